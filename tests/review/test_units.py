"""Which units should have reported: the list, its matching with the reports, and its mistakes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from reportkit.errors import ReviewError
from reportkit.parsing import Commendation, Initiative, Passage, PassageRole, Unit
from reportkit.review import Code, Review, read_units
from reportkit.vietnamese import Level

from .conftest import PROFILE, report

ONE = "Có [1 mô hình|models]."


@pytest.fixture
def with_list(review):
    """Make a review with a list of units; the reports each say one model."""

    def make(listed, *units: Unit | str) -> Review:
        reports = [report(unit, ONE, file=f"{place}.txt") for place, unit in enumerate(units)]
        return Review(reports, profile=PROFILE, units=listed)

    return make


def rows(made: Review) -> list[str]:
    return [f"{unit.name}{'' if made.cell(unit, 'models').amount else ' –'}" for unit in made.units]


def codes(made: Review) -> list[str]:
    return [finding.code.value for finding in made.findings]


ROLL = [
    # listed, reporting, the rows (– without a report), the findings
    pytest.param(["Xã A", "Xã B"], ["Xã B", "Xã A"], ["Xã A", "Xã B"], [], id="all there, in the order of the list"),
    pytest.param(["Xã A", "Xã B"], ["Xã A"], ["Xã A", "Xã B –"], ["unit-missing"], id="one is missing"),
    pytest.param(["Xã A"], ["Xã A", "Xã C"], ["Xã A", "Xã C"], ["unit-unlisted"], id="one is not listed"),
    pytest.param(["UBND TP. Sơn La"], ["Ủy ban nhân dân thành phố Sơn La"], ["UBND TP. Sơn La"], [], id="abbreviations"),
    pytest.param(["HU Ngọc Hồi"], ["Huyện ủy Ngọc Hồi"], ["HU Ngọc Hồi"], [], id="a committee in short letters"),
    pytest.param(["Xã Ea Hu"], ["Xã Ea Huyện ủy"], ["Xã Ea Hu –", "Xã Ea Huyện ủy"], ["unit-missing", "unit-unlisted"], id="a place that ends in such letters"),
    pytest.param(["Huyện uỷ Hoà An"], ["Đảng bộ huyện Hòa An"], ["Huyện uỷ Hoà An"], [], id="the committee and its party body"),
    pytest.param(["Ngọc Hồi", "Đăk Hà"], ["Đảng bộ huyện Ngọc Hồi"], ["Ngọc Hồi", "Đăk Hà –"], ["unit-missing"], id="a bare name of a place"),
    pytest.param(["Xã Ngọc Hồi"], ["Đảng bộ huyện Ngọc Hồi"], ["Xã Ngọc Hồi –", "Đảng bộ huyện Ngọc Hồi"], ["unit-missing", "unit-unlisted"], id="a commune of the same name is another unit"),
    pytest.param(["Đảng bộ xã A", "UBND xã A"], ["UBND xã A"], ["Đảng bộ xã A –", "UBND xã A"], ["unit-missing"], id="two bodies of one place are two units"),
    pytest.param(["Tỉnh ủy Quảng Ngãi"], ["Đảng bộ tỉnh Kon Tum"], ["Đảng bộ tỉnh Kon Tum"], ["unit-merged"], id="an old province stands for the new one"),
    pytest.param(["Tỉnh ủy Kon Tum", "Tỉnh ủy Quảng Ngãi"], ["Đảng bộ tỉnh Quảng Ngãi"], ["Tỉnh ủy Quảng Ngãi"], ["unit-merged"], id="an old list, the new province reports"),
    pytest.param(["Tỉnh ủy Quảng Ngãi"], ["Đảng bộ tỉnh Quảng Nam"], ["Tỉnh ủy Quảng Ngãi –", "Đảng bộ tỉnh Quảng Nam"], ["unit-missing", "unit-unlisted"], id="Quảng Nam went elsewhere"),
]  # fmt: skip


@pytest.mark.parametrize(("listed", "reporting", "table", "found"), ROLL)
def test_the_list_is_the_table(with_list, listed, reporting, table, found):
    made = with_list(listed, *reporting)
    assert (rows(made), sorted(codes(made))) == (table, sorted(found))


def test_a_missing_unit_is_expected_and_not_reported(with_list):
    total = with_list(["Xã A", "Xã B", "Xã C"], "Xã A").total("models")
    assert (len(total.reported), total.expected, total.amount.value) == (1, 3, 1)


def test_the_list_says_who_stands_above_whom(with_list):
    made = with_list([Unit("Huyện A"), Unit("Xã B", parent="Huyện A")], "Huyện A", "Xã B")
    assert made.total("models").amount.value == 1
    assert codes(made) == ["superior-reports"]


def test_a_listed_unit_is_found_by_its_own_name_and_by_that_of_its_report(with_list):
    made = with_list(["Ngọc Hồi"], "Đảng bộ huyện Ngọc Hồi")
    assert made.cell("ngọc hồi", "models") == made.cell("Đảng bộ huyện Ngọc Hồi", "models")


def test_without_a_list_the_review_says_what_it_assumes(review):
    made = review(report(Unit("Xã A", parent="Huyện B"), ONE), report("Xã C", ONE))
    (note,) = made.findings
    assert note.code is Code.UNITS_ASSUMED
    assert (
        "coi 2 đơn vị có báo cáo là toàn bộ. Đơn vị cấp trên không có báo cáo riêng: Huyện B."
        in note.message
    )


def test_names_that_differ_in_accents_only_are_shown_and_not_merged(review):
    made = review(
        report("Xã Mường Lầy", ONE), report("Xã Mường Lấy", ONE), report("Xã Mường Lang", ONE)
    )
    (found,) = [one for one in made.findings if one.code is Code.UNITS_ALIKE]
    assert "Xã Mường Lầy; Xã Mường Lấy" in found.message
    assert made.total("models").amount.value == 3


BODIES = [
    # the units that report, the rows, whether bodies of one place are told
    pytest.param(["UBND xã Tân Lập", "Xã Tân Lập"], ["UBND xã Tân Lập"], False, id="a bare place is its one body"),
    pytest.param(["Xã Tân Lập", "Đảng ủy xã Tân Lập"], ["Xã Tân Lập"], False, id="the bare place first"),
    pytest.param(["Huyện Ngọc Hồi", "Huyện ủy Ngọc Hồi"], ["Huyện Ngọc Hồi"], False, id="a committee"),
    pytest.param(["UBND xã A", "Đảng bộ xã A"], ["UBND xã A", "Đảng bộ xã A"], True, id="two bodies are two units"),
    pytest.param(["UBND xã A", "Đảng bộ xã A", "Xã A"], ["UBND xã A", "Đảng bộ xã A", "Xã A"], True, id="a bare place beside two bodies"),
    pytest.param(["Xã A", "Huyện A"], ["Xã A", "Huyện A"], False, id="places of two kinds"),
    pytest.param(["Sở A", "Sở B"], ["Sở A", "Sở B"], False, id="bodies without a place"),
]  # fmt: skip


@pytest.mark.parametrize(("reporting", "names", "told"), BODIES)
def test_bodies_of_one_place_are_told_and_a_bare_place_is_its_body(review, reporting, names, told):
    made = review(*(report(name, ONE, file=f"{place}.txt") for place, name in enumerate(reporting)))
    assert [unit.name for unit in made.units] == names
    assert made.total("models").amount.value == len(names)
    assert (Code.UNITS_ALIKE in codes(made)) is told
    assert [made.cell(name, "models").amount.value for name in reporting] == [1] * len(reporting)


def test_a_bare_place_of_another_district_is_another_unit(review):
    made = review(
        report(Unit("UBND xã A", parent="Huyện B"), ONE, file="1.txt"),
        report(Unit("Xã A", parent="Huyện C"), ONE, file="2.txt"),
    )
    assert made.total("models").amount.value == 2


class TestSeveralVersionsOfAReport:
    def test_copies_of_a_text_that_tells_no_unit_are_one(self, review):
        made = review(report(None, ONE, file="1.txt"), report(None, ONE, file="2.txt"))
        assert (len(made.units), made.total("models").amount.value) == (1, 1)

    def test_a_replaced_report_counts_for_nothing(self, review):
        old = report(
            "Xã A",
            "Có [9 mô hình|models] và [4 buổi|shows].",
            file="cu.txt",
            number="12-BC/ĐU",
            date=dt.date(2024, 6, 9),
        )
        new = report(
            "Xã A",
            "Báo cáo này thay thế Báo cáo số 12-BC/ĐU ngày 09/6/2024. Có [7 mô hình|models].",
            file="moi.txt",
            number="15-BC/ĐU",
            date=dt.date(2024, 6, 20),
        )
        made = review(old, new)
        assert made.total("models").amount.value == 7
        assert made.total("shows").amount is None
        assert [one.reason.name for one in made.total("shows").left_out] == ["REPLACED"]
        assert codes(made) == ["units-assumed", "report-replaced"]

    @pytest.mark.parametrize("words", ["Báo cáo này thay thế Báo cáo số 12-BC/ĐU. ", ""])
    def test_the_words_of_a_replaced_report_or_a_copy_are_told_once(self, review, words):
        broken = "Có [9 mô hình|models], trong đó [10 mô hình|models part]."
        told = {
            "initiatives": [Initiative("Nhà sạch", "Thôn 1")],
            "commendations": [Commendation("xã", 2, 3, "Giấy khen")],
            "passages": [Passage(PassageRole.LIMITATION, "Còn chậm")],
        }
        old = report(
            "Xã A", broken, file="1.txt", number="12-BC/ĐU", date=dt.date(2024, 6, 9), **told
        )
        new = report("Xã A", f"{words}{broken}", file="2.txt", date=dt.date(2024, 6, 20), **told)
        made = review(old, new)
        assert len(made.initiatives) == len(made.commendations) == 1
        assert len(made.passages("limitation")) == 1
        assert codes(made).count("parts-do-not-add-up") == 1
        assert "initiative-twice" not in codes(made)

    def test_without_a_number_the_earlier_one_is_replaced(self, review):
        old = report("Xã A", "Có [9 mô hình|models].", file="cu.txt", date=dt.date(2024, 6, 9))
        new = report(
            "Xã A",
            "(Thay thế báo cáo đã gửi) Có [7 mô hình|models].",
            file="moi.txt",
            date=dt.date(2024, 6, 20),
        )
        assert review(new, old).total("models").amount.value == 7
        assert "report-replaced" in codes(review(new, old))

    def test_to_replace_something_else_replaces_no_report(self, review):
        old = report("Xã A", "Có [9 mô hình|models].", file="cu.txt", date=dt.date(2024, 6, 9))
        new = report(
            "Xã A",
            "Thay thế cán bộ yếu kém. Làm [4 buổi|shows].",
            file="moi.txt",
            date=dt.date(2024, 6, 20),
        )
        assert "unit-twice" in codes(review(old, new))


# ------------------------------------------------------------------------ reading the list


def test_a_toml_may_hold_names_or_tables(tmp_path):
    file = tmp_path / "don-vi.toml"
    file.write_text(
        '[[units]]\nname = "Xã A"\nlevel = "xã"\nparent = "Huyện B"\naliases = ["A"]\n\n[[units]]\nname = "Sở C"\n',
        encoding="utf-8",
    )
    first, second = read_units(file)
    assert first == Unit("Xã A", Level.COMMUNE, "Huyện B", ["A"])
    assert (second.name, second.parent) == ("Sở C", None)
    file.write_text('units = ["Xã A", "Xã B"]', encoding="utf-8")
    assert [unit.name for unit in read_units(str(file))] == ["Xã A", "Xã B"]


SHEETS = [
    pytest.param([["DANH SÁCH"], ["TT", "Tên đơn vị", "Cấp", "Trực thuộc"], [1, "Xã A", "xã", "Huyện B"], [2, "Xã C"]], id="with heads"),
    pytest.param([[1, "Xã A"], [2, "Xã C"]], id="without heads"),
    pytest.param([["Xã A"], [None], ["Xã C"]], id="with an empty row"),
]  # fmt: skip


@pytest.mark.parametrize("rows", SHEETS)
def test_a_workbook_may_have_heads_or_none(tmp_path, rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "don-vi.xlsx")
    assert [unit.name for unit in read_units(tmp_path / "don-vi.xlsx")] == ["Xã A", "Xã C"]


MISTAKES = [
    ("units = [", "cannot be read"),
    ("name = 1", "units must be a list"),
    ("units = []", "empty"),
    ("units = [1]", r"units\[1\] must be a name"),
    ('[[units]]\nlevel = "xã"', r"units\[1\].name must be a text"),
    ('[[units]]\nname = "A"\nlevel = "phố"', r"units\[1\].level 'phố' is none of"),
    ('[[units]]\nname = "A"\ncap = "xã"', r"units\[1\].cap is none of name, level"),
    ('units = ["Xã A", "xã  a"]', "listed twice"),
]


@pytest.mark.parametrize(("text", "reason"), MISTAKES)
def test_a_mistake_in_the_list_is_named_with_its_place(tmp_path, text, reason):
    file = tmp_path / "don-vi.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ReviewError, match=reason) as caught:
        read_units(file)
    assert caught.value.file == str(file) and caught.value.remedy


def test_a_list_that_is_not_there_or_no_list_is_an_error(tmp_path):
    for name in ("khong-co.toml", "khong-co.xlsx", "don-vi.docx"):
        with pytest.raises(ReviewError) as caught:
            read_units(tmp_path / name)
        assert caught.value.file == str(tmp_path / name)


NAMESAKES = [
    # the units above, the rows and the total of one model each
    pytest.param(
        ["Đảng bộ huyện Bắc Quang", "Đảng bộ huyện Mộc Châu"],
        ["Đảng bộ xã Tân Lập, huyện Bắc Quang", "Đảng bộ xã Tân Lập, huyện Mộc Châu"],
        id="two communes of one name in two districts",
    ),
    pytest.param(
        ["Đảng bộ huyện Bắc Quang", "đảng bộ huyện  Bắc Quang"],
        ["Đảng bộ xã Tân Lập"],
        id="two reports of one commune",
    ),
    pytest.param(["Đảng bộ huyện Bắc Quang", None], ["Đảng bộ xã Tân Lập"], id="one does not say"),
    pytest.param(
        ["Đảng bộ huyện Đăk Tô", "Đảng bộ tỉnh Quảng Ngãi"],
        ["Đảng bộ xã Tân Lập"],
        id="before and after the districts ended",
    ),
]


@pytest.mark.parametrize(("above", "names"), NAMESAKES)
def test_units_of_one_name_below_two_districts_are_two(above, names):
    units = [Unit("Đảng bộ xã Tân Lập", parent=parent) for parent in above]
    made = Review([report(unit, ONE) for unit in units], profile=PROFILE)
    assert [unit.name for unit in made.units] == names
    total = made.total("models")
    assert total.amount is not None
    assert total.amount.value == len(names)
    assert [made.cell(name, "models").unit for name in names] == list(made.units)


LEVELS = [
    ("xã", Level.COMMUNE), ("Cấp xã", Level.COMMUNE), ("Phường", Level.COMMUNE),
    ("thị xã", Level.DISTRICT), ("sở", Level.BODY), ("", Level.DISTRICT), ("thành phố", Level.DISTRICT),
]  # fmt: skip


@pytest.mark.parametrize(("said", "level"), LEVELS)
def test_levels_are_told_as_officers_tell_them(tmp_path: Path, said, level):
    book = openpyxl.Workbook()
    for row in (["TT", "Tên đơn vị", "Cấp"], [1, "Thành ủy Phú Lộc", said]):
        book.active.append(row)
    book.save(tmp_path / "don-vi.xlsx")
    (tmp_path / "don-vi.toml").write_text(
        f'[[units]]\nname = "Thành ủy Phú Lộc"\nlevel = "{said}"\n', encoding="utf-8"
    )
    for name in ("don-vi.xlsx", "don-vi.toml"):
        (unit,) = read_units(tmp_path / name)
        assert unit.level is level
