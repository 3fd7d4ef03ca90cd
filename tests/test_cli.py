"""The command line as a person meets it: what it prints, writes, and says when something is wrong.

Every command is tried on files made here; the bundled templates are the real ones.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from click.testing import CliRunner, Result

from reportkit.cli import main

REPORTS = {
    "binh-an.txt": (
        "BÁO CÁO\nsơ kết 02 năm thực hiện Chỉ thị 05-CT/TW của Đảng bộ huyện Bình An\n\n"
        "Toàn huyện có 45 mô hình học tập và làm theo Bác. Đã biểu dương 12 tập thể, 30 cá nhân.\n"
    ),
    "hoa-lac.txt": (
        "BÁO CÁO\nsơ kết 02 năm thực hiện Chỉ thị 05-CT/TW của Đảng bộ huyện Hòa Lạc\n\n"
        "Toàn huyện có trên 60 mô hình học tập và làm theo Bác.\n"
    ),
}


def reportkit(*arguments: object) -> Result:
    """Run the command as a person would, with stdout and stderr apart."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder with the reports of two districts."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def word_file(path: Path, *paragraphs: str) -> Path:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(str(path))
    return path


def words_of(path: Path) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


# Help and usage


@pytest.mark.parametrize("command", ["review", "parse", "fill", "templates"])
def test_each_command_shows_an_example(command):
    answer = reportkit(command, "--help")
    assert answer.exit_code == 0
    assert f"Example:\n    reportkit {command}" in answer.stdout


def test_the_version_can_be_asked_for():
    import reportkit as package

    assert reportkit("--version").stdout == f"reportkit, version {package.__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["review", "no-such-folder", "-o", "out"], "no-such-folder"),
        (["review", "."], "--out"),
        (["parse"], "PATH"),
        (["fill", "no.docx", "no.json", "-o", "out.docx"], "no.docx"),
        (["reviw", "."], "review"),
    ],
)
def test_wrong_usage_is_exit_code_2(arguments, told):
    answer = reportkit(*arguments)
    assert answer.exit_code == 2
    assert told in answer.stderr


# review


def test_review_tells_what_it_read_what_is_doubtful_and_where_the_files_lie(reports, tmp_path):
    out = tmp_path / "new" / "out"
    answer = reportkit("review", reports, "-o", out)
    assert answer.exit_code == 0, answer.output
    lines = answer.stdout.splitlines()
    assert lines[0].split("  ")[0] == "Tệp"
    assert "binh-an.txt" in lines[2] and "Bình An" in lines[2] and "sơ kết" in lines[2]
    assert any(line.startswith("Cần kiểm tra: ") for line in lines)
    files = set(out.iterdir())
    assert files == {out / "bao-cao-so-ket.docx", out / "phu-luc.xlsx"}
    assert all(f"  {path}" in lines for path in files)


def test_the_total_of_two_districts_stands_in_the_report(reports, tmp_path):
    reportkit("review", reports, "-o", tmp_path, "--profile", "chi-thi-05")
    assert "trên 105 mô hình" in words_of(tmp_path / "bao-cao-so-ket.docx")


