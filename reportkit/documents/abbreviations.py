"""The abbreviations that stand in what a report prints, with what they stand for.

Takes texts, gives the known abbreviations in them (``abbreviations.toml``). One that is not known
is left as it stands: no meaning is made up.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from attrs import frozen

__all__ = ["Abbreviation", "abbreviations_in"]


@frozen
class Abbreviation:
    """An abbreviation (chữ viết tắt) and its full words."""

    short: str
    full: str


def abbreviations_in(texts: Iterable[str]) -> tuple[Abbreviation, ...]:
    """Give the known abbreviations in texts, in the order of their first use.

    >>> [one.full for one in abbreviations_in(["Hội LHPN xã", "UBND xã, Hội LHPN"])]
    ['Liên hiệp Phụ nữ', 'Ủy ban nhân dân']
    """
    known = _known()
    found = dict.fromkeys(match[0] for text in texts for match in _pattern().finditer(text))
    return tuple(Abbreviation(short, known[short]) for short in found)


@cache
def _known() -> Mapping[str, str]:
    text = files("reportkit.documents").joinpath("abbreviations.toml").read_text("utf-8")
    return {short: str(full) for short, full in tomllib.loads(text).items()}


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_known(), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])")
