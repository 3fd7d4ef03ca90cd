"""What docxtpl's users call on a template that a `Template` has not: what to write instead."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

__all__ = ["no_such_name", "without_docxtpl_arguments"]

P = ParamSpec("P")
R = TypeVar("R")

_OPENED = (
    "a template is not changed; open what it becomes: "
    "docx.Document(io.BytesIO(template.render(data).to_bytes()))"
)
_INSTEAD = {
    "save": "render gives the filled document: template.render(data).save(path)",
    "replace_pic": "template.render(data, replace_pic={name: picture})",
    "replace_media": "template.render(data, replace_media={old: new})",
    "replace_embedded": "template.render(data, replace_embedded={old: new})",
    "replace_zipname": "files are found by their bytes: "
    "template.render(data, replace_embedded={old: new})",
    "reset_replacements": "nothing: what is replaced is an argument of each render",
    "get_undeclared_template_variables": "template.variables(), whose keys are the names",
    **dict.fromkeys(
        "docx get_docx init_docx get_xml write_xml paragraphs tables sections styles settings "
        "inline_shapes core_properties add_paragraph add_heading add_table add_picture "
        "add_page_break add_section".split(),
        _OPENED,
    ),
}
_ARGUMENTS = {
    "jinja_env": "it belongs to the template: Template(file, environment=jinja_env), "
    "or Template(file, filters={name: function})",
    "autoescape": "leave it out: text is always escaped",
}


def no_such_name(owner: object, name: str) -> AttributeError:
    """Give the error of a name that a template has not.

    >>> print(no_such_name("a template", "save"))
    'save' is docxtpl's; here render gives the filled document: template.render(data).save(path)
    """
    instead = _INSTEAD.get(name)
    if instead is not None:
        return AttributeError(f"{name!r} is docxtpl's; here {instead}")
    return AttributeError(
        f"{type(owner).__name__!r} object has no attribute {name!r}", name=name, obj=owner
    )


def without_docxtpl_arguments(render: Callable[P, R]) -> Callable[P, R]:
    """Let a method that takes one argument by place refuse docxtpl's others in clear words."""

    @wraps(render)
    def checked(*given: P.args, **named: P.kwargs) -> R:
        refused = next((name for name in _ARGUMENTS if name in named), None)
        if len(given) > 2:
            refused = refused or "jinja_env"
        if refused is not None:
            reason = _ARGUMENTS[refused]
            raise TypeError(f"render takes no {refused!r}, as docxtpl's does: {reason}")
        return render(*given, **named)

    return checked
