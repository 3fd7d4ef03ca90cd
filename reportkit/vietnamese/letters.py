"""The letters of Vietnamese and plain counting words, for the patterns of the other rooms.

Takes and gives text of equal length. Knows nothing of what words mean.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

__all__ = ["CAPITAL", "SMALL_COUNTS", "at_word_start", "lowered", "small_count"]

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


def at_word_start(alternatives: Iterable[str], *, any_case: bool = False) -> str:
    """Give a pattern that finds any of ``alternatives`` where a word begins.

    It finds what ``(?<!\\w)(?:…|…)`` finds, several times faster: `re` skips at once to the next
    letter that can begin a match, as long as the pattern tells it first. Each alternative begins
    with a letter that is not optional, or with a group of such choices: ``(?:…|…)``, ``(?:…)?``.
    ``any_case`` holds for the alternatives alone. ValueError where one begins with no letter.

    >>> import re
    >>> pattern = re.compile(at_word_start([r"khen\\s+thưởng", "tặng"], any_case=True))
    >>> [found[0] for found in pattern.finditer("Tặng quà, khen  thưởng, quetặng")]
    ['Tặng', 'khen  thưởng']
    """
    rests: dict[str, list[str]] = {}
    for each in (choice for alternative in alternatives for choice in _choices(alternative)):
        if not each[:1].isalnum():
            raise ValueError(f"{each!r} begins with no letter")
        letters = {each[0].lower(), each[0].upper()} if any_case else {each[0]}
        for letter in sorted(letters):
            rests.setdefault(letter, []).append(each[1:])
    flags = "i" if any_case else ""
    pieces = (
        rf"{letter}(?<!\w{letter})(?{flags}:{'|'.join(behind)})" for letter, behind in rests.items()
    )
    return f"(?:{'|'.join(pieces)})"


def _choices(pattern: str) -> list[str]:
    """The patterns that together find what ``pattern`` does, none of them with a group in front."""
    if not pattern.startswith("(?:"):
        return [pattern]
    depth, begin = 0, 3
    choices: list[str] = []
    for at, sign in enumerate(pattern):
        depth += (sign == "(") - (sign == ")")
        if depth == 0 or (depth == 1 and sign == "|"):
            choices.append(pattern[begin:at])
            begin = at + 1
        if depth == 0:
            break
    rest = pattern[begin:]
    if rest.startswith("?"):
        rest = rest[1:]
        choices.append("")
    return [each for choice in choices for each in _choices(choice + rest)]


def small_count(word: str) -> int:
    """Give the number that a match of ``SMALL_COUNTS`` says.

    >>> small_count("05"), small_count("năm")
    (5, 5)
    """
    return int(word) if word.isdigit() else _ONE_TO_TEN.index(word.lower()) + 1
