"""Says a quantity in a few signs, so that a row of a test fits on a line.

12,5% is "12.5 %"; hơn 579 is "over 579"; 11/17 is "11/17"; 10 - 15% is "10..15 %".
"""

from __future__ import annotations

from decimal import Decimal

from reportkit.vietnamese import Bound, Quantity, find_quantities


def plain(number: Decimal | None) -> str:
    return f"{number:f}" if number is not None else "?"


def reading(quantity: Quantity) -> str:
    """The quantity in a few signs."""
    words = [quantity.bound.value] if quantity.bound not in (Bound.EXACT, Bound.RANGE) else []
    number = plain(quantity.value)
    if quantity.bound is Bound.RANGE:
        number += f"..{plain(quantity.high)}"
    if quantity.denominator is not None:
        number += f"/{plain(quantity.denominator)}"
    return " ".join([*words, number, *([quantity.unit] if quantity.unit else [])])


def readings(text: str) -> list[tuple[str, str]]:
    """The words and the reading of each quantity of ``text``."""
    return [(quantity.span.of(text), reading(quantity)) for quantity in find_quantities(text)]
