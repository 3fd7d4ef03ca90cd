"""The words around a figure that tell what it counts for: beside it, before it, in its sentence.

Takes a summary and a figure's place in it; gives the words, normalised. Knows nothing of
indicators.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import frozen

from reportkit.parsing import Figure, Role, Summary
from reportkit.vietnamese.quantities import MEASURE_UNITS
from reportkit.vietnamese.view import View

__all__ = ["SENTENCE_AT_MOST", "Surroundings", "surroundings"]

SENTENCE_AT_MOST = 600
"""How much of its sentence is read, to each side of a figure, in characters."""

# How far the words beside a number reach, and those that govern it, in characters.
_BESIDE = 90
_GOVERNING = 180
# How far back the paragraph is read for what its next sentence speaks of, in characters.
_PARAGRAPH = 300
_PARAGRAPH_END = re.compile(r"[.!?…:;\t][ \t]*\r?\n|\n\s*\n")
_AND_MORE = re.compile(r"\svà\s")
# The words behind the number before, which speak of that one.
_BEHIND_THE_LAST = re.compile(r"^(?:[^,;]*,\s*\w+\svà\s|[^,;]*[,;]|.*?\svà\s)")
# "12.456 hồ sơ (trực tuyến 8.640)": the words in the bracket speak of its own number.
_BRACKET_OPENS = re.compile(r"\([^()]*$")
# The words before the number behind, which speak of that one.
_BEFORE_THE_NEXT = re.compile(r"(?:,|\svà\s)[^,]*$")
# "6.009 xã (tỷ lệ 73,06%) đạt chuẩn": the words behind the bracket still speak of the communes.
_BRACKET_BEHIND = re.compile(r"\s*\([^()\n]{1,60}\)")
_SHARE_OF_THE_LAST = re.compile(r"[^\d,;:()]{0,40}[(,]\s*(?:đạt|chiếm|bằng)", re.IGNORECASE)
# "3.327 hộ nghèo, tỷ lệ 21,5%": a bare rate is one of the number before it.
_RATE_OF_THE_LAST = re.compile(
    r"[^\d;:]{0,60}[(,]\s*(?:(?:với|đạt|chiếm)\s+)?(?:tỷ|tỉ)\s+lệ(?:\s+(?:là|đạt|còn))?\s*",
    re.IGNORECASE,
)
# "trong đó xây mới 12 căn": a part's own words begin behind the cue.
_PART_BEGINS = re.compile(
    r"^.*(?<!\w)(?:gồm|trong đó|cụ thể|riêng)(?:\s+có)?(?!\w)\W*", re.IGNORECASE
)
# "hộ nghèo còn 2,8%, mỗi năm giảm 1,1%": a change that names nothing is one of the number before.
_CHANGES = re.compile(
    r"[\W_]*(?:(?:và|đã|tức|tương\s+ứng|tương\s+đương|bình\s+quân|trung\s+bình|(?:mỗi|hằng|hàng)\s+năm"
    r"|toàn\s+(?:tỉnh|huyện|xã))[\W_]+)*(?:giảm|tăng)(?:\s+(?:thêm|được|bình\s+quân|trên|gần|hơn))*\W*",
    re.IGNORECASE,
)
# "1.846 lượt hộ nghèo, cận nghèo được vay": the comma parts no clauses.
_ONE_NOUN = re.compile(r",(?=\s+(?:hộ\s+)?(?:cận|mới\s+thoát)\s+nghèo)", re.IGNORECASE)
# "hộ nghèo 512 hộ, hộ cận nghèo 430 hộ": here it does, the next number counts them.
_ONE_NOUN_BEFORE_MORE = re.compile(
    rf"{_ONE_NOUN.pattern}(?!\s+(?:hộ\s+)?(?:cận|mới\s+thoát)\s+nghèo\W*$)", re.IGNORECASE
)
# Words that only join a number to a list: "kiểm tra 4 tổ chức, 18 đảng viên", "với kinh phí 2 tỷ".
_JOINS = re.compile(
    r"[\W_]*(?:(?:và|với|cùng|cho|của|có|gồm|là|được|cả|thêm|tổng|số|tiền|kinh\s+phí|trị\s+giá"
    r"|trong\s+đó|cộng)[\W_]+)*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^(?:\D*\d[\d.,/\s–-]*)?[\W_]*")


@frozen
class Surroundings:
    """The words around a figure; a "#" stands for its number.

    Attributes
    ----------
    counted:
        What is counted.
    left, own:
        The words before it that can speak of nothing else (behind the last comma of the number
        before), and these with what follows it up to the next comma or "và".
    lead, governed:
        The words that govern it: a list says them once for all its members ("kiểm tra 4 tổ chức,
        18 đảng viên"), a whole for its parts, a number for what hangs on it ("mở 2 lớp nghề cho
        60 lao động"); and these with what follows it.
    ruling:
        As much of ``governed`` as can rule an indicator out: a part may be what its whole is not.
    beside, sentence, paragraph:
        The words next to it, its whole sentence, and what stands before that in its paragraph.
    """

    counted: str
    left: str
    own: str
    lead: str
    governed: str
    ruling: str
    beside: str
    sentence: str
    paragraph: str


def surroundings(summary: Summary, index: int, leads: Sequence[str]) -> Surroundings:
    """Give the words around the figure at ``index``; ``leads`` are those of the figures before."""
    figure = summary.figures[index]
    text = summary.source.text
    begin, end = figure.sentence_start, figure.sentence_start + len(figure.sentence)
    start, stop = figure.quantity.span.start, figure.quantity.span.end
    before = _end_before(summary.figures, index, begin)
    following = [each.quantity for each in summary.figures[index + 1 : index + 4]]
    bracket = _BRACKET_BEHIND.match(text, stop, end)
    behind = stop if bracket is None else bracket.end()
    if any(each.unit != "%" and stop <= each.span.start < behind for each in following):
        behind = stop
    after = next((each.span.start for each in following if behind <= each.span.start < end), end)
    beside = left = _last(text[before:start])
    right = View.of(text[stop:after][:_BESIDE]).text.partition(";")[0]
    right = (_ONE_NOUN_BEFORE_MORE if after < end else _ONE_NOUN).sub("", right)
    if after < end:
        right = _BRACKET_OPENS.sub("", right)
    hangs_on = False
    if before > begin:
        same_clause = ";" not in text[before:start]
        left = _BEHIND_THE_LAST.sub("", beside, count=1) if same_clause else beside
        hangs_on = left == beside and same_clause
        if _is_of_the_last(figure, beside):
            shared = summary.figures[index - 1]
            since = _end_before(summary.figures, index - 1, begin)
            words = View.of(_NUMBER.sub("", shared.quote)).text
            first = shared.quantity.span.start
            beside = left = f"{_last(text[since:first])} {words} {beside}"
    if figure.part_of is not None:
        left = _PART_BEGINS.sub("", left)
    left = left.strip()
    lead, ruling = _lead(summary, index, left, leads, hangs_on)
    governing = lead
    if before > begin and _JOINS.fullmatch(f"{left} "):  # "mở 2 lớp tập huấn, 80 người dự"
        governing = f"{lead} {View.of(summary.figures[index - 1].counted or '').text}"
    words = View.of(_NUMBER.sub("", figure.quote)).text
    per = "" if right.startswith("/") else " "
    told = f"# {words}{per}{_own_end(right, after < end)}"
    first, last = max(begin, start - SENTENCE_AT_MOST), min(end, stop + SENTENCE_AT_MOST)
    return Surroundings(
        counted=View.of(_counted(figure)).text,
        left=left,
        own=f"{left} {told}",
        lead=lead,
        governed=f"{governing} {told}",
        ruling=f"{ruling} {told}",
        beside=f"{beside} # {_BEFORE_THE_NEXT.sub('', right) if after < end else right}",
        sentence=View.of(f"{text[first:start]} # {text[stop:last]}").text,
        paragraph=View.of(_before_in_paragraph(text, begin)).text,
    )


def _is_of_the_last(figure: Figure, beside: str) -> bool:
    """Whether a share speaks of what the number before it counts."""
    if figure.role is Role.SHARE and _SHARE_OF_THE_LAST.match(beside):
        return True
    return figure.quantity.unit == "%" and _RATE_OF_THE_LAST.fullmatch(beside) is not None


def _own_end(right: str, more: bool) -> str:
    """The words behind a number up to the comma; up to "và", where ``more`` numbers follow it."""
    own, comma, _ = right.partition(",")
    return own if comma or not more else _AND_MORE.split(own)[0]


def _lead(
    summary: Summary, index: int, left: str, leads: Sequence[str], hangs_on: bool
) -> tuple[str, str]:
    """The words that govern a figure, and those of them that can rule an indicator out."""
    figure = summary.figures[index]
    joined = bool(_JOINS.fullmatch(f"{left} "))
    if figure.role is Role.CHANGE and _CHANGES.fullmatch(left):
        joined = True
    if figure.part_of is not None and figure.part_of < index:
        whole = View.of(_counted(summary.figures[figure.part_of])).text
        lead = f"{leads[figure.part_of]} {whole} {left}"[-_GOVERNING:]
        return lead, lead if joined else left
    last = summary.figures[index - 1] if index else None
    if last is None or last.sentence_start != figure.sentence_start:
        return left, left
    lead = left
    if joined and ";" in summary.source.text[last.quantity.span.end : figure.quantity.span.start]:
        return leads[index - 1], left
    if hangs_on:
        lead = f"{leads[index - 1]} {View.of(_NUMBER.sub('', last.quote)).text} {left}"
    elif joined:
        lead = leads[index - 1]
    lead = lead[-_GOVERNING:]
    return lead, lead


def _end_before(figures: Sequence[Figure], index: int, begin: int) -> int:
    """Where the figure before this one ends, in the sentence that begins at ``begin``."""
    if index and figures[index - 1].quantity.span.end <= figures[index].quantity.span.start:
        return max(begin, figures[index - 1].quantity.span.end)
    return begin


def _last(words: str) -> str:
    """The words right before a number, up to the semicolon before them."""
    return View.of(words[-_BESIDE:]).text.rpartition(";")[2]


def _before_in_paragraph(text: str, begin: int) -> str:
    before = text[max(0, begin - _PARAGRAPH) : begin]
    return _PARAGRAPH_END.split(before)[-1]


def _counted(figure: Figure) -> str:
    """What is counted, the measure word before it where a table keeps the two apart."""
    unit, counted = figure.quantity.unit or "", figure.counted or ""
    if not counted:
        return unit
    if unit in MEASURE_UNITS or counted.lower().startswith(unit.lower()):
        return counted
    return f"{unit} {counted}"
