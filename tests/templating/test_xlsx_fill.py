"""Filling a workbook: what a cell gets, what rows are repeated, what an error says."""

from __future__ import annotations

import datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from openpyxl.styles import Alignment

from reportkit.errors import TemplateSyntaxError, TemplateValueError, UndefinedNameError
from reportkit.templating import Template
from tests.templating.workbooks import (
    by_hand,
    fill,
    opened,
    parts_of,
    plain,
    rows_of,
    saved,
    with_part,
    workbook_of,
)

UNITS = [{"name": "Huyện ủy A & B", "models": 11}, {"name": "Thành ủy C", "models": 29}]


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("{{ x }}", 579, 579),
        (" {{ x }} ", 579, 579),
        ("{{ x }}", Decimal("12.5"), 12.5),
        ("{{ x * 2 }}", 1.5, 3),
        ("{{ x }}", True, True),
        ("{{ x }}", None, None),
        ("{{ x }}", float("nan"), None),
        ("{{ x }}", "", None),
        ("{{ x }}", "007", "007"),
        ("{{ x }}", "=1+1", "=1+1"),
        ("{{ x }}", "A & <B>", "A & <B>"),
        ("{{ x }}", datetime.date(2021, 5, 18), datetime.datetime(2021, 5, 18)),
        ("{{ x }}", datetime.datetime(2021, 5, 18, 7, 30), datetime.datetime(2021, 5, 18, 7, 30)),
        ("{{ x }}", datetime.time(7, 30), datetime.time(7, 30)),
        ("Số {{ x }}/KH", 12, "Số 12/KH"),
        ("Kính gửi {{ x }} ", "A & B", "Kính gửi A & B "),
        ("{% if x %}có{% else %}không{% endif %}", 0, "không"),
        ("{% if x %}có{% endif %}", 0, None),
        ("{% for y in x %}{{ y }};{% endfor %}", [1, 2], "1;2;"),
        ("{{ x }}{{ x }}", 5, "55"),
        ("{{ x }}{# a note #}", 5, 5),
        ("{{ x|number }}", Decimal("12651.5"), "12.651,5"),
        ("{{\u00a0“a” }}", 0, "a"),
    ],
)  # fmt: skip
def test_a_cell_gets_a_typed_value_and_text_around_it_makes_text(text, value, expected):
    cell = opened(fill(workbook_of({"B2": text}), {"x": value})).active["B2"]
    assert cell.value == expected
    assert cell.data_type != "f"


def test_a_date_keeps_the_cells_format_or_gets_the_locales():
    workbook = workbook_of({"A1": "{{ d }}", "A2": "{{ d }}", "A3": "{{ d }}"})
    workbook.active["A2"].number_format = "mmm yy"
    workbook.active["A3"].number_format = "#,##0"
    filled = opened(fill(workbook, {"d": datetime.date(2021, 5, 18)})).active
    formats = [filled[cell].number_format for cell in ("A1", "A2", "A3")]
    assert formats == ["dd/mm/yyyy", "mmm yy", "dd/mm/yyyy"]
    assert filled["A1"].value == filled["A3"].value == datetime.datetime(2021, 5, 18)


def test_a_formula_comes_only_by_asking_and_follows_its_row():
    workbook = workbook_of({
        "A1": "{%tr for x in xs %}", "A2": "{{ x }}", "B2": '{{ formula("A2*2") }}',
        "C2": "{{ formula('=HYPERLINK(\"#Biểu!A\" & ROW(A2), \"<&>\")') }}",
        "A3": "{%tr endfor %}",
    })  # fmt: skip
    rows = rows_of(fill(workbook, {"xs": [1, 2]}))
    assert rows[1] == [2, "=A2*2", '=HYPERLINK("#Biểu!A" & ROW(A2), "<&>")']


