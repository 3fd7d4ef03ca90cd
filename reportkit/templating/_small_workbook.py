"""Writes the workbook that lies behind a chart: one sheet of names and numbers.

Takes columns; gives the bytes of an .xlsx, the same for the same data (openpyxl would write the
time into it). Follows ECMA-376 part 1, 18.3 and 18.8.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from html import escape
from numbers import Real
from typing import Any

from reportkit.templating._filters import is_blank
from reportkit.templating._package import pack_part, write_package
from reportkit.templating._xlsx_references import column_letters

__all__ = ["serial_day", "small_workbook"]

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FIRST_DAY = datetime(1899, 12, 30)  # of the serial days, from March 1900 on
_UNSEEN = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])

_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
}


def small_workbook(
    sheet: str, names: Sequence[object], columns: Sequence[Sequence[Any]], formats: Sequence[str]
) -> bytes:
    """Give a workbook with these columns under their names, the numbers in these formats.

    Examples
    --------
    >>> import io, openpyxl
    >>> data = small_workbook("Sheet1", ["", "n"], [["a"], [5]], ["General", "0.0"])
    >>> list(openpyxl.load_workbook(io.BytesIO(data))["Sheet1"].values)
    [(None, 'n'), ('a', 5)]
    """
    head = "".join(_cell(1, column, name, 0) for column, name in enumerate(names, 1))
    rows = [
        "".join(_cell(row, column, value, column) for column, value in enumerate(values, 1))
        for row, values in enumerate(zip(*columns, strict=True), 2)
    ]
    lines = "".join(f'<row r="{row}">{cells}</row>' for row, cells in enumerate([head, *rows], 1))
    parts = {
        **_PARTS,
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        f'<sheet name="{escape(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/styles.xml": _styles(formats),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetData>'
        f"{lines}</sheetData></worksheet>",
    }
    return write_package(pack_part(name, (_HEAD + xml).encode()) for name, xml in parts.items())


def serial_day(day: date) -> float:
    """Give a date, with its time if it has one, as days since the end of 1899.

    >>> serial_day(date(2021, 5, 18)), serial_day(datetime(2021, 5, 18, 12))
    (44334.0, 44334.5)
    """
    moment = day if isinstance(day, datetime) else datetime(day.year, day.month, day.day)
    return (moment.replace(tzinfo=None) - _FIRST_DAY) / timedelta(days=1)


def _cell(row: int, column: int, value: Any, style: int) -> str:
    place = f'r="{column_letters(column)}{row}"'
    if is_blank(value) or value == "":
        return ""
    if isinstance(value, Real | Decimal | date):
        number = serial_day(value) if isinstance(value, date) else value
        written = format(number, "f") if isinstance(number, Decimal) else repr(float(number))
        return f'<c {place} s="{style}"><v>{written.removesuffix(".0")}</v></c>'
    text = escape(str(value).translate(_UNSEEN), quote=False)
    return f'<c {place} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _styles(formats: Sequence[str]) -> str:
    """The formats of the columns: the first style is the usual one, then a style a column."""
    codes = "".join(
        f'<numFmt numFmtId="{number}" formatCode="{escape(code)}"/>'
        for number, code in enumerate(formats, 164)
    )
    styles = "".join(
        f'<xf numFmtId="{number}" fontId="0" fillId="0" borderId="0" xfId="0" '
        'applyNumberFormat="1"/>'
        for number in range(164, 164 + len(formats))
    )
    return (
        f'<styleSheet xmlns="{_MAIN}"><numFmts count="{len(formats)}">{codes}</numFmts>'
        '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
        "</cellStyleXfs>"
        f'<cellXfs count="{len(formats) + 1}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" '
        f'xfId="0"/>{styles}</cellXfs><cellStyles count="1">'
        '<cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )
