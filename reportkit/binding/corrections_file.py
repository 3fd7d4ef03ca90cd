"""The file of corrections beside the sources, ``reportkit.corrections.toml``: read and written.

Takes a path; gives corrections, and for each entry that cannot be understood its place and
reason. Written with tomlkit, so that what a person wrote into it stays: comments, order, entries
of other reports. Its form::

    version = 1                              # of the key

    [[corrections]]
    unit = "Đảng bộ xã A"                    # the report, with number, date and content hash
    number = "12-BC/ĐU"
    date = 2024-06-09
    report = "<SHA-256>"
    sentence = "Toàn xã có trên 29 mô hình." # as written: NFC, single spaces
    figure = "trên 29 mô hình"
    place = 11                               # where in the sentence the figure stands
    turn = [1, 2]                            # only where the report holds the sentence twice
    verdict = "changed"                      # confirmed, changed, dropped, added
    value = 30                               # and high, denominator, bound, measure
    indicator = "models"                     # "" for none
    role = "result"
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from reportkit.binding.corrections import Correction, ReportKey, amount_of, merge, written
from reportkit.errors import OutputError, ReviewError
from reportkit.parsing import Role, Verdict
from reportkit.vietnamese import Amount, Bound

if TYPE_CHECKING:
    from tomlkit.items import AoT, Table

__all__ = [
    "CORRECTIONS_FILE",
    "CorrectionProblem",
    "CorrectionsRead",
    "load_corrections",
    "save_corrections",
]

CORRECTIONS_FILE = "reportkit.corrections.toml"
_VERSION = 1
_HEADER = (
    "Sửa số liệu: người kiểm tra đã kết luận. Lần chạy sau dùng lại tệp này.",
    "Mỗi mục tìm lại số liệu theo câu trong báo cáo, không theo tên tệp.",
)


@frozen
class CorrectionProblem:
    """A correction that cannot be understood: its file, its place there, the reason."""

    file: str
    place: str
    reason: str


@frozen
class CorrectionsRead:
    """What a file of corrections gave."""

    corrections: tuple[Correction, ...] = field(default=(), converter=tuple[Correction, ...])
    problems: tuple[CorrectionProblem, ...] = field(
        default=(), converter=tuple[CorrectionProblem, ...]
    )


def load_corrections(path: str | Path) -> CorrectionsRead:
    """Read a file of corrections.

    An entry that cannot be understood is a problem with its place and reason; the others count.

    Raises
    ------
    ReviewError
        The file cannot be read, is no TOML or has a key of another version.
    """
    file = Path(path)
    try:
        data = tomllib.loads(file.read_text("utf-8-sig"), parse_float=Decimal)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ReviewError(
            f"The corrections cannot be read: {error}.",
            file=file,
            remedy="Mend that line, or switch corrections off (corrections=None).",
        ) from error
    if data.get("version") != _VERSION:
        raise ReviewError(
            f"The corrections have version {data.get('version')!r}; this version of reportkit "
            f"reads {_VERSION}.",
            file=file,
            part="version",
            remedy="Use the version of reportkit that wrote the file.",
        )
    entries = data.get("corrections", [])
    if not isinstance(entries, list):
        raise ReviewError(
            "corrections must be a list of tables.",
            file=file,
            part="corrections",
            remedy="Write each under [[corrections]].",
        )
    corrections: list[Correction] = []
    problems: list[CorrectionProblem] = []
    for number, entry in enumerate(entries, start=1):
        try:
            corrections.append(_correction(entry))
        except (KeyError, TypeError, ValueError, InvalidOperation) as error:
            reason = f"thiếu {error}" if isinstance(error, KeyError) else str(error)
            problems.append(CorrectionProblem(str(file), f"corrections[{number}]", reason))
    return CorrectionsRead(corrections, problems)


def _correction(entry: Any) -> Correction:
    if not isinstance(entry, Mapping):
        raise TypeError("phải là một bảng [[corrections]]")
    turn, turns = entry.get("turn", (1, 1))
    day = entry.get("date")
    if day is not None and not isinstance(day, dt.date):
        raise TypeError(f"date: {day!r} không phải là ngày")
    for name in ("sentence", "figure"):
        if not isinstance(entry[name], str) or not entry[name].strip():
            raise TypeError(f"{name}: phải là chữ, không để trống")
    if not isinstance(entry["place"], int) or not 0 <= entry["place"] < len(entry["sentence"]):
        raise TypeError(f"place: {entry['place']!r} không nằm trong câu")
    role = entry.get("role")
    return Correction(
        report=ReportKey(entry.get("report", ""), entry.get("unit"), entry.get("number"), day),
        sentence=written(entry["sentence"]),
        place=entry["place"],
        quote=written(entry["figure"]),
        verdict=_one_of(Verdict, entry["verdict"], "verdict"),
        turn=int(turn),
        turns=int(turns),
        amount=_amount(entry),
        indicator=entry.get("indicator"),
        role=None if role is None else _one_of(Role, role, "role"),
    )


def _amount(entry: Mapping[str, Any]) -> Amount | None:
    if "value" not in entry:
        return None
    numbers: dict[str, Decimal | None] = {}
    for name in ("value", "high", "denominator"):
        number = entry.get(name)
        if number is not None and (
            isinstance(number, bool) or not isinstance(number, int | float | Decimal)
        ):
            raise TypeError(f"{name}: {number!r} không phải là số")
        numbers[name] = None if number is None else Decimal(str(number))
    return amount_of(
        numbers["value"] or Decimal(0),
        bound=_one_of(Bound, entry.get("bound", "exact"), "bound"),
        high=numbers["high"],
        denominator=numbers["denominator"],
        unit=entry.get("measure"),
    )


def _one_of(kind: Any, value: object, name: str) -> Any:
    if value not in tuple(kind):
        raise ValueError(f"{name}: {value!r} không thuộc {', '.join(kind)}")
    return kind(value)


def save_corrections(path: str | Path, said: Iterable[Correction]) -> Path:
    """Write corrections into a file, beside those that it holds; give its path.

    Of two that speak of one figure the one said now holds. Comments and the order stay.

    Raises
    ------
    ReviewError
        What stands there cannot be read; it is left as it is.
    OutputError
        The file cannot be written.
    """
    import tomlkit

    file = Path(path)
    if file.exists():
        load_corrections(file)
        document = tomlkit.parse(file.read_text("utf-8-sig"))
    else:
        document = tomlkit.document()
        for line in _HEADER:
            document.add(tomlkit.comment(line))
        document.add("version", tomlkit.item(_VERSION))
        document.add(tomlkit.nl())
    if "corrections" not in document:
        document.add("corrections", tomlkit.aot())
    tables: AoT = document["corrections"]
    known: dict[object, tuple[Correction, Table]] = {}
    for table in tables:
        try:
            correction = _correction(table.unwrap())
        except (KeyError, TypeError, ValueError, InvalidOperation):
            continue
        known[correction.key] = correction, table
    for correction in merge([], said):
        if correction.key not in known:
            tables.append(tomlkit.item(_entry(correction)))
            continue
        kept, table = known[correction.key]
        _update(table, _entry(merge([kept], [correction])[0]))
    try:
        beside = file.with_name(f".{file.name}.new")
        beside.write_text(tomlkit.dumps(document), encoding="utf-8")
        beside.replace(file)
    except OSError as error:
        raise OutputError(
            f"The corrections cannot be written: {error.strerror or error}.",
            file=file,
            remedy="Name a folder that you may write to.",
        ) from error
    return file


def _update(table: Table, entry: Mapping[str, Any]) -> None:
    """Change what differs; comments and the order of the rest stay."""
    for name in [name for name in table if name not in entry]:
        table.remove(name)
    for name, value in entry.items():
        if table.get(name) != value:
            table[name] = value


def _entry(correction: Correction) -> dict[str, Any]:
    report, amount = correction.report, correction.amount
    entry: dict[str, Any] = {
        "unit": report.unit,
        "number": report.number,
        "date": report.date,
        "report": report.digest or None,
        "sentence": correction.sentence,
        "figure": correction.quote,
        "place": correction.place,
        "turn": [correction.turn, correction.turns] if correction.turns > 1 else None,
        "verdict": correction.verdict.value,
    }
    if amount is not None:
        entry |= {
            "value": _number(amount.value),
            "high": _number(amount.high) if amount.bound is Bound.RANGE else None,
            "denominator": _number(amount.denominator),
            "bound": None if amount.bound is Bound.EXACT else amount.bound.value,
            "measure": amount.unit,
        }
    entry["indicator"] = correction.indicator
    entry["role"] = correction.role.value if correction.role else None
    return {name: value for name, value in entry.items() if value is not None}


def _number(number: Decimal | None) -> int | float | None:
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)
