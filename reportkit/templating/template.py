"""The one public class for both formats: a template file that is compiled once and filled often.

Takes a .docx or .xlsx and any mapping; gives the filled file. Knows neither Word nor Excel:
it asks the package what it is and hands it to that compiler.
"""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, overload

import attrs
import jinja2
from jinja2 import nodes

from reportkit.errors import TemplateError, TemplateValueError
from reportkit.templating._docxtpl_calls import no_such_name, without_docxtpl_arguments
from reportkit.templating._expressions import (
    LongNumbers,
    UndefinedPolicy,
    make_environment,
)
from reportkit.templating._formats import compiler_for, suffix_of
from reportkit.templating._package import (
    Content,
    Part,
    read_package,
    write_file,
    write_package,
    write_parts,
)
from reportkit.templating._part_files import part_sources
from reportkit.templating._tags import Delimiters
from reportkit.templating.checking import find_mistakes
from reportkit.templating.limits import DEFAULT_LIMITS, Limits
from reportkit.templating.variables import Variable, variables_of

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from reportkit.templating._saving import OnMistake
    from reportkit.templating.subdoc import Subdoc

__all__ = ["Filled", "Template", "check_template"]


class Template:
    """A .docx or .xlsx with tags, compiled once.

    Parameters
    ----------
    source:
        A path, the bytes of a file, or a file object open for reading bytes.
    undefined:
        What a name that is not in the data does: "raise" (an error, the default), "blank"
        (prints nothing) or "keep" (the tag stays as it is).
    filters:
        More filters for the expressions, by name.
    locale:
        The language of the filters ``number``, ``percent`` and ``date``.
    limits:
        What one filling may spend, so that a template from a stranger ends.
    environment:
        A Jinja2 environment of your own, with its filters, tests, globals, extensions and
        delimiters; what it allows is your risk, and ``limits`` does not bound it. Its kind of
        undefined value counts where it has one of its own.
    long_numbers:
        What a number of more than 15 digits before its point does in a cell of Excel, which would
        not keep them: "error" (the default), or "text" (the cell gets it as text).
    delimiters:
        What opens and closes tags: ``Delimiters(expression=("[[", "]]"))``.
    parts:
        The Word files that ``{{p include("name") }}`` may take in, by name.
    include_from:
        A folder; what is inside it may be included by its path there. Without both, nothing is.

    Raises
    ------
    TemplateFileError
        The file is no .docx or .xlsx, or is damaged or protected.
    TemplateSyntaxError
        A tag is broken, misplaced or never closed.

    Examples
    --------
    >>> import docx, io
    >>> document, file = docx.Document(), io.BytesIO()
    >>> _ = document.add_paragraph("Kính gửi {{ name }}")
    >>> document.save(file)
    >>> filled = Template(file.getvalue()).render({"name": "Huyện ủy A & B"})
    >>> docx.Document(io.BytesIO(filled.to_bytes())).paragraphs[0].text
    'Kính gửi Huyện ủy A & B'
    """

    def __init__(
        self,
        source: str | os.PathLike[str] | bytes | BinaryIO,
        *,
        undefined: UndefinedPolicy = "raise",
        filters: Mapping[str, Callable[..., Any]] | None = None,
        locale: str = "vi",
        limits: Limits = DEFAULT_LIMITS,
        environment: jinja2.Environment | None = None,
        delimiters: Delimiters | None = None,
        long_numbers: LongNumbers = "error",
        parts: Mapping[str, str | os.PathLike[str] | bytes | BinaryIO] | None = None,
        include_from: str | os.PathLike[str] | None = None,
    ) -> None:
        if undefined not in ("raise", "blank", "keep"):
            raise ValueError(f"undefined is {undefined!r}, not 'raise', 'blank' or 'keep'")
        if long_numbers not in ("error", "text"):
            raise ValueError(f"long_numbers is {long_numbers!r}, not 'error' or 'text'")
        self._package = read_package(source)
        self._options: dict[str, Any] = {
            "undefined": undefined,
            "filters": filters,
            "locale": locale,
            "limits": limits,
            "environment": environment,
            "delimiters": delimiters,
            "long_numbers": long_numbers,
            **_part_options(parts, include_from),
        }
        self._environment = make_environment(**self._options)
        self._compiled = compiler_for(self._package)(self._package, self._environment)

    def __reduce__(self) -> tuple[Any, ...]:
        data = write_package(self._package.parts.values())
        return _compiled_again, (data, self._package.file, self._options)

    if not TYPE_CHECKING:  # else every misspelt name would be right

        def __getattr__(self, name: str) -> Any:
            raise no_such_name(self, name)

    @without_docxtpl_arguments
    def render(
        self,
        data: Mapping[str, Any] | object,
        *,
        update_fields: bool = False,
        replace_pic: Mapping[str, Any] | None = None,
        replace_media: Mapping[Any, Any] | None = None,
        replace_embedded: Mapping[Any, Any] | None = None,
    ) -> Filled:
        """Fill the template with a mapping, or with the fields of an attrs object or dataclass.

        Parameters
        ----------
        data:
            The values by name.
        update_fields:
            Whether Word renews contents, page references and other fields when it opens the
            document; it asks its user before.
        replace_pic:
            Pictures for the frames of others in a Word document, by alternative text, title or
            name: what `InlineImage` takes, or one.
        replace_media, replace_embedded:
            Files in the place of pictures, or of embedded documents, that have the same bytes:
            paths or bytes by the path or bytes of the old one.

        Raises
        ------
        UndefinedNameError
            A tag asks for a name that the data lacks.
        TemplateValueError
            An expression fails, or its value does not fit its place.
        """
        contents = self._contents(data, update_fields)
        if replace_pic or replace_media or replace_embedded:
            from reportkit.templating._docx_replacing import replace_files, replace_pictures

            contents = replace_files(self._package, contents, replace_media or {}, "media")
            contents = replace_files(self._package, contents, replace_embedded or {}, "embeddings")
            contents = replace_pictures(self._package, contents, replace_pic or {})
        return self._filled(contents)

    def new_subdoc(self, path: str | os.PathLike[str] | None = None) -> Subdoc:
        """Give a `Subdoc`, as docxtpl's templates do; it may go into any template."""
        from reportkit.templating.subdoc import Subdoc

        return Subdoc(path)

    def build_url_id(self, address: str) -> str:
        """Give what ``RichText(…, url_id=…)`` takes, as docxtpl's templates do: the address."""
        return address

    @overload
    def render_many(
        self,
        records: Iterable[Mapping[str, Any] | object],
        *,
        one_document: Literal[False] = False,
        update_fields: bool = False,
    ) -> Iterator[Filled]: ...

    @overload
    def render_many(
        self,
        records: Iterable[Mapping[str, Any] | object],
        *,
        one_document: Literal[True],
        update_fields: bool = False,
    ) -> Filled: ...

    def render_many(
        self,
        records: Iterable[Mapping[str, Any] | object],
        *,
        one_document: bool = False,
        update_fields: bool = False,
    ) -> Iterator[Filled] | Filled:
        """Fill the template with each record in turn; ``update_fields`` is that of `render`.

        With ``one_document`` the letters follow one another in one Word document, each its own
        section: its pages, footnotes and lists begin anew, and its headers show its values.

        Examples
        --------
        >>> import docx, io
        >>> document, file = docx.Document(), io.BytesIO()
        >>> _ = document.add_paragraph("Kính gửi {{ name }}")
        >>> document.save(file)
        >>> template, records = Template(file.getvalue()), [{"name": "A"}, {"name": "B"}]
        >>> len(list(template.render_many(records)))
        2
        >>> letters = docx.Document(
        ...     io.BytesIO(template.render_many(records, one_document=True).to_bytes())
        ... )
        >>> [paragraph.text for paragraph in letters.paragraphs], len(letters.sections)
        (['Kính gửi A', 'Kính gửi B'], 2)
        """
        if not one_document:
            return map(partial(self.render, update_fields=update_fields), records)
        join = getattr(self._compiled, "join", None)
        if join is None:
            raise TemplateValueError(
                "A workbook's records cannot become one document.",
                file=self._package.file,
                remedy="Fill a file a record, or repeat a sheet: {%sheet for … %}.",
            )
        return self._filled(join(self._numbered_contents(records, update_fields)))

    def save_many(
        self,
        records: Iterable[Mapping[str, Any] | object],
        folder: str | os.PathLike[str],
        *,
        name: str = "{{ loop.index }}",
        executor: Executor | None = None,
        progress: bool | None = None,
        on_mistake: OnMistake | None = None,
        update_fields: bool = False,
    ) -> list[Path]:
        """Fill the template with each record and save a file of each; give their paths.

        Parameters
        ----------
        records:
            Mappings, or objects with fields; they are taken as they are needed.
        folder:
            Where the files go; it is made. What has their names there is replaced.
        name:
            A text with tags that names a file: ``"{{ loop.index }} {{ name }}"``. What file
            systems do not take becomes "-"; of two equal names the second gets a number.
        executor:
            What fills and saves: any ``concurrent.futures.Executor``. A process needs a template
            and records that can be pickled.
        progress:
            Whether a bar is shown; None: on a terminal and in a notebook.
        on_mistake:
            Is told the number of a record (from 1) and what is wrong with it; the record is left
            out. Without it the first mistake is raised.
        update_fields:
            As for `render`.

        Raises
        ------
        TemplateError
            A record does not fit the template.
        OutputError
            A file cannot be written.

        Examples
        --------
        >>> import docx, io, tempfile
        >>> document, file = docx.Document(), io.BytesIO()
        >>> _ = document.add_paragraph("Kính gửi {{ name }}")
        >>> document.save(file)
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     saved = Template(file.getvalue()).save_many(
        ...         [{"name": "xã A"}, {"name": "xã B"}], folder, name="Gửi {{ name }}"
        ...     )
        ...     [path.name for path in saved]
        ['Gửi xã A.docx', 'Gửi xã B.docx']
        """
        from reportkit.templating._saving import FileNames, save_all

        names = FileNames(name, suffix_of(self._package), make_environment(**self._options))
        render = partial(self.render, update_fields=update_fields)
        return save_all(
            render, records, self._mapping, folder, names, executor, progress, on_mistake
        )

    def variables(self) -> dict[str, Variable]:
        """Tell what the template needs: its names, with the fields and loops they are used in.

        Alternative texts of charts and names of content controls are optional.

        Examples
        --------
        >>> import docx, io
        >>> document, file = docx.Document(), io.BytesIO()
        >>> _ = document.add_paragraph("{% for row in rows %}{{ row.name }}{% endfor %}")
        >>> document.save(file)
        >>> list(Template(file.getvalue()).variables()["rows"].paths())
        ['rows[].name']
        """
        trees: list[nodes.Template] = []
        environment = make_environment(**self._options)
        environment.observer = trees.append
        compiled = compiler_for(self._package)(self._package, environment)
        including = environment.globals.get("include")
        found = variables_of(trees, environment.globals, getattr(including, "trees", {}))
        for source in (compiled, including):
            for name in getattr(source, "names_without_tags", ()):
                found.setdefault(name, Variable(name, optional=True))
        return found

    def check(self, data: Mapping[str, Any] | object) -> list[TemplateError]:
        """Give all mistakes that the template makes with this data, instead of the first.

        A tag that fails is left out, with what a block of it encloses, and the rest is filled.
        """
        return find_mistakes(
            partial(compiler_for(self._package), self._package),
            partial(make_environment, **self._options),
            self._mapping(data),
        )

    def _filled(self, contents: Mapping[str, Content | None]) -> Filled:
        return Filled(tuple(self._package.replaced(contents)), suffix_of(self._package))

    def _contents(
        self, data: Mapping[str, Any] | object, update_fields: bool
    ) -> Mapping[str, Content | None]:
        contents = self._compiled.render(self._mapping(data))
        if update_fields:
            from reportkit.templating._docx_fields import mark_fields

            contents = mark_fields(self._package, contents)
        return contents

    def _numbered_contents(
        self, records: Iterable[Mapping[str, Any] | object], update_fields: bool
    ) -> Iterator[Mapping[str, Content | None]]:
        from reportkit.templating._saving import numbered_mistake

        for number, record in enumerate(records, 1):
            try:
                yield self._contents(record, update_fields)
            except TemplateError as mistake:
                numbered_mistake(number, mistake)
                raise

    def _mapping(self, data: Mapping[str, Any] | object) -> Mapping[str, Any]:
        if isinstance(data, Mapping):
            return data
        kind = type(data)
        if attrs.has(kind):
            names = [entry.name for entry in attrs.fields(kind)]
        elif hasattr(kind, "__dataclass_fields__"):
            names = list(kind.__dataclass_fields__)
        else:
            raise TemplateValueError(
                f"The data is a {kind.__name__}, not a mapping.",
                file=self._package.file,
                remedy="Give a dict, an attrs object or a dataclass.",
            )
        return {name: getattr(data, name) for name in names}


