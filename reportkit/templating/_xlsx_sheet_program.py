"""A compiled sheet: static XML with marks, the values between them, what each mark does.

Made in `_xlsx_rows`, run in `_xlsx_filling`. Takes a stretch of static text; gives the plan by
which a filling goes through it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import field, frozen

from reportkit.templating._expressions import Program
from reportkit.templating._xlsx_filled import Slot
from reportkit.templating._xlsx_formulas import Axes
from reportkit.templating._xlsx_known import CellValues
from reportkit.templating._xlsx_layout import blocks_over
from reportkit.templating._xlsx_references import Reference
from reportkit.templating._xlsx_sheet import Cell, Sheet

ROW_NUMBER = "\x00"
"""Stands in the program's static text where the row's number comes."""

MARK = "\x01{}\x02"
"""A mark in the program's static text, by its number."""

_MARK = re.compile(MARK.format("([0-9]+)"))

Data = Mapping[str, Any]

Call = Callable[[Any], None]
"""What a mark does to the filling that comes to it: a call of one of its methods."""

Mark = Call | Slot
"""A slot says which cell the value behind it is for."""

Step = Call | tuple[str, ...]
"""A tuple of texts to be joined by the row's number, or a call."""


@frozen(eq=False)
class Stretch:
    """What comes before a value: steps, the text right before it, and the cell it is for."""

    steps: tuple[Step, ...]
    text: tuple[str, ...]
    slot: Slot | None
    plain: bool
    """Whether nothing comes before the value but that text, and the value is just written."""


@frozen(eq=False)
class PlainProgram:
    """The program of rows without statements: one stretch for all, planned beforehand."""

    stretches: tuple[Stretch, ...]
    values: Program

    def pieces(self, data: Data) -> Iterator[tuple[Any, ...]]:
        """Give the plan and the values in one tuple, as the code for rows gives its texts."""
        yield (self.stretches, *self.values.pieces(data))


@frozen(eq=False)
class SheetProgram:
    """A sheet ready to be filled."""

    sheet: Sheet
    rows: Program | PlainProgram
    columns: Program | PlainProgram | None
    marks: Sequence[Mark]
    moving: Mapping[str, Axes]
    order: Sequence[str]
    blanks: Mapping[int, str]
    refers_elsewhere: bool
    """Whether a formula refers to a sheet whose lines move."""
    stills: Mapping[int, Sequence[tuple[int, object]]]
    """The values of cells that stay and that formulas refer to: (column, value) by row."""
    known: CellValues | None = None
    """Of a sheet in which nothing moves, the values of the cells that stay."""
    charted: Sequence[Reference] = ()
    """The cells that charts show."""
    still_texts: Mapping[int, Sequence[tuple[int, str]]] = field(factory=dict)
    """The texts among them that stay: (column, text) by row."""
    _plans: dict[tuple[str, ...], tuple[Stretch, ...]] = field(factory=dict)

    def plan(self, texts: tuple[str, ...] | tuple[Stretch, ...]) -> tuple[Stretch, ...]:
        """Say what to do for the static texts of a stretch: one before each value, and a last."""
        if isinstance(texts[0], Stretch):
            return texts
        plan = self._plans.get(texts)
        if plan is None:
            plan = tuple(map(self._stretch, texts))
            self._plans[texts] = plan
        return plan

    def _stretch(self, text: str) -> Stretch:
        parts = enumerate(_MARK.split(text))
        return stretch_of(self.marks[int(part)] if index % 2 else part for index, part in parts)


def stretch_of(parts: Iterable[str | Mark]) -> Stretch:
    """Say what to do for texts and marks, up to a value or the end."""
    steps: list[Step] = []
    texts: list[str] = []
    slot = None
    for part in parts:
        if isinstance(part, str):
            texts.append(part)
        elif isinstance(part, Slot):
            slot = part
        else:
            if text := "".join(texts):
                steps.append(tuple(text.split(ROW_NUMBER)))
            texts.clear()
            steps.append(part)
    text = "".join(texts)
    last = tuple(text.split(ROW_NUMBER)) if text else ()
    if slot is None:
        return Stretch((*steps, last) if last else tuple(steps), (), None, False)
    plain = not steps and slot.wrapping is None and slot.dummy is None
    return Stretch(tuple(steps), last, slot, plain)


def loops_here(sheet: Sheet, cell: Cell) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Give the keys of the loops that a cell stands in, by row and by column."""
    return (
        tuple(b.key for b in blocks_over(sheet.row_lines.items, cell.row) if b.loops),
        tuple(b.key for b in blocks_over(sheet.column_lines.items, cell.column) if b.loops),
    )
