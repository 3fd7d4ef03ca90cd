"""Values that make whole paragraphs: `Paragraphs`; the filters ``numbered_list``, ``bullet_list``.

Takes data; gives a value for ``{{p … }}``, whose paragraphs look like the one the tag stands in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen
from jinja2 import Undefined
from markupsafe import Markup

from reportkit.errors import TemplateValueError
from reportkit.templating._docx_filling import Filling, current_filling
from reportkit.templating._docx_numbering import Numbering
from reportkit.templating._docx_values import runs_of

__all__ = ["PARAGRAPH_FILTERS", "Look", "Paragraphs"]

_OWN_PLACE = re.compile(r"<w:(?:numPr|sectPr|ind|outlineLvl)\b(?:[^>]*/>|.*?</w:\w+Pr>)", re.DOTALL)
_FIRST = re.compile(
    r"(?:<w:(?:pStyle|keepNext|keepLines|pageBreakBefore|framePr|widowControl)\b[^>]*/>)*"
)


@frozen
class Look:
    """How a tag looks: the properties of its paragraph and of its run, as XML."""

    paragraph: str = ""
    run: str = ""

    def opened(self, numbering: str = "") -> str:
        """Give what opens a paragraph that looks so, without a list and an indent of its own.

        >>> Look('<w:pPr><w:jc w:val="both"/></w:pPr>').opened("<w:numPr/>")
        '<w:p><w:pPr><w:numPr/><w:jc w:val="both"/></w:pPr>'
        """
        inner = self.paragraph.removeprefix("<w:pPr>").removesuffix("</w:pPr>")
        if numbering:
            inner = _OWN_PLACE.sub("", inner)
        first = _FIRST.match(inner)
        end = first.end() if first else 0
        return f"<w:p><w:pPr>{inner[:end]}{numbering}{inner[end:]}</w:pPr>"


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


def _as_element(value: Any, element: str, paragraph: str = "", run: str = "") -> Any:
    """A value in the place of a paragraph, a row or a cell: it must bring its own XML."""
    if isinstance(value, Paragraphs) and element == "paragraph":
        return Markup(value.written(Look(paragraph, run)))
    if isinstance(value, Undefined) or hasattr(value, "__html__"):
        return value
    raise TemplateValueError(
        f"A {type(value).__name__} cannot stand in the place of a {element}.",
        remedy="Write {{ … }} for text, or give a value that brings its own XML.",
    )


PARAGRAPH_FILTERS: dict[str, Callable[..., Any]] = {
    "_element": _as_element,
    "numbered_list": _numbered_list,
    "bullet_list": _bullet_list,
}
"""The filters of what makes paragraphs."""


def _listed(entries: Sequence[tuple[int, Any]], look: Look, number: str) -> str:
    return "".join(
        look.opened(f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
        + f"{runs_of(text, look.run)}</w:p>"
        for level, text in entries
    )


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
