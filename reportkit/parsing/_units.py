"""Finds the unit that reports: the body of its letterhead, or the place that its text tells of.

Takes the pieces of a letterhead or a text; gives a ``Unit``. A committee stands for its party
body (Huyện ủy Ngọc Hồi: Đảng bộ huyện Ngọc Hồi). Knows no units by name.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from attrs import evolve

from reportkit.parsing.objects import Unit
from reportkit.vietnamese.bodies import level_of_body, scan_bodies
from reportkit.vietnamese.letters import CAPITAL, at_word_start
from reportkit.vietnamese.levels import Level
from reportkit.vietnamese.places import NAME, find_places, province, scan_places

__all__ = ["CAPITAL_HEAD", "issuer", "unit_named", "unit_told_of"]


_COMMITTEE_HEADS = r"TỈNH ỦY|THÀNH ỦY|HUYỆN ỦY|THỊ ỦY|QUẬN ỦY|ĐẢNG ỦY|CHI BỘ|CHI ỦY|ỦY BAN NHÂN DÂN"
CAPITAL_HEAD = re.compile(
    rf"(?:{_COMMITTEE_HEADS}|ĐẢNG BỘ|UBND|HỘI ĐỒNG NHÂN DÂN|ỦY BAN MTTQ|ỦY BAN MẶT TRẬN|MẶT TRẬN"
    r"|BAN CHỈ ĐẠO|BAN CHẤP HÀNH|BAN THƯỜNG VỤ|BAN TUYÊN GIÁO(?: VÀ DÂN VẬN)?|BAN TỔ CHỨC"
    r"|BAN DÂN VẬN|BAN NỘI CHÍNH|VĂN PHÒNG|SỞ|PHÒNG|CÔNG AN|BỘ CHỈ HUY|BAN CHỈ HUY|TỈNH ĐOÀN"
    r"|HUYỆN ĐOÀN|ĐOÀN|HỘI|LIÊN ĐOÀN|TRƯỜNG|BỆNH VIỆN|TRUNG TÂM|CÔNG TY|TỔNG CÔNG TY|CỤC"
    r"|CHI CỤC|VIỆN|HỌC VIỆN)(?!\w)"
)
_NEXT_BODY = re.compile(rf"(?<=\S)(?<!ỦY)\s+(?=(?:{_COMMITTEE_HEADS}|BAN (?!THƯỜNG|CHẤP)\w+)\s)")
# The cell of a letterhead holds both bodies on one line: "UBND TỈNH HÒA BÌNH SỞ NỘI VỤ".
_LEVEL_WORDS = r"TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU"
_NEXT_OFFICE = re.compile(
    r"\s+(?=(?:UBND|ỦY BAN (?:MTTQ|MẶT TRẬN)|HỘI|SỞ|PHÒNG|VĂN PHÒNG|CÔNG AN|ĐOÀN|LIÊN ĐOÀN"
    r"|CÔNG ĐOÀN|TRƯỜNG|BỆNH VIỆN|TRUNG TÂM|CHI CỤC|(?:TỈNH|HUYỆN|THÀNH|THỊ|QUẬN) ĐOÀN)\s+\S)"
)
_NO_END_OF_NAME = re.compile(
    rf"(?:^|\s)(?:{_LEVEL_WORDS}|THÀNH|THỊ|VĂN|LIÊN|CÔNG|MÔI|HẢI|QUỐC|CƠ|CHI|VÀ|CỦA|-)$"
)
_NAMES_A_PLACE = re.compile(rf"(?:{_LEVEL_WORDS}|ỦY|ĐOÀN)\s+(?!ĐOÀN$|ỦY$|HỘI$)\S+")
_END_OF_NAME = re.compile(r"\s*(?:\*|-{3,}|Số\s*:?|Số$|CỘNG HÒA|ĐẢNG CỘNG SẢN).*$")
_SHORT_LEVEL = re.compile(r"(?<!\w)(TP|TX|TT)\.\s*")
_LEVELS_IN_FULL = {"TP": "THÀNH PHỐ ", "TX": "THỊ XÃ ", "TT": "THỊ TRẤN "}
_SHORT_COMMITTEE = re.compile(r"^(HU|QU|ĐU)\.?\s+(?=\S)")
_COMMITTEES_IN_FULL = {"HU": "HUYỆN ỦY ", "QU": "QUẬN ỦY ", "ĐU": "ĐẢNG ỦY "}
# Not of "BCH QUÂN SỰ", a military command.
_SHORT_BOARD = re.compile(r"^(BCH|BTV)\.?\s+(?=ĐẢNG|CHI BỘ|HỘI|ĐOÀN|CÔNG ĐOÀN|HUYỆN|TỈNH|XÃ)")
_BOARD = re.compile(r"BAN (?:THƯỜNG VỤ|CHẤP HÀNH)")
_BOARDS_IN_FULL = {"BCH": "BAN CHẤP HÀNH ", "BTV": "BAN THƯỜNG VỤ "}
_LEVEL_ALONE = re.compile(r"(?:TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU)\s+\S")


def issuer(pieces: list[str], text: str) -> Unit | None:
    """The body that issued the report: the last one named in the letterhead, and the one above."""
    names: list[str] = []
    for piece in pieces:
        bare = _END_OF_NAME.sub("", piece).strip()
        bare = _SHORT_LEVEL.sub(lambda short: _LEVELS_IN_FULL[short[1]], bare)
        bare = _SHORT_BOARD.sub(lambda short: _BOARDS_IN_FULL[short[1]], bare)
        bare = _SHORT_COMMITTEE.sub(lambda short: _COMMITTEES_IN_FULL[short[1]], bare)
        if names and _LEVEL_ALONE.match(bare) and re.search(r"NHÂN DÂN$|BỘ$|ỦY$", names[-1]):
            names[-1] = f"{names[-1]} {bare}"
        elif CAPITAL_HEAD.match(bare) and bare.isupper():
            bodies = (body for line in _NEXT_BODY.split(bare) for body in _offices(line))
            names += [body for body in bodies if not _BOARD.fullmatch(body)]
    if not names:
        return None
    own = _COMMITTEE_OF.sub("", names[-1])
    above = names[-2] if len(names) > 1 else None
    if above and own != names[-1] and _LEVEL_ALONE.match(own) and _ASSOCIATION.match(above):
        own = f"{_OF_VIETNAM.sub('', above)} {own}"
    parent = unit_named(_in_small_letters(above, text)) if above else None
    unit = _spelt_out(unit_named(_in_small_letters(own, text)), text)
    return evolve(unit, parent=parent.name if parent and parent.name != unit.name else None)


def _offices(line: str) -> Iterator[str]:
    """The bodies that one line names, each but the last up to the place that ends its name."""
    begin = 0
    for office in _NEXT_OFFICE.finditer(line):
        name = line[begin : office.start()]
        if _NAMES_A_PLACE.search(name) and not _NO_END_OF_NAME.search(name):
            yield name
            begin = office.end()
    yield line[begin:]


_COMMITTEE_OF = re.compile(r"^BAN (?:THƯỜNG VỤ|CHẤP HÀNH)\s+")
# "HỘI LHPN VIỆT NAM / BAN CHẤP HÀNH TỈNH PHÚ YÊN" is the association of that province.
_ASSOCIATION = re.compile(r"(?:HỘI|ĐOÀN|CÔNG ĐOÀN|LIÊN ĐOÀN|MẶT TRẬN|LIÊN MINH)(?!\w)")
_OF_VIETNAM = re.compile(r"\s+VIỆT NAM$")
_LONG_FORMS = {
    "LHPN": "Liên hiệp Phụ nữ",
    "CCB": "Cựu chiến binh",
    "ND": "Nông dân",
    "LĐLĐ": "Liên đoàn Lao động",
    "MTTQ": "Mặt trận Tổ quốc",
}


def _spelt_out(unit: Unit, text: str) -> Unit:
    """The unit under the long form of its name where the report uses that, too."""
    for short, long in _LONG_FORMS.items():
        name = re.sub(rf"(?<!\w){short}(?!\w)", long, unit.name)
        if name != unit.name and name.casefold() in text.casefold():
            return evolve(unit, name=name, aliases=(unit.name, *unit.aliases))
    return unit


_SMALL_HEADS = {
    "UBND": "UBND",
    "ỦY BAN NHÂN DÂN": "Ủy ban nhân dân",
    "ỦY BAN MTTQ": "Ủy ban MTTQ",
}
_HAS_VOWEL = re.compile(r"[AEIOUYĂÂÊÔƠƯÀ-ÃÈ-ÊÌ-ÍÒ-ÕÙ-ÚÝĨŨẠ-Ỹ]")
_LEVEL_IN_CAPITALS = re.compile(
    r"(?:TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU)(?!\w)(?!\s+(?:ỦY|ĐOÀN))"
)


def _in_small_letters(name: str, text: str) -> str:
    """A name in capitals as the report itself writes it, else by the rules for capitals.

    Each syllable of a place begins with a capital; of other words the first of two does
    (Nghị định 30/2020/NĐ-CP, Phụ lục II).
    """
    words = r"\s+".join(map(re.escape, name.split()))
    for found in re.finditer(rf"(?<!\w){words}(?!\w)", text, re.IGNORECASE):
        if not found[0].isupper():
            spelt = " ".join(found[0].split())
            return spelt[0].upper() + spelt[1:]
    head = CAPITAL_HEAD.match(name)
    first = head[0] if head else name.split()[0]
    rest = name[len(first) :].split()
    written = [_SMALL_HEADS.get(first, first.capitalize())]
    in_place = (first.endswith("ỦY") and first not in ("ĐẢNG ỦY", "CHI ỦY")) or (
        first in ("TỈNH ĐOÀN", "HUYỆN ĐOÀN")
    )
    count = 0
    for index, word in enumerate(rest):
        level = " ".join(rest[index : index + 2]) if word in ("THÀNH", "THỊ", "ĐẶC") else word
        if _LEVEL_IN_CAPITALS.match(f"{level} ") or (
            index
            and rest[index - 1] in ("THÀNH", "THỊ", "ĐẶC")
            and word in ("PHỐ", "XÃ", "TRẤN", "KHU")
        ):
            written.append(word.lower())
            in_place, count = True, 0
        elif word == "VÀ":
            written.append("và")
            count = 0
        elif not _HAS_VOWEL.search(word):
            written.append(word)
            count = 0
        elif in_place or count % 2 == 0 or word in ("ỦY",):
            written.append(word.capitalize() if word != "ỦY" else "ủy")
            count += 1
        else:
            written.append(word.lower())
            count += 1
        if word == "ỦY":
            in_place = True
    return " ".join(written)


_COMMITTEES = {
    "Tỉnh ủy": "tỉnh",
    "Thành ủy": "thành phố",
    "Huyện ủy": "huyện",
    "Thị ủy": "thị xã",
    "Quận ủy": "quận",
}


def unit_named(name: str) -> Unit:
    """Give the unit that a body stands for: a committee for its party body (đảng bộ).

    Examples
    --------
    >>> unit_named("Huyện ủy Ngọc Hồi")
    Unit(name='Đảng bộ huyện Ngọc Hồi', level=<Level.DISTRICT: 'huyện'>, parent=None,
         aliases=('Huyện ủy Ngọc Hồi',))
    """
    for committee, kind in _COMMITTEES.items():
        place = name.removeprefix(committee).strip()
        if name.startswith(committee) and place:
            return Unit(f"Đảng bộ {kind} {place}", _level_of_place(kind, place), aliases=(name,))
    if name.startswith("Đảng ủy "):
        whole = f"Đảng bộ {name.removeprefix('Đảng ủy ')}"
        return Unit(whole, level_of_body(whole) or Level.BODY, aliases=(name,))
    if name.startswith("Ủy ban nhân dân "):
        whole = f"UBND {name.removeprefix('Ủy ban nhân dân ')}"
        return Unit(whole, _level_of_name(whole), aliases=(name,))
    return Unit(name, _level_of_name(name))


def _level_of_name(name: str) -> Level:
    places = find_places(name)
    if places:
        return places[-1].level
    return level_of_body(name) or Level.BODY


def _level_of_place(kind: str, name: str) -> Level:
    if kind == "tỉnh":
        return Level.PROVINCE
    if kind == "thành phố":
        of_centre = province(name)
        return Level.PROVINCE if of_centre and of_centre.kind == kind else Level.DISTRICT
    return Level.DISTRICT if kind in ("huyện", "quận", "thị xã") else Level.COMMUNE


# ------------------------------------------------------------- the unit that is told of

_KINDS = r"tỉnh|thành\s+phố|huyện|quận|thị\s+xã|xã|phường|thị\s+trấn|đặc\s+khu"
_PARTY_OF_PLACE = re.compile(rf"(?:Đảng\s+bộ|Đảng\s+ủy)\s+(?P<kind>{_KINDS})\s+(?P<name>{NAME})")
_COMMITTEE_OF_PLACE = re.compile(rf"(?P<committee>{'|'.join(_COMMITTEES)})\s+(?P<name>{NAME})")
_TITLE_PLACE = re.compile(rf"(?P<name>{NAME}|[{CAPITAL} ]{{3,30}})\s*:\s")
_PARTY_WORDS = re.compile(
    at_word_start(
        (
            r"(?:Tỉnh|Thành|Huyện|Thị|Quận)\s+ủy",
            *(r"Đảng\s+(?:bộ|ủy)", r"cấp\s+ủy", r"đảng\s+viên", "TCCSĐ"),
        )
    )
)
_STATE_WORDS = re.compile(r"UBND|Ủy\s+ban\s+nhân\s+dân")
_EARLY = 0.25
_EARLY_COUNTS = 1.3
_WEIGHTS = {"committee": 3.0, "party": 3.0, "place": 1.5, "bare": 1.0}
_TITLE_COUNTS = 6.0
# "toàn tỉnh", "UBND huyện", "Tỉnh ủy" without a name mean the unit's own level.
_NOT_ALL = r"(?<!các .)(?<!cấp .)"
_NO_NAME_BEHIND = rf"(?!\w)(?! [{CAPITAL}])"
_OWN_LEVEL = {
    Level.PROVINCE: re.compile(rf"[Tt]{_NOT_ALL}ỉnh(?: ủy)?{_NO_NAME_BEHIND}"),
    Level.DISTRICT: re.compile(
        rf"[HhTtQq]{_NOT_ALL}(?:(?<=[Hh])uyện|(?<=[Tt])hị xã|(?<=[Qq])uận)(?: ủy)?{_NO_NAME_BEHIND}"
    ),
    Level.COMMUNE: re.compile(
        rf"[XxPp]{_NOT_ALL}(?<!tác .)(?<!thị .)(?:(?<=[Xx])ã|(?<=[Pp])hường)(?! hội)"
        + _NO_NAME_BEHIND
    ),
}
_OWN_LEVEL_COUNTS, _OWN_LEVEL_AT_MOST = 0.5, 12


def unit_told_of(told: str, day: dt.date | None) -> Unit | None:
    """Who reports by the text alone: an association that it speaks of, else a place's body."""
    place = _place_told_of(told, day)
    association = _association_told_of(told, place)
    if association is not None:
        return association
    if place is None:
        return None if _WHOLE_PROVINCE.search(told) else _body_told_of(told)
    kind, name, _ = place
    party, state = len(_PARTY_WORDS.findall(told)), len(_STATE_WORDS.findall(told))
    level = _level_of_place(kind, name)
    if party == 0 or party < state:
        return Unit(f"UBND {kind} {name}" if state else f"{kind} {name}", level)
    committee = next((each for each, of in _COMMITTEES.items() if of == kind), f"Đảng ủy {kind}")
    return Unit(f"Đảng bộ {kind} {name}", level, aliases=(f"{committee} {name}",))


