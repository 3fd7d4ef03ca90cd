"""The rows of what units tell in words: models, commendations, passages and points.

Takes what a review tells; gives rows with every text in NFC on one line.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from attrs import evolve

from reportkit.documents.alike import put_together
from reportkit.documents.corrected import counts_of, results_of
from reportkit.documents.phrases import CORRECTED
from reportkit.documents.rows import CommendationRow, InitiativeRow, PassageRow, PointRow
from reportkit.documents.traced import Trace, TracedText, passage_lines, sentence_line
from reportkit.parsing import Figure, PassageRole, Summary
from reportkit.review import Review, ToldCommendation, ToldInitiative, ToldPassage
from reportkit.vietnamese import Amount, format_amount

__all__ = ["clean", "commendation_rows", "initiative_rows", "passage_row", "said_rows"]


def clean(text: str | None) -> str:
    """Give the text in NFC on one line; None gives nothing.

    >>> clean("mo\\u0302 hi\\u0300nh\\n  mới")
    'mô hình mới'
    """
    return " ".join(unicodedata.normalize("NFC", text or "").split())


def initiative_rows(
    told_of: Iterable[ToldInitiative], summaries: Iterable[Summary], trace: Trace | None = None
) -> tuple[InitiativeRow, ...]:
    """Give the models, each with the words of its figures."""
    figures = {
        id(initiative): summary.figures
        for summary in summaries
        for initiative in summary.initiatives
    }
    return tuple(
        InitiativeRow(
            name=clean(told.initiative.name),
            owner=clean(told.initiative.owner),
            unit=clean(told.unit.name),
            field=clean(told.initiative.field),
            content=clean(told.initiative.content),
            year=told.initiative.year,
            results=_results(told, figures[id(told.initiative)], trace),
            file=clean(told.source),
        )
        for told in told_of
    )


def _results(told: ToldInitiative, figures: Sequence[Figure], trace: Trace | None) -> str:
    """The words of a model's figures, traced to their sentences."""
    own = (figures[index] for index in told.initiative.figures)
    words = results_of(told.initiative, figures, marked=trace is not Trace.NONE)
    lines = (
        sentence_line(told.unit.name, told.source, figure.sentence, figure.quote) for figure in own
    )
    return TracedText("; ".join(map(clean, words)), tuple(dict.fromkeys(lines)), trace)


def commendation_rows(review: Review, trace: Trace | None = None) -> tuple[CommendationRow, ...]:
    """Give the commendations, with the counts as a person left them."""
    summaries = {
        id(commendation): summary
        for summary in review.summaries
        for commendation in summary.commendations
    }
    rows = []
    for told in review.commendations:
        summary = summaries[id(told.commendation)]
        counted, corrected = counts_of(told.commendation, summary.figures)
        row = CommendationRow(
            unit=clean(told.unit.name),
            level=clean(counted.level),
            collectives=counted.collectives,
            individuals=counted.individuals,
            form=clean(counted.form),
            file=clean(told.source),
            corrected=CORRECTED if corrected and trace is not Trace.NONE else "",
        )
        words = " ".join(filter(None, (_counts(row), row.corrected)))
        rows.append(evolve(row, counts=TracedText(words, _sentences(told, summary), trace)))
    return tuple(rows)


def _counts(row: CommendationRow) -> str:
    """As "32 tập thể, 56 cá nhân"; empty where neither was counted."""
    counts = ((row.collectives, "tập thể"), (row.individuals, "cá nhân"))
    return ", ".join(
        format_amount(Amount.of(count, unit=unit), padded=True) for count, unit in counts if count
    )


def _sentences(told: ToldCommendation, summary: Summary) -> tuple[str, ...]:
    """The sentences that tell a commendation; where none is known, its own words."""
    span, unit = told.commendation.span, told.unit.name
    if span is None:
        return ()
    lines = [
        sentence_line(unit, told.source, figure.sentence, figure.quote)
        for figure in summary.figures
        if figure.quantity.span.overlaps(span)
    ]
    return tuple(dict.fromkeys(lines)) or (
        sentence_line(unit, told.source, span.of(summary.source.text)),
    )


def said_rows(
    review: Review, role: PassageRole, trace: Trace | None = None
) -> tuple[tuple[PassageRow, ...], tuple[PointRow, ...]]:
    """The words of all units in reading order, and as points, what most units say first."""
    rows = [passage_row(told, trace) for told in review.passages(role)]
    points = []
    for group in put_together([row.text for row in rows]):
        names = dict.fromkeys(rows[index].unit for index in group)
        for index in group:
            others = tuple(name for name in names if name != rows[index].unit)
            rows[index] = evolve(rows[index], others=others)
        first = rows[group[0]]
        passages = tuple(rows[index] for index in group)
        text = TracedText(first.text, passage_lines(passages), trace)
        points.append(PointRow(text, first.unit, first.file, first.others, passages))
    return tuple(rows), tuple(sorted(points, key=lambda point: -len(point.others)))


def passage_row(told: ToldPassage, trace: Trace | None = None) -> PassageRow:
    """Give a passage without the full stop at its end."""
    row = PassageRow(
        text=clean(told.passage.text).rstrip(" .;,:"),
        unit=clean(told.unit.name),
        file=clean(told.source),
    )
    return evolve(row, text=TracedText(row.text, passage_lines([row]), trace))
