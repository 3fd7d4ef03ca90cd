"""Moves within a part's tree: text put beside, before or in place of elements, runs split.

Knows the names of WordprocessingML and what its elements must hold; knows nothing of tags.
"""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from reportkit.templating._docx_places import local_name

__all__ = [
    "SECTION_BREAK",
    "add_text_after",
    "add_text_before",
    "drop",
    "nearest",
    "objects_in",
    "remove",
    "replace_by_text",
    "split_run",
    "text_leaves",
]

Element = etree._Element

_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SEEN_OBJECTS = {
    "drawing",
    "pict",
    "object",
    "sectPr",
    "footnoteReference",
    "endnoteReference",
    "fldChar",
    "fldSimple",
    "oMath",
}
SECTION_BREAK = "a section break"
_OBJECTS_IN_WORDS = {"br": "a page break", "sectPr": SECTION_BREAK}
_BOUNDARIES = {"bookmarkStart", "bookmarkEnd", "permStart", "permEnd"}
_SPACES = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def text_leaves(element: Element) -> list[tuple[Element, str]]:
    """Give the leaves of a paragraph's text with their characters, in order.

    Paragraphs within it (of a text box) are left to themselves, deleted text is no text.
    """
    leaves: list[tuple[Element, str]] = []
    _gather(element, False, leaves)
    return leaves


def _gather(element: Element, in_run: bool, leaves: list[tuple[Element, str]]) -> None:
    for child in element:
        name = local_name(child)
        if name == "t":
            leaves.append((child, child.text or ""))
        elif in_run and name in _SPACES:
            leaves.append((child, _SPACES[name]))
        elif name != "p" and name != "rPr" and len(child):
            _gather(child, name == "r", leaves)


def nearest(element: Element, name: str) -> Element | None:
    """Give the nearest element of that name around this one."""
    for ancestor in element.iterancestors():
        if local_name(ancestor) == name:
            return ancestor
    return None


def objects_in(element: Element) -> list[str]:
    """Name what an element holds that would be lost with it: a picture, a field, a section."""
    names = ((local_name(inside), inside) for inside in element.iter())
    return [
        _OBJECTS_IN_WORDS.get(name, f"<w:{name}>")
        for name, inside in names
        if name in _SEEN_OBJECTS or (name == "br" and len(inside.attrib))
    ]


def add_text_before(element: Element, text: str) -> None:
    """Put text right before an element."""
    previous = element.getprevious()
    if previous is not None:
        previous.tail = (previous.tail or "") + text
    else:
        parent = _parent(element)
        parent.text = (parent.text or "") + text


def add_text_after(element: Element, text: str) -> None:
    """Put text right after an element."""
    element.tail = text + (element.tail or "")


def remove(element: Element) -> None:
    """Take an element out; the text after it stays."""
    replace_by_text(element, "")


def drop(element: Element) -> None:
    """Take out an element that has no text behind it and in which no bookmark ends."""
    _parent(element).remove(element)


def replace_by_text(element: Element, text: str) -> None:
    """Put text in an element's place; the ends of bookmarks in it stay, before the text."""
    parent = _parent(element)
    for boundary in [inside for inside in element.iter() if local_name(inside) in _BOUNDARIES]:
        boundary.tail = None
        element.addprevious(boundary)
    text += element.tail or ""
    add_text_before(element, text)
    element.tail = None
    parent.remove(element)


def split_run(leaf: Element, before: str, between: str, after: str) -> Element | None:
    """Split the run of a text leaf in two, both with its properties, with text between them.

    Gives the leaf of the second run, if there is anything left for one.
    """
    run = _parent(leaf)
    second = deepcopy(run)
    del second[:]
    properties = next((child for child in run if local_name(child) == "rPr"), None)
    if properties is not None:
        second.append(deepcopy(properties))
    rest = None
    if after:
        rest = etree.SubElement(second, leaf.tag)
        set_text(rest, after)
    second.extend(list(leaf.itersiblings()))
    second.tail, run.tail = run.tail, None
    set_text(leaf, before)
    if not before:
        run.remove(leaf)
    run.addnext(second)
    add_text_after(run, between)
    for half in (run, second):
        if all(local_name(child) == "rPr" for child in half):
            remove(half)
    return rest


def set_text(leaf: Element, text: str) -> None:
    """Set the text of a leaf; its spaces are kept as they are, which drawings do anyway."""
    leaf.text = text
    if leaf.prefix != "a":
        leaf.set(_XML_SPACE, "preserve")


def _parent(element: Element) -> Element:
    parent = element.getparent()
    if parent is None:
        raise ValueError("the root of a part stands beside nothing")
    return parent
