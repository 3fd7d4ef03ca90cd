"""Where printed words come from: their reports and sentences, in a comment or a footnote.

Takes the figures or passages behind them; gives the lines that tell these, and the printed words
that carry them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from reportkit.errors import OutputError, TemplateValueError
from reportkit.vietnamese import format_number

if TYPE_CHECKING:
    from reportkit.documents.rows import PassageRow
    from reportkit.review import Evidence
    from reportkit.templating import Commented, Footnoted

__all__ = ["Trace", "TracedText", "passage_lines", "sentence_line", "source_lines", "trace_named"]

_AUTHOR, _INITIALS = "reportkit", "rk"
_LONGEST_SENTENCE = 400


class Trace(StrEnum):
    """How a report in Word tells where its figures come from (dẫn nguồn số liệu)."""

    COMMENTS = "comments"
    FOOTNOTES = "footnotes"
    NONE = "none"
    """The copy to be signed: no note, and no mark at what a person corrected."""


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
    return tuple(
        dict.fromkeys(
            sentence_line(
                evidence.unit.name if evidence.unit else "",
                evidence.source,
                evidence.figure.sentence,
                evidence.figure.quote,
            )
            for evidence in figures
        )
    )


def passage_lines(passages: Sequence[PassageRow]) -> tuple[str, ...]:
    """Give a line for each passage: unit, file and, where several say the same, its own words."""
    if len(passages) == 1:
        return (_place(passages[0].unit, passages[0].file),)
    return tuple(sentence_line(one.unit, one.file, one.text) for one in passages)


def sentence_line(unit: str, file: str, sentence: str, quote: str = "") -> str:
    """Give the line that tells a sentence; a long one only around the words ``quote``.

    >>> sentence_line("Xã A", "a.docx", "Có 608 mô hình.")
    'Xã A (a.docx): “Có 608 mô hình.”'
    """
    words = " ".join(sentence.split())
    if len(words) > _LONGEST_SENTENCE:
        words = _around(words, " ".join(quote.split()))
    return f"{_place(unit, file)}: “{words}”"


def _place(unit: str, file: str) -> str:
    name = " ".join(unit.split())
    return f"{name} ({file})" if name else file


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
    """Printed words that know their sources: text wherever they are used, noted in Word.

    >>> TracedText("608", ("Xã A (a.docx): “Có 608 mô hình.”",), Trace.COMMENTS) == "608"
    True
    """

    __slots__ = ("sources", "trace")

    sources: tuple[str, ...]
    trace: Trace | None

    def __new__(
        cls, printed: str, sources: tuple[str, ...] = (), trace: Trace | None = None
    ) -> TracedText:
        """Make the text with what it comes from."""
        text = super().__new__(cls, printed)
        text.sources, text.trace = sources, trace
        return text

    def shortened(self, most: int) -> TracedText:
        """Give no more than ``most`` letters, cut between words: "Việc nhân rộng mô hình …".

        >>> TracedText("Việc nhân rộng mô hình còn chậm").shortened(20)
        'Việc nhân rộng mô …'
        """
        if len(self) <= most:
            return self
        words = self[: most - 1].rpartition(" ")[0].rstrip(" ,;:.")
        return TracedText(f"{words} …", self.sources, self.trace)

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
        if self.trace is None or self.trace is Trace.NONE or not self.sources:
            return None
        from reportkit.templating import Commented, Footnoted

        most = _MOST_LINES[self.trace]
        lines = list(self.sources[:most])
        if len(self.sources) > most:
            rest = format_number(len(self.sources) - most)
            lines.append(f"… và {rest} câu khác (bảng tính kèm theo)")
        if self.trace is Trace.FOOTNOTES:
            return Footnoted(str(self), " ".join(lines))
        return Commented(str(self), "\n".join(lines), author=_AUTHOR, initials=_INITIALS)
