"""Binds figures to indicators: which of a profile's indicators each figure counts for.

Takes a summary and a profile; gives the same summary with ``indicator`` set where one fits. A
figure that fits none keeps None. Never by unit alone: phrase and context decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from attrs import evolve

from reportkit.binding._patterns import compile_pattern
from reportkit.binding._surroundings import SENTENCE_AT_MOST, Surroundings, surroundings
from reportkit.binding.load import bundled_profiles, load_profile
from reportkit.binding.profile import Indicator, Profile
from reportkit.parsing import Confidence, Figure, Role, Summary
from reportkit.parsing.summary import summarise
from reportkit.sources import Source
from reportkit.vietnamese.measures import dimension
from reportkit.vietnamese.quantities import MEASURE_UNITS

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
        best = _best(figure, around, profile.indicators)
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

    The document whose carrying out a report reviews decides; else the profile that binds most
    figures, between two alike the one whose documents are cited, else the general one.
    """
    reports = list(summaries)
    profiles = [load_profile(name) for name in bundled_profiles()]
    reviewed = [report.directive.number for report in reports if report.directive is not None]
    cited = [citation.number for report in reports for citation in report.citations]

    def fit(profile: Profile) -> tuple[int, int, int, bool]:
        figures = sum(
            figure.indicator is not None
            for report in reports
            for figure in bind(report, profile).figures
        )
        return (
            sum(number in profile.directives for number in reviewed),
            figures,
            sum(number in profile.directives for number in cited),
            not profile.directives,
        )

    return max(profiles, key=fit)


# ------------------------------------------------------------------ one figure, one indicator


