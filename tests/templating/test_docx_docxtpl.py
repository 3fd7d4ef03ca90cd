"""What docxtpl shows, reportkit shows: the same templates and data through both.

What a reader sees is told in ``reader.py``. Each group of features must agree in 98 of 100
templates; what differs by choice (see ``docs/word-templates.md``) is not in these tables.
"""

from __future__ import annotations

import io
import itertools

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from reportkit.templating import (
    InlineImage,
    Listing,
    RichText,
    RichTextParagraph,
    Template,
)
from tests.templating.documents import page, png, saved
from tests.templating.reader import seen

docxtpl = pytest.importorskip("docxtpl", reason="docxtpl is not installed")

DATA = {
    "name": "Huyện ủy A & B <C>",
    "n": 3,
    "x": "X",
    "none_of_it": [],
    "yes": True,
    "no": False,
    "xs": ["a", "b", "c"],
    "rows": [{"name": "Sơn La", "count": 3, "colour": "ff0000"}, {"name": "Hà Giang", "count": 12, "colour": "00ff00"}],
    "groups": [{"title": "I", "parts": ["p", "q"]}, {"title": "II", "parts": []}, {"title": "III", "parts": ["r"]}],
    "deep": {"a": {"b": ["u", "v"]}},
    "lines": "một\nhai\tba",
    "paragraphs": "một\ahai\aba",
}  # fmt: skip

INNER = ["{{ x }}", "{{ name }}", "{{ rows[0].name }}", "{{ xs | join(', ') }}", "{{ n * 2 + 1 }}", "{{ 'a' if yes else 'b' }}", "{{ deep.a.b[1] | upper }}", "{{ '%02d' | format(n) }}", "{{ xs | length }}", "{{ x ~ n }}"]  # fmt: skip
WRAPPED = ["{}", "before {} after", "{}{}", "({}), [{}]; {}", "{% if yes %}{}{% endif %}", "{% if no %}{}{% else %}-{% endif %}", "{% for x in xs %}{}{% endfor %}", "{% set x = 'Y' %}{}", "{# gone #}{}", "{% for r in rows %}{{ r.name }}: {};{% endfor %}"]  # fmt: skip
AROUND = [
    ["{}"],
    ["a", "{}", "b"],
    ["{%p if yes %}", "{}", "{%p endif %}"],
    ["{%p if no %}", "{}", "{%p else %}", "c", "{%p endif %}"],
    ["{%p for x in xs %}", "{}", "{%p endfor %}"],
    ["{%p for x in none_of_it %}", "{}", "{%p endfor %}", "end"],
    ["{%p for g in groups %}", "{{ g.title }}", "{%p for x in g.parts %}", "{}", "{%p endfor %}", "{%p endfor %}"],
    ["{%p set x = 'Z' %}", "{}"],
    ["{#p gone #}", "{}"],
    ["{%p for x in xs %}", "{%p if x != 'b' %}", "{}", "{%p endif %}", "{%p endfor %}"],
]  # fmt: skip
LINES = [line.replace("{}", inner) for inner, line in itertools.product(INNER, WRAPPED)]


def of_runs(line: str, step: int) -> bytes:
    """The line cut into runs of so many letters, each with another format."""
    document = docx.Document()
    paragraph = document.add_paragraph()
    for number, start in enumerate(range(0, len(line), step)):
        run = paragraph.add_run(line[start : start + step])
        run.bold, run.italic = number % 2 == 0 or None, number % 3 == 0 or None
    return saved(document)


def of_formats(line: str) -> bytes:
    """Each tag in a run of its own format."""
    document = docx.Document()
    paragraph = document.add_paragraph("before ")
    paragraph.add_run(line).bold = True
    paragraph.add_run(" after").italic = True
    return saved(document)


def of_table(*rows: list[str], inside: bool = False) -> bytes:
    document = docx.Document()
    holder = document
    if inside:
        holder = document.add_table(1, 1).cell(0, 0)
    width = max(map(len, rows))
    table = holder.add_table(len(rows), width)
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=False):
            cell.text = text
    document.add_paragraph("end")
    return saved(document)


def in_header(line: str) -> bytes:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = line
    document.sections[0].footer.paragraphs[0].text = "trang {{ n }} " + line
    document.add_paragraph("body")
    return saved(document)


def in_properties(line: str) -> bytes:
    document = docx.Document()
    document.core_properties.title = line
    document.core_properties.subject = "về " + line
    document.add_paragraph("body {{ x }}")
    return saved(document)


