"""Compiles tags to a sandboxed Jinja2 program, and says where in the document an error arose.

Takes static pieces and tags in order; gives a program that writes the pieces with the values
in place. Knows nothing of file formats: the caller says how a value is written.
"""

from __future__ import annotations

import copy
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from types import TracebackType
from typing import Any

from jinja2 import Template, Undefined
from jinja2 import TemplateSyntaxError as JinjaSyntaxError
from jinja2.lexer import Token, TokenStream
from jinja2.parser import Parser
from jinja2.runtime import Context, new_context
from jinja2.utils import missing

from reportkit.errors import TemplateError, TemplateSyntaxError
from reportkit.templating._environment import (
    RUN,
    UNDEFINED,
    Environment,
    Kept,
    LongNumbers,
    UndefinedPolicy,
    ValueWriter,
    joined,
    kept,
    knowing,
    make_environment,
    measured,
)
from reportkit.templating._lookups import PATH, Run, parted, tag_in
from reportkit.templating._mistakes import located, syntax_error, too_deep
from reportkit.templating._placed_tags import Place, Tag
from reportkit.templating._tags import block_word
from reportkit.templating.limits import BUDGET, Budget, LimitExceededError, Limits, bound_tree

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

Write = Callable[[Any], Any]


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
        environment.code_generator_class is ValueWriter
        and environment.observer is None
        and environment.undefined is not Kept
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
            text = f"{RUN}{len(runs)}"
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
        raise syntax_error(environment, tags[min(error.lineno, len(tags)) - 1], error) from error
    except (RecursionError, SyntaxError, MemoryError) as error:  # beyond what Python compiles
        raise too_deep(_deepest(tags)) from error
    namespace = {
        "environment": environment,
        "__file__": "<template>",
        "write_value": write_value,
        "joined": joined,
        "kept": kept,
        "knowing": knowing,
        "measured": measured,
        **{name: runs.get(text, text) for text, name in environment.static.items()},
    }
    environment.static = {}
    exec(code, namespace)
    template = Template._from_namespace(environment, namespace, environment.globals)
    return Program(environment, [template.root_render_func], tags, template, namespace)


def _deepest(tags: Sequence[Tag]) -> Tag:
    """The tag that asks most of the compiler: long itself, or within many blocks."""
    depth = 0
    burdens: list[int] = []
    for tag in tags:
        action = block_word(tag.inner)[0] if tag.kind == "statement" else ""
        depth += (action == "open") - (action == "close")
        burdens.append(depth + len(tag.inner))
    return tags[burdens.index(max(burdens))]


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
        yield from self._spending(Budget(self._limits), data)

    def _spending(self, budget: Budget, data: Mapping[str, Any]) -> Generator[Any, None, None]:
        environment = self._environment
        blocks = {} if self._template is None else self._template.blocks
        values = {**environment.globals, **data, BUDGET: budget}
        context = new_context(environment, None, blocks, values, True, environment.globals)
        try:
            for root in self._roots:
                yield from root(context)
        except Exception as error:
            raise self._located(error, data) from error

    def texts(self, data: Mapping[str, Any]) -> Iterator[str]:
        """Give the output of a program whose values are written as text, in larger pieces."""
        budget = Budget(self._limits)
        pieces = self._spending(budget, data)
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
        return located(error, tag, local_names, data)

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
        if environment.undefined is UNDEFINED["keep"]:
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
        raise syntax_error(environment, tag, error) from error