def test_an_empty_folder_is_exit_code_3_and_nothing_is_written(tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    answer = reportkit("review", empty, "-o", tmp_path / "out")
    assert answer.exit_code == 3
    assert "Không có báo cáo nào" in answer.stderr and str(empty) in answer.stderr
    assert not (tmp_path / "out").exists()


def test_one_broken_report_among_good_ones_is_named_and_the_rest_is_done(reports, tmp_path):
    (reports / "hong.docx").write_bytes(b"PK\x03\x04 broken")
    answer = reportkit("review", reports, "-o", tmp_path / "out")
    assert answer.exit_code == 1
    assert "hong.docx" in answer.stderr
    assert "hong.docx" in answer.stdout, "it is a finding, too"
    assert "binh-an.txt" in answer.stdout and "hoa-lac.txt" in answer.stdout
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_a_folder_with_nothing_but_a_broken_report_is_exit_code_3(tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "hong.docx").write_bytes(b"PK\x03\x04 broken")
    answer = reportkit("review", folder, "-o", tmp_path / "out")
    assert answer.exit_code == 3
    assert "hong.docx" in answer.stderr
    assert not (tmp_path / "out").exists()


def test_an_undefined_name_in_a_template_is_named_and_the_other_template_is_filled(
    reports, tmp_path
):
    mine = word_file(tmp_path / "mine.docx", "Kính gửi {{ recipientt }}")
    answer = reportkit(
        "review", reports, "-o", tmp_path / "out", "--template", mine, "--template", "phu-luc"
    )
    assert answer.exit_code == 1
    assert "recipientt" in answer.stderr and "mine.docx" in answer.stderr
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["phu-luc.xlsx"]


def test_a_template_that_is_not_there_is_told_before_anything_is_read(reports, tmp_path):
    answer = reportkit("review", reports, "-o", tmp_path / "out", "--template", "dang/so-kett")
    assert answer.exit_code in (2, 3)
    assert "dang/so-kett" in answer.stderr
    assert answer.stdout == ""


def test_two_templates_for_one_file_are_wrong_usage(reports, tmp_path):
    for name in ("a", "b"):
        (tmp_path / name / "forms").mkdir(parents=True)
        word_file(tmp_path / name / "forms" / "mine.docx", "…")
    mine = [tmp_path / name / "forms" / "mine.docx" for name in ("a", "b")]
    answer = reportkit(
        "review", reports, "-o", tmp_path, "--template", mine[0], "--template", mine[1]
    )
    assert answer.exit_code == 2
    assert "bao-cao-mine-forms.docx" in answer.stderr


def test_a_profile_with_a_mistake_is_told_before_anything_is_read(reports, tmp_path):
    profile = tmp_path / "mine.toml"
    profile.write_text("id = 5\n", encoding="utf-8")
    answer = reportkit("review", reports, "-o", tmp_path / "out", "--profile", profile)
    assert answer.exit_code == 3
    assert "mine.toml" in answer.stderr and "id" in answer.stderr
    assert answer.stdout == ""


def test_an_output_folder_that_cannot_be_made_is_exit_code_3(reports, tmp_path):
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    answer = reportkit("review", reports, "-o", tmp_path / "file" / "out")
    assert answer.exit_code == 3
    assert "cannot be made" in answer.stderr and str(tmp_path / "file" / "out") in answer.stderr


def test_an_output_folder_that_cannot_be_written_is_exit_code_3(reports, tmp_path, monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    answer = reportkit("review", reports, "-o", tmp_path / "out")
    assert answer.exit_code == 3
    assert "bao-cao-so-ket.docx" in answer.stderr


def test_a_second_run_replaces_its_own_outputs(reports, tmp_path):
    out = tmp_path / "out"
    reportkit("review", reports, "-o", out)
    answer = reportkit("review", reports, "-o", out)
    assert answer.exit_code == 0
    assert sorted(path.name for path in out.iterdir()) == ["bao-cao-so-ket.docx", "phu-luc.xlsx"]


def test_an_output_that_a_person_changed_is_kept_and_the_new_one_written_beside(reports, tmp_path):
    out = tmp_path / "out"
    reportkit("review", reports, "-o", out)
    changed = out / "bao-cao-so-ket.docx"
    document = docx.Document(str(changed))
    document.add_paragraph("Đồng chí Bí thư đã sửa.")
    document.save(str(changed))
    before = changed.read_bytes()

    answer = reportkit("review", reports, "-o", out)
    assert answer.exit_code == 0
    assert changed.read_bytes() == before
    assert "được giữ nguyên" in answer.stdout
    assert len(list(out.glob("bao-cao-so-ket*.docx"))) == 2

    reportkit("review", reports, "-o", out, "--force")
    assert "đã sửa" not in words_of(changed)


def test_outputs_among_the_reports_are_not_read_as_reports(reports):
    reportkit("review", reports, "-o", reports)
    answer = reportkit("review", reports, "-o", reports)
    assert answer.exit_code == 0
    rows = answer.stdout.partition("\n\n")[0].splitlines()[2:]
    assert [row.split()[0] for row in rows] == list(REPORTS)


def test_ctrl_c_leaves_nothing_half_written_and_says_so_in_one_line(reports, tmp_path, monkeypatch):
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", stop)
    answer = reportkit("review", reports, "-o", tmp_path / "out")
    assert answer.exit_code == 130
    assert len(answer.stderr.strip().splitlines()) == 1
    assert list((tmp_path / "out").iterdir()) == []


def test_output_is_utf_8_where_the_console_is_not(reports):
    answer = subprocess.run(
        [sys.executable, "-c", "from reportkit.cli import main; main()", "parse", str(reports)],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        check=True,
    )
    assert "Đơn vị" in answer.stdout.decode("utf-8")


# parse


def test_parse_prints_one_json_object_a_report(reports):
    answer = reportkit("parse", reports, "--json")
    assert answer.exit_code == 0
    objects = json.loads(answer.stdout)
    assert [each["source"]["name"] for each in objects] == list(REPORTS)
    assert {figure["indicator"] for each in objects for figure in each["figures"]} == {None}


def test_parse_with_a_profile_binds_the_figures(reports):
    answer = reportkit("parse", reports / "hoa-lac.txt", "--profile", "chi-thi-05", "--json")
    (figure,) = json.loads(answer.stdout)[0]["figures"]
    assert figure["quote"] == "trên 60 mô hình"
    assert (figure["value"], figure["bound"], figure["indicator"]) == (60, "over", "models")


def test_parse_prints_what_it_could_read_and_names_the_rest(reports):
    (reports / "hong.pdf").write_bytes(b"%PDF-1.4 broken")
    answer = reportkit("parse", reports, "--json")
    assert answer.exit_code == 1
    assert len(json.loads(answer.stdout)) == len(REPORTS)
    assert "hong.pdf" in answer.stderr


def test_parse_without_json_prints_a_row_a_report(reports):
    answer = reportkit("parse", reports / "binh-an.txt")
    assert answer.exit_code == 0
    assert answer.stdout.splitlines()[0].startswith("Tệp")
    assert "Bình An" in answer.stdout


# fill

LETTER = "Kính gửi {{ name }}: {{ count }} mô hình."
PEOPLE_CSV = "name,count\nLan & Minh,2\nHòa <Bình>,3\n"
LETTERS = ["Kính gửi Lan & Minh: 2 mô hình.", "Kính gửi Hòa <Bình>: 3 mô hình."]


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """A template with two names."""
    return word_file(tmp_path / "letter.docx", LETTER)


def written(tmp_path: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding=encoding)
    return path


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("data.json", '{"name": "Lan & Minh", "count": 2}'),
        ("data.toml", 'name = "Lan & Minh"\ncount = 2\n'),
    ],
)
def test_fill_writes_one_file_for_one_mapping(letter, tmp_path, name, text):
    out = tmp_path / "new" / "out.docx"
    answer = reportkit("fill", letter, written(tmp_path, name, text), "-o", out)
    assert answer.exit_code == 0, answer.output
    assert answer.stdout == f"{out}\n"
    assert words_of(out) == LETTERS[0]


