"""The tags of table cells: ``cellbg``, ``colspan``, ``hm``, ``vm``; and columns kept in step.

Takes a part's tree with its markers; turns such a tag into the property of its cell that it
sets. Gives the filter that makes a table's grid and widths fit the cells a loop wrote.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from attrs import define, evolve, field
from jinja2 import Undefined
from lxml import etree
from markupsafe import Markup

from reportkit.errors import TemplateSyntaxError, TemplateValueError
from reportkit.templating._docx_places import local_name
from reportkit.templating._docx_tags import MARKER, MarkedTag, Marks
from reportkit.templating._docx_tree import (
    Element,
    add_text_after,
    add_text_before,
    nearest,
    remove,
    set_text,
    text_leaves,
)
from reportkit.templating._docx_values import attribute_text
from reportkit.templating._expressions import Tag

__all__ = ["CELL_FILTERS", "cell_property", "merge_cells", "set_cells"]

_CELL_TAG = re.compile(r"(cellbg|colspan)\b\s*(.*)|(hm|vm)", re.DOTALL)
# The children of w:tcPr in the order of the schema (ECMA-376 part 1, 17.4.69).
_ORDER = tuple(
    "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText "
    "vAlign hideMark".split()
)


def set_cells(marks: Marks) -> list[tuple[Element, int]]:
    """Turn the cell tags into properties of their cells; give those to merge across, by tag."""
    merged: list[tuple[Element, int]] = []
    if not any(map(_cell_words, marks.tags)):
        return merged
    for paragraph, indexes in marks.paragraphs.items():
        if not any(_cell_words(marks.tags[index]) for index in indexes):
            continue
        for leaf, _ in text_leaves(paragraph):
            for found in list(MARKER.finditer(leaf.text or "")):
                index = int(found[1])
                words = _cell_words(marks.tags[index])
                if words is None:
                    continue
                tag = marks.tags[index].tag
                cell = nearest(paragraph, "tc")
                if cell is None:
                    raise tag.error(
                        TemplateSyntaxError,
                        f"{tag.source} stands in no table.",
                        remedy="Put it into the cell that it is for.",
                    )
                name, expression = words
                _take_out(leaf, found[0])
                indexes.remove(index)
                if name == "hm":
                    merged.append((cell, index))
                else:
                    _set(marks, cell, name, tag, expression)
    return merged


def merge_cells(marks: Marks, merged: list[tuple[Element, int]]) -> None:
    """Let the cells of ``{% hm %}`` be written in the first pass only, as wide as all passes."""
    for cell, index in merged:
        tag = marks.tags[index].tag
        span = cell_property(cell, "gridSpan")
        width = span.get(_w(cell, "val")) or "1"
        expression = f"({width} * loop.length)|_span"
        span.set(_w(cell, "val"), marks.add(_expression(tag, expression)))
        opening = evolve(tag, kind="statement", inner="if loop.first")
        add_text_before(cell, marks.add(MarkedTag(opening)))
        add_text_after(cell, marks.add(MarkedTag(evolve(opening, inner="endif"))))


def _cell_words(marked: MarkedTag) -> tuple[str, str] | None:
    if marked.tag.kind != "statement" or marked.level not in ("", "tc") or marked.comment:
        return None
    found = _CELL_TAG.fullmatch(marked.tag.inner)
    if not found:
        return None
    if found[1] and not found[2]:
        raise marked.tag.error(
            TemplateSyntaxError,
            f"{marked.tag.source} says nothing to set.",
            remedy=f"Write {{% {found[1]} value %}}.",
        )
    return (found[1] or found[3], found[2] or "")


def _set(marks: Marks, cell: Element, name: str, tag: Tag, expression: str) -> None:
    value = _w(cell, "val")
    if name == "cellbg":
        shade = cell_property(cell, "shd")
        shade.attrib.clear()
        shade.set(value, "clear")
        shade.set(_w(cell, "color"), "auto")
        shade.set(_w(cell, "fill"), marks.add(_expression(tag, f"({expression})|_colour")))
    elif name == "colspan":
        span = cell_property(cell, "gridSpan")
        span.set(value, marks.add(_expression(tag, f"({expression})|_span")))
    else:
        merge = cell_property(cell, "vMerge")
        first = "'restart' if loop.first else 'continue'"
        merge.set(value, marks.add(_expression(tag, first)))
        for paragraph in cell.iterchildren(f"{{{cell.nsmap['w']}}}p"):
            _only_first(marks, paragraph, tag)


def _only_first(marks: Marks, paragraph: Element, tag: Tag) -> None:
    """Write the content of a paragraph in the first pass only."""
    opening = evolve(tag, kind="statement", inner="if loop.first")
    content = [child for child in paragraph if local_name(child) != "pPr"]
    if content:
        add_text_before(content[0], marks.add(MarkedTag(opening)))
        add_text_after(content[-1], marks.add(MarkedTag(evolve(opening, inner="endif"))))


def _expression(tag: Tag, inner: str) -> MarkedTag:
    return MarkedTag(evolve(tag, kind="expression", inner=inner))


def cell_property(cell: Element, name: str) -> Element:
    """A property of a cell; one that is not there yet is put where the schema has it."""
    properties = cell.find("{*}tcPr")
    if properties is None:
        properties = etree.Element(_w(cell, "tcPr"))
        cell.insert(0, properties)
    found = properties.find(f"{{*}}{name}")
    if found is not None:
        return found
    before = _ORDER[: _ORDER.index(name)]
    position = sum(local_name(child) in before for child in properties)
    found = etree.Element(_w(cell, name))
    properties.insert(position, found)
    return found


def _w(cell: Element, name: str) -> str:
    return f"{{{cell.nsmap['w']}}}{name}"


def _take_out(leaf: Element, mark: str) -> None:
    """Take a marker out of a leaf; a leaf and a run with nothing left go."""
    text = (leaf.text or "").replace(mark, "")
    if text:
        set_text(leaf, text)
        return
    run = leaf.getparent()
    remove(leaf)
    if run is not None and all(local_name(child) == "rPr" for child in run):
        remove(run)


def _span(value: Any) -> Any:
    """A number of columns."""
    if isinstance(value, Undefined):
        return value
    try:
        number = int(str(value))
    except ValueError:
        number = 0
    if number < 1:
        raise TemplateValueError(
            f"{value!r} is no number of columns.", remedy="Give a whole number, 1 or more."
        )
    return number


def _colour(value: Any) -> Any:
    """A colour as Word writes it: without the #; "auto" where there is none."""
    if isinstance(value, Undefined):
        return value
    text = "" if value is None else str(value).strip().lstrip("#")
    if text and text != "auto" and not re.fullmatch("[0-9A-Fa-f]{6}", text):
        raise TemplateValueError(
            f"{value!r} is no colour.", remedy="Give six digits and letters: ff0000 is red."
        )
    return Markup(attribute_text(text or "auto"))


