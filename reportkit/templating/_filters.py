"""Number, percent and date filters for any language, on Babel.

Takes values and a locale, gives text. Knows nothing of templates; what only Vietnamese needs
is in ``reportkit.vietnamese.FILTERS``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext
from typing import Any

from jinja2 import Undefined

__all__ = ["is_blank", "locale_filters"]

_MOST_DIGITS = 10_000
"""Digits before or behind the point: "1e9999999" is short to write and long to print."""


def is_blank(value: object) -> bool:
    """Say whether a value prints nothing: None, NaN, NaT, pandas' NA.

    Examples
    --------
    >>> is_blank(None), is_blank(float("nan")), is_blank(0), is_blank("")
    (True, True, False, False)
    """
    if value is None:
        return True
    if isinstance(value, (str, int, list, dict, tuple)):
        return False
    if isinstance(value, float):
        return math.isnan(value)
    if isinstance(value, Decimal):
        return value.is_nan()
    kind = type(value).__name__
    numpy = kind.startswith(("float", "datetime64", "timedelta64"))
    return kind in ("NaTType", "NAType") or (numpy and bool(value != value))


def locale_filters(locale: str) -> dict[str, Callable[..., Any]]:
    """Give the filters ``number``, ``percent`` and ``date`` of a language.

    Examples
    --------
    >>> filters = locale_filters("vi")
    >>> filters["number"](Decimal("12651.50")), filters["number"](2.5, 0)
    ('12.651,50', '3')
    >>> filters["percent"](Decimal("0.985")), filters["date"](date(2021, 5, 18))
    ('98,5%', '18/5/2021')
    """

    def number(value: Any, decimals: int | None = None) -> Any:
        """The number with the language's marks; all its decimals, or as many as asked."""
        if _passes(value):
            return value
        return _format(_decimal(value), decimals, locale)

    def percent(value: Any, decimals: int | None = None) -> Any:
        """A ratio as a percentage: 0.985 is 98,5%."""
        if _passes(value):
            return value
        return _format(_decimal(value), decimals, locale, percent=True)

    def format_date(value: Any, pattern: str = "") -> Any:
        """A date, or one written as 2021-05-18, by a CLDR pattern ("dd/MM/yyyy") or its name."""
        if _passes(value) or value == "":
            return value
        from babel.dates import format_date as by_pattern
        from babel.dates import format_skeleton

        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        if not isinstance(moment, date):
            raise TypeError(f"{value!r} is no date")
        if pattern:
            return by_pattern(moment, pattern, locale=locale)
        return format_skeleton("yMd", moment, locale=locale)

    return {"number": number, "percent": percent, "date": format_date}


def _passes(value: object) -> bool:
    return isinstance(value, Undefined) or is_blank(value)


def _decimal(value: object) -> Decimal:
    try:
        number = value if isinstance(value, Decimal) else Decimal(str(value))
    except InvalidOperation:
        raise ValueError(f"{value!r} is no number") from None
    if not number.is_finite():
        raise ValueError(f"{value!r} is no finite number")
    if abs(number.adjusted()) > _MOST_DIGITS:
        raise ValueError(f"{value!r} has more than {_MOST_DIGITS:,} digits")
    return number


def _format(number: Decimal, decimals: int | None, locale: str, *, percent: bool = False) -> str:
    """The number by the pattern of the language, with all its decimals or these."""
    from babel import Locale
    from babel.numbers import format_decimal

    _, digits, exponent = number.as_tuple()
    with localcontext(prec=len(digits) + abs(int(exponent)) + (decimals or 0) + 9):
        if percent:
            number = number.scaleb(2)
        places = max(0, -int(number.as_tuple().exponent)) if decimals is None else decimals
        number = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        pattern = "#,##0" + ("." + "0" * places if places else "")
        text = format_decimal(number, pattern, locale=locale)
    if not percent:
        return text
    pattern = Locale.parse(locale).percent_formats[None].pattern  # "#,##0%", in French "#,##0 %"
    return re.sub("[#,0.]+", text, pattern, count=1)
