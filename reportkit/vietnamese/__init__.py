"""Vietnamese: quantities, dates, periods and places as spans with values.

Usable alone; knows nothing of reports. The readers are loaded when first used (PEP 562).

>>> from reportkit.vietnamese import find_quantities
>>> [(each.value, each.bound.value) for each in find_quantities("hơn 2,6 tỷ đồng, 11/17 xã")]
[(Decimal('2600000000'), 'over'), (Decimal('11'), 'exact')]
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from reportkit.vietnamese.amounts import Amount, Bound, Quantity
from reportkit.vietnamese.formatting import (
    FILTERS,
    format_amount,
    format_date,
    format_list,
    format_number,
    format_percent,
    format_short_date,
)
from reportkit.vietnamese.levels import Level
from reportkit.vietnamese.periods import Period

if TYPE_CHECKING:
    from reportkit.vietnamese._communes import Commune, communes, communes_named
    from reportkit.vietnamese.bodies import BodyMention, find_bodies
    from reportkit.vietnamese.dates import DateMention, PeriodMention, find_dates, find_periods
    from reportkit.vietnamese.number_words import words_to_number
    from reportkit.vietnamese.places import (
        PlaceMention,
        Province,
        find_places,
        province,
        provinces,
    )
    from reportkit.vietnamese.quantities import find_quantities

__all__ = [
    "FILTERS",
    "Amount",
    "BodyMention",
    "Bound",
    "Commune",
    "DateMention",
    "Level",
    "Period",
    "PeriodMention",
    "PlaceMention",
    "Province",
    "Quantity",
    "communes",
    "communes_named",
    "find_bodies",
    "find_dates",
    "find_periods",
    "find_places",
    "find_quantities",
    "format_amount",
    "format_date",
    "format_list",
    "format_number",
    "format_percent",
    "format_short_date",
    "province",
    "provinces",
    "words_to_number",
]

_READERS = {
    "BodyMention": "bodies",
    "Commune": "_communes",
    "communes": "_communes",
    "DateMention": "dates",
    "PeriodMention": "dates",
    "PlaceMention": "places",
    "Province": "places",
    "communes_named": "_communes",
    "find_bodies": "bodies",
    "find_dates": "dates",
    "find_periods": "dates",
    "find_places": "places",
    "find_quantities": "quantities",
    "province": "places",
    "provinces": "places",
    "words_to_number": "number_words",
}


def __getattr__(name: str) -> object:
    module = _READERS.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{module}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
