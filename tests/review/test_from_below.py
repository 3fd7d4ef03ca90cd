"""A superior without a figure of its own: the sum of its sub-units' reports, where all are there."""

from __future__ import annotations

import pytest

from reportkit.parsing import Unit
from reportkit.review import Code, Review
from reportkit.vietnamese import Level
from reportkit.vietnamese.formatting import format_amount

from .conftest import PROFILE, report


def unit(words: str) -> Unit:
    name, _, parent = words.partition(" < ")
    levels = {"Tỉnh": Level.PROVINCE, "Huyện": Level.DISTRICT, "Xã": Level.COMMUNE}
    return Unit(name, levels[name.split()[0]], parent or None)


def made(says: dict[str, str | None], indicator: str = "models") -> Review:
    """A review of a list of units; those that say None are listed and did not report."""
    reports = [report(unit(words), text) for words, text in says.items() if text is not None]
    return Review(reports, profile=PROFILE, units=[unit(words) for words in says])


@pytest.fixture(autouse=True)
def bound(monkeypatch):
    monkeypatch.setattr("reportkit.review.review.bind", lambda summary, profile: summary)


CELLS = [
    pytest.param(
        {"Huyện A": "Chưa nêu.", "Xã B < Huyện A": "Có [4 mô hình|models].", "Xã C < Huyện A": "Có [trên 6 mô hình|models]."},
        "trên 10 mô hình", "trên 10 mô hình", "3/3",
        id="all sub-units told: their sum stands for the unit and is added once",
    ),
    pytest.param(
        {"Huyện A": "Chưa nêu.", "Xã B < Huyện A": "Có [4 mô hình|models].", "Xã C < Huyện A": "Chưa nêu."},
        "–", "4 mô hình", "1/3",
        id="one that told nothing: no sum",
    ),
    pytest.param(
        {"Huyện A": "Chưa nêu.", "Xã B < Huyện A": "Có [4 mô hình|models].", "Xã C < Huyện A": None},
        "–", "4 mô hình", "1/3",
        id="one that did not report: no sum",
    ),
    pytest.param(
        {"Huyện A": "Chưa nêu.", "Xã B < Huyện A": "Có [4 mô hình|models]."},
        "4 mô hình", "4 mô hình", "2/2",
        id="the only one that the list has below it is all",
    ),
    pytest.param(
        {"Huyện A": "Chưa nêu.", "Xã B < Huyện A": "Chưa nêu."},
        "–", "–", "0/2",
        id="the only one told nothing",
    ),
    pytest.param(
        {"Tỉnh T": None, "Huyện A < Tỉnh T": "Chưa nêu.", "Xã B < Huyện A": "Có [trên 4 mô hình|models]."},
        "trên 4 mô hình", "trên 4 mô hình", "3/3",
        id="one below one below one",
    ),
    pytest.param(
        {"Huyện A": "Chưa nêu.", "Xã B < Huyện A": "Có [4 mô hình|models].", "Xã C < Huyện A": "Có [6 mô hình|models].", "Xã D": None},
        "–", "10 mô hình", "2/4",
        id="a missing unit that may be its own",
    ),
    pytest.param(
        {"Huyện A": "Chưa nêu.", "Xã B < Huyện A": "Có [4 mô hình|models].", "Xã C < Huyện A": "Có [6 mô hình|models].", "Xã D < Huyện E": None, "Huyện E": None},
        "10 mô hình", "10 mô hình", "3/5",
        id="missing units of another superior",
    ),
    pytest.param(
        {"Huyện A": None, "Xã B < Huyện A": "Có [4 mô hình|models].", "Xã C < Huyện A": "Có [6 mô hình|models]."},
        "10 mô hình", "10 mô hình", "3/3",
        id="a superior that did not report",
    ),
    pytest.param(
        {"Huyện A": "Có [30 mô hình|models].", "Xã B < Huyện A": "Có [4 mô hình|models].", "Xã C < Huyện A": "Chưa nêu."},
        "30 mô hình", "30 mô hình", "3/3",
        id="its own figure holds, and speaks for a sub-unit that told nothing",
    ),
    pytest.param(
        {"Huyện A": "Chưa nêu.", "Xã B < Huyện A": "Có [0 mô hình|models].", "Xã C < Huyện A": "Có [6 mô hình|models]."},
        "6 mô hình", "6 mô hình", "3/3",
        id="zero is an answer",
    ),
    pytest.param(
        {"Huyện A": "Chưa nêu.", "Xã B < Huyện A": "Có [hàng nghìn mô hình|models].", "Xã C < Huyện A": "Có [6 mô hình|models]."},
        "–", "6 mô hình", "1/3",
        id="a vague order is no answer that adds",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("says", "cell", "total", "coverage"), CELLS)
def test_a_cell_is_the_sum_of_all_sub_units_or_nothing(says, cell, total, coverage):
    review = made(says)
    answer = review.total("models")
    assert format_amount(review.cell("Huyện A", "models").amount) == cell
    assert format_amount(answer.amount) == total
    assert f"{len(answer.reported)}/{answer.expected}" == coverage
    told = [*answer.figures, *(one.evidence for one in answer.left_out)]
    assert len(told) == len([one for one in review.figures if one.figure.indicator == "models"])


@pytest.mark.parametrize("units", [None, ["Huyện A"]], ids=["no list", "a list without it"])
def test_one_sub_unit_that_no_list_names_is_never_all(units):
    below = unit("Xã B < Huyện A")
    reports = [report(unit("Huyện A"), "Chưa nêu."), report(below, "Có [4 mô hình|models].")]
    review = Review(reports, profile=PROFILE, units=units)
    total = review.total("models")
    assert review.cell("Huyện A", "models").amount is None
    assert (format_amount(total.amount), len(total.reported), total.expected) == ("4 mô hình", 1, 2)


def test_the_figure_of_the_only_sub_unit_is_said_to_be_its():
    review = made({"Huyện A": "Chưa nêu.", "Xã B < Huyện A": "Có [4 mô hình|models]."})
    cell = review.cell("Huyện A", "models")
    assert cell.why == "Lấy số liệu của đơn vị trực thuộc duy nhất trong danh sách."
    (note,) = (one for one in review.findings if one.code is Code.SUB_UNITS)
    assert note.message == (
        "Huyện A không nêu số chung cho “Mô hình”; đã lấy số liệu của đơn vị trực thuộc duy nhất."
    )


THREE_LEVELS = {
    "Tỉnh T": "Chưa nêu.",
    "Huyện A < Tỉnh T": "Có [30 mô hình|models].",
    "Xã B < Huyện A": "Có [4 mô hình|models].",
    "Huyện C < Tỉnh T": "Chưa nêu.",
    "Xã D < Huyện C": "Có [5 mô hình|models].",
    "Xã E < Huyện C": "Có [6 mô hình|models].",
}


def test_sums_climb_level_by_level():
    review = made(THREE_LEVELS)
    assert format_amount(review.cell("Huyện C", "models").amount) == "11 mô hình"
    assert format_amount(review.cell("Tỉnh T", "models").amount) == "41 mô hình"
    assert format_amount(review.total("models").amount) == "41 mô hình"
    by_level = review.totals_by("models", "level")
    assert [format_amount(one.amount) for one in by_level.values()] == [
        "41 mô hình", "41 mô hình", "15 mô hình",
    ]  # fmt: skip


def test_the_figure_of_the_province_holds_those_below_a_silent_district():
    review = made({**THREE_LEVELS, "Tỉnh T": "Có [900 mô hình|models]."})
    total = review.total("models")
    assert format_amount(total.amount) == "900 mô hình"
    told = [*total.figures, *(one.evidence for one in total.left_out)]
    assert len(told) == len(set(told)) == len(review.figures)


def test_the_cell_says_whose_figures_it_adds_up():
    cell = made(THREE_LEVELS).cell("Huyện C", "models")
    assert cell.why == "Cộng số liệu của đủ 2 đơn vị trực thuộc có báo cáo."
    assert [one.name for one in cell.from_units] == ["Xã D", "Xã E"]
    assert [one.unit.name for one in cell.figures] == ["Xã D", "Xã E"]


def test_a_note_a_unit_tells_what_was_added_up_for_it():
    notes = [one for one in made(THREE_LEVELS).findings if one.code is Code.SUB_UNITS]
    assert [one.message for one in notes] == [
        "Tỉnh T không nêu số chung cho “Mô hình”; đã cộng số liệu của đủ 2 đơn vị trực thuộc.",
        "Huyện C không nêu số chung cho “Mô hình”; đã cộng số liệu của đủ 2 đơn vị trực thuộc.",
    ]


@pytest.mark.parametrize(
    ("indicator", "words", "shown"),
    [("largest", "[450 người|largest]", "450 người"), ("rate", "[97%|rate]", "–"), ("members", "[20 đảng viên|members]", "–")],
)  # fmt: skip
def test_only_what_adds_up_is_added_up(indicator, words, shown):
    below = {f"Xã {name} < Huyện A": f"Có {words}." for name in "BC"}
    review = made({"Huyện A": "Chưa nêu.", **below})
    assert format_amount(review.cell("Huyện A", indicator).amount) == shown


MISSING = [
    pytest.param(
        {"Huyện A": "Có [3 mô hình|models].", "Xã B < Huyện A": None},
        "Xã B có trong danh sách nhưng không có báo cáo; số liệu của đơn vị này chỉ có trong số chung mà Huyện A nêu.",
        id="below a unit that reports",
    ),
    pytest.param(
        {"Huyện A": None, "Xã B < Huyện A": "Có [3 mô hình|models].", "Xã C < Huyện A": "Có [3 mô hình|models]."},
        "Huyện A có trong danh sách nhưng không có báo cáo; số liệu chỉ có từ báo cáo của 2 đơn vị trực thuộc.",
        id="above units that report",
    ),
    pytest.param(
        {"Huyện A": None, "Huyện B": "Có [3 mô hình|models]."},
        "Huyện A có trong danh sách nhưng không có báo cáo; các tổng không có số liệu của đơn vị này.",
        id="alone",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("says", "message"), MISSING)
def test_a_missing_unit_is_told_with_what_stands_for_it(says, message):
    found = [one.message for one in made(says).findings if one.code is Code.UNIT_MISSING]
    assert found == [message]


MORE_BELOW = [
    ("Có [10 mô hình|models].", ["Có [4 mô hình|models].", "Có [9 mô hình|models]."], "nhiều hơn 3 mô hình."),
    ("Có [10 mô hình|models].", ["Có [4 mô hình|models].", "Có [6 mô hình|models]."], None),
    ("Có [10 mô hình|models].", ["Có [trên 10 mô hình|models].", "Có [1 mô hình|models]."], "nhiều hơn 1 mô hình."),
    ("Có [10 mô hình|models].", ["Có [gần 14 mô hình|models].", "Chưa nêu."], None),
    ("Có [trên 10 mô hình|models].", ["Có [4 mô hình|models].", "Có [9 mô hình|models]."], None),
    ("Chưa nêu.", ["Có [4 mô hình|models].", "Có [9 mô hình|models]."], None),
    ("Xã B có [1 mô hình|models of=Xã_B].", ["Có [4 mô hình|models].", "Chưa nêu."], None),
    ("Có [10 người|largest].", ["Có [14 người|largest].", "Có [9 người|largest]."], None),
]  # fmt: skip


@pytest.mark.parametrize(("superior", "below", "words"), MORE_BELOW)
def test_sub_units_that_tell_more_than_their_superior_are_found(superior, below, words):
    says = {"Huyện A": superior}
    says |= {f"Xã {name} < Huyện A": text for name, text in zip("BC", below, strict=True)}
    found = [one for one in made(says).findings if one.code is Code.PARTS]
    assert len(found) == (words is not None)
    for one in found:
        assert one.severity.value == "warning"
        assert one.message == (
            "Huyện A nêu 10 mô hình cho “Mô hình”, nhưng các đơn vị trực thuộc (Xã B, Xã C) cộng "
            f"lại {words}"
        )
