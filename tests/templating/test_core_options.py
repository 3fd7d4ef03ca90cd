"""A template's options: delimiters, an environment of one's own, threads, pickling, values."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import attrs
import jinja2
import pytest

from reportkit.errors import TemplateSyntaxError, UndefinedNameError
from reportkit.templating import Delimiters, Limits, Template

SQUARE = Delimiters(("[[", "]]"), ("[%", "%]"), ("[#", "#]"))
LONG = Delimiters(("<<<", ">>>"), ("<%", "%>"), ("<#", "#>"))


DELIMITED = [
    (SQUARE, ["[[ x ]] {{ x }}"], ["1 {{ x }}"]),
    (SQUARE, ["[%p if x %]", "a[# b #]", "[%p endif %]"], ["a"]),
    (SQUARE, ["[_[ x ]_]"], ["[[ x ]]"]),
    (LONG, ["a <<<x>>> <% if x %>!<% endif %>"], ["a 1 !"]),
]


@pytest.mark.parametrize(("delimiters", "paragraphs", "seen"), DELIMITED)
def test_other_delimiters_open_and_close_tags(word, delimiters, paragraphs, seen):
    assert word.fill(word.file(*paragraphs), {"x": 1}, delimiters=delimiters) == seen


def test_other_delimiters_are_found_however_word_cuts_them(word):
    cut = word.paragraph(*map(word.run, "[[x]]"))
    assert word.fill(word.file(cut), {"x": 1}, delimiters=SQUARE) == ["1"]


@pytest.mark.parametrize("wrong", [{"expression": ("{%", "%}")}, {"comment": ("#", "#")}])
def test_delimiters_must_be_told_apart(wrong):
    with pytest.raises(ValueError, match="three different pairs"):
        Delimiters(**wrong)


def test_an_own_environment_brings_what_it_knows(word):
    environment = jinja2.Environment(
        variable_start_string="[[", variable_end_string="]]", extensions=["jinja2.ext.do"]
    )
    environment.filters["shout"] = lambda text: f"{text}!"
    environment.globals["office"] = "A & B"
    environment.tests["short"] = lambda text: len(text) < 3
    template = word.file("[[ x | shout ]] [[ office ]]{% do [] %}{% if x is short %}.{% endif %}")
    assert word.fill(template, {"x": "a"}, environment=environment) == ["a! A & B."]
    assert "number" not in environment.filters  # it is left as it was
    assert word.fill(word.file("{{ x }}"), {"x": "<"}, environment=jinja2.Environment()) == ["<"]


def test_an_own_environment_decides_on_missing_names(word):
    blank = jinja2.Environment(undefined=jinja2.ChainableUndefined)
    assert word.fill(word.file("[{{ a.b }}]"), {}, environment=blank) == ["[]"]
    with pytest.raises(UndefinedNameError):
        word.fill(word.file("[{{ a }}]"), {}, environment=jinja2.Environment())


def shout(text: str) -> str:
    return text.upper()


def test_a_pickled_template_compiles_again_with_its_options(word, tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(word.file("[[ x | shout ]]"))
    template = Template(path, filters={"shout": shout}, delimiters=SQUARE, limits=Limits(passes=3))
    again = pickle.loads(pickle.dumps(template))
    assert again.render({"x": "a"}).to_bytes() == template.render({"x": "a"}).to_bytes()
    with pytest.raises(UndefinedNameError) as caught:
        again.render({})
    assert caught.value.file == str(path)


def test_one_template_serves_many_threads(word):
    rows = ["{%tr for r in rows %}", "{{ r }} {{ name }}", "{%tr endfor %}"]
    template = Template(word.file("{{ name }}", word.table(*([row] for row in rows))))
    records = [{"name": f"N{n}", "rows": range(n % 7)} for n in range(60)]
    alone = [template.render(record).to_bytes() for record in records]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda r: template.render(r).to_bytes(), records)) == alone


@attrs.frozen
class Model:
    name: str
    count: int


@dataclass
class Office:
    name: str
    models: list[Model]


def test_values_may_be_what_a_notebook_has(word):
    numpy, pandas = pytest.importorskip("numpy"), pytest.importorskip("pandas")
    frame = pandas.DataFrame({"name": ["A", None], "count": [3, numpy.nan]})
    template = word.file("{% for r in rows %}[{{ r.name }} {{ r.count }}]{% endfor %}")
    seen = ["[A 3.0][ ]"]
    assert word.fill(template, {"rows": frame.to_dict("records")}) == seen
    assert word.fill(template, {"rows": [row for _, row in frame.iterrows()]})[0].startswith("[A ")
    assert word.fill(template, {"rows": [Model("A", 3)]}) == ["[A 3]"]
    assert word.fill(template, {"rows": (m for m in [Model("A", 3)])}) == ["[A 3]"]
    assert word.fill(template, {"rows": ({"name": n, "count": 1} for n in "AB")}) == ["[A 1][B 1]"]
    values = [numpy.int64(3), numpy.float64(0.5), numpy.float32("nan"), pandas.NaT, pandas.NA]
    printed = word.file("{% for x in xs %}{{ x }};{% endfor %}")
    assert word.fill(printed, {"xs": values}) == ["3;0.5;;;;"]
    assert word.fill(printed, {"xs": numpy.array([1, 2])}) == ["1;2;"]
    assert word.fill(printed, {"xs": frame["name"]}) == ["A;;"]
    stamp = pandas.Timestamp("2021-05-18")
    assert word.fill(word.file("{{ x | date }}"), {"x": stamp}) == ["18/5/2021"]
    assert word.fill(word.file("{{ x | number }}"), {"x": numpy.float64(1234.5)}) == ["1.234,5"]


def test_the_data_itself_may_be_an_object(word):
    template = word.file("{{ name }}: {{ models | map(attribute='count') | sum }}")
    assert word.fill(template, Office("A", [Model("x", 2), Model("y", 3)])) == ["A: 5"]


def test_a_broken_tag_in_other_delimiters_says_so(word):
    with pytest.raises(TemplateSyntaxError, match=r"never closed by \]\]"):
        Template(word.file("[[ x"), delimiters=SQUARE)


def test_keys_that_are_no_names_are_passed_over(word):
    assert word.fill(word.file("{{ a }}"), {1: 2, "a": 3, ("b",): 4}) == ["3"]


def test_a_tag_of_an_extension_says_which(word):
    with pytest.raises(TemplateSyntaxError) as caught:
        Template(word.file("{% do x.append(1) %}"))
    assert "jinja2.ext.do" in str(caught.value.remedy)
