"""Programs of static pieces and tags: what they give, whatever the format."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import numpy
import pandas
import pytest

from reportkit.errors import TemplateSyntaxError, TemplateValueError, UndefinedNameError
from reportkit.templating._expressions import (
    Place,
    Tag,
    compile_expression,
    compile_program,
    make_environment,
)
from reportkit.templating._filters import is_blank, locale_filters


def tagged(*pieces: str) -> list[str | Tag]:
    """Pieces, in which ``{{ … }}`` and ``{% … %}`` are tags."""
    kinds = {"{{": "expression", "{%": "statement"}
    return [
        Tag(kinds[piece[:2]], piece[2:-2].strip(), piece) if piece[:2] in kinds else piece
        for piece in pieces
    ]


def itself(value: object) -> object:
    return value


def test_a_program_gives_values_as_they_were_written_piece_by_piece():
    pieces = tagged("<a>", "{% for x in xs %}", "<b>", "{{ x * 2 }}", "{% endfor %}", "</a>")
    program = compile_program(make_environment(), pieces, itself)
    assert list(program.pieces({"xs": [Decimal("1.5"), 2]})) == [
        "<a>", "<b>", Decimal("3.0"), "<b>", 4, "</a>",
    ]  # fmt: skip


def test_static_text_may_look_like_tags():
    program = compile_program(make_environment(), ["{{ a }}{% b", *tagged("{{ x }}")], str)
    assert program.text({"x": 1}) == "{{ a }}{% b1"


def test_constants_go_through_the_writer_too():
    program = compile_program(make_environment(), tagged("{{ 1 + 1 }}", "{{ 'a' }}"), repr)
    assert program.text({}) == "2'a'"


def test_jinja_s_own_names_are_there():
    pieces = tagged("{% for i in range(3) %}", "{{ i }}", "{% endfor %}")
    assert compile_program(make_environment(), pieces, str).text({}) == "012"


def test_an_error_of_the_writer_gets_the_place_of_the_tag():
    def refuse(value: object) -> str:
        raise TemplateValueError("Too long.", remedy="Shorten it.")

    place = Place("a.xlsx", "sheet A", "cell B2", "so {{ x }}")
    program = compile_program(
        make_environment(), [Tag("expression", "x", "{{ x }}", place)], refuse
    )
    with pytest.raises(TemplateValueError) as caught:
        program.text({"x": 1})
    error = caught.value
    assert (error.file, error.part, error.where, error.tag) == (
        "a.xlsx", "sheet A", "cell B2", "{{ x }}",
    )  # fmt: skip
    assert (error.problem, error.remedy) == ("Too long.", "Shorten it.")


EXPRESSIONS = [
    ("a.b", {"a": {"b": Decimal(1)}}, Decimal(1)),
    ("a | length", {"a": [1, 2]}, 2),
    ("a or none", {"a": 0}, None),
    ("[a, 1]", {"a": None}, [None, 1]),
]


@pytest.mark.parametrize(("code", "data", "value"), EXPRESSIONS)
def test_an_expression_gives_its_value_as_it_is(code, data, value):
    result = compile_expression(make_environment(), Tag("expression", code, code))(data)
    assert result == value
    assert type(result) is type(value)


@pytest.mark.parametrize(
    ("policy", "value"), [("blank", None), ("keep", "{{ a.b }}")], ids=["blank", "keep"]
)
def test_a_missing_value_of_an_expression(policy, value):
    (tag,) = tagged("{{ a.b }}")
    assert compile_expression(make_environment(policy), tag)({}) == value
    with pytest.raises(UndefinedNameError):
        compile_expression(make_environment(), tag)({})


def test_an_expression_is_one_expression():
    with pytest.raises(TemplateSyntaxError):
        compile_expression(make_environment(), Tag("expression", "a; b", "{{ a; b }}"))


def test_a_program_serves_many_threads():
    pieces = tagged("{% for i in range(200) %}", "{{ x }}", "{% endfor %}")
    program = compile_program(make_environment(), pieces, str)
    with ThreadPoolExecutor(4) as pool:
        texts = list(pool.map(lambda n: program.text({"x": n}), range(40)))
    assert texts == [str(number) * 200 for number in range(40)]


BLANKS = [
    (None, True),
    (math.nan, True),
    (Decimal("NaN"), True),
    (numpy.float32("nan"), True),
    (numpy.datetime64("NaT"), True),
    (pandas.NaT, True),
    (pandas.NA, True),
    ("", False),
    (0, False),
    (math.inf, False),
    (numpy.int64(0), False),
    ([], False),
    (pandas.Series([math.nan]), False),
    (object(), False),
]


@pytest.mark.parametrize(("value", "blank"), BLANKS)
def test_blank_is_what_prints_nothing(value, blank):
    assert is_blank(value) is blank


NUMBERS = [
    (Decimal("12651"), None, "vi", "12.651"),
    (Decimal("1E+3"), None, "vi", "1.000"),
    (Decimal("0.12345"), None, "vi", "0,12345"),
    (0.1, None, "vi", "0,1"),
    (Decimal("2.5"), 0, "vi", "3"),
    (Decimal("-2.5"), 0, "vi", "-3"),
    (7, 2, "vi", "7,00"),
    ("1234", None, "en", "1,234"),
    (numpy.float64(1.5), None, "de", "1,5"),
    (Decimal("98765432109876543210987654321098765"), None, "vi", "98.765.432.109.876.543.210.987.654.321.098.765"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "decimals", "locale", "text"), NUMBERS)
def test_a_number_is_written_with_all_its_decimals_or_as_many_as_asked(
    value, decimals, locale, text
):
    assert locale_filters(locale)["number"](value, decimals) == text


PERCENTAGES = [
    (Decimal("0.985"), None, "vi", "98,5%"),
    (Decimal("0.98765"), 1, "vi", "98,8%"),
    (Decimal(1) / 3, 2, "vi", "33,33%"),
    (0.07, None, "en", "7%"),
    (Decimal("12.5"), None, "vi", "1.250%"),
    (Decimal("0.985"), None, "fr", "98,5\u00a0%"),
    (Decimal("0.985"), None, "tr", "%98,5"),
]


@pytest.mark.parametrize(("value", "decimals", "locale", "text"), PERCENTAGES)
def test_a_ratio_is_written_as_the_language_writes_percentages(value, decimals, locale, text):
    assert locale_filters(locale)["percent"](value, decimals) == text


@pytest.mark.parametrize("value", ["", "nhiều", math.inf, [1]])
def test_what_is_no_number_is_an_error(value):
    with pytest.raises(ValueError, match="no "):
        locale_filters("vi")["number"](value)


def test_what_is_no_date_is_an_error():
    with pytest.raises(TypeError, match="5 is no date"):
        locale_filters("vi")["date"](5)
