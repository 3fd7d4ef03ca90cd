"""Compiles tags to a sandboxed Jinja2 program, and says where in the document an error arose.

Takes static pieces and tags in order; gives a program that writes the pieces with the values
in place. Knows nothing of file formats: the caller says how a value is written.
"""

from __future__ import annotations

import copy
import difflib
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache, partial
from itertools import islice
from types import TracebackType
from typing import Any, Literal, cast

import jinja2
from attrs import field, frozen
from jinja2 import ChainableUndefined, StrictUndefined, Template, Undefined, UndefinedError, nodes
from jinja2 import TemplateSyntaxError as JinjaSyntaxError
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.lexer import Token, TokenStream
from jinja2.parser import Parser
from jinja2.runtime import Context, new_context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup

from reportkit.errors import (
    Anchor,
    TemplateError,
    TemplateSyntaxError,
    TemplateValueError,
    UndefinedNameError,
)
from reportkit.templating._filters import locale_filters
from reportkit.templating._lookups import PATH, Run, parted, tag_in
from reportkit.templating._tags import LEVELS, STATEMENTS, USUAL, Delimiters, block_word
from reportkit.templating.limits import (
    DEFAULT_LIMITS,
    Budget,
    LimitExceededError,
    Limits,
    bound_filters,
    bound_tree,
    budget_of,
    check_call,
    check_operation,
    measure,
)

__all__ = [
    "Environment",
    "LongNumbers",
    "Place",
    "Program",
    "Tag",
    "UndefinedPolicy",
    "compile_expression",
    "compile_program",
    "make_environment",
]

UndefinedPolicy = Literal["raise", "blank", "keep"]
LongNumbers = Literal["error", "text"]
Write = Callable[[Any], Any]


@frozen
class Place:
    """Where a tag stands: file, part ("body"), place in it ("table 2, row 3"), text around.

    The last two may be given as functions: most tags never fail, so nobody asks.
    """

    file: str | None = None
    part: str | None = None
    _where: str | Callable[[], str] | None = None
    _context: str | Callable[[], str] | None = None
    anchor: Anchor | None = None

    @property
    def where(self) -> str | None:
        """The place within the part."""
        return self._where() if callable(self._where) else self._where

    @property
    def context(self) -> str | None:
        """The text around."""
        return self._context() if callable(self._context) else self._context


@frozen
class Tag:
    """A tag as the author wrote it (``source``) and its Jinja code (``inner``)."""

    kind: Literal["expression", "statement"]
    inner: str
    source: str
    place: Place = field(factory=Place)

    def error(self, kind: type[TemplateError], problem: str, **facts: Any) -> TemplateError:
        """Make an error of this kind that says where the tag stands."""
        place = self.place
        error = kind(
            problem,
            file=place.file,
            part=place.part,
            where=place.where,
            context=place.context or self.source,
            tag=self.source,
            **facts,
        )
        error.anchor = place.anchor
        return error


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
    seen: Sequence[Tag] = ()
    """The tags that a compiler found, for the one who leaves some out."""
    long_numbers: LongNumbers = "error"

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

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, dict):
            if attribute in obj:
                return obj[attribute]
        elif type(obj).__name__ in _LABELLED and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


class _MissingNameError(UndefinedError):
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
        known = partial(_MissingNameError, self) if exc is UndefinedError else exc
        super().__init__(hint, obj, name, known)  # type: ignore[arg-type]


class _Kept(ChainableUndefined):
    """An undefined value in a tag that is to be kept: false in a condition, nothing in a loop.

    Whatever else it is used for fails, and the tag that it stands in is written as it was.
    """

    __slots__ = ()

    def __str__(self) -> str:
        raise _MissingNameError(self, self._undefined_message)

    def __iter__(self) -> Iterator[Any]:
        raise _MissingNameError(self, self._undefined_message)

    def __len__(self) -> int:
        raise _MissingNameError(self, self._undefined_message)


_RUN = "\0"
"""Begins the static text that stands for a run of plain names."""


class _ValueWriter(CodeGenerator):
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
        return f"from {name}(context)" if text.startswith(_RUN) else name

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write("write_value(" if frame.buffer is None else "measured(context, write_value(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write(")" if frame.buffer is None else "))")

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


