"""Measures the Excel engine beside other writers and beside a hand-written limit, in one run.

    python benchmarks/xlsx.py [--rows 100000] [--rounds 4] [--million]

fill: rows of 8 columns (2 whole numbers, 2 decimals, a date, 3 Vietnamese texts) from a template
with one repeated row. The limit writes the known columns with f-strings and deflates at level 6.
formulas: rows of two numbers and two formulas each, with totals below, a fifth as many; of its own
row, and as a share of all. openpyxl write_only writes the same texts, without values.
small: eight formatted sheets, of which one has twenty cells to fill. The limit copies the package
with one part replaced. Engines run in turn, the least time counts; what each wrote is compared.
Peaks are those of a child process that does nothing else. Quote ratios from one run, not times.
"""

from __future__ import annotations

import argparse
import datetime
import decimal
import io
import re
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from reportkit.templating import Template
from reportkit.templating._package import pack_part, read_package, write_file, write_package

FIELDS = ["stt", "so", "kinh_phi", "ty_le", "ngay", "don_vi", "mo_hinh", "ghi_chu"]
FORMATS = ["0", "#,##0", "#,##0.00", "0.0", "dd/mm/yyyy", "@", "@", "@"]
SHEET = "xl/worksheets/sheet1.xml"
UNITS = ["Sơn La", "Hà Giang", "Quảng Ninh", "Thừa Thiên Huế", "Bà Rịa & Vũng Tàu"]
NOTES = ["đã kiểm tra", "chưa có số liệu so sánh", "cần bổ sung", "theo báo cáo quý trước", ""]
CELLS = [f"{column}{row}" for row in (5, 9, 20, 33, 60) for column in "BDFH"]
VALUES = {
    f"v{i}": f"Mô hình & số {i}" if cell[0] == "B" else i * 1001 for i, cell in enumerate(CELLS)
}


def rows_of(count: int) -> Iterator[dict[str, Any]]:
    first = datetime.date(2021, 1, 1)
    for i in range(count):
        yield {
            "stt": i + 1, "so": i * 37 % 9001, "kinh_phi": decimal.Decimal(i * 12345 % 10**9) / 100,
            "ty_le": decimal.Decimal(i % 1000) / 10,
            "ngay": first + datetime.timedelta(days=i % 2000),
            "don_vi": f"Đảng bộ {UNITS[i % 5]}", "mo_hinh": f"Mô hình “Dân vận khéo” số {i}",
            "ghi_chu": f"{NOTES[i % 5]} {i * 7919 % 1000}",
        }  # fmt: skip


def fill_template() -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    sheet.append(FIELDS)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet["A2"], sheet["A4"] = "{%tr for r in rows %}", "{%tr endfor %}"
    for column, (name, form) in enumerate(zip(FIELDS, FORMATS, strict=True), 1):
        sheet.cell(3, column, f"{{{{ r.{name} }}}}").number_format = form
    return saved(workbook)


def small_template() -> bytes:
    """By XlsxWriter, as Excel would save it: its strings, the tags too, are shared."""
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file)
    looks = {"border": 1, "text_wrap": True}
    text, number = workbook.add_format(looks), workbook.add_format({**looks, "num_format": "#,##0"})
    tags = {cell: f"{{{{ v{i} }}}}" for i, cell in enumerate(CELLS)}
    for index in range(8):
        sheet = workbook.add_worksheet(f"Biểu {index + 1}")
        sheet.merge_range("A1:J1", f"PHỤ LỤC {index + 1}", text)
        for row in range(3, 63):
            for column, letter in enumerate("ABCDEFGHIJ"):
                value = f"{UNITS[row % 5]} {column}" if column < 3 else row * column
                tag = tags.get(f"{letter}{row}") if index == 0 else None
                sheet.write(f"{letter}{row}", tag or value, text if column < 3 else number)
        for letter in "DEFGHIJ":
            sheet.write_formula(f"{letter}64", f"=SUM({letter}4:{letter}62)", number, 0)
        sheet.print_area("A1:J64")
        sheet.freeze_panes(3, 3)
    workbook.close()
    return file.getvalue()


