"""Formulas of a template, read: which of their references are to lines that move.

Takes a formula's text and the sheets that move; gives the `Formula` that `_xlsx_formulas` writes
for each place. References are found with openpyxl's tokenizer, not with regular expressions. What
cannot follow is an error.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from attrs import evolve
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError
from openpyxl.formula.translate import Translator

from reportkit.errors import TemplateSyntaxError
from reportkit.templating._xlsx_formulas import (
    LIST,
    TAKE_FIRST,
    TAKE_LISTS,
    Axes,
    Formula,
    FormulaPiece,
    Operand,
    TableOperand,
    sheet_key,
)
from reportkit.templating._xlsx_layout import Items, blocks_over
from reportkit.templating._xlsx_references import (
    End,
    Reference,
    parse_reference,
    sheet_of,
    split_sheet,
)

_TAKE_RANGES = (
    TAKE_LISTS
    | {LIST}
    | frozenset(
        "SUMIF SUMIFS SUMPRODUCT COUNTIF COUNTIFS COUNTBLANK AVERAGEIF AVERAGEIFS MAXIFS MINIFS"
        " LARGE SMALL RANK RANK.EQ RANK.AVG PERCENTILE PERCENTILE.INC PERCENTILE.EXC QUARTILE"
        " QUARTILE.INC QUARTILE.EXC PERCENTRANK MODE MODE.SNGL TRIMMEAN CORREL PEARSON RSQ SLOPE"
        " INTERCEPT INDEX MATCH XMATCH LOOKUP VLOOKUP HLOOKUP XLOOKUP ROWS COLUMNS UNIQUE SORT"
        " SORTBY FILTER FREQUENCY TRANSPOSE SUMX2MY2 SUMX2PY2 SUMXMY2 MMULT".split()
    )
)
"""Functions in which a single repeated cell, given as a whole argument, means all its copies."""


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
    if not moving and not listed:
        return _still_formula(source, sheet, tuple(order))
    return _compiled(source, sheet, moving, order, here, pinned=pinned, listed=listed)


@lru_cache(maxsize=1_000)
def _still_formula(source: str, sheet: str, order: tuple[str, ...]) -> Formula:
    """A formula of a workbook in which nothing moves: many of its sheets may have the same."""
    return _compiled(source, sheet, {}, order, ((), ()), pinned=False, listed=False)


def _compiled(
    source: str,
    sheet: str,
    moving: Mapping[str, Axes],
    order: Sequence[str],
    here: tuple[Sequence[int], Sequence[int]],
    *,
    pinned: bool,
    listed: bool,
) -> Formula:
    try:
        tokens = tokens_of(source)
    except TokenizerError as error:
        raise TemplateSyntaxError(
            "The formula cannot be read.", context=f"={source}", remedy=str(error)
        ) from None
    pieces: list[FormulaPiece] = []
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
            outside = LIST if listed and not any(functions) else None
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


def translated(source: str, origin: str, destination: str) -> str:
    """Give the formula as it reads when copied from one cell to another (without ``=``).

    >>> translated("B2*$C$1", "D2", "D4")
    'B4*$C$1'
    """
    if origin == destination:
        return source
    moved = Translator("=" + source, origin=origin).translate_formula(destination)
    return str(moved).removeprefix("=")


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


def _joined(pieces: list[FormulaPiece]) -> list[FormulaPiece]:
    joined: list[FormulaPiece] = []
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
    if not reference.single or function in _TAKE_RANGES | TAKE_FIRST:
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
