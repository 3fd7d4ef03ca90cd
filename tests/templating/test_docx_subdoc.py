"""`Subdoc`: a whole document in the place of ``{{p x }}``, with all that it needs."""

from __future__ import annotations

import io
import pickle
import re
import shutil
import subprocess
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Mm, Pt
from openxml_audit import OpenXmlValidator

from reportkit.errors import TemplateError, TemplateFileError, TemplateValueError
from reportkit.templating import Footnoted, InlineImage, Link, Subdoc, Template
from reportkit.templating._package import read_package, write_package
from tests.templating.documents import drawn_smart_art, page, png, saved

CORPUS = Path(__file__).parent / "corpus"


def opened(data: bytes):
    return docx.Document(io.BytesIO(data))


def rich_part(colour: str = "red"):
    """A document with a style of its own, a list, a table, a picture and a heading."""
    part = docx.Document()
    own = part.styles.add_style("Khung riêng", WD_STYLE_TYPE.PARAGRAPH)
    own.font.size = Pt(17)
    own.base_style = part.styles["Body Text 3"]
    part.add_heading("Phần", 2)
    part.add_paragraph("riêng", style="Khung riêng")
    part.add_paragraph("một", style="List Number")
    table = part.add_table(1, 2, style="Light Grid Accent 1")
    table.cell(0, 0).text = "ô"
    part.add_picture(io.BytesIO(png(colour)), width=Mm(20))
    return part


def findings(data: bytes, tmp_path) -> set[str]:
    (tmp_path / "x.docx").write_bytes(data)
    result = OpenXmlValidator().validate(tmp_path / "x.docx")
    return {
        re.sub(r"\d+\.xml", ".xml", f"{one.description} {one.part_uri}") for one in result.errors
    }


def ids_are_unique(data: bytes, word) -> bool:
    ids = re.findall(r'<wp:docPr\b[^>]*? id="(\d+)"', word.part(data))
    return len(ids) == len(set(ids))


def media(data: bytes) -> list[str]:
    return [name for name in read_package(data).parts if name.startswith("word/media/")]


@pytest.mark.parametrize("form", ["path", "bytes", "file", "document", "filled"])
def test_a_document_comes_from_a_file_or_from_python_docx(word, tmp_path, form):
    (tmp_path / "a.docx").write_bytes(page("x", "y"))
    given = {"path": tmp_path / "a.docx", "bytes": page("x", "y"), "file": io.BytesIO(page("x", "y")), "document": opened(page("x", "y")), "filled": Template(page("{{ a }}", "y")).render({"a": "x"})}[form]  # fmt: skip
    assert word.fill(page("a", "{{p s }}", "b"), {"s": Subdoc(given)}) == ["a", "x", "y", "b"]


@pytest.mark.parametrize("form", ["document", "built", "bytes"])
def test_a_document_goes_to_another_process_as_it_is_by_now(word, form):
    given = docx.Document()
    part = {"document": Subdoc(given), "built": Subdoc(), "bytes": Subdoc(page("x"))}[form]
    if form == "bytes":
        assert part.paragraphs[0].text == "x"
    part.add_paragraph("thêm")
    sent = pickle.loads(pickle.dumps(part))
    sent.add_paragraph("nữa")
    shown = ["x"] * (form == "bytes") + ["thêm", "nữa"]
    assert word.fill(page("{{p part }}"), {"part": sent}) == shown


def test_what_docxtpl_users_write_works(word):
    template = Template(page("{{p s }}"))
    part = template.new_subdoc()
    part.add_paragraph("một").add_run(" hai").bold = True
    part.add_table(1, 1).cell(0, 0).text = "ô"
    assert word.shown(template.render({"s": part}).to_bytes()) == ["một hai", [["ô"]]]
    part.add_paragraph("ba")
    assert word.shown(template.render({"s": part}).to_bytes())[-1] == "ba"


