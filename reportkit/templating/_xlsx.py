"""The Excel half of the template engine: which sheets and parts of a workbook are touched.

Takes a package and the environment of its tags; gives a program (`_xlsx_program`) that gives, for
a mapping, the parts that change. A sheet with tags is written anew from its program, parts that
refer to lines that moved follow them, everything else keeps its packed bytes. What is done to a
sheet is in `_xlsx_rows`, around its rows in `_xlsx_around`, to other parts in `_xlsx_parts`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property, partial
from urllib.parse import quote
from xml.sax.saxutils import escape

from attrs import evolve
from lxml import etree

from reportkit.errors import TemplateError, TemplateFileError, TemplateSyntaxError
from reportkit.templating import _expressions as language
from reportkit.templating._added_parts import relations_part
from reportkit.templating._expressions import Environment
from reportkit.templating._package import Package, Part, pack_part
from reportkit.templating._tags import Delimiters, has_tags
from reportkit.templating._xlsx_abreast import FUNCTION, abreast
from reportkit.templating._xlsx_added import belongings, thread_names
from reportkit.templating._xlsx_around import Around, compile_around
from reportkit.templating._xlsx_charts import (
    CHART_TYPES,
    charted_cells,
    texts_that_stay,
)
from reportkit.templating._xlsx_copies import compile_copies, within_loop
from reportkit.templating._xlsx_evaluation import compile_evaluation
from reportkit.templating._xlsx_formulas import Axes, sheet_key
from reportkit.templating._xlsx_goals import Fill, compile_goals, repeated_goals
from reportkit.templating._xlsx_part_program import Given, PartProgram
from reportkit.templating._xlsx_parts import Situation, compile_part
from reportkit.templating._xlsx_pictures import (
    DRAWING_TYPE,
    row_dummies,
)
from reportkit.templating._xlsx_program import Repeated, XlsxProgram
from reportkit.templating._xlsx_reach import formulas_in, sheets_with_strings, stale_sheets
from reportkit.templating._xlsx_reader import Asked, read_sheet
from reportkit.templating._xlsx_references import Reference
from reportkit.templating._xlsx_rows import compile_sheet
from reportkit.templating._xlsx_sheet import MAIN, XML_PARSER, Calculation, Sheet
from reportkit.templating._xlsx_sheet_program import SheetProgram
from reportkit.templating._xlsx_strings import SharedStrings, read_shared_strings
from reportkit.templating._xlsx_styles import StyleSheet
from reportkit.templating._xlsx_tables import kept_loops, read_table, refuse_names
from reportkit.templating._xlsx_tags import may_hold_tags
from reportkit.templating._xlsx_untouched import untouched
from reportkit.templating._xlsx_values import Formula, Merged
from reportkit.templating._xlsx_workbook import compile_workbook

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CELL_PARTS = ("sharedStrings", "calcChain")


def compile_xlsx(package: Package, environment: Environment) -> XlsxProgram:
    """Compile a workbook with tags.

    Raises
    ------
    TemplateSyntaxError
        A tag is broken or misplaced, or a sheet holds what cannot follow its rows.
    TemplateFileError
        The file is no whole workbook.
    """
    environment.globals["formula"] = Formula.of
    environment.globals[FUNCTION] = abreast
    environment.filters["vmerge"] = Merged
    try:
        return _Compiler(package, environment).program()
    except TemplateError as error:
        error.file = error.file or package.file
        raise
    except etree.XMLSyntaxError as error:
        raise TemplateFileError(
            f"A part of the workbook is no well-formed XML: {error}.",
            file=package.file,
            remedy="Open the file in Excel or LibreOffice and save it anew.",
        ) from error


class _Compiler:
    """Reads the workbook and decides which sheets and parts are touched."""

    def __init__(self, package: Package, environment: Environment) -> None:
        self.package = package
        self.environment = environment
        self.read = cache(package.read)
        self.seen: list[language.Tag] = []
        self.tag_in_xml = partial(_tag_in_xml, _tag_forms(environment.delimiters))
        checking = environment.left_out is not Environment.left_out
        self.asked = Asked(
            environment.delimiters, environment.left_out, self.seen if checking else None
        )
        environment.seen = self.seen
        self.relationships = cache(package.relationships)
        office = [part for _, kind, part in self.relationships() if kind == "officeDocument"]
        if not office:
            raise TemplateFileError(
                "The file names no workbook.", remedy="Save it anew in Excel or LibreOffice."
            )
        self.workbook = office[0]
        self.related = self.relationships(self.workbook)
        root = self.root = etree.fromstring(self.read(self.workbook), XML_PARSER)
        by_id = {identity: (kind, part) for identity, kind, part in self.related}
        self.order: list[str] = []
        self.sheet_parts: dict[str, str] = {}
        self.relations: dict[str, str] = {}
        for sheet in root.iterfind(f"{{{MAIN}}}sheets/{{{MAIN}}}sheet"):
            name = sheet.get("name", "")
            kind, part = by_id.get(sheet.get(_RELATION, ""), ("", ""))
            self.order.append(name)
            if kind == "worksheet":
                self.sheet_parts[name] = part
                self.relations[name] = sheet.get(_RELATION, "")
        settings = root.find(f"{{{MAIN}}}workbookPr")
        self.since_1904 = settings is not None and settings.get("date1904") in ("1", "true")
        self.names = [
            (one.get("name", ""), one.text or "") for one in root.iter(f"{{{MAIN}}}definedName")
        ]

    @cached_property
    def xmls(self) -> Mapping[str, bytes]:
        """The XML of all sheets."""
        return {name: self.read(part) for name, part in self.sheet_parts.items()}

    def program(self) -> XlsxProgram:
        shared_part, shared = self.shared_strings()
        sheets = {name: self.sheet(name, shared) for name in self.sheets_with_tags(shared)}
        repeated = self.repeated(sheets.values())
        sheets = {name: self.with_objects(sheet) for name, sheet in sheets.items()}
        moving = {
            sheet_key(name): Axes(
                sheet.row_lines.items,
                sheet.column_lines.items,
                self.copied_tables(repeated.get(sheet_key(name))),
            )
            for name, sheet in sheets.items()
            if sheet.refers_anew
        }
        stale = stale_sheets(
            {name for name, sheet in sheets.items() if sheet.tagged}, self.xmls, self.names
        )
        for name, part in self.sheet_parts.items():
            refers = bool(moving) and (b"!" in self.read(part) or bool(repeated))
            if name not in sheets and (refers or name in stale):
                sheets[name] = self.sheet(name, shared)
        tagged = frozenset(map(sheet_key, stale))
        situation = Situation(self.environment, moving, self.order, tagged, bool(repeated))
        styles_part = self.part_of_kind("styles")
        styles = StyleSheet(
            self.read(styles_part) if styles_part else None, self.environment.locale
        )
        asked_for = known_cells(sheets.values())
        known, charted = dict(asked_for), self.charted_cells()
        for sheet in sheets.values():
            renamed = [
                one for root in self.tables(sheet) if (one := read_table(root, sheet)).renamed
            ]
            if renamed:
                heads = [table.head for table in renamed]
                charted[sheet_key(sheet.name)] = [*charted.get(sheet_key(sheet.name), ()), *heads]
                for name, part in self.sheet_parts.items():
                    refuse_names(renamed, formulas_in(self.read(part)), name)
        for key, areas in charted.items():
            known[key] = (*known.get(key, ()), *areas)
        programs: dict[str, tuple[SheetProgram, Around]] = {}
        for name, sheet in sheets.items():
            environment = within_loop(self.environment, sheet)
            around = compile_around(sheet, environment, moving, self.order)
            program = compile_sheet(
                sheet, environment, styles, moving, self.order, self.kept(sheet),
                known.get(sheet_key(name), ()),
            )  # fmt: skip
            if sheet_key(name) in charted:
                program = self.with_texts(program, charted[sheet_key(name)], shared_part)
            refers = around.refers_elsewhere or program.refers_elsewhere
            again = sheet_key(name) in repeated
            if name in stale or refers or again or around.tagged:
                programs[sheet_key(name)] = program, around
        homes = {
            part: sheets[one.program.sheet.name] for one in repeated.values() for part in one.parts
        }
        parts = self.followers(sheets, situation, homes)
        workbook = compile_workbook(self.read(self.workbook), self.root, situation)
        constant: dict[str, bytes | Part | None] = dict(self.without_calculation_chain())
        types = "[Content_Types].xml"
        known_types = constant.get(types)
        listed = known_types if isinstance(known_types, bytes) else self.read(types)
        if any(old in listed for old in _TEMPLATE_TYPES):
            for old, new in _TEMPLATE_TYPES.items():
                listed = listed.replace(old, new)
            constant[types] = listed
        if shared_part and shared.xml is not None:
            constant[shared_part] = pack_part(shared_part, shared.xml)
        if not workbook.names and not repeated:
            constant[self.workbook] = pack_part(self.workbook, workbook.xml({}))
        return XlsxProgram(
            self.package.file, programs, parts, (self.workbook, workbook),
            (styles_part, styles), self.since_1904,
            self.environment.long_numbers, self.package,
            tuple(name for name in self.order if sheet_key(name) not in repeated),
            self.table_names() if repeated else frozenset(), repeated, constant, self.drawings(),
            {
                sheet_key(name): untouched(self.sheet(name, shared), asked_for[sheet_key(name)])
                for name in self.sheet_parts
                if sheet_key(name) in asked_for and sheet_key(name) not in programs
            },
        )  # fmt: skip

    def sheets_with_tags(self, shared: SharedStrings) -> list[str]:
        """The sheets with a brace in their name or their XML, or a cell with a tagged string."""
        delimiters = self.environment.delimiters
        with_strings = sheets_with_strings(self.xmls, shared.tagged)
        return [
            name
            for name, xml in self.xmls.items()
            if name in with_strings
            or may_hold_tags(xml, delimiters)
            or has_tags(name, delimiters)
            or self.has_tagged_addresses(self.sheet_parts[name])
        ]

    def has_tagged_addresses(self, part: str) -> bool:
        """Whether a link of a sheet leads to an address with a tag."""
        relations = relations_part(part)
        if relations not in self.package.parts:
            return False
        return bool(self.tag_in_xml(self.read(relations)))

    def repeated(self, sheets: Iterable[Sheet]) -> dict[str, Repeated]:
        """The sheets with a loop over the whole sheet or a tag in their name."""
        found: dict[str, Repeated] = {}
        for sheet in sheets:
            program = compile_copies(sheet, self.environment)
            if program is not None:
                parts = belongings(self.package, sheet)
                tables = {part: self.table_name(part) for part in parts if parts[part] == "table"}
                index, relation = self.order.index(sheet.name), self.relations[sheet.name]
                threads = thread_names(self.package, parts)
                found[sheet_key(sheet.name)] = Repeated(
                    program, index, relation, parts, tables, threads
                )
        return found

    def copied_tables(self, repeated: Repeated | None) -> frozenset[str]:
        names = () if repeated is None else repeated.tables.values()
        return frozenset(map(sheet_key, names))

    def table_name(self, part: str) -> str:
        root = etree.fromstring(self.read(part), XML_PARSER)
        return str(root.get("displayName") or root.get("name") or "")

    def table_names(self) -> frozenset[str]:
        """The names of all tables, and the defined ones, which tables may not have."""
        tables = [
            self.table_name(part)
            for sheet in self.sheet_parts.values()
            for _, kind, part in self.relationships(sheet)
            if kind == "table"
        ]
        return frozenset(map(sheet_key, [*tables, *(name for name, _ in self.names)]))

    def part_of_kind(self, kind: str) -> str:
        return next((part for _, one, part in self.related if one == kind), "")

    def shared_strings(self) -> tuple[str, SharedStrings]:
        part = self.part_of_kind("sharedStrings")
        xml = self.read(part) if part else None
        return part, read_shared_strings(xml, self.environment.delimiters)

    def charted_cells(self) -> dict[str, Sequence[Reference]]:
        """The cells that charts show, by sheet."""
        types = self.package.content_types()
        charts = (self.read(name) for name, kind in types.items() if kind in CHART_TYPES)
        return dict(charted_cells(charts))

    def with_texts(
        self, program: SheetProgram, areas: Sequence[Reference], shared: str
    ) -> SheetProgram:
        """Tell a sheet's program which texts of it charts show, or heads of tables."""
        strings = self.read(shared) if shared else None
        texts = texts_that_stay(self.read(program.sheet.part), strings, areas)
        return evolve(program, charted=areas, still_texts=texts)

    def with_objects(self, sheet: Sheet) -> Sheet:
        """Tell the repeated rows of a sheet which pictures and links lie over them."""
        if not sheet.moves:
            return sheet
        rows = dict(sheet.rows)
        related = self.package.relationships(sheet.part)
        for part in (part for _, kind, part in related if kind == "drawing"):
            for dummy in row_dummies(self.read(part), part, sheet, self.environment.delimiters):
                if dummy.anchor not in self.environment.left_out:
                    row = rows[dummy.cell.row]
                    rows[row.number] = evolve(row, dummies=(*row.dummies, dummy))
        relations = relations_part(sheet.part)
        xml = self.read(relations) if relations in self.package.parts else b""
        goals = repeated_goals(sheet, (relations, xml), self.environment)
        return evolve(sheet, rows=rows, goals=goals)

    def drawings(self) -> dict[str, str]:
        """The drawings, in which pictures may be replaced, and where each belongs."""
        types = self.package.content_types()
        drawings = {name: name for name, kind in types.items() if kind == DRAWING_TYPE}
        for sheet, part in self.sheet_parts.items() if drawings else ():
            related = (target for _, _, target in self.package.relationships(part))
            drawings |= {target: f"sheet {sheet}" for target in related if target in drawings}
        return drawings

    def sheet(self, name: str, shared: SharedStrings) -> Sheet:
        part = self.sheet_parts[name]
        return read_sheet(self.read(part), name, part, shared, self.order, self.asked)

    def tables(self, sheet: Sheet) -> list[etree._Element]:
        """The roots of a sheet's tables."""
        return [
            etree.fromstring(self.read(part), XML_PARSER)
            for _, kind, part in self.relationships(sheet.part)
            if kind == "table"
        ]

    def kept(self, sheet: Sheet) -> list[int]:
        """The loops of a sheet's tables that leave one row."""
        return [key for table in self.tables(sheet) for key in kept_loops(table, sheet)]

    def followers(
        self, sheets: Mapping[str, Sheet], situation: Situation, homes: Mapping[str, Sheet]
    ) -> list[PartProgram]:
        """The parts beside the sheets that follow or hold tags; ``homes`` are the repeated sheets
        by the parts that are copied with them."""
        owners: dict[str, tuple[str, Sheet | None]] = {}
        for sheet in sheets.values():
            for _, kind, part in self.relationships(sheet.part):
                owners[part] = kind, sheet
        for part in list(self.package.parts):
            if part.endswith(".rels") or part in self.sheet_parts.values():
                continue
            for _, kind, target in self.relationships(part):
                owners.setdefault(target, (kind, None))
        for _, kind, target in self.relationships():
            owners.setdefault(target, (kind, None))
        programs: list[PartProgram] = []
        rels_of = {relations_part(sheet.part): sheet for sheet in sheets.values()}
        sheet_parts = set(self.sheet_parts.values())
        for part in self.package.parts:
            if part in sheet_parts or part == self.workbook or not part.endswith(_XML):
                continue
            kind, owner = owners.get(part, ("", None))
            if kind in _CELL_PARTS:
                continue
            xml = self.read(part)
            if part.endswith(".rels") or kind not in _FOLLOWING:
                tag = self.tag_in_xml(xml)
                anchor = part, -2, -1
                home = rels_of.get(part)
                if tag and home is not None and anchor not in self.asked.left_out:
                    program = self.goals(part, xml, home)
                    if program is not None:
                        programs.append(program)
                        continue
                if tag and not kind.startswith("customXml") and anchor not in self.asked.left_out:
                    error = TemplateSyntaxError(
                        "A tag stands in a part of the workbook where none can be filled.",
                        part=part,
                        context=tag,
                        remedy="Put the tag into a cell, a text box, a comment, the title of a "
                        "chart or the document's properties.",
                    )
                    error.anchor = anchor
                    raise error
                if owner is None or not owner.moves or part.endswith(".rels"):
                    continue
            here = situation
            if part in homes:
                here = evolve(here, environment=within_loop(self.environment, homes[part]))
            program = compile_part(part, kind, xml, owner, here)
            if program is not None:
                programs.append(program)
        return programs

    def goals(self, part: str, xml: bytes, sheet: Sheet) -> PartProgram | None:
        """The addresses with tags of a sheet's links."""
        environment = within_loop(self.environment, sheet)
        try:
            root, fills = compile_goals(part, xml, sheet, environment)
        except TemplateError as error:
            error.anchor = error.anchor or (part, -2, -1)
            raise
        followers = [
            (index, partial(_with_data, fill))
            for index, fill in fills
            if (part, index, -1) not in self.asked.left_out
        ]
        return PartProgram(part, root, followers) if fills else None

    def without_calculation_chain(self) -> dict[str, bytes | None]:
        """The order of calculation is no longer true: the application makes it anew."""
        chain = self.part_of_kind("calcChain")
        if not chain:
            return {}
        folder, _, leaf = self.workbook.rpartition("/")
        relations = f"{folder}/_rels/{leaf}.rels".lstrip("/")
        return {
            chain: None,
            relations: self.without(relations, "Type", "/calcChain"),
            "[Content_Types].xml": self.without("[Content_Types].xml", "PartName", f"/{chain}"),
        }

    def without(self, part: str, attribute: str, ending: str) -> bytes:
        """A part without the entries whose attribute ends like this."""
        root = etree.fromstring(self.read(part), XML_PARSER)
        for entry in list(root):
            if (entry.get(attribute) or "").endswith(ending):
                root.remove(entry)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


