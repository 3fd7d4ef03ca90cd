"""Numbers that are no quantities: dates, periods, durations, times, telephones, scores, list marks.

Takes normalised text and the place of a number; gives where what it belongs to ends. Reads no
values.
"""

from __future__ import annotations

import re
from decimal import Decimal
from operator import itemgetter

from reportkit.vietnamese._names import (
    ANY_YEAR,
    DAY_OF_MONTH,
    GOES_ON,
    YEAR,
    endings,
    is_of_a_name,
    name_end,
)
from reportkit.vietnamese._vocabulary import (
    CATCH_ADJECTIVES,
    CATCHWORDS,
    COUNTED,
    DAY_WORDS,
    DURATIONS,
    HOURS_BEFORE,
    MEASURES,
    NO_DATE_BEHIND,
    NOT_DURATION_BEFORE,
    SCALES,
    SCORES,
    alternatives,
)
from reportkit.vietnamese.letters import CAPITAL

__all__ = ["LAST_OF_DATES", "no_quantity", "no_quantity_in_words"]

_DURATION = (
    rf"(?:(?:{alternatives(DURATIONS)})(?!\w)"
    rf"(?!\s+(?:{alternatives(NOT_DURATION_BEFORE)})(?!\w|\s+(?:đảng|nghề|quân|ngành|đoàn)(?!\w)))"
    # "3 tiếng" are hours where nothing follows that sounds
    rf"|tiếng(?=\s*(?:[,;)/]|\.(?!\d)|$)|\s+(?:\d|(?:{alternatives(HOURS_BEFORE)})(?!\w))))"
)
_COUNTS_OR_MEASURES = (
    rf"(?!\s*(?:{alternatives([*MEASURES, *SCALES])})(?!\w)|\s+(?:{alternatives(COUNTED)})(?!\w))"
)
_AT_END = r"(?=\s*(?:[,;)\"\n]|\.(?!\d)|$))"
_DIRECTION = r"(?:(?:vĩ|kinh)(?!\w)|(?:bắc|nam|đông|tây|[nsew])(?!\w))"
_COORDINATE = (
    r"\d{1,3}(?:[.,]\d+)?(?:[ ]?-[ ]?\d{1,3}(?:[.,]\d+)?)?[ ]?(?:[°º]|độ(?![^\W\d]))[ ]?"
    r"(?:\d{1,2}(?:[.,]\d+)?[ ]?(?:'|phút)[ ]?(?:\d{1,2}(?:[.,]\d+)?[ ]?(?:\"|''|giây)[ ]?)?)?"
)

