"""A person's last word, as a user gives it: write the workbook, change it, run again."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

import reportkit as rk
from reportkit.binding import CORRECTIONS_FILE, CorrectionsRead, load_corrections
from reportkit.documents import read_verification
from reportkit.errors import OutputError, ReviewError
from reportkit.parsing import Verdict
from reportkit.review import Code, Review

HEAD = """ĐẢNG BỘ HUYỆN NÚI XANH
ĐẢNG ỦY XÃ {unit}
Số {number}-BC/ĐU
Núi Xanh, ngày 09 tháng 6 năm 2024

BÁO CÁO
Kết quả thực hiện Chỉ thị 05-CT/TW

"""
XA_A = """Toàn xã có trên 29 mô hình học tập và làm theo Bác.

Đảng ủy đã tổ chức 14 hội nghị học tập, quán triệt với 2.310 lượt cán bộ, đảng viên tham gia.

Trong năm đã biểu dương, khen thưởng 12 tập thể và 45 cá nhân.

Các chi bộ xây dựng được vô số mô hình dân vận.
"""
XA_B = """Toàn xã có 35 mô hình học tập và làm theo Bác.

Đảng ủy đã tổ chức 9 hội nghị học tập, quán triệt với 1.120 lượt cán bộ, đảng viên tham gia.

