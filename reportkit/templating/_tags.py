"""Finds the tags in a text and says which blocks they open and close.

Takes the text of a paragraph or a cell, however a word processor wrote it (smart quotes,
non-breaking spaces); gives the tags with their places in it. Knows nothing of file formats.
"""

from __future__ import annotations

import re
from typing import Literal

from attrs import field, frozen

__all__ = [
    "LEVELS",
    "STATEMENTS",
    "USUAL",
    "Delimiters",
    "FoundTag",
    "Level",
    "TagTextError",
    "block_word",
    "find_tags",
    "has_tags",
]

Level = Literal["", "p", "tr", "tc", "r", "sheet"]
LEVELS = ("p", "tr", "tc", "r", "sheet")
"""The letters that may stand right behind the opening of a tag."""

Kind = Literal["expression", "statement", "comment", "literal"]

# The letter of an element stands right behind the opening and has something to act on behind it.
_LEVEL = re.compile(rf"({'|'.join(LEVELS)})\s+(?![|.+*/<>=!~,%)\]-])(?=\S)")
_OPENING_QUOTES = {'"': '"', "'": "'", "“": '"”“', "‘": "'’‘", "”": '"”“', "’": "'’‘"}
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u202f\u2009\u200a\u3000\t\n\r"), " ")
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))

_NO_BRACKETS = re.compile("[\\w .|,=<>+*:\u00a0-]*")

_BLOCKS = {"for", "if", "macro", "call", "filter", "with", "autoescape", "block"}
_BRANCHES = {"else", "elif"}

STATEMENTS = tuple(sorted({*_BLOCKS, *_BRANCHES, "set", *(f"end{word}" for word in _BLOCKS)}))
"""The words that a statement may begin with."""


@frozen
class Delimiters:
    """What opens and closes the three kinds of tags.

    The same with ``_`` in their midst (``{_{``, ``%_}``) stand for the characters themselves.

    Examples
    --------
    >>> [tag.inner for tag in find_tags("[[ x ]] {{ y }}", Delimiters(expression=("[[", "]]")))]
    ['x']
    """

    expression: tuple[str, str] = ("{{", "}}")
    statement: tuple[str, str] = ("{%", "%}")
    comment: tuple[str, str] = ("{#", "#}")
    ends: dict[str, str] = field(init=False, repr=False, eq=False)
    kinds: dict[str, Kind] = field(init=False, repr=False, eq=False)
    literals: dict[str, str] = field(init=False, repr=False, eq=False)
    start: re.Pattern[str] = field(init=False, repr=False, eq=False)
    raw: re.Pattern[str] = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        pairs: dict[Kind, tuple[str, str]] = {
            "expression": self.expression,
            "statement": self.statement,
            "comment": self.comment,
        }
        marks = [mark for pair in pairs.values() for mark in pair]
        if not all(len(mark) > 1 for mark in marks) or len({a for a, _ in pairs.values()}) < 3:
            raise ValueError(
                f"delimiters must be three different pairs, each of two characters or more: {pairs}"
            )
        literals = {f"{mark[0]}_{mark[1:]}": mark for mark in marks}
        openings = sorted((*literals, *(a for a, _ in pairs.values())), key=len, reverse=True)
        begin, end = map(re.escape, self.statement)
        opened, closed = (rf"{begin}[-+]?\s*{word}\s*[-+]?{end}" for word in ("raw", "endraw"))
        for name, value in {
            "ends": dict(pairs.values()),
            "kinds": {opening: kind for kind, (opening, _) in pairs.items()},
            "literals": literals,
            "start": re.compile("|".join(map(re.escape, openings))),
            "raw": re.compile(f"{opened}(.*?){closed}", re.DOTALL),
        }.items():
            object.__setattr__(self, name, value)


USUAL = Delimiters()
"""The delimiters of Jinja2 and docxtpl."""


@frozen
class FoundTag:
    """A tag at ``start:end`` of a text.

    ``inner`` is the Jinja code within (of a literal, the text it stands for); ``level`` the
    element it acts on ("p", "tr", "tc", "r", "sheet", or "" for the text itself); the dashes of
    ``{%- … -%}`` are told by ``trims_before`` and ``trims_after``.
    """

    start: int
    end: int
    source: str
    kind: Kind
    inner: str
    level: Level = ""
    trims_before: bool = False
    trims_after: bool = False


class TagTextError(ValueError):
    """A tag begins at ``start`` and never ends."""

    def __init__(self, problem: str, start: int) -> None:
        super().__init__(problem)
        self.start = start


