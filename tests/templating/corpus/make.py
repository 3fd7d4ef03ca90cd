"""Makes the corpus anew: ``PYTHONPATH=. python tests/templating/corpus/make.py`` (needs LibreOffice).

Three kinds of files: as python-docx writes them, as LibreOffice saves them, and XML by hand like
Word's. What only one file has is told in ``tests/templating/test_docx_corpus.py``.
"""

from __future__ import annotations

import io
import struct
import subprocess
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn

from tests.templating.conftest import NAMESPACES, file, paragraph, run, table
from tests.templating.test_docx_charts import FRAME, drawn, with_charts

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


def restarted(document: Document) -> None:
    for style, text in (
        (None, "{%p for r in rows %}"),
        (None, "{{ r.name }}{{ restart_numbering() }}"),
        ("List Number 2", "{{ r.count }}"),
        ("List Number 2", "hai"),
        (None, "{%p endfor %}"),
        (None, "{{p tree | numbered_list }}"),
    ):
        document.add_paragraph(text, style=style)


def marked_up(document: Document) -> None:
    document.add_paragraph("{{p markdown | markdown }}", style="Body Text")
    document.add_paragraph("{{p html | html }}")


def noted(document: Document) -> None:
    document.add_paragraph(
        "{{ name | comment(title, author='a') }} và {{ n | footnote('theo báo cáo') }}"
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
    "restarted-list": restarted,
    "markup": marked_up,
    "made-notes": noted,
}
LIBREOFFICE: dict[str, Callable[[Document], None]] = {
    "office-letter": letter,
    "office-table": loop_table,
    "office-header": first_page,
    "office-list": numbered,
    "office-picture": pictured,
    "office-columns": columns,
}
"""What LibreOffice saves anew; it also saves the chart, as ``office-chart``."""

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

CHOICE = (
    '<w:dropDownList><w:listItem w:displayText="Chọn một mục" w:value=""/>'
    '<w:listItem w:displayText="Tốt" w:value="B"/></w:dropDownList>'
)
BOX = (
    '<w14:checkbox><w14:checked w14:val="0"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
    '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
)
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
DGM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
DSP = "http://schemas.microsoft.com/office/drawing/2008/diagram"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def control(kind: str, name: str, text: str) -> str:
    """A content control in a line, named by its tag."""
    return (
        f'<w:sdt><w:sdtPr><w:tag w:val="{name}"/><w:id w:val="71"/>{kind}</w:sdtPr><w:sdtContent>'
        f"{run(text)}</w:sdtContent></w:sdt>"
    )


def series(number: int) -> str:
    """A series of a chart as Word writes it."""
    column = "BC"[number]
    points = "".join(f'<c:pt idx="{n}"><c:v>Mục {n + 1}</c:v></c:pt>' for n in range(2))
    numbers = "".join(f'<c:pt idx="{n}"><c:v>{n + 2.5}</c:v></c:pt>' for n in range(2))
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/><c:tx><c:strRef><c:f>Trang_tính1!${column}$1</c:f>'
        f'<c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>Chuỗi {number + 1}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
        f'<c:spPr><a:solidFill><a:schemeClr val="accent{number + 1}"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>'
        '<c:invertIfNegative val="0"/><c:dLbls><c:spPr><a:noFill/></c:spPr><c:showLegendKey val="0"/><c:showVal val="1"/>'
        '<c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
        f'<c:cat><c:strRef><c:f>Trang_tính1!$A$2:$A$3</c:f><c:strCache><c:ptCount val="2"/>{points}</c:strCache></c:strRef></c:cat>'
        f"<c:val><c:numRef><c:f>Trang_tính1!${column}$2:${column}$3</c:f><c:numCache><c:formatCode>General</c:formatCode>"
        f'<c:ptCount val="2"/>{numbers}</c:numCache></c:numRef></c:val><c:extLst><c:ext uri="{{C3380CC4-5D6E-409C-BE32-E72D297353CC}}" '
        'xmlns:c16="http://schemas.microsoft.com/office/drawing/2014/chart"><c16:uniqueId '
        f'val="{{0000000{number}-0A1B-4C2D-8E3F-000000000000}}"/></c:ext></c:extLst></c:ser>'
    )


CHART = (
    f'<c:chartSpace xmlns:c="{C}" xmlns:a="{A}" xmlns:r="{OFFICE}"><c:date1904 val="0"/><c:roundedCorners val="0"/><c:chart>'
    "<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:r><a:t>Kết quả {{ ti</a:t></a:r><a:r><a:t>tle }}</a:t></a:r></a:p>"
    '</c:rich></c:tx><c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/><c:plotArea><c:layout/><c:barChart>'
    f'<c:barDir val="col"/><c:grouping val="stacked"/><c:varyColors val="0"/>{series(0)}{series(1)}<c:gapWidth val="150"/>'
    '<c:overlap val="100"/><c:axId val="11"/><c:axId val="12"/></c:barChart><c:catAx><c:axId val="11"/><c:scaling>'
    '<c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="b"/><c:crossAx val="12"/></c:catAx><c:valAx>'
    '<c:axId val="12"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="l"/>'
    '<c:numFmt formatCode="General" sourceLinked="1"/><c:crossAx val="11"/></c:valAx></c:plotArea><c:legend><c:legendPos val="b"/>'
    '</c:legend><c:plotVisOnly val="1"/></c:chart><c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
).encode()  # fmt: skip


def themed(*blocks: str) -> bytes:
    """A .docx with a theme of colours, by python-docx; a block of XML stays as it is."""
    document, out = docx.Document(), io.BytesIO()
    for block in blocks:
        if block.startswith("<"):
            [element] = parse_xml(f"<w:body {NAMESPACES}>{block}</w:body>")
            document.element.body.insert(-1, element)
        else:
            document.add_paragraph(block)
    document.save(out)
    return out.getvalue()


