"""Random templates with formulas, data for them, and what a model in Python says they come to.

The model knows how a formula is meant (a share of all, a running total, a subtotal of the group)
and works on the data alone: it knows nothing of rows, columns or references.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any

from attrs import define, field

Value = float | str | None
Numbers = Sequence[tuple[int, int]]


@define
class Case:
    """A template's cells by sheet, the data, and the values by sheet, row and column."""

    cells: dict[str, dict[str, Any]] = field(factory=lambda: {"Một": {}, "Hai": {}})
    data: dict[str, Any] = field(factory=dict)
    expected: dict[str, list[list[Value]]] = field(factory=lambda: {"Một": [], "Hai": []})
    row: int = 1

    def put(self, *values: Any) -> None:
        """Write the next row of the template's first sheet."""
        for letter, value in zip("ABCDEFGH", values, strict=False):
            if value is not None:
                self.cells["Một"][f"{letter}{self.row}"] = value
        self.row += 1

    def come(self, *values: Value) -> None:
        """Say what row comes next in the first sheet."""
        self.expected["Một"].append(list(values))


# What a formula of a repeated row says, for its template row, and what it is of a pair of numbers,
# of those up to it and of all: in its own loop and in the outermost.
RowFormula = tuple[str, Callable[[tuple[int, int], Numbers, Numbers], Value]]
ROW_FORMULAS: Sequence[RowFormula] = (
    ("=A{r}*B{r}", lambda own, so_far, loop: own[0] * own[1]),
    ("=(A{r}+B{r})*$A$1", lambda own, so_far, loop: sum(own) * 7),
    ("=A{r}/SUM(A${r}:A${r})", lambda own, so_far, loop: own[0] / sum(a for a, _ in loop)),
    ("=SUM(A${r}:A{r})", lambda own, so_far, loop: sum(a for a, _ in so_far)),
    ("=SUM(A{r}:B{r})-MIN(A{r},B{r})", lambda own, so_far, loop: max(own)),
    ("=MAX(B${r}:B{r})", lambda own, so_far, loop: max(b for _, b in so_far)),
    ("=RANK(A{r},A${r}:A${r})", lambda own, so_far, loop: 1 + sum(a > own[0] for a, _ in loop)),
    ("=COUNTIF(A${r}:A{r},\">50\")", lambda own, so_far, loop: sum(a > 50 for a, _ in so_far)),
    ("=IF(A{r}>B{r},\"hơn\",\"\")", lambda own, so_far, loop: "hơn" if own[0] > own[1] else None),
    ("=ROUND(A{r}/7,2)", lambda own, so_far, loop: int(own[0] / 7 * 100 + 0.5) / 100),
)  # fmt: skip
# What a total says, on a sheet named {s}; the first four take several stretches of rows, too.
TOTALS: Sequence[tuple[str, Callable[[Numbers], Value]]] = (
    ("=SUM({s}A{r}:A{r})", lambda pairs: sum(a for a, _ in pairs)),
    ("=SUM({s}A{r}:B{r})", lambda pairs: sum(map(sum, pairs))),
    ("=COUNT({s}B{r}:B{r})", len),
    ("=MAX({s}A{r}:A{r},-1)", lambda pairs: max([a for a, _ in pairs] + [-1])),
    ("=SUMPRODUCT({s}A{r}:A{r},{s}B{r}:B{r})", lambda pairs: sum(a * b for a, b in pairs)),
    ("=COUNTIF({s}B{r}:B{r},\"<=50\")", lambda pairs: sum(b <= 50 for _, b in pairs)),
    ("=IF(COUNT({s}A{r}:A{r})=0,0,AVERAGE({s}A{r}:A{r}))",
     lambda pairs: sum(a for a, _ in pairs) / len(pairs) if pairs else 0),
)  # fmt: skip


def random_rows(chance: random.Random) -> Case:
    """Tables one above the other: plain loops, groups with subtotals, rows that come or not."""
    case = Case()
    case.put(7, "hệ số")
    case.come(7, "hệ số")
    whole: list[tuple[int, int]] = []
    totals: list[tuple[int, Numbers, bool]] = []
    for number in range(chance.randint(1, 4)):
        kind = chance.choice(("loop", "rows of tags", "groups", "condition", "fixed"))
        if kind == "fixed":
            pair = _pair(chance)
            case.put(*pair)
            case.come(*pair)
            whole.append(pair)
        elif kind == "condition":
            whole += _condition(case, chance, number)
        elif kind == "groups":
            totals.append((*_groups(case, chance, number), True))
            whole += totals[-1][1]
        else:
            totals.append((*_loop(case, chance, number, kind == "rows of tags"), False))
            whole += totals[-1][1]
    for row, pairs, grouped in totals:
        known = TOTALS[:4] if grouped else TOTALS
        text, value = chance.choice(known)
        case.put(None, None, None, text.format(r=row, s=""))
        case.come(None, None, None, value(pairs))
        sheet = case.cells["Hai"]
        text, value = chance.choice(known)
        sheet[f"A{len(sheet) + 1}"] = text.format(r=row, s="Một!")
        case.expected["Hai"].append([value(pairs)])
    last = case.row - 1
    case.put(None, None, None, f"=SUM(A2:A{last})")
    case.come(None, None, None, sum(a for a, _ in whole))
    return case


