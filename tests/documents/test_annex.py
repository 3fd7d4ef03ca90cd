"""The annex workbook: its table of units and indicators, its links, its chart, what it marks."""

from __future__ import annotations

import re
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from attrs import evolve
from lxml import etree

import reportkit as rk
from reportkit.documents import template_path, write_xlsx
from reportkit.documents.linked_cells import name_linked_cells
from reportkit.documents.mapping import mapping_of
from reportkit.parsing import Commendation, Unit
from reportkit.vietnamese import Level
from tests.documents.annex_sheets import (
    COVERAGE,
    TOTAL,
    beside_of,
    cells_of,
    columns_of,
    rows_of,
    units_in,
)
from tests.documents.conftest import report

MODELS = "Mô hình, cách làm học tập và làm theo Bác"
ARTICLES = "Tin, bài, phóng sự đã đăng, phát"


@pytest.fixture(scope="module")
def seeds_annex(seeds_review, tmp_path_factory):
    return write_xlsx(seeds_review, tmp_path_factory.mktemp("annex") / "seeds.xlsx")


def reviewed(count: int) -> rk.Review:
    """A review of that many units of three levels; every third tells no models."""
    levels = [Level.PROVINCE, Level.DISTRICT, Level.COMMUNE]
    summaries = []
    for number in range(1, count + 1):
        text = f"Đã khen thưởng {number} tập thể."
        if number % 3:
            text += f" Có {number} mô hình."
        made = report(f"Đơn vị số {number}", text)
        summaries.append(evolve(made, unit=Unit(made.unit.name, levels[number % 3])))
    return rk.Review(summaries, profile="chi-thi-05")


@pytest.fixture(scope="module")
def large():
    return reviewed(60)


@pytest.fixture(scope="module")
def large_annex(large, tmp_path_factory):
    return write_xlsx(large, tmp_path_factory.mktemp("large") / "large.xlsx")


# The table


def test_each_unit_has_a_row_and_each_reported_indicator_its_columns(seeds_review, seeds_annex):
    sheet = openpyxl.load_workbook(seeds_annex)["Tổng hợp"]
    mapping = mapping_of(seeds_review)
    assert list(columns_of(sheet)) == [total.name for total in mapping["reported"]]
    units = [sheet.cell(row, 2).value for row in units_in(sheet)]
    assert sorted(units) == sorted(unit.name for unit in mapping["units"])
    for total in mapping["reported"]:
        cells = cells_of(sheet, total.name)
        for unit in mapping["units"]:
            value = unit.cell[total.id].value
            shown = cells[unit.name]
            assert shown == value or Decimal(str(shown)) == value, (unit.name, total.name)


def test_each_column_says_its_field_and_measure(seeds_review, seeds_annex):
    sheet = openpyxl.load_workbook(seeds_annex)["Tổng hợp"]
    totals = {total.name: total for total in mapping_of(seeds_review)["reported"]}
    field = None
    for name, column in columns_of(sheet).items():
        field = sheet.cell(5, column).value or field
        assert field == totals[name].group
        assert sheet.cell(7, column).value == totals[name].measure


@pytest.mark.parametrize(
    ("made", "annex"),
    [
        ("seeds_review", "seeds_annex"),
        pytest.param("large", "large_annex", marks=pytest.mark.slow),
    ],
)
def test_each_formula_gives_the_total_of_the_review_and_the_number_stored_with_it(
    made, annex, request, office, tmp_path
):
    review, path = request.getfixturevalue(made), request.getfixturevalue(annex)
    (again,) = office("xlsx", tmp_path, path)
    formulas = openpyxl.load_workbook(path)["Tổng hợp"]
    stored = openpyxl.load_workbook(path, data_only=True)["Tổng hợp"]
    computed = openpyxl.load_workbook(again, data_only=True)["Tổng hợp"]
    columns, counted = columns_of(formulas), 0
    for total in mapping_of(review)["reported"]:
        column = columns[total.name]
        value = computed.cell(TOTAL, column).value
        if isinstance(total.value, Decimal):
            assert Decimal(str(value)) == total.value, total.name
            assert (computed.cell(TOTAL, column + 1).value or "") == total.beside
        else:
            assert value == total.value, total.name
        assert computed.cell(COVERAGE, column).value == total.coverage
        for row in rows_of(formulas).values():
            if str(formulas.cell(row, column).value).startswith("="):
                counted += 1
                known = stored.cell(row, column).value
                assert known == computed.cell(row, column).value, (total.name, row)
    assert counted >= 2 * len(columns) - 10


