"""Reads the verification workbook back: what a person changed in it, as corrections.

Takes the path; gives corrections and, for each row that cannot be understood, its sheet, cell and
reason. Knows the workbook's form, not the review it came from.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from reportkit.binding import (
    NO_INDICATOR,
    Correction,
    CorrectionProblem,
    CorrectionsRead,
    ReportKey,
    amount_of,
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
    NO_INDICATOR_NAME,
    REPORTS,
    ROLE,
    ROLE_NAMES,
    SENTENCE,
    VALUE,
    VERDICT,
    VERDICT_NAMES,
    VERSION,
    WHOLE,
    letter,
)
from reportkit.errors import ReviewError
from reportkit.parsing import Role, Verdict
from reportkit.vietnamese import Amount, Bound
from reportkit.vietnamese.quantities import find_quantities

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


__all__ = ["read_verification"]


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
    if not {FIGURES, LISTS, REPORTS} <= set(book.sheetnames):
        raise ReviewError(
            "This is no verification workbook of reportkit.",
            file=file,
            remedy="Write one with Review.to_verification and keep its sheets.",
        )
    ids = {
        str(name): str(indicator or NO_INDICATOR)
        for name, indicator in zip(
            _column(book[LISTS], "A"), _column(book[LISTS], "E"), strict=True
        )
        if name
    }
    reports = {
        str(row[0]): ReportKey(_text(row[1]) or "", _text(row[2]), _text(row[3]), _day(row[4]))
        for row in book[REPORTS].iter_rows(min_col=1, max_col=5, values_only=True)
        if row[0]
    }
    corrections: list[Correction] = []
    problems: list[CorrectionProblem] = []
    readers = [_changed_rows(book[FIGURES], ids)]
    if MISSED in book.sheetnames:
        readers.append(_missed_rows(book[MISSED], ids, reports))
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
    return f"trang “{sheet.title}”, ô {letter(column)}{row}"


def _changed_rows(sheet: Worksheet, ids: Mapping[str, str]) -> Iterator[Correction | _Misread]:
    for number, values, heads in _table(sheet):
        known = values.get(KEY)
        if not known:
            continue
        try:
            key = json.loads(str(known))
            correction = _change(key, values, ids)
        except _CellError as error:
            yield _Misread(_place(sheet, number, heads.get(error.head, 1)), str(error))
        except (KeyError, TypeError, ValueError) as error:
            place = _place(sheet, number, heads[KEY])
            yield _Misread(place, f"khóa của dòng đã hỏng ({error})")
        else:
            if correction is not None:
                yield correction


def _change(
    key: Mapping[str, Any], values: Mapping[str, object], ids: Mapping[str, str]
) -> Correction | None:
    """What a person changed in one row; None where nothing."""
    if key["version"] != VERSION:
        raise ValueError(f"phiên bản {key['version']}, bản này đọc phiên bản {VERSION}")
    said = key["said"]
    changed = {head for head in EDITED if head in values and _differs(values[head], said[head])}
    verdict = _verdict(values.get(VERDICT), key["verdict"])
    if not changed and verdict is None:
        return None
    if (changed and verdict is not Verdict.DROPPED) or verdict is None:
        verdict = Verdict.CHANGED
    digest, unit, report_number, day = key["report"]
    keeps_amount = not changed & {VALUE, HIGH, WHOLE, BOUND, MEASURE}
    return Correction(
        report=ReportKey(digest, unit, report_number, _day(day)),
        sentence=key["sentence"],
        place=key["place"],
        quote=key["quote"],
        turn=key["turn"][0],
        turns=key["turn"][1],
        verdict=verdict,
        amount=None if keeps_amount else _amount(values),
        indicator=_indicator(values, ids) if INDICATOR in changed else None,
        role=_role(values) if ROLE in changed else None,
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
    for verdict, name in VERDICT_NAMES.items():
        if words == name:
            return verdict
    if not words:
        return Verdict.CONFIRMED if said == VERDICT_NAMES[Verdict.DROPPED] else None
    raise _CellError(VERDICT, f"“{value}” không phải là “đúng” hay “bỏ”")


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
    file = str(values.get(FILE) or "").strip()
    if file not in reports:
        raise _CellError(FILE, f"“{file}” không phải là tệp đã đọc; chọn trong danh sách")
    sentence = written(str(values.get(SENTENCE) or ""))
    if not sentence:
        raise _CellError(SENTENCE, "thiếu câu; dán nguyên cả câu trong báo cáo")
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
        role=_role(values) if values.get(ROLE) else Role.RESULT,
    )


def _where(sentence: str, amount: Amount) -> tuple[int, str]:
    """Where the sentence says the number; the whole sentence where it says it in other words."""
    for quantity in find_quantities(sentence):
        if quantity.value == amount.value:
            return quantity.span.start, quantity.span.of(sentence)
    return 0, sentence


def _amount(values: Mapping[str, object]) -> Amount:
    bound = _one_of(BOUND_NAMES, values.get(BOUND) or BOUND_NAMES[Bound.EXACT], BOUND)
    value = _number(values, VALUE)
    if value is None:
        raise _CellError(VALUE, "thiếu con số")
    high, whole = _number(values, HIGH), _number(values, WHOLE)
    measure = str(values.get(MEASURE) or "").strip() or None
    try:
        return amount_of(value, bound=bound, high=high, denominator=whole, unit=measure)
    except ValueError as error:
        raise _CellError(HIGH if bound is Bound.RANGE else WHOLE, str(error)) from None


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
    name = str(values.get(INDICATOR) or NO_INDICATOR_NAME).strip()
    if name not in ids:
        raise _CellError(INDICATOR, f"không có chỉ tiêu “{name}”; chọn trong danh sách")
    return ids[name]


def _role(values: Mapping[str, object]) -> Role:
    return Role(_one_of(ROLE_NAMES, values.get(ROLE) or "", ROLE))


def _one_of(names: Mapping[Any, str], value: object, head: str) -> Any:
    words = str(value).strip().casefold()
    for meaning, name in names.items():
        if words == name:
            return meaning
    raise _CellError(head, f"“{value}” không thuộc {', '.join(names.values())}")
