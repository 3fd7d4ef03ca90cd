"""Reads the figures of a table: each numeric cell, with what its row and its column say of it.

Takes a source; gives ``Figure`` objects in order, ``part_of`` within their own list. A table is
read either way: indicators down (the label names what is counted, a column the unit of measure,
the plan, the result) or units down (the label names a unit, the heads what is counted).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable

from attrs import evolve, frozen

from reportkit.parsing._nouns import counted_after
from reportkit.parsing._table_columns import (
    COUNT_LEAD,
    TOTAL,
    as_parts,
    counting_columns,
    earlier_columns,
)
from reportkit.parsing._times import precedes
from reportkit.parsing.objects import Figure, Role, Scope, ScopeKind
from reportkit.sources import Source, Table, TableCell
from reportkit.spans import Span
from reportkit.vietnamese import Amount, Bound, Period, Quantity
from reportkit.vietnamese.amounts import ends
from reportkit.vietnamese.bodies import body_at
from reportkit.vietnamese.dates import find_periods
from reportkit.vietnamese.quantities import Mention, measured_unit, scan_quantities
from reportkit.vietnamese.view import View

__all__ = ["figures_of_tables", "is_unit_name"]


def figures_of_tables(source: Source) -> list[Figure]:
    """Give the figures of all tables of ``source``."""
    figures: list[Figure] = []
    for table in source.tables:
        offset = len(figures)
        for figure in _figures_of(source, table):
            whole = None if figure.part_of is None else figure.part_of + offset
            figures.append(evolve(figure, part_of=whole))
    return figures


# ------------------------------------------------------------------------------ the grid


@frozen
class _Grid:
    """A table as a grid of normalised texts; a merged cell stands in each place it covers."""

    rows: int
    columns: int
    cells: dict[tuple[int, int], TableCell]
    texts: dict[tuple[int, int], str]

    def text(self, row: int, column: int) -> str:
        return self.texts.get((row, column), "")

    def row_texts(self, row: int) -> list[str]:
        return [self.text(row, column) for column in range(self.columns)]


def _grid(source: Source, table: Table) -> _Grid:
    rows, columns = table.shape
    cells: dict[tuple[int, int], TableCell] = {}
    texts: dict[tuple[int, int], str] = {}
    for cell in table.cells:
        text = " ".join(View.of(cell.span.of(source.text)).text.split())
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                cells[row, column] = cell
                texts[row, column] = text
    return _Grid(rows, columns, cells, texts)


_NUMERIC = re.compile(r"[^\d]{0,12}\d[\d.,/\s\-]*(?:\s*[^\d\s]{1,12}){0,3}")
# "Thôn 1", "Chi bộ 2A": a name, though it ends like a number.
_NUMBERED_NAME = re.compile(
    r"(?:chi\s+(?:bộ|hội|đoàn)|thôn|bản|xóm|tổ|khu|khóm|ấp|buôn|làng|phố|phường|quận|đội|cụm)"
    r"\s[^\d]*\d+[a-z]?",
    re.IGNORECASE,
)
_NONE = re.compile(r"\s*(không\s+có)\W*", re.IGNORECASE)
_NUMBERING_HEAD = re.compile(r"(?:stt|tt|số\s+tt|số\s+thứ\s+tự)\.?", re.IGNORECASE)
# "Số đơn vị báo cáo": for how many units the table speaks, as "3/5"; no result of theirs.
_COVERAGE_HEAD = re.compile(r"số\s+đơn\s+vị\s+(?:có\s+|đã\s+|được\s+)?báo\s+cáo", re.IGNORECASE)
_UNIT_HEAD = re.compile(r"(?:đvt|đơn\s+vị\s+tính|đ\.v\.t)\.?", re.IGNORECASE)
_UNITS_DOWN = re.compile(
    r"(?:tên\s+)?(?:đơn\s+vị|địa\s+phương|cơ\s+quan|huyện|xã|phường|tổ\s+chức\s+đảng|đảng\s+bộ|chi\s+(?:bộ|hội)"
    r"|thôn|xóm|ấp|buôn|tổ\s+dân\s+phố|khu\s+phố)"
    r"(?:\W.*)?",
    re.IGNORECASE,
)
_INDICATORS_DOWN = re.compile(
    r"(?:tên\s+|các\s+)?(?:chỉ\s+tiêu|nội\s+dung|tiêu\s+chí|hạng\s+mục|danh\s+mục|công\s+việc)(?:\W.*)?",
    re.IGNORECASE,
)
_OF_WHICH = re.compile(r"trong\s+đó\b|[-+]\s", re.IGNORECASE)
_LEAD = re.compile(r"^(?:trong\s+đó\s*:?\s*)?(?:[-+*•]\s*)?", re.IGNORECASE)


def _is_numeric(text: str) -> bool:
    return (
        0 < len(text) <= 40
        and _NUMERIC.fullmatch(text) is not None
        and _NUMBERED_NAME.fullmatch(text) is None
    )


def _first_data_row(grid: _Grid, numbering: set[int]) -> int | None:
    """The first row that holds a number outside the numbering; None where no row does."""
    for row in range(grid.rows):
        values = [
            grid.text(row, column) for column in range(grid.columns) if column not in numbering
        ]
        numbers = [text for text in values if _is_numeric(text) and not find_periods(text)]
        if numbers and not _is_column_numbers(grid.row_texts(row)):
            return row
    return None


def _is_column_numbers(texts: Iterable[str]) -> bool:
    """A row (1) (2) (3) …, or A B 1 2 …, that only counts the columns."""
    bare = [text.strip("()[]") for text in texts if text]
    letters = sum(len(text) == 1 and text.isalpha() for text in bare)
    numbers = bare[letters:]
    return (
        len(bare) > (2 if letters else 1)
        and bare[:letters] == list("ABCD"[:letters])
        and numbers
        in (
            [str(number) for number in range(1, len(numbers) + 1)],
            [str(number) for number in range(len(numbers))],
        )
    )


# ----------------------------------------------------------------------------- the figures


def _figures_of(source: Source, table: Table) -> list[Figure]:
    grid = _grid(source, table)
    if grid.rows < 2 or grid.columns < 2:
        return []
    numbering = {
        column
        for column in range(grid.columns)
        if any(
            _NUMBERING_HEAD.fullmatch(grid.text(row, column))
            or _COVERAGE_HEAD.fullmatch(grid.text(row, column))
            for row in range(min(3, grid.rows))
        )
    }
    first = _first_data_row(grid, numbering)
    if not first:
        return []
    heads = [_head(grid, first, column) for column in range(grid.columns)]
    unit_column = next((c for c, head in enumerate(heads) if _UNIT_HEAD.fullmatch(head)), None)
    texts = [
        column
        for column in range(grid.columns)
        if column not in numbering
        and column != unit_column
        and not any(_is_numeric(grid.text(row, column)) for row in range(first, grid.rows))
    ]
    label_column = _label_column(grid, first, texts)
    periods: dict[int, Period] = {}
    if label_column is None and (column := _period_column(heads, numbering)) is not None:
        label_column, periods = column, _periods_down(grid, first, column)
        if len(periods) < _FEWEST_PERIODS:
            return []
    if label_column is None:
        return []
    units_down = bool(periods) or _has_units_down(grid, first, label_column, heads[label_column])
    units_across = not units_down and _has_units_across(heads, label_column, numbering)
    earlier = earlier_columns(heads)
    numeric = {
        column
        for column in range(grid.columns)
        if any(_is_numeric(grid.text(row, column)) for row in range(first, grid.rows))
    }
    labels = [grid.text(row, label_column) for row in range(first, grid.rows)]
    totalled = any(map(TOTAL.fullmatch, labels))
    counting = set() if units_down else counting_columns(heads, label_column, totalled)
    counted: dict[int, list[int]] = {}
    figures: list[Figure] = []
    wholes: dict[int, int] = {}
    for row in range(first, grid.rows):
        label = grid.text(row, label_column)
        if not label or _is_column_numbers(grid.row_texts(row)) or _COVERAGE_HEAD.fullmatch(label):
            continue
        is_part = not units_down and bool(_OF_WHICH.match(label))
        unit_said = grid.text(row, unit_column) if unit_column is not None else ""
        for column in range(grid.columns):
            cell = grid.cells.get((row, column))
            if (
                cell is None
                or column in (label_column, unit_column)
                or column in numbering
                or (cell.row, cell.column) != (row, column)
            ):
                continue
            named = label
            if column in counting:
                told = "" if TOTAL.fullmatch(label) else label
                named = " ".join(f"{heads[column]} {heads[label_column].lower()} {told}".split())
            figure = _figure(
                source,
                grid,
                cell,
                heads[column],
                named,
                unit_said,
                units_down=units_down,
                among_numbers=column in numeric,
            )
            if figure is None:
                continue
            if units_across:
                figure = evolve(figure, scope=_scope(heads[column]))
            if periods:
                figure = _of_period(figure, periods, row)
            if column in earlier and figure.role is Role.RESULT:
                figure = evolve(figure, role=Role.EARLIER)
            if is_part and column in wholes and _may_be_part(figure, figures[wholes[column]]):
                figure = evolve(figure, part_of=wholes[column])
            elif not is_part:
                wholes[column] = len(figures)
            if column in counting and TOTAL.fullmatch(label):
                figures = as_parts(figures, counted.pop(column, []), figure.quantity.value)
            elif column in counting:
                counted.setdefault(column, []).append(len(figures))
            figures.append(figure)
    return figures


def _label_column(grid: _Grid, first: int, texts: list[int]) -> int | None:
    """The first column of words; of "Huyện | Xã" the second, which tells more units apart."""
    if not texts:
        return None
    named = [
        {grid.text(row, column) for row in range(first, grid.rows)} - {""} for column in texts[:2]
    ]
    units = [_mostly(is_unit_name, labels) for labels in named]
    return texts[1] if all(units) and len(units) > 1 and len(named[1]) > len(named[0]) else texts[0]


def _mostly(holds: Callable[[str], bool], labels: Collection[str]) -> bool:
    named = [label for label in labels if not TOTAL.fullmatch(label)]
    return bool(named) and sum(map(holds, named)) * 2 > len(named)


# ------------------------------------------------------------------------- periods down

_PERIOD_HEAD = re.compile(
    r"(?:năm(?:\s+học)?|tháng|quý|kỳ|giai\s+đoạn|thời\s+(?:gian|điểm|kỳ)|nhiệm\s+kỳ)", re.IGNORECASE
)
_FEWEST_PERIODS = 2


def _period_column(heads: list[str], numbering: set[int]) -> int | None:
    """The first column, if its head says that periods stand down: "Năm | Hộ nghèo"."""
    column = next((each for each in range(len(heads)) if each not in numbering), None)
    return column if column is not None and _PERIOD_HEAD.fullmatch(heads[column]) else None


def _periods_down(grid: _Grid, first: int, column: int) -> dict[int, Period]:
    """The period that each row tells of."""
    periods: dict[int, Period] = {}
    for row in range(first, grid.rows):
        said = grid.text(row, column)
        if mentions := find_periods(said) or find_periods(f"{grid.text(0, column)} {said}"):
            periods[row] = mentions[-1].period
    return periods


def _of_period(figure: Figure, periods: dict[int, Period], row: int) -> Figure:
    """A figure with its row's period: an earlier one, where another row tells of a later."""
    period = periods.get(row)
    earlier = any(precedes(period, later) for later in periods.values())
    told = figure.role in (Role.RESULT, Role.SHARE)
    role = Role.EARLIER if earlier and told else figure.role
    return evolve(figure, period=period or figure.period, scope=Scope(), role=role)


