"""Joins filled letters to one Word document: each its own section, as if it stood alone.

Takes what each filling of one template gives; gives the parts of the document in which they follow
one another. Pages, footnotes and lists begin anew in each letter, headers keep its values, ids stay
unique. Follows ECMA-376 part 1, 17.6 (sections), 17.9 (numbering), 17.10 (headers), 17.11 (notes).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

from attrs import define, field
from lxml import etree

from reportkit.errors import TemplateValueError
from reportkit.templating._added_parts import fresh_name
from reportkit.templating._docx_restarts import Lists
from reportkit.templating._package import Content, Package, content_bytes

__all__ = ["join_letters"]

Element = etree._Element
Contents = Mapping[str, Content | None]

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "[Content_Types].xml"
_NOTES = {"footnotes": "footnote", "endnotes": "endnote", "comments": "comment"}
_OF_ALL = {
    *("styles", "stylesWithEffects", "numbering", "settings", "webSettings", "fontTable", "theme"),
    *("glossaryDocument", "customXml", "people", "commentsExtended", "commentsIds"),
    *("commentsExtensible", "vbaProject", "attachedTemplate"),
}
"""Kinds of parts that a document has once."""

_SECTION_ORDER = (
    "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders "
    "lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter "
    "docGrid printerSettings sectPrChange"
).split()
_SMALL = (
    f'<w:p xmlns:w="{_W}"><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" '
    'w:lineRule="exact"/></w:pPr></w:p>'
)
_ALL_PAGES = re.compile(rb'(<w:instrText[^>]*>[^<]*|w:instr="[^"]*)\bNUMPAGES\b')
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
        return _serialized(root)


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
    next_id: int = _FIRST_ID

    def __attrs_post_init__(self) -> None:
        self.taken = set(self.package.parts)

    def add(self, letter: Contents) -> None:
        """Add a letter behind the others."""
        self.count += 1
        root = etree.fromstring(self._content(self.main, letter), _PARSER)
        ids = self._relate(self.main, letter)
        kinds = self._kinds(letter)
        sections = _SECTIONS(root)
        alone = len(sections) == 1
        self._keep(letter, kinds)
        numbering = self._own_tree(kinds.get("numbering"), letter)
        if self.lists is not None:
            self.lists.begin_letter(numbering)
        elif numbering is not None:
            self.lists = Lists(numbering, self._tree(kinds.get("styles")))
        maps = {kind: self._notes(kind, root, kinds, letter) for kind in _NOTES}
        self._make_own(root, ids, maps)
        if self.count > 1:
            self._begin_anew(root, sections)
        if alone:
            for code in _CODES(root):
                code.text = re.sub(r"\bNUMPAGES\b", "SECTIONPAGES", code.text or "")
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
        self.contents[self.main] = [self.frame[0], *self.bodies, self.frame[1]]
        kinds = self._kinds({})
        for kind, root in self.notes.items():
            self.contents[kinds[kind]] = _serialized(root)
        if self.lists is not None and self.lists.changed:
            self.contents[kinds["numbering"]] = _serialized(self.lists.numbering)
        for part, relations in self.relations.items():
            self.contents[_relations_of(part)] = relations.written()
        self._write_types()
        return self.contents

    def _write(self, root: Element, *, followed: bool) -> None:
        body = root[0]
        if followed:
            _end_section(body)
        xml = etree.tostring(root)
        start = xml.index(b">", xml.index(b"<w:body")) + 1
        end = xml.rindex(b"</w:body>")
        if not self.bodies:
            self.frame = _PROLOG + xml[:start], xml[end:]
        self.bodies.append(xml[start:end])

    # -- parts ------------------------------------------------------------------------------

    def _content(self, name: str, letter: Contents) -> bytes:
        content = letter.get(name)
        return self.package.read(name) if content is None else content_bytes(name, content)

    def _own_tree(self, name: str | None, letter: Contents) -> Element | None:
        if name is None or (name not in letter and name not in self.package.parts):
            return None
        return etree.fromstring(self._content(name, letter), _PARSER)

    def _tree(self, name: str | None) -> Element | None:
        return self._own_tree(name, self.contents)

    def _targets(self, part: str, letter: Contents) -> list[tuple[str, str, str, bool]]:
        """Identity, type, goal and whether outside, of the relationships of a letter's part."""
        name = _relations_of(part)
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
        ids = {}
        for identity, kind, goal, outside in targets:
            inside = not outside and not goal.startswith("#")
            if inside and kind.rpartition("/")[2] not in (*_OF_ALL, *_NOTES):
                goal = self._bring(goal, letter)
            target = (kind, f"/{goal}" if inside else goal, outside)
            ids[identity] = relations.identity(target, identity)
        return ids

    def _bring(self, part: str, letter: Contents) -> str:
        """The name that a letter's part, and what it leads to, has in the joined document."""
        if part not in letter and part not in self.package.parts:
            return part
        content = self._content(part, letter)
        own = content
        if part.rpartition("/")[2].startswith(("header", "footer")):
            content = _ALL_PAGES.sub(rb"\1SECTIONPAGES", content)
        relations = _relations_of(part)
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
        self.contents[_TYPES] = _serialized(root)

    # -- what is unique in a document ---------------------------------------------------------

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

    # -- sections -----------------------------------------------------------------------------

    def _begin_anew(self, root: Element, sections: list[Element]) -> None:
        """Begin a letter on a page of its own, which is its first, with its own headers."""
        if not sections:
            sections = [etree.SubElement(root[0], f"{{{_W}}}sectPr")]
        first = sections[0]
        kind = first.find(f"{{{_W}}}type")
        if kind is not None and kind.get(f"{{{_W}}}val") in ("continuous", "nextColumn"):
            first.remove(kind)
        numbers = _property(first, "pgNumType")
        if numbers.get(f"{{{_W}}}start") is None:
            numbers.set(f"{{{_W}}}start", "1")
        if "footnotes" in self.notes:
            notes = _property(first, "footnotePr")
            if notes.find(f"{{{_W}}}numRestart") is None:
                etree.SubElement(notes, f"{{{_W}}}numRestart").set(f"{{{_W}}}val", "eachSect")
        there = _references(first)
        for word, place in dict.fromkeys(
            reference for section in sections for reference in _references(section)
        ):
            if (word, place) not in there:  # else the last letter's would be shown
                reference = etree.Element(f"{{{_W}}}{word}Reference")
                reference.set(f"{{{_W}}}type", place)
                reference.set(f"{{{_R}}}id", self._empty(word))
                first.insert(0, reference)

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


