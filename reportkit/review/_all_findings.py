"""All findings of a review in one list: each room's own, in the order a person reads them.

Takes the reports and what they make together; words nothing itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reportkit.binding import Profile
from reportkit.parsing import Summary, Unit
from reportkit.review import findings as checks
from reportkit.review import input_findings as inputs
from reportkit.review import slip_findings as slips
from reportkit.review._assembly import Assembly
from reportkit.review.findings import Finding, Severity
from reportkit.review.from_below import more_below
from reportkit.review.told import ToldInitiative

__all__ = ["by_severity", "findings_of", "told_models"]


def findings_of(
    summaries: Sequence[Summary],
    profile: Profile,
    listed: Sequence[Unit] | None,
    made: Assembly,
) -> Iterator[Finding]:
    """Give what adding up brought to light."""
    reports = list(zip(made.reporting, summaries, strict=True))
    speaking = [one for one, speaks in zip(reports, made.speaking, strict=True) if speaks]
    yield from inputs.of_units(made.roster, listed is not None)
    by_source: dict[int, list[Summary]] = {}
    for _, summary in speaking:
        by_source.setdefault(id(summary.source), []).append(summary)
    for unit, summary in speaking:
        yield from checks.of_report(unit, summary, profile)
        yield from slips.of_slips(unit, summary)
        # A workbook is the source of several reports.
        if by_source[id(summary.source)][0] is summary:
            yield from slips.of_columns(unit, summary)
            yield from slips.of_heads(by_source[id(summary.source)])
    for cell in made.cells.values():
        yield from checks.of_cell(cell)
    units = {id(summary): unit for unit, summary in reports}
    yield from slips.of_all_reports(profile, units, summaries, made.cells.values())
    yield from slips.of_models(told_models(speaking))
    yield from checks.of_sums_from_below(made.cells.values())
    yield from checks.of_more_below(more_below(made.units, made.cells))
    yield from checks.of_superiors(made.totals.values())


def told_models(reports: Iterable[tuple[Unit, Summary]]) -> Iterator[ToldInitiative]:
    """Give the models that the reports tell of, in reading order."""
    for unit, summary in reports:
        for initiative in summary.initiatives:
            yield ToldInitiative(unit, summary.source.name, initiative)


def by_severity(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Give them errors first; within a severity in the order given."""
    order = list(Severity)
    return tuple(sorted(findings, key=lambda finding: order.index(finding.severity)))
