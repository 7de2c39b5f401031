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
    side = _side(gap)
    expected = (
        f"Electoral democracy in {state.label} stood at {number(gap.start.value)} in {gap.origin}; "
        "openings like it, as far as their outcome was known then, would have moved it to "
        f"{number(gap.expected)} after {gap.year - gap.origin} years [{number(gap.low)}, "
        f"{number(gap.high)}, {gap.cases} cases]."
    )
    came = f"It stood at {number(gap.observed.value)} in {gap.year}, {side} what could be expected."
    return Finding(
        id=f"identity.expectation_{state.key.lower()}",
        sentences=(PlainSentence(expected), PlainSentence(came)),
        value=gap.observed.value - gap.expected,
        unit="index points",
        low=gap.observed.value - gap.high,
        high=gap.observed.value - gap.low,
        evidence=(gap.start, gap.observed),
        method=methods.expectation(gap.cases),
        verdict="measured" if side != "within" else "no difference",
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
