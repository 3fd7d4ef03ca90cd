"""A saved page gives the words of the report; what the site puts around them is left out."""

from __future__ import annotations

import codecs
import datetime as dt

import pytest

from reportkit.errors import SourceError
from reportkit.sources import open_source
from reportkit.sources._html_head import read_date

ARTICLE = """
<h1>Sơ kết một năm</h1>
<p>Toàn tỉnh có <b>trên 579</b> mô hình, trong đó 29 mô hình tiêu biểu của 11 huyện.</p>
<p>Các cấp ủy đã huy động 2,6 tỷ đồng, giúp 48 hộ nghèo làm nhà ở, 10 học sinh đến trường.</p>
"""
WORDS = [
    "Sơ kết một năm",
    "Toàn tỉnh có trên 579 mô hình, trong đó 29 mô hình tiêu biểu của 11 huyện.",
    "Các cấp ủy đã huy động 2,6 tỷ đồng, giúp 48 hộ nghèo làm nhà ở, 10 học sinh đến trường.",
]


def lines(body: str, head: str = "") -> list[str]:
    page = (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"
    )
    return [line for line in open_source(page.encode(), "a.html").text.split("\n") if line]


FURNITURE = [
    pytest.param("<nav><a href='#'>Trang chủ 1</a></nav>", id="nav"),
    pytest.param("<header><p>CỔNG THÔNG TIN 24</p></header>", id="header of the page"),
    pytest.param("<footer>Giấy phép số 123</footer>", id="footer"),
    pytest.param("<aside>Đọc nhiều 5</aside>", id="aside"),
    pytest.param(
        "<script>var x = 1846;</script><style>p {width: 30px}</style>", id="script, style"
    ),
    pytest.param("<form><p>Gửi bình luận</p><textarea>10</textarea></form>", id="form of comments"),
    pytest.param("<div class='breadcrumb'>Trang chủ / Tin</div>", id="breadcrumb"),
    pytest.param("<div id='mainMenu'>Giới thiệu</div>", id="camel case menu"),
    pytest.param("<div class='box-tinlienquan'>5 tin</div>", id="related, written together"),
    pytest.param("<div class='tin-lien-quan'><p>20.000 người dự</p></div>", id="related, parted"),
    pytest.param("<span class='view-count'>Lượt xem: 1.846</span>", id="view counter"),
    pytest.param("<p>Lượt xem: 1.846</p>", id="view counter without a name"),
    pytest.param("<p>1.846 lượt xem</p>", id="view counter, number first"),
    pytest.param("<div class='social-share'>Chia sẻ 35</div>", id="share buttons"),
    pytest.param("<div role='navigation'>12 mục</div>", id="role"),
    pytest.param("<div style='display: none'>Ẩn 7</div><div hidden>Ẩn 8</div>", id="hidden"),
    pytest.param(
        "<figure><img src='3.jpg'><figcaption>3(1).jpg</figcaption></figure>", id="caption"
    ),
    pytest.param(
        "<table><tr><td><img src='a.jpg'></td></tr><tr><td>Ảnh 3</td></tr></table>",
        id="caption table",
    ),
    pytest.param(
        "<h3>Tin khác</h3><ul><li><a href='1'>Huyện A có 15 mô hình</a></li>"
        "<li><a href='2'>Huyện B có 16 mô hình</a></li><li><a href='3'>Xã C</a></li></ul>",
        id="a list of links without a name",
    ),
    pytest.param("<!-- Có 999 mô hình -->", id="comment of the page"),
]


@pytest.mark.parametrize("furniture", FURNITURE)
def test_page_furniture_is_left_out_before_and_behind_the_article(furniture: str) -> None:
    assert lines(furniture + ARTICLE) == WORDS
    assert lines(ARTICLE + furniture) == WORDS


