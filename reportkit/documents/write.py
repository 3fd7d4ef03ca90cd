"""Writes a review into a template: the report in Word, the annexes in Excel.

Takes a ``Review`` and the name of a template, gives the path of the file it wrote. Never replaces
what a person changed: it then writes beside it, with a number.
"""

from __future__ import annotations

import difflib
import os
import zipfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from reportkit.documents.letterhead import FORMS, Letterhead, load_letterhead
from reportkit.documents.linked_cells import name_linked_cells
from reportkit.documents.shared_footnotes import share_footnotes
from reportkit.documents.traced import Trace, trace_named
from reportkit.errors import OutputError, TemplateFileError
from reportkit.sources.mark import is_intact, mark_bytes

if TYPE_CHECKING:
    from reportkit.review import Review

__all__ = [
    "BundledTemplate",
    "interim_report",
    "save_beside",
    "save_marked",
    "template_path",
    "templates",
    "write_docx",
    "write_xlsx",
]

_SUFFIXES = (".docx", ".xlsx")


@frozen
class BundledTemplate:
    """A template that comes with the package: its name, its file, what it is for."""

    name: str
    path: Path
    description: str


def templates() -> tuple[BundledTemplate, ...]:
    """Give the bundled templates; each tells in its own properties what it is for.

    >>> [template.name for template in templates()]  # doctest: +NORMALIZE_WHITESPACE
    ['dang/so-ket', 'dang/tong-ket', 'de-cuong', 'nha-nuoc/so-ket', 'nha-nuoc/tong-ket',
     'phieu-hop', 'phu-luc']
    """
    folder = _folder()
    files = sorted(
        file
        for file in folder.rglob("*")
        if file.suffix in _SUFFIXES and not file.name.startswith((".", "~$"))
    )
    return tuple(
        BundledTemplate(
            name=file.relative_to(folder).with_suffix("").as_posix(),
            path=file,
            description=_description(file),
        )
        for file in files
    )


def template_path(template: str | Path) -> Path:
    """Give the file of a template: a bundled one by its name, else a path.

    ``TemplateFileError`` where there is none, with the names that there are.

    >>> template_path("dang/so-ket").name
    'so-ket.docx'
    """
    path = Path(template)
    if path.suffix.lower() in _SUFFIXES and path.is_file():
        return path
    bundled = {known.name: known.path for known in templates()}
    if str(template) in bundled:
        return bundled[str(template)]
    near = difflib.get_close_matches(str(template), bundled, n=1)
    meant = f"Did you mean {near[0]}? " if near else ""
    raise TemplateFileError(
        f"There is no template {template}.",
        remedy=f"{meant}Bundled are {', '.join(bundled)}; or give the path of a .docx or .xlsx.",
    )


def write_docx(
    review: Review,
    target: str | Path,
    template: str | Path | None = None,
    *,
    letterhead: Letterhead | str | Path | None = None,
    trace: str = "comments",
    overwrite: bool = False,
) -> Path:
    """Write the review report; give the path of the file written.

    Parameters
    ----------
    target:
        The .docx to write. Where a file stands that reportkit did not write, or that a person
        changed since, the report goes beside it: "bao-cao (2).docx"; ``documents.disagreements``
        then tells which figures of the edited one the review has no longer.
    template:
        The name of a bundled template or the path of a .docx; None takes "nha-nuoc/so-ket" where
        the letterhead's form is "nha-nuoc", else "dang/so-ket".
    letterhead:
        Issuer, number, place, date, signer, …, or the path of a ``reportkit.toml`` that holds
        them; what is missing becomes a dotted blank.
    trace:
        Where each figure tells its reports and sentences: in "comments" of Word, in "footnotes",
        one for equal words, or nowhere: "none", for the copy to be signed, where what a person
        corrected bears no mark either.
    overwrite:
        Replace whatever stands there.

    ``OutputError`` where it cannot be written or there is no such trace, ``TemplateError``
    where the template has a mistake, ``LetterheadError`` where the letterhead's file has one.
    """
    how = trace_named(trace)
    head = _loaded(letterhead)
    chosen = interim_report(head) if template is None else template
    return _write(review, target, chosen, ".docx", head, overwrite, trace=how)


