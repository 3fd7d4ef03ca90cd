"""The shared strings of a workbook: those with tags, and the part without them.

Takes ``sharedStrings.xml``; gives the runs of each tagged string by its number. Also reads the runs
of a text that stands in its cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape

from attrs import frozen
from lxml import etree

from reportkit.templating._tags import USUAL, Delimiters, has_tags
from reportkit.templating._xlsx_sheet import MAIN, XML_PARSER, fragment, serialized
from reportkit.templating._xlsx_spliced import plainly_written
from reportkit.templating._xlsx_tags import (
    may_hold_tags,
    opening,
)
from reportkit.templating._xlsx_values import decoded_text


@frozen
class TextRun:
    """A run of a text: the XML of its format (empty for plain text) and its text."""

    format: str
    text: str


@frozen
class SharedStrings:
    """The shared strings that hold tags, and the part without them."""

    tagged: Mapping[int, tuple[TextRun, ...]]
    xml: bytes | None


def read_shared_strings(xml: bytes | None, delimiters: Delimiters = USUAL) -> SharedStrings:
    """Find the shared strings with tags; in the part they become empty, so that none is left."""
    if xml is None or not may_hold_tags(xml, delimiters):
        return SharedStrings({}, None)
    return _from_bytes(xml, delimiters) or _from_tree(xml, delimiters)


def _from_bytes(xml: bytes, delimiters: Delimiters) -> SharedStrings | None:
    """Read strings as programs usually write them; None where one with a tag is any other."""
    head, *items = xml.split(b"<si>")
    if not plainly_written(xml) or xml.count(b"<si") != len(items) or b":si" in xml:
        return None
    tagged: dict[int, tuple[TextRun, ...]] = {}
    may_begin = opening(delimiters).search
    for index, item in enumerate(items):
        if not may_begin(item):
            continue
        found = _PLAIN.match(item)
        if found is None or b"&#" in found[1]:
            return None
        text = decoded_text(unescape(found[1].decode()))
        if has_tags(text, delimiters):
            tagged[index] = (TextRun("", text),)
            items[index] = b"<t/>" + item[found.end() :]
    if not tagged:
        return SharedStrings({}, None)
    return SharedStrings(tagged, b"<si>".join([_COUNT.sub(rb"\1", head), *items]))


_PLAIN = re.compile(rb'<t(?: xml:space="preserve")?>([^<\r]*)</t>(?=</si>)')
_COUNT = re.compile(rb'(<sst\b[^>]*?) count="\d*"')
"""How often strings are used: it changes, and may be left out."""


def _from_tree(xml: bytes, delimiters: Delimiters) -> SharedStrings:
    root = etree.fromstring(xml, XML_PARSER)
    tagged: dict[int, tuple[TextRun, ...]] = {}
    for index, item in enumerate(root.findall(f"{{{MAIN}}}si")):
        runs = tuple(text_runs(item))
        if has_tags("".join(run.text for run in runs), delimiters):
            tagged[index] = runs
            item[:] = [etree.Element(f"{{{MAIN}}}t")]
    if "count" in root.attrib:
        del root.attrib["count"]
    return SharedStrings(tagged, serialized(root) if tagged else None)


def text_runs(item: etree._Element) -> Iterator[TextRun]:
    """Give the runs of a shared or inline string; guides to pronunciation are left out."""
    for child in item:
        if child.tag == f"{{{MAIN}}}t":
            yield TextRun("", decoded_text(child.text or ""))
        elif child.tag == f"{{{MAIN}}}r":
            look = child.find(f"{{{MAIN}}}rPr")
            text = child.findtext(f"{{{MAIN}}}t") or ""
            yield TextRun("" if look is None else fragment(look), decoded_text(text))
