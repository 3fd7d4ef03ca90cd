"""Writes values as WordprocessingML: text, breaks, attributes, runs.

Takes any value that an expression gives; gives the XML that stands in its place. Knows nothing
of tags or parts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from jinja2 import Undefined
from markupsafe import Markup

from reportkit.errors import TemplateValueError
from reportkit.templating._docx_looks import inherited
from reportkit.templating._filters import is_blank
from reportkit.templating.limits import measure

__all__ = [
    "RICH_END",
    "RICH_START",
    "WORD_FILTERS",
    "Written",
    "attribute_text",
    "brings_elements",
    "in_attribute",
    "runs_of",
    "write_text",
]

RICH_START, RICH_END = "\x01", "\x02"
"""Around the runs of a rich text, until the run that it stands in is parted (`_docx_breaks`)."""

_FORBIDDEN = dict.fromkeys(
    [*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF]
)
"""What XML 1.0 (section 2.2) does not allow: dropped."""

_LARGEST = 1_000_000  # characters and items of a list that is printed as one
_REOPEN = '<w:t xml:space="preserve">'
_BREAK = f"</w:t><w:br/>{_REOPEN}"
_PLAIN: dict[int, str | None] = {**_FORBIDDEN, 38: "&amp;", 60: "&lt;", 62: "&gt;"}
_TEXT: dict[int, str | None] = {
    **_PLAIN,
    7: "\a",  # a paragraph ends here, and a page: resolved when the part is filled
    9: f"</w:t><w:tab/>{_REOPEN}",
    10: _BREAK,
    12: "\f",
    13: _BREAK,
}
_IN_OWN_XML = {key: value for key, value in _FORBIDDEN.items() if key not in (1, 2, 3, 7, 12)}
_NOT_ALLOWED = re.compile("[" + "".join(map(re.escape, map(chr, _IN_OWN_XML))) + "]")
_ATTRIBUTE = {**_PLAIN, 34: "&quot;", 9: "&#9;", 10: "&#10;", 13: "&#10;"}

# In XML that a value brings: an & that begins no reference, a < that begins no Word element.
_STRAY = re.compile(
    r"&(?!(?:lt|gt|amp|quot|apos|#[0-9]+|#x[0-9A-Fa-f]+);)|<(?!/?[A-Za-z][\w.-]*:[A-Za-z])"
)


_ELEMENT = re.compile(r"<(/?)([A-Za-z][\w.-]*:[A-Za-z][\w.-]*)[^<>]*?(/?)>")


class Written(str):
    """XML that is known to be whole: it was made here, or gone through already."""

    __slots__ = ()

    def __html__(self) -> Written:
        return self


def write_text(value: Any) -> str:
    r"""Write a value within ``<w:t>``: escaped, a line feed as a break, a tab as a tab.

    ``\a`` and ``\f`` stay, for `_docx_breaks` to end the paragraph there. None, NaN and NaT
    write nothing, characters that XML forbids are dropped, and what brings its own XML
    (``__html__``: a macro's output, ``x | safe``) is written as XML, stray ``<`` and ``&`` escaped.

    Examples
    --------
    >>> write_text("A & B"), write_text(None), write_text(Decimal("1E+3"))
    ('A &amp; B', '', '1000')
    >>> write_text("a\nb")
    'a</w:t><w:br/><w:t xml:space="preserve">b'
    """
    kind = type(value)
    if kind is not str:
        if kind is int:
            return str(value)
        if kind is Written:
            return value  # type: ignore[no-any-return]
        if hasattr(value, "__html__"):
            xml = value.__html__()
            return xml if type(xml) is Written else _own_xml(str(xml))
        value = _text_of(value)
    if value.isprintable() and "&" not in value and "<" not in value and ">" not in value:
        return value  # type: ignore[no-any-return]
    return value.replace("\r\n", "\n").translate(_TEXT)  # type: ignore[no-any-return]


def _own_xml(xml: str) -> str:
    """XML that a value brings; what could not be XML in it is text."""
    if not xml.isprintable() and _NOT_ALLOWED.search(xml):
        xml = xml.translate(_IN_OWN_XML)
    if "&" in xml or "<" in xml:
        xml = _STRAY.sub(lambda stray: "&amp;" if stray[0] == "&" else "&lt;", xml)
    return xml


def _text_of(value: Any) -> str:
    """The text that a value prints; an undefined one raises, is blank or keeps its tag."""
    if is_blank(value):
        return ""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, (list, tuple, dict, set, frozenset)):
        measure(value, _LARGEST)  # lists of the same lists of lists … print without end
    return str(value)


def attribute_text(text: str) -> str:
    """Escape a text for an attribute.

    Examples
    --------
    >>> attribute_text('a "b" & c')
    'a &quot;b&quot; &amp; c'
    """
    return text.translate(_ATTRIBUTE)


def _in_plain_text(value: Any) -> Any:
    """A value where no break can stand: field codes, drawings, document properties."""
    if isinstance(value, Undefined):
        return value
    _refuse_rich(value)
    return Markup(_text_of(value).replace("\r\n", "\n").translate(_PLAIN))


def in_attribute(value: Any) -> Any:
    """A value within an attribute."""
    if isinstance(value, Undefined):
        return value
    _refuse_rich(value)
    return Markup(attribute_text(_text_of(value).replace("\r\n", "\n")))


def _refuse_rich(value: Any) -> None:
    """A rich text cannot stand where there are no runs; its words alone are not what was meant."""
    if hasattr(value, "__html__") and RICH_START in value.__html__():
        raise TemplateValueError(
            "A note or a rich text cannot stand in a drawing, a field, an attribute or a property.",
            remedy="Give plain text here.",
        )


def _safe(value: Any) -> Any:
    """XML that the data bring: it must leave the elements it stands in as it found them."""
    if value is None or isinstance(value, Undefined) or hasattr(value, "__html__"):
        return value
    xml = str(value)
    left: list[str] = []
    opened: list[str] = []
    for closing, name, empty in _ELEMENT.findall(xml):
        if closing and opened and opened[-1] != name:
            break
        if closing:
            left += () if opened else (name,)
            del opened[-1:]
        elif not empty:
            opened.append(name)
    else:
        if opened == left[::-1]:
            return Markup(xml)
    raise TemplateValueError(
        f"The XML {xml[:60]!r} does not close what it opens, or open again what it closes.",
        remedy="Correct it; or write the value without | safe: then it is text.",
    )


def _as_runs(value: Any, properties: str) -> Any:
    """A value in the place of a run: its own runs, or its text in a run like the tag's."""
    if isinstance(value, Undefined):
        return value
    return Written(runs_of(value, properties))


def runs_of(value: Any, properties: str = "") -> str:
    """Write a value as runs: its own, or its text in a run with these properties (XML).

    Examples
    --------
    >>> runs_of("a", "<w:rPr><w:b/></w:rPr>")
    '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">a</w:t></w:r>'
    """
    xml = write_text(value)
    if brings_elements(value, xml):
        return xml
    if RICH_START not in xml:
        return f"<w:r>{properties}{_REOPEN}{xml}</w:t></w:r>"
    if xml[0] == RICH_START and xml.find(RICH_END) == len(xml) - 1:  # nothing but one rich text
        return inherited(xml[1:-1], properties)
    return "".join(
        inherited(piece, properties)
        if own or not piece
        else f"<w:r>{properties}{_REOPEN}{piece}</w:t></w:r>"
        for part in xml.split(RICH_START)
        for own, piece in _parted(part)
    )


def brings_elements(value: Any, xml: str) -> bool:
    """Tell whether the XML that a value writes is elements, not what stands within a text."""
    start = xml.lstrip()[:2]
    return hasattr(value, "__html__") and start.startswith("<") and start != "</"


def _parted(part: str) -> Iterator[tuple[bool, str]]:
    """Own runs and the text behind them, of what follows the start of a rich text."""
    runs, end, text = part.rpartition(RICH_END)
    yield bool(end), runs
    yield False, text


def _cell(content: str) -> Markup:
    """The content of a cell, note or header, with the paragraph it must end in."""
    if content.rstrip().endswith(("</w:p>", "<w:p/>", "</w:sdt>")):
        return Markup(content)
    return Markup(str(content) + "<w:p/>")


def _row(row: str) -> Markup:
    """A row, or nothing where no cell is left in it."""
    return Markup(row if "<w:tc>" in row or "<w:tc " in row else "")


def _table(table: str) -> Markup:
    """A table, or nothing where no row is left in it."""
    return Markup(table if "<w:tr>" in table or "<w:tr " in table else "")


WORD_FILTERS: dict[str, Callable[..., Any]] = {
    "safe": _safe,
    "_plain": _in_plain_text,
    "_attribute": in_attribute,
    "_runs": _as_runs,
    "_cell": _cell,
    "_row": _row,
    "_table": _table,
}
"""The filters that the Word compiler itself puts into a program."""
