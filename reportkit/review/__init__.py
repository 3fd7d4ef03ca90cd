"""Review: many reports side by side, added up honestly, with what a person must look at.

Knows nothing of the files that come out.
"""

from reportkit.review.cells import Cell
from reportkit.review.comparison import Change, Comparison
from reportkit.review.evidence import Evidence, LeftOut, Reason
from reportkit.review.findings import Code, Finding, Severity
from reportkit.review.groups import By
from reportkit.review.review import KEPT, Review
from reportkit.review.told import ToldCommendation, ToldInitiative, ToldPassage
from reportkit.review.totals import Total
from reportkit.review.unit_list import read_units

__all__ = [
    "KEPT",
    "By",
    "Cell",
    "Change",
    "Code",
    "Comparison",
    "Evidence",
    "Finding",
    "LeftOut",
    "Reason",
    "Review",
    "Severity",
    "ToldCommendation",
    "ToldInitiative",
    "ToldPassage",
    "Total",
    "read_units",
]
