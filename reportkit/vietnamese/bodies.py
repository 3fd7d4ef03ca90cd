"""Reads the names of bodies: committees, offices, associations, schools, and their level.

Takes a text; gives mentions with spans into it. Knows the words that such names begin with and
that end them (``data/bodies.toml``), no list of bodies, nothing of reports.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain

from attrs import evolve, frozen

from reportkit.spans import Span
from reportkit.vietnamese.letters import CAPITAL, at_word_start
from reportkit.vietnamese.levels import Level
from reportkit.vietnamese.places import place_at, province, province_names, scan_places
from reportkit.vietnamese.view import View

__all__ = ["BodyMention", "body_at", "find_bodies", "level_of_body", "scan_bodies"]


@frozen
class BodyMention:
    """A body that a text names (cơ quan, tổ chức).

    Attributes
    ----------
    span:
        Where its name stands.
    name:
        Its name, as written.
    level:
        Its level, where its name tells it.
    """

    span: Span
    name: str
    level: Level | None


def _spaced(patterns: list[str]) -> list[str]:
    """The patterns as alternatives, the longest first."""
    ordered = sorted(patterns, key=len, reverse=True)
    return [pattern.replace(" ", r"\s+") for pattern in ordered]


@frozen
class _Words:
    """The patterns of ``data/bodies.toml``, compiled."""

    named: re.Pattern[str]
    """A body whose first words are a name."""
    any_head: re.Pattern[str]
    """The same, and bodies and persons in small letters, and places."""
    ends: re.Pattern[str]
    ends_behind_capital: re.Pattern[str]
    name_word: re.Pattern[str]
    """A word that a name holds in small letters."""
    levels: tuple[tuple[Level, re.Pattern[str]], ...]


_LEVELS = (
    r"(?:tỉnh|thành\s+phố|TP\.?|thị\s+xã|huyện|quận|đặc\s+khu|thị\s+trấn|xã|phường|thôn|bản|buôn"
    r"|ấp|làng|xóm|khu\s+phố|tổ\s+dân\s+phố|tiểu\s+khu)"
)
_PLACE_KINDS = rf"(?:{_LEVELS}\s+(?=[{CAPITAL}\d]|số\s+\d))"


@cache
def _words() -> _Words:
    data = tomllib.loads(
        files("reportkit.vietnamese").joinpath("data/bodies.toml").read_text("utf-8")
    )
    by_level = {Level(level): _spaced(heads) for level, heads in data["levels"].items()}
    named = [*chain(*by_level.values()), *_spaced(data["bodies"]["heads"])]
    any_named = "|".join(named)
    small = "|".join(_spaced([*data["bodies"]["small_heads"], *data["bodies"]["persons"]]))
    return _Words(
        named=re.compile(rf"{at_word_start(named)}(?!\w)"),
        any_head=re.compile(
            rf"(?<!\w)(?:(?:{any_named}|{small}|các\s+(?={any_named}))(?!\w)|{_PLACE_KINDS})"
        ),
        ends=re.compile(rf"(?<!\w)(?:{'|'.join(_spaced(data['ends']['words']))})(?!\w)"),
        ends_behind_capital=re.compile(
            rf"[{CAPITAL}]\w*(?P<gap>\s+)(?:{'|'.join(_spaced(data['ends']['behind_capital']))})(?!\w)"
        ),
        name_word=re.compile(
            rf"\s+(?:và\s+)?(?:{'|'.join(_spaced(data['bodies']['name_words']))})(?:\s+công)?(?!\w)"
        ),
        levels=tuple(
            (level, re.compile(rf"{at_word_start(heads)}(?!\w)"))
            for level, heads in by_level.items()
        ),
    )


_CLOSES = re.compile(r"""[,;:.…()"“”\n\t!?]|\s-\s(?![A-ZĐ])|\s-(?=\s*$)""")
_AND = re.compile(r"\s+(?:và|hoặc|cùng)\s+")
_FURTHER = re.compile(
    rf"\s*,\s*(?={_PLACE_KINDS}|(?:trực\s+)?thuộc\s+(?:{_PLACE_KINDS}|[{CAPITAL}]))"
)
# "Hội Cựu chiến binh (CCB) huyện …": the short form of a name within it.
_SHORT_FORM = re.compile(rf"\s*\([A-ZĐ][A-ZĐ&-]{{1,9}}\)(?=\s+{_LEVELS}(?!\w))")
_ABBREVIATED = re.compile(r"(?:TP|TX|TT|Tp)$")
# Behind "và" a capital letter goes on with the name, unless it begins the name of a document.
_NAME_GOES_ON = re.compile(
    rf"(?!Nghị|Chỉ\s+thị|Kết\s+luận|Quyết\s+định|Quy\s+định|Kế\s+hoạch\s+số|Hướng\s+dẫn|Luật)[{CAPITAL}\d]"
)
_LONGEST_NAME = 200