_WHOLE_PROVINCE = re.compile(r"(?<!\w)[Tt]oàn\s+tỉnh(?!\w)")
# "Toàn huyện có 21/21 xã đạt chuẩn …": a commune named only behind it is one of many.
_WHOLE_DISTRICT = re.compile(r"(?<!\w)[Tt]oàn\s+(?:huyện|thị\s+xã)(?!\w)")
_KIND_OF_LEVEL = {Level.PROVINCE: "tỉnh", Level.DISTRICT: "huyện", Level.COMMUNE: "xã"}


def _place_told_of(told: str, day: dt.date | None) -> tuple[str, str, int] | None:
    """The place whose name the text bears most: by how often, how early, and how it is named.

    Its kind, its name and where it is named first. A district named after the whole province was
    spoken of is only one of many.
    """
    votes: dict[tuple[str, str], float] = {}
    firsts: dict[tuple[str, str], int] = {}
    early = len(told) * _EARLY
    for kind, name, how, at in _namings(told, day):
        weight = _WEIGHTS[how] * (_EARLY_COUNTS if at < early else 1.0)
        votes[kind, name] = votes.get((kind, name), 0.0) + weight
        firsts[kind, name] = min(at, firsts.get((kind, name), at))
    titled = _TITLE_PLACE.match(told)
    if not votes:
        if titled is None:
            return None
        own = {level: _own_level(told, level) for level in _OWN_LEVEL}
        level = max(own, key=lambda each: own[each])
        return (_KIND_OF_LEVEL[level], " ".join(titled["name"].split()), 0) if own[level] else None
    levels = {place: _level_of_place(*place) for place in votes}
    own = {level: _own_level(told, level) for level in set(levels.values())}
    for kind, name in votes:
        votes[kind, name] += own[levels[kind, name]]
        if titled and name.casefold() == titled["name"].strip().casefold():
            votes[kind, name] += _TITLE_COUNTS
            firsts[kind, name] = 0
    kind, name = max(votes, key=lambda place: votes[place])
    if levels[kind, name] is not Level.PROVINCE:
        whole = _WHOLE_PROVINCE.search(told)
        if whole is not None and whole.start() < firsts[kind, name]:
            return None
    if levels[kind, name] is Level.COMMUNE:
        whole = _WHOLE_DISTRICT.search(told)
        if whole is not None and whole.start() < firsts[kind, name]:
            districts = [place for place in votes if levels[place] is Level.DISTRICT]
            if not districts:
                return ("huyện", " ".join(titled["name"].split()), 0) if titled else None
            kind, name = max(districts, key=lambda place: votes[place])
    return kind, name, firsts[kind, name]


