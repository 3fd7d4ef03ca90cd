"""Python values as Excel cells: the type of the value decides, nothing is guessed.

Takes a value and the style of its cell, gives the XML of the cell after its address. The rules
(ECMA-376 part 1, 18.3.1.4 and 18.18.11): numbers keep 15 significant digits, dates are days since
1899-12-30 (or 1904-01-01), text is written inline and stays text whatever it begins with.
Knows nothing of templates.
"""

from __future__ import annotations

import copy
import datetime
import decimal
import re
from collections.abc import Callable, Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from attrs import define, field, frozen
from babel.dates import get_date_format
from lxml import etree
from markupsafe import Markup
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from reportkit.errors import TemplateValueError
from reportkit.templating._filters import is_blank
from reportkit.templating._pictures import Picture
from reportkit.templating.richtext import RichText
from reportkit.templating.values import InlineImage, Link

LONGEST_TEXT = 32_767
"""UTF-16 units that Excel allows in one cell."""

MOST_DIGITS = 15

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_DIGITS = decimal.Context(prec=MOST_DIGITS, rounding=decimal.ROUND_HALF_EVEN)
_FIRST_LEAP_FREE_DAY = 61
"""1900-03-01: Excel counts a 29 February 1900, so earlier days are one less."""


@frozen
class Formula:
    """A formula as a value: ``{{ formula("C5*D5") }}``, or ``Formula("C5*D5")`` in the data.

    References are those of the template and follow its rows like any other formula's.
    """

    text: str

    @classmethod
    def of(cls, text: object) -> Formula:
        """Take the text with or without its leading ``=``."""
        return cls(str(text).removeprefix("="))


@frozen
class Merged:
    """A value whose cell joins the one above it, where that holds the same: ``{{ x|vmerge }}``."""

    value: object

    def __str__(self) -> str:
        return str(self.value)


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


