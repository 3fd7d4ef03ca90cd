"""``table``: a table of Word from rows, mappings or a DataFrame."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import docx
import pandas
import pytest
from openxml_audit import OpenXmlValidator

from reportkit.errors import TemplateValueError, UndefinedNameError
from reportkit.templating import Commented, RichText, Subdoc, Template

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

FROM = [
    ("lists", "{{p x | table }}", [["a", 1], ["b & c", 2]], [["a", "1"], ["b & c", "2"]]),
    ("lists with a head", "{{p x | table(header=['Tên', 'Số']) }}", [["a", 1]], [["Tên", "Số"], ["a", "1"]]),
    ("mappings", "{{p x | table }}", [{"Tên": "a", "Số": 1}, {"Tên": "b", "Tỉ lệ": 2}], [["Tên", "Số", "Tỉ lệ"], ["a", "1", ""], ["b", "", "2"]]),
    ("numbers and dates of the language", "{{p x | table }}", [[1234.5, Decimal("0.10"), date(2021, 5, 18), None]], [["1.234,5", "0,10", "18/5/2021", ""]]),
    ("a DataFrame", "{{p x | table }}", pandas.DataFrame({"a": [1, 2], "b": ["x", None]}), [["a", "b"], ["1", "x"], ["2", ""]]),
    ("a DataFrame with names of rows", "{{p x | table }}", pandas.DataFrame({"n": [1]}, index=["Sơn La"]), [["", "n"], ["Sơn La", "1"]]),
    ("rows of different lengths", "{{p x | table }}", [["a"], ["b", "c"]], [["a", ""], ["b", "c"]]),
    ("rich text and notes", "{{p x | table }}", [[RichText("a", bold=True), Commented("b", "c")]], [["a", "b"]]),
    ("a generator", "{{p x | table }}", ([n] for n in range(2)), [["0"], ["1"]]),
]  # fmt: skip


@pytest.mark.parametrize(("tag", "rows", "seen"), [row[1:] for row in FROM], ids=[row[0] for row in FROM])  # fmt: skip
def test_a_table_comes_from(word, tag, rows, seen):
    assert word.fill(word.file("a", tag, "z"), {"x": rows}) == ["a", seen, "z"]


def test_no_rows_make_no_table(word):
    assert word.fill(word.file("a", "{{p x | table }}"), {"x": []}) == ["a"]


APART = {
    "two tags": (["{{p a | table }}", "{{p b | table }}"], [[["1"]], "", [["2"]]]),
    "a tag twice in a loop": (["{%p for x in [a, b] %}", "{{p x | table }}", "{%p endfor %}"], [[["1"]], "", [["2"]]]),
    "a tag behind a table": (["<t>", "{{p a | table }}"], [[["t"]], "", [["1"]]]),
    "a tag before a table": (["{{p a | table }}", "<t>"], [[["1"]], "", [["t"]]]),
    "a paragraph between": (["{{p a | table }}", "-", "{{p b | table }}"], [[["1"]], "-", [["2"]]]),
    "a table that has no rows between": (["{{p a | table }}", "{{p [] | table }}", "{{p b | table }}"], [[["1"]], "", [["2"]]]),
    "html behind a table": (["{{p a | table }}", "{{p '<table><tr><td>h' | html }}"], [[["1"]], "", [["h"]]]),
    "documents": (["{{p s }}", "{{p s }}"], [[["s"]], "", [["s"]]]),
    "included parts": (["{{p include('p') }}", "{{p a | table }}"], [[["1"]], "", [["1"]]]),
}  # fmt: skip


@pytest.mark.parametrize("case", APART)
def test_tables_that_values_make_stay_apart_from_those_beside_them(word, case):
    """Word shows two tables without a paragraph between them as one."""
    lines, shown = APART[case]
    lines = [word.table(["t"]) if line == "<t>" else line for line in lines]
    part = docx.Document()
    part.add_table(1, 1).cell(0, 0).text = "s"
    parts = {"p": word.file("{{p a | table }}")}
    values = {"a": [[1]], "b": [[2]], "s": Subdoc(part)}
    assert word.fill(word.file(*lines, "z"), values, parts=parts) == [*shown, "z"]
    inside = word.table([f"<x/>{''.join(x if x.startswith('<') else word.paragraph(x) for x in lines)}<w:p/>"])  # fmt: skip
    assert "apart" not in word.part(Template(word.file(inside.replace("<x/>", "")), parts=parts).render(values).to_bytes())  # fmt: skip


def test_a_table_looks_like_its_tag_numbers_to_the_right_its_head_bold(word):
    tagged = f'<w:p><w:pPr><w:ind w:firstLine="720"/><w:jc w:val="both"/></w:pPr>{word.run("{{p x | table }}", "<w:i/>")}</w:p>'
    xml = word.part(Template(word.file(tagged)).render({"x": [{"a": "b", "n": 5}]}).to_bytes())
    assert '<w:rPr><w:b/><w:bCs/><w:i/></w:rPr><w:t xml:space="preserve">a</w:t>' in xml
    assert '<w:rPr><w:i/></w:rPr><w:t xml:space="preserve">b</w:t>' in xml
    assert "w:firstLine" not in xml
    assert xml.count('<w:jc w:val="right"/>') == 1
    assert xml.count("<w:tblHeader/>") == 1


def test_a_table_takes_a_style_of_the_document():
    document, out = docx.Document(), io.BytesIO()
    document.add_paragraph("{{p x | table(style='Light Grid Accent 1') }}")
    document.save(out)
    filled = docx.Document(io.BytesIO(Template(out.getvalue()).render({"x": [["a"]]}).to_bytes()))
    assert filled.tables[0].style.name == "Light Grid Accent 1"


@pytest.mark.parametrize(("tag", "rows", "says"), [
    ("{{p x | table }}", "abc", "no rows"),
    ("{{p x | table }}", ["a", "b"], "'a' is no row"),
    ("{{p x | table }}", [{"a": 1}, ["b"]], "no row"),
    ("{{p x | table(style='Không có') }}", [["a"]], "no style 'Không có'"),
    ("a {{ x | table }}", [["a"]], "paragraphs"),
])  # fmt: skip
def test_what_is_no_table_is_told(word, tag, rows, says):
    with pytest.raises(TemplateValueError, match=says):
        Template(word.file(tag)).render({"x": rows})


def test_a_missing_name_is_told(word):
    with pytest.raises(UndefinedNameError, match="'x'"):
        Template(word.file("{{p x | table }}")).render({})


def test_a_document_with_a_table_has_no_new_finding(word, tmp_path):
    template, path = word.file("{{p x | table }}", "a"), tmp_path / "table.docx"
    found = []
    for data in (template, Template(template).render({"x": [{"a": 1, "b": None}]}).to_bytes()):
        path.write_bytes(data)
        found.append(
            {f"{e.part_uri} {e.description}" for e in OpenXmlValidator().validate(str(path)).errors}
        )
    assert found[1] <= found[0]
