"""The communes of today: how many there are, and in which provinces a name is borne."""

from __future__ import annotations

import unicodedata
from collections import Counter

import pytest

from reportkit.vietnamese import communes, communes_named, province


def test_there_are_as_many_as_the_resolutions_made():
    assert len(communes()) == 3321
    assert Counter(commune.kind for commune in communes())["đặc khu"] == 13


def test_each_belongs_to_a_province_of_today():
    names = {commune.province for commune in communes()}
    assert len(names) == 34
    assert all(province(name).until is None for name in names)


@pytest.mark.parametrize(
    ("name", "kind", "provinces"),
    [
        ("Ngọc Chiến", "xã", ["Sơn La"]),
        ("Phú Quốc", "đặc khu", ["An Giang"]),
        ("Phú Quốc", "xã", []),
        ("CÔN ĐẢO", None, ["Hồ Chí Minh"]),
        ("Chân Mây–Lăng Cô", None, ["Huế"]),
        ("no such place", None, []),
    ],
)
def test_a_name_tells_its_provinces(name, kind, provinces):
    assert [commune.province for commune in communes_named(name, kind)] == provinces
    decomposed = unicodedata.normalize("NFD", name)
    assert communes_named(decomposed, kind) == communes_named(name, kind)


def test_a_name_may_be_borne_in_many_provinces():
    assert len({commune.province for commune in communes_named("Tân Lập")}) > 2
