"""The verification workbook (bảng kiểm tra): a row a figure, to confirm, correct, drop and add.

Takes a ``Review`` and writes the workbook. Rows may be sorted, filtered and deleted and columns
moved: each row carries its own key in a hidden column. ``verified`` reads it back.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, cast

from attrs import frozen

from reportkit.binding import (
    NO_INDICATOR,
    correction_of,
    report_key,
    written,
)
from reportkit.documents._verification_form import (
    BOUND,
    BOUND_NAMES,
    EDITED,
    FIGURES,
    FILE,
    HIGH,
    INDICATOR,
    KEY,
    LISTS,
    MEASURE,
    MISSED,
    MISSED_HEADS,
    NO_INDICATOR_NAME,
    REPORTS,
    ROLE,
    ROLE_NAMES,
    SENTENCE,
    SHOWN_VERDICTS,
    VALUE,
    VERDICT,
    VERDICT_NAMES,
    VERSION,
    WHOLE,
    WIDTHS,
    letter,
)
from reportkit.documents.write import save_marked
from reportkit.errors import OutputError
from reportkit.parsing import Confidence, Figure, Summary, Verdict
from reportkit.sources.folder import VERIFICATION_KEYWORD
from reportkit.vietnamese import Bound

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from reportkit.review import Review

__all__ = ["write_verification"]

_LONGEST_CELL = 32_000
_ROWS_FOR_MISSED = 100
_CONFIDENCES = {Confidence.HIGH: "cao", Confidence.LOW: "thấp"}
_SEVERITIES = {"error": "Lỗi", "warning": "Cần xem lại", "note": "Ghi chú"}
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def write_verification(review: Review, target: str | Path, *, overwrite: bool = False) -> Path:
    """Write the verification workbook of a review; give the path of the file written.

    Where a workbook stands that a person changed, the new one goes beside it, with a number.
    ``OutputError`` where it cannot be written.
    """
    from openpyxl import Workbook

    wanted = Path(target)
    if wanted.suffix.lower() != ".xlsx":
        raise OutputError(
            "The output is no .xlsx file.", file=wanted, remedy="Name a file that ends in .xlsx."
        )
    book = Workbook()
    book.remove(book.worksheets[0])
    figures = book.create_sheet(FIGURES)
    missed = book.create_sheet(MISSED)
    lists = book.create_sheet(LISTS)
    reports = book.create_sheet(REPORTS)
    lists.sheet_state = reports.sheet_state = "hidden"
    names = _indicator_names(review)
    ranges = _write_lists(lists, reports, names, review.summaries)
    rows = _rows(review, names)
    _write_figures(figures, rows, ranges)
    _write_missed(missed, ranges)
    book.properties.title = "Bảng kiểm tra số liệu"
    book.properties.keywords = VERIFICATION_KEYWORD
    return save_marked(review, _saved(book), wanted, overwrite=overwrite)


@frozen
class _Row:
    """A figure as the workbook shows it; ``rank`` is lower the sooner a person should look."""

    rank: int
    look: str
    unit: str
    summary: Summary
    figure: Figure
    key: str
    indicator: str


def _rows(review: Review, names: Mapping[str, str]) -> list[_Row]:
    """A row a figure, findings and unsure readings first."""
    severities = list(_SEVERITIES)
    looks: dict[int, tuple[int, str]] = {}
    for finding in review.findings:
        rank = severities.index(finding.severity)
        for evidence in finding.figures:
            message = f"{_SEVERITIES[finding.severity]}: {finding.message}"
            looks.setdefault(id(evidence.figure), (2 * rank, message))
    units = iter(review.figures)
    rows: list[_Row] = []
    for summary in review.summaries:
        for index, figure in enumerate(summary.figures):
            evidence = next(units)
            rank, look = looks.get(id(figure), (2 * len(severities), ""))
            if figure.confidence is Confidence.LOW:
                rank, look = min(rank, 3), look or "Đọc chưa chắc"
            indicator = names.get(figure.indicator or NO_INDICATOR, NO_INDICATOR_NAME)
            rows.append(
                _Row(
                    rank,
                    look,
                    evidence.unit.name if evidence.unit else "",
                    summary,
                    figure,
                    _key(summary, index, indicator),
                    indicator,
                )
            )
    return sorted(rows, key=lambda row: row.rank)


def _key(summary: Summary, index: int, indicator: str) -> str:
    """What finds the figure again, and what the row said when it was written."""
    correction = correction_of(summary, index, Verdict.CONFIRMED)
    report = correction.report
    figure = summary.figures[index]
    said = {head: _plain(value) for head, value in _editable(figure, indicator).items()}
    key = json.dumps(
        {
            "version": VERSION,
            "report": [report.digest, report.unit, report.number, _iso(report.date)],
            "sentence": correction.sentence,
            "place": correction.place,
            "quote": correction.quote,
            "turn": [correction.turn, correction.turns],
            "said": said,
            "verdict": SHOWN_VERDICTS.get(figure.verdict, "") if figure.verdict else "",
        },
        ensure_ascii=False,
    )
    return key if len(key) <= _LONGEST_CELL else ""


def _editable(figure: Figure, indicator: str) -> dict[str, object]:
    """What a person may change, under the heads of its columns."""
    quantity = figure.quantity
    return {
        INDICATOR: indicator,
        VALUE: quantity.value,
        HIGH: quantity.high if quantity.bound is Bound.RANGE else None,
        WHOLE: quantity.denominator,
        BOUND: BOUND_NAMES[quantity.bound],
        MEASURE: quantity.unit,
        ROLE: ROLE_NAMES[figure.role],
    }


def _indicator_names(review: Review) -> dict[str, str]:
    """The name each indicator goes by in the workbook, by id; names that are alike get their id."""
    indicators = review.profile.indicators
    names = [indicator.name for indicator in indicators]
    shown = {
        one.id: one.name if names.count(one.name) == 1 else f"{one.name} [{one.id}]"
        for one in indicators
    }
    return {NO_INDICATOR: NO_INDICATOR_NAME, **shown}


def _write_lists(
    lists: Worksheet, reports: Worksheet, names: Mapping[str, str], summaries: Sequence[Summary]
) -> dict[str, str]:
    """Write the hidden lists; give for each head the range its drop-down list takes."""
    columns = {
        INDICATOR: list(names.values()),
        BOUND: list(BOUND_NAMES.values()),
        ROLE: list(ROLE_NAMES.values()),
        VERDICT: list(VERDICT_NAMES.values()),
        "id": list(names),
    }
    ranges: dict[str, str] = {}
    for number, (head, values) in enumerate(columns.items(), start=1):
        for row, value in enumerate([head, *values], start=1):
            _put(lists, row, number, value)
        letter = "ABCDE"[number - 1]
        ranges[head] = f"'{LISTS}'!${letter}$2:${letter}${len(values) + 1}"
    for row, summary in enumerate(summaries, start=1):
        key = report_key(summary)
        told = (summary.source.name, key.digest, key.unit, key.number, _iso(key.date))
        for column, fact in enumerate(told, start=1):
            _put(reports, row, column, fact)
    ranges[FILE] = f"'{REPORTS}'!$A$1:$A${max(1, len(summaries))}"
    return ranges


def _write_figures(sheet: Worksheet, rows: Iterable[_Row], ranges: Mapping[str, str]) -> None:
    from openpyxl.styles import Alignment, PatternFill

    heads = list(WIDTHS)
    _write_heads(sheet, heads)
    may_change = PatternFill("solid", fgColor="FFF8E1")
    top = Alignment(vertical="top", wrap_text=True)
    last = 1
    for last, row in enumerate(rows, start=2):
        figure = row.figure
        cells = {
            "Cần xem": row.look,
            "Đơn vị": row.unit,
            SENTENCE: _marked(figure),
            "Số liệu": written(figure.quote),
            **_editable(figure, row.indicator),
            VERDICT: SHOWN_VERDICTS[figure.verdict] if figure.verdict else None,
            "Thời kỳ": figure.period.text if figure.period else None,
            FILE: row.summary.source.name,
            "Độ chắc chắn": _CONFIDENCES[figure.confidence],
            KEY: row.key,
        }
        for column, head in enumerate(heads, start=1):
            cell = _put(sheet, last, column, cells[head])
            cell.alignment = top
            if head in EDITED or head == VERDICT:
                cell.fill = may_change
        sheet.row_dimensions[last].height = _height(cells)
    sheet.column_dimensions[letter(heads.index(KEY) + 1)].hidden = True
    sheet.auto_filter.ref = f"A1:{letter(len(heads) - 1)}{max(last, 2)}"
    sheet.freeze_panes = "D2"
    _add_lists(sheet, heads, ranges, max(last, 2))


_LINE_HEIGHT, _MOST_LINES = 15, 20


def _height(cells: Mapping[str, object]) -> int:
    """How high a row must be for its texts; not every program works that out by itself."""
    lines = (-(-len(str(value)) // WIDTHS[head]) for head, value in cells.items() if head != KEY)
    return _LINE_HEIGHT * min(max(1, *lines), _MOST_LINES)


def _write_missed(sheet: Worksheet, ranges: Mapping[str, str]) -> None:
    """The sheet for figures that were missed: the report, its whole sentence, the number."""
    _write_heads(sheet, MISSED_HEADS)
    sheet.freeze_panes = "A2"
    _add_lists(sheet, MISSED_HEADS, ranges, _ROWS_FOR_MISSED + 1)


def _write_heads(sheet: Worksheet, heads: Sequence[str]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.worksheet.properties import PageSetupProperties

    for column, head in enumerate(heads, start=1):
        cell = _put(sheet, 1, column, head)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="DDE7F0")
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        sheet.column_dimensions[letter(column)].width = WIDTHS[head]
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def _add_lists(
    sheet: Worksheet, heads: Sequence[str], ranges: Mapping[str, str], last: int
) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    for head, values in ranges.items():
        # Of a written row the file is a fact; of a missed figure it is a choice.
        if head in heads and not (head == FILE and sheet.title == FIGURES):
            rule = DataValidation(type="list", formula1=values, allow_blank=True)
            rule.error = "Chọn một giá trị trong danh sách."
            rule.showErrorMessage = True
            column = letter(heads.index(head) + 1)
            rule.add(f"{column}2:{column}{last}")
            sheet.add_data_validation(rule)


def _marked(figure: Figure) -> object:
    """The sentence with the figure in bold red."""
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont
    from openpyxl.styles.colors import Color

    start = figure.quantity.span.start - figure.sentence_start
    end = figure.quantity.span.end - figure.sentence_start
    pieces = [figure.sentence[:start], figure.sentence[start:end], figure.sentence[end:]]
    before, said, behind = (_UNPRINTABLE.sub(" ", " ".join(piece.split())) for piece in pieces)
    if not said or len(figure.sentence) > _LONGEST_CELL:
        return written(figure.sentence)[:_LONGEST_CELL]
    font = InlineFont(b=True, color=Color("C00000"))
    parts = (f"{before} " if before else "", TextBlock(font, said), f" {behind}" if behind else "")
    return CellRichText(*(part for part in parts if part))


def _put(sheet: Worksheet, row: int, column: int, value: object) -> Cell:
    """Write a value; a text stays a text, whatever it begins with."""
    cell = cast("Cell", sheet.cell(row, column))
    if isinstance(value, Decimal):
        whole = value == value.to_integral_value()
        cell.value = int(value) if whole else float(value)
        cell.number_format = "#,##0" if whole else "#,##0.####"
    elif isinstance(value, str):
        cell.value = _UNPRINTABLE.sub(" ", value)[:_LONGEST_CELL]
        cell.data_type = "s"
    else:
        cell.value = value  # type: ignore[assignment]
    return cell


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _plain(value: object) -> str | None:
    return None if value is None else str(value)


_CLOCK = re.compile(rb"<dcterms:(created|modified)\b.*?</dcterms:\1>", re.DOTALL)


def _saved(book: Workbook) -> bytes:
    """The workbook as bytes, without the time it was written at."""
    file, steady = BytesIO(), BytesIO()
    book.save(file)
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            data = old.read(part)
            if part.filename == "docProps/core.xml":
                data = _CLOCK.sub(b"", data)
            new.writestr(zipfile.ZipInfo(part.filename), data, zipfile.ZIP_DEFLATED)
    return steady.getvalue()