# What begins with the number itself, whatever stands before it: behind a sign or further digits …
_CODE_BEHIND = re.compile(
    rf"""
      \d{{1,2}}[ ]?[/.\-][ ]?\d{{1,2}}[ ]?[/.\-][ ]?{YEAR}
    | (?:19|20)\d\d-\d\d-\d\d(?!\d)
    | \d{{1,4}}(?:[/\-]\d{{1,4}}){{2,8}}(?!\d)
    | \d{{1,2}}[ ]?/[ ]?{YEAR}(?!\s*/)
    | (?:19|20)\d{{2}}[ ]?-[ ]?(?:(?:19|20)\d{{2}}|\d{{2}})(?!\d|[.,]\d)
    | \d{{1,2}}\s*-\s*\d{{1,2}}[/.\-]\d{{1,2}}[/.\-]{YEAR}
    | {DAY_OF_MONTH}\s*(?:-|đến|tới|và)\s*(?:hết\s+)?(?:ngày\s+)?{DAY_OF_MONTH}(?:/{YEAR}|{_AT_END})
    | \d{{10}}-\d{{3}}(?!\d)
    | (?<=ngày[ ]\()\d{{1,2}}[ ]?-[ ]?\d{{1,2}}[./]\d{{1,2}}(?=\))
    | \d{{4}}(?:[ -]\d{{4}}){{3}}(?![\d.,]\d|\d)
    | (?:[12]\d|3[01])/(?:0?[1-9]|1[0-2])\s*-\s*{DAY_OF_MONTH}(?![\d/]){_COUNTS_OR_MEASURES}
    | (?:0?[1-9]|1[0-2])[ ]-[ ]{YEAR}{_COUNTS_OR_MEASURES}
    | \d{{1,2}}-{DAY_OF_MONTH}(?![\d/]|[.,]\d){_COUNTS_OR_MEASURES}
    | \d{{1,2}}-\d{{1,2}}\.(?:0[1-9]|1[0-2])(?!\d|[.,]\d){_COUNTS_OR_MEASURES}
    | {ANY_YEAR}[ ]?-[ ]?{ANY_YEAR}{_COUNTS_OR_MEASURES}
    # times, addresses of machines, telephones
    | 24[ ]?/[ ]?(?:24(?=\s*(?:giờ|h)(?!\w))|7(?!\d|[.,/]\d))
    | \d{{1,3}}:\d+(?::\d+)?
    | \d{{1,3}}(?!(?:\.\d{{3}}){{3}}(?!\d))(?:\.\d{{1,3}}){{3}}(?::\d+)?(?![\d.])
    | 0(?:[ .]\d{{2}}){{4}}(?!\d|[.,]\d)
    | 0\d{{2,3}}[ .\-]?\d{{3,4}}[ .\-]?\d{{3,4}}(?!\d|[.,]\d)
        (?:\s*(?:,|;|hoặc|và)\s*11[1-5](?!\d|[.,]\d))*
    | 0\d{{8,}}(?!\d|[.,]\d)
    | 1[89]00[ .]?\d{{4}}(?!\d|[.,]\d)
    | 84[-. ]\d{{1,3}}[-. ]\d{{6,8}}(?!\d|[.,]\d)
    | 4\.0(?!\d)
    | \d{{1,2}}(?:[+&]\d{{1,2}}){{1,4}}(?!\w|[.,]\d){_COUNTS_OR_MEASURES}
    """,
    re.VERBOSE,
)
# … or behind a word.
_WORD_BEHIND = re.compile(
    rf"""
    # dates and times: "13 đến 15-8-1945", "25 thg 9", "8h30"
      \d{{1,2}}[ ]+(?:đến|tới|và)\s+(?:ngày\s+)?\d{{1,2}}[/.\-]\d{{1,2}}[/.\-]{YEAR}
    | (?<=từ[ ])\d{{1,2}}[ ]+(?:đến|tới)[ ]+(?:hết[ ]+)?{DAY_OF_MONTH}{_AT_END}
    | (?<=ngày[ ]\()\d{{1,2}}[ ]+(?:và|đến)[ ]+\d{{1,2}}[./]\d{{1,2}}(?=\))
    | \d{{1,2}}[ ]+thg[ ]+\d{{1,2}}(?:,?[ ]+{YEAR})?
    | \d{{1,2}}[ ]?(?:h|giờ)[ ]?(?:kém[ ]?)?\d{{0,2}}(?:am|pm)?(?!\w)
    # "8g30", "8g sáng", but grams: "50 g bột"
    | \d{{1,2}}[ ]?g\d{{2}}(?!\w)
    | (?<=[lh][úồ][ci][ ])\d{{1,2}}[ ]?g(?!\w)
    | \d{{1,2}}[ ]?g(?=\s+(?:sáng|trưa|chiều|tối|đêm|ngày)(?!\w))
    # durations
    | \d{{1,3}}(?:[.,]\d{{1,3}})?
        (?:(?:[ ]?-[ ]?|[ ]+(?:đến|tới|hoặc)[ ]+)\d{{1,3}}(?:,\d)?)?[ ]*{_DURATION}
        (?:(?<=giờ|iây|hút)[ ]\d{{1,2}}(?:,\d{{1,2}})?{_AT_END})?
    | \d{{1,3}}(?:(?:,[ ]\d{{1,3}}){{0,5}}[ ](?:và|hoặc)[ ]|(?:,[ ]\d{{1,3}}){{1,5}},[ ])
        \d{{1,3}}[ ]{_DURATION}
    | (?<=[lh][úồ][ci][ ])\d{{1,2}}[ ]rưỡi(?!\w)
    | \d{{1,2}}[ ]ly[ ]\d(?!\w)
    # coordinates: 16°03', 108,2 độ kinh đông
    | {_COORDINATE}{_DIRECTION} | \d{{1,3}}[ ]?[°º][ ]?\d{{1,2}}(?:[.,]\d+)?[ ]?'
    # ranks of hotels and goods, catchwords: "5 không, 3 sạch"
    | \d(?:[ ]?-[ ]?\d)?[ ]sao(?!\w)
    | \d[ ]trong[ ]1(?!\w|[.,/]\d){_COUNTS_OR_MEASURES}
    | 0?\d[ ]+(?!nhất\s*(?:,|và)\s*\d+\s+nhì)(?:{alternatives(CATCHWORDS)})
        (?=\s*(?:[,;)"']|\.(?!\d)|$)|\s+(?:và\s+)?\d)
    | \d{{1,2}}[ ]+(?:{alternatives(CATCH_ADJECTIVES)})(?!\w|\s+nghiệp)
    """,
    re.VERBOSE,
)
_SHORTEST_TELEPHONE = 8
# The same, in the case it was written in: numbers of documents.
_DOCUMENT = re.compile(
    r"\d{1,5} ?/ ?(?:\d{4} ?/ ?)?[A-ZĐ]{2,}[\w\-]*|\d{1,5} ?- ?[A-ZĐ]{2,}[a-z]?(?: ?/ ?\w+)?"
)
_LONE_YEAR = re.compile(rf"{YEAR}{GOES_ON}")
_SHORT_DATE = re.compile(
    rf"{DAY_OF_MONTH}(?:\s*(?:-|đến|tới)\s*(?:ngày\s+)?{DAY_OF_MONTH})?(?!\d){_AT_END}"
    rf"|{DAY_OF_MONTH}(?=\s+và\s+{DAY_OF_MONTH}{_AT_END})"
)
# More than the whole: a day, unless something countable follows.
_IMPROPER = re.compile(
    rf"(?={DAY_OF_MONTH}(?![\d/=]|[.,]\d))(\d+) ?/ ?(\d+)(?!\d){_COUNTS_OR_MEASURES}(?!\s*=)"
)
# "tăng 1/3", "1/2" are parts of a whole, unless something tells that a day is meant.
_SIMPLE_FRACTION = re.compile(r"(?:1/[2-5]|2/[35]|3/[45]|4/5|1/10)(?!\d)")
_ROUND_THE_CLOCK = re.compile(rf"24 ?/ ?24{_AT_END}")
_BEFORE_A_DAY = frozenset((*DAY_WORDS, *"từ đến tới vào sau hết mừng tết và tháng".split()))
_NO_DATE_BEHIND = frozenset(NO_DATE_BEHIND)
_DATE_OR_NONE = frozenset(("là", "hết"))
_SCORE = re.compile(rf"(\d{{1,2}})[ ]?-[ ]?(\d{{1,2}})(?!\w|[.,/-]\d){_COUNTS_OR_MEASURES}")
_SCORE_WORDS = frozenset(SCORES)
_LIST_MARK = re.compile(
    rf"\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}[.)](?=\s)|\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}(?=\s+[{CAPITAL}])"
    r"|\d{1,2}[/\-](?=\s+[^\W\d])"
)
_INNER_MARK = re.compile(
    rf"\d{{1,2}}[.)](?=[^\S\n]+[{CAPITAL}])"
)  # "… 60 triệu. 3. Tổng sản lượng"
_BRACKETED_MARK = re.compile(r"\d{1,2}\)(?=[\s.,;]|$)")
_BRACKETED_YEAR = re.compile(rf"{ANY_YEAR}\)")
_NOTE = re.compile(r"\d{1,3}(?:(?:\s?[,-]\s?\d{1,3})*\]|,\s*tr\.?[ ]?\d+)")
_FOOTNOTE = re.compile(r"\d{1,3}(?=[\s.,;)]|$)")
_DIGITS = re.compile(r"\d+")
# COVID-19, ?id=5, Phòng B.201, q.1, kp.4
_GLUED_TO = re.compile(
    rf"(?<!\w)\w*[^\W\d_]\w*-$|[^\W\d_]\+$|#$|[?&]\w+=$|(?<!\w)(?:[{CAPITAL}]{{1,3}}|(?i:[qpkhđ]|kp|tdp|tp|tx))\.$"
)
_SHORT_PLACE = re.compile(r"(?<!\w)(?i:[qpk]|kp|tdp)\. $")
_AREA_CODE = re.compile(r"0\d{1,3}\)[ .-]?\d{3,4}[ .-]?\d{3,4}(?!\d)")  # (028) 3822 1234
_KILOMETRE = re.compile(r"[Kk]m[ ]?\d+\+$")  # Km12+500
_ABROAD = re.compile(r"84\)?(?:[ .\-]?\d{2,4}){3,4}(?!\d|[.,]\d)")  # +84 912 345 678

