"""Finds who was commended: how many collectives and individuals, by which level, in which form.

Takes a ``Document``; gives ``Commendation`` objects in order. Counts that no word of praise
governs ("34 cá nhân đăng ký") are none, nor is praise that is only proposed or planned.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import evolve, frozen

from reportkit.parsing._annexes import commendations_of_tables
from reportkit.parsing.document import Document, Kind
from reportkit.parsing.objects import Commendation
from reportkit.vietnamese.bodies import BodyMention, level_of_body, scan_bodies
from reportkit.vietnamese.letters import CAPITAL, at_word_start, small_count
from reportkit.vietnamese.levels import Level

__all__ = ["find_commendations"]

# "1 trong 10 đơn vị" is a rank.
_COUNT = (  # the first test only saves time
    r"(?=[\dmhbnstc])(?<!trong\s)(?<!trong\ssố\s)(?<!tại\s)(?<!ở\s)(?<!của\s)(?<!thuộc\s)(?P<count>(?<![\d.,])(?<!\d/)(?:\d{1,3}(?:\.\d{3})+|\d+)"
    r"|(?<!\w)(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười))"
)
_COLLECTIVES = (
    r"tập\s+thể|tổ\s+chức\s+(?:cơ\s+sở\s+)?đảng|TCCSĐ|đảng\s+bộ|chi\s+bộ|đơn\s+vị|cơ\s+quan"
    r"|thôn|xã(?!\s+hội)|phường|trường|doanh\s+nghiệp|hợp\s+tác\s+xã|HTX|chi\s+hội|chi\s+đoàn|CĐCS|câu\s+lạc\s+bộ|CLB"
    r"|cơ\s+sở\s+(?:hội|đoàn|Hội|Đoàn)"
)
_INDIVIDUALS = (
    r"cá\s+nhân|đảng\s+viên|đồng\s+chí|đ/c|cán\s+bộ|hội\s+viên|đoàn\s+viên|công\s+nhân|chiến\s+sĩ|nhà\s+giáo"
    r"|học\s+sinh|người|gương(?:\s+(?:cá\s+nhân|người\s+tốt))?"
)
_COUNTED = re.compile(
    rf"{_COUNT}\s+(?:lượt\s+)?(?:(?P<collectives>{_COLLECTIVES})|(?P<individuals>{_INDIVIDUALS}))(?!\w)"
    # "3.274 tập thể, cá nhân" counts both together: neither is known.
    r"(?!\s*(?:,|và|-|/)\s*(?:cá\s+nhân|tập\s+thể|hộ\s+gia\s+đình))"
)
_FORM_WORDS = (
    r"Huân\s+chương(?:\s+(?:Lao\s+động|Sao\s+Vàng|Độc\s+lập|Hồ\s+Chí\s+Minh)(?:\s+hạng\s+(?:Nhất|Nhì|Ba))?)?",
    *(r"Bằng\s+khen", r"Giấy\s+khen", r"Cờ\s+thi\s+đua", r"Cờ\s+đơn\s+vị[^,.;]{0,40}"),
    *(r"Kỷ\s+niệm\s+chương", r"Thư\s+khen", r"Bằng\s+Lao\s+động\s+sáng\s+tạo"),
    # not the badge for years in the Party: "Huy hiệu 40, 30 năm tuổi Đảng"
    r"Huy\s+hiệu(?!\s[\d\s,và/-]+năm\s+tuổi)",
)
_FORMS = f"(?i:{'|'.join(_FORM_WORDS)})"
_FORM = re.compile(rf"(?<!\w){_FORMS}(?:(?:\s*,\s*|\s+và\s+){_FORMS})*(?!\w)")
# "tặng" and "trao" by themselves may give presents: they praise only with a form.
_VERBS = r"khen\s+thưởng|khen|biểu\s+dương|tuyên\s+dương|tôn\s+vinh|vinh\s+danh|ghi\s+danh"
_VERBS_IN_A_ROW = rf"(?:{_VERBS})(?:\s*,\s*(?:{_VERBS}))*"
_PRAISE = re.compile(rf"{at_word_start((_VERBS_IN_A_ROW, *_FORM_WORDS), any_case=True)}(?!\w)")
_VERB_OF_PRAISE = re.compile(
    rf"(?<!\w)(?i:(?:{_VERBS})(?:(?:\s*,\s*|\s+và\s+|\s+)(?:{_VERBS}))*)(?!\w)"
)
_NOT_DONE = re.compile(
    r"(?<!\w)(?i:đề\s+nghị(?!\s+và\s+(?:đã\s+)?được)|đề\s+xuất|kiến\s+nghị|đề\s+cử|phấn\s+đấu|sẽ"
    r"|dự\s+kiến|xem\s+xét|giới\s+thiệu|xét\s+chọn"
    r"|kỷ\s+luật|phê\s+bình|kiểm\s+điểm|nhắc\s+nhở|xử\s+lý|kiểm\s+tra|giám\s+sát)(?!\w)"
)
_LEVEL_SAID = re.compile(
    r"(?<!\w)(?:(?:(?i:cấp)|(?<=khen\s)(?=\w+\s+\d))\s*(?P<level>trung\s+ương|nhà\s+nước|tỉnh|thành\s+phố|huyện|quận|xã|phường|cơ\s+sở|khối)"
    r"|(?i:các\s+cấp)|(?:ở|tại)\s+các\s+cấp)(?!\w)"
)
_BLOCK = re.compile(r"Khối")
_DEPARTMENT = re.compile(
    r"(?:(?:Đảng\s+(?:ủy|bộ)|Giám\s+đốc|Ban\s+Giám\s+đốc|Công\s+đoàn)\s+)?Sở(?!\w)"
)


@frozen
class _Group:
    """Counts that stand together: "32 tập thể, 56 cá nhân", by offsets into the sentence."""

    start: int
    end: int
    collectives: int | None = None
    individuals: int | None = None


def find_commendations(document: Document) -> list[Commendation]:
    """Find the commendations that the report tells with their numbers.

    Examples
    --------
    >>> from reportkit.sources import Source
    >>> text = "Ban Thường vụ Huyện ủy đã tặng Giấy khen cho 05 tập thể, 12 cá nhân."
    >>> [(c.level, c.form, c.collectives, c.individuals)
    ...  for c in find_commendations(Document.of(Source("", text)))]
    [('huyện', 'Giấy khen', 5, 12)]
    """
    told = [
        evolve(commendation, span=document.span(start + first, start + last))
        for paragraph in document.body()
        if paragraph.kind is not Kind.ROW
        for start, end in paragraph.sentences
        for commendation, first, last in _of_sentence(document.text[start:end])
    ]
    return told + commendations_of_tables(document.source)


def _of_sentence(sentence: str) -> Iterator[tuple[Commendation, int, int]]:
    """The commendations of one sentence, each with where its counts stand."""
    if not _PRAISE.search(sentence):
        return
    clauses = [(start, end, _groups(sentence[start:end])) for start, end in _clauses(sentence)]
    if not any(groups for _, _, groups in clauses):
        return
    level: str | None = None
    form: str | None = None
    for index, (clause, clause_end, told) in enumerate(clauses):
        words = sentence[clause:clause_end]
        groups = [
            evolve(group, start=group.start + clause, end=group.end + clause) for group in told
        ]
        own_level, own_form = _level(words, groups, clause), _form(words)
        level = own_level or level
        form = own_form or form
        praised = bool(_PRAISE.search(words)) or (index > 0 and own_level is not None)
        if not groups or not (praised and form) or _NOT_DONE.search(words):
            continue
        for position, group in enumerate(groups):
            near = _level_near(sentence, group, groups, position, clause, clause_end)
            yield (
                Commendation(
                    level=near or level or _whole_of_levels(sentence, clause_end),
                    collectives=group.collectives,
                    individuals=group.individuals,
                    form=_form_near(sentence, groups, position, clause, clause_end) or form,
                ),
                group.start,
                group.end,
            )


def _whole_of_levels(sentence: str, clause_end: int) -> str | None:
    """A count that is then told level by level ("trong đó, cấp tỉnh …") is of all levels."""
    parts = _CLAUSE_ENDS.match(sentence, clause_end)
    told = parts and (
        _LEVEL_SAID.search(sentence, parts.end()) or _LEVEL_GIVES.match(sentence, parts.end())
    )
    if parts and told and "đó" in parts[0]:
        return "các cấp"
    return None


_LEVEL_GIVES = re.compile(
    r"\s*(?i:trung\s+ương|tỉnh|huyện|xã|khối)\s+(?:đã\s+)?(?:tặng|khen|biểu\s+dương)(?!\w)"
)
_CLAUSE_ENDS = re.compile(
    r";|,?\s+trong\s+đó,?(?!\w)"
    # "… cho 5 tập thể, Huyện ủy tặng Giấy khen …": another body praises.
    r"|,\s+(?=(?:và\s+)?(?:đề\s+nghị|đề\s+xuất|kiến\s+nghị)\s)"
    rf"|,\s+(?=[{CAPITAL}][^,;\d]{{3,60}}\s(?:tặng|trao|khen|biểu\s+dương|tuyên\s+dương)\s)"
)


def _clauses(sentence: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _CLAUSE_ENDS.finditer(sentence):
        yield start, match.start()
        start = match.end()
    yield start, len(sentence)


_TOGETHER = re.compile(
    r"\s*(?:[^,;.:()\d]{0,60})?(?:,|/|và|,\s*và|cùng|(?<=\s)[-–](?=\s))\s*(?:cho\s+)?(?:trên\s+|hơn\s+|gần\s+)?"
)


def _groups(clause: str) -> list[_Group]:
    """The counts of a clause, a collective and an individual count side by side as one."""
    groups: list[_Group] = []
    for match in _COUNTED.finditer(clause):
        number = small_count(match["count"].replace(".", ""))
        kind = "collectives" if match["collectives"] else "individuals"
        last = groups[-1] if groups else None
        if (
            last is not None
            and getattr(last, kind) is None
            and (kind == "individuals")
            and _TOGETHER.fullmatch(clause, last.end, match.start())
            and not _PRAISE.search(clause, last.end, match.start())
        ):
            groups[-1] = evolve(last, end=match.end(), individuals=number)
        elif kind == "collectives":
            groups.append(_Group(match.start(), match.end(), collectives=number))
        else:
            groups.append(_Group(match.start(), match.end(), individuals=number))
    return groups


def _form(clause: str) -> str | None:
    """The form named in a clause, else the word of praise itself."""
    form = _FORM.search(clause)
    if form:
        words = " ".join(form[0].split())
        return words[0].upper() + words[1:]
    verb = _VERB_OF_PRAISE.search(clause)
    return " ".join(verb[0].lower().split()) if verb else None


def _form_near(
    sentence: str, groups: list[_Group], position: int, start: int, end: int
) -> str | None:
    """Which of several forms of a clause a count got: the one behind "được", else the one before.

    None where the clause names fewer than two.
    """
    forms = list(_FORM.finditer(sentence, start, end))
    if len(forms) < 2:
        return None
    group = groups[position]
    next_start = groups[position + 1].start if position + 1 < len(groups) else end
    behind = [form for form in forms if group.end <= form.start() < next_start]
    before = [form for form in forms if form.end() <= group.start]
    if behind and re.search(r"(?<!\w)được(?!\w)", sentence[group.end : behind[0].start()]):
        return _form(behind[0][0])
    return _form(before[-1][0]) if before else None


# "nhận Giấy khen của Ban Chỉ đạo … tỉnh"
_FORM_OF = re.compile(rf"{_FORMS}\s+của\s+(?P<body>[^,;.:()\d]{{3,80}})")
_IS_FORM = re.compile(rf"{_FORMS}\s+$")  # "Bằng khen UBND tỉnh"
_GETS = re.compile(r"\s+(?:đã\s+|vinh\s+dự\s+|cũng\s+)*(?:được|nhận|đón\s+nhận)(?!\w)")
_GIVES = re.compile(
    r"\s+(?:đã\s+|vừa\s+|cũng\s+)?(?:quyết\s+định\s+)?(?:tặng|trao|khen|biểu\s+dương|tuyên\s+dương|tôn\s+vinh)"
)


def _level(clause: str, groups: list[_Group], offset: int) -> str | None:
    """The level that a clause tells: said ("cấp tỉnh"), or that of the body which praises."""
    said = _LEVEL_SAID.search(clause)
    if said:
        return _said_level(said)
    praise = _PRAISE.search(clause)
    first = groups[0].start - offset if groups else len(clause)
    for body in scan_bodies(clause):
        if _GETS.match(clause, body.span.end):
            continue
        behind_praise = praise is not None and body.span.start > praise.end()
        between_counts_and_praise = first < body.span.start
        if (
            not behind_praise
            or between_counts_and_praise
            or _GIVES.match(clause, body.span.end)
            or _IS_FORM.search(clause, 0, body.span.start)
            or re.search(r"của\s+(?:(?:Chủ\s+tịch|Bí\s+thư)\s+)?$", clause[: body.span.start])
        ):
            level = _level_of(body)
            if level is not None:
                return level
    of = _FORM_OF.search(clause)
    given_by = level_of_body(of["body"].strip()) if of else None
    return None if given_by in (None, Level.BODY, Level.VILLAGE) else str(given_by)


def _said_level(match: re.Match[str]) -> str:
    level = match["level"] or match.groupdict().get("giver")
    return " ".join(level.lower().split()) if level else "các cấp"


def _level_of(body: BodyMention) -> str | None:
    """The level of the body that commends, as a report would say it."""
    if _BLOCK.search(body.name):
        return "khối"
    if _DEPARTMENT.match(body.name):
        return "sở"
    level = body.level
    if level is None and body.name.endswith("thành phố"):
        return "thành phố"
    if level in (None, Level.BODY, Level.VILLAGE):
        return None
    return str(level)


_LEVEL_BESIDE = re.compile(
    rf"{_LEVEL_SAID.pattern}[^,;:.\d]{{0,30}}:?\s*(?:có\s+)?$"
    r"|(?:^\s*|[,;]\s*|\bvà\s+)(?P<giver>(?i:trung\s+ương|tỉnh|huyện|xã|khối))\s+(?:đã\s+)?(?:tặng|khen|biểu\s+dương)[^,;.\d]{0,40}$"
)
_LEVEL_BEHIND = re.compile(
    rf"\s*(?:được\s+(?:(?:khen|biểu\s+dương)[^,;.\d]{{0,20}})?)?{_LEVEL_SAID.pattern}"
)


def _level_near(
    sentence: str, group: _Group, groups: list[_Group], position: int, start: int, end: int
) -> str | None:
    """The level said right before or behind one of several counts of a clause."""
    begin = groups[position - 1].end if position else start
    before = _LEVEL_BESIDE.search(sentence[begin : group.start])
    if before:
        return _said_level(before)
    if len(groups) < 2:
        return None
    behind = _LEVEL_BEHIND.match(sentence, group.end, end)
    if behind:
        return _said_level(behind)
    next_start = groups[position + 1].start if position + 1 < len(groups) else end
    given = _GIVEN_BY.match(sentence, group.end, next_start)
    bodies = scan_bodies(sentence[given.end() : next_start]) if given else iter(())
    giver = next(bodies, None)
    return _level_of(giver) if giver and giver.span.start == 0 else None


_GIVEN_BY = re.compile(r"[^,;:.\d]{0,40}?(?<!\w)được\s+(?:Chủ\s+tịch\s+)?")
