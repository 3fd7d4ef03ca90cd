"""Finds the figures of running text: which numbers tell something, and what they count.

Takes a ``Document``; gives ``Figure`` objects in order, unbound. Tables and scopes have rooms of
their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import evolve

from reportkit.parsing._doubts import read_number
from reportkit.parsing._drafts import Draft
from reportkit.parsing._nounless import bracketed_label, prize, says_no_noun, shared_noun
from reportkit.parsing._nouns import Counted, counted_after, counted_before, label_before
from reportkit.parsing._quotes import names_in_quotes
from reportkit.parsing._roles import role_of
from reportkit.parsing._scopes import scope_of, scope_of_label, takes_up
from reportkit.parsing._times import with_earlier, with_periods
from reportkit.parsing._wholes import with_wholes
from reportkit.parsing._zeros import zeros_in
from reportkit.parsing.document import Document, Kind, Paragraph
from reportkit.parsing.objects import Confidence, Figure, Role, Scope, Unit
from reportkit.vietnamese import Amount, Bound, Quantity
from reportkit.vietnamese.quantities import Mention, scan_quantities

__all__ = ["draft_figures", "figures_of"]


def draft_figures(document: Document) -> list[Draft]:
    """Give the figures of the running text, with what they count, their role and their wholes."""
    drafts: list[Draft] = []
    for paragraph in document.body():
        if paragraph.kind is not Kind.ROW:
            drafts.extend(_of_paragraph(document, paragraph))
            drafts.extend(_zeros_of(document, paragraph))
    drafts.sort(key=lambda draft: draft.start)
    drafts = _without_repeated_headings(drafts)
    return with_wholes(document, with_earlier(list(with_periods(document, drafts))))


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
            alternatives=tuple(
                Quantity.at(document.span(draft.start, draft.end), evolve(other, unit=draft.unit))
                for other in draft.alternatives
            ),
            quote=document.quote(draft.start, draft.end),
            sentence=document.quote(*draft.sentence),
            sentence_start=document.span(*draft.sentence).start,
            counted=draft.counted,
            period=draft.period,
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
    labels: dict[int, Scope | None] = {}
    for index, draft in enumerate(drafts):
        scope = scope_of(text, draft.sentence, draft.clause, draft.start, unit)
        begin = draft.paragraph.start
        if begin not in labels:
            labels[begin] = scope_of_label(text, begin, draft.start, unit)
        if scope == Scope() and (labelled := labels[begin]):
            scope = labelled
        if index and scope == Scope() and takes_up(text, draft.sentence):
            before = drafts[index - 1]
            if before.paragraph is draft.paragraph:
                scope = scopes[-1]
        scopes.append(scope)
    return scopes


# ------------------------------------------------------------------------- one paragraph

_CLAUSE_STARTS = re.compile(r"[;:.!?…]\s|\n")


def _of_paragraph(document: Document, paragraph: Paragraph) -> Iterator[Draft]:
    """The figures of one paragraph."""
    offset = paragraph.start
    text = document.text[offset : paragraph.end]
    mentions = scan_quantities(text)
    if not mentions:
        return
    names = names_in_quotes(text)
    sentences = [(start - offset, end - offset) for start, end in paragraph.sentences]
    previous: Draft | None = None
    counting: Draft | None = None
    for index, mention in enumerate(mentions):
        if any(start <= mention.start < end for start, end in names):
            continue
        sentence = next((s for s in sentences if s[0] <= mention.start < s[1]), (0, len(text)))
        following = mentions[index + 1].start if index + 1 < len(mentions) else len(text)
        clause = _clause_start(text, mention.start, sentence[0])
        draft = _draft(text, mention, sentence, clause, following, paragraph, previous, counting)
        if draft is None:
            continue
        previous = draft
        counting = counting if draft.unit == "%" else draft
        yield evolve(
            draft,
            start=draft.start + offset,
            end=draft.end + offset,
            sentence=(sentence[0] + offset, sentence[1] + offset),
            clause=clause + offset,
        )


def _zeros_of(document: Document, paragraph: Paragraph) -> Iterator[Draft]:
    """The figures of one paragraph that words tell to be zero."""
    offset = paragraph.start
    text = document.text[offset : paragraph.end]
    names: list[tuple[int, int]] | None = None
    for zero in zeros_in(text):
        names = names_in_quotes(text) if names is None else names
        if any(start <= zero.start < end for start, end in names):
            continue
        start, end = zero.start + offset, zero.end + offset
        sentence = next(
            (told for told in paragraph.sentences if told[0] <= start < told[1]),
            (offset, paragraph.end),
        )
        clause = _clause_start(document.text, start, sentence[0])
        amount = Amount.of(0, unit=zero.counted.unit)
        yield Draft(
            start=start,
            end=end,
            mention=Mention(start, end, end, amount),
            unit=zero.counted.unit,
            counted=zero.counted.phrase,
            kind=zero.counted.kind,
            sentence=sentence,
            clause=clause,
            paragraph=paragraph,
            role=role_of(
                document.text,
                start,
                end,
                clause,
                amount,
                sentence=sentence[0],
                headings=paragraph.headings,
            ),
        )


def _clause_start(text: str, position: int, begin: int) -> int:
    """Where the clause begins that holds ``position``."""
    start = begin
    for found in _CLAUSE_STARTS.finditer(text, begin, position):
        start = found.end()
    return start


_RANK_BEFORE = re.compile(r"(?<!\w)(?:xếp|đứng)(?:\s+(?:thứ|hạng|vị\s+trí))*\s*$", re.IGNORECASE)
_ONE_OF_BEFORE = re.compile(
    r"(?<!\w)một\s+trong\s+(?:số\s+|những\s+|các\s+|tổng\s+số\s+)?$", re.IGNORECASE
)
# "trên cả ba tiêu chí": those named before.
_ALL_OF_BEFORE = re.compile(r"(?<!\w)cả\s+$", re.IGNORECASE)
_NO_UNITS = re.compile(r"(?:cấp|bên|phía|chiều|sao|tuổi|chặng)(?!\s+ủy)(?!\w)", re.IGNORECASE)
_MONEY_SCALES = re.compile(r"(?:tỷ|tỉ|triệu)$", re.IGNORECASE)
_SHARE_OF_PREVIOUS = re.compile(
    r"(?:đạt|chiếm|tương\s+(?:đương|ứng)|bằng)(?:\s+(?:tỷ|tỉ)\s+lệ)?(?:\s+\w+)?\s*$|[(,]\s*$",
    re.IGNORECASE,
)
# "…, đồng bào dân tộc thiểu số chiếm 31%": the share is of what stands before the verb.
_SUBJECT_OF_SHARE = re.compile(
    r"(?:^|[,;:.(]\s*)(?:trong\s+đó\s*,?\s*)?(?!(?:tỷ|tỉ)\s+lệ)([^\W\d_]+(?:\s+[^\W\d_]+){1,7}?)\s+(?:chỉ\s+)?chiếm(?:\s+(?:tỷ|tỉ)\s+lệ)?\s*$",
    re.IGNORECASE,
)
# "tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng": an age is no figure within the name of a rate.
_RATE_BEFORE = re.compile(
    r"((?:tỷ|tỉ)\s+lệ|mức\s+độ)\s+((?:[^.;:()\d]|\d{1,2}(?=\s+tuổi)){3,120})", re.IGNORECASE
)
# Here the name of a rate ends and what is said of it begins.
_RATE_ENDS = re.compile(
    r"\s*(?<!\w)(?:(?:mới|chỉ|vẫn|đã|tiếp\s+tục|bình\s+quân|lần\s+lượt)\s+)*"
    r"(?:đạt(?!\s+(?:chuẩn|tiêu\s+chuẩn|tiêu\s+chí|danh\s+hiệu))|còn|là|chiếm|bằng|tăng|giảm|xuống|lên|từ|của\s+(?:toàn\s+)?(?:tỉnh|huyện|xã|thị\s+xã|thành\s+phố)"
    r"|toàn\s+(?:tỉnh|huyện|xã)|trên\s+địa\s+bàn|năm|hiện|tính\s+đến)(?!\w|\s+nghèo)|\s*[,]\s*(?:bình\s+quân|mỗi)",
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
    counting: Draft | None,
) -> Draft | None:
    """The figure that a mention is, or None where it counts nothing.

    ``previous`` is the figure before it, ``counting`` the last that is no percentage.
    """
    amount = mention.amount
    stop = min(following, sentence[1])
    counted = counted_after(text, mention.number_end, stop)
    unit, phrase, kind, end = amount.unit, None, None, mention.end
    before = text[clause : mention.start]
    if unit == "%":
        phrase, kind = _share_of(before, counted, previous, sentence)
        if phrase is None:
            phrase = _rate_announced(text[max(sentence[0], clause - _ANNOUNCED_WITHIN) : clause])
    elif unit is not None:
        kind = "measure"
        phrase = counted.phrase if counted and unit != "đồng" else None
    elif counting is not None and (won := prize(text, mention, counting, sentence)):
        unit, phrase, kind, end = won.unit, won.phrase, won.kind, won.unit_end
    elif counted is not None:
        unit, phrase, kind = counted.unit, counted.phrase, counted.kind
        if mention.end == mention.number_end:
            end = counted.unit_end
    elif _MONEY_SCALES.search(text, mention.start, mention.end):
        unit, kind = "đồng", "measure"
    elif noun := _before(text, mention, clause):
        unit, phrase, kind = noun.unit, noun.phrase, noun.kind
    elif shared := shared_noun(text, mention, sentence[1]):
        unit, phrase, kind = shared.unit, shared.phrase, shared.kind
    elif counting is not None and says_no_noun(text, mention, counting, sentence):
        unit, phrase, kind = counting.unit, counting.counted, counting.kind
    elif counting is not None and (label := bracketed_label(text, mention, counting)):
        unit, phrase, kind = counting.unit, label, counting.kind
    elif label := label_before(text, mention.start, mention.end):
        phrase = label
        if counting is not None and counting.sentence == sentence and counting.unit != "đồng":
            unit, kind = counting.unit, counting.kind
    elif amount.denominator is None:
        return None
    if _is_one_of(text, mention) or _RANK_BEFORE.search(before) or _ONE_OF_BEFORE.search(before):
        return None
    if text[mention.start].isalpha() and _ALL_OF_BEFORE.search(before):
        return None
    if amount.bound is Bound.ORDER and amount.value < _FEWEST_IN_ORDER:
        return None
    if unit is not None and (_NO_UNITS.match(unit) or _is_threshold(before, amount, unit)):
        return None
    if unit == "đồng" and not amount.value:
        return None
    role = role_of(
        text,
        mention.start,
        end,
        clause,
        amount,
        sentence=sentence[0],
        headings=paragraph.headings,
    )
    if role is Role.SHARE and previous is not None and previous.role is Role.CHANGE:
        in_bracket = _OPENS_BRACKET.fullmatch(text, previous.end, mention.start)
        role = Role.CHANGE if in_bracket else role  # "giảm 18 vụ (13,8%)"
    read, others = read_number(text[mention.start : mention.number_end], amount, unit)
    return Draft(
        start=mention.start,
        end=end,
        mention=mention if read is amount else evolve(mention, amount=read),
        unit=unit,
        counted=phrase,
        kind=kind,
        sentence=sentence,
        clause=clause,
        paragraph=paragraph,
        role=role,
        confidence=Confidence.LOW if others else Confidence.HIGH,
        alternatives=others,
    )


_OPENS_BRACKET = re.compile(r"(?:\s+[^\W\d_]+){0,4}\s*\(\s*")
_ONE_OF = re.compile(r"(?:01|1)\s+trong\s", re.IGNORECASE)


def _is_one_of(text: str, mention: Mention) -> bool:
    """A rank: "là 1 trong 10 đơn vị tiêu biểu" counts nobody's ten units."""
    return bool(_ONE_OF.match(text, mention.start))


