"""A value that a person corrected is shown as corrected wherever it appears."""

from __future__ import annotations

import json

import openpyxl
import pytest

import reportkit as rk
from reportkit.binding import correction_of
from reportkit.documents import write_docx, write_xlsx
from reportkit.parsing import Verdict
from reportkit.vietnamese import Amount
from tests.documents.annex_sheets import beside_of, cells_of
from tests.documents.conftest import report
from tests.documents.test_templates import text_of

FIRST = (
    "Toàn tỉnh có 40 mô hình. Đã tổ chức 12 hội nghị học tập, quán triệt. "
    "Tỷ lệ cán bộ, đảng viên xây dựng cam kết là 96%. "
    "Chủ tịch tỉnh đã tặng Bằng khen cho 32 tập thể, 56 cá nhân."
)
SECOND = "Toàn huyện có 29 mô hình. Chủ tịch huyện tặng Giấy khen cho 5 tập thể, 7 cá nhân."
SAID = {
    "40 mô hình": Amount.of(41, unit="mô hình"),
    "12 hội nghị": Amount.of(14, unit="hội nghị"),
    "96%": Amount.of(97, unit="%"),
    "32 tập thể": Amount.of(33, unit="tập thể"),
}


@pytest.fixture(scope="module")
def corrected():
    """Two units; four figures of the first are a person's."""
    first, second = report("Đảng bộ tỉnh A", FIRST), report("Đảng bộ huyện B", SECOND)
    said = [
        correction_of(first, index, Verdict.CHANGED, amount=SAID[figure.quote])
        for index, figure in enumerate(first.figures)
        if figure.quote in SAID
    ]
    assert len(said) == len(SAID)
    return rk.Review([first, second], profile="chi-thi-05", corrections=said)


@pytest.mark.parametrize(
    "template", ["dang/so-ket", "dang/tong-ket", "nha-nuoc/so-ket", "nha-nuoc/tong-ket"]
)
def test_in_the_prose_of_the_report(corrected, template, tmp_path):
    text = text_of(write_docx(corrected, tmp_path / "bao-cao.docx", template=template))
    assert "70 mô hình (có số đã sửa)" in text
    assert "14 hội nghị (đã sửa) học tập, quán triệt" in text
    assert "cam kết là 97% (đã sửa)" in text
    assert "Bằng khen cho 33 tập thể, 56 cá nhân (đã sửa)" in text
    assert "Giấy khen cho 05 tập thể, 07 cá nhân" in text


@pytest.mark.parametrize("template", ["dang/tong-ket", "nha-nuoc/so-ket"])
def test_not_in_the_copy_to_be_signed(corrected, template, tmp_path):
    path = write_docx(corrected, tmp_path / "ban-ky.docx", template=template, trace="none")
    text = text_of(path)
    assert "70 mô hình" in text
    assert "33 tập thể" in text
    assert "sửa)" not in text


def test_in_a_comparison_of_the_units(corrected, tmp_path):
    text = text_of(write_docx(corrected, tmp_path / "bao-cao.docx", template="dang/tong-ket"))
    assert "Đảng bộ tỉnh A (41 (đã sửa))" in text


def test_in_the_annexes(corrected, tmp_path):
    book = openpyxl.load_workbook(write_xlsx(corrected, tmp_path / "phu-luc.xlsx"))
    models = "Mô hình, cách làm học tập và làm theo Bác"
    numbers, beside = cells_of(book["Tổng hợp"], models), beside_of(book["Tổng hợp"], models)
    assert beside["Tổng hợp"] == "(có số đã sửa)" and "(đã sửa)" in beside.values()
    assert 41 in numbers.values() and 40 not in numbers.values()
    praised = [cell for row in book["Khen thưởng"].values for cell in row if cell is not None]
    assert 33 in praised and 32 not in praised
    assert "đã sửa" in " ".join(map(str, praised))


def test_in_the_notebook(corrected):
    html = corrected._repr_html_()
    assert "41 (đã sửa)" in html
    assert "70 mô hình (có số đã sửa)" in html


def test_in_the_frames(corrected):
    pytest.importorskip("pandas")
    frame = corrected.to_pandas()
    assert frame.attrs["corrected"] == [
        ("Đảng bộ tỉnh A", id)
        for id in ("conferences", "pledge_rate", "models", "collectives_commended")
    ]
    figures = corrected.figures_to_pandas()
    assert sorted(figures.loc[figures["verdict"] == "changed", "value"]) == [14, 33, 41, 97]


def test_in_the_json(corrected, tmp_path):
    saved = json.loads(corrected.save(tmp_path / "review.json").read_text(encoding="utf-8"))
    figures = [figure for one in saved["summaries"] for figure in one["figures"]]
    assert {one["value"] for one in figures if one["verdict"] == "changed"} == {14, 33, 41, 97}


def test_in_the_findings():
    summary = report("Đảng bộ xã A", "Toàn xã có 40 mô hình. Đến nay toàn xã có 45 mô hình.")
    said = correction_of(summary, 0, Verdict.CHANGED, amount=Amount.of(41, unit="mô hình"))
    made = rk.Review([summary], profile="chi-thi-05", corrections=[said])
    (finding,) = [one for one in made.findings if one.code.value == "two-values"]
    assert "41 mô hình (đã sửa); 45 mô hình" in finding.message
    assert finding.message.endswith("lấy 41 mô hình (đã sửa).")


def test_in_the_results_of_a_model():
    summary = report(
        "Đảng bộ xã A",
        "Mô hình “Quỹ tiết kiệm” của Hội Phụ nữ xã đã giúp 48 hộ nghèo, 12 hộ cận nghèo.",
    )
    index = next(i for i, one in enumerate(summary.figures) if one.quote == "48 hộ nghèo")
    (initiative,) = summary.initiatives
    assert index in initiative.figures
    said = [
        correction_of(summary, index, Verdict.CHANGED, amount=Amount.of(84, unit="hộ nghèo")),
        correction_of(summary, index + 1, Verdict.DROPPED),
    ]
    from reportkit.documents.mapping import mapping_of

    made = rk.Review([summary], profile="chi-thi-05", corrections=said)
    (row,) = mapping_of(made)["initiatives"]
    assert row.results == "84 hộ nghèo (đã sửa)"


def test_in_the_development_by_year_and_beside_the_last_review(tmp_path):
    summary = report("Đảng bộ xã A", "Năm 2022 xã có 4 mô hình. Năm 2023 xã có 9 mô hình.")
    said = correction_of(summary, 1, Verdict.CHANGED, amount=Amount.of(8, unit="mô hình"))
    last = rk.Review([summary], profile="chi-thi-05")
    made = rk.Review([summary], profile="chi-thi-05", corrections=[said], previous=last)
    text = text_of(write_docx(made, tmp_path / "bao-cao.docx", template="dang/tong-ket"))
    assert "năm 2022 là 04 mô hình (1/1 đơn vị báo cáo); năm 2023 là 08 mô hình (có số đã" in text
    (line,) = [one for one in text.splitlines() if "; kỳ trước " in one]
    assert line.endswith("(có số đã sửa).")
