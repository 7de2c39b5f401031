"""The shelf of angles; one more is a file of `angles` and a line."""

from __future__ import annotations

from detente.rules.angle import Angle

ANGLES: tuple[Angle, ...] = ()
"""Every angle, those that outrank others first."""
