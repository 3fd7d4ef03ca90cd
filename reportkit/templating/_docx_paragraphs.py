"""Values that make whole paragraphs: `Paragraphs`; the filters ``numbered_list``, ``bullet_list``.

Takes data; gives a value for ``{{p … }}``, whose paragraphs look like the one the tag stands in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from attrs import define, field, frozen
from jinja2 import Undefined
from lxml import etree

from reportkit.errors import TemplateValueError
from reportkit.templating._docx_filling import Filling, current_filling
from reportkit.templating._docx_looks import inherited, paragraph_like, run_like
from reportkit.templating._docx_merging import Source, merged
from reportkit.templating._docx_numbering import Numbering
from reportkit.templating._docx_styles import Styles
from reportkit.templating._docx_values import (
    Written,
    attribute_text,
    brings_elements,
    runs_of,
)
from reportkit.templating._filters import is_blank
from reportkit.templating._package import read_package
from reportkit.templating.richtext import RichTextParagraph
from reportkit.templating.subdoc import Subdoc

__all__ = ["PARAGRAPH_FILTERS", "Look", "Paragraphs", "in_list"]


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@frozen
class Look:
    """How a tag looks: the properties of its paragraph and of its run, as XML."""

    paragraph: str = ""
    run: str = ""

    def opened(self, **own: str) -> str:
        """Give what opens a paragraph that looks so, but for the properties given.

        >>> Look('<w:pPr><w:ind/><w:jc w:val="both"/></w:pPr>').opened(numPr="<w:numPr/>", ind="")
        '<w:p><w:pPr><w:numPr/><w:jc w:val="both"/></w:pPr>'
        """
        return f"<w:p>{paragraph_like(self.paragraph, own)}"

    def run_like(self, **own: str) -> str:
        """Give the properties of a run that looks so, but for those given.

        >>> Look(run="<w:rPr><w:i/></w:rPr>").run_like(b="<w:b/>")
        '<w:rPr><w:b/><w:i/></w:rPr>'
        """
        return run_like(self.run, own)


@frozen
class Paragraphs:
    """A value that makes paragraphs, by the look of the tag it stands for."""

    write: Callable[[Filling, Look], str]
    """What writes them as XML."""

    def __html__(self) -> str:
        raise TemplateValueError(
            "The value makes paragraphs, which cannot stand within a line.",
            remedy="Write {{p … }} in a paragraph of its own.",
        )

    def written(self, look: Look) -> str:
        """Give the XML of the paragraphs."""
        filling = current_filling()
        return "" if filling is None else self.write(filling, look)


def _numbered_list(items: Any, start: int = 1) -> Any:
    """A list of many levels, numbered 1., 1.1., 1.1.1."""
    if isinstance(items, Undefined):
        return items
    entries = list(_entries(items, 0))

    def write(filling: Filling, look: Look) -> str:
        return (
            _listed(entries, look, filling.addition(Numbering).numbered(start)) if entries else ""
        )

    return Paragraphs(write)


def _bullet_list(items: Any) -> Any:
    """A list of many levels with bullets."""
    if isinstance(items, Undefined):
        return items
    entries = list(_entries(items, 0))
    return Paragraphs(
        lambda filling, look: _listed(entries, look, filling.addition(Numbering).bulleted())
    )


def _rich_paragraphs(value: RichTextParagraph) -> Paragraphs:
    """Paragraphs of rich text, each in its style."""

    def write(filling: Filling, look: Look) -> str:
        xml = ""
        for text, style in value.paragraphs:
            opened = look.opened()
            if style:
                identity = filling.addition(Styles).find(style) or style
                opened = Look().opened(pStyle=f'<w:pStyle w:val="{attribute_text(identity)}"/>')
            xml += f"{opened}{inherited(text.xml, look.run)}</w:p>"
        return xml

    return Paragraphs(write)


def subdocument(value: Subdoc) -> Paragraphs:
    """Give the paragraphs and tables of a document."""
    return Paragraphs(lambda filling, look: filling.addition(_Subdocs).written(value))


class _Subdocs:
    """The documents that values of one filling are; each is read once."""

    def __init__(self, filling: Filling) -> None:
        self._filling = filling
        self._read: dict[int, tuple[Subdoc, Source]] = {}

    def written(self, value: Subdoc) -> str:
        """Give the XML of a document's body."""
        if id(value) not in self._read:
            self._read[id(value)] = (value, Source(read_package(value.file)))
        return merged(self._read[id(value)][1], self._filling)

    def finish(self) -> None:
        """There is nothing left to write."""


