"""What places and bodies are read as, by level and by date; near misses beside."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from reportkit.vietnamese.bodies import body_at, find_bodies
from reportkit.vietnamese.levels import Level
from reportkit.vietnamese.places import find_places, province, provinces

PLACES = [
    ("xã Ngọc Chiến, huyện Mường La", [("xã", "Ngọc Chiến"), ("huyện", "Mường La")]),
    ("thị trấn Plei Kần", [("thị trấn", "Plei Kần")]),
    ("TX. An Khê", [("thị xã", "An Khê")]),
    ("TP. Hồ Chí Minh", [("thành phố", "Hồ Chí Minh")]),
    ("Phường 3, Quận 10", [("phường", "3"), ("quận", "10")]),
    ("tổ dân phố số 5", [("tổ dân phố", "số 5")]),
    ("buôn Kuốp và thôn 2", [("buôn", "Kuốp"), ("thôn", "2")]),
    ("tỉnh Bà Rịa - Vũng Tàu", [("tỉnh", "Bà Rịa - Vũng Tàu")]),
    ("đặc khu Phú Quý", [("đặc khu", "Phú Quý")]),
    ("Tại Lào Cai, việc", [(None, "Lào Cai")]),
    ("Chủ tịch Hội phụ nữ huyện Đăk Glei Lò Thị Mai", [("huyện", "Đăk Glei")]),
]

NO_PLACES = [
    "tư tưởng, đạo đức, phong cách Hồ Chí Minh",
    "hoàn thành huyện NTM",
    "Chủ tịch UBND tỉnh Trần Văn Nam",
    "hợp tác xã Hoa Ban",
    "xã hội, các xã trong tỉnh",
    "bản sáng - xanh - sạch - đẹp",
]


@pytest.mark.parametrize(("text", "expected"), PLACES)
def test_a_place_is_read_by_the_word_for_its_kind(
    text: str, expected: list[tuple[str | None, str]]
) -> None:
    assert [(place.kind, place.name) for place in find_places(text)] == expected


@pytest.mark.parametrize("text", NO_PLACES)
def test_what_names_no_place_is_none(text: str) -> None:
    assert [place.name for place in find_places(text)] in ([], ["Hoa Ban"])


def test_a_city_is_of_the_centre_only_where_the_data_say_so() -> None:
    hue, pleiku = find_places("thành phố Huế và thành phố Pleiku")
    assert (hue.level, pleiku.level) == (Level.PROVINCE, Level.DISTRICT)


def test_the_data_hold_63_provinces_before_and_34_after_1_july_2025() -> None:
    before, after = dt.date(2025, 6, 30), dt.date(2025, 7, 1)
    assert sum(each.stood_on(before) for each in provinces()) == 63
    assert sum(each.stood_on(after) for each in provinces()) == 34
    assert all(
        count == 1 for count in Counter(p.name for p in provinces() if p.stood_on(after)).values()
    )


@pytest.mark.parametrize(
    ("name", "day", "now", "kind"),
    [
        ("Kon Tum", dt.date(2024, 6, 9), "Quảng Ngãi", "tỉnh"),
        ("Kon Tum", dt.date(2026, 6, 9), None, None),
        ("Lâm Đồng", dt.date(2024, 6, 9), "Lâm Đồng", "tỉnh"),
        ("Đắc Lắc", dt.date(2024, 6, 9), "Đắk Lắk", "tỉnh"),
        ("Hoà Bình", dt.date(2024, 6, 9), "Phú Thọ", "tỉnh"),
        ("Đồng Nai", dt.date(2026, 4, 29), "Đồng Nai", "tỉnh"),
        ("Đồng Nai", dt.date(2026, 4, 30), "Đồng Nai", "thành phố"),
        ("Thừa Thiên Huế", dt.date(2025, 1, 1), None, None),
    ],
)
def test_a_name_means_the_province_of_its_day(
    name: str, day: dt.date, now: str | None, kind: str | None
) -> None:
    found = province(name, day)
    assert (found and found.now, found and found.kind) == (now, kind)


BODIES = [
    ("Ban Thường vụ Huyện ủy Sa Thầy đã chỉ đạo", "Ban Thường vụ Huyện ủy Sa Thầy", "huyện"),
    ("do Tỉnh đoàn tuyên dương", "Tỉnh đoàn", "tỉnh"),
    ("Bí thư Tỉnh ủy Trần Văn Nam phát biểu", "Tỉnh ủy", "tỉnh"),
    ("Hội Cựu chiến binh xã Ia Chim trồng rừng", "Hội Cựu chiến binh xã Ia Chim", "xã"),
    ("Trung tâm y tế huyện Đăk Hà", "Trung tâm y tế huyện Đăk Hà", "huyện"),
    ("Sở Giáo dục và Đào tạo phối hợp", "Sở Giáo dục và Đào tạo", "tỉnh"),
    ("Bộ Chính trị ban hành", "Bộ Chính trị", "trung ương"),
    ("Thành ủy Đà Nẵng", "Thành ủy Đà Nẵng", "tỉnh"),
    ("Thành ủy Pleiku", "Thành ủy Pleiku", "huyện"),
    ("Trung đoàn 66 giúp dân", "Trung đoàn 66", None),
    ("Nhân dân đánh giá cao", "Nhân dân", None),
]


@pytest.mark.parametrize(("text", "name", "level"), BODIES)
def test_a_body_is_read_with_its_level(text: str, name: str, level: str | None) -> None:
    (body,) = find_bodies(text)
    assert (body.name, body.level) == (name, level)
    assert body.span.of(text) == name


@pytest.mark.parametrize("text", ["Hội nghị trực tuyến", "tinh thần Đoàn kết", "các cấp ủy"])
def test_words_that_only_begin_like_a_body_are_none(text: str) -> None:
    assert find_bodies(text) == []


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("UBND xã Đăk Long (Đảng ủy xã Đăk Long), mô hình", "UBND xã Đăk Long"),
        (
            "các trường THCS xã Pờ Ê và TH xã Hiếu của huyện Kon Plông; mô",
            "các trường THCS xã Pờ Ê và TH xã Hiếu của huyện Kon Plông",
        ),
        ("ông Nguyễn Văn An, xã Đăk Mar, cho thu nhập", "ông Nguyễn Văn An, xã Đăk Mar"),
        ("Đảng bộ huyện Tu Mơ Rông lập ra: đến nay", "Đảng bộ huyện Tu Mơ Rông"),
        ("Hội LHPN và Nghị quyết số 11", "Hội LHPN"),
        ("việc làm này", None),
    ],
)
def test_a_body_ends_where_the_sentence_goes_on(text: str, owner: str | None) -> None:
    span = body_at(text, 0)
    assert (span.of(text) if span else None) == owner
