"""A person opens a bundled template in LibreOffice and saves it: it still makes the same report."""

from __future__ import annotations

import shutil

import docx

from reportkit.documents import templates, write_docx


def words(file) -> list[str]:
    """The lines of a document that are not empty, those of its tables, too."""
    document = docx.Document(file)
    lines = [paragraph.text for paragraph in document.paragraphs]
    lines += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [" ".join(line.split()) for line in lines if line.strip()]


def test_a_template_saved_by_libreoffice_makes_the_same_report(office, seeds_review, tmp_path):
    """LibreOffice moves a section break from an empty paragraph into the one before it."""
    bundled = [known for known in templates() if known.path.suffix == ".docx"]
    copies = [tmp_path / f"{known.name.replace('/', '-')}.docx" for known in bundled]
    for known, copy in zip(bundled, copies, strict=True):
        shutil.copy(known.path, copy)
    for known, saved in zip(bundled, office("docx", tmp_path / "saved", *copies), strict=True):
        ours = write_docx(seeds_review, tmp_path / f"a-{saved.name}", template=known.name)
        theirs = write_docx(seeds_review, tmp_path / f"b-{saved.name}", template=saved)
        assert words(theirs) == words(ours)