def _own_level(told: str, level: Level) -> float:
    """What it counts that the text speaks of its own ``level`` without a name."""
    if level not in _OWN_LEVEL:
        return 0.0
    spoken_of = islice(_OWN_LEVEL[level].finditer(told), _OWN_LEVEL_AT_MOST)
    return sum(1 for _ in spoken_of) * _OWN_LEVEL_COUNTS


_LEAD = 400
_ASSOCIATION_TOLD = re.compile(
    r"Hội(?!\s+(?:nghị|thi|thảo|chợ|đồng))|(?:Tỉnh|Huyện|Thành|Quận|Thị)\s+[Đđ]oàn|Đoàn\s+[Tt]hanh\s+niên"
    r"|LĐLĐ|Liên\s+đoàn\s+Lao\s+động|(?:Ủy\s+ban\s+)?(?:MTTQ|Mặt\s+trận\s+Tổ\s+quốc)|UBMTTQ|Công\s+an"
    r"|Đảng\s+(?:bộ|ủy)\s+Khối"
)
_TOLD_AT_LEAST = 3
_OF_A_BLOCK = re.compile(r"Đảng\s+(?:bộ|ủy)\s+Khối")
_YOUTH = re.compile(r"(?:Tỉnh|Huyện|Thành|Quận|Thị)\s+[Đđ]oàn")


