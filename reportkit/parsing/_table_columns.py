"""What the heads of a table's columns say: who is counted, what was done with it, of which period.

Takes the heads, and the figures of a column; gives columns, or the figures as parts of their total.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from attrs import evolve

from reportkit.parsing._nouns import counted_after
from reportkit.parsing._times import precedes
from reportkit.parsing.objects import Figure
from reportkit.vietnamese import Period
from reportkit.vietnamese.dates import find_periods

__all__ = ["COUNT_LEAD", "TOTAL", "as_parts", "counting_columns", "earlier_columns"]

TOTAL = re.compile(
    r"(?:tổng(?:\s+(?:cộng|số))?|cộng|toàn\s+(?:tỉnh|huyện|xã|thành\s+phố|đảng\s+bộ)|chung)\W*",
    re.IGNORECASE,
)
"""The label of a row that adds the others up."""

COUNT_LEAD = re.compile(r"^(?:tổng\s+số|số\s+lượng|số)\s+", re.IGNORECASE)
"""What a head or a label may say before what is counted."""

_COUNTED_HEADS = frozenset(("honoured", "people", "households"))
# "Lĩnh vực | Tiếp nhận (hồ sơ) | Đã giải quyết (hồ sơ)": what was done with it, no plan and result.
_DONE_WITH = re.compile(
    r"(?!.*(?:kế\s+hoạch|chỉ\s+tiêu|mục\s+tiêu|thực\s+hiện|kết\s+quả|cùng\s+kỳ|ước"
    r"|(?:năm|tháng|quý)\s)).*\w\s*\(([^()\d%]{2,30})\)",
    re.IGNORECASE,
)


def counting_columns(heads: Sequence[str], label_column: int, totalled: bool) -> set[int]:
    """The columns whose heads say what they count, each row a kind of it.

    "Khen thưởng | Tập thể | Cá nhân"; where a row adds them up (``totalled``), "Lĩnh vực | Tiếp
    nhận (hồ sơ) | Quá hạn (hồ sơ)", too: without it no total could be told.

    >>> sorted(counting_columns(["Lĩnh vực", "Đã nhận (hồ sơ)", "Quá hạn (hồ sơ)"], 0, True))
    [1, 2]
    """
    counting: set[int] = set()
    done_with: dict[str, set[int]] = {}
    for column, head in enumerate(heads):
        if column == label_column:
            continue
        noun = COUNT_LEAD.sub("", head)
        counted = counted_after(noun, 0, len(noun))
        whole = counted is not None and counted.unit.lower() == noun.lower()
        if counted and whole and counted.kind in _COUNTED_HEADS:
            counting.add(column)
        if totalled and (found := _DONE_WITH.fullmatch(head)):
            done_with.setdefault(found[1].lower(), set()).add(column)
    for noun, columns in done_with.items():
        counted = counted_after(noun, 0, len(noun))
        if len(columns) > 1 and counted is not None and counted.kind is not None:
            return columns
    return counting if len(counting) > 1 else set()


def as_parts(figures: list[Figure], rows: Sequence[int], total: Decimal) -> list[Figure]:
    """The figures with those of ``rows`` as parts of the one to come, the ``total``."""
    own = {index for index in rows if figures[index].part_of is None}
    if any(figures[index].quantity.value > total for index in own):
        return figures
    return [
        evolve(figure, part_of=len(figures)) if index in own else figure
        for index, figure in enumerate(figures)
    ]


def earlier_columns(heads: Sequence[str]) -> set[int]:
    """The columns that tell the same as another column, of an earlier period."""
    told: list[tuple[int, str, Period]] = []
    for column, head in enumerate(heads):
        if mentions := find_periods(head):
            span = mentions[-1].span
            same = " ".join(f"{head[: span.start]} {head[span.end :]}".lower().split())
            told.append((column, same, mentions[-1].period))
    return {
        column
        for column, same, period in told
        if any(same == other and precedes(period, later) for _, other, later in told)
    }
