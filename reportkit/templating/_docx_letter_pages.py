r"""How many pages a letter has, among letters in one document: ``NUMPAGES`` would count them all.

Takes the tree of a part. Where a letter is one section its fields become ``SECTIONPAGES``, whose
result is a reference to the page on which the letter ends: Word counts by the one, LibreOffice,
which does not know that one, by the other. Of several sections it is that reference. Follows
ECMA-376 part 1, 17.16 (fields).
"""

from __future__ import annotations

import re
from copy import deepcopy

from lxml import etree

from reportkit.templating._docx_filling import serialized

__all__ = ["count_own_pages", "counted_in", "mark_end"]

Element = etree._Element

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f"{{{_NAMESPACE}}}"
_ALL = re.compile(r"\bNUMPAGES\b")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


def counted_in(xml: bytes, mark: str, *, alone: bool) -> bytes:
    """Give a header or footer that counts the pages of its letter.

    ``mark`` is the bookmark on the letter's end, ``alone`` tells whether it is one section.
    """
    if b"NUMPAGES" not in xml:
        return xml
    root = etree.fromstring(xml, _PARSER)
    if not count_own_pages(root, mark, alone=alone):
        return xml
    return serialized(root)


def count_own_pages(root: Element, mark: str, *, alone: bool) -> bool:
    """Let fields count the pages up to a bookmark; tell whether there are any."""
    simple = [
        one for one in root.iter(f"{_W}fldSimple") if _ALL.search(one.get(f"{_W}instr") or "")
    ]
    for field in simple:
        _as_runs(field)
    codes = [one for one in root.iter(f"{_W}instrText") if _ALL.search(one.text or "")]
    for code in codes:
        code.text = _ALL.sub("SECTIONPAGES" if alone else f"PAGEREF {mark}", code.text or "")
        run = code.getparent()
        if alone and run is not None and run.tag == f"{_W}r":
            _refer(run, mark)
    return bool(codes)


def mark_end(body: Element, mark: str, number: str) -> None:
    """Put a bookmark on the end of a letter."""
    blocks = [one for one in body if one.tag != f"{_W}sectPr"]
    last = blocks[-1] if blocks else None
    if last is not None and last.tag != f"{_W}p":
        last = next(reversed([*last.iter(f"{_W}p")]), None)
    if last is not None:
        etree.SubElement(last, f"{_W}bookmarkStart", {f"{_W}id": number, f"{_W}name": mark})
        etree.SubElement(last, f"{_W}bookmarkEnd", {f"{_W}id": number})


def _as_runs(field: Element) -> None:
    """Write a simple field as runs: a result of several runs can stand in such alone."""
    first = field.find(f"{_W}r")
    properties = None if first is None else first.find(f"{_W}rPr")
    for run in (
        _char("begin", properties),
        _code(field.get(f"{_W}instr") or "", properties),
        _char("separate", properties),
        _char("end", properties),
    ):
        field.addprevious(run)
    _drop(field)


def _refer(run: Element, mark: str) -> None:
    """Let the result of the field whose code stands in this run be the page of a bookmark."""
    properties = run.find(f"{_W}rPr")
    result: list[Element] = []
    separated = False
    depth = 0
    for one in run.itersiblings():
        char = one.find(f"{_W}fldChar")
        kind = "" if char is None else char.get(f"{_W}fldCharType")
        if kind == "end" and depth == 0:
            break
        depth += (kind == "begin") - (kind == "end")
        if separated:
            result.append(one)
        separated = separated or (kind == "separate" and depth == 0)
    else:
        return  # the field ends in another paragraph
    for old in result:
        _drop(old)
    if not separated:
        one.addprevious(_char("separate", properties))
    for fresh in (
        _char("begin", properties),
        _code(f" PAGEREF {mark} ", properties),
        _char("separate", properties),
        _run(properties, "t", "1"),
        _char("end", properties),
    ):
        one.addprevious(fresh)


def _drop(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _char(kind: str, properties: Element | None) -> Element:
    run = _run(properties, "fldChar", "")
    run[-1].set(f"{_W}fldCharType", kind)
    return run


def _code(text: str, properties: Element | None) -> Element:
    run = _run(properties, "instrText", text)
    run[-1].set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return run


def _run(properties: Element | None, name: str, text: str) -> Element:
    run = etree.Element(f"{_W}r", nsmap={"w": _NAMESPACE})
    if properties is not None:
        run.append(deepcopy(properties))
    etree.SubElement(run, f"{_W}{name}").text = text or None
    return run
