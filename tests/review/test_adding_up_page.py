"""The page for the officer who must defend a total: its examples hold."""

from __future__ import annotations

import doctest
from pathlib import Path

from reportkit.review import Code

PAGE = Path(__file__).parents[2] / "docs" / "adding-up.md"


def test_the_examples_of_the_page_are_true():
    result = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert result.attempted > 20
    assert result.failed == 0


def test_the_page_lists_every_kind_of_finding():
    page = PAGE.read_text(encoding="utf-8")
    assert [code for code in Code if f"| `{code}` |" not in page] == []
