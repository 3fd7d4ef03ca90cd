"""Figures that come as a table: a sheet an office has, rows or a DataFrame; a ``Summary`` a unit.

Takes a source that is nothing but tables; gives a summary for each unit that a table names, units
down or units across. What is counted is told by the heads and bound later like any phrase. Knows
no file format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Any

from attrs import evolve

from reportkit.errors import SourceError, SourceFault
from reportkit.parsing._letterhead import read_letterhead, unit_named
from reportkit.parsing._tables import figures_of_tables, is_unit_name
from reportkit.parsing.document import Document
from reportkit.parsing.objects import Figure, Scope, ScopeKind, Summary, Unit
from reportkit.parsing.summary import summarise
from reportkit.sources import Source, Table, table_source
from reportkit.vietnamese import Period
from reportkit.vietnamese.dates import find_periods
from reportkit.vietnamese.view import View

__all__ = ["from_table", "summaries_of", "summary_of_table"]

_UNITS_HEAD = "Đơn vị"
_WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})


def summaries_of(source: Source) -> tuple[Summary, ...]:
    """Give what a source says: of a workbook a summary a unit, of any other source one."""
    if PurePath(source.name).suffix.lower() not in _WORKBOOKS:
        return (summarise(source),)
    return _by_unit(source) or (summarise(source),)


def from_table(table: Any, *, name: str = "bảng") -> tuple[Summary, ...]:
    """Give a summary for each unit that a table names.

    Parameters
    ----------
    table:
        Rows of cells, the heads first, or a pandas ``DataFrame`` (its index is the first column
        where it has names).
    name:
        How the table is called in what follows.

    Examples
    --------
    >>> summaries = from_table([["Đơn vị", "Số mô hình"], ["Xã A", 12], ["Xã B", 30]])
    >>> [(one.unit.name, one.figures[0].quantity.value) for one in summaries]
    [('Xã A', Decimal('12')), ('Xã B', Decimal('30'))]
    """
    source = table_source(_rows(table), name)
    return _by_unit(source) or (summarise(source),)


def summary_of_table(table: Any, unit: Unit | str | None = None, *, name: str = "bảng") -> Summary:
    """Give the one summary of a table; see ``Summary.from_table``."""
    if unit is not None:
        known = unit_named(unit) if isinstance(unit, str) else unit
        rows = _rows(table)
        summary = summarise(table_source(rows, name))
        if not summary.figures and len(rows) == 2:  # heads and one row: that of the unit
            rows = [[_UNITS_HEAD, *rows[0]], [known.name, *rows[1]]]
            summary = summarise(table_source(rows, name))
        names = {View.of(each).text.casefold() for each in (known.name, *known.aliases)}
        figures = [
            evolve(figure, scope=Scope())
            if View.of(figure.scope.name or "").text.casefold() in names
            else figure
            for figure in summary.figures
        ]
        return evolve(summary, unit=known, figures=figures)
    summaries = from_table(table, name=name)
    if len(summaries) > 1:
        units = ", ".join(one.unit.name for one in summaries if one.unit)
        raise SourceError(
            f"The table speaks of {len(summaries)} units: {units}.",
            file=name,
            remedy="Use reportkit.parsing.from_table for a summary a unit, or name the unit.",
            kind=SourceFault.DAMAGED,
        )
    return summaries[0]


def _rows(table: Any) -> list[list[object]]:
    """The rows of a table, the heads first; a missing value of pandas is None."""
    if not hasattr(table, "columns"):
        return [list(row) for row in table]
    frame = table
    if table.index.name is not None or table.index.dtype.kind not in "iuf":
        frame = table.rename_axis(table.index.name or _UNITS_HEAD).reset_index()
    body: Iterable[Sequence[object]] = frame.itertuples(index=False, name=None)
    # A missing value is the one that does not equal itself.
    rows = [[None if value != value else value for value in row] for row in body]
    return [[str(head) for head in frame.columns], *rows]


def _by_unit(source: Source) -> tuple[Summary, ...]:
    """A summary for each unit that the tables name, in the order of their first figures.

    The row that adds the units up is not a unit's; it is left to the check of sums.
    """
    figures = figures_of_tables(source)
    groups: dict[str, list[tuple[int, Figure]]] = {}
    heads: dict[str, str] = {}
    for table in source.tables:
        heads |= _heads_of_groups(source, table)
        within = table.span
        told = [
            (index, figure)
            for index, figure in enumerate(figures)
            if within.start <= figure.quantity.span.start < within.end
        ]
        # Where rows or heads name the units, a number of none of them is that of a total.
        tells = any(figure.scope.kind is ScopeKind.SUB_UNIT for _, figure in told)
        titled = _title(source, table)
        for index, figure in told:
            name = figure.scope.name if tells else _unit_above(source, table, figure) or titled
            if name:
                groups.setdefault(name, []).append((index, figure))
    if not groups:
        return ()
    letterhead = read_letterhead(Document.of(source))
    period = letterhead.period or _period(source, figures)
    return tuple(
        Summary(
            source,
            unit=_unit(name, heads.get(name)),
            date=letterhead.date,
            period=period,
            figures=_own(figures),
        )
        for name, figures in groups.items()
    )


def _unit(name: str, head: str | None) -> Unit:
    """The unit of that name; below the head of its group, if the sheet has groups."""
    unit = unit_named(name)
    return unit if head is None else evolve(unit, parent=unit_named(head).name)


# The marks of groups, the highest first: A, B; I, II; 1, 2.
_MARKS = (re.compile(r"[A-H]\.?"), re.compile(r"[IVX]+\.?"), re.compile(r"\d+\.?"))


def _heads_of_groups(source: Source, table: Table) -> dict[str, str]:
    """For the labels of rows numbered 1, 2 the label of the row numbered I above them; so on up."""
    rows: dict[int, list[str]] = {}
    for cell in table.cells:
        words = " ".join(View.of(cell.span.of(source.text)).text.split())
        rows.setdefault(cell.row, []).append(words)
    heads: dict[str, str] = {}
    above: dict[int, str] = {}
    for _, (mark, *others) in sorted(rows.items()):
        level = next((at for at, marks in enumerate(_MARKS) if marks.fullmatch(mark)), None)
        if level is None or not others or len(others[0]) < 2:  # A, B, 1, 2: columns numbered
            continue
        above = {at: label for at, label in above.items() if at < level}
        if above:
            heads[others[0]] = above[max(above)]
        above[level] = others[0]
    return heads


def _period(source: Source, figures: Sequence[Figure]) -> Period | None:
    """The period that the title tells; heads that tell several are those of their columns."""
    text = source.text[: min(table.span.end for table in source.tables)]
    told = {figure.period.text for figure in figures if figure.period is not None}
    of_columns = told if len(told) > 1 else set()
    return next(
        (mention.period for mention in find_periods(text) if mention.period.text not in of_columns),
        None,
    )


def _title(source: Source, table: Table) -> str | None:
    """The unit that the sheet is called after."""
    title = source.text[: table.span.start].rstrip().rpartition("\n")[2]
    name = " ".join(View.of(title).text.split())
    return name if name and is_unit_name(name) else None


def _unit_above(source: Source, table: Table, figure: Figure) -> str | None:
    """The unit that a head of the figure's column names."""
    start = figure.quantity.span.start
    column = next(
        (cell.column for cell in table.cells if cell.span.start <= start < cell.span.end), None
    )
    heads = (
        " ".join(View.of(cell.span.of(source.text)).text.split())
        for cell in table.cells
        if cell.column == column and cell.span.end <= start
    )
    return next((head for head in heads if is_unit_name(head)), None)


def _own(figures: Sequence[tuple[int, Figure]]) -> list[Figure]:
    """A unit's figures as its own, parts of wholes that it has too."""
    place = {index: new for new, (index, _) in enumerate(figures)}
    return [
        evolve(
            figure,
            scope=Scope(),
            part_of=None if figure.part_of is None else place.get(figure.part_of),
        )
        for _, figure in figures
    ]
