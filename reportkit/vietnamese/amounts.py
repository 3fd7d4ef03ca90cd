"""What a text says of a number: an amount with its bound, and where it stands.

Takes values, gives frozen objects. Knows neither how a text is read nor how amounts add up.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

import attrs
from attrs import evolve, frozen

from reportkit.spans import Span

__all__ = ["Amount", "Bound", "Quantity"]


class Bound(StrEnum):
    """How a number is meant: as said, as a lower end, as an upper end, or roughly."""

    EXACT = "exact"
    """Đúng: the number said."""
    OVER = "over"
    """Trên, hơn, quá, ít nhất, trở lên: the number is the lower end."""
    UNDER = "under"
    """Dưới, chưa đến, không quá, tối đa: the number is the upper end."""
    NEARLY = "nearly"
    """Gần, ngót: a little less than the number."""
    ABOUT = "about"
    """Khoảng, ước, chừng, xấp xỉ: near the number, on either side."""
    RANGE = "range"
    """Từ … đến …: both ends are said."""
    ORDER = "order"
    """Hàng chục, hàng nghìn: only the order of magnitude is said."""


@frozen
class Amount:
    """A number as a text says it (số lượng).

    Attributes
    ----------
    value:
        The number said, in base units (2,6 tỷ đồng is 2600000000); of a range its lower end.
    low, high:
        What is known of the ends; None where an end is open. Exact: both are the value;
        over: ``low`` is; under, nearly: ``high`` is; about, order: neither.
    denominator:
        The 17 of 11/17.
    unit:
        The unit of measure ("%", "đồng", "km") or the measure word ("mô hình").
    bound:
        How the number is meant.

    Examples
    --------
    >>> trên_579 = Amount.of(579, bound=Bound.OVER, unit="mô hình")
    >>> trên_579.low, trên_579.high
    (Decimal('579'), None)
    >>> Amount.of(1, high=2, bound=Bound.RANGE).high
    Decimal('2')
    """

    value: Decimal
    low: Decimal | None
    high: Decimal | None
    denominator: Decimal | None = None
    unit: str | None = None
    bound: Bound = Bound.EXACT

    @classmethod
    def of(
        cls,
        value: Decimal | int | str,
        *,
        high: Decimal | int | str | None = None,
        denominator: Decimal | int | str | None = None,
        unit: str | None = None,
        bound: Bound = Bound.EXACT,
    ) -> Amount:
        """Give the amount that one number with its bound says; ``high`` is a range's upper end."""
        number = value if type(value) is Decimal else Decimal(value)
        low, top = ends(number, bound, None if high is None else Decimal(high))
        below = None if denominator is None else Decimal(denominator)
        return Amount(number, low, top, below, unit, bound)


def ends(
    value: Decimal, bound: Bound, upper: Decimal | None = None
) -> tuple[Decimal | None, Decimal | None]:
    """Give what is known of the two ends of a number said with this bound.

    ``upper`` is the upper end of a range and is ignored for every other bound.

    >>> ends(Decimal(579), Bound.OVER)
    (Decimal('579'), None)
    """
    if bound is Bound.EXACT:
        return value, value
    if bound is Bound.OVER:
        return value, None
    if bound in (Bound.UNDER, Bound.NEARLY):
        return None, value
    if bound is Bound.RANGE:
        return value, upper
    return None, None


@frozen
class Quantity(Amount):
    """An amount that stands in a text: with its ``span``, bound words and unit included.

    Examples
    --------
    >>> quantity = Quantity.at(Span(0, 4), Amount.of("12.5", unit="%"))
    >>> quantity.value, quantity.unit, quantity.span
    (Decimal('12.5'), '%', Span(start=0, end=4))
    """

    span: Span = attrs.field(kw_only=True)

    @classmethod
    def at(cls, span: Span, amount: Amount) -> Quantity:
        """Give the amount as one that stands at ``span``."""
        value, low, high = amount.value, amount.low, amount.high
        return cls(value, low, high, amount.denominator, amount.unit, amount.bound, span=span)

    @property
    def amount(self) -> Amount:
        """The amount alone, without its place."""
        return Amount(
            value=self.value,
            low=self.low,
            high=self.high,
            denominator=self.denominator,
            unit=self.unit,
            bound=self.bound,
        )

    def moved(self, span: Span) -> Quantity:
        """Give the same amount at another place."""
        return evolve(self, span=span)
