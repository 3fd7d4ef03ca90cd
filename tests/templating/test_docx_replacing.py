"""``replace_pic``, ``replace_media`` and ``replace_embedded``: docxtpl's, as arguments of render."""

from __future__ import annotations

import io

import docx
import pytest
from docx.shared import Mm
from openxml_audit import OpenXmlValidator
from PIL import Image

from reportkit.errors import TemplateValueError
from reportkit.templating import InlineImage, Template
from reportkit.templating._package import pack_part, read_package, write_package


def picture(colour: str, kind: str = "PNG", size: tuple[int, int] = (40, 20)) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, kind)
    return file.getvalue()


@pytest.fixture(scope="module")
def template() -> bytes:
    """Two frames for the same picture in the body, and another in the header."""
    document, file = docx.Document(), io.BytesIO()
    document.add_paragraph("{{ a }}")
    for name in ("con dấu", "chữ ký"):
        shape = document.add_picture(io.BytesIO(picture("red")), width=Mm(40))
        shape._inline.docPr.set("descr", name)
    run = document.sections[0].header.paragraphs[0].add_run()
    run.add_picture(io.BytesIO(picture("blue")))._inline.docPr.set("title", "logo")
    document.save(file)
    return file.getvalue()


def shown(data: bytes) -> list[bytes]:
    """The pictures of the body, in order."""
    document = docx.Document(io.BytesIO(data))
    return [
        document.part.related_parts[s._inline.graphic.graphicData.pic.blipFill.blip.embed].blob
        for s in document.inline_shapes
    ]


def test_a_picture_is_found_by_its_alternative_text_and_no_other_changes(template):
    new = picture("green", "JPEG")
    data = Template(template).render({"a": 1}, replace_pic={"chữ ký": new}).to_bytes()
    assert shown(data) == [picture("red"), new]
    assert docx.Document(io.BytesIO(data)).paragraphs[0].text == "1"


def test_a_picture_in_a_header_is_found_by_its_title(template, tmp_path):
    (tmp_path / "new.png").write_bytes(picture("green"))
    filled = Template(template).render({"a": 1}, replace_pic={"logo": tmp_path / "new.png"})
    package = read_package(filled.to_bytes())
    header = next(n for n in package.parts if n.startswith("word/header"))
    related = [package.read(target) for _, kind, target in package.relationships(header)]
    assert picture("green") in related


@pytest.mark.parametrize(
    ("image", "size"),
    [
        (picture("green", size=(20, 20)), (Mm(20), Mm(20))),  # within the frame of 40 x 20
        (InlineImage(picture("green", size=(20, 20)), width=10), (Mm(10), Mm(10))),
    ],
)
def test_a_picture_keeps_its_proportions_within_the_frame(template, image, size):
    data = Template(template).render({"a": 1}, replace_pic={"con dấu": image}).to_bytes()
    shape = docx.Document(io.BytesIO(data)).inline_shapes[0]
    assert (shape.width, shape.height) == size


def media(data: bytes) -> list[bytes]:
    package = read_package(data)
    return [package.read(name) for name in package.parts if name.startswith("word/media/")]


def related(data: bytes) -> list[str]:
    package = read_package(data)
    return [target for part in package.parts for _, kind, target in package.relationships(part) if kind == "image"]  # fmt: skip


def test_a_replaced_picture_that_nothing_shows_any_more_goes(template):
    new = picture("green", "JPEG")
    every = {"con dấu": new, "chữ ký": new, "logo": new}
    assert set(media(template)) == {picture("red"), picture("blue")}
    data = Template(template).render({"a": 1}, replace_pic=every).to_bytes()
    assert media(data) == [new]
    assert len(related(data)) == 2  # the body's, the header's


def test_a_replaced_picture_that_is_shown_elsewhere_stays(template):
    new = picture("green")
    data = Template(template).render({"a": 1}, replace_pic={"con dấu": new}).to_bytes()
    assert set(media(data)) == {picture("red"), picture("blue"), new}
    assert len(related(data)) == 3


def test_the_type_of_a_replaced_picture_goes_with_it(template):
    package = read_package(template)
    [name] = [n for n in package.parts if package.read(n) == picture("blue")]
    types = package.read("[Content_Types].xml").replace(
        b"</Types>",
        f'<Override PartName="/{name}" ContentType="image/png"/></Types>'.encode(),
    )
    file = write_package(package.replaced({"[Content_Types].xml": types}))
    data = Template(file).render({"a": 1}, replace_pic={"logo": picture("green")}).to_bytes()
    filled = read_package(data)
    assert name not in filled.parts
    assert name.encode() not in filled.read("[Content_Types].xml")


def test_an_unknown_picture_lists_those_there_are(template):
    with pytest.raises(TemplateValueError, match="no picture 'x'") as caught:
        Template(template).render({"a": 1}, replace_pic={"x": picture("green")})
    assert "'con dấu'" in str(caught.value.remedy)
    assert "'logo'" in str(caught.value.remedy)


def test_media_are_replaced_by_their_bytes_wherever_they_are_shown(template):
    data = (
        Template(template)
        .render({"a": 1}, replace_media={picture("red"): picture("green")})
        .to_bytes()
    )
    assert shown(data) == [picture("green")] * 2
    with pytest.raises(TemplateValueError, match="no file in media"):
        Template(template).render({"a": 1}, replace_media={b"x": b"y"})


def test_embedded_documents_are_replaced_by_their_bytes(template):
    package = read_package(template)
    added = pack_part("word/embeddings/a.docx", b"old")
    file = write_package([*package.parts.values(), added])
    data = Template(file).render({"a": 1}, replace_embedded={b"old": b"new"}).to_bytes()
    assert read_package(data).read("word/embeddings/a.docx") == b"new"


def test_replaced_pictures_leave_no_finding(template, tmp_path):
    before, after = tmp_path / "before.docx", tmp_path / "after.docx"
    before.write_bytes(template)
    new = {"con dấu": picture("green", "JPEG"), "logo": picture("green")}
    Template(before).render({"a": 1}, replace_pic=new).save(after)
    known, found = (
        {e.description for e in OpenXmlValidator().validate(str(p)).errors} for p in (before, after)
    )
    assert not found - known
