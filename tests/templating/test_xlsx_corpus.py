"""Workbooks of many makers, filled: nothing in them breaks (see `workbook_corpus`)."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openxml_audit import OpenXmlValidator

from reportkit.templating import Template
from reportkit.templating._package import read_package
from tests.templating.workbook_corpus import CORPUS, DATA
from tests.templating.workbooks import faults

SOFFICE = shutil.which("soffice")
ALWAYS = {"xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml"}
"""The tagged sheet, the names and the wish to recalculate, the strings that held tags."""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[bytes, bytes]]:
    """Each workbook's template and what it became; one more by LibreOffice, if it is here."""
    made = {name: entry.make() for name, entry in CORPUS.items()}
    if SOFFICE:
        folder = tmp_path_factory.mktemp("office")
        (folder / "chart.xlsx").write_bytes(made["chart"])
        converted(folder, [folder / "chart.xlsx"])
        made["libreoffice"] = (folder / "recalculated" / "chart.xlsx").read_bytes()
    return {name: (data, Template(data).render(DATA).to_bytes()) for name, data in made.items()}


def converted(folder: Path, files: list[Path]) -> None:
    subprocess.run(
        [SOFFICE or "soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
         "--convert-to", "xlsx", "--outdir", folder / "recalculated", *files],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip


@pytest.mark.parametrize("name", CORPUS)
def test_only_what_must_follow_changes(filled, name):
    before, after = (read_package(data).parts for data in filled[name])
    assert list(after)[: len(before)] == list(before)
    assert set(after) - set(before) == set(CORPUS[name].adds)
    changed = {part for part in before if before[part].packed != after[part].packed}
    styles = {"xl/styles.xml"}  # the date's format is added
    stale = {"xl/worksheets/sheet2.xml"} if name in ("names", "dynamic-array", "links") else set()
    assert changed <= ALWAYS | styles | stale | set(CORPUS[name].follow)
    assert set(CORPUS[name].follow) <= changed


@pytest.mark.parametrize("name", CORPUS)
def test_the_filled_workbook_opens_and_says_what_was_filled_in(filled, name):
    calamine = pytest.importorskip("python_calamine")
    data = filled[name][1]
    assert faults(data) == []
    values = load_workbook(io.BytesIO(data), data_only=True).worksheets[0]
    assert [[cell.value for cell in row[:3]] for row in values.iter_rows(max_row=5)] == [
        ["Tên", "Số", "Gấp đôi"],
        ["Huyện ủy A & B", 5, 10],
        ["Thành ủy <C>", 7, 14],
        ["=Đảng ủy D", 11, 22],
        ["Cộng", 23, 46],
    ]
    sheet = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    assert sheet.to_python()[4][:3] == ["Cộng", 23, 46]


@pytest.mark.parametrize("name", CORPUS)
def test_the_validator_finds_nothing_that_it_does_not_find_in_the_template(filled, name, tmp_path):
    template, result = (findings(tmp_path / f"{part}.xlsx", data)
                        for part, data in zip(("before", "after"), filled[name], strict=True))  # fmt: skip
    assert not result - template


def findings(path: Path, data: bytes) -> Counter[tuple[str, str]]:
    path.write_bytes(data)
    errors = OpenXmlValidator().validate(path).errors
    return Counter((str(one.part_uri), str(one.description)) for one in errors)


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_opens_them_all_and_works_out_the_same_totals(filled, tmp_path):
    source = tmp_path / "filled"
    source.mkdir()
    for name, (_, data) in filled.items():
        (source / f"{name}.xlsx").write_bytes(data)
    converted(tmp_path, sorted(source.iterdir()))
    for name in filled:
        workbook = load_workbook(tmp_path / "recalculated" / f"{name}.xlsx", data_only=True)
        sheet = workbook["Biểu"]
        assert (sheet["B5"].value, sheet["C5"].value) == (23, 46), name


def test_each_workbook_has_one_thing_of_its_own():
    assert len({entry.only for entry in CORPUS.values()}) == len(CORPUS) >= 25
