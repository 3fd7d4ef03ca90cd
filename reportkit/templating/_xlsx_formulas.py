"""Formulas whose references follow the rows and columns that a template repeats.

Takes a formula of the template, gives its text for a place in the filled sheet. References are
found with openpyxl's tokenizer. Knows nothing of XML; where lines went it asks `Layout`.

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

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from attrs import evolve, field, frozen
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError
from openpyxl.formula.translate import Translator

from reportkit.errors import TemplateSyntaxError, TemplateValueError
from reportkit.templating._xlsx_layout import Extent, Items, Layout, Lines, Path, blocks_over
from reportkit.templating._xlsx_references import (
    LAST_COLUMN,
    LAST_ROW,
    End,
    Reference,
    column_letters,
    parse_reference,
    sheet_of,
    split_sheet,
)

LONGEST_FORMULA = 8192
"""Characters that Excel allows in one formula."""

MOST_ARGUMENTS = 255
"""Arguments that Excel allows one function."""

_TAKE_LISTS = frozenset(
    "SUM SUMSQ AVERAGE AVERAGEA COUNT COUNTA MIN MINA MAX MAXA PRODUCT MEDIAN STDEV STDEVP STDEV.S"
    " STDEV.P VAR VARP VAR.S VAR.P AND OR XOR CONCAT CONCATENATE TEXTJOIN GCD LCM GEOMEAN HARMEAN"
    " AVEDEV DEVSQ KURT SKEW SUBTOTAL AGGREGATE".split()
)
"""Functions whose arguments may be any number of ranges: several stretches become arguments."""

_ONE_RANGE = (
    "Use SUBTOTAL(9, …) for the subtotals, and for the total SUBTOTAL(9, …) over all rows of the "
    "outer loop: it leaves the subtotals out."
)

_LIST = "a list of references"
"""What is no function but takes references as one does: a name, a chart's series."""

_TAKE_FIRST = frozenset({"OFFSET", "ROW", "COLUMN", "CELL"})
"""Functions for which a single repeated cell is a place: its first copy."""

_TAKE_RANGES = (
    _TAKE_LISTS
    | {_LIST}
    | frozenset(
        "SUMIF SUMIFS SUMPRODUCT COUNTIF COUNTIFS COUNTBLANK AVERAGEIF AVERAGEIFS MAXIFS MINIFS"
        " LARGE SMALL RANK RANK.EQ RANK.AVG PERCENTILE PERCENTILE.INC PERCENTILE.EXC QUARTILE"
        " QUARTILE.INC QUARTILE.EXC PERCENTRANK MODE MODE.SNGL TRIMMEAN CORREL PEARSON RSQ SLOPE"
        " INTERCEPT INDEX MATCH XMATCH LOOKUP VLOOKUP HLOOKUP XLOOKUP ROWS COLUMNS UNIQUE SORT"
        " SORTBY FILTER FREQUENCY TRANSPOSE SUMX2MY2 SUMX2PY2 SUMXMY2 MMULT".split()
    )
)
"""Functions in which a single repeated cell, given as a whole argument, means all its copies."""


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

_Piece = str | Operand | TableOperand


@frozen(cache_hash=True)
class Formula:
    """A compiled formula: pieces of text and the references that move."""

    source: str
    pieces: tuple[_Piece, ...]
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


