"""Tables (ListObjects) whose columns or heads come from the data."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.table import Table

from reportkit.errors import TemplateSyntaxError, TemplateValueError
from reportkit.templating import Template
from tests.templating.test_xlsx_parts import findings
from tests.templating.workbooks import faults, saved, workbook_of

HEADS = ["Mô hình", "Đảng viên", "Hội viên"]


def with_table(cells: dict[str, Any], area: str, name: str = "Bang", **more: Any) -> Workbook:
    workbook = workbook_of(cells)
    table = Table(displayName=name, ref=area, **more)
    workbook.active.add_table(table)
    table._initialise_columns()
    top = workbook.active[area][0]
    for column, cell in zip(table.tableColumns, top, strict=True):
        column.name = str(cell.value or f"Cột {cell.column}")
    return workbook


def filled(workbook: Workbook, data: dict[str, Any]) -> tuple[Any, list[str], bytes]:
    out = Template(saved(workbook)).render(data).to_bytes()
    assert faults(out) == []
    sheet = load_workbook(io.BytesIO(out)).worksheets[0]
    table = sheet.tables["Bang"]
    return sheet, [column.name for column in table.tableColumns], out


CROSS = {
    "A1": "Đơn vị", "B1": "{%tc for h in heads %}{{ h }}{%tc endfor %}", "C1": "Cộng",
    "A2": "{%tr for r in rows %}{{ r.name }}", "B2": "{{ r[h] }}",
    "C2": "=SUM(B2:B2)", "D2": "{%tr endfor %}",
}  # fmt: skip
ROWS = [dict(zip(["name", *HEADS], row, strict=True)) for row in (["A", 1, 2, 3], ["B", 4, 5, 6])]


@pytest.mark.parametrize("count", [0, 1, 3])
def test_a_table_gets_the_columns_of_the_data(count: int) -> None:
    data = {"heads": HEADS[:count], "rows": ROWS}
    sheet, names, _ = filled(with_table(CROSS, "A1:C2"), data)
    assert names == ["Đơn vị", *HEADS[:count], "Cộng"]
    table = sheet.tables["Bang"]
    assert table.ref == table.autoFilter.ref == f"A1:{'BCDE'[count]}3"
    assert [column.id for column in table.tableColumns] == list(range(1, count + 3))
    assert [cell.value for cell in sheet[1]][: len(names)] == names


def test_tags_in_columns_of_their_own_leave_the_table_too() -> None:
    cells = {
        "A1": "Đơn vị", "B1": "{%tc for h in heads %}", "C1": "{{ h }}", "D1": "{%tc endfor %}",
        "A2": "{%tr for r in rows %}{{ r.name }}{%tr endfor %}", "C2": "{{ r[h] }}",
    }  # fmt: skip
    sheet, names, _ = filled(with_table(cells, "A1:D2"), {"heads": HEADS, "rows": ROWS})
    assert names == ["Đơn vị", *HEADS]
    assert sheet.tables["Bang"].ref == "A1:D3"


def test_a_head_with_tags_names_its_columns() -> None:
    cells = {"A1": "Đơn vị", "B1": "Năm {{ year }}", "C1": "{{ title }}", "A2": "A", "B2": 1}
    sheet, names, _ = filled(with_table(cells, "A1:C2"), {"year": 2026, "title": "Ghi & chú"})
    assert names == ["Đơn vị", "Năm 2026", "Ghi & chú"]
    assert sheet.tables["Bang"].ref == "A1:C2"


def test_each_copy_of_a_repeated_sheet_has_its_own_columns() -> None:
    cells = {"A1": "{%sheet for u in units %}Đơn vị", "B1": "{{ u }}", "A2": "x"}
    out = Template(saved(with_table(cells, "A1:B2"))).render({"units": ["M", "N"]}).to_bytes()
    assert faults(out) == []
    names = [
        [column.name for table in sheet.tables.values() for column in table.tableColumns]
        for sheet in load_workbook(io.BytesIO(out)).worksheets
    ]
    assert names == [["Đơn vị", "M"], ["Đơn vị", "N"]]


@pytest.mark.parametrize(
    ("heads", "what"),
    [(["x", "X"], "holds 'X', as B1 does"), (["x", None], "is empty"), ([2026], "no text"),
     (["Cộng"], "as B1 does")],
)  # fmt: skip
def test_a_head_that_names_no_column_is_an_error(heads: list[Any], what: str) -> None:
    rows = [{"name": "A", **dict.fromkeys(heads, 1)}]
    template = Template(saved(with_table(CROSS, "A1:C2")))
    with pytest.raises(TemplateValueError) as caught:
        template.render({"heads": heads, "rows": rows}).to_bytes()
    error = caught.value
    assert what in str(error)
    assert error.part == "sheet Biểu"
    assert "Bang" in str(error.where)
    assert error.remedy


@pytest.mark.parametrize(
    ("cells", "area", "what"),
    [
        ({"A1": "a", "B1": "{%tc for h in heads %}{{ h }}", "C1": "{%tc endfor %}c", "A2": "x"},
         "A1:B2", "reach beyond"),
        ({"A1": "{%tr for r in rows %}{{ r }}{%tr endfor %}", "B1": "b", "A2": "x"},
         "A1:B2", "row tags over its head"),
        ({"A1": "a", "B1": "{{ b }}", "A2": "x", "D9": "=SUM(Bang[{{ b }}])"}, "A1:B2", "tag"),
    ],
)  # fmt: skip
def test_what_a_table_cannot_hold_is_an_error(cells: Any, area: str, what: str) -> None:
    with pytest.raises(TemplateSyntaxError, match=what) as caught:
        Template(saved(with_table(cells, area)))
    assert "Bang" in str(caught.value)


def test_a_formula_that_names_a_column_of_the_data_is_an_error() -> None:
    workbook = with_table({"A1": "a", "B1": "{{ b }}", "A2": "x", "D9": "=SUM(Bang[Số])"}, "A1:B2")
    workbook.active.tables["Bang"].tableColumns[1].name = "Số"
    with pytest.raises(TemplateSyntaxError, match="names the column Số of the table Bang"):
        Template(saved(workbook))


def test_the_validator_finds_nothing_in_a_table_with_the_columns_of_the_data(
    tmp_path: Path,
) -> None:
    pytest.importorskip("openxml_audit")
    workbook = with_table(CROSS, "A1:C2")
    template, out = tmp_path / "template.xlsx", tmp_path / "out.xlsx"
    template.write_bytes(saved(workbook))
    out.write_bytes(filled(workbook, {"heads": HEADS, "rows": ROWS})[2])
    assert findings(out) <= findings(template)
