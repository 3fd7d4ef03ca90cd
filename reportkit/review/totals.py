"""What all units together report for one indicator, and for how many of them it speaks.

Takes the cells of one indicator; gives a ``Total`` by the indicator's own way of adding up. A
unit whose superior reports is within the superior's figure and is not added again; a superior
whose cell is the sum of its sub-units is not added to them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import reduce

import attrs
from attrs import frozen

from reportkit.binding import Aggregate, Indicator
from reportkit.parsing import Unit
from reportkit.review.algebra import (
    add,
    add_all,
    as_percentage,
    as_said,
    convert,
    dimension,
    highest,
    lowest_and_highest,
    surely_at_most,
)
from reportkit.review.cells import Cell
from reportkit.review.evidence import Evidence, LeftOut, Reason
from reportkit.review.units import name_key
from reportkit.vietnamese import Amount, Bound

__all__ = ["Total", "total_of"]

_ONE_UNIT = "Số liệu của một đơn vị."


@frozen
class Total:
    """What all units together report for an indicator (tổng hợp một chỉ tiêu).

    Attributes
    ----------
    indicator:
        What is counted.
    amount:
        The total in the indicator's unit of measure; None where the figures make none.
    reported:
        The units for which it speaks: those with a figure, those within the figure of their
        superior, and those all of whose sub-units have one.
    expected:
        The number of units that the review knows.
    figures:
        The figures the amount, or the span, comes from.
    left_out:
        Every other figure bound to the indicator, with the reason.
    span:
        Of rates that cannot be recomputed, and of units that differ where none prevails: the
        lowest and the highest.
    why:
        In Vietnamese, how the amount was come by, or why there is none.
    ratio:
        Of a recomputed rate, the sums of the numerators and of the denominators.
    """

    indicator: Indicator
    amount: Amount | None
    reported: tuple[Unit, ...]
    expected: int
    figures: tuple[Evidence, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    span: tuple[Amount, Amount] | None = None
    why: str = ""
    ratio: Amount | None = None

    @property
    def is_corrected(self) -> bool:
        """Whether a figure that it comes from is a person's."""
        return any(evidence.figure.is_corrected for evidence in self.figures)


@frozen
class _Answer:
    """What the figures of the units make together."""

    amount: Amount | None
    cells: Sequence[Cell]
    """Those that it comes from."""
    why: str
    reason: Reason | None = None
    """Why the other cells are left out."""
    span: tuple[Amount, Amount] | None = None
    ratio: Amount | None = None


def total_of(
    indicator: Indicator,
    cells: Sequence[Cell],
    above: Mapping[int, tuple[int, ...]],
    weights: Sequence[Cell] = (),
) -> Total:
    """Give the total of ``cells``, one for each unit in the order of the report.

    ``above`` tells for a unit, by index, which reporting units stand above it, the nearest first.
    ``weights`` are for each unit the cell of the indicator's ``weight``, if it has one.
    """
    adds = indicator.aggregate is not Aggregate.NONE
    covered = {
        index
        for index in range(len(cells))
        if adds and _is_covered(index, cells, above.get(index, ()))
    }
    own = {id(evidence) for cell in cells if not cell.from_units for evidence in cell.figures}
    stands_in = {
        index
        for index, cell in enumerate(cells)
        if cell.from_units and all(id(evidence) in own for evidence in cell.figures)
    }
    with_figure = [
        cell
        for index, cell in enumerate(cells)
        if cell.amount is not None and index not in covered | stands_in
    ]
    base_of = {id(cell): base for cell, base in zip(cells, weights, strict=False)}
    answer = _combine(indicator, with_figure, [base_of.get(id(cell)) for cell in with_figure])
    taken = {id(cell) for cell in answer.cells}
    left_out: list[LeftOut] = []
    for index, cell in enumerate(cells):
        if index in stands_in:
            pass  # Its figures are told with the units whose they are.
        elif index in covered:
            left_out += _all_out(cell, Reason.SUPERIOR_REPORTS)
        elif cell.amount is not None and answer.reason and id(cell) not in taken:
            left_out += _all_out(cell, answer.reason)
        left_out += cell.left_out
    speaking = {id(cell) for cell in with_figure}
    return Total(
        indicator=indicator,
        amount=answer.amount,
        reported=tuple(
            cell.unit
            for index, cell in enumerate(cells)
            if index in covered | stands_in or id(cell) in speaking
        ),
        expected=len(cells),
        figures=tuple(evidence for cell in answer.cells for evidence in cell.figures),
        left_out=tuple(left_out),
        span=answer.span,
        why=answer.why,
        ratio=answer.ratio,
    )


def _is_covered(index: int, cells: Sequence[Cell], above: Sequence[int]) -> bool:
    """Whether a superior's figure holds that of this unit.

    A superior's own figure does. A superior that only names some of its sub-units holds those.
    """
    names = {name_key(name) for name in (cells[index].unit.name, *cells[index].unit.aliases)}
    for superior in (cells[place] for place in above):
        if superior.amount is None or superior.from_units:
            continue
        if not superior.summed:
            return True
        named = {name_key(evidence.figure.scope.name or "") for evidence in superior.figures}
        if names & named:
            return True
    return False


