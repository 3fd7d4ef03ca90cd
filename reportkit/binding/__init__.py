"""Binding: gives each figure of a summary the indicator of a profile that it counts for."""

from reportkit.binding.profile import Aggregate, Indicator, Profile

__all__ = ["Aggregate", "Indicator", "Profile"]
