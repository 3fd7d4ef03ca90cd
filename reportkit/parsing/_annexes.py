"""Reads the annex tables of a report: its models by row, its commendations by level.

Takes a ``Source``; gives ``Initiative`` and ``Commendation`` objects. A column is known by its
head, a merged head holds for every column it covers. Knows nothing of figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen

from reportkit.parsing.objects import Commendation, Initiative
from reportkit.sources import Source, Table
from reportkit.spans import Span
from reportkit.vietnamese.view import View

__all__ = ["commendations_of_tables", "initiatives_of_tables"]


@frozen
class _Cell:
    text: str
    span: Span


@frozen
class _Annex:
    """A table with the heads of its columns in small letters, and its rows below them."""

    heads: tuple[str, ...]
    rows: tuple[tuple[_Cell | None, ...], ...]
    above: str


_STRETCH_ABOVE = 300


def _annex(source: Source, table: Table) -> _Annex:
    count, columns = table.shape
    grid: list[list[_Cell | None]] = [[None] * columns for _ in range(count)]
    for cell in table.cells:
        text = " ".join(View.of(cell.span.of(source.text)).text.split())
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                grid[row][column] = _Cell(text, cell.span)
    first = _first_row_below_heads(grid)
    heads = tuple(_head([row[column] for row in grid[:first]]) for column in range(columns))
    start = table.span.start
    above = source.text[max(0, start - _STRETCH_ABOVE) : start]
    return _Annex(heads, tuple(map(tuple, grid[first:])), View.of(above).text.lower())


_NUMBER_OR_TOTAL = re.compile(r"\d[\d.,]*|[IVX]+|(?:tổng|cộng|toàn)\b.*", re.IGNORECASE)


def _first_row_below_heads(grid: list[list[_Cell | None]]) -> int:
    """The first row that begins with a number or a total, or holds one; at least the second."""
    for index, row in enumerate(grid[1:], 1):
        if any(cell and _NUMBER_OR_TOTAL.fullmatch(cell.text) for cell in row):
            return index
    return min(1, len(grid))


def _head(cells: list[_Cell | None]) -> str:
    """The heads above one column as one text, a merged one once."""
    texts: list[str] = []
    for cell in cells:
        if cell and cell.text and cell.text not in texts:
            texts.append(cell.text)
    return " ".join(texts).lower()


# ------------------------------------------------------------------------------- models

_MODEL_HEAD = re.compile(
    r"(?!.*(?:số\s+(?:lượng\s+)?|tổng\s+số\s+)mô\s+hình)"
    r"(?:tên\s+)?(?:các\s+)?(?:mô\s+hình|cách\s+làm|sáng\s+kiến|nội\s+dung\s+mô\s+hình)"
)
_COLUMNS = {
    "owner": re.compile(
        r"đơn\s+vị(?!\s+tính)|cơ\s+quan|địa\s+phương|chủ\s+thể|nơi\s+(?:thực\s+hiện|áp)|địa\s+chỉ"
    ),
    "field": re.compile(r"lĩnh\s+vực"),
    "content": re.compile(r"nội\s+dung|kết\s+quả|hiệu\s+quả|mô\s+tả"),
    "year": re.compile(r"năm"),
}
_NAME_ITSELF = re.compile(r"(?:mô\s+hình\s*:?\s*)?[\"']?(?P<name>.+?)[\"']?\.?", re.IGNORECASE)
_SHORTEST_NAME_IN_WORDS = 2


def initiatives_of_tables(source: Source) -> list[Initiative]:
    """Give the models listed in the tables of ``source``, a row each."""
    return [
        initiative
        for table in source.tables
        for initiative in _models_of(source, _annex(source, table))
    ]


def _models_of(source: Source, annex: _Annex) -> Iterator[Initiative]:
    names = next(
        (column for column, head in enumerate(annex.heads) if _MODEL_HEAD.match(head)), None
    )
    if names is None:
        return
    columns = {
        role: [
            column
            for column, head in enumerate(annex.heads)
            if column != names and pattern.search(head)
        ]
        for role, pattern in _COLUMNS.items()
    }

    def told(row: tuple[_Cell | None, ...], role: str) -> str | None:
        """Of the first column of the role; of the content each: what was done, what came of it."""
        chosen = columns[role] if role == "content" else columns[role][:1]
        texts = dict.fromkeys(cell.text for column in chosen if (cell := row[column]))
        return "; ".join(text.rstrip(" .;") for text in texts if text) or None

    for row in annex.rows:
        cell = row[names]
        if cell is None or len(cell.text.split()) < _SHORTEST_NAME_IN_WORDS:
            continue
        if all(other is None or other.span == cell.span for other in row):
            continue  # a row that is one merged cell is a heading
        name = _NAME_ITSELF.fullmatch(cell.text)
        year = re.search(r"(?:19|20)\d\d", told(row, "year") or "")
        yield Initiative(
            name=name["name"] if name else cell.text,
            owner=told(row, "owner"),
            field=told(row, "field"),
            content=told(row, "content"),
            year=int(year[0]) if year else None,
            span=cell.span,
        )


# -------------------------------------------------------------------------- commendations

_PRAISE = re.compile(r"khen|biểu\s+dương|tuyên\s+dương|tôn\s+vinh")
_KINDS = {
    "collectives": re.compile(r"tập\s+thể"),
    "individuals": re.compile(r"cá\s+nhân"),
}
_LEVEL = re.compile(r"trung\s+ương|nhà\s+nước|(?:cấp\s+)?(?:tỉnh|huyện|xã|cơ\s+sở)(?!\w)")
_FORM = re.compile(r"bằng\s+khen|giấy\s+khen|huân\s+chương|biểu\s+dương|tuyên\s+dương")
_PROPOSED = re.compile(r"đề\s+(?:nghị|xuất)|kiến\s+nghị|dự\s+kiến|đăng\s+ký|kế\s+hoạch")
_TOTAL = re.compile(r"(?:tổng|cộng|toàn)(?!\w)", re.IGNORECASE)


def commendations_of_tables(source: Source) -> list[Commendation]:
    """Give the commendations counted in the tables of ``source``: of the total row, if any."""
    found: list[Commendation] = []
    for table in source.tables:
        annex = _annex(source, table)
        if _PROPOSED.search(annex.above.strip().rpartition("\n")[2]):
            continue
        if _PRAISE.search(f"{annex.above} {' '.join(annex.heads)}"):
            totals = [row for row in annex.rows if _is_total(row)]
            for row in totals[-1:] or annex.rows:
                found.extend(_counted_in(row, annex.heads))
    return found


def _is_total(row: tuple[_Cell | None, ...]) -> bool:
    return any(cell is not None and _TOTAL.match(cell.text) for cell in row[:2])


def _counted_in(row: tuple[_Cell | None, ...], heads: tuple[str, ...]) -> Iterator[Commendation]:
    """The commendations of one row, those of one level and form together."""
    label = " ".join(cell.text for cell in row[:2] if cell).lower()
    groups: dict[tuple[str | None, str], dict[str, tuple[int, Span]]] = {}
    for head, cell in zip(heads, row, strict=True):
        if _PROPOSED.search(head):
            continue
        kinds = [kind for kind, pattern in _KINDS.items() if pattern.search(head)]
        if len(kinds) != 1 or cell is None or not re.fullmatch(r"\d{1,3}(?:\.?\d{3})*", cell.text):
            continue
        level = _level(head) or _level(label)
        named = _FORM.search(head) or _FORM.search(label)
        form = named[0][0].upper() + named[0][1:] if named else "khen thưởng"
        group = groups.setdefault((level, form), {})
        group.setdefault(kinds[0], (int(cell.text.replace(".", "")), cell.span))
    for (level, form), counts in groups.items():
        spans = [span for _, span in counts.values()]
        yield Commendation(
            level=level,
            collectives=counts["collectives"][0] if "collectives" in counts else None,
            individuals=counts["individuals"][0] if "individuals" in counts else None,
            form=form,
            span=Span(min(span.start for span in spans), max(span.end for span in spans)),
        )


def _level(text: str) -> str | None:
    found = _LEVEL.search(text)
    return " ".join(found[0].removeprefix("cấp").split()) if found else None
