"""Word reports (.docx): paragraphs and tables in reading order, automatic numbers as they print.

Takes the file's bytes, gives its text and tables. What prints is read: tracked insertions,
content controls, text boxes (once, behind the paragraph they hang on). What does not print or is
no part of the body is left out: deletions, hidden text, comments, headers, footers, tables of
contents. Footnotes and endnotes follow the text, each a paragraph; their marks in the text, which
would stand right behind a number, are left out. A table of one cell is a frame: its paragraphs are
paragraphs; a table within a cell is part of the cell's line.
Source of the element names: ECMA-376-1, 17 (WordprocessingML).
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import islice

import attrs
from attrs import define, frozen
from lxml import etree

from reportkit.errors import SourceError, SourceFault
from reportkit.sources._layout import Extract, GridCell, Layout, one_line
from reportkit.sources._numbering import Counter, Numbering
from reportkit.sources._titles import meaningful_title
from reportkit.sources._xml import local_name, parse_xml
from reportkit.sources.bullets import PRINTED
from reportkit.sources.mark import ZIP_DAMAGE

__all__ = ["read_docx"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"
# "Strict Open XML Document" of Word: the same names in other namespaces (ECMA-376-1, annex A).
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/",
        b"http://schemas.openxmlformats.org/officeDocument/2006/",
    ),
)
_PART_SIZE = 256_000_000

_TRANSPARENT = frozenset({"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"})
_INLINE = _TRANSPARENT | frozenset(
    {"r", "hyperlink", "fldSimple", "dir", "bdo", "ruby", "rubyBase"}
)
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_HEXADECIMAL = re.compile(r"[0-9A-Fa-f]{1,4}")
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_QUOTES_A_FILE = re.compile(r"[^“”]*\([^()“”]+\.(?:docx?|pdf|txt|html?|xlsx?)\)(?:: “|\s*$)")
"""How documents.traced tells a source: "Đảng bộ xã A (bao-cao.docx): “…”"."""
_CONTENTS = ("toc ", "table of figures")


def read_docx(data: bytes, name: str) -> Extract:
    """Give text, tables and title of a Word report; ``SourceError`` where it is damaged."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = _Parts(archive)
            main = parts.main()
            root = parts.element(main)
            body = None if root is None else root.find(f"{_W}body")
            if body is None:
                raise SourceError(
                    "The file is no Word document: it has no text part.",
                    file=name,
                    remedy="Open it in Word and save it again as .docx.",
                    kind=SourceFault.DAMAGED,
                )
            numbering = Numbering.of(
                parts.related(main, "/numbering"), parts.related(main, "/styles")
            )
            reader = _Reader(Counter(numbering))
            reader.blocks(body)
            for kind in ("footnote", "endnote"):
                reader.notes(parts.related(main, f"/{kind}s"), kind)
            core = parts.related("", "/core-properties")
    except ZIP_DAMAGE as error:
        raise _damaged(name, error) from error
    except etree.XMLSyntaxError as error:
        raise _damaged(name, error) from error
    title = None if core is None else core.findtext(_DC_TITLE)
    return reader.layout.extract(title=meaningful_title(title, name))


def _damaged(name: str, error: Exception) -> SourceError:
    return SourceError(
        f"The Word file is damaged: {error}.",
        file=name,
        remedy="Open it in Word, let Word repair it, and save it again as .docx.",
        kind=SourceFault.DAMAGED,
    )


@frozen
class _Parts:
    """The parts of the package and how they refer to each other."""

    archive: zipfile.ZipFile

    def main(self) -> str:
        """The name of the part that holds the text."""
        return next(self._targets("", "/officeDocument"), "word/document.xml")

    def related(self, part: str, kind: str) -> etree._Element | None:
        """The root of the part that ``part`` refers to with this kind of relationship."""
        found = next(self._targets(part, kind), None)
        return None if found is None else self.element(found)

    def element(self, name: str) -> etree._Element | None:
        """The root of a part; None where there is no such part."""
        try:
            info = self.archive.getinfo(name)
        except KeyError:
            return None
        if info.file_size > _PART_SIZE:
            raise ValueError(f"its part {name} is larger than {_PART_SIZE // 1_000_000} MB")
        data = self.archive.read(info)
        if b"purl.oclc.org" in data:
            for strict, transitional in _STRICT:
                data = data.replace(strict, transitional)
        return parse_xml(data)

    def _targets(self, part: str, kind: str) -> Iterator[str]:
        folder, _, file = part.rpartition("/")
        relationships = self.element(posixpath.join(folder, "_rels", f"{file}.rels"))
        for entry in () if relationships is None else relationships:
            if (entry.get("Type") or "").endswith(kind):
                target = entry.get("Target") or ""
                path = target[1:] if target.startswith("/") else posixpath.join(folder, target)
                yield posixpath.normpath(path)