_PIECE = re.compile(
    r"<(?P<close>/?)w:(?P<name>tbl|tr|tc|tblGrid)\b(?P<rest>[^>]*?)(?P<empty>/?)>"
    r"|<w:(?P<single>gridCol|gridSpan|gridBefore|gridAfter|tcW)\b(?P<attributes>[^>]*)>"
)
_NUMBER = {
    "gridCol": re.compile(r'w:w="(\d+)'),
    "tcW": re.compile(r'w:w="(\d+)'),
    "gridSpan": re.compile(r'w:val="(\d+)"'),
    "gridBefore": re.compile(r'w:val="(\d+)"'),
    "gridAfter": re.compile(r'w:val="(\d+)"'),
}


@define
class _Cell:
    span: int = 1
    width: int | None = None
    place: tuple[int, int] | None = None


@define
class _Shape:
    """What the XML of one table says of its columns; tables within it are left to themselves."""

    grid: list[int] = field(factory=list)
    grid_place: tuple[int, int] | None = None
    rows: list[list[_Cell]] = field(factory=list)
    befores: list[int] = field(factory=list)
    totals: list[int] = field(factory=list)


def _columns(table: str) -> Any:
    """A table whose grid has as many columns as its rows, in the same width altogether."""
    table = str(table)  # of Markup, each piece put in would be escaped
    shape = _shape(table)
    count = max(shape.totals, default=0)
    if not shape.grid_place or count in (0, len(shape.grid)):
        return Markup(table)
    widths = _widths(shape, count)
    edits = [(shape.grid_place, "".join(f'<w:gridCol w:w="{width}"/>' for width in widths))]
    for row, before in zip(shape.rows, shape.befores, strict=True):
        column = before
        for cell in row:
            if cell.place and cell.width is not None:
                edits.append((cell.place, str(sum(widths[column : column + cell.span]))))
            column += cell.span
    for (start, end), text in sorted(edits, reverse=True):
        table = table[:start] + text + table[end:]
    return Markup(table)


def _widths(shape: _Shape, count: int) -> list[int]:
    """The widths of so many columns: a full row's, made to fit the width of the old grid."""
    total = sum(shape.grid)
    full = shape.rows[shape.totals.index(count)]
    wanted: list[float] = [total / count] * count
    if all(cell.width for cell in full) and sum(cell.span for cell in full) == count:
        wanted = [(cell.width or 0) / cell.span for cell in full for _ in range(cell.span)]
    scale = total / sum(wanted) if total and any(wanted) else 1
    edges = [round(scale * sum(wanted[:index])) for index in range(count + 1)]
    return [right - left for left, right in pairwise(edges)]


def _shape(table: str) -> _Shape:
    shape, depth, after = _Shape(), 0, 0
    grid_start = 0
    for found in _PIECE.finditer(table):
        name = found["name"] or found["single"]
        if name == "tbl":
            depth += -1 if found["close"] else 1
        elif depth != 1:
            continue
        elif name == "tblGrid":
            if found["close"]:
                shape.grid_place = (grid_start, found.start())
            grid_start = found.end()
        elif name == "tr":
            if not found["close"]:
                shape.rows.append([])
                shape.befores.append(0)
                after = 0
            else:
                spans = sum(cell.span for cell in shape.rows[-1])
                shape.totals.append(shape.befores[-1] + spans + after)
        elif name == "tc":
            if not found["close"]:
                shape.rows[-1].append(_Cell())
        else:
            number = _NUMBER[name].search(found[0])
            value = int(number[1]) if number else 0
            if name == "gridCol":
                if shape.grid_place is None:
                    shape.grid.append(value)
            elif name == "gridBefore":
                shape.befores[-1] = value
            elif name == "gridAfter":
                after = value
            elif shape.rows and shape.rows[-1]:
                cell = shape.rows[-1][-1]
                if name == "gridSpan":
                    cell.span = max(1, value)
                elif number and 'w:type="dxa"' in found[0]:
                    cell.width = value
                    cell.place = (found.start() + number.start(1), found.start() + number.end(1))
    return shape


CELL_FILTERS: dict[str, Callable[..., Any]] = {
    "_span": _span,
    "_colour": _colour,
    "_columns": _columns,
}
"""The filters that a program with cell tags calls."""
