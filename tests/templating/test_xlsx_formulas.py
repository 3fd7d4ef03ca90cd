"""Formulas follow what a template repeats: a table of formulas before and after."""

from __future__ import annotations

import pytest

from reportkit.errors import TemplateSyntaxError, TemplateValueError
from reportkit.templating._xlsx_formula_reader import compile_formula
from reportkit.templating._xlsx_formulas import Axes, Layouts, Place
from reportkit.templating._xlsx_layout import Block, Branch, Extent, Layout, Repeats, Run
from reportkit.templating._xlsx_references import LAST_COLUMN, LAST_ROW

COLUMNS = (Run(1, LAST_COLUMN),)
STILL = Layout(COLUMNS, Extent([1], {}, LAST_COLUMN + 1), LAST_COLUMN)

ROW_LOOP = Block(0, True, (Branch((Run(5, 5),)),))
LIST = (Run(1, 4), ROW_LOOP, Run(6, LAST_ROW))
"""A list: heading to row 4, the repeated row 5, what lies below."""

ITEMS = Block(1, True, (Branch((Run(6, 6),)),))
GROUPS = Block(0, True, (Branch((Run(5, 5), ITEMS, Run(7, 7))),))
NESTED = (Run(1, 4), GROUPS, Run(8, LAST_ROW))
"""Groups of a heading (5), items (6) and a subtotal (7), below them the rest."""


def list_of(count: int) -> Layouts:
    repeats = Repeats(ROW_LOOP, 5)
    for number in range(count):
        repeats.add(0, None, 6 + number)
    extent = Extent([1, 5, 5 + count], {1: repeats}, LAST_ROW)
    return Layouts(Layout(LIST, extent, LAST_ROW), STILL)


def groups_of(*counts: int) -> Layouts:
    groups = Repeats(GROUPS, 5)
    for count in counts:
        start = groups.end
        items = Repeats(ITEMS, start + 1)
        for number in range(count):
            items.add(0, None, start + 2 + number)
        end = start + 2 + count
        groups.add(0, Extent([start, start + 1, end - 1], {1: items}, end), end)
    extent = Extent([1, 5, groups.end], {1: groups}, LAST_ROW)
    return Layouts(Layout(NESTED, extent, LAST_ROW), STILL)


def moved(source: str, layouts: Layouts, place: Place | None = None, name: str = "Biểu") -> str:
    place = place or Place(name)
    loops = tuple(key for key, _ in place.rows)
    axes = Axes(layouts.rows.items, COLUMNS)
    formula = compile_formula(source, place.sheet, {"biểu": axes}, here=(loops, ()))
    return formula.text(place, {"biểu": layouts})


@pytest.mark.parametrize(
    ("before", "three_rows", "no_row"),
    [
        ("SUM(C5:C5)", "SUM(C5:C7)", "SUM(0)"),
        ("SUM(C5)", "SUM(C5:C7)", "SUM(0)"),
        ("SUM($C$5:$C$5)/2", "SUM($C$5:$C$7)/2", "SUM(0)/2"),
        ("SUM(C4:C6)", "SUM(C4:C8)", "SUM(C4:C5)"),
        ("C6+C4+$C$9", "C8+C4+$C$11", "C5+C4+$C$8"),
        ("COUNTIF(C5:C5,\">1\")", "COUNTIF(C5:C7,\">1\")", "COUNTIF(C1048576:C1048576,\">1\")"),
        ("AVERAGE(C5:D5,C9)", "AVERAGE(C5:D7,C11)", "AVERAGE(C1048576:D1048576,C8)"),
        ("SUMPRODUCT(C5:C5*D5:D5)", "SUMPRODUCT(C5:C7*D5:D7)",
         "SUMPRODUCT(C1048576:C1048576*D1048576:D1048576)"),
        ("SUM(C:C)+SUM(6:6)", "SUM(C:C)+SUM(8:8)", "SUM(C:C)+SUM(5:5)"),
        ("SUM(5:5)", "SUM(5:7)", "SUM(0)"),
        ("VLOOKUP(A9,A5:C5,3,FALSE)", "VLOOKUP(A11,A5:C7,3,FALSE)",
         "VLOOKUP(A8,A1048576:C1048576,3,FALSE)"),
        ("C6:INDEX(C:C,9)", "C8:INDEX(C:C,9)", "C5:INDEX(C:C,9)"),
        ("\"C6\"&Total&Table1[C6]&[1]Sheet!C6", "\"C6\"&Total&Table1[C6]&[1]Sheet!C6",
         "\"C6\"&Total&Table1[C6]&[1]Sheet!C6"),
        ("SUM(\n\tC5:C5 )", "SUM(\n\tC5:C7 )", "SUM(\n\t0 )"),
        ("SUM(Biểu!C5:Biểu!C5,'biểu'!C6:'Biểu'!C6)", "SUM(Biểu!C5:C7,'biểu'!C8:C8)", "SUM(0,'biểu'!C5:C5)"),
        ("SUM(Khác!C5:C5)+Biểu!C6+'biểu'!C6", "SUM(Khác!C5:C5)+Biểu!C8+'biểu'!C8",
         "SUM(Khác!C5:C5)+Biểu!C5+'biểu'!C5"),
    ],
)  # fmt: skip
def test_from_below_or_from_another_sheet(before, three_rows, no_row):
    assert moved(before, list_of(3)) == three_rows
    assert moved(before, list_of(0)) == no_row


