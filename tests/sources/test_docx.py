"""What a .docx says: words in reading order, numbers as they print, tables with their places."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from reportkit.errors import SourceError
from reportkit.sources import Source, open_source
from tests.sources.packages import cell, docx, numbered, paragraph, run, table


def lines(body: str, **parts: str) -> list[str]:
    """The paragraphs and rows of the text."""
    return [line for line in open_source(docx(body, **parts), "a.docx").text.split("\n") if line]


def cells(source: Source) -> list[tuple[int, int, int, int, str]]:
    """Row, column, rows and columns covered, and text of each cell."""
    return [
        (cell.row, cell.column, cell.row_span, cell.column_span, cell.span.of(source.text))
        for table in source.tables
        for cell in table.cells
    ]


BOX = "<w:txbxContent>" + paragraph("Trong khung") + "</w:txbxContent>"

WORDS = [
    pytest.param(paragraph("Có 29 mô hình"), ["Có 29 mô hình"], id="plain"),
    pytest.param(
        f"<w:p>{run('Có ')}{run('29 mô')}{run(' hình')}</w:p>", ["Có 29 mô hình"], id="runs"
    ),
    pytest.param("<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r></w:p>", ["a\tb"], id="tab"),
    pytest.param("<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r></w:p>", ["a", "b"], id="break"),
    pytest.param(
        "<w:p><w:r><w:t>2021</w:t><w:noBreakHyphen/><w:t>2025</w:t></w:r></w:p>",
        ["2021-2025"],
        id="no-break hyphen",
    ),
    pytest.param(
        "<w:p><w:r><w:sym w:font='Wingdings' w:char='F0D8'/><w:sym w:char='B7'/>"
        "<w:sym w:char='F04A'/><w:sym w:char='x'/><w:t> a</w:t></w:r></w:p>",
        ["➢• a"],
        id="bullets typed as symbols; a picture of a symbol font says nothing",
    ),
    pytest.param(
        f"<w:p><w:hyperlink>{run('liên kết')}</w:hyperlink></w:p>", ["liên kết"], id="hyperlink"
    ),
    pytest.param(
        "<w:p><w:r><w:t>Có 29</w:t></w:r><w:r><w:fldChar w:fldCharType='begin'/></w:r>"
        "<w:r><w:instrText> NOTEREF _Ref1 \\f \\h </w:instrText></w:r>"
        "<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>7</w:t></w:r>"
        "<w:r><w:fldChar w:fldCharType='end'/></w:r><w:r><w:t> mô hình</w:t></w:r></w:p>",
        ["Có 29 mô hình"],
        id="a footnote that is referred to again",
    ),
    pytest.param(
        "<w:p><w:r><w:t>Có 29</w:t></w:r><w:fldSimple w:instr=' NOTEREF _Ref1 '><w:r><w:t>7</w:t>"
        "</w:r></w:fldSimple><w:fldSimple w:instr=' PAGE '><w:r><w:t> 3</w:t></w:r></w:fldSimple>"
        "</w:p>",
        ["Có 29 3"],
        id="a footnote that is referred to again, in short",
    ),
    pytest.param(
        f"<w:sdt><w:sdtContent>{paragraph('Có 29')}</w:sdtContent></w:sdt>",
        ["Có 29"],
        id="content control around a paragraph",
    ),
    pytest.param(
        f"<w:p>{run('Có ')}<w:sdt><w:sdtContent>{run('29')}</w:sdtContent></w:sdt></w:p>",
        ["Có 29"],
        id="content control in a paragraph",
    ),
    pytest.param(
        f"<w:p>{run('Có ')}<w:del><w:r><w:delText>28</w:delText></w:r></w:del>"
        f"<w:ins>{run('29')}</w:ins></w:p>",
        ["Có 29"],
        id="a tracked change is taken as accepted",
    ),
    pytest.param(
        f"<w:p>{run('Có ')}<w:moveFrom>{run('28')}</w:moveFrom><w:moveTo>{run('29')}</w:moveTo></w:p>",
        ["Có 29"],
        id="a tracked move",
    ),
    pytest.param(
        paragraph("Có ", "<w:rPr><w:del/></w:rPr>") + paragraph("29 mô hình"),
        ["Có 29 mô hình"],
        id="a deleted paragraph mark joins",
    ),
    pytest.param(
        f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>{run('hiện')}</w:p>",
        ["hiện"],
        id="hidden text",
    ),
    pytest.param(
        "<w:p><w:r><w:fldChar w:fldCharType='begin'/><w:instrText>PAGE</w:instrText>"
        "<w:fldChar w:fldCharType='separate'/><w:t>3</w:t><w:fldChar w:fldCharType='end'/></w:r></w:p>",
        ["3"],
        id="a field shows its result",
    ),
    pytest.param(
        f"<w:p>{run('Đoạn')}<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{BOX}</wps:txbx>"
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r></w:p>",
        ["Đoạn", "Trong khung"],
        id="a text box stands once, behind its paragraph",
    ),
    pytest.param(
        f"<w:p>{run('Đoạn')}<w:r><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></w:r></w:p>",
        ["Đoạn", "Trong khung"],
        id="an old text box",
    ),
    pytest.param(
        "<w:p><m:oMath><m:f><m:num><m:r><m:t>11</m:t></m:r></m:num></m:f></m:oMath></w:p>",
        ["11"],
        id="a formula",
    ),
    pytest.param(
        table(cell("Khung một ô")) + paragraph("sau"),
        ["Khung một ô", "sau"],
        id="a frame of one cell",
    ),
    pytest.param(paragraph() + paragraph("a") + paragraph() * 3, ["a"], id="empty paragraphs"),
]


@pytest.mark.parametrize(("body", "wanted"), WORDS)
def test_words_are_read_as_they_print(body: str, wanted: list[str]) -> None:
    assert lines(body) == wanted


def test_an_empty_line_parts_paragraphs_so_that_none_looks_like_a_broken_line() -> None:
    source = open_source(
        docx(paragraph("Một") + table(cell("a") + cell("b")) + paragraph("Hai")), "a.docx"
    )
    assert source.text == "Một\n\na\tb\n\nHai\n"


def test_nfd_and_no_break_spaces_stay_as_they_are() -> None:
    assert lines(paragraph("Ca\u0309i\u00a029")) == ["Ca\u0309i\u00a029"]


def test_footnotes_follow_the_text_and_leave_no_mark_behind_a_number() -> None:
    body = f"<w:p>{run('Ban hành 25')}<w:r><w:footnoteReference w:id='2'/></w:r>{run(' văn bản')}</w:p>"
    notes = (
        f"<w:footnote w:type='separator' w:id='0'>{paragraph('kẻ')}</w:footnote>"
        f"<w:footnote w:id='2'><w:p><w:r><w:footnoteRef/></w:r>{run('Gồm 5 kế hoạch')}</w:p></w:footnote>"
    )
    assert lines(body, footnotes=notes) == ["Ban hành 25 văn bản", "Gồm 5 kế hoạch"]


@pytest.mark.parametrize(
    ("note", "kept"),
    [
        ("Đảng bộ xã A (bao-cao.docx): “Toàn xã có 5 mô hình.”", False),
        ("Đảng bộ xã A (báo cáo 2.pdf)", False),
        ("bao-cao.html: “Có 5 mô hình.”", True),
        ("Theo Báo cáo số 5 (bản ngày 3/2): “Có 5 mô hình.”", True),
        ("Gồm 5 kế hoạch (xem ke-hoach.docx).", True),
    ],
)
def test_a_footnote_that_quotes_another_report_says_nothing_of_this_one(note, kept) -> None:
    notes = f"<w:footnote w:id='2'>{paragraph(note)}</w:footnote>"
    assert lines(paragraph("Một"), footnotes=notes) == ["Một", *([note] if kept else [])]


def test_a_table_of_contents_is_left_out() -> None:
    styles = "<w:style w:type='paragraph' w:styleId='M1'><w:name w:val='toc 1'/></w:style>"
    body = paragraph("I. KẾT QUẢ 5", "<w:pStyle w:val='M1'/>") + paragraph("I. KẾT QUẢ")
    assert lines(body, styles=styles) == ["I. KẾT QUẢ"]


# ------------------------------------------------------------------------------- numbering


def level(at: int, format: str, text: str, more: str = "") -> str:
    return (
        f"<w:lvl w:ilvl='{at}'><w:start w:val='1'/><w:numFmt w:val='{format}'/>"
        f"<w:lvlText w:val='{text}'/>{more}</w:lvl>"
    )


def number(list_id: int, abstract: int, more: str = "") -> str:
    return f"<w:num w:numId='{list_id}'><w:abstractNumId w:val='{abstract}'/>{more}</w:num>"


OUTLINE = (
    "<w:abstractNum w:abstractNumId='0'>"
    + level(0, "upperRoman", "%1.")
    + level(1, "decimal", "%2.")
    + level(2, "decimal", "%2.%3.")
    + level(3, "lowerLetter", "%4)")
    + "</w:abstractNum>"
)


def test_nested_numbers_print_and_begin_anew_below_the_next_heading() -> None:
    body = "".join(
        numbered(text, at)
        for at, text in [
            (0, "A"),
            (1, "B"),
            (2, "C"),
            (2, "D"),
            (3, "E"),
            (3, "F"),
            (1, "G"),
            (2, "H"),
            (0, "I"),
            (1, "J"),
        ]
    )
    wanted = ["I. A", "1. B", "1.1. C", "1.2. D", "a) E", "b) F", "2. G", "2.1. H", "II. I", "1. J"]
    assert lines(body, numbering=OUTLINE + number(1, 0)) == wanted


FORMATS = [
    ("decimal", "%1.", ["1.", "2.", "3."]),
    ("decimalZero", "%1", ["01", "02", "03"]),
    ("upperRoman", "%1-", ["I-", "II-", "III-"]),
    ("lowerRoman", "%1.", ["i.", "ii.", "iii."]),
    ("upperLetter", "%1.", ["A.", "B.", "C."]),
    ("lowerLetter", "(%1)", ["(a)", "(b)", "(c)"]),
    ("decimalEnclosedParen", "%1", ["(1)", "(2)", "(3)"]),
    ("decimal", "Phần %1:", ["Phần 1:", "Phần 2:", "Phần 3:"]),
    ("bullet", "-", ["-", "-", "-"]),
    ("bullet", "\uf0b7", ["•", "•", "•"]),
    ("bullet", "\uf0d8", ["➢", "➢", "➢"]),
    ("bullet", "\uf123", ["•", "•", "•"]),
]


@pytest.mark.parametrize(("format", "text", "wanted"), FORMATS)
def test_each_kind_of_number_prints(format: str, text: str, wanted: list[str]) -> None:
    abstract = f"<w:abstractNum w:abstractNumId='0'>{level(0, format, text)}</w:abstractNum>"
    body = numbered("x") * 3
    assert lines(body, numbering=abstract + number(1, 0)) == [f"{sign} x" for sign in wanted]


def test_no_number_where_the_format_is_none_and_no_gap_where_none_is_asked_for() -> None:
    none = f"<w:abstractNum w:abstractNumId='0'>{level(0, 'none', '')}</w:abstractNum>"
    tight = level(0, "decimal", "%1/", "<w:suff w:val='nothing'/>")
    tight = f"<w:abstractNum w:abstractNumId='1'>{tight}</w:abstractNum>"
    body = numbered("x") + numbered("y", list_id=2)
    assert lines(body, numbering=none + tight + number(1, 0) + number(2, 1)) == ["x", "1/y"]


def test_two_lists_of_one_definition_count_on_and_an_override_begins_anew() -> None:
    anew = "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/></w:lvlOverride>"
    numbering = OUTLINE + number(1, 0) + number(2, 0) + number(3, 0, anew)
    body = "".join(numbered("x", 0, list_id) for list_id in (1, 2, 3, 3, 1))
    assert lines(body, numbering=numbering) == ["I. x", "II. x", "I. x", "II. x", "III. x"]


def test_a_level_that_never_restarts_counts_on() -> None:
    abstract = (
        "<w:abstractNum w:abstractNumId='0'>"
        + level(0, "upperRoman", "%1.")
        + level(1, "decimal", "%2.", "<w:lvlRestart w:val='0'/>")
        + "</w:abstractNum>"
    )
    body = "".join(numbered("x", at) for at in (0, 1, 0, 1))
    assert lines(body, numbering=abstract + number(1, 0)) == ["I. x", "1. x", "II. x", "2. x"]


def test_a_style_numbers_its_paragraphs_and_zero_takes_the_number_away() -> None:
    styles = (
        "<w:style w:type='paragraph' w:styleId='Muc'><w:name w:val='Mục'/>"
        "<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>"
        "<w:style w:type='paragraph' w:styleId='Con'><w:name w:val='Con'/><w:basedOn w:val='Muc'/></w:style>"
    )
    style = "<w:pStyle w:val='Con'/>"
    body = paragraph("x", style) + paragraph("y", style + "<w:numPr><w:numId w:val='0'/></w:numPr>")
    assert lines(body, styles=styles, numbering=OUTLINE + number(1, 0)) == ["I. x", "y"]


def test_a_legal_level_writes_all_numbers_as_decimals() -> None:
    abstract = (
        "<w:abstractNum w:abstractNumId='0'>"
        + level(0, "upperRoman", "%1.")
        + level(1, "decimal", "%1.%2", "<w:isLgl/>")
        + "</w:abstractNum>"
    )
    body = numbered("x") + numbered("y", 1)
    assert lines(body, numbering=abstract + number(1, 0)) == ["I. x", "1.1 y"]


# ---------------------------------------------------------------------------------- tables


def test_a_row_is_a_line_and_each_cell_knows_its_place() -> None:
    body = table(cell("Nội dung") + cell("Số"), cell("Mô hình") + cell("579"))
    source = open_source(docx(body), "a.docx")
    assert source.text == "Nội dung\tSố\nMô hình\t579\n"
    assert cells(source) == [
        (0, 0, 1, 1, "Nội dung"),
        (0, 1, 1, 1, "Số"),
        (1, 0, 1, 1, "Mô hình"),
        (1, 1, 1, 1, "579"),
    ]
    assert source.tables[0].shape == (2, 2)


def test_merged_cells_stand_once_with_the_rows_and_columns_they_cover() -> None:
    down, on = "<w:vMerge w:val='restart'/>", "<w:vMerge/>"
    body = table(
        cell("Đơn vị", down) + cell("Số", "<w:gridSpan w:val='2'/>"),
        cell("", on) + cell("2023") + cell("2024"),
        cell("", on) + cell("1") + cell("2"),
        cell("Sơn La", "<w:vMerge w:val='restart'/>") + cell("3") + cell("4"),
    )
    source = open_source(docx(body), "a.docx")
    assert source.text == "Đơn vị\tSố\n\t2023\t2024\n\t1\t2\nSơn La\t3\t4\n"
    assert cells(source) == [
        (0, 0, 3, 1, "Đơn vị"),
        (0, 1, 1, 2, "Số"),
        (1, 1, 1, 1, "2023"),
        (1, 2, 1, 1, "2024"),
        (2, 1, 1, 1, "1"),
        (2, 2, 1, 1, "2"),
        (3, 0, 1, 1, "Sơn La"),
        (3, 1, 1, 1, "3"),
        (3, 2, 1, 1, "4"),
    ]


def test_a_cell_is_one_line_whatever_stands_in_it() -> None:
    inner = table(cell("c") + cell("d"))
    full = f"<w:tc>{paragraph('Số')}{paragraph('lượng')}{inner}{paragraph()}</w:tc>"
    broken = (
        "<w:tc><w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>e</w:t></w:r></w:p></w:tc>"
    )
    source = open_source(docx(table(full + broken)), "a.docx")
    assert source.text == "Số lượng c d\ta b e\n"
    assert len(source.tables) == 1


def test_a_column_of_nothing_but_automatic_numbers_prints_them() -> None:
    row = f"<w:tc>{numbered('', 1)}</w:tc>" + cell("x")
    first = f"<w:tc>{numbered('Một', 1)}</w:tc>" + cell("x")
    assert lines(table(first, row, first), numbering=OUTLINE + number(1, 0)) == [
        "1. Một\tx",
        "2.\tx",
        "3. Một\tx",
    ]


def test_a_deleted_row_is_left_out() -> None:
    gone = "<w:tr><w:trPr><w:del/></w:trPr>" + cell("28") + cell("x") + "</w:tr>"
    body = f"<w:tbl><w:tr>{cell('29')}{cell('y')}</w:tr>{gone}</w:tbl>"
    assert lines(body) == ["29\ty"]


# ---------------------------------------------------------------------- file, title, errors


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Báo cáo sơ kết Chỉ thị 05", "Báo cáo sơ kết Chỉ thị 05"),
        ("", None),
        ("Document1", None),
        ("Word Document", None),
        ("Microsoft Word - BC 05.doc", None),
        ("- - -", None),
    ],
)
def test_a_title_is_given_only_where_it_says_something(title: str, wanted: str | None) -> None:
    assert open_source(docx(paragraph("x"), title=title), "a.docx").title == wanted


def test_a_file_in_the_strict_form_is_read_too() -> None:
    strict = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(docx(paragraph("Có 29")))) as old,
        zipfile.ZipFile(strict, "w") as new,
    ):
        for name in old.namelist():
            data = old.read(name).replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            new.writestr(name, data)
    assert open_source(strict.getvalue(), "a.docx").text == "Có 29\n"


def without_text_part() -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "no document")
    return file.getvalue()


BROKEN = [
    pytest.param(b"not a zip at all", "damaged", id="no zip"),
    pytest.param(docx(paragraph("x"))[:900], "damaged", id="cut off"),
    pytest.param(docx("<w:p><w:r></w:p>"), "damaged", id="broken XML"),
    pytest.param(without_text_part(), "no Word document", id="no text part"),
    pytest.param(b"\xd0\xcf\x11\xe0" + b"\0" * 600, "password", id="locked"),
    pytest.param(docx(paragraph()), "no text", id="nothing in it"),
]


@pytest.mark.parametrize(("data", "problem"), BROKEN)
def test_a_bad_file_is_an_error_that_names_it_and_says_what_to_do(
    data: bytes, problem: str
) -> None:
    with pytest.raises(SourceError, match=problem) as caught:
        open_source(data, "hong.docx")
    assert caught.value.file == "hong.docx"
    assert caught.value.remedy


def test_entities_of_a_stranger_are_not_expanded() -> None:
    file = BytesIO(docx(paragraph("x")))
    evil = '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    target = BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name).decode()
            if name == "word/document.xml":
                data = evil + data.replace('<w:t xml:space="preserve">x', "<w:t>Có &e;29")
            new.writestr(name, data)
    assert "root:" not in open_source(target.getvalue(), "a.docx").text
