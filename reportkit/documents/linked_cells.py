"""Cells of a workbook that lead to each other: every total to its sources, and back.

Takes a finished workbook whose cells link to ``#nguon.ID`` (a total) and ``#so_lieu.ID`` (the head
of its sources); gives it with a name for each of those cells. Excel keeps a name on its cell where
rows are put in or sorted, as it does not keep an address. Knows no template and no sheet's name.
"""

from __future__ import annotations

import html
import posixpath
import re
import zipfile
from collections.abc import Container, Iterator, Mapping
from io import BytesIO

from attrs import frozen
from lxml import etree

from reportkit.documents.repacked import with_parts

__all__ = ["SOURCES", "TOTALS", "link_to", "name_linked_cells"]

TOTALS, SOURCES = "so_lieu", "nguon"
"""How the name of a total's cell begins, and that of the head of its sources."""

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_PLACE = re.compile(rf"({TOTALS}|{SOURCES})\.([\w.]+)")
_OTHER_END = {TOTALS: SOURCES, SOURCES: TOTALS}
_BEFORE_NAMES = ("sheets", "functionGroups", "externalReferences")
_LINK = re.compile(rb"<(?:\w+:)?hyperlink\s([^>]*?)(?:/>|></(?:\w+:)?hyperlink>)")
_EMPTY = re.compile(rb"<(?:\w+:)?hyperlinks(?:\s[^>]*)?></(?:\w+:)?hyperlinks>")
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_CELL = re.compile("([A-Z]+)([0-9]+)")


@frozen
class _Link:
    """A cell that leads to a named one, and the name by which that one leads back."""

    cell: str
    goal: str
    own_name: str


def link_to(kind: str, id: str) -> str:
    """Give the address of a total (``TOTALS``) or its sources, for an indicator's id.

    >>> link_to(SOURCES, "mo-hinh")  # a name in Excel holds no hyphen, an id no dot
    '#nguon.mo.hinh'
    """
    return f"#{kind}.{id.replace('-', '.')}"


def name_linked_cells(package: bytes) -> bytes:
    """Give the workbook with a name for each cell that a link of another cell asks for.

    A cell that leads to ``nguon.models`` is the total: it gets the name ``so_lieu.models``, and
    the other way round; the first, where several do. A link whose other end the workbook lacks
    is taken away, its text stays.
    """
    with zipfile.ZipFile(BytesIO(package)) as before:
        links = {part: [*_links(name, before.read(part))] for name, part in _sheets(before)}
        every = [one for found in links.values() for one in found]
        if not every:
            return package
        first = {one.own_name: one.cell for one in reversed(every)}
        cells = {name: first[name] for name in sorted({one.goal for one in every} & first.keys())}
        changed = {
            part: _without_lost(before.read(part), cells)
            for part, found in links.items()
            if any(one.goal not in cells for one in found)
        }
        changed[_WORKBOOK] = _with_names(before.read(_WORKBOOK), cells)
        return with_parts(before, changed)


def _sheets(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The name and the part of each sheet."""
    if _RELATIONS not in package.namelist():
        return
    targets = {
        relation.get("Id"): relation.get("Target", "")
        for relation in etree.fromstring(package.read(_RELATIONS))
    }
    for sheet in etree.fromstring(package.read(_WORKBOOK)).iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(_RELATION), "")
        if target:
            yield sheet.get("name", ""), posixpath.join("/xl", target).lstrip("/")


def _links(sheet: str, xml: bytes) -> Iterator[_Link]:
    """The links of a sheet that lead to a total or to sources; read without its cells."""
    quoted = sheet.replace("'", "''")
    for found in _LINK.finditer(xml):
        told = _attributes(found)
        place, cell = _PLACE.fullmatch(told.get("location", "")), _CELL.match(told.get("ref", ""))
        if place and cell:
            own_name = f"{_OTHER_END[place[1]]}.{place[2]}"
            yield _Link(f"'{quoted}'!${cell[1]}${cell[2]}", place[0], own_name)


def _attributes(link: re.Match[bytes]) -> dict[str, str]:
    told = _ATTRIBUTE.findall(link[1].decode("utf-8"))
    return {name: html.unescape(value) for name, value in told}


def _without_lost(xml: bytes, goals: Container[str]) -> bytes:
    """The sheet without the links whose other end the workbook lacks."""

    def kept(link: re.Match[bytes]) -> bytes:
        goal = _attributes(link).get("location", "")
        return link[0] if goal in goals or not _PLACE.fullmatch(goal) else b""

    return _EMPTY.sub(b"", _LINK.sub(kept, xml))


def _with_names(workbook: bytes, cells: Mapping[str, str]) -> bytes:
    """The workbook's own part with these names behind those that it has."""
    root = etree.fromstring(workbook)
    listed = root.find(f"{_MAIN}definedNames")
    if listed is None:
        listed = etree.Element(f"{_MAIN}definedNames")
        before = [child for name in _BEFORE_NAMES for child in root.findall(f"{_MAIN}{name}")]
        before[-1].addnext(listed)
    known = {(name.get("name") or "").casefold() for name in listed}
    for own, address in cells.items():
        if own.casefold() not in known:
            etree.SubElement(listed, f"{_MAIN}definedName", name=own).text = address
    if not len(listed):
        root.remove(listed)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
