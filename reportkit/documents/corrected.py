"""What a person corrected in rows that are not made of totals: a model's results, a commendation.

Takes a summary's own objects and its figures; gives the words and counts as the person left them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import evolve

from reportkit.documents.phrases import CORRECTED
from reportkit.parsing import Commendation, Figure, Initiative, Verdict
from reportkit.vietnamese import find_quantities, format_amount

__all__ = ["counts_of", "results_of"]


def results_of(
    initiative: Initiative, figures: Sequence[Figure], *, marked: bool = True
) -> tuple[str, ...]:
    """Give the words of a model's figures; of a corrected one its number, of a dropped one none."""
    told = (figures[index] for index in initiative.figures)
    mark = f" {CORRECTED}" if marked else ""
    return tuple(
        f"{format_amount(one.quantity)}{mark}" if one.is_corrected else one.quote
        for one in told
        if one.verdict is not Verdict.DROPPED
    )


def counts_of(commendation: Commendation, figures: Iterable[Figure]) -> tuple[Commendation, bool]:
    """Give a commendation with its counts as a person left them, and whether one was corrected.

    A count is that of the first figure in the commendation's own words that was read as it.
    """
    span = commendation.span
    if span is None:
        return commendation, False
    judged = [
        one for one in figures if one.verdict is not None and one.quantity.span.overlaps(span)
    ]
    collectives = _judged(commendation.collectives, judged)
    if collectives is not None:
        judged.remove(collectives)
    individuals = _judged(commendation.individuals, judged)
    corrected = evolve(
        commendation,
        collectives=_count(commendation.collectives, collectives),
        individuals=_count(commendation.individuals, individuals),
    )
    marks = any(one is not None and one.is_corrected for one in (collectives, individuals))
    return corrected, marks


def _judged(count: int | None, figures: Iterable[Figure]) -> Figure | None:
    """The figure of which the count was read."""
    return next((one for one in figures if count is not None and _read(one) == count), None)


def _read(figure: Figure) -> int | None:
    """The number in the figure's own words, whatever a person made of it."""
    quantity = next(iter(find_quantities(figure.quote)), None)
    return None if quantity is None else int(quantity.value)


def _count(read: int | None, figure: Figure | None) -> int | None:
    if figure is None:
        return read
    return None if figure.verdict is Verdict.DROPPED else int(figure.quantity.value)
