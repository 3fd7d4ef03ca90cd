"""Small invented reports, written as sentences with their figures marked.

``report("Đảng bộ xã A", "Toàn xã có [trên 29 mô hình|models].")`` is a report with one figure that
is bound to the indicator ``models``; further words of a mark say more of the figure::

    part                of the last figure that is no part itself
    of=Hội_Phụ_nữ       of a sub-unit; model=0: a result of the first initiative
    country, above      of another level
    target, earlier, change, share
    year=2023           its period
    low                 read with low confidence
    as=phrase           what is counted, where it is not the unit
"""

from __future__ import annotations

import datetime as dt
import re

import pytest

from reportkit.binding import Aggregate, Indicator, Profile
from reportkit.parsing import Confidence, Figure, Role, Scope, ScopeKind, Summary, Unit
from reportkit.parsing.reading import Reading
from reportkit.review import Review
from reportkit.sources import Source
from reportkit.spans import Span
from reportkit.vietnamese import Amount, Bound, Period, Quantity

PROFILE = Profile(
    id="thu",
    name="Bộ chỉ tiêu thử",
    indicators=[
        Indicator("models", "Mô hình", "mô hình", group="Mô hình"),
        Indicator("people", "Lượt người học tập", "lượt người"),
        Indicator("honoured", "Tập thể, cá nhân được khen", "tập thể, cá nhân"),
        Indicator("honoured_district", "Điển hình cấp huyện", "điển hình"),
        Indicator("shows", "Buổi biểu diễn", "buổi"),
        Indicator("money", "Số tiền huy động", "đồng"),
        Indicator("road", "Đường bê tông", "km"),
        Indicator("rate", "Tỷ lệ cam kết", "%", Aggregate.WEIGHTED),
        Indicator("largest", "Đám đông lớn nhất", "người", Aggregate.MAX),
        Indicator("members", "Đảng viên", "đảng viên", Aggregate.LATEST),
        Indicator("share", "Tỷ lệ đảng viên cam kết", "%", Aggregate.WEIGHTED, weight="members"),
        Indicator("drop", "Mức giảm hộ nghèo", "%", Aggregate.NONE, role=Role.CHANGE),
    ],
)

_MARK = re.compile(r"\[([^|\]]+)\|([^\]]+)\]")
_NUMBER = re.compile(
    r"(?P<bound>trên|hơn|dưới|gần|khoảng|hàng)?\s*"
    r"(?P<value>\d[\d.]*(?:,\d+)?|nghìn)(?:/(?P<whole>\d+)| - (?P<high>\d+))?"
    r"\s*(?P<tens>tỷ)?\s*(?P<unit>.*)"
)
_BOUNDS = {
    "trên": Bound.OVER, "hơn": Bound.OVER, "dưới": Bound.UNDER, "gần": Bound.NEARLY,
    "khoảng": Bound.ABOUT, "hàng": Bound.ORDER, None: Bound.EXACT,
}  # fmt: skip
_ROLES = {role.value for role in Role}


def amount(words: str) -> Amount:
    """What the words of a mark say: "gần 96%", "11/17 xã", "1 - 2 mô hình", "hàng nghìn bài"."""
    said = _NUMBER.fullmatch(words.strip())
    assert said, words
    number = said["value"].replace("nghìn", "1000").replace(".", "").replace(",", ".")
    return Amount.of(
        f"{number}e9" if said["tens"] else number,
        high=said["high"],
        denominator=said["whole"],
        unit=said["unit"] or None,
        bound=Bound.RANGE if said["high"] else _BOUNDS[said["bound"]],
    )


def report(unit: Unit | str | None, marked: str, *, file: str = "", **facts: object) -> Summary:
    """A report with the figures that are marked in its text."""
    text, figures, whole, shift = _MARK.sub(r"\1", marked), [], None, 0
    sentences = [found.span() for found in re.finditer(r"\S.*?(?:[.](?=\s|$)|(?=\n)|$)", text)]
    for mark in _MARK.finditer(marked):
        quote, (indicator, *words) = mark[1], mark[2].split()
        flags = dict(word.partition("=")[::2] for word in words)
        start = mark.start() - shift
        shift += len(mark[0]) - len(quote)
        first, last = next(span for span in sentences if span[0] <= start < span[1])
        said = amount(quote)
        name = flags.get("of", "").replace("_", " ") or None
        kind = (
            ScopeKind.SUB_UNIT if "of" in flags
            else ScopeKind.COUNTRY if "country" in flags
            else ScopeKind.ABOVE if "above" in flags
            else ScopeKind.UNIT
        )  # fmt: skip
        year = int(flags["year"]) if "year" in flags else None
        figures.append(
            Figure(
                quantity=Quantity.at(Span(start, start + len(quote)), said),
                quote=quote,
                sentence=text[first:last],
                sentence_start=first,
                counted=flags.get("as", "").replace("_", " ") or said.unit,
                indicator=None if indicator == "-" else indicator,
                period=year and Period(dt.date(year, 1, 1), dt.date(year, 12, 31), f"năm {year}"),
                scope=Scope(kind, name),
                role=next((Role(flag) for flag in flags if flag in _ROLES), Role.RESULT),
                part_of=whole if "part" in flags else None,
                initiative=int(flags["model"]) if "model" in flags else None,
                confidence=Confidence.LOW if "low" in flags else Confidence.HIGH,
            )
        )
        if "part" not in flags:
            whole = len(figures) - 1
    if isinstance(unit, str):
        unit = Unit(unit)
    name = file or f"{unit.name if unit else 'vo-danh'}.txt"
    return Summary(Source(name, text), unit=unit, figures=figures, **facts)


@pytest.fixture
def review(monkeypatch):
    """Make a review of reports whose figures are bound already."""
    monkeypatch.setattr("reportkit.review.review.bind", lambda summary, profile: summary)

    def make(*reports: Summary, unread=(), profile=PROFILE) -> Review:
        return Review(Reading(reports, unread=unread), profile=profile)

    return make
