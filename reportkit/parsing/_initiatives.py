"""Finds the models and ways of working that a report names, with their owners (mô hình, cách làm).

Takes a ``Document``; gives ``Initiative`` objects in order. A name stands in quotes or is the noun
phrase between "mô hình" and its owner; the owner stands behind the name, at the end of a run of
names, or before them as who made them. The words are in ``data/initiatives.toml``. Knows nothing
of figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import evolve

from reportkit.parsing._annexes import initiatives_of_tables
from reportkit.parsing._initiative_words import initiative_words
from reportkit.parsing._namings import Naming, with_owners
from reportkit.parsing._owners import body_behind, maker, owner_behind, owner_taking_up
from reportkit.parsing._reaches import words_end_before
from reportkit.parsing._unquoted import LIST_COMES, LONGEST_NAME, PRAISED, listed, unquoted
from reportkit.parsing.document import Document, Kind, Paragraph
from reportkit.parsing.objects import Initiative
from reportkit.sources.bullets import BULLETS
from reportkit.spans import Span
from reportkit.vietnamese.bodies import scan_bodies
from reportkit.vietnamese.letters import CAPITAL

__all__ = ["find_initiatives"]


def _model() -> re.Pattern[str]:
    return initiative_words().model


def find_initiatives(document: Document) -> list[Initiative]:
    """Find the models that the report names; a name said again adds what was not told before.

    Examples
    --------
    >>> from reportkit.sources import Source
    >>> text = "Điển hình là mô hình “Ống tiền tiết kiệm”, “Nhà sạch” của Hội LHPN xã Ia Chim."
    >>> [(each.name, each.owner) for each in find_initiatives(Document.of(Source("", text)))]
    [('Ống tiền tiết kiệm', 'Hội LHPN xã Ia Chim'), ('Nhà sạch', 'Hội LHPN xã Ia Chim')]
    """
    found: dict[str, Initiative] = {}
    listing = under_heading = asked_for = False
    for paragraph in document.body():
        if paragraph.kind is Kind.ROW:
            listing = under_heading = False
            continue
        text = document.text[paragraph.start : paragraph.end]
        speaks = bool(_model().search(text))
        headed = paragraph.kind is Kind.HEADING and speaks
        listing = _opens_list(text) or (listing and paragraph.kind is Kind.ITEM)
        under_heading = headed or (under_heading and paragraph.kind is Kind.ITEM)
        in_list = paragraph.kind is Kind.ITEM and (
            listing or (under_heading and bool(_NAME_HEADS_ITEM.match(text)))
        )
        earlier: str | None = None
        spoken_of = asked_for
        for start, end in paragraph.sentences:
            namings = _namings(document.text[start:end], in_list, spoken_of, paragraph)
            spoken_of = bool(namings or (speaks and _model().search(document.text, start, end)))
            ends = [words_end_before(document.text, start + naming.lead) for naming in namings[1:]]
            ends.append(end)
            for naming, told_end in zip(namings, ends, strict=False):
                initiative = _initiative(document, naming, start, told_end)
                initiative = _with_owner_in_full(document, initiative, start)
                _take(found, evolve(initiative, owner=initiative.owner or earlier))
            earlier = _keeps_models(document, start, end) if speaks else None
        asked_for = text.endswith("?") and speaks
    for told in initiatives_of_tables(document.source):
        _take(found, told)
    return sorted(found.values(), key=lambda each: each.span or Span(0, 0))


# "- “Hẹn lịch một chạm” (Phòng …): …" below "Sáng kiến mới"
_NAME_HEADS_ITEM = re.compile(rf'[\s\-+*{BULLETS}\d.)a-zđ]{{0,6}}"')


def _keeps_models(document: Document, start: int, end: int) -> str | None:
    """Who is said to keep models, so that those of the next sentence are theirs too."""
    subject = (
        body_behind(document.text, start) if _model().search(document.text, start, end) else None
    )
    return document.words(*subject) if subject and subject[1] < end else None


_BARE = re.compile(
    r"(?:Hội|Đoàn|Chi\s+(?:bộ|hội|đoàn)|Đảng\s+(?:bộ|ủy)|Công\s+đoàn|Trường|Công\s+an)"
)
_TOLD_WITHIN = 1500


def _with_owner_in_full(document: Document, initiative: Initiative, start: int) -> Initiative:
    """An owner said by its first word alone ("của Hội") is the body last named in full."""
    owner = initiative.owner
    if owner is None or not _BARE.fullmatch(owner):
        return initiative
    before = document.text[max(0, start - _TOLD_WITHIN) : start]
    named = [body.name for body in scan_bodies(before) if body.name.startswith(f"{owner} ")]
    return evolve(initiative, owner=named[-1]) if named else initiative


def _take(found: dict[str, Initiative], new: Initiative) -> None:
    key = " ".join(re.sub(r"[\W_]+", " ", new.name.casefold()).split())
    old = found.get(key)
    if old is None:
        found[key] = new
        return
    found[key] = evolve(
        old,
        owner=old.owner or new.owner,
        field=old.field or new.field,
        content=old.content or new.content,
        year=old.year or new.year,
    )


def _opens_list(text: str) -> bool:
    """Whether a paragraph announces a list of models ("Một số mô hình tiêu biểu:")."""
    return text.endswith(":") and bool(_model().search(text))


# ------------------------------------------------------------------------ one sentence

_QUOTED = re.compile(
    r'"(?<!\w")\s?(?P<double>[^"\n]{2,250}?)\s?"(?!\w)'
    r"|'(?<!\w')\s?(?P<single>[^'\n]{3,120}?)\s?'(?!\w)"
    # a quote never closed before the next one opens
    r'|"(?<!\w")(?P<open>[^";\n]{2,120}?)(?=\s*;\s*"\w)'
)
_QUOTE = re.compile(r"[\"']")
_BEFORE_A_LABEL = '",;:().…!?'
_JOINS = re.compile(r"[\s,;:]*(?:(?:và|hay|hoặc|cùng(?:\s+với)?|với|như|là)[\s:]*)*")
_JOINED = re.compile(r"(?:,|(?<!\w)(?:và|hay|hoặc|cùng))\s*$")
_IS_A_MODEL = re.compile(
    r"\s*(?:là|-|,|được\s+coi\s+là)\s+(?:một\s+)?(?:trong\s+(?:những|các)\s+)?mô\s+hình"
)
_HAS = re.compile(r"(?:với|có)\s*:?\s*$")
_LONGEST_LABEL_IN_WORDS = 4
# "Tiêu biểu như: “Gian hàng 0 đồng” của …"
_PRAISED_NAMES = re.compile(rf'\W*(?i:{PRAISED})(?:\s+(?:như|là|có))?\s*:?\s*"')


def _namings(sentence: str, in_list: bool, spoken_of: bool, paragraph: Paragraph) -> list[Naming]:
    """The models that one sentence names, each with its owner.

    ``in_list``: it stands in a list of models; ``spoken_of``: the sentence before speaks of models.
    """
    if not (
        in_list
        or spoken_of
        or _model().search(sentence)
        or (
            _QUOTE.search(sentence)
            and (
                initiative_words().quoted_kin.search(sentence)
                or _HAS_A_NAME.search(sentence)
                or _PRAISED_NAMES.match(sentence)
            )
        )
    ):
        return []
    spoken_of = spoken_of or _PRAISED_NAMES.match(sentence) is not None
    found = list(_quoted(sentence, in_list, spoken_of))
    if paragraph.kind is not Kind.HEADING:
        for naming in (*unquoted(sentence, paragraph.kind), *listed(sentence)):
            span = Span(naming.start, naming.end)
            if not any(span.overlaps(Span(other.lead, other.end)) for other in found):
                found.append(naming)
    found.sort(key=lambda naming: naming.start)
    return with_owners(sentence, found)


def _quoted(sentence: str, in_list: bool, spoken_of: bool) -> Iterator[Naming]:
    """Names in quotes: whether one is a model is decided by the words before it, or by its run."""
    previous_end, in_run, listing, told = 0, False, in_list, 0
    for match in _QUOTED.finditer(sentence):
        before = re.sub(r"^\s*\)", "", sentence[previous_end : match.start()])
        listing = listing or _announces(sentence[told : match.start()])
        owner, called_for = owner_behind(sentence, match.end())
        owned = owner is not None and not called_for
        spoken_of = spoken_of or bool(_model().search(sentence, previous_end, match.start()))
        movement = initiative_words().movement.fullmatch(match[match.lastgroup or 0])
        in_run = not movement and (
            _is_model(before, in_run=in_run, listing=listing, owned=owned)
            or (spoken_of and owned and _stands_alone(before, match))
            or (spoken_of and _is_told_of_a_body(sentence, previous_end, match))
            or bool(
                initiative_words().kind_at_end.search(before)
                and match[0][1:].lstrip()[:1].isupper()
            )
            or bool(_IS_A_MODEL.match(sentence, match.end()))
            or _is_had(sentence, previous_end, match)
        )
        if not movement:
            told = match.end()
        if in_run:
            start, stop = match.span(match.lastgroup or 0)
            lead = _lead(sentence, previous_end, match.start())
            owner = owner or owner_taking_up(sentence, lead, match.end())
            end = owner[1] if owner else match.end()
            yield Naming(lead, start, stop, end, owner, trailing=owner is not None)
            previous_end = end
        else:
            previous_end = match.end()


# "… xã Mường Phăng có “Ruộng mẫu”": a name with a capital right behind who has it.
_HAS_A_NAME = re.compile(
    r"(?<!\w)(?:với|có|duy\s+trì|xây\s+dựng|triển\s+khai|ra\s+mắt|thành\s+lập|nhân\s+rộng"
    r"|thực\s+hiện|lập|áp\s+dụng)"
    rf'\s+(?:\d+\s+(?:tuyến\s+đường|đoạn\s+đường|câu\s+lạc\s+bộ|tổ|nhóm|đội|điểm)\s+)?(?="\s?[{CAPITAL}])'
)


def _is_had(sentence: str, begin: int, name: re.Match[str]) -> bool:
    """Whether a named body is said to have it, without a word for what it is."""
    has = _HAS_A_NAME.search(sentence, max(begin, name.start() - 40), name.start() + 3)
    if has is None or has.end() != name.start():
        return False
    if initiative_words().begins_other.match(name[name.lastgroup or 0]):
        return False
    body = maker(sentence, max(begin, has.start() - LONGEST_NAME), has.start())
    return body is not None and not sentence[body[1] : has.start()].strip()


def _is_told_of_a_body(sentence: str, begin: int, name: re.Match[str]) -> bool:
    """Whether a body and a colon introduce it: "Chi bộ Văn phòng: “Ngày không giấy”"."""
    if not sentence[begin : name.start()].rstrip().endswith(":"):
        return False
    body = maker(sentence, max(begin, name.start() - LONGEST_NAME), name.start())
    return body is not None and sentence[body[1] : name.start()].strip() == ":"


def _is_model(before: str, *, in_run: bool, listing: bool, owned: bool) -> bool:
    """Whether a name in quotes is a model's, by the words since the name before it.

    ``in_run``: the name before it is a model's; ``listing``: the sentence announced a list of
    models; ``owned``: an owner stands behind the name.
    """
    words = initiative_words()
    label = before[_label_start(before.rstrip(" :")) :]
    if words.model_at_end.search(before):
        return True
    if words.other_at_end.search(label):
        return False
    if words.kin_at_end.search(label):
        return in_run or listing or owned
    if in_run and (_HAS.search(label) or (not label.strip() and ";" in before)):
        return True
    if in_run and _JOINED.search(label) and len(label.split()) <= _LONGEST_LINK_IN_WORDS:
        return True
    if listing and _LIST_ENDS.search(before):
        return True
    if _JOINS.fullmatch(re.sub(r"^\s*\([^()]*\)", "", before)):
        return in_run or (listing and (not before.strip() or bool(LIST_COMES.search(before))))
    if words.model.search(label) and _JOINED.search(label):
        return True
    return listing and len(label.split()) <= _LONGEST_LABEL_IN_WORDS


_LONGEST_LINK_IN_WORDS = 8
_LIST_ENDS = re.compile(rf"(?<!\w)(?:như|gồm|là|{PRAISED})\s*:?\s*$|:\s*$")


def _announces(before: str) -> bool:
    """Whether the words before a name open a list of models ("các mô hình …, như: ")."""
    models = list(_model().finditer(before))
    return bool(models) and bool(LIST_COMES.search(before, models[-1].end()))


def _label_start(before: str) -> int:
    """Where the last piece of what stands before a name begins."""
    last = max(map(before.rfind, _BEFORE_A_LABEL)) + 1
    piece = before[last:]
    return last + len(piece) - len(piece.lstrip()) if last else 0


def _stands_alone(before: str, name: re.Match[str]) -> bool:
    """Whether a name with a capital opens its clause: "“A” của …", "Tôi thích “A”", "…: “A”"."""
    label = before[_label_start(before) :]
    return (
        name[name.lastgroup or 0][:1].isupper()
        and len(_WORD.findall(label)) <= _LONGEST_OPENING_IN_WORDS
        and not initiative_words().other_at_end.search(before)
    )


_LONGEST_OPENING_IN_WORDS = 2
_WORD = re.compile(r"[^\W\d]\w*")


def _lead(sentence: str, previous_end: int, name_start: int) -> int:
    """Where the words begin that introduce a name: its "mô hình", or the name itself."""
    lead = initiative_words().model_at_end.search(sentence, previous_end, name_start)
    return lead.start() if lead else name_start


# ------------------------------------------------------------------------ what is told of it

_YEAR_OF = re.compile(
    r"(?:thành\s+lập|ra\s+đời|triển\s+khai|thực\s+hiện|xây\s+dựng|bắt\s+đầu|ra\s+mắt)\s+(?:từ|vào|trong)?\s*"
    r"(?:đầu\s+|cuối\s+|giữa\s+)?năm\s+(?P<year>20\d\d)|^,?\s*năm\s+(?P<alone>20\d\d)"
)
_FIELD_OF = re.compile(r"(?:trong|trên|thuộc|về)\s+lĩnh\s+vực\s+(?P<field>[^,.;:()\"]{3,60})")


_NO_CONTENT = r"[\s,;:.)\"'…-]"


def _initiative(document: Document, naming: Naming, start: int, told_end: int) -> Initiative:
    """The naming as an object, with what its sentence tells of field, content and year."""
    text = document.text
    name_start, name_stop = start + naming.start, start + naming.stop
    content_start = start + naming.end
    while lead := re.compile(rf"{_NO_CONTENT}|\([^()]*\)").match(text, content_start, told_end):
        content_start = lead.end()
    told = re.sub(rf"{_NO_CONTENT}+$", "", text[content_start:told_end])
    year = _YEAR_OF.search(told)
    field = _FIELD_OF.search(told)
    return Initiative(
        name=document.words(name_start, name_stop),
        owner=(
            document.words(start + naming.owner[0], start + naming.owner[1])
            if naming.owner
            else None
        ),
        field=" ".join(field["field"].split()) if field else None,
        content=(
            document.words(content_start, content_start + len(told))
            if len(told.split()) >= _SHORTEST_CONTENT_IN_WORDS
            else None
        ),
        year=int(year["year"] or year["alone"]) if year else None,
        span=document.span(name_start, name_stop),
    )


_SHORTEST_CONTENT_IN_WORDS = 3
