"""Charts drawn in Word, filled through their alternative text: series, caches, workbook."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from datetime import date
from decimal import Decimal

import docx
import openpyxl
import pandas
import pytest
from lxml import etree
from openpyxl.chart import (  # fmt: skip
    AreaChart,
    BarChart,
    DoughnutChart,
    LineChart,
    PieChart,
    Reference,
    ScatterChart,
    Series,
)
from openxml_audit import OpenXmlValidator

from reportkit.errors import TemplateValueError
from reportkit.templating import Chart, Template
from reportkit.templating._package import pack_part, read_package, write_package

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

FRAME = (
    '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="4000000" cy="2500000"/>'
    '<wp:docPr id="{id}" name="Chart {id}" {named}/><wp:cNvGraphicFramePr/>'
    '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
    '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="chart{id}"/>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
)


def drawn(kind=BarChart, series: int = 1, sheet: str = "Sheet1") -> tuple[bytes, bytes]:
    """The part of a chart and the workbook behind it, with dummy series of three points."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    page.append(["", *(f"Series {n}" for n in range(1, series + 1))])
    for row in range(1, 4):
        page.append([f"Category {row}", *(row + n for n in range(series))])
    chart = kind()
    for column in range(2, series + 2):
        values = Reference(
            page, min_col=column, min_row=1 if kind is not ScatterChart else 2, max_row=4
        )
        if kind is ScatterChart:
            chart.series.append(Series(values, Reference(page, min_col=1, min_row=2, max_row=4)))
        else:
            chart.add_data(values, titles_from_data=True)
    if kind is not ScatterChart:
        chart.set_categories(Reference(page, min_col=1, min_row=2, max_row=4))
    for one in chart.series:
        one.graphicalProperties.line.solidFill = "FF0000"
    root = chart._write()
    external = etree.SubElement(root, f"{C}externalData")
    external.set(f"{{{OFFICE}}}id", "rId1")
    out = io.BytesIO()
    book.save(out)
    return etree.tostring(root), out.getvalue()


def with_charts(word, charts: dict[str, tuple[bytes, bytes | None]], *lines: str) -> bytes:
    """A template with these charts, by the attributes of their drawings."""
    frames = [FRAME.format(id=n, named=named) for n, named in enumerate(charts, 1)]
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(word.file(*lines, *frames))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if not name.endswith((".xml", ".rels")):
                new.writestr(name, old.read(name))
                continue
            content = old.read(name).decode()
            for n, (_, book) in enumerate(charts.values(), 1):
                types = (
                    f'<Override PartName="/word/charts/chart{n}.xml" ContentType="{CHART_TYPE}"/>'
                )
                if book is not None:
                    types += f'<Override PartName="/word/embeddings/book{n}.xlsx" ContentType="{BOOK_TYPE}"/>'
                content = content.replace("</Types>", f"{types}</Types>")
                if name == "word/_rels/document.xml.rels":
                    link = f'<Relationship Id="chart{n}" Type="{OFFICE}/chart" Target="charts/chart{n}.xml"/>'
                    content = content.replace("</Relationships>", f"{link}</Relationships>")
            new.writestr(name, content)
        for n, (chart, book) in enumerate(charts.values(), 1):
            new.writestr(f"word/charts/chart{n}.xml", chart)
            if book is not None:
                new.writestr(f"word/embeddings/book{n}.xlsx", book)
                new.writestr(
                    f"word/charts/_rels/chart{n}.xml.rels",
                    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                    f'<Relationship Id="rId1" Type="{OFFICE}/package" Target="../embeddings/book{n}.xlsx"/></Relationships>',
                )
    return out.getvalue()


def points(data: bytes, number: int = 1) -> list[tuple[str, list[str], list[str]]]:
    """The series of a chart as its caches show them: name, categories, values ("" is a gap)."""
    root = etree.fromstring(read_package(data).read(f"word/charts/chart{number}.xml"))
    found = []
    for series in root.iter(f"{C}ser"):
        name = "".join(series.xpath("*[local-name()='tx']//*[local-name()='v']/text()"))
        found.append(
            (name, *(_cached(series, names) for names in (("cat", "xVal"), ("val", "yVal"))))
        )
    return found


