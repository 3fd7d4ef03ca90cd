"""Totals of a part of the review: by level, by the unit above, by year."""

from __future__ import annotations

import pytest

from reportkit.errors import ReviewError
from reportkit.parsing import Unit
from reportkit.vietnamese import Level
from reportkit.vietnamese.formatting import format_amount

from .conftest import report


@pytest.fixture
def made(review):
    return review(
        report(Unit("Huyện A", Level.DISTRICT, "Tỉnh T"), "Có [trên 30 mô hình|models]."),
        report(
            Unit("Huyện B", Level.DISTRICT, "Tỉnh T"), "Năm 2023 có [8 mô hình|models year=2023]."
        ),
        report(
            Unit("Xã C", Level.COMMUNE, "Huyện A"),
            "Năm 2022 có [3 mô hình|models year=2022], năm 2023 có [4 mô hình|models year=2023].",
        ),
        report(Unit("Xã D", Level.COMMUNE, "Huyện A"), "Chưa nêu."),
        report("Sở E", "Có [1 mô hình|models]."),
    )


GROUPS = [
    ("level", {"huyện": "trên 38 mô hình 2/2", "xã": "4 mô hình 1/2", "": "1 mô hình 1/1"}),
    ("parent", {"Tỉnh T": "trên 38 mô hình 2/2", "Huyện A": "4 mô hình 1/2", "": "1 mô hình 1/1"}),
    ("year", {"2022": "3 mô hình 1/5", "2023": "12 mô hình 2/5"}),
]


@pytest.mark.parametrize(("by", "expected"), GROUPS)
def test_each_group_has_a_total_by_the_same_rules(made, by, expected):
    told = {
        name: f"{format_amount(total.amount)} {len(total.reported)}/{total.expected}"
        for name, total in made.totals_by("models", by).items()
    }
    assert told == expected


def test_what_is_no_way_to_group_is_refused(made):
    with pytest.raises(ValueError):
        made.totals_by("models", "khối")
    with pytest.raises(ReviewError):
        made.totals_by("khong_co", "level")
