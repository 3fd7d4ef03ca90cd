"""What all units report together: small reviews worked by hand, each showing one rule."""

from __future__ import annotations

import datetime as dt

import pytest

from reportkit.parsing import Unit
from reportkit.review import Reason
from reportkit.vietnamese import Period
from reportkit.vietnamese.formatting import format_amount

from .conftest import report

# What the units say, the indicator, the total or the span, for how many units of how many.
TOTALS = [
    pytest.param(
        ["Có [trên 579 mô hình|models].", "Có [29 mô hình|models]."], "models", "trên 608 mô hình", "2/2",
        id="trên 579 and 29 make trên 608",
    ),
    pytest.param(
        ["Có [100 mô hình|models].", "Chưa nêu.", "Có [0 mô hình|models]."], "models", "100 mô hình", "2/3",
        id="a dash is no zero: the total speaks for two of three units",
    ),
    pytest.param(["Chưa nêu.", "Chưa nêu."], "models", "–", "0/2", id="nobody's figure makes no total"),
    pytest.param(
        ["Cả nước có [25.525 mô hình|models country].", "Có [76 mô hình|models]."], "models", "76 mô hình", "1/2",
        id="25.525 of the whole country is in no total",
    ),
    pytest.param(
        ["Khen [12.651 tập thể, cá nhân|honoured], trong đó tỉnh [38 điển hình|honoured part], huyện [4.403 điển hình|honoured part], xã [8.570 điển hình|honoured part].",
         "Khen [3.274 tập thể, cá nhân|honoured]."],
        "honoured", "15.925 tập thể, cá nhân", "2/2",
        id="the whole is added as it is said, whatever its parts make",
    ),
    pytest.param(
        ["Có [gần 350.000 lượt người|people].", "Có [trên 370.000 lượt người|people]."],
        "people", "khoảng 720.000 lượt người", "2/2",
        id="nearly and over make about",
    ),
    pytest.param(
        ["Có [1 - 2 mô hình|models].", "Có [10 - 20 mô hình|models].", "Có [5 mô hình|models]."],
        "models", "16 - 27 mô hình", "3/3",
        id="ranges add at both ends",
    ),
    pytest.param(
        ["Có [hàng nghìn buổi|shows].", "Có [414 buổi|shows]."], "shows", "414 buổi", "1/2",
        id="a vague order joins no sum",
    ),
    pytest.param(
        ["Làm [1,5 km|road].", "Làm [700 m|road]."], "road", "2,2 km", "2/2",
        id="kilometres and metres add up in kilometres",
    ),
    pytest.param(
        ["Thu [2,6 tỷ đồng|money].", "Thu [900 USD|money]."], "money", "2,6 tỷ đồng", "1/2",
        id="one currency to a sum",
    ),
    pytest.param(
        ["Có [11/17 đảng ủy|models].", "Có [7/7 xã|models]."], "models", "18/24 mô hình", "2/2",
        id="ratios add numerator and denominator",
    ),
    pytest.param(
        ["Có [11/17 đảng ủy|models].", "Có [43 chi bộ|models]."], "models", "54 mô hình", "2/2",
        id="a ratio beside a count adds as a count",
    ),
    pytest.param(
        ["Có [41/44 chi bộ|people] (đạt [93,2%|rate]).", "Có [19/56 chi bộ|people] (đạt [33,9%|rate])."],
        "rate", "60%", "2/2",
        id="a rate is recomputed from its numerators and denominators",
    ),
    pytest.param(
        ["Đạt [97%|rate].", "Đạt [gần 60%|rate].", "Đạt [75%|rate]."], "rate", "gần 60% … 97%", "3/3",
        id="a rate that cannot be recomputed is a span",
    ),
    pytest.param(
        ["Có [41/44 chi bộ|people] (đạt [93,2%|rate]).", "Đạt [97%|rate]."], "rate", "93,2% … 97%", "2/2",
        id="one unit without a denominator is enough for a span",
    ),
    pytest.param(
        ["Có [100 đảng viên|members], [90%|share] cam kết.", "Có [300 đảng viên|members], [98%|share] cam kết."],
        "share", "khoảng 96%", "2/2",
        id="a rate is weighted with what it is a share of, where every unit tells it",
    ),
    pytest.param(
        ["Có [100 đảng viên|members], [90%|share] cam kết.", "Có [98%|share] cam kết."], "share", "90% … 98%", "2/2",
        id="one unit without the weight is enough for a span",
    ),
    pytest.param(
        ["Có [100 đảng viên|members], [gần 90%|share] cam kết.", "Có [300 đảng viên|members], [98%|share] cam kết."],
        "share", "gần 90% … 98%", "2/2",
        id="what is no exact rate is not weighted",
    ),
    pytest.param(
        ["Có [100 đảng viên|members], [90%|share] cam kết.", "Có [300 đảng viên|members]."], "share", "90%", "1/2",
        id="a weight without a rate weighs nothing",
    ),
    pytest.param(["Đạt [100%|rate].", "Đạt [100%|rate]."], "rate", "100%", "2/2", id="equal rates are the rate"),
    pytest.param(
        ["Có [450 người|largest].", "Có [300 người|largest]."], "largest", "450 người", "2/2",
        id="of a maximum the largest",
    ),
    pytest.param(
        ["Có [510 người|largest].", "Có [trên 500 người|largest]."], "largest", "trên 510 người", "2/2",
        id="trên 500 may be more than 510: at least 510",
    ),
    pytest.param(
        ["Có [20 đảng viên|members year=2022].", "Có [25 đảng viên|members year=2023]."],
        "members", "25 đảng viên", "2/2",
        id="the figure of the latest period",
    ),
    pytest.param(
        ["Có [20 đảng viên|members year=2023].", "Có [25 đảng viên|members year=2023]."],
        "members", "20 đảng viên … 25 đảng viên", "2/2",
        id="of one period a span",
    ),
    pytest.param(
        ["Giảm [trên 10%|drop change].", "Giảm [2%|drop change]."], "drop", "–", "2/2",
        id="what does not add up has no total, and still speaks for its units",
    ),
]  # fmt: skip


