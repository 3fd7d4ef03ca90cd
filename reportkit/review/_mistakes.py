"""The errors of what a review is given or asked: no report, no such unit, no such indicator.

Takes what was asked and what is known; gives the error with its remedy.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path

from reportkit.errors import ReviewError
from reportkit.parsing.reading import Unread

__all__ = [
    "no_summary",
    "not_a_path",
    "nothing_to_review",
    "unknown_choice",
    "unknown_indicator",
    "unknown_unit",
]


def not_a_path(given: str | Path) -> ReviewError:
    """The error of a path in the place of what was read from it."""
    return ReviewError(
        "A review is made of what was read, not of a path.",
        file=str(given),
        remedy=f"Read it first: Review(read({str(given)!r})).",
    )


def no_summary(given: object) -> ReviewError:
    """The error of anything else in the place of a report that was read."""
    return ReviewError(
        f"A review is made of summaries; there is a {type(given).__name__} among them.",
        remedy="Read a folder (reportkit.read) or parse each text (reportkit.parse) first.",
    )


def nothing_to_review(unread: Iterable[Unread]) -> ReviewError:
    """The error of a reading without a single report, with the reason of each file."""
    files = [f"{file.name}: {file.reason}" for file in unread]
    if not files:
        return ReviewError(
            "There is no report to review.",
            remedy="Read a folder that holds reports (.docx, .pdf, .html, .txt).",
        )
    return ReviewError(
        "There is no report to review: no file could be read.",
        context="; ".join(files),
        remedy="Ask for the files again, as .docx, .pdf with a text layer, .html or .txt.",
    )


def unknown_unit(asked: str, known: Iterable[str]) -> ReviewError:
    """The error of a unit that the review does not know."""
    return ReviewError(
        f"No unit of the review is called {asked!r}.", remedy=_near(asked, list(known))
    )


def unknown_indicator(asked: str, profile: str, known: Iterable[str]) -> ReviewError:
    """The error of an indicator that the profile does not have."""
    return ReviewError(
        f"The profile {profile} has no indicator {asked!r}.", remedy=_near(asked, list(known))
    )


def unknown_choice(what: str, asked: str, known: Iterable[str]) -> ReviewError:
    """The error of a word that is none of those a method takes."""
    return ReviewError(f"{asked!r} is no {what}.", remedy=_near(asked, list(known)))


def _near(asked: str, known: list[str]) -> str:
    close = difflib.get_close_matches(asked, known, n=1, cutoff=0.5)
    return f"Did you mean {close[0]!r}?" if close else f"Known are: {', '.join(known)}."
