"""Workbooks of many makers, each with one thing that no other has.

All hold one list with tags: a head in row 1, one repeated row (name, number, twice the number),
and a total; what else is in a workbook is its own. `CORPUS` names it.
"""

from __future__ import annotations

import datetime
import io
import struct
import zlib
from collections.abc import Callable
from typing import Any

import xlsxwriter
from attrs import frozen
from openpyxl import Workbook
from openpyxl.chart import BubbleChart, Reference, Series
from openpyxl.styles import GradientFill
from openpyxl.worksheet.scenario import InputCells, Scenario, ScenarioList

from reportkit.templating import InlineImage, Link, RichText
from tests.templating.workbooks import parts_of, saved, zipped

LINK = Link("https://example.org/?a=1&b=2#đầu", "Xem", tooltip="Trang A & B")
ITEMS: list[dict[str, Any]] = [
    {"name": "Huyện ủy A & B", "count": 5, "day": datetime.date(2024, 5, 18), "link": LINK},
    {"name": "Thành ủy <C>", "count": 7, "day": datetime.date(2024, 6, 1), "link": None},
    {"name": "=Đảng ủy D", "count": 11, "day": None, "link": Link("#Biểu!A1")},
]
ROW = ("{%tr for i in items %}{{ i.name }}", "{{ i.count }}", "=B2*2", "{{ i.day }}{%tr endfor %}")


@frozen
class Entry:
    """A workbook: the thing only it has, and the parts that must follow the rows for its sake."""

    only: str
    make: Callable[[], bytes]
    follow: tuple[str, ...] = ()
    adds: tuple[str, ...] = ()
    """The parts that come with the data."""


