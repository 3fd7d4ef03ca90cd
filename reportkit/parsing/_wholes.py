"""Tells parts from wholes among the figures of running text: "trong đó", brackets, bullets.

Takes a document and its drafts; gives the drafts with ``part_of`` set. Tables have their own rule.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from attrs import evolve

from reportkit.parsing._drafts import Draft, same_head, same_noun
from reportkit.parsing.document import Document
from reportkit.parsing.objects import Role
from reportkit.vietnamese import Bound

__all__ = ["with_wholes"]

_OF_WHICH = re.compile(
    r"(?<!\w)trong\s+(?:đó|số\s+(?:đó|này))(?!\w)"
    # "Trong số kết nạp có 86 nữ"
    r"|(?<!\w)(?<!một\s)trong\s+số\s+(?:[^\W\d_]+\s+){0,4}[^\W\d_]+(?:\s+có(?!\w)|,)",
    re.IGNORECASE,
)
# "Cụ thể: …" tells the parts of the sentence before.
_OPENS_SENTENCE = re.compile(r"[.!?]\s+(?:Cụ\s+thể|(?:Bao\s+)?[Gg]ồm)(?:\s+là)?\s*[:,]")
_CONSISTS_OF = re.compile(r"(?<!\w)(?:bao\s+gồm|gồm(?:\s+có)?|cụ\s+thể|riêng)(?!\w)", re.IGNORECASE)
# "Trong số 412 mô hình, có 35 mô hình cấp tỉnh": the whole is told first.
_AMONG = re.compile(
    r"(?<!\w)(?<!một\s)(?:trong\s+(?:tổng\s+)?số|(?:^|(?<=[.;,]\s))trong)\s+$",
    re.IGNORECASE | re.MULTILINE,
)
_AMONG_WITHIN = 24
# "Xử lý 28.745 trường hợp. Riêng nồng độ cồn 8.106", but "Riêng năm 2024" is another time.
_ALONE_OPENS = re.compile(
    r"[.!?]\s+Riêng\s+(?!(?:trong\s+)?(?:năm|tháng|quý|giai\s+đoạn|\d+\s+tháng)(?!\w))"
)
_NEW_WHOLE = re.compile(r"[^,;.()]{0,40},?\s*\(?\s*trong\s+(?:đó|số)(?!\w)", re.IGNORECASE)
_SENTENCE_ENDS = re.compile(r"[.!?]\s")


def with_wholes(document: Document, drafts: Sequence[Draft]) -> list[Draft]:
    """Give the drafts with ``part_of`` set."""
    text = document.text
    result = list(drafts)
    for index in range(len(drafts)):
        for part in _parts_that_add_up(text, result, index):
            result[part] = evolve(result[part], part_of=index)
        if result[index].part_of is None:
            whole = _whole_of(text, result, index)
            if whole is not None:
                result[index] = evolve(result[index], part_of=whole)
    for part, whole in _under_bullets(document, result):
        result[part] = evolve(result[part], part_of=whole)
    return result


# How many figures a part may stand behind its whole.
_FARTHEST = 40


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
    for position in range(index + 1, min(len(drafts), index + 1 + _FARTHEST)):
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
    if part.unit == "%":
        return _whole_rate(text, drafts, index)
    if not _is_plain(part) or _PER_UNIT.match(text, part.end):
        return None
    earlier = [
        candidate
        for candidate in range(index - 1, max(-1, index - 1 - _FARTHEST), -1)
        if drafts[candidate].paragraph.start == part.paragraph.start
        and drafts[candidate].unit != "%"
        and drafts[candidate].role is not Role.CHANGE
    ]
    if not earlier:
        return None
    before = drafts[earlier[0]]
    gap = text[before.end : part.start]
    of_which = bool(_OF_WHICH.search(gap) or _OPENS_SENTENCE.search(gap))
    if (
        of_which
        or _ALONE_OPENS.search(gap)
        or (_CONSISTS_OF.search(gap) and not _SENTENCE_ENDS.search(gap))
    ):
        return _whole_behind_cue(text, drafts, index, earlier, of_which=of_which)
    if _SENTENCE_ENDS.search(gap):
        return None
    for candidate in earlier:
        whole = drafts[candidate]
        if same_head(part, whole) and _is_among(text, whole):
            return candidate if _is_part(part, whole, strict=True) else None
    in_run = before.part_of is not None and "," in gap
    if _OPENS_BRACKET.fullmatch(gap) and part.kind and not in_run:
        return earlier[0] if _is_part(part, before, strict=False) else None
    return _whole_of_run(text, drafts, index, earlier)


def _is_among(text: str, whole: Draft) -> bool:
    """Whether a number is said as that among which others are: "Trong số 412 mô hình"."""
    return bool(_AMONG.search(text, max(0, whole.start - _AMONG_WITHIN), whole.start))


def _whole_rate(text: str, drafts: list[Draft], index: int) -> int | None:
    """The percentage that another is said to be a part of: "đạt 99%, trong đó nước sạch 62%"."""
    if not index:
        return None
    part, whole = drafts[index], drafts[index - 1]
    named = (
        whole.unit == "%"
        and whole.sentence == part.sentence
        and Role.CHANGE not in (part.role, whole.role)
        and part.mention.amount.value <= whole.mention.amount.value
        and not _OF_PLAN.match(text, whole.end)
        and _OF_WHICH.search(text, whole.end, part.start)
    )
    return index - 1 if named else None


_OF_PLAN = re.compile(r"\s+(?:kế\s+hoạch|KH|chỉ\s+tiêu|dự\s+toán|so\s+với)(?!\w)", re.IGNORECASE)


def _whole_behind_cue(
    text: str, drafts: list[Draft], index: int, earlier: list[int], *, of_which: bool
) -> int | None:
    """The whole of the first part behind "trong đó" or "gồm": what counts the same, the nearest.

    Where two wholes do, the one of which the same is told ("kiểm tra …, trong đó … kiểm tra").
    """
    part, before = drafts[index], drafts[earlier[0]]
    sentence = before.sentence
    run = [each for each in earlier if drafts[each].part_of is None]
    run = [each for each in run if of_which or drafts[each].sentence == sentence]
    alike = [
        each for each in run if drafts[each].sentence == sentence and same_head(part, drafts[each])
    ]
    deed = _deed_before(text, part)
    alike = [each for each in alike if drafts[each].clause == before.clause] or alike
    alike.sort(
        key=lambda each: (
            drafts[each].counted != part.counted,
            _deed_before(text, drafts[each]) != deed,
        )
    )
    fits = [each for each in alike if _is_part(part, drafts[each], strict=True)]
    slips = [each for each in alike if of_which and _is_slip(part, drafts[each])]
    named = text[before.end : part.start].lower()  # "2.055 lao động, riêng xuất khẩu lao động 73"
    others = [
        each
        for each in run
        if _is_part(part, drafts[each], strict=not of_which)
        or (_is_named(drafts[each], part, named) and _is_part(part, drafts[each], strict=False))
    ]
    return next(iter(fits + slips + others), None)


def _is_named(whole: Draft, part: Draft, words: str) -> bool:
    """Whether the words before a part name what its whole counts."""
    return whole.unit is not None and whole.kind == part.kind and whole.unit.lower() in words


_DEED = re.compile(r"([^\W\d_]+\s+[^\W\d_]+)\s+$")


def _deed_before(text: str, draft: Draft) -> str | None:
    """The two words right before a figure: what was done."""
    found = _DEED.search(text, max(draft.sentence[0], draft.start - 30), draft.start)
    return found[1].lower() if found else None


def _whole_of_run(text: str, drafts: list[Draft], index: int, earlier: list[int]) -> int | None:
    """The whole of a figure that goes on with a run of parts begun before it."""
    part = drafts[index]
    if _is_told_of_a_part(drafts, earlier, part):
        earlier = earlier[1:]
    before = drafts[earlier[0]]
    gap = text[before.end : part.start]
    if before.part_of is None or (";" in gap and _NEW_WHOLE.match(text, part.end)):
        return None
    if _leaves_bracket(text, drafts[before.part_of], before, gap):
        return _whole_around(drafts, before.part_of, index)
    for candidate in _wholes_of_run(drafts, earlier, part):
        whole = drafts[candidate]
        begun = [drafts[each] for each in earlier if drafts[each].part_of == candidate]
        alike = [other for other in begun if same_head(part, other)]
        same_run = alike or (part.kind is not None and any(o.kind == part.kind for o in begun))
        if alike and _is_complete(drafts, candidate, index):
            return None
        if ";" in gap and not (alike or part.unit == before.unit or same_head(part, whole)):
            continue
        if ";" in gap and _told_with(drafts, candidate, index) > _SLIP * whole.mention.amount.value:
            continue
        if not alike and (beside := _whole_beside(text, drafts, earlier, part)) is not None:
            return beside
        if same_run and _is_part(part, whole, strict=False):
            return candidate
    return _whole_beside(text, drafts, earlier, part)


def _is_told_of_a_part(drafts: list[Draft], earlier: list[int], part: Draft) -> bool:
    """Whether the money before hangs on a part: "(xây mới 430 nhà, 21 tỷ đồng; sửa 182 nhà)"."""
    if len(earlier) < _PART_AND_MONEY:
        return False
    money, other = drafts[earlier[0]], drafts[earlier[1]]
    told = money.kind == "measure" and money.part_of is None
    return told and other.part_of is not None and same_noun(other, part)


_PART_AND_MONEY = 2


def _whole_around(drafts: list[Draft], inner: int, index: int) -> int | None:
    """The whole of the run in which a part has told its own parts in a bracket."""
    outer, part = drafts[inner].part_of, drafts[index]
    if outer is None or not _is_part(part, drafts[outer], strict=True):
        return None
    enough = _told_with(drafts, outer, index) > _SLIP * drafts[outer].mention.amount.value
    return None if enough else outer


def _whole_beside(text: str, drafts: list[Draft], earlier: list[int], part: Draft) -> int | None:
    """The whole of the same noun beside that of the part before: "… 20 tổ chức, 60 đảng viên"."""
    before = drafts[earlier[0]]
    if before.part_of is None:
        return None
    gap = text[before.end : part.start]
    if not _LIST_JOINT.fullmatch(gap):
        return None
    beside = [
        each
        for each in earlier
        if each < before.part_of + _BESIDE
        and drafts[each].part_of is None
        and drafts[each].sentence == drafts[before.part_of].sentence
        and same_head(part, drafts[each])
    ]
    beside.sort(key=lambda each: drafts[each].counted != part.counted)
    return beside[0] if beside and _is_part(part, drafts[beside[0]], strict=True) else None


# How many figures behind a whole another may stand whose parts are told with its own.
_BESIDE = 4


def _wholes_of_run(drafts: list[Draft], earlier: list[int], part: Draft) -> list[int]:
    """The wholes of the parts told before in the sentence, that of the same phrase first."""
    told = [each for each in earlier if drafts[each].sentence == part.sentence]
    told.sort(key=lambda each: drafts[each].counted != part.counted)
    wholes = (drafts[each].part_of for each in told)
    return list(dict.fromkeys(whole for whole in wholes if whole is not None))


_LIST_JOINT = re.compile(r"[^,;.()\d]*(?:,|\svà)\s+[^,;.()\d]*")


# Parts may make up a little more than their whole, where a report has a slip.
_SLIP = Decimal("1.1")


def _is_complete(drafts: list[Draft], whole: int, index: int) -> bool:
    """Whether the parts told before ``index`` make up the whole already."""
    return _told(drafts, whole, index) == drafts[whole].mention.amount.value


def _told(drafts: list[Draft], whole: int, index: int) -> Decimal:
    """What the parts of ``whole`` told before ``index`` in its sentence make up."""
    sentence = drafts[index].sentence
    parts = (
        draft.mention.amount.value
        for draft in drafts[whole + 1 : index]
        if draft.part_of == whole and draft.sentence == sentence
    )
    return sum(parts, Decimal(0))


def _told_with(drafts: list[Draft], whole: int, index: int) -> Decimal:
    """The same with the figure at ``index``."""
    return _told(drafts, whole, index) + drafts[index].mention.amount.value


# "51 suất học bổng trị giá 35 triệu đồng (700.000 đồng/suất)": the price of one is no part.
_PER_UNIT = re.compile(r"\s?/\s?[^\W\d_]")
_OPENS_BRACKET = re.compile(
    r"[^;:.!?()]*\(\s*(?:có|gồm|trong\s+đó)?\s*(?:[^\W\d_]+\s+){0,4}(?:[^\W\d_]+\s*:\s*)?",
    re.IGNORECASE,
)


def _leaves_bracket(text: str, whole: Draft, part: Draft, gap: str) -> bool:
    """Whether the run of parts stood in a bracket that ``gap`` closes."""
    if ")" not in gap or "(" in gap:
        return False
    before, bracket, _ = text[whole.end : part.start].partition("(")
    return bool(bracket) and not (_OF_WHICH.search(before) or _CONSISTS_OF.search(before))


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
    if same_head(part, whole) or _named_in(part, whole):
        return True
    if strict or part.kind is None or whole.kind is None or "measure" in (part.kind, whole.kind):
        return False
    return any({part.kind, whole.kind} <= kin for kin in _KIN)


# A part that is said larger than its whole by no more than this is a slip of the report.
_LARGEST_SLIP = 2


def _is_slip(part: Draft, whole: Draft) -> bool:
    """Whether the part is told larger than its whole, though it can be no other's."""
    return (
        whole.role is part.role
        and part.kind != "measure"
        and part.mention.amount.value <= _LARGEST_SLIP * whole.mention.amount.value
    )


