"""Every figure of a report in Word tells its file and its sentence, but in the copy to be signed."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal

import docx
import pytest
from attrs import evolve
from docx.oxml import parse_xml
from lxml import etree

import reportkit as rk
from reportkit.documents import write_docx
from reportkit.documents.mapping import mapping_of
from reportkit.documents.shared_footnotes import share_footnotes
from reportkit.documents.traced import Trace, TracedText, source_lines
from reportkit.errors import OutputError
from reportkit.parsing import Unit
from reportkit.templating import Template
from reportkit.vietnamese import Level, find_quantities
from tests.documents.conftest import report

REPORTS = ["dang/so-ket", "dang/tong-ket", "nha-nuoc/so-ket", "nha-nuoc/tong-ket"]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

TEXT_BOX = f"""<w:pict xmlns:w="{W[1:-1]}" xmlns:v="urn:schemas-microsoft-com:vml">
<v:shape style="width:100pt;height:50pt"><v:textbox><w:txbxContent><w:p><w:r>
<w:t>{{{{ total.models }}}}|{{{{ total.models.number }}}}|{{{{ units[0].cell.models }}}}</w:t>
</w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict>""".replace("\n", "")


def notes(path, kind: str) -> list[str]:
    """The words of the comments or footnotes of a file."""
    with zipfile.ZipFile(path) as package:
        if f"word/{kind}s.xml" not in package.namelist():
            return []
        root = etree.fromstring(package.read(f"word/{kind}s.xml"))
    found = ("".join(one.itertext()) for one in root.iter(f"{W}{kind}"))
    return [words for words in found if words.strip()]


def commented_words(path) -> list[tuple[str, str]]:
    """What each comment stands on, and its words."""
    document = docx.Document(str(path))
    words = {str(one.comment_id): one.text for one in document.comments}
    found = []
    for start in document.element.body.iter(f"{W}commentRangeStart"):
        number, text = start.get(f"{W}id"), ""
        for one in start.itersiblings():
            if one.tag == f"{W}commentRangeEnd" and one.get(f"{W}id") == number:
                break
            text += "".join(leaf.text or "" for leaf in one.iter(f"{W}t"))
        found.append((text, words[number]))
    return found


@pytest.mark.parametrize("template", REPORTS)
def test_a_total_tells_its_units_files_and_sentences(small_review, tmp_path, template):
    path = write_docx(small_review, tmp_path / "bao-cao.docx", template)
    by_figure = dict(commented_words(path))
    said = by_figure["trên 608 mô hình"]
    assert said.splitlines() == [
        "Đảng bộ tỉnh A (Đảng bộ tỉnh A.txt): “Toàn tỉnh có trên 579 mô hình.”",
        "Đảng bộ huyện B (Đảng bộ huyện B.txt): “Toàn huyện có 29 mô hình.”",
    ]


@pytest.mark.parametrize("template", REPORTS)
def test_every_total_that_is_printed_is_traced_to_the_sentences_it_adds_up(
    seeds_review, tmp_path, template
):
    path = write_docx(seeds_review, tmp_path / "bao-cao.docx", template)
    told = commented_words(path)
    printed = {figure for figure, _ in told}
    names = mapping_of(seeds_review)
    assert len(told) > 60
    quoted = {point.text for points in names["points"].values() for point in points}
    for group in names["groups"]:
        for total in group.totals:
            if total:
                assert total.number in printed, total.id
    for figure, words in told:
        said = r"" if figure in quoted else r": “.+”"
        assert re.search(rf"\(.+\.\w+\){said}", words), figure


def without_what_is_traced(paragraph) -> str:
    """The words of a paragraph on which no comment stands."""
    open_notes, words = 0, ""
    for element in paragraph.iter():
        open_notes += (element.tag == f"{W}commentRangeStart") - (
            element.tag == f"{W}commentRangeEnd"
        )
        if element.tag in (f"{W}br", f"{W}tab"):
            words += " "
        elif element.tag == f"{W}t" and not open_notes:
            words += element.text or ""
    return words


OF_THE_REVIEW_ITSELF = re.compile(
    r"\d+/\d+ đơn vị|\d+/\d+$"  # for how many units a number speaks
    r"|\b\d+ (?:đơn vị|báo cáo|tên|hạn chế|bài học|nhiệm vụ|kiến nghị|chỉ tiêu|điểm)(?!\w)"
    r"|\b(?:\d+ (?:đơn vị|tên)\)|báo cáo \(\d+\)|là 0\.|hai kỳ|cả hai)|^\d+$"
)
"""How many units, reports, names and points it has; row numbers."""


@pytest.mark.parametrize("template", ["dang/so-ket", "nha-nuoc/tong-ket", "phieu-hop"])
def test_no_figure_of_a_unit_stands_without_its_sentence(seeds_review, tmp_path, template):
    told = "Năm 2022 xã có 4 mô hình. Năm 2023 xã có 9 mô hình."
    praised = "Chủ tịch huyện tặng Giấy khen cho 5 tập thể, 7 cá nhân."
    last = rk.Review([report("Đảng bộ xã A", "Có 3 mô hình.")], profile="chi-thi-05")
    summaries = [*seeds_review.summaries, report("Đảng bộ xã A", f"{told} {praised}")]
    review = rk.Review(summaries, profile="chi-thi-05", previous=last)
    path = write_docx(review, tmp_path / "bao-cao.docx", template)
    names = [one.name for one in mapping_of(review)["initiatives"]]
    bare = []
    for paragraph in docx.Document(str(path)).element.body.iter(f"{W}p"):
        words = without_what_is_traced(paragraph)
        for name in names:
            words = words.replace(name, "“”")
        words = OF_THE_REVIEW_ITSELF.sub("", words)
        bare += [(one, words) for one in find_quantities(words)]
    assert bare == []
    assert ("04 mô hình" in dict(commented_words(path))) == template.endswith("tong-ket")


@pytest.mark.parametrize("template", REPORTS)
def test_the_copy_to_sign_carries_no_note(small_review, tmp_path, template):
    path = write_docx(small_review, tmp_path / "bao-cao.docx", template, trace="none")
    assert notes(path, "comment") == notes(path, "footnote") == []


def test_the_words_of_the_report_are_the_same_with_and_without_comments(small_review, tmp_path):
    plain = write_docx(small_review, tmp_path / "a.docx", trace="none")
    noted = write_docx(small_review, tmp_path / "b.docx")
    first, second = (docx.Document(str(path)) for path in (plain, noted))
    assert [one.text for one in first.paragraphs] == [one.text for one in second.paragraphs]


def test_footnotes_tell_the_same_in_one_paragraph_each(small_review, tmp_path):
    path = write_docx(small_review, tmp_path / "bao-cao.docx", trace="footnotes")
    assert notes(path, "comment") == []
    joined = "“Toàn tỉnh có trên 579 mô hình.” Đảng bộ huyện B (Đảng bộ huyện B.txt): “Toàn huyện"
    assert any(joined in words for words in notes(path, "footnote"))


def test_equal_footnotes_are_printed_once_and_referred_to_again(make_review, tmp_path):
    told = "Toàn tỉnh có 579 mô hình, đã khen thưởng 32 tập thể, 56 cá nhân."
    review = make_review(("Đảng bộ tỉnh A", told))
    path = write_docx(review, tmp_path / "bao-cao.docx", trace="footnotes")
    words = notes(path, "footnote")
    assert len(words) == 1
    xml = zipfile.ZipFile(path).read("word/document.xml").decode()
    (name,) = set(re.findall(r"NOTEREF (\w+) ", xml))
    assert xml.count(f'w:name="{name}"') == 1
    assert xml.count(f"NOTEREF {name} ") >= 5  # the other two in the prose, all three in the annex
    (summary,) = rk.read([path])
    totals = rk.Review([summary], profile="chi-thi-05")
    for id in ("models", "collectives_commended", "individuals_commended"):
        assert totals.total(id).amount.value == review.total(id).amount.value, id


def test_a_cross_reference_shows_the_number_of_the_footnote_it_leads_to(seeds_review, tmp_path):
    path = write_docx(seeds_review, tmp_path / "bao-cao.docx", trace="footnotes")
    root = etree.fromstring(zipfile.ZipFile(path).read("word/document.xml"))
    marks = root.iter(f"{W}footnoteReference")
    printed = {
        one.getparent().getprevious().get(f"{W}name"): str(number)
        for number, one in enumerate(marks, 1)
        if one.getparent().getprevious().tag == f"{W}bookmarkStart"
    }
    asked = 0
    for field in root.iter(f"{W}instrText"):
        name = field.text.split()[1]
        shown = next(field.getparent().itersiblings()).getnext()
        assert shown.findtext(f"{W}t") == printed[name]
        asked += 1
    assert asked > 60
    assert len(set(notes(path, "footnote"))) == len(notes(path, "footnote"))


def test_a_document_without_equal_footnotes_stays_as_it_is(small_review, tmp_path):
    path = write_docx(small_review, tmp_path / "bao-cao.docx", trace="none")
    assert share_footnotes(path.read_bytes()) == path.read_bytes()


def test_a_trace_that_is_none_of_the_three_is_refused(small_review, tmp_path):
    with pytest.raises(OutputError, match="comments, footnotes, none"):
        write_docx(small_review, tmp_path / "bao-cao.docx", trace="margin")


@pytest.mark.parametrize(("trace", "most"), [("comments", 20), ("footnotes", 3)])
def test_of_many_units_a_note_quotes_the_first_and_counts_the_others(
    make_review, tmp_path, trace, most
):
    review = make_review(*((f"Đảng bộ xã {n}", f"Có {n} mô hình.") for n in range(1, 31)))
    path = write_docx(review, tmp_path / "bao-cao.docx", trace=trace)
    words = next(one for one in notes(path, trace[:-1]) if "câu khác" in one)
    assert words.count("“") == most
    assert f"… và {30 - most} câu khác (bảng tính kèm theo)" in words


def test_a_long_sentence_is_cut_between_words_around_its_figure(make_review):
    long = " ".join(["từ"] * 200)
    review = make_review(("Đảng bộ xã C", f"{long} có 29 mô hình {long}."))
    (line,) = source_lines(review.total("models").figures)
    assert "có 29 mô hình" in line
    assert line.count("…") == 2
    assert len(line) < 460


def test_figures_of_one_sentence_are_told_once(small_review):
    figures = small_review.total("models").figures
    assert source_lines([*figures, *figures]) == source_lines(figures)


def test_a_subtotal_by_level_tells_the_sentences_of_that_level_alone():
    told = (
        ("Xã A", Level.COMMUNE, "Toàn xã có 5 mô hình. 97% đảng viên xây dựng cam kết."),
        ("Xã B", Level.COMMUNE, "Toàn xã có 6 mô hình."),
        ("Huyện C", Level.DISTRICT, "Toàn huyện có 7 mô hình. 95% đảng viên xây dựng cam kết."),
    )
    reports = [evolve(report(name, text), unit=Unit(name, level)) for name, level, text in told]
    review = rk.Review(reports, profile="chi-thi-05")
    cells = {row.name: row.cell for row in mapping_of(review)["levels"]}
    for id, expected in {
        "models": {"xã": ["Xã A", "Xã B"], "huyện": ["Huyện C"]},
        "pledge_rate": {"xã": ["Xã A"], "huyện": ["Huyện C"]},
    }.items():
        for level, names in expected.items():
            lines = cells[level][id].sources
            assert [line.split(" (")[0] for line in lines] == names, (id, level)


def test_a_header_and_a_text_box_show_a_figure_without_its_note(small_review):
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "{{ total.models }}|{{ total.models.number }}"
    document.add_paragraph("{{ total.models }}").add_run()._r.append(parse_xml(TEXT_BOX))
    made = io.BytesIO()
    document.save(made)
    made.seek(0)
    names = mapping_of(small_review, trace=Trace.COMMENTS)
    filled = docx.Document(io.BytesIO(Template(made).render(names).to_bytes()))
    assert filled.sections[0].header.paragraphs[0].text == "trên 608 mô hình|trên 608"
    (box,) = filled.element.body.iter(f"{W}txbxContent")
    shown = "".join(leaf.text or "" for leaf in box.iter(f"{W}t"))
    assert shown == "trên 608 mô hình|trên 608|trên 579"
    assert not list(box.iter(f"{W}commentRangeStart"))
    assert len(list(filled.comments)) == 1


def test_a_traced_number_is_text_and_says_nothing_where_it_has_no_source():
    text = TracedText("5 < 6", ("a",), Trace.COMMENTS)
    assert text == "5 < 6"
    assert text.upper() == "5 < 6"
    assert text.__html__() == "5 &lt; 6"  # outside of a filling there is no Word


def test_a_corrected_figure_keeps_its_mark_beside_its_note(small_review):
    total = mapping_of(small_review, trace=Trace.COMMENTS)["total"].models
    assert "đã sửa" in evolve(total, corrected=True).number
    assert total.value == Decimal(608)
