"""Parts that a filling adds to a workbook: copies of a sheet and of all that belongs to it.

Takes the package and the contents of one filling; adds parts with their relationships and content
types, and takes out those of a sheet that comes not at all. Knows nothing of tags or of rows.
"""

from __future__ import annotations

import posixpath
import re
import uuid
from collections.abc import Iterable, Mapping, MutableMapping, Sequence

from attrs import define, field
from lxml import etree

from reportkit.errors import TemplateSyntaxError
from reportkit.templating._added_parts import AddedParts, fresh_name, relations_part
from reportkit.templating._package import Content, Package
from reportkit.templating._xlsx_sheet import XML_PARSER, Sheet, serialized

_SHARED = frozenset({
    "image", "hyperlink", "media", "video", "audio", "pivotCacheDefinition", "slicerCache",
    "timelineCache", "officeDocument",
})  # fmt: skip
"""Kinds of parts that several sheets may use."""

_SINGLE = {
    "slicer": "slicers",
    "timeline": "a timeline",
    "queryTable": "a query",
    "ctrlProp": "form controls",
    "control": "controls",
    "oleObject": "embedded objects",
    "package": "embedded files",
}
"""Kinds of parts that stand for something of which the workbook has only one."""

_THREAD = re.compile(rb'<(?:\w+:)?threadedComment\b[^>]*?\sid="(\{[^"]+\})"')
"""The identity of a comment in a thread; the old kind of comment beside it names it as author."""


@define(eq=False)
class Additions:
    """What one filling adds to the package and takes from it."""

    parts: AddedParts
    table_names: set[str]
    """The names of tables in use, in lower case."""
    _copies: dict[str, str] = field(factory=dict)
    _gone: list[str] = field(factory=list)
    _tables: int = 0

    def __attrs_post_init__(self) -> None:
        self._tables = len(self.table_names)

    @property
    def package(self) -> Package:
        """The template."""
        return self.parts.package

    @property
    def contents(self) -> MutableMapping[str, Content | None]:
        """What the filling changes and adds."""
        return self.parts.contents

    def copy(self, parts: Iterable[str]) -> Mapping[str, str]:
        """Give new names for copies of these parts, and add their relationships."""
        names = {part: fresh_name(part, self.parts.taken) for part in parts}
        for part, fresh in names.items():
            self._copies[fresh] = part
            relations = copied_relations(self.package, part, names)
            if relations is not None:
                self.contents[relations_part(fresh)] = relations
        return names

    def with_copies(self, parts: Mapping[str, str]) -> dict[str, str]:
        """Give the parts that are not gone, and their copies, with what is told of each."""
        there = {part: told for part, told in parts.items() if part not in self._gone}
        copies = {new: parts[part] for new, part in self._copies.items() if part in parts}
        return {**there, **copies}

    def remove(self, parts: Iterable[str]) -> None:
        """Take parts and their relationships out."""
        for part in parts:
            self.contents[part] = None
            self._gone.append(part)
            if relations_part(part) in self.package.parts:
                self.contents[relations_part(part)] = None

    def table_name(self, like: str) -> str:
        """Give a name for a copy of a table."""
        number = 2
        while f"{like}_{number}".casefold() in self.table_names:
            number += 1
        self.table_names.add(f"{like}_{number}".casefold())
        return f"{like}_{number}"

    def table(self, xml: bytes, name: str) -> bytes:
        """Give a table's part under its new name, with a number of its own."""
        root = etree.fromstring(xml, XML_PARSER)
        self._tables += 1
        root.set("id", str(self._tables))
        root.set("name", name)
        root.set("displayName", name)
        return serialized(root)

    def relate(
        self, workbook: str, sheets: Sequence[tuple[str, str]], gone: Iterable[str]
    ) -> list[str]:
        """Add relationships of the workbook to new sheets (the one it is like, the part), take
        out those that are gone, and type the new parts; give the new relationships."""
        types, relations = "[Content_Types].xml", relations_part(workbook)
        current = self.parts.current
        self.contents[types] = typed_copies(current(types), self._copies, self._gone)
        xml, identities = with_relations(current(relations), sheets, gone)
        self.contents[relations] = xml
        return identities


