"""The normalised view of a text leads back to the text itself."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from reportkit.vietnamese.view import View, _composed, _composed_by_cluster, old_tone_marks

LETTERS = st.text(
    alphabet="aăâbcdđeêoôơuưyàáảãạầấẩẫậợửỷ hoàuỷ“”–\u00a0\u200b\r\n\t0123456789", max_size=40
)


@given(LETTERS)
def test_every_stretch_of_the_view_stands_in_the_text(text):
    view = View.of(text)
    for start in range(len(view.text)):
        span = view.span(start, start + 1)
        assert 0 <= span.start <= span.end <= len(text)


@given(LETTERS)
def test_composed_and_decomposed_letters_look_the_same(text):
    composed = unicodedata.normalize("NFC", text)
    assert View.of(unicodedata.normalize("NFD", text)).text == View.of(composed).text


def test_a_word_of_decomposed_letters_is_found_whole():
    text = unicodedata.normalize("NFD", "có 29 mô hình tốt")
    view = View.of(text)
    start = view.text.index("mô hình")
    words = view.span(start, start + len("mô hình")).of(text)
    assert unicodedata.normalize("NFC", words) == "mô hình"


def test_the_tone_mark_moves_only_at_the_end_of_a_syllable():
    assert old_tone_marks("Uỷ ban, HOÀ BÌNH, khoẻ") == "Ủy ban, HÒA BÌNH, khỏe"
    assert old_tone_marks("hoàn toàn, quý, quỹ, thuỳ") == "hoàn toàn, quý, quỹ, thùy"


@given(
    st.text(
        alphabet="aâăoơuưde\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323\u212b\u200b\n 1",
        max_size=30,
    )
)
def test_the_quick_way_to_compose_agrees_with_the_slow_one(text):
    assert _composed(text) == _composed_by_cluster(text)
