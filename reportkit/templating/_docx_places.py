"""Says where in a part an element stands, in the words of an error message.

Takes the tree of a WordprocessingML part before any tag is lifted from it; gives "table 2,
row 3, cell 1". Knows nothing of tags.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from lxml import etree

__all__ = ["Places", "headings_of", "local_name"]

_HOLDERS = {
    "tr": {"tbl"},
    "tc": {"tr"},
    "tbl": {"tc", "txbxContent", "footnote", "endnote", "comment"},
    "p": {"tc", "txbxContent", "footnote", "endnote", "comment"},
}
"""What an element is numbered within; the part itself where none of them is around it."""

_WORDS = {"tc": "cell", "tr": "row", "tbl": "table", "p": "paragraph", "txbxContent": "text box"}
_NOTES = {"footnote", "endnote", "comment"}


def local_name(element: etree._Element) -> str:
    """Give an element's name without its namespace."""
    return _without_namespace(element.tag)


@cache
def _without_namespace(tag: object) -> str:
    return str(tag).rpartition("}")[2]


def headings_of(root: etree._Element) -> dict[etree._Element, str]:
    """Give the paragraphs in the style of a heading, with their text, short and on one line."""
    headings: dict[etree._Element, str] = {}
    for style in root.iter("{*}pStyle"):
        if str(next(iter(style.attrib.values()), "")).lower().startswith("heading"):
            paragraph = next(style.iterancestors("{*}p"))
            text = " ".join("".join(str(t.text or "") for t in paragraph.iter("{*}t")).split())
            headings[paragraph] = text[:40]
    return headings


class Places:
    """The places of one part, read anew when somebody asks; what was counted once is kept."""

    def __init__(self, read: Callable[[], etree._Element]) -> None:
        self._read = read
        self._paragraphs: list[etree._Element] = []
        self._headings: dict[etree._Element, str] = {}
        self._counted: dict[tuple[etree._Element, str], dict[etree._Element, int]] = {}

    def describe(self, number: int) -> str:
        """Say where the paragraph of that number stands, and under which heading."""
        if not self._paragraphs:
            root = self._read()
            self._headings = headings_of(root)
            self._paragraphs = list(root.iter("{*}p"))
        paragraph = self._paragraphs[number]
        place = self._described(paragraph)
        if paragraph in self._headings:
            return place
        before = (self._headings.get(one) for one in reversed(self._paragraphs[:number]))
        heading = next(filter(None, before), "")
        return f"{place}, under “{heading}”" if heading else place

    def _described(self, paragraph: etree._Element) -> str:
        """The place of a paragraph, from the outside inwards."""
        words: list[str] = []
        element: etree._Element | None = paragraph
        while element is not None:
            name = local_name(element)
            if name in _HOLDERS:
                number, alone = self._number(element, name)
                if not (name == "p" and alone and words == [] and element.getparent() is not None):
                    words.append(f"{_WORDS[name]} {number}")
            elif name in _NOTES:
                identifier = next((v for k, v in element.items() if str(k).endswith("}id")), "")
                words.append(f"{name} {identifier!s}")
            elif name == "txbxContent":
                words.append("text box")
            element = element.getparent()
        return ", ".join(reversed(words)) or "paragraph 1"

    def _number(self, element: etree._Element, name: str) -> tuple[int, bool]:
        """The element's number within its holder, and whether it is the only one there."""
        holder = _holder(element, name)
        counted = self._counted.get((holder, name))
        if counted is None:
            alike = holder.iter(str(element.tag))
            inside = (other for other in alike if other is not holder)
            mine = (other for other in inside if _holder(other, name) is holder)
            counted = {other: number for number, other in enumerate(mine, 1)}
            self._counted[holder, name] = counted
        return counted[element], len(counted) == 1


def _holder(element: etree._Element, name: str) -> etree._Element:
    holder = element.getparent()
    if holder is not None and local_name(holder) == "body":  # most do: no need to look further
        root = holder.getparent()
        return holder if root is None else root
    holder = element
    for ancestor in element.iterancestors():
        holder = ancestor
        if local_name(ancestor) in _HOLDERS[name]:
            break
    return holder