def _head(grid: _Grid, first: int, column: int) -> str:
    """The heads above a column, outermost first, each once."""
    texts: list[str] = []
    for row in range(first):
        text = grid.text(row, column)
        if text and text not in texts and not _is_column_numbers(grid.row_texts(row)):
            texts.append(text)
    return " ".join(texts)


def _has_units_down(grid: _Grid, first: int, column: int, head: str) -> bool:
    """Whether the labels are names of units."""
    if _UNITS_DOWN.fullmatch(head):
        return True
    if _INDICATORS_DOWN.fullmatch(head):
        return False
    labels = [grid.text(row, column) for row in range(first, grid.rows)]
    named = [label for label in labels if label and not TOTAL.fullmatch(label)]
    return bool(named) and sum(is_unit_name(label) for label in named) * 2 > len(named)


def _has_units_across(heads: list[str], label_column: int, numbering: set[int]) -> bool:
    """Whether the heads of the columns are names of units."""
    values = [
        head
        for column, head in enumerate(heads)
        if column != label_column and column not in numbering
    ]
    named = [head for head in values if head and not TOTAL.fullmatch(head)]
    return len(named) > 1 and all(is_unit_name(head) for head in named)


def is_unit_name(label: str) -> bool:
    """Tell whether a label of a table names a unit; "Hội nghị quán triệt" tells what is counted.

    >>> [is_unit_name(label) for label in ("Hội Phụ nữ", "Văn phòng", "Hội viên", "Chi bộ")]
    [True, True, False, False]
    """
    spans = (body_at(words, 0) for words in (label, label[:1].lower() + label[1:]))
    if not any(span is not None and len(span) >= len(label) * 0.8 for span in spans):
        return False
    if not label.isupper() and any(letter.isupper() or letter.isdigit() for letter in label[1:]):
        return True
    counted = counted_after(label.lower(), 0, len(label))
    return counted is None or counted.kind in _MAY_REPORT


