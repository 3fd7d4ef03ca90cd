"""Which documents a report refers to; names and plans that only look like documents beside."""

from __future__ import annotations

import pytest

from reportkit.parsing._citations import find_citations
from reportkit.parsing.document import Document
from reportkit.sources import Source


def cited(text: str) -> list[tuple[str, str | None, str | None, str | None]]:
    return [
        (each.kind, each.number, each.date and each.date.isoformat(), each.issuer)
        for each in find_citations(Document.of(Source("a.txt", text)))
    ]


ONE_DOCUMENT = [
    (
        "Quán triệt Chỉ thị số 40-CT/TW, ngày 22/11/2014 của Ban Bí thư tới chi bộ.",
        ("Chỉ thị", "40-CT/TW", "2014-11-22", "Ban Bí thư"),
    ),
    ("Thực hiện Chị thị số 13-CT/TW", ("Chỉ thị", "13-CT/TW", None, None)),
    ("theo Chỉ thị 13- CT/TW", ("Chỉ thị", "13-CT/TW", None, None)),
    ("theo Chỉ thị 13 – CT/TW", ("Chỉ thị", "13-CT/TW", None, None)),
    ("Ban hành Chương trình số 12-CTr/HU", ("Chương trình", "12-CTr/HU", None, None)),
    ("có Quy định số 08-QĐi/TW", ("Quy định", "08-QĐi/TW", None, None)),
    (
        "Quyết định số 263/QĐ-TTg ngày 22 tháng 02 năm 2022 của Thủ tướng Chính phủ về",
        ("Quyết định", "263/QĐ-TTg", "2022-02-22", "Thủ tướng Chính phủ"),
    ),
    ("Nghị định số 61/2018/NĐ-CP", ("Nghị định", "61/2018/NĐ-CP", None, None)),
    ("Luật số 10/2022/QH15", ("Luật", "10/2022/QH15", None, None)),
    (
        "Luật Phòng, chống tác hại của rượu, bia năm 2019",
        ("Luật", "Phòng, chống tác hại của rượu, bia năm 2019", None, None),
    ),
    (
        "Kế hoạch số 45/KH-UBND ngày 1/2/2023 của UBND huyện Đăk Glei",
        ("Kế hoạch", "45/KH-UBND", "2023-02-01", "UBND huyện Đăk Glei"),
    ),
    (
        "Hướng dẫn của Ban Tổ chức Trung ương số 12-HD/BTCTW",
        ("Hướng dẫn", "12-HD/BTCTW", None, "Ban Tổ chức Trung ương"),
    ),
    ("tinh thần Nghị quyết 18", ("Nghị quyết", "18", None, None)),
    ("Thực hiện Kết luận số 14, xã", ("Kết luận", "14", None, None)),
    (
        "Nghị quyết Trung ương 5 khóa XII",
        ("Nghị quyết", "Trung ương 5 khóa XII", None, "Trung ương"),
    ),
    (
        "Nghị quyết Hội nghị lần thứ bảy Ban Chấp hành Trung ương khóa X",
        ("Nghị quyết", "Trung ương 7 khóa X", None, "Trung ương"),
    ),
    ("Nghị quyết Đại hội XIII của Đảng", ("Nghị quyết", "Đại hội XIII", None, "Đảng")),
    (
        "Nghị quyết Đại hội Đảng bộ huyện lần thứ XXI",
        ("Nghị quyết", "Đại hội Đảng bộ huyện lần thứ XXI", None, "Đảng bộ huyện"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), ONE_DOCUMENT)
def test_a_document_is_read_with_number_day_and_issuer(
    text: str, expected: tuple[str, str, str | None, str | None]
) -> None:
    assert cited(text) == [expected]


NO_DOCUMENTS = [
    "Kế hoạch 120 mô hình, thực hiện 131 mô hình.",
    "Kết luận 12 vụ việc đã xử lý.",
    "Thông báo 3 trường hợp vi phạm.",
    "quy định 5 mức thưởng",
    "Báo cáo 45 kết quả",
    "Góp vào Quỹ Chỉ thị 13 được 20 triệu đồng.",
    "mô hình “Quỹ Nghị quyết 09” của xã",
    "các nghị quyết đại hội đảng các cấp",
    "Số 15-BC/HU",
]


@pytest.mark.parametrize("text", NO_DOCUMENTS)
def test_plans_counts_and_names_are_no_documents(text: str) -> None:
    assert cited(text) == []


def test_mentions_of_one_document_are_one_citation_with_all_that_is_told() -> None:
    text = (
        "TRIỂN KHAI KẾT LUẬN 14\n\nKết luận số 14 của Bộ Chính trị được quán triệt.\n"
        "Theo Kết luận 14-KL/TW, ngày 22/9/2021, cán bộ dám làm được bảo vệ.\n"
    )
    assert cited(text) == [("Kết luận", "14-KL/TW", "2021-09-22", "Bộ Chính trị")]


def test_one_number_of_two_codes_is_two_documents() -> None:
    text = "Quyết định số 05-QĐ/TU và Quyết định số 05/QĐ-UBND"
    assert [number for _, number, _, _ in cited(text)] == ["05-QĐ/TU", "05/QĐ-UBND"]


def test_a_run_of_numbers_shares_its_kind() -> None:
    text = "các Nghị quyết số 18-NQ/TW, 19-NQ/TW và 26-NQ/TW; Nghị quyết Trung ương 4 khóa XI, XII"
    assert [(kind, number) for kind, number, _, _ in cited(text)] == [
        ("Nghị quyết", "18-NQ/TW"),
        ("Nghị quyết", "19-NQ/TW"),
        ("Nghị quyết", "26-NQ/TW"),
        ("Nghị quyết", "Trung ương 4 khóa XI"),
        ("Nghị quyết", "Trung ương 4 khóa XII"),
    ]


def test_the_issuer_of_one_document_is_not_given_to_the_next() -> None:
    text = "Kết luận số 14-KL/TW của Bộ Chính trị và Nghị định số 73/2023/NĐ-CP"
    assert [issuer for _, _, _, issuer in cited(text)] == ["Bộ Chính trị", None]


def test_the_span_stands_in_the_source_as_written() -> None:
    text = "Thực hiện Chỉ thị số 13–CT/TW"
    (citation,) = find_citations(Document.of(Source("a.txt", text)))
    assert citation.span is not None
    assert citation.span.of(text) == "Chỉ thị số 13–CT/TW"
