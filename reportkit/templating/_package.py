"""An Office package: a zip of parts, read once and written many times.

Takes bytes or a file; gives each part's packed bytes, and writes packages in which untouched
parts keep them. Knows content types and relationships, nothing of Word, Excel or templates.
"""

from __future__ import annotations

import contextlib
import io
import os
import posixpath
import shutil
import struct
import tempfile
import threading
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO

from attrs import evolve, field, frozen

from reportkit.errors import OutputError, TemplateFileError

if TYPE_CHECKING:
    from lxml import etree

__all__ = [
    "Content",
    "Package",
    "Part",
    "content_bytes",
    "pack_part",
    "read_package",
    "write_file",
    "write_package",
    "write_parts",
]

_LEVEL, _LEVEL_OF_LARGE = 5, 4
_LARGE = 1_000_000
"""Parts from here on are packed three times as fast, into a tenth more bytes."""

_IN_MEMORY = 8_000_000
_BLOCK = 1 << 20
_STORED, _DEFLATED = 0, 8
_UTF8_NAME, _ENCRYPTED = 0x800, 0x1
_LARGEST = 0xFFFF_FFFF
_DAY_ONE = (0, 33)  # 1980-01-01 00:00, the first moment a zip can tell
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_CONTENT_TYPES = "[Content_Types].xml"


class PackedFile:
    """Packed bytes of a large part: they lie in a temporary file, not in memory."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._size = file.seek(0, os.SEEK_END)
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return self._size

    def blocks(self) -> Iterator[bytes]:
        """Give the bytes, in blocks; several threads may ask at the same time."""
        for start in range(0, self._size, _BLOCK):
            with self._lock:
                self._file.seek(start)
                block = self._file.read(_BLOCK)
            yield block


@frozen
class Part:
    """One file of the package as it lies packed in the zip; ``moment`` is its DOS time and date."""

    name: str
    packed: bytes | PackedFile
    size: int
    checksum: int
    method: int = _DEFLATED
    moment: tuple[int, int] = _DAY_ONE

    @cached_property
    def header(self) -> bytes:
        """What stands before it in the zip."""
        name = self.name.encode()
        flags = 0 if self.name.isascii() else _UTF8_NAME
        sizes = (len(self.packed), self.size, len(name), 0)
        facts = (b"PK\3\4", 20, flags, self.method, *self.moment, self.checksum, *sizes)
        return struct.pack("<4s5H3L2H", *facts) + name

    def entry(self, offset: int) -> bytes:
        """What the directory of the zip says of it, when it begins at this offset."""
        facts, name = self.header[4:30], self.header[30:]
        return b"PK\1\2\x14\0" + facts + struct.pack("<3H2L", 0, 0, 0, 0, offset) + name


Content = bytes | Iterable[bytes] | Part
"""A part's bytes: whole, in pieces that are taken once, or packed already."""


@frozen
class Package:
    """The parts of one Office file in the file's order.

    Examples
    --------
    >>> package = read_package(write_package([pack_part("[Content_Types].xml", b"<Types/>")]))
    >>> package.read("[Content_Types].xml")
    b'<Types/>'
    """

    parts: Mapping[str, Part]
    file: str | None = None
    _content_types: dict[str, str] = field(factory=dict, init=False, repr=False, eq=False)

    def read(self, name: str) -> bytes:
        """Give the unpacked bytes of a part; a missing or damaged one is a TemplateFileError."""
        if name not in self.parts:
            raise TemplateFileError(
                f"The file has no part {name!r}.",
                file=self.file,
                remedy="Save it anew in Word or Excel.",
            )
        part = self.parts[name]
        try:
            packed = b"".join(_blocks(part))
            if part.method == _STORED:
                content = packed
            elif part.method == _DEFLATED:
                content = zlib.decompress(packed, -15, part.size)
            else:
                raise zlib.error(f"packing method {part.method} is not known")
            if zlib.crc32(content) != part.checksum:
                raise zlib.error("the checksum differs")
        except zlib.error as error:
            raise TemplateFileError(
                f"The part {name!r} is damaged ({error}).",
                file=self.file,
                remedy="Open the file in Word, Excel or LibreOffice and save it anew.",
            ) from error
        return content

    def content_types(self) -> dict[str, str]:
        """Give the content type of each part that has one (ECMA-376 part 2, 10.1.2)."""
        if self._content_types:
            return self._content_types
        root = self._parse(_CONTENT_TYPES)
        by_extension, by_name = {}, {}
        for entry in root.iterfind("{*}Default"):
            by_extension[entry.get("Extension", "").lower()] = entry.get("ContentType", "")
        for entry in root.iterfind("{*}Override"):
            by_name[entry.get("PartName", "").lstrip("/").lower()] = entry.get("ContentType", "")
        types = self._content_types
        for name in self.parts:
            kind = by_name.get(name.lower()) or by_extension.get(name.rpartition(".")[2].lower())
            if kind and name != _CONTENT_TYPES:
                types[name] = kind
        return types

    def relationships(self, name: str = "") -> list[tuple[str, str, str]]:
        """Give (id, type, target part) of a part's relationships within the file.

        The type is its last word ("worksheet", "hyperlink"); with no name, those of the
        package. What points outside is left out.
        """
        folder, slash, leaf = name.rpartition("/")
        rels = f"{folder}{slash}_rels/{leaf}.rels"
        if rels not in self.parts:
            return []
        found = []
        for entry in self._parse(rels).iterfind("{*}Relationship"):
            if entry.get("TargetMode") == "External":
                continue
            target = f"{folder}{slash}{entry.get('Target', '')}"
            if target not in self.parts:
                target = posixpath.join("/", folder, entry.get("Target", ""))
                target = posixpath.normpath(target).lstrip("/")
            found.append((entry.get("Id", ""), entry.get("Type", "").rpartition("/")[2], target))
        return found

    def replaced(self, contents: Mapping[str, Content | None]) -> list[Part]:
        """Give the parts with these contents in their place, in the same order.

        None leaves a part out; a name that the package has not is added at the end.
        """
        parts = []
        for name, part in self.parts.items():
            if name not in contents:
                parts.append(part)
                continue
            content = contents[name]
            if content is not None:
                parts.append(evolve(pack_part(name, content), moment=part.moment))
        for name, content in contents.items():
            if name not in self.parts and content is not None:
                parts.append(pack_part(name, content))
        return parts

    def _parse(self, name: str) -> etree._Element:
        from lxml import etree

        try:
            return etree.fromstring(self.read(name), _parser())
        except etree.XMLSyntaxError as error:
            raise TemplateFileError(
                f"The part {name!r} is no well-formed XML ({error}).",
                file=self.file,
                remedy="Open the file in Word, Excel or LibreOffice and save it anew.",
            ) from error


