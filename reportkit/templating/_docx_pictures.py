"""Pictures and links in Word: what an `InlineImage` and a `Link` write in the place of their tag.

Takes such a value while a part is written; gives its runs, and leaves the picture, the address and
the style with the filling. Follows ECMA-376 part 1, 17.16.22 (links) and 20.4.2.8 (pictures).
"""

from __future__ import annotations

from reportkit.templating._added_parts import Target
from reportkit.templating._docx_filling import Filling, current_filling
from reportkit.templating._docx_styles import Styles
from reportkit.templating._docx_values import (
    RICH_END,
    RICH_START,
    attribute_text,
    runs_of,
    write_text,
)
from reportkit.templating._pictures import fitted, read_picture
from reportkit.templating.values import InlineImage, Link

__all__ = ["link_xml", "picture_xml"]

_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_FIRST_ID = 1_000_000_000
"""Ids of the pictures that values bring begin behind those that Word gives."""


class _Drawn:
    """The pictures of one filling: how many there are, and what relates a part to each."""

    def __init__(self, filling: Filling) -> None:
        self._filling = filling
        self._related: dict[tuple[str, Target], str] = {}
        self._count = 0

    def next_id(self) -> int:
        self._count += 1
        return _FIRST_ID + self._count

    def related(self, target: Target) -> str:
        """The identity of the relationship of the part that is being written."""
        key = (self._filling.part, target)
        if key not in self._related:
            [self._related[key]] = self._filling.parts.relate(self._filling.part, [target])
        return self._related[key]

    def finish(self) -> None:
        """There is nothing left to write: parts and relationships are added at once."""


def picture_xml(image: InlineImage) -> str:
    """Write a picture in the line of its tag; its name where no document is written."""
    filling = current_filling()
    if filling is None:
        return write_text(str(image))
    drawn = filling.addition(_Drawn)
    picture = read_picture(image)
    folder = f"{filling.main.rpartition('/')[0]}/media".lstrip("/")
    identity = drawn.related(Target("image", filling.parts.picture(picture, folder)))
    width, height = fitted(image, picture)
    number = drawn.next_id()
    facts = f'id="{number}" name="Picture {number - _FIRST_ID}"'
    if image.alt:
        facts += f' descr="{attribute_text(image.alt)}"'
    click = ""
    if image.link:
        address = drawn.related(Target("hyperlink", image.link, outside=True))
        click = f'<a:hlinkClick xmlns:a="{_A}" xmlns:r="{_R}" r:id="{address}"/>'
    size = f'cx="{width}" cy="{height}"'
    return (
        f'{RICH_START}<w:r><w:drawing><wp:inline xmlns:wp="{_WP}" distT="0" distB="0" distL="0" '
        f'distR="0"><wp:extent {size}/><wp:docPr {facts}>{click}</wp:docPr>'
        f'<wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="{_A}" noChangeAspect="1"/>'
        f'</wp:cNvGraphicFramePr><a:graphic xmlns:a="{_A}"><a:graphicData uri="{_PIC}">'
        f'<pic:pic xmlns:pic="{_PIC}"><pic:nvPicPr><pic:cNvPr {facts}/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip xmlns:r="{_R}" r:embed="{identity}"/><a:stretch>'
        f'<a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        f"</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>{RICH_END}"
    )


def link_xml(link: Link) -> str:
    """Write a link, in the document's style of links; ``#name`` leads to a bookmark."""
    filling = current_filling()
    if filling is None:
        return write_text(str(link))
    style = filling.addition(Styles).identity("hyperlink")
    if link.url.startswith("#"):
        goal = f'w:anchor="{attribute_text(link.url[1:])}"'
    else:
        target = Target("hyperlink", link.url, outside=True)
        goal = f'xmlns:r="{_R}" r:id="{filling.addition(_Drawn).related(target)}"'
    if link.tooltip:
        goal += f' w:tooltip="{attribute_text(link.tooltip)}"'
    runs = runs_of(str(link), f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>')
    return f'{RICH_START}<w:hyperlink {goal} w:history="1">{runs}</w:hyperlink>{RICH_END}'
