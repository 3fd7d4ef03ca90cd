"""Letters that follow one another in one document: each as it would be by itself."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path

import docx
import pytest
from docx.shared import Mm
from lxml import etree
from openxml_audit import OpenXmlValidator
from PIL import Image

from reportkit.errors import TemplateValueError
from reportkit.templating import Template, convert_to_pdf
from reportkit.templating._package import pack_part, read_package, write_package
from tests.templating.documents import drawn_smart_art

CORPUS = sorted((Path(__file__).parent / "corpus").glob("*.docx"))
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def data_of(number: int) -> dict[str, object]:
    return {
        "name": f"Huyện ủy {number} & B",
        "title": f"sơ kết {number}",
        "n": 3,
        "colour": "ffff00",
        "lines": "một\nhai\tba",
        "paragraphs": "một\ahai\aba",
        "rows": [{"name": f"Sơn La {number}", "count": 3}, {"name": "Hà Giang", "count": 12}],
    }


RECORDS = [data_of(number) for number in (1, 2, 3)]


def joined(template: bytes, records: list[dict]) -> bytes:
    return Template(template).render_many(records, one_document=True).to_bytes()


def words(root: etree._Element) -> list[str]:
    """The text of each paragraph that has any."""
    texts = ("".join(t.text or "" for t in p.iter(f"{W}t")) for p in root.iter(f"{W}p"))
    return [text for text in texts if text]


def tree(data: bytes, part: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(read_package(data).read(part))


@pytest.mark.parametrize("path", CORPUS, ids=[path.stem for path in CORPUS])
def test_letters_show_what_each_would_show_alone(path):
    template = Template(path, undefined="blank")
    alone = [filled.to_bytes() for filled in template.render_many(RECORDS)]
    together = template.render_many(RECORDS, one_document=True).to_bytes()
    texts = [words(tree(one)) for one in alone]
    assert words(tree(together)) == [text for one in texts for text in one]

    document = docx.Document(io.BytesIO(together))
    each = len(docx.Document(io.BytesIO(alone[0])).sections)
    assert len(document.sections) == 3 * each
    for number, one in enumerate(alone):
        own = docx.Document(io.BytesIO(one)).sections
        shown = document.sections[number * each : (number + 1) * each]
        for place in ("header", "footer", "first_page_header", "even_page_footer"):
            lines = [[p.text for p in getattr(s, place).paragraphs] for s in own]
            assert [[p.text for p in getattr(s, place).paragraphs] for s in shown] == lines


@pytest.mark.slow
@pytest.mark.parametrize("path", CORPUS, ids=[path.stem for path in CORPUS])
def test_letters_have_no_finding_that_one_alone_has_not(path, tmp_path):
    template = Template(path, undefined="blank")
    target, before = tmp_path / "together.docx", tmp_path / "alone.docx"
    target.write_bytes(template.render_many(RECORDS, one_document=True).to_bytes())
    template.render(RECORDS[0]).save(before)
    known, found = (
        {f"{e.part_uri} {re.sub('[0-9]+', '', e.description)}" for e in errors}
        for errors in (OpenXmlValidator().validate(str(one)).errors for one in (before, target))
    )
    assert not found - known


@pytest.mark.parametrize("path", CORPUS, ids=[path.stem for path in CORPUS])
def test_ids_stay_unique_and_lead_to_parts_that_are_there(path):
    package = read_package(
        Template(path, undefined="blank").render_many(RECORDS, one_document=True).to_bytes()
    )
    root = etree.fromstring(package.read("word/document.xml"))
    for name in ("docPr", "bookmarkStart"):
        ids = [e.get("id") or e.get(f"{W}id") for e in root.iter(f"{{*}}{name}")]
        if "mc:AlternateContent" not in package.read("word/document.xml").decode():
            assert len(set(ids)) == len(ids), name
    names = [e.get(f"{W}name") for e in root.iter(f"{W}bookmarkStart")]
    assert len(set(names)) == len(names)
    known = {identity for identity, _, _ in package.relationships("word/document.xml")}
    for element in root.iter(etree.Element):
        for key, value in element.items():
            if "officeDocument/2006/relationships" in key and value.startswith("rId"):
                assert value in known or b"External" in package.read("word/_rels/document.xml.rels")
    for part in package.parts:
        for _, _, target in package.relationships(part) if not part.endswith(".rels") else ():
            assert target in package.parts, (part, target)
            assert target in package.content_types()


def test_a_header_shows_the_values_of_its_letter(word):
    template = word.file(
        "Gửi {{ a }}", header=word.paragraph("Số {{ a }}"), footer=word.paragraph("x")
    )
    document = docx.Document(io.BytesIO(joined(template, [{"a": 1}, {"a": 2}, {"a": 1}])))
    assert [s.header.paragraphs[0].text for s in document.sections] == ["Số 1", "Số 2", "Số 1"]
    headers = [s.header.part.partname for s in document.sections]
    assert headers[0] == headers[2] != headers[1]  # the same header is stored once
    assert len({s.footer.part.partname for s in document.sections}) == 1


def test_each_letter_begins_on_a_new_first_page_and_none_is_left_over(word):
    document = docx.Document(io.BytesIO(joined(word.file("{{ a }}", "b"), [{"a": 1}, {"a": 2}])))
    body = document.element.body
    assert [p.text for p in document.paragraphs] == ["1", "b", "2", "b"]  # no empty one
    assert body[-1].tag == f"{W}sectPr"
    numbers = [s._sectPr.find(f"{W}pgNumType") for s in document.sections]
    assert numbers[0] is None
    assert numbers[1].get(f"{W}start") == "1"
    assert all(s._sectPr.find(f"{W}type") is None for s in document.sections)


def test_a_letter_that_ends_in_a_table_or_a_section_gets_a_small_paragraph(word):
    data = [{"a": 1}, {"a": 2}]
    assert word.shown(joined(word.file("x", word.table(["{{ a }}"])), data)) == [
        "x", [["1"]], "", "x", [["2"]], "",  # LibreOffice begins no page for a table alone
    ]  # fmt: skip
    assert word.shown(joined(word.file("x", word.table(["{{ a }}"])), data[:1])) == ["x", [["1"]]]
    ended = "<w:p><w:pPr><w:sectPr/></w:pPr><w:r><w:t>{{ a }}</w:t></w:r></w:p>"
    document = docx.Document(io.BytesIO(joined(word.file("x", ended), data)))
    assert len(document.sections) == 4


def test_a_continuous_letter_begins_on_a_page_of_its_own():
    document = docx.Document()
    document.add_paragraph("{{ a }}")
    section = document.sections[0]
    section.start_type = docx.enum.section.WD_SECTION.CONTINUOUS
    section.page_width = Mm(100)
    file = io.BytesIO()
    document.save(file)
    filled = docx.Document(io.BytesIO(joined(file.getvalue(), [{"a": 1}, {"a": 2}])))
    assert filled.sections[1].start_type == docx.enum.section.WD_SECTION.NEW_PAGE
    assert filled.sections[1].page_width == filled.sections[0].page_width


def test_a_section_without_headers_does_not_show_those_of_the_letter_before(word):
    first = "<w:p><w:pPr><w:sectPr/></w:pPr><w:r><w:t>{{ a }}</w:t></w:r></w:p>"
    template = word.file(first, "b", header=word.paragraph("H{{ a }}"))
    document = docx.Document(io.BytesIO(joined(template, [{"a": 1}, {"a": 2}])))
    assert [s.header.paragraphs[0].text for s in document.sections] == ["", "H1", "", "H2"]


def test_lists_begin_anew_in_each_letter():
    document = docx.Document()
    document.add_paragraph("{{ a }}")
    for text in ("one", "two"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("point", style="List Bullet")
    file = io.BytesIO()
    document.save(file)
    together = joined(file.getvalue(), [{"a": 1}, {"a": 2}, {"a": 3}])
    root, numbering = tree(together), tree(together, "word/numbering.xml")
    direct = [e.get(f"{W}val") for e in root.iter(f"{W}numId")]
    assert len(direct) == 4  # two letters with two lines each; the first is as it was
    assert direct[0] == direct[1] != direct[2] == direct[3]
    for number in set(direct):
        num = next(n for n in numbering.iter(f"{W}num") if n.get(f"{W}numId") == number)
        assert num.find(f"{W}lvlOverride/{W}startOverride").get(f"{W}val") == "1"


def test_footnotes_follow_their_letters(word):
    note = '<w:footnote w:id="2"><w:p><w:r><w:t>Theo {{ a }}</w:t></w:r></w:p></w:footnote>'
    reference = '<w:p><w:r><w:t>{{ a }}</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    together = joined(word.file(reference, footnotes=note), [{"a": 1}, {"a": 2}, {"a": 3}])
    used = [e.get(f"{W}id") for e in tree(together).iter(f"{W}footnoteReference")]
    notes = {e.get(f"{W}id"): words(e) for e in tree(together, "word/footnotes1.xml")}
    assert [notes[number] for number in used] == [["Theo 1"], ["Theo 2"], ["Theo 3"]]
    restart = tree(together).findall(f".//{W}numRestart")
    assert [one.get(f"{W}val") for one in restart] == ["eachSect", "eachSect"]


def with_settings(template: bytes, xml: str) -> bytes:
    package = read_package(template)
    types = package.read("[Content_Types].xml").replace(b"</Types>", b'<Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/></Types>')  # fmt: skip
    relations = package.read("word/_rels/document.xml.rels").replace(b"</Relationships>", b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings" Target="settings.xml"/></Relationships>')  # fmt: skip
    parts = package.replaced({"[Content_Types].xml": types, "word/_rels/document.xml.rels": relations})  # fmt: skip
    settings = f'<w:settings xmlns:w="{W[1:-1]}">{xml}</w:settings>'
    return write_package([*parts, pack_part("word/settings.xml", settings.encode())])


@pytest.mark.parametrize("settings", ["", '<w:zoom/><w:endnotePr><w:pos w:val="docEnd"/><w:endnote w:id="0"/></w:endnotePr><w:compat/>', "<w:zoom/><w:compat/>"])  # fmt: skip
def test_endnotes_stand_at_the_end_of_their_letter(word, settings):
    note = '<w:endnote w:id="2"><w:p><w:r><w:t>Theo {{ a }}</w:t></w:r></w:p></w:endnote>'
    section = '<w:p><w:pPr><w:sectPr/></w:pPr><w:r><w:endnoteReference w:id="2"/></w:r></w:p>'
    template = with_settings(word.file(section, "{{ a }}", endnotes=note), settings)
    together = joined(template, [{"a": 1}, {"a": 2}])
    [kept] = tree(together, "word/settings.xml").findall(f"{W}endnotePr")
    assert kept[0].tag == f"{W}pos" and kept[0].get(f"{W}val") == "sectEnd"
    sections = list(tree(together).iter(f"{W}sectPr"))
    put_off = [one.find(f"{W}noEndnote") is not None for one in sections]
    assert put_off == [True, False, True, False]  # those of a letter stand together
    restarts = [one.find(f"{W}endnotePr/{W}numRestart") is not None for one in sections]
    assert restarts == [False, False, True, False]


def test_notes_that_values_bring_follow_their_letters(word):
    tags = '{{ a | footnote("theo " ~ a) }} {{ a | comment("xem " ~ a) }}'
    together = joined(word.file(tags), [{"a": 1}, {"a": 2}])
    for kind in ("footnote", "comment"):
        used = [e.get(f"{W}id") for e in tree(together).iter(f"{W}{kind}Reference")]
        notes = {e.get(f"{W}id"): words(e) for e in tree(together, f"word/{kind}s.xml")}
        assert [notes[number][0].split()[-1] for number in used] == ["1", "2"]


def test_bookmarks_and_what_leads_to_them_stay_within_their_letter(word):
    marked = (
        '<w:p><w:bookmarkStart w:id="1" w:name="so"/><w:r><w:t>{{ a }}</w:t></w:r>'
        '<w:bookmarkEnd w:id="1"/></w:p>'
        "<w:p><w:r><w:instrText> REF so \\h </w:instrText></w:r>"
        '<w:hyperlink w:anchor="so"><w:r><w:t>x</w:t></w:r></w:hyperlink></w:p>'
    )
    root = tree(joined(word.file(marked), [{"a": 1}, {"a": 2}]))
    assert [e.get(f"{W}name") for e in root.iter(f"{W}bookmarkStart")] == ["so", "so_2"]
    assert [e.get(f"{W}anchor") for e in root.iter(f"{W}hyperlink")] == ["so", "so_2"]
    assert [e.text for e in root.iter(f"{W}instrText")] == [" REF so \\h ", " REF so_2 \\h "]
    starts, ends = (
        [e.get(f"{W}id") for e in root.iter(f"{W}bookmark{end}")] for end in ("Start", "End")
    )
    assert starts == ends
    assert len(set(starts)) == 2


def chars(*kinds: str) -> str:
    """The runs of a field: its parts, or the words of its code or result."""
    parts = {
        **{kind: f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "separate", "end")},
        "code": "<w:instrText> NUMPAGES \\* Arabic </w:instrText>",
    }
    return "".join(
        f"<w:r><w:rPr><w:b/></w:rPr>{parts.get(k, f'<w:t>{k}</w:t>')}</w:r>" for k in kinds
    )


FIELDS = {
    "a field with a result": chars("begin", "code", "separate", "9", "9", "end"),
    "a field without one": chars("begin", "code", "end"),
    "a simple field": f'<w:fldSimple w:instr=" NUMPAGES \\* Arabic ">{chars("9")}</w:fldSimple>',
    "a field in the condition of another": chars("begin") + "<w:r><w:instrText> IF </w:instrText></w:r>" + chars("begin", "code", "separate", "9", "end") + "<w:r><w:instrText> = 1 a b</w:instrText></w:r>" + chars("separate", "b", "end"),
}  # fmt: skip


@pytest.mark.parametrize("case", FIELDS)
@pytest.mark.parametrize("place", ["footer", "body"])
def test_the_number_of_pages_is_that_of_the_letter(word, case, place):
    """Word knows SECTIONPAGES; for LibreOffice its result leads to the end of the letter."""
    field = f"<w:p>{FIELDS[case]}</w:p>"
    template = word.file("{{ a }}", field) if place == "body" else word.file("{{ a }}", "z", footer=field)  # fmt: skip
    package = read_package(joined(template, [{"a": 1}, {"a": 2}]))
    body = etree.fromstring(package.read("word/document.xml"))
    names = [one.get(f"{W}name") for one in body.iter(f"{W}bookmarkStart")]
    assert len(names) == len(set(names)) == 2
    texts = [body] if place == "body" else [etree.fromstring(package.read(t)) for _, kind, t in package.relationships("word/document.xml") if kind == "footer"]  # fmt: skip
    found = [code.text.split() for root in texts for code in root.iter(f"{W}instrText") if "PAGE" in code.text]  # fmt: skip
    assert found == [["SECTIONPAGES", "\\*", "Arabic"], ["PAGEREF", names[0]], ["SECTIONPAGES", "\\*", "Arabic"], ["PAGEREF", names[1]]]  # fmt: skip
    for root in texts:
        kinds = [one.get(f"{W}fldCharType") for one in root.iter(f"{W}fldChar")]
        assert kinds.count("begin") == kinds.count("separate") == kinds.count("end")
        assert "9" not in words(root)
        assert all(run.find(f"{W}rPr/{W}b") is not None for run in root.iter(f"{W}r") if run.find(f"{W}fldChar") is not None)  # fmt: skip


def test_a_letter_of_several_sections_counts_the_pages_up_to_its_end(word):
    ended = "<w:p><w:pPr><w:sectPr/></w:pPr><w:r><w:t>{{ a }}</w:t></w:r></w:p>"
    footer = f"<w:p>{FIELDS['a field with a result']}</w:p>"
    package = read_package(joined(word.file(ended, "b", footer=footer), [{"a": 1}, {"a": 2}]))
    footers = [t for _, kind, t in package.relationships("word/document.xml") if kind == "footer"]
    codes = [re.findall(r"PAGEREF (\w+)|SECTIONPAGES", package.read(t).decode()) for t in footers if b"instrText" in package.read(t)]  # fmt: skip
    names = re.findall(r'w:bookmarkStart [^>]*w:name="(\w+)"', package.read("word/document.xml").decode())  # fmt: skip
    assert sorted(code for of_footer in codes for code in of_footer) == sorted(names)
    assert len(names) == 2


def test_letters_that_count_no_pages_have_no_bookmark(word):
    assert b"bookmark" not in read_package(joined(word.file("{{ a }}"), [{"a": 1}, {"a": 2}])).read("word/document.xml")  # fmt: skip


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_letters_have_as_many_pages_as_each_has_alone(tmp_path):
    import pypdfium2

    files = []
    for path in CORPUS:
        template = Template(path, undefined="blank")
        for number, filled in enumerate(
            [
                template.render_many(RECORDS[:2], one_document=True),
                *template.render_many(RECORDS[:2]),
            ]
        ):
            files.append(tmp_path / f"{path.stem}-{number}.docx")
            filled.save(files[-1])
    counts = [len(pypdfium2.PdfDocument(pdf)) for pdf in convert_to_pdf(files)]
    for path, (together, first, second) in zip(CORPUS, zip(*[iter(counts)] * 3, strict=True), strict=True):  # fmt: skip
        # LibreOffice gives the endnotes of all letters a page at the end
        assert together == first + second - (path.stem == "endnotes"), path.stem


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_prints_the_pages_of_each_letter(word, tmp_path):
    import pypdfium2

    footer = f"<w:p>{word.run('trang ')}<w:fldSimple w:instr='PAGE'/>{word.run('/')}{FIELDS['a simple field']}</w:p>"  # fmt: skip
    lines = ["{{ a }}", "{%p for i in range(n) %}", "{{ i }}", "{%p endfor %}"]
    (tmp_path / "x.docx").write_bytes(joined(word.file(*lines, footer=footer), [{"a": 1, "n": 1}, {"a": 2, "n": 70}]))  # fmt: skip
    [pdf] = convert_to_pdf([tmp_path / "x.docx"])
    pages = pypdfium2.PdfDocument(pdf)
    texts = [page.get_textpage().get_text_range() for page in pages]
    told = [re.search(r"trang (\d)/(\d)", text).groups() for text in texts]
    assert told == [("1", "1"), *((str(n), str(len(texts) - 1)) for n in range(1, len(texts)))]
    assert len(texts) > 2


def test_a_mistake_says_in_which_letter_it_is(word):
    with pytest.raises(TemplateValueError, match=r"Record 2: .* division by zero"):
        joined(word.file("{{ 1 / a }}"), [{"a": 1}, {"a": 0}])


def test_one_letter_is_as_it_would_be_alone(word):
    template = Template(word.file("{{ a }}", header=word.paragraph("{{ a }}")))
    one = template.render_many([{"a": 1}], one_document=True).to_bytes()
    assert word.shown(one) == word.shown(template.render({"a": 1}).to_bytes())


def test_no_letter_at_all_is_an_error(word):
    with pytest.raises(TemplateValueError, match="no record"):
        joined(word.file("a"), [])


def test_letters_of_a_template_without_tags_in_its_body(word):
    together = joined(word.file("a", header=word.paragraph("{{ x }}")), [{"x": 1}, {"x": 2}])
    assert word.shown(together) == ["a", "a"]


def test_the_same_records_give_the_same_bytes(word):
    template = Template(CORPUS[0])
    first, second = (template.render_many(RECORDS, one_document=True).to_bytes() for _ in range(2))
    assert first == second


@pytest.mark.slow
def test_libreoffice_opens_letters_of_every_file_of_the_corpus(tmp_path):
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed")
    files = [tmp_path / path.name for path in CORPUS]
    for path, file in zip(CORPUS, files, strict=True):
        Template(path, undefined="blank").render_many(RECORDS, one_document=True).save(file)
    assert len(convert_to_pdf(files)) == len(CORPUS)


def test_a_picture_in_a_header_comes_along_with_the_header():
    document, picture, file = docx.Document(), io.BytesIO(), io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(picture, "PNG")
    paragraph = document.sections[0].header.paragraphs[0]
    paragraph.add_run("{{ a }}")
    paragraph.add_run().add_picture(picture)
    document.save(file)
    package = read_package(joined(file.getvalue(), [{"a": 1}, {"a": 2}]))
    headers = [t for _, kind, t in package.relationships("word/document.xml") if kind == "header"]
    assert len(headers) == 2
    media = [package.relationships(header) for header in headers]
    assert media[0] == media[1]
    assert len([name for name in package.parts if name.startswith("word/media/")]) == 1


def test_lists_that_values_bring_begin_anew_though_the_template_has_none(word):
    template = word.file("{%p if x %}", "{{p x | numbered_list }}", "{%p endif %}", "end")
    together = joined(template, [{"x": None}, {"x": ["a", "b"]}, {"x": ["c"]}])
    root, numbering = tree(together), tree(together, "word/numbering.xml")
    numbers = [e.get(f"{W}val") for e in root.iter(f"{W}numId")]
    assert len(numbers) == 3
    assert numbers[0] == numbers[1] != numbers[2]
    known = [e.get(f"{W}numId") for e in numbering.iter(f"{W}num")]
    assert set(numbers) <= set(known)
    assert len(set(known)) == len(known)


def test_each_letter_shows_its_own_smart_art():
    data = joined(
        next(path for path in CORPUS if path.stem == "smart-art").read_bytes(),
        [{"name": "xã A", "title": "x"}, {"name": "xã B", "title": "y"}],
    )
    assert drawn_smart_art(data) == ["xã A", "xã B"]
