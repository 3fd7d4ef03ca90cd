"""This review beside the last one, as a template names it.

Takes a review that was given the last one; gives what changed, came and went.
"""

from __future__ import annotations

from collections.abc import Iterable

from reportkit.documents.changes import ChangePhrase, change_phrase
from reportkit.documents.rows import ComparisonRows
from reportkit.documents.told import clean, initiative_rows, passage_row
from reportkit.documents.traced import Trace
from reportkit.parsing import Summary
from reportkit.review import Comparison, Review

__all__ = ["changes_of", "comparison_rows", "period_of"]

_EARLIER = "Kỳ trước: "


def changes_of(
    review: Review, compared: Comparison, trace: Trace | None = None
) -> dict[str, ChangePhrase]:
    """What became of each total of which both reviews tell a number, by the indicator's id."""
    previous = review.previous
    return {
        one.indicator.id: change_phrase(
            one,
            clean(one.indicator.name),
            before=previous.total(one.indicator.id) if previous else None,
            now=review.total(one.indicator.id),
            earlier=_EARLIER,
            trace=trace,
        )
        for one in compared.totals
        if one.difference is not None
    }


def comparison_rows(
    review: Review,
    compared: Comparison | None,
    changes: Iterable[ChangePhrase],
    trace: Trace | None = None,
) -> ComparisonRows:
    """Give all that changed; nothing, and false, where no last review was given."""
    if compared is None or review.previous is None:
        return ComparisonRows()
    before = review.previous.summaries
    return ComparisonRows(
        given=True,
        period=period_of(before),
        changes=tuple(changes),
        cells=tuple(
            change_phrase(
                one, clean(one.indicator.name), unit=clean(one.unit.name if one.unit else "")
            )
            for one in compared.cells
        ),
        new=initiative_rows(compared.new_initiatives, review.summaries, trace),
        ended=initiative_rows(compared.ended_initiatives, before, trace),
        joined=tuple(clean(unit.name) for unit in compared.joined),
        gone=tuple(clean(unit.name) for unit in compared.gone),
        forgotten=tuple(passage_row(told, trace) for told in compared.forgotten_tasks),
    )


def period_of(summaries: Iterable[Summary]) -> str:
    """The years from the first to the last that the reports speak of.

    Empty if none tells, or where one looks back on years that it does not name ("sau 5 năm").
    """
    periods = [summary.period for summary in summaries if summary.period]
    starts = [period.start.year for period in periods if period.start]
    years = starts + [period.end.year for period in periods if period.end]
    if not starts or len(starts) < len(periods):
        return ""
    first, last = min(years), max(years)
    return f"năm {first}" if first == last else f"giai đoạn {first} - {last}"
