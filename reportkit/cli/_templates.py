"""``reportkit templates``: lists the templates that come with the package."""

from __future__ import annotations

import click

from reportkit.cli._tables import table_lines

__all__ = ["templates"]


@click.command(short_help="List the bundled templates.")
def templates() -> None:
    """List the bundled templates: name, what it is for, and the file to copy and change.

    \b
    Example:
      reportkit templates
    """
    from reportkit import documents

    rows = [(each.name, each.description, str(each.path)) for each in documents.templates()]
    for line in table_lines(("Mẫu", "Dùng để", "Tệp"), rows):
        click.echo(line)
