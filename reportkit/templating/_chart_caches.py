"""The points that a chart remembers of its data, written anew: what viewers show without the cells.

Takes a reference of a chart (``c:numRef``, ``c:strRef`` …) and the values of its cells; gives the
reference with its cache. Elements are those of ECMA-376 part 1, 21.2.2, of MS-ODRAWXML 2.24.3 for
newer charts. Knows neither Word nor Excel, nor where values come from.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from lxml import etree

__all__ = ["MOST_POINTS", "Value", "drop_cache", "renew_cache"]

Value = float | Decimal | str | bool | None
"""What a cell shows in a chart: a number, a text, a truth value, nothing."""

MOST_POINTS = 32_000
"""What a series may have in all versions of Excel; of a longer one no points are remembered."""

_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_CX = "http://schemas.microsoft.com/office/drawing/2014/chartex"
_HOLDERS = frozenset({"numCache", "strCache", "multiLvlStrCache", "dlblRangeCache", "lvl"})
"""What holds remembered points."""

REFERENCES = frozenset(f"{{{_C}}}{name}" for name in ("numRef", "strRef", "multiLvlStrRef"))
"""The elements that refer to cells and remember their points."""

_EITHER = frozenset({"cat", "xVal"})
"""What may refer to numbers or to texts: the cells decide."""


_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""What would be read as a character by its number (ECMA-376 part 1, 22.9.2.19)."""


def drop_cache(reference: etree._Element) -> None:
    """Take away the remembered points of a reference: the application reads the cells anew."""
    title = reference.tag == f"{{{_CX}}}txData"
    for child in list(reference):
        if holds_points(child) or (title and child.tag == f"{{{_CX}}}v"):
            reference.remove(child)


def holds_points(element: etree._Element) -> bool:
    """Whether an element of a chart holds remembered points."""
    return isinstance(element.tag, str) and etree.QName(element).localname in _HOLDERS


def renew_cache(
    reference: etree._Element, table: Sequence[Sequence[Value]], look: str | None = None
) -> None:
    """Write the remembered points of a reference.

    Parameters
    ----------
    reference:
        What holds the formula: ``c:numRef``, ``c:strRef``, ``c:multiLvlStrRef``, the range of data
        labels, or a dimension of a newer chart.
    table:
        The values of its cells, row by row.
    look:
        The number format of its cells, for numbers that had none.

    Examples
    --------
    >>> xml = f'<c:numRef xmlns:c="{_C}"><c:f>A!B2:B3</c:f></c:numRef>'
    >>> reference = etree.fromstring(xml)
    >>> renew_cache(reference, [[5], [None]])
    >>> [one.get("val") or "".join(one.itertext()) for one in reference[1]]
    ['General', '2', '5']
    """
    values = [value for row in table for value in row]
    name = etree.QName(reference).localname
    if len(values) > MOST_POINTS:
        drop_cache(reference)
    elif reference.tag == f"{{{_CX}}}txData":
        drop_cache(reference)
        text = "".join(_text(value) for value in values if value is not None)
        etree.SubElement(reference, f"{{{_CX}}}v").text = text
    elif etree.QName(reference).namespace == _CX:
        _renew_dimension(reference, table)
    elif name == "multiLvlStrRef":
        _renew_levels(reference, table)
    elif name == "datalabelsRange":
        _renew_labels(reference, values)
    else:
        _renew_points(reference, values, look)


def _renew_points(reference: etree._Element, values: Sequence[Value], look: str | None) -> None:
    parent = reference.getparent()
    numbers = etree.QName(reference).localname == "numRef"
    if parent is not None and etree.QName(parent).localname in _EITHER:
        shown = [value for value in values if value is not None]
        if shown:
            numbers = not any(isinstance(value, str) for value in shown)
    look = reference.findtext(f"{{{_C}}}numCache/{{{_C}}}formatCode") or look or "General"
    place = _place(reference)
    drop_cache(reference)
    reference.tag = f"{{{_C}}}numRef" if numbers else f"{{{_C}}}strRef"
    cache = etree.Element(f"{{{_C}}}numCache" if numbers else f"{{{_C}}}strCache")
    if numbers:
        etree.SubElement(cache, f"{{{_C}}}formatCode").text = look
    _add_points(cache, values, numbers)
    reference.insert(place, cache)


def _place(reference: etree._Element) -> int:
    """Where the points of a reference stand: of a series that is filtered out, behind its list."""
    return next((index for index, one in enumerate(reference) if holds_points(one)), 1)


def _add_points(cache: etree._Element, values: Sequence[Value], numbers: bool) -> None:
    etree.SubElement(cache, f"{{{_C}}}ptCount", val=str(len(values)))
    for index, value in enumerate(values):
        if value is not None:
            point = etree.SubElement(cache, f"{{{_C}}}pt", idx=str(index))
            etree.SubElement(point, f"{{{_C}}}v").text = _number(value) if numbers else _text(value)


def _renew_labels(reference: etree._Element, values: Sequence[Value]) -> None:
    space = etree.QName(reference).namespace
    drop_cache(reference)
    cache = etree.Element(f"{{{space}}}dlblRangeCache")
    _add_points(cache, values, numbers=False)
    reference.insert(1, cache)


def _renew_levels(reference: etree._Element, table: Sequence[Sequence[Value]]) -> None:
    """Categories of several levels, the innermost first; as many as there were."""
    levels = _levels(table, len(reference.findall(f"{{{_C}}}multiLvlStrCache/{{{_C}}}lvl")))
    drop_cache(reference)
    if not levels:
        return
    cache = etree.Element(f"{{{_C}}}multiLvlStrCache")
    etree.SubElement(cache, f"{{{_C}}}ptCount", val=str(len(levels[0])))
    for level in levels:
        holder = etree.SubElement(cache, f"{{{_C}}}lvl")
        for index, value in enumerate(level):
            if value is not None:
                point = etree.SubElement(holder, f"{{{_C}}}pt", idx=str(index))
                etree.SubElement(point, f"{{{_C}}}v").text = _text(value)
    reference.insert(1, cache)


def _renew_dimension(reference: etree._Element, table: Sequence[Sequence[Value]]) -> None:
    """A dimension of a newer chart: numbers or texts, in one level or several."""
    numbers = etree.QName(reference).localname == "numDim"
    old = reference.findall(f"{{{_CX}}}lvl")
    levels = [[one for row in table for one in row]] if len(old) < 2 else _levels(table, len(old))
    look = old[0].get("formatCode") if old else None
    drop_cache(reference)
    for level in levels:
        holder = etree.SubElement(reference, f"{{{_CX}}}lvl", ptCount=str(len(level)))
        if numbers:
            holder.set("formatCode", look or "General")
        for index, value in enumerate(level):
            if value is not None:
                point = etree.SubElement(holder, f"{{{_CX}}}pt", idx=str(index))
                point.text = _number(value) if numbers else _text(value)


def _levels(table: Sequence[Sequence[Value]], count: int) -> list[list[Value]]:
    """Part a table into so many levels, by columns or by rows; none where it has not so many."""
    if len({len(row) for row in table}) != 1:
        return []
    columns = [list(column) for column in zip(*table, strict=True)]
    if len(columns) == count:
        return columns[::-1]
    return [list(row) for row in table][::-1] if len(table) == count else []


def _number(value: Value) -> str:
    """A number as a chart remembers it; a text among numbers stands for zero."""
    if isinstance(value, str):
        return "0"
    return f"{float(value or 0):.15g}"


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if not isinstance(value, str):
        return _number(value)
    return _LOOKS_ESCAPED.sub("_x005F_", _FORBIDDEN.sub("", value))
