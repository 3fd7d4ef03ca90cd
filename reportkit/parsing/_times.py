"""When a figure speaks of: its own period, or an earlier one where a neighbour tells a later.

Takes a document and its drafts; gives the drafts with their periods, earlier results as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from attrs import evolve

from reportkit.parsing._drafts import Draft, same_noun
from reportkit.parsing.document import Document
from reportkit.parsing.objects import Role
from reportkit.spans import Span
from reportkit.vietnamese import Period
from reportkit.vietnamese.dates import PeriodMention, scan_periods
from reportkit.vietnamese.quantities import MEASURE_UNITS
from reportkit.vietnamese.view import View

__all__ = ["precedes", "with_earlier", "with_periods"]

_PERIOD_BEHIND = 40
_LONGEST_BRACKET = 120
_RIGHT_BEHIND = re.compile(r"\s*\(?(?:vào\s+|trong\s+)?", re.IGNORECASE)
_COMPARISON = re.compile(r"so\b|cùng\s+kỳ", re.IGNORECASE)
# "15 xã (năm 2022: 13 xã)": the period within the bracket is the next figure's.
_OPEN_BRACKET = re.compile(r"[^()]*\([^()]*[^()\s]\s?$")
_BRACKET_CLOSED = re.compile(r"[^()]*\d[^()]*\)")
# "Trước năm 2021 chưa có, nay có 4": now, not then.
_NOW = re.compile(r"(?<!\w)(?:đến\s+nay|hiện\s+nay|nay)(?!\w)", re.IGNORECASE)
_COMPARED = re.compile(r"(?<!\w)so(?:\s+với)?\s+(?:\w+\s+)?$", re.IGNORECASE)


def with_periods(document: Document, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """The drafts with their periods; each sentence is searched for periods once."""
    sentence: tuple[int, int] | None = None
    named: list[PeriodMention] = []
    for draft in drafts:
        if draft.sentence != sentence:
            sentence = draft.sentence
            named = _own_periods(document.text, sentence)
        period = _period_of(document, draft, named)
        yield draft if period is None else evolve(draft, period=period)


def _own_periods(text: str, sentence: tuple[int, int]) -> list[PeriodMention]:
    """The periods of a sentence, by offsets into ``text``, without those it compares with."""
    start = sentence[0]
    found = scan_periods(text[start : sentence[1]])
    placed = (
        evolve(mention, span=Span(start + mention.span.start, start + mention.span.end))
        for mention in found
        if not _COMPARISON.match(mention.period.text)
    )
    return [
        mention
        for mention in placed
        if not _COMPARED.search(
            text[max(start, mention.span.start - _PERIOD_BEHIND) : mention.span.start]
        )
    ]


def _period_of(document: Document, draft: Draft, named: Sequence[PeriodMention]) -> Period | None:
    """The time a figure speaks of: the last named before it in its sentence, or in a heading.

    The title speaks of the whole report and gives its figures no period of their own.
    """
    text = document.text
    behind = scan_periods(text[draft.end : min(draft.sentence[1], draft.end + _PERIOD_BEHIND)])
    if (
        behind
        and _RIGHT_BEHIND.fullmatch(text, draft.end, draft.end + behind[0].span.start)
        and not _COMPARISON.match(behind[0].period.text)
        and not _OPEN_BRACKET.match(text, draft.end, draft.end + behind[0].span.end + 1)
    ):
        return behind[0].period
    for mention in reversed(named):
        end = mention.span.end
        if end > draft.start or _BRACKET_CLOSED.match(
            text, end, min(draft.start, end + _LONGEST_BRACKET)
        ):
            continue
        if not _NOW.search(text, end, draft.start):
            return mention.period
    title = View.of(document.source.title or "").text.casefold()
    for heading in reversed(draft.paragraph.headings):
        if heading.casefold() in title:
            continue
        if period := _period_of_heading(heading):
            return period
    return None


@lru_cache(maxsize=256)
def _period_of_heading(heading: str) -> Period | None:
    """The period that a heading names: of all the figures below it."""
    periods = scan_periods(heading)
    return periods[-1].period if periods else None


_SAME_LENGTH = 3
_NEIGHBOURS = 4


def with_earlier(drafts: list[Draft]) -> list[Draft]:
    """The drafts with the role ``earlier`` where a later one tells the same of a later period.

    "Năm 2022: 45 mô hình; năm 2023: 61 mô hình" are two periods of one thing.
    """
    result = list(drafts)
    for index, draft in enumerate(drafts):
        following = drafts[index + 1 : index + 1 + _NEIGHBOURS]
        if any(_is_earlier_than(draft, later) for later in following):
            result[index] = evolve(draft, role=Role.EARLIER)
    return result


def _is_earlier_than(draft: Draft, later: Draft) -> bool:
    if draft.paragraph is not later.paragraph or not same_noun(draft, later):
        return False
    if draft.role is not Role.RESULT or later.role is not Role.RESULT:
        return False
    if draft.unit in MEASURE_UNITS and draft.counted != later.counted:
        return False
    return precedes(draft.period, later.period)


def precedes(first: Period | None, second: Period | None) -> bool:
    """Whether two periods are alike, and the first ends before the second begins."""
    if first is None or second is None:
        return False
    if first.start is None or first.end is None or second.start is None or second.end is None:
        return False
    lengths = (first.end - first.start).days - (second.end - second.start).days
    return first.end < second.start and abs(lengths) <= _SAME_LENGTH
