"""Finds what a report says of limitations, causes, lessons, tasks and proposals, in its own words.

Takes a ``Document``; gives ``Passage`` objects in order, one for each point made. The role comes
from the heading above, from the lead-in before ("… một số bài học sau:"), or from the sentence
itself ("… còn chậm", "đề nghị các cấp ủy …"). The words are in ``data/passages.toml``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from reportkit.parsing._passage_words import COUNTING, MARK, passage_words
from reportkit.parsing._points import Point, of_section, of_sentences, parts, semicolons
from reportkit.parsing.document import Document, Kind, Paragraph, marker_level
from reportkit.parsing.objects import Passage, PassageRole
from reportkit.vietnamese.letters import lowered

__all__ = ["find_passages"]

_COUNTS_OFF = re.compile(rf"\s*(?:{COUNTING}|\(?\d{{1,2}}\))")
_LEADING_MARK = re.compile(rf"\s*(?:{MARK})+")
# "87 hộ tái nghèo" begins with what it counts, "1 Công tác …" with the mark of a list.
_BARE_NUMBER = re.compile(r"(?<![\w.,/(])\d{1,2}\s+$")
_ENUMERATED = re.compile(rf"(?:{COUNTING})(?!\w)")
_END_OF_TEXT = re.compile(
    r"(?:nơi\s+nhận|t/m\s|tm\.\s|k/t\s|kt\.\s|người\s+(?:lập|viết)\s+(?:biểu|báo\s+cáo)|(?:trên\s+đây|vừa\s+rồi)\s+là\s+báo\s+cáo)"
)


def find_passages(document: Document) -> list[Passage]:
    """Find the limitations, causes, lessons, tasks, proposals and praised results of the report.

    Examples
    --------
    >>> from reportkit.sources import Source
    >>> text = "2. Hạn chế\\n- Việc nêu gương có nơi còn hình thức.\\n- Kinh phí ít."
    >>> [(p.role.value, p.text) for p in find_passages(Document.of(Source("", text)))]
    [('limitation', 'Việc nêu gương có nơi còn hình thức.'), ('limitation', 'Kinh phí ít.')]
    """
    low = lowered(document.text)
    passages: list[Passage] = []
    paragraphs = list(document.body())
    for role, start, end in _told_apart(low, _points(document, low), paragraphs):
        start, end = _trimmed(document.text, low, start, end)
        if end - start >= _SHORTEST:
            passages.append(Passage(role, document.words(start, end), document.span(start, end)))
    return passages


_SHORTEST = 6


def _trimmed(text: str, low: str, start: int, end: int) -> tuple[int, int]:
    """Without the mark of a list before it and white space or a semicolon behind it."""
    mark = _LEADING_MARK.match(low, start, end)
    if mark:
        count = _BARE_NUMBER.search(low, start, mark.end())
        is_a_count = count is not None and text[mark.end() : mark.end() + 1].islower()
        start = count.start() if count and is_a_count else mark.end()
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == ";"):
        end -= 1
    return start, end


# ------------------------------------------------------------------------ going through


def _points(document: Document, low: str) -> Iterator[Point]:
    """Every point that the report makes, with its role."""
    paragraphs = [each for each in document.body() if each.kind is not Kind.ROW]
    titles = _title_lines(paragraphs, low)
    coming = _year_to_come(low)
    section: PassageRole | None = None
    announced: PassageRole | None = None
    asked_of: PassageRole | None = None
    marked: bool | None = None
    asked = False
    for index, paragraph in enumerate(paragraphs):
        line = low[paragraph.start : paragraph.end]
        if _END_OF_TEXT.match(line):
            return
        if paragraph.kind is Kind.HEADING:
            announced, asked = None, False
            label = _label(line)
            if label is not None and ";" in line[label[1] :]:
                yield from parts(low, label[0], paragraph, paragraph.start + label[1])
                continue
            section = _section(paragraph, line, titles)
            if section is not None and _is_item(low, paragraphs, index, line):
                yield section, paragraph.start, paragraph.end
            continue
        if line.startswith("kính gửi"):
            continue
        if _ASKS.match(line):
            asked_of, announced, asked = _role_in(passage_words().questions, line), None, False
            continue
        if asked_of is not None:
            for first, last in paragraph.sentences:
                yield from semicolons(low, asked_of, first, last)
            asked_of = None
            continue
        section = _section(paragraph, "", titles)
        if (section or announced) is PassageRole.LIMITATION and _goes_on_to_its_cause(
            low, paragraph
        ):
            yield PassageRole.LIMITATION, paragraph.start, paragraph.end
            continue
        label = _label(line)
        if label is not None:
            role, behind = label
            announced, asked = role, False
            marked = True if paragraph.start + behind < paragraph.end else None
            if marked:
                yield from parts(low, role, paragraph, paragraph.start + behind)
            continue
        lead = _lead_in(document, low, paragraph, section or announced)
        if lead is not None:
            role, behind = lead
            if section is None and announced is None:
                opens = max(start for start, _ in paragraph.sentences if start < behind)
                yield from (
                    each for each in of_sentences(low, paragraph, coming) if each[2] < opens
                )
            announced, asked = role, False
            # Behind points of its own a lead-in governs only what is marked as going on.
            marked = True if low[behind : paragraph.end].strip() else None
            yield from parts(low, role, paragraph, behind)
            continue
        if announced and not section:
            marked = _is_marked(paragraph, line) if marked is None else marked
            if marked != _is_marked(paragraph, line) or (not marked and _starts_anew(line)):
                announced = None
        role_here = announced or section
        if role_here is not None:
            only = _is_only_paragraph(low, paragraphs, index)
            yield from of_section(low, role_here, paragraph, only)
            continue
        announced = None
        points = list(of_sentences(low, paragraph, coming))
        if points:
            yield from points
            asked = passage_words().asks.search(low, paragraph.start, paragraph.end) is not None
            asked = asked and points[-1][0] is PassageRole.TASK
            continue
        if asked and passage_words().imperative.match(line):
            yield PassageRole.TASK, paragraph.start, paragraph.end
            continue
        asked = False


_TASKS_OF_A_YEAR = re.compile(
    r"(?:nhiệm\s+vụ|phương\s+hướng|kế\s+hoạch)[^.;:\n]{0,60}?\snăm\s+(20\d\d)(?!\w)"
)
_TOLD_WITHIN = 2500


def _year_to_come(low: str) -> str | None:
    """The year for which the report says at its head that it sets tasks."""
    return max(_TASKS_OF_A_YEAR.findall(low, 0, _TOLD_WITHIN), default=None)


_TITLE = re.compile(r"(?:báo\s+cáo|tham\s+luận|tờ\s+trình)(?!\w)")
_TITLE_WITHIN, _TITLE_LINES_AT_MOST = 16, 4


def _title_lines(paragraphs: list[Paragraph], low: str) -> set[str]:
    """The lines of the report's title: "… kết quả …, phương hướng, nhiệm vụ …" opens no section.

    Nor does the headline of the press: "Gỡ khó khăn cho các xã vùng cao", with text below it.
    """
    headline = _headline(paragraphs, low)
    for index, paragraph in enumerate(paragraphs[:_TITLE_WITHIN]):
        if _TITLE.match(low, paragraph.start, paragraph.end):
            lines: set[str] = set()
            for following in paragraphs[index : index + 1 + _TITLE_LINES_AT_MOST]:
                line = low[following.start : following.end]
                if following.kind is not Kind.HEADING or _LEADING_MARK.match(line):
                    break
                lines.add(line)
            return lines | headline
    return headline


_LONGEST_SECTION_NAME_IN_WORDS = 6


def _headline(paragraphs: list[Paragraph], low: str) -> set[str]:
    """The headings without a mark that stand above the first text and are too long for a name."""
    lines: set[str] = set()
    for paragraph in paragraphs:
        line = low[paragraph.start : paragraph.end]
        if paragraph.kind is not Kind.HEADING:
            return lines if paragraph.kind is Kind.TEXT and not _ENUMERATED.match(line) else set()
        if not _LEADING_MARK.match(line) and len(line.split()) > _LONGEST_SECTION_NAME_IN_WORDS:
            lines.add(line)
    return set()


def _section(paragraph: Paragraph, heading: str, titles: set[str]) -> PassageRole | None:
    """The role of the section that a paragraph stands in; its own words first, if a heading."""
    for words in (heading, *(lowered(above) for above in reversed(paragraph.headings))):
        role = None if words in titles else _role_of(words)
        if role is not None:
            return role
    return None


_NAMED_IN_PASSING = re.compile(
    r"thực\s+hiện\s+(?:tốt\s+|các\s+)?nhiệm\s+vụ|kết\s+quả\s+thực\s+hiện|nhiệm\s+vụ\s+chính\s+trị"
)


# "Kết quả triển khai kế hoạch năm 2024", "Giải pháp thực hiện mục tiêu": a plan that is only named.
_PLAN_CARRIED_OUT = re.compile(
    r"(?:thực\s+hiện|triển\s+khai|hoàn\s+thành)\s+(?:tốt\s+|các\s+)?(?:mục\s+tiêu|kế\s+hoạch|chương\s+trình)"
)


@lru_cache(maxsize=1024)
def _role_of(heading: str) -> PassageRole | None:
    """The role that a heading names."""
    if not heading or _NAMED_IN_PASSING.search(heading):
        return None
    if _WITH_CAUSES.search(heading):
        return PassageRole.LIMITATION
    if _WITH_PROPOSALS.search(heading):
        return PassageRole.TASK
    words = passage_words()
    named = words.overcome.sub(" ", _PLAN_CARRIED_OUT.sub(" ", heading))
    return _role_in(words.headings, named)


def _role_in(
    words: tuple[tuple[PassageRole, re.Pattern[str]], ...], said: str
) -> PassageRole | None:
    return next((role for role, pattern in words if pattern.search(said)), None)


# "PV: Còn khó khăn gì?": the paragraph behind answers.
_ASKS = re.compile(r"(?:p\.?v|phóng\s+viên|hỏi)\s*:.*\?\s*$")


# "Hạn chế và nguyên nhân" tells of both; "Nguyên nhân của hạn chế" of causes only.
_WITH_CAUSES = re.compile(
    r"(?:hạn\s+chế|tồn\s+tại|khuyết\s+điểm|yếu\s+kém)\s*(?:,|và|;|,\s*và)\s*nguyên\s+nhân"
)
# "Nhiệm vụ, giải pháp và kiến nghị" tells of both.
_WITH_PROPOSALS = re.compile(
    r"(?:nhiệm\s+vụ|giải\s+pháp|phương\s+hướng)\s*(?:,|và|;|,\s*và)\s*"
    r"(?:những\s+|một\s+số\s+)?(?:kiến\s+nghị|đề\s+xuất)"
)


def _is_item(low: str, paragraphs: list[Paragraph], index: int, line: str) -> bool:
    """Whether a heading is in truth a point of a list: numbered, and with nothing below it."""
    if _role_of(line) is not None or not _LEADING_MARK.match(line):
        return False
    following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
    return (
        following is None
        or following.kind is Kind.HEADING
        or (
            following.kind is Kind.ITEM
            and marker_level(low[following.start : following.end]) == marker_level(line)
        )
    )


def _is_only_paragraph(low: str, paragraphs: list[Paragraph], index: int) -> bool:
    """Whether a paragraph is all that stands under its heading."""
    before = paragraphs[index - 1] if index else None
    after = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
    return (before is None or before.kind is Kind.HEADING) and (
        after is None or after.kind is Kind.HEADING or bool(_END_OF_TEXT.match(low, after.start))
    )


def _is_marked(paragraph: Paragraph, line: str) -> bool:
    """Whether a paragraph is a member of a list: an item, or counted off ("Một là")."""
    return paragraph.kind is Kind.ITEM or bool(_ENUMERATED.match(line))


_ANEW = re.compile(
    r"(?:tại|nhân|phát\s+biểu|kết\s+thúc|kết\s+luận|đồng\s+chí|theo|hội\s+nghị|bên\s+cạnh|tuy\s+nhiên|cùng\s+ngày"
    r"|dịp|cũng|trước\s+đó|tin,|bài,|ảnh)(?!\w)"
)


def _starts_anew(line: str) -> bool:
    """Whether a plain paragraph behind a list that a lead-in began speaks of something else."""
    return bool(_ANEW.match(line))


# ------------------------------------------------------------------------ labels and lead-ins


def _label(line: str) -> tuple[PassageRole, int] | None:
    """A role named at the head of a paragraph ("Hạn chế: …"), and where its text begins."""
    label = passage_words().labels.match(line)
    if not label:
        return None
    asks = passage_words().asks.search(label[0])
    role = PassageRole.TASK if asks and asks["below"] else _role_of(label[0])
    return None if role is None else (role, label.end())


def _lead_in(
    document: Document, low: str, paragraph: Paragraph, section: PassageRole | None
) -> tuple[PassageRole, int] | None:
    """A lead-in ("đã rút ra một số bài học sau:"), the role it gives and where it ends."""
    for start, end in paragraph.sentences:
        colon = low.find(":", start, end)
        if colon < 0 and _COUNTS_OFF.match(low, end, paragraph.end):
            colon = end - 1  # "Có 3 bài học kinh nghiệm. Một là, …"
        if colon < 0:
            continue
        last = not low[colon + 1 : paragraph.end].strip()
        words = low[start : colon + 1]
        said = [
            (match.end(), role)
            for role, pattern in passage_words().lead_ins
            for match in pattern.finditer(words)
        ]
        at_end = bool(said) and max(said)[0] > len(words) - _NEAR_THE_COLON
        announces = _SAYS_SO.search(words) or passage_words().aim.search(words)
        if not (last or at_end or announces or _COUNTS_OFF.match(low, colon + 1)):
            continue
        if said:  # "phát huy bài học …, thực hiện các nhiệm vụ sau:": the last word says it
            return max(said)[1], colon + 1
        if passage_words().ahead.search(words) or passage_words().aim.search(words):
            return PassageRole.TASK, colon + 1
        if last and section is not None:
            return section, paragraph.end
    return None


_NEAR_THE_COLON = 15
_SAYS_SO = re.compile(
    r"(?:sau(?:\s+đây)?|đó\s+là|như|cụ\s+thể\s+là|gồm|là|chú\s+trọng|tập\s+trung|quyết\s+tâm|cần|phải|xác\s+định|sẽ"
    r"|mục\s+tiêu|khắc\s+phục|rút\s+kinh\s+nghiệm)\s*:$"
    # "Nói về những việc chưa được, ông …, Giám đốc Sở, cho hay:"
    r"|^\W*(?:nói|đề\s+cập|đánh\s+giá|trao\s+đổi|chia\s+sẻ|bàn)\s+(?:về|đến|tới)\s[^;.]*:$"
)


# ------------------------------------------------------------------------ told apart

_TELLS_CAUSE = re.compile(r"nguyên\s+nhân(?!\w)(?:[^.;:\n]{0,60}:\s*)?")


def _goes_on_to_its_cause(low: str, paragraph: Paragraph) -> bool:
    """Whether a paragraph tells a limitation and then why: "… còn ít. Nguyên nhân: do …"."""
    return any(_TELLS_CAUSE.match(low, start) for start, _ in paragraph.sentences[1:])


def _told_apart(low: str, points: Iterator[Point], paragraphs: list[Paragraph]) -> Iterator[Point]:
    """The points, a cause or a proposal told apart where a section holds more than its own."""
    starts = [paragraph.start for paragraph in paragraphs]
    for point in points:
        role, start, end = point
        if role is PassageRole.LIMITATION:
            yield from _with_its_cause(low, point, paragraphs[bisect_right(starts, start) - 1])
        elif role in (PassageRole.LESSON, PassageRole.TASK) and _proposes(low, start, end):
            yield PassageRole.PROPOSAL, start, end
        else:
            yield point


def _proposes(low: str, start: int, end: int) -> bool:
    """Whether a point begins with asking someone above: "Đề nghị Tỉnh ủy …"."""
    mark = _LEADING_MARK.match(low, start, end)
    asks = passage_words().asks.match(low, mark.end() if mark else start, end)
    return asks is not None and asks["above"] is not None


def _with_its_cause(low: str, point: Point, paragraph: Paragraph) -> Iterator[Point]:
    """A limitation, and apart from it the cause that its own sentences tell."""
    role, start, end = point
    for first, last in [(start, end), *paragraph.sentences]:
        first, last = max(first, start), min(last, end)
        mark = _LEADING_MARK.match(low, first, last) if first < last else None
        cause = _TELLS_CAUSE.match(low, mark.end() if mark else first, end)
        if first < last and cause:
            if start < first:
                yield role, start, first
            if cause[0].rstrip().endswith(":"):
                yield from semicolons(low, PassageRole.CAUSE, cause.end(), end)
            else:
                yield PassageRole.CAUSE, first, end
            return
    yield point
