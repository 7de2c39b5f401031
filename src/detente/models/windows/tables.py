"""The tables of the starter that hold windows of opportunity and their records."""

from __future__ import annotations

from detente.models.features.dyad_years import NEEDS
from detente.models.windows.fit import windows
from detente.models.windows.record import window_decades, window_records
from detente.store.starter import DerivedTable

DERIVED_TABLES = (
    DerivedTable(
        "windows",
        None,
        needs=NEEDS,
        make=windows,
        rule="what a structure adds to the probability of an outcome within five years that the "
        "pair's past gives, shrunk to the part of such gains that had come, with its 80 % "
        "interval; refitted every year on what was known",
        slow=True,
    ),
    DerivedTable(
        "window_records",
        None,
        needs=NEEDS,
        make=window_records,
        rule="excess of the outcomes over the forecast of the past, top less bottom fifth of "
        "comparable pairs, with 95 % intervals from pairs and from states drawn with replacement; "
        "skill over the past, and the part of the printed gains that came; by the year of the "
        "view, from windows whose five years were over",
        slow=True,
    ),
    DerivedTable(
        "window_decades",
        None,
        needs=NEEDS,
        make=window_decades,
        rule="open windows and those that came true by decade, beside the base rate and pairs not "
        "open whose past gave the same forecast; by the year of the view, from windows whose five "
        "years were over",
        slow=True,
    ),
)
