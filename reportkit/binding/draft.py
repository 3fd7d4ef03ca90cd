"""Drafts a profile from what reports count most often, ready to be edited by a person.

Takes summaries; gives the text of a TOML file. What a bundled profile already knows keeps that
profile's id, name and patterns; the rest gets the phrases found. Writes no file.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from attrs import frozen

from reportkit.binding.bind import best_profile, bind
from reportkit.binding.load import load_profile
from reportkit.binding.profile import Aggregate, Indicator, Profile
from reportkit.parsing import Figure, Role, Summary
from reportkit.vietnamese.quantities import MEASURE_UNITS
from reportkit.vietnamese.view import View

__all__ = ["draft_profile"]

_HEADER = """\
# A draft, made from {reports} reports. Look at each indicator: mend its name, join those that count
# the same, and delete what you do not need. How phrases, context and exclude work is told at the
# top of the bundled profile chi-thi-05.toml.

id = "{id}"
name = "{name}"
directives = [{directives}]
"""
_GENERAL = "chung"
_MOST_PHRASES = 6
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
    blocks: list[str] = []
    taken: set[str] = set()
    for group in groups[:_MOST_INDICATORS]:
        indicator = group.known or _new_indicator(group, taken)
        if indicator.id not in taken:
            taken.add(indicator.id)
            blocks.append(_block(indicator, group))
    cited = Counter(
        citation.number
        for report in reports
        for citation in {citation.number: citation for citation in report.citations}.values()
        if citation.number and "/" in citation.number
    )
    directives = [number for number, _ in cited.most_common(_DIRECTIVES)]
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
    """What a figure counts: the unit, and of measures the phrase or the words before the number."""
    unit = View.of(figure.quantity.unit or "").text.lower()
    if not unit:
        return None
    if figure.quantity.unit not in MEASURE_UNITS:
        return unit, ""
    phrase = View.of(figure.counted or "").text.lower() or _lead(figure)
    return (unit, phrase) if phrase else None


def _lead(figure: Figure) -> str:
    """The last words before the number in its sentence: "huy động", "trị giá"."""
    start = figure.quantity.span.start - figure.sentence_start
    before = View.of(figure.sentence[:start]).text.lower().split(",")[-1]
    words = [word for word in _WORD.findall(before) if word not in _SAID_OF_ANY]
    return " ".join(words[-_LEAD_WORDS:])


_SAID_OF_ANY = frozenset("được đã là đạt có trên gần hơn khoảng với tổng số tiền số cho".split())


def _new_indicator(group: _Group, taken: set[str]) -> Indicator:
    unit, phrase = group.key
    measured = group.figures[0][1].quantity.unit in MEASURE_UNITS
    title = phrase or unit
    phrases = [
        words
        for words, _ in Counter(
            View.of(figure.counted or unit).text.lower() for _, figure in group.figures
        ).most_common(_MOST_PHRASES)
    ]
    by_lead = measured and group.figures[0][1].counted is None
    unit_name = group.figures[0][1].quantity.unit or unit
    return Indicator(
        id=_id(title, taken),
        name=title[:1].upper() + title[1:],
        unit=unit_name,
        aggregate=Aggregate.WEIGHTED if unit_name == "%" else Aggregate.SUM,
        group="",
        phrases=() if by_lead else _plain_patterns([unit, *phrases] if not measured else phrases),
        context=_plain_patterns([phrase]) if by_lead else (),
        near=by_lead,
    )


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
    example = " ".join(View.of(figure.sentence).text.split())
    example = example if len(example) <= 80 else f"{example[:80].rsplit(' ', 1)[0]} …"
    lines = [
        f"# {len(group.figures)} figures in {group.reports} reports; {name}: {example}",
        "[[indicators]]",
        f'id = "{indicator.id}"',
        f'name = "{_escaped(indicator.name)}"',
        f'unit = "{_escaped(indicator.unit)}"',
        f'aggregate = "{indicator.aggregate}"',
        f'group = "{_escaped(indicator.group)}"',
    ]
    for key in ("phrases", "context", "exclude", "units"):
        patterns = getattr(indicator, key)
        if patterns:
            lines.append(
                f"{key} = [{', '.join(f'{chr(34)}{_escaped(p)}{chr(34)}' for p in patterns)}]"
            )
    if indicator.near:
        lines.append("near = true")
    if indicator.role is not None:
        lines.append(f'role = "{indicator.role}"')
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
