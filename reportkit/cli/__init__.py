"""The command line: takes arguments, calls the rooms, prints; holds no rule of its own.

The rooms are imported inside the commands, so that ``reportkit --help`` answers at once.
"""

from reportkit.cli._main import main

__all__ = ["main"]
