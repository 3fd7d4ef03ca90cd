"""Numbers, amounts and dates as a Vietnamese office writes them.

Takes values, gives short phrases ("trên 608 mô hình", "ngày 05 tháng 9 năm 2023"). Nothing is
rounded. Knows no sentence and no document. The rules stand in Nghị định 30/2020/NĐ-CP, Phụ lục I
(dates), Luật Kế toán 2003, Điều 12 (dot and comma), and the habit of offices ("02 tập thể").
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from decimal import Decimal

from reportkit.vietnamese.amounts import Amount, Bound

__all__ = [
    "FILTERS",
    "MISSING",
    "format_amount",
    "format_date",
    "format_list",
    "format_number",
    "format_percent",
    "format_short_date",
    "pad",
]

MISSING = "–"
"""What stands for a number that nobody reported; never 0."""

_BOUND_WORDS = {
    Bound.OVER: "trên",
    Bound.UNDER: "dưới",
    Bound.NEARLY: "gần",
    Bound.ABOUT: "khoảng",
}
_MONEY_SCALES = ((Decimal(10) ** 9, "tỷ đồng"), (Decimal(10) ** 6, "triệu đồng"))
_MOST_DECIMALS_OF_MONEY = 2
_NEVER_PADDED = ("%", "đồng")
_ORDER_STEPS = ("", "chục", "trăm")
_ORDER_SCALES = ((12, "nghìn tỷ"), (9, "tỷ"), (6, "triệu"), (3, "nghìn"), (0, ""))


def format_number(number: Decimal | int | float) -> str:
    """Give the number with dots between thousands and a decimal comma, unrounded.

    >>> format_number(Decimal("1234567.5"))
    '1.234.567,5'
    """
    from babel.numbers import format_decimal

    exact = number if isinstance(number, Decimal | int) else Decimal(str(number))
    return format_decimal(exact, locale="vi", decimal_quantization=False)


def format_percent(number: Decimal | int | float) -> str:
    """Give a percentage; 12.5 means 12,5%, not 1250%.

    >>> format_percent(Decimal("12.5"))
    '12,5%'
    """
    return f"{format_number(number)}%"


def pad(number: Decimal | int) -> str:
    """Give a count with a zero before it below ten, as offices write it.

    >>> pad(2), pad(12), pad(0)
    ('02', '12', '0')
    """
    words = format_number(number)
    return f"0{words}" if 0 < number < 10 and number == int(number) else words


def format_amount(amount: Amount | None, *, unit: bool = True, padded: bool = False) -> str:
    """Give the amount in words of a report: bound, number and unit of measure.

    Parameters
    ----------
    amount:
        None gives a dash.
    unit:
        Whether the unit of measure is written. A percent sign is part of the number; a sum of
        money without "tỷ đồng" is written in full.
    padded:
        Whether an exact count below ten gets a zero before it.

    Examples
    --------
    >>> format_amount(Amount.of(608, bound=Bound.OVER, unit="mô hình"))
    'trên 608 mô hình'
    >>> format_amount(Amount.of(11, denominator=17, unit="huyện ủy"))
    '11/17 huyện ủy'
    >>> format_amount(Amount.of(1, high=2, bound=Bound.RANGE), unit=False)
    '1 - 2'
    >>> format_amount(Amount.of(1000, bound=Bound.ORDER, unit="tin, bài"))
    'hàng nghìn tin, bài'
    >>> format_amount(Amount.of(2_600_000_000, unit="đồng"))
    '2,6 tỷ đồng'
    >>> format_amount(Amount.of(2_600_000_000, unit="đồng"), unit=False)
    '2.600.000.000'
    >>> format_amount(Amount.of(2, unit="tập thể"), padded=True)
    '02 tập thể'
    """
    if amount is None:
        return MISSING
    divisor, measure = _scale(amount) if unit else (Decimal(1), amount.unit or "")
    if amount.bound is Bound.ORDER:
        number = _order(amount.value)
        measure = amount.unit or ""
    elif amount.bound is Bound.RANGE and amount.high is not None:
        number = f"{format_number(amount.value / divisor)} - {format_number(amount.high / divisor)}"
    elif amount.denominator is not None:
        number = f"{format_number(amount.value)}/{format_number(amount.denominator)}"
    elif padded and amount.bound is Bound.EXACT and amount.unit not in _NEVER_PADDED:
        number = pad(amount.value)
    else:
        number = format_number(amount.value / divisor)
    said = f"{_BOUND_WORDS[amount.bound]} {number}" if amount.bound in _BOUND_WORDS else number
    if measure == "%":
        return f"{said}%"
    return f"{said} {measure}" if unit and measure else said


def format_date(day: dt.date) -> str:
    """Give the date as a document writes it: days below ten and months 1 and 2 take a zero.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Mục II, 4b.

    >>> format_date(dt.date(2023, 9, 5)), format_date(dt.date(2020, 1, 15))
    ('ngày 05 tháng 9 năm 2023', 'ngày 15 tháng 01 năm 2020')
    """
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def format_list(items: Iterable[object]) -> str:
    """Give the items as a sentence lists them; items that hold a comma are parted by semicolons.

    >>> format_list(["a", "b", "c"]), format_list(["a"])
    ('a, b và c', 'a')
    >>> format_list(["Chỉ thị 05, ngày 15/5/2016", "Kế hoạch 03", "Kết luận 01"])
    'Chỉ thị 05, ngày 15/5/2016; Kế hoạch 03 và Kết luận 01'
    """
    words = [str(item) for item in items]
    separator = "; " if any(", " in word for word in words) else ", "
    return " và ".join(part for part in (separator.join(words[:-1]), *words[-1:]) if part)


def format_short_date(day: dt.date) -> str:
    """Give the date as it stands in a citation.

    >>> format_short_date(dt.date(2016, 5, 15))
    '15/5/2016'
    """
    return f"{day.day}/{day.month}/{day.year}"


def _scale(amount: Amount) -> tuple[Decimal, str]:
    """What to divide by and the unit to write, so that round sums of money read well."""
    measure = amount.unit or ""
    if measure == "đồng" and amount.denominator is None:
        numbers = [amount.value]
        if amount.bound is Bound.RANGE and amount.high is not None:
            numbers.append(amount.high)
        for divisor, words in _MONEY_SCALES:
            smallest = divisor.scaleb(-_MOST_DECIMALS_OF_MONEY)
            if all(number >= divisor and number % smallest == 0 for number in numbers):
                return divisor, words
    return Decimal(1), measure


def _order(value: Decimal) -> str:
    """The words for an order of magnitude: 1000 is "hàng nghìn", 100000 "hàng trăm nghìn"."""
    power = max(value.adjusted(), 1)
    zeros, scale = next(entry for entry in _ORDER_SCALES if power >= entry[0])
    step = _ORDER_STEPS[min(power - zeros, len(_ORDER_STEPS) - 1)]
    return " ".join(word for word in ("hàng", step, scale) if word)


FILTERS: dict[str, Callable[..., str]] = {
    "amount": format_amount,
    "listed": format_list,
    "long_date": format_date,
    "pad": pad,
    "short_date": format_short_date,
}
"""What templates need beyond the filters of any language: ``{{ day | long_date }}``."""
