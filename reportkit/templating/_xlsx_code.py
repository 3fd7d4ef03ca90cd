"""The Python code of a sheet's program: a row's values come together, fields are looked up at once.

Takes the place of the code generator of `_expressions` for the rows of a sheet. Where that gives
each piece by itself, this gives for every stretch between two statements one tuple: first the
static texts (one before each value, one behind the last), then the values as they are: only an
undefined one goes through ``write_value``. A plain ``row.field`` of a dict is looked up directly;
all else goes through the sandbox.
"""

from __future__ import annotations

from typing import Any

from jinja2 import nodes
from jinja2.compiler import Frame

from reportkit.templating._expressions import Environment

_Usual: Any = Environment.code_generator_class


class RowCode(_Usual):  # type: ignore[misc]
    """Writes the code for rows."""

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802
        """Give all pieces of a stretch as one tuple; what macros gather stays text."""
        if frame.buffer is not None or frame.require_output_check:
            super().visit_Output(node, frame)
            return
        texts, values = [""], []
        for child in node.nodes:
            if isinstance(child, nodes.TemplateData):
                texts[-1] += child.data
            else:
                values.append(child)
                texts.append("")
        self.writeline(f"yield ({tuple(texts)!r},", node)
        self.indent()
        for value in values:
            self.newline(value)
            self.write("(given if (given := ")
            self.visit(value, frame)
            self.write(").__class__ is not undefined else write_value(given)),")
        self.outdent()
        self.write(")")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """A field of a plain dict is looked up directly."""
        if not isinstance(node.node, nodes.Name):
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f"[{node.attr!r}] if type(")
        self.visit(node.node, frame)
        self.write(f") is dict and {node.attr!r} in ")
        self.visit(node.node, frame)
        self.write(" else ")
        super().visit_Getattr(node, frame)
        self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write("escape(write_value(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write("))")


def for_rows(environment: Environment) -> Environment:
    """Give the environment with this code generator."""
    own = environment.overlay()
    own.code_generator_class = RowCode
    return own
