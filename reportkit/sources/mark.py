"""The mark by which reportkit knows the .docx and .xlsx that it made itself.

Takes a finished package, gives it with a mark, and reads a mark back: of which sources the file
was made, and whether a person has changed it since. Knows nothing of what the file says.

The mark is a part of its own (ECMA-376-1 15.2.5, Custom XML Data Storage), which Word and Excel
keep when a person saves the file, so that a changed report is still known as no source::

    <mark xmlns="urn:reportkit:mark" version="1" content="SHA-256 of the other parts">
      <source sha256="SHA-256 of the source file"/>
    </mark>
"""

from __future__ import annotations

import hashlib
import re
import zipfile
import zlib
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path, PurePosixPath

from attrs import frozen
from lxml import etree

from reportkit.sources._xml import local_name, parse_xml

__all__ = ["ZIP_DAMAGE", "Mark", "content_hash", "is_intact", "mark_bytes", "read_mark"]

_NAMESPACE = "urn:reportkit:mark"
_VERSION = "1"
_ITEM = re.compile(r"customXml/item(\d+)\.xml")
_CONTENT_TYPES = "[Content_Types].xml"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DATA_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_STORE_ID = "{3C5D0C0E-7B7A-4D0A-9C55-5245504F5254}"
_MARK_SIZE = 16_000_000
# What a damaged or locked zip archive raises when it is opened or a part is read.
ZIP_DAMAGE = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError,
)  # fmt: skip


@frozen
class Mark:
    """What a file made by reportkit tells of itself.

    Attributes
    ----------
    digests:
        SHA-256 of each source file it was made from, hexadecimal (as ``Source.digest``).
    content_hash:
        What :func:`content_hash` gave when the file was made.
    """

    digests: frozenset[str]
    content_hash: str


def content_hash(package: Path | str | bytes | zipfile.ZipFile) -> str:
    """Give the SHA-256 over the uncompressed parts, other than the one that holds the mark.

    Names and sizes are part of it; the order in the archive and its compression are not.
    ``zipfile.BadZipFile`` where it is no zip archive.
    """
    if not isinstance(package, zipfile.ZipFile):
        with _opened(package) as archive:
            return content_hash(archive)
    found = _find(package)
    holder = None if found is None else found[0]
    names = sorted(name for name in package.namelist() if name != holder)
    return _hash((name, package.read(name)) for name in names)


def read_mark(package: Path | str | bytes) -> Mark | None:
    """Give the mark of a file; None where it has none or is no .docx or .xlsx at all.

    A file that cannot be opened raises ``OSError``.
    """
    try:
        with _opened(package) as archive:
            found = _find(archive)
    except ZIP_DAMAGE:
        return None
    return None if found is None else found[1]


def is_intact(package: Path | str | bytes) -> bool:
    """Tell whether the file carries a mark and nobody has changed it since.

    Only such a file may be replaced without being asked.
    """
    try:
        with _opened(package) as archive:
            found = _find(archive)
            return found is not None and found[1].content_hash == content_hash(archive)
    except ZIP_DAMAGE:
        return False


def mark_bytes(package: bytes, digests: Iterable[str]) -> bytes:
    """Give the finished .docx or .xlsx with a mark; an older mark is replaced.

    The same package and digests give the same bytes. ``ValueError`` where ``package`` has no main
    part, ``zipfile.BadZipFile`` where it is no zip archive.

    Examples
    --------
    >>> from docx import Document
    >>> from io import BytesIO
    >>> file = BytesIO()
    >>> Document().save(file)
    >>> marked = mark_bytes(file.getvalue(), ["0" * 64])
    >>> is_intact(marked), sorted(read_mark(marked).digests) == ["0" * 64]
    (True, True)
    """
    with _opened(package) as archive:
        infos = archive.infolist()
        parts = {info.filename: archive.read(info) for info in infos}
        found = _find(archive)
    holder = _add_part(parts) if found is None else found[0]
    others = ((name, parts[name]) for name in sorted(parts) if name != holder)
    parts[holder] = _written(Mark(frozenset(digests), _hash(others)))
    known = {info.filename: info for info in infos}
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, known[name].date_time if name in known else _EPOCH)
            info.compress_type = known[name].compress_type if name in known else _DEFLATED
            info.external_attr = 0o600 << 16
            archive.writestr(info, data)
    return target.getvalue()


