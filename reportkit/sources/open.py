"""One report: from a file or its bytes to a ``Source``.

Chooses the reader by what the file is, by its name where that does not tell. Knows which formats
are read and what to do about the others; knows nothing of folders.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from reportkit.errors import SourceError, SourceFault
from reportkit.sources._layout import Extract
from reportkit.sources._legacy import refuse_old_letters
from reportkit.sources._text import decode
from reportkit.sources.source import Source

__all__ = ["open_source"]

_OFFICE = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_HEAD = 2048

_SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".docx": "docx",
    ".docm": "docx",
    ".htm": "html",
    ".html": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".xlsx": "workbook",
    ".xlsm": "workbook",
    ".xls": "workbook",
    ".ods": "workbook",
}
_SAVE_AS_DOCX = "Open it in Word or LibreOffice and save it as .docx."
_NO_REPORT = "If it belongs to the reports, put what it says into a .docx; else move it elsewhere."
_UNREADABLE = {
    ".doc": ("The old Word format .doc is not readable.", _SAVE_AS_DOCX),
    ".rtf": ("The format .rtf is not readable.", _SAVE_AS_DOCX),
    ".odt": ("The format .odt is not readable.", _SAVE_AS_DOCX),
    ".wps": ("The format .wps is not readable.", _SAVE_AS_DOCX),
    ".mht": ("A web archive .mht is not readable.", "Save the page as .html or as .docx."),
    ".mhtml": ("A web archive .mhtml is not readable.", "Save the page as .html or as .docx."),
    ".csv": ("A .csv is not readable as a report.", "Save it as .xlsx."),
}
_NO_DOCUMENTS = {
    **dict.fromkeys(
        (".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".heic"),
        ("A picture is not readable: it holds no text.", "Ask for the .docx of the report."),
    ),
    **dict.fromkeys(
        (".zip", ".rar", ".7z", ".tar", ".gz"),
        ("An archive is not readable.", "Unpack it beside the other reports."),
    ),
}


def open_source(source: str | Path | bytes, name: str | None = None) -> Source:
    """Give the text and the tables of one report.

    Parameters
    ----------
    source:
        The file, or its bytes.
    name:
        How the report is called in what follows; the file's name if not given.

    Raises
    ------
    SourceError
        The file is missing, damaged, locked, empty or of a kind that is not readable; the error
        names it and says what to do.

    Examples
    --------
    >>> open_source("Toàn tỉnh có trên 579 mô hình.".encode(), "son-la.txt").text
    'Toàn tỉnh có trên 579 mô hình.'
    """
    if isinstance(source, bytes):
        data, name = source, name or "(bytes)"
    else:
        path = Path(source)
        name = name or path.name
        data = _read(path, name)
    extract = _extract(data, name)
    if not extract.text.strip():
        raise SourceError(
            "The file holds no text." if data else "The file is empty.",
            file=name,
            remedy="If its pages are pictures, ask for the .docx, or recognise the text (OCR).",
            kind=SourceFault.NO_TEXT if data else SourceFault.EMPTY,
        )
    refuse_old_letters(extract.text, name)
    return Source(
        name=name,
        text=extract.text,
        tables=extract.tables,
        title=extract.title,
        date=extract.date,
        digest=hashlib.sha256(data).hexdigest(),
    )


def _read(path: Path, name: str) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise SourceError(
            "There is no such file.",
            file=path,
            remedy="Look whether the name is spelled right.",
            kind=SourceFault.MISSING,
        ) from error
    except OSError as error:
        raise SourceError(
            f"The file cannot be opened: {error.strerror or error}.",
            file=name,
            remedy="See whether it is a file, may be read by you, and is not open elsewhere.",
            kind=SourceFault.CLOSED,
        ) from error


def _extract(data: bytes, name: str) -> Extract:
    """Read the format that the file is in; its module is loaded only now."""
    match _format(data, name):
        case "docx":
            from reportkit.sources._docx import read_docx

            return read_docx(data, name)
        case "html":
            from reportkit.sources._html import read_html

            return read_html(data, name)
        case "pdf":
            from reportkit.sources._pdf import read_pdf

            return read_pdf(data, name)
        case "workbook":
            from reportkit.sources._workbook import read_workbook

            return read_workbook(data, name)
        case _:
            return Extract(decode(data, name))


def _format(data: bytes, name: str) -> str:
    """The format, by the first bytes where they tell, else by the name."""
    suffix = Path(name).suffix.lower()
    may_differ = suffix in ("", ".doc", *_SUFFIXES) and _SUFFIXES.get(suffix) != "workbook"
    if data.startswith(_OFFICE) and _SUFFIXES.get(suffix) == "docx":
        raise SourceError(
            "The file is locked with a password, or is an old .doc under the name of a .docx.",
            file=name,
            remedy="Open it in Word and save it as .docx without a password.",
            kind=SourceFault.LOCKED,
        )
    if may_differ and data.startswith(b"%PDF-"):
        return "pdf"
    if may_differ and data.startswith(_ZIP) and b"word/document.xml" in data:
        return "docx"
    if may_differ and _HTML.match(data[:_HEAD]):
        return "html"
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix]
    if suffix in _UNREADABLE:
        problem, remedy = _UNREADABLE[suffix]
        raise SourceError(problem, file=name, remedy=remedy, kind=SourceFault.OLD_FORMAT)
    if suffix in _NO_DOCUMENTS:
        problem, remedy = _NO_DOCUMENTS[suffix]
        raise SourceError(problem, file=name, remedy=remedy, kind=SourceFault.NO_DOCUMENT)
    if not suffix and not data.startswith((_ZIP, _OFFICE)):
        return "text"
    kind = f"of the kind {suffix}" if suffix else "without a suffix"
    raise SourceError(
        f"A file {kind} is not readable.",
        file=name,
        remedy=_NO_REPORT,
        kind=SourceFault.NO_DOCUMENT,
    )