FORMULAS = {
    "of its own row": ("=A2*B2", "=(A2+B2)*2"),
    "a share of all": ("=A2*B2", "=A2/SUM(A$2:A$2)"),
    "a running total": ("=A2*B2", "=SUM(A$2:A2)"),
}


def formula_template(pair: tuple[str, str]) -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    sheet.append(["a", "b", "c", "d"])
    sheet.append(["{%tr for r in rows %}{{ r.a }}", "{{ r.b }}", *pair, "{%tr endfor %}"])
    sheet.append([f"=SUM({letter}2:{letter}2)" for letter in "ABCD"])
    return saved(workbook)


def formulas_by_openpyxl(pair: tuple[str, str], rows: Any, out: Path) -> None:
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet()
    sheet.append(["a", "b", "c", "d"])
    last = str(len(rows) + 1)
    for number, row in enumerate(rows, 2):
        texts = [
            re.sub(r"(?<![$A-Z])([AB])2(?!\d)", rf"\g<1>{number}", text).replace(
                "A$2:A$2", f"A$2:A${last}"
            )
            for text in pair
        ]
        sheet.append([row["a"], row["b"], *texts])
    sheet.append([f"=SUM({letter}2:{letter}{last})" for letter in "ABCD"])
    workbook.save(out)


def saved(workbook: Workbook) -> bytes:
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def by_openpyxl(rows: Any, out: Path) -> None:
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet()
    sheet.append(FIELDS)
    for row in rows:
        sheet.append(list(row.values()))
    workbook.save(out)


def by_xlsxwriter(rows: Any, out: Path) -> None:
    options = {"constant_memory": True, "default_date_format": "dd/mm/yyyy"}
    workbook = xlsxwriter.Workbook(out, options)
    sheet = workbook.add_worksheet()
    sheet.write_row(0, 0, FIELDS)
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row.values()):
            if isinstance(value, datetime.date):
                sheet.write_datetime(number, column, value)
            elif isinstance(value, str):
                sheet.write_string(number, column, value)
            else:
                sheet.write_number(number, column, value)
    workbook.close()


def by_limit(template: bytes) -> Callable[[Any, Path], None]:
    """Everything known beforehand: the least that Python can do with zlib at level 6."""
    package = read_package(template)
    sheet = package.read(SHEET).decode()
    head, _, rest = sheet.partition("<sheetData>")
    head_row = re.match("<row .*?</row>", rest, re.S)[0]  # type: ignore[index]
    styles = re.findall(r'<c r="\w3" s="(\d+)"', sheet)
    a, b, c, d, e, f, g, h = styles

    def text(value: str) -> str:
        return f't="inlineStr"><is><t>{escape(value)}</t></is></c>'

    def pieces(rows: Any) -> Iterator[bytes]:
        written = [head.replace('ref="A1:H4"', 'ref="A1:H1048576"'), "<sheetData>", head_row]
        for n, r in enumerate(rows, 2):
            days = r["ngay"].toordinal() - 693594
            written.append(
                f'<row r="{n}"><c r="A{n}" s="{a}"><v>{r["stt"]}</v></c><c r="B{n}" s="{b}"><v>'
                f'{r["so"]}</v></c><c r="C{n}" s="{c}"><v>{r["kinh_phi"]}</v></c><c r="D{n}" '
                f's="{d}"><v>{r["ty_le"]}</v></c><c r="E{n}" s="{e}"><v>{days}</v></c><c r="F{n}" '
                f's="{f}" {text(r["don_vi"])}<c r="G{n}" s="{g}" {text(r["mo_hinh"])}<c r="H{n}" '
                f's="{h}" {text(r["ghi_chu"])}</row>'
            )
            if not n % 2000:
                yield "".join(written).encode()
                written.clear()
        yield ("".join(written) + "</sheetData></worksheet>").encode()

    def save(rows: Any, out: Path) -> None:
        packer, packed, size, checksum = zlib.compressobj(6, zlib.DEFLATED, -15), [], 0, 0
        for piece in pieces(rows):
            packed.append(packer.compress(piece))
            size, checksum = size + len(piece), zlib.crc32(piece, checksum)
        packed.append(packer.flush())
        part = type(package.parts[SHEET])(SHEET, b"".join(packed), size, checksum)
        write_file(out, write_package({**package.parts, SHEET: part}.values()))

    return save


