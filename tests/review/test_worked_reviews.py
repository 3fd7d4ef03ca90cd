"""Fifteen small reviews worked by hand: three to six invented units, each showing one rule.

Of each: what the units say, the row of the table ("–" without a figure), the total, for how many
units it speaks, and the findings that a person sees ("code:unit", errors first).
"""

from __future__ import annotations

from typing import NamedTuple

import pytest

from reportkit.parsing import Unit
from reportkit.review import Code, Review
from reportkit.vietnamese.formatting import format_amount

from .conftest import PROFILE, report


class Worked(NamedTuple):
    rule: str
    says: dict[str, str]
    """Each unit's report; "Xã B < Huyện A" stands below Huyện A."""
    indicator: str
    table: dict[str, str]
    total: str
    coverage: str
    found: list[str]
    listed: list[str] | None = None


REVIEWS = [
    Worked(
        "bounds add by the table: over and exact make over",
        {"Xã A": "Có [trên 579 mô hình|models].", "Xã B": "Có [29 mô hình|models].", "Xã C": "Có [trên 12 mô hình|models]."},
        "models",
        {"Xã A": "trên 579 mô hình", "Xã B": "29 mô hình", "Xã C": "trên 12 mô hình"},
        "trên 620 mô hình", "3/3", [],
    ),
    Worked(
        "over and nearly pull in opposite directions: about",
        {"Xã A": "Có [gần 40 mô hình|models].", "Xã B": "Có [trên 30 mô hình|models].", "Xã C": "Có [5 mô hình|models]."},
        "models",
        {"Xã A": "gần 40 mô hình", "Xã B": "trên 30 mô hình", "Xã C": "5 mô hình"},
        "khoảng 75 mô hình", "3/3", [],
    ),
    Worked(
        "under stays under only where all are",
        {"Xã A": "Có [dưới 10 mô hình|models].", "Xã B": "Có [dưới 20 mô hình|models].", "Xã C": "Có [gần 5 mô hình|models].", "Xã D": "Có [1 mô hình|models]."},
        "models",
        {"Xã A": "dưới 10 mô hình", "Xã B": "dưới 20 mô hình", "Xã C": "gần 5 mô hình", "Xã D": "1 mô hình"},
        "gần 36 mô hình", "4/4", [],
    ),
    Worked(
        "a vague order stands beside the sum",
        {"Xã A": "Diễn [hàng nghìn buổi|shows].", "Xã B": "Diễn [14 buổi|shows].", "Xã C": "Diễn [6 buổi|shows]."},
        "shows",
        {"Xã A": "–", "Xã B": "14 buổi", "Xã C": "6 buổi"},
        "20 buổi", "2/3", ["vague-order:Xã A"],
    ),
    Worked(
        "no figure is a dash, zero is zero, and a missing unit is expected",
        {"Xã A": "Có [76 mô hình|models].", "Xã B": "Có [3 buổi|shows].", "Xã C": "Có [0 mô hình|models]."},
        "models",
        {"Xã A": "76 mô hình", "Xã B": "–", "Xã C": "0 mô hình", "Xã D": "–"},
        "76 mô hình", "2/4", ["unit-missing:Xã D"],
        listed=["Xã A", "Xã B", "Xã C", "Xã D"],
    ),
    Worked(
        "the country's figure is nobody's",
        {"Xã A": "Cả nước có [25.525 mô hình|models country].", "Xã B": "Có [4 mô hình|models].", "Xã C": "Cả nước có [25.525 mô hình|models country], xã có [2 mô hình|models]."},
        "models",
        {"Xã A": "–", "Xã B": "4 mô hình", "Xã C": "2 mô hình"},
        "6 mô hình", "2/3", ["other-level:Xã A", "other-level:Xã C"],
    ),
    Worked(
        "a part is never added to its whole, even where the parts make more",
        {"Xã A": "Có [10 mô hình|models], trong đó [4 mô hình|models part], [6 mô hình|models part].", "Xã B": "Có [10 mô hình|models], trong đó [7 mô hình|models part], [8 mô hình|models part].", "Xã C": "Có [1 mô hình|models]."},
        "models",
        {"Xã A": "10 mô hình", "Xã B": "10 mô hình", "Xã C": "1 mô hình"},
        "21 mô hình", "3/3", ["parts-do-not-add-up:Xã B"],
    ),
    Worked(
        "a target, an earlier result and a change are no results",
        {"Xã A": "Phấn đấu [50 mô hình|models target], có [40 mô hình|models].", "Xã B": "Năm trước [9 mô hình|models earlier], nay [12 mô hình|models].", "Xã C": "Tăng [3 mô hình|models change]."},
        "models",
        {"Xã A": "40 mô hình", "Xã B": "12 mô hình", "Xã C": "–"},
        "52 mô hình", "2/3", [],
    ),
    Worked(
        "said twice counts once; of two different numbers one counts, and a person is asked",
        {"Xã A": "Có [9 mô hình|models]. Xã có [9 mô hình|models].", "Xã B": "Có [trên 500 mô hình|models]. Xã có [579 mô hình|models].", "Xã C": "Có [14 mô hình|models]. Xã có [15 mô hình|models]."},
        "models",
        {"Xã A": "9 mô hình", "Xã B": "579 mô hình", "Xã C": "14 mô hình"},
        "602 mô hình", "3/3", ["two-values:Xã C"],
    ),
    Worked(
        "a unit's own figure, else those of its sub-units",
        {"Huyện A": "Có [30 mô hình|models]. [2 mô hình|models of=Xã_X] hay.", "Huyện B": "[5 mô hình|models of=Xã_Y]. [7 mô hình|models of=Xã_Z].", "Huyện C": "Có [1 mô hình|models]."},
        "models",
        {"Huyện A": "30 mô hình", "Huyện B": "12 mô hình", "Huyện C": "1 mô hình"},
        "43 mô hình", "3/3", ["sub-units-counted:Huyện B"],
    ),
    Worked(
        "a unit below one that reports is not added again, nor a sum of sub-units to its parts",
        {"Huyện A": "Có [30 mô hình|models].", "Xã B < Huyện A": "Có [4 mô hình|models].", "Xã C < Huyện A": "Có [6 mô hình|models].", "Huyện D": "Diễn [3 buổi|shows].", "Xã E < Huyện D": "Có [2 mô hình|models].", "Xã G < Huyện D": "Có [3 mô hình|models]."},
        "models",
        {"Huyện A": "30 mô hình", "Xã B": "4 mô hình", "Xã C": "6 mô hình", "Huyện D": "5 mô hình", "Xã E": "2 mô hình", "Xã G": "3 mô hình"},
        "35 mô hình", "6/6", ["sub-units-counted:Huyện D", "superior-reports:Xã B", "superior-reports:Xã C"],
    ),
    Worked(
        "a rate is recomputed where everybody tells numerator and denominator",
        {"Xã A": "Có [41/44 chi bộ|-] (đạt [93,2%|rate]).", "Xã B": "Có [19/56 chi bộ|-] (đạt [33,9%|rate]).", "Xã C": "Có [50/100 chi bộ|-] (đạt [50%|rate])."},
        "rate",
        {"Xã A": "93,2%", "Xã B": "33,9%", "Xã C": "50%"},
        "55%", "3/3", [],
    ),
    Worked(
        "a rate that nobody can recompute is a span, and a wrong one is an error",
        {"Xã A": "Có [41/44 chi bộ|-] (đạt [95%|rate]).", "Xã B": "Đạt [70%|rate].", "Xã C": "Đạt [88%|rate]."},
        "rate",
        {"Xã A": "95%", "Xã B": "70%", "Xã C": "88%"},
        "70% … 95%", "3/3", ["ratio-and-percentage:Xã A"],
    ),
    Worked(
        "one measure to a sum: lengths come together, money of another currency does not",
        {"Xã A": "Làm [1,5 km|road].", "Xã B": "Làm [700 m|road].", "Xã C": "Làm [3 ha|road]."},
        "road",
        {"Xã A": "1,5 km", "Xã B": "0,7 km", "Xã C": "–"},
        "2,2 km", "2/3", ["other-measure:Xã C"],
    ),
    Worked(
        "a number ten times the others' is shown, not changed",
        {f"Xã {letter}": f"Có [{number} mô hình|models]." for letter, number in zip("ABCDEG", (12, 15, 11, 14, 13, 1400), strict=True)},
        "models",
        {"Xã A": "12 mô hình", "Xã B": "15 mô hình", "Xã C": "11 mô hình", "Xã D": "14 mô hình", "Xã E": "13 mô hình", "Xã G": "1.400 mô hình"},
        "1.465 mô hình", "6/6", ["outlier:Xã G"],
    ),
]  # fmt: skip


def unit(words: str) -> Unit:
    name, _, parent = words.partition(" < ")
    return Unit(name, parent=parent or None)


@pytest.mark.parametrize("worked", REVIEWS, ids=[one.rule for one in REVIEWS])
def test_a_review_worked_by_hand(review, worked: Worked):
    reports = [report(unit(words), text) for words, text in worked.says.items()]
    made = Review(reports, profile=PROFILE, units=worked.listed)
    table = {one.name: format_amount(made.cell(one, worked.indicator).amount) for one in made.units}
    total = made.total(worked.indicator)
    ends = total.span or (total.amount,)
    assert table == worked.table
    assert " … ".join(map(format_amount, ends)) == worked.total
    assert f"{len(total.reported)}/{total.expected}" == worked.coverage
    found = [f"{one.code.value}:{one.unit.name}" for one in made.findings if one.unit]
    assert found == worked.found
    assert {one.code for one in made.findings if not one.unit} <= {Code.UNITS_ASSUMED}
    # Every figure that is bound to the indicator is in the total or left out with a reason.
    bound = [one for one in made.figures if one.figure.indicator == worked.indicator]
    assert len(total.figures) + len(total.left_out) == len(bound)