@cache
def _parser() -> etree.XMLParser:
    from lxml import etree

    return etree.XMLParser(resolve_entities=False)


def read_package(source: str | os.PathLike[str] | bytes | BinaryIO) -> Package:
    """Read an Office file from a path, bytes or a file object.

    Raises
    ------
    TemplateFileError
        The file cannot be read, or is no zip package; the message says what it is instead.
    """
    if isinstance(source, bytes):
        data, file = source, None
    elif isinstance(source, (str, os.PathLike)):
        file = os.fspath(source)
        try:
            data = Path(file).read_bytes()
        except OSError as error:
            raise TemplateFileError(
                f"The template cannot be read: {error.strerror or error}.",
                file=file,
                remedy="Check the path and the rights to read it.",
            ) from error
    else:
        data = source.read()
        name = getattr(source, "name", None)
        file = name if isinstance(name, str) else None
    try:
        parts = {part.name: part for part in _parts_of(data, file)}
    except (zipfile.BadZipFile, struct.error, ValueError) as error:
        raise _not_a_package(data, file) from error
    if _CONTENT_TYPES not in parts:
        raise TemplateFileError(
            "The file is a zip archive, but no Word document or Excel workbook.",
            file=file,
            remedy="Give a .docx or .xlsx file.",
        )
    return Package(parts, file)


def content_bytes(name: str, content: Content) -> bytes:
    """Give the bytes of a part's content; pieces must be ones that can be taken again.

    Examples
    --------
    >>> content_bytes("a.xml", [b"<a", b"/>"]), content_bytes("a.xml", pack_part("a.xml", b"<a/>"))
    (b'<a/>', b'<a/>')
    """
    if isinstance(content, Part):
        return Package({name: content}).read(name)
    return content if isinstance(content, bytes) else b"".join(content)


def pack_part(name: str, content: Content) -> Part:
    """Pack a part (deflate), from its bytes or from pieces of them."""
    if isinstance(content, Part):
        return content
    if isinstance(content, bytes) and len(content) < _LARGE:
        packed = zlib.compress(content, _LEVEL, wbits=-15)
        return Part(name, packed, len(content), zlib.crc32(content))
    pieces = iter([content] if isinstance(content, bytes) else content)
    first: list[bytes] = []
    waiting = 0
    for piece in pieces:
        first.append(piece)
        waiting += len(piece)
        if waiting >= _LARGE:
            break
    if waiting < _LARGE:
        return pack_part(name, b"".join(first))
    packer, checksum, size = zlib.compressobj(_LEVEL_OF_LARGE, zlib.DEFLATED, -15), 0, 0
    file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - lives on in Part
    for piece in chain(first, pieces):
        checksum, size = zlib.crc32(piece, checksum), size + len(piece)
        file.write(packer.compress(piece))
    file.write(packer.flush())
    if file.tell() > _IN_MEMORY:
        return Part(name, PackedFile(file), size, checksum)
    file.seek(0)
    return Part(name, file.read(), size, checksum)


