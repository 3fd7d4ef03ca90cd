"""Charts of a filled workbook remember the points of the filled cells, or none: never stale ones."""

from __future__ import annotations

import datetime
import io
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.utils.escape import unescape

from reportkit.templating import Link, RichText, Template
from tests.templating.workbooks import fill, parts_of, saved, with_part, workbook_of

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
UNITS = [
    {"name": "Sơn La", "count": 5},
    {"name": "Hà Giang & C", "count": 7.5},
    {"name": "Lai Châu", "count": None},
]


def remembered(data: bytes, number: int = 1) -> list[tuple[str, list[Any] | None]]:
    """The ranges of a chart with the points it remembers: None for no cache at all."""
    root = etree.fromstring(parts_of(data)[f"xl/charts/chart{number}.xml"])
    found = []
    for formula in root.iter(f"{C}f"):
        cache = formula.getnext()
        points = None
        if cache is not None and cache.tag in (f"{C}numCache", f"{C}strCache"):
            assert formula.getparent().tag == cache.tag.replace("Cache", "Ref")
            points = [None] * int(cache.find(f"{C}ptCount").get("val"))
            for point in cache.iter(f"{C}pt"):
                text = point.findtext(f"{C}v")
                points[int(point.get("idx"))] = (
                    float(text) if cache.tag == f"{C}numCache" else unescape(text)
                )
        found.append((formula.text, points))
    return found


def charted(
    cells: dict[str, Any], series: dict[str, str], sheet: str = "Biểu", kind: str = "column"
) -> bytes:
    """A workbook by XlsxWriter, which writes a cache for its charts, with a chart of one series."""
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file, {"in_memory": True})
    page = workbook.add_worksheet(sheet)
    for address, value in cells.items():
        page.write(address, value)
    chart = workbook.add_chart({"type": kind})
    chart.add_series(series)
    page.insert_chart("H2", chart)
    workbook.close()
    return file.getvalue()


ROWS = {
    "A1": "Đơn vị",
    "B1": "Số mô hình",
    "C1": "Gấp đôi",
    "A2": "{%tr for u in units %}{{ u.name }}",
    "B2": "{{ u.count }}",
    "C2": "=B2*2",
    "D2": "{%tr endfor %}",
}
SERIES = {
    "name": "=Biểu!$B$1",
    "categories": "=Biểu!$A$2:$A$2",
    "values": "=Biểu!$B$2:$B$2",
}


def test_points_are_those_of_the_filled_rows():
    assert remembered(fill(charted(ROWS, SERIES), {"units": UNITS})) == [
        ("Biểu!$B$1", ["Số mô hình"]),
        ("Biểu!$A$2:$A$4", ["Sơn La", "Hà Giang & C", "Lai Châu"]),
        ("Biểu!$B$2:$B$4", [5, 7.5, None]),
    ]


def test_values_of_formulas_are_points_where_they_are_known():
    series = {**SERIES, "values": "=Biểu!$C$2:$C$2"}
    assert remembered(fill(charted(ROWS, series), {"units": UNITS}))[2] == (
        "Biểu!$C$2:$C$4",
        [10, 15, 0],
    )


def test_no_point_is_remembered_where_a_cell_is_not_known():
    cells = {**ROWS, "C2": '=IF(B2>6,"nhiều",B2)'}
    series = {**SERIES, "values": "=Biểu!$C$2:$C$2"}
    ranges = dict(remembered(fill(charted(cells, series), {"units": UNITS})))
    assert ranges["Biểu!$C$2:$C$4"] is None
    assert ranges["Biểu!$A$2:$A$4"] == ["Sơn La", "Hà Giang & C", "Lai Châu"]


@pytest.mark.parametrize(
    ("cell", "value", "shown"),
    [
        ("{{ x }}", "Sơn La", "Sơn La"),
        ("Huyện {{ x }} & tỉnh", "A<B", "Huyện A<B & tỉnh"),
        ("{{ x }}", RichText("Sơn La", bold=True), "Sơn La"),
        ("{{ x }}", Link("https://example.org", "Sơn La"), "Sơn La"),
        ("{{ x }}", 2024, "2024"),
        ("{{ x }}", "007", "007"),
    ],
)
def test_each_kind_of_text_is_remembered(cell, value, shown):
    template = charted({"A1": cell, "A2": 5}, {"name": "=Biểu!$A$1", "values": "=Biểu!$A$2"})
    assert remembered(fill(template, {"x": value})) == [
        ("Biểu!$A$1", [shown]),
        ("Biểu!$A$2", [5]),
    ]


