"""Drafts a profile from what reports count most often, ready to be edited by a person.

Takes summaries; gives the text of a TOML file. What a bundled profile already knows keeps that
profile's id, name and patterns; the rest gets the phrases found. Writes no file.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from attrs import evolve, frozen

from reportkit.binding._patterns import compile_pattern
from reportkit.binding.bind import best_profile, bind
from reportkit.binding.load import bundled_profiles, load_profile
from reportkit.binding.profile import Aggregate, Indicator, Profile
from reportkit.parsing import Figure, Role, Summary
from reportkit.vietnamese.quantities import MEASURE_UNITS
from reportkit.vietnamese.view import View

__all__ = ["draft_profile"]

_HEADER = """\
# Bản nháp, lập từ {reports} báo cáo. Xem lại từng chỉ tiêu: sửa tên, gộp những chỉ tiêu đếm
# cùng một việc, xóa chỉ tiêu không cần. Cách viết phrases, context, exclude: xem phần đầu
# của bộ chỉ tiêu chi-thi-05.toml.

id = "{id}"
name = "{name}"
directives = [{directives}]
"""
_NEW = "Chỉ tiêu mới, cần xem lại"
_WIDTH = 100
_GENERAL = "chung"
_MOST_PHRASES = 6
_PHRASES_SHOWN = 4
_WORDS_OF_A_PHRASE = 4
_MOST_INDICATORS = 60
_DIRECTIVES = 3
_LEAD_WORDS = 2
_WORD = re.compile(r"[^\W\d_]+")
_NUMBERS = re.compile(r"[^a-z0-9]+")


@frozen
class _Group:
    """Figures that count the same, each with the name of its report."""

    key: tuple[str, str]
    figures: tuple[tuple[str, Figure], ...]
    known: Indicator | None
    """The indicator of a bundled profile that they count for."""

    @property
    def reports(self) -> int:
        return len({name for name, _ in self.figures})


def draft_profile(
    summaries: Iterable[Summary], *, id: str = "my-profile", name: str = "", least: int = 2
) -> str:
    """Give a draft profile as TOML.

    Parameters
    ----------
    summaries:
        What the reports say.
    id, name:
        Of the profile; to be edited.
    least:
        How often a thing must be counted to become an indicator.

    Examples
    --------
    >>> from reportkit.binding import parse
    >>> reports = [parse(f"Toàn xã có {number} tổ hòa giải.") for number in (12, 9)]
    >>> 'phrases = ["tổ hòa giải"]' in draft_profile(reports)
    True
    """
    reports = list(summaries)
    profiles = (best_profile(reports), load_profile(_GENERAL))
    groups = [group for group in _groups(reports, profiles) if len(group.figures) >= least]
    groups.sort(key=lambda group: (-group.reports, -len(group.figures), group.key))
    groups = groups[:_MOST_INDICATORS]
    taken = {group.known.id for group in groups if group.known is not None}
    order = {each.id: place for place, each in enumerate(profiles[0].indicators)}
    drafted = [
        *sorted(
            ((group.known, group) for group in groups if group.known is not None),
            key=lambda entry: order.get(entry[0].id, len(order)),
        ),
        *((_new_indicator(group, taken), group) for group in groups if group.known is None),
    ]
    blocks: list[str] = []
    heading = ""
    for indicator, group in drafted:
        if indicator.group != heading:
            heading = indicator.group
            blocks.append(f"# {'-' * max(3, _WIDTH - 3 - len(heading))} {heading}\n")
        if indicator.weight not in taken:
            indicator = evolve(indicator, weight=None)
        blocks.append(_block(indicator, group))
    cited = Counter(
        citation.number
        for report in reports
        for citation in {citation.number: citation for citation in report.citations}.values()
        if citation.number and "/" in citation.number
    )
    directives = [number for number, times in cited.most_common(_DIRECTIVES) if times > 1]
    header = _HEADER.format(
        reports=len(reports),
        id=id,
        name=_escaped(name or id),
        directives=", ".join(f'"{_escaped(number)}"' for number in directives),
    )
    return "\n".join([header, *blocks])


def _groups(reports: Sequence[Summary], profiles: Sequence[Profile]) -> list[_Group]:
    """The figures of all reports, grouped by their indicator, else by what they count."""
    found: dict[tuple[str, str], list[tuple[str, Figure]]] = {}
    known: dict[tuple[str, str], Indicator] = {}
    for number, report in enumerate(reports):
        name = report.source.name or str(number)
        readings = [(profile, bind(report, profile).figures) for profile in profiles]
        for index, figure in enumerate(report.figures):
            if figure.role in (Role.EARLIER, Role.CHANGE):
                continue
            key = _key(figure)
            for profile, figures in readings:
                id = figures[index].indicator
                if id is not None:
                    key = ("", id)
                    known.setdefault(key, profile.indicator(id))
                    break
            if key is not None:
                found.setdefault(key, []).append((name, figure))
    return [_Group(key, tuple(figures), known.get(key)) for key, figures in found.items()]


def _key(figure: Figure) -> tuple[str, str] | None:
    """What a figure counts: the unit, and where that says little what tells it apart.

    A measure or a word that counts many things ("hộ", "hồ sơ") says nothing without its phrase or
    the words before the number.
    """
    unit = View.of(figure.quantity.unit or "").text.lower()
    if not unit:
        return None
    if not _says_little(figure):
        return unit, ""
    phrase = _phrase(figure) or _lead(figure)
    return (unit, phrase) if phrase else None


def _says_little(figure: Figure) -> bool:
    unit = figure.quantity.unit or ""
    return unit in MEASURE_UNITS or " " not in unit or _counts_for_others(unit)


@lru_cache(maxsize=1024)
def _counts_for_others(unit: str) -> bool:
    """Whether indicators of the bundled profiles count it ("hồ sơ"), each with words of its own."""
    return any(
        compile_pattern(phrase).fullmatch(unit)
        for name in bundled_profiles()
        for indicator in load_profile(name).indicators
        for phrase in (*indicator.phrases, *indicator.near_phrases)
    )


def _phrase(figure: Figure) -> str:
    """The first words of what is counted, if they are more than the unit."""
    words = View.of(figure.counted or "").text.lower().split()
    phrase = " ".join(words[:_WORDS_OF_A_PHRASE])
    return "" if phrase == View.of(figure.quantity.unit or "").text.lower() else phrase


def _lead(figure: Figure) -> str:
    """The last words before the number in its sentence: "huy động", "trị giá"."""
    start = figure.quantity.span.start - figure.sentence_start
    before = View.of(figure.sentence[:start]).text.lower().split(",")[-1]
    words = [word for word in _WORD.findall(before) if word not in _SAID_OF_ANY]
    return " ".join(words[-_LEAD_WORDS:])


_SAID_OF_ANY = frozenset("được đã là đạt có trên gần hơn khoảng với tổng số tiền số cho".split())


def _new_indicator(group: _Group, taken: set[str]) -> Indicator:
    """An indicator of one's own; its id joins those ``taken``."""
    unit, phrase = group.key
    _, first = group.figures[0]
    little = _says_little(first)
    by_lead = little and not _phrase(first)
    counted = first.quantity.unit not in MEASURE_UNITS
    title = f"{phrase} ({unit})" if by_lead and counted else phrase or unit
    if unit == "%" and not title.startswith(("tỷ lệ", "tỉ lệ", "mức")):
        title = f"tỷ lệ {title}"
    phrases: tuple[str, ...] = ()
    if by_lead and counted:
        phrases = (unit,)
    elif not by_lead:
        phrases = _plain_patterns([phrase] if little else [unit, *_said(group)])
    id = _id(title, taken)
    taken.add(id)
    return Indicator(
        id=id,
        name=title[:1].upper() + title[1:],
        unit=first.quantity.unit or unit,
        aggregate=Aggregate.WEIGHTED if unit == "%" else Aggregate.SUM,
        group=_NEW,
        phrases=phrases,
        context=_plain_patterns([phrase]) if by_lead else (),
        near=by_lead,
    )


