"""Rows in which nothing moves: what a sheet says of them, parted at the cells that change.

Takes a sheet's XML and the shared strings with tags; gives the sheet without the cells that stay,
for the reader, and the texts between those that change. Only XML as programs write it is parted
(no prefixes, no comments, addresses first); of any other the reader reads every cell.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from attrs import field, frozen

from reportkit.templating._tags import USUAL, Delimiters
from reportkit.templating._xlsx_known import CellValues, written_value
from reportkit.templating._xlsx_references import Reference, column_number
from reportkit.templating._xlsx_tags import may_hold_tags, opening

_BEGIN, _END = b"<sheetData>", b"</sheetData>"
_BROKEN_TAG = re.compile(rb"[\t\r\n](?<=<c.|<f.|<v.)|[\t\r\n](?<=<row.)", re.DOTALL)
"""A line end right behind an element's name."""

_FORMULA = re.compile(rb"<f[ />]")
_ROW = re.compile(rb'<row r="(\d+)"(?:[^>]*[^>/])?>')
_CELL = re.compile(rb'<c r="([A-Z]+)(\d+)"([^>]*)>(<v>[^<]*<)?')
_HELD = re.compile(
    rb'<c r="([A-Z]+)(\d+)"(?: s="\d+")?(?:><v>([-+.\dEe]+)</v>|([^>]*[^>/]|)>(<v>[^<]*<)?)'
)
"""A cell that holds anything: a number, or what stands in its tag and behind."""
_STYLE = re.compile(rb' s="(\d+)"')

Spot = tuple[int, int]
"""The row and column of a cell that changes; where a row begins the column is 0."""


@frozen(eq=False)
class Spliced:
    """The rows of a sheet, parted."""

    xml: bytes
    """The sheet with no other cells than those that change."""
    head: bytes
    rows: bytes
    tail: bytes
    """The sheet as it is, up to its rows, in them and behind them."""
    texts: tuple[str, ...]
    """What stands before each spot, and behind the last."""
    spots: tuple[Spot, ...]
    beside: Mapping[int, frozenset[int]]
    """The styles of the texts that stay, by row that has a spot."""

    def values(self, wanted: Sequence[Reference]) -> CellValues:
        """Give the values of the cells that stay, of the columns that these areas lie in."""
        known = CellValues()
        changed = set(self.spots)
        columns: dict[bytes, _Numbers] = {}
        others: list[tuple[int, int, str]] = []
        for letters, digits, number, attributes, value in _HELD.findall(self.rows):
            if letters not in columns:
                column = column_number(letters.decode())
                columns[letters] = _Numbers(column, any(_covers(one, column) for one in wanted))
            own = columns[letters]
            if not own.wanted:
                continue
            if number:
                own.rows.append(digits)
                own.numbers.append(number)
            elif (int(digits), own.column) not in changed:
                xml = f"{attributes.decode()}>{value.decode()}"
                others.append((int(digits), own.column, xml))
        for own in columns.values():
            numbers = zip(map(int, own.rows), map(float, own.numbers), strict=True)
            known.put_numbers(own.column, dict(numbers))
        for row, column, xml in others:
            known.put(row, column, written_value(xml))
        return known


@frozen(eq=False)
class _Numbers:
    """The numbers of a column with their rows, if it is wanted."""

    column: int
    wanted: bool
    rows: list[bytes] = field(factory=list)
    numbers: list[bytes] = field(factory=list)


def splice(xml: bytes, tagged: Collection[int], delimiters: Delimiters = USUAL) -> Spliced | None:
    """Part the rows of a sheet; ``tagged`` are the numbers of the shared strings with tags.

    None where the XML is not plain enough.
    """
    begin, end = xml.find(_BEGIN), xml.find(_END)
    if begin < 0 or end < 0 or b"<!" in xml or b"='" in xml[begin : begin + 1_000]:
        return None
    begin += len(_BEGIN)
    rows = xml[begin:end]
    if rows.count(b"<c ") != rows.count(b'<c r="'):
        return None
    if any(blank in rows for blank in (b"\n", b"\r", b"\t")) and _BROKEN_TAG.search(rows):
        return None
    marks = [one.start() for one in _FORMULA.finditer(rows)]
    if may_hold_tags(rows, delimiters):
        marks += [one.start() for one in opening(delimiters).finditer(rows)]
    if tagged:
        marks += [one.start() for one in _shared_strings_spaced(tagged).finditer(rows)]
    changed = {rows.rfind(b"<c ", 0, mark) for mark in marks}
    texts: list[str] = []
    spots: list[Spot] = []
    head, tail = xml[:begin], xml[end:]
    reduced: list[bytes] = [head]
    beside: dict[int, frozenset[int]] = {}
    position = row_end = 0
    for start in sorted(changed):
        if start >= row_end:
            row_start = rows.rfind(b"<row", 0, start)
            found = _ROW.match(rows, row_start)
            if found is None:
                return None
            reduced += [b"</row>" if row_end else b"", found[0]]
            texts.append(rows[position:row_start].decode())
            row = int(found[1])
            spots.append((row, 0))
            position, row_end = found.end(), rows.find(b"</row>", start)
            texts_there = _CELL.finditer(rows, position, row_end)
            beside[row] = frozenset(
                _style(one)
                for one in texts_there
                if b" t=" in one[3] and one.start() not in changed
            )
        cell = _CELL.match(rows, start)
        stop = rows.find(b"</c>", start) + 4
        if cell is None or stop < 4:
            return None
        texts.append(rows[position:start].decode())
        spots.append((row, column_number(cell[1].decode())))
        reduced.append(rows[start:stop])
        position = stop
    texts.append(rows[position:].decode())
    reduced += [b"</row>" if row_end else b"", tail]
    return Spliced(b"".join(reduced), head, rows, tail, tuple(texts), tuple(spots), beside)


def shared_strings(numbers: Collection[int]) -> re.Pattern[bytes]:
    """Give what finds the cells with one of these shared strings, as programs write them."""
    return re.compile(rb't="s"[^>]*><v>(%s)</v>' % _any_of(numbers))


def _shared_strings_spaced(numbers: Collection[int]) -> re.Pattern[bytes]:
    """The same with blanks wherever XML allows them."""
    return re.compile(rb'"s"[^>]*>\s*<v\b[^>]*>\s*(?:%s)\s*</v' % _any_of(numbers))


def _any_of(numbers: Collection[int]) -> bytes:
    return b"|".join(b"%d" % one for one in numbers)


def _style(cell: re.Match[bytes]) -> int:
    style = _STYLE.search(cell[3])
    return int(style[1]) if style else 0


def _covers(area: Reference, column: int) -> bool:
    columns = area.columns
    return columns is None or columns[0].line <= column <= columns[1].line
