"""The tags of cells: background, spans, merging, and columns that a loop writes."""

from __future__ import annotations

import re

import pytest

from reportkit.errors import TemplateSyntaxError, TemplateValueError, UndefinedNameError
from reportkit.templating import Template

ROWS = {"rows": [{"name": "A", "colour": "#ff0000"}, {"name": "B", "colour": None}]}


def filled(word, template, data) -> str:
    return word.part(Template(template).render(data).to_bytes())


PROPERTIES = {
    "with properties": '<w:tcPr><w:tcW w:w="9" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>',
    "with none": "",
    "with empty ones": "<w:tcPr/>",
    "with a colour": '<w:tcPr><w:shd w:val="solid" w:color="00ff00" w:fill="00ff00"/></w:tcPr>',
}


@pytest.mark.parametrize("properties", PROPERTIES)
def test_a_cell_takes_its_background_in_a_cell(word, properties):
    cell = PROPERTIES[properties] + word.paragraph("{% cellbg r.colour %}{{ r.name }}")
    rows = "".join(
        f"<w:tr><w:tc>{content}</w:tc></w:tr>"
        for content in (word.paragraph("{%tr for r in rows %}"), cell, word.paragraph("{%tr endfor %}"))
    )  # fmt: skip
    xml = filled(word, word.file(f"<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>"), ROWS)
    assert re.findall('w:val="clear" w:color="auto" w:fill="(.*?)"', xml) == ["ff0000", "auto"]
    assert "00ff00" not in xml
    if "vAlign" in cell:
        assert re.search("<w:tcW.*?<w:shd.*?<w:vAlign", xml)


def test_a_cell_spans_as_many_columns_as_said(word):
    xml = filled(word, word.file(word.table(["{% colspan n %}x"])), {"n": 3})
    assert re.search(r'<w:tcW w:w="1000" w:type="dxa"/><w:gridSpan w:val="3"/></w:tcPr>', xml)


def test_cells_of_a_loop_merge_across(word):
    row = ["{%tc for r in rows %}", "{% hm %}{{ r.name }}", "{%tc endfor %}"]
    data = Template(word.file(word.table(row, ["{%tc for r in rows %}", "b", "{%tc endfor %}"])))
    done = data.render(ROWS).to_bytes()
    assert word.shown(done) == [[["A", "A"], ["b", "b"]]]
    assert word.part(done).count("<w:tc>") == 3
    assert word.part(done).count('<w:gridSpan w:val="2"/>') == 1


def test_a_cell_that_is_its_own_loop_merges_across(word):
    done = Template(
        word.file(word.table(["{%tc for r in rows %}{% hm %}{{ r.name }}{%tc endfor %}"]))
    ).render(ROWS)
    assert word.shown(done.to_bytes()) == [[["A", "A"]]]


def test_cells_of_a_loop_merge_down(word):
    rows = [["{%tr for r in rows %}", ""], ["{% vm %}all", "{{ r.name }}"], ["{%tr endfor %}", ""]]
    done = Template(word.file(word.table(*rows))).render(ROWS).to_bytes()
    assert word.shown(done) == [[["all", "A"], ["all", "B"]]]
    xml = word.part(done)
    assert re.findall('vMerge w:val="(.*?)"', xml) == ["restart", "continue"]
    assert xml.count("all") == 1


WRONG = [
    ("{% colspan 0 %}", TemplateValueError, "no number of columns"),
    ("{% colspan 'a' %}", TemplateValueError, "no number of columns"),
    ("{% cellbg 'red' %}", TemplateValueError, "no colour"),
    ("{% cellbg %}", TemplateSyntaxError, "says nothing to set"),
    ("{% cellbg x %}", UndefinedNameError, "'x' is not in the data"),
    ("{% vm %}a", UndefinedNameError, "no loop"),
]


@pytest.mark.parametrize(("tag", "kind", "words"), WRONG)
def test_a_wrong_value_says_where(word, tag, kind, words):
    with pytest.raises(kind, match=words) as caught:
        Template(word.file(word.table([tag + "a"]))).render({})
    assert caught.value.where == "table 1, row 1, cell 1"


def test_a_cell_tag_outside_of_a_table_says_so(word):
    with pytest.raises(TemplateSyntaxError, match="stands in no table"):
        Template(word.file("{% cellbg x %}"))


GRIDS = [(0, [6000]), (1, [4000, 2000]), (2, [3000, 1500, 1500]), (6, [1500] + [750] * 6)]


@pytest.mark.parametrize(("count", "widths"), GRIDS)
def test_the_grid_and_the_cells_keep_step_with_the_columns(word, count, widths):
    def cell(text: str, width: int) -> str:
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{word.paragraph(text)}</w:tc>'

    texts = [("unit", 2000), ("{%tc for u in units %}", 1000), ("{{ u }}", 1000), ("{%tc endfor %}", 2000)]  # fmt: skip
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for _, width in texts)
    row = "".join(cell(*one) for one in texts)
    template = word.file(
        f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid><w:tr>{row}</w:tr></w:tbl>"
    )
    xml = filled(word, template, {"units": range(count)})
    assert [int(w) for w in re.findall(r'<w:gridCol w:w="(\d+)"', xml)] == widths
    assert [int(w) for w in re.findall(r'<w:tcW w:w="(\d+)"', xml)] == widths
