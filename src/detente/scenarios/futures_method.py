"""The method of paired futures, as a report card gives it."""

from __future__ import annotations

from datetime import date
from functools import cache

from detente.evidence.method import Method, described
from detente.scenarios.proof.scores import membership_effect, placebos
from detente.scenarios.proof.tables import packaged
from detente.scenarios.proof.words import short_words


@cache
def method(day: date) -> Method:
    """Say how paired futures are made, and how well they did.

    Parameters
    ----------
    day : datetime.date
        The view: only forecasts that were over are scored.
    """
    known = packaged().as_of(day)
    effect = membership_effect(known)
    if not effect.of:
        return described("paired_futures", mark="untested", record="no past accession is over")
    bands = placebos(known)
    held = sum(one.covers for one in bands)
    good = effect.established and held == len(bands)
    return described(
        "paired_futures",
        mark="tested and good" if good else "tested and weak",
        record=f"{short_words(effect)}; bands of states that did not join hold in {held} of "
        f"{len(bands)} tests",
    )
