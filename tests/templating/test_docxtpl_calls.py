"""What docxtpl's users call on a template: it works, or the error says what to write instead."""

from __future__ import annotations

import copy
import pickle

import docx
import jinja2
import pytest

from reportkit.templating import RichText, Template
from tests.templating.documents import page

ELSEWHERE = {
    "save": "template.render(data).save(path)",
    "docx": "docx.Document(io.BytesIO(template.render(data).to_bytes()))",
    "get_docx": "docx.Document(io.BytesIO(template.render(data).to_bytes()))",
    "paragraphs": "docx.Document(io.BytesIO(template.render(data).to_bytes()))",
    "core_properties": "docx.Document(io.BytesIO(template.render(data).to_bytes()))",
    "replace_pic": "template.render(data, replace_pic={name: picture})",
    "replace_media": "template.render(data, replace_media={old: new})",
    "replace_embedded": "template.render(data, replace_embedded={old: new})",
    "replace_zipname": "template.render(data, replace_embedded={old: new})",
    "get_undeclared_template_variables": "template.variables()",
    "reset_replacements": "nothing",
}


@pytest.mark.parametrize("name", ELSEWHERE)
def test_a_name_of_docxtpl_says_what_to_write_instead(name):
    template = Template(page("{{ x }}"))
    with pytest.raises(AttributeError) as caught:
        getattr(template, name)
    assert ELSEWHERE[name] in str(caught.value)
    assert name in str(caught.value)
    assert not hasattr(template, name)


ARGUMENTS = [
    ((jinja2.Environment(),), {}, "Template(file, environment=jinja_env)"),
    ((), {"jinja_env": None}, "Template(file, environment=jinja_env)"),
    ((), {"autoescape": True}, "text is always escaped"),
    ((None, True), {}, "Template(file, environment=jinja_env)"),
]


@pytest.mark.parametrize(("given", "named", "words"), ARGUMENTS)
def test_an_argument_of_docxtpls_render_says_what_to_write_instead(given, named, words):
    with pytest.raises(TypeError) as caught:
        Template(page("{{ x }}")).render({"x": 1}, *given, **named)
    assert words in str(caught.value)


def test_other_wrong_names_and_arguments_are_wrong_as_ever():
    template = Template(page("{{ x }}"))
    with pytest.raises(AttributeError, match="'Template' object has no attribute 'rendr'"):
        _ = template.rendr
    with pytest.raises(TypeError, match="unexpected keyword argument 'update'"):
        template.render({"x": 1}, update=True)
    assert template.render(data={"x": 1}).suffix == ".docx"


def test_a_template_can_still_be_copied_and_pickled(word):
    template = Template(page("{{ x }}"))
    for other in (copy.copy(template), copy.deepcopy(template), pickle.loads(pickle.dumps(template))):  # fmt: skip
        assert word.shown(other.render({"x": 1}).to_bytes()) == ["1"]


def test_links_and_sub_documents_are_made_as_docxtpls_users_make_them(word):
    template = Template(page("{{r link }}", "{{p part }}"))
    part = template.new_subdoc()
    part.add_paragraph("phần")
    link = RichText("xem", url_id=template.build_url_id("https://example.org/a?b=1&c=2"))
    filled = template.render({"link": link, "part": part}).to_bytes()
    assert word.shown(filled)[1] == "phần"
    assert 'HYPERLINK "https://example.org/a?b=1&amp;c=2"' in word.part(filled)
    assert isinstance(part.document, docx.document.Document)
