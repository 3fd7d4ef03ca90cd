"""The words that tell limitations, lessons, tasks: ``data/passages.toml`` compiled. Data only."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from attrs import frozen

from reportkit.parsing.objects import PassageRole
from reportkit.sources.bullets import BULLETS
from reportkit.vietnamese.letters import at_word_start

__all__ = ["AHEAD", "COUNTING", "MARK", "PassageWords", "passage_words"]

COUNTING = (
    r"(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+là"
    r"|thứ\s+(?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)"
)
"""What counts points off: "một là", "thứ hai"."""
MARK = (
    rf"(?:{COUNTING})\s*[,:]?\s*|\(?\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}[.)/-]?\s+(?=\D)"
    rf"|\(?[a-zđ]\)\s*|[-+*{BULLETS}]\s*|\(?[ivx]{{1,5}}\s*[.\-/)]\s*"
)
"""What may stand before a point: the same, a number, a letter, a dash."""
AHEAD = re.compile(
    r"(?:(?:trong\s+)?(?:thời\s+gian|những\s+năm|năm|giai\s+đoạn|nhiệm\s+kỳ)\s+(?:sắp\s+)?(?:tới|tiếp\s+theo)|sắp\s+tới)"
    r"(?:\s*,\s*|\s+(?=[^,.;:]{2,60}?\s(?:sẽ|cần|phải|tiếp\s+tục|tập\s+trung|đẩy\s+mạnh|phấn\s+đấu)(?!\w)))"
    r"|từ\s+(?:nay|đây)\s+(?:đến|tới)\s+[^,.;:]{2,30},\s*"
    # "năm 2024, tỉnh đặt mục tiêu …", "để khắc phục, huyện sẽ …"
    r"|(?:[^.;:\"]{3,80}\s(?:nói|cho\s+biết|khẳng\s+định|cho\s+hay)[,:]?\s+(?:rằng\s+)?)?"
    r"(?:theo\s+(?:kế\s+hoạch|dự\s+kiến),\s+)?(?:trong\s+|đến\s+|sang\s+|bước\s+(?:vào|sang)\s+)?(?:năm\s+\d{4}|giai\s+đoạn\s+[\d\s-]+|(?:nửa\s+)?(?:nhiệm\s+kỳ|thời\s+gian)\s+còn\s+lại)[\s,]\s*"
    r"(?=(?:(?!đã\s)[^\s,.;:\d]+\s+){0,8}(?:đặt\s+(?:mục\s+tiêu|quyết\s+tâm)|quyết\s+tâm|phấn\s+đấu|sẽ)(?!\w))"
    r"|để\s+(?:khắc\s+phục|thực\s+hiện|hoàn\s+thành|nâng\s+cao)[^,.;:]{0,60},\s*(?=(?:(?!đã\s)[^\s,.;:\d]+\s+){0,8}(?:sẽ|cần|phải|tiếp\s+tục|tập\s+trung)(?!\w))"
    # "6 tháng cuối năm, huyện tiếp tục …", but no "quý IV, huyện đã …"
    r"|(?:trong\s+)?(?:\w+\s+tháng\s+(?:cuối|còn\s+lại)[^,.;:]{0,20}|quý\s+[ivx\d]+(?:[\s/]+(?:năm\s+)?\d{4})?)\s*,\s*"
    r"(?=(?:(?!đã\s)[^\s,.;:\d]+\s+){0,8}(?:tập\s+trung|tiếp\s+tục|đẩy\s+mạnh|tăng\s+cường|phấn\s+đấu|chú\s+trọng)(?!\w))"
)
"""A time to come at the head of a sentence, which then tells tasks."""


@frozen
class PassageWords:
    """The words of ``data/passages.toml``, compiled."""

    headings: tuple[tuple[PassageRole, re.Pattern[str]], ...]
    lead_ins: tuple[tuple[PassageRole, re.Pattern[str]], ...]
    ahead: re.Pattern[str]
    aim: re.Pattern[str]
    subjects: tuple[tuple[PassageRole, re.Pattern[str]], ...]
    questions: tuple[tuple[PassageRole, re.Pattern[str]], ...]
    overcome: re.Pattern[str]
    labels: re.Pattern[str]
    limitation: re.Pattern[str]
    no_limitation: re.Pattern[str]
    turns: re.Pattern[str]
    lacks: re.Pattern[str]
    asks: re.Pattern[str]
    joins: re.Pattern[str]
    imperative: re.Pattern[str]


@cache
def passage_words() -> PassageWords:
    """Give the words, compiled once."""
    data = tomllib.loads(
        files("reportkit.parsing").joinpath("data/passages.toml").read_text("utf-8")
    )

    shared = {
        "{short_of}": f"(?:{'|'.join(sorted(data['cues']['short_of'], key=len, reverse=True))})",
        "{do}": f"(?:{'|'.join(sorted(data['imperatives']['words'], key=len, reverse=True))})",
    }

    def spaced(words: list[str]) -> list[str]:
        for name, pattern in shared.items():
            words = [word.replace(name, pattern) for word in words]
        return [word.replace(" ", r"\s+") for word in sorted(words, key=len, reverse=True)]

    def any_of(words: list[str]) -> str:
        return f"(?:{'|'.join(spaced(words))})"

    def roles(table: dict[str, list[str]]) -> tuple[tuple[PassageRole, re.Pattern[str]], ...]:
        return tuple(
            (PassageRole(role), re.compile(rf"(?<!\w){any_of(words)}(?!\w)"))
            for role, words in table.items()
        )

    limits = any_of(data["headings"]["limitation"])
    asking = data["asking"]
    every_heading = [word for words in data["headings"].values() for word in words]
    return PassageWords(
        headings=roles(data["headings"]),
        lead_ins=roles(
            {role: data["lead_ins"][role] for role in data["headings"] if role in data["lead_ins"]}
        ),
        ahead=re.compile(any_of(data["lead_ins"]["ahead"])),
        aim=re.compile(rf"(?<!đã )(?<!\w){any_of(data['lead_ins']['aim'])}\s*:$"),
        subjects=roles(data["subjects"]),
        questions=roles(data["questions"]),
        # "Nhân rộng gương sáng, khắc phục mặt yếu": what is dealt with is not told.
        overcome=re.compile(
            rf"(?<!\w){any_of(data['headings_pass']['overcome'])}\s+{limits}(?:(?:\s*,|\s+và)\s+{limits})*(?!\w)"
        ),
        labels=re.compile(
            # "Về hạn chế, …"
            rf"về\s+(?:những\s+|một\s+số\s+|các\s+)?{limits}\s*,\s*"
            rf"|(?:{MARK})?\s*(?:về\s+|những\s+|một\s+số\s+|các\s+)?{any_of(every_heading)}"
            r"[^.;:\n]{0,60}:\s*"
        ),
        limitation=re.compile(rf"{at_word_start(spaced(data['cues']['limitation']))}(?!\w)"),
        no_limitation=re.compile(rf"(?<!\w){any_of(data['cues']['no_limitation'])}"),
        turns=re.compile(rf"{any_of(data['turns']['words'])}(?!\w)"),
        lacks=re.compile(rf"(?<!\w){any_of(data['turns']['lacks'])}(?!\w)"),
        asks=re.compile(
            rf"(?P<verb>{at_word_start(spaced(asking['verbs']))})\s+(?:(?:đối\s+)?với\s+)?"
            rf"(?:(?P<below>{any_of(asking['below'])})|(?P<above>{any_of(asking['above'])}))(?!\w)"
        ),
        joins=re.compile(rf"\s*{any_of(data['joins']['words'])}(?!\w)"),
        imperative=re.compile(rf"{any_of(data['imperatives']['words'])}(?!\w)"),
    )
