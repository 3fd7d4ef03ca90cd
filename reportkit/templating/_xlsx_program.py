"""A compiled workbook, and its filling: the parts that change, for a mapping.

Runs the programs of the sheets, tells each where the lines of all went, writes the parts that
follow, copies the sheets that are repeated, and adds what values bring: pictures, links, styles.
Compiled in `_xlsx`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import evolve, field, frozen

from reportkit.errors import TemplateError
from reportkit.templating._added_parts import AddedParts, relations_part
from reportkit.templating._package import Content, Package, Part
from reportkit.templating._xlsx_added import Additions, with_own_threads
from reportkit.templating._xlsx_around import Around
from reportkit.templating._xlsx_charts import FilledCells
from reportkit.templating._xlsx_copies import Copy, CopyProgram
from reportkit.templating._xlsx_filled import FilledRows
from reportkit.templating._xlsx_filling import fill_rows
from reportkit.templating._xlsx_formulas import Layouts, sheet_key, together
from reportkit.templating._xlsx_goals import filled_goals
from reportkit.templating._xlsx_links import relate_links
from reportkit.templating._xlsx_part_program import Given, PartProgram
from reportkit.templating._xlsx_pictures import place_pictures, replace_named
from reportkit.templating._xlsx_ranges import Moves
from reportkit.templating._xlsx_sheet import MAIN
from reportkit.templating._xlsx_sheet_program import SheetProgram
from reportkit.templating._xlsx_styles import StyleSheet
from reportkit.templating._xlsx_untouched import Untouched
from reportkit.templating._xlsx_values import Writer
from reportkit.templating._xlsx_workbook import SheetEntry, WorkbookProgram
from reportkit.templating.values import InlineImage

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@frozen(eq=False)
class XlsxProgram:
    """A compiled workbook."""

    file: str | None
    sheets: Mapping[str, tuple[SheetProgram, Around]]
    parts: Sequence[PartProgram]
    workbook: tuple[str, WorkbookProgram]
    styles: tuple[str, StyleSheet]
    since_1904: bool
    long_numbers: str
    package: Package
    names: tuple[str, ...]
    """The names of the sheets that keep them."""
    table_names: frozenset[str]
    repeated: Mapping[str, Repeated] = field(factory=dict)
    """The sheets that come once for each item or get their name from the data."""
    constant: Mapping[str, bytes | Part | None] = field(factory=dict)
    """The parts that change the same way whatever the data: None for those that go."""
    drawings: Mapping[str, str] = field(factory=dict)
    """The drawings, in which the data may replace pictures, and where each belongs."""
    untouched: Mapping[str, Untouched] = field(factory=dict)
    """The sheets that stay and that formulas of others refer to."""

    def render(self, data: Mapping[str, Any]) -> Mapping[str, Content | None]:
        """Give the new content of each part that changes; None for one that goes."""
        if not self.sheets and not self.parts and not self._images(data):
            return {}
        try:
            return self._rendered(data)
        except TemplateError as error:
            error.file = error.file or self.file
            raise

    def _rendered(self, data: Mapping[str, Any]) -> Mapping[str, Content | None]:
        writer = Writer(self.styles[1], self.since_1904, self.long_numbers == "text")
        contents: dict[str, Content | None] = dict(self.constant)
        parts = AddedParts(self.package, contents)
        added = Additions(parts, set(self.table_names))
        taken = {name.casefold() for name in self.names}
        copies = {key: one.program.copies(data, taken) for key, one in self.repeated.items()}
        filled = {
            key: [
                fill_rows(program, one.data, writer) for one in copies.get(key, (Copy("", data),))
            ]
            for key, (program, _) in self.sheets.items()
        }
        layouts: dict[str, Layouts] = {}
        for key, sheets in filled.items():
            if key in self.repeated:
                self._name(self.repeated[key], sheets, copies[key], added)
                layouts[key] = together([sheet.layouts for sheet in sheets])
            else:
                layouts[key] = sheets[0].layouts
        values = {
            id(sheet.layouts.rows): sheet.values for sheets in filled.values() for sheet in sheets
        }
        values |= {id(one.layouts.rows): one.values.copied() for one in self.untouched.values()}
        seen = {**{key: one.layouts for key, one in self.untouched.items()}, **layouts}
        for key, sheets in filled.items():
            for sheet in sheets:
                sheet.all_values = values
                sheet.view = {**seen, key: sheet.layouts} if key in self.repeated else seen
        for key, (program, around) in self.sheets.items():
            if key not in self.repeated:
                moves = Moves(layouts, layouts[key], data, filled[key][0].dimension)
                contents[program.sheet.part] = self._pieces(around, filled[key][0], moves)
        cells = {
            id(sheet.layouts.rows): FilledCells(sheet.values, sheet.texts)
            for sheets in filled.values()
            for sheet in sheets
        }
        given = Given(layouts, data, parts, cells)
        owned = {part for one in self.repeated.values() for part in one.parts}
        owned |= set(map(relations_part, owned))
        for part in self.parts:
            if part.name not in owned:
                contents[part.name] = part.xml(given, part.name)
        entries = self._copies(copies, filled, added, given) if self.repeated else {}
        self._objects(filled, parts)
        if images := self._images(data):
            replace_named(added.with_copies(self.drawings), images, parts)
        parts.finish()
        if self.workbook[0] not in contents:
            contents[self.workbook[0]] = self.workbook[1].xml(layouts, entries)
        if writer.wanted:
            contents[self.styles[0]] = self.styles[1].added(list(writer.wanted))
        return contents

    def _name(
        self,
        repeated: Repeated,
        sheets: Sequence[FilledRows],
        copies: Sequence[Copy],
        added: Additions,
    ) -> None:
        """Tell the layouts of a sheet's copies their names and those of their tables."""
        for number, (sheet, one) in enumerate(zip(sheets, copies, strict=True)):
            old = repeated.tables.values() if number else ()
            tables = {sheet_key(name): added.table_name(name) for name in old}
            sheet.layouts = evolve(sheet.layouts, name=one.name, tables=tables)

    def _copies(
        self,
        copies: Mapping[str, Sequence[Copy]],
        filled: Mapping[str, Sequence[FilledRows]],
        added: Additions,
        given: Given,
    ) -> Mapping[int, Sequence[SheetEntry]]:
        """Write the repeated sheets with all that belongs to them."""
        programs = {part.name: part for part in self.parts}
        new: list[tuple[str, str]] = []
        listed: list[tuple[int, str, Mapping[str, Layouts], bool]] = []
        for key, one in self.repeated.items():
            around = self.sheets[key][1]
            if not copies[key]:
                added.remove(one.parts)
            for number, (copy, sheet) in enumerate(zip(copies[key], filled[key], strict=True)):
                view = sheet.view
                names = added.copy(one.parts) if number else {part: part for part in one.parts}
                moves = Moves(view, sheet.layouts, copy.data, sheet.dimension, not number)
                for part, name in names.items():
                    if part == around.sheet.part:
                        sheet.part = name
                        self._fill_goals(programs, part, name, evolve(given, data=copy.data))
                        added.contents[name] = self._pieces(around, sheet, moves)
                        new += [(one.relation, name)] if number else []
                    elif part in programs or number:
                        program = programs.get(part)
                        own = evolve(given, layouts=view, data=copy.data)
                        xml = program.xml(own, name) if program else self.package.read(part)
                        if number and one.threads:
                            xml = with_own_threads(xml, one.threads, sheet.part)
                        table = sheet_key(one.tables.get(part, ""))
                        if table in sheet.layouts.tables:
                            xml = added.table(xml, sheet.layouts.tables[table])
                        added.contents[name] = xml
                listed.append((one.index, copy.name, view, bool(number)))
        gone = [one.relation for key, one in self.repeated.items() if not copies[key]]
        identities = iter(added.relate(self.workbook[0], new, gone) if new or gone else ())
        relations = {one.index: one.relation for one in self.repeated.values()}
        entries: dict[int, list[SheetEntry]] = {index: [] for index in relations}
        for index, name, view, fresh in listed:
            relation = next(identities) if fresh else relations[index]
            entries[index].append(SheetEntry(name, relation, view))
        return entries

    def _fill_goals(
        self, programs: Mapping[str, PartProgram], part: str, name: str, given: Given
    ) -> None:
        """Fill the addresses of a sheet's links, in the relationships of one copy."""
        program, relations = programs.get(relations_part(part)), relations_part(name)
        if program is not None:
            current = given.parts.current(relations)
            given.parts.contents[relations] = program.xml(given, relations, current)

    def _images(self, data: Mapping[str, Any]) -> Mapping[str, InlineImage]:
        """The pictures that the data gives by name, where the workbook has any to replace."""
        if not self.drawings:
            return {}
        return {name: one for name, one in data.items() if isinstance(one, InlineImage)}

    def _objects(self, filled: Mapping[str, Sequence[FilledRows]], parts: AddedParts) -> None:
        """Add what the values brought beside the cells: links, pictures, their parts."""
        for key, sheets in filled.items():
            for sheet in sheets:
                if sheet.links:
                    sheet.link_relations = relate_links(sheet.part, sheet.links, parts)
                if sheet.placed_goals:
                    sheet.goals = filled_goals(sheet.part, sheet.placed_goals, parts)
                if sheet.pictures:
                    own = self.sheets[key][0].sheet.skeleton.find(f"{{{MAIN}}}drawing")
                    identity = None if own is None else own.get(_RELATION)
                    sheet.drawing = place_pictures(sheet.part, identity, sheet.pictures, parts)

    def _pieces(self, around: Around, filled: FilledRows, moves: Moves) -> Iterator[bytes]:
        """A sheet's XML, written while the package is packed."""
        try:
            yield from around.xml(filled, moves)
        except TemplateError as error:
            error.file = error.file or self.file
            raise


@frozen(eq=False)
class Repeated:
    """A sheet that comes once for each item or gets its name from the data."""

    program: CopyProgram
    index: int
    relation: str
    parts: Mapping[str, str]
    """The parts that belong to it, with their kinds."""
    tables: Mapping[str, str]
    """The names of its tables, by part."""
    threads: frozenset[bytes]
    """The identities of its comments in threads."""