_EPOCH = (1980, 1, 1, 0, 0, 0)
_DEFLATED = zipfile.ZIP_DEFLATED


def _opened(package: Path | str | bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(BytesIO(package) if isinstance(package, bytes) else package)


def _find(archive: zipfile.ZipFile) -> tuple[str, Mark] | None:
    """The part that holds the mark, and the mark."""
    for info in archive.infolist():
        if not _ITEM.fullmatch(info.filename) or info.file_size > _MARK_SIZE:
            continue
        data = archive.read(info)
        if _NAMESPACE.encode() not in data:
            continue
        try:
            root = parse_xml(data)
        except etree.XMLSyntaxError:
            continue
        if root.tag == f"{{{_NAMESPACE}}}mark" and root.get("version") == _VERSION:
            digests = frozenset(source.get("sha256", "") for source in root)
            return info.filename, Mark(digests, root.get("content", ""))
    return None


def _hash(parts: Iterable[tuple[str, bytes]]) -> str:
    """The SHA-256 over names, sizes and contents."""
    total = hashlib.sha256()
    for name, data in parts:
        total.update(f"{name}\0{len(data)}\0".encode())
        total.update(data)
    return total.hexdigest()


def _written(mark: Mark) -> bytes:
    root = _root(_NAMESPACE, "mark")
    root.set("version", _VERSION)
    root.set("content", mark.content_hash)
    for digest in sorted(mark.digests):
        etree.SubElement(root, f"{{{_NAMESPACE}}}source").set("sha256", digest)
    return _serialised(root)


def _root(namespace: str, name: str) -> etree._Element:
    """An element whose namespace is the default one."""
    return parse_xml(f'<{name} xmlns="{namespace}"/>'.encode())


def _serialised(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _add_part(parts: dict[str, bytes]) -> str:
    """Put an empty part for the mark into ``parts``, bound to the main part; give its name."""
    main = _main_part(parts)
    numbers = [int(found[1]) for found in map(_ITEM.fullmatch, parts) if found]
    number = max(numbers, default=0) + 1
    item = f"customXml/item{number}.xml"
    properties = f"customXml/itemProps{number}.xml"
    parts[item] = b""
    parts[properties] = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
        f'<ds:datastoreItem ds:itemID="{_STORE_ID}" xmlns:ds="{_DATA_STORE}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{_NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    ).encode()
    _relate(parts, item, f"itemProps{number}.xml", "customXmlProps")
    up = "../" * (len(PurePosixPath(main).parts) - 1)
    _relate(parts, main, f"{up}{item}", "customXml")
    types = parse_xml(parts[_CONTENT_TYPES])
    defaults = {
        (entry.get("Extension") or "").lower(): entry.get("ContentType")
        for entry in types
        if local_name(entry) == "Default"
    }
    if defaults.get("xml") != "application/xml":
        _override(types, item, "application/xml")
    _override(types, properties, _PROPERTIES_TYPE)
    parts[_CONTENT_TYPES] = _serialised(types)
    return item


def _main_part(parts: dict[str, bytes]) -> str:
    """The name of the part that holds the document or the workbook."""
    for relationship in parse_xml(parts.get("_rels/.rels", b"<none/>")):
        if (relationship.get("Type") or "").endswith("/officeDocument"):
            name = (relationship.get("Target") or "").lstrip("/")
            if name in parts:
                return name
    raise ValueError("not an Office Open XML package: it has no main part")


def _relate(parts: dict[str, bytes], part: str, target: str, kind: str) -> None:
    """Add to ``part`` a relationship of the given kind."""
    path = PurePosixPath(part)
    name = str(path.parent / "_rels" / f"{path.name}.rels")
    root = parse_xml(parts[name]) if name in parts else _root(_RELATIONSHIPS, "Relationships")
    taken = {relationship.get("Id") for relationship in root}
    number = len(taken) + 1
    while f"rId{number}" in taken:
        number += 1
    entry = etree.SubElement(root, f"{{{_RELATIONSHIPS}}}Relationship")
    entry.set("Id", f"rId{number}")
    entry.set("Type", f"{_OFFICE}/{kind}")
    entry.set("Target", target)
    parts[name] = _serialised(root)


def _override(types: etree._Element, part: str, content_type: str) -> None:
    entry = etree.SubElement(types, f"{{{_TYPES}}}Override")
    entry.set("PartName", f"/{part}")
    entry.set("ContentType", content_type)
