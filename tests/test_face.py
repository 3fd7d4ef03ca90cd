"""The public face: what `import reportkit` loads, and what it shows."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import reportkit

ROOT = Path(__file__).parents[1]


def loaded_by(statement: str) -> set[str]:
    """The top-level modules that a fresh interpreter loads for a statement, beyond its own."""
    code = (
        "import json, sys; before = set(sys.modules); "
        f"{statement}; print(json.dumps(sorted(set(sys.modules) - before)))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return {name.partition(".")[0] for name in json.loads(answer.stdout)}


def test_importing_reportkit_loads_only_the_standard_library():
    assert loaded_by("import reportkit") - {"reportkit"} <= sys.stdlib_module_names


def test_the_command_line_needs_only_click_before_a_command_runs():
    allowed = sys.stdlib_module_names | {"reportkit", "click"}
    assert loaded_by("import reportkit.cli") <= allowed


def test_a_room_is_opened_by_the_first_use_of_its_name():
    assert "lxml" not in loaded_by("import reportkit")
    assert "attr" in loaded_by("import reportkit; reportkit.Summary")


@pytest.mark.parametrize("name", reportkit.__all__)
def test_each_promised_name_can_be_had(name):
    assert getattr(reportkit, name).__name__ == name


def test_the_promised_names_are_those_that_are_seen():
    assert [name for name in dir(reportkit) if not name.startswith("_")] == reportkit.__all__


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'raed'"):
        _ = reportkit.raed


def test_the_version_is_that_of_the_package():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert reportkit.__version__ == project["version"]
