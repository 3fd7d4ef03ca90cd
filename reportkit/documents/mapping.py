"""From a review to the names that a template may use.

Takes a ``Review`` and the letterhead, gives the mapping that ``templates/README.md`` documents.
Phrases and lists only, no sentence: those stand in the templates. Knows no file format.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import TypeVar

from reportkit.binding import Aggregate, Indicator
from reportkit.documents.abbreviations import Abbreviation, abbreviations_in
from reportkit.documents.brief import chart_of, drawn_total, most_told
from reportkit.documents.changes import ChangePhrase, year_phrases
from reportkit.documents.comparison import changes_of, comparison_rows, period_of
from reportkit.documents.letterhead import Letterhead
from reportkit.documents.levels import level_rows
from reportkit.documents.phrases import (
    BLANK,
    Blank,
    ByIndicator,
    CellPhrase,
    TotalPhrase,
    VaguePhrase,
    beside,
)
from reportkit.documents.rows import (
    CitationRow,
    CommendationRow,
    FigureRow,
    FindingRow,
    Group,
    InitiativeRow,
    PassageRow,
    PointRow,
    ReportRow,
    UnitRow,
)
from reportkit.documents.told import (
    clean,
    commendation_rows,
    initiative_rows,
    said_rows,
)
from reportkit.documents.traced import Trace, TracedText, source_lines
from reportkit.parsing import Citation, PassageRole, ReviewKind, Unit
from reportkit.review import (
    Cell,
    Evidence,
    Reason,
    Review,
    Total,
)
from reportkit.vietnamese import format_date, format_short_date

__all__ = ["directives_by_number", "document_names", "mapping_of"]

_KINDS = {ReviewKind.INTERIM: "Sơ kết", ReviewKind.FINAL: "Tổng kết", None: ""}
_SEVERITIES = {"error": "Lỗi", "warning": "Cần xem lại", "note": "Ghi chú"}
_CHART = "Biểu đồ các đơn vị"
"""The alternative text by which a template's chart asks for the data."""
_MOST_UNCITED = 3
_BLANK_DATE = Blank("ngày …… tháng …… năm ………")
_DOCUMENT_KINDS = {
    "NQ": "Nghị quyết",
    "CT": "Chỉ thị",
    "KL": "Kết luận",
    "QĐ": "Quyết định",
    "QĐi": "Quy định",
    "QC": "Quy chế",
    "HD": "Hướng dẫn",
    "TB": "Thông báo",
    "KH": "Kế hoạch",
    "CTr": "Chương trình",
    "TT": "Thông tri",
    "NĐ": "Nghị định",
}
"""Kinds by the letters of a number; source: Hướng dẫn 36-HD/VPTW, Nghị định 30/2020/NĐ-CP."""
_KIND_LETTERS = re.compile("(?:^[0-9]+-|/)([A-ZĐ][A-Za-zĐđ]*)(?=[/-])")


