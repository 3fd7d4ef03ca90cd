"""Formulas that ride along with their row: text and value are known as soon as the row is written.

Takes a compiled formula, its cell and the tree of its sheet's rows; gives what writes it for a
row, or None where it must wait until all lines have their place (a total over rows that a loop
repeats, a reference to another sheet that moves, to what stands behind the formula).
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from attrs import frozen

from reportkit.templating._xlsx_evaluation import Area, Evaluation
from reportkit.templating._xlsx_formulas import LONGEST_FORMULA, Formula, Operand, sheet_key
from reportkit.templating._xlsx_known import CellValues
from reportkit.templating._xlsx_layout import Items, Run
from reportkit.templating._xlsx_references import End, Reference, column_letters
from reportkit.templating._xlsx_seen import rides_along
from reportkit.templating._xlsx_tallies import Block


@frozen(eq=False)
class Riding:
    """A formula whose references keep their distance from its row, or stand above all loops."""

    pieces: tuple[str | int, ...]
    """XML, and numbers of rows as the template has them."""
    evaluation: Evaluation | None
    above: frozenset[Area]
    """The references that stand above all loops."""

    def xml(self, shift: int) -> str:
        """Write the formula for a row that went down by so many lines."""
        return "".join([p if isinstance(p, str) else str(p + shift) for p in self.pieces])

    def value(self, values: CellValues, shift: int) -> float:
        """Work it out from the cells before it; Unknown where that cannot be told."""
        assert self.evaluation is not None
        return self.evaluation.value(_Row(values, shift, self.above))


@frozen(eq=False)
class _Row:
    """The row that is written: what stands before it is known."""

    values: CellValues
    shift: int
    above: frozenset[Area]

    def blocks(self, area: Area) -> Sequence[Block]:
        rows, columns = area.reference.rows, area.reference.columns
        assert rows is not None and columns is not None
        shift = 0 if area in self.above else self.shift
        lines = rows[0].line + shift, rows[1].line + shift
        return ((self.values, lines, (columns[0].line, columns[1].line)),)


def riding_formula(
    formula: Formula,
    evaluation: Evaluation | None,
    sheet: str,
    cell: tuple[int, int],
    items: Items,
) -> Riding | None:
    """Compile a formula of a sheet whose columns stay, in the cell of this row and column."""
    own, row = sheet_key(sheet), cell[0]
    pieces: list[str | int] = []
    for piece in formula.pieces:
        if isinstance(piece, str):
            pieces.append(escape(piece))
            continue
        if not isinstance(piece, Operand) or piece.sheet != own or piece.prefix:
            return None
        rows = piece.reference.rows
        if rows is not None and not _follows(rows, items, row):
            return None
        pieces += _written(piece.reference, _above(rows, items, row))
    if len(formula.source) > LONGEST_FORMULA // 2:
        return None
    above: set[Area] = set()
    for area in () if evaluation is None else evaluation.areas:
        rows, columns = area.reference.rows, area.reference.columns
        if rows is None or columns is None:
            evaluation = None
            break
        before = (rows[1].line, columns[1].line) < cell and (
            rows[1].line < row or columns[1].line < cell[1]
        )
        if area.sheet != own or not before or not _follows(rows, items, row):
            return None
        if _above(rows, items, row):
            above.add(area)
    return Riding(tuple(pieces), evaluation, frozenset(above))


def _follows(rows: tuple[End, End], items: Items, line: int) -> bool:
    if rows[1].line > line:
        return False
    return _above(rows, items, line) or rides_along(rows, items, line)


def _above(rows: tuple[End, End] | None, items: Items, line: int) -> bool:
    """Whether rows stand above all loops, and the formula does not."""
    first = items[0]
    return rows is not None and isinstance(first, Run) and rows[1].line <= first.last < line


def _written(reference: Reference, above: bool) -> list[str | int]:
    corners: list[str | int] = []
    for index in range(1 if reference.single else 2):
        text = ":" if index else ""
        if reference.columns is not None:
            end = reference.columns[index]
            text += "$" * end.absolute + column_letters(end.line)
        if reference.rows is not None:
            end = reference.rows[index]
            text += "$" * end.absolute
            corners += [f"{text}{end.line}"] if above else [text, end.line]
        else:
            corners.append(text)
    return corners
