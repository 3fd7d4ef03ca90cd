"""A person's last word on figures: corrections that find their sentence again in the next run.

Takes summaries and corrections; gives the summaries corrected, and the corrections that found no
place, each with the reason. A correction is keyed by the sentence as written (NFC, single spaces)
and the figure's place in it, and by the report: its content hash, else its unit, number and date.
It is never applied to anything else. Knows no file format; see ``corrections_file``.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

import attrs
from attrs import evolve, field, frozen

from reportkit.parsing import Confidence, Figure, Role, Scope, Summary, Verdict
from reportkit.spans import Span
from reportkit.vietnamese import Amount, Bound, Quantity
from reportkit.vietnamese.view import View

__all__ = [
    "NO_INDICATOR",
    "Corrected",
    "Correction",
    "ReportKey",
    "Unplaced",
    "Why",
    "amount_of",
    "correct",
    "correction_of",
    "merge",
    "report_key",
    "written",
]

NO_INDICATOR = ""
"""The indicator of a figure that a person says counts for none."""


def written(text: str) -> str:
    """Give a sentence as corrections are keyed by it: NFC, single spaces.

    >>> written("Toàn xã\\n có  29 mô hi\\u0300nh ")
    'Toàn xã có 29 mô hình'
    """
    return " ".join(unicodedata.normalize("NFC", text).split())


@frozen
class ReportKey:
    """By what a report is known again: its content hash, else its unit, number and date."""

    digest: str = ""
    unit: str | None = None
    number: str | None = None
    date: dt.date | None = None


def report_key(summary: Summary) -> ReportKey:
    """Give what a report is known by."""
    unit = summary.unit.name if summary.unit else None
    return ReportKey(summary.source.digest, unit, summary.number, summary.date)


@frozen
class Correction:
    """What a person says of one figure (một chỗ sửa).

    Attributes
    ----------
    report:
        The report that holds the sentence.
    sentence:
        As written, NFC, single spaces.
    place, quote:
        Where in ``sentence`` the figure stands, and its words.
    turn, turns:
        Of a sentence that the report holds several times, which of them.
    verdict:
        Confirmed, changed, dropped or added.
    amount:
        The right number; None leaves it as read.
    indicator:
        The right indicator; ``NO_INDICATOR`` for none, None leaves it as read.
    role:
        The right role; None leaves it as read.
    """

    report: ReportKey
    sentence: str
    place: int
    quote: str
    verdict: Verdict
    turn: int = 1
    turns: int = 1
    amount: Amount | None = None
    indicator: str | None = None
    role: Role | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """What two corrections of one figure have in common, whatever they say of it."""
        known = (self.report.unit, self.report.number, self.report.date)
        report = known if self.report.unit else (self.report.digest,)
        return (*report, self.sentence, self.turn, self.place)


class Why(StrEnum):
    """Why a correction was not applied, in words for the officer."""

    GONE = "không báo cáo nào còn câu này"
    OTHER_REPORT = "câu này chỉ còn trong báo cáo của đơn vị khác"
    SEVERAL_REPORTS = "nhiều báo cáo có câu này, không rõ báo cáo nào"
    SEVERAL_PLACES = "số lần câu này xuất hiện trong báo cáo đã thay đổi"
    NO_FIGURE = "câu này không còn được đọc ra số liệu ở chỗ đó"
    NO_SUCH_INDICATOR = "bộ chỉ tiêu không có chỉ tiêu này"


@frozen
class Unplaced:
    """A correction that was not applied, and why."""

    correction: Correction
    why: Why


@frozen
class Corrected:
    """Summaries with a person's corrections in them.

    ``applied`` is the number of figures they changed, ``unplaced`` are those that found no place.
    """

    summaries: tuple[Summary, ...]
    applied: int = 0
    unplaced: tuple[Unplaced, ...] = field(default=(), converter=tuple[Unplaced, ...])


def correct(
    summaries: Sequence[Summary], corrections: Iterable[Correction], indicators: Iterable[str]
) -> Corrected:
    """Apply corrections to bound summaries.

    Parameters
    ----------
    summaries:
        The reports, bound to a profile.
    corrections:
        What a person said, as :func:`merge` joins it.
    indicators:
        The ids of the profile's indicators.

    Examples
    --------
    >>> from reportkit.binding import parse
    >>> summary = parse("Toàn xã có 29 mô hình.", profile="chi-thi-05")
    >>> said = correction_of(summary, 0, Verdict.CHANGED, amount=Amount.of(30, unit="mô hình"))
    >>> corrected = correct([summary], [said], ["models"])
    >>> corrected.summaries[0].figures[0].quantity.value, corrected.applied
    (Decimal('30'), 1)
    """
    known = frozenset(indicators)
    views: dict[int, View] = {}

    def view_of(place: int) -> View:
        if place not in views:
            views[place] = View.of(summaries[place].source.text)
        return views[place]

    changed = list(summaries)
    applied = 0
    unplaced: list[Unplaced] = []
    for correction in merge([], corrections):
        if correction.indicator and correction.indicator not in known:
            unplaced.append(Unplaced(correction, Why.NO_SUCH_INDICATOR))
            continue
        found = _reports_of(correction, changed, view_of)
        if isinstance(found, Why):
            unplaced.append(Unplaced(correction, found))
            continue
        for place, span in found:
            mended = _mend(changed[place], correction, span)
            if isinstance(mended, Why):
                unplaced.append(Unplaced(correction, mended))
                break
            changed[place] = mended
            applied += 1
    return Corrected(tuple(changed), applied, unplaced)


def correction_of(
    summary: Summary,
    index: int,
    verdict: Verdict,
    *,
    amount: Amount | None = None,
    indicator: str | None = None,
    role: Role | None = None,
) -> Correction:
    """Give the correction that says this of the figure with this index."""
    figure = summary.figures[index]
    start = figure.quantity.span.start
    places = list(_places(written(figure.sentence), _view(summary.source.text)))
    turn = next(
        (number for number, span in enumerate(places, start=1) if span.start <= start < span.end), 1
    )
    before = figure.sentence[: start - figure.sentence_start]
    return Correction(
        report=report_key(summary),
        sentence=written(figure.sentence),
        place=len(written(f"{before}¤")) - 1,
        quote=written(figure.quote),
        verdict=verdict,
        turn=turn,
        turns=max(1, len(places)),
        amount=amount,
        indicator=indicator,
        role=role,
    )


@lru_cache(maxsize=4)
def _view(text: str) -> View:
    """The view of a report's text: one is asked for every figure of it."""
    return View.of(text)


