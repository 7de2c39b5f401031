"""Recommendations by published rules: each rests on findings, and says who loses.

Each also names what would change it. No rule fires without its evidence, and "the evidence does not
favour any" is a possible result.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain

from detente.actors.relation_key import short
from detente.advice.policy_options import AGREED, MOVED, PolicyOption
from detente.advice.recommendation import Recommendation
from detente.advice.weight import weight
from detente.analysis.guards.age import FRESH
from detente.analysis.guards.form import Subject
from detente.analysis.guards.shelf import silenced
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.finding import Finding
from detente.evidence.series import Series
from detente.identity.agreement import ISSUES
from detente.phrasing import cap, counted, gap, listed, multiple, number
from detente.scenarios.accounting import Scenario

DISAGREED, APART = 0.2, 0.3
"""Agreement on an issue up to which it is none, and the gap between two that are contrasted."""
STEADY = 0.1
"""Part by which the number of bodies in common may move and still be steady."""
DECADE = 10
"""Years over which votes and bodies are compared."""
LAG = 2
"""Years by which the bodies may end before the votes without a word."""
SPREAD, SENSIBLE = 1.5, 10
"""Ratio of yardsticks from which they are named, unless all show more than so many times."""
LOSERS = {
    "accession": "members whose weight inside would shrink",
    "association": "those who want all or nothing",
    "steps": "those who make every step depend on the whole",
    "patience": "those who would trade a concession for speed",
    "nothing": "offices that live on the relation",
}
CHANGES = {
    "accession": "a study of joining that is distinguishable from zero with the other sign",
    "association": "a study of being tied that is distinguishable from zero with the other sign",
    "steps": "the subject no longer shared, or the window shut",
    "patience": "votes farther apart for three sessions running",
    "nothing": "a dispute, or a rivalry",
}


def recommend(
    relation: Relation,
    scenario: Scenario | None,
    findings: tuple[Finding, ...],
    options: tuple[PolicyOption, ...],
) -> tuple[Recommendation, ...]:
    """Let the policy options compete, then apply every other rule in order.

    Parameters
    ----------
    relation : Relation
        What was measured.
    scenario : Scenario or None
        The change accounted for.
    findings : tuple of Finding
        What may be rested on.
    options : tuple of PolicyOption
        The options, with what speaks for and against each.

    Returns
    -------
    tuple of Recommendation
        Those whose evidence is there.
    """
    known = {finding.id: finding for finding in findings}
    allowed = [rule for rule, topic in RULES if not _is_silenced(relation, topic)]
    by_rule = [rule(relation, scenario, known) for rule in allowed]
    made = [_option(relation, scenario, options), *by_rule]
    return tuple(each for each in made if each is not None)


def _is_silenced(relation: Relation, topic: str) -> bool:
    """Tell whether a guard keeps out what a rule is about."""
    return silenced(Subject("", frozenset({topic})), relation.situation) is not None


def _issues(
    relation: Relation, scenario: Scenario | None, known: dict[str, Finding]
) -> Recommendation | None:
    """Begin where votes agree."""
    finding = known.get("identity.issues")
    if finding is None or max(finding.years) < relation.pair.as_of - FRESH:
        return None
    ordered = sorted(finding.evidence, key=lambda cell: -cell.value)
    top, bottom = ordered[0], ordered[-1]
    contrast = top.value - bottom.value
    if top.value < AGREED or bottom.value > DISAGREED or contrast < APART:
        return None
    best, worst = _issue(top), _issue(bottom)
    text = (
        f"If a common subject is sought, UN votes point to {best} (pi {number(top.value)}) rather "
        f"than {worst} ({number(bottom.value)}); they tell what is declared, not what is done."
    )
    return Recommendation(
        "issues",
        text,
        rests_on=("identity.issues",),
        loses=f"those whose first concern is {worst}",
        changes=f"agreement on {best} below .2 in the next five years",
        confidence="low",
    )


def _issue(cell: Cell) -> str:
    return ISSUES[str(dict(cell.keys)["issue"])]


def _contact(
    relation: Relation, scenario: Scenario | None, known: dict[str, Finding]
) -> Recommendation | None:
    """Where votes drift apart under dense institutions, contact is not convergence."""
    ids = ("identity.distance", "institutions.organisations")
    if any(name not in known for name in ids):
        return None
    distance = relation.identity.distance
    last = distance.years[-1]
    now, before = distance.at(last), distance.at(last - DECADE)
    if now is None or before is None or now.value - before.value < MOVED:
        return None
    decade = [cell.value for cell in distance.cells() if (cell.year or 0) > last - DECADE]
    if now.value <= max(decade) - MOVED:
        return None  # the votes are on their way back
    bodies = relation.institutions.shared[0]
    until = min(bodies.years[-1], last) if bodies else last
    if not _is_steady(bodies, until):
        return None
    reach = f", as far as the data reach ({until - DECADE} to {until}),"
    text = (
        f"Count the bodies that {relation.pair.words} share as channels, not as signs of "
        f"convergence: in ten years their votes moved from {gap(before.value)} to {gap(now.value)} "
        f"apart, while{'' if until >= last - LAG else reach} the number of organisations in common "
        "stayed."
    )
    return Recommendation(
        "contact",
        text,
        rests_on=ids,
        loses="offices whose budget rests on the promise of convergence",
        changes=f"a distance back under {number(before.value)} for three sessions running",
        confidence="moderate",
    )


def _is_steady(bodies: Series, until: int) -> bool:
    """Whether the number of bodies in common hardly moved over ten years."""
    first, last = bodies.at(until - DECADE), bodies.at(until)
    if first is None or last is None:
        return False
    return abs(last.value - first.value) <= STEADY * first.value


def _yardstick(
    relation: Relation, scenario: Scenario | None, known: dict[str, Finding]
) -> Recommendation | None:
    """Where yardsticks disagree by half or more, name them."""
    finding = known.get("power.spending_third") or known.get("power.spending_between")
    if finding is None or finding.verdict != "sources disagree":
        return None
    low, high = finding.low, finding.high
    if low is None or high is None or high / low < SPREAD or low > SENSIBLE:
        return None
    top, bottom = _compared(relation, finding)
    text = cap(
        f"never quote the ratio of defence spending of {top} to {bottom} without its yardstick: it "
        f"runs from {multiple(low)} to {multiple(high)}."
    )
    return Recommendation(
        "yardstick",
        text,
        rests_on=(finding.id,),
        loses="arguments that need a single number",
        changes="a common price base for both states' budgets",
        confidence="high",
    )


def _compared(relation: Relation, finding: Finding) -> tuple[str, str]:
    """Name the two whose spending a finding compares."""
    parties = (relation.pair.first, relation.pair.second, relation.power.third)
    labels = {short(party): party.label for party in parties if party is not None}
    keys = dict(finding.evidence[0].keys)
    return labels[str(keys["top"])], labels[str(keys["bottom"])]


def _option(
    relation: Relation, scenario: Scenario | None, options: tuple[PolicyOption, ...]
) -> Recommendation | None:
    """Let the options compete on the same evidence; it may be that none is favoured."""
    spoken = [option for option in options if option.pro or option.contra]
    if not spoken:
        return None
    favoured = [option for option in options if option.favoured]
    rests_on = _rests_on(favoured or spoken, options)
    hands = _what_is_known(scenario, favoured)
    if favoured:
        return _some_favoured(relation, favoured, options, rests_on=rests_on, hands=hands)
    return _none_favoured(relation, spoken, rests_on=rests_on, hands=hands)


def _rests_on(shown: list[PolicyOption], options: tuple[PolicyOption, ...]) -> tuple[str, ...]:
    """Give the findings behind the options shown, and behind what speaks against any."""
    reasons = chain.from_iterable((*option.pro, *option.contra) for option in shown)
    against = (option.contra[0] for option in options if option.contra)
    return tuple(dict.fromkeys(reason.finding for reason in chain(reasons, against)))


def _some_favoured(
    relation: Relation,
    favoured: list[PolicyOption],
    options: tuple[PolicyOption, ...],
    *,
    rests_on: tuple[str, ...],
    hands: str,
) -> Recommendation:
    """Recommend the options that are favoured."""
    served = []
    for option in favoured:
        reasons = listed([reason.words for reason in option.pro])
        served.append(f"{option.label} ({reasons})")
    refused = [f"{each.label} ({each.contra[0].words})" for each in options if each.contra]
    against = f"; against {listed(refused)}" if refused else ""
    words = relation.pair.words
    losers = [LOSERS[option.id] for option in favoured]
    changes = [CHANGES[option.id] for option in favoured]
    tested = all(option.tested for option in favoured)
    return Recommendation(
        "course",
        f"On the evidence here, {words} are served by {listed(served)}{against}.{hands}",
        rests_on=rests_on,
        loses=listed(losers),
        changes=listed(changes),
        confidence="moderate" if tested else "low",
    )


def _none_favoured(
    relation: Relation, spoken: list[PolicyOption], *, rests_on: tuple[str, ...], hands: str
) -> Recommendation:
    """Say that the evidence favours no option, and what little there is for and against."""
    some = [option.label for option in spoken if option.pro]
    none = [option.label for option in spoken if not option.pro]
    found = "nothing speaks for one"
    if some:
        found = f"something speaks for {listed(some)}, but nothing that is tested and undisputed"
    also = f"; against {listed(none)}" if none else ""
    words = relation.pair.words
    return Recommendation(
        "course",
        f"The evidence does not favour any course between {words}: {found}{also}.{hands}",
        rests_on=rests_on,
        loses="those who need an answer now",
        changes="a window of a kind that has passed its test, open in most hostile pairs",
        confidence="low",
        advises=False,
    )


def _what_is_known(scenario: Scenario | None, favoured: list[PolicyOption]) -> str:
    """Say what an accession that is not favoured would bring, as accounting knows it."""
    if scenario is None or scenario.kind != "accession":
        return ""
    if any(option.id == "accession" for option in favoured):
        return ""
    neighbours = counted(len(scenario.gained), "new land neighbour")
    return (
        f" Of the accession of {scenario.state.label} to {scenario.bloc.label} it is known what "
        f"would change hands ({neighbours}{_disputes_brought(scenario)}), not how anyone would act."
    )


def _disputes_brought(scenario: Scenario) -> str:
    """Say how many disputes with outsiders a membership would bring; nothing where none."""
    for difference in scenario.differences:
        if difference.id == "conflict_zones.outside" and round(difference.difference):
            more = "more" if difference.difference > 0 else "fewer"
            count = round(abs(difference.difference))
            return f" and {count} {more} disputes with outsiders, {difference.note}"
    return ""


Rule = Callable[[Relation, Scenario | None, dict[str, Finding]], Recommendation | None]
RULES: tuple[tuple[Rule, str], ...] = (
    (weight, "accession"),
    (_issues, "steps"),
    (_contact, "steps"),
    (_yardstick, "arms"),
)
"""The published rules beside the options, in the order in which a paper prints them, each with what
it is about."""
