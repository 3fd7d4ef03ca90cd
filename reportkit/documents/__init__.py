"""Documents: from a review to the report in Word and the annexes in Excel.

Knows what a template may ask of a review; the sentences stand in the templates.
"""

from reportkit.documents.letterhead import Letterhead
from reportkit.documents.write import (
    BundledTemplate,
    template_path,
    templates,
    write_docx,
    write_xlsx,
)

__all__ = [
    "BundledTemplate",
    "Letterhead",
    "template_path",
    "templates",
    "write_docx",
    "write_xlsx",
]
