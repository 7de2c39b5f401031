"""Talking to the user: progress on standard error, results on standard output."""

from __future__ import annotations

import json
import sys
import time
from typing import Any


class Progress:
    """Tells what is being done, with the seconds gone by; silent when told to be.

    Parameters
    ----------
    quiet : bool
        Say nothing.
    """

    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet
        self.began = time.monotonic()

    def __call__(self, line: str) -> None:
        if not self.quiet:
            sys.stderr.write(f"[{time.monotonic() - self.began:5.1f} s] {line}\n")
            sys.stderr.flush()


def out(line: str = "") -> None:
    """Write a line of the result."""
    sys.stdout.write(line + "\n")


def out_json(value: Any) -> None:
    """Write the result as JSON."""
    out(json.dumps(value, indent=1, ensure_ascii=False, sort_keys=True, allow_nan=False))
