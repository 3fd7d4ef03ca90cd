"""Of whom a figure speaks: the reporting unit, a unit below it, the level above, or the country.

Takes a document, the unit that reports, and where a figure stands; gives its scope. The subject of
the figure's own clause decides.
"""

from __future__ import annotations

import re
from functools import lru_cache

from reportkit.parsing.objects import Scope, ScopeKind, Unit
from reportkit.vietnamese import Level
from reportkit.vietnamese.bodies import body_at, level_of_body, scan_bodies
from reportkit.vietnamese.letters import at_word_start
from reportkit.vietnamese.places import place_at
from reportkit.vietnamese.view import View

__all__ = ["is_own_body", "scope_of", "scope_of_label", "scope_of_table", "takes_up"]

_COUNTRY = re.compile(
    at_word_start(
        (
            r"(?:trong|trên|của|trên\s+phạm\s+vi)\s+(?:cả\s+nước|toàn\s+quốc)",
            r"(?:mức\s+)?bình\s+quân\s+(?:chung\s+)?(?:của\s+)?(?:cả\s+nước|toàn\s+quốc)",
            r"(?:cả\s+nước|toàn\s+quốc)(?=\s+(?:đã|có|hiện|xây\s+dựng|đạt|là|còn|ta)(?!\w))",
        ),
        any_case=True,
    )
)
_WHOLE = re.compile(
    at_word_start(
        (
            r"toàn\s+(tỉnh|thành\s+phố|huyện|quận|thị\s+xã|xã|phường|thị\s+trấn"
            r"|đảng\s+bộ(?:\s+(?:tỉnh|huyện))?|ngành)(?!\w)",
            r"(?:của|trên\s+địa\s+bàn|trong)\s+(tỉnh|huyện|thành\s+phố|thị\s+xã|xã|phường)"
            r"(?=\s*\(|\s+(?:đã|có|đạt|là|hiện|còn)(?!\w))",
        ),
        any_case=True,
    )
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
      | (?:như|là|tại|ở|còn|riêng|và|khi|nếu)\s+
      | [^,;:."]{0,90}\s(?:cho\s+biết|khẳng\s+định|nhấn\s+mạnh|thông\s+tin|chia\s+sẻ|như)\s*[:,]\s*
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_ALONE = re.compile(r"(?<!\w)riêng\s+", re.IGNORECASE)
# "Toàn huyện có 150 mô hình, riêng xã Suối Đá có 12"
_SET_APART = re.compile(r"(?:riêng|trong\s+đó|còn|và)\s+", re.IGNORECASE)
_EACH = re.compile(
    r"(?<!\w)(?:mỗi|từng)\s+(?:đơn\s+vị|địa\s+phương|nơi|cơ\s+quan|tổ\s+chức|chi\s+bộ|đảng\s+bộ|đảng\s+ủy"
    r"|huyện|xã|phường|thôn|bản|cấp\s+ủy|hộ|chi\s+hội|chi\s+đoàn|tập\s+thể)",
    re.IGNORECASE,
)
# A clause with such a subject of its own speaks no more of the body before it.
_ANYBODY = re.compile(
    r"\s*(?:các|những|nhiều|một\s+số|toàn\s+thể|nhân\s+dân|người\s+dân|bà\s+con)\s", re.IGNORECASE
)
# Behind these the sentence speaks of something else than its first subject.
_TURN = re.compile(r"(?<!\w)(?:thì|như\s+vậy,?|trong\s+khi(?:\s+đó)?,?)\s", re.IGNORECASE)
_COMMON_SUBJECT = re.compile(
    r"(tỉnh|huyện|thị\s+xã|quận|xã|phường|thị\s+trấn)\s+(?=(?:đã|có|còn|được|đạt|đang)(?!\w))",
    re.IGNORECASE,
)
# Bodies beside the unit, told together: what they did is theirs, not the whole unit's.
_BODIES_TOGETHER = re.compile(
    r"(?:các|hệ\s+thống)\s+(?:đài|báo|tạp\s+chí|cơ\s+quan\s+báo\s+chí|đoàn\s+thể|trường|bệnh\s+viện"
    r"|doanh\s+nghiệp|công\s+ty|hợp\s+tác\s+xã|hội\s+đoàn\s+thể|ngân\s+hàng)(?!\w)"
    r"[^;:.()\d]{0,60}?(?=\s+(?:đã|có|được|xây\s+dựng|đăng|phát|sản\s+xuất|tổ\s+chức|mở|giúp|ủng\s+hộ)(?!\w))",
    re.IGNORECASE,
)
_VERB = re.compile(r"(?<!\w)(?:đã|có|được|đạt|là|gồm|còn|đến)(?!\w)", re.IGNORECASE)
_OWNED = re.compile(r"(?<!\w)(?:của|do)\s+(?:các\s+(?!cấp))?", re.IGNORECASE)
_TAKES_UP = re.compile(
    r"\s*(?:Nhờ\s+(?:đó|vậy)|Từ\s+đó|Qua\s+đó|Cùng\s+với\s+đó|Ngoài\s+ra|Đồng\s+thời|Bên\s+cạnh\s+đó)(?!\w)"
)
_LONGEST_NAME = 200
_OWN_HEAD = re.compile(
    r"(?:Ban\s+Thường\s+vụ\s+|Ban\s+Chấp\s+hành\s+|Thường\s+trực\s+)?"
    r"(?:(?:Tỉnh|Thành|Huyện|Thị|Quận|Đảng)\s+ủy|Đảng\s+bộ|UBND|Ủy\s+ban\s+nhân\s+dân|HĐND"
    r"|(?:tỉnh|thành\s+phố|huyện|quận|thị\s+xã|xã|phường|thị\s+trấn|đặc\s+khu)(?!\w))",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\s*,\s*|\s+và\s+")
_PLACE_WORDS = re.compile(
    r"(?:Ban\s+Thường\s+vụ|Ban\s+Chấp\s+hành|Thường\s+trực|Đảng\s+bộ|Đảng\s+ủy|(?:Tỉnh|Thành|Huyện|Thị|Quận)\s+ủy"
    r"|UBND|Ủy\s+ban\s+nhân\s+dân|HĐND|tỉnh|thành\s+phố|huyện|quận|thị\s+xã|xã|phường|thị\s+trấn|đặc\s+khu)",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def is_own_body(name: str, unit: Unit) -> bool:
    """Whether a body speaks for the whole unit: "Tỉnh ủy", "UBND tỉnh" in a province's report.

    >>> unit = Unit("Đảng bộ tỉnh Sơn La", Level.PROVINCE)
    >>> [is_own_body(name, unit) for name in ("Tỉnh ủy Sơn La", "UBND tỉnh", "Huyện ủy Mai Sơn")]
    [True, True, False]
    >>> is_own_body("Sở", Unit("Sở Tư pháp")), is_own_body("Sở", unit)
    (True, False)
    """
    own_names = [View.of(own).text.lower() for own in (unit.name, *unit.aliases)]
    plain = View.of(name).text
    if any(own == plain.lower() or own.endswith(f" {plain.lower()}") for own in own_names):
        return True  # the unit itself, or its place alone
    if any(_is_short_for(plain, own) for own in own_names):
        return True
    kind = f"{plain.lower()} "
    if plain[1:].islower() and any(own.startswith(kind) for own in own_names):
        return True  # "Sở tiếp nhận …" in the report of Sở Tư pháp
    joined = _JOINED.split(plain)
    if len(joined) > 1:
        return all(is_own_body(each, unit) for each in joined)
    if not _OWN_HEAD.match(plain) or "(" in plain:
        return False
    level = level_of_body(plain)
    if level is not None and unit.level is not None and level is not unit.level:
        return False
    place = " ".join(_PLACE_WORDS.sub(" ", plain).split()).lower()
    return not place or any(place in own for own in own_names)


_SHORT_WORDS = {
    "LHPN": "Liên hiệp Phụ nữ", "LHTN": "Liên hiệp Thanh niên", "ND": "Nông dân",
    "CCB": "Cựu chiến binh", "MTTQ": "Mặt trận Tổ quốc", "LĐLĐ": "Liên đoàn Lao động",
    "TNCS": "Thanh niên Cộng sản", "CTĐ": "Chữ thập đỏ",
}  # fmt: skip
_LEVEL_AT_END = re.compile(r"(?:tỉnh|thành\s+phố|huyện|quận|thị\s+xã|xã|phường|thị\s+trấn)$")


def _is_short_for(plain: str, own: str) -> bool:
    """Whether the unit's own name is said without its place: "Hội LHPN tỉnh"."""
    words = [_SHORT_WORDS.get(word, word) for word in plain.split()]
    long = " ".join(words).lower()
    return bool(_LEVEL_AT_END.search(long)) and own.startswith(f"{long} ")


_PRAISES = re.compile(
    r"(?<!\w)(?:tặng|trao|khen|biểu\s+dương|tuyên\s+dương|tôn\s+vinh|công\s+nhận)(?!\w)",
    re.IGNORECASE,
)


def scope_of(
    text: str, sentence: tuple[int, int], clause: int, start: int, unit: Unit | None
) -> Scope:
    """Give the scope of the figure that begins at ``start``; whom a body above praises is its own.

    Parameters
    ----------
    text:
        The normalised text.
    sentence, clause:
        Where the sentence stands that holds the figure, and where its clause begins.
    unit:
        Who reports, if known.
    """
    scope = _scope_said(text, sentence, clause, start, unit)
    if unit is None or scope.name is None or scope.name in _LEVELS_OF_WORDS:
        return scope
    if not _PRAISES.search(text, clause, start):
        return scope
    level = level_of_body(scope.name)
    above = level in _DEPTH and unit.level in _DEPTH and _DEPTH[level] < _DEPTH[unit.level]
    return Scope() if above else scope


def _scope_said(
    text: str, sentence: tuple[int, int], clause: int, start: int, unit: Unit | None
) -> Scope:
    """The scope that the cues and subjects before a figure give it."""
    cues = [(cue.end(), _of_whole(cue, unit)) for cue in _WHOLE.finditer(text, sentence[0], start)]
    country = Scope(ScopeKind.COUNTRY)
    cues += [(cue.end(), country) for cue in _COUNTRY.finditer(text, sentence[0], start)]
    if cues:
        position, nearest = max(cues, key=lambda cue: cue[0])
        later = None if unit is None else _subject_since(text, position, clause, start, unit)
        return later or nearest
    semicolon = text.find(";", start, sentence[1])
    if _COUNTRY.search(text, start, sentence[1] if semicolon < 0 else semicolon):
        return country
    if unit is None:
        return Scope()
    if _EACH.search(text, clause, start):
        return Scope(ScopeKind.SUB_UNIT)
    for alone in reversed(list(_ALONE.finditer(text, sentence[0], start))):
        name = _name_at(text, alone.end(), start)
        if name is not None:
            return _of_body(name, unit)
    comma = text.rfind(", ", clause, start)
    whole_name = body_at(text, clause, start)
    if comma < 0 or (whole_name is not None and whole_name.end > comma):
        comma = clause - 2
    begins = [comma + 2, *_subjects_within(text, clause, start), clause, sentence[0]]
    if turns := list(_TURN.finditer(text, clause, start)):
        begins = [begin for begin in begins if begin >= turns[-1].end()] or [turns[-1].end()]
    for begin in dict.fromkeys(begins):
        scope = _of_subject(text, begin, start, unit)
        if scope is not None:
            return scope
        if begin == clause and _ANYBODY.match(text, clause, start):
            break
    return Scope()


_JOINT = re.compile(r",\s+|\s+và\s+")
_DIGIT = re.compile(r"\d")


def _subjects_within(text: str, clause: int, start: int) -> list[int]:
    """Where behind a figure of the clause another named body begins, the nearest first."""
    begins = [
        joint.end()
        for joint in _JOINT.finditer(text, max(clause, start - _LONGEST_NAME), start)
        if _DIGIT.search(text, clause, joint.start()) and _name_at(text, joint.end(), start)
    ]
    return begins[::-1]


def _subject_since(text: str, position: int, clause: int, start: int, unit: Unit) -> Scope | None:
    """The scope of a subject named after ``position``, where the whole place was named."""
    if clause > position:
        return _of_subject(text, clause, start, unit)
    comma = text.rfind(", ", position, start)
    if comma < 0:
        return None
    apart = _SET_APART.match(text, comma + 2, start)
    name = _name_at(text, apart.end() if apart else comma + 2, start)
    return None if name is None else _of_body(name, unit)


def takes_up(text: str, sentence: tuple[int, int]) -> bool:
    """Whether a sentence goes on about what the one before it spoke of ("Nhờ đó, …")."""
    return bool(_TAKES_UP.match(text, sentence[0], sentence[1]))


def scope_of_table(text: str, lead: tuple[int, int], unit: Unit | None) -> Scope:
    """The scope of a table from the words that announce it: "Kết quả của ngành Văn hóa:"."""
    if unit is None:
        return Scope()
    return _of_owner(text, lead[0], lead[1], unit) or Scope()


# "* TRƯỜNG TIỂU HỌC LÊ LỢI: Chi bộ 34 đảng viên …": a round-up tells unit by unit.
_LABEL = re.compile(r"[\s\-+*•\d.)]{0,6}(?P<name>[^\W\d_][^:;.\n\"()]{3,80}?)\s*:\s")


def scope_of_label(text: str, start: int, end: int, unit: Unit | None) -> Scope | None:
    """The scope of a paragraph that begins with the name of a body and a colon."""
    label = _LABEL.match(text, start, end) if unit is not None else None
    if label is None or unit is None:
        return None
    name = label["name"].title() if label["name"].isupper() else label["name"]
    body = body_at(name, 0)
    if body is None or body.end < len(name) or _name_at(name, 0, len(name)) is None:
        return None
    scope = _of_body(name, unit)
    return scope if scope.kind is ScopeKind.SUB_UNIT else None


def _of_whole(cue: re.Match[str], unit: Unit | None) -> Scope:
    """The scope of "toàn tỉnh": of a district's report the level above, else the unit itself."""
    word = " ".join(cue[cue.lastindex or 0].lower().split())
    level = _LEVELS_OF_WORDS.get(word)
    if (
        unit is not None
        and level in _DEPTH
        and unit.level in _DEPTH
        and _DEPTH[level] < _DEPTH[unit.level]
    ):
        return Scope(ScopeKind.ABOVE, word)
    return Scope()


def _of_subject(text: str, begin: int, limit: int, unit: Unit) -> Scope | None:
    """The scope that the subject of the clause beginning at ``begin`` gives its figures."""
    position = begin
    while lead := _LEAD.match(text, position, limit):
        position = lead.end()
    while position < limit and text[position].isspace():
        position += 1
    name = _name_at(text, position, limit)
    if name is not None:
        return _of_body(name, unit)
    if common := _COMMON_SUBJECT.match(text, position, limit):
        return _of_level(_LEVELS_OF_WORDS.get(" ".join(common[1].lower().split())), unit)
    if together := _BODIES_TOGETHER.match(text, position, limit):
        return Scope(ScopeKind.SUB_UNIT, " ".join(together[0].split()))
    return _of_owner(text, begin, limit, unit)


def _of_owner(text: str, begin: int, limit: int, unit: Unit) -> Scope | None:
    """The scope of "Bản tin của Hội Nông dân …": the body that the subject belongs to."""
    verb = _VERB.search(text, begin, limit)
    for owner in _OWNED.finditer(text, begin, verb.start() if verb else limit):
        name = _name_at(text, owner.end(), limit)
        if name is not None:
            return _of_body(name, unit)
    return None


def _name_at(text: str, position: int, limit: int) -> str | None:
    """The proper name of a body or place that begins at ``position``."""
    if position >= limit:
        return None
    rest = text[position : min(limit, position + _LONGEST_NAME)]
    if (first := next(scan_bodies(rest), None)) and first.span.start == 0:
        body = body_at(rest, 0)
        return _proper(first.name) or (_proper(body.of(rest)) if body else None)
    for words in dict.fromkeys((rest, rest[0].lower() + rest[1:])):
        if place := place_at(words, 0):
            return place.span.of(rest)
    return None


def _proper(name: str) -> str | None:
    """The name if it is one: "Công an tỉnh", but not "Nhân dân", which only begins a sentence."""
    if any(letter.isupper() for letter in name[1:]):
        return name
    return name if level_of_body(name) else None


def _of_level(level: Level | None, unit: Unit) -> Scope:
    """The scope of a level that is named without a name: "xã đã …" in a province's report."""
    if level not in _DEPTH or unit.level not in _DEPTH:
        return Scope()
    if _DEPTH[level] > _DEPTH[unit.level]:
        return Scope(ScopeKind.SUB_UNIT)
    return Scope(ScopeKind.ABOVE) if _DEPTH[level] < _DEPTH[unit.level] else Scope()


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