def mapping_of(
    review: Review,
    letterhead: Letterhead | None = None,
    *,
    trace: Trace | None = None,
    named: Container[str] = (),
) -> dict[str, object]:
    """Give the names that a template may use, as ``templates/README.md`` lists them.

    ``trace`` is how Word tells the sources of words where a tag prints them; in the copy to be
    signed (``Trace.NONE``) what a person corrected bears no mark either. ``named`` are the
    indicators that the template names itself: the rest are ``others``.
    """
    head = letterhead or Letterhead()
    compared = None if review.previous is None else review.compare(review.previous)
    changes = {} if compared is None else changes_of(review, compared, trace)
    years = review.totals_by_year()
    totals = tuple(
        _total(review, indicator, changes.get(indicator.id), years, trace)
        for indicator in review.profile.indicators
    )
    groups = _groups(totals)
    said = {role: said_rows(review, role, trace) for role in PassageRole}
    passages = {role: rows for role, (rows, _) in said.items()}
    initiatives = initiative_rows(review.initiatives, review.summaries, trace)
    commendations = commendation_rows(review, trace)
    units = tuple(
        UnitRow(
            name=clean(unit.name),
            level=unit.level or "",
            cell=ByIndicator(
                {total.id: total.cells[place] for total in totals}, absent=CellPhrase()
            ),
            initiatives=_of(unit, initiatives),
            commendations=_of(unit, commendations),
            results=_of(unit, passages[PassageRole.RESULT]),
            limitations=_of(unit, passages[PassageRole.LIMITATION]),
            causes=_of(unit, passages[PassageRole.CAUSE]),
            lessons=_of(unit, passages[PassageRole.LESSON]),
            tasks=_of(unit, passages[PassageRole.TASK]),
            proposals=_of(unit, passages[PassageRole.PROPOSAL]),
        )
        for place, unit in enumerate(review.units)
    )
    drawn = drawn_total(totals)
    return {
        "document": document_names(head),
        "campaign": clean(review.profile.name),
        "directives": _directives(review),
        "period": head.period or period_of(review.summaries) or BLANK,
        "reports": _reports(review),
        "unread": review.unread,
        "units": units,
        "total": ByIndicator({total.id: total for total in totals}, absent=_absent(review)),
        "groups": groups,
        "others": _groups([total for total in totals if total and total.id not in named]),
        "reported": tuple(total for group in groups for total in group.totals),
        "comparison": comparison_rows(review, compared, changes.values(), trace),
        "development": tuple(total for total in totals if len(total.years) > 1),
        "levels": level_rows(review, totals),
        "most_told": most_told(totals),
        "drawn": drawn,
        **({_CHART: chart_of(drawn)} if drawn else {}),
        "unreported": tuple(total for total in totals if not total.reported),
        "initiatives": initiatives,
        "commendations": commendations,
        "citations": _citations(review),
        "results": passages[PassageRole.RESULT],
        "limitations": passages[PassageRole.LIMITATION],
        "causes": passages[PassageRole.CAUSE],
        "lessons": passages[PassageRole.LESSON],
        "tasks": passages[PassageRole.TASK],
        "proposals": passages[PassageRole.PROPOSAL],
        "points": {f"{role}s": points for role, (_, points) in said.items()},
        "abbreviations": _abbreviations(
            units, totals, initiatives, [point for _, points in said.values() for point in points]
        ),
        "findings": _findings(review, trace),
        "figures": _figures(review),
    }


def document_names(head: Letterhead) -> dict[str, object]:
    """The letterhead, with a visible blank for what nobody gave."""
    state = head.form == "nha-nuoc"
    number, symbol = clean(head.number_text) or BLANK, clean(head.symbol) or BLANK
    return {
        "state": state,
        "reference": f"{number}/BC-{symbol}" if state else f"{number}-BC/{symbol}",
        "parent": clean(head.parent),
        "issuer": clean(head.issuer) or BLANK,
        "number": number,
        "symbol": symbol,
        "place": clean(head.place) or BLANK,
        "date": format_date(head.date) if head.date else _BLANK_DATE,
        "subject": clean(head.subject),
        "addressees": tuple(clean(addressee) for addressee in head.addressees),
        "authority": clean(head.authority) or BLANK,
        "post": clean(head.post) or BLANK,
        "signer": clean(head.signer) or BLANK,
        "recipients": tuple(clean(recipient) for recipient in head.recipients),
        "archive": clean(head.archive),
    }


def _total(
    review: Review,
    indicator: Indicator,
    change: ChangePhrase | None,
    years: Mapping[str, Mapping[str, Total]],
    trace: Trace | None,
) -> TotalPhrase:
    total = review.total(indicator.id)
    name = clean(indicator.name)
    joined = frozenset(total.figures)
    vague = [left.evidence for left in total.left_out if left.reason is Reason.VAGUE]
    cells = tuple(
        _cell(review.cell(unit, indicator.id), joined, vague, trace) for unit in review.units
    )
    values = [cell.amount.value for cell in cells if cell.amount is not None and cell.counted]
    value = None if total.amount is None else total.amount.value
    return TotalPhrase(
        id=indicator.id,
        name=name,
        measure=clean(indicator.unit),
        group=clean(indicator.group),
        amount=total.amount,
        span=total.span,
        units=tuple(clean(unit.name) for unit in total.reported),
        expected=total.expected,
        cells=cells,
        vague=tuple(
            VaguePhrase(
                TracedText(clean(evidence.figure.quote), source_lines([evidence]), trace),
                _unit_name(evidence),
            )
            for evidence in vague
        ),
        sums=indicator.aggregate is Aggregate.SUM and value is not None and sum(values) == value,
        tops=indicator.aggregate is Aggregate.MAX and value is not None and max(values) == value,
        corrected=total.is_corrected and trace is not Trace.NONE,
        change=change,
        years=year_phrases(
            {year: totals[indicator.id] for year, totals in years.items()}, name, trace
        ),
        sources=source_lines(total.figures),
        trace=trace,
    )


