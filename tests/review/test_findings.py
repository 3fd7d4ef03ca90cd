"""What a person must look at: for each kind what must be found, and near misses that must not."""

from __future__ import annotations

import pytest

from reportkit.errors import SourceError, SourceFault
from reportkit.parsing import Unit
from reportkit.parsing.reading import Unread
from reportkit.review import Code, Severity

from .conftest import PROFILE, report

ERROR, WARNING, NOTE = Severity


def findings(review, *reports, code=None, **options):
    made = review(*reports, **options)
    return [finding for finding in told(made) if code is None or finding.code == code]


def told(made):
    """The findings, without the note that no list of units was given."""
    return [finding for finding in made.findings if finding.code != Code.UNITS_ASSUMED]


PARTS = [
    # text, severity or None, what the message says
    pytest.param(
        "Khen [12.651 tập thể, cá nhân|honoured]; trong đó, cấp tỉnh [38 điển hình|- part], cấp huyện [4.403 điển hình|- part], cấp xã [8.570 điển hình|- part].",
        ERROR,
        "Các phần 38 + 4.403 + 8.570 = 13.011 không khớp số chung 12.651 tập thể, cá nhân: nhiều hơn 360.",
        id="parts that make more than their whole",
    ),
    pytest.param(
        "Diễn [414 buổi|shows], trong đó [301 buổi|shows part] ở vùng cao, [113 buổi|shows part] ở chợ.", None, "",
        id="301 and 113 make 414",
    ),
    pytest.param(
        "Có [56 TCCSĐ|-] ([12 đảng bộ|- part] và [44 chi bộ|- part]).", None, "",
        id="12 and 44 make 56, whatever each is called",
    ),
    pytest.param(
        "Có [56 TCCSĐ|-] ([12 đảng bộ|- part] và [40 chi bộ|- part]).", WARNING,
        "Các phần 12 + 40 = 52 không khớp số chung 56 TCCSĐ: ít hơn 4.",
        id="parts in brackets that make less may not be all",
    ),
    pytest.param(
        "Có [56 TCCSĐ|-], trong đó [12 đảng bộ|- part], [40 chi bộ|- part].", None, "",
        id="'trong đó' does not promise all parts",
    ),
    pytest.param("Có [56 TCCSĐ|-] ([12 đảng bộ|- part]).", None, "", id="one part is never all"),
    pytest.param(
        "Có [10 mô hình|models], trong đó [14 mô hình|models part] mới.", ERROR,
        "Phần “trong đó” 14 mô hình lớn hơn số chung 10 mô hình: nhiều hơn 4.",
        id="a part larger than its whole",
    ),
    pytest.param(
        "Có [trên 142.590 lượt|people], trong đó [46.123 lượt|- part], [100.000 lượt|- part].", None, "",
        id="a whole without an upper end cannot be exceeded",
    ),
    pytest.param(
        "Có [gần 500 lượt|people], trong đó [trên 300 lượt|- part], [250 lượt|- part].", ERROR,
        "nhiều hơn 50",
        id="known ends decide: over 300 and 250 exceed nearly 500",
    ),
    pytest.param(
        "Có [500 đảng viên|members], trong đó [300 đảng viên|- part] nữ, [280 đảng viên|- part] dưới 40 tuổi.", WARNING,
        "= 580",
        id="classes that overlap may make more",
    ),
    pytest.param(
        "Góp [6 tỷ đồng|money], trong đó [4 tỷ đồng|- part], [3 tỷ đồng|- part]. Giúp hộ nghèo.", ERROR,
        "nhiều hơn 1 tỷ đồng",
        id="a class named in the next sentence overlaps nothing",
    ),
    pytest.param(
        "Có [500 buổi|shows], trong đó cấp tỉnh [100 buổi|- part], cấp huyện [400 buổi|- part]; trực tuyến [200 buổi|- part], trực tiếp [300 buổi|- part].",
        None, "",
        id="a whole may be broken down twice",
    ),
    pytest.param(
        "Kiểm tra [1.947 đảng viên|members] (có [638 cấp ủy viên|- part]); trong đó [1.400 đảng viên|- part], [547 đảng viên|- part].",
        None, "",
        id="one class, and a breakdown that makes the whole",
    ),
    pytest.param(
        "Kiểm tra [1.947 đảng viên|members] (có [1.950 cấp ủy viên|- part]); trong đó [1.400 đảng viên|- part], [547 đảng viên|- part].",
        ERROR, "Phần “trong đó” 1.950 cấp ủy viên lớn hơn số chung",
        id="a class larger than the whole beside a breakdown that makes it",
    ),
    pytest.param(
        "Có [500 buổi|shows], trong đó [100 buổi|- part], [400 buổi|- part]; [200 buổi|- part], [350 buổi|- part].",
        ERROR, "Các phần 200 + 350 = 550 không khớp số chung 500 buổi: nhiều hơn 50.",
        id="one breakdown that makes the whole and one that makes more",
    ),
    pytest.param(
        "Kết nạp [120 đảng viên|members]; riêng Trường A [30 đảng viên|- part], Công ty B [20 đảng viên|- part], Sở C [12 đảng viên|- part]. Trong số đó có [66 nữ|- part], [9 người|- part] có đạo.",
        None, "",
        id="two breakdowns, neither of them whole: by unit, then women",
    ),
    pytest.param(
        "Mở [90 lớp|-], trong đó [28 lớp|- part] lý luận, [40 lớp|- part] nghiệp vụ, chia theo hình thức [70 lớp|- part] tập trung, [14 lớp|- part] trực tuyến.",
        None, "",
        id="two breakdowns, neither of them whole: by field, then by form",
    ),
    pytest.param(
        "Mở [90 lớp|-], trong đó [28 lớp|- part] lý luận, [40 lớp|- part] nghiệp vụ; trong đó [70 lớp|- part] tập trung, [24 lớp|- part] trực tuyến.",
        ERROR, "Các phần 70 + 24 = 94 không khớp số chung 90 lớp: nhiều hơn 4.",
        id="the second of two breakdowns makes more",
    ),
    pytest.param(
        "Mở [90 lớp|-], trong đó [28 lớp|- part] lý luận, [40 lớp|- part] nghiệp vụ; [70 lớp|- part] tập trung, [14 lớp|- part] trực tuyến.",
        WARNING, "nhiều hơn 62",
        id="a semicolon between commas may begin another breakdown",
    ),
    pytest.param(
        "Mở [90 lớp|-], trong đó xã A [40 lớp|- part]; xã B [30 lớp|- part]; xã C [28 lớp|- part].",
        ERROR, "nhiều hơn 8",
        id="semicolons all through part one breakdown",
    ),
    pytest.param(
        "Có [200 mô hình|models], trong đó [150 mô hình|models part] mới, [90 mô hình|models part] dân vận khéo.",
        WARNING, "nhiều hơn 40",
        id="what is new may be of any kind",
    ),
    pytest.param(
        "Có [200 mô hình|models], trong đó [150 mô hình|models part] mới cấp xã, [90 mô hình|models part] mới cấp huyện.",
        ERROR, "nhiều hơn 40",
        id="a class that all parts name parts nothing",
    ),
    pytest.param(
        "Có [200 mô hình|models], trong đó [150 mô hình|models part] tiêu biểu, [90 mô hình|models part] cấp xã.",
        WARNING, "nhiều hơn 40",
        id="what is outstanding may be of any level",
    ),
    pytest.param(
        "Có [500 lượt|people], trong đó [96%|- part] là cán bộ, chi [9 tỷ đồng|- part].", None, "",
        id="a percentage or money is no part of a count",
    ),
    pytest.param(
        "Có [10 buổi|shows], trong đó kế hoạch năm sau [14 buổi|shows part target].", None, "",
        id="a target is no part of a result",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "severity", "words"), PARTS)
