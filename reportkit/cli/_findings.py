"""Shows findings to the officer: by severity, a few of each kind, and how many more."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from reportkit.cli._tables import shorten

if TYPE_CHECKING:
    from reportkit.review import Finding

__all__ = ["show_findings"]

_SEVERITIES = {"error": "lỗi", "warning": "cần xem lại", "note": "ghi chú"}
_SHOWN_OF_A_KIND = 3
_LONGEST_SENTENCE = 240


def show_findings(
    findings: Sequence[Finding],
    at_most: int | None = _SHOWN_OF_A_KIND,
    *,
    sentences: bool = False,
) -> None:
    """Print what a person must look at: by severity, a few of each kind, and how many more.

    ``at_most`` None shows all; ``sentences`` adds the sentences that a finding stands on.
    """
    counts: Counter[str] = Counter(finding.severity for finding in findings)
    told = ", ".join(f"{counts[each]} {_SEVERITIES[each]}" for each in _SEVERITIES if counts[each])
    click.echo(f"\nCần kiểm tra: {told or 'không có gì'}")
    kinds: defaultdict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        kinds[finding.severity, finding.code].append(finding)
    for severity in _SEVERITIES:
        for alike in (kinds[kind] for kind in kinds if kind[0] == severity):
            for finding in alike[:at_most]:
                where = finding.source or ""
                place = f"{where}: " if where not in finding.message else ""
                click.echo(f"  {_SEVERITIES[severity].capitalize()}: {place}{finding.message}")
                if sentences:
                    for sentence in dict.fromkeys(one.figure.sentence for one in finding.figures):
                        click.echo(f"    “{shorten(sentence, _LONGEST_SENTENCE)}”")
            if at_most is not None and len(alike) > at_most:
                click.echo(f"    … và {len(alike) - at_most} điểm nữa cùng loại")
            if alike[0].advice:
                click.echo(f"    → {alike[0].advice}")
