"""From one source to the summary of what it says: the order in which the parts are read."""

from __future__ import annotations

from attrs import evolve

from reportkit.parsing._citations import find_citations
from reportkit.parsing._commendations import find_commendations
from reportkit.parsing._figures import draft_figures, figures_of
from reportkit.parsing._initiatives import find_initiatives
from reportkit.parsing._passages import find_passages
from reportkit.parsing._tables import figures_of_tables
from reportkit.parsing.document import Document
from reportkit.parsing.objects import Figure, Summary
from reportkit.sources import Source

__all__ = ["summarise"]


def summarise(source: Source) -> Summary:
    """Give what ``source`` says, no indicators yet.

    >>> summary = summarise(Source("a.txt", "Toàn tỉnh có trên 579 mô hình."))
    >>> summary.figures[0].quote, summary.figures[0].quantity.unit
    ('trên 579 mô hình', 'mô hình')
    """
    document = Document.of(source)
    initiatives = find_initiatives(document)
    prose = figures_of(document, draft_figures(document), None)
    figures = _in_order(prose, figures_of_tables(source))
    return Summary(
        source=source,
        figures=figures,
        initiatives=initiatives,
        citations=find_citations(document),
        commendations=find_commendations(document),
        passages=find_passages(document),
    )


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
        ordered.append(evolve(figure, part_of=whole))
    return ordered
