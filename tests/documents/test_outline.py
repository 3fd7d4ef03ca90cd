"""The outline for the units: made from a profile, filled in as a unit would, read back whole."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import docx
import pytest
from click.testing import CliRunner

import reportkit as rk
from reportkit.binding import bundled_profiles, load_profile
from reportkit.cli import main
from reportkit.documents import Letterhead, write_outline
from reportkit.sources.mark import read_mark


def tables_of(document):
    """The three annex tables by the heading of their second column."""
    return {
        table.rows[0].cells[1].text: table for table in document.tables[1:] if len(table.rows) > 1
    }


def fill_in(path, profile, target) -> dict[str, Decimal]:
    """What a unit does in Word: the head, numbers in the table, lines where dots stand, a model."""
    document = docx.Document(str(path))
    left, right = document.tables[0].rows[0].cells
    for line, words in zip(
        [*left.paragraphs, right.paragraphs[-1]],
        [
            "ĐẢNG BỘ TỈNH X",
            "ĐẢNG ỦY XÃ ĐỒI CHÈ",
            "*",
            "Số 12-BC/ĐU",
            "Đồi Chè, ngày 05 tháng 9 năm 2025",
        ],
        strict=True,
    ):
        line.runs[0].text = words
    lines = {
        "Hạn chế": "- Việc nhân rộng mô hình còn chậm.",
        "Nguyên nhân": "- Kinh phí còn hạn hẹp.",
        "KIẾN NGHỊ, ĐỀ XUẤT": "- Đề nghị Tỉnh ủy sớm ban hành hướng dẫn.",
    }
    for heading, blank in zip(document.paragraphs, document.paragraphs[1:], strict=False):
        for title, line in lines.items():
            if heading.text.endswith(title) and blank.text.startswith("…"):
                blank.runs[0].text = line
    tables = tables_of(document)
    ids = {indicator.name: indicator.id for indicator in load_profile(profile).indicators}
    told = {}
    for number, row in enumerate(tables["Chỉ tiêu"].rows[1:]):
        if len({cell._tc for cell in row.cells}) == 1:  # the heading of a group
            continue
        cell = row.cells[3].paragraphs[0]
        rate = row.cells[2].text == "%"
        value = Decimal(90 + number % 10) if rate else Decimal(1000 + number)
        words = cell.text.replace("……", f"{value:,}".replace(",", "."))
        cell.runs[0].text = words
        for run in cell.runs[1:]:
            run.text = ""
        told[ids[row.cells[1].text]] = value
    for cell, words in zip(
        tables["Tên mô hình, cách làm"].rows[1].cells,
        ["1", "Ngày thứ 7 với dân", "Đoàn Thanh niên xã", "giúp 12 hộ", "2024"],
        strict=True,
    ):
        cell.text = words
    for cell, words in zip(
        tables["Cấp khen thưởng"].rows[1].cells, ["1", "tỉnh", "2", "5", "Bằng khen"], strict=True
    ):
        cell.text = words
    document.save(str(target))
    return told


@pytest.mark.parametrize("profile", bundled_profiles())
def test_what_a_unit_fills_in_is_read_back(tmp_path, profile):
    path = write_outline(profile, tmp_path / "de-cuong.docx")
    told = fill_in(path, profile, tmp_path / "xa-doi-che.docx")
    assert set(told) == {indicator.id for indicator in load_profile(profile).indicators}
    (summary,) = reading = rk.read([tmp_path / "xa-doi-che.docx"])
    review = rk.Review(reading, profile=profile)
    (unit,) = review.units
    assert "xã Đồi Chè" in unit.name
    read = {}
    for id in told:
        amount = review.cell(unit, id).amount
        if amount is not None:
            read[id] = amount.value
    missed = {id for id, value in told.items() if read.get(id) != value}
    assert missed == set()
    assert [(one.role.value, one.text) for one in summary.passages] == [
        ("limitation", "Việc nhân rộng mô hình còn chậm."),
        ("cause", "Kinh phí còn hạn hẹp."),
        ("proposal", "Đề nghị Tỉnh ủy sớm ban hành hướng dẫn."),
    ]
    (model,) = summary.initiatives
    assert (model.name, model.owner) == ("Ngày thứ 7 với dân", "Đoàn Thanh niên xã")
    (award,) = summary.commendations
    assert (award.level, award.collectives, award.individuals) == ("tỉnh", 2, 5)
    assert (summary.number, summary.date) == ("12-BC/ĐU", dt.date(2025, 9, 5))


def test_an_outline_that_nobody_filled_in_says_nothing(tmp_path):
    path = write_outline("chi-thi-05", tmp_path / "de-cuong.docx")
    (summary,) = rk.read([path])
    assert summary.figures == summary.passages == summary.initiatives == ()
    assert summary.commendations == ()


def test_the_outline_carries_no_mark_for_it_comes_back_as_a_source(tmp_path):
    assert read_mark(write_outline("chi-thi-05", tmp_path / "de-cuong.docx")) is None


def test_the_outline_names_who_sends_it_and_the_period(tmp_path):
    head = Letterhead(issuer="Đảng bộ tỉnh X", period="giai đoạn 2021 - 2025")
    path = write_outline("chi-thi-05", tmp_path / "a.docx", letterhead=head)
    document = docx.Document(str(path))
    assert document.tables[0].rows[0].cells[0].paragraphs[0].text == "Đảng bộ tỉnh X"
    title = next(line.text for line in document.paragraphs if line.text.startswith("sơ kết"))
    assert title.startswith("sơ kết thực hiện Chỉ thị số 05-CT/TW")
    assert title.endswith("giai đoạn 2021 - 2025")


def test_an_outline_that_is_there_is_kept(tmp_path):
    first = write_outline("chi-thi-05", tmp_path / "a.docx")
    assert write_outline("chi-thi-05", tmp_path / "a.docx").name == "a (2).docx"
    assert write_outline("chi-thi-05", tmp_path / "a.docx", overwrite=True) == first


def test_the_command_writes_it_and_says_where(tmp_path):
    out = tmp_path / "de-cuong.docx"
    for name in ("de-cuong.docx", "de-cuong (2).docx"):
        result = CliRunner().invoke(main, ["outline", "--profile", "chi-thi-05", "-o", str(out)])
        assert result.exit_code == 0
        assert name in result.stdout
        assert (tmp_path / name).is_file()
    wrong = CliRunner().invoke(main, ["outline", "--profile", "none", "-o", str(out)])
    assert wrong.exit_code == 3
