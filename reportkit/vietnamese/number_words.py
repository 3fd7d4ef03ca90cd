"""Reads whole numbers written in Vietnamese words.

Takes normalised text; gives where a number in words stands, and its value. A single digit word
("một", "hai") is left alone: it is an article, an order or a name as often as a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

__all__ = ["find_number_words", "words_to_number"]

_DIGITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5,
    "nhăm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_GROUPS = {
    "nghìn": 10**3, "ngàn": 10**3, "vạn": 10**4, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9,
}  # fmt: skip
_TENS = ("mươi", "chục")
_WORDS = (*_DIGITS, *_GROUPS, *_TENS, "mười", "trăm", "linh", "lẻ", "rưỡi")
_WORD = rf"(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})"
_RUN = re.compile(rf"(?<!\w){_WORD}(?:\s+{_WORD})+(?!\w)", re.IGNORECASE)


def words_to_number(words: str) -> int | None:
    """Give the number that the words say, or None where they say none.

    >>> words_to_number("hai nghìn ba trăm linh năm"), words_to_number("hai mươi lăm")
    (2305, 25)
    >>> words_to_number("hai nghìn rưỡi"), words_to_number("mươi trăm một")
    (2500, None)
    """
    total = 0  # closed groups
    group = 0  # the hundreds, tens and ones being read
    digit: int | None = None
    place = 10**10
    hundreds_read = tens_read = False
    previous = ""
    for word in words.lower().split():
        if word in _GROUPS:
            scale = _GROUPS[word]
            group += digit or 0
            if not group or (scale >= place and scale != 10**9):
                return None
            total = (total + group) * scale if scale == 10**9 and total else total + group * scale
            group, digit, place, hundreds_read, tens_read = 0, None, scale, False, False
        elif word == "trăm":
            if digit is None or hundreds_read or tens_read:
                return None
            group, digit, hundreds_read = group + digit * 100, None, True
        elif word in _TENS:
            if not digit or tens_read:
                return None
            group, digit, tens_read = group + digit * 10, None, True
        elif word == "mười":
            if digit is not None or tens_read:
                return None
            group, tens_read = group + 10, True
        elif word in ("linh", "lẻ"):
            if digit is not None or tens_read or not (hundreds_read or total):
                return None
            tens_read = True
        elif word == "rưỡi":
            half = {"trăm": 50, "nghìn": 500, "ngàn": 500, "vạn": 5000, "triệu": 500_000}
            half |= {"tỷ": 500_000_000, "tỉ": 500_000_000}
            if previous not in half:
                return None
            group += half[previous]
        else:
            if digit is not None:
                return None
            digit = _DIGITS[word]
        previous = word
    if digit is not None and not (hundreds_read or tens_read or group) and total:
        return None  # "hai nghìn ba": 2.300 by ear, 2.003 by letter
    return total + group + (digit or 0)


def find_number_words(text: str) -> Iterator[tuple[int, int, Decimal]]:
    """Give start, end and value of each number of two or more words, in order.

    >>> [(a, b, int(v)) for a, b, v in find_number_words("có hai mươi lăm mô hình, một số xã")]
    [(3, 15, 25)]
    """
    for run in _RUN.finditer(text):
        value = words_to_number(run[0])
        if value is not None:
            yield run.start(), run.end(), Decimal(value)
