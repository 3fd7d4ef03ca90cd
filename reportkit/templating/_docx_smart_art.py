"""SmartArt names the drawing that viewers show by a relationship, and does so in its data.

Takes the bytes of a part with the data of a SmartArt; tells the identity of that relationship, or
gives the bytes with another. Follows [MS-ODRAWXML] 2.6.1.2 (dataModelExt).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

__all__ = ["drawing_of", "drawn_by"]

_DRAWING = re.compile(rb"""(<(?:\w+:)?dataModelExt\b[^>]*?\brelId=["'])([^"']*)""")


def drawing_of(content: bytes) -> str | None:
    """Give the identity of the relationship to the drawing, if there is one."""
    found = _DRAWING.search(content)
    return None if found is None else found[2].decode()


def drawn_by(content: bytes, identities: Mapping[str, str]) -> bytes:
    """Let the data name the relationship that has come in the place of the one they name."""

    def renamed(found: re.Match[bytes]) -> bytes:
        old = found[2].decode()
        return found[1] + identities.get(old, old).encode()

    return _DRAWING.sub(renamed, content)
