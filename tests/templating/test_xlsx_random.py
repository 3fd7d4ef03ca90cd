"""Random sheets with formulas: recalculated by LibreOffice, they are what a model says."""

from __future__ import annotations

import io
import random
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from reportkit.templating import Template
from tests.templating.random_sheets import Case, random_cross_table, random_rows
from tests.templating.workbooks import faults, saved

soffice = shutil.which("soffice")


def template_of(case: Case) -> bytes:
    workbook = Workbook()
    workbook.active.title = "Một"
    workbook.create_sheet("Hai")
    for name, cells in case.cells.items():
        for address, value in cells.items():
            workbook[name][address] = value
    return saved(workbook)


def differences(case: Case, data: bytes, *, stored: bool) -> list[Any]:
    """Where a workbook's values are not the model's; of stored ones those that are there."""
    workbook = load_workbook(io.BytesIO(data), data_only=True)
    formulas = load_workbook(io.BytesIO(data))
    wrong = []
    for name, rows in case.expected.items():
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                found = workbook[name].cell(number, column).value
                formula = formulas[name].cell(number, column).value
                left_out = stored and found is None and str(formula).startswith("=")
                if not left_out and not same(found, value):
                    wrong.append((name, number, column, found, value, formula))
        if workbook[name].max_row > max(len(rows), 1):
            wrong.append((name, "rows", workbook[name].max_row, len(rows)))
    return wrong


def same(found: Any, value: Any) -> bool:
    if isinstance(found, int | float) and isinstance(value, int | float):
        return abs(found - value) <= 1e-9 * max(1, abs(value))
    return found == value or (found in (None, "") and value in (None, ""))


def cases(seed: int, count: int) -> list[tuple[Case, bytes]]:
    chance = random.Random(seed)
    made = [chance.choice((random_rows, random_rows, random_cross_table))(chance)
            for _ in range(count)]  # fmt: skip
    return [(case, Template(template_of(case)).render(case.data).to_bytes()) for case in made]


def test_the_stored_values_of_random_sheets_are_the_models() -> None:
    for case, data in cases(1, 60):
        assert faults(data) == [], case
        assert differences(case, data, stored=True) == [], case


@pytest.mark.skipif(soffice is None, reason="LibreOffice (soffice) is not installed")
@pytest.mark.parametrize(
    ("seed", "count"),
    [(2, 30), *(pytest.param(seed, 120, marks=pytest.mark.slow) for seed in (3, 4, 5))],
)
def test_random_sheets_recalculated_by_libreoffice_are_the_models(
    seed: int, count: int, tmp_path: Path
) -> None:
    made = cases(seed, count)
    source, out = tmp_path / "filled", tmp_path / "recalculated"
    source.mkdir()
    for number, (_, data) in enumerate(made):
        (source / f"{number:03}.xlsx").write_bytes(data)
    subprocess.run(
        [str(soffice), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", "xlsx", "--outdir", out, *sorted(source.iterdir())],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    wrong = {
        number: found
        for number, (case, _) in enumerate(made)
        if (found := differences(case, (out / f"{number:03}.xlsx").read_bytes(), stored=False))
    }
    assert wrong == {}