def test_styles_lists_tables_pictures_come_along(tmp_path, word):
    template = page("a", "{{p s }}", "b")
    data = Template(template).render({"s": Subdoc(rich_part())}).to_bytes()
    document = opened(data)
    names = [paragraph.style.name for paragraph in document.paragraphs]
    assert names == ["Normal", "Heading 2", "Khung riêng", "List Number", "Normal", "Normal"]
    style = document.styles["Khung riêng"]
    assert (style.font.size, style.base_style.name) == (Pt(17), "Body Text 3")
    assert document.tables[0].style.name == "Light Grid Accent 1"
    [shape] = document.inline_shapes
    part = document.part.related_parts[shape._inline.graphic.graphicData.pic.blipFill.blip.embed]
    assert part.blob == png()
    assert findings(data, tmp_path) <= findings(template, tmp_path)


def test_a_style_of_another_look_but_an_equal_id_gets_an_id_of_its_own():
    template, part = docx.Document(), docx.Document()
    template.add_paragraph("{{p s }}")
    template.styles.add_style("Khung A", WD_STYLE_TYPE.PARAGRAPH).element.set(docx.oxml.ns.qn("w:styleId"), "K")  # fmt: skip
    part.styles.add_style("Khung B", WD_STYLE_TYPE.PARAGRAPH).element.set(docx.oxml.ns.qn("w:styleId"), "K")  # fmt: skip
    part.add_paragraph("x", style="Khung B")
    data = Template(saved(template)).render({"s": Subdoc(part)}).to_bytes()
    assert [p.style.name for p in opened(data).paragraphs] == ["Khung B"]


def test_lists_that_come_along_begin_anew_each_time(word, tmp_path):
    part = docx.Document()
    listed = part.styles["List Number"].element.pPr.numPr.numId.val
    for _ in range(2):
        paragraph = part.add_paragraph("mục")
        paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = listed
    template = page("{%p for i in [1, 2] %}", "{{p s }}", "{%p endfor %}")
    data = Template(template).render({"s": Subdoc(part)}).to_bytes()
    numbers = [p._p.pPr.numPr.numId.val for p in opened(data).paragraphs]
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]
    known = re.findall(r'<w:num w:numId="(\d+)"', word.part(data, "word/numbering.xml"))
    assert {str(number) for number in numbers} <= set(known) and len(known) == len(set(known))
    assert findings(data, tmp_path) <= findings(template, tmp_path)


def test_lists_by_a_style_of_the_template_begin_anew_too(word):
    part = docx.Document()
    part.add_paragraph("một", style="List Number")
    data = Template(page("{{p s }}", "{{p s }}")).render({"s": Subdoc(part)}).to_bytes()
    numbers = [p._p.pPr.numPr.numId.val for p in opened(data).paragraphs]
    assert numbers[0] != numbers[1]
    assert word.part(data).count("xmlns:") < 30


def test_several_documents_and_the_same_twice_do_not_clash(word, tmp_path):
    template = page("{%p for s in subs %}", "{{p s }}", "{%p endfor %}", "{{ logo }}")
    red, blue = Subdoc(rich_part()), Subdoc(saved(rich_part("blue")))
    values = {"subs": [red, blue, red], "logo": InlineImage(png())}
    data = Template(template).render(values).to_bytes()
    document = opened(data)
    assert len(document.inline_shapes) == 4
    assert len(media(data)) == 2
    assert len(document.tables) == 3
    assert ids_are_unique(data, word)
    assert [s.name for s in document.styles].count("Khung riêng") == 1
    assert findings(data, tmp_path) <= findings(template, tmp_path)