def _cell(
    cell: Cell, joined: frozenset[Evidence], vague: Iterable[Evidence], trace: Trace | None
) -> CellPhrase:
    """The cell; it counts where its own figures are among those that the total comes from."""
    counted = (
        cell.amount is not None and not cell.from_units and not joined.isdisjoint(cell.figures)
    )
    return CellPhrase(
        unit=clean(cell.unit.name),
        amount=cell.amount,
        counted=counted,
        why=cell.why,
        corrected=cell.is_corrected and trace is not Trace.NONE,
        sources=source_lines(cell.figures),
        trace=trace,
        vague="; ".join(clean(one.figure.quote) for one in vague if one.unit == cell.unit),
    )


def _absent(review: Review) -> TotalPhrase:
    """What stands for an indicator that the profile lacks."""
    return TotalPhrase(expected=len(review.units))


def _groups(totals: Sequence[TotalPhrase]) -> tuple[Group, ...]:
    """The totals that somebody reported, under their headings in the profile's order."""
    names = dict.fromkeys(total.group for total in totals if total.reported)
    return tuple(
        Group(name, tuple(total for total in totals if total.group == name and total.reported))
        for name in names
    )


def _directives(review: Review) -> tuple[str, ...]:
    """The documents that are carried out, each in the fullest form that a report gives.

    Those that no report refers to are told only where none is referred to at all, and not where
    they are many: such a campaign is called by its name.
    """
    cited: dict[str, list[Citation]] = {number: [] for number in review.profile.directives}
    for summary in review.summaries:
        for citation in summary.citations:
            if citation.number in cited:
                cited[citation.number].append(citation)
    forms = [max(citations, key=_fullness) for citations in cited.values() if citations]
    if not forms:
        return directives_by_number(review.profile.directives)
    return tuple(_citation_text(citation) for citation in forms)


def directives_by_number(numbers: Sequence[str]) -> tuple[str, ...]:
    """Give documents by kind and number, which is all that a profile tells of them.

    Of more than three it gives none: such a campaign is called by its name.

    >>> directives_by_number(["05-CT/TW", "90/QĐ-TTg"])
    ('Chỉ thị số 05-CT/TW', 'Quyết định số 90/QĐ-TTg')
    """
    if len(numbers) > _MOST_UNCITED:
        return ()
    return tuple(
        _citation_text(Citation(_DOCUMENT_KINDS.get(_kind_letters(number), "Văn bản"), number))
        for number in numbers
    )


def _fullness(citation: Citation) -> tuple[int, int]:
    told = (citation.date is not None) + (citation.issuer is not None)
    return len(citation.number or ""), told


def _kind_letters(number: str) -> str:
    """The letters of the kind in a number: the CT of 05-CT/TW, the QĐ of 90/QĐ-TTg."""
    found = _KIND_LETTERS.search(number)
    return found[1] if found else ""


def _citation_text(citation: Citation) -> str:
    """As a first citation stands: "Chỉ thị số 05-CT/TW, ngày 15/5/2016 của Bộ Chính trị"."""
    words = [clean(citation.kind)]
    number = clean(citation.number)
    if number:
        words.append(f"số {number}" if number[0].isdigit() else number)
    if citation.date:
        words[-1] += ","
        words.append(f"ngày {format_short_date(citation.date)}")
    issuer = clean(citation.issuer)
    if issuer and issuer not in number:  # "Nghị quyết Trung ương 4" has told it
        words.append(f"của {issuer}")
    return " ".join(word for word in words if word)


