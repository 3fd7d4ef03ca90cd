"""Documents: from a review to the report in Word and the annexes in Excel.

Knows what a template may ask of a review; the sentences stand in the templates.
"""

from reportkit.documents.commented import write_commented
from reportkit.documents.edited import Disagreement, disagreements
from reportkit.documents.letterhead import (
    LETTERHEAD_FILE,
    Letterhead,
    load_letterhead,
    write_letterhead_form,
)
from reportkit.documents.outline import write_outline
from reportkit.documents.verification import write_verification
from reportkit.documents.verified import read_verification
from reportkit.documents.write import (
    BundledTemplate,
    template_path,
    templates,
    write_docx,
    write_xlsx,
)

__all__ = [
    "LETTERHEAD_FILE",
    "BundledTemplate",
    "Disagreement",
    "Letterhead",
    "disagreements",
    "load_letterhead",
    "read_verification",
    "template_path",
    "templates",
    "write_commented",
    "write_docx",
    "write_letterhead_form",
    "write_outline",
    "write_verification",
    "write_xlsx",
]