def compile_formula(
    source: str,
    sheet: str,
    moving: Mapping[str, Axes],
    order: Sequence[str] = (),
    here: tuple[Sequence[int], Sequence[int]] = ((), ()),
    *,
    pinned: bool = False,
    listed: bool = False,
) -> Formula:
    """Compile a formula of the template.

    Parameters
    ----------
    source:
        The formula without ``=``.
    sheet:
        The sheet it stands in, meant by references that name none.
    moving:
        The sheets whose lines move, by name in `sheet_key` form.
    order:
        All sheets as the workbook orders them, for references over several sheets.
    here:
        The keys of the loops the formula stands in, by row and by column, outermost first.
    pinned:
        The formula is one for all copies of its cell, as a rule's: what does not lie in its
        innermost loop becomes absolute, so that each copy means the same.
    listed:
        The formula is a list of references, as a name's or a chart's: a single cell grows too.

    Raises
    ------
    TemplateSyntaxError
        If the formula cannot be read, or refers to a moving sheet in a way that cannot follow.
    """
    try:
        tokens = tokens_of(source)
    except TokenizerError as error:
        raise TemplateSyntaxError(
            "The formula cannot be read.", context=f"={source}", remedy=str(error)
        ) from None
    pieces: list[_Piece] = []
    sheets: set[str] = set()

    def operand(written: str, function: str | None) -> None:
        text = _one_prefix(written.strip())
        if text != written:  # the tokenizer leaves tabs and line ends with the operand
            before, after = _blanks_around(written)
            pieces.append(before)
            operand(text, function)
            pieces.append(after)
            return
        prefix, _ = split_sheet(text)
        named = sheet_of(prefix)
        target = sheet_key(sheet if named is None else named)
        sheets.add(target)
        _refuse_three_dimensions(named, source, moving, order)
        table = _table_operand(text, function, moving)
        if table is not None:
            pieces.append(table)
            return
        if target not in moving:
            pieces.append(text)
            return
        reference = parse_reference(text)
        if reference is None:
            if text == ":" or text.count(":") > 1:
                raise _cannot_follow(source, text, "Write the range as C5:C6, without spaces.")
            pieces.append(text)
            return
        own = here if target == sheet_key(sheet) else ((), ())
        _refuse_ambiguous(reference, function, moving[target], own, source, text)
        if pinned:
            reference = _pinned(reference, moving[target], own)
        pieces.append(Operand(prefix, target, reference, function))

    functions: list[str | None] = []
    for index, token in enumerate(tokens):
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            outside = _LIST if listed and not any(functions) else None
            whole = functions[-1] if functions and _whole(tokens, index) else outside
            operand(token.value, whole)
            continue
        if token.type in (Token.FUNC, Token.PAREN) and token.subtype == Token.OPEN:
            # C5:INDEX(…) comes as one token
            before, colon, name = token.value.rpartition(":")
            if colon:
                operand(before, None)
                pieces.append(colon)
            pieces.append(name)
            functions.append(_function(name) if token.type == Token.FUNC else None)
            _refuse_indirect(name, tokens[index + 1 : index + 3], source, sheet, moving)
            continue
        if token.type in (Token.FUNC, Token.PAREN) and functions:
            functions.pop()
        pieces.append(token.value)
    if functions:
        raise TemplateSyntaxError(
            "The formula cannot be read.",
            context=f"={source}",
            remedy="Close each bracket that it opens.",
        )
    return Formula(source, tuple(_joined(pieces)), frozenset(sheets))


@lru_cache(maxsize=1_000)
def tokens_of(source: str) -> tuple[Token, ...]:
    """Give the tokens of a formula (without ``=``).

    Raises openpyxl's TokenizerError where it cannot be read.
    """
    try:
        return tuple(Tokenizer("=" + source).items)
    except (IndexError, AssertionError) as error:
        raise TokenizerError(str(error)) from error


def _table_operand(
    text: str, function: str | None, moving: Mapping[str, Axes]
) -> TableOperand | None:
    name, bracket, rest = text.partition("[")
    key = sheet_key(name)
    for sheet, axes in moving.items():
        if key in axes.tables:
            return TableOperand(name, bracket + rest, sheet, function)
    return None


_TWO_PREFIXES = re.compile(r"((?:'(?:[^']|'')+'|[^'!:]+)!)([^!:]+):\1([^!:]+)", re.IGNORECASE)


def _one_prefix(operand: str) -> str:
    """``A!B1:A!B2`` as ``A!B1:B2``."""
    return _TWO_PREFIXES.sub(r"\1\2:\3", operand)


def _blanks_around(text: str) -> tuple[str, str]:
    start = len(text) - len(text.lstrip())
    return text[:start], text[len(text.rstrip()) :]


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


def translated(source: str, origin: str, destination: str) -> str:
    """Give the formula as it reads when copied from one cell to another (without ``=``).

    >>> translated("B2*$C$1", "D2", "D4")
    'B4*$C$1'
    """
    if origin == destination:
        return source
    moved = Translator("=" + source, origin=origin).translate_formula(destination)
    return str(moved).removeprefix("=")


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
    if areas and reference.single and operand.function in _TAKE_FIRST:
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
        if function not in _TAKE_LISTS | {_LIST}:
            raise TemplateValueError(
                "What the reference means stands in several places; the formula takes only one.",
                context=written[0] + " and others",
                remedy="Refer to the rows of one loop, or to all rows of the outer loop.",
            )
        if function != _LIST and len(written) > MOST_ARGUMENTS:
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


