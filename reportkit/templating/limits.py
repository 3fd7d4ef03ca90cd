"""Bounds what a template may spend: a template from a stranger ends, whatever it says.

Takes the syntax tree of a template and the calls it makes; gives the tree with counters in its
loops, and refuses values that would be too large. Knows nothing of file formats.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen
from jinja2 import StrictUndefined, Undefined, nodes, pass_context
from jinja2.runtime import Context
from jinja2.utils import _PassArg

__all__ = [
    "BUDGET",
    "DEFAULT_LIMITS",
    "Budget",
    "LimitExceededError",
    "Limits",
    "bound_filters",
    "bound_tree",
    "budget_of",
    "check_call",
    "check_operation",
    "measure",
]


@frozen
class Limits:
    """How much one filling of a template may spend; each can be raised or lowered.

    Parameters
    ----------
    passes:
        Passes of all loops, calls of macros and items that filters go through, together.
    range:
        The numbers that one ``range()`` gives.
    text:
        Characters of a text, or items of a list, that the template itself puts together.
    digits:
        Digits of a number that the template computes.
    output:
        Characters of all that is written.
    made:
        Characters that filters, methods and operators go through or make on the way, together; an
        item of a list that they make counts as several.

    Examples
    --------
    >>> Limits(passes=10).passes
    10
    """

    passes: int = 10_000_000
    range: int = 100_000
    text: int = 1_000_000
    digits: int = 4_000
    output: int = 2_000_000_000
    made: int = 1_000_000_000


DEFAULT_LIMITS = Limits()
"""Enough for a table of 100,000 rows."""


class LimitExceededError(Exception):
    """The template wants more than ``name`` of the limits allows."""

    def __init__(self, name: str, limit: int) -> None:
        super().__init__(f"it needs more than {limit:,} {_WORDS[name]}")
        self.name = name


_WORDS = {
    "passes": "passes of loops",
    "range": "numbers in a range",
    "text": "characters or items in one value",
    "digits": "digits in a number",
    "output": "characters of output",
    "made": "characters of texts made on the way",
}


BUDGET = "the budget of this filling"
"""The key of the budget among the data: no name, so that no tag can ask for it."""

_ITEM = 50  # bytes, about, that an item of a list takes


class Budget:
    """What is left to one filling; never shared between two."""

    __slots__ = ("_made", "_output", "_passes", "limits")

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._passes, self._output, self._made = limits.passes, limits.output, limits.made

    def spend(self, passes: int) -> None:
        """Take passes from what is left."""
        self._passes -= passes
        if self._passes < 0:
            raise LimitExceededError("passes", self.limits.passes)

    def write(self, characters: int) -> None:
        """Take characters of output from what is left."""
        self._output -= characters
        if self._output < 0:
            raise LimitExceededError("output", self.limits.output)

    def make(self, value: Any, weight: int = _ITEM) -> None:
        """Take a text, or what holds items, from what may be made; other values cost nothing."""
        if isinstance(value, (str, bytes)):
            self._made -= len(value)
        elif isinstance(value, (list, tuple, dict, set, frozenset)):
            self._made -= len(value) * weight
        else:
            return
        if self._made < 0:
            raise LimitExceededError("made", self.limits.made)

    def counted(self, items: Iterable[Any]) -> Iterator[Any]:
        """Give the items of what has no length, and count them."""
        for item in items:
            self.spend(1)
            yield item


def budget_of(context: Context) -> Budget:
    """Give the budget of the filling that is going on."""
    budget: Budget = context.parent[BUDGET]
    return budget


def measure(value: Any, limit: int) -> int:
    """Count the characters and items of a value, its parts too; over the limit, an error.

    Examples
    --------
    >>> measure(["ab", {"c": "d"}], 100)
    7
    """
    size, waiting = 0, [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            size += len(item)
        elif isinstance(item, (list, tuple, set, frozenset)):
            size += len(item)
            waiting.extend(item)
        elif isinstance(item, dict):
            size += len(item)
            waiting.extend(item)
            waiting.extend(item.values())
        if size > limit or len(waiting) > limit:
            raise LimitExceededError("text", limit)
    return size


def bound_tree(tree: nodes.Template) -> None:
    """Put counters into the loops, macros and comparisons of a syntax tree."""
    waiting: list[nodes.Node] = list(tree.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, nodes.TemplateData):
            continue
        waiting.extend(node.iter_child_nodes())
        if isinstance(node, nodes.For):
            node.iter = _filtered(node.iter, "_passes", [nodes.Const(_static_size(node))])
            if node.recursive:
                node.body.insert(0, _one_pass(node))
        elif isinstance(node, (nodes.Macro, nodes.CallBlock)):
            node.body.insert(0, _one_pass(node))
        elif isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Slice):
            node.node = _filtered(node.node, "_cut", [])
        elif isinstance(node, nodes.Operand) and not isinstance(node.expr, nodes.Const):
            node.expr = _filtered(node.expr, "_compared", [])


def check_operation(limits: Limits, operator: str, left: Any, right: Any) -> None:
    """Refuse ``*``, ``**``, ``+``, ``%`` and ``~`` whose result would be too large."""
    if operator == "**":
        if isinstance(left, int) and isinstance(right, int):
            _check_digits(limits, max(1, left.bit_length()) * max(0, right))
    elif operator == "*":
        for sequence, count in ((left, right), (right, left)):
            if isinstance(sequence, (str, bytes, list, tuple)) and isinstance(count, int):
                _check_size(limits, measure(sequence, limits.text) * max(0, count))
        if isinstance(left, int) and isinstance(right, int):
            _check_digits(limits, left.bit_length() + right.bit_length())
    elif operator == "%":
        if isinstance(left, str):
            _check_format(limits, left, (right,))
    elif isinstance(left, (str, list, tuple)) and isinstance(right, (str, list, tuple)):
        _check_size(limits, len(left) + len(right))


def check_call(budget: Budget, function: Any, arguments: Sequence[Any]) -> None:
    """Refuse a method of a text whose result would be too large; count what methods go through."""
    function = getattr(function, "__wrapped__", function)  # the sandbox wraps str.format
    owner = getattr(function, "__self__", None)
    if isinstance(owner, (str, list, tuple)):
        budget.make(owner, 10)  # a key of a dict is found without going through it
    if not isinstance(owner, str):
        return
    limits = budget.limits
    name = getattr(function, "__name__", "")
    for argument in arguments:
        if isinstance(argument, int):
            _check_size(limits, abs(argument) * (owner.count("\t") if name == "expandtabs" else 1))
    if name == "replace":
        _check_replace(limits, owner, arguments)
    elif name == "translate":
        longest = max((len(v) for v in arguments[0].values() if isinstance(v, str)), default=1)
        _check_size(limits, len(owner) * longest)
    elif name == "join" and arguments:
        _check_join(limits, owner, arguments[0])
    elif name in ("format", "format_map"):
        _check_format(limits, owner, arguments)


def bound_filters(filters: Mapping[str, Callable[..., Any]]) -> dict[str, Callable[..., Any]]:
    """Give those filters of Jinja that may cost much, with their checks, and the counters."""
    bounded = {name: _bounded(filters[name], name) for name in _COSTLY if name in filters}
    bounded.update(_passes=_passes, _pass=_pass, _compared=_compared, _cut=_cut)
    return bounded


_COSTLY = {
    *("batch", "center", "dictsort", "filesizeformat", "first", "format", "groupby", "indent"),
    *("items", "join", "last", "list", "map", "max", "min", "number", "percent", "pprint"),
    *("reject", "rejectattr", "replace", "reverse", "round", "select", "selectattr", "slice"),
    *("sort", "string", "sum", "tojson", "truncate", "unique", "wordwrap", "xmlattr", "urlize"),
    *("capitalize", "e", "escape", "float", "forceescape", "int", "lower", "striptags", "title"),
    *("trim", "upper", "urlencode", "wordcount"),
}
_WHOLE = {"sort", "unique", "max", "min", "groupby", "dictsort", "tojson", "pprint", "string"}
"""Filters that go through the parts of the parts, too."""


def _bounded(function: Callable[..., Any], name: str) -> Callable[..., Any]:
    passed = _PassArg.from_obj(function)

    def bounded(context: Context, value: Any = "", *arguments: Any, **options: Any) -> Any:
        budget = budget_of(context)
        limits = budget.limits
        given = (*arguments, *options.values())
        if isinstance(value, (str, bytes)):
            budget.make(value)
        for argument in given:
            if isinstance(argument, int):
                most = limits.digits if name in ("round", "number", "percent") else limits.text
                if abs(argument) > most:
                    raise LimitExceededError("digits" if most == limits.digits else "text", most)
        if isinstance(value, (list, tuple, dict, range, set)):
            budget.spend(len(value))
            if name in _WHOLE:
                budget.spend(measure(value, limits.text) // 10)
        elif isinstance(value, Iterator):
            value = budget.counted(value)
        if name == "format":
            _check_format(limits, str(value), given)
        elif name == "replace":
            _check_replace(limits, str(value), given)
        elif name == "indent" and given and isinstance(given[0], int):
            _check_size(limits, (str(value).count("\n") + 1) * given[0])
        elif name in ("join", "map", "select", "reject") and not isinstance(
            value, (str, Undefined)
        ):
            if name == "join" and not options and len(arguments) < 2:
                value = list(value)
                _check_join(limits, str(given[0]) if given else "", value)
        elif name == "sum" and any(isinstance(one, (list, tuple)) for one in given):
            raise LimitExceededError("text", limits.text)
        first: tuple[Any, ...] = ()
        if passed is _PassArg.context:
            first = (context,)
        elif passed is _PassArg.eval_context:
            first = (context.eval_ctx,)
        elif passed is _PassArg.environment:
            first = (context.environment,)
        result = function(*first, value, *arguments, **options)
        budget.make(result)
        return result

    return pass_context(bounded)


@pass_context
def _passes(context: Context, items: Any, static_size: int) -> Any:
    """What a loop goes through, counted."""
    if isinstance(items, Undefined):
        return items if isinstance(items, StrictUndefined) else ()
    budget = budget_of(context)
    try:
        count = len(items)
    except TypeError:
        return budget.counted(items)
    budget.spend(count)
    budget.write(count * max(0, static_size))
    return items


@pass_context
def _pass(context: Context, value: str) -> str:
    """One pass of what is called again and again."""
    budget_of(context).spend(1)
    return value


@pass_context
def _compared(context: Context, value: Any) -> Any:
    """What something is looked for in, or compared with."""
    if isinstance(value, (list, tuple, dict)) and value:
        budget = budget_of(context)
        budget.spend(measure(value, budget.limits.text))
    elif isinstance(value, str):
        budget_of(context).make(value)
    return value


@pass_context
def _cut(context: Context, value: Any) -> Any:
    """What a piece is cut out of."""
    budget_of(context).make(value)
    return value


def _static_size(loop: nodes.For) -> int:
    """The characters that one pass writes whatever the data."""
    size, waiting = 0, list(loop.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, nodes.TemplateData):
            size += len(node.data)
        elif not isinstance(node, nodes.For):  # an inner loop counts its own
            waiting.extend(node.iter_child_nodes())
    return size


def _filtered(expression: nodes.Node, name: str, arguments: list[nodes.Expr]) -> nodes.Filter:
    made = nodes.Filter(expression, name, arguments, [], None, None, lineno=expression.lineno)
    made.environment = expression.environment
    for argument in arguments:
        argument.environment = expression.environment
    return made


def _one_pass(node: nodes.Node) -> nodes.Node:
    nothing = nodes.Const("", lineno=node.lineno, environment=node.environment)
    counted = _filtered(nothing, "_pass", [])
    return nodes.ExprStmt(counted, lineno=node.lineno, environment=node.environment)


def _check_size(limits: Limits, size: int) -> None:
    if size > limits.text:
        raise LimitExceededError("text", limits.text)


def _check_digits(limits: Limits, bits: int) -> None:
    if bits * math.log10(2) > limits.digits + 1:
        raise LimitExceededError("digits", limits.digits)


def _check_replace(limits: Limits, text: str, arguments: Sequence[Any]) -> None:
    if len(arguments) > 1:
        old, new = str(arguments[0]), str(arguments[1])
        _check_size(limits, len(text) + text.count(old) * len(new))


def _check_join(limits: Limits, between: str, items: Any) -> None:
    if isinstance(items, (list, tuple, set, frozenset, dict)):
        _check_size(limits, len(items) * len(between) + measure(items, limits.text))


def _check_format(limits: Limits, pattern: str, arguments: Sequence[Any]) -> None:
    """Refuse a pattern with a width that is too large, or one that its arguments give."""
    widths = [int(number) for number in re.findall(r"\d{4,}", pattern[: limits.text])]
    if "*" in pattern or re.search(r"\{[^{}]*\{", pattern):
        flat = [item for one in arguments for item in (one if isinstance(one, tuple) else (one,))]
        widths += [abs(item) for item in flat if isinstance(item, int)]
    fields = pattern.count("%") + pattern.count("{")
    _check_size(limits, fields * (max(widths, default=0) + measure(list(arguments), limits.text)))
