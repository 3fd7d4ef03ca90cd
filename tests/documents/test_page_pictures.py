"""The pages of the bundled templates look as their pictures in docs/ do."""

from __future__ import annotations

import shutil
import subprocess

import docx
import pytest
from docx.shared import Mm
from PIL import Image, ImageDraw

from docs.page_pictures import PAGES, PICTURES, changed, draw, save, write_pages
from reportkit.documents import template_path, templates

LIMIT = 0.05
"""Which part of a page may be drawn otherwise: fonts of the same measures draw it a little so."""
SAME_MEASURES = {"Times New Roman", "Liberation Serif", "Tinos", "TeX Gyre Termes"}
"""Fonts that break lines where Times New Roman does."""


def without_a_heading(document) -> None:
    heading = next(one for one in document.paragraphs if "HỌC TẬP" in one.text.upper())
    heading._p.getparent().remove(heading._p)


def with_another_margin(document) -> None:
    for section in document.sections:
        section.left_margin = Mm(35)


CHANGES = {"without-a-heading": without_a_heading, "with-another-margin": with_another_margin}


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """All templates as they print now, and one that was changed in two ways; by one call."""
    for program in ("soffice", "pdftoppm", "fc-match"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
    answer = subprocess.run(
        ["fc-match", "-f", "%{family[0]}", "Times New Roman"], capture_output=True, text=True
    )
    if answer.stdout not in SAME_MEASURES:
        pytest.skip(f"Times New Roman is drawn as {answer.stdout}, which breaks lines elsewhere")
    folder = tmp_path_factory.mktemp("pages")
    own = []
    for name, change in CHANGES.items():
        document = docx.Document(str(template_path("dang/so-ket")))
        change(document)
        own.append(folder / f"{name}.docx")
        document.save(str(own[-1]))
    made = tmp_path_factory.mktemp("made")
    files = write_pages(made)
    for path in own:
        (file,) = write_pages(tmp_path_factory.mktemp("own"), [path])
        files.append(file.rename(made / path.name))
    pages = {name.replace("/", "-"): numbers for name, numbers in PAGES.items()}
    return draw(files, pages | dict.fromkeys(CHANGES, PAGES["dang/so-ket"]))


@pytest.mark.slow
@pytest.mark.parametrize("name", PAGES)
def test_a_template_prints_as_its_picture_shows(drawn, name):
    stem = name.replace("/", "-")
    with Image.open(PICTURES / f"template-{stem}.png") as picture:
        part = changed(picture, drawn[stem])
    assert part < LIMIT, f"{part:.0%} is drawn otherwise: look at it after `make pictures`"


@pytest.mark.slow
@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_template_is_told_from_its_picture(drawn, name):
    with Image.open(PICTURES / "template-dang-so-ket.png") as picture:
        assert changed(picture, drawn[name]) > LIMIT


def test_every_template_has_its_picture():
    assert set(PAGES) == {template.name for template in templates()}
    for name in PAGES:
        path = PICTURES / f"template-{name.replace('/', '-')}.png"
        assert path.stat().st_size < 100_000, "small enough to keep"


def page(*lines: int, width: int = 300) -> Image.Image:
    """A page with lines of ink at these heights."""
    image = Image.new("L", (width, 400), 255)
    for height in lines:
        ImageDraw.Draw(image).rectangle((40, height, 260, height + 6), fill=40)
    return image


LINES = range(40, 360, 20)
COMPARED = [
    # what was drawn, whether it counts as changed
    ("the same", page(*LINES), False),
    ("a point lower", page(*(height + 1 for height in LINES)), False),
    ("half a line lower", page(*(height + 10 for height in LINES)), True),
    ("three lines fewer", page(*list(LINES)[:-3]), True),
    ("three lines more", page(*LINES, 366, 376, 386), True),
    ("empty", page(), True),
    ("another size", page(*LINES, width=310), True),
]


@pytest.mark.parametrize(
    ("after", "counts"), [one[1:] for one in COMPARED], ids=[one[0] for one in COMPARED]
)
def test_what_counts_as_changed(after, counts, tmp_path):
    save(page(*LINES), tmp_path / "before.png")
    with Image.open(tmp_path / "before.png") as before:
        assert (changed(before, after) > LIMIT) is counts
