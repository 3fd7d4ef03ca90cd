"""Small Word files written as XML, and what a reader sees in them."""

from __future__ import annotations

import io
import zipfile
from types import SimpleNamespace
from xml.sax.saxutils import escape

import docx
import pytest

from reportkit.templating import Template

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def run(text: str, properties: str = "") -> str:
    """A run of text with the properties given as XML."""
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inner}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*runs: str) -> str:
    """A paragraph of runs; what is no XML is a run of that text."""
    return f"<w:p>{''.join(part if part.startswith('<') else run(part) for part in runs)}</w:p>"


def table(*rows: list[str]) -> str:
    """A table; a cell is text, or XML of its paragraphs."""
    width = max(map(len, rows))
    grid = '<w:gridCol w:w="1000"/>' * width
    lines = []
    for row in rows:
        cells = [cell if cell.startswith("<") else paragraph(cell) for cell in row]
        lines.append(
            "".join(
                f'<w:tc><w:tcPr><w:tcW w:w="1000" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
                for cell in cells
            )
        )
    inner = "".join(f"<w:tr>{line}</w:tr>" for line in lines)
    return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{inner}</w:tbl>'


def file(*blocks: str, **notes: str) -> bytes:
    """A .docx of these blocks; text is a paragraph. Other parts: header, footer, footnotes, ….

    A part's argument is the XML within its root element.
    """
    body = "".join(block if block.startswith("<") else paragraph(block) for block in blocks)
    types, relations, parts, section = [], [], {}, ""
    for number, (name, xml) in enumerate(notes.items(), 1):
        root = {"header": "hdr", "footer": "ftr"}.get(name, name)
        parts[f"word/{name}1.xml"] = f"<w:{root} {NAMESPACES}>{xml}</w:{root}>"
        types.append(
            f'<Override PartName="/word/{name}1.xml" ContentType="{WORD_TYPE}.{name}+xml"/>'
        )
        relations.append(
            f'<Relationship Id="rId{number}" Type="{OFFICE}/{name}" Target="{name}1.xml"/>'
        )
        if name in ("header", "footer"):
            section += f'<w:{name}Reference w:type="default" r:id="rId{number}"/>'
    package = "http://schemas.openxmlformats.org/package/2006"
    contents = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{WORD_TYPE}.document.main+xml"/>'
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        f"{''.join(types)}</Types>",
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{package}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
        "</Relationships>",
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}<w:sectPr>{section}</w:sectPr></w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">{"".join(relations)}</Relationships>',
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{package}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{{ title | default("Untitled") }}</dc:title></cp:coreProperties>',
        **parts,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(
                zipfile.ZipInfo(name, (2021, 5, 18, 9, 30, 0)), content, zipfile.ZIP_DEFLATED
            )
    return out.getvalue()


def part(data: bytes, name: str = "word/document.xml") -> str:
    """The XML of a part."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def shown(data: bytes) -> list[str | list[list[str]]]:
    """What a reader sees: a paragraph's text, a table's rows of cells, in order."""
    document = docx.Document(io.BytesIO(data))
    return [_shown(block) for block in document.iter_inner_content()]


def _shown(block):
    if isinstance(block, docx.text.paragraph.Paragraph):
        return block.text
    return [["|".join(_cell(cell)) for cell in row.cells] for row in block.rows]


def _cell(cell):
    return [str(_shown(block)) for block in cell.iter_inner_content()]


def fill(template: bytes, data: dict, **options) -> list[str | list[list[str]]]:
    """What a reader sees in the filled template."""
    return shown(Template(template, **options).render(data).to_bytes())


@pytest.fixture(scope="session")
def word() -> SimpleNamespace:
    """The functions above."""
    return SimpleNamespace(
        run=run, paragraph=paragraph, table=table, file=file, part=part, shown=shown, fill=fill
    )
