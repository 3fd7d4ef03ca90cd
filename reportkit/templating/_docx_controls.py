"""Content controls set by data: check boxes, drop-downs, dates and plain text.

A control is named by its tag or its title (Developer tab, Properties); a name that is in the data
sets it, and ``{{ row.done }}`` as tag sets it by that expression, in loops too. Follows ECMA-376
part 1, 17.5.2 and MS-DOCX 2.6.1.11 (check box).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from typing import Any

from jinja2 import Undefined
from lxml import etree
from markupsafe import Markup

from reportkit.errors import TemplateValueError
from reportkit.templating._docx_filling import Filling, current_filling
from reportkit.templating._docx_values import runs_of
from reportkit.templating._filters import is_blank
from reportkit.templating._package import Package

__all__ = ["CONTROL_FILTERS", "controls_of", "fill_controls"]

Element = etree._Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NAMESPACE = _W[1:-1]
_KINDS = ("checkbox", "dropDownList", "comboBox", "date", "text")
_WITH_TEXT = tuple(f"{word}+xml" for word in "main header footer footnotes endnotes".split())
_BY_NUMBER = "\N{REPLACEMENT CHARACTER}control "
_TAGGED = re.compile(r"\{[{%#]")


def controls_of(package: Package, read: Callable[[str], bytes]) -> Mapping[str, AbstractSet[str]]:
    """Find the names of content controls that data may set, by part.

    A control with tags in its content is filled by these.
    """
    found: dict[str, AbstractSet[str]] = {}
    for part, kind in package.content_types().items():
        if "word" not in kind or not kind.endswith(_WITH_TEXT):
            continue
        content = read(part)
        if b"<w:sdtPr" not in content:
            continue
        controls = etree.fromstring(content).iter(f"{_W}sdt")
        named = (
            name for one in controls if _kind(one) and not _is_tagged(one) for name in _names(one)
        )
        names = {name for name in named if not _TAGGED.search(name)}
        if names:
            found[part] = names
    return found


def fill_controls(
    controls: Mapping[str, AbstractSet[str]], data: Mapping[str, Any], filling: Filling
) -> None:
    """Set the controls whose names are in the data.

    Raises
    ------
    TemplateValueError
        A value does not fit its control.
    """
    for part, names in controls.items():
        wanted = names & data.keys()
        if wanted:
            filling.addition(_Controls).by_name[part] = {name: data[name] for name in wanted}


def _control(value: Any) -> Any:
    """A value as the tag of its control: the control is set by it when the part is written."""
    filling = current_filling()
    if isinstance(value, Undefined) or filling is None:
        return value
    numbers = filling.addition(_Controls).numbered(filling.part)
    numbers.append(value)
    return Markup(f"{_BY_NUMBER}{len(numbers) - 1}")


CONTROL_FILTERS: dict[str, Callable[..., Any]] = {"_control": _control}
"""The filter of tags within the properties of a control."""


class _Controls:
    """The controls that one filling sets."""

    def __init__(self, filling: Filling) -> None:
        self._filling = filling
        self.by_name: dict[str, Mapping[str, Any]] = {}
        self._by_number: dict[str, list[Any]] = {}

    def numbered(self, part: str) -> list[Any]:
        """Give the values that expressions in a part have set so far."""
        return self._by_number.setdefault(part, [])

    def finish(self) -> None:
        """Set the controls, part by part."""
        for part in {**self.by_name, **self._by_number}:
            root = self._filling.read(part)
            values = dict(self.by_name.get(part, {}))
            numbered = self._by_number.get(part, [])
            values |= {f"{_BY_NUMBER}{number}": value for number, value in enumerate(numbered)}
            for control in list(root.iter(f"{_W}sdt")):
                kind = _kind(control)
                name = next((name for name in _names(control) if name in values), None)
                if name is not None and kind:
                    self._set(control, kind, values[name])
                for word in ("tag", "alias"):
                    for one in control.iterfind(f"{_W}sdtPr/{_W}{word}"):
                        if (one.get(f"{_W}val") or "").startswith(_BY_NUMBER):
                            value = values.get(one.get(f"{_W}val") or "")
                            one.set(f"{_W}val", "" if kind or is_blank(value) else str(value))
            self._filling.write(part, root)

    def _set(self, control: Element, kind: str, value: Any) -> None:
        title = next((one for one in _names(control) if not one.startswith(_BY_NUMBER)), kind)
        try:
            text, font = _SETTERS[kind](control, value)
        except TemplateValueError as error:
            error.file = error.file or self._filling.package.file
            error.where = error.where or f"content control “{title}”"
            raise
        properties = control.find(f"{_W}sdtPr")
        for word in ("showingPlcHdr", "dataBinding"):  # the binding would bring the old value back
            for one in [] if properties is None else properties.findall(f"{_W}{word}"):
                one.getparent().remove(one)  # type: ignore[union-attr]
        _write(control, text, font)


def _names(control: Element) -> list[str]:
    """The tag and the title of a control."""
    found = (control.find(f"{_W}sdtPr/{_W}{word}") for word in ("tag", "alias"))
    return [name for one in found if one is not None and (name := one.get(f"{_W}val"))]


def _kind(control: Element) -> str:
    properties = control.find(f"{_W}sdtPr")
    names = () if properties is None else (etree.QName(one).localname for one in properties)
    return next((name for name in names if name in _KINDS), "")


def _is_tagged(control: Element) -> bool:
    content = control.find(f"{_W}sdtContent")
    return content is not None and bool(_TAGGED.search("".join(map(str, content.itertext()))))


def _check(control: Element, value: Any) -> tuple[str, str]:
    if not (is_blank(value) or isinstance(value, bool) or value in (0, 1)):
        raise TemplateValueError(f"A check box cannot be {value!r}.", remedy="Give True or False.")
    [box] = control.iterfind("{*}sdtPr/{*}checkbox")
    space = f"{{{etree.QName(box).namespace}}}"
    on = bool(value) and not is_blank(value)
    checked = box.find(f"{space}checked")
    if checked is None:
        checked = etree.Element(f"{space}checked")
        box.insert(0, checked)
    checked.set(f"{space}val", str(int(on)))
    state = box.find(f"{space}{'checkedState' if on else 'uncheckedState'}")
    code = "" if state is None else state.get(f"{space}val") or ""
    font = "MS Gothic" if state is None else state.get(f"{space}font") or ""
    return chr(int(code or ("2612" if on else "2610"), 16)), font


def _choose(control: Element, value: Any) -> tuple[str, str]:
    [choice] = _choices(control)
    free = etree.QName(choice).localname == "comboBox"
    wanted = "" if is_blank(value) else str(value)
    shown = []
    for item in choice.iterfind(f"{_W}listItem"):
        code = item.get(f"{_W}value") or ""
        text = item.get(f"{_W}displayText") or code
        if wanted in (text, code):
            choice.set(f"{_W}lastValue", code)
            return text, ""
        shown.append(text)
    if wanted and not free:
        raise TemplateValueError(
            f"The list has no item {wanted!r}.",
            remedy=f"Give one of: {', '.join(map(repr, shown))}.",
        )
    return wanted, ""


def _choices(control: Element) -> list[Element]:
    lists = (control.find(f"{_W}sdtPr/{_W}{word}") for word in ("dropDownList", "comboBox"))
    return [one for one in lists if one is not None]


def _date(control: Element, value: Any) -> tuple[str, str]:
    [properties] = control.iterfind(f"{_W}sdtPr/{_W}date")
    if is_blank(value) or value == "":
        properties.attrib.pop(f"{_W}fullDate", "")
        return "", ""
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        moment = None
    if not isinstance(moment, date):
        raise TemplateValueError(
            f"{value!r} is no date.", remedy="Give a date, or its text as 2021-05-18."
        )
    from babel.dates import format_datetime

    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day)
    moment = moment.replace(tzinfo=None, microsecond=0)
    properties.set(f"{_W}fullDate", f"{moment.isoformat()}Z")
    pattern = _attribute(properties, "dateFormat") or "dd/MM/yyyy"
    language = (_attribute(properties, "lid") or "vi-VN").replace("-", "_")
    # Word's letters for days, and for the halves of a day, are CLDR's others.
    pattern = pattern.replace("dddd", "EEEE").replace("ddd", "EEE").replace("AM/PM", "a")
    try:
        return format_datetime(moment, pattern, locale=language), ""
    except (ValueError, LookupError):  # a language that Babel does not know
        return format_datetime(moment, pattern, locale="vi"), ""


def _attribute(properties: Element, name: str) -> str:
    found = properties.find(f"{_W}{name}")
    return "" if found is None else found.get(f"{_W}val") or ""


_SETTERS: dict[str, Callable[[Element, Any], tuple[str, str]]] = {
    "checkbox": _check,
    "dropDownList": _choose,
    "comboBox": _choose,
    "date": _date,
    "text": lambda control, value: ("" if is_blank(value) else str(value), ""),
}
"""What sets the properties of a control and gives the text that it shows, and its font."""


def _write(control: Element, text: str, font: str) -> None:
    """Put a text into a control, in the look of the first run there."""
    content = control.find(f"{_W}sdtContent")
    if content is None:
        return
    run = next(content.iter(f"{_W}r"), None)
    properties = None if run is None else run.find(f"{_W}rPr")
    if properties is not None:
        for style in properties.findall(f"{_W}rStyle"):
            if "placeholder" in (style.get(f"{_W}val") or "").lower():
                properties.remove(style)
    holder = _holder(content, run)
    for paragraph in content.findall(f"{_W}p"):
        if paragraph is not holder:
            content.remove(paragraph)
    fresh = etree.fromstring(f'<w:x xmlns:w="{_NAMESPACE}">{runs_of(text)}</w:x>')[0]
    if properties is not None:
        fresh.insert(0, properties)
    if font:
        _set_font(fresh, font)
    position = len(holder)
    for child in list(holder):
        if child.tag != f"{_W}pPr" and child.tag != f"{_W}tcPr":
            position = min(position, holder.index(child))
            holder.remove(child)
    holder.insert(position, fresh)


def _holder(content: Element, run: Element | None) -> Element:
    """What holds the runs of a control: a paragraph, or the content itself."""
    around = None if run is None else next(run.iterancestors(f"{_W}p", f"{_W}sdtContent"), None)
    if around is not None:
        return around
    paragraph = next(content.iter(f"{_W}p"), None)
    return content if paragraph is None else paragraph


def _set_font(run: Element, font: str) -> None:
    properties = run.find(f"{_W}rPr")
    if properties is None:
        properties = etree.Element(f"{_W}rPr")
        run.insert(0, properties)
    for one in properties.findall(f"{_W}rFonts"):
        properties.remove(one)
    fonts = {f"{_W}{region}": font for region in ("ascii", "hAnsi", "eastAsia")}
    styled = properties.find(f"{_W}rStyle")
    properties.insert(0 if styled is None else 1, etree.Element(f"{_W}rFonts", fonts))
