"""The examples of docs/analysis/reading.md run, and the rooms it names are there."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PAGE = ROOT / "docs" / "analysis" / "reading.md"


def test_the_examples_give_what_the_page_says():
    tried = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert tried.attempted >= 5
    assert tried.failed == 0


def test_every_file_that_the_page_names_is_there():
    named = re.findall(
        r"`((?:tests/)?(?:vietnamese|parsing|binding|test_\w+)[\w/]*\.py)`", PAGE.read_text("utf-8")
    )
    assert len(named) >= 12
    for path in named:
        assert (ROOT / path).exists() or (ROOT / "reportkit" / path).exists(), path
