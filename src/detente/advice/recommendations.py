"""Recommendations by published rules: each rests on findings, names who loses and what would change it.

No rule fires without its evidence, and "the evidence does not favour any" is a possible result.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from detente.actors.relation_key import short
from detente.advice.policy_options import FRESH, PolicyOption
from detente.analysis.relation import Relation
from detente.evidence.finding import Finding
from detente.evidence.series import base_year
from detente.identity.agreement import ISSUES
from detente.phrasing import cap, counted, gap, listed, multiple, number, share
from detente.scenarios.accounting import Scenario


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What the findings favour.

    Attributes
    ----------
    id, text : str
        Stable name and sentence.
    rests_on : tuple of str
        Ids of findings.
    loses : str
        Who would lose.
    changes : str
        What would change it.
    confidence : str
        ``"high"`` where every finding is arithmetic, ``"moderate"`` or ``"low"`` else.
    """

    id: str
    text: str
    rests_on: tuple[str, ...]
    loses: str
    changes: str
    confidence: str


def recommend(
    relation: Relation,
    scenario: Scenario | None,
    findings: tuple[Finding, ...],
    held: tuple[PolicyOption, ...],
) -> tuple[Recommendation, ...]:
    """Let the courses compete, then apply every other rule in order.

    Parameters
    ----------
    reading : Reading
        What was measured.
    scenario : Scenario or None
        The change accounted for.
    findings : tuple of Finding
        What may be rested on.
    held : tuple of Course
        The courses with what speaks for and against each.
    """
    known = {f.id: f for f in findings}
    made = (_course(relation, scenario, held), *(rule(relation, scenario, known) for rule in RULES))
    return tuple(r for r in made if r is not None)


def _weight(
    relation: Relation, scenario: Scenario | None, known: dict[str, Finding]
) -> Recommendation | None:
    """Membership argued by weight: what would be added against what the trend took."""
    if scenario is None or scenario.kind != "accession" or "power.shares_cinc" not in known:
        return None
    change = next((d for d in scenario.differences if d.id == "prominence.share_cinc"), None)
    index = 0 if relation.pair.a is scenario.bloc else 1
    own = relation.power.shares["cinc"][index]
    first = base_year(relation.pair.as_of, (own,), own.years[-1]) if own else None
    if change is None or first is None:
        return None
    then, now = own.at(first), own.at(own.years[-1])
    if then is None or now is None:
        return None
    lost = then.value - now.value
    bloc, state = scenario.bloc.label, scenario.state.label
    third = relation.power.third
    against = next(
        (d for d in scenario.differences if d.id == "prominence.against_third_cinc"), None
    )
    tail = (
        f"; against {third.label} it would move the ratio from {multiple(against.before)} to {multiple(against.after)}"
        if against and third and multiple(against.before) != multiple(against.after)
        else ""
    )
    if change.difference < 0.005:
        text = (
            f"Leave weight out of the argument: {state} would add {share(change.difference)} to {bloc}'s share of "
            f"capability{tail}."
        )
    elif abs(change.difference - lost) < 0.2 * lost:
        text = (
            f"Counted by weight alone, the accession of {state} would about make good what {bloc} lost since {first}: "
            f"{share(change.difference)} of the system's capability against {share(lost)}{tail}."
        )
    elif change.difference < lost:
        text = (
            f"Do not argue the accession of {state} by weight: it would add {share(change.difference)} to {bloc}'s share of "
            f"capability, less than the {share(lost)} that share lost since {first}{tail}."
        )
    else:
        text = (
            f"Weight is an argument for the accession of {state}: it would add {share(change.difference)} to {bloc}'s share "
            f"of capability, {'more than the ' + share(lost) + ' lost' if lost > 0 else 'on top of what it gained'} since "
            f"{first}{tail}."
        )
    wins = change.difference >= 0.005 and change.difference > lost * 0.8
    borders = (
        f"those who would have to guard new borders with {listed(scenario.gained[:3])}"
        if scenario.gained
        else "members whose weight inside would shrink"
    )
    needed = max(lost, 2 * change.difference, 0.01)
    other = [
        d.label.partition(",")[0]
        for d in scenario.differences
        if d.id.startswith("prominence.share_") and d is not change and d.difference > needed
    ]
    if other and not wins:
        return Recommendation(
            "weight",
            text,
            ("power.shares_cinc",),
            confidence="moderate",
            loses="those who carry the case for enlargement on capability",
            changes=f"another choice of yardstick: by {listed([o[0].lower() + o[1:] for o in other])} {state} would add more than "
            f"{share(needed)}",
        )
    return Recommendation(
        "weight",
        text,
        ("power.shares_cinc",),
        confidence="high",
        loses=borders if wins else "those who carry the case for enlargement on capability",
        changes=f"a yardstick on which {state} holds less than {share(change.difference / 2)} of the system"
        if wins
        else f"a yardstick on which {state} holds more than {share(needed)} of the system",
    )


