"""The pages of the reports as LibreOffice draws them: nothing is left alone at a page's end."""

from __future__ import annotations

import re
import shutil
import subprocess

import docx
import pytest

from reportkit.documents import write_docx
from reportkit.parsing import Passage, PassageRole
from tests.documents.conftest import report

REPORTS = ["dang/so-ket", "dang/tong-ket", "nha-nuoc/so-ket", "nha-nuoc/tong-ket"]
UNITS = [1, 21, 22, 23, 48, 200]
TOLD = (
    "Toàn xã có {n} mô hình. Đã tổ chức {n} hội nghị học tập, quán triệt với 1.{n} lượt đảng viên "
    "tham gia. Đã khen thưởng {n} tập thể, {n} cá nhân. Mô hình “Ngày thứ {n} vì dân” của Hội Phụ "
    "nữ đã giúp đỡ {n} hộ nghèo."
)


def unit(number: int):
    says = [
        Passage(role, f"Việc {role} của thôn số {number} cần được quan tâm nhiều hơn nữa")
        for role in PassageRole
    ]
    return report(f"Đảng bộ xã số {number}", TOLD.format(n=100 + number), passages=says)


def pages_of(pdf) -> list[list[str]]:
    """The lines of each page without its number."""
    text = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, timeout=60
    ).stdout.decode()
    pages = [[line.strip() for line in page.splitlines()] for page in text.split("\f")]
    return [
        [line for line in page if line and not re.fullmatch(r"\d+", line)]
        for page in pages
        if any(page)
    ]


@pytest.fixture(scope="module")
def printed(seeds_review, make_review, office, tmp_path_factory):
    """The headings and the pages of each report."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    folder = tmp_path_factory.mktemp("pages")
    reviews = {f"{count}": make_review(*map(unit, range(count))) for count in UNITS}
    reviews["seeds"] = seeds_review
    files = [
        write_docx(
            review,
            folder / f"{template.replace('/', '-')}-{name}.docx",
            template=template,
            trace="none",
        )
        for name, review in reviews.items()
        for template in (REPORTS if name in ("seeds", "200") else ["dang/tong-ket"])
    ]
    made = {}
    for file, pdf in zip(files, office("pdf", folder, *files), strict=True):
        paragraphs = docx.Document(str(file)).paragraphs
        headings = {
            line
            for one in paragraphs
            if one.style.name.startswith("Heading")
            for line in one.text.split("\n")
        }
        made[file.stem] = headings, pages_of(pdf)
    return made


@pytest.mark.slow
def test_no_page_is_blank(printed):
    for name, (_, pages) in printed.items():
        assert [number for number, lines in enumerate(pages, 1) if not lines] == [], name


@pytest.mark.slow
def test_no_heading_and_no_lead_in_stands_last_on_a_page(printed):
    for name, (headings, pages) in printed.items():
        for number, lines in enumerate(filter(None, pages[:-1]), 1):
            last = re.sub(r"^(?:[IVX]+[-.]|\d+\.) ", "", lines[-1])
            assert last not in headings, (name, number)
            assert not last.endswith(":"), (name, number, last)


@pytest.mark.slow
def test_the_head_of_a_table_is_repeated_and_no_row_stands_alone_below_it(printed):
    repeated = 0
    for name, (_, pages) in printed.items():
        for number, lines in enumerate(pages, 1):
            head = next((place for place, line in enumerate(lines[:4]) if "STT" in line), None)
            if head is None or any(line.startswith("Phụ lục") for line in lines[:2]):
                continue
            rows = [line for line in lines[head + 1 :] if re.match(r"\d+\b|Tổng hợp|Số đơn", line)]
            assert len(rows) > 1, (name, number, lines)
            repeated += 1
    assert repeated > 30


@pytest.mark.slow
def test_every_row_of_two_hundred_units_is_printed(printed):
    for name, (_, pages) in printed.items():
        if name.endswith("-200"):
            text = "\n".join(line for page in pages for line in page)
            files = set(re.findall(r"Đảng bộ xã số (\d+)\.txt", text))
            assert len(files) == 200, name
