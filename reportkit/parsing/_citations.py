"""Finds the documents that a report refers to: kind, number, date, issuer (văn bản viện dẫn).

Takes a ``Document``; gives one ``Citation`` for each document referred to, however often and in
whichever spelling. Knows the forms of numbers (format of the Party: 05-CT/TW; of the State:
30/2020/NĐ-CP), no list of documents.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterator

from attrs import evolve, frozen

from reportkit.parsing.document import Document, Kind
from reportkit.parsing.objects import Citation
from reportkit.vietnamese.bodies import body_at
from reportkit.vietnamese.dates import find_dates
from reportkit.vietnamese.letters import CAPITAL, at_word_start

__all__ = [
    "FULL_NUMBER",
    "CitationMention",
    "citation",
    "citation_mentions",
    "find_citations",
    "merged",
]


@frozen
class CitationMention:
    """One place where a document is referred to, by offsets into ``Document.text``.

    ``key`` is the number for comparison: (7, "CT/TW") for "07- CT/TW"; ``certain`` is False for
    a bare "Kết luận 12", which may be no number of a document at all.
    """

    start: int
    end: int
    kind: str
    number: str
    key: tuple[int | str, str]
    date: dt.date | None = None
    issuer: str | None = None
    certain: bool = True


_KINDS = {
    "chỉ thị": "Chỉ thị",
    "chị thị": "Chỉ thị",
    "kết luận": "Kết luận",
    "nghị quyết": "Nghị quyết",
    "nghị quyêt": "Nghị quyết",
    "quyết định": "Quyết định",
    "quyêt định": "Quyết định",
    "quy định": "Quy định",
    "qui định": "Quy định",
    "quy chế": "Quy chế",
    "kế hoạch": "Kế hoạch",
    "hướng dẫn": "Hướng dẫn",
    "thông tri": "Thông tri",
    "thông báo": "Thông báo",
    "thông tư liên tịch": "Thông tư liên tịch",
    "thông tư": "Thông tư",
    "nghị định": "Nghị định",
    "pháp lệnh": "Pháp lệnh",
    "luật": "Luật",
    "chương trình hành động": "Chương trình hành động",
    "chương trình": "Chương trình",
    "đề án": "Đề án",
    "công văn": "Công văn",
    "công điện": "Công điện",
    "tờ trình": "Tờ trình",
    "báo cáo": "Báo cáo",
}
# Kinds of documents that a bare number names: "Chỉ thị 05", but "Kế hoạch 120 mô hình" is a plan.
_BARE_KINDS = frozenset(
    ("Chỉ thị", "Kết luận", "Nghị quyết", "Quyết định", "Quy định", "Thông tri", "Nghị định")
)

_KIND_WORDS = [kind.replace(" ", r"\s+") for kind in sorted(_KINDS, key=len, reverse=True)]
_KIND = f"(?P<kind>{at_word_start(_KIND_WORDS, any_case=True)})"
_RESOLUTION = at_word_start((r"nghị\s+quyết",), any_case=True)
_NAMES_RESOLUTION = re.compile(_RESOLUTION)
_DIGIT = re.compile("[0-9]")
_CODE = rf"[{CAPITAL}]{{1,7}}[a-zđ]?"
_PARTY_NUMBER = rf"\d{{1,4}}\s?-\s?{_CODE}\s?/\s?[{CAPITAL}][\w-]*\w"
_STATE_NUMBER = (
    rf"\d{{1,5}}\s?/\s?(?:\d{{4}}\s?/\s?)?{_CODE}(?:-[{CAPITAL}][\w&]*(?:[.-][{CAPITAL}]\w*)*)?"
    r"|\d{1,5}\s?/\s?\d{4}\s?/\s?QH\d{1,2}"
)
FULL_NUMBER = rf"(?:{_STATE_NUMBER}|{_PARTY_NUMBER})(?!\w)"
_BARE_NUMBER = r"\d{1,4}[a-z]?(?![\w%]|\s?[/-]\s?\w|[.,]\d|\s?%)"
_NUMBERED = re.compile(
    rf"{_KIND}(?:\s+của\s+(?P<before>[^,.;:()\d\n]{{2,60}}?))?\s+(?:(?P<said>số\s*:?)\s*)?"
    rf"(?P<number>{FULL_NUMBER}|{_BARE_NUMBER})"
)
_FURTHER_NUMBER = re.compile(
    rf"(?:\s*[,;]\s*|\s+(?:và|hoặc)\s+)(?:số\s+)?(?P<number>{FULL_NUMBER})"
)
_TERMS = r"(?P<terms>[IVX]+(?:\s*(?:,|và|-)\s*[IVX]+)*)(?!\w)"
_PLENUM = re.compile(
    rf"{_RESOLUTION}\s+(?i:(?:hội\s+nghị\s+)?(?:lần\s+thứ\s+(?P<word>\w+)\s*,?\s*)?"
    r"(?:Ban\s+Chấp\s+hành\s+)?Trung\s+ương(?:\s+Đảng)?)"
    rf"\s*(?P<plenum>\d{{1,2}}(?![.,]?\d))?(?:,?\s*\(?\s*(?i:khóa)\s+{_TERMS}\)?)?"
)
_CONGRESS = re.compile(
    rf"{_RESOLUTION}\s+(?P<body>(?i:đại\s+hội)(?:\s+(?i:đại\s+biểu|toàn\s+quốc))*"
    r"(?:\s+Đảng\s+bộ\s+[^,.;:()\n]{2,40}?)?(?:\s+(?i:của\s+)?Đảng)?)"
    r"(?:\s+(?i:lần\s+thứ))?\s+(?P<terms>[IVX]+)(?!\w)(?P<party>\s+(?:của\s+)?Đảng(?!\s+bộ))?"
)
_LAW = re.compile(
    at_word_start((r"Bộ\s+luật", "Luật", r"Pháp\s+lệnh"))
    + rf"\s+(?P<name>[{CAPITAL}][^.;:()\d\n]{{2,70}}?)"
    r"\s+(?:năm\s+)?(?P<year>(?:19|20)\d\d)(?![\d/])"
)
_ORDINALS = {
    word: number
    for number, word in enumerate("nhất hai ba tư năm sáu bảy tám chín mười".split(), 1)
}


def find_citations(document: Document) -> list[Citation]:
    """Find the documents that the report refers to, one citation each, in order of first mention.

    Mentions of one document are put together ("Kết luận số 01" and "Kết luận 01-KL/TW"): the
    fullest number, and date and issuer from whichever mention tells them.

    Examples
    --------
    >>> from reportkit.sources import Source
    >>> text = "Kết luận số 01; Kết luận 01-KL/TW, ngày 18/5/2021 của Bộ Chính trị."
    >>> [(c.number, c.date.year, c.issuer) for c in find_citations(Document.of(Source("", text)))]
    [('01-KL/TW', 2021, 'Bộ Chính trị')]
    """
    return [citation(document, mention) for mention, _ in merged(citation_mentions(document))]


def citation(document: Document, mention: CitationMention) -> Citation:
    """Give a mention as a citation with its place in the source's own text."""
    return Citation(
        kind=mention.kind,
        number=mention.number,
        date=mention.date,
        issuer=mention.issuer,
        span=document.span(mention.start, mention.end),
    )


