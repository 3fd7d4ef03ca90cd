"""Equal neighbours in a column become one cell: ``{{ row.name | vmerge }}`` in a repeated row.

Takes the cells so marked of a filled part; merges those with the same text, one under the other.
Follows ECMA-376 part 1, 17.4.84 (vMerge).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from attrs import define, field, frozen
from jinja2 import Undefined
from lxml import etree

from reportkit.errors import TemplateValueError
from reportkit.templating._docx_cells import cell_property
from reportkit.templating._docx_filling import Filling, current_filling
from reportkit.templating._docx_values import write_text

__all__ = ["MERGE_FILTERS"]

Element = etree._Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@frozen
class _Merging:
    """A value in a cell that merges with equal neighbours above and below."""

    value: Any

    def __str__(self) -> str:
        return "" if self.value is None else str(self.value)

    def __html__(self) -> str:
        filling = current_filling()
        if filling is None:
            return write_text(self.value)
        filling.addition(_Merges).parts.append(filling.part)
        return f"{write_text(self.value)}<w:merging/>"


def _vmerge(value: Any) -> Any:
    """The value, in a cell that merges with equal neighbours above and below."""
    return value if isinstance(value, Undefined) else _Merging(value)


MERGE_FILTERS: dict[str, Callable[..., Any]] = {"vmerge": _vmerge}
"""The filter of cells that merge; it has the same name for workbooks."""


@define(eq=False)
class _Merges:
    """The parts with cells that merge."""

    _filling: Filling
    parts: list[str] = field(factory=list)

    def finish(self) -> None:
        """Merge the cells."""
        for part in dict.fromkeys(self.parts):
            root = self._filling.read(part)
            tables = {
                next(mark.iterancestors(f"{_W}tbl"), None) for mark in root.iter(f"{_W}merging")
            }
            if None in tables:
                raise TemplateValueError(
                    "vmerge stands in no table.",
                    file=self._filling.package.file,
                    remedy="Put the tag into a cell of a repeated row.",
                )
            for table in root.iter(f"{_W}tbl"):
                if table in tables:
                    _merge(table)
            etree.strip_elements(root, f"{_W}merging", with_tail=False)
            self._filling.write(part, root)


def _merge(table: Element) -> None:
    above: dict[tuple[int, int], tuple[str, Element]] = {}
    for row in table.iterchildren(f"{_W}tr"):
        here: dict[tuple[int, int], tuple[str, Element]] = {}
        for place, cell in _cells(row):
            if not any(_is_own(mark, table) for mark in cell.iter(f"{_W}merging")):
                continue
            words = "".join(str(text) for text in cell.itertext()).strip()
            here[place] = (words, cell)
            if place in above and above[place][0] == words:
                _set(above[place][1], "restart")
                _set(cell, "continue")
                _empty(cell)
        above = here


def _cells(row: Element) -> Iterator[tuple[tuple[int, int], Element]]:
    """The cells of a row with the columns they begin in and how many they take."""
    before = row.find(f"{_W}trPr/{_W}gridBefore")
    column = 0 if before is None else int(before.get(f"{_W}val") or 0)
    for cell in row.iterchildren(f"{_W}tc"):
        spanned = cell.find(f"{_W}tcPr/{_W}gridSpan")
        span = 1 if spanned is None else int(spanned.get(f"{_W}val") or 1)
        yield (column, span), cell
        column += span


def _is_own(mark: Element, table: Element) -> bool:
    return next(mark.iterancestors(f"{_W}tbl"), None) is table


def _set(cell: Element, value: str) -> None:
    merge = cell_property(cell, "vMerge")
    if value == "continue" or merge.get(f"{_W}val") != "continue":
        merge.set(f"{_W}val", value)


def _empty(cell: Element) -> None:
    """Leave one empty paragraph of the cell: its words stand in the first."""
    first = next(cell.iterchildren(f"{_W}p"), None)
    for child in list(cell):
        if child is not first and child.tag != f"{_W}tcPr":
            cell.remove(child)
    for child in [] if first is None else list(first):
        if child.tag != f"{_W}pPr" and first is not None:
            first.remove(child)
