"""Fills Word and Excel templates with any data.

Takes a template file (.docx, .xlsx) and a mapping; gives the filled file. Usable alone: it
knows nothing of Vietnamese or of reviews, and imports nothing of reportkit but its errors.

Tags are those of Jinja2: ``{{ name }}``, ``{% if … %}``, and with the letter of an element
``{%p … %}`` (paragraph), ``{%tr … %}`` (table row), ``{%tc … %}`` (cell or column), ``{%r … %}``
(run). See ``docs/analysis/templating.md``.
"""

from __future__ import annotations

from reportkit.templating._docx_notes import Commented, Footnoted
from reportkit.templating._tags import Delimiters
from reportkit.templating.charts import Chart
from reportkit.templating.limits import Limits
from reportkit.templating.pdf import convert_to_pdf
from reportkit.templating.richtext import RP, Listing, R, RichText, RichTextParagraph
from reportkit.templating.subdoc import Subdoc
from reportkit.templating.template import Filled, Template, check_template
from reportkit.templating.values import InlineImage, Link
from reportkit.templating.variables import Variable

__all__ = [
    "RP",
    "Chart",
    "Commented",
    "Delimiters",
    "Filled",
    "Footnoted",
    "InlineImage",
    "Limits",
    "Link",
    "Listing",
    "R",
    "RichText",
    "RichTextParagraph",
    "Subdoc",
    "Template",
    "Variable",
    "check_template",
    "convert_to_pdf",
]
