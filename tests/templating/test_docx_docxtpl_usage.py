"""More of what docxtpl shows: white space, the language, escaping, formats, headers of all kinds."""

from __future__ import annotations

import docx
import pytest

from reportkit.templating import Listing, RichText, Template
from tests.templating.documents import page
from tests.templating.test_docx_docxtpl import (
    DATA,
    by_docxtpl,
    docxtpl,
    of_table,
    saved,
    seen,
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
CASES = {
    **{group: [page(*blocks) for blocks in lines] for group, lines in LINES.items()},
    "headers of first and even pages": [of_all_headers(line) for [line] in LINES["language"]],
    "cells": [of_table(*rows) for rows in (
        [["{% cellbg '00ff00' %}a", "b"]], [["{% colspan n %}{{ x }}"], ["a"]],
        [["{% colspan xs|length %}h"], ["{%tc for q in xs %}", "{{ q }}", "{%tc endfor %}"]],
        [["{%tr for q in xs %}", ""], ["{{ q }}{% vm %}", " v"], ["{%tr endfor %}", ""]],
        [["{%tr for q in xs %}", "", ""], ["{% vm %}a", "{% vm %}b", "{{ q }}"], ["{%tr endfor %}", "", ""]],
        [["{%tr for q in none_of_it %}", ""], ["a", "b"], ["{%tr endfor %}", ""], ["z", "y"]],
    )],
}  # fmt: skip


@pytest.mark.parametrize("group", CASES)
def test_it_shows_what_docxtpl_shows(group):
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