def _issues(
    relation: Relation, scenario: Scenario | None, known: dict[str, Finding]
) -> Recommendation | None:
    """Begin where votes agree."""
    finding = known.get("identity.issues")
    if finding is None:
        return None
    cells = {dict(c.keys)["issue"]: c for c in finding.evidence}
    ordered = sorted(cells.items(), key=lambda item: -item[1].value)
    (best, top), (worst, bottom) = ordered[0], ordered[-1]
    newest = max(finding.years)
    if (
        top.value < 0.4
        or bottom.value > 0.2
        or top.value - bottom.value < 0.3
        or newest < relation.pair.as_of - FRESH
    ):
        return None
    text = (
        f"If a common subject is sought, UN votes point to {ISSUES[str(best)]} (pi {number(top.value)}) rather than "
        f"{ISSUES[str(worst)]} ({number(bottom.value)}); they tell what is declared, not what is done."
    )
    return Recommendation(
        "issues",
        text,
        ("identity.issues",),
        loses=f"those whose first concern is {ISSUES[str(worst)]}",
        changes=f"agreement on {ISSUES[str(best)]} below .2 in the next five years",
        confidence="low",
    )


def _drift(
    relation: Relation, scenario: Scenario | None, known: dict[str, Finding]
) -> Recommendation | None:
    """Where votes drift apart under dense institutions, contact is not convergence; where they near, patience pays."""
    finding = known.get("identity.distance")
    if finding is None or "institutions.organisations" not in known:
        return None
    series = relation.identity.distance
    now, before = series.at(series.years[-1]), series.at(series.years[-1] - 10)
    if now is None or before is None or now.year is None or abs(now.value - before.value) < 0.3:
        return None
    decade = [c.value for c in series.cells() if c.year is not None and c.year > now.year - 10]
    full = relation.institutions.organisations[0]
    last = min(full.years[-1], now.year) if full else now.year
    bodies = [c.value for y in (last - 10, last) for c in [full.at(y)] if c is not None]
    steady = len(bodies) == 2 and abs(bodies[1] - bodies[0]) <= 0.1 * bodies[0]
    reach = "" if last >= now.year - 2 else f", as far as the data reach ({last - 10} to {last}),"
    who, ids = relation.pair.words, ("identity.distance", "institutions.organisations")
    if now.value > before.value and steady and now.value > max(decade) - 0.3:
        return Recommendation(
            "contact",
            f"Count the bodies that {who} share as channels, not as signs of convergence: in ten years their votes "
            f"moved from {gap(before.value)} to {gap(now.value)} apart, while{reach} the number of organisations in common "
            f"stayed.",
            ids,
            loses="offices whose budget rests on the promise of convergence",
            changes=f"a distance back under {number(before.value)} for three sessions running",
            confidence="moderate",
        )
    return None


