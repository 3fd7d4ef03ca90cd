"""Letters of the time before Unicode: text that only a .VnTime or VNI font shows as Vietnamese.

Takes a text of any format; tells in which of the old ways it is written, so that it is refused
instead of read wrongly. Converts nothing.
"""

from __future__ import annotations

import re

from reportkit.errors import SourceError, SourceFault
from reportkit.sources._text import SAVE_AS_UTF_8

__all__ = ["refuse_old_letters"]

_SAMPLE = 100_000
_UNICODE = re.compile("[\u1ea0-\u1ef9\u0300\u0301\u0303\u0309\u0323]")
# How each way writes a Vietnamese letter within a word.
_WAYS = (
    # TCVN3 (.VnTime): one byte a letter, shown by other fonts as signs of Latin-1.
    (
        "TCVN3 (a .VnTime font)",
        re.compile(
            "(?<=[A-Za-z])[\u00a8-\u00af\u00b5-\u00be]|[\u00a8-\u00af\u00b5-\u00be](?=[A-Za-z])"
        ),
    ),
    # VNI-Windows: the mark stands as a letter of its own behind the vowel (Ñaûng boä tænh).
    (
        "VNI (a VNI- font)",
        re.compile("[AEOUYaeouy][ÂÊÙØÛÕÏÁÀÅÃÄÉÈÚÜËâêùøûõïáàåãäéèúüë](?=[a-z\\W]|$)|ñ(?=[aeiouy])"),
    ),
    # UTF-8 read as Windows-1252 and saved again (Äáº£ng bá»™).
    ("UTF-8 taken for Windows-1252", re.compile("á[º»][\u0080-\uffff]")),
)
_SIGNS_AT_LEAST = 5
_SHARE_OF_WORDS = 0.1


def refuse_old_letters(text: str, name: str) -> None:
    """Raise ``SourceError`` where the text is written in letters of the time before Unicode."""
    sample = text[:_SAMPLE]
    words = len(sample.split())
    if len(_UNICODE.findall(sample)) > _SHARE_OF_WORDS * words:
        return
    for way, pattern in _WAYS:
        signs = len(pattern.findall(sample))
        if signs >= _SIGNS_AT_LEAST and signs > _SHARE_OF_WORDS * words:
            raise SourceError(
                f"The text is not in Unicode letters but in {way}.",
                file=name,
                remedy=SAVE_AS_UTF_8,
                kind=SourceFault.OLD_LETTERS,
            )
