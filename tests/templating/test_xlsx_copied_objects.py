"""What else a repeated sheet holds: comments in threads and pivot tables come with each copy, what a
workbook has only once is refused by its name."""

from __future__ import annotations

import re

import pytest
from lxml import etree
from openpyxl.comments import Comment

from reportkit.errors import TemplateSyntaxError
from reportkit.templating import Template
from tests.templating.workbook_corpus import CORPUS, DATA
from tests.templating.workbooks import fill, parts_of, saved, with_part, workbook_of, zipped

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


_REPLY = "{6F1A2B3C-0002-4000-8000-000000000002}"
_THREAD = "{6F1A2B3C-0003-4000-8000-000000000003}"
_MENTION = "{6F1A2B3C-0004-4000-8000-000000000004}"


def threaded_row(loop: str) -> bytes:
    """A comment with a reply, and a comment of the old kind, over a repeated row."""
    book = workbook_of({"A1": loop, "B1": "x", "A2": "dưới"})
    book.active["A1"].comment = Comment("[Threaded comment] Xem lại", f"tc={_THREAD}")
    book.active["B1"].comment = Comment("cũ", "Lan")
    parts = parts_of(saved(book))
    (name,) = (one for one in parts if one.startswith("xl/comments"))
    parts[name] = parts[name].replace(b'ref="A1"', f'ref="A1" xr:uid="{_THREAD}"'.encode()).replace(
        b"<comments ",
        b'<comments xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision" ',
    )  # fmt: skip
    person = re.findall(r'id="(\{.+?\})"', parts_of(CORPUS["threaded-comments"].make())["xl/persons/person.xml"].decode())[0]  # fmt: skip
    thread = (
        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threaded'
        f'comments"><threadedComment ref="A1" dT="2024-05-18T00:00:00.00" personId="{person}" '
        f'id="{_THREAD}"><text>Xem @A</text><mentions><mention mentionpersonId="{person}" '
        f'mentionId="{_MENTION}" startIndex="4" length="2"/></mentions></threadedComment>'
        f'<threadedComment ref="A1" dT="2024-05-19T00:00:00.00" personId="{person}" id="{_REPLY}" '
        f'parentId="{_THREAD}"><text>Đã xem</text></threadedComment></ThreadedComments>'
    )
    data = with_part(zipped(parts), f"{_THREADS}1.xml", thread)
    kind = "application/vnd.ms-excel.threadedcomments+xml"
    override = f'<Override PartName="/{_THREADS}1.xml" ContentType="{kind}"/></Types>'
    data = with_part(data, "[Content_Types].xml", lambda xml: xml.replace("</Types>", override))
    relation = (
        '<Relationship Id="rId55" Type="http://schemas.microsoft.com/office/2017/10/relationships/'
        'threadedComment" Target="../threadedComments/threadedComment1.xml"/></Relationships>'
    )
    return with_part(
        data, "xl/worksheets/_rels/sheet1.xml.rels",
        lambda xml: xml.replace("</Relationships>", relation),
    )  # fmt: skip


def threads_of(parts: dict[str, bytes], number: int = 1) -> list[dict[str, str]]:
    """The comments of a sheet, each with what must agree with the others."""
    root = etree.fromstring(parts[f"{_THREADS}{number}.xml"])
    names = [one for one in sorted(parts) if re.fullmatch(r"xl/comments(/comment)?\d+\.xml", one)]
    old = etree.fromstring(parts[names[number - 1]])
    authors = [one.text for one in old.find("{*}authors")]
    by_cell = {one.get("ref"): one for one in old.iter("{*}comment")}
    identity = "{http://schemas.microsoft.com/office/spreadsheetml/2014/revision}uid"
    for thread in root.iterfind("{*}threadedComment"):
        if thread.get("parentId") is None:
            beside = by_cell[thread.get("ref")]
            assert authors[int(beside.get("authorId"))] == f"tc={thread.get('id')}"
            assert beside.get(identity) == thread.get("id")
    return [dict(one.attrib) for one in root.iterfind("{*}threadedComment")]


def test_comments_in_threads_come_with_each_repeated_row():
    template = threaded_row("{%tr for x in xs %}{{ x }}{%tr endfor %}")
    parts = parts_of(fill(template, {"xs": [1, 2, 3]}))
    found = threads_of(parts)
    assert [one["ref"] for one in found] == ["A1", "A2", "A3", "A1", "A2", "A3"]
    assert (found[0]["id"], found[3]["id"]) == (_THREAD, _REPLY)
    assert [one.get("parentId") for one in found] == [None] * 3 + [one["id"] for one in found[:3]]
    assert len({one["id"] for one in found}) == 6
    assert len({one["personId"] for one in found}) == 1
    mentions = re.findall(rb'mentionId="(.+?)"', parts[f"{_THREADS}1.xml"])
    assert len(set(mentions)) == len(mentions) == 3
    (drawing,) = (part for name, part in parts.items() if name.endswith(".vml"))
    rows = re.findall(rb"Row>(\d+)<", drawing)
    assert sorted(rows) == [b"0", b"0", b"1", b"1", b"2", b"2"]
    assert parts_of(fill(template, {"xs": [1, 2, 3]})) == parts


def test_comments_in_threads_of_repeated_rows_on_repeated_sheets_have_names_of_their_own():
    template = threaded_row("{%sheet for u in units %}{%tr for x in xs %}{{ x }}{%tr endfor %}")
    parts = parts_of(fill(template, {"xs": [1, 2], "units": ["a", "b"]}))
    found = threads_of(parts) + threads_of(parts, 2)
    assert len({one["id"] for one in found}) == 8


def test_comments_in_threads_over_no_row_go():
    parts = parts_of(fill(threaded_row("{%tr for x in xs %}{{ x }}{%tr endfor %}"), {"xs": []}))
    assert threads_of(parts) == []


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
