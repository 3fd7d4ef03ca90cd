"""Tags in the links of a template."""

from __future__ import annotations

import io
from typing import Any

import pytest
import xlsxwriter
from openpyxl import load_workbook

from reportkit.errors import TemplateSyntaxError, UndefinedNameError
from reportkit.templating import Template
from tests.templating.workbooks import faults

DATA = {"a": 5, "name": 'Sơn La & "x"', "units": ["Một", "Hai"]}


def template(
    links: dict[str, tuple[str, str, str | None]], cells: dict[str, str] | None = None
) -> bytes:
    """A workbook as Excel writes it: addresses with percents."""
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file)
    sheet, other = workbook.add_worksheet("Biểu"), workbook.add_worksheet("Hai")
    other.write("A1", "x")
    for address, text in (cells or {}).items():
        sheet.write(address, text)
    for address, (goal, text, tip) in links.items():
        sheet.write_url(address, goal, string=text, tip=tip)
    workbook.close()
    return file.getvalue()


def links_of(data: bytes, sheet: int = 0) -> dict[str, Any]:
    assert faults(data) == []
    found = load_workbook(io.BytesIO(data)).worksheets[sheet]
    return {
        cell.coordinate: cell.hyperlink
        for row in found.iter_rows()
        for cell in row
        if cell.hyperlink
    }


@pytest.mark.parametrize(
    ("goal", "filled"),
    [
        ("https://x.vn/{{ a }}?q={{ name }}", "https://x.vn/5?q=S%C6%A1n%20La%20&%20%22x%22"),
        ("{{ 'https://y.vn/?id=' ~ a }}", "https://y.vn/?id=5"),
        ("mailto:{{ a }}@x.vn", "mailto:5@x.vn"),
    ],
)
def test_an_address_takes_tags(goal: str, filled: str) -> None:
    data = Template(template({"A1": (goal, "chữ", None)})).render(DATA).to_bytes()
    assert links_of(data)["A1"].target == filled


def test_a_place_and_the_text_that_comes_up_take_tags() -> None:
    links = {
        "A1": ("internal:'Hai'!B{{ a }}", "trong {{ a }}", "xem {{ name }}"),
        "A2": ("https://x.vn/", "ngoài", "số {{ a }}"),
    }
    found = links_of(Template(template(links)).render(DATA).to_bytes())
    assert found["A1"].location == "'Hai'!B5"
    assert found["A1"].tooltip == 'xem Sơn La & "x"'
    assert found["A2"].tooltip == "số 5"


def test_links_below_repeated_rows_move_and_are_filled() -> None:
    source = template(
        {"A3": ("https://x.vn/{{ a }}", "chữ", "{{ a }}")},
        {"A1": "{%tr for u in units %}{{ u }}{%tr endfor %}"},
    )
    found = links_of(Template(source).render(DATA).to_bytes())
    assert (found["A4"].target, found["A4"].tooltip) == ("https://x.vn/5", "5")


def test_each_copy_of_a_sheet_has_its_own_address() -> None:
    source = template(
        {"A3": ("https://x.vn/{{ u }}", "chữ", "{{ u }}")},
        {"A1": "{%sheet for u in units %}{{ u }}"},
    )
    data = Template(source).render(DATA).to_bytes()
    found = [links_of(data, number)["A3"] for number in (0, 1)]
    assert [link.tooltip for link in found] == DATA["units"]
    assert [link.target for link in found] == ["https://x.vn/M%E1%BB%99t", "https://x.vn/Hai"]


def test_a_link_in_a_repeated_row_takes_no_tag() -> None:
    cells = {"A1": "{%tr for u in units %}{{ u }}{%tr endfor %}"}
    for link in (("https://x.vn/{{ u }}", "chữ", None), ("https://x.vn/", "chữ", "{{ u }}")):
        with pytest.raises(TemplateSyntaxError, match="can hold no tag") as caught:
            Template(template({"B1": link}, cells))
        assert (caught.value.part, caught.value.where) == ("sheet Biểu", "cell B1")
        assert "Link" in str(caught.value.remedy)


def test_a_name_that_is_missing_is_told_with_the_cell() -> None:
    compiled = Template(template({"B2": ("https://x.vn/{{ gone }}", "chữ", None)}))
    with pytest.raises(UndefinedNameError) as caught:
        compiled.render(DATA).to_bytes()
    assert (caught.value.part, caught.value.where) == ("sheet Biểu", "cell B2")
