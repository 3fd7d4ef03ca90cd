"""Workbooks for the tests: made by hand or by openpyxl, filled, taken apart, and checked.

`faults` looks for what the Open XML validator misses in a workbook: rows twice or out of order,
cells out of order, styles that are not there, merges that overlap, a wrong dimension, a table's
head that differs from its columns, text in a number's cell, a broken name; and for tags, broken
references and strings that are not there.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from itertools import pairwise
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from reportkit.templating import Template
from reportkit.templating._xlsx_references import Rectangle, split_cell

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def saved(workbook: Workbook) -> bytes:
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def workbook_of(cells: Mapping[str, Any], title: str = "Biểu") -> Workbook:
    """A workbook of one sheet with these cells."""
    workbook = Workbook()
    workbook.active.title = title
    for address, value in cells.items():
        workbook.active[address] = value
    return workbook


def fill(template: Workbook | bytes, data: Mapping[str, Any], **options: Any) -> bytes:
    """The filled workbook, checked for faults."""
    source = template if isinstance(template, bytes) else saved(template)
    filled = Template(source, **options).render(data).to_bytes()
    found = faults(filled)
    assert not found, "\n".join(found)
    return filled


def opened(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data), rich_text=True)


def rows_of(data: bytes | Worksheet) -> list[list[Any]]:
    """The values of the first sheet, row by row."""
    sheet = opened(data).worksheets[0] if isinstance(data, bytes) else data
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_part(data: bytes, name: str, change: Any) -> bytes:
    """The file with one part changed: by a function of its text, or new."""
    parts = parts_of(data)
    parts[name] = change(parts[name].decode()).encode() if callable(change) else change.encode()
    return zipped(parts)


def zipped(parts: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def by_hand(
    *sheets: str, shared: tuple[str, ...] = (), names: str = "", root: str = "worksheet"
) -> bytes:
    """A workbook as Excel writes it: strings shared, a calculation chain.

    Each sheet is its XML within ``<worksheet>``; a shared string the XML within ``<si>``.
    """
    numbers = range(1, len(sheets) + 1)
    listed = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
    related = "".join(
        _relation(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in numbers
    )
    typed = "".join(_type(f"/xl/worksheets/sheet{n}.xml", "worksheet") for n in numbers)
    others = {"sharedStrings": "rId90", "styles": "rId91", "calcChain": "rId92"}
    related += "".join(_relation(id_, kind, f"{kind}.xml") for kind, id_ in others.items())
    typed += "".join(_type(f"/xl/{kind}.xml", kind) for kind in others)
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
        'package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        + _type("/xl/workbook.xml", "sheet.main")
        + typed
        + "</Types>",
        "_rels/.rels": _relations(_relation("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets>'
        + (f"<definedNames>{names}</definedNames>" if names else "")
        + '<calcPr calcId="191029"/></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(related),
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}" count="{len(shared)}" '
        f'uniqueCount="{len(shared)}">{"".join(f"<si>{one}</si>" for one in shared)}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts><fills '
        'count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1">'
        '<border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf '
        'numFmtId="0" xfId="0"/><xf numFmtId="3" xfId="0"/><xf numFmtId="14" xfId="0"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
        "</styleSheet>",
        "xl/calcChain.xml": f'<calcChain xmlns="{MAIN}"><c r="A1" i="1"/></calcChain>',
    }
    for number, sheet in zip(numbers, sheets, strict=True):
        parts[f"xl/worksheets/sheet{number}.xml"] = (
            f'<{root} xmlns{":" + root.split(":")[0] if ":" in root else ""}="{MAIN}" '
            f'xmlns:r="{OFFICE}">{sheet}</{root}>'
        )
    return zipped({name: (head + xml).encode() for name, xml in parts.items()})


def _relation(identity: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{identity}" Type="{OFFICE}/{kind}" Target="{target}"/>'


def _relations(entries: str) -> str:
    name = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{name}">{entries}</Relationships>'


def _type(part: str, kind: str) -> str:
    return f'<Override PartName="{part}" ContentType="{_TYPES}.{kind}+xml"/>'


def plain(text: str) -> str:
    """A shared string without format."""
    return f"<t>{escape(text)}</t>"


def faults(data: bytes) -> list[str]:
    """What is wrong with a workbook."""
    parts = parts_of(data)
    found: list[str] = []
    for name, part in parts.items():
        if name.endswith((".xml", ".rels", ".vml")):
            etree.fromstring(part)
            if (b"{{" in part or b"{%" in part) and not name.startswith("customXml/"):
                found.append(f"{name}: a tag is left")
            if b"#REF!" in part:
                found.append(f"{name}: #REF!")
    styles = _count(parts.get("xl/styles.xml"), "cellXfs/{*}xf")
    strings = _count(parts.get("xl/sharedStrings.xml"), "si")
    for name, part in parts.items():
        if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name):
            found += [f"{name}: {fault}" for fault in _sheet_faults(part, styles, strings)]
    if "xl/calcChain.xml" in parts:
        found.append("a calculation chain is left")
    workbook = etree.fromstring(parts["xl/workbook.xml"])
    sheets = [sheet.get("name") for sheet in workbook.iter("{*}sheet")]
    for one in workbook.iter("{*}definedName"):
        for sheet in re.findall(r"'((?:[^']|'')+)'!|([\w.]+)!", one.text or ""):
            if (sheet[0].replace("''", "'") or sheet[1]) not in sheets:
                found.append(f"name {one.get('name')}: no sheet {sheet}")
    return found + _table_faults(data, parts)


def _count(part: bytes | None, path: str) -> int:
    return 0 if part is None else len(etree.fromstring(part).findall("{*}" + path))


def _sheet_faults(part: bytes, styles: int, strings: int) -> list[str]:
    found = []
    root = etree.fromstring(part)
    rows = list(root.iterfind("{*}sheetData/{*}row"))
    numbers = [int(row.get("r")) for row in rows]
    if any(here >= after for here, after in pairwise(numbers)):
        found.append(f"rows twice or out of order: {numbers[:20]}")
    filled = []
    for row, number in zip(rows, numbers, strict=True):
        places = [split_cell(cell.get("r")) for cell in row]
        if any(place[0] != number for place in places):
            found.append(f"row {number} holds cells of another row")
        if any(here[1] >= after[1] for here, after in pairwise(places)):
            found.append(f"row {number}: cells twice or out of order")
        filled += places
        for cell in row:
            found += _cell_faults(cell, styles, strings)
    if filled:
        top, bottom = min(row for row, _ in filled), max(row for row, _ in filled)
        left, right = min(column for _, column in filled), max(column for _, column in filled)
        dimension = root.find("{*}dimension")
        if dimension is not None:
            area = Rectangle.parse(dimension.get("ref"))
            if not (area.top <= top and bottom <= area.bottom <= max(numbers)
                    and area.left <= left and area.right == right):  # fmt: skip
                found.append(f"dimension {area} of cells {Rectangle(top, bottom, left, right)}")
    merges = [Rectangle.parse(one.get("ref")) for one in root.iter("{*}mergeCell")]
    for index, one in enumerate(merges):
        if (one.top, one.left) == (one.bottom, one.right):
            found.append(f"merge of one cell {one}")
        found += [f"merges overlap: {one} {other}" for other in merges[:index] if _meet(one, other)]
    for one in root.iter():
        counted = one.get("count") if isinstance(one.tag, str) else None
        if counted is not None and int(counted) != len(one):
            found.append(f"{one.tag} counts {counted}, has {len(one)}")
    return found


def _cell_faults(cell: Any, styles: int, strings: int) -> list[str]:
    found = []
    address, kind, value = cell.get("r"), cell.get("t", "n"), cell.findtext("{*}v")
    if int(cell.get("s", 0)) >= max(styles, 1):
        found.append(f"{address}: no style {cell.get('s')}")
    if kind == "n" and value:
        try:
            float(value)
        except ValueError:
            found.append(f"{address}: text in a number's cell")
    if kind == "s" and not 0 <= int(value) < strings:
        found.append(f"{address}: no shared string {value}")
    if kind == "inlineStr" and len(cell.findall("{*}is")) != 1:
        found.append(f"{address}: no inline string")
    return found


def _meet(one: Rectangle, other: Rectangle) -> bool:
    return (
        one.top <= other.bottom and other.top <= one.bottom
        and one.left <= other.right and other.left <= one.right
    )  # fmt: skip


def _table_faults(data: bytes, parts: Mapping[str, bytes]) -> list[str]:
    found = []
    for sheet in opened(data).worksheets:
        for table in sheet.tables.values():
            area = Rectangle.parse(table.ref)
            heads = [
                sheet.cell(area.top, column).value for column in range(area.left, area.right + 1)
            ]
            if heads != [column.name for column in table.tableColumns]:
                found.append(f"table {table.name}: head {heads}")
            if area.bottom == area.top:
                found.append(f"table {table.name}: no row")
            if table.autoFilter and table.autoFilter.ref.split(":")[0] != table.ref.split(":")[0]:
                found.append(f"table {table.name}: filter {table.autoFilter.ref}")
    return found
