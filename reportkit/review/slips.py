"""Slips of the pen within one report: target, result and rate; point and comma; a model told twice.

Takes a summary whose figures are bound; gives the figures that look wrong. Words nothing for the
officer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from attrs import frozen

from reportkit.parsing import Figure, Initiative, Role, Summary, Verdict
from reportkit.review.algebra import dimension
from reportkit.review.ratios import agree
from reportkit.review.units import name_key
from reportkit.vietnamese import Amount, Bound
from reportkit.vietnamese.view import View

__all__ = [
    "BrokenRate",
    "broken_rates",
    "is_of_other_time",
    "is_thousandfold",
    "models_told_twice",
    "point_or_comma",
    "thousand_times_before",
]

# "đạt 95%", "bằng 95% kế hoạch", "vượt 12% chỉ tiêu"
_RATE_BEFORE = re.compile(
    r"(?P<word>đạt|bằng|hoàn thành|vượt|tỷ lệ|tỉ lệ)[\s:(]*(?:tỷ lệ|tỉ lệ)?[\s:]*$"
)
_RATE_AFTER = re.compile(
    r"\s*(?:(?:so )?(?:với |của )?(?:kế hoạch|chỉ tiêu|kh|mục tiêu|nghị quyết)|[).,;:!]|$)"
)
_BEFORE = 30
_THOUSAND = 1000
# 1,500 mô hình; 1.5 tỷ đồng; 12.5%
_COMMA_FOR_POINT = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d.,]*\d)")
_POINT_FOR_COMMA = re.compile(r"(?<![\d.,/-])\d+\.\d{1,2}(?![\d.,/-]*\d)")


@frozen
class BrokenRate:
    """A rate that is not the result by its target; ``rate`` is what they make."""

    target: Figure
    result: Figure
    stated: Figure
    rate: Amount


def broken_rates(summary: Summary) -> Iterator[BrokenRate]:
    """Give each target and result with the rate beside them that they do not make.

    Only a sentence or a row of a table that tells one of each is judged; "vượt 12%" is 112%.
    """
    for figures in _by_sentence(summary):
        targets = [one for one in figures if one.role is Role.TARGET and _is_count(one)]
        results = [one for one in figures if one.role is Role.RESULT and _is_count(one)]
        stated = [
            one
            for one in figures
            if one.quantity.unit == "%" and one.role in (Role.RESULT, Role.SHARE)
        ]
        if not len(targets) == len(results) == len(stated) == 1:
            continue
        target, result, rate = targets[0], results[0], stated[0]
        if dimension(target.quantity.unit) != dimension(result.quantity.unit):
            continue
        if target.scope != result.scope or not target.quantity.value:
            continue
        beyond = _beyond(rate)
        if beyond is None or {target.quantity.bound, result.quantity.bound} != {Bound.EXACT}:
            continue
        made = Amount.of(result.quantity.value, denominator=target.quantity.value)
        # Where less is better (poor households), offices tell the target by the result.
        turned = Amount.of(target.quantity.value, denominator=result.quantity.value or 1)
        said = Amount.of(rate.quantity.value + beyond, unit="%", bound=rate.quantity.bound)
        if not agree(made, said) and not agree(turned, said):
            yield BrokenRate(target, result, rate, made)


def _beyond(rate: Figure) -> Decimal | None:
    """What to add to the rate said: 100 behind "vượt"; None where it is no rate of a target."""
    if "\t" in rate.sentence:
        return Decimal(0)
    start = rate.quantity.span.start - rate.sentence_start
    end = rate.quantity.span.end - rate.sentence_start
    before = View.of(rate.sentence[max(0, start - _BEFORE) : start]).text.casefold()
    after = View.of(rate.sentence[end:]).text.casefold()
    said = _RATE_BEFORE.search(before)
    if said is None or not _RATE_AFTER.match(after):
        return None
    return Decimal(100 if said["word"] == "vượt" else 0)


def _is_count(figure: Figure) -> bool:
    return figure.quantity.unit != "%" and figure.quantity.denominator is None


def _by_sentence(summary: Summary) -> list[list[Figure]]:
    sentences: dict[int, list[Figure]] = {}
    for figure in summary.figures:
        if figure.verdict is not Verdict.DROPPED:
            sentences.setdefault(figure.sentence_start, []).append(figure)
    return list(sentences.values())


def point_or_comma(summary: Summary) -> Iterator[Figure]:
    """Give the figures in which a point stands for a comma, or a comma for a point.

    A Vietnamese number has a point between thousands and a comma before decimals. "1,500 mô
    hình" can be no count; of a length or a weight it may be meant so.
    """
    for figure in summary.figures:
        if figure.verdict is not None:
            continue
        counts = dimension(figure.quantity.unit) is None
        slip = _POINT_FOR_COMMA.search(figure.quote)
        if slip or (counts and _COMMA_FOR_POINT.search(figure.quote)):
            yield figure


def thousand_times_before(summary: Summary) -> Iterator[tuple[Figure, Figure]]:
    """Give each result with the earlier one that is a thousandth of it, or less.

    Or a thousand times as much: a slip of a unit of measure. An earlier figure is of the result of
    its indicator; without one, of the result told right before it in the same measure.
    """
    for place, earlier in enumerate(summary.figures):
        if earlier.role is not Role.EARLIER:
            continue
        results = (
            _right_before(summary.figures, place)
            if earlier.indicator is None
            else (
                figure
                for figure in summary.figures
                if figure.role is Role.RESULT
                and figure.indicator == earlier.indicator
                and figure.scope == earlier.scope
            )
        )
        for figure in results:
            if is_thousandfold(figure.quantity, earlier.quantity):
                yield figure, earlier
                break


def _right_before(figures: Sequence[Figure], place: int) -> Iterator[Figure]:
    """The figure right before this one, where it is a result of the same sentence and measure."""
    earlier = figures[place]
    before = figures[place - 1] if place else None
    if (
        before is not None
        and before.role is Role.RESULT
        and before.sentence_start == earlier.sentence_start
        and before.quantity.unit == earlier.quantity.unit
        and before.quantity.unit is not None
    ):
        yield before


def is_thousandfold(first: Amount, second: Amount) -> bool:
    """Tell whether one amount is a thousand times the other or more; zero is compared with none.

    >>> is_thousandfold(Amount.of(5_000_000), Amount.of(4_800))
    True
    """
    if first.value <= 0 or second.value <= 0 or Bound.ORDER in (first.bound, second.bound):
        return False
    larger, smaller = max(first.value, second.value), min(first.value, second.value)
    return larger >= smaller * _THOUSAND


def is_of_other_time(figure: Figure, summary: Summary) -> bool:
    """Tell whether a figure's period lies wholly before or behind that of its report.

    "Đến năm 2030" has no beginning: its end lies in a year after the report was written.
    """
    told, own = figure.period, summary.period
    if told is None or own is None:
        return False
    before = told.end is not None and own.start is not None and told.end < own.start
    if own.end is None:
        return before
    if told.start is not None:
        return before or told.start > own.end
    last = max(own.end, summary.date or own.end)
    return before or (told.end is not None and told.end.year > last.year)


def models_told_twice(summary: Summary) -> Iterator[tuple[Initiative, Initiative]]:
    """Give the models that a report tells twice: of one name, with no two owners."""
    names: dict[str, list[Initiative]] = {}
    for initiative in summary.initiatives:
        names.setdefault(name_key(initiative.name), []).append(initiative)
    for same in names.values():
        for first, second in combinations(same, 2):
            owners = {name_key(owner) for owner in (first.owner, second.owner) if owner}
            if len(owners) < 2:
                yield first, second
                break
