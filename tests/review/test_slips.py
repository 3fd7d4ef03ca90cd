"""Slips of the pen and what stands out: for each kind what must be found, and near misses."""

from __future__ import annotations

import datetime as dt

import pytest

import reportkit as rk
from reportkit.parsing import Initiative, Unit
from reportkit.review import Code, Severity
from reportkit.review.slips import is_of_other_time
from reportkit.sources import open_source
from reportkit.vietnamese import Level, Period

from .conftest import report


def messages(made, code: Code) -> list[str]:
    return [finding.message for finding in made.findings if finding.code is code]


RATES = [
    # text, the words of the finding or None
    ("Kế hoạch [50 mô hình|models target], thực hiện [45 mô hình|models], đạt [95%|-] kế hoạch.", "Kết quả 45 mô hình so với chỉ tiêu 50 mô hình là 90%, báo cáo ghi 95%."),
    ("Kế hoạch [50 mô hình|models target], thực hiện [45 mô hình|models], đạt [90%|-] kế hoạch.", None),
    ("Kế hoạch còn [3.650 hộ|- target] nghèo, còn [3.587 hộ|-], đạt [101,7%|-].", None),  # less is better
    ("Kế hoạch [3 buổi|shows target], làm [2 buổi|shows], đạt [66,7%|-].", None),
    ("Kế hoạch [50 mô hình|models target], thực hiện [56 mô hình|models], vượt [12%|-] chỉ tiêu.", None),
    ("Kế hoạch [50 mô hình|models target], thực hiện [56 mô hình|models], vượt [22%|-] chỉ tiêu.", "là 112%, báo cáo ghi 22%."),
    ("Kế hoạch [50 mô hình|models target], làm [50 mô hình|models], trong đó [45%|-] ở vùng cao.", None),
    ("Kế hoạch [50 mô hình|models target], làm [trên 45 mô hình|models], đạt [95%|-].", None),
    ("Kế hoạch [50 mô hình|models target], làm [45 mô hình|models], [12 buổi|shows], đạt [95%|-].", None),
    ("Xã A\t[50 mô hình|models target]\t[45 mô hình|models]\t[95%|-]", "báo cáo ghi 95%."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words"), RATES)
def test_a_rate_is_the_result_by_its_target(review, text, words):
    made = review(report("Xã A", text))
    found = messages(made, Code.TARGET_AND_RATE)
    assert len(found) == (words is not None) and all(words in message for message in found)


SLIPS = [
    ("Có [1,500 mô hình|models].", True),
    ("Có [1.500 mô hình|models].", False),
    ("Đạt [12.5%|rate].", True),
    ("Đạt [12,5%|rate].", False),
    ("Làm [2,500 km|road].", False),  # two and a half kilometres, to the metre
    ("Góp [1.5 tỷ đồng|money].", True),
    ("Góp [1,5 tỷ đồng|money].", False),
    ("Góp [1.500.000 đồng|money].", False),
    ("Trước ngày 30.6 có [9 mô hình|models].", False),
]


@pytest.mark.parametrize(("text", "found"), SLIPS)
def test_point_and_comma_may_be_exchanged(review, text, found):
    # The helper that marks figures reads every point as one between thousands: the value is not
    # what this finding judges, the words as written are.
    assert bool(messages(review(report("Xã A", text)), Code.POINT_OR_COMMA)) is found


THOUSAND = [
    ("Góp [5.000.000 đồng|money], năm trước [4.800 đồng|money earlier].", True),
    ("Góp [5.000.000 đồng|money], năm trước [9.800 đồng|money earlier].", False),
    ("Góp [5.000 đồng|money], năm trước [0 đồng|money earlier].", False),
    ("Góp [5.000.000 đồng|money] (năm trước [4.800 đồng|- earlier]).", True),
    ("Góp [5.000.000 đồng|money]. Năm trước diễn [4 buổi|- earlier].", False),
    ("Góp [5.000.000 đồng|money], diễn [9 buổi|shows] (năm trước [4.800 đồng|- earlier]).", False),
    ("Góp [5.000.000 đồng|money].\nNăm trước [4.800 đồng|- earlier].", False),
    ("Góp [5.000 đồng|money], năm trước có [5 mô hình|models earlier].", False),
]


@pytest.mark.parametrize(("text", "found"), THOUSAND)
def test_a_thousand_times_the_earlier_period_is_a_slip_of_measure(review, text, found):
    assert bool(messages(review(report("Xã A", text)), Code.THOUSANDFOLD)) is found


YEARS = Period(dt.date(2021, 1, 1), dt.date(2025, 12, 31), "giai đoạn 2021 - 2025")


OTHER_TIMES = [
    # text, indicator, its total, the severity of the finding
    ("Năm 2019 có [5 mô hình|models year=2019].", "models", None, "warning"),
    ("Năm 2019 có [5 mô hình|models year=2019], nay [8 mô hình|models].", "models", 8, "note"),
    ("Năm 2023 diễn [4 buổi|shows year=2023].", "shows", 4, None),
    (
        "Năm 2022 có [4 mô hình|models earlier year=2022], năm 2023 có [9 mô hình|models earlier year=2023].",
        "models",
        9,
        None,
    ),
    (
        "Năm 2022 có [4 mô hình|models earlier year=2022], nay [8 mô hình|models].",
        "models",
        8,
        None,
    ),
    ("Năm trước có [4 mô hình|models earlier].", "models", None, None),
    ("Năm 2019 có [4 mô hình|models earlier year=2019].", "models", None, None),
    ("Năm 2019 có [50 đảng viên|members year=2019].", "members", 50, None),  # the latest there is
]


@pytest.mark.parametrize(("text", "indicator", "amount", "severity"), OTHER_TIMES)
def test_a_figure_of_another_time_than_its_report_joins_no_total(
    review, text, indicator, amount, severity
):
    made = review(report("Xã A", text, period=YEARS))
    answer = made.total(indicator)
    told_once = {*answer.figures, *(one.evidence for one in answer.left_out)}
    assert told_once == {one for one in made.figures if one.figure.indicator == indicator}
    found = [one for one in made.findings if one.code is Code.OTHER_PERIOD]
    assert [one.severity.value for one in found] == ([severity] if severity else [])
    assert all(
        "5 mô hình là số liệu của năm 2019, ngoài thời kỳ của báo cáo" in one.message
        for one in found
    )
    total = made.total(indicator).amount
    assert (total and total.value) == amount


PERIODS = [
    pytest.param([2021, 2021, 2021, 2016], ["Xã 3"], id="one of four is of another period"),
    pytest.param([2021, 2021, 2022, 2023], [], id="periods that overlap"),
    pytest.param([2021, 2016], [], id="two that differ: neither is the common one"),
    pytest.param([2021, None, 2021], [], id="a report that tells none"),
]


@pytest.mark.parametrize(("starts", "found"), PERIODS)
def test_a_report_of_another_period_than_the_others_is_told(review, starts, found):
    periods = [
        year and Period(dt.date(year, 1, 1), dt.date(year + 4, 12, 31), f"{year}")
        for year in starts
    ]
    made = review(
        *(
            report(f"Xã {place}", "Có [1 mô hình|models].", period=period)
            for place, period in enumerate(periods)
        )
    )
    told = [one.unit.name for one in made.findings if one.code is Code.OTHER_PERIOD]
    assert told == found


OUTLIERS = [
    # numbers of models of units of one level, which stand out
    pytest.param([12, 15, 11, 14, 900], ["Xã 4"], id="sixty times the others"),
    pytest.param([12, 15, 11, 14, 60], [], id="five times is possible"),
    pytest.param([12, 15, 11, 900], [], id="four units are too few to say"),
    pytest.param([1, 20, 300, 4000, 50000], [], id="units that differ by nature"),
    pytest.param([1200, 1500, 1100, 1400, 1], ["Xã 4"], id="a thousandth of the others"),
    pytest.param([12, 15, 11, 14, 0], [], id="zero is an answer"),
]


@pytest.mark.parametrize(("numbers", "found"), OUTLIERS)
def test_a_value_far_from_the_other_units_is_told(review, numbers, found):
    made = review(
        *(
            report(Unit(f"Xã {place}", Level.COMMUNE), f"Có [{number} mô hình|models].")
            for place, number in enumerate(numbers)
        )
    )
    assert [one.unit.name for one in made.findings if one.code is Code.OUTLIER] == found


def test_only_units_of_one_level_are_compared(review):
    communes = [report(Unit(f"Xã {n}", Level.COMMUNE), "Có [5 mô hình|models].") for n in range(5)]
    province = report(Unit("Tỉnh B", Level.PROVINCE), "Có [900 mô hình|models].")
    assert messages(review(*communes, province), Code.OUTLIER) == []


RATES_OF_UNITS = [([100, 100, 98, 99, 12], 1), ([100, 95, 90, 85, 75], 0)]


@pytest.mark.parametrize(("rates", "found"), RATES_OF_UNITS)
def test_rates_are_compared_as_they_are(review, rates, found):
    made = review(*(report(f"Xã {n}", f"Đạt [{rate}%|rate].") for n, rate in enumerate(rates)))
    assert len(messages(made, Code.OUTLIER)) == found


def test_a_report_that_is_nearly_empty_beside_the_others_is_told(review):
    long = "Có [1 mô hình|models]. " + "Xã đã làm nhiều việc tốt. " * 30
    reports = [report(f"Xã {n}", long) for n in range(5)]
    made = review(*reports, report("Xã B", "Xã đã làm."))
    (found,) = messages(made, Code.NEARLY_EMPTY)
    assert found.startswith("Báo cáo Xã B.txt ngắn bất thường")
    assert messages(review(*reports[:3], report("Xã B", "Xã đã làm.")), Code.NEARLY_EMPTY) == []


class TestModelsToldTwice:
    def made(self, review, first: Initiative, second: Initiative, other: str | None = None):
        if other is None:
            return review(report("Xã A", "Có [1 mô hình|models].", initiatives=[first, second]))
        return review(
            report("Xã A", "Có [1 mô hình|models].", initiatives=[first]),
            report(other, "Có [1 mô hình|models].", initiatives=[second]),
        )

    def test_in_one_report(self, review):
        made = self.made(review, Initiative("Nhà sạch", "Hội Phụ nữ"), Initiative("NHÀ SẠCH"))
        assert messages(made, Code.INITIATIVE_TWICE) == [
            "Mô hình “Nhà sạch” được nêu hai lần trong báo cáo của Hội Phụ nữ."
        ]

    def test_of_two_owners_are_two(self, review):
        made = self.made(review, Initiative("Nhà sạch", "Thôn 1"), Initiative("Nhà sạch", "Thôn 2"))
        assert messages(made, Code.INITIATIVE_TWICE) == []

    def test_by_two_units_of_one_owner(self, review):
        model = Initiative("Nhà sạch", "Xã C")
        assert len(messages(self.made(review, model, model, "Huyện B"), Code.INITIATIVE_TWICE)) == 1

    def test_by_two_units_without_an_owner_are_their_own(self, review):
        model = Initiative("Nhà sạch")
        assert messages(self.made(review, model, model, "Huyện B"), Code.INITIATIVE_TWICE) == []


def table(*rows: list[object]) -> str:
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<html><body><table>{cells}</table></body></html>"


HEAD = ["TT", "Đơn vị", "Số mô hình"]
COLUMNS = [
    pytest.param([HEAD, [1, "Xã A", 12], [2, "Xã B", 30], ["", "Tổng cộng", 45]], "error", id="12 and 30 are not 45"),
    pytest.param([HEAD, [1, "Xã A", 12], [2, "Xã B", 30], ["", "Tổng cộng", 42]], None, id="12 and 30 are 42"),
    pytest.param([HEAD, ["", "Tổng số", 45], [1, "Xã A", 12], [2, "Xã B", 30]], "error", id="the total stands first"),
    pytest.param([HEAD, [1, "Xã A", 12], [2, "Xã B", 30], [3, "Xã C", 8]], None, id="no total"),
    pytest.param([HEAD, [1, "Xã A", 12], [2, "Xã B", "-"], [3, "Xã C", 3], ["", "Tổng", 15]], None, id="a dash is nothing"),
    pytest.param([HEAD, [1, "Xã A", "1.200"], [2, "Xã B", "0,5"], ["", "Tổng", "1.200,5"]], None, id="points and commas"),
    pytest.param([HEAD, ["I", "Khối xã", 42], [1, "Xã A", 12], [2, "Xã B", 30], ["II", "Khối cơ quan", 5], [3, "Sở C", 5], ["", "Tổng", 47]], None, id="groups with their own sums"),
    pytest.param([HEAD, ["I", "Khối xã", 42], [1, "Xã A", 12], [2, "Xã B", 30], ["", "Tổng", 50]], "warning", id="groups: less sure"),
    pytest.param([HEAD, ["I", "Khối xã", 45], [1, "Xã A", 12], [2, "Xã B", 30], ["II", "Khối cơ quan", 5], [3, "Sở C", 5], ["", "Tổng", 50]], "warning", id="a sub-total that is not the sum of its group"),
    pytest.param([HEAD, ["I", "Khối xã", 45], [1, "Xã A", 12], [2, "Xã B", 30], ["II", "Khối cơ quan", 5], [3, "Sở C", 5]], "warning", id="a wrong sub-total in a table without a total"),
    pytest.param([HEAD, ["I", "Khối xã", 42], [1, "Xã A", 12], [2, "Xã B", 30]], None, id="a right sub-total in a table without a total"),
    pytest.param([HEAD, ["I", "Khối xã", ""], [1, "Xã A", 12], [2, "Xã B", 30], ["", "Tổng", 42]], None, id="a group without a sub-total"),
    pytest.param([HEAD, ["I", "Khối xã", 45], [1, "Xã A", 12]], None, id="one row of a group is an example"),
    pytest.param([HEAD, ["I", "Khối xã", 42], [1, "Xã A", 12], ["", "- Trong đó: mới", 4], [2, "Xã B", 30], ["", "Tổng", 42]], None, id="a part within a group"),
    pytest.param([HEAD, [1, "Xã A", 12], ["", "- Trong đó: mới", 4], [2, "Xã B", 30], ["", "Tổng", 42]], None, id="a part within a row"),
    pytest.param([["TT", "Đơn vị", "Tỷ lệ (%)"], [1, "Xã A", 90], [2, "Xã B", 80], ["", "Tổng", 85]], None, id="rates do not add"),
    pytest.param([["TT", "Đơn vị", "Số mô hình"], [1, 2, 3], [1, "Xã A", 12], [2, "Xã B", 30], ["", "Tổng", 42]], None, id="a row that numbers the columns"),
    pytest.param([HEAD, [1, "Xã A", 2], [2, "Xã B", 3], [3, "Xã C", 4], ["", "Tổng", 9]], None, id="a first row that could number the columns"),
    pytest.param([HEAD, ["A", "B", 1], [1, "Xã A", 12], [2, "Xã B", 30], ["", "Tổng", 42]], None, id="letters and a number name the columns"),
    pytest.param([["TT", "Đơn vị", "Giá trị (tỷ đồng)"], [1, "Xã A", "1,3"], [2, "Xã B", "2,4"], [3, "Xã C", "1,4"], ["", "Cộng", "5,0"]], None, id="rounded rows may make a little more"),
    pytest.param([["TT", "Đơn vị", "Giá trị (tỷ đồng)"], [1, "Xã A", "1,3"], [2, "Xã B", "2,4"], [3, "Xã C", "1,4"], ["", "Cộng", "6,0"]], "error", id="but not so much"),
    pytest.param([["TT", "Đơn vị", "Thu nhập (triệu đồng/người)"], [1, "Xã A", 50], [2, "Xã B", 60], ["", "Toàn huyện", 55]], None, id="incomes do not add"),
    pytest.param([["TT", "Đơn vị", "Năng suất (tạ/ha)"], [1, "Xã A", 50], [2, "Xã B", 60], ["", "Toàn huyện", 55]], None, id="yields do not add"),
    pytest.param([HEAD, [1, "Xã A", 12], [2, "Xã B", 30], ["", "Toàn huyện", 21]], "warning", id="a total between its rows may be a mean"),
    pytest.param([HEAD, [1, "Xã A", "nhiều"], [2, "Xã B", 30], ["", "Tổng", 42]], None, id="a column with words"),
    pytest.param([["TT", "Đơn vị", "Năm thành lập"], [1, "Xã A", 1991], [2, "Xã B", 2003], ["", "Tổng", 2000]], None, id="years"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "severity"), COLUMNS)
def test_the_total_of_a_table_is_the_sum_of_its_column(review, rows, severity):
    summary = report("Xã A", "Có [1 mô hình|models].")
    source = open_source(table(*rows).encode(), "bc.html")
    made = review(summary.__class__(source, unit=summary.unit))
    found = [one.severity.value for one in made.findings if one.code is Code.COLUMN_SUM]
    assert found == ([severity] if severity else [])


def test_the_finding_of_a_sub_total_names_its_row(review):
    rows = [HEAD, ["I", "Khối xã", 45], [1, "Xã A", 12], [2, "Xã B", 30], ["", "Cộng", 45]]
    source = open_source(table(*rows).encode(), "bc.html")
    made = review(report("Xã A", "x").__class__(source, unit=Unit("Xã A")))
    assert messages(made, Code.COLUMN_SUM) == [
        "Dòng “khối xã” của cột “số mô hình” ghi 45, các dòng cộng lại 12 + 30 = 42: nhiều hơn 3."
    ]


def test_the_finding_of_a_column_shows_the_sum(review):
    source = open_source(
        table(HEAD, [1, "Xã A", 12], [2, "Xã B", 30], ["", "Cộng", 45]).encode(), "bc.html"
    )
    (finding,) = [
        one
        for one in review(report("Xã A", "x").__class__(source, unit=Unit("Xã A"))).findings
        if one.code is Code.COLUMN_SUM
    ]
    assert finding.severity is Severity.ERROR
    assert finding.message == (
        "Dòng tổng của cột “số mô hình” ghi 45, các dòng cộng lại 12 + 30 = 42: nhiều hơn 3."
    )


@pytest.mark.parametrize(
    ("said", "of_other_time"),
    [
        ("Đến năm 2030 có 12 mô hình.", True),
        ("Đến hết năm 2026, xã có 12 mô hình.", True),
        ("Đến hết năm 2024, xã có 12 mô hình.", False),
        ("Đến tháng 02/2025, xã có 12 mô hình.", False),
        ("Đến năm 2022 có 12 mô hình.", True),
    ],
)
def test_what_will_be_years_after_the_report_is_of_another_time(said: str, of_other_time: bool):
    head = "ĐẢNG ỦY XÃ A\nĐồi Chè, ngày 10 tháng 01 năm 2025\n\nBÁO CÁO\nKết quả năm 2024\n\n"
    summary = rk.parse(f"{head}{said}")
    figure = next(one for one in summary.figures if one.quantity.value == 12)
    assert is_of_other_time(figure, summary) is of_other_time
