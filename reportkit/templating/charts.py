"""The data of a chart as a value: `Chart`, for charts that were drawn in Word.

Takes names of categories and series of numbers, or a pandas table; gives plain frozen values.
Knows nothing of how a chart is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from numbers import Real
from typing import Any

from attrs import field, frozen

from reportkit.errors import TemplateValueError
from reportkit.templating._filters import is_blank

__all__ = ["Chart", "chart_of", "is_chart"]


def _series(given: Any) -> Mapping[str, tuple[Any, ...]]:
    if not isinstance(given, Mapping) or not given:
        raise TemplateValueError(
            "A chart needs series of numbers.",
            remedy="Give them by name: Chart(categories=['A', 'B'], series={'Mô hình': [5, 7]}).",
        )
    return {str(name): tuple(values) for name, values in given.items()}


@frozen
class Chart:
    """What a chart shows: ``{"Mô hình": Chart(…)}`` fills the chart with that alternative text.

    Parameters
    ----------
    categories:
        The names along the axis, dates, or for a scatter chart numbers.
    series:
        The numbers of each series by its name; None is a gap.
    number_format:
        How the numbers are shown, in Excel's words: ``"#,##0"``, ``"0.0%"``. Without one the
        template's own stays.

    Raises
    ------
    TemplateValueError
        There is no series, one has more or fewer numbers than there are categories, or what is
        no number.

    Examples
    --------
    >>> chart = Chart(["Sơn La", "Hà Giang"], {"Mô hình": [5, None]})
    >>> chart.series["Mô hình"]
    (5, None)
    """

    categories: tuple[Any, ...] = field(converter=tuple)
    series: Mapping[str, tuple[Any, ...]] = field(converter=_series)
    number_format: str | None = None

    def __attrs_post_init__(self) -> None:
        count = len(self.categories)
        for name, values in self.series.items():
            if len(values) != count:
                raise TemplateValueError(
                    f"The series {name!r} has {len(values)} numbers for {count} categories.",
                    remedy="Give a number for each category, None where there is none.",
                )
            for value in values:
                if not is_blank(value) and not isinstance(value, Real | Decimal):
                    raise TemplateValueError(
                        f"{value!r} in the series {name!r} is no number.",
                        remedy="Give numbers; None where there is none.",
                    )

    def __html__(self) -> str:
        raise TemplateValueError(
            "A chart cannot stand in a text.",
            remedy="Draw a chart in Word and give it the name of the value as alternative text; "
            "it is filled without a tag.",
        )


def is_chart(value: Any) -> bool:
    """Say whether a value is the data of a chart.

    Examples
    --------
    >>> is_chart({"categories": ["A"], "series": {"n": [1]}}), is_chart("a")
    (True, False)
    """
    as_json = isinstance(value, Mapping) and {"categories", "series"} <= set(value)
    return as_json or isinstance(value, Chart) or type(value).__name__ in ("DataFrame", "Series")


def chart_of(value: Any) -> Chart:
    """Give the chart that a value says: a Chart, a pandas table, or a mapping as of JSON.

    Of a table the index gives the categories and each column is a series.

    Raises
    ------
    TemplateValueError
        It says none.

    Examples
    --------
    >>> chart_of({"categories": ["A"], "series": {"n": [1]}}).categories
    ('A',)
    """
    if isinstance(value, Chart):
        return value
    if isinstance(value, Mapping) and {"categories", "series"} <= set(value):
        unknown = set(value) - {"categories", "series", "number_format"}
        if not unknown:
            return Chart(**value)
    kind = type(value).__name__
    if kind == "DataFrame":
        return Chart(_labels(value.index), {name: value[name].tolist() for name in value.columns})
    if kind == "Series":
        return Chart(_labels(value.index), {value.name or "": value.tolist()})
    raise TemplateValueError(
        f"A chart cannot be filled from a {kind}.",
        remedy="Give a Chart(categories=…, series={name: numbers}) or a DataFrame.",
    )


def _labels(index: Iterable[Any]) -> list[Any]:
    """The labels of a table's rows; those of several levels are joined."""
    return [
        " ".join(map(str, label)) if isinstance(label, tuple) else _plain(label) for label in index
    ]


def _plain(label: Any) -> Any:
    return label if isinstance(label, date | str) or not hasattr(label, "item") else label.item()
