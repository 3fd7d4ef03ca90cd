"""Parsing: from a source to a summary of what it says. Knows no indicators yet."""

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
)

__all__ = [
    "Citation",
    "Commendation",
    "Confidence",
    "Figure",
    "Initiative",
    "Passage",
    "PassageRole",
    "ReviewKind",
    "Role",
    "Scope",
    "ScopeKind",
    "Summary",
    "Unit",
]
