"""A sheet that is read in part is filled like one that is read whole, however its XML is written."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from lxml import etree

from reportkit.errors import TemplateError
from reportkit.templating import Template, _xlsx_reader, _xlsx_strings
from reportkit.templating._xlsx_spliced import splice
from tests.templating.workbooks import MAIN, by_hand, faults, parts_of, plain, saved, workbook_of

SHARED = tuple(map(plain, ["chữ", "{{ a }}", "Tổng: {{ a }} & {{ b }}", "{{ none }}", "<b>"]))
DATA = {"a": 7, "b": "x & <y>", "none": None}

ROWS = {
    "as Excel writes it": '<row r="1" spans="1:3"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1'
    '</v></c><c r="C1"><v>5</v></c></row><row r="2" ht="30" customHeight="1"><c r="A2" t="s"><v>2'
    "</v></c></row>",
    "as openpyxl writes it": '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>'
    '</row><row r="2"><c r="B2"><f>B1*2</f><v></v></c></row>',
    "strings in the cells": '<row r="1"><c r="A1" t="inlineStr"><is><t>{{ a }}</t></is></c><c r='
    '"B1" t="inlineStr"><is><r><t>{</t></r><r><t>{ b }}</t></r></is></c></row>',
    "the type before the style": '<row r="3"><c r="B3" t="s" s="0"><v>1</v></c></row>',
    "an empty row between": '<row r="1"><c r="A1" t="s"><v>1</v></c></row><row r="2"/><row r="3">'
    '<c r="A3" t="s"><v>2</v></c></row>',
    "formulas with texts, errors, shared": '<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1"><f t='
    '"shared" ref="B1:B2" si="0">A1*2</f><v>1</v></c></row><row r="2"><c r="A2"><v>4</v></c><c r='
    '"B2"><f t="shared" si="0"/><v>2</v></c><c r="C2" t="str"><f>"a"&amp;A1</f><v>a1</v></c><c r='
    '"D2" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="E2"><f>SUM(A1:D2)</f><v>0</v></c></row>',
    "totals over all kinds of cells": '<row r="1"><c r="A1"><v>1.5</v></c><c r="B1" t="b"><v>1</v>'
    '</c><c r="C1" t="s"><v>0</v></c><c r="D1" t="s"><v>1</v></c><c r="E1"><v>-2E3</v></c></row>'
    '<row r="2"><c r="A2"><f>SUM(A1:E1)</f></c><c r="B2"><f>COUNTA(A1:E1)</f></c><c r="C2"><f>'
    "COUNT(1:1)</f></c></row>",
    "an empty tag": '<row r="1"><c r="A1" t="s"><v>3</v></c></row>',
    "addresses left out": '<row><c t="s"><v>1</v></c><c t="s"><v>2</v></c></row>',
    "the address behind the type": '<row r="1"><c t="s" r="A1"><v>1</v></c></row>',
    "single quotes": "<row r='1'><c r='A1' t='s'><v>1</v></c></row>",
    "blanks and line ends": '<row r="1">\n  <c r="A1" t="s">\n <v>1</v>\n</c>\n</row>',
    "line ends within tags": '<row r="1"><c r="A1"><v>1</v></c><c\nr="B1" t="s"><v>1</v></c><c r="C1"'
    '\n t="s"><v>2</v></c><c r="D1"><f\n>1+1</f></c></row>',
    "a comment": '<row r="1"><!-- <c r="A1" t="s"><v>1</v></c> --><c r="A1" t="s"><v>2</v></c></row>',
    "numbers of its own kind": '<row r="1"><c r="A1" t="n"><v>3</v></c><c r="B1" t="s"><v>1</v></c>'
    '<c r="C1"><f>A1+B1</f><v>0</v></c></row>',
    "formulas with signs that XML escapes": '<row r="1" s="1" customFormat="1"><c r="A1" t="s"><v>1</v>'
    '</c><c r="B1" t="b"><f>A1&lt;&gt;"&amp;amp;"</f><v>1</v></c><c r="C1"><f>A1&#43;1</f></c></row>',
    "two rows of one number": '<row r="1"><c r="A1" t="s"><v>1</v></c></row><row r="1"><c r="B1" '
    't="s"><v>2</v></c></row>',
    "a row that is not closed before the next": '<row r="1"><c r="A1"><v>3</v></c></row><row r="2">'
    '<c r="A2" t="s"><v>1</v></c><c r="B2"/></row>',
    "a brace that is no tag": '<row r="1"><c r="A1" t="inlineStr"><is><t>{</t></is></c><c r="B1" t="s">'
    '<v>1</v></c><c r="C1"><f>COUNTA(A1:B1)</f></c></row>',
    "a date and an error": '<row r="1"><c r="A1" t="d"><v>2026-01-01</v></c><c r="B1" t="e"><v>#N/A'
    '</v></c><c r="C1" t="s"><v>1</v></c><c r="D1"><f>SUM(B1:C1)</f><v>0</v></c></row>',
}  # fmt: skip


def canonical(xml: bytes) -> list[Any]:
    """What a sheet says, whatever its XML looks like."""
    root = etree.fromstring(xml, etree.XMLParser(remove_blank_text=True, remove_comments=True))
    said: list[Any] = []
    for element in root.iter():
        name = etree.QName(element).localname
        attributes = {k: v for k, v in element.attrib.items() if (name, v) != ("c", "n")}
        if name == "dimension":
            continue
        if name == "c" and not len(element):
            attributes.pop("t", None)
        if name == "v" and not (element.text or "").strip():
            continue
        said.append((name, sorted(attributes.items()), (element.text or "").strip()))
    return said


@pytest.mark.parametrize("rows", ROWS.values(), ids=[name.replace(" ", "-") for name in ROWS])
def test_a_sheet_read_in_part_is_filled_like_one_read_whole(
    rows: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = by_hand(f"<sheetData>{rows}</sheetData>", shared=SHARED)
    in_part = Template(template).render(DATA).to_bytes()
    monkeypatch.setattr(_xlsx_reader, "splice", lambda *given: None)
    whole = Template(template).render(DATA).to_bytes()
    sheet = "xl/worksheets/sheet1.xml"
    assert canonical(parts_of(in_part)[sheet]) == canonical(parts_of(whole)[sheet])
    assert [one for one in faults(in_part) if "dimension" not in one] == [
        one for one in faults(whole) if "dimension" not in one
    ]


def random_cell(address: str, random: Random) -> str:
    """A cell as one of many programs may write it."""
    style, pick = random.choice(["", ' s="1"', ' s="2"']), random.choice
    value = pick(["1", "2.5", "-3E2", "1e-7", "", " 7 "])
    text = pick(["x", "{{ a }}", "{", "{{ b }} &amp; c"])
    formula = pick(
        ["SUM(A1:C3)", "A1&lt;&gt;B2", "COUNTA(A1:D4)", "SUM(A:A)", "{1,2}", "A1+&quot;1&quot;"]
    )
    about = pick(["", "", ' ca="1"', ' aca="false"', f' t="array" ref="{address}"'])
    stored = pick(["<v>0</v>", "", "<v></v>", "<v/>"])
    shared = f"<v>{random.randrange(len(SHARED))}</v></c>"
    return pick(
        [
            f'<c r="{address}"{style}{pick(["", "", METADATA])} t="s">{shared}',
            f'<c r="{address}" t="s"{style}>{shared}',
            f'<c r="{address}"{style}><v>{value}</v></c>',
            f'<c r="{address}"{style}/>',
            f'<c r="{address}"{style} t="{pick(["b", "n"])}"><v>1</v></c>',
            f'<c r="{address}"{style} t="{pick(["e", "str"])}"><v>#N/A</v></c>',
            f'<c r="{address}" t="inlineStr"><is><t>{text}</t></is></c>',
            f'<c r="{address}"{style}{pick(["", TYPED])}><f{about}>{formula}</f>{stored}</c>',
        ]
    )  # fmt: skip


METADATA, TYPED = ' cm="1"', ' t="str"'


def random_sheet(random: Random) -> str:
    rows = ""
    for row in sorted(random.sample(range(1, 9), random.randint(1, 5))):
        about = random.choice(["", ' spans="1:4"', ' ht="30" customHeight="1"', ' ht="15"'])
        cells = "".join(
            random_cell(f"{one}{row}", random) for one in "ABCD" if random.random() < 0.8
        )
        rows += f'<row r="{row}"{about}>{cells}</row>' + random.choice(["", "", "\n"])
    return f"<sheetData>{rows}</sheetData>"


def filled_or_error(template: bytes) -> dict[str, list[Any]] | str:
    try:
        parts = parts_of(Template(template).render(DATA).to_bytes())
    except TemplateError as error:
        return str(error)
    return {name: canonical(xml) for name, xml in parts.items() if "sheet" in name.lower()}


def test_random_sheets_are_filled_the_same_in_part_and_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    random = Random(8)
    templates = [
        by_hand(random_sheet(random), random_sheet(random), shared=SHARED) for _ in range(60)
    ]
    in_part = list(map(filled_or_error, templates))
    assert sum(isinstance(one, dict) for one in in_part) > 30
    monkeypatch.setattr(_xlsx_reader, "splice", lambda *given: None)
    monkeypatch.setattr(_xlsx_strings, "_from_bytes", lambda *given: None)
    assert list(map(filled_or_error, templates)) == in_part


@pytest.mark.parametrize(
    ("rows", "parted"),
    [
        (ROWS["as Excel writes it"], True),
        (ROWS["as openpyxl writes it"], True),
        (ROWS["single quotes"], False),
        (ROWS["addresses left out"], False),
        (ROWS["a comment"], False),
    ],
)
def test_only_plain_xml_is_parted(rows: str, parted: bool) -> None:
    xml = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()
    found = splice(xml, {1, 2})
    assert (found is not None) is parted
    if found is not None:
        assert len(found.texts) == len(list(found.spots)) + 1


def test_cells_that_stay_keep_their_xml() -> None:
    rows = (
        '<row r="1" spans="1:2"><c r="A1" cm="1"><v>1e2</v></c><c r="B1" t="s"><v>1</v></c></row>'
    )
    template = by_hand(f"<sheetData>{rows}</sheetData>", shared=SHARED)
    filled = parts_of(Template(template).render(DATA).to_bytes())["xl/worksheets/sheet1.xml"]
    assert rows.replace(' t="s"><v>1</v>', "><v>7</v>").encode() in filled


def test_a_workbook_of_openpyxl_is_parted() -> None:
    workbook = workbook_of({"A1": "{{ a }}", "B7": "=A1", "C9": "chữ"})
    sheet = parts_of(saved(workbook))["xl/worksheets/sheet1.xml"]
    assert splice(sheet, {0}) is not None


@pytest.mark.parametrize("name", ["single quotes", "blanks and line ends", "line ends within tags"])
def test_a_string_is_found_in_each_sheet_however_each_is_written(name: str) -> None:
    usual, other = (f"<sheetData>{ROWS[one]}</sheetData>" for one in ("as Excel writes it", name))
    filled = parts_of(Template(by_hand(usual, other, shared=SHARED)).render(DATA).to_bytes())
    assert b"<v>7</v>" in filled["xl/worksheets/sheet2.xml"]


@pytest.mark.parametrize(
    "strings",
    [
        "<si><t>a</t></si><si><t>{{ x }}</t></si><si><t>b</t></si>",
        "<si><t>a</t></si><si ><t>{{ x }}</t></si><si><t>b</t></si>",
        "<!-- <si> --><si><t>a</t></si><si><t>{{ x }}</t></si><si><t>b</t></si>",
        "<si><t>a</t></si><!-- <si>{{ y }} --><si ><t>{{ x }}</t></si><si><t>b</t></si>",
        "<si><t>&lt;si></t></si><si><t>{</t><r><t>{ x }}</t></r></si><si><t>b</t></si>",
        "<si><t><![CDATA[<si>]]></t></si>\n<si \n><t>{{ x }}</t></si><si/>",
    ],
)
def test_the_strings_with_tags_are_found_however_the_xml_is_written(strings: str) -> None:
    found = _xlsx_strings.read_shared_strings(f'<sst xmlns="{MAIN}">{strings}</sst>'.encode())
    assert list(found.tagged) == [1]
    assert found.xml is not None
    texts = ["".join(item.itertext()) for item in etree.fromstring(found.xml).findall("{*}si")]
    assert (len(texts), texts[1]) == (3, "")
