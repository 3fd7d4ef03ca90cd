"""What stands on a document besides its text: issuer, number, place, date, signer, recipients.

Data that a person gives. What is not given stays None and becomes a visible blank in the document;
nothing is made up.
"""

from __future__ import annotations

import datetime as dt

import attrs
from attrs import frozen

__all__ = ["Letterhead"]


@frozen
class Letterhead:
    """The facts of a document that stand in no report of a unit (thể thức văn bản).

    Attributes
    ----------
    parent:
        The level above, in capitals as it is printed ("ĐẢNG BỘ TỈNH X"); a provincial committee
        has none.
    issuer:
        The issuing body (cơ quan ban hành): "TỈNH ỦY X".
    number, symbol:
        Of the document: 12 and "TU" give "Số 12-BC/TU".
    place, date:
        Where and when it is issued.
    subject:
        The line under the title (trích yếu): "sơ kết 02 năm thực hiện …"; None takes the
        template's own.
    period:
        The time the report speaks of ("giai đoạn 2021 - 2025"); None takes the years that the
        units' reports tell.
    authority, post, signer:
        The signature block: "T/M BAN THƯỜNG VỤ", "BÍ THƯ", the name.
    recipients:
        The lines of "Nơi nhận", without dash and comma.

    Examples
    --------
    >>> Letterhead(issuer="TỈNH ỦY X", number=5, symbol="TU").number_text
    '05'
    """

    parent: str | None = None
    issuer: str | None = None
    number: int | str | None = None
    symbol: str | None = None
    place: str | None = None
    date: dt.date | None = None
    subject: str | None = None
    period: str | None = None
    authority: str | None = None
    post: str | None = None
    signer: str | None = None
    recipients: tuple[str, ...] = attrs.field(default=(), converter=tuple[str, ...])

    @property
    def number_text(self) -> str | None:
        """The number with a zero before it below ten."""
        return f"{self.number:02}" if isinstance(self.number, int) else self.number
