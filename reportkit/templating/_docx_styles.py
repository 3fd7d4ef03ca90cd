"""The styles that values need: those of the document, found by name, and else Word's own.

Takes the name that every language version of Word writes ("footnote text"); gives the id. What
it adds is in ``added-styles.xml``.
"""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from importlib.resources import files

from lxml import etree

from reportkit.templating._docx_filling import Filling

__all__ = ["Styles"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Styles:
    """The styles of one filling."""

    def __init__(self, filling: Filling) -> None:
        self._filling = filling
        self._part = filling.related("styles")
        self._root = (
            filling.read(self._part)
            if self._part
            else etree.Element(f"{_W}styles", {}, {"w": _W[1:-1]})
        )
        self._ids: dict[str, str] = {}
        self._defaults: dict[str, str] = {}
        self.by_id: dict[str, etree._Element] = {}
        """The styles by their ids."""
        for style in self._root.iterfind(f"{_W}style"):
            name, identity = style.find(f"{_W}name"), style.get(f"{_W}styleId") or ""
            self.by_id[identity] = style
            if name is not None:
                self._ids.setdefault((name.get(f"{_W}val") or "").lower(), identity)
            if style.get(f"{_W}default") in ("1", "true"):
                self._defaults[style.get(f"{_W}type") or ""] = identity
        self._added: list[etree._Element] = []
        self._brought: set[str] = set()

    def find(self, name: str) -> str | None:
        """Give the id of the document's style of that name."""
        return self._ids.get(name.lower())

    def identity(self, name: str) -> str:
        """Give the id of the style of that name; Word's own is added where there is none."""
        identity = self._ids.get(name)
        if identity is None:
            identity = self._ids[name] = self._add(name)
        return identity

    def bring(self, style: etree._Element) -> str:
        """Add a style of another document; give its id here."""
        self._name_freely(style)
        name, identity = style.find(f"{_W}name"), style.get(f"{_W}styleId") or ""
        self.by_id[identity] = style
        if name is not None:
            self._ids.setdefault((name.get(f"{_W}val") or "").lower(), identity)
        self._brought.add(identity)
        self._root.append(style)
        self._added.append(style)
        return identity

    def is_brought(self, identity: str) -> bool:
        """Tell whether a style came with another document."""
        return identity in self._brought

    def _add(self, name: str) -> str:
        style = deepcopy(_known()[name])
        identity = self._name_freely(style)
        parent = self._defaults.get(style.get(f"{_W}type") or "")
        if parent:
            based = etree.Element(f"{_W}basedOn", {f"{_W}val": parent})
            style.insert(1, based)
        self._root.append(style)
        self._added.append(style)
        return identity

    def _name_freely(self, style: etree._Element) -> str:
        """Give a style an id that no other has."""
        identity = wanted = style.get(f"{_W}styleId") or "Style"
        number, taken = 2, {*self.by_id, *self._ids.values()}
        while identity in taken:
            identity, number = f"{wanted}{number}", number + 1
        style.set(f"{_W}styleId", identity)
        return identity

    def finish(self) -> None:
        """Write the styles, if any was added; the copy that Word 2010 keeps of them too."""
        if not self._added:
            return
        self._filling.write_related("styles", self._root)
        copied = self._filling.related("stylesWithEffects")
        if copied is not None:
            root = self._filling.read(copied)
            root.extend([deepcopy(style) for style in self._added])
            self._filling.write(copied, root)
        self._added = []


@cache
def _known() -> dict[str, etree._Element]:
    """Word's own styles, by name."""
    text = files("reportkit.templating").joinpath("added-styles.xml").read_bytes()
    root = etree.fromstring(text, etree.XMLParser(remove_blank_text=True))
    return {
        str(name.get(f"{_W}val")).lower(): style
        for style in root.iterfind(f"{_W}style")
        for name in style.iterfind(f"{_W}name")
    }
