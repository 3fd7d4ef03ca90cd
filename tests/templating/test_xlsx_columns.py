"""Columns from the data: cross tables, units down and indicators across or the other way round."""

from __future__ import annotations

import pytest
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill

from reportkit.errors import TemplateSyntaxError, TemplateValueError
from reportkit.templating import Template
from tests.templating.workbooks import fill, opened, rows_of, saved, workbook_of

INDICATORS = [
    {"id": "m", "name": "Mô hình"},
    {"id": "p", "name": "Đảng viên"},
    {"id": "g", "name": "Giấy khen"},
]
UNITS = [
    {"name": "A", "cells": {"m": 1, "p": 20, "g": 300}},
    {"name": "B", "cells": {"m": 4, "p": 50, "g": None}},
]
DATA = {"units": UNITS, "indicators": INDICATORS}


def cross_table(**more):
    """Tags in rows and columns of their own: rows 1 and 4, columns B and D vanish."""
    return workbook_of({
        "A1": "Đơn vị", "B1": "{%tc for i in indicators %}", "C1": "{{ i.name }}",
        "D1": "{%tc endfor %}", "E1": "Cộng",
        "A2": "{%tr for u in units %}",
        "A3": "{{ u.name }}", "C3": "{{ u.cells[i.id] }}", "E3": "=SUM(C3:C3)",
        "A4": "{%tr endfor %}",
        "A5": "Tổng", "C5": "=SUM(C3:C3)", "E5": "=SUM(E3:E3)", "E6": "=SUM(C3:C3)",
        **more,
    })  # fmt: skip


def test_units_down_and_indicators_across():
    assert rows_of(fill(cross_table(), DATA)) == [
        ["Đơn vị", "Mô hình", "Đảng viên", "Giấy khen", "Cộng"],
        ["A", 1, 20, 300, "=SUM(B2:D2)"],
        ["B", 4, 50, None, "=SUM(B3:D3)"],
        ["Tổng", "=SUM(B2:B3)", "=SUM(C2:C3)", "=SUM(D2:D3)", "=SUM(E2:E3)"],
        [None, None, None, None, "=SUM(B2:D3)"],
    ]


def test_a_column_loop_over_nothing():
    assert rows_of(fill(cross_table(), {"units": UNITS, "indicators": []})) == [
        ["Đơn vị", "Cộng"],
        ["A", "=SUM(0)"],
        ["B", "=SUM(0)"],
        ["Tổng", "=SUM(B2:B3)"],
        [None, "=SUM(0)"],
    ]


def test_tags_in_the_repeated_column_itself():
    workbook = workbook_of({
        "A1": "{%tc for i in indicators %}{{ i.name }}{%tc endfor %}",
        "A2": "{%tc for i in indicators %}{{ loop.index }}{%tc endfor %}", "B2": "=SUM(A2:A2)",
    })  # fmt: skip
    assert rows_of(fill(workbook, DATA)) == [
        ["Mô hình", "Đảng viên", "Giấy khen", None],
        [1, 2, 3, "=SUM(A2:C2)"],
    ]


def test_a_share_of_the_row_and_of_the_column():
    workbook = cross_table(C6="=C5/SUM($C5:$C5)")
    rows = rows_of(fill(workbook, DATA))
    assert rows[4][1:4] == [f"={letter}4/SUM($B4:$D4)" for letter in "BCD"]


