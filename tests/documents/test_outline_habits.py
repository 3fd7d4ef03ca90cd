"""An outline filled in as offices write: zeros before small numbers, bounds, words, gaps, lines."""

from __future__ import annotations

import copy
import datetime as dt
from decimal import Decimal
from itertools import cycle

import docx
import pytest
from docx.text.paragraph import Paragraph

import reportkit as rk
from reportkit.binding import load_profile
from reportkit.documents import Letterhead, write_outline
from reportkit.vietnamese import Bound

COUNTS = [
    # what stands in the place of the dots, the number read, its bound
    ("05", 5, Bound.EXACT),
    ("trên 50", 50, Bound.OVER),
    ("1.234", 1234, Bound.EXACT),
    ("0", 0, Bound.EXACT),
    ("……", None, None),
    ("khoảng 300", 300, Bound.ABOUT),
    ("", None, None),
    ("gần 1.500", 1500, Bound.NEARLY),
    ("-", None, None),
    ("12 ", 12, Bound.EXACT),
]
RATES = [
    ("97,5", Decimal("97.5"), Bound.EXACT),
    ("98", 98, Bound.EXACT),
    ("trên 90", 90, Bound.OVER),
    ("……", None, None),
    ("100", 100, Bound.EXACT),
]
MODELS = ["Ngày thứ 7 với dân", "Camera an ninh", "Vườn mẫu"]


@pytest.fixture(scope="module", params=["nong-thon-moi", "chung"])
def filled(request, tmp_path_factory):
    """The outline of a profile as a unit sends it back, and what it says by indicator."""
    folder = tmp_path_factory.mktemp("outline")
    path = write_outline(request.param, folder / "de-cuong.docx")
    document = docx.Document(str(path))
    document.tables[0].rows[0].cells[0].paragraphs[1].runs[0].text = "ĐẢNG ỦY XÃ ĐỒI CHÈ"
    for heading, blank in zip(document.paragraphs, document.paragraphs[1:], strict=False):
        if heading.text.endswith("Hạn chế") and blank.text.startswith("…"):
            second = copy.deepcopy(blank._p)
            blank._p.addnext(second)
            blank.runs[0].text = "- Việc nhân rộng mô hình còn chậm."
            Paragraph(second, blank._parent).runs[0].text = "- Kinh phí còn hạn hẹp."
    ids = {indicator.name: indicator.id for indicator in load_profile(request.param).indicators}
    told, counts, rates = {}, cycle(COUNTS), cycle(RATES)
    for table in document.tables[1:]:
        head = table.rows[0].cells[1].text
        if head == "Tên mô hình, cách làm":
            for row, name in zip(table.rows[1:], MODELS, strict=False):
                row.cells[1].text, row.cells[2].text = name, "Đoàn Thanh niên xã"
        if head != "Chỉ tiêu":
            continue
        for row in table.rows[1:]:
            if len({cell._tc for cell in row.cells}) == 1:  # the heading of a group
                continue
            words, number, bound = next(rates if row.cells[2].text == "%" else counts)
            line = row.cells[3].paragraphs[0]
            line.runs[0].text = line.text.replace("……", words)
            for run in line.runs[1:]:
                run.text = ""
            told[ids[row.cells[1].text]] = None if number is None else (number, bound)
    document.save(str(folder / "xa-doi-che.docx"))
    (summary,) = rk.read([folder / "xa-doi-che.docx"])
    return request.param, summary, told


def test_each_number_is_read_as_it_was_written_and_a_gap_as_no_number(filled):
    profile, summary, told = filled
    review = rk.Review([summary], profile=profile)
    (unit,) = review.units
    amounts = {id: review.cell(unit, id).amount for id in told}
    read = {id: None if one is None else (one.value, one.bound) for id, one in amounts.items()}
    assert {id: pair for id, pair in told.items() if read[id] != pair} == {}
    assert sum(pair is None for pair in told.values()) > 10


def test_each_line_and_each_model_is_read(filled):
    _, summary, _ = filled
    assert [one.text for one in summary.passages] == [
        "Việc nhân rộng mô hình còn chậm.",
        "Kinh phí còn hạn hẹp.",
    ]
    assert [one.name for one in summary.initiatives] == MODELS


TITLES = [
    # profile, form, title, head, number, the first annex
    (
        "chi-thi-05",
        None,
        "sơ kết thực hiện Chỉ thị số 05-CT/TW, Kết luận số 01-KL/TW và Kế hoạch số 03-KH/TW",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Số …………-BC/…………",
        "Phụ lục 1",
    ),
    (
        "nong-thon-moi",
        "nha-nuoc",
        "Sơ kết xây dựng nông thôn mới",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
        "Số: …………/BC-…………",
        "Phụ lục I",
    ),
]


@pytest.mark.parametrize(("profile", "form", "title", "head", "number", "annex"), TITLES)
def test_the_outline_has_the_form_of_its_letterhead(
    tmp_path, profile, form, title, head, number, annex
):
    letterhead = Letterhead(form=form)
    path = write_outline(profile, tmp_path / "de-cuong.docx", letterhead=letterhead)
    document = docx.Document(str(path))
    left, right = document.tables[0].rows[0].cells
    assert right.text.startswith(f"{head}\n\n…………, ngày")
    assert left.paragraphs[-1].text == number
    assert ("*" in left.text) is (form is None)
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert title in lines and annex in lines
    assert ("-----" in lines) is (form is None)


def test_an_outline_of_the_state_is_read_back(tmp_path):
    path = write_outline("chung", tmp_path / "a.docx", letterhead=Letterhead(form="nha-nuoc"))
    document = docx.Document(str(path))
    left, right = document.tables[0].rows[0].cells
    left.paragraphs[0].runs[0].text = "ỦY BAN NHÂN DÂN TỈNH X"
    left.paragraphs[1].runs[0].text = "ỦY BAN NHÂN DÂN XÃ ĐỒI CHÈ"
    left.paragraphs[-1].runs[0].text = "Số: 12/BC-UBND"
    for run in left.paragraphs[-1].runs[1:]:
        run.text = ""
    right.paragraphs[-1].runs[0].text = "Đồi Chè, ngày 05 tháng 9 năm 2025"
    document.save(str(tmp_path / "b.docx"))
    (summary,) = rk.read([tmp_path / "b.docx"])
    assert "xã Đồi Chè" in summary.unit.name
    assert (summary.number, summary.date) == ("12/BC-UBND", dt.date(2025, 9, 5))
