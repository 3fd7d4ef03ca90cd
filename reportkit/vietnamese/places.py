"""Reads places: provinces by data and date, places below them by the word that tells their level.

Takes a text; gives mentions with spans into it. Knows nothing of reports, and no list of places
below the province.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from bisect import bisect_left
from functools import cache, lru_cache
from importlib.resources import files

from attrs import evolve, frozen

from reportkit.spans import Span
from reportkit.vietnamese.letters import CAPITAL, at_word_start
from reportkit.vietnamese.levels import Level
from reportkit.vietnamese.view import View, old_tone_marks

__all__ = [
    "PlaceMention",
    "Province",
    "find_places",
    "place_at",
    "province",
    "province_names",
    "provinces",
    "scan_places",
]


@frozen
class Province:
    """A province as it stands, or stood, in a time (tỉnh, thành phố trực thuộc Trung ương).

    Attributes
    ----------
    name, kind:
        "Sơn La", "tỉnh".
    since, until:
        First and last day of this territory; None where it began before 2016 or still is.
    now:
        The name of the province that its territory belongs to since 1 July 2025.
    code:
        The code of that province (Quyết định 19/2025/QĐ-TTg).
    aliases:
        Further spellings.
    """

    name: str
    kind: str
    since: dt.date | None
    until: dt.date | None
    now: str
    code: str
    aliases: tuple[str, ...] = ()

    def stood_on(self, day: dt.date) -> bool:
        """Tell whether this territory existed on ``day``."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


@cache
def provinces() -> tuple[Province, ...]:
    """Give every province since 2016, a row for each name, kind and territory."""
    text = files("reportkit.vietnamese").joinpath("data/provinces.csv").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return tuple(
        Province(
            row["name"],
            row["kind"],
            dt.date.fromisoformat(row["since"]) if row["since"] else None,
            dt.date.fromisoformat(row["until"]) if row["until"] else None,
            row["now"],
            row["code"],
            tuple(filter(None, row["aliases"].split("|"))),
        )
        for row in csv.DictReader(lines)
    )


@cache
def _by_name() -> dict[str, tuple[Province, ...]]:
    rows: dict[str, list[Province]] = {}
    for each in provinces():
        for name in (each.name, *each.aliases):
            rows.setdefault(_plain(name), []).append(each)
    return {name: tuple(found) for name, found in rows.items()}


def _plain(name: str) -> str:
    return re.sub(r"\s*-\s*", " - ", " ".join(old_tone_marks(name).casefold().split()))


@lru_cache(maxsize=4096)
def province(name: str, day: dt.date | None = None) -> Province | None:
    """Give the province of this name on ``day``; without a day the newest; None if there is none.

    Examples
    --------
    >>> import datetime as dt
    >>> province("Lâm Đồng", dt.date(2024, 6, 1)).until
    datetime.date(2025, 6, 30)
    >>> province("Kon Tum").now
    'Quảng Ngãi'
    """
    rows = _by_name().get(_plain(name), ())
    standing = [each for each in rows if day is None or each.stood_on(day)]
    return standing[-1] if standing else None


def _meant(name: str, day: dt.date | None) -> Province | None:
    """The province that a text of ``day`` means: of that day, else one that stood before it.

    "Tỉnh Bắc Giang" is still said when it has gone; "thành phố Huế" was no province before 2025.
    """
    known = province(name, day)
    newest = None if known else province(name)
    if newest and day and newest.since and newest.since > day:
        return None
    return known or newest


@frozen
class PlaceMention:
    """A place that a text names (địa danh).

    Attributes
    ----------
    span:
        Where it stands, the word for its kind included.
    name, kind:
        "Ngọc Chiến", "xã"; kind is None where a province is named alone.
    level:
        Its level.
    province:
        The province itself, where it is one.
    """

    span: Span
    name: str
    kind: str | None
    level: Level
    province: Province | None = None


_KINDS = {
    "tỉnh": Level.PROVINCE,
    "thành phố": Level.DISTRICT,
    "huyện": Level.DISTRICT,
    "thị xã": Level.DISTRICT,
    "quận": Level.DISTRICT,
    "đặc khu": Level.COMMUNE,
    "thị trấn": Level.COMMUNE,
    "xã": Level.COMMUNE,
    "phường": Level.COMMUNE,
    "tổ dân phố": Level.VILLAGE,
    "khu phố": Level.VILLAGE,
    "tiểu khu": Level.VILLAGE,
    "thôn": Level.VILLAGE,
    "bản": Level.VILLAGE,
    "làng": Level.VILLAGE,
    "buôn": Level.VILLAGE,
    "ấp": Level.VILLAGE,
    "xóm": Level.VILLAGE,
    "khóm": Level.VILLAGE,
}
_SHORT_KINDS = {"tp": "thành phố", "tx": "thị xã", "tt": "thị trấn", "tdp": "tổ dân phố"}
_NUMBERED = frozenset(
    ("quận", "phường", "tổ dân phố", "khu phố", "tiểu khu", "thôn", "bản", "ấp", "khóm")
)
# "tư tưởng, đạo đức, phong cách Hồ Chí Minh": by itself the name is a person's.
_PERSONS_TOO = frozenset(("hồ chí minh", "hcm"))
_LONGEST_ABBREVIATION = 4

