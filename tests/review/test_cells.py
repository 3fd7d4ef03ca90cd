"""What one unit reports for one indicator: one rule a row, worked by hand."""

from __future__ import annotations

import datetime as dt

import pytest

from reportkit.parsing import Initiative
from reportkit.review import Reason
from reportkit.vietnamese import Period
from reportkit.vietnamese.formatting import format_amount

from .conftest import report

# The text of a report, the indicator, what stands in the table, and what is left out and why.
CELLS = [
    pytest.param(
        "Toàn xã có [trên 29 mô hình|models].", "models", "trên 29 mô hình", {},
        id="a figure stands as it is said",
    ),
    pytest.param("Toàn xã làm nhiều việc.", "models", "–", {}, id="no figure is a dash, not zero"),
    pytest.param("Xã có [0 mô hình|models].", "models", "0 mô hình", {}, id="a zero that is said is zero"),
    pytest.param(
        "Cả nước có [25.525 mô hình|models country].", "models", "–", {"25.525 mô hình": Reason.OTHER_LEVEL},
        id="the country's models are not the unit's",
    ),
    pytest.param(
        "Toàn tỉnh có [579 mô hình|models above], xã có [4 mô hình|models].",
        "models", "4 mô hình", {"579 mô hình": Reason.OTHER_LEVEL},
        id="nor are those of the level above",
    ),
    pytest.param(
        "Có [414 buổi|shows], trong đó [301 buổi|shows part] ở vùng cao, [113 buổi|shows part] ở chợ.",
        "shows", "414 buổi", {"301 buổi": Reason.PART, "113 buổi": Reason.PART},
        id="parts are never added to their whole",
    ),
    pytest.param(
        "Cả nước có [900 buổi|shows country], trong đó xã có [9 buổi|shows part].",
        "shows", "9 buổi", {"900 buổi": Reason.OTHER_LEVEL},
        id="a part counts where its whole does not",
    ),
    pytest.param(
        "Khen [12.651 tập thể, cá nhân|honoured], trong đó cấp huyện [4.403 điển hình|honoured_district part].",
        "honoured_district", "4.403 điển hình", {},
        id="a part counts for an indicator of its own",
    ),
    pytest.param(
        "Phấn đấu [50 mô hình|models target], đã làm [31 mô hình|models], năm trước [20 mô hình|models earlier], tăng [11 mô hình|models change].",
        "models", "31 mô hình",
        {"50 mô hình": Reason.TARGET, "20 mô hình": Reason.EARLIER, "11 mô hình": Reason.CHANGE},
        id="only the result counts",
    ),
    pytest.param(
        "Cam kết [120 lượt người|people], đạt [96%|people share].",
        "people", "120 lượt người", {"96%": Reason.SHARE},
        id="a share is no count",
    ),
    pytest.param(
        "Đạt tỷ lệ [gần 96%|rate share].", "rate", "gần 96%", {},
        id="a share is the result of a rate",
    ),
    pytest.param(
        "Hộ nghèo giảm sâu [trên 10%|drop change].", "drop", "trên 10%", {},
        id="a change counts for an indicator that is a change",
    ),
    pytest.param(
        "Đăng [hàng nghìn buổi|shows], ghi hình [12 buổi|shows].", "shows", "12 buổi",
        {"hàng nghìn buổi": Reason.VAGUE},
        id="a vague order is listed beside",
    ),
    pytest.param(
        "Diễn [hàng nghìn buổi|shows], trong đó [12 buổi|shows part] ở chợ.", "shows", "–",
        {"hàng nghìn buổi": Reason.VAGUE, "12 buổi": Reason.PART},
        id="nor does a part stand for it",
    ),
    pytest.param(
        "Làm [35 ha|road] và [1.500 m|road].", "road", "1,5 km", {"35 ha": Reason.OTHER_MEASURE},
        id="metres are told in kilometres, hectares are not",
    ),
    pytest.param(
        "Đầu năm có [120 hộ|people earlier] ([10,2%|rate share]), cuối năm còn [78 hộ|people] ([6,6%|rate share]).",
        "rate", "6,6%", {"10,2%": Reason.EARLIER},
        id="a share in brackets is of the time of its number",
    ),
    pytest.param(
        "Phấn đấu [120 hộ|people target], chiếm [10,2%|rate share]; có [78 hộ|people], chiếm [6,6%|rate share].",
        "rate", "6,6%", {"10,2%": Reason.TARGET},
        id="and so is one that its number makes up",
    ),
    pytest.param(
        "Năm trước [120 hộ|people earlier], nay đạt [10,2%|rate share].", "rate", "10,2%", {},
        id="a share of another clause has its own time",
    ),
    pytest.param(
        "Làm mới [2,5 km|road as=đường_bê_tông], sửa chữa [1,5 km|road].", "road", "2,5 km", {"1,5 km": Reason.OTHER_VALUE},
        id="of two lengths the first said, whatever each is called",
    ),
    pytest.param(
        "Bình quân mỗi năm diễn [12 buổi|shows].", "shows", "–", {"12 buổi": Reason.AVERAGE},
        id="an average is no sum's part",
    ),
    pytest.param(
        "Diễn [60 buổi|shows], bình quân mỗi năm [12 buổi|shows].", "shows", "60 buổi", {"12 buổi": Reason.AVERAGE},
        id="nor a second value beside the number",
    ),
    pytest.param(
        "Bi\u0300nh quân mỗi năm diễn [12 buổi|shows].", "shows", "–", {"12 buổi": Reason.AVERAGE},
        id="an average written with separate marks",
    ),
    pytest.param(
        "Cao hơn bình quân chung, xã diễn [12 buổi|shows].", "shows", "12 buổi", {},
        id="an average told of something else",
    ),
    pytest.param(
        "Giúp hộ có mức sống trung bình [12 buổi|shows].", "shows", "12 buổi", {},
        id="middling is no average",
    ),
    pytest.param(
        "Có [trên 2/3 đảng viên|people] cam kết.", "people", "–", {"trên 2/3 đảng viên": Reason.VAGUE},
        id="a rough fraction is no count",
    ),
    pytest.param("Có [2/3 chi bộ|people] cam kết.", "people", "2/3 lượt người", {}, id="two of three are"),
    pytest.param("Có [trên 11/17 xã|people] đạt.", "people", "trên 11/17 lượt người", {}, id="and so are eleven of seventeen"),
    pytest.param(
        "Tỷ lệ bình quân đạt [95%|rate].", "rate", "95%", {},
        id="a rate is told as an average",
    ),
    pytest.param(
        "Có [2 mô hình|models].\nXã đã xác định [2 mô hình|models].", "models", "2 mô hình",
        {"2 mô hình": Reason.REPEAT},
        id="the same figure said twice counts once",
    ),
    pytest.param(
        "Xã có [trên 500 lượt người|people].\nCụ thể là [579 lượt người|people].", "people", "579 lượt người",
        {"trên 500 lượt người": Reason.ROUNDED},
        id="the exact number goes before its rounding",
    ),
    pytest.param(
        "Có [3.274 tập thể, cá nhân|honoured as=được_khen], [3.013 tập thể, cá nhân|honoured as=được_biểu_dương].",
        "honoured", "3.274 tập thể, cá nhân", {"3.013 tập thể, cá nhân": Reason.OTHER_VALUE},
        id="of two different figures the first said",
    ),
    pytest.param(
        "Có [gần 40 mô hình|models].\nCó [57 mô hình|models].", "models", "57 mô hình",
        {"gần 40 mô hình": Reason.OTHER_VALUE},
        id="rather the exact one",
    ),
    pytest.param(
        "Có [30 mô hình|models year=2022].\nCó [gần 46 mô hình|models year=2023].", "models", "gần 46 mô hình",
        {"30 mô hình": Reason.OTHER_VALUE},
        id="but the latest period goes before all",
    ),
    pytest.param(
        "Có [30 mô hình|models].\nMô hình\t[31|models]", "models", "31 mô hình",
        {"30 mô hình": Reason.OTHER_VALUE},
        id="a table goes before prose",
    ),
    pytest.param(
        "Có [30 mô hình|models low].\nCó [31 mô hình|models].", "models", "31 mô hình",
        {"30 mô hình": Reason.OTHER_VALUE},
        id="a sure reading goes before an unsure one",
    ),
    pytest.param(
        "Công an có [71 mô hình|models of=Công_an].\nToàn xã có [140 mô hình|models].", "models", "140 mô hình",
        {"71 mô hình": Reason.SUB_UNIT},
        id="a unit's own figure goes before those of its sub-units",
    ),
    pytest.param(
        "Xã A xóa [151 mô hình|models of=Xã_A].\nXã B xóa [33 mô hình|models of=Xã_B].", "models", "184 mô hình", {},
        id="without one those of the sub-units that it names are added",
    ),
    pytest.param(
        "Xã A có [9 mô hình|models of=Xã_A].\nNhắc lại xã A: [9 mô hình|models of=Xã_A]. Xã B: [9 mô hình|models of=Xã_B].",
        "models", "18 mô hình", {"9 mô hình": Reason.REPEAT},
        id="a sub-unit's figure said twice counts once, two sub-units' equal figures twice",
    ),
    pytest.param(
        "Hội diễn [414 buổi|shows of=Hội], chiếu [trên 4.650 buổi|shows of=Hội as=buổi_chiếu].", "shows",
        "trên 5.064 buổi", {},
        id="different items of one sub-unit in one sentence are added",
    ),
    pytest.param(
        "Hội diễn [414 buổi|shows of=Hội].\nHội diễn [420 buổi|shows of=Hội].", "shows",
        "414 buổi", {"420 buổi": Reason.OTHER_VALUE},
        id="different figures of one sub-unit in two sentences are not",
    ),
    pytest.param(
        "Thu [2,6 tỷ đồng|money model=0].\nThu [1,4 tỷ đồng|money model=1].", "money", "4 tỷ đồng", {},
        id="money of two models is added",
    ),
    pytest.param(
        "Xã A đạt [97%|rate of=Xã_A].", "rate", "–", {"97%": Reason.SUB_UNIT},
        id="a sub-unit's rate is not the unit's",
    ),
    pytest.param(
        "Hội A có [300 người|largest of=Hội_A], hội B có [450 người|largest of=Hội_B].", "largest", "450 người", {},
        id="of a maximum the largest of the sub-units counts",
    ),
    pytest.param(
        "Có [350.000 lượt đoàn viên|people], [370.000 lượt người|people].", "people", "370.000 lượt người",
        {"350.000 lượt đoàn viên": Reason.OTHER_VALUE},
        id="of two audiences the one in the indicator's own words",
    ),
    pytest.param(
        "Có [350.000 lượt đoàn viên|people], [370.000 lượt cán bộ|people].", "people", "350.000 lượt người",
        {"370.000 lượt cán bộ": Reason.OTHER_VALUE},
        id="of two audiences, neither in the indicator's own words, the first",
    ),
    pytest.param(
        "Có [41/44 xã|rate].", "rate", "93,18%", {}, id="a ratio is a rate",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "indicator", "shown", "left_out"), CELLS)
