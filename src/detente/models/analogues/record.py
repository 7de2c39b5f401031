"""The record of analogues: a comparison, from which nothing is forecast."""

from __future__ import annotations

from detente.evidence.method import Method


def method() -> Method:
    """Count what came after the nearest cases."""
    return Method(
        id="analogues",
        name="Analogues",
        mark="untested",
        record="a comparison: what came after the nearest cases is counted, beside all pairs of "
        "their kind",
        fails="likeness hangs on the measures chosen and counts them alike; the nearest may still "
        "be far",
    )
