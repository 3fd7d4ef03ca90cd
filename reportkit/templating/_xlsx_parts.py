"""The parts beside the sheets that refer to their cells: charts, tables, drawings, comments.

Takes a part's XML and, of a part that belongs to one sheet, that sheet; gives a program that
writes the part for given layouts, or None where nothing in it moves and it holds no tag.
Element names are those of ECMA-376 part 1, 18 to 21, and of MS-ODRAWXML for newer charts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from attrs import frozen
from lxml import etree

from reportkit.errors import (
    TemplateError,
    TemplateSyntaxError,
    UndefinedNameError,
)
from reportkit.templating import _expressions as language
from reportkit.templating._chart_caches import holds_points
from reportkit.templating._expressions import Environment, compile_expression
from reportkit.templating._tags import has_tags
from reportkit.templating._xlsx_comments import CLIENT_DATA, comment_follower, note_follower
from reportkit.templating._xlsx_formula_reader import compile_formula
from reportkit.templating._xlsx_formulas import Axes, Formula, sheet_key
from reportkit.templating._xlsx_part_places import (
    chart_range,
    forget_titles,
    owned_range,
    source_range,
    table_formula,
    text_link,
)
from reportkit.templating._xlsx_part_program import Follow, Given, PartProgram
from reportkit.templating._xlsx_pictures import (
    DUMMY_TEXTS,
    dummy_source,
    names_picture,
    place_of,
    put_picture,
    remove_picture,
)
from reportkit.templating._xlsx_references import parse_reference
from reportkit.templating._xlsx_sheet import (
    MAIN,
    XML_PARSER,
    Sheet,
    without_names,
)
from reportkit.templating._xlsx_tables import (
    TABLE_FORMULAS,
    check_table,
    is_column_name,
    read_table,
    write_table,
)
from reportkit.templating._xlsx_tags import (
    find_pieces,
    holds_code,
    may_hold_tags,
    single_expression,
)
from reportkit.templating._xlsx_texts import compile_text
from reportkit.templating._xlsx_values import inner_text

_RANGES = ("f", "sqref")
_FORMULAS = (*_RANGES, "calculatedColumnFormula", "totalsRowFormula")


@frozen
class Situation:
    """What parts are compiled with: the language, the sheets that move, all sheets' names."""

    environment: Environment
    moving: Mapping[str, Axes]
    order: Sequence[str]
    tagged: frozenset[str] = frozenset()
    """The sheets whose values a filling changes, moving or not."""
    copied: bool = False
    """Whether a sheet is repeated or gets its name from the data."""


def compile_part(
    name: str, kind: str, xml: bytes, owner: Sheet | None, situation: Situation
) -> PartProgram | None:
    """Compile one part.

    Parameters
    ----------
    kind:
        The last word of its relationship's type: "chart", "table", "drawing", …
    owner:
        The sheet it belongs to, for parts that give cells without naming their sheet.

    Raises
    ------
    TemplateSyntaxError
        The part holds something that cannot follow, or a tag where none can be filled.
    """
    moves = owner is not None and sheet_key(owner.name) in situation.moving
    if owner is not None and owner.only_renamed:
        moves = False
    tagged = may_hold_tags(xml, situation.environment.delimiters)
    if not moves and not situation.moving and not tagged and kind not in _LOOKED_INTO:
        return None  # nothing moves, nothing is tagged
    root = etree.fromstring(xml, XML_PARSER)
    compiler = _Compiler(name, kind, root, owner if moves else None, situation, owner)
    left_out = situation.environment.left_out
    try:
        followers = list(compiler.texts())
        if (name, -1, -1) not in left_out:
            followers += compiler.places()
    except TemplateError as error:
        error.part = error.part or name
        error.anchor = error.anchor or (name, -1, -1)
        raise
    followers = [one for one in followers if (name, one[0], -1) not in left_out]
    return PartProgram(name, root, followers) if followers else None