def test_a_cell_holds_what_a_careful_officer_would_take(review, text, indicator, shown, left_out):
    cell = review(report("Xã A", text)).cell("Xã A", indicator)
    assert format_amount(cell.amount) == shown
    assert {one.evidence.figure.quote: one.reason for one in cell.left_out} == left_out


@pytest.mark.parametrize(("text", "indicator", "shown", "left_out"), CELLS)
def test_every_figure_is_taken_or_left_out_once(review, text, indicator, shown, left_out):
    summary = report("Xã A", text)
    cell = review(summary).cell("Xã A", indicator)
    told = [*cell.figures, *(one.evidence for one in cell.left_out)]
    bound = [figure for figure in summary.figures if figure.indicator == indicator]
    assert sorted(evidence.figure.quantity.span for evidence in told) == [
        figure.quantity.span for figure in bound
    ]


WHY = [
    ("Có [29 mô hình|models].", "Số liệu nêu trong báo cáo."),
    ("Không có gì.", "Báo cáo không nêu số liệu cho chỉ tiêu này."),
    (
        "Cả nước có [25 mô hình|models country].",
        "Không có số liệu tính được: “25 mô hình” là số liệu của cấp trên hoặc của cả nước.",
    ),
    (
        "Có [14 mô hình|models], trong đó [3 mô hình|models part] mới.",
        "Số liệu nêu trong báo cáo; phần “trong đó” không cộng thêm.",
    ),
    (
        "Xã A có [1 mô hình|models of=Xã_A].\nXã B có [2 mô hình|models of=Xã_B].",
        "Cộng số liệu của các đơn vị, mô hình trực thuộc được nêu (Xã A, Xã B).",
    ),
    (
        "Công an có [71 mô hình|models of=Công_an].",
        "Chỉ có số liệu của đơn vị, mô hình trực thuộc được nêu (Công an).",
    ),
]


