"""Parts a paragraph into its points: counted off, by semicolons, or by what it says itself.

Takes text in small letters and a paragraph; gives each point with its role. The words are in
``data/passages.toml``. Knows no headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from reportkit.parsing._passage_words import AHEAD, COUNTING, passage_words
from reportkit.parsing.document import Kind, Paragraph
from reportkit.parsing.objects import PassageRole

__all__ = ["Point", "of_section", "of_sentences", "parts", "semicolons"]

Point = tuple[PassageRole, int, int]
"""A passage by offsets into ``Document.text``."""


_INNER_MARK = re.compile(
    rf"(?:^|(?<=[;:.,]\s))(?:(?:{COUNTING})\s*[,:]|\(\d{{1,2}}\)|\d\)(?=\s))\s*",
    re.MULTILINE,
)


def of_section(low: str, role: PassageRole, paragraph: Paragraph, only: bool) -> Iterator[Point]:
    """The points of one paragraph of a section: one, or what it counts off or parts itself."""
    marks = list(_INNER_MARK.finditer(low, paragraph.start, paragraph.end))
    if len(marks) > 1:
        yield from _between(role, marks, paragraph.end)
    elif role is PassageRole.LIMITATION and paragraph.kind is Kind.TEXT and not marks:
        yield from _lacking(low, paragraph)
    elif only and len(paragraph.sentences) == 1 and not marks:
        yield from semicolons(low, role, paragraph.start, paragraph.end)
    else:
        yield role, paragraph.start, paragraph.end


_GOES_ON = re.compile(
    r"(?:nhất\s+là|trong\s+đó|đặc\s+biệt|cụ\s+thể|ví\s+dụ|chẳng\s+hạn|điều\s+(?:này|đó)|vì\s+(?:vậy|thế)|do\s+(?:đó|vậy)"
    r"|thậm\s+chí|riêng|có\s+(?:nơi|xã|thôn|đơn\s+vị)|như\s+vậy)(?!\w)"
)


def _lacking(low: str, paragraph: Paragraph) -> Iterator[Point]:
    """What is lacking, sentence by sentence; one that only goes on stays with the one before."""
    told: list[tuple[int, int]] = []
    for start, end in paragraph.sentences:
        if told and _GOES_ON.match(low, start, end):
            told[-1] = (told[-1][0], end)
        else:
            told.append((start, end))
    for start, end in told:
        yield from semicolons(low, PassageRole.LIMITATION, start, end)


def _tells_a_lack(low: str, start: int, end: int) -> bool:
    words = passage_words()
    return bool(words.limitation.search(low, start, end) or words.lacks.search(low, start, end))


def parts(low: str, role: PassageRole, paragraph: Paragraph, start: int) -> Iterator[Point]:
    """The points behind a lead-in in the same paragraph: counted off, parted, or by sentence."""
    if not low[start : paragraph.end].strip():
        return
    marks = list(_INNER_MARK.finditer(low, start, paragraph.end))
    if len(marks) > 1:
        yield from _between(role, marks, paragraph.end)
        return
    sentences = [(max(first, start), last) for first, last in paragraph.sentences if last > start]
    if len(sentences) == 1:
        yield from semicolons(low, role, *sentences[0])
        return
    yield from semicolons(low, role, *sentences[0])
    for first, last in sentences[1:]:
        ahead = AHEAD.match(low, first, last) if role is PassageRole.LIMITATION else None
        if ahead:  # "Hạn chế: …; …. Năm tới, huyện sẽ …"
            yield from semicolons(low, PassageRole.TASK, ahead.end(), last)
        else:
            yield role, first, last


def _between(role: PassageRole, marks: list[re.Match[str]], end: int) -> Iterator[Point]:
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        yield role, mark.start(), following.start() if following else end


def semicolons(low: str, role: PassageRole, start: int, end: int) -> Iterator[Point]:
    """The parts of a sentence between semicolons; one that goes on stays with the one before."""
    pieces: list[tuple[int, int]] = []
    for match in re.finditer(r"[^;]+", low[start:end]):
        first, last = start + match.start(), start + match.end()
        if pieces and (
            passage_words().joins.match(low, first) or _depth(low, pieces[-1][0], first)
        ):
            pieces[-1] = (pieces[-1][0], last)
        else:
            pieces.append((first, last))
    yield from ((role, first, last) for first, last in pieces)


def _depth(low: str, start: int, end: int) -> bool:
    """Whether a bracket is still open at ``end``."""
    return low.count("(", start, end) > low.count(")", start, end)


def of_sentences(low: str, paragraph: Paragraph, coming: str | None = None) -> Iterator[Point]:
    """What the sentences of a paragraph tell by themselves, outside of any section.

    ``coming`` is the year for which the report sets tasks.
    """
    turned = False
    for start, end in paragraph.sentences:
        points = list(_of_asking(low, start, end)) or list(_of_cues(low, start, end, coming))
        turned = turned or bool(passage_words().turns.match(low, start, end))
        turned = turned and bool(passage_words().lacks.search(low, start, end))
        if turned and not points:
            points = [(PassageRole.LIMITATION, start, end)]
        for role, first, last in points:
            if role is PassageRole.LIMITATION:
                yield from _parted(low, first, last)
            else:
                yield role, first, last


def _parted(low: str, start: int, end: int) -> Iterator[Point]:
    """A sentence on what is lacking, by its semicolons if it is lacking from the first part on."""
    said = _SAID_BEFORE.match(low, start, end)
    first = said.end() if said else start
    part = low.find(";", first, end)
    if part > 0 and _tells_a_lack(low, first, part):
        yield from semicolons(low, PassageRole.LIMITATION, first, end)
    else:
        yield PassageRole.LIMITATION, start, end


# "Tuy nhiên, hội nghị cũng chỉ rõ: …"
_SAID_BEFORE = re.compile(
    r"[^.;:]{0,80}(?:chỉ\s+(?:rõ|ra)|nhìn\s+nhận|thừa\s+nhận|cho\s+thấy|nêu(?:\s+rõ)?|là)\s*:\s*"
)


def _of_asking(low: str, start: int, end: int) -> Iterator[Point]:
    """Tasks and proposals that someone asks for: "yêu cầu các cấp ủy tiếp tục …; …"."""
    # Most sentences are told apart by a word that is sought faster than a pattern.
    urges = _URGES.search(low, start, end) if low.find("gian", start, end) >= 0 else None
    if urges and _speaks(low[start : urges.start()]):
        yield from semicolons(low, PassageRole.TASK, urges.end(), end)
        return
    asks = passage_words().asks.search(low, start, end)
    if asks is None or _DECORATES.match(low, asks.end()):
        return
    before = low[start : asks.start()]
    if _speaks(before) or (asks["above"] and not before.rstrip().endswith("đã")):
        role = PassageRole.PROPOSAL if asks["above"] else PassageRole.TASK
        part = low.find(";", asks.end(), end)
        do = passage_words().imperative.search(low, asks.end(), end if part < 0 else part)
        yield from semicolons(low, role, do.start() if do else asks.end(), end)


# "nhấn mạnh: thời gian tới cần …", "yêu cầu trong thời gian tới, các đơn vị …"
_URGES = re.compile(
    r"(?<!\w)(?:nhấn\s+mạnh|yêu\s+cầu|đề\s+nghị|lưu\s+ý|chỉ\s+đạo)\s*:?\s*(?:trong\s+)?thời\s+gian\s+tới\s*,?\s*"
)
# Who is put forward for an honour is no proposal of the report.
_DECORATES = re.compile(r"[^.;,]{0,40}?(?<!\w)(?:khen|tặng|công\s+nhận|tuyên\s+dương)(?!\w)")
_SPEAKER = re.compile(
    r"(?:bí\s+thư|chủ\s+tịch|trưởng|đồng\s+chí|phó|lãnh\s+đạo|ban\s+thường\s+vụ|thường\s+trực|tỉnh\s+ủy|huyện\s+ủy|ubnd"
    r"|đảng\s+ủy|thị\s+ủy|thành\s+ủy|ban\s+chấp\s+hành|hội\s+nghị|đại\s+hội|thời\s+gian\s+tới|ủy\s+viên)|^\W*$"
)


def _speaks(before: str) -> bool:
    """Whether someone with authority, or the report itself, asks."""
    return bool(_SPEAKER.search(before)) and not before.rstrip().endswith("đã")


def _of_cues(low: str, start: int, end: int, coming: str | None) -> Iterator[Point]:
    """A limitation told by the predicate, a cause by the subject, tasks by their time."""
    cue = passage_words().limitation.search(low, start, end)
    if cue and not passage_words().no_limitation.search(low, start, cue.end()):
        yield PassageRole.LIMITATION, start, end
    elif role := next(
        (r for r, said in passage_words().subjects if said.match(low, start, end)), None
    ):
        if role in (PassageRole.TASK, PassageRole.LIMITATION):
            yield from semicolons(low, role, start, end)
        else:
            yield role, start, end
    elif low.startswith("nguyên nhân", start):
        yield PassageRole.CAUSE, start, end
    elif (ahead := _ahead(low, start, end, coming)) is not None:
        yield from semicolons(low, PassageRole.TASK, ahead, end)


# "Ông Bình cho biết: “Sắp tới, xã sẽ …”"
_SAYS = re.compile(
    r"[^.;:\"]{3,120}\s(?:nói|cho\s+biết|khẳng\s+định|cho\s+hay|nhấn\s+mạnh|chia\s+sẻ|bày\s+tỏ)\s*(?:[:,]|rằng)\s*\"?"
)


# "Chúng tôi sẽ …" as someone says it, "Hội sẽ … trong thời gian tới"
_WILL = re.compile(r"(?:[^\s,.;:\d]+\s+){1,5}sẽ\s")
_WILL_SOON = re.compile(
    r"(?:[^\s,.;:\d]+\s+){1,8}sẽ\s[^.;]{3,200}?(?:thời\s+gian|năm|giai\s+đoạn|sắp)\s+tới(?!\w)"
)


def _ahead(low: str, start: int, end: int, coming: str | None) -> int | None:
    """Where a time to come ends that a sentence, or what someone says in it, begins with."""
    told = low.find(" sẽ ", start, end) >= 0 or low.find(" tới", start, end) >= 0
    said = _SAYS.match(low, start, end) if told else None
    first = said.end() if said else start
    ahead = AHEAD.match(low, first, end)
    if told and ahead is None and (_WILL if said else _WILL_SOON).match(low, first, end):
        return first
    if ahead is None and coming is not None:
        ahead = _in_year(coming).match(low, start, end)
    return ahead.end() if ahead else None


@lru_cache(maxsize=16)
def _in_year(year: str) -> re.Pattern[str]:
    """What is to be done in a year: "Năm 2024, Hội tập trung …", but not "… đã tập trung"."""
    return re.compile(
        rf"(?:trong\s+|sang\s+|bước\s+sang\s+)?năm\s+{year},?\s+(?=(?:(?!đã\s)[^\s,.;:\d]+\s+){{0,8}}"
        r"(?:tập\s+trung|tiếp\s+tục|đẩy\s+mạnh|tăng\s+cường|chú\s+trọng)(?!\w))"
    )
