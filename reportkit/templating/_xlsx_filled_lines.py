"""Where the lines of a sheet go while its program runs, by row or by column.

Takes the marks of runs, blocks and iterations as a filling comes to them; gives the extents of
which `_xlsx_layout` makes a layout.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import frozen

from reportkit.errors import TemplateValueError
from reportkit.templating._xlsx_layout import Block, Extent, Layout, Path, Repeats, Run
from reportkit.templating._xlsx_references import (
    LAST_COLUMN,
    LAST_ROW,
)
from reportkit.templating._xlsx_sheet_program import Data, SheetProgram


@frozen
class Column:
    """A column of the result: the template's column and the iterations it stands in."""

    source: int
    number: int
    path: Path = ()


class FilledLines:
    """Where the lines of one axis go while a program runs."""

    limit = LAST_ROW
    what = "rows"

    def __init__(self, program: SheetProgram) -> None:
        self.program = program
        self.next_line = 1
        self.shift = 0
        self.path: Path = ()
        self.extents = [Extent()]
        self.blocks: list[Repeats] = []

    def begin_run(self, run: Run) -> None:
        self.extents[-1].starts.append(self.next_line)
        self.shift = self.next_line - run.first
        self.next_line += run.last - run.first + 1

    def begin_block(self, block: Block) -> None:
        extent = self.extents[-1]
        repeats = Repeats(block, self.next_line)
        extent.repeats[len(extent.starts)] = repeats
        extent.starts.append(self.next_line)
        self.blocks.append(repeats)

    def begin_iteration(self) -> None:
        repeats = self.blocks[-1]
        self.extents.append(Extent())
        if repeats.block.loops:
            self.path = (*self.path, (repeats.block.key, repeats.count))

    def end_iteration(self, branch: int) -> None:
        repeats, extent = self.blocks[-1], self.extents.pop()
        extent.end = self.next_line
        repeats.add(branch, extent, self.next_line)
        if repeats.block.loops:
            self.path = self.path[:-1]

    def end_block(self) -> None:
        self.blocks.pop()

    def too_many(self) -> TemplateValueError:
        return TemplateValueError(
            f"The data needs more than the {self.limit:,} {self.what} that an Excel sheet has.",
            part=f"sheet {self.program.sheet.name}",
            remedy="Part the data over several sheets or files.",
        )


class ColumnFilling(FilledLines):
    """One run of a sheet's column tags: how often each column comes."""

    limit = LAST_COLUMN
    what = "columns"

    def __init__(self, program: SheetProgram) -> None:
        super().__init__(program)
        rows = program.sheet.rows.values()
        self.widest = max((cell.column for row in rows for cell in row.cells), default=1)
        self.copies: dict[int, list[Column]] = {}

    def run(self, pieces: Iterator[Any]) -> None:
        for texts, *_ in pieces:
            for stretch in self.program.plan(texts):
                for step in stretch.steps:
                    if callable(step):
                        step(self)
        self.extents[0].end = self.next_line

    def begin_run(self, run: Run) -> None:
        super().begin_run(run)
        for source in range(run.first, min(run.last, self.widest) + 1):
            number = source + self.shift
            if number > LAST_COLUMN:
                raise self.too_many()
            self.copies.setdefault(source, []).append(Column(source, number, self.path))


def column_layout(
    program: SheetProgram, data: Data
) -> tuple[Layout, dict[int, list[Column]] | None]:
    """Give where the columns of a sheet go, and the copies of each where any are repeated."""
    items = program.sheet.column_lines.items
    if program.columns is None:
        return Layout(items, Extent([1], {}, LAST_COLUMN + 1), LAST_COLUMN), None
    filling = ColumnFilling(program)
    filling.run(program.columns.pieces(data))
    return Layout(items, filling.extents[0], LAST_COLUMN), filling.copies
