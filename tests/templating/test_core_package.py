"""Packages: what is no Office file, what is left packed, and files that are whole or not there."""

from __future__ import annotations

import io
import zipfile

import pytest

from reportkit.errors import OutputError, TemplateFileError
from reportkit.templating import Template
from reportkit.templating._package import pack_part, read_package, write_file, write_package


def archive(**parts: str) -> bytes:
    """A zip of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return out.getvalue()


OLE = bytes.fromhex("d0cf11e0a1b11ae1")
NOT_TEMPLATES = [
    (b"", "is empty"),
    (b"Just text.", "no Word document"),
    (OLE + bytes(500), "old kind"),
    (OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le"), "password"),
    (b"PK\x03\x04 and nothing more", "damaged"),
    (archive(a="b"), "zip archive"),
    (archive(**{"[Content_Types].xml": "<Types/>"}), "no Word document"),
    (archive(**{"[Content_Types].xml": "<Types"}), "no well-formed XML"),
]


@pytest.mark.parametrize(("data", "words"), NOT_TEMPLATES)
def test_a_file_that_is_no_template_says_what_it_is(tmp_path, data, words):
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    with pytest.raises(TemplateFileError, match=words) as caught:
        Template(path)
    assert caught.value.file == str(path)
    assert caught.value.remedy


def test_a_missing_file_says_so(tmp_path):
    with pytest.raises(TemplateFileError, match="cannot be read"):
        Template(tmp_path / "none.docx")


def test_a_damaged_part_is_named(word):
    data = word.file("{{ x }}" + "a" * 50)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        offset = file.getinfo("word/document.xml").header_offset + 60
    damaged = data[:offset] + bytes([data[offset] ^ 255]) + data[offset + 1 :]
    with pytest.raises(TemplateFileError, match=r"word/document\.xml"):
        Template(damaged)


def test_a_part_with_broken_xml_is_named(word):
    with pytest.raises(TemplateFileError, match=r"word/document\.xml.*well-formed"):
        Template(word.file("<w:p>{{ x }}"))


def test_sources_are_paths_bytes_and_file_objects(word, tmp_path):
    data = word.file("{{ x }}")
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    outcomes = {
        Template(source).render({"x": 1}).to_bytes()
        for source in (str(path), path, data, io.BytesIO(data))
    }
    assert len(outcomes) == 1


def test_targets_are_paths_and_file_objects(word, tmp_path):
    filled = Template(word.file("{{ x }}")).render({"x": 1})
    out = io.BytesIO()
    filled.save(out)
    filled.save(tmp_path / "a.docx")
    filled.save(str(tmp_path / "b.docx"))
    assert out.getvalue() == filled.to_bytes()
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


def test_a_package_is_read_as_it_was_written():
    parts = [
        pack_part("[Content_Types].xml", b"<Types/>"),
        pack_part("tên.xml", [b"a" * 9, b"b"]),
    ]
    data = write_package(parts)
    assert list(read_package(data).parts.values()) == parts
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.testzip() is None
        assert file.read("tên.xml") == b"aaaaaaaaab"


def _with_comment(data: bytes) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as file:
        file.comment = b"ghi chu"
    return out.getvalue()


def _as_a_stream(data: bytes) -> bytes:
    """As programs write a zip whose sizes they do not know before, in the large form."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            with new.open(zipfile.ZipInfo(name), "w", force_zip64=True) as part:
                part.write(old.read(name))
    return out.getvalue()


@pytest.mark.parametrize(
    "change",
    [_with_comment, _as_a_stream, lambda data: b"before" * 3 + data],
    ids=["a-comment", "a-stream", "bytes-before-it"],
)
def test_a_zip_of_any_form_is_read(change):
    data = archive(**{"[Content_Types].xml": "<Types/>", "xl/": "", "xl/sổ.xml": "<sổ/>"})
    package = read_package(change(data))
    assert {name: package.read(name).decode() for name in package.parts} == {
        "[Content_Types].xml": "<Types/>",
        "xl/sổ.xml": "<sổ/>",
    }


def test_a_directory_that_is_broken_is_told():
    data = archive(**{"[Content_Types].xml": "<Types/>", "a.xml": "<a/>"})
    with pytest.raises(TemplateFileError, match="damaged"):
        read_package(data.replace(b"PK\1\2", b"PK\7\7"))


def test_parts_are_replaced_added_and_left_out():
    package = read_package(
        write_package(pack_part(name, b"x") for name in ("[Content_Types].xml", "a", "b"))
    )
    parts = package.replaced({"a": None, "b": b"new", "c": [b"1", b"2"]})
    again = read_package(write_package(parts))
    assert list(again.parts) == ["[Content_Types].xml", "b", "c"]
    assert (again.read("b"), again.read("c")) == (b"new", b"12")


def test_a_part_twice_in_the_zip_is_written_once():
    twice = [
        pack_part("[Content_Types].xml", b""),
        pack_part("a", b"old"),
        pack_part("a", b"new"),
    ]
    package = read_package(write_package(twice))
    assert package.read("a") == b"new"
    assert len(package.replaced({})) == 2


def test_what_cannot_be_written_is_an_output_error_and_leaves_nothing(tmp_path):
    with pytest.raises(OutputError, match="cannot be written") as caught:
        write_file(tmp_path / "missing" / "a.docx", b"x")
    assert caught.value.remedy
    (tmp_path / "folder.docx").mkdir()
    with pytest.raises(OutputError):
        write_file(tmp_path / "folder.docx", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["folder.docx"]


def test_an_interruption_leaves_the_old_file(tmp_path, monkeypatch):
    target = tmp_path / "a.docx"
    target.write_bytes(b"old")

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pathlib.Path.replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_file(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_keeps_its_rights_and_a_link_its_target(tmp_path):
    target, link = tmp_path / "a.docx", tmp_path / "link.docx"
    target.write_bytes(b"old")
    target.chmod(0o640)
    link.symlink_to(target)
    write_file(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o640
