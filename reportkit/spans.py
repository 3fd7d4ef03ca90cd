"""Where something stands in a text: the one object that every room shares.

Takes and gives character offsets. Knows nothing of what stands there.
"""

from __future__ import annotations

from attrs import field, frozen

__all__ = ["Span"]


@frozen(order=True)
class Span:
    """A stretch of a text, from ``start`` up to but without ``end``, in characters.

    Examples
    --------
    >>> span = Span(5, 7)
    >>> span.of("trên 29 mô hình")
    '29'
    >>> span.overlaps(Span(6, 9)), len(span)
    (True, 2)
    """

    start: int = field()
    end: int = field()

    @end.validator
    def _check_order(self, _attribute: object, end: int) -> None:
        if not 0 <= self.start <= end:
            raise ValueError(f"a span needs 0 <= start <= end, got {self.start} and {end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Give the stretch of ``text`` that stands here."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Tell whether ``other`` stands wholly within this one."""
        return self.start <= other.start and other.end <= self.end
