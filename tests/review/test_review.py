"""The review as its users meet it: made of a reading, asked by name, shown and turned to tables."""

from __future__ import annotations

import builtins
import copy
import datetime as dt
import math
import pickle

import pytest

import reportkit as rk
from reportkit.errors import ProfileError, ReviewError, SourceError
from reportkit.parsing import (
    Citation,
    Commendation,
    Initiative,
    Passage,
    PassageRole,
    Unit,
    from_table,
)
from reportkit.parsing.reading import Reading, Unread
from reportkit.review import Code, Review
from reportkit.vietnamese.formatting import format_amount

from .conftest import PROFILE, report


@pytest.fixture
def made(review):
    """Two communes; the first has two models, one ratio and a limitation."""
    first = report(
        Unit("Đảng bộ xã A", aliases=["Xã A"]),
        "Có [trên 29 mô hình|models] & <tốt>; [41/44 chi bộ|people], trồng [12 cây|-].",
        file="a.txt",
        initiatives=[Initiative("Quỹ", owner="Hội A")],
        commendations=[Commendation("tỉnh", 1, 2, "Bằng khen")],
        passages=[Passage(PassageRole.LIMITATION, "Còn chậm")],
    )
    second = report("Đảng bộ xã B", "Có [5 mô hình|models].", file="b.txt")
    return review(first, second)


def test_units_stand_in_the_order_of_the_reports(made):
    assert [unit.name for unit in made.units] == ["Đảng bộ xã A", "Đảng bộ xã B"]


def test_every_figure_has_its_unit_and_file(made):
    assert [(one.figure.quote, one.unit.name, one.source) for one in made.figures] == [
        ("trên 29 mô hình", "Đảng bộ xã A", "a.txt"),
        ("41/44 chi bộ", "Đảng bộ xã A", "a.txt"),
        ("12 cây", "Đảng bộ xã A", "a.txt"),
        ("5 mô hình", "Đảng bộ xã B", "b.txt"),
    ]


@pytest.mark.parametrize("name", ["Đảng bộ xã A", "đảng bộ  XÃ A", "xã a"])
def test_a_cell_is_asked_for_by_any_name_of_its_unit(made, name):
    assert made.cell(name, "models").amount.value == 29
    assert made.cell(made.units[0], "models") == made.cell(name, "models")


def test_what_is_told_in_words_keeps_its_unit_and_file(made):
    (initiative,) = made.initiatives
    (commendation,) = made.commendations
    (passage,) = made.passages("limitation")
    assert {(told.unit.name, told.source) for told in (initiative, commendation, passage)} == {
        ("Đảng bộ xã A", "a.txt")
    }
    assert initiative.initiative.name == "Quỹ"
    assert commendation.commendation.collectives == 1
    assert passage.passage.text == "Còn chậm"
    assert made.passages(PassageRole.LESSON) == ()


def test_an_unknown_unit_or_indicator_is_an_error_that_knows_the_nearest(made):
    with pytest.raises(ReviewError, match="Did you mean 'Đảng bộ xã B'"):
        made.cell("Đảng bộ xã C", "models")
    with pytest.raises(ReviewError, match="Did you mean 'models'"):
        made.total("modles")
    with pytest.raises(ReviewError, match="Known are: models, "):
        made.cell("xã a", "zzz")


def test_an_unknown_way_to_ask_is_an_error_that_knows_the_others(made):
    with pytest.raises(ReviewError, match="'levels' is no way to group") as caught:
        made.totals_by("models", "levels")
    assert "'level'" in str(caught.value)
    with pytest.raises(ReviewError, match="Known are: result, limitation"):
        made.passages("xyz")


def test_a_review_cannot_be_changed(made):
    with pytest.raises(AttributeError):
        made.findings = ()


def test_a_review_survives_a_copy_and_a_pickle(made):
    for twin in (copy.deepcopy(made), pickle.loads(pickle.dumps(made))):
        assert twin == made
        assert twin.total("models") == made.total("models")
        assert twin.initiatives == made.initiatives


