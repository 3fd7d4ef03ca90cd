"""Finds the figures of running text: which numbers tell something, and what they count.

Takes a ``Document``; gives ``Figure`` objects in order, unbound. Tables and scopes have rooms of
their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from attrs import evolve, frozen

from reportkit.parsing._nouns import Counted, counted_after, counted_before, label_before
from reportkit.parsing._roles import role_of
from reportkit.parsing._scopes import scope_of, takes_up
from reportkit.parsing.document import Document, Kind, Paragraph
from reportkit.parsing.objects import Confidence, Figure, Role, Scope, Unit
from reportkit.vietnamese import Bound, Period, Quantity
from reportkit.vietnamese.dates import find_periods
from reportkit.vietnamese.quantities import Mention, scan_quantities

__all__ = ["Draft", "draft_figures", "figures_of"]


@frozen
class Draft:
    """A figure being read, by offsets into ``Document.text``."""

    start: int
    end: int
    mention: Mention
    unit: str | None
    counted: str | None
    kind: str | None
    sentence: tuple[int, int]
    clause: int
    paragraph: Paragraph
    role: Role = Role.RESULT
    part_of: int | None = None
    confidence: Confidence = Confidence.HIGH


def draft_figures(document: Document) -> list[Draft]:
    """Give the figures of the running text, with what they count, their role and their wholes."""
    drafts: list[Draft] = []
    for paragraph in document.body():
        if paragraph.kind is not Kind.ROW:
            drafts.extend(_of_paragraph(document, paragraph))
    drafts = _without_repeated_headings(drafts)
    return _with_wholes(document.text, drafts)


def figures_of(document: Document, drafts: Sequence[Draft], unit: Unit | None) -> list[Figure]:
    """Give the drafts as figures with spans into the source's own text.

    ``unit`` is who reports: it decides of whom a figure speaks.
    """
    text = document.text
    scopes = _scopes(text, drafts, unit)
    return [
        Figure(
            quantity=Quantity.at(
                document.span(draft.start, draft.end),
                evolve(draft.mention.amount, unit=draft.unit),
            ),
            quote=document.quote(draft.start, draft.end),
            sentence=document.quote(*draft.sentence),
            sentence_start=document.span(*draft.sentence).start,
            counted=draft.counted,
            period=period_of(text, draft),
            scope=scope,
            role=draft.role,
            part_of=draft.part_of,
            confidence=draft.confidence,
        )
        for draft, scope in zip(drafts, scopes, strict=True)
    ]


def _scopes(text: str, drafts: Sequence[Draft], unit: Unit | None) -> list[Scope]:
    """Of whom each draft speaks; a sentence that takes up the one before speaks of the same."""
    scopes: list[Scope] = []
    for index, draft in enumerate(drafts):
        scope = scope_of(text, draft.sentence, draft.clause, draft.start, unit)
        if index and scope == Scope() and takes_up(text, draft.sentence):
            before = drafts[index - 1]
            if before.paragraph is draft.paragraph:
                scope = scopes[-1]
        scopes.append(scope)
    return scopes


# ------------------------------------------------------------------------- one paragraph

_NAME_IN_QUOTES = re.compile(
    r'(?<!\w)"(?=\S)[^"\n]{1,160}(?<=\S)"(?!\w)|(?<!\w)\'(?=\S)[^\'\n]{1,80}(?<=\S)\'(?!\w)'
)
_CLAUSE_STARTS = re.compile(r"[;:.!?…]\s|\n")


def _of_paragraph(document: Document, paragraph: Paragraph) -> Iterator[Draft]:
    """The figures of one paragraph."""
    offset = paragraph.start
    text = document.text[offset : paragraph.end]
    mentions = scan_quantities(text)
    if not mentions:
        return
    names = [found.span() for found in _NAME_IN_QUOTES.finditer(text)]
    sentences = [(start - offset, end - offset) for start, end in paragraph.sentences]
    previous: Draft | None = None
    for index, mention in enumerate(mentions):
        if any(start <= mention.start < end for start, end in names):
            continue
        sentence = next((s for s in sentences if s[0] <= mention.start < s[1]), (0, len(text)))
        following = mentions[index + 1].start if index + 1 < len(mentions) else len(text)
        clause = _clause_start(text, mention.start, sentence[0])
        draft = _draft(text, mention, sentence, clause, following, paragraph, previous)
        if draft is None:
            continue
        previous = draft
        yield evolve(
            draft,
            start=draft.start + offset,
            end=draft.end + offset,
            sentence=(sentence[0] + offset, sentence[1] + offset),
            clause=clause + offset,
        )


def _clause_start(text: str, position: int, begin: int) -> int:
    """Where the clause begins that holds ``position``."""
    start = begin
    for found in _CLAUSE_STARTS.finditer(text, begin, position):
        start = found.end()
    return start


_RANK_BEFORE = re.compile(r"(?<!\w)(?:xếp|đứng)(?:\s+(?:thứ|hạng|vị\s+trí))*\s*$", re.IGNORECASE)
_NO_UNITS = re.compile(r"(?:cấp|bên|phía|chiều)(?!\s+ủy)(?!\w)", re.IGNORECASE)
_MONEY_SCALES = re.compile(r"(?:tỷ|tỉ|triệu)$", re.IGNORECASE)
_SHARE_OF_PREVIOUS = re.compile(
    r"(?:đạt|chiếm|tương\s+(?:đương|ứng)|bằng)(?:\s+(?:tỷ|tỉ)\s+lệ)?(?:\s+\w+)?\s*$|[(,]\s*$",
    re.IGNORECASE,
)
_RATE_BEFORE = re.compile(r"((?:tỷ|tỉ)\s+lệ|mức\s+độ)\s+([^.;:()\d]{3,120})", re.IGNORECASE)
# Here the name of a rate ends and what is said of it begins.
_RATE_ENDS = re.compile(
    r"\s*(?<!\w)(?:(?:mới|chỉ|vẫn|đã|tiếp\s+tục|bình\s+quân)\s+)*"
    r"(?:đạt|còn|là|chiếm|bằng|tăng|giảm|xuống|lên|từ|của\s+(?:toàn\s+)?(?:tỉnh|huyện|xã|thị\s+xã|thành\s+phố)"
    r"|toàn\s+(?:tỉnh|huyện|xã)|trên\s+địa\s+bàn)(?!\w|\s+nghèo)|\s*[,]\s*(?:bình\s+quân|mỗi)",
    re.IGNORECASE,
)


def _draft(
    text: str,
    mention: Mention,
    sentence: tuple[int, int],
    clause: int,
    following: int,
    paragraph: Paragraph,
    previous: Draft | None,
) -> Draft | None:
    """The figure that a mention is, or None where it counts nothing."""
    amount = mention.amount
    stop = min(following, sentence[1])
    counted = counted_after(text, mention.number_end, stop)
    unit, phrase, kind, end = amount.unit, None, None, mention.end
    before = text[clause : mention.start]
    if unit == "%":
        phrase, kind = _share_of(before, counted, previous, sentence)
    elif unit is not None:
        kind = "measure"
        phrase = counted.phrase if counted and unit != "đồng" else None
    elif counted is not None:
        unit, phrase, kind = counted.unit, counted.phrase, counted.kind
        if mention.end == mention.number_end:
            end = counted.unit_end
    elif _MONEY_SCALES.search(text, mention.start, mention.end):
        unit, kind = "đồng", "measure"
    elif noun := _before(text, mention, clause):
        unit, phrase, kind = noun.unit, noun.phrase, noun.kind
    elif shared := _shared_noun(text, mention, sentence[1]):
        unit, phrase, kind = shared.unit, shared.phrase, shared.kind
    elif label := label_before(text, mention.start, mention.end):
        phrase = label
    elif amount.denominator is None:
        return None
    if _is_one_of(text, mention) or _RANK_BEFORE.search(before):
        return None
    if unit is not None and _NO_UNITS.match(unit):
        return None
    if unit == "đồng" and not amount.value:
        return None
    return Draft(
        start=mention.start,
        end=end,
        mention=mention,
        unit=unit,
        counted=phrase,
        kind=kind,
        sentence=sentence,
        clause=clause,
        paragraph=paragraph,
        role=role_of(
            text,
            mention.start,
            end,
            clause,
            amount,
            sentence=sentence[0],
            headings=paragraph.headings,
        ),
    )


_ONE_OF = re.compile(r"(?:01|1)\s+trong\s", re.IGNORECASE)


def _is_one_of(text: str, mention: Mention) -> bool:
    """A rank: "là 1 trong 10 đơn vị tiêu biểu" counts nobody's ten units."""
    return bool(_ONE_OF.match(text, mention.start))


