"""One filling of a Word document: which part is being written, and what values add to the package.

A value or filter that needs more than text in its place asks `current_filling` while it is
written, and leaves there what belongs to other parts: an addition of each kind (comments,
styles, numbering, …) is made when it is first asked for, and finished when all is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property
from typing import Protocol, TypeVar

from lxml import etree

from reportkit.templating._added_parts import AddedParts, Target
from reportkit.templating._package import Content, Package, Part

__all__ = ["Addition", "Filling", "current_filling", "serialized"]

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


class Addition(Protocol):
    """What values add to one part or some; made with the filling, finished once."""

    def __init__(self, filling: Filling) -> None: ...

    def finish(self) -> None:
        """Write what was added."""


A = TypeVar("A", bound=Addition)


class Filling:
    """One filling of a template, from its first part to its last."""

    def __init__(self, package: Package, contents: dict[str, Content | None] | None = None) -> None:
        self.package = package
        self.contents: dict[str, Content | None] = {} if contents is None else contents
        """The new contents of parts."""
        self.includer: Filling | None = None
        """The filling into which this one comes as a part."""
        self.part = self.label = ""
        """The part that is being written, and its name in error messages: "header 2"."""
        self._additions: dict[type[Addition], Addition] = {}
        self._waiting: dict[type[Addition], None] = {}

    @contextmanager
    def writing(self, part: str, label: str) -> Iterator[None]:
        """Be what `current_filling` gives, while this part is written."""
        before = self.part, self.label
        self.part, self.label = part, label
        token = _current.set(self)
        try:
            yield
        finally:
            _current.reset(token)
            self.part, self.label = before

    @cached_property
    def parts(self) -> AddedParts:
        """The parts, relationships and content types that are added."""
        return AddedParts(self.package, self.contents)

    @cached_property
    def main(self) -> str:
        """The name of the part with the body."""
        relations = self.package.relationships()
        return next(target for _, kind, target in relations if kind == "officeDocument")

    @cached_property
    def _related(self) -> dict[str, str]:
        relations = self.package.relationships(self.main)
        return {word: target for _, word, target in reversed(relations)}

    def addition(self, kind: type[A]) -> A:
        """Give the one addition of a kind; it is finished after it was last asked for."""
        self._waiting[kind] = None
        found = self._additions.get(kind)
        if found is None:
            found = self._additions[kind] = kind(self)
        return found  # type: ignore[return-value]

    def related(self, kind: str) -> str | None:
        """Give the part of a kind that belongs to the body: "comments", "styles"."""
        return self._related.get(kind)

    def text(self, part: str) -> bytes:
        """Give the XML of a part as it is by now."""
        content = self.contents.get(part)
        if content is None or isinstance(content, Part):
            return self.package.read(part)
        xml = content if isinstance(content, bytes) else b"".join(content)
        self.contents[part] = xml  # its pieces are taken once
        return xml

    def read(self, part: str) -> etree._Element:
        """Give the tree of a part as it is by now."""
        return etree.fromstring(self.text(part), _PARSER)

    def write(self, part: str, root: etree._Element) -> None:
        """Set the content of a part."""
        self.contents[part] = serialized(root)

    def write_related(self, kind: str, root: etree._Element) -> None:
        """Set the content of the body's part of a kind, and add that where there is none."""
        part = self.related(kind)
        if part is None:
            folder = self.main.rpartition("/")[0]
            part = self.parts.add(f"{folder}/{kind}.xml", b"", f"{_TYPES}.{kind}+xml")
            self.parts.relate(self.main, [Target(kind, part)])
            self._related[kind] = part
        self.write(part, root)

    def finish(self) -> None:
        """Write all that was added, and what is added by that."""
        while self._waiting:
            kind = next(iter(self._waiting))
            del self._waiting[kind]
            self._additions[kind].finish()
        if "parts" in self.__dict__:
            self.parts.finish()


_current: ContextVar[Filling | None] = ContextVar("_current", default=None)


def current_filling() -> Filling | None:
    """Give the filling that writes a part just now; None where no document is written."""
    return _current.get()


def serialized(root: etree._Element) -> bytes:
    """Give a part's bytes."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
