"""Where a command writes: the folder it makes and the bar it shows while it takes long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from reportkit.errors import OutputError

__all__ = ["make_folder", "progress"]

Item = TypeVar("Item")


def make_folder(folder: Path) -> Path:
    """Make the folder if it is not there; an ``OutputError`` says why it cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"The output folder cannot be made: {error.strerror}.",
            file=folder,
            remedy="Name a folder that you may write to.",
        ) from error
    return folder


def progress(items: Iterable[Item], total: int | None = None) -> Iterator[Item]:
    """Give the items; where stderr is a terminal and a second has passed, with a bar."""
    from tqdm import tqdm

    return iter(tqdm(items, total=total, disable=None, delay=1, leave=False))
