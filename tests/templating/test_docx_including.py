"""``{{p include("part.docx") }}``: another template, filled with the same data, in its place."""

from __future__ import annotations

import io
import pickle
from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Pt
from openxml_audit import OpenXmlValidator

from reportkit.errors import (
    TemplateError,
    TemplateFileError,
    TemplateSyntaxError,
    TemplateValueError,
    UndefinedNameError,
)
from reportkit.templating import InlineImage, Template, check_template
from tests.templating.documents import page, png, saved

CORPUS = Path(__file__).parent / "corpus"
OUTER = page("a", '{{p include("part.docx") }}', "b")
PART = page("Kính gửi {{ name }}", "{%p for x in xs %}", "{{ x }};", "{%p endfor %}")
DATA = {"name": "Huyện ủy A & B", "xs": [1, 2]}
SHOWN = ["a", "Kính gửi Huyện ủy A & B", "1;", "2;", "b"]


@pytest.mark.parametrize("form", ["path", "bytes", "file"])
def test_a_named_part_is_filled_with_the_same_data(word, tmp_path, form):
    (tmp_path / "x.docx").write_bytes(PART)
    given = {"path": tmp_path / "x.docx", "bytes": PART, "file": io.BytesIO(PART)}[form]
    assert word.fill(OUTER, DATA, parts={"part.docx": given}) == SHOWN


def test_a_part_comes_from_inside_a_folder(word, tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "part.docx").write_bytes(PART)
    outer = page("a", "{{p include('sub/part.docx') }}", "b")
    assert word.fill(outer, DATA, include_from=tmp_path) == SHOWN


def test_a_part_is_given_any_name_also_that_of_a_parameter(word):
    outer = page("{{p include('part.docx', name='xã A', context='b') }}")
    part = page("{{ name }} {{ context }}")
    assert word.fill(outer, {"name": "x"}, parts={"part.docx": part}) == ["xã A b"]


def test_without_parts_and_folder_it_is_an_error_that_says_so():
    with pytest.raises(TemplateFileError, match="not told where parts are") as caught:
        Template(OUTER)
    assert "include_from" in str(caught.value) and "paragraph 2" in str(caught.value)


@pytest.mark.parametrize(
    "name", ["../out.docx", "sub/../../out.docx", "{absolute}", "link.docx", "other.docx", "", "."]
)
def test_nothing_outside_of_the_folder_is_opened(tmp_path, name):
    inside = tmp_path / "inside"
    (inside / "sub").mkdir(parents=True)
    (tmp_path / "out.docx").write_bytes(PART)
    (inside / "a.docx").write_bytes(PART)
    (inside / "link.docx").symlink_to(tmp_path / "out.docx")
    name = name.replace("{absolute}", str(tmp_path / "out.docx"))
    for tag in (f"{{{{p include('{name}') }}}}", "{{p include(wanted) }}"):
        with pytest.raises(TemplateFileError, match="no part") as caught:
            Template(page(tag), include_from=inside).render({**DATA, "wanted": name})
        assert "a.docx" in str(caught.value)


def test_a_part_knows_the_loop_around_it_and_what_it_is_given(word):
    lines = [
        "{%p for row in rows %}",
        '{{p include("p", title=row.n ~ "!", i=loop.index) }}',
        "{%p endfor %}",
    ]
    part = page("{{ i }} {{ row.n }} {{ title }}")
    rows = {"rows": [{"n": "u"}, {"n": "v"}]}
    assert word.fill(page(*lines), rows, parts={"p": part}) == ["1 u u!", "2 v v!"]


