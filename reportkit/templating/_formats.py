"""Which format a package is: how its filled file is called, and what compiles it.

Takes a package; knows the content types of the main parts, and opens the room of a format when it
is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from reportkit.errors import TemplateFileError
from reportkit.templating._expressions import Environment
from reportkit.templating._package import Content, Package

__all__ = ["Compiled", "compiler_for", "suffix_of"]

# How the content type of the main part ends: document, template, either with macros.
_WORD = (
    "wordprocessingml.document.main+xml",
    "wordprocessingml.template.main+xml",
    "ms-word.document.macroEnabled.main+xml",
    "ms-word.template.macroEnabledTemplate.main+xml",
)
_EXCEL = (
    "spreadsheetml.sheet.main+xml",
    "spreadsheetml.template.main+xml",
    "ms-excel.sheet.macroEnabled.main+xml",
    "ms-excel.template.macroEnabled.main+xml",
)


class Compiled(Protocol):
    """What a format's compiler gives: the new content of each part that changes (None: gone)."""

    def render(self, data: Mapping[str, Any]) -> Mapping[str, Content | None]: ...


def suffix_of(package: Package) -> str:
    """How the name of a filled file ends."""
    kinds = tuple(package.content_types().values())
    letter = "m" if any("macroEnabled" in kind for kind in kinds) else "x"
    return (".doc" if any(kind.endswith(_WORD) for kind in kinds) else ".xls") + letter


def compiler_for(package: Package) -> Callable[[Package, Environment], Compiled]:
    kinds = tuple(package.content_types().values())
    if any(kind.endswith(_WORD) for kind in kinds):
        from reportkit.templating._docx import compile_docx

        return compile_docx
    if any(kind.endswith(_EXCEL) for kind in kinds):
        from reportkit.templating._xlsx import compile_xlsx

        return compile_xlsx
    raise TemplateFileError(
        "The file is no Word document and no Excel workbook.",
        file=package.file,
        remedy="Give a .docx or .xlsx file.",
    )
