"""Finds the tags of a part and leaves a marker where each stood.

Takes the tree of a part; changes it so that a tag, however its text was cut over runs, is one
marker in the run where it began. Gives the tags. Knows nothing of what the tags act on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from functools import partial
from itertools import count
from typing import Literal, cast

from attrs import frozen
from lxml import etree

from reportkit.errors import Anchor, TemplateSyntaxError
from reportkit.templating._docx_places import Places, local_name
from reportkit.templating._docx_tree import Element, drop, nearest, set_text, text_leaves
from reportkit.templating._expressions import Place, Tag
from reportkit.templating._tags import (
    USUAL,
    Delimiters,
    FoundTag,
    Level,
    TagTextError,
    find_tags,
    has_tags,
)

__all__ = ["CLOSING", "MARKER", "OPENING", "MarkedTag", "Marks", "marker"]

# Noncharacters: XML allows them and no text holds them (Unicode, section 23.7).
OPENING, CLOSING = "\ufdd0", "\ufdd1"
MARKER = re.compile(f"{OPENING}([0-9]+){CLOSING}")
"""A marker in a text; its group is the tag's index."""

_AROUND_BRACES = etree.XPath(
    "//*[local-name() = 't'][contains(., '{') or contains(., '}')]"
    "/ancestor::*[local-name() = 'p'][1]"
)

_WITH_BRACES = etree.XPath("//*[@*[contains(., '{') or contains(., '}')]]")

_ONE_EXPRESSION = re.compile(r"\s*\{\{(?:(?!\}\}).)*\}\}\s*", re.DOTALL)
_CHARTS = (
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart",
    "{http://schemas.microsoft.com/office/drawing/2014/chartex}chart",
)

Where = str | Callable[[], str]

_AROUND = 40  # characters of context on either side of a tag


@frozen
class MarkedTag:
    """A tag and the element it acts on; a comment acts, but writes nothing."""

    tag: Tag
    level: Level = ""
    comment: bool = False


def marker(index: int) -> str:
    """Give the marker of the tag of that index."""
    return f"{OPENING}{index}{CLOSING}"


