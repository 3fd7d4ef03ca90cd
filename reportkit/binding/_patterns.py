"""The patterns of a profile: words, choices in brackets and gaps, as regular expressions.

Takes a pattern as a person writes it; gives a compiled expression for normalised text. Knows
nothing of indicators.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from reportkit.vietnamese.letters import at_word_start
from reportkit.vietnamese.view import old_tone_marks

__all__ = ["any_pattern", "compile_pattern"]

_GAP = r"(?:[\W_]+\w+){0,5}?[\W_]+"
_TOKEN = re.compile(r"\s*\.\.\s*|\s+|[()|]|[^\s()|]+?(?=\s|[()|]|\.\.|$)")


@lru_cache(maxsize=4096)
def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Give the expression that finds ``pattern`` as whole words.

    ``(a|b)`` is a choice, ``..`` a gap of up to five words, a space any white space.

    Raises
    ------
    ValueError
        Where brackets do not match.

    Examples
    --------
    >>> bool(compile_pattern("nội dung .. đột phá").search("2 nội dung có tính chất đột phá"))
    True
    >>> bool(compile_pattern("bằng (khen|cấp)").search("bằng lòng"))
    False
    """
    return re.compile(rf"(?<!\w)(?:{_expression(pattern)})(?!\w)", re.IGNORECASE)


def _expression(pattern: str) -> str:
    """The pattern in the language of `re`, without the bounds of words around it."""
    normal = old_tone_marks(unicodedata.normalize("NFC", pattern).strip())
    pieces: list[str] = []
    depth = 0
    for token in _TOKEN.findall(normal):
        if token.strip() == "..":
            pieces.append(_GAP)
        elif token.isspace():
            pieces.append(r"\s+")
        elif token == "(":
            depth += 1
            pieces.append("(?:")
        elif token == ")":
            depth -= 1
            if depth < 0:
                raise ValueError("a bracket closes that was never opened")
            pieces.append(")")
        elif token == "|":
            pieces.append("|")
        else:
            pieces.append(re.escape(token))
    if depth:
        raise ValueError("a bracket is never closed")
    return "".join(pieces)


@lru_cache(maxsize=4096)
def any_pattern(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """Give one expression that finds what any of ``patterns`` does; of none it finds nothing.

    >>> bool(any_pattern(("góp", "ủng hộ")).search("nhân dân ủng hộ")), any_pattern(()).search("")
    (True, None)
    """
    if not patterns:
        return re.compile("(?!)")
    expressions = [f"(?:{_expression(pattern)})" for pattern in patterns]
    try:
        return re.compile(rf"{at_word_start(expressions, any_case=True)}(?!\w)")
    except ValueError:  # one begins with a sign
        return re.compile(rf"(?<!\w)(?:{'|'.join(expressions)})(?!\w)", re.IGNORECASE)
