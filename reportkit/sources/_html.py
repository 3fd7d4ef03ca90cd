"""Saved web pages (.html): the words of the report, the page's furniture left out.

Takes the file's bytes, gives text and tables, the page's title and its publishing date. Menus,
sidebars, forms, counters, captions, share buttons and lists of links are left out by what
``data/page_furniture.toml`` names and by how much of a block is links. Knows nothing of reviews.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import attrs
import lxml.html
from attrs import define, frozen
from lxml import etree

from reportkit.errors import SourceError, SourceFault
from reportkit.sources._html_head import charset, page_date, page_title
from reportkit.sources._layout import Extract, GridCell, Layout
from reportkit.sources._numbering import letters, roman
from reportkit.sources._text import byte_order_mark, decode

__all__ = ["read_html"]

_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_WORDS = re.compile(r"[A-ZÀ-Ỹ]?[a-zà-ỹ]+|[A-Z]+|\d+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NO_BULLET = re.compile(r"list-style(?:-type)?\s*:\s*none", re.IGNORECASE)

_BLOCKS = frozenset(
    "address article blockquote body caption center dd details div dl dt fieldset figure form"
    " h1 h2 h3 h4 h5 h6 header hr html legend li main ol p pre section summary ul"
    " table tbody td tfoot th thead tr".split()
)
_LINK_BLOCKS = frozenset("div ul ol dl section table tbody tr td p h2 h3 h4 h5 h6 center".split())
_LINKS_AT_LEAST = 3
_SHARE_OF_LINKS = 0.7
_CONTENT_SHARE = 0.5
_LAYOUT_CELL = 1500  # characters: a cell as long as that holds an article, not a figure
_LONGEST_CAPTION = 400
_SPAN_AT_MOST = 1000


def read_html(data: bytes, name: str) -> Extract:
    """Give text, tables, title and publishing date of a web page."""
    text = _DECLARATION.sub("", _decoded(data, name)).replace("\0", "")
    try:
        root = lxml.html.document_fromstring(text)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise SourceError(
            f"The web page is empty or damaged: {error}.",
            file=name,
            remedy="Open the page in a browser and save it again.",
            kind=SourceFault.DAMAGED,
        ) from error
    title, date = page_title(root), page_date(root)
    body = root.find("body")
    if body is None:
        return Extract("", title=title, date=date)
    _drop_furniture(body)
    reader = _Reader()
    for part in _content(body):
        reader.block(part)
    return reader.layout.extract(title, date)


def _decoded(data: bytes, name: str) -> str:
    mark, _ = byte_order_mark(data)
    declared = None if mark else charset(data)
    if declared is None:
        return decode(data, name)
    try:
        return data.decode(declared)
    except (UnicodeDecodeError, LookupError) as error:
        raise SourceError(
            f"The web page says that it is in {declared}, but cannot be read so: {error}.",
            file=name,
            remedy="Open the page in a browser and save it again as a complete page, in UTF-8.",
            kind=SourceFault.OLD_LETTERS,
        ) from error


# ------------------------------------------------------------------------------- furniture


@frozen
class _Furniture:
    """What ``data/page_furniture.toml`` names."""

    tags: frozenset[str]
    roles: frozenset[str]
    names: re.Pattern[str]
    lines: re.Pattern[str]


@cache
def _furniture() -> _Furniture:
    source = files("reportkit.sources").joinpath("data/page_furniture.toml")
    data = tomllib.loads(source.read_text("utf-8"))
    names = [name.replace(" ", " ?") for name in data["names"]]
    return _Furniture(
        frozenset(data["tags"]),
        frozenset(data["roles"]),
        re.compile(rf"(?<![^ |])(?:{'|'.join(names)})(?![^ |])"),
        re.compile(rf"(?:{'|'.join(data['lines'])})\s*[:.…]*", re.IGNORECASE),
    )


def _drop_furniture(body: etree._Element) -> None:
    """Take out what is furniture by its kind, its name or place, or because it is mostly links.

    What holds half of the page's words or the main heading is never furniture: pages are wrapped
    in one form, and articles in a "sidebar-right-layout".
    """
    furniture = _furniture()
    for element in list(body.iter(*furniture.tags)):
        _drop(element)
    for looks_like_it in (_is_named_furniture, _is_link_list, _is_side_column):
        blocks = _measure(body)
        half = blocks[body].words * _CONTENT_SHARE
        for element, block in blocks.items():
            if block.words < half and not block.has_heading and looks_like_it(element, block):
                _drop(element)


@define
class _Block:
    """How much stands in an element: letters, letters in links, links, and whether an h1 does."""

    words: int = 0
    linked: int = 0
    links: int = 0
    has_heading: bool = False


def _measure(body: etree._Element) -> dict[etree._Element, _Block]:
    """Measure every element below ``body`` once, in the order of the page."""
    order = [element for element in body.iter() if isinstance(element.tag, str)]
    blocks = {element: _Block() for element in order}
    for element in reversed(order):
        block = blocks[element]
        block.words += _letters(element.text)
        if element.tag == "a" and element.get("href") is not None:
            block.linked, block.links = block.words, 1
        block.has_heading |= element.tag == "h1"
        above = element.getparent()
        if above is not None and above in blocks:
            parent = blocks[above]
            parent.words += block.words + _letters(element.tail)
            parent.linked += block.linked
            parent.links += block.links
            parent.has_heading |= block.has_heading
    return blocks


def _letters(text: str | None) -> int:
    return len(_SPACES.sub("", text)) if text else 0


def _is_named_furniture(element: etree._Element, block: _Block) -> bool:
    """Tell whether role, style, name or kind say that this is no part of the text."""
    if element.get("role") in _furniture().roles or element.get("hidden") is not None:
        return True
    if element.tag == "form" or _HIDDEN.search(element.get("style") or ""):
        return True
    if element.tag == "header":
        return not any(ancestor.tag in ("article", "main") for ancestor in element.iterancestors())
    if element.tag == "table" and element.find(".//img") is not None:
        return _columns(element) < 2 and block.words < _LONGEST_CAPTION
    return _has_name_of_furniture(element)


def _has_name_of_furniture(element: etree._Element) -> bool:
    """Tell whether a class, the id or the place that a link leads to is a name of furniture."""
    given = f"{element.get('class') or ''} {element.get('id') or ''}".split()
    if element.tag == "a":
        given += element.get("href", "").split("#")[1:]
    if not given or element.tag in ("body", "main", "article", "h1"):
        return False
    words = " | ".join(" ".join(_WORDS.findall(name)).lower() for name in given)
    return _furniture().names.search(words) is not None


def _is_link_list(element: etree._Element, block: _Block) -> bool:
    """Tell whether the block is a menu or a list of other articles."""
    return (
        element.tag in _LINK_BLOCKS
        and block.links >= _LINKS_AT_LEAST
        and block.linked >= _SHARE_OF_LINKS * block.words
    )


def _is_side_column(element: etree._Element, block: _Block) -> bool:
    """Tell whether a cell says less than the one beside it that holds the main heading."""
    row = element.getparent()
    if element.tag != "td" or row is None:
        return False
    return any(
        block.words < _letters("".join(map(str, cell.itertext(with_tail=False)))) * _CONTENT_SHARE
        for cell in row
        if cell is not element and cell.find(".//h1") is not None
    )


def _drop(element: etree._Element) -> None:
    """Take the element out, its tail kept."""
    if isinstance(element, lxml.html.HtmlElement):
        element.drop_tree()


def _content(body: etree._Element) -> Iterator[etree._Element]:
    """The part that holds the article, with the main heading before it; else the whole body."""
    blocks = _measure(body)
    parts = [
        element
        for element, block in blocks.items()
        if (element.tag in ("article", "main") or "articleBody" in element.get("itemprop", ""))
        and block.words >= blocks[body].words * _CONTENT_SHARE
    ]
    part = min(parts, key=lambda element: blocks[element].words, default=body)
    if not blocks[part].has_heading:
        yield from body.iter("h1")
    yield part


# --------------------------------------------------------------------------------- reading


@define
class _Reader:
    """Goes through a part of the page and fills a layout."""

    layout: Layout = attrs.field(factory=Layout)
    _line: list[str] = attrs.field(factory=list, init=False)
    _marker: str = attrs.field(default="", init=False)
    _counts: dict[etree._Element, int] = attrs.field(factory=dict, init=False)

    def block(self, element: etree._Element) -> None:
        """Read an element that begins and ends a paragraph."""
        self._end_line()
        if element.tag == "table" and not _is_layout(element):
            for caption in element.iterfind("caption"):
                self._inside(caption)
                self._end_line()
            self.layout.table(_grid(element))
        else:
            if element.tag == "li":
                self._marker = self._next_marker(element)
            self._inside(element)
            self._end_line()
            if element.tag == "li":
                self._marker = ""

    def _next_marker(self, item: etree._Element) -> str:
        """The bullet or number of a list item, as a browser shows it."""
        parent = item.getparent()
        if parent is None or not _has_markers(item):
            return ""
        if parent.tag != "ol":
            return "• "
        next_number = self._counts.get(parent, _whole(parent.get("start"), 1))
        number = _whole(item.get("value"), next_number)
        self._counts[parent] = number + 1
        return f"{_NUMBERS.get(parent.get('type') or '', str)(number)}. "

    def _inside(self, element: etree._Element) -> None:
        as_written = element.tag == "pre"
        self._write(element.text, as_written)
        for child in element:
            if not isinstance(child.tag, str):
                pass
            elif child.tag == "br":
                self._line.append("\n")
            elif child.tag in _BLOCKS:
                self.block(child)
            else:
                self._inside(child)
            self._write(child.tail, as_written)

    def _write(self, text: str | None, as_written: bool) -> None:
        if text:
            self._line.append(text if as_written else _SPACES.sub(" ", text))

    def _end_line(self) -> None:
        text = _joined(self._line)
        self._line.clear()
        if text and not _furniture().lines.fullmatch(text):
            self.layout.paragraph(self._marker + text)
            self._marker = ""


_AROUND_BREAK = re.compile(r" *\n *")
_LOOSE_BARS = re.compile(r"^(?:\s*\|)+\s*|(?:\s*\|)+\s*$|(?:\s*\|)+(?=\s*\|)")


def _joined(pieces: list[str]) -> str:
    """Inline texts as one: a run of spaces is one, none stand beside a line break.

    Bars that parted what was left out (author | date | counter) go with it.
    """
    text = _AROUND_BREAK.sub("\n", re.sub(" {2,}", " ", "".join(pieces)))
    return _LOOSE_BARS.sub("", text).strip(" \n")


_NUMBERS = MappingProxyType(
    {
        "a": letters,
        "A": lambda number: letters(number).upper(),
        "i": lambda number: roman(number).lower(),
        "I": roman,
    }
)


def _has_markers(item: etree._Element) -> bool:
    """Tell whether a browser shows a bullet or a number before the list item."""
    return not any(
        element is not None and _NO_BULLET.search(element.get("style") or "")
        for element in (item, item.getparent())
    )


# ---------------------------------------------------------------------------------- tables


def _own_rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from child.iterchildren("tr")


def _is_layout(table: etree._Element) -> bool:
    """Tell whether the table only arranges the page: its cells are no figures and no heads."""
    if table.get("role") in ("presentation", "none") or table.find(".//table") is not None:
        return True
    for row in _own_rows(table):
        for cell in row:
            if cell.find(".//h1") is not None or sum(map(len, cell.itertext())) > _LAYOUT_CELL:
                return True
    return _columns(table) < 2


def _columns(table: etree._Element) -> int:
    """How many columns the widest row has."""
    return max(
        (
            sum(_whole(cell.get("colspan"), 1) for cell in row.iterchildren("td", "th"))
            for row in _own_rows(table)
        ),
        default=0,
    )


def _grid(table: etree._Element) -> Iterator[list[GridCell]]:
    """The cells of each row with their columns, cells that reach down from above minded."""
    rows = [list(row.iterchildren("td", "th")) for row in _own_rows(table)]
    busy: dict[int, int] = {}  # column -> rows still taken from above
    for at, cells in enumerate(rows):
        row: list[GridCell] = []
        column = 0
        next_busy = {place: left - 1 for place, left in busy.items() if left > 1}
        for element in cells:
            while busy.get(column, 0) > 0:
                column += 1
            width = min(_whole(element.get("colspan"), 1) or 1, _SPAN_AT_MOST)
            height = _whole(element.get("rowspan"), 1) or len(rows)
            height = max(1, min(height, len(rows) - at))
            row.append(GridCell(_flat(element), column, height, width))
            if height > 1:
                next_busy.update(dict.fromkeys(range(column, column + width), height - 1))
            column += width
        busy = next_busy
        yield row


def _flat(cell: etree._Element) -> str:
    """The words of a cell in one line; its paragraphs are parted by a space."""
    reader = _Reader()
    reader.block(cell)
    return reader.layout.extract().text


def _whole(value: str | None, default: int) -> int:
    found = re.match(r"\s*(\d{1,6})", value or "")
    return int(found[1]) if found else default