def test_texts_and_numbers_that_stay_are_points_too():
    cells = {"A1": "tĩnh", "B1": 3, "A2": "{%tr for n in names %}{{ n }}{%tr endfor %}", "A3": "&"}
    series = {"categories": "=Biểu!$A$1:$A$3", "values": "=Biểu!$B$1:$B$3"}
    assert remembered(fill(charted(cells, series), {"names": ["a", "b"]})) == [
        ("Biểu!$A$1:$A$4", ["tĩnh", "a", "b", "&"]),
        ("Biểu!$B$1:$B$4", [3, None, None, None]),
    ]


def test_in_a_sheet_where_nothing_moves():
    cells = {"A1": "Năm", "A2": 2023, "A3": "{{ year }}", "B2": 5, "B3": "{{ count }}"}
    series = {"name": "=Biểu!$A$1", "categories": "=Biểu!$A$2:$A$3", "values": "=Biểu!$B$2:$B$3"}
    assert remembered(fill(charted(cells, series), {"year": 2024, "count": 7})) == [
        ("Biểu!$A$1", ["Năm"]),
        ("Biểu!$A$2:$A$3", [2023, 2024]),
        ("Biểu!$B$2:$B$3", [5, 7]),
    ]


def test_a_formula_s_old_value_goes_where_nothing_moves():
    template = charted({"A1": "{{ x }}", "A2": "=A1*2"}, {"values": "=Biểu!$A$2"})
    assert remembered(template) == [("Biểu!$A$2", [0])]
    assert remembered(fill(template, {"x": 4})) == [("Biểu!$A$2", [8])]


def test_repeated_columns_give_the_points_of_a_row():
    cells = {
        "A1": "Đơn vị",
        "B1": "{%tc for u in units %}{{ u.name }}{%tc endfor %}",
        "B2": "{{ u.count }}",
    }
    series = {"categories": "=Biểu!$B$1:$B$1", "values": "=Biểu!$B$2:$B$2"}
    assert remembered(fill(charted(cells, series), {"units": UNITS})) == [
        ("Biểu!$B$1:$D$1", ["Sơn La", "Hà Giang & C", "Lai Châu"]),
        ("Biểu!$B$2:$D$2", [5, 7.5, None]),
    ]


def test_each_repeated_sheet_has_its_own_points():
    cells = {**ROWS, "A1": "{%sheet for g in groups %}{{ g.name }}",
             "A2": "{%tr for u in g.units %}{{ u.name }}"}  # fmt: skip
    series = {key: value.replace("Biểu", "'{{ g.name }}'") for key, value in SERIES.items()}
    groups = [{"name": "I", "units": UNITS[:1]}, {"name": "II", "units": UNITS[1:]}]
    filled = fill(charted(cells, series, sheet="{{ g.name }}"), {"groups": groups})
    assert remembered(filled, 1)[1:] == [
        ("'I'!$A$2:$A$2", ["Sơn La"]),
        ("'I'!$B$2:$B$2", [5]),
    ]
    assert remembered(filled, 2)[1:] == [
        ("'II'!$A$2:$A$3", ["Hà Giang & C", "Lai Châu"]),
        ("'II'!$B$2:$B$3", [7.5, None]),
    ]


def test_dates_are_points_by_their_number():
    filled = fill(
        charted(ROWS, SERIES), {"units": [{"name": datetime.date(2024, 5, 18), "count": 1}]}
    )
    assert remembered(filled)[1] == ("Biểu!$A$2:$A$2", [45430])
    chart = etree.fromstring(parts_of(filled)["xl/charts/chart1.xml"])
    assert chart.findtext(f".//{C}cat//{C}formatCode") == "dd/mm/yyyy"


def test_numbers_have_the_format_of_their_cell_where_the_chart_knew_none():
    workbook = workbook_of({"A1": "{{ x }}"})
    workbook.active["A1"].number_format = "#,##0"
    chart = BarChart()
    chart.add_data(Reference(workbook.active, min_col=1, min_row=1))
    workbook.active.add_chart(chart, "C1")
    root = etree.fromstring(parts_of(fill(workbook, {"x": 5}))["xl/charts/chart1.xml"])
    assert root.findtext(f".//{C}val//{C}formatCode") == "#,##0"


def test_over_nothing_no_point_stays():
    for source, points in remembered(fill(charted(ROWS, SERIES), {"units": []})):
        assert points in (["Số mô hình"], [None], [], None), source


def test_a_chart_without_remembered_points_gets_them():
    workbook = Workbook()
    sheet = workbook.active
    sheet.append(["Đơn vị", "Số"])
    sheet.append(["{%tr for u in units %}{{ u.name }}", "{{ u.count }}{%tr endfor %}"])
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=2), titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=2))
    sheet.add_chart(chart, "D2")
    assert remembered(fill(workbook, {"units": UNITS})) == [
        ("'Sheet'!B1", ["Số"]),
        ("'Sheet'!$A$2:$A$4", ["Sơn La", "Hà Giang & C", "Lai Châu"]),
        ("'Sheet'!$B$2:$B$4", [5, 7.5, None]),
    ]


def test_a_chart_of_an_untouched_sheet_keeps_its_bytes():
    workbook = Workbook()
    sheet, other = workbook.active, workbook.create_sheet("Khác")
    sheet["A1"] = "{{ x }}"
    other["A1"] = 5
    chart = BarChart()
    chart.add_data(Reference(other, min_col=1, min_row=1))
    other.add_chart(chart, "D2")
    template = saved(workbook)
    name = "xl/charts/chart1.xml"
    assert parts_of(fill(template, {"x": 1}))[name] == parts_of(template)[name]


def test_labels_from_cells_and_a_name_instead_of_a_range():
    labels = (
        '<c:extLst><c:ext uri="{02D57815-91ED-43cb-92C2-25804820EDAC}" '
        'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart">'
        "<c15:datalabelsRange><c15:f>Biểu!$A$2:$A$2</c15:f><c15:dlblRangeCache>"
        '<c:ptCount val="1"/><c:pt idx="0"><c:v>{{ u.name }}</c:v></c:pt></c15:dlblRangeCache>'
        "</c15:datalabelsRange></c:ext></c:extLst></c:ser>"
    )
    template = with_part(
        charted(ROWS, {**SERIES, "name": "=Biểu!Tổng"}), "xl/charts/chart1.xml",
        lambda xml: xml.replace("</c:ser>", labels),
    )  # fmt: skip
    chart = parts_of(fill(template, {"units": UNITS[:2]}))["xl/charts/chart1.xml"].decode()
    assert "Biểu!$A$2:$A$3</c15:f>" in chart
    assert chart.partition("dlblRangeCache")[2].count("<c:pt ") == 2
    assert "{{" not in chart


def test_what_a_chart_s_filter_hides_follows_too():
    c15 = 'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"'
    uri = 'uri="{02D57815-91ED-43cb-92C2-25804820EDAC}"'
    full = (
        f"<c:extLst><c:ext {uri} {c15}><c15:fullRef><c15:sqref>Biểu!$A$2:$A$2</c15:sqref>"
        "</c15:fullRef></c:ext></c:extLst></c:strRef></c:cat>"
    )
    hidden = (
        f"<c:extLst><c:ext {uri} {c15}><c15:filteredBarSeries><c15:ser><c:val><c:numRef><c:extLst>"
        f"<c:ext {uri}><c15:formulaRef><c15:sqref>Biểu!$C$2:$C$2</c15:sqref></c15:formulaRef>"
        '</c:ext></c:extLst><c:numCache><c:ptCount val="1"/><c:pt idx="0"><c:v>9</c:v></c:pt>'
        "</c:numCache></c:numRef></c:val></c15:ser></c15:filteredBarSeries></c:ext></c:extLst>"
        "</c:barChart>"
    )
    template = with_part(
        charted(ROWS, SERIES), "xl/charts/chart1.xml",
        lambda xml: xml.replace("</c:strRef></c:cat>", full).replace("</c:barChart>", hidden),
    )  # fmt: skip
    root = etree.fromstring(parts_of(fill(template, {"units": UNITS}))["xl/charts/chart1.xml"])
    ranges = [one.text for one in root.iter("{*}sqref")]
    assert ranges == ["Biểu!$A$2:$A$4", "Biểu!$C$2:$C$4"]
    reference = root.find(f".//{{*}}filteredBarSeries//{C}numRef")
    assert [etree.QName(one).localname for one in reference] == ["extLst", "numCache"]
    assert [point.findtext(f"{C}v") for point in reference.iter(f"{C}pt")] == ["10", "15", "0"]


