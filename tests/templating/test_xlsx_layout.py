"""Where lines go: every answer of `Layout` against a list of all lines of the result."""

from __future__ import annotations

from itertools import pairwise

from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from reportkit.templating._xlsx_layout import Block, Branch, Extent, Items, Layout, Repeats, Run

LIMIT = 1_000


@frozen
class Line:
    """A line of the result: the line of the template it comes from and its iterations."""

    template: int
    path: tuple[tuple[int, int], ...]


def filled(items: Items, counts) -> tuple[Layout, list[Line]]:
    """A layout in which ``counts()`` says how often each block comes, and all its lines."""
    lines: list[Line] = []

    def sequence(items: Items, path) -> Extent:
        extent = Extent()
        for index, item in enumerate(items):
            extent.starts.append(len(lines) + 1)
            if isinstance(item, Run):
                lines.extend(Line(number, path) for number in range(item.first, item.last + 1))
                continue
            extent.repeats[index] = repeats = Repeats(item, len(lines) + 1)
            for number in range(counts() if item.loops else counts() % 2):
                branch = counts() % len(item.branches)
                step = (*path, (item.key, number)) if item.loops else path
                inner = sequence(item.branches[branch].items, step)
                repeats.add(branch, inner, len(lines) + 1)
        extent.end = len(lines) + 1
        return extent

    return Layout(items, sequence(items, ()), LIMIT), lines


@st.composite
def trees(draw, first: int = 1, last: int = 12, depth: int = 0) -> Items:
    """Runs and blocks over the lines first … last, some lines (of tags) in none of them."""
    items: list[Run | Block] = []
    line = first
    while line <= last:
        end = draw(st.integers(line, last))
        kind = draw(st.sampled_from(["run", "run", "loop", "if", "gap"]))
        if kind == "run" or (kind in ("loop", "if") and depth == 2):
            items.append(Run(line, end))
        elif kind in ("loop", "if"):
            bodies = [draw(trees(line, end, depth + 1))]
            if kind == "if" and end > line:
                middle = draw(st.integers(line, end - 1))
                bodies = [
                    draw(trees(line, middle, depth + 1)),
                    draw(trees(middle + 1, end, depth + 1)),
                ]
            branches = tuple(Branch(body) for body in bodies if body)
            if branches:
                items.append(Block(line + 100 * depth, kind == "loop", branches))
        line = end + 1
    return tuple(items)


def lines_between(lines: list[Line], first: int, last: int, path) -> set[int]:
    """The lines of the result that come from first … last in the iterations of the path."""
    return {
        number
        for number, line in enumerate(lines, 1)
        if first <= line.template <= last
        and all(dict(line.path).get(key, index) == index for key, index in path)
    }


def flat(areas) -> set[int]:
    return {line for begin, end in areas for line in range(begin, end + 1)}


@given(trees(), st.data())
def test_from_outside_a_range_is_all_its_copies(items, data):
    layout, lines = filled(items, lambda: data.draw(st.integers(0, 3)))
    first = data.draw(st.integers(1, 12))
    last = data.draw(st.integers(first, 12))
    areas = layout.areas(first, last)
    assert flat(areas) == lines_between(lines, first, last, ())
    assert all(here[1] < after[0] - 1 for here, after in pairwise(areas))


@given(trees(), st.data())
def test_from_an_iteration_a_line_is_its_own(items, data):
    layout, lines = filled(items, lambda: data.draw(st.integers(0, 3)))
    if not lines:
        return
    number = data.draw(st.integers(1, len(lines)))
    line = lines[number - 1]
    assert layout.areas(line.template, line.template, line.path, line.path) == [(number, number)]


@given(trees(), st.data())
def test_each_iteration_has_its_copy_of_what_stands_within(items, data):
    layout, lines = filled(items, lambda: data.draw(st.integers(0, 3)))
    first = data.draw(st.integers(1, 12))
    assert [here for _, here in layout.instances(first, first)] == [
        (number, number) for number, line in enumerate(lines, 1) if line.template == first
    ]


LOOP = Block(0, True, (Branch((Run(5, 5),)),))
SHEET: Items = (Run(1, 4), LOOP, Run(6, LIMIT))


def test_a_range_over_nothing_is_empty_and_its_neighbours_close_up():
    layout, _ = filled(SHEET, lambda: 0)
    assert layout.areas(5, 5) == []
    assert layout.areas(4, 6) == [(4, 5)]
    assert layout.start(5) == 5


def test_a_running_total_reaches_from_the_first_copy_to_its_own():
    layout, _ = filled(SHEET, lambda: 3)
    assert [layout.areas(5, 5, (), ((0, index),)) for index in range(3)] == [
        [(5, 5)],
        [(5, 6)],
        [(5, 7)],
    ]


def test_a_range_down_to_the_end_of_the_sheet_stays_that():
    for count in (0, 9):
        layout, _ = filled(SHEET, lambda count=count: count)
        assert layout.areas(2, LIMIT) == [(2, LIMIT)]
