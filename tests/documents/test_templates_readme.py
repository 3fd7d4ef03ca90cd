"""templates/README.md lists each template with its picture, and every name of the mapping."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import attrs
import pytest

import reportkit as rk
from docs.page_pictures import sample_review
from reportkit.documents import templates
from reportkit.documents.mapping import mapping_of
from reportkit.documents.phrases import ByIndicator
from tests.documents.conftest import REPOSITORY

FOLDER = REPOSITORY / "templates"
README = (FOLDER / "README.md").read_text(encoding="utf-8")
PROSE = re.sub("```.*?```", "", README, flags=re.DOTALL)
NAMED = set(re.findall(r"\w+", " ".join(re.findall("`([^`]+)`", PROSE))))
INSIDE = {
    # what serves the program, or a condition and a chart under another name
    "span", "trace", "without_note", "given", "categories", "series",
}  # fmt: skip


def names_in(value: object, seen: set[type]) -> Iterator[tuple[str, str]]:
    """The kind and name of all that a template may ask of a value and of what it holds."""
    if isinstance(value, ByIndicator):
        value = tuple(value)
    if isinstance(value, (tuple, list)):
        for one in value:
            yield from names_in(one, seen)
    elif isinstance(value, Mapping):
        for name, one in value.items():
            yield "a name", name
            yield from names_in(one, seen)
    elif attrs.has(type(value)) and type(value).__module__.startswith("reportkit.documents"):
        fields = [field.name for field in attrs.fields(type(value))]
        properties = [
            name
            for name, one in vars(type(value)).items()
            if isinstance(one, property) and not name.startswith("_")
        ]
        if type(value) not in seen:
            seen.add(type(value))
            for name in [*fields, *properties]:
                yield type(value).__name__, name
        for name in fields:
            yield from names_in(getattr(value, name), seen)


@pytest.fixture(scope="module")
def mapping():
    """The mapping of a review that holds something of everything."""
    last = sample_review()
    years = rk.parse(
        "Năm 2022 xã có 4 mô hình. Năm 2023 xã có 9 mô hình. UBND xã ban hành kế hoạch.",
        profile="chi-thi-05",
    )
    source = attrs.evolve(years.source, name="Xã A.txt")
    years = attrs.evolve(years, source=source, unit=rk.parsing.Unit("UBND xã A"))
    return mapping_of(rk.Review([*last.summaries, years], profile="chi-thi-05", previous=last))


def test_every_name_that_a_template_may_ask_for_is_told(mapping):
    lacking = {
        f"{kind}.{name}"
        for kind, name in names_in(mapping, set())
        if name not in NAMED and name not in INSIDE and " " not in name
    }
    assert not lacking


def test_the_kinds_of_rows_are_all_looked_at(mapping):
    kinds = {kind for kind, _ in names_in(mapping, set())}
    assert kinds >= {
        "UnitRow", "ReportRow", "InitiativeRow", "CommendationRow", "PassageRow", "PointRow",
        "CitationRow", "FindingRow", "FigureRow", "Group", "LevelRow", "ComparisonRows",
        "TotalPhrase", "CellPhrase", "ChangePhrase", "YearPhrase", "Abbreviation",
    }  # fmt: skip


def test_every_name_that_is_told_is_there(mapping):
    """The first column of the table of names: none of them is a name of yesterday."""
    table = README.partition("| name | what it is |")[2].partition("\n\n")[0]
    told = {
        name
        for row in table.splitlines()[2:]
        for name in re.findall(r"`(\w+)(?:\.ID)?`", row.split("|")[1])
    }
    assert len(told) > 20
    assert told <= set(mapping)


@pytest.mark.parametrize("template", templates(), ids=lambda one: one.name)
def test_a_template_is_listed_with_its_picture(template):
    file = template.path.relative_to(FOLDER).as_posix()
    assert f"`{file}`" in README
    picture = f"../docs/pictures/template-{template.name.replace('/', '-')}.png"
    assert f"]({picture})" in README
    assert (FOLDER / picture).resolve().is_file()


def test_the_links_of_the_page_lead_somewhere():
    for link in re.findall(r"\]\(([^)#]+)", README):
        assert (FOLDER / link).resolve().exists(), link
