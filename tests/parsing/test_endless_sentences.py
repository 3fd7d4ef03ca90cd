"""A sentence that never ends is read in pieces; how long it takes, `benchmarks/parse.py` tells."""

from __future__ import annotations

from reportkit.parsing.summary import summarise
from reportkit.sources import Source


def test_a_sentence_that_never_ends_is_read_in_pieces_without_loss():
    summary = summarise(Source("report.txt", "giúp 12 hộ nghèo, " * 500))
    assert len(summary.figures) == 500
    assert max(len(figure.sentence) for figure in summary.figures) <= 2000
