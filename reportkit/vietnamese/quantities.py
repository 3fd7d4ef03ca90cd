"""Reads quantities: numbers with their bounds and units of measure, and where they stand.

Takes any text; gives ``Quantity`` objects in order. Dates, periods, document numbers and numbers
that are names are none. Knows nothing of reports.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from attrs import frozen

from reportkit.vietnamese._near_misses import near_misses
from reportkit.vietnamese._vocabulary import BOUNDS, MEASURES, SCALES, alternatives
from reportkit.vietnamese.amounts import Amount, Bound, Quantity
from reportkit.vietnamese.number_words import find_number_words
from reportkit.vietnamese.view import View

__all__ = [
    "MEASURE_UNITS",
    "Mention",
    "find_quantities",
    "measured_unit",
    "scan_quantities",
]

MEASURE_UNITS = frozenset(MEASURES.values())
"""The units of measure and currencies: %, đồng, km, ha, …"""


@frozen
class Mention:
    """A quantity in normalised text.

    Attributes
    ----------
    start, end:
        Where it stands, bound words and unit of measure included.
    number_end:
        Where the number and its unit of measure end: the noun, if any, follows here.
    amount:
        What it says.
    """

    start: int
    end: int
    number_end: int
    amount: Amount


def find_quantities(text: str) -> list[Quantity]:
    """Give the quantities of ``text`` in order, none overlapping.

    Returns
    -------
    list[Quantity]
        Values in base units (2,6 tỷ đồng is 2600000000 đồng), spans into ``text`` as given, in
        whatever Unicode form it is.

    Examples
    --------
    >>> text = "Huy động hơn 2,6 tỷ đồng, 11/17 xã, giảm từ 10 - 15%, hàng nghìn hộ, năm 2023."
    >>> for quantity in find_quantities(text):
    ...     print(quantity.span.of(text), quantity.value, quantity.bound, quantity.unit)
    hơn 2,6 tỷ đồng 2600000000 over đồng
    11/17 11 exact None
    từ 10 - 15% 10 range %
    hàng nghìn 1000 order None
    """
    view = View.of(text)
    return [
        Quantity.at(view.span(mention.start, mention.end), mention.amount)
        for mention in scan_quantities(view.text)
    ]


def measured_unit(words: str) -> tuple[str, int]:
    """Give the unit that ``words`` name and what a number in it is to be multiplied with.

    >>> measured_unit("triệu đồng"), measured_unit("nghìn lượt người"), measured_unit("m2")
    (('đồng', 1000000), ('lượt người', 1000), ('m²', 1))
    """
    scale, rest = 1, words.split()
    while len(rest) > 1 and rest[0].lower() in SCALES:
        scale *= SCALES[rest[0].lower()]
        rest = rest[1:]
    unit = " ".join(rest)
    return MEASURES.get(unit.lower(), unit), scale


# --------------------------------------------------------------------------- one number

_GROUPED = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:[ ]\d{3}){2,}(?:,\d+)?|\d{1,3}(?:,\d{3}){2,}"
_PLAIN = r"\d+,\d+|\d+\.\d+|\d+"
_NUMBER = rf"(?:{_GROUPED}|{_PLAIN})(?![\d]|[.,]\d)"
_SCALE = rf"(?:{alternatives(SCALES)})(?!\w)"
# "10 đồng chí" counts comrades, "2 đồng bào" compatriots.
_MEASURE = rf"(?:{alternatives(MEASURES)})(?![\w²³])(?!(?<=đồng)\s+(?:chí|bào|hồ)\b)"

_SCALED = re.compile(rf"({_NUMBER})((?:\s*{_SCALE})*)(\s+rưỡi(?!\w))?", re.IGNORECASE)
_SMALLER = re.compile(rf"\s+({_NUMBER})\s*({_SCALE})", re.IGNORECASE)
_MEASURED = re.compile(rf"\s*({_MEASURE})", re.IGNORECASE)
# Longer rows of digits are accounts, codes or broken text.
_LONGEST_NUMBER = 20


def _decimal(written: str) -> Decimal:
    """The value of digits with points and commas as Vietnam writes them.

    A point groups thousands and a comma is the decimal mark (Luật Kế toán 2015, Điều 12). A point
    that cannot group (``1.5``) is a decimal point; commas that group twice group.
    """
    bare = written.replace(" ", "")
    if bare.count(",") > 1:
        return Decimal(bare.replace(",", ""))
    if "," in bare:
        return Decimal(bare.replace(".", "").replace(",", "."))
    head, point, tail = bare.partition(".")
    if point and "." not in tail and (len(tail) != 3 or len(head) > 3):
        return Decimal(bare)
    return Decimal(bare.replace(".", ""))


@frozen
class _Number:
    start: int
    end: int
    value: Decimal
    unit: str | None
    scale: int


def _number_at(text: str, start: int) -> _Number | None:
    """The number that begins at ``start``, with its scale words and its unit of measure."""
    found = _SCALED.match(text, start)
    if not found or len(found[1]) > _LONGEST_NUMBER:
        return None
    scale = 1
    for word in found[2].split():
        scale *= SCALES[word.lower()]
    value = _decimal(found[1]) * scale
    if found[3]:
        value += Decimal(scale) / 2
    end, smallest = found.end(), scale
    while scale > 1 and (smaller := _SMALLER.match(text, end)):
        step = SCALES[smaller[2].lower()]
        if step >= smallest:
            break
        value, end, smallest = value + _decimal(smaller[1]) * step, smaller.end(), step
    measured = _MEASURED.match(text, end)
    unit = None
    if measured:
        unit, end = MEASURES[" ".join(measured[1].lower().split())], measured.end()
    elif end < len(text) and (text[end].isalpha() or text[end] == "_"):
        return None
    return _Number(start, end, _whole(value), unit, scale)


def _whole(value: Decimal) -> Decimal:
    """The same value without a needless exponent or trailing zeros of scaling (2.60 tỷ)."""
    return value.to_integral_value() if value == value.to_integral_value() else value.normalize()


# ------------------------------------------------------------------ what stands around it

_BOUND_BEFORE = re.compile(rf"(?<!\w)({alternatives(BOUNDS)})\s+$", re.IGNORECASE)
_FROM_BEFORE = re.compile(r"(?<!\w)từ\s+$", re.IGNORECASE)
_LONGEST_BOUND = 24
_OPEN_END = re.compile(r"(?:\s+[^\W\d_]+){0,7}?\s+trở\s+(lên|xuống)(?!\w)", re.IGNORECASE)
_RATIO = re.compile(rf"\s?/\s?({_NUMBER})")
_OUT_OF = re.compile(rf"\s+trong\s+(?:số\s+|tổng\s+số\s+)?({_NUMBER})", re.IGNORECASE)
_RANGE = re.compile(r"\s?-\s?|\s+(?:đến|tới)\s+", re.IGNORECASE)
_ORDER = re.compile(
    r"(?<!\w)(?:hàng|vài|mấy)\s+(chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ)"
    r"(?:\s+(nghìn|ngàn|vạn|triệu|tỷ|tỉ))?(?!\w)(?!\s+năm\b)",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"(?<![\w/])(?<!\d[.,])\d")
_BRACKETED = re.compile(rf"\s*\(\s*({_NUMBER})\s*\)")


def scan_quantities(text: str) -> list[Mention]:
    """Give the quantities of normalised text (``View.text``), in order."""
    blocked = near_misses(text)
    mentions = [*_digit_mentions(text, blocked), *_word_mentions(text), *_orders(text)]
    mentions.sort(key=lambda mention: (mention.start, -mention.end))
    kept: list[Mention] = []
    for mention in mentions:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _digit_mentions(text: str, blocked: list[tuple[int, int]]) -> Iterator[Mention]:
    position = 0
    upcoming = iter([*blocked, (len(text) + 1, len(text) + 1)])
    closed_from, closed_to = next(upcoming)
    while found := _DIGITS.search(text, position):
        start = found.start()
        while closed_to <= start:
            closed_from, closed_to = next(upcoming)
        if closed_from <= start:
            position = closed_to
            continue
        number = _number_at(text, start)
        if number is None or closed_from < number.end:
            position = start + 1
            while position < len(text) and text[position].isdigit():
                position += 1
            continue
        mention = _with_surroundings(text, number)
        yield mention
        position = max(mention.number_end, number.end)


def _with_surroundings(text: str, number: _Number) -> Mention:
    """The number with its bound, its denominator, its upper end."""
    start, end = number.start, number.end
    value, unit, high, denominator = number.value, number.unit, None, None
    bound = Bound.EXACT

    ratio = (
        None if unit or number.scale > 1 else _RATIO.match(text, end) or _OUT_OF.match(text, end)
    )
    if ratio:
        whole = _number_at(text, ratio.start(1))
        below = whole and whole.value
        if whole and below and below == below.to_integral_value() and whole.unit is None:
            denominator, end = below, whole.end
    else:
        upper = _upper_end(text, number)
        if upper:
            lift = upper.scale if number.scale == 1 and number.unit is None else 1
            value, high, unit = _whole(value * lift), upper.value, upper.unit or unit
            end, bound = upper.end, Bound.RANGE

    before = text[max(0, start - _LONGEST_BOUND) : start]
    if bound is Bound.RANGE:
        said_from = _FROM_BEFORE.search(before)
        if said_from:
            start -= len(before) - said_from.start()
    elif said := _BOUND_BEFORE.search(before):
        bound = BOUNDS[" ".join(said[1].lower().split())]
        start -= len(before) - said.start()
    number_end = end
    open_end = None if bound is Bound.RANGE else _OPEN_END.match(text, end)
    if open_end:
        bound = Bound.OVER if open_end[1].lower() == "lên" else Bound.UNDER
        end = open_end.end()
        before = text[max(0, start - _LONGEST_BOUND) : start]
        said_from = _FROM_BEFORE.search(before)
        if said_from:
            start -= len(before) - said_from.start()
    amount = Amount.of(value, high=high, denominator=denominator, unit=unit, bound=bound)
    return Mention(start, end, number_end, amount)


def _upper_end(text: str, number: _Number) -> _Number | None:
    """The number that closes a range which ``number`` opens."""
    joint = _RANGE.match(text, number.end)
    if not joint:
        return None
    upper = _number_at(text, joint.end())
    if upper is None or _RATIO.match(text, upper.end):
        return None
    lift = upper.scale if number.scale == 1 and number.unit is None else 1
    if upper.value <= number.value * lift or (number.unit and number.unit != upper.unit):
        return None
    spelled = "đến" in joint[0].lower() or "tới" in joint[0].lower()
    if spelled and number.unit is None and number.scale == 1 and not joint[0].strip():
        return None
    return upper


def _word_mentions(text: str) -> Iterator[Mention]:
    """Numbers in words, with the same number in digits behind in brackets as one."""
    for start, end, value in find_number_words(text):
        twin = _BRACKETED.match(text, end)
        if twin and _decimal(twin[1]) == value:
            end = twin.end()
        unit = None
        if measured := _MEASURED.match(text, end):
            unit, end = MEASURES[" ".join(measured[1].lower().split())], measured.end()
        bound = Bound.EXACT
        before = text[max(0, start - _LONGEST_BOUND) : start]
        if said := _BOUND_BEFORE.search(before):
            bound = BOUNDS[" ".join(said[1].lower().split())]
            start -= len(before) - said.start()
        yield Mention(start, end, end, Amount.of(value, unit=unit, bound=bound))


_ORDERS = {"chục": 10, **SCALES}


def _orders(text: str) -> Iterator[Mention]:
    """Vague numbers: hàng chục, hàng nghìn tỷ, vài trăm."""
    for found in _ORDER.finditer(text):
        value = _ORDERS[found[1].lower()] * (_ORDERS[found[2].lower()] if found[2] else 1)
        end, unit = found.end(), None
        if measured := _MEASURED.match(text, end):
            unit, end = MEASURES[" ".join(measured[1].lower().split())], measured.end()
        yield Mention(found.start(), end, end, Amount.of(value, unit=unit, bound=Bound.ORDER))
