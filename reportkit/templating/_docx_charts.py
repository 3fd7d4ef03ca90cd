"""Fills the charts that were drawn in Word from the data: each by its alternative text.

That is a name in the data, or ``{{ unit.chart }}``, in loops too.

Takes the package and the data of one filling; changes a chart's series, their cached points and
the workbook behind them, so that "Edit data" opens what is shown. The format of a series stays;
one more than the template has looks like its last. Follows ECMA-376 part 1, 21.2.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from copy import deepcopy
from datetime import date
from decimal import Decimal
from typing import Any

from attrs import define, field, frozen
from jinja2 import Undefined
from lxml import etree
from markupsafe import Markup

from reportkit.errors import TemplateValueError
from reportkit.templating._added_parts import Target, relations_part
from reportkit.templating._chart_caches import Value, renew_cache
from reportkit.templating._docx_filling import Filling, current_filling
from reportkit.templating._docx_values import in_attribute
from reportkit.templating._filters import is_blank
from reportkit.templating._package import Package, Part
from reportkit.templating._small_workbook import serial_day, small_workbook
from reportkit.templating._xlsx_references import column_letters
from reportkit.templating.charts import Chart, chart_of, is_chart

__all__ = ["CHART_FILTERS", "DrawnChart", "charts_of", "fill_charts"]

Element = etree._Element

_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_C = f"{{{_CHART}}}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_BY_NUMBER = "\N{REPLACEMENT CHARACTER}chart {}"
_NEWER = "http://schemas.microsoft.com/office/drawing/2014/chartex"
_NEWER_CHART = "A chart of the newer kinds (waterfall, treemap, funnel, …)"
_USED = re.compile(rb'<c:chart [^>]*?r:id="([^"]+)"')
_NUMBERED = re.compile("\N{REPLACEMENT CHARACTER}chart ([0-9]+)")
_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHEET = re.compile(r"('(?:[^']|'')+'|[^!']+)!")
_ACCENTS = 6
_UNSEEN = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])
# What the schema has behind a place of a series or of a chart (CT_BarSer …, CT_ChartSpace).
_BEHIND_CATEGORIES = {"val", "yVal", "bubbleSize", "bubble3D", "smooth", "shape", "extLst"}
_BEHIND_VALUES = {"bubbleSize", "bubble3D", "smooth", "shape", "extLst"}
_BEHIND_NAME = {
    "spPr", "invertIfNegative", "pictureOptions", "marker", "explosion", "dPt", "dLbls",
    "trendline", "errBars", "cat", "xVal", *_BEHIND_CATEGORIES,
}  # fmt: skip
_BEHIND_WORKBOOK = {"printSettings", "userShapes", "extLst"}


@frozen
class DrawnChart:
    """A chart of the template: its part, and the names by which it may be called, best first."""

    part: str
    names: tuple[str, ...]
    is_newer: bool = False
    """Whether it is of the kinds that came with Office 2016: waterfall, treemap, …"""


def charts_of(package: Package, read: Callable[[str], bytes]) -> tuple[DrawnChart, ...]:
    """Find the charts of a document, in the order of its parts."""
    types = package.content_types()
    if not any(kind.endswith(("drawingml.chart+xml", "chartex+xml")) for kind in types.values()):
        return ()
    found: list[DrawnChart] = []
    for part, kind in types.items():
        content = read(part) if "word" in kind else b""
        if _CHART.encode() not in content and _NEWER.encode() not in content:
            continue
        targets = {identity: target for identity, _, target in package.relationships(part)}
        for chart in etree.fromstring(content).iter(f"{_C}chart", f"{{{_NEWER}}}chart"):
            holders = chart.iterancestors("{*}inline", "{*}anchor")
            named = next((one.find("{*}docPr") for one in holders), None)
            target = targets.get(chart.get(f"{_R}id") or "", "")
            is_newer = chart.tag != f"{_C}chart"
            if named is not None and (target in package.parts or is_newer):
                names = [named.get(word, "").strip() for word in ("descr", "title", "name")]
                if not any("{{" in name for name in names):
                    found.append(DrawnChart(target, tuple(filter(None, names)), is_newer))
    return tuple(found)


def fill_charts(
    charts: Sequence[DrawnChart],
    data: Mapping[str, Any],
    filling: Filling,
    elsewhere: Container[str],
) -> None:
    """Fill each chart whose name is in the data; ``elsewhere`` are names in included parts.

    Raises
    ------
    TemplateValueError
        The value under a chart's name is no data of a chart, a chart is of a kind that cannot be
        filled, or no chart has the name of a Chart in the data.
    """
    if charts:
        filling.addition(_Repeated)
    filled: set[str] = set()
    books: set[str] = set()
    left: list[str] = []
    for chart in charts:
        name = next((name for name in chart.names if name in data), None)
        if chart.is_newer and (name is None or not is_chart(data[name])):
            continue
        if name is None:
            left += chart.names[:1]
            continue
        try:
            if chart.is_newer:
                raise _cannot_fill(_NEWER_CHART)
            _fill(chart.part, chart_of(data[name]), filling, books)
        except TemplateValueError as error:
            error.file, error.part = error.file or filling.package.file, f"chart “{name}”"
            raise
        filled.add(name)
    lost = [
        name
        for name, value in data.items()
        if isinstance(value, Chart) and name not in filled and name not in elsewhere
    ]
    if lost and left and filling.includer is None:
        raise TemplateValueError(
            f"No chart of the template has the alternative text {lost[0]!r}.",
            file=filling.package.file,
            remedy=f"Its charts without data are: {', '.join(map(repr, left))}. "
            "Give one of these names, or change the alternative text in Word.",
        )


def _drawn(value: Any) -> Any:
    """A value as the alternative text of a chart: data fill it, words stand there as they are."""
    filling = current_filling()
    if isinstance(value, Undefined) or filling is None or not is_chart(value):
        return in_attribute(value)
    charts = filling.addition(_Drawn).charts.setdefault(filling.part, [])
    charts.append(chart_of(value))
    return Markup(_BY_NUMBER.format(len(charts) - 1))


CHART_FILTERS: dict[str, Callable[..., Any]] = {"_drawn": _drawn}
"""The filter of tags in the alternative text of a chart."""


@define(eq=False)
class _Drawn:
    """The charts that tags in their alternative text fill, one after the other, by part."""

    _filling: Filling
    charts: dict[str, list[Chart]] = field(factory=dict)

    def finish(self) -> None:
        """Fill the charts; of a chart that a loop repeats each pass has its own."""
        for part, charts in self.charts.items():
            root = self._filling.read(part)
            blank: dict[str, bytes] = {}
            books: set[str] = set()
            for named in root.iter("{*}docPr"):
                for word in ("descr", "title"):
                    given = _NUMBERED.search(named.get(word, ""))
                    if given:
                        data = charts[int(given[1])]
                        words = ", ".join(filter(None, data.series))
                        named.set(word, named.get(word, "").replace(given[0], words))
                        try:
                            self._fill(part, named, data, blank, books)
                        except TemplateValueError as error:
                            error.file, error.part = self._filling.package.file, f"chart “{words}”"
                            raise
            self._filling.write(part, root)

    def _fill(
        self, part: str, named: Element, data: Chart, blank: dict[str, bytes], books: set[str]
    ) -> None:
        chart = next(_parent(named).iter(f"{_C}chart"), None)
        if chart is None:
            raise _cannot_fill(_NEWER_CHART)
        drawn = self._filling.parts.target(part, chart.get(f"{_R}id") or "")
        if drawn in blank:
            drawn = _copied(drawn, blank[drawn], self._filling)
            [identity] = self._filling.parts.relate(part, [Target("chart", drawn)])
            chart.set(f"{_R}id", identity)
        else:
            blank[drawn] = self._filling.text(drawn)
        _fill(drawn, data, self._filling, books)


@frozen(eq=False)
class _Repeated:
    """Charts that a loop repeats with what they are: each gets parts of its own."""

    _filling: Filling

    def finish(self) -> None:
        """Give copies to those behind the first."""
        for part in list(self._filling.contents):
            content = self._filling.contents[part]
            if content is None or isinstance(content, Part):
                continue
            used = _USED.findall(self._filling.text(part))
            if len(used) > len(set(used)):
                self._separate(part)

    def _separate(self, part: str) -> None:
        root, parts = self._filling.read(part), self._filling.parts
        seen: set[str] = set()
        for chart in root.iter(f"{_C}chart"):
            identity = chart.get(f"{_R}id") or ""
            if identity in seen:
                drawn = parts.target(part, identity)
                copy = _copied(drawn, self._filling.text(drawn), self._filling)
                [fresh] = parts.relate(part, [Target("chart", copy)])
                chart.set(f"{_R}id", fresh)
                book = _workbook_of(drawn, self._filling)
                if book is not None:
                    copied = self._filling.read(copy)
                    _put_workbook(copy, copied, self._filling.text(book), self._filling, set())
                    self._filling.write(copy, copied)
            seen.add(identity)
        self._filling.write(part, root)


def _workbook_of(part: str, filling: Filling) -> str | None:
    """The workbook behind a chart of the template."""
    relations = filling.package.relationships(part)
    books = (target for _, kind, target in relations if kind == "package")
    return next((book for book in books if book in filling.package.parts), None)


def _copied(part: str, content: bytes, filling: Filling) -> str:
    """A part like that one, with its relationships but that to its workbook."""
    copy = filling.parts.add(part, content, _TYPE)
    relations = relations_part(part)
    if relations in filling.package.parts:
        root = etree.fromstring(filling.package.read(relations))
        for entry in list(root):
            if (entry.get("Type") or "").endswith("/package"):
                root.remove(entry)
        filling.write(relations_part(copy), root)
    return copy


def _fill(part: str, data: Chart, filling: Filling, books: set[str]) -> None:
    root = filling.read(part)
    series = _series_for(root, len(data.series))
    sheet = _sheet_of(root)
    formats = [_category_format(data.categories)]
    for column, (one, (name, values)) in enumerate(
        zip(series, data.series.items(), strict=True), 2
    ):
        shown = data.number_format or _format_of(one)
        formats.append(shown)
        last = max(len(values), 1) + 1
        letter = column_letters(column)
        _set_name(one, f"{sheet}!${letter}$1", name)
        _set_categories(one, f"{sheet}!$A$2:$A${last}", data.categories)
        place = _place(one, "yVal" if _is_scatter(one) else "val", _BEHIND_VALUES)
        _refer(place, "numRef", f"{sheet}!${letter}$2:${letter}${last}", values, shown)
        _drop_points_beyond(one, len(values))
    columns = [data.categories, *data.series.values()]
    unquoted = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
    book = small_workbook(unquoted, ["", *data.series], columns, formats)
    _put_workbook(part, root, book, filling, books)
    filling.write(part, root)


def _series_for(root: Element, count: int) -> list[Element]:
    """As many series as there are in the data: those beyond go, those missing are copies."""
    found = sorted(root.iter(f"{_C}ser"), key=lambda one: int(_value(one, "order") or 0))
    if not found:
        raise _cannot_fill("A chart without series")
    if any(etree.QName(_parent(one)).localname == "bubbleChart" for one in found):
        raise _cannot_fill("A bubble chart")
    numbers = [int(_value(one, "idx") or 0) for one in found]
    for extra in found[count:]:
        _parent(extra).remove(extra)
    series = found[:count]
    for _ in range(count - len(series)):
        numbers.append(max(numbers) + 1)
        series.append(_copy(series[-1], numbers[-1]))
    for order, one in enumerate(series):
        _set_value(one, "order", order)
    return series


def _cannot_fill(kind: str) -> TemplateValueError:
    return TemplateValueError(
        f"{kind} cannot be filled.",
        remedy="Draw a column, bar, line, area, pie or scatter chart with one series at least.",
    )


def _copy(series: Element, number: int) -> Element:
    """One more series like this one, in the theme's next colour where it has one of these."""
    copy = deepcopy(series)
    _set_value(copy, "idx", number)
    for extension in copy.findall(f"{_C}extLst"):  # it holds an id of the series itself
        copy.remove(extension)
    for colour in copy.iter(f"{_DRAWING}schemeClr"):
        accent = re.fullmatch(r"accent([1-6])", colour.get("val", ""))
        if accent:
            colour.set("val", f"accent{int(accent[1]) % _ACCENTS + 1}")
    series.addnext(copy)
    return copy


