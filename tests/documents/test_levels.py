"""Subtotals by level in the annexes: formulas that make the total."""

from __future__ import annotations

import openpyxl
import pytest
from attrs import evolve

import reportkit as rk
from reportkit.documents import write_docx, write_xlsx
from reportkit.documents.mapping import mapping_of
from reportkit.parsing import Unit
from reportkit.vietnamese import Level
from tests.documents.annex_sheets import beside_of, cells_of, rows_of
from tests.documents.conftest import report
from tests.documents.test_templates import text_of

MODELS = "Mô hình, cách làm học tập và làm theo Bác"
RATE = "Tỷ lệ cán bộ, đảng viên xây dựng cam kết"


def told(name: str, level: Level | None, parent: str | None, text: str):
    return evolve(report(name, text), unit=Unit(name, level, parent))


@pytest.fixture(scope="module")
def review():
    return rk.Review(
        [
            told("Huyện A", Level.DISTRICT, None, "Toàn huyện có trên 30 mô hình."),
            told("Xã B", Level.COMMUNE, "Huyện A", "Toàn xã có 4 mô hình."),
            told("Xã C", Level.COMMUNE, None, "Toàn xã có 5 mô hình."),
            told("Xã D", Level.COMMUNE, None, "Tỷ lệ đảng viên xây dựng cam kết là 97%."),
            told("Sở E", None, None, "Sở có 2 mô hình. Tỷ lệ đảng viên xây dựng cam kết là 95%."),
        ],
        profile="chi-thi-05",
    )


def test_subtotals_hold_what_joined_the_total(review):
    levels = mapping_of(review)["levels"]
    assert [(one.name, one.label, one.units) for one in levels] == [
        ("huyện", "cấp huyện", 1),
        ("xã", "cấp xã", 3),
        ("khác", "đơn vị khác", 1),
    ]
    # Xã B lies within Huyện A and is not added again.
    assert [str(one.cell.models) for one in levels] == [
        "trên 30 mô hình", "05 mô hình", "02 mô hình",
    ]  # fmt: skip
    assert [one.cell.models.coverage for one in levels] == ["1/1", "1/3", "1/1"]
    assert [str(one.cell.pledge_rate) for one in levels] == ["–", "97%", "95%"]


def test_units_of_one_level_have_no_subtotals(small_review):
    review = rk.Review(
        [told(f"Xã {name}", Level.COMMUNE, None, "Toàn xã có 4 mô hình.") for name in "AB"],
        profile="chi-thi-05",
    )
    assert mapping_of(review)["levels"] == ()


def test_the_annex_adds_them_with_formulas(review, office, tmp_path):
    path = write_xlsx(review, tmp_path / "phu-luc.xlsx")
    formulas = cells_of(openpyxl.load_workbook(path)["Tổng hợp"], MODELS)
    (calculated,) = office("xlsx", tmp_path / "tinh", path)
    sheet = openpyxl.load_workbook(calculated, data_only=True)["Tổng hợp"]
    models, beside, rate = cells_of(sheet, MODELS), beside_of(sheet, MODELS), cells_of(sheet, RATE)
    levels = ["Cộng cấp huyện (01)", "Cộng cấp xã (03)", "Cộng đơn vị khác (01)"]
    assert all(formulas[level].startswith("=SUBTOTAL(9,") for level in levels)
    assert [models[level] for level in levels] == [30, 5, 2]
    assert [beside[level] for level in levels] == ["trên", "", ""]
    assert sum(models[level] for level in levels) == models["Tổng hợp"] == 37
    assert [rate[level] for level in levels] == ["–", 97, 95]
    assert models["Xã B"] == "4"  # a text: it lies within Huyện A


def test_the_units_stand_under_their_level(review, tmp_path):
    sheet = openpyxl.load_workbook(write_xlsx(review, tmp_path / "a.xlsx"))["Tổng hợp"]
    assert list(rows_of(sheet))[3:] == [
        "Cộng cấp huyện (01)", "Huyện A", "Cộng cấp xã (03)", "Xã B", "Xã C", "Xã D",
        "Cộng đơn vị khác (01)", "Sở E",
    ]  # fmt: skip


def test_an_annex_of_one_level_has_no_such_rows(make_review, tmp_path):
    review = make_review(("Đảng bộ xã A", "Toàn xã có 4 mô hình."))
    sheet = openpyxl.load_workbook(write_xlsx(review, tmp_path / "a.xlsx"))["Tổng hợp"]
    assert list(rows_of(sheet)) == [
        "Đơn vị tính", "Tổng hợp", "Số đơn vị báo cáo", "Đảng bộ xã A",
    ]  # fmt: skip
    assert cells_of(sheet, MODELS)["Đảng bộ xã A"] == 4


@pytest.mark.parametrize("template", ["dang/so-ket", "nha-nuoc/tong-ket"])
def test_a_report_of_several_levels_says_for_whom_a_superiors_number_speaks(
    review, make_review, template, tmp_path
):
    words = "Số của đơn vị cấp trên được tính cho cả các đơn vị trực thuộc"
    one_level = make_review(("Đảng bộ xã A", "Toàn xã có 4 mô hình."))
    assert words in text_of(write_docx(review, tmp_path / "a.docx", template=template))
    assert words not in text_of(write_docx(one_level, tmp_path / "b.docx", template=template))