def test_what_a_unit_told_in_vague_words_stands_in_its_cell(make_review, tmp_path):
    review = make_review(
        ("Xã A", "Đã đăng tải hàng nghìn tin, bài."), ("Xã B", "Đã đăng tải 12 tin, bài.")
    )
    sheet = openpyxl.load_workbook(write_xlsx(review, tmp_path / "a.xlsx"))["Tổng hợp"]
    cells = cells_of(sheet, ARTICLES)
    assert (cells["Xã A"], cells["Xã B"]) == ("hàng nghìn tin, bài", 12)
    assert cells["Số đơn vị báo cáo"] == "1/2"


def test_a_level_of_which_no_unit_told_a_number_shows_a_dash_and_no_zero(seeds_annex):
    """Its sum is 0; a rule of the sheet shows it as a dash where the cell beside it has one."""
    sheet = openpyxl.load_workbook(seeds_annex)["Tổng hợp"]
    level = "Cộng cấp huyện (01)"
    row, column = rows_of(sheet)[level], columns_of(sheet)["Tập thể được khen thưởng"]
    assert beside_of(sheet, "Tập thể được khen thưởng")[level] == "–"
    assert beside_of(sheet, MODELS)[level] == ""
    cell = sheet.cell(row, column).coordinate
    formats = [
        rule.dxf.numFmt.formatCode
        for area in sheet.conditional_formatting
        if cell in area.cells
        for rule in area.rules
        if rule.dxf.numFmt
    ]
    assert '"–"' in formats


def test_what_is_missing_is_marked(seeds_annex):
    workbook = openpyxl.load_workbook(seeds_annex)
    sheet = workbook["Tổng hợp"]
    filled = {
        area: rule
        for area in sheet.conditional_formatting
        for rule in area.rules
        if rule.dxf.fill is not None and '="–"' in rule.formula[0]
    }
    columns = columns_of(sheet).values()
    for row in units_in(sheet):
        for column in columns:
            cell = sheet.cell(row, column)
            assert any(cell.coordinate in area.cells for area in filled), cell.coordinate
    reports = workbook["Báo cáo"]
    assert any("E7" in area.cells for area in reports.conditional_formatting)


def test_no_page_of_the_table_holds_a_single_indicator(make_review, tmp_path):
    """The columns are parted evenly: a break after each part, none of more than six indicators."""
    told = [
        "Có 4 mô hình.", "Đã khen thưởng 5 tập thể, 6 cá nhân.", "Đã tổ chức 7 hội nghị học tập, quán triệt.",
        "Đã huy động 8 triệu đồng.", "Xóa 9 nhà tạm.", "Xây dựng 10 chuyên mục.",
    ]  # fmt: skip
    review = make_review(("Xã A", " ".join(told)))
    sheet = openpyxl.load_workbook(write_xlsx(review, tmp_path / "a.xlsx"))["Tổng hợp"]
    assert len(columns_of(sheet)) == 7
    breaks = [one.id for one in sheet.col_breaks.brk]
    parts = [0, 0]
    for column in columns_of(sheet).values():
        parts[column > breaks[0]] += 1
    assert sorted(parts) == [3, 4]


COMMENDED = [
    # level as told, the columns of collectives and individuals
    ("Trung ương", "C", "D"),
    ("tỉnh", "E", "F"),
    ("huyện", "G", "H"),
    ("xã", "I", "J"),
    ("các cấp", "K", "L"),
    (None, "K", "L"),
]


