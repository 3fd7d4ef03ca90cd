"""A correction finds its sentence again, or is reported; it is never applied to anything else."""

from __future__ import annotations

import datetime as dt
import unicodedata
from decimal import Decimal
from pathlib import Path

import pytest
from attrs import evolve

import reportkit as rk
from reportkit.binding import (
    CORRECTIONS_FILE,
    Correction,
    bind,
    correct,
    correction_of,
    load_corrections,
    load_profile,
    merge,
    save_corrections,
)
from reportkit.binding.corrections import Why
from reportkit.errors import ReviewError
from reportkit.parsing import Role, Summary, Unit, Verdict
from reportkit.parsing.summary import summarise
from reportkit.sources import Source
from reportkit.vietnamese import Amount, Bound

PROFILE = load_profile("chi-thi-05")
TEXT = "Toàn xã có 29 mô hình. Đã tổ chức 14 hội nghị học tập, quán triệt."


def report(
    text: str = TEXT,
    unit: str | None = "Đảng bộ xã A",
    digest: str = "a",
    number: str | None = None,
) -> Summary:
    summary = summarise(Source("bc.txt", text, digest=digest))
    return evolve(bind(summary, PROFILE), unit=Unit(unit) if unit else None, number=number)


def thirty(summary: Summary, index: int = 0) -> Correction:
    """The person says that the figure is 30."""
    return correction_of(summary, index, Verdict.CHANGED, amount=Amount.of(30, unit="mô hình"))


def outcome(correction: Correction, *reports: Summary) -> list[int] | Why:
    """The reports in which a figure was mended, or why none was."""
    corrected = correct(reports, [correction], [one.id for one in PROFILE.indicators])
    if corrected.unplaced:
        return corrected.unplaced[0].why
    return [
        place
        for place, summary in enumerate(corrected.summaries)
        if any(figure.quantity.value == 30 and figure.verdict for figure in summary.figures)
    ]


OTHER = "Xã đã làm nhiều việc. "
PLACES = [
    pytest.param([report()], [0], id="the same report"),
    pytest.param([report(OTHER + TEXT, digest="b")], [0], id="other sentences changed: known by unit"),
    pytest.param([report(TEXT.replace(" ", "\n"), digest="b")], [0], id="lines broken elsewhere"),
    pytest.param([report(unicodedata.normalize("NFD", TEXT), digest="b")], [0], id="letters composed otherwise"),
    pytest.param([report(unit=None)], [0], id="the unit is no longer told, the content is the same"),
    pytest.param([report(unit=None, digest="b")], [0], id="nobody else has the sentence"),
    pytest.param([report(unit="Đảng bộ xã B"), report(OTHER, digest="b")], [0], id="the content hash goes first"),
    pytest.param([report(digest="b", unit="Đảng bộ xã B")], Why.OTHER_REPORT, id="only another unit has the sentence"),
    pytest.param([report("Toàn xã có 31 mô hình.", digest="b")], Why.GONE, id="the sentence changed"),
    pytest.param([report("Toàn xã có 29 mô hình mới, hay.", digest="b")], Why.GONE, id="the sentence went on"),
    pytest.param([report("Năm nay, Toàn xã có 29 mô hình.", digest="b")], Why.GONE, id="the sentence begins earlier"),
    pytest.param([report(digest="b"), report(OTHER + TEXT, digest="c")], Why.SEVERAL_REPORTS, id="two reports of the unit, neither decides"),
    pytest.param([report(digest="b", unit="Đảng bộ xã B"), report(OTHER + TEXT, digest="c")], [1], id="of two units the one that was corrected"),
    pytest.param([report(), report()], [0, 1], id="copies of one file are one report"),
    pytest.param([report(TEXT + " " + TEXT, digest="b")], Why.SEVERAL_PLACES, id="the sentence stands there twice now"),
]  # fmt: skip


@pytest.mark.parametrize(("reports", "expected"), PLACES)
def test_where_a_correction_is_applied(reports, expected):
    assert outcome(thirty(report()), *reports) == expected


