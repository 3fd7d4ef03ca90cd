"""PDF reports with a text layer: their lines as extracted, page numbers and running heads left out.

Takes the file's bytes, gives its text and title. Needs the extra ``pdf`` (pypdfium2). Recognises
no letters in pictures and no tables: a scanned PDF is refused.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import islice
from typing import Any

from reportkit.errors import SourceError, SourceFault
from reportkit.sources._layout import Extract
from reportkit.sources._titles import meaningful_title
from reportkit.sources.bullets import printed

__all__ = ["read_pdf", "without_running_lines"]

_EDGE = 3
_OFFSET_AT_MOST = 500
_PAGE_NUMBER = re.compile(
    r"[-–—.|\s]*(?:(?:trang|page)\s*)?(\d{1,4})(?:\s*(?:/|\||trên|of)\s*\d{1,4})?[-–—.|\s]*",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_LETTER = re.compile(r"[^\W\d_]")
# A font without a table of letters gives replacement characters and private-use places.
_NO_LETTER = re.compile("[\ufffd\ue000-\uf8ff]")
_SHARE_OF_NO_LETTERS = 0.05
_LETTERS_OF_A_PAGE = 20
_LINE_END_HYPHEN = re.compile("[\x02\ufffe](?:\r?\n)?")
_PASSWORD = 4  # FPDF_ERR_PASSWORD

_ASK_FOR_TEXT = (
    "Ask for the .docx, or recognise the text (OCR) first and check the figures against the paper."
)


def read_pdf(data: bytes, name: str) -> Extract:
    """Give text and title of a PDF with a text layer; ``SourceError`` where it has none."""
    try:
        import pypdfium2
    except ImportError as error:
        raise SourceError(
            "A PDF needs the package pypdfium2, which is not installed.",
            file=name,
            remedy="pip install 'reportkit[pdf]'",
            kind=SourceFault.PACKAGE_MISSING,
        ) from error
    try:
        document = pypdfium2.PdfDocument(data)
        try:
            pages = [_page(document[number], pypdfium2) for number in range(len(document))]
            title = document.get_metadata_value("Title")
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD or "assword" in str(error):
            raise SourceError(
                "The PDF is locked with a password.",
                file=name,
                remedy="Save a copy without a password, or ask for the .docx.",
                kind=SourceFault.LOCKED,
            ) from error
        raise SourceError(
            f"The PDF is damaged: {error}.",
            file=name,
            remedy="Open it in a PDF reader and save it again, or ask for the .docx.",
            kind=SourceFault.DAMAGED,
        ) from error
    _refuse_pictures(pages, name)
    lines = without_running_lines([text.split("\n") for text, _ in pages])
    text = printed("\n".join(line for page in lines for line in page))
    if len(_NO_LETTER.findall(text)) > _SHARE_OF_NO_LETTERS * len(text):
        raise SourceError(
            "The PDF's text layer gives no readable letters: its fonts do not name them.",
            file=name,
            remedy=_ASK_FOR_TEXT,
            kind=SourceFault.NO_TEXT,
        )
    return Extract(text + "\n", title=meaningful_title(title, name))


def _page(page: Any, pypdfium2: Any) -> tuple[str, bool]:
    """The text of a page, and whether it holds a picture."""
    text_page = page.get_textpage()
    try:
        text = _LINE_END_HYPHEN.sub("-\n", text_page.get_text_range(errors="ignore"))
        kinds = [pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
        has_picture = next(iter(page.get_objects(filter=kinds, max_depth=3)), None) is not None
    finally:
        text_page.close()
        page.close()
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", ""), has_picture


def _refuse_pictures(pages: Sequence[tuple[str, bool]], name: str) -> None:
    """Raise where most pages hold no text: what stands in their pictures would be lost."""
    bare = [len(_LETTER.findall(text)) < _LETTERS_OF_A_PAGE for text, _ in pages]
    scanned = [
        is_bare and has_picture for is_bare, (_, has_picture) in zip(bare, pages, strict=True)
    ]
    if all(bare) or sum(scanned) > len(pages) / 2:
        raise SourceError(
            f"The PDF has no text layer: {sum(bare)} of {len(pages)} pages are pictures or empty.",
            file=name,
            remedy=_ASK_FOR_TEXT,
            kind=SourceFault.NO_TEXT,
        )


def without_running_lines(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """Give the lines of each page without its number and what repeats at the edges of pages.

    A line at an edge is left out where it stands, its digits aside, at the same edge of half of
    the pages, or where it is a number that counts the pages.

    >>> without_running_lines([["Báo cáo", "Trang 1/2"], ["Có 29 mô hình", "Trang 2/2"]])
    [['Báo cáo'], ['Có 29 mô hình']]
    """
    tops = [_edge(page) for page in pages]
    bottoms = [_edge(page[::-1]) for page in pages]
    offsets = Counter(
        offset
        for number, lines in enumerate(zip(tops, bottoms, strict=True))
        for offset in {_offset(line, number) for edge in lines for line in edge}
        if offset is not None and offset <= _OFFSET_AT_MOST
    )
    counted = {offset for offset, count in offsets.items() if offset == 1 or count > 1}
    heads, feet = _repeated(tops), _repeated(bottoms)
    kept = []
    for number, page in enumerate(pages):
        rest = _trimmed(page, number, counted, heads)
        kept.append(_trimmed(rest[::-1], number, counted, feet)[::-1])
    return kept


def _edge(page: Sequence[str]) -> list[str]:
    """The first lines of a page that are not empty."""
    return list(islice((line for line in page if line.strip()), _EDGE))


def _trimmed(
    page: Sequence[str], number: int, counted: Collection[int], repeated: Collection[str]
) -> list[str]:
    """The page without the running lines that it begins with."""
    left = _EDGE
    for index, line in enumerate(page):
        if not line.strip():
            continue
        if left == 0 or not (_offset(line, number) in counted or _shape(line) in repeated):
            return list(page[index:])
        left -= 1
    return []


def _offset(line: str, number: int) -> int | None:
    """How far the page number that this line is lies above the page's index; None if it is none."""
    found = _PAGE_NUMBER.fullmatch(line)
    return int(found[1]) - number if found else None


def _repeated(edges: Iterable[Sequence[str]]) -> set[str]:
    """The shapes of lines that stand at this edge of at least half of the pages."""
    shapes = [{_shape(line) for line in edge if _LETTER.search(line)} for edge in edges]
    counts = Counter(shape for page in shapes for shape in page)
    return {shape for shape, count in counts.items() if count >= max(2, len(shapes) / 2)}


def _shape(line: str) -> str:
    return " ".join(_DIGITS.sub("#", line).casefold().split())
