"""What lies around repeated rows follows them: each thing before, with three rows, with none."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule, ColorScaleRule, FormulaRule
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.table import Table, TableFormula

from reportkit.errors import TemplateSyntaxError
from reportkit.templating import Template
from tests.templating.workbooks import (
    by_hand,
    fill,
    opened,
    parts_of,
    plain,
    rows_of,
    saved,
    with_part,
    workbook_of,
)

RED = PatternFill("solid", bgColor="FFFF0000")


def the_list() -> Workbook:
    """A heading in rows 1 and 2, tags in 3 and 5, the repeated row 4, a total in row 6."""
    return workbook_of({
        "A1": "Phụ lục", "A2": "Đơn vị", "B2": "Số", "C2": "Ghi chú",
        "A3": "{%tr for x in xs %}", "A4": "Đơn vị {{ x }}", "B4": "{{ x }}",
        "A5": "{%tr endfor %}", "A6": "Cộng", "B6": "=SUM(B4:B4)", "A8": "dưới",
    })  # fmt: skip


def filled_with(workbook: Workbook | bytes, count: int) -> Any:
    return opened(fill(workbook, {"xs": list(range(1, count + 1))})).worksheets[0]


def merges(sheet):
    return sorted(str(one) for one in sheet.merged_cells.ranges)


@pytest.mark.parametrize(
    ("merge", "three", "none"),
    [
        ("A1:C1", ["A1:C1"], ["A1:C1"]),
        ("B4:C4", ["B3:C3", "B4:C4", "B5:C5"], []),
        ("A6:A8", ["A6:A8"], ["A3:A5"]),
        ("C2:C6", ["C2:C6"], ["C2:C3"]),
        ("C4:C6", ["C3:C6"], []),
    ],
)
def test_merged_cells(merge, three, none):
    workbook = the_list()
    workbook.active.merge_cells(merge)
    template = saved(workbook)
    assert merges(filled_with(template, 3)) == three
    assert merges(filled_with(template, 0)) == none


def rules(sheet):
    return [
        (
            str(one.sqref),
            [rule.formula or [v.val for v in rule.colorScale.cfvo] for rule in one.rules],
        )
        for one in sheet.conditional_formatting
    ]


@pytest.mark.parametrize(
    ("area", "formula", "three", "none"),
    [
        ("B4", "B4>1", [("B3:B5", [["B3>1"]])], []),
        ("A4:C4", "$B4>$B$6", [("A3:C5", [["$B3>$B$6"]])], []),
        ("B4", "B4>B6", [("B3:B5", [["B3>B$6"]])], []),
        ("B4", "B4=MAX(B$4:B$4)", [("B3:B5", [["B3=MAX(B$3:B$5)"]])], []),
        ("B3:B5", "B3>1", [("B3:B5", [["B3>1"]])], []),
        ("B6 B8", "B6>B1", [("B6 B8", [["B6>B1"]])], [("B3 B5", [["B3>B1"]])]),
        ("B4:B6", "B4>1", [("B3:B6", [["B3>1"]])], [("B3", [["B3>1"]])]),
    ],
)
def test_a_conditional_format_becomes_one_longer_rule(area, formula, three, none):
    workbook = the_list()
    workbook.active.conditional_formatting.add(area, FormulaRule([formula], fill=RED))
    template = saved(workbook)
    assert rules(filled_with(template, 3)) == three
    assert rules(filled_with(template, 0)) == none


def test_scales_and_cell_rules_follow_too():
    workbook = the_list()
    workbook.active.conditional_formatting.add(
        "B4", ColorScaleRule("formula", "$B$8", "FF00FF00", end_type="max", end_color="FFFF0000")
    )
    workbook.active.conditional_formatting.add("B6", CellIsRule("greaterThan", ["$B$8"], fill=RED))
    assert rules(filled_with(workbook, 3)) == [
        ("B3:B5", [["$B$8", None]]),
        ("B6", [["$B$8"]]),
    ]


def test_a_data_validation_reaches_the_new_rows():
    workbook = the_list()
    rule = DataValidation(type="list", formula1="$A$8:$A$9")
    rule.add("C4")
    workbook.active.add_data_validation(rule)
    (one,) = filled_with(workbook, 3).data_validations.dataValidation
    assert (str(one.sqref), one.formula1) == ("C3:C5", "$A$8:$A$9")
    assert filled_with(workbook, 0).data_validations.dataValidation == []


def test_filter_and_sort():
    workbook = the_list()
    workbook.active.auto_filter.ref = "A2:C5"
    workbook.active.auto_filter.add_filter_column(1, ["1"])
    workbook.active.auto_filter.add_sort_condition("B3:B5")
    sheet = filled_with(workbook, 3)
    assert sheet.auto_filter.ref == "A2:C5"
    assert sheet.auto_filter.sortState.sortCondition[0].ref == "B3:B5"
    assert filled_with(workbook, 9).auto_filter.ref == "A2:C11"


def test_names_print_area_and_titles():
    workbook = the_list()
    sheet = workbook.active
    sheet.print_area = "A1:C6"
    sheet.print_title_rows = "1:2"
    workbook.defined_names["So"] = DefinedName("So", attr_text="'Biểu'!$B$4:$B$4")
    workbook.defined_names["Tong"] = DefinedName("Tong", attr_text="'Biểu'!$B$6")
    workbook.defined_names["Lech"] = DefinedName(
        "Lech", attr_text="OFFSET('Biểu'!$B$4,0,0,COUNT('Biểu'!$B:$B),1)"
    )
    workbook.defined_names["Thue"] = DefinedName("Thue", attr_text="0.1")

    def names(count):
        book = opened(fill(workbook, {"xs": range(count)}))
        own = book.worksheets[0]
        return [book.defined_names[name].attr_text for name in ("So", "Tong", "Lech", "Thue")] + [
            own.print_area, own.print_title_rows]  # fmt: skip

    assert names(3) == ["'Biểu'!$B$3:$B$5", "'Biểu'!$B$6", "OFFSET('Biểu'!$B$3,0,0,COUNT('Biểu'!$B:$B),1)", "0.1", "'Biểu'!$A$1:$C$6", "$1:$2"]  # fmt: skip
    assert names(0)[1:2] + names(0)[4:] == ["'Biểu'!$B$3", "'Biểu'!$A$1:$C$3", "$1:$2"]


def test_links_come_with_each_row_and_lead_where_the_cell_went():
    workbook = the_list()
    sheet = workbook.active
    sheet["A4"].hyperlink = "https://example.org/"
    sheet["A8"].hyperlink = Hyperlink(ref="A8", location="'Biểu'!A6")
    sheet["C4"].hyperlink = Hyperlink(ref="C4", location="'Biểu'!B4")
    links = {}
    for row in filled_with(workbook, 2).iter_rows():
        for cell in row:
            if cell.hyperlink:
                links[cell.coordinate] = cell.hyperlink.target or cell.hyperlink.location
    assert links == {
        "A3": "https://example.org/", "A4": "https://example.org/",
        "C3": "'Biểu'!B3", "C4": "'Biểu'!B4", "A7": "'Biểu'!A5",
    }  # fmt: skip


def test_page_breaks_come_after_each_group():
    workbook = workbook_of({
        "A1": "{%tr for x in xs %}", "A2": "{{ x }}", "A3": "chân", "A4": "{%tr endfor %}", "A5": "cuối",
    })  # fmt: skip
    workbook.active.row_breaks.append(Break(id=3))
    sheet = filled_with(workbook, 3)
    assert [one.id for one in sheet.row_breaks.brk] == [2, 4, 6]
    assert len(filled_with(workbook, 0).row_breaks.brk) == 0


def test_a_frozen_pane_keeps_what_it_froze():
    workbook = the_list()
    workbook.active.freeze_panes = "B4"  # rows 1 to 3, of which 3 holds only a tag
    assert filled_with(workbook, 3).freeze_panes == "B3"


def test_comments_move_with_their_cells():
    workbook = the_list()
    workbook.active["A8"].comment = Comment("dưới {{ xs|length }}", "A")
    workbook.active["B4"].comment = Comment("trong", "A")
    sheet = filled_with(workbook, 3)
    comments = {
        cell.coordinate: cell.comment.text
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }
    assert comments == {"A8": "dưới 3", "B3": "trong", "B4": "trong", "B5": "trong"}
    (drawing,) = [
        part for name, part in parts_of(fill(workbook, {"xs": [1, 2]})).items() if ".vml" in name
    ]
    assert sorted(re.findall(rb"Row>(\d+)<", drawing)) == [b"2", b"3", b"6"]
    shapes = re.findall(rb'id="(_x0000_s[0-9]+)"', drawing)
    assert len(shapes) == len(set(shapes)) == 3
    parts = parts_of(fill(workbook, {"xs": []}))
    (drawing,) = [part for name, part in parts.items() if name.endswith(".vml")]
    assert re.findall(rb"Row>(\d+)<", drawing) == [b"4"]
    assert drawing.count(b"Note") == 1


def chart_over(workbook: Workbook) -> None:
    chart = BarChart()
    chart.add_data(Reference(workbook.active, min_col=2, min_row=4, max_row=4))
    chart.set_categories(Reference(workbook.active, min_col=1, min_row=4, max_row=4))
    workbook.active.add_chart(chart, "A10")


def test_a_chart_grows_and_moves():
    workbook = the_list()
    chart_over(workbook)
    parts = parts_of(fill(workbook, {"xs": [1, 2, 3]}))
    chart = parts["xl/charts/chart1.xml"].decode()
    assert "!$B$3:$B$5</" in chart
    assert "!$A$3:$A$5</" in chart
    parts = parts_of(fill(workbook, {"xs": list(range(11))}))
    assert re.findall(rb"row>(\d+)<", parts["xl/drawings/drawing1.xml"]) == [b"17"]


def test_a_picture_below_moves_and_keeps_its_bytes():
    pillow = pytest.importorskip("PIL.Image")
    file = io.BytesIO()
    pillow.new("RGB", (4, 4)).save(file, "PNG")
    file.seek(0)
    workbook = the_list()
    workbook.active.add_image(Image(file), "A8")
    template = saved(workbook)
    after = parts_of(fill(template, {"xs": [1] * 11}))
    assert after["xl/media/image1.png"] == parts_of(template)["xl/media/image1.png"]
    (image,) = opened(fill(template, {"xs": [1] * 11})).active._images
    assert image.anchor._from.row == 15


def table_template() -> bytes:
    workbook = the_list()
    sheet = workbook.active
    table = Table(displayName="Bang", ref="A2:C6", totalsRowCount=1)
    sheet.add_table(table)
    table._initialise_columns()
    for column, name in zip(table.tableColumns, ("Đơn vị", "Số", "Ghi chú"), strict=True):
        column.name = name
    table.tableColumns[1].totalsRowFunction = "sum"
    table.autoFilter.ref = "A2:C5"
    sheet["B6"] = "=SUBTOTAL(109,Bang[Số])"
    sheet["C8"] = "=SUM(Bang[Số])"
    return saved(workbook)


def test_a_table_grows_and_over_nothing_keeps_one_empty_row():
    template = table_template()
    for count, area, filtered in (
        (3, "A2:C6", "A2:C5"),
        (7, "A2:C10", "A2:C9"),
        (0, "A2:C4", "A2:C3"),
    ):
        sheet = filled_with(template, count)
        table = sheet.tables["Bang"]
        assert (table.ref, table.autoFilter.ref) == (area, filtered)
    assert [row[:2] for row in rows_of(sheet)[1:4]] == [
        ["Đơn vị", "Số"],
        [None, None],
        ["Cộng", "=SUBTOTAL(109,Bang[Số])"],
    ]
    assert sheet["C6"].value == "=SUM(Bang[Số])"


def test_a_table_column_formula_that_would_be_stale_is_an_error():
    workbook = the_list()
    table = Table(displayName="Bang", ref="A2:C5")
    workbook.active.add_table(table)
    table._initialise_columns()
    table.tableColumns[2].calculatedColumnFormula = TableFormula(attr_text="'Biểu'!$B$6")
    with pytest.raises(TemplateSyntaxError, match="column formula"):
        Template(saved(workbook))


SPARKLINES = (
    '<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
    'uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}"><x14:sparklineGroups '
    'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:sparklineGroup>'
    "<x14:sparklines><x14:sparkline><xm:f>'Biểu'!A4:B4</xm:f><xm:sqref>C4</xm:sqref></x14:sparkline>"
    "<x14:sparkline><xm:f>'Biểu'!B4:B4</xm:f><xm:sqref>C6</xm:sqref></x14:sparkline>"
    "</x14:sparklines></x14:sparklineGroup></x14:sparklineGroups></ext>"
    '<ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
    'uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}"><x14:conditionalFormattings>'
    '<x14:conditionalFormatting xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
    '<x14:cfRule type="expression" priority="1" id="{57DBBEF5-60E6-4F5F-B6D7-2A6C2A5B2E11}">'
    "<xm:f>B4&gt;1</xm:f></x14:cfRule><xm:sqref>B4</xm:sqref></x14:conditionalFormatting>"
    "</x14:conditionalFormattings></ext></extLst></worksheet>"
)


def test_sparklines_and_newer_rules_follow():
    template = with_part(
        saved(the_list()), "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace("</worksheet>", SPARKLINES),
    )  # fmt: skip
    xml = parts_of(fill(template, {"xs": [1, 2]}))["xl/worksheets/sheet1.xml"].decode()
    for expected in (
        "<xm:f>'Biểu'!A3:B3</xm:f><xm:sqref>C3</xm:sqref>",
        "<xm:f>'Biểu'!A4:B4</xm:f><xm:sqref>C4</xm:sqref>",
        "<xm:f>'Biểu'!B3:B4</xm:f><xm:sqref>C5</xm:sqref>",
        "<xm:f>B3&gt;1</xm:f></x14:cfRule><xm:sqref>B3:B4</xm:sqref>",
    ):
        assert expected in xml


def test_an_array_formula_keeps_its_range_in_each_row():
    cell = '<c r="{0}"><f t="array" ref="{0}">SUM(A1:A1*2)</f><v>0</v></c>'
    template = by_hand(
        '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c>' + cell.format("B1")
        + '<c r="C1" t="s"><v>1</v></c></row><row r="2">' + cell.format("B2") + "</row></sheetData>",
        shared=(plain("{%tr for x in xs %}{{ x }}"), plain("{%tr endfor %}")),
    )  # fmt: skip
    sheet = opened(fill(template, {"xs": [1, 2]})).active
    arrays = {
        place: (sheet[place].value.ref, sheet[place].value.text) for place in ("B1", "B2", "B3")
    }
    assert arrays == {
        "B1": ("B1", "=SUM(A1:A1*2)"), "B2": ("B2", "=SUM(A2:A2*2)"), "B3": ("B3", "=SUM(A1:A2*2)"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("element", "before", "says"),
    [
        ('<scenarios><scenario name="s" count="1"><inputCells r="B6" val="1"/></scenario></scenarios>', "<pageMargins", "scenarios"),
        ('<cellWatches><cellWatch r="B6"/></cellWatches>', "<pageMargins", "watched cells"),
        ('<customSheetViews><customSheetView guid="{0}"/></customSheetViews>', "<pageMargins", "custom views"),
        ('<newThing ref="A6"/>', "</worksheet>", "newThing"),
    ],
)  # fmt: skip
def test_what_cannot_follow_is_an_error_that_names_it(element, before, says):
    template = with_part(
        saved(the_list()),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(before, element + before),
    )
    with pytest.raises(TemplateSyntaxError, match=says) as caught:
        Template(template)
    assert caught.value.part == "sheet Biểu"


def test_what_cannot_follow_is_harmless_where_nothing_moves():
    template = with_part(
        saved(workbook_of({"A1": "{{ x }}"})),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(
            "<pageMargins", '<cellWatches><cellWatch r="A1"/></cellWatches><pageMargins'
        ),
    )
    assert rows_of(fill(template, {"x": 1})) == [[1]]
