"""Numbers, amounts and dates come out as a Vietnamese office writes them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from reportkit.vietnamese import Amount, Bound
from reportkit.vietnamese.formatting import (
    format_amount,
    format_date,
    format_number,
    format_percent,
    format_short_date,
    pad,
)

NUMBERS = [
    ("0", "0"),
    ("7", "7"),
    ("12651", "12.651"),
    ("1234567", "1.234.567"),
    ("2.95", "2,95"),
    ("0.1234567891", "0,1234567891"),
    ("1E+3", "1.000"),
    ("-40", "-40"),
]


@pytest.mark.parametrize(("number", "words"), NUMBERS)
def test_a_number_has_dots_between_thousands_and_a_comma_and_loses_no_digit(number, words):
    assert format_number(Decimal(number)) == words


AMOUNTS = [
    (Amount.of(608), "608"),
    (Amount.of(608, unit="mô hình"), "608 mô hình"),
    (Amount.of(608, unit="mô hình", bound=Bound.OVER), "trên 608 mô hình"),
    (Amount.of(100, unit="hộ", bound=Bound.UNDER), "dưới 100 hộ"),
    (Amount.of(96, unit="%", bound=Bound.NEARLY), "gần 96%"),
    (Amount.of(350000, unit="lượt người", bound=Bound.ABOUT), "khoảng 350.000 lượt người"),
    (Amount.of("12.5", unit="%"), "12,5%"),
    (Amount.of(1, high=2, unit="mô hình", bound=Bound.RANGE), "1 - 2 mô hình"),
    (Amount.of(95, high=100, unit="%", bound=Bound.RANGE), "95 - 100%"),
    (Amount.of(11, denominator=17, unit="huyện ủy"), "11/17 huyện ủy"),
    (Amount.of(2_600_000_000, unit="đồng"), "2,6 tỷ đồng"),
    (Amount.of(1_420_000_000, unit="đồng", bound=Bound.OVER), "trên 1,42 tỷ đồng"),
    (Amount.of(1_234_500_000, unit="đồng"), "1.234,5 triệu đồng"),
    (Amount.of(1_234_567, unit="đồng"), "1.234.567 đồng"),
    (Amount.of(500_000, unit="đồng"), "500.000 đồng"),
    (
        Amount.of(2_000_000_000, high=3_000_000_000, unit="đồng", bound=Bound.RANGE),
        "2 - 3 tỷ đồng",
    ),
    (
        Amount.of(500_000_000, high=1_000_000_000, unit="đồng", bound=Bound.RANGE),
        "500 - 1.000 triệu đồng",
    ),
    (Amount.of(10, bound=Bound.ORDER), "hàng chục"),
    (Amount.of(1000, bound=Bound.ORDER, unit="tin, bài"), "hàng nghìn tin, bài"),
    (Amount.of(100_000, bound=Bound.ORDER, unit="lượt"), "hàng trăm nghìn lượt"),
    (Amount.of(10**9, bound=Bound.ORDER, unit="đồng"), "hàng tỷ đồng"),
    (None, "–"),
]


@pytest.mark.parametrize(("amount", "words"), AMOUNTS, ids=[words for _, words in AMOUNTS])
def test_an_amount_keeps_its_bound_and_its_unit(amount, words):
    assert format_amount(amount) == words


PADDED = [
    (Amount.of(2, unit="tập thể"), "02 tập thể"),
    (Amount.of(12, unit="tập thể"), "12 tập thể"),
    (Amount.of(0, unit="tập thể"), "0 tập thể"),
    (Amount.of(5, unit="%"), "5%"),
    (Amount.of("7.5", unit="km"), "7,5 km"),
    (Amount.of(5, unit="mô hình", bound=Bound.OVER), "trên 5 mô hình"),
    (Amount.of(5, denominator=7, unit="đơn vị"), "5/7 đơn vị"),
    (Amount.of(5_000_000_000, unit="đồng"), "5 tỷ đồng"),
]


@pytest.mark.parametrize(("amount", "words"), PADDED, ids=[words for _, words in PADDED])
def test_only_an_exact_count_below_ten_gets_a_zero(amount, words):
    assert format_amount(amount, padded=True) == words


def test_without_its_unit_an_amount_keeps_what_belongs_to_the_number():
    assert format_amount(Amount.of(608, unit="mô hình"), unit=False) == "608"
    assert format_amount(Amount.of(96, unit="%"), unit=False) == "96%"
    assert format_amount(Amount.of(2_600_000_000, unit="đồng"), unit=False) == "2.600.000.000"


@pytest.mark.parametrize(
    ("day", "long", "short"),
    [
        (dt.date(2023, 9, 5), "ngày 05 tháng 9 năm 2023", "5/9/2023"),
        (dt.date(2020, 1, 31), "ngày 31 tháng 01 năm 2020", "31/1/2020"),
        (dt.date(2016, 12, 15), "ngày 15 tháng 12 năm 2016", "15/12/2016"),
    ],
)
def test_dates_follow_the_rule_for_zeros(day, long, short):
    assert (format_date(day), format_short_date(day)) == (long, short)


def test_percentages_and_padded_counts():
    assert format_percent(Decimal("99.50")) == "99,5%"
    assert (pad(2), pad(12), pad(Decimal("2.5"))) == ("02", "12", "2,5")
