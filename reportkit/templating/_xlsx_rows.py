"""The rows of a sheet as one program: static XML, slots for values, and marks between them.

Takes a read `Sheet`; its rows become one Jinja program whose static text carries marks (row
begins, iteration ends, value comes). Run over a mapping it gives the XML of the rows, with holes
for the formulas, and the layout by which those are filled once every sheet has its rows. Knows
nothing of what lies around the rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import unescape
from typing import Any
from xml.sax.saxutils import escape

from attrs import field, frozen
from jinja2 import Undefined

from reportkit.errors import TemplateError, TemplateValueError
from reportkit.templating import _expressions as language
from reportkit.templating._expressions import Environment, Program, compile_program
from reportkit.templating._tags import FoundTag
from reportkit.templating._xlsx_formulas import Axes, Formula, Layouts, Place, compile_formula
from reportkit.templating._xlsx_layout import (
    Block,
    Extent,
    Items,
    Layout,
    Path,
    Repeats,
    Run,
    block_of,
    blocks_over,
)
from reportkit.templating._xlsx_references import (
    LAST_COLUMN,
    LAST_ROW,
    Rectangle,
    column_letters,
)
from reportkit.templating._xlsx_sheet import (
    Calculation,
    Cell,
    Row,
    Sheet,
    Still,
    Value,
    located,
)
from reportkit.templating._xlsx_tags import Lines, Tag
from reportkit.templating._xlsx_values import (
    CellStyle,
    StyleSheet,
    Writer,
    inner_text,
    style_attribute,
    text_element,
)
from reportkit.templating._xlsx_values import Formula as FormulaValue

_ROW_NUMBER = "\x00"
_COLUMN = "\x03"
_MARK = re.compile("\x01([0-9]+)\x02")
_ELEMENT = re.compile("<[^>]*>")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_STRETCH = 2_000
"""Pieces that are joined before they are kept or written."""

_SPANS = re.compile(' spans="[^"]*"')

Data = Mapping[str, Any]


@frozen
class Column:
    """A column of the result: the template's column and the iterations it stands in."""

    source: int
    number: int
    path: Path = ()


@frozen(eq=False)
class Slot:
    """A cell that gets a value, a text or a formula."""

    cell: Cell
    style: CellStyle
    formula: Formula | None = None


@frozen
class Hole:
    """The place of a formula in the XML of the rows."""

    slot: Slot
    formula: Formula
    row: int
    row_path: Path
    column: Column


@frozen(eq=False)
class FilledRows:
    """The rows of one filled sheet: pieces of XML, where the lines went, what the rows span."""

    sheet: str
    pieces: list[bytes | Hole]
    layouts: Layouts
    dimension: Rectangle

    def xml(self, layouts: Mapping[str, Layouts]) -> Iterator[bytes]:
        """Give the XML in stretches, with every formula in its place."""
        stretch: list[bytes] = []
        for piece in self.pieces:
            if isinstance(piece, bytes):
                stretch.append(piece)
            else:
                stretch.append(self._formula(piece, layouts).encode())
            if len(stretch) > _STRETCH:
                yield b"".join(stretch)
                stretch.clear()
        yield b"".join(stretch)

    def _formula(self, hole: Hole, layouts: Mapping[str, Layouts]) -> str:
        cell = hole.slot.cell
        try:
            place = Place(self.sheet, hole.row_path, hole.column.path)
            text = hole.formula.text(place, layouts)
        except TemplateError as error:
            source = f"={hole.formula.source}"
            raise located(error, self.sheet, f"cell {cell.address}", source) from None
        attributes = ""
        if isinstance(cell.content, Calculation):
            attributes = cell.content.attributes
            if cell.content.array is not None:
                attributes += f' t="array" ref="{self._array(cell.content.array, hole)}"'
        return f"{hole.slot.style.attribute}><f{attributes}>{escape(text)}</f></c>"

    def _array(self, array: Rectangle, hole: Hole) -> Rectangle:
        rows = self.layouts.rows.areas(array.top, array.bottom, hole.row_path, hole.row_path)
        path = hole.column.path
        columns = self.layouts.columns.areas(array.left, array.right, path, path)
        return Rectangle(hole.row, rows[-1][1], hole.column.number, columns[-1][1])