def test_equal_reports_make_equal_reviews(review):
    reports = [report("Xã A", "Có [1 mô hình|models].")]
    assert review(*reports) == review(*reports)
    assert review(*reports) != review(report("Xã A", "Có [2 mô hình|models]."))


def test_the_doors_to_word_and_excel_give_the_path_written(made, tmp_path):
    for path in (made.to_docx(tmp_path / "bc.docx"), made.to_xlsx(tmp_path / "phu-luc.xlsx")):
        assert path.parent == tmp_path
        assert path.read_bytes().startswith(b"PK")


class TestNothingToReview:
    def test_an_empty_reading_is_an_error(self):
        with pytest.raises(ReviewError, match="no report to review"):
            Review([], profile=PROFILE)

    def test_a_reading_of_unread_files_says_why_for_each(self):
        unread = [
            Unread("a.docx", SourceError("Not a .docx file.")),
            Unread("b.pdf", SourceError("No text layer.")),
        ]
        with pytest.raises(ReviewError) as caught:
            Review(Reading(unread=unread), profile=PROFILE)
        assert "a.docx: Not a .docx file.; b.pdf: No text layer." in str(caught.value)

    def test_a_text_is_to_be_parsed_first(self):
        with pytest.raises(ReviewError, match="a str among them") as caught:
            Review(["Toàn xã có 4 mô hình."])
        assert "reportkit.parse" in str(caught.value)

    def test_a_path_is_to_be_read_first(self):
        with pytest.raises(ReviewError, match="Read it first") as caught:
            Review("reports/")
        assert caught.value.file == "reports/"


NAMES = [
    (["Toàn xã đã làm tốt."], ["Báo cáo 1 không có số liệu nào."]),
    (["Toàn xã đã làm tốt.", "Đã làm xong."], ["Báo cáo 1 không có số liệu nào.", "Báo cáo 2 không có số liệu nào."]),
    (["Số: 12-BC/ĐU\n\nBÁO CÁO\n\nToàn xã đã làm tốt."], ["Báo cáo số 12-BC/ĐU không có số liệu nào."]),
]  # fmt: skip


@pytest.mark.parametrize(("texts", "messages"), NAMES)
def test_a_bare_text_is_called_by_its_number_or_its_place(texts, messages):
    review = Review([rk.parse(text) for text in texts], profile="chi-thi-05")
    found = [one for one in review.findings if one.code is Code.NO_FIGURES]
    assert [one.message for one in found] == messages
    assert [f"{one.source} không có số liệu nào." for one in found] == messages


def test_no_finding_and_no_figure_of_bare_texts_names_nothing():
    text = "Toàn xã có 9 mô hình, trong đó 5 mô hình cấp xã, 6 mô hình cấp thôn."
    review = Review([rk.parse(text), rk.parse(f"{text} Hết.")], profile="chi-thi-05")
    assert {one.source for one in review.figures} == {"Báo cáo 1", "Báo cáo 2"}
    assert {one.source for one in review.findings} == {"Báo cáo 1", "Báo cáo 2", None}
    assert Review(review.summaries, profile="chi-thi-05").findings == review.findings


def test_a_table_is_called_a_table():
    rows = [["Đơn vị", "Số mô hình", "Cột lạ"], ["Xã A", 12, 3], ["Xã B", 30, 4]]
    review = Review(from_table(rows), profile="chi-thi-05")
    (found,) = (one for one in review.findings if one.code is Code.HEAD_UNMATCHED)
    assert found.message == "Bảng có cột hoặc dòng không khớp chỉ tiêu nào: Cột lạ."


class TestProfiles:
    def test_an_unknown_profile_is_a_profile_error(self):
        with pytest.raises(ProfileError):
            Review([report("Xã A", "Có.")], profile="khong-co")

    def test_reports_are_bound_to_the_profile_given_and_left_as_they_were(self):
        summary = report("Xã A", "Toàn xã có [trên 579 mô hình|-] học tập và làm theo Bác.")
        made = Review([summary], profile="chi-thi-05")
        assert made.total("models").amount.value == 579
        assert summary.figures[0].indicator is None

    def test_without_one_the_best_fitting_is_taken(self):
        text = "Toàn xã có [579 mô hình|-] học tập và làm theo Bác."
        made = Review([report("Xã A", text, directive=Citation("Chỉ thị", "05-CT/TW"))])
        assert made.profile.id == "chi-thi-05"

    def test_a_single_summary_is_a_review_of_one(self):
        made = Review(report("Xã A", "Có [1 mô hình|-]."), profile="chi-thi-05")
        assert len(made.units) == 1


