"""Who reports and who should have: reports' units matched with a list of units.

Takes the units that report and those listed; gives the rows of the review in the order of the
list. Knows nothing of figures. Provinces before and after 1 July 2025 are matched through the
data of ``vietnamese.places``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import attrs
from attrs import evolve, frozen

from reportkit.parsing import Unit
from reportkit.review.unit_list import with_names_of
from reportkit.review.units import Reporter, latest_first, name_key
from reportkit.vietnamese.places import find_places

__all__ = ["Roster", "Succession", "call_the_roll", "names_now"]


@frozen
class Succession:
    """A listed unit and the reporting unit of another time that stands for its territory."""

    listed: Unit
    reporting: Unit


@frozen
class Roster:
    """The rows of a review (danh sách đơn vị).

    Attributes
    ----------
    reporters:
        In the order of the list, then those not listed; a missing unit has no summaries.
    missing, unlisted:
        Units without a report; units that report and are not listed.
    successions:
        Listed units whose report came from the province before or after the merger.
    """

    reporters: tuple[Reporter, ...] = attrs.field(converter=tuple[Reporter, ...])
    missing: tuple[Unit, ...] = attrs.field(default=(), converter=tuple[Unit, ...])
    unlisted: tuple[Unit, ...] = attrs.field(default=(), converter=tuple[Unit, ...])
    successions: tuple[Succession, ...] = attrs.field(default=(), converter=tuple[Succession, ...])


def call_the_roll(who: Sequence[Reporter], listed: Sequence[Unit]) -> Roster:
    """Match the units that report with those listed.

    A report's unit is a listed one by any of its names; else where both names speak of the same
    place and no other does ("Huyện Ngọc Hồi", "Đảng bộ huyện Ngọc Hồi"). A unit of a province
    that was merged stands below the listed unit of the new one; where only the new province
    reports, the listed old one is not missing either.
    """
    place_of = _matches(who, listed)
    by_place: defaultdict[int, list[Reporter]] = defaultdict(list)
    for reporter, place in zip(who, place_of, strict=True):
        if place is not None:
            by_place[place].append(reporter)
    rest = [one for one, place in zip(who, place_of, strict=True) if place is None]
    rows: list[Reporter] = []
    missing: list[Unit] = []
    successions: list[Succession] = []
    claimed: set[int] = set()
    for place, unit in enumerate(listed):
        own = by_place.get(place, [])
        former = [one for one in rest if one.named and names_now(one.unit) & _keys(unit)]
        claimed.update(id(one) for one in former)
        successions += [Succession(unit, one.unit) for one in former]
        if own or not former:
            rows.append(_joined(unit, own))
        rows += former
        if not own and not former:
            heirs = [one for one in who if one.named and names_now(unit) & _keys(one.unit)]
            successions += [Succession(unit, one.unit) for one in heirs]
            if heirs:
                rows.pop()
            else:
                missing.append(unit)
    others = [one for one in rest if id(one) not in claimed]
    return Roster([*rows, *others], missing, [one.unit for one in others if one.named], successions)


def _matches(who: Sequence[Reporter], listed: Sequence[Unit]) -> list[int | None]:
    """For each unit that reports the place of the listed unit that it is."""
    names: dict[str, int] = {}
    for place, unit in enumerate(listed):
        names.setdefault(name_key(unit.name), place)
    for place, unit in enumerate(listed):
        for alias in unit.aliases:
            names.setdefault(name_key(alias), place)
    found = [
        next((names[key] for key in _ordered_keys(one.unit) if key in names), None)
        if one.named
        else None
        for one in who
    ]
    free = _alone((_core(unit), place) for place, unit in enumerate(listed) if place not in found)
    reporting = _alone(
        (_core(one.unit), index)
        for index, one in enumerate(who)
        if one.named and found[index] is None
    )
    for core, index in reporting.items():
        listed_place = free.get(core)
        if listed_place is not None and _same_kind(listed[listed_place], who[index].unit):
            found[index] = listed_place
    return found


def _alone(places: Iterable[tuple[str, int]]) -> Mapping[str, int]:
    """The places of those keys that no other place has."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for key, place in places:
        found[key].append(place)
    return {key: only[0] for key, only in found.items() if len(only) == 1}


_BEFORE_A_PLACE = re.compile(
    r"(?:đảng bộ|đảng ủy|chi bộ|ban thường vụ|ủy ban nhân dân|tỉnh ủy|thành ủy|huyện ủy"
    r"|thị ủy|quận ủy|tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu) +"
)


_KIND = re.compile(r"tỉnh|thành|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu")


def _core(unit: Unit) -> str:
    """The name without the words for its kind: "đảng bộ huyện ngọc hồi" is "ngọc hồi"."""
    return _parted(unit)[1]


def _parted(unit: Unit) -> tuple[str, str]:
    """The words for the kind of a name, and the rest of it."""
    name = whole = name_key(unit.name)
    while head := _BEFORE_A_PLACE.match(name):
        name = name[head.end() :]
    return whole.removesuffix(name), name


def _same_kind(first: Unit, second: Unit) -> bool:
    """Whether the kinds of place agree; a bare name ("Ngọc Hồi") tells none."""
    kinds = [_KIND.search(_parted(unit)[0]) for unit in (first, second)]
    return None in kinds or len({kind[0] for kind in kinds if kind}) == 1


def _joined(listed: Unit, own: Sequence[Reporter]) -> Reporter:
    unit = listed
    for reporter in own:
        unit = with_names_of(unit, reporter.unit)
        unit = evolve(unit, parent=unit.parent or reporter.unit.parent)
    return Reporter(
        unit,
        tuple(latest_first(summary for one in own for summary in one.summaries)),
        replaced=tuple(summary for one in own for summary in one.replaced),
    )


def _keys(unit: Unit) -> set[str]:
    return set(_ordered_keys(unit))


def _ordered_keys(unit: Unit) -> list[str]:
    return [name_key(name) for name in (unit.name, *unit.aliases)]


def names_now(unit: Unit) -> set[str]:
    """Give the unit's names with its province as it is called today; none where it is the same.

    >>> names_now(Unit("Tỉnh ủy Kon Tum"))
    {'tỉnh ủy quảng ngãi'}
    """
    names: set[str] = set()
    for name in (unit.name, *unit.aliases):
        for place in find_places(name):
            if place.province and place.province.now != place.province.name:
                old = name[: place.span.end].rfind(place.province.name)
                if old >= 0:
                    end = old + len(place.province.name)
                    names.add(name_key(f"{name[:old]}{place.province.now}{name[end:]}"))
    return names
