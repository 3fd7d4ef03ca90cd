"""What a filled Word file is as a file: valid, the same each time, untouched where nothing is."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator

from reportkit.errors import TemplateFileError
from reportkit.templating import Template
from reportkit.templating._package import read_package, write_package

DRAWING = (
    '<w:p w14:paraId="0000000A" w14:textId="77777777"><w:bookmarkStart w:id="7" w:name="mark"/>'
    '<w:r><w:t>{{ x }}</w:t></w:r><w:r><w:drawing><wp:inline><wp:extent cx="1" cy="1"/>'
    '<wp:docPr id="3" name="box"/></wp:inline></w:drawing></w:r><w:bookmarkEnd w:id="7"/></w:p>'
)
CONTROL = (
    '<w:sdt><w:sdtPr><w:id w:val="41"/></w:sdtPr><w:sdtContent>'
    "<w:p><w:r><w:t>{{ x }}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
)


def test_ids_stay_unique_in_repeated_content(word):
    template = word.file("{%p for x in xs %}", DRAWING, CONTROL, "{%p endfor %}", DRAWING.replace("7", "8").replace('id="3"', 'id="4"').replace("{{ x }}", ""))  # fmt: skip
    compiled = Template(template)
    for _ in range(2):  # nothing of a render stays in the template
        xml = word.part(compiled.render({"xs": "abc"}).to_bytes())
        assert re.findall(r'docPr id="(\d+)"', xml) == ["3", "1", "5", "4"]
        assert re.findall(r'<w:id w:val="(\d+)"', xml) == ["41", "2", "6"]
        assert re.findall(r'bookmarkStart w:id="(\d+)"', xml) == ["7", "8"]
        assert re.findall(r'bookmarkEnd w:id="(\d+)"', xml) == ["7", "8"]
        assert re.findall('paraId="(.*?)"', xml) == ["0000000A"]


# Blocks that would leave something empty, and what a reader sees with nothing in the data.
CELL = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
EMPTIED = [
    ("a cell of one loop", [[CELL.format("{%p for x in xs %}") + CELL.format("x") + CELL.format("{%p endfor %}"), "b"]], [["", "b"]]),
    ("a cell of one paragraph that goes", [[CELL.format("{%p if xs %}a{%p endif %}"), "b"]], [["", "b"]]),
    ("a table of one loop", [["{%tr for x in xs %}a{%tr endfor %}"]], None),
    ("a row of one loop of cells", [["{%tc for x in xs %}a{%tc endfor %}"], ["b"]], [["b"]]),
    ("a table of one row of one loop of cells", [["{%tc for x in xs %}a{%tc endfor %}"]], None),
]  # fmt: skip


@pytest.mark.parametrize(("name", "rows", "seen"), EMPTIED, ids=[row[0] for row in EMPTIED])
def test_nothing_is_left_empty_that_must_not_be(word, tmp_path, name, rows, seen):
    template = word.file(word.table(*rows), "end")
    filled = Template(template).render({"xs": []}).to_bytes()
    assert word.shown(filled) == ([seen, "end"] if seen else ["end"])
    assert not new_findings(template, filled, tmp_path)


def test_a_cell_ends_in_a_paragraph_where_its_table_or_the_paragraph_goes(word, tmp_path):
    inner = word.table(["{%tr for x in xs %}a{%tr endfor %}"])
    template = word.file(word.table([inner + CELL.format("{%p if xs %}b{%p endif %}")]), "end")
    filled = Template(template).render({"xs": []}).to_bytes()
    assert word.shown(filled) == [[[""]], "end"]
    assert not new_findings(template, filled, tmp_path)


def test_a_header_whose_text_goes_keeps_a_paragraph(word):
    header = "".join(map(word.paragraph, ["{%p if x %}", "a", "{%p endif %}"]))
    template = Template(word.file("a", header=header))
    assert word.part(template.render({"x": 0}).to_bytes(), "word/header1.xml").count("<w:p") == 1


def test_bookmarks_around_a_tag_stay_whole(word):
    start, end = '<w:bookmarkStart w:id="1" w:name="b"/>', '<w:bookmarkEnd w:id="1"/>'
    first = f"<w:p>{start}{word.run('{%p if x %}')}</w:p>"
    template = word.file(first, f"<w:p>{word.run('a')}{end}</w:p>", "{%p endif %}")
    xml = word.part(Template(template).render({"x": 1}).to_bytes())
    assert xml.index(start) < xml.index("a</w:t>") < xml.index(end)


# A line of runs, bold or not (*), and the runs that a reader sees for two passes.
RUNS = [
    (["{% for x in xs %}{{ x }}", "*!{% endfor %}", "."], ["a", "*!", "b", "*!", "."]),
    (["{% if xs %}a", "*{% else %}b", "c{% endif %}", "*d"], ["a", "*d"]),
    (["{% if not xs %}a", "*{% else %}b", "c{% endif %}", "*d"], ["*b", "c", "*d"]),
    (["{% for x in xs %}{{ x }}{% endfor %}", "*!"], ["ab", "*!"]),
]


@pytest.mark.parametrize(("runs", "seen"), RUNS)
def test_what_a_block_repeats_keeps_the_format_of_its_runs(word, runs, seen):
    pieces = (word.run(text.lstrip("*"), "<w:b/>" if text[0] == "*" else "") for text in runs)
    filled = Template(word.file(word.paragraph(*pieces))).render({"xs": "ab"}).to_bytes()
    paragraph = docx.Document(io.BytesIO(filled)).paragraphs[0]
    assert [("*" if run.bold else "") + run.text for run in paragraph.runs if run.text] == seen


# What brings its own XML may be wrong; the document stays whole.
STRAY = [
    ("{{ x | safe }}", "a & b", "a & b"),
    ("{{ x | safe }}", "1 < 2", "1 < 2"),
    ("{{ x | safe }}", "<b>a</b>", "<b>a</b>"),
    ("{{ x | safe }}", "a &amp; b\x00", "a & b"),
    ("{% set y %}{{ x }}{% endset %}{{ y }}", "a & <b>", "a & <b>"),
]


@pytest.mark.parametrize(("tag", "value", "seen"), STRAY)
def test_stray_marks_in_a_value_that_brings_its_own_xml_are_text(word, tag, value, seen):
    assert word.fill(word.file(tag), {"x": value}) == [seen]


def test_a_word_template_becomes_a_document(word):
    template = word.file("{{ x }}")
    package = read_package(template)
    types = package.read("[Content_Types].xml").replace(b".document.main", b".template.main")
    as_template = write_package(package.replaced({"[Content_Types].xml": types}))
    filled = Template(as_template).render({"x": 1}).to_bytes()
    assert word.shown(filled) == ["1"]
    assert ".document.main+xml" in word.part(filled, "[Content_Types].xml")


def test_a_part_that_names_its_elements_otherwise_is_refused(word):
    data = word.file("{{ x }}")
    package = read_package(data)
    xml = package.read("word/document.xml").replace(b"w:", b"x:").replace(b"xmlns:w=", b"xmlns:x=")
    renamed = write_package(package.replaced({"word/document.xml": xml}))
    with pytest.raises(TemplateFileError, match=r"word/document\.xml.*w:"):
        Template(renamed)


def letter() -> bytes:
    """A letter as python-docx writes it, with a table, a header and properties."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "{{ office }}"
    document.core_properties.title = "Báo cáo {{ office }}"
    document.add_heading("BÁO CÁO", 1)
    paragraph = document.add_paragraph("Kính gửi: ")
    for piece in ("{{ ", "to", " }}"):
        paragraph.add_run(piece).bold = True
    document.add_paragraph("{%p if rows %}")
    document.add_paragraph("Có {{ rows | length }} dòng.", style="List Bullet")
    document.add_paragraph("{%p endif %}")
    grid = document.add_table(rows=4, cols=2, style="Table Grid")
    grid.cell(0, 0).text, grid.cell(0, 1).text = "Đơn vị", "Số"
    grid.cell(1, 0).text, grid.cell(3, 0).text = "{%tr for r in rows %}", "{%tr endfor %}"
    grid.cell(2, 0).text, grid.cell(2, 1).text = "{{ r.name }}", "{{ r.count | number }}"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


