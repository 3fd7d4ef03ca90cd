"""A template from a stranger ends within its limits, and the caller can raise them."""

from __future__ import annotations

import pytest

from reportkit.errors import TemplateError, TemplateSyntaxError, TemplateValueError
from reportkit.templating import Limits, Template, check_template

ENDLESS = {
    "nested loops": "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}",
    "a macro that calls itself twice": "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
    "a loop in itself": "{% for x in [1, 1, 1] recursive %}{{ loop([1, 1, 1]) }}{% endfor %}",
    "a long range": "{{ range(10 ** 9) | list }}",
    "a text many times": "{{ 'x' * 10 ** 9 }}",
    "a list many times": "{{ [0] * 10 ** 9 }}",
    "a power": "{{ 9 ** (9 ** 9) }}",
    "a product of powers": "{% set n = namespace(x=7) %}{% for i in range(99) %}{% set n.x = n.x * n.x %}{% endfor %}{{ n.x }}",
    "texts added": "{% set n = namespace(x='a') %}{% for i in range(99) %}{% set n.x = n.x + n.x %}{% endfor %}",
    "texts joined": "{% set n = namespace(x='a') %}{% for i in range(99) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
    "lists of lists": "{% set n = namespace(x=['a']) %}{% for i in range(99) %}{% set n.x = [n.x, n.x] %}{% endfor %}{{ n.x }}",
    "lists of lists compared": "{% set n = namespace(x=['a'], y=['a']) %}{% for i in range(99) %}{% set n.x = [n.x, n.x] %}{% set n.y = [n.y, n.y] %}{% endfor %}{{ n.x == n.y }}",
    "lists of lists as JSON": "{% set n = namespace(x=['a']) %}{% for i in range(99) %}{% set n.x = [n.x, n.x] %}{% endfor %}{{ n.x | tojson }}",
    "a wide format": "{{ '%999999999d' % 1 }}",
    "a wide filter format": "{{ '%999999999d' | format(1) }}",
    "a width from the data": "{{ '%*d' % (999999999, 1) }}",
    "a wide method": "{{ '{:999999999}'.format(1) }}",
    "a width within a width": "{{ '{:{}}'.format(1, 999999999) }}",
    "centred": "{{ 'a' | center(999999999) }}",
    "centred by a method": "{{ 'a'.center(999999999) }}",
    "filled": "{{ 'a'.zfill(999999999) }}",
    "indented": "{{ 'a' | indent(999999999, True) }}",
    "batched": "{{ [1] | batch(999999999, 0) | list }}",
    "replaced": "{{ ('a' * 100000).replace('a', 'b' * 100000) }}",
    "replaced by a filter": "{{ ('a' * 100000) | replace('a', 'b' * 100000) }}",
    "joined": "{{ range(100000) | join('b' * 100000) }}",
    "mapped sums": "{{ ([range(100000) | list] * 9) | map('map', 'string') | map('list') | list | length }}{% for i in range(99999) %}{{ range(99999) | sum }}{% endfor %}",
    "decimals": "{{ 1 | number(999999999) }}",
    "rounded": "{{ 1.5 | round(999999999, 'ceil') }}",
    "a search in a loop": "{% set xs = range(100000) | list %}{% for i in xs %}{% if -1 in xs %}{% endif %}{% endfor %}",
    "macros that keep their output": "{% macro m() %}{% for i in range(100000) %}{{ 'x' * 100000 }}{% endfor %}{% endmacro %}{{ m() }}",
    "much output": "{% set x = 'x' * 1000000 %}{% for i in range(100000) %}{{ x }}{% endfor %}",
    "a filter that makes much of each": "{{ ('a' * 900000).split('a') | map('center', 900000) | list | length }}",
    "a filter again and again": "{% set x = 'x' * 900000 %}{% for i in range(100000) %}{{ x | upper | length }}{% endfor %}",
    "a method again and again": "{% set x = 'x' * 900000 %}{% for i in range(100000) %}{{ x.count('y') }}{% endfor %}",
    "a split text kept": "{% set x = 'x ' * 400000 %}{% set n = namespace(k=[]) %}{% for i in range(100000) %}{% set n.k = [n.k, x.split()] %}{% endfor %}",
    "a list searched": "{% set x = range(100000) | list %}{% for i in range(100000) %}{{ x.index(99999) }}{% endfor %}",
    "a list cut": "{% set x = range(100000) | list %}{% for i in range(100000) %}{{ x[1:] | length }}{% endfor %}",
    "a text searched": "{% set x = 'x' * 900000 %}{% for i in range(100000) %}{% if 'y' in x %}{% endif %}{% endfor %}",
    "texts joined again and again": "{% set x = 'x' * 900000 %}{% for i in range(100000) %}{% set y = x ~ 'y' %}{% endfor %}",
    "lists added again and again": "{% set x = range(99999) | list %}{% for i in range(100000) %}{% set y = x + [1] %}{% endfor %}",
    "a remainder of a text": "{% set x = '%s' %}{% set y = 'y' * 900000 %}{% for i in range(100000) %}{% set z = x % y %}{% endfor %}",
}  # fmt: skip


@pytest.mark.parametrize("way", ENDLESS)
def test_an_endless_template_ends(word, way):
    limits = Limits(passes=1_000_000, output=50_000_000, made=50_000_000)
    with pytest.raises(TemplateError) as caught:
        Template(word.file(ENDLESS[way]), limits=limits).render({})
    assert caught.value.where == "paragraph 1"