def _before(text: str, mention: Mention, clause: int) -> Counted | None:
    """The noun that stands before the number: "số mô hình: 45", "Mô hình (45)"."""
    line = text.rfind("\n", 0, mention.start) + 1
    return counted_before(text, mention.start, mention.end, max(line, mention.start - 120, 0)) or (
        counted_before(text, mention.start, mention.end, clause)
    )


_LIST_GOES_ON = re.compile(r"\s*(?:,|và|;)\s*(?=\d)")
_LISTED_NUMBER = re.compile(r"[\d.,]*\d")


def _shared_noun(text: str, mention: Mention, stop: int) -> Counted | None:
    """The noun that a list of numbers shares: "12, 15 và 18 mô hình"."""
    position = mention.number_end
    while joint := _LIST_GOES_ON.match(text, position, stop):
        number = _LISTED_NUMBER.match(text, joint.end(), stop)
        if not number:
            return None
        position = number.end()
        counted = counted_after(text, position, stop)
        if counted is not None:
            return counted
    return None


def _share_of(
    before: str, counted: Counted | None, previous: Draft | None, sentence: tuple[int, int]
) -> tuple[str | None, str | None]:
    """What a percentage is a share of, and the kind of that noun."""
    if counted is not None:
        return counted.phrase, counted.kind
    rates = list(_RATE_BEFORE.finditer(before))
    if rates:
        named = _RATE_ENDS.split(rates[-1][2], maxsplit=1)[0]
        return " ".join(f"{rates[-1][1].lower()} {named}".split()).rstrip(" ,"), None
    if (
        previous is not None
        and previous.sentence == sentence
        and previous.unit != "%"
        and _SHARE_OF_PREVIOUS.search(before)
    ):
        return previous.counted, previous.kind
    return None, None


