"""The words around a number, loaded from ``data/numbers.toml`` once. Data only."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from importlib.resources import files

from reportkit.vietnamese.amounts import Bound

__all__ = [
    "BOUNDS",
    "BOUND_ONLY_BEHIND",
    "CATCHWORDS",
    "COUNTED",
    "CURRENCY_BEFORE",
    "DIFFERENCES",
    "DOCUMENTS",
    "DURATIONS",
    "FIVE_ONLY_BEHIND",
    "MEASURES",
    "NAMES",
    "NAMES_CAPITAL",
    "NOT_DURATION_BEFORE",
    "NOT_MONEY_BEFORE",
    "NOT_SCALE_BEFORE",
    "NO_BOUND_BEHIND",
    "NO_NUMBER_BEFORE",
    "NO_NUMBER_BEHIND",
    "PREPOSITIONS",
    "PREPOSITIONS_BEFORE",
    "SCALES",
    "SCALE_LETTERS",
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
NOT_SCALE_BEFORE: dict[str, list[str]] = _DATA["not_scale_before"]
SCALE_LETTERS: dict[str, int] = _DATA["scale_letters"]
BOUNDS: dict[str, Bound] = {
    word: Bound(bound) for bound, words in _DATA["bounds"].items() for word in words
}
NO_BOUND_BEHIND: dict[str, list[str]] = _DATA["no_bound_behind"]
BOUND_ONLY_BEHIND: dict[str, list[str]] = _DATA["bound_only_behind"]
PREPOSITIONS: list[str] = _DATA["prepositions"]["words"]
PREPOSITIONS_BEFORE: list[str] = _DATA["prepositions"]["before"]
DIFFERENCES: list[str] = _DATA["differences"]["words"]
MEASURES: dict[str, str] = _DATA["measures"]
NOT_MONEY_BEFORE: list[str] = _DATA["not_money"]["before"]
CURRENCY_BEFORE: dict[str, str] = _DATA["currency_before"]
NAMES: list[str] = _DATA["names"]["before"]
DOCUMENTS: list[str] = _DATA["names"]["documents"]
NAMES_CAPITAL: list[str] = _DATA["names"]["before_capital"]
CATCHWORDS: list[str] = _DATA["names"]["catchwords"]
DURATIONS: list[str] = _DATA["durations"]["units"]
NOT_DURATION_BEFORE: list[str] = _DATA["durations"]["not_before"]
NO_NUMBER_BEFORE: dict[str, list[str]] = _DATA["number_words"]["no_number_before"]
COUNTED: list[str] = _DATA["number_words"]["counted"]
FIVE_ONLY_BEHIND = frozenset(_DATA["number_words"]["five_only_behind"])
NO_NUMBER_BEHIND = frozenset(_DATA["number_words"]["no_number_behind"])
