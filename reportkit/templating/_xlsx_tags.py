"""Tags in the texts of a sheet, and the blocks that row and column tags make.

Takes the runs of a cell's text, gives its tags and the text between them; takes the row (or
column) tags of a sheet, gives the tree of its lines (`_xlsx_layout`) and the statements of each
block. Knows nothing of XML and evaluates nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Literal
from xml.sax.saxutils import escape

from attrs import define, field, frozen

from reportkit.errors import Anchor, TemplateSyntaxError
from reportkit.templating import _expressions as language
from reportkit.templating._lookups import PATH
from reportkit.templating._tags import USUAL, Delimiters, FoundTag, TagTextError, find_tags
from reportkit.templating._xlsx_layout import Block, Branch, Items, Run
from reportkit.templating._xlsx_references import LAST_COLUMN, LAST_ROW, column_letters

Axis = Literal["tr", "tc", "sheet"]

_WORD = re.compile(r"\w*")


@frozen
class Tag:
    """A row, column or sheet tag: of ``{%tr for unit in units %}`` the word is ``for``."""

    axis: Axis
    word: str
    inner: str
    source: str
    row: int
    column: int
    anchor: Anchor | None = None

    @property
    def address(self) -> str:
        """The cell it stands in."""
        return f"{column_letters(self.column)}{self.row}"

    @property
    def closing(self) -> str:
        """The tag that closes it, in the delimiters that it is written with."""
        begin = self.source.index(self.word, self.source.index(self.axis))
        return f"{self.source[:begin]}end{self.word}{self.source[begin + len(self.inner) :]}"

    def error(self, problem: str, remedy: str) -> TemplateSyntaxError:
        """Make an error that says where the tag stands."""
        error = TemplateSyntaxError(
            problem, where=f"cell {self.address}", tag=self.source, remedy=remedy
        )
        error.anchor = self.anchor
        return error


@frozen
class Piece:
    """A stretch of a cell's text, in the run it begins in: a tag or what stands between tags."""

    run: int
    text: str
    tag: FoundTag | None = None


@frozen
class Lines:
    """One axis of a sheet: the tree of its lines and, for each block's key, its tags.

    A block has a tag for each branch and the one that closes it.
    """

    items: Items
    tags: Mapping[int, tuple[Tag, ...]]


def anchor_of(sheet: str, row: int, column: int, start: int = -1) -> Anchor:
    """Give the place, for programs, of a tag that begins at ``start`` of a cell's text; -1: all
    of the cell."""
    return sheet, row * LAST_COLUMN + column, start


def column_anchor(sheet: str, column: int, ordinal: int) -> Anchor:
    """Give the place of a column tag, the same in all rows that repeat it."""
    return f"{sheet}:columns", column, ordinal


def within_columns(sheet: str, row: int, column: int, start: int) -> Anchor:
    """Give the place of a tag in a cell among what a column loop repeats."""
    return f"{sheet}:columns", row * LAST_COLUMN + column, start


def in_order(
    sheet: str, tags: Sequence[Tag], found: Sequence[tuple[int, int, FoundTag]]
) -> Iterator[language.Tag]:
    """Give all tags of a sheet by rows, then by columns: what a loop repeats between its tags."""
    rows: list[tuple[tuple[int, ...], language.Tag]] = []
    columns: list[tuple[tuple[int, ...], language.Tag]] = []
    for number, tag in enumerate(tags):
        phase = 0 if tag.word in ("for", "if") else 2 if tag.word.startswith("end") else 1
        one = language.Tag("statement", tag.inner, tag.source, language.Place(anchor=tag.anchor))
        if tag.axis == "tc":
            columns.append(((tag.column, phase, number), one))
        else:
            row = tag.row if tag.axis == "tr" else phase * LAST_ROW  # before and behind all rows
            rows.append(((row, phase, number), one))
    if sum(tag.axis == "sheet" for tag in tags) == 1:  # its end is left out
        opened = next(tag for tag in tags if tag.axis == "sheet")
        end = language.Tag("statement", "endfor", "", language.Place(anchor=opened.anchor))
        rows.append(((2 * LAST_ROW,), end))
    for row, column, inner in found:
        kind = "expression" if inner.kind == "expression" else "statement"
        for order, anchor, here in (
            (rows, anchor_of(sheet, row, column, inner.start), (row, 1, column)),
            (columns, within_columns(sheet, row, column, inner.start), (column, 1, row)),
        ):
            place = language.Place(anchor=anchor)
            one = language.Tag(kind, inner.inner, inner.source, place)  # type: ignore[arg-type]
            order.append(((*here, inner.start), one))
    for order in (rows, columns):
        yield from (one for _, one in sorted(order, key=lambda entry: entry[0]))


def holds_code(text: str, delimiters: Delimiters = USUAL) -> bool:
    """Whether a text holds an expression or a statement.

    >>> holds_code("{{ x }}"), holds_code("{#N/A,1}")
    (True, False)
    """
    return delimiters.expression[0] in text or delimiters.statement[0] in text