@frozen(eq=False)
class SheetProgram:
    """A sheet ready to be filled."""

    sheet: Sheet
    rows: Program
    columns: Program | None
    marks: Sequence[Mark]
    moving: Mapping[str, Axes]
    order: Sequence[str]
    blanks: Mapping[int, str]
    refers_elsewhere: bool
    """Whether a formula refers to a sheet whose lines move."""
    _steps: dict[str, tuple[Step, ...]] = field(factory=dict)

    def fill(self, data: Data, writer: Writer) -> FilledRows:
        """Run the program over a mapping.

        Raises
        ------
        UndefinedNameError, TemplateValueError
            A name is not in the data, or a value does not fit its cell; the error names it.
        """
        columns = self._column_layout(data)
        filling = _Filling(self, writer, columns)
        filling.run(self.rows.pieces(data))
        rows = Layout(self.sheet.row_lines.items, filling.extents[0], LAST_ROW)
        return FilledRows(
            self.sheet.name, filling.pieces, Layouts(rows, columns[0]), filling.dimension()
        )

    def steps(self, text: str) -> tuple[Step, ...]:
        """Part a static text of the program into texts to join by row number, and marks."""
        steps = self._steps.get(text)
        if steps is None:
            parted: list[Step] = []
            for index, part in enumerate(_MARK.split(text)):
                if index % 2:
                    parted.append(self.marks[int(part)])
                elif part:
                    parted.append(tuple(part.split(_ROW_NUMBER)))
            steps = self._steps[text] = tuple(parted)
        return steps

    def _column_layout(self, data: Data) -> tuple[Layout, dict[int, list[Column]] | None]:
        items = self.sheet.column_lines.items
        if self.columns is None:
            return Layout(items, Extent([1], {}, LAST_COLUMN + 1), LAST_COLUMN), None
        filling = _ColumnFilling(self)
        filling.run(self.columns.pieces(data))
        return Layout(items, filling.extents[0], LAST_COLUMN), filling.copies


def compile_sheet(
    sheet: Sheet,
    environment: Environment,
    styles: StyleSheet,
    moving: Mapping[str, Axes],
    order: Sequence[str],
    kept: Sequence[int] = (),
) -> SheetProgram:
    """Compile the rows of a sheet.

    Parameters
    ----------
    moving, order:
        The sheets whose lines move, and the names of all sheets, for the formulas.
    kept:
        Keys of row loops that leave one empty row where they come not at all.

    Raises
    ------
    TemplateSyntaxError
        For a tag or formula that cannot be compiled, with its cell.
    """
    return _Compiler(sheet, environment, styles, moving, order).program(kept)


# The marks: what the static text tells the filling to do on the way.


@frozen(eq=False)
class _RunBegins:
    run: Run

    def apply(self, filling: _Lines) -> None:
        filling.begin_run(self.run)


@frozen(eq=False)
class _BlockBegins:
    block: Block

    def apply(self, filling: _Lines) -> None:
        filling.begin_block(self.block)


@frozen(eq=False)
class _IterationBegins:
    def apply(self, filling: _Lines) -> None:
        filling.begin_iteration()


@frozen(eq=False)
class _IterationEnds:
    branch: int

    def apply(self, filling: _Lines) -> None:
        filling.end_iteration(self.branch)


@frozen(eq=False)
class _BlockEnds:
    def apply(self, filling: _Lines) -> None:
        filling.end_block()


@frozen(eq=False)
class _RowBegins:
    row: Row
    columns: tuple[int, int] | None

    def apply(self, filling: _Filling) -> None:
        filling.begin_row(self.row, self.columns)


@frozen(eq=False)
class _RowEnds:
    def apply(self, filling: _Filling) -> None:
        filling.end_row()


@frozen(eq=False)
class _ColumnComes:
    """The next cell of a row whose columns move."""

    cell: Cell

    def apply(self, filling: _Filling) -> None:
        filling.next_column(self.cell)


@frozen(eq=False)
class _ValueComes:
    slot: Slot

    def apply(self, filling: _Filling) -> None:
        filling.slot = self.slot


@frozen(eq=False)
class _TextBegins:
    slot: Slot

    def apply(self, filling: _Filling) -> None:
        filling.slot = self.slot
        filling.text = []


@frozen(eq=False)
class _TextEnds:
    def apply(self, filling: _Filling) -> None:
        filling.end_text()


@frozen(eq=False)
class _FormulaComes:
    slot: Slot

    def apply(self, filling: _Filling) -> None:
        assert self.slot.formula is not None
        filling.put_formula(self.slot, self.slot.formula)


