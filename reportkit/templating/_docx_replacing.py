"""Replaces pictures, media and embedded files of a filled document: docxtpl's ``replace_…``.

Takes what a filling gave and what is to stand in the place of what; gives the contents with it.
Pictures are found by alternative text, title or name, files by their bytes.
"""

from __future__ import annotations

import os
import posixpath
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from lxml import etree

from reportkit.errors import TemplateValueError
from reportkit.templating._added_parts import AddedParts, Target, relations_part
from reportkit.templating._docx_filling import serialized
from reportkit.templating._package import Content, Package, content_bytes
from reportkit.templating._pictures import Picture, fitted, read_picture
from reportkit.templating.values import InlineImage

__all__ = ["replace_files", "replace_pictures"]

_TYPES = "[Content_Types].xml"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
_DRAWN = etree.XPath("//*[local-name() = 'inline' or local-name() = 'anchor']")

Contents = Mapping[str, Content | None]
File = str | os.PathLike[str] | bytes


def replace_pictures(
    package: Package, contents: Contents, pictures: Mapping[str, Any]
) -> dict[str, Content | None]:
    """Put other pictures in the frames of those with these names.

    A picture fits its frame in its own proportions, or has the size that an `InlineImage` asks for.

    Raises
    ------
    TemplateValueError
        No picture has such a name; the error lists those that there are.
    """
    wanted = {
        name: image if isinstance(image, InlineImage) else InlineImage(image)
        for name, image in pictures.items()
    }
    changed = dict(contents)
    parts = AddedParts(package, changed)
    known: dict[str, None] = {}
    missing = set(wanted)
    left: dict[str, set[str]] = {}
    for part in _parts_with_pictures(package, contents):
        root = etree.fromstring(_current(package, changed, part), _PARSER)
        before = _linked(root)
        replaced = False
        for drawing in _drawings(root):
            names = _names(drawing)
            known.update(dict.fromkeys(names))
            for name in names:
                if name in wanted:
                    picture = read_picture(wanted[name])
                    target = Target("image", parts.picture(picture, "word/media"))
                    _put(drawing, wanted[name], picture, parts.relate(part, [target])[0])
                    missing.discard(name)
                    replaced = True
                    break
        if replaced:
            left[part] = before.difference(*(one.attrib.values() for one in root.iter()))
            changed[part] = serialized(root)
    if missing:
        raise _unknown("picture", sorted(missing)[0], known, package)
    parts.finish()
    _drop(left, package, changed)
    return changed


def replace_files(
    package: Package, contents: Contents, files: Mapping[Any, File], folder: str
) -> dict[str, Content | None]:
    """Put other files in the place of those in a folder ("media") that have the same bytes.

    Raises
    ------
    TemplateValueError
        The document holds no such file; the error lists those that there are.
    """
    changed = dict(contents)
    inside = [name for name in package.parts if name.startswith(f"word/{folder}/")]
    for old, new in files.items():
        content = _bytes(old)
        key = len(content), zlib.crc32(content)
        found = [n for n in inside if (package.parts[n].size, package.parts[n].checksum) == key]
        if not found:
            raise _unknown(f"file in {folder}", str(old)[:60], dict.fromkeys(inside), package)
        changed.update(dict.fromkeys(found, _bytes(new)))
    return changed


def _linked(root: etree._Element) -> set[str]:
    """The relationships that a part's tree uses."""
    return {
        str(value)
        for element in root.iter()
        for name, value in element.attrib.items()
        if str(name).startswith(_R)
    }


