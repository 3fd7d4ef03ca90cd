"""More of what docxtpl shows: white space, language, escaping, formats, headers, notes, cells."""

from __future__ import annotations

import io
from xml.sax.saxutils import escape

import docx
import pytest
from docx.enum.text import WD_UNDERLINE
from docx.shared import Mm, Pt, RGBColor

from reportkit.templating import Listing, RichText, Template
from reportkit.templating._package import read_package, write_package
from tests.templating.documents import page, png
from tests.templating.reader import seen
from tests.templating.test_docx_docxtpl import (
    DATA,
    by_docxtpl,
    docxtpl,
    of_table,
    pictures,
    saved,
)


def of_all_headers(line: str) -> bytes:
    document = docx.Document()
    section = document.sections[0]
    section.different_first_page_header_footer = True
    document.settings.odd_and_even_pages_header_footer = True
    for place in ("header", "footer"):
        for kind in ("first_page_", "even_page_", ""):
            getattr(section, kind + place).paragraphs[0].text = f"{kind} {line}"
    return saved(document)


def of_footnotes(line: str) -> bytes:
    """Two paragraphs with a footnote each, both of this line."""
    noted = page("a{{ '' | footnote('MARK') }}", "b{{ '' | footnote('b MARK') }}")
    package = read_package(Template(noted).render({}).to_bytes())
    notes = package.read("word/footnotes.xml").replace(b"MARK", escape(line).encode())
    return write_package(package.replaced({"word/footnotes.xml": notes}))


LINES = {
    "white space": [
        ["a", "{%- if yes %}", "b", "{%- endif %}", "c"], ["a {%- if yes -%} b {%- endif -%} c"],
        ["x {{- x -}} y"], ["a", "{%- for q in xs %}", "{{ q }}", "{%- endfor %}"],
        ["{% if yes -%}", "one", "{%- endif %}"], ["{%- set z = 1 -%}v{{ z }}"],
        ["is {%- if yes %}", "so", "{%- else %}", "not", "{%- endif %}", "end"],
        ["  {{ x }}  "], ["\t{{ x }}\t"], ["{{x}}"], ["a {{ '  sp  ' }} b"], ["", "{{ x }}", ""],
        [" {% for k in xs %} {{ k }} {% endfor %} "], ["a\n{{ x }}\nb"],
    ],
    "language": [[line] for line in (
        "{% macro m(a, b=2) %}{{ a }}-{{ b }}{% endmacro %}{{ m(1) }} {{ m(1, b=x) }}",
        "{% for k in xs %}{{ loop.index0 }}{{ loop.first }}{{ loop.revindex }} {% endfor %}",
        "{% for k in xs %}{{ loop.cycle('o', 'e') }}{% endfor %}",
        "{% for k in none_of_it %}{{ k }}{% else %}none{% endfor %}",
        "{% set ns = namespace(t=0) %}{% for r in rows %}{% set ns.t = ns.t + r.count %}{% endfor %}{{ ns.t }}",
        "{% filter upper %}ab {{ x }}{% endfilter %}", "{% set b %}in {{ x }}{% endset %}{{ b }}",
        "{{ missing }}|{{ missing | default('d') }}", "{{ xs[::-1] | join }}{{ xs[-1] }}",
        "{{ rows | sum(attribute='count') }} {{ rows | map(attribute='name') | join('; ') }}",
        "{% for c, rs in rows | groupby('count') %}{{ c }}:{{ rs | length }} {% endfor %}",
        "{% for k, v in deep.a.items() %}{{ k }}{{ v | length }}{% endfor %}",
        "{% for i in xs | batch(2) %}{{ i | join }} {% endfor %}", "{% with a = 3 %}{{ a }}{% endwith %}",
    )],
    "escaping": [[line] for line in (
        "{{ name }}", "{{ name | e }}", "{{ '<b>' }}", "{{ 'a' ~ name }}", "{{ name | upper }}",
        "{{ name | length }}", "{{ [name] | join(',') }}", "{% set q = name %}{{ q }}",
        "{% macro m(v) %}{{ v }}{% endmacro %}{{ m(name) }}", "“{{ x }}” ‘{{ x }}’", "{{ ‘c’ }} {{ “d” }}",
        "5 < 6 & 7 > 2 {{ x }}",
    )],
}  # fmt: skip
CELLS = [
    [["{% cellbg '00ff00' %}a", "b"]],
    [["{{ x }}{% cellbg 'ff0000' %}", "b"]],
    [["{% cellbg rows[0].colour %}{{ x }}", "{% cellbg 'abcdef' %}b"]],
    [["{%tc for q in xs %}", "{% cellbg 'aa00aa' %}{{ q }}", "{%tc endfor %}"]],
    [["{%tr for r in rows %}", ""], ["{% cellbg r.colour %}{% vm %}{{ x }}", "{{ r.name }}"], ["{%tr endfor %}", ""]],
    [["{% colspan n %}{{ x }}"], ["a"]],
    [["{% colspan 1 %}{{ x }}", "c"]],
    [["a", "{% colspan 2 %}{{ x }}"], ["b", "c"]],
    [["{% colspan xs | length %}h"], ["{%tc for q in xs %}", "{{ q }}", "{%tc endfor %}"]],
    [["{%tr for r in rows %}", ""], ["{% colspan 2 %}{{ r.name }}", "x"], ["{%tr endfor %}", ""]],
    [["{%tr for q in xs %}", ""], ["{{ q }}{% vm %}", " v"], ["{%tr endfor %}", ""]],
    [["{%tr for q in xs %}", "", ""], ["{% vm %}a", "{% vm %}b", "{{ q }}"], ["{%tr endfor %}", "", ""]],
    [["{%tr for g in groups %}", ""], ["{%tr for q in g.parts %}", ""], ["{% vm %}{{ g.title }}", "{{ q }}"], ["{%tr endfor %}", ""], ["{%tr endfor %}", ""]],
    [["{%tr for r in rows %}", "", ""], ["{%tc for q in xs %}", "{% hm %}{{ r.name }}", "{%tc endfor %}"], ["{%tr endfor %}", "", ""]],
    [["{%tc for q in xs %}", "{% hm %}{% cellbg '00ffff' %}{{ x }}", "{%tc endfor %}"]],
    [["a", "{%tc for q in xs %}", "{{ q }}", "{%tc endfor %}"], ["b", "{%tc for q in xs %}", "{{ loop.index }}", "{%tc endfor %}"]],
    [["a", "{%tc if yes %}", "{{ x }}", "{%tc endif %}"], ["b", "{%tc if no %}", "{{ x }}", "{%tc endif %}"]],
    [["{%tr for q in none_of_it %}", ""], ["a", "b"], ["{%tr endfor %}", ""], ["z", "y"]],
]  # fmt: skip
CASES = {
    **{group: [page(*blocks) for blocks in lines] for group, lines in LINES.items()},
    "headers of first and even pages": [of_all_headers(line) for [line] in LINES["language"]],
    "footnotes": [of_footnotes(line) for [line] in (*LINES["escaping"], *LINES["language"][::2])],
    "cells": [of_table(*rows) for rows in CELLS],
    "cells of tables in tables": [of_table(*rows, inside=True) for rows in CELLS[::2]],
}  # fmt: skip


