"""What goes in comes out: any value, any text, read by openpyxl and by python-calamine."""

from __future__ import annotations

import datetime
import io
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from reportkit.templating import Template
from tests.templating.workbooks import saved, workbook_of

CELLS = {f"{letter}1": f"{{{{ {letter.lower()} }}}}" for letter in "ABCDEF"}
TEMPLATE = Template(saved(workbook_of(CELLS)))
FIFTEEN = Context(prec=15, rounding=ROUND_HALF_EVEN)

texts = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff").filter(
        lambda letter: letter >= " " or letter in "\t\n"
    ),
    max_size=60,
)
numbers = (
    st.integers(-(10**15) + 1, 10**15 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.decimals(-(10**14), 10**14, allow_nan=False, allow_infinity=False)
)
moments = st.datetimes(datetime.datetime(1900, 3, 1), datetime.datetime(9999, 12, 31)).map(
    lambda moment: moment.replace(microsecond=0)
)
blanks = st.sampled_from([None, "", float("nan"), Decimal("NaN")])
days = st.dates(datetime.date(1900, 3, 1), datetime.date(9999, 12, 31))


@settings(deadline=None, max_examples=60)
@given(texts, numbers, moments, days, st.booleans(), blanks)
def test_values_are_read_back_as_they_went_in(text, number, moment, day, truth, blank):
    values = dict(zip("abcdef", (text, number, moment, day, truth, blank), strict=True))
    data = TEMPLATE.render(values).to_bytes()
    row = [cell.value for cell in load_workbook(io.BytesIO(data)).active[1]]
    assert row[0] == (text or None)
    assert close(row[1], number)
    assert row[2:] == [moment, datetime.datetime.combine(day, datetime.time()), truth, None]
    calamine = pytest.importorskip("python_calamine")
    sheet = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    read: list[Any] = sheet.to_python(skip_empty_area=False)[0]
    assert read[0] == text
    assert close(read[1], number)
    assert instant(read[2]) == moment
    assert instant(read[3]) == datetime.datetime.combine(day, datetime.time())
    assert read[4] is truth


def close(found: Any, number: Any) -> bool:
    """Equal by value to 15 digits."""
    exact = number if isinstance(number, Decimal) else Decimal(repr(number))
    return FIFTEEN.plus(Decimal(repr(float(found)))) == FIFTEEN.plus(exact)


def instant(value: Any) -> datetime.datetime:
    if isinstance(value, datetime.datetime):
        return value
    return datetime.datetime.combine(value, datetime.time())


@settings(deadline=None, max_examples=10)
@given(st.lists(st.lists(st.integers(-999, 999), max_size=4), max_size=5))
def test_the_stored_totals_of_any_groups_are_those_of_python(groups):
    workbook = workbook_of({
        "A1": "{%tr for g in groups %}", "A2": "{%tr for x in g %}{{ x }}{%tr endfor %}",
        "B2": "=A2*3", "A3": "=SUM(A2:A2)", "B3": "=SUM(B2:B2)", "A4": "{%tr endfor %}",
        "A5": "=SUM(A3:A3)", "B5": "=SUBTOTAL(9,B2:B2)",
    })  # fmt: skip
    data = Template(saved(workbook)).render({"groups": groups}).to_bytes()
    rows = list(load_workbook(io.BytesIO(data), data_only=True).active.values)
    total = sum(map(sum, groups))
    assert rows[-1] == (total, 3 * total)