@define
class Writer:
    """Writes values for one filling and collects the styles it needs beside the template's."""

    sheet: StyleSheet
    since_1904: bool
    long_as_text: bool = False
    wanted: dict[tuple[int, str | None], int] = field(factory=dict)
    """The styles that are added: a style of the template with a date format, or as a link."""
    pictures: dict[object, Picture] = field(factory=dict)
    """What was read already, by path or bytes."""

    def link_style(self, style: CellStyle) -> CellStyle:
        """Give the style of a cell that becomes a link: its own, if it has a font of its own."""
        key = style.index, None
        if key not in self.wanted and not self.sheet.is_plain(style.index):
            return style
        index = self.wanted.setdefault(key, self.sheet.count + len(self.wanted))
        return CellStyle(index, style.shows_dates)

    def cell(self, value: object, style: CellStyle) -> str:
        """Give what follows the address in ``<c r="B5"``: style, type, value and ``</c>``.

        Raises TemplateValueError where the value does not fit a cell.
        """
        write = WRITERS.get(type(value))
        if write is None:
            value, write = _known_form(value)
        return write(self, value, style)

    def _empty(self, value: object, style: CellStyle) -> str:
        return style.attribute + "/>"

    def _boolean(self, value: bool, style: CellStyle) -> str:
        return f'{style.attribute} t="b"><v>{int(value)}</v></c>'

    def _integer(self, value: int, style: CellStyle) -> str:
        if not -(10**MOST_DIGITS) < value < 10**MOST_DIGITS:
            return self._long(value, str(value), style)
        return f"{style.attribute}><v>{value}</v></c>"

    def _float(self, value: float, style: CellStyle) -> str:
        if value != value:
            return self._empty(value, style)
        if value in (float("inf"), float("-inf")):
            raise TemplateValueError(
                "An Excel cell cannot hold an infinite number.",
                remedy="Give None for no value, or a text.",
            )
        return f"{style.attribute}><v>{value!r}</v></c>"

    def _decimal(self, value: decimal.Decimal, style: CellStyle) -> str:
        if value.is_nan():
            return self._empty(value, style)
        if value.is_infinite():
            return self._float(float(value), style)
        if value.adjusted() >= MOST_DIGITS:
            return self._long(value, f"{value:f}", style)
        rounded = _DIGITS.plus(value)
        text = f"{rounded:f}" if rounded.adjusted() > -20 else str(rounded)
        return f"{style.attribute}><v>{text}</v></c>"

    def _long(self, value: object, text: str, style: CellStyle) -> str:
        """A number of which Excel would not keep all digits: text if the user says so."""
        if not self.long_as_text:
            raise TemplateValueError(
                f"Excel keeps {MOST_DIGITS} digits of a number; {text} has more.",
                context=text[:60],
                remedy="Write it as text: {{ value|string }}, or all such numbers: "
                'Template(…, long_numbers="text").',
            )
        return self._text(text, style)

    def _text(self, value: str, style: CellStyle) -> str:
        if not value:
            return self._empty(value, style)
        return f'{style.attribute} t="inlineStr"><is>{text_element(value)}</is></c>'

    def _datetime(self, value: datetime.datetime, style: CellStyle) -> str:
        if value != value:  # pandas' NaT is a datetime
            return self._empty(value, style)
        if value.tzinfo is not None:
            raise TemplateValueError(
                "An Excel cell holds no time zone.",
                context=value.isoformat(),
                remedy="Give the local time without its zone: value.replace(tzinfo=None).",
            )
        moment = datetime.timedelta(
            hours=value.hour,
            minutes=value.minute,
            seconds=value.second,
            microseconds=value.microsecond,
        )
        number = self._day(value) + _in_days(moment)
        return self._dated(number, style, "datetime")

    def _date(self, value: datetime.date, style: CellStyle) -> str:
        return self._dated(self._day(value), style, "date")

    def _time(self, value: datetime.time, style: CellStyle) -> str:
        if value.tzinfo is not None:
            raise TemplateValueError(
                "An Excel cell holds no time zone.",
                context=value.isoformat(),
                remedy="Give the local time without its zone.",
            )
        moment = datetime.datetime.combine(datetime.date.min, value) - datetime.datetime.min
        return self._dated(_in_days(moment), style, "time")

    def _duration(self, value: datetime.timedelta, style: CellStyle) -> str:
        if value != value:
            return self._empty(value, style)
        return self._dated(_in_days(value), style, "duration")

    def _day(self, value: datetime.date) -> int:
        day = value.toordinal() - 693_594
        if self.since_1904:
            day -= 1462
        elif day < _FIRST_LEAP_FREE_DAY:
            day -= 1
        if day < (0 if self.since_1904 else 1):
            raise TemplateValueError(
                f"Excel knows no dates before {1904 if self.since_1904 else 1900}.",
                context=value.isoformat(),
                remedy="Give such a date as text.",
            )
        return day

    def _dated(self, number: float, style: CellStyle, kind: str) -> str:
        attribute = style.attribute
        if not style.shows_dates and self.sheet.count:
            key = style.index, date_format(kind, self.sheet.locale)
            index = self.wanted.setdefault(key, self.sheet.count + len(self.wanted))
            attribute = style_attribute(index)
        return f"{attribute}><v>{int(number) if number == int(number) else number!r}</v></c>"


def text_element(value: str, name: str = "t") -> str:
    """Write a text of a cell as its XML element; characters that XML forbids fall away.

    >>> text_element("A & B "), text_element("_x0041_")
    ('<t xml:space="preserve">A &amp; B </t>', '<t>_x005F_x0041_</t>')
    """
    if value.isprintable() and len(value) < 1_000 and value[0] != " " != value[-1]:
        space = "  " in value  # no control character, no line end: most texts
    else:
        value = _FORBIDDEN.sub("", value)
        space = value[:1].isspace() or value[-1:].isspace() or "\n" in value or "  " in value
    if len(value) > LONGEST_TEXT // 2 and len(value.encode("utf-16-le")) // 2 > LONGEST_TEXT:
        raise TemplateValueError(
            f"The text has {len(value):,} characters; an Excel cell holds {LONGEST_TEXT:,}.",
            context=value[:60] + "…",
            remedy="Shorten the text, or part it over several cells.",
        )
    if "_x" in value:
        value = _LOOKS_ESCAPED.sub("_x005F_", value)
    if "&" in value or "<" in value or ">" in value or "\r" in value:
        value = escape(value, {"\r": "&#13;"})
    return (
        f'<{name} xml:space="preserve">{value}</{name}>' if space else f"<{name}>{value}</{name}>"
    )


