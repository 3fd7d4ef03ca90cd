"""The words around a number, loaded from ``data/numbers.toml`` once. Data only."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from importlib.resources import files

from reportkit.vietnamese.amounts import Bound

__all__ = [
    "ACTS",
    "ARMS",
    "BOUNDS",
    "BOUND_ONLY_BEHIND",
    "CATCHWORDS",
    "CATCH_ADJECTIVES",
    "CODES",
    "COUNTED",
    "CURRENCY_BEFORE",
    "DAY_WORDS",
    "DIFFERENCES",
    "DIVISIBLE",
    "DOCUMENTS",
    "DURATIONS",
    "EXCESS_COMPARED",
    "EXCESS_UNITS",
    "FIVE_ONLY_BEHIND",
    "GRADES",
    "GRADE_VERBS",
    "HOURS_BEFORE",
    "LETTERED",
    "MEASURES",
    "NAMES",
    "NAMES_AT_END",
    "NAMES_CAPITAL",
    "NOT_DURATION_BEFORE",
    "NOT_MONEY_BEFORE",
    "NOT_SCALE_BEFORE",
    "NO_BOUND_BEHIND",
    "NO_DATE_BEHIND",
    "NO_NUMBER_BEFORE",
    "NO_NUMBER_BEHIND",
    "PREPOSITIONS",
    "PREPOSITIONS_BEFORE",
    "ROADS",
    "SCALES",
    "SCALE_LETTERS",
    "SCORES",
    "SHORT_DOCUMENTS",
    "SURNAMES",
    "UNITS",
    "VERBS_TOO",
    "WITHIN",
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
_ESTIMATES = [
    f"{estimate} {verb}"
    for estimate in _DATA["estimates"]["words"]
    for verb in _DATA["estimates"]["verbs"]
]
BOUNDS: dict[str, Bound] = {
    word: Bound(bound) for bound, words in _DATA["bounds"].items() for word in words
} | dict.fromkeys(_ESTIMATES, Bound.ABOUT)
# What is not more is not allowed to be more either: "không được vượt quá".
BOUNDS |= {
    f"không được {words.removeprefix('không ')}": bound
    for words, bound in BOUNDS.items()
    if words.startswith("không ")
}
NO_BOUND_BEHIND: dict[str, list[str]] = _DATA["no_bound_behind"] | {
    words: _DATA["no_bound_behind"]["ước"]
    if words.endswith(tuple(f" {noun}" for noun in _DATA["estimates"]["nouns"]))
    else _DATA["estimates"]["wishes"]
    for words in _ESTIMATES
}
BOUND_ONLY_BEHIND: dict[str, list[str]] = _DATA["bound_only_behind"]
PREPOSITIONS: list[str] = _DATA["prepositions"]["words"]
PREPOSITIONS_BEFORE: list[str] = _DATA["prepositions"]["before"]
EXCESS_COMPARED: list[str] = _DATA["excess"]["compared"]
EXCESS_UNITS: list[str] = _DATA["excess"]["units"]
DIFFERENCES: list[str] = _DATA["differences"]["words"]
MEASURES: dict[str, str] = _DATA["measures"]
NOT_MONEY_BEFORE: dict[str, list[str]] = _DATA["not_money"]
CURRENCY_BEFORE: dict[str, str] = _DATA["currency_before"]
NAMES: list[str] = _DATA["names"]["before"]
DOCUMENTS: list[str] = _DATA["names"]["documents"]
VERBS_TOO: list[str] = _DATA["names"]["verbs"]
NAMES_CAPITAL: list[str] = _DATA["names"]["before_capital"]
NAMES_AT_END: list[str] = _DATA["names"]["at_end"]
CODES: list[str] = _DATA["names"]["codes"]
LETTERED: list[str] = _DATA["names"]["lettered"]
GRADES: list[str] = _DATA["names"]["grades"]
GRADE_VERBS: list[str] = _DATA["names"]["grade_verbs"]
ARMS: list[str] = _DATA["names"]["arms"]
ACTS: list[str] = _DATA["names"]["acts"]
WITHIN: list[str] = _DATA["names"]["within"]
ROADS: list[str] = _DATA["names"]["roads"]
SHORT_DOCUMENTS: list[str] = _DATA["names"]["short_documents"]
SURNAMES: list[str] = _DATA["names"]["surnames"]
CATCHWORDS: list[str] = _DATA["names"]["catchwords"]
CATCH_ADJECTIVES: list[str] = _DATA["names"]["adjectives"]
DURATIONS: list[str] = _DATA["durations"]["units"]
DAY_WORDS: list[str] = _DATA["days"]["words"]
NO_DATE_BEHIND: list[str] = _DATA["days"]["none_behind"]
SCORES: list[str] = _DATA["days"]["scores"]
HOURS_BEFORE: list[str] = _DATA["durations"]["hours_before"]
NOT_DURATION_BEFORE: list[str] = _DATA["durations"]["not_before"]
NO_NUMBER_BEFORE: dict[str, list[str]] = _DATA["number_words"]["no_number_before"]
COUNTED: list[str] = _DATA["number_words"]["counted"]
UNITS: list[str] = _DATA["number_words"]["units"]
DIVISIBLE: list[str] = _DATA["number_words"]["divisible"]
FIVE_ONLY_BEHIND = frozenset(_DATA["number_words"]["five_only_behind"])
NO_NUMBER_BEHIND = frozenset(_DATA["number_words"]["no_number_behind"])
