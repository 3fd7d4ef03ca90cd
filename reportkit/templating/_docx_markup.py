"""Simple HTML and Markdown as paragraphs: ``{{p text | html }}``, ``{{p text | markdown }}``.

Takes text from anywhere; gives paragraphs in the look of the tag, with bold, lists, headings,
links, tables. Whatever it does not know keeps its words only; scripts, styles and addresses that
do something else than open a page are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from attrs import evolve, frozen
from jinja2 import Undefined
from lxml import etree

from reportkit.errors import TemplateValueError
from reportkit.templating._added_parts import Target
from reportkit.templating._docx_filling import Filling
from reportkit.templating._docx_numbering import Numbering
from reportkit.templating._docx_paragraphs import Look, Paragraphs, in_list
from reportkit.templating._docx_styles import Styles
from reportkit.templating._docx_tables import Cell, written_table
from reportkit.templating._docx_values import attribute_text, runs_of
from reportkit.templating._filters import is_blank

__all__ = ["MARKUP_FILTERS"]

Element = etree._Element

_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_FORMATS = {
    "b strong": {"b": "<w:b/>", "bCs": "<w:bCs/>"},
    "i em cite var": {"i": "<w:i/>", "iCs": "<w:iCs/>"},
    "u ins": {"u": '<w:u w:val="single"/>'},
    "s del strike": {"strike": "<w:strike/>"},
    "sub": {"vertAlign": '<w:vertAlign w:val="subscript"/>'},
    "sup": {"vertAlign": '<w:vertAlign w:val="superscript"/>'},
    "mark": {"highlight": '<w:highlight w:val="yellow"/>'},
    "code kbd samp tt pre": {
        "rFonts": '<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/>'
    },
}
_INLINE = {name: format for names, format in _FORMATS.items() for name in names.split()}
_HEADINGS = {f"h{level}": f"heading {level}" for level in range(1, 7)}
_BLOCKS = {
    "p", "div", "section", "article", "header", "footer", "main", "aside", "nav", "figure",
    "figcaption", "address", "dl", "dt", "dd", "blockquote", "pre", "body", "html", "form",
    "fieldset", "center", "details", "summary", *_HEADINGS,
}  # fmt: skip
_LEFT_OUT = {
    "script", "style", "head", "title", "template", "iframe", "object", "embed", "noscript",
    "svg", "math", "input", "select", "textarea", "button", "audio", "video", "canvas", "map",
}  # fmt: skip
_SPACES = re.compile("[ \t\n\r\f]+")
_ENDED = "</w:t></w:r>"
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_ALIGNED = re.compile(r"text-align:\s*(left|right|center|justify)")
_ADDRESS = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")
_UNSEEN = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])
_NUMBERED = re.compile(r"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")
_DEEPEST = 60  # elements in one another; of what is within more, the words stay
_STEP = 425  # twentieths of a point, as the lists are indented
_LINE = '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="auto"/></w:pBdr>'
_ALIGNMENTS = {"justify": "both"}


def _html(text: Any) -> Any:
    """The paragraphs of a text of simple HTML."""
    if isinstance(text, Undefined):
        return text
    words = "" if is_blank(text) else str(text)
    return Paragraphs(lambda filling, look: "".join(_written(words, filling, look)))


def _markdown(text: Any) -> Any:
    """The paragraphs of a text of Markdown (CommonMark, with tables and ~~strike~~)."""
    if isinstance(text, Undefined):
        return text
    try:
        from markdown_it import MarkdownIt
    except ImportError as error:
        raise TemplateValueError(
            "The filter markdown needs the package markdown-it-py.",
            remedy="Install it: pip install 'reportkit[markdown]'.",
        ) from error
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    return _html("" if is_blank(text) else parser.render(str(text)))


MARKUP_FILTERS: dict[str, Callable[..., Any]] = {"html": _html, "markdown": _markdown}
"""The filters that make paragraphs of markup."""


def _written(text: str, filling: Filling, look: Look) -> list[str]:
    """The blocks that a text of HTML makes."""
    from lxml import html

    text = _NUMBERED.sub(_seen, _DECLARATION.sub("", text).translate(_UNSEEN))
    writer = _Writer(filling, look)
    parser = html.HTMLParser(huge_tree=True, no_network=True)
    root = html.fragment_fromstring(text, create_parent="div", parser=parser)
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise TemplateValueError(
            "The HTML has too many elements in one another.",
            remedy="Give HTML in which each element is closed.",
        )
    writer.block(root, _Place())
    return writer.blocks


def _seen(reference: re.Match[str]) -> str:
    """A letter told by its number; a space for one that no document may hold."""
    number = int(reference[1], 16) if reference[1] else int(reference[2][:20])
    return " " if number in _UNSEEN else reference[0]


@frozen
class _Place:
    """Where text stands: the format of its runs, the properties of its paragraph."""

    format: Mapping[str, str] = {}
    paragraph: Mapping[str, str] = {}
    level: int = -1
    """The level of the list around, from 0 on."""
    kept: bool = False
    """Whether spaces and line feeds stay as they are."""
    depth: int = 0


class _Writer:
    """Writes blocks one after the other; the runs of the paragraph that is open wait."""

    def __init__(self, filling: Filling, look: Look) -> None:
        self.filling, self.look = filling, look
        self.blocks: list[str] = []
        self._runs: list[str] = []
        self._number = ""
        self._after_space = True

    def block(self, element: Element, place: _Place) -> None:
        """Write an element as a block of its own."""
        self._end(place)
        self._inside(element, place)
        self._end(place)

    def _inside(self, element: Element, place: _Place) -> None:
        if place.depth == _DEEPEST:
            self._text("".join(map(str, element.itertext())), place)
            return
        place = evolve(place, depth=place.depth + 1)
        self._text(element.text, place)
        for child in element:
            name = child.tag.lower() if isinstance(child.tag, str) else ""
            if name and name not in _LEFT_OUT:
                self._element(name, child, place)
            self._text(child.tail, place)

    def _element(self, name: str, element: Element, place: _Place) -> None:
        if name == "br":
            self._runs.append("<w:r><w:br/></w:r>")
            self._after_space = True
        elif name == "img":
            self._text(element.get("alt"), place)
        elif name == "a":
            self._link(element, place)
        elif name == "hr":
            self._end(place)
            self.blocks.append(f"{self.look.opened(pBdr=_LINE)}</w:p>")
        elif name in ("ul", "ol"):
            self._end(place)
            self._list(name, element, place)
        elif name == "table":
            self._end(place)
            self._table(element, place)
        elif name in _BLOCKS:
            self.block(element, self._within(name, element, place))
        else:
            self._inside(element, evolve(place, format={**place.format, **_INLINE.get(name, {})}))

    def _within(self, name: str, element: Element, place: _Place) -> _Place:
        """The place within a block of this name."""
        paragraph = dict(place.paragraph)
        aligned = _ALIGNED.search(element.get("style", ""))
        if aligned:
            paragraph["jc"] = f'<w:jc w:val="{_ALIGNMENTS.get(aligned[1], aligned[1])}"/>'
        if name in _HEADINGS:
            style = self.filling.addition(Styles).identity(_HEADINGS[name])
            paragraph["pStyle"] = f'<w:pStyle w:val="{style}"/>'
        if name in ("blockquote", "dd"):
            left = re.search(r'w:left="(\d+)"', paragraph.get("ind", ""))
            indent = _STEP + (int(left[1]) if left else 0)
            paragraph["ind"] = f'<w:ind w:left="{indent}"/>'
        format = {**place.format, **_INLINE.get(name, {})}
        return evolve(place, paragraph=paragraph, format=format, kept=place.kept or name == "pre")

    def _text(self, text: str | None, place: _Place) -> None:
        if not text:
            return
        if not place.kept:
            text = _SPACES.sub(" ", text)
            if self._after_space:
                text = text.lstrip(" ")
            self._after_space = text.endswith(" ") if text else self._after_space
        if text:
            heading = "pStyle" in place.paragraph
            look = Look() if heading else self.look
            self._runs.append(runs_of(text, look.run_like(**place.format)))

    def _link(self, element: Element, place: _Place) -> None:
        address = (element.get("href") or "").strip()
        if not _ADDRESS.fullmatch(address):
            self._inside(element, place)
            return
        style = self.filling.addition(Styles).identity("hyperlink")
        before = self._runs
        self._runs = []
        format = {**place.format, "rStyle": f'<w:rStyle w:val="{style}"/>'}
        self._inside(element, evolve(place, format=format))
        runs, self._runs = "".join(self._runs), before
        if runs:
            target = Target("hyperlink", address, outside=True)
            [identity] = self.filling.parts.relate(self.filling.part, [target])
            link = f'<w:hyperlink xmlns:r="{_R}" r:id="{attribute_text(identity)}">'
            self._runs.append(f"{link}{runs}</w:hyperlink>")

    def _list(self, name: str, element: Element, place: _Place) -> None:
        numbering, level = self.filling.addition(Numbering), min(place.level + 1, 8)
        start = element.get("start") or ""
        number = numbering.bulleted()
        if name == "ol":
            number = numbering.ordered(level, int(start) if start.isdigit() else 1)
        indent = f'<w:ind w:left="{_STEP * (level + 1)}"/>'
        inner = evolve(place, level=level, paragraph={**place.paragraph, "ind": indent})
        for item in element:
            if isinstance(item.tag, str):
                self._number = in_list(number, level)
                self.block(item, inner)
                self._number = ""

    def _table(self, table: Element, place: _Place) -> None:
        rows = _rows(table)
        cells = [
            [self._cell(one, place.depth) for one in row.iterchildren("td", "th")] for row in rows
        ]
        heads = len(table.findall("thead/tr"))
        style = self.filling.addition(Styles).identity("table grid")
        if self.blocks and self.blocks[-1].endswith("</w:tbl>"):
            self.blocks.append("<w:p/>")  # two tables in a row would be one
        self.blocks += filter(None, [written_table(cells, heads, style)])

    def _cell(self, cell: Element, depth: int) -> Cell:
        look = Look(self.look.opened(ind="", spacing="")[len("<w:p>") :], self.look.run)
        writer = _Writer(self.filling, look)
        bold = _INLINE["b"] if cell.tag == "th" else {}
        writer.block(cell, writer._within("td", cell, _Place(format=bold, depth=depth)))
        if not writer.blocks or not writer.blocks[-1].endswith("</w:p>"):
            writer.blocks.append("<w:p/>")
        return Cell("".join(writer.blocks), _spanned(cell, "colspan"), _spanned(cell, "rowspan"))

    def _end(self, place: _Place) -> None:
        """End the paragraph that is open; a number waits for the first of its item."""
        self._after_space = True
        if not self._runs:
            return
        ending = _BREAK if place.kept else " "  # as a browser shows neither
        if self._runs[-1].endswith(ending + _ENDED):
            self._runs[-1] = self._runs[-1].removesuffix(ending + _ENDED) + _ENDED
        own = dict(place.paragraph)
        if self._number:
            own |= {"numPr": self._number, "ind": ""}
            self._number = ""
        look = Look() if "pStyle" in own else self.look
        self.blocks.append(f"{look.opened(**own)}{''.join(self._runs)}</w:p>")
        self._runs = []


def _rows(table: Element) -> list[Element]:
    """The rows of a table, without those of tables within it."""
    return list(_rows_in(table))


def _rows_in(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from _rows_in(child)


def _spanned(cell: Element, name: str) -> int:
    """How many columns or rows a cell spans; so many as a table of Word may have columns."""
    span = cell.get(name) or ""
    return max(1, min(int(span[:9]), 60)) if span.isdecimal() else 1
