"""A worksheet of a template as `_xlsx_reader` reads it: rows, cells, tags, the rest a skeleton.

Frozen rows whose cells say what they hold: XML that stays, an expression, a text with tags, a
formula. Also how a sheet's elements are written and how an error gets its place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

from attrs import field, frozen
from lxml import etree

from reportkit.errors import Anchor, TemplateError
from reportkit.templating._tags import USUAL, Delimiters, FoundTag, has_tags
from reportkit.templating._xlsx_abreast import Band
from reportkit.templating._xlsx_layout import Run
from reportkit.templating._xlsx_references import (
    LAST_COLUMN,
    LAST_ROW,
    Rectangle,
    column_letters,
)
from reportkit.templating._xlsx_spliced import Spliced
from reportkit.templating._xlsx_tags import (
    Lines,
    Tag,
)

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
XML_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


@frozen
class Still:
    """A cell that stays: its XML after the address."""

    xml: str


@frozen
class Value:
    """A cell that holds one expression: it gets a typed value."""

    tag: FoundTag


@frozen
class Text:
    """A cell that holds text with tags: what stands in its ``<is>``, XML and tags in turn."""

    pieces: tuple[str | FoundTag, ...]


@frozen
class Calculation:
    """A cell with a formula; ``array`` is the range of an array formula."""

    formula: str
    attributes: str
    array: Rectangle | None


Content = Still | Value | Text | Calculation


@frozen
class Cell:
    """A cell of the template; ``attributes`` are those beside address, style and type."""

    row: int
    column: int
    style: int
    attributes: str
    content: Content

    @property
    def address(self) -> str:
        """The cell's address in the template."""
        return f"{column_letters(self.column)}{self.row}"


@frozen
class Row:
    """A row of the template; ``attributes`` are those beside its number.

    ``dummies`` are the pictures over it in whose place others come.
    """

    number: int
    attributes: str
    cells: tuple[Cell, ...]
    dummies: tuple[Dummy, ...] = ()


@frozen(eq=False)
class Dummy:
    """A picture of the template over a repeated row: another takes its place in each copy."""

    cell: Cell
    """The cell at its upper left corner, with the tag that gives the picture."""
    frame: etree._Element
    """What anchors it in the drawing."""
    anchor: Anchor


@frozen(eq=False)
class Goal:
    """A text of a link over a repeated cell: its address, its place, what comes up; with tags."""

    name: str
    """The attribute that holds it."""
    text: str
    write: Callable[[Any], str]
    """Writes a value as a part of the text."""
    anchor: Anchor


@frozen(eq=False)
class Sheet:
    """A sheet of the template.

    ``skeleton`` is its XML without rows; ``rows`` are without the row and column tags, which
    stand in ``row_lines`` and ``column_lines`` as trees.
    """

    name: str
    part: str
    skeleton: etree._Element
    rows: Mapping[int, Row]
    row_lines: Lines
    column_lines: Lines
    tagged: bool
    loop: Tag | None = None
    """The tag that repeats the sheet for each item."""
    bands: tuple[Band, ...] = ()
    """The rows that several loops share side by side."""
    renamed: bool = False
    """Whether its name holds a tag."""
    goals: Mapping[tuple[int, int], Sequence[Goal]] = field(factory=dict)
    """The links with tags over repeated cells, by row and column."""
    spliced: Spliced | None = None
    """Where nothing moves, what stands between the cells of ``rows``, which are then not all."""

    @property
    def refers_anew(self) -> bool:
        """Whether references to the sheet change: it moves, has copies or another name."""
        return self.moves or self.loop is not None or self.renamed

    @property
    def only_renamed(self) -> bool:
        """Whether the sheet gets another name, and nothing else moves."""
        return self.renamed and not self.moves and self.loop is None

    moves: bool = field(init=False)
    """Whether anything in the sheet may change its place."""

    @moves.default
    def _moves(self) -> bool:
        return self.row_lines.items != (Run(1, LAST_ROW),) or (
            self.column_lines.items != (Run(1, LAST_COLUMN),)
        )


def around_anchor(sheet: Sheet, index: int) -> Anchor:
    """Give the place of an element around the rows."""
    return f"{sheet.name}:around", index, -1


def name_anchor(sheet: str) -> Anchor:
    """Give the place of a tag in a sheet's name."""
    return f"{sheet}:name", 0, 0


def located(error: TemplateError, sheet: str, where: str, context: str = "") -> TemplateError:
    """Give the error its place in the workbook, where it has none yet."""
    error.part = error.part or f"sheet {sheet}"
    error.where = error.where or where
    error.context = error.context or context or None
    return error


def serialized(root: etree._Element) -> bytes:
    """Write a whole part."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def fragment(element: etree._Element) -> str:
    """Write an element for use where its document's names are declared."""
    xml = etree.tostring(element, encoding="unicode", with_tail=False)
    head, mark, rest = xml.partition(">")
    for prefix, name in element.nsmap.items():
        declaration = f' xmlns:{prefix}="{name}"' if prefix else f' xmlns="{name}"'
        head = head.replace(declaration, "")
    return head + mark + rest


def without_names(text: str, names: Sequence[str], delimiters: Delimiters = USUAL) -> str:
    """Give a text without the names of sheets that hold tags, as a formula writes them."""
    if not has_tags(text, delimiters):
        return text
    for name in names:
        if has_tags(name, delimiters):
            text = text.replace(name.replace("'", "''"), "")
    return text


def attributes(element: etree._Element, without: set[str]) -> str:
    """Write an element's attributes but some, with the prefixes that its document declares."""
    if without.issuperset(element.keys()):
        return ""
    prefixes = {name: prefix for prefix, name in element.nsmap.items() if prefix}
    written = []
    for key, value in element.attrib.items():
        name = etree.QName(str(key))
        if name.localname in without and name.namespace is None:
            continue
        prefix = f"{prefixes[name.namespace]}:" if name.namespace else ""
        written.append(f' {prefix}{name.localname}="{escape(str(value), {chr(34): "&quot;"})}"')
    return "".join(written)