def test_a_newer_chart_forgets_its_title_and_points_and_gets_new_ones():
    space = "http://schemas.microsoft.com/office/drawing/2014/chartex"
    newer = (
        f'<cx:chartSpace xmlns:cx="{space}"><cx:chartData><cx:data id="0"><cx:strDim type="cat">'
        '<cx:f>Biểu!$A$2:$A$2</cx:f><cx:lvl ptCount="1"><cx:pt idx="0">{{ u.name }}</cx:pt>'
        '</cx:lvl></cx:strDim><cx:numDim type="val"><cx:f>Biểu!$B$2:$B$2</cx:f><cx:lvl ptCount="1" '
        'formatCode="0"><cx:pt idx="0">9</cx:pt></cx:lvl></cx:numDim></cx:data></cx:chartData>'
        "<cx:chart><cx:plotArea><cx:plotAreaRegion><cx:series><cx:tx><cx:txData>"
        "<cx:f>Biểu!$B$1</cx:f><cx:v>cũ</cx:v></cx:txData></cx:tx></cx:series></cx:plotAreaRegion>"
        "</cx:plotArea></cx:chart></cx:chartSpace>"
    )
    template = charted(ROWS, SERIES)
    kind = "application/vnd.ms-office.chartex+xml"
    template = with_part(template, "xl/charts/chartEx1.xml", newer)
    template = with_part(
        template, "[Content_Types].xml",
        lambda xml: xml.replace(
            "</Types>",
            f'<Override PartName="/xl/charts/chartEx1.xml" ContentType="{kind}"/></Types>',
        ),
    )  # fmt: skip
    template = with_part(
        template, "xl/drawings/_rels/drawing1.xml.rels",
        lambda xml: xml.replace(
            "</Relationships>",
            '<Relationship Id="rId9" Type="http://schemas.microsoft.com/office/2014/relationships/'
            'chartEx" Target="/xl/charts/chartEx1.xml"/></Relationships>',
        ),
    )  # fmt: skip
    root = etree.fromstring(parts_of(fill(template, {"units": UNITS}))["xl/charts/chartEx1.xml"])
    points = [[point.text for point in level] for level in root.iter(f"{{{space}}}lvl")]
    assert points == [["Sơn La", "Hà Giang & C", "Lai Châu"], ["5", "7.5"]]
    assert root.findtext(f".//{{{space}}}v") == "Số mô hình"


def test_a_very_long_series_remembers_nothing(monkeypatch):
    monkeypatch.setattr("reportkit.templating._xlsx_charts.MOST_POINTS", 2)
    assert [points for _, points in remembered(fill(charted(ROWS, SERIES), {"units": UNITS}))] == [
        ["Số mô hình"],
        None,
        None,
    ]


def grouped_template() -> Template:
    """Groups with subtotals and rows that come or not, charted on the sheet and on another."""
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file, {"in_memory": True})
    page, other = workbook.add_worksheet("Biểu"), workbook.add_worksheet("Đồ thị")
    rows = [
        ["Tên", "Số", "Gấp đôi"],
        ["{%tr for g in groups %}"],
        ["{%tr for u in g %}{{ u[0] }}", "{{ u[1] }}", "=B3*2", "{%tr endfor %}"],
        ["{%tr if g|length > 1 %}Cộng {{ g|length }}", "=SUM(B3:B3)", "=B4/4", "{%tr endif %}"],
        ["{%tr endfor %}"],
        ["Tổng", "=SUBTOTAL(9,B3:B4)", "=MAX(C3:C3)"],
    ]
    for number, row in enumerate(rows):
        page.write_row(number, 0, row)
    for sheet, kind in ((page, "column"), (other, "line")):
        made = workbook.add_chart({"type": kind})
        for values in ("B", "C"):
            made.add_series({
                "name": f"=Biểu!${values}$1",
                "categories": "=Biểu!$A$3:$A$6",
                "values": f"=Biểu!${values}$3:${values}$6",
            })  # fmt: skip
        made.add_series({"values": "=(Biểu!$B$6,Biểu!$B$3:$B$3)"})
        sheet.insert_chart("F2", made)
    workbook.close()
    return Template(file.getvalue())


GROUPED = grouped_template()
NAMES = st.one_of(
    st.text("aĐ <&>\x02", max_size=8), st.sampled_from(["_x0041_", "_x005F_", "_x0000_", "_x000D_"])
)
NUMBERS = st.one_of(st.integers(-999, 999), st.just(0.1), st.just(2.5), st.none())


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.tuples(NAMES, NUMBERS), max_size=4), max_size=4))
def test_what_a_chart_remembers_is_what_its_cells_hold(groups):
    filled = GROUPED.render({"groups": groups}).to_bytes()
    cells = load_workbook(io.BytesIO(filled), data_only=True)["Biểu"]
    for number in (1, 2):
        for source, points in remembered(filled, number):
            found = []
            for area in source.strip("()").split(","):
                place = cells[area.partition("!")[2].replace("$", "")]
                rows = place if isinstance(place, tuple) else ((place,),)
                found += [cell.value for row in rows for cell in row]
            found = [unescape(one) if isinstance(one, str) else one for one in found]
            shown = [isinstance(one, str) for one in points if one is not None]
            if any(shown):
                found = [
                    one if one is None or isinstance(one, str) else f"{one:.15g}" for one in found
                ]
            assert points == found, source
