"""What a calendar names: days, months and years in digits and in words, as patterns and numbers.

Takes normalised text in small letters; gives numbers. Knows nothing of periods and spans.
"""

from __future__ import annotations

import datetime as dt
import re

from reportkit.vietnamese.number_words import NUMBER_WORDS, said_digits, words_to_number

__all__ = [
    "DAY_BEFORE_MONTH",
    "FULL_DATE",
    "MONTH_WORD",
    "SHORT_DATE",
    "SHORT_DATES",
    "WORDED_DATE",
    "YEAR",
    "YEAR_BEHIND",
    "calendar_day",
    "is_of_each",
    "month_number",
    "worded_day",
    "year_of",
]

YEAR = r"(?:19|20)\d\d(?!\d|[.,]\d)"
_AT_END = r"(?=\s*(?:[,;:)\"\n]|\.(?!\d)|$))"
_SEPARATORS = r"(?P<separator>[/.-])\s?(?P<month>\d{1,2})\s?(?P=separator)\s?"
# A hyphen stands before the last day of a range ("22-24/6/2025"); behind a letter it makes a code.
FULL_DATE = (
    rf"(?<![\d/.,])(?<![^\d\s]-)(?P<day>\d{{1,2}})\s?{_SEPARATORS}(?P<year>\d{{4}})"
    r"(?![\d/]|-[^\W\d])"
)

# ------------------------------------------------------------------------------- in words

_MONTHS = {
    word: number
    for number, word in enumerate(
        ("giêng", *"hai ba tư năm sáu bảy tám chín mười".split(), "mười một", "mười hai"), 1
    )
} | {"một": 1, "bốn": 4, "bẩy": 7, "chạp": 12}
MONTH_WORD = (
    rf"(?:mười\s+(?:một|hai)|{'|'.join(word for word in _MONTHS if ' ' not in word)})(?!\w)"
)
_ONES = "hai|ba|bốn|sáu|bảy|bẩy|tám|chín"
_DAY_WORDS = (
    rf"(?:(?:hai\s+mươi|mười)(?:\s+(?:mốt|một|tư|lăm|nhăm|{_ONES}))?|ba\s+mươi(?:\s+mốt)?"
    rf"|một|năm|{_ONES})(?!\w)"
)
YEAR_BEHIND = (
    rf"(?:(?:\s*[/-]\s*|\.)(?P<year>{YEAR})"
    rf"|,?\s+năm\s+(?P<worded_year>{YEAR}|(?:một|hai)\s+{NUMBER_WORDS}))"
)
_LEAD = r"(?:ngày(?:\s+(?:mùng|mồng))?|mùng|mồng|hôm|sáng|trưa|chiều|tối|đêm)\s+"
DAY_BEFORE_MONTH = rf"{_LEAD}(?:\d{{1,2}}|{_DAY_WORDS})\s+$"
"""The day that stands right before a month: "ngày mười tám (tháng năm)"."""
WORDED_DATE = (
    rf"(?P<lead>{_LEAD})?(?<![\d/.,-])(?P<day>\d{{1,2}}|{_DAY_WORDS})\s+tháng\s+"
    rf"(?P<month>\d{{1,2}}(?!\d)|{MONTH_WORD})(?:{YEAR_BEHIND}|(?P<end>{_AT_END}))?"
)
_TWO_DIGITS = 10


def worded_day(match: re.Match[str]) -> tuple[int, int, int | None] | None:
    """Give day, month and year that a match of ``WORDED_DATE`` says, or None.

    In words a day stands behind a word for it, before a year or at the end of its phrase, since
    "mười hai tháng ba lần" is a time.

    >>> worded_day(re.match(WORDED_DATE, "ngày mười tám tháng năm năm hai nghìn"))
    (18, 5, 2000)
    """
    day, month = match["day"], match["month"]
    said = day if day.isdigit() else words_to_number(" ".join(day.split()))
    number = int(said or 0)
    if not (match["lead"] or (day.isdigit() and month.isdigit())):
        certain = match["year"] or match["worded_year"] or match["end"] is not None
        if not certain or (not day.isdigit() and number < _TWO_DIGITS):
            return None
    return calendar_day(year_of(match), month_number(month), number)


def month_number(word: str) -> int:
    """Give the number of a month in digits or in words.

    >>> month_number("05"), month_number("mười  hai")
    (5, 12)
    """
    return int(word) if word.isdigit() else _MONTHS[" ".join(word.split())]


