"""What a reader sees of a Word file, told such that two files can be compared.

Text, the format of runs and paragraphs with its values, tables with spans, shading and heights,
headers and footers of all pages, footnotes, properties. Not: how XML says it, and the widths of
columns, which docxtpl gets wrong (``test_docx_cells`` has ours).
"""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.oxml.ns import qn
from lxml import etree

Format = tuple[tuple[str, tuple[tuple[str, str], ...], Any], ...]

_LETTERS = {qn("w:tab"): "\t", qn("w:br"): "\n"}
_TRUE = {"1", "true", "on"}
_USUAL = {"shd": {"val": "clear", "color": "auto"}}
"""What an attribute means where it is missing."""
_UNSEEN = {qn(f"w:{name}") for name in ("rPr", "sectPr", "pPrChange")}
_WIDTHS = {"tcW", "tblW"}
_PAGES = ("first_page_", "even_page_", "")


def seen(data: bytes) -> list[object]:
    """What a reader sees, in order."""
    document = docx.Document(io.BytesIO(data))
    found: list[object] = [
        getattr(document.core_properties, name) for name in ("title", "subject", "author")
    ]
    parts = [("body", document.element.body)]
    for section in document.sections:
        for name in (f"{page}{place}" for place in ("header", "footer") for page in _PAGES):
            parts.append((name, getattr(section, name)._element))
    for relation in document.part.rels.values():
        kind = relation.reltype.rpartition("/")[2]
        if kind in ("footnotes", "endnotes", "comments"):
            parts.append((kind, etree.fromstring(relation.target_part.blob)))
    for name, part in parts:
        found.append(name)
        found += [shown_paragraph(paragraph) for paragraph in part.iter(qn("w:p"))]
        found += [shown_table(table) for table in part.iter(qn("w:tbl"))]
    return found


def shown_table(table: Any) -> list[object]:
    """The looks of a table, of its rows and cells, and how many paragraphs a cell has."""
    found: list[object] = [format_of(table.find(qn("w:tblPr")))]
    for row in table.iterfind(qn("w:tr")):
        found.append(format_of(row.find(qn("w:trPr"))))
        for cell in row.iterfind(qn("w:tc")):
            look = format_of(cell.find(qn("w:tcPr")))
            found.append((look, len(list(cell.iter(qn("w:p"))))))
    return found


def shown_paragraph(paragraph: Any) -> tuple[Format, list[tuple[str, Format]]]:
    """The look of a paragraph and its letters with theirs, neighbours alike put together."""
    pieces: list[tuple[str, Format]] = []
    for run in paragraph.iter(qn("w:r")):
        text = "".join(
            _LETTERS.get(node.tag, node.text or "") + node.get(qn("w:type"), "")
            for node in run
            if node.tag != qn("w:rPr")
        )
        look = format_of(run.find(qn("w:rPr")))
        if pieces and pieces[-1][1] == look:
            pieces[-1] = (pieces[-1][0] + text, look)
        elif text:
            pieces.append((text, look))
    return format_of(paragraph.find(qn("w:pPr"))), pieces


def format_of(properties: Any) -> Format:
    """Properties with their values; what means the same is the same."""
    found = []
    for node in () if properties is None else properties:
        name = etree.QName(node).localname
        if node.tag in _UNSEEN or name in _WIDTHS:
            continue
        facts = _USUAL.get(name, {}) | {
            etree.QName(key).localname: value for key, value in node.attrib.items()
        }
        if facts.get("val") in _TRUE:
            del facts["val"]
        found.append((name, tuple(sorted(facts.items())), format_of(node)))
    return tuple(sorted(found))