def _drop(
    left: Mapping[str, set[str]], package: Package, changed: dict[str, Content | None]
) -> None:
    """Take relationships out that parts use no more, and the files that nothing leads to then."""
    goals: set[str] = set()
    for part, identities in left.items():
        name, folder = relations_part(part), posixpath.join("/", posixpath.dirname(part))
        root = etree.fromstring(_current(package, changed, name), _PARSER)
        for entry in [one for one in root if one.get("Id") in identities]:
            if entry.get("TargetMode") != "External":
                goal = posixpath.join(folder, entry.get("Target") or "")
                goals.add(posixpath.normpath(goal).lstrip("/"))
            root.remove(entry)
        changed[name] = serialized(root)
    if goals:
        goals -= _goals(package, changed)
        changed.update(dict.fromkeys(goals))
        types = etree.fromstring(_current(package, changed, _TYPES), _PARSER)
        for entry in [one for one in types if (one.get("PartName") or "").lstrip("/") in goals]:
            types.remove(entry)
        changed[_TYPES] = serialized(types)


def _goals(package: Package, changed: Contents) -> set[str]:
    """The parts that relationships of any part lead to."""
    found = set()
    for name in {*package.parts, *changed}:
        if not name.endswith(".rels") or (name in changed and changed[name] is None):
            continue
        folder = posixpath.join("/", posixpath.dirname(posixpath.dirname(name)))
        for entry in etree.fromstring(_current(package, changed, name), _PARSER):
            goal = posixpath.join(folder, entry.get("Target") or "")
            found.add(posixpath.normpath(goal).lstrip("/"))
    return found


def _parts_with_pictures(package: Package, contents: Contents) -> Iterator[str]:
    for part, kind in package.content_types().items():
        is_text = "wordprocessingml" in kind and kind.endswith("+xml")
        if is_text and b"<pic:pic" in _current(package, contents, part):
            yield part


def _current(package: Package, contents: Contents, part: str) -> bytes:
    content = contents.get(part)
    return package.read(part) if content is None else content_bytes(part, content)


def _drawings(root: etree._Element) -> list[etree._Element]:
    found: Any = _DRAWN(root)
    return [one for one in found if one.find(".//{*}pic/{*}blipFill/{*}blip") is not None]


def _names(drawing: etree._Element) -> list[str]:
    """Alternative text, title and name of a picture, as Word and as the picture itself say."""
    told = [drawing.find("{*}docPr"), drawing.find(".//{*}nvPicPr/{*}cNvPr")]
    facts = [one.get(key) for one in told if one is not None for key in ("descr", "title", "name")]
    return [fact for fact in dict.fromkeys(facts) if fact]


def _put(drawing: etree._Element, image: InlineImage, picture: Picture, identity: str) -> None:
    """Show a picture in the frame of another."""
    for blip in drawing.iterfind(".//{*}blipFill/{*}blip"):
        blip.set(f"{_R}embed", identity)
        blip.attrib.pop(f"{_R}link", "")
        for extra in list(blip):  # an SVG beside the old picture, its effects
            blip.remove(extra)
    for crop in list(drawing.iterfind(".//{*}blipFill/{*}srcRect")):
        crop.getparent().remove(crop)  # type: ignore[union-attr]
    frame = drawing.find("{*}extent")
    width, height = fitted(image, picture)
    if frame is not None and image.width is None and image.height is None:
        across, down = int(frame.get("cx") or width), int(frame.get("cy") or height)
        scale = min(across / picture.width, down / picture.height)
        width, height = round(picture.width * scale), round(picture.height * scale)
    for size in [frame, *drawing.iterfind(".//{*}spPr/{*}xfrm/{*}ext")]:
        if size is not None:
            size.set("cx", str(max(1, width)))
            size.set("cy", str(max(1, height)))


def _bytes(file: File) -> bytes:
    if isinstance(file, bytes):
        return file
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise TemplateValueError(
            f"The file {os.fspath(file)!r} cannot be read: {error.strerror or error}.",
            remedy="Check the path and the rights to read it.",
        ) from error


def _unknown(
    kind: str, name: str, known: Mapping[str, None], package: Package
) -> TemplateValueError:
    there = f"It has: {', '.join(map(repr, known))}." if known else "It has none."
    return TemplateValueError(
        f"The document has no {kind} {name!r}.",
        file=package.file,
        remedy=f"{there} A picture's alternative text is set in Word by a right click.",
    )
