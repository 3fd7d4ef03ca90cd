"""Tells a number that stands between two words that say nothing of it: "có 12 mô hình".

Most numbers of a text are such. Only saves time: whatever it lets through would be read the same
with all that may stand around a number. Takes normalised text and a place; gives where it ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from reportkit.vietnamese._bounds import LAST_OF_BOUNDS
from reportkit.vietnamese._names import LAST_OF_NAMES
from reportkit.vietnamese._near_misses import LAST_OF_DATES
from reportkit.vietnamese._vocabulary import (
    CATCH_ADJECTIVES,
    CATCHWORDS,
    CURRENCY_BEFORE,
    DURATIONS,
    MEASURES,
    SCALES,
)

__all__ = ["plain_number_at"]


def _first(words: Iterable[str]) -> set[str]:
    return {word.split()[0] for word in words}


_TELLING_BEFORE = frozenset(
    {*LAST_OF_BOUNDS, *LAST_OF_NAMES, *LAST_OF_DATES, *CURRENCY_BEFORE}
    | {"số", "âm", "từ", "đủ", "giữa", "độ", "gấp", "tăng", "giảm", "bằng"}
)
_TELLING_BEHIND = frozenset(
    _first((*MEASURES, *SCALES, *DURATIONS, *CATCHWORDS, *CATCH_ADJECTIVES))
    | set("đến tới trong trên lần phần rưỡi và hoặc h giờ g thg tiếng sao độ".split())
    | set("phẩy chấm ng am pm ly".split())
    | set("vĩ kinh bắc nam đông tây n s e w trở".split())
)
_PLAIN = re.compile(r"\d{1,3}(?:\.\d{3})*(?= ([^\W\d_]+)(?!\w))")


def plain_number_at(text: str, low: str, start: int, floor: int) -> int | None:
    """Give where the number at ``start`` ends, if nothing around it tells anything of it.

    None where the words around it must be looked at. ``floor`` is where the number before ends.

    >>> text = "xây dựng 1.234 mô hình, trên 12 hộ"
    >>> plain_number_at(text, text, 9, 0), plain_number_at(text, text, 29, 0)
    (14, None)
    """
    found = _PLAIN.match(low, start)
    if not found or found[1] in _TELLING_BEHIND or low[start - 1] != " ":
        return None
    space = low.rfind(" ", floor, start - 1)
    before = text[space + 1 : start - 1]
    word = before.rstrip(",;")  # what stands before a comma tells nothing of the number behind it
    if space < 0 or not word.isalpha() or not word.islower() or before in _TELLING_BEFORE:
        return None
    return found.end() if text[found.start(1)].islower() else None
