"""Which units of measure tell the same kind of thing, and how many of its base unit each is.

Data and one look-up. A unit of measure that is not in the table (a currency, a voltage) stands for
itself; any other word tells what is counted ("mô hình", "lượt người").
"""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType

from reportkit.vietnamese._vocabulary import CURRENCY_BEFORE
from reportkit.vietnamese.quantities import MEASURE_UNITS

__all__ = ["CURRENCIES", "MEASURES", "dimension"]

CURRENCIES = frozenset(CURRENCY_BEFORE.values()) | {"đồng"}
"""What money is told in; none is a measure of another."""

MEASURES = MappingProxyType(
    {
        "%": ("%", Decimal(1)),
        "‰": ("%", Decimal("0.1")),
        "điểm %": ("điểm %", Decimal(1)),
        "điểm ‰": ("điểm %", Decimal("0.1")),
        "mm": ("m", Decimal("0.001")),
        "cm": ("m", Decimal("0.01")),
        "m": ("m", Decimal(1)),
        "km": ("m", Decimal(1000)),
        "cm²": ("m²", Decimal("0.0001")),
        "m²": ("m²", Decimal(1)),
        "ha": ("m²", Decimal(10_000)),
        "km²": ("m²", Decimal(1_000_000)),
        "ml": ("m³", Decimal("0.000001")),
        "cm³": ("m³", Decimal("0.000001")),
        "lít": ("m³", Decimal("0.001")),
        "m³": ("m³", Decimal(1)),
        "mg": ("kg", Decimal("0.000001")),
        "g": ("kg", Decimal("0.001")),
        "gam": ("kg", Decimal("0.001")),
        "kg": ("kg", Decimal(1)),
        "tạ": ("kg", Decimal(100)),
        "tấn": ("kg", Decimal(1000)),
        "kW": ("kW", Decimal(1)),
        "MW": ("kW", Decimal(1000)),
        "kWh": ("kWh", Decimal(1)),
        "MWh": ("kWh", Decimal(1000)),
        "GWh": ("kWh", Decimal(1_000_000)),
    }
)
"""The base unit each is told in, and how many of it one is."""


def dimension(unit: str | None) -> str | None:
    """Give the base unit of a unit of measure; None where the unit is a word of counting.

    >>> dimension("km"), dimension("ha"), dimension("mô hình")
    ('m', 'm²', None)
    """
    if unit in MEASURE_UNITS:
        return MEASURES[unit][0] if unit in MEASURES else unit
    return None
