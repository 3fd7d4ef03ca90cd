"""Which passages of different units say the same thing.

Takes texts, gives groups of them. The method is plain: empty words are dropped, words of one
meaning are taken for one, and two texts say the same if all that the shorter says the longer says,
too, and little more. Words stand in ``same_words.toml``; ``docs/alike.md`` explains and measures.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

from attrs import frozen

from reportkit.vietnamese.letters import lowered
from reportkit.vietnamese.view import View

__all__ = ["put_together", "say_the_same"]

_SHARE = 0.75
"""How much of what the longer text says the shorter one must say, too."""
_WORD = re.compile(r"\w+")


@frozen
class _Meaning:
    """What a text says: its full words, its numbers, and whether it denies."""

    words: frozenset[str]
    numbers: frozenset[str]
    denies: bool


def say_the_same(one: str, other: str) -> bool:
    """Tell whether two texts say the same thing in their own words.

    >>> say_the_same("Việc tuyên truyền còn chậm", "Công tác tuyên truyền chưa kịp thời")
    True
    >>> say_the_same("Việc tuyên truyền còn chậm", "Việc khen thưởng còn chậm")
    False
    """
    return _alike(_meaning(one), _meaning(other))


def put_together(texts: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """Give groups of indexes of texts that say the same; each text is in one group.

    A text joins the first group all of which it agrees with, else it begins a new one; groups
    stand in the order of their first text.

    >>> put_together(["Việc tuyên truyền còn chậm", "Thiếu kinh phí", "Tuyên truyền chưa kịp thời"])
    ((0, 2), (1,))
    """
    meanings = [_meaning(text) for text in texts]
    groups: list[list[int]] = []
    by_word: dict[str, list[int]] = {}
    for index, meaning in enumerate(meanings):
        near = sorted({place for word in meaning.words for place in by_word.get(word, ())})
        for place in near:
            if all(_alike(meaning, meanings[member]) for member in groups[place]):
                groups[place].append(index)
                break
        else:
            for word in meaning.words:
                by_word.setdefault(word, []).append(len(groups))
            groups.append([index])
    return tuple(map(tuple, groups))


def _alike(one: _Meaning, other: _Meaning) -> bool:
    if one.denies != other.denies or one.numbers != other.numbers:
        return False
    shorter, longer = sorted((one.words, other.words), key=len)
    return bool(shorter) and shorter <= longer and len(shorter) >= _SHARE * len(longer)


@cache
def _meaning(text: str) -> _Meaning:
    syllables = tuple(_WORD.findall(lowered(View.of(text).text)))
    words: set[str] = set()
    numbers: set[str] = set()
    denies = False
    for word in _words(syllables):
        known = _vocabulary().get(word)
        if known is not None:
            words |= known.words
            denies = denies or known.denies
        elif word[0].isdigit():
            numbers.add(word[0].lstrip("0") or "0")
        else:
            words.add(word[0])
    return _Meaning(frozenset(words), frozenset(numbers), denies)


def _words(syllables: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The syllables as words: the longest that is known, else the syllable alone."""
    vocabulary = _vocabulary()
    longest = max(map(len, vocabulary))
    place = 0
    while place < len(syllables):
        length = next(
            (
                length
                for length in range(longest, 1, -1)
                if syllables[place : place + length] in vocabulary
            ),
            1,
        )
        yield syllables[place : place + length]
        place += length


@cache
def _vocabulary() -> Mapping[tuple[str, ...], _Meaning]:
    """What each word of the list means, by its syllables."""
    text = files("reportkit.documents").joinpath("same_words.toml").read_text("utf-8")
    data = tomllib.loads(text)
    none: frozenset[str] = frozenset()
    known = {_key(word): _Meaning(frozenset({word}), none, denies=False) for word in data["whole"]}
    known |= {_key(word): _Meaning(none, none, denies=False) for word in data["empty"]}
    known |= {_key(word): _Meaning(none, none, denies=True) for word in data["denying"]}
    for name, denies in (("same", False), ("lacking", True)):
        for meant, others in data[name].items():
            heads = frozenset({meant})
            known[_key(meant)] = known.get(_key(meant), _Meaning(heads, none, denies=False))
            known |= {_key(word): _Meaning(heads, none, denies) for word in others}
    return known


def _key(word: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(word))