_TEMPLATE_TYPES = {
    b"spreadsheetml.template.main+xml": b"spreadsheetml.sheet.main+xml",
    b"ms-excel.template.macroEnabled.main+xml": b"ms-excel.sheet.macroEnabled.main+xml",
}
"""What a template of Excel (.xltx, .xltm) becomes."""

_XML = (".xml", ".rels", ".vml")
_FOLLOWING = frozenset(
    "chart chartEx drawing pivotCacheDefinition pivotTable ctrlProp table comments"
    " threadedComment vmlDrawing core-properties extended-properties custom-properties"
    " chartUserShapes".split()
)


def known_cells(sheets: Iterable[Sheet]) -> dict[str, Sequence[Reference]]:
    """The cells that formulas refer to whose values a filling can work out, by sheet."""
    found: dict[str, dict[Reference, None]] = {}
    for sheet in sheets:
        for row in sheet.rows.values():
            for cell in row.cells:
                if isinstance(cell.content, Calculation):
                    evaluation = compile_evaluation(cell.content.formula, sheet.name)
                    for area in evaluation.areas if evaluation else ():
                        found.setdefault(area.sheet, {})[area.reference] = None
    return {key: tuple(areas) for key, areas in found.items()}


def _with_data(fill: Fill, element: etree._Element, given: Given) -> None:
    fill(element, given.data)


@cache
def _tag_forms(delimiters: Delimiters) -> tuple[bytes, ...]:
    """What a tag begins with in text, and as Excel writes it in a link."""
    begins = (delimiters.expression[0], delimiters.statement[0])
    forms = {escape(begins[0]), escape(begins[1]), quote(begins[0]), quote(begins[0]).lower()}
    return tuple(form.encode() for form in sorted(forms))


def _tag_in_xml(forms: Sequence[bytes], xml: bytes) -> str:
    """The first tag in a part with what stands around it; nothing where there is none."""
    if not any(first in xml for first in {form[:1] for form in forms}):
        return ""
    starts = [xml.find(form) for form in forms if form in xml]
    if not starts:
        return ""
    return xml[max(min(starts) - 20, 0) : min(starts) + 60].decode("utf-8", "replace")
