"""Compiles a Word template: each part with tags becomes one program that writes its XML.

Takes a package; gives what fills it. The tree is parsed once, here; rendering parses no XML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cache, partial
from typing import Any, cast

from attrs import frozen
from lxml import etree

from reportkit.errors import TemplateFileError, TemplateSyntaxError
from reportkit.templating._docx_breaks import needs_breaks, with_breaks
from reportkit.templating._docx_cells import CELL_FILTERS, merge_cells, set_cells
from reportkit.templating._docx_charts import CHART_FILTERS, DrawnChart, charts_of, fill_charts
from reportkit.templating._docx_controls import CONTROL_FILTERS, controls_of, fill_controls
from reportkit.templating._docx_filling import Filling
from reportkit.templating._docx_including import Including
from reportkit.templating._docx_levels import guard_containers, join_paragraphs, lift_tags
from reportkit.templating._docx_markup import MARKUP_FILTERS
from reportkit.templating._docx_merges import MERGE_FILTERS
from reportkit.templating._docx_notes import NOTE_FILTERS, filters_of_noted, note_again
from reportkit.templating._docx_numbering import restart_numbering
from reportkit.templating._docx_paragraphs import PARAGRAPH_FILTERS
from reportkit.templating._docx_places import Places, local_name
from reportkit.templating._docx_repeats import Identities, identities_of, with_unique_ids
from reportkit.templating._docx_tables import TABLE_FILTERS
from reportkit.templating._docx_tags import CLOSING, MARKER, OPENING, Marks
from reportkit.templating._docx_values import WORD_FILTERS, write_text
from reportkit.templating._expressions import (
    Environment,
    Program,
    Tag,
    check_blocks,
    compile_program,
)
from reportkit.templating._package import Content, Package
from reportkit.templating._tags import USUAL, Delimiters, has_tags

__all__ = ["WordProgram", "compile_docx"]

_BRACE_IN_TEXT = re.compile(rb">[^<{}]*[{}]")
_TAG_IN_ATTRIBUTE = re.compile(rb"=\s*(?:\"[^\"]*\{[{%#][^\"]*\"|'[^']*\{[{%#][^']*')")
_MARKED = etree.XPath(f"//text()[contains(., '{OPENING}')] | //@*[contains(., '{OPENING}')]")
_PROLOG = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_PROPERTIES = "document properties"
_MORE_FILTERS = {
    **CHART_FILTERS,
    **CONTROL_FILTERS,
    **MERGE_FILTERS,
    **NOTE_FILTERS,
    **PARAGRAPH_FILTERS,
    **MARKUP_FILTERS,
    **TABLE_FILTERS,
}
_FEW = 20  # pieces of a part, of a hundred values each, that may be held as one

# The last words of the content types of parts that hold text (ECMA-376 part 1, 11.3 and 15.2).
_PARTS = {
    "document.main+xml": "body",
    "template.main+xml": "body",
    "document.macroEnabled.main+xml": "body",
    "template.macroEnabledTemplate.main+xml": "body",
    "header+xml": "header",
    "footer+xml": "footer",
    "footnotes+xml": "footnotes",
    "endnotes+xml": "endnotes",
    "comments+xml": "comments",
    "chart+xml": "chart",
    "diagramData+xml": "diagram",
    "diagramDrawing+xml": "diagram",
    "chartshapes+xml": "chart",
    "core-properties+xml": _PROPERTIES,
    "extended-properties+xml": _PROPERTIES,
    "custom-properties+xml": _PROPERTIES,
}
_BODIES = tuple(words for words, label in _PARTS.items() if label == "body")
_STAY_BEHIND = ("header", "footer", _PROPERTIES)
_LOOKED_AT = {f".{words}": label for words, label in _PARTS.items()}
_FIELD_TEXTS = frozenset({"instrText", "v"})


@frozen
class WordProgram:
    """A compiled Word template."""

    package: Package
    programs: tuple[tuple[str, str, Program], ...]
    """Name and label of each part with tags."""
    identities: Identities
    content_types: bytes | None
    charts: tuple[DrawnChart, ...]
    controls: Mapping[str, AbstractSet[str]]
    """The names of content controls, by part."""
    including: Including

    @property
    def names_without_tags(self) -> list[str]:
        """The alternative texts of charts and the names of content controls, which data may set."""
        charts = [chart.names[0] for chart in self.charts if len(chart.names) > 1]
        return [*charts, *sorted(set().union(*self.controls.values()))]

    def render(
        self, data: Mapping[str, Any], includer: Filling | None = None
    ) -> dict[str, Content | None]:
        """Give the new bytes of each part that has tags or that values add to."""
        values = {**data, **self.identities.functions(), "_note": note_again}
        filling = Filling(self.package)
        filling.includer = includer
        if self.content_types:
            filling.contents["[Content_Types].xml"] = self.content_types
        for name, label, program in self.programs:
            with filling.writing(name, label):
                filling.contents[name] = _filled(program, values)
        fill_charts(self.charts, data, filling, self.including.names_without_tags)
        fill_controls(self.controls, data, filling)
        filling.finish()
        return filling.contents

    def join(self, letters: Iterable[Mapping[str, Content | None]]) -> dict[str, Content]:
        """Give the parts of one document of several fillings, each a section of its own."""
        from reportkit.templating._docx_letters import join_letters

        relations = self.package.relationships()
        main = next(target for _, kind, target in relations if kind == "officeDocument")
        return join_letters(self.package, main, letters)


def _filled(program: Program, values: Mapping[str, Any]) -> bytes | list[bytes]:
    """The new bytes of a part, in pieces: a long table is never held as one text."""
    pieces, breaks = [_PROLOG], False
    for text in program.texts(values):
        breaks = breaks or needs_breaks(text)
        pieces.append(text.encode())
    if breaks:
        return with_breaks(b"".join(pieces).decode()).encode()
    return b"".join(pieces) if len(pieces) < _FEW else pieces


def compile_docx(package: Package, environment: Environment) -> WordProgram:
    """Compile the parts of a Word document that hold tags.

    Raises
    ------
    TemplateSyntaxError
        A tag is broken, stands where it cannot, or is never closed.
    TemplateFileError
        A part is no well-formed XML.
    """
    environment.filters.update(WORD_FILTERS)
    environment.filters.update(CELL_FILTERS)
    filters = {**_MORE_FILTERS, **environment.filters}
    environment.filters = {**filters, **filters_of_noted(filters)}
    environment.globals.setdefault("restart_numbering", restart_numbering)
    environment.seen = []
    including = Including(
        environment,
        environment.part_files,
        lambda part, name: _compile(part, environment, including, name),
    )
    environment.globals.setdefault("include", including)
    return _compile(package, environment, including)


def _compile(
    package: Package, environment: Environment, including: Including, included: str = ""
) -> WordProgram:
    """Compile a document, or one that another includes, by the name that it has there."""
    if included and not any(kind.endswith(_BODIES) for kind in package.content_types().values()):
        raise TemplateFileError(
            "What is included is no Word document.", file=package.file, remedy="Give a .docx file."
        )
    _refuse_elsewhere(package, environment.delimiters)
    programs, trees = [], []
    seen, before = environment.seen, len(environment.seen)
    read = cache(package.read)
    delimiters, left_out = environment.delimiters, environment.left_out
    for name, label, is_text in _parts_to_look_at(package, read, delimiters is USUAL):
        if included and label.startswith(_STAY_BEHIND):
            continue
        root = _parse(package, name, read(name))
        places = Places(partial(_parsed_again, package, name))
        anchor = f"{included} {name}" if included else name
        marks = Marks(package.file, label, places, anchor, delimiters, left_out, seen)
        if is_text:
            marks.mark_paragraphs(root)
            marks.mark_texts(root, _FIELD_TEXTS)
        else:
            marks.mark_texts(root)
        marks.mark_attributes(root)
        if not marks.found:
            continue
        if is_text:
            join_paragraphs(marks)
            merged = set_cells(marks)
            widened = lift_tags(marks)
            merge_cells(marks, merged)
            guard_containers(marks, root, widened)
        trees.append((name, marks, root))
    identities = identities_of(root for _, _, root in trees)
    for name, marks, root in trees:
        _check_nesting(marks, root)
        pieces = with_unique_ids(_pieces(marks, etree.tostring(root, encoding="unicode")))
        programs.append((name, marks.label, compile_program(environment, pieces, write_text)))
    including.compile_named(seen[before:])
    return WordProgram(
        package,
        tuple(programs),
        identities,
        _types_of_a_document(package),
        charts_of(package, read),
        controls_of(package, read),
        including,
    )


def _refuse_elsewhere(package: Package, delimiters: Delimiters) -> None:
    """Refuse tags where nothing is filled: in building blocks and document variables."""
    for name, content_type in package.content_types().items():
        if not content_type.endswith(("document.glossary+xml", "wordprocessingml.settings+xml")):
            continue
        content = package.read(name)
        glossary = content_type.endswith("glossary+xml")
        if delimiters is USUAL and not (glossary or b"<w:docVar " in content):
            continue
        root = _parse(package, name, content)
        texts = ["".join(map(str, paragraph.itertext())) for paragraph in root.iter("{*}p")]
        texts += [str(v) for one in root.iter("{*}docVar") for v in one.attrib.values()]
        tagged = next((text for text in texts if has_tags(text, delimiters)), None)
        if tagged is not None:
            label = "a building block" if glossary else "a document variable"
            raise TemplateSyntaxError(
                f"A tag stands in {label}, which is not filled.",
                file=package.file,
                part="building blocks" if glossary else "settings",
                context=tagged[:80],
                remedy="Remove the tag there, or put it into the text of the document.",
            )


def _types_of_a_document(package: Package) -> bytes | None:
    """The content types of a template (.dotx) as a document's: Word opens no other as .docx."""
    types = package.read("[Content_Types].xml")
    changed = types.replace(b".template.main+xml", b".document.main+xml").replace(
        b".template.macroEnabledTemplate.main+xml", b".document.macroEnabled.main+xml"
    )
    return changed if changed != types else None


