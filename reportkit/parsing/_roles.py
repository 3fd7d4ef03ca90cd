"""As what a figure is told: result, target, earlier result, change or share.

Takes normalised text, where the figure stands and the headings above it; gives its role. The cues
stand in the figure's own clause, those of a plan in its sentence or in a heading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import evolve

from reportkit.parsing.objects import Figure, Passage, PassageRole, Role
from reportkit.vietnamese import Amount

__all__ = ["role_of", "to_be_done"]

_NEAR = 70
_FAR = 600
_PLAN = r"(?:kế\s+hoạch|chỉ\s+tiêu|mục\s+tiêu|KH)"
# What may stand between the word for a plan and its number.
_PLAN_TAIL = (
    r"(?:\s+(?:được\s+giao|giao|đề\s+ra|đặt\s+ra|đăng\s+ký|là|tỉnh|huyện|cả\s+năm|nhiệm\s+kỳ|đạt|có"
    r"|(?:đến\s+)?(?:cuối\s+|hết\s+)?(?:năm|quý|tháng)(?:\s+[\d/]+)?))*"
)
# Right before the number: "kế hoạch 120", "(chỉ tiêu giao: 45%)", but not "14 kế hoạch và 60 …".
_PLANNED = re.compile(
    rf"(?<!\w){_PLAN}\s+[^,;.\d()]{{0,40}}giao\s*\(\s*$|(?<!\w)(?<!\d\s){_PLAN}{_PLAN_TAIL}\s*[:(]?\s*(?:là\s+)?(?:có\s+)?(?:từ\s+)?$",
    re.IGNORECASE,
)
# Not before a number, but of the whole sentence from there on.
_INTENDED = re.compile(
    r"""(?<!\w)(?:
        (?:năm|quý|tháng|thời\s+gian|giai\s+đoạn|nhiệm\s+kỳ)\s+(?:tới|tiếp\s+theo)
      | phấn\s+đấu | dự\s+kiến | đặt\s+(?:ra\s+)?(?:mục\s+tiêu|chỉ\s+tiêu|kế\s+hoạch)
      | giao\s+chỉ\s+tiêu
      | mục\s+tiêu\s+(?:là|đến|năm|cụ\s+thể|chung|trong|của\s+(?:tỉnh|huyện|xã)\s+là)
      | chỉ\s+tiêu\s+(?:là|đến|chủ\s+yếu|trọng\s+tâm|cụ\s+thể)
      | xác\s+định\s+(?:một\s+số\s+|các\s+)?(?:chỉ\s+tiêu|mục\s+tiêu)
      | đề\s+ra\s+(?:mục\s+tiêu|chỉ\s+tiêu)
      | (?:đề\s+nghị|kiến\s+nghị|đề\s+xuất)\s+(?:với\s+)?
        (?:tỉnh|huyện|trung\s+ương|chính\s+phủ|thủ\s+tướng|ubnd|ủy\s+ban|ban|bộ|sở|các?\s+cấp
          |cấp\s+(?:trên|có\s+thẩm\s+quyền)|xem\s+xét|tặng|khen|hỗ\s+trợ|bổ\s+sung|cho\s+phép)
    )(?!\w)
    """,
    re.VERBOSE | re.IGNORECASE,
)
# A clause that opens with the plan: "Kế hoạch năm 2024 tổ chức 20 hội nghị".
_PLAN_OPENS = re.compile(
    rf"\s*(?:theo\s+)?{_PLAN}{_PLAN_TAIL}(?:\s+(?!(?:đạt|vượt|được|đã)\s)[^\W\d_]+){{1,5}}\s+$",
    re.IGNORECASE,
)
_WILL = re.compile(r"(?<!\w)sẽ(?!\w)", re.IGNORECASE)
_RESULT = re.compile(
    r"(?<!\w)(?:đã|thực\s+hiện\s+(?:được|đạt)?|kết\s+quả|hoàn\s+thành|đến\s+nay|hiện\s+(?:nay|có)"
    r"|đạt\s+được)(?!\w)",
    re.IGNORECASE,
)
_SO_FAR = re.compile(r"(?<!\w)(?:đã|đến\s+nay|hiện\s+(?:nay|có))(?!\w)", re.IGNORECASE)
_EACH = re.compile(
    r"(?<!bình\squân\s)(?<!trung\sbình\s)(?<!\w)(?:mỗi|từng)\s+"
    r"(?!(?:năm|tháng|quý|tuần|ngày|vụ|lứa|chuyến|buổi|phiên)(?!\w))[^,;:.]{2,60}",
    re.IGNORECASE,
)
# "Giúp 12 em, mỗi em 500.000 đồng": what each of those told before has or gets.
_EACH_OF_SOME = re.compile(
    r"(?<!\w)\d[\d.,]*\s(?:[^,;:.\d]{0,30}\s)?(?P<noun>[^\W\d_]+)(?:\s[^,;:.\d]{0,40})?,\s+"
    r"(?:mỗi|từng)\s+(?P=noun)\s+(?:là\s+|có\s+)?$",
    re.IGNORECASE,
)
# "Hộ nghèo còn 2,8%, mỗi năm giảm 1,1%": how much it changed a year, no plan for each.
_EACH_YEAR_CHANGED = re.compile(
    r"(?:mỗi|từng)\s+năm\s+(?:[^,;:.\d]{0,40}\s)?(?:tăng|giảm)(?!\w)", re.IGNORECASE
)
# "Mỗi chi bộ có 1 mô hình, toàn xã có 14 mô hình": what all of them have.
_ALL_HAVE = r",\s*(?:toàn|cả)\s+(?:tỉnh|huyện|xã|thành\s+phố|thị\s+xã|phường|đảng\s+bộ)\s+có(?!\w)"
_DONE = re.compile(rf"{_RESULT.pattern}|(?<!\w)(?:được|trị\s+giá)(?!\w)|{_ALL_HAVE}", re.IGNORECASE)
_CLOSED_BRACKET = re.compile(r"\([^()]*\)|\"[^\"]*\"")
# A heading over what is still to be done, unless it is about what was done of it.
_PLAN_HEADING = re.compile(
    r"(?:[IVX\d.]+\s*[.)/-]?\s*|[a-zđ]\)\s*|\*\s*)?(?:phần\s+\S+\s+)?(?:một\s+số\s+|các\s+|những\s+)?"
    r"(?:phương\s+hướng|(?:nhiệm\s+vụ|mục\s+tiêu|chỉ\s+tiêu|kế\s+hoạch|giải\s+pháp)(?:\W+\w+){0,6}?\W+"
    r"(?:thời\s+gian\s+tới|năm|đến|quý|tháng|cuối|tiếp|trọng\s+tâm))(?!\w)",
    re.IGNORECASE,
)
_RESULT_HEADING = re.compile(
    r"kết\s+quả|tình\s+hình|thực\s+hiện|triển\s+khai|đánh\s+giá|hoàn\s+thành|thực\s+trạng",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"(?<!\w)(?:cùng\s+kỳ(?:\s+(?:năm\s+\d{4}|năm\s+(?:trước|ngoái)|nhiệm\s+kỳ\s+trước))?"
    r"|năm\s+(?:trước|ngoái)|kỳ\s+trước|giai\s+đoạn\s+trước"
    r"|so\s+với\s+(?:cùng\s+kỳ\s+)?(?:năm|giai\s+đoạn)[^,;.]{0,20}|trước\s+đây)"
    r"\s*(?:là|đạt|có|chỉ|:|\()?\s*$",
    re.IGNORECASE,
)
# "Khởi đầu năm 2011, xã chỉ đạt 6 tiêu chí": so it was before.
_AT_FIRST = re.compile(
    r"\s*(?:khởi\s+đầu|ban\s+đầu|lúc\s+đầu|trước\s+(?:đây|kia|khi)|xuất\s+phát\s+điểm|khi\s+(?:mới|bắt\s+đầu)"
    r"|những\s+(?:ngày|năm)\s+đầu|thời\s+điểm\s+(?:ban|bắt)\s+đầu)(?!\w)",
    re.IGNORECASE,
)
# "Đầu năm có 120 hộ nghèo, cuối năm còn 85"
_AT_START_OF_PERIOD = re.compile(
    r"(?<!\w)(?<!tháng\s)đầu\s+(?:năm|kỳ|nhiệm\s+kỳ|giai\s+đoạn)[^,;.()]{0,20}(?:,\s*(?:toàn\s+)?\w+)?"
    r"\s(?:có|là|còn)\s+(?:trên\s+|hơn\s+)?$",
    re.IGNORECASE,
)
# "… có 120 hộ nghèo (27,6%). Qua rà soát cuối năm còn 85"
_THEN = re.compile(
    r"(?:[^;.\n]|;(?=\s*(?:đến\s+)?cuối\s)|\.(?=\d)|\.[ ](?=(?:qua|sau|tính)\s)){0,90}(?<!\w)"
    r"(?:cuối|đến\s+nay|hiện\s+(?:nay|còn))(?!\w)",
    re.IGNORECASE,
)
_EXCEEDS = re.compile(
    rf"(?<!\w)vượt\s+(?:so\s+với\s+)?{_PLAN}(?:\s+(?:được\s+)?(?:giao|đề\s+ra|năm))?(?:\s+là)?\s*$",
    re.IGNORECASE,
)
_BRACKETED_YEAR = re.compile(
    r"\(\s*(?:(?:cùng\s+kỳ|cuối|đầu)\s+)?(?:năm|tháng|quý)\s+[\d/]+\s*(?:là|:|đạt|có|chỉ\s+có|chỉ\s+đạt)?\s*$",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"(?<!\w)(?:tăng|giảm|nâng|hạ)\s+(?:[^,;.\d]{0,40}\s)?từ\s+(?:\w+\s+)?$", re.IGNORECASE
)
_FROM_ALONE = re.compile(r"(?<!\w)từ\s+(?:(?:trên|gần|hơn|mức)\s+)?$", re.IGNORECASE)
_TURNED = re.compile(
    r"[^,;.\d]{0,40}(?:\d{4}[^,;.\d]{0,20})?,?\s*(?<!\w)đến\s+nay(?!\w)[^,;.\d]{0,40}(?:có|là|đạt)\s+\d"
    r"|[^,;.\d]{0,40}(?:\d{4}[^,;.\d]{0,20})?,?\s*(?<!\w)(?:giảm|tăng|nâng|xuống|lên|còn)(?:\s+(?:xuống|lên))?"
    r"(?:\s+(?:còn|đến|tới|thành))?\s+(?:(?:trên|gần|hơn|còn)\s+)?\d",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"(?<!\w)(?:tăng|giảm)\s+so\s+(?:với\s+)?[^,;.\d]{0,30}(?:\d{4})?\s*(?:là\s*)?$|"
    r"(?<!\w)(?:tăng|giảm)\s+(?:tỷ|tỉ)\s+lệ\s+(?:(?!(?:xuống|còn|từ|lên|dưới)(?!\w))[^,;.\d])*$|"
    r"(?<!\w)(?:tăng|giảm|vượt|gấp)(?:\s+(?:thêm|so\s+với\s+\w+|sâu|nhanh|bình\s+quân|mạnh|hơn|được|tới|đến|gần|khoảng|trên))*\s*\(?\s*$",
    re.IGNORECASE,
)
# Behind such a deed what was lessened is its result, unless it is compared with another time.
_DEED = re.compile(
    r"(?<!\w)(?:sắp\s+xếp|sáp\s+nhập|hợp\s+nhất|giải\s+thể|tinh\s+gọn|kiện\s+toàn|cắt\s+giảm|tinh\s+giảm)(?!\w)",
    re.IGNORECASE,
)
# "Đã giảm 12 đầu mối": what is done away with, by a decision.
_DONE_AWAY = re.compile(
    r"\s*[\d.]+\s+(?:đầu\s+mối|phòng|ban|tổ\s+chức|đơn\s+vị|biên\s+chế|thủ\s+tục|TTHC|cấp\s+phó|chi\s+bộ|cơ\s+quan"
    r"|trường|thôn|bản|xóm|lãnh\s+đạo|cấp\s+trưởng)(?!\w)",
    re.IGNORECASE,
)
_HAS_LESSENED = re.compile(
    r"(?<!\w)(?:đã\s+giảm|giảm\s+được)(?:\s+(?:được|thêm))?\s*$", re.IGNORECASE
)
# "Đề nghị khen 11 tập thể, có 01 tập thể được khen": what came of it.
_CAME_OF_IT = re.compile(r"[,;]\s*(?:kết\s+quả\s+)?(?:đã\s+)?có\s+$", re.IGNORECASE)
_GRANTED = re.compile(r"[^,;.]{0,40}\sđược\s", re.IGNORECASE)
_LESSENED = re.compile(r"(?<!\w)giảm(?:\s+(?:được|thêm|gần|khoảng|trên))?\s*$", re.IGNORECASE)
_LEFT = re.compile(r"(?<!\w)còn\s+(?:lại\s+)?\d", re.IGNORECASE)
_COMPARES = re.compile(r"[^;.]{0,60}(?<!\w)(?:so\s+với|cùng\s+kỳ)(?!\w)", re.IGNORECASE)
_SHARE = re.compile(
    r"(?<!\w)(?:đạt|chiếm|tương\s+đương|bằng)(?:\s+(?:tỷ|tỉ)\s+lệ)?(?:\s+(?:lần\s+lượt|tương\s+ứng))?"
    r"(?:\s+(?:là\s+)?[\d.,]+\s?%?(?:\s*,|\s+và))*\s*$|\(\s*(?:đạt\s+|chiếm\s+)?(?:(?:tỷ|tỉ)\s+lệ\s+)?$",
    re.IGNORECASE,
)
# "Tỷ lệ thanh toán trực tuyến đạt 58%" is a rate of its own, no share of a count beside it.
_OWN_RATE = re.compile(
    r"(?<!\w)(?:(?:tỷ|tỉ)\s+lệ|mức\s+độ|chỉ\s+số)\s+(?:[^\d,;:()]|(?<=năm\s)20\d\d){4,120}?(?:đạt|chiếm|bằng|\()\s*$",
    re.IGNORECASE,
)
_RULE_OPEN = re.compile(r"^từ\s.*\strở\s+(?:lên|xuống)$", re.IGNORECASE)


def role_of(
    text: str,
    start: int,
    end: int,
    clause: int,
    amount: Amount,
    *,
    sentence: int | None = None,
    headings: Sequence[str] = (),
) -> Role:
    """Give the role of the figure at ``start:end`` in the clause that begins at ``clause``.

    ``sentence`` is where its sentence begins, ``headings`` are those above it.

    >>> text = "Kế hoạch 120 mô hình, thực hiện 131 mô hình, tăng 9%"
    >>> spans = [(9, 12), (32, 35), (50, 52)]
    >>> [role_of(text, start, end, 0, Amount.of(1)).value for start, end in spans]
    ['target', 'result', 'change']
    """
    begin = clause if sentence is None else sentence
    before = text[max(clause, start - _NEAR) : start]
    beside = text[max(begin, start - _NEAR) : start]
    if _EXCEEDS.search(before):
        return Role.CHANGE
    if _AT_START_OF_PERIOD.search(beside) and _THEN.match(text, end):
        return Role.EARLIER
    if _AT_FIRST.match(text, begin, start) and not _SO_FAR.search(text, begin, start):
        return Role.EARLIER
    if not _CHANGE.search(before) and _is_earlier(beside, text[end : end + _NEAR]):
        return Role.EARLIER
    if _CAME_OF_IT.search(beside) and _GRANTED.match(text, end):
        return Role.RESULT
    if _is_target(text[max(begin, start - _FAR) : start], before, beside, headings) or (
        _PLAN_OPENS.match(text, clause, start)
    ):
        return Role.TARGET
    if _is_deed(text, begin, start, end):
        return Role.RESULT
    if amount.denominator is None and _CHANGE.search(before):
        return Role.CHANGE
    if _RULE_OPEN.match(text[start:end]):
        return Role.TARGET
    if amount.unit == "%" and _SHARE.search(before) and not _OWN_RATE.search(text[clause:start]):
        return Role.SHARE
    return Role.RESULT


def _is_deed(text: str, begin: int, start: int, end: int) -> bool:
    """Whether a deed told in the sentence lessened it: "Sắp xếp, giảm 6 phòng"."""
    if _COMPARES.match(text, end):
        return False
    near = max(begin, start - _NEAR)
    if _HAS_LESSENED.search(text, near, start) and _DONE_AWAY.match(text, start):
        return True
    return bool(
        _LESSENED.search(text, near, start)
        and _DEED.search(text, begin, start)
        and not _LEFT.search(text, begin, start)
    )


def _is_earlier(before: str, behind: str) -> bool:
    if _EARLIER.search(before) or _FROM.search(before) or _BRACKETED_YEAR.search(before):
        return True
    return bool(_FROM_ALONE.search(before) and _TURNED.match(behind))


def to_be_done(figures: Sequence[Figure], passages: Sequence[Passage]) -> list[Figure]:
    """Give the figures, those of a task as targets: "Thời gian tới, xã mở 5 lớp; trồng 20 ha".

    What the sentence says to be done already ("… của 7 xã đã đạt chuẩn") stays what it is.
    """
    tasks = [each.span for each in passages if each.role is PassageRole.TASK and each.span]
    return [
        evolve(figure, role=Role.TARGET)
        if any(task.covers(figure.quantity.span) for task in tasks) and not _is_done(figure)
        else figure
        for figure in figures
    ]


def _is_done(figure: Figure) -> bool:
    """Whether a figure of a task tells what was or is."""
    if figure.role in (Role.EARLIER, Role.TARGET):
        return True
    start = figure.quantity.span.start - figure.sentence_start
    behind = figure.sentence[figure.quantity.span.end - figure.sentence_start :]
    before = figure.sentence[:start].rpartition(";")[2]
    return bool(_SO_FAR.search(before) or _DONE_BEHIND.match(behind))


_DONE_BEHIND = re.compile(r"\s+(?:đã|hiện)(?!\w)")


def _told(words: str) -> str:
    """The words without what stands in brackets and in quotes; the first quote may be cut off."""
    if words.count('"') % 2:
        words = words.partition('"')[2]
    return _CLOSED_BRACKET.sub("", words)


def _is_target(sentence: str, before: str, beside: str, headings: Sequence[str]) -> bool:
    """Whether the number is one that was or is to be reached.

    ``sentence`` and ``before`` are the words before the number in its sentence and its clause,
    ``beside`` the last of ``sentence``.
    """
    if _PLANNED.search(beside):
        return True
    sentence, before = _told(sentence), _told(before)
    intended = list(_INTENDED.finditer(sentence))
    if intended:
        return not _RESULT.search(sentence, intended[-1].end())
    will = list(_WILL.finditer(before))
    if will and not _RESULT.search(before, will[-1].end()):
        return True
    each = list(_EACH.finditer(before))
    if each and not _DONE.search(before, each[-1].start()) and not _EACH_OF_SOME.search(sentence):
        return not _EACH_YEAR_CHANGED.match(before, each[-1].start())
    for heading in reversed(headings):
        if _RESULT_HEADING.search(heading):
            return False
        if _PLAN_HEADING.match(heading):
            return not _SO_FAR.search(sentence)
    return False