_WORD = rf"[{CAPITAL}][\w']*"
# "Nông Thị Hương" and "Lò Văn Nam" are persons: a place's name ends before them.
_PERSON = rf"{_WORD} +(?:Thị|Văn) +[{CAPITAL}]"
NAME = rf"(?!{_PERSON}){_WORD}(?: +(?!{_PERSON}){_WORD}){{0,3}}"
"""The name of a place: up to four capitalised words."""

_KIND_WORDS = [
    *(re.escape(kind).replace(r"\ ", r"\s+") + "(?= )" for kind in _KINDS),
    r"T(?-i:(?<=T)(?:P|p|X|T|DP)(?=[. ]))",
]
_PLACE = re.compile(
    rf"(?P<kind>{at_word_start(_KIND_WORDS, any_case=True)})(?:\. *| +)"
    rf"(?:(?P<name>{NAME})|(?P<number>(?:số\s+)?\d{{1,2}}(?!\d|[.,/]\d)))"
)


@cache
def province_names() -> str:
    """Give a pattern of every name of a province, as written or all in capitals."""
    names = {
        spelling
        for each in provinces()
        for name in (each.name, *each.aliases)
        for spelling in (old_tone_marks(name), old_tone_marks(name).upper())
    }
    words = (
        re.escape(name).replace(r"\ \-\ ", r"\s*-\s*").replace(r"\ ", r"\s+")
        for name in sorted(names, key=lambda name: (-len(name), name))
    )
    return rf"{at_word_start(words)}(?!\w)"


@cache
def _province_names() -> re.Pattern[str]:
    return re.compile(province_names())


def find_places(text: str, day: dt.date | None = None) -> list[PlaceMention]:
    """Find the places that ``text`` names.

    A city is a province where the data say so, else of the district's level. ``day`` says when
    the text was written, so that "Lâm Đồng" means the province of that day.

    Examples
    --------
    >>> found = find_places("Đảng bộ xã Ngọc Chiến, huyện Mường La; tại Lào Cai; thôn 2")
    >>> [(place.kind, place.name, place.level.value) for place in found]
    [('xã', 'Ngọc Chiến', 'xã'), ('huyện', 'Mường La', 'huyện'), (None, 'Lào Cai', 'tỉnh'),
     ('thôn', '2', 'thôn')]
    """
    view = View.of(text)
    found = scan_places(view.text, day)
    if view.origin is None:
        return found
    return [evolve(place, span=view.span(place.span.start, place.span.end)) for place in found]


def scan_places(text: str, day: dt.date | None = None) -> list[PlaceMention]:
    """Find the places in normalised text (``View.text``), with spans into that."""
    told = (_of_kind(match, text, day) for match in _PLACE.finditer(text))
    found = [place for place in told if place is not None]
    covered = [place.span for place in found]
    for match in _province_names().finditer(text):
        place = _named_alone(match, day)
        if place is None:
            continue
        near = bisect_left(covered, place.span)
        if not any(map(place.span.overlaps, covered[max(near - 1, 0) : near + 1])):
            found.append(place)
    return sorted(found, key=lambda place: place.span)


def place_at(text: str, start: int) -> PlaceMention | None:
    """Give the place that is named from ``start`` on in normalised text, if one is."""
    match = _PLACE.match(text, start)
    place = _of_kind(match, text, None) if match else None
    if place is None and (alone := _province_names().match(text, start)):
        place = _named_alone(alone, None)
    return place


def _named_alone(match: re.Match[str], day: dt.date | None) -> PlaceMention | None:
    name = " ".join(match[0].split())
    if name.casefold() in _PERSONS_TOO:
        return None
    known = _meant(name, day)
    return PlaceMention(Span(match.start(), match.end()), name, None, Level.PROVINCE, known)


def _of_kind(match: re.Match[str], text: str, day: dt.date | None) -> PlaceMention | None:
    written = match["kind"]
    kind = " ".join(written.casefold().split())
    kind = _SHORT_KINDS.get(kind, kind)
    if match["number"]:
        if kind not in _NUMBERED:
            return None
        return PlaceMention(Span(match.start(), match.end()), match["number"], kind, _KINDS[kind])
    start, end = match.span("name")
    known = None
    if kind in ("tỉnh", "thành phố"):
        exact = _province_names().match(text, start)
        known = exact and _meant(exact[0], day)
        if exact and known and (kind == "tỉnh" or known.kind == "thành phố"):
            end = exact.end()
        else:
            known = None
        if known is None and kind == "tỉnh":
            return None
    level = Level.PROVINCE if known else _KINDS[kind]
    name = " ".join(text[start:end].split())
    abbreviation = name.isupper() and 1 < len(name) <= _LONGEST_ABBREVIATION
    if abbreviation and not (known or written.isupper()):
        return None  # "huyện NTM" names no place
    return PlaceMention(Span(match.start(), end), name, kind, level, known)
