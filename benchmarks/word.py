"""Fills Word templates with reportkit, docxtpl and a limit written by hand; prints the ratios.

    python benchmarks/word.py [--rounds N] [--cases letter,merge,rows,long,letters,rich]
    python benchmarks/word.py --growth      what a row and a name cost as there are more of them

limit: document.xml made one Jinja2 program before the clock starts, written at deflate 6, the
other parts copied packed. "cold" opens and compiles the template within the time. The engines run
in turn; the least of all rounds counts. Quote ratios of one run, not times. The texts of all
outputs are compared. "letters" are 63 letters in one document, beside docxtpl with docxcompose,
"rich" 200 rich texts in a table.
(Named docx.py, this file would hide python-docx from its neighbours.)
"""

from __future__ import annotations

import argparse
import html
import io
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from typing import Any

import docx
import jinja2

from reportkit.templating import RichText, Template
from reportkit.templating._package import read_package, write_package

Fill = Callable[[Mapping[str, Any], Path], None]

FIELDS = ["so", "ngay", "don_vi", "noi_nhan", "ky", "mo_hinh", "dang_vien", "ty_le", "nguoi_ky"]
SYLLABLES = "đảng viên học tập làm theo mô hình thực hiện chỉ thị tỉnh huyện xã kết quả".split()


def prose(count: int, seed: int) -> str:
    return " ".join(Random(seed).choices(SYLLABLES, k=count)).capitalize() + ". "


def add_table(document: Any, fields: list[str]) -> None:
    grid = document.add_table(4, len(fields), style="Table Grid")
    grid.cell(1, 0).text, grid.cell(3, 0).text = "{%tr for r in rows %}", "{%tr endfor %}"
    for head, cell, field in zip(grid.rows[0].cells, grid.rows[2].cells, fields, strict=True):
        head.text, cell.text = field, f"{{{{ r.{field} }}}}"


def letter(document: Any) -> None:
    document.sections[0].header.paragraphs[0].text = "ĐẢNG CỘNG SẢN VIỆT NAM"
    for field in FIELDS:
        paragraph = document.add_paragraph(f"{field}: ")
        for piece in ("{{ ", field[:2], field[2:], " }}"):  # as Word cuts it
            paragraph.add_run(piece).bold = True
    for number in range(7):
        document.add_paragraph(prose(72, number))
    for text in ("{%p if khen %}", "Đã khen thưởng {{ mo_hinh }} tập thể.", "{%p endif %}"):
        document.add_paragraph(text)
    add_table(document, ["stt", "ten", "ke_hoach", "ket_qua"])


def rows(document: Any) -> None:
    add_table(document, ["stt", "ten", "ke_hoach", "ket_qua", "ty_le", "ghi_chu"])


def long(document: Any) -> None:
    for number in range(240):
        paragraph = document.add_paragraph(prose(130, number))
        if number % 12 < 5:
            paragraph.add_run(f" {{{{ so_{number} }}}} mô hình.").bold = True


def row(number: int) -> dict[str, object]:
    return {
        "stt": number + 1,
        "ten": f"Mô hình “Dân vận khéo” & {number}",
        "ke_hoach": 10 * number,
        "ket_qua": 7 * number,
        "ty_le": f"{number % 100},5",
        "ghi_chu": "x" if number % 3 else "",
    }


def record(number: int) -> dict[str, object]:
    values: dict[str, object] = {field: f"{field} {number:02d}" for field in FIELDS}
    return {**values, "khen": number % 2 == 0, "rows": [row(one) for one in range(10)]}


CASES: dict[str, tuple[Callable[[Any], None], Callable[[], list[dict[str, object]]]]] = {
    "letter": (letter, lambda: [record(0)]),
    "merge": (letter, lambda: [record(number) for number in range(63)]),
    "rows": (rows, lambda: [{"rows": [row(number) for number in range(5000)]}]),
    "long": (long, lambda: [{f"so_{number}": number for number in range(240)}]),
}


