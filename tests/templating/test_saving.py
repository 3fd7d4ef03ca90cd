"""Many fillings saved to a folder: their names, their order, workers, mistakes; and PDF."""

from __future__ import annotations

import io
import shutil
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import openpyxl
import pytest

from reportkit.errors import OutputError, TemplateError, TemplateSyntaxError, TemplateValueError
from reportkit.templating import Template
from reportkit.templating._expressions import make_environment
from reportkit.templating._saving import FileNames
from reportkit.templating.pdf import convert_to_pdf

NAMES = [
    ("{{ a }}", [{"a": "x"}, {"a": "y"}], ["x.docx", "y.docx"]),
    ("{{ loop.index }}-{{ a }}", [{"a": "x"}, {"a": "x"}], ["1-x.docx", "2-x.docx"]),
    ("{{ '%03d' % loop.index }}", [{}, {}], ["001.docx", "002.docx"]),
    ("{{ a }}", [{"a": "x"}, {"a": "X"}, {"a": "x"}], ["x.docx", "X-2.docx", "x-3.docx"]),
    ("{{ a }}", [{"a": "x"}, {"a": "x"}, {"a": "x-2"}], ["x.docx", "x-2.docx", "x-2-2.docx"]),
    ("{{ a }}.docx", [{"a": "x"}], ["x.docx"]),
    ("{{ a }}", [{"a": "01/BC:<2>*?"}], ["01-BC-2-.docx"]),
    ("{{ a }}", [{"a": "../../etc/passwd"}], ["-..-etc-passwd.docx"]),
    ("{{ a }}", [{"a": "a\nb\x00c"}], ["a-b-c.docx"]),
    ("{{ a }}", [{"a": " x. "}], ["x.docx"]),
    ("{{ a }}", [{"a": "CON"}, {"a": "lpt1.x"}], ["CON_.docx", "lpt1.x_.docx"]),
    ("{{ a }}", [{"a": "Đồng ý"}], ["Đồng ý.docx"]),
    ("{{ a }}", [{"a": "đ" * 300}], ["đ" * 100 + ".docx"]),
    ("{% if a > 1 %}big{% else %}small{% endif %}", [{"a": 1}, {"a": 2}], ["small.docx", "big.docx"]),
    ("{# note #}{_{ a", [{}], ["{{ a.docx"]),
    ("{{ a }}x", [{"a": None}], ["x.docx"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "records", "expected"), NAMES)
def test_a_file_is_named_by_its_record(text, records, expected):
    names = FileNames(text, ".docx", make_environment())
    given = [names.name(number, record) for number, record in enumerate(records, 1)]
    assert given == expected


@pytest.mark.parametrize(
    ("text", "problem"),
    [("{{ a", "never closed"), ("{{ a | nothing }}", "nothing"), ("{% if a %}", "never closed")],
)
def test_a_name_with_a_mistake_is_told_before_anything_is_saved(word, tmp_path, text, problem):
    with pytest.raises(TemplateSyntaxError, match=problem) as caught:
        Template(word.file("x")).save_many([{}], tmp_path / "out", name=text)
    assert caught.value.part == "the name of the file"
    assert not (tmp_path / "out").exists()


def test_files_are_saved_in_the_order_of_the_records(word, tmp_path):
    template = Template(word.file("{{ a }}"))
    records = ({"a": number} for number in range(40))
    paths = template.save_many(records, tmp_path / "new" / "folder", name="so-{{ a }}")
    assert [path.name for path in paths] == [f"so-{number}.docx" for number in range(40)]
    assert word.shown(paths[7].read_bytes()) == ["7"]


def test_a_workbook_s_files_are_named_as_workbooks(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = "{{ a }}"
    book.save(tmp_path / "t.xlsx")
    paths = Template(tmp_path / "t.xlsx").save_many([{"a": 1}, {"a": 2}], tmp_path / "out")
    assert [path.name for path in paths] == ["1.xlsx", "2.xlsx"]
    assert openpyxl.load_workbook(paths[1]).active["A1"].value == 2


@pytest.mark.parametrize("kind", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_an_executor_fills_and_saves_the_same_files(word, tmp_path, kind):
    template = Template(word.file("{{ a }} {{ b | number }}"))
    records = [{"a": number, "b": number * 1000} for number in range(50)]
    alone = template.save_many(records, tmp_path / "alone", name="{{ a }}")
    with kind(2) as executor:
        together = template.save_many(records, tmp_path / "by", name="{{ a }}", executor=executor)
    assert [path.name for path in together] == [path.name for path in alone]
    assert [path.read_bytes() for path in together] == [path.read_bytes() for path in alone]


def test_threads_take_a_template_that_cannot_be_pickled(word, tmp_path):
    template = Template(word.file("{{ a | twice }}"), filters={"twice": lambda x: 2 * x})
    with ThreadPoolExecutor(2) as executor:
        paths = template.save_many([{"a": 2}], tmp_path, executor=executor)
    assert word.shown(paths[0].read_bytes()) == ["4"]


@pytest.mark.parametrize("kind", [None, ThreadPoolExecutor, ProcessPoolExecutor])
def test_a_record_with_a_mistake_is_named_and_the_others_are_saved(word, tmp_path, kind):
    template = Template(word.file("{{ 6 // a }}"))
    records = [{"a": 1}, {"a": 0}, {"b": 1}, 7, {"a": 2}]
    mistakes: list[tuple[int, str]] = []

    def note(number: int, mistake: TemplateError) -> None:
        mistakes.append((number, mistake.problem))

    executor = kind and kind(1)
    paths = template.save_many(
        records, tmp_path, name="{{ loop.index }}", executor=executor, on_mistake=note
    )
    if executor:
        executor.shutdown()
    assert [path.name for path in paths] == ["1.docx", "5.docx"]
    assert [number for number, _ in mistakes] == [2, 3, 4]
    assert "'a' is not in the data" in mistakes[1][1]
    assert "not a mapping" in mistakes[2][1]


def test_a_record_that_cannot_go_to_another_process_is_named_and_the_others_are_saved(
    word, tmp_path
):
    records = [{"a": 1}, {"a": 2, "b": lambda: 3}, {"a": 3}]
    mistakes: list[tuple[int, TemplateError]] = []
    template = Template(word.file("{{ a }}"))
    with ProcessPoolExecutor(1) as executor:
        paths = template.save_many(
            records,
            tmp_path,
            name="{{ a }}",
            executor=executor,
            on_mistake=lambda number, mistake: mistakes.append((number, mistake)),
        )
    assert [path.name for path in paths] == ["1.docx", "3.docx"]
    assert [number for number, _ in mistakes] == [2]
    assert "cannot be sent to another process" in str(mistakes[0][1])


def test_a_template_that_cannot_go_to_another_process_says_so(word, tmp_path):
    template = Template(word.file("{{ a | twice }}"), filters={"twice": lambda x: 2 * x})
    with (
        ProcessPoolExecutor(1) as executor,
        pytest.raises(TemplateValueError, match="The template cannot be sent to another process"),
    ):
        template.save_many([{"a": 2}], tmp_path, executor=executor)


def test_without_a_listener_the_first_mistake_is_raised(word, tmp_path):
    with pytest.raises(TemplateValueError, match=r"Record 2: .*by zero"):
        Template(word.file("{{ 6 // a }}")).save_many([{"a": 1}, {"a": 0}], tmp_path)
    with pytest.raises(TemplateValueError, match=r"Record 1: The name of the file is empty"):
        Template(word.file("a")).save_many([{"a": ""}], tmp_path, name="{{ a }}")


def test_records_are_taken_as_they_are_needed(word, tmp_path):
    taken = []

    def records():
        for number in range(2000):
            taken.append(number)
            yield {"a": 1 if number < 3 else 0}

    with ThreadPoolExecutor(1) as executor, pytest.raises(TemplateValueError):
        Template(word.file("{{ 1 // a }}")).save_many(records(), tmp_path, executor=executor)
    assert len(taken) < 500


def test_a_folder_that_cannot_be_made_is_an_output_error(word, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="cannot be made"):
        Template(word.file("a")).save_many([{}], tmp_path / "file")


def test_progress_is_shown_when_asked_for(word, tmp_path, capsys):
    Template(word.file("a")).save_many([{}] * 3, tmp_path, progress=False)
    assert capsys.readouterr().err == ""
    Template(word.file("a")).save_many([{}] * 3, tmp_path, progress=True)
    assert "0/3" in capsys.readouterr().err


def test_without_libreoffice_the_error_says_what_to_install(word, monkeypatch, tmp_path):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(OutputError, match="LibreOffice") as caught:
        Template(word.file("a")).render({}).to_pdf()
    assert "Install" in str(caught.value.remedy)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_one_process_of_libreoffice_makes_all_pdfs(word, tmp_path):
    filled = Template(word.file("{{ a }}"))
    one, two, other = tmp_path / "x" / "a.docx", tmp_path / "y" / "a.docx", tmp_path / "book.xlsx"
    for number, path in enumerate((one, two)):
        path.parent.mkdir()
        filled.render({"a": number}).save(path)
    book = openpyxl.Workbook()
    book.active["A1"] = "x"
    book.save(other)
    made = convert_to_pdf([one, two, other])
    assert made == [one.with_suffix(".pdf"), two.with_suffix(".pdf"), other.with_suffix(".pdf")]
    assert all(path.read_bytes().startswith(b"%PDF") for path in made)
    broken = tmp_path / "broken.docx"
    broken.write_bytes(io.BytesIO(b"PK\3\4 nothing").getvalue())
    with pytest.raises(OutputError, match="made no PDF") as caught:
        convert_to_pdf([broken])
    assert caught.value.file == str(broken)
