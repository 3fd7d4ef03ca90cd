"""``reportkit init``: writes a ``reportkit.toml`` to fill in beside the reports."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["init"]


@click.command(short_help="Write a reportkit.toml to fill in: issuer, number, date, signer, …")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def init(folder: Path) -> None:
    """Write reportkit.toml into FOLDER: issuer, number, place, date, signer, recipients.

    Each entry is explained in the file; what is left empty stays a dotted blank in the documents.
    `reportkit review FOLDER` uses it. One that is there already is left as it is.

    \b
    Example:
      reportkit init reports/
    """
    from reportkit import documents

    path = documents.write_letterhead_form(folder)
    click.echo(f"Đã ghi {path}. Điền vào tệp đó; lần chạy reportkit review sau sẽ dùng.")
