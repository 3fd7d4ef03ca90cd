"""The examples of docs/profiles.md run, and its table names the keys that a profile can have."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import attrs

from reportkit.binding.profile import Indicator

PAGE = Path(__file__).parent.parent.parent / "docs" / "profiles.md"


def test_the_examples_give_what_the_page_says(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    tried = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert tried.attempted >= 6
    assert tried.failed == 0


def test_every_key_stands_in_the_table():
    rows = re.findall(r"^\| (`.*?) \|", PAGE.read_text("utf-8"), re.MULTILINE)
    told = {key for row in rows for key in re.findall(r"`(\w+)`", row)}
    assert told == {field.name for field in attrs.fields(Indicator)} | {"as_in"}
