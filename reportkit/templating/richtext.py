r"""Texts with a format of their own as values: `RichText`, and `Listing` for lines of text.

The names and arguments are docxtpl's. Takes text and its format; gives runs of
WordprocessingML. Knows nothing of tags or of the document they come to stand in.
"""

from __future__ import annotations

import re
from typing import Any

from reportkit.errors import TemplateValueError
from reportkit.templating._docx_looks import INHERITS
from reportkit.templating._docx_values import (
    RICH_END,
    RICH_START,
    Written,
    attribute_text,
    write_text,
)

__all__ = ["RP", "Listing", "R", "RichText", "RichTextParagraph"]

_UNDERLINES = {
    "single",
    "words",
    "double",
    "thick",
    "dotted",
    "dottedHeavy",
    "dash",
    "dashedHeavy",
    "dashLong",
    "dashLongHeavy",
    "dotDash",
    "dashDotHeavy",
    "dotDotDash",
    "dashDotDotHeavy",
    "wave",
    "wavyHeavy",
    "wavyDouble",
    "none",
}
_REGIONS = {"ascii", "hAnsi", "cs", "eastAsia"}


class RichText:
    r"""A text that brings its own format, for ``{{r x }}`` or a plain ``{{ x }}``.

    The text may hold ``\n`` (a line break), ``\t`` (a tab), ``\a`` (a new paragraph like this
    one) and ``\f`` (a page break). A run takes the format given, and nothing from the tag's run;
    with ``inherit=True`` it has the tag's font, size, colour and so on where it names none of its
    own, unless an `add` says otherwise. In a cell of Excel it always has those of the cell.

    Examples
    --------
    >>> text = RichText("trên 579", bold=True)
    >>> text.add(" mô hình")
    >>> str(text)
    'trên 579 mô hình'
    """

    def __init__(self, text: Any = None, inherit: bool = False, **format: Any) -> None:
        self.xml = ""
        self._inherit = inherit
        self._words: list[str] = []
        if text is not None and text != "":
            self.add(text, **format)

    def add(
        self,
        text: Any,
        style: str | None = None,
        color: str | None = None,
        highlight: str | None = None,
        size: int | None = None,
        subscript: bool | None = None,
        superscript: bool | None = None,
        bold: bool = False,
        italic: bool = False,
        underline: bool | str = False,
        strike: bool = False,
        font: str | None = None,
        url_id: str | None = None,
        rtl: bool = False,
        lang: str | None = None,
        inherit: bool | None = None,
    ) -> None:
        """Add a stretch of text, or another RichText as it is.

        Parameters
        ----------
        style:
            The id of a character style of the template.
        color, highlight:
            Colours of the letters and behind them, as ``ff0000`` or ``#ff0000``.
        size:
            In half points: 28 is 14 pt.
        underline:
            True, or a kind of line: ``double``, ``dotted``, ``wave`` …
        font:
            A name, or ``eastAsia:name`` for the letters of one region too.
        url_id:
            The address that a click opens.
        inherit:
            Whether it has the format of the tag's run besides; as the rich text has, if not given.
        """
        if isinstance(text, RichText):
            self.xml += text.xml
            self._words += text._words
            return
        words = text.decode("utf-8", "ignore") if isinstance(text, bytes) else str(text)
        fonts = _fonts(font) if font else ""
        line = underline if isinstance(underline, str) and underline in _UNDERLINES else "single"
        position = "subscript" if subscript else "superscript" if superscript else ""
        # In the order of the schema (ECMA-376 part 1, 17.3.2.28: CT_RPr).
        properties = "".join(
            (
                _valued("rStyle", style),
                fonts,
                "<w:b/>" if bold else "",
                "<w:bCs/>" if bold and rtl else "",
                "<w:i/>" if italic else "",
                "<w:iCs/>" if italic and rtl else "",
                "<w:strike/>" if strike else "",
                _valued("color", color and color.lstrip("#")),
                _valued("sz", size),
                _valued("szCs", size),
                _valued("u", line if underline else None),
                f'<w:shd w:val="clear" w:color="auto" w:fill="{_colour(highlight)}"/>'
                if highlight
                else "",
                _valued("vertAlign", position),
                "<w:rtl/>" if rtl else "",
                _valued("lang", lang),
            )
        )
        if self._inherit if inherit is None else inherit:
            properties = INHERITS + properties
        inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
        run = f'<w:r>{inner}<w:t xml:space="preserve">{write_text(words)}</w:t></w:r>'
        self.xml += _linked(run, url_id) if url_id else run
        self._words.append(words)

    def __str__(self) -> str:
        return "".join(self._words)

    def __repr__(self) -> str:
        return f"RichText({str(self)!r})"

    def __bool__(self) -> bool:
        return bool(self.xml)

    def __html__(self) -> str:
        return Written(f"{RICH_START}{self.xml}{RICH_END}")


