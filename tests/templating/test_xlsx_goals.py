"""Tags in the links of a template."""

from __future__ import annotations

import io
from typing import Any

import pytest
import xlsxwriter
from openpyxl import load_workbook

from reportkit.errors import TemplateSyntaxError, TemplateValueError, UndefinedNameError
from reportkit.templating import Template, _xlsx_objects
from tests.templating.workbooks import faults, parts_of, zipped

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


UNITS = [{"name": "Một & Hai", "id": 7}, {"name": "Ba", "id": None}, {"name": "Bốn", "id": "x y"}]
REPEATED = {"A1": "{%tr for u in units %}{{ u.name }}{%tr endfor %}"}


def test_each_repeated_row_has_an_address_of_its_own() -> None:
    source = template(
        {
            "B1": ("https://x.vn/{{ u.id }}?q={{ u.name }}", "{{ u.id }}", "xem {{ u.name }}"),
            "A3": ("https://x.vn/{{ a }}", "chữ", None),
        },
        REPEATED,
    )
    data = Template(source).render({"units": UNITS, "a": 5}).to_bytes()
    found = links_of(data)
    assert {cell: (link.target, link.tooltip) for cell, link in found.items()} == {
        "B1": ("https://x.vn/7?q=M%E1%BB%99t%20&%20Hai", "xem Một & Hai"),
        "B2": ("https://x.vn/?q=Ba", "xem Ba"),
        "B3": ("https://x.vn/x%20y?q=B%E1%BB%91n", "xem Bốn"),
        "A5": ("https://x.vn/5", None),
    }
    assert b"{{" not in parts_of(data)["xl/worksheets/_rels/sheet1.xml.rels"]


def test_a_repeated_link_leads_to_a_place_or_nowhere() -> None:
    links = {
        "B1": ("internal:'Hai'!B{{ loop.index }}", "trong", None),
        "C1": ("https://x.vn/", "ngoài", "{{ u.name }}"),
        "D1": ("https://x.vn/{{ u.id }}", "chữ", None),
    }
    cells = {**REPEATED, "D1": "{{ u.id }}"}
    source = template({**links, "D1": ("https://{{ u.id }}", "chữ", None)}, cells)
    found = links_of(Template(source).render({"units": UNITS[:1]}).to_bytes())
    assert (found["B1"].location, found["C1"].tooltip) == ("'Hai'!B1", "Một & Hai")
    assert (found["C1"].target, found["D1"].target) == ("https://x.vn/", "https://7")


def test_a_repeated_link_whose_address_is_nothing_does_not_come() -> None:
    source = template({"B1": ("https://{{ u.id }}", "chữ", None)}, REPEATED)
    changed = parts_of(source)
    relations = "xl/worksheets/_rels/sheet1.xml.rels"
    assert b"https://%7b" in changed[relations]
    changed[relations] = changed[relations].replace(b"https://", b"")
    found = links_of(Template(zipped(changed)).render({"units": UNITS[1:]}).to_bytes())
    assert {cell: link.target for cell, link in found.items()} == {"B2": "x%20y"}


def test_links_of_repeated_columns_nested_rows_and_copied_sheets() -> None:
    cells = {
        "A1": "{%sheet for s in sheets %}{{ s }}",
        "A2": "{%tr for r in rows %}{{ r }}",
        "D2": "{%tr endfor %}",
    }
    source = template(
        {"B2": ("https://x.vn/{{ s }}/{{ r }}/{{ c }}", "{%tc for c in columns %}{{ c }}{%tc endfor %}", None)},
        cells,
    )  # fmt: skip
    values = {"sheets": ["a", "b"], "rows": [1, 2], "columns": ["x", "y"]}
    data = Template(source).render(values).to_bytes()
    for number, sheet in enumerate("ab"):
        assert {cell: link.target for cell, link in links_of(data, number).items()} == {
            f"{'BC'[column]}{row + 1}": f"https://x.vn/{sheet}/{row}/{'xy'[column]}"
            for row in (1, 2)
            for column in (0, 1)
        }


def test_links_of_a_loop_over_nothing_go() -> None:
    source = template({"B1": ("https://x.vn/{{ u.id }}", "chữ", None)}, REPEATED)
    data = Template(source).render({"units": []}).to_bytes()
    assert links_of(data) == {}
    assert b"x.vn" not in parts_of(data)["xl/worksheets/_rels/sheet1.xml.rels"]


@pytest.mark.parametrize(
    ("link", "word"),
    [
        (("https://x.vn/{{ u.gone }}", "chữ", None), "gone"),
        (("https://x.vn/", "chữ", "{{ u.gone }}"), "gone"),
    ],
)
def test_what_is_missing_in_a_repeated_link_is_told_with_the_cell(
    link: tuple[str, str, str | None], word: str
) -> None:
    compiled = Template(template({"B1": link, "C1": ("https://x.vn/", "y", None)}, REPEATED))
    with pytest.raises(UndefinedNameError, match=word) as caught:
        compiled.render({"units": UNITS}).to_bytes()
    assert (caught.value.part, caught.value.where) == ("sheet Biểu", "the link of cell B1")
    assert [type(one) for one in compiled.check({"units": UNITS})] == [UndefinedNameError]
    assert "units[].gone" in list(compiled.variables()["units"].paths())


@pytest.mark.parametrize("tip", ["{{ u.name", "{% for x in y %}"])
def test_a_broken_tag_in_a_repeated_link_is_told(tip: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="never closed") as caught:
        Template(template({"B1": ("https://x.vn/", "chữ", tip)}, REPEATED))
    assert (caught.value.part, caught.value.where) == ("sheet Biểu", "the link of cell B1")


def test_more_links_than_excel_opens_and_addresses_too_long_are_errors(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    link = ("https://x.vn/{{ u.id }}", "chữ", "{{ u.name }}")
    compiled = Template(template({"B1": link}, REPEATED))
    monkeypatch.setattr(_xlsx_objects, "MOST_LINKS", 2)
    compiled.render({"units": UNITS[:2]}).to_bytes()
    with pytest.raises(TemplateValueError, match="links that Excel opens"):
        compiled.render({"units": UNITS}).to_bytes()
    for record in ({"id": "x" * 3000, "name": "a"}, {"id": 1, "name": "a" * 300}):
        with pytest.raises(TemplateValueError, match="Excel allows") as caught:
            compiled.render({"units": [record]}).to_bytes()
        assert "cell B1" in str(caught.value.where)


def test_a_repeated_link_over_a_cell_that_the_row_has_not_is_told() -> None:
    source = template({"B1": ("https://x.vn/{{ u.id }}", "chữ", None)}, REPEATED)
    sheet = "xl/worksheets/sheet1.xml"
    changed = {**parts_of(source)}
    changed[sheet] = changed[sheet].replace(b'<hyperlink ref="B1"', b'<hyperlink ref="J1"')
    with pytest.raises(TemplateSyntaxError, match="none that the row has") as caught:
        Template(zipped(changed))
    assert (caught.value.part, caught.value.where) == ("sheet Biểu", "cell J1")
    assert "Link" in str(caught.value.remedy)


def test_a_name_that_is_missing_is_told_with_the_cell() -> None:
    compiled = Template(template({"B2": ("https://x.vn/{{ gone }}", "chữ", None)}))
    with pytest.raises(UndefinedNameError) as caught:
        compiled.render(DATA).to_bytes()
    assert (caught.value.part, caught.value.where) == ("sheet Biểu", "cell B2")
