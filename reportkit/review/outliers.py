"""What stands far from the other units: a value, the length of a report, its period.

Takes cells and summaries side by side; gives those that stand out, by median and median absolute
deviation (MAD), which a few wild values do not move. Words nothing for the officer.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from attrs import frozen

from reportkit.parsing import Summary
from reportkit.review.algebra import dimension
from reportkit.review.cells import Cell
from reportkit.vietnamese import Bound, Level, Period

__all__ = ["Outlier", "far_from_the_others", "nearly_empty", "of_another_period"]

_FEWEST_UNITS = 5
_DEVIATIONS = 3.5
_AS_STANDARD = 1.4826
"""The MAD of a normal distribution is its standard deviation by this."""
_TIMES = 10.0
_POINTS = 30.0
_NEARLY_EMPTY = 10


@frozen
class Outlier:
    """A cell far from those of the other units of its level; ``middle`` is their median."""

    cell: Cell
    middle: float
    units: int


def far_from_the_others(cells: Iterable[Cell]) -> Iterator[Outlier]:
    """Give the cells of one indicator that stand out among at least five units of one level.

    Counts spread by factors, so they are compared by logarithm, and only ten times the median or
    a tenth of it stands out; rates are compared as they are, from 30 points on.
    """
    by_level: defaultdict[Level | None, list[Cell]] = defaultdict(list)
    for cell in cells:
        if cell.amount is not None and cell.amount.bound is not Bound.ORDER:
            by_level[cell.unit.level].append(cell)
    for same in by_level.values():
        rate = dimension(same[0].indicator.unit) == "%"
        told = [
            (cell, float(cell.amount.value))
            for cell in same
            if cell.amount is not None and (rate or cell.amount.value > 0)
        ]
        if len(told) < _FEWEST_UNITS:
            continue
        numbers = [number if rate else math.log10(number) for _, number in told]
        middle = median(numbers)
        spread = _AS_STANDARD * median(abs(number - middle) for number in numbers)
        least = _POINTS if rate else math.log10(_TIMES)
        for (cell, _), number in zip(told, numbers, strict=True):
            if abs(number - middle) > max(_DEVIATIONS * spread, least):
                yield Outlier(cell, middle if rate else 10**middle, len(told))


def nearly_empty(summaries: Sequence[Summary]) -> Iterator[Summary]:
    """Give the reports a tenth as long as the median of at least five, with as few figures."""
    if len(summaries) < _FEWEST_UNITS:
        return
    length = median(len(summary.source.text) for summary in summaries)
    figures = median(len(summary.figures) for summary in summaries)
    for summary in summaries:
        if (
            len(summary.source.text) * _NEARLY_EMPTY < length
            and len(summary.figures) * _NEARLY_EMPTY <= figures
        ):
            yield summary


def of_another_period(summaries: Sequence[Summary]) -> tuple[Period | None, tuple[Summary, ...]]:
    """Give the period that most reports speak of, and the reports of wholly another one."""
    told = [summary.period for summary in summaries if summary.period and summary.period.start]
    if not told:
        return None, ()
    ends, count = Counter((period.start, period.end) for period in told).most_common(1)[0]
    if count < 2 or count * 2 <= len(told):
        return None, ()
    common = next(period for period in told if (period.start, period.end) == ends)
    return common, tuple(
        summary
        for summary in summaries
        if summary.period is not None and _apart(summary.period, common)
    )


def _apart(first: Period, second: Period) -> bool:
    return any(
        one.end is not None and other.start is not None and one.end < other.start
        for one, other in ((first, second), (second, first))
    )
