"""``html`` and ``markdown``: paragraphs from simple markup."""

from __future__ import annotations

import io
import sys

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import OpenXmlValidator

from reportkit.errors import TemplateValueError, UndefinedNameError
from reportkit.templating import Template

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def seen(data: bytes) -> list[str]:
    """Each block in short: the style or list, then its runs with the names of their format."""
    document = docx.Document(io.BytesIO(data))
    return [_block(block, document) for block in document.element.body if block.tag != f"{W}sectPr"]


def _block(block, document) -> str:
    if block.tag == f"{W}tbl":
        rows = [
            " | ".join(
                "↑"
                if cell.find(f"{W}tcPr/{W}vMerge") is not None
                and not cell.find(f"{W}tcPr/{W}vMerge").attrib
                else " / ".join(_block(p, document) for p in cell.iterfind(f"{W}p"))
                for cell in row.iterfind(f"{W}tc")
            )
            for row in block.iterfind(f"{W}tr")
        ]
        return "[" + " || ".join(rows) + "]"
    words = ""
    for child in block.iter(f"{W}r", f"{W}hyperlink"):
        if child.tag == f"{W}hyperlink":
            words += f"<{document.part.rels[child.get(f'{R}id')].target_ref}>"
            continue
        names = "".join(
            p.tag.rpartition("}")[2] + ","
            for p in child.iterfind(f"{W}rPr/*")
            if not p.tag.endswith("Cs")
        )
        text = "".join(
            "⏎" if t.tag == f"{W}br" else t.text or "" for t in child.iter(f"{W}t", f"{W}br")
        )
        words += f"({names[:-1]}:{text})" if names else text
    style = block.find(f"{W}pPr/{W}pStyle")
    number = block.find(f"{W}pPr/{W}numPr/{W}numId")
    level = block.find(f"{W}pPr/{W}numPr/{W}ilvl")
    head = "" if style is None else f"{style.get(f'{W}val')}: "
    if number is not None:
        head += f"{'  ' * int(level.get(f'{W}val'))}#{number.get(f'{W}val')} "
    return head + words


def blocks(template: bytes, **data) -> list[str]:
    return seen(Template(template).render(data).to_bytes())