def test_a_commendation_stands_under_the_level_that_gave_it(make_review, tmp_path):
    given = [
        Commendation(level=level, collectives=3, individuals=4, form="Bằng khen")
        for level, _, _ in COMMENDED
    ]
    review = make_review(report("Xã A", "", commendations=given))
    sheet = openpyxl.load_workbook(write_xlsx(review, tmp_path / "a.xlsx"))["Khen thưởng"]
    for number, (level, collectives, individuals) in enumerate(COMMENDED, 1):
        row = sheet[6 + number]
        told = {cell.column_letter: cell.value for cell in row if cell.value is not None}
        counts = (told.pop(collectives), told.pop(individuals))
        assert counts == (3, 4), level
        assert told == {"A": number, "B": "Xã A", "M": "Bằng khen", "N": "Xã A.txt"}, level


# Links


def linked(path) -> tuple[dict[str, str], dict[str, str]]:
    """Where each linked cell of the workbook leads, and the names of cells."""
    workbook = openpyxl.load_workbook(path)
    links = {
        f"'{sheet.title}'!${cell.column_letter}${cell.row}": cell.hyperlink.location
        for sheet in workbook
        if sheet.title != "Bìa"
        for row in sheet.iter_rows()
        for cell in row
        if cell.hyperlink
    }
    return links, {name: one.attr_text for name, one in workbook.defined_names.items()}


@pytest.mark.parametrize("which", ["seeds_annex", "large_annex"])
def test_each_total_leads_to_its_first_source_and_each_source_back(which, request):
    path = request.getfixturevalue(which)
    links, names = linked(path)
    workbook = openpyxl.load_workbook(path)
    sheet, sources = workbook["Tổng hợp"], workbook["Nguồn"]
    for name, column in columns_of(sheet).items():
        total = f"'Tổng hợp'!${sheet.cell(COVERAGE, column).column_letter}${COVERAGE}"
        place = names[links[total]]
        rows = [row for row in range(6, sources.max_row + 1) if sources.cell(row, 4).value == name]
        assert place == f"'Nguồn'!$B${rows[0]}"
        assert {names[links[f"'Nguồn'!$B${row}"]] for row in rows} == {total}


def test_the_sources_of_one_total_stand_together(large_annex):
    sheet = openpyxl.load_workbook(large_annex)["Nguồn"]
    told = [row[3] for row in sheet.iter_rows(min_row=6, values_only=True)]
    runs = [name for before, name in zip([None, *told], told, strict=False) if name != before]
    assert len(runs) == len(set(runs))


def test_a_total_of_an_own_template_without_sources_keeps_its_text_and_leads_nowhere(
    small_review, tmp_path
):
    own = openpyxl.Workbook()
    own.active["A1"] = "{{ total.models.to_sources }}"
    own.save(tmp_path / "mau.xlsx")
    path = write_xlsx(small_review, tmp_path / "ra.xlsx", template=tmp_path / "mau.xlsx")
    cell = openpyxl.load_workbook(path).active["A1"]
    assert (cell.value, cell.hyperlink) == ("2/3", None)
    assert linked(path) == ({}, {})


def test_names_and_links_of_the_template_stay(small_review, tmp_path):
    own = openpyxl.Workbook()
    sheet = own.active
    sheet.title = "Của tôi's"
    sheet["A1"], sheet["A2"] = "{{ total.models.to_sources }}", "{{ total.models.to_total }}"
    sheet["A3"] = "bìa"
    sheet["A3"].hyperlink = openpyxl.worksheet.hyperlink.Hyperlink(ref="A3", location="'x'!A1")
    own.defined_names["cua_toi"] = openpyxl.workbook.defined_name.DefinedName(
        "cua_toi", attr_text="'Của tôi''s'!$A$3"
    )
    own.save(tmp_path / "mau.xlsx")
    path = write_xlsx(small_review, tmp_path / "ra.xlsx", template=tmp_path / "mau.xlsx")
    workbook = openpyxl.load_workbook(path)
    assert {name: one.attr_text for name, one in workbook.defined_names.items()} == {
        "cua_toi": "'Của tôi''s'!$A$3",
        "so_lieu.models": "'Của tôi''s'!$A$1",
        "nguon.models": "'Của tôi''s'!$A$2",
    }
    locations = [workbook.active[f"A{row}"].hyperlink.location for row in (1, 2, 3)]
    assert locations == ["nguon.models", "so_lieu.models", "'x'!A1"]


