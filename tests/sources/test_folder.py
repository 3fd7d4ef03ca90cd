"""Which files of a folder are sources, and which only lie there."""

from __future__ import annotations

import hashlib
import json
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from reportkit.errors import SourceError
from reportkit.parsing import Summary, to_json
from reportkit.sources import Source, list_sources, open_source
from reportkit.sources.mark import mark_bytes

REPORT = "Toàn tỉnh có trên 579 mô hình."


def write(folder: Path, *names: str, text: str = REPORT) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{text} {name}", encoding="utf-8")


def word_file(text: str) -> bytes:
    file = BytesIO()
    document = Document()
    document.add_paragraph(text)
    document.save(file)
    return file.getvalue()


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_sources_are_named_relative_to_the_folder_and_sorted(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a.txt", "huyen/xa/c.txt", "huyen/a.pdf")
    assert list_sources(tmp_path).sources == ("a.txt", "b.txt", "huyen/a.pdf", "huyen/xa/c.txt")


def test_what_is_no_report_is_told_or_passed_over(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "README.md", "Readme", "reportkit.toml", "reportkit.corrections.toml")
    write(tmp_path, ".hidden", ".git/config", "~$bao-cao.docx", "Thumbs.db", "desktop.ini")
    write(tmp_path, "trang.html", "trang_files/1.js", "trang_files/khung.html", "khac_files/b.txt")
    listing = list_sources(tmp_path)
    assert listing.sources == ("a.txt", "khac_files/b.txt", "trang.html")
    assert set(listing.skipped) == {
        "README.md",
        "Readme",
        "reportkit.toml",
        "reportkit.corrections.toml",
    }


def test_the_json_of_reportkit_is_no_report_and_any_other_is_named(tmp_path: Path) -> None:
    report = Summary(Source("a.txt", REPORT))
    (tmp_path / "ket-qua.json").write_text(to_json([report]), encoding="utf-8")
    (tmp_path / "khac.json").write_text(json.dumps({"a": 1}), encoding="utf-8")
    listing = list_sources(tmp_path)
    assert (listing.sources, listing.skipped) == (("khac.json",), ("ket-qua.json",))


def test_an_output_made_from_a_source_that_lies_here_is_skipped(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    marked = mark_bytes(word_file("Báo cáo tổng hợp"), [digest(tmp_path / "a.txt"), "0" * 64])
    (tmp_path / "bao-cao.docx").write_bytes(marked)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "bao-cao.docx").write_bytes(marked)
    listing = list_sources(tmp_path)
    assert listing.sources == ("a.txt",)
    assert listing.skipped == ("bao-cao.docx", "out/bao-cao.docx")


def test_an_output_that_a_person_changed_is_skipped_too(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    document = Document(BytesIO(mark_bytes(word_file("x"), [digest(tmp_path / "a.txt")])))
    document.add_paragraph("Người tổng hợp sửa.")
    document.save(tmp_path / "bao-cao.docx")
    assert list_sources(tmp_path).skipped == ("bao-cao.docx",)


def test_a_report_that_another_office_made_with_reportkit_is_a_source(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    (tmp_path / "huyen.docx").write_bytes(mark_bytes(word_file("Báo cáo huyện"), ["f" * 64]))
    assert list_sources(tmp_path).sources == ("a.txt", "huyen.docx")


def test_a_file_of_the_digest_is_never_its_own_source(tmp_path: Path) -> None:
    (tmp_path / "huyen.docx").write_bytes(mark_bytes(word_file("x"), ["f" * 64]))
    assert list_sources(tmp_path).sources == ("huyen.docx",)


def test_an_empty_folder_has_nothing_and_a_missing_one_is_an_error(tmp_path: Path) -> None:
    assert list_sources(tmp_path).sources == ()
    for path in (tmp_path / "none", Path(__file__)):
        with pytest.raises(SourceError, match="cannot be read"):
            list_sources(path)


NOT_READABLE = [
    ("a.doc", b"\xd0\xcf\x11\xe0", ".doc"),
    ("a.xlsx", b"PK\x03\x04", "workbook"),
    ("a.jpg", b"\xff\xd8\xff", "picture"),
    ("a.zip", b"PK\x03\x04", "archive"),
    ("a.mp4", b"\0\0\0", ".mp4"),
    ("a.json", b"{}", ".json"),
    ("khong-duoi", b"PK\x03\x04", "without a suffix"),
]


@pytest.mark.parametrize(("name", "data", "problem"), NOT_READABLE)
def test_a_file_of_another_kind_is_named_with_reason_and_remedy(
    name: str, data: bytes, problem: str
) -> None:
    with pytest.raises(SourceError, match=problem) as caught:
        open_source(data, name)
    assert caught.value.file == name and caught.value.remedy


MISNAMED = [
    pytest.param("a.doc", word_file(REPORT), id="a .docx under the name .doc"),
    pytest.param("a.txt", word_file(REPORT), id="a .docx under the name .txt"),
    pytest.param("a.doc", f"<html><body>{REPORT}</body></html>".encode(), id="a page under .doc"),
    pytest.param("a", REPORT.encode(), id="a text without a suffix"),
    pytest.param("A.TXT", REPORT.encode(), id="capitals"),
]


@pytest.mark.parametrize(("name", "data"), MISNAMED)
def test_the_first_bytes_decide_where_the_name_is_wrong(name: str, data: bytes) -> None:
    assert open_source(data, name).text.strip() == REPORT


def test_a_source_has_the_digest_of_its_bytes_and_the_name_of_the_file(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    source = open_source(tmp_path / "a.txt")
    assert (source.name, source.digest) == ("a.txt", digest(tmp_path / "a.txt"))
    assert open_source(str(tmp_path / "a.txt"), "x/a.txt").name == "x/a.txt"


def test_a_missing_file_and_a_folder_are_errors(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        open_source(tmp_path / "none.txt")
    with pytest.raises(SourceError, match="cannot be opened"):
        open_source(tmp_path)
