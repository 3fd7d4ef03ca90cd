"""What is wrong in a Word template or its data is said with file, part, place and tag."""

from __future__ import annotations

import pytest

from reportkit.errors import (
    TemplateError,
    TemplateSyntaxError,
    TemplateValueError,
    UndefinedNameError,
)
from reportkit.templating import Template, check_template

# What stands in the paragraphs, the error, the place, the tag, words of the problem and remedy.
BROKEN = [
    (["a", "{{ x"], "paragraph 2", "{{ x", "never closed by }}"),
    (["{% if x"], "paragraph 1", "{% if x", "never closed by %}"),
    (["{%p for x in xs %}", "a"], "paragraph 1", "{%p for x in xs %}", "is never closed"),
    (["{% for x in xs %}", "{% endif %}"], "paragraph 2", "{% endif %}", "does not close {% for x in xs %} (paragraph 1)"),
    (["a", "{%p endif %}"], "paragraph 2", "{%p endif %}", "stands alone"),
    (["{% else %}"], "paragraph 1", "{% else %}", "stands alone"),
    (["{%p if x %}", "a", "{% endif %}"], "paragraph 3", "{% endif %}", "belongs to {%p if x %} (paragraph 1)"),
    (["Title {%p if x %}", "a", "{%p endif %}"], "paragraph 1", "{%p if x %}", "other text: 'Title'"),
    (["{{ x }}{%p if x %}", "a", "{%p endif %}"], "paragraph 1", "{%p if x %}", "other text"),
    (["{%tr if x %}", "{%tr endif %}"], "paragraph 1", "{%tr if x %}", "stands in no table"),
    (["{{ a b }}"], "paragraph 1", "{{ a b }}", "got 'b'"),
    (["{{ }}"], "paragraph 1", "{{ }}", "is empty"),
    (["{{ a | nmber }}"], "paragraph 1", "{{ a | nmber }}", "Did you mean 'number'?"),
    (["{% tr for x in xs %}"], "paragraph 1", "{% tr for x in xs %}", "without a space"),
    (["{{ a | pad }}"], "paragraph 1", "{{ a | pad }}", "filters={'pad': …}"),
    (["{% fro x in xs %}"], "paragraph 1", "{% fro x in xs %}", "Did you mean 'for'?"),
    (["{% cellbg x %}"], "paragraph 1", "{% cellbg x %}", "stands in no table"),
    (["{{ 'a }}"], "paragraph 1", "{{ 'a }}", "never closed"),
]  # fmt: skip


@pytest.mark.parametrize(("paragraphs", "where", "tag", "words"), BROKEN)
def test_a_broken_template_says_where(word, tmp_path, paragraphs, where, tag, words):
    path = tmp_path / "mau.docx"
    path.write_bytes(word.file(*paragraphs))
    with pytest.raises(TemplateSyntaxError) as caught:
        Template(path)
    error = caught.value
    assert (error.file, error.part, error.where, error.tag) == (str(path), "body", where, tag)
    assert words in str(error)
    assert error.remedy


LOOP = ["{%tr for r in rows %}", "{{ r.nmae }}", "{%tr endfor %}"]

# What stands in the file, the data, the error, part and place, the tag, words of the message.
FAILING = [
    (lambda w: w.file("Kính gửi {{ reciver }}"), {"receiver": 1}, UndefinedNameError, "body", "paragraph 1", "{{ reciver }}", "Did you mean 'receiver'?"),
    (lambda w: w.file("a", header=w.paragraph("{{ x }}")), {}, UndefinedNameError, "header 1", "paragraph 1", "{{ x }}", "'x' is not in the data"),
    (lambda w: w.file("a", w.table(*([cell] for cell in LOOP))), {"rows": [{"name": 1}]}, UndefinedNameError, "body", "table 1, row 2, cell 1", "{{ r.nmae }}", "Did you mean 'name'?"),
    (lambda w: w.file("{%p for row in rows %}", "{{ rwo }}", "{%p endfor %}"), {"rows": [1]}, UndefinedNameError, "body", "paragraph 2", "{{ rwo }}", "Did you mean 'row'?"),
    (lambda w: w.file("{% for a in b %}{% endfor %}"), {}, UndefinedNameError, "body", "paragraph 1", "{% for a in b %}", "'b' is not in the data"),
    (lambda w: w.file("{% macro m(x) %}", "{{ x.y }}", "{% endmacro %}{{ m({}) }}"), {}, UndefinedNameError, "body", "paragraph 2", "{{ x.y }}", "'y'"),
    (lambda w: w.file("{{ 1 / x }}"), {"x": 0}, TemplateValueError, "body", "paragraph 1", "{{ 1 / x }}", "division by zero"),
    (lambda w: w.file("{{ x | number }}"), {"x": "nhiều"}, TemplateValueError, "body", "paragraph 1", "{{ x | number }}", "'nhiều' is no number"),
    (lambda w: w.file("{{ x.__class__ }}"), {"x": 1}, TemplateValueError, "body", "paragraph 1", "{{ x.__class__ }}", "may not use"),
    (lambda w: w.file("{{p x }}"), {"x": "text"}, TemplateValueError, "body", "paragraph 1", "{{p x }}", "in the place of a paragraph"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "data", "kind", "part", "where", "tag", "words"), FAILING)
