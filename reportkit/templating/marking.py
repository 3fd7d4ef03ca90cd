"""Writes the mistakes of a Word template into a copy of it, as comments where they stand.

Takes a template and its errors; gives the copy. Word has comments in the body only: a mistake
elsewhere is told at the first paragraph, with its place. Has no opinion on what a mistake is.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Sequence

from lxml import etree

from reportkit.errors import TemplateError
from reportkit.templating._package import Package, read_package
from reportkit.templating.template import Filled

__all__ = ["marked_copy"]

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_W = f"{{{_MAIN}}}"
_AUTHOR = "reportkit"


def marked_copy(
    source: str | os.PathLike[str] | bytes, mistakes: Sequence[TemplateError]
) -> Filled:
    """Give a copy of a Word template with a comment at each mistake.

    Raises
    ------
    TemplateFileError
        The file is no Word document.
    """
    package = read_package(source)
    body = next(target for _, kind, target in package.relationships() if kind == "officeDocument")
    existing = next(
        (target for _, kind, target in package.relationships(body) if kind == "comments"), None
    )
    root = etree.fromstring(package.read(body))
    if existing:
        comments = etree.fromstring(package.read(existing))
    else:
        comments = etree.Element(f"{_W}comments", nsmap={"w": _MAIN})
    taken = [int(one.get(f"{_W}id", "0")) for one in comments]
    paragraphs = list(root.iter("{*}p"))
    words = [one for one in paragraphs if str(one.tag) == f"{_W}p"]
    for number, mistake in enumerate(mistakes, max(taken, default=-1) + 1):
        anchor = mistake.anchor
        here = anchor is not None and anchor[0] == body and anchor[1] >= 0
        paragraph = paragraphs[anchor[1]] if here and anchor else words[0] if words else None
        if paragraph is None or not _mark(paragraph, number):
            paragraph = words[0] if words else None
            here = False
            if paragraph is None or not _mark(paragraph, number):
                continue
        comments.append(_comment(number, mistake, here))
    contents = {body: _written(root)}
    if existing:
        contents[existing] = _written(comments)
    elif len(comments):
        contents |= _new_part(package, body, comments)
    return Filled(tuple(package.replaced(contents)))


def _mark(paragraph: etree._Element, number: int) -> bool:
    """Put the ends of a comment around a paragraph's content; tell if it can hold one."""
    if str(paragraph.tag) != f"{_W}p":
        return False
    first = 1 if len(paragraph) and str(paragraph[0].tag) == f"{_W}pPr" else 0
    start = etree.Element(f"{_W}commentRangeStart", {f"{_W}id": str(number)})
    paragraph.insert(first, start)
    etree.SubElement(paragraph, f"{_W}commentRangeEnd", {f"{_W}id": str(number)})
    run = etree.SubElement(paragraph, f"{_W}r")
    etree.SubElement(run, f"{_W}commentReference", {f"{_W}id": str(number)})
    return True


def _comment(number: int, mistake: TemplateError, here: bool) -> etree._Element:
    facts = {f"{_W}id": str(number), f"{_W}author": _AUTHOR, f"{_W}initials": "rk"}
    comment = etree.Element(f"{_W}comment", facts)
    place = ", ".join(fact for fact in (mistake.part, mistake.where) if fact)
    lines = [mistake.problem, *([] if here else [place]), mistake.remedy or ""]
    for line in filter(None, lines):
        run = etree.SubElement(etree.SubElement(comment, f"{_W}p"), f"{_W}r")
        text = etree.SubElement(run, f"{_W}t")
        text.text = re.sub("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", line)
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return comment


def _new_part(package: Package, body: str, comments: etree._Element) -> dict[str, bytes]:
    """The part of the comments, its content type and the document's relation to it."""
    folder, _, leaf = body.rpartition("/")
    name = posixpath.join(folder, "comments.xml")
    if name in package.parts:  # some other part has the name
        name = posixpath.join(folder, "reportkit-comments.xml")
    types = etree.fromstring(package.read("[Content_Types].xml"))
    etree.SubElement(
        types,
        f"{{{_PACKAGE}/content-types}}Override",
        {"PartName": f"/{name}", "ContentType": _TYPE},
    )
    relations_name = posixpath.join(folder, "_rels", f"{leaf}.rels")
    if relations_name in package.parts:
        relations = etree.fromstring(package.read(relations_name))
    else:
        relations = etree.Element(f"{{{_PACKAGE}/relationships}}Relationships")
    used = {one.get("Id") for one in relations}
    identity = next(f"rId{n}" for n in range(1, len(used) + 2) if f"rId{n}" not in used)
    etree.SubElement(
        relations,
        f"{{{_PACKAGE}/relationships}}Relationship",
        {"Id": identity, "Type": _KIND, "Target": posixpath.basename(name)},
    )
    return {
        "[Content_Types].xml": _written(types),
        relations_name: _written(relations),
        name: _written(comments),
    }


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
