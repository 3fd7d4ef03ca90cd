"""Words said once for several figures: a list, parts of a whole, what hangs on a number."""

from __future__ import annotations

import pytest

from reportkit.binding import parse

# The profile, the sentence, and for each of its figures the indicator it counts for ("-": none).
GOVERNED = [
    (
        "chung",
        "Đã kiểm tra 12 tổ chức đảng và 45 đảng viên, giám sát 9 tổ chức đảng và 31 đảng viên.",
        "organizations_inspected members_inspected organizations_supervised members_supervised",
    ),
    (
        "chung",
        "Đã kiểm tra 45 đảng viên (có 12 cấp ủy viên), giám sát 31 đảng viên (có 8 cấp ủy viên).",
        "members_inspected members_inspected members_supervised members_supervised",
    ),
    ("chung", "Nhân dân hiến 3.200 m2 đất, 410 ngày công.", "land_donated workdays"),
    ("chung", "Hội mở 2 lớp nghề cho 60 chị.", "training_classes workers_trained"),
    ("chung", "Mở 3 lớp nhận thức về Đảng cho 140 quần chúng.", "training_classes training_turns"),
    ("chung", "Dư nợ đạt 89 tỷ đồng của 1.240 hộ.", "loan_outstanding loan_households"),
    ("chung", "Toàn huyện có 36 chi hội, 2.954 hội viên.", "- members"),
    ("chung", "Trao quà cho hộ nghèo, tổng trị giá 45 triệu đồng.", "money_spent"),
    (
        "chung",
        "Giới thiệu 60 đoàn viên ưu tú cho Đảng, trong đó 21 đoàn viên được kết nạp.",
        "- party_members_admitted",
    ),
    ("chung", "Kết nạp 210 đoàn viên; kết nạp Đảng 14 đồng chí.",
     "members_admitted party_members_admitted"),
    ("chung", "Xây 3 căn nhà tình nghĩa, sửa 7 căn.", "houses_built houses_repaired"),
    ("chung", "Cung ứng 120 tấn phân bón trị giá 2,3 tỷ đồng.", "- -"),
    ("chung", "Xây 5 căn nhà, mỗi căn 50 triệu đồng.", "houses_built -"),
    (
        "chung",
        "Tạo việc làm cho 86 lao động với thu nhập 6 triệu đồng/tháng.",
        "jobs_created -",
    ),
    (
        "chung",
        "Dạy nghề cho 70 lao động nữ, giới thiệu việc làm cho 42 chị.",
        "workers_trained jobs_created",
    ),
    ("chi-thi-05", "Các đội tuyên truyền 410 buổi, biểu diễn 24 buổi, chiếu phim 136 buổi.",
     "mobile_sessions performances film_screenings"),
    ("chi-thi-05", "Tỷ lệ hộ nghèo giảm từ 6,2% đầu nhiệm kỳ xuống còn 2,1%.",
     "poverty_rate poverty_rate"),
    ("chi-thi-05", "Có 43 nội dung đột phá được chọn, 31 nội dung đã hoàn thành.",
     "breakthroughs breakthroughs"),
    ("cai-cach-hanh-chinh", "Tiếp nhận 12.456 hồ sơ (trực tuyến 8.640 hồ sơ).",
     "dossiers_received dossiers_online"),
    ("nong-thon-moi", "Nước hợp vệ sinh 99,1%, trong đó nước sạch 62%.",
     "hygienic_water_rate clean_water_rate"),
    ("giam-ngheo", "Có 942 hộ khó khăn, gồm hộ nghèo 512 hộ, hộ cận nghèo 430 hộ.",
     "- poor_households near_poor_households"),
    ("giam-ngheo", "Ngân hàng cho 942 lượt hộ vay vốn với doanh số 68,9 tỷ đồng, trong đó hộ nghèo "
     "512 lượt hộ, hộ cận nghèo 430 lượt hộ.",
     "loan_households loan_money loan_households loan_households"),
    ("cai-cach-hanh-chinh", "Đã công bố 215 thủ tục hành chính, bãi bỏ 48 thủ tục.",
     "procedures_published -"),
    ("cai-cach-hanh-chinh", "Công bố 48 thủ tục được sửa đổi, bãi bỏ.", "procedures_published"),
    ("nong-thon-moi", "Hộ nghèo còn 0,6%; BHYT 92,3%.", "poverty_rate health_insurance_rate"),
]  # fmt: skip


@pytest.mark.parametrize(("profile", "text", "ids"), GOVERNED, ids=[row[1] for row in GOVERNED])
def test_words_said_once_hold_for_each_figure_that_they_govern(profile, text, ids):
    found = [figure.indicator or "-" for figure in parse(text, profile=profile).figures]
    assert found == ids.split()
