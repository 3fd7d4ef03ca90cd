"""``review`` with units, corrections and a last review; ``audit``: as a person types them."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from click.testing import CliRunner, Result

from reportkit.cli import main

REPORTS = {
    "a.txt": "BÁO CÁO\ncủa Đảng bộ xã Suối Đá\n\nToàn xã có 45 mô hình học tập và làm theo Bác.\n",
    "b.txt": "BÁO CÁO\ncủa Đảng bộ xã Đồi Chè\n\nToàn xã có trên 60 mô hình học tập và làm theo Bác.\n",
}


def reportkit(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "bao-cao"
    folder.mkdir()
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def review(folder: Path, *options: object) -> Result:
    out = folder.parent / "out"
    return reportkit(
        "review", folder, "-o", out, "--template", "phu-luc", "--profile", "chi-thi-05", *options
    )


def test_units_that_did_not_report_are_named(folder: Path, tmp_path: Path):
    units = tmp_path / "don-vi.toml"
    units.write_text('units = ["Xã Suối Đá", "Xã Đồi Chè", "Xã Đá Bạc"]', encoding="utf-8")
    answer = review(folder, "--units", units)
    assert answer.exit_code == 0
    assert "Xã Đá Bạc có trong danh sách nhưng không có báo cáo" in answer.stdout


def test_corrections_are_applied_kept_and_used_by_the_next_run_unasked(
    folder: Path, tmp_path: Path
):
    check = tmp_path / "kiem-tra.xlsx"
    answer = review(folder, "--verify", check)
    assert answer.exit_code == 0 and f"Bảng kiểm tra: {check}" in answer.stdout
    book = openpyxl.load_workbook(check)
    sheet = book["Kiểm tra"]
    heads = [cell.value for cell in sheet[1]]
    (row,) = (
        row
        for row in sheet.iter_rows(min_row=2)
        if row[heads.index("Số liệu")].value == "45 mô hình"
    )
    row[heads.index("Giá trị")].value = 46
    book.save(check)
    kept = folder / "reportkit.corrections.toml"
    answer = review(folder, "--corrections", check)
    assert f"Đã lưu các chỗ sửa vào {kept}" in answer.stdout and kept.exists()
    again = review(folder)
    assert "Đã dùng kết luận của người kiểm tra cho 1 số liệu" in again.stdout
    assert "Đã lưu các chỗ sửa" not in again.stdout
    (folder / "a.txt").write_text(
        REPORTS["a.txt"].replace("có 45", "dựng được 47"), encoding="utf-8"
    )
    gone = review(folder)
    assert gone.exit_code == 1 and "không báo cáo nào còn câu này" in gone.stderr


def test_a_review_is_saved_and_held_against_the_next_one(folder: Path, tmp_path: Path):
    saved = tmp_path / "so-ket.json"
    assert f"Đã lưu đợt tổng hợp: {saved}" in review(folder, "--save", saved).stdout
    for name, text in REPORTS.items():
        (folder / name).write_text(
            text.replace("trên 60", "9").replace("45", "8"), encoding="utf-8"
        )
    answer = review(folder, "--previous", saved)
    assert (
        "là số lũy kế nhưng lần này (17 mô hình) ít hơn lần trước (trên 105 mô hình)"
        in answer.stdout
    )


def test_a_workbook_that_is_none_stops_the_review(folder: Path, tmp_path: Path):
    openpyxl.Workbook().save(tmp_path / "x.xlsx")
    answer = review(folder, "--corrections", tmp_path / "x.xlsx")
    assert answer.exit_code == 3 and "no verification workbook" in answer.stderr


class TestAudit:
    BAD = "BÁO CÁO\ncủa Đảng bộ xã Suối Đá\n\nXã đạt 41/44 chỉ tiêu (đạt 95%).\n"

    def test_a_report_in_which_something_does_not_hold(self, tmp_path: Path):
        (tmp_path / "bc.txt").write_text(self.BAD, encoding="utf-8")
        answer = reportkit("audit", tmp_path / "bc.txt")
        assert answer.exit_code == 4
        assert "41/44 chỉ tiêu là 93,18%, báo cáo ghi 95%." in answer.stdout
        assert "“Xã đạt 41/44 chỉ tiêu (đạt 95%).”" in answer.stdout

    def test_as_json(self, tmp_path: Path):
        (tmp_path / "bc.txt").write_text(self.BAD, encoding="utf-8")
        answer = reportkit("audit", tmp_path / "bc.txt", "--json")
        found = [one for one in json.loads(answer.stdout) if one["severity"] == "error"]
        assert answer.exit_code == 4
        assert [one["code"] for one in found] == ["ratio-and-percentage"]
        figure = found[0]["figures"][1]
        assert self.BAD[figure["start"] : figure["end"]] == figure["quote"] == "95%"

    def test_a_sound_report_is_fine(self, folder: Path):
        answer = reportkit("audit", folder / "a.txt", "--profile", "chi-thi-05")
        assert answer.exit_code == 0
        assert "Cần kiểm tra: không có gì" in answer.stdout

    def test_the_marked_copy_has_comments_only_where_something_does_not_hold(self, tmp_path: Path):
        for name, text, codes in (("bad", self.BAD, 1), ("sound", REPORTS["a.txt"], 0)):
            document = docx.Document()
            for line in text.splitlines():
                document.add_paragraph(line)
            document.save(tmp_path / f"{name}.docx")
            answer = reportkit(
                "audit", tmp_path / f"{name}.docx", "--marked", tmp_path / f"{name}-x.docx"
            )
            assert answer.exit_code == (4 if codes else 0)
            assert "Chưa chọn bộ chỉ tiêu" in answer.stdout
            comments = [
                one.text for one in docx.Document(str(tmp_path / f"{name}-x.docx")).comments
            ]
            assert sum(text.startswith("Lỗi") for text in comments) == codes
            assert not [text for text in comments if "bộ chỉ tiêu;" in text]

    def test_a_report_that_cannot_be_read(self, tmp_path: Path):
        (tmp_path / "bc.doc").write_bytes(b"\xd0\xcf\x11\xe0")
        assert reportkit("audit", tmp_path / "bc.doc").exit_code == 3

    def test_it_shows_an_example(self):
        assert "Example:\n    reportkit audit" in reportkit("audit", "--help").stdout


@pytest.mark.parametrize(
    ("options", "part"),
    [
        ((), "word/comments.xml"),
        (("--trace", "footnotes"), "word/footnotes.xml"),
        (("--trace", "none"), None),
    ],
)
def test_the_report_tells_its_sources_where_it_is_asked_to(
    folder: Path, tmp_path: Path, options, part
):
    out = tmp_path / "out"
    result = review(folder, "-o", out, "--template", "dang/so-ket", *options)
    assert result.exit_code == 0, result.output
    with zipfile.ZipFile(out / "bao-cao-so-ket.docx") as package:
        notes = {"word/comments.xml", "word/footnotes.xml"} & set(package.namelist())
    assert notes == ({part} if part else set())


def test_two_templates_of_one_file_name_are_told_apart_by_their_folders(
    folder: Path, tmp_path: Path
):
    out = tmp_path / "out"
    given = ("--template", "dang/so-ket", "--template", "nha-nuoc/so-ket")
    result = review(folder, "-o", out, *given, "--template", "dang/tong-ket")
    assert result.exit_code == 0, result.output
    assert sorted(file.name for file in out.glob("*.docx")) == [
        "bao-cao-so-ket-dang.docx",
        "bao-cao-so-ket-nha-nuoc.docx",
        "bao-cao-tong-ket.docx",
    ]


FORMS = [
    # the form in reportkit.toml, the template asked for, words of the report, of the annex
    (None, None, "ĐẢNG CỘNG SẢN VIỆT NAM", "Phụ lục 1"),
    ("nha-nuoc", None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Phụ lục I"),
    ("", "nha-nuoc/tong-ket", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Phụ lục I"),
    ("dang", "nha-nuoc/so-ket", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Phụ lục 1"),
]


@pytest.mark.parametrize(("form", "template", "head", "number"), FORMS)
def test_report_and_annexes_have_one_form(
    folder: Path, tmp_path: Path, form, template, head, number
):
    if form is not None:
        (folder / "reportkit.toml").write_text(f'form = "{form}"\n', encoding="utf-8")
    out = tmp_path / "out"
    given = () if template is None else ("--template", template, "--template", "phu-luc")
    result = reportkit("review", folder, "-o", out, "--profile", "chi-thi-05", *given)
    assert result.exit_code == 0, result.output
    (report,) = out.glob("*.docx")
    with zipfile.ZipFile(report) as package:
        assert head in package.read("word/document.xml").decode()
    sheet = openpyxl.load_workbook(out / "phu-luc.xlsx")["Tổng hợp"]
    assert sheet["A1"].value == number


def test_a_brief_is_no_report_and_keeps_its_name(folder: Path, tmp_path: Path):
    out = tmp_path / "out"
    result = review(folder, "-o", out, "--template", "phieu-hop")
    assert result.exit_code == 0, result.output
    assert [file.name for file in out.glob("*.docx")] == ["phieu-hop.docx"]


def test_a_template_given_twice_is_written_once(folder: Path, tmp_path: Path):
    out = tmp_path / "out"
    given = ("--template", "dang/so-ket", "--template", "dang/so-ket")
    assert review(folder, "-o", out, *given).exit_code == 0
    assert [file.name for file in out.glob("*.docx")] == ["bao-cao-so-ket.docx"]