class _Compiler:
    def __init__(
        self,
        name: str,
        kind: str,
        root: etree._Element,
        owner: Sheet | None,
        situation: Situation,
        home: Sheet | None,
    ) -> None:
        self.home = home
        self.name = name
        self.kind = kind
        self.root = root
        self.owner = owner
        self.situation = situation
        self.environment = situation.environment
        self.numbers = {element: index for index, element in enumerate(root.iter())}

    # tags in texts

    def texts(self) -> Iterator[tuple[int, Follow]]:
        """Texts with tags: titles of charts, text boxes, comments, document properties."""
        for element in self.root.iter():
            anchor = self.name, self.numbers[element], -1
            if not isinstance(element.tag, str) or anchor in self.environment.left_out:
                continue
            try:
                follow = self.tagged(element)
            except TemplateError as error:
                error.anchor = error.anchor or anchor
                raise
            if follow is not None:
                yield self.numbers[element], follow

    def tagged(self, element: etree._Element) -> Follow | None:
        """What fills the tags of one element, if it has any."""
        text = element.text or ""
        dummy = self.dummy(element) if self.kind == "drawing" else None
        if dummy is not None:
            return dummy
        delimiters = self.environment.delimiters
        own: Sequence[str] = DUMMY_TEXTS if names_picture(element) else ()
        if self.home is not None and is_column_name(element):
            own = ("name",)
        for value in (str(value) for name, value in element.attrib.items() if name not in own):
            if holds_code(without_names(value, self.situation.order, delimiters), delimiters):
                raise self.no_tag_here(value)
        if etree.QName(element).localname in _FORMULAS or self.lists_sheets(element):
            return None
        if self.kind in ("chart", "chartEx") and any(
            holds_points(one) for one in element.iterancestors()
        ):
            return None  # what cells held: see `chart`
        if has_tags(text, delimiters):
            return self.text(text)
        if self.kind in ("drawing", "chart", "comments"):
            self.refuse_parted_tag(element)
        return None

    def lists_sheets(self, element: etree._Element) -> bool:
        """Whether an element of the document's properties holds the names of the sheets."""
        return self.situation.copied and any(
            etree.QName(one).localname == "TitlesOfParts" for one in element.iterancestors()
        )

    def text(self, text: str) -> Follow:
        place = language.Place(part=self.name, where=None)
        program = compile_text(self.situation.environment, text, place, inner_text)

        def follow(element: etree._Element, given: Given) -> None:
            element.text = etree.fromstring(f"<t>{program.text(given.data)}</t>").text

        return follow

    def dummy(self, element: etree._Element) -> Follow | None:
        """A picture whose alternative text or title is a tag: another takes its place."""
        delimiters = self.environment.delimiters
        source = dummy_source(element, delimiters)
        if source is None:
            return None
        rows = () if self.owner is None else self.owner.rows.values()
        anchor = self.name, self.numbers[element], -1
        if any(dummy.anchor == anchor for row in rows for dummy in row.dummies):
            return lambda element, given: remove_picture(element)  # each row brings its own
        tag = single_expression(find_pieces([source], delimiters))
        if tag is None:
            raise self.no_tag_here(source)
        part = self.name if self.home is None else f"sheet {self.home.name}"
        place = language.Place(part=part, where=place_of(element))
        value = compile_expression(
            self.situation.environment,
            language.Tag("expression", tag.inner, tag.source, place),
        )

        def follow(element: etree._Element, given: Given) -> None:
            try:
                put_picture(element, value(given.data), given.part, given.parts, delimiters)
            except TemplateError as error:
                error.part, error.where = error.part or place.part, error.where or place.where
                error.tag = error.tag or tag.source
                if isinstance(error, UndefinedNameError) and self.owner is not None:
                    error.remedy = f"{error.remedy or ''} {_IN_ROWS}".strip()
                raise

        return follow

    def refuse_parted_tag(self, element: etree._Element) -> None:
        """A paragraph whose tag is spread over runs of different formats."""
        if etree.QName(element).localname != "p":
            return
        texts = [one.text or "" for one in element.iter() if etree.QName(one).localname == "t"]
        delimiters = self.environment.delimiters
        tagged = [has_tags(text, delimiters) for text in ("".join(texts), *texts)]
        if tagged[0] and not any(tagged[1:]):
            raise self.no_tag_here("".join(texts))

    def no_tag_here(self, text: str) -> TemplateSyntaxError:
        return TemplateSyntaxError(
            "A tag stands where none can be filled.",
            part=self.name,
            context=text[:80],
            remedy="Type the tag anew in one go, in one format; or put it into a cell.",
        )

    # places

    def places(self) -> Iterator[tuple[int, Follow]]:
        if self.kind in ("chart", "chartEx"):
            yield from self.chart()
        elif self.kind == "drawing":
            yield from self.drawing()
        elif self.kind == "pivotCacheDefinition":
            yield from self.pivot_cache()
        elif self.kind == "extended-properties" and self.situation.copied:
            yield 0, forget_titles
        elif self.kind == "ctrlProp":
            self.control()
        elif self.kind == "table" and self.home is not None:
            yield from self.table(self.home)
        elif self.owner is not None and self.kind in _OWNED:
            yield from _OWNED[self.kind](self, self.owner)
        elif self.owner is not None and self.kind not in _NO_PLACES:
            raise self.cannot(f"a part of the kind {self.kind}")

    def formula(self, source: str) -> Formula | None:
        """A list of references that some moving sheet's lines are in; None if none is."""
        formula = compile_formula(
            source, "", self.situation.moving, self.situation.order, listed=True
        )
        return formula if formula.moves else None

    def chart(self) -> Iterator[tuple[int, Follow]]:
        """Ranges of series grow; the points that a chart remembers are renewed."""
        for element in self.root.iter():
            if isinstance(element.tag, str) and etree.QName(element).localname in _RANGES:
                formula = compile_formula(
                    (element.text or "").strip(), "", self.situation.moving, self.situation.order,
                    listed=True,
                )  # fmt: skip
                if formula.moves or formula.sheets & self.situation.tagged:
                    yield self.numbers[element], chart_range(formula)

    def drawing(self) -> Iterator[tuple[int, Follow]]:
        for element in self.root.iter():
            if not isinstance(element.tag, str):
                continue
            name = etree.QName(element).localname
            if name in ("twoCellAnchor", "oneCellAnchor") and self.owner is not None:
                yield self.numbers[element], self.anchor(self.owner)
            shown = element.get("cellRange") if name == "cameraTool" else None
            seen = parse_reference(shown) if shown else None
            home = self.owner.name if self.owner is not None else ""
            if seen is not None and self.moves(seen.sheet or home):
                raise self.cannot(f"a linked picture of the cells {shown}")
            link = element.get("textlink")
            target = parse_reference(link) if link else None
            if target is not None and target.sheet and self.moves(target.sheet):
                yield self.numbers[element], text_link(sheet_key(target.sheet))

    def anchor(self, owner: Sheet) -> Follow:
        """Shapes move and grow as `editAs` says: by both ends, by the first, or not at all."""
        key = sheet_key(owner.name)

        def follow(element: etree._Element, given: Given) -> None:
            if element.get("editAs") == "absolute":
                return
            layouts = given.layouts[key]
            ends = [one for one in element if etree.QName(one).localname in ("from", "to")]
            for name, layout in (("row", layouts.rows), ("col", layouts.columns)):
                lines = [end.find(f"{{*}}{name}") for end in ends]
                numbers = [int((line.text if line is not None else "") or 0) + 1 for line in lines]
                moved = [layout.start(numbers[0])]
                if len(numbers) == 2:
                    last = layout.areas(numbers[1], numbers[1])
                    grown = last[-1][1] if last else layout.start(numbers[1])
                    if element.get("editAs") == "oneCell":
                        grown = moved[0] + numbers[1] - numbers[0]
                    moved.append(max(grown, moved[0]))
                for line, number in zip(lines, moved, strict=True):
                    if line is not None:
                        line.text = str(number - 1)

        return follow

    def pivot_cache(self) -> Iterator[tuple[int, Follow]]:
        """A pivot table's source grows; the application refreshes the table when it opens."""
        for element in self.root.iter(f"{{{MAIN}}}worksheetSource"):
            key = sheet_key(element.get("sheet", ""))
            if key in self.situation.tagged:
                self.root.set("refreshOnLoad", "1")
                yield 0, lambda root, given: root.set("refreshOnLoad", "1")
            if key in self.situation.moving and element.get("ref"):
                yield self.numbers[element], source_range(key)

    def control(self) -> None:
        for element in self.root.iter():
            for name in ("fmlaLink", "fmlaRange", "fmlaTxbx"):
                if element.get(name) and self.formula(element.get(name, "")) is not None:
                    raise self.cannot(f"a form control for {element.get(name)}")

    def table(self, home: Sheet) -> Iterator[tuple[int, Follow]]:
        """A table grows with its rows and columns; its head says the names of its columns."""
        table = read_table(self.root, home)
        if self.owner is None and not table.renamed:
            return
        check_table(table, home, self.cannot)
        for element in self.root.iter(*TABLE_FORMULAS):
            formula = compile_formula(
                element.text or "", home.name, self.situation.moving, self.situation.order
            )
            if formula.names_cells:
                raise self.cannot(f"the table's column formula ={element.text}")
            if formula.moves:
                yield self.numbers[element], table_formula(formula, home)
        key = sheet_key(home.name)

        def follow(root: etree._Element, given: Given) -> None:
            layouts = given.layouts[key]
            write_table(root, table, layouts, given.cells.get(id(layouts.rows)))

        yield 0, follow

    def comments(self, owner: Sheet) -> Iterator[tuple[int, Follow]]:
        """A comment comes with each copy of its cell."""
        key = sheet_key(owner.name)
        follow = comment_follower(key)
        for element in self.root.iter():
            if isinstance(element.tag, str) and element.get("ref"):
                yield self.numbers[element], follow

    def vml(self, owner: Sheet) -> Iterator[tuple[int, Follow]]:
        """The boxes of comments, in the old drawing language."""
        key = sheet_key(owner.name)
        follow = note_follower(key)
        for element in self.root.iter(CLIENT_DATA):
            if element.get("ObjectType") != "Note":
                raise self.cannot(f"a form control ({element.get('ObjectType')})")
            yield self.numbers[element], follow

    def pivot_table(self, owner: Sheet) -> Iterator[tuple[int, Follow]]:
        for element in self.root.iter(f"{{{MAIN}}}location"):
            yield self.numbers[element], owned_range(sheet_key(owner.name))

    def moves(self, sheet: str) -> bool:
        return sheet_key(sheet) in self.situation.moving

    def cannot(self, what: str) -> TemplateSyntaxError:
        owner = self.owner
        return TemplateSyntaxError(
            f"There is {what}, which cannot follow rows and columns that a tag repeats.",
            part=f"sheet {owner.name}" if owner else self.name,
            remedy="Remove it, or keep it on a sheet without row and column tags.",
        )


_OWNED: Mapping[str, Callable[[_Compiler, Sheet], Iterator[tuple[int, Follow]]]] = {
    "comments": _Compiler.comments,
    "threadedComment": _Compiler.comments,
    "vmlDrawing": _Compiler.vml,
    "pivotTable": _Compiler.pivot_table,
}

_IN_ROWS = "A picture comes with each repeated row if its upper left corner lies over that row."

_LOOKED_INTO = frozenset({"pivotCacheDefinition", "chart", "chartEx"})
"""Kinds of parts that show values, which change where nothing moves, too."""

_NO_PLACES = frozenset({
    "hyperlink", "printerSettings", "image", "slicer", "timeline", "queryTable", "customProperty",
})  # fmt: skip
"""Kinds of parts that belong to a sheet and name none of its cells."""
