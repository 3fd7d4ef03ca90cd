"""A picture takes the place of a dummy: the frames that drawings know, and what of the dummy goes."""

from __future__ import annotations

import io

import pytest
from lxml import etree
from PIL import Image

from reportkit.templating import InlineImage
from reportkit.templating._added_parts import AddedParts
from reportkit.templating._package import Package, pack_part
from reportkit.templating._xlsx_pictures import put_picture

XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PART = "xl/drawings/drawing1.xml"
FROM = "<d:from><d:col>1</d:col><d:row>1</d:row></d:from>"
TO = "<d:to><d:col>3</d:col><d:row>9</d:row></d:to>"
ONE_CELL = f'<d:oneCellAnchor>{FROM}<d:ext cx="{{}}" cy="{{}}"/>%s</d:oneCellAnchor>'
TWO_CELLS = f'<d:twoCellAnchor editAs="twoCell">{FROM}{TO}%s</d:twoCellAnchor>'
ABSOLUTE = '<d:absoluteAnchor><d:pos x="5" y="5"/><d:ext cx="{}" cy="{}"/>%s</d:absoluteAnchor>'
GROUPED = f"<d:twoCellAnchor>{FROM}{TO}<d:grpSp>%s</d:grpSp></d:twoCellAnchor>"


def photo(**facts: object) -> InlineImage:
    file = io.BytesIO()
    Image.new("RGB", (40, 20), "navy").save(file, "PNG")
    return InlineImage(file.getvalue(), **facts)


def picture(size: tuple[int, int] | None, blip: str = "", crop: str = "", click: str = "") -> str:
    own = (
        '<a:xfrm><a:off x="0" y="0"/><a:ext cx="{}" cy="{}"/></a:xfrm>'.format(*size)
        if size
        else ""
    )
    return (
        f'<d:pic><d:nvPicPr><d:cNvPr id="2" name="Ảnh 1" descr="{{{{ x }}}}">{click}</d:cNvPr>'
        f'<d:cNvPicPr/></d:nvPicPr><d:blipFill><a:blip r:embed="rId7">{blip}</a:blip>{crop}'
        f"<a:stretch/></d:blipFill><d:spPr>{own}</d:spPr></d:pic>"
    )


def replaced(anchor: str, value: object) -> tuple[etree._Element, AddedParts]:
    root = etree.fromstring(
        f'<d:wsDr xmlns:d="{XDR}" xmlns:a="{A}" xmlns:r="{R}">{anchor}</d:wsDr>'
    )
    types = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    package = Package({"[Content_Types].xml": pack_part("[Content_Types].xml", types)})
    parts = AddedParts(package, {})
    put_picture(root.find(f".//{{{XDR}}}pic"), value, PART, parts)
    return root, parts


def sizes(root: etree._Element) -> list[tuple[int, int]]:
    """The sizes of the anchor and of the picture itself, as far as there are any."""
    found = [*root.iterfind(f"*/{{{XDR}}}ext"), *root.iter(f"{{{A}}}ext")]
    return [(int(one.get("cx")), int(one.get("cy"))) for one in found if one.get("cx")]


@pytest.mark.parametrize(
    ("anchor", "own", "asked", "expected"),
    [
        (ONE_CELL.format(800, 800), (800, 800), {}, [(800, 400), (800, 400)]),
        (ONE_CELL.format(800, 100), None, {}, [(200, 100)]),
        (ONE_CELL.format(0, 0), (600, 600), {}, [(600, 300), (600, 300)]),
        (TWO_CELLS, (800, 800), {}, [(800, 400), (800, 400)]),
        (TWO_CELLS, (800, 800), {"width": 1}, [(36_000, 18_000), (36_000, 18_000)]),
        (TWO_CELLS, None, {"height": 1}, [(72_000, 36_000)]),
        (TWO_CELLS, None, {}, []),
        (ABSOLUTE.format(400, 400), (400, 400), {}, [(400, 200), (400, 200)]),
        (GROUPED, (800, 800), {}, [(800, 400)]),
    ],
)
def test_it_fits_the_frame_in_its_own_proportions_or_has_the_size_it_asks_for(
    anchor, own, asked, expected
):
    root, _ = replaced(anchor % picture(own), photo(**asked))
    assert sizes(root) == expected


def test_held_at_two_cells_it_stays_at_the_first():
    root, _ = replaced(TWO_CELLS % picture((800, 800)), photo())
    (anchor,) = root
    names = [etree.QName(one).localname for one in anchor]
    assert (etree.QName(anchor).localname, names) == ("oneCellAnchor", ["from", "ext", "pic"])
    assert not anchor.attrib


def test_in_a_group_only_the_picture_changes():
    root, _ = replaced(GROUPED % picture((800, 800)), photo())
    assert [etree.QName(one).localname for one in root[0]] == ["from", "to", "grpSp"]


def test_crop_drawing_and_outside_source_of_the_dummy_go():
    drawing = '<a:extLst><a:ext uri="x"><s:svgBlip xmlns:s="s" r:embed="rId8"/></a:ext></a:extLst>'
    shown = picture((800, 800), f'<a:alphaModFix amt="50000"/>{drawing}', '<a:srcRect l="9"/>')
    root, parts = replaced(TWO_CELLS % shown.replace('r:embed="rId7"', 'r:link="rId7"'), photo())
    blip = root.find(f".//{{{A}}}blip")
    assert dict(blip.attrib) == {f"{{{R}}}embed": "rId1"}
    assert [etree.QName(one).localname for one in blip] == ["alphaModFix"]
    assert not root.find(f".//{{{A}}}srcRect").attrib
    assert b"media/image1.png" in parts.current("xl/drawings/_rels/drawing1.xml.rels")


@pytest.mark.parametrize(
    ("facts", "descr", "link"),
    [
        ({}, None, "rId5"),
        ({"alt": "Cờ & hoa"}, "Cờ & hoa", "rId5"),
        ({"link": "https://example.org"}, None, "rId2"),
    ],
)
def test_alternative_text_and_link(facts, descr, link):
    shown = picture((800, 800), click='<a:hlinkClick r:id="rId5"/>')
    root, _ = replaced(TWO_CELLS % shown, photo(**facts))
    named = root.find(f".//{{{XDR}}}cNvPr")
    assert named.get("descr") == descr
    assert [one.get(f"{{{R}}}id") for one in named] == [link]


@pytest.mark.parametrize("value", [None, "", float("nan")])
@pytest.mark.parametrize(("anchor", "left"), [(TWO_CELLS, 0), (GROUPED, 1)])
def test_no_picture_takes_the_dummy_away(anchor, left, value):
    root, parts = replaced(anchor % picture((800, 800)), value)
    assert len(root) == left
    assert not list(root.iter(f"{{{XDR}}}pic"))
    assert not parts.contents