def _cached(series, names: tuple[str, str]) -> list[str]:
    [place] = [child for child in series if etree.QName(child).localname in names]
    count = int(next(place.iter(f"{C}ptCount")).get("val"))
    values = {int(one.get("idx")): one[0].text for one in place.iter(f"{C}pt")}
    return [values.get(index, "") for index in range(count)]


def book_behind(data: bytes, number: int = 1) -> openpyxl.Workbook:
    package = read_package(data)
    part = f"word/charts/chart{number}.xml"
    [name] = [target for _, kind, target in package.relationships(part) if kind == "package"]
    return openpyxl.load_workbook(io.BytesIO(package.read(name)))


def formulas_read(data: bytes, number: int = 1) -> list[list[object]]:
    """What the series' formulas find in the workbook, in their order."""
    book = book_behind(data, number)
    root = etree.fromstring(read_package(data).read(f"word/charts/chart{number}.xml"))
    found = []
    for formula in root.iterfind(f".//{C}ser//{C}f"):
        sheet, _, place = formula.text.rpartition("!")
        cells = book[sheet.strip("'").replace("''", "'")][place.replace("$", "")]
        cells = cells if isinstance(cells, tuple) else ((cells,),)
        found.append([cell.value for row in cells for cell in row])
    return found


KINDS = [BarChart, LineChart, PieChart, AreaChart, DoughnutChart]
DATA = Chart(
    ["Sơn La & Lai Châu", "Hà Giang", "Điện Biên", "Yên Bái"],
    {"Mô hình": [5, Decimal("7.5"), None, 2]},
)


@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_is_filled_through_its_alternative_text(word, kind):
    template = with_charts(word, {'descr="Số mô hình"': drawn(kind)})
    data = Template(template).render({"Số mô hình": DATA}).to_bytes()
    assert points(data) == [("Mô hình", list(DATA.categories), ["5", "7.5", "", "2"])]
    assert list(book_behind(data).active.values) == [
        (None, "Mô hình"), ("Sơn La & Lai Châu", 5), ("Hà Giang", 7.5), ("Điện Biên", None), ("Yên Bái", 2),
    ]  # fmt: skip
    assert formulas_read(data) == [["Mô hình"], list(DATA.categories), [5, 7.5, None, 2]]


@pytest.mark.parametrize("named", ['descr="x"', 'title="x"', 'name="x"', 'descr=" x " title="y"'])
def test_a_chart_is_found_by_alternative_text_title_or_name(word, named):
    frame = named.replace("name=", "title='' data-name=") if named.startswith("name") else named
    template = with_charts(word, {frame: drawn()})
    if named.startswith("name"):
        template = template_with_name(template)
    assert points(Template(template).render({"x": DATA}).to_bytes())[0][0] == "Mô hình"