# What begins with the words before the number: the pattern of the number and what goes on with it.
_PART_OF_DAY = "(?:ngày|sáng|trưa|chiều|tối|đêm)"
_DAYS = re.compile(
    rf"\d{{1,2}}(?:\s*(?:-|,|(?:và|đến|tới|rạng)(?!\w))\s*(?:{_PART_OF_DAY}\s+)?\d{{1,2}}){{0,6}}"
    rf"[ ]?[/\-][ ]?\d{{1,2}}"
    rf"(?:[ ]?[/.\-][ ]?{YEAR})?(?![\d/.,]\d|\d)"
    rf"(?:\s*(?:-|đến|tới)\s*{DAY_OF_MONTH}(?:/{YEAR})?(?![\d/]|[.,]\d))?"
)
_DOTTED_DAY = re.compile(
    rf"{DAY_OF_MONTH.replace('/', '[.]')}(?![\d/]|[.,]\d)"
    rf"(?:\s*(?:-|đến|tới|hay|và|hoặc)\s*{DAY_OF_MONTH.replace('/', '[.]')}(?![\d/]|[.,]\d))?"
)
_DAY = re.compile(
    r"\d{1,2}(?!\w|[.,]\d)(?:\s*(?:-|và|đến)\s*(?:ngày\s+)?\d{1,2}(?=\s+tháng))?"
    rf"(?:\s+tháng\s+\d{{1,2}}(?!\w))?(?:\s+năm\s+{YEAR})?"
)
_MONTH = re.compile(
    rf"\d{{1,2}}[ ]?[/\-.][ ]?{YEAR}"
    r"|(?:0?[1-9]|1[0-2])(?![\d.,]\d|\w)(?:\s*(?:-|đến|và)\s*(?:tháng\s+)\d{1,2}(?!\w)"
    rf"| ?- ?\d{{1,2}}(?: ?[/.] ?{YEAR}|(?!\d|[.,]\d)))?(?:\s+năm\s+{YEAR}| ?/ ?{YEAR})?"
)
_QUARTER = re.compile(
    rf"(?:(?<=quý )0?[1-4]|(?<!quý )\d{{1,2}})(?!\w|[.,]\d)(?:[ ]?[/\s][ ]?(?:năm\s+)?{YEAR})?"
)
_YEARS = re.compile(rf"{ANY_YEAR}(?:\s*(?:-|đến|,|và)\s*(?:năm\s+)?{ANY_YEAR}(?![ ]?/))*")
_EARLY_YEAR = re.compile(
    rf"\d{{3}}{_AT_END}|\d{{1,4}}(?=\s+(?:scn|tcn|(?:sau|trước)\s+công)(?!\w))"
)
_IN_A_YEAR = [[word] for word in "trong mỗi cả hằng từng một".split()]
_DAY_WORDS = frozenset(DAY_WORDS)
_LAST_DAY_WORDS = frozenset(word.split()[-1] for word in DAY_WORDS)
_DAY_PARTS = frozenset("ngày dịp lễ sáng trưa chiều tối đêm khuya hôm nay qua".split())
_DOTTED_DAYS = re.compile(rf"\d{{1,2}}[ ]?-[ ]?{DAY_OF_MONTH.replace('/', '[.]')}{_AT_END}")
_YEAR_WORDS = frozenset(
    (
        "năm",
        "năm học",
        "niên khóa",
        "giai đoạn",
        "nhiệm kỳ",
        "thời kỳ",
        "khóa",
        "vụ",
        "kỳ",
        "hè",
        "tết",
        "nguyên đán",
    )
)
_STEMS = "giáp ất bính đinh mậu kỷ canh tân nhâm quý".split()
_BRANCHES = "tý sửu dần mão thìn tỵ ngọ mùi thân dậu tuất hợi".split()
_YEAR_WORDS |= {f"{stem} {branch}" for stem in _STEMS for branch in _BRANCHES}  # Bính Ngọ 2026
_LAST_YEAR_WORDS = frozenset(word.split()[-1] for word in _YEAR_WORDS)
_TIMES = re.compile(
    r"\d{1,2}(?: ?- ?\d{1,2})?\s+(?:lượt|bữa|chuyến|lần(?!\s+(?:đầu|thứ|này))"
    r"|buổi(?!\s+(?:sáng|trưa|chiều|tối)))(?!\w)"
)
_EACH = frozenset(("mỗi", "từng", "hằng", "hàng"))
_EACH_TIMES = frozenset(("ngày", "tuần", "tháng", "quý", "vụ", "sáng", "chiều", "tối", "đêm"))
_QUARTER_WORDS = frozenset(("quý", "vụ", "tuần"))
# "Kiểm tra công vụ 04 cuộc": no season.
_ENDS_IN_VU = [[word] for word in "công nhiệm nghiệp dịch phục chức thường giáo".split()]
# "với tổng số 312 ngày làm việc": days that are counted.
_IN_TOTAL = (["tổng", "số"], ["tổng", "cộng"])
LAST_OF_DATES = _LAST_DAY_WORDS | _LAST_YEAR_WORDS | _QUARTER_WORDS | {"tháng"}
"""The last words of what begins a day, a month, a quarter or a year."""
_COORDINATE_WORDS = frozenset(("vĩ độ", "kinh độ", "tọa độ"))
_DECIMAL = re.compile(r"\d{1,3}(?:[.,]\d+)?(?!\w)")
_ZEROS = re.compile(r"00\d+(?:(?!\d|[.,]\d)|(?:[.\-]\w+)+)")  # 000123, 000.12.H40-250817
_BEFORE_WORDS = frozenset("°º,")
_BEFORE_CODES = frozenset("/.-:+&")
_OPENING = frozenset("([\"'")
_first_letter = itemgetter(0)
_CAPITAL_BEFORE = re.compile(rf"(?<!\w)[{CAPITAL}]\w*\s+$")


