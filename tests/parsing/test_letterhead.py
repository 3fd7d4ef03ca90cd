"""Who reports and when: from letterheads in one column, two, a table; from the text itself."""

from __future__ import annotations

import datetime as dt

import pytest

from reportkit.parsing._letterhead import Letterhead, read_letterhead, unit_named
from reportkit.parsing.document import Document
from reportkit.parsing.objects import ReviewKind
from reportkit.sources import Source


def head(text: str, date: dt.date | None = None) -> Letterhead:
    return read_letterhead(Document.of(Source("a.txt", text, date=date)))


TWO_COLUMNS = """\
ĐẢNG BỘ TỈNH KON TUM          ĐẢNG CỘNG SẢN VIỆT NAM
HUYỆN ỦY ĐĂK TÔ
*
Số 15-BC/HU                   Đăk Tô, ngày 12 tháng 6 năm 2024

BÁO CÁO
sơ kết 03 năm thực hiện Kết luận số 01-KL/TW, ngày 18/5/2021 của Bộ Chính trị
-----
Ban Thường vụ Huyện ủy báo cáo kết quả như sau.

Nơi nhận:                     T/M BAN THƯỜNG VỤ
- Tỉnh ủy (báo cáo),          PHÓ BÍ THƯ
- Lưu Văn phòng Huyện ủy.
                              A Văn Bình
"""

ONE_COLUMN = """\
ĐẢNG BỘ TỈNH GIA LAI
ĐẢNG ỦY XÃ IA PA
*
Số 07-BC/ĐU
ĐẢNG CỘNG SẢN VIỆT NAM
Ia Pa, ngày 05 tháng 11 năm 2025
BÁO CÁO
tổng kết thực hiện Chỉ thị số 05-CT/TW giai đoạn 2021 - 2025

T/M ĐẢNG ỦY
BÍ THƯ

Rơ Châm H'Yéo
"""

TABLE = """\
TỈNH ỦY LAI CHÂU * Số 97-BC/TU\tĐẢNG CỘNG SẢN VIỆT NAM Lai Châu, ngày 19 tháng 5 năm 2021

BÁO CÁO

kết quả 5 năm thực hiện Chỉ thị số 05-CT/TW

Nơi nhận: - Ban Tuyên giáo Trung ương, - Lưu Văn phòng.\tT/M BAN THƯỜNG VỤ PHÓ BÍ THƯ (đã ký) Nguyễn Văn A
"""

STATE = """\
ỦY BAN NHÂN DÂN               CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
HUYỆN KON RẪY                 Độc lập - Tự do - Hạnh phúc
Số: 05/BC-UBND                Kon Rẫy, ngày 15 tháng 7 năm 2024

BÁO CÁO
Kết quả cải cách hành chính 6 tháng đầu năm 2024

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Trần Thị Hoa
"""

LETTERHEADS = [
    (TWO_COLUMNS, "Đảng bộ huyện Đăk Tô", "Đảng bộ tỉnh Kon Tum", "15-BC/HU", "2024-06-12", "A Văn Bình"),
    (ONE_COLUMN, "Đảng bộ xã Ia Pa", "Đảng bộ tỉnh Gia Lai", "07-BC/ĐU", "2025-11-05", "Rơ Châm H'Yéo"),
    (TABLE, "Đảng bộ tỉnh Lai Châu", None, "97-BC/TU", "2021-05-19", "Nguyễn Văn A"),
    (STATE, "UBND huyện Kon Rẫy", None, "05/BC-UBND", "2024-07-15", "Trần Thị Hoa"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "unit", "parent", "number", "date", "signer"),
    LETTERHEADS,
    ids=["two columns", "one column", "table", "State"],
)
def test_a_letterhead_is_read(
    text: str, unit: str, parent: str | None, number: str, date: str, signer: str
) -> None:
    found = head(text)
    assert found.unit is not None
    assert (found.unit.name, found.unit.parent) == (unit, parent)
    assert (found.number, found.signer) == (number, signer)
    assert found.date == dt.date.fromisoformat(date)


