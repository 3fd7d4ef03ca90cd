"""The errors that reportkit raises, one tree for all rooms.

    ReportkitError
    ├── SourceError (OSError)           a source report cannot be read
    ├── ProfileError (ValueError)       a profile has a mistake
    ├── ReviewError (ValueError)        a review cannot be made of what was given
    ├── LetterheadError (ValueError)    a reportkit.toml has a mistake
    ├── OutputError (OSError)           a file cannot be written
    └── TemplateError (ValueError)      a template or its data has a mistake
        ├── TemplateFileError           the file is no .docx or .xlsx that can be filled
        ├── TemplateSyntaxError         a tag is broken, misplaced or never closed
        ├── UndefinedNameError          a tag asks for a name that the data lacks
        └── TemplateValueError          an expression fails or its value does not fit

Each carries its facts as attributes; ``str(error)`` says in short lines what is wrong,
where, and what to do. Knows nothing of any format; imported by every room.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

__all__ = [
    "LetterheadError",
    "OutputError",
    "ProfileError",
    "ReportkitError",
    "ReviewError",
    "SourceError",
    "SourceFault",
    "TemplateError",
    "TemplateFileError",
    "TemplateSyntaxError",
    "TemplateValueError",
    "UndefinedNameError",
]


class ReportkitError(Exception):
    """What went wrong, where, and what to do.

    Parameters
    ----------
    problem:
        What is wrong, one line.
    file:
        The file it is wrong in, if there is one.
    part:
        The part of the file ("header 2", "sheet Tổng hợp", a TOML key).
    where:
        The place within the part ("paragraph 3", "cell C5", "offset 120").
    context:
        The text around the place, as it stands in the file.
    remedy:
        What the person can do about it.

    Examples
    --------
    >>> print(ReportkitError("Not a .docx file.", file="a.docx", remedy="Save it as .docx."))
    Not a .docx file.
      in: a.docx
      do: Save it as .docx.
    """

    def __init__(
        self,
        problem: str,
        *,
        file: str | Path | None = None,
        part: str | None = None,
        where: str | None = None,
        context: str | None = None,
        remedy: str | None = None,
    ) -> None:
        super().__init__(problem)
        self.problem = problem
        self.file = None if file is None else str(file)
        self.part = part
        self.where = where
        self.context = context
        self.remedy = remedy

    def __str__(self) -> str:
        place = ", ".join(fact for fact in (self.file, self.part, self.where) if fact)
        lines = [self.problem]
        if place:
            lines.append(f"  in: {place}")
        if self.context:
            lines.append(f"  at: {self.context}")
        if self.remedy:
            lines.append(f"  do: {self.remedy}")
        return "\n".join(lines)

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.__dict__))


def _rebuild(kind: type[ReportkitError], facts: dict[str, object]) -> ReportkitError:
    """An unpickled error: the facts stand in the instance, not in its arguments."""
    error = kind(str(facts["problem"]))
    error.__dict__.update(facts)
    return error


class SourceFault(StrEnum):
    """Why a source cannot be read; the values are stable, programs may rely on them."""

    MISSING = "missing"
    """No such file or folder."""
    CLOSED = "closed"
    """It is there, but may not be opened."""
    EMPTY = "empty"
    """It holds nothing."""
    NO_TEXT = "no-text"
    """Its pages are pictures, or its letters have no names."""
    LOCKED = "locked"
    """A password is needed."""
    DAMAGED = "damaged"
    """It is not what its format asks for."""
    OLD_FORMAT = "old-format"
    """A document in a format that is not read: .doc, .rtf, .odt."""
    NO_DOCUMENT = "no-document"
    """No document at all: a picture, an archive, a program."""
    OLD_LETTERS = "old-letters"
    """Its letters are not Unicode (TCVN3, VNI)."""
    PACKAGE_MISSING = "package-missing"
    """An extra of reportkit is not installed."""
    FAULT = "fault"
    """A fault of reportkit itself."""


class SourceError(ReportkitError, OSError):
    """A source report cannot be read; the other files of the folder still are.

    ``kind`` is the reason for programs; the message says it in words.
    """

    def __init__(
        self,
        problem: str,
        *,
        file: str | Path | None = None,
        part: str | None = None,
        where: str | None = None,
        context: str | None = None,
        remedy: str | None = None,
        kind: SourceFault = SourceFault.DAMAGED,
    ) -> None:
        super().__init__(problem, file=file, part=part, where=where, context=context, remedy=remedy)
        self.kind = kind


class ProfileError(ReportkitError, ValueError):
    """A profile has a mistake; ``part`` is the key, ``where`` its place."""


class ReviewError(ReportkitError, ValueError):
    """A review cannot be made of what was given."""


class LetterheadError(ReportkitError, ValueError):
    """A letterhead (``reportkit.toml``) has a mistake; ``part`` is the key."""


class OutputError(ReportkitError, OSError):
    """A file cannot be written; whatever stood there before is untouched."""


Anchor = tuple[str, int, int]
"""A tag's place for programs: the part's name, the number of the paragraph in it (from 0; -1: in
none), the number of the tag in the part (-1: the text of the paragraph as a whole)."""


class TemplateError(ReportkitError, ValueError):
    """A template, or the data it is filled with, has a mistake.

    ``tag`` is the tag as written, where one is to blame; ``anchor`` where it stands, for programs.
    """

    anchor: Anchor | None = None

    def __init__(
        self,
        problem: str,
        *,
        file: str | Path | None = None,
        part: str | None = None,
        where: str | None = None,
        context: str | None = None,
        remedy: str | None = None,
        tag: str | None = None,
    ) -> None:
        super().__init__(problem, file=file, part=part, where=where, context=context, remedy=remedy)
        self.tag = tag


class TemplateFileError(TemplateError):
    """The file is no .docx or .xlsx that can be filled."""


class TemplateSyntaxError(TemplateError):
    """A tag is broken, stands where it cannot, or is never closed."""


class UndefinedNameError(TemplateError):
    """A tag asks for a name that the data does not have; ``name`` is that name."""

    def __init__(self, problem: str, *, name: str = "", **facts: str | None) -> None:
        super().__init__(problem, **facts)
        self.name = name


class TemplateValueError(TemplateError):
    """An expression fails, or its value does not fit the place it is for."""
