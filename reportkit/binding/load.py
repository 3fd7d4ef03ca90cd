"""Reads a profile: one of the bundled ones by its id, or a file of the user's own by its path.

Every mistake of the file is named with file, key and reason. The form is described in the header of
``profiles/chi-thi-05.toml``.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from reportkit.binding._patterns import compile_pattern
from reportkit.binding.profile import Aggregate, Indicator, Profile
from reportkit.errors import ProfileError
from reportkit.parsing import Role

__all__ = ["bundled_profiles", "load_profile"]

_TEXT = ("id", "name", "unit", "group", "aggregate")
_LISTS = ("phrases", "near_phrases", "context", "exclude", "units")
_FLAGS = ("near", "cumulative")
_ID = re.compile(r"[a-z][a-z0-9_-]*")


@cache
def bundled_profiles() -> tuple[str, ...]:
    """Give the ids of the profiles that come with the library.

    >>> "chi-thi-05" in bundled_profiles()
    True
    """
    folder = files("reportkit.binding").joinpath("profiles")
    return tuple(
        sorted(entry.name[:-5] for entry in folder.iterdir() if entry.name.endswith(".toml"))
    )


def load_profile(profile: str | Path | Profile) -> Profile:
    """Give the profile with this id or in this file.

    Parameters
    ----------
    profile:
        The id of a bundled profile ("chi-thi-05"), the path of a TOML file, or a profile, which is
        given back.

    Raises
    ------
    ProfileError
        Where there is no such profile, or the file has a mistake.

    Examples
    --------
    >>> load_profile("chi-thi-05").indicator("models").unit
    'mô hình'
    """
    if isinstance(profile, Profile):
        return profile
    if isinstance(profile, str) and profile in bundled_profiles():
        return _bundled(profile)
    path = Path(profile)
    if path.suffix != ".toml" and not path.exists():
        raise ProfileError(
            f"There is no profile {str(profile)!r}.",
            remedy=f"Give one of {', '.join(bundled_profiles())}, or the path of a .toml file.",
        )
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ProfileError(
            f"The profile cannot be read: {error}.",
            file=path,
            remedy="Check the path, and save the file as UTF-8.",
        ) from error
    return _profile(text, str(path))


@cache
def _bundled(name: str) -> Profile:
    text = files("reportkit.binding").joinpath(f"profiles/{name}.toml").read_text("utf-8")
    return _profile(text, f"{name}.toml")


def _profile(text: str, file: str) -> Profile:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(
            f"The profile is no valid TOML: {error}.", file=file, remedy="Mend that line."
        ) from error
    unknown = sorted(set(data) - {"id", "name", "directives", "indicators"})
    if unknown:
        raise _mistake(
            file, unknown[0], "is no key of a profile", "Remove it or check its spelling."
        )
    for key in ("id", "name"):
        if not isinstance(data.get(key), str) or not data[key].strip():
            raise _mistake(file, key, "must be a text and not empty", f'Write {key} = "…".')
    directives = _strings(data.get("directives", []), file, "directives")
    tables = data.get("indicators")
    if not isinstance(tables, list) or not tables:
        raise _mistake(file, "indicators", "must hold at least one", "Add an [[indicators]] table.")
    indicators = [
        _indicator(_completed(table, file, key), file, key)
        for number, table in enumerate(tables, 1)
        for key in [f"indicators[{number}]"]
    ]
    seen: set[str] = set()
    for number, indicator in enumerate(indicators, 1):
        if indicator.id in seen:
            key = f"indicators[{number}].id"
            raise _mistake(file, key, f"{indicator.id!r} is there twice", "Give each its own id.")
        seen.add(indicator.id)
    for number, indicator in enumerate(indicators, 1):
        if indicator.weight is not None and indicator.weight not in seen:
            wrong = f"{indicator.weight!r} is no indicator of this profile"
            remedy = "Give the id of what the rate is a share of."
            raise _mistake(file, f"indicators[{number}].weight", wrong, remedy)
    return Profile(data["id"], data["name"], directives, indicators)


def _completed(table: Any, file: str, key: str) -> Any:
    """An indicator with the keys it does not set itself taken from the profile it is ``as_in``."""
    if not isinstance(table, dict) or "as_in" not in table:
        return table
    name, id = table["as_in"], table.get("id")
    if name not in bundled_profiles():
        wrong = f"{name!r} is no bundled profile"
        remedy = f"Use one of {', '.join(bundled_profiles())}."
        raise _mistake(file, f"{key}.as_in", wrong, remedy)
    shared = next((each for each in _tables(name) if each["id"] == id), None)
    if shared is None:
        wrong = f"{name!r} has no indicator {id!r}"
        raise _mistake(file, f"{key}.as_in", wrong, "Check the id, or write the indicator out.")
    return {**shared, **{own: value for own, value in table.items() if own != "as_in"}}


@cache
def _tables(name: str) -> list[dict[str, Any]]:
    """The indicators of a bundled profile as its file has them."""
    text = files("reportkit.binding").joinpath(f"profiles/{name}.toml").read_text("utf-8")
    tables: list[dict[str, Any]] = tomllib.loads(text)["indicators"]
    return tables


def _indicator(table: Any, file: str, key: str) -> Indicator:
    if not isinstance(table, dict):
        raise _mistake(file, key, "must be a table", "Write it under [[indicators]].")
    keys = (*_TEXT, *_LISTS, *_FLAGS, "role", "weight")
    unknown = sorted(set(table) - set(keys))
    if unknown:
        allowed = ", ".join(keys)
        raise _mistake(file, f"{key}.{unknown[0]}", "is no key of an indicator", f"Use {allowed}.")
    for name in ("id", "name", "unit"):
        if not isinstance(table.get(name), str) or not table[name].strip():
            raise _mistake(file, f"{key}.{name}", "must be a text", f'Write {name} = "…".')
    if not _ID.fullmatch(table["id"]):
        remedy = "Use small letters, digits, - and _."
        raise _mistake(file, f"{key}.id", f"{table['id']!r} is no id", remedy)
    try:
        aggregate = Aggregate(table.get("aggregate", "sum"))
    except ValueError:
        wrong = f"{table['aggregate']!r} is none of the ways to add up"
        remedy = f"Use one of {', '.join(Aggregate)}."
        raise _mistake(file, f"{key}.aggregate", wrong, remedy) from None
    role = table.get("role")
    if role is not None and role not in tuple(Role):
        remedy = f"Use one of {', '.join(Role)}."
        raise _mistake(file, f"{key}.role", f"{role!r} is no role of a figure", remedy)
    weight = table.get("weight")
    if weight is not None and aggregate is not Aggregate.WEIGHTED:
        remedy = 'Write aggregate = "weighted", or remove the weight.'
        raise _mistake(file, f"{key}.weight", "is for rates that are weighted", remedy)
    for name in _FLAGS:
        if not isinstance(table.get(name, False), bool):
            raise _mistake(file, f"{key}.{name}", "must be true or false", f"Write {name} = true.")
    lists = {name: _strings(table.get(name, []), file, f"{key}.{name}") for name in _LISTS}
    for name in ("phrases", "near_phrases", "context", "exclude"):
        for pattern in lists[name]:
            try:
                compile_pattern(pattern)
            except ValueError as error:
                wrong = f"{pattern!r} is no pattern: {error}"
                raise _mistake(file, f"{key}.{name}", wrong, "Check its brackets.") from None
    if not lists["phrases"] and not lists["context"]:
        wrong = "an indicator needs phrases or a context to be found by"
        raise _mistake(file, f"{key}.phrases", wrong, 'Write phrases = ["…"].')
    return Indicator(
        id=table["id"],
        name=table["name"],
        unit=table["unit"],
        aggregate=aggregate,
        group=str(table.get("group", "")),
        near=table.get("near", False),
        cumulative=table.get("cumulative", False),
        role=None if role is None else Role(role),
        weight=weight,
        **lists,
    )


def _strings(value: Any, file: str, key: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise _mistake(file, key, "must be a list of texts", 'Write ["…", "…"].')
    return tuple(value)


def _mistake(file: str, key: str, reason: str, remedy: str) -> ProfileError:
    return ProfileError(f"{key} {reason}.", file=file, part=key, remedy=remedy)
