"""The values of the cells of a filled sheet that formulas refer to, as they are written.

Numbers lie in arrays by column, 16 bytes each; of anything else its kind is kept. A formula that
waits for other cells is kept as what works it out. Knows nothing of formulas and of XML but how a
cell's value reads.
"""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import lt
from typing import Any

from attrs import define, field

from reportkit.templating._chart_caches import MOST_POINTS
from reportkit.templating._xlsx_layout import Lines

_DEEPEST = 60
_TEXT = "text"
_WIDEST = 10_000


class Unknown(Exception):  # noqa: N818 - no error: the value is left to the application
    """The value cannot be told."""


class NotYet(Unknown):
    """The value waits for cells that are still to be written."""


def not_yet() -> float:
    """Stand for what works out a value that is waited for."""
    raise NotYet


Known = float | bool | str | None
"""A number, a truth value, some text, an empty cell."""


@define(eq=False)
class Column:
    """The values of one column, by row."""

    rows: array[int] = field(factory=lambda: array("L"))
    numbers: array[float] = field(factory=lambda: array("d"))
    others: dict[int, object] = field(factory=dict)
    subtotals: set[int] = field(factory=set)

    def copied(self) -> Column:
        return Column(self.rows[:], self.numbers[:], dict(self.others), set(self.subtotals))

    def put(self, row: int, value: object) -> None:
        """Keep a value: a float, or any other of those that `CellValues` tells."""
        number = value if type(value) is float else math.nan
        if number is not value:
            self.others[row] = value
        if not self.rows or row > self.rows[-1]:
            self.rows.append(row)
            self.numbers.append(number)
            return
        index = bisect_left(self.rows, row)
        if self.rows[index] == row:
            self.numbers[index] = number
            return
        self.rows.insert(index, row)
        self.numbers.insert(index, number)


@define(eq=False)
class CellValues:
    """The values of the cells of one filled sheet that formulas refer to.

    A formula's cell holds what works it out, until it is asked for.
    """

    columns: dict[int, Column] = field(factory=dict)
    depth: int = 0
    totals: dict[object, float] = field(factory=dict)
    """Aggregates over several stretches: many rows may ask for the same."""
    tallies: dict[object, Any] = field(factory=dict)
    """Aggregates over one stretch, which may go on."""
    patience: int = 20_000_000
    """How many cells may still be gone through."""

    def put(self, row: int, column: int, value: object, *, subtotal: bool = False) -> None:
        """Keep a cell: a float, a bool, ``"text"``, None for what is not known, a function."""
        own = self.columns.get(column)
        if own is None:
            own = self.columns[column] = Column()
        own.put(row, value)
        if subtotal:
            own.subtotals.add(row)

    def put_numbers(self, column: int, rows: array[int], numbers: Sequence[str]) -> None:
        """Keep the numbers, as cells hold them, of a column that nothing is known of yet."""
        try:
            own = Column(rows[:], array("d", map(float, numbers)))
        except ValueError:
            own = None
        if own is not None and all(map(lt, rows, rows[1:])):
            self.columns[column] = own
            return
        for row, number in zip(rows, numbers, strict=True):
            self.put(row, column, written_value(f"><v>{number}<"))

    def copied(self) -> CellValues:
        """Give the same values for another filling."""
        return CellValues({number: one.copied() for number, one in self.columns.items()})

    def cell(self, row: int, column: int) -> Known:
        """Give the value of one cell."""
        own = self.columns.get(column)
        if own is None or not own.rows:
            return None
        index = -1 if own.rows[-1] == row else bisect_left(own.rows, row)
        if index == len(own.rows) or own.rows[index] != row:
            return None
        return self._other(own, row, index) if row in own.others else own.numbers[index]

    def parts(
        self, rows: Lines, columns: Lines, but_subtotals: bool = False
    ) -> Iterator[Sequence[Known]]:
        """Give the cells of an area that hold anything, by column; an array holds numbers."""
        wanted: Sequence[int] = range(columns[0], columns[1] + 1)
        if columns[1] - columns[0] > _WIDEST:
            wanted = [one for one in sorted(self.columns) if columns[0] <= one <= columns[1]]
        for number in wanted:
            column = self.columns.get(number)
            if column is None:
                continue
            begin = bisect_left(column.rows, rows[0])
            end = bisect_left(column.rows, rows[1] + 1)
            self.patience -= end - begin
            if self.patience < 0:
                raise Unknown
            if not column.others and not (but_subtotals and column.subtotals):
                yield column.numbers[begin:end]
                continue
            found: list[Known] = []
            for index in range(begin, end):
                row = column.rows[index]
                if but_subtotals and row in column.subtotals:
                    continue
                other = row in column.others
                found.append(self._other(column, row, index) if other else column.numbers[index])
            yield found

    def _other(self, column: Column, row: int, index: int) -> Known:
        value = column.others[row]
        if callable(value):
            if value is not_yet:
                raise NotYet
            if self.depth > _DEEPEST:
                raise Unknown
            column.others[row] = None  # a formula that leads back to itself has no value
            self.depth += 1
            try:
                column.numbers[index] = value()
            finally:
                self.depth -= 1
            del column.others[row]
            return column.numbers[index]
        if value is None:
            raise Unknown
        return value  # type: ignore[return-value]


@define(eq=False)
class ShownTexts:
    """The texts of the cells of one filled sheet that charts show.

    Of each column no more are kept than a chart remembers.
    """

    columns: dict[int, dict[int, str]] = field(factory=dict)
    formats: dict[int, str] = field(factory=dict)
    """The number format of the first number in each column."""

    def put(self, row: int, column: int, text: str) -> None:
        """Keep the text of a cell."""
        own = self.columns.setdefault(column, {})
        if len(own) < MOST_POINTS:
            own[row] = text

    def text(self, row: int, column: int) -> str:
        """Give the text of a cell; Unknown where it was not kept."""
        text = self.columns.get(column, {}).get(row)
        if text is None:
            raise Unknown
        return text


def written_value(xml: str) -> object:
    """Read what a cell's XML (after its address) holds, as `CellValues` keeps it."""
    head, _, rest = xml.partition(">")
    if ' t="b"' in head:
        return "<v>1<" in rest
    if ' t="e"' in head:
        return None
    if " t=" in head and ' t="n"' not in head:
        return _TEXT
    number = rest.partition("<v>")[2].partition("<")[0]
    try:
        return float(number)
    except ValueError:
        return None


def number_text(value: float) -> str:
    """Write a number as a cell holds it: 15 digits.

    >>> number_text(3.0), number_text(0.1 + 0.2)
    ('3', '0.3')
    """
    return f"{value:.15g}"
