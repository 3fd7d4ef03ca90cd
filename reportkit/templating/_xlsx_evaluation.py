"""Values of formulas: plain arithmetic and aggregates over cells that the engine knows.

Takes a formula of the template; gives what works out its value for a place in the filled
workbook, from the cells that were written (`CellValues`). Whatever is not sure (another function,
a name, a text in a sum, a division by zero) has no value: the application works it out when it
opens the file.
"""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from attrs import define, field, frozen
from openpyxl.formula.tokenizer import Token, TokenizerError

from reportkit.templating._xlsx_formulas import (
    Layouts,
    Place,
    moved_reference,
    sheet_key,
    tokens_of,
)
from reportkit.templating._xlsx_layout import Lines
from reportkit.templating._xlsx_references import (
    Reference,
    parse_reference,
    sheet_of,
    split_sheet,
)

_DEEPEST = 60
_TEXT = "text"
_WIDEST = 10_000


class Unknown(Exception):  # noqa: N818 - no error: the value is left to the application
    """The value cannot be told."""


Known = float | bool | str | None
"""A number, a truth value, some text, an empty cell."""

View = Mapping[str, Layouts]


@frozen
class _Scope:
    place: Place
    layouts: View
    values: Mapping[int, CellValues]


_Node = Callable[[_Scope], Known]
_Block = tuple["CellValues", Lines, Lines]


@frozen
class _Area:
    """A reference: its cells are asked for when the formula's place is known."""

    sheet: str
    reference: Reference

    def blocks(self, scope: _Scope) -> Iterator[_Block]:
        """Give the stretches of cells that it means, and whose they are."""
        layouts = scope.layouts.get(self.sheet)
        if layouts is None:
            raise Unknown
        for one in layouts.seen:
            values = scope.values.get(id(one.rows))
            if values is None:
                raise Unknown
            for rows, columns in moved_reference(self.reference, scope.place, self.sheet, one):
                if rows is None or columns is None:
                    raise Unknown
                yield values, rows, columns

    def __call__(self, scope: _Scope) -> Known:
        blocks = list(self.blocks(scope))
        if not self.reference.single or len(blocks) > 1:
            raise Unknown
        found = [
            one
            for values, rows, columns in blocks
            for part in values.parts(rows, columns)
            for one in part
        ]
        if len(found) > 1:
            raise Unknown
        return found[0] if found else None


@frozen
class Evaluation:
    """A formula that can be worked out."""

    node: _Node
    areas: tuple[tuple[str, Reference], ...]
    subtotal: bool
    """Whether it is a subtotal, which other subtotals leave out."""

    def value(self, place: Place, layouts: View, values: Mapping[int, CellValues]) -> float:
        """Give the number; Unknown where there is none."""
        found = self.node(_Scope(place, layouts, values))
        number = _number(found)
        if not math.isfinite(number):
            raise Unknown
        return number


@define(eq=False)
class Column:
    """The values of one column, by row."""

    rows: array[int] = field(factory=lambda: array("L"))
    numbers: array[float] = field(factory=lambda: array("d"))
    others: dict[int, object] = field(factory=dict)
    subtotals: set[int] = field(factory=set)

    def copied(self) -> Column:
        return Column(self.rows[:], self.numbers[:], dict(self.others), set(self.subtotals))

    def put(self, row: int, value: object) -> None:
        """Keep a value: a float, or any other of those that `CellValues` tells."""
        number = value if type(value) is float else math.nan
        if number is not value:
            self.others[row] = value
        if not self.rows or row > self.rows[-1]:
            self.rows.append(row)
            self.numbers.append(number)
            return
        index = bisect_left(self.rows, row)
        self.rows.insert(index, row)
        self.numbers.insert(index, number)


@define(eq=False)
class CellValues:
    """The values of the cells of one filled sheet that formulas refer to.

    A formula's cell holds what works it out, until it is asked for.
    """

    columns: dict[int, Column] = field(factory=dict)
    depth: int = 0
    totals: dict[object, float] = field(factory=dict)
    """Aggregates that were worked out: many rows may ask for the same."""
    patience: int = 20_000_000
    """How many cells may still be gone through."""

    def put(self, row: int, column: int, value: object, *, subtotal: bool = False) -> None:
        """Keep a cell: a float, a bool, ``"text"``, None for what is not known, a function."""
        own = self.columns.get(column)
        if own is None:
            own = self.columns[column] = Column()
        own.put(row, value)
        if subtotal:
            own.subtotals.add(row)

    def put_numbers(self, column: int, numbers: Mapping[int, float]) -> None:
        """Keep the numbers of a column, by row; some may be kept already."""
        if column not in self.columns:
            rows = array("L", sorted(numbers))
            self.columns[column] = Column(rows, array("d", map(numbers.__getitem__, rows)))
            return
        own = self.columns[column]
        for row in numbers.keys() - set(own.rows):
            own.put(row, numbers[row])

    def copied(self) -> CellValues:
        """Give the same values for another filling."""
        return CellValues({number: one.copied() for number, one in self.columns.items()})

    def parts(
        self, rows: Lines, columns: Lines, but_subtotals: bool = False
    ) -> Iterator[Sequence[Known]]:
        """Give the cells of an area that hold anything, by column; an array holds numbers."""
        wanted: Sequence[int] = range(columns[0], columns[1] + 1)
        if columns[1] - columns[0] > _WIDEST:
            wanted = [one for one in sorted(self.columns) if columns[0] <= one <= columns[1]]
        for number in wanted:
            column = self.columns.get(number)
            if column is None:
                continue
            begin = bisect_left(column.rows, rows[0])
            end = bisect_left(column.rows, rows[1] + 1)
            self.patience -= end - begin
            if self.patience < 0:
                raise Unknown
            if not column.others and not (but_subtotals and column.subtotals):
                yield column.numbers[begin:end]
                continue
            found: list[Known] = []
            for index in range(begin, end):
                row = column.rows[index]
                if but_subtotals and row in column.subtotals:
                    continue
                other = row in column.others
                found.append(self._other(column, row, index) if other else column.numbers[index])
            yield found

    def _other(self, column: Column, row: int, index: int) -> Known:
        value = column.others[row]
        if callable(value):
            if self.depth > _DEEPEST:
                raise Unknown
            column.others[row] = None  # a formula that leads back to itself has no value
            self.depth += 1
            try:
                column.numbers[index] = value()
            finally:
                self.depth -= 1
            del column.others[row]
            return column.numbers[index]
        if value is None:
            raise Unknown
        return value  # type: ignore[return-value]


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
    areas = tuple((one.sheet, one.reference) for one in parser.areas)
    return Evaluation(node, areas, "SUBTOTAL(" in source.upper())