def body_at(text: str, start: int, limit: int | None = None) -> Span | None:
    """Give where the body, place or person that is named from ``start`` on stands.

    ``text`` is a normalised text (``View.text``). None where no body begins there.

    Examples
    --------
    >>> text = "Đảng bộ xã Ngọc Chiến, huyện Mường La đã xóa được 33 nhà tạm"
    >>> body_at(text, 0).of(text)
    'Đảng bộ xã Ngọc Chiến, huyện Mường La'
    """
    words = _words()
    limit = min(len(text) if limit is None else limit, start + _LONGEST_NAME)
    head = words.any_head.match(text, start, limit)
    if not head:
        return None
    end = _chunk_end(text, head.end(), limit)
    while True:
        further = _FURTHER.match(text, end, limit)
        if not further:
            break
        end = _chunk_end(text, further.end(), limit)
    return Span(start, start + len(_OPEN_END.sub("", text[start:end])))


_OPEN_END = re.compile(r"(?:\s+(?:và|hoặc|cùng|của|thuộc))?\s*$")


def _chunk_end(text: str, at: int, limit: int) -> int:
    """Where the words of a name end: at a mark, a verb, or an "và" with no further name."""
    words = _words()
    mark = _CLOSES.search(text, at, limit)
    while mark and (
        (mark[0] == "." and _ABBREVIATED.search(text, at, mark.start()))
        or (mark[0] in "()" and _SHORT_FORM.match(text, text.rfind("(", at, mark.end())))
    ):
        mark = _CLOSES.search(text, mark.end(), limit)
    end = mark.start() if mark else limit
    verb = words.ends.search(text, at, end)
    if verb:
        end = verb.start()
    verb = words.ends_behind_capital.search(text, at, end)
    if verb:
        end = verb.start("gap")
    end = _end_behind_place(text, at, end)
    for both in _AND.finditer(text, at, end):
        if not (
            _NAME_GOES_ON.match(text, both.end())
            or words.any_head.match(text, both.end(), end)
            or words.name_word.match(text, both.end() - 1, end)
        ):
            return both.start()
    return end


_LEVEL_THEN_VERB = re.compile(
    r"(?<!tác)\s+(?:tỉnh|huyện|quận|thị\s+xã|xã|phường|thị\s+trấn)"
    rf"(?=\s+[^\W\d{CAPITAL}])(?!\s+(?:ủy|đoàn|hội|và|hoặc|cùng|của|thuộc|{_LEVELS})(?!\w))"
)
_GOES_ON_BEHIND_PLACE = re.compile(
    rf"\s+(?:-\s+)?(?:và|hoặc|cùng|của|thuộc|[{CAPITAL}\d]|{_LEVELS}(?!\w))"
)


def _end_behind_place(text: str, start: int, end: int) -> int:
    """A small word behind the place of a body is the verb: "Đảng bộ huyện Quỳnh Nhai lập ra"."""
    level = _LEVEL_THEN_VERB.search(text, start, end)
    if level:
        end = level.end()
    for place in scan_places(text[start:end]):
        behind = start + place.span.end
        if place.kind and behind < end and not _GOES_ON_BEHIND_PLACE.match(text, behind, end):
            return behind
    return end


def find_bodies(text: str) -> list[BodyMention]:
    """Find the bodies that ``text`` names; a body in small letters ("các cấp ủy") is none.

    Examples
    --------
    >>> found = find_bodies("Tỉnh ủy Sơn La và Hội LHPN thị trấn Plei Kần phối hợp thực hiện.")
    >>> [(body.name, body.level.value) for body in found]
    [('Tỉnh ủy Sơn La và Hội LHPN thị trấn Plei Kần', 'tỉnh')]
    """
    view = View.of(text)
    found = list(scan_bodies(view.text))
    if view.origin is None:
        return found
    return [evolve(body, span=view.span(body.span.start, body.span.end)) for body in found]


def scan_bodies(text: str) -> Iterator[BodyMention]:
    """Go through the bodies in normalised text (``View.text``), with spans into that."""
    at = 0
    while head := _words().named.search(text, at):
        end = _strict_end(text, head.end(), _chunk_end(text, head.end(), len(text)))
        at = max(head.end(), end)
        if text.startswith(_NO_BODIES, head.start()):
            continue
        name = _committee_with_a_person().sub("", text[head.start() : end])
        end = head.start() + len(name)
        name = " ".join(_SHORT_FORM.sub("", name).split())
        yield BodyMention(Span(head.start(), end), name, level_of_body(name))


