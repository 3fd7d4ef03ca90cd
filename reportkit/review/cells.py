"""What one unit reports for one indicator, and which of its figures that comes from.

Takes the figures of a unit's reports that are bound to the indicator; gives a ``Cell``. A unit's
own figure counts, else those of its sub-units that it names; a part never beside its whole; what
was not taken is kept with its reason. Knows nothing of other units.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence

import attrs
from attrs import frozen

from reportkit.binding import Aggregate, Indicator
from reportkit.parsing import Confidence, Figure, Role, ScopeKind, Summary, Unit, Verdict
from reportkit.review.algebra import (
    add_all,
    as_percentage,
    as_said,
    convert,
    dimension,
    highest,
    may_be_the_same,
    say_the_same,
)
from reportkit.review.evidence import Evidence, LeftOut, Reason
from reportkit.review.ratios import ratio_beside
from reportkit.review.slips import is_of_other_time
from reportkit.review.units import last_day, name_key
from reportkit.review.within import (
    denies_a_kind,
    is_average,
    is_fraction,
    is_told_of,
    role_of,
)
from reportkit.vietnamese import Amount, Bound

__all__ = ["Candidate", "Cell", "cell_of", "measured"]

# What is no result, unless it is just that which the indicator counts ("Mức giảm hộ nghèo").
_NO_RESULT = {
    Role.TARGET: Reason.TARGET,
    Role.EARLIER: Reason.EARLIER,
    Role.CHANGE: Reason.CHANGE,
}
# An index of last year, told as the newest one there is, stands for the unit.
_NEVER_OF_AVERAGES = frozenset({Aggregate.SUM, Aggregate.MAX})
_OF_ANY_TIME = frozenset({Aggregate.LATEST, Aggregate.NONE})


@frozen
class Cell:
    """What a unit reports for an indicator (ô của bảng tổng hợp).

    Attributes
    ----------
    unit, indicator:
        The row and the column.
    amount:
        In the indicator's unit of measure; None where the unit gave no figure of its own. A zero
        that was said is 0.
    figures:
        The figures the amount comes from; one, or the parts of a sum.
    why:
        In Vietnamese, how the amount was come by, or why there is none.
    left_out:
        The unit's other figures for the indicator, each with the reason.
    summed:
        Whether the amount adds up figures of sub-units.
    ratio:
        Of a rate, the numerator and denominator, where the report tells them.
    last_day:
        The last day that the amount speaks of, if it is known.
    from_units:
        The sub-units whose own reports the amount adds up; the figures are then theirs.
    """

    unit: Unit
    indicator: Indicator
    amount: Amount | None = None
    figures: tuple[Evidence, ...] = attrs.field(default=(), converter=tuple[Evidence, ...])
    why: str = "Báo cáo không nêu số liệu cho chỉ tiêu này."
    left_out: tuple[LeftOut, ...] = attrs.field(default=(), converter=tuple[LeftOut, ...])
    summed: bool = False
    ratio: Amount | None = None
    last_day: dt.date | None = None
    from_units: tuple[Unit, ...] = attrs.field(default=(), converter=tuple[Unit, ...])

    @property
    def is_corrected(self) -> bool:
        """Whether a figure that it comes from is a person's."""
        return any(evidence.figure.is_corrected for evidence in self.figures)


@frozen
class Candidate:
    """A figure bound to the indicator, with the report it stands in and its index there.

    ``is_result`` is True where a figure told as of an earlier year is the report's result.
    """

    evidence: Evidence
    summary: Summary = attrs.field(repr=False)
    index: int
    is_result: bool = False

    @property
    def figure(self) -> Figure:
        """The figure itself."""
        return self.evidence.figure

    def out(self, reason: Reason) -> LeftOut:
        """Leave the figure out for this reason."""
        return LeftOut(self.evidence, reason)