def may_hold_tags(xml: bytes, delimiters: Delimiters = USUAL) -> bool:
    """Whether XML holds a character that a tag may begin with.

    >>> may_hold_tags(b"<t>{{ x }}</t>"), may_hold_tags(b"<t>x</t>")
    (True, False)
    """
    return any(first in xml for first in _firsts(delimiters))


@cache
def _firsts(delimiters: Delimiters) -> tuple[bytes, ...]:
    return tuple(sorted({escape(one[0]).encode() for one in delimiters.ends}))


@cache
def opening(delimiters: Delimiters) -> re.Pattern[bytes]:
    """Give what finds the characters in XML that a tag may begin with."""
    return re.compile(b"|".join(map(re.escape, _firsts(delimiters))))


def find_pieces(runs: Sequence[str], delimiters: Delimiters = USUAL) -> list[Piece]:
    """Part the text of a cell into tags and the text between them; a tag may span runs.

    Raises TemplateSyntaxError for a tag that is never closed.

    >>> [piece.text for piece in find_pieces(["Tổng: {", "{ x }}"])]
    ['Tổng: ', '{{ x }}']
    """
    whole = "".join(runs)
    starts: list[int] = []
    position = 0
    for run in runs:
        starts.append(position)
        position += len(run)
    try:
        tags = find_tags(whole, delimiters)
    except TagTextError as error:
        raise TemplateSyntaxError(
            f"A tag is never closed: {error}.",
            context=whole[error.start : error.start + 80],
            remedy=f"{endings(delimiters)}, in the same cell.",
        ) from None
    pieces: list[Piece] = []
    position = 0
    for tag in tags:
        pieces.extend(_between(whole, starts, position, tag.start))
        number = _run_at(starts, tag.start)
        if tag.kind == "literal":
            pieces.append(Piece(number, tag.inner))
        elif tag.kind != "comment":
            pieces.append(Piece(number, tag.source, tag))
        elif tag.level in ("tr", "tc"):
            pieces.append(Piece(number, "", tag))
        position = tag.end
    pieces.extend(_between(whole, starts, position, len(whole)))
    return pieces


def plain_value(text: str, delimiters: Delimiters = USUAL) -> FoundTag | None:
    """Give the tag of a text that is a name with attributes in its brackets, and nothing else.

    Most are: what `find_pieces` and `single_expression` find in any text is found here at once.

    >>> plain_value("{{ unit.models }}").inner, plain_value("{{ a + b }}")
    ('unit.models', None)
    """
    found = _plain_value(delimiters).fullmatch(text)
    if found is None:
        return None
    return FoundTag(found.start(1), found.end(1), found[1], "expression", found[2])


@cache
def _plain_value(delimiters: Delimiters) -> re.Pattern[str]:
    begin, end = map(re.escape, delimiters.expression)
    return re.compile(rf"\s*({begin} *({PATH.pattern}) *{end})\s*")


def endings(delimiters: Delimiters) -> str:
    """Say what closes what, for the remedy of a tag that is never closed."""
    return "End " + " and ".join(f"{a} with {b}" for a, b in delimiters.ends.items())


def is_note(piece: Piece) -> bool:
    """Whether a piece is ``{#tr … #}`` or ``{#tc … #}``: a line of notes, which does not come."""
    return piece.tag is not None and piece.tag.kind == "comment"


def structure_tag(piece: Piece, row: int, column: int, anchor: Anchor | None = None) -> Tag | None:
    """Read a row or column tag; None if the piece is anything else.

    Raises TemplateSyntaxError where the tag is one of Word's.
    """
    tag = piece.tag
    if tag is None or not tag.level:
        return None
    if tag.kind == "statement" and tag.level in ("tr", "tc", "sheet"):
        word = _WORD.match(tag.inner)
        assert word is not None
        return Tag(tag.level, word[0], tag.inner, tag.source, row, column, anchor)
    raise TemplateSyntaxError(
        f"A cell of a sheet takes no tag {tag.source}.",
        tag=tag.source,
        remedy="Use {%tr … %} for rows, {%tc … %} for columns, {%sheet for … %} for the whole "
        "sheet, {{ … }} for a value.",
    )


def sheet_loop(tags: Sequence[Tag]) -> Tag | None:
    """Give the tag that repeats a whole sheet: ``{%sheet for … %}``; its end may be left out.

    Raises TemplateSyntaxError for a second one or another word.
    """
    opening = [tag for tag in tags if tag.word == "for"]
    wrong = [tag for tag in tags if tag.word not in ("for", "endfor")] + opening[1:]
    if not wrong and (opening or not tags):
        return opening[0] if opening else None
    guilty = (wrong or list(tags))[0]
    raise guilty.error(
        f"The tag {guilty.source} does not go with a sheet.",
        "A sheet takes one {%sheet for … %}; {%sheet endfor %} may follow it.",
    )