def check_template(
    source: str | os.PathLike[str] | bytes | BinaryIO,
    data: Mapping[str, Any] | None = None,
    **options: Any,
) -> list[TemplateError]:
    """Give all mistakes of a template; if there are none, those that it makes with the data.

    The options are those of `Template`.

    Raises
    ------
    TemplateFileError
        The file is no .docx or .xlsx.
    """
    package = read_package(source)
    options |= _part_options(options.get("parts"), options.get("include_from"))
    compiler = partial(compiler_for(package), package)
    return find_mistakes(compiler, partial(make_environment, **options), data)


def _part_options(parts: Any, include_from: Any) -> dict[str, Any]:
    """What a template may include, such that it can be read often and travel."""
    folder = None if include_from is None else os.fspath(include_from)
    return {"parts": part_sources(parts), "include_from": folder}


def _compiled_again(data: bytes, file: str | None, options: dict[str, Any]) -> Template:
    """An unpickled template: its bytes and options travelled, its programs are made anew."""
    source = io.BytesIO(data)
    source.name = file
    return Template(source, **options)


@attrs.frozen
class Filled:
    """A filled document, packed and ready to save; ``suffix`` is its kind: ".docx"."""

    _parts: tuple[Part, ...] = attrs.field(repr=False)
    suffix: str = ".docx"

    def save(self, target: str | os.PathLike[str] | BinaryIO) -> None:
        """Write it to a path, whole or not at all, or to a file object.

        Raises
        ------
        OutputError
            It cannot be written; what stood there is untouched.
        """
        if isinstance(target, (str, os.PathLike)):
            write_file(target, partial(write_parts, self._parts))
        else:
            write_parts(self._parts, target)

    def to_bytes(self) -> bytes:
        """Give the bytes of the file; the same data gives the same bytes."""
        return write_package(self._parts)

    def to_pdf(self) -> bytes:
        """Give it as PDF, made by LibreOffice; for many files use `convert_to_pdf`.

        Raises
        ------
        OutputError
            LibreOffice is not installed, or cannot read the file.
        """
        from reportkit.templating.pdf import convert_to_pdf

        with tempfile.TemporaryDirectory(prefix="reportkit-") as folder:
            file = Path(folder, f"filled{self.suffix}")
            self.save(file)
            return convert_to_pdf([file])[0].read_bytes()
