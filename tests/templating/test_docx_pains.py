"""What users of docxtpl suffer from, each as a template that works here or says what is wrong.

The numbers are issues of elapouya/python-docx-template (PR: pull requests). `ANSWERS` says for each
pain where its tests are, and for what users of other engines have and a report needs.
"""

from __future__ import annotations

import io
import re
from pathlib import Path

import docx
import pytest

from reportkit.errors import TemplateSyntaxError, TemplateValueError, UndefinedNameError
from reportkit.templating import (
    Delimiters,
    InlineImage,
    RichText,
    Subdoc,
    Template,
    check_template,
)
from reportkit.templating._package import pack_part, read_package, write_package
from tests.templating.conftest import OFFICE
from tests.templating.documents import png, saved

ANSWERS = {
    "1 marks of XML in the data": ["docx_pains::test_marks_of_xml_in_data_are_text_in_every_part"],
    "2 an error says neither where nor which tag": ["docx_pains::test_an_error_says_where_and_which_tag", "docx_errors::test_a_failing_value_says_where"],
    "3 sub-documents lose styles, lists, pictures (#160, #181, #245, #347, #374, #388, #474, #500)": ["docx_subdoc::test_styles_lists_tables_pictures_come_along", "docx_subdoc::test_several_documents_and_the_same_twice_do_not_clash"],
    "4 templates in templates (#61, #107, #370, #412, #502)": ["docx_including::test_a_named_part_is_filled_with_the_same_data", "docx_including::test_parts_include_parts"],
    "5 a second filling gives the first": ["docx_pains::test_a_template_is_filled_again_and_again"],
    "6 rich text drops the tag's font, size, colour (#42, #68, #248)": ["docx_richtext::test_rich_text_keeps_the_format_of_its_tag_on_demand"],
    "7 rich text in a plain tag disappears": ["docx_pains::test_rich_text_in_a_plain_tag_is_shown", "docx_richtext::test_what_stands_in_a_line_makes_a_paragraph_where_the_tag_asks_for_one"],
    "8 blank lines are left": ["docx_pains::test_no_blank_paragraph_is_left"],
    "9 misplaced tags fail in silence": ["docx_pains::test_a_tag_in_a_wrong_place_is_an_error_that_names_it", "docx_pains::test_two_paragraph_tags_in_a_line_work"],
    "10 tags that Word cuts, other delimiters": ["docx_pains::test_tags_split_over_runs_are_found_with_own_delimiters_too", "docx_language::test_a_tag_takes_the_format_it_begins_in_when_cut_by"],
    "11 slow with many rows or names": ["docx_pains::test_many_names_and_many_rows_are_filled"],
    "12 cells merged by value, groups in groups (#84, #104, #172, #547, #618)": ["docx_controls::test_equal_neighbours_become_one_cell", "docx_cells::test_cells_of_a_loop_merge_down", "docx_docxtpl_usage::test_it_shows_what_docxtpl_shows_of_more"],
    "13 columns out of step (#102, #178, #179, #292, #523)": ["docx_cells::test_the_grid_and_the_cells_keep_step_with_the_columns"],
    "14 a background that does nothing": ["docx_pains::test_a_background_works_in_a_cell_with_empty_properties"],
    "15 corrupt files": ["docx_pains::test_each_part_stands_once_in_the_file", "docx_pains::test_nothing_is_left_that_word_would_repair"],
    "16 numbered lists do not restart (#425, #598)": ["docx_lists::test_a_list_restarts_in_each_pass"],
    "17 a picture to replace is not found (#95, #173, #242, #297, #366, #367, #435)": ["docx_replacing::test_a_picture_is_found_by_its_alternative_text_and_no_other_changes", "docx_replacing::test_an_unknown_picture_lists_those_there_are"],
    "18 pictures vanish": ["docx_pains::test_no_picture_vanishes"],
    "19 spaces are lost": ["docx_pains::test_spaces_beside_a_tag_stay"],
    "20 charts cannot be filled (#33, #235, #330)": ["docx_charts::test_a_chart_is_filled_through_its_alternative_text"],
    "21 HTML and Markdown (#120, #212, #273, #590)": ["docx_markup::test_html_makes_paragraphs", "docx_markup::test_markdown_makes_paragraphs"],
    "22 stale fields, check boxes, form fields (#34, #111, #137, #151, #270, #310, #439)": ["docx_controls::test_fields_are_marked_for_update_on_demand", "docx_controls::test_data_set"],
    "23 which names a template needs": ["docx_pains::test_a_template_tells_its_names_with_those_in_loops_and_headers"],
    "24 many letters in one file (#49, #306, #396, #459, #501)": ["docx_letters::test_letters_show_what_each_would_show_alone", "docx_letters::test_each_letter_begins_on_a_new_first_page_and_none_is_left_over"],
    "25 notes in templates and from data (#379)": ["docx_notes::test_a_footnote_stands_behind_its_value", "docx_language::test_a_tag_is_filled_in"],
    "R data compared within tags, keywords": ["docx_pains::test_a_tag_sees_the_data_as_they_are", "docx_pains::test_keywords_and_category_are_filled"],
    "others: all errors at once, as comments in a copy": ["core_variables::test_all_mistakes_are_told_in_one_go"],
    "others: what a missing value does": ["docx_language::test_a_missing_name_may_be_blank_or_kept"],
    "others: a row, paragraph, picture, table, chart or shape goes by one tag": ["docx_pains::test_whatever_stands_in_a_block_goes_with_it"],
    "others: lists of many levels, tables from data": ["docx_lists::test_a_list_of_many_levels_comes_from_the_data", "docx_tables::test_a_table_comes_from"],
    "others: comments from data": ["docx_notes::test_a_comment_stands_on_its_value"],
    "others: own delimiters, own tags": ["core_options::test_other_delimiters_open_and_close_tags", "core_options::test_a_tag_of_an_extension_says_which"],
    "others: numbers and dates by language, sums and groups": ["docx_language::test_a_filter_writes_by_locale", "docx_pains::test_sums_and_groups_stand_in_tags"],
    "others: PDF": ["saving::test_one_process_of_libreoffice_makes_all_pdfs"],
    "others: a sandbox, files with macros": ["docx_errors::test_a_template_cannot_reach_out", "docx_files::test_a_word_template_becomes_a_document"],
}  # fmt: skip