def merge(kept: Iterable[Correction], said: Iterable[Correction]) -> tuple[Correction, ...]:
    """Give both in order; of two that speak of one figure, what was said later holds.

    What the later one leaves as read stays as the earlier one has it.
    """
    merged: dict[object, Correction] = {}
    for correction in (*kept, *said):
        known = merged.get(correction.key)
        merged[correction.key] = correction if known is None else _said_later(known, correction)
    return tuple(merged.values())


_OF_NUMBERS = (Verdict.CHANGED, Verdict.ADDED)


def _said_later(first: Correction, second: Correction) -> Correction:
    verdict = second.verdict
    if verdict in (Verdict.CONFIRMED, Verdict.CHANGED) and first.verdict in _OF_NUMBERS:
        verdict = first.verdict
    return evolve(
        second,
        verdict=verdict,
        amount=second.amount or first.amount,
        indicator=first.indicator if second.indicator is None else second.indicator,
        role=second.role or first.role,
    )


# ------------------------------------------------------------------ which report, which place


def _reports_of(
    correction: Correction, summaries: Sequence[Summary], view_of: Callable[[int], View]
) -> list[tuple[int, Span]] | Why:
    """The reports the correction speaks of and where the figure stands in them, or why not.

    Copies of one file are one report.
    """
    key = correction.report
    same = [
        place
        for place, summary in enumerate(summaries)
        if key.digest and summary.source.digest == key.digest
    ]
    # A workbook holds the figures of several units.
    own = [place for place in same if report_key(summaries[place]).unit == key.unit]
    same = own or same
    holders = _holding(correction, same, view_of)
    if not holders:
        # First the reports that say they are the one; only then all others.
        known = [place for place, one in enumerate(summaries) if _has_facts(one, key)]
        others = _holding(correction, known, view_of)
        facts = list(others)
        if not facts:
            others = _holding(correction, range(len(summaries)), view_of)
            if not others:
                return Why.GONE
            facts = [place for place in others if not _is_of_another(summaries[place], key)]
            if not facts:
                return Why.OTHER_REPORT
        if len({summaries[place].source.text for place in facts}) > 1:
            return Why.SEVERAL_REPORTS
        holders = {place: others[place] for place in facts}
    found: list[tuple[int, Span]] = []
    for place, spans in holders.items():
        if len(spans) != correction.turns:
            return Why.SEVERAL_PLACES
        found.append((place, spans[correction.turn - 1]))
    return found


