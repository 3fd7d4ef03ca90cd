"""Rows in which nothing moves: what a sheet says of them, parted at the cells that change.

Takes a sheet's XML and the shared strings with tags; gives the sheet without the cells that stay,
for the reader, and the texts between those that change. Only XML as programs write it is parted
(no prefixes, no comments, addresses first); of any other the reader reads every cell.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from attrs import field, frozen

from reportkit.templating._tags import USUAL, Delimiters
from reportkit.templating._xlsx_known import CellValues, written_value
from reportkit.templating._xlsx_references import Reference, column_letters, column_number
from reportkit.templating._xlsx_tags import may_hold_tags, opening

_BEGIN, _END = b"<sheetData>", b"</sheetData>"
_ENCODING = re.compile(rb"""<\?xml[^>]*encoding=["'](?!utf-8["'])""", re.IGNORECASE)
_BROKEN_TAG = re.compile(rb"[\t\r\n](?<=<c.|<f.|<v.)|[\t\r\n](?<=<row.)", re.DOTALL)
"""A line end right behind an element's name."""

_NO_ADDRESS = re.compile(rb'<c (?!r=")')
_FORMULA = re.compile(rb"<f[ />]")
_ROW = re.compile(rb'<row r="(\d+)"(?:[^>]*[^>/])?>')
_ADDRESS = re.compile(rb'<c r="([A-Z]+)')
_TEXT = re.compile(rb'<c r="[A-Z]+\d+"([^>]* t=[^>]*)>')
_STYLE = re.compile(rb' s="(\d+)"')
_MANY = 50
"""Columns that are no longer looked for by their letters."""

Spot = tuple[int, int]
"""The row and column of a cell that changes; where a row begins the column is 0."""


@frozen(eq=False)
class SplicedRow:
    """A row with cells that change."""

    number: int
    opening: bytes
    """Its tag."""
    cells: tuple[tuple[int, bytes], ...]
    """The columns and the XML of those cells."""
    beside: frozenset[int]
    """The styles of the texts in it that stay."""


@frozen(eq=False)
class Spliced:
    """The rows of a sheet, parted."""

    head: bytes
    tail: bytes
    """The sheet as it is, up to its rows and behind them."""
    texts: tuple[str, ...]
    """What stands before each spot, and behind the last."""
    rows: Mapping[int, SplicedRow]

    @property
    def xml(self) -> bytes:
        """The sheet with no other cells than those that change."""
        rows = (
            b"".join([row.opening, *(xml for _, xml in row.cells), b"</row>"])
            for row in self.rows.values()
        )
        return b"".join([self.head, *rows, self.tail])

    @property
    def spots(self) -> Iterator[Spot]:
        """The places between the texts."""
        for row in self.rows.values():
            yield row.number, 0
            for column, _ in row.cells:
                yield row.number, column

    def values(self, wanted: Sequence[Reference]) -> CellValues:
        """Give the values of the cells that stay, of the columns that these areas lie in."""
        known = CellValues()
        columns: dict[str, _Numbers] = {}
        others: list[tuple[int, int, str]] = []
        held = _held(_columns(wanted))
        for letters, row, attributes, value in held.findall("\0".join(self.texts)):
            own = columns.get(letters)
            if own is None:
                own = columns[letters] = _Numbers(column_number(letters))
            if value and " t=" not in attributes:
                own.rows.append(row)
                own.numbers.append(value)
            elif not attributes.endswith("/"):
                others.append((int(row), own.column, f"{attributes}><v>{value}<"))
        rows: dict[tuple[str, ...], array[int]] = {}  # most columns hold numbers in the same
        for own in columns.values():
            key = tuple(own.rows)
            if key not in rows:
                rows[key] = array("L", map(int, key))
            known.put_numbers(own.column, rows[key], own.numbers)
        for row, column, xml in others:
            known.put(row, column, written_value(xml))
        return known


@frozen(eq=False)
class _Numbers:
    """The numbers of a column with their rows."""

    column: int
    rows: list[str] = field(factory=list)
    numbers: list[str] = field(factory=list)


def plainly_written(xml: bytes) -> bool:
    """Whether XML holds no comments and no quoted stretches and is UTF-8."""
    return b"<!" not in xml and not _ENCODING.match(xml)


def splice(xml: bytes, tagged: Collection[int], delimiters: Delimiters = USUAL) -> Spliced | None:
    """Part the rows of a sheet; ``tagged`` are the numbers of the shared strings with tags.

    None where the XML is not plain enough.
    """
    begin, end = xml.find(_BEGIN), xml.find(_END)
    if begin < 0 or end < 0 or b"='" in xml[begin : begin + 1_000] or not plainly_written(xml):
        return None
    begin += len(_BEGIN)
    content = xml[begin:end]
    if _NO_ADDRESS.search(content):
        return None
    if any(blank in content for blank in (b"\n", b"\r", b"\t")) and _BROKEN_TAG.search(content):
        return None
    marks = [one.start() for one in _FORMULA.finditer(content)]
    if may_hold_tags(content, delimiters):
        marks += [one.start() for one in opening(delimiters).finditer(content)]
    if tagged:
        marks += [one.start() for one in _shared_strings_spaced(tagged).finditer(content)]
    starts = sorted({content.rfind(b"<c ", 0, mark) for mark in marks})
    texts: list[str] = []
    rows: dict[int, SplicedRow] = {}
    position = index = 0
    while index < len(starts):
        row_start = content.rfind(b"<row", 0, max(starts[index], 0))
        found = _ROW.match(content, max(row_start, 0))
        row_end = content.find(b"</row>", row_start)
        if found is None or starts[index] > row_end or int(found[1]) in rows:
            return None
        texts.append(content[position:row_start].decode())
        position = found.end()
        cells: list[tuple[int, bytes]] = []
        still: list[bytes] = []
        while index < len(starts) and starts[index] < row_end:
            start = starts[index]
            cell, stop = _ADDRESS.match(content, start), content.find(b"</c>", start) + 4
            if cell is None or stop < 4:
                return None
            still.append(content[position:start])
            cells.append((column_number(cell[1].decode()), content[start:stop]))
            position, index = stop, index + 1
        texts += [one.decode() for one in still]
        still.append(content[position:row_end])
        number = int(found[1])
        rows[number] = SplicedRow(number, found[0], tuple(cells), _styles_of_texts(still))
    texts.append(content[position:].decode())
    return Spliced(xml[:begin], xml[end:], tuple(texts), rows)


def shared_strings(numbers: Collection[int]) -> re.Pattern[bytes]:
    """Give what finds the cells with one of these shared strings, as programs write them."""
    return re.compile(rb't="s"[^>]*><v>(%s)</v>' % _any_of(numbers))


def _shared_strings_spaced(numbers: Collection[int]) -> re.Pattern[bytes]:
    """The same with blanks wherever XML allows them."""
    return re.compile(rb'"s"[^>]*>\s*<v\b[^>]*>\s*(?:%s)\s*</v' % _any_of(numbers))


def _any_of(numbers: Collection[int]) -> bytes:
    return b"|".join(b"%d" % one for one in numbers)


def _styles_of_texts(cells: Sequence[bytes]) -> frozenset[int]:
    found = {attributes for some in cells for attributes in _TEXT.findall(some)}
    styles = (_STYLE.search(attributes) for attributes in found)
    return frozenset(int(style[1]) if style else 0 for style in styles)


def _columns(areas: Iterable[Reference]) -> frozenset[int] | None:
    """The columns of areas; None for all, or for many."""
    found: set[int] = set()
    for area in areas:
        if area.columns is None or area.columns[1].line - area.columns[0].line > _MANY:
            return None
        found.update(range(area.columns[0].line, area.columns[1].line + 1))
    return frozenset(found) if len(found) <= _MANY else None


@lru_cache(maxsize=100)
def _held(columns: frozenset[int] | None) -> re.Pattern[str]:
    """What finds the cells of some columns that hold anything.

    Its groups are column and row, what else stands in the cell's tag, the value.
    """
    letters = "[A-Z]+" if columns is None else "|".join(map(column_letters, sorted(columns)))
    return re.compile(rf'<c r="({letters})(\d+)"([^>]*)>(?:<v>([^<]*)<)?')