def test_a_failing_value_says_where(word, make, data, kind, part, where, tag, words):
    template = Template(make(word))
    with pytest.raises(kind) as caught:
        template.render(data)
    error = caught.value
    assert (error.part, error.where, error.tag) == (part, where, tag)
    assert words in str(error)
    assert tag in error.context


def test_the_context_is_the_text_around_the_tag(word):
    long = "một hai ba bốn năm sáu bảy tám chín mười " * 3
    with pytest.raises(UndefinedNameError) as caught:
        Template(word.file(f"{long}{{{{ x }}}} {long}")).render({})
    assert caught.value.context.startswith("…")
    assert " mười {{ x }} một " in caught.value.context
    assert len(caught.value.context) < 100


def test_the_place_names_the_heading_above(word):
    heading = f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>{word.run("II. Kết quả")}</w:p>'
    with pytest.raises(UndefinedNameError) as caught:
        Template(word.file("a", heading, "b", "{{ x }}")).render({})
    assert caught.value.where == "paragraph 4, under “II. Kết quả”"


def test_the_name_that_is_missing_is_an_attribute(word):
    with pytest.raises(UndefinedNameError) as caught:
        Template(word.file("{{ a.b }}")).render({"a": {"c": 1}})
    assert caught.value.name == "b"


LOST = {
    "a picture": "<w:r><w:drawing/></w:r>",
    "a page break": '<w:r><w:br w:type="page"/></w:r>',
}


@pytest.mark.parametrize("lost", LOST)
def test_a_tag_does_not_take_along(word, lost):
    tagged = f"<w:p>{word.run('{%p if x %}')}{LOST[lost]}</w:p>"
    with pytest.raises(TemplateSyntaxError, match="in one paragraph with"):
        Template(word.file(tagged, "a", "{%p endif %}"))


def test_the_end_of_a_section_cannot_stand_between_two_branches(word):
    tagged = f"<w:p><w:pPr><w:sectPr/></w:pPr>{word.run('{%p else %}')}</w:p>"
    with pytest.raises(TemplateSyntaxError, match="with a section break") as caught:
        Template(word.file("{%p if x %}", "a", tagged, "b", "{%p endif %}"))
    assert caught.value.tag == "{%p else %}"


def test_every_error_is_a_template_error_and_a_value_error(word):
    with pytest.raises(TemplateError):
        Template(word.file("{{ x }}")).render({})
    with pytest.raises(ValueError, match="'x'"):
        Template(word.file("{{ x }}")).render({})
    with pytest.raises(TemplateValueError, match="not a mapping"):
        Template(word.file("{{ x }}")).render([1])
    with pytest.raises(ValueError, match="'silent'"):
        Template(word.file("{{ x }}"), undefined="silent")


HOSTILE = [
    "{{ ''.__class__.__mro__ }}",
    "{{ f.__globals__ }}",
    "{{ x.append(1) }}",
    "{{ '{0.__class__}'.format(x) }}",
    "{{ cycler.__init__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ range(999999999) | list }}",
]


@pytest.mark.parametrize("tag", HOSTILE)
def test_a_template_cannot_reach_out(word, tag):
    data = {"x": [1], "f": lambda: 1}
    with pytest.raises((TemplateValueError, UndefinedNameError)):
        Template(word.file(tag)).render(data)
    assert data["x"] == [1]


@pytest.mark.parametrize("xml", ["</w:t><w:br><w:t>b", "<w:b/></w:t>", "<w:t></w:r>"])
def test_xml_that_would_break_the_document_is_an_error(word, xml):
    template = Template(word.file("{{ x | safe }}"))
    with pytest.raises(TemplateValueError, match="does not close what it opens") as caught:
        template.render({"x": xml})
    assert caught.value.tag == "{{ x | safe }}"


@pytest.mark.parametrize("word_of_tag", ["include 'a'", "extends 'a'", "import 'a' as b"])
def test_another_template_is_refused_before_there_is_data(word, word_of_tag):
    with pytest.raises(TemplateSyntaxError, match="asks for another template"):
        Template(word.file(f"{{% {word_of_tag} %}}"))


@pytest.mark.parametrize(
    ("tag", "data", "problem", "remedy"),
    [
        (
            "{{ x[5] }}",
            {"x": [1]},
            "There is no '5' in the list in {{ x[5] }}, which has one item",
            "Put",
        ),
        ("{{ x.y }}", {"x": None}, "'y' is no field of the NoneType", "Put it into the data."),
        ("{{ loop.index }}", {}, "{{ loop.index }} stands in no loop", "endfor"),
        ("{% raw %}", {}, "{% raw %} stands alone", "in the same paragraph"),
    ],
)
def test_an_error_says_what_helps(word, tag, data, problem, remedy):
    with pytest.raises(TemplateError) as caught:
        Template(word.file(tag)).render(data)
    assert problem in caught.value.problem
    assert remedy in caught.value.remedy


def test_mistakes_are_told_in_the_order_of_the_file(word):
    template = word.file("{% if x %}", "{{ a b }}", "{{ c | nothing }}", "{{ d", header="<w:p/>")
    assert [error.where for error in check_template(template)] == [
        "paragraph 1", "paragraph 2", "paragraph 3", "paragraph 4",
    ]  # fmt: skip