# Nouns that are counted and that units are called by: "Văn phòng", "Trường mầm non".
_MAY_REPORT = frozenset((None, "bodies", "places", "matters"))


def _may_be_part(part: Figure, whole: Figure) -> bool:
    if part.quantity.unit == "%":
        return False
    return part.quantity.unit == whole.quantity.unit and (
        part.quantity.value <= whole.quantity.value
    )


def _figure(
    source: Source,
    grid: _Grid,
    cell: TableCell,
    head: str,
    label: str,
    unit_said: str,
    *,
    units_down: bool,
    among_numbers: bool,
) -> Figure | None:
    """The figure in a cell; None where the cell holds none."""
    view = View.of(cell.span.of(source.text))
    mention = _mention(view.text.rstrip(), among_numbers=among_numbers)
    if mention is None:
        return None
    named = head if units_down else _LEAD.sub("", label)
    unit, scale = _unit(mention.amount.unit, unit_said, head, named)
    role = _role(head, unit)
    below_zero = role is Role.CHANGE and mention.amount.value > 0 and view.text.lstrip()[:1] == "-"
    amount = _scaled(mention.amount, -scale if below_zero else scale, unit)
    local = view.span(mention.start, mention.end)
    span = Span(cell.span.start + local.start, cell.span.start + local.end)
    line_start, line_end = _line(source.text, span)
    of_plan = unit == "%" and mention.amount.unit is None and _COMPARED_HEAD.search(head)
    counted = re.sub(r"\s*\([^)]*\)\s*$", "", head if of_plan else named).strip() or None
    return Figure(
        quantity=Quantity.at(span, amount),
        quote=span.of(source.text),
        sentence=source.text[line_start:line_end],
        sentence_start=line_start,
        counted=counted,
        role=role,
        period=_period(head),
        scope=_scope(label) if units_down else Scope(),
    )


