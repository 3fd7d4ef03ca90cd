"""Values that are more than a text, for Word and Excel alike: `InlineImage` and `Link`.

Takes what a program has (a path, bytes, a figure; an address); gives plain frozen values. How a
picture or a link is written is a matter of each format: Word asks them for their XML while it
writes (`_docx_pictures`), Excel reads what they hold.
"""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any

from attrs import field, frozen

from reportkit.errors import TemplateValueError

__all__ = ["InlineImage", "Link"]

EMU_PER_MM = 36_000
"""English Metric Units, in which both formats measure pictures (ECMA-376 part 1, 20.1.2.1)."""

_LONGEST_SIDE = 10_000 * EMU_PER_MM
_REMEDY = "Give a path, bytes, an open file or a matplotlib figure: InlineImage('logo.png')."


@frozen(init=False)
class InlineImage:
    """A picture as a value: ``{{ logo }}`` with ``{"logo": InlineImage("logo.png", width=30)}``.

    One given side keeps the picture's proportions; with none it comes in its own size.
    A file object or a figure is read at once, a path when the template is filled.

    Parameters
    ----------
    image:
        A path, the bytes of a picture, an open file, or a matplotlib figure. The order
        ``InlineImage(template, picture, …)`` of docxtpl works too: the template is not needed.
    width, height:
        A length of python-docx (``Mm(30)``, ``Inches(1)``), or a plain number of millimetres.
    anchor:
        The name that docxtpl has for ``link``.
    alt:
        What the picture shows, for readers who do not see it.
    link:
        The address that a click on the picture opens.

    Raises
    ------
    TemplateValueError
        What is given is no picture, or a side is no length.

    Examples
    --------
    >>> logo = InlineImage("logo.png", width=30, alt="Quốc huy")
    >>> logo.image.name, logo.width, logo.height
    ('logo.png', 1080000, None)
    """

    image: Path | bytes = field(repr=lambda image: repr(image)[:60])
    width: int | None
    """In English Metric Units, as `height`."""
    height: int | None
    alt: str | None
    link: str | None

    def __init__(
        self,
        image: Any = None,
        image_descriptor: Any = None,
        width: float | None = None,
        height: float | None = None,
        anchor: str | None = None,
        *,
        tpl: object = None,
        alt: str | None = None,
        link: str | None = None,
    ) -> None:
        self.__attrs_init__(
            _picture(image if image_descriptor is None else image_descriptor),
            _length("width", width),
            _length("height", height),
            alt,
            link or anchor,
        )

    def __str__(self) -> str:
        raise TemplateValueError(
            "A picture has no words that a filter could change or a text could take in.",
            remedy="Write the picture alone: {{ picture }}.",
        )

    def __html__(self) -> str:
        from reportkit.templating._docx_pictures import picture_xml

        return picture_xml(self)


@frozen
class Link:
    """An address as a value, and the text that shows it.

    Parameters
    ----------
    url:
        The address; ``#`` and a place is one in the document itself (``#'Biểu 1'!A1`` in Excel,
        ``#bookmark`` in Word).
    text:
        What is shown; without it, the address.
    tooltip:
        What is shown while the pointer rests on it.

    Examples
    --------
    >>> str(Link("https://example.org", "Xem"))
    'Xem'
    """

    url: str = field()
    text: str | None = None
    tooltip: str | None = None

    @url.validator
    def _needs_an_address(self, attribute: object, url: object) -> None:
        if not isinstance(url, str) or not url.strip("# \t\r\n"):
            raise TemplateValueError(
                f"A link needs an address, not {url!r}.",
                remedy="Give it as text: Link('https://example.org').",
            )

    def __str__(self) -> str:
        return self.url if self.text is None else str(self.text)

    def __html__(self) -> str:
        from reportkit.templating._docx_pictures import link_xml

        return link_xml(self)


def _picture(given: Any) -> Path | bytes:
    if isinstance(given, bytes | bytearray | memoryview):
        return bytes(given)
    if isinstance(given, str | os.PathLike):
        return Path(given)
    if hasattr(given, "savefig"):
        drawn = io.BytesIO()
        given.savefig(drawn, format="png")
        return drawn.getvalue()
    if hasattr(given, "read"):
        if hasattr(given, "seek"):
            given.seek(0)
        content = given.read()
        if isinstance(content, bytes):
            return content
        raise TemplateValueError(
            "The picture's file is open as text.", remedy='Open it as bytes: open(path, "rb").'
        )
    raise TemplateValueError(f"No picture: a {type(given).__name__}.", remedy=_REMEDY)


def _length(name: str, given: Any) -> int | None:
    """Give a side in EMU: python-docx's lengths know theirs, plain numbers are millimetres."""
    if given is None:
        return None
    try:
        length = int(given.emu) if hasattr(given, "emu") else round(float(given) * EMU_PER_MM)
    except (TypeError, ValueError, OverflowError):
        length = 0
    if not 0 < length <= _LONGEST_SIDE:
        raise TemplateValueError(
            f"A picture's {name} cannot be {given!r}.",
            remedy="Give millimetres as a number, or a length of python-docx: Mm(30), Emu(360000).",
        )
    return length
