"""A PDF with a text layer gives its lines; heads, feet and page numbers that run are left out."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document

from reportkit.errors import SourceError
from reportkit.sources import _pdf, open_source
from reportkit.sources._pdf import without_running_lines
from tests.sources.packages import pdf

pytest.importorskip("pypdfium2", reason="the extra pdf is not installed")

BODY = [
    "Bao cao so ket mot nam thuc hien",
    "Toan tinh co tren 579 mo hinh",
    "Dat 12,5% ke hoach nam",
]


def test_lines_stay_as_they_are() -> None:
    assert open_source(pdf([BODY]), "a.pdf").text == "\n".join(BODY) + "\n"


def test_what_runs_along_the_pages_is_left_out_and_a_sentence_goes_on() -> None:
    said = [
        ["Bao cao", "so ket mot nam", "Toan tinh co tren"],
        ["579 mo hinh", "Dat 12,5%", "ke hoach"],
        ["nam nay", "Noi nhan", "Luu"],
    ]
    pages = [["Tinh uy - Bao cao", *lines, f"Trang {n}/3"] for n, lines in enumerate(said, 1)]
    assert open_source(pdf(pages), "a.pdf").text == "".join(
        f"{line}\n" for lines in said for line in lines
    )


RUNNING = [
    pytest.param(
        [["a", "1"], ["b", "2"], ["c", "3"]], [["a"], ["b"], ["c"]], id="numbers at the foot"
    ),
    pytest.param(
        [["a"], ["2", "b"], ["3", "c"]], [["a"], ["b"], ["c"]], id="none on the first page"
    ),
    pytest.param([["- 1 -", "a"], ["- 2 -", "b"]], [["a"], ["b"]], id="dashes"),
    pytest.param([["11", "a"], ["12", "b"]], [["a"], ["b"]], id="a part of a longer document"),
    pytest.param([["Trang 1/1", "a"]], [["a"]], id="one page"),
    pytest.param(
        [["a", "579"], ["b", "29"]], [["a", "579"], ["b", "29"]], id="figures do not count pages"
    ),
    pytest.param(
        [["a", "2021"], ["b", "2022"]], [["a", "2021"], ["b", "2022"]], id="years do not either"
    ),
    pytest.param([["H", "a"], ["H", "b"], ["H", "c"]], [["a"], ["b"], ["c"]], id="a head"),
    pytest.param([["a"], ["H", "b"], ["H", "c"]], [["a"], ["b"], ["c"]], id="a head from page 2"),
    pytest.param([["H", "a"], ["b"], ["c"]], [["H", "a"], ["b"], ["c"]], id="said once is no head"),
    pytest.param(
        [["a", "Cong", "b"], ["c", "d"], ["e", "Cong", "f"], ["g", "h"]],
        [["a", "Cong", "b"], ["c", "d"], ["e", "Cong", "f"], ["g", "h"]],
        id="a word that repeats within pages stays",
    ),
    pytest.param([["a", "", "b"], ["c"]], [["a", "", "b"], ["c"]], id="empty lines within stay"),
    pytest.param([[], ["a"]], [[], ["a"]], id="an empty page"),
]


@pytest.mark.parametrize(("pages", "wanted"), RUNNING)
def test_only_what_runs_is_left_out(pages: list[list[str]], wanted: list[list[str]]) -> None:
    assert without_running_lines(pages) == wanted


def test_the_title_is_given_where_it_says_something() -> None:
    assert open_source(pdf([BODY], title="Bao cao so ket"), "a.pdf").title == "Bao cao so ket"
    assert open_source(pdf([BODY], title="Microsoft Word - a.doc"), "a.pdf").title is None


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        pytest.param(pdf([[], []]), "no text layer: 2 of 2", id="scanned"),
        pytest.param(pdf([BODY])[:60], "damaged", id="cut off"),
    ],
)
def test_a_pdf_that_gives_no_text_is_an_error(data: bytes, problem: str) -> None:
    with pytest.raises(SourceError, match=problem) as caught:
        open_source(data, "quet.pdf")
    assert caught.value.file == "quet.pdf" and caught.value.remedy


def test_without_the_extra_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(SourceError) as caught:
        open_source(pdf([BODY]), "a.pdf")
    assert caught.value.remedy == "pip install 'reportkit[pdf]'"


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_bullets_of_a_symbol_font_are_given_as_they_print(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        _pdf, "_page", lambda *_: ("Ket qua cua nam 2023 gom:\n\uf0b7 29 mo hinh", False)
    )
    assert open_source(pdf([BODY]), "a.pdf").text == "Ket qua cua nam 2023 gom:\n• 29 mo hinh\n"


def test_vietnamese_letters_of_libreoffice_and_a_password(tmp_path: Path) -> None:
    words = "Đảng bộ tỉnh có trên 579 mô hình, đạt 12,5% kế hoạch giai đoạn 2021 - 2025."
    document = Document()
    document.add_paragraph(words)
    document.save(tmp_path / "a.docx")
    locked = (
        'pdf:writer_pdf_Export:{"EncryptFile":{"type":"boolean","value":"true"},'
        '"DocumentOpenPassword":{"type":"string","value":"x"}}'
    )
    for form, folder in (("pdf", "open"), (locked, "locked")):
        subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
                "--headless",
                "--convert-to",
                form,
                "--outdir",
                str(tmp_path / folder),
                str(tmp_path / "a.docx"),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
    assert " ".join(open_source(tmp_path / "open" / "a.pdf").text.split()) == words
    with pytest.raises(SourceError, match="password"):
        open_source(tmp_path / "locked" / "a.pdf")