WRAPPERS = [
    pytest.param("<form id='aspnetForm'>{}</form>", id="one form around the page"),
    pytest.param(
        "<div class='sidebar-right-layout'>{}</div>", id="a layout named after its sidebar"
    ),
    pytest.param("<div id='print-content'>{}</div>", id="a part made for printing"),
    pytest.param("<table><tr><td>{}</td></tr></table>", id="a table of one cell"),
    pytest.param("<table><tr><td>Trái</td><td>{}</td></tr></table>", id="a table for the layout"),
    pytest.param("<article><header>{}</header></article>", id="the header of the article"),
    pytest.param("<main><div>{}</div></main><div>Cuối trang 5</div>", id="main"),
]


@pytest.mark.parametrize("wrapper", WRAPPERS)
def test_what_wraps_the_article_does_not_take_it_away(wrapper: str) -> None:
    read = lines(wrapper.format(ARTICLE))
    assert [line for line in read if line != "Trái"] == WORDS


def test_the_columns_beside_the_one_with_the_heading_are_left_out() -> None:
    left, right = "<td>Thời tiết: 35°C<p>Đang xem: 1.234</p></td>", "<td>Giá vàng 82 triệu</td>"
    page = f"<table><tr>{left}<td>{ARTICLE}</td>{right}</tr></table>"
    assert lines(page) == WORDS
    heading = "<table><tr><td><h1>Sơ kết một năm</h1></td><td>{}</td></tr></table>"
    body = "<p>Toàn tỉnh có trên 579 mô hình.</p>"
    assert lines(heading.format(body)) == ["Sơ kết một năm", "Toàn tỉnh có trên 579 mô hình."]


@pytest.mark.parametrize(
    "name", ["elementor-widget elementor-widget-text-editor", "views-field", "MsoNormal"]
)
def test_paragraphs_that_a_system_wraps_one_by_one_are_kept(name: str) -> None:
    body = "".join(f"<div class='{name}'><p>Đoạn {at} có 29 mô hình</p></div>" for at in range(4))
    assert len(lines(body)) == 4


def test_links_within_the_text_are_words_of_it() -> None:
    body = (
        "<p>Theo <a href='1'>Kết luận 01-KL/TW</a>, <a href='2'>Chỉ thị 05-CT/TW</a> và "
        "<a href='3'>Kế hoạch 03-KH/TW</a>, toàn tỉnh đã xây dựng trên 579 mô hình các loại.</p>"
    )
    assert len(lines(body)) == 1


LAYOUT = [
    ("<p>a<br>b</p>", ["a", "b"]),
    ("<p>  a \n  b </p>", ["a b"]),
    ("<div>a<div>b</div>c</div>", ["a", "b", "c"]),
    ("<p>trên&nbsp;579</p>", ["trên\u00a0579"]),
    ("<ul><li>a</li><li><p>b</p></li></ul>", ["• a", "• b"]),
    ("<ol><li>a</li><li>b</li></ol>", ["1. a", "2. b"]),
    ("<ol start='3' type='a'><li>a</li><li value='7'>b</li></ol>", ["c. a", "g. b"]),
    ("<ul style='list-style: none'><li>- a</li></ul>", ["- a"]),
    ("<pre>a\n  b</pre>", ["a", "b"]),
    ("<p>A | <span class='view-count'>5</span> | 12/5/2022 | </p>", ["A | 12/5/2022"]),
]


@pytest.mark.parametrize(("body", "wanted"), LAYOUT)
def test_blocks_are_lines(body: str, wanted: list[str]) -> None:
    assert lines(body) == wanted


def test_a_table_of_figures_keeps_its_cells_with_what_they_cover() -> None:
    body = (
        "<table><caption>Biểu 1</caption><thead><tr><th rowspan='2'>Đơn vị</th><th colspan='2'>Số</th></tr>"
        "<tr><th>2023</th><th>2024</th></tr></thead><tbody><tr><td>Sơn La</td><td><p>5</p><p>mới</p></td>"
        "<td>7</td></tr></tbody></table>"
    )
    source = open_source(f"<html><body>{body}</body></html>".encode(), "a.html")
    assert source.text == "Biểu 1\n\nĐơn vị\tSố\n\t2023\t2024\nSơn La\t5 mới\t7\n"
    cells = {cell.span.of(source.text): cell for cell in source.tables[0].cells}
    assert (cells["Đơn vị"].row_span, cells["Số"].column_span) == (2, 2)
    assert (cells["2024"].row, cells["2024"].column) == (1, 2)
    assert (cells["7"].row, cells["7"].column) == (2, 2)