@pytest.mark.parametrize("group", CASES)
def test_it_shows_what_docxtpl_shows_of_more(group):
    for template in CASES[group]:
        shown = Template(template, undefined="blank").render(DATA).to_bytes()
        assert seen(shown) == seen(by_docxtpl(template, DATA))


FORMATS = [
    {"bold": True}, {"italic": True}, {"strike": True}, {"color": "#00ff00"}, {"highlight": "ffff00"},
    *({"underline": line} for line in ("single", "double", "thick", "dotted", "wave", True)),
    {"size": 20}, {"font": "Arial"}, {"font": "eastAsia:SimSun"}, {"subscript": True},
    {"superscript": True}, {"style": "Strong"}, {"rtl": True, "bold": True}, {"lang": "vi-VN"},
]  # fmt: skip
TEXTS = ["a & <b>", "x\ny", "x\ty", "x\az", "x\fz"]


@pytest.mark.parametrize("options", FORMATS, ids=str)
def test_every_format_of_rich_text_shows_what_docxtpl_shows(options):
    lines = [line % at for at in range(len(TEXTS)) for line in ("{{r v[%d] }}", "a {{r v[%d] }}")]
    template = page(*lines)
    ours = Template(template).render({"v": [RichText(text, **options) for text in TEXTS]})
    theirs = by_docxtpl(template, {"v": [docxtpl.RichText(text, **options) for text in TEXTS]})
    assert seen(ours.to_bytes()) == seen(theirs)


def test_a_listing_of_any_lines_shows_what_docxtpl_shows():
    texts = [*TEXTS, "a\n\nb", "a\a\ab", "\n", ""]
    lines = [line % at for at in range(len(texts)) for line in ("{{ v[%d] }}", "x {{ v[%d] }} y")]
    template = page(*lines)
    ours = Template(template).render({"v": [Listing(text) for text in texts]}).to_bytes()
    assert seen(ours) == seen(by_docxtpl(template, {"v": [docxtpl.Listing(t) for t in texts]}))


def painted(document) -> None:
    cell = document.tables[0].cell(0, 0)
    cell._tc.get_or_add_tcPr().append(docx.oxml.parse_xml('<w:shd xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:fill="00ff00"/>'))  # fmt: skip


