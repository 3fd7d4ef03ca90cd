"""Reads numbers that are no figures: hàng nghìn, vài chục, hơn trăm, gấp đôi, một nửa số hộ.

Takes normalised text in small letters and a place; gives where the words end and what they say.
"""

from __future__ import annotations

import re
from decimal import Decimal

from reportkit.vietnamese._numbers import unit_at
from reportkit.vietnamese._vocabulary import BOUNDS, COUNTED, MEASURES, SCALES, alternatives
from reportkit.vietnamese.amounts import Amount, Bound
from reportkit.vietnamese.number_words import words_to_number

__all__ = ["FIRST_OF_VAGUE", "vague_number_at"]

FIRST_OF_VAGUE = (
    r"(?:hàng|cả|vài|mấy|dăm|đôi)(?=\s)"
    r"|(?:trên|hơn|gần|ngót(?:\s+nghét)?|xấp\s+xỉ|cỡ|khoảng|chừng|dưới)(?=\s+(?:chục|trăm|nghìn|ngàn|vạn)\s)|gấp(?=\s)|phân\s+nửa"
    r"|(?:chục|mươi)(?=\s)|nửa\s|mười(?=\s+mấy\s)"
)
"""A pattern for the words that vague numbers begin with, besides those of number words."""

_STEPS = {"chục": 10, **SCALES}
_STEP = r"chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ"
_FEW = r"(?:một\s+)?(?:vài|mấy|dăm)"
_ORDER = re.compile(
    rf"(?:hàng|cả|{_FEW})\s+(?:({_STEP})(?:\s+(nghìn|ngàn|vạn|triệu|tỷ|tỉ))?|mươi)(?!\w)"
    r"|(?:(?:một\s+)?(?:vài|dăm)(?:\s+(?:ba|bảy))?|đôi\s+ba|năm\s+bảy)(?=\s+[^\W\d_])"
    r"(?!\s+(?:tư|lăm|mốt|sáu|bảy|tám|chín|nét|lời|bữa|suy|năm|tháng|ngày|tuần|giờ|phút|mươi|trăm|nghìn|triệu|tỷ|lần\s+nữa)\b)"
)
_SOME_TEN = re.compile(rf"(?:chục|mươi)(?=\s+(?:{alternatives(COUNTED)})(?!\w))")
_BARE_SCALE = re.compile(
    r"(trên|hơn|gần|ngót|ngót\s+nghét|xấp\s+xỉ|cỡ|khoảng|chừng|dưới)\s+(chục|trăm|nghìn|ngàn|vạn)(?=\s+[^\W\d_])(?!\s+(?:họ|vật)\b)"
)
_MULTIPLE = re.compile(
    r"gấp\s+(?:(hơn|gần|trên|khoảng)\s+)?(đôi|rưỡi|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)(?!\w)(?:\s+lần(?!\w))?"
)
_MULTIPLES = dict(
    zip("đôi rưỡi hai ba bốn năm sáu bảy tám chín mười".split(),
        map(Decimal, "2 1.5 2 3 4 5 6 7 8 9 10".split()), strict=True)
)  # fmt: skip
_HALF = re.compile(
    r"(?:một\s+nửa(?!\s+thế\s+giới)|(?:phân\s+|(?<=quá\s)|(?<=hơn\s)|(?<=gần\s))nửa"
    r"|nửa(?=\s+(?:số|tổng|dân|diện|trong\s+số)(?!\w)))(?!\w)(?:\s+(triệu|tỷ|tỉ)(?!\w))?"
    r"|nửa\s+(triệu|tỷ|tỉ)(?!\w)"
)
_LENGTH_BEHIND = re.compile(
    r"\s+(?:năm|tháng|ngày|tuần|giờ|buổi|phút|thế\s+kỷ|đêm|đường|chừng|vời|kín|đùa)(?!\w)"
)
_MEASURE_WORDS = alternatives(word for word in MEASURES if len(word) > 1 and word.isalpha())
_HALF_OF_A_MEASURE = re.compile(rf"nửa(?=\s+(?:{_MEASURE_WORDS})(?!\w))")
_AND_SOME = re.compile(r"(mười|\w+\s+(?:mươi|chục))\s+mấy(?!\w)")
_DURATION_BEHIND = re.compile(r"\s+(?:năm|tháng|ngày(?!\s+công)|tuần|giờ|phút)(?!\w)")


