"""What the chair of a meeting sees at first: the totals that most units told, and one drawn.

Takes the phrases of totals; gives them in another order, and the data of a chart of Word.
"""

from __future__ import annotations

from collections.abc import Iterable

from reportkit.documents.phrases import TotalPhrase

__all__ = ["chart_of", "drawn_total", "most_told"]

_BARS = 10
_LONGEST_NAME = 45


def most_told(totals: Iterable[TotalPhrase]) -> tuple[TotalPhrase, ...]:
    """Give the totals that are numbers, those that most units told first."""
    return tuple(sorted(filter(None, totals), key=lambda total: -len(total.units)))


def drawn_total(totals: Iterable[TotalPhrase]) -> TotalPhrase | None:
    """Give the sum of most units; None where no sum has two units to set side by side."""
    sums = (total for total in totals if total.sums and len(total.ranked) > 1)
    return next(iter(most_told(sums)), None)


def chart_of(total: TotalPhrase) -> dict[str, object]:
    """Give a total's greatest cells as the data of a chart, the greatest first."""
    cells = total.ranked[:_BARS]
    values = [cell.amount.value for cell in cells if cell.amount is not None]
    return {"categories": [_short(cell.unit) for cell in cells], "series": {total.name: values}}


def _short(name: str) -> str:
    """A name that a chart has room for; of a long one the beginning and the end, which differ."""
    if len(name) <= _LONGEST_NAME:
        return name
    half = _LONGEST_NAME // 2
    return f"{name[:half].rstrip()} … {name[-half + 3 :].lstrip()}"
