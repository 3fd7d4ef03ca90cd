"""Numbers that are names: documents, roads, units of the army, storms, products, addresses.

Takes normalised text, the place of a number and the words before it; gives where the name ends.
Reads no values.
"""

from __future__ import annotations

import re

from reportkit.vietnamese._vocabulary import (
    ACTS,
    ARMS,
    CODES,
    COUNTED,
    DOCUMENTS,
    GRADE_VERBS,
    GRADES,
    LETTERED,
    MEASURES,
    NAMES,
    NAMES_AT_END,
    NAMES_CAPITAL,
    ROADS,
    SCALES,
    SHORT_DOCUMENTS,
    SURNAMES,
    VERBS_TOO,
    WITHIN,
    alternatives,
)
from reportkit.vietnamese.letters import CAPITAL

__all__ = [
    "ANY_YEAR",
    "DAY_OF_MONTH",
    "GOES_ON",
    "LAST_OF_NAMES",
    "YEAR",
    "is_of_a_name",
    "name_end",
]

ANY_YEAR = r"(?:1\d|20)\d{2}(?![\d]|[.,]\d)"
YEAR = r"(?:19|20)\d{2}(?![\d]|[.,]\d)"
DAY_OF_MONTH = r"(?:0?[1-9]|[12]\d|3[01])[ ]?/[ ]?(?:0?[1-9]|1[0-2])"
# Behind a year or a name these go on with the sentence; any other word is what the number counts.
GOES_ON = (
    r"(?=\s*(?:[.,;:)(\-/\"…\]]|$|\n)"
    r"|\s+(?:và|là|đến|của|tại|đã|có|được|với|trở|so|toàn|các|trên|trong|tỉnh|huyện|xã|thành\s+phố"
    r"|đạt|nay|cả|số|tổng|cơ|ban|về|do|theo|thì|khi|để|sau|trước|tiếp|cho|nhằm|bằng|đối|ở|từ|bao|gồm|chạy|nối"
    r"|(?:tỷ|tỉ)\s+lệ)\b)"
)
_NO_COUNT = rf"(?!\s+(?:{alternatives(COUNTED)})(?!\w))"
_NO_MEASURE = rf"(?!\s*(?:{alternatives([*MEASURES, *SCALES])})(?!\w))"
_CENTRE = re.compile(rf"\d{{1,2}}(?!\d|[.,]\d){_NO_COUNT}")
_NAME = re.compile(rf"\d{{1,4}}(?![.,]?\d|\w){_NO_MEASURE}(?:[ ]?[-/][ ]?[a-zđ][\w/\-]*)?")
_NAME_GOES_ON = rf"(?:{GOES_ON}|(?=\s+(?:{alternatives((*ACTS, *WITHIN))})(?!\w)))"
_NAME_AT_END = re.compile(
    rf"\d{{1,4}}(?:\.\d{{1,2}}){{0,3}}(?![.,]?\d|\w){_NO_MEASURE}"
    rf"(?:{_NAME_GOES_ON}|(?=\s+[{CAPITAL}\d]))"
)
_GRADE = re.compile(rf"\d{{1,2}}(?![.,/]?\d|\w|\s?-\s?\d){_NO_MEASURE}{_NO_COUNT}{_NAME_GOES_ON}")
_VERSION = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}(?![.,]?\d|\w)")
_NUMBERED = re.compile(r"\d+(?![.,]?\d|\s\d{3}\s)(?:[ ]?[-/][ ]?[\w/\-]*)?")
# "tiêu chí số 5, 7 và 12"; "cấp 9-10": what a list of names goes on with, and nothing countable.
_FURTHER = re.compile(
    r"(?:(?: ?- ?|\s*,\s*|\s+(?:và|hoặc)\s+(?:số\s+)?)\d{1,4}[A-Za-z]?(?!\w|[.,]?\d)"
    rf"{_NO_MEASURE}"
    rf"(?=\s*(?:[,;:)\n]|\.(?!\d)|$)|\s+[{CAPITAL}]|\s+(?:và|hoặc|của|trong|thuộc|là|đã|được|tại|ở|với|đi|qua|có|bị)\b))+"
)
_METRES_ON = re.compile(r"[ ]?\+[ ]?\d{1,3}(?!\d)")  # km 12 + 500
_ROAD = re.compile(rf"{DAY_OF_MONTH}(?![\d/]|[.,]\d|[ ]?%){_NO_COUNT}")
_CODE = re.compile(rf"\d{{5,}}(?!\w|[.,]\d){_NO_COUNT}{_NO_MEASURE}")
_LETTERED = re.compile(r"\d{1,4}[A-ZĐ](?!\w)(?:-\w+)?")  # căn hộ 51M
_EMERGENCY = re.compile(r"11[1-5](?!\w|[.,]\d)")
_ADDRESS = re.compile(
    rf"\d{{1,4}}\s+(?:Đường|Phố|Đại\s+lộ|{alternatives(SURNAMES)})\s+(?=[{CAPITAL}])"
)
# "cầu Cửa Lục 1 có": what is built is called after its place and numbered.
_WORK = re.compile(
    r"\d{1,2}(?=\s+(?:có|là|được|đã|đang|sẽ|nằm|khởi\s+công|phát\s+điện|vận\s+hành|ghi\s+nhận|đi\s+vào)(?!\w))"
)
# "phường Hải Châu 1", "Bệnh viện Nhi Đồng 1", but in a list of such places the numbers count.
_PLACE = (
    r"(?<!\w)(?i:tổ dân phố|khu phố|chi hội(?: phụ nữ)?|thôn|ấp|xóm|phường|bon|buôn|bản|làng|trạm"
    r"|bệnh viện|trường (?:mầm non|mẫu giáo|tiểu học|thcs|thpt)(?: bán trú| nội trú)?"
    r"|khu công nghiệp|kcn"
    r"|(?:nhà máy )?(?:thủy|nhiệt) điện)"
)
_NAMED_PLACE = re.compile(rf"{_PLACE}(?: [{CAPITAL}]\w*){{1,3}} $")
# "Trường Cao đẳng Giao thông vận tải 2 (Đà Nẵng)"
_SCHOOL = re.compile(r"(?<!\w)(?:cao đẳng|đại học|trung cấp|học viện)(?: [^\W\d_]+){1,7} $")
_LONGEST_SCHOOL = 60
_SCHOOLS_NUMBER = re.compile(r"[1-9](?=\s*[,;(]|\s*\.(?!\d)|$)")
_ITS_NUMBER = re.compile(rf"[1-9](?!\w|[.,/]\d){_NAME_GOES_ON}(?!\s*[,;]\s*{_PLACE})")
_LIKE_IT = re.compile(rf"{_PLACE} [^.;\n]{{1,40}}? \d{{1,3}}\s*[,;]")
_REGISTERED = re.compile(rf"\d{{4,6}}(?!\w|[.,]\d)(?:[ -]TS(?!\w))?{_NO_COUNT}{_NO_MEASURE}")
_CARRIER = re.compile(r"(?<!\w)(?i:chuyến(?: bay)?|tàu|số hiệu) [A-Z]{2,3} $")  # chuyến VN 215
_LONGEST_CARRIER = 20
_PRODUCT = re.compile(rf"\d{{1,4}}(?!\w|[.,/]\d|[ ]?[%-]){_NO_COUNT}{_NO_MEASURE}")
# A word in plain letters that no Vietnamese syllable and no name of the highlands is written like.
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnprstvx])?"
    r"(?:[aeiouy]|[aou][iy]|[aeiou]o|[aeiu]u|[iuo][ae]|oay|uay|uoi|uou|uye|ieu|yeu)"
    r"(?:ng|nh|ch|[cmnpt])?",
    re.IGNORECASE,
)
_HIGHLANDS = re.compile(r"(?:pl|kr|dr|gr|br|kb|kd|kl|ml|mr|ch|h)|.*k$", re.IGNORECASE)
_LATIN = re.compile(r"(?:[A-Z][a-z]*-)?[a-z]?[A-Z][A-Za-z]*[a-z]")

