"""Page furniture: lines of a saved page that are no words of the report.

Takes the lines of a text; gives the numbers of those to leave out. The cues are in
``data/furniture.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files

from reportkit.vietnamese.letters import at_word_start

__all__ = ["furniture_lines"]

_TELEPHONES = re.compile(r"[\d\s.()+\-]{8,}")
_DIGITS_OF_A_TELEPHONE = 8
_CREDIT = re.compile(rf"{at_word_start(('Ảnh', 'ẢNH', 'Nguồn ảnh'))}\s*:\s*\S[^\n]{{0,40}}$")
_CAPTION_LENGTHS = range(20, 600)
_TAIL_LINES_AT_MOST = 40
_LONG_LINE = 200


@cache
def _cues(kind: str) -> re.Pattern[str]:
    """The cues of one kind as one pattern."""
    data = tomllib.loads(
        files("reportkit.parsing").joinpath("data/furniture.toml").read_text("utf-8")
    )
    return re.compile(rf"(?:{'|'.join(data[kind])})\s*[:.…]*", re.IGNORECASE)


def furniture_lines(lines: list[str]) -> set[int]:
    """Give the indexes of the lines that are furniture of a page.

    >>> sorted(furniture_lines(["Lượt xem: 95", "Xây dựng 29 mô hình.", "1.jpg", "Các tin khác"]))
    [0, 2, 3]
    """
    left_out = {index for index, line in enumerate(lines) if _is_furniture(line)}
    left_out |= _said_twice(lines)
    tail = _cues("tail")
    for index, line in enumerate(lines):
        if index in left_out or len(line) > _LONG_LINE or not tail.fullmatch(line):
            continue
        left_out.add(index)
        rest = lines[index + 1 :]
        if len(rest) <= _TAIL_LINES_AT_MOST and all(len(other) < _LONG_LINE for other in rest):
            left_out.update(range(index, len(lines)))
            break
    return left_out


def _is_furniture(line: str) -> bool:
    if len(line) > _LONG_LINE:
        return bool(_CREDIT.search(line, len(line) - 60))
    if _TELEPHONES.fullmatch(line):
        return sum(letter.isdigit() for letter in line) >= _DIGITS_OF_A_TELEPHONE
    return bool(_cues("line").fullmatch(line) or _CREDIT.search(line))


def _said_twice(lines: list[str]) -> set[int]:
    """A caption that stands twice, once as the picture's text: both are left out.

    Only where the two stand side by side: a report may well repeat a short sentence elsewhere.
    """
    counts = Counter(lines)
    return {
        index
        for index, line in enumerate(lines)
        if counts[line] > 1
        and len(line) in _CAPTION_LENGTHS
        and line in (*lines[max(0, index - 1) : index], *lines[index + 1 : index + 2])
    }
