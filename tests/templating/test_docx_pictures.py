"""`InlineImage` and `Link` in Word: pictures and links in the place of their tags."""

from __future__ import annotations

import io
import re

import docx
import pytest
from docx.shared import Mm
from openxml_audit import OpenXmlValidator

from reportkit.errors import TemplateValueError
from reportkit.templating import InlineImage, Link, Template
from reportkit.templating._package import read_package
from tests.templating.documents import png


def filled(template: bytes, data: dict) -> bytes:
    return Template(template).render(data).to_bytes()


def media(data: bytes) -> list[str]:
    return [name for name in read_package(data).parts if name.startswith("word/media/")]


@pytest.mark.parametrize("form", ["path", "bytes", "file"])
def test_a_picture_comes_from_a_path_bytes_or_a_file(word, tmp_path, form):
    (tmp_path / "a.png").write_bytes(png())
    image = {"path": tmp_path / "a.png", "bytes": png(), "file": io.BytesIO(png())}[form]
    document = docx.Document(
        io.BytesIO(filled(word.file("a {{ x }} b"), {"x": InlineImage(image)}))
    )
    [shape] = document.inline_shapes
    assert (shape.width, shape.height) == (381000, 190500)  # 40 x 20 dots of 1/96 inch
    part = document.part.related_parts[shape._inline.graphic.graphicData.pic.blipFill.blip.embed]
    assert part.blob == png()
    assert document.paragraphs[0].text == "a  b"


@pytest.mark.parametrize(
    ("sides", "size"),
    [
        ({"width": 30}, (Mm(30), Mm(15))),
        ({"height": Mm(10)}, (Mm(20), Mm(10))),
        ({"width": 30, "height": 30}, (Mm(30), Mm(30))),
    ],
)
def test_one_side_keeps_the_proportions(word, sides, size):
    data = filled(word.file("{{ x }}"), {"x": InlineImage(png(), **sides)})
    [shape] = docx.Document(io.BytesIO(data)).inline_shapes
    assert (shape.width, shape.height) == size


def test_the_same_picture_is_stored_once_and_ids_are_unique(word):
    template = word.file(
        "{% for x in xs %}{{ x }}{% endfor %}", header=word.paragraph("{{ xs[0] }}")
    )
    images = [InlineImage(png(colour)) for colour in ("red", "blue", "red")]
    data = filled(template, {"xs": images})
    assert len(media(data)) == 2
    parts = word.part(data) + word.part(data, "word/header1.xml")
    ids = re.findall(r'<wp:docPr id="(\d+)"', parts)
    assert len(ids) == len(set(ids)) == 4


def test_a_picture_has_words_for_those_who_do_not_see_it_and_a_link(word):
    image = InlineImage(png(), alt='Quốc "huy" & cờ', link="https://example.org/?a=1&b=2")
    data = filled(word.file("{{ x }}"), {"x": image})
    document = docx.Document(io.BytesIO(data))
    properties = document.inline_shapes[0]._inline.docPr
    assert properties.get("descr") == 'Quốc "huy" & cờ'
    [click] = properties
    identity = next(value for key, value in click.items() if key.endswith("}id"))
    assert document.part.rels[identity].target_ref == "https://example.org/?a=1&b=2"


@pytest.mark.parametrize("tag", ["{{ x }}", "{{r x }}", "{% set y = x %}{{ y }}", "{{ x ~ '!' }}"])
def test_a_picture_stands_in_any_tag_of_a_line(word, tag):
    data = filled(word.file(word.table([tag])), {"x": InlineImage(png())})
    assert len(docx.Document(io.BytesIO(data)).inline_shapes) == 1


