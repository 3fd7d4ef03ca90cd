"""A quantity in normalised text, and lists of them that share their unit and their scale.

Takes mentions in order; gives as many. Reads no numbers.
"""

from __future__ import annotations

import re

from attrs import evolve, frozen

from reportkit.vietnamese._numbers import whole
from reportkit.vietnamese._vocabulary import MEASURES
from reportkit.vietnamese.amounts import Amount, Bound

__all__ = ["MEASURE_UNITS", "Mention", "with_shared_measures"]

MEASURE_UNITS = frozenset(MEASURES.values())
"""The units of measure and currencies: %, đồng, km, ha, …"""


@frozen
class Mention:
    """A quantity in normalised text.

    Attributes
    ----------
    start, end:
        Where it stands, bound words and unit of measure included.
    number_end:
        Where the number and its unit of measure end: the noun, if any, follows here.
    amount:
        What it says.
    """

    start: int
    end: int
    number_end: int
    amount: Amount
    scale: int = 1
    """What its scale words multiply with (2,6 tỷ: 10^9)."""


_LISTED = re.compile(r"\s*,\s*|\s*,?\s+(và|hoặc|hay)\s+")
_LAST_OF_LIST = ("và", "hoặc", "hay")
_RESPECTIVELY = re.compile(r"(?:lần\s+lượt|tương\s+ứng)(?!\w)[^.;\d]{0,40}$")
_MOST_SHARED = 1000


def with_shared_measures(text: str, mentions: list[Mention]) -> list[Mention]:
    """The mentions with the unit and scale that a list shares: 10, 12 và 15%; 2, 3 và 5 tỷ đồng."""
    result = list(mentions)
    first = 0
    while first < len(mentions):
        last = first
        joints: list[str | None] = []
        while last + 1 < len(mentions) and _is_bare(mentions[last]):
            joint = _LISTED.fullmatch(text, mentions[last].end, mentions[last + 1].start)
            if not joint or mentions[last + 1].amount.denominator is not None:
                break
            joints.append(joint[1])
            last += 1
        closing = mentions[last]
        if joints and (closing.amount.unit in MEASURE_UNITS or closing.scale > 1):
            edge = mentions[first].start
            spoken = joints[-1] in _LAST_OF_LIST or _RESPECTIVELY.search(
                text[max(0, edge - 60) : edge].lower()
            )
            if spoken and closing.amount.bound is Bound.EXACT:
                for index in range(first, last):
                    result[index] = _sharing(mentions[index], closing)
        first = last + 1
    return result


def _is_bare(mention: Mention) -> bool:
    amount = mention.amount
    return (
        amount.unit is None
        and mention.scale == 1
        and amount.denominator is None
        and amount.bound is not Bound.RANGE
        and amount.bound is not Bound.ORDER
        and amount.value < _MOST_SHARED
        and mention.end == mention.number_end
    )


def _sharing(mention: Mention, closing: Mention) -> Mention:
    amount = mention.amount
    shared = Amount.of(
        whole(amount.value * closing.scale), unit=closing.amount.unit, bound=amount.bound
    )
    return evolve(mention, amount=shared, scale=closing.scale)
