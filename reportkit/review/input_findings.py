"""Findings of what was given: profile, files, units, corrections, worded in Vietnamese.

Takes the profile that was assumed, unread files, the roster and what became of corrections; gives
``Finding`` objects.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from reportkit.binding import Corrected, CorrectionProblem, Profile
from reportkit.errors import SourceFault
from reportkit.parsing import Unit
from reportkit.parsing.reading import Unread
from reportkit.review.algebra import as_said
from reportkit.review.findings import Code, Finding, Severity
from reportkit.review.report_names import report_called
from reportkit.review.roster import Roster
from reportkit.review.units import Reporter, name_key, place_of, superiors, words_key

__all__ = ["of_corrections", "of_units", "of_unread", "profile_assumed"]


def profile_assumed(profile: Profile) -> Finding:
    """No profile was chosen, so the best fitting one was taken."""
    return Finding(
        Code.PROFILE_ASSUMED,
        Severity.NOTE,
        f"Chưa chọn bộ chỉ tiêu; đã dùng bộ phù hợp nhất với các báo cáo: “{profile.name}” "
        f"({profile.id}).",
        "Nếu không đúng, chọn bộ chỉ tiêu khác.",
    )


_WHY_UNREAD = {
    SourceFault.MISSING: "không có tệp này",
    SourceFault.CLOSED: "không mở được tệp (đang mở ở nơi khác, hoặc không có quyền đọc)",
    SourceFault.EMPTY: "tệp rỗng",
    SourceFault.NO_TEXT: "tệp không có chữ, có thể là bản chụp (scan)",
    SourceFault.LOCKED: "tệp có mật khẩu, hoặc là .doc cũ mang đuôi .docx",
    SourceFault.DAMAGED: "tệp bị hỏng",
    SourceFault.OLD_FORMAT: "định dạng tệp chưa đọc được (.doc, .rtf, .odt, …)",
    SourceFault.NO_DOCUMENT: "tệp không phải là văn bản",
    SourceFault.OLD_LETTERS: "chữ trong tệp không phải Unicode (TCVN3, VNI, …)",
    SourceFault.PACKAGE_MISSING: "máy này chưa cài phần đọc loại tệp này",
    SourceFault.FAULT: "reportkit gặp lỗi khi đọc tệp này",
}
_LONGEST_QUOTE = 160
_SEND_AGAIN = "Xin đơn vị gửi lại tệp ở định dạng .docx, .pdf có chữ hoặc .txt."
_ADVICE_UNREAD = {
    SourceFault.CLOSED: "Đóng tệp, kiểm tra quyền đọc rồi chạy lại.",
    SourceFault.LOCKED: "Mở bằng Word, bỏ mật khẩu, lưu lại thành .docx.",
    SourceFault.OLD_FORMAT: "Mở bằng Word hoặc LibreOffice rồi lưu lại thành .docx.",
    SourceFault.NO_DOCUMENT: "Nếu là báo cáo thì xin bản .docx; nếu không thì chuyển đi nơi khác.",
    SourceFault.OLD_LETTERS: "Mở tệp, chuyển sang phông Unicode rồi lưu lại thành .docx.",
    SourceFault.PACKAGE_MISSING: "Cài reportkit đủ các phần (pdf, excel) rồi chạy lại.",
    SourceFault.FAULT: "Báo lỗi này kèm tệp, nếu được phép; các tệp khác không bị ảnh hưởng.",
}


def of_corrections(
    corrected: Corrected, problems: Iterable[CorrectionProblem]
) -> Iterator[Finding]:
    """What became of a person's corrections."""
    for problem in problems:
        yield Finding(
            Code.CORRECTION_UNREADABLE,
            Severity.WARNING,
            f"Không hiểu chỗ sửa ở {problem.place} của {Path(problem.file).name}: "
            f"{problem.reason}. Chỗ này không được áp dụng.",
            "Sửa lại ô đó rồi chạy lại; các chỗ sửa khác vẫn được áp dụng.",
            source=Path(problem.file).name,
        )
    for one in corrected.unplaced:
        said = one.correction
        yield Finding(
            Code.CORRECTION_NOT_APPLIED,
            Severity.WARNING,
            f"Chỗ sửa “{said.quote}” ({said.report.unit or 'không rõ đơn vị'}) không được áp dụng: "
            f"{one.why}. Câu: “{_shortened(said.sentence)}”",
            "Xem lại báo cáo; nếu câu đã đổi thì kiểm tra và sửa lại.",
        )
    if corrected.applied:
        yield Finding(
            Code.CORRECTIONS_USED,
            Severity.NOTE,
            f"Đã dùng kết luận của người kiểm tra cho {corrected.applied} số liệu.",
            "Muốn bỏ qua: corrections=None, hoặc sửa tệp reportkit.corrections.toml.",
        )


