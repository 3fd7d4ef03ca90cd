"""What was sent in: the text of one report and its tables. Data only; reads no file."""

from __future__ import annotations

import datetime as dt
import reprlib

import attrs
from attrs import frozen

from reportkit.spans import Span

__all__ = ["Source", "Table", "TableCell"]


@frozen
class TableCell:
    """One cell of a table: where it stands in the grid and in the text.

    Attributes
    ----------
    row, column:
        Place in the grid, from 0; of a merged cell the upper left corner.
    span:
        Where its text stands in ``Source.text``.
    row_span, column_span:
        How many rows and columns it covers.
    """

    row: int
    column: int
    span: Span
    row_span: int = 1
    column_span: int = 1


@frozen
class Table:
    """A table as it stands in the text: a row a line, cells parted by a tab (bảng)."""

    cells: tuple[TableCell, ...] = attrs.field(converter=tuple[TableCell, ...])

    @property
    def span(self) -> Span:
        """From the start of the first cell to the end of the last."""
        return Span(
            min(cell.span.start for cell in self.cells), max(cell.span.end for cell in self.cells)
        )

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return (
            max(cell.row + cell.row_span for cell in self.cells),
            max(cell.column + cell.column_span for cell in self.cells),
        )


@frozen
class Source:
    """One report as it was sent in (báo cáo nguồn).

    Attributes
    ----------
    name:
        The file's name, relative to the folder that was read.
    text:
        The decoded or extracted text untouched: CRLF and NFD kept, the byte order mark dropped.
        Every offset of reportkit points into it.
    tables:
        The tables, in reading order; their text is part of ``text``.
    title:
        The title that the file itself carries (HTML title, document property), if any.
    date:
        The date that the file itself carries (a page's publishing date), if any.
    digest:
        SHA-256 of the file's bytes, hexadecimal; empty for bare text.
    """

    name: str
    text: str = attrs.field(repr=reprlib.repr)
    tables: tuple[Table, ...] = attrs.field(
        default=(), converter=tuple[Table, ...], repr=reprlib.repr
    )
    title: str | None = None
    date: dt.date | None = None
    digest: str = ""
