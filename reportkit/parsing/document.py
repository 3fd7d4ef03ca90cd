"""A source as a reader sees it: headings, paragraphs and sentences, page furniture set apart.

Takes a ``Source``; gives its normalised text and where each paragraph and sentence stands.
Joins lines that were broken by hand. Knows nothing of figures.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from enum import StrEnum

from attrs import frozen

from reportkit.parsing._furniture import furniture_lines
from reportkit.sources import Source
from reportkit.sources.bullets import BULLETS
from reportkit.spans import Span
from reportkit.vietnamese.letters import CAPITAL
from reportkit.vietnamese.view import View

__all__ = ["Document", "Kind", "Paragraph"]


class Kind(StrEnum):
    """What a paragraph is."""

    TEXT = "text"
    HEADING = "heading"
    ITEM = "item"
    """A list item: it begins with a dash, a bullet, a number or a letter, and is a sentence."""
    ROW = "row"
    """A row of a table: its cells are parted by tabs."""
    FURNITURE = "furniture"
    """Menus, counters, picture names, captions said twice: no words of the report."""


@frozen
class Paragraph:
    """A paragraph, by offsets into ``Document.text``.

    Attributes
    ----------
    start, end:
        Where it stands, white space at its ends left out.
    kind:
        What it is.
    headings:
        The headings above it, outermost first.
    sentences:
        Where each of its sentences stands; of a heading or a row the paragraph itself.
    """

    start: int
    end: int
    kind: Kind
    headings: tuple[str, ...] = ()
    sentences: tuple[tuple[int, int], ...] = ()


@frozen
class Document:
    """A source, normalised and taken apart.

    Attributes
    ----------
    source:
        The report itself.
    text:
        Its normalised text (see ``View``), lines broken by hand joined with a space.
    paragraphs:
        In the order of the text, page furniture included.

    Examples
    --------
    >>> document = Document.of(Source("a.txt", "I. KẾT QUẢ\\nXây dựng 29 mô hình. Khen 5 tập thể."))
    >>> [paragraph.kind.value for paragraph in document.paragraphs]
    ['heading', 'text']
    >>> [document.text[start:end] for start, end in document.paragraphs[1].sentences]
    ['Xây dựng 29 mô hình.', 'Khen 5 tập thể.']
    """

    source: Source
    text: str
    view: View
    paragraphs: tuple[Paragraph, ...]

    @classmethod
    def of(cls, source: Source) -> Document:
        """Take ``source`` apart."""
        view = View.of(source.text)
        tables = _table_lines(source, view)
        text = _joined(view.text, tables)
        return cls(source, text, view, tuple(_paragraphs(text, tables)))

    def span(self, start: int, end: int) -> Span:
        """Give where ``text[start:end]`` stands in ``source.text``."""
        return self.view.span(start, end)

    def quote(self, start: int, end: int) -> str:
        """Give the source's own words for ``text[start:end]``."""
        return self.span(start, end).of(self.source.text)

    def words(self, start: int, end: int) -> str:
        """Give the source's own words for ``text[start:end]`` in NFC, on one line."""
        return unicodedata.normalize("NFC", " ".join(self.quote(start, end).split()))

    def place(self, span: Span) -> tuple[int, int]:
        """Give where a span into ``source.text`` stands in ``text``: the way back of ``span``."""
        origin = self.view.origin
        if origin is None:
            return span.start, span.end
        return bisect_left(origin, span.start), bisect_left(origin, span.end)

    def body(self) -> Iterator[Paragraph]:
        """Go through the paragraphs that are words of the report."""
        return (paragraph for paragraph in self.paragraphs if paragraph.kind is not Kind.FURNITURE)


def _table_lines(source: Source, view: View) -> list[tuple[int, int]]:
    """Where the tables stand in the view."""
    if not source.tables:
        return []
    if view.origin is None:
        return [(table.span.start, table.span.end) for table in source.tables]
    place = {offset: index for index, offset in reversed(list(enumerate(view.origin)))}
    return [
        (place.get(table.span.start, 0), place.get(table.span.end, len(view.text)))
        for table in source.tables
    ]


def _is_in(line: tuple[int, int], tables: list[tuple[int, int]]) -> bool:
    """Whether a line is one of a table: its outer bars may stand before the first cell."""
    return any(start < line[1] and line[0] < end for start, end in tables)


# ------------------------------------------------------------------ lines broken by hand

