"""The bundled templates: what they print, what form they have, and that they hold the prose."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

import reportkit as rk
from reportkit.binding import load_profile
from reportkit.documents import Letterhead, template_path, write_docx, write_xlsx
from reportkit.documents.mapping import mapping_of
from reportkit.parsing import Commendation, Initiative, Passage, PassageRole
from tests.documents.conftest import report

REPORTS = ["dang/so-ket", "dang/tong-ket", "nha-nuoc/so-ket", "nha-nuoc/tong-ket"]
ONE_OF_EACH = ["dang/so-ket", "nha-nuoc/tong-ket"]
"""A form and a kind each: enough where the sentences of all four are the same."""
ALL = [*REPORTS, "de-cuong", "phieu-hop", "phu-luc"]
TAG = re.compile(r"\{[{%#]|[}%#]\}")
ANNEXES = re.compile("^Phụ lục [1I]$", re.MULTILINE)
"""Where the annexes of a report begin."""


def text_of(path: Path) -> str:
    """All text of a document, a paragraph or a table row a line."""
    lines = []
    for block in docx.Document(str(path)).iter_inner_content():
        if isinstance(block, docx.table.Table):
            lines += ["\t".join(cell.text for cell in row.cells) for row in block.rows]
        else:
            lines.append(block.text)
    return "\n".join(lines)


def parts_of(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}


@pytest.fixture(scope="module")
def written(seeds_review, tmp_path_factory):
    """The documents of the five seed reports, by template."""
    folder = tmp_path_factory.mktemp("written")
    return {
        name: (write_xlsx if name == "phu-luc" else write_docx)(
            seeds_review,
            folder / f"{name.replace('/', '-')}{template_path(name).suffix}",
            template=name,
        )
        for name in ALL
    }


# The prose


def test_a_sentence_changed_in_the_template_is_changed_in_the_report(small_review, tmp_path):
    own = tmp_path / "mau.docx"
    document = docx.Document(str(template_path("dang/so-ket")))
    changed = 0
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            if "Các đơn vị đã xây dựng {{ total.models }}" in run.text:
                run.text = run.text.replace("Các đơn vị đã xây dựng", "Toàn Đảng bộ gây dựng được")
                changed += 1
    document.save(str(own))
    assert changed == 1
    text = text_of(write_docx(small_review, tmp_path / "ra.docx", template=own))
    assert "Toàn Đảng bộ gây dựng được trên 608 mô hình" in text
    assert "Các đơn vị đã xây dựng" not in text


@pytest.mark.parametrize("name", REPORTS)
def test_each_figure_says_for_how_many_units_it_speaks(small_review, tmp_path, name):
    text = text_of(write_docx(small_review, tmp_path / "ra.docx", template=name))
    assert "trên 608 mô hình, cách làm học tập và làm theo Bác (2/3 đơn vị báo cáo)" in text
    assert "Đã khen thưởng 32 tập thể và 56 cá nhân (1/3 đơn vị báo cáo)" in text
    assert "Các đơn vị đã huy động 2,6 tỷ đồng (1/3 đơn vị báo cáo)" in text


@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_counts_of_different_units_stand_in_sentences_of_their_own(make_review, tmp_path, name):
    review = make_review(
        ("Đảng bộ xã A", "Đã khen thưởng 32 tập thể, 56 cá nhân."),
        ("Đảng bộ xã B", "Đã khen thưởng 5 tập thể."),
    )
    text = text_of(write_docx(review, tmp_path / "ra.docx", template=name))
    assert "khen thưởng 37 tập thể (2/2 đơn vị báo cáo)." in text
    assert "khen thưởng 56 cá nhân (1/2 đơn vị báo cáo)." in text


@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_a_commendation_without_a_named_form_fills_no_list(make_review, tmp_path, name):
    review = make_review(
        ("Đảng bộ xã A", "Đã khen thưởng 32 tập thể, 56 cá nhân."),
        ("Đảng bộ xã B", "Chủ tịch huyện tặng Giấy khen cho 5 tập thể, 7 cá nhân."),
    )
    text = text_of(write_docx(review, tmp_path / "ra.docx", template=name))
    assert re.search(r"- Đảng bộ xã B: Giấy khen( \(\w+\))? cho 05 tập thể, 07 cá nhân\.", text)
    assert "- Đảng bộ xã A: khen" not in text


@pytest.mark.parametrize("form", ["dang", "nha-nuoc"])
def test_one_unit_is_compared_with_no_other(make_review, tmp_path, form):
    review = make_review(("Đảng bộ xã A", "Toàn xã có 29 mô hình."))
    text = text_of(write_docx(review, tmp_path / "ra.docx", template=f"{form}/tong-ket"))
    assert "SO SÁNH GIỮA CÁC ĐƠN VỊ" not in text
    assert "(tiếp theo)" not in text


@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_what_nobody_told_is_counted_and_named_in_a_few_lines(small_review, tmp_path, name):
    text = text_of(write_docx(small_review, tmp_path / "ra.docx", template=name))
    (line,) = [one for one in text.splitlines() if one.startswith("Chỉ tiêu chưa có đơn vị nào")]
    unreported = mapping_of(small_review)["unreported"]
    assert f"({len(unreported)})" in line
    assert len(line) < 700


@pytest.mark.parametrize("name", REPORTS)
def test_what_no_unit_reported_is_not_invented(make_review, tmp_path, name):
    silent = make_review(("Đảng bộ xã C", "Các chi bộ làm tốt việc được giao."))
    text = text_of(write_docx(silent, tmp_path / "ra.docx", template=name))
    body = ANNEXES.split(text)[0]
    assert not re.search(r"\d+/\d+ đơn vị báo cáo", body)
    assert "Chưa có số liệu tổng hợp về nội dung này." in body
    assert "Báo cáo của các đơn vị chưa nêu hạn chế." in body
    assert "Các đơn vị chưa nêu tên mô hình, cách làm cụ thể." in body
    assert "–" not in body.replace("dấu “–”", "")


@pytest.mark.parametrize("name", REPORTS)
def test_every_total_told_in_the_report_is_that_of_the_review(seeds_review, written, name):
    body = ANNEXES.split(text_of(written[name]))[0]
    totals = mapping_of(seeds_review)["total"]
    template = parts_of(template_path(name))["word/document.xml"]
    told = set(re.findall(r"\{\{ total\.(\w+)(?:\.number)? \}\} ?", template))
    for id in told:
        if totals[id]:
            assert f"{totals[id]}" in body or totals[id].number in body, id
            assert f"({totals[id].coverage} đơn vị báo cáo)" in body, id


CAMPAIGNS = {
    "nong-thon-moi": "Toàn huyện có 12/15 xã đạt chuẩn nông thôn mới. Nhân dân đã hiến 12.500 m2 "
    "đất. Đã cứng hóa 25 km đường giao thông nông thôn. Tỷ lệ hộ dùng nước sạch đạt 92%.",
    "giam-ngheo": "Toàn huyện còn 1.250 hộ nghèo. Đã cho 350 hộ nghèo vay 12 tỷ đồng. Giải quyết "
    "việc làm cho 1.200 lao động. Cấp 3.400 thẻ bảo hiểm y tế.",
    "chung": "Đã tổ chức 12 cuộc kiểm tra, 8 cuộc giám sát. Kết nạp 45 đảng viên mới.",
}


@pytest.mark.parametrize("name", ONE_OF_EACH)
@pytest.mark.parametrize("profile", CAMPAIGNS)
def test_whatever_a_campaign_counts_is_told_in_the_text(tmp_path, profile, name):
    review = rk.Review([rk.parse(CAMPAIGNS[profile], profile=profile)], profile=profile)
    told = [total for total in mapping_of(review)["total"] if total]
    assert len(told) >= 3
    text = text_of(write_docx(review, tmp_path / "ra.docx", template=name))
    body = ANNEXES.split(text)[0]
    for total in told:
        assert f"{total.coverage} đơn vị báo cáo" in body
        assert str(total) in body or total.number in body, total.id
    for words in (line for line in body.splitlines() if line.startswith("- ") and " là " in line):
        assert words.endswith("đơn vị báo cáo).")


@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_inspections_stand_below_their_own_heading(make_review, tmp_path, name):
    review = make_review(
        ("Đảng bộ xã A", "Cấp ủy đã tiến hành 12 cuộc kiểm tra, 8 cuộc giám sát."),
    )
    lines = text_of(write_docx(review, tmp_path / "ra.docx", template=name)).splitlines()
    below = lines[lines.index("Kiểm tra, giám sát") + 1]
    assert "đã tiến hành 12 cuộc kiểm tra (1/1 đơn vị báo cáo)." in below
    assert "Đã tiến hành 08 cuộc giám sát (1/1 đơn vị báo cáo)." in below


@pytest.mark.parametrize("name", ["dang/so-ket", "nha-nuoc/tong-ket", "phieu-hop"])
def test_a_campaign_of_many_documents_is_called_by_its_name(tmp_path, name):
    review = rk.Review([rk.parse("Có 5 xã đạt chuẩn.")], profile="nong-thon-moi")
    path = write_docx(review, tmp_path / "ra.docx", template=name)
    text = text_of(path)
    assert " xây dựng nông thôn mới" in text
    assert "QĐ-TTg" not in text


@pytest.mark.parametrize("name", ALL)
def test_every_indicator_a_template_asks_for_is_in_the_profile(name):
    asked = set()
    for xml in parts_of(template_path(name)).values():
        asked |= set(re.findall(r"\b(?:total|unit\.cell)\.(\w+)", xml))
    known = {indicator.id for indicator in load_profile("chi-thi-05").indicators}
    assert asked <= known


@pytest.mark.parametrize("name", ALL)
def test_no_tag_and_no_note_of_the_template_is_left(written, name):
    for part, xml in parts_of(written[name]).items():
        text = "".join(etree.fromstring(xml.encode()).itertext()) if part.endswith("xml") else ""
        assert not TAG.search(text), part
        assert "Mẫu này là" not in text, part


def test_an_indicator_that_is_not_added_up_is_told_unit_by_unit(make_review, tmp_path):
    review = make_review(
        ("Đảng bộ huyện B", "Đã có 41/44 chỉ tiêu đạt và vượt so với nghị quyết nhiệm kỳ."),
        ("Đảng bộ xã C", "Các chi bộ làm tốt việc được giao."),
    )
    text = text_of(write_docx(review, tmp_path / "ra.docx"))
    told = "chỉ tiêu nhiệm kỳ đạt và vượt theo từng đơn vị: Đảng bộ huyện B 41/44 (1/2"
    assert told in text


@pytest.mark.parametrize("name", REPORTS)
def test_what_several_units_say_is_told_once_with_all_of_them(make_review, tmp_path, name):
    slow = [
        "Việc nhân rộng mô hình còn chậm.",
        "Công tác nhân rộng mô hình chưa kịp thời.",
        "Nhân rộng mô hình còn chậm.",
    ]
    review = make_review(
        *(
            report(f"Đảng bộ {unit}", "", passages=[Passage(PassageRole.LIMITATION, text)])
            for unit, text in zip("ABC", slow, strict=True)
        )
    )
    text = text_of(write_docx(review, tmp_path / "ra.docx", template=name))
    told = "- “Việc nhân rộng mô hình còn chậm” (Đảng bộ A; cùng ý: Đảng bộ B, Đảng bộ C)."
    assert told in text
    assert text.count("nhân rộng mô hình") == 1


@pytest.mark.parametrize("name", REPORTS)
def test_of_many_points_the_first_twenty_are_told_and_the_rest_is_counted(
    make_review, tmp_path, name
):
    says = [Passage(PassageRole.TASK, f"Xây {count} nhà văn hóa") for count in range(1, 24)]
    review = make_review(report("Đảng bộ A", "", passages=says))
    text = text_of(write_docx(review, tmp_path / "ra.docx", template=name))
    assert text.count("nhà văn hóa”") == 20
    assert "Ngoài ra còn 3 ý khác" in text


@pytest.mark.parametrize("name", REPORTS)
def test_of_two_hundred_units_no_list_fills_the_report(make_review, tmp_path, name):
    """What is told unit by unit stands in the annexes; the text says so."""
    review = make_review(
        *(
            report(
                f"Đảng bộ xã {count}",
                "",
                initiatives=[Initiative(f"Mô hình {count}")],
                commendations=[Commendation("tỉnh", 2, 3, "Bằng khen")],
                passages=[Passage(PassageRole.RESULT, f"Nhận thức nâng lên {count}")],
            )
            for count in range(200)
        )
    )
    text = text_of(write_docx(review, tmp_path / "ra.docx", template=name))
    body = ANNEXES.split(text)[0]
    assert len(re.findall("^- .*Bằng khen", body, re.MULTILINE)) == 20
    assert "Các trường hợp khác có ở Phụ lục " in body
    assert len(re.findall("^- .*Nhận thức", body, re.MULTILINE)) == 20
    assert body.count("“Mô hình ") <= 20


def test_the_letterhead_is_filled_and_only_what_is_missing_stays_a_blank(small_review, tmp_path):
    head = Letterhead(
        parent="ĐẢNG BỘ TỈNH X",
        issuer="ĐẢNG ỦY XÃ Y",
        number=5,
        symbol="ĐU",
        place="Y",
        authority="T/M BAN THƯỜNG VỤ",
        post="BÍ THƯ",
        recipients=("Tỉnh ủy X", "Các chi bộ"),
        subject="sơ kết 02 năm",
    )
    text = text_of(write_docx(small_review, tmp_path / "ra.docx", letterhead=head))
    for line in ("ĐẢNG BỘ TỈNH X", "Số 05-BC/ĐU", "sơ kết 02 năm", "- Tỉnh ủy X;", "BÍ THƯ"):
        assert line in text
    assert "Y, ngày …… tháng …… năm ………" in text
    assert "- …………;" not in text


def test_text_of_a_unit_is_printed_as_it_is_written(make_review, tmp_path):
    review = make_review(report("Đảng bộ <A> & “B”", "Toàn xã có 29 mô hình."))
    text = text_of(write_docx(review, tmp_path / "ra.docx"))
    assert "Đảng bộ <A> & “B”" in text
    path = write_xlsx(review, tmp_path / "ra.xlsx")
    cells = [cell for row in openpyxl.load_workbook(path)["Nguồn"].values for cell in row]
    assert "Đảng bộ <A> & “B”" in cells


# What a reader's program needs


@pytest.mark.parametrize("name", REPORTS)
def test_headings_are_real_language_is_vietnamese_and_titles_are_set(written, name):
    document = docx.Document(str(written[name]))
    headings = [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert len([line for line in headings if line.startswith("Phần ")]) == 3
    assert {"ĐÁNH GIÁ CHUNG", "Hạn chế", "Bài học kinh nghiệm"} <= set(headings)
    assert document.core_properties.title
    assert document.core_properties.language == "vi-VN"
    parts = parts_of(written[name])
    assert 'w:lang w:val="vi-VN"' in parts["word/styles.xml"]
    fonts = set(re.findall(r'w:ascii="([^"]+)"', parts["word/styles.xml"]))
    assert fonts == {"Times New Roman"}
    for table in document.tables:
        if table.style.name == "Bảng số liệu":
            assert "w:tblHeader" in table.rows[0]._tr.xml


@pytest.mark.parametrize("name", [*REPORTS, "phieu-hop"])
def test_the_properties_tell_the_report_and_who_issues_it(small_review, tmp_path, name):
    head = Letterhead(issuer="Đảng ủy xã Y", subject="kết quả 02 năm làm theo Bác")
    for letterhead, words, issuer in ((head, "kết quả 02 năm", "Đảng ủy xã Y"), (None, "", "")):
        path = write_docx(
            small_review, tmp_path / "ra.docx", template=name, letterhead=letterhead, trace="none"
        )
        properties = docx.Document(str(path)).core_properties
        assert words in properties.title
        assert properties.author == issuer
        assert "…" not in properties.title + properties.author


@pytest.mark.parametrize("form", ["dang", "nha-nuoc"])
def test_the_final_report_compares_units_and_the_interim_does_not(written, form):
    interim, final = (text_of(written[f"{form}/{kind}"]) for kind in ("so-ket", "tong-ket"))
    assert "\nsơ kết thực hiện chỉ thị số 05-ct/tw" in interim.lower()
    assert "\ntổng kết thực hiện chỉ thị số 05-ct/tw" in final.lower()
    assert "SO SÁNH GIỮA CÁC ĐƠN VỊ" in final
    assert "SO SÁNH GIỮA CÁC ĐƠN VỊ" not in interim
    assert "Số liệu chính của từng đơn vị" in final


# The workbook


SHEETS = [
    "Bìa",
    "Tổng hợp",
    "Báo cáo",
    "Mô hình",
    "Khen thưởng",
    "Văn bản",
    "Ý kiến đơn vị",
    "So kỳ trước",
    "Biểu đồ",
    "Cần kiểm tra",
    "Chưa báo cáo",
    "Nguồn",
]
TITLES = {"Bìa": None, "Tổng hợp": "$5:$7", "Khen thưởng": "$5:$6"}


def test_the_workbook_prints_on_landscape_pages_with_their_headings(written):
    workbook = openpyxl.load_workbook(written["phu-luc"])
    assert workbook.sheetnames == SHEETS
    for sheet in workbook:
        assert sheet.page_setup.orientation == "landscape"
        assert int(sheet.page_setup.paperSize) == 9
        assert sheet.print_title_rows == TITLES.get(sheet.title, "$5:$5")
        margins = sheet.page_margins
        sides = (margins.top, margins.bottom, margins.left, margins.right)
        assert [round(side * 25.4) for side in sides] == [20, 20, 30, 15]
        # As in both forms: centred at the top from the second page on, anew in each annex.
        assert "&P" in sheet.oddHeader.center.text
        assert sheet.HeaderFooter.differentFirst and not sheet.firstHeader.center.text
        assert sheet.page_setup.useFirstPageNumber and sheet.page_setup.firstPageNumber == 1
        assert sheet.freeze_panes or sheet.title == "Bìa"
    assert workbook["Tổng hợp"].print_title_cols == "$A:$B"


ANNEX_HEADS = [
    # form, sheet, its number, its reference to the report
    (None, "Tổng hợp", "Phụ lục 1", "(Kèm theo Báo cáo số 05-BC/TU, ngày 03 tháng 02 năm 2026)"),
    (
        "dang",
        "Ý kiến đơn vị",
        "Phụ lục 6",
        "(Kèm theo Báo cáo số 05-BC/TU, ngày 03 tháng 02 năm 2026)",
    ),
    (
        "nha-nuoc",
        "Văn bản",
        "Phụ lục V",
        "(Kèm theo Báo cáo số 05/BC-TU ngày 03 tháng 02 năm 2026 của Tỉnh ủy X)",
    ),
    ("nha-nuoc", "Nguồn", "Tài liệu làm việc, không gửi kèm báo cáo", None),
]


@pytest.mark.parametrize(("form", "sheet", "number", "reference"), ANNEX_HEADS)
def test_annexes_are_numbered_and_refer_to_the_report_as_their_form_asks(
    small_review, tmp_path, form, sheet, number, reference
):
    head = Letterhead(
        form=form, issuer="Tỉnh ủy X", number=5, symbol="TU", date=dt.date(2026, 2, 3)
    )
    path = write_xlsx(small_review, tmp_path / "a.xlsx", letterhead=head)
    page = openpyxl.load_workbook(path)[sheet]
    assert page["A1"].value == number
    if reference:
        assert page["A3"].value == reference


def test_the_cover_has_the_head_of_the_form_and_leads_to_each_sheet(small_review, tmp_path):
    heads = {"dang": "ĐẢNG CỘNG SẢN VIỆT NAM", "nha-nuoc": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"}
    for form, words in heads.items():
        head = Letterhead(form=form, issuer="Tỉnh ủy X")
        path = write_xlsx(small_review, tmp_path / f"{form}.xlsx", letterhead=head)
        cover = openpyxl.load_workbook(path)["Bìa"]
        assert cover["C1"].value == words
        assert cover["A2"].value == "TỈNH ỦY X"
        links = [cell.hyperlink.location for (cell,) in cover["B12:B22"]]
        assert links == [f"'{sheet}'!A1" for sheet in SHEETS[1:]]


def test_the_words_of_each_unit_stand_with_those_who_say_the_same(make_review, tmp_path):
    review = make_review(
        *(
            report(f"Đảng bộ {unit}", "", passages=[Passage(role, text)])
            for unit, role, text in [
                ("A", PassageRole.LIMITATION, "Việc nhân rộng mô hình còn chậm."),
                ("B", PassageRole.LIMITATION, "Nhân rộng mô hình chưa kịp thời."),
                ("C", PassageRole.PROPOSAL, "Đề nghị bố trí kinh phí."),
            ]
        )
    )
    sheet = openpyxl.load_workbook(write_xlsx(review, tmp_path / "a.xlsx"))["Ý kiến đơn vị"]
    rows = [row[:5] for row in sheet.iter_rows(min_row=6, values_only=True) if row[0]]
    assert rows == [
        (1, "Đảng bộ A", "Hạn chế", "Việc nhân rộng mô hình còn chậm", "Đảng bộ B"),
        (1, "Đảng bộ B", "Hạn chế", "Nhân rộng mô hình chưa kịp thời", "Đảng bộ A"),
        (1, "Đảng bộ C", "Kiến nghị", "Đề nghị bố trí kinh phí", None),
    ]


def test_of_many_units_that_say_the_same_five_are_named_and_the_rest_counted(make_review, tmp_path):
    said = Passage(PassageRole.LIMITATION, "Việc nhân rộng mô hình còn chậm.")
    review = make_review(*(report(f"Xã {n}", "", passages=[said]) for n in range(1, 9)))
    sheet = openpyxl.load_workbook(write_xlsx(review, tmp_path / "a.xlsx"))["Ý kiến đơn vị"]
    assert sheet["E6"].value == "Xã 2; Xã 3; Xã 4; Xã 5; Xã 6 và 02 đơn vị khác"


def test_each_sheet_has_a_row_for_each_thing(seeds_review, written):
    workbook = openpyxl.load_workbook(written["phu-luc"])
    things = {
        "Báo cáo": len(seeds_review.summaries),
        "Văn bản": len(mapping_of(seeds_review)["citations"]),
        "Mô hình": len(seeds_review.initiatives),
        "Khen thưởng": len(seeds_review.commendations),
        "Biểu đồ": len(seeds_review.total("models").reported),
        "Chưa báo cáo": len(mapping_of(seeds_review)["unreported"]),
        "Cần kiểm tra": len(seeds_review.findings),
        "Nguồn": len(seeds_review.figures),
    }
    for sheet, count in things.items():
        numbers = [row[0] for row in workbook[sheet].iter_rows(min_row=6, values_only=True)]
        assert [number for number in numbers if isinstance(number, int)] == [
            *range(1, count + 1)
        ], sheet


def test_a_sheet_without_things_says_so(make_review, tmp_path):
    silent = make_review(("Đảng bộ xã C", "Các chi bộ làm tốt việc được giao."))
    workbook = openpyxl.load_workbook(write_xlsx(silent, tmp_path / "a.xlsx"))
    assert workbook["Mô hình"]["A6"].value == "Các đơn vị chưa nêu mô hình, cách làm nào."
    assert workbook["Ý kiến đơn vị"]["A6"].value.startswith("Báo cáo của các đơn vị chưa nêu")
    assert workbook["Văn bản"]["A6"].value == "Báo cáo của các đơn vị chưa viện dẫn văn bản nào."
    assert workbook["Nguồn"]["A6"].value == "Báo cáo của các đơn vị chưa có số liệu."


def test_a_rule_of_a_sheet_is_seen_from_the_first_cell_of_its_range(written):
    sheet = openpyxl.load_workbook(written["phu-luc"])["Tổng hợp"]
    for rules in sheet.conditional_formatting:
        first = str(rules.sqref).split()[0].split(":")[0]
        for rule in rules.rules:
            assert re.search(rf"\b{first}\b", rule.formula[0]), (first, rule.formula)


# What opens them


@pytest.mark.parametrize("name", ALL)
def test_the_validator_finds_nothing(written, name):
    for path in (template_path(name), written[name]):
        errors = [
            error
            for error in OpenXmlValidator().validate(path).errors
            if "inline-string" not in error.description
        ]
        assert errors == []


def test_libreoffice_opens_them_all(written, office, tmp_path):
    for path in office("pdf", tmp_path, *written.values()):
        assert path.stat().st_size > 10_000, path.name
