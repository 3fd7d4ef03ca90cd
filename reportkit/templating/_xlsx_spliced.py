"""Rows in which nothing moves: what a sheet says of them, parted at the cells that change.

Takes a sheet's XML and the shared strings with tags; gives the sheet without the cells that stay,
for the reader, and the texts between those that change. Only XML as programs write it is parted
(no prefixes, no comments, addresses first); of any other the reader reads every cell.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from attrs import frozen

from reportkit.templating._tags import USUAL, Delimiters
from reportkit.templating._xlsx_known import CellValues, written_value
from reportkit.templating._xlsx_references import LAST_ROW, End, Reference, column_number
from reportkit.templating._xlsx_tags import opening

_BEGIN, _END = b"<sheetData>", b"</sheetData>"
_BROKEN_TAG = re.compile(rb"[\t\r\n](?<=<c.|<f.|<v.)|[\t\r\n](?<=<row.)", re.DOTALL)
"""A line end right behind an element's name."""

_FORMULA = re.compile(rb"<f[ />]")
_ROW = re.compile(rb'<row r="(\d+)"(?:[^>]*[^>/])?>')
_CELL = re.compile(rb'<c r="([A-Z]+)(\d+)"([^>]*)>(<v>[^<]*<)?')
_NUMBER = re.compile(rb'<c r="([A-Z]+)(\d+)"(?: s="\d+")?><v>([-+.\dEe]+)</v>')
_OTHER = re.compile(
    rb'<c r="([A-Z]+)(\d+)"(?!(?: s="\d+")?(?:/>|><v>[-+.\dEe]+</v>))([^>]*)>(<v>[^<]*<)?'
)
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
        """Give the values of the cells that stay and lie in one of these areas."""
        known = CellValues()
        numbers: defaultdict[bytes, list[tuple[bytes, bytes]]] = defaultdict(list)
        for letters, row, number in _NUMBER.findall(self.rows):
            numbers[letters].append((row, number))
        for letters, cells in numbers.items():
            column = column_number(letters.decode())
            areas = {_rows(one) for one in wanted if _covers(one, column)}
            for area in areas:
                known.put_numbers(
                    column, {row: float(one) for text, one in cells if (row := int(text)) in area}
                )
        changed = set(self.spots)
        areas_of: dict[bytes, list[Reference]] = {}
        for letters, digits, attributes, value in _OTHER.findall(self.rows):
            column = column_number(letters.decode())
            if letters not in areas_of:
                areas_of[letters] = [one for one in wanted if _covers(one, column)]
            row = int(digits)
            if any(row in _rows(one) for one in areas_of[letters]) and (row, column) not in changed:
                known.put(row, column, written_value(f"{attributes.decode()}>{value.decode()}"))
        return known


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


def _rows(area: Reference) -> range:
    first, last = area.rows or (End(1, False), End(LAST_ROW, False))
    return range(first.line, last.line + 1)
