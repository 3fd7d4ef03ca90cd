"""Notes on values: ``{{ x | comment("…") }}`` and ``{{ x | footnote("…") }}``, as Word has them.

Takes a value and the words of its note; gives a value that writes both: its own text and the
note's mark in its place, the note itself into the part of the comments or footnotes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from copy import deepcopy
from datetime import date as calendar_date
from datetime import datetime
from functools import wraps
from typing import Any

from attrs import evolve, field, frozen
from jinja2 import Undefined
from lxml import etree

from reportkit.errors import TemplateValueError
from reportkit.templating._docx_breaks import needs_breaks, with_breaks
from reportkit.templating._docx_filling import Filling, current_filling
from reportkit.templating._docx_settings import settings_of_notes
from reportkit.templating._docx_styles import Styles
from reportkit.templating._docx_values import (
    RICH_END,
    RICH_START,
    attribute_text,
    runs_of,
    write_text,
)

__all__ = [
    "NOTE_FILTERS",
    "Commented",
    "Footnoted",
    "bring_note",
    "filters_of_noted",
    "note_again",
]

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f"{{{_NAMESPACE}}}"
_OF_VALUES = (
    "abs capitalize d date default e escape float format int lower number percent replace round "
    "string title trim truncate upper vmerge wordwrap"
).split()
_LINES = re.compile("\r\n|[\r\n\a\f]")
# The settings in front of which w:footnotePr stands (ECMA-376 part 1, 17.15.1.78: CT_Settings).


_NOTE_MARK = re.compile("<w:(?:footnote|endnote|comment)Reference ")
_LED = re.compile(r"<[^>]* r:(?:id|embed)=")


def _moment(given: Any) -> str:
    """A date as Word writes it."""
    if given is None or given == "":
        return ""
    try:
        moment = datetime.fromisoformat(given) if isinstance(given, str) else given
        if not isinstance(moment, calendar_date):
            raise TypeError
    except (TypeError, ValueError):
        raise TemplateValueError(
            f"{given!r} is no date of a comment.",
            remedy="Give a date, or its text as 2021-05-18T09:30:00.",
        ) from None
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day)
    return moment.replace(microsecond=0).isoformat().replace("+00:00", "Z")


@frozen
class _Noted:
    """A value and the words of its note; without the note it is the value alone."""

    value: Any
    text: Any

    def __bool__(self) -> bool:
        return bool(self.value)

    def __str__(self) -> str:
        return "" if self.value is None else str(self.value)


@frozen
class Commented(_Noted):
    """A value with a comment on it; ``{{ x | comment("…") }}`` makes one in a template.

    Without words for the comment it is the value alone.

    Parameters
    ----------
    value:
        What stands in the text: anything that a tag can show.
    text:
        The words of the comment, each line a paragraph.
    author, initials:
        Who says so.
    date:
        When: a date, or its text as ``2021-05-18T09:30:00``. Without one the comment has none.

    Examples
    --------
    >>> str(Commented(579, "Báo cáo của Huyện ủy A", author="reportkit"))
    '579'
    """

    author: str = ""
    initials: str = ""
    date: str = field(default="", converter=_moment)

    def __html__(self) -> str:
        filling, words = current_filling(), write_text(self.value)
        if filling is None or not _says(self.text):
            return words
        _refuse_outside_of_body(filling, "comment")
        number = filling.addition(_Comments).add(self)
        style = filling.addition(Styles).identity("annotation reference")
        mark = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr><w:commentReference w:id="{number}"/>'
        return (
            f'{RICH_START}<w:commentRangeStart w:id="{number}"/>{RICH_END}{words}'
            f'{RICH_START}<w:commentRangeEnd w:id="{number}"/><w:r>{mark}</w:r>{RICH_END}'
        )


@frozen
class Footnoted(_Noted):
    """A value with a footnote behind it; ``{{ x | footnote("…") }}`` makes one in a template.

    Parameters
    ----------
    value:
        What stands in the text: anything that a tag can show.
    text:
        The words of the footnote, each line a paragraph; a RichText keeps its format.

    Examples
    --------
    >>> str(Footnoted(579, "Báo cáo của Huyện ủy A"))
    '579'
    """

    def __html__(self) -> str:
        filling, words = current_filling(), write_text(self.value)
        if filling is None or not _says(self.text):
            return words
        _refuse_outside_of_body(filling, "footnote")
        number = filling.addition(_Footnotes).add(self)
        style = filling.addition(Styles).identity("footnote reference")
        return (
            f'{words}{RICH_START}<w:r><w:rPr><w:rStyle w:val="{style}"/></w:rPr>'
            f'<w:footnoteReference w:id="{number}"/></w:r>{RICH_END}'
        )


def filters_of_noted(
    filters: Mapping[str, Callable[..., Any]],
) -> dict[str, Callable[..., Any]]:
    """Give the filters that change a value such that they change a noted one within its note."""
    return {name: _within_note(filters[name]) for name in _OF_VALUES if name in filters}


def _within_note(filtered: Callable[..., Any]) -> Callable[..., Any]:
    first = hasattr(filtered, "jinja_pass_arg")  # such a filter takes its surroundings first

    @wraps(filtered)
    def within(*arguments: Any, **options: Any) -> Any:
        value = arguments[first]
        if not isinstance(value, _Noted):
            return filtered(*arguments, **options)
        inner = within(*arguments[:first], value.value, *arguments[first + 1 :], **options)
        return evolve(value, value=inner)

    return within


def _comment(value: Any, text: Any, author: str = "", initials: str = "", date: Any = None) -> Any:
    """The value with a comment on it."""
    return value if isinstance(value, Undefined) else Commented(value, text, author, initials, date)


def _footnote(value: Any, text: Any) -> Any:
    """The value with a footnote behind it."""
    return value if isinstance(value, Undefined) else Footnoted(value, text)


def _boxed(value: Any) -> Any:
    """A value in a text box, which can hold no note; one that brings its own can do without."""
    if hasattr(type(value), "without_note"):
        return value.without_note
    if isinstance(value, _Noted):
        raise TemplateValueError(
            "A note cannot stand in a text box.",
            remedy="Put the tag into the text of the document, or leave the note out here.",
        )
    return value


NOTE_FILTERS: dict[str, Callable[..., Any]] = {
    "comment": _comment,
    "footnote": _footnote,
    "_boxed": _boxed,
}
"""The filters of notes."""


class _Notes:
    """The notes of one kind that a filling adds to those of the template."""

    kind = ""

    def __init__(self, filling: Filling) -> None:
        self._filling = filling
        self._notes: list[str] = []
        self._brought: list[etree._Element] = []
        self._shown: set[int] = set()
        self._copies: list[tuple[int, int]] = []
        part = filling.related(self.kind)
        self._last = max(_identities(filling.package.read(part)) if part else (), default=0)

    def again(self, number: int) -> int:
        """Give the number of a note that a loop repeats: its own, then those of copies."""
        if number not in self._shown:
            self._shown.add(number)
            return number
        self._copies.append((number, self._number()))
        return self._copies[-1][1]

    def bring(self, note: etree._Element) -> tuple[str, int]:
        """Add another document's note; give the part that it comes into and its number."""
        part = self._part()
        number = self._number()
        note.set(f"{_W}id", str(number))
        self._brought.append(note)
        return part, number

    def _part(self) -> str:
        """The part of the notes, which is there from now on."""
        part = self._filling.related(self.kind)
        if part is None:
            self._filling.write_related(self.kind, self._fresh())
            part = self._filling.related(self.kind) or ""
        return part

    def _number(self) -> int:
        self._last = max(self._last, 0) + 1
        return self._last

    def finish(self) -> None:
        """Write the notes behind those that are there."""
        part = self._filling.related(self.kind)
        root = self._filling.read(part) if part else self._fresh()
        added = f'<w:{self.kind} xmlns:w="{_NAMESPACE}">{"".join(self._notes)}</w:{self.kind}>'
        root.extend(list(etree.fromstring(added.encode())))
        root.extend(self._brought)
        by_number = {one.get(f"{_W}id"): one for one in root}
        for number, fresh in self._copies:
            if str(number) in by_number:
                copy = deepcopy(by_number[str(number)])
                copy.set(f"{_W}id", str(fresh))
                root.append(copy)
        self._filling.write_related(self.kind, root)
        self._notes.clear()
        self._brought.clear()
        self._copies.clear()

    def _fresh(self) -> etree._Element:
        return etree.fromstring(f'<w:{self.kind} xmlns:w="{_NAMESPACE}"/>'.encode())

    def _paragraphs(self, text: Any, mark: str, styles: tuple[str, str]) -> str:
        """The paragraphs of a note; its mark stands at the beginning of the first."""
        own, reference = (self._filling.addition(Styles).identity(name) for name in styles)
        first = f'<w:r><w:rPr><w:rStyle w:val="{reference}"/></w:rPr>{mark}</w:r>'
        lines = [text] if hasattr(text, "__html__") else _LINES.split(str(text).strip("\r\n\a\f"))
        if isinstance(text, str) and _LED.search(text):
            raise TemplateValueError(
                "A link or a picture cannot stand among other words of a note.",
                remedy="Give it alone: {{ x | comment(link) }}.",
            )
        rich = hasattr(text, "__html__")  # what it leads to belongs to the part of the notes
        with self._filling.writing(self._part(), self.kind) if rich else nullcontext():
            xml = "".join(
                f'<w:p><w:pPr><w:pStyle w:val="{own}"/></w:pPr>{"" if number else first}'
                f"{runs_of(line)}</w:p>"
                for number, line in enumerate(lines)
            )
        if _NOTE_MARK.search(xml):
            raise TemplateValueError(
                "A note cannot stand in a note.",
                remedy="Give the note plain words: {{ x | footnote(y.text) }}.",
            )
        return with_breaks(xml) if needs_breaks(xml) else xml


