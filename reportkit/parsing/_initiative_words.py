"""The words by which reports name models, compiled from ``data/initiatives.toml``. Data only."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from attrs import frozen

from reportkit.vietnamese.letters import at_word_start

__all__ = ["InitiativeWords", "initiative_words"]


@frozen
class InitiativeWords:
    """The words of ``data/initiatives.toml``, compiled for the places they are looked for."""

    model: re.Pattern[str]
    quoted_kin: re.Pattern[str]
    any_kin: re.Pattern[str]
    quantity_at_end: re.Pattern[str]
    begins_no_name: re.Pattern[str]
    predicate: re.Pattern[str]
    model_at_end: re.Pattern[str]
    kin_at_end: re.Pattern[str]
    other_at_end: re.Pattern[str]
    begins_other: re.Pattern[str]
    kind_at_end: re.Pattern[str]
    movement: re.Pattern[str]


# What may stand between "mô hình" and the name in quotes: "mô hình hay như: “…”".
_ADJECTIVES = (
    r"(?:\s+(?:hay|hiệu\s+quả|sáng\s+tạo|tiêu\s+biểu|điển\s+hình|mới|điểm|tốt|thiết\s+thực|nổi\s+bật"
    r"|dân\s+vận\s+khéo|tự\s+quản|kinh\s+tế),?)*"
)
_BEFORE_A_NAME = rf"{_ADJECTIVES}(?:\s+(?:như|là|với|tên|gọi|mang|có|về))*\s*:?\s*$"


@cache
def initiative_words() -> InitiativeWords:
    """Give the words, compiled once."""
    data = tomllib.loads(
        files("reportkit.parsing").joinpath("data/initiatives.toml").read_text("utf-8")
    )

    def words_of(kind: str) -> list[str]:
        words = sorted(data[kind], key=len, reverse=True)
        return [word.replace(" ", r"\s+") for word in words]

    def any_of(kind: str) -> str:
        return f"(?i:{'|'.join(words_of(kind))})"

    models, kin = any_of("models"), any_of("kin")
    predicates = any_of("predicates")
    return InitiativeWords(
        model=re.compile(rf"{at_word_start(words_of('models'), any_case=True)}(?!\w)"),
        quoted_kin=re.compile(rf'{at_word_start(words_of("kin"), any_case=True)}\s*:?\s*["\']'),
        any_kin=re.compile(rf"(?<!\w){kin}(?!\w)"),
        quantity_at_end=re.compile(rf"(?<!\w){any_of('quantities')}\s+$"),
        begins_no_name=re.compile(rf'{any_of("no_names")}(?!\w)|["\W\d]'),
        predicate=re.compile(rf"(?<!\w){predicates}(?!\w)"),
        # "mô" and any one syllable before a quote is a slip for "mô hình".
        model_at_end=re.compile(rf"(?<!\w)(?:{models}{_BEFORE_A_NAME}|(?i:mô)\s+\w+\s*$)"),
        kin_at_end=re.compile(rf"(?<!\w){kin}{_BEFORE_A_NAME}"),
        other_at_end=re.compile(rf"(?<!\w){any_of('others')}\s*:?\s*$"),
        begins_other=re.compile(rf"{any_of('others')}(?!\w)"),
        # "mô hình tiết kiệm “Nuôi heo đất”": a kind of model between, no slogan.
        kind_at_end=re.compile(
            rf"(?<!\w)mô\s+hình(?:\s+(?!{any_of('others')}(?!\w))[^\W\d_]+){{1,4}}\s*$",
            re.IGNORECASE,
        ),
        movement=re.compile(any_of("movements")),
    )
