"""Which indicators of a profile a figure fits: by what it counts, and by the words around it.

Takes a figure, the words around it and a profile; gives the ids of the indicators that fit best.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from attrs import evolve, frozen

from reportkit.binding._patterns import any_pattern, compile_pattern
from reportkit.binding._surroundings import SENTENCE_AT_MOST, Surroundings
from reportkit.binding.profile import Aggregate, Indicator, Profile
from reportkit.parsing import Figure, Role
from reportkit.vietnamese.measures import CURRENCIES, dimension
from reportkit.vietnamese.quantities import MEASURE_UNITS
from reportkit.vietnamese.view import View

__all__ = ["best_fitting"]

# A percentage of the plan or of another year is no rate of what is counted …
_OF_PLAN = re.compile(r"(?:kế\s+hoạch|chỉ\s+tiêu|KH)(?!\w)", re.IGNORECASE)
_OF_ANOTHER = re.compile(r"(?<!\w)so\s+(?:với|sánh)(?!\w)", re.IGNORECASE)
# "Tỷ lệ hộ nghèo giảm từ 46,2% đầu nhiệm kỳ": what the share is of stands before it.
_TIME = re.compile(r"(?:đầu|cuối|năm|giai đoạn|nhiệm kỳ)(?!\w)", re.IGNORECASE)
# "…, nước hợp vệ sinh đạt 98,5%": a subject of its own.
_SUBJECT = re.compile(
    r"\W*[^\W\d_]+(?:\s+[^\W\d_]+)+\s+(?:đạt|chiếm|là|còn)(?:\s+trên)?", re.IGNORECASE
)
# "giảm 1,15 điểm %": the change of a rate, told in its own measure.
_POINTS = ("điểm %", "điểm phần trăm")
# "mỗi chi bộ có 1 mô hình", "70 triệu đồng/nhà": of each, which makes no total; of a year it does.
_OF_EACH = re.compile(
    r"(?<!\w)(?:mỗi|từng|bình\s+quân\s+một)\s+(?!(?:năm|quý|tháng|kỳ|đợt)\W)[^#,;:]{2,50}#"
    r"|#[^,;]*?(?:đồng|đ|kg|tấn|tạ)/(?!năm|quý|nhiệm kỳ|giai đoạn)[^\W\d_]",
    re.IGNORECASE,
)
# "giảm tỷ lệ hộ nghèo 3%", told as a plan: how much it is to change, not what it is to be.
_TO_CHANGE = re.compile(
    r"(?<!\w)(?:giảm|tăng)\s(?:(?!(?:xuống|còn|từ|lên|dưới|đến)(?!\w))[^,;#])*#", re.IGNORECASE
)


def best_fitting(figure: Figure, around: Surroundings, profile: Profile) -> list[str]:
    """Give the indicator that fits best, and those that fit as well; nothing where none fits."""
    unit = "%" if figure.quantity.unit in _POINTS else figure.quantity.unit
    if "\t" in figure.sentence and (own := _names(profile).get(_plain(figure.counted or ""))):
        return [own.id] if _has_unit(own, unit) else []
    if unit == "%" and _OF_ANOTHER.search(around.counted):
        return []
    of_plan = unit == "%" and _OF_PLAN.match(around.counted) is not None
    anywhere = unit == "%" and (
        figure.counted is None
        or _TIME.match(around.counted) is not None
        or (figure.role is Role.SHARE and _SUBJECT.fullmatch(around.left) is not None)
    )
    named = () if anywhere else _named(profile, unit, around.counted, False)
    if of_plan:  # … save of money, which is spent to a plan: a rate by its deed alone
        named = tuple(naming for naming in named if not naming.indicator.phrases)
    scores = _scores(figure, around, named)
    if unit == "%" and not of_plan and not scores:
        named = _named(profile, unit, around.lead, True)
        scores = _scores(figure, evolve(around, counted=""), named)
    return [id for score, id in scores if score[0] == scores[0][0][0]]


def _scores(
    figure: Figure, around: Surroundings, named: Iterable[_Naming]
) -> list[tuple[_Score, str]]:
    """The indicators that fit, the best first."""
    scores = [
        (score, naming.indicator.id)
        for naming in named
        if (score := _score(figure, around, naming)) is not None
    ]
    return sorted(scores, key=lambda entry: entry[0], reverse=True)


_BRACKETS = re.compile(r"\([^()]*\)")


@lru_cache(maxsize=64)
def _names(profile: Profile) -> dict[str, Indicator]:
    """The indicators by their names: the row of a table that bears one is no other's."""
    return {_plain(indicator.name): indicator for indicator in profile.indicators}


def _plain(name: str) -> str:
    """A name without what stands in brackets, in small letters."""
    return " ".join(_BRACKETS.sub("", View.of(name).text).casefold().split())


# ------------------------------------------------------------------------- by what is counted

