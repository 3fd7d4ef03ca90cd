"""The commented copy of a report (bản có ghi chú): a Word comment at each place that does not hold.

Takes a .docx and the findings of its audit; writes a copy. The report itself is never touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from reportkit.documents.write import save_marked
from reportkit.errors import OutputError, SourceError, SourceFault
from reportkit.parsing import Figure
from reportkit.vietnamese.view import View

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

    from reportkit.review import Finding, Review

__all__ = ["write_commented"]

_AUTHOR, _INITIALS = "reportkit", "rk"
_SEVERITIES = {"error": "Lỗi", "warning": "Cần xem lại", "note": "Ghi chú"}


def write_commented(
    report: str | Path,
    review: Review,
    findings: Iterable[Finding],
    target: str | Path,
    *,
    overwrite: bool = False,
) -> Path:
    """Write a copy of ``report`` with a comment for each finding; give the path written.

    A finding that stands on figures is noted at the first of them that the document shows, any
    other at the beginning. The comments carry no date.

    Raises
    ------
    SourceError
        The report is no .docx that can be opened.
    OutputError
        The target is no .docx, is the report itself or cannot be written.
    """
    import docx
    from docx.oxml.ns import qn

    file, wanted = Path(report), Path(target)
    if wanted.suffix.lower() != ".docx" or file.resolve() == wanted.resolve():
        raise OutputError(
            "The commented copy must be a .docx beside the report.",
            file=wanted,
            remedy="Name another file that ends in .docx.",
        )
    try:
        document = docx.Document(str(file))
    except Exception as error:  # python-docx raises whatever a damaged part leads to
        raise SourceError(
            f"Comments can be written into a .docx only; this file is none: {error}.",
            file=file,
            remedy="Save the report as .docx and audit that.",
            kind=SourceFault.OLD_FORMAT,
        ) from error
    _add_styles(document)
    lines = list(_lines(document))
    for finding in findings:
        runs = _runs_of(finding, lines)
        if runs:
            comment = document.add_comment(runs, _words(finding), _AUTHOR, _INITIALS)
            element = comment._comment_elm
            if qn("w:date") in element.attrib:
                del element.attrib[qn("w:date")]
    saved = BytesIO()
    document.save(saved)
    return save_marked(review, saved.getvalue(), wanted, overwrite=overwrite)


def _add_styles(document: Document) -> None:
    """Add the two styles that every comment refers to, where the document lacks them."""
    from docx.enum.style import WD_STYLE_TYPE

    known = {style.style_id for style in document.styles}
    for id, name, kind in (
        ("CommentReference", "annotation reference", WD_STYLE_TYPE.CHARACTER),
        ("CommentText", "annotation text", WD_STYLE_TYPE.PARAGRAPH),
    ):
        if id not in known:
            style = document.styles.add_style(name, kind, builtin=True)
            style.element.styleId = id


@frozen
class _Line:
    """A paragraph, or a row of a table with the paragraphs of its cells."""

    text: str
    paragraphs: tuple[Paragraph, ...]


def _lines(document: Document) -> Iterator[_Line]:
    """The paragraphs and the rows of the tables, in reading order."""
    from docx.table import Table

    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                paragraphs = tuple(paragraph for cell in row.cells for paragraph in cell.paragraphs)
                yield _Line(_plain(" ".join(one.text for one in paragraphs)), paragraphs)
        else:
            yield _Line(_plain(block.text), (block,))


def _plain(text: str) -> str:
    return " ".join(View.of(text).text.split())


def _words(finding: Finding) -> str:
    advice = f"\n→ {finding.advice}" if finding.advice else ""
    return f"{_SEVERITIES[finding.severity]}: {finding.message}{advice}"


def _runs_of(finding: Finding, lines: list[_Line]) -> list[Run]:
    """The runs that a finding is noted at."""
    for evidence in finding.figures:
        runs = _runs_of_figure(evidence.figure, lines)
        if runs:
            return runs
    return next(
        (paragraph.runs for line in lines for paragraph in line.paragraphs if paragraph.runs), []
    )


def _runs_of_figure(figure: Figure, lines: list[_Line]) -> list[Run]:
    """The runs that hold the figure's words, in the line that holds its sentence."""
    sentence, quote = _plain(figure.sentence), _plain(figure.quote)
    holding = [line for line in lines if sentence in line.text]
    if not holding:
        # A number that Word makes by itself ("1.2.") stands in the sentence, not in the document.
        shared = set(sentence.split())
        near = [line for line in lines if quote in line.text]
        holding = sorted(near, key=lambda line: -len(shared & set(line.text.split())))[:1]
    pattern = re.compile(r"\s+".join(map(re.escape, quote.split())))
    for line in holding:
        start = max(0, line.text.find(sentence))
        before = len(pattern.findall(line.text[:start]))
        before += len(pattern.findall(sentence[: _place(figure)]))
        for paragraph in line.paragraphs:
            found = list(
                pattern.finditer(View.of("".join(run.text for run in paragraph.runs)).text)
            )
            if before < len(found):
                return _runs_within(paragraph, found[before].span())
            before -= len(found)
    return []


def _place(figure: Figure) -> int:
    """Where the figure stands in its sentence with single spaces."""
    before = figure.sentence[: figure.quantity.span.start - figure.sentence_start]
    return len(_plain(f"{before}¤")) - 1


def _runs_within(paragraph: Paragraph, place: tuple[int, int]) -> list[Run]:
    """The runs of a paragraph that hold any of the characters at ``place`` of its view."""
    span = View.of("".join(run.text for run in paragraph.runs)).span(*place)
    runs: list[Run] = []
    at = 0
    for run in paragraph.runs:
        if at < span.end and at + len(run.text) > span.start:
            runs.append(run)
        at += len(run.text)
    return runs
