"""Reads the picture that an `InlineImage` names: its bytes, its format, the size it comes in.

Takes the value; gives a `Picture`, or says why there is none. Formats are told by their first
bytes, never by a file's name. Knows neither Word nor Excel.
"""

from __future__ import annotations

import io
from pathlib import Path

from attrs import frozen

from reportkit.errors import TemplateValueError
from reportkit.templating.values import InlineImage

__all__ = ["Picture", "fitted", "read_picture"]

_EMU_PER_INCH = 914_400
_EXTENSIONS = {
    "image/png": "png",
    "image/jpeg": "jpeg",
    "image/gif": "gif",
    "image/bmp": "bmp",
    "image/tiff": "tiff",
}
_USUAL_DPI = 72  # what python-docx takes where a picture names none


@frozen(eq=False)
class Picture:
    """A picture as it is stored, and its own size in English Metric Units."""

    content: bytes
    extension: str
    content_type: str
    width: int
    height: int


def read_picture(image: InlineImage) -> Picture:
    """Read a picture; `fitted` tells the size that the value asks for.

    Raises
    ------
    TemplateValueError
        The file is not there or cannot be read, is damaged, or of a format that Office
        programs do not all show.
    """
    from docx.image.image import Image

    content, name = _content(image.image)
    kind = _stranger(content)
    if kind or not content:
        raise _refusal(f"{name} {kind or 'is empty'}.")
    if content.startswith(b"\xff\xd8\xff") and content[6:10] not in (b"JFIF", b"Exif"):
        return _plain_jpeg(content, name)
    try:
        read = Image.from_blob(content)
        width, height = int(read.width), int(read.height)
    except Exception as error:  # python-docx raises a bare one where a picture is cut off
        raise _refusal(f"{name} is a damaged picture.") from error
    if width <= 0 or height <= 0:
        raise _refusal(f"{name} is a picture without a size.")
    kind = read.content_type
    return Picture(content, _EXTENSIONS[kind], kind, width, height)


def fitted(image: InlineImage, picture: Picture) -> tuple[int, int]:
    """Give width and height in EMU: what the value asks for, in the picture's proportions.

    >>> fitted(InlineImage(b"...", width=10), Picture(b"...", "png", "image/png", 200, 100))
    (360000, 180000)
    """
    if image.width is not None and image.height is not None:
        return image.width, image.height
    if image.width is not None:
        return image.width, max(round(image.width * picture.height / picture.width), 1)
    if image.height is not None:
        return max(round(image.height * picture.width / picture.height), 1), image.height
    return picture.width, picture.height


def _content(image: Path | bytes) -> tuple[bytes, str]:
    if isinstance(image, bytes):
        return image, "What is given as picture"
    try:
        return image.read_bytes(), f"The picture {str(image)!r}"
    except OSError as error:
        raise TemplateValueError(
            f"The picture {str(image)!r} cannot be read: {error.strerror or error}.",
            remedy="Check the path (a relative one starts from the current folder) and the "
            "rights to read it.",
        ) from error


def _stranger(content: bytes) -> str:
    """Say what a file is instead of a picture that can be shown; nothing if it may be one."""
    start = content[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"<svg") or (start.startswith(b"<") and b"<svg" in content[:4000]):
        return "is an SVG drawing, which older Office programs do not show"
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "is a WebP picture, which Office programs do not show"
    if start[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"):
        return "is a HEIC or AVIF picture, which Office programs do not show"
    known = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*", b"BM")
    return "" if content.startswith(known) or not content else "is in no known picture format"


def _plain_jpeg(content: bytes, name: str) -> Picture:
    """A JPEG without the usual head, as cameras and print shops write them: its frame tells.

    Segments and frames are those of ITU-T T.81, B.1 and B.2.2.
    """
    stream = io.BytesIO(content)
    stream.seek(2)
    while (head := stream.read(4)) and len(head) == 4 and head[0] == 0xFF:
        marker, length = head[1], int.from_bytes(head[2:], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            frame = stream.read(5)
            height, width = int.from_bytes(frame[1:3], "big"), int.from_bytes(frame[3:5], "big")
            if width and height:
                scale = _EMU_PER_INCH // _USUAL_DPI
                return Picture(content, "jpeg", "image/jpeg", width * scale, height * scale)
            break
        stream.seek(length - 2, io.SEEK_CUR)
    raise _refusal(f"{name} is a damaged picture.")


def _refusal(problem: str) -> TemplateValueError:
    return TemplateValueError(
        problem, remedy="Give a PNG, JPEG, GIF, BMP or TIFF picture; save others as PNG."
    )
