"""Draws the pictures of the pages: each recipe's template beside what it becomes.

A picture that a page names, ``![…](pictures/NAME.png)``, belongs to the Python code that follows
it. The code runs; the template that it saves and its ``out`` file are printed by LibreOffice, cut
out and set side by side. If a table of examples follows instead (template, data, what it shows),
its lines are drawn one below the other. The pages of the bundled templates are drawn too
(``page_pictures``). Needs LibreOffice, pdftoppm and Pillow: ``python docs/pictures.py``.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import docx
from lxml import etree
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from page_pictures import renew
from PIL import Image, ImageChops, ImageDraw

from reportkit.templating import Template

DOCS = Path(__file__).parent
_CORPUS = DOCS.parent / "tests" / "templating" / "corpus"
"""Templates that were drawn in Word or LibreOffice: recipes find them beside them."""
_PICTURE = re.compile(
    r"!\[[^\]]*\]\(pictures/([\w-]+)\.png\)(?!\n\n\| template)(?:(?!```).)*```python\n(.*?)```",
    re.DOTALL,
)
_TABLE = re.compile(r"!\[[^\]]*\]\(pictures/([\w-]+)\.png\)\n\n(\| template \|.*?)\n\n", re.DOTALL)
_LINE = re.compile(r"^\| `(.+?)` \| `(\{.*?\})` \|", re.MULTILINE)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOTS_PER_INCH = 80
_MOST_PAGES = 3
_MARGIN = 6


def main() -> None:
    """Draw all pictures of all pages."""
    for tool in ("soffice", "pdftoppm"):
        if shutil.which(tool) is None:
            sys.exit(f"{tool} is not installed; the pictures stay as they are.")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pairs = {
            picture: files
            for page in sorted(DOCS.glob("*.md"))
            for picture, code in _PICTURE.findall(page.read_text(encoding="utf-8"))
            if (files := run(code, folder / "run" / picture))
        }
        tables = {
            picture: [
                write_example(line, values, folder / "tables" / f"{picture}-{number}")
                for number, (line, values) in enumerate(_LINE.findall(table))
            ]
            for page in sorted(DOCS.glob("*.md"))
            for picture, table in _TABLE.findall(page.read_text(encoding="utf-8"))
        }
        lines = {
            f"{picture}-{number:02}": pair
            for picture, examples in tables.items()
            for number, pair in enumerate(examples)
        }
        printed = print_all({**pairs, **lines}, folder)
        for picture in pairs:
            save(side_by_side(*printed[picture]), picture)
        for picture in tables:
            save(stacked([printed[line] for line in lines if line.startswith(picture)]), picture)
    renew()


def save(image: Image.Image, picture: str) -> None:
    """Save a picture, small."""
    target = DOCS / "pictures" / f"{picture}.png"
    target.parent.mkdir(exist_ok=True)
    image.quantize(48).save(target, optimize=True)
    print(f"{target.relative_to(DOCS.parent)}: {target.stat().st_size // 1024 + 1} kB")


def write_example(template: str, data: str, folder: Path) -> tuple[Path, Path]:
    """Write the template that a line of a table tells, and what it becomes; give both files."""
    template = template.replace("\\|", "|")
    document = docx.Document()
    document.styles["Normal"].font.size = docx.shared.Pt(10)
    document.sections[0].page_width = docx.shared.Cm(16)
    if " / " in template or " | " in re.sub(r"\{[{%].*?[%}]\}", "", template):
        rows = [re.split(r" \| (?![a-z]+ *\}\})", row) for row in template.split(" / ")]
        grid = document.add_table(len(rows), max(map(len, rows)), style="Table Grid")
        for cells, row in zip(rows, grid.rows, strict=True):
            for text, cell in zip(cells, row.cells, strict=False):
                cell.text = text.strip()
    else:
        for text in template.split(" ⏎ "):
            document.add_paragraph(text).paragraph_format.space_after = docx.shared.Pt(0)
    folder.mkdir(parents=True)
    before, after = folder / "template.docx", folder / "out.docx"
    document.save(str(before))
    Template(before).render(json.loads(data.replace("\\a", "\\u0007"))).save(after)
    return before, after


def stacked(pairs: list[tuple[Image.Image, Image.Image]]) -> Image.Image:
    """Set pairs one below the other, their arrows in line, a thin line between them."""
    left = max(before.width for before, _ in pairs)
    right = max(after.width for _, after in pairs)
    lines = []
    for before, after in pairs:
        wide_before = Image.new("RGB", (left, before.height), "white")
        wide_before.paste(before, (0, 0))
        wide_after = Image.new("RGB", (right, after.height), "white")
        wide_after.paste(after, (0, 0))
        lines.append(side_by_side(wide_before, wide_after))
    whole = Image.new("RGB", (lines[0].width, sum(line.height + 1 for line in lines) - 1), "white")
    top = 0
    for line in lines:
        whole.paste(line, (0, top))
        top += line.height
        ImageDraw.Draw(whole).line((0, top, whole.width, top), fill="lightgray")
        top += 1
    return whole


def run(code: str, folder: Path) -> tuple[Path, Path]:
    """Run a recipe up to its checks; give its template and the filled file."""
    folder.mkdir(parents=True)
    for name in re.findall(r'Template\("([\w-]+\.docx)"\)', code):
        if (_CORPUS / name).exists():
            shutil.copy(_CORPUS / name, folder)
    with contextlib.chdir(folder):
        exec(code.partition("\nassert ")[0], {})
    saved = sorted(folder.glob("*.xlsx")) + sorted(folder.glob("*.docx"))
    (filled,) = (file for file in saved if file.stem == "out")
    template = min((file for file in saved if file.stem != "out"), key=os.path.getmtime)
    return template, filled


def print_all(
    pairs: Mapping[str, tuple[Path, Path]], folder: Path
) -> dict[str, tuple[Image.Image, Image.Image]]:
    """Print all files by one call of LibreOffice; give what is seen of each."""
    source = folder / "print"
    source.mkdir()
    for picture, files in pairs.items():
        for end, file in zip(("before", "after"), files, strict=True):
            copy = source / f"{picture}-{end}{file.suffix}"
            data = file.read_bytes()
            copy.write_bytes(
                as_on_screen(data, formulas=end == "before") if file.suffix == ".xlsx" else data
            )
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
         "--convert-to", "pdf", "--outdir", source, *sorted(source.iterdir())],
        check=True, capture_output=True,
    )  # fmt: skip
    return {
        picture: (
            seen(source / f"{picture}-before.pdf"), seen(source / f"{picture}-after.pdf")
        )
        for picture in pairs
    }  # fmt: skip


def as_on_screen(data: bytes, *, formulas: bool) -> bytes:
    """Give a workbook that prints as it is seen: with its grid, wide enough columns, formulas."""
    workbook = load_workbook(io.BytesIO(data))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name):
                number = int(re.sub(r"\D", "", name)) - 1
                widths = widths_of(workbook.worksheets[number])
                several = len(workbook.worksheets) > 1
                content = shown(content, widths, several=several, formulas=formulas)
            after.writestr(name, content)
    return out.getvalue()


def widths_of(sheet: object) -> dict[int, float]:
    """Give the columns the width of their longest text."""
    widths: dict[int, float] = {}
    for row in sheet.iter_rows():  # type: ignore[attr-defined]
        for cell in row:
            own = sheet.column_dimensions  # type: ignore[attr-defined]
            if cell.value is not None and get_column_letter(cell.column) not in own:
                length = max(map(len, str(cell.value).split("\n"))) + 1
                widths[cell.column] = max(widths.get(cell.column, 8), length * 0.95)
    return widths


def shown(xml: bytes, widths: Mapping[int, float], *, several: bool, formulas: bool) -> bytes:
    """Give a sheet with what a printer needs to show it as a screen does."""
    root = etree.fromstring(xml)

    def added(name: str, before: str, **attributes: str) -> etree._Element:
        found = root.find(f"{{{_MAIN}}}{name}")
        if found is None:
            found = etree.Element(f"{{{_MAIN}}}{name}")
            place = root.find(f"{{{_MAIN}}}{before}")
            root.insert(len(root) if place is None else root.index(place), found)
        found.attrib.update(attributes)
        return found

    if widths:
        columns = added("cols", "sheetData")
        for number, width in sorted(widths.items()):
            etree.SubElement(
                columns, f"{{{_MAIN}}}col", min=str(number), max=str(number),
                width=f"{width:g}", customWidth="1",
            )  # fmt: skip
    for formula in list(root.iter(f"{{{_MAIN}}}f")) if formulas else ():
        as_text(formula)
    properties = root.find(f"{{{_MAIN}}}sheetPr")
    if properties is None:
        properties = etree.Element(f"{{{_MAIN}}}sheetPr")
        root.insert(0, properties)
    for old in properties.findall(f"{{{_MAIN}}}pageSetUpPr"):
        properties.remove(old)
    etree.SubElement(properties, f"{{{_MAIN}}}pageSetUpPr", fitToPage="1")
    added("printOptions", "pageMargins", headings="1", gridLines="1")
    setup = added("pageSetup", "drawing", orientation="landscape", fitToHeight="0")
    if several:
        footer = etree.Element(f"{{{_MAIN}}}headerFooter")
        etree.SubElement(footer, f"{{{_MAIN}}}oddHeader").text = "&L&A"
        setup.addnext(footer)
    return etree.tostring(root)


def as_text(formula: etree._Element) -> None:
    """Show a formula itself in the place of its value."""
    cell = formula.getparent()
    assert cell is not None
    text = f"={formula.text}"
    del cell[:]
    cell.set("t", "inlineStr")
    etree.SubElement(etree.SubElement(cell, f"{{{_MAIN}}}is"), f"{{{_MAIN}}}t").text = text


def seen(pdf: Path) -> Image.Image:
    """Give what the first pages of a PDF show, one below the other, without their margins."""
    stem = pdf.with_suffix("")
    subprocess.run(
        ["pdftoppm", "-r", str(_DOTS_PER_INCH), "-l", str(_MOST_PAGES), "-png", pdf, stem],
        check=True,
    )
    pages = [cut_out(Image.open(page)) for page in sorted(pdf.parent.glob(f"{stem.name}-*.png"))]
    pages = [page for page in pages if page is not None]
    width, height = max(p.width for p in pages), sum(p.height + _MARGIN for p in pages) - _MARGIN
    whole = Image.new("RGB", (width, height), "white")
    top = 0
    for page in pages:
        whole.paste(page, (0, top))
        top += page.height + _MARGIN
    return whole


def cut_out(page: Image.Image) -> Image.Image:
    """Give a page without the white around what stands on it."""
    page = page.convert("RGB")
    box = ImageChops.difference(page, Image.new("RGB", page.size, "white")).getbbox()
    return page.crop(box or (0, 0, 1, 1))


def side_by_side(before: Image.Image, after: Image.Image) -> Image.Image:
    """Set the template to the left of what it becomes, with an arrow between them."""
    gap = 40
    height = max(before.height, after.height) + 2 * _MARGIN
    whole = Image.new("RGB", (before.width + after.width + gap + 2 * _MARGIN, height), "white")
    whole.paste(before, (_MARGIN, (height - before.height) // 2))
    whole.paste(after, (_MARGIN + before.width + gap, (height - after.height) // 2))
    middle, left = height // 2, _MARGIN + before.width + 8
    draw = ImageDraw.Draw(whole)
    draw.line((left, middle, left + 18, middle), fill="gray", width=3)
    draw.polygon(
        [(left + 16, middle - 6), (left + 26, middle), (left + 16, middle + 6)], fill="gray"
    )
    return whole


if __name__ == "__main__":
    main()
