"""Groups of the features of tension: their names alone, so that readers need not load a source."""

from __future__ import annotations

GROUPS: dict[str, tuple[str, ...]] = {
    "speech": (
        "mentions_high",
        "mentions_low",
        "hostile_high",
        "hostile_low",
        "tone",
        "hostile_new",
    ),
    "second coding": ("cow_two", "cow_five", "cow_fifteen", "cow_ongoing", "cow_fresh"),
    "sanctions": ("sanction_imposed", "sanction_threatened", "sanctioned"),
    "allies": ("ally_high", "ally_low", "ally_long"),
    "leaders": ("leader_new", "leader_irregular", "leader_lately"),
}
"""Features by group, each of which has a gain of its own."""
WORDS = {
    "speech": "hostility and mentions in the General Debate",
    "second coding": "disputes as the Correlates of War code them",
    "sanctions": "sanctions of the United States and the European Union",
    "allies": "disputes with the other side's allies",
    "leaders": "change of leader",
}
"""Groups, as a reader would call them."""
FEATURES = tuple(feature for names in GROUPS.values() for feature in names)
"""All of them, in order."""
