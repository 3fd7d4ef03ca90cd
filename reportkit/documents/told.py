"""The rows of what units tell in words: models, commendations, passages and points.

Takes what a review tells; gives rows with every text in NFC on one line.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from attrs import evolve

from reportkit.documents.alike import put_together
from reportkit.documents.corrected import counts_of, results_of
from reportkit.documents.phrases import CORRECTED
from reportkit.documents.rows import CommendationRow, InitiativeRow, PassageRow, PointRow
from reportkit.parsing import PassageRole, Summary
from reportkit.review import Review, ToldInitiative, ToldPassage

__all__ = ["clean", "commendation_rows", "initiative_rows", "passage_row", "said_rows"]


def clean(text: str | None) -> str:
    """Give the text in NFC on one line; None gives nothing.

    >>> clean("mo\\u0302 hi\\u0300nh\\n  mới")
    'mô hình mới'
    """
    return " ".join(unicodedata.normalize("NFC", text or "").split())


def initiative_rows(
    told_of: Iterable[ToldInitiative], summaries: Iterable[Summary]
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
            results="; ".join(
                map(clean, results_of(told.initiative, figures[id(told.initiative)]))
            ),
            file=clean(told.source),
        )
        for told in told_of
    )


def commendation_rows(review: Review) -> tuple[CommendationRow, ...]:
    """Give the commendations, with the counts as a person left them."""
    figures = {
        id(commendation): summary.figures
        for summary in review.summaries
        for commendation in summary.commendations
    }
    rows = []
    for told in review.commendations:
        counted, corrected = counts_of(told.commendation, figures[id(told.commendation)])
        rows.append(
            CommendationRow(
                unit=clean(told.unit.name),
                level=clean(counted.level),
                collectives=counted.collectives,
                individuals=counted.individuals,
                form=clean(counted.form),
                file=clean(told.source),
                corrected=CORRECTED if corrected else "",
            )
        )
    return tuple(rows)


def said_rows(
    review: Review, role: PassageRole
) -> tuple[tuple[PassageRow, ...], tuple[PointRow, ...]]:
    """The words of all units in reading order, and as points, what most units say first."""
    rows = [passage_row(told) for told in review.passages(role)]
    points = []
    for group in put_together([row.text for row in rows]):
        names = dict.fromkeys(rows[index].unit for index in group)
        for index in group:
            others = tuple(name for name in names if name != rows[index].unit)
            rows[index] = evolve(rows[index], others=others)
        first = rows[group[0]]
        passages = tuple(rows[index] for index in group)
        points.append(PointRow(first.text, first.unit, first.file, first.others, passages))
    return tuple(rows), tuple(sorted(points, key=lambda point: -len(point.others)))


def passage_row(told: ToldPassage) -> PassageRow:
    """Give a passage without the full stop at its end."""
    return PassageRow(
        text=clean(told.passage.text).rstrip(" .;,:"),
        unit=clean(told.unit.name),
        file=clean(told.source),
    )
