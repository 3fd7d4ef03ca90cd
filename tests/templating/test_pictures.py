"""Pictures are told by their bytes; what is none, or cannot be shown, is an error that says so."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from reportkit.errors import TemplateValueError
from reportkit.templating import InlineImage
from reportkit.templating._pictures import fitted, read_picture


def drawn(kind: str, size: tuple[int, int] = (40, 20), **options: object) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, "navy").save(file, kind, **options)
    return file.getvalue()


def without_head(jpeg: bytes) -> bytes:
    """A JPEG whose first segment is no JFIF, as some programs write it."""
    assert jpeg[6:10] == b"JFIF"
    length = int.from_bytes(jpeg[4:6], "big")
    return jpeg[:2] + jpeg[4 + length :]


@pytest.mark.parametrize(
    ("kind", "content_type"),
    [
        ("PNG", "image/png"),
        ("JPEG", "image/jpeg"),
        ("GIF", "image/gif"),
        ("BMP", "image/bmp"),
        ("TIFF", "image/tiff"),
    ],
)
def test_the_formats_that_office_programs_show(kind, content_type):
    picture = read_picture(InlineImage(drawn(kind)))
    assert picture.content_type == content_type
    assert picture.width == 2 * picture.height > 0


def test_a_resolution_in_the_picture_counts():
    picture = read_picture(InlineImage(drawn("PNG", dpi=(200, 200))))
    assert picture.width == pytest.approx(914_400 * 40 / 200, rel=0.01)


def test_a_jpeg_without_the_usual_head():
    picture = read_picture(InlineImage(without_head(drawn("JPEG"))))
    assert (picture.content_type, picture.width // picture.height) == ("image/jpeg", 2)


@pytest.mark.parametrize(
    ("sides", "size"),
    [
        ({}, (508_000, 254_000)),
        ({"width": 10}, (360_000, 180_000)),
        ({"height": 10}, (720_000, 360_000)),
        ({"width": 10, "height": 10}, (360_000, 360_000)),
    ],
)
def test_one_side_keeps_the_proportions(sides, size):
    image = InlineImage(drawn("PNG"), **sides)
    assert fitted(image, read_picture(image)) == size


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"plain words", "no known picture format"),
        (b"\x89PNG\r\n\x1a\n", "damaged"),
        (drawn("PNG")[:20], "damaged"),
        (drawn("JPEG")[:30], "damaged"),
        (without_head(drawn("JPEG"))[:30], "damaged"),
        (drawn("GIF")[:8], "damaged"),
        (drawn("BMP")[:16], "damaged"),
        (drawn("TIFF")[:12], "damaged"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "WebP"),
        (b"\0\0\0\x18ftypheic", "HEIC"),
    ],
)
def test_what_cannot_be_shown_is_an_error_with_its_remedy(content, words):
    with pytest.raises(TemplateValueError, match=words) as caught:
        read_picture(InlineImage(content))
    assert "save others as PNG" in str(caught.value)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(TemplateValueError, match=r"logo\.png' cannot be read"):
        read_picture(InlineImage(tmp_path / "logo.png"))
    with pytest.raises(TemplateValueError, match="cannot be read"):
        read_picture(InlineImage(tmp_path))
