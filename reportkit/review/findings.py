"""What a person must look at: the findings of a review, worded in Vietnamese for the officer.

Takes summaries, cells and totals; gives ``Finding`` objects, one function a kind. Decides nothing:
what counts and what is left out was decided in ``cells`` and ``totals``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from enum import StrEnum

import attrs
from attrs import frozen

from reportkit.binding import Aggregate, Profile
from reportkit.parsing import Confidence, Figure, Summary, Unit
from reportkit.review.algebra import (
    as_percentage,
    as_said,
    dimension,
    may_be_the_same,
    say_the_same,
)
from reportkit.review.cells import Cell, measured
from reportkit.review.contradictions import BrokenWhole, broken_percentages, broken_wholes
from reportkit.review.evidence import Evidence, LeftOut, Reason
from reportkit.review.report_names import report_called
from reportkit.review.totals import Total
from reportkit.vietnamese import Amount
from reportkit.vietnamese.formatting import format_amount

__all__ = [
    "Code",
    "Finding",
    "Severity",
    "amount_of",
    "of_cell",
    "of_more_below",
    "of_report",
    "of_sums_from_below",
    "of_superiors",
    "words",
]

_NAMED_AT_MOST = 6
_ALL = 100


class Severity(StrEnum):
    """How serious a finding is (mức độ)."""

    ERROR = "error"
    """Lỗi: does not hold."""
    WARNING = "warning"
    """Cần xem lại: look at it."""
    NOTE = "note"
    """Ghi chú: good to know."""


class Code(StrEnum):
    """The kinds of findings; the values are stable, programs may rely on them."""

    UNREAD_FILE = "unread-file"
    PARTS = "parts-do-not-add-up"
    PERCENTAGE = "ratio-and-percentage"
    UNITS_ASSUMED = "units-assumed"
    UNIT_MISSING = "unit-missing"
    UNIT_UNLISTED = "unit-unlisted"
    UNIT_MERGED = "unit-merged"
    UNITS_ALIKE = "units-alike"
    UNIT_UNKNOWN = "unit-unknown"
    REPORT_REPLACED = "report-replaced"
    UNIT_TWICE = "unit-twice"
    TARGET_AND_RATE = "target-and-rate"
    COLUMN_SUM = "column-sum"
    POINT_OR_COMMA = "point-or-comma"
    THOUSANDFOLD = "thousandfold"
    OUTLIER = "outlier"
    TOTAL_FELL = "total-fell"
    OTHER_PERIOD = "other-period"
    NEARLY_EMPTY = "nearly-empty"
    INITIATIVE_TWICE = "initiative-twice"
    HEAD_UNMATCHED = "head-unmatched"
    NO_FIGURES = "no-figures"
    TWO_VALUES = "two-values"
    OTHER_LEVEL = "other-level"
    OTHER_MEASURE = "other-measure"
    VAGUE_ORDER = "vague-order"
    LOW_CONFIDENCE = "low-confidence"
    CORRECTIONS_USED = "corrections-used"
    CORRECTION_NOT_APPLIED = "correction-not-applied"
    CORRECTION_UNREADABLE = "correction-unreadable"
    SUB_UNITS = "sub-units-counted"
    SUPERIOR = "superior-reports"
    PROFILE_ASSUMED = "profile-assumed"


@frozen
class Finding:
    """Something that a person must look at (điểm cần kiểm tra).

    Attributes
    ----------
    code, severity:
        The kind, stable for programs, and how serious it is.
    message, advice:
        In Vietnamese: what is wrong, with the numbers, and what to do.
    unit, source:
        Whose report, and the name of its file.
    figures:
        The figures it is about.
    """

    code: Code
    severity: Severity
    message: str
    advice: str = ""
    unit: Unit | None = None
    source: str | None = None
    figures: tuple[Evidence, ...] = attrs.field(default=(), converter=tuple[Evidence, ...])


# ------------------------------------------------------------------------------ one report


def of_report(unit: Unit, summary: Summary, profile: Profile) -> Iterator[Finding]:
    """What does not hold within one report."""
    yield from _no_figures(unit, summary, profile)
    for fault in broken_wholes(summary):
        yield _parts(unit, summary, fault)
    for ratio, percentage in broken_percentages(summary):
        yield _percentage(unit, summary, ratio, percentage)


def _no_figures(unit: Unit, summary: Summary, profile: Profile) -> Iterator[Finding]:
    known = {indicator.id for indicator in profile.indicators}
    if any(figure.indicator in known for figure in summary.figures):
        return
    if summary.figures:
        message = (
            f"{report_called(summary.source.name)} có {len(summary.figures)} số liệu nhưng không "
            f"số nào thuộc bộ chỉ tiêu “{profile.name}”."
        )
        advice = "Xem báo cáo có thuộc đợt này không; nếu có, bổ sung cách gọi vào bộ chỉ tiêu."
    else:
        message = f"{report_called(summary.source.name)} không có số liệu nào."
        advice = "Đề nghị đơn vị bổ sung số liệu, hoặc kiểm tra xem tệp có đọc được hết không."
    yield Finding(
        Code.NO_FIGURES,
        Severity.WARNING,
        message,
        advice,
        unit=unit,
        source=summary.source.name,
    )


def _parts(unit: Unit, summary: Summary, fault: BrokenWhole) -> Finding:
    measured = dimension(fault.whole.quantity.unit) is not None
    parts = " + ".join(words(part) if measured else _number(part) for part in fault.parts)
    whole = words(fault.whole)
    unit_told = fault.whole.quantity.unit if measured else None
    difference = format_amount(Amount.of(abs(fault.difference), unit=unit_told))
    if len(fault.parts) == 1:
        message = f"Phần “trong đó” {words(fault.parts[0])} lớn hơn số chung {whole}"
    else:
        message = (
            f"Các phần {parts} = {format_amount(fault.total, unit=measured)} không khớp số chung "
            f"{whole}"
        )
    more_or_less = "nhiều hơn" if fault.difference > 0 else "ít hơn"
    advice = "Hỏi lại đơn vị số nào đúng; bảng tổng hợp đang lấy số chung, không cộng các phần."
    if not fault.certain:
        advice = (
            "Các phần có thể trùng nhau; kiểm tra lại."
            if fault.difference > 0
            else "Các phần có thể chưa nêu hết; kiểm tra lại."
        )
    return Finding(
        Code.PARTS,
        Severity.ERROR if fault.certain else Severity.WARNING,
        f"{message}: {more_or_less} {difference}.",
        advice,
        unit=unit,
        source=summary.source.name,
        figures=[
            Evidence(figure, unit, summary.source.name) for figure in (fault.whole, *fault.parts)
        ],
    )


def _percentage(unit: Unit, summary: Summary, ratio: Figure, percentage: Figure) -> Finding:
    share = as_percentage(ratio.quantity)
    return Finding(
        Code.PERCENTAGE,
        Severity.ERROR,
        f"{words(ratio)} là {format_amount(share)}, báo cáo ghi {words(percentage)}.",
        "Hỏi lại đơn vị tỷ số hay tỷ lệ phần trăm mới đúng.",
        unit=unit,
        source=summary.source.name,
        figures=[Evidence(figure, unit, summary.source.name) for figure in (ratio, percentage)],
    )


# -------------------------------------------------------------------------------- one cell


def of_cell(cell: Cell) -> Iterator[Finding]:
    """What was chosen, or left out, for one unit and one indicator."""
    yield from _two_values(cell)
    yield from _over_all(cell)
    yield from _sub_units(cell)
    yield from _other_level(cell)
    yield from _other_period(cell)
    yield from _other_measure(cell)
    yield from _vague_order(cell)
    yield from _low_confidence(cell)


def _two_values(cell: Cell) -> Iterator[Finding]:
    others = _distinct(
        one.evidence
        for one in cell.left_out
        if one.reason is Reason.OTHER_VALUE
        or (one.reason is Reason.OTHER_REPORT and not _is_taken(one, cell))
    )
    if not others or cell.amount is None:
        return
    figures = (*cell.figures, *others)
    values = "; ".join(words(evidence.figure) for evidence in figures)
    yield _of(
        cell,
        Code.TWO_VALUES,
        Severity.WARNING,
        f"{cell.unit.name} nêu {len(figures)} số khác nhau cho “{cell.indicator.name}”: {values}. "
        f"Bảng tổng hợp lấy {amount_of(cell)}.",
        "Xem lại các câu và hỏi đơn vị số nào đúng, hay các số đó phải cộng với nhau.",
        figures,
    )


def _over_all(cell: Cell) -> Iterator[Finding]:
    """A share of more than the whole."""
    if cell.indicator.aggregate is not Aggregate.WEIGHTED or cell.amount is None:
        return
    if cell.amount.low is not None and cell.amount.low > _ALL:
        yield _of(
            cell,
            Code.PERCENTAGE,
            Severity.WARNING,
            f"{cell.unit.name} nêu {amount_of(cell)} cho “{cell.indicator.name}”; tỷ lệ này không "
            "thể quá 100%.",
            "Xem lại câu trong báo cáo, hỏi đơn vị tử số và mẫu số.",
            cell.figures,
        )


def _is_taken(one: LeftOut, cell: Cell) -> bool:
    """Whether the figure says the same as one that was taken, or rounds it."""
    said = measured(one.evidence.figure.quantity, cell.indicator)
    taken = [measured(evidence.figure.quantity, cell.indicator) for evidence in cell.figures]
    return said is not None and any(
        say_the_same(said, amount) or may_be_the_same(said, amount) or may_be_the_same(amount, said)
        for amount in taken
        if amount is not None
    )


def _sub_units(cell: Cell) -> Iterator[Finding]:
    if not cell.summed:
        return
    values = "; ".join(
        f"{words(evidence.figure)}{_of_whom(evidence.figure)}" for evidence in cell.figures
    )
    yield _of(
        cell,
        Code.SUB_UNITS,
        Severity.NOTE,
        f"{cell.unit.name} không nêu số chung cho “{cell.indicator.name}”; đã lấy "
        f"{amount_of(cell)} từ số liệu của đơn vị, mô hình trực thuộc: {values}.",
        "Nếu đơn vị có số chung, đề nghị bổ sung; số trên có thể chưa đủ.",
        cell.figures,
    )


def _other_level(cell: Cell) -> Iterator[Finding]:
    for evidence in _distinct(_left(cell, Reason.OTHER_LEVEL)):
        alone = cell.amount is None
        yield _of(
            cell,
            Code.OTHER_LEVEL,
            Severity.WARNING if alone else Severity.NOTE,
            f"{words(evidence.figure)} là số liệu của cấp trên hoặc của cả nước, không tính cho "
            f"{cell.unit.name} (“{cell.indicator.name}”).",
            "Đề nghị đơn vị nêu số liệu của chính mình." if alone else "",
            [evidence],
        )


def _other_period(cell: Cell) -> Iterator[Finding]:
    for evidence in _distinct(_left(cell, Reason.OTHER_PERIOD)):
        period = evidence.figure.period
        told = " ".join(period.text.split()) if period else ""
        yield _of(
            cell,
            Code.OTHER_PERIOD,
            Severity.WARNING if cell.amount is None else Severity.NOTE,
            f"{words(evidence.figure)} là số liệu của {told or 'thời kỳ khác'}, ngoài thời kỳ của "
            f"báo cáo, không tính cho {cell.unit.name} (“{cell.indicator.name}”).",
            "Đề nghị đơn vị nêu số liệu của kỳ báo cáo." if cell.amount is None else "",
            [evidence],
        )


def _other_measure(cell: Cell) -> Iterator[Finding]:
    for evidence in _distinct(_left(cell, Reason.OTHER_MEASURE)):
        yield _of(
            cell,
            Code.OTHER_MEASURE,
            Severity.WARNING,
            f"{words(evidence.figure)} không cùng đơn vị tính với “{cell.indicator.name}” "
            f"({cell.indicator.unit}); không tính.",
            "Hỏi đơn vị con số theo đúng đơn vị tính.",
            [evidence],
        )


def _vague_order(cell: Cell) -> Iterator[Finding]:
    for evidence in _distinct(_left(cell, Reason.VAGUE)):
        yield _of(
            cell,
            Code.VAGUE_ORDER,
            Severity.NOTE,
            f"“{_quote(evidence.figure)}” chỉ nêu bậc số, không cộng được vào "
            f"“{cell.indicator.name}”; được nêu riêng bên cạnh.",
            "Hỏi đơn vị con số cụ thể.",
            [evidence],
        )


def _low_confidence(cell: Cell) -> Iterator[Finding]:
    for evidence in cell.figures:
        figure = evidence.figure
        if figure.confidence is Confidence.HIGH:
            continue
        others = ", ".join(format_amount(other) for other in figure.alternatives)
        maybe = f"; cũng có thể là {others}" if others else ""
        maybe += "; câu này hợp cả với chỉ tiêu khác" if figure.other_indicators else ""
        yield _of(
            cell,
            Code.LOW_CONFIDENCE,
            Severity.NOTE,
            f"“{_quote(figure)}” được đọc là {words(figure)} cho “{cell.indicator.name}”, chưa "
            f"chắc{maybe}.",
            "Xem lại câu trong báo cáo.",
            [evidence],
        )


# ------------------------------------------------------------------------------ all units


def of_sums_from_below(cells: Iterable[Cell]) -> Iterator[Finding]:
    """Units for which the figures of all their sub-units were added up, one note a unit."""
    by_unit: dict[tuple[str, int], list[Cell]] = {}
    for cell in cells:
        if cell.from_units:
            by_unit.setdefault((cell.unit.name, len(cell.from_units)), []).append(cell)
    for (name, count), summed in by_unit.items():
        names = "; ".join(f"“{cell.indicator.name}”" for cell in summed)
        how = f"cộng số liệu của đủ {count} đơn vị trực thuộc"
        if count == 1:
            how = "lấy số liệu của đơn vị trực thuộc duy nhất"
        yield Finding(
            Code.SUB_UNITS,
            Severity.NOTE,
            f"{name} không nêu số chung cho {names}; đã {how}.",
            "Nếu đơn vị có số chung, đề nghị bổ sung.",
            unit=summed[0].unit,
            figures=[evidence for cell in summed for evidence in cell.figures],
        )


def of_more_below(
    broken: Iterable[tuple[Cell, Sequence[Cell], Decimal]],
) -> Iterator[Finding]:
    """Units whose sub-units tell more than they do; each with the cells below and by how much."""
    for cell, parts, more in broken:
        names = ", ".join(part.unit.name for part in parts[:_NAMED_AT_MOST])
        further = len(parts) - _NAMED_AT_MOST
        others = f" và {further} đơn vị khác" if further > 0 else ""
        yield _of(
            cell,
            Code.PARTS,
            Severity.WARNING,
            f"{cell.unit.name} nêu {amount_of(cell)} cho “{cell.indicator.name}”, nhưng các đơn vị "
            f"trực thuộc ({names}{others}) cộng lại nhiều hơn "
            f"{format_amount(Amount.of(more, unit=cell.indicator.unit))}.",
            "Hỏi lại đơn vị cấp trên và cấp dưới; bảng tổng hợp đang lấy số của đơn vị cấp trên.",
            (*cell.figures, *(evidence for part in parts for evidence in part.figures)),
        )


def of_superiors(totals: Iterable[Total]) -> Iterator[Finding]:
    """Units whose figures are within those of a reporting unit above them."""
    within: dict[str, list[Evidence]] = {}
    for total in totals:
        for one in total.left_out:
            if one.reason is Reason.SUPERIOR_REPORTS and one.evidence.unit is not None:
                within.setdefault(one.evidence.unit.name, []).append(one.evidence)
    for name, figures in within.items():
        unit = figures[0].unit
        parent = f" (trực thuộc {unit.parent})" if unit and unit.parent else ""
        yield Finding(
            Code.SUPERIOR,
            Severity.NOTE,
            f"{name}{parent}: {len(figures)} số liệu đã nằm trong số của đơn vị cấp trên cũng có "
            "báo cáo, không cộng thêm vào tổng.",
            "Kiểm tra xem số liệu của cấp trên đã gồm đơn vị này chưa.",
            unit=unit,
            source=figures[0].source,
            figures=figures,
        )


# --------------------------------------------------------------------------------- wording


def _of(
    cell: Cell,
    code: Code,
    severity: Severity,
    message: str,
    advice: str,
    figures: Sequence[Evidence],
) -> Finding:
    source = figures[0].source if figures else None
    return Finding(code, severity, message, advice, cell.unit, source, tuple(figures))


def _left(cell: Cell, reason: Reason) -> Iterator[Evidence]:
    return (one.evidence for one in cell.left_out if one.reason is reason)


def _distinct(evidence: Iterable[Evidence]) -> list[Evidence]:
    """The first of those that say the same number."""
    first: dict[object, Evidence] = {}
    for one in evidence:
        first.setdefault(as_said(one.figure.quantity), one)
    return list(first.values())


def words(figure: Figure) -> str:
    """Give the figure's amount, told as a person's where it is."""
    return _told(format_amount(figure.quantity), figure.is_corrected)


def amount_of(answer: Cell | Total) -> str:
    """Give the amount of a cell or a total, told as a person's where a figure of it is."""
    return _told(format_amount(answer.amount), answer.is_corrected)


def _told(said: str, corrected: bool) -> str:
    return f"{said} (đã sửa)" if corrected else said


def _quote(figure: Figure) -> str:
    """The text's own words, on one line."""
    return " ".join(figure.quote.split())


def _number(figure: Figure) -> str:
    return _told(format_amount(figure.quantity, unit=False), figure.is_corrected)


def _of_whom(figure: Figure) -> str:
    return f" ({figure.scope.name})" if figure.scope.name else ""
