"""The points that a chart remembers: written as Excel does, whatever kind of reference holds them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from lxml import etree

from reportkit.templating._chart_caches import MOST_POINTS, drop_cache, renew_cache

C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
CX = "http://schemas.microsoft.com/office/drawing/2014/chartex"
C15 = "http://schemas.microsoft.com/office/drawing/2012/chart"


def renewed(xml: str, table: list[list[object]], path: str = ".") -> str:
    """The XML of a reference (or what holds it) with its points renewed, without declarations."""
    root = etree.fromstring(f'<root xmlns="{C}" xmlns:cx="{CX}" xmlns:c15="{C15}">{xml}</root>')[0]
    renew_cache(root.find(path) if path != "." else root, table)
    text = etree.tostring(root, encoding="unicode")
    for space in (f' xmlns="{C}"', f' xmlns:cx="{CX}"', f' xmlns:c15="{C15}"'):
        text = text.replace(space, "")
    return text


def points(*values: str) -> str:
    return "".join(f'<pt idx="{i}"><v>{v}</v></pt>' for i, v in enumerate(values) if v)


@pytest.mark.parametrize(
    ("xml", "table", "path", "result"),
    [
        (
            "<numRef><f>A</f></numRef>", [[5], [0.1 + 0.2], [Decimal("7.50")]], ".",
            "<numRef><f>A</f><numCache><formatCode>General</formatCode>"
            f'<ptCount val="3"/>{points("5", "0.3", "7.5")}</numCache></numRef>',
        ),
        (
            "<numRef><f>A</f><numCache><formatCode>0%</formatCode><ptCount val='1'/>"
            "<pt idx='0'><v>9</v></pt></numCache><extLst/></numRef>", [[1], [None], ["x"]], ".",
            "<numRef><f>A</f><numCache><formatCode>0%</formatCode>"
            '<ptCount val="3"/><pt idx="0"><v>1</v></pt><pt idx="2"><v>0</v></pt></numCache>'
            "<extLst/></numRef>",
        ),
        (
            "<strRef><f>A</f></strRef>", [["Sơn La & C", 2024.0, True, None]], ".",
            f'<strRef><f>A</f><strCache><ptCount val="4"/>'
            f'{points("Sơn La &amp; C", "2024", "TRUE")}</strCache></strRef>',
        ),
        (
            "<strRef><f>A</f></strRef>", [["_x0041_ \x01\n"]], ".",
            f'<strRef><f>A</f><strCache><ptCount val="1"/>{points("_x005F_x0041_ " + chr(10))}'
            "</strCache></strRef>",
        ),
        (
            "<cat><numRef><f>A</f></numRef></cat>", [["a"], [5.0]], "{*}numRef",
            f'<cat><strRef><f>A</f><strCache><ptCount val="2"/>{points("a", "5")}</strCache>'
            "</strRef></cat>",
        ),
        (
            "<cat><strRef><f>A</f></strRef></cat>", [[2023.0], [2024.0]], "{*}strRef",
            "<cat><numRef><f>A</f><numCache><formatCode>General</formatCode>"
            f'<ptCount val="2"/>{points("2023", "2024")}</numCache></numRef></cat>',
        ),
        (
            "<cat><strRef><f>A</f></strRef></cat>", [[None]], "{*}strRef",
            '<cat><strRef><f>A</f><strCache><ptCount val="1"/></strCache></strRef></cat>',
        ),
        (
            "<tx><strRef><f>A</f></strRef></tx>", [[2024.0]], "{*}strRef",
            f'<tx><strRef><f>A</f><strCache><ptCount val="1"/>{points("2024")}</strCache></strRef>'
            "</tx>",
        ),
        (
            "<multiLvlStrRef><f>A</f><multiLvlStrCache><ptCount val='1'/><lvl/><lvl/>"
            "</multiLvlStrCache></multiLvlStrRef>",
            [["I", "a"], [None, "b"], ["II", "c"]], ".",
            '<multiLvlStrRef><f>A</f><multiLvlStrCache><ptCount val="3"/>'
            f'<lvl>{points("a", "b", "c")}</lvl><lvl>{points("I", "", "II")}</lvl>'
            "</multiLvlStrCache></multiLvlStrRef>",
        ),
        (
            "<multiLvlStrRef><f>A</f></multiLvlStrRef>", [["I", "a"]], ".",
            "<multiLvlStrRef><f>A</f></multiLvlStrRef>",
        ),
        (
            "<c15:datalabelsRange><c15:f>A</c15:f><c15:dlblRangeCache/></c15:datalabelsRange>",
            [["a"], [2.0]], ".",
            "<c15:datalabelsRange><c15:f>A</c15:f><c15:dlblRangeCache>"
            f'<ptCount val="2"/>{points("a", "2")}</c15:dlblRangeCache></c15:datalabelsRange>',
        ),
        (
            "<cx:numDim type='val'><cx:f>A</cx:f><cx:lvl ptCount='1' formatCode='0.0'/></cx:numDim>",
            [[1.5], [None], [3.0]], ".",
            '<cx:numDim type="val"><cx:f>A</cx:f><cx:lvl ptCount="3" formatCode="0.0">'
            '<cx:pt idx="0">1.5</cx:pt><cx:pt idx="2">3</cx:pt></cx:lvl></cx:numDim>',
        ),
        (
            "<cx:strDim type='cat'><cx:f>A</cx:f><cx:lvl ptCount='9'/></cx:strDim>", [["a"]], ".",
            '<cx:strDim type="cat"><cx:f>A</cx:f><cx:lvl ptCount="1"><cx:pt idx="0">a</cx:pt>'
            "</cx:lvl></cx:strDim>",
        ),
    ],
)  # fmt: skip
def test_each_kind_of_reference_gets_its_points(xml, table, path, result):
    assert renewed(xml, table, path) == result


def test_of_a_very_long_series_no_points_are_remembered():
    xml = "<numRef><f>A</f><numCache/></numRef>"
    assert renewed(xml, [[1.0]] * (MOST_POINTS + 1)) == "<numRef><f>A</f></numRef>"


def test_dropped_points_leave_the_formula():
    reference = etree.fromstring(f'<numRef xmlns="{C}"><f>A</f><numCache/><extLst/></numRef>')
    drop_cache(reference)
    assert [etree.QName(one).localname for one in reference] == ["f", "extLst"]
