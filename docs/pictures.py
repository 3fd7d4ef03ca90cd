"""Draws the pictures of the pages: each recipe's template beside what it becomes.

A picture that a page names, ``![…](pictures/NAME.png)``, belongs to the Python code that follows
it. The code runs; the template that it saves and its ``out`` file are printed by LibreOffice, cut
out and set side by side. Needs LibreOffice, pdftoppm and Pillow: ``python docs/pictures.py``.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from lxml import etree
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from PIL import Image, ImageChops, ImageDraw

DOCS = Path(__file__).parent
_PICTURE = re.compile(
    r"!\[[^\]]*\]\(pictures/([\w-]+)\.png\)(?:(?!```).)*```python\n(.*?)```", re.DOTALL
)
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
        printed = print_all(pairs, folder)
        for picture, (before, after) in printed.items():
            target = DOCS / "pictures" / f"{picture}.png"
            target.parent.mkdir(exist_ok=True)
            side_by_side(before, after).quantize(48).save(target, optimize=True)
            print(f"{target.relative_to(DOCS.parent)}: {target.stat().st_size // 1024 + 1} kB")


def run(code: str, folder: Path) -> tuple[Path, Path]:
    """Run a recipe up to its checks; give its template and the filled file."""
    folder.mkdir(parents=True)
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
