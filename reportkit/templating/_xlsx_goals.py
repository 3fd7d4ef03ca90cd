"""Tags in the links of a template: the address, the place, the text that comes up.

Takes the relationships of a sheet, or a link's element; gives what fills their tags. A link over a
cell that a tag repeats is filled with that cell, and each copy gets a relationship of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import quote, unquote

from lxml import etree

from reportkit.errors import TemplateSyntaxError
from reportkit.templating import _expressions as language
from reportkit.templating._added_parts import AddedParts, Target
from reportkit.templating._expressions import Environment
from reportkit.templating._filters import is_blank
from reportkit.templating._tags import Delimiters, has_tags
from reportkit.templating._xlsx_layout import blocks_over
from reportkit.templating._xlsx_links import PlacedGoal
from reportkit.templating._xlsx_references import Rectangle
from reportkit.templating._xlsx_sheet import MAIN, XML_PARSER, Goal, Sheet, around_anchor
from reportkit.templating._xlsx_texts import compile_text
from reportkit.templating._xlsx_values import inner_text

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_LINK = f"{{{MAIN}}}hyperlink"
_IN_ADDRESSES = ":/?#[]@!$&'()*+,;=%~"
"""Characters of an address that mean something in it."""

Fill = Callable[[etree._Element, Mapping[str, Any]], None]


def compile_goals(
    part: str, xml: bytes, sheet: Sheet, environment: Environment
) -> tuple[etree._Element, list[tuple[int, Fill]]]:
    """Compile the addresses with tags in a sheet's relationships, by the place of their element.

    Raises
    ------
    TemplateSyntaxError
        A tag is broken, or a repeated link lies over a cell that its row has not.
    """
    root = etree.fromstring(xml, XML_PARSER)
    found: list[tuple[int, Fill]] = []
    for index, element in enumerate(root.iter()):
        target = _with_plain_tags(element.get("Target") or "", environment.delimiters)
        outside = element.get("TargetMode") == "External"
        left_out = (part, index, -1) in environment.left_out
        if outside and has_tags(target, environment.delimiters):
            if left_out or _is_filled_with_rows(sheet, element.get("Id")):
                found.append((index, _remove))
                continue
            place = language.Place(
                part=f"sheet {sheet.name}",
                where=_where(sheet, element.get("Id") or ""),
                anchor=(part, index, -1),
            )
            found.append((index, _filling("Target", target, environment, place, _address)))
    return root, found


def repeated_goals(
    sheet: Sheet, relations: tuple[str, bytes], environment: Environment
) -> dict[tuple[int, int], list[Goal]]:
    """Find the links with tags over cells that a tag repeats, by row and column.

    ``relations`` are the name and the XML of the part with the sheet's relationships.
    """
    found: dict[tuple[int, int], list[Goal]] = {}
    if not sheet.moves:
        return found
    part, xml = relations
    addresses = {}
    for index, entry in enumerate(etree.fromstring(xml, XML_PARSER).iter() if xml else ()):
        if entry.get("TargetMode") == "External":
            target = _with_plain_tags(entry.get("Target") or "", environment.delimiters)
            addresses[entry.get("Id")] = target, (part, index, -1)
    for index, link in enumerate(sheet.skeleton.iter()):
        area = Rectangle.parse(link.get("ref", "A1")) if link.tag == _LINK else None
        if area is None or not _is_repeated(sheet, area):
            continue
        here = around_anchor(sheet, index)
        texts = {str(name): (str(value), here) for name, value in link.attrib.items()}
        if link.get(_RELATION) in addresses:
            texts[_RELATION] = addresses[link.get(_RELATION)]
        goals = [
            Goal(name, text, _address if name == _RELATION else inner_text, anchor)
            for name, (text, anchor) in texts.items()
            if has_tags(text, environment.delimiters) and anchor not in environment.left_out
        ]
        if goals and _has_cell(sheet, area):
            found[area.top, area.left] = goals
    return found


def _is_repeated(sheet: Sheet, area: Rectangle) -> bool:
    rows, columns = sheet.row_lines.items, sheet.column_lines.items
    over = [*blocks_over(rows, area.top), *blocks_over(columns, area.left)]
    return any(block.loops for block in over)


def _has_cell(sheet: Sheet, area: Rectangle) -> bool:
    row = sheet.rows.get(area.top)
    return row is not None and any(cell.column == area.left for cell in row.cells)


def filled_goals(
    part: str, placed: Sequence[PlacedGoal], parts: AddedParts
) -> dict[tuple[int, int], dict[str, str]]:
    """Give the attributes of each link by the row and column of its cell; relate the addresses."""
    targets = [
        Target("hyperlink", one.text, outside=True)
        for one in placed
        if one.goal.name == _RELATION and one.text
    ]
    identities = iter(parts.relate(part, targets))
    found: dict[tuple[int, int], dict[str, str]] = {}
    for one in placed:
        related = one.goal.name == _RELATION and one.text
        text = next(identities) if related else one.text
        found.setdefault((one.row, one.column), {})[one.goal.name] = text
    return found


def set_goals(element: etree._Element, goals: Mapping[str, str]) -> bool:
    """Set the filled attributes of a link; say whether it leads anywhere."""
    for name, text in goals.items():
        if text:
            element.set(name, text)
        else:
            element.attrib.pop(name, "")
    return element.get(_RELATION) is not None or element.get("location") is not None


def compile_link(element: etree._Element, sheet: Sheet, environment: Environment) -> list[Fill]:
    """Compile the attributes of a link that hold tags, unless they are filled with the rows."""
    found: list[Fill] = []
    area = Rectangle.parse(element.get("ref", "A1"))
    if (area.top, area.left) in sheet.goals:
        return found
    for name, value in element.attrib.items():
        text = str(value)
        if has_tags(text, environment.delimiters):
            where = _placed(sheet, area)
            place = language.Place(part=f"sheet {sheet.name}", where=where)
            found.append(_filling(str(name), text, environment, place, inner_text))
    return found


def _filling(
    name: str,
    text: str,
    environment: Environment,
    place: language.Place,
    write: Callable[[Any], str],
) -> Fill:
    program = compile_text(environment, text, place, write)

    def fill(element: etree._Element, data: Mapping[str, Any]) -> None:
        element.set(name, etree.fromstring(f"<t>{program.text(data)}</t>").text or "")

    return fill


def _address(value: Any) -> str:
    """A value as part of an address: what addresses cannot hold is written with percents."""
    return "" if is_blank(value) else inner_text(quote(str(value), safe=_IN_ADDRESSES))


def _with_plain_tags(target: str, delimiters: Delimiters) -> str:
    """An address as Excel writes it, its tags as they were typed."""
    begin, end = (re.escape(quote(one)) for one in delimiters.expression)
    return re.sub(f"{begin}.*?{end}", lambda match: unquote(match[0]), target, flags=re.IGNORECASE)


def _where(sheet: Sheet, identity: str) -> str | None:
    for link in sheet.skeleton.iter(_LINK):
        if link.get(_RELATION) == identity:
            return _placed(sheet, Rectangle.parse(link.get("ref", "A1")))
    return None


def _is_filled_with_rows(sheet: Sheet, identity: str | None) -> bool:
    links = [one for one in sheet.skeleton.iter(_LINK) if one.get(_RELATION) == identity]
    areas = [Rectangle.parse(one.get("ref", "A1")) for one in links]
    goals = [sheet.goals.get((area.top, area.left), ()) for area in areas]
    return bool(goals) and all(any(one.name == _RELATION for one in some) for some in goals)


def _remove(element: etree._Element, data: Mapping[str, Any]) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _placed(sheet: Sheet, area: Rectangle) -> str:
    """The cell of a link; an error where it is repeated and cannot be filled with the rows."""
    if _is_repeated(sheet, area):
        raise TemplateSyntaxError(
            "A link in a row or column that a tag repeats holds a tag, but its cell is none that "
            "the row has.",
            part=f"sheet {sheet.name}",
            where=f"cell {area}",
            remedy="Write something into the cell, or give it a Link from the data: "
            '{{ row.link }} with Link("https://…", "text").',
        )
    return f"cell {area}"