def _joined(context: Context, parts: Sequence[Any]) -> Any:
    """The texts of ``a ~ b``; what brings its own XML keeps it."""
    budget = budget_of(context)
    measure(list(parts), budget.limits.text)
    for part in parts:
        budget.make(part)
    if any(hasattr(part, "__html__") for part in parts):
        return Markup("").join(parts)
    return "".join(map(str, parts))


def _measured(context: Context, text: Any) -> Any:
    """What is written within a macro or a block that is kept for later."""
    if isinstance(text, str):
        budget_of(context).write(len(text))
    return text


Environment.code_generator_class = _ValueWriter

_UNDEFINED: dict[UndefinedPolicy, type[Undefined]] = {
    "raise": _Raising,
    "blank": ChainableUndefined,
    "keep": _Kept,
}


def make_environment(
    undefined: UndefinedPolicy = "raise",
    filters: Mapping[str, Callable[..., Any]] | None = None,
    locale: str = "vi",
    limits: Limits = DEFAULT_LIMITS,
    environment: jinja2.Environment | None = None,
    delimiters: Delimiters | None = None,
    long_numbers: LongNumbers = "error",
) -> Environment:
    """Make the environment that a template's tags are compiled in; it is one template's own."""
    if environment is not None:
        own = _environment_of(environment, undefined, filters, locale, delimiters)
        own.long_numbers = long_numbers
        return own
    environment = Environment(autoescape=True, undefined=_UNDEFINED[undefined], optimized=False)
    environment.locale = locale
    environment.limits, environment.delimiters = limits, delimiters or USUAL
    environment.long_numbers = long_numbers
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
    environment.code_generator_class = _ValueWriter
    environment.observer, environment.left_out, environment.seen = None, frozenset(), ()
    environment.locale, environment.limits = locale, Limits(*[2**62] * 6)
    if given.undefined is jinja2.Undefined:
        environment.undefined = _UNDEFINED[undefined]
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


def compile_program(
    environment: Environment, pieces: Iterable[str | Tag], write_value: Write
) -> Program:
    """Compile static pieces and tags, in document order, to one program.

    ``write_value`` turns what an expression gives into what stands in the output. It may give
    anything when the caller takes the pieces one by one; within macros, text.

    Raises
    ------
    TemplateSyntaxError
        A tag is broken, or a block is never closed, or closed by the wrong tag.
    """
    parts: Iterable[str | Tag | Run] = pieces
    if _may_look_up(environment):
        parts = list(parted(pieces, write_value))
        runs = [part for part in parts if isinstance(part, Run)]
        if len(runs) == len(parts):
            return Program(environment, runs, [tag for run in runs for tag in run.tags])
    return _compiled(environment, parts, write_value)


def _may_look_up(environment: Environment) -> bool:
    """Whether plain names may be looked up without a program: nobody else has a say in it."""
    return (
        environment.code_generator_class is _ValueWriter
        and environment.observer is None
        and environment.undefined is not _Kept
        and not environment.extensions
    )


def _compiled(
    environment: Environment, parts: Iterable[str | Tag | Run], write_value: Write
) -> Program:
    tags: list[Tag] = []
    tokens: list[Token] = []
    runs: dict[str, Run] = {}
    for part in parts:
        if isinstance(part, Tag):
            tags.append(part)
            begin, end = ("variable_begin", "variable_end")
            if part.kind == "statement":
                begin, end = ("block_begin", "block_end")
            line = len(tags)
            inner = (Token(line, kind, value) for kind, value in _tokens(environment, part))
            tokens += [Token(line, begin, ""), *inner, Token(line, end, "")]
        elif isinstance(part, Run):
            text = f"{_RUN}{len(runs)}"
            runs[text] = part
            tokens.append(Token(max(1, len(tags)), "data", text))
            tags += part.tags
        elif part:
            tokens.append(Token(max(1, len(tags)), "data", part))
    check_blocks(tags)
    _refuse_other_templates(environment, tags)
    parser = Parser(environment, "")
    parser.stream = TokenStream(iter(tokens), None, None)
    try:
        tree = parser.parse()
        if environment.observer is not None:
            environment.observer(tree)
            tree = copy.deepcopy(tree)
        bound_tree(tree)
        environment.static = {}
        code = environment.compile(tree, filename="<template>")
    except JinjaSyntaxError as error:
        raise _syntax_error(environment, tags[min(error.lineno, len(tags)) - 1], error) from error
    namespace = {
        "environment": environment,
        "__file__": "<template>",
        "write_value": write_value,
        "joined": _joined,
        "kept": _kept,
        "measured": _measured,
        **{name: runs.get(text, text) for text, name in environment.static.items()},
    }
    environment.static = {}
    exec(code, namespace)
    template = Template._from_namespace(environment, namespace, environment.globals)
    return Program(environment, [template.root_render_func], tags, template, namespace)


