"""Word files for the tests as python-docx makes them, and pictures to put into them."""

from __future__ import annotations

import io
import re

import docx
from docx.document import Document
from PIL import Image


def saved(document: Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def page(*lines: str) -> bytes:
    """A document of these paragraphs."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    return saved(document)


def png(colour: str = "red", size: tuple[int, int] = (40, 20)) -> bytes:
    """A picture of so many dots, 96 to the inch."""
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "PNG", dpi=(96, 96))
    return file.getvalue()


def drawn_smart_art(data: bytes) -> list[str]:
    """The words that viewers show of each SmartArt: those of the drawing that its data name."""
    body = docx.Document(io.BytesIO(data)).part
    words = []
    for art in re.findall(rb'<dgm:relIds [^>]*?r:dm="([^"]*)"', body.blob):
        named = re.search(rb'relId="([^"]*)"', body.related_parts[art.decode()].blob)
        drawing = body.related_parts[named[1].decode()].blob.decode() if named else ""
        words.append("".join(re.findall("<a:t>([^<]*)", drawing)))
    return words
