"""Stored values of formulas: told where they are sure, left out where they are not."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook, load_workbook

from tests.templating.workbooks import by_hand, fill, parts_of, plain, saved, workbook_of, zipped

DATA = {"xs": [1, 2.5, 4], "text": "abc", "none": None, "yes": True}
CELLS = {
    "A1": "{%tr for x in xs %}{{ x }}", "B1": "=A1*10", "C1": "{%tr endfor %}",
    "A2": 7, "A3": "{{ text }}", "A4": "{{ none }}", "A5": "{{ yes }}",
}  # fmt: skip


def told(formula: str, **more: object) -> object:
    """The value stored for a formula below three rows that hold 1, 2.5, 4 (A) and ten times it."""
    data = fill(workbook_of({**CELLS, **more, "D9": formula}), DATA)
    return load_workbook(io.BytesIO(data), data_only=True).active["D11"].value


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=SUM(A1:A1)", 7.5),
        ("=SUM(B1:B1)", 75),
        ("=SUM(A1:A5)", 14.5),  # the text and the truth value in the range do not count
        ("=AVERAGE(A1:A1)", 2.5),
        ("=COUNT(A1:A5)", 4),
        ("=COUNTA(A1:A5)", 6),
        ("=MAX(A1:A1)-MIN(A1:A1)", 3),
        ("=PRODUCT(A1:A1)", 10),
        ("=SUBTOTAL(9,A1:A1)", 7.5),
        ("=A2*2+1", 15),
        ("=(A2+A4)/2", 3.5),  # an empty cell counts as 0
        ("=-A2^2", 49),  # Excel's minus binds closer
        ("=2^3^2", 64),  # and its powers from the left
        ("=10%*A2", 0.7),
        ("=ROUND(A2/3,2)", 2.33),
        ("=ROUND(2.5,0)", 3),
        ("=ABS(-A2)", 7),
        ("=A5+1", 2),
        ("=SUM(1,A2)", 8),
        ("=0.1+0.2", 0.3),
        ("=A2/0", None),
        ("=A3+1", None),
        ("=A3&A2", None),
        ("=VLOOKUP(A2,A1:B1,2)", None),
        ("=IF(A2>1,1,0)", None),
        ("=D9", None),
        ("=ten_rieng+1", None),
    ],
)
def test_the_stored_value_of_a_formula(formula, value):
    assert told(formula) == value


def test_formulas_over_formulas_and_over_other_sheets():
    workbook = Workbook()
    workbook.active.title = "Tổng"
    workbook.active["A1"] = "=Dữ_liệu!B2+SUM(Dữ_liệu!B1:B1)"
    sheet = workbook.create_sheet("Dữ_liệu")
    for address, value in {
        "A1": "{%tr for x in xs %}{{ x }}", "B1": "=A1*10", "C1": "{%tr endfor %}", "B2": "=SUM(B1:B1)",
    }.items():  # fmt: skip
        sheet[address] = value
    filled = load_workbook(io.BytesIO(fill(workbook, DATA)), data_only=True)
    assert filled["Tổng"]["A1"].value == 150
    assert [row[1].value for row in filled["Dữ_liệu"].iter_rows()] == [10, 25, 40, 75]


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=SUM(Khác!A1:A9)", 12.5),
        ("=Khác!A1*B2", 50),
        ("=COUNTA(Khác!A1:A9)", 4),
        ("=SUM(Khác!A1:A9)/SUM(A1:A1)", 2.5),
        ("=Khác!A7+1", 1),
        ("=Khác!A3+1", None),  # a text
        ("=Khác!B1+1", None),  # what a formula there stores may never have been worked out
        ("=SUM(Khác!A1:B9)", None),
        ("=SUM(Khác!A1:A9)+Nữa!A1", 15.5),
    ],
)
@pytest.mark.parametrize("plainly", [True, False], ids=["as-programs-write-it", "any-other-way"])
def test_a_formula_over_a_sheet_that_stays_is_worked_out(formula, value, plainly):
    workbook = workbook_of(
        {"A1": "{%tr for x in xs %}{{ x }}{%tr endfor %}", "B2": 5, "D2": formula}
    )
    other = workbook.create_sheet("Khác")
    for address, content in {"A1": 10, "A2": 2.5, "A3": "chữ", "A4": True, "B1": "=A1*2"}.items():
        other[address] = content
    workbook.create_sheet("Nữa")["A1"] = 3
    parts = parts_of(saved(workbook))
    sheet = "xl/worksheets/sheet2.xml"
    if not plainly:
        parts[sheet] = parts[sheet].replace(b"<row r=", b"<!-- --><row r=")
    data = fill(zipped(parts), {"xs": [1, 4]})
    assert parts_of(data)[sheet] == parts[sheet]
    assert load_workbook(io.BytesIO(data), data_only=True).worksheets[0]["D3"].value == value


def test_a_subtotal_leaves_other_subtotals_out():
    workbook = workbook_of({
        "A1": "{%tr for g in groups %}", "A2": "{%tr for x in g %}", "A3": "{{ x }}",
        "A4": "{%tr endfor %}", "A5": "=SUBTOTAL(9,A3:A3)", "A6": "{%tr endfor %}",
        "A7": "=SUBTOTAL(9,A3:A5)",
    })  # fmt: skip
    filled = fill(workbook, {"groups": [[1, 2], [], [3]]})
    values = [row[0].value for row in load_workbook(io.BytesIO(filled), data_only=True).active]
    assert values == [1, 2, 3, 0, 3, 3, 6]


def test_each_copy_of_a_sheet_has_its_own_values():
    workbook = Workbook()
    workbook.active["A1"] = "=SUM(Mẫu!A2)"
    sheet = workbook.create_sheet("Mẫu")
    for address, value in {"A1": "{%sheet for n in ns %}{{ n }}", "A2": "=A1*2"}.items():
        sheet[address] = value
    filled = load_workbook(io.BytesIO(fill(workbook, {"ns": [1, 2, 3]})), data_only=True)
    assert [sheet["A2"].value for sheet in filled.worksheets[1:]] == [2, 4, 6]
    assert filled.worksheets[0]["A1"].value == 12


def test_formulas_that_lead_back_to_themselves_have_no_value():
    workbook = workbook_of({"A1": "{{ 1 }}", "B1": "=C1+A1", "C1": "=B1+A1"})
    assert b"</f></c>" in parts_of(fill(workbook, {}))["xl/worksheets/sheet1.xml"]


def test_values_of_shared_strings_and_stored_errors():
    template = by_hand(
        '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" '
        't="e"><v>#N/A</v></c><c r="D1"><f>COUNTA(A1:B1)</f></c><c r="E1"><f>SUM(A1:C1)</f></c>'
        "</row></sheetData>",
        shared=(plain("{{ 5 }}"), plain("tĩnh")),
    )
    sheet = load_workbook(io.BytesIO(fill(template, {})), data_only=True).active
    assert (sheet["D1"].value, sheet["E1"].value) == (2, None)
