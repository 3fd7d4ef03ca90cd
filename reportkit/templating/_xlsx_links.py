"""Links as values of cells: the relationship, the place within it, the element of the sheet.

Takes a `Link` and the cell it was set into; gives the target of a relationship, and the sheet's
``<hyperlinks>`` with it. Rules are those of ECMA-376 part 1, 18.3.1.47, and Excel's limits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import evolve, frozen
from lxml import etree

from reportkit.errors import TemplateValueError
from reportkit.templating._added_parts import AddedParts, Target
from reportkit.templating._xlsx_ranges import insert_in_order
from reportkit.templating._xlsx_references import column_letters
from reportkit.templating._xlsx_sheet import MAIN, Goal
from reportkit.templating._xlsx_values import allowed
from reportkit.templating.values import Link

MOST_LINKS = 65_530
"""What Excel opens of one sheet; with more it drops them all."""

_LONGEST = {"address": 2_079, "tooltip": 255}
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRIVE = re.compile(r"[A-Za-z]:[\\/]|\\\\")
_UNSAFE = re.compile(r'[\s"<>\[\]`^{}\x00-\x1f]|%(?![0-9A-Fa-f]{2})')


@frozen(eq=False)
class PlacedLink:
    """A link that a filling set into a cell of the result."""

    row: int
    column: int
    link: Link


@frozen(eq=False)
class PlacedGoal:
    """A text of a link of the template, filled for one copy of its cell."""

    row: int
    column: int
    goal: Goal
    text: str


def check_link(link: Link) -> None:
    """Refuse what Excel would not open.

    Raises
    ------
    TemplateValueError
        The address or the tooltip is too long.
    """
    check_length("address", link.url)
    check_length("tooltip", link.tooltip or "")


def check_length(what: str, text: str) -> None:
    """Refuse an address or a tooltip that is longer than Excel takes."""
    if len(text) > _LONGEST[what]:
        raise TemplateValueError(
            f"A link's {what} has {len(text):,} characters; Excel allows {_LONGEST[what]:,}.",
            context=text[:60] + "…",
            remedy="Shorten it.",
        )


def relate_links(part: str, placed: Sequence[PlacedLink], parts: AddedParts) -> list[str | None]:
    """Give the identity of each link's relationship; None for one to a place in the workbook."""
    targets = [relation_of(one.link.url)[0] for one in placed]
    outside = iter(parts.relate(part, [one for one in targets if one.outside]))
    return [next(outside) if one.outside else None for one in targets]


def relation_of(url: str) -> tuple[Target, str]:
    """Give the relationship that an address needs, and the place in what it leads to.

    >>> relation_of("https://example.org/a b#top")
    (Target(kind='hyperlink', goal='https://example.org/a%20b', outside=True), 'top')
    """
    address, _, place = url.strip().partition("#")
    if not address:
        return Target("hyperlink", f"#{place}"), place
    if _DRIVE.match(address):
        address = "file:///" + address.replace("\\", "/")
    address = _UNSAFE.sub(lambda match: _escaped(match[0]), address)
    return Target("hyperlink", address, outside=True), place


def picture_target(url: str) -> Target:
    """Give the relationship for a click on a picture: the place stands in the address itself."""
    target, place = relation_of(url)
    return evolve(target, goal=f"{target.goal}#{place}") if target.outside and place else target


def _escaped(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode())


def add_links(
    root: etree._Element, placed: Sequence[PlacedLink], identities: Sequence[str | None]
) -> None:
    """Put the links that the data brought to those of the template; a cell has one."""
    if not placed:
        return
    cells = [f"{column_letters(one.column)}{one.row}" for one in placed]
    listed = root.find(f"{{{MAIN}}}hyperlinks")
    if listed is None:
        listed = root.makeelement(f"{{{MAIN}}}hyperlinks", {}, {"r": _R})
        insert_in_order(root, listed)
    taken = set(cells)
    for element in listed.findall(f"{{{MAIN}}}hyperlink"):
        if element.get("ref") in taken:
            listed.remove(element)
    for cell, one, identity in zip(cells, placed, identities, strict=True):
        element = etree.SubElement(listed, f"{{{MAIN}}}hyperlink", ref=cell)
        if identity is not None:
            element.set(f"{{{_R}}}id", identity)
        place = relation_of(one.link.url)[1]
        if place:
            element.set("location", allowed(place))
        if one.link.tooltip:
            element.set("tooltip", allowed(one.link.tooltip))


def too_many_links(sheet: str) -> TemplateValueError:
    """Say that a sheet would get more links than Excel opens."""
    return TemplateValueError(
        f"The sheet gets more than the {MOST_LINKS:,} links that Excel opens.",
        part=f"sheet {sheet}",
        remedy="Write the addresses as text, or use the formula HYPERLINK: "
        '{{ formula("HYPERLINK(…)") }}.',
    )
