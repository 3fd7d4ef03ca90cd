"""The settings of a document, as a tree: what notes, letters and fields put into them.

Follows the order of the schema (ECMA-376 part 1, 17.15.1.78: CT_Settings) and 17.11 (notes).
"""

from __future__ import annotations

from collections.abc import Set
from copy import deepcopy

from lxml import etree

__all__ = ["add_settings", "end_notes_with_sections", "let_fields_update", "settings_of_notes"]

Element = etree._Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BEHIND_NOTES = frozenset(
    "compat docVars rsids mathPr attachedSchema themeFontLang clrSchemeMapping "
    "doNotIncludeSubdocsInStats doNotAutoCompressPictures forceUpgrade captions "
    "readModeInkLockDown smartTagType schemaLibrary shapeDefaults doNotEmbedSmartTags "
    "decimalSymbol listSeparator "
    "docId chartTrackingRefBased defaultImageDpi discardImageEditingData conflictMode".split()
)


def settings_of_notes(settings: Element, word: str) -> Element:
    """Give the settings of footnotes ("footnote") or endnotes; missing ones are added."""
    behind = _BEHIND_NOTES | ({"endnotePr"} if word == "footnote" else set())
    return _setting(settings, f"{word}Pr", behind)


def let_fields_update(settings: Element) -> None:
    """Let Word renew the fields when it opens the document."""
    behind = _BEHIND_NOTES | {"hdrShapeDefaults", "footnotePr", "endnotePr"}
    _setting(settings, "updateFields", behind).set(f"{_W}val", "true")


def end_notes_with_sections(settings: Element) -> None:
    """Let endnotes stand at the end of their section, not of the document (17.11.22)."""
    properties = settings_of_notes(settings, "endnote")
    place = properties.find(f"{_W}pos")
    if place is None:
        place = etree.Element(f"{_W}pos")
        properties.insert(0, place)
    place.set(f"{_W}val", "sectEnd")


def add_settings(kept: Element, own: Element) -> None:
    """Add what these settings say of notes and those that are kept do not."""
    for word in ("footnote", "endnote"):
        there = own.find(f"{_W}{word}Pr")
        if there is not None:
            properties = settings_of_notes(kept, word)
            if len(properties) < len(there):
                properties[:] = [deepcopy(one) for one in there]


def _setting(settings: Element, name: str, behind: Set[str]) -> Element:
    """Give a setting; a missing one is put in front of those that the schema has behind it."""
    found = settings.find(f"{_W}{name}")
    if found is None:
        found = etree.Element(f"{_W}{name}")
        names = (etree.QName(child).localname for child in settings)
        places = (index for index, name in enumerate(names) if name in behind)
        settings.insert(next(places, len(settings)), found)
    return found