def merged(mentions: list[CitationMention]) -> list[tuple[CitationMention, int]]:
    """Put the mentions of one document together; give each document with how often it is named."""
    full: dict[tuple[str, int | str], list[CitationMention]] = {}
    for mention in mentions:
        if mention.key[1]:
            full.setdefault((mention.kind, mention.key[0]), []).append(mention)
    found: dict[tuple[str, int | str, str], list[CitationMention]] = {}
    for mention in mentions:
        number, code = mention.key
        if not code:
            same = full.get((mention.kind, number), [])
            before = bisect_left(same, mention.start, key=lambda other: other.start)
            if same:
                code = same[max(before - 1, 0)].key[1]
        found.setdefault((mention.kind, number, code), []).append(mention)
    result = []
    for group in found.values():
        if not any(mention.certain for mention in group):
            continue
        fullest = max(group, key=lambda mention: (bool(mention.key[1]), len(mention.number)))
        dated = next((mention.date for mention in group if mention.date), None)
        issued = next((mention.issuer for mention in group if mention.issuer), None)
        first = evolve(group[0], number=fullest.number, date=dated, issuer=issued)
        result.append((first, len(group)))
    return sorted(result, key=lambda each: each[0].start)


def citation_mentions(document: Document) -> list[CitationMention]:
    """Give every place where the report refers to a document by number or congress."""
    mentions: list[CitationMention] = []
    for paragraph in document.body():
        line = document.text[paragraph.start : paragraph.end]
        in_heading = paragraph.kind is Kind.HEADING
        named = _NAMES_RESOLUTION.search(line) is not None
        for mention in (
            *(_numbered(line, in_heading) if _DIGIT.search(line) else ()),
            *(_plenums(line) if named else ()),
            *(_congresses(line) if named else ()),
            *_laws(line),
        ):
            shifted = evolve(
                mention, start=mention.start + paragraph.start, end=mention.end + paragraph.start
            )
            mentions.append(shifted)
    return sorted(mentions, key=lambda mention: (mention.start, -mention.end))


# ------------------------------------------------------------------- documents with a number


def _numbered(line: str, in_heading: bool) -> Iterator[CitationMention]:
    for match in _NUMBERED.finditer(line):
        kind = _KINDS[" ".join(match["kind"].lower().split())]
        number = _tidy(match["number"])
        key = _key(number)
        certain = True
        if not key[1]:
            if match["before"]:
                continue
            certain = bool(match["said"]) or _names_by_bare_number(line, match, kind, in_heading)
            if _in_a_name(line, match):
                certain = False
            if not match["said"] and kind not in _BARE_KINDS:
                continue
        end = match.end()
        date, issuer, end = _facts_behind(line, end)
        if issuer is None and match["before"]:
            issuer = " ".join(match["before"].split())
        yield CitationMention(
            match.start(), end, kind, number, key, date=date, issuer=issuer, certain=certain
        )
        further = _FURTHER_NUMBER.match(line, match.end())
        while further:
            number = _tidy(further["number"])
            yield CitationMention(
                further.start("number"), further.end(), kind, number, _key(number)
            )
            further = _FURTHER_NUMBER.match(line, further.end())