def _refuse_other_templates(environment: Environment, tags: Iterable[Tag]) -> None:
    """Refuse what takes in another template, unless the caller's environment knows where from."""
    for tag in tags:
        if tag.kind == "statement" and environment.loader is None:
            _, word = block_word(tag.inner)
            if word in ("include", "import", "from", "extends"):
                raise tag.error(
                    TemplateSyntaxError,
                    f"{tag.source} asks for another template, which is not known here.",
                    remedy='In Word write {{p include("part.docx") }}; else put it in this file.',
                )


def compile_expression(environment: Environment, tag: Tag) -> Callable[[Mapping[str, Any]], Any]:
    """Compile the one expression of a tag to a function from the data to its value, as it is.

    An undefined value raises, is None or is the tag's own text, as the environment says.

    Examples
    --------
    >>> tag = Tag("expression", "row.total * 2", "{{ row.total * 2 }}")
    >>> compile_expression(make_environment(), tag)({"row": {"total": 21}})
    42
    """
    program = compile_program(environment, [tag], _value_itself)
    return lambda data: deque(program.pieces(data), maxlen=1)[0]


def check_blocks(tags: Sequence[Tag]) -> list[tuple[int, ...]]:
    """Check that blocks nest, and give the indexes of each block's tags, inner blocks first.

    Raises
    ------
    TemplateSyntaxError
        A block is never closed, closed by the wrong tag, or a tag closes nothing.
    """
    blocks: list[tuple[int, ...]] = []
    stack: list[tuple[str, list[int]]] = []
    for index, tag in enumerate(tags):
        if tag.kind != "statement":
            continue
        action, word = block_word(tag.inner)
        if action == "open":
            stack.append((word, [index]))
        elif action in ("branch", "close") and not stack:
            raise tag.error(
                TemplateSyntaxError,
                f"{tag.source} stands alone: nothing is open here.",
                remedy="Remove it, or open the block before it.",
            )
        elif action == "branch":
            stack[-1][1].append(index)
        elif action == "close":
            opened, members = stack.pop()
            if opened != word:
                opening = tags[members[0]]
                raise tag.error(
                    TemplateSyntaxError,
                    f"{tag.source} does not close {opening.source}"
                    f" ({opening.place.where or 'before it'}), which is still open.",
                    remedy=f"Close it with end{opened} first.",
                )
            blocks.append((*members, index))
    if stack:
        word, members = stack[-1]
        tag = tags[members[0]]
        raise tag.error(
            TemplateSyntaxError,
            f"{tag.source} is never closed.",
            remedy=f"Write the tag with end{word} where it ends.",
        )
    return blocks


