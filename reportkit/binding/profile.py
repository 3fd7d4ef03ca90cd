"""What a campaign counts: indicators, their phrases, and how they add up. Data only."""

from __future__ import annotations

from enum import StrEnum

import attrs
from attrs import frozen

from reportkit.parsing import Role

__all__ = ["Aggregate", "Indicator", "Profile"]


class Aggregate(StrEnum):
    """How an indicator's figures of several units make one total."""

    SUM = "sum"
    """Cộng."""
    MAX = "max"
    """Lấy số lớn nhất."""
    LATEST = "latest"
    """Lấy số của kỳ gần nhất."""
    WEIGHTED = "weighted"
    """Tính lại từ tử số và mẫu số, else by ``weight``; else a span from lowest to highest."""
    NONE = "none"
    """Không cộng."""


@frozen
class Indicator:
    """Something a campaign counts (chỉ tiêu).

    Attributes
    ----------
    id, name, unit, group:
        A stable id, and in Vietnamese its name, unit of measure and the heading it stands under.
    aggregate:
        How the units' figures make a total.
    phrases:
        Patterns of what is counted; the longest that matches decides.
    near_phrases:
        Patterns of what is counted that say little by themselves ("người", "buổi"): they only
        count where the context stands right beside the number.
    context:
        Patterns of which one must stand in the figure's sentence; empty asks for none.
    cumulative:
        Whether the number is counted from the campaign's beginning on (lũy kế), so that a later
        review can only tell as much or more.
    near:
        Whether the context must stand right beside the number, not just in its sentence.
    role:
        The role the figure must have; None allows any.
    weight:
        Of a rate, the id of the indicator of whose number it is a share: the rates of the units
        are weighted with it where they do not tell numerator and denominator.
    exclude:
        Patterns of which none may stand in the counted phrase or the clause.
    units:
        Units of measure the figure may have; empty allows any.
    """

    id: str
    name: str
    unit: str
    aggregate: Aggregate = Aggregate.SUM
    group: str = ""
    phrases: tuple[str, ...] = attrs.field(default=(), converter=tuple[str, ...])
    near_phrases: tuple[str, ...] = attrs.field(default=(), converter=tuple[str, ...])
    context: tuple[str, ...] = attrs.field(default=(), converter=tuple[str, ...])
    exclude: tuple[str, ...] = attrs.field(default=(), converter=tuple[str, ...])
    units: tuple[str, ...] = attrs.field(default=(), converter=tuple[str, ...])
    near: bool = False
    cumulative: bool = False
    role: Role | None = None
    weight: str | None = None


@frozen(cache_hash=True)
class Profile:
    """What one campaign counts (bộ chỉ tiêu của một cuộc vận động).

    Attributes
    ----------
    id, name:
        A stable id ("chi-thi-05") and the campaign's name in Vietnamese.
    directives:
        Numbers of the documents that the campaign carries out ("05-CT/TW").
    indicators:
        In the order in which a table shows them.
    """

    id: str
    name: str
    directives: tuple[str, ...] = attrs.field(default=(), converter=tuple[str, ...])
    indicators: tuple[Indicator, ...] = attrs.field(default=(), converter=tuple[Indicator, ...])

    def indicator(self, id: str) -> Indicator:
        """Give the indicator with this id; ``KeyError`` where there is none."""
        for indicator in self.indicators:
            if indicator.id == id:
                return indicator
        raise KeyError(id)