TAGS_IN_ROWS_OF_THEIR_OWN = {
    "A1": "Đơn vị", "B1": "Số", "A2": "{%tr for u in units %}", "A3": "{{ u.name }}",
    "B3": "{{ u.models }}", "A4": "{%tr endfor %}", "A5": "Cộng", "B5": "=SUM(B3:B3)",
}  # fmt: skip
TAGS_IN_THE_REPEATED_ROW = {
    "A1": "Đơn vị", "B1": "Số", "A2": "{%tr for u in units %}{{ u.name }}",
    "B2": "{{ u.models }}{%tr endfor %}", "A3": "Cộng", "B3": "=SUM(B2:B2)",
}  # fmt: skip


@pytest.mark.parametrize("cells", [TAGS_IN_ROWS_OF_THEIR_OWN, TAGS_IN_THE_REPEATED_ROW])
def test_rows_are_repeated_and_the_total_grows(cells):
    template = Template(saved(workbook_of(cells)))
    assert rows_of(template.render({"units": UNITS}).to_bytes()) == [
        ["Đơn vị", "Số"],
        ["Huyện ủy A & B", 11],
        ["Thành ủy C", 29],
        ["Cộng", "=SUM(B2:B3)"],
    ]
    assert rows_of(template.render({"units": []}).to_bytes()) == [
        ["Đơn vị", "Số"],
        ["Cộng", "=SUM(0)"],
    ]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"A1": "{#tr a note #}", "A2": "{{ x }}", "B2": "=A2+1"}, [[7, "=A1+1"]]),
        ({"A1": "x", "A2": "{#tr a note #}", "A3": "=A1"}, [["x"], ["=A1"]]),
        ({"A1": "{#tr a note #} words", "A2": "x"}, [[" words"], ["x"]]),
        ({"A1": "{#tr a note #}", "B1": "words", "A2": "x"}, [[None, "words"], ["x", None]]),
        ({"A1": "{#tr a note #}{{ x }}"}, [[7]]),
        ({"A1": "{# a note #}", "A2": "x"}, [[None], ["x"]]),
        ({"A1": "{#tc a note #}", "B1": "x", "B2": "=B1"}, [["x"], ["=A1"]]),
        (
            {"A1": "{%tr for u in [1, 2] %}", "A2": "{#tr n #}", "A3": "{{ u }}",
             "A4": "{%tr endfor %}"},
            [[1], [2]],
        ),
    ],
)  # fmt: skip
def test_a_row_or_column_that_holds_but_a_note_does_not_come(cells, expected):
    assert rows_of(fill(workbook_of(cells), {"x": 7})) == expected


def test_rows_of_any_collection_objects_and_generators_too():
    rows = rows_of(fill(workbook_of(TAGS_IN_THE_REPEATED_ROW),
                        {"units": (SimpleNamespace(**unit) for unit in UNITS)}))  # fmt: skip
    assert [row[0] for row in rows] == ["Đơn vị", "Huyện ủy A & B", "Thành ủy C", "Cộng"]


def test_the_same_data_gives_the_same_bytes():
    template = Template(saved(workbook_of(TAGS_IN_THE_REPEATED_ROW)))
    first, second = (template.render({"units": UNITS}).to_bytes() for _ in range(2))
    assert first == second


def test_loops_nest_and_subtotals_are_over_their_own_group():
    workbook = workbook_of({
        "A1": "{%tr for g in groups %}", "A2": "{{ g.name }}",
        "A3": "{%tr for i in g.rows if i > 1 %}", "A4": "{{ loop.index }}", "B4": "{{ i }}",
        "A5": "{%tr endfor %}", "A6": "Cộng nhóm", "B6": "=SUM(B4:B4)",
        "A7": "{%tr endfor %}", "A8": "Tổng", "B8": "=SUM(B4:B4)", "C8": "=SUBTOTAL(9,B4:B4)",
    })  # fmt: skip
    groups = [
        {"name": "I", "rows": [1, 2, 3]},
        {"name": "II", "rows": []},
        {"name": "III", "rows": [4]},
    ]
    assert rows_of(fill(workbook, {"groups": groups})) == [
        ["I", None, None],
        [1, 2, None],
        [2, 3, None],
        ["Cộng nhóm", "=SUM(B2:B3)", None],
        ["II", None, None],
        ["Cộng nhóm", "=SUM(0)", None],
        ["III", None, None],
        [1, 4, None],
        ["Cộng nhóm", "=SUM(B8:B8)", None],
        ["Tổng", "=SUM(B2:B3,B8:B8)", "=SUBTOTAL(9,B2:B3,B8:B8)"],
    ]


