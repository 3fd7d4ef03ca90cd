"""Cell references in A1 notation: text to numbers and back.

Takes one operand of a formula (``'Tổng hợp'!$C$5:C7``), gives a `Reference`. Knows nothing of
formulas, of templates or of what moves.
"""

from __future__ import annotations

import re
from functools import cache

from attrs import frozen

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384

_CELL = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)([1-9][0-9]{0,6})")
_COLUMN = re.compile(r"(\$?)([A-Za-z]{1,3})")
_ROW = re.compile(r"(\$?)([1-9][0-9]{0,6})")


@frozen
class End:
    """One corner of a reference on one axis: a row or a column, absolute or relative."""

    line: int
    absolute: bool


@frozen
class Reference:
    """What an operand refers to.

    ``rows`` and ``columns`` are the first and last line on each axis, None where the reference
    takes them all (``C:C`` has no rows). ``sheet`` is the name without quotes, None where the
    operand names none; ``single`` tells ``C5`` from ``C5:C5``.
    """

    sheet: str | None
    rows: tuple[End, End] | None
    columns: tuple[End, End] | None
    single: bool = False


@frozen
class Rectangle:
    """A block of cells: first and last row, first and last column.

    Examples
    --------
    >>> Rectangle.parse("B2:D5")
    Rectangle(top=2, bottom=5, left=2, right=4)
    >>> str(Rectangle(7, 7, 1, 1))
    'A7'
    """

    top: int
    bottom: int
    left: int
    right: int

    @classmethod
    def parse(cls, text: str) -> Rectangle:
        """Read ``A1`` or ``A1:B2``, also ``A:B`` and ``1:2``; ValueError if it is none of these."""
        reference = parse_reference(text)
        if reference is None:
            raise ValueError(f"no cell or range: {text!r}")
        rows = reference.rows or (End(1, False), End(LAST_ROW, False))
        columns = reference.columns or (End(1, False), End(LAST_COLUMN, False))
        return cls(rows[0].line, rows[1].line, columns[0].line, columns[1].line)

    def __str__(self) -> str:
        first = f"{column_letters(self.left)}{self.top}"
        last = f"{column_letters(self.right)}{self.bottom}"
        return first if first == last else f"{first}:{last}"


@cache
def column_letters(column: int) -> str:
    """Give the letters of a column number.

    >>> column_letters(1), column_letters(28), column_letters(16384)
    ('A', 'AB', 'XFD')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@cache
def column_number(letters: str) -> int:
    """Give the number of a column.

    >>> column_number("AB")
    28
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def split_cell(address: str) -> tuple[int, int]:
    """Give row and column of a plain cell address; ValueError if it is none.

    >>> split_cell("AB12")
    (12, 28)
    """
    match = _CELL.fullmatch(address)
    if match is None:
        raise ValueError(f"no cell address: {address!r}")
    return int(match[4]), column_number(match[2])


def split_sheet(operand: str) -> tuple[str, str]:
    """Part an operand into its sheet prefix, as written with ``!``, and the rest.

    >>> split_sheet("'It''s'!$A$1")
    ("'It''s'!", '$A$1')
    """
    prefix, mark, rest = operand.rpartition("!")
    return prefix + mark, rest


def sheet_of(prefix: str) -> str | None:
    """Give the sheet's name that a prefix of `split_sheet` holds; None for an empty prefix."""
    name = prefix.removesuffix("!")
    if name.startswith("'") and name.endswith("'"):
        name = name[1:-1].replace("''", "'")
    return name or None


def parse_reference(operand: str) -> Reference | None:
    """Read one operand; None if it is a name, a table's column or anything else.

    Examples
    --------
    >>> parse_reference("Total") is None
    True
    >>> parse_reference("B!$C5:D6").columns
    (End(line=3, absolute=True), End(line=4, absolute=False))
    """
    prefix, body = split_sheet(operand)
    first, colon, last = body.partition(":")
    if not colon:
        last = first
    top_left, bottom_right = _corner(first), _corner(last)
    if top_left is None or bottom_right is None:
        return None
    (row, column), (last_row, last_column) = top_left, bottom_right
    if (row is None) != (last_row is None) or (column is None) != (last_column is None):
        return None
    if not colon and (row is None or column is None):
        return None
    return Reference(
        sheet_of(prefix), _ordered(row, last_row), _ordered(column, last_column), single=not colon
    )


def _corner(text: str) -> tuple[End | None, End | None] | None:
    if match := _CELL.fullmatch(text):
        row, column = (
            End(int(match[4]), bool(match[3])),
            End(column_number(match[2]), bool(match[1])),
        )
        return (row, column) if row.line <= LAST_ROW and column.line <= LAST_COLUMN else None
    if match := _ROW.fullmatch(text):
        row = End(int(match[2]), bool(match[1]))
        return (row, None) if row.line <= LAST_ROW else None
    if match := _COLUMN.fullmatch(text):
        column = End(column_number(match[2]), bool(match[1]))
        return (None, column) if column.line <= LAST_COLUMN else None
    return None


def _ordered(first: End | None, last: End | None) -> tuple[End, End] | None:
    if first is None or last is None:
        return None
    return (first, last) if first.line <= last.line else (last, first)
