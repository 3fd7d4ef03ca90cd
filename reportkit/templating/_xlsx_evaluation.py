"""Values of formulas: plain arithmetic and aggregates over cells that the engine knows.

Takes a formula of the template; gives what works out its value for a place in the filled
workbook, from the cells that were written (`CellValues`). Whatever is not sure (another function,
a name, a text in a sum, a division by zero) has no value: the application works it out when it
opens the file.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Protocol

from attrs import frozen
from openpyxl.formula.tokenizer import Token, TokenizerError

from reportkit.templating._xlsx_formula_reader import tokens_of
from reportkit.templating._xlsx_formulas import Layouts, sheet_key
from reportkit.templating._xlsx_known import CellValues, Known, Unknown, number_text
from reportkit.templating._xlsx_references import (
    Reference,
    parse_reference,
    sheet_of,
    split_sheet,
)
from reportkit.templating._xlsx_seen import Sight, Spot
from reportkit.templating._xlsx_tallies import AGGREGATES, Block, aggregated


class Scope(Protocol):
    """What a formula is worked out in: one copy of its cell."""

    def blocks(self, area: Area) -> Sequence[Block]:
        """Give the stretches of cells that a reference means, and whose they are."""


_Node = Callable[[Scope], Known]


@frozen(eq=False)
class Area:
    """A reference: its cells are asked for when the formula's place is known."""

    sheet: str
    reference: Reference

    def __call__(self, scope: Scope) -> Known:
        blocks = scope.blocks(self)
        if not self.reference.single or len(blocks) > 1:
            raise Unknown
        if not blocks:
            return None
        ((values, rows, columns),) = blocks
        if rows[0] != rows[1] or columns[0] != columns[1]:
            raise Unknown
        return values.cell(rows[0], columns[0])


@frozen(eq=False)
class Placed:
    """One copy of a formula's cell in the filled workbook, once all lines have their place."""

    sight: Sight
    spot: Spot
    layouts: Mapping[str, Layouts]
    values: Mapping[int, CellValues]

    def blocks(self, area: Area) -> Sequence[Block]:
        layouts = self.layouts.get(area.sheet)
        if layouts is None:
            raise Unknown
        blocks: list[Block] = []
        for one in layouts.seen:
            values = self.values.get(id(one.rows))
            if values is None:
                raise Unknown
            for rows, columns in self.sight.areas(area, one, self.spot):
                if rows is None or columns is None:
                    raise Unknown
                blocks.append((values, rows, columns))
        return blocks


@frozen(eq=False)
class Evaluation:
    """A formula that can be worked out."""

    node: _Node
    areas: tuple[Area, ...]
    subtotal: bool
    """Whether it is a subtotal, which other subtotals leave out."""

    def value(self, scope: Scope) -> float:
        """Give the number; Unknown where there is none."""
        try:
            number = _number(self.node(scope))
        except (ArithmeticError, ValueError):  # a sum beyond what a float holds
            raise Unknown from None
        if not math.isfinite(number):
            raise Unknown
        return number


@lru_cache(maxsize=1_000)
def compile_evaluation(source: str, sheet: str) -> Evaluation | None:
    """Compile a formula of a sheet; None for one that is no plain arithmetic or aggregate.

    >>> compile_evaluation("VLOOKUP(A1,B:C,2)", "S") is None
    True
    """
    try:
        tokens = [one for one in tokens_of(source) if one.type != Token.WSPACE]
    except TokenizerError:
        return None
    parser = _Parser(tokens, sheet)
    try:
        node = parser.expression(0)
        parser.expect_end()
    except Unknown:
        return None
    return Evaluation(node, tuple(parser.areas), "SUBTOTAL(" in source.upper())


def holds(areas: Sequence[Reference], row: int, column: int) -> bool:
    """Whether a cell of the template lies in one of these areas."""
    for area in areas:
        rows, columns = area.rows, area.columns
        if (columns is None or columns[0].line <= column <= columns[1].line) and (
            rows is None or rows[0].line <= row <= rows[1].line
        ):
            return True
    return False


_PRECEDENCE = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 3}


