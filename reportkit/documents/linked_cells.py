"""Cells of a workbook that lead to each other: every total to its sources, and back.

Takes a finished workbook whose cells link to ``#nguon.ID`` (a total) and ``#so_lieu.ID`` (the head
of its sources); gives it with a name for each of those cells. Excel keeps a name on its cell where
rows are put in or sorted, as it does not keep an address. Knows no template and no sheet's name.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO

from lxml import etree

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
_LETTERS = re.compile("[A-Z]+|[0-9]+")


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
        sheets = {
            name: (part, etree.fromstring(before.read(part)))
            for name, part in _sheets(before)
            if any(f"{kind}.".encode() in before.read(part) for kind in _OTHER_END)
        }
        if not sheets:
            return package
        cells = _cells({name: root for name, (_, root) in sheets.items()})
        changed = {
            part: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            for part, root in sheets.values()
            if _drop_links(root, cells)
        }
        changed[_WORKBOOK] = _with_names(before.read(_WORKBOOK), cells)
        target = BytesIO()
        with zipfile.ZipFile(target, "w") as after:
            for info in before.infolist():
                data = changed.get(info.filename, before.read(info))
                after.writestr(info, data, zipfile.ZIP_DEFLATED)
    return target.getvalue()


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
        yield sheet.get("name", ""), posixpath.join("/xl", target).lstrip("/")


def _cells(sheets: Mapping[str, etree._Element]) -> dict[str, str]:
    """The names of the cells that both ends of a link ask for, each with its address."""
    cells: dict[str, str] = {}
    for name, root in sheets.items():
        quoted = name.replace("'", "''")
        for link in root.iter(f"{_MAIN}hyperlink"):
            place = _PLACE.fullmatch(link.get("location", ""))
            if place:
                column, row = _LETTERS.findall(link.get("ref", ""))[:2]
                own = f"{_OTHER_END[place[1]]}.{place[2]}"
                cells.setdefault(own, f"'{quoted}'!${column}${row}")
    return {
        own: address
        for own, address in cells.items()
        if f"{_OTHER_END[own.partition('.')[0]]}.{own.partition('.')[2]}" in cells
    }


def _drop_links(root: etree._Element, cells: Mapping[str, str]) -> bool:
    """Take away the links that lead nowhere; tell whether there were any."""
    lost = [
        link
        for link in root.iter(f"{_MAIN}hyperlink")
        if _PLACE.fullmatch(link.get("location", "")) and link.get("location") not in cells
    ]
    for link in lost:
        listed = link.getparent()
        assert listed is not None
        listed.remove(link)
        holder = listed.getparent()
        if not len(listed) and holder is not None:
            holder.remove(listed)
    return bool(lost)


def _with_names(workbook: bytes, cells: Mapping[str, str]) -> bytes:
    """The workbook's own part with these names behind those that it has."""
    root = etree.fromstring(workbook)
    listed = root.find(f"{_MAIN}definedNames")
    if listed is None:
        listed = etree.Element(f"{_MAIN}definedNames")
        before = [child for name in _BEFORE_NAMES for child in root.findall(f"{_MAIN}{name}")]
        before[-1].addnext(listed)
    known = {(name.get("name") or "").casefold() for name in listed}
    for own in sorted(cells):
        if own.casefold() not in known:
            etree.SubElement(listed, f"{_MAIN}definedName", name=own).text = cells[own]
    if not len(listed):
        root.remove(listed)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
