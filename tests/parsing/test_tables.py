"""Figures of tables: indicators down, units down, units of measure with a scale, parts of a whole."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reportkit.parsing import Role, ScopeKind
from reportkit.parsing._drawn_tables import drawn_tables
from reportkit.parsing._tables import figures_of_tables
from reportkit.sources import Source, Table, TableCell
from reportkit.spans import Span


def source_with(rows: list[list[str]]) -> Source:
    """A source whose text is one table."""
    text, cells = "", []
    for row, texts in enumerate(rows):
        for column, words in enumerate(texts):
            text += "\t" if column else ""
            cells.append(TableCell(row, column, Span(len(text), len(text) + len(words))))
            text += words
        text += "\n"
    return Source("table.docx", text, [Table(cells)])


def test_indicators_down_with_a_column_of_units():
    figures = figures_of_tables(
        source_with(
            [
                ["TT", "Nội dung", "ĐVT", "Kế hoạch", "Thực hiện"],
                ["1", "Sản lượng chè", "nghìn tấn", "1,9", "2,1"],
                ["2", "Kinh phí hỗ trợ", "triệu đồng", "450", "trên 500"],
            ]
        )
    )
    assert [(f.counted, f.quantity.value, f.quantity.unit, f.role) for f in figures] == [
        ("Sản lượng chè", Decimal(1900), "tấn", Role.TARGET),
        ("Sản lượng chè", Decimal(2100), "tấn", Role.RESULT),
        ("Kinh phí hỗ trợ", Decimal(450_000_000), "đồng", Role.TARGET),
        ("Kinh phí hỗ trợ", Decimal(500_000_000), "đồng", Role.RESULT),
    ]
    assert figures[3].quantity.bound == "over"
    assert figures[3].quote == "trên 500"


def test_units_down_and_the_total_row_speaks_for_the_whole():
    figures = figures_of_tables(
        source_with(
            [
                ["STT", "Đơn vị", "Số mô hình", "Số tập thể được khen"],
                ["1", "Xã An Lão", "12", "3"],
                ["2", "Xã Bồ Đề", "9", "–"],
                ["", "Tổng cộng", "21", "3"],
            ]
        )
    )
    assert [(f.scope.kind, f.scope.name, f.quantity.value, f.quantity.unit) for f in figures] == [
        (ScopeKind.SUB_UNIT, "Xã An Lão", 12, "mô hình"),
        (ScopeKind.SUB_UNIT, "Xã An Lão", 3, "tập thể"),
        (ScopeKind.SUB_UNIT, "Xã Bồ Đề", 9, "mô hình"),
        (ScopeKind.UNIT, None, 21, "mô hình"),
        (ScopeKind.UNIT, None, 3, "tập thể"),
    ]


@pytest.mark.parametrize("head", ["Đơn vị", "Thôn"])
def test_units_that_are_numbered_are_units(head: str):
    rows = [["TT", head, "Số mô hình"], ["1", "Thôn 1", "4"], ["2", "Chi bộ thôn 2A", "6"]]
    figures = figures_of_tables(source_with([*rows, ["", "Tổng cộng", "10"]]))
    assert [(f.scope.name, f.counted, f.quantity.value) for f in figures] == [
        ("Thôn 1", "Số mô hình", 4),
        ("Chi bộ thôn 2A", "Số mô hình", 6),
        (None, "Số mô hình", 10),
    ]


def test_a_cell_that_says_khong_co_among_numbers_is_zero_and_a_dash_is_none():
    figures = figures_of_tables(
        source_with(
            [
                ["Đơn vị", "Số mô hình", "Số tập thể được khen", "Ghi chú"],
                ["Xã An Lão", "12", "Không có", "không có"],
                ["Xã Bồ Đề", "–", "3", "không có"],
            ]
        )
    )
    assert [(f.scope.name, f.quote, f.quantity.value, f.quantity.unit) for f in figures] == [
        ("Xã An Lão", "12", 12, "mô hình"),
        ("Xã An Lão", "Không có", 0, "tập thể"),
        ("Xã Bồ Đề", "3", 3, "tập thể"),
    ]


def test_rows_of_trong_do_are_parts_of_the_row_above():
    figures = figures_of_tables(
        source_with(
            [
                ["Nội dung", "Đơn vị tính", "Kết quả"],
                ["Hội nghị quán triệt", "hội nghị", "40"],
                ["Trong đó: - Cấp huyện", "hội nghị", "6"],
                ["- Cấp xã", "hội nghị", "34"],
                ["Lượt người dự", "lượt người", "5.120"],
            ]
        )
    )
    assert [figure.part_of for figure in figures] == [None, 0, 0, None]


def test_a_letterhead_in_a_table_holds_no_figures():
    rows = [["HUYỆN ỦY A\n*\nSố 12-BC/HU", "Bình Lục, ngày 05 tháng 9 năm 2023"], ["", "BÁO CÁO"]]
    assert (
        figures_of_tables(source_with([[cell.replace("\n", " ") for cell in row] for row in rows]))
        == []
    )


def test_a_row_that_numbers_the_columns_is_no_data():
    figures = figures_of_tables(
        source_with(
            [
                ["TT", "Nội dung", "Kết quả (hộ)"],
                ["(1)", "(2)", "(3)"],
                ["1", "Hộ thoát nghèo", "25"],
            ]
        )
    )
    assert [(figure.quantity.value, figure.quantity.unit) for figure in figures] == [(25, "hộ")]


def test_units_across_and_the_total_column_speaks_for_the_whole():
    figures = figures_of_tables(
        source_with(
            [
                ["Nội dung", "Huyện A Lưới", "Thị xã Hương Trà", "Tổng cộng"],
                ["Số hộ nghèo", "1.250", "610", "1.860"],
            ]
        )
    )
    assert [(figure.scope.kind, figure.scope.name) for figure in figures] == [
        (ScopeKind.SUB_UNIT, "Huyện A Lưới"),
        (ScopeKind.SUB_UNIT, "Thị xã Hương Trà"),
        (ScopeKind.UNIT, None),
    ]


def test_the_column_of_an_earlier_year_tells_earlier_results_and_a_minus_tells_less():
    figures = figures_of_tables(
        source_with(
            [
                [
                    "TT",
                    "Nội dung",
                    "Thực hiện năm 2022",
                    "Thực hiện năm 2023",
                    "Tăng (+), giảm (-)",
                ],
                ["1", "Đơn thư tiếp nhận (đơn)", "88", "71", "-17"],
            ]
        )
    )
    assert [(figure.role, figure.quantity.value, figure.quantity.unit) for figure in figures] == [
        (Role.EARLIER, 88, "đơn"),
        (Role.RESULT, 71, "đơn"),
        (Role.CHANGE, -17, "đơn"),
    ]


def test_a_percentage_of_the_plan_is_a_share_whatever_the_row_counts():
    figures = figures_of_tables(
        source_with(
            [
                ["TT", "Chỉ tiêu", "Đvt", "Kế hoạch năm", "Thực hiện", "Tỷ lệ so với kế hoạch (%)"],
                ["1", "Vốn vay ưu đãi", "triệu đồng", "85.000", "91.325", "107,4"],
                ["", "- Hộ nghèo", "triệu đồng", "50.000", "51.000", "102"],
                ["2", "Tỷ lệ hộ dùng điện", "%", "95", "95,6", "100,6"],
            ]
        )
    )
    assert [(f.role, f.quantity.unit, f.counted, f.part_of) for f in figures] == [
        (Role.TARGET, "đồng", "Vốn vay ưu đãi", None),
        (Role.RESULT, "đồng", "Vốn vay ưu đãi", None),
        (Role.SHARE, "%", "Tỷ lệ so với kế hoạch", None),
        (Role.TARGET, "đồng", "Hộ nghèo", 0),
        (Role.RESULT, "đồng", "Hộ nghèo", 1),
        (Role.SHARE, "%", "Tỷ lệ so với kế hoạch", None),
        (Role.TARGET, "%", "Tỷ lệ hộ dùng điện", None),
        (Role.RESULT, "%", "Tỷ lệ hộ dùng điện", None),
        (Role.SHARE, "%", "Tỷ lệ so với kế hoạch", None),
    ]


def test_money_is_read_as_heads_shorten_it():
    figures = figures_of_tables(
        source_with(
            [
                ["Chỉ tiêu", "Đơn vị tính", "Thực hiện"],
                ["Giá trị sản xuất", "Tỷ.đ", "381,8"],
                ["Thu nhập bình quân", "Tr.đ/người", "42,5"],
                ["Học phí", "1.000 đồng", "120"],
            ]
        )
    )
    assert [(figure.quantity.value, figure.quantity.unit) for figure in figures] == [
        (381_800_000_000, "đồng"),
        (42_500_000, "đồng"),
        (120_000, "đồng"),
    ]


def test_a_label_that_names_no_noun_gives_no_unit():
    figures = figures_of_tables(
        source_with([["Đơn vị", "Khiển trách", "Số máy cày"], ["Xã An Lão", "2", "3"]])
    )
    assert [(figure.quantity.unit, figure.counted) for figure in figures] == [
        (None, "Khiển trách"),
        ("máy cày", "Số máy cày"),
    ]


def test_nor_is_a_row_that_does():
    figures = figures_of_tables(
        source_with(
            [
                ["TT", "Đơn vị", "Số mô hình", "Khen thưởng tập thể"],
                ["1", "Xã A", "12", "3"],
                ["2", "Xã B", "30", "5"],
                ["Tổng hợp", "Tổng hợp", "42", "8"],
                ["Số đơn vị báo cáo", "Số đơn vị báo cáo", "2/3", "2/3"],
            ]
        )
    )
    assert [figure.quote for figure in figures] == ["12", "3", "30", "5", "42", "8"]


def test_a_column_that_tells_how_many_units_reported_is_no_result():
    figures = figures_of_tables(
        source_with(
            [
                ["TT", "Chỉ tiêu", "Đơn vị tính", "Tổng hợp", "Số đơn vị báo cáo"],
                ["1", "Hội nghị quán triệt", "hội nghị", "9.662", "2/5"],
            ]
        )
    )
    assert [figure.quote for figure in figures] == ["9.662"]


def test_heads_that_name_who_is_counted_say_what_the_cells_count():
    figures = figures_of_tables(
        source_with(
            [
                ["TT", "Khen thưởng", "Tập thể", "Cá nhân"],
                ["1", "Bằng khen", "3", "5"],
                ["2", "Giấy khen", "12", "40"],
                ["", "Tổng", "15", "45"],
            ]
        )
    )
    assert [(f.counted, f.quantity.value, f.quantity.unit) for f in figures] == [
        ("Tập thể khen thưởng Bằng khen", 3, "Tập thể"),
        ("Cá nhân khen thưởng Bằng khen", 5, "Cá nhân"),
        ("Tập thể khen thưởng Giấy khen", 12, "Tập thể"),
        ("Cá nhân khen thưởng Giấy khen", 40, "Cá nhân"),
        ("Tập thể khen thưởng", 15, "Tập thể"),
        ("Cá nhân khen thưởng", 45, "Cá nhân"),
    ]


def test_heads_of_a_plan_and_its_result_count_nothing_themselves():
    figures = figures_of_tables(
        source_with([["Nội dung", "Kế hoạch", "Thực hiện"], ["Số hội nghị", "12", "14"]])
    )
    assert [(f.counted, f.quantity.unit) for f in figures] == [("Số hội nghị", "hội nghị")] * 2


def test_periods_down_tell_the_same_of_earlier_years():
    text = (
        "Số liệu qua các năm:\n\nNăm | Hộ nghèo (hộ) | Tỷ lệ hộ nghèo (%)\n"
        "2021 | 31.460 | 18,32\n2022 | 26.215 | 15,11\n2023 | 20.883 | 11,92\n"
    )
    figures = figures_of_tables(Source("bc.txt", text, drawn_tables(text)))
    assert [
        (each.quote, each.quantity.unit, each.counted, each.role, each.period.start.year)
        for each in figures
    ] == [
        ("31.460", "hộ", "Hộ nghèo", Role.EARLIER, 2021),
        ("18,32", "%", "Tỷ lệ hộ nghèo", Role.EARLIER, 2021),
        ("26.215", "hộ", "Hộ nghèo", Role.EARLIER, 2022),
        ("15,11", "%", "Tỷ lệ hộ nghèo", Role.EARLIER, 2022),
        ("20.883", "hộ", "Hộ nghèo", Role.RESULT, 2023),
        ("11,92", "%", "Tỷ lệ hộ nghèo", Role.SHARE, 2023),
    ]


DOSSIERS = [
    ["Lĩnh vực", "Tiếp nhận (hồ sơ)", "Quá hạn (hồ sơ)"],
    ["Đất đai", "312", "4"],
    ["Hộ tịch", "65", "0"],
    ["Tổng cộng", "377", "4"],
]


def test_heads_say_what_was_done_with_it_and_the_rows_are_parts_of_their_total():
    figures = figures_of_tables(source_with(DOSSIERS))
    assert [(f.counted, f.quantity.unit, f.part_of) for f in figures] == [
        ("Tiếp nhận (hồ sơ) lĩnh vực Đất đai", "hồ sơ", 4),
        ("Quá hạn (hồ sơ) lĩnh vực Đất đai", "hồ sơ", 5),
        ("Tiếp nhận (hồ sơ) lĩnh vực Hộ tịch", "hồ sơ", 4),
        ("Quá hạn (hồ sơ) lĩnh vực Hộ tịch", "hồ sơ", 5),
        ("Tiếp nhận (hồ sơ) lĩnh vực", "hồ sơ", None),
        ("Quá hạn (hồ sơ) lĩnh vực", "hồ sơ", None),
    ]


def test_without_a_total_the_rows_are_what_is_counted():
    figures = figures_of_tables(source_with(DOSSIERS[:3]))
    assert [f.counted for f in figures] == ["Đất đai", "Đất đai", "Hộ tịch", "Hộ tịch"]
