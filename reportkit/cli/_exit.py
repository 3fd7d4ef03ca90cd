"""The exit codes of the commands, as the design promises them. Data only."""

from __future__ import annotations

LEFT_OUT = 1
"""Done, with something left out that stderr names."""
NOTHING_DONE = 3
"""Nothing could be done."""
FAULT_FOUND = 4
"""``audit`` or ``check`` found something that does not hold."""
INTERRUPTED = 130
"""Stopped by Ctrl-C (128 + SIGINT, as shells count)."""
