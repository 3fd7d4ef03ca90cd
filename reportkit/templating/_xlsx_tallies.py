"""Aggregates over the cells of a sheet, each gone through once: sums, counts, least and greatest.

Takes stretches of known cells (`CellValues`); gives what SUM, AVERAGE, COUNT, COUNTA, MIN, MAX and
PRODUCT are of them. A total that many rows ask for, or that grows from row to row, goes on from
where it stood. Sums are rounded once, at the end.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence

from attrs import define, field

from reportkit.templating._xlsx_known import CellValues, Known, Unknown
from reportkit.templating._xlsx_layout import Lines

AGGREGATES = frozenset(("SUM", "AVERAGE", "COUNT", "COUNTA", "MIN", "MAX", "PRODUCT"))

Block = tuple[CellValues, Lines, Lines]
"""A stretch of cells, rows and columns, and whose they are."""

_FEW = 1_000
"""Numbers that may wait until a sum goes on."""

_SMALL = 32
"""Cells of a stretch that are sooner gone through again than looked up."""


@define(eq=False)
class Tally:
    """What one aggregate has found so far."""

    name: str
    but_subtotals: bool
    count: int = 0
    filled: int = 0
    found: list[float] = field(factory=list)
    """Of a sum the parts that make it up; else the least, the greatest, the product."""
    fresh: Sequence[float] = ()
    """Of a sum the numbers that are not parts yet: most sums do not go on."""
    end: int = 0
    """The last row that was gone through."""

    def go_through(self, values: CellValues, rows: Lines, columns: Lines) -> None:
        """Add the cells of a stretch."""
        for part in values.parts(rows, columns, self.but_subtotals):
            self.add(part)
        self.end = rows[1]

    def add(self, part: Sequence[Known]) -> None:
        """Add some cells; texts and truth values count only as filled."""
        numbers = part if isinstance(part, array) else [one for one in part if type(one) is float]
        self.filled += len(part)
        self.count += len(numbers)
        if not numbers or self.name in ("COUNT", "COUNTA"):
            return
        if self.name == "MIN":
            self.found = [min([*self.found, *numbers])]
        elif self.name == "MAX":
            self.found = [max([*self.found, *numbers])]
        elif self.name == "PRODUCT":
            self.found = [math.prod([*self.found, *numbers])]
        else:
            self.settle()
            if len(numbers) > 1:
                self.fresh = numbers
            else:
                _add_exactly(self.found, numbers[0])
            if len(numbers) > _FEW:
                self.settle()

    def settle(self) -> None:
        """Make the fresh numbers parts of the sum."""
        if self.fresh:
            numbers = [*self.found, *self.fresh]
            total = math.fsum(numbers)
            self.found = [math.fsum([*numbers, -total]), total]
            self.fresh = ()

    def result(self) -> float:
        """Give the aggregate; Unknown for the average of nothing."""
        if self.name == "COUNT":
            return float(self.count)
        if self.name == "COUNTA":
            return float(self.filled)
        if self.name == "AVERAGE":
            if not self.count:
                raise Unknown
            return math.fsum([*self.found, *self.fresh]) / self.count
        return math.fsum(
            [*self.found, *self.fresh]
        )  # of nothing 0: so does Excel for MIN, MAX and PRODUCT


def aggregated(
    name: str, blocks: Sequence[Block], others: Sequence[float], *, but_subtotals: bool
) -> float:
    """Give an aggregate of cells and of numbers that stand in the formula."""
    if len(blocks) == 1 and not others:
        ((values, rows, columns),) = blocks
        if (rows[1] - rows[0] + 1) * (columns[1] - columns[0] + 1) > _SMALL:
            return _kept(values, name, rows, columns, but_subtotals)
    key = name, but_subtotals, *others, *((id(one), *area) for one, *area in blocks)
    totals = blocks[0][0].totals if len(blocks) > 1 else {}
    if key not in totals:
        tally = Tally(name, but_subtotals)
        for block in blocks:
            tally.go_through(*block)
        tally.add(others)
        totals[key] = tally.result()
    return totals[key]


def _kept(values: CellValues, name: str, rows: Lines, columns: Lines, but_subtotals: bool) -> float:
    key = name, rows[0], columns, but_subtotals
    tally = values.tallies.get(key)
    if tally is None or tally.end > rows[1]:
        tally = Tally(name, but_subtotals)
        tally.go_through(values, rows, columns)
    elif tally.end < rows[1]:
        del values.tallies[key]  # where a cell is not known, half of them would have been added
        tally.go_through(values, (tally.end + 1, rows[1]), columns)
    values.tallies[key] = tally
    return tally.result()


def _add_exactly(parts: list[float], number: float) -> None:
    """Add a number to parts that do not overlap, losing nothing (Shewchuk 1997)."""
    kept = 0
    for part in parts:
        if abs(number) < abs(part):
            number, part = part, number
        high = number + part
        low = part - (high - number)
        if low:
            parts[kept] = low
            kept += 1
        number = high
    parts[kept:] = [number]