Trong năm đã biểu dương, khen thưởng 7 tập thể và 21 cá nhân.
"""


def write(folder: Path, name: str, unit: str, number: int, text: str) -> None:
    (folder / name).write_text(HEAD.format(unit=unit, number=number) + text, encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "bao-cao"
    folder.mkdir()
    write(folder, "a.txt", "SUỐI ĐÁ", 12, XA_A)
    write(folder, "b.txt", "ĐỒI CHÈ", 7, XA_B)
    return folder


def made(folder: Path, **options) -> Review:
    return rk.Review(rk.read(folder), profile="chi-thi-05", **options)


class Sheet:
    """A sheet of the workbook, its cells by the figure's words and the column's head."""

    def __init__(self, book: openpyxl.Workbook, name: str = "Kiểm tra") -> None:
        self.sheet = book[name]
        self.heads = {cell.value: cell.column for cell in self.sheet[1]}

    def set(self, quote: str, **values: object) -> None:
        (row,) = (
            row[0].row
            for row in self.sheet.iter_rows(min_row=2)
            if self.said(row, "Số liệu") == quote
        )
        for head, value in values.items():
            self.sheet.cell(row, self.heads[head.replace("_", " ")]).value = value

    def said(self, row, head: str) -> object:
        return row[self.heads[head] - 1].value


def corrections(review: Review) -> list[str]:
    return [one.message for one in review.findings if one.code is Code.CORRECTION_NOT_APPLIED]


def amounts(review: Review, *ids: str) -> list[int | None]:
    totals = [review.total(id) for id in ids]
    return [int(total.amount.value) if total.amount else None for total in totals]


ROUND = ("models", "conferences", "attendance_turns", "collectives", "individuals")


def test_the_round_trip_as_a_user_makes_it(folder: Path, tmp_path: Path):
    first = made(folder)
    assert amounts(first, "models", "conferences", "attendance_turns") == [64, 23, 3430]
    workbook = first.to_verification(tmp_path / "kiem-tra.xlsx")
    book = openpyxl.load_workbook(workbook)
    sheet = Sheet(book)
    sheet.set("trên 29 mô hình", Giá_trị=30, Mức="đúng")
    sheet.set("14 hội nghị", Giá_trị="15")
    sheet.set("2.310 lượt cán bộ", Mức="khoảng")
    sheet.set("12 tập thể", Kết_luận="bỏ")
    sheet.set("45 cá nhân", Kết_luận="đúng")
    sheet.set("35 mô hình", Giá_trị=36)
    sheet.set("9 hội nghị", Vai_trò="kế hoạch")
    sheet.set("1.120 lượt cán bộ", Chỉ_tiêu="(không thuộc chỉ tiêu nào)")
    sheet.set("7 tập thể", Giá_trị=8)
    sheet.set("21 cá nhân", Giá_trị=20, Mức="từ … đến", Đến=22)
    name = next(one.name for one in first.profile.indicators if one.id == "models")
    book["Bổ sung"].append(
        [
            "a.txt",
            "Các chi bộ xây dựng được vô số mô hình dân vận.",
            name,
            4,
            None,
            None,
            "đúng",
            "mô hình",
            None,
        ]
    )
    book.save(workbook)

    # Without saving nothing is written.
    corrected = made(folder, corrections=workbook)
    assert not (folder / CORRECTIONS_FILE).exists()
    (file,) = corrected.save_corrections()
    assert file == folder / CORRECTIONS_FILE and len(load_corrections(file).corrections) == 11

    # The files are renamed, one sentence of one report is rewritten: the next run is unasked.
    (folder / "a.txt").rename(folder / "suoi-da.txt")
    (folder / "b.txt").unlink()
    write(
        folder,
        "doi-che-sua.txt",
        "ĐỒI CHÈ",
        7,
        XA_B.replace("Toàn xã có 35", "Toàn xã xây dựng được 40"),
    )
    again = made(folder)
    # 30, said by hand, and 40, newly written; the 4 that were missed is a further figure.
    assert again.cell("Đảng bộ xã Suối Đá", "models").amount.value == 30
    assert again.cell("Đảng bộ xã Đồi Chè", "models").amount.value == 40
    assert [e.figure.quote for e in again.figures if e.figure.verdict is Verdict.ADDED] == [
        "Các chi bộ xây dựng được vô số mô hình dân vận."
    ]
    assert amounts(again, "conferences") == [15]
    assert str(again.total("attendance_turns").amount.bound) == "about"
    verdicts = {e.figure.quote: str(e.figure.verdict) for e in again.figures if e.figure.verdict}
    assert verdicts["12 tập thể"] == "dropped" and verdicts["45 cá nhân"] == "confirmed"
    assert len(corrections(again)) == 1
    assert (
        "“35 mô hình”" in corrections(again)[0]
        and "không báo cáo nào còn câu này" in corrections(again)[0]
    )
    assert made(folder, corrections=None).cell("Đảng bộ xã Suối Đá", "models").amount.value == 29


def test_every_corrected_value_is_shown_as_corrected(folder: Path, tmp_path: Path):
    workbook = made(folder).to_verification(tmp_path / "kiem-tra.xlsx")
    book = openpyxl.load_workbook(workbook)
    Sheet(book).set("trên 29 mô hình", Giá_trị=30)
    book.save(workbook)
    review = made(folder, corrections=workbook)
    unit = review.units[0]
    assert review.cell(unit, "models").is_corrected and review.total("models").is_corrected
    assert review.cell(unit, "models").why == "Số liệu do người kiểm tra sửa."
    assert "trên 30 (đã sửa)" in review._repr_html_()
    row = review.figures_to_pandas().set_index("quote").loc["trên 29 mô hình"]
    assert (row["value"], row["verdict"]) == (30, "changed")
    annex = openpyxl.load_workbook(review.to_xlsx(tmp_path / "phu-luc.xlsx"))
    assert any(
        "(đã sửa)" in str(cell.value) for sheet in annex for row in sheet.rows for cell in row
    )
    again = openpyxl.load_workbook(review.to_verification(tmp_path / "lan-2.xlsx"))
    (shown,) = (
        row
        for row in again["Kiểm tra"].iter_rows(min_row=2, values_only=True)
        if "trên 29 mô hình" in row
    )
    assert "đã sửa" in shown


MISTAKES = [
    ({"Giá_trị": "ba mươi"}, "F", "“ba mươi” không phải là số"),
    ({"Chỉ_tiêu": "Không có"}, "E", "không có chỉ tiêu “Không có”"),
    ({"Mức": "chừng chừng"}, "I", "“chừng chừng” không thuộc đúng, trên"),
    ({"Kết_luận": "có lẽ"}, "L", "“có lẽ” không phải là “đúng” hay “bỏ”"),
    ({"Mức": "từ … đến"}, "G", "cần số “đến” lớn hơn giá trị"),
    ({"Giá_trị": None}, "F", "thiếu con số"),
    ({"Vai_trò": "vai"}, "K", "“vai” không thuộc kết quả"),
    ({"Khóa": "{"}, "P", "khóa của dòng đã hỏng"),
]


@pytest.mark.parametrize(("values", "column", "reason"), MISTAKES)
def test_a_cell_that_cannot_be_understood_is_named_and_the_others_count(
    folder: Path, tmp_path: Path, values: dict, column: str, reason: str
):
    workbook = made(folder).to_verification(tmp_path / "kiem-tra.xlsx")
    book = openpyxl.load_workbook(workbook)
    sheet = Sheet(book)
    sheet.set("14 hội nghị", **values)
    sheet.set("35 mô hình", Giá_trị=36)
    book.save(workbook)
    read = read_verification(workbook)
    assert [one.amount.value for one in read.corrections] == [36]
    (problem,) = read.problems
    assert problem.place.startswith(f"trang “Kiểm tra”, ô {column}") and reason in problem.reason
    (finding,) = [
        one
        for one in made(folder, corrections=workbook).findings
        if one.code is Code.CORRECTION_UNREADABLE
    ]
    assert problem.place in finding.message


MISSED = [
    (["khac.txt", "Câu.", None, 4], "ô A2", "không phải là tệp đã đọc"),
    (["a.txt", None, None, 4], "ô B2", "thiếu câu"),
    (["a.txt", "Câu.", None, None], "ô D2", "thiếu con số"),
]


@pytest.mark.parametrize(("row", "place", "reason"), MISSED)
def test_a_missed_figure_needs_its_report_its_sentence_and_its_number(
    folder: Path, tmp_path: Path, row: list, place: str, reason: str
):
    workbook = made(folder).to_verification(tmp_path / "kiem-tra.xlsx")
    book = openpyxl.load_workbook(workbook)
    book["Bổ sung"].append(row)
    book.save(workbook)
    (problem,) = read_verification(workbook).problems
    assert problem.place == f"trang “Bổ sung”, {place}" and reason in problem.reason


def test_rows_to_look_at_come_first_and_nothing_is_changed_by_itself(folder: Path, tmp_path: Path):
    write(folder, "c.txt", "ĐÁ BẠC", 3, "Xã đạt 41/44 chỉ tiêu (đạt 95%).\n")
    workbook = made(folder).to_verification(tmp_path / "kiem-tra.xlsx")
    rows = list(openpyxl.load_workbook(workbook)["Kiểm tra"].iter_rows(min_row=2, values_only=True))
    assert rows[0][0].startswith("Lỗi: ") and not rows[-1][0]
    assert read_verification(workbook) == CorrectionsRead()


def test_rows_may_be_sorted_and_deleted(folder: Path, tmp_path: Path):
    workbook = made(folder).to_verification(tmp_path / "kiem-tra.xlsx")
    book = openpyxl.load_workbook(workbook)
    sheet = Sheet(book)
    sheet.set("35 mô hình", Giá_trị=36)
    rows = [[cell.value for cell in row] for row in sheet.sheet.iter_rows(min_row=2)]
    sheet.sheet.delete_rows(2, len(rows))
    for row in rows[::-2] + rows[::-1]:
        sheet.sheet.append(row)
    book.save(workbook)
    assert {one.amount.value for one in read_verification(workbook).corrections} == {36}


def test_a_text_stays_a_text_whatever_it_begins_with(tmp_path: Path):
    folder = tmp_path / "x"
    folder.mkdir()
    (folder / "=1+1.txt").write_text("=SUM(A1) có 29 mô hình tiêu biểu.", encoding="utf-8")
    workbook = made(folder).to_verification(tmp_path / "kiem-tra.xlsx")
    sheets = openpyxl.load_workbook(workbook).worksheets
    assert not any(cell.data_type == "f" for sheet in sheets for row in sheet.rows for cell in row)


def test_the_same_review_gives_the_same_bytes(folder: Path, tmp_path: Path):
    review = made(folder)
    first, second = (review.to_verification(tmp_path / name) for name in ("1.xlsx", "2.xlsx"))
    assert first.read_bytes() == second.read_bytes()


def test_a_workbook_that_a_person_changed_is_kept_and_is_no_source(folder: Path):
    workbook = made(folder).to_verification(folder / "kiem-tra.xlsx")
    assert workbook == made(folder).to_verification(workbook)
    book = openpyxl.load_workbook(workbook)
    Sheet(book).set("35 mô hình", Giá_trị=36)
    book.save(workbook)
    assert made(folder).to_verification(workbook).name == "kiem-tra (2).xlsx"
    assert "kiem-tra.xlsx" in rk.read(folder).skipped and len(rk.read(folder)) == 2


def test_a_workbook_saved_by_another_program_still_holds(folder: Path, tmp_path: Path, office):
    workbook = made(folder).to_verification(tmp_path / "kiem-tra.xlsx")
    (saved,) = office("xlsx", folder, workbook)
    assert read_verification(saved) == CorrectionsRead()
    book = openpyxl.load_workbook(saved)
    Sheet(book).set("35 mô hình", Giá_trị=36)
    book.save(saved)
    assert [one.amount.value for one in read_verification(saved).corrections] == [36]
    assert "kiem-tra.xlsx" in rk.read(folder).skipped


def test_for_files_given_by_name_corrections_are_kept_in_the_folder_of_each(
    folder: Path, tmp_path: Path
):
    other = tmp_path / "khac"
    other.mkdir()
    (folder / "b.txt").rename(other / "b.txt")
    files = [folder / "a.txt", other / "b.txt"]
    workbook = rk.Review(rk.read(files), profile="chi-thi-05").to_verification(tmp_path / "k.xlsx")
    book = openpyxl.load_workbook(workbook)
    sheet = Sheet(book)
    sheet.set("14 hội nghị", Giá_trị=15)
    sheet.set("35 mô hình", Giá_trị=36)
    book.save(workbook)
    review = rk.Review(rk.read(files), profile="chi-thi-05", corrections=workbook)
    assert set(review.save_corrections()) == {folder / CORRECTIONS_FILE, other / CORRECTIONS_FILE}
    assert made(other).total("models").amount.value == 36


def test_bare_text_is_corrected_and_kept_nowhere(tmp_path: Path):
    review = rk.Review([rk.parse("Toàn xã có 29 mô hình.")], profile="chi-thi-05")
    assert review.save_corrections() == ()


def test_what_is_no_verification_workbook_is_refused(folder: Path, tmp_path: Path):
    openpyxl.Workbook().save(tmp_path / "x.xlsx")
    (tmp_path / "y.xlsx").write_bytes(b"PK")
    for name in ("x.xlsx", "y.xlsx", "z.xlsx"):
        with pytest.raises(ReviewError) as caught:
            made(folder, corrections=tmp_path / name)
        assert caught.value.file == str(tmp_path / name)
    with pytest.raises(OutputError):
        made(folder).to_verification(tmp_path / "x.docx")