HTML = [
    ("plain text", "a & b < c", ["a & b < c"]),
    ("paragraphs", "<p>a</p>\n<p>b</p>", ["a", "b"]),
    ("bold and italic", "<p>a <b>b <i>c</i></b> d</p>", ["a (b:b )(b,i:c) d"]),
    ("the names of HTML 5", "<strong>a</strong><em>b</em><u>c</u><del>d</del>", ["(b:a)(i:b)(u:c)(strike:d)"]),
    ("high and low", "m<sup>2</sup> CO<sub>2</sub>", ["m(vertAlign:2) CO(vertAlign:2)"]),
    ("spaces as a browser shows them", "<p>\n  a\n  <b> b</b> c </p>", ["a (b:b) c"]),
    ("line breaks", "a<br>b<br/>c", ["a⏎b⏎c"]),
    ("references", "<p>&lt;b&gt; &amp; &ecirc;</p>", ["<b> & ê"]),
    ("a link", '<a href="https://example.org/?a=1&amp;b=2">x</a>!', ["<https://example.org/?a=1&b=2>(rStyle:x)!"]),
    ("a link that is none", '<a href="javascript:alert(1)">x</a>', ["x"]),
    ("scripts and styles", "<style>p{}</style><script>alert(1)</script><p onclick='x'>a</p>", ["a"]),
    ("headings", "<h1>a</h1><h3>b</h3>c", ["Heading1: a", "Heading3: b", "c"]),
    ("what is not known", "<article><blink>a</blink></article>", ["a"]),
    ("a list", "<ul><li>a</li><li><b>b</b></li></ul>", ["#1 a", "#1 (b:b)"]),
    ("lists in lists", "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>d<ol><li>e</li></ol>", ["#2 a", "  #1 b", "#2 c", "d", "#3 e"]),
    ("paragraphs in an item", "<ul><li><p>a</p><p>b</p></li></ul>", ["#1 a", "b"]),
    ("an item of nothing but a list", "<ul><li><ul><li>a</li></ul></li></ul>", ["  #1 a"]),
    ("a table", "<table><tr><th>a</th><th>b</th></tr><tr><td>c</td></tr></table>", ["[(b:a) | (b:b) || c | ]"]),
    ("a table with a list", "<table><tr><td>x<ul><li>a</li></ul></td></tr></table>", ["[x / #1 a]"]),
    ("two tables", "<table><tr><td>a</td></tr></table><table><tr><td>b</td></tr></table>", ["[a]", "", "[b]"]),
    ("a cell of two rows", "<table><tr><td rowspan=2>a</td><td>b</td></tr><tr><td>c</td></tr></table>", ["[a | b || ↑ | c]"]),
    ("cells of several rows and columns", "<table><tr><td>a</td><td rowspan=3 colspan=2>b</td></tr><tr><td rowspan=9>c</td></tr><tr></tr><tr><td>d</td></tr></table>", ["[a | b || c | ↑ || ↑ | ↑ || ↑ | d | ]"]),
    ("a wide cell before one that comes down", "<table><tr><td>a</td><td rowspan=2>b</td></tr><tr><td colspan=5>c</td></tr></table>", ["[a | b || c | ↑]"]),
    ("code", "<pre>a\n  b</pre>", ["(rFonts:a⏎  b)"]),
    ("code that ends in a line feed", "<pre><code>a\n\n</code></pre>b", ["(rFonts:a⏎)", "b"]),
    ("a picture's words", '<img src="http://x/y.png" alt="Bản đồ">', ["Bản đồ"]),
    ("broken markup", "<p>a <b>b</p><p>c</i>", ["a (b:b)", "c"]),
    ("an XML declaration", '<?xml version="1.0" encoding="utf-8"?><p>a</p>', ["a"]),
    ("comments", "<!-- x --><p>a<!-- y -->b</p>", ["ab"]),
    ("nothing", "", []),
    ("none", None, []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "shown"), [row[1:] for row in HTML], ids=[row[0] for row in HTML])
def test_html_makes_paragraphs(word, text, shown):
    assert blocks(word.file("{{p x | html }}", "z"), x=text) == [*shown, "z"]


MARKDOWN = [
    ("paragraphs", "a\nb\n\nc", ["a b", "c"]),
    ("bold, italic, struck out", "**a** *b* ~~c~~ `d`", ["(b:a) (i:b) (strike:c) (rFonts:d)"]),
    ("a line break", "a  \nb", ["a⏎b"]),
    ("headings", "# a\n\n## b", ["Heading1: a", "Heading2: b"]),
    ("lists", "- a\n  1. b\n  2. c\n- d", ["#1 a", "  #2 b", "  #2 c", "#1 d"]),
    ("a list that begins at 3", "3. a\n4. b", ["#2 a", "#2 b"]),
    ("a link", "[x](https://example.org)", ["<https://example.org>(rStyle:x)"]),
    ("a table", "| a | b |\n|---|--:|\n| c | d |", ["[(b:a) | (b:b) || c | d]"]),
    ("HTML is text", "<b>a</b> & b", ["<b>a</b> & b"]),
    ("none", None, []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "shown"), [row[1:] for row in MARKDOWN], ids=[row[0] for row in MARKDOWN])  # fmt: skip
def test_markdown_makes_paragraphs(word, text, shown):
    assert blocks(word.file("{{p x | markdown }}", "z"), x=text) == [*shown, "z"]


DEEP = ["<div>", "<b>", "<ul><li>", "<blockquote>", "<table><tr><td>", "<a href='http://x'>"]


@pytest.mark.parametrize("tag", DEEP)
@pytest.mark.parametrize("count", [100, 600])
def test_words_that_stand_deep_stay(word, tag, count):
    data = Template(word.file("{{p x | html }}")).render({"x": tag * count + "tận cùng"}).to_bytes()
    assert "tận cùng" in word.part(data)


