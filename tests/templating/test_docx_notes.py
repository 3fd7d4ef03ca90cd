"""``comment`` and ``footnote``: real notes on values, beside those that the template has."""

from __future__ import annotations

import io
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import docx
import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from reportkit.errors import TemplateSyntaxError, TemplateValueError, UndefinedNameError
from reportkit.templating import Commented, Footnoted, InlineImage, Link, RichText, Template
from reportkit.templating._package import read_package
from tests.templating.documents import page, png

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OWN_FOOTNOTE = (
    '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:id="7"><w:p><w:r><w:t>của mẫu {{ x }}</w:t></w:r></w:p></w:footnote>'
)
OWN_COMMENT = (
    '<w:comment w:id="4" w:author="T"><w:p><w:r><w:t>của mẫu {{ x }}</w:t></w:r></w:p></w:comment>'
)


def by_docx(*lines: str) -> bytes:
    """A template as python-docx writes it."""
    document, out = docx.Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


def filled(template: bytes, **data) -> bytes:
    return Template(template).render(data).to_bytes()


def comments(data: bytes) -> list[tuple[str, str, str, str]]:
    """Each comment of the body in reading order: author, initials, its text, what it is on."""
    document = docx.Document(io.BytesIO(data))
    found = []
    for end in document.element.body.iter(f"{W}commentRangeEnd"):
        number = end.get(f"{W}id")
        words, inside = [], False
        for element in document.element.body.iter():
            if element.tag == f"{W}commentRangeStart" and element.get(f"{W}id") == number:
                inside = True
            elif element is end:
                break
            elif inside and element.tag == f"{W}t":
                words.append(element.text or "")
        comment = document.comments.get(int(number))
        found.append((comment.author, comment.initials or "", comment.text, "".join(words)))
    assert len(found) == len(list(document.element.body.iter(f"{W}commentReference")))
    return found


def footnotes(data: bytes) -> list[tuple[str, str]]:
    """Each footnote in the order of its references: the text before it, its own."""
    package = read_package(data)
    body = etree.fromstring(package.read("word/document.xml"))
    name = next(
        t for _, kind, t in package.relationships("word/document.xml") if kind == "footnotes"
    )
    notes = {
        one.get(f"{W}id"): "\n".join("".join(p.itertext()) for p in one.iter(f"{W}p"))
        for one in etree.fromstring(package.read(name))
    }
    found, words = [], ""
    for element in body.iter(f"{W}t", f"{W}footnoteReference"):
        if element.tag == f"{W}t":
            words += element.text or ""
        else:
            found.append((words, notes[element.get(f"{W}id")].strip()))
            words = ""
    return found


def findings(data: bytes, path) -> set[str]:
    file = path / "filled.docx"
    file.write_bytes(data)
    found = OpenXmlValidator().validate(str(file)).errors
    return {f"{e.part_uri} {e.description}" for e in found}


PLACES = [
    ("in a line", ["a {{ x | comment('vì sao') }} b"], [("", "", "vì sao", "X")]),
    ("alone", ["{{ x | comment('vì sao', author='Lan', initials='L') }}"], [("Lan", "L", "vì sao", "X")]),
    ("behind other filters", ["{{ 1234.5 | number | comment('a & <b>') }}"], [("", "", "a & <b>", "1.234,5")]),
    ("on several lines", ["{{ x | comment('một\nhai') }}"], [("", "", "một\nhai", "X")]),
    ("in a loop", ["{% for y in ys %}{{ y | comment('số ' ~ y) }} {% endfor %}"], [("", "", "số a & b", "a & b"), ("", "", "số c", "c")]),
    ("in paragraphs of a loop", ["{%p for y in ys %}", "{{ y | comment(y) }}", "{%p endfor %}"], [("", "", "a & b", "a & b"), ("", "", "c", "c")]),
    ("from a macro", ["{% macro m(y) %}<{{ y | comment('m') }}>{% endmacro %}{{ m(1) }}{{ m(2) }}"], [("", "", "m", "1"), ("", "", "m", "2")]),
    ("set once, shown twice", ["{% set y = x | comment('m') %}{{ y }} {{ y }}"], [("", "", "m", "X"), ("", "", "m", "X")]),
    ("joined to text", ["{{ '<' ~ (x | comment('m')) ~ '>' }}"], [("", "", "m", "X")]),
    ("in a run of its own", ["a {{r x | comment('m') }} b"], [("", "", "m", "X")]),
    ("on rich text", ["{{ rich | comment('m') }}"], [("", "", "m", "Rich")]),
    ("on rich text in a run of its own", ["{{r rich | comment('m') }}"], [("", "", "m", "Rich")]),
    ("two on one value", ["{{ x | comment('một') | comment('hai') }}"], [("", "", "một", "X"), ("", "", "hai", "X")]),
    ("before other filters", ["{{ 1234.5 | comment('a') | number(0) | string | upper }}"], [("", "", "a", "1.235")]),
    ("before a filter that takes its surroundings", ["{{ 'ab' | comment('a') | replace('b', 'c') }}"], [("", "", "a", "ac")]),
    ("made in Python, before a filter", ["{{ commented | percent }}"], [("Lan", "L", "từ Python", "500%")]),
    ("on a value of no account", ["{% if nothing %}a{% endif %}"], []),
    ("on nothing", ["{{ none | comment('chưa có') }}"], [("", "", "chưa có", "")]),
    ("no text, no comment", ["{{ x | comment('') }}{{ x | comment(none) }}"], []),
    ("made in Python", ["{{ commented }}"], [("Lan", "L", "từ Python", "5")]),
]  # fmt: skip
DATA = {
    "x": "X",
    "ys": ["a & b", "c"],
    "none": None,
    "rich": RichText("Rich", bold=True),
    "commented": Commented(5, "từ Python", author="Lan", initials="L"),
    "nothing": Commented(0, "từ Python"),
    "noted": Footnoted(5, "từ Python"),
}