def _parts_to_look_at(
    package: Package, read: Callable[[str], bytes], usual: bool
) -> list[tuple[str, str, bool]]:
    """Name, label and whether it holds paragraphs, of the parts that may hold tags, body first."""
    found = []
    for name, content_type in package.content_types().items():
        ending = content_type.rpartition("/")[2]
        for words, label in _LOOKED_AT.items():
            if ending.endswith(words) and (not usual or _may_hold_tag(read(name))):
                number = re.search(r"(\d+)\.xml$", name)
                numbered = label in ("header", "footer", "chart", "diagram") and number
                label = f"{label} {number[1]}" if numbered and number else label
                found.append((name, label, not label.startswith(_PROPERTIES)))
                break
    return sorted(found, key=lambda part: part[1] != "body")


def _may_hold_tag(xml: bytes) -> bool:
    """Whether it is worth parsing a part: a brace stands in its text, or a tag in an attribute."""
    if b"{" not in xml and b"}" not in xml:
        return False
    return bool(_BRACE_IN_TEXT.search(xml) or _TAG_IN_ATTRIBUTE.search(xml))


def _parsed_again(package: Package, name: str) -> etree._Element:
    return _parse(package, name, package.read(name))


def _parse(package: Package, name: str, content: bytes) -> etree._Element:
    """The tree of a part; noncharacters, which serve as markers here, are taken out of it."""
    for noncharacter in (OPENING.encode(), CLOSING.encode()):
        if noncharacter in content:
            content = content.replace(noncharacter, b"")
    parser = etree.XMLParser(resolve_entities=False, remove_comments=True, huge_tree=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise TemplateFileError(
            f"The part {name!r} is no well-formed XML ({error}).",
            file=package.file,
            remedy="Open the file in Word or LibreOffice and save it anew.",
        ) from error
    if "wordprocessingml" in str(root.tag) and root.prefix != "w":
        raise TemplateFileError(
            f"The part {name!r} does not write its elements as w:….",
            file=package.file,
            remedy="Open the file in Word or LibreOffice and save it anew.",
        )
    return root


def _pieces(marks: Marks, xml: str) -> Iterator[str | Tag]:
    """Static XML and tags in turn."""
    position = 0
    for found in MARKER.finditer(xml):
        yield xml[position : found.start()]
        yield marks.tags[int(found[1])].tag
        position = found.end()
    yield xml[position:]


def _check_nesting(marks: Marks, root: etree._Element) -> None:
    """Check that the tags of each block stand in elements of the same names.

    Only then is the XML well-formed whatever the block repeats or drops.
    """
    if all(marked.tag.kind == "expression" for marked in marks.tags):
        return
    in_order: list[int] = []
    paths: dict[int, tuple[str, ...]] = {}
    for text in cast("list[etree._ElementUnicodeResult]", _MARKED(root)):
        holder = text.getparent()
        indexes = [int(found[1]) for found in MARKER.finditer(text)]
        in_order += indexes
        if holder is not None and any(marks.tags[i].tag.kind == "statement" for i in indexes):
            path = _path(holder, text)
            paths.update(dict.fromkeys(indexes, path))
    tags = [marks.tags[index].tag for index in in_order]
    for block in check_blocks(tags):
        first, *others = (in_order[index] for index in block)
        for other in others:
            if paths[other] != paths[first]:
                tag, opening = marks.tags[other].tag, marks.tags[first].tag
                raise tag.error(
                    TemplateSyntaxError,
                    f"{tag.source} belongs to {opening.source} ({opening.place.where}), but stands "
                    f"{_inside(paths[other])}, and that one {_inside(paths[first])}.",
                    remedy="Write both with the same letters ({%p, {%tr, {%tc or none), "
                    "in the same kind of place.",
                )


def _path(holder: etree._Element, text: etree._ElementUnicodeResult) -> tuple[str, ...]:
    """The names around a text, from the outside inwards; an attribute is a place of its own."""
    around = [*holder.iterancestors()] if text.is_tail else [holder, *holder.iterancestors()]
    path = [f"{one.prefix!s}:{local_name(one)}" for one in reversed(around)]
    if text.is_attribute:
        path.append(f"@{text.attrname!s} of {id(holder)}")
    return tuple(path)


def _inside(path: tuple[str, ...]) -> str:
    words = {
        "w:t": "within the text of a paragraph",
        "w:tbl": "between the rows of a table",
        "w:tr": "between the cells of a row",
        "w:p": "between runs",
        "w:hyperlink": "between the runs of a link",
        "w:tc": "between the paragraphs of a cell",
        "w:body": "between paragraphs",
    }
    word = words.get(path[-1], f"in <{path[-1]}>") if path else "outside"
    return word + (" of a table" if path[-1:] == ("w:t",) and "w:tc" in path else "")