def _association_told_of(told: str, place: tuple[str, str, int] | None) -> Unit | None:
    """The body with a place that the lead names and that the text speaks of most.

    "Hội LHPN huyện Sa Thầy tổng kết công tác Hội …" is no report of the district's Party body. A
    name without its place takes ``place``, if of the same level.
    """
    lead = told[:_LEAD]
    for body in scan_bodies(lead):
        head = _ASSOCIATION_TOLD.match(body.name)
        if head is None or body.level in (None, Level.CENTRAL, Level.BODY, Level.VILLAGE):
            continue
        if lead[: body.span.start].rstrip().endswith((" và", "của", "cùng")):
            continue
        if _OF_A_BLOCK.match(body.name):
            enough = len(_OF_A_BLOCK.findall(told)) >= _TOLD_AT_LEAST
        else:
            spoken_of = r"Đoàn(?! kết)" if _YOUTH.match(head[0]) else re.escape(head[0])
            named = re.compile(rf"(?<!\w)(?:{spoken_of})(?!\w|\s+(?:nghị|thi|thảo|chợ|đồng))")
            times = len(named.findall(told))
            enough = times >= _TOLD_AT_LEAST and times > len(_PARTY_WORDS.findall(told))
        if not enough:
            continue
        if find_places(body.name) or _names_a_place(body.name):
            return _spelt_out(unit_named(body.name), told)
        if place is not None and _level_of_place(*place[:2]) is body.level:
            return _spelt_out(unit_named(f"{body.name} {place[1]}"), told)
    return None


