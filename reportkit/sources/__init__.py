"""Sources: from a path, bytes or a folder to the text of each report, with its tables.

Knows file formats. Knows nothing of Vietnamese or of reviews.
"""

from reportkit.sources.source import Source, Table, TableCell

__all__ = ["Source", "Table", "TableCell"]
