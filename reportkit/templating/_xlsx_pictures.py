"""Pictures in a workbook's drawings: set into cells, or in the place of a dummy.

Takes the drawing's XML and what a filling placed; gives the XML with the pictures. Elements are
those of ECMA-376 part 1, 20.5. Knows nothing of tags.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import quoteattr

from attrs import frozen
from lxml import etree

from reportkit.errors import TemplateError, TemplateValueError
from reportkit.templating._added_parts import AddedParts, Target
from reportkit.templating._filters import is_blank
from reportkit.templating._pictures import Picture, fitted, read_picture
from reportkit.templating._tags import USUAL, Delimiters, has_tags
from reportkit.templating._xlsx_layout import blocks_over
from reportkit.templating._xlsx_links import picture_target
from reportkit.templating._xlsx_ranges import insert_in_order
from reportkit.templating._xlsx_references import column_letters
from reportkit.templating._xlsx_sheet import (
    MAIN,
    XML_PARSER,
    Cell,
    Dummy,
    Sheet,
    Value,
    serialized,
)
from reportkit.templating._xlsx_tags import find_pieces, single_expression
from reportkit.templating._xlsx_values import allowed
from reportkit.templating.values import InlineImage

DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.drawing+xml"
MEDIA = "xl/media"
DUMMY_TEXTS = ("descr", "title")
"""Where the tag of a dummy picture stands: its alternative text, its title."""

_XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_EMPTY = f'<xdr:wsDr xmlns:xdr="{_XDR}" xmlns:a="{_A}" xmlns:r="{_R}"/>'.encode()


@frozen(eq=False)
class PlacedPicture:
    """A picture that a filling set into a cell of the result."""

    row: int
    column: int
    image: InlineImage
    picture: Picture
    frame: etree._Element | None = None
    """The anchor of the picture of the template whose place it takes."""


def place_pictures(
    sheet: str, own: str | None, placed: Sequence[PlacedPicture], parts: AddedParts
) -> str | None:
    """Put pictures into the drawing of a sheet's part.

    Parameters
    ----------
    own:
        The identity of the sheet's relationship to its drawing, if it has one.

    Returns
    -------
        The identity of the relationship to a new drawing; None where there was one.
    """
    if own is not None:
        drawing = parts.target(sheet, own)
        parts.contents[drawing] = _with_pictures(drawing, placed, parts)
        return None
    drawing = parts.add("xl/drawings/drawing1.xml", _EMPTY, DRAWING_TYPE)
    parts.contents[drawing] = _with_pictures(drawing, placed, parts)
    return parts.relate(sheet, [Target("drawing", drawing)])[0]


def add_drawing(root: etree._Element, identity: str | None) -> None:
    """Tell a sheet of the drawing that it got."""
    if identity is not None:
        element = root.makeelement(f"{{{MAIN}}}drawing", {f"{{{_R}}}id": identity}, {"r": _R})
        insert_in_order(root, element)


def _with_pictures(part: str, placed: Sequence[PlacedPicture], parts: AddedParts) -> bytes:
    """Give a drawing with these pictures; those in it already stay."""
    root = etree.fromstring(parts.current(part), XML_PARSER)
    targets = [Target("image", parts.picture(one.picture, MEDIA)) for one in placed]
    links = [one.image.link for one in placed if one.image.link]
    identities = parts.relate(part, [*targets, *map(picture_target, links)])
    opened = dict(zip(links, identities[len(targets) :], strict=True))
    number = max((int(one.get("id") or 0) for one in root.iter("{*}cNvPr")), default=0)
    head = _EMPTY.decode().removesuffix("/>")
    for index, (one, identity) in enumerate(zip(placed, identities, strict=False), number + 1):
        link = opened.get(one.image.link or "")
        if one.frame is None:
            anchor = _anchor(one, index, identity, link)
            root.append(etree.fromstring(f"{head}>{anchor}</xdr:wsDr>", XML_PARSER)[0])
        else:
            root.append(_copied(one, one.frame, index, identity, link))
    return serialized(root)


def _copied(
    placed: PlacedPicture, frame: etree._Element, number: int, identity: str, link: str | None
) -> etree._Element:
    """A copy of a dummy with its anchor, over another cell and with another picture."""
    anchor = copy.deepcopy(frame)
    for axis, own in (("row", placed.row), ("col", placed.column)):
        places = [int(one.text or 0) for one in anchor.iterfind(f"*/{{{_XDR}}}{axis}")]
        for one in anchor.iterfind(f"*/{{{_XDR}}}{axis}"):
            one.text = str(int(one.text or 0) - places[0] + own - 1)
    element = next(anchor.iter(f"{{{_XDR}}}pic"))
    named = name_of(element)
    if named is not None:
        named.set("id", str(number))
        for name in DUMMY_TEXTS:
            named.attrib.pop(name, "")
    _replace(element, placed.image, placed.picture, identity, link)
    return anchor


def row_dummies(xml: bytes, part: str, sheet: Sheet, delimiters: Delimiters) -> Iterator[Dummy]:
    """Give the pictures of a sheet's drawing over repeated rows, whose texts are tags."""
    for number, element in enumerate(etree.fromstring(xml, XML_PARSER).iter()):
        anchor, source = _anchor_of(element), dummy_source(element, delimiters)
        if anchor is None or source is None:
            continue
        corner = _corner(anchor)
        if corner is None:
            continue
        row, column = corner
        tag = single_expression(find_pieces([source], delimiters))
        loops = any(block.loops for block in blocks_over(sheet.row_lines.items, row))
        abreast = any(band.first <= row <= band.last for band in sheet.bands)
        if tag is not None and loops and row in sheet.rows and not abreast:
            yield Dummy(Cell(row, column, 0, "", Value(tag)), anchor, (part, number, -1))


