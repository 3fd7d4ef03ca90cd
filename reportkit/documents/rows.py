"""The lines of lists and tables in a document: a report, a unit, a model, a quoted passage.

Data that a template walks over; every text is in NFC on one line. Filled by ``mapping``.
"""

from __future__ import annotations

from decimal import Decimal

from attrs import frozen

from reportkit.documents.changes import ChangePhrase
from reportkit.documents.phrases import ByIndicator, CellPhrase, TotalPhrase
from reportkit.review import Code

__all__ = [
    "CitationRow",
    "CommendationRow",
    "ComparisonRows",
    "FigureRow",
    "FindingRow",
    "Group",
    "InitiativeRow",
    "PassageRow",
    "PointRow",
    "ReportRow",
    "UnitRow",
]


_LACKING = frozenset({Code.UNREAD_FILE, Code.UNIT_MISSING, Code.NEARLY_EMPTY, Code.NO_FIGURES})


@frozen
class ReportRow:
    """A report that was read (báo cáo nguồn)."""

    file: str
    unit: str
    kind: str
    period: str
    number: str
    figures: int
    initiatives: int


@frozen
class InitiativeRow:
    """A model (mô hình) with the unit that reports it; ``results`` are its figures' words."""

    name: str
    owner: str
    unit: str
    field: str
    content: str
    year: int | None
    results: str
    file: str


@frozen
class CommendationRow:
    """A commendation (khen thưởng) as one unit reports it.

    ``corrected`` is "(đã sửa)" where a count is a person's, else empty; ``counts`` is "32 tập thể,
    56 cá nhân" with that mark and traced, empty where neither was counted.
    """

    unit: str
    level: str
    collectives: int | None
    individuals: int | None
    form: str
    file: str
    corrected: str = ""
    counts: str = ""

    @property
    def named(self) -> bool:
        """Whether a form is named ("Bằng khen"), not the word of praise alone ("khen thưởng")."""
        return self.form[:1].isupper()


@frozen
class PassageRow:
    """Words of a report (lời của đơn vị), without the full stop at their end.

    ``others`` are the other units that say the same.
    """

    text: str
    unit: str
    file: str
    others: tuple[str, ...] = ()


@frozen
class PointRow:
    """What one or several units say (ý kiến), in the words of the first that does.

    ``others`` are the other units that say the same, ``passages`` the words of each.
    """

    text: str
    unit: str
    file: str
    others: tuple[str, ...]
    passages: tuple[PassageRow, ...]


@frozen
class CitationRow:
    """A document referred to (văn bản viện dẫn) and the units that do."""

    text: str
    units: tuple[str, ...]


@frozen
class FindingRow:
    """A point to check (điểm cần kiểm tra)."""

    severity: str
    code: str
    message: str
    advice: str
    unit: str
    file: str

    @property
    def lacking(self) -> bool:
        """Whether it tells what is missing: a report, its figures."""
        return self.code in _LACKING

    @property
    def doubtful(self) -> bool:
        """Whether it tells what does not hold or must be looked at."""
        return self.severity != "Ghi chú" and not self.lacking


@frozen
class FigureRow:
    """A figure (số liệu) with its sentence and file, and whether it joined a total.

    ``id`` and ``indicator`` are the indicator's, empty where it has none; ``why_not`` says why it
    did not join.
    """

    unit: str
    id: str
    indicator: str
    quote: str
    value: Decimal
    beside: str
    measure: str
    joined: bool
    why_not: str
    sentence: str
    file: str


@frozen
class UnitRow:
    """A unit with what it reported; ``cell.models`` is its number of models."""

    name: str
    level: str
    cell: ByIndicator[CellPhrase]
    initiatives: tuple[InitiativeRow, ...]
    commendations: tuple[CommendationRow, ...]
    results: tuple[PassageRow, ...]
    limitations: tuple[PassageRow, ...]
    causes: tuple[PassageRow, ...]
    lessons: tuple[PassageRow, ...]
    tasks: tuple[PassageRow, ...]
    proposals: tuple[PassageRow, ...]


@frozen
class Group:
    """The indicators under one heading, those that somebody reported."""

    name: str
    totals: tuple[TotalPhrase, ...]


@frozen
class ComparisonRows:
    """This review beside the last one; false where no last one was given.

    Attributes
    ----------
    period:
        What the last review looked back on; empty where that is not known.
    changes:
        Of the totals of which both reviews tell a number.
    cells:
        By unit and indicator, where either review has a number.
    new, ended:
        The models told now only, and in the last review only.
    joined, gone:
        Names of the units in this review only, and in the last one only.
    forgotten:
        Tasks of the last review that no report speaks of now.
    """

    given: bool = False
    period: str = ""
    changes: tuple[ChangePhrase, ...] = ()
    cells: tuple[ChangePhrase, ...] = ()
    new: tuple[InitiativeRow, ...] = ()
    ended: tuple[InitiativeRow, ...] = ()
    joined: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    forgotten: tuple[PassageRow, ...] = ()

    def __bool__(self) -> bool:
        return self.given