def test_a_picture_stands_in_footers_and_notes(word):
    note = f'<w:footnote w:id="2">{word.paragraph("{{ x }}")}</w:footnote>'
    data = filled(
        word.file("a", footer=word.paragraph("{{ x }}"), footnotes=note), {"x": InlineImage(png())}
    )
    package = read_package(data)
    for part in ("word/footer1.xml", "word/footnotes1.xml"):
        assert [kind for _, kind, _ in package.relationships(part)] == ["image"]
    assert len(media(data)) == 1
    assert package.content_types()[media(data)[0]] == "image/png"


@pytest.mark.parametrize(
    ("image", "problem"),
    [
        (InlineImage("nowhere.png"), "nowhere.png"),
        (InlineImage(b"no picture"), "no known picture format"),
        (InlineImage(b"<svg/>"), "SVG"),
    ],
)
def test_a_picture_that_cannot_be_shown_is_an_error_with_its_place(word, image, problem):
    with pytest.raises(TemplateValueError, match=problem) as caught:
        filled(word.file("a", "{{ x }}"), {"x": image})
    assert (caught.value.where, caught.value.tag) == ("paragraph 2", "{{ x }}")


@pytest.mark.parametrize("tag", ["{{ seal | upper }}", "{{ 'Dấu %s' % seal }}"])
def test_a_picture_has_no_words_for_a_filter_or_a_text(word, tag):
    with pytest.raises(TemplateValueError, match="A picture has no words") as caught:
        filled(word.file(tag), {"seal": InlineImage(png())})
    assert caught.value.tag == tag


def test_a_picture_cannot_stand_in_an_attribute(word):
    field = '<w:p><w:r><w:instrText> QUOTE "{{ x }}" </w:instrText></w:r></w:p>'
    with pytest.raises(TemplateValueError, match="cannot stand in"):
        filled(word.file(field), {"x": InlineImage(png())})


def test_a_link_is_one_in_the_document_s_style(word):
    data = filled(
        word.file("a {{ x }} b"), {"x": Link("https://example.org/?a&b", "Xem <đây>", "Mở")}
    )
    [link] = docx.Document(io.BytesIO(data)).paragraphs[0].hyperlinks
    assert (link.address, link.text) == ("https://example.org/?a&b", "Xem <đây>")
    assert link.runs[0].style.name == "Hyperlink"
    assert 'w:tooltip="Mở"' in word.part(data)


def test_a_link_to_a_bookmark_stays_in_the_document(word):
    data = filled(word.file("{{ x }}"), {"x": Link("#phu_luc", "Phụ lục")})
    assert '<w:hyperlink w:anchor="phu_luc"' in word.part(data)
    [link] = docx.Document(io.BytesIO(data)).paragraphs[0].hyperlinks
    assert link.fragment == "phu_luc"


def test_pictures_and_links_leave_a_document_without_findings(word, tmp_path):
    document, file = docx.Document(), io.BytesIO()
    document.add_paragraph("{{ x }} {{ y }}")
    document.sections[0].footer.paragraphs[0].text = "{{ x }}"
    document.save(file)
    validator, before, after = OpenXmlValidator(), tmp_path / "a.docx", tmp_path / "b.docx"
    before.write_bytes(file.getvalue())
    data = {
        "x": InlineImage(png(), alt="a", link="https://example.org"),
        "y": Link("https://x.org"),
    }
    Template(before).render(data).save(after)
    known, found = (
        {e.description for e in validator.validate(str(path)).errors} for path in (before, after)
    )
    assert not found - known


def test_letters_with_pictures_of_their_own(word):
    template = Template(word.file("{{ x }} {{ y }}", header=word.paragraph("{{ x }}")))
    records = [{"x": InlineImage(png(c)), "y": InlineImage(png("black"))} for c in ("red", "blue")]
    data = template.render_many(records, one_document=True).to_bytes()
    assert len(media(data)) == 3
    ids = re.findall(
        r'<wp:docPr[^>]* id="(\d+)"',
        "".join(
            word.part(data, name)
            for name in read_package(data).parts
            if re.search(r"document.xml$|header\d", name)
        ),
    )
    assert len(ids) == len(set(ids)) == 6
