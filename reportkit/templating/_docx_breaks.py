r"""Ends a paragraph within a text: ``\a`` and ``\f`` in values, runs of rich text.

Takes the XML of a filled part in which such characters stand, which XML itself forbids; gives
it with paragraphs and runs closed and opened again, as they were. Knows nothing of tags.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import define

from reportkit.templating._docx_looks import INHERITS, inherited
from reportkit.templating._docx_values import RICH_END, RICH_START

__all__ = ["needs_breaks", "with_breaks"]

_PARAGRAPH, _PAGE = "\a", "\f"
_TOKEN = re.compile(rf"<(/?)([A-Za-z][\w.:-]*)[^>]*?(/?)>|[{RICH_START}{RICH_END}\a\f]")
_REOPENED = {f"w:{name}" for name in "p r t hyperlink ins moveTo smartTag bdo dir".split()}
"""What may be closed and opened again; a content control or a field may not."""
_SECTION = re.compile(r"<w:sectPr\b.*?</w:sectPr>|<w:sectPr\b[^>]*/>", re.DOTALL)
_OWN_IDS = re.compile(r' w14:(?:paraId|textId)="[^"]*"')
_PAGE_BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


@define
class _Open:
    """An element that is open, and the XML of its properties."""

    name: str
    start: int
    tag: str
    properties: str = ""

    def again(self) -> str:
        """What opens it again."""
        if self.name == "w:t":
            return '<w:t xml:space="preserve">'
        tag = "<w:r>" if self.name == "w:r" else _OWN_IDS.sub("", self.tag)
        return tag + self.properties


def needs_breaks(xml: str) -> bool:
    r"""Say whether there is anything to do.

    Examples
    --------
    >>> needs_breaks("a\a"), needs_breaks("a")
    (True, False)
    """
    return any(mark in xml for mark in (_PARAGRAPH, _PAGE, RICH_START, INHERITS))


def with_breaks(xml: str) -> str:
    r"""Give the XML with paragraphs and runs in place of the characters that ask for them.

    Examples
    --------
    >>> with_breaks("<w:p><w:r><w:t>a\ab</w:t></w:r></w:p>")
    '<w:p><w:r><w:t>a</w:t></w:r></w:p><w:p><w:r><w:t xml:space="preserve">b</w:t></w:r></w:p>'
    """
    out: list[str] = []
    stack: list[_Open] = []
    around_rich: list[tuple[list[_Open], int]] = []
    position = 0
    for found in _TOKEN.finditer(xml):
        closing, name, empty = found.groups()
        if name:
            if closing:
                closed = stack.pop()
                if name in ("w:pPr", "w:rPr") and stack:
                    stack[-1].properties = xml[closed.start : found.end()]
            elif not empty:
                stack.append(_Open(name, found.start(), found[0]))
            continue
        out.append(xml[position : found.start()])
        position = found.end()
        in_text = [entry.name for entry in stack[-2:]] == ["w:r", "w:t"]
        if found[0] == RICH_START:
            around_rich.append((stack[-2:] if in_text else [], len(out)))
            if in_text:
                out.append("</w:t></w:r>")
                del stack[-2:]
        elif found[0] == RICH_END:
            run, start = around_rich.pop() if around_rich else ([], len(out))
            out[start:] = [inherited("".join(out[start:]), run[0].properties if run else "")]
            out += [entry.again() for entry in run]
            stack += run
        elif in_text:
            _break(found[0], stack, out)
    out.append(xml[position:])
    return "".join(out).replace(INHERITS, "")


def _break(character: str, stack: Sequence[_Open], out: list[str]) -> None:
    """End the paragraph and begin one like it; where that cannot be, break the line."""
    names = [entry.name for entry in stack]
    start = len(names) - 1 - names[::-1].index("w:p") if "w:p" in names else 0
    opened = stack[start:]
    if not _REOPENED.issuperset(entry.name for entry in opened):
        kind = ' w:type="page"' if character == _PAGE else ""
        out.append(f'</w:t><w:br{kind}/><w:t xml:space="preserve">')
        return
    paragraph = opened[0]
    again = [entry.again() for entry in opened]
    _leave_section(paragraph.properties, out)
    out += [f"</{entry.name}>" for entry in reversed(opened)]
    if character == _PAGE:
        out.append(_PAGE_BREAK)
    out += again


def _leave_section(properties: str, out: list[str]) -> None:
    """Take the end of a section out of the paragraph that ends here: the last one keeps it."""
    if "<w:sectPr" not in properties:
        return
    for index in reversed(range(len(out))):
        before, found, after = out[index].rpartition(properties)
        if found:
            out[index] = before + _SECTION.sub("", properties) + after
            return
