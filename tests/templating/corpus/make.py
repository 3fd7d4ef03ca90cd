"""Makes the corpus anew: ``PYTHONPATH=. python tests/templating/corpus/make.py`` (needs LibreOffice).

Three kinds of files: as python-docx writes them, as LibreOffice saves them, and XML by hand like
Word's. What only one file has is told in ``tests/templating/test_docx_corpus.py``.
"""

from __future__ import annotations

import io
import struct
import subprocess
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from tests.templating.conftest import file, paragraph, run, table

HERE = Path(__file__).parent
LOOP = ["{%tr for r in rows %}", "{{ r.name }}", "{%tr endfor %}"]


def picture() -> bytes:
    """A red dot as PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checksum = struct.pack(">L", zlib.crc32(kind + data))
        return struct.pack(">L", len(data)) + kind + data + checksum

    head = struct.pack(">2L5B", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0\xff\0\0")
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def loop_table(document: Document, style: str | None = None) -> None:
    grid = document.add_table(4, 2, style=style)
    for row, texts in zip(
        grid.rows,
        (["Tên", "Số"], [LOOP[0], ""], ["{{ r.name }}", "{{ r.count }}"], [LOOP[2], ""]),
        strict=True,
    ):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text


def letter(document: Document) -> None:
    document.add_heading("BÁO CÁO {{ title }}", 1)
    document.add_paragraph("Kính gửi {{ name }}")


def first_page(document: Document) -> None:
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "trang đầu {{ name }}"
    section.header.paragraphs[0].text = "{{ title }}"
    document.add_paragraph("{{ name }}")


def even_pages(document: Document) -> None:
    document.settings.odd_and_even_pages_header_footer = True
    document.sections[0].even_page_footer.paragraphs[0].text = "chẵn {{ name }}"
    document.add_paragraph("{{ name }}")


def styled_table(document: Document) -> None:
    loop_table(document, "Light Grid Accent 1")


def numbered(document: Document) -> None:
    for text in (LOOP[0].replace("tr", "p"), "{{ r.name }}", "{%p endfor %}"):
        document.add_paragraph(text, style="List Number")


def pictured(document: Document) -> None:
    for text in ("{%p for r in rows %}", "{{ r.name }}"):
        document.add_paragraph(text)
    document.add_picture(io.BytesIO(picture()))
    document.add_paragraph("{%p endfor %}")


def landscape(document: Document) -> None:
    document.add_paragraph("{{ name }}")
    section = document.add_section()
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    document.add_paragraph("{{ title }}")


def properties(document: Document) -> None:
    document.core_properties.keywords = "{{ name }}"
    document.core_properties.category = "{{ title }}"
    document.add_paragraph("{{ name }}")


def commented(document: Document) -> None:
    spoken = document.add_paragraph("{{ name }}")
    document.add_comment(spoken.runs[0], text="xem {{ title }}", author="a")


def page_field(document: Document) -> None:
    footer = document.sections[0].footer.paragraphs[0]
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    footer._p.append(field)
    footer.add_run(" {{ name }}")
    document.add_paragraph("{{ name }}")


def columns(document: Document) -> None:
    grid = document.add_table(2, 4, style="Table Grid")
    for row, text in zip(grid.rows, ("{{ r.name }}", "{{ r.count }}"), strict=True):
        cells = ["Mục", "{%tc for r in rows %}", text, "{%tc endfor %}"]
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words


def merged(document: Document) -> None:
    grid = document.add_table(3, 2, style="Table Grid")
    grid.cell(0, 0).merge(grid.cell(0, 1)).text = "{{ title }}"
    grid.cell(1, 0).text, grid.cell(1, 1).text = (
        "{%tr for r in rows %}{{ r.name }}",
        "{%tr endfor %}",
    )
    grid.cell(2, 0).text = "{% cellbg colour %}cộng {{ rows | sum('count') }}"


def tabbed(document: Document) -> None:
    document.add_paragraph("{{ name }}\t{{ title }}").paragraph_format.tab_stops.add_tab_stop(
        2_000_000
    )


PYTHON_DOCX: dict[str, Callable[[Document], None]] = {
    "first-page-header": first_page,
    "even-page-footer": even_pages,
    "styled-table": styled_table,
    "numbered-list": numbered,
    "picture-in-loop": pictured,
    "landscape-section": landscape,
    "keywords": properties,
    "comment": commented,
    "page-field": page_field,
    "columns": columns,
    "merged-cells": merged,
    "tab-stops": tabbed,
}
LIBREOFFICE: dict[str, Callable[[Document], None]] = {
    "office-letter": letter,
    "office-table": loop_table,
    "office-header": first_page,
    "office-list": numbered,
    "office-picture": pictured,
    "office-columns": columns,
}

TEXT_BOX = (
    "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline>"
    "<wp:extent cx='914400' cy='457200'/><wp:docPr id='7' name='box'/><a:graphic><a:graphicData "
    "uri='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'><wps:wsp><wps:cNvSpPr/>"
    "<wps:spPr><a:xfrm><a:off x='0' y='0'/><a:ext cx='914400' cy='457200'/></a:xfrm><a:prstGeom "
    "prst='rect'><a:avLst/></a:prstGeom></wps:spPr><wps:txbx><w:txbxContent>{0}</w:txbxContent>"
    "</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
    "<mc:Fallback><w:pict><v:shape style='width:72pt;height:36pt'><v:textbox><w:txbxContent>{0}"
    "</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
)
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> QUOTE '
    '"{{ name }}" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    '<w:r><w:t>{{ name }}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
RSIDS = (
    '<w:p w:rsidR="00A77427" w:rsidRDefault="007F1D13"><w:r w:rsidRPr="00C1"><w:t xml:space="preserve">'
    'Kính gửi {</w:t></w:r><w:proofErr w:type="spellStart"/><w:r w:rsidR="00D2"><w:t>{ na</w:t></w:r>'
    '<w:r w:rsidR="00D3"><w:t>me</w:t></w:r><w:proofErr w:type="spellEnd"/><w:r><w:t> }}</w:t></w:r></w:p>'
)
ROW_CONTROL = table(LOOP[:1], LOOP[1:2], LOOP[2:]).replace(
    "<w:tr><w:tc>", '<w:sdt><w:sdtPr><w:id w:val="55"/></w:sdtPr><w:sdtContent><w:tr><w:tc>', 2
)

BY_HAND: dict[str, bytes] = {
    "revision-ids": file(RSIDS),
    "text-box": file(TEXT_BOX.format(paragraph("{{ name }}")), "{{ title }}"),
    "paragraph-ids": file(
        "{%p for r in rows %}",
        f'<w:p w14:paraId="1A2B3C4D" w14:textId="77777777">{run("{{ r.name }}")}</w:p>',
        "{%p endfor %}",
    ),
    "block-control": file(
        "{%p for r in rows %}",
        '<w:sdt><w:sdtPr><w:alias w:val="tên"/><w:id w:val="41"/></w:sdtPr><w:sdtContent>'
        f"{paragraph('{{ r.name }}')}</w:sdtContent></w:sdt>",
        "{%p endfor %}",
    ),
    "run-control": file(
        f'<w:p><w:sdt><w:sdtPr><w:id w:val="9"/><w:text/></w:sdtPr><w:sdtContent>{run("{{ lines }}")}'
        "</w:sdtContent></w:sdt></w:p>"
    ),
    "tracked-changes": file(
        f'<w:p>{run("{{ na")}<w:del w:id="3" w:author="a"><w:r><w:delText>old</w:delText></w:r></w:del>'
        f'<w:ins w:id="4" w:author="a">{run("me }}")}</w:ins></w:p>'
    ),
    "complex-field": file(f"<w:p>{FIELD}</w:p>"),
    "hyperlink": file(f'<w:p><w:hyperlink w:anchor="m">{run("{{ lines }}")}</w:hyperlink></w:p>'),
    "smart-tag": file(
        f'<w:p><w:smartTag w:uri="urn:x" w:element="place">{run("{{ name }}")}</w:smartTag></w:p>'
    ),
    "formula": file(
        "<w:p><m:oMath><m:r><m:t>x={{ n }}</m:t></m:r></m:oMath></w:p>", "{{ lines }}"
    ),
    "bookmark-in-loop": file(
        "{%p for r in rows %}",
        f'<w:p><w:bookmarkStart w:id="1" w:name="m"/>{run("{{ r.name }}")}<w:bookmarkEnd w:id="1"/></w:p>',
        "{%p endfor %}",
    ),
    "footnotes": file(
        f'<w:p>{run("{{ name }}")}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>',
        footnotes=f'<w:footnote w:id="2">{paragraph("{{ lines }}")}</w:footnote>',
    ),
    "endnotes": file(
        f'<w:p>{run("{{ name }}")}<w:r><w:endnoteReference w:id="2"/></w:r></w:p>',
        endnotes=f'<w:endnote w:id="2">{paragraph("{{ name }}")}</w:endnote>',
    ),
    "table-in-table": file(
        table([paragraph("{%p for g in rows %}") + table(["{{ g.name }}"]) + paragraph("{%p endfor %}")])
    ),
    "vertical-merge": file(table(["{%tr for r in rows %}{% vm %}gộp", "{{ r.name }}{%tr endfor %}"])),
    "right-to-left": file(f'<w:p><w:pPr><w:bidi/></w:pPr>{run("{{ name }}", "<w:rtl/>")}</w:p>'),
    "section-in-paragraph": file(
        f'<w:p><w:pPr><w:sectPr><w:type w:val="continuous"/></w:sectPr></w:pPr>{run("{{ paragraphs }}")}</w:p>'
    ),
}  # fmt: skip


def main() -> None:
    for name, write in PYTHON_DOCX.items():
        document = docx.Document()
        write(document)
        document.save(str(HERE / f"{name}.docx"))
    for name, data in BY_HAND.items():
        (HERE / f"{name}.docx").write_bytes(data)
    with tempfile.TemporaryDirectory() as folder:
        sources = []
        for name, write in LIBREOFFICE.items():
            document = docx.Document()
            write(document)
            sources.append(str(Path(folder, f"{name}.docx")))
            document.save(sources[-1])
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", "docx:MS Word 2007 XML"]
        subprocess.run([*command, "--outdir", str(HERE), *sources], check=True)


if __name__ == "__main__":
    main()