def no_quantity(
    text: str, low: str, start: int, before: list[str], bounded: bool = False
) -> int | None:
    """Give where that ends which the number at ``start`` belongs to, if it is no quantity.

    ``low`` is ``text`` in small letters; ``before`` are the words right before the number, in
    small letters; ``bounded`` tells that they end in "trên", "hơn", …, so that it is no year.

    >>> text = "Kết luận số 01-KL/TW"
    >>> no_quantity(text, text.lower(), 12, ["kết", "luận", "số"])
    20
    """
    if not _OPENING.isdisjoint(map(_first_letter, before)):
        before = [word.lstrip("([\"'") or word for word in before]
    if before and (end := _dated(low, start, before)):
        return end
    if found := _by_what_follows(low, start):
        in_total = before[-2:] in _IN_TOTAL and low.endswith("ngày", start, found.end())
        return None if in_total else found.end()
    if end := name_end(text, low, start, before):
        return end
    if found := _ZEROS.match(low, start):
        return found.end()
    head = low[start : start + 7]
    signed = "/" in head or "-" in head
    if signed and (found := _DOCUMENT.match(text, start)):
        return found.end()
    last = before[-1] if before else ""
    if (
        last in _NO_DATE_BEHIND
        and len(before) > 1
        and _CAPITAL_BEFORE.search(text, max(0, start - 12), start)
    ):
        last = ""  # "Báo Cao Bằng 19/5"
    if not bounded and (found := _LONE_YEAR.match(low, start)):
        return found.end()
    if signed:
        found = _short_date(low, start, last, bounded) or _score(low, start, last)
        if found:
            return found.end()
    return _marked(text, start)


