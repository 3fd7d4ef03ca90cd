"""Reads one number, in digits or in words, with its scale words and its unit of measure.

Takes normalised text and the place where a number begins. Knows nothing of bounds and ranges.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from reportkit.vietnamese._vocabulary import (
    COUNTED,
    DIVISIBLE,
    MEASURES,
    NOT_MONEY_BEFORE,
    NOT_SCALE_BEFORE,
    SCALE_LETTERS,
    SCALES,
    alternatives,
)
from reportkit.vietnamese.number_words import (
    NUMBER_WORDS,
    number_words_at,
    said_digits,
    words_to_number,
)

__all__ = [
    "NUMBER",
    "Number",
    "decimal_of",
    "number_in_digits",
    "number_in_words",
    "unit_at",
    "whole",
]

_COUNTABLE = rf"(?=\s*(?:{alternatives((*COUNTED, *SCALES, *MEASURES))})(?!\w))"
_GROUPED = (
    r"\d{1,3}(?:\.\d{3}){1,6}(?:,\d{1,12})?|\d{1,3}(?:,\d{3}){2,6}(?:\.\d{1,12})?"
    r"|\d{1,3},\d{3}\.\d{1,12}"
    r"|\d{1,3}(?:(?:[ ]\d{3}){2,5}(?:,\d{1,12})?|[ ]000)(?![ ]\d{3}(?!\d))"
    rf"|(?:[1-9]\d{{1,2}}|(?<=[^\W\d][ ])[1-9])[ ]\d{{3}}(?!\d){_COUNTABLE}"
    r"|(?<![\s\S])[1-9]\d{0,2}[ ]\d{3}(?=\s*$)|[1-9]\d{0,2}[ ]\d{3}(?= ?[|\t])"
)
_PLAIN = r"\d{1,15},\d{1,12}|\d{1,15}\.\d{1,12}|\d{1,20}"
NUMBER = rf"(?:{_GROUPED}|{_PLAIN})(?![\d]|[.,]\d)"
"""A pattern of the digits of one number with their points and commas."""


def _scale_word(word: str) -> str:
    further = NOT_SCALE_BEFORE.get(word)
    no_scale = rf"(?!\s+(?:{alternatives(further)})(?!\w))" if further else ""
    return rf"{word}(?!\w|\.\s?(?:đ|đồng)(?!\w)){no_scale}"


_SCALE = rf"(?:{'|'.join(map(_scale_word, sorted(SCALES, key=len, reverse=True)))})"
# "tr.đ", "trđ": the short form of triệu keeps its point, or none, before the short form of đồng.
_SCALES = re.compile(
    rf"((?:\s*{_SCALE})*)(?:(\s*)(tr|ng)\.?(?=\s?(?:đ|đồng)(?!\w)))?(\s+rưỡi(?!\w))?"
)
_SHORT_SCALES = {"tr": 10**6, "ng": 10**3}
_LETTER = re.compile(rf"[{''.join(SCALE_LETTERS)}](?!\w)")
_TENTHS = re.compile(r"tr(\d)(?!\w)")  # 1tr5: 1,5 million
_PARTED = re.compile(r"(?:m(\d\d|[14-9])|kg(\d))(?!\w)")  # 1m72, 1m8, 1kg2
_DIGITS = re.compile(NUMBER)
_SMALLER = re.compile(rf"\s+({NUMBER})\s*({_SCALE})")
_NO_MONEY = "".join(
    rf"(?!(?<={word})\s+(?:{alternatives(others)})(?!\w))"
    for word, others in NOT_MONEY_BEFORE.items()
)
_MONEY = rf"(?:đ|đồng)(?!\w|/c(?!\w)|/chí){_NO_MONEY}"
_REST = re.compile(rf"\s+({NUMBER})(?=\s*{_MONEY})")
_MEASURE = re.compile(
    rf"\s*((?:{alternatives(MEASURES)})(?![\w²³]|/c(?!\w)|/chí))"
    rf"{_NO_MONEY}"
)
_AGAIN_IN_WORDS = re.compile(r"\s*\.?\s*\(\s*(?:bằng\s+chữ\s*:?\s*)?([^()\d]{2,150})\)")
_AGAIN_IN_DIGITS = re.compile(rf"\s*\(\s*({NUMBER})\s*\)")
_HALF = re.compile(r"\s+rưỡi(?!\w)")
_SAID_DECIMALS = re.compile(rf"\s+(?:phẩy|chấm)\s+(\d{{1,12}}(?![.,]?\d)|{NUMBER_WORDS})")
# "1 tỷ 2" is 1,2 tỷ, "1 triệu 250" 1.250.000: digits without a scale, and nothing that they count.
_TENTHS_OF_SCALE = re.compile(
    r"\s+([1-9]\d{0,2})"
    rf"(?=\s*(?:[,;)/]|\.(?!\d)|$)|\s+(?:{_MONEY}|(?:một|mỗi|là|thì|thôi|nhé|ạ)(?!\w)))"
)
_THOUSANDS_OF = re.compile(r"\s+(?:nghìn|ngàn)\s+(\d{1,3})(?=\s+((?:triệu|tỷ|tỉ)(?!\w)))")
_SIX_DECIMALS = re.compile(r"\d{1,3}\.(?:\d{3}){2,3}")
_THREE_DECIMALS = re.compile(r"\d{1,3},\d{3}")
_GLUED_NOUN = re.compile(rf"(?:{alternatives(word for word in COUNTED if len(word) > 1)})(?!\w)")
_WHOLES = re.compile(rf"\s+(?:{alternatives(set(COUNTED) - set(DIVISIBLE))})(?!\w)")
_LEAST_MONEY = 100
# "3 ca, 4 kíp" are shifts, "3 vàng, 2 bạc, 1 đồng" medals.
_NO_COIN = {"LAK": re.compile(""), "đồng": re.compile(r"(?:bạc|hcb)\s*(?:,|và)\s+$")}
_WITH_CENTS = frozenset(("USD", "EUR"))
_CENTS = re.compile(rf"\s+(?:và\s+)?(\d{{1,2}}|{NUMBER_WORDS})\s+(?:xen|xu|cent)s?(?!\w)")
_CLOSING_WORDS = re.compile(r"(?:\s+(?:đồng|chẵn|việt\s+nam))+[\s./]*$|[\s./]+$")


class Number(NamedTuple):
    """One number: where it stands, its value with scale, its unit.

    ``scale`` is what its scale words multiply with; ``high`` and ``denominator`` are those of
    words such as "hai ba" and "ba phần tư"; ``alone`` as in ``NumberInWords``.
    """

    start: int
    end: int
    value: Decimal
    unit: str | None = None
    scale: int = 1
    high: Decimal | None = None
    denominator: Decimal | None = None
    alone: bool = False


def whole(value: Decimal) -> Decimal:
    """Give the same value without a needless exponent or trailing zeros of scaling (2.60 tỷ)."""
    return value.to_integral_value() if value == value.to_integral_value() else value.normalize()


def decimal_of(written: str) -> Decimal:
    """Give the value of digits with points and commas as Vietnam writes them.

    A point groups thousands and a comma is the decimal mark (Luật Kế toán 2015, Điều 12). A point
    that cannot group (``1.5``, ``0.125``) is a decimal point; commas that group twice group, and
    so does one before three zeros.

    >>> [str(decimal_of(digits)) for digits in ("1.234,5", "1.5", "1,234,567", "0.125", "5,000")]
    ['1234.5', '1.5', '1234567', '0.125', '5000']
    """
    if written.isdigit():
        return Decimal(written)
    bare = written.replace(" ", "")
    if bare.find(".") > bare.find(",") > 0:
        return Decimal(bare.replace(",", ""))
    if bare.count(",") > 1 or (bare.endswith(",000") and "." not in bare and bare[0] != "0"):
        return Decimal(bare.replace(",", ""))
    if "," in bare:
        return Decimal(bare.replace(".", "").replace(",", "."))
    head, point, tail = bare.partition(".")
    if point and "." not in tail and (len(tail) != 3 or len(head) > 3 or head == "0"):
        return Decimal(bare)
    return Decimal(bare.replace(".", ""))


def unit_at(low: str, end: int) -> tuple[str, int] | None:
    """Give the unit of measure that follows at ``end``, and where it ends."""
    measured = _MEASURE.match(low, end)
    return (MEASURES[" ".join(measured[1].split())], measured.end()) if measured else None


def number_in_digits(text: str, low: str, start: int) -> Number | None:
    """Give the number whose first digit stands at ``start``; None where it is a code or glued."""
    found = _DIGITS.match(low, start)
    if not found:
        return None
    end, scale, value = found.end(), 1, decimal_of(found[0])
    if end == len(low):
        return Number(start, end, whole(value))
    behind = low[end]
    if behind == " ":
        if said := _SAID_DECIMALS.match(low, end):
            value, end = decimal_of(f"{found[0]},{said_digits(said[1])}"), said.end()
    elif text[end] == "G" and not text[end + 1 : end + 2].isalnum():
        return None  # mạng 5G: a generation, no gram
    elif parted := _PARTED.match(low, end):
        part = Decimal(f"0.{parted[1] or parted[2]}").normalize()
        return Number(start, parted.end(), value + part, "m" if parted[1] else "kg")
    elif tenths := _TENTHS.match(low, end):
        value, scale, end = (value + Decimal(tenths[1]) / 10) * 10**6, 10**6, tenths.end()
    elif letter := _LETTER.match(text, end):
        scale, end = SCALE_LETTERS[letter[0]], letter.end()
        value *= scale
    if scale == 1 and (lots := _THOUSANDS_OF.match(low, end)):
        # "2 nghìn 450 tỷ": thousands of the larger scale behind
        value, end, scale = value * 1000 + int(lots[1]), lots.start(2), 1
    if scale == 1 and (scaled := _scale_at(low, end)):
        scale, end, half = scaled
        value = value * scale + (Decimal(scale) / 2 if half else 0)
        value, end = _with_smaller_scales(low, value, end, scale)
    if end > found.end() or not found[0].isdigit():
        value = whole(value)
    number = _measured(low, Number(start, end, value, scale=scale))
    if number.unit is None and (behind == "_" or behind.isalpha()) and number.end == found.end():
        return number if _GLUED_NOUN.match(text, end) else None
    if number.unit == "đồng" and _SIX_DECIMALS.fullmatch(found[0]):
        return number._replace(value=Decimal(found[0].replace(".", "")))  # "27.500000đ"
    if value < 1000 and _THREE_DECIMALS.fullmatch(found[0]) and _indivisible(low, number):
        return number._replace(value=whole(value * 1000))
    return number


_SAID_IN_TENTHS = 10**3


def _indivisible(low: str, number: Number) -> bool:
    """Whether no fraction of what is counted is ever written: "35,500 đồng", "1,870 lượt"."""
    return number.unit == "đồng" or (number.unit is None and bool(_WHOLES.match(low, number.end)))


def _with_smaller_scales(low: str, value: Decimal, end: int, scale: int) -> tuple[Decimal, int]:
    """What stands behind the largest scale: 1 tỷ 250 triệu, 2 triệu 350.000 đồng."""
    while scale > 1 and (smaller := _SMALLER.match(low, end)):
        step = SCALES[smaller[2]]
        if step >= scale:
            break
        value, end, scale = value + decimal_of(smaller[1]) * step, smaller.end(), step
    if scale >= _SAID_IN_TENTHS and (tenths := _TENTHS_OF_SCALE.match(low, end)):
        return value + Decimal(f"0.{tenths[1]}") * scale, tenths.end()
    if scale > 1 and (rest := _REST.match(low, end)) and decimal_of(rest[1]) < scale:
        value, end = value + decimal_of(rest[1]), rest.end()
    return value, end


def _scale_at(low: str, end: int) -> tuple[int, int, bool] | None:
    """The product of the scale words at ``end``, where they end, and whether a half follows."""
    scales = _SCALES.match(low, end)
    if not scales or scales.end() == end:
        return None
    scale = 1
    for word in scales[1].split():
        scale *= SCALES[word]
    if scales[3]:
        scale *= _SHORT_SCALES[scales[3]]
    return (scale, scales.end(), bool(scales[4])) if scale > 1 else None


def number_in_words(low: str, start: int) -> Number | None:
    """Give the number whose first word stands at ``start``."""
    words = number_words_at(low, start)
    if not words:
        return None
    scale, end, half = _scale_at(low, words.end) or (1, words.end, False)
    value = words.value * scale + (Decimal(scale) / 2 if half else 0)
    high = None if words.high is None else words.high * scale
    alone = words.alone and scale == 1
    if scale == 1:
        scale = words.scale
    number = Number(start, end, whole(value), None, scale, high, words.denominator, alone)
    return _measured(low, number)


def _measured(low: str, number: Number) -> Number:
    """The number with its unit, and with itself said again in brackets (hai mươi lăm (25))."""
    number = _with_twin(low, number)
    found = unit_at(low, number.end)
    if not found:
        return number
    unit, end = found
    value = number.value
    if unit in _NO_COIN and value < _LEAST_MONEY and _is_no_coin(low, number.start, unit):
        return number
    if number.scale == 1 and (half := _HALF.match(low, end)):
        value, end = value + Decimal("0.5"), half.end()
    elif unit in _WITH_CENTS and (cents := _CENTS.match(low, end)):
        value, end = value + Decimal(_cents_of(cents[1])) / 100, cents.end()
    return _with_twin(low, number._replace(value=value, unit=unit, end=end))


def _is_no_coin(low: str, start: int, unit: str) -> bool:
    return bool(_NO_COIN[unit].search(low, max(0, start - 10), start))


def _cents_of(written: str) -> int:
    """The cents in digits or in words."""
    return int(written) if written.isdigit() else words_to_number(written) or 0


def _with_twin(low: str, number: Number) -> Number:
    if not low.startswith((" (", "(", ".(", ". ("), number.end):
        return number
    twin = _AGAIN_IN_DIGITS.match(low, number.end)
    if twin:
        same = decimal_of(twin[1]) == number.value and not low[number.start].isdigit()
        return number._replace(end=twin.end(), alone=False) if same else number
    twin = _AGAIN_IN_WORDS.match(low, number.end)
    if twin and _says(twin[1].replace(",", " "), number.value):
        return number._replace(end=twin.end())
    return number


def _says(words: str, value: Decimal) -> bool:
    """Whether the words, as they stand in brackets, say the value and nothing else."""
    said = number_in_words(words, 0)
    if said is None:
        return words_to_number(_CLOSING_WORDS.sub("", words)) == value
    return said.value == value and not _CLOSING_WORDS.sub("", words[said.end :]).strip()
