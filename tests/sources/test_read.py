"""``read`` takes a folder, a file or a list; one bad file never stops the others."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import reportkit as rk
from reportkit.errors import SourceError
from reportkit.parsing import Reading, Summary, _read
from reportkit.sources import Source
from tests.sources.packages import docx, paragraph

REPORT = "Toàn tỉnh có trên 579 mô hình."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "b.docx").write_bytes(b"PK\x03\x04 broken")
    (tmp_path / "c.docx").write_bytes(docx(paragraph(REPORT)))
    (tmp_path / "d.jpg").write_bytes(b"\xff\xd8")
    (tmp_path / "README.md").write_text("x", encoding="utf-8")
    return tmp_path


def names(reading: Reading) -> list[str]:
    return [summary.source.name for summary in reading]


def test_a_broken_file_among_good_ones_is_named_and_the_others_are_read(folder: Path) -> None:
    reading = rk.read(folder)
    assert names(reading) == ["a.txt", "c.docx"]
    assert [unread.name for unread in reading.unread] == ["b.docx", "d.jpg"]
    assert "damaged" in reading.unread[0].reason
    assert (reading.skipped, reading.folder) == (("README.md",), folder)
    assert all(len(summary.figures) == 1 for summary in reading)


def test_an_empty_folder_gives_an_empty_reading(tmp_path: Path) -> None:
    reading = rk.read(tmp_path)
    assert (len(reading), reading.unread, reading.skipped) == (0, (), ())


def test_a_file_given_by_name_is_always_read(folder: Path) -> None:
    readme = folder / "README.txt"
    readme.write_text(REPORT, encoding="utf-8")
    reading = rk.read(str(readme))
    assert (names(reading), reading.folder) == (["README.txt"], None)


def test_a_list_keeps_its_order_and_reads_a_file_once(folder: Path) -> None:
    reading = rk.read([folder / "c.docx", folder, folder / "a.txt"])
    assert names(reading) == ["c.docx", "a.txt"]


def test_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    for part in ("huyen-a", "huyen-b"):
        (tmp_path / part).mkdir()
        (tmp_path / part / "bao-cao.txt").write_text(REPORT, encoding="utf-8")
    reading = rk.read([tmp_path / "huyen-a", tmp_path / "huyen-b"])
    assert [name.split("/")[-2:] for name in names(reading)] == [
        ["huyen-a", "bao-cao.txt"],
        ["huyen-b", "bao-cao.txt"],
    ]


def test_a_missing_path_is_an_error(folder: Path) -> None:
    with pytest.raises(SourceError, match="no such file or folder"):
        rk.read([folder, folder / "none"])


def test_a_fault_while_parsing_stops_no_other_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def summarise(source: Source) -> Summary:
        if source.name == "a.txt":
            raise ZeroDivisionError("một lỗi")
        return Summary(source)

    monkeypatch.setattr(_read, "summaries_of", lambda source: (summarise(source),))
    reading = rk.read(folder)
    assert names(reading) == ["c.docx"]
    fault = reading.unread[0]
    assert fault.name == "a.txt" and "ZeroDivisionError: một lỗi" in fault.reason
    assert isinstance(fault.error.__cause__, ZeroDivisionError)


def test_a_stopped_reading_stops(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def summarise(source: Source) -> Summary:
        raise KeyboardInterrupt

    monkeypatch.setattr(_read, "summaries_of", lambda source: (summarise(source),))
    with pytest.raises(KeyboardInterrupt):
        rk.read(folder)


@pytest.mark.parametrize("progress", [True, False, None])
def test_progress_changes_nothing_of_what_is_read(folder: Path, progress: bool | None) -> None:
    assert names(rk.read(folder, progress=progress)) == ["a.txt", "c.docx"]


def test_a_bar_is_shown_when_it_takes_long(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delitem(sys.modules, "ipykernel", raising=False)
    monkeypatch.setattr(_read, "_SECONDS_BEFORE_PROGRESS", 0)
    rk.read(folder, progress=True)
    assert "/4" in capsys.readouterr().err
    rk.read(folder)
    assert capsys.readouterr().err == "", "no bar where stderr is no terminal"


def test_the_seeds_are_read_without_loss() -> None:
    seeds = Path(__file__).parents[2] / "seeds"
    reading = rk.read(seeds)
    assert (len(reading), reading.unread, reading.skipped) == (5, (), ("README.md",))
    for summary in reading:
        for figure in summary.figures:
            assert figure.quantity.span.of(summary.source.text) == figure.quote
