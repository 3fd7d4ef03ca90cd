"""From one source to the summary of what it says: the order in which the parts are read."""

from __future__ import annotations

from reportkit.parsing._figures import draft_figures, figures_of
from reportkit.parsing.document import Document
from reportkit.parsing.objects import Summary
from reportkit.sources import Source

__all__ = ["summarise"]


def summarise(source: Source) -> Summary:
    """Give what ``source`` says, no indicators yet.

    >>> summary = summarise(Source("a.txt", "Toàn tỉnh có trên 579 mô hình."))
    >>> summary.figures[0].quote, summary.figures[0].quantity.unit
    ('trên 579 mô hình', 'mô hình')
    """
    document = Document.of(source)
    drafts = draft_figures(document)
    return Summary(source=source, figures=figures_of(document, drafts))
