"""Comments and the boxes that show them: they move with their cells and come with each copy.

Takes an element of a sheet's comments, or of the old drawing that holds their boxes, and where
lines went; changes it in place and puts copies of it beside it. Comments in threads, which parts
tell apart by their identity, get one of their own with each copy. Those of very many rows stay at
the first.
"""

from __future__ import annotations

import copy
import re
import uuid
from collections.abc import Callable, Mapping
from itertools import islice
from typing import Protocol

from lxml import etree

from reportkit.templating._xlsx_formulas import Layouts
from reportkit.templating._xlsx_ranges import copies_of, remove, replace
from reportkit.templating._xlsx_references import Rectangle

MOST_COPIES = 2_000
"""Copies of a cell from which on only the first has the comment."""

_EXCEL = "{urn:schemas-microsoft-com:office:excel}"
CLIENT_DATA = f"{_EXCEL}ClientData"
_IDENTITIES = ("id", "parentId", "uid", "guid", "mentionId")
_THREAD_AUTHOR = "tc="
"""Begins the author of the old comment that stands for a thread; its identity follows."""

_NUMBER = re.compile(r"\d+$")


class _Given(Protocol):
    @property
    def layouts(self) -> Mapping[str, Layouts]: ...


Follow = Callable[[etree._Element, _Given], None]


def comment_follower(key: str) -> Follow:
    """Give what moves a comment, of the old kind or in a thread, and copies it."""

    def follow(element: etree._Element, given: _Given) -> None:
        area = Rectangle.parse(element.get("ref", "A1"))
        layouts = given.layouts[key]
        copies = []
        for number, place in enumerate(_places(area, layouts)):
            one = copy.deepcopy(element)
            one.set("ref", str(place))
            if number:
                _give_own_identity(one, f"{layouts.name or ''} {place}", element)
            copies.append(one)
        replace(element, copies)

    return follow


def _give_own_identity(comment: etree._Element, place: str, original: etree._Element) -> None:
    """Tell a copy apart: a thread, the answers in it and the old comment beside it agree."""
    for one in comment.iter():
        for name, value in one.attrib.items():
            if etree.QName(str(name)).localname in _IDENTITIES:
                one.set(name, _own(str(value), place))
    listed = original.getparent()
    authors = None if listed is None else listed.getparent()
    authors = None if authors is None else authors.find("{*}authors")
    if authors is None:
        return
    author = authors[int(comment.get("authorId", "0"))]
    if (author.text or "").startswith(_THREAD_AUTHOR):
        added = etree.SubElement(authors, author.tag)
        added.text = _THREAD_AUTHOR + _own((author.text or "").removeprefix(_THREAD_AUTHOR), place)
        comment.set("authorId", str(len(authors) - 1))


def _own(identity: str, place: str) -> str:
    return f"{{{uuid.uuid5(uuid.NAMESPACE_OID, f'{identity} {place}')}}}".upper()


def note_follower(key: str) -> Follow:
    """Give what moves the box of a comment, by what it says of its cell, and copies it."""

    def follow(element: etree._Element, given: _Given) -> None:
        row = int(element.findtext(f"{_EXCEL}Row") or 0) + 1
        column = int(element.findtext(f"{_EXCEL}Column") or 0) + 1
        shape = element.getparent()
        assert shape is not None
        drawing = shape.getparent()
        assert drawing is not None
        places = _places(Rectangle(row, row, column, column), given.layouts[key])
        if not places:
            remove(shape)
            return
        identities = [one.get("id", "") for one in drawing]
        last = max(
            (int(found[0]) for one in identities if (found := _NUMBER.search(one))), default=0
        )
        position = drawing.index(shape)
        for number, place in enumerate(places[1:], 1):
            one = copy.deepcopy(shape)
            one.set("id", _NUMBER.sub("", shape.get("id", "")) + str(last + number))
            (data,) = one.iterchildren(CLIENT_DATA)
            _move(data, place.top - row, place.left - column)
            drawing.insert(position + number, one)
        _move(element, places[0].top - row, places[0].left - column)

    return follow


def _places(area: Rectangle, layouts: Layouts) -> list[Rectangle]:
    """The copies of a cell; of very many the first."""
    places = [place for _, place in islice(copies_of(area, layouts), MOST_COPIES + 1)]
    return places if len(places) <= MOST_COPIES else places[:1]


def _move(data: etree._Element, down: int, right: int) -> None:
    """Say the cell, and move the box as far."""
    for name, shift in (("Row", down), ("Column", right)):
        place = data.find(f"{_EXCEL}{name}")
        if place is not None:
            place.text = str(int(place.text or 0) + shift)
    anchor = data.find(f"{_EXCEL}Anchor")
    if anchor is not None and anchor.text:
        values = [int(value) for value in anchor.text.split(",")]
        for index, shift in ((0, right), (2, down), (4, right), (6, down)):
            values[index] = max(values[index] + shift, 0)
        anchor.text = ", ".join(map(str, values))