_PERIOD_BEHIND = 40
_RIGHT_BEHIND = re.compile(r"\s*\(?(?:vào\s+|trong\s+)?", re.IGNORECASE)
_COMPARISON = re.compile(r"so\b|cùng\s+kỳ", re.IGNORECASE)
_BRACKET_CLOSED = re.compile(r"[^()]*\)")
_COMPARED = re.compile(r"(?<!\w)so(?:\s+với)?\s+(?:\w+\s+)?$", re.IGNORECASE)


def period_of(text: str, draft: Draft) -> Period | None:
    """The time a figure speaks of: the last named before it in its sentence, or in a heading."""
    start = draft.sentence[0]
    stop = draft.sentence[1]
    behind = find_periods(text[draft.end : min(stop, draft.end + _PERIOD_BEHIND)])
    if (
        behind
        and _RIGHT_BEHIND.fullmatch(text, draft.end, draft.end + behind[0].span.start)
        and not _COMPARISON.match(behind[0].period.text)
    ):
        return behind[0].period
    before = [
        mention
        for mention in find_periods(text[start : draft.start])
        if not _COMPARED.search(text, start, start + mention.span.start)
        and not _COMPARISON.match(mention.period.text)
        and not _BRACKET_CLOSED.match(text, start + mention.span.end, draft.start)
    ]
    if before:
        return before[-1].period
    for heading in reversed(draft.paragraph.headings):
        if named := find_periods(heading):
            return named[-1].period
    return None


# ------------------------------------------------------------------------ wholes and parts


def _without_repeated_headings(drafts: list[Draft]) -> list[Draft]:
    """The figures without those of a heading or title that the text says again."""
    said = {
        (draft.mention.amount.value, draft.unit)
        for draft in drafts
        if draft.paragraph.kind is not Kind.HEADING
    }
    return [
        draft
        for draft in drafts
        if draft.paragraph.kind is not Kind.HEADING
        or (draft.mention.amount.value, draft.unit) not in said
    ]


_OF_WHICH = re.compile(r"(?<!\w)trong\s+(?:đó|số\s+(?:đó|này))(?!\w)", re.IGNORECASE)
_CONSISTS_OF = re.compile(r"(?<!\w)(?:bao\s+gồm|gồm(?:\s+có)?|cụ\s+thể|riêng)(?!\w)", re.IGNORECASE)
_SENTENCE_ENDS = re.compile(r"[.!?]\s")


def _with_wholes(text: str, drafts: list[Draft]) -> list[Draft]:
    """The drafts with ``part_of`` set."""
    result = list(drafts)
    for index in range(len(drafts)):
        for part in _parts_that_add_up(text, result, index):
            result[part] = evolve(result[part], part_of=index)
        if result[index].part_of is None:
            result[index] = evolve(result[index], part_of=_whole_of(text, result, index))
    return result


def _is_plain(draft: Draft) -> bool:
    """Whether it is a count or an amount that can be a part."""
    return (
        draft.unit != "%"
        and draft.mention.amount.denominator is None
        and draft.role not in (Role.CHANGE, Role.SHARE)
    )


