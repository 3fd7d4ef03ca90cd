"""A superior and the reports of its sub-units: their sum where it is silent, or more than it told.

Takes the cells of all units; gives further ones, and those that contradict. A sum that lacks a
sub-unit is none: the unit then stays without a figure, and its sub-units are added as they are.
Words no finding.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from attrs import evolve

from reportkit.binding import Aggregate, Indicator
from reportkit.parsing import Unit
from reportkit.review.algebra import add_all, convert, highest
from reportkit.review.cells import Cell
from reportkit.review.units import superiors
from reportkit.vietnamese import Level

__all__ = ["cells_from_below", "more_below"]

_HOW = {Aggregate.SUM: "Cộng số liệu", Aggregate.MAX: "Lấy số lớn nhất"}


def cells_from_below(
    units: Sequence[Unit],
    missing: Sequence[Unit],
    indicators: Iterable[Indicator],
    cells: Mapping[tuple[int, str], Cell],
    listed: Collection[int] = (),
) -> dict[tuple[int, str], Cell]:
    """Give the cells of units all of whose sub-units in the review have an amount.

    ``cells`` are by the unit's index and the indicator's id, as are those given. A unit that tells
    an amount of its own keeps it. One sub-unit is all only where it is ``listed``, and where a
    ``missing`` unit of a lower level does not say whose it is, nobody can tell whether all are
    there.
    """
    above = superiors(units)
    below = {
        place: parts
        for place, parts in _below(above).items()
        if (len(parts) > 1 or parts[0] in listed)
        and not any(_may_be_below(unit, units[place]) for unit in missing)
    }
    lowest_first = sorted(below, key=lambda place: -len(above.get(place, ())))
    made: dict[tuple[int, str], Cell] = {}
    for indicator in indicators:
        if indicator.aggregate not in _HOW:
            continue
        for place in lowest_first:
            own = cells.get((place, indicator.id)) or Cell(units[place], indicator)
            parts = [
                made.get((part, indicator.id)) or cells.get((part, indicator.id))
                for part in below[place]
            ]
            told = [part for part in parts if part is not None and part.amount is not None]
            if own.amount is None and len(told) == len(parts):
                made[place, indicator.id] = _of_parts(own, told)
    return dict(sorted(made.items(), key=lambda item: item[0][0]))


def more_below(
    units: Sequence[Unit], cells: Mapping[tuple[int, str], Cell]
) -> Iterator[tuple[Cell, tuple[Cell, ...], Decimal]]:
    """Give the cells of superiors whose sub-units tell more, with theirs, and how much more.

    Only known ends are compared: "trên 100" cannot be exceeded.
    """
    below = _below(superiors(units))
    for (place, id), cell in cells.items():
        if place not in below or cell.from_units or cell.summed:
            continue
        if cell.indicator.aggregate is not Aggregate.SUM or not cell.amount:
            continue
        known = [cells.get((part, id)) for part in below[place]]
        parts = tuple(part for part in known if part is not None and part.amount is not None)
        at_least = sum((part.amount.low or Decimal(0) for part in parts if part.amount), Decimal(0))
        if cell.amount.high is not None and at_least > cell.amount.high:
            yield cell, parts, at_least - cell.amount.high


def _may_be_below(missing: Unit, superior: Unit) -> bool:
    """Whether a unit that does not tell its superior might belong to this one."""
    if missing.parent is not None or missing == superior:
        return False
    if missing.level is None or superior.level is None:
        return True
    order = list(Level)
    return order.index(missing.level) > order.index(superior.level)


def _below(above: Mapping[int, tuple[int, ...]]) -> Mapping[int, Sequence[int]]:
    """For each superior the units right below it."""
    below: defaultdict[int, list[int]] = defaultdict(list)
    for place, chain in above.items():
        if chain:
            below[chain[0]].append(place)
    return below


def _of_parts(own: Cell, parts: Sequence[Cell]) -> Cell:
    combine = highest if own.indicator.aggregate is Aggregate.MAX else add_all
    why = f"{_HOW[own.indicator.aggregate]} của đủ {len(parts)} đơn vị trực thuộc có báo cáo."
    if len(parts) == 1:
        why = "Lấy số liệu của đơn vị trực thuộc duy nhất trong danh sách."
    amount = combine(part.amount for part in parts if part.amount is not None)
    return evolve(
        own,
        amount=None if amount is None else convert(amount, own.indicator.unit),
        figures=[evidence for part in parts for evidence in part.figures],
        why=why,
        last_day=max((part.last_day for part in parts if part.last_day), default=None),
        from_units=[part.unit for part in parts],
    )
