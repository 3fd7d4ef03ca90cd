"""Tags in a text: where they are, what is in them, what they act on."""

from __future__ import annotations

import pytest

from reportkit.templating._tags import TagTextError, block_word, find_tags

# A text; of each tag in it its kind, its level and its code.
TEXTS = [
    ("no tag {a} {", []),
    ("{{ a }}", [("expression", "", "a")]),
    ("{{a}}{%if b%}", [("expression", "", "a"), ("statement", "", "if b")]),
    ("{%p if a %}", [("statement", "p", "if a")]),
    ("{%tr for r in rs %}", [("statement", "tr", "for r in rs")]),
    ("{%tc endfor %}", [("statement", "tc", "endfor")]),
    ("{{r text }}", [("expression", "r", "text")]),
    ("{% p if a %}", [("statement", "", "p if a")]),
    ("{{ p }}", [("expression", "", "p")]),
    ("{{p}}", [("expression", "", "p")]),
    ("{{p }}", [("expression", "", "p")]),
    ("{{p | upper}}", [("expression", "", "p | upper")]),
    ("{{print}}", [("expression", "", "print")]),
    ("{#p a comment #}", [("comment", "p", "a comment")]),
    ("{# {{ a }} #}", [("comment", "", "{{ a }}")]),
    ("{%- if a -%}", [("statement", "", "if a")]),
    ("{{ -1 }}", [("expression", "", "-1")]),
    ("{{-1}}", [("expression", "", "-1")]),
    ("{{ '}}' }}", [("expression", "", "'}}'")]),
    (r"{{ 'it\'s }}' }}", [("expression", "", r"'it\'s }}'")]),
    ("{{ {'a': {}}}}", [("expression", "", "{'a': {}}")]),
    ("{{\u00a0a\u200b }}", [("expression", "", "a")]),
    ("{{ “a” }}", [("expression", "", '"a"')]),
    ("{{ ‘a “b”’ }}", [("expression", "", "'a “b”'")]),
    ("{{ “a 'b'” }}", [("expression", "", "\"a 'b'\"")]),
    ("{_{ a }_}", [("literal", "", "{{"), ("literal", "", "}}")]),
    ("{_% a %_}", [("literal", "", "{%"), ("literal", "", "%}")]),
    ("{% raw %}{{ a }}{% endraw %}", [("literal", "", "{{ a }}")]),
]


@pytest.mark.parametrize(("text", "tags"), TEXTS)
def test_a_text_holds(text, tags):
    assert [(tag.kind, tag.level, tag.inner) for tag in find_tags(text)] == tags


def test_a_tag_knows_its_place_its_source_and_its_dashes():
    (tag,) = find_tags("ab {%-\u00a0if x -%} c")
    assert (tag.start, tag.end, tag.source) == (3, 15, "{%- if x -%}")
    assert (tag.trims_before, tag.trims_after) == (True, True)


@pytest.mark.parametrize("text", ["{{ a", "{% if a }}", "a {# b", "{{ 'a }}", "{{ (a }}"])
def test_a_tag_without_an_end_is_an_error(text):
    with pytest.raises(TagTextError, match="never closed") as caught:
        find_tags(text)
    assert caught.value.start == text.index("{")


BLOCKS = [
    ("for x in xs", ("open", "for")),
    ("if a", ("open", "if")),
    ("elif b", ("branch", "elif")),
    ("else", ("branch", "else")),
    ("endfor", ("close", "for")),
    ("set a = 1", ("", "set")),
    ("set a", ("open", "set")),
    ("set a | upper", ("open", "set")),
    ("endset", ("close", "set")),
    ("macro m(a)", ("open", "macro")),
    ("call m()", ("open", "call")),
    ("filter upper", ("open", "filter")),
    ("include 'a'", ("", "include")),
    ("format", ("", "format")),
]


@pytest.mark.parametrize(("code", "effect"), BLOCKS)
def test_a_statement_opens_closes_or_branches(code, effect):
    assert block_word(code) == effect
