"""The series of a workbook's charts: their ranges grow, and the points they remember are renewed.

Takes a range of a series and the filled sheets; gives the range as it reads now and, where the
engine knows every cell of it, its values for the chart's cache (`_chart_caches`). Where it does
not, no stale point stays and the application reads the cells when it opens the file.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from attrs import frozen
from lxml import etree
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError

from reportkit.templating._chart_caches import (
    MOST_POINTS,
    REFERENCES,
    Value,
    drop_cache,
    renew_cache,
)
from reportkit.templating._xlsx_evaluation import holds
from reportkit.templating._xlsx_formulas import Formula, Layouts, Place, moved_reference, sheet_key
from reportkit.templating._xlsx_known import CellValues, ShownTexts, Unknown
from reportkit.templating._xlsx_references import (
    Reference,
    parse_reference,
    sheet_of,
    split_cell,
    split_sheet,
)
from reportkit.templating._xlsx_sheet import MAIN, XML_PARSER
from reportkit.templating._xlsx_values import decoded_text

CHART_TYPES = (
    "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
    "application/vnd.ms-office.chartex+xml",
)

_RANGES = re.compile(rb"<(?:\w+:)?(?:f|sqref)(?: [^>]*)?>([^<]+)</(?:\w+:)?(?:f|sqref)>")
_FILTERED = ("formulaRef", "fullRef", "levelRef")
"""What holds the ranges of series and categories that a chart's filter hides (MS-ODRAWXML 2.24)."""


@frozen(eq=False)
class FilledCells:
    """What a filling knows of the cells of one sheet that formulas and charts refer to."""

    values: CellValues
    texts: ShownTexts

    def value(self, row: int, column: int) -> Value:
        """Give what a cell holds; Unknown where that cannot be told."""
        known = self.values.cell(row, column)
        if isinstance(known, str):
            return self.texts.text(row, column)
        return known


def charted_cells(charts: Iterable[bytes]) -> dict[str, list[Reference]]:
    """Give the cells that charts show, by sheet."""
    found: dict[str, list[Reference]] = {}
    for xml in charts:
        for source in {
            html.unescape(one.decode("utf-8", "replace")) for one in _RANGES.findall(xml)
        }:
            for sheet, reference in references_of(source) or ():
                found.setdefault(sheet, []).append(reference)
    return found


def references_of(source: str) -> list[tuple[str, Reference]] | None:
    """Give the references of a series in their order; None where it is anything else as well.

    >>> [sheet for sheet, _ in references_of("(Biểu!$B$2:$B$3,'K 2'!$B$5)")]
    ['biểu', 'k 2']
    >>> references_of("Biểu!Tổng") is None
    True
    """
    try:
        tokens = Tokenizer("=" + source.strip()).items
    except (TokenizerError, IndexError, AssertionError):
        return None
    found: list[tuple[str, Reference]] = []
    for token in tokens:
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            sheet = sheet_of(split_sheet(token.value)[0])
            reference = parse_reference(token.value)
            if reference is None or not sheet or ":" in sheet or "[" in sheet:
                return None
            found.append((sheet_key(sheet), reference))
        elif token.type not in (Token.PAREN, Token.SEP, Token.OP_IN, Token.WSPACE):
            return None
    return found


def texts_that_stay(
    xml: bytes, shared: bytes | None, areas: Collection[Reference]
) -> dict[int, list[tuple[int, str]]]:
    """Give the texts of a sheet's cells in these areas, with their columns, by row."""
    strings: list[str] | None = None
    found: dict[int, list[tuple[int, str]]] = {}
    for cell in etree.fromstring(xml, XML_PARSER).iter(f"{{{MAIN}}}c"):
        kind = cell.get("t", "n")
        row, column = split_cell(cell.get("r") or "A1")
        if kind not in ("s", "inlineStr", "str") or not holds(list(areas), row, column):
            continue
        text = cell.findtext(f"{{{MAIN}}}v") or ""
        if kind == "s":
            if strings is None:
                strings = list(_strings(shared))
            text = strings[int(text or 0)]
        elif kind == "inlineStr":
            text = "".join(map(str, cell.itertext(f"{{{MAIN}}}t")))
        found.setdefault(row, []).append((column, decoded_text(text)))
    return found


def _strings(shared: bytes | None) -> Iterator[str]:
    """The shared strings; guides to pronunciation are no text."""
    for item in etree.fromstring(shared, XML_PARSER) if shared else ():
        yield "".join(
            one.text or ""
            for one in item.iter(f"{{{MAIN}}}t")
            if etree.QName(one.getparent()).localname != "rPh"
        )


def write_series(
    element: etree._Element,
    formula: Formula,
    layouts: Mapping[str, Layouts],
    cells: Mapping[int, FilledCells],
) -> None:
    """Write a range of a series as it reads now, and the points it stands for.

    ``cells`` are those of the filled sheets, by the identity of their rows' layout.
    """
    references = references_of(element.text or "")
    text = formula.text(Place(""), layouts)
    element.text = f"({text})" if _several(text) else text
    holder = _holder_of(element)
    if holder is None:
        return
    try:
        table, look = _table(references, layouts, cells)
        renew_cache(holder, table, look)
    except Unknown:
        drop_cache(holder)


def _holder_of(element: etree._Element) -> etree._Element | None:
    """What holds the points of a range; None for the whole range of a series that is filtered."""
    parent = element.getparent()
    if parent is None or etree.QName(parent).localname not in _FILTERED:
        return parent
    if etree.QName(parent).localname != "formulaRef":
        return None
    return next((one for one in parent.iterancestors() if one.tag in REFERENCES), None)


def _table(
    references: Sequence[tuple[str, Reference]] | None,
    layouts: Mapping[str, Layouts],
    cells: Mapping[int, FilledCells],
) -> tuple[list[list[Value]], str | None]:
    """The values of all cells, row by row, and the format of the first that is told; Unknown where
    one cannot be told."""
    table: list[list[Value]] = []
    looks: list[str] = []
    points = 0
    if not references:
        raise Unknown
    for sheet, reference in references:
        if sheet not in layouts:
            raise Unknown
        for one in layouts[sheet].seen:
            known = cells.get(id(one.rows))
            areas = moved_reference(reference, Place(""), sheet, one)
            if not areas:  # the range is written as a cell that holds nothing
                table.append([None])
            for rows, columns in areas:
                if rows is None or columns is None or known is None:
                    raise Unknown
                across = range(columns[0], columns[1] + 1)
                looks += filter(None, map(known.texts.formats.get, across[:MOST_POINTS]))
                points += (rows[1] - rows[0] + 1) * len(across)
                if points > MOST_POINTS:
                    raise Unknown
                table += [
                    [known.value(row, column) for column in across]
                    for row in range(rows[0], rows[1] + 1)
                ]
    return table, next(iter(looks), None)


def _several(references: str) -> bool:
    """Whether a series is made of several ranges: they stand in brackets."""
    return "," in references and not references.startswith("(") and "(" not in references
