"""Reports of five other campaigns, against what a careful reader marked before they were parsed.

The reports are invented: an office's .docx with tables, a hard-wrapped .txt, a saved page, a Party
committee's and an association's .txt. The gold also tells of whom, as what, when and as part of
which whole each figure is told; over a third of the figures are something else than "this unit,
result". ``tests/campaigns/README.md`` describes the form. Each fact has a threshold.
"""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

import reportkit as rk
from reportkit.binding import best_profile, bind, load_profile
from reportkit.vietnamese import Bound
from reportkit.vietnamese.view import View

FOLDER = Path(__file__).parent / "campaigns"
GOLD = [
    json.loads(path.read_text("utf-8"), parse_float=Decimal)
    for path in sorted(FOLDER.glob("*.json"))
]
LEAST = {
    "value": 0.98,
    "bound": 0.98,
    "unit": 0.97,
    "counted": 0.95,
    "scope": 0.95,
    "role": 0.95,
    "period": 0.95,
    "part_of": 0.95,
    "indicator": 0.95,
}


def plain(text: str | None) -> str:
    return " ".join(View.of(text or "").text.casefold().split())


def said(figure) -> tuple:
    high = figure.quantity.high if figure.quantity.bound is Bound.RANGE else None
    return (figure.quantity.value, figure.quantity.denominator, high)


def marked(figure: dict) -> tuple:
    numbers = (figure["value"], figure["denominator"], figure["high"])
    return tuple(None if number is None else Decimal(number) for number in numbers)


def answers(figure: dict, fact: str) -> list[str]:
    others = figure.get(f"{fact.removesuffix('_text')}_alt", ())
    return [plain(answer) for answer in (figure[fact], *others)]


def pairs(record: dict, figures: list) -> list[tuple[dict, object]]:
    """Each gold figure with the one read for it, or None; ``figures`` keeps what is left over."""
    found = []
    for gold in sorted(record["figures"], key=lambda figure: figure.get("optional", False)):
        fitting = [f for f in figures if said(f) == marked(gold) and near(gold, f)]
        fitting.sort(
            key=lambda f: (
                plain(f.quantity.unit) not in answers(gold, "unit"),
                f.quantity.bound != gold["qualifier"],
                f.scope.kind != gold["scope"],
                f.role != gold["role"],
            )
        )
        found.append((gold, fitting[0] if fitting else None))
        if fitting:
            figures.remove(fitting[0])
    return found


def near(gold: dict, figure) -> bool:
    span = figure.quantity.span
    return gold["start"] is None or (span.start < gold["end"] and gold["start"] < span.end)


def is_counted(gold: dict, counted: str | None) -> bool:
    """Whether the phrase is the gold's, or goes on with what tells it apart."""
    for answer in answers(gold, "counted"):
        rest = plain(counted).removeprefix(answer)
        if plain(counted) == answer or (
            answer and rest.startswith(" ") and rest != plain(counted) and "," not in rest
        ):
            return True
    return False


@pytest.fixture(scope="module")
def verdicts() -> dict[str, list[tuple[bool, object]]]:
    """For each fact, whether it was read right, and what to print where not."""
    facts: dict[str, list[tuple[bool, object]]] = {fact: [] for fact in (*LEAST, "extra", "unit_")}
    for record in GOLD:
        name = record["source"]["name"]
        summary = bind(rk.read(FOLDER / name)[0], load_profile(record["profile"]))
        right = summary.unit and plain(summary.unit.name) == plain(record["unit"])
        facts["unit_"].append((bool(right), (name, summary.unit)))
        left = list(summary.figures)
        for gold, figure in pairs(record, left):
            if gold.get("optional"):
                continue
            quote = gold["quote"]
            facts["value"].append((figure is not None, quote))
            if figure is None:
                continue
            period = plain(figure.period.text if figure.period else None)
            whole = None if gold["part_of"] is None else marked(record["figures"][gold["part_of"]])
            told = None if figure.part_of is None else said(summary.figures[figure.part_of])
            for fact, ok, value in (
                ("bound", figure.quantity.bound == gold["qualifier"], figure.quantity.bound),
                (
                    "unit",
                    plain(figure.quantity.unit) in answers(gold, "unit"),
                    figure.quantity.unit,
                ),
                ("counted", is_counted(gold, figure.counted), figure.counted),
                ("scope", figure.scope.kind in answers(gold, "scope"), figure.scope),
                ("role", figure.role in answers(gold, "role"), figure.role),
                ("period", period in answers(gold, "period_text"), period),
                ("part_of", told == whole, (told, whole)),
                (
                    "indicator",
                    plain(figure.indicator) in answers(gold, "indicator"),
                    figure.indicator,
                ),
            ):
                if fact == "part_of" and told is None and whole is None:
                    continue
                if fact == "indicator" and not (gold["indicator"] or figure.indicator):
                    continue
                facts[fact].append((ok, (name, quote, value)))
        facts["extra"].extend((False, (name, figure.quote)) for figure in left)
    return facts


def test_the_gold_has_enough_figures_and_a_third_of_them_is_no_plain_result():
    figures = [figure for record in GOLD for figure in record["figures"]]
    kinds = Counter((figure["scope"], figure["role"]) for figure in figures)
    assert len(figures) >= 200
    assert kinds["unit", "result"] <= len(figures) * 2 / 3


@pytest.mark.parametrize("fact", LEAST)
def test_each_fact_is_read_as_often_as_promised(verdicts, fact):
    right = sum(ok for ok, _ in verdicts[fact])
    wrong = [told for ok, told in verdicts[fact] if not ok]
    assert right / len(verdicts[fact]) >= LEAST[fact], wrong


def test_hardly_anything_else_is_read_as_a_figure(verdicts):
    assert len(verdicts["extra"]) <= 0.01 * len(verdicts["value"]), verdicts["extra"]


def test_the_unit_that_reports_is_known(verdicts):
    assert [told for ok, told in verdicts["unit_"] if not ok] == []


@pytest.mark.parametrize("record", GOLD, ids=lambda record: record["source"]["name"])
def test_the_profile_is_proposed_from_the_words_of_the_report(record):
    assert best_profile(rk.read(FOLDER / record["source"]["name"])).id == record["profile"]


@pytest.mark.parametrize("record", GOLD, ids=lambda record: record["source"]["name"])
def test_the_gold_names_only_indicators_of_its_profile(record):
    known = {indicator.id for indicator in load_profile(record["profile"]).indicators}
    named = {figure["indicator"] for figure in record["figures"]} - {None}
    assert named <= known
