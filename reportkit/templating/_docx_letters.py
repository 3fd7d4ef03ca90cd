"""Joins filled letters to one Word document: each its own section, as if it stood alone.

Takes what each filling of one template gives; gives the parts of the document in which they follow
one another. Pages, footnotes and lists begin anew in each letter, headers keep its values, ids stay
unique. Follows ECMA-376 part 1, 17.6 (sections), 17.9 (numbering), 17.10 (headers), 17.11 (notes).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from typing import Any, cast

from attrs import define, field
from lxml import etree

from reportkit.errors import TemplateValueError
from reportkit.templating._added_parts import fresh_name, relations_part
from reportkit.templating._docx_filling import serialized
from reportkit.templating._docx_letter_pages import count_own_pages, counted_in, mark_end
from reportkit.templating._docx_letter_sections import (
    begin_anew,
    end_in_paragraph,
    end_section,
    put_off_endnotes,
)
from reportkit.templating._docx_letter_styles import LetterStyles, rename_styles, renamed_in
from reportkit.templating._docx_lists import by_id
from reportkit.templating._docx_restarts import Lists
from reportkit.templating._docx_settings import add_settings, end_notes_with_sections
from reportkit.templating._docx_smart_art import drawn_by
from reportkit.templating._package import Content, Package, content_bytes

__all__ = ["join_letters"]

Element = etree._Element
Contents = Mapping[str, Content | None]

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_VAL = f"{{{_W}}}val"
_TYPES = "[Content_Types].xml"
_NOTES = {"footnotes": "footnote", "endnotes": "endnote", "comments": "comment"}
_OF_ALL = {
    *("styles", "stylesWithEffects", "numbering", "settings", "webSettings", "fontTable", "theme"),
    *("glossaryDocument", "customXml", "people", "commentsExtended", "commentsIds"),
    *("commentsExtensible", "vbaProject", "attachedTemplate"),
}
"""Kinds of parts that a document has once."""

_DRAWN_ID = re.compile(rb'(<(?:\w+:)?docPr\b[^>]*?\bid=")\d+')
_FIRST_ID = 2_000_000_000
"""Ids that letters behind the first get begin behind all that a template or a value gives."""

_NOTHING = {
    "header": f'<w:hdr xmlns:w="{_W}"><w:p/></w:hdr>'.encode(),
    "footer": f'<w:ftr xmlns:w="{_W}"><w:p/></w:ftr>'.encode(),
}
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


_PREFIXES = {"w": _W, "r": _R, "x": _W14}


def _xpath(path: str) -> Callable[[Element], list[Any]]:
    return cast("Callable[[Element], list[Any]]", etree.XPath(path, namespaces=_PREFIXES))


_SECTIONS = _xpath("//w:sectPr[not(ancestor::w:sectPrChange)]")
_LINKED = _xpath(".//@r:*")
_IDENTIFIED = _xpath(".//*[@w:id]")
_DRAWN = _xpath(".//*[local-name() = 'docPr' or local-name() = 'cNvPr'][@id]")
_CONTROLS = _xpath(".//w:sdtPr/w:id")
_PARAGRAPH_IDS = _xpath(".//@x:paraId | .//@x:textId")
_ANCHORS = _xpath(".//@w:anchor")
_CODES = _xpath(".//w:instrText")


def join_letters(package: Package, main: str, letters: Iterable[Contents]) -> dict[str, Content]:
    """Give the contents of the one document of these letters.

    ``main`` is the name of the part with the body, ``letters`` what each filling gives.
    """
    joined = _Joined(package, main)
    for letter in letters:
        joined.add(letter)
    return joined.finish()


@define(eq=False)
class _Relations:
    """The relationships of a part of the joined document."""

    entries: dict[tuple[str, str, bool], str] = field(factory=dict)
    taken: set[str] = field(factory=set)

    def identity(self, target: tuple[str, str, bool], wanted: str) -> str:
        """Give the identity of a relationship; one that is not there yet is added."""
        if target not in self.entries:
            identity, number = wanted, len(self.taken)
            while identity in self.taken:
                number += 1
                identity = f"rId{number}"
            self.taken.add(identity)
            self.entries[target] = identity
        return self.entries[target]

    def written(self) -> bytes:
        root = etree.fromstring(f'<Relationships xmlns="{_RELATIONS}"/>')
        for (kind, goal, outside), identity in self.entries.items():
            entry = etree.SubElement(root, f"{{{_RELATIONS}}}Relationship", Id=identity, Type=kind)
            entry.set("Target", goal)
            if outside:
                entry.set("TargetMode", "External")
        return serialized(root)


@define(eq=False)
class _Joined:
    package: Package
    main: str
    contents: dict[str, Content] = field(factory=dict)
    count: int = 0
    last: Element | None = None
    """The letter that is not written yet: the end of its section waits for whether one follows."""
    bodies: list[bytes] = field(factory=list)
    frame: tuple[bytes, bytes] = (b"", b"")
    types: dict[str, str] = field(factory=dict)
    taken: set[str] = field(init=False)
    relations: dict[str, _Relations] = field(factory=dict)
    brought: dict[tuple[str, bytes, bytes], str] = field(factory=dict)
    notes: dict[str, Element] = field(factory=dict)
    note_ids: dict[str, int] = field(factory=dict)
    lists: Lists | None = None
    styles: LetterStyles | None = None
    renamed: Mapping[str, str] = field(factory=dict)
    """The new ids of styles that the letter brought."""
    styles_content: bytes = b""
    own_styles: dict[str, Element] = field(factory=dict)
    """The styles of the letter by their ids, and the part that they are read from."""
    next_id: int = _FIRST_ID
    alone: bool = True
    """Whether the letter is one section."""
    counted: bool = False
    """Whether a header of the letter tells its number of pages."""

    def __attrs_post_init__(self) -> None:
        self.taken = set(self.package.parts)

    def add(self, letter: Contents) -> None:
        """Add a letter behind the others."""
        self.count += 1
        root = etree.fromstring(self._content(self.main, letter), _PARSER)
        kinds = self._kinds(letter)
        self._begin_lists_and_styles(letter, kinds)
        sections = _SECTIONS(root)
        self.alone, self.counted = len(sections) < 2, False
        ids = self._relate(self.main, letter)
        self._keep(letter, kinds)
        maps = {kind: self._notes(kind, root, kinds, letter) for kind in _NOTES}
        self._make_own(root, ids, maps)
        noted = [_NOTES[kind] for kind in ("footnotes", "endnotes") if kind in self.notes]
        if self.count > 1:
            begin_anew(root[0], sections, noted, self._empty)
        if "endnote" in noted:
            put_off_endnotes(sections)
        if count_own_pages(root, self._end_mark(), alone=self.alone) or self.counted:
            mark_end(root[0], self._end_mark(), self._fresh())
        if self.last is not None:
            self._write(self.last, followed=True)
        self.last = root

    def finish(self) -> dict[str, Content]:
        """Give the contents of all parts that differ from the template's."""
        if self.last is None:
            raise TemplateValueError(
                "There is no record, so there is no letter.",
                file=self.package.file,
                remedy="Give one record or more.",
            )
        self._write(self.last, followed=False)
        self._write_styles()
        self.contents[self.main] = [self.frame[0], *self.bodies, self.frame[1]]
        kinds = self._kinds({})
        for kind, root in self.notes.items():
            self.contents[kinds[kind]] = serialized(root)
        if self.lists is not None and self.lists.changed:
            self.contents[kinds["numbering"]] = serialized(self.lists.numbering)
        for part, relations in self.relations.items():
            self.contents[relations_part(part)] = relations.written()
        settings = kinds.get("settings")
        if "endnotes" in self.notes and settings is not None:
            own = etree.fromstring(self._content(settings, self.contents), _PARSER)
            end_notes_with_sections(own)
            self.contents[settings] = serialized(own)
        self._write_types()
        return self.contents

    def _write(self, root: Element, *, followed: bool) -> None:
        body = root[0]
        if followed:
            end_section(body)
        elif self.count > 1:
            end_in_paragraph(body)
        xml = etree.tostring(root)
        start = xml.index(b">", xml.index(b"<w:body")) + 1
        end = xml.rindex(b"</w:body>")
        if not self.bodies:
            self.frame = _PROLOG + xml[:start], xml[end:]
        self.bodies.append(xml[start:end])

    # -- lists and styles -------------------------------------------------------------------

    def _begin_lists_and_styles(self, letter: Contents, kinds: Mapping[str, str]) -> None:
        """Take over the styles that a letter brings, and begin its lists."""
        part = kinds.get("styles")
        content = self._own_bytes(part, letter)
        added: list[Element] = []
        if content != self.styles_content:
            self.styles_content, self.renamed = content, {}
            self.own_styles = by_id(etree.fromstring(content, _PARSER), "style") if content else {}
            if part in letter:
                if self.styles is None:
                    self.styles = LetterStyles(self._template_tree(part, "styles"))
                self.renamed, added = self.styles.bring(self.own_styles)
        numbering = self._own_tree(kinds.get("numbering"), letter)
        if self.lists is not None:
            self.lists.begin_letter(numbering, self.own_styles, self.renamed)
        elif numbering is not None:
            rename_styles(numbering, self.renamed)
            self.lists = Lists(numbering)
        if self.lists is not None:
            for number in (one for style in added for one in style.iter(f"{{{_W}}}numId")):
                number.set(_VAL, self.lists.number(number.get(_VAL) or "0"))

    def _write_styles(self) -> None:
        """Write the styles that letters brought; the copy that Word 2010 keeps of them too."""
        if self.styles is None or not self.styles.added:
            return
        kinds = self._kinds({})
        self.contents[kinds["styles"]] = serialized(self.styles.root)
        if "stylesWithEffects" in kinds:
            root = self._template_tree(kinds["stylesWithEffects"], "styles")
            root.extend([deepcopy(style) for style in self.styles.added])
            self.contents[kinds["stylesWithEffects"]] = serialized(root)

    # -- parts ------------------------------------------------------------------------------

    def _content(self, name: str, letter: Contents) -> bytes:
        content = letter.get(name)
        return self.package.read(name) if content is None else content_bytes(name, content)

    def _own_bytes(self, name: str | None, letter: Contents) -> bytes:
        """A letter's part; nothing if there is none."""
        there = name is not None and (name in letter or name in self.package.parts)
        return self._content(name, letter) if name is not None and there else b""

    def _own_tree(self, name: str | None, letter: Contents) -> Element | None:
        content = self._own_bytes(name, letter)
        return etree.fromstring(content, _PARSER) if content else None

    def _template_tree(self, name: str | None, root: str) -> Element:
        """The tree of a part as the template has it, or an empty one."""
        found = self._own_tree(name, {})
        return etree.Element(f"{{{_W}}}{root}", nsmap={"w": _W}) if found is None else found

    def _targets(self, part: str, letter: Contents) -> list[tuple[str, str, str, bool]]:
        """Identity, type, goal and whether outside, of the relationships of a letter's part."""
        name = relations_part(part)
        if name not in letter and name not in self.package.parts:
            return []
        folder = posixpath.join("/", posixpath.dirname(part))
        found = []
        for entry in etree.fromstring(self._content(name, letter), _PARSER):
            outside = entry.get("TargetMode") == "External"
            goal = entry.get("Target") or ""
            if not outside and not goal.startswith("#"):
                goal = posixpath.normpath(posixpath.join(folder, goal)).lstrip("/")
            found.append((entry.get("Id") or "", entry.get("Type") or "", goal, outside))
        return found

    def _kinds(self, letter: Contents) -> dict[str, str]:
        """The parts of a document's own, by the last word of their relationship's type."""
        relations = self.relations.get(self.main)
        known = relations.entries if relations is not None else {}
        kinds = {kind.rpartition("/")[2]: goal.lstrip("/") for kind, goal, _ in known}
        for _, kind, goal, _ in self._targets(self.main, letter) if letter else ():
            kinds.setdefault(kind.rpartition("/")[2], goal)
        return kinds

    def _relate(self, part: str, letter: Contents, name: str = "") -> dict[str, str]:
        """Bring what a letter's part leads to; give the identities there by those of the letter."""
        targets = self._targets(part, letter)
        if not targets:
            return {}
        relations = self.relations.setdefault(name or part, _Relations())
        ids, arts = {}, []
        for identity, kind, goal, outside in targets:
            inside, known = not outside and not goal.startswith("#"), len(self.brought)
            if inside and kind.rpartition("/")[2] not in (*_OF_ALL, *_NOTES):
                goal = self._bring(goal, letter)
            if kind.endswith("/diagramData") and len(self.brought) > known:
                arts.append(goal)
            target = (kind, f"/{goal}" if inside else goal, outside)
            ids[identity] = relations.identity(target, identity)
        for art in arts:
            self.contents[art] = drawn_by(content_bytes(art, self.contents[art]), ids)
        return ids

    def _bring(self, part: str, letter: Contents) -> str:
        """The name that a letter's part, and what it leads to, has in the joined document."""
        if part not in letter and part not in self.package.parts:
            return part
        content = self._content(part, letter)
        own = content
        if part.rpartition("/")[2].startswith(("header", "footer")):
            content = counted_in(content, self._end_mark(), alone=self.alone)
            self.counted = self.counted or content is not own
        if part in letter:
            content = renamed_in(content, self.renamed)
        relations = relations_part(part)
        has_relations = relations in letter or relations in self.package.parts
        linked = self._content(relations, letter) if has_relations else b""
        touched = [goal for _, _, goal, outside in self._targets(part, letter) if not outside]
        if part not in letter and content is own and not any(goal in letter for goal in touched):
            return part
        kind = f"{posixpath.dirname(part)} {posixpath.splitext(part)[1]}"
        key = (kind, content, linked + b"".join(self._content(one, letter) for one in touched))
        if key not in self.brought:
            first = part in self.contents or part in self.brought.values()
            name = fresh_name(part, self.taken) if first else part
            self.taken.add(name)
            self.brought[key] = name
            if name != part:
                content = _DRAWN_ID.sub(lambda found: found[1] + self._fresh().encode(), content)
            self.contents[name] = content
            self.types[name] = self._type(part, letter)
            if linked:
                self.relations[name] = _Relations()
                self._relate(part, letter, name)
        return self.brought[key]

    def _keep(self, letter: Contents, kinds: Mapping[str, str]) -> None:
        """Take what a document has once from the first letter that brings it."""
        once = {name for kind, name in kinds.items() if kind in _OF_ALL}
        for name, content in letter.items():
            outside = self.count == 1 and name.startswith("docProps/")
            if name not in self.contents and content is not None and (outside or name in once):
                self.contents[name] = content
                self.types[name] = self._type(name, letter)
        settings = kinds.get("settings", "")
        if settings in letter and letter[settings] != self.contents[settings]:
            kept = etree.fromstring(self._content(settings, self.contents), _PARSER)
            add_settings(kept, etree.fromstring(self._content(settings, letter), _PARSER))
            self.contents[settings] = serialized(kept)

    def _type(self, part: str, letter: Contents) -> str:
        """The content type of a letter's part."""
        known = self.package.content_types().get(part)
        if known is None:
            root = etree.fromstring(self._content(_TYPES, letter), _PARSER)
            for entry in root:
                if (entry.get("PartName") or "").lstrip("/") == part:
                    return entry.get("ContentType") or ""
                if entry.get("Extension") == part.rpartition(".")[2]:
                    known = entry.get("ContentType")
        return known or "application/xml"

    def _write_types(self) -> None:
        root = etree.fromstring(self._content(_TYPES, {}), _PARSER)
        space = etree.QName(root).namespace
        for entry in root:  # a template becomes a document
            kind = entry.get("ContentType") or ""
            kind = kind.replace(".template.main+xml", ".document.main+xml")
            kind = kind.replace(".template.macroEnabledTemplate.", ".document.macroEnabled.")
            entry.set("ContentType", kind)
        for name, kind in self.types.items():
            if name not in self.package.parts:
                entry = etree.SubElement(root, f"{{{space}}}Override", PartName=f"/{name}")
                entry.set("ContentType", kind)
        self.contents[_TYPES] = serialized(root)

    # -- what is unique in a document ---------------------------------------------------------

    def _end_mark(self) -> str:
        """The name of the bookmark on the end of the letter; hidden, as its first letter says."""
        return f"_end_of_letter_{self.count}"

    def _fresh(self) -> str:
        self.next_id += 1
        return str(self.next_id)

    def _make_own(
        self, root: Element, ids: Mapping[str, str], notes: Mapping[str, Mapping[str, str]]
    ) -> None:
        """Give what must be unique in a document an identity of this letter's own."""
        for value in _LINKED(root):
            holder = value.getparent()
            holder.set(value.attrname, ids.get(str(value), str(value)))
        for element in _IDENTIFIED(root):
            name = etree.QName(element).localname
            kind = next((k for k, one in _NOTES.items() if name.startswith(one)), "")
            if kind and (name.endswith("Reference") or kind == "comments"):
                old = element.get(f"{{{_W}}}id")
                element.set(f"{{{_W}}}id", notes.get(kind, {}).get(old, old))
        if self.count == 1:
            return
        self._rename(root)
        for value in _PARAGRAPH_IDS(root):
            del value.getparent().attrib[value.attrname]
        for drawn in _DRAWN(root):
            drawn.set("id", self._fresh())
        for control in _CONTROLS(root):
            control.getparent().remove(control)
        if self.lists is not None:
            self.lists.restart(root)
        rename_styles(root, self.renamed)

    def _rename(self, root: Element) -> None:
        """New ids, and new names of bookmarks with the fields and links that lead to them."""
        fresh: dict[str, str] = {}
        names: dict[str, str] = {}
        for element in _IDENTIFIED(root):
            name = etree.QName(element).localname
            if name.startswith(tuple(_NOTES.values())):
                continue
            old = element.get(f"{{{_W}}}id")
            if old not in fresh:
                fresh[old] = self._fresh()
            element.set(f"{{{_W}}}id", fresh[old])
            if name == "bookmarkStart":
                own = element.get(f"{{{_W}}}name") or ""
                names[own] = f"{own[:32]}_{self.count}"
                element.set(f"{{{_W}}}name", names[own])
        if not names:
            return
        for value in _ANCHORS(root):
            value.getparent().set(value.attrname, names.get(str(value), str(value)))
        pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")
        for code in _CODES(root):
            code.text = pattern.sub(lambda found: names[found[0]], code.text or "")

    def _notes(
        self, kind: str, root: Element, kinds: Mapping[str, str], letter: Contents
    ) -> dict[str, str]:
        """Take over the notes of a letter; give their new ids by the old ones."""
        part = kinds.get(kind)
        own = self._own_tree(part, letter)
        if part is None or own is None:
            return {}
        ids = self._relate(part, letter)
        if kind not in self.notes:
            rename_styles(own, self.renamed)
            self.notes[kind] = own
            self.types.setdefault(part, self._type(part, letter))
            numbers = (one.get(f"{{{_W}}}id") or "0" for one in own)
            self.note_ids[kind] = max(map(int, numbers), default=0)
            return {}
        word = _NOTES[kind]
        together = self.notes[kind]
        used = {
            element.get(f"{{{_W}}}id")
            for element in _IDENTIFIED(root)
            if etree.QName(element).localname == f"{word}Reference"
        }
        fresh: dict[str, str] = {}
        for note in list(own):
            old = note.get(f"{{{_W}}}id") or ""
            if old in used:
                self.note_ids[kind] += 1
                fresh[old] = str(self.note_ids[kind])
                together.append(note)
                self._make_own(note, ids, {})
                note.set(f"{{{_W}}}id", fresh[old])
        return fresh

    def _empty(self, word: str) -> str:
        """The identity of a header or footer with nothing in it."""
        key = (word, b"", b"")
        if key not in self.brought:
            folder = posixpath.dirname(self.main)
            name = fresh_name(f"{folder}/{word}1.xml", self.taken)
            self.taken.add(name)
            self.brought[key] = name
            self.contents[name] = _NOTHING[word]
            kind = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{word}+xml"
            self.types[name] = kind
        target = (f"{_R}/{word}", f"/{self.brought[key]}", False)
        return self.relations.setdefault(self.main, _Relations()).identity(target, "rId1")


_PROLOG = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
