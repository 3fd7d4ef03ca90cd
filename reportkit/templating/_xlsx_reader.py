"""Reads a worksheet of a template: rows and cells, tags, and the rest as a skeleton.

Takes the XML of a sheet and the tagged shared strings; gives a `Sheet`. Of a sheet in which nothing
moves only the cells that change are read (`_xlsx_spliced`). Evaluates nothing, moves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from functools import partial
from xml.sax.saxutils import escape

from attrs import evolve, frozen
from lxml import etree

from reportkit.errors import Anchor, TemplateError, TemplateSyntaxError
from reportkit.templating import _expressions as language
from reportkit.templating._tags import USUAL, Delimiters, FoundTag, has_tags
from reportkit.templating._xlsx_abreast import join_loops
from reportkit.templating._xlsx_formula_reader import translated
from reportkit.templating._xlsx_plain import PlainCell, PlainRow, plain_cells
from reportkit.templating._xlsx_references import (
    LAST_COLUMN,
    LAST_ROW,
    Rectangle,
    column_letters,
    split_cell,
)
from reportkit.templating._xlsx_sheet import (
    MAIN,
    XML_PARSER,
    Calculation,
    Cell,
    Content,
    Row,
    Sheet,
    Still,
    Text,
    Value,
    attributes,
    fragment,
    located,
    name_anchor,
    without_names,
)
from reportkit.templating._xlsx_spliced import splice
from reportkit.templating._xlsx_strings import SharedStrings, TextRun, text_runs
from reportkit.templating._xlsx_tags import (
    Piece,
    Tag,
    anchor_of,
    build_lines,
    column_anchor,
    find_pieces,
    holds_code,
    in_order,
    is_note,
    plain_value,
    sheet_loop,
    single_expression,
    structure_tag,
    within_columns,
)
from reportkit.templating._xlsx_values import decoded_text

_OWN_ATTRIBUTES = {"r", "s", "t"}

_FORMULA, _VALUE, _INLINE = (f"{{{MAIN}}}{name}" for name in ("f", "v", "is"))


@frozen
class Asked:
    """How a sheet is to be read."""

    delimiters: Delimiters = USUAL
    left_out: AbstractSet[Anchor] = frozenset()
    """Tags and cells that are not read, to see what else is wrong."""
    seen: list[language.Tag] | None = None
    """Takes the tags that are found, for the one who leaves some out."""


def read_sheet(
    xml: bytes,
    name: str,
    part: str,
    shared: SharedStrings,
    names: Sequence[str] = (),
    asked: Asked = Asked(),
) -> Sheet:
    """Read a sheet; ``names`` are those of all sheets.

    Raises
    ------
    TemplateSyntaxError
        For a broken or misplaced tag, with the sheet and the cell.
    """
    spliced = None
    if asked.seen is None:
        spliced = splice(xml, shared.tagged, asked.delimiters)
    if spliced is not None:
        with suppress(TemplateSyntaxError):  # what is wrong, the whole sheet tells
            reader = _Reader(name, shared, names, asked)
            plain = plain_cells(spliced, shared.tagged)
            xml_read = spliced.xml if plain is None else spliced.head + spliced.tail
            sheet = _read(xml_read, part, reader, plain)
            if not sheet.moves and sheet.loop is None:
                return evolve(sheet, spliced=spliced)
    return _read(xml, part, _Reader(name, shared, names, asked))


def _read(xml: bytes, part: str, reader: _Reader, plain: Sequence[PlainRow] | None = None) -> Sheet:
    """Read a sheet, or what is around its rows where these are read already."""
    name, asked = reader.sheet, reader.asked
    root = etree.fromstring(xml, XML_PARSER)
    data = root.find(f"{{{MAIN}}}sheetData")
    if data is None:  # a chart or dialog sheet
        raise TemplateSyntaxError(f"{part} holds no rows.")
    read = reader.rows(data) if plain is None else map(reader.plain_row, plain)
    rows = {row.number: row for row in read}
    for child in list(data):
        data.remove(child)
    data.text = None
    if asked.seen is not None:
        asked.seen.extend(in_order(name, reader.tags, reader.found))
    row_tags = [tag for tag in reader.tags if tag.axis == "tr"]
    column_tags = _column_tags([tag for tag in reader.tags if tag.axis == "tc"], name)
    vanishing_rows = {tag.row for tag in reader.tags} | reader.note_rows
    vanishing_rows -= reader.filled_rows
    vanishing_columns = {tag.column for tag in column_tags} | reader.note_columns
    vanishing_columns -= reader.filled_columns
    try:
        row_tags, bands = join_loops(row_tags)
        if bands and column_tags:
            raise column_tags[0].error(
                f"The sheet has row loops side by side (rows {bands[0].first} to "
                f"{bands[0].last}) and column tags.",
                "Put the tables with columns from the data on another sheet.",
            )
        row_lines = build_lines(row_tags, vanishing_rows, LAST_ROW, "tr")
        column_lines = build_lines(column_tags, vanishing_columns, LAST_COLUMN, "tc")
        loop = sheet_loop([tag for tag in reader.tags if tag.axis == "sheet"])
    except TemplateSyntaxError as error:
        raise located(error, name, error.where or "") from None
    renamed = has_tags(name, asked.delimiters) and name_anchor(name) not in asked.left_out
    sheet = Sheet(
        name, part, root, rows, row_lines, column_lines, reader.tagged, loop, bands, renamed
    )
    if sheet.moves and reader.data_tables:
        raise TemplateSyntaxError(
            "The sheet holds a what-if data table, which cannot follow rows and columns that a "
            "tag repeats.",
            part=f"sheet {name}",
            where=f"cell {reader.data_tables[0]}",
            remedy="Keep it on a sheet without row and column tags.",
        )
    return sheet


def _column_tags(tags: list[Tag], sheet: str) -> list[Tag]:
    """The column tags, each once: several rows may repeat them, or have others of their own in
    columns that no other row has tags in."""
    by_row: dict[int, list[Tag]] = {}
    for tag in tags:
        by_row.setdefault(tag.row, []).append(tag)
    chosen: list[list[Tag]] = []
    for row in by_row.values():
        said = [(tag.column, tag.inner) for tag in row]
        if any(said == [(tag.column, tag.inner) for tag in one] for one in chosen):
            continue
        meets = next((one for one in chosen if _share_columns(one, row)), None)
        if meets is not None:
            error = row[0].error(
                f"The tag {row[0].source} differs from the column tags of row {meets[0].row}, and "
                "stands in the same columns.",
                "A column tag repeats whole columns of the sheet: repeat the same tags in "
                "each row, put tables with other columns beside one another, or on another sheet.",
            )
            raise located(error, sheet, "")
        chosen.append(row)
    return sorted((tag for row in chosen for tag in row), key=lambda tag: tag.column)


def _share_columns(one: list[Tag], other: list[Tag]) -> bool:
    return one[0].column <= other[-1].column and other[0].column <= one[-1].column


class _Reader:
    """Reads the rows of one sheet and notes tags and filled lines on the way."""

    def __init__(
        self, sheet: str, shared: SharedStrings, names: Sequence[str], asked: Asked
    ) -> None:
        self.sheet = sheet
        self.names = names
        self.shared = shared
        self.asked = asked
        self.tags: list[Tag] = []
        self.found: list[tuple[int, int, FoundTag]] = []
        """The tags within cells, by row and column."""
        self.tagged = False
        self.filled_rows: set[int] = set()
        self.filled_columns: set[int] = set()
        self.note_rows: set[int] = set()
        self.note_columns: set[int] = set()
        self.data_tables: list[str] = []
        self._masters: dict[str, tuple[str, str]] = {}

    def rows(self, data: etree._Element) -> Iterator[Row]:
        number = 0
        for row in data.iterchildren(f"{{{MAIN}}}row"):
            number = int(row.get("r") or number + 1)
            cells = []
            column = 0
            for element in row.iterchildren(f"{{{MAIN}}}c"):
                column = split_cell(element.get("r", ""))[1] if element.get("r") else column + 1
                cells.append(self._element(element, number, column))
            yield self._row(number, attributes(row, {"r"}), cells)

    def plain_row(self, row: PlainRow) -> Row:
        """Take a row that was read without its XML's tree."""
        cells = [
            self._cell(row.number, cell.column, cell.style, "", partial(self._plain, row, cell))
            for cell in row.cells
        ]
        return self._row(row.number, row.attributes, cells)

    def _row(self, number: int, others: str, cells: Sequence[Cell]) -> Row:
        for cell in cells:
            if not (isinstance(cell.content, Still) and cell.content.xml == "/>"):
                self.filled_rows.add(number)
                self.filled_columns.add(cell.column)
        return Row(number, others, tuple(cells))

    def _plain(self, row: PlainRow, cell: PlainCell) -> Content:
        if cell.formula is not None:
            return self._formula(cell.formula, "", None)
        return self._text(self.shared.tagged[cell.string], row.number, cell.column)

    def _element(self, element: etree._Element, row: int, column: int) -> Cell:
        style, others = int(element.get("s", "0")), attributes(element, _OWN_ATTRIBUTES)
        return self._cell(row, column, style, others, partial(self._content, element, row, column))

    def _cell(
        self, row: int, column: int, style: int, others: str, read: Callable[[], Content]
    ) -> Cell:
        anchor = anchor_of(self.sheet, row, column)
        try:
            content = read()
        except TemplateError as error:
            error.anchor = error.anchor or anchor
            where = f"cell {column_letters(column)}{row}"
            if anchor not in self.asked.left_out:
                raise located(error, self.sheet, where) from None
            content = Still("/>")
        if self._left_out(anchor):
            content = Still("/>")
        return Cell(row, column, style, others, content)

    def _content(self, element: etree._Element, row: int, column: int) -> Content:
        formula = element.find(_FORMULA)
        kind = element.get("t", "n")
        if formula is not None and formula.get("t") == "dataTable":
            self.data_tables.append(f"{column_letters(column)}{row}")
            named = "" if kind == "n" else f' t="{kind}"'
            return Still(f"{named}>{''.join(map(fragment, element))}</c>")
        if formula is not None:
            return self._calculation(formula, f"{column_letters(column)}{row}")
        value = element.find(_VALUE)
        if kind == "s" and value is not None and int(value.text or 0) in self.shared.tagged:
            return self._text(self.shared.tagged[int(value.text or 0)], row, column)
        inline = element.find(_INLINE)
        if kind == "inlineStr" and inline is not None:
            runs = tuple(text_runs(inline))
            if has_tags("".join(run.text for run in runs), self.asked.delimiters):
                return self._text(runs, row, column)
        if value is not None and has_tags(value.text or "", self.asked.delimiters):
            return self._text((TextRun("", decoded_text(value.text or "")),), row, column)
        shown = [child for child in (value, inline) if child is not None]
        if not shown:
            return Still("/>")
        named = "" if kind == "n" else f' t="{kind}"'
        if inline is None and value is not None and not value.attrib:
            return Still(f"{named}><v>{escape(value.text or '')}</v></c>")
        return Still(f"{named}>{''.join(map(fragment, shown))}</c>")

    def _text(self, runs: tuple[TextRun, ...], row: int, column: int) -> Content:
        self.tagged = True
        plain = plain_value(runs[0].text, self.asked.delimiters) if len(runs) == 1 else None
        if plain is not None and not self.asked.left_out:
            self.found.append((row, column, plain))
            return Value(plain)
        pieces = find_pieces([run.text for run in runs], self.asked.delimiters)
        rest: list[Piece] = []
        across = 0
        for piece in pieces:
            if piece.tag is not None and is_note(piece):
                line = self.note_rows if piece.tag.level == "tr" else self.note_columns
                line.add(row if piece.tag.level == "tr" else column)
                continue
            anchor = None
            if piece.tag is not None:
                anchor = anchor_of(self.sheet, row, column, piece.tag.start)
                if piece.tag.level == "tc":
                    anchor = column_anchor(self.sheet, column, across)
                    across += 1
                if self.asked.left_out and self._left_out(
                    anchor, within_columns(self.sheet, row, column, piece.tag.start)
                ):
                    continue
            tag = structure_tag(piece, row, column, anchor)
            if tag is None:
                rest.append(piece)
            else:
                self.tags.append(tag)
            if piece.tag is not None and tag is None:
                self.found.append((row, column, piece.tag))
        if not any(piece.text.strip() for piece in rest):
            return Still("/>")
        expression = single_expression(rest)
        return Value(expression) if expression is not None else Text(_inline(rest, runs))

    def _left_out(self, *anchors: Anchor) -> bool:
        return bool(self.asked.left_out) and not self.asked.left_out.isdisjoint(anchors)

    def _calculation(self, formula: etree._Element, address: str) -> Calculation:
        text, kind = formula.text or "", formula.get("t", "normal")
        if kind == "shared":
            number = formula.get("si", "")
            if text:
                self._masters[number] = text, address
            else:
                master, origin = self._masters.get(number, ("", address))
                text = translated(master, origin, address)
        array = Rectangle.parse(formula.get("ref", address)) if kind == "array" else None
        return self._formula(text, attributes(formula, {"t", "ref", "si", "ca"}), array)

    def _formula(self, text: str, others: str, array: Rectangle | None) -> Calculation:
        bare = without_names(text, self.names, self.asked.delimiters)
        if holds_code(bare, self.asked.delimiters):
            raise TemplateSyntaxError(
                "A formula holds a tag.",
                context=f"={text}",
                remedy='Write {{ formula("…") }} in the cell, or keep the tag in a cell of its '
                "own that the formula refers to.",
            )
        return Calculation(text, others, array)


def _inline(pieces: list[Piece], runs: tuple[TextRun, ...]) -> tuple[str | FoundTag, ...]:
    """What stands in ``<is>``: the runs with their formats, the tags in place."""
    if not any(run.format for run in runs):
        return ('<t xml:space="preserve">', *map(_as_xml, pieces), "</t>")
    inline: list[str | FoundTag] = []
    for number, run in enumerate(runs):
        own = [_as_xml(piece) for piece in pieces if piece.run == number]
        if own:
            inline += [f'<r>{run.format}<t xml:space="preserve">', *own, "</t></r>"]
    return tuple(inline)


def _as_xml(piece: Piece) -> str | FoundTag:
    return escape(piece.text) if piece.tag is None else piece.tag
