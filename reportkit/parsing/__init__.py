"""Parsing: from a source to a summary of what it says. Knows no indicators yet."""

from reportkit.parsing._letterhead import unit_named
from reportkit.parsing._read import read
from reportkit.parsing.json_form import from_dict, from_json, to_dict, to_json
from reportkit.parsing.objects import (
    Citation,
    Commendation,
    Confidence,
    Figure,
    Initiative,
    Passage,
    PassageRole,
    ReviewKind,
    Role,
    Scope,
    ScopeKind,
    Summary,
    Unit,
    Verdict,
)
from reportkit.parsing.reading import Reading, Unread
from reportkit.parsing.sheets import from_table

__all__ = [
    "Citation",
    "Commendation",
    "Confidence",
    "Figure",
    "Initiative",
    "Passage",
    "PassageRole",
    "Reading",
    "ReviewKind",
    "Role",
    "Scope",
    "ScopeKind",
    "Summary",
    "Unit",
    "Unread",
    "Verdict",
    "from_dict",
    "from_json",
    "from_table",
    "read",
    "to_dict",
    "to_json",
    "unit_named",
]