def patched(xml: str) -> str:
    """The document as one Jinja2 source: cut tags joined, elements' tags in the elements' place."""
    xml = re.sub(r"\{(?:<[^>]*>)+(?=[{%])", "{", xml)
    xml = re.sub(r"([%}])(?:<[^>]*>)+(?=\})", r"\1", xml)
    xml = re.sub(
        r"\{[{%].*?[%}]\}",
        lambda m: html.unescape(re.sub("<[^>]*>", "", m.group())),
        xml,
        flags=re.S,
    )
    for kind in ("tr", "p"):
        opening = rf"<w:{kind}[ >](?:(?!<w:{kind}[ >]).)*?\{{%{kind} "
        pattern = rf"{opening}((?:(?!</w:{kind}>).)*?%\}}).*?</w:{kind}>"
        xml = re.sub(pattern, r"{% \1", xml, flags=re.S)
    return xml


def limit(path: Path) -> Fill:
    package = read_package(path)
    source = patched(package.read("word/document.xml").decode())
    compiled = jinja2.Environment(autoescape=True).from_string(source)

    def fill(values: Mapping[str, Any], out: Path) -> None:
        content = compiled.render(values).encode()
        out.write_bytes(write_package(package.replaced({"word/document.xml": content})))

    return fill


def warm(path: Path) -> Fill:
    template = Template(path)
    return lambda values, out: template.render(values).save(out)


def cold(path: Path) -> Fill:
    return lambda values, out: Template(path).render(values).save(out)


def by_docxtpl(path: Path) -> Fill:
    import docxtpl

    def fill(values: Mapping[str, Any], out: Path) -> None:
        document = docxtpl.DocxTemplate(path)
        document.render(dict(values), autoescape=True)
        document.save(out)

    return fill


ENGINES = {"limit": limit, "reportkit": warm, "reportkit cold": cold, "docxtpl": by_docxtpl}


def text(path: Path) -> str:
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        xml = archive.read("word/document.xml").decode()
    return html.unescape(re.sub("<[^>]*>", "", re.sub("</w:p>", "\n", xml)))


def measure(case: str, rounds: int, folder: Path) -> None:
    write, data = CASES[case]
    template = folder / f"{case}.docx"
    document = docx.Document()
    write(document)
    document.save(str(template))
    records = data()
    fills: dict[str, Fill] = {}
    for name, make in ENGINES.items():
        try:
            fills[name] = make(template)
        except ImportError:
            print(f"{name} is not installed")
    seen, least = {}, dict.fromkeys(fills, float("inf"))
    for _ in range(rounds):
        for name, fill in fills.items():
            for _ in range(10 if case == "letter" else 1):
                began = time.perf_counter()
                for number, values in enumerate(records):
                    fill(values, folder / f"{number}.docx")
                least[name] = min(least[name], time.perf_counter() - began)
            seen[name] = text(folder / "0.docx")
    for name, seconds in least.items():
        ratio = seconds / least["limit"]
        faster = least.get("docxtpl", float("nan")) / seconds
        same = "same text" if seen[name] == seen["limit"] else "OTHER TEXT"
        peak = "" if case != "rows" else f"  {peak_of(name, template):5.0f} MB"
        print(f"{case:7} {name:15} {seconds * 1000:9.2f} ms  {ratio:6.2f} x limit  "
              f"{faster:6.1f} x as fast as docxtpl  {same}{peak}")  # fmt: skip


