"""From a review to the names that a template may use."""

from __future__ import annotations

import ast
import datetime as dt
import re
import unicodedata
from pathlib import Path

import attrs
import pytest
from attrs import evolve

import reportkit.documents
from reportkit.documents import Letterhead
from reportkit.documents.abbreviations import abbreviations_in
from reportkit.documents.mapping import mapping_of
from reportkit.documents.rows import (
    CommendationRow,
    FigureRow,
    FindingRow,
    InitiativeRow,
    ReportRow,
    UnitRow,
)
from reportkit.parsing import Citation, Commendation, Initiative, Passage, PassageRole
from reportkit.vietnamese import Period
from tests.documents.conftest import REPOSITORY, report


@pytest.fixture(scope="module")
def small(small_review):
    return mapping_of(small_review)


def test_a_total_says_its_amount_and_for_how_many_units_it_speaks(small):
    models = small["total"].models
    assert (str(models), models.coverage) == ("trên 608 mô hình", "2/3")
    assert models.units == ("Đảng bộ tỉnh A", "Đảng bộ huyện B")
    assert models.highest.unit == "Đảng bộ tỉnh A"
    assert models.sums


def test_every_unit_has_its_own_numbers_and_a_dash_where_it_said_nothing(small):
    assert [str(unit.cell.models) for unit in small["units"]] == ["trên 579", "29", "–"]
    assert [str(unit.cell.no_such_indicator) for unit in small["units"]] == ["–"] * 3


def test_what_nobody_reported_is_listed_apart(small):
    names = {total.name for group in small["groups"] for total in group.totals}
    assert "Mô hình, cách làm học tập và làm theo Bác" in names
    assert not names & {total.name for total in small["unreported"]}


def test_every_figure_tells_its_sentence_and_whether_it_was_added(small):
    rows = {row.quote: row for row in small["figures"]}
    assert rows["trên 579 mô hình"].sentence == "Toàn tỉnh có trên 579 mô hình."
    assert rows["trên 579 mô hình"].joined
    assert rows["trên 579 mô hình"].beside == "trên"


def test_words_of_the_units_are_quoted_with_who_said_them(make_review):
    mapping = mapping_of(
        make_review(
            report(
                "Đảng bộ xã C",
                "",
                passages=[
                    Passage(PassageRole.LIMITATION, "Việc nhân rộng\n mô hình còn chậm."),
                    Passage(PassageRole.TASK, "tiếp tục quán triệt;"),
                ],
                initiatives=[Initiative("Ngày thứ 7", owner="Hội A", year=2023)],
                commendations=[Commendation("tỉnh", 2, None, "Bằng khen")],
            )
        )
    )
    (limitation,) = mapping["limitations"]
    assert (limitation.text, limitation.unit) == ("Việc nhân rộng mô hình còn chậm", "Đảng bộ xã C")
    (unit,) = mapping["units"]
    assert unit.limitations == (limitation,)
    assert [passage.text for passage in unit.tasks] == ["tiếp tục quán triệt"]
    assert [(one.name, one.owner, one.year) for one in unit.initiatives] == [
        ("Ngày thứ 7", "Hội A", 2023)
    ]
    assert [(one.level, one.collectives) for one in unit.commendations] == [("tỉnh", 2)]


def test_results_of_a_model_are_its_own_even_where_two_reports_share_a_name(make_review):
    first = report("A", "Quỹ đã hỗ trợ 48 hộ nghèo.", initiatives=[Initiative("Quỹ", figures=[0])])
    second = evolve(report("B", "", initiatives=[Initiative("Chào cờ")]), source=first.source)
    mapping = mapping_of(make_review(first, second))
    assert [one.results for one in mapping["initiatives"]] == ["48 hộ nghèo", ""]


PARTY = Citation("Chỉ thị", "05-CT/TW", None, "Bộ Chính trị")
CITED = [
    [
        PARTY,
        Citation("Kết luận", "01-KL/TW", dt.date(2021, 5, 18), "Bộ Chính trị"),
        Citation("Nghị quyết", "Trung ương 4 khóa XII"),
    ],
    [
        Citation("Chỉ thị", "05"),
        Citation("Chỉ thị", "05-CT/TW", dt.date(2016, 5, 15), "Bộ Chính trị"),
    ],
]


def test_a_document_is_told_once_in_its_fullest_form_the_most_cited_first(make_review):
    mapping = mapping_of(
        make_review(
            *(report(name, "", citations=own) for name, own in zip("AB", CITED, strict=True))
        )
    )
    assert [(row.text, row.units) for row in mapping["citations"]] == [
        ("Chỉ thị số 05-CT/TW, ngày 15/5/2016 của Bộ Chính trị", ("A", "B")),
        ("Kết luận số 01-KL/TW, ngày 18/5/2021 của Bộ Chính trị", ("A",)),
        ("Nghị quyết Trung ương 4 khóa XII", ("A",)),
    ]
    assert mapping["directives"] == (
        "Chỉ thị số 05-CT/TW, ngày 15/5/2016 của Bộ Chính trị",
        "Kết luận số 01-KL/TW, ngày 18/5/2021 của Bộ Chính trị",
    )


