"""Binding: gives each figure of a summary the indicator of a profile that it counts for."""

from reportkit.binding.bind import best_profile, bind, parse
from reportkit.binding.load import bundled_profiles, load_profile
from reportkit.binding.profile import Aggregate, Indicator, Profile

__all__ = [
    "Aggregate",
    "Indicator",
    "Profile",
    "best_profile",
    "bind",
    "bundled_profiles",
    "load_profile",
    "parse",
]
