"""The verification workbook (bảng kiểm tra): a row a figure, to confirm, correct, drop and add.

Takes a ``Review`` and writes the workbook; reads it back as corrections. Rows may be sorted,
filtered and deleted and columns moved: each row carries its own key in a hidden column. Written
and read with openpyxl.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from attrs import frozen

from reportkit.binding import (
    NO_INDICATOR,
    Correction,
    CorrectionProblem,
    CorrectionsRead,
    ReportKey,
    amount_of,
    correction_of,
    report_key,
    written,
)
from reportkit.documents.write import save_marked
from reportkit.errors import OutputError, ReviewError
from reportkit.parsing import Confidence, Figure, Role, Summary, Verdict
from reportkit.sources.folder import VERIFICATION_KEYWORD
from reportkit.vietnamese import Amount, Bound
from reportkit.vietnamese.quantities import find_quantities

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from reportkit.review import Review

__all__ = ["read_verification", "write_verification"]

_FIGURES, _MISSED, _LISTS, _REPORTS = "Kiểm tra", "Bổ sung", "Danh mục", "Báo cáo"
_VERSION = "1"
_LONGEST_CELL = 32_000
_ROWS_FOR_MISSED = 100

_INDICATOR, _VALUE, _HIGH, _WHOLE = "Chỉ tiêu", "Giá trị", "Đến", "Mẫu số"
_BOUND, _MEASURE, _ROLE, _VERDICT = "Mức", "Đơn vị tính", "Vai trò", "Kết luận"
_SENTENCE, _FILE, _KEY = "Câu trong báo cáo", "Tệp", "Khóa"
_WIDTHS = {
    "Cần xem": 26,
    "Đơn vị": 24,
    _SENTENCE: 70,
    "Số liệu": 22,
    _INDICATOR: 38,
    _VALUE: 14,
    _HIGH: 10,
    _WHOLE: 10,
    _BOUND: 12,
    _MEASURE: 16,
    _ROLE: 16,
    _VERDICT: 12,
    "Thời kỳ": 18,
    _FILE: 26,
    "Độ chắc chắn": 12,
    _KEY: 10,
}
_EDITED = (_INDICATOR, _VALUE, _HIGH, _WHOLE, _BOUND, _MEASURE, _ROLE)
_MISSED_HEADS = (_FILE, _SENTENCE, *_EDITED)

_NO_INDICATOR_NAME = "(không thuộc chỉ tiêu nào)"
_BOUND_NAMES = {
    Bound.EXACT: "đúng",
    Bound.OVER: "trên",
    Bound.UNDER: "dưới",
    Bound.NEARLY: "gần",
    Bound.ABOUT: "khoảng",
    Bound.RANGE: "từ … đến",
    Bound.ORDER: "hàng (bậc số)",
}
_ROLE_NAMES = {
    Role.RESULT: "kết quả",
    Role.TARGET: "kế hoạch",
    Role.EARLIER: "kỳ trước",
    Role.CHANGE: "tăng, giảm",
    Role.SHARE: "tỷ lệ",
}
_VERDICT_NAMES = {Verdict.CONFIRMED: "đúng", Verdict.DROPPED: "bỏ"}
_SHOWN_VERDICTS = {**_VERDICT_NAMES, Verdict.CHANGED: "đã sửa", Verdict.ADDED: "đã bổ sung"}
_CONFIDENCES = {Confidence.HIGH: "cao", Confidence.LOW: "thấp"}
_SEVERITIES = {"error": "Lỗi", "warning": "Cần xem lại", "note": "Ghi chú"}
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


# ------------------------------------------------------------------------------- written


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
    figures = book.create_sheet(_FIGURES)
    missed = book.create_sheet(_MISSED)
    lists = book.create_sheet(_LISTS)
    reports = book.create_sheet(_REPORTS)
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
            indicator = names.get(figure.indicator or NO_INDICATOR, _NO_INDICATOR_NAME)
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
            "version": _VERSION,
            "report": [report.digest, report.unit, report.number, _iso(report.date)],
            "sentence": correction.sentence,
            "place": correction.place,
            "quote": correction.quote,
            "turn": [correction.turn, correction.turns],
            "said": said,
            "verdict": _SHOWN_VERDICTS.get(figure.verdict, "") if figure.verdict else "",
        },
        ensure_ascii=False,
    )
    return key if len(key) <= _LONGEST_CELL else ""


def _editable(figure: Figure, indicator: str) -> dict[str, object]:
    """What a person may change, under the heads of its columns."""
    quantity = figure.quantity
    return {
        _INDICATOR: indicator,
        _VALUE: quantity.value,
        _HIGH: quantity.high if quantity.bound is Bound.RANGE else None,
        _WHOLE: quantity.denominator,
        _BOUND: _BOUND_NAMES[quantity.bound],
        _MEASURE: quantity.unit,
        _ROLE: _ROLE_NAMES[figure.role],
    }


def _indicator_names(review: Review) -> dict[str, str]:
    """The name each indicator goes by in the workbook, by id; names that are alike get their id."""
    indicators = review.profile.indicators
    names = [indicator.name for indicator in indicators]
    shown = {
        one.id: one.name if names.count(one.name) == 1 else f"{one.name} [{one.id}]"
        for one in indicators
    }
    return {NO_INDICATOR: _NO_INDICATOR_NAME, **shown}


def _write_lists(
    lists: Worksheet, reports: Worksheet, names: Mapping[str, str], summaries: Sequence[Summary]
) -> dict[str, str]:
    """Write the hidden lists; give for each head the range its drop-down list takes."""
    columns = {
        _INDICATOR: list(names.values()),
        _BOUND: list(_BOUND_NAMES.values()),
        _ROLE: list(_ROLE_NAMES.values()),
        _VERDICT: list(_VERDICT_NAMES.values()),
        "id": list(names),
    }
    ranges: dict[str, str] = {}
    for number, (head, values) in enumerate(columns.items(), start=1):
        for row, value in enumerate([head, *values], start=1):
            _put(lists, row, number, value)
        letter = "ABCDE"[number - 1]
        ranges[head] = f"'{_LISTS}'!${letter}$2:${letter}${len(values) + 1}"
    for row, summary in enumerate(summaries, start=1):
        key = report_key(summary)
        told = (summary.source.name, key.digest, key.unit, key.number, _iso(key.date))
        for column, fact in enumerate(told, start=1):
            _put(reports, row, column, fact)
    ranges[_FILE] = f"'{_REPORTS}'!$A$1:$A${max(1, len(summaries))}"
    return ranges


def _write_figures(sheet: Worksheet, rows: Iterable[_Row], ranges: Mapping[str, str]) -> None:
    from openpyxl.styles import Alignment, PatternFill

    heads = list(_WIDTHS)
    _write_heads(sheet, heads)
    may_change = PatternFill("solid", fgColor="FFF8E1")
    top = Alignment(vertical="top", wrap_text=True)
    last = 1
    for last, row in enumerate(rows, start=2):
        figure = row.figure
        cells = {
            "Cần xem": row.look,
            "Đơn vị": row.unit,
            _SENTENCE: _marked(figure),
            "Số liệu": written(figure.quote),
            **_editable(figure, row.indicator),
            _VERDICT: _SHOWN_VERDICTS[figure.verdict] if figure.verdict else None,
            "Thời kỳ": figure.period.text if figure.period else None,
            _FILE: row.summary.source.name,
            "Độ chắc chắn": _CONFIDENCES[figure.confidence],
            _KEY: row.key,
        }
        for column, head in enumerate(heads, start=1):
            cell = _put(sheet, last, column, cells[head])
            cell.alignment = top
            if head in _EDITED or head == _VERDICT:
                cell.fill = may_change
        sheet.row_dimensions[last].height = _height(cells)
    sheet.column_dimensions[_letter(heads.index(_KEY) + 1)].hidden = True
    sheet.auto_filter.ref = f"A1:{_letter(len(heads) - 1)}{max(last, 2)}"
    sheet.freeze_panes = "D2"
    _add_lists(sheet, heads, ranges, max(last, 2))


_LINE_HEIGHT, _MOST_LINES = 15, 20


def _height(cells: Mapping[str, object]) -> int:
    """How high a row must be for its texts; not every program works that out by itself."""
    lines = (-(-len(str(value)) // _WIDTHS[head]) for head, value in cells.items() if head != _KEY)
    return _LINE_HEIGHT * min(max(1, *lines), _MOST_LINES)


def _write_missed(sheet: Worksheet, ranges: Mapping[str, str]) -> None:
    """The sheet for figures that were missed: the report, its whole sentence, the number."""
    _write_heads(sheet, _MISSED_HEADS)
    sheet.freeze_panes = "A2"
    _add_lists(sheet, _MISSED_HEADS, ranges, _ROWS_FOR_MISSED + 1)


def _write_heads(sheet: Worksheet, heads: Sequence[str]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.worksheet.properties import PageSetupProperties

    for column, head in enumerate(heads, start=1):
        cell = _put(sheet, 1, column, head)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="DDE7F0")
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        sheet.column_dimensions[_letter(column)].width = _WIDTHS[head]
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
        if head in heads and not (head == _FILE and sheet.title == _FIGURES):
            rule = DataValidation(type="list", formula1=values, allow_blank=True)
            rule.error = "Chọn một giá trị trong danh sách."
            rule.showErrorMessage = True
            letter = _letter(heads.index(head) + 1)
            rule.add(f"{letter}2:{letter}{last}")
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


def _letter(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(column)


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


# ------------------------------------------------------------------------------ read back


def read_verification(path: str | Path) -> CorrectionsRead:
    """Read what a person changed in a verification workbook.

    A row in which nothing changed gives nothing. One that cannot be understood is a problem with
    its sheet, cell and reason; the others count.

    Raises
    ------
    ReviewError
        The file cannot be opened or is no verification workbook.
    """
    import openpyxl

    file = Path(path)
    try:
        book = openpyxl.load_workbook(file)
    except Exception as error:  # openpyxl raises whatever a damaged part leads to
        raise ReviewError(
            f"The verification workbook cannot be opened: {error}.",
            file=file,
            remedy="Check the path; open it in Excel and save it again as .xlsx.",
        ) from error
    if not {_FIGURES, _LISTS, _REPORTS} <= set(book.sheetnames):
        raise ReviewError(
            "This is no verification workbook of reportkit.",
            file=file,
            remedy="Write one with Review.to_verification and keep its sheets.",
        )
    ids = {
        str(name): str(indicator or NO_INDICATOR)
        for name, indicator in zip(
            _column(book[_LISTS], "A"), _column(book[_LISTS], "E"), strict=True
        )
        if name
    }
    reports = {
        str(row[0]): ReportKey(_text(row[1]) or "", _text(row[2]), _text(row[3]), _day(row[4]))
        for row in book[_REPORTS].iter_rows(min_col=1, max_col=5, values_only=True)
        if row[0]
    }
    corrections: list[Correction] = []
    problems: list[CorrectionProblem] = []
    readers = [_changed_rows(book[_FIGURES], ids)]
    if _MISSED in book.sheetnames:
        readers.append(_missed_rows(book[_MISSED], ids, reports))
    for reader in readers:
        for one in reader:
            if isinstance(one, _Misread):
                problems.append(CorrectionProblem(str(file), one.place, one.reason))
            else:
                corrections.append(one)
    return CorrectionsRead(corrections, problems)


@frozen
class _Misread:
    """A cell that cannot be understood."""

    place: str
    reason: str


class _CellError(ValueError):
    """What is wrong with the cell under this head."""

    def __init__(self, head: str, reason: str) -> None:
        super().__init__(reason)
        self.head = head


def _column(sheet: Worksheet, letter: str) -> list[object]:
    return [cell.value for cell in sheet[letter][1:]]


def _text(value: object) -> str | None:
    return str(value) if value else None


def _day(value: object) -> date | None:
    return date.fromisoformat(str(value)) if value else None


def _table(
    sheet: Worksheet,
) -> Iterator[tuple[int, dict[str, object], dict[str, int]]]:
    """The rows below the heads: number, values by head, and the columns of the heads."""
    rows = sheet.iter_rows(values_only=True)
    heads = {
        str(head): column for column, head in enumerate(next(rows, ()), start=1) if head is not None
    }
    for number, row in enumerate(rows, start=2):
        values: dict[str, object] = {head: row[column - 1] for head, column in heads.items()}
        yield number, values, heads


def _place(sheet: Worksheet, row: int, column: int) -> str:
    return f"trang “{sheet.title}”, ô {_letter(column)}{row}"


def _changed_rows(sheet: Worksheet, ids: Mapping[str, str]) -> Iterator[Correction | _Misread]:
    for number, values, heads in _table(sheet):
        known = values.get(_KEY)
        if not known:
            continue
        try:
            key = json.loads(str(known))
            correction = _change(key, values, ids)
        except _CellError as error:
            yield _Misread(_place(sheet, number, heads.get(error.head, 1)), str(error))
        except (KeyError, TypeError, ValueError) as error:
            place = _place(sheet, number, heads[_KEY])
            yield _Misread(place, f"khóa của dòng đã hỏng ({error})")
        else:
            if correction is not None:
                yield correction


def _change(
    key: Mapping[str, Any], values: Mapping[str, object], ids: Mapping[str, str]
) -> Correction | None:
    """What a person changed in one row; None where nothing."""
    said = key["said"]
    changed = {head for head in _EDITED if head in values and _differs(values[head], said[head])}
    verdict = _verdict(values.get(_VERDICT), key["verdict"])
    if not changed and verdict is None:
        return None
    if (changed and verdict is not Verdict.DROPPED) or verdict is None:
        verdict = Verdict.CHANGED
    digest, unit, report_number, day = key["report"]
    keeps_amount = not changed & {_VALUE, _HIGH, _WHOLE, _BOUND, _MEASURE}
    return Correction(
        report=ReportKey(digest, unit, report_number, _day(day)),
        sentence=key["sentence"],
        place=key["place"],
        quote=key["quote"],
        turn=key["turn"][0],
        turns=key["turn"][1],
        verdict=verdict,
        amount=None if keeps_amount else _amount(values),
        indicator=_indicator(values, ids) if _INDICATOR in changed else None,
        role=_role(values) if _ROLE in changed else None,
    )


def _differs(value: object, said: str | None) -> bool:
    if isinstance(value, int | float) and not isinstance(value, bool) and said is not None:
        try:
            return float(value) != float(said)
        except ValueError:
            return True
    return (str(value).strip() or None if value is not None else None) != said


def _verdict(value: object, said: str) -> Verdict | None:
    words = str(value).strip().casefold() if value is not None else ""
    if words == said:
        return None
    for verdict, name in _VERDICT_NAMES.items():
        if words == name:
            return verdict
    if not words:
        return Verdict.CONFIRMED if said == _VERDICT_NAMES[Verdict.DROPPED] else None
    raise _CellError(_VERDICT, f"“{value}” không phải là “đúng” hay “bỏ”")


def _missed_rows(
    sheet: Worksheet, ids: Mapping[str, str], reports: Mapping[str, ReportKey]
) -> Iterator[Correction | _Misread]:
    for number, values, heads in _table(sheet):
        if all(value is None or not str(value).strip() for value in values.values()):
            continue
        try:
            yield _missed(values, ids, reports)
        except _CellError as error:
            yield _Misread(_place(sheet, number, heads.get(error.head, 1)), str(error))


def _missed(
    values: Mapping[str, object], ids: Mapping[str, str], reports: Mapping[str, ReportKey]
) -> Correction:
    file = str(values.get(_FILE) or "").strip()
    if file not in reports:
        raise _CellError(_FILE, f"“{file}” không phải là tệp đã đọc; chọn trong danh sách")
    sentence = written(str(values.get(_SENTENCE) or ""))
    if not sentence:
        raise _CellError(_SENTENCE, "thiếu câu; dán nguyên cả câu trong báo cáo")
    amount = _amount(values)
    place, quote = _where(sentence, amount)
    return Correction(
        report=reports[file],
        sentence=sentence,
        place=place,
        quote=quote,
        verdict=Verdict.ADDED,
        amount=amount,
        indicator=_indicator(values, ids),
        role=_role(values) if values.get(_ROLE) else Role.RESULT,
    )


def _where(sentence: str, amount: Amount) -> tuple[int, str]:
    """Where the sentence says the number; the whole sentence where it says it in other words."""
    for quantity in find_quantities(sentence):
        if quantity.value == amount.value:
            return quantity.span.start, quantity.span.of(sentence)
    return 0, sentence


def _amount(values: Mapping[str, object]) -> Amount:
    bound = _one_of(_BOUND_NAMES, values.get(_BOUND) or _BOUND_NAMES[Bound.EXACT], _BOUND)
    value = _number(values, _VALUE)
    if value is None:
        raise _CellError(_VALUE, "thiếu con số")
    high, whole = _number(values, _HIGH), _number(values, _WHOLE)
    measure = str(values.get(_MEASURE) or "").strip() or None
    try:
        return amount_of(value, bound=bound, high=high, denominator=whole, unit=measure)
    except ValueError as error:
        raise _CellError(_HIGH if bound is Bound.RANGE else _WHOLE, str(error)) from None


_WRITTEN_NUMBER = re.compile(r"-?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?")


def _number(values: Mapping[str, object], head: str) -> Decimal | None:
    value = values.get(head)
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Decimal(repr(value)).normalize() + 0
    words = str(value).strip()
    if isinstance(value, str) and _WRITTEN_NUMBER.fullmatch(words):
        try:
            return Decimal(words.replace(".", "").replace(",", "."))
        except InvalidOperation:
            pass
    raise _CellError(head, f"“{value}” không phải là số")


def _indicator(values: Mapping[str, object], ids: Mapping[str, str]) -> str:
    name = str(values.get(_INDICATOR) or _NO_INDICATOR_NAME).strip()
    if name not in ids:
        raise _CellError(_INDICATOR, f"không có chỉ tiêu “{name}”; chọn trong danh sách")
    return ids[name]


def _role(values: Mapping[str, object]) -> Role:
    return Role(_one_of(_ROLE_NAMES, values.get(_ROLE) or "", _ROLE))


def _one_of(names: Mapping[Any, str], value: object, head: str) -> Any:
    words = str(value).strip().casefold()
    for meaning, name in names.items():
        if words == name:
            return meaning
    raise _CellError(head, f"“{value}” không thuộc {', '.join(names.values())}")
