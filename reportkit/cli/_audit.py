"""``reportkit audit``: the checks of a review on one report, before it is sent."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportkit.cli._exit import FAULT_FOUND, NOTHING_DONE
from reportkit.cli._findings import show_findings
from reportkit.cli._reading import show_unread

if TYPE_CHECKING:
    from reportkit.review import Finding

__all__ = ["audit"]


@click.command(short_help="Check one report before it is sent.")
@click.argument("report", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--profile",
    metavar="ID|PATH",
    help="What the campaign counts; without it the best fitting bundled profile.",
)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list, an object a finding.")
@click.option(
    "--marked",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="OUT",
    help="Write a copy of a .docx with a comment at each place; the report is left as it is.",
)
@click.option("--force", is_flag=True, help="Replace OUT even where a person changed it.")
def audit(
    report: Path, profile: str | None, as_json: bool, marked: Path | None, force: bool
) -> None:
    """Check what REPORT says: totals against parts, ratios, tables, periods, slips of the pen.

    Exits with 4 where something does not hold.

    \b
    Example:
      reportkit audit report.docx --marked report-checked.docx
    """
    from reportkit import documents
    from reportkit.binding import load_profile
    from reportkit.parsing import read
    from reportkit.parsing.json_form import write_json
    from reportkit.review import Code, Review, Severity

    chosen = None if profile is None else load_profile(profile)
    reading = read(report)
    if show_unread(reading):
        click.get_current_context().exit(NOTHING_DONE)
    review = Review(reading, profile=chosen, corrections=None)
    # A report stands alone here: nobody expects other units.
    findings = [one for one in review.findings if one.code is not Code.UNITS_ASSUMED]
    if as_json:
        click.echo(write_json([_as_json(finding) for finding in findings]), nl=False)
    else:
        show_findings(findings, at_most=None, sentences=True)
    if marked is not None:
        # Which profile was taken is said here; the report has no place for it.
        noted = [one for one in findings if one.code is not Code.PROFILE_ASSUMED]
        path = documents.write_commented(report, review, noted, marked, overwrite=force)
        click.echo(f"Bản có ghi chú: {path}", err=as_json)
    if any(finding.severity is Severity.ERROR for finding in findings):
        click.get_current_context().exit(FAULT_FOUND)


def _as_json(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code.value,
        "severity": finding.severity.value,
        "message": finding.message,
        "advice": finding.advice,
        "unit": finding.unit.name if finding.unit else None,
        "source": finding.source,
        "figures": [
            {
                "quote": evidence.figure.quote,
                "sentence": evidence.figure.sentence,
                "start": evidence.figure.quantity.span.start,
                "end": evidence.figure.quantity.span.end,
            }
            for evidence in finding.figures
        ],
    }
