"""How far a report speaks of a model: from its name on, until the text leaves it.

Takes a document and initiatives; gives spans. Finds no model itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportkit.parsing.document import Document
from reportkit.parsing.objects import Initiative
from reportkit.spans import Span

__all__ = ["initiative_reach", "words_end_before"]

_SAME_MODEL = re.compile(
    r"(?:(?:Qua|Từ|Nhờ|Với|Đến\s+nay,?|Hiện(?:\s+nay)?,?|Thông\s+qua|Sau\s+[^,.]{2,40},|Từ\s+khi\s+[^,.]{2,40},)\s+)?"
    r"(?:các\s+)?(?i:mô\s+hình|cách\s+làm|quỹ|chương\s+trình|câu\s+lạc\s+bộ)\s*(?:này|trên|đã|được|đang|hiện|còn|nói\s+trên)"
    r"|(?:Nhờ|Từ|Qua)\s+(?:đó|vậy)(?!\w)"
)


# Read backwards from the model: a quote, a colon, the words up to the last mark.
_LEADS_ON = re.compile(r"[\"']?(?:\s*:)?[^,;.…:\n]{0,80}[,;.…:]?")
_LONGEST_LEAD = 81


def words_end_before(text: str, start: int) -> int:
    """Where the words end that stand before a model and do not introduce it."""
    lead = _LEADS_ON.match(text[max(0, start - _LONGEST_LEAD) : start][::-1])
    return start - lead.end() if lead else start


def initiative_reach(
    document: Document, initiative: Initiative, others: Sequence[Initiative] = ()
) -> Span:
    """Give how far the report speaks of a model, as a span into the source's text.

    From its name to the end of the sentence, and on through the sentences that take it up again
    ("Mô hình này đã …"), but never into the next of ``others``.
    """
    if initiative.span is None:
        return Span(0, 0)
    start, stop = document.place(initiative.span)
    end = stop
    for paragraph in document.paragraphs:
        if not paragraph.start <= start < paragraph.end:
            continue
        for first, last in paragraph.sentences:
            if first <= start < last or (
                first > start
                and end == _end_before(document, first)
                and _SAME_MODEL.match(document.text, first)
            ):
                end = last
    for other in others:
        if other.span is not None and initiative.span.start < other.span.start:
            other_start = document.place(other.span)[0]
            if start < other_start < end:
                end = words_end_before(document.text, other_start)
    return document.span(start, max(end, stop))


def _end_before(document: Document, first: int) -> int:
    """Where the text before a sentence ends."""
    return len(document.text[:first].rstrip())
