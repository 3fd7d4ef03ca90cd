"""Hypothesis strategies for every object: frozen, whole, with all that a field may hold.

Figures, initiatives and passages need not make sense together; indexes point to what is there.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from hypothesis import strategies as st

from reportkit.parsing import (
    Citation,
    Commendation,
    Confidence,
    Figure,
    Initiative,
    Passage,
    PassageRole,
    ReviewKind,
    Role,
    Scope,
    ScopeKind,
    Summary,
    Unit,
)
from reportkit.sources import Source, Table, TableCell
from reportkit.spans import Span
from reportkit.vietnamese import Amount, Bound, Level, Period, Quantity

VIETNAMESE = (
    "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
)
NFD = "a\u0300 o\u031b\u0323 d\u0110"

texts = st.text(
    st.one_of(
        st.sampled_from(VIETNAMESE + VIETNAMESE.upper() + NFD + " \t\n\r\"'“”<>&.,;%0123456789"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=40,
)
words = st.text(st.sampled_from(VIETNAMESE + " "), min_size=1, max_size=20)
optional_words = st.none() | words
dates = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))
indexes = st.integers(0, 200)

decimals = st.one_of(
    st.integers(0, 10**15).map(Decimal),
    st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=0, max_value=10**9),
    st.decimals(allow_nan=False, allow_infinity=False),
)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = draw(st.integers(0, 10_000))
    return Span(start, start + draw(st.integers(0, 200)))


@st.composite
def amounts(draw: st.DrawFn) -> Amount:
    """What a text says: the ends follow from value and bound."""
    bound = draw(st.sampled_from(Bound))
    value = draw(decimals)
    return Amount.of(
        value,
        high=value + draw(st.integers(0, 1000)) if bound is Bound.RANGE else None,
        denominator=draw(st.none() | st.integers(1, 1000)),
        unit=draw(optional_words),
        bound=bound,
    )


any_amounts = st.builds(
    Amount,
    value=decimals,
    low=st.none() | decimals,
    high=st.none() | decimals,
    denominator=st.none() | decimals,
    unit=optional_words,
    bound=st.sampled_from(Bound),
)
"""Amounts whose ends are free, as those of a sum may be."""

quantities = st.builds(Quantity.at, spans(), amounts() | any_amounts)
periods = st.builds(Period, st.none() | dates, st.none() | dates, texts)
scopes = st.builds(Scope, st.sampled_from(ScopeKind), optional_words)
units = st.builds(
    Unit, words, st.none() | st.sampled_from(Level), optional_words, st.lists(words, max_size=3)
)
figures = st.builds(
    Figure,
    quantity=quantities,
    quote=texts,
    sentence=texts,
    sentence_start=indexes,
    counted=optional_words,
    indicator=optional_words,
    period=st.none() | periods,
    scope=scopes,
    role=st.sampled_from(Role),
    part_of=st.none() | indexes,
    initiative=st.none() | indexes,
    confidence=st.sampled_from(Confidence),
    alternatives=st.lists(quantities, max_size=2),
    other_indicators=st.lists(words, max_size=2),
)
initiatives = st.builds(
    Initiative,
    name=words,
    owner=optional_words,
    field=optional_words,
    content=st.none() | texts,
    year=st.none() | st.integers(1945, 2100),
    figures=st.lists(indexes, max_size=3),
    span=st.none() | spans(),
)
citations = st.builds(
    Citation,
    kind=words,
    number=optional_words,
    date=st.none() | dates,
    issuer=optional_words,
    span=st.none() | spans(),
)
commendations = st.builds(
    Commendation,
    level=optional_words,
    collectives=st.none() | indexes,
    individuals=st.none() | indexes,
    form=optional_words,
    span=st.none() | spans(),
)
passages = st.builds(Passage, st.sampled_from(PassageRole), texts, st.none() | spans())
cells = st.builds(
    TableCell,
    row=indexes,
    column=indexes,
    span=spans(),
    row_span=st.integers(1, 5),
    column_span=st.integers(1, 5),
)
tables = st.builds(Table, st.lists(cells, min_size=1, max_size=4))
sources = st.builds(
    Source,
    name=words,
    text=texts,
    tables=st.lists(tables, max_size=2),
    title=optional_words,
    date=st.none() | dates,
    digest=st.just("") | st.binary(min_size=32, max_size=32).map(bytes.hex),
)
summaries = st.builds(
    Summary,
    source=sources,
    unit=st.none() | units,
    kind=st.none() | st.sampled_from(ReviewKind),
    number=optional_words,
    date=st.none() | dates,
    signer=optional_words,
    period=st.none() | periods,
    directive=st.none() | citations,
    figures=st.lists(figures, max_size=3),
    initiatives=st.lists(initiatives, max_size=2),
    citations=st.lists(citations, max_size=2),
    commendations=st.lists(commendations, max_size=2),
    passages=st.lists(passages, max_size=2),
)