def _as_element(value: Any, element: str, paragraph: str = "", run: str = "") -> Any:
    """A value in the place of a paragraph, a row or a cell: it must bring its own XML.

    What brings runs makes a paragraph that looks like the tag's.
    """
    if isinstance(value, RichTextParagraph):
        value = _rich_paragraphs(value)
    if isinstance(value, Subdoc):
        value = subdocument(value)
    if isinstance(value, Paragraphs) and element == "paragraph":
        return Written(_apart(value.written(Look(paragraph, run))))
    if isinstance(value, Undefined):
        return value
    if element == "paragraph" and (is_blank(value) or (isinstance(value, str) and value == "")):
        return Written("")
    if hasattr(value, "__html__"):
        xml = Written(value.__html__())
        if not xml.strip() or brings_elements(value, xml):
            return xml
        if element == "paragraph":
            look = Look(paragraph, run)
            return Written(f"{look.opened()}{runs_of(xml, run)}</w:p>")
    raise TemplateValueError(
        f"A {type(value).__name__} cannot stand in the place of a {element}.",
        remedy="Write {{ … }} for text, or give a value that brings its own XML.",
    )


def _apart(xml: str) -> str:
    """Mark the ends of paragraphs that are tables: beside another table Word would join both."""
    before, after = xml.startswith("<w:tbl"), xml.endswith("</w:tbl>")
    filling = current_filling()
    if filling is None or not (before or after):
        return xml
    filling.addition(_TablesApart).parts[filling.part] = None
    return f"{'<w:apart/>' * before}{xml}{'<w:apart/>' * after}"


@define(eq=False)
class _TablesApart:
    """The parts with tables that values make."""

    _filling: Filling
    parts: dict[str, None] = field(factory=dict)

    def finish(self) -> None:
        """Put a paragraph between two tables, as Word does."""
        for part in self.parts:
            root = self._filling.read(part)
            for mark in list(root.iter(f"{_W}apart")):
                behind = (one.tag for one in mark.itersiblings() if one.tag != mark.tag)
                before = (one.tag for one in mark.itersiblings(preceding=True))
                if next(before, "") == next(behind, "") == f"{_W}tbl":
                    mark.addprevious(etree.Element(f"{_W}p"))
            etree.strip_elements(root, f"{_W}apart", with_tail=False)
            self._filling.write(part, root)
        self.parts.clear()


PARAGRAPH_FILTERS: dict[str, Callable[..., Any]] = {
    "_element": _as_element,
    "numbered_list": _numbered_list,
    "bullet_list": _bullet_list,
}
"""The filters of what makes paragraphs."""


def _listed(entries: Sequence[tuple[int, Any]], look: Look, number: str) -> str:
    return "".join(
        f"{look.opened(numPr=in_list(number, level), ind='')}{runs_of(text, look.run)}</w:p>"
        for level, text in entries
    )


def in_list(number: str, level: int) -> str:
    """Give the property that puts a paragraph into a list."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def _entries(items: Any, level: int) -> Iterator[tuple[int, Any]]:
    """The items in order with their levels: what follows a text as a list belongs under it."""
    if isinstance(items, str | bytes | Mapping) or not hasattr(items, "__iter__"):
        raise TemplateValueError(
            f"{items!r} is no list of items.", remedy="Give a list: ['a', ['a1', 'a2'], 'b']."
        )
    for item in items:
        if isinstance(item, Mapping):
            if "text" not in item:
                raise TemplateValueError(
                    f"{dict(item)!r} has no 'text'.",
                    remedy="Give items as text, or as {'text': …, 'items': [...]}.",
                )
            yield min(level, 8), item["text"]
            yield from _entries(item.get("items") or (), level + 1)
        elif isinstance(item, list | tuple):
            yield from _entries(item, level + 1)
        else:
            yield min(level, 8), item
