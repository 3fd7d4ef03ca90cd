"""Paragraphs and tables as one text: what every format with a structure is turned into.

Takes paragraphs and grids of cells in reading order; gives the text and where each cell stands
in it. An empty line parts paragraphs, so that nobody takes a paragraph for a broken line; of a
table a row is a line and cells are parted by a tab. Knows no file format.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

import attrs
from attrs import define, frozen

from reportkit.sources.source import Table, TableCell
from reportkit.spans import Span

__all__ = ["Extract", "GridCell", "Layout", "one_line"]

_BREAKS = re.compile(r"[ \t\r\n\v\f]*[\t\r\n\v\f][ \t\r\n\v\f]*")


@frozen
class Extract:
    """What a format gave: the parts of a ``Source`` that stand in the file."""

    text: str
    tables: tuple[Table, ...] = ()
    title: str | None = None
    date: dt.date | None = None


@frozen
class GridCell:
    """A cell before its place in the text is known; ``column`` is its first column."""

    text: str
    column: int
    row_span: int = 1
    column_span: int = 1


def one_line(text: str) -> str:
    """Give the text of a cell: tabs and line ends become a space.

    >>> one_line("Số\\n lượng\\t(người) ")
    'Số lượng (người)'
    """
    return _BREAKS.sub(" ", text).strip()


@define
class Layout:
    """Gathers the text; ``paragraph`` and ``table`` are called in reading order."""

    _pieces: list[str] = attrs.field(factory=list, init=False)
    _length: int = attrs.field(default=0, init=False)
    _tables: list[Table] = attrs.field(factory=list, init=False)

    def paragraph(self, text: str) -> None:
        """Add a paragraph; line ends within it are kept; an empty one adds nothing."""
        text = text.strip(" \t\r\n\v\f")
        if text:
            self._part()
            self._write(text)

    def table(self, rows: Iterable[Sequence[GridCell]]) -> None:
        """Add a table; each row gives the cells that begin in it, from left to right.

        Where a cell from above reaches into a row, the row has an empty place for it.
        """
        filled = list(rows)
        if not any(cell.text for row in filled for cell in row):
            return
        self._part()
        cells: list[TableCell] = []
        hanging: list[tuple[int, int, int]] = []  # column, column span, last row
        for row, beginning in enumerate(filled):
            if row:
                self._write("\n")
            hanging = [entry for entry in hanging if entry[2] >= row]
            taken = [(column, None) for column, _, _ in hanging]
            places = sorted([*taken, *((cell.column, cell) for cell in beginning)], key=_first)
            column = 0
            for index, (start, cell) in enumerate(places):
                self._write("\t" * ((index > 0) + max(0, start - column)))
                if cell is None:
                    column = start + next(span for at, span, _ in hanging if at == start)
                    continue
                column = start + cell.column_span
                begin = self._length
                self._write(one_line(cell.text))
                span = Span(begin, self._length)
                cells.append(TableCell(row, start, span, cell.row_span, cell.column_span))
                if cell.row_span > 1:
                    hanging.append((start, cell.column_span, row + cell.row_span - 1))
        self._tables.append(Table(tuple(cells)))

    def extract(self, title: str | None = None, date: dt.date | None = None) -> Extract:
        """Give the text and the tables gathered so far."""
        text = "".join(self._pieces)
        return Extract(text + "\n" if text else "", tuple(self._tables), title, date)

    def _write(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)

    def _part(self) -> None:
        if self._length:
            self._write("\n\n")


def _first(place: tuple[int, GridCell | None]) -> int:
    return place[0]
