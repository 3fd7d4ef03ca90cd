"""Binds figures to indicators: which of a profile's indicators each figure counts for.

Takes a summary and a profile; gives the same summary with ``indicator`` set where one fits. A
figure that fits none keeps None. Never by unit alone: phrase and context decide.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path

from attrs import evolve

from reportkit.binding._fit import best_fitting
from reportkit.binding._surroundings import Surroundings, surroundings
from reportkit.binding.load import bundled_profiles, load_profile
from reportkit.binding.profile import Profile
from reportkit.parsing import Confidence, Figure, Role, Summary
from reportkit.parsing.summary import summarise
from reportkit.sources import Source

__all__ = ["best_profile", "bind", "parse"]


def parse(text: str, profile: str | Path | Profile | None = None) -> Summary:
    """Give what a text says.

    Parameters
    ----------
    text:
        The text of a report, or a sentence of one.
    profile:
        With a profile its figures are bound to the indicators; without one they stay unbound.

    Examples
    --------
    >>> figure = parse("Toàn tỉnh có trên 579 mô hình.", profile="chi-thi-05").figures[0]
    >>> figure.indicator, figure.quantity.value, figure.quantity.bound.value
    ('models', Decimal('579'), 'over')
    """
    summary = summarise(Source(name="", text=text))
    return summary if profile is None else bind(summary, load_profile(profile))


def bind(summary: Summary, profile: Profile) -> Summary:
    """Give ``summary`` with each figure bound to the indicator that it counts for, if one fits."""
    bound: list[Figure] = []
    leads: list[str] = []
    for index, figure in enumerate(summary.figures):
        around = surroundings(summary, index, leads)
        leads.append(around.lead)
        best = best_fitting(figure, around, profile)
        indicator, confidence = None, figure.confidence
        others: list[str] = []
        twin = _twin(around, figure, bound)
        if twin is not None:
            indicator = twin.indicator
        elif best:
            indicator, *others = best
            confidence = Confidence.LOW if others else confidence
        elif figure.part_of is not None and figure.part_of < index:
            indicator = bound[figure.part_of].indicator
        bound.append(
            evolve(figure, indicator=indicator, confidence=confidence, other_indicators=others)
        )
    return evolve(summary, figures=bound)


def best_profile(summaries: Iterable[Summary]) -> Profile:
    """Give the bundled profile that fits the summaries best, by their own words.

    The document whose carrying out a report reviews decides; else the figures that the profile
    binds: one that few profiles count tells more than one that all do, and a campaign must be
    told clearly against the general profile. Between two alike the documents cited decide.
    """
    reports = list(summaries)
    profiles = [load_profile(name) for name in bundled_profiles()]
    reviewed = [report.directive.number for report in reports if report.directive is not None]
    cited = [citation.number for report in reports for citation in report.citations]
    shared = Counter(indicator.id for profile in profiles for indicator in profile.indicators)

    def fit(profile: Profile) -> tuple[int, Fraction, int, bool]:
        told = sum(
            (
                Fraction(1, shared[figure.indicator])
                for report in reports
                for figure in bind(report, profile).figures
                if figure.indicator is not None
            ),
            Fraction(0),
        )
        return (
            sum(number in profile.directives for number in reviewed),
            told if profile.directives else told * _CLEARLY,
            sum(number in profile.directives for number in cited),
            not profile.directives,
        )

    return max(profiles, key=fit)


# How much more of its own a campaign's profile must find than the general one.
_CLEARLY = Fraction(23, 20)


# ------------------------------------------------------------------ one figure, one indicator


# A number that only names another time or a plan tells the same as the one before it: "(năm 2022
# là 47 triệu đồng)", "chỉ tiêu giao 45%".
_NEIGHBOURS = 6
_SAME_THING = re.compile(
    r"(?:/\w+)*[\s;,.(:]*(?:(?:(?:cùng\s+)?kỳ|cuối|đầu|năm|quý|tháng|kế\s+hoạch|chỉ\s+tiêu|mục\s+tiêu|thực\s+hiện"
    r"|được|giao|ước|đề\s+ra|là|có|còn|đạt|chỉ|trước|ngoái|đến|và|từ|xuống|lên|dự\s+kiến|trong\s+khi|vỏn\s+vẹn|so\s+với|điểm"
    r"|phần\s+trăm|%|\d+)[\s:/,.(]*)+",
    re.IGNORECASE,
)


def _twin(around: Surroundings, figure: Figure, bound: Sequence[Figure]) -> Figure | None:
    """The bound figure that tells the same thing of another time, or of the plan."""
    if not _SAME_THING.fullmatch(around.left):
        return None
    unit = (figure.quantity.unit or "").lower()
    alike = [last for last in bound[-_NEIGHBOURS:] if (last.quantity.unit or "").lower() == unit]
    if not alike or alike[-1].indicator is None:
        return None
    last = alike[-1]
    if last.role is Role.CHANGE and figure.role is not Role.TARGET:
        return None  # "giảm 1,8%, còn 4,2%": a change and a level are two things
    other_time = last.role is not figure.role or last.period != figure.period
    bare = figure.counted in (None, figure.quantity.unit, last.counted)
    return last if other_time and bare else None
