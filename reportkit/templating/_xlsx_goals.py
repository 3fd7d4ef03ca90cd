"""Tags in the links of a template: the address, the place, the text that comes up.

Takes the relationships of a sheet, or a link's element; gives what fills their tags. A link that
rows repeat takes none: there a `Link` from the data does what each row needs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote, unquote

from lxml import etree

from reportkit.errors import TemplateSyntaxError
from reportkit.templating import _expressions as language
from reportkit.templating._expressions import Environment
from reportkit.templating._tags import Delimiters, has_tags
from reportkit.templating._xlsx_layout import blocks_over
from reportkit.templating._xlsx_references import Rectangle
from reportkit.templating._xlsx_sheet import MAIN, XML_PARSER, Sheet
from reportkit.templating._xlsx_texts import compile_text
from reportkit.templating._xlsx_values import inner_text

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
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
        A tag is broken, or the link stands in a row or column that a tag repeats.
    """
    root = etree.fromstring(xml, XML_PARSER)
    found: list[tuple[int, Fill]] = []
    for index, element in enumerate(root.iter()):
        target = _with_plain_tags(element.get("Target") or "", environment.delimiters)
        outside = element.get("TargetMode") == "External"
        if outside and has_tags(target, environment.delimiters):
            place = language.Place(
                part=f"sheet {sheet.name}",
                where=_where(sheet, element.get("Id") or ""),
                anchor=(part, index, -1),
            )
            found.append((index, _filling("Target", target, environment, place, _address)))
    return root, found


def compile_link(element: etree._Element, sheet: Sheet, environment: Environment) -> list[Fill]:
    """Compile the attributes of a link that hold tags."""
    found = []
    for name, value in element.attrib.items():
        text = str(value)
        if has_tags(text, environment.delimiters):
            where = _placed(sheet, Rectangle.parse(element.get("ref", "A1")))
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
    return inner_text(quote(str(value), safe=_IN_ADDRESSES))


def _with_plain_tags(target: str, delimiters: Delimiters) -> str:
    """An address as Excel writes it, its tags as they were typed."""
    begin, end = (re.escape(quote(one)) for one in delimiters.expression)
    return re.sub(f"{begin}.*?{end}", lambda match: unquote(match[0]), target, flags=re.IGNORECASE)


def _where(sheet: Sheet, identity: str) -> str | None:
    for link in sheet.skeleton.iter(f"{{{MAIN}}}hyperlink"):
        if link.get(_RELATION) == identity:
            return _placed(sheet, Rectangle.parse(link.get("ref", "A1")))
    return None


def _placed(sheet: Sheet, area: Rectangle) -> str:
    """The cell of a link; an error where it is repeated."""
    over = [
        *blocks_over(sheet.row_lines.items, area.top),
        *blocks_over(sheet.column_lines.items, area.left),
    ]
    if any(block.loops for block in over):
        raise TemplateSyntaxError(
            "A link in a row or column that a tag repeats can hold no tag.",
            part=f"sheet {sheet.name}",
            where=f"cell {area}",
            remedy="Take the link out and give the cell a Link from the data: "
            '{{ row.link }} with Link("https://…", "text").',
        )
    return f"cell {area}"
