"""A part beside the sheets that follows them, compiled: what is written anew in it.

Takes what one filling knows (`Given`); gives the part's XML. Compiled in `_xlsx_parts`.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attrs import evolve, field, frozen
from lxml import etree

from reportkit.errors import (
    TemplateError,
)
from reportkit.templating._added_parts import AddedParts
from reportkit.templating._xlsx_charts import FilledCells
from reportkit.templating._xlsx_formulas import Layouts
from reportkit.templating._xlsx_sheet import (
    XML_PARSER,
    serialized,
)


@frozen
class Given:
    """What parts are written with: the layouts of the moving sheets, the data, other parts."""

    layouts: Mapping[str, Layouts]
    data: Mapping[str, Any]
    parts: AddedParts
    cells: Mapping[int, FilledCells] = field(factory=dict)
    """What is known of the filled sheets' cells, by the identity of their rows' layout."""
    part: str = ""
    """The name of the part that is written: of a sheet's copy, its own."""


Follow = Callable[[etree._Element, Given], None]


@frozen(eq=False)
class PartProgram:
    """A part that follows."""

    name: str
    root: etree._Element
    followers: Sequence[tuple[int, Follow]]

    def xml(self, given: Given, name: str, current: bytes | None = None) -> bytes:
        """Write the part, under its name or as a copy under another; ``current`` is the copy as
        it is by now, where that is not the template's."""
        given = evolve(given, part=name)
        root = (
            copy.deepcopy(self.root) if current is None else etree.fromstring(current, XML_PARSER)
        )
        elements = list(root.iter())
        try:
            for index, follow in self.followers:
                follow(elements[index], given)
        except TemplateError as error:
            error.part = error.part or self.name
            error.anchor = error.anchor or (self.name, index, -1)
            raise
        return serialized(root)
