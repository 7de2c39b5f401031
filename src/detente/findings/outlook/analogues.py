"""Analogues: what came after the past pairs most like this one, and which these were."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.finding import Finding
from detente.evidence.sentence import PlainSentence
from detente.findings.concept import Concept
from detente.models import track_records as methods
from detente.models.analogues.measures import MEASURES
from detente.models.analogues.search import MOVED, SHOWN, Analogue, Analogues, Share
from detente.models.features.outcomes import AHEAD
from detente.phrasing import decimal, listed, number

SOURCES = (
    "atop",
    "cow_igo",
    "cow_mid",
    "cow_nmc",
    "gml_mid",
    "minimum_distance",
    "rivalries",
    "un_ideal_points",
    "vdem",
)
NAMED = 3
"""Cases that the sentence names."""


def findings(relation: Relation) -> Iterator[Finding]:
    """Name the nearest cases and count what came after them."""
    found = relation.analogues
    if found is None:
        return
    known = (found.quiet, found.nearer, found.farther, found.pact)
    lead = next((share for share in known if share is not None), None)
    value, unit = found.nearest[0].steps[-1], "standard deviations"
    if lead is not None:
        value, unit = lead.share, "part of the nearest"
    cells = tuple(_cell(case) for case in found.nearest[:SHOWN])
    yield Finding(
        id="synthesis.analogues",
        sentences=(PlainSentence(_text(found)),),
        value=value,
        unit=unit,
        evidence=cells,
        method=methods.analogues(),
        verdict="measured",
        sentence_about="what came after the nearest cases",
    )


def _text(found: Analogues) -> str:
    """Write the nearest cases, and what came after all of them."""
    near = listed([f"{listed(case.names)} in {case.year}" for case in found.nearest[:NAMED]])
    drew_nearer = f"votes drew nearer by more than {number(MOVED)}"
    parts = (
        _came(found.quiet, f"no dispute began within {AHEAD} years"),
        _came(found.nearer, drew_nearer),
        _came(found.farther, "they drew apart by as much"),
        _came(found.pact, "a first pact came"),
    )
    after = listed([part for part in parts if part])
    return (
        f"The {len(found.nearest)} past pairs most like {listed(found.names)} of {found.year} are "
        f"led by {near}; after them {after}."
    )


def _came(found: Share | None, what: str) -> str:
    """Say how often something came; empty where it is not known of any case."""
    if found is None:
        return ""
    every = decimal(100 * found.all, 0)
    return f"{what} in {found.count} of {found.known} ({every}% of all relevant pairs)"


def _cell(case: Analogue) -> Cell:
    return Cell(
        "likeness",
        "steps",
        keys=(("ccode1", case.codes[0]), ("ccode2", case.codes[1]), ("year", case.year)),
        value=round(case.steps[-1], 4),
        unit="standard deviations, mean of four groups of measures",
        sources=SOURCES,
        rule=f"mean distance in {len(MEASURES)} measures of three structures and the past",
    )


CONCEPT = Concept(
    id="synthesis.analogues",
    say=findings,
    section="synthesis",
    block="analogues",
    methods=("analogues",),
    topics=("risk", "following"),
)
