"""As what a figure is told: result, target, earlier result, change or share.

Takes normalised text and where the figure stands; gives its role. The cues stand in the figure's
own clause.
"""

from __future__ import annotations

import re

from reportkit.parsing.objects import Role
from reportkit.vietnamese import Amount

__all__ = ["role_of"]

_NEAR = 70
_TARGET = re.compile(
    r"""(?<!\w)(?:
        phấn\s+đấu | mục\s+tiêu | dự\s+kiến | đặt\s+ra | đề\s+ra | giao\s+chỉ\s+tiêu
      | chỉ\s+tiêu\s+(?:giao|là|đến)
      | kế\s+hoạch(?:\s+(?:là|giao|năm|đề\s+ra))?\s*:?\s*$ | kế\s+hoạch\s+\w+\s*:?\s*$
      | (?:mỗi|từng)\s+[^,;:.]{2,60}
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_RESULT = re.compile(
    r"(?<!\w)(?:đã|thực\s+hiện\s+(?:được)?|kết\s+quả|đạt|hoàn\s+thành|được)(?!\w)", re.IGNORECASE
)
_EARLIER = re.compile(
    r"(?<!\w)(?:cùng\s+kỳ|năm\s+trước|kỳ\s+trước|giai\s+đoạn\s+trước|so\s+với\s+(?:năm|giai\s+đoạn)[^,;.]{0,20}|trước\s+đây)"
    r"\s*(?:là|đạt|có|chỉ|:|\()?\s*$",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"(?<!\w)(?:tăng|giảm|nâng|hạ)\s+(?:[^,;.\d]{0,40}\s)?từ\s+(?:\w+\s+)?$", re.IGNORECASE
)
_CHANGE = re.compile(
    r"(?<!\w)(?:tăng|giảm)\s+so\s+(?:với\s+)?[^,;.\d]{0,30}(?:\d{4})?\s*(?:là\s*)?$|"
    r"(?<!\w)(?:tăng|giảm|vượt|gấp)(?:\s+(?:thêm|so\s+với\s+\w+|sâu|nhanh|bình\s+quân|mạnh|hơn))*\s*\(?\s*$",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"(?<!\w)(?:đạt|chiếm|tương\s+đương|bằng)(?:\s+(?:tỷ|tỉ)\s+lệ)?\s*$|\(\s*$", re.IGNORECASE
)
_RULE_OPEN = re.compile(r"^từ\s.*\strở\s+(?:lên|xuống)$", re.IGNORECASE)


def role_of(text: str, start: int, end: int, clause: int, amount: Amount) -> Role:
    """Give the role of the figure at ``start:end`` in the clause that begins at ``clause``.

    >>> text = "Kế hoạch 120 mô hình, thực hiện 131 mô hình, tăng 9%"
    >>> spans = [(9, 12), (32, 35), (50, 52)]
    >>> [role_of(text, start, end, 0, Amount.of(1)).value for start, end in spans]
    ['target', 'result', 'change']
    """
    before = text[max(clause, start - _NEAR) : start]
    if _CHANGE.search(before):
        return Role.CHANGE
    if _EARLIER.search(before) or _FROM.search(before):
        return Role.EARLIER
    targets = list(_TARGET.finditer(before))
    if targets and not _RESULT.search(before, targets[-1].end()):
        return Role.TARGET
    if _RULE_OPEN.match(text[start:end]):
        return Role.TARGET
    if amount.unit == "%" and _SHARE.search(before):
        return Role.SHARE
    return Role.RESULT
