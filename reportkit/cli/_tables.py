"""Plain text tables for a terminal: rows of strings in, aligned lines out. Prints nothing."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

__all__ = ["shorten", "table_lines"]


def shorten(text: str | None, width: int = 44) -> str:
    """Give the text on one line, cut to ``width`` with an ellipsis; a dash where there is none.

    >>> shorten("Đảng bộ tỉnh Sơn La", 12)
    'Đảng bộ tỉn…'
    >>> shorten(None)
    '–'
    """
    line = unicodedata.normalize("NFC", " ".join((text or "").split()))
    if not line:
        return "–"
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"


def table_lines(
    heads: Sequence[str], rows: Sequence[Sequence[str | int]], numbers: frozenset[str] = frozenset()
) -> list[str]:
    """Give the lines of a table: the heads, a rule, the rows; columns ``numbers`` stand right.

    >>> for line in table_lines(("Tệp", "Số liệu"), [("a.txt", 7)], frozenset({"Số liệu"})):
    ...     print(line)
    Tệp    Số liệu
    -----  -------
    a.txt        7
    """
    cells = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(cell) for cell in column) for column in zip(heads, *cells, strict=True)]

    def line(row: Sequence[str]) -> str:
        return "  ".join(
            cell.rjust(width) if head in numbers else cell.ljust(width)
            for head, cell, width in zip(heads, row, widths, strict=True)
        ).rstrip()

    return [line(heads), "  ".join("-" * width for width in widths), *map(line, cells)]
