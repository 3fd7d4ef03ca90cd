"""``docs/word-templates.md``: its tables and its programs are run."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from reportkit.templating import Template

PAGE = (Path(__file__).parents[2] / "docs" / "word-templates.md").read_text(encoding="utf-8")
CORPUS = Path(__file__).parent / "corpus"
LINE = re.compile(r"^\| `(.+?)` \| `(\{.*?\})` \| `(.+?)` \|$", re.MULTILINE)
LINES = [[cell.replace("\\|", "|") for cell in found] for found in LINE.findall(PAGE)]


def test_the_page_has_its_tables():
    assert len(LINES) >= 25


@pytest.mark.parametrize(("template", "data", "shows"), LINES)
def test_a_line_of_the_page_is_true(word, template, data, shows):
    values = json.loads(data.replace("\\a", "\\u0007"))
    if " / " in template or " | " in re.sub(r"\{[{%].*?[%}]\}", "", template):
        rows = [[cell.strip() for cell in re.split(r" \| (?![a-z]+ *\}\})", row)] for row in template.split(" / ")]  # fmt: skip
        seen = word.fill(word.file(word.table(*rows)), values)[0]
        assert [[cell.strip() for cell in row.split(" | ")] for row in shows.split(" / ")] == seen
    else:
        lines = template.split(" ⏎ ")
        assert word.fill(word.file(*lines), values) == shows.split(" ⏎ ")


def test_the_programs_of_the_page_run(word, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("letter.docx").write_bytes(word.file("Kính gửi {{ name }}"))
    for name in ("chart.docx", "check-boxes.docx", "smart-art.docx"):
        shutil.copy(CORPUS / name, tmp_path)
    space: dict[str, object] = {}
    programs = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert len(programs) >= 6
    for program in programs:
        exec(compile(program, "word-templates.md", "exec"), space)
    assert "Did you mean 'nmae'?" in capsys.readouterr().out
    assert word.shown(Path("out.docx").read_bytes()) == ["Kính gửi A"]
    assert isinstance(space["template"], Template)
    names = sorted(path.name for path in Path("letters").iterdir())
    assert names == ["1 gửi xã A.docx", "2 gửi xã B.docx"]
    assert word.shown(Path("letters.docx").read_bytes()) == ["Kính gửi xã A", "Kính gửi xã B"]
