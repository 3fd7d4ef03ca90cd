"""The tables of docs/vietnamese.md say what is read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportkit.vietnamese import find_bodies, find_dates, find_periods, find_places
from tests.vietnamese.readings import readings

PAGE = (Path(__file__).parents[2] / "docs/vietnamese.md").read_text("utf-8")


def tables() -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Each row of each table with the heads of its table."""
    rows = []
    for block in re.findall(r"(?:^\|.*\n)+", PAGE, re.MULTILINE):
        head, _line, *body = [
            tuple(cell.strip() for cell in line.strip().strip("|").split("|"))
            for line in block.splitlines()
        ]
        rows += [(head, row) for row in body]
    return rows


def joined(cells: list[object]) -> str:
    return "; ".join(str(cell or "") for cell in cells)


def told(head: tuple[str, ...], text: str) -> tuple[str, ...]:
    """What the readers give for a text, in the columns that the heads name."""
    if head[1:] == ("words", "reading"):
        found = readings(text)
        return joined([words for words, _ in found]), joined([said for _, said in found])
    if head[1:] == ("date",):
        return (joined([mention.date for mention in find_dates(text)]),)
    if head[1:] == ("period", "from", "to", "months"):
        found = find_periods(text)
        return (
            joined([mention.period.text for mention in found]),
            joined([mention.period.start for mention in found]),
            joined([mention.period.end for mention in found]),
            joined([mention.months for mention in found]),
        )
    if head[1:] == ("kind", "name", "level"):
        [place] = find_places(text)
        return str(place.kind), place.name, place.level.value
    if head[1:] == ("body", "level"):
        [body] = find_bodies(text)
        return body.name, body.level.value
    raise AssertionError(f"docs/vietnamese.md: no reader for a table with the heads {head}")


def test_the_page_has_its_tables():
    assert len({head for head, _ in tables()}) == 5


@pytest.mark.parametrize(("head", "row"), tables(), ids=lambda part: part[0])
def test_a_row_of_the_page_is_what_is_read(head, row):
    assert told(head, row[0]) == row[1:]
