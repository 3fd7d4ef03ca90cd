"""Shows a reading to the officer: a row a report on stdout, what could not be read on stderr."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from reportkit.cli._tables import shorten, table_lines

if TYPE_CHECKING:
    from reportkit.parsing import Reading, Summary

__all__ = ["show_reading", "show_unread"]

_KINDS = {"interim": "sơ kết", "final": "tổng kết"}
_HEADS = ("Tệp", "Đơn vị", "Loại", "Thời kỳ", "Số liệu", "Mô hình")


def show_reading(summaries: Sequence[Summary]) -> None:
    """Print a table, a row a report."""
    rows = [
        (
            summary.source.name,
            shorten(summary.unit.name if summary.unit else None),
            _KINDS[summary.kind] if summary.kind else "–",
            shorten(summary.period.text if summary.period else None, 32),
            len(summary.figures),
            len(summary.initiatives),
        )
        for summary in summaries
    ]
    for line in table_lines(_HEADS, rows, numbers=frozenset({"Số liệu", "Mô hình"})):
        click.echo(line)


def show_unread(reading: Reading) -> bool:
    """Name on stderr the files that could not be read, and an empty reading; tell if any."""
    for unread in reading.unread:
        click.echo(f"Không đọc được {unread.name}: {unread.error}", err=True)
    if not reading.summaries and not reading.unread:
        where = f" trong {reading.folder}" if reading.folder else ""
        click.echo(f"Không có báo cáo nào{where}.", err=True)
        if reading.skipped:
            click.echo(f"Đã bỏ qua: {', '.join(reading.skipped)}.", err=True)
        return True
    return bool(reading.unread)
