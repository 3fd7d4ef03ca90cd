"""Python values as Excel cells: the type of the value decides, nothing is guessed.

Takes a value and the style of its cell, gives the XML of the cell after its address. The rules
(ECMA-376 part 1, 18.3.1.4 and 18.18.11): numbers keep 15 significant digits, dates are days since
1899-12-30 (or 1904-01-01), text is written inline and stays text whatever it begins with.
Knows nothing of templates.
"""

from __future__ import annotations

import datetime
import decimal
import re
from collections.abc import Callable
from typing import Any
from xml.sax.saxutils import escape

from attrs import define, field, frozen
from markupsafe import Markup

from reportkit.errors import TemplateValueError
from reportkit.templating._filters import is_blank
from reportkit.templating._pictures import Picture
from reportkit.templating._xlsx_styles import CellStyle, StyleSheet, date_format, style_attribute
from reportkit.templating.richtext import RichText
from reportkit.templating.values import InlineImage, Link

LONGEST_TEXT = 32_767
"""UTF-16 units that Excel allows in one cell."""

MOST_DIGITS = 15
_TOO_LONG = 10**MOST_DIGITS

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
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
        if not -_TOO_LONG < value < _TOO_LONG:
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