def dummy_source(element: etree._Element, delimiters: Delimiters) -> str | None:
    """Give the text of a picture that holds tags; None for one that is no dummy."""
    named = name_of(element)
    texts = () if named is None else (named.get(name) or "" for name in DUMMY_TEXTS)
    return next((text for text in texts if has_tags(text, delimiters)), None)


def _anchor(placed: PlacedPicture, number: int, identity: str, link: str | None) -> str:
    width, height = fitted(placed.image, placed.picture)
    described = f" descr={quoteattr(allowed(placed.image.alt))}" if placed.image.alt else ""
    click = f'<a:hlinkClick r:id="{link}"/>' if link else ""
    return (
        f"<xdr:oneCellAnchor><xdr:from><xdr:col>{placed.column - 1}</xdr:col>"
        f"<xdr:colOff>0</xdr:colOff><xdr:row>{placed.row - 1}</xdr:row><xdr:rowOff>0</xdr:rowOff>"
        f'</xdr:from><xdr:ext cx="{width}" cy="{height}"/><xdr:pic><xdr:nvPicPr>'
        f'<xdr:cNvPr id="{number}" name="Picture {number}"{described}>{click}</xdr:cNvPr>'
        '<xdr:cNvPicPr><a:picLocks noChangeAspect="1"/></xdr:cNvPicPr></xdr:nvPicPr>'
        f'<xdr:blipFill><a:blip r:embed="{identity}"/><a:stretch><a:fillRect/></a:stretch>'
        '</xdr:blipFill><xdr:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/></xdr:oneCellAnchor>"
    )


def name_of(element: etree._Element) -> etree._Element | None:
    """Give what names a picture of a drawing; None for an element that is no picture."""
    if element.tag != f"{{{_XDR}}}pic":
        return None
    return element.find(f"{{{_XDR}}}nvPicPr/{{{_XDR}}}cNvPr")


def place_of(element: etree._Element) -> str:
    """Say where a picture of the template lies.

    >>> place_of(etree.Element("pic"))
    'a picture'
    """
    anchor = _anchor_of(element)
    corner = None if anchor is None else _corner(anchor)
    return (
        f"the picture over cell {column_letters(corner[1])}{corner[0]}" if corner else "a picture"
    )


def _corner(anchor: etree._Element) -> tuple[int, int] | None:
    """The row and column at the upper left of an anchor; None for one that names no cell."""
    ends = [anchor.findtext(f"{{{_XDR}}}from/{{{_XDR}}}{axis}") for axis in ("row", "col")]
    if None in ends:
        return None
    row, column = (int(end or 0) + 1 for end in ends)
    return row, column


def names_picture(element: etree._Element) -> bool:
    """Whether an element of a drawing is what names a picture."""
    holder = element.getparent()
    picture = None if holder is None else holder.getparent()
    return picture is not None and name_of(picture) is element


def replace_named(
    drawings: Mapping[str, str], images: Mapping[str, InlineImage], parts: AddedParts
) -> None:
    """Put pictures in the place of those whose alternative text, title or name is theirs.

    ``drawings`` says for each drawing where it belongs, for the errors.
    """
    for part, home in drawings.items():
        root = etree.fromstring(parts.current(part), XML_PARSER)
        changed = False
        for element in list(root.iter(f"{{{_XDR}}}pic")):
            named = name_of(element)
            names = () if named is None else map(named.get, ("descr", "title", "name"))
            found = next((name for name in names if name in images), None)
            if found is not None:
                try:
                    put_picture(element, images[found], part, parts)
                except TemplateError as error:
                    error.part = error.part or home
                    error.where = error.where or f"{place_of(element)}, {found!r}"
                    raise
                changed = True
        if changed:
            parts.contents[part] = serialized(root)


