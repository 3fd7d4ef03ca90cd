"""A model named in one sentence, and whose it is: the working form before an ``Initiative``.

Takes a sentence and the namings found in it; gives each its owner, who stands behind it, behind
its run, or before it as who made it. Finds no name itself.
"""

from __future__ import annotations

import re

from attrs import evolve, frozen

from reportkit.parsing._initiative_words import initiative_words
from reportkit.parsing._owners import maker

__all__ = ["Naming", "with_owners"]


@frozen
class Naming:
    """A model named in one sentence, by offsets into that sentence.

    ``lead`` is where the words begin that introduce it, ``end`` where name and owner end;
    ``trailing`` tells that the owner stands behind the name, so that it holds for the run.
    """

    lead: int
    start: int
    stop: int
    end: int
    owner: tuple[int, int] | None = None
    trailing: bool = False


def with_owners(sentence: str, namings: list[Naming]) -> list[Naming]:
    """Give each name its owner: behind it, behind its run, or before it as who made it."""
    owned: list[Naming] = []
    subject: tuple[int, int] | None = None
    previous_end = 0
    run: list[int] = []
    for naming in namings:
        before = sentence[previous_end : naming.lead]
        made_by = maker(sentence, previous_end, naming.lead)
        if made_by is not None:
            subject = made_by
            run = []
        elif _DONE_INSTEAD.search(before):
            subject, run = None, []
        elif owned and not _continues(before):
            run = []
        run.append(len(owned))
        owned.append(naming if naming.owner else evolve(naming, owner=subject))
        if naming.trailing:
            for index in run[:-1]:
                if not owned[index].trailing:
                    owned[index] = evolve(owned[index], owner=naming.owner)
            run = []
        previous_end = naming.end
    return owned


# "…; công tác dân vận có mô hình …": what is done stands for who does it.
_DONE_INSTEAD = re.compile(
    r";\s*(?i:công\s+tác|phong\s+trào|lĩnh\s+vực|hoạt\s+động)\s[^;\"]{3,60}\s(?:có|với)\s"
)
_ONLY_JOINS = re.compile(r"[\s,;:\"']*(?:(?:và|hay|hoặc|các|những|như|cùng)[\s,;:\"']*)*")


def _continues(between: str) -> bool:
    """Whether the words between two names only join them."""
    rest = initiative_words().model.sub("", initiative_words().any_kin.sub("", between))
    return bool(_ONLY_JOINS.fullmatch(rest))
