"""What a figure is told as, by the words around it: of another figure, of one kind, an average.

Takes the figures of a report; gives whether one lies within another without "trong đó" (what is
left, what was dealt with), denies one kind only, is an average or a rough fraction, or shares
another's time. Words nothing for the officer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportkit.parsing import Figure, Role, Summary
from reportkit.review.algebra import convert, dimension
from reportkit.review.units import name_key
from reportkit.vietnamese import Bound
from reportkit.vietnamese.view import View

__all__ = ["denies_a_kind", "is_average", "is_fraction", "is_told_of", "role_of"]

_PROVING = 10
"""Smaller numbers make each other by chance: 3 is 1 and 2."""
# "tiếp thu 2.400 ý kiến, giải quyết ngay 2.100 ý kiến"
_DEALT_WITH = re.compile(
    r",\s*(?:và\s+)?(?:đã\s+)?(?:giải quyết|trả lời|xử lý|làm rõ)(?:\s+(?:ngay|được|xong))*\s*"
)
# "5/7 xã đạt chuẩn, trong đó 2/7 xã nâng cao"
_OF_WHICH = re.compile(r"(?<!\w)trong (?:đó|số đó|số này)(?!\w)")
# "33 chỉ tiêu đều hoàn thành, có 25 chỉ tiêu vượt kế hoạch"
_SOME_OF = re.compile(r".*,\s*(?:đã\s+)?có\s*", re.DOTALL)
_DID_MORE = re.compile(
    r"\s*(?:hoàn thành\s+)?(?:vượt|đạt và vượt|được công nhận|được nhân rộng)(?!\w)"
)
# In the figure's own clause; "hộ có mức sống trung bình" is no average.
_AVERAGE = re.compile(
    r"(?<!\w)(?:bình quân|trung bình (?:mỗi|hằng|hàng|một|là|đạt|có))(?!\w)[^,;:()\t\n]*$"
)
_MAYBE_AVERAGE = re.compile(r"b\S{1,3}nh\s+qu|trung\s+b", re.IGNORECASE)
_FAR_BEFORE = 80
_FRACTIONS = 5
_OF_OTHER_TIME = frozenset({Role.EARLIER, Role.TARGET})
_SHARE_OF = re.compile(r"[^,;.:()\d]{0,40}(?:\(|, )\s*(?:chiếm |bằng |tỷ lệ |tỉ lệ |là |= ?)*")


def is_average(figure: Figure) -> bool:
    """Tell whether a figure is told as an average: "bình quân mỗi năm tổ chức 12 hội nghị"."""
    start = figure.quantity.span.start - figure.sentence_start
    before = figure.sentence[max(0, start - _FAR_BEFORE) : start]
    if not _MAYBE_AVERAGE.search(before):
        return False
    return bool(_AVERAGE.search(View.of(before).text.casefold()))


def is_fraction(figure: Figure) -> bool:
    """Tell whether a figure is a rough part of a whole, no count: "trên 2/3 đảng viên"."""
    whole = figure.quantity.denominator
    return whole is not None and whole <= _FRACTIONS and figure.quantity.bound is not Bound.EXACT


def role_of(figure: Figure, before: Figure | None) -> Role:
    """Give the role of a figure; a share has that of the number ``before`` it that it is told of.

    "Đầu năm có 120 hộ (10,2%)": the share is of the beginning of the year as well.
    """
    if figure.role is not Role.SHARE or before is None or before.role not in _OF_OTHER_TIME:
        return figure.role
    if before.sentence_start != figure.sentence_start:
        return figure.role
    begin, end = before.quantity.span.end, figure.quantity.span.start
    words = figure.sentence[begin - figure.sentence_start : end - figure.sentence_start]
    return before.role if _SHARE_OF.fullmatch(View.of(words).text.casefold()) else figure.role


def denies_a_kind(figure: Figure) -> bool:
    """Tell whether a figure is a zero told in words of one kind only: "không có mô hình mới nào".

    Of all models it says nothing, where the report tells their number.
    """
    if figure.quantity.value or not figure.counted or not figure.quantity.unit:
        return False
    if any(letter.isdigit() for letter in figure.quote):
        return False
    return name_key(figure.counted).startswith(f"{name_key(figure.quantity.unit)} ")


def is_told_of(figure: Figure, whole: Figure, summary: Summary) -> bool:
    """Tell whether ``figure`` is told of ``whole``, which stands before it and is larger.

    Either figures of one paragraph prove it, as 1.180 resolved and 70 left of 1.250 petitions; or
    the words between the two in one sentence say so.
    """
    if figure.quantity.span.start < whole.quantity.span.end:
        return False
    if dimension(figure.quantity.unit) != dimension(whole.quantity.unit):
        return False
    if convert(figure.quantity.amount, whole.quantity.unit).value >= whole.quantity.value:
        return False
    return _words_say_so(figure, whole) or _numbers_prove_it(figure, whole, summary)


def _words_say_so(figure: Figure, whole: Figure) -> bool:
    if figure.sentence_start != whole.sentence_start or not _counts_the_same(figure, whole):
        return False
    first, second = whole.quantity.span, figure.quantity.span
    begin = figure.sentence_start
    between = View.of(figure.sentence[first.end - begin : second.start - begin]).text.casefold()
    behind = View.of(figure.sentence[second.end - begin :]).text.casefold()
    if _DEALT_WITH.fullmatch(between):
        return True
    if figure.quantity.denominator and figure.quantity.denominator == whole.quantity.denominator:
        return bool(_OF_WHICH.search(between))
    return bool(_SOME_OF.fullmatch(between) and ";" not in between and _DID_MORE.match(behind))


def _numbers_prove_it(figure: Figure, whole: Figure, summary: Summary) -> bool:
    """Whether a run of figures behind the whole, this one among them, makes it exactly."""
    if whole.quantity.value < _PROVING or whole.quantity.bound is not Bound.EXACT:
        return False
    if not _in_one_paragraph(whole, figure, summary):
        return False
    behind = [other for other in summary.figures if _may_make(other, whole, summary)]
    place = next((index for index, other in enumerate(behind) if other is figure), None)
    return place is not None and any(
        sum(convert(other.quantity.amount, whole.quantity.unit).value for other in run)
        == whole.quantity.value
        for run in _runs_with(behind, place)
    )


def _may_make(figure: Figure, whole: Figure, summary: Summary) -> bool:
    return (
        figure.quantity.span.start >= whole.quantity.span.end
        and _in_one_paragraph(whole, figure, summary)
        and (figure.part_of is None or summary.figures[figure.part_of] is whole)
        and figure.role is Role.RESULT
        and figure.quantity.bound is Bound.EXACT
        and dimension(figure.quantity.unit) == dimension(whole.quantity.unit)
        and _counts_the_same(figure, whole)
    )


def _in_one_paragraph(first: Figure, second: Figure, summary: Summary) -> bool:
    return "\n" not in summary.source.text[first.quantity.span.end : second.quantity.span.start]


def _runs_with(figures: Sequence[Figure], place: int) -> Iterator[Sequence[Figure]]:
    """The runs of at least two figures that hold the one at this place."""
    for start in range(place + 1):
        for stop in range(place + 1, len(figures) + 1):
            if stop - start > 1:
                yield figures[start:stop]


def _counts_the_same(first: Figure, second: Figure) -> bool:
    """Whether both measure, or count the same noun as far as they tell one: "đơn thư", "đơn"."""
    if dimension(first.quantity.unit) is not None:
        return True
    nouns = {name_key(one.counted).split(" ")[0] for one in (first, second) if one.counted}
    return len(nouns) < 2