LETTER_DATA = {
    "office": "Tỉnh ủy A & B",
    "to": "<Ban Bí thư>",
    "rows": [{"name": f"Huyện {n}\nkhu vực {n}", "count": n * 1000} for n in range(1, 4)],
}


def test_a_letter_has_no_finding_that_its_template_has_not(tmp_path):
    template = letter()
    for data in (LETTER_DATA, {**LETTER_DATA, "rows": []}):
        filled = Template(template).render(data).to_bytes()
        assert not new_findings(template, filled, tmp_path)


def test_a_letter_shows_its_data(word):
    filled = Template(letter()).render(LETTER_DATA).to_bytes()
    document = docx.Document(io.BytesIO(filled))
    assert document.core_properties.title == "Báo cáo Tỉnh ủy A & B"
    assert document.sections[0].header.paragraphs[0].text == "Tỉnh ủy A & B"
    assert word.shown(filled)[:3] == ["BÁO CÁO", "Kính gửi: <Ban Bí thư>", "Có 3 dòng."]
    assert word.shown(filled)[3][1] == ["Huyện 1\nkhu vực 1", "1.000"]
    assert document.paragraphs[1].runs[-1].bold


def test_the_same_data_give_the_same_bytes():
    template = letter()
    first = Template(template).render(LETTER_DATA).to_bytes()
    assert Template(template).render(LETTER_DATA).to_bytes() == first