class Program:
    """A compiled part: static pieces and the code between them. Immutable, safe in threads."""

    __slots__ = ("_environment", "_limits", "_namespace", "_roots", "_tags", "_template")

    def __init__(
        self,
        environment: Environment,
        roots: Sequence[Callable[[Context], Iterator[Any]]],
        tags: Sequence[Tag],
        template: Template | None = None,
        namespace: dict[str, Any] | None = None,
    ) -> None:
        self._environment = environment
        self._roots = roots
        self._template = template
        self._namespace = namespace
        self._tags = tuple(tags)
        self._limits: Limits = environment.limits

    def pieces(self, data: Mapping[str, Any]) -> Generator[Any, None, None]:
        """Give the output piece by piece: static text, and values as they were written.

        Raises
        ------
        UndefinedNameError, TemplateValueError
            A name is not in the data, or an expression fails; the error says where.
        """
        blocks = {} if self._template is None else self._template.blocks
        values = {"_budget": Budget(self._limits), **data}
        environment = self._environment
        context = new_context(environment, None, blocks, values, globals=environment.globals)
        try:
            for root in self._roots:
                yield from root(context)
        except Exception as error:
            raise self._located(error, data) from error

    def texts(self, data: Mapping[str, Any]) -> Iterator[str]:
        """Give the output of a program whose values are written as text, in larger pieces."""
        budget = Budget(self._limits)
        pieces = self.pieces({"_budget": budget, **data})
        while some := list(islice(pieces, 100)):
            try:
                budget.write(sum(map(len, some)))
            except LimitExceededError as error:
                try:
                    pieces.throw(error)  # it is the tag's that was running
                except LimitExceededError:  # none was: all is written
                    raise self._located(error, data) from error
            yield "".join(some)

    def text(self, data: Mapping[str, Any]) -> str:
        """Give the whole output of a program whose values are written as text."""
        return "".join(self.texts(data))

    def _located(self, error: Exception, data: Mapping[str, Any]) -> TemplateError:
        tag, local_names = self._origin(error.__traceback__)
        if isinstance(error, TemplateError):
            place = tag.place
            for fact in ("file", "part", "where", "context"):
                if getattr(error, fact) is None:
                    setattr(error, fact, getattr(place, fact))
            error.tag = error.tag or tag.source
            error.anchor = error.anchor or place.anchor
            return error
        if isinstance(error, _MissingNameError):
            return _undefined_error(
                tag,
                error,
                [*local_names, *(str(key) for key in data if not str(key).startswith("_"))],
            )
        if isinstance(error, LimitExceededError):
            return tag.error(
                TemplateValueError,
                f"{tag.source} goes beyond a limit: {error}.",
                remedy="Simplify it; or, where you trust the template, raise the limit: "
                f"Template(…, limits=Limits({error.name}=…)).",
            )
        if isinstance(error, RecursionError):
            return tag.error(
                TemplateValueError,
                f"{tag.source} calls itself without an end, or too often.",
                remedy="Give the macro, or the recursive loop, a condition on which it ends.",
            )
        if isinstance(error, SecurityError):
            return tag.error(
                TemplateValueError,
                f"{tag.source} asks for something that templates may not use: {error}",
                remedy="Put the value itself into the data.",
            )
        if isinstance(error, UndefinedError):
            return tag.error(
                UndefinedNameError,
                f"{tag.source} uses a value that is missing: {error}",
                remedy="Put it into the data.",
            )
        return tag.error(
            TemplateValueError,
            f"{tag.source} fails: {error or type(error).__name__}",
            remedy="Correct the expression or the value in the data.",
        )

    def _origin(self, trace: TracebackType | None) -> tuple[Tag, list[str]]:
        """The tag whose code was running, and the names that loops had set there."""
        tag, names = None, []
        while trace is not None:
            frame = trace.tb_frame
            tag = tag_in(frame) or tag
            if self._template is not None and frame.f_globals is self._namespace:
                line = self._template.get_corresponding_lineno(trace.tb_lineno)
                tag = self._tags[min(line, len(self._tags)) - 1]
                names = [
                    name.split("_", 2)[2]
                    for name, value in frame.f_locals.items()
                    if name.startswith("l_") and name[2].isdigit() and value is not missing
                ]
            trace = trace.tb_next
        return tag or self._tags[0], names


def _keep(value: Any, source: str) -> Any:
    """The name of what `visit_Filter` writes as `_kept`; Jinja wants a filter of that name."""
    return source if isinstance(value, Undefined) else value


def _kept(expression: Callable[[], Any], source: str) -> Any:
    """What an expression gives, or its tag as it was written where something is missing."""
    try:
        value = expression()
    except UndefinedError:
        return source
    return source if isinstance(value, Undefined) else value


