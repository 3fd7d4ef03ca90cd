"""What is told in words: a model, a commendation, a passage, with who told it. Data only."""

from __future__ import annotations

from attrs import frozen

from reportkit.parsing import Commendation, Initiative, Passage, Unit

__all__ = ["ToldCommendation", "ToldInitiative", "ToldPassage"]


@frozen
class ToldInitiative:
    """A model (mô hình, cách làm), the unit that reports it, and the name of its report."""

    unit: Unit
    source: str
    initiative: Initiative


@frozen
class ToldCommendation:
    """A commendation (khen thưởng), the unit that reports it, and the name of its report."""

    unit: Unit
    source: str
    commendation: Commendation


@frozen
class ToldPassage:
    """A passage (hạn chế, bài học, …), the unit that wrote it, and the name of its report."""

    unit: Unit
    source: str
    passage: Passage
