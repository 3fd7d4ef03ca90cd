"""Saves many fillings of one template to a folder, each under a name of its own.

Takes a template, records and the text that names the files; writes the files, in this process or by
any executor. Knows no file format.
"""

from __future__ import annotations

import os
import pickle
import re
import sys
import unicodedata
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportkit.errors import OutputError, TemplateError, TemplateSyntaxError, TemplateValueError
from reportkit.templating._expressions import Environment, Place, Program, compile_program
from reportkit.templating._filters import is_blank
from reportkit.templating._placed_tags import pieces_of
from reportkit.templating._tags import TagTextError, find_tags

if TYPE_CHECKING:
    from reportkit.templating.template import Filled

__all__ = ["FileNames", "OnMistake", "numbered_mistake", "save_all"]

OnMistake = Callable[[int, TemplateError], None]
"""Is told the number of a record, from 1, and what is wrong with it."""

_AT_ONCE = 16
"""Records that go to a worker together: a process compiles the template once, yet none waits."""
_WAITING = 16
"""Such heaps that are under way at a time, so that records are taken as they are needed."""

_NO_NAME = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_LONGEST = 200  # bytes of a name; file systems take 255


class FileNames:
    """The names of files: a text with tags, filled with each record; none is given twice.

    Examples
    --------
    >>> from reportkit.templating._expressions import make_environment
    >>> names = FileNames("{{ loop.index }} {{ number }}", ".docx", make_environment())
    >>> names.name(1, {"number": "01/BC"}), names.name(2, {"number": "a:b"})
    ('1 01-BC.docx', '2 a-b.docx')
    """

    def __init__(self, text: str, suffix: str, environment: Environment) -> None:
        self._suffix = suffix
        self._place = Place(part="the name of the file", where=text)
        self._program = self._compiled(text, environment)
        self._taken: set[str] = set()

    def name(self, number: int, data: Mapping[str, Any]) -> str:
        """Give the name of the file of the record of that number, counted from 1."""
        loop = {"index": number, "index0": number - 1}
        text = unicodedata.normalize("NFC", self._program.text({**data, "loop": loop}))
        stem = text.removesuffix(self._suffix)
        stem = _NO_NAME.sub("-", stem).strip(" .")
        if _DEVICES.match(stem):
            stem += "_"
        if not stem:
            raise TemplateValueError(
                "The name of the file is empty.",
                part=self._place.part,
                where=self._place.where,
                remedy="Name it by a value that each record has, or by {{ loop.index }}.",
            )
        name = _cut(stem) + self._suffix
        again = 2
        while name.casefold() in self._taken:  # Windows and macOS hold A and a for the same
            name = f"{_cut(stem)}-{again}{self._suffix}"
            again += 1
        self._taken.add(name.casefold())
        return name

    def _compiled(self, text: str, environment: Environment) -> Program:
        try:
            found = find_tags(text, environment.delimiters)
        except TagTextError as error:
            raise TemplateSyntaxError(
                f"{error}.",
                part=self._place.part,
                context=text,
                remedy="Close the tag.",
            ) from error
        pieces = pieces_of(text, found, self._place, str)
        return compile_program(environment, pieces, _written)


def save_all(
    render: Callable[[Any], Filled],
    records: Iterable[Any],
    as_mapping: Callable[[Any], Mapping[str, Any]],
    folder: str | os.PathLike[str],
    names: FileNames,
    executor: Executor | None,
    progress: bool | None,
    on_mistake: OnMistake | None,
) -> list[Path]:
    """Save a file a record; give their paths, in the order of the records."""
    target = Path(folder)
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"The folder cannot be made: {error.strerror or error}.",
            file=str(target),
            remedy="Check that no file has its name and that you may write there.",
        ) from error
    saved: list[Path] = []
    tasks = _named(_shown(records, progress), as_mapping, target, names)
    for number, path, mistake in _results(render, tasks, executor):
        if mistake is None:
            saved.append(path)
        elif on_mistake is None:
            raise numbered_mistake(number, mistake)
        else:
            on_mistake(number, mistake)
    return saved


def numbered_mistake(number: int, mistake: TemplateError) -> TemplateError:
    """Let a mistake say in which record it is."""
    mistake.problem = f"Record {number}: {mistake.problem}"
    return mistake


_Task = tuple[int, Path, "Mapping[str, Any] | TemplateError"]
_Result = tuple[int, Path, "TemplateError | None"]


def _named(
    records: Iterable[Any],
    as_mapping: Callable[[Any], Mapping[str, Any]],
    folder: Path,
    names: FileNames,
) -> Iterator[_Task]:
    for number, given in enumerate(records, 1):
        try:
            record = as_mapping(given)
            path = folder / names.name(number, record)
        except TemplateError as mistake:
            yield number, folder, mistake
        else:
            yield number, path, record


def _results(
    render: Callable[[Any], Filled], tasks: Iterator[_Task], executor: Executor | None
) -> Iterator[_Result]:
    shared = _Shared(render)
    if executor is None:
        for task in tasks:
            yield from _save(shared, [task])
        return
    waiting: deque[Future[list[_Result]]] = deque()
    try:
        while heap := list(islice(tasks, _AT_ONCE)):
            waiting.append(executor.submit(_save, shared, _Heap(heap)))
            if len(waiting) >= _WAITING:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    finally:
        for one in waiting:
            one.cancel()


def _save(shared: _Shared, tasks: list[_Task]) -> list[_Result]:
    results: list[_Result] = []
    for number, path, record in tasks:
        mistake: TemplateError | None = None
        if isinstance(record, TemplateError):
            mistake = record
        else:
            try:
                shared.render(record).save(path)
            except TemplateError as error:
                mistake = error
        results.append((number, path, mistake))
    return results


class _Shared:
    """A template on its way to workers: another process compiles it once, not for each heap."""

    def __init__(self, render: Callable[[Any], Filled]) -> None:
        self.render = render
        self._pickled: bytes | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        if self._pickled is None:
            try:
                self._pickled = pickle.dumps(self.render)
            except Exception as error:
                raise _unsent("The template", error) from error
        return _unpickled, (self._pickled,)


@lru_cache(maxsize=2)
def _unpickled(pickled: bytes) -> _Shared:
    return _Shared(pickle.loads(pickled))


class _Heap(list[_Task]):
    """Records on their way to workers: one that another process cannot get becomes its mistake."""

    def __reduce__(self) -> tuple[Any, ...]:
        try:
            return pickle.loads, (pickle.dumps(list(self)),)
        except Exception:  # what each value's own pickling raises
            return list, ([_sendable(task) for task in self],)


def _sendable(task: _Task) -> _Task:
    number, path, record = task
    try:
        pickle.dumps(record)
    except Exception as error:  # as above
        return number, path, _unsent("The record", error)
    return task


def _unsent(what: str, error: Exception) -> TemplateValueError:
    return TemplateValueError(
        f"{what} cannot be sent to another process: {error}.",
        remedy="Take a ThreadPoolExecutor, or give values that can be pickled.",
    )


def _shown(records: Iterable[Any], progress: bool | None) -> Iterable[Any]:
    """The records, with a bar of progress where somebody looks."""
    seen = "ipykernel" in sys.modules or (sys.stderr is not None and sys.stderr.isatty())
    if not (seen if progress is None else progress):
        return records
    from tqdm.auto import tqdm

    return iter(tqdm(records, delay=0 if progress else 1, leave=False))


def _cut(stem: str) -> str:
    return stem.encode()[:_LONGEST].decode(errors="ignore").rstrip(" .")


def _written(value: Any) -> str:
    return "" if is_blank(value) else str(value)
