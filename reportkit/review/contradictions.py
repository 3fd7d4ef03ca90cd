"""What does not hold within one report: parts against their whole, a ratio against its percentage.

Takes a summary; gives the figures that contradict each other. Words nothing for the officer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from attrs import frozen

from reportkit.parsing import Figure, Role, Summary, Verdict
from reportkit.review.algebra import add_all, convert, dimension
from reportkit.review.ratios import agree, ratio_beside
from reportkit.vietnamese import Amount, Bound
from reportkit.vietnamese.view import View

__all__ = ["BrokenWhole", "broken_percentages", "broken_wholes"]

# Classes that overlap: of 500 members 300 may be women and 280 under forty.
_OVERLAPPING = re.compile(
    r"(?<!\w)(?:nữ|dân tộc|dtts|tôn giáo|trẻ|tuổi|trình độ|đại học|cao đẳng|trung cấp|nghỉ hưu"
    r"|hộ nghèo|cận nghèo|đoàn viên|chính sách|mới|tiêu biểu|xuất sắc)(?!\w)"
)
# Words that promise all parts; "trong đó" does not.
_ALL_PARTS = re.compile(r"(?<!\w)(?:gồm|bao gồm|cụ thể|chia ra)(?!\w)|\(\s*$")
_SOME_PARTS = re.compile(r"(?<!\w)(?:trong đó|riêng|như|nhất là|tiêu biểu)(?!\w)")
# Between two parts: what follows is another way to part the same whole.
_ANOTHER_BREAKDOWN = re.compile(
    r"(?<!\w)(?:trong (?:đó|số)|(?:chia|phân|tính)(?: ra)? theo|phân loại|cơ cấu|theo \w+ \w+ ?:)"
    r"(?!\w)"
)
_REACH = 60


@frozen
class BrokenWhole:
    """A whole that its parts do not make.

    Attributes
    ----------
    whole, parts:
        The figures.
    total:
        The sum of the parts; of one part that is larger than its whole, that part.
    difference:
        By how much the total is above the whole; negative where it is below.
    certain:
        False where there may be a good reason: parts that overlap, parts not all told.
    """

    whole: Figure
    parts: tuple[Figure, ...]
    total: Amount
    difference: Decimal
    certain: bool


def broken_wholes(summary: Summary) -> Iterator[BrokenWhole]:
    """Give the wholes of a report whose parts make more, or, where all parts are told, less.

    Only known ends are compared: "trên 142.590, trong đó 46.123" cannot be wrong.
    """
    parts: dict[int, list[Figure]] = {}
    for figure in summary.figures:
        if figure.part_of is not None and figure.verdict is not Verdict.DROPPED:
            parts.setdefault(figure.part_of, []).append(figure)
    for index, told in parts.items():
        whole = summary.figures[index]
        if whole.verdict is Verdict.DROPPED:
            continue
        comparable = [part for part in told if _comparable(part, whole)]
        if comparable:
            yield from _compare(summary, whole, comparable)


def broken_percentages(summary: Summary) -> Iterator[tuple[Figure, Figure]]:
    """Give each ratio with the percentage right beside it that it does not make."""
    for figure in summary.figures:
        if figure.verdict is Verdict.DROPPED:
            continue
        ratio = ratio_beside(summary, figure)
        if ratio is not None and not agree(ratio.quantity, figure.quantity):
            yield ratio, figure


def _comparable(part: Figure, whole: Figure) -> bool:
    return (
        part.role is whole.role
        and part.role is not Role.CHANGE
        and part.scope.kind is whole.scope.kind
        and part.quantity.bound is not Bound.ORDER
        and dimension(part.quantity.unit) == dimension(whole.quantity.unit)
        and dimension(part.quantity.unit) not in ("%", "điểm %")
    )


def _compare(summary: Summary, whole: Figure, parts: Sequence[Figure]) -> Iterator[BrokenWhole]:
    """The faults of one whole, if it has any."""
    high = whole.quantity.high
    for part in parts:
        amount = _in_measure_of(whole, part)
        if high is not None and amount.low is not None and amount.low > high:
            yield BrokenWhole(whole, (part,), amount, amount.low - high, certain=True)
            return
    for words, breakdown in _breakdowns(summary, whole, parts):
        yield from _compare_sum(summary, whole, breakdown, words)


def _compare_sum(
    summary: Summary, whole: Figure, parts: Sequence[Figure], words: str
) -> Iterator[BrokenWhole]:
    """The fault of one breakdown; ``words`` stand before its first part."""
    amounts = [_in_measure_of(whole, part) for part in parts]
    total = add_all(amounts)
    if total is None:
        return
    low, high = whole.quantity.low, whole.quantity.high
    if high is not None and _at_least(amounts) > high:
        # What is left beside the cuts that make the whole, as "1.947 đảng viên (có 638 cấp ủy
        # viên)", must fit into it.
        rest = _without_cuts(parts, amounts, whole.quantity.value)
        left = [_in_measure_of(whole, part) for part in rest]
        total = add_all(left)
        if total is not None and _at_least(left) > high:
            certain = not _overlap(summary, rest) and not _may_be_several(summary, whole, rest)
            yield BrokenWhole(whole, tuple(rest), total, _at_least(left) - high, certain)
    elif low is not None and total.high is not None and total.high < low and len(parts) > 1:
        all_promised = _ALL_PARTS.search(words) and not _SOME_PARTS.search(words)
        if all_promised:
            yield BrokenWhole(whole, tuple(parts), total, total.high - low, certain=False)


def _in_measure_of(whole: Figure, part: Figure) -> Amount:
    return convert(part.quantity.amount, whole.quantity.unit)


def _at_least(amounts: Sequence[Amount]) -> Decimal:
    return sum((amount.low or Decimal(0) for amount in amounts), Decimal(0))


def _breakdowns(
    summary: Summary, whole: Figure, parts: Sequence[Figure]
) -> list[tuple[str, list[Figure]]]:
    """The parts behind each word that begins a breakdown, with the words before the first."""
    breakdowns: list[tuple[str, list[Figure]]] = []
    before = whole
    for part in parts:
        words = _words_between(summary, before, part)
        if not breakdowns or _ANOTHER_BREAKDOWN.search(words):
            breakdowns.append((words, []))
        breakdowns[-1][1].append(part)
        before = part
    return breakdowns


def _may_be_several(summary: Summary, whole: Figure, parts: Sequence[Figure]) -> bool:
    """Whether semicolons between commas part breakdowns, each of which fits into the whole."""
    groups = [[parts[0]]]
    for before, part in pairwise(parts):
        if ";" in _words_between(summary, before, part):
            groups.append([])
        groups[-1].append(part)
    sums = [_at_least([_in_measure_of(whole, part) for part in group]) for group in groups]
    high = whole.quantity.high
    return 1 < len(groups) < len(parts) and high is not None and max(sums) <= high


def _without_cuts(
    parts: Sequence[Figure], amounts: Sequence[Amount], whole: Decimal
) -> list[Figure]:
    """The parts beside the runs that make the whole: it may be cut by level and by kind."""
    rest = list(zip(parts, [amount.value for amount in amounts], strict=True))
    while (cut := _cut([value for _, value in rest], whole)) is not None:
        rest[cut] = []
    return [part for part, _ in rest]


def _cut(numbers: Sequence[Decimal], whole: Decimal) -> slice | None:
    """The first run of at least two numbers that makes the whole."""
    for start in range(len(numbers)):
        running = Decimal(0)
        for end in range(start, len(numbers)):
            running += numbers[end]
            if running == whole and end > start:
                return slice(start, end + 1)
            if running > whole:
                break
    return None


def _overlap(summary: Summary, parts: Sequence[Figure]) -> bool:
    """Whether a part names a class that other parts may share, as women or the young.

    A class that every part names ("150 nữ cấp xã, 185 nữ cấp huyện") parts nothing.
    """
    ends = [part.quantity.span.start for part in parts[1:]] + [len(summary.source.text)]
    classes: list[frozenset[str]] = []
    for part, following in zip(parts, ends, strict=True):
        start = part.quantity.span.start
        ends_at = part.sentence_start + len(part.sentence)
        stop = min(following, part.quantity.span.end + _REACH, ends_at)
        words = summary.source.text[start : max(start, stop)]
        said = View.of(f"{words} {part.counted or ''}").text.casefold()
        classes.append(frozenset(_OVERLAPPING.findall(said)))
    return bool(frozenset.union(*classes) - frozenset.intersection(*classes))


def _words_between(summary: Summary, first: Figure, second: Figure) -> str:
    words = summary.source.text[first.quantity.span.end : second.quantity.span.start]
    return View.of(words).text.casefold()
