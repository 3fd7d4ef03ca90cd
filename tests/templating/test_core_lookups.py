"""Plain names outside of blocks, which are looked up without Jinja's compiler: the same values."""

from __future__ import annotations

import jinja2
import pytest

from reportkit.errors import TemplateValueError, UndefinedNameError
from reportkit.templating._expressions import Place, Tag, compile_program, make_environment
from reportkit.templating._lookups import Run, parted
from reportkit.templating._tags import find_tags
from reportkit.templating.limits import Limits


def pieces_of(text: str) -> list[str | Tag]:
    pieces: list[str | Tag] = []
    position = 0
    for number, found in enumerate(find_tags(text), 1):
        pieces.append(text[position : found.start])
        kind = "expression" if found.kind == "expression" else "statement"
        place = Place(where=f"tag {number}")
        pieces.append(Tag(kind, found.inner, found.source, place))
        position = found.end
    return [*pieces, text[position:]]


SAME_AS_JINJA = [
    "{{ a }} and {{ d.b }} and {{ d.b.c }}",
    "{{ x }}{% set x = a %}{{ x }}{% set x = x ~ 1 %}{{ x }}",
    "{% set x %}{{ a }}b{% endset %}{{ x }}",
    "{{ a }}{% for a in [1, 2] %}{{ a }}{% endfor %}{{ a }}",
    "{% if a %}{% set y = 5 %}{% endif %}{{ y }}",
    "{% for i in [1] %}{% set x = i %}{% endfor %}{{ x }}",
    "{% macro m() %}{{ a }}{% endmacro %}{{ m() }}{{ d.b.c }}",
    "{% set ns = namespace(n=0) %}{% for i in [1, 2] %}{% set ns.n = i %}{% endfor %}{{ ns.n }}",
    "{% with z = 2 %}{{ z }}{% endwith %}{{ z }}",
    "{{ true }}{{ none }}{{ False }}{{ a }}",
    "{{ loop }}{% for i in [1] %}{{ loop.index }}{% endfor %}",
    "{% set _hidden = 3 %}{{ _hidden }}",
    "{% block one %}{{ a }}{% endblock %}{{ a }}{{ self.one() }}",
    "{{ d.keys }}{{ d.missing }}{{ d['b'].c }}",
]


@pytest.mark.parametrize("text", SAME_AS_JINJA)
def test_plain_names_give_what_jinja_gives(text):
    data = {"a": "A", "x": "X", "z": "Z", "d": {"b": {"c": 7}, "keys": "k"}}
    program = compile_program(make_environment("blank"), pieces_of(text), str)
    plain = jinja2.Environment(undefined=jinja2.ChainableUndefined)
    assert program.text(data) == plain.from_string(text.replace("d.keys", "d['keys']")).render(data)


def test_only_what_stands_outside_of_blocks_is_looked_up():
    pieces = pieces_of("a{{ b.c }}{% if d %}{{ e }}{% endif %}{{ f }}{{ g | upper }}h")
    kinds = [type(part).__name__ for part in parted(pieces, str)]
    assert kinds == ["Run", "Tag", "str", "Tag", "str", "Tag", "Run", "Tag", "Run"]


def test_words_of_the_language_are_no_names():
    for word in ("true", "None", "not", "self", "loop"):
        assert not any(
            isinstance(part, Run) for part in parted(pieces_of(f"{{{{ {word} }}}}")[1:2], str)
        )


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("{{ a }}{{ b.c }}{{ a }}", "tag 2"),
        ("{{ a }}{% if a %}{{ a }}{% endif %}{{ b }}", "tag 5"),
        ("{{ a }}{% if a %}{{ b }}{% endif %}{{ a }}", "tag 3"),
        ("{{ a }}{{ a }}{% set z = b.c %}", "tag 3"),
    ],
)
def test_an_error_knows_its_tag_among_runs_and_code(text, where):
    program = compile_program(make_environment(), pieces_of(text), str)
    with pytest.raises(UndefinedNameError) as caught:
        program.text({"a": 1})
    assert (caught.value.where, caught.value.name) == (where, "b")


def test_a_run_ends_within_the_limit_of_output():
    environment = make_environment(limits=Limits(output=1_000))
    program = compile_program(environment, pieces_of("{{ a }}" * 5_000), str)
    with pytest.raises(TemplateValueError, match="output"):
        program.text({"a": "b"})


def test_an_underscore_attribute_stays_out_of_reach():
    program = compile_program(make_environment(), pieces_of("{{ a.__class__ }}"), str)
    with pytest.raises(TemplateValueError, match="may not use"):
        program.text({"a": 1})


def test_a_caller_s_own_extensions_see_every_tag():
    given = jinja2.Environment(extensions=["jinja2.ext.loopcontrols"])
    environment = make_environment(environment=given)
    text = "{{ a }}{% for i in [1, 2] %}{% if i == 2 %}{% break %}{% endif %}{{ i }}{% endfor %}"
    assert compile_program(environment, pieces_of(text), str).text({"a": "A"}) == "A1"
