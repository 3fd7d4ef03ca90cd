"""What users of docxtpl suffer from, each as a template that works here or says what is wrong.

The numbers are issues of elapouya/python-docx-template. What is told by whole files of tests is
not told again: errors with places (``test_docx_errors``), tags split over runs
(``test_docx_language``), columns in step (``test_docx_cells``), delimiters (``test_core_options``),
numbers that begin anew (#425, #598: ``test_docx_lists``), charts (#33, #235, #330:
``test_docx_charts``), HTML and Markdown (#120, #212, #273, #590: ``test_docx_markup``), check
boxes, stale fields, cells merged by value (#34, #84, #104, #137, #151, #172, #270, #310, #439,
#618: ``test_docx_controls``), notes made in loops (#379: ``test_docx_notes``),
sub-documents that lose styles, lists and pictures (#160, #181, #245, #347, #374, #388, #474, #500:
``test_docx_subdoc``), templates in templates (#61, #107, #370, #412, #502:
``test_docx_including``).
"""

from __future__ import annotations

import io
import re

import docx
import pytest

from reportkit.errors import TemplateSyntaxError, TemplateValueError, UndefinedNameError
from reportkit.templating import Delimiters, RichText, Template, check_template
from reportkit.templating._package import pack_part, read_package, write_package


def test_marks_of_xml_in_data_are_text_in_every_part(word):
    """#634, #105: `<` and `&` made text vanish, or a file that Word cannot open."""
    note = "<w:footnote w:id='2'><w:p><w:r><w:t>{{ x }}</w:t></w:r></w:p></w:footnote>"
    tagged = word.paragraph("{{ x }}")
    template = word.file("{{ x }}", header=tagged, footer=tagged, footnotes=note)
    filled = Template(template).render({"x": "A & B <w:b/>", "title": "A & B <w:b/>"}).to_bytes()
    for part in ("document", "header1", "footer2", "footnotes3"):
        name = next(
            n for n in read_package(filled).parts if n.startswith(f"word/{part.rstrip('123')}")
        )
        assert "A &amp; B &lt;w:b/&gt;" in word.part(filled, name)
    assert docx.Document(io.BytesIO(filled)).core_properties.title == "A & B <w:b/>"


def test_an_error_says_where_and_which_tag(word):
    """#378, #319, #295: an error said neither; those of rendering had no context at all."""
    header = word.paragraph("Kính gửi {{ nmae }}")
    with pytest.raises(UndefinedNameError) as caught:
        Template(word.file("a", header=header)).render({"name": "x"})
    error = caught.value
    assert (error.part, error.where, error.tag) == ("header 1", "paragraph 1", "{{ nmae }}")
    assert error.context == "Kính gửi {{ nmae }}"
    with pytest.raises(TemplateValueError, match="division by zero") as failing:
        Template(word.file("{{ 1 / 0 }}")).render({})
    assert failing.value.where == "paragraph 1"
    assert len(check_template(word.file("{{ a b }}", "{% if x"))) == 2  # before there is any data


def test_a_template_is_filled_again_and_again(word):
    """#381, #392, #394, #480, #540: the first result came again, rows doubled."""
    rows = [["{%tr for r in rows %}"], ["{{ r }}"], ["{%tr endfor %}"]]
    template = Template(word.file(word.table(*rows), "{{ n }}"))
    for count in (3, 1, 2):
        seen = word.shown(template.render({"rows": range(count), "n": count}).to_bytes())
        assert seen == [[[str(number)] for number in range(count)], str(count)]


def test_rich_text_in_a_plain_tag_is_shown(word):
    """#237: it disappeared without a word."""
    assert word.fill(word.file("a {{ x }}!"), {"x": RichText("b", bold=True)}) == ["a b!"]


BLANKS = [
    (["a", "{%p if x %}", "b", "{%p endif %}", "c"], ["a", "b", "c"]),
    (["a", "  {%p if x %}  ", "b", " {%p endif %}", "c"], ["a", "b", "c"]),
    (["a {% if x -%}", "b", "{%- endif %} c"], ["a b c"]),
    (["{%- if x -%}", "b", "{%- endif -%}", "c"], ["bc"]),
    (["{%p for t in [1, 2] %}", "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>", "{%p endfor %}"], [[[""]], [[""]]]),
]  # fmt: skip


@pytest.mark.parametrize(("paragraphs", "seen"), BLANKS)
def test_no_blank_paragraph_is_left(word, paragraphs, seen):
    """#296, #275, #440, #622, #460."""
    assert word.fill(word.file(*paragraphs), {"x": 1}) == seen


BESIDE = [
    (["Tiêu đề {%p if x %}", "a", "{%p endif %}"], "other text: 'Tiêu đề'"),
    (["{%p if x %}", "a", "{% endif %}"], "belongs to {%p if x %}"),
]


@pytest.mark.parametrize(("paragraphs", "words"), BESIDE)
def test_a_tag_in_a_wrong_place_is_an_error_that_names_it(word, paragraphs, words):
    """#327, #81, #663: text beside `{%p` was dropped in silence."""
    with pytest.raises(TemplateSyntaxError, match=re.escape(words)) as caught:
        Template(word.file(*paragraphs))
    assert caught.value.where


