"""Cells that a filling merges: equal values, one under the other, become one cell.

Takes the values of cells that ask for it, as the rows are written; gives the areas to be merged.
"""

from __future__ import annotations

from attrs import define, field

from reportkit.templating._filters import is_blank
from reportkit.templating._xlsx_references import Rectangle


@define(eq=False)
class _Stretch:
    """Cells with the same value, one under the other."""

    source: object
    value: object
    first: int
    last: int


@define(eq=False)
class Merges:
    """What is merged so far, by column."""

    _open: dict[int, _Stretch] = field(factory=dict)
    _done: list[Rectangle] = field(factory=list)

    def joins(self, source: object, value: object, row: int, column: int) -> bool:
        """Whether a cell joins the one above it: of the same ``source``, with the same value."""
        above = self._open.get(column)
        same = above is not None and above.source is source and above.value == value
        if above is not None and same and above.last == row - 1 and not is_blank(value):
            above.last = row
            return True
        self._end(column)
        self._open[column] = _Stretch(source, value, row, row)
        return False

    def areas(self) -> list[Rectangle]:
        """Give the areas of more than one cell."""
        for column in list(self._open):
            self._end(column)
        return self._done

    def _end(self, column: int) -> None:
        done = self._open.pop(column, None)
        if done is not None and done.first < done.last:
            self._done.append(Rectangle(done.first, done.last, column, column))
