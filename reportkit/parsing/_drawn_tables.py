"""Finds the tables that a plain text draws with bars or tabs: "TT | Nội dung | Kết quả".

Takes text; gives ``Table`` objects with spans into it. Knows nothing of what the cells say.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from reportkit.sources import Table, TableCell
from reportkit.spans import Span

__all__ = ["drawn_tables"]

_LINE = re.compile(r"[^\r\n]+")
_BAR = r"[|│┃¦]"
_PARTED = (re.compile(_BAR), re.compile(r"\t"))
# A line that only rules off: |----|:---:|, +-----+, ├───┼───┤
_RULE = re.compile(r"[\s|│┃¦+\-=:_.─━═┼┬┴├┤┌┐└┘╋]+")
_NUMBER = re.compile(r"\d[\d.,/ ]*(?:%|[^\W\d_]{1,8})?")
_FEWEST_CELLS = 6
_FEWEST_COLUMNS = {_PARTED[0]: 2, _PARTED[1]: 3}


def drawn_tables(text: str) -> tuple[Table, ...]:
    """Give the tables of a plain text: lines that bars or tabs part into as many cells each.

    >>> text = "Xã | Mô hình\\nXã An | 3\\nXã Bình | 5\\n"
    >>> [cell.span.of(text) for cell in drawn_tables(text)[0].cells]
    ['Xã', 'Mô hình', 'Xã An', '3', 'Xã Bình', '5']
    """
    if "\t" not in text and not _PARTED[0].search(text):
        return ()
    tables = [table for mark in _PARTED for table in _tables_parted_by(text, mark)]
    return tuple(sorted(tables, key=lambda table: table.span))


def _tables_parted_by(text: str, mark: re.Pattern[str]) -> Iterator[Table]:
    rows: list[list[Span]] = []
    end = 0
    for line in _LINE.finditer(text):
        is_rule = bool(rows) and bool(_RULE.fullmatch(line[0])) and not line[0].isspace()
        cells = [] if is_rule else _cells(text, line, mark)
        joins = text.count("\n", end, line.start()) <= 1
        if rows and not (joins and (is_rule or len(cells) == len(rows[0]))):
            yield from _table(text, rows, mark)
            rows = []
        if len(cells) >= _FEWEST_COLUMNS[mark]:
            rows.append(cells)
        end = line.end()
    yield from _table(text, rows, mark)


def _cells(text: str, line: re.Match[str], mark: re.Pattern[str]) -> list[Span]:
    """Where the cells of a line stand; what is outside of the outer bars is none."""
    marks = [found.start() for found in mark.finditer(text, line.start(), line.end())]
    edges = [line.start() - 1, *marks, line.end()]
    cells = [_bare(text, first + 1, last) for first, last in itertools.pairwise(edges)]
    if cells and not len(cells[0]) and mark is _PARTED[0]:
        cells = cells[1:]
    if cells and not len(cells[-1]) and mark is _PARTED[0]:
        cells = cells[:-1]
    return cells


def _bare(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _table(text: str, rows: list[list[Span]], mark: re.Pattern[str]) -> Iterator[Table]:
    """The rows as a table, if they are enough of one and hold a number below the first."""
    if len(rows) < 2 or len(rows) * len(rows[0]) < _FEWEST_CELLS:
        return
    if not any(_NUMBER.fullmatch(cell.of(text)) for row in rows[1:] for cell in row):
        return
    yield Table(
        tuple(
            TableCell(row, column, cell)
            for row, cells in enumerate(rows)
            for column, cell in enumerate(cells)
        )
    )
