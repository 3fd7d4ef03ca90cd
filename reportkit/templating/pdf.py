"""Turns filled documents and workbooks into PDF by LibreOffice, where it is installed.

Takes files; gives their PDFs, all made by one process of LibreOffice with a profile of its own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from reportkit.errors import OutputError

__all__ = ["convert_to_pdf"]

_PROGRAMS = ("soffice", "libreoffice")
_USUAL_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
_START, _EACH = 120, 30  # seconds


def convert_to_pdf(
    files: Iterable[str | os.PathLike[str]], folder: str | os.PathLike[str] | None = None
) -> list[Path]:
    """Make a PDF of each file, beside it or in a folder; give their paths, in the same order.

    Raises
    ------
    OutputError
        LibreOffice is not installed, or cannot read a file. Those before it are written.

    Examples
    --------
    >>> convert_to_pdf([])
    []
    """
    sources = [Path(file).resolve() for file in files]
    if not sources:
        return []
    targets = [(source.parent if folder is None else Path(folder)) for source in sources]
    program = _program()
    with tempfile.TemporaryDirectory(prefix="reportkit-") as work:
        # Numbered copies: two files of one name in two folders would make the same PDF.
        copies = [
            shutil.copyfile(source, Path(work, f"{number}{source.suffix}"))
            for number, source in enumerate(sources)
        ]
        told = _run(program, copies, Path(work))
        made = []
        for source, copy, target in zip(sources, copies, targets, strict=True):
            pdf = copy.with_suffix(".pdf")
            if not pdf.is_file():
                raise OutputError(
                    f"LibreOffice made no PDF of it{told}.",
                    file=str(source),
                    remedy="Open the file in LibreOffice to see what it says of it.",
                )
            target.mkdir(parents=True, exist_ok=True)
            made.append(target / f"{source.stem}.pdf")
            shutil.move(pdf, made[-1])
    return made


def _program() -> str:
    for name in (*_PROGRAMS, *_USUAL_PLACES):
        if found := shutil.which(name):
            return found
    raise OutputError(
        "LibreOffice, which makes the PDF, was not found.",
        remedy="Install it (https://www.libreoffice.org) and see that `soffice` is on the PATH; "
        "or save the file and make the PDF in Word or Excel.",
    )


def _run(program: str, files: list[Path], work: Path) -> str:
    """Convert all files in one process; give what it said, to be shown where a PDF is missing."""
    profile = (work / "profile").as_uri()
    command = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore"]
    command += ["--convert-to", "pdf", "--outdir", str(work), *map(str, files)]
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_START + _EACH * len(files),
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f" within {_START + _EACH * len(files)} seconds"
    except OSError as error:
        return f" ({error.strerror or error})"
    errors = done.stderr.strip().splitlines()[-1:]
    return f" ({errors[0]})" if errors else ""
