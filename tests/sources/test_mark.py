"""The mark tells what reportkit made, of which sources, and whether a person changed it."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from reportkit.sources.mark import Mark, content_hash, is_intact, mark_bytes, read_mark

DIGESTS = ["b" * 64, "a" * 64]


def word_file() -> bytes:
    file = BytesIO()
    document = Document()
    document.add_paragraph("Toàn tỉnh có trên 579 mô hình.")
    document.save(file)
    return file.getvalue()


def excel_file() -> bytes:
    file = BytesIO()
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = 579
    workbook.save(file)
    return file.getvalue()


PACKAGES = [pytest.param(word_file, id="docx"), pytest.param(excel_file, id="xlsx")]


def saved_again(package: bytes, old: bytes = b"", new: bytes = b"") -> bytes:
    """The package as another program saves it: packed otherwise, ``old`` replaced in its parts."""
    target = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(package)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as copy,
    ):
        for name in reversed(source.namelist()):
            data = source.read(name)
            copy.writestr(name, data.replace(old, new) if old else data)
    return target.getvalue()


@pytest.mark.parametrize("make", PACKAGES)
def test_a_marked_file_tells_its_sources_and_is_intact(make) -> None:
    package = make()
    marked = mark_bytes(package, DIGESTS)
    assert read_mark(package) is None and not is_intact(package)
    assert read_mark(marked) == Mark(frozenset(DIGESTS), content_hash(marked))
    assert is_intact(marked)


@pytest.mark.parametrize("make", PACKAGES)
def test_the_hash_knows_the_content_and_not_the_packing(make) -> None:
    marked = mark_bytes(make(), DIGESTS)
    assert is_intact(saved_again(marked))
    changed = saved_again(marked, b"579", b"580")
    assert not is_intact(changed)
    assert read_mark(changed) == read_mark(marked), "a changed file still tells its sources"


@pytest.mark.parametrize("make", PACKAGES)
def test_marking_is_deterministic_and_replaces_an_older_mark(make) -> None:
    package = make()
    once = mark_bytes(package, DIGESTS)
    assert mark_bytes(package, reversed(DIGESTS)) == once
    again = mark_bytes(once, ["c" * 64])
    assert read_mark(again).digests == {"c" * 64} and is_intact(again)
    assert mark_bytes(again, DIGESTS) == once


def test_a_marked_document_still_opens_and_keeps_the_custom_xml_it_had() -> None:
    first = mark_bytes(word_file(), DIGESTS)
    foreign = saved_again(first, b"urn:reportkit:mark", b"urn:another:office")
    marked = mark_bytes(foreign, DIGESTS)
    with zipfile.ZipFile(BytesIO(marked)) as archive:
        assert archive.testzip() is None
        texts = b"".join(map(archive.read, archive.namelist()))
    assert b'<mark xmlns="urn:another:office"' in texts
    assert is_intact(marked)
    assert Document(BytesIO(marked)).paragraphs[0].text == "Toàn tỉnh có trên 579 mô hình."


def test_a_marked_workbook_still_opens() -> None:
    marked = mark_bytes(excel_file(), DIGESTS)
    assert openpyxl.load_workbook(BytesIO(marked)).active["A1"].value == 579


@pytest.mark.parametrize("make", PACKAGES)
def test_the_validator_finds_nothing_that_the_unmarked_file_has_not(make, tmp_path: Path) -> None:
    audit = pytest.importorskip("openxml_audit")
    suffix = ".docx" if make is word_file else ".xlsx"
    found = []
    for name, data in (("plain", make()), ("marked", mark_bytes(make(), DIGESTS))):
        path = tmp_path / f"{name}{suffix}"
        path.write_bytes(data)
        errors = audit.OpenXmlValidator().validate(path).errors
        found.append({(error.part_uri, error.description) for error in errors})
    assert found[1] <= found[0]


@pytest.mark.parametrize("data", [b"", b"no zip", b"PK\x03\x04 cut off", word_file()[:2000]])
def test_what_is_no_package_has_no_mark(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    assert read_mark(path) is None
    assert not is_intact(path)


def test_marking_what_is_no_package_is_an_error() -> None:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a.txt", "a")
    with pytest.raises(ValueError, match="no main part"):
        mark_bytes(target.getvalue(), [])
    with pytest.raises(zipfile.BadZipFile):
        mark_bytes(b"no zip", [])