def shown(total) -> str:
    if total.span is not None:
        return " … ".join(map(format_amount, total.span))
    return format_amount(total.amount)


@pytest.mark.parametrize(("texts", "indicator", "answer", "coverage"), TOTALS)
def test_a_total_is_what_can_be_defended(review, texts, indicator, answer, coverage):
    reports = [report(f"Xã {letter}", text) for letter, text in zip("ABC", texts, strict=False)]
    for order in (reports, reports[::-1]):
        total = review(*order).total(indicator)
        assert (shown(total), f"{len(total.reported)}/{total.expected}") == (answer, coverage)


@pytest.mark.parametrize(("texts", "indicator", "answer", "coverage"), TOTALS)
def test_every_bound_figure_is_in_the_total_or_left_out_of_it(
    review, texts, indicator, answer, coverage
):
    made = review(
        *(report(f"Xã {letter}", text) for letter, text in zip("ABC", texts, strict=False))
    )
    total = made.total(indicator)
    told = [*total.figures, *(one.evidence for one in total.left_out)]
    bound = [evidence for evidence in made.figures if evidence.figure.indicator == indicator]
    assert len(told) == len(bound)
    assert set(told) == set(bound)


def test_a_recomputed_rate_shows_what_it_was_computed_from(review):
    total = review(
        report("Xã A", "Có [41/44 chi bộ|people] (đạt [93,2%|rate])."),
        report("Xã B", "Có [3/4 chi bộ|rate]."),
    ).total("rate")
    assert (total.ratio.value, total.ratio.denominator) == (44, 48)
    assert format_amount(total.amount) == "91,67%"


def test_a_total_names_the_units_for_which_it_speaks(review):
    total = review(report("Xã A", "Không nêu."), report("Xã B", "Có [2 mô hình|models].")).total(
        "models"
    )
    assert [unit.name for unit in total.reported] == ["Xã B"]
    assert total.why == "Số liệu của một đơn vị."