def _all_out(cell: Cell, reason: Reason) -> list[LeftOut]:
    return [LeftOut(evidence, reason) for evidence in cell.figures]


def _combine(
    indicator: Indicator, cells: Sequence[Cell], weights: Sequence[Cell | None]
) -> _Answer:
    """What the cells, each with an amount, make together."""
    if not cells:
        return _Answer(None, (), "Không đơn vị nào nêu số liệu cho chỉ tiêu này.")
    if indicator.aggregate is Aggregate.NONE:
        return _Answer(None, cells, "Chỉ tiêu này không cộng; số liệu nêu theo từng đơn vị.")
    if indicator.aggregate is Aggregate.MAX:
        return _highest(indicator, cells)
    if indicator.aggregate is Aggregate.LATEST:
        return _latest(cells)
    if indicator.aggregate is Aggregate.WEIGHTED or dimension(indicator.unit) == "%":
        return _weighted(cells, weights)
    amount = add_all(_amounts(cells))
    how = _ONE_UNIT if len(cells) == 1 else "Cộng số liệu của các đơn vị."
    return _Answer(_in_unit(amount, indicator), cells, how)


def _amounts(cells: Sequence[Cell]) -> list[Amount]:
    return [cell.amount for cell in cells if cell.amount is not None]


def _in_unit(amount: Amount | None, indicator: Indicator) -> Amount | None:
    return None if amount is None else convert(amount, indicator.unit)


def _highest(indicator: Indicator, cells: Sequence[Cell]) -> _Answer:
    amount = highest(_amounts(cells))
    top = [
        cell
        for cell in cells
        if cell.amount is not None
        and amount is not None
        and (cell.amount.value == amount.value or not surely_at_most(cell.amount, amount.value))
    ]
    return _Answer(
        _in_unit(amount, indicator),
        top,
        "Lấy số lớn nhất của các đơn vị.",
        reason=Reason.NOT_HIGHEST,
    )


def _latest(cells: Sequence[Cell]) -> _Answer:
    """The figure of the latest period; a span where units differ for the same period."""
    days = [cell.last_day for cell in cells if cell.last_day is not None]
    newest = [cell for cell in cells if not days or cell.last_day == max(days)]
    if len({as_said(amount) for amount in _amounts(newest)}) == 1:
        amount = newest[0].amount
        return _Answer(amount, newest, "Lấy số của kỳ gần nhất.", reason=Reason.NOT_LATEST)
    return _Answer(
        None,
        newest,
        "Các đơn vị nêu số khác nhau cho cùng kỳ; nêu số thấp nhất và cao nhất.",
        reason=Reason.NOT_LATEST,
        span=lowest_and_highest(_amounts(newest)),
    )


def _weighted(cells: Sequence[Cell], weights: Sequence[Cell | None]) -> _Answer:
    """A rate recomputed from its numerators and denominators, else by weights; else a span."""
    amounts = _amounts(cells)
    if len({as_said(attrs.evolve(amount, denominator=None)) for amount in amounts}) == 1:
        how = _ONE_UNIT if len(cells) == 1 else "Các đơn vị nêu cùng một tỷ lệ."
        return _Answer(amounts[0], cells, how)
    ratios = [_uncounted(cell.ratio) for cell in cells if cell.ratio is not None]
    if len(ratios) == len(cells):
        ratio = reduce(add, ratios)
        rate = as_percentage(ratio)
        if rate is not None:
            return _Answer(rate, cells, "Tính lại từ tử số và mẫu số của các đơn vị.", ratio=ratio)
    mean = _mean(cells, weights)
    if mean is not None:
        base = next(weight.indicator.name for weight in weights if weight is not None)
        return _Answer(mean, cells, f"Bình quân các đơn vị theo “{base}” của từng đơn vị.")
    return _Answer(
        None,
        cells,
        "Không đủ tử số và mẫu số để tính lại; nêu tỷ lệ thấp nhất và cao nhất.",
        span=lowest_and_highest(amounts),
    )


def _mean(cells: Sequence[Cell], weights: Sequence[Cell | None]) -> Amount | None:
    """The mean of exact rates, weighted with what each is a share of; None where one is unknown.

    The weight is the denominator that the unit tells with its rate, else its cell of the weight.
    As the rates were rounded, it is told as about.
    """
    parts: list[tuple[Decimal, Decimal]] = []
    for cell, weight in zip(cells, weights, strict=True):
        rate = cell.amount
        base = weight.amount if weight is not None else None
        if rate is None or base is None or {rate.bound, base.bound} != {Bound.EXACT}:
            return None
        whole = cell.ratio.denominator if cell.ratio is not None else None
        parts.append((rate.value, whole or base.value))
    total = sum((base for _, base in parts), Decimal(0))
    if not total:
        return None
    mean = sum((rate * base for rate, base in parts), Decimal(0)) / total
    rounded = mean.quantize(Decimal("0.1"))
    short = rounded.to_integral_value() if rounded == rounded.to_integral_value() else rounded
    return Amount.of(short, unit="%", bound=Bound.ABOUT)


def _uncounted(ratio: Amount) -> Amount:
    """The bare ratio: the rates of one indicator add up whatever word each counts with."""
    return attrs.evolve(ratio, unit=None)
