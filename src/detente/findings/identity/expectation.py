"""Expectations: what openings like a state's had led to elsewhere, beside what came."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.evidence.finding import Finding
from detente.evidence.sentence import PlainSentence
from detente.findings.concept import Concept
from detente.identity.expectation import Gap
from detente.models import track_records as methods
from detente.phrasing import number


def findings(relation: Relation) -> Iterator[Finding]:
    """Compare expectation and outcome for each state that had an opening."""
    for state, gap in relation.identity.gaps:
        yield _finding(state, gap)


def _finding(state: State, gap: Gap) -> Finding:
    side, came = _side(gap), gap.observed.value
    years = gap.year - gap.origin
    start = f"{number(gap.start.value)} in {gap.origin}"
    after = f"{number(gap.expected)} after {years} years"
    expected = (
        f"Electoral democracy in {state.label} stood at {start}; openings like it, as far as their "
        f"outcome was known then, would have moved it to {after} [{number(gap.low)}, "
        f"{number(gap.high)}, {gap.cases} cases]."
    )
    verdict = "no difference" if side == "within" else "measured"
    outcome = f"It stood at {number(came)} in {gap.year}, {side} what could be expected."
    low, high = came - gap.high, came - gap.low
    sentences = (PlainSentence(expected), PlainSentence(outcome))
    return Finding(
        id=f"identity.expectation_{state.key.lower()}",
        sentences=sentences,
        value=came - gap.expected,
        unit="index points",
        low=low,
        high=high,
        evidence=(gap.start, gap.observed),
        method=methods.expectation(gap.cases),
        verdict=verdict,
        sentence_about="what was expected after 1991",
    )


def _side(gap: Gap) -> str:
    """Say where the outcome lies by the band of what was expected."""
    if gap.observed.value < gap.low:
        return "below"
    return "above" if gap.observed.value > gap.high else "within"


CONCEPT = Concept(
    id="identity.expectation",
    say=findings,
    section="identity",
    block="regimes",
    methods=("expectation",),
)