class _Comments(_Notes):
    kind = "comments"

    def add(self, comment: Commented) -> int:
        """Add a comment; give its number."""
        number = self._number()
        facts = {"author": comment.author, "initials": comment.initials, "date": comment.date}
        attributes = "".join(
            f' w:{name}="{attribute_text(str(value))}"'
            for name, value in facts.items()
            if value or name == "author"
        )
        styles = ("annotation text", "annotation reference")
        paragraphs = self._paragraphs(comment.text, "<w:annotationRef/>", styles)
        self._notes.append(f'<w:comment w:id="{number}"{attributes}>{paragraphs}</w:comment>')
        return number


class _TextNotes(_Notes):
    """Notes at the end of a page or of the text, under a line."""

    word = ""

    def _fresh(self) -> etree._Element:
        """The notes with the two lines that part them from the text, named in the settings."""
        lines = "".join(
            f'<w:{self.word} w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:spacing w:after="0" '
            f'w:line="240" w:lineRule="auto"/></w:pPr><w:r><w:{kind}/></w:r></w:p></w:{self.word}>'
            for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
        )
        settings = self._filling.related("settings")
        if settings is not None:
            self._name_lines(settings)
        return etree.fromstring(f'<w:{self.kind} xmlns:w="{_NAMESPACE}">{lines}</w:{self.kind}>')

    def _name_lines(self, settings: str) -> None:
        root = self._filling.read(settings)
        properties = settings_of_notes(root, self.word)
        for number in ("-1", "0"):
            etree.SubElement(properties, f"{_W}{self.word}", {f"{_W}id": number})
        self._filling.write(settings, root)


