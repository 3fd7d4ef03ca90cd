"""The form of the produced reports, held against the rules they follow.

The tables are those of Hướng dẫn 36-HD/VPTW and 05-HD/VPTW (Party) and of Nghị định 30/2020/NĐ-CP,
Phụ lục I (State). An element is found by its words, and its letters are measured as Word does:
what stands at the run, else in its style and the styles that is based on, else in the defaults.
"""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise

import docx
import pytest
from attrs import evolve, frozen
from docx.enum.section import WD_ORIENTATION
from docx.oxml.ns import qn

from reportkit.documents import Letterhead, write_docx
from reportkit.parsing import Initiative
from tests.documents.conftest import report

HEADS = {
    "dang": Letterhead(
        parent="Đảng bộ tỉnh X",
        issuer="Đảng ủy xã Y",
        number=5,
        symbol="ĐU",
        place="Xã Y",
        date=dt.date(2026, 2, 3),
        subject="sơ kết 02 năm thực hiện Chỉ thị số 05-CT/TW",
        authority="T/M Ban Thường vụ",
        post="Bí thư",
        signer="Nguyễn Văn A",
        recipients=("Tỉnh ủy X",),
        archive="Văn phòng Đảng ủy",
    ),
    "nha-nuoc": Letterhead(
        parent="Ủy ban nhân dân tỉnh X",
        issuer="Ủy ban nhân dân xã Y",
        number=5,
        symbol="UBND",
        place="Xã Y",
        date=dt.date(2026, 2, 3),
        subject="sơ kết 02 năm thực hiện Chỉ thị số 05-CT/TW",
        addressees=("Ủy ban nhân dân tỉnh X",),
        authority="TM. Ủy ban nhân dân",
        post="Chủ tịch",
        signer="Nguyễn Văn A",
        recipients=("Các phòng, ban",),
        archive="VT, VP",
    ),
}
KINDS = ["so-ket", "tong-ket"]