# A phrase that names an indicator heads what is counted; only these may stand before it.
_HEAD = re.compile(r"(?:(?:tổng|số|lượng|tỷ|tỉ|lệ|lượt|các|những|cả|trong|đó)\W+)*", re.IGNORECASE)
_AT_HEAD = 10
_SAYS_LITTLE = 4


@frozen
class _Naming:
    """An indicator whose phrases name what is counted: how well, and whether its context must
    then stand right beside the number."""

    indicator: Indicator
    score: int
    near: bool


@lru_cache(maxsize=1 << 15)
def _named(profile: Profile, unit: str | None, told: str, anywhere: bool) -> tuple[_Naming, ...]:
    """The indicators that ``told`` names, or that ask for no phrase.

    Many reports of one campaign count the same things in the same words: remembered.
    """
    namings = []
    for indicator in profile.indicators:
        if not _has_unit(indicator, unit):
            continue
        near, score = indicator.near, _phrase_score(told, indicator.phrases, anywhere)
        if score is None:
            little = _phrase_score(told, indicator.near_phrases, anywhere)
            if little is not None:
                near, score = True, min(little, _SAYS_LITTLE)
            elif not indicator.phrases:
                score = 0
        if score is not None:
            namings.append(_Naming(indicator, score, near))
    return tuple(namings)


def _has_unit(indicator: Indicator, unit: str | None) -> bool:
    """Whether a figure of this unit can count for it: a measure only for one of its kind.

    Money counts as money in any currency; that no sum joins two of them is the review's to tell.
    """
    if indicator.units and unit not in indicator.units:
        return False
    if indicator.unit in CURRENCIES:
        return unit in CURRENCIES
    if indicator.unit in MEASURE_UNITS:
        return dimension(unit) == dimension(indicator.unit)
    return unit not in MEASURE_UNITS


def _phrase_score(told: str, phrases: tuple[str, ...], anywhere: bool) -> int | None:
    """Longer is better, and at the head of what is counted better still; None for no match.

    A phrase heads what is counted, unless it may stand ``anywhere`` in the words given.
    """
    best: int | None = None
    for pattern in map(compile_pattern, phrases):
        found = pattern.search(told)
        if found and (anywhere or _HEAD.fullmatch(told, 0, found.start())):
            at_head = found.start() == 0 and not anywhere
            score = 2 * len(found[0].split()) + (_AT_HEAD if at_head else 0)
            best = score if best is None else max(best, score)
    return best


# --------------------------------------------------------------------- by the words around it

# How well an indicator fits, how near its context stands (0 is nearest), how much it says.
_Score = tuple[int, int, int]
_COUNTED = 6
_ROLE_COUNTS = 3
# A verb stands before what it governs: words behind a number are less near.
_BEHIND = 3


def _score(figure: Figure, around: Surroundings, naming: _Naming) -> _Score | None:
    """How well an indicator fits; None where it does not."""
    indicator = naming.indicator
    if not _told_as(figure, around, indicator):
        return None
    if indicator.aggregate is Aggregate.SUM and _is_of_each(around.own):
        return None
    context = _context_score(around, indicator, naming.near)
    if context is None:
        return None
    ruling = around.own if context == _COUNTED else around.ruling
    excluded = any_pattern(indicator.exclude)
    if excluded.search(around.counted) or excluded.search(ruling):
        return None
    fit = naming.score + context + int(naming.near)
    fit += _ROLE_COUNTS if indicator.role is not None else 0
    return fit, *_closeness(around, indicator.context)


@lru_cache(maxsize=64)
def _is_of_each(own: str) -> bool:
    """Whether an amount is one of each; asked for each indicator that may fit."""
    return _OF_EACH.search(own) is not None


def _told_as(figure: Figure, around: Surroundings, indicator: Indicator) -> bool:
    """Whether the figure is told in the indicator's role; a change that is planned is a change."""
    if indicator.role is Role.CHANGE and figure.role is Role.TARGET:
        return _TO_CHANGE.search(around.own) is not None
    if indicator.role is None:
        return figure.role is not Role.CHANGE
    return figure.role is indicator.role


def _context_score(around: Surroundings, indicator: Indicator, near: bool) -> int | None:
    """The nearer the context stands, the better; None where it must stand and does not."""
    if not indicator.context:
        return 0
    places = [(_COUNTED, around.counted), (5, around.own), (4, around.governed), (3, around.beside)]
    if not near:
        places += [(1, around.sentence), (0, around.paragraph)]
    context = any_pattern(indicator.context)
    return next((score for score, words in places if context.search(words)), None)


def _closeness(around: Surroundings, context: tuple[str, ...]) -> tuple[int, int]:
    """How near the nearest context word stands to the number, as a negative number; its length."""
    if not context:
        return 0, 0
    for words, behind, farther in (
        (around.governed, 1, 0),
        (around.sentence, _BEHIND, SENTENCE_AT_MOST),
    ):
        number = words.index("#")
        near = [
            (-_distance(found, number, behind) - farther, len(found[0]))
            for pattern in map(compile_pattern, context)
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
