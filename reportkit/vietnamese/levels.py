"""The levels of the Vietnamese State and Party, from the centre to the village. Data only."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Level"]


class Level(StrEnum):
    """A level of administration (cấp).

    Districts ended on 1 July 2025 (Nghị quyết 203/2025/QH15); every report of 2016 to June 2025
    still has them.
    """

    CENTRAL = "trung ương"
    PROVINCE = "tỉnh"
    """Tỉnh, thành phố trực thuộc Trung ương."""
    DISTRICT = "huyện"
    """Huyện, quận, thị xã, thành phố thuộc tỉnh."""
    COMMUNE = "xã"
    """Xã, phường, thị trấn, đặc khu."""
    VILLAGE = "thôn"
    """Thôn, bản, tổ dân phố, ấp, buôn."""
    BODY = "cơ quan"
    """A body without a territory: sở, ban, ngành, hội, đoàn, công ty, trường."""
