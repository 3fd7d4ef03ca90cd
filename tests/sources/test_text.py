"""Plain text is decoded and never touched; what would be read wrongly is refused."""

from __future__ import annotations

import codecs
import unicodedata

import pytest

from reportkit.errors import SourceError
from reportkit.sources import Source, open_source

REPORT = "BÁO CÁO\r\nToàn tỉnh có trên 579 mô hình, đạt 12,5%.\r\n\r\nĐảng bộ – “Quỹ” …\r\n"

ENCODED = [
    pytest.param(REPORT.encode(), id="UTF-8"),
    pytest.param(codecs.BOM_UTF8 + REPORT.encode(), id="UTF-8 with a mark"),
    pytest.param(codecs.BOM_UTF16_LE + REPORT.encode("utf-16-le"), id="UTF-16 LE with a mark"),
    pytest.param(codecs.BOM_UTF16_BE + REPORT.encode("utf-16-be"), id="UTF-16 BE with a mark"),
    pytest.param(REPORT.encode("utf-16-le"), id="UTF-16 LE"),
    pytest.param(REPORT.encode("utf-16-be"), id="UTF-16 BE"),
]


@pytest.mark.parametrize("data", ENCODED)
def test_a_text_is_the_same_in_each_encoding_and_its_line_ends_are_kept(data: bytes) -> None:
    assert open_source(data, "a.txt").text == REPORT


def test_nfd_is_kept() -> None:
    text = unicodedata.normalize("NFD", REPORT)
    assert text != REPORT
    assert open_source(text.encode(), "a.txt").text == text
    assert open_source(text.encode("utf-16-le"), "a.txt").text == text


def test_a_mark_within_the_text_stays_where_it_is() -> None:
    assert open_source("a\ufeffb".encode(), "a.txt").text == "a\ufeffb"


OTHER_ENCODINGS = [
    pytest.param("§¶ng bé tØnh S¬n La".encode("latin-1"), id="TCVN3"),
    pytest.param("Ñaûng boä tænh Sôn La".encode("latin-1"), id="VNI"),
    pytest.param(
        "cu\u0309a tinh, d\u0323at đu\u031bơc".encode("cp1258", "replace"), id="Windows-1258"
    ),
    pytest.param("Délégué à Hà Nội".encode("latin-1", "replace"), id="Latin-1"),
    pytest.param(codecs.BOM_UTF16_LE + REPORT.encode("utf-16-le") + b"x", id="half a letter"),
]


@pytest.mark.parametrize("data", OTHER_ENCODINGS)
def test_another_encoding_is_an_error_and_never_mojibake(data: bytes) -> None:
    with pytest.raises(SourceError, match="another encoding") as caught:
        open_source(data, "cu.txt")
    assert caught.value.file == "cu.txt"
    assert "UTF-8" in caught.value.remedy


def test_the_error_tells_the_line() -> None:
    with pytest.raises(SourceError) as caught:
        open_source("Một\nHai\nBa ".encode() + b"\xe9\xe8", "a.txt")
    assert "line 3" in caught.value.where


MOJIBAKE = [
    pytest.param(
        "§¶ng bé tØnh cã trªn 579 m« h×nh, ®¹t kÕt qu¶ tèt. C¸c cÊp uû ®· chØ ®¹o thùc hiÖn nghiªm tóc.",
        "TCVN3",
        id="TCVN3",
    ),
    pytest.param(
        "Ñaûng boä tænh coù treân 579 moâ hình, ñaït keát quaû toát. Caùc caáp uûy ñaõ chæ ñaïo thöïc hieän.",
        "VNI",
        id="VNI",
    ),
    pytest.param(
        "Đảng bộ tỉnh đã chỉ đạo thực hiện tốt, được nhân dân ủng hộ rộng rãi".encode().decode(
            "latin-1"
        ),
        "Windows-1252",
        id="decoded wrongly and saved again",
    ),
]


@pytest.mark.parametrize(("text", "way"), MOJIBAKE)
def test_letters_of_the_time_before_unicode_are_refused(text: str, way: str) -> None:
    with pytest.raises(SourceError, match=way):
        open_source(text.encode(), "a.txt")


HARMLESS = [
    "29",
    "Toàn tỉnh có 579 mô hình",
    "Bao cao khong dau: toan tinh co 579 mo hinh, dat 12 %",
    "The province counts 579 models; 25 m² each, ±3 °C, ½ done.",
    "Les délégués de Hué et de Hà Nội ont été reçus; la fête a été réussie à l'école.",
    "São Paulo, Ñuñoa, señor, mañana, año",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_texts_in_unicode_letters_are_not_taken_for_old_ones(text: str) -> None:
    assert open_source(text.encode(), "a.txt").text == text


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "empty"),
        (b" \r\n\t", "no text"),
        (codecs.BOM_UTF8, "no text"),
        (b"abc\0\0\0def", "zero bytes"),
    ],
)
def test_a_text_without_words_is_an_error(data: bytes, problem: str) -> None:
    with pytest.raises(SourceError, match=problem):
        open_source(data, "a.txt")


def test_a_source_shows_itself_in_a_line_however_long_its_text() -> None:
    assert len(repr(Source("a.txt", "Có 29 mô hình. " * 1000))) < 200