class _Parser:
    """Reads a formula by the precedence of its operators."""

    def __init__(self, tokens: Sequence[Token], sheet: str) -> None:
        self.tokens = tokens
        self.sheet = sheet
        self.position = 0
        self.areas: list[Area] = []

    def peek(self) -> Token | None:
        return self.tokens[self.position] if self.position < len(self.tokens) else None

    def take(self) -> Token:
        token = self.peek()
        if token is None:
            raise Unknown
        self.position += 1
        return token

    def expect_end(self) -> None:
        if self.peek() is not None:
            raise Unknown

    def expression(self, least: int) -> _Node:
        left = self.operand()
        while (token := self.peek()) is not None and token.type == Token.OP_IN:
            level = _PRECEDENCE.get(token.value)
            if level is None:
                raise Unknown
            if level <= least:
                break
            self.take()
            left = _binary(token.value, left, self.expression(level))
        return left

    def operand(self) -> _Node:
        token = self.take()
        if token.type == Token.OP_PRE:
            inner, sign = self.operand(), -1 if token.value == "-" else 1
            node: _Node = lambda scope: sign * _number(inner(scope))  # noqa: E731
        elif token.type == Token.OPERAND:
            node = self.plain(token)
        elif token.type == Token.PAREN and token.subtype == Token.OPEN:
            node = self.expression(0)
            self.close(Token.PAREN)
        elif token.type == Token.FUNC and token.subtype == Token.OPEN:
            node = self.function(token.value.rstrip("(").upper())
        else:
            raise Unknown
        while (after := self.peek()) is not None and after.type == Token.OP_POST:
            self.take()
            node = _percent(node)
        return node

    def plain(self, token: Token) -> _Node:
        if token.subtype == Token.NUMBER:
            number = float(token.value)
            return lambda scope: number
        if token.subtype != Token.RANGE:
            raise Unknown
        prefix, _ = split_sheet(token.value)
        reference = parse_reference(token.value)
        named = sheet_of(prefix)
        if reference is None or (named is not None and (":" in named or "[" in named)):
            raise Unknown
        area = Area(sheet_key(self.sheet if named is None else named), reference)
        self.areas.append(area)
        return area

    def function(self, name: str) -> _Node:
        arguments: list[_Node] = []
        while (token := self.peek()) is not None and token.subtype != Token.CLOSE:
            if token.type == Token.SEP:
                self.take()
            arguments.append(self.expression(0))
        self.close(Token.FUNC)
        if name == "SUBTOTAL" and len(arguments) > 1:
            return _subtotal(arguments)
        if name in AGGREGATES:
            return _aggregate(name, arguments, but_subtotals=False)
        if name in _FUNCTIONS and len(arguments) == _FUNCTIONS[name][0]:
            work = _FUNCTIONS[name][1]
            return lambda scope: work(*(_number(one(scope)) for one in arguments))
        raise Unknown

    def close(self, kind: str) -> None:
        token = self.take()
        if token.type != kind or token.subtype != Token.CLOSE:
            raise Unknown


def _number(value: Known) -> float:
    if isinstance(value, str):
        raise Unknown
    return 0.0 if value is None else float(value)


def _binary(operator: str, left: _Node, right: _Node) -> _Node:
    def work(scope: Scope) -> float:
        one, other = _number(left(scope)), _number(right(scope))
        try:
            if operator == "+":
                return one + other
            if operator == "-":
                return one - other
            if operator == "*":
                return one * other
            result: float | complex = one / other if operator == "/" else one**other
        except (ArithmeticError, ValueError):
            raise Unknown from None
        if isinstance(result, complex):
            raise Unknown
        return result

    return work


def _percent(inner: _Node) -> _Node:
    return lambda scope: _number(inner(scope)) / 100


def _aggregate(name: str, arguments: Sequence[_Node], *, but_subtotals: bool) -> _Node:
    def work(scope: Scope) -> float:
        blocks = [b for one in arguments if isinstance(one, Area) for b in scope.blocks(one)]
        others = [_number(one(scope)) for one in arguments if not isinstance(one, Area)]
        return aggregated(name, blocks, others, but_subtotals=but_subtotals)

    return work


def _subtotal(arguments: Sequence[_Node]) -> _Node:
    kinds = ("AVERAGE", "COUNT", "COUNTA", "MAX", "MIN", "PRODUCT", "", "", "SUM")

    def work(scope: Scope) -> Known:
        kind = int(_number(arguments[0](scope))) % 100
        if not 1 <= kind <= len(kinds) or not kinds[kind - 1]:
            raise Unknown
        return _aggregate(kinds[kind - 1], arguments[1:], but_subtotals=True)(scope)

    return work


def _round(value: float, digits: float) -> float:
    """Half away from zero, as Excel rounds; on the 15 digits that a cell holds."""
    scale = 10.0 ** int(digits)
    scaled = float(number_text(abs(value) * scale))
    return math.copysign(math.floor(scaled + 0.5) / scale, value)


_FUNCTIONS: Mapping[str, tuple[int, Callable[..., float]]] = {
    "ROUND": (2, _round),
    "ABS": (1, abs),
}
