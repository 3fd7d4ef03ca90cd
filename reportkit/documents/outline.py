"""The outline that goes out to the units: sections to fill in, a table of what a profile counts.

Takes a ``Profile``, gives the path of the .docx it wrote. It carries no mark: what a unit fills in
and sends back is a source like any other.
"""

from __future__ import annotations

from pathlib import Path

from reportkit.binding import Profile, load_profile
from reportkit.documents.letterhead import Letterhead, load_letterhead
from reportkit.documents.mapping import directives_by_number, document_names
from reportkit.documents.phrases import TotalPhrase
from reportkit.documents.rows import Group
from reportkit.documents.told import clean
from reportkit.documents.write import save_beside, template_path

__all__ = ["write_outline"]


def write_outline(
    profile: str | Path | Profile,
    target: str | Path,
    template: str | Path = "de-cuong",
    *,
    letterhead: Letterhead | str | Path | None = None,
    overwrite: bool = False,
) -> Path:
    """Write the outline for a profile's units to fill in; give the path of the file written.

    Where a file stands the outline goes beside it, with a number, unless ``overwrite``. Errors as
    :func:`reportkit.documents.write_docx` has them, and ``ProfileError``.
    """
    from reportkit.templating import Template
    from reportkit.vietnamese import FILTERS

    chosen = load_profile(profile)
    head = load_letterhead(letterhead) if isinstance(letterhead, str | Path) else letterhead
    totals = [
        TotalPhrase(
            id=one.id, name=clean(one.name), measure=clean(one.unit), group=clean(one.group)
        )
        for one in chosen.indicators
    ]
    names = dict.fromkeys(total.group for total in totals)
    mapping = {
        "document": document_names(head or Letterhead()),
        "campaign": clean(chosen.name),
        "directives": directives_by_number(chosen.directives),
        "period": clean(head.period if head else None),
        "groups": tuple(
            Group(name, tuple(total for total in totals if total.group == name)) for name in names
        ),
    }
    filled = Template(template_path(template), filters=FILTERS).render(mapping)
    return save_beside(filled.to_bytes(), Path(target), overwrite=overwrite)