def _named_in(part: Draft, whole: Draft) -> bool:
    """Whether the whole names the part's noun: "điển hình" in "tập thể, cá nhân điển hình"."""
    return bool(part.unit and whole.counted and part.unit.lower() in whole.counted.lower())


# ------------------------------------------------------------------------ bullets below a total

_BULLET = re.compile(r"[-+*•●▪◦]\s*\S")
_ANNOUNCED = re.compile(
    r"(?<!\w)(?:trong\s+(?:đó|số\s+(?:đó|này))|(?:bao\s+)?gồm|cụ\s+thể|chia\s+ra|phân\s+ra)(?!\w)[^.;]*:\s*$",
    re.IGNORECASE,
)


def _under_bullets(document: Document, drafts: list[Draft]) -> Iterator[tuple[int, int]]:
    """Parts and wholes where a line that ends in a colon tells a total and bullets its parts."""
    text = document.text
    told: dict[int, list[int]] = {}
    for index, draft in enumerate(drafts):
        told.setdefault(draft.paragraph.start, []).append(index)
    paragraphs = list(document.body())
    for place, lead in enumerate(paragraphs):
        if lead.start not in told or not text[lead.start : lead.end].rstrip().endswith(":"):
            continue
        firsts: list[int] = []
        for item in itertools.takewhile(
            lambda item: bool(_BULLET.match(text, item.start)),
            paragraphs[place + 1 : place + 1 + _FARTHEST],
        ):
            plain = [index for index in told.get(item.start, []) if _is_plain(drafts[index])]
            firsts.extend(plain[:1])
        whole = _total_of(text, drafts, told[lead.start], firsts)
        if whole is not None:
            yield from ((part, whole) for part in firsts if same_noun(drafts[part], drafts[whole]))


def _total_of(
    text: str, drafts: list[Draft], candidates: list[int], parts: list[int]
) -> int | None:
    """Which of the figures of a line is the total of the parts below it."""
    for index in reversed(candidates):
        whole = drafts[index]
        alike = [drafts[part] for part in parts if same_noun(drafts[part], whole)]
        if not alike or not _is_plain(whole) or whole.role is Role.EARLIER:
            continue
        values = [part.mention.amount.value for part in alike]
        if sum(values) == whole.mention.amount.value and len(alike) > 1:
            return index
        announced = _ANNOUNCED.search(text, whole.end, whole.paragraph.end)
        if announced and all(_is_part(part, whole, strict=True) for part in alike):
            return index
    return None
