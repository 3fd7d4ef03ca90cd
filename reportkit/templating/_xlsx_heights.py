"""How high a row must be for the wrapped text that fills it: an estimate.

Takes the styles of a workbook and the widths of a sheet; gives, for a cell whose text wraps, how
much fits a line, and for a text its height in points. Only the application knows its fonts: widths
are counted in digits of the default font (ECMA-376 part 1, 18.3.1.13), those of letters lie
between Times New Roman's and Calibri's. Without a height Excel measures a row when it opens the
file, but no merged cells, and LibreOffice measures none.
"""

from __future__ import annotations

from functools import cache, cached_property
from unicodedata import combining, normalize

from attrs import frozen
from lxml import etree

from reportkit.templating._xlsx_references import Rectangle

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DEFAULT_WIDTH = 8.43
_DEFAULT_SIZE = 11.0
_PADDING = 1.0
_PRINTED = 0.96
"""What fits a line in print beside what fits it on the screen: scaled letters run wider."""
_SPACE = 0.48
_WIDTHS = {
    **dict.fromkeys("ijlI|'", 0.52),
    **dict.fromkeys('frt.,;:!-()[]/"', 0.62),
    **dict.fromkeys("mw", 1.55),
    **dict.fromkeys("MW@%", 1.7),
}
"""Letters that are narrower or wider than a digit."""

_CAPITAL = 1.25
_LINE = 1.3
"""The height of a line over the size of its font."""


@frozen
class Wrapping:
    """A cell whose text wraps: the size of its font and the digits that fit a line."""

    size: float
    capacity: float

    def height(self, text: str) -> float:
        """Give the points that a text needs; 0 where one line will do.

        >>> cell = Wrapping(10, 20)
        >>> cell.height("ngắn"), cell.height("Mô hình hay, cách làm hiệu quả")
        (0, 27.0)
        """
        lines = sum(self._lines(part) for part in text.split("\n"))
        return lines * self.size * _LINE + 1 if lines > 1 else 0

    def _lines(self, text: str) -> int:
        lines, used = 1, 0.0
        for word in text.split():
            width = sum(map(_width_of, word))
            if used and used + _SPACE + width > self.capacity:
                lines, used = lines + 1, 0.0
            used += width + (_SPACE if used else 0)
            while used > self.capacity:  # a word longer than a line is broken
                lines, used = lines + 1, used - self.capacity
        return lines


@cache
def _width_of(letter: str) -> float:
    """The width of a letter in digits; marks above and below have none of their own."""
    if combining(letter):
        return 0
    base = normalize("NFD", letter)[0]
    return _WIDTHS.get(base, _CAPITAL if base.isupper() else 0.97)


@frozen(eq=False)
class Measures:
    """What is known of a sheet before it is filled: sizes of wrapped styles, widths, merges."""

    sizes: tuple[float | None, ...]
    default_size: float
    skeleton: etree._Element

    @cached_property
    def widths(self) -> tuple[tuple[int, int, float], ...]:
        """The first and last column and the width of columns that have one."""
        return tuple(
            (int(one.get("min", "1")), int(one.get("max", "1")), float(one.get("width", "8.43")))
            for one in self.skeleton.iterfind(f"{{{_MAIN}}}cols/{{{_MAIN}}}col")
        )

    @cached_property
    def merges(self) -> tuple[Rectangle, ...]:
        """The merged cells."""
        merged = self.skeleton.iter(f"{{{_MAIN}}}mergeCell")
        return tuple(Rectangle.parse(one.get("ref", "A1")) for one in merged)

    def wraps(self, style: int) -> bool:
        """Whether text in a cell of this style is wrapped."""
        return style < len(self.sizes) and self.sizes[style] is not None

    def wrapping(self, row: int, column: int, style: int) -> Wrapping | None:
        """Give what fits a line of a cell; None if its text is not wrapped, or takes more rows."""
        size = self.sizes[style] if style < len(self.sizes) else None
        if size is None:
            return None
        last = column
        for merge in self.merges:
            if (merge.top, merge.left) == (row, column):
                if merge.bottom > row:
                    return None
                last = merge.right
        width = sum(self._width(one) for one in range(column, last + 1))
        return Wrapping(size, max(width - _PADDING, 1) * _PRINTED * self.default_size / size)

    def _width(self, column: int) -> float:
        for first, last, width in self.widths:
            if first <= column <= last:
                return width
        return _DEFAULT_WIDTH


def read_measures(styles: etree._Element | None, skeleton: etree._Element) -> Measures:
    """Read what is needed from the root of the styles part and from a sheet."""
    sizes: list[float | None] = []
    default = _DEFAULT_SIZE
    if styles is not None:
        fonts = [
            float(one.get("val", _DEFAULT_SIZE)) if one is not None else _DEFAULT_SIZE
            for one in (
                font.find(f"{{{_MAIN}}}sz")
                for font in styles.iterfind(f"{{{_MAIN}}}fonts/{{{_MAIN}}}font")
            )
        ]
        default = fonts[0] if fonts else default
        for style in styles.iterfind(f"{{{_MAIN}}}cellXfs/{{{_MAIN}}}xf"):
            alignment = style.find(f"{{{_MAIN}}}alignment")
            wraps = alignment is not None and alignment.get("wrapText") in ("1", "true")
            font = int(style.get("fontId", "0"))
            sizes.append((fonts[font] if font < len(fonts) else default) if wraps else None)
    return Measures(tuple(sizes), default, skeleton)
