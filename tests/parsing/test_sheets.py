"""A sheet that an office already has: a summary a unit, units down or across."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas
import pytest

import reportkit as rk
from reportkit.errors import SourceError
from reportkit.parsing import Scope, Summary, from_table
from reportkit.review import Code

DOWN = [
    ["BIỂU SỐ LIỆU 6 THÁNG ĐẦU NĂM 2024"],
    [
        "TT",
        "Đơn vị",
        "Số mô hình",
        "Hội nghị học tập, quán triệt",
        "Kinh phí (triệu đồng)",
        "Cây xanh",
    ],
    [1, "Xã Suối Đá", 12, 3, 150.5, 7],
    [2, "Đảng bộ xã Đồi Chè", 30, 4, 20, 8],
    [None, "Tổng cộng", 42, 7, 170.5, 15],
]
ACROSS = [
    ["Chỉ tiêu", "Xã Suối Đá", "Đảng bộ xã Đồi Chè"],
    ["Số mô hình", 12, 30],
    ["Hội nghị học tập, quán triệt", 3, 4],
]
ONE = [
    ["Chỉ tiêu", "Đơn vị tính", "Kế hoạch", "Kết quả"],
    ["Mô hình học tập và làm theo", "mô hình", 20, 22],
]


def workbook(path: Path, rows: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def table(review: rk.Review, *indicators: str) -> dict[str, list[int | None]]:
    cells = {
        unit.name: [review.cell(unit, indicator).amount for indicator in indicators]
        for unit in review.units
    }
    return {name: [amount and int(amount.value) for amount in row] for name, row in cells.items()}


@pytest.mark.parametrize("rows", [DOWN, ACROSS], ids=["units down", "units across"])
def test_a_workbook_gives_a_summary_a_unit(tmp_path: Path, rows):
    reading = rk.read(workbook(tmp_path / "so-lieu.xlsx", rows))
    review = rk.Review(reading, profile="chi-thi-05")
    assert table(review, "models", "conferences") == {
        "Xã Suối Đá": [12, 3],
        "Đảng bộ xã Đồi Chè": [30, 4],
    }
    assert review.total("models").amount.value == 42


def test_a_merged_head_speaks_of_all_its_columns(tmp_path: Path):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["BIỂU TỔNG HỢP SỐ LIỆU"],
        ["Đơn vị", "Khen thưởng", None, "Số mô hình", None],
        [None, "Tập thể", "Cá nhân", "Năm 2023", "Năm 2024"],
        ["Xã A", 3, 5, 7, 9],
        ["Xã B", 1, 2, 8, 11],
    ):
        sheet.append(row)
    for merged in ("A1:E1", "A2:A3", "B2:C2", "D2:E2"):
        sheet.merge_cells(merged)
    book.save(tmp_path / "so-lieu.xlsx")
    review = rk.Review(rk.read(tmp_path / "so-lieu.xlsx"), profile="chi-thi-05")
    ids = ("collectives_commended", "individuals_commended", "models")
    assert table(review, *ids) == {"Xã A": [3, 5, 9], "Xã B": [1, 2, 11]}


GROUPS = [
    pytest.param(
        [["I", "Huyện Ba Sao", 7], [1, "Xã Suối Đá", 3], [2, "Xã Đồi Chè", 4], ["II", "Huyện Phú Lộc", 5], [1, "Xã Núi Đôi", 5], [None, "Tổng cộng", 12]],
        {"Xã Suối Đá": "Huyện Ba Sao", "Xã Đồi Chè": "Huyện Ba Sao", "Xã Núi Đôi": "Huyện Phú Lộc"}, 12,
        id="districts with their communes",
    ),
    pytest.param(
        [["A", "Khối huyện", 12], ["I", "Huyện Ba Sao", 7], [1, "Xã Suối Đá", 3], ["B", "Khối sở", 6], [1, "Sở Nội vụ", 6]],
        {"Huyện Ba Sao": "Khối huyện", "Xã Suối Đá": "Huyện Ba Sao", "Sở Nội vụ": "Khối sở"}, 18,
        id="three levels",
    ),
    pytest.param(
        [["I", "Huyện Ba Sao", None], [1, "Xã Suối Đá", 3], [2, "Xã Đồi Chè", 4]],
        {"Xã Suối Đá": "Huyện Ba Sao", "Xã Đồi Chè": "Huyện Ba Sao"}, 7,
        id="a head without a number",
    ),
    pytest.param([[1, "Xã Suối Đá", 3], [2, "Xã Đồi Chè", 4]], {}, 7, id="no groups"),
    pytest.param([["A", "B", 1], [1, "Xã Suối Đá", 3], [2, "Xã Đồi Chè", 4]], {}, 7, id="a row that numbers the columns"),
    pytest.param([["I", "Xã Suối Đá", 3], ["II", "Xã Đồi Chè", 4]], {}, 7, id="Roman numbers all through"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "parents", "total"), GROUPS)
def test_units_under_the_head_of_a_group_are_its_own_and_not_added_again(rows, parents, total):
    summaries = from_table([["STT", "Đơn vị", "Số mô hình"], *rows])
    told = {one.unit.name: one.unit.parent for one in summaries if one.unit.parent}
    assert told == parents
    review = rk.Review(summaries, profile="chi-thi-05")
    assert review.total("models").amount.value == total


TWO_COLUMNS = [
    pytest.param(["Huyện Ba Sao", None, "Huyện Phú Lộc"], id="the district told once"),
    pytest.param(
        ["Huyện Ba Sao", "Huyện Ba Sao", "Huyện Phú Lộc"], id="the district told in each row"
    ),
]


@pytest.mark.parametrize("districts", TWO_COLUMNS)
def test_of_two_columns_of_units_the_lower_ones_report(districts):
    communes = ["Xã Suối Đá", "Xã Đồi Chè", "Xã Núi Đôi"]
    rows = [[n, *pair, 2 + n] for n, pair in enumerate(zip(districts, communes, strict=True), 1)]
    summaries = from_table([["TT", "Tên huyện", "Tên xã", "Số mô hình"], *rows])
    assert [(one.unit.name, one.figures[0].quote) for one in summaries] == [
        ("Xã Suối Đá", "3"), ("Xã Đồi Chè", "4"), ("Xã Núi Đôi", "5"),
    ]  # fmt: skip


def test_a_second_column_of_words_is_no_unit():
    rows = [
        ["Đơn vị", "Người phụ trách", "Số mô hình"],
        ["Xã A", "Ông Bình", 3],
        ["Xã B", "Bà Chi", 4],
    ]
    assert [one.unit.name for one in from_table(rows)] == ["Xã A", "Xã B"]


def test_a_workbook_with_a_sheet_a_unit_gives_a_summary_a_sheet(tmp_path: Path):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for unit, models in (("Xã Suối Đá", 12), ("Xã Đồi Chè", 7)):
        sheet = book.create_sheet(unit)
        sheet.append(["Chỉ tiêu", "ĐVT", "Kế hoạch", "Thực hiện"])
        sheet.append(["Số mô hình", "mô hình", 10, models])
        sheet.append(["Hội nghị học tập, quán triệt", "hội nghị", 5, 4])
    book.save(tmp_path / "so-lieu.xlsx")
    review = rk.Review(rk.read(tmp_path / "so-lieu.xlsx"), profile="chi-thi-05")
    assert table(review, "models", "conferences") == {"Xã Suối Đá": [12, 4], "Xã Đồi Chè": [7, 4]}


BODIES_COUNTED = [
    pytest.param(
        [["TT", "Đơn vị", "Chi bộ", "Hội nghị quán triệt", "Đoàn viên"], [1, "Xã A", 3, 7, 20], [2, "Xã B", 5, 11, 30], ["", "Tổng cộng", 8, 18, 50]],
        id="units down, with a total",
    ),
    pytest.param(
        [["TT", "Chỉ tiêu", "Xã A", "Xã B", "Tổng cộng"], [1, "Chi bộ", 3, 5, 8], [2, "Hội nghị quán triệt", 7, 11, 18], [3, "Đoàn viên", 20, 30, 50]],
        id="units across, with a total",
    ),
]  # fmt: skip


@pytest.mark.parametrize("rows", BODIES_COUNTED)
def test_what_sounds_like_a_body_and_is_counted_is_no_unit(rows):
    told = {
        one.unit.name: {figure.counted: int(figure.quantity.value) for figure in one.figures}
        for one in from_table(rows)
    }
    assert told == {
        "Xã A": {"Chi bộ": 3, "Hội nghị quán triệt": 7, "Đoàn viên": 20},
        "Xã B": {"Chi bộ": 5, "Hội nghị quán triệt": 11, "Đoàn viên": 30},
    }


def test_bodies_without_a_place_in_their_names_are_units():
    rows = [["Nội dung", "Văn phòng", "Hội Phụ nữ", "Công an tỉnh"], ["Số mô hình", 3, 4, 5]]
    assert [one.unit.name for one in from_table(rows)] == rows[0][1:]


def test_money_and_period_are_told_by_heads_and_title(tmp_path: Path):
    (first, _) = rk.read(workbook(tmp_path / "so-lieu.xlsx", DOWN))
    money = next(figure for figure in first.figures if figure.quote == "150,5")
    assert (money.quantity.value, money.quantity.unit) == (150_500_000, "đồng")
    assert first.period.start.isoformat() == "2024-01-01"


def test_heads_that_name_no_indicator_are_told_once(tmp_path: Path):
    review = rk.Review(rk.read(workbook(tmp_path / "so-lieu.xlsx", DOWN)), profile="chi-thi-05")
    (found,) = [one for one in review.findings if one.code is Code.HEAD_UNMATCHED]
    assert "Cây xanh" in found.message and "Số mô hình" not in found.message


def test_the_total_of_a_sheet_is_checked_once_and_never_added(tmp_path: Path):
    wrong = [*DOWN[:-1], [None, "Tổng cộng", 45, 7, 170.5, 15]]
    review = rk.Review(rk.read(workbook(tmp_path / "so-lieu.xlsx", wrong)), profile="chi-thi-05")
    assert [one.message for one in review.findings if one.code is Code.COLUMN_SUM] == [
        "Dòng tổng của cột “số mô hình” ghi 45, các dòng cộng lại 12 + 30 = 42: nhiều hơn 3."
    ]
    assert review.total("models").amount.value == 42


def test_a_correction_of_one_unit_leaves_the_others(tmp_path: Path):
    file = workbook(tmp_path / "so-lieu.xlsx", DOWN)
    check = rk.Review(rk.read(file), profile="chi-thi-05").to_verification(
        tmp_path / "k" / "x.xlsx"
    )
    book = openpyxl.load_workbook(check)
    sheet = book["Kiểm tra"]
    heads = [cell.value for cell in sheet[1]]
    (row,) = (
        row for row in sheet.iter_rows(min_row=2) if row[heads.index("Số liệu")].value == "12"
    )
    row[heads.index("Giá trị")].value = 13
    book.save(check)
    review = rk.Review(rk.read(file), profile="chi-thi-05", corrections=check)
    assert table(review, "models") == {"Xã Suối Đá": [13], "Đảng bộ xã Đồi Chè": [30]}
    assert not [one for one in review.findings if one.code is Code.CORRECTION_NOT_APPLIED]


def test_a_form_of_one_unit_is_one_report(tmp_path: Path):
    (summary,) = rk.read(workbook(tmp_path / "so-lieu.xlsx", ONE))
    review = rk.Review([summary], profile="chi-thi-05")
    assert review.total("models").amount.value == 22


def test_rows_and_frames_are_tables_too():
    pandas = pytest.importorskip("pandas")
    rows = [["Đơn vị", "Số mô hình", "Số hội nghị"], ["Xã A", 12, 3], ["Xã B", None, 4]]
    frame = pandas.DataFrame(rows[1:], columns=rows[0])
    indexed = frame.set_index("Đơn vị")
    unnamed = indexed.rename_axis(None)
    for made in map(from_table, (rows, frame, indexed, unnamed)):
        told = [(one.unit.name, [figure.quantity.value for figure in one.figures]) for one in made]
        assert told == [("Xã A", [12, 3]), ("Xã B", [4])]


def test_a_table_of_one_unit_is_its_summary():
    rows = [["Chỉ tiêu", "Kết quả"], ["Số mô hình", 12], ["Tỷ lệ cam kết (%)", 98.5]]
    summary = Summary.from_table(rows, unit="Huyện ủy Ngọc Hồi", name="phu-luc")
    assert (summary.unit.name, summary.source.name) == ("Đảng bộ huyện Ngọc Hồi", "phu-luc")
    assert [figure.quote for figure in summary.figures] == ["12", "98,5"]
    with pytest.raises(SourceError, match="2 units: Xã A, Xã B"):
        Summary.from_table([["Đơn vị", "Số mô hình"], ["Xã A", 12], ["Xã B", 3]])
    one = Summary.from_table([["Đơn vị", "Số mô hình"], ["Xã A", 12], ["Xã B", 3]], unit="Xã A")
    assert [figure.scope.name for figure in one.figures] == [None, "Xã B"]


@pytest.mark.parametrize(
    "table",
    [
        pandas.DataFrame({"Số mô hình": [3], "Số tập thể được khen": [4]}),
        [["Số mô hình", "Số tập thể được khen"], [3, 4]],
    ],
    ids=["a DataFrame", "rows"],
)
def test_a_row_of_numbers_under_heads_is_that_of_the_unit_given(table):
    summary = Summary.from_table(table, unit="Xã A")
    assert [(one.counted, one.quantity.value, one.scope) for one in summary.figures] == [
        ("Số mô hình", 3, Scope()),
        ("Số tập thể được khen", 4, Scope()),
    ]
