"""Which titles in a file's properties say something. Takes a title, gives it or None."""

from __future__ import annotations

import re
from pathlib import PurePath

__all__ = ["meaningful_title"]

# What programs write of themselves (Word, print drivers, python-docx, LibreOffice).
_MEANINGLESS = re.compile(
    r"microsoft (?:word|powerpoint|excel) - .*"
    r"|(?:word )?document ?\d*|untitled ?\d*|no title|normal|template|slide ?\d*"
    r"|tài liệu ?\d*|không có tiêu đề|.*\.(?:docx?|pdf|rtf|xlsx?|dotx?)",
    re.IGNORECASE,
)
_LONGEST = 300


def meaningful_title(title: str | None, name: str) -> str | None:
    """Give the title of a document's properties in one line, or None where it says nothing.

    >>> meaningful_title("Báo cáo sơ kết\\n Chỉ thị 05", "a.docx")
    'Báo cáo sơ kết Chỉ thị 05'
    >>> meaningful_title("Microsoft Word - BC 12.doc", "a.pdf") is None
    True
    """
    words = (title or "").split()
    line = " ".join(words)
    if len(words) < 2 or len(line) > _LONGEST or not any(map(str.isalpha, line)):
        return None
    if _MEANINGLESS.fullmatch(line) or line == PurePath(name).stem:
        return None
    return line
