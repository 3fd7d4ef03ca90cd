"""The gold reading of the seeds is well formed and says only what stands in them.

Reads the files by itself, without reportkit, so that the measure does not lean on what it measures.
"""

from __future__ import annotations

import json
import re
import tomllib
import zipfile
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
GOLD = sorted((ROOT / "tests" / "gold").glob("*.json"))
NAMES = [path.stem for path in GOLD]
PROFILE = ROOT / "reportkit" / "binding" / "profiles" / "chi-thi-05.toml"

QUALIFIERS = {"exact", "over", "under", "nearly", "about", "range", "order"}
SCOPES = {"unit", "sub_unit", "above", "country"}
ROLES = {"result", "target", "earlier", "change", "share"}
FIGURE_KEYS = {
    "quote", "start", "end", "value", "denominator", "high", "qualifier", "unit", "counted",
    "indicator", "part_of", "scope", "role",
}  # fmt: skip
FIGURE_EXTRAS = {"optional", "unit_alt", "indicator_alt", "period_text"}

NUMBER = re.compile(r"\d+(?:\.\d{3})*(?:,\d+)?")
SCALES = {"tỷ": 10**9, "triệu": 10**6, "vạn": 10**4}
ORDERS = {"hàng nghìn": 1000, "hàng ngàn": 1000, "hàng trăm": 100}
QUALIFIER_WORDS = {"trên": "over", "hơn": "over", "gần": "nearly"}


# ---------------------------------------------------------------- reading the files
def load(path: Path) -> dict[str, Any]:
    gold: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    return gold


def gold_of(name: str) -> dict[str, Any]:
    return load(ROOT / "tests" / "gold" / f"{name}.json")


def figures_of(name: str) -> list[dict[str, Any]]:
    figures: list[dict[str, Any]] = gold_of(name)["figures"]
    return figures


