"""The record of the expectations of how disputes end."""

from __future__ import annotations

from detente.evidence.method import Method, described
from detente.store.starter import manifest


def method() -> Method:
    """Say how the expectations did in cross-validation, beside a ratio and the calendar."""
    scores = manifest()["checks"]["outcomes"]
    return described(
        "outcomes",
        mark="tested and weak",
        record=f"log loss cut by {scores['model']:.0%} in ten-fold cross-validation (a capability "
        f"ratio: {scores['ratio']:.1%}); the year alone cuts {scores['year']:.0%}, and over it "
        f"capability adds {scores['model_over_year']:.1%}",
    )
