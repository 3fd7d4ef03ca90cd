"""From one source to the summary of what it says: the order in which the parts are read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from attrs import evolve

from reportkit.parsing._citations import citation, citation_mentions, merged
from reportkit.parsing._commendations import find_commendations
from reportkit.parsing._drawn_tables import drawn_tables
from reportkit.parsing._figures import draft_figures, figures_of
from reportkit.parsing._initiatives import find_initiatives
from reportkit.parsing._letterhead import read_letterhead
from reportkit.parsing._passages import find_passages
from reportkit.parsing._reaches import initiative_reach
from reportkit.parsing._roles import to_be_done
from reportkit.parsing._scopes import is_own_body, scope_of_table
from reportkit.parsing._tables import figures_of_tables
from reportkit.parsing.document import Document, Kind
from reportkit.parsing.objects import Figure, Initiative, Scope, ScopeKind, Summary, Unit
from reportkit.sources import Source

__all__ = ["summarise"]


def summarise(source: Source) -> Summary:
    """Give what ``source`` says, no indicators yet.

    >>> summary = summarise(Source("a.txt", "Toàn tỉnh có trên 579 mô hình."))
    >>> summary.figures[0].quote, summary.figures[0].quantity.unit
    ('trên 579 mô hình', 'mô hình')
    """
    if not source.tables and (tables := drawn_tables(source.text)):
        source = evolve(source, tables=tables)
    document = Document.of(source)
    mentions = citation_mentions(document)
    letterhead = read_letterhead(document, mentions)
    passages = find_passages(document)
    told = figures_of(document, draft_figures(document), letterhead.unit)
    prose = to_be_done(told, passages)
    figures, initiatives = _linked(
        document,
        _in_order(prose, _of_tables(document, letterhead.unit)),
        find_initiatives(document),
        letterhead.unit,
    )
    return Summary(
        source=source,
        unit=letterhead.unit,
        kind=letterhead.kind,
        number=letterhead.number,
        date=letterhead.date,
        signer=letterhead.signer,
        period=letterhead.period,
        directive=letterhead.directive,
        figures=figures,
        initiatives=initiatives,
        citations=[citation(document, mention) for mention, _ in merged(mentions)],
        commendations=find_commendations(document),
        passages=passages,
    )


def _of_tables(document: Document, unit: Unit | None) -> list[Figure]:
    """The figures of the tables; the words that announce a table tell of whom it speaks."""
    prose = [paragraph for paragraph in document.body() if paragraph.kind is not Kind.ROW]
    ends = [document.span(paragraph.start, paragraph.end).end for paragraph in prose]
    figures: list[Figure] = []
    for figure in figures_of_tables(document.source):
        before = bisect_right(ends, figure.sentence_start)
        if figure.scope == Scope() and before:
            lead = prose[before - 1]
            if document.text[lead.start : lead.end].endswith(":"):
                scope = scope_of_table(document.text, (lead.start, lead.end), unit)
                figure = evolve(figure, scope=scope)
        figures.append(figure)
    return figures


def _in_order(*groups: list[Figure]) -> list[Figure]:
    """The figures of all groups in the order of the text, ``part_of`` following them."""
    placed = [
        (figure.quantity.span.start, group, index)
        for group, figures in enumerate(groups)
        for index, figure in enumerate(figures)
    ]
    placed.sort()
    place = {(group, index): new for new, (_, group, index) in enumerate(placed)}
    ordered: list[Figure] = []
    for _, group, index in placed:
        figure = groups[group][index]
        whole = None if figure.part_of is None else place[group, figure.part_of]
        ordered.append(figure if whole == figure.part_of else evolve(figure, part_of=whole))
    return ordered


def _linked(
    document: Document,
    figures: Sequence[Figure],
    initiatives: Sequence[Initiative],
    unit: Unit | None,
) -> tuple[list[Figure], list[Initiative]]:
    """The figures and the initiatives that they are results of, each knowing the other.

    What one model achieved is not the whole unit's: such a figure speaks of the model's owner.
    """
    linked = list(figures)
    owned: list[Initiative] = []
    for index, initiative in enumerate(initiatives):
        reach = initiative_reach(document, initiative, initiatives)
        own = tuple(
            number
            for number, figure in enumerate(linked)
            if figure.initiative is None and reach.covers(figure.quantity.span)
        )
        for number in own:
            scope = linked[number].scope
            below = scope.kind in (ScopeKind.UNIT, ScopeKind.SUB_UNIT)
            if below and not _speaks_for(initiative.owner, unit):
                scope = Scope(ScopeKind.SUB_UNIT, initiative.owner or initiative.name)
            linked[number] = evolve(linked[number], initiative=index, scope=scope)
        owned.append(evolve(initiative, figures=own))
    return linked, owned


def _speaks_for(owner: str | None, unit: Unit | None) -> bool:
    return owner is not None and unit is not None and is_own_body(owner, unit)