def _holding(
    correction: Correction, places: Iterable[int], view_of: Callable[[int], View]
) -> dict[int, list[Span]]:
    """Those of the reports that hold the sentence, and where the figure stands in each."""
    return {place: spans for place in places if (spans := _spans(correction, view_of(place)))}


def _has_facts(summary: Summary, key: ReportKey) -> bool:
    if key.unit is None and key.number is None:
        return False
    other = report_key(summary)
    return (other.unit, other.number, other.date) == (key.unit, key.number, key.date)


def _is_of_another(summary: Summary, key: ReportKey) -> bool:
    """Whether the report says that it is another unit's than the one that was corrected."""
    return summary.unit is not None and key.unit is not None and summary.unit.name != key.unit


def _spans(correction: Correction, view: View) -> list[Span]:
    """Where the figure stands in the text, once for each time its sentence does."""
    start, end = correction.place, correction.place + len(correction.quote)
    return [
        _within(correction.sentence, start, end, sentence, view)
        for sentence in _view_places(correction.sentence, view)
    ]


_ENDS_A_SENTENCE = re.compile(r"[.!?;:…]\W*$")
_GOES_ON_BEFORE = re.compile(r"[\w,%(][^\S\n]*\Z")
_GOES_ON_BEHIND = re.compile(r"[^\S\n\t]*[\w,(%]")


def _places(sentence: str, view: View) -> Iterator[Span]:
    """Where the sentence stands in the text itself."""
    for span in _view_places(sentence, view):
        yield view.span(span.start, span.end)


def _view_places(sentence: str, view: View) -> Iterator[Span]:
    """Where the whole sentence stands in the normalised text, not as a part of a longer one."""
    tokens = View.of(sentence).text.split()
    if not tokens:
        return
    pattern = re.compile(r"\s+".join(map(re.escape, tokens)))
    whole = _ENDS_A_SENTENCE.search(tokens[-1]) is not None
    for match in pattern.finditer(view.text):
        before = view.text[max(0, match.start() - 3) : match.start()]
        if _GOES_ON_BEFORE.search(before):
            continue
        if not whole and _GOES_ON_BEHIND.match(view.text, match.end()):
            continue
        yield Span(*match.span())


def _within(sentence: str, start: int, end: int, place: Span, view: View) -> Span:
    """Where characters ``start`` to ``end`` of the sentence stand in the text itself."""
    # The same letter of the sentence and of the text: counted without spaces.
    first, last = (
        sum(not letter.isspace() for letter in View.of(sentence[:stop]).text)
        for stop in (start, end)
    )
    letters = [
        offset for offset in range(place.start, place.end) if not view.text[offset].isspace()
    ]
    begin = letters[min(first, len(letters) - 1)]
    stop = letters[max(0, min(last, len(letters)) - 1)] + 1
    return view.span(begin, max(stop, begin + 1))


# ----------------------------------------------------------------------------- one figure


