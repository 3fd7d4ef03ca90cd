"""Puts the reports together: units, cells and totals from bound summaries.

Takes summaries, a profile and, if there is one, the list of units; gives what a ``Review`` answers
from. Words nothing and opens no file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs
from attrs import frozen

from reportkit.binding import Indicator, Profile
from reportkit.parsing import Figure, Summary, Unit
from reportkit.review.algebra import as_said
from reportkit.review.cells import Candidate, Cell, cell_of
from reportkit.review.evidence import Evidence, LeftOut, Reason
from reportkit.review.from_below import cells_from_below
from reportkit.review.roster import Roster, call_the_roll
from reportkit.review.totals import Total, total_of
from reportkit.review.units import Reporter, name_key, reporters, superiors, words_key

__all__ = ["Assembly", "assemble", "column_of"]


@frozen
class Assembly:
    """What the reports make together.

    Attributes
    ----------
    roster:
        The rows.
    reporting:
        For each summary its unit.
    speaking:
        For each summary whether what it tells in words counts: not where another report replaces
        it, nor where it is a further copy.
    figures:
        Every figure of every report.
    cells, totals:
        By the row's index and the indicator's id; by the indicator's id.
    places:
        For each name of a unit, in one spelling, the index of its row.
    """

    roster: Roster
    reporting: tuple[Unit, ...]
    speaking: tuple[bool, ...]
    figures: tuple[Evidence, ...]
    cells: Mapping[tuple[int, str], Cell]
    totals: Mapping[str, Total]
    places: Mapping[str, int]

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units, in the order of the rows."""
        return tuple(reporter.unit for reporter in self.roster.reporters)


def assemble(
    summaries: Sequence[Summary], profile: Profile, listed: Sequence[Unit] | None
) -> Assembly:
    """Give what the reports make together; ``listed`` are the units that should have reported."""
    found = reporters(summaries)
    roster = Roster(found) if listed is None else call_the_roll(found, listed)
    unit_of = {
        id(summary): one.unit
        for one in roster.reporters
        for summary in (*one.summaries, *one.replaced)
    }
    reporting = tuple(unit_of[id(summary)] for summary in summaries)
    evidence = {
        id(summary): tuple(
            Evidence(figure, unit, summary.source.name) for figure in summary.figures
        )
        for summary, unit in zip(summaries, reporting, strict=True)
    }
    cells = dict(_cells(roster.reporters, profile, evidence))
    units = [one.unit for one in roster.reporters]
    others = {id(unit) for unit in roster.unlisted}
    on_list = {place for place, unit in enumerate(units) if listed and id(unit) not in others}
    cells |= cells_from_below(units, roster.missing, profile.indicators, cells, on_list)
    return Assembly(
        roster=roster,
        reporting=reporting,
        speaking=_speaking(summaries, roster.reporters),
        figures=tuple(one for summary in summaries for one in evidence[id(summary)]),
        cells=cells,
        totals=dict(_totals(roster.reporters, profile, cells)),
        places=_places(units),
    )


def _speaking(summaries: Sequence[Summary], who: Iterable[Reporter]) -> tuple[bool, ...]:
    """For each report whether it is neither replaced nor a copy of one of its unit before it."""
    place = {id(summary): index for index, summary in enumerate(summaries)}
    silent: set[int] = set()
    for reporter in who:
        silent.update(id(summary) for summary in reporter.replaced)
        if len(reporter.summaries) > 1:
            known: set[object] = set()
            for summary in sorted(reporter.summaries, key=lambda one: place[id(one)]):
                # The sheets of one workbook share its text, not their figures.
                numbers = tuple(as_said(figure.quantity) for figure in summary.figures)
                told = words_key(summary.source.text), numbers
                if told in known:
                    silent.add(id(summary))
                known.add(told)
    return tuple(id(summary) not in silent for summary in summaries)


def _cells(
    who: Iterable[Reporter], profile: Profile, evidence: Mapping[int, tuple[Evidence, ...]]
) -> Iterator[tuple[tuple[int, str], Cell]]:
    """The cells for which there is any figure, by unit and indicator."""
    for place, reporter in enumerate(who):
        candidates: dict[str | None, list[Candidate]] = {}
        replaced: dict[str | None, list[LeftOut]] = {}
        for summary in reporter.summaries:
            for index, (figure, one) in enumerate(_told(summary, evidence)):
                candidate = Candidate(one, summary, index)
                candidates.setdefault(figure.indicator, []).append(candidate)
        for summary in reporter.replaced:
            for figure, one in _told(summary, evidence):
                left_out = LeftOut(one, Reason.REPLACED)
                replaced.setdefault(figure.indicator, []).append(left_out)
        for indicator in profile.indicators:
            if indicator.id in candidates or indicator.id in replaced:
                cell = cell_of(reporter.unit, indicator, candidates.get(indicator.id, ()))
                if indicator.id in replaced:
                    left = (*cell.left_out, *replaced[indicator.id])
                    cell = attrs.evolve(cell, left_out=left)
                yield (place, indicator.id), cell


def _told(
    summary: Summary, evidence: Mapping[int, tuple[Evidence, ...]]
) -> Iterator[tuple[Figure, Evidence]]:
    return zip(summary.figures, evidence[id(summary)], strict=True)


def _totals(
    who: Sequence[Reporter], profile: Profile, cells: Mapping[tuple[int, str], Cell]
) -> Iterator[tuple[str, Total]]:
    above = superiors([reporter.unit for reporter in who])
    for indicator in profile.indicators:
        units = list(enumerate(reporter.unit for reporter in who))
        column = column_of(indicator, units, cells)
        weight = next((one for one in profile.indicators if one.id == indicator.weight), None)
        weights = column_of(weight, units, cells) if weight is not None else ()
        yield indicator.id, total_of(indicator, column, above, weights)


def column_of(
    indicator: Indicator,
    units: Iterable[tuple[int, Unit]],
    cells: Mapping[tuple[int, str], Cell],
) -> list[Cell]:
    """Give the cell of each unit, told with its place, for one indicator."""
    return [cells.get((place, indicator.id)) or Cell(unit, indicator) for place, unit in units]


def _places(units: Iterable[Unit]) -> dict[str, int]:
    """Where the unit of each name stands; a name of its own goes before another's alias."""
    places: dict[str, int] = {}
    known = list(enumerate(units))
    for place, unit in known:
        places.setdefault(name_key(unit.name), place)
    for place, unit in known:
        for alias in unit.aliases:
            places.setdefault(name_key(alias), place)
    return places
