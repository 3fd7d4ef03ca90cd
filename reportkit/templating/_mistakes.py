"""Words for what goes wrong in a tag: a template's author reads them, not Python's or Jinja's.

Takes the error that was raised, the tag and the names known there; gives the error to raise.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from jinja2 import TemplateSyntaxError as JinjaSyntaxError
from jinja2 import UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.utils import missing

from reportkit.errors import (
    TemplateError,
    TemplateSyntaxError,
    TemplateValueError,
    UndefinedNameError,
)
from reportkit.templating._environment import Environment, MissingNameError
from reportkit.templating._placed_tags import Tag
from reportkit.templating._tags import LEVELS, STATEMENTS
from reportkit.templating.limits import LimitExceededError

__all__ = ["TooDeepError", "located", "syntax_error", "too_deep"]


class TooDeepError(TemplateSyntaxError):
    """Python cannot compile the tags; no use to look on with one of them left out."""


_EXTENSIONS = {
    "do": "jinja2.ext.do",
    "break": "jinja2.ext.loopcontrols",
    "continue": "jinja2.ext.loopcontrols",
    "trans": "jinja2.ext.i18n",
}


def located(
    error: Exception, tag: Tag, local_names: Sequence[str], data: Mapping[str, Any]
) -> TemplateError:
    """Give the error of a render as the tag's that was running, with the names it knew."""
    if isinstance(error, TemplateError):
        place = tag.place
        for fact in ("file", "part", "where", "context"):
            if getattr(error, fact) is None:
                setattr(error, fact, getattr(place, fact))
        error.tag = error.tag or tag.source
        error.anchor = error.anchor or place.anchor
        return error
    if isinstance(error, MissingNameError):
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


def too_deep(tag: Tag) -> TemplateError:
    source = tag.source if len(tag.source) <= 60 else f"{tag.source[:60]}…"
    return tag.error(
        TooDeepError,
        f"{source} is too long, or stands too deep within other tags.",
        remedy="Take it apart: name parts of it with {% set %}, or compute it in the data.",
    )


def syntax_error(environment: Environment, tag: Tag, error: JinjaSyntaxError) -> TemplateError:
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
    if word in _EXTENSIONS:
        remedy = (
            "It comes with an extension: Template(…, environment="
            f'jinja2.Environment(extensions=["{_EXTENSIONS[word]}"])).'
        )
    elif near:
        remedy = _did_you_mean(near)
    elif message.startswith("No filter named"):
        remedy = f"Correct the name, or pass it: Template(…, filters={{{word!r}: …}})."
    elif known is STATEMENTS and word in LEVELS:
        remedy = "Write {%p, {%tr, {%tc or {%r without a space before the letters."
    return tag.error(TemplateSyntaxError, f"{tag.source} is broken: {message}.", remedy=remedy)


def _undefined_error(tag: Tag, error: MissingNameError, names: list[str]) -> TemplateError:
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
