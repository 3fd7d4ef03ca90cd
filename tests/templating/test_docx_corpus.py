"""Files made in different ways, each with a thing that only it has: filled, they stay whole.

``corpus/make.py`` says how each was made.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from openxml_audit import OpenXmlValidator

from reportkit.templating import Chart, Template
from reportkit.templating._package import read_package

CORPUS = Path(__file__).parent / "corpus"
CHART = Chart(["Sơn La", "Hà Giang & Lai Châu"], {"a": [3, 12], "b": [1, None], "c": [2, 2]})
DATA = {
    "name": "Huyện ủy A & B",
    "title": "sơ kết <6 tháng>",
    "n": 3,
    "colour": "ffff00",
    "lines": "một\nhai\tba",
    "paragraphs": "một\ahai\aba",
    "rows": [{"name": "Sơn La", "count": 3}, {"name": "Hà Giang & Lai Châu", "count": 12}],
    "biểu đồ": CHART,
    "Object1": CHART,  # LibreOffice drops the alternative text
    "tree": ["Sơn La", ["một", ["hai"]]],
    "markdown": "# Sơn La\n\n**đậm** [nối](https://example.org)\n\n1. một\n\n| a | b |\n|---|---|\n| 1 | 2 |",
    "html": "<ul><li>Sơn La <b>đậm</b></li></ul><p>m<sup>2</sup></p>",
    "xếp loại": "B",
}

# What only that file has: the words, and how its XML shows it.
ONLY = {
    "first-page-header": ("a header of the first page, by python-docx", r"trang đầu"),
    "even-page-footer": ("a footer of even pages", r'<w:footerReference [^>]*w:type="even"'),
    "styled-table": ("a table with a style of Word", r'<w:tblStyle w:val="LightGrid-Accent1"/>'),
    "numbered-list": ("a list with numbers, by python-docx", r'<w:pStyle w:val="ListNumber"/>'),
    "picture-in-loop": ("a picture that repeats, by python-docx", r'<pic:cNvPr id="0" name="image.png"'),
    "landscape-section": ("a section across", r'w:orient="landscape"'),
    "keywords": ("tags in keywords and category", r"<cp:keywords>\{\{"),
    "comment": ("a comment with a tag", r"xem \{\{ title \}\}"),
    "page-field": ("a field in a footer", r'<w:fldSimple w:instr="PAGE"'),
    "columns": ("columns that repeat, by python-docx", r'<w:tblStyle w:val="TableGrid"/>.*\{%tc for'),
    "merged-cells": ("merged cells and a background", r"\{% cellbg"),
    "tab-stops": ("a tab stop of its own", r'<w:tabs><w:tab [^>]*w:pos="3150"'),
    "office-letter": ("a heading, by LibreOffice", r"BÁO CÁO"),
    "office-table": ("a table, by LibreOffice", r"\{%tr for"),
    "office-header": ("headers, by LibreOffice", r"trang đầu"),
    "office-list": ("a list, by LibreOffice", r"<w:numPr>"),
    "office-picture": ("a picture, by LibreOffice", r"<pic:pic"),
    "office-columns": ("columns, by LibreOffice", r"\{%tc for"),
    "revision-ids": ("revision ids and spelling marks within a tag", r"<w:proofErr "),
    "text-box": ("a text box with its fallback", r"<mc:AlternateContent>"),
    "paragraph-ids": ("ids of paragraphs", r"w14:paraId="),
    "block-control": ("a content control around paragraphs", r"<w:alias "),
    "run-control": ("a content control in a line", r"<w:text/>"),
    "tracked-changes": ("tracked changes within a tag", r"<w:delText>"),
    "complex-field": ("a field with code and result", r" QUOTE "),
    "hyperlink": ("a link within the document", r"<w:hyperlink "),
    "smart-tag": ("a smart tag", r"<w:smartTag "),
    "formula": ("a formula", r"<m:oMath>"),
    "bookmark-in-loop": ("a bookmark that a loop repeats", r'<w:bookmarkStart w:id="1" w:name="m"/>'),
    "footnotes": ("footnotes", r'<w:footnote w:id="2">'),
    "endnotes": ("endnotes", r'<w:endnote w:id="2">'),
    "table-in-table": ("a table in a table", r"<w:tc>(?:(?!</w:tc>).)*<w:tbl>"),
    "vertical-merge": ("cells merged down", r"\{% vm %\}"),
    "right-to-left": ("text from right to left", r"<w:bidi/>"),
    "chart": ("a native chart", r"<c:chart "),
    "office-chart": ("a native chart, by LibreOffice", r"<c:chart "),
    "smart-art": ("SmartArt with its drawing", r"<dgm:relIds "),
    "check-boxes": ("check boxes that a loop repeats", r"<w14:checkbox>"),
    "drop-down": ("a drop-down list", r"<w:dropDownList>"),
    "equal-neighbours": ("a column whose equal cells merge", r"\| vmerge"),
    "restarted-list": ("a list that begins anew, by python-docx", r"restart_numbering"),
    "markup": ("HTML and Markdown, by python-docx", r"\| markdown"),
    "made-notes": ("values with notes, by python-docx", r"\| footnote"),
    "section-in-paragraph": ("a section that ends in a tagged paragraph", r'<w:type w:val="continuous"/>'),
}  # fmt: skip
NAMES = sorted(ONLY)

# Parts without tags to which values add: these count as parts with tags.
ADDED_TO = {
    "chart": r"charts/|embeddings/",
    "office-chart": r"charts/|embeddings/",
    "restarted-list": r"numbering\.xml",
    "markup": r"numbering\.xml|styles|document\.xml\.rels",
    "made-notes": r"styles|settings\.xml|document\.xml\.rels|Content_Types",
}


_LISTS = re.compile("styles|stylesWithEffects|numbering|settings|fontTable")


@pytest.fixture(scope="module")
def filled() -> dict[str, bytes]:
    return {name: Template(CORPUS / f"{name}.docx").render(DATA).to_bytes() for name in NAMES}


def xml_of(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [
            name for name in archive.namelist() if re.match(r"(word|docProps)/[^/]*\.xml$", name)
        ]
        return "\n".join(archive.read(name).decode() for name in parts if not _LISTS.search(name))


def test_the_corpus_is_the_table():
    assert [path.stem for path in sorted(CORPUS.glob("*.docx"))] == NAMES
    assert len(NAMES) >= 40


@pytest.mark.parametrize("by_office", [True, False], ids=["by LibreOffice", "by others"])
def test_each_file_has_a_thing_that_only_it_has(by_office):
    texts = {
        name: xml_of((CORPUS / f"{name}.docx").read_bytes())
        for name in NAMES
        if name.startswith("office-") == by_office
    }
    for name in texts:
        found = [other for other in texts if re.search(ONLY[name][1], texts[other], re.DOTALL)]
        assert found == [name]
        package = read_package(CORPUS / f"{name}.docx")
        has_facts = "docProps/app.xml" in package.parts
        assert by_office == (has_facts and b"LibreOffice" in package.read("docProps/app.xml"))


@pytest.mark.parametrize("name", NAMES)
def test_a_filled_file_opens_and_holds_the_data(filled, name):
    document = docx.Document(io.BytesIO(filled[name]))
    assert document.paragraphs is not None
    text = re.sub("<[^>]+>", "", xml_of(filled[name]))
    assert "{{" not in text
    assert "{%" not in text
    assert any(word in text for word in ("Sơn La", "Huyện ủy A &amp; B", "một"))


@pytest.mark.slow  # a second a file: the validator of the Open XML parts
@pytest.mark.parametrize("name", NAMES)
def test_a_filled_file_has_no_finding_that_its_template_has_not(filled, name, tmp_path):
    path = tmp_path / "filled.docx"
    path.write_bytes(filled[name])
    validator = OpenXmlValidator()
    before = {
        f"{e.part_uri} {e.description}"
        for e in validator.validate(str(CORPUS / f"{name}.docx")).errors
    }
    after = {f"{e.part_uri} {e.description}" for e in validator.validate(str(path)).errors}
    assert not after - before


@pytest.mark.parametrize("name", NAMES)
def test_what_holds_no_tag_keeps_its_bytes(filled, name):
    template = read_package(CORPUS / f"{name}.docx")
    result = read_package(filled[name])
    for part in template.parts:
        added_to = name in ADDED_TO and re.search(ADDED_TO[name], part)
        if not added_to and not re.search(rb"[{}]", template.read(part)):
            assert result.parts[part].packed == template.parts[part].packed, part


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_every_filled_file_opens_in_libreoffice(filled, tmp_path):
    for name, data in filled.items():
        (tmp_path / f"{name}.docx").write_bytes(data)
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    files = [str(tmp_path / f"{name}.docx") for name in NAMES]
    out = tmp_path / "pdf"
    subprocess.run(
        [*command, "--convert-to", "pdf", "--outdir", str(out), *files],
        check=True, timeout=300, capture_output=True,
    )  # fmt: skip
    assert sorted(path.stem for path in out.glob("*.pdf")) == NAMES
