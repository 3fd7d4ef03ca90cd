"""The environment of expressions: Jinja's sandbox, its values written our way, its filters bounded.

Takes the options of a template; gives the environment that its tags are compiled in, one
template's own. Knows nothing of file formats.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Literal, cast

import jinja2
from jinja2 import ChainableUndefined, StrictUndefined, Undefined, UndefinedError, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.filters import FILTERS
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup

from reportkit.errors import Anchor
from reportkit.templating._filters import locale_filters
from reportkit.templating._part_files import PartFiles
from reportkit.templating._tags import USUAL, Delimiters
from reportkit.templating.limits import (
    DEFAULT_LIMITS,
    LimitExceededError,
    Limits,
    bound_filters,
    budget_of,
    check_call,
    check_operation,
    measure,
)

if TYPE_CHECKING:
    from reportkit.templating._placed_tags import Tag

__all__ = [
    "RUN",
    "UNDEFINED",
    "Environment",
    "Kept",
    "LongNumbers",
    "MissingNameError",
    "UndefinedPolicy",
    "ValueWriter",
    "joined",
    "kept",
    "knowing",
    "make_environment",
    "measured",
]

UndefinedPolicy = Literal["raise", "blank", "keep"]
LongNumbers = Literal["error", "text"]

_LABELLED = ("Series", "DataFrame")
"""Of pandas: a row and a table, whose labels come before their methods, as a dict's keys do."""


class Environment(ImmutableSandboxedEnvironment):
    """The sandbox: Jinja's own, where a dict's keys come before its methods."""

    intercepted_binops = frozenset(["*", "**", "+", "%"])
    locale = "vi"
    limits = Limits()
    delimiters = USUAL
    observer: Callable[[nodes.Template], None] | None = None
    """Is given the syntax tree of each program, before it is compiled."""
    left_out: AbstractSet[Anchor] = frozenset()
    """Tags that a compiler leaves out, to see what else is wrong."""
    static: dict[str, str]
    """The static texts of the program that is compiled, with the names they have in it."""
    seen: list[Tag] = []  # noqa: RUF012
    """The tags that a compiler found, for the one who leaves some out."""
    long_numbers: LongNumbers = "error"
    part_files = PartFiles()
    """What may be included."""

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        check_operation(self.limits, operator, left, right)
        result = super().call_binop(context, operator, left, right)
        budget_of(context).make(result, 1)
        return result

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        budget = budget_of(__context)
        check_call(budget, __obj, (*args, *kwargs.values()))
        result = super().call(__context, __obj, *args, **kwargs)
        budget.make(result)
        return result

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        closed = getattr(type(obj), "closed_to_templates", False)
        return not closed and super().is_safe_attribute(obj, attr, value)

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, dict):
            if attribute in obj:
                return obj[attribute]
        elif type(obj).__name__ in _LABELLED and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


class MissingNameError(UndefinedError):
    """An undefined value was used; it comes along, for its name and its owner."""

    def __init__(self, undefined: Undefined, message: str) -> None:
        super().__init__(message)
        self.undefined = undefined


class _Raising(StrictUndefined):
    """An undefined value that raises when it is used, and tells the error who it is."""

    __slots__ = ()

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: str | None = None,
        exc: type[Exception] = UndefinedError,
    ) -> None:
        known = partial(MissingNameError, self) if exc is UndefinedError else exc
        super().__init__(hint, obj, name, known)  # type: ignore[arg-type]


class Kept(ChainableUndefined):
    """An undefined value in a tag that is to be kept: false in a condition, nothing in a loop.

    Whatever else it is used for fails, and the tag that it stands in is written as it was.
    """

    __slots__ = ()

    def __str__(self) -> str:
        raise MissingNameError(self, self._undefined_message)

    def __iter__(self) -> Iterator[Any]:
        raise MissingNameError(self, self._undefined_message)

    def __len__(self) -> int:
        raise MissingNameError(self, self._undefined_message)


RUN = "\0"
"""Begins the static text that stands for a run of plain names."""