def _sheet_of(root: Element) -> str:
    """The sheet that the series refer to, as it stands in their formulas."""
    formulas = (formula.text or "" for formula in root.iter(f"{_C}f"))
    found = next(filter(None, map(_SHEET.match, formulas)), None)
    return found[1] if found and "[" not in found[1] else "Sheet1"


def _format_of(series: Element) -> str:
    codes = (
        series.iterfind(f"{_C}val/*/*/{_C}formatCode"),
        series.iterfind(f"{_C}yVal/*/*/{_C}formatCode"),
    )
    return next((code.text for found in codes for code in found if code.text), "General")


def _category_format(categories: Iterable[object]) -> str:
    dates = any(isinstance(one, date) for one in categories)
    return "dd/mm/yyyy" if dates else "General"


def _set_name(series: Element, formula: str, name: str) -> None:
    _refer(_place(series, "tx", _BEHIND_NAME), "strRef", formula, [name])


def _set_categories(series: Element, formula: str, categories: Sequence[object]) -> None:
    place = _place(series, "xVal" if _is_scatter(series) else "cat", _BEHIND_CATEGORIES)
    _refer(place, "numRef", formula, categories, _category_format(categories))


def _is_scatter(series: Element) -> bool:
    return etree.QName(_parent(series)).localname == "scatterChart"


