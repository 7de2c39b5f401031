"""The command line: one file a command, errors in one line, progress on standard error."""

from __future__ import annotations

import sys

INTERRUPTED = 130


def main() -> None:
    """Run the command line.

    Exit codes: 0 done, 1 a failure told in one line, 2 wrong usage, 130 interrupted.
    """
    from detente.cli.app import app
    from detente.errors import DetenteError

    try:
        app()
    except DetenteError as error:
        sys.stderr.write(f"detente: {error}\n")
        sys.exit(1)
    except SystemExit as ended:
        if ended.code == INTERRUPTED:
            sys.stderr.write("detente: interrupted; nothing half-written is left, run it again\n")
        raise
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
