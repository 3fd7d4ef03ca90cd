"""Numbers that are no quantities: dates, periods, durations, times, telephones, names, list marks.

Takes normalised text and the place of a number; gives where what it belongs to ends. Reads no
values.
"""

from __future__ import annotations

import re

from reportkit.vietnamese._vocabulary import (
    CATCHWORDS,
    COUNTED,
    DOCUMENTS,
    DURATIONS,
    MEASURES,
    NAMES,
    NAMES_CAPITAL,
    NOT_DURATION_BEFORE,
    SCALES,
    alternatives,
)
from reportkit.vietnamese.letters import CAPITAL

__all__ = ["no_quantity", "no_quantity_in_words"]

_YEAR = r"(?:19|20)\d{2}(?![\d]|[.,]\d)"
# Behind a year these go on with the sentence; any other word is what the number counts.
_GOES_ON = (
    r"(?=\s*(?:[.,;:)(\-/\"…\]]|$|\n)"
    r"|\s+(?:và|là|đến|của|tại|đã|có|được|với|trở|so|toàn|các|trên|trong|tỉnh|huyện|xã|thành\s+phố"
    r"|đạt|nay|cả|số|tổng|cơ|ban|về|do|theo|thì|khi|để|sau|trước|tiếp|cho|nhằm|bằng|đối|ở|từ|bao|gồm"
    r"|(?:tỷ|tỉ)\s+lệ)\b)"
)
_DURATION = (
    rf"(?:{alternatives(DURATIONS)})(?!\w)(?!\s+(?:{alternatives(NOT_DURATION_BEFORE)})(?!\w))"
)
_DAY_OF_MONTH = r"(?:0?[1-9]|[12]\d|3[01])\s?/\s?(?:0?[1-9]|1[0-2])"

# What begins with the number itself, whatever stands before it.
_BEHIND = re.compile(
    rf"""
    # dates
      \d{{1,2}}\s?[/.\-]\s?\d{{1,2}}\s?[/.\-]\s?{_YEAR}
    | (?:19|20)\d\d-\d\d-\d\d(?!\d)
    | \d{{1,4}}(?:[/\-]\d{{1,4}}){{2,8}}(?!\d)
    | \d{{1,2}}\s?/\s?{_YEAR}(?!\s*/)
    | (?:19|20)\d{{2}}\s?-\s?(?:(?:19|20)\d{{2}}|\d{{2}})(?!\d|[.,]\d)
    # times and telephones
    | \d{{1,2}}\s?(?:h|giờ|g)\s?\d{{0,2}}(?!\w)
    | \d{{1,3}}:\d+(?::\d+)?
    | (?:\+84|0)\d{{2,3}}[ .\-]?\d{{3}}[ .\-]?\d{{3,4}}(?!\d|[.,]\d)
    | 1[89]00[ .]?\d{{4}}(?!\d|[.,]\d)
    # durations
    | \d{{1,3}}(?:[.,]\d{{1,3}})?
        (?:(?:\s?-\s?|\s+(?:đến|tới|hoặc)\s+)\d{{1,3}}(?:,\d)?)?\s*{_DURATION}
    # catchwords: "5 không, 3 sạch"
    | 4\.0(?!\d) | 24\s?/\s?7(?!\d)
    | \d{{1,2}}\s+(?:{alternatives(CATCHWORDS)})(?=\s*(?:[,;)"']|\.(?!\d)|$)|\s+và\s+\d)
    """,
    re.VERBOSE,
)
# The same, in the case it was written in: numbers of documents.
_DOCUMENT = re.compile(
    r"\d{1,5}\s?/\s?(?:\d{4}\s?/\s?)?[A-ZĐ]{2,}[\w\-]*|\d{1,5}\s?-\s?[A-ZĐ]{2,}[a-z]?(?:\s?/\s?\w+)?"
)
_LONE_YEAR = re.compile(rf"{_YEAR}{_GOES_ON}")
_SHORT_DATE = re.compile(rf"{_DAY_OF_MONTH}(?=\s*(?:[,;)\"\n]|\.(?!\d)|$))")
_NO_DATE_BEHIND = frozenset(
    "đạt được có với thành lệ chiếm là đủ còn mới hết đã số gồm thu bằng".split()
)
_LIST_MARK = re.compile(
    rf"\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}[.)](?=\s)|\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}(?=\s+[{CAPITAL}])"
    r"|\d{1,2}[/\-](?=\s+[^\W\d])"
)
_BRACKETED_MARK = re.compile(r"\d{1,2}\)(?=[\s.,;]|$)")
_NOTE = re.compile(r"\d{1,3}(?:\]|,\s*tr\.?\s?\d+)")
_FOOTNOTE = re.compile(r"\d{1,3}(?=[\s.,;)]|$)")
_DIGITS = re.compile(r"\d+")