def year_of(match: re.Match[str]) -> int | None:
    """Give the year that a match says in digits ("year") or behind "năm" ("worded_year").

    >>> year_of(re.search(YEAR_BEHIND, "tháng chín năm một nghìn chín trăm bốn lăm"))
    1945
    """
    facts = match.groupdict()
    said = facts.get("year") or facts.get("worded_year") or ""
    year = int(said_digits(said) or 0)
    return year if _EARLIEST <= year < _LATEST else None


# ------------------------------------------------------------------------------- in digits

_WEEKDAY = r"(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật)[\s,(]+"
_OF_DAY = r"(?:ngày|hôm|sáng|trưa|chiều|tối|đêm|khuya)"
_NEARER = r"(?:\s+(?:sớm|muộn|nay|mai|qua|kia))+"
_CLEAR = (
    rf"(?:{_OF_DAY}(?:{_NEARER})?\s+(?:{_WEEKDAY})?(?:ngày\s+)?(?:(?:mùng|mồng)\s+)?"
    rf"|{_WEEKDAY}(?:ngày\s+)?|(?:mùng|mồng|dịp|lễ|tết|kỷ\s+niệm|quốc\s+khánh)\s+)"
)
_ONE = r"\d{1,2}(?:\s?/\s?\d{1,2}|[.-]\d{1,2})?"
_AND = rf"\s*(?:,|;|-|(?<=\s)(?:và|đến|tới|hay|hoặc|rạng)(?!\w))\s*(?:hết\s+)?(?:{_OF_DAY}\s+)?"
_DAYS = rf"(?:{_ONE}{_AND}){{0,6}}\d{{1,2}}(?:\s?/\s?|[.-])\d{{1,2}}(?!\d|\s?[/-]\s?\d|[.,]\d)"
# Behind these a day may stand, but a ratio too: what ends its phrase is a day.
_UNCLEAR = (
    rf"(?:{_OF_DAY}{_NEARER}[\s,(]+|\d{{1,2}}\s?(?:h|giờ|g|:)\s?(?:\d{{2}})?(?:\s?phút)?,?\s+"
    r"|(?:từ|đến|tới|hết|trước|sau|vào|hạn|hạn\s+chót|phiên)\s+)"
)
SHORT_DATE = (
    rf"{_CLEAR}(?P<day>\d{{1,2}})\s?[/.-]\s?(?P<month>\d{{1,2}})(?!\d|\s?[/.-]\s?\d|[.,]\d)"
)
"""One day and month behind a word that asks for them."""
_GOES_ON = r"(?=\s+(?:và|là|đã|sẽ|phải|tại|ở|năm|theo|với|để|thì|do|tới|đến)(?!\w))"
_TWO = r"\d{1,2}\s?/\s?\d{1,2}"
_FROM_TO = rf"(?:{_TWO}\s*(?:-|đến|tới)\s*(?:hết\s+)?(?:ngày\s+)?|\d{{1,2}}\s?-\s?){_TWO}"
SHORT_DATES = (
    rf"(?<![\w/.,-])(?P<days>{_FROM_TO})(?![\d/]){_AT_END}",
    rf"{_CLEAR}(?P<days>{_DAYS})",
    rf"(?<!\w){_UNCLEAR}(?P<days>{_DAYS})(?:{_AT_END}|{_GOES_ON})",
)
"""Days and months without a year ("sáng 12/5", "ngày 5 và 6/8", "trước 30/6,")."""

_EACH_BEFORE = re.compile(r"(?<!\w)(?:mỗi|từng|hằng|hàng)\s+$")  # mỗi ngày 5 - 10 nghìn đồng
_EARLIEST, _LATEST = 1000, 2100


def is_of_each(low: str, start: int) -> bool:
    """Tell whether what begins there is said of each: what follows is how much, not when."""
    return bool(_EACH_BEFORE.search(low, max(0, start - 6), start))


def calendar_day(year: int | None, month: int, day: int) -> tuple[int, int, int | None] | None:
    """Give day, month and year if the calendar has that day; 29/2 without a year may be one.

    >>> calendar_day(2023, 2, 28), calendar_day(2023, 2, 29), calendar_day(None, 2, 29)
    ((28, 2, 2023), None, (29, 2, None))
    """
    try:
        dt.date(year or 2024, month, day)
    except ValueError:
        return None
    return (day, month, year) if year is None or _EARLIEST <= year < _LATEST else None