@pytest.mark.parametrize(("text", "why"), WHY)
def test_a_cell_says_how_it_was_come_by(review, text, why):
    assert review(report("Huyện A", text)).cell("Huyện A", "models").why == why


@pytest.mark.parametrize(
    ("text", "ratio"),
    [
        ("Có [120/120 cán bộ|people] (đạt [100%|rate share]) cam kết.", (120, 120)),
        ("Có [100%|rate] (12/12) chi bộ cam kết, [3/4 xã|people] xong.", None),
        ("Đạt [93,2%|rate] ([41/44 chi bộ|people]).", (41, 44)),
        ("Đạt [93,2%|rate] cam kết.", None),
    ],
)
def test_a_rate_knows_its_numerator_and_denominator_where_they_stand_beside_it(review, text, ratio):
    cell = review(report("Xã A", text)).cell("Xã A", "rate")
    assert (cell.ratio and (cell.ratio.value, cell.ratio.denominator)) == ratio


class TestSeveralReportsOfOneUnit:
    """Each indicator is taken from one report, the latest that tells it."""

    def test_the_latest_report_goes_before_the_earlier(self, review):
        earlier = report("Xã A", "Có [9 mô hình|models].", file="1.txt", date=dt.date(2023, 6, 1))
        latest = report("Xã A", "Có [7 mô hình|models].", file="2.txt", date=dt.date(2024, 6, 1))
        for order in ((earlier, latest), (latest, earlier)):
            cell = review(*order).cell("Xã A", "models")
            assert cell.amount.value == 7
            assert [(one.evidence.source, one.reason) for one in cell.left_out] == [
                ("1.txt", Reason.OTHER_REPORT)
            ]

    def test_what_only_the_earlier_tells_is_taken_from_there(self, review):
        earlier = report("Xã A", "Có [9 buổi|shows].", file="1.txt", date=dt.date(2023, 6, 1))
        latest = report("Xã A", "Có [7 mô hình|models].", file="2.txt", date=dt.date(2024, 6, 1))
        assert review(earlier, latest).cell("Xã A", "shows").amount.value == 9

    def test_the_period_tells_the_latest_before_the_date(self, review):
        year = Period(dt.date(2024, 1, 1), dt.date(2024, 12, 31))
        half = Period(dt.date(2024, 1, 1), dt.date(2024, 6, 30))
        whole = report("Xã A", "Có [12 mô hình|models].", file="1.txt", period=year)
        part = report("Xã A", "Có [5 mô hình|models].", file="2.txt", period=half)
        assert review(part, whole).cell("Xã A", "models").amount.value == 12


def test_results_of_a_named_model_are_not_those_of_the_whole_unit(review):
    summary = report(
        "Xã A",
        "Mô hình Quỹ thu [2 tỷ đồng|money model=0].\nToàn xã thu [3 tỷ đồng|money].",
        initiatives=[Initiative("Quỹ", figures=[0])],
    )
    assert review(summary).cell("Xã A", "money").amount.value == 3_000_000_000
