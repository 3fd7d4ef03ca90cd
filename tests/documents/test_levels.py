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


def rows_of(path) -> dict[str, list]:
    sheet = openpyxl.load_workbook(path, data_only=True)["Tổng hợp"]
    return {row[1]: list(row) for row in sheet.iter_rows(min_row=6, values_only=True) if row[1]}


def test_the_annex_adds_them_with_formulas(review, office, tmp_path):
    path = write_xlsx(review, tmp_path / "phu-luc.xlsx")
    formulas = openpyxl.load_workbook(path)["Tổng hợp"]
    assert any(
        str(cell.value).startswith("=SUMIF(") for row in formulas.iter_rows() for cell in row
    )
    (calculated,) = office("xlsx", tmp_path / "tinh", path)
    rows = rows_of(calculated)
    heads, models, rate = rows["Chỉ tiêu"], rows[MODELS], rows[RATE]
    places = [heads.index(f"Cộng {label}") for label in ("cấp huyện", "cấp xã", "đơn vị khác")]
    assert [models[place] for place in places] == [30, 5, 2]
    assert [models[place + 1] or "" for place in places] == ["trên", "", ""]
    assert sum(models[place] for place in places) == models[3] == 37
    assert [rate[place] for place in places] == ["–", 97, 95]


def test_an_annex_of_one_level_has_no_such_columns(small_review, make_review, tmp_path):
    review = make_review(("Đảng bộ xã A", "Toàn xã có 4 mô hình."))
    path = write_xlsx(review, tmp_path / "phu-luc.xlsx")
    sheet = openpyxl.load_workbook(path)["Tổng hợp"]
    heads = [cell.value for cell in sheet[6]]
    assert not [head for head in heads if head and head.startswith("Cộng")]
    assert heads[-1] == "Không cộng vào tổng"


@pytest.mark.parametrize("template", ["dang/so-ket", "nha-nuoc/tong-ket"])
def test_a_report_of_several_levels_says_for_whom_a_superiors_number_speaks(
    review, make_review, template, tmp_path
):
    words = "Số của đơn vị cấp trên được tính cho cả các đơn vị trực thuộc"
    one_level = make_review(("Đảng bộ xã A", "Toàn xã có 4 mô hình."))
    assert words in text_of(write_docx(review, tmp_path / "a.docx", template=template))
    assert words not in text_of(write_docx(one_level, tmp_path / "b.docx", template=template))
