"""What stands on a document besides its text: issuer, number, place, date, signer, recipients.

Data that a person gives, in Python or in a ``reportkit.toml`` beside the sources. What is not
given stays None and becomes a visible blank in the document; nothing is made up.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import attrs
from attrs import frozen

from reportkit.errors import LetterheadError, OutputError

__all__ = ["LETTERHEAD_FILE", "Letterhead", "load_letterhead", "write_letterhead_form"]

LETTERHEAD_FILE = "reportkit.toml"
"""The name of the file beside the sources; a folder of reports is read without it."""

FORMS = ("dang", "nha-nuoc")
"""Whose form the documents have: the Party's, the State's."""
_LISTS = ("addressees", "recipients")


@frozen
class Letterhead:
    """The facts of a document that stand in no report of a unit (thể thức văn bản).

    Attributes
    ----------
    form:
        "nha-nuoc" numbers and refers as the State's form asks (Phụ lục I, 05/BC-UBND), "dang" or
        None as the Party's (Phụ lục 1, 05-BC/TU). Only the annexes ask: a report has its form.
    parent:
        The level above ("Đảng bộ tỉnh X"; the template prints it in capitals); a provincial
        committee has none.
    issuer:
        The issuing body (cơ quan ban hành): "Tỉnh ủy X".
    number, symbol:
        Of the document: 12 and "TU" give "Số 12-BC/TU".
    place, date:
        Where and when it is issued.
    subject:
        The line under the title (trích yếu): "sơ kết 02 năm thực hiện …"; None takes the
        template's own.
    period:
        The time the report speaks of ("giai đoạn 2021 - 2025"); None takes the years that the
        units' reports tell.
    addressees:
        Whom a State report sent upward is addressed to (kính gửi).
    authority, post, signer:
        The signature block: "T/M BAN THƯỜNG VỤ", "BÍ THƯ", the name.
    recipients:
        The lines of "Nơi nhận", without dash and comma.
    archive:
        Where the office keeps its copy (lưu): "Văn phòng Tỉnh ủy", "VT, TH".

    Examples
    --------
    >>> Letterhead(issuer="Tỉnh ủy X", number=5, symbol="TU").number_text
    '05'
    """

    form: str | None = None
    parent: str | None = None
    issuer: str | None = None
    number: int | str | None = None
    symbol: str | None = None
    place: str | None = None
    date: dt.date | None = None
    subject: str | None = None
    period: str | None = None
    addressees: tuple[str, ...] = attrs.field(default=(), converter=tuple[str, ...])
    authority: str | None = None
    post: str | None = None
    signer: str | None = None
    recipients: tuple[str, ...] = attrs.field(default=(), converter=tuple[str, ...])
    archive: str | None = None

    @property
    def number_text(self) -> str | None:
        """The number with a zero before it below ten."""
        return f"{self.number:02}" if isinstance(self.number, int) else self.number


def load_letterhead(path: str | Path) -> Letterhead:
    """Give the letterhead in a TOML file; of a folder, that in its ``reportkit.toml``.

    What is empty there is missing. ``LetterheadError`` where the file is missing or has a mistake.
    """
    place = Path(path)
    file = place / LETTERHEAD_FILE if place.is_dir() else place
    try:
        data = tomllib.loads(file.read_text("utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise LetterheadError(
            f"The letterhead is no valid TOML: {error}.",
            file=file,
            remedy='Mend that line; texts stand between quotes: place = "…".',
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise LetterheadError(
            f"The letterhead cannot be read: {error}.",
            file=file,
            remedy="Check the path, and save the file as UTF-8; reportkit init writes a new one.",
        ) from error
    known = [field.name for field in attrs.fields(Letterhead)]
    unknown = sorted(set(data) - set(known))
    if unknown:
        remedy = f"Use {', '.join(known)}."
        raise _mistake(file, unknown[0], "is no key of a letterhead", remedy)
    return Letterhead(**{key: _checked(file, key, value) for key, value in data.items()})


def write_letterhead_form(folder: str | Path) -> Path:
    """Write an empty ``reportkit.toml`` with its explanations into a folder; give its path.

    ``OutputError`` where one is there already (it is never replaced) or it cannot be written.
    """
    target = Path(folder) / LETTERHEAD_FILE
    form = files("reportkit.documents").joinpath(LETTERHEAD_FILE).read_bytes()
    try:
        with target.open("xb") as file:
            file.write(form)
    except FileExistsError:
        raise OutputError(
            "The letterhead is there already and was left as it is.",
            file=target,
            remedy="Edit that file; or rename it, and run reportkit init again for an empty one.",
        ) from None
    except OSError as error:
        raise OutputError(
            f"The letterhead cannot be written: {error.strerror or error}.",
            file=target,
            remedy="Name a folder that is there and that you may write to.",
        ) from error
    return target


def _checked(file: Path, key: str, value: Any) -> Any:
    """The value as the letterhead takes it; empty is None."""
    if key in _LISTS:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise _mistake(file, key, "must be a list of texts", f'Write {key} = ["…", "…"].')
        return tuple(item for item in value if item.strip())
    if isinstance(value, str) and not value.strip():
        return None
    if key == "date":
        if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
            remedy = "Write year-month-day without quotes: date = 2026-02-03."
            raise _mistake(file, key, "must be a date", remedy)
    elif key == "form":
        if value not in FORMS:
            raise _mistake(file, key, f"must be one of {', '.join(FORMS)}", 'Write form = "dang".')
    elif key == "number":
        if not isinstance(value, (int, str)) or isinstance(value, bool):
            raise _mistake(file, key, "must be a number or a text", "Write number = 5.")
    elif not isinstance(value, str):
        raise _mistake(file, key, "must be a text", f'Write {key} = "…".')
    return value


def _mistake(file: Path, key: str, reason: str, remedy: str) -> LetterheadError:
    return LetterheadError(f"{key} {reason}.", file=file, part=key, remedy=remedy)
