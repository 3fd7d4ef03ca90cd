"""The filling of a sheet: static XML and values become rows, formulas become holes.

Takes a `SheetProgram` (compiled in `_xlsx_rows`) and a mapping; gives the XML of the rows in
stretches, with holes for the formulas, and the layout by which `_xlsx_filled` fills the holes.
Knows neither the tags of the template nor what lies around the rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from reportkit.errors import TemplateError, TemplateValueError
from reportkit.templating._tags import FoundTag
from reportkit.templating._xlsx_evaluation import holds
from reportkit.templating._xlsx_filled import FilledRows, Slot
from reportkit.templating._xlsx_filled_lines import Column, FilledLines, column_layout
from reportkit.templating._xlsx_formula_reader import compile_formula
from reportkit.templating._xlsx_formulas import Formula, Layouts
from reportkit.templating._xlsx_heights import Wrapping
from reportkit.templating._xlsx_known import (
    CellValues,
    NotYet,
    ShownTexts,
    Unknown,
    not_yet,
    number_text,
    written_value,
)
from reportkit.templating._xlsx_layout import Layout
from reportkit.templating._xlsx_merges import Merges
from reportkit.templating._xlsx_objects import OBJECTS, Objects
from reportkit.templating._xlsx_references import LAST_COLUMN, LAST_ROW, Rectangle, column_letters
from reportkit.templating._xlsx_richtext import runs_in_text, text_with_runs
from reportkit.templating._xlsx_riding import Riding
from reportkit.templating._xlsx_sheet import (
    MAIN,
    Calculation,
    Cell,
    Dummy,
    Row,
    Text,
    Value,
    located,
)
from reportkit.templating._xlsx_sheet_program import Data, SheetProgram, Step, loops_here
from reportkit.templating._xlsx_spool import Hole, Spool, hole_text
from reportkit.templating._xlsx_tags import anchor_of
from reportkit.templating._xlsx_values import WRITERS, Merged, Writer, inner_text, text_element
from reportkit.templating._xlsx_values import Formula as FormulaValue
from reportkit.templating.richtext import RichText

_NUMBERS = (float, int)
_STRETCH = 2_000
"""Pieces that are joined before they are kept or written."""


def fill_rows(program: SheetProgram, data: Data, writer: Writer) -> FilledRows:
    """Run the program of a sheet over a mapping.

    Raises
    ------
    UndefinedNameError, TemplateValueError
        A name is not in the data, or a value does not fit its cell; the error names it.
    """
    columns = column_layout(program, data)
    filling = _Filling(program, writer, columns)
    filling.run(program.rows.pieces(data))
    rows = Layout(program.sheet.row_lines.items, filling.extents[0], LAST_ROW)
    filled = FilledRows(
        program.sheet.name,
        filling.spool,
        filling.formulas,
        Layouts(rows, columns[0]),
        filling.dimension(),
        filling.values,
        filling.merges.areas(),
        program.sheet.part,
        filling.texts,
        filling.objects.links,
        filling.objects.pictures,
        filling.objects.goals,
    )
    for row, column, hole, subtotal in filling.waiting:
        work_out = partial(filled.evaluated, hole)
        filling.values.put(row, column, work_out, subtotal=subtotal)
    return filled


class _Filling(FilledLines):
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
        self.spool = Spool()
        self.formulas: list[tuple[Slot, Formula]] = []
        self.numbers: dict[tuple[Slot, Formula], int] = {}
        self.stretch: list[str] = []
        self.values = CellValues() if program.known is None else program.known.copied()
        self.waiting: list[tuple[int, int, Hole, bool]] = []
        self.row = 0
        self.row_text = ""
        self.column: Column | None = None
        self.expected: Iterator[Column] = iter(())
        self.row_columns: dict[int, list[Column]] = {}
        self.slot: Slot | None = None
        self.text: list[str] | None = None
        self.merges = Merges()
        self.texts = ShownTexts()
        if program.known is not None:
            for row, texts in program.still_texts.items():
                for column, text in texts:
                    self.texts.put(row, column, text)
        self.objects = Objects(program.sheet.name, writer)
        self.measured_row = self.raised_row = 0
        self.height = 0.0
        self.height_at = 0
        self.first_row, self.last_row = LAST_ROW, 0
        self.first_column, self.last_column = LAST_COLUMN, 0

    def run(self, pieces: Iterator[Any]) -> None:
        plan = self.program.plan
        writer = self.writer
        append = self.stretch.append
        for piece in pieces:
            values = iter(piece)
            for stretch in plan(next(values)):
                slot = stretch.slot
                if stretch.plain and self.text is None:
                    append(self.row_text.join(stretch.text))
                    value = next(values)
                    write = WRITERS.get(type(value))
                    if write is not None:
                        try:
                            xml = write(writer, value, slot.style)  # type: ignore[union-attr]
                        except TemplateError as error:
                            raise self.at_cell(error, slot) from error.__cause__  # type: ignore[arg-type]
                        append(xml)
                        if slot.kept and not xml.endswith("/>"):  # type: ignore[union-attr]
                            number = type(value) in _NUMBERS and " t=" not in xml
                            known = float(value) if number else written_value(xml)
                            self.keep(slot, known, value)  # type: ignore[arg-type]
                        continue
                    self.slot = slot
                    self.put_value(value)
                    continue
                self.follow(stretch.steps)
                if slot is not None:
                    self.slot = slot
                    self.take(stretch.text)
                    self.put_value(next(values))
                elif self.text is not None:
                    for value in values:  # the one that stands behind this text
                        self.put_value(value)
                        break
        self.end_stretch()
        self.extents[0].end = self.next_line

    def follow(self, steps: Iterable[Step]) -> None:
        """Write static texts, and do what marks say."""
        for step in steps:
            if isinstance(step, tuple):
                self.take(step)
            else:
                step(self)

    def take(self, step: tuple[str, ...]) -> None:
        """Write static text."""
        if self.text is None:
            self.stretch.append(self.row_text.join(step))
        elif step:
            self.text.append(step[0])

    def end_stretch(self) -> None:
        """Join the pieces so far: a long table is kept as text, not as its many pieces."""
        self.spool.write("".join(self.stretch).encode())
        self.stretch.clear()

    def begin_row(self, row: Row, columns: tuple[int, int] | None) -> None:
        self.row = row.number + self.shift
        if self.row > LAST_ROW:
            raise self.too_many()
        self.row_text = str(self.row)
        if len(self.stretch) > _STRETCH:
            self.end_stretch()
        if self.row < self.first_row:
            self.first_row = self.row
        self.last_row = self.row
        if self.copies is not None:
            copies = self.row_columns.get(row.number)
            if copies is None:
                copies = [copy for cell in row.cells for copy in self.copies.get(cell.column, ())]
                copies.sort(key=lambda copy: copy.number)
                self.row_columns[row.number] = copies
            self.expected = iter(copies)
            columns = (copies[0].number, copies[-1].number) if copies else None
        program = self.program
        if program.stills:
            for column, value in program.stills.get(row.number, ()):
                for number in self.numbers_of(column):
                    self.values.put(self.row, number, value)
        if program.still_texts:
            for column, text in program.still_texts.get(row.number, ()):
                for number in self.numbers_of(column):
                    self.texts.put(self.row, number, text)
        if columns is not None:
            self.first_column = min(self.first_column, columns[0])
            self.last_column = max(self.last_column, columns[1])

    def numbers_of(self, column: int) -> Iterable[int]:
        """Where a column of the template went."""
        if self.copies is None:
            return (column,)
        return (copy.number for copy in self.copies.get(column, ()))

    def keep(self, slot: Slot, value: object, shown: object) -> None:
        """Remember the value of a cell that a formula or a chart refers to."""
        number = self.column.number if self.column else slot.cell.column
        if self.program.known is not None:
            self.row = slot.cell.row
        self.values.put(self.row, number, value)
        charted = self.program.charted
        if not charted or not holds(charted, slot.cell.row, slot.cell.column):
            return
        if isinstance(value, str):
            self.texts.put(self.row, number, str(shown))
        elif number not in self.texts.formats:
            self.texts.formats[number] = self.writer.sheet.number_format(slot.style, shown)

    def height_comes(self) -> None:
        """Keep a place for the height of a row: its texts, still to come, will tell it."""
        self.height, self.height_at = 0.0, len(self.stretch)
        self.measured_row = self.row
        self.stretch.append("")

    def height_known(self) -> None:
        """Write the height in its place, where the texts of the row need more than one line."""
        if self.height:
            self.stretch[self.height_at] = f' ht="{self.height:g}"'

    def measure(self, text: str, wrapping: Wrapping) -> None:
        self.height = max(self.height, round(wrapping.height(text), 2))

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
            for stretch in self.program.plan((blank,)):
                self.follow(stretch.steps)
            self.end_iteration(0)
        super().end_block()

    def text_begins(self, slot: Slot) -> None:
        self.slot = slot
        self.text = []

    def put_value(self, value: Any) -> None:
        slot = self.slot
        assert slot is not None
        if self.text is not None:
            self.put_in_text(slot, value)
            return
        if slot.dummy is not None:
            self.put_dummy(slot, slot.dummy, value)
            return
        put = _KINDS.get(type(value))
        if put is not None:
            try:
                put(self, slot, value)
            except TemplateError as error:
                raise self.at_cell(error, slot) from error.__cause__
            return
        if slot.wrapping is not None and isinstance(value, str):
            self.measure(value, slot.wrapping)
        try:
            xml = self.writer.cell(value, slot.style)
        except TemplateError as error:
            raise self.at_cell(error, slot) from error.__cause__
        self.stretch.append(xml)
        if slot.kept and not xml.endswith("/>"):
            self.keep(slot, written_value(xml), value)

    def place(self, slot: Slot) -> tuple[int, int]:
        """Give the row and column of the result."""
        if self.program.known is not None:
            self.row = slot.cell.row
        return self.row, self.column.number if self.column else slot.cell.column

    def goal_ends(self) -> None:
        """Note the text of a link, which was filled as the text of a cell is."""
        slot, text = self.slot, self.text
        assert slot is not None and slot.goal is not None and text is not None
        self.text = None
        try:
            self.objects.add_goal(slot.goal, "".join(text), self.place(slot))
        except TemplateError as error:
            error.anchor = slot.goal.anchor
            raise self.at_cell(error, slot) from None

    def put_in_text(self, slot: Slot, value: object) -> None:
        """Write a value with other text around it in its cell."""
        assert self.text is not None
        try:
            if type(value) is not RichText or slot.goal is not None:
                write = inner_text if slot.goal is None else slot.goal.write
                self.text.append(write(value))
                return
            runs = self.objects.runs(value, slot.style, self.place(slot))
        except TemplateError as error:
            raise self.at_cell(error, slot) from error.__cause__
        self.text.append(runs_in_text(runs, "".join(self.text)))

    def put_object(self, slot: Slot, value: object) -> None:
        """Write a value that is more than what a cell holds."""
        written = self.objects.write(value, slot.style, self.place(slot))
        if slot.wrapping is not None:
            self.measure(written.text, slot.wrapping)
        if written.height and self.path:
            self.raise_row(written.height)
        if slot.kept and written.text:
            self.keep(slot, "text", written.text)
        self.stretch.append(written.xml)

    def put_dummy(self, slot: Slot, dummy: Dummy, value: object) -> None:
        """Note the picture that takes the place of one over the row."""
        column = next(iter(self.numbers_of(slot.cell.column)), None)
        if column is None:
            return
        try:
            self.objects.replace(value, dummy.frame, (self.row, column))
        except TemplateError as error:
            error.anchor = dummy.anchor
            error.where = (
                f"the picture over cell {slot.cell.address} (row {self.row} of the result)"
            )
            raise self.at_cell(error, slot) from error.__cause__

    def raise_row(self, points: float) -> None:
        """Make a repeated row high enough for a picture, unless the template fixes its height."""
        if self.measured_row == self.row:
            self.height = max(self.height, points)
            return
        begin = f'<row r="{self.row}"'
        at = next(i for i in reversed(range(len(self.stretch))) if begin in self.stretch[i])
        before, _, rest = self.stretch[at].rpartition(begin)
        if self.raised_row == self.row:
            old, _, rest = rest.partition(">")
            points = max(points, float(old.split('"')[1]))
            rest = old.partition(' customHeight="1"')[2] + ">" + rest
        elif "customHeight" in rest.partition(">")[0] or points <= self.usual_height():
            return
        self.raised_row = self.row
        self.stretch[at] = f'{before}{begin} ht="{points:g}" customHeight="1"{rest}'

    def usual_height(self) -> float:
        """Give the height of a row that names none."""
        look = self.program.sheet.skeleton.find(f"{{{MAIN}}}sheetFormatPr")
        return float("15" if look is None else look.get("defaultRowHeight", "15"))

    def put_merged(self, slot: Slot, merged: Merged) -> None:
        """Write a value, or join its cell to the one above that holds the same."""
        column = self.column.number if self.column else slot.cell.column
        if self.program.known is not None:  # where nothing moves, no cell has a copy below it
            self.put_value(merged.value)
        elif self.merges.joins(slot, merged.value, self.row, column):
            self.stretch.append(slot.style.attribute + "/>")
        else:
            self.put_value(merged.value)

    def put_given(self, slot: Slot, value: FormulaValue) -> None:
        """Write a formula that the data brought."""
        program, here = self.program, loops_here(self.program.sheet, slot.cell)
        name = program.sheet.name
        formula = compile_formula(value.text, name, program.moving, program.order, here)
        self.put_formula(slot, formula)

    def put_formula(self, slot: Slot, formula: Formula) -> None:
        if self.program.known is not None:
            self.row = slot.cell.row
        if slot.riding is not None and self.put_riding(slot, slot.riding):
            return
        column = self.column or Column(slot.cell.column, slot.cell.column)
        number = self.numbers.get((slot, formula))
        if number is None:
            number = self.numbers[slot, formula] = len(self.formulas)
            self.formulas.append((slot, formula))
        hole = number, self.row, column.number, self.path, column.path
        self.stretch.append(hole_text(hole))
        if slot.kept:
            subtotal = slot.evaluation is not None and slot.evaluation.subtotal
            self.waiting.append((self.row, column.number, hole, subtotal))
            self.values.put(self.row, column.number, not_yet, subtotal=subtotal)

    def put_riding(self, slot: Slot, riding: Riding) -> bool:
        """Write a formula at once; say whether nothing of it had to wait."""
        shift, value = self.row - slot.cell.row, None
        if riding.evaluation is not None:
            try:
                value = riding.value(self.values, shift)
            except NotYet:
                return False
            except Unknown:
                pass
        written = "" if value is None else f"<v>{number_text(value)}</v>"
        content = slot.cell.content
        attributes = content.attributes if isinstance(content, Calculation) else ""
        self.stretch.append(
            f"{slot.style.attribute}><f{attributes}>{riding.xml(shift)}</f>{written}</c>"
        )
        if slot.kept:
            subtotal = slot.evaluation is not None and slot.evaluation.subtotal
            self.values.put(self.row, slot.cell.column, value, subtotal=subtotal)
        return True

    def text_ends(self) -> None:
        slot, text = self.slot, self.text
        assert slot is not None and text is not None
        self.text = None
        xml, plain = text_with_runs(text)
        if not plain:
            self.stretch.append(slot.style.attribute + "/>")
            return
        if slot.wrapping is not None:
            self.measure(plain, slot.wrapping)
        if len(plain) > 16_000:
            try:
                text_element(plain)  # raises where it is too long for a cell
            except TemplateError as error:
                raise self.at_cell(error, slot) from None
        self.stretch.append(f'{slot.style.attribute} t="inlineStr"><is>{xml}</is></c>')
        if slot.kept:
            self.keep(slot, "text", plain)

    def at_cell(self, error: TemplateError, slot: Slot) -> TemplateError:
        content = slot.cell.content
        start = -1
        if isinstance(content, Value):
            error.tag = error.tag or content.tag.source
            start = content.tag.start
        place = anchor_of(self.program.sheet.name, slot.cell.row, slot.cell.column, start)
        error.anchor = error.anchor or place
        if isinstance(content, Text):
            tags = [one.source for one in content.pieces if isinstance(one, FoundTag)]
            error.tag = error.tag or (tags[0] if len(tags) == 1 else None)
        where = f"cell {slot.cell.address}"
        if self.program.known is None:
            where += f" (row {self.row} of the result)"
        return located(error, self.program.sheet.name, where, error.tag or "")

    def dimension(self) -> Rectangle:
        if not self.last_row or not self.last_column:
            return Rectangle(1, 1, 1, 1)
        return Rectangle(self.first_row, self.last_row, self.first_column, self.last_column)


_KINDS: Mapping[type, Callable[[_Filling, Slot, Any], None]] = {
    Merged: _Filling.put_merged,
    FormulaValue: _Filling.put_given,
    **dict.fromkeys(OBJECTS, _Filling.put_object),
}
"""The values that are not just written."""
