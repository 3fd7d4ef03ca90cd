"""How far a filling reaches: the sheets with tagged strings, and those that depend on others.

Takes the XML of a workbook's sheets; gives names of sheets. Reads bytes, no tree: most sheets of a
workbook are told untouched by nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from html import unescape
from xml.sax.saxutils import escape

from openpyxl.formula.tokenizer import Token, TokenizerError

from reportkit.templating._xlsx_formula_reader import tokens_of
from reportkit.templating._xlsx_formulas import sheet_key
from reportkit.templating._xlsx_references import sheet_of, split_sheet
from reportkit.templating._xlsx_spliced import shared_strings

_SHARED_INDEX = re.compile(rb"""\bt\s*=\s*["']s["'][^>]*>\s*<(?:[\w.-]+:)?v\b[^>]*>\s*(\d+)\s*<""")
_FORMULA = re.compile(rb"<(?:\w+:)?f(?: [^>]*)?>([^<]+)<")
_BEGINNING = 1_000
"""Bytes of the rows that tell how a sheet's XML is written."""


def sheets_with_strings(xmls: Mapping[str, bytes], tagged: Collection[int]) -> set[str]:
    """Give the sheets with a cell that holds one of the tagged shared strings."""
    if not tagged:
        return set()
    usual = shared_strings(tagged)
    used = {
        name: set(map(int, usual.findall(xml))) if _is_usual(xml) else _strings_in(xml)
        for name, xml in xmls.items()
    }
    if not set().union(*used.values()) >= set(tagged):
        used = {name: _strings_in(xml) for name, xml in xmls.items()}
    return {name for name, strings in used.items() if not strings.isdisjoint(tagged)}


def _is_usual(xml: bytes) -> bool:
    begin = xml.find(b"<sheetData")
    return begin >= 0 and b"='" not in xml[begin : begin + _BEGINNING]


def _strings_in(xml: bytes) -> set[int]:
    """The numbers of all shared strings that a sheet uses, however its XML is written."""
    return set(map(int, _SHARED_INDEX.findall(xml)))


def stale_sheets(
    tagged: AbstractSet[str], xmls: Mapping[str, bytes], names: Iterable[tuple[str, str]]
) -> set[str]:
    """Give the sheets whose formulas' stored values may no longer hold.

    Those with tags, and those with formulas that refer to such a sheet, directly or through
    others; ``names`` are the defined names with what they refer to.
    """
    known = [(name, text) for name, text in names if name]
    uses = {name: _sheets_used(xml, xmls.keys(), known) for name, xml in xmls.items()}
    stale = set(tagged)
    while True:
        keys = {sheet_key(name) for name in stale}
        more = {name for name, used in uses.items() if used & keys} - stale
        if not more:
            return stale
        stale |= more


def _sheets_used(xml: bytes, sheets: Iterable[str], names: Sequence[tuple[str, str]]) -> set[str]:
    """The sheets that the formulas of a sheet refer to; a name counts as what it refers to."""
    written = (escape(name).encode() for name, _ in names if not name.startswith("_xlnm."))
    if not any(one in xml for one in (b"!", b"[", *written)):
        return set()
    used: set[str] = set()
    for formula in formulas_in(xml):
        named = [text for name, text in names if name in formula]
        if "!" in formula or "[" in formula:
            named.append(formula)
        for text in named:
            used |= _sheets_in(text)
        if "[" in formula:
            used |= set(map(sheet_key, sheets))
    return used


def formulas_in(xml: bytes) -> set[str]:
    """Give the formulas of a sheet, without ``=``."""
    return {unescape(text.decode("utf-8", "replace")) for text in _FORMULA.findall(xml)}


def _sheets_in(formula: str) -> set[str]:
    try:
        tokens = tokens_of(formula)
    except TokenizerError:
        return set()
    operands = [
        token.value
        for token in tokens
        if token.type == Token.OPERAND and token.subtype == Token.RANGE
    ]
    named = {sheet_of(split_sheet(operand)[0]) for operand in operands}
    return {sheet_key(part) for name in named if name for part in name.split(":")}
