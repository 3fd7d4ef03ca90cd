"""Reads the bound that the words before a number say, and tells where it is none.

Takes the words right before a number; gives its bound and how many words say it.
"""

from __future__ import annotations

import re
from decimal import Decimal

from attrs import frozen

from reportkit.vietnamese._vocabulary import (
    BOUND_ONLY_BEHIND,
    BOUNDS,
    DIFFERENCES,
    EXCESS_COMPARED,
    EXCESS_UNITS,
    NO_BOUND_BEHIND,
    PREPOSITIONS,
    PREPOSITIONS_BEFORE,
    alternatives,
)
from reportkit.vietnamese.amounts import Bound

__all__ = ["LAST_OF_BOUNDS", "BoundWords", "bound_of", "is_no_bound", "start_of"]


_LONGEST_BOUND = max(len(words.split()) for words in BOUNDS)
# What may stand right before a bound word: "(trên 10%)".
_OPENING = "([{\"'"
_BETWEEN = ("là", "từ")
LAST_OF_BOUNDS = frozenset((*_BETWEEN, *(words.split()[-1] for words in BOUNDS)))
_DIFFERENCES = frozenset(DIFFERENCES)
_COMPARED = re.compile(r"[^.;,\n]{0,40}?\s(?:so\s+với|cùng\s+kỳ|năm\s+trước|năm\s+ngoái)(?!\w)")
# "vượt 7 triệu tấn" is more than that; "vượt 7 tấn so với kế hoạch", "vượt 3 chỉ tiêu" by so much.
_EXCEEDED = re.compile(rf"[^.;,\n]{{0,40}}?\s(?:{alternatives(EXCESS_COMPARED)})(?!\w)")
_EXCESS_UNITS = frozenset(EXCESS_UNITS)
_MANY = 1000
_PREPOSITIONS = frozenset(PREPOSITIONS)
_RATE = re.compile(r"\d\s+[^\W\d]+(?:\s+[^\W\d]+){0,2}\s+trên\s+$")
_LONGEST_RATE = 40
_PARTS_OF_RATES = frozenset(map(Decimal, (100, 1000, 10_000, 100_000, 1_000_000)))
_PEOPLE = re.compile(r"\s+(?:dân|người|trẻ|ca|phụ\s+nữ|bà\s+mẹ)(?!\w)")
_IN_FIELDS = re.compile(rf"\s+(?:{alternatives(PREPOSITIONS_BEFORE)})(?!\w)")


@frozen
class BoundWords:
    """The bound that words before a number say, and the words that say it."""

    bound: Bound
    words: str
    count: int
    """How many words, with "là" and "từ" behind them."""


def bound_of(before: list[str]) -> BoundWords | None:
    """Give the bound that the words right before a number, in small letters, say, or None.

    >>> bound_of(["đạt", "không", "dưới"]).bound.value, bound_of(["tốc", "độ"])
    ('over', None)
    """
    if not before or before[-1].lstrip(_OPENING) not in LAST_OF_BOUNDS:
        return None
    last = [word.lstrip(_OPENING) for word in before[-_LONGEST_BOUND - 2 :]]
    between = 1 if last[-1] in _BETWEEN and len(last) > 1 else 0
    stop = len(last) - between
    for count in range(min(_LONGEST_BOUND, stop), 0, -1):
        words = " ".join(last[stop - count : stop])
        bound = BOUNDS.get(words)
        if bound is None:
            continue
        previous = last[stop - count - 1] if stop > count else ""
        none_behind = NO_BOUND_BEHIND.get(words, ())
        if previous in none_behind or " ".join(last[: stop - count][-2:]) in none_behind:
            return None
        only = BOUND_ONLY_BEHIND.get(words)
        if only is not None and previous and previous not in only and previous[-1].isalpha():
            return None
        if between and last[-1] == "từ" and bound not in (Bound.OVER, Bound.UNDER, Bound.ABOUT):
            return None
        return BoundWords(bound, words, count + between)
    return None


def start_of(text: str, start: int, words: int) -> int:
    """Where the last ``words`` words before ``start`` begin."""
    for _ in range(words):
        while text[start - 1].isspace():
            start -= 1
        while start and not text[start - 1].isspace():
            start -= 1
    while text[start] in _OPENING:
        start += 1
    return start


def is_no_bound(
    low: str, start: int, end: int, said: BoundWords, value: Decimal, unit: str | None
) -> bool:
    """A preposition ("trên 4 lĩnh vực", "12 bác sĩ trên 10.000 dân"), or a difference.

    A difference: "cao hơn 2,3 điểm %", "vượt 7%".
    """
    if said.words in _PREPOSITIONS:
        return bool(_IN_FIELDS.match(low, end)) or (
            value in _PARTS_OF_RATES
            and bool(_PEOPLE.match(low, end))
            and bool(_RATE.search(low, max(0, start - _LONGEST_RATE), start))
        )
    if said.words in _DIFFERENCES:
        return (unit or "").startswith("điểm") or bool(_COMPARED.match(low, end))
    if said.words == "vượt":
        few = unit is None and value < _MANY
        return few or unit in _EXCESS_UNITS or bool(_EXCEEDED.match(low, end))
    return False