@pytest.mark.parametrize(
    ("name", "text", "encoding"),
    [
        ("people.csv", PEOPLE_CSV, "utf-8"),
        ("people.csv", PEOPLE_CSV, "utf-8-sig"),
        ("people.csv", PEOPLE_CSV.replace(",", ";"), "utf-8"),
        ("people.csv", PEOPLE_CSV.replace(",", "\t").replace("\n", "\r\n"), "utf-8"),
        (
            "people.json",
            '[{"name": "Lan & Minh", "count": 2}, {"name": "Hòa <Bình>", "count": 3}]',
            "utf-8",
        ),
    ],
)
def test_fill_writes_one_file_a_record_for_a_list(letter, tmp_path, name, text, encoding):
    out = tmp_path / "letters"
    answer = reportkit("fill", letter, written(tmp_path, name, text, encoding), "-o", out)
    assert answer.exit_code == 0, answer.output
    assert [words_of(path) for path in sorted(out.iterdir())] == LETTERS
    assert [path.name for path in sorted(out.iterdir())] == ["letter-1.docx", "letter-2.docx"]


def test_fill_keeps_letters_that_are_written_with_combining_marks(letter, tmp_path):
    name = "Hoa\u0300a\u0323"
    data = written(tmp_path, "data.json", json.dumps({"name": name, "count": 1}))
    reportkit("fill", letter, data, "-o", tmp_path / "out.docx")
    assert name in words_of(tmp_path / "out.docx")