def write_package(parts: Iterable[Part]) -> bytes:
    """Give the zip of these parts; the same parts give the same bytes."""
    out = io.BytesIO()
    write_parts(parts, out)
    return out.getvalue()


def write_parts(parts: Iterable[Part], target: BinaryIO) -> None:
    """Write the zip of these parts to a file object."""
    directory: list[bytes] = []
    position = 0
    for part in parts:
        if max(part.size, position + len(part.packed)) > _LARGEST:
            raise OutputError(
                "The file would be larger than the 4 GB that a zip package holds.",
                remedy="Fill it with less data, in several files.",
            )
        target.write(part.header)
        for block in _blocks(part):
            target.write(block)
        directory.append(part.entry(position))
        position += len(part.header) + len(part.packed)
    listed, count = b"".join(directory), len(directory)
    target.write(listed)
    target.write(struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(listed), position, 0))


def _blocks(part: Part) -> Iterable[bytes]:
    return (part.packed,) if isinstance(part.packed, bytes) else part.packed.blocks()


def write_file(path: str | os.PathLike[str], data: bytes | Callable[[BinaryIO], None]) -> None:
    """Write a file whole or not at all: beside the target first, then renamed onto it.

    ``data`` are its bytes, or what writes them to a file object.

    Raises
    ------
    OutputError
        It cannot be written; what stood there is untouched.
    """
    target = Path(path)
    if target.is_symlink():
        target = target.resolve()
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        try:
            with beside.open("wb", buffering=_BLOCK) as file:
                if isinstance(data, bytes):
                    file.write(data)
                else:
                    data(file)
            with contextlib.suppress(FileNotFoundError):
                shutil.copymode(target, beside)
            beside.replace(target)
        except BaseException:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise OutputError(
            f"The file cannot be written: {error.strerror or error}.",
            file=os.fspath(path),
            remedy="Check that the folder exists, that you may write there and that "
            "no other program holds the file open.",
        ) from error


def _parts_of(data: bytes, file: str | None) -> Iterator[Part]:
    for name, flags, method, moment, checksum, packed, size, offset in _entries(data):
        if name.endswith("/"):
            continue
        if flags & _ENCRYPTED:
            raise TemplateFileError(
                "The file is protected by a password.",
                file=file,
                remedy="Open it and save it without the password.",
            )
        lengths = _LENGTHS.unpack_from(data, offset + 26)
        start = offset + 30 + sum(lengths)
        yield Part(name, data[start : start + packed], size, checksum, method, moment)


_LENGTHS = struct.Struct("<2H")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_Entry = tuple[str, int, int, tuple[int, int], int, int, int, int]
"""Name, flags, method, moment, checksum, packed and unpacked size, place in the file."""


def _entries(data: bytes) -> list[_Entry]:
    """What the directory of a zip lists; one of an unusual form is read by the library."""
    end = data.rfind(b"PK\5\6")
    size, position = struct.unpack_from("<2L", data, end + 12) if end >= 0 else (0, 0)
    if position + size != end:
        return list(_entries_by_library(data))
    entries: list[_Entry] = []
    while position < end:
        mark, _, _, flags, method, time, date, checksum, packed, unpacked, *lengths, offset = (
            _ENTRY.unpack_from(data, position)
        )
        if mark != b"PK\1\2" or _LARGEST in (packed, unpacked, offset):
            return list(_entries_by_library(data))
        first = position + _ENTRY.size
        position = first + sum(lengths[:3])
        name = data[first : first + lengths[0]].decode("utf-8" if flags & _UTF8_NAME else "cp437")
        entries.append((name, flags, method, (time, date), checksum, packed, unpacked, offset))
    return entries


def _entries_by_library(data: bytes) -> Iterator[_Entry]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            year, month, day, hour, minute, second = info.date_time
            yield (
                info.filename, info.flag_bits, info.compress_type,
                (hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day),
                info.CRC, info.compress_size, info.file_size, info.header_offset,
            )  # fmt: skip


def _not_a_package(data: bytes, file: str | None) -> TemplateFileError:
    if not data:
        problem, remedy = "The file is empty.", "Give a .docx or .xlsx file."
    elif data.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in data:
        problem = "The file is protected by a password."
        remedy = "Open it and save it without the password."
    elif data.startswith(_OLE):
        problem = "The file is of the old kind (.doc or .xls)."
        remedy = "Open it in Word, Excel or LibreOffice and save it as .docx or .xlsx."
    elif data.startswith(b"PK"):
        problem = "The file is damaged: its end is missing or its directory is broken."
        remedy = "Get it anew, or open it in Word or LibreOffice and save it anew."
    else:
        problem = "The file is no Word document (.docx) and no Excel workbook (.xlsx)."
        remedy = "Give a .docx or .xlsx file."
    return TemplateFileError(problem, file=file, remedy=remedy)