def _shortened(sentence: str) -> str:
    """Give a sentence on one line, cut where it is long."""
    line = " ".join(sentence.split())
    return line if len(line) <= _LONGEST_QUOTE else f"{line[: _LONGEST_QUOTE - 1].rstrip()}…"


def of_unread(unread: Iterable[Unread]) -> Iterator[Finding]:
    """Files that could not be read: their figures are in no total."""
    for file in unread:
        yield Finding(
            Code.UNREAD_FILE,
            Severity.ERROR,
            f"Không đọc được tệp {file.name}: {_WHY_UNREAD[file.error.kind]}.",
            _ADVICE_UNREAD.get(file.error.kind, _SEND_AGAIN),
            source=file.name,
        )


def of_units(roster: Roster, listed: bool) -> Iterator[Finding]:
    """Units that are missing, unlisted or unknown, and units with several reports."""
    if not listed:
        yield _units_assumed(roster)
    for unit, stands_in in _missing(roster):
        yield Finding(
            Code.UNIT_MISSING,
            Severity.WARNING,
            f"{unit.name} có trong danh sách nhưng không có báo cáo; {stands_in}.",
            "Đôn đốc đơn vị gửi báo cáo, hoặc kiểm tra tên đơn vị trong danh sách.",
            unit=unit,
        )
    for one in roster.successions:
        yield Finding(
            Code.UNIT_MERGED,
            Severity.NOTE,
            f"{one.listed.name}: báo cáo nhận được mang tên {one.reporting.name} (tên trước hoặc "
            "sau khi sắp xếp đơn vị hành chính ngày 01/7/2025).",
            "Kiểm tra xem báo cáo đó đã gồm toàn bộ địa bàn hiện nay chưa.",
            unit=one.reporting,
        )
    unlisted = {id(unit) for unit in roster.unlisted}
    for reporter in roster.reporters:
        if not reporter.summaries:
            continue
        latest = reporter.summaries[0]
        if not reporter.named:
            yield Finding(
                Code.UNIT_UNKNOWN,
                Severity.WARNING,
                f"{report_called(latest.source.name)} không cho biết của đơn vị nào; được "
                "tính như một đơn vị riêng mang tên tệp.",
                "Ghi tên đơn vị vào đầu báo cáo rồi chạy lại; kiểm tra xem số liệu có bị tính "
                "hai lần không.",
                unit=reporter.unit,
                source=latest.source.name,
            )
        elif id(reporter.unit) in unlisted:
            yield Finding(
                Code.UNIT_UNLISTED,
                Severity.WARNING,
                f"{reporter.unit.name} có báo cáo nhưng không có trong danh sách đơn vị; số liệu "
                "vẫn được tính.",
                "Thêm đơn vị vào danh sách, hoặc thêm tên này làm tên khác của đơn vị đã có.",
                unit=reporter.unit,
                source=latest.source.name,
            )
        if len(reporter.summaries) > 1:
            yield _unit_twice(reporter)
        for replaced in reporter.replaced:
            yield Finding(
                Code.REPORT_REPLACED,
                Severity.NOTE,
                f"{report_called(replaced.source.name)} của {reporter.unit.name} đã được "
                f"{report_called(latest.source.name)} thay thế; số liệu của bản cũ không tính.",
                unit=reporter.unit,
                source=replaced.source.name,
            )
    yield from _alike(roster)
    if not listed:
        yield from _of_one_place(roster)


