"""Where a sentence of a report ends."""

from __future__ import annotations

import pytest

from reportkit.parsing.document import Document
from reportkit.sources import Source

SENTENCES = [
    # A small letter goes on, with a tone mark or without.
    ("Xây dựng mô hình, câu lạc bộ… được 12 xã nhân rộng.", 1),
    ("Có nhiều mô hình... ở các xã, v.v. của huyện.", 1),
    ("Tặng quà, học bổng… ấm lòng 40 em. Ước tính 20 triệu đồng.", 2),
    # A capital begins anew, with a tone mark or without.
    ("Có 12 mô hình. Đảng bộ xã khen 3 tập thể.", 2),
    ("Có 12 mô hình. Ủy ban xã khen 3 tập thể! Ý kiến góp ý có 40.", 3),
    ("Có 12 mô hình. 3 tập thể được khen.", 2),
    ('Tổ chức "Ngày thứ 7 với dân." “Ống tre tiết kiệm” có 40 hộ.', 2),
    # An abbreviation ends nothing.
    ("Đ/c Bí thư TP. Đà Lạt và Q. Ba Đình cùng dự.", 1),
]


@pytest.mark.parametrize(("text", "number"), SENTENCES)
def test_a_sentence_ends_where_a_capital_or_a_number_begins_anew(text: str, number: int) -> None:
    document = Document.of(Source("a.txt", text))
    assert sum(len(paragraph.sentences) for paragraph in document.paragraphs) == number
