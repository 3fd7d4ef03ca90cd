"""What one report says, as objects: unit, figures, initiatives, citations, passages.

Data only: frozen, compared by value, no reading and no adding up.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any

import attrs
from attrs import frozen

from reportkit.sources import Source
from reportkit.spans import Span
from reportkit.vietnamese import Level, Period, Quantity

__all__ = [
    "Citation",
    "Commendation",
    "Confidence",
    "Figure",
    "Initiative",
    "Passage",
    "PassageRole",
    "ReviewKind",
    "Role",
    "Scope",
    "ScopeKind",
    "Summary",
    "Unit",
    "Verdict",
]


class Role(StrEnum):
    """What a figure tells (vai trò của số liệu)."""

    RESULT = "result"
    """Kết quả: what was done or obtained."""
    TARGET = "target"
    """Kế hoạch, chỉ tiêu: what was planned."""
    EARLIER = "earlier"
    """Cùng kỳ, năm trước: the result of an earlier period, told for comparison."""
    CHANGE = "change"
    """Tăng, giảm: the difference between two results."""
    SHARE = "share"
    """Tỷ lệ: the percentage that a count beside it makes of its whole."""


class ScopeKind(StrEnum):
    """Of whom a figure speaks, seen from the unit that reports."""

    UNIT = "unit"
    """Đơn vị báo cáo: the reporting unit as a whole."""
    SUB_UNIT = "sub_unit"
    """Đơn vị trực thuộc: a unit, body or model below the reporting unit, named in the text."""
    ABOVE = "above"
    """Cấp trên: the level above."""
    COUNTRY = "country"
    """Toàn quốc: the whole country."""


@frozen
class Scope:
    """Of whom a figure speaks (phạm vi); ``name`` is the sub-unit's or upper unit's, if told."""

    kind: ScopeKind = ScopeKind.UNIT
    name: str | None = None


class Confidence(StrEnum):
    """How sure the reading is; low where another reading was near."""

    HIGH = "high"
    LOW = "low"


class Verdict(StrEnum):
    """What a person decided of a figure (người kiểm tra kết luận)."""

    CONFIRMED = "confirmed"
    """Đúng: read as it is meant."""
    CHANGED = "changed"
    """Sửa: its number, indicator or role is the person's."""
    DROPPED = "dropped"
    """Bỏ: it counts for nothing."""
    ADDED = "added"
    """Bổ sung: a figure that was missed."""


class ReviewKind(StrEnum):
    """The kind of report (loại báo cáo)."""

    INTERIM = "interim"
    """Sơ kết."""
    FINAL = "final"
    """Tổng kết."""


class PassageRole(StrEnum):
    """What a stretch of a report is about."""

    RESULT = "result"
    """Kết quả."""
    LIMITATION = "limitation"
    """Hạn chế."""
    CAUSE = "cause"
    """Nguyên nhân."""
    LESSON = "lesson"
    """Bài học."""
    TASK = "task"
    """Nhiệm vụ."""
    PROPOSAL = "proposal"
    """Kiến nghị, đề xuất."""


@frozen
class Unit:
    """A unit that reports (đơn vị).

    Attributes
    ----------
    name:
        As its own report names it ("Đảng bộ tỉnh Sơn La").
    level:
        Its level of administration, if it can be told.
    parent:
        The name of the unit above, if told.
    aliases:
        Further names it goes by ("Tỉnh ủy Sơn La").
    """

    name: str
    level: Level | None = None
    parent: str | None = None
    aliases: tuple[str, ...] = attrs.field(default=(), converter=tuple[str, ...])


@frozen
class Figure:
    """A number that tells what was done or obtained, with what it counts (số liệu).

    Attributes
    ----------
    quantity:
        Value, bound, unit and place.
    quote:
        Its words: ``Source.text[span]``.
    sentence, sentence_start:
        The sentence (of a table: the row) it stands in, as written, and where that begins
        in ``Source.text``.
    counted:
        What is counted, in the text's words ("lượt cán bộ, đảng viên").
    indicator:
        The id of the indicator it is bound to; None until bound, or where none fits.
    period, scope, role:
        When, of whom, and as what it is told.
    part_of:
        Index in ``Summary.figures`` of the whole that this is a part of ("trong đó").
    initiative:
        Index in ``Summary.initiatives`` of the model that this is a result of.
    confidence, alternatives, other_indicators:
        Low where another reading was near; the other readings of the number, and the ids of the
        indicators that it could count for as well.
    verdict:
        What a person decided of it; None where nobody did.
    """

    quantity: Quantity
    quote: str
    sentence: str
    sentence_start: int = 0
    counted: str | None = None
    indicator: str | None = None
    period: Period | None = None
    scope: Scope = Scope()
    role: Role = Role.RESULT
    part_of: int | None = None
    initiative: int | None = None
    confidence: Confidence = Confidence.HIGH
    alternatives: tuple[Quantity, ...] = attrs.field(default=(), converter=tuple[Quantity, ...])
    other_indicators: tuple[str, ...] = attrs.field(default=(), converter=tuple[str, ...])
    verdict: Verdict | None = None

    @property
    def is_corrected(self) -> bool:
        """Whether its number or what it counts for is a person's, not the report's reading."""
        return self.verdict in (Verdict.CHANGED, Verdict.ADDED)


