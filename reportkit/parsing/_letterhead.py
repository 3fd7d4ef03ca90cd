"""Reads who reports, and when: unit, kind, number, date, signer, period, directive.

Takes a ``Document``; gives a ``Letterhead``. Reads the letterhead and the signature where the
report has them, in one column, two, or a table; else what the report says of itself: the unit
whose name its text bears most, the time it looks back on. Knows no units by name.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterator

from attrs import evolve, frozen

from reportkit.parsing._citations import (
    FULL_NUMBER,
    CitationMention,
    citation,
    citation_mentions,
    merged,
)
from reportkit.parsing._units import CAPITAL_HEAD, issuer, unit_named, unit_told_of
from reportkit.parsing.document import Document, Kind
from reportkit.parsing.objects import Citation, ReviewKind, Unit
from reportkit.sources.bullets import BULLETS
from reportkit.vietnamese.dates import find_dates, find_periods, scan_periods
from reportkit.vietnamese.letters import CAPITAL, SMALL_COUNTS, at_word_start, lowered
from reportkit.vietnamese.periods import Period

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


def read_letterhead(
    document: Document, mentions: list[CitationMention] | None = None
) -> Letterhead:
    """Read who reports and when; ``mentions`` are those of documents, if they are known already.

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
    if mentions is None:
        mentions = citation_mentions(document)
    directive = _directive(document, mentions, title)
    date = _date(pieces, lines) or document.source.date
    told = _body_text(document)
    return Letterhead(
        unit=issuer(pieces, document.text) or unit_told_of(told, document.source.date),
        kind=_kind(title, told),
        number=_number(pieces),
        date=date,
        signer=_signer(lines),
        period=_period(title, told, directive),
        directive=directive,
    )


def _body_text(document: Document) -> str:
    """The running text: the rows of a table name the units below, not the one that reports."""
    body = list(document.body())
    running = [paragraph for paragraph in body if paragraph.kind is not Kind.ROW]
    return "\n".join(document.text[each.start : each.end] for each in running or body)


# ------------------------------------------------------------------- letterhead and title

_TITLE = re.compile(r"(?:BÁO CÁO|TỜ TRÌNH|THÔNG BÁO|KẾ HOẠCH|Báo cáo)(?!\w)(?P<rest>.*)", re.DOTALL)
_HEAD_AT_MOST = 16
_TITLE_LINES_AT_MOST = 4
_SENTENCE_ENDS = re.compile(r"[.;:]\s*$")


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
                    if any(title) and _SENTENCE_ENDS.search(following):
                        break  # a title is no sentence: the report has begun
                    title.append(following)
                return lines[:index], [line for line in title if line]
    head = [line for line in lines[:_HEAD_AT_MOST] if _looks_like_head(line)]
    return head, [line for line in lines[:1] if not _SENTENCE_ENDS.search(line)]


def _looks_like_head(line: str) -> bool:
    return bool(
        re.match(rf"Số\s*:?\s*{FULL_NUMBER}", line)
        or (len(line) < 120 and line.isupper() and CAPITAL_HEAD.match(line))
    )


_GAP = re.compile(r"[\s](?:(?<=\t)|(?=\s))\s*")


def _columns(line: str) -> list[str]:
    """The columns of a line: parted by tabs or by a run of spaces."""
    return [piece.strip() for piece in _GAP.split(line) if piece.strip()]


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
    for piece, following in itertools.pairwise([*pieces, ""]):
        place = _PLACE_AND_DATE.search(piece)
        # A narrow column breaks the date: "ngày 05 tháng 6 năm / 2023".
        found = find_dates(f"{piece[place.end() :]} {following}") if place else []
        if found and found[0].date:
            return found[0].date
    for line in lines[:_BYLINES]:
        found = find_dates(line) if len(line) <= _LONGEST_BYLINE else []
        if found and found[0].date and not re.search(FULL_NUMBER, line):
            return found[0].date
    return None


# --------------------------------------------------------------------------- the signature

