"""The rows of a sheet as one program: static XML, slots for values, and marks between them.

Takes a read `Sheet`; its rows become one Jinja program whose static text carries marks (row
begins, iteration ends, value comes) that tell the filling what to do on the way. Evaluates
nothing; knows nothing of what lies around the rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import methodcaller
from typing import Any

from attrs import evolve
from jinja2 import Undefined

from reportkit.errors import TemplateError, TemplateSyntaxError
from reportkit.templating import _expressions as language
from reportkit.templating._expressions import Environment, Program, compile_program
from reportkit.templating._tags import FoundTag
from reportkit.templating._xlsx_abreast import Abreast
from reportkit.templating._xlsx_code import for_rows
from reportkit.templating._xlsx_evaluation import compile_evaluation, holds
from reportkit.templating._xlsx_filled import Slot
from reportkit.templating._xlsx_formula_reader import compile_formula
from reportkit.templating._xlsx_formulas import Axes
from reportkit.templating._xlsx_heights import Wrapping, read_measures
from reportkit.templating._xlsx_known import CellValues, written_value
from reportkit.templating._xlsx_layout import Items, Run, block_of
from reportkit.templating._xlsx_references import LAST_COLUMN, Reference, column_letters
from reportkit.templating._xlsx_riding import riding_formula
from reportkit.templating._xlsx_sheet import (
    Calculation,
    Cell,
    Dummy,
    Row,
    Sheet,
    Still,
    Text,
    Value,
    located,
)
from reportkit.templating._xlsx_sheet_program import (
    MARK,
    ROW_NUMBER,
    Mark,
    PlainProgram,
    SheetProgram,
    loops_here,
    stretch_of,
)
from reportkit.templating._xlsx_spliced import Spliced
from reportkit.templating._xlsx_styles import StyleSheet, style_attribute
from reportkit.templating._xlsx_tags import Lines, Tag, anchor_of
from reportkit.templating._xlsx_texts import text_pieces

Piece = str | language.Tag | Mark

_VMERGE = re.compile(r"\|\s*vmerge\b")
_SPANS = re.compile(' spans="[^"]*"')
_HEIGHT = re.compile(' ht="[^"]*"')


def compile_sheet(
    sheet: Sheet,
    environment: Environment,
    styles: StyleSheet,
    moving: Mapping[str, Axes],
    order: Sequence[str],
    kept: Sequence[int] = (),
    known: Sequence[Reference] = (),
) -> SheetProgram:
    """Compile the rows of a sheet.

    Parameters
    ----------
    moving, order:
        The sheets whose lines move, and the names of all sheets, for the formulas.
    kept:
        Keys of row loops that leave one empty row where they come not at all.
    known:
        The cells that formulas refer to whose values the filling works out.

    Raises
    ------
    TemplateSyntaxError
        For a tag or formula that cannot be compiled, with its cell.
    """
    return _Compiler(sheet, environment, styles, moving, order, known).program(kept)


class _Compiler:
    """Writes the program of one sheet: pieces of text, marks and tags in the order of the rows."""

    def __init__(
        self,
        sheet: Sheet,
        environment: Environment,
        styles: StyleSheet,
        moving: Mapping[str, Axes],
        order: Sequence[str],
        known: Sequence[Reference],
    ) -> None:
        self.sheet = sheet
        self.known = known
        self.stills: dict[int, list[tuple[int, object]]] = {}
        self.environment = environment
        self.styles = styles
        self.moving = moving
        self.order = order
        self.marks: list[Mark] = []
        self.pieces: list[Piece] = []
        self.part = f"sheet {sheet.name}"
        self.refers_elsewhere = False
        self.measured = False
        self.measures = read_measures(styles.root, sheet.skeleton)
        columns = sheet.column_lines.items
        self.stays = not sheet.moves
        self.columns_move = columns != (Run(1, LAST_COLUMN),)

    def program(self, kept: Sequence[int]) -> SheetProgram:
        columns = None
        if self.columns_move:
            self.sequence(self.sheet.column_lines, self.sheet.column_lines.items, lambda run: None)
            columns = self.compiled()
        blanks = {key: self.blank(key) for key in kept}
        self.sequence(self.sheet.row_lines, self.sheet.row_lines.items, self.rows)
        return SheetProgram(
            self.sheet, self.compiled(), columns, self.marks, self.moving, self.order, blanks,
            self.refers_elsewhere, self.stills, self.known_values() if self.stays else None,
        )  # fmt: skip

    def known_values(self) -> CellValues:
        """The values of a sheet in which nothing moves."""
        values = CellValues()
        if self.sheet.spliced is not None and self.known:
            values = self.sheet.spliced.values(self.known)
        for row, cells in sorted(self.stills.items()):
            for column, value in cells:
                values.put(row, column, value)
        return values

    def compiled(self) -> Program | PlainProgram:
        pieces, self.pieces = self.pieces, []
        if any(isinstance(piece, language.Tag) and piece.kind == "statement" for piece in pieces):
            return compile_program(for_rows(self.environment), self.marked(pieces), _defined)
        stretches, tags = [], []
        parts: list[str | Mark] = []
        for piece in pieces:
            if not isinstance(piece, language.Tag):
                parts.append(piece)
                continue
            stretches.append(stretch_of(parts))
            tags.append(piece)
            parts.clear()
        stretches.append(stretch_of(parts))
        return PlainProgram(tuple(stretches), compile_program(self.environment, tags, _defined))

    def marked(self, pieces: Iterable[Piece]) -> Iterator[str | language.Tag]:
        """Write the marks into the text between tags, by their numbers."""
        text: list[str] = []
        for piece in pieces:
            if isinstance(piece, str):
                text.append(piece)
            elif isinstance(piece, language.Tag):
                if text:
                    yield "".join(text)
                text.clear()
                yield piece
            else:
                text.append(MARK.format(len(self.marks)))
                self.marks.append(piece)
        if text:
            yield "".join(text)

    def mark(self, method: str, *facts: Any) -> None:
        """Tell the filling, where it comes to this place, to call a method of its own."""
        self.pieces.append(methodcaller(method, *facts))

    def sequence(self, lines: Lines, items: Items, run: Callable[[Run], None]) -> None:
        """Write the items of one body, on either axis."""
        for item in items:
            if isinstance(item, Run):
                self.mark("begin_run", item)
                run(item)
                continue
            tags = lines.tags[item.key]
            self.mark("begin_block", item)
            for index, branch in enumerate(item.branches):
                self.structure(tags[index])
                self.mark("begin_iteration")
                self.sequence(lines, branch.items, run)
                self.mark("end_iteration", index)
            self.structure(tags[-1])
            self.mark("end_block")

    def structure(self, tag: Tag) -> None:
        place = language.Place(part=self.part, where=f"cell {tag.address}", anchor=tag.anchor)
        self.pieces.append(language.Tag("statement", tag.inner, tag.source, place))

    def rows(self, run: Run) -> None:
        if self.sheet.spliced is not None:
            self.spliced_rows(self.sheet.spliced)
            return
        for number, row in self.sheet.rows.items():
            if run.first <= number <= run.last:
                self.row(row, self.cell)

    def row(self, row: Row, cell: Callable[[Cell], None]) -> None:
        if self.stays:
            self.staying_row(row, cell)
            return
        columns = [one.column for one in row.cells]
        span = (min(columns), max(columns)) if columns else None
        self.mark("begin_row", row, span)
        measured = False
        self.pieces.append(f'<row r="{ROW_NUMBER}"')
        attributes = self.height(row)
        if self.columns_move:
            attributes = _SPANS.sub("", attributes)
        if self.measured and any(self.wrapping(one) for one in row.cells):
            self.mark("height_comes")
            measured = True
        self.pieces.append(f"{attributes}>")
        if self.columns_move:
            self.moving_cells(row, cell)
            self.mark("end_row")
        else:
            self.still_cells(row, cell)
        if cell == self.cell:
            for dummy in row.dummies:
                self.dummy(dummy)
        if measured:
            self.mark("height_known")
        self.pieces.append("</row>")

    def dummy(self, dummy: Dummy) -> None:
        """Ask for the picture that takes the place of one over the row."""
        assert isinstance(dummy.cell.content, Value)
        tag = dummy.cell.content.tag
        where = f"the picture over cell {dummy.cell.address}"
        place = language.Place(part=self.part, where=where, anchor=dummy.anchor)
        self.pieces.append(Slot(dummy.cell, self.styles.style(0), dummy=dummy))
        self.pieces.append(language.Tag("expression", tag.inner, tag.source, place))

    def staying_row(self, row: Row, cell: Callable[[Cell], None]) -> None:
        """Write a row of a sheet in which nothing moves: its numbers are known already."""
        self.pieces.append(f'<row r="{row.number}"')
        attributes = self.height(row)
        if self.measured and any(self.wrapping(one) for one in row.cells):
            self.mark("height_comes")
        self.pieces.append(f"{attributes}>")
        for one in row.cells:
            self.pieces.append(f'<c r="{one.address}"{one.attributes}')
            cell(one)
        if self.measured and any(self.wrapping(one) for one in row.cells):
            self.mark("height_known")
        self.pieces.append("</row>")

    def spliced_rows(self, spliced: Spliced) -> None:
        """Write the rows of a sheet in which nothing moves: its own text but for some cells."""
        cells = {
            (row.number, one.column): one for row in self.sheet.rows.values() for one in row.cells
        }
        measured = False
        for text, (number, column) in zip(spliced.texts, spliced.spots, strict=False):
            self.pieces.append(text)
            if column:
                cell = cells[number, column]
                self.pieces.append(f'<c r="{cell.address}"{cell.attributes}')
                self.cell(cell)
                continue
            if measured:
                self.mark("height_known")
            row = self.sheet.rows[number]
            self.pieces.append(f'<row r="{number}"{self.height(row)}')
            measured = self.measured and any(self.wrapping(one) for one in row.cells)
            if measured:
                self.mark("height_comes")
            self.pieces.append(">")
        if measured:
            self.mark("height_known")
        self.pieces.append(spliced.texts[-1])

    def height(self, row: Row) -> str:
        """Take a row's height from its attributes, if it is to be measured anew."""
        self.measured = False
        if "customHeight" in row.attributes or not _gets_text(row):
            return row.attributes
        beside = () if self.sheet.spliced is None else self.sheet.spliced.rows[row.number].beside
        self.measured = not any(self.holds_wrapped_text(one) for one in row.cells) and not any(
            map(self.measures.wraps, beside)
        )
        return _HEIGHT.sub("", row.attributes)  # measured for the tags

    def still_cells(self, row: Row, cell: Callable[[Cell], None]) -> None:
        """Write a row's cells; of loops side by side each within its own condition."""
        band = next((b for b in self.sheet.bands if b.first <= row.number <= b.last), None)
        loops = (Abreast(1, LAST_COLUMN, (), None),) if band is None else band.loops
        for loop in loops:
            own = [one for one in row.cells if loop.first <= one.column <= loop.last]
            if not own:
                continue
            self.statements(loop, loop.statements[:-1])
            for one in own:
                self.pieces.append(
                    f'<c r="{column_letters(one.column)}{ROW_NUMBER}"{one.attributes}'
                )
                cell(one)
            self.statements(loop, loop.statements[-1:])

    def statements(self, loop: Abreast, written: Sequence[str]) -> None:
        for one in written:
            assert loop.source is not None
            self.structure(evolve(loop.source, inner=one))

    def moving_cells(self, row: Row, cell: Callable[[Cell], None]) -> None:
        """Write a row's cells within the column loops they stand in."""
        lines = self.sheet.column_lines
        by_column = {one.column: one for one in row.cells}

        def within(items: Items) -> None:
            for item in items:
                own = [
                    one for column, one in by_column.items() if item.first <= column <= item.last
                ]
                if not own:
                    continue
                if isinstance(item, Run):
                    for one in own:
                        self.mark("next_column", one)
                        cell(one)
                    continue
                tags = lines.tags[item.key]
                for index, branch in enumerate(item.branches):
                    self.structure(tags[index])
                    within(branch.items)
                self.structure(tags[-1])

        within(lines.items)

    def holds_wrapped_text(self, cell: Cell) -> bool:
        """Whether a cell that stays may need more than one line: the application measures it."""
        still = isinstance(cell.content, Still) and " t=" in cell.content.xml.partition(">")[0]
        return still and self.measures.wraps(cell.style)

    def wrapping(self, cell: Cell) -> Wrapping | None:
        """How the text that a cell gets is wrapped; None if it is not."""
        return self.measures.wrapping(cell.row, cell.column, cell.style)

    def cell(self, cell: Cell) -> None:
        """Write what follows a cell's address, and the texts of a link over it."""
        self.content(cell)
        for goal in self.sheet.goals.get((cell.row, cell.column), ()):
            where = f"the link of cell {cell.address}"
            place = language.Place(part=self.part, where=where, anchor=goal.anchor)
            pieces = list(text_pieces(self.environment, goal.text, place))
            language.check_blocks([one for one in pieces if isinstance(one, language.Tag)])
            self.mark("text_begins", Slot(cell, self.styles.style(0), goal=goal))
            self.pieces += pieces
            self.mark("goal_ends")

    def content(self, cell: Cell) -> None:
        """Write XML that stays, or a slot."""
        content, where = cell.content, f"cell {cell.address}"
        kept = bool(self.known) and holds(self.known, cell.row, cell.column)
        if isinstance(content, Still):
            self.pieces.append(style_attribute(cell.style) + content.xml)
            if kept and content.xml != "/>":
                self.stills.setdefault(cell.row, []).append(
                    (cell.column, written_value(content.xml))
                )
            return
        style = self.styles.style(cell.style)
        if isinstance(content, Calculation):
            here = loops_here(self.sheet, cell)
            try:
                formula = compile_formula(
                    content.formula, self.sheet.name, self.moving, self.order, here
                )
            except TemplateError as error:
                error.anchor = anchor_of(self.sheet.name, cell.row, cell.column)
                raise located(error, self.sheet.name, where) from None
            self.refers_elsewhere = self.refers_elsewhere or formula.moves
            evaluation = riding = None
            if content.array is None:
                evaluation = compile_evaluation(content.formula, self.sheet.name)
                if not self.columns_move:
                    riding = riding_formula(
                        formula, evaluation, self.sheet.name, (cell.row, cell.column),
                        self.sheet.row_lines.items,
                    )  # fmt: skip
            slot = Slot(cell, style, kept=kept, evaluation=evaluation, riding=riding)
            self.mark("put_formula", slot, formula)
            return
        slot = Slot(cell, style, self.wrapping(cell) if self.measured else None, kept)
        if isinstance(content, Value):
            self.refuse_second_merge(content, cell)
            self.pieces.append(slot)
            self.pieces.append(self.language_tag(content.tag, cell))
            return
        tags = [
            piece if isinstance(piece, str) else self.language_tag(piece, cell)
            for piece in content.pieces
        ]
        language.check_blocks([tag for tag in tags if isinstance(tag, language.Tag)])
        self.mark("text_begins", slot)
        self.pieces += tags
        self.mark("text_ends")

    def refuse_second_merge(self, content: Value, cell: Cell) -> None:
        """A cell that is merged in the template cannot be merged with the one above it, too."""
        if not _VMERGE.search(content.tag.inner):
            return
        within = any(
            one.top <= cell.row <= one.bottom and one.left <= cell.column <= one.right
            for one in self.measures.merges
        )
        if within:
            error = TemplateSyntaxError(
                "The cell is merged already; vmerge cannot merge it with the one above it.",
                tag=content.tag.source,
                remedy="Take vmerge out, or undo the merge in the template.",
            )
            error.anchor = anchor_of(self.sheet.name, cell.row, cell.column, content.tag.start)
            raise located(error, self.sheet.name, f"cell {cell.address}")

    def language_tag(self, tag: FoundTag, cell: Cell) -> language.Tag:
        """Give a tag of a cell's text with its place."""
        anchor = anchor_of(self.sheet.name, cell.row, cell.column, tag.start)
        place = language.Place(part=self.part, where=f"cell {cell.address}", anchor=anchor)
        kind = "expression" if tag.kind == "expression" else "statement"
        return language.Tag(kind, tag.inner, tag.source, place)  # type: ignore[arg-type]

    def blank(self, key: int) -> str:
        """A loop's body without its values, as static text."""

        def rows(run: Run) -> None:
            for number, row in self.sheet.rows.items():
                if run.first <= number <= run.last:
                    self.row(row, self.empty)

        body = block_of(self.sheet.row_lines.items, key).branches[0]
        self.sequence(self.sheet.row_lines, body.items, rows)
        pieces, self.pieces = self.pieces, []
        return "".join(piece for piece in self.marked(pieces) if isinstance(piece, str))

    def empty(self, cell: Cell) -> None:
        self.pieces.append(style_attribute(cell.style) + "/>")


def _gets_text(row: Row) -> bool:
    return any(isinstance(cell.content, Value | Text) for cell in row.cells)


def _defined(value: Any) -> Any:
    """The value; str() of an undefined one raises, or gives what the template wants instead."""
    return str(value) if isinstance(value, Undefined) else value
