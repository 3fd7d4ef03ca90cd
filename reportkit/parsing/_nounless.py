"""Numbers that say no noun: where the words around them tell what they count.

Takes normalised text, a number and the figure before it; gives whether they share a noun, or the
noun or label. Nouns that stand behind or before the number itself are no matter of this room.
"""

from __future__ import annotations

import re

from reportkit.parsing._drafts import Draft
from reportkit.parsing._nouns import Counted, counted_after
from reportkit.parsing.objects import Role
from reportkit.vietnamese.quantities import Mention

__all__ = ["bracketed_label", "prize", "says_no_noun", "shared_noun"]

_DONE_OF_IT = re.compile(
    r"(?<!\w)(?:đã|thực\s+hiện|kết\s+quả|đến\s+nay)\s*(?:[^\W\d_]+\s+){0,3}$", re.IGNORECASE
)
_DONE_OF_SOME = re.compile(
    r"(?<!\w)(?:đã\s+[^\W\d_]+(?:\s+[^\W\d_]+)?|còn(?:\s+lại)?|kết\s+nạp(?:\s+(?:vào\s+)?đảng)?"
    r"|(?:giải\s+quyết|xử\s+lý|hoàn\s+thành|công\s+nhận|hòa\s+giải)(?:\s+(?:được|xong|thành))?)\s+$",
    re.IGNORECASE,
)
_NOTHING_COUNTED = re.compile(r"\s*(?:[,.;)]|$|(?:đạt|bằng|vượt|chiếm)(?!\w))")


def says_no_noun(text: str, mention: Mention, before: Draft, sentence: tuple[int, int]) -> bool:
    """Whether a number shares the noun of one before it: what was done of a plan or of some.

    "Kế hoạch 20 lớp, đã mở 15"; "tiếp nhận 45 đơn, đã giải quyết 40, còn 5".
    """
    amount = mention.amount
    if before.sentence != sentence or before.unit in (None, "%", "đồng"):
        return False
    if not _NOTHING_COUNTED.match(text, mention.number_end, sentence[1]):
        return False
    if before.role is Role.TARGET:
        return bool(_DONE_OF_IT.search(text, before.end, mention.start))
    return (
        amount.denominator is None
        and amount.value <= before.mention.amount.value
        and bool(_DONE_OF_SOME.search(text, before.end, mention.start))
    )


_LABELLED_IN_BRACKETS = re.compile(
    r"\s*\(\s*(?:trong\s+đó\s+|có\s+)?(?P<label>(?:[^\W\d_]+\s+){0,3}[^\W\d_]+)"
    r"(?:\s+(?:là\s+|có\s+)?|\s*:\s*)",
    re.IGNORECASE,
)
_TELLS_NO_PART = re.compile(
    r"(?:năm|tháng|quý|đạt|tăng|giảm|vượt|kế\s+hoạch|chỉ\s+tiêu|mục\s+tiêu|kh|bằng|chiếm|khóa|số|thứ|từ|đến)\s",
    re.IGNORECASE,
)


def bracketed_label(text: str, mention: Mention, whole: Draft) -> str | None:
    """The label of a part told in brackets behind its whole: "3.954 đoàn viên (nữ 2.716)"."""
    found = _LABELLED_IN_BRACKETS.fullmatch(text, _end_of_phrase(text, whole), mention.start)
    closed = re.compile(r"\s*\)").match(text, mention.number_end)
    if not found or not closed or whole.unit in (None, "%"):
        return None
    if _TELLS_NO_PART.match(found["label"]) or mention.amount.denominator is not None:
        return None
    return " ".join(found["label"].split())


def _end_of_phrase(text: str, whole: Draft) -> int:
    """Where the words end that tell apart what is counted: "540 lao động nông thôn (nữ 286)"."""
    more = _MORE_WORDS.match(text, whole.end)
    said = " ".join(more[0].split()) if more else ""
    return more.end() if more and said and (whole.counted or "").endswith(f" {said}") else whole.end


_MORE_WORDS = re.compile(r"(?:[ \t]+[^\W\d_]+){1,8}")
_LIST_GOES_ON = re.compile(r"\s*(?:,|và|;)\s*(?=\d)")
_LISTED_NUMBER = re.compile(r"[\d.,]*\d")


def shared_noun(text: str, mention: Mention, stop: int) -> Counted | None:
    """The noun that a list of numbers shares: "12, 15 và 18 mô hình"."""
    position = mention.number_end
    while joint := _LIST_GOES_ON.match(text, position, stop):
        number = _LISTED_NUMBER.match(text, joint.end(), stop)
        if not number:
            return None
        position = number.end()
        counted = counted_after(text, position, stop)
        if counted is not None:
            return counted
    return None


_RANK = re.compile(
    r"\s+(?:(?:giải|huy\s+chương)\s+)?(?P<rank>nhất|nhì|ba|tư|kk|khuyến\s+khích|vàng|bạc|đồng)(?=\s*(?:[,;.)]|và\s|$))",
    re.IGNORECASE,
)
_PRIZES = frozenset(("giải", "giải thưởng", "huy chương"))


def prize(text: str, mention: Mention, before: Draft, sentence: tuple[int, int]) -> Counted | None:
    """The prize that a rank names behind a number of prizes: "37 giải (04 Nhất, 13 KK)"."""
    if before.unit is None or before.unit.lower() not in _PRIZES or before.sentence != sentence:
        return None
    rank = _RANK.match(text, mention.number_end, sentence[1])
    if rank is None or mention.amount.unit is not None:
        return None
    phrase = " ".join(f"{before.unit} {rank['rank']}".split())
    return Counted(before.unit, rank.end(), phrase, before.kind)
