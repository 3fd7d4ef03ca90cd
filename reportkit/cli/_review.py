"""``reportkit review``: a folder of reports in, the review report and its annexes out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportkit.cli._exit import LEFT_OUT, NOTHING_DONE
from reportkit.cli._findings import show_findings
from reportkit.cli._outputs import make_folder
from reportkit.cli._reading import show_reading, show_unread
from reportkit.errors import ReportkitError

if TYPE_CHECKING:
    from reportkit.documents import Letterhead
    from reportkit.review import Review

__all__ = ["review"]


@click.command(short_help="Make the review report and its annexes.")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "-o",
    "--out",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder to write to; it is made if it is not there.",
)
@click.option(
    "--profile",
    metavar="ID|PATH",
    help="What the campaign counts; without it the best fitting bundled profile.",
)
@click.option(
    "--template",
    "templates",
    multiple=True,
    metavar="NAME|PATH",
    help="A bundled template or your own; may be given several times.  [default: dang/so-ket, "
    'or nha-nuoc/so-ket where reportkit.toml says form = "nha-nuoc"; phu-luc]',
)
@click.option(
    "--units",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The units that should have reported: a .toml or a workbook with a column of names.",
)
@click.option(
    "--corrections",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="XLSX",
    help="The workbook of --verify with your corrections; they are kept for later runs.",
)
@click.option(
    "--previous",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="JSON",
    help="The last review, as --save wrote it, to check this one against.",
)
@click.option(
    "--verify",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="XLSX",
    help="Also write the workbook in which each figure can be checked and corrected.",
)
@click.option(
    "--save",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="JSON",
    help="Also save the whole review, for --previous next time.",
)
@click.option(
    "--trace",
    type=click.Choice(["comments", "footnotes", "none"]),
    default="comments",
    show_default=True,
    help="Where each figure in Word tells its source; none for the copy to be signed.",
)
@click.option("--force", is_flag=True, help="Replace outputs even where a person changed them.")
def review(
    folder: Path,
    out: Path,
    profile: str | None,
    templates: tuple[str, ...],
    units: Path | None,
    corrections: Path | None,
    previous: Path | None,
    verify: Path | None,
    save: Path | None,
    trace: str,
    force: bool,
) -> None:
    """Read the reports in FOLDER, add them up, write the review report and its annexes.

    Issuer, number, date, signer, … are taken from FOLDER/reportkit.toml where there is one (see
    reportkit init); what is missing stays a dotted blank.

    \b
    Example:
      reportkit review reports/ -o out/
      reportkit review reports/ -o out/ --template dang/tong-ket --template my-annex.xlsx
      reportkit review reports/ -o out/ --units units.toml --verify check.xlsx
      reportkit review reports/ -o out/ --corrections check.xlsx
    """
    from reportkit import documents
    from reportkit.binding import load_profile
    from reportkit.parsing import read
    from reportkit.review import KEPT, Code, Review

    head = _letterhead(folder)
    targets = _targets(out, templates or _usual_templates(head))
    chosen = None if profile is None else load_profile(profile)
    filled_head = _in_one_form(head, targets)
    reading = read(folder)
    left_out = show_unread(reading)
    if not reading.summaries:
        click.get_current_context().exit(NOTHING_DONE)
    made = Review(
        reading,
        profile=chosen,
        units=units,
        corrections=KEPT if corrections is None else corrections,
        previous=previous,
    )
    show_reading(made.summaries)
    show_findings(made.findings)
    for finding in made.findings:
        if finding.code in (Code.CORRECTION_NOT_APPLIED, Code.CORRECTION_UNREADABLE):
            click.echo(finding.message, err=True)
            left_out = True
    for file in made.save_corrections() if corrections is not None else ():
        click.echo(f"\nĐã lưu các chỗ sửa vào {file}.")
    make_folder(out)
    written: list[Path] = []
    for template, target in targets.items():
        write = (
            documents.write_xlsx
            if target.suffix.lower() == ".xlsx"
            else partial(documents.write_docx, trace=trace)
        )
        try:
            path = write(made, target, template=template, letterhead=filled_head, overwrite=force)
        except ReportkitError as error:
            click.echo(str(error), err=True)
            left_out = True
            continue
        if not written:
            click.echo("\nĐã ghi:")
        click.echo(f"  {path}")
        if path != target:
            click.echo(f"    ({target.name} đã có người sửa, hoặc của người khác: được giữ nguyên)")
            _show_disagreements(made, target)
        written.append(path)
    if verify is not None:
        click.echo(f"Bảng kiểm tra: {made.to_verification(verify, overwrite=force)}")
    if save is not None:
        click.echo(f"Đã lưu đợt tổng hợp: {made.save(save)}")
    if written:
        _show_letterhead(folder, head)
    if left_out:
        click.get_current_context().exit(LEFT_OUT if written else NOTHING_DONE)


def _show_disagreements(made: Review, edited: Path) -> None:
    """List the figures of a report, or of annexes, that a person edited and the review has not."""
    from reportkit import documents

    try:
        found = documents.disagreements(made, edited)
    except ReportkitError as error:
        click.echo(f"    Không đọc được {edited.name} để đối chiếu số liệu: {error}")
        return
    if not found:
        click.echo(f"    Số liệu trong {edited.name} vẫn khớp với bảng tổng hợp.")
        return
    click.echo(f"    Số liệu trong {edited.name} không còn khớp với bảng tổng hợp:")
    for one in found:
        click.echo(f"      - {one.indicator}: bản đã sửa ghi “{one.said}”, tổng hợp là {one.total}")
        click.echo(f"        {one.sentence}")


def _letterhead(folder: Path) -> Letterhead | None:
    """The letterhead beside the sources, if there is one."""
    from reportkit import documents

    file = folder / documents.LETTERHEAD_FILE
    return documents.load_letterhead(file) if file.exists() else None


def _usual_templates(head: Letterhead | None) -> tuple[str, ...]:
    """The report and the annexes of an interim review, in the form that the letterhead names."""
    from reportkit.documents.write import interim_report

    return (interim_report(head), "phu-luc")


def _in_one_form(head: Letterhead | None, templates: Iterable[str]) -> Letterhead | None:
    """Give the annexes the form of the reports beside them, unless the letterhead names one."""
    from attrs import evolve

    from reportkit.documents import Letterhead
    from reportkit.documents.letterhead import FORMS

    if head is not None and head.form:
        return head
    _, state = FORMS
    forms = {template.partition("/")[0] for template in templates} & set(FORMS)
    return evolve(head or Letterhead(), form=state) if forms == {state} else head


def _show_letterhead(folder: Path, head: Letterhead | None) -> None:
    """Say where number, date, signer, … come from, or how to give them."""
    from reportkit.documents import LETTERHEAD_FILE

    if head is None:
        click.echo(f"Số, ngày, người ký … để trống; lệnh reportkit init {folder} tạo tệp để điền.")
    else:
        click.echo(f"Số, ngày, người ký … lấy từ {folder / LETTERHEAD_FILE}.")


def _targets(out: Path, templates: Iterable[str]) -> dict[str, Path]:
    """Give for each template the file it fills: a Word report is called bao-cao-…, a phieu-… not.

    Templates of one file name are told apart by their folders: bao-cao-so-ket-dang.docx.
    """
    from reportkit import documents

    files = {template: documents.template_path(template) for template in templates}
    often = Counter(file.name for file in files.values())
    targets: dict[str, Path] = {}
    for template, file in files.items():
        is_report = file.suffix.lower() != ".xlsx" and not file.stem.startswith("phieu-")
        stem = f"bao-cao-{file.stem}" if is_report else file.stem
        if often[file.name] > 1:
            stem = f"{stem}-{file.resolve().parent.name}"
        target = out / f"{stem}{file.suffix}"
        if target in targets.values():
            raise click.UsageError(f"Two templates would write {target}; rename one of them.")
        targets[template] = target
    return targets
