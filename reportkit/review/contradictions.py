"""What does not hold within one report: parts against their whole, a ratio against its percentage.

Takes a summary; gives the figures that contradict each other. Words nothing for the officer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

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
    r"|hộ nghèo|cận nghèo|đoàn viên|chính sách)(?!\w)"
)
# Words that promise all parts; "trong đó" does not.
_ALL_PARTS = re.compile(r"(?<!\w)(?:gồm|bao gồm|cụ thể|chia ra)(?!\w)|\(\s*$")
_SOME_PARTS = re.compile(r"(?<!\w)(?:trong đó|riêng|như|nhất là|tiêu biểu)(?!\w)")
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
    """The fault of one whole, if it has one."""
    amounts = [convert(part.quantity.amount, whole.quantity.unit) for part in parts]
    low, high = whole.quantity.low, whole.quantity.high
    total = add_all(amounts)
    if total is None:
        return
    if high is not None:
        for part, amount in zip(parts, amounts, strict=True):
            if amount.low is not None and amount.low > high:
                yield BrokenWhole(whole, (part,), amount, amount.low - high, certain=True)
                return
    at_least = sum((amount.low or Decimal(0) for amount in amounts), Decimal(0))
    if high is not None and at_least > high:
        if not _several_breakdowns(amounts, whole.quantity.value):
            certain = not _overlap(summary, parts)
            yield BrokenWhole(whole, tuple(parts), total, at_least - high, certain)
    elif (
        low is not None
        and total.high is not None
        and total.high < low
        and len(parts) > 1
        and _all_parts_told(summary, whole, parts[0])
    ):
        yield BrokenWhole(whole, tuple(parts), total, total.high - low, certain=False)


def _several_breakdowns(amounts: Sequence[Amount], whole: Decimal) -> bool:
    """Whether the parts are cut several times, by level and by kind, one cut making the whole.

    What is left beside the cuts that make it, as "1.947 đảng viên (có 638 cấp ủy viên)", must fit
    into the whole.
    """
    rest = [amount.value for amount in amounts]
    found = False
    while (cut := _cut(rest, whole)) is not None:
        rest[cut] = []
        found = True
    return found and sum(rest, Decimal(0)) <= whole


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
    """Whether a part names a class that other parts may share: women, the young."""
    ends = [part.quantity.span.start for part in parts[1:]] + [len(summary.source.text)]
    for part, following in zip(parts, ends, strict=True):
        start = part.quantity.span.start
        ends_at = part.sentence_start + len(part.sentence)
        stop = min(following, part.quantity.span.end + _REACH, ends_at)
        words = summary.source.text[start : max(start, stop)]
        if _OVERLAPPING.search(View.of(f"{words} {part.counted or ''}").text.casefold()):
            return True
    return False


def _all_parts_told(summary: Summary, whole: Figure, first: Figure) -> bool:
    """Whether the words between the whole and its first part promise all parts."""
    words = summary.source.text[whole.quantity.span.end : first.quantity.span.start]
    between = View.of(words).text.casefold()
    return bool(_ALL_PARTS.search(between)) and not _SOME_PARTS.search(between)