# A number that only names another time or a plan tells the same as the one before it: "(năm 2022
# là 47 triệu đồng)", "chỉ tiêu giao 45%".
_NEIGHBOURS = 6
_SAME_THING = re.compile(
    r"(?:/\w+)*[\s;,.(:]*(?:(?:(?:cùng\s+)?kỳ|cuối|đầu|năm|quý|tháng|kế\s+hoạch|chỉ\s+tiêu|mục\s+tiêu|thực\s+hiện"
    r"|được|giao|ước|đề\s+ra|là|có|còn|đạt|chỉ|trước|ngoái|đến|và|từ|xuống|lên|\d+)[\s:/,.(]*)+",
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
    other_time = last.role is not figure.role or last.period != figure.period
    bare = figure.counted in (None, figure.quantity.unit, last.counted)
    return last if other_time and bare else None


# A phrase that names an indicator heads what is counted; only these may stand before it.
_HEAD = re.compile(r"(?:(?:tổng|số|lượng|tỷ|tỉ|lệ|lượt|các|những|cả|trong|đó)\W+)*", re.IGNORECASE)


def _best(figure: Figure, around: Surroundings, indicators: Iterable[Indicator]) -> list[str]:
    """The indicator that fits best, and those that fit as well; empty where none fits."""
    scores = [
        (score, indicator.id)
        for indicator in indicators
        if (score := _score(figure, around, indicator)) is not None
    ]
    scores.sort(key=lambda entry: entry[0], reverse=True)
    return [id for score, id in scores if score[0] == scores[0][0][0]]


# A percentage of the plan or of another year is no rate of what is counted.
_OF_PLAN = re.compile(
    r"^(?:kế\s+hoạch|chỉ\s+tiêu)(?!\w)|(?<!\w)so\s+(?:với|sánh)(?!\w)", re.IGNORECASE
)
_AT_HEAD = 10
_SAYS_LITTLE = 4
# "Tỷ lệ hộ nghèo giảm từ 46,2% đầu nhiệm kỳ": what the share is of stands before it.
_TIME = re.compile(r"(?:đầu|cuối|năm|giai đoạn|nhiệm kỳ)(?!\w)", re.IGNORECASE)
# How well an indicator fits, how near its context stands (0 is nearest), how much it says.
_Score = tuple[int, int, int]


def _score(figure: Figure, around: Surroundings, indicator: Indicator) -> _Score | None:
    """How well an indicator fits; None where it does not."""
    unit = figure.quantity.unit
    measured = indicator.unit in MEASURE_UNITS
    if dimension(unit) != dimension(indicator.unit) if measured else unit in MEASURE_UNITS:
        return None
    if indicator.units and unit not in indicator.units:
        return None
    if indicator.role is not None and figure.role is not indicator.role:
        return None
    if figure.role is Role.CHANGE and indicator.role is None:
        return None
    if unit == "%" and _OF_PLAN.search(around.counted):
        return None
    anywhere = unit == "%" and (figure.counted is None or bool(_TIME.match(around.counted)))
    told = around.lead if anywhere else around.counted
    near, phrase = indicator.near, _phrase_score(told, indicator.phrases, anywhere)
    if phrase is None:
        near, phrase = True, _phrase_score(told, indicator.near_phrases, anywhere)
        phrase = None if phrase is None else min(phrase, _SAYS_LITTLE)
    if phrase is None:
        if indicator.phrases:
            return None
        near, phrase = indicator.near, 0
    context = _context_score(around, indicator, near)
    if context is None:
        return None
    ruling = around.own if context == _COUNTED else around.ruling
    for pattern in map(compile_pattern, indicator.exclude):
        if pattern.search(around.counted) or pattern.search(ruling):
            return None
    fit = phrase + context + (3 if indicator.role is not None else 0) + int(near)
    return fit, *_closeness(around, indicator.context)


# A verb stands before what it governs: words behind a number are less near.
_BEHIND = 3


def _closeness(around: Surroundings, context: Iterable[str]) -> tuple[int, int]:
    """How near the nearest context word stands to the number, as a negative number; its length."""
    patterns = [compile_pattern(pattern) for pattern in context]
    if not patterns:
        return 0, 0
    for words, behind, farther in (
        (around.governed, 1, 0),
        (around.sentence, _BEHIND, SENTENCE_AT_MOST),
    ):
        number = words.index("#")
        near = [
            (-_distance(found, number, behind) - farther, len(found[0]))
            for pattern in patterns
            for found in pattern.finditer(words)
        ]
        if near:
            return max(near)
    return -2 * _BEHIND * SENTENCE_AT_MOST, 0


def _distance(found: re.Match[str], number: int, behind: int) -> int:
    """How far a match is from the place of the number; one that holds it stands right beside."""
    if found.end() <= number:
        return number - found.end()
    return behind * (found.start() - number) if found.start() > number else 1


@lru_cache(maxsize=1 << 16)
def _phrase_score(counted: str, phrases: tuple[str, ...], anywhere: bool) -> int | None:
    """Longer is better, and at the head of what is counted better still; None for no match.

    A phrase heads what is counted, unless it may stand ``anywhere`` in the words given. Many
    reports of one campaign count the same things in the same words: remembered.
    """
    best: int | None = None
    for pattern in map(compile_pattern, phrases):
        found = pattern.search(counted)
        if found and (anywhere or _HEAD.fullmatch(counted, 0, found.start())):
            at_head = found.start() == 0 and not anywhere
            score = 2 * len(found[0].split()) + (_AT_HEAD if at_head else 0)
            best = score if best is None else max(best, score)
    return best


_COUNTED = 6


def _context_score(around: Surroundings, indicator: Indicator, near: bool) -> int | None:
    """The nearer the context stands, the better; None where it must stand and does not."""
    if not indicator.context:
        return 0
    patterns = [compile_pattern(pattern) for pattern in indicator.context]
    places = [(_COUNTED, around.counted), (5, around.own), (4, around.governed), (3, around.beside)]
    if not near:
        places += [(1, around.sentence), (0, around.paragraph)]
    for score, words in places:
        if any(pattern.search(words) for pattern in patterns):
            return score
    return None