def belongings(package: Package, sheet: Sheet) -> Mapping[str, str]:
    """Give the parts that belong to a sheet alone, with their kinds, the sheet first.

    Raises
    ------
    TemplateSyntaxError
        The sheet is repeated and has something of which a workbook has only one.
    """
    found = {sheet.part: "worksheet"}
    waiting = [sheet.part]
    while waiting:
        for _, kind, target in package.relationships(waiting.pop()):
            if kind in _SINGLE and sheet.loop is not None:
                raise TemplateSyntaxError(
                    f"The sheet holds {_SINGLE[kind]}, which cannot be copied for each item.",
                    part=f"sheet {sheet.name}",
                    tag=sheet.loop.source,
                    remedy="Remove it, or keep it on a sheet that is not repeated.",
                )
            if kind not in _SHARED and target not in found and target in package.parts:
                found[target] = kind
                waiting.append(target)
    return found


def thread_names(package: Package, parts: Mapping[str, str]) -> frozenset[bytes]:
    """Give the identities of the comments in threads among these parts, given with their kinds."""
    threads = (part for part, kind in parts.items() if kind == "threadedComment")
    return frozenset(name for part in threads for name in _THREAD.findall(package.read(part)))


def with_own_threads(xml: bytes, names: Iterable[bytes], sheet: str) -> bytes:
    """Give the comments of a sheet's copy with identities of their own; ``sheet`` is its part."""
    for name in names:
        own = uuid.uuid5(uuid.NAMESPACE_OID, f"{name.decode()} {sheet}")
        xml = xml.replace(name, f"{{{own}}}".upper().encode())
    return xml


def copied_relations(package: Package, part: str, names: Mapping[str, str]) -> bytes | None:
    """Give the relationships of a part's copy: those to copied parts lead to the copies."""
    relations = relations_part(part)
    if relations not in package.parts:
        return None
    root = etree.fromstring(package.read(relations), XML_PARSER)
    for entry in root:
        if entry.get("TargetMode") == "External":
            continue
        folder = posixpath.dirname(part)
        target = posixpath.normpath(posixpath.join("/", folder, entry.get("Target") or ""))
        entry.set("Target", "/" + names.get(target.lstrip("/"), target.lstrip("/")))
    return serialized(root)


def typed_copies(xml: bytes, copies: Mapping[str, str], gone: Iterable[str]) -> bytes:
    """Give the content types with those of new parts, by the part each is a copy of."""
    root = etree.fromstring(xml, XML_PARSER)
    by_name = {entry.get("PartName"): entry for entry in root if entry.get("PartName")}
    for new, old in copies.items():
        entry = by_name.get(f"/{old}")
        if entry is not None:
            copy = etree.SubElement(root, entry.tag, PartName=f"/{new}")
            copy.set("ContentType", entry.get("ContentType") or "")
    for part in gone:
        entry = by_name.get(f"/{part}")
        if entry is not None:
            root.remove(entry)
    return serialized(root)


def with_relations(
    xml: bytes, copies: Sequence[tuple[str, str]], gone: Iterable[str]
) -> tuple[bytes, list[str]]:
    """Give the workbook's relationships with new sheets (relationship they are like, part).

    The second value holds the identities of the new ones; relationships ``gone`` are left out.
    """
    root = etree.fromstring(xml, XML_PARSER)
    by_id = {entry.get("Id"): entry for entry in root}
    number, identities = 1, []
    for like, part in copies:
        while f"rId{number}" in by_id:
            number += 1
        entry = etree.SubElement(root, by_id[like].tag, Id=f"rId{number}")
        entry.set("Type", by_id[like].get("Type") or "")
        entry.set("Target", f"/{part}")
        by_id[f"rId{number}"] = entry
        identities.append(f"rId{number}")
    for identity in gone:
        root.remove(by_id[identity])
    return serialized(root), identities
