"""Reads who reports, and when: unit, kind, number, date, signer, period, directive.

Takes a ``Document``; gives a ``Letterhead``. Reads the letterhead and the signature where the
report has them, in one column, two, or a table; else what the report says of itself: the unit
whose name its text bears most, the time it looks back on. Knows no units by name.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator

from attrs import evolve, frozen

from reportkit.parsing._citations import (
    FULL_NUMBER,
    CitationMention,
    citation_mentions,
    merged,
)
from reportkit.parsing.document import Document
from reportkit.parsing.objects import Citation, ReviewKind, Unit
from reportkit.vietnamese.bodies import find_bodies, level_of_body
from reportkit.vietnamese.dates import find_dates, find_periods
from reportkit.vietnamese.letters import CAPITAL, lowered
from reportkit.vietnamese.levels import Level
from reportkit.vietnamese.periods import Period
from reportkit.vietnamese.places import NAME, find_places, province

__all__ = ["Letterhead", "read_letterhead", "unit_named"]


@frozen
class Letterhead:
    """What a report says of itself; None where it does not."""

    unit: Unit | None = None
    kind: ReviewKind | None = None
    number: str | None = None
    date: dt.date | None = None
    signer: str | None = None
    period: Period | None = None
    directive: Citation | None = None


def read_letterhead(document: Document) -> Letterhead:
    """Read who reports and when.

    Examples
    --------
    >>> from reportkit.sources import Source
    >>> text = '''ĐẢNG BỘ TỈNH KON TUM          ĐẢNG CỘNG SẢN VIỆT NAM
    ... HUYỆN ỦY ĐĂK TÔ
    ... *
    ... Số 15-BC/HU                   Đăk Tô, ngày 12 tháng 6 năm 2024
    ... BÁO CÁO
    ... sơ kết 03 năm thực hiện Kết luận số 01-KL/TW'''
    >>> found = read_letterhead(Document.of(Source("", text)))
    >>> found.unit.name, found.unit.parent, found.kind.value
    ('Đảng bộ huyện Đăk Tô', 'Đảng bộ tỉnh Kon Tum', 'interim')
    >>> found.number, found.date.isoformat(), found.directive.number
    ('15-BC/HU', '2024-06-12', '01-KL/TW')
    """
    lines = [document.text[paragraph.start : paragraph.end] for paragraph in document.paragraphs]
    head, title = _head_and_title(lines)
    pieces = [piece for line in head for piece in _columns(line)]
    directive = _directive(document, title)
    date = _date(pieces, lines) or document.source.date
    told = _body_text(document)
    return Letterhead(
        unit=_issuer(pieces, document.text) or _unit_told_of(document, told),
        kind=_kind(title, told),
        number=_number(pieces),
        date=date,
        signer=_signer(lines),
        period=_period(title, told, directive),
        directive=directive,
    )


def _body_text(document: Document) -> str:
    return "\n".join(
        document.text[paragraph.start : paragraph.end] for paragraph in document.body()
    )


# ------------------------------------------------------------------- letterhead and title

_TITLE = re.compile(r"(?:BÁO CÁO|TỜ TRÌNH|THÔNG BÁO|KẾ HOẠCH|Báo cáo)(?!\w)(?P<rest>.*)", re.DOTALL)
_HEAD_AT_MOST = 16
_TITLE_LINES_AT_MOST = 4


def _head_and_title(lines: list[str]) -> tuple[list[str], list[str]]:
    """The lines of the letterhead, and those of the title with its summary (trích yếu)."""
    for index, line in enumerate(lines[:_HEAD_AT_MOST]):
        for piece in _columns(line):
            found = _TITLE.match(piece)
            if found and (found["rest"] == "" or piece.isupper() or len(piece) < 200):
                title = [found["rest"].strip()]
                for following in lines[index + 1 : index + 1 + _TITLE_LINES_AT_MOST]:
                    if re.fullmatch(r"[-_*\s]+|[IVX1]+\s*[.\-/].*|Kính gửi.*", following):
                        break
                    if title[0] and following[:1].isupper() and not following.isupper():
                        break
                    title.append(following)
                return lines[:index], [line for line in title if line]
    head = [line for line in lines[:_HEAD_AT_MOST] if _looks_like_head(line)]
    return head, lines[:1]


def _looks_like_head(line: str) -> bool:
    return bool(
        re.match(rf"Số\s*:?\s*{FULL_NUMBER}", line)
        or (len(line) < 120 and line.isupper() and _CAPITAL_HEAD.match(line))
    )


def _columns(line: str) -> list[str]:
    """The columns of a line: parted by tabs or by a run of spaces."""
    return [piece.strip() for piece in re.split(r"\t+|\s{2,}", line) if piece.strip()]


def _number(pieces: list[str]) -> str | None:
    for piece in pieces:
        found = re.search(rf"(?<!\w)Số\s*:?\s*(?P<number>{FULL_NUMBER})", piece)
        if found:
            return re.sub(r"\s+", "", found["number"])
    return None


_PLACE_AND_DATE = re.compile(rf"(?:^|\s)[{CAPITAL}][^,\d]{{1,40}},\s*(?=ngày\s+\d)")
_BYLINES = 6
_LONGEST_BYLINE = 90


def _date(pieces: list[str], lines: list[str]) -> dt.date | None:
    """The day of the letterhead, or of the line under a page's title."""
    for piece in pieces:
        place = _PLACE_AND_DATE.search(piece)
        found = find_dates(piece[place.end() :]) if place else []
        if found and found[0].date:
            return found[0].date
    for line in lines[:_BYLINES]:
        found = find_dates(line) if len(line) <= _LONGEST_BYLINE else []
        if found and found[0].date and not re.search(FULL_NUMBER, line):
            return found[0].date
    return None


