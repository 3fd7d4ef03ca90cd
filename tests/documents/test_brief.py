"""The brief for the chair of the meeting: two pages, its numbers those of the review."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal

import docx
import openpyxl
import pytest
from attrs import evolve
from docx.oxml.ns import qn
from lxml import etree

import reportkit as rk
from reportkit.documents import write_docx, write_xlsx
from reportkit.documents.mapping import mapping_of
from reportkit.documents.traced import Trace, TracedText
from reportkit.parsing import Commendation, Initiative, Passage, PassageRole
from reportkit.vietnamese import find_quantities
from tests.documents.conftest import report
from tests.documents.test_form import Form

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
HEADINGS = [
    "Số liệu chính",
    "Đáng biểu dương",
    "Còn thiếu",
    "Chưa khớp, cần làm rõ",
    "Kiến nghị của các đơn vị, xin ý kiến cuộc họp",
]


def brief(review, folder, **options):
    return write_docx(review, folder / "phieu-hop.docx", template="phieu-hop", **options)


def lines_of(path) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]


def below(path, heading: str) -> list[str]:
    """The lines between a heading and the next one."""
    lines = lines_of(path)
    start = lines.index(heading) + 1
    end = next((place for place in range(start, len(lines)) if lines[place] in HEADINGS), None)
    return [line for line in lines[start:end] if line]


def test_it_has_its_five_parts_as_headings(seeds_review, tmp_path):
    document = docx.Document(str(brief(seeds_review, tmp_path)))
    headings = [one.text for one in document.paragraphs if one.style.name.startswith("Heading")]
    assert headings == HEADINGS
    assert document.core_properties.language == "vi-VN"


def test_its_paper_and_letters_are_those_of_an_office(seeds_review, tmp_path):
    made = Form(brief(seeds_review, tmp_path))
    (section,) = made.document.sections
    margins = (
        section.page_width,
        section.page_height,
        section.top_margin,
        section.bottom_margin,
        section.left_margin,
        section.right_margin,
    )
    assert [round(one.mm) for one in margins] == [210, 297, 20, 20, 30, 15]
    assert {look.font for look in made.looks} == {"Times New Roman"}
    assert {look.colour for look in made.looks} == {"000000"}
    assert {look.size for look in made.looks if look.text} <= {12, 13, 14}
    assert "PAGE" in section.header.paragraphs[0]._p.xml
    assert section.different_first_page_header_footer
    (drawing,) = made.document.element.body.iter(qn("wp:docPr"))
    assert drawing.get("descr") == "Biểu đồ các đơn vị"


def test_the_key_figures_are_those_that_most_units_told(seeds_review, tmp_path):
    (_, table) = docx.Document(str(brief(seeds_review, tmp_path))).tables
    head, *rows = ([cell.text for cell in row.cells] for row in table.rows)
    assert head == ["Chỉ tiêu", "Tổng hợp", "Số đơn vị báo cáo"]
    totals = {
        one.name: seeds_review.total(one.id)
        for one in seeds_review.profile.indicators
        if seeds_review.total(one.id).amount is not None
    }
    most = sorted((len(total.reported) for total in totals.values()), reverse=True)
    assert [int(coverage.partition("/")[0]) for _, _, coverage in rows] == most[:8]
    for name, told, coverage in rows:
        quantity = next(iter(find_quantities(told)))
        assert quantity.value == totals[name].amount.value, name
        assert quantity.bound == totals[name].amount.bound, name
        assert coverage == f"{len(totals[name].reported)}/{totals[name].expected}"


def test_every_number_of_the_brief_stands_in_the_annexes(seeds_review, tmp_path):
    path = brief(seeds_review, tmp_path, trace="none")
    book = openpyxl.load_workbook(write_xlsx(seeds_review, tmp_path / "phu-luc.xlsx"))
    cells = [cell for sheet in book for row in sheet.values for cell in row if cell is not None]
    known = {Decimal(str(cell)) for cell in cells if isinstance(cell, (int, float))}
    known |= {
        number
        for cell in cells
        if isinstance(cell, str)
        for one in find_quantities(cell)
        for number in (one.value, one.denominator)
    }
    for total in seeds_review.profile.indicators:  # the annex holds these as formulas
        amount = seeds_review.total(total.id).amount
        known.add(amount.value if amount is not None else Decimal(0))
    document = docx.Document(str(path))
    rows = [row.cells[1].text for row in document.tables[1].rows[1:]]
    told = [one for line in rows + lines_of(path) for one in find_quantities(line)]
    counted = re.compile(r"đơn vị|báo cáo|chỉ tiêu|điểm khác")  # of the review, not of a unit
    numbers = [one.value for one in told if not counted.match(one.unit or "")]
    assert len(numbers) > 25
    assert [number for number in numbers if number not in known] == []


def test_the_chart_shows_the_greatest_units_with_the_workbook_behind_it(make_review, tmp_path):
    review = make_review(*((f"Đảng bộ xã {n}", f"Toàn xã có {n} mô hình.") for n in range(1, 31)))
    path = brief(review, tmp_path)
    with zipfile.ZipFile(path) as package:
        (chart,) = (name for name in package.namelist() if name.startswith("word/charts/chart"))
        root = etree.fromstring(package.read(chart))
        (book,) = (name for name in package.namelist() if name.endswith(".xlsx"))
        sheet = openpyxl.load_workbook(io.BytesIO(package.read(book))).active
    (names,) = root.iter(f"{CHART}cat")
    (values,) = root.iter(f"{CHART}val")
    shown = [
        [point.findtext(f"{CHART}v") for point in one.iter(f"{CHART}pt")] for one in (names, values)
    ]
    assert shown[0] == [f"Đảng bộ xã {n}" for n in range(30, 20, -1)]
    assert [float(value) for value in shown[1]] == list(range(30, 20, -1))
    assert [(row[0], row[1]) for row in sheet.iter_rows(min_row=2, values_only=True)] == [
        (f"Đảng bộ xã {n}", n) for n in range(30, 20, -1)
    ]
    caption = next(line for line in lines_of(path) if "10 đơn vị có số cao nhất" in line)
    assert "(465 mô hình): 10 đơn vị có số cao nhất trong 30 đơn vị có số liệu" in caption


def test_one_unit_is_set_beside_no_other(make_review, tmp_path):
    path = brief(make_review(("Đảng bộ xã A", "Toàn xã có 29 mô hình.")), tmp_path)
    assert "<c:chart" not in zipfile.ZipFile(path).read("word/document.xml").decode()
    assert not any("cao nhất" in line for line in lines_of(path))


def test_a_review_without_a_number_says_so_in_each_part(make_review, tmp_path):
    path = brief(make_review(("Đảng bộ xã C", "Các chi bộ làm tốt việc được giao.")), tmp_path)
    assert below(path, "Số liệu chính") == ["Chưa có chỉ tiêu nào có số liệu tổng hợp."]
    assert below(path, "Đáng biểu dương")[0].startswith("Báo cáo của các đơn vị chưa có số liệu")
    assert below(path, "Chưa khớp, cần làm rõ") == ["Không thấy số liệu nào không khớp."]
    assert below(path, HEADINGS[-1]) == ["Báo cáo của các đơn vị chưa nêu kiến nghị, đề xuất."]


def test_what_is_missing_and_what_does_not_add_up_stand_apart(make_review, tmp_path):
    review = make_review(
        ("Đảng bộ xã A", "Toàn xã có 29 mô hình. Đến nay toàn xã có 31 mô hình."),
        ("Đảng bộ xã C", "Các chi bộ làm tốt việc được giao."),
    )
    path = brief(review, tmp_path)
    missing, doubtful = below(path, "Còn thiếu"), below(path, "Chưa khớp, cần làm rõ")
    assert any("Đảng bộ xã C" in line for line in missing)
    assert any("29 mô hình; 31 mô hình" in line for line in doubtful)
    assert not any("Đảng bộ xã C" in line for line in doubtful)


def test_who_leads_is_told_with_the_unit_of_the_number(make_review, tmp_path):
    review = make_review(
        ("Đảng bộ xã A", "Đã huy động được 9,9 tỷ đồng."),
        ("Đảng bộ xã B", "Đã huy động được 2 tỷ đồng."),
    )
    praised = below(brief(review, tmp_path), "Đáng biểu dương")
    assert any(line.endswith("9,9 tỷ đồng.") and "Đảng bộ xã A" in line for line in praised)


def test_what_changed_since_the_last_review_stands_beside_the_total(make_review, tmp_path):
    last = make_review(("Đảng bộ xã A", "Toàn xã có 20 mô hình."))
    now = rk.Review(
        [report("Đảng bộ xã A", "Toàn xã có 29 mô hình.")], profile="chi-thi-05", previous=last
    )
    (_, table) = docx.Document(str(brief(now, tmp_path))).tables
    assert table.rows[1].cells[1].text == "29 mô hình; tăng 9 mô hình (45%)"


def test_a_shortened_quotation_keeps_its_source():
    text = TracedText("Việc nhân rộng mô hình còn chậm", ("Xã A (a.docx)",), Trace.COMMENTS)
    short = text.shortened(20)
    assert short == "Việc nhân rộng mô …"
    assert (short.sources, short.trace) == (text.sources, text.trace)
    assert text.shortened(80) is text


LONG = (
    "Đảng bộ bộ phận Trung tâm Y tế, Dân số và Kế hoạch hóa gia đình liên phường thuộc thành phố "
    "Phan Rang - Tháp Chàm số"
)
SAID = (
    "Việc xây dựng kế hoạch ở một số chi bộ còn chung chung, chưa sát với đặc điểm, tình hình và "
    "nhiệm vụ chính trị của cơ quan, chưa có chỉ tiêu cụ thể để kiểm tra, đánh giá cuối năm, số"
)
COUNTS = (
    "Toàn đơn vị có {n} mô hình. Đến nay đã có 9{n} mô hình. Đã tổ chức {n} hội nghị học tập, "
    "quán triệt với 1.{n} lượt đảng viên tham gia. Đã khen thưởng {n} tập thể, {n} cá nhân. "
    "Đăng {n} tin, bài. Đã huy động được {n},5 tỷ đồng. {n} buổi biểu diễn. Giúp đỡ 48 hộ nghèo."
)


@pytest.fixture(scope="module")
def crowded(make_review):
    """Sixty units with the longest of names, each of which fills every part of the brief."""

    def told(n: int):
        name = f"{LONG} {n}"
        made = report(
            name,
            COUNTS.format(n=n),
            initiatives=[Initiative(f"{LONG} {n}", owner=name, figures=(0, 1, 2, 3, 4))],
            commendations=[Commendation("tỉnh", n, n, "Bằng khen")],
            passages=[
                Passage(role, f"{SAID} {n}{role}")
                for role in (PassageRole.LIMITATION, PassageRole.PROPOSAL)
            ],
        )
        return evolve(made, source=evolve(made.source, name=f"{name}.docx"))

    silent = [(f"{LONG} {n}", "Các chi bộ làm tốt việc được giao.") for n in range(70, 80)]
    last = make_review(*(told(n) for n in range(100, 110)))
    summaries = [told(n) for n in range(100, 160)]
    summaries += [report(*one) for one in silent]
    return rk.Review(summaries, profile="chi-thi-05", previous=last)


@pytest.mark.slow
def test_it_has_at_most_two_pages(seeds_review, make_review, crowded, office, tmp_path):
    many = make_review(*((f"Đảng bộ xã {n}", COUNTS.format(n=100 + n % 90)) for n in range(1, 201)))
    reviews = {
        "seeds": seeds_review,
        "one": make_review(("Đảng bộ xã A", COUNTS.format(n=29))),
        "many": many,
        "crowded": crowded,
    }
    names = mapping_of(crowded)
    assert all(len(names["points"][role]) > 3 for role in ("limitations", "proposals"))
    assert sum(one.doubtful for one in names["findings"]) > 4
    assert sum(one.lacking for one in names["findings"]) > 3
    files = [
        write_docx(review, tmp_path / f"{name}.docx", template="phieu-hop", trace="none")
        for name, review in reviews.items()
    ]
    for pdf in office("pdf", tmp_path, *files):
        pages = len(re.findall(rb"/Type\s*/Page\b", pdf.read_bytes()))
        assert 1 <= pages <= 2, pdf.name