def test_html_that_is_no_document_any_more_is_told_and_not_cut(word):
    with pytest.raises(TemplateValueError, match="too many elements"):
        Template(word.file("{{p x | html }}")).render({"x": "<div>" * 3000 + "tận cùng"})


def test_paragraphs_look_like_the_tag(word):
    run = word.run("{{p x | markdown }}", '<w:i/><w:sz w:val="26"/>')
    tagged = f'<w:p><w:pPr><w:jc w:val="both"/></w:pPr>{run}</w:p>'
    xml = word.part(Template(word.file(tagged)).render({"x": "a **b**\n\n- c"}).to_bytes())
    assert xml.count('<w:jc w:val="both"/>') == 2
    assert (
        '<w:rPr><w:b/><w:bCs/><w:i/><w:sz w:val="26"/></w:rPr><w:t xml:space="preserve">b</w:t>'
        in xml
    )


def test_markup_works_in_loops_cells_and_headers(word):
    grid = word.table(
        ["{%tr for x in xs %}", ""], ["{{p x | markdown }}", "b"], ["{%tr endfor %}", ""]
    )
    header = f"<w:p>{word.run('{{p x | html }}')}</w:p>"
    data = Template(word.file(grid, header=header)).render(
        {"xs": ["- a", "| t |\n|---|"], "x": '<a href="https://example.org">e</a>'}
    )
    assert seen(data.to_bytes()) == ["[#1 a | b ||  | b]"]
    head = docx.Document(io.BytesIO(data.to_bytes())).sections[0].header
    assert [rel.target_ref for rel in head.part.rels.values()] == ["https://example.org"]


def test_within_a_line_it_is_told(word):
    with pytest.raises(TemplateValueError, match=r"\{\{p … \}\}"):
        Template(word.file("a {{ x | markdown }}")).render({"x": "a"})


def test_a_missing_name_is_told(word):
    with pytest.raises(UndefinedNameError, match="'x'"):
        Template(word.file("{{p x | html }}")).render({})


def test_without_the_package_it_is_said_what_to_install(word, monkeypatch):
    monkeypatch.setitem(sys.modules, "markdown_it", None)
    with pytest.raises(TemplateValueError, match=r"reportkit\[markdown\]"):
        Template(word.file("{{p x | markdown }}")).render({"x": "a"})


def test_a_document_with_markup_has_no_finding_that_its_template_has_not(tmp_path):
    document = docx.Document()
    document.add_paragraph("{%p for x in xs %}")
    document.add_paragraph("{{p x | html }}")
    document.add_paragraph("{%p endfor %}")
    path = tmp_path / "a.docx"
    document.save(path)
    found = []
    for data in (
        path.read_bytes(),
        Template(path).render({"xs": [row[1] for row in HTML]}).to_bytes(),
    ):
        path.write_bytes(data)
        errors = OpenXmlValidator().validate(str(path)).errors
        found.append({f"{e.part_uri} {e.description}" for e in errors})
    assert found[1] <= found[0]


UNSEEN = ["&#1", "a&#1;", "a&#7b", "&#xFFFE;", "&#x0C;", "&&#1;#1;", "<b>&#000000000000000001</b>", "&#99999999999999999999999;"]  # fmt: skip


@pytest.mark.parametrize("text", UNSEEN)
def test_letters_that_no_document_may_hold_are_left_out_though_told_by_number(word, text):
    data = Template(word.file("{{p x | html }}", "z")).render({"x": text + "đ"}).to_bytes()
    shown = seen(data)
    assert shown[-1] == "z"
    assert str(shown[0]).endswith("đ")
    assert len(shown) == 2


@given(
    st.text(
        alphabet=st.sampled_from(list("<>/&;abpliuoth123 =\"'-*#|\n\x01\x03\a\f\x00")), max_size=60
    )
)
@settings(max_examples=150, deadline=None)
def test_any_text_makes_a_document_that_can_be_read(word, text):
    template = Template(word.file("{{p x | html }}", "{{p x | markdown }}", "z"))
    data = template.render({"x": text}).to_bytes()
    etree.fromstring(word.part(data).encode())
    assert seen(data)[-1] == "z"
