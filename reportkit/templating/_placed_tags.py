"""A tag of a template, as its author wrote it, and where it stands: what an error says of it.

Takes the facts from whoever found the tag; gives errors that carry them. Knows no file format.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from attrs import field, frozen

from reportkit.errors import Anchor, TemplateError

__all__ = ["Place", "Tag"]


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