def peak_of(engine: str, template: Path) -> float:
    """Peak memory of one filling in a process of its own (Linux)."""
    command = [sys.executable, __file__, "--peak", engine, str(template)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(done.stdout)


def show_peak(engine: str, template: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        ENGINES[engine](template)(CASES["rows"][1]()[0], Path(folder, "out.docx"))
    status = Path("/proc/self/status").read_text()
    print(int(re.search(r"VmHWM:\s*(\d+)", status)[1]) / 1024)  # type: ignore[index]


def growth() -> None:
    """The cost of a repeated row, and of a tag with its compile, must stay the same."""
    table, name = docx.Document(), "x{}"
    rows(table)
    for count in (1_000, 10_000, 100_000):
        filling = Template(_saved(table))
        data = {"rows": [row(number) for number in range(count)]}
        began = time.perf_counter()
        filling.render(data).to_bytes()
        print(f"{count:>7} rows  {(time.perf_counter() - began) / count * 1e6:6.1f} µs each")
    for count in (1_000, 10_000):
        names = docx.Document()
        names.add_paragraph(" ".join(f"{{{{ {name.format(number)} }}}}" for number in range(count)))
        source, data = _saved(names), {name.format(number): number for number in range(count)}
        began = time.perf_counter()
        Template(source).render(data).to_bytes()
        print(f"{count:>7} names {(time.perf_counter() - began) / count * 1e6:6.1f} µs each")


def letters(rounds: int, folder: Path) -> None:
    """63 letters in one document, by reportkit and by docxtpl with docxcompose."""
    template = folder / "letter.docx"
    document = docx.Document()
    letter(document)
    document.save(str(template))
    records = [record(number) for number in range(63)]
    compiled = Template(template)

    def ours(out: Path) -> None:
        compiled.render_many(records, one_document=True).save(out)

    def theirs(out: Path) -> None:
        import docxtpl
        from docxcompose.composer import Composer

        composer = None
        for values in records:
            filled = docxtpl.DocxTemplate(template)
            filled.render(dict(values), autoescape=True)
            if composer is None:
                composer = Composer(filled.docx)
            else:
                composer.doc.add_page_break()
                composer.append(filled.docx)
        composer.save(str(out))

    beside("letters", ours, theirs, rounds, folder)


def rich(rounds: int, folder: Path) -> None:
    """200 rich texts in a table, made anew for each filling."""
    import docxtpl

    template = folder / "rich.docx"
    document = docx.Document()
    grid = document.add_table(3, 2, style="Table Grid")
    grid.cell(0, 0).text, grid.cell(2, 0).text = "{%tr for r in rows %}", "{%tr endfor %}"
    grid.cell(1, 0).text, grid.cell(1, 1).text = "{{r r.a }}", "{{r r.b }}"
    document.save(str(template))
    compiled = Template(template)

    def texts(kind: Any) -> dict[str, object]:
        pairs = [
            {"a": kind(f"mô hình {number}", bold=True), "b": kind(f"& {number}", color="ff0000")}
            for number in range(100)
        ]
        return {"rows": pairs}

    def theirs(out: Path) -> None:
        filled = docxtpl.DocxTemplate(template)
        filled.render(texts(docxtpl.RichText), autoescape=True)
        filled.save(out)

    beside("rich", lambda out: compiled.render(texts(RichText)).save(out), theirs, rounds, folder)


def beside(
    case: str,
    ours: Callable[[Path], None],
    theirs: Callable[[Path], None],
    rounds: int,
    folder: Path,
) -> None:
    """Measure what docxtpl does with other objects or other packages."""
    least: dict[str, float] = {}
    seen: list[list[str]] = []
    for name, fill in {"reportkit": ours, "docxtpl": theirs}.items():
        times = []
        for _ in range(rounds):
            began = time.perf_counter()
            try:
                fill(folder / "out.docx")
            except ImportError as error:
                print(error)
                return
            times.append(time.perf_counter() - began)
        least[name] = min(times)
        print(f"{case:7} {name:15} {least[name] * 1000:9.2f} ms")
        seen.append([line for line in text(folder / "out.docx").split("\n") if line])
    same = "same text" if seen[0] == seen[1] else "OTHER TEXT"
    ratio = least["docxtpl"] / least["reportkit"]
    print(f"{case:7} {ratio:.1f} x as fast as docxtpl  {same}")


def _saved(document: Any) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--cases", default=",".join((*CASES, "letters", "rich")))
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--peak", nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.peak:
        show_peak(arguments.peak[0], Path(arguments.peak[1]))
        return
    if arguments.growth:
        growth()
        return
    for case in arguments.cases.split(","):
        if case in ("letters", "rich"):
            with tempfile.TemporaryDirectory() as folder:
                {"letters": letters, "rich": rich}[case](arguments.rounds, Path(folder))
            continue
        with tempfile.TemporaryDirectory() as folder:
            measure(case, arguments.rounds, Path(folder))


if __name__ == "__main__":
    main()
