"""Against last time: a review saved and loaded is equal; what changed, came, went, was forgotten."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path

import pytest
from attrs import evolve

from reportkit.binding import Aggregate, correction_of
from reportkit.errors import ReviewError, SourceError, SourceFault
from reportkit.parsing import Initiative, Passage, PassageRole, Unit, Verdict
from reportkit.parsing.reading import Reading, Unread
from reportkit.review import Code, Review
from reportkit.vietnamese import Amount

from .conftest import PROFILE, report

CUMULATIVE = evolve(
    PROFILE,
    indicators=[evolve(one, cumulative=one.id == "models") for one in PROFILE.indicators],
)


def reviewed(review, *reports, **options) -> Review:
    """A review of these reports; ``review`` keeps the figures bound as they are marked."""
    return Review(Reading(reports), profile=CUMULATIVE, **options)


def test_a_saved_review_is_loaded_equal(review, tmp_path: Path):
    told = report(
        Unit("Xã A", aliases=["Đảng ủy xã A"]),
        "Có [trên 29 mô hình|models], [1,5 tỷ đồng|money], [11/17 xã|rate]. Diễn [hàng nghìn buổi|shows].",
        date=dt.date(2024, 6, 9),
        initiatives=[Initiative("Nhà sạch", "Thôn 1", year=2023)],
    )
    correction = correction_of(told, 0, Verdict.CHANGED, amount=Amount.of(30, unit="mô hình"))
    unread = Unread("hong.docx", SourceError("Locked.", file="hong.docx", kind=SourceFault.LOCKED))
    made = Review(
        Reading([told], unread=[unread]),
        profile=CUMULATIVE,
        units=["Xã A", "Xã B"],
        corrections=[correction],
    )
    assert made.cell("Xã A", "models").amount.value == 30
    loaded = Review.load(made.save(tmp_path / "so-ket-2024.json"))
    assert loaded == made
    assert loaded.findings == made.findings and loaded.units == made.units
    assert (
        loaded.save(tmp_path / "2.json").read_bytes()
        == (tmp_path / "so-ket-2024.json").read_bytes()
    )


def test_findings_beside_the_last_review_are_saved_with_it(review, tmp_path: Path):
    last = reviewed(review, report("Xã A", "Có [40 mô hình|models]."))
    made = reviewed(review, report("Xã A", "Có [30 mô hình|models]."), previous=last)
    assert Code.TOTAL_FELL in [one.code for one in made.findings]
    assert Review.load(made.save(tmp_path / "r.json")) == made


def test_a_saved_review_carries_the_last_one(review, tmp_path: Path):
    oldest = reviewed(review, report("Xã A", "Có [20 mô hình|models]."))
    last = reviewed(review, report("Xã A", "Có [40 mô hình|models]."), previous=oldest)
    made = reviewed(review, report("Xã A", "Có [50 mô hình|models]."), previous=last)
    loaded = Review.load(made.save(tmp_path / "so-ket-2026.json"))
    assert loaded == made and loaded.previous == made.previous == reviewed(review, *last.summaries)
    assert loaded.compare(loaded.previous) == made.compare(last)
    assert loaded.findings == made.findings
    # One review is compared with the last one; a file does not grow by all that ever were.
    assert loaded.previous.previous is None and last.previous is not None
    assert loaded != reviewed(review, *made.summaries)


def test_a_file_of_before_that_has_no_last_review_is_read(review, tmp_path: Path):
    made = reviewed(review, report("Xã A", "Có [40 mô hình|models]."))
    file = made.save(tmp_path / "r.json")
    data = json.loads(file.read_text(encoding="utf-8"))
    data.pop("previous", None)
    file.write_text(json.dumps(data), encoding="utf-8")
    assert Review.load(file) == made


BROKEN = [
    pytest.param(
        '{"schema": 1, "kind": "review", "profile": 3, "previous": 7}', "damaged", id="two faults"
    ),
    pytest.param("{", "no JSON", id="no JSON"),
    pytest.param("[]", "no saved review", id="reports, not a review"),
    pytest.param('{"schema": 9, "kind": "review"}', "schema 9", id="of a later version"),
    pytest.param('{"schema": 1, "kind": "review", "profile": 3}', "damaged", id="damaged"),
]


@pytest.mark.parametrize(("text", "reason"), BROKEN)
def test_what_is_no_saved_review_is_refused(tmp_path: Path, text: str, reason: str):
    file = tmp_path / "r.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ReviewError, match=reason) as caught:
        Review.load(file)
    assert caught.value.file == str(file) and caught.value.remedy
    with pytest.raises(ReviewError, match="cannot be read"):
        Review.load(tmp_path / "none.json")


CHANGES = [
    # before, now, difference, percent
    ("[40 mô hình|models]", "[50 mô hình|models]", 10, "25.0"),
    ("[trên 40 mô hình|models]", "[50 mô hình|models]", 10, "25.0"),
    ("[3 mô hình|models]", "[2 mô hình|models]", -1, "-33.3"),
    ("[0 mô hình|models]", "[5 mô hình|models]", 5, None),
    ("[5 buổi|shows]", "[5 mô hình|models]", None, None),
    ("[90%|rate]", "[95%|rate]", 5, None),
    ("[1 km|road]", "[1,5 km|road]", Decimal("0.5"), "50.0"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "now", "difference", "percent"), CHANGES)
def test_a_change_is_told_by_number_and_percent(review, before, now, difference, percent):
    last, made = (reviewed(review, report("Xã A", f"Có {words}.")) for words in (before, now))
    changed = made.compare(last)
    id = now.split("|")[1].rstrip("]")
    for one in (*changed.totals, *changed.cells):
        if one.indicator.id == id:
            assert one.difference == difference
            assert one.percent == (None if percent is None else Decimal(percent))


def test_what_came_and_what_went(review):
    last = reviewed(
        review,
        report("Xã A", "Có [1 mô hình|models].", initiatives=[Initiative("Nhà sạch")]),
        report("Xã B", "Có [1 mô hình|models].", initiatives=[Initiative("Chợ vui")]),
        report("Tỉnh ủy Kon Tum", "Có [1 mô hình|models]."),
    )
    made = reviewed(
        review,
        report(
            "XÃ  A",
            "Có [1 mô hình|models].",
            initiatives=[Initiative("NHÀ SẠCH"), Initiative("Số hóa")],
        ),
        report("Xã C", "Có [1 mô hình|models]."),
        report("Tỉnh ủy Quảng Ngãi", "Có [1 mô hình|models]."),
    )
    changed = made.compare(last)
    assert [one.initiative.name for one in changed.new_initiatives] == ["Số hóa"]
    assert [one.initiative.name for one in changed.ended_initiatives] == ["Chợ vui"]
    assert [unit.name for unit in changed.joined] == ["Xã C", "Tỉnh ủy Quảng Ngãi"]
    assert [unit.name for unit in changed.gone] == ["Xã B", "Tỉnh ủy Kon Tum"]
    assert [(one.listed.name, one.reporting.name) for one in changed.merged] == [
        ("Tỉnh ủy Quảng Ngãi", "Tỉnh ủy Kon Tum")
    ]


TASKS = [
    (
        "Đẩy mạnh chuyển đổi số trong công tác tuyên truyền.",
        "Xã đã đẩy mạnh chuyển đổi số trong tuyên truyền.",
        False,
    ),
    ("Đẩy mạnh chuyển đổi số trong công tác tuyên truyền.", "Xã đã trồng cây.", True),
]


@pytest.mark.parametrize(("task", "now", "forgotten"), TASKS)
def test_a_task_that_no_report_speaks_of_is_forgotten(review, task, now, forgotten):
    last = reviewed(
        review,
        report("Xã A", "Có [1 mô hình|models].", passages=[Passage(PassageRole.TASK, task)]),
    )
    compared = reviewed(review, report("Xã A", f"{now} Có [1 mô hình|models].")).compare(last)
    assert [one.passage.text for one in compared.forgotten_tasks] == ([task] if forgotten else [])


FELL = [
    ("[40 mô hình|models]", "[30 mô hình|models]", Code.TOTAL_FELL),
    ("[40 mô hình|models]", "[40 mô hình|models]", None),
    ("[trên 40 mô hình|models]", "[39 mô hình|models]", Code.TOTAL_FELL),
    ("[40 mô hình|models]", "[trên 30 mô hình|models]", None),
    ("[khoảng 40 mô hình|models]", "[30 mô hình|models]", None),
    ("[40 buổi|shows]", "[30 buổi|shows]", None),  # not counted from the beginning on
    ("[4 tỷ đồng|money]", "[4.500.000 đồng|money]", None),
    ("[5 tỷ đồng|money]", "[4.500.000 đồng|money]", Code.THOUSANDFOLD),
]


@pytest.mark.parametrize(("before", "now", "code"), FELL)
def test_what_cannot_be_so_beside_the_last_review_is_found(review, before, now, code):
    last = reviewed(review, report("Xã A", f"Có {before}."))
    made = reviewed(review, report("Xã A", f"Có {now}."), previous=last)
    found = [one.code for one in made.findings if one.code is not Code.UNITS_ASSUMED]
    assert found == ([code] if code else [])


def test_indicators_of_another_profile_are_not_compared(review):
    other = evolve(PROFILE, indicators=[one for one in PROFILE.indicators if one.id != "models"])
    last = Review([report("Xã A", "Có [9 buổi|shows].")], profile=other)
    compared = reviewed(review, report("Xã A", "Có [9 mô hình|models].")).compare(last)
    assert "models" not in {one.indicator.id for one in compared.totals}
    assert {one.indicator.aggregate for one in compared.totals} >= {Aggregate.SUM}