def _reports(review: Review) -> tuple[ReportRow, ...]:
    return tuple(
        ReportRow(
            file=clean(summary.source.name),
            unit=clean(summary.unit.name) if summary.unit else "",
            kind=_KINDS[summary.kind],
            period=clean(summary.period.text) if summary.period else "",
            number=clean(summary.number),
            figures=len(summary.figures),
            initiatives=len(summary.initiatives),
        )
        for summary in review.summaries
    )


def _abbreviations(
    units: Iterable[UnitRow],
    totals: Iterable[TotalPhrase],
    initiatives: Iterable[InitiativeRow],
    points: Iterable[PointRow],
) -> tuple[Abbreviation, ...]:
    """Those in the words that a report prints of the units."""
    texts = [unit.name for unit in units]
    texts += [word for total in totals if total.reported for word in (total.name, total.measure)]
    texts += [word for one in initiatives for word in (one.name, one.owner)]
    texts += [point.text for point in points]
    return abbreviations_in(texts)


def _citations(review: Review) -> tuple[CitationRow, ...]:
    """Each document once, in its fullest form, those that most units refer to first."""
    told = [
        (citation, clean(summary.unit.name if summary.unit else summary.source.name))
        for summary in review.summaries
        for citation in summary.citations
    ]
    known = dict.fromkeys(
        (citation.kind, citation.number) for citation, _ in told if citation.number
    )
    forms: dict[tuple[str, str], list[Citation]] = {}
    units: dict[tuple[str, str], dict[str, None]] = {}
    for citation, unit in told:
        key = (citation.kind, _full_number(citation, known))
        forms.setdefault(key, []).append(citation)
        units.setdefault(key, {})[unit] = None
    rows = [
        CitationRow(_citation_text(max(forms[key], key=_fullness)), tuple(units[key]))
        for key in forms
    ]
    return tuple(sorted(rows, key=lambda row: -len(row.units)))


def _full_number(citation: Citation, known: Iterable[tuple[str, str | None]]) -> str:
    """The number; for a bare "05" the one number of that kind that begins so, "05-CT/TW"."""
    number = citation.number or ""
    if not number.isdigit():
        return number
    longer = [
        other
        for kind, other in known
        if kind == citation.kind and (other or "").startswith(f"{number}-")
    ]
    return longer[0] if len(longer) == 1 and longer[0] else number


def _findings(review: Review, trace: Trace | None) -> tuple[FindingRow, ...]:
    return tuple(
        FindingRow(
            severity=_SEVERITIES[finding.severity],
            code=finding.code,
            message=TracedText(clean(finding.message), source_lines(finding.figures), trace),
            advice=clean(finding.advice),
            unit=clean(finding.unit.name) if finding.unit else "",
            file=clean(finding.source),
        )
        for finding in review.findings
    )


def _figures(review: Review) -> tuple[FigureRow, ...]:
    """The figures by indicator, as the profile orders them; those that have none at the end."""
    names = {indicator.id: clean(indicator.name) for indicator in review.profile.indicators}
    order = {id: place for place, id in enumerate(names)}
    totals = [review.total(indicator.id) for indicator in review.profile.indicators]
    joined = {evidence for total in totals for evidence in total.figures}
    reasons = {left.evidence: left.reason for total in totals for left in total.left_out}
    return tuple(
        FigureRow(
            unit=_unit_name(evidence),
            id=evidence.figure.indicator or "",
            indicator=names.get(evidence.figure.indicator or "", ""),
            quote=clean(evidence.figure.quote),
            value=evidence.figure.quantity.value,
            beside=beside(evidence.figure.quantity, corrected=evidence.figure.is_corrected),
            measure=clean(evidence.figure.quantity.unit),
            joined=evidence in joined,
            why_not=reasons[evidence].value if evidence in reasons else "",
            sentence=clean(evidence.figure.sentence),
            file=clean(evidence.source),
        )
        for evidence in sorted(
            review.figures, key=lambda one: order.get(one.figure.indicator or "", len(order))
        )
    )


Row = TypeVar("Row", InitiativeRow, CommendationRow, PassageRow)


def _of(unit: Unit, rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows of one unit."""
    name = clean(unit.name)
    return tuple(row for row in rows if row.unit == name)


def _unit_name(evidence: Evidence) -> str:
    return clean(evidence.unit.name) if evidence.unit else clean(evidence.source)
