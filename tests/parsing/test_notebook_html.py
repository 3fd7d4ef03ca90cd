"""In a notebook a summary and a reading show themselves in Vietnamese, and nothing of a report
is taken for markup."""

from __future__ import annotations

import datetime as dt

from lxml import etree

from reportkit.errors import SourceError
from reportkit.parsing import Figure, Reading, ReviewKind, Summary, Unit, Unread
from reportkit.sources import Source
from reportkit.spans import Span
from reportkit.vietnamese import Amount, Period, Quantity

EVIL = "<script>alert('x')</script>&\"<b>"


def summary(words: str = "Có 29 mô hình", figures: int = 1, **facts: object) -> Summary:
    quantity = Quantity.at(Span(0, 1), Amount.of(29))
    return Summary(
        Source(words, words),
        figures=[Figure(quantity, words, words, indicator=words)] * figures,
        **facts,
    )


def parsed(html: str) -> etree._Element:
    """Well-formed: every tag that is opened is closed."""
    return etree.fromstring(f"<div>{html}</div>".replace("<br>", "<br/>"))


def test_a_summary_tells_who_when_and_its_figures() -> None:
    told = summary(
        unit=Unit("Đảng bộ tỉnh Sơn La"),
        kind=ReviewKind.INTERIM,
        number="97-BC/TU",
        date=dt.date(2022, 5, 13),
        period=Period(None, None, "giai đoạn 2021 - 2025"),
    )
    text = " ".join(parsed(told._repr_html_()).itertext())
    for words in (
        "Đảng bộ tỉnh Sơn La",
        "Sơ kết",
        "Số 97-BC/TU",
        "ngày 13/05/2022",
        "giai đoạn 2021 - 2025",
        "1 số liệu",
    ):
        assert words in text


def test_nothing_of_a_report_is_markup() -> None:
    reading = Reading(
        [summary(EVIL, unit=Unit(EVIL))], [Unread(EVIL, SourceError(EVIL))], skipped=[EVIL]
    )
    for html in (reading._repr_html_(), reading[0]._repr_html_()):
        assert EVIL in "".join(parsed(html).itertext())
        assert not parsed(html).findall(".//script") and not parsed(html).findall(".//b")


def test_a_reading_is_a_row_a_report_and_names_what_was_not_read() -> None:
    reading = Reading(
        [summary("a"), summary("b")], [Unread("c.doc", SourceError("cũ"))], ["README.md"]
    )
    root = parsed(reading._repr_html_())
    rows = [[cell.text for cell in row] for row in root.iterfind(".//tbody/tr")]
    assert rows == [["a", "–", "–", "–", "1", "0"], ["b", "–", "–", "–", "1", "0"], ["c.doc", "cũ"]]
    assert "README.md" in "".join(root.itertext())


def test_a_long_summary_says_how_many_figures_it_does_not_show() -> None:
    html = summary(figures=250)._repr_html_()
    assert html.count("<tr>") == 101 and "và 150 số liệu nữa" in html
    assert "nữa" not in summary(figures=100)._repr_html_()