# What begins with the words before the number: the pattern of the number and what goes on with it.
_DAYS = re.compile(
    rf"\d{{1,2}}(?:\s*(?:-|,|và|đến)\s*(?:ngày\s+)?\d{{1,2}})?\s?[/\-]\s?\d{{1,2}}"
    rf"(?:\s?[/.\-]\s?{_YEAR})?(?![\d/.,]\d|\d)"
)
_DOTTED_DAY = re.compile(rf"{_DAY_OF_MONTH.replace('/', '[.]')}(?![\d/]|[.,]\d)")
_DAY = re.compile(
    r"\d{1,2}(?!\w|[.,]\d)(?:\s*(?:-|và|đến)\s*(?:ngày\s+)?\d{1,2}(?=\s+tháng))?"
    rf"(?:\s+tháng\s+\d{{1,2}}(?!\w))?(?:\s+năm\s+{_YEAR})?"
)
_MONTH = re.compile(
    rf"\d{{1,2}}\s?[/\-.]\s?{_YEAR}|\d{{1,2}}(?![\d.,]\d|\w)(?:\s*(?:-|đến|và)\s*(?:tháng\s+)\d{{1,2}}(?!\w)"
    rf"|\s?-\s?\d{{1,2}}(?!\d|[.,]\d))?(?:\s+năm\s+{_YEAR}|\s?/\s?{_YEAR})?"
)
_QUARTER = re.compile(rf"\d{{1,2}}(?!\w|[.,]\d)(?:\s?[/\s]\s?(?:năm\s+)?{_YEAR})?")
_YEARS = re.compile(rf"{_YEAR}(?:\s*(?:-|đến|,|và)\s*(?:năm\s+)?{_YEAR}(?!\s?/))*")
_NO_MEASURE = rf"(?!\s*(?:{alternatives([*MEASURES, *SCALES])})(?!\w))"
_CENTRE = re.compile(rf"\d{{1,2}}(?!\d|[.,]\d)(?!\s+(?:{alternatives(COUNTED)})(?!\w))")
_NAME = re.compile(rf"\d{{1,4}}(?![.,]?\d|\w){_NO_MEASURE}(?:\s?[-/]\s?[a-zđ][\w/\-]*)?")
_NAME_AT_END = re.compile(rf"\d{{1,4}}(?![.,]?\d|\w){_NO_MEASURE}(?:{_GOES_ON}|(?=\s+[{CAPITAL}]))")
_NUMBERED = re.compile(r"\d+(?![.,]?\d|\s\d{3}\s)(?:\s?[-/]\s?[\w/\-]*)?")

_DAY_WORDS = frozenset(
    (*"ngày mùng mồng sáng trưa chiều tối đêm hôm dịp lễ trước".split(), "kỷ niệm")
)
_DAY_PARTS = frozenset("ngày sáng trưa chiều tối đêm hôm".split())
_YEAR_WORDS = frozenset(
    ("năm", "năm học", "niên khóa", "giai đoạn", "nhiệm kỳ", "thời kỳ", "khóa", "vụ", "kỳ", "hè")
)
_QUARTER_WORDS = frozenset(("quý", "vụ", "tuần"))
_NAME_WORDS = frozenset(NAMES)
_DOCUMENT_WORDS = frozenset(DOCUMENTS)
_CAPITAL_WORDS = frozenset(word.lower() for word in NAMES_CAPITAL)
_COUNTING = frozenset(("tổng", "trong", "dân", "sĩ", "có", "một", "đa", "con", "quân"))
_EACH = frozenset(("mỗi", "từng", "một", "các", "mấy"))


def _endings(words: list[str], most: int = 3) -> list[str]:
    """The last word, the last two, the last three."""
    return [" ".join(words[-count:]) for count in range(1, min(most, len(words)) + 1)]


def no_quantity(
    text: str, low: str, start: int, before: list[str], bounded: bool = False
) -> int | None:
    """Give where that ends which the number at ``start`` belongs to, if it is no quantity.

    ``low`` is ``text`` in small letters; ``before`` are the words right before the number, as
    written; ``bounded`` tells that they end in "trên", "hơn", …, so that it is no year.

    >>> text = "Kết luận số 01-KL/TW"
    >>> no_quantity(text, text.lower(), 12, ["Kết", "luận", "số"])
    20
    """
    before = [word.lstrip("([\"'") or word for word in before]
    lowered = [word.lower() for word in before]
    if before and (end := _named(text, low, start, before, lowered)):
        return end
    found = _BEHIND.match(low, start) or _DOCUMENT.match(text, start)
    if found:
        return found.end()
    last = lowered[-1] if lowered else ""
    if not bounded and (found := _LONE_YEAR.match(low, start)):
        return found.end()
    if last not in _NO_DATE_BEHIND and (found := _SHORT_DATE.match(low, start)):
        return found.end()
    return _marked(text, start)