# In the order of the file: words, least and greatest size, of bold, italic, capitals, underlined
# those it must have (and no other), alignment.
PARTY = [
    ("Đảng bộ tỉnh X", (14, 14), "capitals", "center"),
    ("Đảng ủy xã Y", (14, 14), "bold capitals", "center"),
    (r"\*", (14, 14), "", "center"),
    ("Số 05-BC/ĐU", (14, 14), "", "center"),
    ("ĐẢNG CỘNG SẢN VIỆT NAM", (15, 15), "bold capitals", "center"),
    ("Xã Y, ngày 03 tháng 02 năm 2026", (14, 14), "italic", "center"),
    ("Báo cáo", (15, 16), "bold capitals", "center"),
    ("sơ kết 02 năm thực hiện Chỉ thị số 05-CT/TW", (14, 15), "bold", "center"),
    ("-----", (14, 15), "", "center"),
    ("Phần thứ nhất\n.*KẾT QUẢ THỰC HIỆN", (14, 15), "bold", "center"),
    ("KẾT QUẢ THỰC HIỆN", (14, 15), "bold capitals", "both"),
    ("Hạn chế", (14, 15), "bold", "both"),
    ("Phần thứ hai\nPHƯƠNG HƯỚNG, NHIỆM VỤ, GIẢI PHÁP.*", (14, 15), "bold", "center"),
    ("Phần thứ ba\nKIẾN NGHỊ, ĐỀ XUẤT", (14, 15), "bold", "center"),
    ("Số liệu tổng hợp theo từng chỉ tiêu có ở Phụ lục 1.*[^/]\\.", (14, 15), "", "both"),
    ("Nơi nhận:", (14, 14), "underlined", "left"),
    ("- Tỉnh ủy X;", (12, 12), "", "left"),
    (r"- Lưu Văn phòng Đảng ủy\.", (12, 12), "", "left"),
    ("T/M Ban Thường vụ", (14, 14), "bold capitals", "center"),
    ("Bí thư", (14, 14), "capitals", "center"),
    ("Nguyễn Văn A", (14, 14), "bold", "center"),
    ("Phụ lục 1", (14, 14), "bold", "center"),
    ("Tổng hợp số liệu theo chỉ tiêu", (13, 14), "bold capitals", "center"),
    (r"\(Kèm theo Báo cáo số 05-BC/ĐU, ngày 03 .*\)", (13, 14), "italic", "center"),
    ("Phụ lục 2", (14, 14), "bold", "center"),
]
STATE = [
    ("Ủy ban nhân dân tỉnh X", (12, 13), "capitals", "center"),
    ("Ủy ban nhân dân xã Y", (12, 13), "bold capitals", "center"),
    ("Số: 05/BC-UBND", (13, 13), "", "center"),
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", (12, 13), "bold capitals", "center"),
    ("Độc lập - Tự do - Hạnh phúc", (13, 14), "bold", "center"),
    ("Xã Y, ngày 03 tháng 02 năm 2026", (13, 14), "italic", "center"),
    ("Báo cáo", (13, 14), "bold capitals", "center"),
    ("Sơ kết 02 năm thực hiện Chỉ thị số 05-CT/TW", (13, 14), "bold", "center"),
    (r"Kính gửi: Ủy ban nhân dân tỉnh X\.", (13, 14), "", "center"),
    ("Phần I\n.*KẾT QUẢ THỰC HIỆN", (13, 14), "bold", "center"),
    ("KẾT QUẢ THỰC HIỆN", (13, 14), "bold capitals", "both"),
    ("Hạn chế", (13, 14), "bold", "both"),
    ("Phần II\nPHƯƠNG HƯỚNG, NHIỆM VỤ, GIẢI PHÁP.*", (13, 14), "bold", "center"),
    ("Phần III\nKIẾN NGHỊ, ĐỀ XUẤT", (13, 14), "bold", "center"),
    (r"Số liệu tổng hợp theo từng chỉ tiêu có ở Phụ lục I,.*\./\.", (13, 14), "", "both"),
    ("Nơi nhận:", (12, 12), "bold italic", "left"),
    ("- Như trên;", (11, 11), "", "left"),
    ("- Các phòng, ban;", (11, 11), "", "left"),
    (r"- Lưu: VT, VP\.", (11, 11), "", "left"),
    ("TM. Ủy ban nhân dân", (13, 14), "bold capitals", "center"),
    ("Chủ tịch", (13, 14), "bold capitals", "center"),
    ("Nguyễn Văn A", (13, 14), "bold", "center"),
    ("Phụ lục I", (14, 14), "bold", "center"),
    ("Tổng hợp số liệu theo chỉ tiêu", (13, 14), "bold capitals", "center"),
    (
        r"\(Kèm theo Báo cáo số 05/BC-UBND ngày 03 .* của Ủy ban nhân dân xã Y\)",
        (13, 14),
        "italic",
        "center",
    ),
    ("Phụ lục II", (14, 14), "bold", "center"),
]
FORMS = {"dang": PARTY, "nha-nuoc": STATE}
RIGHT = {"ĐẢNG CỘNG", "CỘNG HÒA", "Độc lập", "T/M Ban T", "TM. Ủy b", "Bí thư", "Chủ tịch"}
"""How the lines begin that stand in the right half of the page."""

TWIPS = 1440 / 25.4
"""In a millimetre."""
PARAGRAPH_WIDTH = (210 - 30 - 15) * TWIPS
CELL_MARGINS = 170

# Lines: below which words, and how long: the words' own width in Times New Roman (computed from
# its letters), or from a third to a half of it.
LINES = {
    "dang": [("ĐẢNG CỘNG SẢN VIỆT NAM", 0.97 * 4123, 1.03 * 4123)],
    "nha-nuoc": [
        ("Độc lập - Tự do - Hạnh phúc", 0.97 * 3385, 1.03 * 3385),
        ("Ủy ban nhân dân xã Y", 3100 / 3, 3100 / 2),
        ("Sơ kết 02 năm thực hiện Chỉ thị số 05-CT/TW", 6300 / 3, 6300 / 2),
    ],
}


