"""All mistakes of a workbook in one go, each with its place; delimiters of one's own."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation

from reportkit.errors import TemplateSyntaxError
from reportkit.templating import Delimiters, Template, check_template
from tests.templating.workbooks import faults, saved, workbook_of

SYNTAX = {
    "broken expressions": (
        {"A1": "{{ a b }}", "B2": "x {{ 1 + }}", "C3": "{{ ok }}"},
        ["A1 {{ a b }}", "B2 {{ 1 + }}"],
    ),
    "tags that are never closed": (
        {"A1": "{{ a", "A2": "{% if x", "A3": "{{ b|nofilter }}"},
        ["A1", "A2", "A3 {{ b|nofilter }}"],
    ),
    "a loop that is never closed, and what stands in it": (
        {"A1": "{%tr for r in rows %}", "A2": "{{ r.x y }}", "B2": "{{ r.z }}", "A9": "{{ 1 1 }}"},
        ["A1 {%tr for r in rows %}", "A2 {{ r.x y }}", "A9 {{ 1 1 }}"],
    ),
    "an end without a beginning": (
        {"A1": "{%tr endfor %}", "A2": "{{ 1 1 }}"}, ["A1 {%tr endfor %}", "A2 {{ 1 1 }}"],
    ),
    "a loop that cannot be read": (
        {"A1": "{%tr for r of rows %}", "A2": "{{ r y }}", "A3": "{%tr endfor %}"},
        ["A1 {%tr for r of rows %}", "A2 {{ r y }}"],
    ),
    "a column loop that cannot be read": (
        {"A1": "{%tc for r of rows %}", "B1": "{{ r y }}", "C1": "{%tc endfor %}"},
        ["A1 {%tc for r of rows %}", "B1 {{ r y }}"],
    ),
    "a tag of Word": ({"A1": "{%p if x %}", "A2": "{{ 1 1 }}"}, ["A1 {%p if x %}", "A2 {{ 1 1 }}"]),
    "formulas that hold tags or cannot follow": (
        {"A1": "={{ x }}", "A2": "{%tr for r in rows %}{{ r }}{%tr endfor %}", "B1": "=A2+1",
         "C1": "=INDIRECT(\"A2\")", "A5": "{{ 1 1 }}"},
        ["A1", "A5 {{ 1 1 }}", "B1", "C1"],
    ),
    "a sheet loop": (
        {"A1": "{%sheet for x of xs %}", "A2": "{{ 1 1 }}"},
        ["A1 {%sheet for x of xs %}", "A2 {{ 1 1 }}"],
    ),
}  # fmt: skip


def told(mistakes: list[Any]) -> list[str]:
    assert all(one.part and one.problem and one.remedy for one in mistakes), mistakes
    return sorted(f"{(one.where or '').removeprefix('cell ')} {one.tag or ''}".strip()
                  for one in mistakes)  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "expected"), SYNTAX.values(), ids=[name.replace(" ", "-") for name in SYNTAX]
)
def test_all_mistakes_of_the_tags_are_listed(cells: dict[str, Any], expected: list[str]) -> None:
    mistakes = check_template(saved(workbook_of(cells)))
    assert told(mistakes) == sorted(expected)
    assert {one.part for one in mistakes} == {"sheet Biểu"}


DATA = {
    "names that the data lacks": (
        {"A1": "{{ a }}", "A2": "{{ b.c }}", "A3": "{{ ok }}", "A4": "x {{ d }} {{ e }}"},
        ["A1 {{ a }}", "A2 {{ b.c }}", "A4 {{ d }}", "A4 {{ e }}"],
    ),
    "a list that the data lacks, once": (
        {"A1": "{%tr for r in nowhere %}", "A2": "{{ r.x }}", "B2": "{{ r.y }}",
         "A3": "{%tr endfor %}", "A4": "{{ gone }}"},
        ["A1 {%tr for r in nowhere %}", "A4 {{ gone }}"],
    ),
    "a list in the row itself": (
        {"A1": "{%tr for r in nowhere %}{{ r.x }}{%tr endfor %}", "B1": "{{ r.y }}",
         "A4": "{{ gone }}"},
        ["A1 {%tr for r in nowhere %}", "A4 {{ gone }}"],
    ),
    "columns that the data lacks, once": (
        {"B1": "{%tc for i in nowhere %}{{ i }}{%tc endfor %}", "B2": "{{ i.x }}", "A1": "{{ z }}"},
        ["A1 {{ z }}", "B1 {%tc for i in nowhere %}"],
    ),
    "sheets that the data lacks, once": (
        {"A1": "{%sheet for u in nowhere %}", "A2": "{{ u.x }}"},
        ["A1 {%sheet for u in nowhere %}"],
    ),
    "fields of rows, each once": (
        {"A1": "{%tr for r in rows %}{{ r.x }}", "B1": "{{ r.q }}", "C1": "{{ r.w }}{%tr endfor %}"},
        ["B1 {{ r.q }}", "C1 {{ r.w }}"],
    ),
    "values that fit no cell": (
        {"A1": "{{ long }}", "A2": "{{ number }}", "A3": "{{ thing }}", "A4": "{{ ok }}"},
        ["A1 {{ long }}", "A2 {{ number }}", "A3 {{ thing }}"],
    ),
    "a formula that the data breaks": (
        {"A1": "{{ formula('SUM(') }}", "A2": "{{ gone }}"},
        ["A1 {{ formula('SUM(') }}", "A2 {{ gone }}"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "expected"), DATA.values(), ids=[name.replace(" ", "-") for name in DATA]
)
def test_all_that_the_data_does_wrong_is_listed(cells: dict[str, Any], expected: list[str]) -> None:
    data = {"ok": 1, "rows": [{"x": 1}, {"x": 2}], "long": "x" * 40_000, "number": 10**20,
            "thing": {"a": 1}}  # fmt: skip
    template = saved(workbook_of(cells))
    found = [told_place.split(" (row")[0] + told_place.partition("result)")[2]
             for told_place in told(check_template(template, data))]  # fmt: skip
    assert found == sorted(expected)
    assert len(Template(template).check(data)) == len(expected)


def test_mistakes_around_the_cells_and_in_other_sheets_are_listed_too() -> None:
    workbook = workbook_of({"A1": "{%tr for r in rows %}{{ r }}{%tr endfor %}", "A5": "{{ a b }}"})
    sheet = workbook.active
    for number in (1, 2):
        rule = DataValidation("list", formula1=f'INDIRECT("A{number}")')
        rule.add(f"C{number}")
        sheet.add_data_validation(rule)
    sheet.oddHeader.center.text = "{{ 1 1 }}"
    other = workbook.create_sheet("Hai")
    other["A1"], other["A2"] = "{{ c d }}", "note"
    other["A2"].comment = Comment("{{ e f }}", "x")
    found = told(check_template(saved(workbook)))
    assert len(found) == 6, found
    assert {"A5 {{ a b }}", "A1 {{ c d }}", "{{ e f }}"} <= set(found)


def test_a_workbook_without_mistakes_has_none() -> None:
    template = saved(workbook_of({"A1": "{%tr for r in rows %}{{ r.x }}{%tr endfor %}"}))
    assert check_template(template) == []
    assert check_template(template, {"rows": [{"x": 1}]}) == []


SQUARE = Delimiters(expression=("[[", "]]"), statement=("[%", "%]"), comment=("[#", "#]"))
ANGLED = Delimiters(expression=("<<", ">>"), statement=("<%", "%>"), comment=("<#", "#>"))


@pytest.mark.parametrize("delimiters", [SQUARE, ANGLED])
def test_delimiters_of_ones_own(delimiters: Delimiters) -> None:
    begin, end = delimiters.expression
    opens, closes = delimiters.statement
    workbook = Workbook()
    sheet = workbook.active
    sheet["A1"], sheet["B1"] = f"{begin} a {end}", f"Tổng: {begin} a {end} và {{{{ a }}}}"
    sheet["A2"] = f"{opens}tr for r in rows {closes}{begin} r {end}{opens}tr endfor {closes}"
    sheet["A3"] = "=SUM(A2:A2)"
    sheet["A4"] = "{{ this stays }} {%tr for %}"
    sheet["A5"] = f"x{delimiters.comment[0]} weg {delimiters.comment[1]}"
    sheet.oddFooter.left.text = f"{begin} a {end}"
    sheet["A4"].comment = Comment(f"{begin} a {end}", "x")
    workbook.create_sheet("Hai")["A1"] = "{{ no tag }}"
    data = Template(saved(workbook), delimiters=delimiters).render({"a": 7, "rows": [1, 2]})
    assert [one for one in faults(data.to_bytes()) if "a tag is left" not in one] == []
    found = load_workbook(io.BytesIO(data.to_bytes()))
    sheet = found.active
    assert [cell.value for cell in sheet["A"]] == [
        7, 1, 2, "=SUM(A2:A3)", "{{ this stays }} {%tr for %}", "x",
    ]  # fmt: skip
    assert sheet["B1"].value == "Tổng: 7 và {{ a }}"
    assert sheet.oddFooter.left.text == "7"
    assert sheet["A5"].comment.text == "7"
    assert found["Hai"]["A1"].value == "{{ no tag }}"


@pytest.mark.parametrize(
    ("tag", "closing"),
    [
        ("[%tr for a in b %]", "[%tr endfor %]"),
        ("[%tc if a == “x” %]", "[%tc endif %]"),
        ("[%tr if a%]", "[%tr endif%]"),
    ],
)
def test_the_remedy_of_an_open_tag_is_written_in_ones_own_delimiters(
    tag: str, closing: str
) -> None:
    workbook = Workbook()
    workbook.active["A1"] = tag
    with pytest.raises(TemplateSyntaxError) as caught:
        Template(saved(workbook), delimiters=SQUARE).render({"a": 1, "b": []})
    assert caught.value.remedy == f"Add {closing}."