class TestAUnitAndItsSuperiorBothReport:
    """A sub-unit's figures are within those of its superior, and are not added again."""

    district = Unit("Huyện A")
    commune = Unit("Xã B", parent="huyện A")
    other = Unit("Xã C", parent="Huyện A")

    def total(self, review, superior: str, *communes: str):
        reports = [report(self.district, superior)]
        reports += [
            report(unit, text)
            for unit, text in zip((self.commune, self.other), communes, strict=False)
        ]
        totals = [review(*order).total("models") for order in (reports, reports[::-1])]
        assert shown(totals[0]) == shown(totals[1])
        return totals[0]

    def test_the_superiors_own_figure_holds_them_all(self, review):
        total = self.total(review, "Có [140 mô hình|models].", "Có [9 mô hình|models].", "Không.")
        assert shown(total) == "140 mô hình"
        assert [unit.name for unit in total.reported] == ["Huyện A", "Xã B", "Xã C"]
        assert [(one.evidence.figure.quote, one.reason) for one in total.left_out] == [
            ("9 mô hình", Reason.SUPERIOR_REPORTS)
        ]

    def test_a_superior_without_a_figure_holds_nothing(self, review):
        total = self.total(review, "Không.", "Có [9 mô hình|models].", "Có [4 mô hình|models].")
        assert (shown(total), len(total.reported), total.expected) == ("13 mô hình", 3, 3)
        total = self.total(review, "Không.", "Có [9 mô hình|models].", "Không.")
        assert (shown(total), len(total.reported), total.expected) == ("9 mô hình", 1, 3)

    def test_a_superior_that_names_some_sub_units_holds_those(self, review):
        total = self.total(
            review,
            "Xã B có [8 mô hình|models of=Xã_B].",
            "Có [9 mô hình|models].",
            "Có [4 mô hình|models].",
        )
        assert shown(total) == "12 mô hình"

    def test_the_figure_of_a_unit_far_above_holds_too(self, review):
        province = report("Tỉnh X", "Có [900 mô hình|models].")
        district = report(Unit("Huyện A", parent="Tỉnh X"), "Không nêu.")
        commune = report(self.commune, "Có [9 mô hình|models].")
        assert shown(review(province, district, commune).total("models")) == "900 mô hình"

    def test_units_that_name_each_other_as_superior_do_not_vanish(self, review):
        total = review(
            report(Unit("Xã A", parent="Xã B"), "Có [3 mô hình|models]."),
            report(Unit("Xã B", parent="Xã A"), "Có [2 mô hình|models]."),
        ).total("models")
        assert shown(total) == "5 mô hình"


def test_twenty_units_of_three_levels_add_up_once_each(review):
    """1 province without a figure of its own, 3 districts of which 2 tell their own, 16 communes."""
    reports = [report(Unit("Tỉnh T"), "Tỉnh chưa tổng hợp.")]
    for number in range(3):
        own = f"Toàn huyện có [{100 * (number + 1)} mô hình|models]." if number < 2 else "Chưa nêu."
        reports.append(report(Unit(f"Huyện {number}", parent="Tỉnh T"), own))
    for number in range(16):
        unit = Unit(f"Xã {number}", parent=f"Huyện {number % 3}")
        reports.append(report(unit, f"Có [{number} mô hình|models]."))
    made = review(*reports)
    total = made.total("models")
    # Huyện 0: 100, Huyện 1: 200; Huyện 2 through its communes 2 + 5 + 8 + 11 + 14 = 40.
    assert shown(total) == "340 mô hình"
    # The province and Huyện 2 tell nothing of their own, but all of their sub-units do.
    assert (len(total.reported), total.expected) == (20, 20)
    assert len(total.left_out) == 11
    assert made.cell("Tỉnh T", "models").amount.value == 340
    assert made.cell("Huyện 2", "models").amount.value == 40


def test_the_latest_total_looks_at_the_reports_own_period_where_a_figure_has_none(review):
    def of(year: int) -> Period:
        return Period(dt.date(year, 1, 1), dt.date(year, 12, 31))

    total = review(
        report("Xã A", "Có [20 đảng viên|members].", period=of(2022)),
        report("Xã B", "Có [25 đảng viên|members].", period=of(2021)),
    ).total("members")
    assert shown(total) == "20 đảng viên"
    assert [one.reason for one in total.left_out] == [Reason.NOT_LATEST]
