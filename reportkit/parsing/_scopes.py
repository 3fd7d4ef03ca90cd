"""Of whom a figure speaks: the reporting unit, a unit below it, the level above, or the country.

Takes a document, the unit that reports, and where a figure stands; gives its scope. The subject of
the figure's own clause decides.
"""

from __future__ import annotations

import re

from reportkit.parsing.objects import Scope, ScopeKind, Unit
from reportkit.vietnamese import Level
from reportkit.vietnamese.bodies import body_at, level_of_body
from reportkit.vietnamese.view import View

__all__ = ["is_own_body", "scope_of"]

_COUNTRY = re.compile(
    r"(?<!\w)(?:(?:trong|trên|của|trên\s+phạm\s+vi)\s+(?:cả\s+nước|toàn\s+quốc)"
    r"|(?:cả\s+nước|toàn\s+quốc)(?=\s+(?:đã|có|hiện|xây\s+dựng|đạt|ta)(?!\w)))",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"(?<!\w)toàn\s+(tỉnh|thành\s+phố|huyện|quận|thị\s+xã|xã|phường|thị\s+trấn|đảng\s+bộ(?:\s+(?:tỉnh|huyện))?|ngành)(?!\w)"
    r"|(?<!\w)(?:của|trên\s+địa\s+bàn|trong)\s+(tỉnh|huyện|thành\s+phố|thị\s+xã|xã|phường)(?=\s+(?:đã|có|đạt|là|hiện|còn)(?!\w))",
    re.IGNORECASE,
)
_LEVELS_OF_WORDS = {
    "tỉnh": Level.PROVINCE, "huyện": Level.DISTRICT, "quận": Level.DISTRICT,
    "thị xã": Level.DISTRICT, "xã": Level.COMMUNE, "phường": Level.COMMUNE,
    "thị trấn": Level.COMMUNE, "đảng bộ tỉnh": Level.PROVINCE, "đảng bộ huyện": Level.DISTRICT,
}  # fmt: skip
_DEPTH = {
    Level.CENTRAL: 0, Level.PROVINCE: 1, Level.DISTRICT: 2, Level.COMMUNE: 3, Level.VILLAGE: 4,
}  # fmt: skip