def _yardstick(
    relation: Relation, scenario: Scenario | None, known: dict[str, Finding]
) -> Recommendation | None:
    """Where yardsticks disagree by half or more, name them."""
    finding = known.get("power.spending_third") or known.get("power.spending_between")
    if (
        finding is None
        or finding.verdict != "sources disagree"
        or finding.low is None
        or finding.high is None
    ):
        return None
    if finding.high / finding.low < 1.5 or finding.low > 10:
        return None
    keys = dict(finding.evidence[0].keys)
    labels = {
        short(p): p.label
        for p in (relation.pair.a, relation.pair.b, relation.power.third)
        if p is not None
    }
    top, bottom = labels[str(keys["top"])], labels[str(keys["bottom"])]
    return Recommendation(
        "yardstick",
        cap(
            f"never quote the ratio of defence spending of {top} to {bottom} without its "
            f"yardstick: it runs from {multiple(finding.low)} to {multiple(finding.high)}."
        ),
        (finding.id,),
        loses="arguments that need a single number",
        changes="a common price base for both states' budgets",
        confidence="high",
    )


def _course(
    relation: Relation, scenario: Scenario | None, found: tuple[PolicyOption, ...]
) -> Recommendation | None:
    """Let the courses compete on the same evidence; none may be favoured."""
    spoken = [c for c in found if c.pro or c.contra]
    if not spoken:
        return None
    good = [c for c in found if c.favoured]
    used = [
        *(r for c in (good or spoken) for r in (*c.pro, *c.contra)),
        *(c.contra[0] for c in found if c.contra),
    ]
    ids = tuple(dict.fromkeys(r.finding for r in used))
    held = [f"{c.label} ({c.contra[0].words})" for c in found if c.contra]
    against = f"; against {listed(held)}" if held else ""
    joining = (
        scenario is not None
        and scenario.kind == "accession"
        and "accession" not in {c.id for c in good}
    )
    hands = _hands(scenario) if joining and scenario is not None else ""
    if good:
        told = listed([f"{c.label} ({listed([r.words for r in c.pro])})" for c in good])
        return Recommendation(
            "course",
            f"On the evidence here, {relation.pair.words} are served by {told}{against}.{hands}",
            ids,
            loses=listed([LOSERS[c.id] for c in good]),
            changes=listed([CHANGES[c.id] for c in good]),
            confidence="moderate" if all(c.tested for c in good) else "low",
        )
    some, none = ([c.label for c in spoken if bool(c.pro) is for_it] for for_it in (True, False))
    told = (
        f"something speaks for {listed(some)}, but nothing that is tested and undisputed"
        if some
        else "nothing speaks for one"
    )
    also = f"; against {listed(none)}" if none else ""
    return Recommendation(
        "course",
        f"The evidence does not favour any course between {relation.pair.words}: {told}{also}.{hands}",
        ids,
        loses="those who need an answer now",
        changes="a window of a kind that has earned trust, open in most hostile pairs",
        confidence="low",
    )


def _hands(scenario: Scenario) -> str:
    """Say what accession would bring, as accounting knows it."""
    bring = next((d for d in scenario.differences if d.id == "conflict_zones.outside"), None)
    extra = round(abs(bring.difference)) if bring else 0
    more = "more" if bring and bring.difference > 0 else "fewer"
    load = f" and {extra} {more} disputes with outsiders, {bring.note}" if bring and extra else ""
    return (
        f" Of the accession of {scenario.state.label} to {scenario.bloc.label} it is known what would change hands "
        f"({counted(len(scenario.gained), 'new land neighbour')}{load}), not how anyone would act."
    )


LOSERS = {
    "accession": "members whose weight inside would shrink",
    "association": "those who want all or nothing",
    "steps": "those who make every step hang on the whole",
    "patience": "those who would trade a concession for speed",
    "nothing": "offices that live on the relation",
}
CHANGES = {
    "accession": "a study of joining that is told from zero with the other sign",
    "association": "a study of being tied that is told from zero with the other sign",
    "steps": "the subject no longer shared, or the window shut",
    "patience": "votes farther apart for three sessions running",
    "nothing": "a dispute, or a rivalry",
}
Rule = Callable[[Relation, Scenario | None, dict[str, Finding]], Recommendation | None]
RULES: tuple[Rule, ...] = (_weight, _issues, _drift, _yardstick)
"""The published rules beside the courses, in the order in which a paper prints them."""