@pytest.mark.parametrize(("lines", "seen"), [row[1:] for row in PLACES], ids=[row[0] for row in PLACES])  # fmt: skip
@pytest.mark.parametrize("made", ["by python-docx", "bare"])
def test_a_comment_stands_on_its_value(word, lines, seen, made):
    template = by_docx(*lines) if made != "bare" else word.file(*lines)
    data = filled(template, **DATA)
    assert comments(data) == seen


@pytest.mark.parametrize("date", ["2021-05-18T09:30:00Z", datetime(2021, 5, 18, 9, 30)])
def test_a_comment_has_the_date_that_is_given_and_else_none(date):
    data = filled(by_docx("{{ 1 | comment('a', date=date) }}{{ 1 | comment('b') }}"), date=date)
    first, second = docx.Document(io.BytesIO(data)).comments
    assert first.timestamp is not None
    assert (first.timestamp.year, first.timestamp.hour) == (2021, 9)
    assert second.timestamp is None


def test_a_date_that_is_none_is_refused():
    with pytest.raises(TemplateValueError, match="18/5/2021"):
        filled(by_docx("{{ 1 | comment('a', date='18/5/2021') }}"))


def test_a_comment_keeps_the_format_of_its_tag(word):
    template = word.file(word.paragraph(word.run("a {{ x | comment('m') }} c", "<w:b/>")))
    document = docx.Document(io.BytesIO(filled(template, x=1)))
    runs = [(run.text, run.bold) for run in document.paragraphs[0].runs if run.text]
    assert runs == [("a ", True), ("1", True), (" c", True)]


def test_comments_stand_in_tables_beside_those_of_the_template(word):
    start, end = (f'<w:commentRange{side} w:id="4"/>' for side in ("Start", "End"))
    own = f'<w:p>{start}{word.run("đây")}{end}<w:r><w:commentReference w:id="4"/></w:r></w:p>'
    grid = word.table(
        ["{%tr for y in ys %}", ""], ["{{ y | comment(y) }}", "b"], ["{%tr endfor %}", ""]
    )
    data = filled(word.file(own, grid, comments=OWN_COMMENT), x="X", ys=[1, 2])
    assert [row[2:] for row in comments(data)] == [("của mẫu X", "đây"), ("1", "1"), ("2", "2")]


def test_a_comment_of_the_template_stands_once_in_a_loop(word):
    own = (
        '<w:p><w:r><w:t>{%p for y in ys %}</w:t></w:r></w:p><w:p><w:commentRangeStart w:id="4"/>'
        '<w:r><w:t>{{ y }}</w:t></w:r><w:commentRangeEnd w:id="4"/>'
        '<w:r><w:commentReference w:id="4"/></w:r></w:p>'
        "<w:p><w:r><w:t>{%p endfor %}</w:t></w:r></w:p>"
    )
    data = filled(word.file(own, comments=OWN_COMMENT), x="X", ys=[1, 2])
    assert [row[2:] for row in comments(data)] == [("của mẫu X", "1")]
    assert word.shown(data) == ["1", "2"]


NOTES = [
    ("in a line", ["a{{ x | footnote('nguồn') }} b"], [("aX", "nguồn")]),
    ("in a loop", ["{% for y in ys %}{{ y | footnote('số ' ~ y) }}{% endfor %}"], [("a & b", "số a & b"), ("c", "số c")]),
    ("on several lines", ["{{ x | footnote('một\nhai') }}"], [("X", "một\nhai")]),
    ("of rich text", ["{{ x | footnote(rich) }}"], [("X", "Rich")]),
    ("before other filters", ["{{ x | footnote('f') | lower }}"], [("x", "f")]),
    ("with a comment", ["{{ x | comment('c') | footnote('f') }}"], [("X", "f")]),
    ("made in Python", ["{{ noted }}"], [("5", "từ Python")]),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "seen"), [row[1:] for row in NOTES], ids=[row[0] for row in NOTES])  # fmt: skip
