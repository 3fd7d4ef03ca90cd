"""Parts beside the sheets, by themselves: what moves in them, what cannot, where tags may stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportkit.errors import TemplateSyntaxError
from reportkit.templating import Template
from reportkit.templating._added_parts import AddedParts
from reportkit.templating._expressions import make_environment
from reportkit.templating._package import Package
from reportkit.templating._xlsx_formulas import Axes
from reportkit.templating._xlsx_part_program import Given
from reportkit.templating._xlsx_parts import Situation, compile_part
from reportkit.templating._xlsx_reader import read_sheet
from reportkit.templating._xlsx_strings import SharedStrings
from tests.templating.test_xlsx_around import chart_over, table_template, the_list
from tests.templating.test_xlsx_columns import DATA, cross_table
from tests.templating.test_xlsx_formulas import COLUMNS, LIST, list_of
from tests.templating.workbooks import MAIN, saved

SITUATION = Situation(
    make_environment(), {"biểu": Axes(LIST, COLUMNS)}, ["Biểu", "Khác"], frozenset({"biểu"})
)
DRAWING = (
    '<d:wsDr xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">{}</d:wsDr>'
)
CHART = '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart">{}</c:chart>'
ANCHOR = (
    '<d:twoCellAnchor{}><d:from><d:col>1</d:col><d:row>{}</d:row></d:from><d:to><d:col>3</d:col>'
    "<d:row>{}</d:row></d:to></d:twoCellAnchor>"
)  # fmt: skip


def written(kind: str, xml: str, count: int = 3) -> str:
    sheet = read_sheet(
        f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'.encode(),
        "Biểu", "xl/worksheets/sheet1.xml", SharedStrings({}, None),
    )  # fmt: skip
    program = compile_part("xl/part.xml", kind, xml.encode(), sheet, SITUATION)
    if program is None:
        return "untouched"
    given = Given({"biểu": list_of(count)}, {"title": "A & B"}, AddedParts(Package({}), {}))
    return program.xml(given, "xl/part.xml").decode().partition("?>")[2].strip()


def rows_in(xml: str) -> list[int]:
    return [int(part.partition("<")[0]) for part in xml.split("<d:row>")[1:]]


@pytest.mark.parametrize(
    ("anchor", "three", "none"),
    [
        (ANCHOR.format("", 6, 9), [8, 11], [5, 8]),  # below the rows
        (ANCHOR.format("", 1, 2), [1, 2], [1, 2]),  # above them
        (ANCHOR.format("", 2, 7), [2, 9], [2, 6]),  # beside them: it grows
        (ANCHOR.format(' editAs="oneCell"', 2, 7), [2, 7], [2, 7]),  # or keeps its size
        (ANCHOR.format(' editAs="oneCell"', 6, 9), [8, 11], [5, 8]),
        (ANCHOR.format(' editAs="absolute"', 6, 9), [6, 9], [6, 9]),  # or its place
    ],
)
def test_shapes_move_as_their_anchor_says(anchor, three, none):
    assert rows_in(written("drawing", DRAWING.format(anchor), 3)) == three
    assert rows_in(written("drawing", DRAWING.format(anchor), 0)) == none


@pytest.mark.parametrize(
    ("source", "three"),
    [
        ("Biểu!$B$5:$B$5", "Biểu!$B$5:$B$7"),
        ("Biểu!$B$5", "Biểu!$B$5:$B$7"),
        ("Biểu!$B$4", "Biểu!$B$4"),
        ("(Biểu!$B$5,Biểu!$B$9)", "(Biểu!$B$5:$B$7,Biểu!$B$11)"),
        ("Khác!$B$5:$B$5", "Khác!$B$5:$B$5"),
    ],
)
def test_the_ranges_of_a_chart_grow_and_its_stored_points_go(source, three):
    cache = "<c:numCache><c:ptCount val='1'/></c:numCache>"
    chart = CHART.format(f"<c:numRef><c:f>{source}</c:f>{cache}</c:numRef>")
    result = written("chart", chart)
    if source == three and "Khác" in source:
        assert result == "untouched"
        return
    assert f"<c:f>{three}</c:f>" in result
    assert "numCache" not in result


def test_a_linked_text_box_shows_the_same_cell():
    shape = '<d:sp textlink="Biểu!$B$6"><d:txBody/></d:sp>'
    assert 'textlink="Biểu!$B$8"' in written("drawing", DRAWING.format(shape))


def test_the_source_of_a_pivot_table_grows_and_is_read_anew():
    cache = (
        f'<pivotCacheDefinition xmlns="{MAIN}"><cacheSource type="worksheet">'
        '<worksheetSource ref="A4:C5" sheet="Biểu"/></cacheSource></pivotCacheDefinition>'
    )
    result = written("pivotCacheDefinition", cache)
    assert 'ref="A4:C7"' in result
    assert 'refreshOnLoad="1"' in result


def test_titles_and_text_boxes_take_tags():
    text = "<a:p><a:r><a:t>Biểu đồ {{ title }}</a:t></a:r></a:p>"
    assert "<a:t>Biểu đồ A &amp; B</a:t>" in written("drawing", DRAWING.format(text))


@pytest.mark.parametrize(
    ("kind", "xml", "says"),
    [
        ("drawing", DRAWING.format("<a:p><a:r><a:t>{{ ti</a:t></a:r><a:r><a:t>tle }}</a:t></a:r></a:p>"), "never closed"),
        ("drawing", DRAWING.format("<a:p><a:r><a:t>{</a:t></a:r><a:r><a:t>{ title }}</a:t></a:r></a:p>"), "one go"),
        ("drawing", DRAWING.format('<a:p name="{{ title }}"/>'), "A tag stands"),
        ("drawing", DRAWING.format('<x:cameraTool xmlns:x="x" cellRange="$B$4:$C$5"/>'), "linked picture of the cells"),
        ("drawing", DRAWING.format('<x:cameraTool xmlns:x="x" cellRange="Biểu!$B$4"/>'), "linked picture of the cells"),
        ("ctrlProp", f'<formControlPr xmlns="{MAIN}" fmlaLink="Biểu!$B$6"/>', "form control"),
        ("tableSingleCells", f'<singleXmlCells xmlns="{MAIN}"/>', "tableSingleCells"),
        ("vmlDrawing", '<xml xmlns:x="urn:schemas-microsoft-com:office:excel"><x:ClientData ObjectType="Button"/></xml>', "Button"),
    ],
)  # fmt: skip
def test_what_cannot_be_filled_or_follow_is_an_error(kind, xml, says):
    with pytest.raises(TemplateSyntaxError) as caught:
        written(kind, xml)
    assert says in str(caught.value)
    assert caught.value.part


def findings(file: Path) -> set[tuple[str, str]]:
    from openxml_audit import OpenXmlValidator

    errors = OpenXmlValidator().validate(file).errors
    # how many strings stand inline is said with their number: an advice, not a fault
    return {
        (error.description, error.part_uri or "")
        for error in errors
        if "inline-string" not in error.description
    }


def test_the_validator_finds_nothing_that_the_template_has_not(tmp_path):
    charted = the_list()
    chart_over(charted)
    charted.active.merge_cells("B4:C4")
    for name, template, data in (
        ("chart", saved(charted), {"xs": [1, 2, 3]}),
        ("table", table_template(), {"xs": [1, 2, 3]}),
        ("empty table", table_template(), {"xs": []}),
        ("cross", saved(cross_table()), DATA),
    ):
        before, after = tmp_path / f"{name} template.xlsx", tmp_path / f"{name}.xlsx"
        before.write_bytes(template)
        Template(template).render(data).save(after)
        assert findings(after) <= findings(before), name