LOOPS = {
    "in a part": ({"p": page("{{ loop.index }}/{{ loop.length }} {{ x }}")}, ["1/2 u", "2/2 v"]),
    "in a part of a part": (
        {"p": page("{{p include('q') }}"), "q": page("{{ loop.index0 }}{% if loop.last %}!{% endif %}")},
        ["0", "1!"],
    ),
    "in a part with a loop of its own": (
        {"p": page("{% for y in 'ab' %}{{ loop.index }}{% endfor %} {{ loop.revindex }}")},
        ["12 2", "12 1"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", LOOPS)
def test_a_part_knows_where_the_loop_around_it_is(word, case):
    parts, shown = LOOPS[case]
    lines = ["{%p for x in xs %}", "{{p include('p') }}", "{%p endfor %}"]
    assert word.fill(page(*lines), {"xs": ["u", "v"]}, parts=parts) == shown


def test_a_part_outside_of_loops_knows_no_loop():
    with pytest.raises(UndefinedNameError, match="loop"):
        Template(page("{{p include('p') }}"), parts={"p": page("{{ loop.index }}")}).render({})


def test_styles_lists_and_pictures_of_a_part_come_along(tmp_path, word):
    part = docx.Document()
    part.styles.add_style("Khung riêng", WD_STYLE_TYPE.PARAGRAPH).font.size = Pt(17)
    part.add_paragraph("{{ name }} {{ logo }}", style="Khung riêng")
    part.add_paragraph("{{p xs | numbered_list }}")
    part.sections[0].header.paragraphs[0].text = "{{ stays_behind }}"
    outer = page("{{ logo }}", "{{p include('p') }}", "{{p include('p') }}")
    template = Template(outer, parts={"p": saved(part)})
    data = template.render({**DATA, "logo": InlineImage(png())}).to_bytes()
    document = docx.Document(io.BytesIO(data))
    assert len(document.inline_shapes) == 3
    assert document.styles["Khung riêng"].font.size == Pt(17)
    numbers = [p._p.pPr.numPr.numId.val for p in document.paragraphs if p.text in ("1", "2")]
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]
    for name, content in (("filled.docx", data), ("outer.docx", outer)):
        (tmp_path / name).write_bytes(content)
    found = [
        {f"{one.description} {one.part_uri}" for one in OpenXmlValidator().validate(tmp_path / name).errors}
        for name in ("filled.docx", "outer.docx")
    ]  # fmt: skip
    assert found[0] <= found[1]


def test_parts_include_parts(word):
    parts = {"a": page("A", "{{p include('b') }}"), "b": page("{{ name }}")}
    assert word.fill(page("{{p include('a') }}"), {"name": "x"}, parts=parts) == ["A", "x"]


def test_a_part_includes_itself_as_long_as_its_condition_says(word):
    part = page("{{ n }}", "{%p if n < 3 %}", "{{p include('p', n=n + 1) }}", "{%p endif %}")
    outer = page("{{p include('p', n=1) }}")
    assert word.fill(outer, {}, parts={"p": part}) == ["1", "2", "3"]


@pytest.mark.parametrize("times", [1, 2])
def test_parts_that_include_themselves_without_end_are_an_error(times):
    parts = {"p": page(*["{{p include('q') }}"] * times), "q": page("{{p include('p') }}")}
    with pytest.raises(TemplateValueError, match="include themselves"):
        Template(page("{{p include('p') }}"), parts=parts).render({})


def test_a_mistake_in_a_part_names_the_part():
    with pytest.raises(UndefinedNameError) as caught:
        Template(OUTER, parts={"part.docx": PART}).render({"xs": []})
    assert caught.value.file == "part.docx" and "paragraph 1" in str(caught.value)
    with pytest.raises(TemplateSyntaxError) as caught:
        Template(OUTER, parts={"part.docx": page("{{ name | }}")})
    assert caught.value.file == "part.docx"


def test_what_is_included_must_be_a_word_document():
    import openpyxl

    file = io.BytesIO()
    openpyxl.Workbook().save(file)
    with pytest.raises(TemplateFileError, match="no Word document"):
        Template(OUTER, parts={"part.docx": file.getvalue()})


def test_a_part_within_a_line_is_an_error():
    template = Template(page("a {{ include('p') }}"), parts={"p": PART})
    with pytest.raises(TemplateError, match="within a line"):
        template.render(DATA)


def test_variables_see_the_tags_of_a_part():
    lines = ["{%p for row in rows %}", '{{p include("p", title=row.n) }}', "{%p endfor %}"]
    part = page("{{ row.count }} {{ title }} {{ name }}", "{{p include('p') }}")
    found = Template(page(*lines), parts={"p": part}).variables()
    assert sorted(path for one in found.values() for path in one.paths()) == ["name", "rows[].count", "rows[].n"]  # fmt: skip


def test_variables_name_the_charts_and_controls_of_a_part():
    parts = {name: CORPUS / f"{name}.docx" for name in ("chart", "drop-down")}
    found = Template(page(*[f"{{{{p include('{name}') }}}}" for name in parts]), parts=parts)
    optional = {name for name, variable in found.variables().items() if variable.optional}
    assert {"biểu đồ", "xếp loại"} <= optional


def test_check_sees_the_mistakes_of_a_part_and_goes_on():
    outer = page("{{ gone }}", "{{p include('p') }}", "{{ gone2 }}")
    template = Template(outer, parts={"p": page("{{ gone3 }}", "{{ x }}", "{{ gone4 }}")})
    found = template.check({"x": 1})
    assert [(one.file, one.name) for one in found] == [
        (None, "gone"), (None, "gone2"), ("p", "gone3"), ("p", "gone4"),
    ]  # fmt: skip
    broken = {"p": page("{{ a | }}", "{{ b.. }}")}
    assert len(check_template(outer, parts=broken)) == 2
    missing = check_template(page("{{p include('q') }}", "{{ a | }}"), parts=broken)
    assert len(missing) == 2 and any("'q'" in str(one) for one in missing)


def test_letters_include_parts_and_templates_travel(word):
    template = pickle.loads(pickle.dumps(Template(OUTER, parts={"part.docx": io.BytesIO(PART)})))
    joined = template.render_many([DATA, DATA], one_document=True)
    assert word.shown(joined.to_bytes()) == SHOWN * 2


def test_a_part_is_compiled_once(word, monkeypatch):
    from reportkit.templating import _docx

    compiled = []
    own = _docx._compile
    monkeypatch.setattr(_docx, "_compile", lambda *a: compiled.append(a[3:]) or own(*a))
    lines = ["{%p for i in [1, 2] %}", "{{p include('p') }}", "{{p include(q) }}", "{%p endfor %}"]
    template = Template(page(*lines), parts={"p": page("x"), "q": page("y")})
    for _ in range(2):
        assert word.shown(template.render({"q": "q"}).to_bytes()) == ["x", "y", "x", "y"]
    assert compiled == [(), ("p",), ("q",)]
