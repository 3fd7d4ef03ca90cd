"""Tables from data: ``{{p rows | table }}`` for lists of rows and for pandas tables.

Takes rows; gives a table of Word in the look of the tag, numbers to the right, its head repeated
on each page. Writes the tables of HTML and Markdown too.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from numbers import Real
from typing import Any

from attrs import evolve, frozen
from jinja2 import Environment, Undefined, pass_environment

from reportkit.errors import TemplateValueError
from reportkit.templating._docx_filling import Filling
from reportkit.templating._docx_paragraphs import Look, Paragraphs
from reportkit.templating._docx_styles import Styles
from reportkit.templating._docx_values import attribute_text, runs_of
from reportkit.templating._filters import is_blank, locale_filters

__all__ = ["TABLE_FILTERS", "Cell", "written_table"]

_WIDTH = 9000  # twentieths of a point: as much as a page has, shared by the columns
_BOLD = {"b": "<w:b/>", "bCs": "<w:bCs/>"}
_RIGHT = '<w:jc w:val="right"/>'


@frozen
class Cell:
    """A cell: its paragraphs as XML, the columns and the rows that it spans."""

    content: str
    span: int = 1
    rows: int = 1
    continues: bool = False
    """Whether it is a lower part of the cell above it."""


def written_table(rows: Sequence[Sequence[Cell]], heads: int, style: str) -> str:
    """Write a table; so many rows at its top are its head.

    Examples
    --------
    >>> written_table([[Cell("<w:p/>")]], 0, "TableGrid").count("<w:tc>")
    1
    """
    laid_out = list(_laid_out(rows))
    columns = max((sum(cell.span for cell in row) for row in laid_out), default=0)
    if not columns:
        return ""
    width = _WIDTH // columns
    lines = []
    for number, row in enumerate(laid_out):
        missing = columns - sum(cell.span for cell in row)
        cells = [*row, *[Cell("<w:p/>")] * missing]
        head = "<w:trPr><w:tblHeader/></w:trPr>" if number < heads else ""
        lines.append(f"<w:tr>{head}{''.join(_written(cell, width) for cell in cells)}</w:tr>")
    grid = f'<w:gridCol w:w="{width}"/>' * columns
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{attribute_text(style)}"/><w:tblW w:w="5000" '
        f'w:type="pct"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(lines)}</w:tbl>'
    )


def _laid_out(rows: Iterable[Sequence[Cell]]) -> Iterator[list[Cell]]:
    """The rows with a lower part of each cell that comes down from a row above."""
    hanging: dict[int, Cell] = {}
    for row in rows:
        line: list[Cell] = []
        below: dict[int, Cell] = {}
        waiting, column = deque(row), 0
        while waiting or any(place >= column for place in hanging):
            cell = hanging.get(column)
            if cell is None:
                cell = waiting.popleft() if waiting else Cell("<w:p/>")
                room = min((place - column for place in hanging if place > column), default=60)
                cell = evolve(cell, span=min(cell.span, room))
            if cell.rows > 1:
                below[column] = Cell("<w:p/>", cell.span, cell.rows - 1, continues=True)
            line.append(cell)
            column += cell.span
        hanging = below
        yield line


def _written(cell: Cell, width: int) -> str:
    span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    if cell.continues:
        span += "<w:vMerge/>"
    elif cell.rows > 1:
        span += '<w:vMerge w:val="restart"/>'
    size = f'<w:tcW w:w="{width * cell.span}" w:type="dxa"/>'
    return f"<w:tc><w:tcPr>{size}{span}</w:tcPr>{cell.content}</w:tc>"


@pass_environment
def _table(
    environment: Environment,
    rows: Any,
    header: Sequence[Any] | None = None,
    style: str = "Table Grid",
) -> Any:
    """A table of these rows; ``header`` names the columns, ``style`` a style of tables."""
    if isinstance(rows, Undefined):
        return rows
    names, lines = _lines(rows)
    if header is not None:
        names = list(header)
    shown = locale_filters(getattr(environment, "locale", "vi"))

    def write(filling: Filling, look: Look) -> str:
        identity = filling.addition(Styles).find(style)
        if identity is None:
            if style != "Table Grid":
                raise TemplateValueError(
                    f"The document has no style {style!r} for tables.",
                    remedy="Use the name of a style that is in the template.",
                )
            identity = filling.addition(Styles).identity("table grid")
        head = [[_cell(name, look, shown, bold=True) for name in names]] if names else []
        body = [[_cell(value, look, shown) for value in line] for line in lines]
        return written_table([*head, *body], len(head), identity)

    return Paragraphs(write)


TABLE_FILTERS: dict[str, Callable[..., Any]] = {"table": _table}
"""The filter that makes a table."""


def _cell(
    value: Any, look: Look, shown: Mapping[str, Callable[..., Any]], *, bold: bool = False
) -> Cell:
    is_number = isinstance(value, Real | Decimal) and not isinstance(value, bool)
    if is_number and not bold:
        value = shown["number"](value)
    elif isinstance(value, date):
        value = shown["date"](value)
    own = {"ind": "", "spacing": ""}
    if is_number and not is_blank(value):
        own["jc"] = _RIGHT
    run = look.run_like(**_BOLD) if bold else look.run
    return Cell(f"{look.opened(**own)}{runs_of(value, run)}</w:p>")


def _lines(rows: Any) -> tuple[list[Any], list[Sequence[Any]]]:
    """The names of the columns, if they have any, and the lines."""
    if type(rows).__name__ == "DataFrame":
        named = type(rows.index).__name__ != "RangeIndex"
        table = rows.reset_index() if named else rows
        names = ["" if named and name == "index" else name for name in table.columns]
        return names, list(zip(*(table[name].tolist() for name in table.columns), strict=True))
    if isinstance(rows, str | bytes | Mapping) or not isinstance(rows, Iterable):
        raise TemplateValueError(
            f"A {type(rows).__name__} has no rows for a table.",
            remedy="Give a list of rows, each a list or a mapping, or a DataFrame.",
        )
    lines = list(rows)
    if lines and all(isinstance(line, Mapping) for line in lines):
        names = list(dict.fromkeys(name for line in lines for name in line))
        return names, [[line.get(name) for name in names] for line in lines]
    for line in lines:
        if isinstance(line, str | bytes | Mapping) or not isinstance(line, Iterable):
            raise TemplateValueError(
                f"{line!r} is no row of a table.",
                remedy="Give all rows as lists, or all as mappings.",
            )
    return [], [list(line) for line in lines]
