"""The review: many reports side by side, added up and checked.

Takes summaries and a profile; gives units, cells, totals and findings. Writes no file: the doors
to Word and Excel open ``reportkit.documents`` when called.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
from attrs import frozen

from reportkit.binding import (
    Correction,
    CorrectionsRead,
    Indicator,
    Profile,
    best_profile,
    bind,
    correct,
    load_corrections,
    load_profile,
)
from reportkit.errors import OutputError, ReviewError
from reportkit.parsing import PassageRole, Summary, Unit
from reportkit.parsing.reading import Reading, Unread
from reportkit.review import input_findings as inputs
from reportkit.review._all_findings import by_severity, findings_of, told_models
from reportkit.review._assembly import Assembly, assemble
from reportkit.review._last_word import joined, kept_beside, save_beside
from reportkit.review._mistakes import (
    no_summary,
    not_a_path,
    nothing_to_review,
    unknown_choice,
    unknown_indicator,
    unknown_unit,
)
from reportkit.review.cells import Cell
from reportkit.review.comparison import Comparison, compare, of_previous
from reportkit.review.evidence import Evidence
from reportkit.review.findings import Finding
from reportkit.review.groups import By, totals_by, totals_of_years
from reportkit.review.json_form import SavedReview, review_from_json, review_to_json
from reportkit.review.report_names import named
from reportkit.review.told import ToldCommendation, ToldInitiative, ToldPassage
from reportkit.review.totals import Total
from reportkit.review.unit_list import read_units
from reportkit.review.units import name_key

if TYPE_CHECKING:
    import pandas as pd

    from reportkit.documents import Letterhead

__all__ = ["KEPT", "Kept", "Review"]


class Kept(Enum):
    """The corrections kept beside the sources: ``KEPT``."""

    KEPT = "kept"


KEPT = Kept.KEPT
"""Use the file ``reportkit.corrections.toml`` of the folder that was read, if it is there."""


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
    units:
        The units that should have reported: names, or the path of a .toml or of a workbook (see
        :func:`reportkit.review.read_units`). Without a list those that report are taken for all,
        and a finding says so.
    corrections:
        A person's last word: the verification workbook (.xlsx) that ``to_verification`` wrote, a
        .toml or ``Correction`` objects, applied after those that are kept beside the sources.
        ``KEPT``, as given by itself, uses only the kept ones; None switches both off. Nothing is
        written; ``save_corrections`` does.
    previous:
        The last review, or the file that ``save`` wrote of it: findings tell what cannot be so
        beside it.

    Attributes
    ----------
    profile:
        What is counted.
    summaries:
        The reports, each figure bound to the indicator it counts for.
    units:
        The rows of the table: the listed units in the order of the list, then the others that
        report. A report that does not tell its unit stands here under the name of its file.
    listed:
        The units that should have reported; None without a list.
    corrections:
        What a person said, whether or not it found its place; findings tell.
    unread:
        The files that could not be read.
    findings:
        What a person must look at, errors first.
    previous:
        The last review, where one was given, without the one before it.

    Raises
    ------
    ReviewError
        Where there is no report to review, or the list of units has a mistake.
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
    listed: tuple[Unit, ...] | None
    corrections: tuple[Correction, ...]
    previous: Review | None
    _notes: tuple[Finding, ...]
    """What was found on the way, before anything was added up."""
    units: tuple[Unit, ...] = attrs.field(eq=False)
    findings: tuple[Finding, ...] = attrs.field(eq=False)
    _folders: tuple[Path, ...] = attrs.field(eq=False)
    """For each of ``summaries`` where its corrections are kept; none for bare summaries."""
    _made: Assembly = attrs.field(eq=False)

    def __init__(
        self,
        reading: Iterable[Summary],
        profile: str | Path | Profile | None = None,
        *,
        units: str | Path | Iterable[str | Unit] | None = None,
        corrections: str | Path | Iterable[Correction] | Kept | None = KEPT,
        previous: Review | str | Path | None = None,
    ) -> None:
        if isinstance(reading, str | Path):
            raise not_a_path(reading)
        given = (reading,) if isinstance(reading, Summary) else tuple(reading)
        unread = reading.unread if isinstance(reading, Reading) else ()
        for one in given:
            if not isinstance(one, Summary):
                raise no_summary(one)
        if not given:
            raise nothing_to_review(unread)
        chosen = best_profile(given) if profile is None else load_profile(profile)
        read = _last_word(reading, corrections)
        corrected = correct(
            [bind(summary, chosen) for summary in named(given)],
            read.corrections,
            [indicator.id for indicator in chosen.indicators],
        )
        made_of = SavedReview(
            profile=chosen,
            summaries=corrected.summaries,
            unread=tuple(unread),
            listed=None if units is None else read_units(units),
            corrections=read.corrections,
            notes=(
                *(() if profile is not None else (inputs.profile_assumed(chosen),)),
                *inputs.of_corrections(corrected, read.problems),
            ),
        )
        self._put_together(made_of, reading.folders if isinstance(reading, Reading) else ())
        if previous is not None:
            last = previous if isinstance(previous, Review) else Review.load(previous)
            beside = attrs.evolve(
                self._saved(),
                notes=(*self._notes, *of_previous(self, last)),
                previous=attrs.evolve(last._saved(), previous=None),
            )
            self._put_together(beside, self._folders)

    @classmethod
    def load(cls, path: str | Path) -> Review:
        """Give the review that ``save`` wrote; it equals the one that was saved.

        Raises
        ------
        ReviewError
            The file cannot be read, is no saved review or of another version.
        """
        try:
            text = Path(path).read_bytes()
        except OSError as error:
            raise ReviewError(
                f"The review cannot be read: {error.strerror or error}.",
                file=path,
                remedy="Name a file that Review.save wrote.",
            ) from error
        return cls._of(review_from_json(text, str(path)))

    @classmethod
    def _of(cls, made_of: SavedReview) -> Review:
        review = cls.__new__(cls)
        review._put_together(made_of, folders=())
        return review

    def _put_together(self, made_of: SavedReview, folders: tuple[Path, ...]) -> None:
        profile, summaries, listed = made_of.profile, made_of.summaries, made_of.listed
        made = assemble(summaries, profile, listed)
        found = findings_of(summaries, profile, listed, made)
        self.__attrs_init__(
            profile=profile,
            summaries=summaries,
            unread=made_of.unread,
            listed=listed,
            corrections=made_of.corrections,
            previous=None if made_of.previous is None else Review._of(made_of.previous),
            notes=made_of.notes,
            units=made.units,
            findings=by_severity([*made_of.notes, *inputs.of_unread(made_of.unread), *found]),
            folders=folders,
            made=made,
        )

    def _saved(self) -> SavedReview:
        """What the review is made of."""
        return SavedReview(
            profile=self.profile,
            summaries=self.summaries,
            unread=self.unread,
            listed=self.listed,
            corrections=self.corrections,
            notes=self._notes,
            previous=None if self.previous is None else self.previous._saved(),
        )

    @property
    def figures(self) -> tuple[Evidence, ...]:
        """Every figure of every report with its unit and file."""
        return self._made.figures

    def cell(self, unit: Unit | str, indicator: str) -> Cell:
        """Give what ``unit`` (or the unit of that name or alias) reports for an indicator.

        Raises
        ------
        ReviewError
            For a unit or an indicator that the review does not know.
        """
        place = self._place(unit)
        column = self._indicator(indicator)
        known = self._made.cells.get((place, column.id))
        return known if known is not None else Cell(self.units[place], column)

    def total(self, indicator: str) -> Total:
        """Give what all units together report for an indicator.

        Raises
        ------
        ReviewError
            For an indicator that the profile does not have.
        """
        return self._made.totals[self._indicator(indicator).id]

    def totals_by(self, indicator: str, by: By | str) -> dict[str, Total]:
        """Give the totals of an indicator by "level", by "parent" or by "year".

        Each by the rules of ``total``, with the units of its group for its coverage. Of years
        only figures that name one year of their own are told; "" are units without a level or a
        unit above.

        Raises
        ------
        ReviewError
            For an indicator that the profile does not have, and for another way to group them.
        """
        if by not in set(By):
            raise unknown_choice("way to group totals", by, By)
        return totals_by(
            self._indicator(indicator),
            By(by),
            self._made,
            self.summaries,
            self.profile,
            self.listed,
        )

    def totals_by_year(self) -> dict[str, Mapping[str, Total]]:
        """Give for each year that figures name as their own the totals by the indicator's id.

        As ``totals_by(…, "year")``, for all indicators at once.
        """
        return totals_of_years(self.summaries, self.profile, self.listed)

    @property
    def initiatives(self) -> tuple[ToldInitiative, ...]:
        """The models and ways of working that the reports tell of, in reading order."""
        return tuple(told_models(self._reports()))

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
        if role not in set(PassageRole):
            raise unknown_choice("role of a passage", role, PassageRole)
        wanted = PassageRole(role)
        return tuple(
            ToldPassage(unit, summary.source.name, passage)
            for unit, summary in self._reports()
            for passage in summary.passages_of(wanted)
        )

    def to_docx(
        self,
        target: str | Path,
        template: str | Path | None = None,
        *,
        letterhead: Letterhead | str | Path | None = None,
        trace: str = "comments",
        overwrite: bool = False,
    ) -> Path:
        """Write the review report in Word; give the path written.

        Without a ``template`` it is the interim report in the form that the letterhead names.
        ``letterhead`` is a ``reportkit.documents.Letterhead`` or the path of a ``reportkit.toml``;
        what it lacks stays a dotted blank. ``trace`` is where each figure tells its reports and
        sentences: "comments", "footnotes", or "none" for the copy to be signed. A target that a
        person changed is kept, and the report written beside it, unless ``overwrite``.
        """
        from reportkit import documents

        return documents.write_docx(
            self,
            target,
            template=template,
            letterhead=letterhead,
            trace=trace,
            overwrite=overwrite,
        )

    def to_xlsx(
        self,
        target: str | Path,
        template: str | Path = "phu-luc",
        *,
        letterhead: Letterhead | str | Path | None = None,
        overwrite: bool = False,
    ) -> Path:
        """Write the annexes in Excel; give the path written. As ``to_docx`` otherwise."""
        from reportkit import documents

        return documents.write_xlsx(
            self, target, template=template, letterhead=letterhead, overwrite=overwrite
        )

    def to_verification(self, target: str | Path, *, overwrite: bool = False) -> Path:
        """Write the workbook in which a person confirms, corrects, drops and adds figures.

        A row a figure with its sentence, those to look at first. Read it back with
        ``Review(…, corrections=path)``. As ``to_docx`` otherwise.
        """
        from reportkit import documents

        return documents.write_verification(self, target, overwrite=overwrite)

    def save_corrections(self) -> tuple[Path, ...]:
        """Keep the corrections for the next run; give the files written.

        They go into ``reportkit.corrections.toml`` in the folder that was read; for files given
        by name into each file's folder; for bare summaries nowhere.
        """
        return save_beside(self.corrections, self.summaries, self._folders)

    def save(self, target: str | Path) -> Path:
        """Write the whole review with its summaries into one JSON file; give its path.

        The last review, if it has one, is in it. ``load`` reads it back; the next review takes it
        as ``previous``. ``OutputError`` where it
        cannot be written.
        """
        file = Path(target)
        try:
            file.write_text(review_to_json(self._saved()), encoding="utf-8")
        except OSError as error:
            raise OutputError(
                f"The review cannot be written: {error.strerror or error}.",
                file=file,
                remedy="Name a file in a folder that you may write to.",
            ) from error
        return file

    def compare(self, previous: Review | str | Path) -> Comparison:
        """Give this review against the last one, or against the file it was saved in."""
        last = previous if isinstance(previous, Review) else Review.load(previous)
        return compare(self, last)

    def to_pandas(self) -> pd.DataFrame:
        """Give the table: a row a unit, a column an indicator; NaN where a unit has no figure.

        Bounds are left aside; ``figures_to_pandas`` has them. ``frame.attrs["corrected"]`` lists
        the (unit, indicator) that a person corrected. Needs pandas.
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
        """The reports whose words count, each with its unit."""
        told = zip(self._made.reporting, self.summaries, self._made.speaking, strict=True)
        return ((unit, summary) for unit, summary, speaks in told if speaks)

    def _place(self, unit: Unit | str) -> int:
        """The index of a unit, told by any of its names."""
        name = unit if isinstance(unit, str) else unit.name
        place = self._made.places.get(name_key(name))
        if place is None:
            raise unknown_unit(name, [known.name for known in self.units])
        return place

    def _indicator(self, id: str) -> Indicator:
        try:
            return self.profile.indicator(id)
        except KeyError:
            ids = [indicator.id for indicator in self.profile.indicators]
            raise unknown_indicator(id, self.profile.id, ids) from None


def _last_word(
    reading: Iterable[Summary], given: str | Path | Iterable[Correction] | Kept | None
) -> CorrectionsRead:
    """The corrections that hold: those kept beside the sources, then those given."""
    if given is None:
        return CorrectionsRead()
    kept = kept_beside(reading)
    if isinstance(given, Kept):
        return kept
    if not isinstance(given, str | Path):
        return joined([kept, CorrectionsRead(tuple(given))])
    if Path(given).suffix.lower() == ".toml":
        return joined([kept, load_corrections(given)])
    from reportkit import documents

    return joined([kept, documents.read_verification(given)])