class Words(HTMLParser):
    """The text of a page, without scripts and styles."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.silent = False

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.silent = tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self.silent = False

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.pieces.append(data)


def text_of(path: Path) -> str:
    if path.suffix == ".txt":
        return path.read_bytes().decode("utf-8-sig")
    if path.suffix == ".html":
        page = Words()
        page.feed(path.read_text(encoding="utf-8"))
        return "".join(page.pieces)
    if path.suffix == ".docx":
        word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
        body = ElementTree.fromstring(zipfile.ZipFile(path).read("word/document.xml"))
        paragraphs = (
            "".join(t.text or "" for t in p.iter(f"{word}t")) for p in body.iter(f"{word}p")
        )
        return "\n".join(paragraphs)
    pdfium = pytest.importorskip("pypdfium2", reason="reading the PDF seed needs pypdfium2")
    return "\n".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(path))


def plain(text: str) -> str:
    return " ".join(text.split())


def seed_of(name: str) -> Path:
    return SEEDS / str(gold_of(name)["source"]["name"])


def number(text: str) -> Decimal:
    return Decimal(text.replace(".", "").replace(",", "."))


# ------------------------------------------------------------------------ the files
def test_five_seeds_each_have_a_gold_reading_of_their_name() -> None:
    seeds = {
        p.name for p in SEEDS.iterdir() if p.name != "README.md" and not p.name.startswith(".")
    }
    assert {load(path)["source"]["name"] for path in GOLD} == seeds
    assert {Path(seed).stem for seed in seeds} == set(NAMES)
    assert len(seeds) == 5


def test_the_seeds_come_in_the_forms_that_units_send() -> None:
    forms = sorted(seed_of(name).suffix for name in NAMES)
    assert forms == [".docx", ".html", ".pdf", ".txt", ".txt"]


def test_one_text_is_plain_and_the_other_has_a_byte_order_mark_and_crlf() -> None:
    plain_text = (SEEDS / "bao-cao-cao-bang.txt").read_bytes()
    copied = (SEEDS / "tinh-uy-lao-cai.txt").read_bytes()
    assert not plain_text.startswith(b"\xef\xbb\xbf") and b"\r" not in plain_text
    assert copied.startswith(b"\xef\xbb\xbf") and copied.count(b"\r\n") == copied.count(b"\n")


# ---------------------------------------------------------------------- the figures
@pytest.mark.parametrize("name", NAMES)
def test_every_figure_has_the_fields_of_the_form(name: str) -> None:
    for figure in figures_of(name):
        assert figure.keys() >= FIGURE_KEYS, figure["quote"]
        assert figure.keys() <= FIGURE_KEYS | FIGURE_EXTRAS, figure["quote"]
        assert figure["qualifier"] in QUALIFIERS, figure["quote"]
        assert figure["scope"] in SCOPES and figure["role"] in ROLES, figure["quote"]
        assert (figure["high"] is not None) == (figure["qualifier"] == "range"), figure["quote"]
        assert figure["high"] is None or figure["high"] > figure["value"], figure["quote"]


@pytest.mark.parametrize("name", [n for n in NAMES if seed_of(n).suffix == ".txt"])
def test_in_a_text_the_quote_is_exactly_the_slice(name: str) -> None:
    text = text_of(seed_of(name))
    end = 0
    for figure in figures_of(name):
        assert text[figure["start"] : figure["end"]] == figure["quote"]
        assert figure["start"] >= end, f"out of order: {figure['quote']}"
        end = figure["end"]


@pytest.mark.parametrize("name", [n for n in NAMES if seed_of(n).suffix != ".txt"])
def test_elsewhere_the_quotes_stand_in_the_document_in_their_order(name: str) -> None:
    text, position = plain(text_of(seed_of(name))), 0
    for figure in figures_of(name):
        assert figure["start"] is None and figure["end"] is None
        quote = re.escape(plain(figure["quote"]))
        found = re.compile(rf"(?<![\d.,/]){quote}(?!\d)").search(text, position)
        assert found, f"not in the text behind the figure before: {figure['quote']}"
        position = found.end()


@pytest.mark.parametrize("name", NAMES)
def test_the_value_is_what_the_quote_says(name: str) -> None:
    for figure in figures_of(name):
        quote = plain(figure["quote"])
        order = next((v for words, v in ORDERS.items() if quote.startswith(words)), None)
        if order is not None:
            assert (figure["value"], figure["qualifier"]) == (order, "order"), quote
            continue
        first, *others = [number(n) for n in NUMBER.findall(quote)]
        scale = next((v for word, v in SCALES.items() if f" {word} " in quote), 1)
        assert figure["value"] == first * scale, quote
        second = figure["high"] if figure["qualifier"] == "range" else figure["denominator"]
        assert others == ([] if second is None else [second]), quote


@pytest.mark.parametrize("name", NAMES)
def test_the_qualifier_is_what_the_quote_says(name: str) -> None:
    for figure in figures_of(name):
        quote = plain(figure["quote"])
        if figure["qualifier"] in ("range", "order"):
            continue
        said = (
            "over" if quote.endswith("trở lên") else QUALIFIER_WORDS.get(quote.split()[0], "exact")
        )
        assert figure["qualifier"] == said, quote


@pytest.mark.parametrize("name", NAMES)
def test_a_part_points_to_another_figure_that_is_no_part_itself(name: str) -> None:
    figures = figures_of(name)
    for index, figure in enumerate(figures):
        whole = figure["part_of"]
        if whole is not None:
            assert 0 <= whole < len(figures) and whole != index, figure["quote"]
            assert figures[whole]["part_of"] is None, figure["quote"]


@pytest.mark.parametrize("name", NAMES)
def test_indicators_are_those_of_the_bundled_profile(name: str) -> None:
    known = {i["id"] for i in tomllib.loads(PROFILE.read_text(encoding="utf-8"))["indicators"]}
    for figure in figures_of(name):
        named = {figure["indicator"], *figure.get("indicator_alt", [])} - {None}
        assert named <= known, figure["quote"]


PARTS = [  # report, whole, sum of its parts
    ("huyen-uy-ngoc-hoi", 56, 12 + 44),
    ("tinh-uy-lai-chau", 414, 301 + 113),
    ("tinh-uy-lao-cai", 12651, 13011),  # as published: 360 more than the whole
    ("tinh-uy-lao-cai", 142590, 46123),  # one part told
]


def test_the_parts_add_up_as_the_reports_tell_them() -> None:
    told = []
    for name in sorted(NAMES):
        figures = figures_of(name)
        for index, figure in enumerate(figures):
            parts = [f["value"] for f in figures if f["part_of"] == index]
            if parts:
                told.append((name, figure["value"], sum(parts)))
    assert told == PARTS


# --------------------------------------------------------------- the rest of the reading
@pytest.mark.parametrize("name", NAMES)
def test_passages_models_and_periods_are_in_the_words_of_the_report(name: str) -> None:
    gold, text = gold_of(name), plain(text_of(seed_of(name)))
    quoted = [words for role in ("limitations", "lessons", "tasks") for words in gold[role]]
    quoted += [model["name"] for model in gold["models"]]
    quoted += [f["period_text"] for f in gold["figures"] if "period_text" in f]
    assert [words for words in quoted if plain(words) not in text] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_documents_cited_stand_in_the_report(name: str) -> None:
    gold, text = gold_of(name), plain(text_of(seed_of(name)))
    for reference in gold["references"]:
        spellings = [reference["number"], *reference.get("number_alt", [])]
        assert any(spelling in text for spelling in spellings), reference
        if reference["date"] is not None:
            year, month, day = (int(part) for part in reference["date"].split("-"))
            assert f"ngày {day}/{month}/{year}" in text, reference
