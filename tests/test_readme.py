"""The README keeps its promises: its code runs, its commands and links exist."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner

from reportkit.cli import main
from reportkit.vietnamese import format_amount

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)


@pytest.fixture
def beside_seeds(tmp_path, monkeypatch) -> Path:
    """A folder with the reports and the little files that the README takes as given."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    letter = docx.Document()
    letter.add_paragraph("Kính gửi {{ name }}")
    letter.save(str(tmp_path / "letter.docx"))
    (tmp_path / "people.csv").write_text("name\nLan\nMinh\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_python_of_the_readme_runs_from_top_to_bottom(beside_seeds):
    assert len(blocks("python")) >= 2
    names: dict[str, Any] = {}
    for block in blocks("python"):
        exec(compile(block, "README.md", "exec"), names)
    assert (beside_seeds / "bao-cao-so-ket.docx").exists()
    assert format_amount(names["review"].total("models").amount) in README


def test_the_reportkit_commands_of_the_readme_run(beside_seeds):
    commands = [
        line.split()[1:]
        for block in blocks("sh")
        for line in block.splitlines()
        if line.startswith("reportkit ")
    ]
    assert {command[0] for command in commands} >= {"review", "parse", "fill", "templates"}
    for command in commands:
        arguments = command[: command.index(">")] if ">" in command else command
        answer = CliRunner().invoke(main, arguments)
        assert answer.exit_code == 0, answer.output


def test_the_make_targets_of_the_readme_exist():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    in_blocks = re.findall(r"^make ([a-z-]+)", "\n".join(blocks("sh")), flags=re.MULTILINE)
    named = {*in_blocks, *re.findall(r"`make ([a-z-]+)`", README)}
    assert named >= {"demo", "test"}
    for target in named:
        assert re.search(rf"^{target}:", makefile, flags=re.MULTILINE), target


def test_the_links_of_the_readme_lead_somewhere():
    links = re.findall(r"\]\(([^)#]+)", README)
    assert "docs/so-ket.png" in links
    for link in links:
        assert (ROOT / link).exists(), link
