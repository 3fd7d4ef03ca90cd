"""What the annex tables tell: models by row, commendations by level; other tables beside."""

from __future__ import annotations

from reportkit.parsing._annexes import commendations_of_tables, initiatives_of_tables
from reportkit.sources import Source, Table, TableCell
from reportkit.spans import Span

Row = list[str | tuple[str, int]]


def with_table(rows: list[Row], above: str = "") -> Source:
    """A source with one table; a cell may be a pair of its text and the columns it covers."""
    text = above
    cells = []
    for row, texts in enumerate(rows):
        column = 0
        for each in texts:
            words, width = each if isinstance(each, tuple) else (each, 1)
            span = Span(len(text), len(text) + len(words))
            cells.append(TableCell(row, column, span, 1, width))
            text += words + "\t"
            column += width
        text = text[:-1] + "\n"
    return Source("a.docx", text, tables=(Table(cells),))


def test_a_table_of_models_gives_a_model_a_row() -> None:
    source = with_table(
        [
            ["TT", "Tên mô hình", "Đơn vị", "Lĩnh vực", "Kết quả", "Năm"],
            ["1", "“Hũ gạo tình thương”", "Hội LHPN xã Ia Chim", "An sinh", "Giúp 45 hộ", "2022"],
            ["2", "Mô hình Trồng cà phê sạch", "Chi bộ thôn 3", "Kinh tế", "", "2023"],
        ]
    )
    found = initiatives_of_tables(source)
    assert [(each.name, each.owner, each.field, each.content, each.year) for each in found] == [
        ("Hũ gạo tình thương", "Hội LHPN xã Ia Chim", "An sinh", "Giúp 45 hộ", 2022),
        ("Trồng cà phê sạch", "Chi bộ thôn 3", "Kinh tế", None, 2023),
    ]
    assert found[0].span is not None
    assert found[0].span.of(source.text) == "“Hũ gạo tình thương”"


def test_what_a_model_did_and_what_came_of_it_are_told_together() -> None:
    source = with_table(
        [
            ["TT", "Tên mô hình", "Nội dung", "Kết quả"],
            ["1", "Dân vận khéo làm đường", "Vận động hiến đất.", "1.200 m2 đất"],
        ]
    )
    (found,) = initiatives_of_tables(source)
    assert found.content == "Vận động hiến đất; 1.200 m2 đất"


def test_a_column_that_counts_models_names_none() -> None:
    source = with_table([["TT", "Đơn vị", "Số mô hình"], ["1", "Xã Ia Chim", "45"]])
    assert initiatives_of_tables(source) == []


def test_a_table_of_praise_gives_a_commendation_for_each_level_of_its_total() -> None:
    source = with_table(
        [
            ["TT", "Đơn vị", ("Cấp tỉnh", 2), ("Cấp huyện", 2)],
            ["TT", "Đơn vị", "Tập thể", "Cá nhân", "Tập thể", "Cá nhân"],
            ["1", "Xã Ia Chim", "1", "2", "10", "20"],
            ["2", "Xã Đăk Năng", "2", "3", "11", "1.021"],
            ["", "Tổng cộng", "3", "5", "21", "1.041"],
        ],
        above="Phụ lục IV. Khen thưởng\n",
    )
    found = commendations_of_tables(source)
    assert [(each.level, each.collectives, each.individuals) for each in found] == [
        ("tỉnh", 3, 5),
        ("huyện", 21, 1041),
    ]


def test_without_a_total_each_row_commends_for_itself() -> None:
    source = with_table(
        [["Hình thức", "Tập thể", "Cá nhân"], ["Cấp tỉnh", "3", "5"], ["Cấp xã", "21", "41"]],
        above="Bảng tổng hợp khen thưởng\n",
    )
    found = commendations_of_tables(source)
    assert [(each.level, each.collectives, each.individuals) for each in found] == [
        ("tỉnh", 3, 5),
        ("xã", 21, 41),
    ]


def test_praise_that_is_only_proposed_is_none() -> None:
    heads: list[Row] = [
        ["Đơn vị", ("Đã khen thưởng", 2), ("Đề nghị khen thưởng", 2)],
        ["Đơn vị", "Tập thể", "Cá nhân", "Tập thể", "Cá nhân"],
        ["Tổng cộng", "3", "5", "1", "2"],
    ]
    found = commendations_of_tables(with_table(heads))
    assert [(each.collectives, each.individuals) for each in found] == [(3, 5)]
    proposed: list[Row] = [["Đơn vị", "Tập thể", "Cá nhân"], ["Tổng cộng", "3", "5"]]
    above = "Đã khen thưởng 9 tập thể.\nDanh sách đề nghị khen thưởng\n"
    assert commendations_of_tables(with_table(proposed, above=above)) == []


def test_a_table_that_praises_nobody_is_none() -> None:
    source = with_table([["Đơn vị", "Tập thể", "Cá nhân"], ["Xã Ia Chim", "3", "5"]])
    assert commendations_of_tables(source) == []
