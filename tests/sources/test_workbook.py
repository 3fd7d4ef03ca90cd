"""A workbook is a source: each visible sheet its name and its rows, in reading order."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest

from reportkit.errors import SourceError, SourceFault
from reportkit.sources import open_source


def workbook(**sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def test_rows_are_lines_and_each_cell_knows_its_place():
    data = workbook(Biểu=[["TT", "Đơn vị", "Mô hình"], [1, "Xã A", 1234.5], [2, "Xã B", None]])
    source = open_source(data, "so-lieu.xlsx")
    assert source.text == "Biểu\n\nTT\tĐơn vị\tMô hình\n1\tXã A\t1234,5\n2\tXã B\n"
    (table,) = source.tables
    assert [cell.span.of(source.text) for cell in table.cells if cell.row == 1] == [
        "1",
        "Xã A",
        "1234,5",
    ]


FORMATS = [
    ("0%", 0.98, "98%"),
    ("0.0%", 0.985, "98,5%"),
    ("0.00%;[Red]-0.00%", 1, "100%"),
    ("0%", 1 / 3, "33,3333%"),
    ("0%", "không có", "không có"),
    ('0.0" %"', 98.5, "98,5"),
    ("0.0", 0.985, "0,985"),
    ("General", 0.98, "0,98"),
]


@pytest.mark.parametrize(("shown", "stored", "read"), FORMATS)
def test_a_percentage_is_read_as_it_is_shown(shown, stored, read):
    book = openpyxl.load_workbook(BytesIO(workbook(Biểu=[["Đơn vị", "Tỷ lệ"], ["Xã A", None]])))
    book["Biểu"]["B2"].value = stored
    book["Biểu"]["B2"].number_format = shown
    file = BytesIO()
    book.save(file)
    assert open_source(file.getvalue(), "x.xlsx").text.splitlines()[-1] == f"Xã A\t{read}"


def test_hidden_sheets_are_not_read():
    book = openpyxl.load_workbook(BytesIO(workbook(Một=[["a"]], Hai=[["b"]])))
    book["Hai"].sheet_state = "hidden"
    file = BytesIO()
    book.save(file)
    assert open_source(file.getvalue(), "x.xlsx").text == "Một\n\na\n"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        pytest.param(b"PK\x03\x04", SourceFault.DAMAGED, id="no workbook at all"),
        pytest.param(workbook(Một=[[]]), SourceFault.NO_TEXT, id="a workbook without a cell"),
    ],
)
def test_what_cannot_be_read_says_why(data, kind):
    with pytest.raises(SourceError) as caught:
        open_source(data, "x.xlsx")
    assert caught.value.kind is kind and caught.value.remedy
