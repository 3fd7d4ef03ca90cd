"""Values that are more than what a cell holds: links, pictures, rich text, as a filling meets them.

Takes a value, the style of its cell and the cell's place in the result; gives the cell's XML, and
keeps what is to be added beside the rows. Knows nothing of tags.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from attrs import define, field, frozen
from lxml import etree

from reportkit.templating._pictures import Picture, fitted, read_picture
from reportkit.templating._xlsx_links import (
    MOST_LINKS,
    PlacedGoal,
    PlacedLink,
    check_length,
    check_link,
    too_many_links,
)
from reportkit.templating._xlsx_pictures import PlacedPicture, given_image
from reportkit.templating._xlsx_richtext import cell_text
from reportkit.templating._xlsx_sheet import Goal
from reportkit.templating._xlsx_styles import CellStyle
from reportkit.templating._xlsx_values import Writer
from reportkit.templating.richtext import RichText
from reportkit.templating.values import InlineImage, Link

_EMU_PER_POINT = 12_700
_HIGHEST_ROW = 409.5


@frozen
class Written:
    """A cell that was written."""

    xml: str
    """What follows the cell's address."""
    text: str
    """What it shows as text."""
    height: float = 0
    """The points that its row must have."""


@define(eq=False)
class Objects:
    """The links and pictures that the values of one sheet bring."""

    sheet: str
    writer: Writer
    links: list[PlacedLink] = field(factory=list)
    pictures: list[PlacedPicture] = field(factory=list)
    goals: list[PlacedGoal] = field(factory=list)
    _count: int = 0
    """The cells that got a link."""

    def write(self, value: Any, style: CellStyle, place: tuple[int, int]) -> Written:
        """Write a cell of the result.

        Raises
        ------
        TemplateValueError
            The value is not what Excel could show.
        """
        return _KINDS[type(value)](self, value, style, place)

    def runs(self, value: RichText, style: CellStyle, place: tuple[int, int]) -> str:
        """Write a rich text; where it leads anywhere, the whole cell does."""
        written = cell_text(value, self.writer.sheet.font(style.index))
        if written.address is not None:
            self._add_link(Link(written.address), place)
        return written.runs

    def _rich(self, value: RichText, style: CellStyle, place: tuple[int, int]) -> Written:
        runs = self.runs(value, style, place)
        if not runs:
            return Written(f"{style.attribute}/>", "")
        return Written(f'{style.attribute} t="inlineStr"><is>{runs}</is></c>', str(value))

    def _link(self, value: Link, style: CellStyle, place: tuple[int, int]) -> Written:
        self._add_link(value, place)
        text = str(value)
        return Written(self.writer.cell(text, self.writer.link_style(style)), text)

    def _add_link(self, link: Link, place: tuple[int, int]) -> None:
        check_link(link)
        self._count_link()
        self.links.append(PlacedLink(*place, link))

    def _count_link(self) -> None:
        self._count += 1
        if self._count > MOST_LINKS:
            raise too_many_links(self.sheet)

    def add_goal(self, goal: Goal, xml: str, place: tuple[int, int]) -> None:
        """Note the filled text of a link of the template."""
        text = etree.fromstring(f"<t>{xml}</t>").text or ""
        if goal.name != "location":
            check_length("tooltip" if goal.name == "tooltip" else "address", text)
        last = self.goals[-1] if self.goals else None
        if last is None or (last.row, last.column) != place:
            self._count_link()
        self.goals.append(PlacedGoal(*place, goal, text))

    def replace(self, value: object, frame: etree._Element, place: tuple[int, int]) -> None:
        """Note what comes in the place of a picture; nothing where there is no value.

        Raises
        ------
        TemplateValueError
            The value is no picture, or one that cannot be shown.
        """
        image = given_image(value)
        if image is not None:
            self.pictures.append(PlacedPicture(*place, image, self._read(image), frame))

    def _read(self, image: InlineImage) -> Picture:
        known = self.writer.pictures
        if image.image not in known:
            known[image.image] = read_picture(image)
        return known[image.image]

    def _picture(self, value: InlineImage, style: CellStyle, place: tuple[int, int]) -> Written:
        picture = self._read(value)
        self.pictures.append(PlacedPicture(*place, value, picture))
        points = fitted(value, picture)[1] / _EMU_PER_POINT
        return Written(f"{style.attribute}/>", "", min(round(points + 1, 2), _HIGHEST_ROW))


_Write = Callable[[Objects, Any, CellStyle, tuple[int, int]], Written]
_KINDS: Mapping[type, _Write] = {
    RichText: Objects._rich,
    Link: Objects._link,
    InlineImage: Objects._picture,
}
OBJECTS = tuple(_KINDS)
"""The types of values that are written here."""
