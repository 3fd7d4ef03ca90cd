"""What a template needs, as a tree; and all its mistakes in one go."""

from __future__ import annotations

import pytest

from reportkit.templating import Template, check_template

# What stands in the paragraphs, the full names that the data must bring.
NEEDED = [
    (["{{ a }} {{ b.c.d }} {{ b['e'] }}"], ["a", "b.c.d", "b.e"]),
    (["{%p for r in rows %}", "{{ r.name }} {{ loop.index }}", "{%p endfor %}"], ["rows[].name"]),
    (["{% for x in xs %}{% for y in x.ys %}{{ y }}{% endfor %}{% endfor %}"], ["xs[].ys[]"]),
    (["{% for r in rows | sort(attribute='n') %}{{ r.m }}{% endfor %}"], ["rows[].n", "rows[].m"]),
    (["{{ rows | sum('count') }} {{ rows | map(attribute='n') | join }}"], ["rows[].count", "rows[].n"]),
    (["{% for g, rs in rows | groupby('unit') %}{% for r in rs %}{{ r.n }}{% endfor %}{% endfor %}"], ["rows[].unit", "rows[].n"]),
    (["{% for k, v in d.items() %}{{ v.n }}{% endfor %}"], ["d[].n"]),
    (["{% set x = a.b %}{{ x.c }} {% set y = 1 %}{{ y }}"], ["a.b.c"]),
    (["{% macro m(x) %}{{ x }}{{ z }}{% endmacro %}{{ m(a) }}"], ["z", "a"]),
    (["{% with x = a %}{{ x.b }}{% endwith %}"], ["a.b"]),
    (["{{ a | default('-') }} {% if b is defined %}{{ b.c }}{% endif %}"], ["a", "b.c"]),
    (["{{ name.upper() }} {{ d.get('k') }} {{ range(3) | list }}"], ["name", "d.k"]),
    (["{{ rows[0].n }} {{ rows | first }}"], ["rows[].n"]),
    (["{{ x if y else z }} {{ a + b ~ c }}"], ["y", "x", "z", "a", "b", "c"]),
]  # fmt: skip


@pytest.mark.parametrize(("paragraphs", "names"), NEEDED)
def test_a_template_tells_what_it_needs(word, paragraphs, names):
    variables = Template(word.file(*paragraphs)).variables()
    found = [path for variable in variables.values() for path in variable.paths()]
    assert [path for path in found if path != "title"] == names


def test_headers_and_properties_are_told_too(word):
    variables = Template(word.file("a", header=word.paragraph("{{ office }}"))).variables()
    assert set(variables) == {"office", "title"}
    assert variables["title"].optional
    assert not variables["office"].optional


def test_all_mistakes_are_told_in_one_go(word):
    template = word.file(
        "{{ a b }}",
        "{{ x",
        "{%p for r in rows %}",
        "{{ r | nmber }}",
        "{% if r %}",
        "{% endfor %}",
        "{%tr if x %}",
        "{% cellbg x %}",
        header=word.paragraph("{% else %}"),
    )
    places = [(e.part, e.where, e.tag) for e in check_template(template)]
    assert sorted(places, key=str) == [
        ("body", "paragraph 1", "{{ a b }}"),
        ("body", "paragraph 2", "{{ x"),
        ("body", "paragraph 3", "{%p for r in rows %}"),
        ("body", "paragraph 4", "{{ r | nmber }}"),
        ("body", "paragraph 6", "{% endfor %}"),
        ("body", "paragraph 7", "{%tr if x %}"),
        ("body", "paragraph 8", "{% cellbg x %}"),
        ("header 1", "paragraph 1", "{% else %}"),
    ]


def test_a_mistake_in_a_block_is_told_once(word):
    assert len(check_template(word.file("{% for x y %}{{ x }}{% endfor %}"))) == 1
    assert (
        len(check_template(word.file("{%p if a %}", "b", "{% else %}", "c", "{%p endif %}"))) == 1
    )


def test_a_template_without_mistakes_has_none(word):
    template = word.file("{{ x }}")
    assert check_template(template) == []
    assert check_template(template, {"x": 1}) == []
    assert Template(template).check({"x": 1}) == []


def test_all_that_the_data_lacks_is_told_in_one_go(word):
    rows = [["{%tr for r in rows %}"], ["{{ r.nmae }} {{ r.count / 0 }}"], ["{%tr endfor %}"]]
    template = Template(
        word.file(
            "{{ title }} {{ a.b }}",
            word.table(*rows),
            "{% for x in missing %}{{ x.y }}{% endfor %}",
        )
    )
    data = {"a": {"c": 1}, "title": "", "rows": [{"name": "A", "count": 1}] * 3}
    assert [(e.where, e.tag) for e in template.check(data)] == [
        ("paragraph 1", "{{ a.b }}"),
        ("table 1, row 2, cell 1", "{{ r.nmae }}"),
        ("table 1, row 2, cell 1", "{{ r.count / 0 }}"),
        ("paragraph 2", "{% for x in missing %}"),
    ]
