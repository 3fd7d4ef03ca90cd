"""Lifts the tags that act on an element out of it: run, paragraph, cell, row.

Takes a part's tree with its markers; changes it so that each such marker stands beside or in
place of its element, and guards what must not end up empty. Knows nothing of Jinja but blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate

from attrs import evolve
from lxml import etree

from reportkit.errors import TemplateSyntaxError
from reportkit.templating._docx_places import local_name
from reportkit.templating._docx_tags import MARKER, MarkedTag, Marks, marker
from reportkit.templating._docx_tree import (
    SECTION_BREAK,
    Element,
    add_text_after,
    add_text_before,
    drop,
    nearest,
    objects_in,
    remove,
    replace_by_text,
    set_text,
    split_run,
    text_leaves,
)
from reportkit.templating._expressions import Tag
from reportkit.templating._tags import Level, block_word

__all__ = ["guard_containers", "join_paragraphs", "lift_tags"]

_NAMES: dict[Level, str] = {"p": "paragraph", "tc": "cell", "tr": "row"}
_GUARDED = {
    "tbl": ("_table", "tr"),
    "tr": ("_row", "tc"),
    "tc": ("_cell", "p"),
    "txbxContent": ("_cell", "p"),
    "hdr": ("_cell", "p"),
    "ftr": ("_cell", "p"),
    "footnote": ("_cell", "p"),
    "endnote": ("_cell", "p"),
    "comment": ("_cell", "p"),
    "sdtContent": ("_cell", "p"),
}
"""What must hold a child of a kind: the filter that sees to it, and the kind."""


def join_paragraphs(marks: Marks) -> None:
    """Join the paragraphs that ``{%-`` and ``-%}`` at their ends bind together."""
    joined: dict[Element, Element] = {}
    for paragraph, direction in marks.joins:
        following = direction == "next"
        if not following and paragraph in joined:
            continue
        while paragraph in joined:
            paragraph = joined[paragraph]
        first = paragraph if following else paragraph.getprevious()
        second = paragraph.getnext() if following else paragraph
        if first is None or second is None or {local_name(first), local_name(second)} != {"p"}:
            continue
        first.extend([child for child in second if local_name(child) != "pPr"])
        marks.paragraphs.setdefault(first, []).extend(marks.paragraphs.pop(second, ()))
        remove(second)
        joined[second] = first


def lift_tags(marks: Marks) -> set[Element]:
    """Lift the tags with letters: between runs first, then from the largest elements down.

    Gives the tables in which tags write cells.
    """
    widened: set[Element] = set()
    for paragraph, indexes in marks.paragraphs.items():
        if sum(_is_silent(marks.tags[index]) for index in indexes) > 1:
            _set_between_runs(marks, paragraph)
    levels = {tag.level for tag in marks.tags}
    if "r" in levels:
        _lift_run_tags(marks)
    for level in ("tr", "tc", "p"):
        if level not in levels:
            continue
        elements: dict[Element, list[int]] = {}
        for paragraph, among in marks.paragraphs.items():
            for index in among:
                if marks.tags[index].level == level:
                    element = paragraph if level == "p" else nearest(paragraph, level)
                    if element is None:
                        tag = marks.tags[index].tag
                        raise tag.error(
                            TemplateSyntaxError,
                            f"{tag.source} stands in no table.",
                            remedy="Write {%p for a paragraph, or put it into a table.",
                        )
                    elements.setdefault(element, []).append(index)
        for element, indexes in elements.items():
            table = nearest(element, "tbl") if level == "tc" else None
            if table is not None:
                widened.add(table)
            _lift(marks, element, level, indexes)
    return widened


def guard_containers(marks: Marks, root: Element, widened: set[Element]) -> None:
    """Wrap what tags could leave without the child that it must hold, and what they widen."""
    if not any(marked.tag.kind == "statement" or marked.level for marked in marks.tags):
        return
    risky: set[Element] = set()
    holders = [
        element
        for element in root.iter(*(f"{{*}}{name}" for name in _GUARDED))
        if local_name(element) != "sdtContent" or element.find("{*}p") is not None
    ]
    for element in reversed(holders):  # what is inside comes first
        if _may_lack_child(marks, element, risky):
            risky.add(element)
    for element in holders:
        if element not in risky and element not in widened:
            continue
        name_of_filter, _ = _GUARDED[local_name(element)]
        filters = [name_of_filter] if element in risky else []
        filters += ["_columns"] if element in widened else []
        opening = marks.add(MarkedTag(Tag("statement", f"filter {'|'.join(filters)}", "")))
        closing = marks.add(MarkedTag(Tag("statement", "endfilter", "")))
        if name_of_filter != "_cell":
            add_text_before(element, opening)
            add_text_after(element, closing)
            continue
        element.text = opening + (element.text or "")
        if len(element):
            element[-1].tail = (element[-1].tail or "") + closing
        else:
            element.text += closing


def _set_between_runs(marks: Marks, paragraph: Element) -> None:
    """Let blocks that go over several runs of a paragraph act on runs.

    Within the text, what a second pass or a branch writes would take the format of another run.
    """
    stack: list[list[tuple[int, Element]]] = []
    for leaf, _ in text_leaves(paragraph):
        for index in _indexes([leaf.text or ""]):
            marked = marks.tags[index]
            if marked.level or marked.tag.kind != "statement":
                continue
            action, _word = block_word(marked.tag.inner)
            if action == "open":
                stack.append([(index, leaf)])
            elif action and stack:
                stack[-1].append((index, leaf))
            if action == "close" and stack:
                block = stack.pop()
                runs = {leaf.getparent() for _, leaf in block}
                holders = {run.getparent() for run in runs if run is not None}
                if (
                    len(runs) > 1
                    and len(holders) == 1
                    and all(leaf.prefix == "w" for _, leaf in block)
                ):
                    for member, _ in block:
                        marks.tags[member] = evolve(marks.tags[member], level="r")


def _lift_run_tags(marks: Marks) -> None:
    for paragraph, indexes in marks.paragraphs.items():
        if all(marks.tags[index].level != "r" for index in indexes):
            continue
        for first_leaf, _ in text_leaves(paragraph):
            leaf: Element | None = first_leaf
            while leaf is not None:
                text = leaf.text or ""
                found = next(
                    (m for m in MARKER.finditer(text) if marks.tags[int(m[1])].level == "r"), None
                )
                if found is None:
                    break
                index = int(found[1])
                marked = marks.tags[index]
                if marked.tag.kind == "expression":
                    run = leaf.getparent()
                    inner = f"({marked.tag.inner})|_runs('{_properties(run)}')"
                    marks.tags[index] = evolve(marked, tag=evolve(marked.tag, inner=inner))
                between = "" if marked.comment else found[0]
                leaf = split_run(leaf, text[: found.start()], between, text[found.end() :])


def _look_of(paragraph: Element, index: int) -> str:
    """How a paragraph and the run of a tag in it look, as arguments of a filter."""
    leaves = (leaf for leaf, text in text_leaves(paragraph) if marker(index) in text)
    leaf = next(leaves, None)
    run = None if leaf is None else leaf.getparent()
    return f", '{_properties(paragraph, 'pPr')}', '{_properties(run)}'"


def _properties(holder: Element | None, name: str = "rPr") -> str:
    """The properties of a run as XML within a string of Jinja; the part declares namespaces."""
    properties = holder.find(f"{{*}}{name}") if holder is not None else None
    if properties is None:
        return ""
    xml = etree.tostring(properties, encoding="unicode", with_tail=False)
    return re.sub(r' xmlns(:\w+)?="[^"]*"', "", xml).replace("\\", "\\\\").replace("'", "\\'")


def _lift(marks: Marks, element: Element, level: Level, indexes: list[int]) -> None:
    tags = marks.tags
    content = "".join(str(text) for text in element.itertext())
    rest = MARKER.sub(
        lambda m: "" if int(m[1]) in indexes or _is_silent(tags[int(m[1])]) else "{…}", content
    ).strip()
    lost = objects_in(element)
    around = _around_element(tags, indexes)
    for index in indexes:
        marked = tags[index]
        if marked.tag.kind == "expression":
            look = _look_of(element, index) if level == "p" else ""
            inner = f"({marked.tag.inner})|_element('{_NAMES[level]}'{look})"
            tags[index] = evolve(marked, tag=evolve(marked.tag, inner=inner))
    writing = [index for index in _indexes([content]) if not tags[index].comment]
    if not rest and not lost:
        replace_by_text(element, "".join(map(marker, writing)))
        return
    if around is None and level == "p" and not rest and lost == [SECTION_BREAK]:
        around = _around_section(marks, element, writing)
    if around is None:
        tag = tags[indexes[0]].tag
        name = _NAMES[level]
        beside = f"other text: {rest[:60]!r}" if rest else lost[0]
        raise tag.error(
            TemplateSyntaxError,
            f"{tag.source} stands in one {name} with {beside}.",
            remedy=f"Put it into a {name} of its own, which goes when the document is filled; "
            f"to repeat or drop this {name} itself, open and close the block in it.",
        )
    for leaf, _ in list(_text_leaves_within(element)):
        _clear(leaf, {*indexes, *around[0], *around[1]})
    before, after = around
    add_text_before(element, "".join(map(marker, before)))
    add_text_after(element, "".join(map(marker, after)))


def _text_leaves_within(element: Element) -> Iterator[tuple[Element, str]]:
    """The text leaves of all paragraphs in an element, or of it, if it is one."""
    for paragraph in list(element.iter("{*}p")):
        yield from text_leaves(paragraph)


def _is_silent(marked: MarkedTag) -> bool:
    """Whether a tag within the text writes nothing itself."""
    return not marked.level and marked.tag.kind == "statement"


def _around_element(
    tags: list[MarkedTag], indexes: list[int]
) -> tuple[list[int], list[int]] | None:
    """The tags that open and those that close, if they do nothing but enclose an element."""
    before: list[int] = []
    after: list[int] = []
    for index in indexes:
        marked = tags[index]
        action, _ = block_word(marked.tag.inner)
        if marked.comment:
            continue
        if marked.tag.kind == "statement" and action == "open" and not after:
            before.append(index)
        elif marked.tag.kind == "statement" and action == "close":
            after.append(index)
        else:
            return None
    return (before, after) if len(before) == len(after) and before else None


def _around_section(
    marks: Marks, paragraph: Element, indexes: list[int]
) -> tuple[list[int], list[int]] | None:
    """The tags before and behind a paragraph that stays, for a section ends in it.

    It stands outside of as many of their blocks as can be: behind what closes one, before what
    opens one.
    """
    if any(block_word(marks.tags[index].tag.inner)[0] == "branch" for index in indexes):
        return None
    depths = list(accumulate(_steps(marks, indexes), initial=0))
    place = max(number for number, depth in enumerate(depths) if depth == min(depths))
    for numbering in paragraph.findall("{*}pPr/{*}numPr"):
        drop(numbering)
    return indexes[:place], indexes[place:]


def _clear(leaf: Element, indexes: set[int]) -> None:
    """Take these markers out of a leaf, with the white space beside them, and what is empty."""
    text = leaf.text or ""
    if not indexes.intersection(_indexes([text])):
        return
    pattern = "|".join(marker(index) for index in indexes)
    text = re.sub(rf"\s*(?:{pattern})\s*", "", text)
    if text:
        set_text(leaf, text)
        return
    paragraph, run = nearest(leaf, "p"), leaf.getparent()
    remove(leaf)
    if run is not None and all(local_name(child) == "rPr" for child in run):
        remove(run)
    if paragraph is None or "".join(map(str, paragraph.itertext())).strip():
        return
    holder = paragraph.getparent()
    alone = holder is None or len(holder.findall(str(paragraph.tag))) == 1
    if not alone and not objects_in(paragraph):
        remove(paragraph)


def _indexes(texts: Iterable[str]) -> Iterator[int]:
    for text in texts:
        for found in MARKER.finditer(text):
            yield int(found[1])


def _own_texts(element: Element) -> list[str]:
    return [element.text or "", *(child.tail or "" for child in element)]


def _may_lack_child(marks: Marks, element: Element, risky: set[Element]) -> bool:
    """Whether some data leave a container without the child that it must hold (or end in)."""
    name_of_filter, child_name = _GUARDED[local_name(element)]
    own_texts = _own_texts(element)
    if not any(map(MARKER.search, own_texts)) and risky.isdisjoint(element):
        return False
    if not _balanced(marks, _indexes(str(text) for text in element.itertext())):
        return False  # a block begins or ends outside: the check of nesting speaks
    depth = 0
    certain = False
    for text, child in zip(own_texts, element, strict=False):
        depth += _depth(marks, _indexes([text]))
        steady = depth == 0 and local_name(child) in (child_name, "sdt") and child not in risky
        certain = steady if name_of_filter == "_cell" else certain or steady
    return not certain


def _depth(marks: Marks, indexes: Iterable[int]) -> int:
    """How many more blocks these tags open than they close."""
    return sum(_steps(marks, indexes))


def _balanced(marks: Marks, indexes: Iterable[int]) -> bool:
    """Whether each block that begins among these tags ends there, and the other way round."""
    depths = list(accumulate(_steps(marks, indexes), initial=0))
    return depths[-1] == 0 and min(depths) == 0


def _steps(marks: Marks, indexes: Iterable[int]) -> Iterator[int]:
    for index in indexes:
        marked = marks.tags[index]
        if marked.tag.kind == "statement" and not marked.comment:
            action, _ = block_word(marked.tag.inner)
            yield (action == "open") - (action == "close")
