"""The cell of a superior that tells no figure: the sum of its sub-units' reports, if all told one.

Takes the cells of all units; gives further ones. A sum that lacks a sub-unit is none: the unit then
stays without a figure, and its sub-units are added as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve

from reportkit.binding import Aggregate, Indicator
from reportkit.parsing import Unit
from reportkit.review.algebra import add_all, convert, highest
from reportkit.review.cells import Cell
from reportkit.review.units import superiors

__all__ = ["cells_from_below"]

_HOW = {Aggregate.SUM: "Cộng số liệu", Aggregate.MAX: "Lấy số lớn nhất"}


def cells_from_below(
    units: Sequence[Unit],
    indicators: Iterable[Indicator],
    cells: Mapping[tuple[int, str], Cell],
) -> dict[tuple[int, str], Cell]:
    """Give the cells of units all of whose sub-units in the review have an amount.

    ``cells`` are by the unit's index and the indicator's id, as are those given. A unit that tells
    an amount of its own keeps it.
    """
    above = superiors(units)
    below: defaultdict[int, list[int]] = defaultdict(list)
    for place, chain in above.items():
        if chain:
            below[chain[0]].append(place)
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


def _of_parts(own: Cell, parts: Sequence[Cell]) -> Cell:
    combine = highest if own.indicator.aggregate is Aggregate.MAX else add_all
    amount = combine(part.amount for part in parts if part.amount is not None)
    return evolve(
        own,
        amount=None if amount is None else convert(amount, own.indicator.unit),
        figures=[evidence for part in parts for evidence in part.figures],
        why=f"{_HOW[own.indicator.aggregate]} của đủ {len(parts)} đơn vị trực thuộc có báo cáo.",
        last_day=max((part.last_day for part in parts if part.last_day), default=None),
        from_units=[part.unit for part in parts],
    )
