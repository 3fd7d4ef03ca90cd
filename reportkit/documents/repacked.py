"""A finished package with some of its parts changed; the others and their order stay."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

__all__ = ["with_parts"]


def with_parts(package: zipfile.ZipFile, changed: Mapping[str, bytes]) -> bytes:
    """Give the package with these parts in the place of those of their names."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as after:
        for info in package.infolist():
            data = changed.get(info.filename)
            after.writestr(info, package.read(info) if data is None else data, info.compress_type)
    return target.getvalue()