def test_of_a_sentence_said_twice_the_turn_is_kept():
    twice = report("Toàn xã có 29 mô hình. Hay.\nToàn xã có 29 mô hình.")
    assert [figure.quantity.value for figure in twice.figures] == [29, 29]
    corrected = correct([twice], [thirty(twice, 1)], ["models"])
    assert [figure.quantity.value for figure in corrected.summaries[0].figures] == [29, 30]


def test_a_correction_leaves_as_read_what_it_does_not_say():
    summary = report()
    said = correction_of(summary, 0, Verdict.CHANGED, role=Role.TARGET)
    (figure, *_) = correct([summary], [said], ["models"]).summaries[0].figures
    assert (figure.role, figure.quantity, figure.indicator) == (
        Role.TARGET,
        summary.figures[0].quantity,
        "models",
    )
    assert (figure.verdict, figure.is_corrected) == (Verdict.CHANGED, True)


def test_a_missed_figure_is_added_in_its_place():
    summary = report("Toàn xã có 29 mô hình và nhiều cách làm hay. Đã tổ chức 14 hội nghị học tập.")
    said = Correction(
        report=thirty(summary).report,
        sentence="Toàn xã có 29 mô hình và nhiều cách làm hay.",
        place=25,
        quote="nhiều cách làm hay",
        verdict=Verdict.ADDED,
        amount=Amount.of(6, bound=Bound.ABOUT, unit="cách làm"),
        indicator="models",
    )
    figures = correct([summary], [said], ["models"]).summaries[0].figures
    assert [(one.quote, one.verdict) for one in figures] == [
        ("29 mô hình", None),
        ("nhiều cách làm hay", Verdict.ADDED),
        ("14 hội nghị", None),
    ]
    assert figures[1].sentence == "Toàn xã có 29 mô hình và nhiều cách làm hay."


@pytest.mark.parametrize(
    "said",
    [
        "Toàn tỉnh hiện có 608 mô hình.",
        "Toàn quốc có 608 mô hình.",
        "Toàn xã làm hàng nghìn mô hình, trong đó có 608 mô hình về kinh tế.",
        "Đến năm 2030 có 608 mô hình.",
    ],
)
def test_a_figure_that_was_read_as_another_counts_for_the_unit_when_a_person_adds_it(said: str):
    summary = rk.parse(f"ĐẢNG ỦY XÃ A\n\nBÁO CÁO\nKết quả năm 2024\n\n{said}", PROFILE)
    index = next(i for i, one in enumerate(summary.figures) if one.quantity.value == 608)
    own = Amount.of(608, unit="mô hình")
    changed = correction_of(summary, index, Verdict.CHANGED, amount=own)
    added = evolve(changed, verdict=Verdict.ADDED, indicator="models", role=Role.RESULT)
    assert rk.Review([summary], PROFILE, corrections=None).total("models").amount is None
    total = rk.Review([summary], PROFILE, corrections=[changed, added]).total("models")
    assert total.amount is not None
    assert (total.amount.value, len(total.reported)) == (608, 1)


def test_an_unknown_indicator_is_reported():
    said = evolve(thirty(report()), indicator="khong_co")
    assert outcome(said, report()) is Why.NO_SUCH_INDICATOR


def test_what_is_said_later_holds_and_the_rest_stays():
    first = thirty(report())
    second = evolve(first, amount=None, indicator="conferences")
    (merged,) = merge([first], [second])
    assert (merged.amount.value, merged.indicator) == (30, "conferences")
    (dropped,) = merge([first], [evolve(first, amount=None, verdict=Verdict.DROPPED)])
    assert dropped.verdict is Verdict.DROPPED


# --------------------------------------------------------------------------------- the file


def corrections() -> list[Correction]:
    summary = evolve(report(number="12-BC/ĐU"), date=dt.date(2024, 6, 9))
    return [
        thirty(summary),
        correction_of(summary, 1, Verdict.DROPPED),
        evolve(
            thirty(summary),
            place=3,
            turn=2,
            turns=3,
            indicator="",
            role=Role.EARLIER,
            amount=Amount.of("1.5", high=2, bound=Bound.RANGE, unit="%"),
        ),
        evolve(thirty(summary), place=5, amount=Amount.of(11, denominator=17)),
    ]


