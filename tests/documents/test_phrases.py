"""What ``{{ total.models }}`` prints, and when ``{% if total.models %}`` holds."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reportkit.documents.phrases import (
    BLANK,
    ByIndicator,
    CellPhrase,
    TotalPhrase,
    VaguePhrase,
)
from reportkit.vietnamese import Amount, Bound


def total(amount: Amount | None, measure: str = "mô hình", **facts: object) -> TotalPhrase:
    return TotalPhrase(measure=measure, amount=amount, **facts)


OVER = Amount.of(608, bound=Bound.OVER)
RATE = Amount.of("96.5", unit="%", bound=Bound.NEARLY)
RATES = (Amount.of(95, unit="%"), Amount.of(100, unit="%"))
PRINTED = [
    # phrase, as text, without its unit, in a workbook's cell, beside that cell
    (total(OVER), "trên 608 mô hình", "trên 608", Decimal(608), "trên"),
    (total(Amount.of(2)), "02 mô hình", "2", Decimal(2), ""),
    (total(Amount.of(11, denominator=17)), "11/17 mô hình", "11/17", Decimal(11), "/17"),
    (
        total(Amount.of(1, high=2, bound=Bound.RANGE)),
        "1 - 2 mô hình",
        "1 - 2",
        Decimal(1),
        "đến 2",
    ),
    (total(RATE, "%"), "gần 96,5%", "gần 96,5%", Decimal("96.5"), "gần"),
    (
        total(Amount.of(2_600_000_000), "đồng"),
        "2,6 tỷ đồng",
        "2.600.000.000",
        Decimal(2_600_000_000),
        "",
    ),
    (total(None, "%", span=RATES), "từ 95% đến 100%", "từ 95% đến 100%", "từ 95% đến 100%", ""),
    (total(None, "%", span=RATES[:1] * 2), "95%", "95%", "95%", ""),
    (total(None), "–", "–", "–", ""),
]


@pytest.mark.parametrize(("phrase", "text", "number", "value", "beside"), PRINTED)
def test_a_total_prints_as_a_phrase_and_stands_in_a_cell_with_its_bound_beside(
    phrase, text, number, value, beside
):
    assert (str(phrase), phrase.number, phrase.value, phrase.beside) == (
        text,
        number,
        value,
        beside,
    )


def test_only_what_somebody_reported_is_true_in_a_condition():
    assert total(OVER)
    assert total(Amount.of(0))  # a zero that was said is no silence
    assert total(None, span=RATES)
    assert not total(None)
    vague = total(None, vague=(VaguePhrase("hàng nghìn bài", "Đảng bộ tỉnh A"),))
    assert not vague
    assert vague.reported


def test_an_indicator_that_the_profile_lacks_is_absent_and_breaks_nothing():
    totals = ByIndicator({"models": total(OVER)}, absent=TotalPhrase(expected=5))
    assert str(totals.models) == str(totals["models"]) == "trên 608 mô hình"
    assert not totals.unheard_of
    assert totals.unheard_of.coverage == "0/5"
    assert not hasattr(totals, "__html__")


def test_a_cell_that_joins_no_sum_is_text():
    counted = CellPhrase("A", OVER, counted=True)
    assert (counted.value, counted.beside, str(counted)) == (Decimal(608), "trên", "trên 608")
    beside_the_sum = CellPhrase("A", OVER, counted=False)
    assert (beside_the_sum.value, beside_the_sum.beside) == ("trên 608", "")
    silent = CellPhrase("A")
    assert (silent.value, silent.beside, bool(silent)) == ("–", "", False)


def cells(*values: int | None) -> tuple[CellPhrase, ...]:
    return tuple(
        CellPhrase(name, None if value is None else Amount.of(value), counted=value is not None)
        for name, value in zip("ABCD", values, strict=False)
    )


@pytest.mark.parametrize(
    ("values", "best"),
    [((1, 5, 3), "B"), ((1, None, 3), "C"), ((5, 5, 3), None), ((7,), None), ((None, 7), None)],
)
def test_the_highest_unit_is_named_only_where_one_of_several_is_highest(values, best):
    highest = total(OVER, cells=cells(*values)).highest
    assert (highest and highest.unit) == best


def test_a_blank_is_seen_by_a_reader_and_false_in_a_condition():
    assert str(BLANK).strip("…") == ""
    assert len(BLANK) > 3
    assert not BLANK


def test_what_adds_up_to_nothing_is_told_unit_by_unit():
    """Aggregate ``none``: no total, yet it was reported."""
    phrase = total(None, cells=cells(41, None, 7))
    assert not phrase
    assert phrase.reported
    assert [(cell.unit, str(cell)) for cell in phrase.told] == [("A", "41"), ("C", "7")]
