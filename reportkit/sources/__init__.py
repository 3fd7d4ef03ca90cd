"""Sources: from a path, bytes or a folder to the text of each report, with its tables.

Knows file formats. Knows nothing of Vietnamese or of reviews.
"""

from reportkit.sources._workbook import Sheet, read_sheets, table_source
from reportkit.sources.folder import Listing, list_sources
from reportkit.sources.open import open_source
from reportkit.sources.source import Source, Table, TableCell

__all__ = [
    "Listing",
    "Sheet",
    "Source",
    "Table",
    "TableCell",
    "list_sources",
    "open_source",
    "read_sheets",
    "table_source",
]
