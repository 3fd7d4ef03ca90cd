"""Binds figures to indicators: which of a profile's indicators each figure counts for.

Takes a summary and a profile; gives the same summary with ``indicator`` set where one fits. A
figure that fits none keeps None. Never by unit alone: phrase and context decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from attrs import evolve, frozen

from reportkit.binding._patterns import compile_pattern
from reportkit.binding.load import bundled_profiles, load_profile
from reportkit.binding.profile import Indicator, Profile
from reportkit.parsing import Confidence, Figure, Role, Summary
from reportkit.parsing.summary import summarise
from reportkit.sources import Source
from reportkit.vietnamese.quantities import MEASURE_UNITS
from reportkit.vietnamese.view import View

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
    for index, figure in enumerate(summary.figures):
        surroundings = _surroundings(summary, index)
        best = _best(figure, surroundings, profile.indicators)
        indicator, confidence = None, figure.confidence
        twin = _twin(surroundings, figure, bound)
        if twin is not None:
            indicator = twin.indicator
        elif best is not None:
            indicator, unsure = best
            confidence = Confidence.LOW if unsure else confidence
        elif figure.part_of is not None and figure.part_of < index:
            indicator = bound[figure.part_of].indicator
        bound.append(evolve(figure, indicator=indicator, confidence=confidence))
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


# How far the words beside a number reach, in characters.
_BESIDE = 90
# How much of its sentence is read, to each side.
_SENTENCE = 600
_GOES_ON = re.compile(r",|\svà\s")
# The words behind the number before, which speak of that one.
_BEHIND_THE_LAST = re.compile(r"^[^,;]*?(?:[,;]|\svà\s)")
# "6.009 xã (tỷ lệ 73,06%) đạt chuẩn": the words behind the bracket still speak of the communes.
_BRACKET_BEHIND = re.compile(r"\s*\([^()\n]{1,60}\)")
_SHARE_OF_THE_LAST = re.compile(r"[^\d,;:()]{0,40}[(,]\s*(?:đạt|chiếm|bằng)", re.IGNORECASE)
# A phrase that names an indicator heads what is counted; only these may stand before it.
_HEAD = re.compile(r"(?:(?:tổng|số|lượng|tỷ|tỉ|lệ|lượt|các|những|cả|trong|đó)\W+)*", re.IGNORECASE)


@frozen
class _Surroundings:
    """The words around a figure, normalised.

    ``beside`` are those next to the number, ``own`` those of them that can speak of nothing else
    (behind the last comma of the number before, up to the next comma or "và" behind it), ``left``
    of these the ones before it, ``sentence`` the whole sentence, ``paragraph`` what stands before
    it in the same paragraph.
    """

    counted: str
    left: str
    own: str
    beside: str
    sentence: str
    paragraph: str


def _surroundings(summary: Summary, index: int) -> _Surroundings:
    figure = summary.figures[index]
    text = summary.source.text
    begin, end = figure.sentence_start, figure.sentence_start + len(figure.sentence)
    start, stop = figure.quantity.span.start, figure.quantity.span.end
    before = _end_before(summary.figures, index, begin)
    bracket = _BRACKET_BEHIND.match(text, stop, end)
    behind = stop if bracket is None else bracket.end()
    following = [each.quantity.span.start for each in summary.figures[index + 1 : index + 4]]
    after = next((place for place in following if behind <= place < end), end)
    left = _last(text[before:start])
    right = View.of(text[stop:after][:_BESIDE]).text.partition(";")[0]
    own = left
    if before > begin:
        own = _BEHIND_THE_LAST.sub("", left, count=1)
        if figure.role is Role.SHARE and _SHARE_OF_THE_LAST.match(left):
            first = summary.figures[index - 1].quantity.span.start
            left = own = (
                f"{_last(text[_end_before(summary.figures, index - 1, begin) : first])} {left}"
            )
    return _Surroundings(
        counted=View.of(_counted(figure)).text,
        left=own,
        own=f"{own} # {_GOES_ON.split(right, 1)[0]}",
        beside=f"{left} # {right}",
        sentence=View.of(text[max(begin, start - _SENTENCE) : min(end, stop + _SENTENCE)]).text,
        paragraph=View.of(_before_in_paragraph(text, begin)).text,
    )


def _end_before(figures: Sequence[Figure], index: int, begin: int) -> int:
    """Where the figure before this one ends, in the sentence that begins at ``begin``."""
    if index and figures[index - 1].quantity.span.end <= figures[index].quantity.span.start:
        return max(begin, figures[index - 1].quantity.span.end)
    return begin


def _last(words: str) -> str:
    """The words right before a number, up to the semicolon before them."""
    return View.of(words[-_BESIDE:]).text.rpartition(";")[2]


# A number that only names another time or a plan tells the same as the one before it: "(năm 2022
# là 47 triệu đồng)", "chỉ tiêu giao 45%".
_NEIGHBOURS = 6
_SAME_THING = re.compile(
    r"(?:/\w+)*[\s;,.(:]*(?:(?:(?:cùng\s+)?kỳ|cuối|đầu|năm|quý|tháng|kế\s+hoạch|chỉ\s+tiêu|mục\s+tiêu|thực\s+hiện"
    r"|được|giao|ước|đề\s+ra|là|có|còn|đạt|chỉ|trước|ngoái|đến|và|từ|xuống|lên|\d+)[\s:/,.(]*)+",
    re.IGNORECASE,
)


def _twin(around: _Surroundings, figure: Figure, bound: Sequence[Figure]) -> Figure | None:
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


# How far back the paragraph is read for what its next sentence speaks of, in characters.
_PARAGRAPH = 300
_PARAGRAPH_END = re.compile(r"[.!?…:;\t][ \t]*\r?\n|\n\s*\n")


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


def _best(
    figure: Figure, around: _Surroundings, indicators: Iterable[Indicator]
) -> tuple[str, bool] | None:
    """The indicator that fits best, and whether another fits as well."""
    scores = [
        (score, indicator.id)
        for indicator in indicators
        if (score := _score(figure, around, indicator)) is not None
    ]
    if not scores:
        return None
    scores.sort(key=lambda entry: entry[0], reverse=True)
    unsure = len(scores) > 1 and scores[0][0][:1] == scores[1][0][:1]
    return scores[0][1], unsure


# A percentage of the plan or of another year is no rate of what is counted.
_OF_PLAN = re.compile(
    r"^(?:kế\s+hoạch|chỉ\s+tiêu)(?!\w)|(?<!\w)so\s+(?:với|sánh)(?!\w)", re.IGNORECASE
)
# How well an indicator fits, how near its context stands (0 is nearest), how much it says.
_Score = tuple[int, int, int]


def _score(figure: Figure, around: _Surroundings, indicator: Indicator) -> _Score | None:
    """How well an indicator fits; None where it does not."""
    unit = figure.quantity.unit
    measured = indicator.unit in MEASURE_UNITS
    if (unit != indicator.unit) if measured else (unit in MEASURE_UNITS):
        return None
    if indicator.units and unit not in indicator.units:
        return None
    if indicator.role is not None and figure.role is not indicator.role:
        return None
    if figure.role is Role.CHANGE and indicator.role is None:
        return None
    if unit == "%" and _OF_PLAN.search(around.counted):
        return None
    phrase = _phrase_score(around.counted, indicator.phrases)
    if phrase is None:
        return None
    for pattern in map(compile_pattern, indicator.exclude):
        if pattern.search(around.counted) or pattern.search(around.own):
            return None
    context = _context_score(around, indicator)
    if context is None:
        return None
    fit = phrase + context + (3 if indicator.role is not None else 0) + int(indicator.near)
    return fit, *_closeness(around.own, indicator.context)


def _closeness(own: str, context: Iterable[str]) -> tuple[int, int]:
    """How near the nearest context word stands to the number, as a negative number; its length."""
    number = own.index("#")
    near = [
        (-min(abs(found.end() - number), abs(found.start() - number)), len(found[0]))
        for pattern in map(compile_pattern, context)
        for found in pattern.finditer(own)
    ]
    return max(near, default=(-len(own), 0))


@lru_cache(maxsize=1 << 16)
def _phrase_score(counted: str, phrases: tuple[str, ...]) -> int | None:
    """Longer is better, and at the head of what is counted better still; None for no match.

    Many reports of one campaign count the same things in the same words: remembered.
    """
    if not phrases:
        return 0
    best: int | None = None
    for pattern in map(compile_pattern, phrases):
        found = pattern.search(counted)
        if found and _HEAD.fullmatch(counted, 0, found.start()):
            score = 2 * len(found[0].split()) + (10 if found.start() == 0 else 0)
            best = score if best is None else max(best, score)
    return best


def _context_score(around: _Surroundings, indicator: Indicator) -> int | None:
    """The nearer the context stands, the better; None where it must stand and does not."""
    if not indicator.context:
        return 0
    patterns = [compile_pattern(pattern) for pattern in indicator.context]
    if any(pattern.search(around.counted) for pattern in patterns):
        return 5
    if any(pattern.search(around.own) for pattern in patterns):
        return 4
    if any(pattern.search(around.beside) for pattern in patterns):
        return 3
    if indicator.near:
        return None
    if any(pattern.search(around.sentence) for pattern in patterns):
        return 1
    return 0 if any(pattern.search(around.paragraph) for pattern in patterns) else None