def has_tags(text: str, delimiters: Delimiters = USUAL) -> bool:
    """Say whether a text may hold a tag.

    Examples
    --------
    >>> has_tags("{{ name }}"), has_tags("a {b} c")
    (True, False)
    """
    return delimiters.start.search(text) is not None


def find_tags(text: str, delimiters: Delimiters = USUAL) -> list[FoundTag]:
    """Find the tags of a text, in order.

    Raises
    ------
    TagTextError
        A tag is never closed.

    Examples
    --------
    >>> [(tag.level, tag.kind, tag.inner) for tag in find_tags("{%tr for r in rows %}{{ r.x }}")]
    [('tr', 'statement', 'for r in rows'), ('', 'expression', 'r.x')]
    >>> find_tags("{{ “a” }}")[0].inner
    '"a"'
    """
    tags: list[FoundTag] = []
    position = 0
    while match := delimiters.start.search(text, position):
        opening = match.group()
        if opening in delimiters.literals:
            tag = FoundTag(*match.span(), opening, "literal", delimiters.literals[opening])
        elif raw := delimiters.raw.match(text, match.start()):
            tag = FoundTag(*raw.span(), raw.group(), "literal", raw.group(1))
        else:
            tag = _read_tag(text, match.start(), opening, delimiters)
        tags.append(tag)
        position = tag.end
    return tags


def block_word(inner: str) -> tuple[Literal["open", "close", "branch", ""], str]:
    """Say what a statement does to the blocks: opens, closes or branches one, or nothing.

    Examples
    --------
    >>> block_word("for x in xs"), block_word("endif"), block_word("else"), block_word("set a = 1")
    (('open', 'for'), ('close', 'if'), ('branch', 'else'), ('', 'set'))
    """
    word = re.match(r"\w*", inner).group()  # type: ignore[union-attr]
    if word in _BLOCKS or (word == "set" and re.fullmatch(r"set\s+[\w.]+\s*(\|.*)?", inner)):
        return "open", word
    if word in _BRANCHES:
        return "branch", word
    if word.startswith("end") and (word[3:] in _BLOCKS or word == "endset"):
        return "close", word[3:]
    return "", word


def _read_tag(text: str, start: int, opening: str, delimiters: Delimiters) -> FoundTag:
    ending, kind = delimiters.ends[opening], delimiters.kinds[opening]
    inside = start + len(opening)
    if kind == "comment":
        stop = text.find(ending, inside)
        if stop < 0:
            raise TagTextError(f"{opening} is never closed by {ending}", start)
        code = _plain(text[inside:stop])
    else:
        code, stop = _read_code(text, inside, opening, ending)
    trims_before = code[:1] in ("-", "+") and (kind == "statement" or code[1:2] in (" ", ""))
    dashed_before = code.startswith("-") and trims_before
    if trims_before:
        code = code[1:]
    trims_after = code[-1:] == "-"
    if trims_after or (kind == "statement" and code[-1:] == "+"):
        code = code[:-1]
    level: Level = ""
    if found := _LEVEL.match(code):
        level = found.group(1)  # type: ignore[assignment]
        code = code[found.end() :]
    end = stop + len(ending)
    source = text[start:end].translate(_SPACES)
    return FoundTag(start, end, source, kind, code.strip(), level, dashed_before, trims_after)


def _read_code(text: str, position: int, opening: str, ending: str) -> tuple[str, int]:
    """The code up to the ending that stands outside of its strings and brackets, made plain."""
    plain = _NO_BRACKETS.match(text, position)
    if plain and text.startswith(ending, plain.end()):
        return _plain(plain[0]), plain.end()
    code: list[str] = []
    start, depth = position - len(opening), 0
    while position < len(text):
        character = text[position]
        if depth == 0 and text.startswith(ending, position):
            return "".join(code), position
        if character in _OPENING_QUOTES:
            stop = position + 1
            while stop < len(text) and text[stop] not in _OPENING_QUOTES[character]:
                stop += 2 if text[stop] == "\\" else 1
            straight = _OPENING_QUOTES[character][0]
            literal = text[position + 1 : stop]
            if character not in "\"'":
                literal = literal.replace(straight, "\\" + straight)
            code += [straight, literal, straight]
            position = stop + 1
            continue
        depth += (character in "([{") - (depth > 0 and character in ")]}")
        code.append(_plain(character))
        position += 1
    raise TagTextError(f"{opening} is never closed by {ending}", start)


def _plain(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    return text.translate(_SPACES).translate(_UNSEEN)
