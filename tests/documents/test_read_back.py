"""The report read back by the library's own parser: its numbers are the review's and the annex's."""

from __future__ import annotations

import re
from decimal import Decimal

import openpyxl
import pytest

import reportkit as rk
from reportkit.documents import Letterhead, write_docx, write_xlsx
from reportkit.vietnamese import find_quantities
from tests.documents.annex_sheets import COVERAGE, TOTAL, columns_of, units_in

REPORTS = ["dang/so-ket", "dang/tong-ket", "nha-nuoc/so-ket", "nha-nuoc/tong-ket"]
HEAD = Letterhead(issuer="Đảng bộ thành phố Z", number=5, symbol="TU", place="Z")
ANNEXES = re.compile("^Phụ lục [1I]$", re.MULTILINE)


@pytest.fixture(
    scope="module",
    params=[*((name, "comments") for name in REPORTS), ("dang/so-ket", "footnotes")],
    ids="/".join,
)
def read_back(request, seeds_review, tmp_path_factory):
    """A report of the five seeds, and what the parser reads in it."""
    path = tmp_path_factory.mktemp("back") / "bao-cao.docx"
    template, trace = request.param
    write_docx(seeds_review, path, template=template, letterhead=HEAD, trace=trace)
    (summary,) = rk.read([path])
    return summary


def test_the_report_read_back_gives_the_totals_of_the_review(seeds_review, read_back):
    again = rk.Review([read_back], profile="chi-thi-05")
    equal = 0
    for indicator in seeds_review.profile.indicators:
        amount = seeds_review.total(indicator.id).amount
        told = again.total(indicator.id).amount
        if amount is None or told is None:
            assert told is amount is None, indicator.id
            continue
        assert (told.value, told.low, told.high, told.bound, told.denominator) == (
            amount.value,
            amount.low,
            amount.high,
            amount.bound,
            amount.denominator,
        ), indicator.id
        equal += 1
    assert equal > 40


@pytest.fixture(scope="module")
def annex(seeds_review, tmp_path_factory):
    path = write_xlsx(seeds_review, tmp_path_factory.mktemp("annex") / "phu-luc.xlsx")
    return openpyxl.load_workbook(path)


def numbers_in(cells) -> set[Decimal]:
    """The numbers of cells, and those in the words of cells."""
    found: set[Decimal] = set()
    for value in cells:
        if isinstance(value, (int, float)):
            found.add(Decimal(str(value)))
        elif isinstance(value, str):
            for quantity in find_quantities(value):
                found |= {quantity.value, quantity.denominator or quantity.value}
    return found


def numbers_of(sheet) -> dict[str, set[Decimal]]:
    """What the table of totals holds, by the name of the indicator: its cells and their total."""
    found = {}
    for name, column in columns_of(sheet).items():
        cells = [sheet.cell(row, column).value for row in units_in(sheet)]
        beside = [sheet.cell(row, column + 1).value for row in range(TOTAL, sheet.max_row + 1)]
        told = [Decimal(str(value)) for value in cells if isinstance(value, (int, float))]
        numbers = numbers_in([*cells, *beside, sheet.cell(TOTAL, column).value])
        total = str(sheet.cell(TOTAL, column).value)
        if total.startswith("=SUBTOTAL(9,"):
            numbers.add(sum(told, Decimal(0)))
        elif total.startswith("=MAX"):
            numbers.add(max(told))
        found[name] = numbers
    return found


def test_every_number_of_the_report_stands_in_the_annex(seeds_review, read_back, annex):
    names = {indicator.id: indicator.name for indicator in seeds_review.profile.indicators}
    sheet = annex["Tổng hợp"]
    rows = numbers_of(sheet)
    coverage = {
        name: sheet.cell(COVERAGE, column).value for name, column in columns_of(sheet).items()
    }
    models = set().union(*(numbers_in(row) for row in annex["Mô hình"].values))
    words = set().union(*(numbers_in(row) for row in annex["Nguồn"].values))
    anywhere = set().union(*(numbers_in(row) for sheet in annex for row in sheet.values))
    text = read_back.source.text
    summary = rk.Review([read_back], profile="chi-thi-05").summaries[0]
    told = [one for one in summary.figures if one.quantity.span.end < ANNEXES.search(text).start()]
    bound = free = covered = 0
    for before, figure in zip([None, *told], told, strict=False):
        span = figure.quantity.span
        if text.startswith(" báo cáo", span.end) and figure.quantity.denominator:
            # For how many units the figure before it speaks, or a matter as a whole.
            share = text[span.start : span.end].removesuffix(" đơn vị")
            assert share in coverage.values(), figure.sentence
            if text[span.start - 1] == "(" and before.indicator is not None:
                assert share == coverage[names[before.indicator]], figure.sentence
                covered += 1
        elif figure.sentence.startswith("- “"):  # a result of one model, or words of a unit
            assert figure.quantity.value in models | words, figure.sentence
        elif figure.indicator is not None:
            assert figure.quantity.value in rows[names[figure.indicator]], figure.sentence
            bound += 1
        else:
            assert figure.quantity.value in anywhere, figure.sentence
            free += 1
    assert bound > 40
    assert covered > 35
    assert free > 5


TOLD = (
    "Toàn xã có 9 mô hình. Cấp ủy đã tiến hành 12 cuộc kiểm tra, 8 cuộc giám sát, kiểm tra 5 tổ "
    "chức đảng và 14 đảng viên. Thi hành kỷ luật 2 đảng viên. Nhân dân hiến 2.500 m2 đất. Cứng "
    "hóa 12 km đường. Tặng 350 suất quà. Giải quyết việc làm cho 120 lao động. Ban hành 15 văn "
    "bản lãnh đạo, chỉ đạo. Tổ chức 4 cuộc đối thoại với nhân dân. Kết nạp 22 đảng viên mới."
)


@pytest.mark.parametrize("template", ["dang/so-ket", "nha-nuoc/tong-ket"])
def test_inspections_and_further_results_are_read_back(make_review, tmp_path, template):
    review = make_review(("Đảng bộ xã A", TOLD))
    (summary,) = rk.read([write_docx(review, tmp_path / "bao-cao.docx", template=template)])
    again = rk.Review([summary], profile="chi-thi-05")
    told = {
        one.id: review.total(one.id).amount.value
        for one in review.profile.indicators
        if review.total(one.id).amount is not None
    }
    assert len(told) >= 12
    assert {
        one.id: again.total(one.id).amount.value
        for one in review.profile.indicators
        if again.total(one.id).amount is not None
    } == told
