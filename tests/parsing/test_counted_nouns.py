"""What a number counts: the noun right behind it, without what only tells it apart.

Sentences were written for this table.
"""

from __future__ import annotations

import pytest

from reportkit.parsing.summary import summarise
from reportkit.sources import Source


def figures(text: str):
    return summarise(Source("report.txt", text)).figures


UNITS = [
    # a whole noun and what tells it apart
    ("Tổ chức 29 hội nghị đối thoại.", ["hội nghị"]),
    ("Xử lý 19 trường hợp vi phạm giờ giấc.", ["trường hợp"]),
    ("Giới thiệu 164 quần chúng ưu tú, kết nạp 3 đảng viên mới.", ["quần chúng", "đảng viên"]),
    ("Hỗ trợ 4 dự án khởi nghiệp, xây 5 công trình nước sạch.", ["dự án", "công trình"]),
    ("Hướng dẫn 2.312 người dùng dịch vụ công.", ["người"]),
    ("Chọn 4 nội dung đột phá.", ["nội dung"]),
    # set compounds stay whole
    ("Xóa 12 nhà tạm, kết nạp 9 hội viên, kiểm tra 3 tổ chức đảng.",
     ["nhà tạm", "hội viên", "tổ chức đảng"]),
    # a class of people is a class, turns of people are turns of them
    ("Mở 1 lớp đảng viên mới, 37 tổ phụ nữ thu gom rác.", ["lớp", "tổ"]),
    ("Mở 33 lớp học bơi cho 186 lượt học sinh.", ["lớp", "lượt học sinh"]),
    # what the next number counts is no more of this noun
    ("Cho 120 lượt hộ vay, trong đó hộ nghèo 50 lượt hộ, hộ cận nghèo 40 lượt hộ, hộ mới thoát "
     "nghèo 30 lượt hộ.", ["lượt hộ"] * 4),
    ("Hộ nghèo 500 hộ, hộ cận nghèo: 400 hộ.", ["hộ", "hộ"]),
    ("Xóa 12 nhà tạm, nhà dột nát; sửa 5 nhà.", ["nhà tạm, nhà dột nát", "nhà"]),
    # a part in brackets shares it, whatever tells the whole apart
    ("Dạy nghề cho 540 lao động nông thôn (nữ 286).", ["lao động", "lao động"]),
    ("Kết nạp 54 đoàn viên mới (nữ: 28).", ["đoàn viên", "đoàn viên"]),
    # of each
    ("Kể chuyện dưới cờ 35 buổi/năm học.", ["buổi"]),
    ("Bình quân hơn 40 hồ sơ/người/ngày.", ["hồ sơ"]),
    # a loan word is a whole noun
    ("Lắp 06 ki-ốt tra cứu.", ["ki-ốt"]),
    ("Lập 1.932 địa chỉ nhân đạo.", ["địa chỉ"]),
    ("Ngành quản lý 3.312 CNVCLĐ ở 47 CĐCS.", ["CNVCLĐ", "CĐCS"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "units"), UNITS, ids=[text for text, _ in UNITS])
def test_the_unit_is_the_noun_without_what_tells_it_apart(text, units):
    assert [figure.quantity.unit for figure in figures(text)] == units