def test_parts_without_tags_keep_their_packed_bytes_and_all_their_order_and_time():
    template = letter()
    filled = Template(template).render(LETTER_DATA).to_bytes()
    before, after = packed_parts(template), packed_parts(filled)
    assert list(before) == list(after)
    changed = {name for name in before if before[name] != after[name]}
    assert {name for name in changed if not name.startswith("docProps")} == {
        "word/document.xml",
        "word/header1.xml",
    }
    assert moments(template) == moments(filled)


def test_a_part_with_braces_but_no_tag_keeps_its_bytes(word):
    template = word.file("{a} }", '<w:p><w:fldSimple w:instr="{b}"/></w:p>', header=word.paragraph("{{ x }}"))  # fmt: skip
    filled = Template(template).render({"x": 1}).to_bytes()
    before, after = packed_parts(template), packed_parts(filled)
    assert before["word/document.xml"] == after["word/document.xml"]
    assert before["word/header1.xml"] != after["word/header1.xml"]


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\r"))
XML_TEXT = TEXT.map(
    lambda text: re.sub("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)
)


@settings(max_examples=60, deadline=None)
@given(text=XML_TEXT)
def test_any_text_that_xml_allows_comes_back(word, text):
    assert word.shown(TAG.render({"x": text}).to_bytes()) == [text]


@settings(max_examples=60, deadline=None)
@given(cuts=st.lists(st.integers(1, 60), unique=True).map(sorted), trims=st.booleans())
def test_cutting_the_runs_anywhere_changes_nothing(word, cuts, trims):
    text = "a {% for x in xs %}{{ x | upper }}{{ “!” }}{% endfor %} {# c #}{_{ b"
    pieces = [text[i:j] for i, j in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    template = word.file(word.paragraph(*(word.run(piece) for piece in pieces)))
    assert word.fill(template, {"xs": "xy"}) == ["a X!Y! {{ b"]


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_nested_blocks_give_what_jinja_gives_on_the_same_lines(word, data):
    import jinja2

    lines: list[str] = []

    def block(depth: int) -> None:
        for _ in range(data.draw(st.integers(1, 2))):
            kind = data.draw(st.sampled_from(["text", "for", "if"] if depth < 3 else ["text"]))
            if kind == "text":
                lines.append(f"{len(lines)} {{{{ a }}}}")
                continue
            code = {"for": f"for a in [1, a] if a != {depth}", "if": "if a is odd"}[kind]
            lines.append(f"{{%p {code} %}}")
            block(depth + 1)
            if kind == "if" and data.draw(st.booleans()):
                lines.append("{%p else %}")
                block(depth + 1)
            lines.append(f"{{%p end{kind} %}}")

    block(0)
    plain = "".join(
        re.sub(r"^\{%p", "{%", line) + ("" if line.startswith("{%") else "\n") for line in lines
    )
    expected = jinja2.Template(plain, keep_trailing_newline=True).render(a=2).splitlines()
    assert word.fill(word.file(*lines), {"a": 2}) == expected


def new_findings(template: bytes, filled: bytes, folder: Path) -> list[str]:
    """What the validator finds in a filled file and not in its template."""
    found = []
    for name, data in (("template", template), ("filled", filled)):
        path = folder / f"{name}.docx"
        path.write_bytes(data)
        errors = OpenXmlValidator().validate(path).errors
        found.append([f"{error.part_uri}: {error.description}" for error in errors])
    return [finding for finding in found[1] if finding not in found[0]]


def packed_parts(data: bytes) -> dict[str, bytes]:
    """The bytes of each part as they lie in the zip."""
    parts = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            lengths = data[info.header_offset + 26 : info.header_offset + 30]
            start = info.header_offset + 30 + int.from_bytes(lengths[:2], "little")
            start += int.from_bytes(lengths[2:], "little")
            parts[info.filename] = data[start : start + info.compress_size]
    return parts


def moments(data: bytes) -> dict[str, tuple[int, ...]]:
    """The time that each part carries."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: info.date_time for info in archive.infolist()}


def _tag_template() -> Template:
    document = docx.Document()
    document.add_paragraph("{{ x }}")
    out = io.BytesIO()
    document.save(out)
    return Template(out.getvalue())


TAG = _tag_template()
