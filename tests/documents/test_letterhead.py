"""Issuer, number, date, signer, …: from a ``reportkit.toml`` or from arguments."""

from __future__ import annotations

import datetime as dt
import tomllib

import attrs
import docx
import pytest

from reportkit.documents import (
    LETTERHEAD_FILE,
    Letterhead,
    load_letterhead,
    write_letterhead_form,
)
from reportkit.errors import LetterheadError, OutputError

FILLED = """
issuer = "TỈNH ỦY X"
number = 5
symbol = "TU"
place = ""
date = 2026-02-03
recipients = ["Các ban đảng", ""]
"""


def written(folder, text):
    file = folder / LETTERHEAD_FILE
    file.write_text(text, encoding="utf-8")
    return file


def test_what_the_file_says_is_the_letterhead_and_what_is_empty_is_missing(tmp_path):
    expected = Letterhead(
        issuer="TỈNH ỦY X",
        number=5,
        symbol="TU",
        date=dt.date(2026, 2, 3),
        recipients=("Các ban đảng",),
    )
    file = written(tmp_path, FILLED)
    assert load_letterhead(file) == load_letterhead(tmp_path) == expected


def test_the_form_holds_every_key_explains_it_and_gives_nothing_away(tmp_path):
    path = write_letterhead_form(tmp_path)
    text = path.read_text(encoding="utf-8")
    assert set(tomllib.loads(text)) == {field.name for field in attrs.fields(Letterhead)}
    assert load_letterhead(tmp_path) == Letterhead()
    assert text.count("#") > 10


def test_a_form_that_is_there_is_left_as_it_is(tmp_path):
    file = written(tmp_path, FILLED)
    with pytest.raises(OutputError, match="there already") as caught:
        write_letterhead_form(tmp_path)
    assert caught.value.file == str(file)
    assert file.read_text(encoding="utf-8") == FILLED


def test_a_folder_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(OutputError, match="cannot be written"):
        write_letterhead_form(tmp_path / "none")


MISTAKES = [
    # in the file, what the message says, the key it names
    ('isuer = "X"', "isuer is no key", "isuer"),
    ('date = "3/2/2026"', "date must be a date", "date"),
    ("date = 2026-02-03T07:00:00", "date must be a date", "date"),
    ('form = "đảng"', "form must be one of dang, nha-nuoc", "form"),
    ("number = true", "number must be a number", "number"),
    ("place = 5", "place must be a text", "place"),
    ('recipients = "Các ban đảng"', "recipients must be a list", "recipients"),
    ('place = "X', "no valid TOML", None),
]


@pytest.mark.parametrize(("text", "message", "key"), MISTAKES)
def test_a_mistake_is_named_with_file_key_and_what_to_do(tmp_path, text, message, key):
    file = written(tmp_path, text)
    with pytest.raises(LetterheadError, match=message) as caught:
        load_letterhead(file)
    assert (caught.value.file, caught.value.part) == (str(file), key)
    assert caught.value.remedy


def test_a_file_that_is_missing_is_an_error(tmp_path):
    with pytest.raises(LetterheadError, match="cannot be read"):
        load_letterhead(tmp_path / LETTERHEAD_FILE)


def test_the_review_takes_the_letterhead_or_its_file(small_review, tmp_path):
    file = written(tmp_path, FILLED)
    for head in (file, str(file), load_letterhead(file)):
        path = small_review.to_docx(tmp_path / "ra.docx", letterhead=head)
        document = docx.Document(str(path))
        cells = "\n".join(cell.text for table in document.tables for cell in table._cells)
        assert "Số 05-BC/TU" in cells
        assert "…………, ngày 03 tháng 02 năm 2026" in cells
    assert small_review.to_xlsx(tmp_path / "ra.xlsx", letterhead=file).is_file()
