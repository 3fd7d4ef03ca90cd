"""Reads periods: where they stand in a text and the days they mean.

Takes a text; gives mentions with spans into it. Knows nothing of reports.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from attrs import evolve, frozen

from reportkit.spans import Span
from reportkit.vietnamese._calendar import (
    DAY_BEFORE_MONTH,
    FULL_DATE,
    SHORT_DATE,
    WORDED_DATE,
    YEAR,
    YEAR_BEHIND,
    calendar_day,
    is_of_each,
    month_number,
    year_of,
)
from reportkit.vietnamese.letters import SMALL_COUNTS, at_word_start, lowered, small_count
from reportkit.vietnamese.periods import Period
from reportkit.vietnamese.view import View

__all__ = ["PeriodMention", "find_periods", "scan_periods"]


@frozen
class PeriodMention:
    """A stretch of time that a text names (thời kỳ, giai đoạn).

    Attributes
    ----------
    span:
        Where it stands.
    period:
        Its days, as far as the text tells them, and its words.
    months:
        How long it lasts, where that is said ("sau 2 năm": 24).
    """

    span: Span
    period: Period
    months: int | None = None


# --------------------------------------------------------------------------------- moments

_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}


@frozen
class _Moment:
    """A point of a calendar, told as exactly as the text does."""

    end: int
    year: int | None = None
    quarter: int | None = None
    month: int | None = None
    day: int | None = None

    def days(self, year: int | None = None, month: int | None = None) -> _Days:
        """First and last day; ``year`` and ``month`` are used where it does not say its own."""
        year, month = self.year or year, self.month or month
        if year is None:
            return None, None
        first_month, last_month = month or 1, month or 12
        if self.quarter:
            first_month, last_month = 3 * self.quarter - 2, 3 * self.quarter
        last = calendar.monthrange(year, last_month)[1]
        return (
            dt.date(year, first_month, self.day or 1),
            dt.date(year, last_month, self.day or last),
        )


_Days = tuple[dt.date | None, dt.date | None]

_QUARTER = (
    r"quý\s+(?P<quarter>iv|i{1,3}|[1-4])(?!\w)"
    rf"{YEAR_BEHIND}?"
)
_MONTH = (
    r"tháng\s+(?P<month>\d{1,2}(?!\d|[.,]\d)|mười\s+một|mười\s+hai|giêng|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)"
    rf"(?!\w){YEAR_BEHIND}?"
)
_MOMENTS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:ngày\s+)?{FULL_DATE}",
        WORDED_DATE,
        SHORT_DATE,
        _QUARTER,
        _MONTH,
        rf"(?P<month>\d{{1,2}})/(?P<year>{YEAR})(?!/)",
        rf"(?:năm\s+)?(?P<year>{YEAR})",
        r"ngày\s+(?P<day>\d{1,2})(?!\d|[./,-]\d)",
    )
)


def _moment(low: str, at: int) -> _Moment | None:
    """The moment that stands at ``at``."""
    for pattern in _MOMENTS:
        match = pattern.match(low, at)
        if not match:
            continue
        facts = match.groupdict()
        day: str = facts.get("day") or ""
        if day and not day.isdigit():
            continue
        moment = _Moment(
            match.end(),
            year_of(match),
            _QUARTERS[facts["quarter"]] if facts.get("quarter") else None,
            month_number(facts["month"]) if facts.get("month") else None,
            int(day) if day else None,
        )
        month = moment.month
        if month is not None and not 1 <= month <= 12:
            continue
        if moment.day and (month and not calendar_day(moment.year, month, moment.day)):
            continue
        return moment
    return None


# --------------------------------------------------------------------------------- periods

_Reader = Callable[[str, "re.Match[str]", dt.date | None], "_Found | None"]


@frozen
class _Found:
    span: Span
    start: dt.date | None = None
    last: dt.date | None = None
    months: int | None = None


_TO = re.compile(r"\s*(?:đến|tới|-|cho\s+đến)\s*(?:hết\s+|cuối\s+|đầu\s+|giữa\s+)?")
_NOW = re.compile(r"\s*(?:đến|tới|cho\s+đến)\s+nay(?!\w)")


def _from_to(low: str, match: re.Match[str], _today: dt.date | None) -> _Found | None:
    """Từ năm 2021 đến năm 2023; từ ngày 12 đến 13/5/2023; từ năm 2021 đến nay."""
    first = _moment(low, match.end())
    if first is None:
        return None
    now = _NOW.match(low, first.end)
    if now:
        return _Found(Span(match.start(), now.end()), first.days()[0])
    to = _TO.match(low, first.end)
    last = _moment(low, to.end()) if to else None
    if last is None:
        if first.year is None or (low[match.end()].isdigit() and first.month is None):
            return None
        return _Found(Span(match.start(), first.end), first.days()[0])
    year = last.year or first.year
    if year is None and (first.day or last.day):
        return None
    start = _safely(first, last.year, last.month if first.day else None)[0]
    end = _safely(last, first.year, None)[1]
    if start and end and start > end:
        return None
    return _Found(Span(match.start(), last.end), start, end)


def _safely(moment: _Moment, year: int | None, month: int | None) -> _Days:
    try:
        return moment.days(year, month)
    except ValueError:
        return None, None


def _up_to(low: str, match: re.Match[str], _today: dt.date | None) -> _Found | None:
    """Tính đến tháng 4/2023; đến hết năm 2021."""
    moment = _moment(low, match.end())
    if moment is None or moment.year is None or (low[match.end()].isdigit() and not moment.day):
        return None
    return _Found(Span(match.start(), moment.end), None, moment.days()[1])


def _year_range(low: str, match: re.Match[str], _today: dt.date | None) -> _Found | None:
    """Giai đoạn 2021 - 2025; 5 năm (2016 - 2021); 2020-2025 by itself."""
    first, last = int(match["first"]), int(match["last"])
    if not first < last <= first + _LONGEST_PERIOD:
        return None
    lead = _PERIOD_LEAD.search(low, max(0, match.start() - 40), match.start())
    start, end = lead.start() if lead else match.start(), match.end()
    bracket = bool(lead and (lead["bracket"] or lead["open"]))
    if bracket:
        closing = _CLOSING.match(low, end)
        if closing:
            end = closing.end()
    cue = lead["cue"] if lead else None
    if cue is None and not bracket:
        following = re.match(r"\s+(\w+)", low[end : end + 20])
        if following and following[1] not in _WORDS_BEHIND_A_PERIOD:
            return None
    if cue and cue.startswith("năm học"):
        return _Found(Span(start, end), dt.date(first, 9, 1), dt.date(last, 8, 31))
    return _Found(Span(start, end), dt.date(first, 1, 1), dt.date(last, 12, 31))


def _years(low: str, match: re.Match[str], _today: dt.date | None) -> _Found | None:
    """Năm 2023; các năm 2021, 2022 và 2023."""
    years = [int(year) for year in re.findall(r"\d{4}", match[0])]
    return _Found(
        Span(match.start(), match.end()), dt.date(min(years), 1, 1), dt.date(max(years), 12, 31)
    )


def _part_of_year(low: str, match: re.Match[str], today: dt.date | None) -> _Found | None:
    """6 tháng đầu năm 2024; 9 tháng năm 2024; nửa cuối năm 2023."""
    start, months = match.start(), 6
    if match["half"] is None:
        count = _MONTHS_BEFORE.search(low, max(0, start - _LONGEST_COUNT), start)
        if not count:
            return None
        start, months = count.start(), small_count(count[1])
    if not 1 <= months <= 12:
        return None
    year = int(match["year"]) if match["year"] else today.year if today else None
    if year is None:
        return _Found(Span(start, match.end()), months=months)
    if (match["half"] or match["end"] or "đầu") == "cuối":
        first, last = dt.date(year, 13 - months, 1), dt.date(year, 12, 31)
    else:
        first = dt.date(year, 1, 1)
        last = dt.date(year, months, calendar.monthrange(year, months)[1])
    return _Found(Span(start, match.end()), first, last, months)


def _point(low: str, match: re.Match[str], today: dt.date | None) -> _Found | None:
    """Tháng 4/2023; quý I năm 2024; but "19 tháng 5" is a day."""
    if _DAY_BEFORE.search(low, max(0, match.start() - _LONGEST_DAY), match.start()):
        return None
    moment = _moment(low, match.start())
    if moment is None or moment.day or is_of_each(low, match.start()):
        return None
    if moment.year is None and _TIMES_BEHIND.match(low, moment.end):
        return None
    start, end = moment.days(today.year if today else None)
    return _Found(Span(match.start(), moment.end), start, end)


_DAY_BEFORE = re.compile(rf"(?<!\w){DAY_BEFORE_MONTH}")
_LONGEST_DAY = 30
_TIMES_BEHIND = re.compile(r"\s+(?:lần(?!\s+(?:đầu|thứ|này))|lượt|bữa|chuyến)(?!\w)")
_MONTHS_OF = {"năm": 12, "tháng": 1, "quý": 3, "nhiệm kỳ": 60}


def _duration(low: str, match: re.Match[str], _today: dt.date | None) -> _Found | None:
    """Sau 2 năm thực hiện; trong 5 năm; 10 năm qua."""
    count = _COUNT_BEFORE.search(low, max(0, match.start() - 70), match.start())
    if not count or not (count["before"] or match["after"]):
        return None
    if count["count"] == "năm" and match["unit"] == "tháng":
        return None  # "qua năm tháng": in the course of time
    unit = " ".join(match["unit"].split())
    months = _MONTHS_OF[unit] * small_count(count["count"]) if unit in _MONTHS_OF else None
    return _Found(Span(count.start(), match.end()), months=months)


def _compared(low: str, match: re.Match[str], today: dt.date | None) -> _Found | None:
    """Cùng kỳ năm trước; năm ngoái; năm nay."""
    span = Span(match.start(), match.end())
    if match["year"]:
        year = int(match["year"])
    elif today and "cùng" not in match[0]:
        year = today.year - (0 if "nay" in match[0] else 1)
    else:
        return _Found(span)
    return _Found(span, dt.date(year, 1, 1), dt.date(year, 12, 31))


_WORDS_BEHIND_A_PERIOD = frozenset(
    "của về đã và là được trên tại ở với theo do đến trong có để cho như tiếp toàn".split()
)
_PERIOD_CUES = (
    r"giai\s+đoạn|nhiệm\s+kỳ|thời\s+kỳ|niên\s+khóa|niên\s+độ|năm\s+học|khóa|kỳ|các\s+năm"
    rf"|(?:{SMALL_COUNTS})\s+năm"
)
_BEFORE_A_DURATION = (
    r"(?:(?:kết\s+quả|sơ\s+kết|tổng\s+kết|sau|trong|qua|trải\s+qua|suốt|tròn)"
    r"(?:\s+(?:hơn|gần|trên|khoảng|chặng\s+đường|thời\s+gian))*|hơn|gần)"
)
_AFTER_A_DURATION = (
    r"(?:thực\s+hiện|triển\s+khai|qua|gần\s+đây|trở\s+lại\s+đây|liên\s+tục|liền|liên\s+tiếp"
    r"|tới|tiếp\s+theo|xây\s+dựng|thi\s+hành|học\s+tập)"
)
_LONGEST_PERIOD = 60
_PERIOD_LEAD = re.compile(
    rf"(?<!\w)(?:(?P<cue>{_PERIOD_CUES})\s*)(?P<bracket>\(\s*)?(?:từ\s+)?(?:năm\s+)?$"
    r"|(?P<open>\()\s*(?:từ\s+)?(?:năm\s+)?$|(?<!\w)(?:từ\s+)?năm\s+$"
)
_CLOSING = re.compile(r"\s*\)")
_COUNT_BEFORE = re.compile(
    rf"(?<!\w)(?:(?P<before>{_BEFORE_A_DURATION})\s+)?(?<![\d.,/\w])(?P<count>{SMALL_COUNTS})\s+$"
)
_MONTHS_BEFORE = re.compile(rf"(?<!\w)(?<!mười\s)(?<!mươi\s)({SMALL_COUNTS})\s+$")
_LONGEST_COUNT = 15
_READERS: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (
            at_word_start((r"kể\s+từ", "từ"))
            + r"\s+(?:đầu\s+|cuối\s+|giữa\s+|sau\s+)?(?=ngày|tháng|quý|năm|\d)",
            _from_to,
        ),
        (
            at_word_start((r"tính\s+(?:đến|tới)", "đến", "tới"))
            + r"\s+(?:hết\s+|cuối\s+|giữa\s+|đầu\s+|nay\s*\(?|thời\s+điểm\s+)*"
            r"(?=ngày|tháng|quý|năm|\d)",
            _up_to,
        ),
        (
            r"(?P<first>[12](?<![\d.,/-].)(?:(?<=1)9|(?<=2)0)\d\d)\s*(?:-|đến|tới)\s*(?:năm\s+)?"
            rf"(?P<last>{YEAR})",
            _year_range,
        ),
        (
            at_word_start((r"các\s+năm", r"những\s+năm", "năm"))
            + rf"\s+{YEAR}(?:(?:\s*,\s*|\s*;\s*|\s+và\s+)(?:năm\s+)?{YEAR})*"
            r"(?!\s*-\s*(?:19|20)\d\d)",
            _years,
        ),
        (
            r"(?:tháng(?:\s+(?P<end>đầu|cuối))?\s+(?:của\s+)?năm(?!\w)"
            r"|nửa\s+(?P<half>đầu|cuối)\s+năm)"
            rf"(?:\s+(?P<year>{YEAR}))?",
            _part_of_year,
        ),
        (r"(?:tháng|quý)\s+(?=[\divgchbtnsm])", _point),
        (
            r"(?P<unit>năm|tháng|quý|tuần|nhiệm\s+kỳ)(?!\w|\s+(?:19|20)\d\d|\s+đầu|\s+cuối)"
            rf"(?:\s+(?P<after>{_AFTER_A_DURATION})(?!\w))?",
            _duration,
        ),
        (
            at_word_start(
                (r"so\s+với\s+cùng\s+kỳ", r"cùng\s+kỳ", r"năm\s+(?:trước|ngoái|nay)(?!\w)")
            )
            + rf"(?:(?<=kỳ)\s+năm\s+(?:trước|ngoái|(?P<year>{YEAR})))?",
            _compared,
        ),
    )
)


def find_periods(text: str, today: dt.date | None = None) -> list[PeriodMention]:
    """Find the stretches of time that ``text`` names.

    Parameters
    ----------
    text:
        Any text.
    today:
        The day the text was written, if known: "năm nay" and a month without a year then get
        their days. Nothing is taken from a clock.

    Examples
    --------
    >>> found = find_periods("Sau 2 năm thực hiện, giai đoạn 2021 - 2023 có 45 mô hình")
    >>> [(mention.period.text, mention.months) for mention in found]
    [('Sau 2 năm thực hiện', 24), ('giai đoạn 2021 - 2023', None)]
    >>> found[1].period.end
    datetime.date(2023, 12, 31)
    """
    view = View.of(text)
    mentions = scan_periods(view.text, today)
    if view.text == text:
        return mentions
    placed = []
    for each in mentions:
        span = view.span(each.span.start, each.span.end)
        words = unicodedata.normalize("NFC", " ".join(span.of(text).split()))
        placed.append(evolve(each, span=span, period=evolve(each.period, text=words)))
    return placed


def scan_periods(text: str, today: dt.date | None = None) -> list[PeriodMention]:
    """Find the stretches of time in normalised text (``View.text``), with spans into that."""
    return [
        PeriodMention(
            each.span,
            Period(each.start, each.last, " ".join(each.span.of(text).split())),
            each.months,
        )
        for each in _without_overlaps(_all_periods(lowered(text), today))
    ]


def _all_periods(low: str, today: dt.date | None) -> Iterator[_Found]:
    for pattern, reader in _READERS:
        for match in pattern.finditer(low):
            if not _inside_word(low, match.start()):
                found = reader(low, match, today)
                if found is not None:
                    yield found


def _inside_word(text: str, at: int) -> bool:
    return at > 0 and text[at - 1].isalnum() and text[at].isalnum()


def _only_a_length(mention: _Found) -> bool:
    return not (mention.start or mention.last)


def _without_overlaps(found: Iterable[_Found]) -> list[_Found]:
    """In order; of two that overlap the one that begins first, then the longer.

    But of "trong 5 năm (2016 - 2021)" the years count, not the length.
    """
    kept: list[_Found] = []
    for mention in sorted(found, key=lambda each: (each.span.start, -each.span.end)):
        if not kept or mention.span.start >= kept[-1].span.end:
            kept.append(mention)
        elif _only_a_length(kept[-1]) and not _only_a_length(mention):
            kept[-1] = mention
    return kept
