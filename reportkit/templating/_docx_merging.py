"""Puts the body of another Word document in the place of a tag, with all that it needs.

Takes the package of that document, filled or as it is, and the filling that is under way; gives
the XML of its paragraphs and tables. Styles that the template has by name stay the template's;
others, lists, pictures, charts, links and notes come along under names and ids of their own.
Sections, headers and footers stay behind. Follows ECMA-376 part 1, 17.7 (styles), 17.9, 17.11.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Mapping
from copy import deepcopy
from functools import cached_property
from typing import Any

from attrs import define, field
from lxml import etree

from reportkit.errors import TemplateFileError, TemplateValueError
from reportkit.templating._added_parts import Target, relations_part
from reportkit.templating._docx_filling import Filling
from reportkit.templating._docx_lists import number_paragraph
from reportkit.templating._docx_notes import bring_note
from reportkit.templating._docx_numbering import Numbering
from reportkit.templating._docx_smart_art import drawing_of, drawn_by
from reportkit.templating._docx_styles import Styles
from reportkit.templating._package import Content, Package, content_bytes
from reportkit.templating._pictures import Picture

__all__ = ["Source", "merged"]

Element = etree._Element
Key = tuple[Any, ...]

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f"{{{_NAMESPACE}}}"
_DECLARED = f' xmlns:w="{_NAMESPACE}"'
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
_FIRST_ID = 1_500_000_000
"""Ids of what is brought begin behind those of pictures that values bring."""

_STYLED = tuple(f"{_W}{name}" for name in ("pStyle", "rStyle", "tblStyle"))
_STYLES = (*_STYLED, *(f"{_W}{name}" for name in ("basedOn", "next", "link")))
_LIST_STYLES = tuple(f"{_W}{name}" for name in ("styleLink", "numStyleLink"))
_NOTES = {"footnote": "footnotes", "endnote": "endnotes", "comment": "comments"}
_CHANGES = ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "customXml")
_MARKS = ("RangeStart", "RangeEnd", "Reference")
_LEFT_BEHIND = tuple(f"{_W}{name}" for name in ("sectPr", "sectPrChange", "altChunk", "subDoc"))
_BOOKMARK = re.compile(rb'<w:bookmarkStart\b[^>]*\bw:name="([^"]*)"')
_ROOT = re.compile(rb"<w:[\w]+\b[^>]*>")
_IGNORED = re.compile(rb'(\w+):Ignorable="([^"]*)"')


@define(eq=False, slots=False)
class Source:
    """A document whose body is brought, as it is by now."""

    package: Package
    contents: Mapping[str, Content | None] = field(factory=dict)
    _trees: dict[str, Element] = field(factory=dict)

    def read(self, part: str) -> bytes:
        """Give the bytes of a part."""
        content = self.contents.get(part)
        return self.package.read(part) if content is None else content_bytes(part, content)

    def has(self, part: str) -> bool:
        """Tell whether there is such a part."""
        return part in self.contents or part in self.package.parts

    def tree(self, part: str) -> Element:
        """Give the tree of a part, which nobody changes."""
        if part not in self._trees:
            self._trees[part] = etree.fromstring(self.read(part), _PARSER)
        return self._trees[part]

    @property
    def main(self) -> str:
        """The part with the body."""
        related = self.package.relationships()
        return next(part for _, kind, part in related if kind == "officeDocument")

    @cached_property
    def key(self) -> Key:
        """What is equal for documents with the same styles and lists."""
        own = (self.related("styles"), self.related("numbering"))
        changed = (content_bytes(p, c) for p, c in self.contents.items() if p in own and c)
        return (id(self.package), *changed)

    def related(self, kind: str) -> str | None:
        """Give the part of a kind that belongs to the body."""
        targets = self.targets(self.main).values()
        return next((one.goal for one in targets if one.kind == kind), None)

    def targets(self, part: str) -> dict[str, Target]:
        """Give what the relationships of a part lead to, by their identities."""
        name, folder = relations_part(part), posixpath.join("/", posixpath.dirname(part))
        found = {}
        for entry in self.tree(name) if self.has(name) else ():
            goal, outside = entry.get("Target") or "", entry.get("TargetMode") == "External"
            if not outside and not goal.startswith("#"):
                goal = posixpath.normpath(posixpath.join(folder, goal)).lstrip("/")
            kind = entry.get("Type") or ""
            if "/officeDocument/" in kind:
                kind = kind.rpartition("/")[2]
            found[entry.get("Id") or ""] = Target(kind, goal, outside)
        return found

    def content_type(self, part: str) -> str:
        """Give the content type of a part."""
        ending = part.rpartition(".")[2].lower()
        known = ""
        for entry in self.tree("[Content_Types].xml"):
            if (entry.get("PartName") or "").lstrip("/").lower() == part.lower():
                return entry.get("ContentType") or ""
            if (entry.get("Extension") or "").lower() == ending:
                known = entry.get("ContentType") or ""
        return known


def merged(source: Source, filling: Filling) -> str:
    """Give the XML of the body of a document; what it needs is left with the filling."""
    return filling.addition(_Brought).body(source)


class _Brought:
    """What documents bring to one filling."""

    def __init__(self, filling: Filling) -> None:
        self._filling = filling
        self._count = 0
        self._lists: dict[tuple[Key, str, int], str] = {}
        self._definitions: dict[tuple[Key, str], str] = {}
        self._styles: dict[Key, dict[str, str]] = {}
        self._held: dict[Key, Source] = {}
        self._times: Counter[Key] = Counter()
        self._bookmarks = set(_BOOKMARK.findall(filling.package.read(filling.main)))
        self._ignored: dict[str, dict[str, str]] = {}

    def body(self, source: Source) -> str:
        """Give the XML of a body."""
        self._held.setdefault(source.key, source)
        self._times[source.key] += 1
        root = deepcopy(source.tree(source.main))
        body = root.find(f"{_W}body")
        if body is None:
            raise TemplateFileError(
                "What is put in is no Word document.",
                file=source.package.file,
                remedy="Give a .docx file, saved as “Word document”, not as “Strict Open XML”.",
            )
        self._ignore(root)
        etree.strip_elements(body, *_LEFT_BEHIND, with_tail=False)
        self._adapt(source, body, source.main, self._filling.part)
        self._begin_lists(body)
        required = {word for one in body.iter("{*}Choice") for word in _required(one)}
        spaces = {word: root.nsmap[word] for word in required if word in root.nsmap}
        blocks = etree.Element(f"{_W}body", nsmap={**spaces, "w": _NAMESPACE})
        blocks.extend([block for block in body if isinstance(block.tag, str)])
        return "".join(
            etree.tostring(block, encoding="unicode", with_tail=False).replace(_DECLARED, "", 1)
            for block in blocks
        )

    def _begin_lists(self, body: Element) -> None:
        """Let the lists begin anew that paragraphs are in by their style."""
        numbering = self._filling.addition(Numbering)
        fresh: dict[str, str] = {}
        for style in body.iter(f"{_W}pStyle"):
            properties = style.getparent()
            paragraph = None if properties is None else properties.getparent()
            if properties is None or paragraph is None or properties.find(f"{_W}numPr") is not None:
                continue
            listed = numbering.of_style(style.get(f"{_W}val") or "")
            if listed is not None:
                number, level = listed
                if number not in fresh:
                    fresh[number] = numbering.again(number)
                if fresh[number] != number:
                    number_paragraph(paragraph, fresh[number], level)

    def finish(self) -> None:
        """Let the parts ignore what the documents let Word ignore (ECMA-376 part 3, 10.1)."""
        for part, prefixes in self._ignored.items():
            text = self._filling.text(part)
            start = _ROOT.search(text)
            if start is not None:
                opened = _ignoring(start[0], prefixes)
                self._filling.contents[part] = text[: start.start()] + opened + text[start.end() :]
        self._ignored = {}

    # -- what stands in a body or a note ------------------------------------------------------

    def _adapt(self, source: Source, root: Element, part: str, into: str) -> None:
        """Let what stands in a tree lead to what the filling has."""
        self._name_styles(source, root)
        for number in root.iter(f"{_W}numId"):
            number.set(f"{_W}val", self._number(source, number.get(f"{_W}val") or "0"))
        self._renew(root)
        targets = source.targets(part)
        for element in root.iter():
            for name, identity in element.attrib.items():
                if str(name).startswith(_R):
                    target = targets.get(str(identity))
                    if target is not None:
                        element.set(name, self._related(source, target, targets, into))
        self._bring_notes(source, root)

    def _name_styles(self, source: Source, root: Element) -> None:
        for element in root.iter(*_STYLED):
            style = self._style(source, element.get(f"{_W}val") or "")
            if style is not None:
                element.set(f"{_W}val", style)

    def _renew(self, root: Element) -> None:
        """Give an identity of its own to what must have one; bookmarks stand once."""
        ended: dict[str, str | None] = {}
        for element in list(root.iter(f"{_W}bookmarkStart", f"{_W}bookmarkEnd")):
            old = element.get(f"{_W}id") or ""
            if element.tag == f"{_W}bookmarkStart":
                bookmark = str(element.get(f"{_W}name") or "").encode()
                ended[old] = None if bookmark in self._bookmarks else self._fresh()
                self._bookmarks.add(bookmark)
            fresh = ended.get(old)
            if fresh is None:
                _drop(element)
            else:
                element.set(f"{_W}id", fresh)
        changed: dict[str, str] = {}
        for element in root.iter():
            word = str(element.tag).removeprefix(_W)
            if word.endswith("Change") or word.startswith(_CHANGES):
                given = element.get(f"{_W}id")
                if given is not None:
                    element.set(
                        f"{_W}id", changed.get(given) or changed.setdefault(given, self._fresh())
                    )
        for element in root.iter("{*}docPr", "{*}cNvPr"):
            if element.get("id"):
                element.set("id", self._fresh())
        for control in root.iter(f"{_W}sdtPr"):
            for identity in control.iterfind(f"{_W}id"):
                identity.set(f"{_W}val", self._fresh())
        for element in root.iter(f"{_W}p", f"{_W}tr"):
            for name in [
                one for one in element.attrib if str(one).endswith(("}paraId", "}textId"))
            ]:
                del element.attrib[name]

    def _fresh(self) -> str:
        self._count += 1
        return str(_FIRST_ID + self._count)

    def _bring_notes(self, source: Source, root: Element) -> None:
        for word, kind in _NOTES.items():
            names = [f"{_W}{word}{mark}" for mark in _MARKS]
            part, numbers = source.related(kind), {}
            for element in list(root.iter(*names)):
                old = element.get(f"{_W}id") or ""
                if old not in numbers:
                    numbers[old] = self._note(source, part, kind, old) if part else None
                number = numbers[old]
                if number is None:
                    _drop(element)
                else:
                    element.set(f"{_W}id", number)

    def _note(self, source: Source, part: str, kind: str, number: str) -> str | None:
        if self._filling.label != "body":
            raise TemplateValueError(
                f"The document has {kind}, which can stand in the body only.",
                remedy="Put the tag into the body, or take them out of the document.",
            )
        found = (one for one in source.tree(part) if one.get(f"{_W}id") == number)
        note = next(found, None)
        if note is None:
            return None
        note = deepcopy(note)
        into, fresh = bring_note(self._filling, kind, note)
        self._adapt(source, note, part, into)
        return str(fresh)

    # -- styles and lists ---------------------------------------------------------------------

    def _style(self, source: Source, identity: str) -> str | None:
        """The id here of a style there, by its name; one that is missing here is brought."""
        known = self._styles.setdefault(source.key, {})
        if identity in known:
            return known[identity]
        part = source.related("styles")
        found = (
            one
            for one in (source.tree(part) if part else ())
            if one.tag == f"{_W}style" and one.get(f"{_W}styleId") == identity
        )
        style = next(found, None)
        if style is None:
            return None
        styles = self._filling.addition(Styles)
        name = _value(style, "name") or identity
        same = styles.find(name)
        if same is not None:
            known[identity] = same
            return same
        style = deepcopy(style)
        style.attrib.pop(f"{_W}default", "")
        known[identity] = styles.bring(style)
        for element in list(style.iter(*_STYLES)):
            other = self._style(source, element.get(f"{_W}val") or "")
            if other is None:
                _drop(element)
            else:
                element.set(f"{_W}val", other)
        for number in style.iter(f"{_W}numId"):
            number.set(f"{_W}val", self._number(source, number.get(f"{_W}val") or "0"))
        return known[identity]

    def _number(self, source: Source, number: str) -> str:
        """The list here of a list there: each time that a document comes, it begins anew."""
        key = (source.key, number, self._times[source.key])
        part = source.related("numbering")
        if number == "0" or part is None:
            return "0"
        if key not in self._lists:
            root, numbering = source.tree(part), self._filling.addition(Numbering)
            found = (one for one in root.iterfind(f"{_W}num") if one.get(f"{_W}numId") == number)
            num = next(found, None)
            first = self._lists.get((source.key, number, 0))
            if num is None:
                self._lists[key] = "0"
            elif first is not None:
                self._lists[key] = numbering.again(first)
            else:
                definition = self._definition(source, root, _value(num, "abstractNumId") or "")
                self._lists[key] = numbering.bring_list(num, definition)
                self._lists[source.key, number, 0] = self._lists[key]
                self._name_levels(source, num)
        return self._lists[key]

    def _definition(self, source: Source, root: Element, identity: str) -> str:
        key = (source.key, identity)
        if key not in self._definitions:
            name = f"{_W}abstractNumId"
            found = (one for one in root.iterfind(f"{_W}abstractNum") if one.get(name) == identity)
            definition = deepcopy(next(found, etree.Element(f"{_W}abstractNum")))
            for element in list(definition.iter(f"{_W}nsid", f"{_W}tmpl", f"{_W}lvlPicBulletId")):
                _drop(element)
            numbering = self._filling.addition(Numbering)
            self._definitions[key] = numbering.bring_definition(definition)
            self._name_levels(source, definition)
            for element in list(definition.iterfind("*")):
                if element.tag in _LIST_STYLES:
                    style = self._style(source, element.get(f"{_W}val") or "")
                    if style is None:
                        _drop(element)
                    else:
                        element.set(f"{_W}val", style)
        return self._definitions[key]

    def _name_levels(self, source: Source, root: Element) -> None:
        """A level belongs to a style that came with it; the template's have their own lists."""
        styles = self._filling.addition(Styles)
        for element in list(root.iter(f"{_W}pStyle")):
            style = self._style(source, element.get(f"{_W}val") or "")
            if style is None or not styles.is_brought(style):
                _drop(element)
            else:
                element.set(f"{_W}val", style)
        self._name_styles(source, root)

    # -- parts --------------------------------------------------------------------------------

    def _related(
        self, source: Source, target: Target, targets: Mapping[str, Target], into: str
    ) -> str:
        """The identity of a relationship here to what one there leads to."""
        if not target.outside and not target.goal.startswith("#"):
            goal = self._part(source, target)
            drawing = drawing_of(source.read(target.goal)) if target.kind == "diagramData" else None
            if drawing is not None and drawing in targets:
                fresh = self._related(source, targets[drawing], targets, into)
                changed = drawn_by(source.read(target.goal), {drawing: fresh})
                self._filling.contents[goal] = changed
            target = Target(target.kind, goal)
        return self._filling.parts.relate(into, [target])[0]

    def _part(self, source: Source, target: Target) -> str:
        """The name here of a part there; it comes with the parts that it leads to."""
        goal, parts = target.goal, self._filling.parts
        content, content_type = source.read(goal), source.content_type(goal)
        if target.kind == "image":
            extension = goal.rpartition(".")[2].lower()
            return parts.picture(Picture(content, extension, content_type, 0, 0), "word/media")
        name = parts.add(goal, content, content_type)
        relations = relations_part(goal)
        if source.has(relations):
            root, targets = deepcopy(source.tree(relations)), source.targets(goal)
            for entry in root:
                one = targets[entry.get("Id") or ""]
                if not one.outside and not one.goal.startswith("#"):
                    entry.set("Target", "/" + self._part(source, one))
            self._filling.contents[relations_part(name)] = etree.tostring(
                root, xml_declaration=True, encoding="UTF-8", standalone=True
            )
        return name

    def _ignore(self, root: Element) -> None:
        """Note what a document lets Word ignore."""
        words = (root.get(f"{{{_MC}}}Ignorable") or "").split()
        space = {word: root.nsmap[word] for word in words if word in root.nsmap}
        self._ignored.setdefault(self._filling.part, {}).update(space)


def _ignoring(start: bytes, prefixes: Mapping[str, str]) -> bytes:
    """The start tag of a part that lets Word ignore these prefixes too."""
    found = _IGNORED.search(start)
    words = found[2].decode().split() if found else []
    added = ""
    for prefix, space in prefixes.items():
        declared = re.search(rf'\bxmlns:{prefix}=["\']([^"\']*)'.encode(), start)
        if declared is not None and declared[1].decode() != space:
            continue
        if declared is None:
            added += f' xmlns:{prefix}="{space}"'
        if prefix not in words:
            words.append(prefix)
    if found:
        attribute = found[1] + b':Ignorable="' + " ".join(words).encode() + b'"'
        start = start[: found.start()] + attribute + start[found.end() :]
    elif words:
        if b"xmlns:mc=" not in start:
            added += f' xmlns:mc="{_MC}"'
        added += f' mc:Ignorable="{" ".join(words)}"'
    return start[:-1] + added.encode() + b">" if added else start


def _required(choice: Element) -> list[str]:
    return (choice.get("Requires") or "").split()


def _drop(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _value(element: Element, name: str) -> str | None:
    found = element.find(f"{_W}{name}")
    return None if found is None else found.get(f"{_W}val")
