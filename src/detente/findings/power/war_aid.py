"""Aid in war: what producers count, and the last decision."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.names import actor
from detente.actors.war_aid import CURRENCIES, GROUPS, WarAid
from detente.analysis.relation import Relation
from detente.evidence.figure import Figure, dated, figure_id, measured
from detente.evidence.finding import Finding
from detente.evidence.sentence import Phrase, Sentence, listed_phrases
from detente.findings.concept import Concept
from detente.models import track_records as methods
from detente.power.war_aid import Aid, aid, cell

ID = "power.war_aid"


def findings(relation: Relation) -> Iterator[Finding]:
    """Say it of each party that has aid."""
    for one in aid(relation.pair):
        said = [sentence for sentence in (_counts(one), _decision(one)) if sentence is not None]
        cells = tuple(cell(sum_) for sum_ in (*one.counts, *one.decisions[-1:]))
        yield Finding(
            id=f"{ID}_{one.recipient.key.lower()}",
            sentences=tuple(said),
            value=cells[0].value,
            unit=cells[0].unit,
            evidence=cells,
            method=methods.accounting(),
            sentence_about="aid committed in war",
        )


def _counts(one: Aid) -> Sentence | None:
    """Say what each donor gave by its newest count."""
    if not one.counts:
        return None
    return Sentence(
        "{counts}.", {"counts": listed_phrases([_count(one, sum_) for sum_ in one.counts])}
    )


def _count(one: Aid, count: WarAid) -> Phrase:
    at = cell(count)
    of = (one.recipient.key.lower(), count.donor)
    year = dated(figure_id(f"{ID}_{of[0]}", *of[1:], "year"), count.on.year, at)
    parts = {"recipient": one.recipient.label, **_sum(count, of), "year": year}
    return Phrase("{donor} had allocated {sum} billion {currency} to {recipient} by {year}", parts)


def _decision(one: Aid) -> Sentence | None:
    """Say what the last decision gives."""
    if not one.decisions:
        return None
    last = one.decisions[-1]
    of = (one.recipient.key.lower(), last.donor, "decision")
    year = dated(figure_id(f"{ID}_{of[0]}", *of[1:], "year"), last.on.year, cell(last))
    return Sentence(
        "The last decision on record here, of {year}, gives {recipient} {sum} billion {currency} "
        "from {donor}: {form}.",
        {"year": year, **_sum(last, of), "recipient": one.recipient.label, "form": last.form},
    )


def _sum(one: WarAid, of: tuple[str, ...]) -> dict[str, str | Figure]:
    """Give who gives, how much, and in which currency."""
    given = measured(figure_id(f"{ID}_{of[0]}", *of[1:]), cell(one), way=_way(one.billions))
    return {"donor": _donor(one), "sum": given, "currency": CURRENCIES[one.currency]}


def _way(billions: float) -> str:
    return "whole" if billions.is_integer() else "one_decimal"


def _donor(one: WarAid) -> str:
    return GROUPS.get(one.donor) or actor(one.donor, one.on).label


CONCEPT = Concept(
    id=ID,
    say=findings,
    section="power",
    block="means",
    methods=("accounting",),
)
