"""Which figures of a report, or of annexes, that a person edited no longer agree with the review.

Takes a review and a .docx or .xlsx that was made of it (or of an earlier run) and then changed;
reads a report back with the library's own parser, annexes by the names of rows and columns. Gives
what differs; writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from reportkit.documents.changes import change_phrase, year_phrases
from reportkit.documents.edited_workbook import changed_cells
from reportkit.vietnamese import Amount, format_amount

if TYPE_CHECKING:
    from reportkit.review import Cell, Evidence, Review, Total

__all__ = ["Disagreement", "disagreements"]


@frozen
class Disagreement:
    """A figure of an edited report that the review does not have (số liệu không còn khớp).

    Attributes
    ----------
    indicator:
        The name of the indicator that it counts for.
    said, sentence:
        The figure and the sentence as the edited report has them; of annexes the sheet and cell.
    total:
        What the review has: "trên 866 mô hình"; "–" where it has none. Of a unit's cell in the
        annexes it is that unit's.
    """

    indicator: str
    said: str
    sentence: str
    total: str


def disagreements(review: Review, report: str | Path) -> tuple[Disagreement, ...]:
    """Give the figures of an edited report that are neither a total of the review nor a unit's.

    Totals of single years and of the last review agree, too; in a list (models, commendations,
    words of the units) any number that a report tells. Figures that count for no indicator are not
    judged. Of annexes (.xlsx) each cell is compared whose row and column name an indicator and a
    unit, or the total. ``SourceError`` where the report cannot be read.
    """
    if Path(report).suffix.lower() == ".xlsx":
        return tuple(
            Disagreement(one.answer.indicator.name, one.said, one.place, _words(one.answer))
            for one in changed_cells(review, Path(report))
        )
    from reportkit.parsing.sheets import summaries_of
    from reportkit.review import Review
    from reportkit.sources import open_source

    file = Path(report)
    edited = Review(
        summaries_of(open_source(file, file.name)), profile=review.profile, corrections=None
    )
    known = _numbers(review)
    anywhere = frozenset(
        number for evidence in review.figures for number in _told(evidence.figure.quantity)
    )
    found = dict.fromkeys(
        Disagreement(
            indicator=indicator.name,
            said=" ".join(evidence.figure.quote.split()),
            sentence=" ".join(evidence.figure.sentence.split()),
            total=_words(review.total(indicator.id)),
        )
        for evidence in edited.figures
        for indicator in review.profile.indicators
        if evidence.figure.indicator == indicator.id
        and not _told(evidence.figure.quantity)
        <= known[indicator.id].union(anywhere if _is_a_line_of_a_list(evidence) else ())
    )
    return tuple(found)


def _is_a_line_of_a_list(evidence: Evidence) -> bool:
    return evidence.figure.sentence.lstrip().startswith("- ")


def _numbers(review: Review) -> dict[str, frozenset[Decimal]]:
    """Every number that a report of this review may tell, by the indicator's id."""
    years = review.totals_by_year()
    changes = review.compare(review.previous).totals if review.previous else ()
    numbers: dict[str, set[Decimal]] = {}
    for indicator in review.profile.indicators:
        total = review.total(indicator.id)
        amounts = [total.amount, *(total.span or ())]
        amounts += [review.cell(unit, indicator.id).amount for unit in review.units]
        amounts += [left.evidence.figure.quantity for left in total.left_out]
        amounts += [evidence.figure.quantity for evidence in total.figures]
        of_years = {year: totals[indicator.id] for year, totals in years.items()}
        amounts += [one.amount for one in of_years.values()]
        told = {number for amount in amounts if amount for number in _told(amount)}
        phrases = [one.change for one in year_phrases(of_years, indicator.name) if one.change]
        phrases += [change_phrase(one, "") for one in changes if one.indicator.id == indicator.id]
        for phrase in phrases:
            known = (phrase.difference, phrase.percent, phrase.before_value)
            told |= {abs(number) for number in known if number is not None}
        numbers[indicator.id] = told
    return {id: frozenset(told) for id, told in numbers.items()}


def _told(amount: Amount) -> frozenset[Decimal]:
    """The numbers said: of a range and of a ratio two."""
    return frozenset(_said(amount))


def _said(amount: Amount) -> Iterator[Decimal]:
    yield amount.value
    if amount.denominator is not None:
        yield amount.denominator
    if amount.high is not None:
        yield amount.high


def _words(answer: Total | Cell) -> str:
    from reportkit.review import Total

    if isinstance(answer, Total) and answer.span is not None:
        return " … ".join(format_amount(end) for end in answer.span)
    return format_amount(answer.amount)