def _said(group: _Group) -> list[str]:
    """What the figures count in the words of their reports, the most frequent first."""
    said = Counter(
        View.of(figure.counted or figure.quantity.unit or "").text.lower()
        for _, figure in group.figures
    )
    return [words for words, _ in said.most_common(_MOST_PHRASES)]


def _plain_patterns(phrases: Iterable[str]) -> tuple[str, ...]:
    """The phrases as patterns: without what means something else there, each once."""
    plain = (" ".join(re.sub(r'[()|"\\]|\.\.', " ", phrase).split()) for phrase in phrases)
    return tuple(dict.fromkeys(phrase for phrase in plain if phrase))


def _id(title: str, taken: set[str]) -> str:
    """An id of letters without marks: "tổ hòa giải" is to_hoa_giai."""
    bare = unicodedata.normalize("NFD", title.lower().replace("đ", "d"))
    letters = "".join(letter for letter in bare if not unicodedata.combining(letter))
    id = _NUMBERS.sub("_", letters).strip("_")[:40].strip("_") or "indicator"
    id = id if id[0].isalpha() else f"i_{id}"
    free, number = id, 2
    while free in taken:
        free, number = f"{id}_{number}", number + 1
    return free


def _block(indicator: Indicator, group: _Group) -> str:
    name, figure = group.figures[0]
    told = f"{len(group.figures)} số liệu trong {group.reports} báo cáo; {name}: {figure.sentence}"
    said = "; ".join(dict.fromkeys(filter(None, _said(group)[:_PHRASES_SHOWN])))
    lines = [_comment(told), *([_comment(f"Trong báo cáo: {said}")] if said else [])]
    lines += [
        "[[indicators]]",
        f'id = "{indicator.id}"',
        f'name = "{_escaped(indicator.name)}"',
        f'unit = "{_escaped(indicator.unit)}"',
        f'aggregate = "{indicator.aggregate}"',
        f'group = "{_escaped(indicator.group)}"',
    ]
    lines += [f"{key} = true" for key in ("cumulative", "near") if getattr(indicator, key)]
    lines += [
        f'{key} = "{value}"'
        for key, value in (("role", indicator.role), ("weight", indicator.weight))
        if value is not None
    ]
    for key in ("phrases", "near_phrases", "context", "exclude", "units"):
        if patterns := getattr(indicator, key):
            lines.append(_list(key, patterns))
    return "\n".join(lines) + "\n"


def _comment(text: str) -> str:
    """A comment on one line, cut where it is too long."""
    line = f"# {' '.join(View.of(text).text.split())}"
    return line if len(line) <= _WIDTH else f"{line[: _WIDTH - 2].rsplit(' ', 1)[0]} …"


def _list(key: str, patterns: Sequence[str]) -> str:
    """A list of texts, on several lines where one does not hold it."""
    items = [f'"{_escaped(pattern)}"' for pattern in patterns]
    line = f"{key} = [{', '.join(items)}]"
    if len(line) <= _WIDTH:
        return line
    rows = [""]
    for item in items:
        if rows[-1] and len(rows[-1]) + len(item) + 6 > _WIDTH:
            rows.append("")
        rows[-1] += f" {item},"
    return "\n".join([f"{key} = [", *(f"   {row}" for row in rows), "]"])


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
