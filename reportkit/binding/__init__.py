"""Binding: gives each figure of a summary the indicator of a profile that it counts for."""

from reportkit.binding.bind import best_profile, bind, parse
from reportkit.binding.corrections import (
    NO_INDICATOR,
    Corrected,
    Correction,
    ReportKey,
    Unplaced,
    amount_of,
    correct,
    correction_of,
    merge,
    report_key,
    written,
)
from reportkit.binding.corrections_file import (
    CORRECTIONS_FILE,
    CorrectionProblem,
    CorrectionsRead,
    load_corrections,
    save_corrections,
)
from reportkit.binding.load import bundled_profiles, load_profile
from reportkit.binding.profile import Aggregate, Indicator, Profile

__all__ = [
    "CORRECTIONS_FILE",
    "NO_INDICATOR",
    "Aggregate",
    "Corrected",
    "Correction",
    "CorrectionProblem",
    "CorrectionsRead",
    "Indicator",
    "Profile",
    "ReportKey",
    "Unplaced",
    "amount_of",
    "best_profile",
    "bind",
    "bundled_profiles",
    "correct",
    "correction_of",
    "load_corrections",
    "load_profile",
    "merge",
    "parse",
    "report_key",
    "save_corrections",
    "written",
]
