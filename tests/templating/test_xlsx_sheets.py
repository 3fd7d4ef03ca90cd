"""A sheet for each item, and sheets named by the data: all that belongs to a sheet comes along."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image as Picture
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from reportkit.errors import TemplateSyntaxError, TemplateValueError
from reportkit.templating import Template
from reportkit.templating._xlsx_copies import safe_name
from tests.templating.workbooks import (
    by_hand,
    fill,
    opened,
    parts_of,
    plain,
    rows_of,
    saved,
    workbook_of,
)

UNITS = [
    {"name": "Huyện ủy A", "rows": [("Mô hình", 11), ("Giấy khen", 4)]},
    {"name": "Thành ủy B/C", "rows": [("Mô hình", 29)]},
    {"name": "Đảng ủy 'D'", "rows": []},
]


def unit_sheet(workbook: Workbook | None = None) -> Workbook:
    """A sheet of rows with a total, for each unit; a summary sheet before it."""
    workbook = workbook or Workbook()
    workbook.active.title = "Tổng hợp"
    sheet = workbook.create_sheet("{{ u.name }}")
    for address, value in {
        "A1": "{%sheet for u in units %}", "A2": "{{ u.name }}", "B2": "{{ loop.index }}",
        "A3": "{%tr for name, count in u.rows %}{{ name }}", "B3": "{{ count }}{%tr endfor %}",
        "A4": "Cộng", "B4": "=SUM(B3:B3)",
    }.items():  # fmt: skip
        sheet[address] = value
    return workbook


def test_a_sheet_comes_for_each_item_under_a_safe_name():
    workbook = opened(fill(unit_sheet(), {"units": UNITS}))
    assert workbook.sheetnames == ["Tổng hợp", "Huyện ủy A", "Thành ủy B-C", "Đảng ủy 'D"]
    assert rows_of(workbook["Huyện ủy A"]) == [
        ["Huyện ủy A", 1], ["Mô hình", 11], ["Giấy khen", 4], ["Cộng", "=SUM(B2:B3)"],
    ]  # fmt: skip
    assert rows_of(workbook["Thành ủy B-C"])[-1] == ["Cộng", "=SUM(B2:B2)"]
    assert rows_of(workbook["Đảng ủy 'D"]) == [["Đảng ủy 'D'", 3], ["Cộng", "=SUM(0)"]]


def test_other_sheets_refer_to_all_copies_and_a_copy_to_itself():
    workbook = unit_sheet()
    workbook["Tổng hợp"]["A1"] = "=SUM('{{ u.name }}'!B4)"
    workbook["Tổng hợp"]["A2"] = "=SUM('{{ u.name }}'!B3:B3)"
    workbook["{{ u.name }}"]["C4"] = "='{{ u.name }}'!B4*2+'Tổng hợp'!A1"
    filled = opened(fill(workbook, {"units": UNITS[:2]}))
    assert [row[0] for row in rows_of(filled["Tổng hợp"])] == [
        "=SUM('Huyện ủy A'!B4,'Thành ủy B-C'!B3)",
        "=SUM('Huyện ủy A'!B2:B3,'Thành ủy B-C'!B2:B2)",
    ]
    assert filled["Thành ủy B-C"]["C3"].value == "='Thành ủy B-C'!B3*2+'Tổng hợp'!A1"


def test_all_that_belongs_to_the_sheet_is_copied_with_it():
    workbook = unit_sheet()
    sheet = workbook["{{ u.name }}"]
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=3))
    sheet.add_chart(chart, "D2")
    pillow = pytest.importorskip("PIL.Image")
    dot = io.BytesIO()
    pillow.new("RGB", (4, 4)).save(dot, "PNG")
    sheet.add_image(Picture(dot), "D20")
    sheet["A2"].comment = Comment("Xem {{ u.name }}", "A")
    sheet.conditional_formatting.add(
        "B3", CellIsRule("greaterThan", ["$B$4"], fill=PatternFill("solid", bgColor="FFFF0000"))
    )
    validation = DataValidation(type="whole", operator="greaterThan", formula1="0")
    validation.add("B3")
    sheet.add_data_validation(validation)
    sheet.print_area = "A1:B4"
    sheet.print_title_rows = "2:2"
    sheet.freeze_panes = "A3"
    sheet.oddHeader.center.text = "{{ u.name }}"
    workbook.defined_names["tong"] = DefinedName("tong", attr_text="'{{ u.name }}'!$B$4")
    sheet.defined_names["rieng"] = DefinedName("rieng", attr_text="'{{ u.name }}'!$B$4")
    data = fill(workbook, {"units": UNITS[:2]})
    filled = opened(data)
    charts = [name for name in parts_of(data) if name.startswith("xl/charts/chart")]
    assert [b"<f>'" + name.encode() in parts_of(data)[part].replace(b"c:f>", b"f>")
            for part, name in zip(charts, ["Huyện ủy A", "Thành ủy B-C"], strict=True)] == [True] * 2  # fmt: skip
    for one, last in ((filled.worksheets[1], 4), (filled.worksheets[2], 3)):
        assert len(one._charts) == len(one._images) == 1
        assert one["A1"].comment.text == f"Xem {one['A1'].value}"
        (rule,) = one.conditional_formatting
        assert (str(rule.sqref), rule.rules[0].formula) == (
            "B2:B3" if last == 4 else "B2", [f"$B${last}"]
        )  # fmt: skip
        assert len(one.data_validations.dataValidation) == 1
        assert one.print_area == f"'{one.title}'!$A$1:$B${last}"
        assert (one.print_title_rows, one.freeze_panes) == ("$1:$1", "A2")
        assert one.oddHeader.center.text == one["A1"].value
        assert one.defined_names["rieng"].attr_text == f"'{one.title}'!$B${last}"
    assert filled.defined_names["tong"].attr_text == "'Huyện ủy A'!$B$4,'Thành ủy B-C'!$B$3"


def test_tables_get_names_of_their_own_and_are_meant_by_them():
    workbook = Workbook()
    workbook.active["A1"] = "=SUM(Bang[Số])"
    sheet = workbook.create_sheet("Mẫu")
    for address, value in {
        "A1": "{%sheet for n in numbers %}", "A2": "Tên", "B2": "Số", "A3": "x", "B3": "{{ n }}",
        "D3": "=SUM(Bang[Số])",
    }.items():  # fmt: skip
        sheet[address] = value
    sheet.add_table(Table(displayName="Bang", ref="A2:B3"))
    filled = opened(fill(workbook, {"numbers": [5, 6, 7]}))
    assert filled.sheetnames == ["Sheet", "Mẫu", "Mẫu (2)", "Mẫu (3)"]
    assert filled["Sheet"]["A1"].value == "=SUM(Bang[Số],Bang_2[Số],Bang_3[Số])"
    assert [sheet["D2"].value for sheet in filled.worksheets[1:]] == [
        "=SUM(Bang[Số])", "=SUM(Bang_2[Số])", "=SUM(Bang_3[Số])",
    ]  # fmt: skip
    tables = [table for sheet in filled for table in sheet.tables.values()]
    assert len({table.id for table in tables}) == 3


def test_a_loop_over_nothing_takes_the_sheet_with_all_its_parts():
    workbook = unit_sheet()
    workbook["{{ u.name }}"]["A2"].comment = Comment("Xem", "A")
    workbook.create_sheet("Sau").print_area = "A1:B2"
    data = fill(workbook, {"units": []})
    assert opened(data).sheetnames == ["Tổng hợp", "Sau"]
    assert opened(data)["Sau"].print_area == "'Sau'!$A$1:$B$2"
    assert not any("omment" in name for name in parts_of(data))
    assert b"omment" not in parts_of(data)["[Content_Types].xml"].replace(b"legacy", b"")


def test_a_formula_over_a_sheet_that_did_not_come_is_an_error():
    workbook = unit_sheet()
    workbook["Tổng hợp"]["A1"] = "=SUM('{{ u.name }}'!B4)"
    with pytest.raises(TemplateValueError, match="no copy") as caught:
        Template(saved(workbook)).render({"units": []}).to_bytes()
    assert "sheet Tổng hợp, cell A1" in str(caught.value)


def test_a_sheet_may_just_get_its_name_from_the_data():
    workbook = workbook_of({"A1": 5, "A2": "='Năm {{ year }}'!A1"}, "Năm {{ year }}")
    workbook.create_sheet("B")["A1"] = "='Năm {{ year }}'!A1+1"
    workbook.active.print_area = "A1:A2"
    filled = opened(fill(workbook, {"year": 2024}))
    assert filled.sheetnames == ["Năm 2024", "B"]
    assert (filled["Năm 2024"]["A2"].value, filled["B"]["A1"].value) == (
        "='Năm 2024'!A1", "='Năm 2024'!A1+1",
    )  # fmt: skip
    assert filled["Năm 2024"].print_area == "'Năm 2024'!$A$1:$A$2"


def test_only_the_first_copy_stays_selected():
    sheet = (
        '<sheetPr codeName="Mau"/><sheetViews><sheetView tabSelected="1" workbookViewId="0"/>'
        '</sheetViews><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>'
    )
    template = by_hand(sheet, shared=(plain("{%sheet for x in xs %}{{ x }}"),))
    parts = parts_of(fill(template, {"xs": [1, 2]}))
    assert [b"tabSelected" in parts[f"xl/worksheets/sheet{n}.xml"] for n in (1, 2)] == [True, False]
    assert b"codeName" not in parts["xl/worksheets/sheet2.xml"]


@pytest.mark.parametrize(
    ("name", "taken", "safe"),
    [
        ("Quý I/2024: [A]*?", (), "Quý I-2024- -A---"),
        ("'A'", (), "A"),
        ("History", (), "History (2)"),
        ("a", ("A".casefold(),), "a (2)"),
        ("x" * 31, ("x" * 31,), "x" * 27 + " (2)"),
    ],
)
def test_names_are_made_safe(name, taken, safe):
    assert safe_name(name, taken) == safe


@pytest.mark.parametrize("name", ["x" * 32, "😀" * 16, "", " "])
def test_a_name_too_long_or_empty_is_an_error_and_the_target_stays(tmp_path, name):
    target = tmp_path / "out.xlsx"
    target.write_bytes(b"old")
    template = Template(saved(unit_sheet()))
    with pytest.raises(TemplateValueError) as caught:
        template.render({"units": [{"name": name, "rows": []}]}).save(target)
    assert caught.value.part == "sheet {{ u.name }}"
    assert target.read_bytes() == b"old"


def test_what_a_workbook_has_only_once_cannot_be_copied():
    workbook = unit_sheet()
    with pytest.raises(TemplateSyntaxError, match="does not go with a sheet"):
        workbook["{{ u.name }}"]["D1"] = "{%sheet for x in xs %}"
        Template(saved(workbook))


def test_the_names_that_a_template_needs_are_told_without_those_that_its_loop_sets():
    workbook = unit_sheet()
    workbook["{{ u.name }}"]["C2"].comment = Comment("Xem {{ u.note }}, {{ title }}", "A")
    needed = Template(saved(workbook)).variables()
    assert set(needed) == {"units", "title"}
    assert {"units[].name", "units[].note", "units[].rows"} <= set(needed["units"].paths())
