"""``reportkit profile draft``: a draft profile from what the reports of a folder count."""

from __future__ import annotations

from pathlib import Path

import click

from reportkit.cli._exit import LEFT_OUT, NOTHING_DONE
from reportkit.cli._reading import show_unread
from reportkit.errors import OutputError

__all__ = ["profile"]


@click.group(short_help="Draft a profile: the indicators that reports count.")
def profile() -> None:
    """Work with profiles: what a campaign counts, and the phrases that name it."""


@profile.command(short_help="Draft one from the reports of a folder.")
@click.argument("folder", type=click.Path(exists=True, path_type=Path))
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The .toml file to write.",
)
@click.option(
    "--least",
    default=2,
    show_default=True,
    type=click.IntRange(min=1),
    help="How often a thing must be counted to become an indicator.",
)
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
def draft(folder: Path, output: Path, least: int, force: bool) -> None:
    """Write a draft profile with what the reports of FOLDER count most often.

    Each indicator tells how often it was found and where. Edit the file, then use it:
    `reportkit review FOLDER -o OUT --profile my.toml`.

    \b
    Example:
      reportkit profile draft reports/ -o my.toml
    """
    from reportkit.binding.draft import draft_profile
    from reportkit.parsing import read

    if output.exists() and not force:
        raise OutputError(
            "The file is there already.",
            file=output,
            remedy="Name another file, or give --force to replace it.",
        )
    reading = read(folder)
    left_out = show_unread(reading)
    if not reading.summaries:
        click.get_current_context().exit(NOTHING_DONE)
    text = draft_profile(reading.summaries, id=output.stem, least=least)
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise OutputError(
            f"The file cannot be written: {error.strerror}.",
            file=output,
            remedy="Name a file in a folder that you may write to.",
        ) from error
    indicators = text.count("[[indicators]]")
    click.echo(f"Đã ghi {output}: {indicators} chỉ tiêu từ {len(reading.summaries)} báo cáo.")
    if left_out:
        click.get_current_context().exit(LEFT_OUT)
