"""What joining a bloc, or being tied to it, did elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from detente.claims.answer import Answer, Kind, View
from detente.claims.question import BLOC, EXPECT, TEXT, Field, Question
from detente.errors import ClaimError
from detente.findings.institutions.estimates import closest
from detente.models.membership.design import CONTROLS
from detente.models.membership.outcomes import OUTCOMES
from detente.models.membership.study import Membership, Specification, estimate, laid_out
from detente.phrasing import number, signed

EVENTS = ("accession", "association")
FALLING = ("nearer", "falls")
EXPECTED = ("nearer", "farther", "rises", "falls")


def answer(question: Question, view: View) -> Iterator[Answer]:
    """Compare what accession or association is known to have done with a direction."""
    bloc = view.bloc(question.fields["bloc"])
    event, direction = question.text("event"), question.text("expect")
    outcome = question.text("outcome", "distance")
    known = event in EVENTS and outcome in OUTCOMES and direction in EXPECTED
    if not known:
        raise ClaimError(
            f"no study of {event!r} on {outcome!r} with expect = {direction!r}",
            near=(*EVENTS, *OUTCOMES, *EXPECTED),
        )
    design, letters, matrix = laid_out(view.catalog, bloc, event, outcome, view.as_of)
    studies = estimate(design, outcome, letters, matrix)
    if studies:
        met = _as_expected(studies, direction)
        numbers = f"{_summary(studies)} ({studies[0].found.treated} states, to {view.as_of})"
        yield Answer(
            "event studies",
            f"{numbers}; {_power(studies)}" if met is None else numbers,
            met=met,
            sources=OUTCOMES[outcome][2],
            years=(view.as_of,),
            why=_undecided(studies) if met is None else "",
        )


def _summary(studies: tuple[Specification, ...]) -> str:
    """Say where the effects lie, and how many are established."""
    effects = [study.found.effect for study in studies]
    established = sum(study.established for study in studies)
    lowest, highest = signed(min(effects)), signed(max(effects))
    return (
        f"{lowest} to {highest} over {len(studies)} specifications, "
        f"{established} distinguishable from zero"
    )


def _undecided(studies: tuple[Specification, ...]) -> str:
    """Say that no effect is seen, and from what size on one usually would be."""
    least = number(closest(studies).found.smallest)
    return f"most specifications cannot tell the effect from zero; usually found from {least}"


def _power(studies: tuple[Specification, ...]) -> str:
    """Say how small an effect the likest comparison would have found."""
    likest = closest(studies)
    return (
        f"with a power of 80 % the comparison with {CONTROLS[likest.controls]} would find one of "
        f"{number(likest.found.smallest)}"
    )


def _as_expected(studies: tuple[Specification, ...], direction: str) -> bool | None:
    """Whether the established effects go in a direction; None where they decide nothing."""
    if not Membership.distinguishable(studies):
        return None
    effect = next(study.found.effect for study in studies if study.established)
    return (effect < 0) == (direction in FALLING)


EVENT = Field("event", TEXT, named="", note=", ".join(f"`{event}`" for event in EVENTS))
DIRECTION = Field("expect", EXPECT.form, note=", ".join(f"`{known}`" for known in EXPECTED))
KIND = Kind(
    "effect",
    "what joining or being tied did elsewhere",
    fields=(Field("outcome", TEXT, named="", required=False), EVENT, BLOC, DIRECTION),
    answer=answer,
)
