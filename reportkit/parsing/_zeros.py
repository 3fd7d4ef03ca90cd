"""Zeros told in words: "không có mô hình nào", "Số mô hình: không có" count none of them.

Takes normalised text; gives where such words stand and the noun they count. What denies something
else of a thing ("không có mô hình nào bị dừng"), or that some have it, counts nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import evolve, frozen

from reportkit.parsing._nouns import Counted, counted_after
from reportkit.vietnamese.letters import CAPITAL, at_word_start

__all__ = ["Zero", "zeros_in"]


@frozen
class Zero:
    """Words that count nothing, by offsets into the text, and the noun they count."""

    start: int
    end: int
    counted: Counted


_DENIES = re.compile(
    at_word_start((r"không\s+", r"chưa\s+"), any_case=True)
    + r"(?P<deed>có|còn|phát\s+sinh|xảy\s+ra|ghi\s+nhận|phát\s+hiện|tổ\s+chức|xây\s+dựng|mở"
    r"|thành\s+lập|kết\s+nạp|đăng\s+ký|triển\s+khai|thực\s+hiện|ban\s+hành)(?:\s+(?:được|thêm|có))?(?=\s)"
)
_ANY = re.compile(r"(?:\s*,?\s+(?!nào)[^\W\d_]+){0,6}?\s+nào(?!\w)")
# What may follow "mô hình nào": the end of the clause, or what only tells the noun apart.
_CLAUSE_ENDS = re.compile(
    r"\s*(?:[.,;:)]|$)|\s+(?:học\s+tập|mới|của|trong|trên\s+địa\s+bàn|tại|ở|về|theo|cấp|tiêu\s+biểu)(?!\w)"
)
# "đến nay toàn xã chưa có mô hình." says so of the unit, "Anh Sính chưa có nhà." of no unit.
_SENTENCE_ENDS = re.compile(r"(?:\s+[^\W\d_]+){0,2}?\s*(?:[.;]|$)")
_OF_A_UNIT = re.compile(
    r"[\s\-+*•]*(?:(?i:đến\s+nay|hiện(?:\s+nay)?|trong\s+(?:kỳ|năm|tháng|quý)|năm\s+qua|toàn|trên\s+địa\s+bàn|tại"
    r"|tỉnh|thành\s+phố|huyện|quận|thị\s+xã|xã|phường|thị\s+trấn|đơn\s+vị|cơ\s+quan|địa\s+phương|ngành|trường"
    r"|đảng\s+bộ|đảng\s+ủy|chi\s+bộ|hội|đoàn|cũng|vẫn)(?!\w)"
    rf"(?:\s+[{CAPITAL}]\w*){{0,4}}(?:\s+|$))*"
)
# Of whom it is told: some only, or under a condition.
_OF_SOME = re.compile(
    r"\d|(?<!\w)(?:nào|một\s+số|nhiều|các|những|vài|phần\s+lớn|có\s+nơi|nơi|nếu|để|vì|do|khi|mà|nhằm|hộ|gia\s+đình"
    r"|người|trẻ|em|không|chưa|đối\s+với)(?!\w)",
    re.IGNORECASE,
)
_NONE_SAID = re.compile(
    r":\s*(?P<none>(?:[Kk]hông|[Cc]hưa)(?:\s+(?:có|phát\s+sinh))?)(?=\s*(?:[.,;\n]|$))"
)
_LABEL = re.compile(r"(?<!\w)(?:Tổng\s+số|Số\s+lượng|Số|số)\s+(?P<noun>[^\d:;.,()\n]{2,70}?)\s*$")
_LONGEST_LABEL = 90
_NO_COUNTS = frozenset((None, "matters"))
_LONGEST_CLAUSE = 120


def zeros_in(text: str) -> Iterator[Zero]:
    """Find the words of ``text`` that count nothing.

    >>> [text[zero.start : zero.end] for text in ("Xã không có mô hình nào.", "Số lớp: không có")
    ...  for zero in zeros_in(text)]
    ['không có mô hình nào', 'không có']
    """
    if "hông" not in text and "hưa" not in text:
        return
    for denial in _DENIES.finditer(text):
        if zero := _denied(text, denial):
            yield zero
    for none in _NONE_SAID.finditer(text):
        label = _LABEL.search(text, max(0, none.start() - _LONGEST_LABEL), none.start())
        noun = " ".join(label["noun"].split()) if label else ""
        counted = counted_after(noun, 0, len(noun))
        if counted is not None and counted.kind not in _NO_COUNTS:
            named = Counted(counted.unit, none.end(), noun, counted.kind)
            yield Zero(none.start("none"), none.end("none"), named)


def _denied(text: str, denial: re.Match[str]) -> Zero | None:
    """The zero of "không có … nào"; without "nào" only where the sentence ends with the noun."""
    counted = counted_after(text, denial.end(), min(len(text), denial.end() + _LONGEST_CLAUSE))
    if counted is None or counted.kind in _NO_COUNTS:
        return None
    begin = max(0, denial.start() - _LONGEST_CLAUSE)
    clause = max(text.rfind(mark, begin, denial.start()) for mark in ".;:,\n")
    begin = max(begin, clause + 1)
    if _OF_SOME.search(text, begin, denial.start()):
        return None
    if found := _ANY.match(text, counted.unit_end):
        if not _CLAUSE_ENDS.match(text, found.end()):
            return None
        phrase = " ".join(word for word in counted.phrase.split() if word != "nào")
        return Zero(denial.start(), found.end(), evolve(counted, phrase=phrase))
    bare = (
        denial["deed"].startswith(("có", "còn", "phát"))
        and _SENTENCE_ENDS.match(text, counted.unit_end)
        and _OF_A_UNIT.fullmatch(text, begin, denial.start())
    )
    return Zero(denial.start(), counted.unit_end, counted) if bare else None
