"""Names, labels and stored scale of the series of positions."""

from __future__ import annotations

SERIES = {"adopted": ("adopted", "compat"), "voeten": ("voeten", "compat")}
"""Our series by vote set and mode: the headline, and the literature's votes as a second opinion.

No posterior in `proper` mode is shipped: its chains meet in too few distances, and its intervals
are too narrow where three camps vote as one (docs/identity.md).
"""
PUBLISHED = "published"
"""The published series on final-passage votes less the session's median, without intervals."""
LABELS = {
    "adopted": "votes on adopted resolutions",
    "voeten": "votes of all kinds",
    PUBLISHED: "published, final-passage votes",
}
KEPT = {"adopted": 100, "voeten": 50}
"""Draws shipped of each series."""
SCALE = 1000
"""Draws are shipped as whole thousandths."""