_SIGNS = re.compile(
    at_word_start(
        (
            rf"(?:T/M|TM|K/T|KT|T/L|TL|TUQ|Q)[.\s]\s*[{CAPITAL}]{{2}}",
            r"(?:PHÓ\s+)?(?:BÍ THƯ|CHỦ TỊCH|GIÁM ĐỐC|HIỆU TRƯỞNG|CHÁNH VĂN PHÒNG"
            r"|TRƯỞNG (?:BAN|PHÒNG)|THỦ TRƯỞNG)(?!\w)",
        )
    )
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
            if person and alone and not piece.startswith(("-", *BULLETS)):
                return " ".join(person["name"].split())
    return None


# ------------------------------------------------------------- kind, period and directive

_REVIEW_WORDS = (r"sơ\s+kết", r"tổng\s+kết")
_REVIEW = re.compile(
    f"(?P<kind>{at_word_start(_REVIEW_WORDS)})"
    r"\s+(?:kết\s+quả\s+)?(?:\d|một|hai|ba|bốn|năm|mười|việc\s+(?:thực|học)|thực\s+hiện"
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
# "sơ kết 3 năm (2021 - 2024) thực hiện …"
_YEARS_IN_BRACKETS = re.compile(r"\((?P<first>20\d\d)\s*[-–]\s*(?P<last>20\d\d)\)")
_MONTHS_OF_A_REVIEW = 6
_BEGINNING = 8000
# Where a time looked back on may stand; all the periods of a text are dear to read.
_MAY_TELL = re.compile(
    at_word_start(
        (
            r"(?:sau|qua|trong|kết\s+quả|sơ\s+kết|tổng\s+kết)"
            r"\s+(?:(?:hơn|gần|trên|khoảng|chặng\s+đường|thời\s+gian)\s+)*"
            rf"(?:{SMALL_COUNTS})\s+(?:năm|tháng|quý|nhiệm\s+kỳ)",
            r"từ\s+(?:(?:đầu|cuối|giữa|sau)\s+)?(?:ngày|tháng|quý|năm|\d)",
        )
    )
)


def _period(title: list[str], told: str, directive: Citation | None) -> Period | None:
    """The time looked back on: of the title, else "sau 2 năm thực hiện", else "từ … đến …"."""
    in_title = find_periods(" ".join(title))
    dated = [each for each in in_title if each.period.start and each.period.end]
    if dated:
        return dated[0].period
    for each in in_title:
        if each.months:
            years = _YEARS_IN_BRACKETS.search(" ".join(title))
            if years and int(years["first"]) < int(years["last"]):
                ends = dt.date(int(years["first"]), 1, 1), dt.date(int(years["last"]), 12, 31)
                return Period(*ends, f"{each.period.text} {years[0]}")
            return _since_directive(each.period, each.months, directive)
    since: Period | None = None
    for lines in _lines_that_may_tell(told[:_BEGINNING]):
        for each in scan_periods(lines):
            if (
                each.months
                and each.months >= _MONTHS_OF_A_REVIEW
                and _LOOKS_BACK.match(each.period.text)
            ):
                return _since_directive(each.period, each.months, directive)
            if (
                since is None
                and each.period.start
                and each.period.text.lower().startswith(("từ", "kể từ"))
            ):
                since = each.period
    return since


def _lines_that_may_tell(told: str) -> Iterator[str]:
    end = 0
    for found in _MAY_TELL.finditer(lowered(told)):
        if found.start() >= end:
            start = told.rfind("\n", 0, found.start()) + 1
            end = told.find("\n", found.end())
            end = len(told) if end < 0 else end
            yield told[start:end]


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


def _directive(
    document: Document, mentions: list[CitationMention], title: list[str]
) -> Citation | None:
    """The document whose carrying out is reviewed: of the title, else the one carried out."""
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
                return citation(document, whole)
    most = max(documents, key=lambda each: each[1])
    return citation(document, most[0])


def _end_of(document: Document, title: list[str]) -> int:
    """Where the title ends in the text."""
    at = document.text.find(title[-1]) if title else -1
    return at + len(title[-1]) if at >= 0 else 0


def _same(mention: CitationMention, whole: CitationMention) -> bool:
    return (mention.kind, mention.key[0]) == (whole.kind, whole.key[0])
