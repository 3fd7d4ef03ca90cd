"""Dates and periods: what is read, with its days, and what is none."""

from __future__ import annotations

import datetime as dt

import pytest

from reportkit.vietnamese import find_dates, find_periods, find_quantities

DATES = [
    ("18/5/2021", ("18/5/2021", "2021-05-18")),
    ("ngày 18/5/2021", ("ngày 18/5/2021", "2021-05-18")),
    ("15-5-2016", ("15-5-2016", "2016-05-15")),
    ("15.5.2016", ("15.5.2016", "2016-05-15")),
    ("ngày 05 tháng 9 năm 2023", ("ngày 05 tháng 9 năm 2023", "2023-09-05")),
    ("ngày 5 tháng 9", ("ngày 5 tháng 9", "?-09-05")),
    ("Chiều 12/5, tại hội trường", ("12/5", "?-05-12")),
    ("sáng ngày 12/5", ("12/5", "?-05-12")),
    ("Sáng 27.6, Hội Phụ nữ", ("27.6", "?-06-27")),
    ("2023-09-05", ("2023-09-05", "2023-09-05")),
    ("từ 15/12/2023 đến 14/6/2024", ("15/12/2023", "2023-12-15"), ("14/6/2024", "2024-06-14")),
    ("29/02/2024", ("29/02/2024", "2024-02-29")),
    ("mùng 2 tháng 9", ("mùng 2 tháng 9", "?-09-02")),
    # days in words
    ("ngày mười tám tháng năm", ("ngày mười tám tháng năm", "?-05-18")),
    ("mồng ba tháng hai", ("mồng ba tháng hai", "?-02-03")),
    ("ngày 15 tháng Tám năm 1945", ("ngày 15 tháng Tám năm 1945", "1945-08-15")),
    ("hai mươi mốt tháng sáu, cả xã", ("hai mươi mốt tháng sáu", "?-06-21")),
    (
        "ngày hai tháng chín năm một nghìn chín trăm bốn lăm",
        ("ngày hai tháng chín năm một nghìn chín trăm bốn lăm", "1945-09-02"),
    ),
    (
        "ngày ba tháng hai năm hai không hai bốn",
        ("ngày ba tháng hai năm hai không hai bốn", "2024-02-03"),
    ),
    ("sau mười hai tháng ba đơn vị đạt",),
    ("trong năm tháng tám hộ thoát nghèo",),
    # several days, or a range, that say their month once
    ("mở ngày 5 và 6/8, kéo dài", ("6/8", "?-08-06")),
    ("các ngày 5, 6 và 7/8", ("7/8", "?-08-07")),
    ("từ ngày 22 đến 24/6", ("24/6", "?-06-24")),
    ("ngày 20/10, 8/3", ("20/10", "?-10-20"), ("8/3", "?-03-08")),
    ("12/5 đến 15/5", ("12/5", "?-05-12"), ("15/5", "?-05-15")),
    ("hội trại 3 ngày (12-14/5)", ("14/5", "?-05-14")),
    ("22-24/6/2025", ("24/6/2025", "2025-06-24")),
    ("30/04/1975-30/04/2025", ("30/04/1975", "1975-04-30"), ("30/04/2025", "2025-04-30")),
    # behind a part of a day, a feast, a preposition
    ("sáng sớm 12/5", ("12/5", "?-05-12")),
    ("hôm qua (12/5)", ("12/5", "?-05-12")),
    ("chiều nay, 13/5, tại", ("13/5", "?-05-13")),
    ("17 giờ 25/6", ("25/6", "?-06-25")),
    ("hoàn thành trước 30/6", ("30/6", "?-06-30")),
    ("đến hết 31/12 phải xong", ("31/12", "?-12-31")),
    ("dịp lễ 30/4 và 1/5", ("30/4", "?-04-30"), ("1/5", "?-05-01")),
    ("lễ 30/4 - 1/5 đông khách", ("30/4", "?-04-30"), ("1/5", "?-05-01")),
    ("mùng 10/3", ("10/3", "?-03-10")),
    ("đến 11/12 xã",),
    ("từ 1/3 diện tích",),
    # other centuries, and years of two digits behind a word for the day
    ("sinh ngày 19/5/1890", ("ngày 19/5/1890", "1890-05-19")),
    ("sinh ngày 5/9/98", ("5/9/98", "1998-09-05")),
    ("tổ 5/9/24",),
    # days that no calendar has, and numbers that are no dates
    ("31/02/2023",),
    ("29/02/2023",),
    ("ngày 32/5/2021",),
    ("15/13/2021",),
    ("11/17 xã",),
    ("có 12/5 đơn vị",),
    ("Nghị định 30/2020/NĐ-CP",),
    ("số 18/5/2021",),
    ("1.234.567",),
    ("góp mỗi ngày 5 - 10 nghìn đồng",),
]