def charted() -> bytes:
    """A stacked column chart as Word writes it, with a tag in its title."""
    book = drawn(series=2, sheet="Trang_tính1")[1]
    return with_charts(
        SimpleNamespace(file=themed), {'descr="biểu đồ"': (CHART, book)}, "{{ name }}"
    )


def smart_art() -> bytes:
    """A diagram of one box, with its fallback drawing."""
    text = "<a:p><a:r><a:t>{{ na</a:t></a:r><a:r><a:t>me }}</a:t></a:r></a:p>"
    kinds = {"data": "dm", "layout": "lo", "quickStyle": "qs", "colors": "cs"}
    roots = {
        "data": f'<dgm:dataModel xmlns:dgm="{DGM}" xmlns:a="{A}"><dgm:ptLst><dgm:pt modelId="1" type="doc"/>'
        f'<dgm:pt modelId="2"><dgm:t><a:bodyPr/><a:lstStyle/>{text}</dgm:t></dgm:pt></dgm:ptLst><dgm:cxnLst>'
        '<dgm:cxn modelId="3" srcId="1" destId="2" srcOrd="0" destOrd="0"/></dgm:cxnLst><dgm:bg/><dgm:whole/><dgm:extLst>'
        f'<a:ext uri="http://schemas.microsoft.com/office/drawing/2008/diagram"><dsp:dataModelExt xmlns:dsp="{DSP}" '
        'relId="art9" minVer="http://schemas.openxmlformats.org/drawingml/2006/diagram"/></a:ext></dgm:extLst></dgm:dataModel>',
        "layout": f'<dgm:layoutDef xmlns:dgm="{DGM}" uniqueId="urn:one"><dgm:layoutNode name="one"/></dgm:layoutDef>',
        "quickStyle": f'<dgm:styleDef xmlns:dgm="{DGM}" uniqueId="urn:style"/>',
        "colors": f'<dgm:colorsDef xmlns:dgm="{DGM}" uniqueId="urn:colors"/>',
        "drawing": f'<dsp:drawing xmlns:dsp="{DSP}" xmlns:a="{A}"><dsp:spTree><dsp:nvGrpSpPr><dsp:cNvPr id="0" name=""/>'
        '<dsp:cNvGrpSpPr/></dsp:nvGrpSpPr><dsp:grpSpPr/><dsp:sp modelId="2"><dsp:nvSpPr><dsp:cNvPr id="0" name=""/><dsp:cNvSpPr/>'
        '</dsp:nvSpPr><dsp:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="2000000" cy="900000"/></a:xfrm><a:prstGeom prst="rect">'
        f"<a:avLst/></a:prstGeom></dsp:spPr><dsp:txBody><a:bodyPr/><a:lstStyle/>{text}</dsp:txBody></dsp:sp></dsp:spTree></dsp:drawing>",
    }  # fmt: skip
    frame = FRAME.format(id=1, named="descr='sơ đồ'")
    start, end = frame.index("<a:graphicData"), frame.index("</a:graphic>")
    relations = " ".join(f'r:{short}="art{n}"' for n, short in enumerate(kinds.values(), 1))
    frame = (
        f'{frame[:start]}<a:graphicData uri="{DGM}"><dgm:relIds xmlns:dgm="{DGM}" {relations}/>'
        f"</a:graphicData>{frame[end:]}"
    )
    types, links = "", ""
    for n, name in enumerate(roots, 1):
        word = f"diagram{name[0].upper()}{name[1:]}"
        kind = f"application/vnd.openxmlformats-officedocument.drawingml.{word}+xml"
        link = f"{OFFICE}/{word}"
        if name == "drawing":
            kind = "application/vnd.ms-office.drawingml.diagramDrawing+xml"
            link = "http://schemas.microsoft.com/office/2007/relationships/diagramDrawing"
        if name == "quickStyle":
            kind = kind.replace("QuickStyle", "Style")
        types += f'<Override PartName="/word/diagrams/{name}1.xml" ContentType="{kind}"/>'
        identity = "art9" if name == "drawing" else f"art{n}"
        links += f'<Relationship Id="{identity}" Type="{link}" Target="diagrams/{name}1.xml"/>'
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(file("{{ name }}", frame))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name).decode().replace("</Types>", f"{types}</Types>")
            if name == "word/_rels/document.xml.rels":
                content = content.replace("</Relationships>", f"{links}</Relationships>")
            new.writestr(name, content)
        for name, xml in roots.items():
            new.writestr(f"word/diagrams/{name}1.xml", xml)
    return out.getvalue()


BY_HAND: dict[str, bytes] = {
    "chart": charted(),
    "smart-art": smart_art(),
    "check-boxes": file(
        table([f"<w:p>{run('{%tr for r in rows %}')}{control(BOX, '{{ r.count > 5 }}', '☐')}</w:p>",
               "{{ r.name }}{%tr endfor %}"])
    ),
    "drop-down": file(f"<w:p>{control(CHOICE, 'xếp loại', 'Chọn một mục')}{run(' {{ name }}')}</w:p>"),
    "equal-neighbours": file(table(["{%tr for r in rows %}{{ n | vmerge }}", "{{ r.name }}{%tr endfor %}"])),
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
        sources.append(str(Path(folder, "office-chart.docx")))
        Path(sources[-1]).write_bytes(BY_HAND["chart"])
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", "docx:MS Word 2007 XML"]
        subprocess.run([*command, "--outdir", str(HERE), *sources], check=True)


if __name__ == "__main__":
    main()
