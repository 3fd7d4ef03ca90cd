"""A ratio and the percentage told right beside it: "41/44 chỉ tiêu (đạt 93,2%)".

Takes the figures of a report; gives which ratio a percentage states, and whether the two agree.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from reportkit.parsing import Figure, Role, Summary
from reportkit.vietnamese import Amount, Bound
from reportkit.vietnamese.view import View

__all__ = ["agree", "ratio_beside"]

_FARTHEST = 80
# "41/44 chỉ tiêu … (đạt 93,2%)": from the ratio to the percentage, and what follows it.
_RATIO_FIRST = re.compile(
    r"[^;%]*?(?:\(|=|\b(?:đạt|tỷ lệ|tỉ lệ|chiếm|bằng|tương đương|tức))\s*"
    r"(?:(?:tỷ lệ|tỉ lệ|là|đạt|chiếm|bằng)\s*)*"
)
_NOTHING_MORE = re.compile(r"\s*(?:[).,;:!?…\t\n]|$)")
# "93,2% chỉ tiêu (41/44)": from the percentage to the ratio.
_PERCENTAGE_FIRST = re.compile(r"[^;,.(%]{0,40}\(\s*(?:(?:tức|tương đương|bằng)\s*)?")


def ratio_beside(summary: Summary, percentage: Figure) -> Figure | None:
    """Give the ratio of which the percentage is told; None where none stands right beside it.

    Only a neighbour counts: no other figure stands between the two, and the words between them
    say that the one is the other ("đạt", "chiếm", a bracket). In "5/7 xã đạt 100% tiêu chí" the
    percentage is of something else.
    """
    if percentage.quantity.unit != "%" or percentage.role in (Role.CHANGE, Role.TARGET):
        return None
    neighbours = sorted(
        (
            figure
            for figure in summary.figures
            if figure.sentence_start == percentage.sentence_start
        ),
        key=lambda figure: figure.quantity.span,
    )
    place = next(index for index, figure in enumerate(neighbours) if figure is percentage)
    before = neighbours[place - 1] if place else None
    after = neighbours[place + 1] if place + 1 < len(neighbours) else None
    if before and _is_ratio(before):
        between = _words_between(before, percentage)
        rest = _words_after(percentage)
        if between and _RATIO_FIRST.fullmatch(between) and _NOTHING_MORE.match(rest):
            return before
    if after and _is_ratio(after):
        between = _words_between(percentage, after)
        if between and _PERCENTAGE_FIRST.fullmatch(between):
            return after
    return None


def agree(ratio: Amount, percentage: Amount) -> bool:
    """Tell whether a ratio makes the percentage, rounded or cut to the digits stated.

    >>> ratio = Amount.of(41, denominator=44)
    >>> [agree(ratio, Amount.of(stated, unit="%")) for stated in ("93.18", "93.2", "93", "94")]
    [True, True, True, False]
    """
    if not ratio.denominator or ratio.bound is not Bound.EXACT:
        return True
    share = 100 * Fraction(ratio.value) / Fraction(ratio.denominator)
    stated = Fraction(percentage.value)
    if percentage.bound is Bound.EXACT:
        step = _step(percentage.value)
        return stated - step / 2 <= share < stated + step
    if percentage.bound is Bound.OVER:
        return share >= stated
    if percentage.bound in (Bound.UNDER, Bound.NEARLY):
        return share <= stated
    if percentage.bound is Bound.RANGE and percentage.high is not None:
        return stated <= share <= Fraction(percentage.high)
    return True


def _is_ratio(figure: Figure) -> bool:
    return bool(figure.quantity.denominator) and figure.role is not Role.TARGET


def _words_between(first: Figure, second: Figure) -> str | None:
    """The normalised words from one figure to the next; None where they stand too far apart."""
    start = first.quantity.span.end - first.sentence_start
    end = second.quantity.span.start - first.sentence_start
    words = first.sentence[start:end]
    return View.of(words).text.casefold() if len(words) <= _FARTHEST else None


def _words_after(figure: Figure) -> str:
    return figure.sentence[figure.quantity.span.end - figure.sentence_start :]


def _step(value: Decimal) -> Fraction:
    """What one step of the last digit said is worth; of a whole number it is 1."""
    return Fraction(Decimal(1).scaleb(min(0, int(value.as_tuple().exponent))))
