"""The review beside the last one, and the years beside each other, in the report's own prose."""

from __future__ import annotations

from decimal import Decimal

import openpyxl
import pytest

import reportkit as rk
from reportkit.documents import write_docx, write_xlsx
from reportkit.documents.mapping import mapping_of
from reportkit.parsing import Initiative, Passage, PassageRole
from tests.documents.conftest import report
from tests.documents.test_templates import text_of

REPORTS = ["dang/so-ket", "dang/tong-ket", "nha-nuoc/so-ket", "nha-nuoc/tong-ket"]


def reviewed(*told: tuple[str, str], previous: rk.Review | None = None) -> rk.Review:
    return rk.Review(
        [report(unit, text) for unit, text in told], profile="chi-thi-05", previous=previous
    )


@pytest.fixture(scope="module")
def last():
    return reviewed(
        ("Đảng bộ xã A", "Toàn xã có 40 mô hình. Đã tổ chức 12 hội nghị học tập, quán triệt."),
        ("Đảng bộ xã B", "Toàn xã có 10 mô hình. Tỷ lệ đảng viên xây dựng cam kết là 90%."),
    )


@pytest.fixture(scope="module")
def now(last):
    return reviewed(
        ("Đảng bộ xã A", "Toàn xã có 45 mô hình. Đã tổ chức 9 hội nghị học tập, quán triệt."),
        ("Đảng bộ xã B", "Toàn xã có 20 mô hình. Tỷ lệ đảng viên xây dựng cam kết là 95%."),
        ("Đảng bộ xã C", "Đã khen thưởng 5 tập thể."),
        previous=last,
    )


LINES = [
    "- Mô hình, cách làm học tập và làm theo Bác: tăng 15 mô hình (30%); kỳ trước 50 mô hình (2/2 đơn vị báo cáo), kỳ này 65 mô hình (2/3 đơn vị báo cáo).",
    "- Hội nghị học tập, quán triệt, tuyên truyền: giảm 3 hội nghị (25%); kỳ trước 12 hội nghị (1/2 đơn vị báo cáo), kỳ này 09 hội nghị (1/3 đơn vị báo cáo).",
    "- Tỷ lệ cán bộ, đảng viên xây dựng cam kết: tăng 5 điểm %; kỳ trước 90% (1/2 đơn vị báo cáo), kỳ này 95% (1/3 đơn vị báo cáo).",
    "Đơn vị có trong kỳ này, không có trong kỳ trước: Đảng bộ xã C.",
]  # fmt: skip


@pytest.mark.parametrize("template", REPORTS)
def test_the_report_tells_what_changed_by_number_and_percent(now, template, tmp_path):
    text = text_of(write_docx(now, tmp_path / "bao-cao.docx", template=template))
    lines = text.splitlines()
    assert "SO VỚI KỲ TRƯỚC" in lines
    for line in LINES:
        assert line in lines
    assert not any(line.startswith("- Tập thể được khen thưởng:") for line in lines)
    assert "số đơn vị báo cáo của hai kỳ khác nhau" in text


@pytest.mark.parametrize("template", REPORTS)
def test_without_a_last_review_nothing_is_compared(last, template, tmp_path):
    text = text_of(write_docx(last, tmp_path / "bao-cao.docx", template=template))
    assert "KỲ TRƯỚC" not in text and "kỳ trước" not in text


@pytest.mark.parametrize("template", ["dang/so-ket", "nha-nuoc/tong-ket"])
def test_the_report_with_a_comparison_read_back_gives_the_totals_of_the_review(
    now, template, tmp_path
):
    (summary,) = rk.read([write_docx(now, tmp_path / "bao-cao.docx", template=template)])
    again = rk.Review([summary], profile="chi-thi-05")
    for id in ("models", "conferences", "pledge_rate", "collectives_commended"):
        told, amount = again.total(id).amount, now.total(id).amount
        assert told is not None and amount is not None
        assert told.value == amount.value, id


PHRASES = [
    ("40 mô hình", "50 mô hình", "tăng 10 mô hình (25%)"),
    ("50 mô hình", "40 mô hình", "giảm 10 mô hình (20%)"),
    ("40 mô hình", "40 mô hình", "không thay đổi"),
    ("trên 40 mô hình", "50 mô hình", "tăng khoảng 10 mô hình (25%)"),
    ("3 mô hình", "2 mô hình", "giảm 1 mô hình (33,3%)"),
    ("0 mô hình", "5 mô hình", "tăng 5 mô hình"),
]


@pytest.mark.parametrize(("before", "after", "words"), PHRASES)
def test_a_change_is_a_phrase(before, after, words):
    last = reviewed(("Đảng bộ xã A", f"Toàn xã có {before}."))
    made = reviewed(("Đảng bộ xã A", f"Toàn xã có {after}."), previous=last)
    assert str(mapping_of(made)["total"].models.change) == words


def test_a_change_has_numbers_for_a_workbook(now):
    comparison = mapping_of(now)["comparison"]
    cells = {
        (one.unit, one.name): (one.before_value, one.now_value, one.difference, one.percent)
        for one in comparison.cells
    }
    models = "Mô hình, cách làm học tập và làm theo Bác"
    assert cells["Đảng bộ xã B", models] == (10, 20, 10, Decimal("100.0"))
    assert ("Đảng bộ xã C", models) not in cells