# ------------------------------------------------------------------------- who issued it

_COMMITTEE_HEADS = r"TỈNH ỦY|THÀNH ỦY|HUYỆN ỦY|THỊ ỦY|QUẬN ỦY|ĐẢNG ỦY|CHI BỘ|CHI ỦY|ỦY BAN NHÂN DÂN"
_CAPITAL_HEAD = re.compile(
    rf"(?:{_COMMITTEE_HEADS}|ĐẢNG BỘ|UBND|HỘI ĐỒNG NHÂN DÂN|ỦY BAN MTTQ|ỦY BAN MẶT TRẬN|MẶT TRẬN"
    r"|BAN CHỈ ĐẠO|BAN CHẤP HÀNH|BAN THƯỜNG VỤ|BAN TUYÊN GIÁO(?: VÀ DÂN VẬN)?|BAN TỔ CHỨC"
    r"|BAN DÂN VẬN|BAN NỘI CHÍNH|VĂN PHÒNG|SỞ|PHÒNG|CÔNG AN|BỘ CHỈ HUY|BAN CHỈ HUY|TỈNH ĐOÀN"
    r"|HUYỆN ĐOÀN|ĐOÀN|HỘI|LIÊN ĐOÀN|TRƯỜNG|BỆNH VIỆN|TRUNG TÂM|CÔNG TY|TỔNG CÔNG TY|CỤC"
    r"|CHI CỤC|VIỆN|HỌC VIỆN)(?!\w)"
)
_NEXT_BODY = re.compile(rf"(?<=\S)(?<!ỦY)\s+(?=(?:{_COMMITTEE_HEADS}|BAN (?!THƯỜNG|CHẤP)\w+)\s)")
_END_OF_NAME = re.compile(r"\s*(?:\*|-{3,}|Số\s*:?|Số$|CỘNG HÒA|ĐẢNG CỘNG SẢN).*$")
_LEVEL_ALONE = re.compile(r"(?:TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU)\s+\S")


def _issuer(pieces: list[str], text: str) -> Unit | None:
    """The body that issued the report: the last one named in the letterhead, and the one above."""
    names: list[str] = []
    for piece in pieces:
        bare = _END_OF_NAME.sub("", piece).strip()
        if names and _LEVEL_ALONE.match(bare) and re.search(r"NHÂN DÂN$|BỘ$|ỦY$", names[-1]):
            names[-1] = f"{names[-1]} {bare}"
        elif _CAPITAL_HEAD.match(bare) and bare.isupper():
            names.extend(_NEXT_BODY.split(bare))
    if not names:
        return None
    own = re.sub(r"^BAN (?:THƯỜNG VỤ|CHẤP HÀNH)\s+", "", names[-1])
    above = names[-2] if len(names) > 1 else None
    parent = unit_named(_in_small_letters(above, text)) if above else None
    unit = unit_named(_in_small_letters(own, text))
    return evolve(unit, parent=parent.name if parent and parent.name != unit.name else None)