def test_directives_that_nobody_cites_are_told_by_kind_and_number(small):
    assert small["directives"][:2] == ("Chỉ thị số 05-CT/TW", "Kết luận số 01-KL/TW")


YEARS = [
    ([(2021, 2023), (2022, 2025)], "giai đoạn 2021 - 2025"),
    ([(2023, 2023)], "năm 2023"),
    ([(2023, 2023), None], "năm 2023"),
    ([None], ""),
]


@pytest.mark.parametrize(("years", "words"), YEARS)
def test_the_period_is_that_of_all_reports_together(make_review, years, words):
    periods = [one and Period(dt.date(one[0], 1, 1), dt.date(one[1], 12, 31), "") for one in years]
    review = make_review(
        *(report(name, "", period=one) for name, one in zip("AB", periods, strict=False))
    )
    period = mapping_of(review)["period"]
    assert (period if period else "") == words
    assert str(mapping_of(review, Letterhead(period="02 năm"))["period"]) == "02 năm"


def test_the_period_of_one_report_is_not_told_of_another_that_names_no_years(make_review):
    years = Period(dt.date(2021, 5, 18), dt.date(2022, 5, 18), "sơ kết 1 năm")
    five = Period(None, None, "Trong 5 năm")
    review = make_review(report("A", "", period=years), report("B", "", period=five))
    assert not mapping_of(review)["period"]


def test_a_number_that_names_its_issuer_is_not_followed_by_it_again(make_review):
    plenum = Citation("Nghị quyết", "Trung ương 4 khóa XII", None, "Trung ương")
    (row,) = mapping_of(make_review(report("A", "", citations=(plenum,))))["citations"]
    assert row.text == "Nghị quyết Trung ương 4 khóa XII"


def test_what_nobody_gave_is_a_blank_and_never_made_up(small):
    document = small["document"]
    for fact in ("issuer", "number", "symbol", "place", "date", "authority", "post", "signer"):
        assert not document[fact], fact
        assert "…" in document[fact], fact
    assert document["recipients"] == ()
    assert document["parent"] == document["subject"] == ""


def test_the_letterhead_is_written_as_the_form_asks(small_review):
    head = Letterhead(number=5, symbol="TU", place="Sơn La", date=dt.date(2026, 2, 3))
    document = mapping_of(small_review, head)["document"]
    assert (document["number"], document["date"]) == ("05", "ngày 03 tháng 02 năm 2026")


def test_decomposed_vietnamese_comes_out_composed(make_review):
    name = unicodedata.normalize("NFD", "Đảng bộ tỉnh Thừa Thiên Huế & <Nam Đông>")
    review = make_review(report(name, unicodedata.normalize("NFD", "Toàn tỉnh có 29 mô hình.")))
    mapping = mapping_of(review)
    assert mapping["units"][0].name == "Đảng bộ tỉnh Thừa Thiên Huế & <Nam Đông>"
    assert mapping["figures"][0].quote == "29 mô hình"


NO_TEMPLATE = {"verification", "verified", "commented"}
"""They fill no template: a workbook to check, notes on what a person wrote there, comments."""


def test_no_sentence_stands_in_python():
    """The prose stands in the templates: Python holds words and phrases only.

    The verification workbook is no report: what it says, it says to the person who fills it in.
    """
    vietnamese = re.compile("[à-ỹđĐÀ-Ỹ]")
    for file in Path(reportkit.documents.__file__).parent.glob("*.py"):
        if file.stem in NO_TEMPLATE:
            continue
        if file.name == "verification.py":
            continue
        tree = ast.parse(file.read_text(encoding="utf-8"))
        notes = {
            id(node.value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        }
        for node in ast.walk(tree):
            if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
                continue
            if id(node) not in notes and vietnamese.search(node.value):
                words = [word for word in node.value.split() if word[0].isalpha()]
                assert len(words) <= 5, f"{file.name}: {node.value!r}"
                assert not node.value.rstrip().endswith("."), f"{file.name}: {node.value!r}"


def test_the_readme_of_the_templates_lists_every_name(small):
    readme = (REPOSITORY / "templates" / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(\w+)(?:\.ID)?`", readme))
    assert {name for name in small if f"`{name}`" not in readme} <= named
    for kind in (UnitRow, InitiativeRow, CommendationRow, FigureRow, FindingRow, ReportRow):
        names = {field.name for field in attrs.fields(kind)}
        assert names - {"cell"} <= named, kind


def test_abbreviations_that_a_report_prints_are_known_with_their_words(make_review):
    mapping = mapping_of(
        make_review(
            report(
                "UBND xã B",
                "",
                initiatives=[Initiative("Ngày chủ nhật xanh", owner="Hội LHPN xã")],
                passages=[
                    Passage(PassageRole.TASK, "Xây dựng NTM theo Kế hoạch 5/KH-UBND, ABCXYZ")
                ],
            )
        )
    )
    assert [(one.short, one.full) for one in mapping["abbreviations"]] == [
        ("UBND", "Ủy ban nhân dân"),
        ("LHPN", "Liên hiệp Phụ nữ"),
        ("NTM", "nông thôn mới"),
    ]


def test_only_whole_words_are_abbreviations(small):
    assert small["abbreviations"] == ()
    assert abbreviations_in(["05/BC-UBND", "CCBX", "ubnd"]) == ()
