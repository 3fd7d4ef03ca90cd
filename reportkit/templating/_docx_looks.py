"""Puts the properties of paragraphs and runs together, in the order of the schema.

Takes the properties that a template has and those that a value brings, as XML; gives the whole.
Knows nothing of tags.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

__all__ = ["INHERITS", "inherited", "paragraph_like", "run_like"]

INHERITS = "\x03"
"""First in the properties of a run that has those of its tag besides, until they are known."""

_TAG = re.compile(r"<(/?)w:(\w+)[^>]*?(/?)>")
# The children of w:pPr and of w:rPr in the order of the schema (ECMA-376 part 1, 17.3.1.26 and
# 17.3.2.28).
_ORDER_OF_PARAGRAPH = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr "
    "shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE "
    "autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents "
    "suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr "
    "sectPr pPrChange"
).split()
_ORDER_OF_RUN = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof "
    "snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd "
    "fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath"
).split()
_INHERITING = re.compile(f"<w:rPr>{INHERITS}(.*?)</w:rPr>")


def paragraph_like(xml: str, own: Mapping[str, str]) -> str:
    """Give the properties of a paragraph (XML) with some set or, as nothing, taken out."""
    return _merged("pPr", xml, own, _ORDER_OF_PARAGRAPH)


def run_like(xml: str, own: Mapping[str, str]) -> str:
    """Give the properties of a run (XML) with some set or, as nothing, taken out."""
    return _merged("rPr", xml, own, _ORDER_OF_RUN)


def inherited(xml: str, properties: str) -> str:
    """Give each run that inherits these properties (XML), where it names none of its own.

    Examples
    --------
    >>> inherited("<w:r><w:rPr>\\x03<w:i/></w:rPr></w:r>", "<w:rPr><w:b/></w:rPr>")
    '<w:r><w:rPr><w:b/><w:i/></w:rPr></w:r>'
    """
    if INHERITS not in xml:
        return xml

    def whole(found: re.Match[str]) -> str:
        own = _children(f"<w:rPr>{found[1]}</w:rPr>")
        if "shd" in own:  # a highlight of the tag would lie over it
            own["highlight"] = ""
        return run_like(properties, own)

    return _INHERITING.sub(whole, xml)


def _merged(name: str, xml: str, own: Mapping[str, str], order: Sequence[str]) -> str:
    """Properties with some set or, as nothing, taken out, in the order of the schema."""
    properties = {**_children(xml), **own}
    known = [word for word in order if properties.get(word)]
    inner = "".join(properties[word] for word in known)
    return f"<w:{name}>{inner}</w:{name}>" if inner else ""


def _children(xml: str) -> dict[str, str]:
    """The children of an element, by name."""
    found: dict[str, str] = {}
    depth, start, name = 0, 0, ""
    for tag in _TAG.finditer(xml):
        closing, word, empty = tag.groups()
        if depth == 1 and not closing:
            start, name = tag.start(), word
        depth += (not closing) - bool(closing or empty)
        if depth == 1 and (closing or empty):
            found[name] = xml[start : tag.end()]
    return found
