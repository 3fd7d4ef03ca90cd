"""What a folder of reports gave: summaries, files not readable, files passed over."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import overload

import attrs
from attrs import frozen

from reportkit.errors import SourceError
from reportkit.parsing.objects import Summary

__all__ = ["Reading", "Unread"]


@frozen
class Unread:
    """A file that could not be read (không đọc được), and why."""

    name: str
    error: SourceError = attrs.field(eq=str)

    @property
    def reason(self) -> str:
        """The reason in one line."""
        return self.error.problem


@frozen
class Reading(Sequence[Summary]):
    """The summaries of what was read, as a sequence, in the order of the files' names.

    Attributes
    ----------
    summaries:
        One for each report.
    unread:
        The files that could not be read, each with its error.
    skipped:
        Names of files that are no reports (README, outputs of reportkit made from this folder).
    folder:
        The folder that was read, if one was.
    folders:
        For each summary where what belongs to it is kept: the folder that was read, or that of
        the file given by name.
    """

    summaries: tuple[Summary, ...] = attrs.field(
        default=(), converter=tuple[Summary, ...], repr=lambda summaries: f"<{len(summaries)}>"
    )
    unread: tuple[Unread, ...] = attrs.field(default=(), converter=tuple[Unread, ...])
    skipped: tuple[str, ...] = attrs.field(default=(), converter=tuple[str, ...])
    folder: Path | None = None
    folders: tuple[Path, ...] = attrs.field(default=(), converter=tuple[Path, ...], eq=False)

    @overload
    def __getitem__(self, index: int) -> Summary: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Summary]: ...
    def __getitem__(self, index: int | slice) -> Summary | Sequence[Summary]:
        return self.summaries[index]

    def __len__(self) -> int:
        return len(self.summaries)

    def _repr_html_(self) -> str:
        """Show a row a report in a notebook, escaped."""
        from reportkit.parsing._html import reading_html

        return reading_html(self)