def small_limit(template: bytes) -> Callable[[Path], None]:
    package = read_package(template)
    shared = re.findall(r"<si>(.*?)</si>", package.read("xl/sharedStrings.xml").decode(), re.S)
    names: list[str] = []

    def cut(match: re.Match[str]) -> str:
        tag = re.search(r"\{\{ (\w+) \}\}", shared[int(match[2])])
        if tag is None:
            return match[0]
        names.append(tag[1])
        return f"<c {match[1]}\0"

    sheet = package.read(SHEET).decode()
    pieces = re.sub(r'<c ([^>]*?) t="s"><v>(\d+)</v></c>', cut, sheet).split("\0")

    def save(out: Path) -> None:
        built = [pieces[0]]
        for name, piece in zip(names, pieces[1:], strict=True):
            value = VALUES[name]
            own = f"><v>{value}</v></c>"
            if isinstance(value, str):
                own = f' t="inlineStr"><is><t>{escape(value)}</t></is></c>'
            built += [own, piece]
        part = pack_part(SHEET, "".join(built).encode())
        write_file(out, write_package({**package.parts, SHEET: part}.values()))

    return save


def small_openpyxl(template: bytes, out: Path) -> None:
    workbook = load_workbook(io.BytesIO(template))
    for address, value in zip(CELLS, VALUES.values(), strict=True):
        workbook.worksheets[0][address] = value
    workbook.save(out)


def in_turn(engines: dict[str, Callable[[], None]], rounds: int) -> dict[str, float]:
    least = dict.fromkeys(engines, float("inf"))
    for _ in range(rounds):
        for name, run in engines.items():
            start = time.perf_counter()
            run()
            least[name] = min(least[name], time.perf_counter() - start)
    return least


def read_back(path: Path) -> list[list[Any]]:
    workbook = load_workbook(path, read_only=True)
    rows = workbook.worksheets[0].iter_rows(min_row=2, max_row=1001, max_col=8, values_only=True)
    found = [[plain(value) for value in row] for row in rows]
    workbook.close()
    return found


def plain(value: Any) -> Any:
    if isinstance(value, datetime.datetime):
        return value.date()
    return float(value) if isinstance(value, int | float | decimal.Decimal) else value