def _mention(text: str, *, among_numbers: bool) -> Mention | None:
    """The one number of a cell; "không có" is zero where the column's other cells hold numbers."""
    if among_numbers and (none := _NONE.fullmatch(text)):
        return Mention(none.start(1), none.end(1), none.end(1), Amount.of("0"))
    mentions = scan_quantities(text) if _is_numeric(" ".join(text.split())) else []
    return mentions[0] if len(mentions) == 1 else None


def _line(text: str, span: Span) -> tuple[int, int]:
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    return start, len(text) if end < 0 else end


def _scope(label: str) -> Scope:
    if TOTAL.fullmatch(label):
        return Scope()
    return Scope(ScopeKind.SUB_UNIT, label)


_BRACKETED = re.compile(r"\(([^()]{1,30})\)")
_UNIT_LEAD = re.compile(r"^(?:đvt|đơn\s+vị(?:\s+tính)?)\s*:?\s*", re.IGNORECASE)
_PERCENT_HEAD = re.compile(r"%|(?:tỷ|tỉ)\s+lệ\s+(?:hoàn\s+thành|đạt|so|thực\s+hiện)", re.IGNORECASE)
_RATE = re.compile(r"(?:tỷ|tỉ)\s+lệ|%", re.IGNORECASE)


def _unit(said: str | None, unit_cell: str, head: str, named: str) -> tuple[str | None, int]:
    """The unit of a cell and what its number is to be multiplied with ("nghìn tấn")."""
    if said is not None:
        return said, 1
    if _PERCENT_HEAD.search(head):
        return "%", 1
    for text in (unit_cell, *_BRACKETED.findall(head), *_BRACKETED.findall(named)):
        if (words := _UNIT_LEAD.sub("", text).strip()) and _SAYS_A_UNIT.search(words):
            return _spelled_unit(words)
    if _RATE.search(head):
        return "%", 1
    lead = COUNT_LEAD.sub("", named)
    counted = counted_after(lead, 0, len(lead))
    if counted is None or (counted.kind is None and lead == named):
        return None, 1
    return counted.unit, 1