def _names_a_place(name: str) -> bool:
    """Whether a province stands right behind the name of a youth union: "Tỉnh Đoàn Kon Tum"."""
    youth = _YOUTH.match(name)
    return youth is not None and bool(name[youth.end() :].strip())


def _namings(told: str, day: dt.date | None) -> Iterator[tuple[str, str, str, int]]:
    """Each naming of a place that may be the unit: kind, name, how it is named, where."""
    for match in _COMMITTEE_OF_PLACE.finditer(told):
        kind = _COMMITTEES[" ".join(match["committee"].split())]
        name = _known(kind, match["name"])
        if name:
            yield kind, name, "committee", match.start()
    for match in _PARTY_OF_PLACE.finditer(told):
        kind = " ".join(match["kind"].split())
        name = _known(kind, match["name"])
        if name:
            yield kind, name, "party", match.start()
    for place in scan_places(told, day):
        if place.kind is None and place.province is not None:
            yield place.province.kind, place.province.name, "bare", place.span.start
        elif place.level in (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE) and place.kind:
            name = place.province.name if place.province else place.name
            yield place.kind, name, "place", place.span.start


def _known(kind: str, name: str) -> str | None:
    """A name as the data write it, if of a province; a person behind "Tỉnh ủy" is no place."""
    if kind != "tỉnh":
        return " ".join(name.split())
    words = name.split()
    for length in range(len(words), 0, -1):
        known = province(" ".join(words[:length]))
        if known is not None:
            return known.name
    return None


def _body_told_of(told: str) -> Unit | None:
    """The party body or office named most, where the report names no place."""
    names = Counter(body.name for body in scan_bodies(told) if body.level is not Level.CENTRAL)
    named = [name for name, count in names.most_common(3) if count > 1 and len(name.split()) > 2]
    return unit_named(named[0]) if named else None