def test_fill_gives_an_excel_cell_the_number_of_the_json(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = "{{ count }}"
    book.save(tmp_path / "count.xlsx")
    data = written(tmp_path, "data.json", '{"count": 2.5}')
    answer = reportkit("fill", tmp_path / "count.xlsx", data, "-o", tmp_path / "out.xlsx")
    assert answer.exit_code == 0, answer.output
    assert openpyxl.load_workbook(tmp_path / "out.xlsx").active["A1"].value == 2.5


def test_fill_with_an_undefined_name_writes_nothing_and_says_where(letter, tmp_path):
    data = written(tmp_path, "data.json", '{"name": "Lan"}')
    answer = reportkit("fill", letter, data, "-o", tmp_path / "out.docx")
    assert answer.exit_code == 3
    assert "count" in answer.stderr and "letter.docx" in answer.stderr
    assert not (tmp_path / "out.docx").exists()


def test_fill_leaves_out_a_record_with_a_mistake_and_names_it(letter, tmp_path):
    data = written(tmp_path, "people.json", '[{"name": "Lan"}, {"name": "Minh", "count": 1}]')
    answer = reportkit("fill", letter, data, "-o", tmp_path / "letters")
    assert answer.exit_code == 1
    assert "Record 1 of" in answer.stderr and "count" in answer.stderr
    assert "1 of 2 records filled." in answer.stderr
    assert [path.name for path in (tmp_path / "letters").iterdir()] == ["letter-2.docx"]


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("data.json", '{"name": }', "line 1, column 10"),
        ("data.json", "[]", "at least one"),
        ("data.json", '"Lan"', "must hold an object"),
        ("data.toml", "name = ", "is no TOML"),
        ("data.csv", "name,count\nLan\n", "line 2 has 1 cells, the first line 2"),
        ("data.csv", "name,name\nLan,Lan\n", "each name once"),
        ("data.csv", "name,count\n", "holds no record"),
        ("data.yaml", "name: Lan\n", "these are: .json, .toml, .csv"),
    ],
)
def test_fill_says_what_is_wrong_in_the_data_file(letter, tmp_path, name, text, told):
    answer = reportkit("fill", letter, written(tmp_path, name, text), "-o", tmp_path / "out.docx")
    assert answer.exit_code == 2
    assert told in answer.stderr and name in answer.stderr


def test_fill_says_where_a_data_file_is_not_utf_8(letter, tmp_path):
    data = written(tmp_path, "people.csv", "name,count\nHòa,1\n", "cp1252")
    answer = reportkit("fill", letter, data, "-o", tmp_path / "out")
    assert answer.exit_code == 2
    assert "is not UTF-8 (byte 12)" in answer.stderr


@pytest.mark.parametrize(
    ("text", "make", "told"),
    [
        ('{"name": "Lan", "count": 1}', Path.mkdir, "name a file"),
        ('[{"name": "Lan", "count": 1}]', Path.touch, "name a folder"),
    ],
)
def test_fill_wants_a_file_for_one_record_and_a_folder_for_many(letter, tmp_path, text, make, told):
    make(tmp_path / "out")
    answer = reportkit("fill", letter, written(tmp_path, "d.json", text), "-o", tmp_path / "out")
    assert answer.exit_code == 2
    assert told in answer.stderr


def test_fill_makes_no_folder_that_is_called_like_a_file(letter, tmp_path):
    people = written(tmp_path, "people.csv", "name,count\nLan,1\n")
    answer = reportkit("fill", letter, people, "-o", tmp_path / "letters.docx")
    assert answer.exit_code == 2
    assert "--one-document" in answer.stderr
    assert not (tmp_path / "letters.docx").exists()


def test_fill_names_the_files_by_their_records(letter, tmp_path):
    data = written(
        tmp_path, "d.json", '[{"name": "Lan", "count": 1}, {"name": "Minh/Anh", "count": 2}]'
    )
    answer = reportkit("fill", letter, data, "-o", tmp_path / "out", "--name", "Gửi {{ name }}")
    assert answer.exit_code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "Gửi Lan.docx",
        "Gửi Minh-Anh.docx",
    ]