class ValueWriter(CodeGenerator):
    """Jinja's code generator, but each value goes through the program's own ``write_value``."""

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        if isinstance(node, nodes.TemplateData):
            return node.data
        raise nodes.Impossible

    def _output_const_repr(self, group: Iterable[Any]) -> str:
        """A name for static text: the text itself need not go through Python's compiler."""
        static: dict[str, str] = self.environment.static  # type: ignore[attr-defined]
        text = "".join(group)
        name = static.setdefault(text, f"static_{len(static)}")
        return f"from {name}(context)" if text.startswith(RUN) else name

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write("write_value(" if frame.buffer is None else "measured(context, write_value(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write(")" if frame.buffer is None else "))")

    def visit_Call(  # noqa: N802
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        if not _includes(node):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.write("environment.call(context, knowing(")
        self.visit(node.node, frame)
        self.write(f", {self.dump_local_context(frame)})")
        self.signature(node, frame)
        self.write(")")

    def visit_For(self, node: nodes.For, frame: Frame) -> None:  # noqa: N802
        if any(map(_includes, node.find_all(nodes.Call))):  # what comes in may ask for loop
            loop = nodes.Name("loop", "load", lineno=node.lineno)
            node.body.insert(0, nodes.ExprStmt(loop, lineno=node.lineno))
        super().visit_For(node, frame)

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:  # noqa: N802
        if node.name != "_keep" or node.node is None:
            super().visit_Filter(node, frame)
            return
        self.write("kept(lambda: ")
        self.visit(node.node, frame)
        self.write(", ")
        self.visit(node.args[0], frame)
        self.write(")")

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802
        self.write("joined(context, (")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")


def _includes(call: nodes.Call) -> bool:
    """Whether a call is that of ``include``, which is told the names around it."""
    return isinstance(call.node, nodes.Name) and call.node.name == "include"


def joined(context: Context, parts: Sequence[Any]) -> Any:
    """The texts of ``a ~ b``; what brings its own XML keeps it."""
    budget = budget_of(context)
    measure(list(parts), budget.limits.text)
    for part in parts:
        budget.make(part)
    if any(hasattr(part, "__html__") for part in parts):
        return Markup("").join(parts)
    return "".join(map(str, parts))


def knowing(function: Any, names: Mapping[str, Any]) -> Any:
    """A function that is told the names that loops and ``set`` gave around its call."""
    return function.within(names) if hasattr(type(function), "within") else function


def measured(context: Context, text: Any) -> Any:
    """What is written within a macro or a block that is kept for later."""
    if isinstance(text, str):
        budget_of(context).write(len(text))
    return text


Environment.code_generator_class = ValueWriter

UNDEFINED: dict[UndefinedPolicy, type[Undefined]] = {
    "raise": _Raising,
    "blank": ChainableUndefined,
    "keep": Kept,
}


def make_environment(
    undefined: UndefinedPolicy = "raise",
    filters: Mapping[str, Callable[..., Any]] | None = None,
    locale: str = "vi",
    limits: Limits = DEFAULT_LIMITS,
    environment: jinja2.Environment | None = None,
    delimiters: Delimiters | None = None,
    long_numbers: LongNumbers = "error",
    parts: Mapping[str, str | bytes] | None = None,
    include_from: str | None = None,
) -> Environment:
    """Make the environment that a template's tags are compiled in; it is one template's own."""
    files = PartFiles(parts or {}, include_from)
    if environment is not None:
        own = _environment_of(environment, undefined, filters, locale, delimiters)
        own.long_numbers = long_numbers
        own.part_files = files
        return own
    environment = Environment(autoescape=True, undefined=UNDEFINED[undefined], optimized=False)
    environment.locale = locale
    environment.limits, environment.delimiters = limits, delimiters or USUAL
    environment.long_numbers = long_numbers
    environment.part_files = files
    environment.filters = {**_usual_filters(locale), **(filters or {})}
    environment.globals["range"] = partial(_range, limits)
    del environment.globals["lipsum"]  # it writes at random
    return environment


@cache
def _usual_filters(locale: str) -> dict[str, Callable[..., Any]]:
    """Jinja's filters and the language's, bounded."""
    usual = {**FILTERS, **locale_filters(locale)}
    return {**usual, **bound_filters(usual), "_keep": _keep}


def _environment_of(
    given: jinja2.Environment,
    undefined: UndefinedPolicy,
    filters: Mapping[str, Callable[..., Any]] | None,
    locale: str,
    delimiters: Delimiters | None,
) -> Environment:
    """The caller's own environment, as a template's own: what it knows, what it allows."""
    environment = cast(Environment, given.overlay(autoescape=True))
    environment.code_generator_class = ValueWriter
    environment.observer, environment.left_out, environment.seen = None, frozenset(), []
    environment.locale, environment.limits = locale, Limits(*[2**62] * 6)
    if given.undefined is jinja2.Undefined:
        environment.undefined = UNDEFINED[undefined]
    own = {**locale_filters(locale), **given.filters, "_keep": _keep, **(filters or {})}
    environment.filters = {**own, **bound_filters({})}
    environment.globals = dict(given.globals)
    environment.delimiters = delimiters or Delimiters(
        (given.variable_start_string, given.variable_end_string),
        (given.block_start_string, given.block_end_string),
        (given.comment_start_string, given.comment_end_string),
    )
    if environment.delimiters == USUAL:
        environment.delimiters = USUAL
    return environment


def _range(limits: Limits, *bounds: int) -> range:
    numbers = range(*bounds)
    if len(numbers) > limits.range:
        raise LimitExceededError("range", limits.range)
    return numbers


def _keep(value: Any, source: str) -> Any:
    """The name of what `visit_Filter` writes as `kept`; Jinja wants a filter of that name."""
    return source if isinstance(value, Undefined) else value


def kept(expression: Callable[[], Any], source: str) -> Any:
    """What an expression gives, or its tag as it was written where something is missing."""
    try:
        value = expression()
    except UndefinedError:
        return source
    return source if isinstance(value, Undefined) else value
