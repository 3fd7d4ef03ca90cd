"""Sheets that come once for each item, or under a name from the data: ``{%sheet for … %}``.

Takes a read `Sheet` whose loop or name holds tags; gives for a mapping the sheets to write (name
and data of each), and the parts that belong to a sheet copied with their relationships. Writes no
rows; knows nothing of what moves within a sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import unescape
from typing import Any

from attrs import frozen
from jinja2 import nodes

from reportkit.errors import TemplateValueError
from reportkit.templating import _expressions as language
from reportkit.templating._expressions import Environment, Program, compile_program
from reportkit.templating._xlsx_sheet import Sheet, name_anchor
from reportkit.templating._xlsx_texts import compile_text
from reportkit.templating._xlsx_values import inner_text

LONGEST_NAME = 31
"""UTF-16 units that Excel allows in the name of a sheet."""

_UNSAFE = re.compile(r"[\\/?*\[\]:\x00-\x1f]")


@frozen
class Copy:
    """One sheet of the result: its name, and the data that its tags see."""

    name: str
    data: Mapping[str, Any]


@frozen
class Loop:
    """What ``loop`` is within a repeated sheet."""

    index0: int
    length: int

    @property
    def index(self) -> int:
        """The number of the item, from 1."""
        return self.index0 + 1

    @property
    def first(self) -> bool:
        """Whether it is the first item."""
        return self.index0 == 0

    @property
    def last(self) -> bool:
        """Whether it is the last item."""
        return self.index == self.length


@frozen(eq=False)
class CopyProgram:
    """The loop and the name of a sheet, compiled."""

    sheet: Sheet
    variables: tuple[str, ...]
    items: Program | None
    title: Program

    def copies(self, data: Mapping[str, Any], taken: set[str]) -> tuple[Copy, ...]:
        """Give the sheets that come; their names (in lower case) are added to ``taken``.

        Raises
        ------
        TemplateValueError
            A name is empty or too long for Excel.
        """
        if self.items is None:
            return (Copy(self._name(data, taken), data),)
        found = [piece[0] for piece in self.items.pieces(data) if isinstance(piece, tuple)]
        copies = []
        for index, values in enumerate(found):
            own = dict(zip(self.variables, values, strict=True))
            scope = {**data, **own, "loop": Loop(index, len(found))}
            copies.append(Copy(self._name(scope, taken), scope))
        return tuple(copies)

    def _name(self, data: Mapping[str, Any], taken: set[str]) -> str:
        name = safe_name(unescape(self.title.text(data)), taken, self.sheet.name)
        taken.add(name.casefold())
        return name


def compile_copies(sheet: Sheet, environment: Environment) -> CopyProgram | None:
    """Compile the loop and the name of a sheet; None for a sheet that has no tag in either.

    Raises
    ------
    TemplateSyntaxError
        The tag is broken.
    """
    if sheet.loop is None and not sheet.renamed:
        return None
    anchor = name_anchor(sheet.name)
    place = language.Place(part=f"sheet {sheet.name}", where="the sheet's name", anchor=anchor)
    name = sheet.name if sheet.renamed else inner_text(sheet.name)
    title = compile_text(within_loop(environment, sheet), name, place, inner_text)
    tag = sheet.loop
    if tag is None:
        return CopyProgram(sheet, (), None, title)
    where = f"cell {tag.address}"
    place = language.Place(part=f"sheet {sheet.name}", where=where, anchor=tag.anchor)
    begin = language.Tag("statement", tag.inner, tag.source, place)
    end = language.Tag("statement", "endfor", "{%sheet endfor %}", place)
    compile_program(environment, [begin, end], inner_text)  # says what is wrong, and where
    variables = loop_variables(environment, tag.inner)
    values = language.Tag("expression", f"({','.join(variables)},)", tag.source, place)
    items = compile_program(environment, [begin, values, end], lambda value: (value,))
    return CopyProgram(sheet, variables, items, title)


def within_loop(environment: Environment, sheet: Sheet) -> Environment:
    """Give the environment for the tags of a repeated sheet: who asks for the names that the
    template needs is told that they stand in a loop."""
    if sheet.loop is None or environment.observer is None:
        return environment
    told, statement = environment.observer, sheet.loop.inner
    own = environment.overlay()

    def observe(tree: nodes.Template) -> None:
        around = environment.parse(f"{{% {statement} %}}{{% endfor %}}")
        loop = around.find(nodes.For)
        assert loop is not None
        loop.body = tree.body
        told(around)

    own.observer = observe
    return own


def loop_variables(environment: Environment, statement: str) -> tuple[str, ...]:
    """Give the names that a ``for`` statement sets."""
    loop = environment.parse(f"{{% {statement} %}}{{% endfor %}}").find(nodes.For)
    assert loop is not None
    if isinstance(loop.target, nodes.Name):
        return (loop.target.name,)
    return tuple(name.name for name in loop.target.find_all(nodes.Name))


def safe_name(wanted: str, taken: Iterable[str], template: str = "") -> str:
    """Give a name that Excel takes for a sheet, and that no other sheet has.

    Characters that Excel forbids become ``-``; a name that is there already gets a number.

    Raises
    ------
    TemplateValueError
        The name is empty or has more than 31 characters.

    Examples
    --------
    >>> safe_name("Quý I/2024", ()), safe_name("A", {"a", "a (2)"})
    ('Quý I-2024', 'A (3)')
    """
    name = _UNSAFE.sub("-", wanted).strip().strip("'")
    part = f"sheet {template}" if template else None
    if not name:
        raise TemplateValueError(
            "The name of the sheet is empty.", part=part, remedy="Give each sheet a name."
        )
    if _length(name) > LONGEST_NAME:
        raise TemplateValueError(
            f"The name of a sheet has {_length(name)} characters; Excel allows {LONGEST_NAME}.",
            part=part,
            context=name,
            remedy="Give a shorter one, or cut it: {{ name[:31] }}.",
        )
    known, number, numbered = set(taken) | {"history"}, 1, name
    while numbered.casefold() in known:
        number += 1
        ending = f" ({number})"
        base = name
        while _length(base + ending) > LONGEST_NAME:
            base = base[:-1]
        numbered = base + ending
    return numbered


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
