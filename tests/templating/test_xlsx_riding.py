"""Formulas of repeated rows: written with their row where they can be, later where they must wait."""

from __future__ import annotations

import io
import math
from typing import Any

import pytest
from openpyxl import load_workbook

from reportkit.templating import Template
from reportkit.templating._xlsx_known import CellValues
from reportkit.templating._xlsx_tallies import Tally, aggregated
from tests.templating.workbooks import faults, saved, workbook_of

ROWS = [{"a": 3, "b": 0.5}, {"a": 4, "b": 2.0}, {"a": 10, "b": -1.0}]

CASES = {
    "of its own row": ("=B4*C4", ["=B4*C4", "=B5*C5", "=B6*C6"], [1.5, 8, -10]),
    "of a cell above the loop": ("=B4*$B$1", ["=B4*$B$1", "=B5*$B$1", "=B6*$B$1"], [21, 28, 70]),
    "of a formula before it": ("=E4+1", ["=E4+1", "=E5+1", "=E6+1"], [7, 9, 21]),
    "of a formula that waits": ("=F4+1", ["=F4+1", "=F5+1", "=F6+1"], [18, 18, 18]),
    "of a cell behind it": ("=H4+1", ["=H4+1", "=H5+1", "=H6+1"], [4, 5, 11]),
    "a share": ("=B4/SUM(B$4:B$4)", ["=B4/SUM(B$4:B$6)", "=B5/SUM(B$4:B$6)",
                "=B6/SUM(B$4:B$6)"], [3 / 17, 4 / 17, 10 / 17]),
    "a running total": ("=SUM(B$4:B4)", ["=SUM(B$4:B4)", "=SUM(B$4:B5)", "=SUM(B$4:B6)"],
                        [3, 7, 17]),
    "the same for all": ("=$B$1*2", ["=$B$1*2"] * 3, [14, 14, 14]),
    "of what is below": ("=$B$8", ["=$B$10"] * 3, [17, 17, 17]),
    "of a text": ("=A4*2", ["=A4*2", "=A5*2", "=A6*2"], [None, None, None]),
    "of nothing": ("=1+1", ["=1+1"] * 3, [2, 2, 2]),
    "with characters of XML": ('=B4&"<&"', ['=B4&"<&"', '=B5&"<&"', '=B6&"<&"'], [None] * 3),
    "of its own sheet by name": ("=S1!B4", ["=S1!B4", "=S1!B5", "=S1!B6"], [3, 4, 10]),
    "of itself": ("=G4+1", ["=G4+1", "=G5+1", "=G6+1"], [None, None, None]),
}  # fmt: skip


@pytest.mark.parametrize(
    ("formula", "texts", "values"), CASES.values(), ids=[name.replace(" ", "-") for name in CASES]
)
def test_a_formula_in_a_repeated_row(formula: str, texts: list[str], values: list[Any]) -> None:
    workbook = workbook_of({
        "A1": "Hệ số", "B1": 7, "A4": "{%tr for r in rows %}x", "B4": "{{ r.a }}",
        "C4": "{{ r.b }}", "E4": "=B4*2", "F4": "=$B$8", "G4": formula, "H4": "{{ r.a }}",
        "I4": "{%tr endfor %}", "B8": "=SUM(B4:B4)", "G8": "=SUM(G4:G4)",
    })  # fmt: skip
    workbook.active.title = "S1"
    data = Template(saved(workbook)).render({"rows": ROWS}).to_bytes()
    assert faults(data) == []
    written = load_workbook(io.BytesIO(data)).active
    assert [written.cell(row, 7).value for row in (4, 5, 6)] == texts
    stored = load_workbook(io.BytesIO(data), data_only=True).active
    found = [stored.cell(row, 7).value for row in (4, 5, 6)]
    assert found == [value if value is None else pytest.approx(value) for value in values]
    total = None if None in values else pytest.approx(sum(values))
    assert stored["G10"].value == total


def test_totals_that_run_over_a_long_table_are_stored_to_the_end() -> None:
    workbook = workbook_of({
        "A2": "{%tr for n in numbers %}{{ n }}", "B2": "=SUM(A$2:A2)", "C2": "=MAX(A$2:A2)",
        "D2": "=AVERAGE(A$2:A2)", "E2": "{%tr endfor %}",
    })  # fmt: skip
    numbers = [(index * 7919 % 1000) / 10 for index in range(3_000)]
    data = Template(saved(workbook)).render({"numbers": numbers}).to_bytes()
    rows = load_workbook(io.BytesIO(data), data_only=True).active.iter_rows(min_row=2)
    for index, row in enumerate(rows, 1):
        if index % 500 == 1:
            total = math.fsum(numbers[:index])
            found = [cell.value for cell in row[1:4]]
            assert found == [float(f"{total:.15g}"), max(numbers[:index]),
                             float(f"{total / index:.15g}")]  # fmt: skip


@pytest.mark.parametrize("name", ["SUM", "AVERAGE", "COUNT", "COUNTA", "MIN", "MAX", "PRODUCT"])
def test_a_tally_that_goes_on_gives_what_one_anew_gives(name: str) -> None:
    values = CellValues()
    for row in range(1, 101):
        values.put(row, 1, 1e16 if row == 40 else -1e16 if row == 90 else 1 + row / 1000)
    values.put(50, 1, "text")
    for end in (40, 41, 45, 90, 100, 60):
        anew = Tally(name, but_subtotals=False)
        anew.go_through(values, (1, end), (1, 1))
        assert aggregated(name, [(values, (1, end), (1, 1))], (), but_subtotals=False) == (
            anew.result()
        )


def test_a_sum_beyond_all_numbers_has_no_value() -> None:
    cells = {"A1": "{{ x }}", "A2": "{{ x }}", "A3": "=SUM(A1:A2)"}
    data = Template(saved(workbook_of(cells))).render({"x": 1.7e308}).to_bytes()
    assert load_workbook(io.BytesIO(data), data_only=True).active["A3"].value is None