MEASURES = [
    (["Làm 1,5 km đường bê tông.", "Làm 1.800 m đường bê tông."], "roads_built_km", "3,3 km"),
    (["Nhân dân hiến 0,4 ha đất.", "Nhân dân hiến 3.000 m2 đất."], "land_donated", "7.000 m²"),
    (["Làm 1,5 km đường bê tông.", "Đường rộng 6 m."], "roads_built_km", "1,5 km"),
    (["Làm 1,5 km đường bê tông.", "Làm 2 ha đường bê tông."], "roads_built_km", "1,5 km"),
]


@pytest.mark.parametrize(("texts", "indicator", "total"), MEASURES)
def test_lengths_and_areas_are_brought_together_as_reports_write_them(texts, indicator, total):
    made = Review([rk.parse(text) for text in texts], profile="nong-thon-moi")
    assert format_amount(made.total(indicator).amount) == total


class TestInANotebook:
    def test_the_table_has_a_row_a_unit_and_a_column_an_indicator(self, made):
        pytest.importorskip("pandas")
        frame = made.to_pandas()
        assert list(frame.index) == ["Đảng bộ xã A", "Đảng bộ xã B"]
        assert list(frame.columns) == [indicator.id for indicator in PROFILE.indicators]
        assert frame.loc["Đảng bộ xã B", "models"] == 5
        assert math.isnan(frame.loc["Đảng bộ xã B", "people"])

    def test_the_figures_are_a_row_each_with_bound_and_sentence(self, made):
        pytest.importorskip("pandas")
        frame = made.figures_to_pandas()
        assert len(frame) == 4
        first = frame.iloc[0]
        assert (first["value"], first["bound"], first["unit"]) == (29, "over", "Đảng bộ xã A")
        assert first["quote"] == "trên 29 mô hình" and first["quote"] in first["sentence"]
        assert frame.iloc[1]["denominator"] == 44

    def test_a_review_without_figures_has_tables_too(self, review):
        pytest.importorskip("pandas")
        made = review(report("Xã A", "Không có số nào."))
        assert made.figures_to_pandas().empty
        assert made.to_pandas().isna().all(axis=None)

    def test_without_pandas_the_error_names_what_to_install(self, made, monkeypatch):
        real = builtins.__import__

        def without_pandas(name, *rest):
            if name == "pandas":
                raise ImportError(name)
            return real(name, *rest)

        monkeypatch.setattr(builtins, "__import__", without_pandas)
        with pytest.raises(ImportError, match=r"pip install 'reportkit\[pandas\]'"):
            made.to_pandas()

    def test_it_shows_totals_coverage_and_findings_escaped(self, review):
        made = review(
            report("Xã <A> & B", "Có [trên 29 mô hình|models].", date=dt.date(2024, 1, 1)),
            report("Xã C", "Cả nước có [9 mô hình|models country]."),
        )
        shown = made._repr_html_()
        assert "<th>Xã &lt;A&gt; &amp; B</th>" in shown
        assert (
            "<td>Mô hình</td><td>trên 29 mô hình</td><td>1/2</td><td>trên 29</td><td>–</td>"
            in shown
        )
        assert "Cần kiểm tra (2)" in shown and "<td>Cần xem lại</td>" in shown
        assert "<A>" not in shown

    def test_a_review_of_many_units_shows_totals_only(self, review):
        made = review(*(report(f"Xã {number}", "Có [1 mô hình|models].") for number in range(30)))
        assert "<td>30 mô hình</td><td>30/30</td></tr>" in made._repr_html_()

    def test_its_repr_is_one_short_line(self, made):
        assert repr(made) == "<Review thu: 2 units, 4 figures, 1 findings>"
