"""Finds whose something named in a sentence is: the body behind it, in brackets, or before it.

Takes a sentence of normalised text and offsets; gives where the owner stands. Knows nothing of
what is owned.
"""

from __future__ import annotations

import re

from reportkit.spans import Span
from reportkit.vietnamese.bodies import body_at, scan_bodies
from reportkit.vietnamese.letters import CAPITAL
from reportkit.vietnamese.places import scan_places

__all__ = ["body_behind", "bracketed", "maker", "owner_behind", "owner_taking_up"]

_MADE = (
    r"(?:(?:triển\s+khai|thực\s+hiện|xây\s+dựng|áp\s+dụng|nhân\s+rộng|thành\s+lập|ra\s+mắt|hình\s+thành"
    r"|duy\s+trì|thí\s+điểm)\s+)*"
)
_OWNER_BEHIND = (
    re.compile(
        r"\s*,?\s*(?:là\s+(?:một\s+)?mô\s+hình\s+)?(?:(?:đã\s+|đang\s+)?được\s+)?"
        rf"{_MADE}(?:của|tại|ở|thuộc|trên\s+địa\s+bàn|ở\s+địa\s+bàn)\s+"
    ),
    re.compile(r"\s*,?\s*(?:là\s+(?:một\s+)?mô\s+hình\s+)?(?:do|mà|(?:đã\s+|đang\s+)?được)\s+"),
    # "… - mô hình của Công an xã", "… xuất phát từ Chi bộ tổ 7"
    re.compile(
        r"\s*(?:-|,)\s+(?:là\s+)?(?:một\s+)?(?:mô\s+hình|cách\s+làm|sáng\s+kiến)\s+(?:của|do|tại|ở)\s+"
    ),
    re.compile(r"\s*,?\s*(?:xuất\s+phát|bắt\s+nguồn|khởi\s+nguồn|ra\s+đời)\s+từ\s+"),
    re.compile(r"\s+-\s+"),
)
_CALLED_FOR = re.compile(r"\s*(?:đã\s+)?(?:phát\s+động|khởi\s+xướng|kêu\s+gọi)")


def owner_behind(sentence: str, at: int) -> tuple[tuple[int, int] | None, bool]:
    """The owner behind a name; and whether it only called for it ("do Trung ương phát động")."""
    bracket = bracketed(sentence, at)
    if bracket is not None:
        return bracket, False
    told = re.compile(r"\s*\([^()]*\)").match(sentence, at)
    at = told.end() if told else at
    for pattern in _OWNER_BEHIND:
        of = pattern.match(sentence, at)
        body = body_behind(sentence, of.end()) if of else None
        if body is not None:
            return body, bool(_CALLED_FOR.match(sentence, body[1]))
        if of and (place := _UNNAMED_PLACE.match(sentence, of.end())):
            return place.span(), False
    return None, False


# "ở thị trấn được duy trì": a place that needs no name where there is one of its kind.
_UNNAMED_PLACE = re.compile(
    r"(?:tỉnh|thành\s+phố|huyện|thị\s+xã|quận|thị\s+trấn|xã|phường)"
    r"(?=\s*[,;.)]|\s*$|\s+(?:đã|đang|được|có|giúp|duy\s+trì|hoạt\s+động|thu|mang|tiếp|ngày\s+càng|là)(?!\w))"
)


_TAKEN_UP = re.compile(
    r"(?:^|[.;,]\s+)(?:Với|Từ|Bằng|Qua|Thông\s+qua|Nhờ|Ở|với|từ|bằng|qua|nhờ)\s+$"
)


def owner_taking_up(sentence: str, lead: int, at: int) -> tuple[int, int] | None:
    """Who is the subject behind a model put first: "Với mô hình “A”, Đảng bộ huyện B đã …"."""
    comma = re.compile(r"\s*,\s*").match(sentence, at)
    if not comma or not _TAKEN_UP.search(sentence, max(0, lead - 20), lead):
        return None
    return body_behind(sentence, comma.end())


def body_behind(sentence: str, at: int) -> tuple[int, int] | None:
    """The body, person or place that begins at ``at``, if it has a name of its own."""
    body = body_at(sentence, at)
    if body is None or not re.search(rf"[{CAPITAL}\d]", body.of(sentence)):
        clan = _CLAN.match(sentence, at) or _QUARTER.match(sentence, at)
        return clan.span() if clan else None
    return body.start, body.end


_CLAN = re.compile(
    rf"(?i:dòng\s+họ|giáo\s+(?:họ|xứ)|họ\s+đạo)\s+[{CAPITAL}]\w*(?:\s+[{CAPITAL}]\w*)*(?:,?\s+(?:ở\s+)?(?:thôn|bản|xóm|ấp|xã)(?:\s+[{CAPITAL}\d]\w*)+)?"
)
_QUARTER = re.compile(
    rf"(?i:khu\s+phố|tổ\s+dân\s+phố|khối\s+phố|tiểu\s+khu|khu\s+dân\s+cư|khu|tổ)\s+(?:số\s+)?\d+(?:,?\s+(?:phường|xã|thị\s+trấn)(?:\s+[{CAPITAL}]\w*)+)?"
)
# "(xã Đinh Lạc, lắp 412 camera)": the owner comes first.
_REST_OF_A_NAME = re.compile(r"[^\d,;:()]*(?=[),;])")


def bracketed(sentence: str, at: int) -> tuple[int, int] | None:
    """The body alone in brackets behind a name: “A” (xã B)."""
    opening = re.compile(r"\s*\(\s*(?:của\s+|tại\s+|ở\s+)?").match(sentence, at)
    body = body_behind(sentence, opening.end()) if opening else None
    rest = _REST_OF_A_NAME.match(sentence, body[1]) if body else None
    if body is None or rest is None:
        return None
    return body[0], body[1] + len(rest[0].rstrip())


_NEW_CLAUSE = re.compile(r"[;.:]\s+")
_NO_MAKER_BEFORE = re.compile(r"(?:theo|của|bởi|tại|thư|tịch|trưởng|viên)\s+$", re.IGNORECASE)


def maker(sentence: str, start: int, end: int) -> tuple[int, int] | None:
    """The last body or place before a name that can be who made it: "Hội LHPN xã có mô hình …"."""
    stretch = sentence[start:end]
    spans = [body.span for body in scan_bodies(stretch)]
    for clause in _NEW_CLAUSE.finditer(stretch):
        body = body_behind(sentence, start + clause.end())
        if body is not None and body[1] <= end:
            spans.append(Span(body[0] - start, body[1] - start))
    spans += [
        place.span
        for place in scan_places(stretch)
        if place.kind is not None and not any(place.span.overlaps(other) for other in spans)
    ]
    for span in sorted(spans, reverse=True):
        if not _NO_MAKER_BEFORE.search(stretch[: span.start]):
            return start + span.start, start + span.end
    return None
