"""How a summary and a reading show themselves in a notebook: small tables, everything escaped.

Takes objects, gives HTML. Headings are Vietnamese: they are shown to the officer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from reportkit.parsing.objects import Figure, ReviewKind, Summary
from reportkit.parsing.reading import Reading

__all__ = ["reading_html", "summary_html"]

_KINDS = {ReviewKind.INTERIM: "Sơ kết", ReviewKind.FINAL: "Tổng kết"}
_FIGURES_AT_MOST = 100
_NOTHING = "–"


def summary_html(summary: Summary) -> str:
    """Give who reports, when and on what, and a table of the figures."""
    name = summary.unit.name if summary.unit else None
    facts = (
        summary.source.name if name else None,
        _KINDS.get(summary.kind) if summary.kind else None,
        f"Số {summary.number}" if summary.number else None,
        f"ngày {summary.date:%d/%m/%Y}" if summary.date else None,
        summary.period.text if summary.period else None,
    )
    counts = (
        f"{len(summary.figures)} số liệu",
        f"{len(summary.initiatives)} mô hình",
        f"{len(summary.citations)} văn bản viện dẫn",
        f"{len(summary.commendations)} mục khen thưởng",
    )
    shown = summary.figures[:_FIGURES_AT_MOST]
    left = len(summary.figures) - len(shown)
    return "\n".join(
        (
            f"<p><strong>{_cell(name or summary.source.name)}</strong><br>",
            f"{escape(' · '.join(filter(None, facts)))}<br>{escape(' · '.join(counts))}</p>",
            _table(("Số liệu", "Chỉ tiêu", "Câu"), map(_figure_row, shown)),
            f"<p>… và {left} số liệu nữa.</p>" if left else "",
        )
    )


def reading_html(reading: Reading) -> str:
    """Give a row a report, and what could not be read with the reason."""
    heads = ("Tệp", "Đơn vị", "Loại", "Thời kỳ", "Số liệu", "Mô hình")
    parts = [_table(heads, map(_report_row, reading.summaries))]
    if reading.unread:
        rows = ((unread.name, unread.reason) for unread in reading.unread)
        parts.append(_table(("Không đọc được", "Lý do"), rows))
    if reading.skipped:
        parts.append(f"<p>Đã bỏ qua: {escape(', '.join(reading.skipped))}</p>")
    return "\n".join(parts)


def _figure_row(figure: Figure) -> Sequence[object]:
    return " ".join(figure.quote.split()), figure.indicator, " ".join(figure.sentence.split())


def _report_row(summary: Summary) -> Sequence[object]:
    return (
        summary.source.name,
        summary.unit.name if summary.unit else None,
        _KINDS.get(summary.kind) if summary.kind else None,
        summary.period.text if summary.period else None,
        len(summary.figures),
        len(summary.initiatives),
    )


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    head = "".join(f"<th>{escape(name)}</th>" for name in heads)
    body = "\n".join(
        f"<tr>{''.join(f'<td>{_cell(value)}</td>' for value in row)}</tr>" for row in rows
    )
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def _cell(value: object) -> str:
    return escape(_NOTHING if value is None or value == "" else str(value))