@pytest.mark.parametrize(
    ("text", "kind", "start", "end", "directive"),
    [
        (TWO_COLUMNS, ReviewKind.INTERIM, "2021-05-18", "2024-05-18", "01-KL/TW"),
        (ONE_COLUMN, ReviewKind.FINAL, "2021-01-01", "2025-12-31", "05-CT/TW"),
        (TABLE, None, None, None, "05-CT/TW"),
        (STATE, None, "2024-01-01", "2024-06-30", None),
    ],
    ids=["two columns", "one column", "table", "State"],
)
def test_the_title_tells_kind_period_and_directive(
    text: str, kind: ReviewKind | None, start: str | None, end: str | None, directive: str | None
) -> None:
    found = head(text)
    assert found.kind is kind
    assert found.period is not None
    assert found.period.start == (dt.date.fromisoformat(start) if start else None)
    assert found.period.end == (dt.date.fromisoformat(end) if end else None)
    assert (found.directive and found.directive.number) == directive


TOLD = [
    (
        "Sa Thầy: Học Bác từ việc nhỏ\n\n09/06/2024 06:16\n\n"
        "Ban Thường vụ Huyện ủy Sa Thầy chọn 2 việc. Đảng bộ huyện có 40 chi bộ; xã Rờ Kơi làm tốt.",
        "Đảng bộ huyện Sa Thầy",
    ),
    (
        "Toàn quốc có nhiều mô hình hay\n\nTrưởng Ban Tuyên giáo Trung ương chủ trì hội nghị. "
        "Tại điểm cầu Tỉnh ủy Lào Cai có các đồng chí Ủy viên Ban Thường vụ Tỉnh ủy.\n\n"
        "Tại Lào Cai, Sau 2 năm, toàn tỉnh khen 5 tập thể; xã Y Tý làm tốt.",
        "Đảng bộ tỉnh Lào Cai",
    ),
    (
        "Huyện Kbang xây dựng nông thôn mới\n\nUBND huyện Kbang huy động 12 tỷ đồng. "
        "Huyện Kbang có 13 xã; xã Đông đạt 19 tiêu chí. UBND huyện chỉ đạo sát.",
        "UBND huyện Kbang",
    ),
]


TOLD += [
    (
        "Hội LHPN huyện Sa Thầy tổng kết công tác năm 2018\n\nNăm 2018, các cấp Hội huyện Sa Thầy mở "
        "64 buổi truyền thông. Hội kết nạp 213 hội viên; giới thiệu 19 chị cho Đảng bộ huyện Sa Thầy.",
        "Hội LHPN huyện Sa Thầy",
    ),
    (
        "Sáng 5/7, LĐLĐ tỉnh Kon Tum sơ kết 6 tháng. LĐLĐ tỉnh thăm 74 công nhân; LĐLĐ tỉnh trao 12 "
        "suất quà tại xã Đăk Xú.",
        "LĐLĐ tỉnh Kon Tum",
    ),
    (
        "Nhiều công trình thanh niên\n\nSáng 30/12, Tỉnh Đoàn Kon Tum đánh giá công tác Đoàn. Các cấp bộ "
        "Đoàn làm 541 công trình; Đoàn kết nạp 13.244 đoàn viên.",
        "Tỉnh Đoàn Kon Tum",
    ),
    (
        "Công trình thanh niên\n\nSáng 30/12, LĐLĐ tỉnh họp. LĐLĐ tỉnh thăm 74 công nhân; LĐLĐ tỉnh trao "
        "12 suất quà tại tỉnh Kon Tum.",
        "LĐLĐ tỉnh Kon Tum",
    ),
    (
        "Công tác xây dựng Đảng ở Đảng bộ Khối\n\nĐảng bộ Khối các cơ quan tỉnh Kon Tum có 66 tổ chức cơ "
        "sở đảng. Đảng ủy Khối quán triệt nghị quyết, kết nạp 139 đảng viên.",
        "Đảng bộ Khối các cơ quan tỉnh Kon Tum",
    ),
    (
        "Công an huyện Sa Thầy sơ kết\n\nCông an huyện Sa Thầy điều tra 45 vụ. Công an huyện bắt 12 đối "
        "tượng.",
        "Công an huyện Sa Thầy",
    ),
    (
        "Sa Thầy: Ngành giáo dục tổng kết năm học\n\nNăm học này, huyện có 39 trường. UBND huyện tặng "
        "Giấy khen 22 tập thể.",
        "UBND huyện Sa Thầy",
    ),
    (
        "Hội Nông dân huyện Sa Thầy làm theo Bác. Đảng bộ huyện Sa Thầy có 12 chi bộ; đảng viên là "
        "nông dân; Huyện ủy Sa Thầy khen đảng viên.",
        "Đảng bộ huyện Sa Thầy",
    ),
]