@pytest.mark.parametrize(
    ("kind", "expected"), [("a", ["một", "dưới"]), ("b", ["hai", "ba", "dưới"]), ("", ["dưới"])]
)
def test_rows_come_under_a_condition(kind, expected):
    workbook = workbook_of({
        "A1": "{%tr if kind == 'a' %}", "A2": "một", "A3": "{%tr elif kind %}", "A4": "hai",
        "A5": "ba", "A6": "{%tr endif %}", "A7": "dưới",
    })  # fmt: skip
    assert [row[0] for row in rows_of(fill(workbook, {"kind": kind}))] == expected


def test_a_repeated_row_carries_style_height_and_outline():
    workbook = workbook_of(TAGS_IN_ROWS_OF_THEIR_OWN)
    workbook.active["B3"].number_format = "#,##0"
    workbook.active.row_dimensions[3].height = 33
    workbook.active.row_dimensions[3].outlineLevel = 2
    workbook.active.row_dimensions[5].height = 44
    sheet = opened(fill(workbook, {"units": UNITS})).active
    for row in (2, 3):
        assert sheet[f"B{row}"].number_format == "#,##0"
        assert sheet.row_dimensions[row].height == 33
        assert sheet.row_dimensions[row].outlineLevel == 2
    assert sheet.row_dimensions[4].height == 44


def test_a_height_that_the_application_measured_is_measured_anew():
    rows = "".join(
        f'<row r="{number}" ht="15"{more}><c r="A{number}" t="s"><v>{index}</v></c></row>'
        for number, index, more in ((1, 0, ""), (2, 0, ' customHeight="1"'), (3, 1, ""))
    )
    template = by_hand(f"<sheetData>{rows}</sheetData>", shared=(plain("{{ x }}"), plain("tĩnh")))
    sheet = opened(fill(template, {"x": "dài " * 99})).active
    assert [sheet.row_dimensions[row].height for row in (1, 2, 3)] == [None, 15, 15]


def test_a_row_grows_with_the_text_that_wraps_in_it():
    workbook = workbook_of({
        "A1": "{%tr for x in xs %}{{ x }}{%tr endfor %}", "A2": "Ghi chú: {{ note }}", "B2": 5,
        "A3": "{{ note }}", "A4": "{{ note }}", "B4": "cố định",
    })  # fmt: skip
    sheet = workbook.active
    sheet.column_dimensions["A"].width = 20
    for address in ("A1", "A2", "A4", "B4"):
        sheet[address].alignment = Alignment(wrap_text=True)
    sheet.merge_cells("A2:D2")
    long = "Cán bộ, đảng viên cam kết, đăng ký nêu gương, tu dưỡng, rèn luyện"
    filled = opened(fill(workbook, {"xs": ["ngắn", long, 5], "note": long * 2})).active
    heights = [filled.row_dimensions[row].height for row in range(1, 7)]
    # short, 4 lines, a number; 3 lines over four columns; not wrapped; another text is wrapped
    lines = [height and round((height - 1) / 14.3) for height in heights]
    assert lines == [None, 4, None, 3, None, None]


def test_tags_in_shared_strings_as_excel_writes_them():
    """Strings are shared, formats part a tag into runs, a plain string is used by two cells."""
    template = by_hand(
        '<dimension ref="A1:C2"/><sheetData><row r="1" spans="1:3"><c r="A1" t="s"><v>0</v></c>'
        '<c r="B1" s="1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>'
        '<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" t="s"><v>0</v></c></row></sheetData>',
        shared=(
            plain("{{ x }}"),
            "<r><t>{</t></r><r><rPr><b/></rPr><t>{ x }}</t></r>",
            plain("tĩnh"),
        ),
    )
    filled = fill(template, {"x": 5})
    assert rows_of(filled) == [[5, 5, "tĩnh"], ["tĩnh", 5, None]]
    assert opened(filled).active["B1"].number_format == "#,##0"
    assert b"{" not in parts_of(filled)["xl/sharedStrings.xml"]