Mark = Any
"""One of the marks above; each acts on the filling it is meant for."""

Step = Any
"""A tuple of texts to be joined by the row's number, or a mark."""


class _Compiler:
    """Writes the program of one sheet: pieces of text, marks and tags in the order of the rows."""

    def __init__(
        self,
        sheet: Sheet,
        environment: Environment,
        styles: StyleSheet,
        moving: Mapping[str, Axes],
        order: Sequence[str],
    ) -> None:
        self.sheet = sheet
        self.environment = environment
        self.styles = styles
        self.moving = moving
        self.order = order
        self.marks: list[Mark] = []
        self.pieces: list[str | language.Tag] = []
        self.part = f"sheet {sheet.name}"
        columns = sheet.column_lines.items
        self.columns_move = columns != (Run(1, LAST_COLUMN),)

    def program(self, kept: Sequence[int]) -> SheetProgram:
        columns = None
        if self.columns_move:
            self.sequence(self.sheet.column_lines, self.sheet.column_lines.items, lambda run: None)
            columns = self.compiled()
        blanks = {key: self.blank(key) for key in kept}
        self.sequence(self.sheet.row_lines, self.sheet.row_lines.items, self.rows)
        refers = any(
            mark.slot.formula.moves for mark in self.marks if isinstance(mark, _FormulaComes)
        )
        return SheetProgram(
            self.sheet, self.compiled(), columns, self.marks, self.moving, self.order, blanks,
            refers,
        )  # fmt: skip

    def compiled(self) -> Program:
        pieces, self.pieces = self.pieces, []
        return compile_program(self.environment, pieces, _handed_over)

    def mark(self, mark: Mark) -> None:
        self.marks.append(mark)
        self.pieces.append(f"\x01{len(self.marks) - 1}\x02")

    def sequence(self, lines: Lines, items: Items, run: Callable[[Run], None]) -> None:
        """Write the items of one body, on either axis."""
        for item in items:
            if isinstance(item, Run):
                self.mark(_RunBegins(item))
                run(item)
                continue
            tags = lines.tags[item.key]
            self.mark(_BlockBegins(item))
            for index, branch in enumerate(item.branches):
                self.structure(tags[index])
                self.mark(_IterationBegins())
                self.sequence(lines, branch.items, run)
                self.mark(_IterationEnds(index))
            self.structure(tags[-1])
            self.mark(_BlockEnds())

    def structure(self, tag: Tag) -> None:
        where = f"cell {column_letters(tag.column)}{tag.row}"
        place = language.Place(part=self.part, where=where)
        self.pieces.append(language.Tag("statement", tag.inner, tag.source, place))

    def rows(self, run: Run) -> None:
        for number, row in self.sheet.rows.items():
            if run.first <= number <= run.last:
                self.row(row, self.cell)

    def row(self, row: Row, cell: Callable[[Cell], None]) -> None:
        columns = [one.column for one in row.cells]
        span = (min(columns), max(columns)) if columns else None
        self.mark(_RowBegins(row, span))
        attributes = _SPANS.sub("", row.attributes) if self.columns_move else row.attributes
        self.pieces.append(f'<row r="{_ROW_NUMBER}"{attributes}>')
        if self.columns_move:
            self.moving_cells(row, cell)
            self.mark(_RowEnds())
        else:
            for one in row.cells:
                self.pieces.append(
                    f'<c r="{column_letters(one.column)}{_ROW_NUMBER}"{one.attributes}'
                )
                cell(one)
        self.pieces.append("</row>")

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
                        self.mark(_ColumnComes(one))
                        cell(one)
                    continue
                tags = lines.tags[item.key]
                for index, branch in enumerate(item.branches):
                    self.structure(tags[index])
                    within(branch.items)
                self.structure(tags[-1])

        within(lines.items)

    def cell(self, cell: Cell) -> None:
        """Write what follows a cell's address: XML that stays, or a slot."""
        content, where = cell.content, f"cell {cell.address}"
        if isinstance(content, Still):
            self.pieces.append(style_attribute(cell.style) + content.xml)
            return
        style = self.styles.style(cell.style)
        if isinstance(content, Calculation):
            here = loops_here(self.sheet, cell)
            try:
                formula = compile_formula(
                    content.formula, self.sheet.name, self.moving, self.order, here
                )
            except TemplateError as error:
                raise located(error, self.sheet.name, where) from None
            self.mark(_FormulaComes(Slot(cell, style, formula)))
            return
        place = language.Place(part=self.part, where=where)
        if isinstance(content, Value):
            self.mark(_ValueComes(Slot(cell, style)))
            self.pieces.append(_language_tag(content.tag, place))
            return
        tags = [
            piece if isinstance(piece, str) else _language_tag(piece, place)
            for piece in content.pieces
        ]
        language.check_blocks([tag for tag in tags if isinstance(tag, language.Tag)])
        self.mark(_TextBegins(Slot(cell, style)))
        self.pieces += tags
        self.mark(_TextEnds())

    def blank(self, key: int) -> str:
        """A loop's body without its values, as static text."""

        def rows(run: Run) -> None:
            for number, row in self.sheet.rows.items():
                if run.first <= number <= run.last:
                    self.row(row, self.empty)

        body = block_of(self.sheet.row_lines.items, key).branches[0]
        self.sequence(self.sheet.row_lines, body.items, rows)
        pieces, self.pieces = self.pieces, []
        return "".join(piece for piece in pieces if isinstance(piece, str))

    def empty(self, cell: Cell) -> None:
        self.pieces.append(style_attribute(cell.style) + "/>")


