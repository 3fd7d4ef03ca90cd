"""Findings of slips and of what stands out from the other units, worded in Vietnamese.

Takes what ``slips``, ``column_sums`` and ``outliers`` found; gives ``Finding`` objects.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from reportkit.binding import Aggregate, Profile
from reportkit.parsing import Figure, Summary, Unit
from reportkit.review.algebra import as_percentage, dimension
from reportkit.review.cells import Cell
from reportkit.review.column_sums import BrokenColumn, broken_columns
from reportkit.review.evidence import Evidence
from reportkit.review.findings import Code, Finding, Severity, amount_of, words
from reportkit.review.outliers import far_from_the_others, nearly_empty, of_another_period
from reportkit.review.report_names import report_called
from reportkit.review.slips import (
    broken_rates,
    models_told_twice,
    point_or_comma,
    thousand_times_before,
)
from reportkit.review.told import ToldInitiative
from reportkit.review.units import name_key
from reportkit.vietnamese import Period, format_short_date
from reportkit.vietnamese.formatting import format_amount, format_number

__all__ = ["of_all_reports", "of_columns", "of_heads", "of_models", "of_slips"]

_ADDED_AT_MOST = 6
_MOSTLY = 0.8


def of_slips(unit: Unit, summary: Summary) -> Iterator[Finding]:
    """What one report says that cannot be meant so."""
    yield from _rates(unit, summary)
    yield from _points(unit, summary)
    yield from _thousandfold(unit, summary)
    for first, second in models_told_twice(summary):
        yield _of_report(
            unit,
            summary,
            Code.INITIATIVE_TWICE,
            Severity.NOTE,
            f"Mô hình “{_line(first.name)}” được nêu hai lần trong báo cáo"
            f"{_owned_by(first.owner or second.owner)}.",
            "Kiểm tra xem có phải một mô hình; nếu là hai, ghi rõ đơn vị thực hiện.",
        )


def _rates(unit: Unit, summary: Summary) -> Iterator[Finding]:
    for fault in broken_rates(summary):
        yield _of_report(
            unit,
            summary,
            Code.TARGET_AND_RATE,
            Severity.ERROR,
            f"Kết quả {words(fault.result)} so với chỉ tiêu {words(fault.target)} là "
            f"{format_amount(as_percentage(fault.rate))}, báo cáo ghi {words(fault.stated)}.",
            "Hỏi lại đơn vị chỉ tiêu, kết quả hay tỷ lệ mới đúng.",
            (fault.target, fault.result, fault.stated),
        )


def of_columns(unit: Unit, summary: Summary) -> Iterator[Finding]:
    """Totals in tables that are not the sums of their columns."""
    for fault in broken_columns(summary):
        parts = " + ".join(map(format_number, fault.parts[:_ADDED_AT_MOST]))
        more = " + …" if len(fault.parts) > _ADDED_AT_MOST else ""
        difference = fault.said - fault.made
        yield _of_report(
            unit,
            summary,
            Code.COLUMN_SUM,
            Severity.ERROR if fault.certain else Severity.WARNING,
            f"{_total_row(fault)} của cột “{_line(fault.head) or '?'}” ghi "
            f"{format_number(fault.said)}, các dòng cộng lại {parts}{more} = "
            f"{format_number(fault.made)}: "
            f"{'nhiều hơn' if difference > 0 else 'ít hơn'} {format_number(abs(difference))}.",
            _what_to_do(fault),
            () if fault.figure is None else (fault.figure,),
        )


def _what_to_do(fault: BrokenColumn) -> str:
    if not fault.certain:
        return "Một số dòng có thể nằm trong dòng khác; kiểm tra lại."
    taken = "; tổng hợp đang lấy số ở dòng tổng" if fault.figure is not None else ""
    return f"Hỏi lại đơn vị dòng nào sai{taken}."


def _total_row(fault: BrokenColumn) -> str:
    return f"Dòng “{_line(fault.group)}”" if fault.group else "Dòng tổng"


def of_heads(summaries: Iterable[Summary]) -> Iterator[Finding]:
    """Heads of sheets that name no indicator; ``summaries`` are those of one source."""
    heads: dict[str, bool] = {}
    source = ""
    for summary in summaries:
        source = summary.source.name
        if not _is_a_sheet(summary):
            return
        for figure in summary.figures:
            head = _line(figure.counted or "")
            heads[head] = heads.get(head, False) or figure.indicator is not None
    unmatched = [head for head, matched in heads.items() if head and not matched]
    if unmatched:
        yield Finding(
            Code.HEAD_UNMATCHED,
            Severity.WARNING,
            f"{report_called(source)} có cột hoặc dòng không khớp chỉ tiêu nào: "
            f"{'; '.join(unmatched)}.",
            "Sửa tên cột cho khớp chỉ tiêu, hoặc bổ sung cách gọi vào bộ chỉ tiêu.",
            source=source,
        )


def _is_a_sheet(summary: Summary) -> bool:
    """Whether a source is nothing but tables, and a name or a title above them."""
    text = summary.source.text
    within = sum(len(table.span) for table in summary.source.tables)
    return bool(summary.source.tables) and within >= _MOSTLY * len(text.strip())


def _points(unit: Unit, summary: Summary) -> Iterator[Finding]:
    for figure in point_or_comma(summary):
        yield _of_report(
            unit,
            summary,
            Code.POINT_OR_COMMA,
            Severity.WARNING,
            f"“{_line(figure.quote)}” được đọc là {words(figure)}; có thể nhầm dấu chấm và dấu "
            "phẩy.",
            "Xem lại con số: dấu chấm phân cách hàng nghìn, dấu phẩy trước phần thập phân.",
            (figure,),
        )


def _thousandfold(unit: Unit, summary: Summary) -> Iterator[Finding]:
    for figure, earlier in thousand_times_before(summary):
        yield _of_report(
            unit,
            summary,
            Code.THOUSANDFOLD,
            Severity.WARNING,
            f"{words(figure)} gấp hoặc kém kỳ trước ({words(earlier)}) từ 1.000 lần; có thể "
            "nhầm đơn vị tính.",
            "Hỏi lại đơn vị con số và đơn vị tính (đồng, nghìn đồng, triệu đồng).",
            (figure, earlier),
        )


# ------------------------------------------------------------------------------- all units


def of_all_reports(
    profile: Profile, units: Mapping[int, Unit], summaries: Sequence[Summary], cells: Iterable[Cell]
) -> Iterator[Finding]:
    """What stands out among the units; ``units`` tells each summary's, by its ``id``."""
    columns: dict[str, list[Cell]] = {}
    for cell in cells:
        columns.setdefault(cell.indicator.id, []).append(cell)
    for indicator in profile.indicators:
        if indicator.aggregate is not Aggregate.NONE:
            yield from _outliers(columns.get(indicator.id, []))
    for summary in nearly_empty(summaries):
        yield _of_report(
            units[id(summary)],
            summary,
            Code.NEARLY_EMPTY,
            Severity.WARNING,
            f"{report_called(summary.source.name)} ngắn bất thường so với các báo cáo khác: "
            f"{format_number(len(summary.source.text.split()))} từ, {len(summary.figures)} số "
            "liệu.",
            "Kiểm tra xem tệp có đọc được hết không, hay đơn vị gửi thiếu.",
        )
    common, others = of_another_period(summaries)
    for summary in others:
        yield _of_report(
            units[id(summary)],
            summary,
            Code.OTHER_PERIOD,
            Severity.WARNING,
            f"{report_called(summary.source.name)} nói về {_period(summary.period)}, phần lớn "
            f"báo cáo nói về {_period(common)}; số liệu vẫn được tính.",
            "Kiểm tra xem báo cáo có thuộc đợt này không.",
        )


