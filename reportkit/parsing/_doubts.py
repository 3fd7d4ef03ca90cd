"""Numbers that can be read in two ways: a comma or a point before three digits.

Takes a number as written, as it was read, and what it counts; gives the better reading and the
other one. Knows nothing else of figures.
"""

from __future__ import annotations

import re
from decimal import Decimal

from reportkit.vietnamese import Amount, Bound
from reportkit.vietnamese.quantities import MEASURE_UNITS

__all__ = ["read_number"]

_COMMA = re.compile(r"(?<![\d.,])[1-9]\d{0,2},\d{3}(?![\d.,])")
_POINT = re.compile(r"(?<![\d.,])[1-9]\d{0,2}\.\d{3}(?![\d.,])")
_THOUSAND = 1000
_WHOLE = 100


def read_number(
    written: str, amount: Amount, unit: str | None
) -> tuple[Amount, tuple[Amount, ...]]:
    """Give the reading of a number that fits what it counts, and the other one if it was near.

    A comma is a decimal mark (Luật Kế toán 2015, Điều 12), but there is no fraction of a person:
    "1,250 người" is read as 1250. A point groups, but a percentage over a thousand is rather a
    decimal: "98.125%" is 98,125. Both keep the reading of the rule as the other one.

    >>> amount, others = read_number("1,250", Amount.of("1.25"), "người")
    >>> amount.value, [other.value for other in others]
    (Decimal('1250'), [Decimal('1.25')])
    >>> read_number("1,250", Amount.of("1.25", unit="ha"), "ha")[1]
    ()
    """
    if amount.bound is Bound.RANGE or amount.denominator is not None:
        return amount, ()
    if unit is not None and unit not in MEASURE_UNITS and _COMMA.search(written):
        if amount.value < _THOUSAND:
            return _scaled(amount, Decimal(_THOUSAND)), (amount,)
        if amount.value < _THOUSAND**2:
            return amount, (_scaled(amount, Decimal(1) / _THOUSAND),)
    elif unit == "%" and _POINT.search(written) and amount.value >= _THOUSAND:
        smaller = _scaled(amount, Decimal(1) / _THOUSAND)
        if smaller.value <= _WHOLE:
            return smaller, (amount,)
    return amount, ()


def _scaled(amount: Amount, factor: Decimal) -> Amount:
    value = (amount.value * factor).normalize()
    whole = value.quantize(Decimal(1))
    return Amount.of(whole if value == whole else value, unit=amount.unit, bound=amount.bound)
