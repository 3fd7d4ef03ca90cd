"""Every kind of finding has cases that must be found and near misses that must not be.

The rules of single kinds have further tables beside (``test_findings``, ``test_slips``, …); this
one holds that no kind is without either.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from itertools import chain
from typing import Any

import pytest
from attrs import evolve

from reportkit.binding import CorrectionProblem, CorrectionsRead, correction_of
from reportkit.errors import SourceError, SourceFault
from reportkit.parsing import Initiative, Summary, Unit, Verdict, from_table
from reportkit.parsing.reading import Reading, Unread
from reportkit.review import Code, Review
from reportkit.sources import open_source
from reportkit.vietnamese import Amount, Level, Period

from .conftest import PROFILE, report

Case = Callable[[], Review]
CUMULATIVE = evolve(
    PROFILE,
    indicators=[evolve(one, cumulative=one.id == "models") for one in PROFILE.indicators],
)


def told(*texts: str | Summary, unread: Iterable[Unread] = (), **options: Any) -> Case:
    """A review of reports of Xã A, Xã B, …, each with its marked text."""
    reports = [
        one if isinstance(one, Summary) else report(f"Xã {name}", one)
        for name, one in zip("ABCDEGHI", texts, strict=False)
    ]
    chosen = {"profile": CUMULATIVE, **options}
    return lambda: Review(Reading(reports, unread=unread), **chosen)


def sheet(*rows: list[object]) -> Case:
    """A review of a table as an office keeps it, bound as any report is."""
    return lambda: Review(list(from_table(rows)), profile="chi-thi-05")


def page(*rows: list[object]) -> Case:
    """A review of a report that is a table."""
    body = "".join("<tr>" + "".join(f"<td>{one}</td>" for one in row) + "</tr>" for row in rows)
    source = open_source(f"<html><body><table>{body}</table></body></html>".encode(), "bc.html")
    return told(Summary(source, unit=Unit("Xã A")))


def later(before: str, now: str) -> Case:
    return lambda: told(now, previous=told(before)())()


def corrected(text: str, said: str, verdict: Verdict = Verdict.CHANGED) -> Case:
    """A review of ``text`` with a correction that was made of ``said``."""
    first = report("Xã A", said)
    amount = Amount.of(30, unit="mô hình") if verdict is Verdict.CHANGED else None
    return told(text, corrections=[correction_of(first, 0, verdict, amount=amount)])


def unreadable(*problems: CorrectionProblem) -> Case:
    def made() -> Review:
        with pytest.MonkeyPatch.context() as patch:
            read = CorrectionsRead(problems=problems)
            patch.setattr("reportkit.review.review.kept_beside", lambda reading: read)
            return told(ONE)()

    return made


def assumed(profile: object) -> Case:
    def made() -> Review:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("reportkit.review.review.best_profile", lambda summaries: PROFILE)
            return told(ONE, profile=profile)()

    return made


def lying_in(*years: int) -> list[Summary]:
    periods = [Period(dt.date(year, 1, 1), dt.date(year, 12, 31), f"năm {year}") for year in years]
    return [report(f"Xã {place}", ONE, period=one) for place, one in enumerate(periods)]


def replacing(words: str) -> Case:
    old = report("Xã A", ONE, file="1.txt", number="12-BC/ĐU", date=dt.date(2024, 6, 1))
    new = report("Xã A", f"{words} {ONE}", file="2.txt", date=dt.date(2024, 6, 9))
    return told(old, new)


def below(superior: str, *communes: str) -> Case:
    units = [Unit(f"Xã {name}", Level.COMMUNE, "Huyện A") for name in "BCDE"]
    reports = [report(unit, text) for unit, text in zip(units, communes, strict=False)]
    return told(report(Unit("Huyện A", Level.DISTRICT), superior), *reports)


ONE = "Có [12 mô hình|models]."
LONG = f"{ONE} {'Xã đã làm nhiều việc tốt. ' * 30}"
LOCKED = Unread("a.docx", SourceError("Locked.", kind=SourceFault.LOCKED))
MODEL, OTHERS_MODEL = Initiative("Nhà sạch", "Thôn 1"), Initiative("Nhà sạch", "Thôn 2")
HEAD = ["TT", "Đơn vị", "Số mô hình"]

FOUND: dict[Code, list[Case]] = {
    Code.UNREAD_FILE: [told(ONE, unread=[LOCKED])],
    Code.PARTS: [
        told("Có [9 mô hình|models], trong đó [5 mô hình|models part], [6 mô hình|models part]."),
        told("Có [9 mô hình|models], trong đó [10 mô hình|models part]."),
        below("Có [9 mô hình|models].", "Có [5 mô hình|models].", "Có [6 mô hình|models]."),
    ],
    Code.PERCENTAGE: [
        told("Có [41/44 chi bộ|-] (đạt [95%|rate share])."),
        told("Đạt [85%|rate share] chi bộ ([41/44 chi bộ|-])."),
    ],
    Code.UNITS_ASSUMED: [told(ONE)],
    Code.UNIT_MISSING: [told(ONE, units=["Xã A", "Xã B"])],
    Code.UNIT_UNLISTED: [told(ONE, ONE, units=["Xã A"])],
    Code.UNIT_MERGED: [told(report("Tỉnh ủy Kon Tum", ONE), units=["Tỉnh ủy Quảng Ngãi"])],
    Code.UNITS_ALIKE: [told(report("Xã Mường Lầy", ONE), report("Xã Mường Lấy", ONE))],
    Code.UNIT_UNKNOWN: [told(report(None, ONE, file="bc.txt"))],
    Code.REPORT_REPLACED: [
        replacing("Báo cáo này thay thế Báo cáo số 12-BC/ĐU."),
        replacing("(Thay thế báo cáo đã gửi)"),
    ],
    Code.UNIT_TWICE: [told(report("Xã A", ONE, file="1.txt"), report("XÃ  A", LONG, file="2.txt"))],
    Code.TARGET_AND_RATE: [
        told("Kế hoạch [50 buổi|shows target], làm [45 buổi|shows], đạt [95%|-] kế hoạch."),
    ],
    Code.COLUMN_SUM: [
        page(HEAD, [1, "Xã A", 12], [2, "Xã B", 30], ["", "Tổng cộng", 45]),
        page(HEAD, ["I", "Khối xã", 45], [1, "Xã A", 12], [2, "Xã B", 30]),
    ],
    Code.POINT_OR_COMMA: [told("Có [1,500 mô hình|models]."), told("Đạt [12.5%|rate].")],
    Code.THOUSANDFOLD: [
        told("Góp [5.000.000 đồng|money], năm trước [4.800 đồng|money earlier]."),
        later("Góp [5.000 đồng|money].", "Góp [5.000.000 đồng|money]."),
    ],
    Code.OUTLIER: [
        told(*(f"Có [{number} mô hình|models]." for number in (12, 15, 11, 14, 900))),
        told(*(f"Đạt [{number}%|rate]." for number in (98, 97, 99, 96, 12))),
    ],
    Code.TOTAL_FELL: [later("Có [40 mô hình|models].", "Có [30 mô hình|models].")],
    Code.OTHER_PERIOD: [
        told(*lying_in(2024, 2024, 2024, 2019)),
        told(report("Xã A", "Có [5 mô hình|models year=2019].", period=lying_in(2024)[0].period)),
    ],
    Code.NEARLY_EMPTY: [told(LONG, LONG, LONG, LONG, LONG, "Xã đã làm.")],
    Code.INITIATIVE_TWICE: [
        told(report("Xã A", ONE, initiatives=[MODEL, MODEL])),
        told(*(report(f"Xã {name}", ONE, initiatives=[MODEL]) for name in "AB")),
    ],
    Code.HEAD_UNMATCHED: [sheet(["Đơn vị", "Số mô hình", "Cột lạ"], ["Xã A", 12, 3])],
    Code.NO_FIGURES: [told("Xã làm tốt."), told("Trồng [12 cây|-].")],
    Code.TWO_VALUES: [told("Có [14 mô hình|models]. Xã có [15 mô hình|models].")],
    Code.OTHER_LEVEL: [
        told("Cả nước có [25.525 mô hình|models country]."),
        told("Tỉnh có [625 mô hình|models above], xã có [3 mô hình|models]."),
    ],
    Code.OTHER_MEASURE: [told("Làm [3 ha|road]."), told("Góp [900 USD|money].")],
    Code.VAGUE_ORDER: [told("Diễn [hàng nghìn buổi|shows].")],
    Code.LOW_CONFIDENCE: [told("Có [29 mô hình|models low].")],
    Code.CORRECTIONS_USED: [corrected(ONE, ONE), corrected(ONE, ONE, Verdict.CONFIRMED)],
    Code.CORRECTION_NOT_APPLIED: [corrected("Có [13 mô hình|models].", ONE)],
    Code.CORRECTION_UNREADABLE: [
        unreadable(CorrectionProblem("kiem-tra.xlsx", "Số liệu!E5", "“nhiều” không phải là số")),
    ],
    Code.SUB_UNITS: [
        told("[4 mô hình|models of=Thôn_1]. [5 mô hình|models of=Thôn_2]."),
        below("Làm tốt.", ONE, ONE),
    ],
    Code.SUPERIOR: [below("Có [90 mô hình|models].", ONE, ONE)],
    Code.PROFILE_ASSUMED: [assumed(None)],
}

NEAR_MISSES: dict[Code, list[Case]] = {
    Code.UNREAD_FILE: [told(ONE)],
    Code.PARTS: [
        told("Có [9 mô hình|models], trong đó [4 mô hình|models part], [5 mô hình|models part]."),
        told("Có [trên 9 mô hình|models], trong đó [10 mô hình|models part]."),
        below("Có [11 mô hình|models].", "Có [5 mô hình|models].", "Có [6 mô hình|models]."),
    ],
    Code.PERCENTAGE: [
        told("Có [41/44 chi bộ|-] (đạt [93,2%|rate share])."),
        told("Có [5/7 xã|-] đạt [100%|rate share] tiêu chí."),
    ],
    Code.UNITS_ASSUMED: [told(ONE, units=["Xã A"])],
    Code.UNIT_MISSING: [
        told(ONE, units=["XÃ  A"]),
        told(report("UBND TP. Sơn La", ONE), units=["Ủy ban nhân dân thành phố Sơn La"]),
    ],
    Code.UNIT_UNLISTED: [told(ONE, units=["Xã A", "Xã B"]), told(ONE)],
    Code.UNIT_MERGED: [told(report("Tỉnh ủy Quảng Nam", ONE), units=["Tỉnh ủy Quảng Ngãi"])],
    Code.UNITS_ALIKE: [told(report("Xã Mường Lầy", ONE), report("Xã Mường Lang", ONE))],
    Code.UNIT_UNKNOWN: [told(report(Unit("Xã A"), ONE, file="bc.txt"))],
    Code.REPORT_REPLACED: [
        replacing("Thay thế cán bộ yếu kém."),
        replacing("Báo cáo này thay thế Báo cáo số 99-BC/ĐU."),
    ],
    Code.UNIT_TWICE: [
        told(
            report(Unit("Xã A", parent="Huyện B"), ONE, file="1.txt"),
            report(Unit("Xã A", parent="Huyện C"), ONE, file="2.txt"),
        ),
        replacing("Báo cáo này thay thế Báo cáo số 12-BC/ĐU."),
    ],
    Code.TARGET_AND_RATE: [
        told("Kế hoạch [50 buổi|shows target], làm [45 buổi|shows], đạt [90%|-] kế hoạch."),
        told("Kế hoạch [50 buổi|shows target], làm [56 buổi|shows], vượt [12%|-] chỉ tiêu."),
    ],
    Code.COLUMN_SUM: [
        page(HEAD, [1, "Xã A", 12], [2, "Xã B", 30], ["", "Tổng cộng", 42]),
        page(HEAD, ["I", "Khối xã", 42], [1, "Xã A", 12], [2, "Xã B", 30]),
        page(["TT", "Đơn vị", "Tỷ lệ (%)"], [1, "Xã A", 90], [2, "Xã B", 80], ["", "Tổng", 85]),
    ],
    Code.POINT_OR_COMMA: [told("Có [1.500 mô hình|models]."), told("Đạt [12,5%|rate].")],
    Code.THOUSANDFOLD: [
        told("Góp [5.000.000 đồng|money], năm trước [9.800 đồng|money earlier]."),
        later("Góp [0 đồng|money].", "Góp [5.000.000 đồng|money]."),
    ],
    Code.OUTLIER: [
        told(*(f"Có [{number} mô hình|models]." for number in (12, 15, 11, 14, 60))),
        told(*(f"Có [{number} mô hình|models]." for number in (12, 15, 11, 900))),
    ],
    Code.TOTAL_FELL: [
        later("Có [trên 40 mô hình|models].", "Có [trên 30 mô hình|models]."),
        later("Diễn [40 buổi|shows].", "Diễn [30 buổi|shows]."),
    ],
    Code.OTHER_PERIOD: [
        told(*lying_in(2024, 2024, 2024)),
        told(*lying_in(2024, 2019)),
        told(report("Xã A", "Có [5 mô hình|models year=2024].", period=lying_in(2024)[0].period)),
    ],
    Code.NEARLY_EMPTY: [
        told(LONG, LONG, LONG, LONG, LONG, ONE * 6),
        told(LONG, LONG, "Xã đã làm."),
    ],
    Code.INITIATIVE_TWICE: [
        told(report("Xã A", ONE, initiatives=[MODEL, OTHERS_MODEL])),
        told(
            *(report(f"Xã {name}", ONE, initiatives=[evolve(MODEL, owner=None)]) for name in "AB")
        ),
    ],
    Code.HEAD_UNMATCHED: [sheet(["Đơn vị", "Số mô hình", "Ghi chú"], ["Xã A", 12, "tốt"])],
    Code.NO_FIGURES: [told(ONE), told("Trồng [12 cây|-], có [1 mô hình|models].")],
    Code.TWO_VALUES: [
        told("Có [14 mô hình|models]. Xã có [14 mô hình|models]."),
        told("Có [trên 500 mô hình|models]. Xã có [579 mô hình|models]."),
        told("Phấn đấu [50 mô hình|models target], có [40 mô hình|models]."),
    ],
    Code.OTHER_LEVEL: [told("Cả nước có [63 tỉnh|- country]."), told(ONE)],
    Code.OTHER_MEASURE: [told("Làm [1.500 m|road]."), told("Góp [2 tỷ đồng|money].")],
    Code.VAGUE_ORDER: [told("Diễn [1.000 buổi|shows]."), told("Trồng [hàng nghìn cây|-].")],
    Code.LOW_CONFIDENCE: [
        told("Có [29 mô hình|models]. Có [25 mô hình|models low]."),
        told("Trồng [12 cây|- low], có [1 mô hình|models]."),
    ],
    Code.CORRECTIONS_USED: [told(ONE), corrected("Có [13 mô hình|models].", ONE)],
    Code.CORRECTION_NOT_APPLIED: [corrected(f"Mở đầu. {ONE}", ONE)],
    Code.CORRECTION_UNREADABLE: [unreadable()],
    Code.SUB_UNITS: [
        told("Có [9 mô hình|models], [4 mô hình|models of=Thôn_1]."),
        below("Có [90 mô hình|models].", ONE, ONE),
    ],
    Code.SUPERIOR: [below("Làm tốt.", ONE, ONE), below("Diễn [3 buổi|shows].", ONE, ONE)],
    Code.PROFILE_ASSUMED: [assumed(PROFILE)],
}


@pytest.fixture(autouse=True)
def bound(monkeypatch, request):
    """The figures are bound as they are marked; those of a sheet as any report's are."""
    from reportkit.binding import bind

    monkeypatch.setattr(
        "reportkit.review.review.bind",
        lambda summary, profile: bind(summary, profile) if profile.id != PROFILE.id else summary,
    )


def cases(table: dict[Code, list[Case]]) -> list[Any]:
    return list(
        chain.from_iterable(
            [
                pytest.param(code, case, id=f"{code.value} {number}")
                for number, case in enumerate(of_code, start=1)
            ]
            for code, of_code in table.items()
        )
    )


@pytest.mark.parametrize(("code", "case"), cases(FOUND))
def test_what_must_be_found_is_found(code: Code, case: Case):
    found = [one for one in case().findings if one.code is code]
    assert found
    assert all(one.message.endswith((".", ".”", "…”")) for one in found)


@pytest.mark.parametrize(("code", "case"), cases(NEAR_MISSES))
def test_what_only_looks_like_it_is_not(code: Code, case: Case):
    assert [one.message for one in case().findings if one.code is code] == []


def test_no_kind_is_without_cases_and_near_misses():
    assert set(FOUND) == set(NEAR_MISSES) == set(Code)
    assert all(FOUND.values()) and all(NEAR_MISSES.values())