@frozen
class Look:
    """How a paragraph prints: its words, and the letters of its first run."""

    element: object
    text: str
    size: float
    marks: frozenset[str]
    alignment: str
    font: str
    colour: str
    style: str


class Form:
    """A produced report, with the letters of each paragraph as Word resolves them."""

    def __init__(self, path):
        self.document = docx.Document(str(path))
        styles = self.document.styles.element
        self._styles = {style.get(qn("w:styleId")): style for style in styles.iter(qn("w:style"))}
        self._defaults = styles.find(qn("w:docDefaults"))
        self.looks = [
            self._look(paragraph) for paragraph in self.document.element.body.iter(qn("w:p"))
        ]

    def value(self, paragraph, kind, tag, attribute="val"):
        """What holds for ``w:pPr`` or ``w:rPr`` (``kind``) of a paragraph; None where nothing."""
        for holder in self._holders(paragraph, kind):
            found = holder.find(f"w:{tag}", holder.nsmap)
            if found is not None and (attribute == "val" or found.get(qn(f"w:{attribute}"))):
                return found.get(qn(f"w:{attribute}"), "1")
        return None

    def _holders(self, paragraph, kind):
        if kind == "rPr":
            yield from paragraph.findall("w:r/w:rPr", paragraph.nsmap)[:1]
        own = paragraph.find("w:pPr", paragraph.nsmap)
        if own is not None and kind == "pPr":
            yield own
        style = None if own is None else own.find("w:pStyle", own.nsmap)
        name = None if style is None else style.get(qn("w:val"))
        while name:
            style = self._styles[name]
            yield from style.findall(f"w:{kind}", style.nsmap)
            based = style.find("w:basedOn", style.nsmap)
            name = None if based is None else based.get(qn("w:val"))
        yield from self._defaults.findall(f"w:{kind}Default/w:{kind}", self._defaults.nsmap)

    def _look(self, paragraph):
        text = "".join(
            "\n" if node.tag == qn("w:br") else node.text or ""
            for node in paragraph.iter(qn("w:t"), qn("w:br"))
        )
        marks = {
            word
            for word, tag in (("bold", "b"), ("italic", "i"), ("capitals", "caps"))
            if self.value(paragraph, "rPr", tag) not in (None, "0", "false")
        }
        letters = text.partition("\n")[0]
        if letters.upper() == letters and re.search(r"[^\W\d_]{2}.*[^\W\d_]{2}.* ", letters):
            marks.add("capitals")
        if self.value(paragraph, "rPr", "u") not in (None, "none"):
            marks.add("underlined")
        return Look(
            element=paragraph,
            text=text.strip(),
            size=int(self.value(paragraph, "rPr", "sz")) / 2,
            marks=frozenset(marks),
            alignment=self.value(paragraph, "pPr", "jc") or "left",
            font=self.value(paragraph, "rPr", "rFonts", "ascii"),
            colour=self.value(paragraph, "rPr", "color"),
            style=self.value(paragraph, "pPr", "pStyle"),
        )

    def find(self, words, after=0):
        """The place and look of the first paragraph with these words, from a place on."""
        for place in range(after, len(self.looks)):
            if re.fullmatch(words, self.looks[place].text, re.DOTALL):
                return place, self.looks[place]
        raise AssertionError(f"not found from paragraph {after} on: {words}")


@pytest.fixture(
    scope="module", params=[(form, kind) for form in FORMS for kind in KINDS], ids="/".join
)
def produced(request, make_review, tmp_path_factory):
    """A report with all of its parts, in each form and of each kind."""
    form, kind = request.param
    head = HEADS[form]
    if kind == "tong-ket":
        head = evolve(head, subject=head.subject.replace("sơ kết", "tổng kết"))
    review = make_review(
        report(
            "Đảng bộ tỉnh A",
            "Toàn tỉnh có trên 579 mô hình.",
            initiatives=[Initiative("Ngày thứ 7 với dân")],
        ),
        ("Đảng bộ xã C", "Các chi bộ thực hiện tốt nhiệm vụ được giao."),
    )
    target = tmp_path_factory.mktemp("form") / f"{form}-{kind}.docx"
    path = write_docx(review, target, template=f"{form}/{kind}", letterhead=head)
    return form, kind, Form(path)