def put_picture(
    element: etree._Element,
    value: object,
    part: str,
    parts: AddedParts,
    delimiters: Delimiters = USUAL,
) -> None:
    """Put what a tag gave in the place of a picture; None takes the picture away.

    Raises
    ------
    TemplateValueError
        It is no picture, or one that cannot be shown.
    """
    image = given_image(value)
    if image is None:
        remove_picture(element)
        return
    named = name_of(element)
    for name in DUMMY_TEXTS:
        if named is not None and has_tags(named.get(name) or "", delimiters):
            del named.attrib[name]
    picture = read_picture(image)
    (identity,) = parts.relate(part, [Target("image", parts.picture(picture, MEDIA))])
    links = [picture_target(image.link)] if image.link else []
    _replace(element, image, picture, identity, next(iter(parts.relate(part, links)), None))


def given_image(value: object) -> InlineImage | None:
    """Give the picture that the tag of a dummy gave; None for no value.

    Raises TemplateValueError where the value is no picture.
    """
    if isinstance(value, InlineImage):
        return value
    if is_blank(value) or value == "":
        return None
    raise TemplateValueError(
        f"A picture's alternative text gives a {type(value).__name__}, not an InlineImage.",
        context=str(value)[:80],
        remedy="Give an InlineImage, or None for no picture.",
    )


def _replace(
    element: etree._Element, image: InlineImage, picture: Picture, identity: str, link: str | None
) -> None:
    """Put a picture in the place of another: in its frame, or in the size it asks for.

    In the frame it keeps its proportions.
    """
    blip = element.find(f"{{{_XDR}}}blipFill/{{{_A}}}blip")
    if blip is not None:
        blip.attrib.clear()
        blip.set(f"{{{_R}}}embed", identity)
        for extension in blip.findall(f"{{{_A}}}extLst"):
            blip.remove(extension)  # the dummy as a drawing, which would be shown instead
    for crop in element.findall(f"{{{_XDR}}}blipFill/{{{_A}}}srcRect"):
        crop.attrib.clear()
    named = element.find(f"{{{_XDR}}}nvPicPr/{{{_XDR}}}cNvPr")
    if named is not None and image.alt:
        named.set("descr", allowed(image.alt))
    if named is not None and link is not None:
        for click in named.findall(f"{{{_A}}}hlinkClick"):
            named.remove(click)
        named.insert(0, named.makeelement(f"{{{_A}}}hlinkClick", {f"{{{_R}}}id": link}))
    _resize(element, image, picture)


def remove_picture(element: etree._Element) -> None:
    """Take a picture out of its drawing, with the anchor that holds nothing else."""
    anchor = _anchor_of(element)
    holder = element if anchor is None else anchor
    parent = holder.getparent()
    if parent is not None:
        parent.remove(holder)


def _resize(element: etree._Element, image: InlineImage, picture: Picture) -> None:
    anchor = _anchor_of(element)
    own = element.find(f"{{{_XDR}}}spPr/{{{_A}}}xfrm/{{{_A}}}ext")
    outer = None if anchor is None else anchor.find(f"{{{_XDR}}}ext")
    frame = _size(outer) or _size(own)
    if image.width is not None or image.height is not None:
        width, height = fitted(image, picture)
    elif frame is not None:
        scale = min(frame[0] / picture.width, frame[1] / picture.height)
        width, height = round(picture.width * scale), round(picture.height * scale)
    else:
        return
    if anchor is not None and outer is None:  # held at two cells: from now on at the first
        far = anchor.find(f"{{{_XDR}}}to")
        assert far is not None
        outer = anchor.makeelement(f"{{{_XDR}}}ext", {})
        anchor.replace(far, outer)
        anchor.tag = f"{{{_XDR}}}oneCellAnchor"
        if "editAs" in anchor.attrib:
            del anchor.attrib["editAs"]
    for size in (outer, own):
        if size is not None:
            size.set("cx", str(max(width, 1)))
            size.set("cy", str(max(height, 1)))


def _anchor_of(element: etree._Element) -> etree._Element | None:
    """The anchor that holds the picture itself; None for one in a group."""
    parent = element.getparent()
    if parent is not None and etree.QName(parent).localname.endswith("Anchor"):
        return parent
    return None


def _size(element: etree._Element | None) -> tuple[int, int] | None:
    if element is None:
        return None
    width, height = int(element.get("cx") or 0), int(element.get("cy") or 0)
    return (width, height) if width > 0 and height > 0 else None