def test_links_footnotes_and_comments_come_along(word, tmp_path):
    inner = page("{{ l }}", "{{ f }}", "{{ f | comment('xem', author='A') }}")
    values = {"l": Link("https://example.org/x", "xem"), "f": Footnoted("số", "ghi chú của phần")}
    part = Template(inner).render(values).to_bytes()
    template = page("{{ g }}", "{{p s }}", "{{p s }}")
    values = {"g": Footnoted("a", "ghi chú của mẫu"), "s": Subdoc(part)}
    data = Template(template).render(values).to_bytes()
    notes = word.part(data, "word/footnotes.xml")
    assert notes.count("ghi chú của phần") == 4 and notes.count("ghi chú của mẫu") == 1
    shown = re.findall(r'<w:footnoteReference[^>]*w:id="(\d+)"', word.part(data))
    assert len(set(shown)) == 5
    assert set(shown) <= set(re.findall(r'<w:footnote\b[^>]*w:id="(\d+)"', notes))
    assert word.part(data, "word/comments.xml").count("xem") == 2
    rels = opened(data).part.rels.values()
    assert [r.target_ref for r in rels if r.is_external] == ["https://example.org/x"]
    assert findings(data, tmp_path) <= findings(template, tmp_path)


def test_endnotes_come_along(word, tmp_path):
    settings = '<w:endnote w:id="7"><w:p><w:r><w:t>cuối</w:t></w:r></w:p></w:endnote>'
    part = word.file('<w:p><w:r><w:t>a</w:t><w:endnoteReference w:id="7"/></w:r></w:p>', endnotes=settings)  # fmt: skip
    data = Template(page("{{p s }}")).render({"s": Subdoc(part)}).to_bytes()
    assert "cuối" in word.part(data, "word/endnotes.xml")
    assert findings(data, tmp_path) <= findings(page("a"), tmp_path)


def test_a_bookmark_stands_once_and_a_section_stays_behind(word):
    mark = '<w:p><w:bookmarkStart w:id="1" w:name="m"/><w:r><w:t>x</w:t></w:r><w:bookmarkEnd w:id="1"/></w:p>'
    part = word.file(mark, '<w:p><w:pPr><w:sectPr><w:pgSz w:w="9" w:h="9"/></w:sectPr></w:pPr></w:p>')  # fmt: skip
    data = Template(page("{{p s }}", "{{p s }}")).render({"s": Subdoc(part)}).to_bytes()
    assert word.part(data).count("bookmarkStart") == word.part(data).count("bookmarkEnd") == 1
    assert len(opened(data).sections) == 1


def test_a_document_stands_in_a_cell_and_in_a_header(word, tmp_path):
    template = docx.Document()
    template.add_table(1, 1).cell(0, 0).text = "{{p s }}"
    template.sections[0].header.paragraphs[0].text = "{{p s }}"
    template = saved(template)
    data = Template(template).render({"s": Subdoc(rich_part())}).to_bytes()
    header = opened(data).sections[0].header
    assert [p.text for p in header.paragraphs][:3] == ["Phần", "riêng", "một"]
    assert "word/_rels/header1.xml.rels" in read_package(data).parts
    cell = opened(data).tables[0].cell(0, 0)
    assert cell.tables[0].cell(0, 0).text == "ô"
    assert findings(data, tmp_path) <= findings(template, tmp_path)


def test_letters_bring_documents_each(word, tmp_path):
    template = Template(page("{{ n }}", "{{p s }}"))
    records = [{"n": n, "s": Subdoc(rich_part(c))} for n, c in enumerate(["red", "blue", "red"])]
    data = template.render_many(records, one_document=True).to_bytes()
    document = opened(data)
    assert len(document.tables) == len(document.inline_shapes) == len(document.sections) == 3
    blobs = [document.part.related_parts[s._inline.graphic.graphicData.pic.blipFill.blip.embed].blob for s in document.inline_shapes]  # fmt: skip
    assert blobs == [png("red"), png("blue"), png("red")]
    assert ids_are_unique(data, word)
    assert len(list(template.render_many(records))) == 3


