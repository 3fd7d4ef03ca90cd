"""What `find_quantities` reads: phrase, and for each quantity its words, value, bound and unit."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.vietnamese import Bound
from reportkit.vietnamese.number_words import words_to_number
from reportkit.vietnamese.quantities import find_quantities

EXACT, OVER, UNDER = Bound.EXACT, Bound.OVER, Bound.UNDER
NEARLY, ABOUT, RANGE, ORDER = Bound.NEARLY, Bound.ABOUT, Bound.RANGE, Bound.ORDER

READ = [
    # digits, as Vietnam groups them
    ("có 1.234.567 lượt", [("1.234.567", "1234567", EXACT, None)]),
    ("đạt 12,5%", [("12,5%", "12.5", EXACT, "%")]),
    ("góp 2,6 tỷ đồng", [("2,6 tỷ đồng", "2600000000", EXACT, "đồng")]),
    ("chi 1 tỷ 250 triệu đồng", [("1 tỷ 250 triệu đồng", "1250000000", EXACT, "đồng")]),
    ("chi 1.5 tỷ đồng", [("1.5 tỷ đồng", "1500000000", EXACT, "đồng")]),
    ("có 05 chi bộ", [("05", "5", EXACT, None)]),
    ("dân số 1 234 567 người", [("1 234 567", "1234567", EXACT, None)]),
    ("dân số 1\u00a0234\u00a0567 người", [("1\u00a0234\u00a0567", "1234567", EXACT, None)]),
    ("trồng 3,2 vạn cây", [("3,2 vạn", "32000", EXACT, None)]),
    ("gần 2 tỷ rưỡi đồng", [("gần 2 tỷ rưỡi đồng", "2500000000", NEARLY, "đồng")]),
    (
        "tuyến dài 5,5 km, rộng 350 m2",
        [("5,5 km", "5.5", EXACT, "km"), ("350 m2", "350", EXACT, "m²")],
    ),
    ("giảm 2,3 điểm %", [("2,3 điểm %", "2.3", EXACT, "điểm %")]),
    # bounds, and how far they reach
    ("trên 579 mô hình", [("trên 579", "579", OVER, None)]),
    ("giảm sâu (trên 10%)", [("trên 10%", "10", OVER, "%")]),
    ("không dưới 30 buổi", [("không dưới 30", "30", OVER, None)]),
    ("không quá 15%", [("không quá 15%", "15", UNDER, "%")]),
    ("chưa đến 40 hộ", [("chưa đến 40", "40", UNDER, None)]),
    ("xấp xỉ 96%", [("xấp xỉ 96%", "96", ABOUT, "%")]),
    (
        "treo hơn 900 băng rôn, trên 70 pa nô, 1.140 lá cờ",
        [
            ("hơn 900", "900", OVER, None),
            ("trên 70", "70", OVER, None),
            ("1.140", "1140", EXACT, None),
        ],
    ),
    ("chọn từ 2 việc đột phá trở lên", [("từ 2 việc đột phá trở lên", "2", OVER, None)]),
    ("phạt từ 5 triệu đồng trở xuống", [("từ 5 triệu đồng trở xuống", "5000000", UNDER, "đồng")]),
    # vague orders
    ("hàng nghìn lượt", [("hàng nghìn", "1000", ORDER, None)]),
    ("hàng trăm triệu đồng", [("hàng trăm triệu đồng", "100000000", ORDER, "đồng")]),
    ("mấy chục hộ", [("mấy chục", "10", ORDER, None)]),
    # number words
    ("hai mươi lăm (25) tập thể", [("hai mươi lăm (25)", "25", EXACT, None)]),
    ("một trăm linh năm hộ", [("một trăm linh năm", "105", EXACT, None)]),
]

RATIOS = [
    ("11/17 xã", "11/17", 11, 17),
    ("120/120 đảng viên", "120/120", 120, 120),
    ("1 trong 10 đơn vị", "1 trong 10", 1, 10),
    ("1/3 số hộ", "1/3", 1, 3),
    ("5.775/8.227 xã", "5.775/8.227", 5775, 8227),
]

RANGES = [
    ("từ 1 - 2 mô hình", "từ 1 - 2", "1", "2", None),
    ("đạt 10–15%", "10–15%", "10", "15", "%"),
    ("từ 1.200 đến 1.500 hộ", "từ 1.200 đến 1.500", "1200", "1500", None),
    ("vay 1,5 - 2 triệu đồng", "1,5 - 2 triệu đồng", "1500000", "2000000", "đồng"),
]

NO_QUANTITIES = [
    "ngày 18/5/2021",
    "ngày 05 tháng 9 năm 2023",
    "Chiều 12/5, tại hội trường",
    "sáng 12-5",
    "tháng 4/2023",
    "quý 2/2024",
    "giai đoạn 2021 - 2025",
    "nhiệm kỳ 2020-2025",
    "Sau hơn 2 năm thực hiện",
    "trong 6 tháng đầu năm",
    "năm 2021, 2022 và 2023",
    "lúc 8h30, 7 giờ 15",
    "điện thoại 0912 345 678; 1800 1260 - 1800 1261",
    "Kết luận số 01-KL/TW, Quyết định 719/QĐ-TTg, Công văn số 4338/BTTTT-CĐSQG",
    "Chỉ thị 05, Nghị quyết 18, Nghị quyết Trung ương 4",
    "Trung đoàn 880, Quốc lộ 279, bão số 3, tổ 5, lớp 12, COVID-19",
    "thứ 7, lần thứ 3",
    "một số xã, một trong những đơn vị, hai bên",
    "1. Kết quả\n2. Hạn chế",
    "4.0",
]


@pytest.mark.parametrize(("text", "expected"), READ, ids=[text for text, _ in READ])
def test_it_reads_words_value_bound_and_unit(text, expected):
    found = [
        (quantity.span.of(text), quantity.value, quantity.bound, quantity.unit)
        for quantity in find_quantities(text)
    ]
    assert found == [(words, Decimal(value), bound, unit) for words, value, bound, unit in expected]


@pytest.mark.parametrize(("text", "words", "part", "whole"), RATIOS)
def test_it_reads_ratios(text, words, part, whole):
    [quantity] = find_quantities(text)
    assert (quantity.span.of(text), quantity.value, quantity.denominator) == (words, part, whole)


@pytest.mark.parametrize(("text", "words", "low", "high", "unit"), RANGES)
def test_it_reads_ranges(text, words, low, high, unit):
    [quantity] = find_quantities(text)
    assert quantity.bound is RANGE
    assert quantity.span.of(text) == words
    assert (quantity.low, quantity.high, quantity.unit) == (Decimal(low), Decimal(high), unit)


@pytest.mark.parametrize("text", NO_QUANTITIES)
def test_it_reads_no_quantity_in(text):
    assert find_quantities(text) == []


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("hai mươi mốt", 21),
        ("ba mươi tư", 34),
        ("một trăm lẻ tám", 108),
        ("hai nghìn rưỡi", 2500),
        ("hai nghìn ba trăm linh năm", 2305),
        ("một triệu hai trăm nghìn", 1_200_000),
        ("ba tỷ năm trăm triệu", 3_500_000_000),
        ("mươi trăm một", None),
        ("hai nghìn ba", 2300),
    ],
)
def test_number_words(words, number):
    assert words_to_number(words) == number


@given(st.text(alphabet=st.sampled_from("0123456789.,/-% \n từđếnhơnvàtỷ()"), max_size=60))
def test_spans_lie_in_the_text_in_order_and_apart(text):
    end = 0
    for quantity in find_quantities(text):
        assert end <= quantity.span.start < quantity.span.end <= len(text)
        end = quantity.span.end


@given(st.integers(min_value=0, max_value=10**12))
def test_a_grouped_number_reads_back(number):
    written = f"{number:,}".replace(",", ".")
    [quantity] = find_quantities(f"có {written} lượt")
    assert quantity.value == number


@pytest.mark.parametrize("text", [text for text, _ in READ])
def test_decomposed_letters_give_the_same_reading(text):
    decomposed = unicodedata.normalize("NFD", text)
    composed_words = [
        (unicodedata.normalize("NFC", quantity.span.of(decomposed)), quantity.amount)
        for quantity in find_quantities(decomposed)
    ]
    assert composed_words == [
        (quantity.span.of(text), quantity.amount) for quantity in find_quantities(text)
    ]
