"""A report that a person edited: which of its figures the review no longer has."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
import pytest
from click.testing import CliRunner

from reportkit.cli import main
from reportkit.documents import disagreements, write_docx, write_xlsx
from reportkit.errors import SourceError

TEMPLATES = ["dang/so-ket", "dang/tong-ket", "nha-nuoc/so-ket", "nha-nuoc/tong-ket"]
MODELS = "Mô hình, cách làm học tập và làm theo Bác"


def edit(path: Path, old: str, new: str) -> None:
    """Change words in a .docx as a person does in Word."""
    document = docx.Document(str(path))
    changed = 0
    for paragraph in document.paragraphs:
        if old in paragraph.text:
            text = paragraph.text.replace(old, new)
            for run in paragraph.runs[1:]:
                run.text = ""
            paragraph.runs[0].text = text
            changed += 1
    assert changed
    document.save(str(path))


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_report_as_it_was_written_agrees(seeds_review, template, tmp_path):
    path = write_docx(seeds_review, tmp_path / "bao-cao.docx", template=template)
    assert disagreements(seeds_review, path) == ()


def test_other_words_alone_disagree_in_nothing(small_review, tmp_path):
    path = write_docx(small_review, tmp_path / "bao-cao.docx")
    edit(path, "Các đơn vị đã xây dựng", "Đến nay các đơn vị đã xây dựng được")
    assert disagreements(small_review, path) == ()


EDITS = [
    ("trên 608 mô hình", "trên 680 mô hình", MODELS, "trên 680 mô hình", "trên 608 mô hình"),
    ("32 tập thể", "33 tập thể", "Tập thể được khen thưởng", "33 tập thể", "32 tập thể"),
]


@pytest.mark.parametrize(("old", "new", "indicator", "said", "total"), EDITS)
def test_a_number_that_was_changed_is_told(
    small_review, tmp_path, old, new, indicator, said, total
):
    path = write_docx(small_review, tmp_path / "bao-cao.docx")
    edit(path, old, new)
    found = disagreements(small_review, path)
    assert {(one.indicator, one.said, one.total) for one in found} == {(indicator, said, total)}
    assert all(new in one.sentence for one in found)


def change_cells(path: Path, changes: dict[object, object]) -> None:
    """Change the cells of annex 1 that hold these values, as a person does in Excel."""
    book = openpyxl.load_workbook(path)
    found = [cell for row in book["Tổng hợp"].iter_rows() for cell in row if cell.value in changes]
    assert {cell.value for cell in found} == changes.keys()
    for cell in found:
        cell.value = changes[cell.value]
    book.save(path)


def test_cells_of_annexes_that_were_changed_are_told_and_no_others(seeds_review, tmp_path):
    path = write_xlsx(seeds_review, tmp_path / "phu-luc.xlsx")
    assert disagreements(seeds_review, path) == ()
    change_cells(path, {9630: 9700, 579: "–"})
    found = disagreements(seeds_review, path)
    assert {(one.indicator, one.said, one.total) for one in found} == {
        ("Hội nghị học tập, quán triệt, tuyên truyền", "9.700", "9.630 hội nghị"),
        (MODELS, "–", "trên 579 mô hình"),
    }
    assert all(one.sentence.startswith("Tổng hợp!") for one in found)


def test_a_unit_that_tells_another_number_now_is_told_in_its_cell_and_in_the_total(
    make_review, tmp_path
):
    texts = {name: f"Đảng bộ xã {name}" for name in ("Suối Đá", "Đồi Chè")}
    before = make_review(*((unit, "Toàn xã có 45 mô hình.") for unit in texts.values()))
    path = write_xlsx(before, tmp_path / "phu-luc.xlsx")
    later = make_review(
        (texts["Suối Đá"], "Toàn xã có 45 mô hình."), (texts["Đồi Chè"], "Toàn xã có 50 mô hình.")
    )
    found = {(one.said, one.total) for one in disagreements(later, path)}
    assert found == {("45", "50 mô hình"), ("90", "95 mô hình")}


def test_what_the_review_has_no_longer_is_told(make_review, small_review, tmp_path):
    path = write_docx(small_review, tmp_path / "bao-cao.docx")
    later = make_review(("Đảng bộ tỉnh A", "Toàn tỉnh có 700 mô hình."))
    found = {one.said for one in disagreements(later, path) if one.indicator == MODELS}
    assert "trên 608 mô hình" in found


@pytest.mark.parametrize("name", ["bao-cao.docx", "phu-luc.xlsx"])
def test_what_cannot_be_read_is_an_error(small_review, tmp_path, name):
    (tmp_path / name).write_bytes(b"no document")
    with pytest.raises(SourceError):
        disagreements(small_review, tmp_path / name)


def test_the_next_run_lists_them_and_keeps_the_edited_report(tmp_path):
    folder, out = tmp_path / "bao-cao", tmp_path / "ra"
    folder.mkdir()
    (folder / "a.txt").write_text(
        "BÁO CÁO\ncủa Đảng bộ xã Suối Đá\n\nToàn xã có 45 mô hình học tập và làm theo Bác.\n",
        encoding="utf-8",
    )

    def run() -> str:
        command = ["review", str(folder), "-o", str(out), "--profile", "chi-thi-05"]
        answer = CliRunner().invoke(main, [*command, "--template", "dang/so-ket"])
        assert answer.exit_code == 0
        return answer.stdout

    assert "không còn khớp" not in run()
    (path,) = out.glob("*.docx")
    edit(path, "45 mô hình", "54 mô hình")
    kept = path.read_bytes()
    told = run()
    assert f"{path.name} không còn khớp với bảng tổng hợp:" in told
    assert f"- {MODELS}: bản đã sửa ghi “54 mô hình”, tổng hợp là 45 mô hình" in told
    assert path.read_bytes() == kept and len(list(out.glob("*.docx"))) == 2
    edit(path, "54 mô hình", "45 mô hình")
    assert f"{path.name} vẫn khớp với bảng tổng hợp" in run()


def test_a_target_that_is_no_report_is_kept_and_said_to_be_unreadable(tmp_path):
    folder, out = tmp_path / "bao-cao", tmp_path / "ra"
    folder.mkdir()
    out.mkdir()
    (folder / "a.txt").write_text("BÁO CÁO\ncủa xã Suối Đá\n\nCó 45 mô hình.\n", encoding="utf-8")
    (out / "bao-cao-so-ket.docx").write_bytes(b"no document")
    command = ["review", str(folder), "-o", str(out), "--profile", "chi-thi-05"]
    answer = CliRunner().invoke(main, [*command, "--template", "dang/so-ket"])
    assert answer.exit_code == 0
    assert "Không đọc được bao-cao-so-ket.docx để đối chiếu số liệu" in answer.stdout
    assert (out / "bao-cao-so-ket.docx").read_bytes() == b"no document"
