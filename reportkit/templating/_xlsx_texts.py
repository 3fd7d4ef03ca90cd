"""Texts with tags outside of cells: headers, comments, titles, names of sheets, addresses.

Takes a text; gives the program that writes it as XML. Knows nothing of where it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from reportkit.errors import TemplateSyntaxError
from reportkit.templating import _expressions as language
from reportkit.templating._expressions import Environment, Program, compile_program
from reportkit.templating._placed_tags import pieces_of
from reportkit.templating._tags import TagTextError, find_tags
from reportkit.templating._xlsx_tags import endings
from reportkit.templating._xlsx_values import inner_text


def compile_text(
    environment: Environment, text: str, place: language.Place, write: Callable[[Any], str]
) -> Program:
    """Compile a text with tags; what is no tag is written as XML."""
    return compile_program(environment, text_pieces(environment, text, place), write)


def text_pieces(
    environment: Environment, text: str, place: language.Place
) -> Iterator[str | language.Tag]:
    """Part a text into tags and what stands between them, as XML.

    Raises
    ------
    TemplateSyntaxError
        A tag is never closed.
    """
    try:
        tags = find_tags(text, environment.delimiters)
    except TagTextError as error:
        mistake = TemplateSyntaxError(
            f"A tag is never closed: {error}.",
            part=place.part,
            where=place.where,
            context=text[:80],
            remedy=f"{endings(environment.delimiters)}.",
        )
        mistake.anchor = place.anchor
        raise mistake from None
    return pieces_of(text, tags, place, inner_text)
