"""``reportkit fill``: any template with any data. Knows the data files, not what they tell."""

from __future__ import annotations

import csv
import json
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportkit.cli._exit import LEFT_OUT, NOTHING_DONE
from reportkit.cli._outputs import make_folder
from reportkit.errors import ReportkitError

if TYPE_CHECKING:
    from reportkit.templating import Filled, Template

__all__ = ["fill", "read_data"]

Record = Mapping[str, object]


@click.command(short_help="Fill a template with data.")
@click.argument("template", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("data", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "-o",
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    help="The file to write; for many records the folder. What stands there is replaced.",
)
@click.option("--name", help="A text with tags that names the file of each record.")
@click.option(
    "--one-document", is_flag=True, help="Put all records into one Word document, OUT, as sections."
)
@click.option("--pdf", is_flag=True, help="Write a PDF beside each file too (by LibreOffice).")
def fill(
    template: Path, data: Path, out: Path, name: str | None, one_document: bool, pdf: bool
) -> None:
    """Fill TEMPLATE (.docx or .xlsx) with DATA.

    A .json or .toml file with one mapping fills one file. A .json list or a .csv file fills
    one file a record, numbered or named by --name, into a folder. A .csv file holds text only:
    where a template counts or an Excel cell should receive a number, use .json.

    \b
    Example:
      reportkit fill letter.docx person.json -o letter-to-lan.docx --pdf
      reportkit fill letter.docx people.csv -o letters/ --name "{{ loop.index }} {{ name }}"
      reportkit fill letter.docx people.csv -o letters.docx --one-document
    """
    content = read_data(data)
    many = not isinstance(content, Mapping) and not one_document
    if not many and out.is_dir():
        raise click.UsageError(f"{out} is a folder, and one file is to be written: name a file.")
    if many and out.is_file():
        raise click.UsageError(f"{out} is a file, and {data} holds a list: name a folder.")
    if many and out.suffix.lower() in (".docx", ".xlsx") and not out.is_dir():
        raise click.UsageError(
            f"{out} is the name of a file, and {data} holds a list: name a folder, or take "
            "--one-document."
        )
    if not many and name is not None:
        raise click.UsageError("--name names the files of many records; here -o names the one.")

    from reportkit.templating import Template, convert_to_pdf
    from reportkit.vietnamese import FILTERS

    compiled = Template(template, filters=FILTERS)
    left_out = 0
    if isinstance(content, Mapping):
        saved = [_save(compiled.render(content), out)]
    elif one_document:
        saved = [_save(compiled.render_many(content, one_document=True), out)]
    else:
        saved, left_out = _fill_each(
            compiled, content, name or _numbered(template, content), data, out
        )
    for path in saved:
        click.echo(path)
    if pdf:
        for path in convert_to_pdf(saved):
            click.echo(path)
    if left_out:
        click.echo(f"{len(saved)} of {len(content)} records filled.", err=True)
        click.get_current_context().exit(LEFT_OUT if saved else NOTHING_DONE)


def _save(filled: Filled, out: Path) -> Path:
    make_folder(out.parent)
    filled.save(out)
    return out


def _numbered(template: Path, records: Sequence[Record]) -> str:
    """The name of the template and the number of the record, all numbers as long."""
    stem = template.stem.replace("{{", "{_{").replace("{%", "{_%").replace("{#", "{_#")
    return f"{stem}-{{{{ '%0{len(str(len(records)))}d' % loop.index }}}}"


def _fill_each(
    compiled: Template, records: Sequence[Record], name: str, data: Path, out: Path
) -> tuple[list[Path], int]:
    """Write a file a record; a record with a mistake is named and left out. Give how many were."""
    make_folder(out)
    left_out: list[int] = []

    def tell(number: int, mistake: ReportkitError) -> None:
        click.echo(f"Record {number} of {data}: {mistake}", err=True)
        left_out.append(number)

    return compiled.save_many(records, out, name=name, on_mistake=tell), len(left_out)


def read_data(path: Path) -> Record | list[Record]:
    """Give the mapping, or the list of records, that a data file holds.

    Raises
    ------
    click.BadParameter
        With the file, the place in it, and what was expected there.
    """
    readers = {".json": _read_json, ".toml": _read_toml, ".csv": _read_csv}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise _mistake(path, f"is no data file; these are: {', '.join(readers)}")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise _mistake(path, f"is not UTF-8 (byte {error.start}); save it as UTF-8") from error
    except OSError as error:
        raise _mistake(path, f"cannot be read: {error.strerror}") from error
    return reader(path, text)


def _read_json(path: Path, text: str) -> Record | list[Record]:
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise _mistake(path, f"is no JSON: {place}: {error.msg}") from error
    if isinstance(content, dict):
        return content
    if isinstance(content, list) and content and all(isinstance(item, dict) for item in content):
        return content
    raise _mistake(path, "must hold an object, or a list of objects with at least one")


def _read_toml(path: Path, text: str) -> Record:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _mistake(path, f"is no TOML: {error}") from error


def _read_csv(path: Path, text: str) -> list[Record]:
    """Records under the heads of the first line; comma, semicolon or tab, as spreadsheets save."""
    head = text.split("\n", 1)[0]
    rows = csv.reader(text.splitlines(keepends=True), delimiter=max(",;\t", key=head.count))
    heads = [name.strip() for name in next(rows, [])]
    if not all(heads) or len(set(heads)) < len(heads):
        raise _mistake(path, "must name each column in its first line, each name once")
    records: list[Record] = []
    for row in rows:
        if not row:
            continue
        if len(row) != len(heads):
            told = f"line {rows.line_num} has {len(row)} cells, the first line {len(heads)}"
            raise _mistake(path, told)
        records.append(dict(zip(heads, row, strict=True)))
    if not records:
        raise _mistake(path, "holds no record below its first line")
    return records


def _mistake(path: Path, told: str) -> click.BadParameter:
    return click.BadParameter(f"{path} {told}.", param_hint="DATA")
