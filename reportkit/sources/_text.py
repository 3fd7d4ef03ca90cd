"""Plain text reports (.txt): from bytes to text, untouched but for the byte order mark.

Reads UTF-8 and UTF-16; anything else is an error, for a wrong guess would give words and figures
that nobody wrote. Knows nothing of what the text says.
"""

from __future__ import annotations

import codecs

from reportkit.errors import SourceError, SourceFault

__all__ = ["SAVE_AS_UTF_8", "byte_order_mark", "decode"]

SAVE_AS_UTF_8 = (
    "Open it in the program it was written with, change the letters to Unicode "
    "(UniKey: CTRL+SHIFT+F6), and save it as UTF-8."
)

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# High bytes of the code units of Vietnamese text: Latin, combining marks, ạ to ỹ, dashes, quotes.
_HIGH_BYTES = frozenset(b"\x00\x01\x03\x1e\x20")
_SAMPLE = 8192


def decode(data: bytes, name: str) -> str:
    """Give the text of a file; ``SourceError`` where it is neither UTF-8 nor UTF-16.

    >>> decode("\\ufeffBáo cáo\\r\\n".encode("utf-16-le"), "a.txt")
    'Báo cáo\\r\\n'
    """
    mark, encoding = byte_order_mark(data)
    try:
        text = data[len(mark) :].decode(encoding or _without_mark(data))
    except UnicodeDecodeError as error:
        before = data[: error.start]
        raise SourceError(
            "The text is in another encoding than UTF-8 or UTF-16 (TCVN3, VNI, Windows-1258 …).",
            file=name,
            where=f"byte {error.start + len(mark)}, line {before.count(10) + 1}",
            remedy=SAVE_AS_UTF_8,
            kind=SourceFault.OLD_LETTERS,
        ) from error
    if "\0" in text:
        raise SourceError(
            "The file is no text: it holds zero bytes.",
            file=name,
            remedy="Send the report as .docx, .txt, .html or .pdf.",
            kind=SourceFault.DAMAGED,
        )
    return text


def byte_order_mark(data: bytes) -> tuple[bytes, str | None]:
    """Give the byte order mark that ``data`` begins with and its encoding."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return mark, encoding
    return b"", None


def _without_mark(data: bytes) -> str:
    """UTF-16 is known by the high bytes of its code units; all else is held for UTF-8."""
    sample = data[:_SAMPLE]
    if 0 in sample and len(data) % 2 == 0:
        for encoding, first in (("utf-16-le", 1), ("utf-16-be", 0)):
            high = sample[first::2]
            if sum(byte in _HIGH_BYTES for byte in high) >= 0.95 * len(high):
                return encoding
    return "utf-8"