def _value_itself(value: Any) -> Any:
    """The value; of an undefined one its text, which raises if undefined names are errors."""
    return (str(value) or None) if isinstance(value, Undefined) else value


def _tokens(environment: Environment, tag: Tag) -> Iterator[tuple[str, Any]]:
    inner, state = tag.inner, "block"
    if tag.kind == "expression":
        state = "variable"
        if not inner:
            raise tag.error(
                TemplateSyntaxError, f"{tag.source} is empty.", remedy="Write a name in it."
            )
        if environment.undefined is _UNDEFINED["keep"]:
            kept = tag.source.replace("\\", "\\\\").replace("'", "\\'")
            inner = f"({inner})|_keep('{kept}')"
    if PATH.fullmatch(inner):  # most are: no need for the lexer
        names = inner.split(".")
        yield "name", names[0]
        for name in names[1:]:
            yield "dot", "."
            yield "name", name
        return
    try:
        lexed = environment.lexer.tokeniter(inner, None, None, state)
        for token in environment.lexer.wrap(lexed):
            yield token.type, token.value
    except JinjaSyntaxError as error:
        raise _syntax_error(environment, tag, error) from error


def _syntax_error(environment: Environment, tag: Tag, error: JinjaSyntaxError) -> TemplateError:
    message = (error.message or "it cannot be read").rstrip(".")
    remedy = "Correct the tag; the language is that of Jinja2."
    known: Iterable[str] = ()
    word = message.split("'")[1] if message.count("'") > 1 else ""
    if word in ("raw", "endraw"):
        remedy = "Open and close it in the same paragraph, or cell."
        return tag.error(TemplateSyntaxError, f"{tag.source} stands alone.", remedy=remedy)
    if message.startswith("Encountered unknown tag"):
        known = STATEMENTS
    elif message.startswith("No filter named"):
        known = (name for name in environment.filters if not name.startswith("_"))
    elif message.startswith("No test named"):
        known = environment.tests
    near = difflib.get_close_matches(word, known, 3)
    if near:
        remedy = _did_you_mean(near)
    elif message.startswith("No filter named"):
        remedy = f"Correct the name, or pass it: Template(…, filters={{{word!r}: …}})."
    elif known is STATEMENTS and word in LEVELS:
        remedy = "Write {%p, {%tr, {%tc or {%r without a space before the letters."
    return tag.error(TemplateSyntaxError, f"{tag.source} is broken: {message}.", remedy=remedy)


def _undefined_error(tag: Tag, error: _MissingNameError, names: list[str]) -> TemplateError:
    undefined = error.undefined
    name, owner = str(undefined._undefined_name or ""), undefined._undefined_obj
    if owner is missing and name == "loop":
        problem, names = f"{tag.source} stands in no loop.", []
    elif owner is missing:
        problem = f"{name!r} is not in the data."
    elif isinstance(owner, Mapping):
        names = [str(key) for key in owner]
        problem = f"{name!r} is not among the keys of the value in {tag.source}."
    elif isinstance(owner, (list, tuple)):
        names = []
        items = {0: "is empty", 1: "has one item"}.get(len(owner), f"has {len(owner)} items")
        problem = (
            f"There is no {name!r} in the list in {tag.source}, which {items}, counted from 0."
        )
    else:
        known = [entry for entry in dir(owner) if not entry.startswith("_")]
        names = [] if type(owner).__module__ == "builtins" else known
        problem = f"{name!r} is no field of the {type(owner).__name__} in {tag.source}."
    if undefined._undefined_hint:
        problem = f"{undefined._undefined_hint}."
    near = difflib.get_close_matches(name, names, 3)
    if near:
        remedy = _did_you_mean(near)
    elif owner is missing and name == "loop":
        remedy = "Put it between the tag that opens a for loop and its endfor."
    elif names:
        remedy = f"Use one of: {', '.join(sorted(set(names))[:12])}; or put it into the data."
    else:
        remedy = "Put it into the data."
    return tag.error(UndefinedNameError, problem, name=name, remedy=remedy)


def _did_you_mean(near: Sequence[str]) -> str:
    return f"Did you mean {' or '.join(map(repr, near))}?"