_NO_BODIES = ("Hội nghị", "Hội thi", "Hội thảo", "Đoàn kết", "Tổ quốc", "Tổ chức", "Báo cáo")


@cache
def _committee_with_a_person() -> re.Pattern[str]:
    """Behind Tỉnh ủy stands a province or, as in "Bí thư Tỉnh ủy Nguyễn Văn A", a person."""
    return re.compile(rf"(?<=Tỉnh ủy)\s+(?!{province_names()})[{CAPITAL}].*$")


_NAME_WORD = re.compile(r"\s+(?:-\s+)?(?P<word>\w[\w'&]*(?:-\w+)*)")
_JOINING = frozenset(("và", "các"))
_LEVEL_WORD = re.compile(rf"(?<!nông)\s+{_LEVELS}(?!\w|\s+hội(?!\w))")
_SMALL_WORDS_BEFORE_A_CAPITAL = 2
_SMALL_WORDS_BEFORE_A_LEVEL = 5


def _strict_end(text: str, at: int, limit: int) -> int:
    """Where a name ends in running text, where any word may follow it.

    A word of a name has two syllables, the second small ("Phụ nữ", "Nội vụ"); more small ones
    belong to the name only where the place of the body follows ("Trung tâm y tế huyện …").
    """
    end, small, allowed = at, 0, 0
    position = at
    while True:
        level = _LEVEL_WORD.match(text, position, limit)
        if level and small <= _SMALL_WORDS_BEFORE_A_LEVEL:
            return _place_end(text, level.start(), level.end(), limit)
        if short := _SHORT_FORM.match(text, position, limit):
            position = short.end()
            continue
        if known := _words().name_word.match(text, position, limit):
            end, small, allowed = known.end(), 0, 0
            position = known.end()
            continue
        word = _NAME_WORD.match(text, position, limit)
        if not word:
            return end
        number = word["word"].isdigit()
        if number or word["word"][0].isupper():
            if small > (0 if number else _SMALL_WORDS_BEFORE_A_CAPITAL):
                return end
            abbreviated = word["word"].isupper() and word["word"] != "Y"  # but "Sở Y tế"
            end, small, allowed = word.end(), 0, int(not abbreviated)
        else:
            small += 1
            if allowed and word["word"] not in _JOINING:
                end, allowed, small = word.end(), 0, 0
            if small > _SMALL_WORDS_BEFORE_A_LEVEL:
                return end
        position = word.end()


def _place_end(text: str, start: int, end: int, limit: int) -> int:
    """Where the place ends that closes a body's name: its level and, if told, its own name."""
    words = text[start : min(limit, start + _LONGEST_NAME)]
    place = place_at(words, len(words) - len(words.lstrip()))
    return end if place is None else start + place.span.end


_LEVEL_WORDS = (
    (Level.CENTRAL, re.compile(r"(?i:trung ương|\bTW\b|T\.Ư|toàn quốc)")),
    (Level.PROVINCE, re.compile(r"(?<!\w)tỉnh(?!\w)")),
    (Level.DISTRICT, re.compile(r"(?<!\w)(?:huyện|quận|thị xã)(?!\w)")),
    (Level.COMMUNE, re.compile(r"(?<!\w)(?:xã(?! hội)|phường|thị trấn|đặc khu)(?!\w)")),
    (
        Level.VILLAGE,
        re.compile(r"(?<!\w)(?:(?<!nông )thôn|bản|buôn|ấp|làng|xóm|khu phố|tổ dân phố)(?!\w)"),
    ),
)
_OF_THE_STATE = re.compile(r"(?i:nhà nước)|Việt Nam$")
_CITY = re.compile(r"(?i:thành phố|thành ủy|thành đoàn|TP\.?)\s+(?P<name>\w+(?:\s+\w+)*)")


@lru_cache(maxsize=4096)
def level_of_body(name: str) -> Level | None:
    """Give the level that the name of a body tells, the lowest place first named in it.

    >>> level_of_body("Hội Cựu chiến binh xã Đăk Kan, huyện Ngọc Hồi").value
    'xã'
    """
    places = sorted(
        (match.start(), level)
        for level, pattern in (*_words().levels, *_LEVEL_WORDS)
        if (match := pattern.search(name))
    )
    if places:
        return places[0][1]
    city = _CITY.search(name)
    if city:
        of_centre = province(city["name"])
        return Level.PROVINCE if of_centre and of_centre.kind == "thành phố" else Level.DISTRICT
    return Level.CENTRAL if _OF_THE_STATE.search(name) else None
