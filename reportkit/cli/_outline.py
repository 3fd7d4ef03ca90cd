"""``reportkit outline``: the outline and the empty tables that go out to the units."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["outline"]


@click.command(short_help="Make the outline and empty tables for the units to fill in.")
@click.option(
    "--profile", required=True, metavar="ID|PATH", help="What the campaign counts: a row each."
)
@click.option(
    "-o",
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The .docx to write; a file that is there is kept, the outline goes beside it.",
)
@click.option(
    "--letterhead",
    type=click.Path(exists=True, path_type=Path),
    help="A reportkit.toml that names the body that sends it and the period.",
)
def outline(profile: str, out: Path, letterhead: Path | None) -> None:
    """Write the outline of the report, with a row for every indicator of the profile.

    Units fill it in and send it back; reportkit review reads it as any report.

    \b
    Example:
      reportkit outline --profile chi-thi-05 -o de-cuong.docx
    """
    from reportkit import documents

    path = documents.write_outline(profile, out, letterhead=letterhead)
    click.echo(f"Đã ghi {path}.")
    if path != out:
        click.echo(f"({out.name} đã có, được giữ nguyên)")