TABLES = [
    ([["TT", "Tên"], ["{%tr for r in rows %}", ""], ["{{ loop.index }}", "@"], ["{%tr endfor %}", ""]]),
    ([["{%tr for r in rows %}", ""], ["{{ r.name }}", "{{ r.count }} @"], ["{%tr endfor %}", ""], ["cộng", "@"]]),
    ([["{%tr if yes %}"], ["@"], ["{%tr endif %}"], ["b"]]),
    ([["{%tr if no %}"], ["@"], ["{%tr else %}"], ["c"], ["{%tr endif %}"]]),
    ([["{%tr for g in groups %}"], ["{{ g.title }}"], ["{%tr for q in g.parts %}"], ["- {{ q }} @"], ["{%tr endfor %}"], ["{%tr endfor %}"]]),
    ([["a", "{%tc for q in xs %}", "{{ q }} @", "{%tc endfor %}"]]),
    ([["a", "{%tc if no %}", "@", "{%tc endif %}"]]),
    ([["{%tr for r in rows %}", ""], ["{% cellbg r.colour %}{{ r.name }}", "@"], ["{%tr endfor %}", ""]]),
    ([["{% colspan 2 %}@"], ["b"]]),
    ([["{%tr for r in rows %}", ""], ["{% vm %}gộp", "{{ r.name }} @"], ["{%tr endfor %}", ""]]),
    ([["{%tc for q in xs %}", "{% hm %}gộp @", "{%tc endfor %}"], ["{%tc for q in xs %}", "{{ q }}", "{%tc endfor %}"]]),
]  # fmt: skip

RICH = [
    ("{{r v }}", RichText, {"bold": True}),
    ("a {{r v }} b", RichText, {"italic": True, "color": "ff0000"}),
    ("a {{r v }}{{r v }}", RichText, {"size": 30, "font": "Arial"}),
    ("{%r if yes %}{{r v }}{%r endif %} c", RichText, {"underline": True, "strike": True}),
    ("{% for x in xs %}{{r v }}{% endfor %}", RichText, {"superscript": True, "style": "Strong"}),
]
VALUES = ["lines", "paragraphs"]

GROUPS = {
    "tags in a line": [page(line) for line in LINES[::2]],
    "blocks over paragraphs": [
        page(*[text.replace("{}", inner) for text in blocks])
        for inner, blocks in itertools.product(INNER, AROUND)
    ],
    "tags cut over runs": [of_runs(line, step) for line, step in itertools.product(INNER, (2, 3, 5, 7))],
    "formats of runs": [of_formats(inner) for inner in INNER],
    "tables": [
        of_table(*[[cell.replace("@", inner) for cell in row] for row in rows])
        for inner, rows in itertools.product(INNER[:6], TABLES)
    ],
    "tables in tables": [of_table(*[[cell.replace("@", "{{ x }}") for cell in row] for row in rows], inside=True) for rows in TABLES],
    "headers and footers": [in_header(line) for line in LINES[::5]],
    # docxtpl escapes properties twice: a value without & is compared
    "properties": [in_properties(inner) for inner in INNER if inner != "{{ name }}"],
    "values of several lines": [page(line.replace("{}", f"{{{{ {value} }}}}")) for value, line in itertools.product(VALUES, WRAPPED[:4])],
    "escaped braces": [page(text) for text in ("{_{ x }_}", "{_% if %_} {{ x }}", "a { b } c", "{% raw %}{{ x }}{% endraw %}")],
}  # fmt: skip


def by_docxtpl(template: bytes, data: dict) -> bytes:
    document = docxtpl.DocxTemplate(io.BytesIO(template))
    document.render(data, autoescape=True)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


@pytest.mark.parametrize("group", GROUPS)
def test_it_shows_what_docxtpl_shows(group):
    different = []
    for template in GROUPS[group]:
        expected = seen(by_docxtpl(template, DATA))
        shown = seen(Template(template, undefined="blank").render(DATA).to_bytes())
        if shown != expected:
            text = "".join(docx.Document(io.BytesIO(template)).element.body.itertext())
            different.append((text, [pair for pair in zip(shown, expected, strict=False) if pair[0] != pair[1]][:2]))  # fmt: skip
    agree = 1 - len(different) / len(GROUPS[group])
    assert agree >= 0.98, (f"{agree:.0%}", different[:5])


@pytest.mark.parametrize(("line", "kind", "options"), RICH)
def test_rich_text_shows_what_docxtpl_shows(line, kind, options):
    template = page(line)  # docxtpl drops the format of the text after {{r }}
    theirs = docxtpl.RichText("đậm & <nhạt>", **options)
    expected = seen(by_docxtpl(template, {**DATA, "v": theirs}))
    ours = kind("đậm & <nhạt>", **options)
    assert seen(Template(template).render({**DATA, "v": ours}).to_bytes()) == expected


def test_a_listing_shows_what_docxtpl_shows():
    template = page("a {{ v }} b")
    text = "một\nhai\ahai & ba\tbốn"
    expected = seen(by_docxtpl(template, {"v": docxtpl.Listing(text)}))
    assert seen(Template(template).render({"v": Listing(text)}).to_bytes()) == expected


