"""Vietnamese: quantities, dates, periods and places as spans with values.

Usable alone; knows nothing of reports.
"""

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

__all__ = [
    "FILTERS",
    "Amount",
    "Bound",
    "Level",
    "Period",
    "Quantity",
    "format_amount",
    "format_date",
    "format_list",
    "format_number",
    "format_percent",
    "format_short_date",
]
