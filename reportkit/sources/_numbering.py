"""Automatic numbers of Word as they print: "I.", "1.2.", "a)", bullets.

Takes numbering.xml and styles.xml and, paragraph by paragraph, a list and a level; gives the
number's text. Knows nothing of the paragraphs' words. Source: ECMA-376-1, 17.9 (Numbering).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import attrs
from attrs import define, frozen
from lxml import etree

from reportkit.sources.bullets import PRINTED

__all__ = ["Counter", "Level", "Numbering", "letters", "roman"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%([1-9])")
_WHOLE = re.compile(r"-?[0-9]{1,9}")
_LEVELS = 9
_DEEPEST_CHAIN = 20

_BULLETS = PRINTED | {
    "·": "•",
    "§": "▪",
    "Ø": "➢",
    "ü": "✓",
    "v": "❖",
    "o": "◦",
}
_PRIVATE_USE = range(0xE000, 0xF900)


def roman(number: int) -> str:
    """Give a Roman number.

    >>> [roman(number) for number in (1, 4, 9, 14, 40)]
    ['I', 'IV', 'IX', 'XIV', 'XL']
    """
    written = ""
    for value, sign in _ROMAN:
        written += sign * (number // value)
        number %= value
    return written


_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")),
    *((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


def letters(number: int) -> str:
    """Give the letter of a number; after z comes aa, then bb (17.18.59, lowerLetter).

    >>> [letters(number) for number in (1, 26, 27, 28)]
    ['a', 'z', 'aa', 'bb']
    """
    if number < 1:
        return ""
    repeat, index = divmod(number - 1, 26)
    return "abcdefghijklmnopqrstuvwxyz"[index] * (repeat + 1)


_FORMATS: dict[str, Callable[[int], str]] = {
    "none": lambda number: "",
    "decimalZero": lambda number: f"{number:02d}",
    "upperRoman": roman,
    "lowerRoman": lambda number: roman(number).lower(),
    "upperLetter": lambda number: letters(number).upper(),
    "lowerLetter": letters,
    "numberInDash": lambda number: f"- {number} -",
    "decimalEnclosedParen": lambda number: f"({number})",
    "decimalEnclosedFullstop": lambda number: f"{number}.",
    "decimalEnclosedCircle": lambda number: (
        chr(0x245F + number) if 1 <= number <= 20 else str(number)
    ),
}


@frozen
class Level:
    """How one level of a list is numbered (17.9.6)."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    """Restart after this level, counted from 1; 0 never, None after any higher one."""
    decimal_only: bool = False
    style: str | None = None
    symbol: bool = False
    """The bullet is a place in a symbol font."""
    gap: str = " "

    @classmethod
    def of(cls, element: etree._Element) -> Level:
        """Read a ``w:lvl``."""
        font = element.find(f"{_W}rPr/{_W}rFonts")
        name = "" if font is None else (font.get(f"{_W}ascii") or font.get(f"{_W}hAnsi") or "")
        return cls(
            start=_number(element, "start") or 0,
            format=_value(element, "numFmt") or "decimal",
            text=_value(element, "lvlText") or "",
            restart=_number(element, "lvlRestart"),
            decimal_only=_is_on(element, "isLgl"),
            style=_value(element, "pStyle"),
            symbol=name in ("Symbol", "Wingdings", "Courier New"),
            gap="" if _value(element, "suff") == "nothing" else " ",
        )

    def bullet(self) -> str:
        """The bullet as it prints."""
        if self.symbol or (self.text and ord(self.text[0]) in _PRIVATE_USE):
            found = _BULLETS.get(self.text)
            if found:
                return found
            return "•" if self.text and ord(self.text[0]) in _PRIVATE_USE else self.text
        return self.text


@frozen
class _List:
    """A ``w:num``: which counters it shares, its levels, and where it starts anew."""

    counters: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


@frozen
class _Style:
    """A paragraph style, as far as numbering goes."""

    name: str
    parent: str | None
    list_id: str | None
    level: int | None


@frozen
class Numbering:
    """The lists and styles of one document."""

    lists: Mapping[str, _List] = attrs.field(factory=dict)
    styles: Mapping[str, _Style] = attrs.field(factory=dict)
    default_style: str | None = None

    @classmethod
    def of(cls, numbering: etree._Element | None, styles: etree._Element | None) -> Numbering:
        """Read both parts; either may be missing."""
        known: dict[str, _Style] = {}
        default = None
        for element in () if styles is None else styles.iterfind(f"{_W}style"):
            if element.get(f"{_W}type") != "paragraph":
                continue
            style_id = element.get(f"{_W}styleId") or ""
            place = element.find(f"{_W}pPr/{_W}numPr")
            known[style_id] = _Style(
                name=_value(element, "name") or "",
                parent=_value(element, "basedOn"),
                list_id=None if place is None else _value(place, "numId"),
                level=None if place is None else _number(place, "ilvl"),
            )
            if element.get(f"{_W}default") in ("1", "true", "on"):
                default = style_id
        return cls({} if numbering is None else _lists(numbering), known, default)

    def style_name(self, style_id: str | None) -> str:
        """The name of a paragraph style, lower case; empty where it is not known."""
        style = self.styles.get(style_id or "")
        return "" if style is None else style.name.lower()

    def place(self, paragraph_properties: etree._Element | None) -> tuple[str, int] | None:
        """Give list and level of a paragraph, from itself or its style; None without a list."""
        list_id: str | None = None
        level: int | None = None
        style_id = self.default_style
        if paragraph_properties is not None:
            style_id = _value(paragraph_properties, "pStyle") or style_id
            own = paragraph_properties.find(f"{_W}numPr")
            if own is not None:
                list_id, level = _value(own, "numId"), _number(own, "ilvl")
        named = style_id
        for _ in range(_DEEPEST_CHAIN):
            style = self.styles.get(style_id or "")
            if style is None or (list_id is not None and level is not None):
                break
            if list_id is None and style.list_id is not None:
                list_id, named = style.list_id, style_id
            level = style.level if level is None else level
            style_id = style.parent
        if list_id is None or list_id not in self.lists:
            return None
        levels = self.lists[list_id].levels
        if level is None:
            level = next((at for at, entry in levels.items() if entry.style == named), 0)
        return (list_id, level) if level in levels and level < _LEVELS else None


@define
class Counter:
    """Counts through one document; ``next`` is called for each numbered paragraph in order."""

    numbering: Numbering
    _counts: dict[str, list[int | None]] = attrs.field(factory=dict, init=False)
    _begun: set[tuple[str, int]] = attrs.field(factory=set, init=False)

    def next(self, place: tuple[str, int]) -> str:
        """Count the paragraph at this list and level; give its number and the gap after it."""
        list_id, level = place
        entry = self.numbering.lists[list_id]
        counts = self._counts.setdefault(entry.counters, [None] * _LEVELS)
        count = counts[level]
        anew = place not in self._begun and level in entry.starts
        if anew or count is None:
            count = entry.starts.get(level, entry.levels[level].start)
        else:
            count += 1
        self._begun.add(place)
        counts[level] = count
        for deeper in range(level + 1, _LEVELS):
            restart = entry.levels[deeper].restart if deeper in entry.levels else None
            if level < (deeper if restart is None else restart):
                counts[deeper] = None
        return self._written(entry, level, counts)

    def _written(self, entry: _List, level: int, counts: list[int | None]) -> str:
        this = entry.levels[level]
        if this.format == "bullet":
            text = this.bullet()
        else:

            def number(found: re.Match[str]) -> str:
                at = int(found[1]) - 1
                upper = entry.levels.get(at, Level())
                count = counts[at]
                value = upper.start if count is None else count
                if this.decimal_only and upper.format != "none":
                    return str(value)
                return _FORMATS.get(upper.format, str)(value)

            text = _PLACE.sub(number, this.text)
        return text + this.gap if text.strip() else ""


def _lists(root: etree._Element) -> dict[str, _List]:
    abstract: dict[str, dict[int, Level]] = {}
    linked: dict[str, str] = {}
    links: dict[str, str] = {}
    for element in root.iterfind(f"{_W}abstractNum"):
        own = element.get(f"{_W}abstractNumId") or ""
        abstract[own] = _levels(element)
        if style := _value(element, "styleLink"):
            linked[style] = own
        if style := _value(element, "numStyleLink"):
            links[own] = style
    found: dict[str, _List] = {}
    for element in root.iterfind(f"{_W}num"):
        counters = _value(element, "abstractNumId") or ""
        counters = linked.get(links.get(counters, ""), counters)
        levels = dict(abstract.get(counters, {}))
        starts: dict[int, int] = {}
        for override in element.iterfind(f"{_W}lvlOverride"):
            levels.update(_levels(override))
            start = _number(override, "startOverride")
            if start is not None:
                starts[_level_of(override)] = start
        found[element.get(f"{_W}numId") or ""] = _List(counters, levels, starts)
    return found


def _levels(element: etree._Element) -> dict[int, Level]:
    return {_level_of(level): Level.of(level) for level in element.iterfind(f"{_W}lvl")}


def _level_of(element: etree._Element) -> int:
    """The level that a ``w:lvl`` or ``w:lvlOverride`` speaks of."""
    value = element.get(f"{_W}ilvl") or "0"
    return int(value) if value.isdigit() else 0


def _value(element: etree._Element, name: str) -> str | None:
    child = element.find(f"{_W}{name}")
    return None if child is None else child.get(f"{_W}val")


def _number(element: etree._Element, name: str) -> int | None:
    value = _value(element, name)
    return int(value) if value is not None and _WHOLE.fullmatch(value) else None


def _is_on(element: etree._Element, name: str) -> bool:
    child = element.find(f"{_W}{name}")
    return child is not None and child.get(f"{_W}val") not in ("0", "false", "off")
