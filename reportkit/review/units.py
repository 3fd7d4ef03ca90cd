"""Which reports come from one unit, and which unit stands above another.

Takes summaries; gives the units in the order of their reports. Knows nothing of figures.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve, frozen

from reportkit.parsing import Summary, Unit
from reportkit.vietnamese.view import View

__all__ = ["Reporter", "last_day", "name_key", "reporters", "superiors"]


@frozen
class Reporter:
    """A unit with its reports, the latest one first (đơn vị báo cáo).

    ``named`` is False where no report tells the unit: it then goes by the name of its file.
    """

    unit: Unit
    summaries: tuple[Summary, ...]
    named: bool = True


def name_key(name: str) -> str:
    """Give what is the same in all spellings of a name: case, spaces, dashes, hoà or hòa.

    >>> name_key("Tỉnh uỷ  HOÀ BÌNH") == name_key("tỉnh ủy Hòa Bình")
    True
    """
    return " ".join(View.of(name).text.casefold().split())


def reporters(summaries: Sequence[Summary]) -> tuple[Reporter, ...]:
    """Give the units that report, in the order of their first reports.

    Reports whose units share a name or an alias come from one unit. A report that does not tell
    its unit stands for a unit of its own.
    """
    found: list[list[Summary]] = []
    place: dict[str, int] = {}
    for summary in summaries:
        keys = _keys(summary.unit) if summary.unit else []
        index = next((place[key] for key in keys if key in place), len(found))
        if index == len(found):
            found.append([])
        found[index].append(summary)
        place.update((key, place.get(key, index)) for key in keys)
    return tuple(_reporter(number, reports) for number, reports in enumerate(found, start=1))


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
    by_date = sorted(
        reports,
        key=lambda summary: (last_day(summary) or dt.date.min, summary.date or dt.date.min),
        reverse=True,
    )
    units = [summary.unit for summary in reports if summary.unit]
    if not units:
        name = reports[0].source.name or f"Báo cáo {number}"
        return Reporter(Unit(name), tuple(by_date), named=False)
    first = units[0]
    unit = evolve(
        first,
        level=next((unit.level for unit in units if unit.level), None),
        parent=next((unit.parent for unit in units if unit.parent), None),
        aliases=_further_names(first.name, units),
    )
    return Reporter(unit, tuple(by_date))


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
