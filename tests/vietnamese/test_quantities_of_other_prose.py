"""What `find_quantities` reads of prose, notes and talk that is not of reports, rule by rule."""

from __future__ import annotations

import pytest

from tests.vietnamese.readings import readings

EXCEEDED = [
    ("sản lượng đã vượt 7 triệu tấn", ("vượt 7 triệu tấn", "over 7000000 tấn")),
    ("doanh thu vượt 100 tỷ đồng", ("vượt 100 tỷ đồng", "over 100000000000 đồng")),
    ("lần đầu vượt 10.000 lượt", ("vượt 10.000", "over 10000")),
    ("thu vượt 7 % dự toán", ("7 %", "7 %")),
    ("vượt 12 triệu đồng so với kế hoạch", ("12 triệu đồng", "12000000 đồng")),
    ("đã vượt 3 chỉ tiêu", ("3", "3")),
    ("vượt 15 km đường rừng", ("15 km", "15 km")),
]
BOUNDS = [
    ("không được vượt quá 20%", ("không được vượt quá 20%", "under 20 %")),
    ("không được dưới 18 tuổi", ("không được dưới 18", "over 18")),
    ("nợ công không vượt 60% GDP", ("không vượt 60%", "under 60 %")),
    ("vốn đầu tư công ước đạt 62,3%", ("ước đạt 62,3%", "about 62.3 %")),
    ("Công ước có 12 điều", ("12", "12")),
    ("mơ ước đạt 10 điểm", ("10", "10")),
    ("trích nộp cấp trên 30%", ("30%", "30 %")),
    ("cấp trên 15.000 thẻ căn cước", ("trên 15.000", "over 15000")),
    ("nghiên cứu trên 96 bệnh nhân", ("96", "96")),
    ("khảo sát trên 500 hộ", ("trên 500", "over 500")),
]


@pytest.mark.parametrize("row", [*EXCEEDED, *BOUNDS], ids=lambda row: row[0])
def test_it_reads(row):
    text, *expected = row
    assert readings(text) == expected
