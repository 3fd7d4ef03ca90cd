"""One footnote for equal words: what refers to them again points to the first, as Word does.

Takes a finished .docx; gives it with each footnote once. Knows no review.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from copy import deepcopy
from io import BytesIO

from lxml import etree

from reportkit.documents.repacked import with_parts

__all__ = ["share_footnotes"]

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f"{{{_NAMESPACE}}}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TYPES = "[Content_Types].xml"
_TEXT, _NOTES = "main+xml", "wordprocessingml.footnotes+xml"
_BOOKMARK = "_RefNguon"


def share_footnotes(package: bytes) -> bytes:
    """Give the document with one footnote for equal words.

    The first mark keeps its footnote; every later one becomes a cross-reference to it (the field
    ``NOTEREF``, ECMA-376 part 1, 17.16.5.39) that shows the same number, and its own footnote
    goes. A document without such footnotes stays as it is.
    """
    with zipfile.ZipFile(BytesIO(package)) as before:
        parts = dict(_parts(before))
        if not {_TEXT, _NOTES} <= parts.keys():
            return package
        text, notes = (etree.fromstring(before.read(parts[kind])) for kind in (_TEXT, _NOTES))
        if not _share(text, notes):
            return package
        changed = {parts[_TEXT]: _written(text), parts[_NOTES]: _written(notes)}
        return with_parts(before, changed)


def _parts(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The part of the text and that of the footnotes, by the end of their content type."""
    for entry in etree.fromstring(package.read(_TYPES)):
        for kind in (_TEXT, _NOTES):
            if (entry.get("ContentType") or "").endswith(kind):
                yield kind, (entry.get("PartName") or "").lstrip("/")


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _share(text: etree._Element, notes: etree._Element) -> bool:
    """Let later marks of equal footnotes refer to the first; tell whether there were any."""
    by_number = {note.get(f"{_W}id"): note for note in notes}
    first: dict[bytes, tuple[int, etree._Element]] = {}
    marked: dict[int, str] = {}
    used = [int(one.get(f"{_W}id") or 0) for one in text.iter(f"{_W}bookmarkStart")]
    free = max(used, default=0) + 1
    printed = 0
    for mark in list(text.iter(f"{_W}footnoteReference")):
        note, run = by_number.get(mark.get(f"{_W}id")), mark.getparent()
        if note is None or run is None or mark.get(f"{_W}customMarkFollows"):
            continue
        is_alone = all(one is mark or one.tag == f"{_W}rPr" for one in run)
        words = b"".join(etree.tostring(child, method="c14n") for child in note)
        if words not in first or not is_alone:
            printed += 1
            first.setdefault(words, (printed, run))
            continue
        number, original = first[words]
        if number not in marked:
            marked[number] = f"{_BOOKMARK}{number}"
            _bookmark(original, free + len(marked), marked[number])
        _refer(run, mark, marked[number], number)
        notes.remove(note)
    return bool(marked)


def _bookmark(run: etree._Element, identity: int, name: str) -> None:
    attributes = {f"{_W}id": str(identity)}
    run.addprevious(etree.Element(f"{_W}bookmarkStart", {**attributes, f"{_W}name": name}))
    run.addnext(etree.Element(f"{_W}bookmarkEnd", attributes))


def _refer(run: etree._Element, mark: etree._Element, name: str, number: int) -> None:
    """Put the field that shows the footnote's number into the place of the mark."""
    run.remove(mark)
    instruction = etree.Element(f"{_W}instrText", {_SPACE: "preserve"})
    instruction.text = f" NOTEREF {name} \\f \\h "
    shown = etree.Element(f"{_W}t")
    shown.text = str(number)
    begin, separate, end = (
        etree.Element(f"{_W}fldChar", {f"{_W}fldCharType": kind})
        for kind in ("begin", "separate", "end")
    )
    for content in (begin, instruction, separate, shown):
        before = deepcopy(run)
        before.append(content)
        run.addprevious(before)
    run.append(end)
