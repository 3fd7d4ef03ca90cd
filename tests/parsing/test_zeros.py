"""A noun that is counted and denied is a figure of zero; what denies something else is none.

Sentences were written for this table.
"""

from __future__ import annotations

import pytest

from reportkit.parsing import Role
from reportkit.parsing.summary import summarise
from reportkit.sources import Source


def figures(text: str):
    return summarise(Source("report.txt", text)).figures


ZEROS = [
    ("Toàn xã không có mô hình nào.", [("không có mô hình nào", "mô hình")]),
    ("Trong năm không xảy ra vụ cháy nào, huyện yên ổn.", [("không xảy ra vụ cháy nào", "vụ cháy")]),
    ("Đến nay Đảng bộ xã chưa kết nạp được đảng viên nào.",
     [("chưa kết nạp được đảng viên nào", "đảng viên")]),
    ("Trong kỳ, xã không phát sinh đơn thư khiếu nại.", [("không phát sinh đơn thư", "đơn thư")]),
    ("Đến nay, toàn xã không còn hộ nghèo.", [("không còn hộ nghèo", "hộ nghèo")]),
    ("- Số mô hình: không có\n- Tổng số lớp bồi dưỡng: chưa có.",
     [("không có", "mô hình"), ("chưa có", "lớp bồi dưỡng")]),
]  # fmt: skip
NO_ZEROS = [
    "Không có mô hình nào bị dừng.",
    "Không có cán bộ nào vi phạm.",
    "Một số chi bộ chưa có mô hình.",
    "Còn 12 chi bộ chưa có mô hình nào.",
    "Nếu không có mô hình nào thì xã phải giải trình.",
    "Anh Sính chưa có nhà.",
    "Anh Sính không còn nhà.",
    "Nhiều hộ không còn nhà tạm.",
    "Nhiều hộ chưa có nhà ở.",
    "Xã không có khó khăn nào.",
    "Xã chưa có nhiều mô hình.",
    "Hội phát động phong trào “Không có hộ nào nghèo”.",
    "Không có đơn vị nào không có mô hình.",
]


@pytest.mark.parametrize(("text", "told"), ZEROS, ids=[text for text, _ in ZEROS])
def test_words_that_count_nothing_are_a_zero(text, told):
    found = figures(text)
    assert [(figure.quote, figure.quantity.unit) for figure in found] == told
    assert {figure.quantity.value for figure in found} == {0}
    assert {figure.role for figure in found} == {Role.RESULT}


@pytest.mark.parametrize("text", NO_ZEROS)
def test_what_denies_something_else_is_no_zero(text):
    assert 0 not in [figure.quantity.value for figure in figures(text)]


def test_a_zero_to_be_reached_is_a_target():
    (figure,) = figures("Phấn đấu đến cuối năm không có mô hình nào.")
    assert (figure.quantity.value, figure.role) == (0, Role.TARGET)


def test_a_zero_behind_of_which_is_part_of_its_whole():
    whole, part = figures("Xã có 4 mô hình, trong đó không có mô hình nào cấp tỉnh.")
    assert (whole.part_of, part.part_of) == (None, 0)