# What may stand before the subject of a clause: a list mark, an adverbial of time, a link.
_LEAD = re.compile(
    r"""\s*(?:
        (?:[-+*•]|\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ]\))\s+
      | (?:trong|từ|năm|đến|tính\s+đến|sau|hiện|hiện\s+nay|đặc\s+biệt|đồng\s+thời|theo\s+đó
          |kết\s+quả|ngoài\s+ra|bên\s+cạnh\s+đó|cùng\s+với\s+đó|qua\s+đó|trong\s+đó|đến\s+nay|những\s+năm\s+qua|thời\s+gian\s+qua)
          (?:\s[^,;:."]{0,60})?,\s*
      | (?:tiêu\s+biểu|điển\s+hình|nổi\s+bật|cụ\s+thể)(?:\s+(?:là|như))?\s*[:,]?\s*
      | (?:như|là|tại|ở|còn|riêng|và)\s+
      | [^,;:."]{0,90}\s(?:cho\s+biết|khẳng\s+định|nhấn\s+mạnh|thông\s+tin|chia\s+sẻ|như)\s*[:,]\s*
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_ALONE = re.compile(r"(?<!\w)riêng\s+", re.IGNORECASE)
_OWN_HEAD = re.compile(
    r"(?:Ban\s+Thường\s+vụ\s+|Ban\s+Chấp\s+hành\s+|Thường\s+trực\s+)?"
    r"(?:(?:Tỉnh|Thành|Huyện|Thị|Quận|Đảng)\s+ủy|Đảng\s+bộ|UBND|Ủy\s+ban\s+nhân\s+dân|HĐND"
    r"|(?:tỉnh|thành\s+phố|huyện|quận|thị\s+xã|xã|phường|thị\s+trấn|đặc\s+khu)(?!\w))",
    re.IGNORECASE,
)
_PLACE_WORDS = re.compile(
    r"(?:Ban\s+Thường\s+vụ|Ban\s+Chấp\s+hành|Thường\s+trực|Đảng\s+bộ|Đảng\s+ủy|(?:Tỉnh|Thành|Huyện|Thị|Quận)\s+ủy"
    r"|UBND|Ủy\s+ban\s+nhân\s+dân|HĐND|tỉnh|thành\s+phố|huyện|quận|thị\s+xã|xã|phường|thị\s+trấn|đặc\s+khu)",
    re.IGNORECASE,
)


def is_own_body(name: str, unit: Unit) -> bool:
    """Whether a body speaks for the whole unit: "Tỉnh ủy", "UBND tỉnh" in a province's report.

    >>> unit = Unit("Đảng bộ tỉnh Sơn La", Level.PROVINCE)
    >>> [is_own_body(name, unit) for name in ("Tỉnh ủy Sơn La", "UBND tỉnh", "Huyện ủy Mai Sơn")]
    [True, True, False]
    """
    own_names = [View.of(own).text.lower() for own in (unit.name, *unit.aliases)]
    plain = View.of(name).text
    if plain.lower() in own_names:
        return True
    if not _OWN_HEAD.match(plain) or "," in plain or "(" in plain:
        return False
    level = level_of_body(plain)
    if level is not None and unit.level is not None and level is not unit.level:
        return False
    place = " ".join(_PLACE_WORDS.sub(" ", plain).split()).lower()
    return not place or any(place in own for own in own_names)


def scope_of(
    text: str, sentence: tuple[int, int], clause: int, start: int, unit: Unit | None
) -> Scope:
    """Give the scope of the figure that begins at ``start``.

    Parameters
    ----------
    text:
        The normalised text.
    sentence, clause:
        Where the sentence stands that holds the figure, and where its clause begins.
    unit:
        Who reports, if known.
    """
    for cue in reversed(list(_WHOLE.finditer(text, sentence[0], start))):
        return _of_whole(cue, unit)
    if _COUNTRY.search(text, sentence[0], sentence[1]):
        return Scope(ScopeKind.COUNTRY)
    if unit is None:
        return Scope()
    for alone in reversed(list(_ALONE.finditer(text, sentence[0], start))):
        body = body_at(text, alone.end(), start)
        if body is not None:
            return _of_body(body.of(text), unit)
    for begin in dict.fromkeys((clause, sentence[0])):
        name = _subject(text, begin, start)
        if name is not None:
            return _of_body(name, unit)
    return Scope()


def _of_whole(cue: re.Match[str], unit: Unit | None) -> Scope:
    """The scope of "toàn tỉnh": of a district's report the level above, else the unit itself."""
    word = " ".join((cue[1] or cue[2]).lower().split())
    level = _LEVELS_OF_WORDS.get(word)
    if (
        unit is not None
        and level in _DEPTH
        and unit.level in _DEPTH
        and _DEPTH[level] < _DEPTH[unit.level]
    ):
        return Scope(ScopeKind.ABOVE, word)
    return Scope()


def _subject(text: str, begin: int, limit: int) -> str | None:
    """The body that the clause beginning at ``begin`` has as its subject."""
    position = begin
    while lead := _LEAD.match(text, position, limit):
        position = lead.end()
    while position < limit and text[position].isspace():
        position += 1
    body = body_at(text, position, limit)
    return None if body is None else body.of(text).strip()


def _of_body(name: str, unit: Unit) -> Scope:
    if is_own_body(name, unit):
        return Scope()
    level = level_of_body(name)
    if (
        level in _DEPTH
        and unit.level in _DEPTH
        and _DEPTH[level] < _DEPTH[unit.level]
        and _OWN_HEAD.match(name)
    ):
        return Scope(ScopeKind.ABOVE, name)
    return Scope(ScopeKind.SUB_UNIT, name)
