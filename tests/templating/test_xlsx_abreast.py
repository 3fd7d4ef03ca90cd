"""Two tables side by side grow together; the longer says how many rows come."""

from __future__ import annotations

import pytest

from reportkit.errors import TemplateSyntaxError
from reportkit.templating import Template
from tests.templating.workbooks import fill, rows_of, saved, workbook_of

IN_ROWS_OF_THEIR_OWN = {
    "A1": "Đơn vị", "B1": "Số", "D1": "Khen", "E1": "Số",
    "A2": "{%tr for u, n in units %}", "D2": "{%tr for k in awards %}",
    "A3": "{{ u }}", "B3": "{{ n }}", "D3": "{{ loop.index }}", "E3": "{{ k }}", "F3": "=E3*2",
    "A4": "{%tr endfor %}", "D4": "{%tr endfor %}",
    "A5": "Cộng", "B5": "=SUM(B3:B3)", "D5": "Cộng", "E5": "=SUM(E3:E3)",
}  # fmt: skip
IN_THE_ROW_ITSELF = {
    "A1": "Đơn vị", "B1": "Số", "D1": "Khen", "E1": "Số",
    "A2": "{%tr for u, n in units %}{{ u }}", "B2": "{{ n }}{%tr endfor %}",
    "D2": "{%tr for k in awards %}{{ loop.index }}", "E2": "{{ k }}", "F2": "=E2*2",
    "G2": "{%tr endfor %}",
    "A3": "Cộng", "B3": "=SUM(B2:B2)", "D3": "Cộng", "E3": "=SUM(E2:E2)",
}  # fmt: skip


@pytest.mark.parametrize("cells", [IN_ROWS_OF_THEIR_OWN, IN_THE_ROW_ITSELF])
def test_two_loops_side_by_side(cells):
    data = {"units": [("A", 1), ("B", 2), ("C", 3)], "awards": iter([10, 20])}
    rows = [row[:6] for row in rows_of(fill(workbook_of(cells), data))]
    assert rows == [
        ["Đơn vị", "Số", None, "Khen", "Số", None],
        ["A", 1, None, 1, 10, "=E2*2"],
        ["B", 2, None, 2, 20, "=E3*2"],
        ["C", 3, None, None, None, None],
        ["Cộng", "=SUM(B2:B4)", None, "Cộng", "=SUM(E2:E4)", None],
    ]
    rows = rows_of(fill(workbook_of(cells), {"units": [], "awards": []}))
    assert rows[1][:5] == ["Cộng", "=SUM(0)", None, "Cộng", "=SUM(0)"]


def test_a_loop_that_uses_what_the_other_sets_is_nested():
    workbook = workbook_of({
        "A1": "{%tr for g in groups %}", "B1": "{%tr for x in g.rows %}",
        "A2": "{{ g.name }}", "B2": "{{ x }}",
        "A3": "{%tr endfor %}", "B3": "{%tr endfor %}",
    })  # fmt: skip
    groups = [{"name": "I", "rows": [1, 2]}, {"name": "II", "rows": [3]}]
    assert rows_of(fill(workbook, {"groups": groups})) == [["I", 1], ["I", 2], ["II", 3]]


def test_tables_one_above_the_other_need_no_care():
    workbook = workbook_of({
        "A1": "{%tr for x in xs %}{{ x }}{%tr endfor %}", "A2": "=SUM(A1:A1)",
        "A3": "{%tr for y in ys %}{{ y }}{%tr endfor %}", "A4": "=SUM(A3:A3)",
    })  # fmt: skip
    assert [row[0] for row in rows_of(fill(workbook, {"xs": [1, 2], "ys": [3]}))] == [
        1, 2, "=SUM(A1:A2)", 3, "=SUM(A4:A4)",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"A2": "{%tr for u, n in units if n %}"}, "selectattr"),
        ({"H1": "{%tc for x in xs %}{{ x }}{%tc endfor %}"}, "side by side"),
    ],
)
def test_what_does_not_go_side_by_side_is_an_error(more, says):
    with pytest.raises(TemplateSyntaxError, match=says):
        Template(saved(workbook_of({**IN_ROWS_OF_THEIR_OWN, **more})))
