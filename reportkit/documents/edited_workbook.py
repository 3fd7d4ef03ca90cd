"""Which cells of annexes that a person edited no longer agree with the review.

Takes a review and a workbook that was made of it (or of an earlier run) and then changed; where a
row names an indicator and a head of its column a unit or the total, the two are compared. Writes
nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from reportkit.errors import SourceError
from reportkit.vietnamese import Amount, format_amount, format_number

if TYPE_CHECKING:
    from reportkit.review import Cell, Review, Total

__all__ = ["ChangedCell", "changed_cells"]

_TOTAL_HEADS = frozenset({"tổng hợp", "tổng cộng", "tổng số", "cộng", "tổng"})
_NONE = frozenset({"", "–", "-"})


@frozen
class ChangedCell:
    """A cell that says another number than the review.

    ``answer`` is the review's cell or total, ``said`` the number as it stands there ("–" where it
    was taken out), ``place`` the sheet and the cell.
    """

    answer: Cell | Total
    said: str
    place: str


def changed_cells(review: Review, workbook: Path) -> Iterator[ChangedCell]:
    """Give the cells of a workbook of annexes that the review contradicts.

    Units may stand down or across. Formulas are compared as far as the program that saved the
    workbook kept their values. ``SourceError`` where the workbook cannot be read.
    """
    import openpyxl

    try:
        book = openpyxl.load_workbook(workbook, data_only=True)
    except Exception as error:  # openpyxl raises whatever a damaged part leads to
        raise SourceError(
            f"The workbook cannot be read: {error}.",
            file=workbook,
            remedy="Open it in Excel and save it again as .xlsx.",
        ) from error
    names = _names(review)
    for sheet in book.worksheets:
        heads: dict[int, _Name] = {}
        for row in sheet.iter_rows():
            told = {
                place: names[key]
                for place, cell in enumerate(row)
                if (key := _key(cell.value)) in names
            }
            label = next(iter(told.values()), None)
            for place, cell in enumerate(row):
                answer = _answer(review, label, heads.get(place))
                said = None if answer is None else _contradiction(cell.value, answer.amount)
                if answer is not None and said is not None:
                    yield ChangedCell(answer, said, f"{sheet.title}!{cell.coordinate}")
            heads |= told


@frozen
class _Name:
    """What a head or a label names: an indicator, or a unit, or all units (the total)."""

    indicator: str | None = None
    unit: str | None = None


def _names(review: Review) -> dict[str, _Name]:
    names = {head: _Name() for head in _TOTAL_HEADS}
    names |= {_key(one.name): _Name(unit=one.name) for one in review.units}
    return names | {_key(one.name): _Name(indicator=one.id) for one in review.profile.indicators}


def _answer(review: Review, label: _Name | None, head: _Name | None) -> Cell | Total | None:
    """What the review has where a row of this label and a column of this head meet."""
    if label is None or head is None or (label.indicator is None) is (head.indicator is None):
        return None
    indicator = label.indicator or head.indicator or ""
    unit = label.unit or head.unit
    return review.total(indicator) if unit is None else review.cell(unit, indicator)


def _key(value: object) -> str:
    return " ".join(value.split()).casefold() if isinstance(value, str) else ""


def _contradiction(value: object, amount: Amount | None) -> str | None:
    """What the cell says, where it is not the amount; None where the two agree or cannot tell."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = Decimal(repr(value))
        if amount is not None and abs(number - amount.value) <= abs(amount.value) / 10**9:
            return None
        return format_number(number)
    if isinstance(value, str) and value.strip() in _NONE and amount is not None:
        return format_amount(None)
    return None
