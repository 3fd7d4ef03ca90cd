"""Totals of a part of the review: by level, by the unit above, by year.

Takes what a review was made of; gives a ``Total`` for each group, by the same rules. Words
nothing and opens no file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from attrs import evolve

from reportkit.binding import Indicator, Profile
from reportkit.parsing import Figure, Role, Summary, Unit
from reportkit.review._assembly import Assembly, assemble, column_of
from reportkit.review.totals import Total, total_of
from reportkit.review.units import superiors

__all__ = ["By", "totals_by", "totals_of_years"]


class By(StrEnum):
    """By what totals are told apart."""

    LEVEL = "level"
    """Theo cấp: each level's units, whoever stands above them."""
    PARENT = "parent"
    """Theo đơn vị cấp trên: the units below each one."""
    YEAR = "year"
    """Theo năm: the figures that name one year of their own."""


def totals_by(
    indicator: Indicator,
    by: By,
    made: Assembly,
    summaries: Sequence[Summary],
    profile: Profile,
    listed: Sequence[Unit] | None,
) -> dict[str, Total]:
    """Give the total of each group, in the order of the units, of years from the first on."""
    if by is By.YEAR:
        return _by_year(indicator, summaries, profile, listed)
    groups: dict[str, list[int]] = {}
    for place, unit in enumerate(made.units):
        level = unit.level.value if unit.level else ""
        groups.setdefault(level if by is By.LEVEL else unit.parent or "", []).append(place)
    weight = next((one for one in profile.indicators if one.id == indicator.weight), None)
    return {name: _total(indicator, weight, places, made) for name, places in groups.items()}


def _total(
    indicator: Indicator, weight: Indicator | None, places: Sequence[int], made: Assembly
) -> Total:
    everyone = made.units
    units = [(place, everyone[place]) for place in places]
    weights = column_of(weight, units, made.cells) if weight is not None else ()
    above: Mapping[int, tuple[int, ...]] = superiors([unit for _, unit in units])
    return total_of(indicator, column_of(indicator, units, made.cells), above, weights)


def _by_year(
    indicator: Indicator,
    summaries: Sequence[Summary],
    profile: Profile,
    listed: Sequence[Unit] | None,
) -> dict[str, Total]:
    needed = (indicator.id, indicator.weight)
    alone = evolve(profile, indicators=[one for one in profile.indicators if one.id in needed])
    years = totals_of_years(summaries, alone, listed)
    return {year: totals[indicator.id] for year, totals in years.items()}


def totals_of_years(
    summaries: Sequence[Summary], profile: Profile, listed: Sequence[Unit] | None
) -> dict[str, Mapping[str, Total]]:
    """Give for each year that figures name as their own all totals, by the indicator's id."""
    known = {indicator.id for indicator in profile.indicators}
    years = {
        year
        for summary in summaries
        for figure in summary.figures
        if figure.indicator in known and (year := _year(figure)) is not None
    }
    return {
        str(year): assemble(
            [_of_year(summary, year) for summary in summaries], profile, listed
        ).totals
        for year in sorted(years)
    }


def _of_year(summary: Summary, year: int) -> Summary:
    """The summary with the figures of other years bound to nothing; its own period put aside.

    What a report tells of an earlier year is a result of that year.
    """
    figures = [
        evolve(figure, role=Role.RESULT if figure.role is Role.EARLIER else figure.role)
        if _year(figure) == year
        else evolve(figure, indicator=None)
        for figure in summary.figures
    ]
    return evolve(summary, figures=figures, period=None)


def _year(figure: Figure) -> int | None:
    """The one year that a figure's own period lies in."""
    period = figure.period
    if period is None or period.start is None or period.end is None:
        return None
    return period.start.year if period.start.year == period.end.year else None