_LINE = re.compile(r"[^\n]+")
_ITEM_START = re.compile(
    rf"""\s*(?:
        [-+*{BULLETS}–]\s
      | \d{{1,2}}(?:\.\d{{1,2}}){{0,3}}[.)/]\s*\S
      | \d{{1,2}}(?:\.\d{{1,2}}){{1,3}}\s+\S
      | [a-zđ]\)\s
      | (?:[IVX]{{1,5}}|[A-D])\s*[.\-)/]\s*\S
      | (?:Phần|PHẦN|Mục|MỤC|Chương|CHƯƠNG)\s
      | (?:Một|Hai|Ba|Bốn|Năm|Sáu|Bảy|Tám|Chín|Mười)\s+là\b
      | Thứ\s+(?:nhất|hai|ba|tư|năm|sáu|bảy)\b
    )""",
    re.VERBOSE,
)
_LETTERED = re.compile(r"\s*[a-zđ]\)\s")
_ENDS_SENTENCE = re.compile(r"[.!?…;:][\"')\]]*\s*$")
_WRAPPED_AT_LEAST = 40
_WRAPPED_AT_MOST = 130


def _joined(text: str, tables: list[tuple[int, int]]) -> str:
    """The text with a space for each line end that only the width of a page made.

    A text is hard-wrapped when its lines are about as long as a page is wide and some that are
    full go on in the next. Length and offsets stay.
    """
    lines = [
        (found.start(), found.end())
        for found in _LINE.finditer(text)
        if found[0].strip() and not _is_in(found.span(), tables)
    ]
    if len(lines) < 4:
        return text
    lengths = sorted(len(text[start:end].strip()) for start, end in lines)
    width = lengths[int(len(lengths) * 0.95)]
    if not _WRAPPED_AT_LEAST <= width <= _WRAPPED_AT_MOST:
        return text
    if _carried_over(text, lines, width) < max(2, len(lines) // 25):
        return text
    joined = list(text)
    for (start, end), (next_start, next_end) in itertools.pairwise(lines):
        if text[end:next_start].strip(" ") != "\n":
            continue
        line, following = text[start:end].rstrip(), text[next_start:next_end]
        if _ENDS_SENTENCE.search(line) and len(line.strip()) < width * 0.8:
            continue
        if _LETTERED.match(following):
            continue
        if _ITEM_START.match(following) and not following.lstrip()[:1].islower():
            if not (len(line.strip()) > width * 0.8 and not _ENDS_SENTENCE.search(line)):
                continue
            if following.lstrip()[:1] in f"-+*{BULLETS}–":
                continue
        first = following.strip()[:1]
        first_word = following.split(maxsplit=1)[0] if following.split() else ""
        full = len(line.strip()) + 1 + len(first_word) > width * 0.9
        if first.islower() or (full and not _is_capitals(line)):
            joined[end] = " "
    return "".join(joined)


def _carried_over(text: str, lines: list[tuple[int, int]], width: int) -> int:
    """How many full lines go on in the next, which then begins with a small letter."""
    return sum(
        text[start:end].lstrip()[:1].islower() and len(text[before:stop].strip()) > width * 0.7
        for (before, stop), (start, end) in itertools.pairwise(lines)
    )


def _is_capitals(line: str) -> bool:
    letters = list(filter(str.isalpha, line))
    return len(letters) >= 3 and sum(map(str.isupper, letters)) >= 0.85 * len(letters)


# --------------------------------------------------------------- paragraphs and headings

_MARKERS = (
    (0, re.compile(r"(?:Phần|PHẦN)\s+(?:thứ|THỨ|[IVX\d])|[A-D]\s*[.\-)]\s+\S")),
    (1, re.compile(r"[IVX]{1,5}\s*[.\-)/]\s*\S|(?:Mục|MỤC|Chương|CHƯƠNG)\s+[IVX\d]")),
    (3, re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}\.?\s*\S")),
    (2, re.compile(r"\d{1,2}\s*[.)/\-]\s*[^\d\s]")),
    (4, re.compile(r"[a-zđ]\s*\)\s*\S")),
    (5, re.compile(rf"[-+*{BULLETS}]\s*\S")),
)
_CAPITALS_LEVEL = 1
_PLAIN_LEVEL = 2
_BULLET_LEVEL, _STARRED_LEVEL = 5, 4
# "* Nhiệm vụ 6 tháng cuối năm:" over a list of dashes.
_STARRED_HEADING = re.compile(r"\*\s*(?:[^\d,;.:]|\d+\s+(?=tháng)|(?<=năm\s)\d{4}){4,70}:")
_LONGEST_HEADING = 180
_LONGEST_PLAIN_HEADING = 110


def marker_level(line: str) -> int | None:
    """How deep the number or letter before a line puts it; None where there is none.

    >>> marker_level("I. KẾT QUẢ"), marker_level("1.2. Tuyên truyền"), marker_level("Kết quả")
    (1, 3, None)
    """
    for level, pattern in _MARKERS:
        if pattern.match(line):
            return level
    return None


def _heading_level(line: str) -> int | None:
    """The level of a heading; None where the line is no heading."""
    if len(line) > _LONGEST_HEADING:
        return None
    bare = line.rstrip()
    level = marker_level(bare)
    closed = bare.endswith((".", ";", ",", "…", "!", "?"))
    if _is_capitals(bare):
        return _CAPITALS_LEVEL if level is None else min(level, 2)
    if level in (0, 1):
        return None if closed and len(bare) > _LONGEST_PLAIN_HEADING else level
    if level in (2, 3, 4):
        sentence = re.search(r"[.;]\s", re.sub(r"^[\d.)a-zđ]+\s", "", bare))
        return None if closed or sentence or (bare.endswith(":") and len(bare) > 120) else level
    if level == _BULLET_LEVEL and _STARRED_HEADING.fullmatch(bare):
        return _STARRED_LEVEL
    plain = (
        level is None and not closed and len(bare) <= _LONGEST_PLAIN_HEADING and "\t" not in bare
    )
    if plain and not bare.endswith(":") and (bare[0].isupper() or bare[0].isdigit()):
        return _PLAIN_LEVEL
    return None


def _paragraphs(text: str, tables: list[tuple[int, int]]) -> Iterator[Paragraph]:
    lines = [
        (start, start + len(stripped), stripped)
        for found in _LINE.finditer(text)
        if (stripped := found[0].strip())
        for start in [found.start() + found[0].index(stripped)]
    ]
    furniture = furniture_lines([line for _, _, line in lines])
    above: list[tuple[int, str]] = []
    for index, (start, end, line) in enumerate(lines):
        if _is_in((start, end), tables):
            yield Paragraph(start, end, Kind.ROW, _texts(above), ((start, end),))
            continue
        if index in furniture:
            yield Paragraph(start, end, Kind.FURNITURE)
            continue
        level = _heading_level(line) if index + 1 < len(lines) else None
        if level is not None:
            while above and above[-1][0] >= level:
                above.pop()
            yield Paragraph(start, end, Kind.HEADING, _texts(above), ((start, end),))
            above.append((level, line))
            continue
        kind = Kind.TEXT if marker_level(line) is None else Kind.ITEM
        yield Paragraph(start, end, kind, _texts(above), tuple(_sentences(text, start, end)))


def _texts(above: list[tuple[int, str]]) -> tuple[str, ...]:
    return tuple(heading for _, heading in above)


# ------------------------------------------------------------------------------ sentences

_SENTENCE_END = re.compile(rf"[.!?…]+[\"')\]]*(?=\s+[\"'(\[]*[{CAPITAL}\d])")
# Before these a full stop ends no sentence: titles, abbreviated bodies, list numbers.
_ABBREVIATION = re.compile(
    r"(?:(?<!\w)(?:TP|Tp|tp|TX|TT|Q|P|H|T|ThS|TS|PGS|GS|BS|CN|KS|Đ/c|đ/c|St|No|tr|Tr|vs|cv|ctv|[A-Z])"
    r"|^\s*(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[a-zđ]))\.$"
)
_LONGEST_ABBREVIATION = 12

# No sentence of a report is longer; what is, is a list that never ends, and is read in pieces.
_LONGEST_SENTENCE = 2000
_PIECE_ENDS = ("; ", ", ", " ")


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for found in _SENTENCE_END.finditer(text, start, end):
        if _ABBREVIATION.search(
            text, max(begin, found.start() - _LONGEST_ABBREVIATION), found.start() + 1
        ):
            continue
        yield from _pieces(text, begin, found.end())
        begin = found.end()
        while begin < end and text[begin].isspace():
            begin += 1
    if begin < end:
        yield from _pieces(text, begin, end)


def _pieces(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentence, or where it is too long its pieces."""
    while end - begin > _LONGEST_SENTENCE:
        limit = begin + _LONGEST_SENTENCE
        cuts = (text.rfind(mark, begin, limit) + len(mark) for mark in _PIECE_ENDS)
        cut = next((cut for cut in cuts if cut > begin + _LONGEST_SENTENCE // 2), limit)
        yield begin, cut
        begin = cut
    if begin < end:
        yield begin, end
