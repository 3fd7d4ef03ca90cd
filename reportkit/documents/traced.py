"""Where a printed figure comes from: its reports and their sentences, in a comment or a footnote.

Takes the figures behind a number; gives the lines that tell them, and the printed number
that carries them.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING

from reportkit.errors import OutputError, TemplateValueError
from reportkit.vietnamese import format_number

if TYPE_CHECKING:
    from reportkit.review import Evidence
    from reportkit.templating import Commented, Footnoted

__all__ = ["Trace", "TracedText", "source_lines", "trace_named"]

_AUTHOR, _INITIALS = "reportkit", "rk"
_LONGEST_SENTENCE = 400


class Trace(StrEnum):
    """How a report in Word tells where its figures come from (dẫn nguồn số liệu)."""

    COMMENTS = "comments"
    FOOTNOTES = "footnotes"
    NONE = "none"


_MOST_LINES = {Trace.COMMENTS: 20, Trace.FOOTNOTES: 3}
"""How many figures a note quotes; a footnote takes room from the page."""


def trace_named(name: str) -> Trace:
    """Give the trace of that name; ``OutputError`` where there is none.

    >>> trace_named("none")
    <Trace.NONE: 'none'>
    """
    try:
        return Trace(name)
    except ValueError:
        raise OutputError(
            f"There is no trace {name!r}.",
            remedy=f"Choose one of {', '.join(Trace)}.",
        ) from None


def source_lines(figures: Iterable[Evidence]) -> tuple[str, ...]:
    """Give a line for each figure: unit, file, sentence; figures of one sentence share theirs."""
    lines = []
    for evidence in figures:
        sentence = " ".join(evidence.figure.sentence.split())
        if len(sentence) > _LONGEST_SENTENCE:
            sentence = _around(sentence, " ".join(evidence.figure.quote.split()))
        unit = " ".join(evidence.unit.name.split()) if evidence.unit else ""
        where = f"{unit} ({evidence.source})" if unit else evidence.source
        lines.append(f"{where}: “{sentence}”")
    return tuple(dict.fromkeys(lines))


def _around(sentence: str, quote: str) -> str:
    """The part of a long sentence around the words of the figure, cut between words."""
    start = max(0, sentence.find(quote) - _LONGEST_SENTENCE // 2)
    start = min(start, len(sentence) - _LONGEST_SENTENCE)
    end = start + _LONGEST_SENTENCE
    if start > 0:
        start = sentence.find(" ", start) + 1
    if end < len(sentence):
        end = sentence.rfind(" ", 0, end)
    before, after = "… " if start > 0 else "", " …" if end < len(sentence) else ""
    return f"{before}{sentence[start:end]}{after}"


class TracedText(str):
    """A printed figure that knows its sources: text wherever it is used, noted in Word.

    >>> TracedText("608", ("Xã A (a.docx): “Có 608 mô hình.”",), Trace.COMMENTS) == "608"
    True
    """

    __slots__ = ("sources", "trace")

    sources: tuple[str, ...]
    trace: Trace

    def __new__(
        cls, printed: str, sources: tuple[str, ...] = (), trace: Trace = Trace.NONE
    ) -> TracedText:
        """Make the text with what it comes from."""
        text = super().__new__(cls, printed)
        text.sources, text.trace = sources, trace
        return text

    @property
    def without_note(self) -> str:
        """What a text box shows, where Word holds no note."""
        return str(self)

    def __str__(self) -> str:
        return self[:]

    def __html__(self) -> str:
        from markupsafe import escape

        note = self._note()
        if note is None:
            return escape(str(self))
        try:
            return note.__html__()
        except TemplateValueError:  # a header or footer, where Word holds no note
            return escape(str(self))

    def _note(self) -> Commented | Footnoted | None:
        if self.trace is Trace.NONE or not self.sources:
            return None
        from reportkit.templating import Commented, Footnoted

        most = _MOST_LINES[self.trace]
        lines = list(self.sources[:most])
        if len(self.sources) > most:
            rest = format_number(len(self.sources) - most)
            lines.append(f"… và {rest} câu khác (phụ lục, trang Nguồn)")
        if self.trace is Trace.FOOTNOTES:
            return Footnoted(str(self), " ".join(lines))
        return Commented(str(self), "\n".join(lines), author=_AUTHOR, initials=_INITIALS)
