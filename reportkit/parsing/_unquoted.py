"""Finds models that a sentence names without quotes: between "mô hình" and who owns it, or listed.

Takes a sentence of normalised text; gives ``Naming`` objects. The words are in
``data/initiatives.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportkit.parsing._initiative_words import initiative_words
from reportkit.parsing._namings import Naming
from reportkit.parsing._owners import body_behind, bracketed, maker
from reportkit.parsing.document import Kind
from reportkit.sources.bullets import BULLETS
from reportkit.vietnamese.letters import CAPITAL

__all__ = ["LIST_COMES", "LONGEST_NAME", "PRAISED", "listed", "unquoted"]

PRAISED = r"(?:đáng\s+kể|đáng\s+chú\s+ý|nổi\s+bật|tiêu\s+biểu|điển\s+hình)(?:\s+nhất)?"
LIST_COMES = re.compile(rf":|(?<!\w)(?:như|gồm|{PRAISED}\s+là)(?!\w)|,\s*{PRAISED}\s*$")
_ITEM_MARK = re.compile(rf"[\s\-+*{BULLETS}\d.)a-zđ]{{0,6}}")


def unquoted(sentence: str, kind: Kind) -> Iterator[Naming]:
    """Names without quotes: the noun phrase between "mô hình" and the body that owns it.

    At the head of a list item the name may also end at a colon, without an owner.
    """
    words = initiative_words()
    listing = LIST_COMES.search(sentence)
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
            and _COUNTS_MODELS.search(sentence, stop) is None
        )
        if owner is None and not (heads_item or in_list or _is_made(sentence, start, stop)):
            continue
        if _fits_a_name(sentence[start:stop]):
            end = owner[1] if owner else stop
            yield Naming(model.start(), start, stop, end, owner, trailing=owner is not None)


# "6. Mô hình giảm nghèo: Xây dựng 06 mô hình …" is the heading of what it says.
_COUNTS_MODELS = re.compile(r"\d\s+mô\s+hình(?!\w)")
_MAKES = re.compile(
    r"(?:(?:xây|gây)\s+dựng|triển\s+khai|duy\s+trì|thực\s+hiện|ra\s+mắt|thành\s+lập|áp\s+dụng|có|với)"
    r"(?:\s+(?:được|thành\s+công|hiệu\s+quả|tốt))?\s+mô\s+hình\s+$"
)
_LONGEST_MADE_IN_WORDS = 12


def _is_made(sentence: str, start: int, stop: int) -> bool:
    """Whether a named body makes it: "Hội Nông dân xã A triển khai mô hình nuôi bò, …"."""
    makes = _MAKES.search(sentence, max(0, start - 50), start)
    return (
        makes is not None
        and len(sentence[start:stop].split()) <= _LONGEST_MADE_IN_WORDS
        and maker(sentence, max(0, makes.start() - LONGEST_NAME), makes.start()) is not None
    )


_NAME_CLOSES = re.compile(r'[,;:.…()"!?]|\s-\s*$')
_OF = re.compile(r"\s+(?:của|tại|ở|do|thuộc)\s+")
_LONGEST_NAME_IN_WORDS = 30
LONGEST_NAME = 250


def _name_end(sentence: str, start: int) -> tuple[int, tuple[int, int] | None]:
    """Where an unquoted name ends, and the owner that stands behind it."""
    limit = min(len(sentence), start + LONGEST_NAME)
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
    r"(?<!\w)(?i:(?:các|những|một\s+số|nhiều|\d+|hai|ba|bốn|năm)\s+mô\s+hình)"
    r"(?:[^.;:\"\n]{0,60}:|[^.;:,\"\n]{0,40}\s(?:như|gồm)(?!\w)\s*:?)\s*(?P<items>[^.\n]+)"
)
# "3 mô hình: Tiếng loa an ninh; Hũ gạo tình thương.": each with a capital, none counts anything.
_NAMED = re.compile(rf"\s*(?:và\s+)?[{CAPITAL}][^\d:]{{5,80}}[\s….]*")
_SHORT_PIECE = 2
_ONLY_A_BRACKET = re.compile(r"\s*(?:\([^()]*\))?[\s….]*")
_PIECE_STARTS = re.compile(r"\s*(?:(?:và|hay|mô\s+hình)\s+)*")


def _is_named(piece: str) -> bool:
    """Whether a member of a list is a name, written with a capital."""
    return bool(_NAMED.fullmatch(piece))


def listed(sentence: str) -> Iterator[Naming]:
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
    counted = head[0][:1].isdigit()
    named = len(pieces) > 1 and all(_is_named(sentence[start:end]) for start, end in pieces)
    for start, end in pieces:
        start = _PIECE_STARTS.match(sentence, start).end()  # type: ignore[union-attr]
        if '"' in sentence[start:end] or sentence.count('"', 0, start) % 2:
            continue
        name_end, owner = _name_end(sentence, start)
        stop = name_end if owner else len(sentence[: min(name_end, end)].rstrip(" …."))
        if not (
            (named or (sentence[start].islower() and not counted))
            and _fits_a_name(sentence[start:stop])
            and not initiative_words().predicate.match(sentence, start)
            and body_behind(sentence, start) is None
        ):
            return
        yield Naming(
            start, start, stop, owner[1] if owner else stop, owner, trailing=owner is not None
        )
        if owner is None and not _ONLY_A_BRACKET.fullmatch(sentence, stop, end):
            return
