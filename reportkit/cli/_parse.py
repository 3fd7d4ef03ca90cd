"""``reportkit parse``: what each report says, as JSON or as a row a report."""

from __future__ import annotations

from pathlib import Path

import click

from reportkit.cli._exit import LEFT_OUT, NOTHING_DONE
from reportkit.cli._reading import show_reading, show_unread

__all__ = ["parse"]


@click.command(short_help="Print what reports say.")
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="PATH…"
)
@click.option("--profile", metavar="ID|PATH", help="Bind the figures to this profile's indicators.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list, an object a report.")
def parse(paths: tuple[Path, ...], profile: str | None, as_json: bool) -> None:
    """Read reports, files or folders, and print what they say.

    \b
    Example:
      reportkit parse reports/ --profile chi-thi-05 --json > reports.json
    """
    from reportkit.binding import bind, load_profile
    from reportkit.parsing import read, to_json

    chosen = None if profile is None else load_profile(profile)
    reading = read(paths[0] if len(paths) == 1 else paths)
    summaries = [
        summary if chosen is None else bind(summary, chosen) for summary in reading.summaries
    ]
    if as_json:
        click.echo(to_json(summaries))
    else:
        show_reading(summaries)
    if show_unread(reading) or not summaries:
        click.get_current_context().exit(LEFT_OUT if summaries else NOTHING_DONE)