_ADDS_UP = re.compile(
    r"[^.;:!?()]{0,60}(?:\(|:|(?<!\w)(?:bao\s+)?gồm(?:\s+có)?|(?<!\w)cụ\s+thể(?:\s+(?:là|như\s+sau))?)"
    r"\s*[:,]?\s*(?:có|gồm|trong\s+đó)?\s*:?(?:\s*[^\W\d_]+){0,4}\s*",
    re.IGNORECASE,
)


def _parts_that_add_up(text: str, drafts: list[Draft], index: int) -> range:
    """The figures behind "gồm", a colon or a bracket that make up the one at ``index`` exactly."""
    whole = drafts[index]
    if not _is_plain(whole) or whole.mention.amount.bound is not Bound.EXACT:
        return range(0)
    total = Decimal(0)
    for position in range(index + 1, len(drafts)):
        part = drafts[position]
        gap = text[drafts[position - 1].end : part.start]
        if part.sentence != whole.sentence or not _is_plain(part) or part.part_of is not None:
            break
        if position == index + 1 and not _ADDS_UP.fullmatch(gap):
            break
        total += part.mention.amount.value
        if total == whole.mention.amount.value and position > index + 1:
            return range(index + 1, position + 1)
        if total > whole.mention.amount.value:
            break
    return range(0)


def _whole_of(text: str, drafts: list[Draft], index: int) -> int | None:
    """The index of the figure that the one at ``index`` is a part of."""
    part = drafts[index]
    if not _is_plain(part):
        return None
    earlier = [
        candidate
        for candidate in range(index - 1, -1, -1)
        if drafts[candidate].paragraph.start == part.paragraph.start
        and drafts[candidate].unit != "%"
        and drafts[candidate].role is not Role.CHANGE
    ]
    if not earlier:
        return None
    before = drafts[earlier[0]]
    gap = text[before.end : part.start]
    cue = _OF_WHICH.search(gap) or _CONSISTS_OF.search(gap)
    if _SENTENCE_ENDS.search(gap) and not (cue and cue.re is _OF_WHICH):
        return None
    if cue:
        strict = cue.re is _CONSISTS_OF
        for candidate in earlier:
            whole = drafts[candidate]
            if whole.part_of is not None:
                break
            if _is_part(part, whole, strict=strict):
                return candidate
        return None
    if _OPENS_BRACKET.fullmatch(gap):
        return earlier[0] if part.kind and _is_part(part, before, strict=False) else None
    if before.part_of is None or _leaves_bracket(text, drafts[before.part_of], before, gap):
        return None
    same_run = _same_noun(part, before) or (part.kind is not None and part.kind == before.kind)
    if same_run and _is_part(part, drafts[before.part_of], strict=False):
        return before.part_of
    return None


_OPENS_BRACKET = re.compile(r"[^;:.!?()]*\(\s*(?:có|gồm|trong\s+đó)?\s*", re.IGNORECASE)


def _leaves_bracket(text: str, whole: Draft, part: Draft, gap: str) -> bool:
    """Whether the run of parts stood in a bracket that ``gap`` closes."""
    return ")" in gap and "(" not in gap and "(" in text[whole.end : part.start]


def _same_noun(first: Draft, second: Draft) -> bool:
    return (
        first.unit is not None
        and second.unit is not None
        and (first.unit.lower() == second.unit.lower())
    )


# Kinds of nouns of which one can be a part of another: 45 women of 120 cadres, 5 households of 30
# examples. Things of other kinds are parts only under the same noun.
_KIN = (
    frozenset({"people", "honoured", "households"}),
    frozenset({"party_bodies", "bodies"}),
    frozenset({"media"}),
    frozenset({"models"}),
)


def _is_part(part: Draft, whole: Draft, *, strict: bool) -> bool:
    """Whether the two count the same kind of thing, and the part is not the larger.

    ``strict`` asks for the same noun.
    """
    if whole.unit == "%":
        return False
    if part.mention.amount.value > whole.mention.amount.value:
        return False
    if whole.role is not part.role or part.mention.amount.bound is Bound.ORDER:
        return False
    if _same_noun(part, whole) or _named_in(part, whole):
        return True
    if strict or part.kind is None or whole.kind is None or "measure" in (part.kind, whole.kind):
        return False
    return any({part.kind, whole.kind} <= kin for kin in _KIN)


def _named_in(part: Draft, whole: Draft) -> bool:
    """Whether the whole names the part's noun: "điển hình" in "tập thể, cá nhân điển hình"."""
    return bool(part.unit and whole.counted and part.unit.lower() in whole.counted.lower())