def _pair(chance: random.Random) -> tuple[int, int]:
    return chance.randint(1, 99), chance.randint(1, 99)


def _pairs(chance: random.Random, most: int) -> list[tuple[int, int]]:
    return [_pair(chance) for _ in range(chance.choice((0, 1, 2, most)))]


def _condition(case: Case, chance: random.Random, number: int) -> Numbers:
    comes, pair = chance.random() < 0.5, _pair(chance)
    case.data[f"c{number}"] = comes
    case.put(f"{{%tr if c{number} %}}")
    case.put(pair[0], pair[1], f"=A{case.row}+B{case.row}")
    case.put("{%tr endif %}")
    if comes:
        case.come(*pair, sum(pair))
        return [pair]
    return []


def _loop(case: Case, chance: random.Random, number: int, own_rows: bool) -> tuple[int, Numbers]:
    pairs = _pairs(chance, 6)
    case.data[f"x{number}"] = [{"a": a, "b": b} for a, b in pairs]
    begin, end = f"{{%tr for p in x{number} %}}", "{%tr endfor %}"
    if own_rows:
        case.put(begin)
    row = case.row
    formulas = [chance.choice(ROW_FORMULAS) for _ in range(chance.randint(1, 3))]
    texts = [text.format(r=row) for text, _ in formulas]
    a, b = "{{ p.a }}", "{{ p.b }}"
    if own_rows:
        case.put(a, b, *texts)
        case.put(end)
    else:
        case.put(begin + a, b + end, *texts)
    for index, pair in enumerate(pairs):
        case.come(*pair, *(value(pair, pairs[: index + 1], pairs) for _, value in formulas))
    return row, pairs


def _groups(case: Case, chance: random.Random, number: int) -> tuple[int, Numbers]:
    groups = [_pairs(chance, 4) for _ in range(chance.choice((0, 1, 3)))]
    case.data[f"g{number}"] = [[{"a": a, "b": b} for a, b in group] for group in groups]
    case.put(f"{{%tr for g in g{number} %}}")
    headed = chance.random() < 0.5
    if headed:
        case.put(None, None, "nhóm")
    row = case.row
    formulas = [chance.choice(ROW_FORMULAS) for _ in range(chance.randint(0, 2))]
    texts = [text.format(r=row) for text, _ in formulas]
    case.put("{%tr for p in g %}{{ p.a }}", "{{ p.b }}{%tr endfor %}", *texts)
    text, subtotal = chance.choice(TOTALS)
    case.put(None, None, None, None, text.format(r=row, s=""))
    case.put("{%tr endfor %}")
    for group in groups:
        if headed:
            case.come(None, None, "nhóm")
        for index, pair in enumerate(group):
            case.come(*pair, *(value(pair, group[: index + 1], group) for _, value in formulas))
        case.come(None, None, None, None, subtotal(group))
    return row, [pair for group in groups for pair in group]


def random_cross_table(chance: random.Random) -> Case:
    """Rows and columns from the data, with totals and shares both ways."""
    case = Case()
    width, height = chance.choice((0, 1, 2, 5)), chance.choice((0, 1, 3))
    table = [[chance.randint(1, 99) for _ in range(width)] for _ in range(height)]
    case.data = {"columns": list(range(width)), "rows": table}
    shares = chance.random() < 0.5
    head = ["{%tc for c in columns %}c", "{%tc endfor %}%" if shares else None]
    if not shares:
        head[0] = f"{head[0]}{{%tc endfor %}}"
    case.put("đơn vị", *head, "tổng")
    case.put(
        "{%tr for r in rows %}u", "{{ r[c] }}", "=B2/SUM($B2:$B2)" if shares else None,
        "=SUM(B2:B2)", "{%tr endfor %}",
    )  # fmt: skip
    case.put("cộng", "=SUM(B2:B2)", "=B3/SUM($B3:$B3)" if shares else None, "=SUM(D2:D2)")
    case.put(None, None, None, "=SUM(B2:B2)-D3")
    step = 2 if shares else 1
    gap = [] if shares else [None]
    names: list[Value] = ["c", "%"] if shares else ["c"]
    case.come("đơn vị", *names * width, *gap, "tổng")
    for line in table:
        cells: list[Value] = []
        for value in line:
            cells += [value, value / sum(line)][:step]
        case.come("u", *cells, *gap, sum(line))
    sums = [sum(line[index] for line in table) for index in range(width)]
    cells = []
    for value in sums:
        cells += [value, value / sum(sums) if sum(sums) else "#DIV/0!"][:step]
    case.come("cộng", *cells, *gap, sum(sums))
    case.come(*[None] * (1 + step * width), *gap, 0)
    return case
