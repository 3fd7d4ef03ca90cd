"""The ``reportkit`` command itself: its subcommands, its exit codes, how errors are shown."""

from __future__ import annotations

import sys
from io import TextIOWrapper

import click

import reportkit
from reportkit.cli._audit import audit
from reportkit.cli._check import check
from reportkit.cli._exit import INTERRUPTED, NOTHING_DONE
from reportkit.cli._fill import fill
from reportkit.cli._init import init
from reportkit.cli._outline import outline
from reportkit.cli._parse import parse
from reportkit.cli._profile import profile
from reportkit.cli._review import review
from reportkit.cli._templates import templates
from reportkit.errors import ReportkitError

__all__ = ["main"]


class _Commands(click.Group):
    """A group that turns what goes wrong into one clear message and an exit code."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except ReportkitError as error:
            click.echo(str(error), err=True)
            ctx.exit(NOTHING_DONE)
        except KeyboardInterrupt:
            click.echo("\nStopped; no file is left half-written.", err=True)
            ctx.exit(INTERRUPTED)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 fine, 1 done with something left out (said on stderr), "
    "2 wrong usage, 3 nothing could be done, 4 audit or check found a fault, "
    "130 stopped by Ctrl-C.",
)
@click.version_option(reportkit.__version__, prog_name="reportkit")
def main() -> None:
    """Read Vietnamese review reports, add their figures up, fill Word and Excel templates.

    \b
    Example:
      reportkit review reports/ -o out/
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


for _command in (review, audit, parse, fill, check, init, outline, profile, templates):
    main.add_command(_command)