@pytest.mark.parametrize(("text", "unit"), TOLD, ids=[unit for _, unit in TOLD])
def test_without_a_letterhead_the_unit_is_the_one_that_is_told_of(text: str, unit: str) -> None:
    found = head(text)
    assert found.unit is not None
    assert found.unit.name == unit


def test_the_day_goes_on_in_the_next_line_of_a_narrow_column() -> None:
    told = head("HUYỆN ỦY ĐĂK TÔ\nSố 12-BC/HU\nĐăk Tô, ngày 05 tháng 6 năm \n2023\nBÁO CÁO\nsơ kết")
    assert told.date == dt.date(2023, 6, 5)


def test_the_day_of_a_page_stands_under_its_title_else_in_the_file() -> None:
    assert head("Sa Thầy: Học Bác\n\n09/06/2024 06:16\n\nNội dung.").date == dt.date(2024, 6, 9)
    assert head("Sa Thầy: Học Bác\n\nNội dung.", dt.date(2024, 1, 2)).date == dt.date(2024, 1, 2)


@pytest.mark.parametrize(
    ("body", "unit"),
    [
        ("Tỉnh ủy Sơn La", "Đảng bộ tỉnh Sơn La"),
        ("Thành ủy Pleiku", "Đảng bộ thành phố Pleiku"),
        ("Đảng ủy Khối Doanh nghiệp tỉnh", "Đảng bộ Khối Doanh nghiệp tỉnh"),
        ("Ủy ban nhân dân xã Đăk Xú", "UBND xã Đăk Xú"),
        ("Sở Nội vụ", "Sở Nội vụ"),
    ],
)
def test_a_committee_reports_for_its_party_body(body: str, unit: str) -> None:
    assert unit_named(body).name == unit


def test_a_district_named_in_passing_is_not_the_unit_of_a_text_about_the_whole_province() -> None:
    text = (
        "Sức lan tỏa của mô hình\n\nToàn tỉnh có 5.412 mô hình, như “Camera an ninh” của Công an "
        "huyện Sa Thầy. Chủ tịch UBND tỉnh tặng Bằng khen; Huyện ủy Sa Thầy làm tốt."
    )
    assert head(text).unit is None


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        (
            "Sa Thầy: chung sức xây dựng nông thôn mới\n\nToàn huyện có 9/10 xã đạt chuẩn, tiêu biểu "
            "là xã Rờ Kơi. Xã Rờ Kơi, xã Mô Rai đi đầu; UBND xã Rờ Kơi mở 12 km đường.",
            "UBND huyện Sa Thầy",
        ),
        (
            "Đổi thay ở Rờ Kơi\n\nRờ Kơi hôm nay khác xưa. Theo UBND huyện Sa Thầy, toàn huyện có 9 xã "
            "đạt chuẩn, trong đó xã Rờ Kơi, xã Ya Xiêr là hai xã nâng cao. UBND xã Rờ Kơi nói vậy.",
            "UBND huyện Sa Thầy",
        ),
    ],
)
def test_a_commune_named_only_behind_the_whole_district_is_one_of_many(
    text: str, unit: str
) -> None:
    found = head(text).unit
    assert found is not None and found.name == unit


def test_a_text_that_tells_nothing_of_itself_gives_nothing() -> None:
    assert head("Xây dựng được nhiều mô hình.") == Letterhead()


TITLES = [
    ("BÁO CÁO\nsơ kết 3 năm (2021 - 2024) thực hiện Kết luận số 01-KL/TW\nNăm 2019 có 6 mô hình.", 2021, 2024),
    ("BÁO CÁO\nKết quả 5 năm (2016-2021)\nThực hiện Chỉ thị số 05-CT/TW", 2016, 2021),
    ("BÁO CÁO\nsơ kết thực hiện Chỉ thị số 05-CT/TW\nNăm 2019, xã có 6 mô hình.", None, None),
    ("BÁO CÁO\nsơ kết thực hiện Chỉ thị số 05-CT/TW\nNăm 2019", 2019, 2019),
]  # fmt: skip


@pytest.mark.parametrize(("text", "first", "last"), TITLES)
def test_the_period_is_that_of_the_title_not_of_the_first_sentence(
    text: str, first: int | None, last: int | None
) -> None:
    period = head(f"ĐẢNG ỦY XÃ A\n{text}").period
    ends = (period.start, period.end) if period else (None, None)
    assert [day and day.year for day in ends] == [first, last]