def _by_what_follows(low: str, start: int) -> re.Match[str] | None:
    """A date, a time, a duration, a telephone, …, told by what stands behind the first digits."""
    end = start + 1
    while low[end : end + 1].isdigit():
        end += 1
    sign = low[end : end + 3].lstrip(" ")[:1]
    long = end - start >= _SHORTEST_TELEPHONE
    if not long and (sign.isalpha() or sign in _BEFORE_WORDS):
        return _WORD_BEHIND.match(low, start)
    if long or sign in _BEFORE_CODES or sign.isdigit():
        return _CODE_BEHIND.match(low, start) or _WORD_BEHIND.match(low, start)
    return None


def _short_date(low: str, start: int, last: str, bounded: bool) -> re.Match[str] | None:
    """A day and a month at the end of a phrase, unless they are a ratio or a part of a whole."""
    if last in _NO_DATE_BEHIND and not (last in _DATE_OR_NONE and _IMPROPER.match(low, start)):
        return None
    if low[max(0, start - 3) : start].endswith(("% (", "%(")):
        return None  # "100% (12/12)"
    if found := _ROUND_THE_CLOCK.match(low, start):
        return found
    if (bounded or last not in _BEFORE_A_DAY) and _SIMPLE_FRACTION.match(low, start):
        return None
    found = _SHORT_DATE.match(low, start)
    if not found and (found := _IMPROPER.match(low, start)) and int(found[1]) <= int(found[2]):
        return None
    return found


