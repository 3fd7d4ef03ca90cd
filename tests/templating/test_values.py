"""InlineImage and Link as plain values: what they take, in both orders, and what they refuse."""

from __future__ import annotations

import io
import pickle
from pathlib import Path

import pytest
from docx.shared import Emu, Inches, Mm

from reportkit.errors import TemplateValueError
from reportkit.templating import InlineImage, Link

BYTES = b"\x89PNG and so on"


class Figure:
    """What matplotlib's figures do with a file."""

    def savefig(self, target, *, format):
        target.write(f"drawn as {format}".encode())


def at_its_end() -> io.BytesIO:
    stream = io.BytesIO()
    stream.write(BYTES)
    return stream


@pytest.mark.parametrize(
    ("given", "image"),
    [
        ("a/logo.png", Path("a/logo.png")),
        (Path("logo.png"), Path("logo.png")),
        (BYTES, BYTES),
        (bytearray(BYTES), BYTES),
        (io.BytesIO(BYTES), BYTES),
        (at_its_end(), BYTES),
        (Figure(), b"drawn as png"),
    ],
)
def test_a_picture_is_a_path_bytes_an_open_file_or_a_figure(given, image):
    assert InlineImage(given).image == image


def test_the_order_of_docxtpl_is_accepted():
    template = object()
    plain = InlineImage("logo.png", width=Mm(20), height=Mm(10), link="https://example.org")
    assert InlineImage(template, "logo.png", Mm(20), Mm(10), "https://example.org") == plain
    assert (
        InlineImage(
            tpl=template,
            image_descriptor="logo.png",
            width=Mm(20),
            height=Mm(10),
            anchor="https://example.org",
        )
        == plain
    )


@pytest.mark.parametrize(
    ("given", "emu"),
    [(None, None), (20, 720_000), (0.5, 18_000), (Mm(20), 720_000), (Inches(1), 914_400)],
)
def test_sides_are_lengths_or_millimetres(given, emu):
    assert InlineImage("logo.png", width=given).width == emu
    assert InlineImage("logo.png", height=given).height == emu


@pytest.mark.parametrize("given", [0, -1, Emu(0), 360_000, "wide", float("nan"), float("inf")])
def test_what_is_no_length_is_refused(given):
    with pytest.raises(TemplateValueError, match="width cannot be"):
        InlineImage("logo.png", width=given)


@pytest.mark.parametrize("given", [None, 5, object(), ["logo.png"]])
def test_what_is_no_picture_is_refused(given):
    with pytest.raises(TemplateValueError, match="No picture") as caught:
        InlineImage(given)
    assert "Give a path" in str(caught.value)


def test_a_file_open_as_text_is_refused():
    with pytest.raises(TemplateValueError, match="open as text"):
        InlineImage(io.StringIO("no picture"))


def test_values_can_be_sent_to_another_process():
    for value in (InlineImage(BYTES, width=20, alt="Biểu đồ"), Link("https://example.org", "Xem")):
        assert pickle.loads(pickle.dumps(value)) == value


def test_a_link_reads_as_its_text_or_its_address():
    assert str(Link("https://example.org", "Xem")) == "Xem"
    assert str(Link("https://example.org")) == "https://example.org"


@pytest.mark.parametrize("url", ["", " ", "#", None, 5])
def test_a_link_without_an_address_is_refused(url):
    with pytest.raises(TemplateValueError, match="needs an address"):
        Link(url)