def test_rich_text_keeps_its_formats_around_a_tag():
    template = by_hand(
        '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>',
        shared=(
            '<r><rPr><b/></rPr><t xml:space="preserve">Số {{ </t></r><r><t>n }} mô hình</t></r>'
            "<r><rPr><i/></rPr><t>!</t></r>",
        ),
    )
    (runs,) = [cell for row in rows_of(fill(template, {"n": "<5>"})) for cell in row]
    assert [(str(run), bool(getattr(run, "font", None) and run.font.b)) for run in runs] == [
        ("Số <5>", True),
        (" mô hình", False),
        ("!", False),
    ]


def test_sheets_that_name_their_elements_with_a_prefix():
    template = by_hand(
        '<x:sheetData><x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c><x:c r="B1"><x:v>7</x:v>'
        "</x:c></x:row></x:sheetData>",
        shared=(plain("{{ x }}"),),
        root="x:worksheet",
    )
    assert rows_of(fill(template, {"x": 5})) == [[5, 7]]


def test_shared_formulas_are_written_out_where_rows_move():
    template = by_hand(
        '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" t="s"><v>1'
        '</v></c></row><row r="3"><c r="A3" t="s"><v>2</v></c></row>'
        '<row r="4"><c r="A4"><v>1</v></c><c r="B4"><f t="shared" ref="B4:B5" si="0">A4*2</f><v>2'
        '</v></c></row><row r="5"><c r="A5"><v>2</v></c><c r="B5"><f t="shared" si="0"/><v>4</v>'
        "</c></row></sheetData>",
        shared=tuple(map(plain, ("{%tr for x in xs %}", "{{ x }}", "{%tr endfor %}"))),
    )
    rows = rows_of(fill(template, {"xs": [7, 8, 9]}))
    assert rows == [[7, None], [8, None], [9, None], [1, "=A4*2"], [2, "=A5*2"]]


def test_parts_that_nothing_touches_keep_their_bytes():
    workbook = workbook_of({"A1": "{{ x }}"})
    workbook.create_sheet("Khác")["A1"] = "=SUM(B1:B9)"
    template = saved(workbook)
    before, after = parts_of(template), parts_of(fill(template, {"x": 1}))
    assert list(before) == list(after)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"xl/worksheets/sheet1.xml", "xl/workbook.xml"}


def test_no_stale_value_stays_where_a_formula_depends_on_filled_cells():
    formula = '<sheetData><row r="1"><c r="A1"><f>{}</f><v>41</v></c></row></sheetData>'
    template = by_hand(
        '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><f>A1+1</f><v>1</v></c></row>'
        "</sheetData>",
        formula.format("S1!A1"),
        formula.format("S2!A1"),
        formula.format("1+1"),
        shared=(plain("{{ x }}"),),
    )
    parts = parts_of(fill(template, {"x": 1}))
    stale = [b"<v>41</v>" in parts[f"xl/worksheets/sheet{n}.xml"] for n in (2, 3, 4)]
    assert stale == [False, False, True]
    assert b'fullCalcOnLoad="1"' in parts["xl/workbook.xml"]
    assert b"calcChain" not in parts["[Content_Types].xml"]
    assert b"calcChain" not in parts["xl/_rels/workbook.xml.rels"]


def test_headers_footers_and_properties_take_tags():
    workbook = workbook_of({"A1": 1})
    workbook.active.oddHeader.center.text = "{{ title }}"
    workbook.active.oddFooter.left.text = "Trang &P/&N"
    workbook.properties.title = "Phụ lục {{ title }}"
    filled = fill(workbook, {"title": "A & B <1>"})
    sheet = parts_of(filled)["xl/worksheets/sheet1.xml"].decode()
    assert "&amp;CA &amp;&amp; B &lt;1&gt;" in sheet
    assert opened(filled).properties.title == "Phụ lục A & B <1>"