def _score(low: str, start: int, last: str) -> re.Match[str] | None:
    """The score of a game: behind the word for it, or higher before lower (3-1)."""
    found = _SCORE.match(low, start)
    if found and (last in _SCORE_WORDS or (" " not in found[0] and int(found[1]) >= int(found[2]))):
        return found
    return None


def _marked(text: str, start: int) -> int | None:
    """A mark of a list, a note in brackets, the number of a name with a hyphen (COVID-19)."""
    previous = text[start - 1] if start else "\n"
    if previous in "( \t\n":
        found = _list_mark(text, start)
        if (
            not found
            and text[start - 2 : start] == ". "
            and _SHORT_PLACE.search(text, max(0, start - 5), start)
        ):
            found = _DIGITS.match(text, start)
    elif previous == "[":
        found = _NOTE.match(text, start)
    elif previous in '")' and start > 1 and (text[start - 2].isalnum() or text[start - 2] in ".!?"):
        found = _FOOTNOTE.match(text, start)  # "… sẽ tốt"1.
    elif previous in "-+.=#" and _GLUED_TO.search(text, max(0, start - 12), start):
        found = _DIGITS.match(text, start)
    elif previous == "+":
        kilometre = _KILOMETRE.search(text, max(0, start - 8), start)
        found = (_DIGITS if kilometre else _ABROAD).match(text, start)
    else:
        found = None
    return found.end() if found else None


