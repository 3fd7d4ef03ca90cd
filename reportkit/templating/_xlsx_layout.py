"""Where the lines of a template go: rows (or columns) that loops repeat and conditions drop.

Takes the template's lines as a tree of runs and blocks and, while a sheet is filled, how often
each block came; answers which lines of the result come from given lines of the template. Works
the same for rows and for columns. Knows nothing of XML, cells or formulas.

A *path* tells for a place in the result which iteration of each loop it stands in. Seen from
there a line of the same iteration is that one line; seen from outside it is all its copies.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from contextlib import suppress

from attrs import define, field, frozen

Path = tuple[tuple[int, int], ...]
"""(loop's key, iteration) from the outermost loop inwards; conditions have no part in it."""

Lines = tuple[int, int]
"""First and last line of a stretch, both within it."""


@frozen
class Run:
    """Neighbouring lines that stay as they are."""

    first: int
    last: int


@frozen
class Branch:
    """One body of a block: of a loop its only one, of a condition one for each case."""

    items: tuple[Run | Block, ...]

    @property
    def first(self) -> int:
        """The first line of the template that the body holds."""
        return self.items[0].first

    @property
    def last(self) -> int:
        """The last line of the template that the body holds."""
        return self.items[-1].last


@frozen
class Block:
    """Lines that come as often as the data says; lines that hold only tags belong to none."""

    key: int
    loops: bool
    branches: tuple[Branch, ...]

    @property
    def first(self) -> int:
        """The first line of the template in any branch."""
        return self.branches[0].first

    @property
    def last(self) -> int:
        """The last line of the template in any branch."""
        return self.branches[-1].last


Items = tuple[Run | Block, ...]


@define
class Extent:
    """Where the items of one sequence begin in the result, and where it ends (exclusive).

    ``repeats`` has an entry for each item that is a block, by its place in the sequence.
    """

    starts: list[int] = field(factory=list)
    repeats: dict[int, Repeats] = field(factory=dict)
    end: int = 0


class Repeats:
    """The iterations of one block at one place: which branch each took, where it begins.

    Iterations of one branch without blocks are all of a height, so only their number is kept.
    """

    __slots__ = ("block", "branches", "count", "end", "extents", "height", "start", "starts")

    def __init__(self, block: Block, start: int) -> None:
        self.block = block
        self.start = self.end = start
        self.count = 0
        self.height: int | None = plain_height(block.branches[0]) if block.loops else None
        self.branches: list[int] = []
        self.starts: list[int] = []
        self.extents: list[Extent] = []

    def add(self, branch: int, extent: Extent | None, end: int) -> None:
        """Record the next iteration; ``extent`` is None where the height is fixed."""
        if extent is not None and self.height is None:
            self.branches.append(branch)
            self.starts.append(self.end)
            self.extents.append(extent)
        self.count += 1
        self.end = end

    def iteration(self, index: int) -> tuple[Branch, Extent]:
        """Give the branch that the iteration took and where its items stand."""
        if self.height is None:
            return self.block.branches[self.branches[index]], self.extents[index]
        branch = self.block.branches[0]
        start = self.start + index * self.height
        starts = []
        for item in branch.items:
            starts.append(start)
            start += item.last - item.first + 1
        return branch, Extent(starts, {}, start)

    def between(self, first: int, last: int) -> range:
        """Give the indexes of the iterations that touch the result's lines first … last."""
        if self.height is not None:
            begin = (first - self.start) // self.height
            end = (last - self.start) // self.height + 1
        else:
            begin = bisect_right(self.starts, first) - 1
            end = bisect_left(self.starts, last + 1)
        return range(max(begin, 0), min(end, self.count))


def plain_height(branch: Branch) -> int | None:
    """Give the number of lines of a body that holds no block; None if it holds one."""
    if any(isinstance(item, Block) for item in branch.items):
        return None
    return sum(item.last - item.first + 1 for item in branch.items)


def blocks_over(items: Items, line: int) -> list[Block]:
    """Give the blocks that a line of the template stands in, outermost first."""
    for item in items:
        if isinstance(item, Block) and item.first <= line <= item.last:
            for branch in item.branches:
                if branch.first <= line <= branch.last:
                    return [item, *blocks_over(branch.items, line)]
            return [item]
    return []


def run_over(items: Items, line: int) -> Run | None:
    """Give the run that a line of the template stands in; None for a line with nothing but tags."""
    for item in items:
        if item.first <= line <= item.last:
            if isinstance(item, Run):
                return item
            for branch in item.branches:
                if branch.first <= line <= branch.last:
                    return run_over(branch.items, line)
    return None


def block_of(items: Items, key: int) -> Block:
    """Give the block with a key; KeyError if there is none."""
    for item in items:
        if isinstance(item, Block):
            if item.key == key:
                return item
            for branch in item.branches:
                with suppress(KeyError):
                    return block_of(branch.items, key)
    raise KeyError(key)


def lines_begin(items: Items, first: int, last: int) -> list[int]:
    """Give, for each run that touches the lines first … last, the first of them it holds."""
    found: list[int] = []
    for item in items:
        if item.last < first or last < item.first:
            continue
        if isinstance(item, Run):
            found.append(max(first, item.first))
        else:
            for branch in item.branches:
                found += lines_begin(branch.items, first, last)
    return found


@frozen
class Layout:
    """One axis of one filled sheet.

    Examples
    --------
    A loop over row 5 that came three times, row 6 below it:

    >>> loop = Block(0, True, (Branch((Run(5, 5),)),))
    >>> repeats = Repeats(loop, 5)
    >>> for row in (5, 6, 7): repeats.add(0, None, row + 1)
    >>> items = (Run(1, 4), loop, Run(6, 100))
    >>> layout = Layout(items, Extent([1, 5, 8], {1: repeats}, 103), 100)
    >>> layout.areas(5, 5), layout.areas(4, 6), layout.areas(5, 5, ((0, 1),), ((0, 1),))
    ([(5, 7)], [(4, 8)], [(6, 6)])
    """

    items: Items
    extent: Extent
    limit: int

    def areas(self, first: int, last: int, path: Path = (), last_path: Path = ()) -> list[Lines]:
        """Give the stretches of the result that come from the template's lines first … last.

        ``path`` is where ``first`` is seen from, ``last_path`` where ``last`` is. An empty list
        says that none of the lines came.
        """
        only = self.items[0] if len(self.items) == 1 else None
        if isinstance(only, Run) and only.first <= first <= last <= only.last:  # nothing moves
            shift = self.extent.starts[0] - only.first
            return [(first + shift, min(last + shift, self.limit))]
        low = self._cursor(self.items, self.extent, first, dict(path), True)
        high = self._cursor(self.items, self.extent, last, dict(last_path), False)
        merged: list[Lines] = []
        for begin, end in self._runs(self.items, self.extent, (first, last), (low, high)):
            if merged and merged[-1][1] == begin - 1:
                merged[-1] = (merged[-1][0], end)
            else:
                merged.append((begin, end))
        if merged and last == self.limit:
            merged[-1] = (merged[-1][0], self.limit)
        return [(begin, min(end, self.limit)) for begin, end in merged if begin <= self.limit]

    def hull(self, first: int, last: int) -> Lines | None:
        """Give the stretch from the first to the last line that came; None if none came."""
        areas = self.areas(first, last)
        return (areas[0][0], areas[-1][1]) if areas else None

    def start(self, line: int) -> int:
        """Give the line of the result where the template's line begins, or would begin."""
        return min(self._cursor(self.items, self.extent, line, {}, True), self.limit)

    def instances(self, first: int, last: int) -> Iterator[tuple[Path, Lines]]:
        """Give the copies of a thing that takes the lines first … last: one an iteration of the
        innermost block around it; where a block lies within, it grows with it."""
        return self._instances(self.items, self.extent, first, last, ())

    def _instances(
        self, items: Items, extent: Extent, first: int, last: int, path: Path
    ) -> Iterator[tuple[Path, Lines]]:
        for index, item in enumerate(items):
            if not isinstance(item, Block) or not item.first <= first <= last <= item.last:
                continue
            if not any(b.first <= first and last <= b.last for b in item.branches):
                break
            repeats = extent.repeats[index]
            for number in range(repeats.count):
                branch, inner = repeats.iteration(number)
                if branch.first <= first and last <= branch.last:
                    step = (*path, (item.key, number)) if item.loops else path
                    yield from self._instances(branch.items, inner, first, last, step)
            return
        areas = self.areas(first, last, path, path)
        if areas:
            yield path, (areas[0][0], areas[-1][1])

    def _cursor(
        self, items: Items, extent: Extent, line: int, path: dict[int, int], forward: bool
    ) -> int:
        """The result's line for a template's line; where it did not come, the next (forward)
        or the one before."""
        for index, item in enumerate(items):
            start = extent.starts[index]
            if line < item.first:
                return start if forward else start - 1
            if line > item.last:
                continue
            if isinstance(item, Run):
                return start + line - item.first
            repeats = extent.repeats[index]
            if not repeats.count:
                return start if forward else start - 1
            number = path.get(item.key, 0 if forward else repeats.count - 1)
            branch, inner = repeats.iteration(number)
            return self._cursor(branch.items, inner, line, path, forward)
        return extent.end if forward else extent.end - 1

    def _runs(self, items: Items, extent: Extent, wanted: Lines, window: Lines) -> Iterator[Lines]:
        first, last = wanted
        low, high = window
        for index, item in enumerate(items):
            if item.last < first:
                continue
            if item.first > last:
                return
            start = extent.starts[index]
            if isinstance(item, Run):
                begin = start + max(first - item.first, 0)
                end = start + min(last, item.last) - item.first
            else:
                repeats = extent.repeats[index]
                if not (first <= item.first and item.last <= last):
                    for number in repeats.between(low, high):
                        branch, inner = repeats.iteration(number)
                        yield from self._runs(branch.items, inner, wanted, window)
                    continue
                begin, end = repeats.start, repeats.end - 1
            begin, end = max(begin, low), min(end, high)
            if begin <= end:
                yield begin, end
