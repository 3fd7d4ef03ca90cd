"""Where the rows of a filled sheet wait: in memory while they are few, then in a temporary file.

Takes XML in pieces and, between them, places of formulas; gives them back in order, once all is
known that the formulas depend on. A place is kept within the XML itself, so that a long table
takes no more memory than a short one. Knows nothing of what the XML says.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator
from typing import IO

from reportkit.templating._xlsx_layout import Path

_IN_MEMORY = 4_000_000
_BLOCK = 1 << 18
_MARK = re.compile(rb"\x02([^\x03]*)\x03")  # characters that no XML holds
_BEGIN = b"\x02"

Hole = tuple[int, int, int, Path, Path]
"""The number of what comes there, its row and column, and the iterations it stands in."""


class Spool:
    """XML that waits, with holes in it."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []
        self._size = 0
        self._file: IO[bytes] | None = None

    def write(self, xml: bytes) -> None:
        """Add XML at the end, in which holes stand as `hole_text` writes them."""
        if self._file is not None:
            self._file.write(xml)
            return
        self._waiting.append(xml)
        self._size += len(xml)
        if self._size > _IN_MEMORY:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115
            self._file.writelines(self._waiting)
            self._waiting.clear()

    def read(self, fill: Callable[[Hole], str]) -> Iterator[bytes]:
        """Give the XML in blocks, once, with what ``fill`` gives in each hole."""
        rest = b""
        for some in self._blocks():
            block = rest + some
            cut = block.rfind(_BEGIN)
            rest = b""
            if cut >= 0 and block.find(b"\x03", cut) < 0:
                block, rest = block[:cut], block[cut:]
            if cut < 0:
                yield block
                continue
            parts: list[bytes] = _MARK.split(block)
            for index in range(1, len(parts), 2):
                parts[index] = fill(_read(parts[index])).encode()
            yield b"".join(parts)

    def _blocks(self) -> Iterator[bytes]:
        if self._file is None:
            yield from self._waiting
            self._waiting.clear()
            return
        with self._file as file:
            file.seek(0)
            while block := file.read(_BLOCK):
                yield block


def hole_text(hole: Hole) -> str:
    """Give what keeps a place within the XML."""
    number, row, column, row_path, column_path = hole
    return f"\x02{number} {row} {column} {_written(row_path)} {_written(column_path)}\x03"


def _written(path: Path) -> str:
    return ",".join(f"{key}.{iteration}" for key, iteration in path)


def _read(mark: bytes) -> Hole:
    number, row, column, row_path, column_path = mark.decode().split(" ")
    return int(number), int(row), int(column), _path(row_path), _path(column_path)


def _path(text: str) -> Path:
    if not text:
        return ()
    steps = []
    for step in text.split(","):
        key, _, iteration = step.partition(".")
        steps.append((int(key), int(iteration)))
    return tuple(steps)