def loops_here(sheet: Sheet, cell: Cell) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Give the keys of the loops that a cell stands in, by row and by column."""
    return (
        tuple(b.key for b in blocks_over(sheet.row_lines.items, cell.row) if b.loops),
        tuple(b.key for b in blocks_over(sheet.column_lines.items, cell.column) if b.loops),
    )


def _language_tag(tag: FoundTag, place: language.Place) -> language.Tag:
    if tag.kind == "expression":
        return language.Tag("expression", tag.inner, tag.source, place)
    return language.Tag("statement", tag.inner, tag.source, place)


def _handed_over(value: Any) -> tuple[Any]:
    """A value as the program gives it out: in a tuple, to tell it from static text."""
    # str() of an undefined value raises, or gives what the template wants instead
    return (str(value),) if isinstance(value, Undefined) else (value,)


class _Lines:
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


class _ColumnFilling(_Lines):
    """One run of a sheet's column tags: how often each column comes."""

    limit = LAST_COLUMN
    what = "columns"

    def __init__(self, program: SheetProgram) -> None:
        super().__init__(program)
        rows = program.sheet.rows.values()
        self.widest = max((cell.column for row in rows for cell in row.cells), default=1)
        self.copies: dict[int, list[Column]] = {}

    def run(self, pieces: Iterator[Any]) -> None:
        for piece in pieces:
            for step in self.program.steps(piece):
                step.apply(self)
        self.extents[0].end = self.next_line

    def begin_run(self, run: Run) -> None:
        super().begin_run(run)
        for source in range(run.first, min(run.last, self.widest) + 1):
            number = source + self.shift
            if number > LAST_COLUMN:
                raise self.too_many()
            self.copies.setdefault(source, []).append(Column(source, number, self.path))


