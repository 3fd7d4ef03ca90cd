"""A unit that said zero in words has answered: "không có mô hình nào" is 0, silence is "–".

The whole way: from the sentence, through its indicator, to the cell, the total and its coverage.
"""

from __future__ import annotations

import pytest

import reportkit as rk
from reportkit.review import Code
from reportkit.vietnamese.formatting import format_amount

HEAD = "ĐẢNG ỦY XÃ SUỐI ĐÁ\n\nBÁO CÁO\nKết quả 6 tháng đầu năm 2024\n\n"
OTHER = HEAD.replace("SUỐI ĐÁ", "ĐỒI CHÈ") + "Toàn xã có 29 mô hình."

ZEROS = [
    ("models", "Toàn xã không có mô hình nào."),
    ("models", "Đến nay xã chưa có mô hình nào học tập và làm theo Bác."),
    ("models", "Đến nay toàn xã chưa có mô hình."),
    ("models", "Trong kỳ, xã không phát sinh mô hình nào."),
    ("models", "Xã chưa xây dựng được mô hình nào."),
    ("models", "- Số mô hình: không có\n- Số lớp bồi dưỡng: 3 lớp"),
    ("models", "Số mô hình: không có."),
    ("models", "Số mô hình: Không."),
    ("models", "Số mô hình: chưa có."),
    ("models", "Số mô hình học tập và làm theo Bác: không phát sinh."),
    ("conferences", "Trong kỳ, xã không tổ chức hội nghị học tập, quán triệt nào."),
]


@pytest.mark.parametrize(("indicator", "text"), ZEROS)
def test_nothing_told_in_words_is_a_zero_that_answers(indicator: str, text: str):
    summary = rk.parse(HEAD + text, profile="chi-thi-05")
    review = rk.Review([summary, rk.parse(OTHER)], profile="chi-thi-05")
    cell = review.cell("Đảng ủy xã Suối Đá", indicator)
    assert cell.amount is not None and cell.amount.value == 0
    assert format_amount(cell.amount).startswith("0 ")
    total = review.total(indicator)
    assert "Đảng ủy xã Suối Đá" in [name for unit in total.reported for name in unit.aliases]
    assert [one.code for one in review.findings if one.code is Code.TWO_VALUES] == []


def test_the_words_are_the_figures_quote():
    summary = rk.parse(HEAD + "Toàn xã không có mô hình nào.", profile="chi-thi-05")
    (figure,) = (one for one in summary.figures if one.indicator == "models")
    assert "không có" in figure.quote
    assert summary.source.text[figure.quantity.span.start :].startswith(figure.quote)
    review = rk.Review([summary, rk.parse(OTHER)], profile="chi-thi-05")
    total = review.total("models")
    assert format_amount(total.amount) == "29 mô hình"
    assert (len(total.reported), total.expected) == (2, 2)


SILENT = [
    "Xã không có khó khăn gì trong xây dựng mô hình.",
    "Không có mô hình nào bị dừng.",
    "Xã chưa có nhiều mô hình.",
    "Một số chi bộ chưa có mô hình.",
    "Không có đơn vị nào không có mô hình.",
    "Xã không chỉ có mô hình hay mà còn có cách làm mới.",
]


@pytest.mark.parametrize("text", SILENT)
def test_what_denies_something_else_is_no_answer(text: str):
    summary = rk.parse(HEAD + text, profile="chi-thi-05")
    review = rk.Review([summary, rk.parse(OTHER)], profile="chi-thi-05")
    assert review.cell("Đảng ủy xã Suối Đá", "models").amount is None
    assert len(review.total("models").reported) == 1


BESIDE = [
    ("Trước năm 2021 xã chưa có mô hình nào, nay có 4 mô hình.", "4 mô hình"),
    ("Xã có 4 mô hình, trong đó không có mô hình nào cấp tỉnh.", "4 mô hình"),
    ("Toàn xã có 4 mô hình. Không có mô hình dân vận khéo nào.", "4 mô hình"),
    ("Xã không có mô hình kinh tế nào. Toàn xã có 4 mô hình.", "4 mô hình"),
    ("Toàn xã có 4 mô hình. Chi bộ thôn Đồi chưa có mô hình nào.", "4 mô hình"),
]


@pytest.mark.parametrize(("text", "shown"), BESIDE)
def test_a_nothing_beside_a_number_of_the_unit_is_not_its_answer(text: str, shown: str):
    summary = rk.parse(HEAD + text, profile="chi-thi-05")
    review = rk.Review(summary, profile="chi-thi-05")
    assert format_amount(review.cell("Đảng ủy xã Suối Đá", "models").amount) == shown
    assert Code.TWO_VALUES not in [one.code for one in review.findings]


def test_a_plain_nothing_beside_a_number_contradicts_it():
    text = HEAD + "Toàn xã có 4 mô hình. Đến nay xã không có mô hình nào."
    review = rk.Review(rk.parse(text, profile="chi-thi-05"), profile="chi-thi-05")
    (found,) = (one for one in review.findings if one.code is Code.TWO_VALUES)
    assert "4 mô hình; 0 mô hình" in found.message
