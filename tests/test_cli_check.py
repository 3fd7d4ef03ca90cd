"""``reportkit check``: all mistakes of a template, with exit code 4 and as comments."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from openxml_audit import OpenXmlValidator

from reportkit import documents
from reportkit.cli import main


@pytest.fixture
def template(tmp_path: Path) -> Path:
    document = docx.Document()
    document.add_paragraph("Kính gửi {{ name }}")
    document.add_paragraph("{{ a b }}")
    document.add_paragraph("{%p if x %}")
    document.sections[0].header.paragraphs[0].text = "{{ y | nmber }}"
    path = tmp_path / "mau.docx"
    document.save(str(path))
    return path


def check(*arguments: object):
    return CliRunner().invoke(main, ["check", *map(str, arguments)])


def test_all_mistakes_are_printed_with_their_places(template):
    result = check(template)
    assert result.exit_code == 4
    for words in ("paragraph 2", "{{ a b }}", "{%p if x %} is never closed", "header 1", "number"):
        assert words in result.stdout
    assert "3 mistakes." in result.stderr


@pytest.mark.parametrize("name", [one.name for one in documents.templates()])
def test_a_bundled_template_is_right_so_that_a_copy_can_be_checked(name):
    result = check(documents.template_path(name))
    assert result.exit_code == 0, result.output


def test_as_json_each_fact_has_a_name(template):
    result = check(template, "--json")
    assert result.exit_code == 4
    told = json.loads(result.stdout)
    assert {one["tag"] for one in told} == {"{{ a b }}", "{%p if x %}", "{{ y | nmber }}"}
    assert set(told[0]) == {"problem", "file", "part", "where", "tag", "context", "remedy"}


def test_a_right_template_is_told_to_be_right(tmp_path):
    document = docx.Document()
    document.add_paragraph("{{ name }}")
    path = tmp_path / "a.docx"
    document.save(str(path))
    (tmp_path / "a.json").write_text('{"name": "x"}')
    (tmp_path / "b.json").write_text('[{"name": "x"}, {"nmae": "y"}, {"nmae": "z"}]')
    assert check(path).exit_code == 0
    assert check(path, tmp_path / "a.json").exit_code == 0
    result = check(path, tmp_path / "b.json")
    assert result.exit_code == 4
    assert "Did you mean 'nmae'?" in result.stdout
    assert "1 mistake." in result.stderr


def test_the_marked_copy_has_a_comment_at_each_mistake(template, tmp_path):
    marked = tmp_path / "out" / "marked.docx"
    assert check(template, "--marked", marked).exit_code == 4
    document = docx.Document(str(marked))
    comments = {comment.comment_id: comment.text for comment in document.comments}
    assert len(comments) == 3
    assert all(comment.author == "reportkit" for comment in document.comments)
    found = {}
    for paragraph in document.paragraphs:
        for reference in paragraph._p.iter("{*}commentReference"):
            identity = int(next(iter(reference.attrib.values())))
            found[comments[identity].splitlines()[0]] = paragraph.text
    assert found["{%p if x %} is never closed."] == "{%p if x %}"
    assert next(text for problem, text in found.items() if "a b" in problem) == "{{ a b }}"
    assert any("header 1, paragraph 1" in text for text in comments.values())
    validator = OpenXmlValidator()
    before = {error.description for error in validator.validate(str(template)).errors}
    after = {error.description for error in validator.validate(str(marked)).errors}
    assert not after - before


def test_comments_that_are_there_stay(tmp_path):
    document = docx.Document()
    paragraph = document.add_paragraph("{{ a b }}")
    document.add_comment(paragraph.runs[0], text="mine", author="a")
    path = tmp_path / "a.docx"
    document.save(str(path))
    marked = tmp_path / "b.docx"
    check(path, "--marked", marked)
    comments = list(docx.Document(str(marked)).comments)
    assert len(comments) == 2
    assert comments[0].text == "mine"
    assert comments[0].comment_id != comments[1].comment_id


def test_a_workbook_cannot_be_marked(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"")
    assert check(path, "--marked", tmp_path / "b.xlsx").exit_code == 2