def rows_of(path) -> list[list]:
    sheet = openpyxl.load_workbook(path, data_only=True)["So kỳ trước"]
    return [list(row[:10]) for row in sheet.iter_rows(min_row=6, values_only=True)]


def test_the_annex_tells_the_change_of_each_total_and_each_unit(now, office, tmp_path):
    path = write_xlsx(now, tmp_path / "phu-luc.xlsx")
    (calculated,) = office("xlsx", tmp_path / "tinh", path)
    rows = {row[1] or row[0]: row for row in rows_of(calculated)}
    models = "Mô hình, cách làm học tập và làm theo Bác"
    assert rows[models][2:9] == ["mô hình", 50, "2/2", 65, "2/3", 15, 30]
    assert rows[models][9] == "tăng 15 mô hình (30%)"
    assert rows[f"Đảng bộ xã B: {models}"][3:9] == [10, None, 20, None, 10, 100]
    assert f"Đảng bộ xã C: {models}" not in rows
    conferences = "Hội nghị học tập, quán triệt, tuyên truyền"
    assert rows[conferences][7:9] == [-3, -25]
    rate = rows["Tỷ lệ cán bộ, đảng viên xây dựng cam kết"]
    assert (rate[7], rate[8], rate[9]) == (5, None, "tăng 5 điểm %")


def test_the_annex_keeps_the_bounds_beside_the_numbers(tmp_path):
    last = reviewed(("Đảng bộ xã A", "Toàn xã có trên 40 mô hình."))
    made = reviewed(("Đảng bộ xã A", "Toàn xã có 50 mô hình."), previous=last)
    rows = rows_of(write_xlsx(made, tmp_path / "phu-luc.xlsx"))
    words = "tăng khoảng 10 mô hình (25%); kỳ trước trên 40 mô hình, kỳ này 50 mô hình"
    assert [row[9] for row in rows if row[9]] == [words, words]


def test_an_annex_without_a_last_review_says_so(last, tmp_path):
    ((text, *_),) = [row for row in rows_of(write_xlsx(last, tmp_path / "a.xlsx")) if row[0]]
    assert text == "Chưa có chỉ tiêu nào có số liệu của cả hai kỳ để so sánh."


def test_models_and_tasks_that_came_and_went_are_told(tmp_path):
    def told(name: str, task: str, previous=None):
        summary = report(
            "Đảng bộ xã A",
            f"Toàn xã có 40 mô hình. {task}.",
            initiatives=[Initiative(name)],
            passages=[Passage(PassageRole.TASK, task)],
        )
        return rk.Review([summary], profile="chi-thi-05", previous=previous)

    last = told("Chợ vui", "Rà soát, nhân rộng các mô hình hiệu quả ở từng thôn bản")
    now = told("Nhà sạch", "Tiếp tục tuyên truyền sâu rộng", last)
    text = text_of(write_docx(now, tmp_path / "bao-cao.docx"))
    assert "kỳ này mới nêu (01 tên): “Nhà sạch” (Đảng bộ xã A)." in text
    assert "kỳ này chưa thấy nêu lại (01 tên): “Chợ vui” (Đảng bộ xã A)." in text
    assert "- “Rà soát, nhân rộng các mô hình hiệu quả ở từng thôn bản” (Đảng bộ xã A)." in text


YEARS = [
    ("Đảng bộ xã A", "Năm 2022 toàn xã có 4 mô hình. Năm 2023 toàn xã có 9 mô hình."),
    ("Đảng bộ xã B", "Năm 2022 toàn xã có 6 mô hình. Năm 2023 toàn xã có 6 mô hình."),
    ("Đảng bộ xã C", "Năm 2024 toàn xã có 8 mô hình."),
]


@pytest.mark.parametrize("template", ["dang/tong-ket", "nha-nuoc/tong-ket"])
def test_the_final_report_tells_the_development_by_year(template, tmp_path):
    text = text_of(write_docx(reviewed(*YEARS), tmp_path / "bao-cao.docx", template=template))
    lines = text.splitlines()
    assert "DIỄN BIẾN QUA CÁC NĂM" in lines
    assert (
        "- Mô hình, cách làm học tập và làm theo Bác: năm 2022 là 10 mô hình (2/3 đơn vị báo cáo); "
        "năm 2023 là 15 mô hình (2/3 đơn vị báo cáo), tăng 5 mô hình (50%) so với năm 2022; "
        "năm 2024 là 08 mô hình (1/3 đơn vị báo cáo)."
    ) in lines


def test_the_interim_report_does_not(tmp_path):
    text = text_of(write_docx(reviewed(*YEARS), tmp_path / "bao-cao.docx", template="dang/so-ket"))
    assert "DIỄN BIẾN" not in text


def test_one_year_is_no_development(tmp_path):
    review = reviewed(YEARS[2])
    assert mapping_of(review)["development"] == ()
    (year,) = mapping_of(review)["total"].models.years
    assert (year.year, year.total, year.change) == ("2024", "08 mô hình", None)
