"""The words around a number, loaded from ``data/numbers.toml`` once. Data only."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from importlib.resources import files

from reportkit.vietnamese.amounts import Bound

__all__ = [
    "BOUNDS",
    "DOCUMENTS",
    "DURATIONS",
    "MEASURES",
    "NAMES",
    "NAMES_CAPITAL",
    "NOT_DURATION_BEFORE",
    "SCALES",
    "alternatives",
]

_DATA = tomllib.loads(
    files("reportkit.vietnamese").joinpath("data/numbers.toml").read_text("utf-8")
)


def alternatives(words: Iterable[str]) -> str:
    """Give a pattern that matches any of ``words``, the longest first, any spaces within."""
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)


SCALES: dict[str, int] = _DATA["scales"]
BOUNDS: dict[str, Bound] = {
    word: Bound(bound) for bound, words in _DATA["bounds"].items() for word in words
}
MEASURES: dict[str, str] = _DATA["measures"]
NAMES: list[str] = _DATA["names"]["before"]
DOCUMENTS: list[str] = _DATA["names"]["documents"]
NAMES_CAPITAL: list[str] = _DATA["names"]["before_capital"]
DURATIONS: list[str] = _DATA["durations"]["units"]
NOT_DURATION_BEFORE: list[str] = _DATA["durations"]["not_before"]