@define
class _Reader:
    """Goes through the body once and fills a layout."""

    counter: Counter
    layout: Layout = attrs.field(factory=Layout)

    def blocks(self, parent: etree._Element) -> None:
        """Read the paragraphs and tables of a body, a text box or a frame."""
        begun = ""  # a paragraph whose end mark is deleted: the next one continues it
        for element in _children(parent):
            if element.tag == f"{_W}p":
                paragraph = self._paragraph(element)
                begun += paragraph.words if begun else paragraph.text
                if not paragraph.is_continued:
                    self.layout.paragraph(begun)
                    begun = ""
                for box in paragraph.boxes:
                    self.blocks(box)
            elif element.tag == f"{_W}tbl":
                self._table(element)
        self.layout.paragraph(begun)

    def notes(self, root: etree._Element | None, kind: str) -> None:
        """Read the footnotes or endnotes, each as one paragraph.

        One that quotes another report as its source says nothing of this report's own.
        """
        for note in () if root is None else root.iterfind(f"{_W}{kind}"):
            if note.get(f"{_W}type") in (None, "normal"):
                words = self._flat(note)
                if not _QUOTES_A_FILE.match(words):
                    self.layout.paragraph(words)

    def _paragraph(self, element: etree._Element) -> _Paragraph:
        properties = element.find(f"{_W}pPr")
        if self.counter.numbering.style_name(_style(properties)).startswith(_CONTENTS):
            return _Paragraph()
        paragraph = _Paragraph()
        paragraph.read(element)
        place = self.counter.numbering.place(properties)
        if place is not None:
            paragraph.number = self.counter.next(place)
        paragraph.is_continued = properties is not None and any(
            properties.find(f"{_W}rPr/{_W}{change}") is not None for change in ("del", "moveFrom")
        )
        return paragraph

    def _table(self, table: etree._Element) -> None:
        rows = list(_rows(table))
        if len(rows) == 1 and len(rows[0]) == 1:
            self.blocks(rows[0][0].element)
            return
        texts = [[self._flat(cell.element) for cell in row] for row in rows]
        self.layout.table(_grid(rows, texts))

    def _flat(self, element: etree._Element) -> str:
        """The paragraphs within a cell or a note as one line.

        A cell may hold nothing but its row's number.
        """
        lines: list[str] = []
        for child in _children(element):
            if child.tag == f"{_W}p":
                paragraph = self._paragraph(child)
                lines.append(paragraph.number + paragraph.words)
                lines.extend(map(self._flat, paragraph.boxes))
            elif child.tag == f"{_W}tbl":
                lines.extend(self._flat(cell.element) for row in _rows(child) for cell in row)
        return " ".join(filter(None, map(one_line, lines)))


def _style(properties: etree._Element | None) -> str | None:
    style = None if properties is None else properties.find(f"{_W}pStyle")
    return None if style is None else style.get(f"{_W}val")


