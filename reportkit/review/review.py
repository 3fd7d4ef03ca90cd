"""The review: many reports side by side, added up and checked.

Takes summaries and a profile; gives units, cells, totals and findings. Writes no file: the doors
to Word and Excel open ``reportkit.documents`` when called.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
from attrs import frozen

from reportkit.binding import Indicator, Profile, best_profile, bind, load_profile
from reportkit.errors import ReviewError
from reportkit.parsing import PassageRole, Summary, Unit
from reportkit.parsing.reading import Reading, Unread
from reportkit.review import findings as checks
from reportkit.review.cells import Candidate, Cell, cell_of
from reportkit.review.evidence import Evidence
from reportkit.review.findings import Finding, Severity
from reportkit.review.told import ToldCommendation, ToldInitiative, ToldPassage
from reportkit.review.totals import Total, total_of
from reportkit.review.units import Reporter, name_key, reporters, superiors

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Review"]


@frozen(init=False, repr=False)
class Review:
    """What all reports say together (tổng hợp).

    Parameters
    ----------
    reading:
        A ``Reading``, or any summaries; it is left as it is and serves several profiles.
    profile:
        The id of a bundled profile, the path of one of your own, or a ``Profile``. Without one
        the best fitting bundled profile is taken, and a finding says so.

    Attributes
    ----------
    profile:
        What is counted.
    summaries:
        The reports, each figure bound to the indicator it counts for.
    units:
        Who reports, in the order of the reports. A report that does not tell its unit stands
        here under the name of its file.
    unread:
        The files that could not be read.
    figures:
        Every figure of every report with its unit and file.
    findings:
        What a person must look at, errors first.

    Raises
    ------
    ReviewError
        Where there is no report to review.
    ProfileError
        Where the profile is not found or has a mistake.

    Examples
    --------
    >>> from reportkit.binding import parse
    >>> review = Review([parse("Toàn tỉnh có trên 579 mô hình."), parse("Huyện có 29 mô hình.")],
    ...                 profile="chi-thi-05")
    >>> total = review.total("models")
    >>> total.amount.bound.value, total.amount.value, len(total.reported), total.expected
    ('over', Decimal('608'), 2, 2)
    """

    profile: Profile
    summaries: tuple[Summary, ...]
    unread: tuple[Unread, ...]
    units: tuple[Unit, ...] = attrs.field(eq=False)
    figures: tuple[Evidence, ...] = attrs.field(eq=False)
    findings: tuple[Finding, ...] = attrs.field(eq=False)
    _reporting: tuple[Unit, ...] = attrs.field(eq=False)
    """For each of ``summaries`` its unit."""
    _places: Mapping[str, int] = attrs.field(eq=False)
    """For each name of a unit, in one spelling, its index in ``units``."""
    _cells: Mapping[tuple[int, str], Cell] = attrs.field(eq=False)
    _totals: Mapping[str, Total] = attrs.field(eq=False)

    def __init__(
        self, reading: Iterable[Summary], profile: str | Path | Profile | None = None
    ) -> None:
        given = (reading,) if isinstance(reading, Summary) else tuple(reading)
        unread = reading.unread if isinstance(reading, Reading) else ()
        if not given:
            raise _nothing_to_review(unread)
        chosen = best_profile(given) if profile is None else load_profile(profile)
        summaries = tuple(bind(summary, chosen) for summary in given)
        who = reporters(summaries)
        unit_of = {id(summary): one.unit for one in who for summary in one.summaries}
        reporting = tuple(unit_of[id(summary)] for summary in summaries)
        cells = dict(_cells(who, chosen))
        totals = dict(_totals(who, chosen, cells))
        self.__attrs_init__(
            profile=chosen,
            summaries=summaries,
            unread=tuple(unread),
            units=tuple(one.unit for one in who),
            figures=tuple(
                Evidence(figure, unit, summary.source.name)
                for summary, unit in zip(summaries, reporting, strict=True)
                for figure in summary.figures
            ),
            findings=_by_severity(
                [
                    *([checks.profile_assumed(chosen)] if profile is None else ()),
                    *checks.of_unread(unread),
                    *checks.of_units(who),
                    *(
                        finding
                        for summary, unit in zip(summaries, reporting, strict=True)
                        for finding in checks.of_report(unit, summary, chosen)
                    ),
                    *(finding for cell in cells.values() for finding in checks.of_cell(cell)),
                    *checks.of_superiors(totals.values()),
                ]
            ),
            reporting=reporting,
            places=_places([one.unit for one in who]),
            cells=cells,
            totals=totals,
        )

    def cell(self, unit: Unit | str, indicator: str) -> Cell:
        """Give what ``unit`` (or the unit of that name or alias) reports for an indicator.

        Raises
        ------
        ReviewError
            For a unit or an indicator that the review does not know.
        """
        place = self._place(unit)
        column = self._indicator(indicator)
        known = self._cells.get((place, column.id))
        return known if known is not None else Cell(self.units[place], column)

    def total(self, indicator: str) -> Total:
        """Give what all units together report for an indicator.

        Raises
        ------
        ReviewError
            For an indicator that the profile does not have.
        """
        return self._totals[self._indicator(indicator).id]

    @property
    def initiatives(self) -> tuple[ToldInitiative, ...]:
        """The models and ways of working that the reports tell of, in reading order."""
        return tuple(
            ToldInitiative(unit, summary.source.name, initiative)
            for unit, summary in self._reports()
            for initiative in summary.initiatives
        )

    @property
    def commendations(self) -> tuple[ToldCommendation, ...]:
        """The commendations that the reports tell of, in reading order."""
        return tuple(
            ToldCommendation(unit, summary.source.name, commendation)
            for unit, summary in self._reports()
            for commendation in summary.commendations
        )

    def passages(self, role: PassageRole | str) -> tuple[ToldPassage, ...]:
        """Give the passages with this role ("limitation", "lesson", …), in reading order."""
        wanted = PassageRole(role)
        return tuple(
            ToldPassage(unit, summary.source.name, passage)
            for unit, summary in self._reports()
            for passage in summary.passages_of(wanted)
        )

    def to_docx(
        self, target: str | Path, template: str | Path = "dang/so-ket", *, overwrite: bool = False
    ) -> Path:
        """Write the review report in Word; give the path written.

        A target that a person changed is kept, and the report written beside it, unless
        ``overwrite``.
        """
        from reportkit import documents

        return documents.write_docx(self, target, template=template, overwrite=overwrite)

    def to_xlsx(
        self, target: str | Path, template: str | Path = "phu-luc", *, overwrite: bool = False
    ) -> Path:
        """Write the annexes in Excel; give the path written. As ``to_docx`` otherwise."""
        from reportkit import documents

        return documents.write_xlsx(self, target, template=template, overwrite=overwrite)

    def to_pandas(self) -> pd.DataFrame:
        """Give the table: a row a unit, a column an indicator; NaN where a unit has no figure.

        Bounds are left aside; ``figures_to_pandas`` has them. Needs pandas.
        """
        from reportkit.review._frames import cells_frame

        return cells_frame(self)

    def figures_to_pandas(self) -> pd.DataFrame:
        """Give a row a figure: unit, indicator, value, bound, sentence, file. Needs pandas."""
        from reportkit.review._frames import figures_frame

        return figures_frame(self)

    def __repr__(self) -> str:
        return (
            f"<Review {self.profile.id}: {len(self.units)} units, {len(self.figures)} figures, "
            f"{len(self.findings)} findings>"
        )

    def _repr_html_(self) -> str:
        """Show the totals, the units and the findings in a notebook, escaped."""
        from reportkit.review._html import review_html

        return review_html(self)

    def _reports(self) -> Iterator[tuple[Unit, Summary]]:
        return zip(self._reporting, self.summaries, strict=True)

    def _place(self, unit: Unit | str) -> int:
        """The index of a unit, told by any of its names."""
        name = unit if isinstance(unit, str) else unit.name
        place = self._places.get(name_key(name))
        if place is None:
            names = [known.name for known in self.units]
            raise ReviewError(
                f"No unit of the review is called {name!r}.", remedy=_near(name, names)
            )
        return place

    def _indicator(self, id: str) -> Indicator:
        try:
            return self.profile.indicator(id)
        except KeyError:
            ids = [indicator.id for indicator in self.profile.indicators]
            raise ReviewError(
                f"The profile {self.profile.id} has no indicator {id!r}.", remedy=_near(id, ids)
            ) from None


def _nothing_to_review(unread: Iterable[Unread]) -> ReviewError:
    """The error of a reading without a single report, with the reason of each file."""
    files = [f"{file.name}: {file.reason}" for file in unread]
    if not files:
        return ReviewError(
            "There is no report to review.",
            remedy="Read a folder that holds reports (.docx, .pdf, .html, .txt).",
        )
    return ReviewError(
        "There is no report to review: no file could be read.",
        context="; ".join(files),
        remedy="Ask for the files again, as .docx, .pdf with a text layer, .html or .txt.",
    )


def _near(asked: str, known: list[str]) -> str:
    close = difflib.get_close_matches(asked, known, n=1, cutoff=0.5)
    return f"Did you mean {close[0]!r}?" if close else f"Known are: {', '.join(known)}."


def _by_severity(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Errors first; within a severity in the order given."""
    order = list(Severity)
    return tuple(sorted(findings, key=lambda finding: order.index(finding.severity)))


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


def _cells(who: Iterable[Reporter], profile: Profile) -> Iterator[tuple[tuple[int, str], Cell]]:
    """The cells for which there is any figure, by unit and indicator."""
    for place, reporter in enumerate(who):
        candidates: dict[str | None, list[Candidate]] = {}
        for summary in reporter.summaries:
            for index, figure in enumerate(summary.figures):
                evidence = Evidence(figure, reporter.unit, summary.source.name)
                candidates.setdefault(figure.indicator, []).append(
                    Candidate(evidence, summary, index)
                )
        for indicator in profile.indicators:
            if indicator.id in candidates:
                yield (
                    (place, indicator.id),
                    cell_of(reporter.unit, indicator, candidates[indicator.id]),
                )


def _totals(
    who: tuple[Reporter, ...], profile: Profile, cells: Mapping[tuple[int, str], Cell]
) -> Iterator[tuple[str, Total]]:
    above = superiors([reporter.unit for reporter in who])
    for indicator in profile.indicators:
        column = [
            cells.get((place, indicator.id)) or Cell(reporter.unit, indicator)
            for place, reporter in enumerate(who)
        ]
        yield indicator.id, total_of(indicator, column, above)