def words_of(kind, words):
    if kind == "so-ket":
        return words
    return words.replace("sơ kết", "tổng kết").replace("Sơ kết", "Tổng kết")


def test_each_element_has_its_letters_and_its_place_in_the_order_of_the_form(produced):
    form, kind, made = produced
    place = -1
    for words, (least, most), marks, alignment in FORMS[form]:
        place, look = made.find(words_of(kind, words), place + 1)
        assert least <= look.size <= most, look.text
        assert look.marks == set(marks.split()), look.text
        assert look.alignment == alignment, look.text


def test_all_letters_are_black_times_new_roman(produced):
    _, _, made = produced
    assert {look.font for look in made.looks} == {"Times New Roman"}
    assert {look.colour for look in made.looks} == {"000000"}


def test_issuer_stands_left_and_the_country_or_the_party_right_of_it(produced):
    form, kind, made = produced
    for words, *_ in FORMS[form]:
        _, look = made.find(words_of(kind, words))
        cell = next(look.element.iterancestors(qn("w:tc")), None)
        if cell is None:
            assert not any(look.text.startswith(start) for start in RIGHT)
            continue
        row = list(cell.getparent().iter(qn("w:tc")))
        assert len(row) == 2
        if any(look.text.startswith(start) for start in RIGHT):
            assert cell is row[1], look.text
        if look.text.startswith(("Số", "Nơi nhận", HEADS[form].issuer)):
            assert cell is row[0], look.text


def test_the_text_is_justified_indented_and_spaced(produced):
    form, _, made = produced
    text = [look for look in made.looks if look.style == "NoiDung" and look.text]
    assert len(text) > 15
    for look in text:
        indent = int(made.value(look.element, "pPr", "ind", "firstLine")) / TWIPS
        between = [made.value(look.element, "pPr", "spacing", name) for name in ("before", "after")]
        line = int(made.value(look.element, "pPr", "spacing", "line"))
        rule = made.value(look.element, "pPr", "spacing", "lineRule")
        assert look.alignment == "both"
        assert look.size == 14
        assert sum(map(int, between)) / 20 >= 6
        if form == "dang":
            assert 9.5 <= indent <= 10.5
            assert (rule, 18 <= line / 20 <= 22) == ("exact", True)
        else:
            assert 9.9 <= indent <= 12.8
            assert (rule, 1 <= line / 240 <= 1.5) == ("auto", True)


def test_the_lines_below_the_headings_are_as_long_as_the_form_asks(produced):
    form, kind, made = produced
    for words, least, most in LINES[form]:
        place, look = made.find(words_of(kind, words))
        line = made.looks[place + 1].element
        assert made.value(line, "pPr", "pBdr") == "1"
        cell = next(look.element.iterancestors(qn("w:tc")), None)
        width = PARAGRAPH_WIDTH
        if cell is not None:
            width = int(cell.find("w:tcPr/w:tcW", cell.nsmap).get(qn("w:w"))) - CELL_MARGINS
        for side in ("left", "right"):
            width -= int(made.value(line, "pPr", "ind", side))
        assert least <= width <= most, words


MARGINS = {  # top, bottom, left, right, in millimetres
    "dang": ((20, 20), (20, 20), (30, 30), (15, 15)),
    "nha-nuoc": ((20, 25), (20, 25), (30, 35), (15, 20)),
}


def test_the_paper_is_a4_with_the_margins_of_the_form(produced):
    form, _, made = produced
    for section in made.document.sections:
        assert {round(section.page_width.mm), round(section.page_height.mm)} == {210, 297}
        margins = (
            section.top_margin,
            section.bottom_margin,
            section.left_margin,
            section.right_margin,
        )
        for margin, (least, most) in zip(margins, MARGINS[form], strict=True):
            assert least <= round(margin.mm) <= most
    first = made.document.sections[0]
    assert first.page_width < first.page_height
    printed_on_both_sides = made.document.settings.element.find(qn("w:mirrorMargins")) is not None
    assert printed_on_both_sides == (form == "dang")