def test_fill_puts_all_records_into_one_document(letter, tmp_path):
    data = written(
        tmp_path, "d.json", '[{"name": "Lan", "count": 1}, {"name": "Minh", "count": 2}]'
    )
    answer = reportkit("fill", letter, data, "-o", tmp_path / "all.docx", "--one-document")
    assert answer.stdout.split() == [str(tmp_path / "all.docx")]
    document = docx.Document(str(tmp_path / "all.docx"))
    assert len(document.sections) == 2
    assert "Lan" in words_of(tmp_path / "all.docx")


def test_fill_takes_a_name_only_where_there_are_many_files(letter, tmp_path):
    data = written(tmp_path, "d.json", '{"name": "Lan", "count": 1}')
    answer = reportkit("fill", letter, data, "-o", tmp_path / "a.docx", "--name", "x")
    assert answer.exit_code == 2
    assert "--name" in answer.stderr


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_fill_makes_pdfs_too(letter, tmp_path):
    data = written(
        tmp_path, "d.json", '[{"name": "Lan", "count": 1}, {"name": "Minh", "count": 2}]'
    )
    answer = reportkit("fill", letter, data, "-o", tmp_path / "out", "--pdf")
    assert answer.exit_code == 0
    assert [path.suffix for path in map(Path, answer.stdout.split())] == [
        ".docx",
        ".docx",
        ".pdf",
        ".pdf",
    ]
    assert all(path.stat().st_size for path in (tmp_path / "out").glob("*.pdf"))


def test_fill_says_what_to_install_where_there_is_no_libreoffice(letter, tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    data = written(tmp_path, "d.json", '{"name": "Lan", "count": 1}')
    answer = reportkit("fill", letter, data, "-o", tmp_path / "a.docx", "--pdf")
    assert answer.exit_code == 3
    assert "LibreOffice" in answer.stderr
    assert (tmp_path / "a.docx").exists()


def test_fill_says_when_the_target_cannot_be_written(letter, tmp_path):
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    data = written(tmp_path, "data.json", '{"name": "Lan", "count": 1}')
    answer = reportkit("fill", letter, data, "-o", tmp_path / "file" / "out.docx")
    assert answer.exit_code == 3
    assert str(tmp_path / "file") in answer.stderr


# templates


def test_templates_lists_files_that_can_be_opened():
    answer = reportkit("templates")
    assert answer.exit_code == 0
    rows = {row.split()[0]: row for row in answer.stdout.splitlines()[2:]}
    assert {"dang/so-ket", "dang/tong-ket", "phu-luc"} <= rows.keys()
    for row in rows.values():
        assert zipfile.is_zipfile(row.split()[-1])


# Number, date, signer


def test_init_writes_a_form_and_review_uses_what_is_filled_in(reports: Path, tmp_path: Path):
    made = reportkit("init", reports)
    assert made.exit_code == 0
    form = reports / "reportkit.toml"
    assert str(form) in made.stdout
    text = form.read_text(encoding="utf-8")
    form.write_text(text.replace('signer = ""', 'signer = "Nguyễn Văn A"'), encoding="utf-8")
    result = reportkit("review", reports, "-o", tmp_path / "out")
    assert result.exit_code == 0
    assert f"lấy từ {form}" in result.stdout
    with zipfile.ZipFile(tmp_path / "out" / "bao-cao-so-ket.docx") as package:
        assert "Nguyễn Văn A" in package.read("word/document.xml").decode()


def test_init_leaves_a_form_that_is_there(reports: Path):
    (reports / "reportkit.toml").write_text('place = "X"', encoding="utf-8")
    result = reportkit("init", reports)
    assert result.exit_code == 3
    assert "left as it is" in result.stderr
    assert (reports / "reportkit.toml").read_text(encoding="utf-8") == 'place = "X"'


def test_without_a_form_review_says_how_to_make_one(reports: Path, tmp_path: Path):
    result = reportkit("review", reports, "-o", tmp_path / "out")
    assert f"reportkit init {reports}" in result.stdout


def test_a_form_with_a_mistake_stops_the_review_before_anything_is_written(
    reports: Path, tmp_path: Path
):
    (reports / "reportkit.toml").write_text("place = 5", encoding="utf-8")
    result = reportkit("review", reports, "-o", tmp_path / "out")
    assert result.exit_code == 3
    assert "place must be a text" in result.stderr
    assert not (tmp_path / "out").exists()