def test_a_text_that_begins_with_a_sentence_has_no_title() -> None:
    assert head("Năm 2022 xã có 4 mô hình. Năm 2023 xã có 9 mô hình.").period is None


def test_a_committee_in_short_letters_is_not_the_one_above_it() -> None:
    found = head("TỈNH ỦY KON TUM\nHU ĐĂK HÀ\nSố 15-BC/HU\nBÁO CÁO\nsơ kết")
    assert found.unit is not None
    assert (found.unit.name, found.unit.parent) == ("Đảng bộ huyện Đăk Hà", "Đảng bộ tỉnh Kon Tum")


@pytest.mark.parametrize("board", ["BCH ĐẢNG BỘ XÃ", "BTV ĐẢNG ỦY XÃ", "BAN THƯỜNG VỤ ĐẢNG ỦY XÃ"])
def test_a_board_is_neither_the_body_above_it_nor_one_between(board: str) -> None:
    found = head(f"ĐẢNG BỘ HUYỆN ĐĂK HÀ\n{board} ĐỒI CHÈ\nSố 15-BC/ĐU\nBÁO CÁO\nsơ kết")
    assert found.unit is not None
    assert (found.unit.name, found.unit.parent) == ("Đảng bộ xã Đồi Chè", "Đảng bộ huyện Đăk Hà")


def test_a_town_in_short_letters_goes_on_from_the_line_above() -> None:
    found = head("ỦY BAN NHÂN DÂN\nTP. KON TUM\nSố: 45/BC-UBND\nBÁO CÁO\nsơ kết")
    assert found.unit is not None
    assert found.unit.name == "UBND thành phố Kon Tum"


OFFICES = [
    ("UBND TỈNH HÒA LÂM SỞ NỘI VỤ", "Sở Nội vụ", "UBND tỉnh Hòa Lâm"),
    ("UBND TỈNH HÒA LÂM UBND HUYỆN SÔNG TRÀ", "UBND huyện Sông Trà", "UBND tỉnh Hòa Lâm"),
    (
        "HỘI NÔNG DÂN TỈNH HÒA LÂM HỘI NÔNG DÂN HUYỆN SÔNG TRÀ",
        "Hội Nông dân huyện Sông Trà",
        "Hội Nông dân tỉnh Hòa Lâm",
    ),
    (
        "UBND HUYỆN SÔNG TRÀ PHÒNG GIÁO DỤC VÀ ĐÀO TẠO",
        "Phòng Giáo dục và Đào tạo",
        "UBND huyện Sông Trà",
    ),
    ("UBND TỈNH HÒA LÂM VĂN PHÒNG ĐIỀU PHỐI", "Văn phòng Điều phối", "UBND tỉnh Hòa Lâm"),
    (
        "CÔNG AN TỈNH HÒA LÂM CÔNG AN HUYỆN SÔNG TRÀ",
        "Công an huyện Sông Trà",
        "Công an tỉnh Hòa Lâm",
    ),
    ("HUYỆN ĐOÀN SÔNG TRÀ ĐOÀN XÃ AN LẠC", "Đoàn xã An Lạc", "Huyện đoàn Sông Trà"),
    # one body: its name holds the word that begins another's
    ("UBND THÀNH PHỐ HẢI PHÒNG", "UBND thành phố Hải Phòng", None),
    ("UBND THÀNH PHỐ HỘI AN", "UBND thành phố Hội An", None),
    ("ĐẢNG BỘ HUYỆN ĐOÀN HÙNG", "Đảng bộ huyện Đoàn Hùng", None),
    ("LIÊN ĐOÀN LAO ĐỘNG TỈNH HÒA LÂM", "Liên đoàn Lao động tỉnh Hòa Lâm", None),
]


@pytest.mark.parametrize(("cell", "unit", "parent"), OFFICES, ids=[each[0] for each in OFFICES])
def test_two_bodies_on_the_one_line_of_a_cell_are_the_unit_and_the_one_above(
    cell: str, unit: str, parent: str | None
) -> None:
    text = f"{cell} Số: 61/BC\tHòa Lâm, ngày 10 tháng 11 năm 2024\n\nBÁO CÁO\nKết quả năm 2024\n"
    found = head(text).unit
    assert found is not None
    assert (found.name, found.parent) == (unit, parent)