def _outliers(cells: Sequence[Cell]) -> Iterator[Finding]:
    for found in far_from_the_others(cells):
        cell = found.cell
        middle = Decimal(repr(found.middle))
        rate = dimension(cell.indicator.unit) == "%"
        rounded = middle.quantize(Decimal("0.1") if rate or middle < 10 else Decimal(1))
        usual = f"{format_number(rounded)}{'%' if rate else ''}"
        yield Finding(
            Code.OUTLIER,
            Severity.WARNING,
            f"{cell.unit.name}: {amount_of(cell)} cho “{cell.indicator.name}” khác xa "
            f"{found.units - 1} đơn vị cùng cấp (trung vị {usual}).",
            "Xem lại câu trong báo cáo và đơn vị tính; nếu đúng thì giữ nguyên.",
            cell.unit,
            cell.figures[0].source if cell.figures else None,
            cell.figures,
        )


def of_models(told: Iterable[ToldInitiative]) -> Iterator[Finding]:
    """Models that two units tell of as one owner's."""
    seen: dict[tuple[str, str], ToldInitiative] = {}
    for one in told:
        owner = one.initiative.owner
        if not owner:
            continue
        key = (name_key(one.initiative.name), name_key(owner))
        first = seen.setdefault(key, one)
        if first.unit is not one.unit and first.unit != one.unit:
            yield Finding(
                Code.INITIATIVE_TWICE,
                Severity.NOTE,
                f"Mô hình “{_line(one.initiative.name)}”{_owned_by(owner)} được {first.unit.name} "
                f"và {one.unit.name} cùng nêu.",
                "Chỉ nêu một lần trong báo cáo tổng hợp.",
                unit=one.unit,
                source=one.source,
            )


# --------------------------------------------------------------------------------- wording


def _of_report(
    unit: Unit,
    summary: Summary,
    code: Code,
    severity: Severity,
    message: str,
    advice: str,
    figures: Iterable[Figure] = (),
) -> Finding:
    source = summary.source.name
    evidence = tuple(Evidence(figure, unit, source) for figure in figures)
    return Finding(code, severity, message, advice, unit, source, evidence)


def _line(text: str) -> str:
    return " ".join(text.split())


def _owned_by(owner: str | None) -> str:
    return f" của {_line(owner)}" if owner else ""


def _period(period: Period | None) -> str:
    if period is None:
        return "thời kỳ khác"
    if period.text:
        return _line(period.text)
    ends = (format_short_date(day) if day else "…" for day in (period.start, period.end))
    return " - ".join(ends)