def test_undefined_names_can_be_blank_or_kept():
    workbook = workbook_of({"A1": "{{ a.b }}", "A2": "x{{ c }}"})
    assert rows_of(fill(workbook, {}, undefined="blank")) == [[None], ["x"]]
    kept = Template(saved(workbook), undefined="keep").render({}).to_bytes()
    assert rows_of(kept) == [["{{ a.b }}"], ["x{{ c }}"]]


@pytest.mark.parametrize(
    ("cells", "error", "where", "says"),
    [
        ({"C5": "{{ nmae }}"}, UndefinedNameError, "cell C5", "'name'"),
        ({"A1": "{%tr for u in units %}{{ u.modles }}{%tr endfor %}"}, UndefinedNameError, "cell A1", "'models'"),
        ({"C5": "{{ name "}, TemplateSyntaxError, "cell C5", "never closed"),
        ({"C5": "{{ name + }}"}, TemplateSyntaxError, "cell C5", "broken"),
        ({"C5": "{% if name %}x"}, TemplateSyntaxError, "cell C5", "never closed"),
        ({"C5": "{% endif %}"}, TemplateSyntaxError, "cell C5", "stands alone"),
        ({"C5": "{%tr for u in units %}", "C6": "x"}, TemplateSyntaxError, "cell C5", "never closed"),
        ({"C5": "{%tr endfor %}"}, TemplateSyntaxError, "cell C5", "closes nothing"),
        ({"A5": "x", "C5": "{%tr else %}"}, TemplateSyntaxError, "cell C5", "other content"),
        ({"C5": "{%tr for u in units %}", "C6": "{%tr endfor %}"}, TemplateSyntaxError, "cell C5", "no line"),
        ({"C5": "{%p if name %}"}, TemplateSyntaxError, "cell C5", "takes no tag"),
        ({"C5": "{{ units }}"}, TemplateValueError, "cell C5", "list"),
        ({"C5": "{{ 10 ** 15 }}"}, TemplateValueError, "cell C5", "string"),
        ({"C5": "{{ 1 / 0 }}"}, TemplateValueError, "cell C5", "division"),
        ({"C5": '{{ formula("SUM(1") }}'}, TemplateSyntaxError, "cell C5", "bracket"),
        ({"C5": '{{ formula("A1#") }}'}, TemplateSyntaxError, "cell C5", "cannot be read"),
        ({"A1": "{%tr for u in units %}{{ u.models }}{%tr endfor %}", "C5": "=A1*2"}, TemplateSyntaxError, "cell C5", "INDEX(A1:A1,1)"),
        ({"C5": "=SUM(A1) & \"{{ name }}\""}, TemplateSyntaxError, "cell C5", "formula(\"…\")"),
    ],
)  # fmt: skip
def test_an_error_names_sheet_cell_and_remedy(tmp_path, cells, error, where, says):
    path = tmp_path / "phu-luc.xlsx"
    workbook_of(cells).save(path)
    data = {"name": "A", "units": UNITS}
    with pytest.raises(error) as caught:
        Template(path).render(data).to_bytes()
    message = str(caught.value)
    assert f"{path}, sheet Biểu, {where}" in message
    assert says in message
    assert "do: " in message


def test_the_rows_of_excel_are_not_endless():
    workbook = workbook_of(
        {"A1": "{%tr for x in lines %}", "A2": "a", "A3": "b", "A4": "{%tr endfor %}"}
    )
    with pytest.raises(TemplateValueError, match="1,048,576"):
        Template(saved(workbook)).render({"lines": range(600_000)}).to_bytes()


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/worksheets/sheet1.xml", "<pageMargins", '<dataValidations count="1"><dataValidation sqref="A1" prompt="{{ x }}"/></dataValidations><pageMargins'),
        ("xl/workbook.xml", 'sheetId="1"', 'sheetId="1" codeName="{{ x }}"'),
        ("xl/_rels/workbook.xml.rels", "</Relationships>", '<Relationship Id="rId99" Type="hyperlink" Target="https://example.org/%7B%7B%20x%20%7D%7D" TargetMode="External"/></Relationships>'),
        ("xl/theme/theme1.xml", 'name="Office Theme"', 'name="{{ x }}"'),
    ],
)  # fmt: skip
def test_a_tag_where_none_can_be_filled_is_an_error_and_never_left(part, old, new):
    template = with_part(
        saved(workbook_of({"A1": "{{ x }}"})), part, lambda xml: xml.replace(old, new, 1)
    )
    assert new.encode() in parts_of(template)[part]
    with pytest.raises(TemplateSyntaxError) as caught:
        Template(template).render({"x": 1}).to_bytes()
    assert caught.value.part


