"""Reads dates: where the days stand that a text names. Periods are read beside it.

Takes a text; gives mentions with spans into it. Knows nothing of reports.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from attrs import frozen

from reportkit.spans import Span
from reportkit.vietnamese._calendar import (
    FULL_DATE,
    SHORT_DATES,
    WORDED_DATE,
    calendar_day,
    is_of_each,
    worded_day,
)
from reportkit.vietnamese._periods import PeriodMention, find_periods, scan_periods
from reportkit.vietnamese.letters import lowered
from reportkit.vietnamese.view import View

__all__ = ["DateMention", "PeriodMention", "find_dates", "find_periods", "scan_periods"]


@frozen
class DateMention:
    """A day that a text names (ngày); ``year`` is None where the text leaves it open.

    Examples
    --------
    >>> find_dates("Chiều 12/5, tại Trung tâm Hội nghị tỉnh")[0].date is None
    True
    """

    span: Span
    day: int
    month: int
    year: int | None = None

    @property
    def date(self) -> dt.date | None:
        """The day as a date; None where the year is open."""
        return None if self.year is None else dt.date(self.year, self.month, self.day)


_FULL = re.compile(rf"(?:ngày\s+)?(?<!\w){FULL_DATE}")
_ISO = re.compile(r"(?<![\d/.,\w-])(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)")
_TWO_DIGITS = re.compile(
    r"(?<!\w)(?:ngày|sinh|hôm|sáng|trưa|chiều|tối|đêm)\s+(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d\d)(?![\d/])"
)
_WORDED = re.compile(WORDED_DATE)
_SHORT = tuple(map(re.compile, SHORT_DATES))
_DAY_AND_MONTH = re.compile(r"(\d{1,2})(?:\s?/\s?|\.|-(?=\d{1,2}(?![\d/.])))(\d{1,2})")
_NUMBER_BEFORE = re.compile(r"số\s*:?\s*$")
_NEW_CENTURY = 50

_Day = tuple[int, int, int | None]


def find_dates(text: str) -> list[DateMention]:
    """Find the days that ``text`` names; a day that no calendar has (31/02) is none.

    A day without a year ("chiều 12/5") is read only behind a word that asks for a day, or where
    it ends its phrase behind one that allows it ("trước 30/6,"), since "12/5" may be a ratio.

    Examples
    --------
    >>> found = find_dates("từ 15/12/2023 đến ngày 05 tháng 9 năm 2024")
    >>> [mention.date.isoformat() for mention in found]
    ['2023-12-15', '2024-09-05']
    >>> [(each.day, each.month) for each in find_dates("ngày 5 và 6/8; ngày mười tám tháng năm")]
    [(6, 8), (18, 5)]
    """
    view = View.of(text)
    found: list[DateMention] = []
    for start, end, (day, month, year) in sorted(_days(lowered(view.text)), key=_in_order):
        if not found or start >= found[-1].span.end:
            found.append(DateMention(Span(start, end), day, month, year))
    return [
        DateMention(view.span(each.span.start, each.span.end), each.day, each.month, each.year)
        for each in found
    ]


def _in_order(found: tuple[int, int, _Day]) -> tuple[int, int]:
    """In order of their beginnings, the longer first."""
    return found[0], -found[1]


def _days(low: str) -> Iterator[tuple[int, int, _Day]]:
    """Start, end and numbers of each day; they may overlap."""
    for pattern in (_FULL, _ISO, _TWO_DIGITS):
        for match in pattern.finditer(low):
            year = int(match["year"])
            if pattern is _TWO_DIGITS:
                year += 2000 if year < _NEW_CENTURY else 1900
            start = match.start("day") if pattern is _TWO_DIGITS else match.start()
            day = calendar_day(year, int(match["month"]), int(match["day"]))
            if day and not _is_a_number(low, start):
                yield start, match.end(), day
    for match in _WORDED.finditer(low):
        if not _inside_word(low, match.start()) and (day := worded_day(match)):
            yield match.start(), match.end(), day
    for pattern in _SHORT:
        for match in pattern.finditer(low):
            if _inside_word(low, match.start()) or is_of_each(low, match.start()):
                continue
            for each in _DAY_AND_MONTH.finditer(low, match.start("days"), match.end()):
                if day := calendar_day(None, int(each[2]), int(each[1])):
                    yield each.start(), each.end(), day


def _is_a_number(low: str, start: int) -> bool:
    """Whether "số" stands before the digits: they are the number of something."""
    return low[start].isdigit() and bool(_NUMBER_BEFORE.search(low, max(0, start - 6), start))


def _inside_word(text: str, at: int) -> bool:
    return at > 0 and text[at - 1].isalnum() and text[at].isalnum()
