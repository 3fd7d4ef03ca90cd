"""What a template prints of one number of a review, and asks of it in a condition.

Takes the review's cells and totals, gives objects that read well in a tag: ``{{ total.models }}``
is "trên 608 mô hình", ``{% if total.models %}`` asks whether anybody reported it. Phrases only:
every sentence stands in the template.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Generic, TypeVar

from attrs import evolve, frozen

from reportkit.documents.changes import ChangePhrase, YearPhrase
from reportkit.documents.linked_cells import SOURCES, TOTALS, link_to
from reportkit.documents.traced import Trace, TracedText
from reportkit.vietnamese import Amount, Bound, format_amount, format_number
from reportkit.vietnamese.formatting import MISSING

if TYPE_CHECKING:
    from reportkit.templating import Link

__all__ = [
    "BLANK",
    "CORRECTED",
    "Blank",
    "ByIndicator",
    "CellPhrase",
    "TotalPhrase",
    "VaguePhrase",
    "beside",
    "bound_beside",
]

CORRECTED = "(đã sửa)"
_PARTLY_CORRECTED = "(có số đã sửa)"
_BESIDE = {
    Bound.OVER: "trên",
    Bound.UNDER: "dưới",
    Bound.NEARLY: "gần",
    Bound.ABOUT: "khoảng",
}


class Blank(str):
    """A dotted blank for a person to fill in: printed as dots, false in a condition.

    >>> bool(BLANK), str(BLANK)
    (False, '…………')
    """

    __slots__ = ()

    def __bool__(self) -> bool:
        return False


BLANK = Blank("…………")


@frozen
class CellPhrase:
    """What one unit reported for one indicator.

    Attributes
    ----------
    unit:
        The unit's name.
    amount:
        None where the unit has no figure.
    counted:
        Whether it joins the total.
    why:
        How the amount came about, in the review's words; may be empty.
    corrected:
        Whether a person corrected it.
    sources:
        The sentences that it comes from, each with its unit and file.
    trace:
        How Word tells them where the number is printed.
    vague:
        What the unit told that is no number to add: "hàng nghìn tin, bài"; may be empty.
    """

    unit: str = ""
    amount: Amount | None = None
    counted: bool = False
    why: str = ""
    corrected: bool = False
    sources: tuple[str, ...] = ()
    trace: Trace | None = None
    vague: str = ""

    def __bool__(self) -> bool:
        return self.amount is not None

    def __html__(self) -> str:
        return TracedText(str(self), self.sources, self.trace).__html__()

    @property
    def without_note(self) -> str:
        """What a text box shows, where Word holds no note."""
        return str(self)

    def __str__(self) -> str:
        """The number without its unit, "(đã sửa)" behind one that a person corrected."""
        return _marked(self._number, CORRECTED if self.corrected else "")

    @property
    def words(self) -> str:
        """The number with its unit: "9,9 tỷ đồng"; traced and marked as the number alone is."""
        said = _marked(format_amount(self.amount), CORRECTED if self.corrected else "")
        return TracedText(said, self.sources, self.trace)

    @property
    def value(self) -> Decimal | str:
        """For a workbook: a number if it joins a sum over the cells, else text."""
        if self.amount is None:
            return self.vague or self._number
        return self.amount.value if self.counted else self._number

    @property
    def beside(self) -> str:
        """What the workbook writes beside the number: its bound, its denominator, "đã sửa"."""
        return beside(self.amount if self.counted else None, corrected=self.corrected)

    @property
    def _number(self) -> str:
        return format_amount(self.amount, unit=False)


@frozen
class VaguePhrase:
    """A figure that joins no sum and is told beside it: its words, traced, and who said them."""

    quote: str
    unit: str
    reason: str = ""

    def __str__(self) -> str:
        return f"{self.quote} ({self.unit})"


@frozen
class TotalPhrase:
    """What all units together reported for one indicator.

    Attributes
    ----------
    id, name, measure, group:
        Of the indicator; ``measure`` is its unit of measure.
    amount, span:
        The total; or, of a rate that cannot be recomputed, the lowest and the highest told.
    units, expected:
        Names of the units that it speaks for, and how many units there are.
    cells:
        The units' own, in the order of the report.
    vague:
        What stands beside the sum because it is no number to add.
    sums, tops:
        Whether the plain sum (the greatest) of the counted cells is the total, so that a
        workbook may hold it as a formula.
    corrected:
        Whether a person corrected a figure that it comes from.
    change:
        What became of it since the last review; false where none was given or both cannot be
        compared.
    years:
        What the units tell of single years, from the first on.
    sources:
        The sentences that it comes from, each with its unit and file.
    trace:
        How Word tells them where the number is printed.
    """

    id: str = ""
    name: str = ""
    measure: str = ""
    group: str = ""
    amount: Amount | None = None
    span: tuple[Amount, Amount] | None = None
    units: tuple[str, ...] = ()
    expected: int = 0
    cells: tuple[CellPhrase, ...] = ()
    vague: tuple[VaguePhrase, ...] = ()
    sums: bool = False
    tops: bool = False
    corrected: bool = False
    change: ChangePhrase | None = None
    years: tuple[YearPhrase, ...] = ()
    sources: tuple[str, ...] = ()
    trace: Trace | None = None

    def __bool__(self) -> bool:
        return self.amount is not None or self.span is not None

    def __html__(self) -> str:
        return TracedText(str(self), self.sources, self.trace).__html__()

    @property
    def without_note(self) -> str:
        """What a text box shows, where Word holds no note."""
        return str(self)

    def __str__(self) -> str:
        """The total with its unit: "trên 608 mô hình"; "(có số đã sửa)" behind a corrected one."""
        if self.amount is None:
            return _marked(self._span_text, self.mark)
        measured = evolve(self.amount, unit=self.measure or self.amount.unit)
        return _marked(format_amount(measured, padded=True), self.mark)

    @property
    def number(self) -> str:
        """The total without its unit: "trên 608"; a percentage keeps its sign."""
        measure = "%" if self.measure == "%" else None
        words = (
            self._span_text
            if self.amount is None
            else format_amount(evolve(self.amount, unit=measure))
        )
        return TracedText(_marked(words, self.mark), self.sources, self.trace)

    @property
    def mark(self) -> str:
        """What tells that a person corrected it, or a figure that it adds up; else empty."""
        if not self.corrected:
            return ""
        return CORRECTED if sum(cell.counted for cell in self.cells) == 1 else _PARTLY_CORRECTED

    @property
    def coverage(self) -> str:
        """For how many of how many units it speaks: "3/5"."""
        return f"{format_number(len(self.units))}/{format_number(self.expected)}"

    @property
    def to_sources(self) -> Link:
        """For a workbook: the coverage, as a link to the first cell that holds ``to_total``."""
        return _link(SOURCES, self.id, self.coverage, "Xem nguồn của số liệu")

    @property
    def to_total(self) -> Link:
        """For a workbook: a link to the cell that holds ``to_sources``."""
        return _link(TOTALS, self.id, "Tổng hợp", "Về số tổng hợp")

    @property
    def ranked(self) -> tuple[CellPhrase, ...]:
        """The cells that join the total, the greatest first."""
        return tuple(sorted(filter(_counts, self.cells), key=_value, reverse=True))

    @property
    def highest(self) -> CellPhrase | None:
        """The cell with the greatest number; None where fewer than two count, or two share it."""
        ranked = self.ranked
        if len(ranked) < 2 or _value(ranked[0]) == _value(ranked[1]):
            return None
        return ranked[0]

    @property
    def reported(self) -> bool:
        """Whether anybody said anything of it, be it what adds up to nothing."""
        return bool(self) or bool(self.vague) or bool(self.told)

    @property
    def told(self) -> tuple[CellPhrase, ...]:
        """The cells of the units that reported a number."""
        return tuple(cell for cell in self.cells if cell)

    @property
    def value(self) -> Decimal | str:
        """For a workbook: the total as a number, or as text where it is none."""
        return self.amount.value if self.amount is not None else self._span_text

    @property
    def beside(self) -> str:
        """What the workbook writes beside the number: its bound, its denominator, its mark."""
        return _marked(bound_beside(self.amount), self.mark)

    @property
    def _span_text(self) -> str:
        if self.span is None:
            return MISSING
        lowest, highest = (format_amount(end) for end in self.span)
        return lowest if lowest == highest else f"từ {lowest} đến {highest}"


Phrase = TypeVar("Phrase")


class ByIndicator(Generic[Phrase]):
    """Phrases by indicator id: ``total.models``; an id that the profile lacks is absent.

    >>> total = ByIndicator({}, absent=TotalPhrase())
    >>> bool(total.models), str(total.models)
    (False, '–')
    """

    def __init__(self, phrases: Mapping[str, Phrase], *, absent: Phrase) -> None:
        self._phrases = dict(phrases)
        self._absent = absent

    def __getattr__(self, id: str) -> Phrase:
        if id.startswith("_"):
            raise AttributeError(id)
        return self[id]

    def __getitem__(self, id: str) -> Phrase:
        return self._phrases.get(id, self._absent)

    def __iter__(self) -> Iterator[Phrase]:
        return iter(self._phrases.values())


def beside(amount: Amount | None, *, corrected: bool = False) -> str:
    """Give what stands beside a number, and whether a person corrected it.

    >>> beside(Amount.of(608, bound=Bound.OVER), corrected=True)
    'trên (đã sửa)'
    """
    return _marked(bound_beside(amount), CORRECTED if corrected else "")


def bound_beside(amount: Amount | None) -> str:
    """Give what stands beside a number in a table: its bound, its denominator.

    >>> bound_beside(Amount.of(608, bound=Bound.OVER)), bound_beside(Amount.of(11, denominator=17))
    ('trên', '/17')
    """
    if amount is None:
        return ""
    if amount.bound is Bound.RANGE and amount.high is not None:
        return f"đến {format_number(amount.high)}"
    if amount.denominator is not None:
        return f"/{format_number(amount.denominator)}"
    return _BESIDE.get(amount.bound, "")


def _link(kind: str, id: str, text: str, tooltip: str) -> Link:
    from reportkit.templating import Link

    return Link(link_to(kind, id), text, tooltip)


def _counts(cell: CellPhrase) -> bool:
    return cell.counted and cell.amount is not None


def _value(cell: CellPhrase) -> Decimal:
    return cell.amount.value if cell.amount is not None else Decimal(0)


def _marked(words: str, mark: str) -> str:
    return " ".join(filter(None, (words, mark)))
