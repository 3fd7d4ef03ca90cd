"""Tags with the letter of an element: where they stand, and what stays when it goes."""

from __future__ import annotations

import io

import docx
import pytest

from reportkit.templating import Template

SECTION = '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr>'


def ending(word, text: str) -> str:
    """A paragraph of this text in which a section ends."""
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    return f"<w:p><w:pPr>{numbered}{SECTION}</w:pPr>{word.run(text)}</w:p>"


END_OF_SECTION = [
    # what stands in the paragraph with the break, what before it, what behind it; data; shown
    ("{%p if x %}", ["a"], ["b", "{%p endif %}", "c"], {"x": True}, ["a", "", "b", "c"]),
    ("{%p if x %}", ["a"], ["b", "{%p endif %}", "c"], {"x": False}, ["a", "", "c"]),
    ("{%p endif %}", ["{%p if x %}", "a"], ["b"], {"x": True}, ["a", "", "b"]),
    ("{%p endif %}", ["{%p if x %}", "a"], ["b"], {"x": False}, ["", "b"]),
    ("{%p endfor %}", ["{%p for y in x %}", "{{ y }}"], ["b"], {"x": [1, 2]}, ["1", "2", "", "b"]),
    ("{%p set y = x %}", ["a"], ["{{ y }}"], {"x": 1}, ["a", "", "1"]),
    ("{#p a note #}", ["a"], ["b"], {}, ["a", "", "b"]),
    (
        "{%p endif %}{%p if not x %}",
        ["{%p if x %}", "a"],
        ["b", "{%p endif %}"],
        {"x": True},
        ["a", ""],
    ),
    ("{{p x | safe }}", ["a"], ["b"], {"x": "<w:p/>"}, ["a", "", "", "b"]),
]


@pytest.mark.parametrize(("tagged", "before", "behind", "data", "seen"), END_OF_SECTION)
def test_the_end_of_a_section_stays_where_its_tag_goes(word, tagged, before, behind, data, seen):
    filled = Template(word.file(*before, ending(word, tagged), *behind)).render(data).to_bytes()
    assert word.shown(filled) == seen
    sections = docx.Document(io.BytesIO(filled)).sections
    assert [section.page_width.twips if section.page_width else None for section in sections] == [
        16838,
        None,
    ]
    assert "<w:numPr>" not in word.part(filled)  # an empty paragraph shows no number


def test_a_paragraph_that_is_its_own_loop_ends_a_section_each_time(word):
    tagged = ending(word, "{%p for y in x %}{{ y }}{%p endfor %}")
    filled = Template(word.file(tagged, "b")).render({"x": [1, 2]}).to_bytes()
    assert word.shown(filled) == ["1", "2", "b"]
    assert len(docx.Document(io.BytesIO(filled)).sections) == 3


def test_a_condition_on_nothing_but_the_end_of_a_section_drops_it(word):
    template = Template(word.file("a", ending(word, "{%p if x %}{%p endif %}"), "b"))
    for there, count in ((True, 2), (False, 1)):
        filled = template.render({"x": there}).to_bytes()
        assert len(docx.Document(io.BytesIO(filled)).sections) == count
