"""Where the references of one formula lead, seen from each copy of its cell.

Takes the cell of the template that holds a formula and, of a sheet, where its lines went; gives
the areas that a reference means for one copy. What `moved_reference` finds by walking through the
loops is found once: most references ride along with their row, or are the same for many copies.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from attrs import define, field, frozen

from reportkit.templating._xlsx_formulas import (
    Area,
    Layouts,
    Operand,
    TableOperand,
    operand_text,
    sheet_key,
)
from reportkit.templating._xlsx_layout import (
    Items,
    Layout,
    Lines,
    Path,
    Run,
    blocks_over,
    plain_height,
    run_over,
)
from reportkit.templating._xlsx_references import End, Reference

_MOST_KEPT = 10_000
_NOWHERE: tuple[Path, ...] = ((), ())


class Spot(NamedTuple):
    """A copy of a cell: its row and column in the result, and the iterations it stands in."""

    row: int
    column: int
    row_path: Path
    column_path: Path


class Referring(Protocol):
    """A reference and the sheet that it is to, in `sheet_key` form."""

    @property
    def sheet(self) -> str: ...

    @property
    def reference(self) -> Reference: ...


@define(eq=False)
class Sight:
    """The references of one formula, by its cell in the template."""

    sheet: str
    row: int
    column: int
    _seen: dict[tuple[int, int], tuple[_Axis, _Axis]] = field(factory=dict)
    _last: dict[tuple[int, int], tuple[object, object, list[Area]]] = field(factory=dict)
    _texts: dict[int, tuple[object, str]] = field(factory=dict)

    def areas(self, operand: Referring, layouts: Layouts, spot: Spot) -> list[Area]:
        """Give what one reference means for one copy of the formula's cell."""
        key = id(operand), id(layouts)
        seen = self._seen.get(key)
        if seen is None:
            own = sheet_key(self.sheet) == operand.sheet
            reference = operand.reference
            seen = self._seen[key] = (
                _axis(reference.rows, self.row if own else None, layouts.rows),
                _axis(reference.columns, self.column if own else None, layouts.columns),
            )
        down = seen[0].lines(spot.row, spot.row_path)
        across = seen[1].lines(spot.column, spot.column_path)
        last = self._last.get(key)
        if last is not None and last[0] is down and last[1] is across:
            return last[2]
        areas = [(rows, columns) for rows in down for columns in across]
        self._last[key] = down, across, areas
        return areas

    def text(self, operand: Operand | TableOperand, layouts: Layouts, spot: Spot) -> str:
        """Write one reference for one copy of the formula's cell."""
        if isinstance(operand, TableOperand) or layouts.copies is not None:
            return operand_text(operand, lambda one, own: self.areas(one, own, spot), layouts)
        areas = self.areas(operand, layouts, spot)
        kept = self._texts.get(id(operand))
        if kept is not None and kept[0] is areas:
            return kept[1]
        text = operand_text(operand, lambda one, own: areas, layouts)
        self._texts[id(operand)] = areas, text
        return text


def rides_along(ends: tuple[End, End], items: Items, line: int) -> bool:
    """Whether lines keep their distance from a line, in each of its copies.

    >>> from reportkit.templating._xlsx_layout import Block, Branch
    >>> items = (Run(1, 4), Block(0, True, (Branch((Run(5, 6),)),)), Run(7, 100))
    >>> lines = End(5, absolute=False), End(6, absolute=False)
    >>> rides_along(lines, items, 6), rides_along(lines, items, 7)
    (True, False)
    """
    run = run_over(items, line)
    if run is None or not run.first <= ends[0].line <= ends[1].line <= run.last:
        return False
    if not (ends[0].absolute or ends[1].absolute):
        return True
    return not any(block.loops for block in blocks_over(items, line))


class _Axis(Protocol):
    def lines(self, number: int, path: Path) -> Sequence[Lines | None]: ...


@frozen
class _All:
    """A reference to all lines."""

    def lines(self, number: int, path: Path) -> Sequence[Lines | None]:
        return _ALL


_ALL = (None,)


@frozen
class _Riding:
    """Lines that keep their distance."""

    first: int
    last: int

    def lines(self, number: int, path: Path) -> Sequence[Lines | None]:
        return ((number + self.first, number + self.last),)


@frozen(eq=False)
class _Found:
    """Lines that are looked for, once for all copies that stand in the same iterations."""

    ends: tuple[End, End]
    layout: Layout
    own: bool
    keys: tuple[frozenset[int], frozenset[int]]
    """The loops over the first and over the last line."""
    kept: dict[tuple[Path, ...], list[Lines]] = field(factory=dict)

    def lines(self, number: int, path: Path) -> Sequence[Lines | None]:
        key = _NOWHERE
        if self.own and path:
            key = tuple(
                tuple([step for step in _seen_from(end, path) if step[0] in keys])
                for end, keys in zip(self.ends, self.keys, strict=True)
            )
        found = self.kept.get(key)
        if found is None:
            if len(self.kept) >= _MOST_KEPT:
                self.kept.clear()
            found = self.layout.areas(self.ends[0].line, self.ends[1].line, *key)
            self.kept[key] = found
        return found


@frozen(eq=False)
class _Growing:
    """The line itself and all its copies before: a running total's."""

    found: _Found

    def lines(self, number: int, path: Path) -> Sequence[Lines | None]:
        ((start, _),) = self.found.lines(number, path)[:1]  # type: ignore[misc]
        return ((start, number),)


def _axis(ends: tuple[End, End] | None, home: int | None, layout: Layout) -> _Axis:
    if ends is None:
        return _All()
    items, (first, last) = layout.items, ends
    if len(items) == 1 and isinstance(items[0], Run):  # nothing moves
        home = None
    if home is not None and last.line < layout.limit and rides_along(ends, items, home):
        return _Riding(first.line - home, last.line - home)
    over = blocks_over(items, first.line), blocks_over(items, last.line)
    keys = tuple(frozenset(block.key for block in blocks if block.loops) for blocks in over)
    if home == first.line == last.line and first.absolute and not last.absolute:
        loop = over[0][-1]
        if loop.loops and plain_height(loop.branches[0]) == 1:
            start = _Found((first, first), layout, True, (keys[0], keys[0]))
            return _Growing(start)
    return _Found(ends, layout, home is not None, (keys[0], keys[1]))


def _seen_from(end: End, path: Path) -> Path:
    return path[:-1] if end.absolute else path
