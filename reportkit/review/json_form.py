"""The one file of a whole review: written, and read back to an equal review.

Takes what a review was made of; gives JSON text, and the other way round. Built on the JSON form
of summaries (``parsing.json_form``); totals and findings are not written, they follow.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs
from attrs import define
from cattrs import Converter, transform_error

from reportkit.binding import Correction, Profile
from reportkit.errors import ReportkitError, ReviewError, SourceError, SourceFault
from reportkit.parsing import Summary, Unit, from_dict, to_dict
from reportkit.parsing.json_form import new_converter, read_json, write_json
from reportkit.parsing.reading import Unread
from reportkit.review.findings import Code, Finding, Severity

__all__ = ["SavedReview", "review_from_json", "review_to_json"]

SCHEMA = 1
"""The number of this form; it changes when a reader of the old one would misread the new one."""


@define
class SavedReview:
    """What a review is made of; ``notes`` are findings that do not follow from the rest.

    ``previous`` is what the last review was made of.
    """

    profile: Profile
    summaries: tuple[Summary, ...]
    unread: tuple[Unread, ...]
    listed: tuple[Unit, ...] | None
    corrections: tuple[Correction, ...]
    notes: tuple[Finding, ...]
    previous: SavedReview | None = None


@define
class _Rest:
    """All but the summaries and the last review, as it stands in the JSON."""

    profile: Profile
    unread: tuple[_UnreadForm, ...]
    listed: tuple[Unit, ...] | None
    corrections: tuple[Correction, ...]
    notes: tuple[_NoteForm, ...]


@define
class _UnreadForm:
    """A file that could not be read, flat."""

    name: str
    kind: SourceFault
    problem: str
    file: str | None = None
    part: str | None = None
    where: str | None = None
    context: str | None = None
    remedy: str | None = None


@define
class _NoteForm:
    """A finding that stands on no figure."""

    code: Code
    severity: Severity
    message: str
    advice: str = ""
    unit: Unit | None = None
    source: str | None = None


def review_to_json(saved: SavedReview) -> str:
    """Give a review as JSON text."""
    return write_json({"schema": SCHEMA, "kind": "review", **_to_dict(saved)})


def _to_dict(saved: SavedReview) -> Mapping[str, Any]:
    rest = _Rest(
        profile=saved.profile,
        unread=tuple(_unread_form(file) for file in saved.unread),
        listed=saved.listed,
        corrections=saved.corrections,
        notes=tuple(
            _NoteForm(note.code, note.severity, note.message, note.advice, note.unit, note.source)
            for note in saved.notes
        ),
    )
    written: dict[str, Any] = _converter().unstructure(rest, _Rest)
    written["summaries"] = [to_dict(summary) for summary in saved.summaries]
    if saved.previous is not None:
        written["previous"] = _to_dict(saved.previous)
    return written


def review_from_json(text: str | bytes, file: str | None = None) -> SavedReview:
    """Give the review that :func:`review_to_json` wrote.

    Raises
    ------
    ReviewError
        The text is no JSON, no review or of another version; the place is told.
    """
    try:
        data = read_json(text)
        if not isinstance(data, Mapping) or data.get("kind") != "review":
            raise ReviewError(
                "This is no saved review.", remedy="Save one with Review.save, and name that file."
            )
        if data.get("schema") != SCHEMA:
            raise ReviewError(
                f"The review has schema {data.get('schema')!r}; this version of reportkit reads "
                f"{SCHEMA}.",
                remedy="Make the review again, or use the version that wrote the file.",
            )
        return _from_dict({key: data[key] for key in data if key not in ("schema", "kind")})
    except ReportkitError as error:
        raise ReviewError(
            error.problem, file=file, where=error.where, remedy=error.remedy
        ) from error
    except Exception as error:
        faults = "; ".join(transform_error(error, path="$")[:4])
        raise ReviewError(
            "The saved review is damaged.",
            file=file,
            where=faults,
            remedy="Make the review again and save it.",
        ) from error


def _from_dict(data: Mapping[str, Any]) -> SavedReview:
    fields = {key: data[key] for key in data if key not in ("summaries", "previous")}
    summaries = tuple(from_dict(entry) for entry in data.get("summaries", ()))
    rest = _converter().structure(fields, _Rest)
    previous = data.get("previous")
    return SavedReview(
        profile=rest.profile,
        summaries=summaries,
        unread=tuple(_unread(form) for form in rest.unread),
        listed=rest.listed,
        corrections=rest.corrections,
        notes=tuple(
            Finding(note.code, note.severity, note.message, note.advice, note.unit, note.source)
            for note in rest.notes
        ),
        previous=None if previous is None else _from_dict(previous),
    )


def _converter() -> Converter:
    return new_converter()


def _unread_form(file: Unread) -> _UnreadForm:
    error = file.error
    return _UnreadForm(
        file.name,
        error.kind,
        error.problem,
        error.file,
        error.part,
        error.where,
        error.context,
        error.remedy,
    )


def _unread(form: _UnreadForm) -> Unread:
    facts = attrs.asdict(form, recurse=False)
    return Unread(facts.pop("name"), SourceError(facts.pop("problem"), **facts))
