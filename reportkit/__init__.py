"""reportkit: reads review reports, adds their figures up honestly, fills Word and Excel templates.

The few names here each do one whole thing and are loaded when first used (PEP 562), so that
``import reportkit`` by itself loads only the standard library:

>>> import reportkit as rk
>>> rk.parse("Toàn tỉnh có trên 579 mô hình.").figures[0].quote
'trên 579 mô hình'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportkit.binding import parse
    from reportkit.errors import ReportkitError
    from reportkit.parsing import Summary, read
    from reportkit.review import Review
    from reportkit.templating import Template

__all__ = ["ReportkitError", "Review", "Summary", "Template", "parse", "read"]

__version__ = "0.1.0"

_ROOMS = {
    "ReportkitError": "reportkit.errors",
    "Review": "reportkit.review",
    "Summary": "reportkit.parsing",
    "Template": "reportkit.templating",
    "parse": "reportkit.binding",
    "read": "reportkit.parsing",
}


def __getattr__(name: str) -> object:
    room = _ROOMS.get(name)
    if room is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(room), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*(name for name in globals() if name.startswith("__")), *__all__])
