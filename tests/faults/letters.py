"""Texts that are meant to steer what shows them."""

from __future__ import annotations

STEERING = {
    "escape": "\x1b[31mred\x1b[0m",
    "title": "\x1b]0;owned\x07",
    "null": "a\x00b",
    "one byte": "\x9b2J",
    "return": "first\rsecond",
    "override": "Russia\u202egnp",
    "isolate": "\u2066a\u2069",
    "no width": "Rus\u200bsia",
    "joined": "Rus\u200dsia",
    "order of bytes": "\ufeffRussia",
    "tag": "Russia\U000e0041",
    "separator": "a\u2028b",
    "half": "a\ud800b",
}
"""By what they are."""
