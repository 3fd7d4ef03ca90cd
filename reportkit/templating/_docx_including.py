"""``{{p include("part.docx") }}``: another template, filled with the same data, in this place.

Takes the files that may be included and how a package is compiled; gives the function of the
language. A part knows what the tag's place knows, loops included, and ``include("a.docx", x=1)``
adds to it. Each part is compiled once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from threading import RLock
from typing import Any, Protocol

from attrs import define, field, frozen
from jinja2 import nodes, pass_context
from jinja2.runtime import Context
from jinja2.utils import missing

from reportkit.errors import TemplateError, TemplateValueError
from reportkit.templating._docx_filling import Filling
from reportkit.templating._docx_merging import Source, merged
from reportkit.templating._docx_paragraphs import Paragraphs
from reportkit.templating._expressions import Environment, Tag
from reportkit.templating._mistakes import located
from reportkit.templating._package import Content, Package
from reportkit.templating._part_files import PartFiles

__all__ = ["Including"]

_NAMED = re.compile(r"""\binclude\s*\(\s*(?:'([^']*)'|"([^"]*)")""")
_DEEPEST = 20
_MOST = 10_000
"""Parts within one another, and parts in one filling."""


class _Program(Protocol):
    @property
    def package(self) -> Package: ...

    @property
    def names_without_tags(self) -> list[str]: ...

    def render(
        self, data: Mapping[str, Any], includer: Filling | None = None
    ) -> dict[str, Content | None]: ...


@define(eq=False)
class Including:
    """The parts of one template, and the function that includes them."""

    environment: Environment
    files: PartFiles
    compile_part: Callable[[Package, str], _Program]
    """Takes a part's package and name."""
    trees: dict[str, list[nodes.Template]] = field(factory=dict)
    """The syntax trees of each part, where somebody observes the environment."""
    _programs: dict[str, _Program | None] = field(factory=dict)
    _lock: Any = field(factory=RLock)

    def compile_named(self, tags: Iterable[Tag]) -> None:
        """Compile the parts that these tags name; an error that has no place gets the tag's."""
        left_out = self.environment.left_out
        for tag in tags:
            for found in _NAMED.finditer("" if tag.place.anchor in left_out else tag.inner):
                try:
                    self.program(found[1] or found[2] or "")
                except TemplateError as error:
                    raise located(error, tag, (), {}) from error

    @property
    def names_without_tags(self) -> list[str]:
        """The names of charts and content controls of the parts, which data may set."""
        programs = list(self._programs.values())  # at once: others may compile a part just now
        names = (name for one in programs if one is not None for name in one.names_without_tags)
        return list(dict.fromkeys(names))

    def program(self, name: str) -> _Program | None:
        """Give the program of a part; None while that is compiled."""
        with self._lock:
            if name not in self._programs:
                package = self.files.read(name)
                observer = self.environment.observer
                if observer is not None:
                    self.environment.observer = self.trees.setdefault(name, []).append
                self._programs[name] = None
                try:
                    self._programs[name] = self.compile_part(package, name)
                except TemplateError:
                    del self._programs[name]
                    raise
                finally:
                    self.environment.observer = observer
            return self._programs[name]

    def __deepcopy__(self, memo: object) -> Including:
        return self  # trees of an observed template are copied with their environment

    def within(self, names: Mapping[str, Any]) -> _Include:
        """Give the function as it is where these names stand for something."""
        return _Include(self, names)


@frozen
class _Include:
    """The function ``include`` in one place."""

    _including: Including
    _names: Mapping[str, Any]

    @pass_context
    def __call__(self, context: Context, name: Any, /, **values: Any) -> Paragraphs:
        program = self._including.program(str(name))
        around = {key: value for key, value in self._names.items() if value is not missing}
        data = {**context.get_all(), **around, **values}

        def write(filling: Filling, look: object) -> str:
            if program is None:
                return ""
            _count(filling, str(name))
            return merged(Source(program.package, program.render(data, filling)), filling)

        return Paragraphs(write)


@define(eq=False)
class _Included:
    """How many parts one filling includes."""

    _filling: Filling
    count: int = 0

    def finish(self) -> None:
        """There is nothing to write."""


def _count(filling: Filling, name: str) -> None:
    depth, outermost = 1, filling
    while outermost.includer is not None:
        depth, outermost = depth + 1, outermost.includer
    included = outermost.addition(_Included)
    included.count += 1
    if depth > _DEEPEST:
        raise TemplateValueError(
            f"The part {name!r} is included {depth} deep: parts include themselves.",
            remedy="Give the include a condition on which it ends.",
        )
    if included.count > _MOST:
        raise TemplateValueError(
            f"More than {_MOST:,} parts are included.",
            remedy="Put the text that is repeated into the template itself.",
        )