def _end_section(body: Element) -> None:
    """Let the last paragraph of a letter end its last section."""
    section = body[-1] if len(body) and body[-1].tag == f"{{{_W}}}sectPr" else None
    if section is None:
        section = etree.Element(f"{{{_W}}}sectPr")
    else:
        body.remove(section)
    paragraph = body[-1] if len(body) else None
    ended = paragraph is not None and paragraph.find(f"{{{_W}}}pPr/{{{_W}}}sectPr") is not None
    if paragraph is None or paragraph.tag != f"{{{_W}}}p" or ended:
        paragraph = etree.fromstring(_SMALL)
        body.append(paragraph)
    properties = paragraph.find(f"{{{_W}}}pPr")
    if properties is None:
        properties = etree.Element(f"{{{_W}}}pPr")
        paragraph.insert(0, properties)
    changed = properties.find(f"{{{_W}}}pPrChange")
    if changed is not None:
        changed.addprevious(section)
    else:
        properties.append(section)


def _references(section: Element) -> list[tuple[str, str]]:
    """Kind ("header") and place ("default", "first", "even") of a section's references."""
    return [
        (word, entry.get(f"{{{_W}}}type") or "default")
        for word in ("header", "footer")
        for entry in section.iterfind(f"{{{_W}}}{word}Reference")
    ]


def _property(section: Element, name: str) -> Element:
    """A property of a section; one that is not there yet is put where the schema has it."""
    found = section.find(f"{{{_W}}}{name}")
    if found is None:
        before = set(_SECTION_ORDER[: _SECTION_ORDER.index(name)])
        found = etree.Element(f"{{{_W}}}{name}")
        section.insert(sum(etree.QName(one).localname in before for one in section), found)
    return found


def _relations_of(part: str) -> str:
    folder, _, leaf = part.rpartition("/")
    return posixpath.join(folder, "_rels", f"{leaf}.rels")


def _serialized(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
