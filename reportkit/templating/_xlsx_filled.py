"""The rows of a filled sheet: XML with holes, which get formulas once every sheet is filled.

Takes what a filling left (`_xlsx_filling`); gives the XML with every formula and, where it can be
told, its value. Knows neither tags nor data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import escape

from attrs import define, field, frozen

from reportkit.errors import TemplateError
from reportkit.templating._xlsx_evaluation import Evaluation, Placed
from reportkit.templating._xlsx_formulas import Formula, Layouts
from reportkit.templating._xlsx_heights import Wrapping
from reportkit.templating._xlsx_known import (
    CellValues,
    ShownTexts,
    Unknown,
    number_text,
)
from reportkit.templating._xlsx_links import PlacedGoal, PlacedLink
from reportkit.templating._xlsx_pictures import PlacedPicture
from reportkit.templating._xlsx_references import (
    Rectangle,
)
from reportkit.templating._xlsx_riding import Riding
from reportkit.templating._xlsx_seen import Sight, Spot
from reportkit.templating._xlsx_sheet import (
    Calculation,
    Cell,
    Dummy,
    Goal,
    located,
)  # fmt: skip
from reportkit.templating._xlsx_spool import Hole, Spool
from reportkit.templating._xlsx_styles import CellStyle
from reportkit.templating._xlsx_tags import anchor_of


@frozen(eq=False)
class Slot:
    """A cell that gets a value, a text or a formula, and its style."""

    cell: Cell
    style: CellStyle
    wrapping: Wrapping | None = None
    kept: bool = False
    """Whether a formula refers to the cell."""
    evaluation: Evaluation | None = None
    """What works out the value of the cell's formula."""
    riding: Riding | None = None
    """The cell's formula, where it rides along with its row."""
    dummy: Dummy | None = None
    """The picture over the cell in whose place another comes; the cell itself gets nothing."""
    goal: Goal | None = None
    """The text of the link over the cell that is filled; the cell itself gets nothing."""


@define(eq=False)
class FilledRows:
    """The rows of one filled sheet: their XML, where the lines went, what the rows span."""

    sheet: str
    spool: Spool
    formulas: Sequence[tuple[Slot, Formula]]
    """The formulas of the spool's holes, by number."""
    layouts: Layouts
    dimension: Rectangle
    values: CellValues
    merges: Sequence[Rectangle] = ()
    """Cells that the data merges."""
    part: str = ""
    """The sheet's part: of a copy, its own."""
    texts: ShownTexts = field(factory=ShownTexts)
    links: Sequence[PlacedLink] = ()
    pictures: Sequence[PlacedPicture] = ()
    placed_goals: Sequence[PlacedGoal] = ()
    goals: Mapping[tuple[int, int], Mapping[str, str]] = field(factory=dict)
    """The attributes of links over repeated cells, by row and column."""
    link_relations: Sequence[str | None] = ()
    """The identities of the links' relationships: None for links within the workbook."""
    drawing: str | None = None
    """The identity of the relationship to a drawing that the sheet gets."""
    all_values: Mapping[int, CellValues] = field(factory=dict)
    """The values of all filled sheets, by the identity of their rows' layout."""
    view: Mapping[str, Layouts] = field(factory=dict)
    """How the sheet sees itself and the others."""
    _sights: dict[int, Sight] = field(factory=dict)

    def xml(self, layouts: Mapping[str, Layouts]) -> Iterator[bytes]:
        """Give the XML in blocks, with every formula in its place."""
        return self.spool.read(lambda hole: self._formula(hole, layouts))

    def _formula(self, hole: Hole, layouts: Mapping[str, Layouts]) -> str:
        number = hole[0]
        slot, formula = self.formulas[number]
        cell = slot.cell
        sight, here = self._sight(number), Spot(*hole[1:])
        try:
            text = formula.written(lambda one: sight.text(one, layouts[one.sheet], here))
        except TemplateError as error:
            source = f"={formula.source}"
            error.anchor = error.anchor or anchor_of(self.sheet, cell.row, cell.column)
            raise located(error, self.sheet, f"cell {cell.address}", source) from None
        attributes = ""
        if isinstance(cell.content, Calculation):
            attributes = cell.content.attributes
            if cell.content.array is not None:
                attributes += f' t="array" ref="{self._array(cell.content.array, hole)}"'
        value = self._cached(slot, hole)
        return f"{slot.style.attribute}><f{attributes}>{escape(text)}</f>{value}</c>"

    def _sight(self, number: int) -> Sight:
        sight = self._sights.get(number)
        if sight is None:
            cell = self.formulas[number][0].cell
            sight = self._sights[number] = Sight(self.sheet, cell.row, cell.column)
        return sight

    def _cached(self, slot: Slot, hole: Hole) -> str:
        """The value of a formula, where it can be told."""
        if slot.evaluation is None:
            return ""
        try:
            value = self.values.cell(hole[1], hole[2]) if slot.kept else self.evaluated(hole)
        except Unknown:
            return ""
        return f"<v>{number_text(value)}</v>" if isinstance(value, float) else ""

    def evaluated(self, hole: Hole) -> float:
        """Work out the formula of a hole; Unknown where its value cannot be told."""
        number = hole[0]
        evaluation = self.formulas[number][0].evaluation
        if evaluation is None:
            raise Unknown
        scope = Placed(self._sight(number), Spot(*hole[1:]), self.view, self.all_values)
        return evaluation.value(scope)

    def _array(self, array: Rectangle, hole: Hole) -> Rectangle:
        _, row, column, row_path, path = hole
        rows = self.layouts.rows.areas(array.top, array.bottom, row_path, row_path)
        columns = self.layouts.columns.areas(array.left, array.right, path, path)
        return Rectangle(row, rows[-1][1], column, columns[-1][1])
