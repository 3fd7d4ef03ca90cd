"""Sentences as reports write them, and the figures that a careful reader finds in each.

A row: the sentence, then for each figure its words, value, unit, role, and which figure it is a
part of. Sentences were written for this table.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from reportkit.parsing import Role, ScopeKind
from reportkit.parsing.summary import summarise
from reportkit.sources import Source

RESULT, TARGET, EARLIER, CHANGE, SHARE = Role


def figures(text: str):
    return summarise(Source("report.txt", text)).figures


SENTENCES = [
    (
        "Đảng ủy đã mở 14 lớp học tập cho 2.315 lượt cán bộ, đảng viên, đạt 97,8%.",
        [
            ("14 lớp học tập", 14, "lớp học tập", RESULT, None),
            ("2.315 lượt cán bộ", 2315, "lượt cán bộ", RESULT, None),
            ("97,8%", "97.8", "%", SHARE, None),
        ],
    ),
    (
        "Xây dựng mới 61 căn nhà tình nghĩa, trong đó có 23 căn cho hộ nghèo.",
        [
            ("61 căn nhà tình nghĩa", 61, "căn nhà tình nghĩa", RESULT, None),
            ("23 căn", 23, "căn", RESULT, 0),
        ],
    ),
    (
        "Toàn xã có 31 tổ chức đảng (9 đảng bộ và 22 chi bộ) với 804 đảng viên.",
        [
            ("31 tổ chức đảng", 31, "tổ chức đảng", RESULT, None),
            ("9 đảng bộ", 9, "đảng bộ", RESULT, 0),
            ("22 chi bộ", 22, "chi bộ", RESULT, 0),
            ("804 đảng viên", 804, "đảng viên", RESULT, None),
        ],
    ),
    (
        "Kế hoạch 120 mô hình, thực hiện 131 mô hình.",
        [
            ("120 mô hình", 120, "mô hình", TARGET, None),
            ("131 mô hình", 131, "mô hình", RESULT, None),
        ],
    ),
    (
        "Tỷ lệ hộ nghèo giảm từ 7,2% xuống còn 4,9%.",
        [("7,2%", "7.2", "%", EARLIER, None), ("4,9%", "4.9", "%", RESULT, None)],
    ),
    (
        "Phấn đấu đến cuối nhiệm kỳ có 15 xã về đích.",
        [("15 xã", 15, "xã", TARGET, None)],
    ),
    (
        "Đề nghị Tỉnh ủy tặng Bằng khen cho 02 tập thể, 03 cá nhân.",
        [("02 tập thể", 2, "tập thể", TARGET, None), ("03 cá nhân", 3, "cá nhân", TARGET, None)],
    ),
    (
        "Đã giải quyết 45 đề nghị của nhân dân, giúp 12 hộ.",
        [("45 đề nghị", 45, "đề nghị", RESULT, None), ("12 hộ", 12, "hộ", RESULT, None)],
    ),
    (
        "Mỗi chi bộ đăng ký từ 1 - 2 việc làm theo.",
        [("từ 1 - 2 việc", 1, "việc", TARGET, None)],
    ),
    ("Tổng số đảng viên là 2.604.", [("2.604", 2604, "đảng viên", RESULT, None)]),
    ("Số mô hình: 45", [("45", 45, "mô hình", RESULT, None)]),
    ("Phát triển đoàn viên: 318/400.", [("318/400", 318, "đoàn viên", RESULT, None)]),
    (
        "Xây nhà tình nghĩa: 12; sửa nhà: 5.",
        [
            ("12", 12, "nhà tình nghĩa", RESULT, None),
            ("5", 5, "nhà", RESULT, None),
        ],
    ),
    ("Vận động ủng hộ được 3,4 tỷ.", [("3,4 tỷ", 3400000000, "đồng", RESULT, None)]),
    (
        "Các xã đăng ký 12, 15 và 18 mô hình.",
        [
            ("12", 12, "mô hình", RESULT, None),
            ("15", 15, "mô hình", RESULT, None),
            ("18 mô hình", 18, "mô hình", RESULT, None),
        ],
    ),
    (
        "Ban hành 25 văn bản, gồm 4 nghị quyết và 21 kế hoạch.",
        [
            ("25 văn bản", 25, "văn bản", RESULT, None),
            ("4 nghị quyết", 4, "nghị quyết", RESULT, 0),
            ("21 kế hoạch", 21, "kế hoạch", RESULT, 0),
        ],
    ),
    (
        "Kế hoạch năm 2024 tổ chức 20 hội nghị, đã tổ chức 15.",
        [
            ("20 hội nghị", 20, "hội nghị", TARGET, None),
            ("15", 15, "hội nghị", RESULT, None),
        ],
    ),
    (
        "Chỉ tiêu kết nạp 45 đảng viên, thực hiện 52, vượt 7 đảng viên.",
        [
            ("45 đảng viên", 45, "đảng viên", TARGET, None),
            ("52", 52, "đảng viên", RESULT, None),
            ("7 đảng viên", 7, "đảng viên", CHANGE, None),
        ],
    ),
    (
        "Vận động hiến 1.200 m2 đất, 45 hộ tham gia.",
        [("1.200 m2", 1200, "m²", RESULT, None), ("45 hộ", 45, "hộ", RESULT, None)],
    ),
    (
        "Kết luận 6 đảng viên vi phạm, kỷ luật 2 đảng viên.",
        [
            ("6 đảng viên", 6, "đảng viên", RESULT, None),
            ("2 đảng viên", 2, "đảng viên", RESULT, None),
        ],
    ),
    # the noun is glued, in quotes, or said before
    ("Lập biên bản 14.320trường hợp.", [("14.320trường hợp", 14320, "trường hợp", RESULT, None)]),
    (
        "Khánh thành 35 “Ngôi nhà 26-3”, 14 ngôi nhà “Khăn quàng đỏ”.",
        [
            ("35 “Ngôi nhà 26-3”", 35, "Ngôi nhà", RESULT, None),
            ("14 ngôi nhà", 14, "ngôi nhà", RESULT, None),
        ],
    ),
    (
        "Toàn huyện có 71 cơ sở, 3.954 đoàn viên (nữ 2.716).",
        [
            ("71 cơ sở", 71, "cơ sở", RESULT, None),
            ("3.954 đoàn viên", 3954, "đoàn viên", RESULT, None),
            ("2.716", 2716, "đoàn viên", RESULT, 1),
        ],
    ),
    (
        "Giới thiệu 305 hội viên, kết nạp Đảng 138.",
        [
            ("305 hội viên", 305, "hội viên", RESULT, None),
            ("138", 138, "hội viên", RESULT, None),
        ],
    ),
    (
        "Tiếp nhận 1.026 đơn, đã giải quyết 974, đạt 94,9%; còn 52.",
        [
            ("1.026 đơn", 1026, "đơn", RESULT, None),
            ("974", 974, "đơn", RESULT, None),
            ("94,9%", "94.9", "%", SHARE, None),
            ("52", 52, "đơn", RESULT, None),
        ],
    ),
    (
        "Có 14 người dân tộc thiểu số, 3/3 trường chuẩn quốc gia, 1.450 mũ bảo hiểm.",
        [
            ("14 người", 14, "người", RESULT, None),
            ("3/3 trường", 3, "trường", RESULT, None),
            ("1.450 mũ bảo hiểm", 1450, "mũ bảo hiểm", RESULT, None),
        ],
    ),
    (
        "Trợ giúp 17.743 lượt hộ nghèo, hộ cận nghèo, hộ hoàn cảnh đặc biệt, tặng 500 khẩu trang.",
        [
            (
                "17.743 lượt hộ nghèo, hộ cận nghèo",
                17743,
                "lượt hộ nghèo, hộ cận nghèo",
                RESULT,
                None,
            ),
            ("500 khẩu trang", 500, "khẩu trang", RESULT, None),
        ],
    ),
    (
        "Có trên 6.000 lượt người dự, trong đó, đảng viên có 4.789 tham gia.",
        [
            ("trên 6.000 lượt người", 6000, "lượt người", RESULT, None),
            ("4.789", 4789, "đảng viên", RESULT, 0),
        ],
    ),
    (
        "Hộ nghèo giảm còn 45, hộ cận nghèo là 12.",
        [
            ("45", 45, "Hộ nghèo", RESULT, None),
            ("12", 12, "hộ cận nghèo", RESULT, None),
        ],
    ),
    (
        "Tuyên dương 10 gương mặt trẻ tiêu biểu, trao 51 chăn ấm.",
        [
            ("10 gương mặt", 10, "gương mặt", RESULT, None),
            ("51 chăn", 51, "chăn", RESULT, None),
        ],
    ),
    (
        "Thu giữ 1.200 viên ma túy, bầu 02 Phó Bí thư, có 45 viên chức.",
        [
            ("1.200 viên", 1200, "viên", RESULT, None),
            ("02 Phó Bí thư", 2, "Phó Bí thư", RESULT, None),
            ("45 viên chức", 45, "viên chức", RESULT, None),
        ],
    ),
    # near misses: nothing is a figure
    ("Xã có 3 lần đạt, thôn là 1 trong những nơi đầu tiên.", [("3 lần", 3, "lần", RESULT, None)]),
    ("Từ chỗ chỉ vài đơn vị làm điểm, dăm ba mô hình.", []),
    ("Họp ở phòng 12, ngày 15.", []),
    ("Kết luận 01 của Bộ Chính trị, Chỉ thị 05 được quán triệt.", []),
    ("Mô hình “Mỗi tuần tiết kiệm 5.000 đồng” được nhân rộng.", []),
    ("Chỉ số cải cách hành chính xếp thứ 9/63.", []),
    ("Sau 3 năm thực hiện Kết luận số 01-KL/TW, Trung đoàn 880 đạt nhiều kết quả.", []),
    ("Gian hàng 0 đồng phục vụ bà con.", []),
    ("Nhiều mô hình hay, một số cách làm mới.", []),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES, ids=[text for text, _ in SENTENCES])
def test_the_figures_of_a_sentence(text, expected):
    found = [
        (figure.quote, figure.quantity.value, figure.quantity.unit, figure.role, figure.part_of)
        for figure in figures(text)
    ]
    assert found == [
        (quote, Decimal(value), unit, role, part) for quote, value, unit, role, part in expected
    ]


REPORT = (
    "ĐẢNG BỘ TỈNH HÀ NAM\nHUYỆN ỦY BÌNH LỤC\n*\nSố 12-BC/HU\n"
    "ĐẢNG CỘNG SẢN VIỆT NAM\nBình Lục, ngày 05 tháng 9 năm 2023\n"
    "BÁO CÁO\nsơ kết 02 năm thực hiện Kết luận số 01-KL/TW\n-----\n\n"
)
SCOPES = [
    ("Toàn huyện có 84 mô hình.", ScopeKind.UNIT, None),
    ("Huyện ủy đã tổ chức 9 hội nghị.", ScopeKind.UNIT, None),
    ("Hội Nông dân huyện vận động 300 triệu đồng.", ScopeKind.SUB_UNIT, "Hội Nông dân huyện"),
    ("Xã An Lão xây dựng 11 mô hình.", ScopeKind.SUB_UNIT, "Xã An Lão"),
    (
        "Các đài truyền thanh cơ sở có 900 tin, bài.",
        ScopeKind.SUB_UNIT,
        "Các đài truyền thanh cơ sở",
    ),
    ("Các chi bộ có 84 mô hình.", ScopeKind.UNIT, None),
    ("Toàn tỉnh đã biểu dương 600 tập thể.", ScopeKind.ABOVE, None),
    ("Toàn tỉnh có 150 mô hình, riêng huyện Bình Lục có 12 mô hình.", ScopeKind.UNIT, None),
    ("Toàn tỉnh có 150 mô hình, trong đó huyện Bình Lục có 12 mô hình.", ScopeKind.UNIT, None),
    ("Tính đến nay cả nước có 25.000 mô hình.", ScopeKind.COUNTRY, None),
]


OWN_KINDS = [
    ("SỞ TƯ PHÁP", "Sở tiếp nhận 1.200 hồ sơ.", ScopeKind.UNIT),
    ("SỞ TƯ PHÁP", "Sở Nội vụ tiếp nhận 1.200 hồ sơ.", ScopeKind.SUB_UNIT),
    ("UBND HUYỆN BÌNH LỤC", "Phòng Nội vụ tiếp nhận 1.200 hồ sơ.", ScopeKind.SUB_UNIT),
]


@pytest.mark.parametrize(("unit", "sentence", "kind"), OWN_KINDS)
def test_a_unit_calls_itself_by_its_kind_alone(unit, sentence, kind):
    (figure,) = figures(f"UBND TỈNH HÀ NAM\n{unit}\n\nBÁO CÁO\nKết quả năm 2023\n\n{sentence}")
    assert figure.scope.kind is kind


@pytest.mark.parametrize(("sentence", "kind", "name"), SCOPES)
def test_of_whom_a_figure_speaks(sentence, kind, name):
    figure = figures(REPORT + sentence)[-1]
    assert figure.scope.kind is kind
    if name:
        assert figure.scope.name == name


def test_a_heading_that_says_a_figure_first_is_not_a_second_figure():
    text = "Xã An có 45 mô hình hay\nĐến nay xã đã có 45 mô hình hay, hiệu quả."
    assert [figure.quote for figure in figures(text)] == ["45 mô hình"]


def test_every_quote_is_the_slice_of_its_span_and_stands_in_its_sentence():
    text = "A. KẾT QUẢ\r\nĐã mở 14 lớp\r\ncho 320 lượt người. Khen 5 tập thể."
    for figure in figures(text):
        assert figure.quote == text[figure.quantity.span.start : figure.quantity.span.end]
        begin = figure.sentence_start
        assert text[begin : begin + len(figure.sentence)] == figure.sentence
        assert figure.quote in figure.sentence


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Phát triển đoàn viên (76).", "đoàn viên"),
        ("Số hội nghị nhiều nhất là Đảng bộ tỉnh Lai Châu (9.630).", None),
    ],
)
def test_a_number_in_brackets_behind_a_named_body_does_not_count_bodies(
    text: str, unit: str | None
) -> None:
    units = [figure.quantity.unit for figure in summarise(Source("", text)).figures]
    assert units == ["đoàn viên"] if unit else "Đảng bộ" not in units
