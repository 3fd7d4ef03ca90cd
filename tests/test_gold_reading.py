"""The seeds, read and bound, against what a careful reader marked by hand in tests/gold.

Figures pair up by value (and, in .txt, by place). Thresholds are what the reading reaches now; a
change that falls below one has made the reading worse.
"""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

import reportkit as rk
from reportkit.binding import bind, load_profile
from reportkit.parsing import PassageRole
from reportkit.vietnamese import Bound
from reportkit.vietnamese.view import View

ROOT = Path(__file__).parent.parent
GOLD = {
    record["source"]["name"]: record
    for path in sorted((ROOT / "tests/gold").glob("*.json"))
    for record in [json.loads(path.read_text("utf-8"), parse_float=Decimal)]
}
NAMES = sorted(GOLD)


@pytest.fixture(scope="module")
def summaries():
    pytest.importorskip(
        "pypdfium2", reason="one of the seeds is a .pdf: pip install 'reportkit[pdf]'"
    )
    profile = load_profile("chi-thi-05")
    reading = rk.read(ROOT / "seeds")
    assert not reading.unread
    return {summary.source.name: bind(summary, profile) for summary in reading}


def plain(text: str | None) -> str:
    return " ".join(View.of(text or "").text.casefold().split())


def said(figure) -> tuple:
    high = figure.quantity.high if figure.quantity.bound is Bound.RANGE else None
    return (figure.quantity.value, figure.quantity.denominator, high)


def marked(figure: dict) -> tuple:
    numbers = (figure["value"], figure["denominator"], figure["high"])
    return tuple(None if number is None else Decimal(number) for number in numbers)


def near(gold: dict, figure) -> bool:
    if gold["start"] is None:
        return True
    span = figure.quantity.span
    return span.start < gold["end"] and gold["start"] < span.end


def pairs(record: dict, summary) -> list[tuple[dict, object]]:
    """Each gold figure with the figure that was read for it, or None."""
    left = list(summary.figures)
    found = []
    for gold in sorted(record["figures"], key=lambda figure: figure.get("optional", False)):
        units = {plain(unit) for unit in (gold["unit"], *gold.get("unit_alt", ()))}
        fitting = [f for f in left if said(f) == marked(gold) and near(gold, f)]
        fitting.sort(key=lambda f: plain(f.quantity.unit) not in units)
        found.append((gold, fitting[0] if fitting else None))
        if fitting:
            left.remove(fitting[0])
    return found


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_is_read_with_bound_and_unit(summaries, name):
    wrong = []
    for gold, figure in pairs(GOLD[name], summaries[name]):
        if gold.get("optional"):
            continue
        units = {plain(unit) for unit in (gold["unit"], *gold.get("unit_alt", ()))}
        if figure is None:
            wrong.append((gold["quote"], "missed"))
        elif figure.quantity.bound != gold["qualifier"] or plain(figure.quantity.unit) not in units:
            wrong.append((gold["quote"], figure.quantity.bound.value, figure.quantity.unit))
    assert wrong == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_else_is_read_as_a_figure(summaries, name):
    paired = {id(figure) for _, figure in pairs(GOLD[name], summaries[name])}
    assert [f.quote for f in summaries[name].figures if id(f) not in paired] == []


@pytest.mark.parametrize("name", NAMES)
def test_figures_count_for_the_indicator_that_a_reader_gives_them(summaries, name):
    wrong = [
        (gold["quote"], figure.indicator, gold["indicator"])
        for gold, figure in pairs(GOLD[name], summaries[name])
        if figure is not None and gold["indicator"] is not None and not gold.get("optional")
        if figure.indicator not in (gold["indicator"], *gold.get("indicator_alt", ()))
    ]
    assert wrong == []


@pytest.mark.parametrize("name", NAMES)
def test_parts_belong_to_their_whole(summaries, name):
    summary, record = summaries[name], GOLD[name]
    for gold, figure in pairs(record, summary):
        if figure is None or gold.get("optional"):
            continue
        whole = None if gold["part_of"] is None else marked(record["figures"][gold["part_of"]])
        told = None if figure.part_of is None else said(summary.figures[figure.part_of])
        assert told == whole, gold["quote"]


@pytest.mark.parametrize(("fact", "least"), [("scope", 0.95), ("role", 0.95)])
def test_of_whom_and_as_what_figures_are_told(summaries, fact, least):
    checked, right, wrong = 0, 0, []
    for name in NAMES:
        for gold, figure in pairs(GOLD[name], summaries[name]):
            if figure is None or fact not in gold or gold.get("optional"):
                continue
            told = figure.scope.kind if fact == "scope" else figure.role
            checked += 1
            right += told == gold[fact]
            if told != gold[fact]:
                wrong.append((gold["quote"], told.value, gold[fact]))
    assert checked > 80
    assert right / checked >= least, wrong


@pytest.mark.parametrize("name", NAMES)
def test_initiatives_and_their_owners(summaries, name):
    told = {plain(i.name): plain(i.owner) for i in summaries[name].initiatives}
    for model in GOLD[name]["models"]:
        if model.get("optional"):
            continue
        names = [plain(n) for n in (model["name"], *model.get("name_alt", ()))]
        found = [n for n in names if n in told]
        assert found, model["name"]
        if model["owner"]:
            owners = {plain(owner) for owner in (model["owner"], *model.get("owner_alt", ()))}
            assert told[found[0]] in owners, model["name"]


@pytest.mark.parametrize("name", NAMES)
def test_citations_and_commendations(summaries, name):
    record, summary = GOLD[name], summaries[name]
    cited = {(plain(c.kind), plain(c.number)) for c in summary.citations}
    for reference in record["references"]:
        numbers = (reference["number"], *reference.get("number_alt", ()))
        if not reference.get("optional"):
            assert any((plain(reference["kind"]), plain(number)) in cited for number in numbers)
    commended = {(c.collectives, c.individuals) for c in summary.commendations}
    for commendation in record["commendations"]:
        if not commendation.get("optional"):
            assert (commendation["collectives"], commendation["individuals"]) in commended


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("role", [PassageRole.LIMITATION, PassageRole.LESSON, PassageRole.TASK])
def test_passages_stand_whole_under_their_role(summaries, name, role):
    told = [plain(passage.text) for passage in summaries[name].passages_of(role)]
    for words in GOLD[name][f"{role.value}s"]:
        assert any(0 <= text.find(plain(words)) <= 200 for text in told), words


@pytest.mark.parametrize("name", NAMES)
def test_the_unit_that_reports_is_known(summaries, name):
    unit = summaries[name].unit
    assert unit is not None
    assert plain(unit.name) == plain(GOLD[name]["unit"])