@define
class _Paragraph:
    """The words of one paragraph, its number, and the text boxes that hang on it."""

    pieces: list[str] = attrs.field(factory=list)
    boxes: list[etree._Element] = attrs.field(factory=list)
    number: str = ""
    is_continued: bool = False
    fields: list[str] = attrs.field(factory=list)
    """The instructions of the fields that stand open, the outermost first."""

    @property
    def words(self) -> str:
        """Its words, line breaks and tabs included."""
        return "".join(self.pieces)

    @property
    def text(self) -> str:
        """Its words behind its number; nothing where it has no words."""
        words = self.words.lstrip()
        return self.number + words if words else ""

    def read(self, parent: etree._Element) -> None:
        """Gather what stands in a paragraph, a run or what is around runs."""
        for element in parent:
            name = local_name(element)
            if name == "t":
                if not any(map(_shows_a_mark, self.fields)):
                    self.pieces.append(element.text or "")
            elif name == "fldChar":
                kind = element.get(f"{_W}fldCharType")
                if kind == "begin":
                    self.fields.append("")
                elif kind == "end":
                    del self.fields[-1:]
            elif name == "instrText" and self.fields:
                self.fields[-1] += element.text or ""
            elif name == "fldSimple" and _shows_a_mark(element.get(f"{_W}instr") or ""):
                continue
            elif name in _SIGNS:
                self.pieces.append(_SIGNS[name])
            elif name == "sym":
                self.pieces.append(PRINTED.get(_symbol(element), ""))
            elif name in ("drawing", "pict", "object"):
                self._find_boxes(element)
            elif name == "AlternateContent":
                for chosen in islice(element, 1):
                    self.read(chosen)
            elif (name in _INLINE or _is_mathematics(element)) and not _is_hidden(element):
                self.read(element)

    def _find_boxes(self, shape: etree._Element) -> None:
        for child in shape:
            name = local_name(child)
            if name == "txbxContent":
                self.boxes.append(child)
            elif name == "AlternateContent":
                for chosen in islice(child, 1):
                    self._find_boxes(chosen)
            else:
                self._find_boxes(child)


def _symbol(element: etree._Element) -> str:
    """The place in a symbol font; it may be told without the F0 before it (17.3.3.30)."""
    place = element.get(f"{_W}char") or ""
    return chr(0xF000 | int(place, 16)) if _HEXADECIMAL.fullmatch(place) else ""


def _is_mathematics(element: etree._Element) -> bool:
    return isinstance(element.tag, str) and element.tag.startswith(_MATH)


def _shows_a_mark(instruction: str) -> bool:
    """Whether what a field shows is the number of a footnote: no word of the text."""
    return instruction.split()[:1] == ["NOTEREF"]


def _is_hidden(run: etree._Element) -> bool:
    hidden = run.find(f"{_W}rPr/{_W}vanish")
    return hidden is not None and hidden.get(f"{_W}val") not in ("0", "false", "off")


def _children(parent: etree._Element) -> Iterator[etree._Element]:
    """The children, content controls and tracked insertions taken as if they were not there."""
    for element in parent:
        if local_name(element) in _TRANSPARENT:
            yield from _children(element)
        elif local_name(element) == "AlternateContent":
            for chosen in islice(element, 1):
                yield from _children(chosen)
        elif isinstance(element.tag, str):
            yield element


@frozen
class _Cell:
    """A cell as Word writes it: one for each row that a vertically merged cell reaches into."""

    element: etree._Element
    column: int
    column_span: int
    continues: bool


def _rows(table: etree._Element) -> Iterator[Sequence[_Cell]]:
    for row in _children(table):
        if row.tag != f"{_W}tr" or row.find(f"{_W}trPr/{_W}del") is not None:
            continue
        column = _count(row.find(f"{_W}trPr/{_W}gridBefore"), 0)
        cells: list[_Cell] = []
        for element in _children(row):
            if element.tag != f"{_W}tc":
                continue
            span = _count(element.find(f"{_W}tcPr/{_W}gridSpan"), 1)
            merge = element.find(f"{_W}tcPr/{_W}vMerge")
            continues = merge is not None and merge.get(f"{_W}val", "continue") == "continue"
            cells.append(_Cell(element, column, span, continues))
            column += span
        if cells:
            yield cells


def _count(element: etree._Element | None, default: int) -> int:
    value = "" if element is None else (element.get(f"{_W}val") or "")
    return max(default, int(value)) if value.isdigit() else default


def _grid(
    rows: Sequence[Sequence[_Cell]], texts: Sequence[Sequence[str]]
) -> Iterator[list[GridCell]]:
    """Each merged cell once, in its first row, with the number of rows it covers."""
    heights: list[dict[int, int]] = []
    reach: dict[int, int] = {}
    for row in reversed(rows):
        height = {cell.column: 1 + reach.get(cell.column, 0) for cell in row}
        reach = {cell.column: height[cell.column] for cell in row if cell.continues}
        heights.append(height)
    above: set[int] = set()
    for row, words, height in zip(rows, texts, reversed(heights), strict=True):
        yield [
            GridCell(text, cell.column, height[cell.column], cell.column_span)
            for cell, text in zip(row, words, strict=True)
            if not (cell.continues and cell.column in above)
        ]
        above = {cell.column for cell in row}
