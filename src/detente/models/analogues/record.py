"""The record of analogues: a comparison, from which nothing is forecast."""

from __future__ import annotations

from detente.evidence.method import Method, described


def method() -> Method:
    """Count what came after the nearest cases."""
    return described(
        "analogues",
        mark="untested",
        record="a comparison: what came after the nearest cases is counted, beside all pairs of "
        "their kind",
    )
