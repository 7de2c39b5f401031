"""The method of paired futures, as a report card gives it."""

from __future__ import annotations

from detente.evidence.method import Method, described


def method() -> Method:
    """Say how paired futures are made, and how well they did."""
    return described(
        "paired_futures",
        mark="untested",
        record="no record of past changes is in the tables; effects of a rung are priors",
    )