def write_xlsx(
    review: Review,
    target: str | Path,
    template: str | Path = "phu-luc",
    *,
    letterhead: Letterhead | str | Path | None = None,
    overwrite: bool = False,
) -> Path:
    """Write the annexes as a workbook; parameters and errors as in :func:`write_docx`."""
    head = _loaded(letterhead)
    return _write(review, target, template, ".xlsx", head, overwrite, trace=None)


def interim_report(head: Letterhead | None) -> str:
    """Give the bundled interim report in the form that a letterhead names; else the Party's.

    >>> interim_report(Letterhead(form="nha-nuoc")), interim_report(None)
    ('nha-nuoc/so-ket', 'dang/so-ket')
    """
    return f"{(head.form if head else None) or FORMS[0]}/so-ket"


def _loaded(letterhead: Letterhead | str | Path | None) -> Letterhead | None:
    return load_letterhead(letterhead) if isinstance(letterhead, str | Path) else letterhead


def _write(
    review: Review,
    target: str | Path,
    template: str | Path,
    suffix: str,
    head: Letterhead | None,
    overwrite: bool,
    *,
    trace: Trace | None,
) -> Path:
    from reportkit.documents.mapping import mapping_of
    from reportkit.templating import Template
    from reportkit.vietnamese import FILTERS

    source = template_path(template)
    wanted = Path(target)
    for path, what in ((source, "template"), (wanted, "output")):
        if path.suffix.lower() != suffix:
            raise OutputError(
                f"The {what} is no {suffix} file.",
                file=path,
                remedy=f"Name a file that ends in {suffix}.",
            )
    compiled = Template(source, filters=FILTERS)
    asked = compiled.variables().get("total")
    names = mapping_of(review, head, trace=trace, named=asked.fields if asked else ())
    package = compiled.render(names).to_bytes()
    if suffix == ".xlsx":
        package = name_linked_cells(package)
    if trace is Trace.FOOTNOTES:
        package = share_footnotes(package)
    return save_marked(review, package, wanted, overwrite=overwrite)


def save_marked(review: Review, package: bytes, wanted: Path, *, overwrite: bool = False) -> Path:
    """Write a finished .docx or .xlsx made of this review, with its mark; give the path written.

    Where something of a person stands it goes beside it, with a number, unless ``overwrite``.
    ``OutputError`` where it cannot be written.
    """
    digests = {summary.source.digest for summary in review.summaries} - {""}
    return save_beside(mark_bytes(package, digests), wanted, overwrite=overwrite)


def save_beside(data: bytes, wanted: Path, *, overwrite: bool = False) -> Path:
    """Write finished bytes as they are; where and with what errors as :func:`save_marked`."""
    try:
        place = wanted if overwrite else next(_free_places(wanted))
        _save(data, place)
    except OSError as error:
        raise OutputError(
            f"The file cannot be written: {error.strerror or error}.",
            file=wanted,
            remedy="Close it if it is open, or name a folder that you may write to.",
        ) from error
    return place


def _free_places(wanted: Path) -> Iterator[Path]:
    """The wanted path and those with a number, as far as nothing of a person stands there."""
    numbered = (wanted.with_stem(f"{wanted.stem} ({number})") for number in count(2))
    if not _is_taken(wanted):
        yield wanted
    for path in numbered:
        if not _is_taken(path):
            yield path


def _is_taken(path: Path) -> bool:
    return path.exists() and not (path.is_file() and is_intact(path))


def _save(data: bytes, place: Path) -> None:
    """Write beside the place, then rename: never half a file."""
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_name(f".{place.stem}-{os.getpid()}{place.suffix}")
    try:
        beside.write_bytes(data)
        beside.replace(place)
    finally:
        beside.unlink(missing_ok=True)


def _folder() -> Path:
    """The templates: in the installed package, or at the top of the repository."""
    package = Path(__file__).parents[1]
    return next(
        (
            folder
            for folder in (package / "templates", package.parent / "templates")
            if folder.is_dir()
        ),
        package / "templates",
    )


def _description(file: Path) -> str:
    """The description in the file's own properties; empty if it has none."""
    from lxml import etree

    with zipfile.ZipFile(file) as package:
        if "docProps/core.xml" not in package.namelist():
            return ""
        properties = etree.fromstring(package.read("docProps/core.xml"))
    return properties.findtext("{http://purl.org/dc/elements/1.1/}description") or ""