def _whole(tokens: Sequence[Token], index: int) -> bool:
    """Whether an operand is an argument of a function by itself."""
    before, after = _neighbour(tokens, index, -1), _neighbour(tokens, index, 1)
    opens = before is not None and (
        before.type == Token.SEP or (before.type == Token.FUNC and before.subtype == Token.OPEN)
    )
    closes = after is not None and (after.type == Token.SEP or after.type == Token.FUNC)
    return opens and closes


def _neighbour(tokens: Sequence[Token], index: int, step: int) -> Token | None:
    index += step
    while 0 <= index < len(tokens):
        if tokens[index].type != Token.WSPACE:
            return tokens[index]
        index += step
    return None


def _function(token: str) -> str:
    name = token.removesuffix("(").upper()
    return name.removeprefix("_XLFN.").removeprefix("_XLWS.")


def _joined(pieces: list[_Piece]) -> list[_Piece]:
    joined: list[_Piece] = []
    for piece in pieces:
        if isinstance(piece, str) and joined and isinstance(joined[-1], str):
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined


def _pinned(
    reference: Reference, axes: Axes, own: tuple[Sequence[int], Sequence[int]]
) -> Reference:
    """The reference with ``$`` before each line outside the innermost loop of its formula."""

    def fixed(
        ends: tuple[End, End] | None, items: Items, loops: Sequence[int]
    ) -> tuple[End, End] | None:
        if ends is None or not loops:
            return ends
        first, last = (
            End(
                end.line,
                end.absolute or loops[-1] not in [b.key for b in blocks_over(items, end.line)],
            )
            for end in ends
        )
        return first, last

    return evolve(
        reference,
        rows=fixed(reference.rows, axes.rows, own[0]),
        columns=fixed(reference.columns, axes.columns, own[1]),
    )


def _refuse_ambiguous(
    reference: Reference,
    function: str | None,
    axes: Axes,
    here: tuple[Sequence[int], Sequence[int]],
    source: str,
    text: str,
) -> None:
    """A single cell that a loop repeats must stand where a range may stand."""
    if not reference.single or function in _TAKE_RANGES | _TAKE_FIRST:
        return
    for ends, items, own in (
        (reference.rows, axes.rows, here[0]),
        (reference.columns, axes.columns, here[1]),
    ):
        if ends is None:
            continue
        known = own[:-1] if ends[0].absolute else own
        loops = [block for block in blocks_over(items, ends[0].line) if block.loops]
        if any(block.key not in known for block in loops):
            address = split_sheet(text)[1]
            raise _cannot_follow(
                source,
                text,
                f"A loop repeats {address}: write {address}:{address} for all its copies, "
                f"INDEX({address}:{address},1) for the first.",
            )


def _refuse_three_dimensions(
    named: str | None, source: str, moving: Mapping[str, Axes], order: Sequence[str]
) -> None:
    if named is None or ":" not in named or "[" in named:
        return
    if "!" in named and moving:  # from one sheet to another
        raise _cannot_follow(source, named, "Refer to each sheet by itself.")
    first, _, last = named.partition(":")
    keys = [sheet_key(name) for name in order]
    if sheet_key(first) in keys and sheet_key(last) in keys:
        low, high = sorted((keys.index(sheet_key(first)), keys.index(sheet_key(last))))
        if not any(key in moving for key in keys[low : high + 1]):
            return
    raise _cannot_follow(source, named, "Refer to each sheet by itself.")


def _refuse_indirect(
    name: str, ahead: Sequence[Token], source: str, sheet: str, moving: Mapping[str, Axes]
) -> None:
    if _function(name) != "INDIRECT" or len(ahead) < 2 or ahead[0].subtype != Token.TEXT:
        return
    address = ahead[0].value[1:-1]
    target = sheet_of(split_sheet(address)[0]) or sheet
    if sheet_key(target) in moving and parse_reference(address) is not None:
        raise _cannot_follow(source, address, "Refer to the cell itself, without INDIRECT.")


def _cannot_follow(source: str, reference: str, remedy: str) -> TemplateSyntaxError:
    return TemplateSyntaxError(
        f"The formula's reference {reference} cannot follow the rows that the template repeats.",
        context=f"={source}",
        remedy=remedy,
    )