_NAME_WORDS = frozenset(NAMES)
_END_WORDS = frozenset((*DOCUMENTS, *NAMES_AT_END))
_CAPITAL_WORDS = frozenset(word.lower() for word in NAMES_CAPITAL)
LAST_OF_NAMES = frozenset(
    word.split()[-1]
    for word in (
        *NAMES,
        *_END_WORDS,
        *_CAPITAL_WORDS,
        *GRADES,
        *ARMS,
        *ROADS,
        *CODES,
        *LETTERED,
        "gọi",
    )
)
_ARMS = frozenset(ARMS)
_GRADE_WORDS = frozenset(GRADES)
_GRADE_VERBS = frozenset(GRADE_VERBS)
_SHORT_DOCUMENTS = frozenset(SHORT_DOCUMENTS)
_DOCUMENT_WORDS = frozenset(DOCUMENTS)
_CODE_WORDS = frozenset(CODES)
_LETTERED_WORDS = frozenset((*LETTERED, *CODES, *NAMES))
_ROAD_WORDS = frozenset(ROADS)
_VERBS_TOO = frozenset(VERBS_TOO)
_COUNTING = frozenset("tổng trong dân sĩ có một đa thiểu con quân phân hệ doanh điểm".split())
_EACH = frozenset(("mỗi", "từng", "một", "mấy"))
_COUNTS = re.compile(rf"\d+\s+(?:{alternatives(COUNTED)})(?!\w|\s+[a-zđ](?!\w))")  # no "điểm a"
_LONGEST_CODE = 3


def endings(words: list[str], most: int = 3) -> list[str]:
    """The last word, the last two, the last three."""
    return [" ".join(words[-count:]) for count in range(1, min(most, len(words)) + 1)]


def is_of_a_name(ending: str, each: str) -> bool:
    """Whether words name what a number behind them numbers ("lớp hai"), but "mỗi lớp hai em"."""
    return ending in _NAME_WORDS and each not in _EACH


