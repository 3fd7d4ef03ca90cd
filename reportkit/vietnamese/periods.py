"""A stretch of time as a text names it. Takes dates, gives a frozen object; reads no text."""

from __future__ import annotations

from datetime import date

from attrs import frozen

__all__ = ["Period"]


@frozen
class Period:
    """A period of a report or a figure (thời kỳ, giai đoạn).

    Attributes
    ----------
    start, end:
        First and last day, both included; None where an end is open or not said.
    text:
        The period as the text names it ("giai đoạn 2021 - 2025", "6 tháng đầu năm 2024").

    Examples
    --------
    >>> period = Period(date(2021, 1, 1), date(2025, 12, 31), "giai đoạn 2021 - 2025")
    >>> period.covers(date(2023, 5, 1))
    True
    """

    start: date | None
    end: date | None
    text: str = ""

    def covers(self, day: date) -> bool:
        """Tell whether ``day`` lies within; an open end holds every day on its side."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)
