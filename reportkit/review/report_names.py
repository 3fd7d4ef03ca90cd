"""What a report is called where the officer reads of it: its file, else its number, else its place.

Takes summaries; gives them with a name each, so that no finding and no trace names nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from reportkit.parsing import Summary

__all__ = ["named", "report_called"]


def named(summaries: Sequence[Summary]) -> tuple[Summary, ...]:
    """Give the reports; those of bare text are named by their number, else by their place.

    >>> from reportkit import parse
    >>> texts = ["Toàn xã có 29 mô hình.", "Số: 12-BC/ĐU\\n\\nBÁO CÁO\\n\\nToàn xã có 4 mô hình."]
    >>> [summary.source.name for summary in named([parse(text) for text in texts])]
    ['Báo cáo 1', 'Báo cáo số 12-BC/ĐU']
    """
    return tuple(
        summary
        if summary.source.name
        else evolve(summary, source=evolve(summary.source, name=_name(summary, place)))
        for place, summary in enumerate(summaries, start=1)
    )


def _name(summary: Summary, place: int) -> str:
    return f"Báo cáo số {summary.number}" if summary.number else f"Báo cáo {place}"


def report_called(name: str) -> str:
    """Give the name as it stands at the head of a sentence.

    >>> [report_called(name) for name in ("xa-a.docx", "Báo cáo 1", "bảng")]
    ['Báo cáo xa-a.docx', 'Báo cáo 1', 'Bảng']
    """
    says_what_it_is = name.casefold().startswith(("báo cáo", "bảng"))
    return f"{name[:1].upper()}{name[1:]}" if says_what_it_is else f"Báo cáo {name}"