def _missing(roster: Roster) -> Iterator[tuple[Unit, str]]:
    """The missing units, each with what the totals have of it."""
    units = [one.unit for one in roster.reporters]
    above = superiors(units) if roster.missing else {}
    reporting = {place for place, one in enumerate(roster.reporters) if one.summaries}
    for unit in roster.missing:
        place = next(index for index, one in enumerate(units) if one == unit)
        over = next((units[one].name for one in above.get(place, ()) if one in reporting), None)
        below = sum(place in above.get(one, ()) for one in reporting)
        if over is not None:
            yield unit, f"số liệu của đơn vị này chỉ có trong số chung mà {over} nêu"
        elif below:
            yield unit, f"số liệu chỉ có từ báo cáo của {below} đơn vị trực thuộc"
        else:
            yield unit, "các tổng không có số liệu của đơn vị này"


def _units_assumed(roster: Roster) -> Finding:
    """Without a list the units that report are taken for all."""
    reporting = {
        name_key(name) for one in roster.reporters for name in (one.unit.name, *one.unit.aliases)
    }
    above = dict.fromkeys(
        one.unit.parent
        for one in roster.reporters
        if one.unit.parent and name_key(one.unit.parent) not in reporting
    )
    silent = f" Đơn vị cấp trên không có báo cáo riêng: {', '.join(above)}." if above else ""
    return Finding(
        Code.UNITS_ASSUMED,
        Severity.NOTE,
        f"Chưa có danh sách đơn vị phải báo cáo; coi {len(roster.reporters)} đơn vị có báo cáo là "
        f"toàn bộ.{silent}",
        "Lập danh sách đơn vị (.toml hoặc .xlsx) để biết đơn vị nào còn thiếu.",
    )


def _alike(roster: Roster) -> Iterator[Finding]:
    """Units whose names differ in accents or marks only: one unit under two spellings, perhaps."""
    by_letters: dict[str, list[Unit]] = {}
    for reporter in roster.reporters:
        by_letters.setdefault(_letters(reporter.unit.name), []).append(reporter.unit)
    for units in by_letters.values():
        if len(units) > 1:
            yield Finding(
                Code.UNITS_ALIKE,
                Severity.WARNING,
                f"Tên đơn vị gần giống nhau: {'; '.join(unit.name for unit in units)}. Đang tính "
                "là các đơn vị khác nhau.",
                "Nếu là một đơn vị, ghi tên khác vào danh sách đơn vị rồi chạy lại.",
                unit=units[0],
            )


def _of_one_place(roster: Roster) -> Iterator[Finding]:
    """Bodies of one place that both report: what they did together would count twice."""
    by_place: dict[str, list[Unit]] = {}
    for reporter in roster.reporters:
        place = place_of(reporter.unit) if reporter.named else None
        if place is not None:
            by_place.setdefault(place[0], []).append(reporter.unit)
    for units in by_place.values():
        if len(units) > 1:
            names = "; ".join(unit.name for unit in units)
            yield Finding(
                Code.UNITS_ALIKE,
                Severity.WARNING,
                f"Cùng một địa bàn có nhiều đơn vị báo cáo: {names}. Đang tính "
                "là các đơn vị khác nhau.",
                "Kiểm tra xem số liệu có trùng nhau không; nếu là một đơn vị, ghi tên khác vào "
                "danh sách đơn vị rồi chạy lại.",
                unit=units[0],
            )


def _letters(name: str) -> str:
    """The bare letters of a name, without accents, spaces and marks."""
    plain = unicodedata.normalize("NFD", name_key(name).replace("đ", "d"))
    return "".join(letter for letter in plain if letter.isalnum())


def _unit_twice(reporter: Reporter) -> Finding:
    latest = reporter.summaries[0]
    names = ", ".join(summary.source.name for summary in reporter.summaries)
    copies = {words_key(summary.source.text) for summary in reporter.summaries}
    numbers = {
        tuple(as_said(figure.quantity) for figure in summary.figures)
        for summary in reporter.summaries
    }
    alike = ""
    if len(copies) == 1:
        alike = ", nội dung giống hệt nhau"
    elif len(numbers) == 1:
        alike = ", số liệu giống hệt nhau"
    return Finding(
        Code.UNIT_TWICE,
        Severity.WARNING,
        f"{reporter.unit.name} có {len(reporter.summaries)} báo cáo{alike}: {names}. Mỗi chỉ tiêu "
        "chỉ lấy số của một báo cáo, báo cáo mới nhất trước.",
        f"Chỉ giữ lại báo cáo đúng; nếu không, số của {latest.source.name} được ưu tiên.",
        unit=reporter.unit,
        source=latest.source.name,
    )
