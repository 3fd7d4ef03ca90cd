"""The letters of Vietnamese and plain counting words, for the patterns of the other rooms.

Takes and gives text of equal length. Knows nothing of what words mean.
"""

from __future__ import annotations

from typing import Final

__all__ = ["CAPITAL", "SMALL_COUNTS", "lowered", "small_count"]

CAPITAL: Final = "A-Z" + "".join(
    letter for letter in map(chr, range(0xC0, 0x1EFA)) if letter.isalpha() and letter.isupper()
)
"""Inside of a character class: every capital letter that Vietnamese names are written with."""

_ONE_TO_TEN = "một hai ba bốn năm sáu bảy tám chín mười".split()

SMALL_COUNTS: Final = r"\d{1,3}|" + "|".join(_ONE_TO_TEN)
"""A small count in digits or in one word, for use inside a group of a pattern on small letters."""


def lowered(text: str) -> str:
    """Give ``text`` in small letters, each character in its own place.

    >>> lowered("GIAI ĐOẠN 2021 - 2025")
    'giai đoạn 2021 - 2025'
    """
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)


def small_count(word: str) -> int:
    """Give the number that a match of ``SMALL_COUNTS`` says.

    >>> small_count("05"), small_count("năm")
    (5, 5)
    """
    return int(word) if word.isdigit() else _ONE_TO_TEN.index(word.lower()) + 1