_SMALL_HEADS = {
    "UBND": "UBND",
    "ỦY BAN NHÂN DÂN": "Ủy ban nhân dân",
    "ỦY BAN MTTQ": "Ủy ban MTTQ",
}
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
    head = _CAPITAL_HEAD.match(name)
    first = head[0] if head else name.split()[0]
    rest = name[len(first) :].split()
    written = [_SMALL_HEADS.get(first, first.capitalize())]
    in_place = first.endswith("ỦY") and first not in ("ĐẢNG ỦY", "CHI ỦY")
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
    r"(?:Tỉnh|Thành|Huyện|Thị|Quận)\s+ủy|Đảng\s+bộ|Đảng\s+ủy|cấp\s+ủy|đảng\s+viên|TCCSĐ"
)
_STATE_WORDS = re.compile(r"UBND|Ủy\s+ban\s+nhân\s+dân")
_EARLY = 0.25
_EARLY_COUNTS = 1.3
_WEIGHTS = {"committee": 3.0, "party": 3.0, "place": 1.5, "bare": 1.0}
_TITLE_COUNTS = 6.0
# "toàn tỉnh", "UBND huyện", "Tỉnh ủy" without a name mean the unit's own level.
_OWN_LEVEL = {
    Level.PROVINCE: re.compile(rf"(?<!các )(?<!cấp )(?:[Tt]ỉnh)(?: ủy)?(?!\w)(?! [{CAPITAL}])"),
    Level.DISTRICT: re.compile(
        rf"(?<!các )(?<!cấp )(?:[Hh]uyện|[Tt]hị xã|[Qq]uận)(?: ủy)?(?!\w)(?! [{CAPITAL}])"
    ),
    Level.COMMUNE: re.compile(
        rf"(?<!các )(?<!cấp )(?<!tác )(?<!thị )(?:[Xx]ã|[Pp]hường)(?! hội)(?!\w)(?! [{CAPITAL}])"
    ),
}
_OWN_LEVEL_COUNTS, _OWN_LEVEL_AT_MOST = 0.5, 12


def _unit_told_of(document: Document, told: str) -> Unit | None:
    """The place whose name the report bears most: by how often, how early, and how it is named."""
    votes: dict[tuple[str, str], float] = {}
    early = len(told) * _EARLY
    for kind, name, how, at in _namings(document, told):
        weight = _WEIGHTS[how] * (_EARLY_COUNTS if at < early else 1.0)
        votes[kind, name] = votes.get((kind, name), 0.0) + weight
    if not votes:
        return _body_told_of(told)
    titled = _TITLE_PLACE.match(told)
    own = {
        level: min(len(pattern.findall(told)), _OWN_LEVEL_AT_MOST) * _OWN_LEVEL_COUNTS
        for level, pattern in _OWN_LEVEL.items()
    }
    for kind, name in votes:
        votes[kind, name] += own.get(_level_of_place(kind, name), 0.0)
        if titled and name.casefold() == titled["name"].strip().casefold():
            votes[kind, name] += _TITLE_COUNTS
    kind, name = max(votes, key=lambda place: votes[place])
    party, state = len(_PARTY_WORDS.findall(told)), len(_STATE_WORDS.findall(told))
    level = _level_of_place(kind, name)
    if party == 0 or party < state:
        return Unit(f"UBND {kind} {name}" if state else f"{kind} {name}", level)
    committee = next((each for each, of in _COMMITTEES.items() if of == kind), f"Đảng ủy {kind}")
    return Unit(f"Đảng bộ {kind} {name}", level, aliases=(f"{committee} {name}",))


def _namings(document: Document, told: str) -> Iterator[tuple[str, str, str, int]]:
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
    day = document.source.date
    for place in find_places(told, day):
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
    names = Counter(body.name for body in find_bodies(told) if body.level is not Level.CENTRAL)
    named = [name for name, count in names.most_common(3) if count > 1 and len(name.split()) > 2]
    return unit_named(named[0]) if named else None


# --------------------------------------------------------------------------- the signature

_SIGNS = re.compile(
    r"(?<!\w)(?:(?:T/M|TM|K/T|KT|T/L|TL|TUQ|Q)[.\s]\s*[" + CAPITAL + r"]{2}"
    r"|(?:PHÓ\s+)?(?:BÍ THƯ|CHỦ TỊCH|GIÁM ĐỐC|HIỆU TRƯỞNG|CHÁNH VĂN PHÒNG|TRƯỞNG (?:BAN|PHÒNG)"
    r"|THỦ TRƯỞNG)(?!\w))"
)
_SYLLABLE = rf"[{CAPITAL}](?:'[{CAPITAL}]?)?[^\W\d_{CAPITAL}]*"
_PERSON = re.compile(rf"(?:^|[\s)])(?P<name>{_SYLLABLE}(?:\s+{_SYLLABLE}){{1,4}})\s*$")
_TAIL_AT_MOST = 30
_LONGEST_SIGNATURE = 6