def test_an_id_with_a_hyphen_makes_a_name_that_excel_takes(small_review, tmp_path):
    profile = evolve(
        small_review.profile,
        indicators=tuple(
            evolve(one, id="mo-hinh") if one.id == "models" else one
            for one in small_review.profile.indicators
        ),
    )
    review = rk.Review(small_review.summaries, profile=profile)
    _, names = linked(write_xlsx(review, tmp_path / "a.xlsx"))
    assert {"so_lieu.mo.hinh", "nguon.mo.hinh"} <= set(names)
    assert not [name for name in names if re.search(r"[^\w.]", name)]


def test_a_workbook_without_such_links_stays_byte_for_byte():
    data = template_path("phu-luc").read_bytes()
    assert name_linked_cells(data) == data


# The chart


def chart_of(path) -> etree._Element:
    with zipfile.ZipFile(path) as package:
        return etree.fromstring(package.read("xl/charts/chart1.xml"))


def test_the_chart_shows_every_unit_that_told_its_models_the_greatest_first(large, large_annex):
    sheet = openpyxl.load_workbook(large_annex)["Biểu đồ"]
    rows = [row[:3] for row in sheet.iter_rows(min_row=6, values_only=True) if row[0]]
    told = sorted((n for n in range(1, 61) if n % 3), reverse=True)
    assert [row[1:] for row in rows] == [(f"Đơn vị số {n}", n) for n in told]
    last = 5 + len(told)
    chart = chart_of(large_annex)
    areas = [one.text for one in chart.iterfind(".//{*}ser/{*}cat//{*}f")]
    areas += [one.text for one in chart.iterfind(".//{*}ser/{*}val//{*}f")]
    assert areas == [f"'Biểu đồ'!$B$6:$B${last}", f"'Biểu đồ'!$C$6:$C${last}"]
    points = [Decimal(one.text) for one in chart.iterfind(".//{*}val//{*}pt/{*}v")]
    assert points == told


def test_the_chart_is_as_high_as_its_rows_and_says_what_it_shows(large_annex):
    with zipfile.ZipFile(large_annex) as package:
        drawing = etree.fromstring(package.read("xl/drawings/drawing1.xml"))
    first = int(drawing.findtext(".//{*}from/{*}row"))
    last = int(drawing.findtext(".//{*}to/{*}row"))
    assert last - first > 40
    assert "số mô hình" in drawing.find(".//{*}graphicFrame//{*}cNvPr").get("descr")


def test_without_a_number_of_models_the_chart_says_so(make_review, tmp_path):
    review = make_review(("Xã A", "Đã khen thưởng 5 tập thể."))
    path = write_xlsx(review, tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(path)["Biểu đồ"]
    assert sheet["A6"].value == "Chưa có đơn vị nào báo cáo số mô hình."


# Those who read it


def test_the_workbook_tells_its_title_and_language(seeds_annex):
    properties = openpyxl.load_workbook(seeds_annex).properties
    assert properties.language == "vi-VN"
    assert properties.title and properties.creator


def test_the_first_row_of_each_sheet_of_the_template_is_a_note_that_no_annex_carries(seeds_annex):
    for sheet in openpyxl.load_workbook(template_path("phu-luc")):
        assert re.fullmatch(r"\{#tr .+ #\}", sheet["A1"].value), sheet.title
    for sheet in openpyxl.load_workbook(seeds_annex):
        assert not any("{#" in str(cell) for row in sheet.values for cell in row)
        assert any(cell.value for cell in sheet[1]), sheet.title