def _list_mark(text: str, start: int) -> re.Match[str] | None:
    """A mark at the start of a line, of a sentence, or in brackets."""
    line = start
    while line and text[line - 1] in " \t":
        line -= 1
    bracket = bool(line) and text[line - 1] == "("
    line -= bracket
    while line and text[line - 1] in " \t":
        line -= 1
    if not line or text[line - 1] == "\n":
        return _LIST_MARK.match(text, start)
    if bracket and (telephone := _AREA_CODE.match(text, start)):
        return telephone
    if bracket:
        mark = _BRACKETED_MARK.match(text, start) if text[line - 1] in '.;:,"' else None
        return mark or _BRACKETED_YEAR.match(text, start)
    return _INNER_MARK.match(text, start) if text[line - 1] in ".;:!?)" else None


def _dated(low: str, start: int, lowered: list[str]) -> int | None:
    """What the words before the number make of it: a day, a month, a year."""
    found: re.Match[str] | None = None
    last = lowered[-1]
    if last in _EACH_TIMES and (
        (lowered[-2:-1] and lowered[-2] in _EACH) or _TIMES.match(low, start)
    ):
        return None  # "mỗi ngày 5 - 10 nghìn đồng"; "một tháng 2 lần"
    if last in _LAST_DAY_WORDS and not _DAY_WORDS.isdisjoint(endings(lowered)):
        dotted = _DOTTED_DAY.match(low, start) if last in _DAY_PARTS else None
        found = (
            dotted
            or _DOTTED_DAYS.match(low, start)
            or _DAYS.match(low, start)
            or (_DAY.match(low, start) if last == "ngày" else None)
        )
    elif last == "tháng":
        found = _MONTH.match(low, start)
    elif last in _QUARTER_WORDS and lowered[-2:-1] not in _ENDS_IN_VU:
        found = _QUARTER.match(low, start)
    elif last == "từ" and "ngày" in lowered[-3:]:
        found = _DOTTED_DAYS.match(low, start)
    elif last == "độ" and lowered[-2:-1] and f"{lowered[-2]} độ" in _COORDINATE_WORDS:
        found = _DECIMAL.match(low, start)
    if last == "năm" and lowered[-2:-1] not in _IN_A_YEAR:
        found = found or _EARLY_YEAR.match(low, start)
    if not found and last in _LAST_YEAR_WORDS and not _YEAR_WORDS.isdisjoint(endings(lowered)):
        found = _YEARS.match(low, start)
    return found.end() if found else None


_TIME_BEHIND = re.compile(rf"\s+{_DURATION}")
_LONGEST_MONTH = 31
_MINUTES = 60
_PHRASE_END = re.compile(_AT_END)
_MONTH_WORDS = frozenset("ngày tháng quý mùng mồng".split())
_BEFORE_TIMES = frozenset(
    ("thứ", "lần", "ngày", "tháng", "năm", "quý", "số", "mùng", "mồng", "thế kỷ")
)


def no_quantity_in_words(
    low: str, end: int, before: list[str], value: Decimal = Decimal(1)
) -> int | None:
    """Give where that ends which a number in words, ending at ``end``, belongs to, if it is none.

    >>> no_quantity_in_words("sau hai mươi năm", 12, ["sau"])
    12
    """
    lowered = [word.lower() for word in before]
    time = _TIME_BEHIND.match(low, end)
    if time:
        return end
    day = value <= _LONGEST_MONTH and value == value.to_integral_value()
    if lowered[-3:] == ["năm", "một", "chín"] or (
        lowered[-1:] == ["giờ"] and value < _MINUTES and _PHRASE_END.match(low, end)
    ):
        return end
    counted = lowered[-2:] in (["tổng", "số"], ["trong", "số"])
    dated = not _BEFORE_TIMES.isdisjoint(endings(lowered)) and not counted
    if dated and (day or lowered[-1] not in _MONTH_WORDS):
        return end
    for count, ending in enumerate(endings(lowered), 1):
        if is_of_a_name(ending, lowered[-count - 1] if len(lowered) > count else ""):
            return end
    return None