def holds(areas: Sequence[Reference], row: int, column: int) -> bool:
    """Whether a cell of the template lies in one of these areas."""
    return any(
        (one.rows is None or one.rows[0].line <= row <= one.rows[1].line)
        and (one.columns is None or one.columns[0].line <= column <= one.columns[1].line)
        for one in areas
    )


def written_value(xml: str) -> object:
    """Read what a cell's XML (after its address) holds, as `CellValues` keeps it."""
    head, _, rest = xml.partition(">")
    if ' t="b"' in head:
        return "<v>1<" in rest
    if ' t="e"' in head:
        return None
    if " t=" in head and ' t="n"' not in head:
        return _TEXT
    number = rest.partition("<v>")[2].partition("<")[0]
    try:
        return float(number)
    except ValueError:
        return None


def number_text(value: float) -> str:
    """Write a number as a cell holds it: 15 digits.

    >>> number_text(3.0), number_text(0.1 + 0.2)
    ('3', '0.3')
    """
    return f"{value:.15g}"


_PRECEDENCE = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 3}


class _Parser:
    """Reads a formula by the precedence of its operators."""

    def __init__(self, tokens: Sequence[Token], sheet: str) -> None:
        self.tokens = tokens
        self.sheet = sheet
        self.position = 0
        self.areas: list[_Area] = []

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
        area = _Area(sheet_key(self.sheet if named is None else named), reference)
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
        if name in _AGGREGATES:
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
    def work(scope: _Scope) -> float:
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
    def work(scope: _Scope) -> float:
        blocks = [b for one in arguments if isinstance(one, _Area) for b in one.blocks(scope)]
        others = [_number(one(scope)) for one in arguments if not isinstance(one, _Area)]
        key = name, but_subtotals, *others, *((id(one), *area) for one, *area in blocks)
        totals = blocks[0][0].totals if blocks else {}
        if key not in totals:
            numbers, filled = array("d", others), len(others)
            for values, rows, columns in blocks:
                for part in values.parts(rows, columns, but_subtotals):
                    filled += len(part)
                    if isinstance(part, array):
                        numbers.extend(part)
                    else:  # texts and truth values in a range do not count
                        numbers.extend(one for one in part if type(one) is float)
            totals[key] = _AGGREGATES[name](numbers, filled)
        return totals[key]

    return work


def _subtotal(arguments: Sequence[_Node]) -> _Node:
    kinds = ("AVERAGE", "COUNT", "COUNTA", "MAX", "MIN", "PRODUCT", "", "", "SUM")

    def work(scope: _Scope) -> Known:
        kind = int(_number(arguments[0](scope))) % 100
        if not 1 <= kind <= len(kinds) or not kinds[kind - 1]:
            raise Unknown
        return _aggregate(kinds[kind - 1], arguments[1:], but_subtotals=True)(scope)

    return work


def _average(numbers: Sequence[float], filled: int) -> float:
    if not numbers:
        raise Unknown
    return math.fsum(numbers) / len(numbers)


_AGGREGATES: Mapping[str, Callable[[Sequence[float], int], float]] = {
    "SUM": lambda numbers, filled: math.fsum(numbers),
    "AVERAGE": _average,
    "COUNT": lambda numbers, filled: float(len(numbers)),
    "COUNTA": lambda numbers, filled: float(filled),
    "MIN": lambda numbers, filled: min(numbers, default=0.0),
    "MAX": lambda numbers, filled: max(numbers, default=0.0),
    "PRODUCT": lambda numbers, filled: math.prod(numbers) if numbers else 0.0,
}


def _round(value: float, digits: float) -> float:
    """Half away from zero, as Excel rounds; on the 15 digits that a cell holds."""
    scale = 10.0 ** int(digits)
    scaled = float(number_text(abs(value) * scale))
    return math.copysign(math.floor(scaled + 0.5) / scale, value)


_FUNCTIONS: Mapping[str, tuple[int, Callable[..., float]]] = {
    "ROUND": (2, _round),
    "ABS": (1, abs),
}
