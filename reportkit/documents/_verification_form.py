"""The form of the verification workbook: its sheets, its heads, its words. Data only."""

from __future__ import annotations

from reportkit.parsing import Role, Verdict
from reportkit.vietnamese import Bound

__all__ = [
    "BOUND",
    "BOUND_NAMES",
    "EDITED",
    "FIGURES",
    "FILE",
    "HIGH",
    "INDICATOR",
    "KEY",
    "LISTS",
    "MEASURE",
    "MISSED",
    "MISSED_HEADS",
    "NO_INDICATOR_NAME",
    "REPORTS",
    "ROLE",
    "ROLE_NAMES",
    "SENTENCE",
    "SHOWN_VERDICTS",
    "VALUE",
    "VERDICT",
    "VERDICT_NAMES",
    "VERSION",
    "WHOLE",
    "WIDTHS",
    "letter",
]

FIGURES, MISSED, LISTS, REPORTS = "Kiểm tra", "Bổ sung", "Danh mục", "Báo cáo"
VERSION = "1"
INDICATOR, VALUE, HIGH, WHOLE = "Chỉ tiêu", "Giá trị", "Đến", "Mẫu số"
BOUND, MEASURE, ROLE, VERDICT = "Mức", "Đơn vị tính", "Vai trò", "Kết luận"
SENTENCE, FILE, KEY = "Câu trong báo cáo", "Tệp", "Khóa"
WIDTHS = {
    "Cần xem": 26,
    "Đơn vị": 24,
    SENTENCE: 70,
    "Số liệu": 22,
    INDICATOR: 38,
    VALUE: 14,
    HIGH: 10,
    WHOLE: 10,
    BOUND: 12,
    MEASURE: 16,
    ROLE: 16,
    VERDICT: 12,
    "Thời kỳ": 18,
    FILE: 26,
    "Độ chắc chắn": 12,
    KEY: 10,
}
EDITED = (INDICATOR, VALUE, HIGH, WHOLE, BOUND, MEASURE, ROLE)
MISSED_HEADS = (FILE, SENTENCE, *EDITED)

NO_INDICATOR_NAME = "(không thuộc chỉ tiêu nào)"
BOUND_NAMES = {
    Bound.EXACT: "đúng",
    Bound.OVER: "trên",
    Bound.UNDER: "dưới",
    Bound.NEARLY: "gần",
    Bound.ABOUT: "khoảng",
    Bound.RANGE: "từ … đến",
    Bound.ORDER: "hàng (bậc số)",
}
ROLE_NAMES = {
    Role.RESULT: "kết quả",
    Role.TARGET: "kế hoạch",
    Role.EARLIER: "kỳ trước",
    Role.CHANGE: "tăng, giảm",
    Role.SHARE: "tỷ lệ",
}
VERDICT_NAMES = {Verdict.CONFIRMED: "đúng", Verdict.DROPPED: "bỏ"}
SHOWN_VERDICTS = {**VERDICT_NAMES, Verdict.CHANGED: "đã sửa", Verdict.ADDED: "đã bổ sung"}


def letter(column: int) -> str:
    """Give the letters of a column: 1 is A."""
    from openpyxl.utils import get_column_letter

    return get_column_letter(column)
