"""Texts with tags outside of cells: headers, comments, titles, names of sheets, addresses.

Takes a text; gives the program that writes it as XML. Knows nothing of where it stands.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reportkit.errors import TemplateSyntaxError
from reportkit.templating import _expressions as language
from reportkit.templating._expressions import Environment, Program, compile_program
from reportkit.templating._placed_tags import pieces_of
from reportkit.templating._tags import TagTextError, find_tags
from reportkit.templating._xlsx_values import inner_text


def compile_text(
    environment: Environment, text: str, place: language.Place, write: Callable[[Any], str]
) -> Program:
    """Compile a text with tags; what is no tag is written as XML."""
    try:
        tags = find_tags(text, environment.delimiters)
    except TagTextError as error:
        raise TemplateSyntaxError(
            f"A tag is never closed: {error}.",
            part=place.part,
            where=place.where,
            context=text[:80],
            remedy="End {{ with }} and {% with %}.",
        ) from None
    return compile_program(environment, pieces_of(text, tags, place, inner_text), write)
