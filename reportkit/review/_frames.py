"""The tables of a review as pandas frames. pandas is loaded here only, when asked for."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from reportkit.vietnamese import Bound

if TYPE_CHECKING:
    from types import ModuleType

    import pandas as pd

    from reportkit.review.evidence import Evidence
    from reportkit.review.review import Review

__all__ = ["cells_frame", "figures_frame"]

_COLUMNS = (
    "unit",
    "source",
    "indicator",
    "counted",
    "quote",
    "value",
    "high",
    "denominator",
    "bound",
    "measure",
    "role",
    "scope",
    "scope_name",
    "period",
    "confidence",
    "verdict",
    "sentence",
    "start",
    "end",
)


def cells_frame(review: Review) -> pd.DataFrame:
    """Give a row a unit and a column an indicator; NaN where a unit has no figure.

    A number can bear no mark: ``frame.attrs["corrected"]`` names what a person corrected.
    """
    pandas = _pandas()
    table = [
        [review.cell(unit, indicator.id) for indicator in review.profile.indicators]
        for unit in review.units
    ]
    rows = [
        [_number(cell.amount.value if cell.amount else None) for cell in cells] for cells in table
    ]
    frame: pd.DataFrame = pandas.DataFrame(
        rows,
        index=pandas.Index([unit.name for unit in review.units], name="unit"),
        columns=pandas.Index([one.id for one in review.profile.indicators], name="indicator"),
        dtype="float64",
    )
    frame.attrs["corrected"] = [
        (cell.unit.name, cell.indicator.id)
        for cells in table
        for cell in cells
        if cell.is_corrected
    ]
    return frame


def figures_frame(review: Review) -> pd.DataFrame:
    """Give a row a figure of any report, bound to an indicator or not."""
    frame: pd.DataFrame = (
        _pandas()
        .DataFrame([_row(evidence) for evidence in review.figures], columns=list(_COLUMNS))
        .astype({"value": "float64", "high": "float64", "denominator": "float64"})
    )
    return frame


def _row(evidence: Evidence) -> tuple[object, ...]:
    figure = evidence.figure
    quantity = figure.quantity
    return (
        evidence.unit.name if evidence.unit else None,
        evidence.source,
        figure.indicator,
        figure.counted,
        figure.quote,
        _number(quantity.value),
        _number(quantity.high if quantity.bound is Bound.RANGE else None),
        _number(quantity.denominator),
        quantity.bound.value,
        quantity.unit,
        figure.role.value,
        figure.scope.kind.value,
        figure.scope.name,
        figure.period.text if figure.period else None,
        figure.confidence.value,
        figure.verdict.value if figure.verdict else None,
        figure.sentence,
        quantity.span.start,
        quantity.span.end,
    )


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _pandas() -> ModuleType:
    try:
        import pandas
    except ImportError as error:
        raise ImportError(
            "Tables for a notebook need pandas: pip install 'reportkit[pandas]'"
        ) from error
    return pandas