def test_widths_merges_rules_and_print_area_follow_the_columns():
    workbook = cross_table(A7="dưới")
    sheet = workbook.active
    sheet.column_dimensions["A"].width = 30
    sheet.column_dimensions["C"].width = 12
    sheet.column_dimensions["E"].width = 9
    sheet.merge_cells("A7:E7")
    sheet.print_area = "A1:E7"
    sheet.print_title_cols = "A:A"
    sheet.freeze_panes = "B2"
    rule = CellIsRule("greaterThan", ["$E$5"], fill=PatternFill("solid", bgColor="FFFF0000"))
    sheet.conditional_formatting.add("C3", rule)
    filled = opened(fill(workbook, DATA)).active
    assert {k: v.width for k, v in filled.column_dimensions.items()} == {"A": 30, "B": 12, "E": 9}
    assert (filled.column_dimensions["B"].min, filled.column_dimensions["B"].max) == (2, 4)
    assert [str(one) for one in filled.merged_cells.ranges] == ["A6:E6"]
    assert filled.print_area == "'Biểu'!$A$1:$E$6"
    assert filled.print_title_cols == "$A:$A"
    assert filled.freeze_panes == "B2"
    assert [(str(one.sqref), one.rules[0].formula) for one in filled.conditional_formatting] == [
        ("B2:D3", ["$E$4"])
    ]


def test_groups_of_columns():
    workbook = workbook_of({
        "A1": "{%tc for q in quarters %}{%tc for m in q.months %}{{ m }}{%tc endfor %}",
        "B1": "{{ q.name }}{%tc endfor %}",
        "A2": "{{ m * 10 }}", "B2": "=SUM(A2:A2)", "C2": "=SUM(B2:B2)",
    })  # fmt: skip
    quarters = [{"name": "I", "months": [1, 2]}, {"name": "II", "months": [4, 5, 6]}]
    assert rows_of(fill(workbook, {"quarters": quarters})) == [
        [1, 2, "I", 4, 5, 6, "II", None],
        [10, 20, "=SUM(A2:B2)", 40, 50, 60, "=SUM(D2:F2)", "=SUM(C2:C2,G2:G2)"],
    ]


def test_columns_under_a_condition():
    workbook = workbook_of({
        "A1": "a", "B1": "{%tc if detail %}chi tiết{%tc endif %}", "C1": "c", "C2": "=B2+A2", "B2": 1,
    })  # fmt: skip
    assert rows_of(fill(workbook, {"detail": True}))[0] == ["a", "chi tiết", "c"]
    assert rows_of(fill(workbook, {"detail": False}))[0] == ["a", "c"]


def test_columns_that_differ_from_row_to_row_are_an_error():
    workbook = workbook_of({
        "A1": "{%tr for u in units %}{{ u.name }}", "B1": "{%tc for c in u.cells %}{{ c }}{%tc endfor %}",
        "C1": "{%tr endfor %}",
    })  # fmt: skip
    with pytest.raises(Exception, match="'u' is not in the data"):
        Template(saved(workbook)).render(DATA)
    generator = (indicator for indicator in INDICATORS)
    with pytest.raises(TemplateValueError, match="other columns"):
        Template(saved(cross_table())).render({"units": UNITS, "indicators": generator})


def test_two_column_loops_in_columns_of_their_own():
    workbook = workbook_of({
        "A1": "{%tc for i in indicators %}{{ i.name }}{%tc endfor %}", "B1": "=COUNTA(A1:A1)",
        "A4": "tĩnh", "C4": "{%tc for u in units %}{{ u.name }}{%tc endfor %}", "D4": "=COUNTA(C4:C4)",
    })  # fmt: skip
    assert rows_of(fill(workbook, DATA)) == [
        ["Mô hình", "Đảng viên", "Giấy khen", "=COUNTA(A1:C1)", None, None, None],
        [None] * 7,
        [None] * 7,
        ["tĩnh", "tĩnh", "tĩnh", None, "A", "B", "=COUNTA(E4:F4)"],
    ]


def test_two_column_loops_in_the_same_columns_must_be_the_same():
    workbook = workbook_of({
        "A1": "{%tc for i in indicators %}{{ i.name }}{%tc endfor %}",
        "A2": "{%tc for u in units %}{{ u.name }}{%tc endfor %}",
    })  # fmt: skip
    with pytest.raises(TemplateSyntaxError, match="whole columns") as caught:
        Template(saved(workbook))
    assert caught.value.where == "cell A2"
