"""What a web page tells of itself: its encoding, its title, when it was published.

Takes bytes or the page's root; gives a value or None. Knows nothing of the page's body.
"""

from __future__ import annotations

import datetime as dt
import re

from lxml import etree

__all__ = ["charset", "page_date", "page_title", "read_date"]

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_DECLARED = re.compile(rb"\A\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]+)")
_HEAD = 4096
# The label says Latin-1, browsers read Windows-1252 (WHATWG Encoding Standard, 4.2).
_AS_BROWSERS_DO = {"iso-8859-1": "windows-1252", "latin-1": "windows-1252", "ascii": "utf-8"}

_VIETNAM = dt.timezone(dt.timedelta(hours=7))
_ISO = re.compile(
    r"\s*(\d{4})-(\d{2})-(\d{2})"
    r"(?:[T ](\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?"
)
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})(?!\d)")
_JSON_LD = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
# Names of meta elements that tell when a page was published, the surest first.
_META = (
    *("article:published_time", "og:article:published_time", "datepublished", "pubdate"),
    *("publishdate", "publish-date", "publication_date", "dc.date.issued", "dc.date", "date"),
)


def charset(data: bytes) -> str | None:
    """Give the encoding that the page names for itself, as a browser takes it."""
    head = data[:_HEAD]
    found = _CHARSET.search(head) or _DECLARED.search(head)
    if found is None:
        return None
    label = found[1].decode("ascii").lower()
    if label.startswith("utf-16"):  # a page whose name of it could be read so is not in it
        return "utf-8"
    return _AS_BROWSERS_DO.get(label, label)


def page_title(root: etree._Element) -> str | None:
    """Give the page's title in one line."""
    for title in root.iter("title"):
        words = " ".join((title.text or "").split())
        if words:
            return words
    return None


def page_date(root: etree._Element) -> dt.date | None:
    """Give the day on which the page was published, in Vietnam."""
    told: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        told.setdefault(name.lower(), meta.get("content") or "")
    for name in _META:
        if date := read_date(told.get(name, "")):
            return date
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            found = _JSON_LD.search(script.text or "")
            if found and (date := read_date(found[1])):
                return date
    times = [element for element in root.iter("time") if element.get("datetime")]
    times.sort(key=lambda element: "datePublished" not in (element.get("itemprop") or ""))
    return next(filter(None, (read_date(time.get("datetime") or "") for time in times)), None)


def read_date(text: str) -> dt.date | None:
    """Give the day that a page's own date names; None where it names none.

    >>> read_date("2022-05-12T18:30:00Z"), read_date("13/05/2022 12:35"), read_date("31/02/2022")
    (datetime.date(2022, 5, 13), datetime.date(2022, 5, 13), None)
    """
    try:
        if found := _ISO.match(text):
            year, month, day, hour, minute = (int(part or 0) for part in found.groups()[:5])
            if not found[6]:
                return dt.date(year, month, day)
            offset = "+0000" if found[6] == "Z" else found[6].replace(":", "")
            zone = dt.datetime.strptime(offset, "%z").tzinfo
            moment = dt.datetime(year, month, day, hour, minute, tzinfo=zone)
            return moment.astimezone(_VIETNAM).date()
        if found := _DAY_FIRST.search(text):
            return dt.date(int(found[3]), int(found[2]), int(found[1]))
    except (ValueError, OverflowError):
        pass
    return None