CHANGES = {
    "the colour of letters": lambda d: setattr(d.paragraphs[0].runs[0].font.color, "rgb", RGBColor(1, 2, 3)),
    "the size of letters": lambda d: setattr(d.paragraphs[0].runs[0].font, "size", Pt(15)),
    "the font": lambda d: setattr(d.paragraphs[0].runs[0].font, "name", "Arial"),
    "the kind of line below": lambda d: setattr(d.paragraphs[0].runs[0].font, "underline", WD_UNDERLINE.DOUBLE),
    "bold letters made plain": lambda d: setattr(d.paragraphs[0].runs[0].font, "bold", False),
    "the style of a paragraph": lambda d: setattr(d.paragraphs[0], "style", "Heading 1"),
    "a background": painted,
    "merged cells": lambda d: d.tables[0].cell(0, 0).merge(d.tables[0].cell(0, 1)),
    "the header of the first page": lambda d: setattr(d.sections[0].first_page_header.paragraphs[0], "text", "z"),
    "the footer of even pages": lambda d: setattr(d.sections[0].even_page_footer.paragraphs[0], "text", "z"),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_the_comparison_sees_every_difference(change):
    document = docx.Document()
    run = document.add_paragraph().add_run("a")
    run.font.bold, run.font.underline = True, True
    run.font.size, run.font.name, run.font.color.rgb = Pt(14), "Times New Roman", RGBColor(9, 9, 9)
    document.add_table(1, 2)
    for page_of in ("first_page_header", "even_page_footer"):
        getattr(document.sections[0], page_of).paragraphs[0].text = "y"
    before = saved(document)
    assert seen(before) == seen(saved(docx.Document(io.BytesIO(before))))
    CHANGES[change](document)
    assert seen(saved(document)) != seen(before)


def test_the_comparison_sees_footnotes():
    assert seen(of_footnotes("a")) != seen(of_footnotes("b"))


RICH_PLACES = {
    "header": of_all_headers("a {{r v }} b"),
    "cell": of_table(["{%tr for r in rows %}", ""], ["{{r v }}", "{{ r.name }} {{r v }}"], ["{%tr endfor %}", ""]),
    "painted cell": of_table(["{% cellbg 'ff0000' %}{{r v }}", "{% colspan 2 %}{{r v }}"]),
    "footnote": of_footnotes("{{r v }}"),
    "block": page("{%p for r in rows %}", "{{ r.name }}: {{r v }}", "{%p endfor %}"),
    "several formats": page("{{r several }}", "a {{r several }} b"),
}  # fmt: skip


@pytest.mark.parametrize("place", RICH_PLACES)
def test_rich_text_shows_what_docxtpl_shows_in_every_place(place):
    def made(rich):
        several = rich("đỏ", color="ff0000", size=30)
        several.add(" & <b>", bold=True, underline="double", font="Arial")
        several.add("\nthường")
        several.add(rich("nghiêng", italic=True))
        return {**DATA, "v": rich("đậm & <nhạt>", bold=True, color="#00ff00"), "several": several}

    template = RICH_PLACES[place]
    ours = Template(template, undefined="blank").render(made(RichText)).to_bytes()
    assert seen(ours) == seen(by_docxtpl(template, made(docxtpl.RichText)))


def with_pictures() -> bytes:
    """Pictures in the body and in the header, each with a name of its own."""
    document = docx.Document()
    document.add_paragraph("{{ x }}")
    holders = (document.add_paragraph(), document.sections[0].header.paragraphs[0])
    for name, holder in zip(("seal", "logo"), holders, strict=True):
        shape = holder.add_run().add_picture(io.BytesIO(png(f"dark{'red' if name == 'seal' else 'blue'}")), width=Mm(30))  # fmt: skip
        for named in (shape._inline.docPr, shape._inline.graphic.graphicData.pic.nvPicPr.cNvPr):
            named.set("name", name)
    return saved(document)


REPLACED = {
    "by name": ({"replace_pic": {"seal": "green", "logo": "black"}}),
    "one of two": ({"replace_pic": {"logo": "green"}}),
    "by its bytes": ({"replace_media": {"darkred": "green"}}),
}


@pytest.mark.parametrize("case", REPLACED)
def test_replaced_pictures_are_shown_as_docxtpl_shows_them(case, tmp_path):
    """A picture of other proportions keeps them here; docxtpl stretches it."""
    template = with_pictures()
    theirs = docxtpl.DocxTemplate(io.BytesIO(template))
    ours = {}
    for method, pairs in REPLACED[case].items():
        for old, new in pairs.items():
            (tmp_path / new).write_bytes(png(new))
            if method == "replace_media":
                (tmp_path / old).write_bytes(png(old))
                old = str(tmp_path / old)
            getattr(theirs, method)(old, str(tmp_path / new))
            ours.setdefault(method, {})[old] = tmp_path / new
    theirs.render(DATA, autoescape=True)
    file = io.BytesIO()
    theirs.save(file)
    data = Template(template).render(DATA, **ours).to_bytes()
    assert pictures(data) == pictures(file.getvalue())
    assert seen(data) == seen(file.getvalue())