@frozen
class Initiative:
    """A model or way of working that a unit made (mô hình, cách làm).

    ``figures`` are indexes into ``Summary.figures``.
    """

    name: str
    owner: str | None = None
    field: str | None = None
    content: str | None = None
    year: int | None = None
    figures: tuple[int, ...] = attrs.field(default=(), converter=tuple[int, ...])
    span: Span | None = None


@frozen
class Citation:
    """A document that a report refers to (văn bản viện dẫn).

    Examples
    --------
    >>> Citation("Kết luận", "01-KL/TW", dt.date(2021, 5, 18), "Bộ Chính trị").number
    '01-KL/TW'
    """

    kind: str
    number: str | None = None
    date: dt.date | None = None
    issuer: str | None = None
    span: Span | None = None


@frozen
class Commendation:
    """Who was commended, by which level, in which form (khen thưởng)."""

    level: str | None = None
    collectives: int | None = None
    individuals: int | None = None
    form: str | None = None
    span: Span | None = None


@frozen
class Passage:
    """A stretch of the report's own words with its role (hạn chế, bài học, nhiệm vụ, …)."""

    role: PassageRole
    text: str
    span: Span | None = None


@frozen
class Summary:
    """What one report says (tóm tắt một báo cáo).

    Attributes
    ----------
    source:
        The report itself; all offsets point into ``source.text``.
    unit:
        Who reports; None if the report does not tell.
    kind:
        Interim (sơ kết) or final (tổng kết), if told.
    number, date, signer:
        Of the document, if it has a letterhead.
    period:
        The time it speaks of.
    directive:
        The document whose carrying out is reviewed.
    figures, initiatives, citations, commendations, passages:
        What it says, each in the order of the text.
    """

    source: Source
    unit: Unit | None = None
    kind: ReviewKind | None = None
    number: str | None = None
    date: dt.date | None = None
    signer: str | None = None
    period: Period | None = None
    directive: Citation | None = None
    figures: tuple[Figure, ...] = attrs.field(default=(), converter=tuple[Figure, ...])
    initiatives: tuple[Initiative, ...] = attrs.field(default=(), converter=tuple[Initiative, ...])
    citations: tuple[Citation, ...] = attrs.field(default=(), converter=tuple[Citation, ...])
    commendations: tuple[Commendation, ...] = attrs.field(
        default=(), converter=tuple[Commendation, ...]
    )
    passages: tuple[Passage, ...] = attrs.field(default=(), converter=tuple[Passage, ...])

    @classmethod
    def from_table(
        cls, table: Any, unit: Unit | str | None = None, *, name: str = "bảng"
    ) -> Summary:
        """Give the summary of a table: rows of cells, the heads first, or a DataFrame.

        ``unit`` is who reports; without one the table must name just one. For a summary a unit
        see :func:`reportkit.parsing.from_table`.

        Raises
        ------
        SourceError
            Without ``unit``, where the table names several.

        Examples
        --------
        >>> rows = [["Chỉ tiêu", "Kết quả"], ["Số mô hình", 12], ["Hội nghị", 3]]
        >>> [figure.quote for figure in Summary.from_table(rows, unit="Đảng bộ xã A").figures]
        ['12', '3']
        """
        from reportkit.parsing.sheets import summary_of_table

        return summary_of_table(table, unit, name=name)

    def passages_of(self, role: PassageRole) -> tuple[Passage, ...]:
        """Give the passages with this role, in the order of the text."""
        return tuple(passage for passage in self.passages if passage.role is role)

    def _repr_html_(self) -> str:
        """Show the summary in a notebook: who, when, and its figures, escaped."""
        from reportkit.parsing._html import summary_html

        return summary_html(self)