def _marked(text: str, start: int) -> int | None:
    """A mark of a list, a note in brackets, the number of a name with a hyphen (COVID-19)."""
    previous = text[start - 1] if start else "\n"
    if previous == "[":
        found = _NOTE.match(text, start)
    elif previous in '")' and start > 1 and (text[start - 2].isalnum() or text[start - 2] in ".!?"):
        found = _FOOTNOTE.match(text, start)  # "… sẽ tốt"1.
    elif previous in "-+" and start > 1 and text[start - 2].isalpha():
        found = _DIGITS.match(text, start)
    else:
        found = None
        if previous in "( \t\n":
            line = start
            while line and text[line - 1] in " \t":
                line -= 1
            bracket = bool(line) and text[line - 1] == "("
            line -= bracket
            while line and text[line - 1] in " \t":
                line -= 1
            if not line or text[line - 1] == "\n":
                found = _LIST_MARK.match(text, start)
            elif bracket and text[line - 1] in '.;:,"':
                found = _BRACKETED_MARK.match(text, start)
    return found.end() if found else None


def _named(text: str, low: str, start: int, before: list[str], lowered: list[str]) -> int | None:
    """What the words before the number make of it: a day, a year, a name."""
    found: re.Match[str] | None = None
    endings = _endings(lowered)
    if not _DAY_WORDS.isdisjoint(endings):
        dotted = _DOTTED_DAY.match(low, start) if lowered[-1] in _DAY_PARTS else None
        found = (
            dotted
            or _DAYS.match(low, start)
            or (_DAY.match(low, start) if lowered[-1] == "ngày" else None)
        )
    elif lowered[-1] == "tháng":
        found = _MONTH.match(low, start)
    elif lowered[-1] in _QUARTER_WORDS:
        found = _QUARTER.match(low, start)
    if not found and not _YEAR_WORDS.isdisjoint(endings):
        found = _YEARS.match(low, start)
    if found:
        return found.end()
    numbered = lowered[-1].rstrip(":") == "số" or (lowered[-1] == ":" and lowered[-2:-1] == ["số"])
    if numbered:
        if lowered[-1] == ":":
            before, lowered = before[:-1], lowered[:-1]
        before, lowered = before[:-1], lowered[:-1]
        if not lowered or lowered[-1] not in _COUNTING:
            found = _NUMBERED.match(low, start)
            if found:
                return found.end()
        endings = _endings(lowered)
    for count, ending in enumerate(endings, 1):
        if ending == "trung ương":
            found = _CENTRE.match(low, start)
        elif ending in _NAME_WORDS:
            if lowered[-count - 1 : -count] and lowered[-count - 1] in _EACH:
                continue
            found = _NAME.match(low, start)
        elif ending in _DOCUMENT_WORDS:
            capital = before[-count][0].isupper()
            found = (_NAME if capital else _NAME_AT_END).match(low if capital else text, start)
        elif ending in _CAPITAL_WORDS and before[-count][0].isupper():
            found = _NAME_AT_END.match(text, start)
        if found:
            return found.end()
    return None


_TIME_BEHIND = re.compile(rf"\s+{_DURATION}")
_BEFORE_TIMES = frozenset(
    ("thứ", "lần", "ngày", "tháng", "năm", "quý", "số", "mùng", "mồng", "thế kỷ")
)


def no_quantity_in_words(low: str, end: int, before: list[str]) -> int | None:
    """Give where that ends which a number in words, ending at ``end``, belongs to, if it is none.

    >>> no_quantity_in_words("sau hai mươi năm", 12, ["sau"])
    12
    """
    lowered = [word.lower() for word in before]
    time = _TIME_BEHIND.match(low, end)
    if time:
        return end
    endings = _endings(lowered)
    if not _BEFORE_TIMES.isdisjoint(endings) and lowered[-2:] not in (
        ["tổng", "số"],
        ["trong", "số"],
    ):
        return end
    for count, ending in enumerate(endings, 1):
        each = lowered[-count - 1 : -count]
        if ending in _NAME_WORDS and not (each and each[0] in _EACH):
            return end
    return None
