"""Values as cells: the type decides, text stays text, nothing is rounded but past 15 digits."""

from __future__ import annotations

import datetime
import enum
from decimal import Decimal

import pytest

from reportkit.errors import TemplateValueError
from reportkit.templating._xlsx_styles import CellStyle, StyleSheet
from reportkit.templating._xlsx_values import Writer

PLAIN, DATED = CellStyle(0, False), CellStyle(3, True)


def written(value: object, style: CellStyle = PLAIN, *, since_1904: bool = False) -> str:
    return Writer(StyleSheet(None, "vi"), since_1904).cell(value, style)


class Colour(enum.StrEnum):
    RED = "đỏ"


class Level(enum.IntEnum):
    HIGH = 2


class Text(str):
    def __str__(self) -> str:
        return "own"


@pytest.mark.parametrize(
    ("value", "xml"),
    [
        (None, "/>"),
        ("", "/>"),
        (float("nan"), "/>"),
        (Decimal("NaN"), "/>"),
        (True, ' t="b"><v>1</v></c>'),
        (579, "><v>579</v></c>"),
        (-1.5, "><v>-1.5</v></c>"),
        (1e300, "><v>1e+300</v></c>"),
        (Decimal("12.50"), "><v>12.50</v></c>"),
        (Decimal("1E+3"), "><v>1000</v></c>"),
        (Decimal("1E-7"), "><v>0.0000001</v></c>"),
        (Decimal("0.12345678901234567"), "><v>0.123456789012346</v></c>"),
        (999_999_999_999_999, "><v>999999999999999</v></c>"),
        ("007", ' t="inlineStr"><is><t>007</t></is></c>'),
        ("=1+1", ' t="inlineStr"><is><t>=1+1</t></is></c>'),
        ("A & <B>", ' t="inlineStr"><is><t>A &amp; &lt;B&gt;</t></is></c>'),
        (" a\n", ' t="inlineStr"><is><t xml:space="preserve"> a\n</t></is></c>'),
        ("a\r\x07", ' t="inlineStr"><is><t xml:space="preserve">a&#13;</t></is></c>'),
        ("_x0041_", ' t="inlineStr"><is><t>_x005F_x0041_</t></is></c>'),
        (Colour.RED, ' t="inlineStr"><is><t>đỏ</t></is></c>'),
        (Level.HIGH, "><v>2</v></c>"),
        (datetime.date(1900, 1, 1), "><v>1</v></c>"),
        (datetime.date(1900, 2, 28), "><v>59</v></c>"),
        (datetime.date(1900, 3, 1), "><v>61</v></c>"),
        (datetime.date(2021, 5, 18), "><v>44334</v></c>"),
        (datetime.datetime(2021, 5, 18, 12), "><v>44334.5</v></c>"),
        (datetime.time(6), "><v>0.25</v></c>"),
        (datetime.timedelta(hours=36), "><v>1.5</v></c>"),
    ],
)
def test_each_type_has_its_form(value, xml):
    assert written(value) == xml


def test_numbers_of_numpy_and_pandas_are_numbers():
    pandas = pytest.importorskip("pandas")
    numpy = pytest.importorskip("numpy")
    assert written(numpy.int64(5)) == "><v>5</v></c>"
    assert written(numpy.float64(0.5)) == "><v>0.5</v></c>"
    assert written(numpy.bool_(True)) == ' t="b"><v>1</v></c>'
    assert written(numpy.datetime64("2021-05-18T12", "ns")) == "><v>44334.5</v></c>"
    assert written(pandas.Timestamp(2021, 5, 18)) == "><v>44334</v></c>"
    assert written(pandas.Timedelta(hours=12)) == "><v>0.5</v></c>"
    assert written(pandas.NaT) == written(pandas.NA) == written(numpy.float32("nan")) == "/>"


def test_a_style_stays_and_workbooks_since_1904_count_from_there():
    assert written(1, DATED) == ' s="3"><v>1</v></c>'
    assert written(None, DATED) == ' s="3"/>'
    assert written(datetime.date(1904, 1, 2), since_1904=True) == "><v>1</v></c>"


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (10**15, "string"),
        (Decimal(10) ** 15, "string"),
        (float("inf"), "infinite"),
        (datetime.date(1899, 12, 31), "1900"),
        (datetime.datetime(2021, 5, 18, tzinfo=datetime.UTC), "replace\\(tzinfo=None\\)"),
        ("x" * 32_768, "32,767"),
        ("😀" * 16_384, "32,767"),
        ([1], "list"),
        ({"a": 1}, "dict"),
    ],
)
def test_what_fits_no_cell_is_an_error_with_a_remedy(value, message):
    with pytest.raises(TemplateValueError) as caught:
        written(value)
    assert caught.match(message) or message.replace("\\", "") in str(caught.value)
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (10**20 + 1, "100000000000000000001"),
        (-(10**15), "-1000000000000000"),
        (Decimal("1234567890123456.7"), "1234567890123456.7"),
    ],
)
def test_numbers_too_long_for_excel_may_become_text(value, text):
    writer = Writer(StyleSheet(None, "vi"), False, long_as_text=True)
    assert writer.cell(value, PLAIN) == f' t="inlineStr"><is><t>{text}</t></is></c>'
    assert writer.cell(10**14, PLAIN) == "><v>100000000000000</v></c>"
