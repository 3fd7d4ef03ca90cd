"""Numbers that are no quantities: dates, periods, durations, times, telephones, names, list marks.

Takes normalised text; gives where such a number stands. Reads no values.
"""

from __future__ import annotations

import re

from reportkit.vietnamese._vocabulary import (
    DOCUMENTS,
    DURATIONS,
    MEASURES,
    NAMES,
    NAMES_CAPITAL,
    NOT_DURATION_BEFORE,
    alternatives,
)

__all__ = ["near_misses"]

_YEAR = r"(?:19|20)\d{2}(?![\d]|[.,]\d)"
# Behind a year these go on with the sentence; any other word is what the number counts.
_GOES_ON = (
    r"(?=\s*(?:[.,;:)(\-/\"…]|$|\n)"
    r"|\s+(?:và|là|đến|của|tại|đã|có|được|với|trở|so|toàn|các|trên|trong|tỉnh|huyện|xã|thành\s+phố"
    r"|đạt|nay|cả|số|tổng|cơ|ban|về|do|theo|thì|khi|để|sau|trước|tiếp|cho|nhằm|bằng|đối|ở|từ)\b)"
)

_PATTERN = re.compile(
    rf"""
    # dates
      (?<!\d)\d{{1,2}}\s?[/.\-]\s?\d{{1,2}}\s?[/.\-]\s?{_YEAR}
    | (?<!\w)(?:ngày|mùng|mồng|sáng|trưa|chiều|tối|đêm|hôm|dịp|lễ|kỷ\s+niệm|trước)\s+(?:ngày\s+)?
        \d{{1,2}}(?:\s?[-,]\s?\d{{1,2}})?\s?[/\-]\s?\d{{1,2}}(?:\s?[/.\-]\s?{_YEAR})?(?![\d/.,]\d|\d)
    | (?<!\w)ngày\s+\d{{1,2}}(?!\w|[.,]\d)(?:\s*(?:-|và|đến)\s*(?:ngày\s+)?\d{{1,2}}(?=\s+tháng))?
        (?:\s+tháng\s+\d{{1,2}}(?!\w))?(?:\s+năm\s+{_YEAR})?
    | (?<![\d/.,])(?:tháng\s+)?\d{{1,2}}\s?/\s?{_YEAR}(?!\s*/)
    | (?<!\w)tháng\s+\d{{1,2}}(?![\d.,]\d|\w)(?:\s*(?:-|đến|và)\s*(?:tháng\s+)\d{{1,2}}(?!\w))?
        (?:\s+năm\s+{_YEAR})?
    | (?<!\w)(?:quý|vụ|tuần)\s+\d{{1,2}}(?!\w|[.,]\d)(?:[/\s]+(?:năm\s+)?{_YEAR})?
    | (?<![\w/.,])(?<!đạt\s)(?<!được\s)(?<!có\s)(?<!với\s)(?<!thành\s)(?:0?[1-9]|[12]\d|3[01])
        \s?/\s?(?:0?[1-9]|1[0-2])(?=\s*[,;)"]|\.\s|\s*$)
    # years and stretches of years
    | (?<![\d.,/])(?:năm|năm\s+học|niên\s+khóa|giai\s+đoạn|nhiệm\s+kỳ|thời\s+kỳ|khóa|vụ)\s+{_YEAR}
        (?:\s*(?:-|đến|,|và)\s*(?:năm\s+)?{_YEAR}(?!\s?/))*
    | (?<![\d.,/])(?:19|20)\d{{2}}\s*-\s*(?:19|20)?\d{{2}}(?!\d|[.,]\d)
    | (?<![\d.,/\w]){_YEAR}(?:{_GOES_ON})
    # times and telephones
    | (?<![\d.,/\w])\d{{1,2}}\s?(?:h|giờ|g)\s?\d{{0,2}}(?!\w)
    | (?<![\d.,/\w])\d{{1,2}}:\d{{2}}(?!\d)
    | (?<![\d.,/\w])(?:\+84|0)\d{{2,3}}[ .\-]?\d{{3}}[ .\-]?\d{{3,4}}(?!\d|[.,]\d)
    | (?<![\d.,/\w])1[89]00[ .]?\d{{4}}(?!\d|[.,]\d)
    # durations
    | (?<![\d.,/\w])\d{{1,3}}(?:,\d)?\s*(?:{alternatives(DURATIONS)})(?!\w)
        (?!\s+(?:{alternatives(NOT_DURATION_BEFORE)})\b)
    # numbers of documents
    | (?<![\w/])(?<!tổng\s)(?<!trong\s)(?<!dân\s)(?<!sĩ\s)số\s*:?\s*\d+(?![.,]?\d|\s\d{{3}}\s)
        (?:\s?[-/]\s?[\w/\-]*)?
    | (?<![\d.,/\w])\d{{1,5}}\s?/\s?(?:\d{{4}}\s?/\s?)?(?-i:[A-ZĐ]{{2,}})[\w\-]*
    | (?<![\d.,/\w])\d{{1,5}}\s?-\s?(?-i:[A-ZĐ]{{2,}}[a-z]?)(?:\s?/\s?\w+)?
    # numbers that name
    | (?<!\w)(?:{alternatives(NAMES)})\s+(?:số\s+)?\d{{1,4}}(?![.,]?\d|\w)
        (?!\s*(?:{alternatives(MEASURES)})(?!\w))(?:\s?[-/]\s?[A-ZĐ][\w/\-]*)?
    | (?<!\w)(?-i:{alternatives(map(str.capitalize, DOCUMENTS))})\s+(?:số\s+)?\d{{1,4}}
        (?![.,]?\d|\w)(?:\s?[-/]\s?[A-ZĐ][\w/\-]*)?
    | (?<!\w)(?:{alternatives(DOCUMENTS)})\s+(?:số\s+)?\d{{1,4}}(?![.,]?\d|\w)
        (?:{_GOES_ON}|(?=\s+(?-i:[A-ZĐ])))
    | (?<!\w)(?-i:{alternatives(NAMES_CAPITAL)})\s+(?:số\s+)?\d{{1,4}}(?![.,]?\d|\w)
        (?!\s*(?:{alternatives(MEASURES)})(?!\w))(?:{_GOES_ON}|(?=\s+(?-i:[A-ZĐ])))
    | (?<=[A-Za-zĐđ])-\d+
    | (?<![\d.,/])4\.0(?!\d) | (?<!\d)24\s?/\s?7(?!\d)
    # list marks and notes
    | ^[ \t]*\(?\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}[.)](?=\s)
    | (?:(?<=[.;:,]\s)|(?<=[.;:,]))\(\d{{1,2}}\)(?=\s)
    | \[\d{{1,3}}\]
    """,
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)


def near_misses(text: str) -> list[tuple[int, int]]:
    """Give where a number of ``text`` is no quantity, in order.

    >>> text = "Sau 2 năm, ngày 18/5/2021 có 29 mô hình"
    >>> [text[start:end] for start, end in near_misses(text)]
    ['2 năm', 'ngày 18/5/2021']
    """
    return [found.span() for found in _PATTERN.finditer(text)]
