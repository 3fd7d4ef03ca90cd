"""A `RichText` as the runs of a cell.

Takes the runs of WordprocessingML that a rich text is; gives those of SpreadsheetML (ECMA-376 part
1, 18.4.4 and 18.4.7). A run has the font of its cell where it names none of its own. What a cell's
text has not (a highlight, a character style, a language, a direction) falls away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import unescape
from xml.sax.saxutils import quoteattr

from attrs import frozen
from lxml import etree

from reportkit.errors import TemplateValueError
from reportkit.templating._docx_looks import INHERITS
from reportkit.templating._xlsx_values import text_element
from reportkit.templating.richtext import RichText

Font = Mapping[str, str]
"""The properties of a font as XML, by the names that they have in a run."""

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_ENDS = str.maketrans({"\a": "\n", "\f": "\n", "\x01": None, "\x02": None, INHERITS: None})
_COLOUR = re.compile(r"[0-9A-Fa-f]{6}")
_ADDRESS = re.compile(r'HYPERLINK "([^"]*)"')
_ORDER = (
    "b i strike outline shadow condense extend u vertAlign sz color rFont family charset scheme"
).split()


@frozen
class CellText:
    """What a cell gets of a rich text."""

    runs: str
    """What stands in ``<is>``; nothing for no text."""
    address: str | None
    """Where its link leads."""


def cell_text(rich: RichText, font: Font) -> CellText:
    """Write a rich text for a cell with this font.

    Raises
    ------
    TemplateValueError
        It has several links, or a colour or size that is none; or it is too long for a cell.
    """
    root = etree.fromstring(f'<w:p xmlns:w="{_W}">{rich.xml.translate(_ENDS)}</w:p>')
    addresses: dict[str, None] = {}
    runs: list[tuple[str, str]] = []
    for run in root.iter(f"{{{_W}}}r"):
        code = run.findtext(f"{{{_W}}}instrText") or ""
        addresses.update(dict.fromkeys(_ADDRESS.findall(code)))
        text = "".join(map(_text, run))
        if text:
            look = run.find(f"{{{_W}}}rPr")
            runs.append((_look({} if look is None else _properties(look), font), text))
    if len(addresses) > 1:
        raise TemplateValueError(
            "The rich text has several links; a cell of Excel has one.",
            context=", ".join(addresses),
            remedy="Put each link into a cell of its own.",
        )
    whole = "".join(text for _, text in runs)
    if whole:
        text_element(whole)  # raises where it is too long for a cell
    written = "".join(f"<r>{look}{text_element(text)}</r>" for look, text in runs)
    return CellText(written, next(iter(addresses), None))


def _text(element: etree._Element) -> str:
    name = etree.QName(element).localname
    return {"t": element.text or "", "br": "\n", "cr": "\n", "tab": "\t"}.get(name, "")


def _look(own: Font, font: Font) -> str:
    """The properties of a run: its own, and those of its cell's font besides."""
    inherited = dict(font)
    if "rFont" in own:
        for name in ("family", "charset", "scheme"):
            inherited.pop(name, None)
    look = {**inherited, **own}
    inner = "".join(look[name] for name in _ORDER if name in look)
    return f"<rPr>{inner}</rPr>" if inner else ""


def _properties(look: etree._Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in look:
        name, value = etree.QName(element).localname, element.get(f"{{{_W}}}val") or ""
        if name in ("b", "i", "strike"):
            found[name] = f"<{name}/>"
        elif name == "u":
            double = value in ("double", "wavyDouble")
            found["u"] = '<u val="double"/>' if double else "<u/>"
        elif name == "vertAlign":
            found[name] = f'<vertAlign val="{value}"/>'
        elif name == "sz":
            found[name] = f'<sz val="{_points(value):g}"/>'
        elif name == "color" and value != "auto":
            if not _COLOUR.fullmatch(value):
                raise TemplateValueError(
                    f"{value!r} is no colour.", remedy="Give six digits: color='ff0000'."
                )
            found[name] = f'<color rgb="FF{value.upper()}"/>'
        elif name == "rFonts":
            font = element.get(f"{{{_W}}}ascii") or ""
            found["rFont"] = f"<rFont val={quoteattr(font)}/>"
    return found


def _points(half: str) -> float:
    """A size in points from one in half points; Excel has sizes from 1 to 409."""
    try:
        points = float(half) / 2
    except ValueError:
        points = 0
    if not 1 <= points <= 409:
        raise TemplateValueError(
            f"{half!r} is no size of letters.", remedy="Give half points: size=28 is 14 pt."
        )
    return points


_ELEMENT = re.compile("<[^>]*>")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_REOPENED = '<t xml:space="preserve">'
_LAST_LOOK = re.compile(r"<r>(<rPr>.*?</rPr>)?<t")


def runs_in_text(runs: str, before: str) -> str:
    """Give runs as they stand within a text, of which ``before`` is what stands before them."""
    # The text that stands around the runs becomes runs, too, and is escaped at the end.
    runs = runs.replace("_x005F_x", "_x")
    look = _LAST_LOOK.findall(before)
    return f"</t></r>{runs}<r>{look[-1] if look else ''}{_REOPENED}"


def text_with_runs(pieces: Iterable[str]) -> tuple[str, str]:
    """Give what stands in a cell's ``<is>`` for a text of these pieces, and the text itself."""
    xml = "".join(pieces)
    if "</r>" in xml and xml.startswith("<t"):  # a rich text stands in plain text
        xml = f"<r>{xml}</r>"
    xml = xml.replace(f"<r>{_REOPENED}</t></r>", "")
    plain = unescape(_ELEMENT.sub("", xml))
    if "_x" in xml:
        xml = _LOOKS_ESCAPED.sub("_x005F_", xml)
    return xml, plain
