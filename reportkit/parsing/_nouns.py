"""What follows a number: the measure word and the noun phrase it counts.

Takes normalised text and the place behind a number; gives the unit and the counted phrase.
The nouns are in ``data/nouns.toml``. Knows nothing of figures.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from attrs import frozen

from reportkit.vietnamese.bodies import body_at

__all__ = ["Counted", "counted_after", "counted_before", "label_before"]

_MOST_WORDS = 6
# "35 buổi/năm học", "40 hồ sơ/người/ngày": of each, no part of the noun.
_PER = r"(?:năm|tháng|tuần|ngày|quý|vụ|người|hộ|vạn|xã|thôn|lớp|em|cháu|nhà|công\s+trình)(?!\w)"
_WORD = re.compile(rf"[ \t]*([^\W\d_]+(?:(?:-|/(?!{_PER}))[^\W\d_]+)*)")
_LISTED = re.compile(r"\s*,\s*|\s+và\s+|\s*/\s*")
# "274 mô hình, điển hình": models and those who stand for them are one list.
_EXAMPLES = {"models", "honoured"}
# "900 người, nữ thanh niên chiếm 31%": the next noun begins a statement of its own.
_HAS_A_SHARE = re.compile(
    r"[^,;.:()\d]{0,40}?\s(?:chiếm\s|(?:là|đạt)\s+(?:[^\W\d_]+\s+)?\d)", re.IGNORECASE
)
_CUT_LISTS = ("people", "models")


@frozen
class Counted:
    """What a number counts.

    Attributes
    ----------
    unit, unit_end:
        The measure word or noun as written (single spaces), and where it ends.
    phrase:
        The noun phrase: the unit and what tells it apart.
    kind:
        The kind of noun (people, models, …); None where the noun is not in the data.
    """

    unit: str
    unit_end: int
    phrase: str
    kind: str | None


@frozen
class _Words:
    """``data/nouns.toml``: classifiers, fillers, the kind of each noun, and function words."""

    classifiers: frozenset[str]
    fillers: frozenset[str]
    kinds: dict[str, str]
    no_noun: frozenset[str]
    adjectives: frozenset[str]
    phrase_ends: frozenset[str]
    compounds: frozenset[str]
    not_before: dict[str, list[str]]


@cache
def _vocabulary() -> _Words:
    text = files("reportkit.parsing").joinpath("data/nouns.toml").read_text("utf-8")
    data = tomllib.loads(text)
    kinds: dict[str, str] = {}
    for kind, nouns in data["kinds"].items():
        for noun in nouns:
            kinds.setdefault(noun.lower(), kind)
    words = {name: frozenset(data["function_words"][name]) for name in data["function_words"]}
    return _Words(
        frozenset(data["classifiers"]),
        frozenset(data["fillers"]),
        kinds,
        **words,
        not_before=data["not_before"],
    )


def _words(text: str, start: int, most: int = _MOST_WORDS) -> list[tuple[int, int]]:
    """Where the words from ``start`` on stand, as long as only spaces part them."""
    found: list[tuple[int, int]] = []
    position = start
    while len(found) < most:
        word = _WORD.match(text, position)
        if not word or (found and word.start(1) == position):
            break
        found.append(word.span(1))
        position = word.end()
    return found


def _known(text: str, start: int) -> tuple[int, str] | None:
    """The longest known noun that begins at ``start``: its end and kind."""
    kinds = _vocabulary().kinds
    words = _words(text, start)
    for count in range(len(words), 0, -1):
        phrase = " ".join(text[first:last] for first, last in words[:count]).lower()
        if phrase in kinds and not _is_cut_short(text, words, count, phrase):
            return words[count - 1][1], kinds[phrase]
    return None


def _is_cut_short(text: str, words: list[tuple[int, int]], count: int, phrase: str) -> bool:
    """Whether the word behind the phrase makes another thing of it."""
    others = _vocabulary().not_before.get(phrase)
    if others is None or count >= len(words):
        return False
    return text[words[count][0] : words[count][1]].lower() in others


def _noun(text: str, start: int) -> tuple[int, str | None] | None:
    """The noun, with its classifier, that begins at ``start``: its end and kind."""
    vocabulary = _vocabulary()
    words = _words(text, start)
    if not words:
        return None
    known = _known(text, words[0][0])
    for count in (2, 1):
        head = " ".join(text[first:last] for first, last in words[:count]).lower()
        if len(words) >= count and head in vocabulary.classifiers:
            end = words[count - 1][1]
            behind = _known(text, end) if end < len(text) and text[end].isspace() else None
            if behind and behind[1] == "people" and head != "lượt":
                behind = None  # "1 lớp đảng viên mới" is one class, no member
            if behind and (known is None or behind[0] > known[0]):
                return behind
            if known is None:
                return end, None
    if known:
        return known
    first = text[words[0][0] : words[0][1]]
    if first.lower() in vocabulary.no_noun:
        return None
    if len(words) == 1 or first.isupper() or "-" in first:
        return words[0][1], None
    second = text[words[1][0] : words[1][1]]
    ends_there = vocabulary.no_noun | vocabulary.adjectives
    if second.lower() in ends_there or second[:1].isupper():
        return words[0][1], None
    return words[1][1], None


def counted_after(text: str, start: int, stop: int) -> Counted | None:
    """Give what the number that ends at ``start`` counts, reading no further than ``stop``.

    >>> counted = counted_after("trên 579 mô hình hay được nhân rộng", 8, 35)
    >>> counted.unit, counted.phrase
    ('mô hình', 'mô hình hay')
    >>> counted_after("5.129 tin, bài, phóng sự;", 5, 25).unit
    'tin, bài, phóng sự'
    >>> counted_after("32 tập thể, 56 cá nhân", 2, 22).unit
    'tập thể'
    """
    whole, text = text, text[:stop]
    fillers = _vocabulary().fillers
    begin = start
    words = _words(text, start, 2)
    glued = bool(words) and words[0][0] == start and start > 0 and text[start - 1].isalnum()
    if not words or (glued and not _known(text, start)):
        return _counted_in_quotes(text, start)
    for count in (2, 1):
        head = " ".join(text[first:last] for first, last in words[:count]).lower()
        if len(words) >= count and head in fillers:
            begin = words[count - 1][1]
            break
    noun = _noun(text, begin)
    if noun is None:
        return None
    unit_start = _words(text, begin, 1)[0][0]
    end, kind = noun
    listed_end = _list_end(text, unit_start, end, kind, whole)
    unit_end = end if kind in _CUT_LISTS else listed_end
    phrase_end = _phrase_end(text, listed_end)
    return Counted(
        unit=" ".join(text[unit_start:unit_end].split()),
        unit_end=unit_end,
        phrase=" ".join(text[unit_start:phrase_end].split()),
        kind=kind,
    )


_IN_QUOTES = re.compile(r'\s+"\s?(?P<name>[^"\n]{2,80})"')


def _counted_in_quotes(text: str, start: int) -> Counted | None:
    """What a name in quotes behind a number counts: 35 "Ngôi nhà 26-3" are houses."""
    quoted = _IN_QUOTES.match(text, start)
    known = _noun(text, quoted.start("name")) if quoted else None
    if quoted is None or known is None or known[1] is None:
        return None
    unit = " ".join(text[quoted.start("name") : known[0]].split())
    return Counted(unit, quoted.end(), " ".join(quoted["name"].split()), known[1])


def _list_end(text: str, start: int, end: int, kind: str | None, whole: str) -> int:
    """Where a list of nouns of one kind ends that begins with the noun ``text[start:end]``.

    ``text`` ends before the next number, ``whole`` goes on.
    """
    head, heads = text[start:end], text[start:end].lower().split()
    while kind and (joint := _LISTED.match(text, end)):
        item = _known(text, joint.end())
        if item is None or not (item[1] == kind or {item[1], kind} == _EXAMPLES):
            break
        if _HAS_A_SHARE.match(text, item[0]) or _is_counted_next(whole, head, item[0]):
            break
        if text[joint.end() : item[0]].lower() in heads and _is_open(text, item[0]):
            break
        end = item[0]
    return end


def _is_counted_next(text: str, head: str, item_end: int) -> bool:
    """Whether the next number tells of the item: "120 lượt hộ, hộ cận nghèo 90 lượt hộ"."""
    noun = r"\s+".join(map(re.escape, head.split()))
    again = re.compile(rf"(?:\s+[^\W\d_]+){{0,3}}:?\s+\d[\d.,]*\s+{noun}(?!\w)", re.IGNORECASE)
    return again.match(text, item_end) is not None


def _is_open(text: str, end: int) -> bool:
    """Whether a noun that is said again goes on: "nhà tạm, nhà nghĩa tình đồng đội"."""
    behind = _words(text, end, 1)
    if not behind or behind[0][0] == end:
        return False
    word = text[behind[0][0] : behind[0][1]].lower()
    pair = " ".join(text[first:last] for first, last in _words(text, end, 2)).lower()
    if pair in _vocabulary().compounds:
        return True
    return word not in _vocabulary().no_noun | _vocabulary().phrase_ends


_QUOTED = re.compile(r'\s*"[^"\n]{1,150}"')
_OPEN_TAIL = re.compile(r"\s+(?:và|có|của|là|hoặc|các|những|về|không|chưa|cùng)$", re.IGNORECASE)
_LONGEST_TAIL = 12


def _phrase_end(text: str, end: int) -> int:
    """Where the noun phrase ends that has its noun up to ``end``."""
    for _ in range(14):
        words = _words(text, end, 2)
        if words and words[0][0] > end:
            word = text[words[0][0] : words[0][1]].lower()
            pair = " ".join(text[first:last] for first, last in words).lower()
            if pair in _vocabulary().compounds:
                end = words[1][1]
                continue
            if word == "thành" and len(words) == 1:
                break  # "12 xã thành 5 xã"
            if word == "và" and not _goes_on(text, words[0][1]):
                break
            if word in _vocabulary().phrase_ends or pair in _vocabulary().phrase_ends:
                break
            end = words[0][1]
            continue
        quoted = _QUOTED.match(text, end)
        if not quoted:
            break
        end = quoted.end()
    while trimmed := _OPEN_TAIL.search(text, max(0, end - _LONGEST_TAIL), end):
        end = trimmed.start()
    return end


def _goes_on(text: str, end: int) -> bool:
    """Whether the "và" that ends at ``end`` joins another noun, not the next body or place."""
    behind = _words(text, end, 2)
    known = _known(text, end)
    if known is None or text[behind[0][0]].isupper():
        return False
    return not (known[1] == "places" and len(behind) > 1 and text[behind[1][0]].isupper())


_COUNT_BEFORE = re.compile(
    r"(?:(?<!\w)(?:tổng\s+số|số\s+lượng|số|tổng)\s+([^\d,.;:()\n]{2,60}?)"
    r"(?:\s+(?:(?:đến|cuối|hết|trong)\s+)*(?:năm|tháng|quý)\s+[\d/]+)?\s*(?:(?:(?:tăng|giảm)\s+)?từ|là|đạt|có|gồm|lên|được|:|-|=|còn|khoảng)?\s*)$",
    re.IGNORECASE,
)
_HEAD_BEFORE = re.compile(r"(?:^|[.;,\n\t-])\s*([^\d,.;:()\n\t]{2,60}?)\s*(?::|\()\s*$")
_LABEL_WORDS = 4
_LABEL = re.compile(rf"((?:[^\W\d_]+\s+){{0,{_LABEL_WORDS - 1}}}[^\W\d_]+)\s*:?\s*$")
_ITEM_BEHIND = re.compile(r"\s*(?:\([^()]{0,20}\)\s*)?(?:[,;]\s*(?:[^\W\d_]+\s+){1,4}:?\s*\d|và\s)")
_ITEM_BEFORE = re.compile(r"\d\s*(?:\([^()]{0,20}\)\s*)?(?:[,;]|và)\s*(?:[^\W\d_]+\s+){1,4}:?\s*$")


def counted_before(text: str, start: int, end: int, begin: int) -> Counted | None:
    """Give what the number at ``start:end`` counts where its noun stands before it.

    ``begin`` is where the clause begins.

    >>> counted_before("Tổng số đảng viên là 2.600.", 21, 26, 0).unit
    'đảng viên'
    >>> counted_before("Mô hình (45)", 9, 11, 0).unit
    'Mô hình'
    """
    before = text[begin:start]
    found = _COUNT_BEFORE.search(before) or _HEAD_BEFORE.search(before)
    if not found:
        return _subject_before(before, end)
    phrase = found[1].strip()
    counted = counted_after(phrase, 0, len(phrase))
    if counted is None:
        return None
    if counted.kind is None and (noun := _first_known(phrase)):
        return Counted(noun[0], end, phrase, noun[1])
    return Counted(counted.unit, end, phrase, counted.kind)


# "đảng viên có 4.789 tham gia", "hộ nghèo còn 45": the subject is what is counted.
_SUBJECT_BEFORE = re.compile(
    r"(?:^|[.;,(\n]\s*|(?<!\w)(?:trong\s+đó|và)[\s,]+)(?P<noun>[^\W\d_]+(?:\s+[^\W\d_]+){0,5}?)"
    r"\s+(?:có|là|còn|chỉ\s+còn|(?:giảm\s+)?còn|tăng\s+lên)\s+(?:trên\s+|hơn\s+|gần\s+|khoảng\s+)?$",
    re.IGNORECASE,
)
_COUNTED_SUBJECTS = frozenset(("people", "households", "documents", "works", "models"))


def _subject_before(before: str, end: int) -> Counted | None:
    found = _SUBJECT_BEFORE.search(before)
    known = _known(found["noun"], 0) if found else None
    if found is None or known is None or known[1] not in _COUNTED_SUBJECTS:
        return None
    phrase = " ".join(found["noun"].split())
    return Counted(" ".join(found["noun"][: known[0]].split()), end, phrase, known[1])


def _first_known(phrase: str) -> tuple[str, str] | None:
    """The first known noun of a phrase that begins with a deed: "Phát triển đoàn viên"."""
    for word in _WORD.finditer(phrase):
        known = _known(phrase, word.start())
        if known is not None:
            body = body_at(phrase, word.end() - len(word[0].lstrip()))
            if body is not None and body.end > known[0]:
                return None  # "cao nhất là Đảng bộ tỉnh X (9.630)": one body, named, not counted
            return " ".join(phrase[word.start() : known[0]].split()), known[1]
    return None


def label_before(text: str, start: int, end: int) -> str | None:
    """Give the label of a number in a list of labelled numbers: "khiển trách 3, cảnh cáo 1".

    None where the number does not stand in such a list.

    >>> text = "kỷ luật 4 đảng viên: khiển trách 3, cảnh cáo 1"
    >>> label_before(text, 34 - 1, 34), label_before(text, len(text) - 1, len(text))
    ('khiển trách', 'cảnh cáo')
    """
    before = text[max(0, start - 60) : start]
    label = _LABEL.search(before)
    if not label or text[end : end + 1].isalnum():
        return None
    if not (_ITEM_BEHIND.match(text, end) or _ITEM_BEFORE.search(before)):
        return None
    no_noun = _vocabulary().no_noun
    words = label[1].split()
    for position in range(len(words) - 1, -1, -1):
        if words[position].lower() in no_noun:
            words = words[position + 1 :]
            break
    return " ".join(words) or None
