"""A whole Word document as a value: `Subdoc`, for ``{{p x }}``.

Takes a file, or what a program builds with python-docx; how it comes into the filled document is
a matter of `_docx_merging`.
"""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING, Any, BinaryIO

from reportkit.errors import TemplateValueError

if TYPE_CHECKING:
    from docx.document import Document

    from reportkit.templating.template import Filled

__all__ = ["Subdoc"]


class Subdoc:
    """A Word document as a value: ``{{p part }}`` stands for its paragraphs and tables.

    Its styles, lists, pictures, charts, links, footnotes and comments come along; a style that
    the template has by name looks as there. Sections, headers and footers stay behind.
    The methods of python-docx's ``Document`` build it: ``part.add_paragraph("…")``.

    Parameters
    ----------
    source:
        A path, the bytes of a file, a file object, a ``Document`` of python-docx, or what
        `Template.render` gives; without one, an empty document.

    Examples
    --------
    >>> part = Subdoc()
    >>> _ = part.add_paragraph("Kính gửi")
    >>> part.paragraphs[0].text
    'Kính gửi'
    """

    closed_to_templates = True
    """A template may show it and no more: a document can be saved anywhere."""

    def __init__(
        self, source: str | os.PathLike[str] | bytes | BinaryIO | Document | Filled | None = None
    ) -> None:
        self._source: Any = source
        self._document: Document | None = None
        if hasattr(source, "iter_inner_content"):
            self._document = source  # type: ignore[assignment]
        elif hasattr(source, "read"):
            self._source = source.read()  # type: ignore[union-attr]
        elif hasattr(source, "to_bytes"):
            self._source = source.to_bytes()  # type: ignore[union-attr]

    @property
    def document(self) -> Document:
        """The ``Document`` of python-docx that it is, or that its file becomes."""
        if self._document is None:
            import docx

            source = self._source
            given = io.BytesIO(source) if isinstance(source, bytes) else source
            self._document = docx.Document(given if given is None else _file(given))
        return self._document

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.document, name)

    @property
    def file(self) -> Any:
        """What a package is read from: a path or bytes, as it is by now."""
        if self._document is None and self._source is not None:
            return self._source
        written = io.BytesIO()
        self.document.save(written)
        return written.getvalue()

    def __reduce__(self) -> tuple[Any, ...]:
        return Subdoc, (self.file,)  # python-docx's own documents cannot be pickled

    def __html__(self) -> str:
        raise TemplateValueError(
            "A document cannot stand within a line.",
            remedy="Write {{p … }} in a paragraph of its own.",
        )


def _file(given: Any) -> Any:
    return os.fspath(given) if isinstance(given, os.PathLike) else given