def _refer(
    place: Element, kind: str, formula: str, values: Sequence[object], shown: str | None = None
) -> None:
    """Let a place refer to cells with these values; in categories these decide the kind."""
    del place[:]
    reference = etree.SubElement(place, f"{_C}{kind}")
    etree.SubElement(reference, f"{_C}f").text = formula
    if shown:
        cache = etree.SubElement(reference, f"{_C}numCache")
        etree.SubElement(cache, f"{_C}formatCode").text = shown
    renew_cache(reference, [[_point(value)] for value in values])


def _point(value: Any) -> Value:
    """A value as a chart remembers it."""
    if is_blank(value):
        return None
    if isinstance(value, date):
        return serial_day(value)
    return value if isinstance(value, float | int | Decimal) else str(value).translate(_UNSEEN)


def _drop_points_beyond(series: Element, count: int) -> None:
    """The formats and labels of single points that are no longer there."""
    for point in [*series.iterfind(f"{_C}dPt"), *series.iterfind(f"{_C}dLbls/{_C}dLbl")]:
        if int(_value(point, "idx") or 0) >= count:
            _parent(point).remove(point)


def _put_workbook(part: str, root: Element, book: bytes, filling: Filling, books: set[str]) -> None:
    """Put the workbook in the place of the chart's own; where it has none of its own, add it."""
    external = root.find(f"{_C}externalData")
    identity = "" if external is None else external.get(f"{_R}id")
    relations = filling.package.relationships(part)
    own = next((target for one, _, target in relations if one == identity), None)
    if own and own in filling.package.parts and own.endswith(".xlsx") and own not in books:
        books.add(own)
        filling.contents[own] = book
        return
    folder = filling.main.rpartition("/")[0]
    name = filling.parts.add(f"{folder}/embeddings/chart-data1.xlsx", book, _WORKBOOK)
    [identity] = filling.parts.relate(part, [Target("package", name)])
    if external is None:
        external = etree.Element(f"{_C}externalData")
        etree.SubElement(external, f"{_C}autoUpdate", val="0")
        _insert(root, external, _BEHIND_WORKBOOK)
    external.set(f"{_R}id", identity)


def _place(series: Element, name: str, behind: set[str]) -> Element:
    found = series.find(f"{_C}{name}")
    if found is None:
        found = etree.Element(f"{_C}{name}")
        _insert(series, found, behind)
    return found


def _insert(holder: Element, element: Element, behind: set[str]) -> None:
    """Put an element in front of those that the schema has behind it."""
    later = (child for child in holder if etree.QName(child).localname in behind)
    follower = next(later, None)
    if follower is None:
        holder.append(element)
    else:
        follower.addprevious(element)


def _value(element: Element, name: str) -> str | None:
    found = element.find(f"{_C}{name}")
    return None if found is None else found.get("val")


def _set_value(element: Element, name: str, value: int) -> None:
    found = element.find(f"{_C}{name}")
    if found is not None:
        found.set("val", str(value))


def _parent(element: Element) -> Element:
    parent = element.getparent()
    if parent is None:
        raise ValueError("a chart's root has nothing around it")
    return parent
