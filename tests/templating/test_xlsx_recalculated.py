"""LibreOffice recalculates filled workbooks, many in one call: the totals are Python's."""

from __future__ import annotations

import random
import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook

from reportkit.templating import Template
from tests.templating.test_xlsx_around import table_template
from tests.templating.test_xlsx_columns import cross_table
from tests.templating.workbooks import faults, saved, workbook_of

soffice = shutil.which("soffice")
pytestmark = pytest.mark.skipif(soffice is None, reason="LibreOffice (soffice) is not installed")

GROUPS = {
    "A1": "Kiểm", "B1": "=SUM(B4:B4)", "A2": "{%tr for g in groups %}",
    "A3": "{%tr for x in g %}", "A4": "{{ x }}", "B4": "=A4*2", "C4": "=B4/SUM(B$4:B$4)",
    "D4": "=SUM(A$4:A4)", "A5": "{%tr endfor %}",
    "A6": "Cộng nhóm", "B6": "=SUM(B4:B4)", "C6": "=SUM(C4:C4)", "D6": "=COUNT(A4:A4)",
    "A7": "{%tr endfor %}",
    "A8": "Tổng", "B8": "=SUM(B6:B6)", "C8": "=MAX(A4:A4,-1)", "D8": "=SUBTOTAL(9,B6:B6)",
}  # fmt: skip


def groups_expected(groups: list[list[int]]) -> list[list[float | str | None]]:
    numbers = [x for group in groups for x in group]
    rows: list[list[float | str | None]] = [["Kiểm", 2 * sum(numbers), None, None]]
    for group in groups:
        for index, x in enumerate(group, 1):
            rows.append([x, 2 * x, x / sum(group), sum(group[:index])])
        rows.append(["Cộng nhóm", 2 * sum(group), 1 if group else 0, len(group)])
    total = 2 * sum(numbers)
    return [*rows, ["Tổng", total, max([*numbers, -1]), total]]


def cross_expected(numbers: list[list[int]], count: int) -> list[list[float | str | None]]:
    rows: list[list[float | str | None]] = [["Đơn vị", *(f"i{n}" for n in range(count)), "Cộng"]]
    for index, row in enumerate(numbers):
        rows.append([f"u{index}", *row, sum(row)])
    columns = [sum(row[n] for row in numbers) for n in range(count)]
    rows.append(["Tổng", *columns, sum(columns)])
    return [*rows, [*[None] * (count + 1), sum(columns)]]


def test_totals_recalculated_by_libreoffice_are_those_of_python(tmp_path: Path) -> None:
    chance = random.Random(5)
    expected: dict[str, list[list[float | str | None]]] = {}
    nested, cross = Template(saved(workbook_of(GROUPS))), Template(saved(cross_table()))
    table = Template(table_template())
    source = tmp_path / "filled"
    source.mkdir()
    for number in range(8):
        groups = [
            [chance.randint(1, 99) for _ in range(chance.randint(0, 5))]
            for _ in range(chance.randint(0, 6))
        ]
        expected[f"groups{number}"] = groups_expected(groups)
        nested.render({"groups": groups}).save(source / f"groups{number}.xlsx")

        count = chance.randint(0, 4)
        numbers = [
            [chance.randint(1, 99) for _ in range(count)] for _ in range(chance.randint(0, 5))
        ]
        expected[f"cross{number}"] = cross_expected(numbers, count)
        data = {
            "indicators": [{"id": n, "name": f"i{n}"} for n in range(count)],
            "units": [
                {"name": f"u{index}", "cells": dict(enumerate(row))}
                for index, row in enumerate(numbers)
            ],
        }
        cross.render(data).save(source / f"cross{number}.xlsx")
    for count in (0, 1, 5):
        table.render({"xs": list(range(1, count + 1))}).save(source / f"table{count}.xlsx")

    files = sorted(source.iterdir())
    assert [faults(file.read_bytes()) for file in files] == [[]] * len(files)
    recalculated = tmp_path / "recalculated"
    subprocess.run(
        [soffice, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to",
         "xlsx", "--outdir", recalculated, *files],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    for name, rows in expected.items():
        cached = load_workbook(source / f"{name}.xlsx", data_only=True).worksheets[0]
        told = [[cell.value for cell in row[: len(rows[0])]] for row in cached.iter_rows()]
        assert [list(map(pytest.approx, row)) for row in rows] == told, name
        sheet = load_workbook(recalculated / f"{name}.xlsx", data_only=True).worksheets[0]
        found = [[cell.value for cell in row[: len(rows[0])]] for row in sheet.iter_rows()]
        assert [list(map(pytest.approx, row)) for row in rows] == found, name
    for count in (0, 1, 5):
        sheet = load_workbook(recalculated / f"table{count}.xlsx", data_only=True).worksheets[0]
        totals = {sheet.cell(max(count, 1) + 3, 2).value, sheet.cell(max(count, 1) + 5, 3).value}
        assert totals == {sum(range(1, count + 1))}
