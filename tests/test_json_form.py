"""The one JSON form: it loses nothing, is as the design page draws it, and says where it is wrong."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given, settings

from reportkit.errors import ReportkitError
from reportkit.parsing import (
    Figure,
    Passage,
    PassageRole,
    Summary,
    from_dict,
    from_json,
    to_dict,
    to_json,
)
from reportkit.parsing.json_form import read_json, write_json
from reportkit.sources import Source
from reportkit.spans import Span
from reportkit.vietnamese import Amount, Bound, Quantity
from tests.strategies import decimals, summaries

TEXT = "Toàn tỉnh có trên 579 mô hình."


def figure(amount: Amount, **facts: object) -> Figure:
    return Figure(Quantity.at(Span(13, 29), amount), "trên 579 mô hình", TEXT, **facts)


def summary(*figures: Figure) -> Summary:
    return Summary(Source("son-la.txt", TEXT), figures=figures)


@given(summaries)
@settings(max_examples=150, deadline=None)
def test_what_is_written_is_read_back_as_an_equal_object(report: Summary) -> None:
    assert from_json(to_json([report])) == (report,)
    assert from_dict(to_dict(report)) == report


@given(decimals)
@settings(max_examples=200, deadline=None)
def test_a_number_keeps_every_digit(number: Decimal) -> None:
    assert Decimal(read_json(write_json({"value": number}))["value"]) == number


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("579", "579"),
        ("2600000000", "2600000000"),
        ("2.6E+9", "2600000000"),
        ("2.95", "2.95"),
        ("0.1000", "0.1000"),
        ("12345678901234567890.123456789", "12345678901234567890.123456789"),
    ],
)
def test_a_number_is_written_as_a_person_would(number: str, written: str) -> None:
    assert write_json(Decimal(number)) == written + "\n"


def test_a_figure_is_flat_and_has_the_names_of_the_design_page() -> None:
    written = to_dict(summary(figure(Amount.of(579, bound=Bound.OVER, unit="mô hình"), part_of=0)))
    assert written["schema"] == 1
    assert written["source"]["name"] == "son-la.txt"
    told = written["figures"][0]
    wanted = {"quote": "trên 579 mô hình", "start": 13, "end": 29, "value": 579, "high": None}
    wanted |= {"denominator": None, "bound": "over", "unit": "mô hình", "part_of": 0}
    assert {key: told[key] for key in wanted} == wanted
    assert "ends" not in told and "quantity" not in told and "span" not in told


@pytest.mark.parametrize(
    ("amount", "high", "ends"),
    [
        pytest.param(Amount.of(579), None, None, id="exact"),
        pytest.param(Amount.of(1, high=2, bound=Bound.RANGE), 2, None, id="range"),
        pytest.param(Amount.of(9, bound=Bound.NEARLY), None, None, id="nearly"),
        pytest.param(
            Amount(Decimal(10), Decimal(8), Decimal(12), bound=Bound.ABOUT),
            None,
            [8, 12],
            id="a sum with ends of its own",
        ),
    ],
)
def test_ends_are_written_only_where_they_do_not_follow(amount, high, ends) -> None:
    written = to_dict(summary(figure(amount)))
    assert (written["figures"][0]["high"], written["figures"][0].get("ends")) == (high, ends)
    assert from_dict(written).figures[0].quantity.amount == amount


def test_passages_and_spans_are_flat_too() -> None:
    report = Summary(
        Source("a.txt", TEXT), passages=[Passage(PassageRole.LESSON, "Một là", Span(1, 2))]
    )
    told = {"role": "lesson", "text": "Một là", "start": 1, "end": 2}
    assert to_dict(report)["passages"] == [told]


WRONG = [
    pytest.param(lambda d: d["figures"][0].update(value="x"), "$[0].figures[0].value", id="number"),
    pytest.param(lambda d: d["figures"][0].update(value=True), "$[0].figures[0].value", id="bool"),
    pytest.param(lambda d: d["figures"][0].pop("value"), "$[0].figures[0].value", id="missing"),
    pytest.param(
        lambda d: d["figures"][0].update(bound="over!"), "$[0].figures[0].bound", id="enum"
    ),
    pytest.param(lambda d: d["figures"][0].update(quote=5), "$[0].figures[0].quote", id="text"),
    pytest.param(
        lambda d: d["figures"][0].update(part_of="0"), "$[0].figures[0].part_of", id="index"
    ),
    pytest.param(lambda d: d["figures"][0].update(start=30), "$[0].figures[0]", id="span"),
    pytest.param(lambda d: d["figures"][0].update(valeu=1), "valeu", id="unknown name"),
    pytest.param(lambda d: d.update(figures=[5]), "$[0].figures[0]", id="no object"),
    pytest.param(lambda d: d.update(figures=None), "$[0].figures", id="no list"),
    pytest.param(lambda d: d.update(date="13/5/2022"), "$[0].date", id="date"),
    pytest.param(lambda d: d["source"].pop("name"), "$[0].source.name", id="source"),
    pytest.param(lambda d: d.update(schema=2), "$[0].schema", id="schema"),
    pytest.param(lambda d: d.pop("schema"), "$[0].schema", id="no schema"),
]


@pytest.mark.parametrize(("spoil", "place"), WRONG)
def test_a_wrong_json_is_an_error_that_names_the_place(spoil, place: str) -> None:
    data = json.loads(to_json([summary(figure(Amount.of(579)))]))
    spoil(data[0])
    with pytest.raises(ReportkitError) as caught:
        from_json(json.dumps(data))
    assert place in caught.value.where
    assert caught.value.remedy


@pytest.mark.parametrize("text", ["", "{", '{"schema": 1}', "[1]", '[{"schema": NaN}]', "null"])
def test_what_is_no_list_of_reports_is_an_error(text: str) -> None:
    with pytest.raises(ReportkitError):
        from_json(text)


def test_all_wrong_places_are_named_at_once() -> None:
    data = to_dict(summary(figure(Amount.of(1)), figure(Amount.of(2))))
    for told in data["figures"]:
        told["value"] = "x"
    with pytest.raises(ReportkitError) as caught:
        from_dict(data)
    assert "$.figures[0].value" in caught.value.where and "$.figures[1].value" in caught.value.where


def test_a_number_that_is_none_cannot_be_written() -> None:
    with pytest.raises(ValueError, match="NaN"):
        write_json({"value": Decimal("NaN")})
