"""A figure with who reported it and where; and why a figure joins no total. Data only."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

from reportkit.parsing import Figure, Unit

__all__ = ["Evidence", "LeftOut", "Reason"]


@frozen
class Evidence:
    """A figure, the unit whose report holds it, and the name of that report (dẫn chứng)."""

    figure: Figure
    unit: Unit | None
    source: str


class Reason(StrEnum):
    """Why a figure was not taken (lý do không tính), in words for the officer."""

    OTHER_LEVEL = "là số liệu của cấp trên hoặc của cả nước"
    TARGET = "là chỉ tiêu, kế hoạch, không phải kết quả"
    EARLIER = "là số liệu của kỳ trước"
    OTHER_PERIOD = "thuộc thời kỳ khác với báo cáo"
    CHANGE = "là mức tăng, giảm"
    SHARE = "là tỷ lệ của số đứng cạnh"
    VAGUE = "chỉ nêu bậc số, không nêu con số"
    AVERAGE = "là số bình quân, không phải số chung"
    OTHER_MEASURE = "có đơn vị tính khác với chỉ tiêu"
    PART = "đã nằm trong số chung (trong đó)"
    REPEAT = "nhắc lại số đã tính"
    ROUNDED = "nêu tròn số đã tính"
    OTHER_VALUE = "khác với số được lấy"
    REPLACED = "thuộc báo cáo đã được báo cáo khác thay thế"
    DROPPED = "do người kiểm tra bỏ"
    OTHER_REPORT = "thuộc báo cáo khác của cùng đơn vị"
    SUB_UNIT = "là của đơn vị, mô hình trực thuộc, không phải của cả đơn vị"
    SUPERIOR_REPORTS = "đã nằm trong số liệu của đơn vị cấp trên"
    NOT_HIGHEST = "không phải số lớn nhất"
    NOT_LATEST = "không phải số của kỳ gần nhất"


@frozen
class LeftOut:
    """A figure that was not taken, and why."""

    evidence: Evidence
    reason: Reason
