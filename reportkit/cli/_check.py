"""``reportkit check``: all mistakes of a template, and what it misses in the data."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportkit.cli._exit import FAULT_FOUND
from reportkit.cli._fill import read_data
from reportkit.cli._outputs import make_folder

if TYPE_CHECKING:
    from reportkit.errors import TemplateError

__all__ = ["check"]

_FACTS = ("problem", "file", "part", "where", "tag", "context", "remedy")


@click.command(short_help="Find the mistakes of a template.")
@click.argument("template", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument(
    "data", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list, an object a mistake.")
@click.option(
    "--marked",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write a copy of the Word template with a comment at each mistake.",
)
def check(template: Path, data: Path | None, as_json: bool, marked: Path | None) -> None:
    """Find the mistakes of TEMPLATE (.docx or .xlsx), and what it misses in DATA.

    All mistakes are told in one go. DATA (.json, .toml, .csv) is tried where the template itself
    is right; of a list, each record. Exit code 4 if anything is wrong. The filters of the bundled
    reports (pad, listed, …) are known.

    \b
    Example:
      reportkit check letter.docx person.json --marked letter-marked.docx
    """
    from reportkit.templating import check_template
    from reportkit.templating.marking import marked_copy
    from reportkit.vietnamese import FILTERS

    if marked is not None and template.suffix.lower() not in (".docx", ".dotx"):
        raise click.UsageError("--marked writes Word comments: give a .docx template.")
    mistakes: list[TemplateError] = []
    for record in _records(data):
        known = {str(mistake) for mistake in mistakes}
        found = check_template(template, record, filters=FILTERS)
        mistakes += [mistake for mistake in found if str(mistake) not in known]
    if as_json:
        told = [{fact: getattr(one, fact) for fact in _FACTS} for one in mistakes]
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        for mistake in mistakes:
            click.echo(str(mistake))
        click.echo(_summary(len(mistakes)), err=True)
    if marked is not None:
        make_folder(marked.parent)
        marked_copy(template, mistakes).save(marked)
        click.echo(str(marked), err=as_json)
    if mistakes:
        click.get_current_context().exit(FAULT_FOUND)


def _records(data: Path | None) -> Sequence[Mapping[str, object] | None]:
    if data is None:
        return [None]
    content = read_data(data)
    return [content] if isinstance(content, Mapping) else content


def _summary(count: int) -> str:
    return {0: "No mistakes.", 1: "1 mistake."}.get(count, f"{count} mistakes.")
