"""What holds for every text: where quantities stand, and what they do not depend on."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from reportkit.vietnamese import Amount, Bound, find_quantities, format_amount, quantities
from tests.vietnamese.readings import readings

PIECES = st.sampled_from(
    "0 1 5 12 05 2023 1.234 1.234.567 12,5 1.5 11/17 1/3 12/5 18/5/2021 10-15 % ‰ m² ha km đồng đ $ USD"
    " triệu tỷ nghìn trăm chục vạn rưỡi k M tr.đ một hai ba bốn năm mười mươi lăm linh không phẩy trên"
    " hơn dưới gần khoảng quá không ít nhất tối đa ước độ từ đến và giữa trong số trở lên xuống hàng vài"
    " mấy gấp đôi nửa lần tháng ngày quý giai đoạn Quyết định Nghị quyết khóa thứ xã mô hình hộ người âm -"
    ' – ( ) [ ] , ; : / " “ ” … là so với cùng kỳ\u00a0năm'.split(" ")
)
SENTENCES = st.lists(PIECES, max_size=14).map(" ".join)
GLUED = st.lists(PIECES, max_size=14).map("".join)
ANY_TEXT = st.one_of(SENTENCES, GLUED, st.text(max_size=40))


@given(ANY_TEXT)
@settings(max_examples=400)
def test_spans_lie_in_the_text_in_order_and_apart(text):
    end = 0
    for quantity in find_quantities(text):
        assert end <= quantity.span.start < quantity.span.end <= len(text)
        assert quantity.span.of(text).strip() == quantity.span.of(text)
        end = quantity.span.end


@given(SENTENCES)
@settings(max_examples=300)
def test_composed_and_decomposed_letters_give_the_same_reading(text):
    composed = readings(unicodedata.normalize("NFC", text))
    decomposed = readings(unicodedata.normalize("NFD", text))
    assert [(unicodedata.normalize("NFC", words), said) for words, said in decomposed] == composed


@given(SENTENCES, SENTENCES)
@settings(max_examples=400)
@example("; 0", "Quyết")  # no mark of a list: its point stands on another line
def test_each_number_is_decided_from_its_own_sentence(first, second):
    """So too: text after a full stop and a new line changes nothing that was found before it."""
    first = f"{first}.\n"
    assert readings(first + second) == readings(first) + readings(second)


@given(st.integers(0, 10**12), st.integers(1, 999), st.sampled_from(["", "%", " ha", " đồng"]))
def test_digits_give_the_value(number, decimals, unit):
    assume(unit != " đồng" or number >= 1000)  # "5,125 đồng" has no decimals
    grouped = f"{number:,}".replace(",", ".")
    [(words, said)] = readings(f"có {grouped},{decimals:03}{unit} được")
    assert words == f"{grouped},{decimals:03}{unit}"
    assert Decimal(said.split()[0]) == Decimal(f"{number}.{decimals:03}")


@given(SENTENCES)
@settings(max_examples=400)
def test_the_short_way_for_plain_numbers_gives_what_the_long_way_gives(text):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quantities, "plain_number_at", lambda *_: None)
        long_way = readings(text)
    assert readings(text) == long_way


SCALES = {"": 1, "nghìn ": 10**3, "vạn ": 10**4, "triệu ": 10**6, "tỷ ": 10**9}


@given(
    st.lists(st.integers(1, 99), min_size=2, max_size=5),
    st.sampled_from(sorted(SCALES)),
    st.sampled_from(["đồng", "ha", "%"]),
)
def test_a_list_shares_the_scale_and_the_unit_of_its_last(numbers, scale, unit):
    *before, last = map(str, numbers)
    found = find_quantities(f"lần lượt {', '.join(before)} và {last} {scale}{unit}")
    assert [quantity.value for quantity in found] == [number * SCALES[scale] for number in numbers]
    assert {quantity.unit for quantity in found} == {unit}


UNITS = st.sampled_from([None, "%", "đồng", "ha", "km", "m²", "tấn", "USD", "điểm %"])
NUMBERS = st.one_of(
    st.integers(0, 10**13).map(Decimal),
    st.decimals(0, 10**6, places=2).map(lambda number: number.normalize() + 0),
)


@st.composite
def amounts(draw: st.DrawFn) -> Amount:
    """Amounts as reports have them."""
    bound = draw(st.sampled_from(list(Bound)))
    value = draw(NUMBERS)
    unit = draw(UNITS)
    if bound is Bound.ORDER:
        return Amount.of(10 ** draw(st.integers(1, 11)), unit=unit, bound=bound)
    if bound is Bound.RANGE:
        return Amount.of(value, high=value + draw(st.integers(1, 10**6)), unit=unit, bound=bound)
    if draw(st.booleans()) and bound is not Bound.RANGE:
        whole = draw(st.integers(1, 10**5))
        return Amount.of(draw(st.integers(0, whole)), denominator=whole, bound=bound)
    return Amount.of(value, unit=unit, bound=bound)


@given(amounts())
@settings(max_examples=400)
def test_what_is_formatted_reads_back(amount):
    written = format_amount(amount)
    text = f"kết quả đạt {written} xã"
    [quantity] = find_quantities(text)
    assert quantity.amount == amount
    assert quantity.span.of(text) == written


# ------------------------------------------------------------------------- how long it takes

ORDINARY = (
    "Toàn huyện xây dựng trên 579 mô hình, 11/17 xã đạt chuẩn, góp 2,6 tỷ đồng; ngày 18/5/2021 Huyện ủy"
    " ban hành Kế hoạch số 12-KH/HU về học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh, tuyên"
    " truyền cho cán bộ, đảng viên và Nhân dân; qua đó nhận thức của cán bộ, đảng viên được nâng lên rõ rệt.\n"
)
WITHOUT_QUANTITIES = [
    "1", "12 ", "123 ", "1.", "123.", "1,", "123,", "1/", "1-", "1:", ".", ",", " ", "\u00a0", "\n", '"', "“",
    "(", ")", "(1", "[1", "1 (", "-", "%", "1%", "$", "a", "u\u0300", "e\u0301\u0323", "trên ", "trên trên ",
    "từ ", "một ", "hai ", "năm ", "mươi ", "không ", "phẩy ", "linh ", "tỷ ", "hàng ", "gấp ", "lần lượt ", "tháng ",
]  # fmt: skip
DENSE = [
    "hơn 1 ", "từ 1 ", "1 đến ", "1 trong ", "1 tỷ ", "vài a ", "ngày 1 ", "số 1 ", "1 a ", "1 trở ", "một (",
    "1, 2 và ", "hai mươi ", "$1 a ", "1/2023 a ", "0912 a ", "1 1 a ", "hai xã ", "a 1 - ",
]  # fmt: skip


@pytest.mark.parametrize("piece", [*WITHOUT_QUANTITIES, *DENSE], ids=repr)
def test_endless_repetition_is_read_with_spans_in_order_and_apart(piece):
    """How long it takes is measured by `benchmarks/parse.py --adversarial`."""
    text = (piece * (20_000 // len(piece) + 1))[:20_000]
    end = 0
    for quantity in find_quantities(text):
        assert end <= quantity.span.start < quantity.span.end <= len(text)
        end = quantity.span.end