@pytest.mark.parametrize("made", ["by python-docx", "bare"])
def test_a_footnote_stands_behind_its_value(word, lines, seen, made):
    template = by_docx(*lines) if made != "bare" else word.file(*lines)
    data = filled(template, **DATA)
    assert footnotes(data) == seen


ALL = [line for _, lines, _ in [*PLACES, *NOTES] for line in lines]


@pytest.mark.parametrize("made", ["by python-docx", "bare"])
def test_a_document_with_notes_has_no_finding_that_its_template_has_not(word, made, tmp_path):
    template = by_docx(*ALL) if made != "bare" else word.file(*ALL)
    data = filled(template, **DATA)
    assert findings(data, tmp_path) <= findings(template, tmp_path)


def test_footnotes_stand_beside_those_of_the_template(word):
    own = '<w:p><w:r><w:t>đây</w:t><w:footnoteReference w:id="7"/></w:r></w:p>'
    data = filled(word.file(own, "{{ x | footnote('f') }}", footnotes=OWN_FOOTNOTE), x="X")
    assert footnotes(data) == [("đây", "của mẫu X"), ("X", "f")]


def test_a_footnote_of_the_template_comes_with_each_pass_of_a_loop(word):
    own = '<w:p><w:r><w:t>{{ y }}</w:t><w:footnoteReference w:id="7"/></w:r></w:p>'
    template = word.file(
        "{%p for y in ys %}",
        own,
        "{%p endfor %}",
        "{{ x | footnote('f') }}",
        footnotes=OWN_FOOTNOTE,
    )
    data = filled(template, x="X", ys=["1", "2", "3"])
    note = "của mẫu X"
    assert footnotes(data) == [("1", note), ("2", note), ("3", note), ("X", "f")]
    body = etree.fromstring(read_package(data).read("word/document.xml"))
    numbers = [one.get(f"{W}id") for one in body.iter(f"{W}footnoteReference")]
    assert len(set(numbers)) == 4


def test_an_endnote_of_the_template_comes_with_each_pass_of_a_loop(word):
    own = '<w:p><w:r><w:t>{{ y }}</w:t><w:endnoteReference w:id="2"/></w:r></w:p>'
    notes = f'<w:endnote w:id="2">{word.paragraph("cuối")}</w:endnote>'
    template = word.file("{%p for y in ys %}", own, "{%p endfor %}", endnotes=notes)
    data = filled(template, ys=["1", "2"])
    xml = word.part(data, "word/endnotes1.xml")
    assert re.findall(r'w:endnote w:id="(\d+)"', xml) == ["2", "3"]
    assert re.findall(r'endnoteReference w:id="(\d+)"', word.part(data)) == ["2", "3"]


def test_notes_bring_the_styles_that_word_has_for_them():
    data = filled(by_docx("{{ 1 | comment('c') | footnote('f') }}"))
    names = {style.name for style in docx.Document(io.BytesIO(data)).styles}
    assert names >= {
        "annotation text",
        "annotation reference",
        "footnote text",
        "footnote reference",
    }
    settings = read_package(data).read("word/settings.xml").decode()
    assert '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>' in settings


def test_a_style_of_the_template_is_used_by_its_name():
    document, out = docx.Document(), io.BytesIO()
    style = document.styles.add_style("footnote reference", 2, builtin=True)
    style.element.set(f"{W}styleId", "ThamchiuCcchu")
    document.add_paragraph("{{ 1 | footnote('f') }}")
    document.save(out)
    data = filled(out.getvalue())
    body = read_package(data).read("word/document.xml").decode()
    assert '<w:rStyle w:val="ThamchiuCcchu"/>' in body
    assert read_package(data).read("word/styles.xml").decode().count("footnote reference") == 1


def test_two_fillings_of_one_template_number_their_notes_alike():
    template = Template(by_docx("{% for y in ys %}{{ y | comment('c') }}{% endfor %}"))
    first = template.render({"ys": [1, 2]}).to_bytes()
    assert template.render({"ys": [1, 2]}).to_bytes() == first
    assert len(comments(template.render({"ys": []}).to_bytes())) == 0


def test_notes_are_counted_by_each_filling_when_many_run_at_a_time(word):
    template = Template(
        word.file("{% for y in ys %}{{ y | comment(y) }}{{ y | footnote(y) }}{% endfor %}")
    )
    one = template.render({"ys": list(range(20))}).to_bytes()
    with ThreadPoolExecutor(8) as threads:
        many = list(
            threads.map(lambda _: template.render({"ys": list(range(20))}).to_bytes(), range(40))
        )
    assert set(many) == {one}


