"""What became of a number since the last review, or since the year before, as a template prints it.

Takes totals and changes of reviews; gives phrases ("tăng 10 mô hình (25%)"). No sentence: those
stand in the templates.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from attrs import evolve, frozen

from reportkit.documents.traced import Trace, TracedText, source_lines
from reportkit.review import Change, Total
from reportkit.review.comparison import change
from reportkit.vietnamese import Amount, Bound, format_amount, format_percent

__all__ = ["ChangePhrase", "YearPhrase", "change_phrase", "coverage_of", "year_phrases"]


@frozen
class ChangePhrase:
    """What became of a number; false where no difference can be told.

    Attributes
    ----------
    name, measure, unit:
        Of the indicator; ``unit`` is empty for a total.
    difference, percent:
        Now less before, and in percent of before to one decimal; None where they cannot be told.
    roughly:
        Whether one of the two numbers is no exact one: the difference is none either.
    before, now:
        The two numbers with their unit of measure, "–" where nobody told one.
    before_coverage, coverage:
        For how many of how many units each speaks; empty for one unit.
    corrected:
        Whether a person corrected a figure of either.
    sources, trace:
        The sentences of both, and how Word tells them where the change is printed.
    """

    name: str
    measure: str = ""
    unit: str = ""
    difference: Decimal | None = None
    percent: Decimal | None = None
    roughly: bool = False
    before: str = ""
    now: str = ""
    before_value: Decimal | None = None
    now_value: Decimal | None = None
    before_coverage: str = ""
    coverage: str = ""
    corrected: bool = False
    sources: tuple[str, ...] = ()
    trace: Trace | None = None

    def __bool__(self) -> bool:
        return self.difference is not None

    def __html__(self) -> str:
        return TracedText(str(self), self.sources, self.trace).__html__()

    @property
    def without_note(self) -> str:
        """What a text box shows, where Word holds no note."""
        return str(self)

    def __str__(self) -> str:
        """How it changed: "tăng 10 mô hình (25%)", "không thay đổi"."""
        if not self.difference:
            return self.direction
        words = [self.direction, self.amount, f"({self.share})" if self.share else ""]
        return " ".join(filter(None, words))

    @property
    def direction(self) -> str:
        """The verb: "tăng", "giảm", "không thay đổi"; empty where nothing can be told."""
        if self.difference is None:
            return ""
        if not self.difference:
            return "không thay đổi"
        return "tăng" if self.difference > 0 else "giảm"

    @property
    def amount(self) -> str:
        """By how much, whatever the direction: "10 mô hình", "5 điểm %"."""
        if self.difference is None:
            return ""
        measure = "điểm %" if self.measure == "%" else self.measure
        bound = Bound.ABOUT if self.roughly else Bound.EXACT
        words = format_amount(Amount.of(abs(self.difference), unit=measure or None, bound=bound))
        return TracedText(words, self.sources, self.trace)

    @property
    def same_coverage(self) -> bool:
        """Whether both speak for as many of as many units."""
        return self.before_coverage == self.coverage

    @property
    def share(self) -> str:
        """By how much in percent of before, whatever the direction: "25%"; empty for rates."""
        if self.percent is None:
            return ""
        short = abs(self.percent).normalize()
        whole = short.to_integral_value()
        words = format_percent(whole if short == whole else short)
        return TracedText(words, self.sources, self.trace)


@frozen
class YearPhrase:
    """What the units tell of one year; ``change`` is since the year told before it, if it can be.

    A change is told only where the same units tell both years.
    """

    year: str
    total: str
    coverage: str
    change: ChangePhrase | None = None
    since: str = ""


def change_phrase(
    told: Change,
    name: str,
    *,
    unit: str = "",
    before: Total | None = None,
    now: Total | None = None,
    earlier: str = "",
    trace: Trace | None = None,
) -> ChangePhrase:
    """Give the phrase of a change; ``before`` and ``now`` are the totals it lies between.

    ``earlier`` stands before the sources of the number before: "Kỳ trước: ".
    """
    measure = told.indicator.unit or ""
    bounds = {one.bound for one in (told.before, told.now) if one is not None}
    of_before = tuple(f"{earlier}{line}" for line in source_lines(before.figures if before else ()))
    of_now = source_lines(now.figures if now else ())
    return ChangePhrase(
        name=name,
        measure=measure,
        unit=unit,
        difference=told.difference,
        percent=told.percent,
        roughly=bounds != {Bound.EXACT},
        before=TracedText(_words(told.before, measure), of_before, trace),
        now=TracedText(_words(told.now, measure), of_now, trace),
        before_value=told.before.value if told.before else None,
        now_value=told.now.value if told.now else None,
        before_coverage=coverage_of(before) if before else "",
        coverage=coverage_of(now) if now else "",
        corrected=told.corrected and trace is not Trace.NONE,
        sources=tuple(dict.fromkeys((*of_before, *of_now))),
        trace=trace,
    )


def year_phrases(
    years: Mapping[str, Total], name: str, trace: Trace | None = None
) -> tuple[YearPhrase, ...]:
    """Give what is told of each year, from the first on; years without a number are left out."""
    phrases: list[YearPhrase] = []
    last: tuple[str, Total] | None = None
    for year, total in years.items():
        if total.amount is None:
            continue
        words = _words(total.amount, total.indicator.unit or "")
        mark = " (có số đã sửa)" if total.is_corrected and trace is not Trace.NONE else ""
        traced = TracedText(f"{words}{mark}", source_lines(total.figures), trace)
        phrase = YearPhrase(year, traced, coverage_of(total))
        if last is not None and last[1].reported == total.reported:
            told = change(total.indicator, None, last[1].amount, total.amount)
            between = change_phrase(told, name, before=last[1], now=total, trace=trace)
            phrase = evolve(phrase, change=between, since=last[0])
        phrases.append(phrase)
        last = year, total
    return tuple(phrases)


def coverage_of(total: Total) -> str:
    """For how many of how many units a total speaks: "3/5"."""
    return f"{len(total.reported)}/{total.expected}"


def _words(amount: Amount | None, measure: str) -> str:
    if amount is None:
        return format_amount(None)
    return format_amount(evolve(amount, unit=measure or amount.unit), padded=True)
