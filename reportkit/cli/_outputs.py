"""The folder that a command writes to. Makes it; knows nothing of what is written."""

from __future__ import annotations

from pathlib import Path

from reportkit.errors import OutputError

__all__ = ["make_folder"]


def make_folder(folder: Path) -> None:
    """Make the folder if it is not there; an ``OutputError`` says why it cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"The output folder cannot be made: {error.strerror}.",
            file=folder,
            remedy="Name a folder that you may write to.",
        ) from error
