"""The communes of Vietnam since 1 July 2025, by name, from data.

Takes a name; gives the communes that bear it. Reads no text; knows none of before that day.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files

from attrs import frozen

from reportkit.vietnamese.view import View

__all__ = ["Commune", "communes", "communes_named"]


@frozen
class Commune:
    """A commune (xã, phường, đặc khu) and the province it belongs to."""

    kind: str
    name: str
    province: str


@cache
def communes() -> tuple[Commune, ...]:
    """Give all 3,321 communes, province by province (data/communes.csv names the source).

    >>> len(communes())
    3321
    """
    text = files("reportkit.vietnamese").joinpath("data/communes.csv").read_text("utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return tuple(
        Commune(row["kind"], row["name"], row["province"]) for row in csv.DictReader(lines)
    )


@cache
def _by_name() -> dict[str, tuple[Commune, ...]]:
    found: dict[str, list[Commune]] = {}
    for commune in communes():
        found.setdefault(_plain(commune.name), []).append(commune)
    return {name: tuple(rows) for name, rows in found.items()}


def _plain(name: str) -> str:
    return re.sub(r"\s*-\s*", "-", " ".join(View.of(name).text.casefold().split()))


def communes_named(name: str, kind: str | None = None) -> tuple[Commune, ...]:
    """Give the communes of this name (and kind); many names are borne in several provinces.

    >>> [commune.province for commune in communes_named("Ngọc Chiến", "xã")]
    ['Sơn La']
    >>> communes_named("không có xã này")
    ()
    """
    found = _by_name().get(_plain(name), ())
    return tuple(commune for commune in found if kind is None or commune.kind == kind)
