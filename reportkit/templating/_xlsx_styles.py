"""The styles of a workbook: which cells show dates, and the styles that a filling adds.

Takes ``styles.xml``; gives a cell's style by its number, and the part with styles added. Knows
nothing of values. Rules are those of ECMA-376 part 1, 18.8.
"""

from __future__ import annotations

import copy
import datetime
import re
from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

from attrs import define, field, frozen
from babel.dates import get_date_format
from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


@frozen
class CellStyle:
    """The style of a cell of the template: its index and whether its format shows dates."""

    index: int
    shows_dates: bool
    attribute: str = field(init=False)
    """The style as the cell's XML names it."""

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "attribute", style_attribute(self.index))


_DATE_KINDS: Mapping[type, str] = {
    datetime.datetime: "datetime",
    datetime.date: "date",
    datetime.time: "time",
    datetime.timedelta: "duration",
}
"""What `date_format` calls each type; a datetime is a date, too."""


def style_attribute(index: int) -> str:
    """Give `` s="5"``; the default style needs none."""
    return f' s="{index}"' if index else ""


@define
class StyleSheet:
    """The number formats of a workbook's ``styles.xml`` and the date styles a filling adds.

    A date in a cell whose format shows none gets the cell's style with the locale's date format;
    the styles are added in the order in which the data first needs them.
    """

    xml: bytes | None
    locale: str
    root: etree._Element | None = field(init=False, default=None)
    _date_formats: list[bool] = field(init=False, factory=list)
    _codes: list[str] = field(init=False, factory=list)
    _fonts: dict[int, dict[str, str]] = field(init=False, factory=dict)
    _styles: dict[int, CellStyle] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        if self.xml is None:
            return
        self.root = etree.fromstring(self.xml, _PARSER)
        own = {
            int(one.get("numFmtId", "0")): one.get("formatCode", "")
            for one in self.root.iter(f"{{{_MAIN}}}numFmt")
        }
        for style in self.root.iterfind(f"{{{_MAIN}}}cellXfs/{{{_MAIN}}}xf"):
            number = int(style.get("numFmtId", "0"))
            code = own.get(number, BUILTIN_FORMATS.get(number, "General"))
            self._codes.append(code)
            # 27 to 36 and 50 to 58 are dates of East Asian locales (ECMA-376 18.8.30)
            self._date_formats.append(
                27 <= number <= 36 or 50 <= number <= 58 or bool(is_date_format(code))
            )

    def style(self, index: int) -> CellStyle:
        """Give the style of a cell that names ``index``."""
        style = self._styles.get(index)
        if style is None:
            known = 0 <= index < len(self._date_formats)
            style = CellStyle(index, known and self._date_formats[index])
            self._styles[index] = style
        return style

    def number_format(self, style: CellStyle, value: object) -> str:
        """Give the format that a value of a cell is shown in: its style's, or that of a date."""
        if not style.shows_dates:
            for kind, name in _DATE_KINDS.items():
                if isinstance(value, kind):
                    return date_format(name, self.locale)
        return self._codes[style.index] if style.index < len(self._codes) else "General"

    def font(self, index: int) -> Mapping[str, str]:
        """Give the font of a cell's style: each property as XML, by its name in a run of text."""
        known = self._fonts.get(index)
        if known is None:
            known = self._fonts[index] = {}
            for one in () if self.root is None else _font_of(self.root, index):
                if isinstance(one.tag, str):
                    name = etree.QName(one).localname
                    name = "rFont" if name == "name" else name
                    values = (
                        f" {key!s}={quoteattr(str(value))}" for key, value in one.attrib.items()
                    )
                    known[name] = f"<{name}{''.join(values)}/>"
        return known

    def is_plain(self, index: int) -> bool:
        """Whether a style has the workbook's usual font."""
        styles = None if self.root is None else self.root.find(f"{{{_MAIN}}}cellXfs")
        return (
            styles is not None and index < len(styles) and (styles[index].get("fontId", "0") == "0")
        )

    def added(self, wanted: list[tuple[int, str | None]]) -> bytes:
        """Give ``styles.xml`` with a copy of each wanted style: under a date format, or (None)
        with the look of a link."""
        root = etree.fromstring(self.xml or b"", _PARSER)
        formats = root.find(f"{{{_MAIN}}}numFmts")
        if formats is None:
            formats = etree.Element(f"{{{_MAIN}}}numFmts")
            root.insert(0, formats)
        styles = root.find(f"{{{_MAIN}}}cellXfs")
        assert styles is not None
        codes = {one.get("formatCode"): one.get("numFmtId") for one in formats}
        for index, code in wanted:
            if code is None:
                styles.append(_linked(root, index))
                continue
            if code not in codes:
                number = max([163, *(int(one.get("numFmtId", "0")) for one in formats)]) + 1
                codes[code] = str(number)
                etree.SubElement(
                    formats, f"{{{_MAIN}}}numFmt", numFmtId=str(number), formatCode=code
                )
            style = etree.fromstring(etree.tostring(styles[index]))
            style.set("numFmtId", str(codes[code]))
            style.set("applyNumberFormat", "1")
            styles.append(style)
        formats.set("count", str(len(formats)))
        if not len(formats):
            root.remove(formats)
        styles.set("count", str(len(styles)))
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    @property
    def count(self) -> int:
        """How many cell styles the workbook has."""
        return len(self._date_formats)


