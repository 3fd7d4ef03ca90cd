"""Places and bodies: name, kind and level; which province a name means on which day."""

from __future__ import annotations

import datetime as dt

import pytest

from reportkit.vietnamese import Level, find_bodies, find_places, province, provinces

PLACES = [
    ("tỉnh Lai Châu", ("tỉnh", "Lai Châu", "tỉnh")),
    ("Tỉnh Sơn La", ("tỉnh", "Sơn La", "tỉnh")),
    ("tại Lào Cai", (None, "Lào Cai", "tỉnh")),
    ("thành phố Hà Nội", ("thành phố", "Hà Nội", "tỉnh")),
    ("TP. Hồ Chí Minh", ("thành phố", "Hồ Chí Minh", "tỉnh")),
    ("sáng nay TPHCM có mưa", (None, "TPHCM", "tỉnh")),
    ("thành phố Lào Cai", ("thành phố", "Lào Cai", "huyện")),
    ("thành phố Thủ Dầu Một", ("thành phố", "Thủ Dầu Một", "huyện")),
    ("đặc khu Phú Quốc", ("đặc khu", "Phú Quốc", "xã")),
    ("huyện Ngọc Hồi", ("huyện", "Ngọc Hồi", "huyện")),
    ("thị xã Mường Lay", ("thị xã", "Mường Lay", "huyện")),
    ("quận Ba Đình", ("quận", "Ba Đình", "huyện")),
    ("quận 1", ("quận", "1", "huyện")),
    ("xã Đăk Ang", ("xã", "Đăk Ang", "xã")),
    ("phường Tân Phong", ("phường", "Tân Phong", "xã")),
    ("thị trấn Plei Kần", ("thị trấn", "Plei Kần", "xã")),
    ("thôn 2", ("thôn", "2", "thôn")),
    ("bản Nà Sản", ("bản", "Nà Sản", "thôn")),
    ("tổ dân phố số 5", ("tổ dân phố", "số 5", "thôn")),
    ("buôn Ako Dhong", ("buôn", "Ako Dhong", "thôn")),
    ("xã Ngọc Chiến, huyện Mường La", ("xã", "Ngọc Chiến", "xã"), ("huyện", "Mường La", "huyện")),
    # no places
    ("tư tưởng, đạo đức, phong cách Hồ Chí Minh",),
    ("các xã, phường, thị trấn",),
    ("cấp tỉnh, cấp huyện",),
    ("bản kế hoạch",),
    ("xã hội hóa",),
    ("huyện NTM",),
    ("làng nghề",),
]

WHICH_PROVINCE = [
    ("Lào Cai", "2024-06-01", None, "2025-06-30", "Lào Cai"),
    ("Lào Cai", "2025-07-01", "2025-07-01", None, "Lào Cai"),
    ("Yên Bái", "2024-06-01", None, "2025-06-30", "Lào Cai"),
    ("Lai Châu", "2024-06-01", None, None, "Lai Châu"),
    ("Hoà Bình", "2020-01-01", None, "2025-06-30", "Phú Thọ"),
    ("Bà Rịa-Vũng Tàu", "2020-01-01", None, "2025-06-30", "Hồ Chí Minh"),
]

