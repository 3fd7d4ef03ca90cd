"""Parts that a filling adds to a package: pictures and others, with relationships and types.

Takes the package and the contents of one filling, and changes the contents; the same picture is
stored once, the same target related once. Follows ECMA-376 part 2, 9.3 (relationships) and 10.1
(content types). Knows neither Word nor Excel.
"""

from __future__ import annotations

import posixpath
import zlib
from collections.abc import Iterable, Iterator, MutableMapping

from attrs import define, field, frozen
from lxml import etree

from reportkit.templating._package import Content, Package
from reportkit.templating._pictures import Picture

__all__ = ["AddedParts", "Target", "fresh_name", "relations_part"]

_TYPES = "[Content_Types].xml"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_NO_RELATIONS = f'<Relationships xmlns="{_RELATIONS}"/>'.encode()
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


@frozen
class Target:
    """What a relationship leads to: a part of the package, or an address outside of it."""

    kind: str
    """The last word of its type, as "image" or "drawing"; the whole type if it is not Office's."""
    goal: str
    """The name of a part, or the address as it is written."""
    outside: bool = False


class _Relations:
    """The relationships of a part to which more are added, written when they are asked for."""

    def __init__(self, part: str, xml: bytes) -> None:
        self._root = etree.fromstring(xml, _PARSER)
        self.identities: dict[Target, str] = {}
        folder = posixpath.join("/", posixpath.dirname(part))
        for entry in self._root:
            kind, goal = (entry.get("Type") or "").rpartition("/")[2], entry.get("Target") or ""
            outside = entry.get("TargetMode") == "External"
            if not outside and not goal.startswith("#"):
                goal = posixpath.normpath(posixpath.join(folder, goal)).lstrip("/")
            self.identities.setdefault(Target(kind, goal, outside), entry.get("Id") or "")
        self._taken = {entry.get("Id") for entry in self._root}
        self._number = 1

    def identity(self, target: Target) -> str:
        """Give the identity of the relationship to a target; a missing one is added."""
        if target not in self.identities:
            while f"rId{self._number}" in self._taken:
                self._number += 1
            identity = self.identities[target] = f"rId{self._number}"
            self._taken.add(identity)
            entry = etree.SubElement(self._root, f"{{{_RELATIONS}}}Relationship", Id=identity)
            entry.set("Type", target.kind if "/" in target.kind else _KINDS + target.kind)
            inside = not target.outside and not target.goal.startswith("#")
            entry.set("Target", f"/{target.goal}" if inside else target.goal)
            if target.outside:
                entry.set("TargetMode", "External")
        return self.identities[target]

    def xml(self) -> bytes:
        """Give the part as it is by now."""
        return _serialized(self._root)

    def __iter__(self) -> Iterator[bytes]:
        yield self.xml()


@define(eq=False)
class AddedParts:
    """What one filling adds to a package; `finish` writes the content types."""

    package: Package
    contents: MutableMapping[str, Content | None]
    _names: dict[str, str] = field(factory=dict)
    """The content types of new parts, by name."""
    _extensions: dict[str, str] = field(factory=dict)
    _pictures: dict[bytes, str] = field(factory=dict)
    taken: set[str] = field(init=False)
    """The names of parts in use."""

    def __attrs_post_init__(self) -> None:
        self.taken = {*self.package.parts, *self.contents}

    def current(self, part: str) -> bytes:
        """Give a part as it is by now."""
        content = self.contents.get(part)
        if isinstance(content, _Relations):
            return content.xml()
        return content if isinstance(content, bytes) else self.package.read(part)

    def add(self, like: str, content: bytes, content_type: str) -> str:
        """Add a part under a name like this one; give its name."""
        name = like if like not in self.taken else fresh_name(like, self.taken)
        self.taken.add(name)
        self._names[name] = content_type
        self.contents[name] = content
        return name

    def picture(self, picture: Picture, folder: str) -> str:
        """Give the part in which a picture is stored: one that is there, or a new one."""
        name = self._pictures.get(picture.content)
        if name is None:
            name = self._stored(picture, folder) or self._store(picture, folder)
            self._pictures[picture.content] = name
        return name

    def _stored(self, picture: Picture, folder: str) -> str | None:
        """The template's own part with the same bytes."""
        size, checksum = len(picture.content), zlib.crc32(picture.content)
        for name, part in self.package.parts.items():
            alike = part.size == size and part.checksum == checksum
            if alike and name.startswith(f"{folder}/") and name not in self.contents:
                return name
        return None

    def _store(self, picture: Picture, folder: str) -> str:
        like = f"{folder}/image{len(self._pictures)}.{picture.extension}"
        name = fresh_name(like, self.taken)
        self._extensions[picture.extension] = picture.content_type
        self.contents[name] = picture.content
        return name

    def target(self, part: str, identity: str) -> str:
        """Give the part that a relationship leads to."""
        root = etree.fromstring(self.current(relations_part(part)), _PARSER)
        goals = (one.get("Target") or "" for one in root if one.get("Id") == identity)
        folder = posixpath.join("/", posixpath.dirname(part))
        return posixpath.normpath(posixpath.join(folder, next(goals))).lstrip("/")

    def relate(self, part: str, targets: Iterable[Target]) -> list[str]:
        """Give the identity of a part's relationship to each target; those missing are added."""
        name = relations_part(part)
        known = name in self.contents or name in self.package.parts
        opened = self.contents.get(name)
        if not isinstance(opened, _Relations):
            opened = _Relations(part, self.current(name) if known else _NO_RELATIONS)
        count = len(opened.identities)
        identities = [opened.identity(one) for one in targets]
        if len(opened.identities) > count:
            self.contents[name] = opened
        return identities

    def finish(self) -> None:
        """Write the content types and the relationships of what was added."""
        for name, content in self.contents.items():
            if isinstance(content, _Relations):
                self.contents[name] = content.xml()
        if not self._names and not self._extensions:
            return
        root = etree.fromstring(self.current(_TYPES), _PARSER)
        space = etree.QName(root).namespace
        known = {(one.get("Extension") or "").lower() for one in root.iterfind("{*}Default")}
        for extension, kind in self._extensions.items():
            if extension not in known:
                entry = etree.Element(f"{{{space}}}Default", Extension=extension, ContentType=kind)
                root.insert(0, entry)
        for name, kind in self._names.items():
            etree.SubElement(root, f"{{{space}}}Override", PartName=f"/{name}", ContentType=kind)
        self.contents[_TYPES] = _serialized(root)


def fresh_name(name: str, taken: set[str]) -> str:
    """Give a part name like this one that is not taken, and take it.

    >>> fresh_name("xl/worksheets/sheet2.xml", {"xl/worksheets/sheet3.xml"})
    'xl/worksheets/sheet4.xml'
    """
    stem, dot, ending = name.rpartition(".")
    base = stem.rstrip("0123456789")
    number = int(stem[len(base) :] or 1) + 1
    while f"{base}{number}{dot}{ending}" in taken:
        number += 1
    fresh = f"{base}{number}{dot}{ending}"
    taken.add(fresh)
    return fresh


def relations_part(part: str) -> str:
    """Give the name of the part that holds a part's relationships.

    >>> relations_part("xl/worksheets/sheet1.xml")
    'xl/worksheets/_rels/sheet1.xml.rels'
    """
    folder, _, leaf = part.rpartition("/")
    return posixpath.join(folder, "_rels", f"{leaf}.rels")


def _serialized(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