def cell_of(unit: Unit, indicator: Indicator, candidates: Sequence[Candidate]) -> Cell:
    """Give the cell of ``unit`` and ``indicator``.

    ``candidates`` are all figures of the unit's reports that are bound to the indicator, those of
    the latest report first. Of several reports the first that has a figure counts.
    """
    chosen: Cell | None = None
    left_out: list[LeftOut] = []
    for report in _by_report(candidates):
        cell = _cell_of_report(unit, indicator, report)
        if chosen is None and cell.amount is not None:
            chosen = cell
        else:
            left_out += [LeftOut(evidence, Reason.OTHER_REPORT) for evidence in cell.figures]
        left_out += cell.left_out
    if chosen is not None:
        return attrs.evolve(chosen, left_out=tuple(left_out))
    if not left_out:
        return Cell(unit, indicator)
    reasons = "; ".join(
        dict.fromkeys(
            f"“{' '.join(one.evidence.figure.quote.split())}” {one.reason}" for one in left_out
        )
    )
    return Cell(unit, indicator, why=f"Không có số liệu tính được: {reasons}.", left_out=left_out)


def _by_report(candidates: Iterable[Candidate]) -> list[list[Candidate]]:
    """The candidates of each report, in the order given."""
    reports: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        reports.setdefault(id(candidate.summary), []).append(candidate)
    return list(reports.values())


def _cell_of_report(unit: Unit, indicator: Indicator, candidates: Sequence[Candidate]) -> Cell:
    """The cell as far as one report tells it."""
    counting, left_out = _sift(indicator, _with_latest_year(indicator, candidates))
    own = [candidate for candidate in counting if not _is_below(candidate.figure)]
    below = [candidate for candidate in counting if _is_below(candidate.figure)]
    if own:
        left_out += [candidate.out(Reason.SUB_UNIT) for candidate in below]
        taken, others = _one_value(indicator, own)
        return _own_cell(unit, indicator, taken, left_out + others)
    if not below or indicator.aggregate not in (Aggregate.SUM, Aggregate.MAX):
        left_out += [candidate.out(Reason.SUB_UNIT) for candidate in below]
        return Cell(unit, indicator, left_out=left_out)
    items, others = _items(indicator, below)
    amounts = [measured(item.figure.quantity, indicator) for item in items]
    combine = highest if indicator.aggregate is Aggregate.MAX else add_all
    amount = combine(amount for amount in amounts if amount is not None)
    return Cell(
        unit,
        indicator,
        amount=None if amount is None else convert(amount, indicator.unit),
        figures=[item.evidence for item in items],
        why=_why_below(indicator, items),
        left_out=left_out + others,
        summed=True,
        last_day=max(filter(None, map(_last_day, items)), default=None),
    )


# ------------------------------------------------------------------ what can count at all


