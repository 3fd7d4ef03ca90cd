"""Where a document goes: never over what a person wrote, never half a file."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest

from reportkit.documents import Letterhead, template_path, templates, write_docx, write_xlsx
from reportkit.documents.write import _folder
from reportkit.errors import OutputError, TemplateFileError, UndefinedNameError
from reportkit.sources.mark import is_intact, read_mark
from reportkit.templating import Template


def edit(path: Path) -> None:
    """What a person does in Word: change a word and save."""
    document = docx.Document(str(path))
    document.paragraphs[0].text = "Đã sửa"
    document.save(str(path))


def test_the_report_is_marked_with_the_sources_it_was_made_from(small_review, tmp_path):
    path = write_docx(small_review, tmp_path / "bao-cao.docx")
    assert path == tmp_path / "bao-cao.docx"
    assert is_intact(path)
    assert read_mark(path).digests == {"ab" * 32}


@pytest.mark.parametrize(
    ("head", "says"),
    [
        (Letterhead(form="nha-nuoc"), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (Letterhead(form="dang"), "ĐẢNG CỘNG SẢN VIỆT NAM"),
        (Letterhead(), "ĐẢNG CỘNG SẢN VIỆT NAM"),
        (None, "ĐẢNG CỘNG SẢN VIỆT NAM"),
    ],
)
def test_without_a_template_the_letterhead_chooses_the_form(small_review, tmp_path, head, says):
    written = small_review.to_docx(tmp_path / "bao-cao.docx", letterhead=head)
    cells = docx.Document(str(written)).tables[0]._cells
    assert says in "\n".join(cell.text for cell in cells).upper()


def test_a_second_run_replaces_its_own_report(small_review, tmp_path):
    target = tmp_path / "bao-cao.docx"
    assert write_docx(small_review, target) == write_docx(small_review, target) == target
    assert [file.name for file in tmp_path.iterdir()] == ["bao-cao.docx"]


def test_what_a_person_changed_is_kept_and_the_report_goes_beside_it(small_review, tmp_path):
    target = write_docx(small_review, tmp_path / "bao-cao.docx")
    edit(target)
    kept = target.read_bytes()
    beside = write_docx(small_review, target)
    assert beside == tmp_path / "bao-cao (2).docx"
    assert target.read_bytes() == kept
    assert write_docx(small_review, target) == beside  # its own, so it may be replaced
    edit(beside)
    assert write_docx(small_review, target) == tmp_path / "bao-cao (3).docx"


def test_a_file_that_reportkit_never_wrote_is_kept(small_review, tmp_path):
    target = tmp_path / "phu-luc.xlsx"
    openpyxl.Workbook().save(target)
    assert write_xlsx(small_review, target) == tmp_path / "phu-luc (2).xlsx"


def test_a_folder_of_that_name_is_kept(small_review, tmp_path):
    (tmp_path / "bao-cao.docx").mkdir()
    assert write_docx(small_review, tmp_path / "bao-cao.docx").name == "bao-cao (2).docx"


def test_overwrite_replaces_whatever_stands_there(small_review, tmp_path):
    target = write_docx(small_review, tmp_path / "bao-cao.docx")
    edit(target)
    assert write_docx(small_review, target, overwrite=True) == target
    assert is_intact(target)


def test_a_folder_that_is_missing_is_made(small_review, tmp_path):
    assert write_docx(small_review, tmp_path / "2026" / "bao-cao.docx").is_file()


def test_a_folder_that_cannot_be_written_is_an_error_that_says_what_to_do(small_review, tmp_path):
    (tmp_path / "out").write_text("a file, no folder")
    with pytest.raises(OutputError) as caught:
        write_docx(small_review, tmp_path / "out" / "bao-cao.docx")
    assert "bao-cao.docx" in caught.value.file
    assert caught.value.remedy


def test_a_write_that_fails_leaves_nothing_half_written(small_review, tmp_path, monkeypatch):
    target = write_docx(small_review, tmp_path / "bao-cao.docx")
    before = target.read_bytes()

    def interrupted(self, target):
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_docx(small_review, target)
    assert [file.name for file in tmp_path.iterdir()] == ["bao-cao.docx"]
    assert target.read_bytes() == before


@pytest.mark.parametrize(
    ("write", "target"), [(write_docx, "bao-cao.xlsx"), (write_xlsx, "phu-luc.docx")]
)
def test_a_target_of_the_wrong_kind_is_an_error(small_review, tmp_path, write, target):
    with pytest.raises(OutputError, match="no"):
        write(small_review, tmp_path / target)


def test_a_template_of_the_wrong_kind_is_an_error(small_review, tmp_path):
    with pytest.raises(OutputError, match="template"):
        write_docx(small_review, tmp_path / "a.docx", template="phu-luc")


def test_the_same_review_gives_the_same_bytes(small_review, tmp_path):
    for write, name in ((write_docx, "a.docx"), (write_xlsx, "a.xlsx")):
        first = write(small_review, tmp_path / name).read_bytes()
        assert write(small_review, tmp_path / f"b-{name}").read_bytes() == first


def test_bundled_templates_tell_what_they_are_for():
    names = {template.name: template.description for template in templates()}
    assert {"dang/so-ket", "dang/tong-ket", "phu-luc"} <= set(names)
    assert all(names.values())


def test_a_template_is_found_by_its_name_or_its_path(tmp_path):
    bundled = template_path("dang/so-ket")
    own = tmp_path / "của tôi.docx"
    own.write_bytes(bundled.read_bytes())
    assert template_path(own) == template_path(str(own)) == own


def test_a_template_that_is_not_there_names_those_that_are():
    with pytest.raises(TemplateFileError) as caught:
        template_path("dang/so-kết")
    assert "Did you mean dang/so-ket?" in caught.value.remedy


def test_the_templates_of_an_installed_package_are_found_first(tmp_path, monkeypatch):
    module = tmp_path / "reportkit" / "documents" / "write.py"
    (tmp_path / "templates").mkdir()
    monkeypatch.setattr("reportkit.documents.write.__file__", str(module))
    assert _folder() == tmp_path / "templates"
    (tmp_path / "reportkit" / "templates").mkdir(parents=True)
    assert _folder() == tmp_path / "reportkit" / "templates"


def test_an_undefined_name_in_an_own_template_is_an_error_with_its_file(small_review, tmp_path):
    document = docx.Document()
    document.add_paragraph("Có {{ totl.models }}.")
    document.save(str(tmp_path / "mau.docx"))
    with pytest.raises(UndefinedNameError) as caught:
        write_docx(small_review, tmp_path / "ra.docx", template=tmp_path / "mau.docx")
    assert "mau.docx" in caught.value.file
    assert not (tmp_path / "ra.docx").exists()


def test_no_clock_and_no_random_id_gets_into_a_document(small_review, tmp_path):
    path = write_docx(small_review, tmp_path / "a.docx")
    with zipfile.ZipFile(path) as package:
        assert {info.date_time[0] for info in package.infolist()} <= {1980, 2026}
    assert Template(path)  # a filled report is a file that can be opened again
