"""Letters in one document whose values bring styles: each looks as it does alone."""

from __future__ import annotations

import io
from copy import deepcopy

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt
from lxml import etree
from openxml_audit import OpenXmlValidator

from reportkit.templating import Commented, Footnoted, Subdoc, Template
from reportkit.templating._package import pack_part, read_package, write_package
from tests.templating.documents import page, saved

LETTER = page("Gửi {{ name }}", "{%p if part %}", "{{p part }}", "{%p endif %}", "{{ end }}")


def styled(name: str, identity: str, size: int, base: int = 10, list_style: str = "") -> Subdoc:
    """A document with a style of its own, based on another of its own."""
    part = docx.Document()
    below = part.styles.add_style("Nền riêng", WD_STYLE_TYPE.PARAGRAPH)
    below.font.size = Pt(base)
    own = part.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    own.element.set(qn("w:styleId"), identity)
    own.base_style, own.font.size = below, Pt(size)
    if list_style:
        own.element.get_or_add_pPr().append(
            deepcopy(part.styles[list_style].element.pPr.find(qn("w:numPr")))
        )
    for text in ("một", "hai"):
        part.add_paragraph(text, style=name)
    return Subdoc(saved(part))


def with_endnote() -> Subdoc:
    """A document with an endnote."""
    noted = Template(page("x{{ '' | footnote('cuối') }}")).render({}).to_bytes()
    package = read_package(noted)
    swapped = {
        name.replace("footnotes", "endnotes"): package.read(name)
        .replace(b"footnote", b"endnote")
        .replace(b"Footnote", b"Endnote")
        for name in package.parts
    }
    return Subdoc(write_package([pack_part(name, xml) for name, xml in swapped.items()]))


def looks(data: bytes) -> list[tuple[str, list[bytes]]]:
    """Each paragraph with its style and those that it is based on, whatever they are called."""
    document = docx.Document(io.BytesIO(data))
    styles = {style.style_id: style.element for style in document.styles}
    return [
        (paragraph.text, chain(styles, paragraph.style.style_id))
        for paragraph in document.paragraphs
    ]


def chain(styles, identity: str) -> list[bytes]:
    found = []
    while identity:
        style = deepcopy(styles[identity])
        base = style.find(qn("w:basedOn"))
        identity = "" if base is None else base.get(qn("w:val"))
        style.attrib.pop(qn("w:styleId"))
        for name in ("name", "basedOn", "next", "link"):
            for one in style.findall(qn(f"w:{name}")):
                style.remove(one)
        for number in style.iter(qn("w:numId")):
            number.set(qn("w:val"), "")
        found.append(etree.tostring(style, method="c14n", with_tail=False))
    return found


A, B = styled("Khung A", "K", 17), styled("Khung B", "K", 21)
RECORDS = {
    "a style in the second letter only": [None, A, None],
    "other styles in each": [A, B, None],
    "styles with the same id": [None, A, B, A],
    "styles of one name with other looks": [A, styled("Khung A", "K", 9)],
    "other bases of equal styles": [A, styled("Khung A", "K", 17, base=30), A],
    "numbered styles": [None, styled("Mục A", "M", 17, list_style="List Number"), styled("Mục B", "M", 11, list_style="List Number 2")],
    "a note behind a style": [None, A, Footnoted("x", "theo A"), Commented("y", "xem", "A")],
}  # fmt: skip


def records(values) -> list[dict]:
    """A value makes a paragraph where it is a document, and else stands in a line."""
    return [
        {"name": f"xã {n}", "part": v if isinstance(v, Subdoc) else None, "end": "" if v is None or isinstance(v, Subdoc) else v}
        for n, v in enumerate(values)
    ]  # fmt: skip


@pytest.mark.parametrize("case", RECORDS)
def test_each_letter_has_the_looks_it_has_alone(case):
    template = Template(LETTER)
    alone = [looks(one.to_bytes()) for one in template.render_many(records(RECORDS[case]))]
    together = template.render_many(records(RECORDS[case]), one_document=True).to_bytes()
    assert looks(together) == [look for letter in alone for look in letter]
    styles = etree.fromstring(read_package(together).read("word/styles.xml"))
    for key in ("name", "styleId"):
        words = [one.get(qn("w:styleId")) if key == "styleId" else one.find(qn("w:name")).get(qn("w:val")) for one in styles.iterfind(qn("w:style"))]  # fmt: skip
        assert len(words) == len(set(words)), key


@pytest.mark.slow
@pytest.mark.parametrize("case", RECORDS)
def test_letters_that_bring_styles_have_no_finding_that_the_template_has_not(case, tmp_path):
    together = Template(LETTER).render_many(records(RECORDS[case]), one_document=True).to_bytes()
    (tmp_path / "x.docx").write_bytes(together)
    (tmp_path / "template.docx").write_bytes(LETTER)
    known = {e.description for e in OpenXmlValidator().validate(tmp_path / "template.docx").errors}
    found = {e.description for e in OpenXmlValidator().validate(tmp_path / "x.docx").errors}
    assert not found - known


def test_the_same_styles_are_stored_once():
    letters = records([A, B, A, B, A])
    together = Template(LETTER).render_many(letters, one_document=True).to_bytes()
    names = [style.name for style in docx.Document(io.BytesIO(together)).styles]
    assert [name for name in names if name.startswith("Khung")] == ["Khung A", "Khung B"]
    assert len([name for name in names if name.startswith("Nền riêng")]) == 1


def test_numbered_styles_begin_anew_and_lead_to_lists_that_are_there():
    values = RECORDS["numbered styles"] + RECORDS["numbered styles"][1:]
    together = Template(LETTER).render_many(records(values), one_document=True).to_bytes()
    package = read_package(together)
    body, numbering, styles = (
        etree.fromstring(package.read(f"word/{part}.xml"))
        for part in ("document", "numbering", "styles")
    )
    lists = [one.get(qn("w:val")) for one in body.iter(qn("w:numId"))]
    pairs = list(zip(lists[::2], lists[1::2], strict=True))
    assert all(first == second for first, second in pairs)
    assert len(set(lists)) == len(pairs) == 4
    known = {one.get(qn("w:numId")) for one in numbering.iter(qn("w:num"))}
    assert known.issuperset(lists)
    assert known.issuperset(one.get(qn("w:val")) for one in styles.iter(qn("w:numId")))


def test_styles_that_come_into_headers_are_those_of_their_letter():
    document = docx.Document()
    document.add_paragraph("{{ name }}")
    document.sections[0].header.paragraphs[0].text = "{{p part }}"
    values = [{"name": "a", "part": A}, {"name": "b", "part": B}]
    together = Template(saved(document)).render_many(values, one_document=True).to_bytes()
    filled = docx.Document(io.BytesIO(together))
    sizes = [section.header.paragraphs[0].style.font.size for section in filled.sections]
    assert sizes == [Pt(17), Pt(21)]


@pytest.mark.parametrize("end_first", [False, True])
def test_what_letters_bring_to_the_settings_comes_along(end_first):
    noted = [Footnoted("x", "theo A"), with_endnote()]
    values = records([None, *(reversed(noted) if end_first else noted)])
    together = Template(LETTER).render_many(values, one_document=True).to_bytes()
    settings = etree.fromstring(read_package(together).read("word/settings.xml"))
    names = [etree.QName(one).localname for one in settings]
    assert names.index("footnotePr") + 1 == names.index("endnotePr")
    assert len(names) == len(set(names))
