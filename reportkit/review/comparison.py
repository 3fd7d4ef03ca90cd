"""This review against the last one: what changed, by indicator and by unit.

Takes two reviews; gives a ``Comparison``. Amounts are compared as they are said; a difference has
a number only where both have one in the same unit of measure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

import attrs
from attrs import frozen

from reportkit.binding import Indicator
from reportkit.errors import ReviewError
from reportkit.parsing import PassageRole, Summary, Unit
from reportkit.review.algebra import convert, dimension
from reportkit.review.cells import Cell
from reportkit.review.findings import Code, Finding, Severity
from reportkit.review.roster import Succession, names_now
from reportkit.review.slips import is_thousandfold
from reportkit.review.told import ToldInitiative, ToldPassage
from reportkit.review.totals import Total
from reportkit.review.units import name_key
from reportkit.vietnamese import Amount, Bound
from reportkit.vietnamese.formatting import format_amount
from reportkit.vietnamese.view import View

if TYPE_CHECKING:
    from reportkit.review.review import Review

__all__ = ["Change", "Comparison", "compare", "of_previous"]

_WORDS_TOGETHER = 3
_MENTIONED = 1 / 3
"""A task is mentioned where a report has a third of its runs of three syllables."""


@frozen
class Change:
    """What became of one amount (so với lần trước).

    Attributes
    ----------
    indicator, unit:
        What is counted and of whom; ``unit`` is None for a total.
    before, now:
        The amounts; None where nobody told one.
    difference, percent:
        Now less before, and in percent of before to one decimal; None where they cannot be told.
    corrected:
        Whether a person corrected a figure of either.
    """

    indicator: Indicator
    unit: Unit | None
    before: Amount | None
    now: Amount | None
    difference: Decimal | None = None
    percent: Decimal | None = None
    corrected: bool = False


@frozen
class Comparison:
    """This review against the last one (so sánh với lần trước).

    Attributes
    ----------
    totals, cells:
        By indicator; by unit and indicator, where either review has an amount.
    new_initiatives, ended_initiatives:
        Models told of now only, and in the last review only.
    joined, gone:
        Units that are in this review only, and in the last one only.
    merged:
        Units that report under the name of their province before or after the merger.
    forgotten_tasks:
        Tasks of the last review that no report speaks of now.
    """

    totals: tuple[Change, ...] = attrs.field(converter=tuple[Change, ...])
    cells: tuple[Change, ...] = attrs.field(converter=tuple[Change, ...])
    new_initiatives: tuple[ToldInitiative, ...]
    ended_initiatives: tuple[ToldInitiative, ...]
    joined: tuple[Unit, ...]
    gone: tuple[Unit, ...]
    merged: tuple[Succession, ...]
    forgotten_tasks: tuple[ToldPassage, ...] = attrs.field(converter=tuple[ToldPassage, ...])


def compare(now: Review, previous: Review) -> Comparison:
    """Give this review against the last one.

    Indicators are those of this review's profile that the last one's has by the same id; units
    are the same by any of their names.
    """
    pairs, joined, gone = _units(now.units, previous.units)
    merged = [
        Succession(one, other)
        for one in joined
        for other in gone
        if names_now(other) & _keys(one) or names_now(one) & _keys(other)
    ]
    known = {indicator.id for indicator in previous.profile.indicators}
    indicators = [indicator for indicator in now.profile.indicators if indicator.id in known]
    return Comparison(
        totals=[
            _between(one, None, previous.total(one.id), now.total(one.id)) for one in indicators
        ],
        cells=[
            _between(one, unit, before, after)
            for unit, old in pairs
            for one in indicators
            for before, after in ((previous.cell(old, one.id), now.cell(unit, one.id)),)
            if before.amount is not None or after.amount is not None
        ],
        new_initiatives=_only_in(now.initiatives, previous.initiatives),
        ended_initiatives=_only_in(previous.initiatives, now.initiatives),
        joined=joined,
        gone=gone,
        merged=tuple(merged),
        forgotten_tasks=_forgotten(previous.passages(PassageRole.TASK), now.summaries),
    )


def _between(
    indicator: Indicator, unit: Unit | None, before: Cell | Total, now: Cell | Total
) -> Change:
    """The change from one cell or total to another."""
    told = change(indicator, unit, before.amount, now.amount)
    return attrs.evolve(told, corrected=before.is_corrected or now.is_corrected)


def change(
    indicator: Indicator, unit: Unit | None, before: Amount | None, now: Amount | None
) -> Change:
    """Give the change from one amount to another.

    Of percentages the difference is in points, and no percent of it is told.
    """
    if before is None or now is None or Bound.ORDER in (before.bound, now.bound):
        return Change(indicator, unit, before, now)
    try:
        earlier = convert(before, now.unit).value
    except ReviewError:
        return Change(indicator, unit, before, now)
    difference = now.value - earlier
    percent = None
    if earlier and dimension(now.unit) != "%":
        percent = (100 * difference / earlier).quantize(Decimal("0.1"))
    return Change(indicator, unit, before, now, difference, percent)


def of_previous(now: Review, previous: Review) -> Iterator[Finding]:
    """What cannot be so beside the last review."""
    compared = compare(now, previous)
    for one in compared.totals:
        if one.indicator.cumulative and _surely_less(one.now, one.before):
            yield Finding(
                Code.TOTAL_FELL,
                Severity.WARNING,
                f"“{one.indicator.name}” là số lũy kế nhưng lần này ({format_amount(one.now)}) ít "
                f"hơn lần trước ({format_amount(one.before)}){_mark(one)}.",
                "Kiểm tra đơn vị nào chưa báo cáo hoặc báo cáo thiếu.",
            )
    for one in compared.cells:
        if one.before and one.now and is_thousandfold(one.now, one.before):
            yield Finding(
                Code.THOUSANDFOLD,
                Severity.WARNING,
                f"{one.unit.name if one.unit else ''}: “{one.indicator.name}” lần này "
                f"{format_amount(one.now)}, lần trước {format_amount(one.before)}; chênh từ 1.000 "
                f"lần, có thể nhầm đơn vị tính{_mark(one)}.",
                "Hỏi lại đơn vị con số và đơn vị tính.",
                unit=one.unit,
            )


def _mark(one: Change) -> str:
    return " (có số đã sửa)" if one.corrected else ""


def _surely_less(now: Amount | None, before: Amount | None) -> bool:
    if now is None or before is None or before.low is None:
        return False
    at_most = now.high if now.high is not None else None
    return at_most is not None and at_most < before.low


def _units(
    now: Sequence[Unit], before: Sequence[Unit]
) -> tuple[list[tuple[Unit, Unit]], tuple[Unit, ...], tuple[Unit, ...]]:
    """The units of both reviews in pairs, those of this one only, those of the last one only."""
    places = {
        key: place for place, unit in reversed(list(enumerate(before))) for key in _keys(unit)
    }
    pairs: list[tuple[Unit, Unit]] = []
    joined: list[Unit] = []
    found: set[int] = set()
    for unit in now:
        place = next((places[key] for key in sorted(_keys(unit)) if key in places), None)
        if place is None or place in found:
            joined.append(unit)
        else:
            found.add(place)
            pairs.append((unit, before[place]))
    gone = tuple(unit for place, unit in enumerate(before) if place not in found)
    return pairs, tuple(joined), gone


def _keys(unit: Unit) -> set[str]:
    return {name_key(name) for name in (unit.name, *unit.aliases)}


def _only_in(
    here: Iterable[ToldInitiative], there: Iterable[ToldInitiative]
) -> tuple[ToldInitiative, ...]:
    known = {name_key(one.initiative.name) for one in there}
    return tuple(one for one in here if name_key(one.initiative.name) not in known)


def _forgotten(tasks: Iterable[ToldPassage], summaries: Sequence[Summary]) -> Iterator[ToldPassage]:
    """The tasks of which no report has enough of the words."""
    reports = [_runs(summary.source.text) for summary in summaries]
    for task in tasks:
        runs = _runs(task.passage.text)
        if runs and not any(len(runs & report) >= _MENTIONED * len(runs) for report in reports):
            yield task


_SYLLABLE = re.compile(r"\w+")


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    """The runs of three syllables that a text has."""
    syllables = _SYLLABLE.findall(View.of(text).text.casefold())
    return frozenset(zip(*(syllables[start:] for start in range(_WORDS_TOGETHER)), strict=False))
