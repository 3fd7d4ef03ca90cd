"""Finds the models and ways of working that a report names, with their owners (mô hình, cách làm).

Takes a ``Document``; gives ``Initiative`` objects in order. A name stands in quotes or is the noun
phrase between "mô hình" and its owner; the owner stands behind the name, at the end of a run of
names, or before them as who made them. The words are in ``data/initiatives.toml``. Knows nothing
of figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import evolve, frozen

from reportkit.parsing._annexes import initiatives_of_tables
from reportkit.parsing._initiative_words import initiative_words
from reportkit.parsing._owners import (
    body_behind,
    bracketed,
    maker,
    owner_behind,
    owner_taking_up,
)
from reportkit.parsing._reaches import words_end_before
from reportkit.parsing.document import Document, Kind, Paragraph
from reportkit.parsing.objects import Initiative
from reportkit.sources.bullets import BULLETS
from reportkit.spans import Span
from reportkit.vietnamese.bodies import scan_bodies
from reportkit.vietnamese.letters import CAPITAL

__all__ = ["find_initiatives"]


@frozen
class _Naming:
    """A model named in one sentence, by offsets into that sentence.

    ``lead`` is where the words begin that introduce it, ``end`` where name and owner end;
    ``trailing`` tells that the owner stands behind the name, so that it holds for the run.
    """

    lead: int
    start: int
    stop: int
    end: int
    owner: tuple[int, int] | None = None
    trailing: bool = False


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
    listing = asked_for = False
    for paragraph in document.body():
        if paragraph.kind is Kind.ROW:
            listing = False
            continue
        text = document.text[paragraph.start : paragraph.end]
        listing = _opens_list(text) or (listing and paragraph.kind is Kind.ITEM)
        in_list = listing and paragraph.kind is Kind.ITEM
        earlier: str | None = None
        spoken_of = asked_for
        for start, end in paragraph.sentences:
            namings = _namings(document.text[start:end], in_list, spoken_of, paragraph)
            spoken_of = bool(namings or _model().search(document.text, start, end))
            ends = [words_end_before(document.text, start + naming.lead) for naming in namings[1:]]
            ends.append(end)
            for naming, told_end in zip(namings, ends, strict=False):
                initiative = _initiative(document, naming, start, told_end)
                initiative = _with_owner_in_full(document, initiative, start)
                _take(found, evolve(initiative, owner=initiative.owner or earlier))
            earlier = _keeps_models(document, start, end)
        asked_for = text.endswith("?") and bool(_model().search(text))
    for listed in initiatives_of_tables(document.source):
        _take(found, listed)
    return sorted(found.values(), key=lambda each: each.span or Span(0, 0))


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
_LABEL_STARTS = re.compile(r'[",;:().…!?]\s*')
_JOINS = re.compile(r"[\s,;:]*(?:(?:và|hay|hoặc|cùng(?:\s+với)?|với|như|là)[\s:]*)*")
_JOINED = re.compile(r"(?:,|(?<!\w)(?:và|hay|hoặc|cùng))\s*$")
_IS_A_MODEL = re.compile(
    r"\s*(?:là|được\s+coi\s+là)\s+(?:một\s+)?(?:trong\s+(?:những|các)\s+)?mô\s+hình"
)
_HAS = re.compile(r"(?:với|có)\s*:?\s*$")
_LONGEST_LABEL_IN_WORDS = 4


def _namings(sentence: str, in_list: bool, spoken_of: bool, paragraph: Paragraph) -> list[_Naming]:
    """The models that one sentence names, each with its owner.

    ``in_list``: it stands in a list of models; ``spoken_of``: the sentence before speaks of models.
    """
    if not (
        in_list
        or spoken_of
        or _model().search(sentence)
        or (
            _QUOTE.search(sentence)
            and (initiative_words().quoted_kin.search(sentence) or _HAS_A_NAME.search(sentence))
        )
    ):
        return []
    found = list(_quoted(sentence, in_list, spoken_of))
    if paragraph.kind is not Kind.HEADING:
        for naming in (*_unquoted(sentence, paragraph.kind), *_listed(sentence)):
            span = Span(naming.start, naming.end)
            if not any(span.overlaps(Span(other.lead, other.end)) for other in found):
                found.append(naming)
    found.sort(key=lambda naming: naming.start)
    return _with_owners(sentence, found)


def _quoted(sentence: str, in_list: bool, spoken_of: bool) -> Iterator[_Naming]:
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
            yield _Naming(lead, start, stop, end, owner, trailing=owner is not None)
            previous_end = end
        else:
            previous_end = match.end()


# "… xã Mường Phăng có “Ruộng mẫu”": a name with a capital right behind who has it.
_HAS_A_NAME = re.compile(
    r"(?<!\w)(?:với|có|duy\s+trì|xây\s+dựng|triển\s+khai|ra\s+mắt|thành\s+lập|nhân\s+rộng)"
    rf'\s+(?:\d+\s+(?:tuyến\s+đường|đoạn\s+đường|câu\s+lạc\s+bộ|tổ|nhóm|đội|điểm)\s+)?(?="\s?[{CAPITAL}])'
)


def _is_had(sentence: str, begin: int, name: re.Match[str]) -> bool:
    """Whether a named body is said to have it, without a word for what it is."""
    has = _HAS_A_NAME.search(sentence, max(begin, name.start() - 40), name.start() + 3)
    if has is None or has.end() != name.start():
        return False
    if initiative_words().begins_other.match(name[name.lastgroup or 0]):
        return False
    body = maker(sentence, max(begin, has.start() - _LONGEST_NAME), has.start())
    return body is not None and not sentence[body[1] : has.start()].strip()


def _is_model(before: str, *, in_run: bool, listing: bool, owned: bool) -> bool:
    """Whether a name in quotes is a model's, by the words since the name before it.

    ``in_run``: the name before it is a model's; ``listing``: the sentence announced a list of
    models; ``owned``: an owner stands behind the name.
    """
    words = initiative_words()
    starts = [found.end() for found in _LABEL_STARTS.finditer(before.rstrip(" :"))]
    label = before[starts[-1] if starts else 0 :]
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
        return in_run or (listing and (not before.strip() or bool(_LIST_COMES.search(before))))
    if words.model.search(label) and _JOINED.search(label):
        return True
    return listing and len(label.split()) <= _LONGEST_LABEL_IN_WORDS


_LONGEST_LINK_IN_WORDS = 8
_PRAISED = r"(?:đáng\s+kể|đáng\s+chú\s+ý|nổi\s+bật|tiêu\s+biểu|điển\s+hình)(?:\s+nhất)?"
_LIST_ENDS = re.compile(rf"(?<!\w)(?:như|gồm|là|{_PRAISED})\s*:?\s*$|:\s*$")
_LIST_COMES = re.compile(rf":|(?<!\w)(?:như|gồm|{_PRAISED}\s+là)(?!\w)|,\s*{_PRAISED}\s*$")


def _announces(before: str) -> bool:
    """Whether the words before a name open a list of models ("các mô hình …, như: ")."""
    models = list(_model().finditer(before))
    return bool(models) and bool(_LIST_COMES.search(before, models[-1].end()))


def _stands_alone(before: str, name: re.Match[str]) -> bool:
    """Whether a name with a capital opens its clause: "“A” của …", "Tôi thích “A”", "…: “A”"."""
    starts = [found.end() for found in _LABEL_STARTS.finditer(before)]
    label = before[starts[-1] if starts else 0 :]
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


_ITEM_MARK = re.compile(rf"[\s\-+*{BULLETS}\d.)a-zđ]{{0,6}}")


def _unquoted(sentence: str, kind: Kind) -> Iterator[_Naming]:
    """Names without quotes: the noun phrase between "mô hình" and the body that owns it.

    At the head of a list item the name may also end at a colon, without an owner.
    """
    words = initiative_words()
    listing = _LIST_COMES.search(sentence)
    list_start = listing.end() if listing else len(sentence)
    for model in words.model.finditer(sentence):
        start = model.end() + 1
        if not model[0].casefold().startswith("mô") or words.begins_no_name.match(sentence, start):
            continue
        if words.quantity_at_end.search(sentence, max(0, model.start() - 20), model.start()):
            continue
        stop, owner = _name_end(sentence, start)
        closes = sentence[stop : stop + 1]
        if sentence[stop : stop + 2].lstrip()[:1] == '"':
            continue  # what kind of model it is: the name stands in the quotes
        in_list = closes in ",;.… " and list_start <= model.start()
        heads_item = (
            closes == ":"
            and kind is Kind.ITEM
            and _ITEM_MARK.fullmatch(sentence, 0, model.start()) is not None
        )
        if owner is None and not (heads_item or in_list or _is_made(sentence, start, stop)):
            continue
        if _fits_a_name(sentence[start:stop]):
            end = owner[1] if owner else stop
            yield _Naming(model.start(), start, stop, end, owner, trailing=owner is not None)


_MAKES = re.compile(
    r"(?:xây\s+dựng|triển\s+khai|duy\s+trì|thực\s+hiện|ra\s+mắt|thành\s+lập|áp\s+dụng|có|với)"
    r"(?:\s+(?:được|thành\s+công|hiệu\s+quả|tốt))?\s+mô\s+hình\s+$"
)
_LONGEST_MADE_IN_WORDS = 12


def _is_made(sentence: str, start: int, stop: int) -> bool:
    """Whether a named body makes it: "Hội Nông dân xã A triển khai mô hình nuôi bò, …"."""
    makes = _MAKES.search(sentence, max(0, start - 50), start)
    return (
        makes is not None
        and len(sentence[start:stop].split()) <= _LONGEST_MADE_IN_WORDS
        and maker(sentence, max(0, makes.start() - _LONGEST_NAME), makes.start()) is not None
    )


_NAME_CLOSES = re.compile(r'[,;:.…()"!?]|\s-\s*$')
_OF = re.compile(r"\s+(?:của|tại|ở|do|thuộc)\s+")
_LONGEST_NAME_IN_WORDS = 30
_LONGEST_NAME = 250


def _name_end(sentence: str, start: int) -> tuple[int, tuple[int, int] | None]:
    """Where an unquoted name ends, and the owner that stands behind it."""
    limit = min(len(sentence), start + _LONGEST_NAME)
    closes = _NAME_CLOSES.search(sentence, start, limit)
    stop = closes.start() if closes else limit
    predicate = initiative_words().predicate.search(sentence, start, stop)
    limit = predicate.start() if predicate else stop
    for of in _OF.finditer(sentence, start, limit):
        owner = body_behind(sentence, of.end())
        if owner is not None:
            return of.start(), owner
    if closes and closes[0] == "(" and not predicate:
        owner = bracketed(sentence, stop)
        if owner is not None:
            return len(sentence[:stop].rstrip()), owner
    return len(sentence[:limit].rstrip()), None


def _fits_a_name(name: str) -> bool:
    return 2 <= len(name.split()) <= _LONGEST_NAME_IN_WORDS


_LIST_HEAD = re.compile(
    r"(?<!\w)(?i:(?:các|những|một\s+số|nhiều)\s+mô\s+hình)"
    r"(?:[^.;:\"\n]{0,60}:|[^.;:,\"\n]{0,40}\s(?:như|gồm)(?!\w)\s*:?)\s*(?P<items>[^.\n]+)"
)
_SHORT_PIECE = 2
_ONLY_A_BRACKET = re.compile(r"\s*(?:\([^()]*\))?[\s….]*")
_PIECE_STARTS = re.compile(r"\s*(?:(?:và|hay|mô\s+hình)\s+)*")


def _listed(sentence: str) -> Iterator[_Naming]:
    """The members of "các mô hình: trồng rừng, nuôi ong; …", as far as they are names."""
    head = _LIST_HEAD.search(sentence)
    if not head:
        return
    if head["items"].lstrip()[:1] in "\"'":
        return
    pieces: list[tuple[int, int]] = []
    for match in re.finditer(r"[^,;]+", head["items"]):
        start = head.start("items") + match.start()
        end = head.start("items") + match.end()
        if pieces and len(match[0].split()) < _SHORT_PIECE:
            pieces[-1] = (pieces[-1][0], end)
        else:
            pieces.append((start, end))
    for start, end in pieces:
        start = _PIECE_STARTS.match(sentence, start).end()  # type: ignore[union-attr]
        if '"' in sentence[start:end] or sentence.count('"', 0, start) % 2:
            continue
        name_end, owner = _name_end(sentence, start)
        stop = name_end if owner else len(sentence[: min(name_end, end)].rstrip(" …."))
        if not (
            sentence[start].islower()
            and _fits_a_name(sentence[start:stop])
            and not initiative_words().predicate.match(sentence, start)
            and body_behind(sentence, start) is None
        ):
            return
        yield _Naming(
            start, start, stop, owner[1] if owner else stop, owner, trailing=owner is not None
        )
        if owner is None and not _ONLY_A_BRACKET.fullmatch(sentence, stop, end):
            return


# ------------------------------------------------------------------------------ owners


def _with_owners(sentence: str, namings: list[_Naming]) -> list[_Naming]:
    """Give each name its owner: behind it, behind its run, or before it as who made it."""
    owned: list[_Naming] = []
    subject: tuple[int, int] | None = None
    previous_end = 0
    run: list[int] = []
    for naming in namings:
        before = sentence[previous_end : naming.lead]
        made_by = maker(sentence, previous_end, naming.lead)
        if made_by is not None:
            subject = made_by
            run = []
        elif _DONE_INSTEAD.search(before):
            subject, run = None, []
        elif owned and not _continues(before):
            run = []
        run.append(len(owned))
        owned.append(naming if naming.owner else evolve(naming, owner=subject))
        if naming.trailing:
            for index in run[:-1]:
                if not owned[index].trailing:
                    owned[index] = evolve(owned[index], owner=naming.owner)
            run = []
        previous_end = naming.end
    return owned


# "…; công tác dân vận có mô hình …": what is done stands for who does it.
_DONE_INSTEAD = re.compile(
    r";\s*(?i:công\s+tác|phong\s+trào|lĩnh\s+vực|hoạt\s+động)\s[^;\"]{3,60}\s(?:có|với)\s"
)
_ONLY_JOINS = re.compile(r"[\s,;:\"']*(?:(?:và|hay|hoặc|các|những|như|cùng)[\s,;:\"']*)*")


def _continues(between: str) -> bool:
    """Whether the words between two names only join them."""
    rest = _model().sub("", initiative_words().any_kin.sub("", between))
    return bool(_ONLY_JOINS.fullmatch(rest))


# ------------------------------------------------------------------------ what is told of it

_YEAR_OF = re.compile(
    r"(?:thành\s+lập|ra\s+đời|triển\s+khai|thực\s+hiện|xây\s+dựng|bắt\s+đầu|ra\s+mắt)\s+(?:từ|vào|trong)?\s*"
    r"(?:đầu\s+|cuối\s+|giữa\s+)?năm\s+(?P<year>20\d\d)|^,?\s*năm\s+(?P<alone>20\d\d)"
)
_FIELD_OF = re.compile(r"(?:trong|trên|thuộc|về)\s+lĩnh\s+vực\s+(?P<field>[^,.;:()\"]{3,60})")


_NO_CONTENT = r"[\s,;:.)\"'…-]"


def _initiative(document: Document, naming: _Naming, start: int, told_end: int) -> Initiative:
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