class _Filling(_Lines):
    """One run of a sheet's rows."""

    def __init__(
        self,
        program: SheetProgram,
        writer: Writer,
        columns: tuple[Layout, dict[int, list[Column]] | None],
    ) -> None:
        super().__init__(program)
        self.writer = writer
        self.copies = columns[1]
        self.pieces: list[bytes | Hole] = []
        self.stretch: list[str] = []
        self.row = 0
        self.row_text = ""
        self.column: Column | None = None
        self.expected: Iterator[Column] = iter(())
        self.slot: Slot | None = None
        self.text: list[str] | None = None
        self.first_row, self.last_row = LAST_ROW, 0
        self.first_column, self.last_column = LAST_COLUMN, 0

    def run(self, pieces: Iterator[Any]) -> None:
        steps = self.program.steps
        known = self.program._steps
        append = self.stretch.append
        for piece in pieces:
            if type(piece) is tuple:
                self.put_value(piece[0])
                continue
            for step in known.get(piece) or steps(piece):
                if type(step) is not tuple:
                    step.apply(self)
                elif self.text is None:
                    append(self.row_text.join(step))
                else:
                    self.text.append(step[0])
        self.end_stretch()
        self.extents[0].end = self.next_line

    def end_stretch(self) -> None:
        """Join the pieces so far: a long table is kept as text, not as its many pieces."""
        self.pieces.append("".join(self.stretch).encode())
        self.stretch.clear()

    def begin_row(self, row: Row, columns: tuple[int, int] | None) -> None:
        self.row = row.number + self.shift
        if self.row > LAST_ROW:
            raise self.too_many()
        self.row_text = str(self.row)
        if len(self.stretch) > _STRETCH:
            self.end_stretch()
        self.first_row = min(self.first_row, self.row)
        self.last_row = self.row
        if self.copies is not None:
            copies = [copy for cell in row.cells for copy in self.copies.get(cell.column, ())]
            copies.sort(key=lambda copy: copy.number)
            self.expected = iter(copies)
            columns = (copies[0].number, copies[-1].number) if copies else None
        if columns is not None:
            self.first_column = min(self.first_column, columns[0])
            self.last_column = max(self.last_column, columns[1])

    def next_column(self, cell: Cell) -> None:
        """Take the next column of the result for a cell of a row whose columns move."""
        self.column = next(self.expected, None)
        if self.column is None or self.column.source != cell.column:
            raise self.other_columns(cell.address)
        letters = column_letters(self.column.number)
        self.stretch.append(f'<c r="{letters}{self.row_text}"{cell.attributes}')

    def end_row(self) -> None:
        if next(self.expected, None) is not None:
            raise self.other_columns(f"row {self.row}")

    def other_columns(self, where: str) -> TemplateValueError:
        return TemplateValueError(
            "A column tag gives other columns here than in the sheet as a whole.",
            part=f"sheet {self.program.sheet.name}",
            where=where,
            remedy="Column tags go through the same list in every row: one that depends on no "
            "row and is no generator.",
        )

    def end_block(self) -> None:
        repeats = self.blocks[-1]
        blank = self.program.blanks.get(repeats.block.key)
        if blank is not None and not repeats.count and repeats.block.loops:
            self.begin_iteration()
            for step in self.program.steps(blank):
                if type(step) is tuple:
                    self.stretch.append(self.row_text.join(step))
                else:
                    step.apply(self)
            self.end_iteration(0)
        super().end_block()

    def put_value(self, value: Any) -> None:
        slot = self.slot
        assert slot is not None
        if self.text is not None:
            self.text.append(inner_text(value))
            return
        if type(value) is FormulaValue:
            self.put_formula(slot, self.given_formula(slot, value))
            return
        try:
            self.stretch.append(self.writer.cell(value, slot.style))
        except TemplateError as error:
            raise self.at_cell(error, slot) from error.__cause__

    def given_formula(self, slot: Slot, value: FormulaValue) -> Formula:
        sheet = self.program.sheet
        try:
            here = loops_here(sheet, slot.cell)
            program = self.program
            return compile_formula(value.text, sheet.name, program.moving, program.order, here)
        except TemplateError as error:
            raise self.at_cell(error, slot) from None

    def put_formula(self, slot: Slot, formula: Formula) -> None:
        column = self.column or Column(slot.cell.column, slot.cell.column)
        self.end_stretch()
        self.pieces.append(Hole(slot, formula, self.row, self.path, column))

    def end_text(self) -> None:
        slot, text = self.slot, self.text
        assert slot is not None and text is not None
        self.text = None
        xml = "".join(text)
        plain = _ELEMENT.sub("", xml)
        if not plain:
            self.stretch.append(slot.style.attribute + "/>")
            return
        if len(plain) > 16_000:
            try:
                text_element(unescape(plain))  # raises where it is too long for a cell
            except TemplateError as error:
                raise self.at_cell(error, slot) from None
        if "_x" in xml:
            xml = _LOOKS_ESCAPED.sub("_x005F_", xml)
        self.stretch.append(f'{slot.style.attribute} t="inlineStr"><is>{xml}</is></c>')

    def at_cell(self, error: TemplateError, slot: Slot) -> TemplateError:
        content = slot.cell.content
        if isinstance(content, Value):
            error.tag = error.tag or content.tag.source
        where = f"cell {slot.cell.address} (row {self.row} of the result)"
        return located(error, self.program.sheet.name, where, error.tag or "")

    def dimension(self) -> Rectangle:
        if not self.last_row or not self.last_column:
            return Rectangle(1, 1, 1, 1)
        return Rectangle(self.first_row, self.last_row, self.first_column, self.last_column)
