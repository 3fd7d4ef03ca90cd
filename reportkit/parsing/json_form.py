"""The one JSON form of summaries, made by cattrs hooks: written and read back to equal objects.

Takes summaries, gives text, and the other way round. A summary is an object in the library's own
names with ``schema`` first. Two things differ from the objects: a quantity or a span stands flat
in what holds it (a figure has ``start``, ``end``, ``value``, ``high``, … itself), and of an
amount's ends only what does not follow from bound and value is written: ``high`` of a range, and
``ends`` of a sum. Numbers keep every digit; dates are ISO 8601; enums are their values.
Knows nothing of profiles or reviews.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cache, partial
from typing import Any

import attrs
from attrs import define, field
from cattrs import Converter, transform_error
from cattrs.errors import ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn

from reportkit.errors import ReportkitError
from reportkit.parsing.objects import Citation, Commendation, Figure, Initiative, Passage, Summary
from reportkit.sources import Table, TableCell
from reportkit.spans import Span
from reportkit.vietnamese import Amount, Bound, Quantity
from reportkit.vietnamese.amounts import ends

__all__ = [
    "SCHEMA",
    "from_dict",
    "from_json",
    "new_converter",
    "read_json",
    "to_dict",
    "to_json",
    "write_json",
]

SCHEMA = 1
"""The number of this form; it changes when a reader of the old one would misread the new one."""

_LONGEST_NUMBER = 40
_FAULTS_AT_MOST = 8

Json = Any


# ------------------------------------------------------------------------------- the doors


def to_json(summaries: Iterable[Summary]) -> str:
    """Give the summaries as a JSON list, an object a report.

    Examples
    --------
    >>> from reportkit.sources import Source
    >>> from_json(to_json([Summary(Source("a.txt", "Có 29 mô hình."))]))[0].source.name
    'a.txt'
    """
    return write_json([to_dict(summary) for summary in summaries])


def from_json(text: str | bytes) -> tuple[Summary, ...]:
    """Give the summaries that :func:`to_json` wrote.

    Raises
    ------
    ReportkitError
        The text is no JSON or not of this form; ``where`` names each place that is wrong
        (``$[0].figures[3].value``).
    """
    data = read_json(text)
    if not isinstance(data, list):
        raise _wrong("$: expected a list of reports")
    return tuple(_summary(entry, f"$[{index}]") for index, entry in enumerate(data))


def to_dict(summary: Summary) -> dict[str, Json]:
    """Give one summary as plain objects; its numbers are ``int`` or ``Decimal``."""
    return {"schema": SCHEMA, **_converter().unstructure(summary, Summary)}


def from_dict(data: Mapping[str, Json]) -> Summary:
    """Give the summary that :func:`to_dict` made; ``ReportkitError`` where the form is wrong."""
    return _summary(data, "$")


def write_json(data: Json) -> str:
    """Give plain objects as JSON text: readable, UTF-8, a ``Decimal`` with all its digits.

    >>> print(write_json({"value": Decimal("2.95"), "unit": "%"}))
    {
      "value": 2.95,
      "unit": "%"
    }
    """
    return _written(data, "\n") + "\n"


def read_json(text: str | bytes) -> Json:
    """Give JSON text as plain objects; a number with a point becomes a ``Decimal``."""
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise ReportkitError(
            f"This is no JSON: {error}.",
            remedy="Write it anew with `reportkit parse --json` or to_json.",
        ) from error


def new_converter() -> Converter:
    """Give a cattrs converter that knows this form, to build further forms on."""
    converter = Converter(unstruct_collection_overrides={tuple: list})
    for kind in _NAMES:
        converter.register_structure_hook(kind, _exactly)
    converter.register_structure_hook(StrEnum, _enum)
    converter.register_unstructure_hook(dt.date, dt.date.isoformat)
    converter.register_structure_hook(dt.date, _date)
    converter.register_unstructure_hook(Decimal, _plain_number)
    converter.register_structure_hook(Decimal, _decimal)
    converter.register_unstructure_hook_factory(attrs.has, partial(_folding, converter))
    converter.register_structure_hook_factory(attrs.has, partial(_unfolding, converter))
    converter.register_unstructure_hook(Amount, partial(_write_amount, converter))
    converter.register_structure_hook(Amount, partial(_read_amount, converter, _AmountForm))
    converter.register_structure_hook(Quantity, partial(_read_amount, converter, _QuantityForm))
    converter.register_unstructure_hook(Table, lambda table: converter.unstructure(table.cells))
    converter.register_structure_hook(
        Table, lambda data, _: Table(converter.structure(data, tuple[TableCell, ...]))
    )
    return converter


@cache
def _converter() -> Converter:
    return new_converter()


def _summary(data: Json, where: str) -> Summary:
    if not isinstance(data, Mapping):
        raise _wrong(f"{where}: expected an object, a report")
    schema = data.get("schema")
    if schema != SCHEMA or isinstance(schema, bool):
        raise ReportkitError(
            f"The report has schema {schema!r}; this version of reportkit reads {SCHEMA}.",
            where=f"{where}.schema",
            remedy="Parse the reports again, or use the version that wrote the file.",
        )
    fields = {key: value for key, value in data.items() if key != "schema"}
    try:
        return _converter().structure(fields, Summary)
    except Exception as error:
        raise _wrong(*_faults(error, where)) from error


def _wrong(*faults: str) -> ReportkitError:
    more = [f"and {len(faults) - _FAULTS_AT_MOST} more"] if len(faults) > _FAULTS_AT_MOST else []
    return ReportkitError(
        "The JSON is not in the form of reportkit's reports.",
        where="; ".join([*faults[:_FAULTS_AT_MOST], *more]),
        remedy="Correct it there, or write it anew with `reportkit parse --json`.",
    )


_FLAT_STEP = re.compile(r"\.(?:quantity|span)(?=\.|$)")


def _faults(error: Exception, where: str) -> Iterator[str]:
    """Each wrong place with its reason; flat parts are named as they stand in the JSON."""
    for fault in transform_error(error, path=where, format_exception=_reason):
        reason, _, place = fault.rpartition(" @ ")
        yield f"{_FLAT_STEP.sub('', place)}: {reason}"


# ------------------------------------------------------------------------ numbers and text


def _written(data: Json, line: str) -> str:
    """JSON text, two spaces deeper at each level; ``line`` is a line end with its indent."""
    if isinstance(data, Mapping):
        deeper = line + "  "
        entries = (f"{_text(key)}: {_written(value, deeper)}" for key, value in data.items())
        inside = f",{deeper}".join(entries)
        return f"{{{deeper}{inside}{line}}}" if inside else "{}"
    if isinstance(data, (list, tuple)):
        deeper = line + "  "
        inside = f",{deeper}".join(_written(value, deeper) for value in data)
        return f"[{deeper}{inside}{line}]" if inside else "[]"
    if isinstance(data, Decimal):
        number = _plain_number(data)
        return str(number)
    return _text(data)


def _text(data: Json) -> str:
    return json.dumps(data, ensure_ascii=False, allow_nan=False)


def _plain_number(number: Decimal) -> Decimal | int:
    """A whole number as ``int``, any other as it is."""
    if not number.is_finite():
        raise ValueError(f"{number} cannot be written as a JSON number")
    if number.adjusted() < _LONGEST_NUMBER and number == number.to_integral_value():
        return int(number)
    return number


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is not a number")


def _decimal(value: Json, _: type) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        raise TypeError(f"expected a number, got {value!r}")
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    if not number.is_finite():
        raise TypeError(f"expected a number, got {value!r}")
    return number


def _exactly(value: Json, kind: type) -> Json:
    if type(value) is not kind:
        raise TypeError(f"expected {_NAMES[kind]}, got {value!r}")
    return value


_NAMES = {str: "a text", int: "a whole number", bool: "true or false"}


def _enum(value: Json, kind: type[StrEnum]) -> StrEnum:
    try:
        return kind(value)
    except ValueError:
        known = ", ".join(kind)
        raise TypeError(f"expected one of {known}; got {value!r}") from None


def _date(value: Json, _: type) -> dt.date:
    try:
        return dt.date.fromisoformat(value)
    except (TypeError, ValueError):
        raise TypeError(f"expected a date like 2024-06-09, got {value!r}") from None


def _reason(error: BaseException, _: type | None) -> str:
    """Why one place is wrong, in a few words."""
    if isinstance(error, KeyError):
        return f"{error.args[0]!r} is missing"
    if isinstance(error, ForbiddenExtraKeysError):
        return f"unknown: {', '.join(sorted(error.extra_fields))}"
    return str(error) or type(error).__name__


# --------------------------------------------------------------------------- what is flat


@define
class _AmountForm:
    """An amount as it stands in the JSON."""

    value: Decimal
    high: Decimal | None = None
    denominator: Decimal | None = None
    bound: Bound = Bound.EXACT
    unit: str | None = None
    ends: tuple[Decimal | None, Decimal | None] | None = None

    def amount(self) -> Amount:
        """Give the amount that this stands for."""
        low, high = self.ends or ends(self.value, self.bound, self.high)
        return Amount(self.value, low, high, self.denominator, self.unit, self.bound)


@define
class _QuantityForm(_AmountForm):
    """A quantity as it stands in the JSON."""

    start: int = field(kw_only=True)
    end: int = field(kw_only=True)

    def amount(self) -> Quantity:
        """Give the quantity that this stands for."""
        return Quantity.at(Span(self.start, self.end), super().amount())


def _write_amount(converter: Converter, amount: Amount) -> dict[str, Json]:
    """Write an amount, its ends only where they do not follow from the rest."""
    upper = amount.high if amount.bound is Bound.RANGE else None
    known = (amount.low, amount.high)
    facts: dict[str, Any] = {
        "value": amount.value,
        "high": upper,
        "denominator": amount.denominator,
        "bound": amount.bound,
        "unit": amount.unit,
    }
    if known != ends(amount.value, amount.bound, upper):
        facts["ends"] = known
    if isinstance(amount, Quantity):
        facts = {"start": amount.span.start, "end": amount.span.end, **facts}
    written: dict[str, Json] = converter.unstructure(facts)
    return written


def _read_amount(converter: Converter, form: type[_AmountForm], data: Json, _: type) -> Amount:
    return converter.structure(data, form).amount()


# What stands flat in what: the field, and its keys in the JSON.
_SPAN = ("start", "end")
_FLAT: dict[type, tuple[str, tuple[str, ...]]] = {
    Figure: ("quantity", (*_SPAN, "value", "high", "denominator", "bound", "unit", "ends")),
    **dict.fromkeys((TableCell, Initiative, Citation, Commendation, Passage), ("span", _SPAN)),
}


def _folding(converter: Converter, kind: type) -> Callable[[Any], dict[str, Json]]:
    """How an object of this kind is written."""
    write: Callable[[Any], dict[str, Json]] = make_dict_unstructure_fn(kind, converter)
    if kind not in _FLAT:
        return write
    name = _FLAT[kind][0]

    def fold(value: Any) -> dict[str, Json]:
        written: dict[str, Json] = {}
        for key, entry in write(value).items():
            written |= (entry or dict.fromkeys(_SPAN)) if key == name else {key: entry}
        return written

    return fold


def _unfolding(converter: Converter, kind: type) -> Callable[[Json, type], Any]:
    """How an object of this kind is read."""
    read: Callable[[Json, type], Any] = make_dict_structure_fn(
        kind, converter, _cattrs_forbid_extra_keys=True
    )
    name, keys = _FLAT.get(kind, ("", ()))

    def unfold(data: Json, _: type) -> Any:
        if not isinstance(data, Mapping):
            raise TypeError(f"expected an object, got {data!r}")
        if keys:
            data = dict(data)
            inner = {key: data.pop(key) for key in keys if key in data}
            is_absent = keys == _SPAN and set(inner.values()) <= {None}
            data[name] = None if is_absent else inner
        return read(data, kind)

    return unfold
