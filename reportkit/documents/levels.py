"""Subtotals by level (theo cấp): what the units of each level bring to every total.

Takes a review and the phrases of its totals; gives a row a level. Of what is added up a subtotal
holds the cells that joined the total, so that the subtotals make it; of all else it is the level's
own total.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from reportkit.documents.phrases import ByIndicator, TotalPhrase
from reportkit.documents.traced import Trace, source_lines
from reportkit.review.algebra import add_all
from reportkit.vietnamese import Level

if TYPE_CHECKING:
    from reportkit.review import Review, Total

__all__ = ["LevelRow", "level_rows"]

_OTHER = "khác"
_LABELS = {Level.BODY.value: "các cơ quan", _OTHER: "đơn vị khác"}


@frozen
class LevelRow:
    """A level of units with its subtotals; ``cell.models`` is its number of models.

    ``name`` is "huyện", ``label`` "cấp huyện", ``units`` how many units of the review it has.
    """

    name: str
    label: str
    units: int
    cell: ByIndicator[TotalPhrase]


def level_rows(review: Review, totals: Sequence[TotalPhrase]) -> tuple[LevelRow, ...]:
    """Give the levels in the order of the units; none where all units are of one level."""
    places: dict[str, list[int]] = {}
    for place, unit in enumerate(review.units):
        places.setdefault(unit.level.value if unit.level else "", []).append(place)
    if len(places) < 2:
        return ()
    by_level = {total.id: review.totals_by(total.id, "level") for total in totals if not total.sums}
    return tuple(
        LevelRow(
            name=level or _OTHER,
            label=_LABELS.get(level or _OTHER, f"cấp {level}"),
            units=len(own),
            cell=ByIndicator(
                {
                    total.id: _sum(total, own)
                    if total.sums
                    else _own(total, by_level[total.id][level])
                    for total in totals
                },
                absent=TotalPhrase(),
            ),
        )
        for level, own in places.items()
    )


def _sum(total: TotalPhrase, places: Iterable[int]) -> TotalPhrase:
    """What the counted cells of these units make."""
    cells = tuple(total.cells[place] for place in places)
    counted = [cell for cell in cells if cell.counted and cell.amount is not None]
    return evolve(
        total,
        amount=add_all(cell.amount for cell in counted if cell.amount is not None),
        span=None,
        cells=cells,
        units=tuple(cell.unit for cell in counted),
        expected=len(cells),
        corrected=any(cell.corrected for cell in counted),
        vague=(),
        change=None,
        years=(),
        sources=tuple(dict.fromkeys(line for cell in counted for line in cell.sources)),
    )


def _own(total: TotalPhrase, told: Total) -> TotalPhrase:
    """The level's own total."""
    return evolve(
        total,
        amount=told.amount,
        span=told.span,
        cells=(),
        units=tuple(unit.name for unit in told.reported),
        expected=told.expected,
        corrected=told.is_corrected and total.trace is not Trace.NONE,
        vague=(),
        change=None,
        years=(),
        sources=source_lines(told.figures),
    )
