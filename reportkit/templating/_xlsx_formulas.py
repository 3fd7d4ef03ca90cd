"""Formulas whose references follow the rows and columns that a template repeats.

Takes a formula as `_xlsx_formula_reader` reads it, gives its text for a place in the filled sheet.
Knows nothing of XML; where lines went it asks `Layout`.

How a reference is read
-----------------------
- A line outside every loop is that line, wherever it went.
- From within a loop, a relative line of the same iteration is its own one (``C5*D5``); ``$`` frees
  it from the innermost loop, so that ``C5/SUM(C$5:C$5)`` is a share of all and
  ``SUM(C$5:C5)`` a running total.
- From outside, a repeated line is all its copies: a range grows, a single cell in a function over
  ranges becomes one. Elsewhere a single repeated cell says not which one it means: an error.
- Where nothing came, SUM gets 0 and any other place an empty cell in the last row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from attrs import evolve, field, frozen

from reportkit.errors import TemplateValueError
from reportkit.templating._xlsx_layout import Extent, Items, Layout, Lines, Path
from reportkit.templating._xlsx_references import (
    LAST_COLUMN,
    LAST_ROW,
    End,
    Reference,
    column_letters,
)

LONGEST_FORMULA = 8192
"""Characters that Excel allows in one formula."""

MOST_ARGUMENTS = 255
"""Arguments that Excel allows one function."""

TAKE_LISTS = frozenset(
    "SUM SUMSQ AVERAGE AVERAGEA COUNT COUNTA MIN MINA MAX MAXA PRODUCT MEDIAN STDEV STDEVP STDEV.S"
    " STDEV.P VAR VARP VAR.S VAR.P AND OR XOR CONCAT CONCATENATE TEXTJOIN GCD LCM GEOMEAN HARMEAN"
    " AVEDEV DEVSQ KURT SKEW SUBTOTAL AGGREGATE".split()
)
"""Functions whose arguments may be any number of ranges: several stretches become arguments."""

_ONE_RANGE = (
    "Use SUBTOTAL(9, …) for the subtotals, and for the total SUBTOTAL(9, …) over all rows of the "
    "outer loop: it leaves the subtotals out."
)

LIST = "a list of references"
"""What is no function but takes references as one does: a name, a chart's series."""

TAKE_FIRST = frozenset({"OFFSET", "ROW", "COLUMN", "CELL"})
"""Functions for which a single repeated cell is a place: its first copy."""


@frozen
class Axes:
    """The trees of lines of one sheet whose lines move."""

    rows: Items
    columns: Items
    tables: frozenset[str] = frozenset()
    """Names of the tables (in `sheet_key` form) that a repeated sheet's copies rename."""


@frozen(eq=False)
class Layouts:
    """Where the lines of one filled sheet went."""

    rows: Layout
    columns: Layout
    name: str | None = None
    """The sheet's name in the result, where it is not the template's."""
    tables: Mapping[str, str] = field(factory=dict)
    """New names of the sheet's tables, by their old ones in `sheet_key` form."""
    copies: tuple[Layouts, ...] | None = None
    """Of a repeated sheet as others see it: its copies, of which this is the first."""

    @property
    def seen(self) -> tuple[Layouts, ...]:
        """The sheets that a reference to this one means."""
        return (self,) if self.copies is None else self.copies

    def prefix(self, written: str) -> str:
        """Give the prefix that names this sheet, for the one that the template has."""
        return written if self.name is None or not written else quoted(self.name) + "!"


def together(copies: Sequence[Layouts]) -> Layouts:
    """Give a repeated sheet as other sheets see it: all its copies, or none."""
    if copies:
        return evolve(copies[0], copies=tuple(copies))
    return Layouts(
        Layout((), Extent([], {}, 1), LAST_ROW),
        Layout((), Extent([], {}, 1), LAST_COLUMN),
        copies=(),
    )


@frozen
class Place:
    """Where a formula stands: its sheet and the iterations around it on both axes."""

    sheet: str
    rows: Path = ()
    columns: Path = ()


@frozen
class Operand:
    """A reference to a sheet that moves; ``function`` has it as a whole argument."""

    prefix: str
    sheet: str
    reference: Reference
    function: str | None


@frozen
class TableOperand:
    """A structured reference to a table of a repeated sheet: ``name[rest``."""

    name: str
    rest: str
    sheet: str
    function: str | None


Area = tuple[Lines | None, Lines | None]
"""Rows and columns; None for all of them."""

FindAreas = Callable[[Operand, Layouts], Sequence[Area]]

FormulaPiece = str | Operand | TableOperand


@frozen(cache_hash=True)
class Formula:
    """A compiled formula: pieces of text and the references that move."""

    source: str
    pieces: tuple[FormulaPiece, ...]
    sheets: frozenset[str] = field(factory=frozenset)

    @property
    def moves(self) -> bool:
        """Whether any of its references is to a sheet whose lines move."""
        return any(not isinstance(piece, str) for piece in self.pieces)

    @property
    def names_cells(self) -> bool:
        """Whether any of its references is to cells of such a sheet, not to a table."""
        return any(isinstance(piece, Operand) for piece in self.pieces)

    def text(self, place: Place, layouts: Mapping[str, Layouts]) -> str:
        """Write the formula, without ``=``, for a place in the filled workbook.

        Raises TemplateValueError where the copies cannot be said in one formula.
        """

        def areas(operand: Operand, one: Layouts) -> list[Area]:
            return moved_reference(operand.reference, place, operand.sheet, one)

        return self.written(lambda moving: operand_text(moving, areas, layouts[moving.sheet]))

    def written(self, operand: Callable[[Operand | TableOperand], str]) -> str:
        """Write the formula; ``operand`` writes the references that move."""
        written = "".join(
            [piece if isinstance(piece, str) else operand(piece) for piece in self.pieces]
        )
        if self.moves and len(written) > LONGEST_FORMULA:
            raise TemplateValueError(
                f"The formula grows to {len(written):,} characters; Excel allows "
                f"{LONGEST_FORMULA:,}.",
                context=f"={self.source}",
                remedy=_ONE_RANGE,
            )
        return written