def test_two_paragraph_tags_in_a_line_work(word):
    """docxtpl: "unknown tag"."""
    lines = ["{%p for x in xs %}{%p if x %}", "{{ x }}", "{%p endif %}{%p endfor %}"]
    assert word.fill(word.file(*lines), {"xs": [0, 1, 2]}) == ["1", "2"]


def test_tags_split_over_runs_are_found_with_own_delimiters_too(word):
    """PR #10, #302, PR #651."""
    cut = "".join(word.run(letter) for letter in "a [[ name ]] b")
    square = Delimiters(expression=("[[", "]]"))
    assert word.fill(word.file(f"<w:p>{cut}</w:p>"), {"name": "X"}, delimiters=square) == ["a X b"]


def test_many_names_and_many_rows_are_filled(word):
    """#490: 12,000 variables took 27 minutes; #187, PR #637. `benchmarks/word.py --growth` has the times."""
    tags = " ".join(f"{{{{ x{number} }}}}" for number in range(12_000))
    numbers = {f"x{number}": number for number in range(12_000)}
    assert word.fill(word.file(tags), numbers) == [" ".join(map(str, range(12_000)))]
    rows = [["{%tr for r in rows %}"], ["{{ r }}"], ["{%tr endfor %}"]]
    filled = Template(word.file(word.table(*rows))).render({"rows": range(20_000)}).to_bytes()
    assert len(docx.Document(io.BytesIO(filled)).tables[0].rows) == 20_000


def test_a_background_works_in_a_cell_with_empty_properties(word):
    """#559: it did nothing where the cell had `<w:tcPr/>`."""
    cell = f"<w:tc><w:tcPr/>{word.paragraph('{% cellbg c %}a')}</w:tc>"
    template = word.file(f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{cell}</w:tr></w:tbl>")
    assert 'w:fill="ff0000"' in word.part(Template(template).render({"c": "ff0000"}).to_bytes())


def test_each_part_stands_once_in_the_file(word):
    """#558, #471, #489: two parts of one name, and Word repairs the file."""
    filled = read_package(Template(word.file("{{ x }}")).render({"x": 1}).to_bytes())
    assert len(filled.parts) == len({name.lower() for name in filled.parts})


def test_nothing_is_left_that_word_would_repair(word):
    """#243, #239: a table without rows, a cell without a paragraph."""
    empty = [["{%tr for r in rows %}", ""], ["a", "b"], ["{%tr endfor %}", ""]]
    assert word.fill(word.file(word.table(*empty), "end"), {"rows": []}) == ["end"]
    cell = "".join(map(word.paragraph, ["{%p for r in rows %}", "a", "{%p endfor %}"]))
    assert word.fill(word.file(word.table([cell])), {"rows": []}) == [[[""]]]


SPACES = [
    "a {{ x }} b",
    "{{ x }} {{ x }}",
    " {% if x %} c {% endif %} d",
    "a {%r if x %} b{%r endif %}",
]


@pytest.mark.parametrize("line", SPACES)
def test_spaces_beside_a_tag_stay(word, line):
    """#227, #204, #117, #69."""
    for step in (1, 2, 3, 100):
        runs = "".join(
            f"<w:r><w:t>{line[at : at + step]}</w:t></w:r>" for at in range(0, len(line), step)
        )
        xml = word.part(Template(word.file(f"<w:p>{runs}</w:p>")).render({"x": "X"}).to_bytes())
        written = re.findall(r"<w:t([^>]*)>([^<]*)</w:t>", xml)
        expected = re.sub(r"\{%.*?%\}", "", line).replace("{{ x }}", "X")
        assert "".join(text for _, text in written) == expected
        tagged = [text for space, text in written if "preserve" not in space]
        assert all(step < 4 or text == text.strip() for text in tagged)


def test_a_template_tells_its_names_with_those_in_loops_and_headers(word):
    """#391, #274, PR #604."""
    lines = ["{%p for r in rows %}", "{{ r.name }}", "{%p endfor %}"]
    variables = Template(word.file(*lines, header=word.paragraph("{{ office }}"))).variables()
    paths = [path for variable in variables.values() for path in variable.paths()]
    assert sorted(paths) == ["office", "rows[].name", "title"]


GLOSSARY = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.glossary+xml"
SETTINGS = "application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ELSEWHERE = [
    (GLOSSARY, f"<w:glossaryDocument {W}><w:p><w:r><w:t>{{{{ x }}}}</w:t></w:r></w:p></w:glossaryDocument>", "building block"),
    (SETTINGS, f'<w:settings {W}><w:docVars><w:docVar w:name="a" w:val="{{{{ x }}}}"/></w:docVars></w:settings>', "document variable"),
]  # fmt: skip


@pytest.mark.parametrize(("content_type", "xml", "words"), ELSEWHERE)
def test_a_tag_where_nothing_is_filled_is_an_error(word, content_type, xml, words):
    package = read_package(word.file("a"))
    types = package.read("[Content_Types].xml").replace(
        b"</Types>",
        f'<Override PartName="/word/x.xml" ContentType="{content_type}"/></Types>'.encode(),
    )
    parts = package.replaced({"[Content_Types].xml": types})
    template = write_package([*parts, pack_part("word/x.xml", xml.encode())])
    with pytest.raises(TemplateSyntaxError, match=words):
        Template(template)
