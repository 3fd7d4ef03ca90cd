"""A text twice as long is read in about twice the time, also where one sentence never ends."""

from __future__ import annotations

import time

import pytest

from reportkit.binding import bind, load_profile
from reportkit.parsing.summary import summarise
from reportkit.sources import Source

ENDLESS = {
    "a list": "giúp 12 hộ nghèo, ",
    "brackets": "có 12 hộ (trong đó 5 hộ nghèo), ",
    "rates": "tỷ lệ hộ nghèo đạt 12%, ",
    "plans": "phấn đấu 12 xã và 13 thôn, ",
    "periods": "năm 2022: 45 mô hình; năm 2023: 61 mô hình; ",
    "bullets": "- Có 12 hộ:\n",
}
TIMES = 4
# Four times the text may take eight times as long: four, and the noise of a busy machine.
AT_MOST = 8


def seconds(text: str) -> float:
    best = float("inf")
    for _ in range(2):
        begin = time.perf_counter()
        bind(summarise(Source("report.txt", text)), load_profile("chung"))
        best = min(best, time.perf_counter() - begin)
    return best


@pytest.mark.parametrize("part", ENDLESS.values(), ids=ENDLESS.keys())
def test_reading_is_linear_in_length(part):
    assert seconds(part * 60 * TIMES) <= AT_MOST * seconds(part * 60)


def test_a_sentence_that_never_ends_is_read_in_pieces_without_loss():
    summary = summarise(Source("report.txt", "giúp 12 hộ nghèo, " * 500))
    assert len(summary.figures) == 500
    assert max(len(figure.sentence) for figure in summary.figures) <= 2000
