"""Tables that a plain text draws with bars or tabs, and lines that only look so."""

from __future__ import annotations

import pytest

from reportkit.parsing import Role
from reportkit.parsing._drawn_tables import drawn_tables
from reportkit.parsing.summary import summarise
from reportkit.sources import Source

DRAWN = [
    # with outer bars and a rule
    (
        "| TT | Chỉ tiêu | Đvt | Kế hoạch | Thực hiện |\n|---|:---|---|---|---|\n"
        "| 1 | Mô hình mới | mô hình | 12 | 15 |\n| 2 | Hộ thoát nghèo | hộ | 120 | 131 |\n",
        [
            ("12", "mô hình", "Mô hình mới", Role.TARGET),
            ("15", "mô hình", "Mô hình mới", Role.RESULT),
            ("120", "hộ", "Hộ thoát nghèo", Role.TARGET),
            ("131", "hộ", "Hộ thoát nghèo", Role.RESULT),
        ],
    ),
    # without outer bars, line ends of Windows, units down
    (
        "Xã | Số mô hình\r\nXã An | 3\r\nXã Bình | 5\r\n",
        [
            ("3", "mô hình", "Số mô hình", Role.RESULT),
            ("5", "mô hình", "Số mô hình", Role.RESULT),
        ],
    ),
    # tabs
    (
        "TT\tNội dung\tKết quả\n1\tSố hội nghị\t14\n2\tSố lớp\t6\n",
        [("14", "hội nghị", "Số hội nghị", Role.RESULT), ("6", "lớp", "Số lớp", Role.RESULT)],
    ),
]


@pytest.mark.parametrize(("table", "expected"), DRAWN, ids=["bars", "bare bars", "tabs"])
def test_a_drawn_table_is_read_as_one(table, expected):
    text = f"BÁO CÁO năm 2023\n\nKết quả như sau:\n{table}\nĐã khen 5 tập thể."
    figures = summarise(Source("a.txt", text)).figures
    found = [(f.quote, f.quantity.unit, f.counted, f.role) for f in figures]
    assert found == [*expected, ("5 tập thể", "tập thể", "tập thể", Role.RESULT)]
    assert all(text[f.quantity.span.start : f.quantity.span.end] == f.quote for f in figures)


@pytest.mark.parametrize(
    "text",
    [
        "Trang chủ | Giới thiệu | Liên hệ\nTin tức | Văn bản | Tìm kiếm\n",
        "Nguyễn An | 12/5/2023 | 08:30\n\nĐã mở 14 lớp.\n",
        "TỈNH ỦY SƠN LA | ĐẢNG CỘNG SẢN VIỆT NAM\n* | \nSố 12-BC/TU | Sơn La, ngày 5/9/2023\n",
        "Có 14 lớp | 3 hội nghị.\nMột dòng khác.\n",
        "Đã mở 14 lớp.\tĐã khen 5 tập thể.\n",
        "",
    ],
)
def test_lines_that_only_look_so_are_no_table(text):
    assert drawn_tables(text) == ()


def test_decomposed_letters_and_narrow_spaces_keep_their_places():
    import unicodedata

    text = unicodedata.normalize("NFD", "Xã | Số mô hình | Số hộ\nXã An | 3 | 1.240\n")
    figures = summarise(Source("a.txt", text)).figures
    assert [(f.quote, int(f.quantity.value)) for f in figures] == [("3", 3), ("1.240", 1240)]
