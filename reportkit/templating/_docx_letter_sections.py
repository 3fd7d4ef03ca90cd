"""The sections of letters in one document: each letter ends its own and begins on a new first page.

Takes the tree of a letter's body; changes it. Follows ECMA-376 part 1, 17.6 (sections) and 17.10
(headers). Knows no parts: it asks for the relationship of an empty header.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from lxml import etree

__all__ = ["begin_anew", "end_in_paragraph", "end_section", "put_off_endnotes"]

Element = etree._Element

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SECTION_ORDER = (
    "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders "
    "lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter "
    "docGrid printerSettings sectPrChange"
).split()
_SMALL = (
    f'<w:p xmlns:w="{_W}"><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" '
    'w:lineRule="exact"/></w:pPr></w:p>'
)


def begin_anew(
    body: Element, sections: Sequence[Element], noted: Iterable[str], empty: Callable[[str], str]
) -> None:
    """Begin a letter on a page of its own, which is its first, with its own headers.

    ``noted`` are the kinds of notes that there are ("footnote", "endnote"), which begin anew;
    ``empty`` gives the relationship of a header or footer with nothing in it.
    """
    first = sections[0] if sections else etree.SubElement(body, f"{{{_W}}}sectPr")
    kind = first.find(f"{{{_W}}}type")
    if kind is not None and kind.get(f"{{{_W}}}val") in ("continuous", "nextColumn"):
        first.remove(kind)
    numbers = _property(first, "pgNumType")
    if numbers.get(f"{{{_W}}}start") is None:
        numbers.set(f"{{{_W}}}start", "1")
    for word in noted:
        notes = _property(first, f"{word}Pr")
        if notes.find(f"{{{_W}}}numRestart") is None:
            etree.SubElement(notes, f"{{{_W}}}numRestart").set(f"{{{_W}}}val", "eachSect")
    there = _references(first)
    for word, place in dict.fromkeys(
        reference for section in sections for reference in _references(section)
    ):
        if (word, place) not in there:  # else the last letter's would be shown
            reference = etree.Element(f"{{{_W}}}{word}Reference")
            reference.set(f"{{{_W}}}type", place)
            reference.set(f"{{{_R}}}id", empty(word))
            first.insert(0, reference)


def put_off_endnotes(sections: Sequence[Element]) -> None:
    """Let the endnotes of a letter stand at the end of its last section."""
    for section in sections[:-1]:
        _property(section, "noEndnote")


def end_in_paragraph(body: Element) -> None:
    """Put a small paragraph behind a table that ends the last letter, as Word would a large one."""
    last = next((one for one in reversed(body) if one.tag != f"{{{_W}}}sectPr"), None)
    if last is not None and last.tag == f"{{{_W}}}tbl":
        last.addnext(etree.fromstring(_SMALL))


def end_section(body: Element) -> None:
    """Let the last paragraph of a letter end its last section."""
    section = body[-1] if len(body) and body[-1].tag == f"{{{_W}}}sectPr" else None
    if section is None:
        section = etree.Element(f"{{{_W}}}sectPr")
    else:
        body.remove(section)
    paragraph = body[-1] if len(body) else None
    ended = paragraph is not None and paragraph.find(f"{{{_W}}}pPr/{{{_W}}}sectPr") is not None
    if paragraph is None or paragraph.tag != f"{{{_W}}}p" or ended:
        paragraph = etree.fromstring(_SMALL)
        body.append(paragraph)
    properties = paragraph.find(f"{{{_W}}}pPr")
    if properties is None:
        properties = etree.Element(f"{{{_W}}}pPr")
        paragraph.insert(0, properties)
    changed = properties.find(f"{{{_W}}}pPrChange")
    if changed is not None:
        changed.addprevious(section)
    else:
        properties.append(section)


def _references(section: Element) -> list[tuple[str, str]]:
    """Kind ("header") and place ("default", "first", "even") of a section's references."""
    return [
        (word, entry.get(f"{{{_W}}}type") or "default")
        for word in ("header", "footer")
        for entry in section.iterfind(f"{{{_W}}}{word}Reference")
    ]


def _property(section: Element, name: str) -> Element:
    """A property of a section; one that is not there yet is put where the schema has it."""
    found = section.find(f"{{{_W}}}{name}")
    if found is None:
        before = set(_SECTION_ORDER[: _SECTION_ORDER.index(name)])
        found = etree.Element(f"{{{_W}}}{name}")
        section.insert(sum(etree.QName(one).localname in before for one in section), found)
    return found