PICTURES = [
    (page("a {{ p }} b"), {}),
    (page("{{ p }}", "{{ p }}"), {"width": Mm(30)}),
    (page("{{ x }}{{ p }}"), {"height": Mm(12)}),
    (page("{%p for x in xs %}", "{{ p }}", "{%p endfor %}"), {"width": Mm(9), "height": Mm(7)}),
    (of_table(["{%tr for r in rows %}", ""], ["{{ r.name }}", "{{ p }}"], ["{%tr endfor %}", ""]), {}),
    (in_header("{{ p }} {{ x }}"), {"width": Mm(10)}),
    (page("{% if yes %}{{ p }}{% endif %}{{ x }}"), {"anchor": "https://example.org"}),
]  # fmt: skip


def pictures(data: bytes) -> list[tuple[object, ...]]:
    """The pictures of body and headers: where they stand, their sizes and bytes, their links."""
    document = docx.Document(io.BytesIO(data))
    found = []
    for part in (document.part, document.sections[0].header.part):
        for inline in part.element.iter(qn("wp:inline")):
            blip = next(inline.iter(qn("a:blip")))
            click = [
                part.rels[c.get(qn("r:id"))].target_ref for c in inline.iter(qn("a:hlinkClick"))
            ]
            size = (inline.extent.cx, inline.extent.cy)
            text = "".join(
                t.text or "" for t in inline.iterancestors(qn("w:p")).__next__().iter(qn("w:t"))
            )
            found.append((size, part.related_parts[blip.get(qn("r:embed"))].blob, click[:1], text))
    return found


@pytest.mark.parametrize(("template", "options"), PICTURES)
def test_pictures_are_shown_as_docxtpl_shows_them(template, options):
    theirs = docxtpl.DocxTemplate(io.BytesIO(template))
    theirs.render(
        {**DATA, "p": docxtpl.InlineImage(theirs, io.BytesIO(png("red")), **options)},
        autoescape=True,
    )
    file = io.BytesIO()
    theirs.save(file)
    data = {**DATA, "p": InlineImage(None, io.BytesIO(png("red")), **options)}
    ours = Template(template).render(data).to_bytes()
    assert pictures(ours) == pictures(file.getvalue())
    assert pictures(ours)


def test_paragraphs_of_rich_text_show_what_docxtpl_shows():
    def made(paragraphs, rich):
        text = paragraphs("tên & <số>", parastyle="Heading1")
        text.add(rich("đậm", bold=True), parastyle="ListBullet")
        text.add("trơn")
        return {"p": text}

    template = page("a", "{{p p }}", "b")
    theirs = by_docxtpl(template, made(docxtpl.RichTextParagraph, docxtpl.RichText))
    ours = Template(template).render(made(RichTextParagraph, RichText)).to_bytes()
    assert seen(ours) == seen(theirs)
    styles = [
        [p.style.name for p in docx.Document(io.BytesIO(d)).paragraphs] for d in (ours, theirs)
    ]
    assert styles[0] == styles[1]


def of_text(part) -> None:
    part.add_paragraph("một & <hai>").add_run(" ba").bold = True
    part.add_paragraph("bốn", style="Heading 3")


def of_a_table(part) -> None:
    table = part.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "rộng"
    part.add_paragraph("dưới")


def of_a_picture(part) -> None:
    part.add_picture(io.BytesIO(png("red")), width=Mm(12))


def of_a_list(part) -> None:
    for text in ("a", "b"):
        part.add_paragraph(text, style="List Bullet")


SUBDOCUMENTS = [
    (page(*lines), build)
    for lines in (
        ["{{p p }}"],
        ["a", "{{p p }}", "b"],
        ["{{p p }}", "{{p p }}"],
        ["{%p for x in xs %}", "{{ x }}", "{{p p }}", "{%p endfor %}"],
        ["{%p if no %}", "{{p p }}", "{%p else %}", "-", "{%p endif %}"],
    )
    for build in (of_text, of_a_table, of_a_picture, of_a_list)
] + [
    (of_table(["{{ x }}", "{{p p }}"], ["c", "d"]), build)
    for build in (of_text, of_a_picture, of_a_list)
]  # fmt: skip


@pytest.mark.parametrize(("template", "build"), SUBDOCUMENTS)
def test_sub_documents_show_what_docxtpl_shows(template, build):
    pytest.importorskip("docxcompose", reason="docxcompose is not installed")
    theirs = docxtpl.DocxTemplate(io.BytesIO(template))
    theirs.init_docx()
    ours = Template(template)
    parts = [theirs.new_subdoc(), ours.new_subdoc()]
    for part in parts:
        build(part)
    theirs.render({**DATA, "p": parts[0]}, autoescape=True)
    file = io.BytesIO()
    theirs.save(file)
    data = ours.render({**DATA, "p": parts[1]}).to_bytes()
    assert seen(data) == seen(file.getvalue())
    assert pictures(data) == pictures(file.getvalue())
