"""Nine reports with errors planted in them, read as they are: each is found, little else is; and a sound one.

The errors of a report are listed below with words of their findings; at most one further finding
of severity "error" may come with them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import reportkit as rk
from reportkit.review import Code, Severity

FOLDER = Path(__file__).parent / "inconsistent"
PLANTED = {
    "xa-suoi-da.txt": [
        (Code.PARTS, "14 + 9 + 8 = 31 không khớp số chung 25 mô hình: nhiều hơn 6"),
        (Code.PERCENTAGE, "96/120 cán bộ là 80%, báo cáo ghi 90%"),
    ],
    "xa-doi-che.txt": [
        (Code.TWO_VALUES, "18 mô hình; 23 mô hình"),
        (Code.POINT_OR_COMMA, "“1.5 tỷ đồng”"),
    ],
    "xa-da-bac.html": [(Code.COLUMN_SUM, "ghi 45, các dòng cộng lại 12 + 11 + 12 = 35")],
    "xa-nui-doi.txt": [
        (Code.TARGET_AND_RATE, "15 hội nghị so với chỉ tiêu 20 hội nghị là 75%, báo cáo ghi 85%"),
        (Code.OTHER_LEVEL, "25.525 mô hình"),
        (Code.VAGUE_ORDER, "hàng nghìn"),
    ],
    "xa-khe-sim.txt": [
        (Code.POINT_OR_COMMA, "“1,250 mô hình”"),
        (Code.PARTS, "18 + 21 = 39 không khớp số chung 35"),
    ],
    "phuong-ben-go.txt": [
        (Code.OTHER_PERIOD, "6 mô hình là số liệu của Năm 2019"),
        (Code.PERCENTAGE, "41/44 chỉ tiêu là 93,18%, báo cáo ghi 95,5%"),
    ],
    "xa-hoa-binh.txt": [
        (Code.PARTS, "150 + 185 = 335 không khớp số chung 320 đảng viên: nhiều hơn 15"),
        (
            Code.PARTS,
            "350 triệu đồng = 650 triệu đồng không khớp số chung 600 triệu đồng: nhiều hơn 50 triệu",
        ),
        (Code.PERCENTAGE, "18/20 chi bộ là 90%, báo cáo ghi 95%"),
    ],
    "xa-tan-lap.txt": [
        (Code.TWO_VALUES, "52 mô hình; 25 mô hình"),
        (Code.TARGET_AND_RATE, "44 hội nghị so với chỉ tiêu 40 hội nghị là 110%, báo cáo ghi 120%"),
        (Code.PERCENTAGE, "105% cho “Tỷ lệ cán bộ, đảng viên xây dựng cam kết”"),
        (Code.PARTS, "Phần “trong đó” 18 tập thể lớn hơn số chung 15 tập thể: nhiều hơn 3"),
    ],
    "xa-minh-duc.txt": [
        (Code.POINT_OR_COMMA, "“1,200 lượt cán bộ”"),
        (Code.THOUSANDFOLD, "4,5 tỷ đồng gấp hoặc kém kỳ trước (4,2 triệu đồng)"),
        (Code.OTHER_LEVEL, "25.525 mô hình"),
        (Code.OTHER_PERIOD, "8 mô hình là số liệu của giai đoạn 2016 - 2020"),
    ],
    "xa-an-phu.txt": [],
}


@pytest.mark.parametrize("name", PLANTED)
def test_every_planted_error_is_found_and_at_most_one_false_one(name: str):
    review = rk.Review(rk.read(FOLDER / name), profile="chi-thi-05")
    for code, words in PLANTED[name]:
        assert [one for one in review.findings if one.code is code and words in one.message], words
    planted = {code for code, _ in PLANTED[name]}
    false = [
        one.message
        for one in review.findings
        if one.severity is Severity.ERROR and one.code not in planted
    ]
    assert len(false) <= 1


def test_a_sound_report_that_looks_like_them_has_no_finding():
    review = rk.Review(rk.read(FOLDER / "xa-an-phu.txt"), profile="chi-thi-05")
    assert [one.code for one in review.findings] == [Code.UNITS_ASSUMED]


def test_all_reports_are_tried():
    assert {file.name for file in FOLDER.iterdir()} == set(PLANTED)


def test_together_they_name_who_is_missing_and_what_is_told_of_whom():
    units = [
        "Đảng bộ xã Suối Đá",
        "Đảng bộ xã Đồi Chè",
        "Đảng bộ xã Đá Bạc",
        "Xã Núi Đôi",
        "Xã Khe Sim",
        "Xã Hòa Bình",
        "Xã Tân Lập",
        "Xã Minh Đức",
        "Xã An Phú",
        "Xã Hang Én",
    ]
    review = rk.Review(rk.read(FOLDER), profile="chi-thi-05", units=units)
    codes = [
        (one.code, one.unit.name) for one in review.findings if one.code.value.startswith("unit-")
    ]
    assert sorted(codes) == [
        (Code.UNIT_MISSING, "Xã Hang Én"),
        (Code.UNIT_UNLISTED, "Đảng bộ phường Bến Gỗ"),
    ]