def test_what_the_part_lets_word_ignore_may_be_ignored(word, tmp_path):
    box = '<w:sdt><w:sdtPr><w:id w:val="5"/><w14:checkbox><w14:checked w14:val="1"/></w14:checkbox></w:sdtPr><w:sdtContent><w:p><w:r><w:t>x</w:t></w:r></w:p></w:sdtContent></w:sdt>'  # fmt: skip
    data = Template(page("{{p s }}")).render({"s": Subdoc(word.file(box))}).to_bytes()
    start = re.search(r"<w:document[^>]*>", word.part(data))[0]
    assert "w14" in re.search(r'Ignorable="([^"]*)"', start)[1].split()
    assert findings(data, tmp_path) <= findings(page("a"), tmp_path)


@pytest.mark.parametrize("name", ["office-chart", "smart-art", "text-box", "tracked-changes"])
def test_what_office_puts_into_documents_comes_along_twice(name, tmp_path):
    template, part = page("{{p s }}", "{{p s }}"), (CORPUS / f"{name}.docx").read_bytes()
    data = Template(template).render({"s": Subdoc(part)}).to_bytes()
    assert findings(data, tmp_path) <= findings(template, tmp_path) | findings(part, tmp_path)
    charts = [one for one in read_package(data).parts if re.match(r"word/charts/chart\d", one)]
    assert len(charts) == (2 if name == "office-chart" else 0)
    opened(data)


def test_what_is_no_word_document_is_refused(word):
    workbook = io.BytesIO()
    openpyxl.Workbook().save(workbook)
    package = read_package(word.file("x"))
    main = package.read("word/document.xml")
    strict = main.replace(b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main")  # fmt: skip
    for given in (workbook.getvalue(), write_package(package.replaced({"word/document.xml": strict}))):  # fmt: skip
        with pytest.raises(TemplateFileError, match="no Word document") as caught:
            Template(page("{{p s }}")).render({"s": Subdoc(given)})
        assert caught.value.where == "paragraph 1"


@pytest.mark.parametrize("nothing", [None, "", float("nan")])
def test_where_there_is_no_document_the_paragraph_goes(word, nothing):
    assert word.fill(page("a", "{{p s }}", "b"), {"s": nothing}) == ["a", "b"]
    cell = docx.Document()
    cell.add_table(1, 1).cell(0, 0).text = "{{p s }}"
    filled = opened(Template(saved(cell)).render({"s": nothing}).to_bytes())
    assert [one.text for one in filled.tables[0].cell(0, 0).paragraphs] == [""]


@pytest.mark.parametrize("tag", ["a {{ s }}", "{{r s }}"])
def test_a_document_in_a_line_is_an_error(tag):
    with pytest.raises(TemplateValueError, match="cannot stand within a line"):
        Template(page(tag)).render({"s": Subdoc(page("x"))})


def test_a_template_may_show_a_document_and_no_more(tmp_path):
    template = Template(page("{{ s.save('" + str(tmp_path / "stolen.docx") + "') }}"))
    with pytest.raises(TemplateError):
        template.render({"s": Subdoc(page("x"))})
    assert not (tmp_path / "stolen.docx").exists()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_what_documents_came_into(tmp_path):
    template = page("trên", "{%p for s in subs %}", "{{p s }}", "{%p endfor %}", "dưới")
    subs = [Subdoc(rich_part()), Subdoc(rich_part("blue"))]
    Template(template).render({"subs": subs}).save(tmp_path / "a.docx")
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    command += ["--convert-to", "txt:Text (encoded):UTF8", "a.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    text = (tmp_path / "a.txt").read_text(encoding="utf-8-sig")
    assert text.count("riêng") == 2 and "dưới" in text


def test_the_drawing_of_a_smart_art_comes_along():
    art = Template(CORPUS / "smart-art.docx")
    parts = [Subdoc(art.render({"name": name, "title": "x"})) for name in ("xã A", "xã B")]
    outer = page("{%p for part in parts %}", "{{p part }}", "{%p endfor %}")
    data = Template(outer).render({"parts": parts}).to_bytes()
    assert drawn_smart_art(data) == ["xã A", "xã B"]
