"""The signs that open the items of a list, as they print.

Takes and gives text. Word and its PDFs keep most of them in private-use places of the fonts
Symbol and Wingdings. Knows nothing of lists or of their levels.
"""

from __future__ import annotations

from typing import Final

__all__ = ["BULLETS", "PRINTED", "printed"]

PRINTED: Final = {
    "\uf02d": "-",
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf06e": "■",
    "\uf071": "❑",
    "\uf076": "❖",
    "\uf0d8": "➢",
    "\uf0e0": "→",
    "\uf0fc": "✓",
}
"""The place in a symbol font, and the sign that it prints."""

BULLETS: Final = "•●▪■▫□◦○◆❑❖➢►→✓" + "".join(PRINTED)
"""Inside of a character class: every bullet but the signs that also stand in sentences (- + *)."""

_PLACES = str.maketrans(PRINTED)


def printed(text: str) -> str:
    """Give the text with the bullets of symbol fonts as they print, each in its own place.

    >>> printed("\\uf0d8 Xây dựng 29 mô hình")
    '➢ Xây dựng 29 mô hình'
    """
    return text.translate(_PLACES)
