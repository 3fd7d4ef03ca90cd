"""Finds all mistakes of a template in one go, and what of the data it misses.

Takes a way to compile a template that leaves out given tags; gives the errors. After each it
leaves the tag out, with the block that it belongs to, and looks on. Knows no file format.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from reportkit.errors import Anchor, TemplateError
from reportkit.templating._expressions import Environment, Tag
from reportkit.templating._mistakes import TooDeepError
from reportkit.templating._tags import block_word

__all__ = ["find_mistakes"]

_MOST = 200
"""Mistakes after which it is enough."""


class _Renders(Protocol):
    def render(self, data: Mapping[str, Any]) -> Mapping[str, Any]: ...


def find_mistakes(
    compile_leaving_out: Callable[[Environment], _Renders],
    make_environment: Callable[[], Environment],
    data: Mapping[str, Any] | None,
) -> list[TemplateError]:
    """Give the mistakes of a template; if there are none, those it makes with the data."""
    mistakes: list[TemplateError] = []
    left_out: set[Anchor] = set()
    compiled = None
    while compiled is None and len(mistakes) < _MOST:
        environment = make_environment()
        environment.left_out = left_out
        try:
            compiled = compile_leaving_out(environment)
        except TemplateError as error:
            mistakes.append(error)
            members = _block(environment.seen, error.anchor, whole=False)
            if isinstance(error, TooDeepError) or members <= left_out:
                break
            left_out |= members
    if mistakes or compiled is None or data is None:
        return _in_order(mistakes)
    while len(mistakes) < _MOST:
        try:
            _run(compiled, data)
        except TemplateError as error:
            mistakes.append(error)
            members = _block(environment.seen, error.anchor, whole=True)
            if members <= left_out:
                break
            left_out |= members
            environment = make_environment()
            environment.left_out = left_out
            compiled = compile_leaving_out(environment)
        else:
            break
    return _in_order(mistakes)


def _in_order(mistakes: Sequence[TemplateError]) -> list[TemplateError]:
    """The mistakes as they stand in the file, part by part; those without a place come last."""
    parts = list(dict.fromkeys(error.anchor[0] for error in mistakes if error.anchor))
    return sorted(
        mistakes,
        key=lambda error: (
            (parts.index(error.anchor[0]), *error.anchor[1:])
            if error.anchor
            else (len(parts), 0, 0)
        ),
    )


def _run(compiled: _Renders, data: Mapping[str, Any]) -> None:
    """Fill the template; parts that are given in pieces are written as they are taken."""
    for content in compiled.render(data).values():
        if isinstance(content, Iterator):
            deque(content, maxlen=0)


def _block(tags: Sequence[Tag], anchor: Anchor | None, *, whole: bool) -> set[Anchor]:
    """The tag there with the other tags of its block; with ``whole`` those within it too."""
    if anchor is None:
        return set()
    anchors = {anchor}
    stack: list[list[int]] = []
    part = [tag for tag in tags if tag.place.anchor and tag.place.anchor[0] == anchor[0]]
    for index, tag in enumerate(part):
        if tag.kind != "statement":
            continue
        action, _ = block_word(tag.inner)
        if action == "open":
            stack.append([index])
        elif action and stack:
            stack[-1].append(index)
        if action == "close" and stack:
            members = stack.pop()
            if any(part[member].place.anchor == anchor for member in members):
                taken = range(members[0], members[-1] + 1) if whole else members
                anchors |= {part[i].place.anchor for i in taken if part[i].place.anchor}  # type: ignore[misc]
    return anchors
