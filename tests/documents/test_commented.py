"""The commented copy: a comment at each place that does not hold, the report untouched."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

import reportkit as rk
from reportkit.documents import write_commented
from reportkit.errors import OutputError, SourceError
from reportkit.sources.mark import is_intact


@pytest.fixture
def report(tmp_path: Path) -> Path:
    document = docx.Document()
    document.add_paragraph("Đảng ủy xã Suối Đá báo cáo.")
    paragraph = document.add_paragraph("Năm trước xã đạt 41/44 chỉ tiêu. Năm nay xã đạt ")
    paragraph.add_run("41/").bold = True
    paragraph.add_run("44")
    paragraph.add_run(" chỉ tiêu (đạt 95%).")
    rows = [
        ["TT", "Đơn vị", "Số mô hình"],
        ["1", "Chi bộ A", "12"],
        ["2", "Chi bộ B", "30"],
        ["", "Tổng cộng", "45"],
    ]
    table = document.add_table(len(rows), 3)
    for row, words in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    document.save(tmp_path / "bc.docx")
    return tmp_path / "bc.docx"


def commented(report: Path, target: Path, **options) -> Path:
    review = rk.Review(rk.read(report), profile="chi-thi-05", corrections=None)
    errors = [finding for finding in review.findings if finding.severity == "error"]
    return write_commented(report, review, errors, target, **options)


def places(path: Path) -> list[tuple[str, str]]:
    """What each comment is noted at, and how it begins."""
    document = docx.Document(path)
    noted = []
    for comment in document.comments:
        words, inside = "", False
        for element in document.element.body.iter():
            name = element.tag.rpartition("}")[2]
            if name.startswith("commentRange"):
                if element.get(f"{{{element.nsmap['w']}}}id") == str(comment.comment_id):
                    inside = name == "commentRangeStart"
            elif name == "t" and inside:
                words += element.text
        noted.append((words, comment.text.split(":")[0]))
    return noted


def test_each_comment_stands_at_its_figure(report: Path, tmp_path: Path):
    before = report.read_bytes()
    copy = commented(report, tmp_path / "bc-xem.docx")
    assert places(copy) == [("41/44 chỉ tiêu (đạt 95%).", "Lỗi"), ("45", "Lỗi")]
    assert report.read_bytes() == before
    assert [p.text for p in docx.Document(copy).paragraphs] == [
        p.text for p in docx.Document(report).paragraphs
    ]


def test_the_copy_is_as_valid_as_the_report(report: Path, tmp_path: Path):
    audit = pytest.importorskip("openxml_audit")
    # python-docx's own template carries an old part that lists its styles a second time.
    faults = [
        {
            error.description
            for error in audit.OpenXmlValidator().validate(path).errors
            if "stylesWithEffects" not in error.description
        }
        for path in (report, commented(report, tmp_path / "bc-xem.docx"))
    ]
    assert faults[1] - faults[0] == set()


def test_the_comments_carry_no_date_and_the_copy_is_marked(report: Path, tmp_path: Path):
    copy = commented(report, tmp_path / "bc-xem.docx")
    assert [comment.timestamp for comment in docx.Document(copy).comments] == [None, None]
    assert is_intact(copy)
    assert rk.read(tmp_path).skipped == ("bc-xem.docx",)


def test_what_stands_there_is_not_overwritten(report: Path, tmp_path: Path):
    (tmp_path / "bc-xem.docx").write_bytes(b"mine")
    assert commented(report, tmp_path / "bc-xem.docx").name == "bc-xem (2).docx"
    for target in (report, tmp_path / "bc.txt"):
        with pytest.raises(OutputError):
            commented(report, target, overwrite=True)


def test_only_a_docx_can_be_commented(tmp_path: Path):
    file = tmp_path / "bc.txt"
    file.write_text("Xã đạt 41/44 chỉ tiêu (đạt 95%).", encoding="utf-8")
    with pytest.raises(SourceError, match=r"\.docx only"):
        commented(file, tmp_path / "bc-xem.docx")