def vague_number_at(low: str, start: int) -> tuple[int, Amount] | None:
    """Give where the vague number ends that begins at ``start``, and what it says.

    >>> end, amount = vague_number_at("hàng trăm triệu đồng", 0)
    >>> end, amount.value, amount.bound.value, amount.unit
    (20, Decimal('100000000'), 'order', 'đồng')
    """
    return (
        _order(low, start)
        or _some_ten(low, start)
        or _bare_scale(low, start)
        or _multiple(low, start)
        or _half(low, start)
        or _and_some(low, start)
    )


def _measured(low: str, end: int, value: Decimal | int, bound: Bound) -> tuple[int, Amount]:
    measured = unit_at(low, end)
    unit, end = measured if measured else (None, end)
    return end, Amount.of(value, unit=unit, bound=bound)


def _order(low: str, start: int) -> tuple[int, Amount] | None:
    """Hàng chục, hàng nghìn tỷ, vài trăm, dăm ba."""
    found = _ORDER.match(low, start)
    if not found or _DURATION_BEHIND.match(low, found.end()):
        return None
    value = 1
    if found[1]:
        value = _STEPS[found[1]] * (_STEPS[found[2]] if found[2] else 1)
    elif found[0].endswith("mươi"):
        value = 10
    return _measured(low, found.end(), value, Bound.ORDER)


def _some_ten(low: str, start: int) -> tuple[int, Amount] | None:
    """Ten or so: chục người, mươi hộ."""
    found = _SOME_TEN.match(low, start)
    return (found.end(), Amount.of(10, bound=Bound.ORDER)) if found else None


def _bare_scale(low: str, start: int) -> tuple[int, Amount] | None:
    """A scale word without a number: hơn trăm hộ, gần nghìn lượt."""
    found = _BARE_SCALE.match(low, start)
    if not found or _DURATION_BEHIND.match(low, found.end()):
        return None
    return _measured(low, found.end(), _STEPS[found[2]], BOUNDS[" ".join(found[1].split())])


def _multiple(low: str, start: int) -> tuple[int, Amount] | None:
    """How many times as much: gấp đôi, gấp rưỡi, gấp hơn ba lần."""
    found = _MULTIPLE.match(low, start)
    if not found:
        return None
    bound = BOUNDS[found[1]] if found[1] else Bound.EXACT
    return found.end(), Amount.of(_MULTIPLES[found[2]], unit="lần", bound=bound)


def _half(low: str, start: int) -> tuple[int, Amount] | None:
    """Một nửa số hộ, quá nửa dân số: one of two; nửa triệu đồng."""
    found = _HALF.match(low, start) or _HALF_OF_A_MEASURE.match(low, start)
    if not found or _LENGTH_BEHIND.match(low, found.end()):
        return None
    if found.re is _HALF and (scale := found[1] or found[2]):
        return _measured(low, found.end(), SCALES[scale] // 2, Bound.EXACT)
    if measured := unit_at(low, found.end()):
        return measured[1], Amount.of("0.5", unit=measured[0])
    return found.end(), Amount.of(1, denominator=2)


def _and_some(low: str, start: int) -> tuple[int, Amount] | None:
    """Mười mấy hộ, hai mươi mấy người: some more than the tens."""
    found = _AND_SOME.match(low, start)
    tens = words_to_number(found[1]) if found else None
    if not found or tens is None or _DURATION_BEHIND.match(low, found.end()):
        return None
    return _measured(low, found.end(), tens, Bound.OVER)