def single_expression(pieces: Sequence[Piece]) -> FoundTag | None:
    """Give the tag of a cell that holds ``{{ … }}`` and nothing else.

    >>> single_expression(find_pieces([" {{ unit.models }}"])).inner
    'unit.models'
    """
    tags = [piece.tag for piece in pieces if piece.tag is not None and not is_note(piece)]
    if len(tags) != 1 or tags[0].kind != "expression":
        return None
    if any(piece.text.strip() for piece in pieces if piece.tag is None):
        return None
    return tags[0]


def build_lines(tags: Sequence[Tag], vanishing: set[int], limit: int, axis: Axis) -> Lines:
    """Make the tree of lines 1 … limit from the tags of one axis, in the order they stand.

    Parameters
    ----------
    tags:
        The tags, by line and within it in reading order.
    vanishing:
        The lines that hold nothing but tags: they belong to no block and do not come.
    limit:
        The last line of the axis.

    Raises
    ------
    TemplateSyntaxError
        For tags that are never closed, never opened, or stand in the wrong order.
    """
    by_line: dict[int, list[Tag]] = {}
    for tag in tags:
        by_line.setdefault(tag.row if axis == "tr" else tag.column, []).append(tag)
    builder = _Builder()
    for line in sorted(by_line.keys() | vanishing):
        here = by_line.get(line, [])
        if line in vanishing:
            builder.flush(line - 1)
            for tag in here:
                builder.take(tag)
            builder.next_line = line + 1
            continue
        closed = False
        for tag in here:
            if tag.word == "for" or tag.word == "if":
                if closed:
                    raise _misplaced(tag, "opens after another tag of the same line has closed")
                builder.flush(line - 1)
            elif tag.word.startswith("end"):
                builder.flush(line)
                closed = True
            else:
                raise _misplaced(tag, "stands in a line with other content")
            builder.take(tag)
    builder.flush(limit)
    if builder.open:
        tag = builder.open[-1].tags[0]
        raise tag.error(f"The tag {tag.source} is never closed.", f"Add {tag.closing}.")
    return Lines(tuple(builder.items), builder.tags)


@define
class _Open:
    """A block that is not closed yet: its tags and the items of its branches."""

    key: int
    tags: list[Tag]
    branches: list[list[Run | Block]]


@define
class _Builder:
    items: list[Run | Block] = field(factory=list)
    open: list[_Open] = field(factory=list)
    tags: dict[int, tuple[Tag, ...]] = field(factory=dict)
    next_line: int = 1
    keys: int = 0

    def flush(self, last: int) -> None:
        """Put the lines up to ``last`` that have no place yet into the innermost open body."""
        if self.next_line <= last:
            self._body().append(Run(self.next_line, last))
            self.next_line = last + 1

    def take(self, tag: Tag) -> None:
        if tag.word in ("for", "if"):
            self.open.append(_Open(self.keys, [tag], [[]]))
            self.keys += 1
        elif tag.word in ("endfor", "endif"):
            self._close(tag)
        elif tag.word in ("elif", "else"):
            inner = self.open[-1] if self.open else None
            if inner is None or inner.tags[-1].word not in ("if", "elif"):
                raise _misplaced(tag, "has no {%tr if … %} before it")
            inner.tags.append(tag)
            inner.branches.append([])
        else:
            raise tag.error(
                f"{tag.source} is no tag for rows or columns.",
                "Use for … endfor or if … elif … else … endif.",
            )

    def _close(self, tag: Tag) -> None:
        wanted = tag.word.removeprefix("end")
        if not self.open or self.open[-1].tags[0].word != wanted:
            opened = self.open[-1].tags[0].source if self.open else "nothing"
            raise _misplaced(tag, f"closes {opened}")
        done = self.open.pop()
        for opening, body in zip(done.tags, done.branches, strict=True):
            if not body:
                raise _misplaced(opening, "has no line to repeat or to choose")
        branches = tuple(Branch(tuple(body)) for body in done.branches)
        self._body().append(Block(done.key, wanted == "for", branches))
        self.tags[done.key] = (*done.tags, tag)

    def _body(self) -> list[Run | Block]:
        return self.open[-1].branches[-1] if self.open else self.items


def _between(whole: str, starts: Sequence[int], begin: int, end: int) -> Iterator[Piece]:
    """The text between two tags, parted where a run begins."""
    if len(starts) == 1 and begin < end:
        yield Piece(0, whole[begin:end])
        return
    while begin < end:
        run = _run_at(starts, begin)
        stop = min([end, *starts[run + 1 : run + 2]])
        yield Piece(run, whole[begin:stop])
        begin = stop


def _run_at(starts: Sequence[int], position: int) -> int:
    """The run that holds the character; runs without text hold none."""
    return bisect_right(starts, position) - 1


def _misplaced(tag: Tag, reason: str) -> TemplateSyntaxError:
    kind = "rows" if tag.axis == "tr" else "columns"
    return tag.error(
        f"The tag {tag.source} {reason}.",
        f"Tags for {kind} stand in {kind} of their own, or all in the one repeated; "
        "each opening tag has its closing one.",
    )