def test_parts_are_compared_with_their_whole(review, text, severity, words):
    found = findings(review, report("Xã A", text), code=Code.PARTS)
    assert [finding.severity for finding in found] == ([severity] if severity else [])
    assert all(words in finding.message for finding in found)
    assert all(finding.advice and finding.source == "Xã A.txt" for finding in found)


PERCENTAGES = [
    # text, whether it does not hold
    pytest.param("Có [120/120 cán bộ|people] (đạt [100%|rate share]) cam kết.", None, id="120/120 is 100%"),
    pytest.param("Có [41/44 chỉ tiêu|-] (đạt [93,2%|rate share]).", None, id="rounded to the digits stated"),
    pytest.param("Có [41/44 chỉ tiêu|-], đạt [93%|rate share].", None, id="rounded to whole percent"),
    pytest.param("Có [2/3 xã|-], đạt [66,6%|rate share].", None, id="cut instead of rounded"),
    pytest.param(
        "Có [41/44 chỉ tiêu|-] nhiệm kỳ 2020-2025, đạt [95%|rate share].",
        "41/44 chỉ tiêu là 93,18%, báo cáo ghi 95%.",
        id="95% is not 41/44",
    ),
    pytest.param("Có [41/44 chỉ tiêu|-] (chiếm tỷ lệ [94%|rate share]).", "93,18%", id="nor is 94%"),
    pytest.param("Đạt [85%|rate share] chỉ tiêu ([41/44 chỉ tiêu|-]).", "93,18%", id="the percentage said first"),
    pytest.param("Có [41/44 chỉ tiêu|-], đạt [trên 93%|rate share].", None, id="over 93%"),
    pytest.param("Có [41/44 chỉ tiêu|-], đạt [trên 95%|rate share].", "trên 95%", id="not over 95%"),
    pytest.param("Có [41/44 chỉ tiêu|-], đạt [gần 90%|rate share].", "gần 90%", id="more than nearly 90%"),
    pytest.param("Có [5/7 xã|-] đạt [100%|rate share] tiêu chí.", None, id="a percentage of something else"),
    pytest.param("Có [5/7 xã|-] đạt chuẩn, [95%|rate] hộ có nước sạch.", None, id="another clause"),
    pytest.param("Có [5/7 xã|-] đạt chuẩn, tăng [10%|rate change].", None, id="a change"),
    pytest.param("Có [5/7 xã|-] làm [9 mô hình|models], đạt [90%|rate share].", None, id="another figure between"),
    pytest.param("Có [5/7 xã|-].\nHuyện đạt [90%|rate share].", None, id="another sentence"),
    pytest.param("Phấn đấu [5/7 xã|- target], đạt [90%|rate share].", None, id="a target"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words"), PERCENTAGES)
def test_a_ratio_is_compared_with_the_percentage_right_beside_it(review, text, words):
    found = findings(review, report("Xã A", text), code=Code.PERCENTAGE)
    assert [finding.severity for finding in found] == ([ERROR] if words else [])
    assert all(words in finding.message for finding in found)


SHARES = [
    ("Đạt [105%|rate].", "Xã A nêu 105% cho “Tỷ lệ cam kết”; tỷ lệ này không thể quá 100%."),
    ("Có [125/120 cán bộ|rate].", "nêu 104,17% cho"),
    ("Đạt [trên 102%|rate].", "nêu trên 102% cho"),
    ("Đạt [100%|rate].", None),
    ("Đạt [105%|- target], giảm [120%|drop change].", None),
]


@pytest.mark.parametrize(("text", "words"), SHARES)
def test_no_share_is_more_than_all(review, text, words):
    found = findings(review, report("Xã A", text), code=Code.PERCENTAGE)
    assert [one.severity for one in found] == ([WARNING] if words else [])
    assert all(words in one.message for one in found)


def test_money_that_does_not_add_up_is_told_in_money(review):
    text = "Góp [6 tỷ đồng|money], trong đó [3 tỷ đồng|money part], [4 tỷ đồng|money part]."
    (found,) = findings(review, report("Xã A", text), code=Code.PARTS)
    assert found.message.endswith("nhiều hơn 1 tỷ đồng.")


CELLS = [
    # text, code, severity, words of the message
    pytest.param(
        "Có [3.274 tập thể, cá nhân|honoured], [3.013 tập thể, cá nhân|honoured].", Code.TWO_VALUES, WARNING,
        "Xã A nêu 2 số khác nhau cho “Tập thể, cá nhân được khen”: 3.274 tập thể, cá nhân; 3.013 tập thể, cá nhân. Bảng tổng hợp lấy 3.274 tập thể, cá nhân.",
        id="two values for one indicator",
    ),
    pytest.param("Có [2 mô hình|models].\nCó [2 mô hình|models].", Code.TWO_VALUES, None, "", id="one value said twice"),
    pytest.param("Có [17/19 mô hình|models].\nCó [17 mô hình|models].", Code.TWO_VALUES, None, "", id="a number with its whole and without"),
    pytest.param("Có [17/19 mô hình|models].\nCó [17/20 mô hình|models].", Code.TWO_VALUES, WARNING, "17/19", id="two wholes"),
    pytest.param("Có [trên 500 lượt|people].\nCó [579 lượt|people].", Code.TWO_VALUES, None, "", id="a number and its rounding"),
    pytest.param("Nhận [1.250 đơn|people]; đã giải quyết [1.180 đơn|-], đạt [94,4%|- share], còn lại [70 đơn|people] đang xem xét.", Code.TWO_VALUES, None, "", id="what is left of it"),
    pytest.param("Khởi công [350/400 căn|people], bàn giao [290 căn|people] ([200 căn|- part] xây mới). Số còn lại [60 căn|people] đang lợp mái.", Code.TWO_VALUES, None, "", id="what is done and what is left make it"),
    pytest.param("Có [120 mô hình|models], trong đó [50 mô hình|models part] kinh tế, [70 mô hình|models part] văn hóa; [20 mô hình|models] cấp huyện, [100 mô hình|models] cấp xã.", Code.TWO_VALUES, None, "", id="a second breakdown makes it"),
    pytest.param("Tiếp thu [2.400 ý kiến|people], giải quyết ngay [2.100 ý kiến|people].", Code.TWO_VALUES, None, "", id="what of it was dealt with"),
    pytest.param("Cả [33 mô hình|models] đều hoàn thành, có [25 mô hình|models] vượt kế hoạch.", Code.TWO_VALUES, None, "", id="some of it did more"),
    pytest.param("Làm [12,5 km|road], trong đó [8 km|road part] đường thôn, [4.500 m|road] đường xóm.", Code.TWO_VALUES, None, "", id="parts told in two measures make it"),
    pytest.param("Có [5/7 xã|people] đạt chuẩn, trong đó [2/7 xã|people] nâng cao.", Code.TWO_VALUES, None, "", id="some of a ratio of the same whole"),
    pytest.param("Có [5/7 xã|people] đạt chuẩn, [2/7 xã|people] nâng cao.", Code.TWO_VALUES, WARNING, "5/7 xã; 2/7 xã", id="two ratios of one whole"),
    pytest.param("Có [140 mô hình|models], đến nay còn [130 mô hình|models] hoạt động.", Code.TWO_VALUES, WARNING, "140 mô hình; 130 mô hình", id="what is there now is another number"),
    pytest.param("Có [20 mô hình|models]. Thôn làm [12 mô hình|models].\nXã làm [8 mô hình|models].", Code.TWO_VALUES, WARNING, "20 mô hình; 12 mô hình; 8 mô hình", id="numbers of another paragraph prove nothing"),
    pytest.param("Khen [3 tập thể|honoured]; tỉnh khen [1 tập thể|honoured], huyện khen [2 tập thể|honoured].", Code.TWO_VALUES, WARNING, "3 tập thể; 1 tập thể; 2 tập thể", id="small numbers make each other by chance"),
    pytest.param("Có [33 mô hình|models] ở xã, có [25 mô hình|models] ở thôn.", Code.TWO_VALUES, WARNING, "33 mô hình; 25 mô hình", id="two places"),
    pytest.param("Nhận [100 đơn|people], kỳ trước [40 đơn|people earlier], chuyển [60 đơn|people].", Code.TWO_VALUES, WARNING, "100 đơn; 60 đơn", id="an earlier number is no part of it"),
    pytest.param("Giải quyết ngay [2.100 ý kiến|people], tiếp thu [2.400 ý kiến|people].", Code.TWO_VALUES, WARNING, "", id="the larger one behind"),
    pytest.param(
        "Cả nước có [25.525 mô hình|models country].\nCả nước có [25.525 mô hình|models country].",
        Code.OTHER_LEVEL, WARNING, "25.525 mô hình là số liệu của cấp trên hoặc của cả nước, không tính cho Xã A",
        id="a figure of the country where the unit has none, said once",
    ),
    pytest.param(
        "Cả nước có [25.525 mô hình|models country], xã có [3 mô hình|models].", Code.OTHER_LEVEL, NOTE, "25.525",
        id="a figure of the country beside the unit's own is only a note",
    ),
    pytest.param("Cả nước có [63 tỉnh|- country].", Code.OTHER_LEVEL, None, "", id="one that counts for nothing is no finding"),
    pytest.param(
        "Đăng [hàng nghìn buổi|shows].", Code.VAGUE_ORDER, NOTE, "“hàng nghìn buổi” chỉ nêu bậc số",
        id="a vague order is listed beside",
    ),
    pytest.param(
        "Làm [35 ha|road].", Code.OTHER_MEASURE, WARNING, "35 ha không cùng đơn vị tính với “Đường bê tông” (km)",
        id="hectares of road",
    ),
    pytest.param("Làm [1.500 m|road].", Code.OTHER_MEASURE, None, "", id="metres of road"),
    pytest.param("Có [29 mô hình|models low].", Code.LOW_CONFIDENCE, NOTE, "“29 mô hình” được đọc là 29 mô hình", id="an unsure reading"),
    pytest.param(
        "Có [29 mô hình|models].\nCó [25 mô hình|models low].", Code.LOW_CONFIDENCE, None, "",
        id="an unsure reading that counts for nothing",
    ),
    pytest.param(
        "Công an có [71 mô hình|models of=Công_an].", Code.SUB_UNITS, NOTE,
        "đã lấy 71 mô hình từ số liệu của đơn vị, mô hình trực thuộc: 71 mô hình (Công an).",
        id="a figure of a sub-unit taken for the unit",
    ),
    pytest.param("Có [5 mô hình|models], Công an [1 mô hình|models of=Công_an].", Code.SUB_UNITS, None, "", id="not taken"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code", "severity", "words"), CELLS)
def test_each_choice_is_told(review, text, code, severity, words):
    found = findings(review, report("Xã A", text), code=code)
    assert [finding.severity for finding in found] == ([severity] if severity else [])
    assert all(words in finding.message for finding in found)
    assert all(finding.unit.name == "Xã A" and finding.figures for finding in found)


NO_FIGURES = [
    ("Xã đã làm nhiều việc.", "Báo cáo Xã A.txt không có số liệu nào."),
    (
        "Trồng [12 cây|-].",
        "Báo cáo Xã A.txt có 1 số liệu nhưng không số nào thuộc bộ chỉ tiêu “Bộ chỉ tiêu thử”.",
    ),
    ("Có [1 mô hình|models].", None),
]


@pytest.mark.parametrize(("text", "message"), NO_FIGURES)
def test_a_report_without_figures_is_told(review, text, message):
    found = findings(review, report("Xã A", text), code=Code.NO_FIGURES)
    assert [finding.message for finding in found] == ([message] if message else [])


UNREAD = [
    (SourceFault.DAMAGED, "Không đọc được tệp bc.docx: tệp bị hỏng."),
    (
        SourceFault.NO_TEXT,
        "Không đọc được tệp bc.docx: tệp không có chữ, có thể là bản chụp (scan).",
    ),
    (
        SourceFault.LOCKED,
        "Không đọc được tệp bc.docx: tệp có mật khẩu, hoặc là .doc cũ mang đuôi .docx.",
    ),
]


@pytest.mark.parametrize(("kind", "message"), UNREAD)
def test_a_file_that_could_not_be_read_is_an_error_with_its_reason_in_vietnamese(
    review, kind, message
):
    unread = Unread("bc.docx", SourceError("Not readable.", kind=kind))
    (found,) = findings(review, report("Xã A", "Có [1 mô hình|models]."), unread=[unread])
    assert (found.code, found.severity, found.source) == (Code.UNREAD_FILE, ERROR, "bc.docx")
    assert found.message == message


def test_every_reason_of_an_unread_file_has_words(review):
    for kind in SourceFault:
        unread = Unread("bc.docx", SourceError("Not readable.", kind=kind))
        (found,) = findings(review, report("Xã A", "Có [1 mô hình|models]."), unread=[unread])
        assert found.message.endswith(".") and found.advice


def test_a_report_that_does_not_tell_its_unit_stands_under_the_name_of_its_file(review):
    made = review(report(None, "Có [1 mô hình|models].", file="bc.txt"))
    assert [finding.code for finding in told(made)] == [Code.UNIT_UNKNOWN]
    assert made.total("models").reported == (Unit("bc.txt"),)


class TestTwoReportsOfOneUnit:
    def found(self, review, first: str, second: str, text="Có [1 mô hình|models]."):
        reports = [
            report("Huyện ủy Hoà Bình", first, file="1.txt"),
            report("Huyện uỷ  HÒA BÌNH", second, file="2.txt"),
        ]
        return findings(review, *reports)

    def test_spellings_of_one_name_are_one_unit(self, review):
        found = self.found(review, "Có [1 mô hình|models].", "Có [1 mô hình|models]. Hết.")
        assert [(one.code, one.severity) for one in found] == [(Code.UNIT_TWICE, WARNING)]
        assert "có 2 báo cáo, số liệu giống hệt nhau: 1.txt, 2.txt" in found[0].message

    def test_a_copy_is_called_one(self, review):
        found = self.found(review, "Có [1 mô hình|models].", "Có [1 mô hình|models].")
        assert "nội dung giống hệt nhau" in found[0].message

    def test_a_copy_in_another_format_is_called_one(self, review):
        found = self.found(review, "Có [1 mô hình|models].", "Có\n [1  mô hình|models].")
        assert "nội dung giống hệt nhau" in found[0].message

    def test_other_words_with_the_same_numbers_say_so(self, review):
        found = self.found(review, "Có [1 mô hình|models].", "Đã có [1 mô hình|models].")
        assert "số liệu giống hệt nhau" in found[0].message

    def test_a_copy_of_a_report_without_a_unit_counts_once(self, review):
        text = "Đã có [1 mô hình|models]."
        made = review(report(None, text, file="1.txt"), report(None, f"  {text}\n", file="2.txt"))
        assert made.total("models").amount.value == 1

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ("Làm [1.800 m|road].", "Làm [1,8 km|road]."),
            ("Có [trên 300 buổi|shows].", "Có [310 buổi|shows]."),
            ("Có [17/19 mô hình|models].", "Có [17 mô hình|models]."),
        ],
    )
    def test_one_number_in_other_words_is_not(self, review, first, second):
        assert [one.code for one in self.found(review, first, second)] == [Code.UNIT_TWICE]

    def test_different_numbers_in_them_are_two_values(self, review):
        found = self.found(review, "Có [1 mô hình|models].", "Có [2 mô hình|models].")
        assert [one.code for one in found] == [Code.UNIT_TWICE, Code.TWO_VALUES]


def test_an_alias_joins_two_names(review):
    party = Unit("Đảng bộ tỉnh A", aliases=["Tỉnh ủy A"])
    made = review(
        report(party, "Có [1 mô hình|models].", file="1.txt"),
        report("Tỉnh uỷ A", "Có [1 buổi|shows].", file="2.txt"),
    )
    assert len(made.units) == 1
    assert [one.code for one in told(made)] == [Code.UNIT_TWICE]
    assert made.cell("tỉnh ủy a", "shows").amount.value == 1


def test_a_unit_within_a_superior_that_reports_is_told_once(review):
    made = review(
        report("Huyện A", "Có [10 mô hình|models] và [5 buổi|shows]."),
        report(Unit("Xã B", parent="Huyện A"), "Có [2 mô hình|models] và [3 buổi|shows]."),
    )
    (found,) = told(made)
    assert (found.code, found.severity, len(found.figures)) == (Code.SUPERIOR, NOTE, 2)
    assert found.message == (
        "Xã B (trực thuộc Huyện A): 2 số liệu đã nằm trong số của đơn vị cấp trên cũng có báo cáo, "
        "không cộng thêm vào tổng."
    )


def test_the_profile_that_was_assumed_is_told(review, monkeypatch):
    monkeypatch.setattr("reportkit.review.review.best_profile", lambda summaries: PROFILE)
    found = findings(review, report("Xã A", "Có [1 mô hình|models]."), profile=None)
    assert [(one.code, one.severity) for one in found] == [(Code.PROFILE_ASSUMED, NOTE)]
    assert "“Bộ chỉ tiêu thử” (thu)" in found[0].message


def test_errors_come_first_and_a_sound_report_has_no_findings(review):
    broken = report(
        "Xã A", "Có [hàng nghìn buổi|shows], [1 mô hình|models], trong đó [2 mô hình|models part]."
    )
    sound = report("Xã B", "Có [4 mô hình|models], trong đó [1 mô hình|models part] mới.")
    assert [one.severity for one in findings(review, sound, broken)] == [ERROR, NOTE]
    assert findings(review, sound) == []


def test_codes_are_stable():
    """Programs rely on them: a change here is a breaking change."""
    assert sorted(Code) == [
        "column-sum", "correction-not-applied", "correction-unreadable", "corrections-used",
        "head-unmatched", "initiative-twice", "low-confidence", "nearly-empty", "no-figures",
        "other-level", "other-measure", "other-period", "outlier", "parts-do-not-add-up",
        "point-or-comma", "profile-assumed", "ratio-and-percentage", "report-replaced",
        "sub-units-counted", "superior-reports", "target-and-rate", "thousandfold", "total-fell",
        "two-values", "unit-merged", "unit-missing", "unit-twice", "unit-unknown", "unit-unlisted",
        "units-alike", "units-assumed", "unread-file", "vague-order",
    ]  # fmt: skip
