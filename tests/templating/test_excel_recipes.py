"""The recipes of docs/excel-templates.md run, and give what the page says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "excel-templates.md").read_text(encoding="utf-8")
RECIPES = re.findall(r"^### (.*?)\n.*?```python\n(.*?)```", PAGE, re.DOTALL | re.MULTILINE)


def values(file: str, sheet: str | None = None) -> list[list[Any]]:
    """The stored values of a sheet, by default the first."""
    workbook = load_workbook(file, data_only=True)
    found = workbook[sheet] if sheet else workbook.worksheets[0]
    return [[cell.value for cell in row] for row in found.iter_rows()]


@pytest.mark.parametrize(("title", "code"), RECIPES, ids=[title for title, _ in RECIPES])
def test_the_recipe_runs(title, code, tmp_path, monkeypatch):
    if "pandas" in code:
        pytest.importorskip("pandas")
    monkeypatch.chdir(tmp_path)
    exec(code, {"values": values})
    assert (tmp_path / "out.xlsx").exists()


def test_the_page_has_the_recipes_it_promises():
    assert len(RECIPES) == 8


def test_the_pictures_that_the_page_names_are_there():
    named = set(re.findall(r"\]\((pictures/[\w-]+\.png)\)", PAGE))
    drawn = {f"pictures/{file.name}" for file in (DOCS / "pictures").glob("excel-*.png")}
    assert named == drawn
    assert len(named) == 7


def test_the_tests_that_the_page_names_are_there():
    folder = Path(__file__).parent
    written = "".join(file.read_text(encoding="utf-8") for file in folder.glob("test_*.py"))
    for name in re.findall(r"`(test_\w+)`", PAGE):
        assert f"def {name}(" in written, name
    for file in re.findall(r"`(test_\w+\.py)`", PAGE):
        assert (folder / file).exists(), file
