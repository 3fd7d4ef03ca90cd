"""Tells names in quotes, whose numbers are no figures, from what someone is quoted to say.

Takes normalised text; gives where names stand.
"""

from __future__ import annotations

import re

from reportkit.vietnamese.letters import CAPITAL

__all__ = ["names_in_quotes"]

_QUOTED = re.compile(
    r'"(?<!\w")(?=\S)[^"\n]{1,160}(?<=\S)"(?!\w)|\'(?<!\w\')(?=\S)[^\'\n]{1,80}(?<=\S)\'(?!\w)'
)
_SAYS_BEFORE = re.compile(
    r"(?<!\w)(?:nói|kể|cho\s+biết|chia\s+sẻ|tâm\s+sự|bộc\s+bạch|khẳng\s+định|cho\s+hay|bày\s+tỏ|nhấn\s+mạnh|phấn\s+khởi"
    r"|trao\s+đổi|phát\s+biểu|nhớ\s+lại|nói\s+vui|bảo|thông\s+tin)(?:\s+[^\W\d_]+){0,4}\s*:\s*$",
    re.IGNORECASE,
)
_SAYS_BEHIND = re.compile(
    r"\s*,?\s*(?:-\s*)?(?:ông|bà|anh|chị|em|cụ|bác|thầy|cô|đồng\s+chí|già\s+làng|là\s+lời|theo\s+lời)\s+(?:[^\W\d_]+\s+){0,2}?"
    rf"[{CAPITAL}]"
)
_NEW_SENTENCE = re.compile(rf"[.!?]\s+[{CAPITAL}]")
_SHORTEST_SAYING_IN_WORDS = 6
_BEFORE = 60


def names_in_quotes(text: str) -> list[tuple[int, int]]:
    """Give where the names in quotes stand; what someone says in quotes is told like any text.

    >>> text = 'Quỹ "Mỗi ngày 1.000 đồng"; ông Hai kể: "Xã tôi nay có 12 mô hình rồi đấy".'
    >>> [text[start:end] for start, end in names_in_quotes(text)]
    ['"Mỗi ngày 1.000 đồng"']
    """
    if '"' not in text and "'" not in text:
        return []
    return [found.span() for found in _QUOTED.finditer(text) if not _is_said(text, found)]


def _is_said(text: str, quoted: re.Match[str]) -> bool:
    """Whether the words in quotes are a person's: long enough, and said so before or behind."""
    if len(quoted[0].split()) < _SHORTEST_SAYING_IN_WORDS:
        return False
    return bool(
        _NEW_SENTENCE.search(quoted[0])
        or _SAYS_BEFORE.search(text, max(0, quoted.start() - _BEFORE), quoted.start())
        or _SAYS_BEHIND.match(text, quoted.end())
    )
