r"""``RichText``, ``Listing``, ``\a`` and ``\f``: what values can bring besides text."""

from __future__ import annotations

import io

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from reportkit.errors import TemplateValueError
from reportkit.templating import (
    Commented,
    Footnoted,
    InlineImage,
    Link,
    Listing,
    R,
    RichText,
    RichTextParagraph,
    Template,
)
from tests.templating.documents import page, png

BOLD = "<w:b/>"


def runs(data: bytes) -> list[list[tuple[str, ...]]]:
    """Each paragraph's runs: the text, and the names of its format."""
    paragraphs = docx.Document(io.BytesIO(data)).paragraphs
    return [
        [
            (
                run.text,
                *(
                    child.tag.rpartition("}")[2]
                    for child in (run._r.rPr if run._r.rPr is not None else ())
                ),
            )
            for run in paragraph.runs
            if run.text
        ]
        for paragraph in paragraphs
    ]


RICH = [
    ("in {{r }}", "a {{r x }} c", [("a ",), ("B", "b"), (" c",)]),
    ("in a plain {{ }}", "a {{ x }} c", [("a ",), ("B", "b"), (" c",)]),
    ("joined to text", "{{ 'a ' ~ x }} c", [("a ",), ("B", "b"), (" c",)]),
    ("within a macro", "{% macro m(y) %}<{{ y }}>{% endmacro %}{{ m(x) }}", [("<",), ("B", "b"), (">",)]),
    ("through a set", "{% set y %}{{ x }}{% endset %}{{ y }}!", [("B", "b"), ("!",)]),
    ("as plain text of a filter", "{{ x | string | lower }}", [("b",)]),
    ("in a condition", "{% if x %}{{ x }}{% endif %}", [("B", "b")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "seen"), [row[1:] for row in RICH], ids=[row[0] for row in RICH])
def test_rich_text_keeps_its_format(word, text, seen):
    filled = Template(word.file(text)).render({"x": RichText("B", bold=True)}).to_bytes()
    assert runs(filled) == [seen]


def test_the_text_after_rich_text_keeps_the_format_of_its_run(word):
    template = word.file(word.paragraph(word.run("a {{ x }} c", BOLD)))
    filled = Template(template).render({"x": RichText("B", italic=True)}).to_bytes()
    assert runs(filled) == [[("a ", "b"), ("B", "i"), (" c", "b")]]


FORMATS = [
    ({"bold": True}, ["b"]),
    ({"italic": True, "strike": True}, ["i", "strike"]),
    ({"underline": True}, ["u"]),
    ({"underline": "double", "color": "#ff0000"}, ["color", "u"]),
    ({"size": 28, "font": "Arial"}, ["rFonts", "sz", "szCs"]),
    ({"style": "Strong", "highlight": "ffff00"}, ["rStyle", "shd"]),
    ({"superscript": True}, ["vertAlign"]),
    ({"rtl": True, "bold": True, "lang": "ar-SA"}, ["b", "bCs", "rtl", "lang"]),
    ({"font": "eastAsia:SimSun"}, ["rFonts"]),
]


@pytest.mark.parametrize(("options", "names"), FORMATS)
def test_a_format_is_written_in_the_order_of_the_schema(word, options, names):
    filled = Template(word.file("{{r x }}")).render({"x": R("a & <b>", **options)}).to_bytes()
    assert runs(filled) == [[("a & <b>", *names)]]


def test_rich_text_may_be_added_to_and_put_together(word):
    text = RichText("a", bold=True)
    text.add(" b")
    text.add(RichText(" c", italic=True))
    filled = Template(word.file("{{r x }}")).render({"x": text}).to_bytes()
    assert runs(filled) == [[("a", "b"), (" b",), (" c", "i")]]
    assert str(text) == "a b c"


def test_a_link_is_a_field_with_the_address(word):
    xml = word.part(
        Template(word.file("{{r x }}"))
        .render({"x": RichText("here", url_id="https://example.org/?a=1&b=2")})
        .to_bytes()
    )
    assert ' HYPERLINK "https://example.org/?a=1&amp;b=2" ' in xml
    assert xml.count("fldChar ") == 3
    with pytest.raises(ValueError, match="address"):
        RichText("here", url_id="rId7")


@pytest.mark.parametrize(
    ("blocks", "parts"),
    [
        (["<w:p><m:oMath><m:r><m:t>{{ x }}</m:t></m:r></m:oMath></w:p>"], {}),
        (['<w:p><w:fldSimple w:instr="TITLE {{ x }}"/></w:p>'], {}),
        (["{% set title = x %}"], {}),
    ],
)
def test_rich_text_where_no_run_can_stand_is_an_error_and_never_vanishes(word, blocks, parts):
    data = {"x": RichText("a"), "title": RichText("a")}
    with pytest.raises(TemplateValueError, match="rich text cannot stand"):
        Template(word.file(*blocks, **parts)).render(data)


def test_a_listing_is_text_of_several_lines(word):
    text = Listing("a & b\nc")
    assert word.fill(word.file("{{ x }}"), {"x": text}) == ["a & b\nc"]
    assert word.fill(word.file("{{r x }}"), {"x": text}) == ["a & b\nc"]


def test_a_bell_begins_a_paragraph_like_this_one(word):
    properties = '<w:pPr><w:jc w:val="center"/></w:pPr>'
    template = word.file(f"<w:p>{properties}{word.run('[{{ x }}]', BOLD)}</w:p>")
    filled = Template(template).render({"x": "a\ab\nc\ad"}).to_bytes()
    assert runs(filled) == [[("[a", "b")], [("b\nc", "b")], [("d]", "b")]]
    assert word.part(filled).count(properties) == 3


def test_a_form_feed_begins_a_page(word):
    filled = Template(word.file("{{ x }}")).render({"x": "a\fb"}).to_bytes()
    assert word.shown(filled)[0] == "a"
    assert word.shown(filled)[2] == "b"
    assert word.part(filled).count('<w:br w:type="page"/>') == 1


def test_the_end_of_a_section_stays_in_the_last_paragraph(word):
    section = "<w:sectPr><w:cols/></w:sectPr>"
    tagged = f"<w:p><w:pPr><w:ind/>{section}</w:pPr>{word.run('{{ x }}')}</w:p>"
    xml = word.part(Template(word.file(tagged)).render({"x": "a\ab\ac"}).to_bytes())
    assert xml.count(section) == 1
    assert xml.count("<w:ind/>") == 3
    assert xml.index("b</w:t>") < xml.index(section) < xml.index("c</w:t>")


INLINE = {
    "a link": ('<w:hyperlink w:anchor="b">{}</w:hyperlink>', ["a", "b"], 2),
    "a tracked insertion": ('<w:ins w:id="1" w:author="a">{}</w:ins>', ["a", "b"], 2),
    "a content control": ("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", ["a\nb"], 1),
}


@pytest.mark.parametrize("around", INLINE)
def test_what_is_around_the_tag_is_closed_and_opened_again(word, around):
    xml, seen, count = INLINE[around]
    inner = xml.format(word.run("{{ x }}"))
    filled = Template(word.file(f"<w:p>{inner}</w:p>")).render({"x": "a\ab"}).to_bytes()
    root = docx.Document(io.BytesIO(filled)).element
    paragraphs = list(root.iter("{*}p"))
    shown = [
        "".join("\n" if e.tag.endswith("}br") else e.text for e in p.iter("{*}t", "{*}br"))
        for p in paragraphs
    ]
    assert shown == seen
    assert word.part(filled).count(inner.partition(">")[0] + ">") == count


def test_a_paragraph_in_a_cell_and_a_note(word):
    note = "<w:footnote w:id='2'><w:p><w:r><w:t>{{ x }}</w:t></w:r></w:p></w:footnote>"
    template = word.file(word.table(["{{ x }}"]), footnotes=note)
    filled = Template(template).render({"x": "a\ab"}).to_bytes()
    assert word.shown(filled) == [[["a|b"]]]
    assert word.part(filled, "word/footnotes1.xml").count("<w:p>") == 2


@given(st.lists(st.text("ab<&\n\t ", min_size=1), min_size=1, max_size=5))
def test_paragraphs_come_back_as_they_went_in(texts):
    from tests.templating.conftest import file, fill

    assert fill(file("{{ x }}"), {"x": "\a".join(texts)}) == texts


def test_paragraphs_of_rich_text_have_styles_of_their_own():
    document, file = docx.Document(), io.BytesIO()
    document.add_paragraph("{{p x }}", style="List Bullet")
    document.save(file)
    text = RichTextParagraph("Kết quả & hạn chế", parastyle="Heading 1")
    text.add(RichText("trên 579", bold=True), parastyle="Heading2")
    text.add("như thẻ")
    filled = Template(file.getvalue()).render({"x": text}).to_bytes()
    paragraphs = docx.Document(io.BytesIO(filled)).paragraphs
    assert [(p.text, p.style.name) for p in paragraphs] == [
        ("Kết quả & hạn chế", "Heading 1"),
        ("trên 579", "Heading 2"),
        ("như thẻ", "List Bullet"),
    ]
    assert paragraphs[1].runs[0].bold


def test_paragraphs_of_rich_text_cannot_stand_in_a_line(word):
    with pytest.raises(TemplateValueError, match="cannot stand within a line"):
        word.fill(word.file("a {{ x }}"), {"x": RichTextParagraph("b")})


BASE = '<w:rFonts w:ascii="Arial"/><w:b/><w:color w:val="00B0F0" w:themeColor="accent1"/><w:sz w:val="40"/>'  # fmt: skip
INHERITED = [
    ("nothing of its own", {}, ["rFonts", "b", "color", "sz"]),
    ("a colour of its own", {"color": "ff0000"}, ["rFonts", "b", "color", "sz"]),
    ("a font and a size", {"font": "Times New Roman", "size": 20}, ["rFonts", "b", "color", "sz", "szCs"]),
    ("more than the tag has", {"italic": True, "underline": "double"}, ["rFonts", "b", "i", "color", "sz", "u"]),
    ("a style", {"style": "Strong"}, ["rStyle", "rFonts", "b", "color", "sz"]),
]  # fmt: skip


@pytest.mark.parametrize("tag", ["{{r x }}", "{{ x }}", "a {{ x }} c", "{{ 'a ' ~ x }}"])
@pytest.mark.parametrize(
    ("options", "names"), [row[1:] for row in INHERITED], ids=[row[0] for row in INHERITED]
)
def test_rich_text_keeps_the_format_of_its_tag_on_demand(word, tag, options, names):
    template = word.file(word.paragraph(word.run(tag, BASE)))
    filled = Template(template).render({"x": RichText("B", inherit=True, **options)}).to_bytes()
    seen = [(text.removeprefix("a ").removesuffix(" c"), *rest) for text, *rest in runs(filled)[0]]
    assert ("B", *names) in seen or ("a B", *names) in seen


def test_what_a_stretch_says_wins_over_the_tag_and_a_highlight_shows(word):
    template = word.file(word.paragraph(word.run("{{ x }}", f'{BASE}<w:highlight w:val="red"/>')))
    text = RichText("B", inherit=True, color="112233", highlight="ffff00")
    xml = word.part(Template(template).render({"x": text}).to_bytes())
    run = xml[: xml.index(">B</w:t>")].rpartition("<w:r>")[2]
    assert '<w:color w:val="112233"/>' in run
    assert "themeColor" not in run
    assert "<w:highlight" not in run
    assert 'w:ascii="Arial"' in run


def test_each_stretch_added_inherits_as_the_whole_does_or_as_it_says(word):
    text = RichText("a", inherit=True)
    text.add("b", italic=True)
    text.add("c", inherit=False)
    text.add(RichText("d", strike=True))  # a rich text comes as it is
    filled = Template(word.file(word.paragraph(word.run("{{ x }}", BOLD)))).render({"x": text})
    assert runs(filled.to_bytes()) == [[("a", "b"), ("b", "b", "i"), ("c",), ("d", "strike")]]


def test_an_inherited_format_goes_on_in_new_paragraphs_and_links(word):
    text = RichText("a\ab", inherit=True)
    text.add("here", url_id="https://example.org")
    filled = Template(word.file(word.paragraph(word.run("{{ x }}", BOLD)))).render({"x": text})
    assert runs(filled.to_bytes()) == [[("a", "b")], [("b", "b"), ("here", "b")]]
    assert "\x03" not in word.part(filled.to_bytes())


def test_paragraphs_of_rich_text_inherit_the_run_of_their_tag(word):
    text = RichTextParagraph(RichText("a", inherit=True, italic=True))
    text.add(RichText("b"))
    filled = Template(word.file(word.paragraph(word.run("{{p x }}", BOLD)))).render({"x": text})
    assert [run for run in runs(filled.to_bytes()) if run] == [[("a", "b", "i")], [("b",)]]


def test_an_inherited_format_where_the_tag_has_none_is_its_own_alone(word):
    filled = Template(word.file("{{ x }}, {{ y }}")).render(
        {"x": RichText("a", inherit=True), "y": RichText("b", inherit=True, bold=True)}
    )
    assert runs(filled.to_bytes()) == [[("a",), (", ",), ("b", "b")]]


def test_the_mark_of_inheriting_in_data_does_no_harm(word):
    data = {"x": "a\x03b", "y": "<w:rPr>\x03</w:rPr>"}
    template = word.file(word.paragraph(word.run("{{ x }}"), "{{ y | safe }}"))
    assert "\x03" not in word.part(Template(template).render(data).to_bytes())


IN_PLACE_OF_A_PARAGRAPH = {
    "rich text": lambda: RichText("đậm & <b>", bold=True),
    "rich text of two paragraphs": lambda: RichText("đậm\anhạt", bold=True),
    "a link": lambda: Link("https://example.org", "đậm & <b>"),
    "a comment": lambda: Commented("đậm & <b>", "xem"),
    "a footnote": lambda: Footnoted("đậm & <b>", "xem"),
}


@pytest.mark.parametrize("kind", IN_PLACE_OF_A_PARAGRAPH)
def test_what_stands_in_a_line_makes_a_paragraph_where_the_tag_asks_for_one(word, kind):
    styled = '<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{}</w:p>'.format(word.run("{{p x }}"))
    data = Template(word.file("a", styled, "b")).render({"x": IN_PLACE_OF_A_PARAGRAPH[kind]()})
    root = etree.fromstring(word.part(data.to_bytes()).encode())
    body = root[0]
    assert {etree.QName(child).localname for child in body} == {"p", "sectPr"}
    texts = ["".join(t.text or "" for t in p.iter("{*}t")) for p in body.iterfind("{*}p")]
    assert texts == (["a", "đậm", "nhạt", "b"] if "two" in kind else ["a", "đậm & <b>", "b"])
    assert body[1].find("{*}pPr/{*}jc") is not None


def test_a_picture_makes_a_paragraph_where_the_tag_asks_for_one(word):
    data = Template(page("{{p x }}")).render({"x": InlineImage(png())}).to_bytes()
    document = docx.Document(io.BytesIO(data))
    assert len(document.inline_shapes) == 1
    assert document.element.body[0].tag.endswith("}p")


def test_a_macro_of_words_makes_a_paragraph_where_the_tag_asks_for_one(word):
    macro = "{% macro m(x) %}Gửi {{ x }}{% endmacro %}"
    assert word.fill(word.file(macro, "{{p m('A & B') }}"), {}) == ["", "Gửi A & B"]


@pytest.mark.parametrize("words", ["Gửi {{ x }}", "{{ x }}\t!", "{{ y }}{{ x }}", "{{ x | safe }}"])
def test_a_macro_of_words_makes_a_run_where_the_tag_asks_for_one(word, words):
    macro = f"{{% macro m(x, y='\\n') %}}{words}{{% endmacro %}}"
    template = word.file(macro, f"<w:p>{word.run('{{r m(z) }}', BOLD)}</w:p>")
    root = etree.fromstring(
        word.part(Template(template).render({"z": "A & B"}).to_bytes()).encode()
    )
    [run] = root[0][1].iterfind("{*}r")
    assert "A & B" in "".join(run.itertext())
    assert run.find("{*}rPr/{*}b") is not None
    assert root[0][1].text is None and all(not child.tail for child in root[0][1])


@pytest.mark.parametrize("letters", ["tr", "tc"])
def test_what_stands_in_a_line_is_refused_in_the_place_of_a_row_or_a_cell(word, letters):
    template = word.file(word.table(["{{" + letters + " x }}"]))
    with pytest.raises(TemplateValueError, match="cannot stand in the place of"):
        Template(template).render({"x": RichText("đậm")})