def _signer(lines: list[str]) -> str | None:
    """The name under the signature: the last person named behind the power to sign."""
    tail = lines[-_TAIL_AT_MOST:]
    starts = [index for index, line in enumerate(tail) if _SIGNS.search(line)]
    if not starts:
        return None
    for line in reversed(tail[starts[0] :]):
        for piece in reversed(_columns(line)):
            person = _PERSON.search(piece)
            alone = len(piece.split()) <= _LONGEST_SIGNATURE or _SIGNS.search(piece)
            if person and alone and not piece.startswith(("-", "•")):
                return " ".join(person["name"].split())
    return None


# ------------------------------------------------------------- kind, period and directive

_REVIEW = re.compile(
    r"(?<!\w)(?P<kind>sơ\s+kết|tổng\s+kết)\s+(?:kết\s+quả\s+)?(?:\d|một|hai|ba|bốn|năm|mười|việc\s+(?:thực|học)|thực\s+hiện"
    r"|giữa\s+kỳ|giai\s+đoạn\s+\d|công\s+tác\s+\w+\s+\w+\s+\w+\s+năm\s+\d)"
)
_KIND_OF = {"sơ": ReviewKind.INTERIM, "tổng": ReviewKind.FINAL}


def _kind(title: list[str], told: str) -> ReviewKind | None:
    """Interim or final, by the title, else by the first words that say so."""
    heading = lowered(" ".join(title))
    for kind in re.findall(r"(?<!\w)(sơ|tổng)\s+kết(?!\w)", heading):
        return _KIND_OF[kind]
    found = _REVIEW.search(lowered(told))
    return _KIND_OF[found["kind"].split()[0]] if found else None


_LOOKS_BACK = re.compile(r"(?:sau|qua|trong|kết\s+quả|sơ\s+kết|tổng\s+kết)(?!\w)", re.IGNORECASE)
_MONTHS_OF_A_REVIEW = 6
_BEGINNING = 8000


def _period(title: list[str], told: str, directive: Citation | None) -> Period | None:
    """The time looked back on: of the title, else "sau 2 năm thực hiện", else "từ … đến …"."""
    in_title = find_periods(" ".join(title))
    dated = [each for each in in_title if each.period.start and each.period.end]
    if dated:
        return dated[0].period
    for each in in_title:
        if each.months:
            return _since_directive(each.period, each.months, directive)
    mentions = find_periods(told[:_BEGINNING])
    for each in mentions:
        if (
            each.months
            and each.months >= _MONTHS_OF_A_REVIEW
            and _LOOKS_BACK.match(each.period.text)
        ):
            return _since_directive(each.period, each.months, directive)
    for each in mentions:
        if each.period.start and each.period.text.lower().startswith(("từ", "kể từ")):
            return each.period
    return None


def _since_directive(period: Period, months: int, directive: Citation | None) -> Period:
    """ "Sau 2 năm thực hiện" counts from the day of the document that is carried out, if told."""
    if period.start or directive is None or directive.date is None:
        return period
    start = directive.date
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return evolve(period, start=start, end=dt.date(year, month + 1, min(start.day, 28)))


_CARRIED_OUT = re.compile(
    r"(?:năm|tháng|kết|quả|việc)\s+(?:triển\s+khai\s+)?(?:thực\s+hiện|triển\s+khai)\s+$"
)


def _directive(document: Document, title: list[str]) -> Citation | None:
    """The document whose carrying out is reviewed: of the title, else the one carried out."""
    mentions = citation_mentions(document)
    documents = merged(mentions)
    if not documents:
        return None
    title_end = _end_of(document, title)
    reviewed = [
        mention
        for mention in mentions
        if mention.start < title_end
        or _CARRIED_OUT.search(document.text, max(0, mention.start - 40), mention.start)
    ]
    for mention in reviewed:
        for whole, _ in documents:
            if _same(mention, whole):
                return _citation(document, whole)
    most = max(documents, key=lambda each: each[1])
    return _citation(document, most[0])


def _end_of(document: Document, title: list[str]) -> int:
    """Where the title ends in the text."""
    at = document.text.find(title[-1]) if title else -1
    return at + len(title[-1]) if at >= 0 else 0


def _same(mention: CitationMention, whole: CitationMention) -> bool:
    return (mention.kind, mention.key[0]) == (whole.kind, whole.key[0])


def _citation(document: Document, mention: CitationMention) -> Citation:
    return Citation(
        mention.kind,
        mention.number,
        mention.date,
        mention.issuer,
        document.span(mention.start, mention.end),
    )
