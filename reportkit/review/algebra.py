"""How amounts with bounds add up: "trên 579" and "29" make "trên 608".

Takes amounts, gives amounts. Knows nothing of units, indicators or texts. The table of bounds is
that of the design: a bound of the sum depends only on which bounds its parts have, never on their
order.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import reduce

from attrs import evolve

from reportkit.errors import ReviewError
from reportkit.vietnamese import Amount, Bound, Quantity
from reportkit.vietnamese.measures import MEASURES, dimension

__all__ = [
    "add",
    "add_all",
    "as_percentage",
    "as_said",
    "bound_of_sum",
    "convert",
    "dimension",
    "highest",
    "lowest_and_highest",
    "may_be_the_same",
    "say_the_same",
    "surely_at_most",
]

_NOT_ADDED = frozenset({"%", "điểm %", "°C", "km/h", "Mbps", "Gbps"})
_UPPER = frozenset({Bound.UNDER, Bound.NEARLY})


def bound_of_sum(first: Bound, second: Bound) -> Bound:
    """Give the bound of a sum of two amounts; ``ReviewError`` for a vague order.

    >>> bound_of_sum(Bound.EXACT, Bound.OVER), bound_of_sum(Bound.OVER, Bound.NEARLY)
    (<Bound.OVER: 'over'>, <Bound.ABOUT: 'about'>)
    """
    both = {first, second}
    if Bound.ORDER in both:
        raise ReviewError(
            "A vague order of magnitude (hàng nghìn) joins no sum.",
            remedy="List it beside the sum.",
        )
    both.discard(Bound.EXACT)
    if len(both) < 2:
        return both.pop() if both else Bound.EXACT
    if both == _UPPER:
        return Bound.NEARLY
    if both == {Bound.OVER, Bound.RANGE}:
        return Bound.OVER
    return Bound.ABOUT


def add(first: Amount, second: Amount) -> Amount:
    """Give the sum of two amounts, with what is known of its bound and ends.

    Ends add where both are known, else they are open. Ratios add numerator and denominator; a sum
    in which one part has no denominator has none. Lengths, areas and weights are brought to their
    base unit where the units differ; words of counting that differ leave the sum without a unit.

    Raises
    ------
    ReviewError
        Where the two have no sum: percentages, a vague order, money and a length.

    Examples
    --------
    >>> total = add(Amount.of(579, bound=Bound.OVER), Amount.of(29))
    >>> total.bound.value, total.value, total.low, total.high
    ('over', Decimal('608'), Decimal('608'), None)
    >>> ratio = add(Amount.of(11, denominator=17), Amount.of(7, denominator=7))
    >>> ratio.value, ratio.denominator
    (Decimal('18'), Decimal('24'))
    """
    bound = bound_of_sum(first.bound, second.bound)
    unit = _unit_of_sum(first.unit, second.unit)
    if unit in MEASURES:
        first, second = convert(first, unit), convert(second, unit)
    return Amount(
        value=first.value + second.value,
        low=_both(first.low, second.low),
        high=_both(first.high, second.high),
        denominator=_both(first.denominator, second.denominator),
        unit=unit,
        bound=bound,
    )


def add_all(amounts: Iterable[Amount]) -> Amount | None:
    """Give the sum of the amounts, in whatever order they come; None where there are none.

    >>> add_all([Amount.of(301), Amount.of(113)]).value
    Decimal('414')
    """
    given = [_plain(amount) for amount in amounts]
    return reduce(add, given) if given else None


def convert(amount: Amount, unit: str | None) -> Amount:
    """Give the amount in another unit of the same dimension; counts take the name given.

    >>> convert(Amount.of("1.5", unit="km"), "m").value
    Decimal('1500.0')
    >>> convert(Amount.of(29, unit="cách làm"), "mô hình").unit
    'mô hình'
    """
    if amount.unit == unit:
        return amount
    if dimension(amount.unit) != dimension(unit):
        raise ReviewError(
            f"{amount.unit or 'A bare number'} cannot be told in {unit or 'a bare number'}."
        )
    if amount.unit is None or unit is None or unit not in MEASURES:
        return evolve(amount, unit=unit)
    factor = MEASURES[amount.unit][1] / MEASURES[unit][1]
    return evolve(
        amount,
        value=amount.value * factor,
        low=None if amount.low is None else amount.low * factor,
        high=None if amount.high is None else amount.high * factor,
        unit=unit,
    )


def highest(amounts: Iterable[Amount]) -> Amount | None:
    """Give the largest amount; "at least" where another one may be larger still.

    >>> highest([Amount.of(510), Amount.of(500, bound=Bound.OVER)]).bound.value
    'over'
    """
    given = [_plain(amount) for amount in amounts]
    if not given:
        return None
    top = max(given, key=_reach)
    lows = [amount.low for amount in given if amount.low is not None]
    highs = [amount.high for amount in given if amount.high is not None]
    low = max(lows, default=None)
    high = max(highs) if len(highs) == len(given) else top.high
    if all(amount is top or surely_at_most(amount, top.value) for amount in given):
        return evolve(top, low=low, high=high)
    bound = Bound.OVER if low is not None and low >= top.value else Bound.ABOUT
    return evolve(top, low=low, high=high, bound=bound)


def surely_at_most(amount: Amount, number: Decimal) -> bool:
    """Tell whether the amount is no more than the number; "about" is taken at its word.

    >>> nearly, over = (Amount.of(500, bound=bound) for bound in (Bound.NEARLY, Bound.OVER))
    >>> surely_at_most(nearly, Decimal(510)), surely_at_most(over, Decimal(510))
    (True, False)
    """
    if amount.high is not None:
        return amount.high <= number
    return amount.bound is not Bound.OVER and amount.value <= number


def lowest_and_highest(amounts: Iterable[Amount]) -> tuple[Amount, Amount] | None:
    """Give the amounts with the lowest and the highest number; None where there are none."""
    given = [_plain(amount) for amount in amounts]
    if not given:
        return None
    return (
        min(given, key=lambda amount: amount.value),
        max(given, key=_upper_end_said),
    )


def as_percentage(ratio: Amount) -> Amount | None:
    """Give a ratio as a percentage, rounded to two decimals; None for a whole of nothing.

    >>> as_percentage(Amount.of(41, denominator=44)).value
    Decimal('93.18')
    """
    whole = ratio.denominator
    if not whole:
        return None
    return Amount(
        value=_share(ratio.value, whole),
        low=None if ratio.low is None else _share(ratio.low, whole),
        high=None if ratio.high is None else _share(ratio.high, whole),
        unit="%",
        bound=ratio.bound,
    )


def as_said(amount: Amount) -> tuple[object, ...]:
    """Give what makes two amounts the same words: numbers and bound, the unit left aside."""
    return amount.value, amount.high, amount.denominator, amount.bound


def say_the_same(first: Amount, second: Amount) -> bool:
    """Tell whether two amounts are one number, of which perhaps one tells the whole as well.

    >>> say_the_same(Amount.of(17, denominator=19), Amount.of(17))
    True
    >>> say_the_same(Amount.of(17, denominator=19), Amount.of(17, denominator=20))
    False
    """
    if None in (first.denominator, second.denominator):
        first, second = evolve(first, denominator=None), evolve(second, denominator=None)
    return as_said(first) == as_said(second)


def may_be_the_same(said: Amount, exact: Amount) -> bool:
    """Tell whether ``said`` is ``exact`` rounded: "trên 500" may stand for 579, not for 900.

    The exact number lies on the side that the bound names, nearer than the last digit said.

    >>> may_be_the_same(Amount.of(500, bound=Bound.OVER), Amount.of(579))
    True
    >>> may_be_the_same(Amount.of(500, bound=Bound.OVER), Amount.of(900))
    False
    """
    if exact.bound is not Bound.EXACT or said.bound in (Bound.EXACT, Bound.ORDER):
        return False
    number = exact.value
    if said.bound is Bound.RANGE:
        return said.value <= number <= (said.high or said.value)
    grain = _last_digit_said(said.value)
    difference = number - said.value
    if said.bound is Bound.OVER:
        return 0 <= difference < grain
    if said.bound in _UPPER:
        return -grain < difference <= 0
    return abs(difference) < grain


def _share(number: Decimal, whole: Decimal) -> Decimal:
    """The percentage in two decimals, without zeros at its end."""
    rounded = (100 * number / whole).quantize(Decimal("0.01"))
    whole_number = rounded.to_integral_value()
    return whole_number if rounded == whole_number else rounded.normalize()


def _unit_of_sum(first: str | None, second: str | None) -> str | None:
    """The unit of a sum: their own if they agree, the base unit of one dimension, or none."""
    base = dimension(first)
    if base != dimension(second):
        raise ReviewError(
            f"{first or 'A bare number'} and {second or 'a bare number'} do not add up.",
            remedy="Add amounts of one currency and one kind of measure only.",
        )
    if base in _NOT_ADDED:
        raise ReviewError(
            "Percentages and other rates are not added.",
            remedy="Recompute them from their numerators and denominators.",
        )
    return first if first == second else base


def _both(first: Decimal | None, second: Decimal | None) -> Decimal | None:
    return None if first is None or second is None else first + second


def _reach(amount: Amount) -> tuple[Decimal, bool, bool, Decimal, str]:
    """By what the largest is told: the number, then which of its ends are known, then its bound."""
    return (
        amount.value,
        amount.low is not None,
        amount.high is None,
        amount.high or Decimal(0),
        amount.bound,
    )


def _upper_end_said(amount: Amount) -> Decimal:
    """The number said; of a range its upper end."""
    if amount.bound is Bound.RANGE and amount.high is not None:
        return amount.high
    return amount.value


def _last_digit_said(value: Decimal) -> Decimal:
    """What one step of the last digit that is not a padding zero is worth: of 7.100 it is 100."""
    if not value:
        return Decimal(1)
    return Decimal(1).scaleb(int(value.normalize().as_tuple().exponent))


def _plain(amount: Amount) -> Amount:
    """The amount alone, where a quantity with its place was given."""
    return amount.amount if isinstance(amount, Quantity) else amount