_SAYS_A_UNIT = re.compile(r"[^\W\d_]|%|²|³")
# "Tỷ.đ", "Tr.đ/người", "1.000 đ": money as the heads of tables shorten it.
_SHORT_MONEY = re.compile(
    r"(tỷ|tỉ|triệu|tr|nghìn|ngàn|1\.?000)\s*\.?\s*(?:đồng|đ)(?![^\W\d_])(?:\s*/.*)?", re.IGNORECASE
)


def _spelled_unit(words: str) -> tuple[str, int]:
    """The unit that the head of a table names, and its scale."""
    if money := _SHORT_MONEY.fullmatch(words):
        scale = "nghìn" if money[1].startswith("1") else money[1]
        return measured_unit(f"{scale} đồng")
    return measured_unit(words)


def _scaled(amount: Amount, scale: int, unit: str | None) -> Amount:
    value = amount.value * scale
    whole = value.to_integral_value()
    value = whole if whole == value else value
    upper = amount.high * scale if amount.bound is Bound.RANGE and amount.high is not None else None
    low, high = ends(value, amount.bound, upper)
    return evolve(amount, value=value, low=low, high=high, unit=unit)


_ROLES = (
    (Role.CHANGE, re.compile(r"tăng|giảm|so\s+(?:với|sánh)|chênh\s+lệch", re.IGNORECASE)),
    (Role.EARLIER, re.compile(r"cùng\s+kỳ|năm\s+trước|kỳ\s+trước", re.IGNORECASE)),
    (
        Role.TARGET,
        re.compile(
            r"kế\s+hoạch|chỉ\s+tiêu\s+giao|được\s+giao|mục\s+tiêu|(?<!\w)KH(?!\w)", re.IGNORECASE
        ),
    ),
)
# A percentage of the plan or of another year is no rate of what the row counts.
_COMPARED_HEAD = re.compile(
    r"%.*(?:kế\s+hoạch|KH|so)|so\s+(?:với|sánh)|/\s*KH|kế\s+hoạch.*%", re.IGNORECASE
)
_MORE_OR_LESS = re.compile(r"tăng|giảm|chênh\s+lệch", re.IGNORECASE)
_ACHIEVED = re.compile(r"thực\s+hiện|kết\s+quả|đạt", re.IGNORECASE)


def _role(head: str, unit: str | None) -> Role:
    """What the head of a column makes of its numbers."""
    if _PERCENT_HEAD.search(head):
        return Role.CHANGE if _MORE_OR_LESS.search(head) else Role.SHARE
    for role, pattern in _ROLES:
        if pattern.search(head) and not (role is Role.TARGET and _ACHIEVED.search(head)):
            return role
    return (
        Role.SHARE
        if unit == "%" and re.search(r"(?:tỷ|tỉ)\s+lệ", head, re.IGNORECASE)
        else (Role.RESULT)
    )


def _period(head: str) -> Period | None:
    mentions = find_periods(head)
    return mentions[-1].period if mentions else None
