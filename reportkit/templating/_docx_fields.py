"""Marks the fields of a document for update: contents, page references, formulas of tables.

Takes the contents of a filling; Word then renews all fields when it opens the document, and asks
before it does. Follows ECMA-376 part 1, 17.15.1.81 (updateFields).
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from reportkit.errors import TemplateValueError
from reportkit.templating._docx_filling import Filling
from reportkit.templating._docx_settings import let_fields_update
from reportkit.templating._package import Content, Package

__all__ = ["mark_fields"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def mark_fields(
    package: Package, contents: Mapping[str, Content | None]
) -> Mapping[str, Content | None]:
    """Give the contents with settings that let Word renew the fields when it opens the file."""
    filling = Filling(package, dict(contents))
    if "word" not in package.content_types().get(filling.main, ""):
        raise TemplateValueError(
            "Only Word documents have fields to update.",
            file=package.file,
            remedy="Leave update_fields out: formulas are computed anyway.",
        )
    part = filling.related("settings")
    root = filling.read(part) if part else etree.Element(f"{_W}settings", nsmap={"w": _W[1:-1]})
    let_fields_update(root)
    filling.write_related("settings", root)
    filling.finish()
    return filling.contents
