"""A figure that is being read: the working form between the text and ``Figure``. Data only."""

from __future__ import annotations

from attrs import frozen

from reportkit.parsing.document import Paragraph
from reportkit.parsing.objects import Confidence, Role
from reportkit.vietnamese import Amount, Period
from reportkit.vietnamese.quantities import Mention

__all__ = ["Draft", "same_head", "same_noun"]


@frozen
class Draft:
    """A figure being read, by offsets into ``Document.text``."""

    start: int
    end: int
    mention: Mention
    unit: str | None
    counted: str | None
    kind: str | None
    sentence: tuple[int, int]
    clause: int
    paragraph: Paragraph
    role: Role = Role.RESULT
    period: Period | None = None
    part_of: int | None = None
    confidence: Confidence = Confidence.HIGH
    alternatives: tuple[Amount, ...] = ()


def same_noun(first: Draft, second: Draft) -> bool:
    """Whether two drafts count things of the same name."""
    return (
        first.unit is not None
        and second.unit is not None
        and (first.unit.lower() == second.unit.lower())
    )


def same_head(first: Draft, second: Draft) -> bool:
    """Whether the noun of one is that of the other or begins with it: "giải Nhất", "giải"."""
    if first.unit is None or second.unit is None:
        return False
    shorter, longer = sorted((first.unit.lower(), second.unit.lower()), key=len)
    return longer == shorter or longer.startswith(f"{shorter} ")