@pytest.mark.parametrize(
    ("before", "in_the_second_of_three"),
    [
        ("C5*D5", "C6*D6"),
        ("C5/C6", "C6/C8"),
        ("C5/SUM(C$5:C$5)", "C6/SUM(C$5:C$7)"),
        ("SUM(C$5:C5)", "SUM(C$5:C6)"),
        ("C5*$C$2", "C6*$C$2"),
        ("SUM(C4:C5)", "SUM(C4:C6)"),
        ("RANK(C5,C$5)", "RANK(C6,C$5:C$7)"),
    ],
)
def test_within_the_repeated_row(before, in_the_second_of_three):
    assert moved(before, list_of(3), Place("Biểu", ((0, 1),))) == in_the_second_of_three


def test_a_subtotal_is_over_its_own_group():
    groups = groups_of(2, 0, 3)
    # rows: 5 heading, 6 7 items, 8 subtotal; 9 heading, 10 subtotal; 11, 12 13 14, 15
    subtotals = [moved("SUM(C6:C6)", groups, Place("Biểu", ((0, n),))) for n in range(3)]
    assert subtotals == ["SUM(C6:C7)", "SUM(0)", "SUM(C12:C14)"]
    assert moved("C6/SUM(C$6:C$6)", groups, Place("Biểu", ((0, 2), (1, 1)))) == "C13/SUM(C$12:C$14)"
    assert moved("C6/C$7", groups, Place("Biểu", ((0, 2), (1, 1)))) == "C13/C$15"


def test_a_grand_total_leaves_the_subtotals_out():
    groups = groups_of(2, 0, 3)
    assert moved("SUM(C6:C6)", groups) == "SUM(C6:C7,C12:C14)"
    assert moved("SUM(C7:C7)", groups) == "SUM(C8,C10,C15)".replace(
        "C8,C10,C15", "C8:C8,C10:C10,C15:C15"
    )
    assert moved("SUBTOTAL(9,C6:C6)", groups) == "SUBTOTAL(9,C6:C7,C12:C14)"
    assert moved("SUBTOTAL(9,C5:C7)", groups) == "SUBTOTAL(9,C5:C15)"


@pytest.mark.parametrize(
    "formula",
    ["C5*2", "ROUND(C5,1)", "IF(C5>0,1,0)", "-C5", "SUM(C5*2)", "SUM(C4:C5:C6)", "SUM( C5 : C6 )",
     "SUM(Biểu:Khác!C5)", "SUM(Khác!C5:Biểu!C6)", "INDIRECT(\"C6\")", "SUM(\"a"],
)  # fmt: skip
def test_what_cannot_follow_is_an_error_and_never_a_stale_reference(formula):
    with pytest.raises(TemplateSyntaxError) as caught:
        moved(formula, list_of(3))
    assert f"={formula}" in str(caught.value)


def test_a_function_that_takes_one_range_refuses_several():
    with pytest.raises(TemplateValueError, match="several places"):
        moved('COUNTIF(C6:C6,">1")', groups_of(2, 3))
    with pytest.raises(TemplateValueError, match="SUBTOTAL"):
        moved("SUM(C6:C6)", groups_of(*[1] * 300))