def test_every_pain_has_its_tests():
    assert [key.split()[0] for key in ANSWERS][:25] == [str(number) for number in range(1, 26)]
    for tests in ANSWERS.values():
        for named in tests:
            file, _, test = named.partition("::")
            path = Path(__file__).with_name(f"test_{file}.py")
            assert f"def {test}(" in path.read_text(encoding="utf-8"), named


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


def test_no_picture_vanishes(word):
    """#328, #368, #372: pictures of one name, in header and body, took each other's place."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "{{ logo }}"
    for line in ("{{ logo }}{{ seal }}", "{%p for p in parts %}{{p p }}{%p endfor %}"):
        document.add_paragraph(line)
    parts = []
    for colour in ("blue", "green"):  # each stores its picture as image1.png
        part = docx.Document()
        part.add_picture(io.BytesIO(png(colour)))
        parts.append(Subdoc(saved(part)))
    values = {"logo": InlineImage(png("red")), "seal": InlineImage(png("black")), "parts": parts}
    filled = docx.Document(io.BytesIO(Template(saved(document)).render(values).to_bytes()))
    shown = [
        part.related_parts[blip.get(f"{{{OFFICE}}}embed")].blob
        for part in (filled.part, filled.sections[0].header.part)
        for blip in part.element.iter("{*}blip")
    ]
    assert shown == [png("red"), png("black"), png("blue"), png("green"), png("red")]


def test_a_tag_sees_the_data_as_they_are(word):
    """docxtpl compared and replaced within escaped text."""
    line = "{% if x == 'a&b' %}{{ x | replace('&', 'và') }}{% endif %} {{ x | length }}"
    assert word.fill(word.file(line), {"x": "a&b"}) == ["avàb 3"]


def test_keywords_and_category_are_filled(word):
    document = docx.Document()
    document.core_properties.keywords, document.core_properties.category = "{{ x }}", "về {{ x }}"
    filled = docx.Document(io.BytesIO(Template(saved(document)).render({"x": "A & B"}).to_bytes()))
    facts = filled.core_properties
    assert (facts.keywords, facts.category) == ("A & B", "về A & B")


DRAWN = "<w:r><w:drawing><wp:inline><wp:extent cx='9' cy='9'/><wp:docPr id='1' name='{0}'/><a:graphic><a:graphicData uri='{0}'/></a:graphic></wp:inline></w:drawing></w:r>"  # fmt: skip
SHAPE = "<w:r><w:pict><v:rect id='s'><v:textbox><w:txbxContent><w:p><w:r><w:t>s</w:t></w:r></w:p></w:txbxContent></v:textbox></v:rect></w:pict></w:r>"  # fmt: skip


@pytest.mark.parametrize("level", ["p", "r"])
@pytest.mark.parametrize("inside", [DRAWN.format("picture"), DRAWN.format("chart"), SHAPE])
def test_whatever_stands_in_a_block_goes_with_it(word, level, inside):
    opened, closed = (word.run(f"{{%{level} {words} %}}") for words in ("if yes", "endif"))
    template = Template(word.file("a", f"<w:p>{opened}{inside}{closed}</w:p>", "b"))
    for yes in (True, False):
        xml = word.part(template.render({"yes": yes}).to_bytes())
        assert yes == any(mark in xml for mark in ("<w:drawing", "<w:pict"))
        assert xml.count("<w:p>") + xml.count("<w:p/>") == 3 + (yes and "txbx" in inside) - (not yes and level == "p")  # fmt: skip


def test_sums_and_groups_stand_in_tags(word):
    line = "{% for unit, rs in rows | groupby('unit') %}{{ unit }}: {{ rs | sum(attribute='n') | number }}; {% endfor %}"
    rows = [{"unit": "A", "n": 1000}, {"unit": "B", "n": 2}, {"unit": "A", "n": 0.5}]
    assert word.fill(word.file(line), {"rows": rows}) == ["A: 1.000,5; B: 2; "]
