"""Reads numbers written in Vietnamese words.

Takes normalised text in small letters; gives the number that stands in words at a place. A single
word ("hai", "năm") is a number only where it cannot be an article, an order, a year or a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from attrs import evolve, frozen

from reportkit.vietnamese._vocabulary import (
    COUNTED,
    FIVE_ONLY_BEHIND,
    MEASURES,
    NO_NUMBER_BEFORE,
    NO_NUMBER_BEHIND,
    UNITS,
    alternatives,
)

__all__ = [
    "FIRST_OF_NUMBER",
    "FIRST_WORD",
    "NUMBER_WORDS",
    "NumberInWords",
    "end_of_words",
    "number_words_at",
    "said_digits",
    "words_to_number",
]

_DIGITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5,
    "nhăm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_GROUPS = {
    "nghìn": 10**3, "ngàn": 10**3, "vạn": 10**4, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9,
}  # fmt: skip
_TENS = ("mươi", "chục")
_ZEROS = ("linh", "lẻ")
_ONLY_ONES = ("mốt", "lăm", "nhăm")
"""Digits that stand nowhere but behind the word for tens, said or left out."""
_UNCLEAR = ("không", "một", "năm")
_BELOW = {**_DIGITS, **_GROUPS, "mười": 10}
_HALVES = {"trăm": 50} | {word: scale // 2 for word, scale in _GROUPS.items()}
_WORDS = (*_DIGITS, *_GROUPS, *_TENS, *_ZEROS, "mười", "trăm", "rưỡi")


def _not_before(word: str) -> str:
    """The word, unless what follows makes it another word (tư tưởng, tỷ lệ)."""
    further = NO_NUMBER_BEFORE.get(word)
    return rf"{word}(?!\s+(?:{alternatives(further)})(?!\w))" if further else word


_WORD = rf"(?:{'|'.join(map(_not_before, sorted(_WORDS, key=len, reverse=True)))})(?!\w)"
_WORD_AT = re.compile(f"({_WORD})")
_NEXT_WORD = re.compile(rf"\s{{1,3}}({_WORD})")
NUMBER_WORDS = rf"{_WORD}(?:\s+{_WORD}){{0,12}}"
"""A pattern of number words in a row."""
_DECIMALS = re.compile(rf"\s+(?:phẩy|chấm)\s+({NUMBER_WORDS})")
_DECIMALS_IN_DIGITS = re.compile(r"\s+(?:phẩy|chấm)\s+(\d{1,12})(?![.,]?\d)")
_SPOKEN = re.compile(r"\S+")
_FRACTION = re.compile(r"\s+phần\s+(hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười|vạn|triệu|tỷ|tỉ)(?!\w)")
_PERCENT = re.compile(r"\s+phần\s+trăm(?!\w)")
_COUNTS = re.compile(rf"\s+(?:{alternatives(COUNTED)})(?!\w)")
_TENS_DIGITS = "hai ba bốn năm sáu bảy bẩy tám chín".split()
_ONES_DIGITS = "hai ba bốn sáu bảy bẩy tám chín".split()
_ONES = tuple(f" {digit}" for digit in _ONES_DIGITS)
_ONE_ONLY_BEHIND = ("chỉ", "nhất", "đúng", "mỗi")
_BESIDE = {
    "một hai": 1, "hai ba": 2, "ba bốn": 3, "bốn năm": 4, "năm sáu": 5, "sáu bảy": 6,
    "bảy tám": 7, "tám chín": 8,
}  # fmt: skip
"""Two digits said beside each other are a range ("hai ba hộ"); "bốn năm" alone is four years."""
_BESIDE_AT = re.compile(
    rf"(?:{alternatives(_BESIDE)})(?!\w)(?<!bốn\snăm)(\s+(?:chục|mươi)(?!\w))?"
    r"|bốn\s+năm(?:(\s+(?:chục|mươi))|(?=\s+(?:trăm|nghìn|ngàn|triệu)))(?!\w)"
)

FIRST_WORD = (
    r"(?:một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín|mười"
    r"|không(?=\s+(?:phẩy|chấm|phần\s+trăm|trăm\s+(?:linh|lẻ))(?!\w)))(?!\w)"
)
"""A pattern for the words that a number can begin with."""

_MEASURE_WORDS = [word for word in MEASURES if word[0].isalpha()]
FIRST_OF_NUMBER = (
    rf"(?:{FIRST_WORD}(?=\s*(?:[(\-%]|\s(?:trăm|mươi|chục|nghìn|ngàn|vạn|triệu|tỷ|tỉ|mốt|tư|lăm|nhăm|phẩy|phần|chấm\s+\w+"
    rf"|đến|tới|{alternatives(COUNTED)}|{alternatives(_MEASURE_WORDS)})(?!\w)))"
    rf"|(?:{'|'.join(_TENS_DIGITS)})(?=\s+(?:{'|'.join(_ONES_DIGITS)})(?!\w))|mười(?=\s+(?:{'|'.join(_DIGITS)})(?!\w))|(?:{alternatives(_BESIDE)})(?!\w)"
    r"|một(?=\s+(?:trong|nửa|vài|mấy|dăm)(?!\w)))"
)
"""The same, where what follows lets them be a number."""


def words_to_number(words: str) -> int | None:
    """Give the whole number that the words say, or None where they say none.

    >>> words_to_number("hai nghìn ba trăm linh năm"), words_to_number("hai mươi lăm")
    (2305, 25)
    >>> words_to_number("hai nghìn rưỡi"), words_to_number("mươi trăm một")
    (2500, None)
    """
    said = words.lower().split()
    value = None
    for used, value in _readings(said):
        if used == len(said):
            return value
    return None


def _readings(words: Iterable[str]) -> Iterator[tuple[int, int | None]]:
    """For each word how many were read and what they say so far, until one does not fit.

    What is said so far is None where the number cannot end there. A last digit without its place
    counts in the next place, as Vietnamese say it: "hai nghìn ba" is 2.300, "một trăm hai" 120;
    but "một" and "năm" may be the article and the year ("hai trăm một tháng", "hai trăm năm").
    """
    total = 0  # closed groups
    group = 0  # the hundreds, tens and ones being read
    digit: int | None = None
    place = 10**10
    hundreds_read = tens_read = zero_read = False
    previous = ""
    for count, word in enumerate(words, 1):
        if previous == "rưỡi":
            return
        if word in _GROUPS:
            scale = _GROUPS[word]
            if digit is not None and hundreds_read and not (tens_read or zero_read):
                if previous in _UNCLEAR:
                    return
                digit *= 10  # "bốn trăm sáu triệu": 460 million
            group += digit or 0
            if scale == 10**9 and place < scale:
                total, group = (total + group) * scale, 0  # "hai nghìn tỷ"
            elif scale >= place or not (group or (total and hundreds_read)):
                return
            else:
                total += group * scale
            group, digit, place = 0, None, scale
            hundreds_read = tens_read = zero_read = False
        elif word == "trăm":
            if digit is None or hundreds_read or tens_read or zero_read:
                return
            group, digit, hundreds_read = group + digit * 100, None, True
        elif word in _TENS:
            if not digit or tens_read or (hundreds_read and zero_read):
                return
            group, digit, tens_read = group + digit * 10, None, True
        elif word == "mười":
            if digit is not None or tens_read or (hundreds_read and zero_read):
                return
            group, tens_read = group + 10, True
        elif word in _ZEROS:
            if digit is not None or tens_read or zero_read or not (hundreds_read or total):
                return
            zero_read = True
        elif word == "rưỡi":
            if previous not in _HALVES:
                return
            group += _HALVES[previous]
        elif word not in _DIGITS:
            return
        elif digit is not None:
            if word in _UNCLEAR or digit < 2 or tens_read or zero_read:
                return
            if count == 2 and previous == "năm" and word in _ONES_DIGITS:
                return  # "năm hai nghìn": the year 2000
            group, digit, tens_read = group + digit * 10, _DIGITS[word], True  # "hai lăm", "ba bảy"
        else:
            if word == "mốt":
                if not (tens_read or ((hundreds_read or total) and not zero_read)):
                    return
            elif word in _ONLY_ONES and not (tens_read or zero_read):
                return
            if word == "năm" and previous in (*_TENS, "mười"):
                return  # "hai mươi năm": twenty years
            digit = _DIGITS[word]
        previous = word
        said: int | None = total + group + (digit or 0)
        if zero_read and digit is None and not tens_read:
            said = None
        elif digit is not None and not (tens_read or zero_read) and (total or hundreds_read):
            step = 10 if hundreds_read else place // 10
            said = None if word in _UNCLEAR else total + group + digit * step
        yield count, said


@frozen
class NumberInWords:
    """A number in words: where it ends, its value, and the ends or denominator it may have."""

    end: int
    value: Decimal
    high: Decimal | None = None
    denominator: Decimal | None = None
    scale: int = 1
    """What its only scale word multiplies with (năm tỷ: 10^9), so that a list can share it."""
    alone: bool = False
    """Whether it is a number only where the words around it allow: see :func:`counts`."""


def number_words_at(low: str, start: int) -> NumberInWords | None:
    """Give the number whose first word stands at ``start``, as long as it can be.

    The words around it are not asked: see :func:`counts`.

    >>> number_words_at("hai mươi lăm mô hình", 0).value
    Decimal('25')
    >>> number_words_at("ba phần tư số hộ", 0).denominator
    Decimal('4')
    """
    first = _WORD_AT.match(low, start)
    if not first:
        return None
    beside = _BESIDE_AT.match(low, start)
    if beside:
        lowest = Decimal(_BESIDE[" ".join(beside[0].split()[:2])])
        if beside[1] or beside[2]:
            return NumberInWords(beside.end(), lowest * 10, high=lowest * 10 + 10)
        return NumberInWords(beside.end(), lowest, high=lowest + 1, alone=True)
    ends: list[int] = []
    read: tuple[int, int] | None = None
    for used, value in _readings(_words(low, start, ends)):
        if value is not None:
            read = used, value
    if read is None:
        return None
    end = ends[read[0] - 1]
    further = _NEXT_WORD.match(low, end)
    if further and further[1] not in _UNCLEAR:
        return None  # a row of number words that is no number
    scale = _GROUPS.get(low[ends[read[0] - 2] + 1 : end].strip(), 1) if read[0] > 1 else 1
    if read[1] // scale >= 1000:
        scale = 1  # more than one scale word: "hai tỷ ba triệu"
    pair = read[0] == 2 and first[1] in _TENS_DIGITS and low.endswith(_ONES, start, end)
    number = _with_decimals(low, end, read[0] == 1 or pair, read[1])
    return evolve(number, scale=scale) if number and scale > 1 else number


def end_of_words(low: str, start: int) -> int:
    """Give where the number words end that stand in a row from ``start`` on."""
    found = _WORD_AT.match(low, start)
    end = found.end() if found else start
    while found := _NEXT_WORD.match(low, end):
        end = found.end()
    return end


def _words(low: str, start: int, ends: list[int]) -> Iterator[str]:
    """The number words from ``start`` on; where each ends is put into ``ends``."""
    found = _WORD_AT.match(low, start)
    while found:
        ends.append(found.end())
        yield found[1]
        found = _NEXT_WORD.match(low, found.end())


def _with_decimals(low: str, end: int, alone: bool, value: int) -> NumberInWords | None:
    """The whole number with what stands behind phẩy, or below the line of a fraction."""
    written = _DECIMALS_IN_DIGITS.match(low, end)
    if written:
        return NumberInWords(written.end(), Decimal(f"{value}.{written[1]}"))
    decimals = _DECIMALS.match(low, end)
    if decimals:
        words = list(_SPOKEN.finditer(decimals[1]))
        scales = (i for i, word in enumerate(words) if word[0] in _GROUPS or word[0] == "trăm")
        digits, used = _digits_of([word[0] for word in words[: next(scales, len(words))]])
        if digits:
            last = decimals.start(1) + words[used - 1].end()
            return NumberInWords(last, Decimal(f"{value}.{digits}"))
    if not value:
        return NumberInWords(end, Decimal(0)) if _PERCENT.match(low, end) else None
    below = _FRACTION.match(low, end)
    if below and value < 10:
        return NumberInWords(below.end(), Decimal(value), denominator=Decimal(_BELOW[below[1]]))
    return NumberInWords(end, Decimal(value), alone=alone)


def _digits_of(words: list[str]) -> tuple[str, int]:
    """The digits that are said behind phẩy, and how many words say them."""
    for count in range(len(words), 0, -1):
        chosen = words[:count]
        if all(word in _DIGITS for word in chosen):
            return "".join(str(_DIGITS[word]) for word in chosen), count
        zeros = next((i for i, word in enumerate(chosen) if word != "không"), count)
        rest = words_to_number(" ".join(chosen[zeros:]))
        if rest is not None:
            return "0" * zeros + str(rest), count
    return "", 0


def said_digits(words: str) -> str:
    """Give the digits that stand or are said behind phẩy.

    >>> said_digits("25"), said_digits("hai lăm"), said_digits("không năm")
    ('25', '25', '05')
    """
    return words if words.isdigit() else _digits_of(words.split())[0]


# "từ năm con lên mười hai con": counted, for the count goes on.
_CHANGES = re.compile(
    rf"\s+(?:{alternatives(COUNTED)})\s+(?:lên|xuống|còn|thành|đến|tới)\s+(?:còn\s+)?(?:\d|{FIRST_WORD})"
)
_A_LENGTH = re.compile(r"\d\s+$")  # "800 năm tuổi"
_HOLDS = ("có", "gồm", "còn", "thêm")
_ONE_UNIT = re.compile(rf"\s+(?:{alternatives(UNITS)})(?=\s*(?:[,;)\n]|\.(?!\d)|$)|\s+và\s)")
_AFTER_ANOTHER = re.compile(
    r"(?:\d|(?<!\w)(?:hai|ba(?!\s+mẹ)|bốn|sáu|bảy|tám|chín|mười))\s+[^\W\d]+(?:\s+[^\W\d]+){0,2}\s+và\s+$"
)


def counts(low: str, start: int, end: int, before: list[str]) -> bool:
    """Tell whether the single number word at ``start`` is a number there.

    ``before`` are the words that stand right before it.

    >>> counts("có hai xã", 3, 6, ["có"]), counts("giải hai hội thi", 5, 8, ["giải"])
    (True, False)
    """
    word, last = low[start:end], before[-1] if before else ""
    aged = low.startswith(" tuổi", end) and not _A_LENGTH.search(low, max(0, start - 3), start)
    if (last in NO_NUMBER_BEHIND and not aged) or not _COUNTS.match(low, end):
        return False
    if word == "năm" and last not in FIVE_ONLY_BEHIND:
        return aged or bool(_CHANGES.match(low, end))
    if word == "một" and last not in _ONE_ONLY_BEHIND:  # but "12 xã và một thị trấn"
        if last == "và":
            return bool(_AFTER_ANOTHER.search(low, max(0, start - 30), start))
        return last in _HOLDS and bool(_ONE_UNIT.match(low, end))
    return word != "tư"