def decoded_text(value: str) -> str:
    """Read a text of a workbook: Excel writes some characters as ``_x000D_``.

    >>> decoded_text("_x005F_x0041_")
    '_x0041_'
    """
    if "_x" in value:
        value = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), value)
    return _FORBIDDEN.sub("", value)


def allowed(text: str) -> str:
    """Give a text without the characters that XML forbids."""
    return _FORBIDDEN.sub("", text)


def inner_text(value: object) -> str:
    """Give a value as a part of a text, as XML: nothing for None, NaN and NaT.

    >>> inner_text("A & B"), inner_text(None), inner_text(579)
    ('A &amp; B', '', '579')
    """
    if is_blank(value):
        return ""
    if isinstance(value, InlineImage | Link | RichText):
        raise TemplateValueError(
            f"A value of the kind {type(value).__name__} cannot stand here.",
            remedy="A picture or a link takes a cell of its own, {{ x }} and nothing else in it; "
            "rich text stands in cells only.",
        )
    text = value.unescape() if isinstance(value, Markup) else str(value)
    return escape(_FORBIDDEN.sub("", text), {"\r": "&#13;"})


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


def _in_days(moment: datetime.timedelta) -> float:
    return moment / datetime.timedelta(days=1)


_Write = Callable[[Writer, Any, CellStyle], str]

WRITERS: dict[type, _Write] = {
    type(None): Writer._empty,
    bool: Writer._boolean,
    int: Writer._integer,
    float: Writer._float,
    decimal.Decimal: Writer._decimal,
    str: Writer._text,
    datetime.datetime: Writer._datetime,
    datetime.date: Writer._date,
    datetime.time: Writer._time,
    datetime.timedelta: Writer._duration,
}
"""How each type is written: what most values of a table have is found at once."""

_SUBCLASSES: tuple[tuple[type, Callable[[Any], object]], ...] = (
    (int, int),
    (float, float),
    (Markup, lambda value: value.unescape()),
    (str, str),
    (decimal.Decimal, decimal.Decimal),
    (datetime.datetime, lambda value: value),
    (datetime.date, lambda value: value),
    (datetime.timedelta, lambda value: value),
    (datetime.time, lambda value: value),
)
"""The types whose subclasses (enums, pandas' Timestamp) are written like them."""


def _known_form(value: object) -> tuple[object, _Write]:
    """A value of another type as one of the known: subclasses, numpy and pandas scalars."""
    plain: object = value
    if getattr(getattr(value, "dtype", None), "kind", "") in ("M", "m"):  # datetime64 in any unit
        unit = getattr(value, "dtype").kind  # noqa: B009
        plain = getattr(value, "astype")(f"{unit}8[us]").item()  # noqa: B009
    elif getattr(value, "ndim", None) == 0 and hasattr(value, "item"):
        plain = value.item()
    if type(plain) in WRITERS:
        return plain, WRITERS[type(plain)]
    for kind, convert in _SUBCLASSES:
        if isinstance(value, kind):
            plain = convert(value)
            return plain, WRITERS.get(kind) or WRITERS[type(plain)]
    if type(value).__name__ in ("NAType", "NaTType"):  # pandas.NA has neither value nor item
        return None, WRITERS[type(None)]
    raise TemplateValueError(
        f"A cell holds a number, a text, a date or a truth value, not a {type(value).__name__}.",
        context=repr(value)[:80],
        remedy="Name one of its fields ({{ value.field }}), or make it text ({{ value|string }}).",
    )
