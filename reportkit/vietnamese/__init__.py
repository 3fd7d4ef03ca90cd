"""Vietnamese: quantities, dates, periods and places as spans with values.

Usable alone; knows nothing of reports.
"""

from reportkit.vietnamese.amounts import Amount, Bound, Quantity
from reportkit.vietnamese.dates import find_dates, find_periods
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
from reportkit.vietnamese.places import find_places
from reportkit.vietnamese.quantities import find_quantities

__all__ = [
    "FILTERS",
    "Amount",
    "Bound",
    "Level",
    "Period",
    "Quantity",
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
]