# "vài đơn vị", "dăm ba mô hình" tell no more than "nhiều".
_FEWEST_IN_ORDER = 10
_OF_WHOM = re.compile(
    r"(?<!\w)(?:xã|phường|thôn|bản|huyện|đơn\s+vị|địa\s+phương|hộ|người|trẻ(?:\s+em)?|học\s+sinh)\s+$",
    re.IGNORECASE,
)
_THRESHOLD_UNITS = frozenset(("tiêu chí", "tuổi", "điểm", "chỉ tiêu"))


def _is_threshold(before: str, amount: Amount, unit: str) -> bool:
    """A threshold that tells units apart: "xã dưới 15 tiêu chí" counts no criteria."""
    return (
        amount.bound in (Bound.UNDER, Bound.OVER)
        and unit.lower() in _THRESHOLD_UNITS
        and bool(_OF_WHOM.search(before))
    )


def _before(text: str, mention: Mention, clause: int) -> Counted | None:
    """The noun that stands before the number: "số mô hình: 45", "Mô hình (45)"."""
    line = text.rfind("\n", 0, mention.start) + 1
    return counted_before(text, mention.start, mention.end, max(line, mention.start - 120, 0)) or (
        counted_before(text, mention.start, mention.end, clause)
    )


def _share_of(
    before: str, counted: Counted | None, previous: Draft | None, sentence: tuple[int, int]
) -> tuple[str | None, str | None]:
    """What a percentage is a share of, and the kind of that noun."""
    if counted is not None:
        return counted.phrase, counted.kind
    if subject := _SUBJECT_OF_SHARE.search(before):
        return " ".join(subject[1].split()), None
    rates = list(_RATE_BEFORE.finditer(before))
    if rates and (named := _rate_name(rates[-1])):
        return named, None
    if (
        previous is not None
        and previous.sentence == sentence
        and previous.unit != "%"
        and _SHARE_OF_PREVIOUS.search(before)
    ):
        return previous.counted, previous.kind
    return None, None


_ANNOUNCED_WITHIN = 300
_ANNOUNCED_RATE = re.compile(
    r"((?:tỷ|tỉ)\s+lệ|mức\s+độ)\s+([^.;:()\d]{3,120}?)\s*:\s*(?:[^:]*;\s*)?$", re.IGNORECASE
)


def _rate_announced(before: str) -> str | None:
    """The rate that a colon announces: "Tỷ lệ số hóa: cấp tỉnh 94%; cấp huyện 88%"."""
    found = _ANNOUNCED_RATE.search(before)
    return _rate_name(found) if found else None


def _rate_name(found: re.Match[str]) -> str | None:
    """The name of a rate, without what is said of it: "tỷ lệ hộ nghèo" of "… đạt", "… từ"."""
    first, _, rest = found[2].strip().partition(" ")
    told = _RATE_ENDS.split(f" {rest}", maxsplit=1)[0]
    if not told.strip() and _RATE_ENDS.fullmatch(first):
        return None
    return " ".join(f"{found[1].lower()} {first} {told}".split()).rstrip(" ,")


# ------------------------------------------------------------------ figures beside figures


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