def test_the_file_gives_back_what_was_written(tmp_path):
    file = save_corrections(tmp_path / CORRECTIONS_FILE, corrections())
    assert load_corrections(file).corrections == tuple(corrections())
    assert file.read_text("utf-8").count("[[corrections]]") == 4
    assert 'sentence = "Toàn xã có 29 mô hình."' in file.read_text("utf-8")


def test_what_a_person_wrote_into_the_file_stays(tmp_path):
    first, second, *_ = corrections()
    file = save_corrections(tmp_path / CORRECTIONS_FILE, [first])
    text = file.read_text("utf-8").replace("value = 30", "value = 30 # đã gọi điện hỏi xã A")
    file.write_text(text, "utf-8")
    save_corrections(file, [second])
    assert "# đã gọi điện hỏi xã A" in file.read_text("utf-8")
    save_corrections(file, [evolve(first, amount=Amount.of(31, unit="mô hình"))])
    assert [one.amount and one.amount.value for one in load_corrections(file).corrections] == [
        31,
        None,
    ]


def test_saving_the_same_again_changes_nothing(tmp_path):
    file = save_corrections(tmp_path / CORRECTIONS_FILE, corrections())
    before = file.read_bytes()
    save_corrections(file, corrections())
    assert file.read_bytes() == before


ENTRY = 'sentence = "Có 29 mô hình."\nfigure = "29 mô hình"\nplace = 3\nverdict = "changed"\n'
MISTAKES = [
    (ENTRY.replace("sentence", "cau"), "thiếu 'sentence'"),
    (ENTRY.replace('"changed"', '"sửa"'), "verdict: 'sửa' không thuộc"),
    (ENTRY + 'value = "ba mươi"', "value: 'ba mươi' không phải là số"),
    (ENTRY.replace("place = 3", "place = 99"), "place: 99 không nằm trong câu"),
    (ENTRY + 'value = 3\nbound = "range"', "cần số “đến”"),
    (ENTRY + 'role = "vai"', "role: 'vai' không thuộc"),
]


@pytest.mark.parametrize(("entry", "reason"), MISTAKES)
def test_an_entry_that_cannot_be_understood_is_named_and_the_others_count(tmp_path, entry, reason):
    file = tmp_path / CORRECTIONS_FILE
    file.write_text(
        f"version = 1\n\n[[corrections]]\n{entry}\n[[corrections]]\n{ENTRY}value = 30\n", "utf-8"
    )
    read = load_corrections(file)
    assert [one.amount.value for one in read.corrections] == [Decimal(30)]
    (problem,) = read.problems
    assert (problem.place, problem.file) == (
        "corrections[1]",
        str(file),
    ) and reason in problem.reason


BROKEN = [
    ("version = 1\n[[corrections", "cannot be read"),
    ("version = 2", "version 2"),
    ("", "version None"),
]


@pytest.mark.parametrize(("text", "reason"), BROKEN)
def test_a_broken_file_stops_the_review_rather_than_being_passed_over(tmp_path, text, reason):
    file = tmp_path / CORRECTIONS_FILE
    file.write_text(text, "utf-8")
    with pytest.raises(ReviewError, match=reason) as caught:
        load_corrections(file)
    assert caught.value.file == str(file)


ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("folder", ["seeds", "tests/campaigns", "tests/review/inconsistent"])
def test_every_figure_of_real_reports_is_found_again_and_no_other(folder):
    """In the same files, and in files that a new first paragraph makes others."""
    reading = list(rk.read(ROOT / folder))
    edited = [
        evolve(
            summarise(Source(one.source.name, f"Đoạn mới.\n\n{one.source.text}", digest="x")),
            unit=one.unit,
            number=one.number,
            date=one.date,
        )
        for one in reading
        if not one.source.tables
    ]
    for reports in (reading, edited):
        by_name = {one.source.name: one for one in reports}
        for summary in reading:
            if summary.source.name not in by_name:
                continue
            for index, figure in enumerate(summary.figures):
                said = correction_of(summary, index, Verdict.CONFIRMED)
                corrected = correct(reports, [said], [])
                found = [
                    (one.source.name, other.quote, other.sentence)
                    for one in corrected.summaries
                    for other in one.figures
                    if other.verdict
                ]
                assert found == [(summary.source.name, figure.quote, figure.sentence)]
