"""What dates and periods are read as: a phrase, the expected reading; near misses beside."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.vietnamese.dates import find_dates, find_periods

DATES = [
    ("ngày 18/5/2021", "2021-05-18"),
    ("15-5-2016", "2016-05-15"),
    ("15.5.2016", "2016-05-15"),
    ("ký ngày 05 tháng 9 năm 2023", "2023-09-05"),
    ("ngày 05 tháng 9, năm 2023", "2023-09-05"),
    ("mùng 3 tháng 2 năm 1930", "1930-02-03"),
    ("13/05/2022 12:35", "2022-05-13"),
    ("bản lưu 2024-06-09", "2024-06-09"),
    ("NGÀY 02 THÁNG 01 NĂM 2024", "2024-01-02"),
    ("ngày 29/02/2024", "2024-02-29"),
]

DAYS_WITHOUT_A_YEAR = [
    ("Chiều 12/5, tại hội trường", (12, 5), "Chiều 12/5"),
    ("ngày 30/4", (30, 4), "ngày 30/4"),
    ("thứ Năm (16/11)", (16, 11), "16/11"),
    ("sáng ngày 2-9", (2, 9), None),
    ("ngày 12 tháng 5", (12, 5), "ngày 12 tháng 5"),
]

NO_DATES = [
    "31/02/2024",
    "ngày 29/02/2023",
    "12/15 bản đã xong",
    "5/7 xã đạt chuẩn",
    "Nghị định số 30/2020/NĐ-CP",
    "số 18/5/2021",
    "45/13/2020",
    "Ngày thứ 7 với dân",
    "11/17 huyện ủy, thành ủy",
    "1.15/5/2016",
]


@pytest.mark.parametrize(("phrase", "day"), DATES)
def test_a_day_is_read(phrase: str, day: str) -> None:
    assert [mention.date for mention in find_dates(phrase)] == [dt.date.fromisoformat(day)]


@pytest.mark.parametrize(("phrase", "day", "words"), DAYS_WITHOUT_A_YEAR)
def test_a_day_without_a_year_stays_open(
    phrase: str, day: tuple[int, int], words: str | None
) -> None:
    (mention,) = find_dates(phrase)
    assert (mention.day, mention.month) == day
    assert mention.date is None
    if words is not None and not words.startswith("Chiều"):
        assert mention.span.of(phrase) in (words, words.removeprefix("ngày "))


@pytest.mark.parametrize("phrase", NO_DATES)
def test_what_no_calendar_or_sentence_calls_a_day_is_none(phrase: str) -> None:
    assert find_dates(phrase) == []


# phrase, the period's words, first day, last day, months
PERIODS = [
    ("trong tháng 4/2023", "tháng 4/2023", "2023-04-01", "2023-04-30", None),
    ("tháng 2 năm 2024", "tháng 2 năm 2024", "2024-02-01", "2024-02-29", None),
    ("quý I/2024 tăng", "quý I/2024", "2024-01-01", "2024-03-31", None),
    ("quý 3 năm 2024", "quý 3 năm 2024", "2024-07-01", "2024-09-30", None),
    ("Quý IV", "Quý IV", None, None, None),
    ("6 tháng đầu năm 2024", "6 tháng đầu năm 2024", "2024-01-01", "2024-06-30", 6),
    ("sáu tháng cuối năm 2023", "sáu tháng cuối năm 2023", "2023-07-01", "2023-12-31", 6),
    ("9 tháng năm 2022", "9 tháng năm 2022", "2022-01-01", "2022-09-30", 9),
    ("nửa đầu năm 2024", "nửa đầu năm 2024", "2024-01-01", "2024-06-30", 6),
    ("giai đoạn 2021 - 2025", "giai đoạn 2021 - 2025", "2021-01-01", "2025-12-31", None),
    ("giai đoạn 2021 – 2025", "giai đoạn 2021 – 2025", "2021-01-01", "2025-12-31", None),
    ("nhiệm kỳ 2020-2025 về", "nhiệm kỳ 2020-2025", "2020-01-01", "2025-12-31", None),
    ("năm học 2022-2023", "năm học 2022-2023", "2022-09-01", "2023-08-31", None),
    ("5 năm (2016 - 2021)", "5 năm (2016 - 2021)", "2016-01-01", "2021-12-31", None),
    (
        "từ 15/12/2023 đến 14/6/2024",
        "từ 15/12/2023 đến 14/6/2024",
        "2023-12-15",
        "2024-06-14",
        None,
    ),
    ("từ ngày 12 đến 13/5/2023", "từ ngày 12 đến 13/5/2023", "2023-05-12", "2023-05-13", None),
    (
        "từ tháng 1 đến tháng 6/2024",
        "từ tháng 1 đến tháng 6/2024",
        "2024-01-01",
        "2024-06-30",
        None,
    ),
    ("Từ năm 2021 đến năm 2023,", "Từ năm 2021 đến năm 2023", "2021-01-01", "2023-12-31", None),
    ("từ năm 2021 đến nay", "từ năm 2021 đến nay", "2021-01-01", None, None),
    ("Kể từ năm 2020, xã", "Kể từ năm 2020", "2020-01-01", None, None),
    ("đến hết năm 2021, quỹ", "đến hết năm 2021", None, "2021-12-31", None),
    ("Tính đến tháng 4/2023", "Tính đến tháng 4/2023", None, "2023-04-30", None),
    ("năm 2023: 61 mô hình", "năm 2023", "2023-01-01", "2023-12-31", None),
    ("các năm 2021, 2022 và 2023", "các năm 2021, 2022 và 2023", "2021-01-01", "2023-12-31", None),
    ("Sau 2 năm thực hiện", "Sau 2 năm thực hiện", None, None, 24),
    ("SƠ KẾT 03 NĂM THỰC HIỆN", "SƠ KẾT 03 NĂM THỰC HIỆN", None, None, 36),
    ("Sau hơn 2 năm triển khai", "Sau hơn 2 năm triển khai", None, None, 24),
    ("Trong 5 năm, huyện", "Trong 5 năm", None, None, 60),
    ("mười năm qua", "mười năm qua", None, None, 120),
    ("so với cùng kỳ năm trước", "so với cùng kỳ năm trước", None, None, None),
    ("cùng kỳ năm 2023", "cùng kỳ năm 2023", "2023-01-01", "2023-12-31", None),
]

NO_PERIODS = [
    "tăng từ 2.000 đến 2.100 hộ",
    "2015 - 2020 hộ",
    "từ lớp 2 đến lớp 12",
    "năm 5 hộ thoát nghèo",
    "mỗi năm một lần",
    "nhiều năm liền",
    "tháng 13/2023",
    "đến 2.000 điểm cầu",
    "đi qua năm tháng",
    "2 năm",
]


@pytest.mark.parametrize(("phrase", "words", "start", "end", "months"), PERIODS)
def test_a_period_is_read(
    phrase: str, words: str, start: str | None, end: str | None, months: int | None
) -> None:
    (mention,) = find_periods(phrase)
    assert mention.period.text == words
    assert mention.span.of(phrase) == words
    assert mention.period.start == (dt.date.fromisoformat(start) if start else None)
    assert mention.period.end == (dt.date.fromisoformat(end) if end else None)
    assert mention.months == months


@pytest.mark.parametrize("phrase", NO_PERIODS)
def test_what_is_no_stretch_of_time_is_none(phrase: str) -> None:
    assert find_periods(phrase) == []


def test_what_the_text_leaves_open_is_told_by_the_day_it_was_written() -> None:
    today = dt.date(2024, 6, 9)
    assert find_periods("năm ngoái", today)[0].period.start == dt.date(2023, 1, 1)
    assert find_periods("trong tháng 4", today)[0].period.end == dt.date(2024, 4, 30)
    assert find_periods("6 tháng đầu năm", today)[0].period.end == dt.date(2024, 6, 30)


@pytest.mark.parametrize("phrase", [row[0] for row in PERIODS])
def test_letters_composed_or_not_give_the_same_days(phrase: str) -> None:
    (composed,) = find_periods(phrase)
    (apart,) = find_periods(unicodedata.normalize("NFD", phrase))
    assert apart.period == composed.period


@given(
    st.text(alphabet="0123456789/.- (),tháng năm quý từ đến ngày Ivxà", max_size=60)
    | st.text(max_size=60)
)
def test_any_text_gives_spans_within_it_in_order(text: str) -> None:
    for mentions in (find_dates(text), find_periods(text)):
        ends = [0, *(mention.span.end for mention in mentions)]
        for mention, end in zip(mentions, ends, strict=False):
            assert end <= mention.span.start < mention.span.end <= len(text)
