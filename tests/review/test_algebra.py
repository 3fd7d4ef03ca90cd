"""How amounts add up: the table of bounds, worked cases, and the laws of the sum."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.errors import ReviewError
from reportkit.review.algebra import (
    add,
    add_all,
    as_percentage,
    bound_of_sum,
    convert,
    dimension,
    highest,
    lowest_and_highest,
    may_be_the_same,
)
from reportkit.spans import Span
from reportkit.vietnamese import Amount, Bound, Quantity
from reportkit.vietnamese.quantities import MEASURE_UNITS

EXACT, OVER, UNDER, NEARLY, ABOUT, RANGE, ORDER = Bound

# The table of the design page; it is symmetric.
TABLE = [
    (EXACT, EXACT, EXACT),
    (EXACT, OVER, OVER),
    (EXACT, UNDER, UNDER),
    (EXACT, NEARLY, NEARLY),
    (EXACT, ABOUT, ABOUT),
    (EXACT, RANGE, RANGE),
    (OVER, OVER, OVER),
    (OVER, UNDER, ABOUT),
    (OVER, NEARLY, ABOUT),
    (OVER, ABOUT, ABOUT),
    (OVER, RANGE, OVER),
    (UNDER, UNDER, UNDER),
    (UNDER, NEARLY, NEARLY),
    (NEARLY, NEARLY, NEARLY),
    (UNDER, ABOUT, ABOUT),
    (NEARLY, ABOUT, ABOUT),
    (UNDER, RANGE, ABOUT),
    (NEARLY, RANGE, ABOUT),
    (ABOUT, ABOUT, ABOUT),
    (ABOUT, RANGE, ABOUT),
    (RANGE, RANGE, RANGE),
]


@pytest.mark.parametrize(("first", "second", "total"), TABLE)
def test_the_bound_of_a_sum_is_that_of_the_table(first, second, total):
    assert bound_of_sum(first, second) is total
    assert bound_of_sum(second, first) is total


def test_the_table_is_whole():
    assert {frozenset(row[:2]) for row in TABLE} == {
        frozenset({first, second})
        for first in Bound
        for second in Bound
        if ORDER not in {first, second}
    }


@pytest.mark.parametrize("other", list(Bound))
def test_a_vague_order_joins_no_sum(other):
    with pytest.raises(ReviewError, match="hàng nghìn"):
        bound_of_sum(ORDER, other)


SUMS = [
    # parts, value, low, high, bound
    (["over 579", "exact 29"], 608, 608, None, OVER),
    (["exact 301", "exact 113"], 414, 414, 414, EXACT),
    (["nearly 350000", "over 370000"], 720000, None, None, ABOUT),
    (["nearly 500", "under 20"], 520, None, 520, NEARLY),
    (["under 30", "under 20", "exact 5"], 55, None, 55, UNDER),
    (["range 1 2", "range 10 20"], 11, 11, 22, RANGE),
    (["range 1 2", "over 10"], 11, 11, None, OVER),
    (["range 1 2", "nearly 10"], 11, None, 12, ABOUT),
    (["about 5", "exact 3"], 8, None, None, ABOUT),
    (["exact 0", "exact 7"], 7, 7, 7, EXACT),
    (["exact 0.1", "exact 0.2"], "0.3", "0.3", "0.3", EXACT),
]


def amount(words: str) -> Amount:
    bound, value, *high = words.split()
    return Amount.of(value, high=high[0] if high else None, bound=Bound(bound))


@pytest.mark.parametrize(("parts", "value", "low", "high", "bound"), SUMS)
def test_amounts_add_up(parts, value, low, high, bound):
    total = add_all(map(amount, parts))
    ends = [None if end is None else Decimal(end) for end in (low, high)]
    assert (total.value, [total.low, total.high], total.bound) == (Decimal(value), ends, bound)


def test_no_amounts_have_no_sum():
    assert add_all([]) is None


def test_a_quantity_adds_as_the_amount_it_is():
    quantity = Quantity.at(Span(3, 5), Amount.of(29))
    assert add_all([quantity]) == Amount.of(29)
    assert add_all([quantity, quantity]) == Amount.of(58)


def test_ratios_add_numerator_and_denominator():
    assert add(Amount.of(11, denominator=17), Amount.of(7, denominator=7)) == Amount.of(
        18, denominator=24
    )


def test_a_ratio_and_a_count_add_as_counts():
    assert add(Amount.of(11, denominator=17), Amount.of(43)) == Amount.of(54)


UNITS = [
    # first, second, value and unit of the sum
    (("1.5", "km"), ("300", "m"), ("1800", "m")),
    (("1", "ha"), ("500", "m²"), ("10500", "m²")),
    (("2", "tấn"), ("3", "tấn"), ("5", "tấn")),
    (("1", "tấn"), ("2", "tạ"), ("1200", "kg")),
    (("5", "mô hình"), ("3", "mô hình"), ("8", "mô hình")),
    (("5", "lượt cán bộ"), ("3", "lượt đảng viên"), ("8", None)),
]


@pytest.mark.parametrize(("first", "second", "total"), UNITS)
def test_one_kind_of_measure_adds_in_one_unit(first, second, total):
    answer = add(*(Amount.of(value, unit=unit) for value, unit in (first, second)))
    assert (answer.value, answer.unit) == (Decimal(total[0]), total[1])


@pytest.mark.parametrize(
    ("first", "second"), [("km", "ha"), ("đồng", "USD"), ("đồng", "hộ"), ("km", None)]
)
def test_different_kinds_of_measure_do_not_add(first, second):
    with pytest.raises(ReviewError, match="do not add up"):
        add(Amount.of(1, unit=first), Amount.of(1, unit=second))
    with pytest.raises(ReviewError, match="cannot be told in"):
        convert(Amount.of(1, unit=first), second)


def test_percentages_do_not_add():
    with pytest.raises(ReviewError, match="Percentages"):
        add(Amount.of(50, unit="%"), Amount.of(60, unit="%"))


HIGHEST = [
    (["exact 510", "exact 400"], "510 exact"),
    (["exact 510", "over 500"], "510 over"),
    (["exact 600", "about 500"], "600 exact"),
    (["nearly 600", "exact 590"], "600 nearly"),
    (["over 500", "exact 500"], "500 over"),
    (["exact 15", "range 10 20"], "15 over"),
    (["nearly 500", "exact 500"], "500 exact"),
]


@pytest.mark.parametrize(("given_", "answer"), HIGHEST)
def test_the_highest_says_at_least_where_another_may_be_higher(given_, answer):
    for order in (given_, given_[::-1]):
        top = highest(map(amount, order))
        assert f"{top.value} {top.bound}" == answer


def test_the_span_of_rates_goes_from_the_lowest_to_the_highest():
    low, high = lowest_and_highest(Amount.of(rate, unit="%") for rate in ("97", "2.95", "100"))
    assert (low.value, high.value) == (Decimal("2.95"), 100)


@pytest.mark.parametrize(
    ("ratio", "percentage"),
    [((41, 44), "93.18"), ((120, 120), "100"), ((1, 8), "12.5"), ((0, 7), "0")],
)
def test_a_ratio_is_a_percentage(ratio, percentage):
    assert str(as_percentage(Amount.of(ratio[0], denominator=ratio[1])).value) == percentage


def test_a_part_of_nothing_is_no_percentage():
    assert as_percentage(Amount.of(0, denominator=0)) is None


SAME = [
    # said, exact, may be the same number
    ("over 500", 579, True),
    ("over 500", 600, False),
    ("over 500", 499, False),
    ("nearly 500", 488, True),
    ("nearly 500", 512, False),
    ("about 500", 455, True),
    ("range 10 20", 12, True),
    ("range 10 20", 25, False),
    ("exact 500", 500, False),
    ("over 20000", 20145, True),
    ("over 7100", 7255, False),
]


@pytest.mark.parametrize(("said", "exact", "answer"), SAME)
def test_a_rounded_number_may_stand_for_an_exact_one(said, exact, answer):
    assert may_be_the_same(amount(said), Amount.of(exact)) is answer


# ------------------------------------------------------------------------------------ laws

numbers = st.decimals(min_value=0, max_value=10**9, places=2)


@st.composite
def amounts(draw, units=(None, "mô hình", "cách làm")):
    """Any amount that can join a sum."""
    bound = draw(st.sampled_from([bound for bound in Bound if bound is not ORDER]))
    value = draw(numbers)
    high = value + draw(numbers) if bound is RANGE else None
    denominator = draw(st.none() | st.integers(1, 1000))
    return Amount.of(
        value, high=high, denominator=denominator, unit=draw(st.sampled_from(units)), bound=bound
    )


@given(amounts(), amounts())
def test_the_order_of_two_parts_is_all_one(first, second):
    assert add(first, second) == add(second, first)


@given(amounts(), amounts(), amounts())
def test_how_parts_are_grouped_is_all_one(first, second, third):
    assert add(add(first, second), third) == add(first, add(second, third))


@given(st.lists(amounts(units=("km", "m")), min_size=1, max_size=6), st.randoms())
def test_any_order_of_lengths_gives_the_same_total(parts, random):
    shuffled = list(parts)
    random.shuffle(shuffled)
    assert add_all(parts) == add_all(shuffled)


@given(st.lists(numbers, min_size=1, max_size=8))
def test_exact_stays_exact(values):
    total = add_all(map(Amount.of, values))
    assert total == Amount.of(sum(values))


@given(st.lists(st.tuples(amounts(), st.integers(0, 100)), min_size=1, max_size=6))
def test_the_ends_of_a_total_hold_every_total_that_its_parts_allow(parts):
    total = add_all(part for part, _ in parts)
    real = Decimal(0)
    for part, shift in parts:
        low = part.low if part.low is not None else (part.high or part.value) - shift
        high = part.high if part.high is not None else low + shift
        real += min(low + shift, high)
    assert total.low is None or total.low <= real
    assert total.high is None or real <= total.high


@given(st.lists(amounts(), min_size=1, max_size=6), st.randoms())
def test_the_highest_of_all_does_not_hang_on_their_order(parts, random):
    shuffled = list(parts)
    random.shuffle(shuffled)
    first, second = highest(parts), highest(shuffled)
    assert (first.value, first.bound, first.low, first.high) == (
        second.value, second.bound, second.low, second.high,
    )  # fmt: skip


def test_every_measure_that_is_read_stands_for_itself_or_for_a_base_unit():
    for unit in MEASURE_UNITS:
        assert dimension(unit) in MEASURE_UNITS, unit
        assert add_all([Amount.of(2, unit=unit)]).unit == unit
    assert dimension("mô hình") is None


@pytest.mark.parametrize("unit", ["kV", "USD", "GB"])
def test_a_measure_without_a_base_unit_adds_to_itself_only(unit):
    assert add(Amount.of(2, unit=unit), Amount.of(3, unit=unit)).value == 5
    with pytest.raises(ReviewError):
        add(Amount.of(2, unit=unit), Amount.of(3, unit="kg"))
