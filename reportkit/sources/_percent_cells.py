"""Which cells of an .xlsx show their number as a percentage: 0,985 is stored, 98,5% is shown.

Takes the bytes of a workbook; gives the places by sheet. python-calamine gives stored numbers only.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO

from lxml import etree

from reportkit.sources._xml import local_name, parse_xml

__all__ = ["percent_cells"]

_BUILT_IN = frozenset({"9", "10"})
"""0% and 0.00% (ECMA-376-1, 18.8.30)."""
_LITERAL = re.compile(r'"[^"]*"|\\.')
_REFERENCE = re.compile(r"([A-Z]+)(\d+)")
_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, KeyError,
    ValueError, etree.XMLSyntaxError,
)  # fmt: skip


def percent_cells(data: bytes) -> Mapping[str, frozenset[tuple[int, int]]]:
    """Give for each sheet's name the rows and columns, from 0, of the cells shown in percent.

    Nothing for a workbook of another format, or one that is damaged: who reads its numbers tells.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            styles = _percent_styles(parse_xml(package.read("xl/styles.xml")))
            if not styles:
                return {}
            return {
                name: frozenset(_cells(package.read(part), styles))
                for name, part in _sheets(package)
            }
    except _UNREADABLE:
        return {}


def _percent_styles(root: etree._Element) -> frozenset[str]:
    """The indexes of the cell formats that show a percentage."""
    formats = _BUILT_IN | {
        element.get("numFmtId", "")
        for element in root.iter()
        if local_name(element) == "numFmt"
        and "%" in _LITERAL.sub("", element.get("formatCode", ""))
    }
    of_cells = next((each for each in root if local_name(each) == "cellXfs"), ())
    return frozenset(
        str(index) for index, each in enumerate(of_cells) if each.get("numFmtId") in formats
    )


def _sheets(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The name of each sheet and the part that holds it."""
    links = parse_xml(package.read("xl/_rels/workbook.xml.rels"))
    target = {link.get("Id"): link.get("Target", "") for link in links}
    for element in parse_xml(package.read("xl/workbook.xml")).iter():
        if local_name(element) == "sheet":
            id = next((value for key, value in element.items() if str(key).endswith("}id")), None)
            if id in target:
                path = posixpath.normpath(posixpath.join("/xl", target[id]))
                yield element.get("name", ""), path.lstrip("/")


def _cells(part: bytes, styles: frozenset[str]) -> Iterator[tuple[int, int]]:
    for _, element in etree.iterparse(
        BytesIO(part), tag="{*}c", resolve_entities=False, no_network=True, huge_tree=True
    ):
        place = _REFERENCE.fullmatch(element.get("r", ""))
        if place is not None and element.get("s") in styles:
            yield int(place[2]) - 1, _column(place[1])
        element.clear()


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