DEEP = {
    "brackets": "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
    "some brackets within lists": "{{ " + "[" * 250 + "]" * 250 + " }}",
    "a long sum": "{{ " + "+".join(["1"] * 20_000) + " }}",
    "a long chain of filters": "{{ 'a'" + " | upper" * 5000 + " }}",
    "loops in loops": "{% for i in [1] %}" * 60 + "{% endfor %}" * 60,
    "conditions in conditions": "{% if 1 %}" * 3000 + "{% endif %}" * 3000,
}


@pytest.mark.parametrize("way", DEEP)
def test_tags_nested_too_deep_are_a_mistake_at_their_place(word, way):
    path = word.file("fine", DEEP[way])
    with pytest.raises(TemplateSyntaxError, match="too deep") as caught:
        Template(path)
    assert caught.value.where == "paragraph 2"
    assert [mistake.where for mistake in check_template(path)] == ["paragraph 2"]


@pytest.mark.parametrize(
    ("tag", "low", "high", "name"),
    [
        ("{% for x in xs %}{% endfor %}", Limits(passes=9), Limits(passes=10), "passes"),
        ("{% for x in ys %}{% endfor %}", Limits(passes=9), Limits(passes=10), "passes"),
        ("{{ range(10) | list }}", Limits(range=9), Limits(range=10), "range"),
        ("{{ 'x' | center(10) }}", Limits(made=9), Limits(made=11), "made"),
        ("{{ 'x' * 10 }}", Limits(text=9), Limits(text=10), "text"),
        ("{{ 10 ** 10 }}", Limits(digits=9), Limits(digits=20), "digits"),
        ("{% for x in xs %}word{% endfor %}", Limits(output=100), Limits(output=4000), "output"),
    ],
)
def test_the_caller_can_raise_a_limit(word, tag, low, high, name):
    def render(limits):
        data = {"xs": range(10), "ys": (x for x in range(10))}
        return Template(word.file(tag), limits=limits).render(data)

    with pytest.raises(TemplateValueError, match="beyond a limit") as caught:
        render(low)
    assert f"Limits({name}=…)" in str(caught.value)
    assert render(high)


def test_a_filling_spends_nothing_of_the_next(word):
    template = Template(word.file("{% for x in xs %}{{ x }}{% endfor %}"), limits=Limits(passes=5))
    for _ in range(3):
        assert word.shown(template.render({"xs": "abc"}).to_bytes()) == ["abc"]


def test_what_a_limit_watches_works_as_before(word):
    tags = [
        ("{{ 'a' * 3 ~ [1, 2] | join('-') }}", "aaa1-2"),
        ("{{ [3, 1, 2] | sort | map('string') | join(',') }}", "1,2,3"),
        ("{{ rows | map(attribute='n') | sum }}", "3"),
        ("{{ rows | selectattr('n', 'gt', 1) | list | length }}", "1"),
        ("{{ rows | sum('n') }}", "3"),
        ("{% for g in rows | groupby('n') %}{{ g.grouper }}{% endfor %}", "12"),
        ("{{ 'a-b' | replace('-', '+') }}", "a+b"),
        ("{{ '%s %05d' | format('x', 7) }}", "x 00007"),
        ("{{ '%.2f' % 1.5 }}", "1.50"),
        ("{{ [1, 2, 3, 4] | batch(2) | map('first') | list }}", "[1, 3]"),
        ("{{ 2 ** 10 }}", "1024"),
        ("{% for x in range(3) if x %}{{ loop.index }}/{{ loop.length }};{% endfor %}", "1/2;2/2;"),
        ("{{ 'b' in 'abc' and 1 in [1] and 2 not in {1: 1} }}", "True"),
        ("{{ 2.567 | round(1) }}", "2.6"),
    ]
    for tag, seen in tags:
        assert word.fill(word.file(tag), {"rows": [{"n": 1}, {"n": 2}]}) == [seen], tag


def test_a_macro_that_calls_itself_without_end_is_named(word):
    template = Template(word.file("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}"))
    with pytest.raises(TemplateValueError, match="calls itself without an end") as caught:
        template.render({})
    assert "m()" in str(caught.value.tag)


def test_a_text_may_grow_piece_by_piece(word):
    loop = "{% for i in range(10000) %}{% set n.x = n.x ~ 'abcdefghij' %}{% endfor %}"
    tags = "{% set n = namespace(x='') %}" + loop + "{{ n.x | length }}"
    assert word.fill(word.file(tags), {}) == ["100000"]


def test_a_key_of_a_large_dict_costs_nothing(word):
    names = {f"k{number}": number for number in range(1_000)}
    tags = "{% for i in range(200) %}{% set x = names.get('k7') %}{% endfor %}{{ names.get('k8') }}"
    assert word.fill(word.file(tags), {"names": names}, limits=Limits(made=5_000)) == ["8"]


LIFTED = [
    "{{ _budget.spend(-1000000) }}",
    "{{ [1] | _passes(-1000000) }}",
    "{% set _budget = 1 %}",
]


@pytest.mark.parametrize("tag", LIFTED)
def test_neither_tags_nor_data_lift_the_limits(word, tag):
    tags = tag + "{% for x in range(100) %}1234567890{% endfor %}"
    for limits in (Limits(passes=10), Limits(output=500)):
        with pytest.raises(TemplateError):
            word.fill(
                word.file(tags),
                {"_budget": Limits(), "the budget of this filling": 1},
                limits=limits,
            )


@pytest.mark.parametrize("number", ["1e9999999", "1e-9999999"])
def test_a_number_short_to_write_is_not_printed_without_end(word, number):
    with pytest.raises(TemplateValueError, match="more than 10,000 digits"):
        word.fill(word.file("{{ x | number }}"), {"x": number})