def test_a_rowspan_longer_than_the_table_ends_with_it() -> None:
    body = "<table><tr><td rowspan='99999999'>a</td><td>b</td></tr><tr><td>c</td></tr></table>"
    source = open_source(f"<html>{body}</html>".encode(), "a.html")
    assert source.text == "a\tb\n\tc\n"
    assert source.tables[0].shape == (2, 2)


# --------------------------------------------------------------------- encoding, title, date

PAGE = "<html><head>{}<title> Sơ kết\n 1 năm </title></head><body><p>Cả tỉnh có 29 mô hình</p></body></html>"

ENCODINGS = [
    pytest.param(PAGE.format("<meta charset='utf-8'>").encode(), id="meta charset"),
    pytest.param(PAGE.format("").encode(), id="none told: UTF-8"),
    pytest.param(
        codecs.BOM_UTF8 + PAGE.format("<meta charset='latin-1'>").encode(), id="the mark wins"
    ),
    pytest.param(codecs.BOM_UTF16_LE + PAGE.format("").encode("utf-16-le"), id="UTF-16"),
    pytest.param(
        ('<?xml version="1.0" encoding="utf-8"?>' + PAGE.format("")).encode(), id="XML declaration"
    ),
    pytest.param(
        PAGE.format('<meta http-equiv="Content-Type" content="text/html; charset=utf-8">').encode(),
        id="http-equiv",
    ),
]


@pytest.mark.parametrize("data", ENCODINGS)
def test_the_page_is_read_in_the_encoding_it_names(data: bytes) -> None:
    source = open_source(data, "a.html")
    assert (source.text, source.title) == ("Cả tỉnh có 29 mô hình\n", "Sơ kết 1 năm")


def test_a_page_in_windows_1258_is_read_as_it_says() -> None:
    page = "<html><meta charset='windows-1258'><p>cu\u0309a 29 mô hi\u0300nh</p></html>"
    assert open_source(page.encode("cp1258"), "a.html").text == "cu\u0309a 29 mô hi\u0300nh\n"


@pytest.mark.parametrize("charset", ["utf-8", "x-viet-tcvn5712"])
def test_a_page_that_cannot_be_decoded_as_it_says_is_an_error(charset: str) -> None:
    page = f"<html><meta charset='{charset}'><p>".encode() + b"\xa7\xb6ng b\xe9</p></html>"
    with pytest.raises(SourceError, match=charset) as caught:
        open_source(page, "a.html")
    assert caught.value.remedy


DATES = [
    "<meta property='article:published_time' content='2022-05-13T12:35:00+07:00'>",
    "<meta name='pubdate' content='13/05/2022 12:35'>",
    '<script type=\'application/ld+json\'>{"datePublished": "2022-05-12T23:00:00Z"}</script>',
    "<meta name='date' content='không rõ'><time datetime='2022-05-13'>13/5</time>",
]


@pytest.mark.parametrize("head", DATES)
def test_the_publishing_date_is_read(head: str) -> None:
    source = open_source(
        f"<html><head>{head}</head><body><p>x</p></body></html>".encode(), "a.html"
    )
    assert source.date == dt.date(2022, 5, 13)


@pytest.mark.parametrize(
    "text", ["", "2022-13-40", "31/02/2022", "9999-12-31T23:00:00-12:00", "abc"]
)
def test_what_is_no_date_gives_none(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize("data", [b"<html></html>", b"<html><body><nav>Menu</nav></body></html>"])
def test_a_page_without_words_is_an_error(data: bytes) -> None:
    with pytest.raises(SourceError, match="no text"):
        open_source(data, "a.html")
