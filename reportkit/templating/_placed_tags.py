"""A tag of a template, as its author wrote it, and where it stands: what an error says of it.

Takes the facts from whoever found the tag; gives errors that carry them. Knows no file format.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal

from attrs import field, frozen

from reportkit.errors import Anchor, TemplateError
from reportkit.templating._tags import FoundTag

__all__ = ["Place", "Tag", "pieces_of"]


@frozen
class Place:
    """Where a tag stands: file, part ("body"), place in it ("table 2, row 3"), text around.

    The last two may be given as functions: most tags never fail, so nobody asks.
    """

    file: str | None = None
    part: str | None = None
    _where: str | Callable[[], str] | None = None
    _context: str | Callable[[], str] | None = None
    anchor: Anchor | None = None

    @property
    def where(self) -> str | None:
        """The place within the part."""
        return self._where() if callable(self._where) else self._where

    @property
    def context(self) -> str | None:
        """The text around."""
        return self._context() if callable(self._context) else self._context


@frozen
class Tag:
    """A tag as the author wrote it (``source``) and its Jinja code (``inner``)."""

    kind: Literal["expression", "statement"]
    inner: str
    source: str
    place: Place = field(factory=Place)

    def error(self, kind: type[TemplateError], problem: str, **facts: Any) -> TemplateError:
        """Make an error of this kind that says where the tag stands."""
        place = self.place
        error = kind(
            problem,
            file=place.file,
            part=place.part,
            where=place.where,
            context=place.context or self.source,
            tag=self.source,
            **facts,
        )
        error.anchor = place.anchor
        return error


def pieces_of(
    text: str, found: Iterable[FoundTag], place: Place, plain: Callable[[str], str]
) -> Iterator[str | Tag]:
    """Part a text at the tags found in it; ``plain`` writes what stands between them.

    Examples
    --------
    >>> from reportkit.templating._tags import find_tags
    >>> text = "a {{ x }}{# note #}"
    >>> [str(one) if isinstance(one, str) else one.inner
    ...  for one in pieces_of(text, find_tags(text), Place(), str)]
    ['a ', 'x', '', '']
    """
    position = 0
    for tag in found:
        yield plain(text[position : tag.start])
        position = tag.end
        if tag.kind == "literal":
            yield plain(tag.inner)
        elif tag.kind != "comment":
            yield Tag(tag.kind, tag.inner, tag.source, place)
    yield plain(text[position:])