def _tidy(number: str) -> str:
    return re.sub(r"\s+", "", number)


def _key(number: str) -> tuple[int | str, str]:
    """The number and the code of a document's number; the code is empty where it has none."""
    parts = re.match(r"(\d+)([a-z]?)[-/]?(.*)", number)
    if parts is None:
        return number, ""
    code = re.sub(r"tư$", "tw", parts[3].casefold())  # 26-NQ/TƯ is 26-NQ/TW
    return (parts[1] + parts[2] if parts[2] else int(parts[1])), code


def _names_by_bare_number(line: str, match: re.Match[str], kind: str, in_heading: bool) -> bool:
    """Whether "Chỉ thị 05" is a document: written as a name, and not as "Kết luận 12 vụ việc"."""
    if kind not in _BARE_KINDS or not match["kind"][0].isupper():
        return False
    if match["number"].startswith("0") or in_heading:
        return True
    before = line[: match.start()].rstrip()
    starts_sentence = not before or before[-1] in '.!?:"('
    return not starts_sentence


_SHORT_NAME = 60


def _in_a_name(line: str, match: re.Match[str]) -> bool:
    """Whether the mention stands within a name: “Quỹ Chỉ thị 05”, Quỹ Chỉ thị 05."""
    opening = line.rfind('"', 0, match.start())
    closing = line.find('"', match.end())
    if 0 <= opening < closing <= opening + _SHORT_NAME and line.count('"', 0, opening) % 2 == 0:
        return bool(line[opening + 1 : match.start()].strip())
    before = re.search(
        r"(?:^|(?P<space>[^\s.:;!?]\s+))(?P<word>\w+)\s+$",
        line[max(0, match.start() - 60) : match.start()],
    )
    if before is None or not before["space"]:
        return False
    return before["word"][0].isupper() and not before["word"].isupper()


_DATE_BEHIND = re.compile(
    r"\s*,?\s*\(?\s*(?:(?:được\s+)?(?:ban\s+hành|ký)\s+)?(?=ngày\s+\d|\d{1,2}[/-]\d{1,2}[/-]\d{4})"
)
_ISSUER_BEHIND = re.compile(rf"\s*\)?\s*,?\s*(?:của|do)\s+(?:(?:đồng\s+chí)\s+)?(?=[{CAPITAL}])")


def _facts_behind(line: str, end: int) -> tuple[dt.date | None, str | None, int]:
    """Date and issuer that follow a number, and where they end."""
    date, issuer = None, None
    lead = _DATE_BEHIND.match(line, end)
    if lead:
        found = find_dates(line[lead.end() : lead.end() + 40])
        if found and found[0].span.start == 0:
            date = found[0].date
            end = lead.end() + found[0].span.end
    of = _ISSUER_BEHIND.match(line, end)
    if of:
        body = body_at(line, of.end())
        if body is not None:
            issuer = " ".join(body.of(line).split())
            end = body.end
    return date, issuer, end


# --------------------------------------------------------------- resolutions without a number


def _plenums(line: str) -> Iterator[CitationMention]:
    """Nghị quyết Trung ương 4 khóa XI, XII: one citation for each term."""
    for match in _PLENUM.finditer(line):
        word = match["word"]
        number = match["plenum"] or (word and _ORDINALS.get(word.lower()))
        if not number:
            continue
        bare = f"Trung ương {int(number)}"
        terms = re.findall(r"[IVX]+", match["terms"] or "")
        for term in terms or [""]:
            name = f"{bare} khóa {term}" if term else bare
            yield CitationMention(
                match.start(), match.end(), "Nghị quyết", name, (bare, term), issuer="Trung ương"
            )


def _congresses(line: str) -> Iterator[CitationMention]:
    """Nghị quyết Đại hội XIII của Đảng; Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XV."""
    for match in _CONGRESS.finditer(line):
        local = re.search(r"Đảng\s+bộ\s+.*", match["body"])
        whose = f" {' '.join(local[0].split())}" if local else ""
        name = f"Đại hội{whose}{' lần thứ' if whose else ''} {match['terms']}"
        yield CitationMention(
            match.start(),
            match.end(),
            "Nghị quyết",
            name,
            (name, "đại hội"),
            issuer=whose.strip() or "Đảng",
        )


def _laws(line: str) -> Iterator[CitationMention]:
    """Luật Cán bộ, công chức năm 2008."""
    for match in _LAW.finditer(line):
        name = f"{' '.join(match['name'].split())} năm {match['year']}"
        kind = "Pháp lệnh" if match[0].startswith("Pháp") else "Luật"
        yield CitationMention(match.start(), match.end(), kind, name, (name.casefold(), "luật"))