def name_end(text: str, low: str, start: int, lowered: list[str]) -> int | None:
    """Give where the name ends that the number at ``start`` is part of, or None.

    ``lowered`` are the words right before the number, in small letters.

    >>> text = "qua quốc lộ 2, 279 và 32."
    >>> name_end(text, text, 12, ["qua", "quốc", "lộ"])
    24
    """
    if not lowered:
        found = _ADDRESS.match(text, start)
        return found.end() if found else None
    last = lowered[-1]
    if last[-1] == ":" and _CODE_WORDS.intersection(endings([*lowered[:-1], last[:-1]])):
        found = _CODE.match(low, start)
        return found.end() if found else None
    if last.rstrip(":") == "số" or (last == ":" and lowered[-2:-1] == ["số"]):
        lowered = lowered[: -2 if last == ":" else -1]
        if not lowered or lowered[-1] not in _COUNTING:
            found = _NUMBERED.match(low, start)
            if found:
                return _with_further(text, found.end())
        last = lowered[-1] if lowered else ""
    found = _by_words(text, low, start, lowered) if last in LAST_OF_NAMES else None
    if found is None and lowered:
        found = _by_itself(text, low, start, _written(text, low, start, last))
    return _with_further(text, found.end()) if found else None


def _with_further(text: str, end: int) -> int:
    further = _FURTHER.match(text, end) or _METRES_ON.match(text, end)
    return further.end() if further else end


def _written(text: str, low: str, start: int, word: str) -> str:
    """The word in small letters that stands last before ``start``, as it is written."""
    at = low.rfind(word, 0, start)
    return text[at : at + len(word)]


def _by_words(text: str, low: str, start: int, lowered: list[str]) -> re.Match[str] | None:
    """The name that the words before the number begin."""
    if " ".join(lowered[-2:]) in _ARMS and " ".join(lowered[-4:-2]) in _NAME_WORDS:
        return _NAME.match(low, start)  # "Trung đoàn Không quân 917"
    for count, ending in enumerate(endings(lowered), 1):
        found: re.Match[str] | None = None
        each = lowered[-count - 1] if len(lowered) > count else ""
        capital = _written(text, low, start, lowered[-count])[0].isupper()
        if ending in _ROAD_WORDS:
            found = _ROAD.match(low, start)
        if ending == "gọi":
            found = _EMERGENCY.match(low, start)
        elif ending in _CODE_WORDS:
            found = _CODE.match(low, start)
        elif ending == "trung ương":
            found = _CENTRE.match(low, start)
        elif ending in _NAME_WORDS:
            counted = each == "các" or each[-1:].isdigit()
            if each in _EACH or (counted and _COUNTS.match(text, start)):
                continue  # "3 tổ 45 người"
            found = _NAME.match(low, start)
        elif ending in _DOCUMENT_WORDS and capital:
            verb = ending in _VERBS_TOO and _COUNTS.match(low, start)
            found = None if verb else _NAME.match(low, start)
        elif each == "số":
            pass  # "số phòng 12": how many
        elif ending in _END_WORDS or (ending in _CAPITAL_WORDS and capital):
            found = found or _NAME_AT_END.match(text, start)
        given = ending == "cấp" and (capital or each in _GRADE_VERBS)
        if not found and ending in _GRADE_WORDS and not given and each != "số":
            found = _GRADE.match(low, start)
        if not found and ending == "phiên bản":
            found = _VERSION.match(low, start)
        if not found and ending in _LETTERED_WORDS:
            found = _LETTERED.match(text, start)
        if found:
            return found
    return None


def _of_a_place(text: str, start: int) -> re.Match[str] | None:
    """The number that a village or a ward bears behind its name."""
    found = _ITS_NUMBER.match(text, start)
    if not found or not (place := _NAMED_PLACE.search(text, max(0, start - 40), start)):
        return None
    return None if _LIKE_IT.search(text, max(0, place.start() - 60), place.start()) else found


def _by_itself(text: str, low: str, start: int, last: str) -> re.Match[str] | None:
    """An address, the number of a product, a boat or a school."""
    found = _SCHOOLS_NUMBER.match(low, start)
    if found and _SCHOOL.search(low, max(0, start - _LONGEST_SCHOOL), start):
        return found
    if last.islower():
        return _ADDRESS.match(text, start)
    if last in _SHORT_DOCUMENTS:
        return _NUMBERED.match(low, start)
    if last.isupper() and len(last) <= _LONGEST_CODE and last.isalpha():
        carrier = _CARRIER.search(text, max(0, start - _LONGEST_CARRIER), start)
        return (_PRODUCT if carrier else _REGISTERED).match(text, start)
    if last[0].isupper() and (found := _WORK.match(low, start) or _of_a_place(text, start)):
        return found
    if _LATIN.fullmatch(last) and not _SYLLABLE.fullmatch(last) and not _HIGHLANDS.match(last):
        return _PRODUCT.match(low, start)
    return _ADDRESS.match(text, start)
