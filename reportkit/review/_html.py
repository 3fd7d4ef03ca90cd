"""A review as a notebook shows it: totals, units and findings, escaped. Takes it, gives HTML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from reportkit.vietnamese.formatting import format_amount

if TYPE_CHECKING:
    from reportkit.review.cells import Cell
    from reportkit.review.review import Review
    from reportkit.review.totals import Total

__all__ = ["review_html"]

_MOST_UNITS = 8
_MOST_FINDINGS = 20
_SEVERITIES = {"error": "Lỗi", "warning": "Cần xem lại", "note": "Ghi chú"}


def review_html(review: Review) -> str:
    """Give the totals (beside them the units, where they are few), then the first findings."""
    shown = review.units if len(review.units) <= _MOST_UNITS else ()
    totals = [review.total(indicator.id) for indicator in review.profile.indicators]
    rows = [
        [
            total.indicator.name,
            _total_words(total),
            f"{len(total.reported)}/{total.expected}",
            *(_cell_words(review.cell(unit, total.indicator.id)) for unit in shown),
        ]
        for total in totals
        if total.figures or total.left_out
    ]
    heads = ["Chỉ tiêu", "Tổng hợp", "Số đơn vị", *(unit.name for unit in shown)]
    findings = [
        [_SEVERITIES[finding.severity], finding.source or "", finding.message, finding.advice]
        for finding in review.findings[:_MOST_FINDINGS]
    ]
    more = len(review.findings) - len(findings)
    return "".join(
        (
            f"<h4>{escape(review.profile.name)}: {len(review.summaries)} báo cáo, "
            f"{len(review.units)} đơn vị, {len(review.figures)} số liệu</h4>",
            _table(heads, rows),
            f"<h4>Cần kiểm tra ({len(review.findings)})</h4>",
            _table(["Mức độ", "Tệp", "Nội dung", "Việc cần làm"], findings),
            f"<p>… và {more} điểm nữa</p>" if more else "",
        )
    )


def _cell_words(cell: Cell) -> str:
    said = format_amount(cell.amount, unit=False)
    return f"{said} (đã sửa)" if cell.is_corrected else said


def _total_words(total: Total) -> str:
    if total.span is not None:
        said = " … ".join(format_amount(end) for end in total.span)
    else:
        said = format_amount(total.amount)
    return f"{said} (có số đã sửa)" if total.is_corrected else said


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f"<th>{escape(word)}</th>" for word in heads)
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
