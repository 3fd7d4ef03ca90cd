"""The tags of a Word template: what each does, and that it is found however Word wrote it."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from decimal import Decimal

import attrs
import pytest
from lxml import etree

from reportkit.templating import Template

ROWS = {"rows": [{"name": "Sơn La", "count": 3}, {"name": "Hà Giang", "count": 12}]}

# What stands in the paragraphs of a template, the data, what a reader sees.
PARAGRAPHS = [
    ("a name", ["Kính gửi {{ to }}."], {"to": "Tỉnh ủy"}, ["Kính gửi Tỉnh ủy."]),
    ("two in a line", ["{{ a }}{{ b }}"], {"a": 1, "b": 2}, ["12"]),
    ("an expression", ["{{ a * 2 + 1 }}"], {"a": 3}, ["7"]),
    ("an attribute", ["{{ a.b.c }}"], {"a": {"b": {"c": "x"}}}, ["x"]),
    ("a key that is also a method", ["{{ a.items }}"], {"a": {"items": "x"}}, ["x"]),
    ("a condition in the line", ["{% if a %}yes{% else %}no{% endif %}!"], {"a": 0}, ["no!"]),
    ("a loop in the line", ["{% for x in xs %}{{ x }};{% endfor %}"], {"xs": "ab"}, ["a;b;"]),
    ("a loop over paragraphs", ["{%p for x in xs %}", "{{ x }}", "{%p endfor %}"], {"xs": "ab"}, ["a", "b"]),
    ("a loop over nothing", ["a", "{%p for x in xs %}", "{{ x }}", "{%p endfor %}", "b"], {"xs": []}, ["a", "b"]),
    ("a condition over paragraphs", ["{%p if a %}", "A", "{%p elif b %}", "B", "{%p else %}", "C", "{%p endif %}"], {"a": 0, "b": 1}, ["B"]),
    ("nested blocks", ["{%p for x in xs %}", "{%p if x %}", "{{ x }}", "{%p endif %}", "{%p endfor %}"], {"xs": [0, 1, 2]}, ["1", "2"]),
    ("blocks in one paragraph of tags", ["{%p for x in xs %}{%p if x %}", "{{ x }}", "{%p endif %}{%p endfor %}"], {"xs": [0, 1]}, ["1"]),
    ("a paragraph that repeats itself", ["{%p for x in xs %} {{ x }} {%p endfor %}", "end"], {"xs": "ab"}, ["a", "b", "end"]),
    ("white space beside a tag", ["a", "  {%p if a %}\t", "b", "{%p endif %} "], {"a": 1}, ["a", "b"]),
    ("a block from one paragraph to another", ["a {% if b %}b", "c", "d{% endif %} e"], {"b": 1}, ["a b", "c", "d e"]),
    ("the same, left out", ["a {% if b %}b", "c", "d{% endif %} e"], {"b": 0}, ["a  e"]),
    ("dashes join paragraphs", ["A {% if b -%}", "B", "{%- endif %}", "C"], {"b": 1}, ["A B", "C"]),
    ("dashes take white space", ["a  {{- b -}}  c"], {"b": "B"}, ["aBc"]),
    ("a variable", ["{% set x = 2 %}{{ x }}"], {}, ["2"]),
    ("a macro", ["{% macro m(x) %}<{{ x }}>{% endmacro %}{{ m('a & b') }}"], {}, ["<a & b>"]),
    ("a comment", ["a{# gone #}b", "{#p gone #}", "c"], {}, ["ab", "c"]),
    ("braces that are no tag", ["{_{ x }_} {_% if %_} {x}"], {}, ["{{ x }} {% if %} {x}"]),
    ("raw text", ["{% raw %}{{ x }}{% endraw %}"], {}, ["{{ x }}"]),
    ("a run", ["a {%r if x %}{{r x }}{%r endif %} c"], {"x": "B"}, ["a B c"]),
    ("names like letters of elements", ["{{ p }}{{p|upper}}{{ tr.x }}{{r}}"], {"p": "a", "tr": {"x": 1}, "r": 2}, ["aA12"]),
    ("smart quotes", ["{{ “a” ~ ‘b’ }}"], {}, ["ab"]),
    ("smart quotes within a string", ['{{ "“a”" }}'], {}, ["“a”"]),
    ("a non-breaking space", ["{{\u00a0a\u00a0}}{%\u00a0if\u00a0a %}!{% endif %}"], {"a": 1}, ["1!"]),
    ("an ending within a string", ["{{ '}}' }}{% if '%}' %}a{% endif %}"], {}, ["}}a"]),
    ("a dict within a tag", ["{{ {'a': {'b': 1}}['a']['b'] }}"], {}, ["1"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("paragraphs", "data", "seen"),
    [row[1:] for row in PARAGRAPHS],
    ids=[row[0] for row in PARAGRAPHS],
)
def test_a_template_shows(word, paragraphs, data, seen):
    assert word.fill(word.file(*paragraphs), data) == seen


# The rows of a table, the data, the rows a reader sees.
TABLES = [
    (
        "rows of their own",
        [["TT", "Đơn vị"], ["{%tr for r in rows %}", ""], ["{{ loop.index }}", "{{ r.name }}"], ["{%tr endfor %}", ""]],
        ROWS,
        [["TT", "Đơn vị"], ["1", "Sơn La"], ["2", "Hà Giang"]],
    ),
    (
        "both in the repeated row",
        [["{%tr for r in rows %}{{ r.name }}", "{{ r.count }} {%tr endfor %}"], ["Cộng", "{{ rows | sum('count') }}"]],
        ROWS,
        [["Sơn La", "3"], ["Hà Giang", "12"], ["Cộng", "15"]],
    ),
    (
        "a row on a condition",
        [["{%tr if rows %}a{%tr endif %}"], ["{%tr if not rows %}b{%tr endif %}"]],
        ROWS,
        [["a"]],
    ),
    (
        "groups",
        [
            ["{%tr for g in groups %}"],
            ["{{ g.name }}"],
            ["{%tr for x in g.xs %}"],
            ["- {{ x }}"],
            ["{%tr endfor %}"],
            ["{%tr endfor %}"],
        ],
        {"groups": [{"name": "A", "xs": [1, 2]}, {"name": "B", "xs": []}]},
        [["A"], ["- 1"], ["- 2"], ["B"]],
    ),
    (
        "columns",
        [["", "{%tc for u in units %}", "{{ u }}", "{%tc endfor %}"], ["x", "{%tc for u in units %}{{ u }}!{%tc endfor %}", "", ""]],
        {"units": ["A", "B"]},
        [["", "A", "B"], ["x", "A!", "B!", "", ""]],
    ),
    (
        "paragraphs in a cell",
        [["<w:p><w:r><w:t>{%p for r in rows %}</w:t></w:r></w:p><w:p><w:r><w:t>{{ r.name }}</w:t></w:r></w:p><w:p><w:r><w:t>{%p endfor %}</w:t></w:r></w:p>"]],
        ROWS,
        [["Sơn La|Hà Giang"]],
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "data", "seen"), [row[1:] for row in TABLES], ids=[row[0] for row in TABLES]
)
def test_a_table_shows(word, rows, data, seen):
    assert word.fill(word.file(word.table(*rows), "end"), data) == [seen, "end"]


def test_a_table_in_a_cell_has_rows_of_its_own(word):
    inner = word.table(["{%tr for x in r %}{{ x }}{%tr endfor %}"])
    cell = word.paragraph("{%tr for r in rs %}") + inner + word.paragraph("{%tr endfor %}")
    outer = word.table([cell])
    assert word.fill(word.file(outer), {"rs": [[1, 2], [3]]}) == [
        [["[['1'], ['2']]|"], ["[['3']]|"]]
    ]


# Values and what they print; (None) and what is no number print nothing.
VALUES = [
    ("A & B < C > 'D' \"E\"", "A & B < C > 'D' \"E\""),
    ("<w:b/>", "<w:b/>"),
    ("hai\ndòng", "hai\ndòng"),
    ("a\r\nb", "a\nb"),
    ("a\tb", "a\tb"),
    ("\x00a\x0b\ud800\ufffe", "a"),
    ("Thừa Thiên Huế", "Thừa Thiên Huế"),
    ("  ", "  "),
    (None, ""),
    (float("nan"), ""),
    (Decimal("NaN"), ""),
    (Decimal("12651.50"), "12651.50"),
    (Decimal("1E+3"), "1000"),
    (0, "0"),
    (True, "True"),
    (datetime.date(2021, 5, 18), "2021-05-18"),
]


@pytest.mark.parametrize(("value", "seen"), VALUES)
def test_a_value_prints(word, value, seen):
    assert word.fill(word.file("[{{ x }}]"), {"x": value}) == [f"[{seen}]"]


FILTERS = [
    ("{{ x | number }}", Decimal("12651"), "vi", "12.651"),
    ("{{ x | number }}", Decimal("1234.5"), "en", "1,234.5"),
    ("{{ x | number(1) }}", 2.25, "vi", "2,3"),
    ("{{ x | number }}", None, "vi", ""),
    ("{{ x | percent }}", Decimal("0.985"), "vi", "98,5%"),
    ("{{ x | percent(0) }}", 0.985, "vi", "99%"),
    ("{{ x | date }}", datetime.date(2021, 5, 18), "vi", "18/5/2021"),
    ("{{ x | date('dd/MM/yyyy') }}", "2021-05-08", "vi", "08/05/2021"),
    ("{{ x | date }}", datetime.datetime(2021, 5, 18, 9), "en_US", "5/18/2021"),
]


@pytest.mark.parametrize(("tag", "value", "locale", "seen"), FILTERS)
def test_a_filter_writes_by_locale(word, tag, value, locale, seen):
    assert word.fill(word.file(tag), {"x": value}, locale=locale) == [seen]


def test_filters_of_the_caller_are_used(word):
    filters = {"shout": lambda text: f"{text}!"}
    assert word.fill(word.file("{{ x | shout }}"), {"x": "a"}, filters=filters) == ["a!"]


@attrs.frozen
class Unit:
    name: str
    parts: tuple[str, ...]


@dataclass
class Report:
    units: list[Unit]


def test_data_may_be_objects_and_generators(word):
    template = word.file(
        "{% for u in units %}{{ u.name }}: {{ u.parts | join(', ') }}. {% endfor %}"
    )
    units = [Unit("A", ("x", "y")), Unit("B", ())]
    seen = ["A: x, y. B: . "]
    assert word.fill(template, {"units": units}) == seen
    assert word.fill(template, {"units": (unit for unit in units)}) == seen
    assert word.fill(template, Report(units)) == seen


def test_one_template_fills_many_records(word):
    template = Template(word.file("{{ x }}"))
    seen = [word.shown(filled.to_bytes()) for filled in template.render_many([{"x": 1}, {"x": 2}])]
    assert seen == [["1"], ["2"]]


UNDEFINED = [
    ("blank", ["[{{ a }}{{ a.b.c }}{% for x in a %}x{% endfor %}{% if a %}x{% endif %}]"], ["[]"]),
    ("keep", ["[{{ a }} {{ a.b }}{% if a %}x{% endif %}] {{ b }}"], ["[{{ a }} {{ a.b }}] 1"]),
    (
        "keep",
        ["{{ a | upper }} {{ a | join(', ') }} {{ a + 1 }} {{ a.b[0]() }}"],
        ["{{ a | upper }} {{ a | join(', ') }} {{ a + 1 }} {{ a.b[0]() }}"],
    ),
    (
        "keep",
        ["{{ 'x' ~ a }} {{ b ~ b }} {{ a | default('d') }} {{ a is defined }}"],
        ["{{ 'x' ~ a }} 11 d False"],
    ),
    (
        "keep",
        ["{% for x in a %}x{% endfor %}{% for x in [1] %}{{ x }}{{ y | upper }}{% endfor %}"],
        ["1{{ y | upper }}"],
    ),
]


@pytest.mark.parametrize(("policy", "paragraphs", "seen"), UNDEFINED)
def test_a_missing_name_may_be_blank_or_kept(word, policy, paragraphs, seen):
    assert word.fill(word.file(*paragraphs), {"b": 1}, undefined=policy) == seen


def test_a_missing_name_can_be_asked_for(word):
    template = word.file("{% if a is defined %}x{% else %}{{ a | default('none') }}{% endif %}")
    assert word.fill(template, {}) == ["none"]


# One tag, cut in the ways that Word cuts: ‹text› is a run, ‹*text› a bold one.
CUTTINGS = {
    "runs": "‹*{{ ›‹na›‹me }}.›",
    "braces": "‹*{›‹{›‹name}›‹}.›",
    "spelling marks": '‹*{{ ›<w:proofErr w:type="spellStart"/>‹name›<w:proofErr w:type="spellEnd"/>‹ }}.›',
    "a bookmark": '‹*{{ na›<w:bookmarkStart w:id="0" w:name="b"/>‹me }}.›<w:bookmarkEnd w:id="0"/>',
    "a tracked insertion": '‹*{{ ›<w:ins w:id="1" w:author="a">‹name›</w:ins>‹ }}.›',
    "a tracked deletion": '‹*{{ ›<w:del w:id="1" w:author="a"><w:r><w:delText>old</w:delText></w:r></w:del>‹name }}.›',
    "a hyperlink": '‹*{{ ›<w:hyperlink w:anchor="b">‹name›</w:hyperlink>‹ }}.›',
    "a line break": "‹*{{›<w:r><w:br/></w:r>‹name }}.›",
    "a tab": "‹*{{›<w:r><w:tab/><w:t>name }}.</w:t></w:r>",
    "several texts in a run": "<w:r><w:rPr><w:b/></w:rPr><w:t>{{ na</w:t><w:t>me }}.</w:t></w:r>",
    "a control around a part": "‹*{{ ›<w:sdt><w:sdtContent>‹name›</w:sdtContent></w:sdt>‹ }}.›",
}  # fmt: skip


@pytest.mark.parametrize("way", CUTTINGS)
def test_a_tag_takes_the_format_it_begins_in_when_cut_by(word, way):
    runs = re.sub("‹\\*(.*?)›", lambda m: word.run(m[1], "<w:b/>"), CUTTINGS[way])
    runs = re.sub("‹(.*?)›", lambda m: word.run(m[1]), runs)
    template = word.file("<w:p>" + word.run("a ") + runs + "</w:p>")
    xml = word.part(Template(template).render({"name": "Sơn La"}).to_bytes())
    assert "".join(etree.fromstring(xml.encode()).itertext("{*}t")) == "a Sơn La."
    assert '<w:rPr><w:b/></w:rPr><w:t xml:space="preserve">Sơn La' in xml


NOTE = '<w:footnote w:id="2"><w:p><w:r><w:t>{{ x }}</w:t></w:r></w:p></w:footnote>'
BOX = (
    "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
    "<wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></w:drawing></mc:Choice>"
    "<mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict>"
    "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
)


# The part's name, and the arguments of the file: its blocks and its other parts.
TAGGED = "<w:p><w:r><w:t>{{ x }}</w:t></w:r></w:p>"
BODY = "word/document.xml"
PLACES = {
    "a header": ("word/header1.xml", [], {"header": TAGGED}),
    "a footer": ("word/footer1.xml", [], {"footer": TAGGED}),
    "a footnote": ("word/footnotes1.xml", [], {"footnotes": NOTE}),
    "an endnote": ("word/endnotes1.xml", [], {"endnotes": NOTE.replace("footnote", "endnote")}),
    "a comment": ("word/comments1.xml", [], {"comments": NOTE.replace("footnote", "comment")}),
    "a text box and its fallback": (BODY, [BOX.format(TAGGED)], {}),
    "a content control": (BODY, [f"<w:sdt><w:sdtContent>{TAGGED}</w:sdtContent></w:sdt>"], {}),
    "a field's code": (BODY, ["<w:p><w:r><w:instrText>AUTHOR {{ x }}</w:instrText></w:r></w:p>"], {}),
    "an attribute": (BODY, ['<w:p><w:fldSimple w:instr="TITLE {{ x }}"/></w:p>'], {}),
    "a formula": (BODY, ["<w:p><m:oMath><m:r><m:t>{{ x }}</m:t></m:r></m:oMath></w:p>"], {}),
    "the title": ("docProps/core.xml", [], {}),
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_a_tag_is_filled_in(word, place):
    part, blocks, parts = PLACES[place]
    value = 'A & "B"\nC'
    filled = Template(word.file(*blocks, **parts)).render({"x": value, "title": value}).to_bytes()
    root = etree.fromstring(word.part(filled, part).encode())
    found = "".join(root.itertext()) + "".join(str(v) for e in root.iter() for v in e.values())
    assert "{{" not in found
    assert found.count('A & "B"') == (2 if "fallback" in place else 1)
