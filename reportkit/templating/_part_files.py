"""The files that a template may include: those named to it, and those inside one folder.

Takes names as a template writes them; gives packages. What is neither named nor inside the folder,
links followed, is never opened.
"""

from __future__ import annotations

import io
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import frozen

from reportkit.errors import TemplateFileError
from reportkit.templating._package import Package, read_package

__all__ = ["PartFiles", "part_sources"]


def part_sources(parts: Mapping[str, Any] | None) -> dict[str, str | bytes]:
    """Give the files of parts as paths and bytes, which can be read often; file objects are read.

    >>> part_sources({"a.docx": io.BytesIO(b"PK")})
    {'a.docx': b'PK'}
    """
    sources: dict[str, str | bytes] = {}
    for name, given in (parts or {}).items():
        content = given.read() if hasattr(given, "read") else given
        sources[name] = content if isinstance(content, bytes) else os.fspath(content)
    return sources


@frozen
class PartFiles:
    """What a template may include."""

    sources: Mapping[str, str | bytes] = {}
    folder: str | None = None

    def read(self, name: str) -> Package:
        """Read the package of a name; of one that may not be read, raise TemplateFileError."""
        source = self.sources.get(name)
        if source is None:
            source = self._inside(name)
        if isinstance(source, bytes):
            file = io.BytesIO(source)
            file.name = name
            return read_package(file)
        return read_package(source)

    def _inside(self, name: str) -> str:
        """The path of a file inside the folder."""
        if not self.sources and self.folder is None:
            raise TemplateFileError(
                f"The template includes {name!r}, but it was not told where parts are.",
                remedy="Give Template(…, parts={name: file}) or Template(…, include_from=FOLDER).",
            )
        if self.folder is not None:
            folder = Path(self.folder).resolve()
            try:
                path = (folder / name).resolve()
                if path.is_relative_to(folder) and path.is_file():
                    return str(path)
            except (OSError, ValueError, RuntimeError):
                pass  # a name that is no path, a link to itself: it is not there
        raise TemplateFileError(
            f"There is no part {name!r} that the template may include.",
            remedy=f"Those there are: {', '.join(self._names()) or 'none'}.",
        )

    def _names(self) -> list[str]:
        found = sorted(self.sources)
        if self.folder is not None:
            files = Path(self.folder).glob("*.docx")
            found += sorted(one.name for one in files if not one.name.startswith("~"))
        return found[:20]