class _Footnotes(_TextNotes):
    kind, word = "footnotes", "footnote"

    def add(self, note: Footnoted) -> int:
        """Add a footnote; give its number."""
        number = self._number()
        styles = ("footnote text", "footnote reference")
        mark = '<w:footnoteRef/><w:t xml:space="preserve"> </w:t>'
        paragraphs = self._paragraphs(note.text, mark, styles)
        self._notes.append(f'<w:footnote w:id="{number}">{paragraphs}</w:footnote>')
        return number


class _Endnotes(_TextNotes):
    kind, word = "endnotes", "endnote"


def bring_note(filling: Filling, kind: str, note: etree._Element) -> tuple[str, int]:
    """Add another document's note of a kind; give the part that it comes into and its number."""
    known = {"comments": _Comments, "footnotes": _Footnotes, "endnotes": _Endnotes}
    return filling.addition(known[kind]).bring(note)


def note_again(kind: str, number: int) -> int:
    """Give the number that a footnote or an endnote of the template has in this pass of a loop."""
    filling = current_filling()
    if filling is None or filling.related(kind) is None:
        return number
    return filling.addition(_Footnotes if kind == "footnotes" else _Endnotes).again(number)


def _identities(xml: bytes) -> list[int]:
    return [int(one.get(f"{_W}id") or 0) for one in etree.fromstring(xml)]


def _says(text: Any) -> bool:
    return text is not None and text != ""


def _refuse_outside_of_body(filling: Filling, note: str) -> None:
    if filling.label != "body":
        raise TemplateValueError(
            f"A {note} can stand in the body of the document only.",
            remedy=f"Leave the {note} out here, or put the tag into the body.",
        )