class Marks:
    """The tags of one part, in the order of their markers' numbers.

    ``found`` says whether there was anything at all, a comment or an escaped brace too.
    """

    def __init__(
        self,
        file: str | None,
        part: str,
        places: Places,
        name: str = "",
        delimiters: Delimiters = USUAL,
        left_out: AbstractSet[Anchor] = frozenset(),
        seen: list[Tag] | None = None,
    ) -> None:
        self.tags: list[MarkedTag] = []
        self.found = False
        self.paragraphs: dict[Element, list[int]] = {}
        self.joins: list[tuple[Element, Literal["previous", "next"]]] = []
        self._file, self.label, self._delimiters = file, part, delimiters
        self._places = places
        self._has_boxes = False
        self._name, self._left_out = name, left_out
        self._counted = count()
        self._seen = [] if seen is None else seen

    def add(self, tag: MarkedTag) -> str:
        """Take up a tag that the compiler itself adds, and give its marker."""
        self.tags.append(tag)
        return marker(len(self.tags) - 1)

    def mark_paragraphs(self, root: Element) -> None:
        """Mark the tags in the paragraphs, of Word text and of drawings."""
        self._has_boxes = next(root.iter("{*}txbxContent"), None) is not None
        worth_reading = self._paragraphs_worth_reading(root)
        if worth_reading is not None and not worth_reading:
            return
        numbered = [
            (number, paragraph)
            for number, paragraph in enumerate(root.iter("{*}p"))
            if worth_reading is None or paragraph in worth_reading
        ]
        for number, paragraph in numbered:
            leaves = text_leaves(paragraph)
            text = "".join([characters for _, characters in leaves])
            found = self._find(text, self._where(number), number)
            if found:
                self._mark_leaves(paragraph, leaves, text, found, number)

    def mark_texts(self, root: Element, names: frozenset[str] | None = None) -> None:
        """Mark the tags in the text of single elements, where nothing but text can stand."""
        for element in root.iter(*(f"{{*}}{name}" for name in names or ("*",))):
            text = element.text
            if text and has_tags(text, self._delimiters):
                element.text = self._marked_text(text, local_name(element), "_plain")

    def mark_attributes(self, root: Element) -> None:
        """Mark the tags in attributes: the description of a picture, the code of a field."""
        for element in self._elements_worth_reading(root):
            for name, value in element.items():
                if has_tags(str(value), self._delimiters):
                    where = f"{local_name(element)}, attribute {str(name).rpartition('}')[2]}"
                    element.set(
                        name, self._marked_text(str(value), where, _filter_of(element, str(value)))
                    )

    def _elements_worth_reading(self, root: Element) -> Iterable[Element]:
        """The elements with a brace in an attribute; all, where braces say nothing."""
        if self._delimiters is not USUAL:
            return root.iter(etree.Element)
        return cast("list[Element]", _WITH_BRACES(root))

    def _paragraphs_worth_reading(self, root: Element) -> set[Element] | None:
        """The paragraphs in which a brace stands; None for all, where braces say nothing."""
        if self._delimiters is not USUAL:
            return None
        return set(cast("list[Element]", _AROUND_BRACES(root)))

    def _mark_leaves(
        self,
        paragraph: Element,
        leaves: list[tuple[Element, str]],
        text: str,
        found: list[FoundTag],
        number: int,
    ) -> None:
        indexes = self.paragraphs.setdefault(paragraph, [])
        first, last = 0, len(found)
        marks: list[str | None] = [None] * last
        ranges = [_trimmed(tag, text) for tag in found]
        start = 0
        for leaf, characters in leaves:
            stop = start + len(characters)
            while first < last and ranges[first][1] <= start:
                first += 1
            is_text = local_name(leaf) == "t"
            pieces, position, index, cut = [], start, first, False
            while index < last and ranges[index][0] < stop:
                begin, end = ranges[index]
                cut = True
                pieces.append(text[position : max(begin, position)])
                if marks[index] is None and is_text:
                    marks[index] = self._mark(found[index], text, number, leaf, indexes)
                    pieces.append(marks[index] or "")
                position = min(end, stop)
                index += 1
            if cut:
                _rewrite(leaf, "".join(pieces) + text[position:stop], is_text)
            start = stop
        if found[0].trims_before and not text[: found[0].start].strip():
            self.joins.append((paragraph, "previous"))
        if found[-1].trims_after and not text[found[-1].end :].strip():
            self.joins.append((paragraph, "next"))

    def _mark(
        self, found: FoundTag, text: str, number: int, leaf: Element, indexes: list[int]
    ) -> str:
        """What stands in a leaf in the tag's place."""
        if found.kind == "literal":
            return found.inner.translate({9: " ", 10: " "})
        if found.kind == "comment" and not found.level:
            return ""
        tag = self._tag(found, text, self._where(number), number)
        if tag.place.anchor in self._left_out:
            return ""
        in_word_text = leaf.prefix == "w"
        if found.level and not in_word_text:
            raise tag.error(
                TemplateSyntaxError,
                f"{found.source} stands in a drawing or a formula, where only text can stand.",
                remedy="Write the tag without the letters, or put it into the text.",
            )
        if found.kind == "expression" and not found.level and not in_word_text:
            tag = _filtered(tag, "_plain")
        elif (
            found.kind == "expression"
            and self._has_boxes
            and nearest(leaf, "txbxContent") is not None
        ):
            tag = _filtered(tag, "_boxed")
        indexes.append(len(self.tags))
        return self.add(MarkedTag(tag, found.level, found.kind == "comment"))

    def _marked_text(self, text: str, where: str, name_of_filter: str) -> str:
        pieces, position = [], 0
        for found in self._find(text, where):
            pieces.append(text[position : found.start])
            position = found.end
            tag = self._tag(found, text, where)
            if tag.place.anchor in self._left_out:
                continue
            if found.level:
                raise tag.error(
                    TemplateSyntaxError,
                    f"{found.source} stands where only text can stand.",
                    remedy="Write the tag without the letters.",
                )
            if found.kind == "literal":
                pieces.append(found.inner)
            elif found.kind == "expression":
                pieces.append(self.add(MarkedTag(_filtered(tag, name_of_filter))))
            elif found.kind == "statement":
                pieces.append(self.add(MarkedTag(tag)))
        return "".join(pieces) + text[position:]

    def _where(self, number: int) -> Callable[[], str]:
        return partial(self._places.describe, number)

    def _find(self, text: str, where: Where, number: int = -1) -> list[FoundTag]:
        anchor = (self._name, number, -1)
        if anchor in self._left_out:
            return []
        try:
            found = find_tags(text, self._delimiters)
        except TagTextError as error:
            unclosed = TemplateSyntaxError(
                f"{error}.",
                file=self._file,
                part=self.label,
                where=where() if callable(where) else where,
                context=_around(text, error.start, error.start + 2),
                tag=text[error.start : error.start + _AROUND],
                remedy="Close the tag in the same paragraph; braces that are no tag are "
                "written {_{ and }_}.",
            )
            unclosed.anchor = anchor
            raise unclosed from error
        self.found = self.found or bool(found)
        return found

    def _tag(self, found: FoundTag, text: str, where: Where, number: int = -1) -> Tag:
        context = partial(_around, text, found.start, found.end)
        anchor = (self._name, number, next(self._counted))
        place = Place(self._file, self.label, where, context, anchor)
        kind: Literal["expression", "statement"] = "statement"
        if found.kind == "expression":
            kind = "expression"
        tag = Tag(kind, found.inner, found.source, place)
        self._seen.append(tag)
        return tag


def _filter_of(element: Element, text: str) -> str:
    """The filter of tags in an attribute: the name of a control or a chart may be its value."""
    name, holder = local_name(element), element.getparent()
    if name in ("tag", "alias") and _ONE_EXPRESSION.fullmatch(text):
        return "_control"
    if name == "docPr" and holder is not None and next(holder.iter(*_CHARTS), None) is not None:
        return "_drawn"
    return "_attribute"


def _filtered(tag: Tag, name_of_filter: str) -> Tag:
    if not tag.inner:
        return tag
    return Tag(tag.kind, f"({tag.inner})|{name_of_filter}", tag.source, tag.place)


def _around(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    before = "…" + before if start > _AROUND else before
    after = after + "…" if len(text) - end > _AROUND else after
    return re.sub(r"\s+", " ", before + text[start:end] + after).strip()


def _trimmed(tag: FoundTag, text: str) -> tuple[int, int]:
    """The range of a tag with the white space that its dashes take away."""
    start, end = tag.start, tag.end
    while tag.trims_before and start and text[start - 1].isspace():
        start -= 1
    while tag.trims_after and end < len(text) and text[end].isspace():
        end += 1
    return start, end


def _rewrite(leaf: Element, text: str, is_text: bool) -> None:
    """Give a leaf the text left in it; a leaf and a run with nothing left go."""
    if is_text and text:
        set_text(leaf, text)
        return
    run = leaf.getparent()
    drop(leaf)
    if run is not None and all(local_name(child) == "rPr" for child in run):
        drop(run)