PERIODS = [
    ("trong 5 năm (2016 - 2021)", ("5 năm (2016 - 2021)", "2016-01-01", "2021-12-31", None)),
    ("tháng 4/2023", ("tháng 4/2023", "2023-04-01", "2023-04-30", None)),
    ("tháng 4 năm 2023", ("tháng 4 năm 2023", "2023-04-01", "2023-04-30", None)),
    ("tháng tám năm 2023", ("tháng tám năm 2023", "2023-08-01", "2023-08-31", None)),
    ("quý I/2024", ("quý I/2024", "2024-01-01", "2024-03-31", None)),
    ("quý III năm 2024", ("quý III năm 2024", "2024-07-01", "2024-09-30", None)),
    ("năm 2023", ("năm 2023", "2023-01-01", "2023-12-31", None)),
    (
        "các năm 2021, 2022 và 2023",
        ("các năm 2021, 2022 và 2023", "2021-01-01", "2023-12-31", None),
    ),
    ("6 tháng đầu năm 2024", ("6 tháng đầu năm 2024", "2024-01-01", "2024-06-30", 6)),
    ("9 tháng đầu năm 2024", ("9 tháng đầu năm 2024", "2024-01-01", "2024-09-30", 9)),
    ("6 tháng cuối năm 2024", ("6 tháng cuối năm 2024", "2024-07-01", "2024-12-31", 6)),
    ("sáu tháng đầu năm 2024", ("sáu tháng đầu năm 2024", "2024-01-01", "2024-06-30", 6)),
    ("nửa đầu năm 2024", ("nửa đầu năm 2024", "2024-01-01", "2024-06-30", 6)),
    ("giai đoạn 2021 - 2025", ("giai đoạn 2021 - 2025", "2021-01-01", "2025-12-31", None)),
    ("giai đoạn 2021–2025", ("giai đoạn 2021–2025", "2021-01-01", "2025-12-31", None)),
    ("nhiệm kỳ 2020-2025", ("nhiệm kỳ 2020-2025", "2020-01-01", "2025-12-31", None)),
    ("năm học 2023 - 2024", ("năm học 2023 - 2024", "2023-09-01", "2024-08-31", None)),
    ("từ năm 2021 đến năm 2023", ("từ năm 2021 đến năm 2023", "2021-01-01", "2023-12-31", None)),
    (
        "từ 15/12/2023 đến 14/6/2024",
        ("từ 15/12/2023 đến 14/6/2024", "2023-12-15", "2024-06-14", None),
    ),
    ("từ ngày 12 đến 13/5/2023", ("từ ngày 12 đến 13/5/2023", "2023-05-12", "2023-05-13", None)),
    ("từ năm 2021 đến nay", ("từ năm 2021 đến nay", "2021-01-01", None, None)),
    ("tính đến tháng 4/2023", ("tính đến tháng 4/2023", None, "2023-04-30", None)),
    ("đến hết năm 2021", ("đến hết năm 2021", None, "2021-12-31", None)),
    ("sau 2 năm thực hiện", ("sau 2 năm thực hiện", None, None, 24)),
    ("qua 5 năm thực hiện", ("qua 5 năm thực hiện", None, None, 60)),
    ("trong 18 tháng qua", ("trong 18 tháng qua", None, None, 18)),
    ("cùng kỳ năm trước", ("cùng kỳ năm trước", None, None, None)),
    ("so với cùng kỳ năm 2022", ("so với cùng kỳ năm 2022", "2022-01-01", "2022-12-31", None)),
    ("mười chín tháng năm", ("tháng năm", None, None, None)),
    ("từ những ngày đầu tháng 4/2023", ("tháng 4/2023", "2023-04-01", "2023-04-30", None)),
    # no periods
    ("ngày 19 tháng 5; ngày mười tám tháng năm",),
    ("12 tháng tuổi",),
    ("giai đoạn 1",),
    ("có 2021 mô hình",),
    ("1.234 - 2.025 hộ",),
    ("quý vị đại biểu",),
    ("năm hộ nghèo",),
    ("mỗi tháng 5 kg gạo, mỗi quý 2 lần, tháng 2 lần",),
]

WITH_TODAY = [
    ("tháng 4", "2024-04-01", "2024-04-30"),
    ("quý II", "2024-04-01", "2024-06-30"),
    ("năm nay", "2024-01-01", "2024-12-31"),
    ("năm ngoái", "2023-01-01", "2023-12-31"),
    ("6 tháng đầu năm", "2024-01-01", "2024-06-30"),
]


def said_day(mention) -> str:
    return f"{mention.year or '?'}-{mention.month:02}-{mention.day:02}"


def iso(day: dt.date | None) -> str | None:
    return day and day.isoformat()


@pytest.mark.parametrize("row", DATES, ids=lambda row: row[0])
def test_it_reads_dates(row):
    text, *expected = row
    assert [(date.span.of(text), said_day(date)) for date in find_dates(text)] == expected


@pytest.mark.parametrize("row", PERIODS, ids=lambda row: row[0])
def test_it_reads_periods(row):
    text, *expected = row
    found = [
        (each.span.of(text), iso(each.period.start), iso(each.period.end), each.months)
        for each in find_periods(text)
    ]
    assert found == expected


@pytest.mark.parametrize(("text", "start", "end"), WITH_TODAY, ids=[row[0] for row in WITH_TODAY])
def test_the_day_of_writing_completes_a_period(text, start, end):
    [found] = find_periods(text, today=dt.date(2024, 6, 15))
    assert (iso(found.period.start), iso(found.period.end)) == (start, end)


@pytest.mark.parametrize(
    "text",
    [row[0] for row in (*DATES, *PERIODS) if len(row) > 1],
)
def test_no_date_and_no_period_is_a_quantity(text):
    assert find_quantities(text) == []
