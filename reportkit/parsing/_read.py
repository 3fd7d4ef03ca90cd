"""From files and folders to a ``Reading``: every report that can be read, and why others cannot.

Takes paths. One bad file never stops the others. Knows no file format and no rule of parsing.
"""

from __future__ import annotations

import logging
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import evolve, frozen

from reportkit.errors import SourceError, SourceFault
from reportkit.parsing.objects import Summary
from reportkit.parsing.reading import Reading, Unread
from reportkit.parsing.sheets import summaries_of
from reportkit.sources import list_sources, open_source

__all__ = ["read"]

_log = logging.getLogger(__name__)
_SECONDS_BEFORE_PROGRESS = 1.0


def read(paths: str | Path | Iterable[str | Path], *, progress: bool | None = None) -> Reading:
    """Read a folder of reports, a file, or a list of both.

    Parameters
    ----------
    paths:
        Of a folder, its files and those of its subfolders are read, save what is no report
        (``Reading.skipped``). A file given by name is always read.
    progress:
        Whether to show a bar when it takes longer than a second; if not given, where stderr is a
        terminal or the code runs in a notebook.

    Returns
    -------
    Reading
        A sequence of ``Summary``, one a report; of a workbook one for each unit that it names.
        Files that could not be read are in ``unread``, each with its error; an empty folder gives
        an empty reading.

    Raises
    ------
    SourceError
        A path does not exist.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "son-la.txt").write_text("Có trên 579 mô hình.", encoding="utf-8")
    ...     _ = Path(folder, "anh.jpg").write_bytes(b"no text")
    ...     reading = read(folder)
    >>> [summary.source.name for summary in reading], [file.name for file in reading.unread]
    (['son-la.txt'], ['anh.jpg'])
    """
    given = [paths] if isinstance(paths, (str, Path)) else list(paths)
    files, skipped = _files([Path(path) for path in given])
    summaries: list[Summary] = []
    folders: list[Path] = []
    unread: list[Unread] = []
    for file in _shown(files, progress):
        try:
            told = summaries_of(open_source(file.path, file.name))
            summaries += told
            folders += [file.home] * len(told)
        except SourceError as error:
            unread.append(Unread(file.name, error))
        except Exception as error:
            _log.exception("a fault of reportkit while reading %s", file.path)
            unread.append(Unread(file.name, _fault(file.name, error)))
    alone = Path(given[0]) if len(given) == 1 and Path(given[0]).is_dir() else None
    return Reading(summaries, unread, skipped, folder=alone, folders=folders)


@frozen
class _File:
    """A file to read, how it is called in what follows, and the folder given for it."""

    name: str
    path: Path
    home: Path


def _files(paths: list[Path]) -> tuple[list[_File], list[str]]:
    """The files below the paths, each once, under names that tell them apart."""
    found: list[_File] = []
    skipped: list[str] = []
    for path in paths:
        if path.is_dir():
            listing = list_sources(path)
            found.extend(_File(name, path / name, path) for name in listing.sources)
            skipped.extend(listing.skipped)
        elif path.exists():
            found.append(_File(path.name, path, path.parent))
        else:
            raise SourceError(
                "There is no such file or folder.",
                file=path,
                remedy="Look whether the name is spelled right.",
                kind=SourceFault.MISSING,
            )
    once = {file.path.resolve(): file for file in reversed(found)}
    files = [file for file in found if once.get(file.path.resolve()) is file]
    counts = Counter(file.name for file in files)
    return [
        file if counts[file.name] == 1 else evolve(file, name=file.path.as_posix())
        for file in files
    ], skipped


def _fault(name: str, error: Exception) -> SourceError:
    fault = SourceError(
        f"reportkit failed on this file: {type(error).__name__}: {error}",
        file=name,
        remedy="Report this with the file, if it may be shown; the other files are not affected.",
        kind=SourceFault.FAULT,
    )
    fault.__cause__ = error
    return fault


def _shown(files: list[_File], progress: bool | None) -> Iterator[_File] | list[_File]:
    """The files, with a bar where one is wanted and it takes long."""
    if progress is None:
        progress = "ipykernel" in sys.modules or (sys.stderr is not None and sys.stderr.isatty())
    if not progress or len(files) < 2:
        return files
    from tqdm.auto import tqdm

    return iter(tqdm(files, unit=" tệp", delay=_SECONDS_BEFORE_PROGRESS, leave=False))
