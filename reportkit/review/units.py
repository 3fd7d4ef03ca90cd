"""Which reports come from one unit, and which unit stands above another.

Takes summaries; gives the units in the order of their reports. Knows nothing of figures.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from attrs import evolve, frozen

from reportkit.parsing import Summary, Unit
from reportkit.vietnamese.view import View

__all__ = [
    "Reporter",
    "last_day",
    "latest_first",
    "name_key",
    "reporters",
    "superiors",
    "words_key",
]


_WORDS_FOR = {
    "ccb": "cựu chiến binh",
    "hđnd": "hội đồng nhân dân",
    "htx": "hợp tác xã",
    "lđlđ": "liên đoàn lao động",
    "lhpn": "liên hiệp phụ nữ",
    "mttq": "mặt trận tổ quốc",
    "tncs": "thanh niên cộng sản",
    "tp": "thành phố",
    "tx": "thị xã",
    "ubnd": "ủy ban nhân dân",
}
_ABBREVIATION = re.compile(rf"(?<!\w)({'|'.join(_WORDS_FOR)})(?!\w)\.?")
# At the head of a name only: Ea Hu is a commune.
_COMMITTEES_FOR = {"hu": "huyện ủy", "qu": "quận ủy", "đu": "đảng ủy"}
_COMMITTEE_IN_SHORT = re.compile(r"^\s*(hu|qu|đu)\.?\s+(?=\S)")
# "Báo cáo này thay thế Báo cáo số 12-BC/ĐU ngày 05/6/2024"; without a number the earlier one.
_REPLACES = re.compile(
    r"(?<!\w)thay\s+thế\s+(?:cho\s+)?(?:toàn\s+bộ\s+)?báo\s+cáo(?!\w)"
    r"(?:\s+(?:số\s*:?\s*)?(?P<number>\d+[-/][\w/&-]*\w))?",
    re.IGNORECASE,
)


@frozen
class Reporter:
    """A unit with its reports, the latest one first (đơn vị báo cáo).

    ``named`` is False where no report tells the unit: it then goes by the name of its file.
    ``replaced`` are reports that a later one says it replaces ("thay thế"); they count for nothing.
    A listed unit that did not report has no summaries.
    """

    unit: Unit
    summaries: tuple[Summary, ...]
    named: bool = True
    replaced: tuple[Summary, ...] = ()


@lru_cache(maxsize=1 << 16)
def name_key(name: str) -> str:
    """Give what is the same in all spellings of a name: case, spaces, hoà or hòa, abbreviations.

    >>> name_key("Tỉnh uỷ  HOÀ BÌNH") == name_key("tỉnh ủy Hòa Bình")
    True
    >>> name_key("UBND TP. Sơn La") == name_key("Ủy ban nhân dân thành phố Sơn La")
    True
    """
    plain = View.of(name).text.casefold()
    plain = _COMMITTEE_IN_SHORT.sub(lambda short: _COMMITTEES_FOR[short[1]] + " ", plain)
    return " ".join(_ABBREVIATION.sub(lambda short: _WORDS_FOR[short[1]] + " ", plain).split())


def words_key(text: str) -> str:
    """Give what is the same in a text however it was saved: its words, in one spelling.

    >>> words_key("Toàn xã\\r\\n có  29 mô hi\\u0300nh") == words_key("Toàn xã có 29\\nmô hình")
    True
    """
    return " ".join(View.of(text).text.split())


def reporters(summaries: Sequence[Summary]) -> tuple[Reporter, ...]:
    """Give the units that report, in the order of their first reports.

    Reports whose units share a name or an alias come from one unit, as do copies of one text,
    but not where they stand below different districts: those go by the district's name, too. A
    bare place ("Xã A", as sheets name it) is the one body of that place that reports. A report
    that does not tell its unit stands for a unit of its own.
    """
    found: list[list[Summary]] = []
    places: dict[str, list[int]] = {}
    for summary in summaries:
        # A line end is in no name: no text is taken for one.
        keys = _keys(summary.unit) if summary.unit else [f"\n{words_key(summary.source.text)}"]
        alike = (place for key in keys for place in places.get(key, ()))
        index = next((place for place in alike if _may_be_of(summary, found[place])), len(found))
        if index == len(found):
            found.append([])
        found[index].append(summary)
        for key in keys:
            if index not in places.setdefault(key, []):
                places[key].append(index)
    joined = _with_bare_places(found)
    made = [_reporter(number, reports) for number, reports in enumerate(joined, start=1)]
    names = Counter(name_key(one.unit.name) for one in made)
    return tuple(
        evolve(one, unit=_by_district(one.unit)) if names[name_key(one.unit.name)] > 1 else one
        for one in made
    )


_BODY = re.compile(
    r"(?:đảng bộ|đảng ủy|ban thường vụ|ban chấp hành|ủy ban nhân dân|hội đồng nhân dân) +"
)
_COMMITTEES = {
    "tỉnh ủy": "tỉnh",
    "thành ủy": "thành phố",
    "huyện ủy": "huyện",
    "thị ủy": "thị xã",
    "quận ủy": "quận",
}
_COMMITTEE = re.compile(rf"({'|'.join(_COMMITTEES)})(?= )")
_PLACE = re.compile(r"(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu) \S.*")


def place_of(unit: Unit) -> tuple[str, bool] | None:
    """Give the place that a unit is a body of, and whether its name is the place alone.

    >>> place_of(Unit("UBND xã Tân Lập")), place_of(Unit("Xã Tân Lập")), place_of(Unit("Sở A"))
    (('xã tân lập', False), ('xã tân lập', True), None)
    """
    name = whole = name_key(unit.name)
    while head := _BODY.match(name):
        name = name[head.end() :]
    name = _COMMITTEE.sub(lambda committee: _COMMITTEES[committee[1]], name)
    return (name, name == whole) if _PLACE.fullmatch(name) else None


def _with_bare_places(found: Sequence[list[Summary]]) -> list[list[Summary]]:
    """The reports of each unit, those of a bare place put to the one body of that place."""
    places: dict[str, list[int]] = {}
    bare: set[int] = set()
    for index, reports in enumerate(found):
        place = place_of(reports[0].unit) if reports[0].unit else None
        if place is not None:
            places.setdefault(place[0], []).append(index)
            if place[1]:
                bare.add(index)
    joined = [list(reports) for reports in found]
    for pair in places.values():
        if len(pair) == 2 and len(bare.intersection(pair)) == 1:
            first, second = pair
            if all(_may_be_of(summary, found[first]) for summary in found[second]):
                joined[first] += joined[second]
                joined[second].clear()
    return [reports for reports in joined if reports]


_DISTRICT = re.compile(r"(?:huyện|quận|thị xã|thành phố)\s.*", re.IGNORECASE)


def _district(unit: Unit | None) -> str | None:
    """The district that a unit says it stands below: "huyện Mộc Châu"."""
    found = _DISTRICT.search(unit.parent or "") if unit else None
    return found[0] if found else None


def _may_be_of(summary: Summary, reports: Iterable[Summary]) -> bool:
    """Whether nothing says that a report comes from another unit of the same name."""
    districts = filter(None, (_district(one.unit) for one in (summary, *reports)))
    return len(set(map(name_key, districts))) < 2


def _by_district(unit: Unit) -> Unit:
    """The unit with its district behind each of its names: "Đảng bộ xã A, huyện B"."""
    district = _district(unit)
    if district is None:
        return unit
    return evolve(
        unit,
        name=f"{unit.name}, {district}",
        aliases=[f"{alias}, {district}" for alias in unit.aliases],
    )


def superiors(units: Sequence[Unit]) -> Mapping[int, tuple[int, ...]]:
    """Give for each unit, by index, the reporting units above it, the nearest first."""
    place = {key: index for index, unit in enumerate(units) for key in _keys(unit)}
    parent = {
        index: place[name_key(unit.parent)]
        for index, unit in enumerate(units)
        if unit.parent and name_key(unit.parent) in place
    }
    return {index: _above(index, parent) for index in parent}


def last_day(summary: Summary) -> dt.date | None:
    """Give the last day a report speaks of: of its period, else the day it was written."""
    if summary.period and summary.period.end:
        return summary.period.end
    return summary.date


def _keys(unit: Unit) -> list[str]:
    return [name_key(name) for name in (unit.name, *unit.aliases)]


def _reporter(number: int, reports: Sequence[Summary]) -> Reporter:
    """The unit of these reports: named as in the first, with what the others add."""
    by_date = latest_first(reports)
    replaced = _replaced(by_date)
    counting = tuple(summary for summary in by_date if not any(summary is one for one in replaced))
    units = [summary.unit for summary in reports if summary.unit]
    if not units:
        return Reporter(Unit(reports[0].source.name), counting, named=False, replaced=replaced)
    first = units[0]
    unit = evolve(
        first,
        level=next((unit.level for unit in units if unit.level), None),
        parent=next((unit.parent for unit in units if unit.parent), None),
        aliases=_further_names(first.name, units),
    )
    return Reporter(unit, counting, replaced=replaced)


def latest_first(reports: Iterable[Summary]) -> list[Summary]:
    """Give the reports by the last day they speak of, then by their dates, the latest first."""
    return sorted(
        reports,
        key=lambda summary: (last_day(summary) or dt.date.min, summary.date or dt.date.min),
        reverse=True,
    )


def _replaced(by_date: Sequence[Summary]) -> tuple[Summary, ...]:
    """The reports of one unit that another one of them says it replaces."""
    replaced: list[Summary] = []
    for index, summary in enumerate(by_date):
        said = _REPLACES.search(View.of(summary.source.text).text) if len(by_date) > 1 else None
        if said is None:
            continue
        number = name_key(said["number"]) if said["number"] else None
        replaced += [
            other
            for place, other in enumerate(by_date)
            if other is not summary
            and (
                place > index
                if number is None
                else other.number is not None and name_key(other.number).startswith(number)
            )
        ]
    return tuple(summary for summary in by_date if any(summary is one for one in replaced))


def _further_names(name: str, units: Iterable[Unit]) -> tuple[str, ...]:
    names = [other for unit in units for other in (unit.name, *unit.aliases)]
    return tuple(other for other in dict.fromkeys(names) if other != name)


def _above(start: int, parent: Mapping[int, int]) -> tuple[int, ...]:
    """The units above; none where they name each other in a circle."""
    above: list[int] = []
    index = start
    while index in parent:
        index = parent[index]
        if index == start or index in above:
            return ()
        above.append(index)
    return tuple(above)