def template_with_name(template: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            xml = old.read(name).replace(b'name="Chart 1"', b'name="x"')
            new.writestr(name, xml.replace(b"title='' data-name=\"x\"", b""))
    return out.getvalue()


@pytest.mark.parametrize("kind", [BarChart, LineChart, AreaChart])
@pytest.mark.parametrize("had", [1, 2, 4])
def test_series_are_added_and_removed(word, kind, had):
    wanted = {"a": [1, 2], "b": [3, 4], "c": [5, 6]}
    template = with_charts(word, {'descr="x"': drawn(kind, had)})
    data = Template(template).render({"x": Chart(["p", "q"], wanted)}).to_bytes()
    assert points(data) == [
        (name, ["p", "q"], [*map(str, values)]) for name, values in wanted.items()
    ]
    root = etree.fromstring(read_package(data).read("word/charts/chart1.xml"))
    for name in ("idx", "order"):
        numbers = [series.find(f"{C}{name}").get("val") for series in root.iter(f"{C}ser")]
        assert len(set(numbers)) == 3
    assert len(root.findall(".//{*}ser/{*}spPr//{*}srgbClr[@val='FF0000']")) == 3


def test_a_series_more_takes_the_next_colour_of_the_theme(word):
    chart, book = drawn(BarChart)
    colour = b'<a:schemeClr xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" val="accent6"/>'
    chart = re.sub(rb"<a:srgbClr[^>]*/>|<(\w+:)?srgbClr[^>]*/>", colour, chart)
    data = Template(with_charts(word, {'descr="x"': (chart, book)})).render(
        {"x": Chart(["p"], {"a": [1], "b": [2]})}
    )
    xml = read_package(data.to_bytes()).read("word/charts/chart1.xml").decode()
    assert re.findall(r'schemeClr[^>]*val="(\w+)"', xml) == ["accent6", "accent1"]


def test_a_scatter_chart_takes_numbers_along_its_axis(word):
    template = with_charts(word, {'descr="x"': drawn(ScatterChart)})
    data = Template(template).render({"x": Chart([1.5, 2], {"y": [3, 4]})}).to_bytes()
    assert points(data) == [("y", ["1.5", "2"], ["3", "4"])]
    assert formulas_read(data) == [["y"], [1.5, 2], [3, 4]]


def test_dates_stay_dates(word):
    days = [date(2021, 5, 18), date(2022, 5, 18)]
    data = (
        Template(with_charts(word, {'descr="x"': drawn(LineChart)}))
        .render({"x": Chart(days, {"n": [1, 2]})})
        .to_bytes()
    )
    assert points(data)[0][1] == ["44334", "44699"]
    assert [cell.value.date() for cell in book_behind(data).active["A"][1:]] == days


FROM = [
    ("a table", pandas.DataFrame({"a": [1, 2], "b": [3.5, None]}, index=["p", "q"]), [("a", ["p", "q"], ["1", "2"]), ("b", ["p", "q"], ["3.5", ""])]),
    ("a column", pandas.Series([1, 2], index=[2020, 2021], name="n"), [("n", ["2020", "2021"], ["1", "2"])]),
    ("JSON", {"categories": ["p"], "series": {"a": [1]}}, [("a", ["p"], ["1"])]),
    ("no category at all", Chart([], {"a": []}), [("a", [], [])]),
]  # fmt: skip


@pytest.mark.parametrize(("value", "seen"), [row[1:] for row in FROM], ids=[row[0] for row in FROM])
def test_a_chart_is_filled_from(word, value, seen):
    data = Template(with_charts(word, {'descr="x"': drawn()})).render({"x": value}).to_bytes()
    assert points(data) == seen


def test_a_number_format_is_the_datas_or_stays_the_templates(word):
    chart, book = drawn()
    chart = chart.replace(b"<numRef>", b"<numRef>").replace(
        b"</f></numRef>", b"</f><numCache><formatCode>0.00</formatCode></numCache></numRef>"
    )
    template = Template(with_charts(word, {'descr="x"': (chart, book)}))
    for given, seen in ((None, "0.00"), ("#,##0", "#,##0")):
        data = template.render({"x": Chart(["p"], {"a": [1]}, number_format=given)}).to_bytes()
        assert f"formatCode>{seen}<" in read_package(data).read("word/charts/chart1.xml").decode()
        assert book_behind(data).active["B2"].number_format == seen


def test_the_sheet_keeps_its_name(word):
    data = (
        Template(with_charts(word, {'descr="x"': drawn(sheet="Trang tính 1")}))
        .render({"x": DATA})
        .to_bytes()
    )
    assert book_behind(data).sheetnames == ["Trang tính 1"]
    assert formulas_read(data)[0] == ["Mô hình"]


def test_a_chart_without_a_workbook_gets_one(word, tmp_path):
    chart, _ = drawn()
    chart = re.sub(rb"<[^>]*externalData[^>]*/>", b"", chart)
    template = with_charts(word, {'descr="x"': (chart, None)})
    data = Template(template).render({"x": DATA}).to_bytes()
    assert formulas_read(data)[2] == [5, 7.5, None, 2]


def test_several_charts_are_filled_each_from_its_own_value(word):
    charts = {
        'descr="một"': drawn(),
        'descr="hai"': drawn(PieChart),
        'descr="ba"': drawn(LineChart),
    }
    template = Template(with_charts(word, charts, "{{ title }}"))
    values = {"một": Chart(["p"], {"a": [1]}), "hai": Chart(["q"], {"b": [2]}), "title": "T"}
    data = template.render(values).to_bytes()
    assert points(data, 1) == [("a", ["p"], ["1"])]
    assert points(data, 2) == [("b", ["q"], ["2"])]
    untouched, before = (
        read_package(data).parts,
        read_package(with_charts(word, charts, "{{ title }}")).parts,
    )
    for name in ("word/charts/chart3.xml", "word/embeddings/book3.xlsx"):
        assert untouched[name].packed == before[name].packed
    assert template.render(values).to_bytes() == data


def test_the_title_of_a_chart_takes_tags(word):
    chart, book = drawn()
    title = (
        '<c:title xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:tx><c:rich>'
        '<a:bodyPr xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/>'
        '<a:p xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:r><a:t>Năm {{ y</a:t></a:r>'
        "<a:r><a:t>ear }}</a:t></a:r></a:p></c:rich></c:tx></c:title>"
    ).encode()
    chart = re.sub(rb"(<(?:\w+:)?chart>|<chart [^>]*>)", rb"\1" + title, chart, count=1)
    data = (
        Template(with_charts(word, {'descr="x"': (chart, book)}))
        .render({"x": DATA, "year": "2021 & 2022"})
        .to_bytes()
    )
    xml = read_package(data).read("word/charts/chart1.xml").decode()
    assert "Năm 2021 &amp; 2022" in xml
    assert points(data)[0][0] == "Mô hình"


def test_a_template_tells_the_names_of_its_charts(word):
    template = Template(with_charts(word, {'descr="số mô hình"': drawn(), "": drawn()}, "{{ x }}"))
    assert {name: one.optional for name, one in template.variables().items()} == {
        "x": False, "title": True, "số mô hình": True,
    }  # fmt: skip


def loop_of_charts(word, named: str) -> bytes:
    template = with_charts(
        word, {f'descr="{named}"': drawn()}, "{%p for u in us %}", "{{ u.name }}"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            end = f"{word.paragraph('{%p endfor %}')}<w:sectPr>"
            new.writestr(
                name,
                old.read(name).decode().replace("<w:sectPr>", end)
                if name == "word/document.xml"
                else old.read(name),
            )
    return out.getvalue()


def test_a_chart_in_a_loop_is_filled_for_each_pass(word, tmp_path):
    template = Template(loop_of_charts(word, "Biểu đồ {{ u.chart }}"))
    units = [
        {"name": name, "chart": Chart(["p"], {f"số {name}": [n]})} for n, name in enumerate("AB")
    ]
    data = template.render({"us": units}).to_bytes()
    assert points(data, 1) == [("số A", ["p"], ["0"])]
    assert points(data, 2) == [("số B", ["p"], ["1"])]
    assert formulas_read(data, 1)[2] == [0]
    assert formulas_read(data, 2)[2] == [1]
    body = etree.fromstring(read_package(data).read("word/document.xml"))
    assert [one.get("descr") for one in body.iter("{*}docPr")] == ["Biểu đồ số A", "Biểu đồ số B"]
    targets = {
        identity: target
        for identity, _, target in read_package(data).relationships("word/document.xml")
    }
    drawings = [targets[one.get(f"{{{OFFICE}}}id")] for one in body.iter(f"{C}chart")]
    assert drawings == ["word/charts/chart1.xml", "word/charts/chart2.xml"]
    path = tmp_path / "filled.docx"
    path.write_bytes(data)
    assert not [
        e
        for e in OpenXmlValidator().validate(str(path)).errors
        if "chart2" in f"{e.part_uri}{e.description}"
    ]


def test_a_chart_that_a_loop_repeats_as_it_is_has_parts_of_its_own(word):
    template = Template(loop_of_charts(word, "x"))
    for values in ({"x": DATA}, {}):
        data = template.render(
            {"us": [{"name": "A"}, {"name": "B"}, {"name": "C"}], **values}
        ).to_bytes()
        if values:
            assert points(data, 1) == points(data, 2) == points(data, 3)
        assert formulas_read(data, 3) == formulas_read(data, 1)
        package = read_package(data)
        books = [
            t
            for n in (1, 2, 3)
            for _, k, t in package.relationships(f"word/charts/chart{n}.xml")
            if k == "package"
        ]
        assert len(set(books)) == 3


def test_words_in_the_alternative_text_of_a_chart_are_words(word):
    data = (
        Template(loop_of_charts(word, "Của {{ u.name }}"))
        .render({"us": [{"name": 'A "&" B'}]})
        .to_bytes()
    )
    body = etree.fromstring(read_package(data).read("word/document.xml"))
    assert [one.get("descr") for one in body.iter("{*}docPr")] == ['Của A "&" B']


MISTAKES = [
    ("a number in place of a chart", {"x": 5}, "int"),
    ("a chart under a name that none has", {"y": DATA}, "'x'"),
    ("a table of texts", {"x": pandas.DataFrame({"a": ["b"]})}, "no number"),
]


@pytest.mark.parametrize(("values", "says"), [row[1:] for row in MISTAKES], ids=[row[0] for row in MISTAKES])  # fmt: skip
def test_a_mistake_is_told(word, values, says):
    with pytest.raises(TemplateValueError) as caught:
        Template(with_charts(word, {'descr="x"': drawn()})).render(values)
    assert says in str(caught.value)


def with_newer(word, named: str) -> bytes:
    """A template with a chart of the newer kinds, in the place that Word gives it."""
    space = "http://schemas.microsoft.com/office/drawing/2014/chartex"
    frame = FRAME.format(id=1, named=named).replace("http://schemas.openxmlformats.org/drawingml/2006/chart", space)  # fmt: skip
    [drawing] = re.findall("<w:drawing>.*</w:drawing>", frame.replace("c:chart", "cx:chart").replace("xmlns:c=", "xmlns:cx="))  # fmt: skip
    choice = f'<mc:Choice Requires="cx1" xmlns:cx1="{space}">{drawing}</mc:Choice>'
    chart = (
        f"<w:p><w:r><mc:AlternateContent>{choice}<mc:Fallback/></mc:AlternateContent></w:r></w:p>"
    )
    package = read_package(word.file("{{ a }}", chart))
    kind = '<Override PartName="/word/charts/chartEx1.xml" ContentType="application/vnd.ms-office.chartex+xml"/></Types>'  # fmt: skip
    types = package.read("[Content_Types].xml").replace(b"</Types>", kind.encode())
    parts = package.replaced({"[Content_Types].xml": types})
    return write_package([*parts, pack_part("word/charts/chartEx1.xml", b"<x/>")])


@pytest.mark.parametrize("named", ['descr="x"', 'descr="{{ x }}"', 'title="x"'])
def test_a_chart_of_the_newer_kinds_is_told(word, named):
    with pytest.raises(TemplateValueError, match="waterfall") as caught:
        Template(with_newer(word, named)).render({"a": 1, "x": DATA})
    assert "column" in caught.value.remedy
    assert caught.value.part.startswith("chart “")


def test_a_chart_of_the_newer_kinds_without_data_stays(word):
    template = with_newer(word, 'descr="x"')
    for values in ({"a": 1}, {"a": 1, "x": "words"}):
        assert 'descr="x"' in word.part(Template(template).render(values).to_bytes())


def test_a_bubble_chart_is_told(word):
    root = etree.fromstring(drawn(ScatterChart)[0])
    [scatter] = root.iter(f"{C}scatterChart")
    scatter.tag = f"{C}bubbleChart"
    template = with_charts(word, {'descr="x"': (etree.tostring(root), None)})
    with pytest.raises(TemplateValueError, match="bubble") as caught:
        Template(template).render({"x": DATA})
    assert "“x”" in caught.value.part


def test_a_chart_for_an_included_part_is_no_mistake_of_the_template_around_it(word):
    part = with_charts(word, {'descr="y"': drawn()})
    around = with_charts(word, {'descr="x"': drawn()}, "{{p include('p') }}")
    for names in (("x", "y"), ("y",), ("x",)):
        data = Template(around, parts={"p": part}).render(dict.fromkeys(names, DATA)).to_bytes()
        package = read_package(data)
        filled = ["Sơn La".encode() in package.read(f"word/charts/chart{n}.xml") for n in (1, 2)]
        assert filled == ["x" in names, "y" in names]


def test_a_chart_in_a_text_is_told(word):
    with pytest.raises(TemplateValueError, match="alternative text"):
        Template(word.file("{{ x }}")).render({"x": DATA})


@pytest.mark.parametrize(
    ("series", "says"),
    [
        ({}, "needs series"),
        ({"a": [1]}, "1 numbers for 2"),
        ({"a": [1, "b"]}, "'b' in the series 'a'"),
    ],
)
def test_data_that_are_no_chart_are_refused(series, says):
    with pytest.raises(TemplateValueError, match=says):
        Chart(["p", "q"], series)


def test_a_filled_chart_has_no_finding_that_its_template_has_not(word, tmp_path):
    charts = {f'descr="x{n}"': drawn(kind, 2) for n, kind in enumerate(KINDS)}
    template, path = with_charts(word, charts), tmp_path / "chart.docx"
    found = []
    many = Chart(["p", "q"], {name: [1, None] for name in "abcd"})
    filled = Template(template).render({f"x{n}": many for n in range(len(KINDS))}).to_bytes()
    for data in (template, filled):
        path.write_bytes(data)
        found.append(
            {f"{e.part_uri} {e.description}" for e in OpenXmlValidator().validate(str(path)).errors}
        )
    assert found[1] <= found[0]


def stacked() -> tuple[bytes, bytes]:
    """A column chart whose series stand one upon the other."""
    part, book = drawn(BarChart, 2)
    root = etree.fromstring(part)
    next(root.iter(f"{C}grouping")).set("val", "stacked")
    return etree.tostring(root), book


def with_all_kinds(word) -> bytes:
    """A filled document with a chart of each kind."""
    kinds = [drawn(kind) for kind in KINDS] + [stacked()]
    template = with_charts(word, {f'descr="x{n}"': kind for n, kind in enumerate(kinds)})
    return Template(template).render({f"x{n}": DATA for n in range(len(kinds))}).to_bytes()


def test_python_docx_shows_the_data_of_every_kind_of_chart(word):
    document = docx.Document(io.BytesIO(with_all_kinds(word)))
    charts = [one.target_part for one in document.part.rels.values() if one.reltype.endswith("/chart")]  # fmt: skip
    assert len(charts) == len(KINDS) + 1
    for chart in charts:
        shown = "".join(etree.fromstring(chart.blob).itertext())
        for words in ("Sơn La & Lai Châu", "Yên Bái", "Mô hình"):
            assert words in shown
        books = [one.target_part.blob for one in chart.rels.values()]
        [[_, *names], *rows] = openpyxl.load_workbook(io.BytesIO(books[0])).active.values
        assert names == list(DATA.series)
        assert [tuple(row[1:]) for row in rows] == list(zip(*DATA.series.values(), strict=True))


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_shows_the_data(word, tmp_path):
    path = tmp_path / "chart.docx"
    path.write_bytes(with_all_kinds(word))
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    subprocess.run([*command, "--convert-to", "odt", "--outdir", str(tmp_path), str(path)], check=True, timeout=300, capture_output=True)  # fmt: skip
    with zipfile.ZipFile(tmp_path / "chart.odt") as archive:
        objects = [
            name for name in archive.namelist() if re.fullmatch(r"Object \d+/content.xml", name)
        ]
        shown = [archive.read(name).decode() for name in objects]
    assert len(shown) == len(KINDS) + 1
    for chart in shown:
        for words in ("Sơn La &amp; Lai Châu", "Yên Bái", "Mô hình", 'office:value="7.5"'):
            assert words in chart