BODIES = [
    ("Tỉnh ủy Lai Châu", ("Tỉnh ủy Lai Châu", "tỉnh")),
    ("Huyện ủy Ngọc Hồi ban hành", ("Huyện ủy Ngọc Hồi", "huyện")),
    ("Đảng bộ xã Ngọc Chiến", ("Đảng bộ xã Ngọc Chiến", "xã")),
    ("Sở Nội vụ tham mưu", ("Sở Nội vụ", "tỉnh")),
    ("Bộ Chính trị", ("Bộ Chính trị", "trung ương")),
    ("Hội LHPN tỉnh", ("Hội LHPN tỉnh", "tỉnh")),
    ("Hội Cựu chiến binh xã Đăk Kan", ("Hội Cựu chiến binh xã Đăk Kan", "xã")),
    ("UBND huyện Mường La", ("UBND huyện Mường La", "huyện")),
    ("Đoàn Thanh niên xã Pờ Y", ("Đoàn Thanh niên xã Pờ Y", "xã")),
    ("Hội Văn học nghệ thuật tổ chức 3 trại", ("Hội Văn học nghệ thuật", None)),
    ("Hội Văn học nghệ thuật tỉnh mở lớp", ("Hội Văn học nghệ thuật tỉnh", "tỉnh")),
    (
        "Hội Liên hiệp các hội khoa học và kỹ thuật tỉnh có 5 đề tài",
        ("Hội Liên hiệp các hội khoa học và kỹ thuật tỉnh", "tỉnh"),
    ),
    (
        "Văn phòng điều phối nông thôn mới tỉnh đã",
        ("Văn phòng điều phối nông thôn mới tỉnh", "tỉnh"),
    ),
    ("Bảo hiểm xã hội tỉnh đã chi", ("Bảo hiểm xã hội tỉnh", "tỉnh")),
    ("Ngân hàng Chính sách xã hội cho vay", ("Ngân hàng Chính sách xã hội", None)),
    ("Kho bạc Nhà nước tỉnh", ("Kho bạc Nhà nước tỉnh", "tỉnh")),
    (
        "Đảng bộ Khối các cơ quan và doanh nghiệp tỉnh có",
        ("Đảng bộ Khối các cơ quan và doanh nghiệp tỉnh", "tỉnh"),
    ),
    (
        "Trung tâm phục vụ hành chính công tỉnh tiếp nhận",
        ("Trung tâm phục vụ hành chính công tỉnh", "tỉnh"),
    ),
    ("Bộ GD&ĐT tặng", ("Bộ GD&ĐT", "trung ương")),
    ("Tỉnh Đoàn trao", ("Tỉnh Đoàn", "tỉnh")),
    ("Tổng LĐLĐ Việt Nam tặng", ("Tổng LĐLĐ Việt Nam", "trung ương")),
    ("Hội Nông dân Việt Nam tặng", ("Hội Nông dân Việt Nam", "trung ương")),
    ("Hội Cựu chiến binh (CCB) huyện Sa Thầy họp", ("Hội Cựu chiến binh huyện Sa Thầy", "huyện")),
    ("Hội Nông dân (45 hội viên) huyện Sa Thầy", ("Hội Nông dân", None)),
    ("Hội LHTN Việt Nam tỉnh Sơn La", ("Hội LHTN Việt Nam tỉnh Sơn La", "tỉnh")),
    ("T.Ư Đoàn tặng", ("T.Ư Đoàn", "trung ương")),
    # no bodies
    ("các cấp ủy",),
    ("Hội nghị sơ kết",),
    ("Đoàn kết, thống nhất",),
    ("Tổ quốc",),
]


@pytest.mark.parametrize("row", PLACES, ids=lambda row: row[0])
def test_it_reads_places(row):
    text, *expected = row
    assert [(each.kind, each.name, each.level.value) for each in find_places(text)] == expected


@pytest.mark.parametrize("row", BODIES, ids=lambda row: row[0])
def test_it_reads_bodies(row):
    text, *expected = row
    assert [(each.name, each.level and each.level.value) for each in find_bodies(text)] == expected


@pytest.mark.parametrize(("name", "day", "since", "until", "now"), WHICH_PROVINCE)
def test_the_day_says_which_province_a_name_means(name, day, since, until, now):
    found = province(name, dt.date.fromisoformat(day))
    assert (found.since, found.until) == tuple(
        each and dt.date.fromisoformat(each) for each in (since, until)
    )
    assert found.now == now


def test_34_provinces_stand_today_and_63_stood_before():
    today, before = dt.date(2026, 11, 1), dt.date(2025, 6, 30)
    assert len({each.name for each in provinces() if each.stood_on(today)}) == 34
    assert len({each.name for each in provinces() if each.stood_on(before)}) == 63


def test_a_place_of_the_past_keeps_its_province_of_that_day():
    [place] = find_places("tỉnh Kon Tum", dt.date(2024, 1, 1))
    assert place.level is Level.PROVINCE
    assert place.province.until == dt.date(2025, 6, 30)


@pytest.mark.parametrize(
    ("text", "day", "level", "name"),
    [
        ("thành phố Huế", "2024-01-01", "huyện", None),
        ("thành phố Huế", "2025-01-01", "tỉnh", "Huế"),
        ("thành phố Huế", None, "tỉnh", "Huế"),
        ("tỉnh Bắc Giang", "2025-06-30", "tỉnh", "Bắc Giang"),
        ("tỉnh Bắc Giang", "2025-07-01", "tỉnh", "Bắc Giang"),
        ("tỉnh Lâm Đồng", "2025-07-01", "tỉnh", "Lâm Đồng"),
    ],
)
def test_the_day_tells_what_a_name_means(text, day, level, name):
    [place] = find_places(text, day=day and dt.date.fromisoformat(day))
    assert (place.level.value, place.province and place.province.name) == (level, name)