def test_pages_are_numbered_from_the_second_in_the_middle_of_the_top_margin(produced):
    form, kind, made = produced
    first, *annexes = made.document.sections
    assert annexes
    assert len({section.orientation for section in annexes}) == (1 if kind == "so-ket" else 2)
    for section in (first, *annexes):
        (number,) = section.header.paragraphs
        assert "PAGE" in number._p.xml
        assert made.value(number._p, "pPr", "jc") == "center"
        size = int(made.value(number._p, "rPr", "sz")) / 2
        assert size == 14
        assert 8 <= section.header_distance.mm < section.top_margin.mm - 5
        restarts = section._sectPr.find(qn("w:pgNumType")) is not None
        hidden = section.different_first_page_header_footer
        # The State form numbers each annex anew (one that goes on sideways is no new one); the
        # Party's goes on through them.
        goes_on = form == "dang" or section.orientation == WD_ORIENTATION.LANDSCAPE
        expected = (False, section is first) if goes_on else (section is not first, True)
        assert (restarts, hidden) == expected
        if hidden:
            assert "PAGE" not in "".join(p._p.xml for p in section.first_page_header.paragraphs)


def test_every_annex_begins_a_page_and_the_text_points_to_each(produced):
    form, kind, made = produced
    numbers = ["1", "2", "3"] if form == "dang" else ["I", "II", "III"]
    if kind == "tong-ket":
        numbers.insert(1, f"{numbers[0]} (tiếp theo)")
    titles = [look for look in made.looks if look.style == "TieuDePhuLuc"]
    names = [look.text for look in titles]
    assert names == [f"Phụ lục {number}" for number in numbers]
    assert len(made.document.sections) == len(names) + 1
    body = "\n".join(look.text for look in made.looks[: made.looks.index(titles[0])])
    for name in names:
        assert re.search(rf"{re.escape(name)}(?!\w)", body)


def test_numbers_of_the_headings_are_those_of_the_form(produced):
    form, _, made = produced
    part = made.document.part.numbering_part.element
    texts = [level.get(qn("w:val")) for level in part.iter(qn("w:lvlText"))]
    assert texts == ["", "%2-" if form == "dang" else "%2.", "%3."]
    levels = [look.style for look in made.looks if (look.style or "").startswith("Heading")]
    assert levels[0] == "Heading1"
    assert all(int(below[-1]) - int(above[-1]) <= 1 for above, below in pairwise(levels))


def test_the_signature_does_not_stand_alone_on_a_page(produced):
    """The last paragraph of the text is kept with the block that holds the signature."""
    _, _, made = produced
    place, _ = made.find("Số liệu tổng hợp theo từng chỉ tiêu có ở .*")
    for look in made.looks[place : place + 2]:
        assert made.value(look.element, "pPr", "keepNext") == "1"


def test_several_addressees_stand_on_their_own_lines(make_review, tmp_path):
    head = evolve(HEADS["nha-nuoc"], addressees=("Ủy ban nhân dân tỉnh X", "Sở Nội vụ"))
    review = make_review(("Đảng bộ xã C", "Các chi bộ làm tốt việc được giao."))
    path = write_docx(review, tmp_path / "a.docx", template="nha-nuoc/so-ket", letterhead=head)
    lines = [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]
    place = lines.index("Kính gửi:")
    assert lines[place + 1 : place + 3] == ["- Ủy ban nhân dân tỉnh X;", "- Sở Nội vụ."]


def test_a_report_to_nobody_above_has_no_addressee(make_review, tmp_path):
    head = evolve(HEADS["nha-nuoc"], addressees=())
    review = make_review(("Đảng bộ xã C", "Các chi bộ làm tốt việc được giao."))
    path = write_docx(review, tmp_path / "a.docx", template="nha-nuoc/so-ket", letterhead=head)
    text = "\n".join(look.text for look in Form(path).looks)
    assert "Kính gửi" not in text
    assert "Như trên" not in text
