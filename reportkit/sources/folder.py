"""A folder of reports: which of its files are sources, and which only lie there.

Takes a folder, gives names. What reportkit itself wrote from the sources of this folder is no
source, whether or not a person has changed it since; nor are README files, hidden files and the
locks that Word leaves behind. Opens no report.
"""

from __future__ import annotations

import hashlib
import os
import re
import zipfile
import zlib
from collections.abc import Collection, Iterator
from pathlib import Path, PurePath

import attrs
from attrs import frozen

from reportkit.errors import SourceError, SourceFault

__all__ = ["VERIFICATION_KEYWORD", "Listing", "list_sources"]

VERIFICATION_KEYWORD = "reportkit-verification"
"""A keyword among the properties of the workbooks in which a person verifies figures."""

_OWN_FILES = frozenset({"reportkit.toml", "reportkit.corrections.toml"})
_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini"})
_MARKED = frozenset({".docx", ".xlsx"})
# The JSON of reportkit, one object or a list of them, begins with the number of its form.
_OWN_JSON = re.compile(rb"\s*\[?\s*\{\s*\"schema\"\s*:\s*\d")
_HEAD = 1024
_PAGE_SUFFIXES = (".html", ".htm")
_PAGE_FOLDERS = ("_files", ".files")


@frozen
class Listing:
    """What lies in a folder, by names relative to it with "/" between, sorted.

    Attributes
    ----------
    folder:
        The folder.
    sources:
        The files to read.
    skipped:
        The files that are no sources.
    """

    folder: Path
    sources: tuple[str, ...] = attrs.field(default=(), converter=tuple[str, ...])
    skipped: tuple[str, ...] = attrs.field(default=(), converter=tuple[str, ...])


def list_sources(folder: str | Path) -> Listing:
    """Give the names of the sources in a folder and its subfolders.

    Hidden files and locks of Word are passed over without a word, as are the folders of pictures
    and scripts that a browser saves beside a page. ``SourceError`` where the folder cannot be
    listed.
    """
    folder = Path(folder)
    sources: list[str] = []
    skipped: list[str] = []
    for name in sorted(_files(folder)):
        (skipped if _is_no_source(folder, name) else sources).append(name)
    marks = {
        name: mark
        for name in sources
        if PurePath(name).suffix.lower() in _MARKED and (mark := _mark(folder / name))
    }
    if marks:
        digests = {name: _digest(folder / name) for name in sources}
        made = {
            name
            for name, known in marks.items()
            if any(digest in known for other, digest in digests.items() if other != name)
        }
        sources = [name for name in sources if name not in made]
        skipped = sorted([*skipped, *made])
    return Listing(folder, sources, skipped)


def _files(folder: Path) -> Iterator[str]:
    """The files, and the subfolders that cannot be listed: opening one tells why."""
    unreadable: list[Path] = []

    def note(error: OSError) -> None:
        path = Path(error.filename or folder)
        if path == folder:
            raise SourceError(
                f"The folder cannot be read: {error.strerror or error}.",
                file=folder,
                remedy="Name a folder that exists and that you may read.",
                kind=SourceFault.CLOSED,
            ) from error
        unreadable.append(path)

    for parent, folders, files in os.walk(folder, onerror=note):
        pages = {Path(file).stem for file in files if file.lower().endswith(_PAGE_SUFFIXES)}
        folders[:] = [name for name in folders if not _is_passed_over(name, pages)]
        relative = Path(parent).relative_to(folder)
        yield from ((relative / file).as_posix() for file in files if not _is_passed_over(file))
    yield from (path.relative_to(folder).as_posix() for path in unreadable)


def _is_passed_over(name: str, pages: Collection[str] = ()) -> bool:
    if name.startswith((".", "~$")) or name.lower() in _SYSTEM_FILES:
        return True
    return any(name == page + ending for page in pages for ending in _PAGE_FOLDERS)


def _is_no_source(folder: Path, name: str) -> bool:
    """Tell whether the name or, of a .json, the beginning says that this is no report."""
    path = PurePath(name)
    if path.name in _OWN_FILES or path.name.lower().startswith("readme"):
        return True
    if path.suffix.lower() == ".xlsx":
        return _is_verification(folder / name)
    if path.suffix.lower() != ".json":
        return False
    try:
        with (folder / name).open("rb") as file:
            return _OWN_JSON.match(file.read(_HEAD)) is not None
    except OSError:
        return False


def _is_verification(path: Path) -> bool:
    """Tell whether a workbook is one for verifying figures; its keyword outlives every editor."""
    try:
        with zipfile.ZipFile(path) as package:
            return VERIFICATION_KEYWORD.encode() in package.read("docProps/core.xml")
    except (OSError, KeyError, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError):
        return False


def _mark(path: Path) -> frozenset[str] | None:
    from reportkit.sources.mark import read_mark

    try:
        mark = read_mark(path)
    except OSError:
        return None
    return None if mark is None else mark.digests


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
