"""Lists that begin anew in each pass of a loop, and lists of many levels from the data."""

from __future__ import annotations

import io
import re

import docx
import pytest

from reportkit.errors import TemplateValueError
from reportkit.templating import Template

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

NUMBERED_BY_A_STYLE = {
    "numbering": (
        '<w:numPicBullet w:numPicBulletId="0"/><w:numPicBullet w:numPicBulletId="1"/>'
        '<w:abstractNum w:abstractNumId="0"><w:styleLink w:val="S"/><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="S"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    ),
    "styles": '<w:style w:type="numbering" w:styleId="S"><w:name w:val="S"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>',
}
"""A list whose look stands in a style of lists, and one that takes it from there."""


def made(*lines: tuple[str, str]) -> bytes:
    """A template by python-docx: style and text of each paragraph."""
    document, out = docx.Document(), io.BytesIO()
    for style, text in lines:
        document.add_paragraph(text, style=style)
    document.save(out)
    return out.getvalue()


def numbered(data: bytes) -> list[str]:
    """Each paragraph with the number that Word gives it."""
    document = docx.Document(io.BytesIO(data))
    numbering = document.part.numbering_part.element
    styles = {style.style_id: style.element for style in document.styles}
    counts: dict[str, list[int]] = {}
    begun: set[tuple[str, int]] = set()
    shown = []
    for paragraph in document.element.body.iter(f"{W}p"):
        text = "".join(t.text or "" for t in paragraph.iter(f"{W}t"))
        number = paragraph.find(f"{W}pPr/{W}numPr/{W}numId")
        level = paragraph.find(f"{W}pPr/{W}numPr/{W}ilvl")
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if number is None and style is not None:
            number = styles[style.get(f"{W}val")].find(f"{W}pPr/{W}numPr/{W}numId")
        if number is None:
            shown.append(text)
            continue
        [num] = [
            n for n in numbering.iterfind(f"{W}num") if n.get(f"{W}numId") == number.get(f"{W}val")
        ]
        abstract = num.find(f"{W}abstractNumId").get(f"{W}val")
        depth = 0 if level is None else int(level.get(f"{W}val"))
        [definition] = [
            a
            for a in numbering.iterfind(f"{W}abstractNum")
            if a.get(f"{W}abstractNumId") == abstract
        ]
        levels = {int(one.get(f"{W}ilvl")): one for one in definition.iterfind(f"{W}lvl")}
        count = counts.setdefault(abstract, [0] * 9)
        for override in num.iterfind(f"{W}lvlOverride"):
            at = int(override.get(f"{W}ilvl"))
            if at == depth and (number.get(f"{W}val"), at) not in begun:
                count[at] = int(override[0].get(f"{W}val")) - 1
        begun.add((number.get(f"{W}val"), depth))
        count[depth] += 1
        count[depth + 1 :] = [0] * (8 - depth)
        begun -= {(number.get(f"{W}val"), deeper) for deeper in range(depth + 1, 9)}
        form = levels[depth].find(f"{W}lvlText").get(f"{W}val")
        for at in range(9):
            form = form.replace(f"%{at + 1}", str(count[at]))
        shown.append(f"{form} {text}")
    return shown


UNITS = [{"name": "A", "items": ["x", "y"]}, {"name": "B", "items": ["z"]}]


def test_without_the_tag_a_list_goes_on():
    template = made(("Normal", "{%p for u in us %}"), ("Normal", "{{ u.name }}"), ("List Number", "{%p for i in u['items'] %}{{ i }}{%p endfor %}"), ("Normal", "{%p endfor %}"))  # fmt: skip
    assert numbered(Template(template).render({"us": UNITS}).to_bytes()) == ["A", "1. x", "2. y", "B", "3. z"]  # fmt: skip


RESTARTS = [
    ("in the heading of a pass", "{{ u.name }}{{ restart_numbering() }}", "{{ i }}"),
    ("in the first item", "{{ u.name }}", "{{ restart_numbering(loop.first) }}{{ i }}"),
]


@pytest.mark.parametrize(("heading", "item"), [row[1:] for row in RESTARTS], ids=[row[0] for row in RESTARTS])  # fmt: skip
def test_a_list_restarts_in_each_pass(heading, item):
    template = made(("Normal", "{%p for u in us %}"), ("Normal", heading), ("List Number", "{%p for i in u['items'] %}" + item + "{%p endfor %}"), ("Normal", "{%p endfor %}"))  # fmt: skip
    data = Template(template).render({"us": UNITS}).to_bytes()
    assert numbered(data) == ["A", "1. x", "2. y", "B", "1. z"]


def test_between_paragraphs_it_leaves_none():
    template = made(("Normal", "{%p for u in us %}"), ("Normal", "{{p restart_numbering() }}"), ("List Number", "{{ u.name }}"), ("List Number", "b"), ("Normal", "{%p endfor %}"))  # fmt: skip
    data = Template(template).render({"us": UNITS}).to_bytes()
    assert numbered(data) == ["1. A", "2. b", "1. B", "2. b"]


def test_a_list_around_the_loop_goes_on_when_the_tag_stands_in_an_item():
    template = made(("List Number", "a"), ("Normal", "{%p for u in us %}"), ("List Number", "{{ u.name }}"), ("List Number 2", "{%p for i in u['items'] %}{{ restart_numbering(loop.first) }}{{ i }}{%p endfor %}"), ("Normal", "{%p endfor %}"), ("List Number", "z"))  # fmt: skip
    data = Template(template).render({"us": UNITS}).to_bytes()
    assert numbered(data) == ["1. a", "2. A", "1. x", "2. y", "3. B", "1. z", "4. z"]


def test_a_list_with_a_style_of_lists_restarts(word):
    item = f'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr></w:pPr>{word.run("{{ restart_numbering() }}{{ x }}")}</w:p>'
    template = word.file(
        "{%p for x in xs %}",
        item,
        "{%p endfor %}",
        "{{p xs | bullet_list }}",
        **NUMBERED_BY_A_STYLE,
    )
    data = Template(template).render({"xs": [1, 2]}).to_bytes()
    xml = word.part(data, "word/numbering1.xml")
    fresh = re.findall(
        r'<w:num w:numId="[45]"><w:abstractNumId w:val="(\d)"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="(\d)"/>',
        xml,
    )
    assert fresh == [("1", "3"), ("1", "3")]
    assert (
        re.findall(r"<w:(numPicBullet|abstractNum|num)[ >]", xml)
        == ["numPicBullet"] * 2 + ["abstractNum"] * 3 + ["num"] * 5
    )
    assert re.findall(r'<w:numId w:val="(\d)"/>', word.part(data)) == ["4", "5", "3", "3"]


def test_bullets_stay_as_they_are():
    template = made(("List Bullet", "{{ restart_numbering() }}{{ x }}"))
    data = Template(template).render({"x": 1}).to_bytes()
    assert docx.Document(io.BytesIO(data)).paragraphs[0].text == "1"
    assert "\x03" not in docx.Document(io.BytesIO(data)).element.xml


def test_where_there_is_no_list_nothing_happens(word):
    assert word.fill(word.file("a {{ restart_numbering() }}b"), {}) == ["a b"]


TREES = [
    ("one level", ["a", "b & c"], ["1. a", "2. b & c"]),
    ("lists in lists", ["a", ["a1", ["a11"], "a2"], "b"], ["1. a", "1.1. a1", "1.1.1. a11", "1.2. a2", "2. b"]),
    ("mappings", [{"text": "a", "items": [{"text": "a1"}]}, {"text": "b"}], ["1. a", "1.1. a1", "2. b"]),
    ("nothing", [], []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("items", "seen"), [row[1:] for row in TREES], ids=[row[0] for row in TREES]
)
def test_a_list_of_many_levels_comes_from_the_data(items, seen):
    template = made(("Normal", "{{p items | numbered_list }}"), ("Normal", "z"))
    assert numbered(Template(template).render({"items": items}).to_bytes()) == [*seen, "z"]


def test_each_list_from_the_data_begins_anew():
    template = made(("Normal", "{%p for u in us %}"), ("Normal", "{{p u['items'] | numbered_list }}"), ("Normal", "{%p endfor %}"))  # fmt: skip
    assert numbered(Template(template).render({"us": UNITS}).to_bytes()) == ["1. x", "2. y", "1. z"]


def test_a_list_may_begin_at_another_number():
    template = made(("Normal", "{{p items | numbered_list(start=4) }}"))
    assert numbered(Template(template).render({"items": ["a", ["b"]]}).to_bytes()) == [
        "4. a",
        "4.1. b",
    ]


def test_bullets_come_from_the_data(word):
    template = word.file("{{p items | bullet_list }}")
    data = Template(template).render({"items": ["a", ["b"]]}).to_bytes()
    assert numbered(data) == ["• a", "– b"]


def test_items_keep_the_look_of_the_tag(word):
    tagged = f'<w:p><w:pPr><w:spacing w:after="40"/><w:jc w:val="both"/></w:pPr>{word.run("{{p items | numbered_list }}", "<w:b/>")}</w:p>'
    xml = word.part(Template(word.file(tagged)).render({"items": ["a"]}).to_bytes())
    assert '<w:spacing w:after="40"/>' in xml
    assert '<w:jc w:val="both"/>' in xml
    assert '<w:rPr><w:b/></w:rPr><w:t xml:space="preserve">a</w:t>' in xml
    assert xml.index("<w:numPr>") < xml.index("<w:spacing ") < xml.index("<w:jc ")


@pytest.mark.parametrize(("tag", "items", "says"), [
    ("{{ items | numbered_list }}", ["a"], "paragraphs"),
    ("{{p items | numbered_list }}", "abc", "list"),
    ("{{p items | numbered_list }}", [{"name": "a"}], "text"),
])  # fmt: skip
def test_a_list_that_cannot_be_is_told(word, tag, items, says):
    with pytest.raises(TemplateValueError, match=says):
        Template(word.file(tag)).render({"items": items})


LEVELS = {  # how a level and a style name each other, and the level that counts
    "the level names the style": ('<w:pStyle w:val="M"/>', "", "1"),
    "the style names the level": ("", '<w:ilvl w:val="1"/>', "1"),
    "both name each other, in other words": ('<w:pStyle w:val="M"/>', '<w:ilvl w:val="3"/>', "1"),
    "the level names what the style is based on": ('<w:pStyle w:val="N"/>', "", "1"),
    "none names one": ("", "", "0"),
}


@pytest.mark.parametrize("case", LEVELS)
@pytest.mark.parametrize("together", [False, True], ids=["one filling", "letters"])
def test_a_paragraph_numbered_by_its_style_keeps_its_level(word, case, together):
    """ECMA-376 part 1, 17.9.23: where a level names the style, the style's own word is ignored."""
    in_level, in_style, level = LEVELS[case]
    numbering = (
        f'<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/>{in_level}</w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    styles = (
        f'<w:style w:type="paragraph" w:styleId="N"><w:name w:val="N"/><w:pPr><w:numPr>{in_style}<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="M"><w:name w:val="M"/><w:basedOn w:val="N"/></w:style>'
    )
    again = "" if together else "{{ restart_numbering() }}"
    item = f'<w:p><w:pPr><w:pStyle w:val="M"/></w:pPr>{word.run(again + "{{ x }}")}</w:p>'
    template = Template(word.file(item, numbering=numbering, styles=styles))
    filled = template.render_many([{"x": 1}, {"x": 2}], one_document=True) if together else template.render({"x": 1})  # fmt: skip
    assert re.findall(r'<w:ilvl w:val="(\d)"/><w:numId w:val="\d"/>', word.part(filled.to_bytes())) == [level]  # fmt: skip


def test_a_list_with_a_style_of_lists_begins_anew_in_each_letter(word):
    item = f'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr></w:pPr>{word.run("{{ x }}")}</w:p>'
    template = Template(word.file(item, **NUMBERED_BY_A_STYLE))
    data = template.render_many([{"x": 1}, {"x": 2}], one_document=True).to_bytes()
    assert re.findall(r'<w:numId w:val="(\d)"/>', word.part(data)) == ["2", "3"]
    fresh = r'<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="3"/>'
    assert re.search(fresh, word.part(data, "word/numbering1.xml"))
