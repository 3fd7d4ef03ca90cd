"""Runs of static text and plain names (`{{ a.b }}`) outside of all blocks: no program needed.

Takes pieces in document order; gives those runs, which look the names up as Jinja's own code
would, and what is left for it to compile. Most templates are mostly that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from types import FrameType
from typing import TYPE_CHECKING, Any

from attrs import frozen
from jinja2.runtime import Context
from jinja2.utils import missing

from reportkit.templating._tags import block_word

if TYPE_CHECKING:
    from reportkit.templating._placed_tags import Tag

__all__ = ["PATH", "Run", "parted", "tag_in"]

PATH = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")
"""A name with attributes, and nothing else."""

_WORDS = frozenset(
    ("true", "false", "none", "True", "False", "None", "not", "and", "or", "in", "is", "if", "else")
)
_BOUND = frozenset(("self", "super", "loop", "caller"))
"""Names that Jinja's compiler gives a meaning of their own."""


@frozen
class Run:
    """Static pieces, and tags of plain names with the parts of these."""

    steps: tuple[str | tuple[Tag, tuple[str, ...]], ...]
    write_value: Callable[[Any], Any]

    @property
    def tags(self) -> list[Tag]:
        """The tags, in order."""
        return [step[0] for step in self.steps if not isinstance(step, str)]

    def __call__(self, context: Context) -> Iterator[Any]:
        """Give the static pieces, and the values as they are written."""
        tag = None
        environment, write = context.environment, self.write_value
        for step in self.steps:
            if isinstance(step, str):
                if step:
                    yield step
                continue
            tag, names = step
            value = context.resolve_or_missing(names[0])
            if value is missing:
                value = environment.undefined(name=names[0])
            for name in names[1:]:
                value = environment.getattr(value, name)
            yield write(value)
        del tag


def tag_in(frame: FrameType) -> Tag | None:
    """Give the tag that a run in this frame is at; None where the frame is no run's."""
    return frame.f_locals.get("tag") if frame.f_code is Run.__call__.__code__ else None


def parted(
    pieces: Iterable[str | Tag], write_value: Callable[[Any], Any]
) -> Iterator[Tag | str | Run]:
    """Give the pieces; outside of blocks all that needs no program is joined to runs."""
    steps: list[str | tuple[Tag, tuple[str, ...]]] = []
    depth = 0
    for piece in pieces:
        if not depth and isinstance(piece, str):
            steps.append(piece)
        elif not depth and not isinstance(piece, str) and _is_plain(piece):
            steps.append((piece, tuple(piece.inner.split("."))))
        else:
            if steps:
                yield Run(tuple(steps), write_value)
                steps = []
            yield piece
            if not isinstance(piece, str) and piece.kind == "statement":
                action, _ = block_word(piece.inner)
                depth += (action == "open") - (action == "close")
    if steps:
        yield Run(tuple(steps), write_value)


def _is_plain(tag: Tag) -> bool:
    if tag.kind != "expression" or not PATH.fullmatch(tag.inner):
        return False
    first = tag.inner.partition(".")[0]
    return first not in _WORDS and first not in _BOUND
