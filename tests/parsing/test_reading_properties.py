"""What holds for the reading of any text: spans within it, and no difference by Unicode form."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportkit.parsing._citations import find_citations
from reportkit.parsing._commendations import find_commendations
from reportkit.parsing._initiatives import find_initiatives
from reportkit.parsing._letterhead import read_letterhead
from reportkit.parsing._passages import find_passages
from reportkit.parsing._reaches import initiative_reach
from reportkit.parsing.document import Document
from reportkit.sources import Source
from reportkit.vietnamese.bodies import find_bodies
from reportkit.vietnamese.places import find_places

PIECES = st.sampled_from(
    [
        "mô hình ", "“Hũ gạo”", "”A“", '"B c d"', " của ", "Hội LHPN xã Ia Chim", "; ", ", ", ". ", "\n", ": ",
        "Chỉ thị số 05-CT/TW", "Kết luận 01", " ngày 18/5/2021", "tặng Bằng khen cho ", "5 tập thể", "7 cá nhân",
        "Hạn chế", "Một là, ", "yêu cầu các cấp ", "tiếp tục ", "Đảng bộ tỉnh ", "Sơn La", "ĐẢNG ỦY ", "BÁO CÁO",
        "Số 12-BC/HU", "T/M BAN THƯỜNG VỤ", "(", ")", "\t", "  ", "- ", "1. ", "sau 2 năm thực hiện ", "…", "\u0323",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=80)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_every_span_stands_in_the_text(text: str) -> None:
    document = Document.of(Source("a.txt", text))
    initiatives = find_initiatives(document)
    found = [
        *initiatives,
        *find_citations(document),
        *find_commendations(document),
        *find_passages(document),
        *find_places(text),
        *find_bodies(text),
    ]
    for each in found:
        assert each.span is not None
        assert 0 <= each.span.start < each.span.end <= len(text)
    for initiative in initiatives:
        assert initiative.span is not None
        reach = initiative_reach(document, initiative, initiatives)
        assert reach.covers(initiative.span)
    read_letterhead(document)


REPORT = """\
ĐẢNG BỘ TỈNH KON TUM          ĐẢNG CỘNG SẢN VIỆT NAM
HUYỆN ỦY ĐĂK TÔ
Số 15-BC/HU                   Đăk Tô, ngày 12 tháng 6 năm 2024
BÁO CÁO
sơ kết 03 năm thực hiện Kết luận số 01-KL/TW, ngày 18/5/2021 của Bộ Chính trị

Tiêu biểu như mô hình “Hũ gạo”, “Heo đất” của Hội LHPN xã Pô Kô. Huyện uỷ tặng Giấy khen cho 05 tập thể.

Hạn chế: Việc nêu gương ở một số chi bộ còn hình thức.
"""


@pytest.mark.parametrize("form", ["NFD", "NFKC"])
def test_letters_composed_or_not_give_the_same_reading(form: str) -> None:
    def told(text: str) -> tuple[object, ...]:
        document = Document.of(Source("a.txt", text))
        head = read_letterhead(document)
        return (
            head.unit,
            head.kind,
            head.number,
            head.date,
            [(each.name, each.owner) for each in find_initiatives(document)],
            [(each.kind, each.number, each.date) for each in find_citations(document)],
            [(each.level, each.collectives) for each in find_commendations(document)],
            [(each.role, each.text) for each in find_passages(document)],
        )

    assert told(unicodedata.normalize(form, REPORT)) == told(REPORT)