def quoted(name: str) -> str:
    """Give a sheet's name as a formula writes it.

    >>> quoted("Tổng hợp"), quoted("O'Neill")
    ("'Tổng hợp'", "'O''Neill'")
    """
    doubled = name.replace("'", "''")
    return f"'{doubled}'"


def sheet_key(name: str) -> str:
    """Give the form in which names of sheets are compared: Excel does not regard case."""
    return name.casefold()


def moved_reference(reference: Reference, place: Place, sheet: str, layouts: Layouts) -> list[Area]:
    """Give the areas, rows and columns, that a reference becomes; a whole axis is None."""
    own = sheet_key(place.sheet) == sheet
    rows = _axis(reference.rows, place.rows if own else (), layouts.rows)
    columns = _axis(reference.columns, place.columns if own else (), layouts.columns)
    return [(row, column) for row in rows for column in columns]


def _axis(ends: tuple[End, End] | None, path: Path, layout: Layout) -> list[Lines | None]:
    if ends is None:
        return [None]
    first, last = ends
    areas = layout.areas(first.line, last.line, _seen_from(first, path), _seen_from(last, path))
    return list(areas)


def _seen_from(end: End, path: Path) -> Path:
    return path[:-1] if end.absolute else path


def operand_text(operand: Operand | TableOperand, find: FindAreas, layouts: Layouts) -> str:
    """Write one reference; ``find`` tells what it means in one of its sheets.

    Raises TemplateValueError where it cannot be said.
    """
    if not layouts.seen:
        raise _no_copy(operand)
    if isinstance(operand, TableOperand):
        names = [one.tables.get(sheet_key(operand.name), operand.name) for one in layouts.seen]
        return ",".join(_one_or_list([name + operand.rest for name in names], operand.function))
    reference = operand.reference
    areas = [
        (one.prefix(operand.prefix), *area) for one in layouts.seen for area in find(operand, one)
    ]
    if areas and reference.single and operand.function in TAKE_FIRST:
        areas = [(areas[0][0], _first_line(areas[0][1]), _first_line(areas[0][2]))]
    if not areas:
        if operand.function == "SUM":
            return "0"
        ends = [
            _corner(LAST_ROW, column, reference, index)
            for index, column in enumerate(_fallback_columns(reference))
        ]
        prefix = layouts.seen[0].prefix(operand.prefix)
        return prefix + (ends[0] if reference.single else ":".join(ends))
    written = [prefix + _area(reference, (rows, columns)) for prefix, rows, columns in areas]
    return ",".join(_one_or_list(written, operand.function))


def _one_or_list(written: list[str], function: str | None) -> list[str]:
    """Several references where the function takes them; an error where it does not."""
    if len(written) > 1:
        if function not in TAKE_LISTS | {LIST}:
            raise TemplateValueError(
                "What the reference means stands in several places; the formula takes only one.",
                context=written[0] + " and others",
                remedy="Refer to the rows of one loop, or to all rows of the outer loop.",
            )
        if function != LIST and len(written) > MOST_ARGUMENTS:
            raise TemplateValueError(
                f"The total is over {len(written):,} separate stretches; Excel allows "
                f"{MOST_ARGUMENTS}.",
                remedy=_ONE_RANGE,
            )
    return written


def _no_copy(operand: Operand | TableOperand) -> TemplateValueError:
    named = operand.prefix if isinstance(operand, Operand) else operand.name
    return TemplateValueError(
        "The formula refers to a sheet of which no copy came.",
        context=named,
        remedy="Give the sheet's list at least one item, or take the formula out.",
    )


def _first_line(stretch: Lines | None) -> Lines | None:
    return stretch and (stretch[0], stretch[0])


def _area(reference: Reference, area: tuple[Lines | None, Lines | None]) -> str:
    rows, columns = area
    first = _corner(rows and rows[0], columns and columns[0], reference, 0)
    last = _corner(rows and rows[1], columns and columns[1], reference, 1)
    return first if reference.single and first == last else f"{first}:{last}"


def _corner(row: int | None, column: int | None, reference: Reference, index: int) -> str:
    text = ""
    if column is not None and reference.columns is not None:
        text += "$" * reference.columns[index].absolute + column_letters(column)
    if row is not None and reference.rows is not None:
        text += "$" * reference.rows[index].absolute + str(row)
    return text


def _fallback_columns(reference: Reference) -> tuple[int, int]:
    """The columns of the empty cell that stands for what did not come."""
    if reference.rows is None or reference.columns is None:
        return (LAST_COLUMN, LAST_COLUMN)
    return (reference.columns[0].line, reference.columns[1].line)
