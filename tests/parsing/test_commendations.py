"""Who was commended, by whom and how; counts that no praise governs beside."""

from __future__ import annotations

import pytest

from reportkit.parsing._commendations import find_commendations
from reportkit.parsing.document import Document
from reportkit.sources import Source


def commended(text: str) -> list[tuple[str | None, int | None, int | None, str | None]]:
    return [
        (each.level, each.collectives, each.individuals, each.form)
        for each in find_commendations(Document.of(Source("a.txt", text)))
    ]


COMMENDED = [
    ("Sở được Chủ tịch UBND tỉnh tặng Bằng khen cho 01 tập thể và 02 cá nhân.", [("tỉnh", 1, 2, "Bằng khen")]),
    ("Đề nghị và được Ban Thường vụ Tỉnh ủy tặng Bằng khen 04 tập thể, 07 cá nhân.", [("tỉnh", 4, 7, "Bằng khen")]),
    ("Khen thưởng: Tổng Liên đoàn tặng Bằng khen 03 tập thể, 06 cá nhân; LĐLĐ tỉnh tặng Bằng khen 28 tập thể, 53 cá nhân.", [("trung ương", 3, 6, "Bằng khen"), ("tỉnh", 28, 53, "Bằng khen")]),
    ("291 cá nhân và 3 gia đình nhận Giấy khen của Ban Chỉ đạo hiến máu tỉnh.", [("tỉnh", None, 291, "Giấy khen")]),
    ("Với thành tích đó, 3 tập thể, 5 cá nhân được Trung ương Hội tặng Bằng khen; 291 cá nhân và 3 gia đình nhận Giấy khen của Ban Chỉ đạo vận động hiến máu tỉnh.", [("trung ương", 3, 5, "Bằng khen"), ("tỉnh", None, 291, "Giấy khen")]),
    ("Đảng ủy Sở khen 12 tập thể và 33 cá nhân.", [("sở", 12, 33, "khen")]),
    ("UBND tỉnh tặng Bằng khen 01 tập thể, 03 cá nhân; Giám đốc Sở tặng Giấy khen 06 tập thể, 14 cá nhân.", [("tỉnh", 1, 3, "Bằng khen"), ("sở", 6, 14, "Giấy khen")]),
    ("Có 8 tập thể, 21 cá nhân được cấp huyện tặng Giấy khen, 15 tập thể, 60 cá nhân được cấp xã tặng Giấy khen.", [("huyện", 8, 21, "Giấy khen"), ("xã", 15, 60, "Giấy khen")]),
    ("Thị đoàn khen thưởng 8 tập thể – 11 cá nhân.", [("huyện", 8, 11, "khen thưởng")]),
    ("Chủ tịch UBND tỉnh tặng Bằng khen 4 tập thể; Ủy ban ATGT Quốc gia tặng Bằng khen 2 cá nhân.", [("tỉnh", 4, None, "Bằng khen"), ("trung ương", None, 2, "Bằng khen")]),
    ("Chủ tịch UBND tỉnh tặng Bằng khen cho 12 tập thể và 15 cá nhân.", [("tỉnh", 12, 15, "Bằng khen")]),
    ("Huyện ủy tặng Giấy khen cho 05 tập thể có thành tích và 07 cá nhân tiêu biểu.", [("huyện", 5, 7, "Giấy khen")]),
    (
        "02 tập thể và 01 cá nhân được Thủ tướng Chính phủ tặng Bằng khen; 15 tập thể, 20 cá nhân được Chủ tịch UBND tỉnh tặng Bằng khen.",
        [("trung ương", 2, 1, "Bằng khen"), ("tỉnh", 15, 20, "Bằng khen")],
    ),
    (
        "Khen thưởng cấp tỉnh: 12 tập thể, 15 cá nhân; cấp huyện: 45 tập thể, 67 cá nhân.",
        [("tỉnh", 12, 15, "khen thưởng"), ("huyện", 45, 67, "khen thưởng")],
    ),
    (
        "Có 45 tập thể, 60 cá nhân được khen thưởng, trong đó cấp tỉnh 5 tập thể, 10 cá nhân; cấp huyện 40 tập thể, 50 cá nhân.",
        [("các cấp", 45, 60, "khen thưởng"), ("tỉnh", 5, 10, "khen thưởng"), ("huyện", 40, 50, "khen thưởng")],
    ),
    (
        "Trung ương khen 1 tập thể, tỉnh khen 4 tập thể, 6 cá nhân, huyện khen 12 tập thể.",
        [("trung ương", 1, None, "khen"), ("tỉnh", 4, 6, "khen"), ("huyện", 12, None, "khen")],
    ),
    ("Các cấp ủy đã biểu dương, khen thưởng 1.205 tập thể, 3.410 cá nhân.", [("các cấp", 1205, 3410, "biểu dương, khen thưởng")]),
    ("Đảng ủy Khối Cơ quan tỉnh biểu dương 10 tập thể.", [("khối", 10, None, "biểu dương")]),
    ("Đảng ủy xã Đăk Ruồng khen thưởng hai tập thể, năm cá nhân.", [("xã", 2, 5, "khen thưởng")]),
    ("Tặng Huân chương Lao động hạng Ba cho 01 tập thể.", [(None, 1, None, "Huân chương Lao động hạng Ba")]),
    ("UBND tỉnh đã tặng Bằng khen 28 tập thể, 12 cá nhân.", [("tỉnh", 28, 12, "Bằng khen")]),
    (
        "Có 3 tập thể và 5 cá nhân được Thủ tướng Chính phủ tặng Bằng khen, 02 cá nhân được tặng Huân chương Lao động hạng Ba.",
        [("trung ương", 3, 5, "Bằng khen"), ("trung ương", None, 2, "Huân chương Lao động hạng Ba")],
    ),
    (
        "Huyện ủy đã tặng Cờ thi đua cho 2 tập thể, Giấy khen cho 9 tập thể, 12 cá nhân.",
        [("huyện", 2, None, "Cờ thi đua"), ("huyện", 9, 12, "Giấy khen")],
    ),
    (
        "UBND tỉnh tặng Bằng khen cho 5 tập thể, Huyện ủy tặng Giấy khen cho 12 tập thể.",
        [("tỉnh", 5, None, "Bằng khen"), ("huyện", 12, None, "Giấy khen")],
    ),
    ("Đã tặng Bằng khen và Giấy khen cho 12 tập thể.", [(None, 12, None, "Bằng khen và Giấy khen")]),
    ("Tuyên dương 25 gương người tốt, việc tốt.", [(None, None, 25, "tuyên dương")]),
    # ministries by their letters, unions, bodies of the centre
    ("3 cá nhân được Bộ GD&ĐT tặng Bằng khen.", [("trung ương", None, 3, "Bằng khen")]),
    ("Bộ NN&PTNT tặng Bằng khen cho 2 tập thể.", [("trung ương", 2, None, "Bằng khen")]),
    ("Tỉnh Đoàn trao Bằng khen cho 51 tập thể, 73 cá nhân.", [("tỉnh", 51, 73, "Bằng khen")]),
    (
        "Trung ương Đoàn tặng Bằng khen cho 2 tập thể; Tỉnh Đoàn tặng Giấy khen cho 5 tập thể.",
        [("trung ương", 2, None, "Bằng khen"), ("tỉnh", 5, None, "Giấy khen")],
    ),
    ("Tổng LĐLĐ Việt Nam tặng Bằng khen cho 2 tập thể.", [("trung ương", 2, None, "Bằng khen")]),
    ("Hội Nông dân Việt Nam tặng Bằng khen cho 2 cá nhân.", [("trung ương", None, 2, "Bằng khen")]),
    ("T.Ư Hội LHPN Việt Nam tặng Bằng khen cho 2 cá nhân.", [("trung ương", None, 2, "Bằng khen")]),
    ("Ngân hàng Nhà nước tỉnh tặng Giấy khen cho 2 cá nhân.", [("tỉnh", None, 2, "Giấy khen")]),
    ("Bảo hiểm xã hội tỉnh tặng Giấy khen cho 2 cá nhân.", [("tỉnh", None, 2, "Giấy khen")]),
    ("Bộ Tư lệnh Quân khu tặng Bằng khen 2 tập thể; Bộ CHQS tỉnh tặng Giấy khen 9 tập thể.", [("trung ương", 2, None, "Bằng khen"), ("tỉnh", 9, None, "Giấy khen")]),
    ("Tỉnh hội tặng Bằng khen cho 6 tập thể.", [("tỉnh", 6, None, "Bằng khen")]),
    (
        "Toàn tỉnh khen thưởng 1.205 tập thể, 3.410 cá nhân, trong đó Trung ương khen 5 tập thể, 8 cá nhân; tỉnh khen 120 tập thể, 250 cá nhân.",
        [("các cấp", 1205, 3410, "khen thưởng"), ("trung ương", 5, 8, "khen"), ("tỉnh", 120, 250, "khen")],
    ),
    (
        "Khen thưởng: Bằng khen UBND tỉnh 3 tập thể, 4 cá nhân; Giấy khen huyện 12 tập thể, 20 cá nhân.",
        [("tỉnh", 3, 4, "Bằng khen"), ("huyện", 12, 20, "Giấy khen")],
    ),
    ("UBND huyện tặng Giấy khen cho 3 thôn và 5 cá nhân.", [("huyện", 3, 5, "Giấy khen")]),
    ("UBND thành phố tặng Giấy khen cho 15 tập thể.", [("thành phố", 15, None, "Giấy khen")]),
    # each of a row its own form and giver
    (
        "Có 1 tập thể được tặng Huân chương Lao động hạng Nhì, 2 cá nhân được Thủ tướng tặng Bằng khen, 5 tập thể được UBND tỉnh tặng Cờ thi đua.",
        [
            ("trung ương", 1, None, "Huân chương Lao động hạng Nhì"),
            ("trung ương", None, 2, "Bằng khen"),
            ("tỉnh", 5, None, "Cờ thi đua"),
        ],
    ),
    ("Huyện khen 12 tập thể và 30 cá nhân, đề nghị tỉnh khen 2 tập thể.", [("huyện", 12, 30, "khen")]),
    ("Hội Nông dân huyện khen thưởng 6 cơ sở hội và 25 hội viên.", [("huyện", 6, 25, "khen thưởng")]),
    # the label of the paragraph praises too
    ("Khen thưởng: LĐLĐ tỉnh tặng Bằng khen 01 tập thể, 02 cá nhân; LĐLĐ huyện tặng Giấy khen 08 tập thể/20 cá nhân.", [("tỉnh", 1, 2, "Bằng khen"), ("huyện", 8, 20, "Giấy khen")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), COMMENDED, ids=lambda value: str(value)[:40])
def test_a_commendation_is_read_with_level_counts_and_form(
    text: str, expected: list[tuple[str | None, int | None, int | None, str | None]]
) -> None:
    assert commended(text) == expected


NOT_COMMENDED = [
    "Có 12 tập thể, 34 cá nhân đăng ký làm theo.",
    "Đề nghị Tỉnh ủy khen thưởng 3 tập thể, 5 cá nhân.",
    "Huyện sẽ khen thưởng 3 tập thể, 5 cá nhân vào cuối năm.",
    "Kỷ luật 2 tổ chức đảng, 15 đảng viên. Khen thưởng kịp thời các tập thể, cá nhân.",
    "3.120 tập thể, cá nhân được các cấp khen thưởng.",
    "Sở là 1 trong 10 đơn vị được khen thưởng.",
    "Trao 20 suất quà cho 20 người nghèo.",
    "Tặng Giấy khen cho các tập thể tại 12 xã.",
    "Treo 45 lá cờ, tặng cờ Tổ quốc cho 12 cá nhân.",
    "Trao Huy hiệu 40, 30 năm tuổi Đảng cho 19 đồng chí.",
    "Tặng 150 thẻ bảo hiểm y tế cho 150 học sinh.",
    "Chủ tịch UBND tỉnh tặng Bằng khen cho các tập thể xuất sắc.",
]


@pytest.mark.parametrize("text", NOT_COMMENDED)
def test_counts_without_praise_done_are_no_commendations(text: str) -> None:
    assert commended(text) == []


def test_the_span_covers_both_counts() -> None:
    text = "Huyện ủy tặng Giấy khen cho 05 tập thể, 12 cá nhân."
    (commendation,) = find_commendations(Document.of(Source("a.txt", text)))
    assert commendation.span is not None
    assert commendation.span.of(text) == "05 tập thể, 12 cá nhân"
