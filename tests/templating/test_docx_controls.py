"""Content controls set by data, fields marked for update, SmartArt, cells that merge."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

import docx
import pytest
from lxml import etree

from reportkit.errors import TemplateValueError
from reportkit.templating import Template
from reportkit.templating._package import read_package
from tests.templating.documents import page

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
BOX = (
    '<w14:checkbox><w14:checked w14:val="{on}"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
    '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
)
LIST = (
    '<w:dropDownList><w:listItem w:displayText="Chọn một mục" w:value=""/>'
    '<w:listItem w:displayText="Xuất sắc" w:value="A"/><w:listItem w:displayText="Tốt" w:value="B"/></w:dropDownList>'
)
DATE = '<w:date w:fullDate="2020-01-01T00:00:00Z"><w:dateFormat w:val="dd/MM/yyyy"/><w:lid w:val="vi-VN"/></w:date>'
KINDS = {
    "box": BOX.format(on=0),
    "box on": BOX.format(on=1),
    "list": LIST,
    "combo": LIST.replace("dropDownList", "comboBox"),
    "date": DATE,
    "long date": DATE.replace("dd/MM/yyyy", "'ngày' d 'tháng' M 'năm' yyyy"),
    "text": "<w:text/>",
    "rich": "",
}


def control(
    kind: str, name: str = "x", content: str = "cũ", more: str = "", word: str = "tag"
) -> str:
    """A content control in a line."""
    return (
        f'<w:sdt><w:sdtPr><w:{word} w:val="{name}"/><w:id w:val="5"/>{more}{KINDS[kind]}</w:sdtPr>'
        f"<w:sdtContent><w:r><w:rPr><w:b/></w:rPr><w:t>{content}</w:t></w:r></w:sdtContent></w:sdt>"
    )


def body(data: bytes) -> etree._Element:
    return etree.fromstring(read_package(data).read("word/document.xml"))


def shown(data: bytes) -> list[str]:
    return [
        "".join(t.text or "" for t in one.iter(f"{W}t"))
        for one in body(data).iter(f"{W}sdtContent")
    ]


SET = [
    ("a check box", "box", True, "☒"),
    ("a check box off", "box on", False, "☐"),
    ("a check box without value", "box on", None, "☐"),
    ("a list by what it shows", "list", "Tốt", "Tốt"),
    ("a list by its value", "list", "A", "Xuất sắc"),
    ("a list by nothing", "list", None, "Chọn một mục"),
    ("a free list", "combo", "Khá", "Khá"),
    ("a date", "date", date(2021, 5, 18), "18/05/2021"),
    ("a date from JSON", "date", "2021-05-18", "18/05/2021"),
    ("a long date", "long date", date(2021, 5, 18), "ngày 18 tháng 5 năm 2021"),
    ("no date", "date", None, ""),
    ("a text", "text", "a & <b>", "a & <b>"),
    ("a number as text", "text", 5, "5"),
    ("rich text is left to its tags", "rich", "a", "cũ"),
]


@pytest.mark.parametrize(("kind", "value", "seen"), [row[1:] for row in SET], ids=[row[0] for row in SET])  # fmt: skip
@pytest.mark.parametrize("by", ["tag", "title", "expression"])
def test_data_set(word, kind, value, seen, by):
    name, text = ("{{ y.z }}", control(kind, "{{ y.z }}")) if by == "expression" else ("x", control(kind, word="alias" if by == "title" else "tag"))  # fmt: skip
    values = {"y": {"z": value}} if name != "x" else {"x": value}
    data = Template(word.file(f"<w:p>{text}</w:p>")).render(values).to_bytes()
    assert shown(data) == [seen]
    assert "\ufffd" not in read_package(data).read("word/document.xml").decode()


def test_a_check_box_is_checked_for_word_too(word):
    template = Template(word.file(f"<w:p>{control('box')}</w:p>"))
    for value, seen in ((True, "1"), (False, "0")):
        data = template.render({"x": value}).to_bytes()
        [checked] = body(data).iter(f"{W14}checked")
        assert checked.get(f"{W14}val") == seen
        assert [fonts.get(f"{W}ascii") for fonts in body(data).iter(f"{W}rFonts")] == ["MS Gothic"]


def test_a_control_keeps_the_look_of_its_text_and_loses_that_of_a_placeholder(word):
    plain = body(Template(word.file(f"<w:p>{control('text')}</w:p>")).render({"x": "a"}).to_bytes())
    assert len(list(plain.iter(f"{W}b"))) == 1
    dummy = control(
        "text", more='<w:showingPlcHdr/><w:dataBinding w:xpath="/a" w:storeItemID="{1}"/>'
    )
    dummy = dummy.replace("<w:b/>", '<w:rStyle w:val="PlaceholderText"/>')
    xml = read_package(
        Template(word.file(f"<w:p>{dummy}</w:p>")).render({"x": "a"}).to_bytes()
    ).read("word/document.xml")
    for gone in (b"showingPlcHdr", b"dataBinding", b"PlaceholderText"):
        assert gone not in xml


def test_a_control_around_paragraphs_is_set(word):
    block = (
        '<w:sdt><w:sdtPr><w:tag w:val="x"/><w:text/></w:sdtPr><w:sdtContent><w:p><w:pPr><w:jc w:val="both"/></w:pPr>'
        "<w:r><w:t>a</w:t></w:r><w:r><w:t>b</w:t></w:r></w:p><w:p/></w:sdtContent></w:sdt>"
    )
    data = Template(word.file(block)).render({"x": "mới\nhai"}).to_bytes()
    [content] = body(data).iter(f"{W}sdtContent")
    assert [etree.QName(child).localname for child in content] == ["p"]
    assert shown(data) == ["mớihai"]
    assert len(list(content.iter(f"{W}br"))) == 1
    assert content[0][0].tag == f"{W}pPr"


def test_controls_in_a_loop_are_each_set_by_its_row(word):
    row = [
        f"<w:p>{word.run('{%tr for r in rows %}')}{control('box', '{{ r.done }}')}{word.run('{%tr endfor %}')}</w:p>"
    ]
    data = (
        Template(word.file(word.table(row)))
        .render({"rows": [{"done": True}, {"done": False}]})
        .to_bytes()
    )
    assert shown(data) == ["☒", "☐"]
    assert len({one.get(f"{W}val") for one in body(data).iter(f"{W}id")}) == 2


def test_what_the_data_have_not_stays_with_its_bytes(word):
    template = word.file(f"<w:p>{control('box')}</w:p>")
    data = Template(template).render({"y": True}).to_bytes()
    assert (
        read_package(data).parts["word/document.xml"].packed
        == read_package(template).parts["word/document.xml"].packed
    )


def test_a_control_with_tags_in_it_is_filled_by_these(word):
    data = Template(word.file(f"<w:p>{control('text', content='{{ x }} ông')}</w:p>")).render(
        {"x": "a"}
    )
    assert shown(data.to_bytes()) == ["a ông"]


def test_a_template_tells_the_names_of_its_controls(word):
    variables = Template(
        word.file(f"<w:p>{control('box', 'đồng ý')}{control('rich', 'y')}</w:p>")
    ).variables()
    assert [name for name, one in variables.items() if one.optional] == ["title", "đồng ý"]


def test_controls_in_headers_are_set(word):
    data = (
        Template(word.file("a", header=f"<w:p>{control('box')}</w:p>"))
        .render({"x": True})
        .to_bytes()
    )
    assert "☒" in word.part(data, "word/header1.xml")


WRONG = [
    ("box", "vâng", "True or False"),
    ("list", "Kém", "'Xuất sắc', 'Tốt'"),
    ("date", "18/5/2021", "2021-05-18"),
]


@pytest.mark.parametrize(("kind", "value", "says"), WRONG)
def test_a_value_that_does_not_fit_is_told(word, kind, value, says):
    with pytest.raises(TemplateValueError) as caught:
        Template(word.file(f"<w:p>{control(kind)}</w:p>")).render({"x": value})
    assert says in str(caught.value)
    assert "content control “x”" in str(caught.value)


def test_fields_are_marked_for_update_on_demand():
    document, out = docx.Document(), io.BytesIO()
    document.add_paragraph("{{ x }}")
    document.save(out)
    template = Template(out.getvalue())
    for update in (True, False):
        data = template.render({"x": 1}, update_fields=update).to_bytes()
        settings = docx.Document(io.BytesIO(data)).settings.element
        assert [one.get(f"{W}val") for one in settings.iter(f"{W}updateFields")] == [
            "true"
        ] * update


@pytest.mark.parametrize("settings", [True, False])
def test_fields_of_letters_are_marked_for_update_on_demand(word, tmp_path, settings):
    template = Template(page("{{ x }}") if settings else word.file("{{ x }}"))
    records = [{"x": 1}, {"x": 2}]
    for update in (True, False):
        saved = template.save_many(records, tmp_path, update_fields=update)
        one = template.render_many(records, one_document=True, update_fields=update).to_bytes()
        each = [filled.to_bytes() for filled in template.render_many(records, update_fields=update)]
        for data in [one, *each, *(path.read_bytes() for path in saved)]:
            package = read_package(data)
            marked = [name for name in package.parts if b"updateFields" in package.read(name)]
            assert marked == ["word/settings.xml"] * update
            known = [target for _, kind, target in package.relationships("word/document.xml") if kind == "settings"]  # fmt: skip
            assert known == ["word/settings.xml"] * (update or settings)
            assert update or settings or "word/settings.xml" not in package.content_types()


def test_fields_are_marked_where_there_are_no_settings(word):
    data = Template(word.file("{{ x }}")).render({"x": 1}, update_fields=True).to_bytes()
    assert "updateFields" in word.part(data, "word/settings.xml")


def test_a_workbook_has_no_fields_to_update():
    import openpyxl

    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    with pytest.raises(TemplateValueError, match="Word"):
        Template(out.getvalue()).render({}, update_fields=True)


def test_smart_art_takes_tags_in_its_data_and_in_its_drawing(word):
    a = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    text = "<a:p><a:r><a:t>Năm {{ y</a:t></a:r><a:r><a:t>ear }}</a:t></a:r></a:p>"
    parts = {
        "word/diagrams/data1.xml": (f'<dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" {a}><dgm:ptLst><dgm:pt modelId="1"><dgm:t><a:bodyPr/>{text}</dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>', "application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml"),
        "word/diagrams/drawing1.xml": (f'<dsp:drawing xmlns:dsp="http://schemas.microsoft.com/office/drawing/2008/diagram" {a}><dsp:spTree><dsp:sp><dsp:txBody><a:bodyPr/>{text}</dsp:txBody></dsp:sp></dsp:spTree></dsp:drawing>', "application/vnd.ms-office.drawingml.diagramDrawing+xml"),
    }  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word.file("a"))) as old, zipfile.ZipFile(out, "w") as new:
        types = "".join(
            f'<Override PartName="/{name}" ContentType="{kind}"/>'
            for name, (_, kind) in parts.items()
        )
        for name in old.namelist():
            new.writestr(name, old.read(name).decode().replace("</Types>", f"{types}</Types>"))
        for name, (xml, _) in parts.items():
            new.writestr(name, xml)
    data = Template(out.getvalue()).render({"year": "2021 & 2022"}).to_bytes()
    for name in parts:
        assert "<a:t>Năm 2021 &amp; 2022</a:t>" in word.part(data, name)


ROWS = [
    {"d": "A", "u": "x", "n": 1},
    {"d": "A", "u": "x", "n": 2},
    {"d": "B", "u": "x", "n": 3},
    {"d": "A", "u": "y", "n": 4},
]


def test_equal_neighbours_become_one_cell(word):
    grid = word.table(["{%tr for r in rows %}", "", ""], ["{{ r.d | vmerge }}", "{{ r.u | vmerge }}", "{{ r.n }}"], ["{%tr endfor %}", "", ""])  # fmt: skip
    data = Template(word.file(grid)).render({"rows": ROWS}).to_bytes()
    merges = [
        [
            (merge.get(f"{W}val") if (merge := cell.find(f"{W}tcPr/{W}vMerge")) is not None else "")
            for cell in row.iter(f"{W}tc")
        ]
        for row in body(data).iter(f"{W}tr")
    ]
    assert merges == [
        ["restart", "restart", ""],
        ["continue", "continue", ""],
        ["", "continue", ""],
        ["", "", ""],
    ]
    assert word.shown(data) == [
        [["A", "x", "1"], ["A", "x", "2"], ["B", "x", "3"], ["A", "y", "4"]]
    ]
    texts = [
        ["".join(cell.itertext()) for cell in row.iter(f"{W}tc")]
        for row in body(data).iter(f"{W}tr")
    ]
    assert texts == [["A", "x", "1"], ["", "", "2"], ["B", "", "3"], ["A", "y", "4"]]


def test_merging_works_in_tables_in_tables_and_apart(word):
    inner = word.table(["{%tr for r in rows %}{{ r.u | vmerge }}{%tr endfor %}"]) + "<w:p/>"
    data = Template(word.file(word.table([inner]), "a", word.table(["{{ 'x' | vmerge }}"]))).render(
        {"rows": ROWS[:2]}
    )
    values = [one.get(f"{W}val") for one in body(data.to_bytes()).iter(f"{W}vMerge")]
    assert values == ["restart", "continue"]


def test_merging_outside_of_a_table_is_told(word):
    with pytest.raises(TemplateValueError, match="no table"):
        Template(word.file("{{ x | vmerge }}")).render({"x": 1})


def test_no_mark_of_the_compiler_stays(word):
    grid = word.table(
        ["{%tr for r in rows %}{{ restart_numbering() }}{{ r.d | vmerge }}{%tr endfor %}"]
    )
    xml = word.part(Template(word.file(grid)).render({"rows": ROWS}).to_bytes())
    assert not re.search("<w:(merging|restart)", xml)
