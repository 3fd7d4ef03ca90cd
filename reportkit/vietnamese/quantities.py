"""Reads quantities: numbers with their bounds and units of measure, and where they stand.

Takes any text; gives ``Quantity`` objects in order. Dates, periods, document numbers and numbers
that are names are none. Knows nothing of reports.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from reportkit.vietnamese._bounds import BoundWords, bound_of, is_no_bound, start_of
from reportkit.vietnamese._lists import MEASURE_UNITS, Mention, with_shared_measures
from reportkit.vietnamese._near_misses import no_quantity, no_quantity_in_words
from reportkit.vietnamese._numbers import (
    NUMBER,
    Number,
    decimal_of,
    number_in_digits,
    number_in_words,
    unit_at,
    whole,
)
from reportkit.vietnamese._plain import plain_number_at
from reportkit.vietnamese._vague import FIRST_OF_VAGUE, vague_number_at
from reportkit.vietnamese._vocabulary import (
    BOUNDS,
    COUNTED,
    CURRENCY_BEFORE,
    MEASURES,
    SCALES,
    alternatives,
)
from reportkit.vietnamese.amounts import Amount, Bound, Quantity
from reportkit.vietnamese.letters import lowered
from reportkit.vietnamese.number_words import FIRST_OF_NUMBER, FIRST_WORD, counts, end_of_words
from reportkit.vietnamese.view import View

__all__ = [
    "MEASURE_UNITS",
    "Mention",
    "find_quantities",
    "measured_unit",
    "scan_quantities",
]


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


# ------------------------------------------------------------------------ what begins a number

_LONGEST_BEFORE = 48
_MOST_BEFORE = 6
# Codes that stand right before the digits: USD100. A pattern looks back by a fixed width.
_CODES = [code for code in CURRENCY_BEFORE if code.isalpha() and len(code) == 3]
_STARTS = re.compile(
    # The first two tests only save time: most characters fail at once.
    rf"(?=[0-9bcdđghkmnpqstvx])(?:(?<!\w)(?:(?<![\W\d_]/)(?<!^/)(?<!\d[.,])\d|{FIRST_OF_NUMBER}|{FIRST_OF_VAGUE})"
    rf"|(?<=(?<!\w)(?:{'|'.join(_CODES)}))\d)"
)


def scan_quantities(text: str) -> list[Mention]:
    """Give the quantities of normalised text (``View.text``), in order."""
    return with_shared_measures(text, list(_mentions(text, lowered(text))))


def _mentions(text: str, low: str) -> Iterator[Mention]:
    position = floor = 0
    measured = False  # whether a number with a unit ends at ``floor``
    while found := _STARTS.search(low, position):
        start = found.start()
        if low[start].isdigit():
            if low[start - 1 : start] == "/" and (measured or not _NEXT_COUNT.match(low, start)):
                position = start + 1
                continue
            read, position = _in_digits(text, low, start, floor)
        elif found[0] == "một" and (
            (measured and low[floor:start].isspace())
            or _ASKED_OF_EACH.search(low, max(floor, start - _LONGEST_BEFORE), start)
        ):
            position = found.end()  # "9 tấn một ha", "bao nhiêu một cân": of each
            continue
        else:
            read, position = _in_words(text, low, start, found.end(), floor)
        if read is not None:
            floor, measured = position, False
        if read:
            measured = read.amount.unit is not None or read.scale > 1
            yield read


_ASKED_OF_EACH = re.compile(r"(?<!\w)(?:bao\s+nhiêu|mấy)(?:\s+(?:tiền|nghìn|ngàn|đồng))?\s+$")
# "31 vụ/45 đối tượng" counts two things; "45 kg/6 tháng", "1 bác sĩ/1 vạn dân" only one.
_NEXT_COUNT = re.compile(rf"(?!1\s)[\d.]+\s+(?:{alternatives(COUNTED)})(?!\w|\s+dân(?!\w))")
_Step = tuple[Mention | Literal[False] | None, int]
"""What was read (False: something that is no quantity; None: nothing), and where to go on."""


# So many groups of digits without a letter between them are a table's data, no sentence.
_DATA = re.compile(r"\d+(?:[^\w]{1,6}\d+){40,}")


def _in_digits(text: str, low: str, start: int, floor: int) -> _Step:
    if data := _DATA.match(low, start):
        return False, data.end()
    if plain := plain_number_at(text, low, start, floor):
        return _plain_mention(text, low, start, plain, floor)
    currency = _currency_before(low, start, floor)
    first = currency.start() if currency else start
    before = _words_before(low, first, floor)
    bound = bound_of(before)
    if not currency:
        behind = before if start - floor > _LONGEST_BEFORE else _words_before(low, start)
        none = no_quantity(text, low, start, behind, bounded=bound is not None)
        if none is not None:
            return False, none
    number = number_in_digits(text, low, start)
    if number is None:
        digits = _ALL_DIGITS.match(low, start)
        return None, digits.end() if digits else start + 1
    if currency and number.unit is None:
        number = number._replace(start=first, unit=CURRENCY_BEFORE[currency[1]])
    return _surrounded(text, low, number, before, bound, floor)


def _plain_mention(text: str, low: str, start: int, end: int, floor: int) -> _Step:
    """A number that only "trở lên" further on may say something of."""
    amount = Amount.of(decimal_of(low[start:end]))
    if low.find("trở", end, end + _OPEN_END_WITHIN) < 0:
        return Mention(start, end, end, amount), end
    return _surrounded(text, low, Number(start, end, amount.value), [], None, floor)


_ALL_DIGITS = re.compile(r"\d+")
_CURRENCY = re.compile(rf"(?<!\w)({alternatives(CURRENCY_BEFORE)})\s?$")
_CURRENCY_ENDS = frozenset(word[-1] for word in CURRENCY_BEFORE)
_LONGEST_CURRENCY = max(map(len, CURRENCY_BEFORE)) + 1


def _currency_before(low: str, start: int, floor: int) -> re.Match[str] | None:
    """The currency that stands before the number: $5, USD 100."""
    last = low[max(0, start - 2) : start].rstrip()[-1:]
    if last not in _CURRENCY_ENDS:
        return None
    return _CURRENCY.search(low, max(floor, start - _LONGEST_CURRENCY), start)


def _in_words(text: str, low: str, start: int, end: int, floor: int) -> _Step:
    if vague := vague_number_at(low, start):
        return _vague_mention(text, low, start, vague, floor)
    number = number_in_words(low, start)
    if number is None:
        return None, max(end, end_of_words(low, start))
    before = _words_before(low, start, floor)
    if low[start:end] == "một" and before[-1:] == ["trên"] and number.unit in _AREAS:
        return None, end  # "giá trị trên một ha": of each
    if _is_name(text, start, end, before):
        return None, max(end, number.end)
    last_end = number.end
    if (joint := _RANGE.match(low, last_end)) and (upper := _number_at(text, low, joint.end())):
        last_end = upper.end  # "từ mười hai đến sáu mươi tháng"
    none = (
        no_quantity_in_words(low, last_end, before, number.value) if number.unit is None else None
    )
    if none is not None:
        return False, none
    if number.alone and number.unit is None and not _counts(text, low, number, before):
        out_of = _ONE_OF.match(low, start)
        return None, out_of.end() if out_of else end
    return _surrounded(text, low, number, before, bound_of(before), floor)


def _vague_mention(text: str, low: str, start: int, vague: tuple[int, Amount], floor: int) -> _Step:
    """A half, a multiple, an order, with the bound before it: "gần gấp đôi", "quá nửa số hộ"."""
    end, amount = vague
    if amount.bound is Bound.EXACT and (said := bound_of(_words_before(low, start, floor))):
        amount = Amount.of(
            amount.value, denominator=amount.denominator, unit=amount.unit, bound=said.bound
        )
        start = start_of(text, start, said.count)
    return Mention(start, end, end, amount), end


_AREAS = frozenset(("ha", "m²", "km²"))
# "Năm đơn vị đạt chuẩn": five, but "Năm tổ chức đại hội": the year.
_FIVE = re.compile(rf"(?!\s+tổ\s+chức)\s+(?:{alternatives(COUNTED)})(?!\w)")
_ONE_OF = re.compile(rf"một\s+trong(?:\s+(?:số|những|các))?(?:\s+{FIRST_WORD})?(?!\w)")


def _is_name(text: str, start: int, end: int, before: list[str]) -> bool:
    """Whether the word has a capital though no sentence begins with it: ông Ba, xã Bảy Ngàn."""
    return (
        text[start].isupper()
        and not text[start:end].isupper()
        and bool(before)
        and before[-1][-1] not in '.:;!?("-'
    )


def _starts_a_sentence(text: str, start: int) -> bool:
    """Whether a sentence starts there: with a capital, or at the start of a line."""
    while start and text[start - 1] in " \t":
        start -= 1
    return not start or text[start - 1] in ".!?\n"


def _counts(text: str, low: str, number: Number, before: list[str]) -> bool:
    """Whether a single number word is a number there, or begins a range that counts."""
    if low[number.start : number.end] == "năm" and _starts_a_sentence(text, number.start):
        return bool(_FIVE.match(low, number.end))
    if counts(low, number.start, number.end, before):
        return True
    joint = _RANGE.match(low, number.end)
    upper = number_in_words(low, joint.end()) if joint else None
    if upper is None or upper.value <= number.value:
        return False
    return not upper.alone or bool(upper.unit) or counts(low, upper.start, upper.end, [])


def _words_before(text: str, start: int, floor: int = 0) -> list[str]:
    """The words right before ``start``, none of them from before ``floor``."""
    edge = start - _LONGEST_BEFORE
    if edge <= floor:
        return text[floor:start].split()[-_MOST_BEFORE:]
    words = text[edge:start].split()
    if words and text[edge].isalnum() and text[edge - 1].isalnum():
        del words[0]
    return words[-_MOST_BEFORE:]


# ------------------------------------------------------------------------ what stands around it

# Most numbers end here: what goes on with a ratio, a range or a multiple begins with one of these.
_JOINS = re.compile(r"\s{0,2}[-~÷→/]|\s+(?:đến|tới|trong|trên|lần|phần)(?!\w)")
_BEFORE_A_RANGE = frozenset(("từ", "giữa"))
_FULL = ["từ", "đủ"]
_SIGNS = frozenset("><=≥≤~≈")
_MINUS = frozenset("-m")
_SIGN = re.compile(r"(?<!-)(>=?|<=?|[≥≤~≈])\s?$")
# … but "13 bản đạt loại B trở lên", "92 em bỏ học trở lại trường" speak of something else.
_OPEN_END = re.compile(
    r"(?:\s?/\s?[^\W_]{1,10}){0,2}(?:\s+(?!(?:đạt|loại|hạng|xếp|bỏ|nghỉ)(?!\w))[^\W\d_]{1,15}){0,7}?\s+(?<!quay\s)(?<!đi\s)(?<!về\s)"
    r"trở\s+(lên|xuống|lại(?!\s+đây))(?!\w)"
)
_OPEN_END_WITHIN = 90
_RATIO = re.compile(rf"(?:\s?/\s?|\s+phần\s+)({NUMBER})")
_OUT_OF = re.compile(rf"\s+(?:trong|trên\s+tổng|trên)\s+(?:số\s+|tổng\s+số\s+|tổng\s+)?({NUMBER})")
_TO = r"\s+(?:đến|tới)\s+(?:(?:dưới|gần|trên|hơn|khoảng|không\s+quá|tối\s+đa)\s+)?"
_RANGE = re.compile(
    rf"(?:\s{{0,2}}(?:->|[-~÷→])\s{{0,2}}|{_TO})"
    rf"(?:({alternatives(CURRENCY_BEFORE)})\s?(?=\d))?"
)
_BETWEEN_TWO = re.compile(r"\s+và\s+")
_SAME_NOUN = re.compile(rf"\s+([^\W\d_]+(?:\s+[^\W\d_]+)?){_TO}(?=\S)")
_SOUND = re.compile(r"(?:thu|ghi|phát|nguyên|siêu|phụ|tiếng|đa|ngữ|tạp|thanh|hệ)\s+âm\s+$")
_MINUS_BEFORE = frozenset("(:")


def _surrounded(
    text: str,
    low: str,
    number: Number,
    before: list[str],
    bound_words: BoundWords | None,
    floor: int,
) -> _Step:
    """The number with its bound, its denominator, its upper end, its sign.

    ``before`` are the words before it, in small letters.
    """
    start, end, unit, value = number.start, number.end, number.unit, number.value
    high, denominator, scale = number.high, number.denominator, number.scale
    bound = Bound.EXACT if high is None else Bound.RANGE
    last = before[-1] if before else ""
    opening = 1
    if before[-2:] == _FULL:
        last, opening = "từ", 2  # "từ đủ 14 tuổi đến dưới 16 tuổi"
    joined = last in _BEFORE_A_RANGE or _JOINS.match(low, end) is not None

    if high is not None or denominator is not None or not joined:
        pass
    elif whole_of := _denominator(text, low, number):
        denominator, end = whole_of.value, whole_of.end
        if number.unit is None and _shares_scale(number, whole_of):
            value, unit, scale = whole(value * whole_of.scale), whole_of.unit, whole_of.scale
        if number.scale == 1 and (measured := unit_at(low, end)) and measured[0] == "%":
            unit, end = measured
    elif upper := _upper_end(text, low, number, last):
        lift = upper.scale if scale == 1 and unit is None else 1
        value, high, unit = whole(value * lift), upper.value, upper.unit or unit
        end, bound, scale = upper.end, Bound.RANGE, upper.scale
    if bound is Bound.RANGE:
        if last in _BEFORE_A_RANGE:
            start = start_of(text, start, opening)
    elif bound_words and not is_no_bound(low, start, end, bound_words, value, unit):
        bound = bound_words.bound
        start = start_of(text, start, bound_words.count)
    elif last[-1:] in _SIGNS and (sign := _SIGN.search(low, max(floor, start - 3), start)):
        bound, start = BOUNDS[sign[1]], sign.start()
    if last[-1:] in _MINUS and _is_negative(low, number, unit, last, floor):
        value = -value
        start = start - 1 if low[start - 1] == "-" else start_of(text, start, 1)
    if unit is None and joined and (times := _TIMES.match(low, end)) and _multiplies(before, value):
        unit, end = "lần", times.end()
    number_end = end
    if bound is not Bound.RANGE and low.find("trở", end, end + _OPEN_END_WITHIN) >= 0:
        open_end = _OPEN_END.match(low, end)
        if open_end:
            bound = Bound.OVER if open_end[1] == "lên" else Bound.UNDER
            end = open_end.end()
            if _words_before(low, start, floor)[-1:] == ["từ"]:
                start = start_of(text, start, 1)
    amount = Amount.of(value, high=high, denominator=denominator, unit=unit, bound=bound)
    return Mention(start, end, number_end, amount, scale), max(number_end, number.end)


def _shares_scale(number: Number, below: Number) -> bool:
    """Whether the scale said once holds for both: "88,7/212 tỷ", but not "1.200/1,5 nghìn"."""
    if below.unit is not None:
        return True
    return number.scale == 1 < below.scale and number.value * below.scale <= _TEN * below.value


_TEN = 10
_TIMES = re.compile(r"\s+lần(?!\w)")
_TIMES_WORDS = frozenset("gấp tăng giảm bằng".split())


def _multiplies(before: list[str], value: Decimal) -> bool:
    """Whether "lần" tells how many times as much ("tăng hơn 3 lần"), not how often."""
    if value != value.to_integral_value():
        return True
    return not _TIMES_WORDS.isdisjoint(before[-2:])


_IN_A_CELL = re.compile(r"(?:[|\t]\s?|(?<!\w)âm )-$")


def _is_negative(low: str, number: Number, unit: str | None, last: str, floor: int) -> bool:
    """Whether a minus sign or "âm" stands before the number and means it."""
    start = number.start
    if last == "âm":
        return not _SOUND.search(low, max(floor, start - 16), start)
    bare = unit is None and number.scale == 1 and number.value == number.value.to_integral_value()
    if start <= floor or low[start - 1] != "-":
        return False
    sign = low[start - 2] if start > 1 else ""
    if bare:
        return _IN_A_CELL.search(low, max(0, start - 4), start) is not None
    if start == 1:
        return True
    if sign in _MINUS_BEFORE:
        return True
    return (
        sign == " " and start > 2 and (low[start - 3].isalpha() or low[start - 3] in _MINUS_BEFORE)
    )


def _number_at(text: str, low: str, start: int) -> Number | None:
    """The number that begins at ``start``, in digits or in words."""
    if start < len(low) and low[start].isdigit():
        return number_in_digits(text, low, start)
    return number_in_words(low, start) if _FIRST_WORD.match(low, start) else None


_FIRST_WORD = re.compile(FIRST_WORD)


def _denominator(text: str, low: str, number: Number) -> Number | None:
    """The number below the line: 11/17, 1 trong 10, 11 trên 17."""
    if number.alone or (number.unit is None and number.scale > 1):
        return None
    joint = _RATIO.match(low, number.end) or _OUT_OF.match(low, number.end)
    if not joint:
        return None
    below = number_in_digits(text, low, joint.start(1))
    if below is None or not below.value:
        return None
    if number.unit is not None:  # "45,6 tỷ đồng/60 tỷ đồng"
        alike = "/" in joint[0] and below.unit == number.unit and number.unit != "%"
        return below if alike else None
    if below.unit is None and below.value != below.value.to_integral_value():
        return None
    if "trên" in joint[0] and below.value < number.value:
        return None
    if below.unit is not None:
        return below if "/" in joint[0] and below.unit != "%" else None
    return below


def _upper_end(text: str, low: str, number: Number, last: str) -> Number | None:
    """The number that closes a range which ``number`` opens."""
    joint = _RANGE.match(low, number.end)
    if not joint and last == "giữa":
        joint = _BETWEEN_TWO.match(low, number.end)
    same = None
    if not joint and last == "từ":
        joint = same = _SAME_NOUN.match(low, number.end)
    if not joint:
        return None
    upper = _number_at(text, low, joint.end())
    if upper and upper.unit is None and joint.re is _RANGE and joint[1]:
        upper = upper._replace(unit=CURRENCY_BEFORE[joint[1]])
    if upper is None or upper.high or upper.denominator or _RATIO.match(low, upper.end):
        return None
    if same and not re.match(rf"\s+{re.escape(same[1])}(?!\w)", low[upper.end : upper.end + 40]):
        return None
    lift = upper.scale if number.scale == 1 and number.unit is None else 1
    if upper.value <= number.value * lift or (number.unit and number.unit != upper.unit):
        return None
    return upper