R = RichText


class RichTextParagraph:
    """Paragraphs of rich text in styles of their own, for ``{{p x }}``.

    Without a style a paragraph looks like the one that the tag stands in.

    Examples
    --------
    >>> text = RichTextParagraph("Kết quả", parastyle="Heading 1")
    >>> text.add(RichText("trên 579", bold=True))
    >>> str(text)
    'Kết quả\\ntrên 579'
    """

    def __init__(self, text: Any = None, parastyle: str | None = None) -> None:
        self.paragraphs: list[tuple[RichText, str | None]] = []
        if text is not None and text != "":
            self.add(text, parastyle)

    def add(self, text: Any, parastyle: str | None = None) -> None:
        """Add a paragraph: a text or a rich text, in the style of that name or id."""
        rich = text if isinstance(text, RichText) else RichText(text)
        self.paragraphs.append((rich, parastyle))

    def __str__(self) -> str:
        return "\n".join(str(text) for text, _ in self.paragraphs)

    def __repr__(self) -> str:
        return f"RichTextParagraph({str(self)!r})"

    def __bool__(self) -> bool:
        return bool(self.paragraphs)

    def __html__(self) -> str:
        raise TemplateValueError(
            "A RichTextParagraph makes paragraphs, which cannot stand within a line.",
            remedy="Write {{p … }} in a paragraph of its own, or give a RichText.",
        )


RP = RichTextParagraph


class Listing:
    r"""A text of several lines or paragraphs, as docxtpl has it.

    Here any text may hold ``\n``, ``\t``, ``\a`` and ``\f`` and is escaped; this class is there
    for programs that use it.

    Examples
    --------
    >>> str(Listing("a & b"))
    'a & b'
    """

    def __init__(self, text: object) -> None:
        self._text = str(text)

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return f"Listing({self._text!r})"


def _valued(name: str, value: object) -> str:
    return f'<w:{name} w:val="{attribute_text(str(value))}"/>' if value else ""


def _colour(text: str) -> str:
    return attribute_text(text.lstrip("#"))


def _fonts(font: str) -> str:
    region, _, name = font.rpartition(":")
    regions = ["ascii", "hAnsi", "cs", *([region] if region in _REGIONS else [])]
    value = attribute_text(name)
    return "<w:rFonts" + "".join(f' w:{one}="{value}"' for one in dict.fromkeys(regions)) + "/>"


def _linked(run: str, address: str) -> str:
    """A run as a link: a field, which needs no entry outside of the text."""
    if re.fullmatch(r"rId\d+", address):
        raise ValueError(f"url_id is the address itself here, not {address!r}")
    code = write_text(address.replace('"', "%22").replace("\n", "").replace("\t", ""))
    field = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    text = f'<w:r><w:instrText xml:space="preserve"> HYPERLINK "{code}" </w:instrText></w:r>'
    return field.format("begin") + text + field.format("separate") + run + field.format("end")
