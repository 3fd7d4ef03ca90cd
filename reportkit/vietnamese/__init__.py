"""Vietnamese: quantities, dates, periods and places as spans with values.

Usable alone; knows nothing of reports.
"""

from reportkit.vietnamese.amounts import Amount, Bound, Quantity
from reportkit.vietnamese.levels import Level
from reportkit.vietnamese.periods import Period

__all__ = ["Amount", "Bound", "Level", "Period", "Quantity"]