def _with_latest_year(indicator: Indicator, candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """The candidates; of a report that tells years of its own period only, the last is a result.

    A final report of 2020 to 2024 says "năm 2022 … 4, năm 2023 … 9": 9 is the number of the end.
    """
    if any(_why_not(candidate, indicator) is None for candidate in candidates):
        return candidates
    years = [candidate for candidate in candidates if _is_within_report(candidate)]
    days = [day for candidate in years if (day := _last_day(candidate)) is not None]
    if not days:
        return candidates
    last = {id(candidate) for candidate in years if _last_day(candidate) == max(days)}
    return [attrs.evolve(one, is_result=True) if id(one) in last else one for one in candidates]


def _is_within_report(candidate: Candidate) -> bool:
    """Whether it is told as of an earlier time that lies within the report's own."""
    own, told = candidate.summary.period, candidate.figure.period
    if candidate.figure.role is not Role.EARLIER or own is None or told is None:
        return False
    if own.start is None or own.end is None or told.start is None or told.end is None:
        return False
    return own.start <= told.start and told.end <= own.end


def _sift(
    indicator: Indicator, candidates: Iterable[Candidate]
) -> tuple[list[Candidate], list[LeftOut]]:
    """The candidates that can count, and the others with their reasons."""
    counting: dict[int, Candidate] = {}
    left_out: list[LeftOut] = []
    wholes: set[int] = set()
    for candidate in candidates:
        reason = _why_not(candidate, indicator)
        if reason is None:
            counting[candidate.index] = candidate
        else:
            left_out.append(candidate.out(reason))
        if reason in (None, Reason.VAGUE):
            # Of "hàng trăm, trong đó 12" the 12 are not all there are.
            wholes.add(candidate.index)
    within = {index for index, one in counting.items() if _has_whole_in(wholes, one)}
    denied = {index for index, one in counting.items() if denies_a_kind(one.figure)}
    if denied != counting.keys():
        within |= denied
    left_out += [one.out(Reason.PART) for index, one in counting.items() if index in within]
    return [one for index, one in counting.items() if index not in within], left_out


def _why_not(candidate: Candidate, indicator: Indicator) -> Reason | None:
    """Why the figure can never be the unit's result for the indicator; None where it can."""
    figure = candidate.figure
    if figure.verdict is Verdict.DROPPED:
        return Reason.DROPPED
    if figure.scope.kind in (ScopeKind.ABOVE, ScopeKind.COUNTRY):
        return Reason.OTHER_LEVEL
    counts_things = dimension(indicator.unit) != "%"
    if figure.role is Role.SHARE and counts_things:
        return Reason.SHARE
    place = candidate.index
    role = role_of(figure, candidate.summary.figures[place - 1] if place else None)
    counts = candidate.is_result or role is indicator.role
    if not counts and role in _NO_RESULT:
        return _NO_RESULT[role]
    if indicator.aggregate not in _OF_ANY_TIME and is_of_other_time(figure, candidate.summary):
        return Reason.OTHER_PERIOD
    if figure.quantity.bound is Bound.ORDER or (counts_things and is_fraction(figure)):
        return Reason.VAGUE
    if indicator.aggregate in _NEVER_OF_AVERAGES and is_average(figure):
        return Reason.AVERAGE
    if measured(figure.quantity, indicator) is None:
        return Reason.OTHER_MEASURE
    return None


def measured(amount: Amount, indicator: Indicator) -> Amount | None:
    """Give the amount in the indicator's unit of measure; None where it cannot be told in it."""
    if dimension(indicator.unit) == "%" and dimension(amount.unit) is None:
        return as_percentage(amount)
    if dimension(amount.unit) != dimension(indicator.unit):
        return None
    return convert(amount, indicator.unit)


def _is_below(figure: Figure) -> bool:
    """Whether the figure speaks of a sub-unit or of one model, not of the unit as a whole."""
    return figure.scope.kind is ScopeKind.SUB_UNIT or figure.initiative is not None


def _has_whole_in(wholes: Collection[int], candidate: Candidate) -> bool:
    """Whether the figure is a part of one of ``wholes``, figures of the same indicator."""
    seen = {candidate.index}
    index = candidate.figure.part_of
    while index is not None and index not in seen:
        if index in wholes:
            return True
        seen.add(index)
        index = candidate.summary.figures[index].part_of
    return False


# ------------------------------------------------------------- several figures, one value


def _one_value(
    indicator: Indicator, candidates: Sequence[Candidate]
) -> tuple[Candidate, list[LeftOut]]:
    """The one figure that counts of those that speak of the same thing, and the others.

    Preferred is what a person said, then the latest period, a sure reading, the words that name
    the indicator's own unit best, an exact number, a table, the first said.
    """
    if len(candidates) == 1:
        return candidates[0], []
    first = max(
        candidates,
        key=lambda candidate: (
            candidate.figure.is_corrected,
            _last_day(candidate) or dt.date.max,
            *_clarity(candidate.figure, indicator),
        ),
    )
    left_out = []
    for other in candidates:
        if other is first:
            continue
        amount, said = (
            measured(candidate.figure.quantity, indicator) for candidate in (first, other)
        )
        if amount is None or said is None or say_the_same(amount, said):
            left_out.append(other.out(Reason.REPEAT))
        elif may_be_the_same(said, amount):
            left_out.append(other.out(Reason.ROUNDED))
        elif other.summary is first.summary and is_told_of(
            other.figure, first.figure, first.summary
        ):
            left_out.append(other.out(Reason.PART))
        else:
            left_out.append(other.out(Reason.OTHER_VALUE))
    return first, left_out


def _items(
    indicator: Indicator, candidates: Sequence[Candidate]
) -> tuple[list[Candidate], list[LeftOut]]:
    """The figures of sub-units that complement each other, and those that do not count.

    Figures of different sub-units or models, and different figures of one sentence, are different
    items. Of one sub-unit's figures in different sentences one sentence counts.
    """
    items: list[Candidate] = []
    left_out: list[LeftOut] = []
    for same in _by_sub_unit(candidates):
        first, others = _one_value(indicator, same)
        reasons = {id(other.evidence): other for other in others}
        beside = [
            candidate
            for candidate in same
            if candidate is not first
            and reasons[id(candidate.evidence)].reason is not Reason.PART
            and _complements(candidate.figure, first.figure)
        ]
        taken = {id(candidate) for candidate in (first, *beside)}
        items += [candidate for candidate in same if id(candidate) in taken]
        left_out += [
            reasons[id(candidate.evidence)] for candidate in same if id(candidate) not in taken
        ]
    return sorted(items, key=lambda item: item.index), left_out


def _by_sub_unit(candidates: Iterable[Candidate]) -> list[list[Candidate]]:
    """The candidates of each sub-unit or model; without a name, those of equal numbers."""
    groups: dict[tuple[object, ...], list[Candidate]] = {}
    for candidate in candidates:
        figure = candidate.figure
        key: tuple[object, ...]
        if figure.scope.name:
            key = ("name", name_key(figure.scope.name))
        elif figure.initiative is not None:
            key = ("initiative", figure.initiative)
        else:
            key = ("amount", *as_said(figure.quantity))
        groups.setdefault(key, []).append(candidate)
    return list(groups.values())


def _complements(figure: Figure, other: Figure) -> bool:
    """Whether two figures stand in one sentence as different items of one list."""
    if figure.sentence_start != other.sentence_start:
        return False
    same_words = name_key(figure.counted or "") == name_key(other.counted or "")
    return not (same_words and as_said(figure.quantity) == as_said(other.quantity))


def _clarity(figure: Figure, indicator: Indicator) -> tuple[int, ...]:
    """How clearly a figure is told: by a person's word, a sure reading, the unit's own words, …"""
    measured_in = dimension(indicator.unit) is not None
    wanted = set() if measured_in else set(name_key(indicator.unit or "").split())
    words = set(name_key(figure.counted).split()) if figure.counted else wanted
    exactness = {Bound.EXACT: 2, Bound.RANGE: 1}.get(figure.quantity.bound, 0)
    return (
        int(figure.verdict is not None),
        int(figure.confidence is Confidence.HIGH),
        len(words & wanted),
        exactness,
        int("\t" in figure.sentence),
        -figure.quantity.span.start,
    )


def _last_day(candidate: Candidate) -> dt.date | None:
    period = candidate.figure.period
    return period.end if period and period.end else last_day(candidate.summary)


# ------------------------------------------------------------------------------- the cells


def _own_cell(
    unit: Unit, indicator: Indicator, taken: Candidate, left_out: Sequence[LeftOut]
) -> Cell:
    """The cell of a figure that speaks of the unit itself."""
    figure = taken.figure
    reasons = [one.reason for one in left_out]
    why = "Số liệu nêu trong báo cáo"
    if Reason.OTHER_VALUE in reasons:
        why = "Báo cáo nêu nhiều số khác nhau; lấy số của kỳ gần nhất, rõ nhất, nêu trước"
    elif Reason.REPEAT in reasons:
        why = "Số liệu nêu nhiều lần trong báo cáo, tính một lần"
    if figure.is_corrected:
        why = "Số liệu do người kiểm tra sửa"
    if Reason.PART in reasons:
        why += "; phần “trong đó” không cộng thêm"
    return Cell(
        unit,
        indicator,
        amount=measured(figure.quantity, indicator),
        figures=[taken.evidence],
        why=f"{why}.",
        left_out=left_out,
        ratio=_ratio_of(taken) if dimension(indicator.unit) == "%" else None,
        last_day=_last_day(taken),
    )


def _ratio_of(candidate: Candidate) -> Amount | None:
    """The numerator and denominator of a rate, where the figure or its neighbour tells them."""
    figure: Figure | None = candidate.figure
    if figure is not None and figure.quantity.denominator is None:
        figure = ratio_beside(candidate.summary, figure)
    return figure.quantity.amount if figure and figure.quantity.denominator else None


def _why_below(indicator: Indicator, items: Sequence[Candidate]) -> str:
    named = [item.figure.scope.name or "" for item in items]
    names = ", ".join(dict.fromkeys(filter(None, named)))
    of_whom = f" ({names})" if names else ""
    if len(items) == 1:
        return f"Chỉ có số liệu của đơn vị, mô hình trực thuộc được nêu{of_whom}."
    how = "Lấy số lớn nhất trong" if indicator.aggregate is Aggregate.MAX else "Cộng"
    return f"{how} số liệu của các đơn vị, mô hình trực thuộc được nêu{of_whom}."
