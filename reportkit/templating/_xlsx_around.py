"""What lies around the rows of a sheet and follows them: merges, rules, links, breaks, the view.

Takes the skeleton of a read `Sheet`; gives the sheet's XML before and after its rows for given
layouts. What a sheet holds that cannot follow is an error when the template is compiled, never a
stale reference. Element names and rules are those of ECMA-376 part 1, 18.3, and MS-XLSX 2.4.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve, frozen
from lxml import etree

from reportkit.errors import TemplateError, TemplateSyntaxError
from reportkit.templating import _expressions as language
from reportkit.templating._expressions import Environment
from reportkit.templating._tags import has_tags
from reportkit.templating._xlsx_filled import FilledRows
from reportkit.templating._xlsx_formula_reader import compile_formula, translated
from reportkit.templating._xlsx_formulas import Axes, Formula, Place, sheet_key
from reportkit.templating._xlsx_goals import compile_link, set_goals
from reportkit.templating._xlsx_layout import Items, blocks_over, lines_begin
from reportkit.templating._xlsx_links import add_links
from reportkit.templating._xlsx_pictures import add_drawing
from reportkit.templating._xlsx_ranges import (
    FOLLOW_BY_LAYOUT,
    XM,
    Follow,
    Moves,
    add_merges,
    copies_of,
    move_areas,
    moved_goal,
    remove,
    replace,
)
from reportkit.templating._xlsx_references import (
    Rectangle,
    column_letters,
    parse_reference,
)
from reportkit.templating._xlsx_sheet import (
    MAIN,
    Sheet,
    around_anchor,
    located,
    serialized,
    without_names,
)
from reportkit.templating._xlsx_tags import holds_code, may_hold_tags
from reportkit.templating._xlsx_texts import compile_text
from reportkit.templating._xlsx_values import inner_text

_CANNOT_MOVE = {
    "scenarios": "scenarios",
    "dataConsolidate": "a consolidation",
    "customSheetViews": "custom views",
    "oleObjects": "embedded objects",
    "controls": "form controls",
    "smartTags": "smart tags",
    "webPublishItems": "items to publish",
    "cellWatches": "watched cells",
}
_HEADERS = frozenset(
    ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")
)
_PLACE_NAMES = ("ref", "sqref", "cell", "activeCell", "topLeftCell")


@frozen(eq=False)
class Around:
    """The compiled surroundings of one sheet."""

    sheet: Sheet
    followers: Sequence[tuple[int, Follow]]
    refers_elsewhere: bool
    """Whether anything but a cell refers to a sheet that moves."""
    tagged: bool = False
    """Whether a header, footer or link holds a tag."""

    def xml(self, filled: FilledRows, moves: Moves) -> Iterator[bytes]:
        """Give the whole sheet, in pieces."""
        spliced = self.sheet.spliced
        given = (self.followers, filled.merges, filled.links, filled.drawing)
        if spliced is not None and moves.first and not any(given):
            yield spliced.head
            yield from filled.xml(moves.layouts)
            yield spliced.tail
            return
        moves = evolve(moves, goals=filled.goals) if filled.goals else moves
        root = copy.deepcopy(self.sheet.skeleton)
        elements = list(root.iter())
        try:
            for index, follow in self.followers:
                follow(elements[index], moves)
        except TemplateError as error:
            error.anchor = error.anchor or around_anchor(self.sheet, index)
            raise located(error, self.sheet.name, "") from error.__cause__
        add_merges(root, filled.merges)
        add_links(root, filled.links, filled.link_relations)
        add_drawing(root, filled.drawing)
        if not moves.first:
            _one_of_its_kind(root)
        head, tail = _cut(serialized(root))
        yield head
        yield from filled.xml(moves.layouts)
        yield tail


def compile_around(
    sheet: Sheet, environment: Environment, moving: Mapping[str, Axes], order: Sequence[str]
) -> Around:
    """Compile what lies around the rows.

    Raises
    ------
    TemplateSyntaxError
        The sheet holds something that cannot follow, or a tag where none can stand.
    """
    spliced = sheet.spliced
    if not moving and spliced is not None:
        frame = (spliced.head, spliced.tail)
        if not any(may_hold_tags(one, environment.delimiters) for one in frame):
            return Around(sheet, (), False)
    compiler = _Compiler(sheet, environment, moving, order)
    followers = tuple(compiler.followers())
    return Around(sheet, followers, compiler.refers_elsewhere, compiler.tagged)


class _Compiler:
    def __init__(
        self,
        sheet: Sheet,
        environment: Environment,
        moving: Mapping[str, Axes],
        order: Sequence[str],
    ) -> None:
        self.sheet = sheet
        self.environment = environment
        self.moving = moving
        self.order = order
        self.refers_elsewhere = False
        self.tagged = False

    def followers(self) -> Iterator[tuple[int, Follow]]:
        for index, element in enumerate(self.sheet.skeleton.iter()):
            if not isinstance(element.tag, str):
                continue
            if around_anchor(self.sheet, index) in self.environment.left_out:
                continue
            name = etree.QName(element)
            try:
                follow = self.follower(element, name.localname)
                if follow is None and name.localname not in _FOLLOWED:
                    self.refuse(element, name.localname)
                self.refuse_tags(element, name.localname)
            except TemplateError as error:
                error.anchor = error.anchor or around_anchor(self.sheet, index)
                raise
            if follow is not None:
                yield index, follow

    def follower(self, element: etree._Element, name: str) -> Follow | None:
        special = {
            "conditionalFormatting": self.rule,
            "dataValidation": self.rule,
            "sparkline": self.sparkline,
        }
        if name == "hyperlink":
            return self.link(element)
        if name in special:
            return special[name](element) if self.moving else None
        if name in _HEADERS and has_tags(element.text or "", self.environment.delimiters):
            return self.header(element)
        return FOLLOW_BY_LAYOUT.get(name) if self.sheet.moves else None

    # formulas

    def formula(self, source: str, row: int, column: int) -> Formula:
        """Compile a formula as it stands for all copies of a cell."""
        rows, columns = self.sheet.row_lines.items, self.sheet.column_lines.items
        here = (_loops(rows, row), _loops(columns, column))
        formula = compile_formula(
            source, self.sheet.name, self.moving, self.order, here, pinned=True
        )
        self.refers_elsewhere = self.refers_elsewhere or formula.moves
        return formula

    def rule(self, element: etree._Element) -> Follow | None:
        """Conditional formats and validations: longer ranges, and formulas seen from their base."""
        areas = element.get("sqref") or element.findtext(f"{{{XM}}}sqref") or ""
        rectangles = [Rectangle.parse(area) for area in areas.split()]
        if not rectangles:
            return None
        base = rectangles[0]
        sources = [one for one in element.iter() if _holds_formula(one)]
        bases = {
            (row, column): [self.based(_formula_of(one), base, row, column) for one in sources]
            for row in lines_begin(self.sheet.row_lines.items, base.top, base.bottom)
            for column in lines_begin(self.sheet.column_lines.items, base.left, base.right)
        }
        if not self.sheet.moves and not any(f.moves for fs in bases.values() for f in fs):
            return None
        sheet = self.sheet

        def follow(element: etree._Element, moves: Moves) -> None:
            if not move_areas(element, rectangles, moves):
                remove(element)
                return
            chosen = _first_that_came(bases, moves)
            if chosen is None:
                remove(element)
                return
            row, column = chosen
            row_path, _ = next(moves.own.rows.instances(row, row))
            column_path, _ = next(moves.own.columns.instances(column, column))
            place = Place(sheet.name, row_path, column_path)
            holders = [one for one in element.iter() if _holds_formula(one)]
            for holder, formula in zip(holders, bases[chosen], strict=True):
                text = formula.text(place, moves.layouts)
                if holder.tag == f"{{{MAIN}}}cfvo":
                    holder.set("val", text)
                else:
                    holder.text = text

        return follow

    def based(self, source: str, base: Rectangle, row: int, column: int) -> Formula:
        """A rule's formula as it reads from another cell of its range, compiled."""
        try:
            origin = f"{column_letters(base.left)}{base.top}"
            return self.formula(
                translated(source, origin, f"{column_letters(column)}{row}"), row, column
            )
        except TemplateError as error:
            raise located(error, self.sheet.name, f"the rule on {base}") from None

    def link(self, element: etree._Element) -> Follow | None:
        """A link follows its cell, one for each copy, and the cell in the workbook it leads to."""
        area = Rectangle.parse(element.get("ref", "A1"))
        location = element.get("location")
        target = parse_reference(location) if location else None
        goal = sheet_key((target and target.sheet) or self.sheet.name)
        leads = target is not None and goal in self.moving
        self.refers_elsewhere = self.refers_elsewhere or leads
        fills = compile_link(element, self.sheet, self.environment)
        self.tagged = self.tagged or bool(fills)
        if not self.sheet.moves and not leads and not fills:
            return None

        def follow(element: etree._Element, moves: Moves) -> None:
            for fill in fills:
                fill(element, moves.data)
            copies = []
            for path, rectangle in copies_of(area, moves.own):
                one = copy.copy(element)
                one.set("ref", str(rectangle))
                goals = moves.goals.get((rectangle.top, rectangle.left))
                if goals is not None and not set_goals(one, goals):
                    continue
                if leads and location is not None:
                    own = path if goal == sheet_key(self.sheet.name) else ((), ())
                    one.set("location", moved_goal(location, moves.layouts[goal], own))
                copies.append(one)
            replace(element, copies)

        return follow

    def sparkline(self, element: etree._Element) -> Follow | None:
        """A sparkline for each copy of its cell, over the range as seen from there."""
        source = element.findtext(f"{{{XM}}}f") or ""
        where = Rectangle.parse(element.findtext(f"{{{XM}}}sqref") or "A1")
        rows, columns = self.sheet.row_lines.items, self.sheet.column_lines.items
        try:
            formula = compile_formula(
                source, self.sheet.name, self.moving, self.order,
                (_loops(rows, where.top), _loops(columns, where.left)),
            )  # fmt: skip
        except TemplateError as error:
            raise located(error, self.sheet.name, f"sparkline at {where}") from None
        self.refers_elsewhere = self.refers_elsewhere or formula.moves
        if not self.sheet.moves and not formula.moves:
            return None

        def follow(element: etree._Element, moves: Moves) -> None:
            copies = []
            for path, rectangle in copies_of(where, moves.own):
                one = copy.deepcopy(element)
                text, place = one.find(f"{{{XM}}}f"), one.find(f"{{{XM}}}sqref")
                if text is not None and place is not None:
                    text.text = formula.text(Place(self.sheet.name, *path), moves.layouts)
                    place.text = str(rectangle)
                copies.append(one)
            replace(element, copies)

        return follow

    # headers and footers

    def header(self, element: etree._Element) -> Follow:
        """A header or footer with tags; ``&`` in a value is doubled, as its codes need."""
        self.tagged = True
        program = compile_text(
            self.environment,
            element.text or "",
            language.Place(part=f"sheet {self.sheet.name}", where=etree.QName(element).localname),
            lambda value: inner_text(value).replace("&amp;", "&amp;&amp;"),
        )

        def follow(element: etree._Element, moves: Moves) -> None:
            text = etree.fromstring(f"<t>{program.text(moves.data)}</t>").text or ""
            element.text = text

        return follow

    # what cannot follow

    def refuse(self, element: etree._Element, name: str) -> None:
        if not self.sheet.moves and self.sheet.loop is None:
            return
        if name in _CANNOT_MOVE:
            what, where = _CANNOT_MOVE[name], element.get("r", "")
        elif not self.sheet.moves:
            return
        elif any(place in element.attrib for place in _PLACE_NAMES) and name not in _LEAVE:
            what = f"an element <{name}>"
            where = next(
                element.get(place, "") for place in _PLACE_NAMES if place in element.attrib
            )
        elif element.tag in (f"{{{XM}}}f", f"{{{XM}}}sqref") and not _within(element, _FOLLOWED):
            what, where = f"an extension <{name}>", element.text or ""
        else:
            return
        raise TemplateSyntaxError(
            f"The sheet holds {what}, which cannot follow rows and columns that a tag repeats.",
            part=f"sheet {self.sheet.name}",
            where=f"cell {where}" if where else None,
            remedy="Remove it, or keep it on a sheet without row and column tags.",
        )

    def refuse_tags(self, element: etree._Element, name: str) -> None:
        texts = [element.text or "", *map(str, element.attrib.values())]
        delimiters = self.environment.delimiters
        texts = [without_names(text, self.order, delimiters) for text in texts]
        tagged = next((text for text in texts if holds_code(text, delimiters)), None)
        if tagged is None or name == "hyperlink" or name.endswith(("Header", "Footer")):
            return
        raise TemplateSyntaxError(
            f"A tag stands in <{name}>, where none can be filled.",
            part=f"sheet {self.sheet.name}",
            context=tagged[:80],
            remedy="Put the tag into a cell, or into the sheet's header or footer.",
        )


