"""Row loops side by side: two tables that begin and end in the same rows grow together.

Takes the row tags of a sheet, gives them with each such group as one loop over the rows of all,
and for the rows of a group which columns belong to which loop. Evaluates nothing.

Loops stand side by side if they open in one row and close in one row, each in columns of its own,
and none uses what another sets: tags in rows of their own stand in the same column at both ends,
tags in the repeated row itself open and close one after the other. A loop's columns reach from its
opening tag to the next loop's (the first also has what is left of it). The longest list says how
many rows come; past its own end a loop leaves its cells out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Any

from attrs import evolve, frozen
from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.meta import find_undeclared_variables

from reportkit.templating._xlsx_references import LAST_COLUMN
from reportkit.templating._xlsx_tags import Tag

ROWS = "_abreast_rows"
FUNCTION = "_abreast"

_LANGUAGE = Environment()
_MISSING = object()


@frozen
class Abreast:
    """One loop of a group: its columns, and the statements around its cells."""

    first: int
    last: int
    statements: tuple[str, ...]
    source: Tag | None


@frozen
class Band:
    """The rows that loops share, and the loops from left to right."""

    first: int
    last: int
    loops: tuple[Abreast, ...]


def abreast(*lists: Iterable[Any]) -> Iterator[tuple[tuple[Any, ...], ...]]:
    """Give the items side by side, each in a tuple; past the end of a list an empty one.

    >>> list(abreast("ab", [1]))
    [(('a',), (1,)), (('b',), ())]
    """
    for items in zip_longest(*lists, fillvalue=_MISSING):
        yield tuple(() if item is _MISSING else (item,) for item in items)


def join_loops(tags: Sequence[Tag]) -> tuple[list[Tag], tuple[Band, ...]]:
    """Give the row tags with each group of loops side by side as one loop, and the groups.

    Raises
    ------
    TemplateSyntaxError
        A loop of a group has a condition of its own.
    """
    by_line: dict[int, list[Tag]] = {}
    for tag in tags:
        by_line.setdefault(tag.row, []).append(tag)
    lines = sorted(by_line)
    joined: list[Tag] = []
    bands: list[Band] = []
    skipped: set[int] = set()
    for number, line in enumerate(lines):
        if line in skipped:
            continue
        here = by_line[line]
        below = by_line[lines[number + 1]] if number + 1 < len(lines) else []
        if _in_the_row_itself(here):
            openings, closings, rows = here[::2], here[1::2], (line, line)
        elif _in_rows_of_their_own(here, below):
            openings, closings = here, below
            rows = (line, below[0].row)
            skipped.add(below[0].row)
        else:
            joined += here
            continue
        joined += [_as_one(openings), evolve(closings[-1], inner="endfor")]
        bands.append(Band(*rows, _loops(openings)))
    return joined, tuple(bands)


def _in_the_row_itself(tags: Sequence[Tag]) -> bool:
    words = [tag.word for tag in tags]
    return len(words) > 2 and words == ["for", "endfor"] * (len(words) // 2)


def _in_rows_of_their_own(opening: Sequence[Tag], closing: Sequence[Tag]) -> bool:
    columns = [tag.column for tag in opening]
    if len(opening) < 2 or columns != sorted(set(columns)):
        return False
    if {tag.word for tag in opening} != {"for"} or {tag.word for tag in closing} != {"endfor"}:
        return False
    if columns != [tag.column for tag in closing]:
        return False
    known: set[str] = set()
    for tag in opening:
        loop = _parsed(tag)
        if loop is None:
            return False
        if known & find_undeclared_variables(_LANGUAGE.parse(f"{{{{ {_iterated(tag)} }}}}")):
            return False
        known |= _names(loop.target)
    return True


def _loops(openings: Sequence[Tag]) -> tuple[Abreast, ...]:
    loops = []
    for index, tag in enumerate(openings):
        loop = _parsed(tag)
        if loop is None or loop.test is not None or loop.recursive:
            raise tag.error(
                f"The tag {tag.source} stands beside another loop and can take no condition.",
                "Choose the items with a filter: {%tr for x in xs|selectattr('models') %}.",
            )
        target = tag.inner.removeprefix("for").split(" in ", 1)[0].strip()
        first = tag.column if index else 1
        last = openings[index + 1].column - 1 if index + 1 < len(openings) else LAST_COLUMN
        statements = (f"if {ROWS}[{index}]", f"set {target} = {ROWS}[{index}][0]", "endif")
        loops.append(Abreast(first, last, statements, tag))
    return tuple(loops)


def _as_one(openings: Sequence[Tag]) -> Tag:
    lists = ", ".join(f"({_iterated(tag)})" for tag in openings)
    return evolve(openings[0], inner=f"for {ROWS} in {FUNCTION}({lists})")


def _iterated(tag: Tag) -> str:
    """What a loop goes through: all behind the first ``in`` (the names before it hold none)."""
    return tag.inner.split(" in ", 1)[1].strip()


def _parsed(tag: Tag) -> nodes.For | None:
    try:
        return _LANGUAGE.parse(f"{{% {tag.inner} %}}{{% endfor %}}").find(nodes.For)
    except TemplateSyntaxError:
        return None


def _names(target: nodes.Node) -> set[str]:
    named = {target.name} if isinstance(target, nodes.Name) else set()
    return named | {name.name for name in target.find_all(nodes.Name)}
