"""Pictures, links and rich text as values of cells: where they come to stand, what they refuse."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl.cell.rich_text import CellRichText
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image as SheetImage
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.hyperlink import Hyperlink
from PIL import Image

from reportkit.errors import TemplateValueError, UndefinedNameError
from reportkit.templating import InlineImage, Link, RichText, Template
from tests.templating.workbooks import (
    faults,
    fill,
    opened,
    parts_of,
    rows_of,
    saved,
    with_part,
    workbook_of,
)  # fmt: skip


def png(colour: str = "navy", size: tuple[int, int] = (40, 20)) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "PNG")
    return file.getvalue()


def pictures(data: bytes, sheet: int = 0) -> list[tuple[str, int, int]]:
    """Where each picture of a sheet is anchored (cell), and its size in EMU."""
    found = []
    for image in opened(data).worksheets[sheet]._images:
        start, size = image.anchor._from, image.anchor.ext
        found.append((f"{'ABCDEFG'[start.col]}{start.row + 1}", size.width, size.height))
    return found


def media(data: bytes) -> list[str]:
    return sorted(name for name in parts_of(data) if "/media/" in name)


PHOTO = png()
ROWS = {"A1": "{%tr for u in units %}{{ u.name }}", "B1": "{{ u.photo }}{%tr endfor %}", "A2": "x"}


class TestPictures:
    def test_a_picture_alone_in_a_cell_is_anchored_there_in_its_size(self):
        filled = fill(workbook_of({"B3": "{{ logo }}"}), {"logo": InlineImage(png(), width=20)})
        assert pictures(filled) == [("B3", 720_000, 360_000)]
        assert rows_of(filled)[2][1] is None

    def test_without_a_size_it_comes_in_its_own(self):
        filled = fill(workbook_of({"A1": "{{ logo }}"}), {"logo": InlineImage(png())})
        assert pictures(filled) == [("A1", 508_000, 254_000)]

    def test_in_repeated_rows_each_comes_to_its_row(self):
        units = [{"name": n, "photo": InlineImage(png(n), height=5)} for n in ("navy", "red")]
        units.append({"name": "green", "photo": None})
        filled = fill(workbook_of(ROWS), {"units": units})
        assert [place for place, _, _ in pictures(filled)] == ["B1", "B2"]
        assert rows_of(filled) == [["navy", None], ["red", None], ["green", None], ["x", None]]

    def test_in_repeated_columns_each_comes_to_its_column(self):
        cells = {"A1": "{%tc for p in photos %}{{ p }}{%tc endfor %}", "B1": "x"}
        photos = [InlineImage(png(), height=5)] * 3
        filled = fill(workbook_of(cells), {"photos": photos})
        assert [place for place, _, _ in pictures(filled)] == ["A1", "B1", "C1"]
        assert rows_of(filled) == [[None, None, None, "x"]]

    @pytest.mark.parametrize(
        ("height", "usual", "heights"),
        [
            (None, None, [57.69, 29.35, None, None]),
            (20.0, None, [20.0, 20.0, 20.0, None]),
            (None, 40, [57.69, None, None, None]),
        ],
    )
    def test_a_repeated_row_grows_with_its_picture_unless_its_height_is_fixed(
        self, height, usual, heights
    ):
        template = workbook_of({**ROWS, "C1": "{{ u.photo }}", "B1": "{{ u.second }}",
                                "D1": "{%tr endfor %}"})  # fmt: skip
        template.active.row_dimensions[1].height = height
        template.active.sheet_format.defaultRowHeight = usual or 15
        units = [
            {"name": "a", "second": InlineImage(png(), height=8), "photo": InlineImage(png(), height=20)},
            {"name": "b", "second": InlineImage(png(), height=10), "photo": InlineImage(png(), height=5)},
            {"name": "c", "second": InlineImage(png(), height=4), "photo": None},
        ]  # fmt: skip
        sheet = opened(fill(template, {"units": units})).active
        assert [sheet.row_dimensions[row].height for row in range(1, 5)] == heights

    def test_a_row_that_wraps_text_grows_with_its_picture(self):
        template = workbook_of(ROWS)
        template.active["A1"].alignment = Alignment(wrap_text=True)
        units = [{"name": "một dòng", "photo": InlineImage(png(), height=20)}]
        sheet = opened(fill(template, {"units": units})).active
        assert sheet.row_dimensions[1].height == 57.69

    def test_a_row_that_no_loop_repeats_keeps_its_height(self):
        sheet = opened(fill(workbook_of({"A1": "{{ x }}"}), {"x": InlineImage(png(), height=20)}))
        assert sheet.active.row_dimensions[1].height is None

    def test_the_same_picture_is_stored_once(self):
        units = [{"name": str(n), "photo": InlineImage(png(), height=n + 1)} for n in range(5)]
        filled = fill(workbook_of(ROWS), {"units": units})
        assert len(pictures(filled)) == 5
        assert len(media(filled)) == 1

    def test_in_repeated_sheets_each_gets_its_own(self):
        template = workbook_of({"A1": "{%sheet for u in units %}", "B2": "{{ u.photo }}"})
        template.active.title = "{{ u.name }}"
        units = [{"name": n, "photo": InlineImage(png(n), width=9)} for n in ("navy", "red")]
        filled = fill(template, {"units": units})
        for number, colour in enumerate(("navy", "red")):
            (image,) = opened(filled).worksheets[number]._images
            assert image._data() == png(colour)

    def test_it_joins_the_pictures_that_the_sheet_has(self):
        template = workbook_of({"A1": "{%tr for n in numbers %}{{ n }}{%tr endfor %}"})
        template.active["B2"] = "{{ logo }}"
        template.active.add_image(SheetImage(io.BytesIO(png("red"))), "D4")
        filled = fill(template, {"numbers": [1, 2, 3], "logo": InlineImage(png(), width=10)})
        assert [place for place, _, _ in pictures(filled)] == ["D6", "B4"]
        (drawing,) = (part for name, part in parts_of(filled).items() if "drawing1.xml" in name
                      and not name.endswith(".rels"))  # fmt: skip
        ids = re.findall(rb'cNvPr id="(\d+)"', drawing)
        assert len(ids) == len(set(ids)) == 2

    def test_names_that_a_drawing_declares_stay_declared(self):
        template = workbook_of({"B2": "{{ logo }}"})
        template.active.add_image(SheetImage(io.BytesIO(png("red"))), "D4")
        declared = (
            'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
            'xmlns:new="http://schemas.example.org/new" mc:Ignorable="new"'
        )
        template = with_part(
            saved(template), "xl/drawings/drawing1.xml",
            lambda xml: re.sub("<(xdr:)?wsDr ", rf"<\1wsDr {declared} ", xml),
        )  # fmt: skip
        drawing = parts_of(fill(template, {"logo": InlineImage(png())}))["xl/drawings/drawing1.xml"]
        assert b'xmlns:new="http://schemas.example.org/new"' in drawing
        assert drawing.count(b"xmlns:a=") + drawing.count(b"xmlns:r=") <= 6

    def test_in_a_repeated_sheet_it_joins_the_copy_s_own_drawing(self):
        template = workbook_of({"A1": "{%sheet for u in units %}", "B2": "{{ u.photo }}"})
        template.active.title = "{{ u.name }}"
        template.active.add_image(SheetImage(io.BytesIO(png("green"))), "D4")
        units = [{"name": n, "photo": InlineImage(png(n), width=9)} for n in ("navy", "red")]
        filled = fill(template, {"units": units})
        for number, colour in enumerate(("navy", "red")):
            images = opened(filled).worksheets[number]._images
            assert [image._data() for image in images] == [png("green"), png(colour)]
        assert len(media(filled)) == 3

    def test_a_picture_that_the_template_has_serves_again(self):
        template = workbook_of({"A1": "{{ logo }}"})
        template.active.add_image(SheetImage(io.BytesIO(png("red"))), "D4")
        filled = fill(template, {"logo": InlineImage(png("red"))})
        assert len(pictures(filled)) == 2
        assert len(media(filled)) == 1

    def test_alternative_text_and_link_are_written(self):
        logo = InlineImage(png(), alt='Quốc "huy" & cờ\x01', link="https://example.org/?a=1&b=2#x")
        parts = parts_of(fill(workbook_of({"A1": "{{ logo }}"}), {"logo": logo}))
        named = etree.fromstring(parts["xl/drawings/drawing1.xml"]).find(".//{*}cNvPr")
        assert named.get("descr") == 'Quốc "huy" & cờ'
        assert named.find("{*}hlinkClick") is not None
        relations = parts["xl/drawings/_rels/drawing1.xml.rels"]
        assert b'Target="https://example.org/?a=1&amp;b=2#x" TargetMode="External"' in relations

    def test_a_file_is_read_once_for_all_its_rows(self, tmp_path, monkeypatch):
        path = tmp_path / "logo.png"
        path.write_bytes(png())
        reads = []
        monkeypatch.setattr(
            "pathlib.Path.read_bytes", lambda self: reads.append(self) or path.open("rb").read()
        )
        units = [{"name": str(n), "photo": InlineImage(path)} for n in range(4)]
        fill(workbook_of(ROWS), {"units": units})
        assert reads == [path]

    def test_a_figure_of_matplotlib(self):
        figures = pytest.importorskip("matplotlib.figure")
        figure = figures.Figure(figsize=(2, 1), dpi=50)
        figure.subplots().plot([1, 2])
        filled = fill(workbook_of({"A1": "{{ chart }}"}), {"chart": InlineImage(figure)})
        ((_, width, height),) = pictures(filled)
        assert width == pytest.approx(2 * 914_400, rel=0.01)
        assert height == pytest.approx(914_400, rel=0.01)

    @pytest.mark.parametrize(
        ("cells", "image", "words"),
        [
            ({"B2": "{{ logo }}"}, "none.png", r"picture 'none\.png' cannot be read"),
            ({"B2": "{{ logo }}"}, b"<svg/>", "SVG"),
            ({"B2": "{{ logo }}"}, b"words", "no known picture format"),
            ({"B2": "see {{ logo }}"}, png(), "cannot stand here"),
        ],
    )
    def test_what_cannot_be_placed_is_an_error_with_sheet_and_cell(self, cells, image, words):
        with pytest.raises(TemplateValueError, match=words) as caught:
            fill(workbook_of(cells), {"logo": InlineImage(image)})
        assert caught.value.part == "sheet Biểu"
        assert "cell B2" in caught.value.where
        assert caught.value.tag == "{{ logo }}"
        assert caught.value.remedy

    def test_a_picture_in_a_comment_or_header_is_an_error(self):
        template = workbook_of({"A1": "x"})
        template.active.oddFooter.center.text = "{{ logo }}"
        with pytest.raises(TemplateValueError, match="cannot stand here"):
            fill(template, {"logo": InlineImage(png())})
        template = workbook_of({"A1": "{{ 1 }}"})
        template.active["A1"].comment = Comment("{{ logo }}", "x")
        with pytest.raises(TemplateValueError, match="cannot stand here"):
            fill(template, {"logo": InlineImage(png())})


def dummy(
    alt: str, attribute: str = "descr", cell: str = "{{ title }}", sheet: str = "Biểu"
) -> bytes:
    """A workbook with a picture (40 x 20 pixels shown at 80 x 80) that is named so."""
    template = workbook_of({"A1": cell}, sheet)
    image = SheetImage(io.BytesIO(png("white")))
    image.width = image.height = 80
    template.active.add_image(image, "B2")

    def named(xml: str) -> str:
        root = etree.fromstring(xml)
        root.find(".//{*}cNvPr").set(attribute, alt)
        return etree.tostring(root, encoding="unicode")

    return with_part(saved(template), "xl/drawings/drawing1.xml", named)


class TestDummies:
    """A picture of the template that another takes the place of."""

    @pytest.mark.parametrize("attribute", ["descr", "title", "name"])
    def test_a_name_in_the_data_finds_it_by_alternative_text_title_or_name(self, attribute):
        data = {"title": "x", "Ảnh huyện": InlineImage(png("red"))}
        (image,) = opened(fill(dummy("Ảnh huyện", attribute), data)).active._images
        assert image._data() == png("red")
        frame = 80 * 9525
        assert (image.anchor.ext.width, image.anchor.ext.height) == (frame, frame // 2)

    def test_a_tag_as_alternative_text_is_filled(self):
        data = {"title": "x", "u": {"photo": InlineImage(png("red"), width=10, alt="Cổng chào")}}
        filled = fill(dummy("{{ u.photo }}"), data)
        assert pictures(filled) == [("B2", 360_000, 180_000)]
        assert (
            b'descr="C\xe1\xbb\x95ng ch\xc3\xa0o"' in parts_of(filled)["xl/drawings/drawing1.xml"]
        )

    def test_no_picture_leaves_none(self):
        filled = fill(dummy("{{ photo }}"), {"title": "x", "photo": None})
        assert pictures(filled) == []

    def test_in_repeated_sheets_each_gets_its_own(self):
        cell = "{%sheet for u in units %}{{ u.name }}"
        template = dummy("{{ u.photo }}", cell=cell, sheet="{{ u.name }}")
        units = [{"name": n, "photo": InlineImage(png(n))} for n in ("navy", "red")]
        filled = fill(template, {"units": units})
        for number, colour in enumerate(("navy", "red")):
            (image,) = opened(filled).worksheets[number]._images
            assert image._data() == png(colour)

    def test_by_name_in_every_repeated_sheet(self):
        cell = "{%sheet for u in units %}{{ u }}"
        template = dummy("logo", cell=cell, sheet="{{ u }}")
        filled = fill(template, {"units": ["a", "b"], "logo": InlineImage(png("red"))})
        for sheet in opened(filled).worksheets:
            assert [image._data() for image in sheet._images] == [png("red")]

    def test_another_value_is_an_error_that_names_the_tag(self):
        with pytest.raises(TemplateValueError, match="InlineImage") as caught:
            fill(dummy("{{ title }}"), {"title": "x"})
        assert caught.value.tag == "{{ title }}"
        assert (caught.value.part, caught.value.where) == ("sheet Biểu", "the picture over cell B2")

    def test_a_named_picture_that_cannot_be_read_is_told_with_its_place(self):
        with pytest.raises(TemplateValueError, match="cannot be read") as caught:
            fill(dummy("logo"), {"title": "x", "logo": InlineImage("none.png")})
        where = "the picture over cell B2, 'logo'"
        assert (caught.value.part, caught.value.where) == ("sheet Biểu", where)

    def test_a_name_that_only_a_row_knows_is_an_error_that_says_where_the_tag_belongs(self):
        template = dummy("{{ u.photo }}", cell="{%tr for u in units %}{{ u }}{%tr endfor %}")
        with pytest.raises(UndefinedNameError, match="u") as caught:
            fill(template, {"units": ["a"]})
        assert "upper left corner" in caught.value.remedy

    def test_the_template_tells_that_it_needs_it(self):
        assert set(Template(dummy("{{ u.photo }}")).variables()) == {"title", "u"}

    def test_without_such_a_name_the_drawing_keeps_its_bytes(self):
        template = dummy("logo")
        filled = fill(template, {"title": "x"})
        name = "xl/drawings/drawing1.xml"
        assert parts_of(filled)[name] == parts_of(template)[name]


def dummy_in_row(alt: str, cells: dict[str, Any], place: str = "C2") -> bytes:
    """The picture of 80 x 80 pixels over a cell of these, and one more far below."""
    template = workbook_of(cells)
    for where, colour in ((place, "white"), ("E20", "green")):
        image = SheetImage(io.BytesIO(png(colour)))
        image.width = image.height = 80
        template.active.add_image(image, where)

    def named(xml: str) -> str:
        root = etree.fromstring(xml)
        root.find(".//{*}cNvPr").set("descr", alt)
        root.find(".//{*}from/{*}colOff").text = "5000"
        return etree.tostring(root, encoding="unicode")

    return with_part(saved(template), "xl/drawings/drawing1.xml", named)


ROW_OF_UNITS = {"A1": "x", "A2": "{%tr for u in units %}{{ u.name }}", "D2": "{%tr endfor %}"}
FRAME = 80 * 9525


class TestDummiesInRepeatedRows:
    def test_each_row_has_its_own_in_the_frame_of_the_dummy(self):
        units = [{"name": n, "photo": InlineImage(png(n))} for n in ("navy", "red")]
        units.insert(1, {"name": "none", "photo": None})
        filled = fill(dummy_in_row("{{ u.photo }}", ROW_OF_UNITS), {"units": units})
        images = opened(filled).active._images
        assert [image._data() for image in images] == [png("green"), png("navy"), png("red")]
        half = FRAME // 2
        assert pictures(filled) == [("E22", FRAME, FRAME), ("C2", FRAME, half), ("C4", FRAME, half)]
        assert images[1].anchor._from.colOff == 5000
        numbers = re.findall(rb'cNvPr id="(\d+)"', parts_of(filled)["xl/drawings/drawing1.xml"])
        assert len(set(numbers)) == 3

    def test_over_nothing_only_the_others_stay(self):
        filled = fill(dummy_in_row("{{ u.photo }}", ROW_OF_UNITS), {"units": []})
        assert [place for place, _, _ in pictures(filled)] == ["E19"]

    def test_beside_repeated_columns_and_in_repeated_sheets(self):
        cells = {
            "A1": "{%sheet for s in sheets %}{{ s }}",
            "A2": "{%tr for u in units %}{%tc for k in range(2) %}{{ k }}{%tc endfor %}",
            "D2": "{%tr endfor %}",
        }
        photos = {"units": [{"photo": InlineImage(png("red"), width=5)}] * 2, "sheets": ["a", "b"]}
        filled = fill(dummy_in_row("{{ u.photo }}", cells), photos)
        for number in (0, 1):
            places = [place for place, _, _ in pictures(filled, number)]
            assert sorted(places) == ["D2", "D3", "F21"]
        assert len(media(filled)) == 3  # the dummy's own, the green one, the red one

    def test_the_template_tells_the_field_of_the_loop(self):
        needed = Template(dummy_in_row("{{ u.photo }}", ROW_OF_UNITS)).variables()
        assert set(needed["units"].paths()) >= {"units[].name", "units[].photo"}

    def test_what_is_no_picture_is_an_error_that_names_the_row(self):
        template = dummy_in_row("{{ u.photo }}", ROW_OF_UNITS)
        units = [{"name": "a", "photo": None}, {"name": "b", "photo": "b.png"}]
        with pytest.raises(TemplateValueError, match="gives a str") as caught:
            fill(template, {"units": units})
        assert caught.value.where == "the picture over cell C2 (row 3 of the result)"
        assert (caught.value.part, caught.value.tag) == ("sheet Biểu", "{{ u.photo }}")
        (error,) = Template(template).check({"units": units})
        assert error.tag == "{{ u.photo }}"

    def test_a_missing_field_is_told_with_its_place(self):
        template = dummy_in_row("{{ u.foto }}", ROW_OF_UNITS)
        with pytest.raises(UndefinedNameError, match="foto") as caught:
            fill(template, {"units": [{"name": "a"}]})
        assert caught.value.where == "the picture over cell C2"


class TestLinks:
    def test_a_link_alone_in_a_cell(self):
        link = Link("https://example.org/a b?x=1#top", "Xem thêm", tooltip="Cổng & tin")
        filled = fill(workbook_of({"B2": "{{ link }}"}), {"link": link})
        cell = opened(filled).active["B2"]
        assert cell.value == "Xem thêm"
        assert cell.hyperlink.target == "https://example.org/a%20b?x=1"
        assert (cell.hyperlink.location, cell.hyperlink.tooltip) == ("top", "Cổng & tin")
        assert cell.font.underline == "single"

    def test_without_a_text_the_address_is_shown(self):
        filled = fill(workbook_of({"A1": "{{ link }}"}), {"link": Link("mailto:a@example.org")})
        assert rows_of(filled) == [["mailto:a@example.org"]]

    def test_a_place_in_the_workbook(self):
        filled = fill(workbook_of({"A1": "{{ link }}"}), {"link": Link("#'Biểu'!B5", "dưới")})
        link = opened(filled).active["A1"].hyperlink
        assert (link.location, link.target) == ("'Biểu'!B5", None)

    def test_a_cell_with_a_font_of_its_own_keeps_it(self):
        template = workbook_of({"A1": "{{ link }}"})
        template.active["A1"].font = Font(color="FF00AA00", italic=True)
        filled = fill(template, {"link": Link("https://example.org")})
        font = opened(filled).active["A1"].font
        assert (font.italic, font.underline, font.color.rgb) == (True, None, "FF00AA00")

    def test_each_repeated_row_has_its_own(self):
        units = [{"name": n, "photo": Link(f"https://example.org/{n}", n)} for n in "abc"]
        sheet = opened(fill(workbook_of(ROWS), {"units": [*units, units[0]]})).active
        targets = [sheet.cell(row, 2).hyperlink.target for row in range(1, 5)]
        assert targets == [f"https://example.org/{n}" for n in "abca"]

    def test_the_data_s_link_takes_the_place_of_the_cell_s(self):
        template = workbook_of({"A1": "{{ link }}", "A2": "x"})
        for cell in ("A1", "A2"):
            template.active[cell].hyperlink = Hyperlink(ref=cell, target="https://old.example")
        sheet = opened(fill(template, {"link": Link("https://new.example")})).active
        assert sheet["A1"].hyperlink.target == "https://new.example"
        assert sheet["A2"].hyperlink.target == "https://old.example"

    def test_in_repeated_sheets(self):
        template = workbook_of({"A1": "{%sheet for u in units %}", "B2": "{{ u }}"})
        filled = fill(template, {"units": [Link(f"https://example.org/{n}") for n in "ab"]})
        for number, name in enumerate("ab"):
            cell = opened(filled).worksheets[number]["B1"]
            assert cell.hyperlink.target == f"https://example.org/{name}"

    @pytest.mark.parametrize(
        ("cell", "link", "words"),
        [
            ("xem {{ link }}", Link("https://example.org"), "cannot stand here"),
            ("{{ link }}", Link("https://example.org/" + "a" * 2100), "address has 2,120"),
            ("{{ link }}", Link("https://example.org", tooltip="a" * 256), "tooltip has 256"),
        ],
    )
    def test_what_excel_would_not_open_is_an_error_with_its_cell(self, cell, link, words):
        with pytest.raises(TemplateValueError, match=words) as caught:
            fill(workbook_of({"C3": cell}), {"link": link})
        assert (caught.value.part, "cell C3" in caught.value.where) == ("sheet Biểu", True)

    def test_more_links_than_excel_opens_are_an_error(self, monkeypatch):
        monkeypatch.setattr("reportkit.templating._xlsx_objects.MOST_LINKS", 2)
        units = [{"name": "a", "photo": Link("https://example.org")}] * 3
        with pytest.raises(TemplateValueError, match="more than the"):
            fill(workbook_of(ROWS), {"units": units})


def runs_of(data: bytes, cell: str = "A1") -> list[tuple[str, Any]]:
    """The runs of a cell: text and font."""
    value = opened(data).active[cell].value
    assert isinstance(value, CellRichText)
    return [(str(one), getattr(one, "font", None)) for one in value]


class TestRichText:
    def test_runs_keep_their_format_and_take_the_cell_s_font_else(self):
        rich = RichText("trên 579", bold=True, color="#c00000", size=32)
        rich.add(" mô hình ", italic=True, underline="double", font="Arial")
        rich.add("A & B", superscript=True, strike=True)
        template = workbook_of({"A1": "{{ rich }}"})
        template.active["A1"].font = Font(name="Times New Roman", size=13)
        (one, first), (two, second), (three, third) = runs_of(fill(template, {"rich": rich}))
        assert (one, two, three) == ("trên 579", " mô hình ", "A & B")
        assert (first.b, first.color.rgb, first.sz) == (True, "FFC00000", 16)
        assert first.rFont == "Times New Roman"
        assert (second.i, second.u, second.rFont, second.sz) == (True, "double", "Arial", 13)
        assert (third.vertAlign, third.strike) == ("superscript", True)

    def test_inherit_is_what_a_cell_does_anyway(self):
        template = workbook_of({"A1": "{{ rich }}"})
        template.active["A1"].font = Font(name="Times New Roman", size=13)
        filled = fill(template, {"rich": RichText("579", inherit=True, bold=True)})
        [(text, look)] = runs_of(filled)
        assert (text, look.rFont, look.sz, look.b) == ("579", "Times New Roman", 13, True)

    def test_line_ends_paragraphs_and_tabs(self):
        filled = fill(workbook_of({"A1": "{{ rich }}"}), {"rich": RichText("a\nb\tc\ad\fe")})
        assert str(opened(filled).active["A1"].value) == "a\nb\tc\nd\ne"

    @pytest.mark.parametrize("text", ["a<b>&c", "_x0041_", " đầu và cuối ", "=1+1", "007"])
    def test_any_text_stays_as_it_is(self, text):
        for cell, around in (("{{ rich }}", "{}"), ("Số: {{ rich }}.", "Số: {}.")):
            filled = fill(workbook_of({"A1": cell}), {"rich": RichText(text, bold=True)})
            strings = etree.fromstring(parts_of(filled)["xl/worksheets/sheet1.xml"])
            shown = "".join(strings.xpath('//*[local-name()="t"]/text()'))
            plain = re.sub("_x005F_", "_", shown)
            assert plain == around.format(text)

    def test_with_text_around_it(self):
        rich = RichText("579", bold=True)
        filled = fill(
            workbook_of({"A1": "Có {{ rich }} và {{ n }} mô hình"}), {"rich": rich, "n": 3}
        )
        assert [text for text, _ in runs_of(filled)] == ["Có ", "579", " và 3 mô hình"]
        assert runs_of(filled)[1][1].b

    def test_it_needs_no_text_around_it_on_both_sides(self):
        rich = RichText("579", bold=True)
        filled = fill(workbook_of({"A1": "Có {{ rich }}{{ rich }}"}), {"rich": rich})
        assert [text for text, _ in runs_of(filled)] == ["Có ", "579", "579"]

    def test_an_empty_one_leaves_the_cell_empty(self):
        filled = fill(workbook_of({"A1": "{{ rich }}", "B1": "x"}), {"rich": RichText()})
        assert rows_of(filled) == [[None, "x"]]

    def test_its_link_is_the_cell_s(self):
        rich = RichText("Xem ")
        rich.add("đây", url_id="https://example.org/")
        cell = opened(fill(workbook_of({"A1": "{{ rich }}"}), {"rich": rich})).active["A1"]
        assert (str(cell.value), cell.hyperlink.target) == ("Xem đây", "https://example.org/")

    @pytest.mark.parametrize(
        ("make", "words"),
        [
            (lambda: RichText("a", color="đỏ"), "no colour"),
            (lambda: RichText("a", size=5000), "no size"),
            (lambda: RichText("a" * 40_000), "32,767"),
            (lambda: two_links(), "several links"),
        ],
    )
    def test_what_a_cell_cannot_hold_is_an_error_with_its_cell(self, make, words):
        for cell in ("{{ rich }}", "a {{ rich }}"):
            with pytest.raises(TemplateValueError, match=words) as caught:
                fill(workbook_of({"B2": cell}), {"rich": make()})
            assert (caught.value.part, "cell B2" in caught.value.where) == ("sheet Biểu", True)

    def test_in_a_footer_it_is_an_error(self):
        template = workbook_of({"A1": "x"})
        template.active.oddFooter.center.text = "{{ rich }}"
        with pytest.raises(TemplateValueError, match="cannot stand here"):
            fill(template, {"rich": RichText("a", bold=True)})

    def test_a_formula_counts_it_as_text(self):
        template = workbook_of({"A1": "{{ rich }}", "A2": "=COUNTA(A1:A1)"})
        filled = fill(template, {"rich": RichText("a", bold=True)})
        assert b"<v>1</v>" in parts_of(filled)["xl/worksheets/sheet1.xml"]


def two_links() -> RichText:
    rich = RichText("a", url_id="https://a.example")
    rich.add("b", url_id="https://b.example")
    return rich


def test_a_filling_is_the_same_each_time():
    template = saved(workbook_of(ROWS))
    units = [{"name": Link("https://example.org"), "photo": InlineImage(png())}]
    assert fill(template, {"units": units}) == fill(template, {"units": units})


GROUPS = Template(
    saved(
        workbook_of({
            "A1": "{%tr for g in groups %}", "B1": "đầu",
            "A2": "{%tr for u in g %}",
            "A3": "{{ u }}", "B3": "{{ photo(u) }}", "C3": "{{ link(u) }}",
            "D3": "{%tc for k in range(wide) %}{{ k }}/{{ u }}", "E3": "{{ photo(k ~ '/' ~ u) }}",
            "F3": "{%tc endfor %}", "A4": "{%tr endfor %}",
            "A5": "{%tr if g %}", "A6": "cộng", "A7": "{%tr endif %}",
            "A8": "{%tr endfor %}",
        })
    )
)  # fmt: skip


def test_all_mistakes_are_told_in_one_go():
    template = with_part(
        dummy("{{ third }}"), "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace("{{ title }}", "{{ first }}").replace(
            "</sheetData>",
            '<row r="4"><c r="C4" t="inlineStr"><is><t>{{ second }}</t></is></c></row></sheetData>',
        ),
    )  # fmt: skip
    data = {
        "first": InlineImage("none.png"),
        "second": RichText("a", color="đỏ"),
        "third": InlineImage(b"no picture"),
    }
    errors = Template(template).check(data)
    assert sorted(error.tag for error in errors) == ["{{ first }}", "{{ second }}", "{{ third }}"]
    assert sorted(str(error.where) for error in errors) == [
        "cell A1",
        "cell C4",
        "the picture over cell B2",
    ]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.integers(1, 99), max_size=4), max_size=4), st.integers(0, 3))
def test_each_picture_and_link_stands_beside_the_value_it_came_with(sizes, wide):
    groups = [[f"{g}.{n}.{size}" for n, size in enumerate(group)] for g, group in enumerate(sizes)]
    data = {
        "groups": groups,
        "wide": wide,
        "photo": lambda name: InlineImage(PHOTO, width=5, alt=str(name)),
        "link": lambda name: Link(f"https://example.org/{name}"),
    }
    filled = GROUPS.render(data).to_bytes()
    assert faults(filled) == []
    sheet = opened(filled).active
    found = []
    for name, part in parts_of(filled).items():
        if re.fullmatch(r"xl/drawings/drawing\d\.xml", name):
            for anchor in etree.fromstring(part):
                row, column = (
                    int(anchor.findtext(f"{{*}}from/{{*}}{one}")) for one in ("row", "col")
                )
                found.append((anchor.find(".//{*}cNvPr").get("descr"), row + 1, column))
    assert all(sheet.cell(row, column).value == name for name, row, column in found)
    units = [unit for group in groups for unit in group]
    assert len(found) == len(units) * (1 + wide)
    links = [cell for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert [cell.hyperlink.target.rpartition("/")[2] for cell in links] == units
    assert all(cell.value == cell.hyperlink.target for cell in links)
