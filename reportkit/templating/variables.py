"""What a template needs: its names as a tree, with loops and attributes.

Takes the syntax trees of a template's programs; gives a `Variable` for each name that the data
must bring. Knows nothing of file formats and evaluates nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import define, field
from jinja2 import nodes

__all__ = ["Variable", "variables_of"]


@define
class Variable:
    """A name that a template asks for.

    ``fields`` are the attributes or keys it is asked for, ``item`` what a loop over it gives
    (None where there is no loop), ``optional`` whether the template does without it.

    Examples
    --------
    >>> rows = Variable("rows")
    >>> rows.each().named("count")
    Variable(name='count', fields={}, item=None, optional=False)
    >>> list(rows.paths())
    ['rows[].count']
    """

    name: str
    fields: dict[str, Variable] = field(factory=dict)
    item: Variable | None = None
    optional: bool = False

    def named(self, name: str) -> Variable:
        """Give the field of that name."""
        return self.fields.setdefault(name, Variable(name))

    def each(self) -> Variable:
        """Give what a loop over it gives."""
        if self.item is None:
            self.item = Variable("")
        return self.item

    def paths(self, before: str = "") -> Iterator[str]:
        """Give the full names of all that stands below, as ``rows[].count``; of a leaf its own."""
        own = before + self.name
        if self.item is not None:
            yield from self.item.paths(own + "[]")
        for child in self.fields.values():
            yield from child.paths(own + ".")
        if self.item is None and not self.fields:
            yield own


Scope = Mapping[str, Variable | None]

_SAME_ITEMS = {"list", "reverse", "reject", "rejectattr", "select", "selectattr", "sort", "unique"}
_ONE_ITEM = {"first", "last", "max", "min", "random"}
_OF_TEXT_OR_DICT = {*dir(str), *dir(dict), *dir(list)}


def variables_of(
    trees: Iterable[nodes.Template],
    known: Iterable[str],
    included: Mapping[str, Sequence[nodes.Template]] | None = None,
) -> dict[str, Variable]:
    """Read what programs ask for; ``known`` names (functions of the language) are left out.

    ``included`` are the programs of the parts that ``include("name")`` takes in.
    """
    reader = _Reader(frozenset(known), included or {})
    scope: dict[str, Variable | None] = {}
    for tree in trees:
        reader.read_all(tree.body, scope)
    return reader.asked


class _Reader:
    """Walks through statements and expressions, knowing which names are the template's own."""

    def __init__(
        self, known: frozenset[str], included: Mapping[str, Sequence[nodes.Template]]
    ) -> None:
        self.asked: dict[str, Variable] = {}
        self._included, self._open = included, set[str]()
        self._known = known

    def read_all(self, statements: Iterable[nodes.Node], scope: dict[str, Variable | None]) -> None:
        for statement in statements:
            self._read(statement, scope)

    def _read(self, node: nodes.Node, scope: dict[str, Variable | None]) -> None:
        if isinstance(node, nodes.For):
            inner = {**scope, "loop": None}
            self._bind(node.target, self._value(node.iter, scope), inner)
            if node.test is not None:
                self._value(node.test, inner)
            self.read_all(node.body, inner)
            self.read_all(node.else_, dict(scope))
        elif isinstance(node, nodes.Assign):
            value = self._value(node.node, scope)
            if isinstance(node.target, nodes.Name):
                scope[node.target.name] = value
            else:
                self._hide(node.target, scope)
        elif isinstance(node, nodes.AssignBlock):
            self.read_all(node.body, dict(scope))
            self._hide(node.target, scope)
        elif isinstance(node, (nodes.Macro, nodes.CallBlock)):
            if isinstance(node, nodes.Macro):
                scope[node.name] = None
            else:
                self._value(node.call, scope)
            own = dict.fromkeys((one.name for one in node.args), None)
            for default in node.defaults:
                self._value(default, scope)
            self.read_all(node.body, {**scope, **own, "caller": None, "varargs": None})
        elif isinstance(node, nodes.With):
            inner = dict(scope)
            for target, given in zip(node.targets, node.values, strict=True):
                value = self._value(given, scope)
                if isinstance(target, nodes.Name):
                    inner[target.name] = value
            self.read_all(node.body, inner)
        elif isinstance(node, nodes.If):
            self._value(node.test, scope)
            self.read_all([*node.body, *node.elif_, *node.else_], scope)
        elif isinstance(node, nodes.Expr):
            self._value(node, scope)
        else:
            for child in node.iter_child_nodes():
                self._read(child, scope)

    def _bind(self, target: nodes.Node, value: Any, scope: dict[str, Variable | None]) -> None:
        """Give the targets of a loop what it goes through."""
        if isinstance(target, nodes.Name):
            scope[target.name] = value.each() if isinstance(value, Variable) else None
            return
        names = list(target.find_all(nodes.Name))
        scope.update(dict.fromkeys((one.name for one in names), None))
        if isinstance(value, _Pairs) and len(names) == 2:
            scope[names[1].name] = value.second

    def _hide(self, target: nodes.Node, scope: dict[str, Variable | None]) -> None:
        names = [target] if isinstance(target, nodes.Name) else target.find_all(nodes.Name)
        scope.update(dict.fromkeys((one.name for one in names), None))

    def _value(self, node: nodes.Node, scope: Scope) -> Any:
        """The variable that an expression leads to, if it leads to one."""
        if isinstance(node, nodes.Name):
            if node.name in scope:
                return scope[node.name]
            if node.name in self._known or node.name.startswith("_"):
                return None
            return self.asked.setdefault(node.name, Variable(node.name))
        if isinstance(node, nodes.Getattr):
            owner = self._value(node.node, scope)
            return owner.named(node.attr) if isinstance(owner, Variable) else None
        if isinstance(node, nodes.Getitem):
            return self._entry(node, scope)
        if isinstance(node, nodes.Call):
            return self._called(node, scope)
        if isinstance(node, nodes.Filter):
            return self._filtered(node, scope)
        if isinstance(node, nodes.Test) and node.name in ("defined", "undefined"):
            value = self._value(node.node, scope)
            if isinstance(value, Variable):
                value.optional = True
            return None
        found = [self._value(child, scope) for child in node.iter_child_nodes()]
        if isinstance(node, nodes.CondExpr):
            return next((one for one in found[1:] if isinstance(one, Variable)), None)
        return None

    def _entry(self, node: nodes.Getitem, scope: Scope) -> Any:
        owner = self._value(node.node, scope)
        self._value(node.arg, scope)
        if not isinstance(owner, Variable):
            return None
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return owner.named(node.arg.value)
        return owner if isinstance(node.arg, nodes.Slice) else owner.each()

    def _called(self, node: nodes.Call, scope: Scope) -> Any:
        for argument in (*node.args, *(keyword.value for keyword in node.kwargs)):
            self._value(argument, scope)
        method = node.node
        if isinstance(method, nodes.Name) and method.name == "include":
            self._include(node, scope)
        if not isinstance(method, nodes.Getattr) or method.attr not in _OF_TEXT_OR_DICT:
            self._value(method, scope)
            return None
        owner = self._value(method.node, scope)
        if not isinstance(owner, Variable):
            return None
        if method.attr == "get" and node.args and isinstance(node.args[0], nodes.Const):
            entry = owner.named(str(node.args[0].value))
            entry.optional = True
            return entry
        if method.attr == "values":
            return owner
        return _Pairs(owner.each()) if method.attr == "items" else None

    def _include(self, node: nodes.Call, scope: Scope) -> None:
        """Read a part that is included; it knows what its place knows, and what it is given."""
        first = node.args[0] if node.args else None
        name = first.value if isinstance(first, nodes.Const) else None
        if not isinstance(name, str) or name not in self._included or name in self._open:
            return
        given = {keyword.key: self._value(keyword.value, scope) for keyword in node.kwargs}
        self._open.add(name)
        for tree in self._included[name]:
            self.read_all(tree.body, {**scope, **given})
        self._open.remove(name)

    def _filtered(self, node: nodes.Filter, scope: Scope) -> Any:
        value = None if node.node is None else self._value(node.node, scope)
        for argument in (*node.args, *(keyword.value for keyword in node.kwargs)):
            self._value(argument, scope)
        if not isinstance(value, Variable):
            return None
        if node.name in ("default", "d"):
            value.optional = True
            return value
        attribute = _attribute(node)
        entry = value
        if attribute:
            entry = value.each()
            for name in attribute.split("."):
                entry = entry.named(name) if not name.isdigit() else entry.each()
        if node.name == "groupby":
            return _Pairs(value)
        if node.name == "dictsort":
            return _Pairs(value.each())
        if node.name in _SAME_ITEMS:
            return value
        return value.each() if node.name in _ONE_ITEM else None


@define
class _Pairs:
    """A list of pairs, and the variable that the second of each leads to."""

    second: Variable


def _attribute(node: nodes.Filter) -> str:
    """The attribute that a filter takes of each item."""
    first = node.args[0] if node.args else None
    if node.name not in ("groupby", "rejectattr", "selectattr", "sum"):
        first = None
    for keyword in node.kwargs:
        if keyword.key == "attribute":
            first = keyword.value
    return str(first.value) if isinstance(first, nodes.Const) and first.value else ""
