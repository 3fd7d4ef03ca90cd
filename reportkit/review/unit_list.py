"""The list of units that should report: from names, a .toml or a column of a workbook.

Takes what the officer has; gives ``Unit`` objects in that order. Knows nothing of reports.
A .toml lists the names, or a table a unit::

    units = ["Đảng bộ xã A", "Đảng bộ xã B"]

    [[units]]
    name = "Đảng bộ xã A"
    level = "xã"                       # trung ương, tỉnh, huyện, xã, thôn, cơ quan; also phường, …
    parent = "Đảng bộ tỉnh B"          # the unit above
    aliases = ["Đảng ủy xã A"]
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path

from attrs import evolve

from reportkit.errors import ReviewError
from reportkit.parsing import Unit, unit_named
from reportkit.review.units import name_key
from reportkit.vietnamese import Level

__all__ = ["read_units"]

_KEYS = ("name", "level", "parent", "aliases")
_WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
_LEVELS = {level.value: level for level in Level} | {
    "quận": Level.DISTRICT,
    "thị xã": Level.DISTRICT,
    "phường": Level.COMMUNE,
    "thị trấn": Level.COMMUNE,
    "đặc khu": Level.COMMUNE,
    "bản": Level.VILLAGE,
    "tổ dân phố": Level.VILLAGE,
    "sở": Level.BODY,
    "ban": Level.BODY,
    "ngành": Level.BODY,
    "đoàn thể": Level.BODY,
}
# There are some of a province's level and some of a district's: the name has to tell.
_NO_LEVEL = "thành phố"
# How the heads of a list's columns are called.
_HEADS = {
    "name": ("đơn vị", "tên đơn vị", "đơn vị báo cáo", "tên", "name"),
    "level": ("cấp", "level"),
    "parent": ("đơn vị cấp trên", "cấp trên", "trực thuộc", "parent"),
    "aliases": ("tên khác", "tên gọi khác", "aliases"),
}


def read_units(units: str | Path | Iterable[str | Unit]) -> tuple[Unit, ...]:
    """Give the listed units, in the order of the list.

    Parameters
    ----------
    units:
        Names or units, or the path of a .toml (see above) or of a workbook whose first sheet has
        a column "Đơn vị" and may have "Cấp", "Đơn vị cấp trên" and "Tên khác" (several parted by
        semicolons); without such a head its first column of texts is taken.

    Raises
    ------
    ReviewError
        The list cannot be read, is empty, names a unit twice or has a mistake; the place is told.

    Examples
    --------
    >>> [unit.aliases for unit in read_units(["Huyện ủy Ngọc Hồi", "Sở Nội vụ"])]
    [('Đảng bộ huyện Ngọc Hồi',), ()]
    """
    file = None
    if isinstance(units, str | Path):
        file = Path(units)
        if file.suffix.lower() == ".toml":
            listed = _of_toml(file)
        elif file.suffix.lower() in _WORKBOOKS:
            listed = _of_workbook(file)
        else:
            raise ReviewError(
                "A list of units is a .toml or a workbook.",
                file=file,
                remedy="Name a .toml or .xlsx, or give the names as a list.",
            )
    else:
        listed = [unit if isinstance(unit, Unit) else _unit(unit) for unit in units]
    if not listed:
        raise ReviewError(
            "The list of units is empty.", file=file, remedy="List the units that should report."
        )
    seen: dict[str, str] = {}
    for unit in listed:
        key = name_key(unit.name)
        if key in seen:
            raise ReviewError(
                f"The unit {unit.name!r} is listed twice.", file=file, remedy="Remove one of them."
            )
        seen[key] = unit.name
    return tuple(listed)


def _unit(
    name: str, level: Level | None = None, parent: str | None = None, aliases: Iterable[str] = ()
) -> Unit:
    """The unit under the name listed, with the further names that it goes by."""
    known = unit_named(name)
    names = dict.fromkeys((known.name, *known.aliases, *aliases))
    return Unit(
        name,
        level=level or known.level,
        parent=parent,
        aliases=[other for other in names if name_key(other) != name_key(name)],
    )


def _level(said: str) -> Level | None:
    """The level that a list tells: "xã", "cấp xã", "Phường"; ``KeyError`` for anything else."""
    words = name_key(said).removeprefix("cấp ")
    return None if words in ("", _NO_LEVEL) else _LEVELS[words]


def _of_toml(file: Path) -> list[Unit]:
    try:
        data = tomllib.loads(file.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ReviewError(
            f"The list of units cannot be read: {error}.",
            file=file,
            remedy="Check the path and that line; save the file as UTF-8.",
        ) from error
    entries = data.get("units")
    if not isinstance(entries, list):
        raise _mistake(file, "units", "must be a list")
    return [_entry(entry, file, f"units[{number}]") for number, entry in enumerate(entries, 1)]


def _entry(entry: object, file: Path, key: str) -> Unit:
    if isinstance(entry, str) and entry.strip():
        return _unit(entry.strip())
    if not isinstance(entry, dict):
        raise _mistake(file, key, "must be a name or a table with a name")
    unknown = sorted(set(entry) - set(_KEYS))
    if unknown:
        raise _mistake(file, f"{key}.{unknown[0]}", f"is none of {', '.join(_KEYS)}")
    for name in ("name", "parent"):
        value = entry.get(name, "" if name == "name" else "-")
        if not isinstance(value, str) or not value.strip():
            raise _mistake(file, f"{key}.{name}", "must be a text and not empty")
    aliases = entry.get("aliases", [])
    if not isinstance(aliases, list) or not all(isinstance(alias, str) for alias in aliases):
        raise _mistake(file, f"{key}.aliases", "must be a list of texts")
    said = entry.get("level", "")
    try:
        level = _level(str(said))
    except KeyError:
        told = f"{said!r} is none of {', '.join(_LEVELS)}"
        raise _mistake(file, f"{key}.level", told) from None
    return _unit(entry["name"].strip(), level, entry.get("parent"), aliases)


def _mistake(file: Path, key: str, reason: str) -> ReviewError:
    return ReviewError(
        f"{key} {reason}.", file=file, part=key, remedy="Correct it there and run again."
    )


def _of_workbook(file: Path) -> list[Unit]:
    from reportkit.sources import read_sheets

    try:
        data = file.read_bytes()
    except OSError as error:
        raise ReviewError(
            f"The list of units cannot be read: {error.strerror or error}.",
            file=file,
            remedy="Check the path, and close the file if it is open.",
        ) from error
    sheets = read_sheets(data, str(file))
    rows: list[list[str]] = [
        ["" if cell is None else str(cell).strip() for cell in row]
        for row in (sheets[0].rows if sheets else ())
    ]
    columns, body = _columns(rows)
    listed: list[Unit] = []
    for number, row in body:
        told = {name: row[column] for name, column in columns.items() if column < len(row)}
        if not told.get("name"):
            continue
        try:
            level = _level(told.get("level", ""))
        except KeyError:
            raise ReviewError(
                f"{told['level']!r} is no level.",
                file=file,
                part=f"sheet {sheets[0].name}",
                where=f"row {number}",
                remedy=f"Write one of {', '.join(_LEVELS)}, or leave the cell empty.",
            ) from None
        listed.append(
            _unit(
                told["name"],
                level,
                told.get("parent") or None,
                filter(None, (alias.strip() for alias in told.get("aliases", "").split(";"))),
            )
        )
    return listed


def _columns(rows: Sequence[list[str]]) -> tuple[dict[str, int], list[tuple[int, list[str]]]]:
    """Which column tells what, and the rows below the heads with their numbers in the sheet."""
    numbered = list(enumerate(rows, start=1))
    for index, row in enumerate(rows):
        keys = [name_key(cell) for cell in row]
        columns = {
            name: next(place for place, key in enumerate(keys) if key in heads)
            for name, heads in _HEADS.items()
            if any(key in heads for key in keys)
        }
        if "name" in columns:
            return columns, numbered[index + 1 :]
    width = max(map(len, rows), default=0)
    for column in range(width):
        cells = [row[column] for row in rows if column < len(row) and row[column]]
        if cells and all(any(letter.isalpha() for letter in cell) for cell in cells):
            return {"name": column}, numbered
    return {}, []


def with_names_of(listed: Unit, told: Unit) -> Unit:
    """Give the listed unit with the names that its own reports use as further names."""
    names = dict.fromkeys((*listed.aliases, told.name, *told.aliases))
    return evolve(listed, aliases=[name for name in names if name != listed.name])
