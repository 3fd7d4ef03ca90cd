"""Parts that a filling adds: stored once, related once, typed, under names that were free."""

from __future__ import annotations

import pytest

from reportkit.templating._added_parts import AddedParts, Target
from reportkit.templating._package import Package, pack_part
from reportkit.templating._pictures import Picture

TYPES = (
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="PNG" ContentType="image/png"/></Types>'
)
RELATIONS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="rId1" Type="http://x/image" Target="../media/image1.png"/>'
    b'<Relationship Id="rId3" Type="http://x/hyperlink" Target="https://a" TargetMode="External"/>'
    b"</Relationships>"
)
DOT = Picture(b"dot", "png", "image/png", 1, 1)
LINE = Picture(b"line", "gif", "image/gif", 1, 1)


@pytest.fixture
def added() -> AddedParts:
    parts = {
        "[Content_Types].xml": TYPES,
        "xl/drawings/drawing1.xml": b"<d/>",
        "xl/drawings/_rels/drawing1.xml.rels": RELATIONS,
        "xl/media/image1.png": DOT.content,
    }
    return AddedParts(Package({name: pack_part(name, one) for name, one in parts.items()}), {})


def test_a_picture_that_the_template_has_is_not_stored_again(added):
    assert added.picture(DOT, "xl/media") == "xl/media/image1.png"
    added.finish()
    assert not added.contents


def test_a_new_picture_is_stored_once_and_its_type_is_named(added):
    first, second = added.picture(LINE, "xl/media"), added.picture(LINE, "xl/media")
    added.finish()
    assert first == second == "xl/media/image1.gif"
    assert added.contents[first] == LINE.content
    assert b'Extension="gif" ContentType="image/gif"' in added.contents["[Content_Types].xml"]


def test_an_extension_is_named_once_however_it_is_written(added):
    other = Picture(b"other", "png", "image/png", 1, 1)
    assert added.picture(other, "xl/media") == "xl/media/image2.png"
    added.finish()
    assert added.current("[Content_Types].xml").lower().count(b'"png"') == 1


def test_a_new_part_gets_a_free_name_and_its_type(added):
    assert added.add("xl/drawings/drawing1.xml", b"<d/>", "x/y") == "xl/drawings/drawing2.xml"
    assert added.add("xl/drawings/drawing1.xml", b"<d/>", "x/y") == "xl/drawings/drawing3.xml"
    added.finish()
    types = added.current("[Content_Types].xml")
    assert b'PartName="/xl/drawings/drawing3.xml" ContentType="x/y"' in types


def test_a_relationship_that_is_there_serves_again(added):
    targets = [
        Target("image", "xl/media/image1.png"),
        Target("hyperlink", "https://a", outside=True),
        Target("hyperlink", "https://b", outside=True),
        Target("hyperlink", "#Biểu!A1"),
        Target("hyperlink", "https://b", outside=True),
    ]
    assert added.relate("xl/drawings/drawing1.xml", targets[:2]) == ["rId1", "rId3"]
    assert not added.contents
    identities = added.relate("xl/drawings/drawing1.xml", targets)
    assert identities == ["rId1", "rId3", "rId2", "rId4", "rId2"]
    assert added.relate("xl/drawings/drawing1.xml", targets) == identities


def test_a_part_without_relationships_gets_some(added):
    assert added.relate("xl/new.xml", [Target("image", "xl/media/image1.png")]) == ["rId1"]
    assert b'Target="/xl/media/image1.png"' in added.current("xl/_rels/new.xml.rels")
    added.finish()
    assert b'Target="/xl/media/image1.png"' in added.contents["xl/_rels/new.xml.rels"]
