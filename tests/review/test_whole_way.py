"""Reviews of whole reports as units send them, worked by hand: text in, table, totals, findings out.

Each holds several rules at once, where one could undo the other: two names and a corrected report,
two currencies and averages, three levels and a zero, ratios beside wrong percentages.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

import reportkit as rk
from reportkit.parsing import Unit
from reportkit.vietnamese import Level
from reportkit.vietnamese.formatting import format_amount


class Worked(NamedTuple):
    profile: str
    listed: list[Unit] | None
    reports: dict[str, str]
    columns: dict[str, tuple[dict[str, str], str, str]]
    """By indicator: the cells by unit, the total, for how many units it speaks."""
    found: set[str]
    """All findings of a unit: "code:unit"."""


def party(superior: str, unit: str, number: str, day: str, text: str) -> str:
    return (
        f"{superior}\n{unit}\n*\nSố: {number}\n\n{day}\n\nBÁO CÁO\n"
        f"Sơ kết việc học tập và làm theo Bác 6 tháng đầu năm 2024\n\n{text}\n"
    )


def state(superior: str, unit: str, text: str) -> str:
    return f"{superior}\n{unit}\n\nBÁO CÁO\nKết quả thực hiện năm 2023\n\n{text}\n"


BA_SAO = Unit("Huyện ủy Ba Sao", Level.DISTRICT)
PROVINCE = Unit("UBND tỉnh Đại An", Level.PROVINCE)
NAMES = {"A": "Tân An", "B": "Tân Bình"}
DISTRICTS = [Unit(f"UBND huyện {name}", Level.DISTRICT, PROVINCE.name) for name in NAMES.values()]
COMMUNES = [
    Unit(f"UBND xã {name} {number}", Level.COMMUNE, f"UBND huyện {name}")
    for name in NAMES.values()
    for number in ("Đông", "Tây")
]

WORKED = {
    "two names, a corrected report, a vague order, a missing unit": Worked(
        "chi-thi-05",
        [
            BA_SAO,
            Unit("Huyện ủy Cẩm Giang", Level.DISTRICT),
            Unit("Đảng ủy xã Tân Hòa", Level.COMMUNE, BA_SAO.name),
            Unit("Thành ủy Phú Lộc", Level.DISTRICT),
            Unit("Huyện ủy Vân Hải", Level.DISTRICT),
        ],
        {
            "1.txt": party("ĐẢNG BỘ TỈNH ĐẠI AN", "HUYỆN UỶ BA SAO", "15-BC/HU", "Ba Sao, ngày 10 tháng 6 năm 2024",
                           "Toàn huyện có 40 mô hình học tập và làm theo Bác; tổ chức 12 hội nghị học tập, quán triệt."),
            "2.txt": party("ĐẢNG BỘ TỈNH ĐẠI AN", "HUYỆN ỦY BA SAO", "21-BC/HU", "Ba Sao, ngày 25 tháng 6 năm 2024",
                           "Báo cáo này thay thế Báo cáo số 15-BC/HU ngày 10/6/2024.\nToàn huyện có 45 mô hình học tập và làm theo Bác, trong đó 20 mô hình tập thể, 25 mô hình cá nhân."),
            "3.txt": party("ĐẢNG BỘ TỈNH ĐẠI AN", "HUYỆN ỦY CẨM GIANG", "31-BC/HU", "Cẩm Giang, ngày 12 tháng 6 năm 2024",
                           "Toàn huyện có trên 30 mô hình học tập và làm theo Bác; tổ chức 9 hội nghị học tập, quán triệt. Có 850/900 đảng viên (đạt 94,4%) được học tập, quán triệt."),
            "4.txt": party("ĐẢNG BỘ HUYỆN BA SAO", "ĐẢNG UỶ XÃ TÂN HOÀ", "08-BC/ĐU", "Tân Hòa, ngày 09 tháng 6 năm 2024",
                           "Toàn xã có 6 mô hình học tập và làm theo Bác; tổ chức 3 hội nghị học tập, quán triệt. Có 150/150 đảng viên (đạt 100%) được học tập, quán triệt."),
            "5.txt": party("ĐẢNG BỘ TỈNH ĐẠI AN", "THÀNH ỦY PHÚ LỘC", "77-BC/TU", "Phú Lộc, ngày 11 tháng 6 năm 2024",
                           "Toàn thành phố có hàng trăm mô hình học tập và làm theo Bác; tổ chức 20 hội nghị học tập, quán triệt. Có 98% đảng viên được học tập, quán triệt."),
        },
        {
            "models": (
                {"Huyện ủy Ba Sao": "45 mô hình", "Huyện ủy Cẩm Giang": "trên 30 mô hình", "Đảng ủy xã Tân Hòa": "6 mô hình", "Thành ủy Phú Lộc": "–", "Huyện ủy Vân Hải": "–"},
                "trên 75 mô hình", "3/5",
            ),
            "conferences": (
                {"Huyện ủy Ba Sao": "3 hội nghị", "Huyện ủy Cẩm Giang": "9 hội nghị", "Đảng ủy xã Tân Hòa": "3 hội nghị", "Thành ủy Phú Lộc": "20 hội nghị", "Huyện ủy Vân Hải": "–"},
                "32 hội nghị", "4/5",
            ),
            "attendance_rate": (
                {"Huyện ủy Ba Sao": "–", "Huyện ủy Cẩm Giang": "94,4%", "Đảng ủy xã Tân Hòa": "100%", "Thành ủy Phú Lộc": "98%", "Huyện ủy Vân Hải": "–"},
                "94,4% … 100%", "3/5",
            ),
        },
        {"unit-missing:Huyện ủy Vân Hải", "report-replaced:Huyện ủy Ba Sao", "vague-order:Thành ủy Phú Lộc",
         "superior-reports:Đảng ủy xã Tân Hòa", "sub-units-counted:Huyện ủy Ba Sao"},
    ),
    "two currencies, lengths in two measures, averages, ratios beside a count": Worked(
        "nong-thon-moi",
        None,
        {
            "a.txt": state("UBND HUYỆN BA SAO", "UBND XÃ AN LẠC", "Huy động được 1,5 tỷ đồng. Làm 2,5 km đường bê tông. Thu nhập bình quân đầu người đạt 52 triệu đồng/người/năm. Có 11/17 thôn đạt chuẩn nông thôn mới."),
            "b.txt": state("UBND HUYỆN BA SAO", "UBND XÃ BÌNH LẠC", "Huy động được 850 triệu đồng. Làm 1.200 m đường bê tông. Thu nhập bình quân đầu người đạt 48,5 triệu đồng/người/năm. Có 7/7 thôn đạt chuẩn nông thôn mới."),
            "c.txt": state("UBND HUYỆN BA SAO", "UBND XÃ CAO LẠC", "Huy động được 12.000 USD. Làm 3 km đường bê tông. Có 5 thôn đạt chuẩn nông thôn mới."),
            "d.txt": state("UBND HUYỆN BA SAO", "UBND XÃ ĐÔNG LẠC", "Huy động được trên 2 tỷ đồng. Làm 0,8 km đường bê tông. Có 4/9 thôn đạt chuẩn nông thôn mới."),
        },
        {
            "money_raised": (
                {"UBND xã An Lạc": "1,5 tỷ đồng", "UBND xã Bình Lạc": "850 triệu đồng", "UBND xã Cao Lạc": "–", "UBND xã Đông Lạc": "trên 2 tỷ đồng"},
                "trên 4,35 tỷ đồng", "3/4",
            ),
            "roads_built_km": (
                {"UBND xã An Lạc": "2,5 km", "UBND xã Bình Lạc": "1,2 km", "UBND xã Cao Lạc": "3 km", "UBND xã Đông Lạc": "0,8 km"},
                "7,5 km", "4/4",
            ),
            "income_per_capita": (
                {"UBND xã An Lạc": "52 triệu đồng", "UBND xã Bình Lạc": "48,5 triệu đồng", "UBND xã Cao Lạc": "–", "UBND xã Đông Lạc": "–"},
                "–", "2/4",
            ),
            "new_rural_villages": (
                {"UBND xã An Lạc": "11/17 thôn", "UBND xã Bình Lạc": "7/7 thôn", "UBND xã Cao Lạc": "5 thôn", "UBND xã Đông Lạc": "4/9 thôn"},
                "27 thôn", "4/4",
            ),
        },
        {"other-measure:UBND xã Cao Lạc"},
    ),
    "three levels, sub-units that tell more, a silent district, a zero in words": Worked(
        "giam-ngheo",
        [PROVINCE, *DISTRICTS, *COMMUNES],
        {
            "t.txt": state("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "UBND TỈNH ĐẠI AN", "Toàn tỉnh đã giải ngân 212 tỷ đồng vốn chương trình mục tiêu quốc gia giảm nghèo."),
            "a.txt": state("UBND TỈNH ĐẠI AN", "UBND HUYỆN TÂN AN", "Toàn huyện đã giải ngân 30 tỷ đồng vốn chương trình mục tiêu quốc gia giảm nghèo. Cuối năm 2023, toàn huyện còn 310 hộ nghèo, chiếm 6,2%."),
            "a1.txt": state("UBND HUYỆN TÂN AN", "UBND XÃ TÂN AN ĐÔNG", "Cuối năm 2023, toàn xã còn 120 hộ nghèo, chiếm 8%."),
            "a2.txt": state("UBND HUYỆN TÂN AN", "UBND XÃ TÂN AN TÂY", "Cuối năm 2023, toàn xã còn 250 hộ nghèo."),
            "b.txt": state("UBND TỈNH ĐẠI AN", "UBND HUYỆN TÂN BÌNH", "Huyện đã chỉ đạo quyết liệt công tác giảm nghèo."),
            "b1.txt": state("UBND HUYỆN TÂN BÌNH", "UBND XÃ TÂN BÌNH ĐÔNG", "Cuối năm 2023, toàn xã còn 85 hộ nghèo, chiếm 5%."),
            "b2.txt": state("UBND HUYỆN TÂN BÌNH", "UBND XÃ TÂN BÌNH TÂY", "Đến nay, toàn xã không còn hộ nghèo."),
        },
        {
            "poor_households": (
                {"UBND tỉnh Đại An": "395 hộ nghèo", "UBND huyện Tân An": "310 hộ nghèo", "UBND huyện Tân Bình": "85 hộ nghèo",
                 "UBND xã Tân An Đông": "120 hộ nghèo", "UBND xã Tân An Tây": "250 hộ nghèo", "UBND xã Tân Bình Đông": "85 hộ nghèo", "UBND xã Tân Bình Tây": "0 hộ nghèo"},
                "395 hộ nghèo", "7/7",
            ),
            "poverty_rate": (
                {"UBND tỉnh Đại An": "–", "UBND huyện Tân An": "6,2%", "UBND huyện Tân Bình": "–",
                 "UBND xã Tân An Đông": "8%", "UBND xã Tân An Tây": "–", "UBND xã Tân Bình Đông": "5%", "UBND xã Tân Bình Tây": "–"},
                "5% … 6,2%", "4/7",
            ),
            "money_disbursed": (
                {"UBND tỉnh Đại An": "212 tỷ đồng", "UBND huyện Tân An": "30 tỷ đồng", "UBND huyện Tân Bình": "–",
                 "UBND xã Tân An Đông": "–", "UBND xã Tân An Tây": "–", "UBND xã Tân Bình Đông": "–", "UBND xã Tân Bình Tây": "–"},
                "212 tỷ đồng", "7/7",
            ),
        },
        {"parts-do-not-add-up:UBND huyện Tân An", "no-figures:UBND huyện Tân Bình", "superior-reports:UBND huyện Tân An",
         "superior-reports:UBND xã Tân An Đông", "superior-reports:UBND xã Tân An Tây",
         "sub-units-counted:UBND tỉnh Đại An", "sub-units-counted:UBND huyện Tân Bình",
         # "giải ngân" could also be money spent
         "low-confidence:UBND tỉnh Đại An", "low-confidence:UBND huyện Tân An"},
    ),
    "ratios beside right and wrong percentages, an older period, a number said twice": Worked(
        "cai-cach-hanh-chinh",
        None,
        {
            "a.txt": state("UBND TỈNH ĐẠI AN", "SỞ TƯ PHÁP", "Sở tiếp nhận 1.200 hồ sơ; giải quyết đúng hạn 1.150/1.200 hồ sơ, đạt 95,8%. Như vậy, Sở tiếp nhận 1.200 hồ sơ trong năm."),
            "b.txt": state("UBND TỈNH ĐẠI AN", "SỞ NỘI VỤ", "Sở tiếp nhận 800 hồ sơ; giải quyết đúng hạn 760/800 hồ sơ, đạt 97%."),
            "c.txt": state("UBND TỈNH ĐẠI AN", "SỞ CÔNG THƯƠNG", "Sở tiếp nhận gần 500 hồ sơ; tỷ lệ hồ sơ giải quyết đúng hạn đạt 99,2%. Năm 2019, Sở tiếp nhận 450 hồ sơ."),
        },
        {
            "dossiers_received": (
                {"Sở Tư pháp": "1.200 hồ sơ", "Sở Nội vụ": "800 hồ sơ", "Sở Công Thương": "gần 500 hồ sơ"},
                "gần 2.500 hồ sơ", "3/3",
            ),
            "on_time_rate": (
                {"Sở Tư pháp": "95,8%", "Sở Nội vụ": "97%", "Sở Công Thương": "99,2%"},
                "95,8% … 99,2%", "3/3",
            ),
        },
        {"ratio-and-percentage:Sở Nội vụ", "other-period:Sở Công Thương"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("worked", WORKED.values(), ids=WORKED)
def test_a_review_of_whole_reports_worked_by_hand(worked: Worked, tmp_path: Path):
    for name, text in worked.reports.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    made = rk.Review(rk.read(tmp_path), profile=worked.profile, units=worked.listed)
    for indicator, (cells, total, coverage) in worked.columns.items():
        told = {unit.name: format_amount(made.cell(unit, indicator).amount) for unit in made.units}
        answer = made.total(indicator)
        ends = answer.span or (answer.amount,)
        assert {name.casefold(): shown for name, shown in told.items()} == {
            name.casefold(): shown for name, shown in cells.items()
        }
        assert " … ".join(map(format_amount, ends)) == total, indicator
        assert f"{len(answer.reported)}/{answer.expected}" == coverage, indicator
    found = {f"{one.code.value}:{one.unit.name}".casefold() for one in made.findings if one.unit}
    assert found == {one.casefold() for one in worked.found}