REFUSED = [
    ("a comment in a header", {"header": "<w:p><w:r><w:t>{{ x | comment('c') }}</w:t></w:r></w:p>"}, "header 1"),
    ("a footnote in a footer", {"footer": "<w:p><w:r><w:t>{{ x | footnote('c') }}</w:t></w:r></w:p>"}, "footer 1"),
    ("a comment in a footnote", {"footnotes": '<w:footnote w:id="2"><w:p><w:r><w:t>{{ x | comment("c") }}</w:t></w:r></w:p></w:footnote>'}, "footnotes"),
    ("a footnote in a comment", {"comments": '<w:comment w:id="2"><w:p><w:r><w:t>{{ x | footnote("c") }}</w:t></w:r></w:p></w:comment>'}, "comments"),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "part"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])  # fmt: skip
def test_a_note_stands_in_the_body_only(word, parts, part):
    with pytest.raises(TemplateValueError, match="body") as caught:
        filled(word.file("a", **parts), x=1)
    assert caught.value.part == part
    assert "{{ x" in str(caught.value.tag)


def test_a_note_in_a_text_box_is_refused(word):
    box = (
        "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>"
        "{{ x | comment('c') }}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    )
    with pytest.raises(TemplateValueError, match="text box"):
        filled(word.file(box), x=1)


LED = {
    "a link": lambda: Link("https://example.org/a?b=1&c=2", "xem"),
    "a picture": lambda: InlineImage(png(), link="https://example.org"),
}


@pytest.mark.parametrize("text", LED)
@pytest.mark.parametrize("kind", ["comment", "footnote"])
@pytest.mark.parametrize("there", [False, True], ids=["first of its kind", "beside others"])
def test_what_a_note_leads_to_belongs_to_the_part_of_the_notes(word, text, kind, there):
    """A relationship is its part's own: one of the body's leads nowhere in the notes."""
    before = "{{ 0 | comment('a') }}{{ 0 | footnote('b') }}" if there else ""
    template = Template(page(f"{before}{{{{ x | {kind}(y) }}}} {{{{ after }}}}"))
    after = Link("https://example.org/after", "sau")
    data = template.render({"x": 1, "y": LED[text](), "after": after}).to_bytes()
    package = read_package(data)
    for name in (f"word/{kind}s.xml", "word/document.xml"):
        root = etree.fromstring(package.read(name))
        used = {v for e in root.iter() for k, v in e.attrib.items() if "officeDocument/2006/relationships" in k}  # fmt: skip
        known = {identity for identity, _, _ in package.relationships(name)}
        outside = set(re.findall(r'Id="(\w+)"[^>]*TargetMode="External"', package.read(f"word/_rels/{name[5:]}.rels").decode()))  # fmt: skip
        assert used and used <= known | outside, name
    assert "after" not in package.read(f"word/_rels/{kind}s.xml.rels").decode()


@pytest.mark.parametrize("inner", ["y | comment('z')", "y | footnote('z')", "'a' ~ (y | footnote('z'))", "noted"])  # fmt: skip
@pytest.mark.parametrize("outer", ["comment", "footnote"])
def test_a_note_in_a_note_is_refused(word, inner, outer):
    template = Template(word.file(f"{{{{ x | {outer}({inner}) }}}}"))
    with pytest.raises(
        TemplateValueError, match=r"note cannot stand in a note|in the body"
    ) as caught:
        template.render({"x": 1, "y": 2, "noted": Commented("a", "b")})
    assert caught.value.where == "paragraph 1"


def test_a_link_among_the_words_of_a_note_is_refused():
    """It was written into the body before the note had a part."""
    template = Template(page("{{ x | comment('xem ' ~ link) }}"))
    with pytest.raises(TemplateValueError, match="among other words") as caught:
        template.render({"x": 1, "link": Link("https://example.org")})
    assert "comment(link)" in caught.value.remedy


def test_a_note_in_a_property_is_refused(word):
    with pytest.raises(TemplateValueError, match="body"):
        filled(word.file("a"), title=Commented(1, "c"))


def test_a_note_on_a_missing_name_is_a_missing_name(word):
    with pytest.raises(UndefinedNameError, match="'x' is not in the data"):
        filled(word.file("{{ x | comment('c') }}"))
    kept = Template(word.file("{{ x | comment('c') }}"), undefined="keep").render({})
    assert word.shown(kept.to_bytes()) == ["{{ x | comment('c') }}"]


def test_outside_of_a_document_a_noted_value_is_its_words():
    assert str(Commented(5, "c")) == "5"
    assert f"{Footnoted('a', 'f')}" == "a"


def test_a_filter_misspelt_is_told(word):
    with pytest.raises(TemplateSyntaxError, match="comment"):
        Template(word.file("{{ x | coment('c') }}"))