def png(colour: bytes = b"\xff\0\0") -> io.BytesIO:
    """A picture of one dot; ``colour`` tells it from others."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return io.BytesIO(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" + colour)) + chunk(b"IEND", b"")
    )  # fmt: skip


def photo(item: dict[str, Any]) -> InlineImage:
    """A picture of its own for each item."""
    return InlineImage(png(bytes([item["count"], 0, 0])), height=6, alt=item["name"])


def rich_text() -> RichText:
    rich = RichText("đậm", bold=True, color="c00000")
    rich.add(" & nghiêng", italic=True, size=30, font="Arial", underline="double")
    return rich


DATA = {
    "items": ITEMS,
    "title": "Quý I & II",
    "photo": photo,
    "rich": rich_text(),
    "Con dấu": InlineImage(png(b"\0\1\0"), width=12),
}


def by_xlsxwriter(feature: Callable[[Any, Any, Any], None]) -> Callable[[], bytes]:
    """The list by XlsxWriter, with a second sheet; the feature gets workbook and both sheets."""

    def make() -> bytes:
        file = io.BytesIO()
        workbook = xlsxwriter.Workbook(file, {"in_memory": True})
        sheet, other = workbook.add_worksheet("Biểu"), workbook.add_worksheet("Khác")
        number = workbook.add_format({"num_format": "#,##0", "border": 1})
        for column, head in enumerate(("Tên", "Số", "Gấp đôi", "Ngày")):
            sheet.write(0, column, head)
        sheet.write_row("A2", ROW[:2])
        sheet.write_formula("C2", ROW[2], number, 0)
        sheet.write("D2", ROW[3])
        sheet.write("A3", "Cộng")
        sheet.write_formula("B3", "=SUM(B2:B2)", number, 0)
        sheet.write_formula("C3", "=SUM(C2:C2)", number, 0)
        other.write("A1", "tĩnh")
        other.write("B1", 5)
        feature(workbook, sheet, other)
        workbook.close()
        return file.getvalue()

    return make


def by_openpyxl(feature: Callable[[Workbook], None]) -> Callable[[], bytes]:
    def make() -> bytes:
        workbook = Workbook()
        sheet = workbook.active
        sheet.title = "Biểu"
        sheet.append(["Tên", "Số", "Gấp đôi", "Ngày"])
        sheet.append(ROW)
        sheet.append(["Cộng", "=SUM(B2:B2)", "=SUM(C2:C2)"])
        workbook.create_sheet("Khác")["B1"] = 5
        feature(workbook)
        return saved(workbook)

    return make


def chart(workbook: Any, kind: str = "column") -> Any:
    made = workbook.add_chart({"type": kind})
    made.add_series(
        {"name": "=Biểu!$B$1", "categories": "=Biểu!$A$2:$A$2", "values": "=Biểu!$B$2:$B$2"}
    )
    return made


def combined(workbook: Any, sheet: Any, other: Any) -> None:
    made, line = chart(workbook), chart(workbook, "line")
    line.set_y2_axis({"name": "Phụ"})
    made.combine(line)
    workbook.add_chartsheet("Đồ thị").set_chart(made)


def printed(workbook: Any, sheet: Any, other: Any) -> None:
    sheet.print_area("A1:D3")
    sheet.repeat_rows(0)
    sheet.set_header("&L{{ title }}&R&P/&N")
    sheet.set_h_pagebreaks([2])
    sheet.fit_to_pages(1, 0)
    sheet.set_landscape()


def named(workbook: Any, sheet: Any, other: Any) -> None:
    workbook.define_name("danh_sach", "=Biểu!$B$2:$B$2")
    workbook.define_name("Biểu!rieng", "=Biểu!$C$3")
    other.write_formula("A5", "=SUM(danh_sach)", None, 0)


def grouped(workbook: Any, sheet: Any, other: Any) -> None:
    sheet.set_row(1, 30, None, {"level": 1})
    sheet.set_column("C:C", 9, None, {"level": 1, "collapsed": False})
    sheet.freeze_panes(1, 1)


def protected(workbook: Any, sheet: Any, other: Any) -> None:
    sheet.protect("", {"insert_rows": True})
    sheet.unprotect_range("B2:B2", "số")


def linked(workbook: Any, sheet: Any, other: Any) -> None:
    sheet.write_url("A4", "https://example.org/?a=1&b=2", None, "ngoài")
    other.write_url("A3", "internal:'Biểu'!B3", None, "trong")


def styled(workbook: Any, sheet: Any, other: Any) -> None:
    red, plain = workbook.add_format({"bold": True, "font_color": "red"}), workbook.add_format()
    sheet.write_rich_string("A5", "Ghi ", red, "đậm", plain, " {{ title }}")


def custom(workbook: Any, sheet: Any, other: Any) -> None:
    workbook.set_properties({"title": "Báo cáo {{ title }}", "company": "A & B"})
    workbook.set_custom_property("Số", 5)


def with_parts(
    changes: dict[str, tuple[str, str]],
    parts: dict[str, tuple[str, str | bytes]],
    relations: dict[str, str],
) -> Callable[[], bytes]:
    """The plain list with texts replaced in parts, parts added (with their content types) and
    relationships added, as Excel would write them."""  # fmt: skip

    def make() -> bytes:
        found = parts_of(by_xlsxwriter(lambda *_: None)())
        for name, (old, new) in changes.items():
            assert old.encode() in found[name], name
            found[name] = found[name].replace(old.encode(), new.encode(), 1)
        types = ""
        for name, (kind, content) in parts.items():
            head = b"" if isinstance(content, bytes) else _HEAD
            found[name] = head + (content if isinstance(content, bytes) else content.encode())
            if kind:
                types += f'<Override PartName="/{name}" ContentType="{kind}"/>'
        listed = found["[Content_Types].xml"]
        found["[Content_Types].xml"] = listed.replace(b"</Types>", f"{types}</Types>".encode())
        for name, entries in relations.items():
            old = found.get(name, _HEAD + _NO_RELATIONS)
            found[name] = old.replace(b"</Relationships>", f"{entries}</Relationships>".encode())
        return zipped(found)

    return make


_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NO_RELATIONS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b"</Relationships>"
)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_GUID = "{6F1A2B3C-0001-4000-8000-000000000001}"


def _related(identity: str, kind: str, target: str) -> str:
    kind = kind if kind.startswith("http") else f"{_OFFICE}/{kind}"
    return f'<Relationship Id="{identity}" Type="{kind}" Target="{target}"/>'


macros = with_parts(
    {"[Content_Types].xml": ("spreadsheetml.sheet.main+xml", "DUMMY")},
    {"xl/vbaProject.bin": ("application/vnd.ms-office.vbaProject", b"\xd0\xcf\x11\xe0macro")},
    {"xl/_rels/workbook.xml.rels": _related(
        "rId77", "http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin")},
)  # fmt: skip


def xlsm() -> bytes:
    parts = parts_of(macros())
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.DUMMY",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    return zipped(parts)


threaded = with_parts(
    {},
    {
        "xl/threadedComments/threadedComment1.xml": (
            "application/vnd.ms-excel.threadedcomments+xml",
            '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/'
            f'threadedcomments"><threadedComment ref="A1" dT="2024-05-18T00:00:00.00" personId="{_GUID}"'
            f' id="{_GUID}"><text>Xem lại</text></threadedComment></ThreadedComments>',
        ),
        "xl/persons/person.xml": (
            "application/vnd.ms-excel.person+xml",
            '<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
            f'<person displayName="A" id="{_GUID}" userId="a" providerId="None"/></personList>',
        ),
    },
    {
        "xl/worksheets/_rels/sheet2.xml.rels": _related(
            "rId1", "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment",
            "../threadedComments/threadedComment1.xml"),
        "xl/_rels/workbook.xml.rels": _related(
            "rId78", "http://schemas.microsoft.com/office/2017/10/relationships/person",
            "persons/person.xml"),
    },
)  # fmt: skip

pivoted = with_parts(
    {"xl/workbook.xml": ("<calcPr", '<pivotCaches><pivotCache cacheId="1" r:id="rId79"/></pivotCaches><calcPr')},
    {
        "xl/pivotCache/pivotCacheDefinition1.xml": (
            f"{_EXCEL}.pivotCacheDefinition+xml",
            f'<pivotCacheDefinition xmlns="{_MAIN}" xmlns:r="{_OFFICE}" saveData="0" '
            'refreshedVersion="6"><cacheSource type="worksheet"><worksheetSource ref="A1:B2" '
            'sheet="Biểu"/></cacheSource><cacheFields count="2"><cacheField name="Tên" numFmtId="0">'
            '<sharedItems/></cacheField><cacheField name="Số" numFmtId="0"><sharedItems/></cacheField>'
            "</cacheFields></pivotCacheDefinition>",
        ),
        "xl/pivotTables/pivotTable1.xml": (
            f"{_EXCEL}.pivotTable+xml",
            f'<pivotTableDefinition xmlns="{_MAIN}" name="Tổng" cacheId="1" dataCaption="Giá trị" '
            'updatedVersion="6"><location ref="A5:B7" firstHeaderRow="1" firstDataRow="1" '
            'firstDataCol="1"/><pivotFields count="2"><pivotField axis="axisRow" showAll="0"><items '
            'count="1"><item t="default"/></items></pivotField><pivotField dataField="1" showAll="0"/>'
            '</pivotFields><rowFields count="1"><field x="0"/></rowFields><dataFields count="1">'
            '<dataField name="Cộng số" fld="1"/></dataFields></pivotTableDefinition>',
        ),
    },
    {
        "xl/_rels/workbook.xml.rels": _related(
            "rId79", "pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml"),
        "xl/worksheets/_rels/sheet2.xml.rels": _related(
            "rId1", "pivotTable", "../pivotTables/pivotTable1.xml"),
        "xl/pivotTables/_rels/pivotTable1.xml.rels": _related(
            "rId1", "pivotCacheDefinition", "../pivotCache/pivotCacheDefinition1.xml"),
    },
)  # fmt: skip

_SLICERS = "http://schemas.microsoft.com/office/2007/relationships/slicer"
sliced = with_parts(
    {"xl/worksheets/sheet2.xml": ("</worksheet>", (
        '<extLst><ext uri="{3A4CF648-6AED-40f4-86FF-DC5316D8AED3}" xmlns:x15="http://schemas.'
        'microsoft.com/office/spreadsheetml/2010/11/main"><x14:slicerList xmlns:x14="http://schemas.'
        'microsoft.com/office/spreadsheetml/2009/9/main"><x14:slicer r:id="rId1"/></x14:slicerList>'
        "</ext></extLst></worksheet>"))},
    {"xl/slicers/slicer1.xml": (
        "application/vnd.ms-excel.slicer+xml",
        '<slicers xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
        '<slicer name="Tên" cache="Slicer_Ten" caption="Tên" rowHeight="234950"/></slicers>')},
    {"xl/worksheets/_rels/sheet2.xml.rels": _related("rId1", _SLICERS, "../slicers/slicer1.xml")},
)  # fmt: skip

controlled = with_parts(
    {"xl/worksheets/sheet2.xml": ("</worksheet>", (
        '<controls><control shapeId="1025" r:id="rId1" name="Chọn"/></controls></worksheet>'))},
    {"xl/ctrlProps/ctrlProp1.xml": (
        "application/vnd.ms-excel.controlproperties+xml",
        '<formControlPr xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
        'objectType="CheckBox" fmlaLink="$B$1" lockText="1"/>')},
    {"xl/worksheets/_rels/sheet2.xml.rels": _related("rId1", "ctrlProp", "../ctrlProps/ctrlProp1.xml")},
)  # fmt: skip

external = with_parts(
    {"xl/workbook.xml": ("<calcPr", '<externalReferences><externalReference r:id="rId80"/></externalReferences><calcPr')},
    {"xl/externalLinks/externalLink1.xml": (
        f"{_EXCEL}.externalLink+xml",
        f'<externalLink xmlns="{_MAIN}"><externalBook xmlns:r="{_OFFICE}" r:id="rId1"><sheetNames>'
        '<sheetName val="S"/></sheetNames></externalBook></externalLink>')},
    {
        "xl/_rels/workbook.xml.rels": _related("rId80", "externalLink", "externalLinks/externalLink1.xml"),
        "xl/externalLinks/_rels/externalLink1.xml.rels":
            f'<Relationship Id="rId1" Type="{_OFFICE}/externalLinkPath" Target="khac.xlsx" TargetMode="External"/>',
    },
)  # fmt: skip

printer = with_parts(
    {"xl/worksheets/sheet1.xml": ("</worksheet>", '<pageSetup orientation="landscape" r:id="rId1"/></worksheet>')},
    {"xl/printerSettings/printerSettings1.bin": (f"{_EXCEL}.printerSettings", b"\1\2\3")},
    {"xl/worksheets/_rels/sheet1.xml.rels": _related("rId1", "printerSettings", "../printerSettings/printerSettings1.bin")},
)  # fmt: skip

described = with_parts(
    {}, {"customXml/item1.xml": ("", "<a xmlns='urn:a'>{{ not a tag of ours }}</a>")},
    {"xl/_rels/workbook.xml.rels": _related("rId81", "customXml", "../customXml/item1.xml")},
)  # fmt: skip


def gradient(workbook: Workbook) -> None:
    workbook.active["A1"].fill = GradientFill(stop=("FFFFFF", "99CCFF"))


def bubbles(workbook: Workbook) -> None:
    made = BubbleChart()
    over = Reference(workbook.active, min_col=2, min_row=2)
    made.series.append(Series(values=over, xvalues=over, zvalues=over))
    workbook["Khác"].add_chart(made, "A5")


def filled_with_objects(workbook: Any, sheet: Any, other: Any) -> None:
    sheet.write_row("E2", ["{{ photo(i) }}", "{{ i.link }}", "{{ rich }}", "Có {{ rich }}!"])
    other.write("A7", "{{ photo(items[0]) }}")
    dummy = {"image_data": png(b"\0\0\0"), "description": "{{ photo(items[1]) }}", "x_scale": 50}
    other.insert_image("D4", "dummy.png", dummy)
    named = {"image_data": png(b"\0\0\1"), "description": "Con dấu", "url": "https://example.org"}
    other.insert_image("F4", "seal.png", named)


def many_charts(workbook: Any, sheet: Any, other: Any) -> None:
    series = {"values": "=Biểu!$C$2:$C$2", "categories": "=Biểu!$A$2:$B$2"}
    label = {"custom": [{"value": "=Biểu!$A$2"}], "value": True}
    error = {"type": "custom", "plus_values": "=Biểu!$B$2", "minus_values": "=Biểu!$B$2"}
    for row, kind in enumerate(("pie", "line", "scatter")):
        made = workbook.add_chart({"type": kind})
        made.add_series({**series, "data_labels": label, "y_error_bars": error})
        made.set_title({"name": "=Biểu!$A$1"})
        other.insert_chart(4 + 16 * row, 4, made)


def scenario(workbook: Workbook) -> None:
    cells = InputCells(r="B1", val="6")
    workbook["Khác"].scenarios = ScenarioList(scenario=[Scenario(name="cao", inputCells=[cells])])


def since_1904(workbook: Workbook) -> None:
    workbook.epoch = datetime.datetime(1904, 1, 1)


OBJECTS = (
    "xl/drawings/drawing2.xml", "xl/drawings/_rels/drawing2.xml.rels",
    "xl/worksheets/_rels/sheet1.xml.rels", "xl/media/image3.png", "xl/media/image4.png",
    "xl/media/image5.png", "xl/media/image6.png",
)  # fmt: skip
DRAWING, CHART = "xl/drawings/drawing1.xml", "xl/charts/chart1.xml"
CORPUS: dict[str, Entry] = {
    "chart": Entry("a chart over the rows", by_xlsxwriter(lambda w, s, o: s.insert_chart("F2", chart(w))), (CHART, DRAWING)),
    "chartsheet": Entry("a combined chart with two axes on a sheet of its own", by_xlsxwriter(combined), (CHART,)),
    "sparklines": Entry("sparklines (x14)", by_xlsxwriter(lambda w, s, o: s.add_sparkline("F2", {"range": "Biểu!B2:C2"}))),
    "data-bars": Entry("data bars with their x14 half", by_xlsxwriter(lambda w, s, o: s.conditional_format("B2:B2", {"type": "data_bar", "data_bar_2010": True}))),
    "icons": Entry("an icon set", by_xlsxwriter(lambda w, s, o: s.conditional_format("B2:B2", {"type": "icon_set", "icon_style": "3_traffic_lights"}))),
    "colour-scale": Entry("a colour scale", by_xlsxwriter(lambda w, s, o: s.conditional_format("B2:B2", {"type": "3_color_scale"}))),
    "text-box": Entry("a text box with a tag", by_xlsxwriter(lambda w, s, o: s.insert_textbox("F2", "{{ title }}")), (DRAWING,)),
    "comments": Entry("comments and their VML", by_xlsxwriter(lambda w, s, o: s.write_comment("B3", "Xem {{ title }}")), ("xl/comments1.xml", "xl/drawings/vmlDrawing1.vml")),
    "button": Entry("a form button that runs a macro", by_xlsxwriter(lambda w, s, o: o.insert_button("B3", {"macro": "chay", "caption": "Chạy"}))),
    "picture": Entry("a picture below the rows", by_xlsxwriter(lambda w, s, o: s.insert_image("A6", "dot.png", {"image_data": png()})), (DRAWING,)),
    "header-picture": Entry("a picture in the header", by_xlsxwriter(lambda w, s, o: s.set_header("&L&G", {"image_left": "dot.png", "image_data_left": png()}))),
    "background": Entry("a picture behind the cells", by_xlsxwriter(lambda w, s, o: s.set_background(png(), is_byte_stream=True))),
    "cell-picture": Entry("a picture placed in a cell (rich values)", by_xlsxwriter(lambda w, s, o: o.embed_image("A4", "dot.png", {"image_data": png()}))),
    "checkbox": Entry("a check box within a cell", by_xlsxwriter(lambda w, s, o: o.insert_checkbox("A6", True))),
    "print": Entry("print area, titles, breaks and a tagged header", by_xlsxwriter(printed)),
    "validation": Entry("a data validation", by_xlsxwriter(lambda w, s, o: s.data_validation("B2", {"validate": "integer", "criteria": ">", "value": 0}))),
    "names": Entry("defined names, one of its sheet's own", by_xlsxwriter(named)),
    "dynamic-array": Entry("a dynamic array (SORT)", by_xlsxwriter(lambda w, s, o: o.write_dynamic_array_formula("A7:A9", "=SORT(Biểu!B2:B2)"))),
    "groups": Entry("outline groups and frozen panes", by_xlsxwriter(grouped)),
    "protected": Entry("a protected sheet with a free range", by_xlsxwriter(protected)),
    "links": Entry("links outside and within", by_xlsxwriter(linked)),
    "rich-text": Entry("a tag within rich text", by_xlsxwriter(styled)),
    "properties": Entry("document properties, own ones too", by_xlsxwriter(custom), ("docProps/core.xml",)),
    "filter": Entry("an autofilter over the rows", by_xlsxwriter(lambda w, s, o: s.autofilter("A1:D2"))),
    "ignored-errors": Entry("ignored errors", by_xlsxwriter(lambda w, s, o: s.ignore_errors({"number_stored_as_text": "A2:A2"}))),
    "macros": Entry("macros (.xlsm)", xlsm),
    "threaded-comments": Entry("threaded comments and persons", threaded),
    "pivot": Entry("a pivot table over the rows", pivoted, ("xl/pivotCache/pivotCacheDefinition1.xml",)),
    "slicer": Entry("a slicer", sliced),
    "form-control": Entry("a form control with its properties", controlled),
    "external-link": Entry("a link to another workbook", external),
    "printer-settings": Entry("settings of a printer", printer),
    "custom-xml": Entry("custom XML with braces that are no tag", described),
    "gradient": Entry("a gradient fill, strings inline (openpyxl)", by_openpyxl(gradient)),
    "objects": Entry("pictures, links and rich text from the data", by_xlsxwriter(filled_with_objects), (DRAWING, "xl/worksheets/sheet2.xml", "[Content_Types].xml", f"xl/drawings/_rels/{DRAWING[12:]}.rels"), OBJECTS),
    "charts": Entry("a pie, a line and points with labels from cells, custom errors, titles", by_xlsxwriter(many_charts), (CHART, "xl/charts/chart2.xml", "xl/charts/chart3.xml")),
    "bubbles": Entry("a bubble chart on another sheet (openpyxl)", by_openpyxl(bubbles), (CHART,)),
    "scenario": Entry("scenarios on another sheet (openpyxl)", by_openpyxl(scenario)),
    "since-1904": Entry("dates since 1904 (openpyxl)", by_openpyxl(since_1904)),
}  # fmt: skip