_FOLLOWED = ("conditionalFormatting", "dataValidation", "sparkline", "hyperlink")
_LEAVE = frozenset({"pane"})


def _first_that_came(
    bases: Mapping[tuple[int, int], object], moves: Moves
) -> tuple[int, int] | None:
    for row, column in bases:
        if moves.own.rows.areas(row, row) and moves.own.columns.areas(column, column):
            return row, column
    return None


def _loops(items: Items, line: int) -> tuple[int, ...]:
    return tuple(block.key for block in blocks_over(items, line) if block.loops)


def _holds_formula(element: etree._Element) -> bool:
    if element.tag == f"{{{MAIN}}}cfvo":
        return element.get("type") == "formula"
    names = (f"{{{MAIN}}}formula", f"{{{MAIN}}}formula1", f"{{{MAIN}}}formula2", f"{{{XM}}}f")
    return element.tag in names and bool(element.text)


def _formula_of(element: etree._Element) -> str:
    """The formula that an element of a rule holds: the bound of a scale has it as attribute."""
    return (element.get("val") if element.tag == f"{{{MAIN}}}cfvo" else element.text) or ""


def _within(element: etree._Element, names: Sequence[str]) -> bool:
    return any(etree.QName(one).localname in names for one in element.iterancestors())


def _one_of_its_kind(root: etree._Element) -> None:
    """Take from a sheet's copy what only one sheet may have: the selection, the code's name."""
    for element in root.iter(f"{{{MAIN}}}sheetView", f"{{{MAIN}}}sheetPr"):
        for name in ("tabSelected", "codeName"):
            if name in element.attrib:
                del element.attrib[name]


_ROWS = re.compile(rb"<(\w+:)?sheetData[^>]*/>")


def _cut(xml: bytes) -> tuple[bytes, bytes]:
    """Part a sheet at its rows; they are written without a prefix, whatever the rest has."""
    match = _ROWS.search(xml)
    assert match is not None
    declared = f' xmlns="{MAIN}"'.encode() if match[1] else b""
    return (
        xml[: match.start()] + b"<sheetData" + declared + b">",
        b"</sheetData>" + xml[match.end() :],
    )
