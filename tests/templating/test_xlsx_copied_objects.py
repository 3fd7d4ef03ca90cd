"""What else a repeated sheet holds: comments in threads and pivot tables come with each copy, what a
workbook has only once is refused by its name."""

from __future__ import annotations

import re

import pytest

from reportkit.errors import TemplateSyntaxError
from reportkit.templating import Template
from tests.templating.workbook_corpus import CORPUS, DATA
from tests.templating.workbooks import fill, parts_of, with_part

_THREADS = "xl/threadedComments/threadedComment"


def repeated(name: str) -> bytes:
    """A workbook of the corpus whose second sheet comes for each unit."""
    return with_part(
        CORPUS[name].make(),
        "xl/sharedStrings.xml",
        lambda xml: xml.replace(">tĩnh<", ">{%sheet for u in units %}{{ u }}<"),
    )


def filled(template: bytes) -> dict[str, bytes]:
    return parts_of(fill(template, {**DATA, "units": ["a", "b", "c"]}))


def test_comments_in_threads_come_with_each_copy_under_names_of_their_own():
    template = repeated("threaded-comments")
    (guid,) = set(re.findall(r' id="(\{.+?\})"', parts_of(template)[f"{_THREADS}1.xml"].decode()))
    comments = (
        '<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors>'
        f'<author>tc={guid}</author></authors><commentList><comment ref="A1" authorId="0"><text>'
        "<t>Xem lại</t></text></comment></commentList></comments>"
    )
    template = with_part(template, "xl/comments1.xml", comments)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
    override = f'<Override PartName="/xl/comments1.xml" ContentType="{kind}"/></Types>'
    template = with_part(
        template, "[Content_Types].xml", lambda xml: xml.replace("</Types>", override)
    )
    relation = (
        '<Relationship Id="rId5" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/comments" Target="../comments1.xml"/></Relationships>'
    )
    template = with_part(
        template, "xl/worksheets/_rels/sheet2.xml.rels",
        lambda xml: xml.replace("</Relationships>", relation),
    )  # fmt: skip
    parts = filled(template)
    guids = []
    for number in (1, 2, 3):
        (own,) = re.findall(r' id="(\{.+?\})"', parts[f"{_THREADS}{number}.xml"].decode())
        assert f"<author>tc={own}</author>" in parts[f"xl/comments{number}.xml"].decode()
        guids.append(own)
    assert guids[0] == guid
    assert len(set(guids)) == 3
    assert filled(template) == parts


def test_a_pivot_table_comes_with_each_copy_and_reads_from_the_same_source():
    parts = filled(repeated("pivot"))
    tables = [name for name in parts if re.fullmatch(r"xl/pivotTables/pivotTable\d\.xml", name)]
    assert len(tables) == 3
    for number in (1, 2, 3):
        relations = parts[f"xl/pivotTables/_rels/pivotTable{number}.xml.rels"]
        assert b"pivotCache/pivotCacheDefinition1.xml" in relations
    assert b'ref="A1:B4"' in parts["xl/pivotCache/pivotCacheDefinition1.xml"]


@pytest.mark.parametrize(
    ("name", "words"),
    [("slicer", "slicers"), ("form-control", "form controls"), ("button", "form control")],
)
def test_what_a_workbook_has_only_once_is_refused_by_its_name(name, words):
    with pytest.raises(TemplateSyntaxError, match=words) as caught:
        Template(repeated(name))
    assert caught.value.part == "sheet Khác"
    assert caught.value.remedy