def peak(engine: str, count: int) -> int:
    """MB that a process needs which fills the template with so many rows, and nothing else."""
    command = [sys.executable, __file__, "--child", engine, "--rows", str(count)]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def child(engine: str, count: int, folder: Path) -> None:
    template = fill_template()
    save = savers(template)[engine]
    save(rows_of(count), folder / "out.xlsx")
    status = Path("/proc/self/status").read_text()
    print(int(re.search(r"VmHWM:\s+(\d+)", status)[1]) // 1024)  # type: ignore[index]


def savers(template: bytes) -> dict[str, Callable[[Any, Path], None]]:
    compiled = Template(template)
    return {
        "limit": by_limit(template),
        "reportkit": lambda rows, out: compiled.render({"rows": rows}).save(out),
        "openpyxl write_only": by_openpyxl,
        "XlsxWriter constant_memory": by_xlsxwriter,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument(
        "--million", action="store_true", help="1,000,000 rows from an iterator too"
    )
    parser.add_argument("--child", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if arguments.child:
            child(arguments.child, arguments.rows, folder)
            return
        fill(arguments, folder)
        formulas(arguments, folder)
        small(arguments.rounds * 10, folder)


def fill(arguments: argparse.Namespace, folder: Path) -> None:
    rows = list(rows_of(arguments.rows))
    engines = savers(fill_template())
    outs = {name: folder / f"{index}.xlsx" for index, name in enumerate(engines)}
    times = in_turn(
        {
            name: lambda save=save, name=name: save(rows, outs[name])
            for name, save in engines.items()
        },  # type: ignore[misc]
        arguments.rounds,
    )
    wanted = [[plain(value) for value in row.values()] for row in rows_of(1000)]
    print(f"fill: {arguments.rows:,} rows x 8")
    for name, seconds in times.items():
        told = (
            "same"
            if read_back(outs[name])[: len(wanted)] == wanted[: arguments.rows]
            else "DIFFERS"
        )
        print(
            f"  {name:28} {seconds * 1000:8.0f} ms {seconds / times['limit']:6.2f} x limit"
            f" {outs[name].stat().st_size // 1024:7,} KB {peak(name, arguments.rows):4} MB  {told}"
        )
    if arguments.million:
        print(f"  reportkit, 1,000,000 rows: {peak('reportkit', 1_000_000)} MB")


def formulas(arguments: argparse.Namespace, folder: Path) -> None:
    rows = [{"a": i % 97 + 1, "b": i % 13 + 0.5} for i in range(arguments.rows // 5)]
    print(f"formulas: {len(rows):,} rows x 2")
    for name, pair in FORMULAS.items():
        compiled, outs = Template(formula_template(pair)), [folder / "f.xlsx", folder / "g.xlsx"]
        times = in_turn(
            {
                "reportkit": lambda c=compiled, o=outs: c.render({"rows": rows}).save(o[0]),
                "openpyxl": lambda p=pair, o=outs: formulas_by_openpyxl(p, rows, o[1]),
            },
            max(arguments.rounds // 2, 1),
        )
        texts = [
            list(load_workbook(out, read_only=True).active.iter_rows(values_only=True))
            for out in outs
        ]
        same = [row[:4] for row in texts[0]] == [row[:4] for row in texts[1]]
        each = times["reportkit"] / len(rows) / 2
        print(
            f"  {name:28} {times['reportkit'] * 1000:8.0f} ms"
            f" {times['reportkit'] / times['openpyxl']:6.2f} x openpyxl write_only,"
            f" {each * 1e6:.0f} us a formula with its value  {'same' if same else 'DIFFERS'}"
        )


def small(rounds: int, folder: Path) -> None:
    template = small_template()
    compiled, limit = Template(template), small_limit(template)
    path = folder / "small.xlsx"
    path.write_bytes(template)
    outs = {name: folder / f"{name}.xlsx" for name in ("limit", "compiled", "cold", "openpyxl")}
    times = in_turn(
        {
            "limit": lambda: limit(outs["limit"]),
            "compiled": lambda: compiled.render(VALUES).save(outs["compiled"]),
            "cold": lambda: Template(path).render(VALUES).save(outs["cold"]),
            "openpyxl": lambda: small_openpyxl(template, outs["openpyxl"]),
        },
        rounds,
    )
    labels = {"compiled": "reportkit", "cold": "reportkit with the compile"}
    print("small: eight formatted sheets, twenty cells")
    found = {name: read_back(out) for name, out in outs.items()}
    for name, seconds in times.items():
        told = "same" if found[name] == found["limit"] else "DIFFERS"
        print(
            f"  {labels.get(name, name):28} {seconds * 1000:8.2f} ms"
            f" {seconds / times['limit']:6.2f} x limit, openpyxl takes"
            f" {times['openpyxl'] / seconds:5.1f} x as long  {told}"
        )


if __name__ == "__main__":
    main()