def _mend(summary: Summary, correction: Correction, span: Span) -> Summary | Why:
    """The summary with the figure at ``span`` as the person says."""
    says_a_number = correction.quote != correction.sentence
    index = _figure_at(summary, span) if says_a_number else None
    if index is None:
        return _with_added(summary, correction, span)
    figure = summary.figures[index]
    quantity = figure.quantity
    verdict = correction.verdict
    if verdict is Verdict.ADDED:
        # Whoever adds it says that it is the unit's own, whatever it was read as.
        figure = evolve(figure, scope=Scope(), period=None, part_of=None, initiative=None)
        verdict = Verdict.CHANGED
    if correction.amount is not None:
        quantity = Quantity.at(quantity.span, correction.amount)
    mended = evolve(
        figure,
        quantity=quantity,
        indicator=figure.indicator
        if correction.indicator is None
        else correction.indicator or None,
        role=correction.role or figure.role,
        confidence=Confidence.HIGH,
        alternatives=(),
        other_indicators=(),
        verdict=verdict,
    )
    figures = (*summary.figures[:index], mended, *summary.figures[index + 1 :])
    return evolve(summary, figures=figures)


def _figure_at(summary: Summary, span: Span) -> int | None:
    """The figure that shares most characters with ``span``; of equals the one said first."""
    shared = {
        index: min(span.end, figure.quantity.span.end) - max(span.start, figure.quantity.span.start)
        for index, figure in enumerate(summary.figures)
        if figure.quantity.span.overlaps(span)
    }
    return max(shared, key=lambda index: shared[index]) if shared else None


def _with_added(summary: Summary, correction: Correction, span: Span) -> Summary | Why:
    """The summary with a figure that was not read, or is no longer, where its number is known."""
    if correction.amount is None:
        # To drop what is not read is done already.
        return summary if correction.verdict is Verdict.DROPPED else Why.NO_FIGURE
    text = summary.source.text
    start = _sentence_start(correction, span, text)
    figure = Figure(
        quantity=Quantity.at(span, correction.amount),
        quote=span.of(text),
        sentence=text[start : _sentence_end(correction, start, text)],
        sentence_start=start,
        counted=correction.amount.unit,
        indicator=correction.indicator or None,
        role=correction.role or Role.RESULT,
        verdict=Verdict.ADDED,
    )
    at = sum(other.quantity.span < span for other in summary.figures)
    moved = [
        evolve(other, part_of=other.part_of + 1)
        if other.part_of is not None and other.part_of >= at
        else other
        for other in summary.figures
    ]
    initiatives = [
        evolve(one, figures=[number + (number >= at) for number in one.figures])
        for one in summary.initiatives
    ]
    return attrs.evolve(
        summary, figures=[*moved[:at], figure, *moved[at:]], initiatives=initiatives
    )


def _sentence_start(correction: Correction, span: Span, text: str) -> int:
    """Where the sentence begins that holds the figure at ``span``."""
    view = View.of(text)
    for place in _places(correction.sentence, view):
        if place.start <= span.start < place.end:
            return place.start
    return span.start


def _sentence_end(correction: Correction, start: int, text: str) -> int:
    for place in _places(correction.sentence, View.of(text)):
        if place.start == start:
            return place.end
    return len(text)


def amount_of(
    value: Decimal,
    *,
    bound: Bound = Bound.EXACT,
    high: Decimal | None = None,
    denominator: Decimal | None = None,
    unit: str | None = None,
) -> Amount:
    """Give the amount a person writes; ``ValueError`` in Vietnamese where its parts do not fit.

    >>> amount_of(Decimal(5), bound=Bound.RANGE)
    Traceback (most recent call last):
    ValueError: mức “từ … đến” cần số “đến” lớn hơn giá trị
    """
    if bound is Bound.RANGE and (high is None or high <= value):
        raise ValueError("mức “từ … đến” cần số “đến” lớn hơn giá trị")
    if denominator is not None and denominator <= 0:
        raise ValueError("mẫu số phải lớn hơn 0")
    return Amount.of(
        value,
        high=high if bound is Bound.RANGE else None,
        denominator=denominator,
        unit=unit,
        bound=bound,
    )
