"""Which corrections hold for a reading: those kept beside the sources, and those given.

Takes a reading and what was given; gives corrections and what could not be understood of them.
Opens no workbook; ``Review`` asks the documents room for that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from reportkit.binding import (
    CORRECTIONS_FILE,
    Correction,
    CorrectionsRead,
    load_corrections,
    merge,
    save_corrections,
)
from reportkit.parsing import Summary
from reportkit.parsing.reading import Reading

__all__ = ["joined", "kept_beside", "save_beside"]


def kept_beside(reading: Iterable[Summary]) -> CorrectionsRead:
    """Read the files of corrections that lie beside the sources; nothing for bare summaries."""
    folders = dict.fromkeys(reading.folders) if isinstance(reading, Reading) else ()
    files = [folder / CORRECTIONS_FILE for folder in folders]
    return joined(load_corrections(file) for file in files if file.exists())


def joined(read: Iterable[CorrectionsRead]) -> CorrectionsRead:
    """Give them as one; of two that speak of one figure the later one holds."""
    all_read = list(read)
    corrections: tuple[Correction, ...] = ()
    for one in all_read:
        corrections = merge(corrections, one.corrections)
    return CorrectionsRead(corrections, [problem for one in all_read for problem in one.problems])


def save_beside(
    corrections: Sequence[Correction], summaries: Sequence[Summary], folders: Sequence[Path]
) -> tuple[Path, ...]:
    """Write each correction into the folder of its report; give the files written.

    One that fits no report goes into the first folder, where it stays until somebody looks.
    """
    if not folders or not corrections:
        return ()
    by_digest: dict[str, Path] = {}
    by_facts: dict[tuple[object, ...], Path] = {}
    for summary, folder in zip(summaries, folders, strict=True):
        by_digest.setdefault(summary.source.digest, folder)
        unit = summary.unit.name if summary.unit else None
        by_facts.setdefault((unit, summary.number, summary.date), folder)
    parted: defaultdict[Path, list[Correction]] = defaultdict(list)
    for correction in corrections:
        report = correction.report
        facts = (report.unit, report.number, report.date)
        folder = by_digest.get(report.digest) or by_facts.get(facts) or folders[0]
        parted[folder].append(correction)
    return tuple(
        save_corrections(folder / CORRECTIONS_FILE, said) for folder, said in parted.items()
    )