def _font_of(root: etree._Element, index: int) -> etree._Element:
    """The font of a style; an empty one where the style or the font is not there."""
    styles, fonts = root.find(f"{{{_MAIN}}}cellXfs"), root.find(f"{{{_MAIN}}}fonts")
    if styles is not None and fonts is not None and index < len(styles):
        number = int(styles[index].get("fontId", "0"))
        if number < len(fonts):
            return fonts[number]
    return etree.Element(f"{{{_MAIN}}}font")


def _linked(root: etree._Element, index: int) -> etree._Element:
    """A copy of a style whose letters look like a link; their font is added."""
    styles, fonts = root.find(f"{{{_MAIN}}}cellXfs"), root.find(f"{{{_MAIN}}}fonts")
    assert styles is not None
    style = copy.deepcopy(styles[index])
    if fonts is None:
        return style
    font = copy.deepcopy(_font_of(root, index))
    for one in font.findall(f"{{{_MAIN}}}u") + font.findall(f"{{{_MAIN}}}color"):
        font.remove(one)
    look = ("b", "i", "strike", "condense", "extend", "outline", "shadow")
    before = [one for one in font if etree.QName(one).localname in look]
    font.insert(len(before), etree.Element(f"{{{_MAIN}}}u"))
    sizes = ("u", "vertAlign", "sz", *look)
    before = [one for one in font if etree.QName(one).localname in sizes]
    font.insert(len(before), etree.Element(f"{{{_MAIN}}}color", rgb=_LINK_COLOUR))
    fonts.append(font)
    fonts.set("count", str(len(fonts)))
    style.set("fontId", str(len(fonts) - 1))
    style.set("applyFont", "1")
    return style


_LINK_COLOUR = "FF0563C1"  # that of links in the theme that Excel gives new workbooks


def date_format(kind: str, locale: str) -> str:
    """Give Excel's number format for a date, datetime, time or duration in a locale.

    >>> date_format("date", "vi"), date_format("datetime", "en_GB")
    ('dd/mm/yyyy', 'dd/mm/yyyy hh:mm')
    """
    if kind == "duration":
        return "[h]:mm:ss"
    if kind == "time":
        return "hh:mm:ss"
    pattern = str(get_date_format("short", locale=locale).pattern).lower()
    pattern = re.sub("d+", "dd", re.sub("m+", "mm", re.sub("y+", "yyyy", pattern)))
    return pattern if kind == "date" else pattern + " hh:mm"
