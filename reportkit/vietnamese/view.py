"""A normalised view of a text, with the way back to the offsets of the text itself.

Takes a text in any Unicode form; gives the same text in NFC, with one kind of space, quote and
dash, and with the tone mark where the older spelling has it (hòa, ủy). Knows nothing of what the
text says.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Sequence

from attrs import frozen

from reportkit.spans import Span

__all__ = ["View", "old_tone_marks"]

_SPACES = (
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u202f\u205f\u3000\r"
)
_LINE_ENDS = "\x0b\x0c\x85\u2028\u2029"
_DOUBLE_QUOTES = "“”„‟«»″〝〞＂"
_SINGLE_QUOTES = "‘’‚‛′`´ʼ"
_DASHES = "‐‑‒–—―−﹣－"
_ONE_TO_ONE = {
    **dict.fromkeys(map(ord, _SPACES), " "),
    **dict.fromkeys(map(ord, _LINE_ENDS), "\n"),
    **dict.fromkeys(map(ord, _DOUBLE_QUOTES), '"'),
    **dict.fromkeys(map(ord, _SINGLE_QUOTES), "'"),
    **dict.fromkeys(map(ord, _DASHES), "-"),
    ord("Ð"): "Đ",
    ord("ð"): "đ",
}
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff]")

_NEW_STYLE = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ".split()
_OLD_STYLE = "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy".split()
_MOVED = {
    case(new): case(old)
    for new, old in zip(_NEW_STYLE, _OLD_STYLE, strict=True)
    for case in (str, str.upper, str.capitalize)
}
# Only where the syllable ends: hoà is hòa, but hoàn stays; and after q the u is no vowel (quý).
# Pairs of mixed case (hOà) are matched too and stay as they are.
_NEW_STYLE_SYLLABLE = re.compile(
    "[oOuU](?:(?<=[oO])[àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ]|(?<=[uU])(?<![qQ].)[ỳýỷỹỵỲÝỶỸỴ])(?![^\\W\\d_])"
)
_OTHER_SIGNS = re.compile(f"[{re.escape(''.join(map(chr, _ONE_TO_ONE)))}]")


def old_tone_marks(text: str) -> str:
    """Give the NFC text with the tone mark as in hòa, ủy where it is written hoà, uỷ.

    The length stays. Source: both spellings stand in Nghị định 30/2020/NĐ-CP itself.

    >>> old_tone_marks("Tỉnh uỷ Hoà Bình, quý III, hoàn thành")
    'Tỉnh ủy Hòa Bình, quý III, hoàn thành'
    """
    return _NEW_STYLE_SYLLABLE.sub(lambda found: _MOVED.get(found[0], found[0]), text)


@frozen
class View:
    """A normalised text and where each of its characters stands in the text itself.

    Attributes
    ----------
    text:
        The normalised text. Line ends and tabs are kept, a carriage return is a space.
    origin:
        For each character of ``text`` its offset in the text itself, and one more for the end;
        None where the offsets are the same.

    Examples
    --------
    >>> view = View.of("trên\\u00a029 mô hi\\u0300nh “hay”")
    >>> view.text
    'trên 29 mô hình "hay"'
    >>> view.span(8, 15)
    Span(start=8, end=16)
    """

    text: str
    origin: Sequence[int] | None = None

    @classmethod
    def of(cls, text: str) -> View:
        """Give the view of ``text``."""
        origin: Sequence[int] | None = None
        normal = text
        if not unicodedata.is_normalized("NFC", text) or _INVISIBLE.search(text):
            normal, origin = _composed(text)
        usual = _OTHER_SIGNS.sub(lambda sign: _ONE_TO_ONE[ord(sign[0])], normal)
        return cls(old_tone_marks(usual), origin)

    def span(self, start: int, end: int) -> Span:
        """Give where ``self.text[start:end]`` stands in the text itself."""
        if self.origin is None:
            return Span(start, end)
        return Span(self.origin[start], self.origin[end])


# What changes its length or its look: a letter with marks behind it, a character that is not seen.
_CHANGED = re.compile("[\\s\\S][\u0300-\u036f]+|[\u200b-\u200f\u2060\ufeff]")


def _composed(text: str) -> tuple[str, array[int]]:
    """The text in NFC without invisible characters, and the offset of each character."""
    pieces: list[str] = []
    origin = array("I")
    copied = 0
    for found in _CHANGED.finditer(text):
        start, end = found.span()
        pieces.append(text[copied:start])
        origin.extend(range(copied, start))
        cluster = unicodedata.normalize("NFC", found[0])
        if not _INVISIBLE.match(cluster):
            pieces.append(cluster)
            origin.extend([start] * len(cluster))
        copied = end
    pieces.append(text[copied:])
    origin.extend(range(copied, len(text) + 1))
    composed = "".join(pieces)
    if unicodedata.is_normalized("NFC", composed):
        return composed, origin
    return _composed_by_cluster(text)


def _composed_by_cluster(text: str) -> tuple[str, array[int]]:
    """The same for any script, a base and its marks at a time."""
    pieces: list[str] = []
    origin = array("I")
    start = 0
    length = len(text)
    while start < length:
        end = start + 1
        while end < length and unicodedata.combining(text[end]):
            end += 1
        cluster = unicodedata.normalize("NFC", text[start:end])
        if not _INVISIBLE.match(cluster):
            pieces.append(cluster)
            origin.extend([start] * len(cluster))
        start = end
    origin.append(length)
    return "".join(pieces), origin