def test_long_numbers_become_text_where_the_user_says_so():
    workbook = workbook_of({"A1": "{{ x }}", "A2": "{{ y }}"})
    data = {"x": 12345678901234567890, "y": 5}
    assert rows_of(fill(workbook, data, long_numbers="text")) == [["12345678901234567890"], [5]]
    with pytest.raises(TemplateValueError, match='long_numbers="text"'):
        Template(saved(workbook)).render(data)


def test_the_columns_of_excel_are_not_endless(tmp_path):
    workbook = workbook_of({"A1": "{%tc for x in columns %}{{ x }}{%tc endfor %}"})
    target = tmp_path / "out.xlsx"
    target.write_bytes(b"old")
    with pytest.raises(TemplateValueError, match="16,384"):
        Template(saved(workbook)).render({"columns": range(16_385)}).save(target)
    assert target.read_bytes() == b"old"


def test_a_template_of_excel_becomes_a_workbook():
    types = ("spreadsheetml.sheet.main", "spreadsheetml.template.main")
    template = with_part(
        saved(workbook_of({"A1": "{{ x }}"})),
        "[Content_Types].xml",
        lambda xml: xml.replace(*types),
    )
    types_after = parts_of(fill(template, {"x": 1}))["[Content_Types].xml"].decode()
    assert types[0] in types_after and types[1] not in types_after


def test_equal_neighbours_are_merged_on_demand():
    workbook = workbook_of({
        "A1": "{%tr for u in units %}", "A2": "{%tr for m in u.models %}",
        "A3": "{{ u.name|vmerge }}", "B3": "{{ m|vmerge }}", "C3": "{{ m }}",
        "A4": "{%tr endfor %}", "A5": "{%tr endfor %}", "A6": "Cộng", "A7": "dưới",
    })  # fmt: skip
    workbook.active.merge_cells("A6:B6")
    units = [
        {"name": "I", "models": [1, 1, 2]},
        {"name": "II", "models": [2]},
        {"name": None, "models": [None, None]},
    ]
    filled = opened(fill(workbook, {"units": units})).active
    assert sorted(map(str, filled.merged_cells.ranges)) == ["A1:A3", "A7:B7", "B1:B2", "B3:B4"]
    assert [row[:3] for row in filled.iter_rows(max_row=4, values_only=True)] == [
        ("I", 1, 1), (None, None, 1), (None, 2, 2), ("II", None, 2),
    ]  # fmt: skip
    filled = fill(workbook_of({"A1": "{{ x|vmerge }}", "A2": "x {{ x|vmerge }}"}), {"x": 5})
    assert rows_of(filled) == [[5], ["x 5"]]


def test_what_is_merged_already_cannot_be_merged_by_the_data():
    workbook = workbook_of({"A1": "{%tr for x in xs %}{{ x|vmerge }}{%tr endfor %}"})
    workbook.active.merge_cells("A1:B1")
    with pytest.raises(TemplateSyntaxError, match="merged already") as caught:
        Template(saved(workbook))
    assert caught.value.where == "cell A1"


def test_tags_are_found_however_a_program_writes_its_attributes():
    template = by_hand(
        "<sheetData><row r='1'><c r='A1' t='s' ><v> 0 </v></c><c t = 's' r='B1'>\n<v>0</v></c></row>"
        "</sheetData>",
        shared=(plain("{{ x }}"),),
    )
    assert rows_of(fill(template, {"x": 5})) == [[5, 5]]


def test_an_error_in_a_sheet_where_nothing_moves_names_just_the_cell():
    with pytest.raises(TemplateValueError) as caught:
        Template(saved(workbook_of({"C5": "{{ x }}"}))).render({"x": [1]})
    assert caught.value.where == "cell C5"
