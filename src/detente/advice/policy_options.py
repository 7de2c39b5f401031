"""Courses: accession, association, small steps, patience and doing nothing, held against the same evidence by published rules.

Each finding that bears on a course speaks for it or against it; a course is favoured where something speaks for it, nothing
against, and at least one of the findings is exact or comes from a method that was tested and did well. None may be.
"""

from __future__ import annotations

from dataclasses import dataclass

from detente.analysis.relation import Relation
from detente.evidence.finding import Finding
from detente.identity.agreement import ISSUES
from detente.models.features.outcomes import WORDS
from detente.models.windows.read import Window
from detente.phrasing import chance, gap, number, signed
from detente.scenarios.accounting import Scenario

LABELS = {
    "accession": "accession",
    "association": "association short of it",
    "steps": "small steps on common subjects",
    "patience": "strategic patience",
    "nothing": "doing nothing",
}
SAFE, GRAVE = 0.02, 0.10
"""Risk of a dispute in a year below which nothing presses, and above which doing nothing is no answer."""
AGREED = 0.4
"""Agreement on an issue from which it is a common subject."""
MOVED = 0.3
"""Ideal-point units over ten years from which votes drew nearer or apart."""
LIKELIER = 0.1
"""Part by which what came after analogues has to differ from what comes after all pairs."""
FRESH = 4
"""Years after which votes no longer speak for the view."""
GOOD = ("tested and good", "exact")


@dataclass(frozen=True, slots=True)
class Reason:
    """Something that speaks for a course or against it.

    Attributes
    ----------
    finding, words : str
        Id of the finding, and what it says of the course.
    """

    finding: str
    words: str


@dataclass(frozen=True, slots=True)
class PolicyOption:
    """One course and what bears on it.

    Attributes
    ----------
    id, label : str
        Short name, and what a reader calls it.
    pro, contra : tuple of Reason
        For and against.
    favoured : bool
        By the rule above.
    tested : bool
        Whether every reason for it comes from a method tested and found good, or from arithmetic.
    """

    id: str
    label: str
    pro: tuple[Reason, ...]
    contra: tuple[Reason, ...]
    favoured: bool
    tested: bool


def policy_options(
    relation: Relation, scenario: Scenario | None, known: dict[str, Finding]
) -> tuple[PolicyOption, ...]:
    """Hold every course that fits the pair against the evidence.

    Parameters
    ----------
    reading : Reading
        What was measured.
    scenario : Scenario or None
        Tells whether a membership is at issue.
    known : dict
        Findings by id.
    """
    pro: dict[str, list[Reason]] = {c: [] for c in LABELS}
    contra: dict[str, list[Reason]] = {c: [] for c in LABELS}
    at_issue = scenario is not None and scenario.kind in ("accession", "association")
    if at_issue and scenario is not None:
        _studies(scenario, known, pro, contra)
    _windows(relation, known, pro, contra)
    _votes(relation, known, pro, contra)
    _after(relation, known, pro, contra)
    _danger(relation, known, pro, contra)
    found = []
    for id, label in LABELS.items():
        if id in ("accession", "association") and not at_issue:
            continue
        marks = [known[r.finding].method.mark in GOOD for r in pro[id]]
        found.append(
            PolicyOption(
                id,
                label,
                tuple(pro[id]),
                tuple(contra[id]),
                any(marks) and not contra[id],
                bool(marks) and all(marks),
            )
        )
    return tuple(found)


Reasons = dict[str, list[Reason]]


def _studies(scenario: Scenario, known: dict[str, Finding], pro: Reasons, contra: Reasons) -> None:
    """What joining and being tied did elsewhere; a difference that is not told from zero bears on nothing."""
    for course in ("accession", "association"):
        f = known.get(f"institutions.{course}_{scenario.bloc.id.lower()}")
        if (
            f is not None
            and f.verdict == "measured"
            and f.low is not None
            and f.high is not None
            and (f.high < 0 or f.low > 0)
        ):
            nearer = f.value < 0
            word = (
                "drew nearer to the core than their likes" if nearer else "drew away from the core"
            )
            (pro if nearer else contra)[course].append(
                Reason(f.id, f"others {word} after it ({signed(f.value)})")
            )


def _windows(relation: Relation, known: dict[str, Finding], pro: Reasons, contra: Reasons) -> None:
    """Windows of a kind that has earned trust: open in most hostile pairs, or shut by an interval below zero.

    A rung may be climbed in any bloc of the other's, and says nothing of the one at issue.
    """
    if "synthesis.windows" not in known:
        return
    bears = {
        "quiet": ("steps",),
        "rung": (),
        "pact": ("steps",),
        "rivalry": ("patience",),
        "trade": ("steps",),
    }
    for w in relation.windows.now:
        record = relation.windows.records.get((w.outcome, w.structure))
        if record is None or record.trust != "earned":
            continue
        for course in bears[w.outcome]:
            if w.open:
                pro[course].append(
                    Reason(
                        "synthesis.windows",
                        f"a window for {WORDS[w.outcome]} stands open by {w.structure} {_gain(w)}",
                    )
                )
            elif w.high < 0 and 2 * w.opened <= w.pairs:
                what = (
                    "a new dispute likelier"
                    if w.outcome == "quiet"
                    else f"{WORDS[w.outcome]} less likely"
                )
                contra[course].append(
                    Reason("synthesis.windows", f"{w.structure} makes {what} {_gain(w)}")
                )


def _gain(w: Window) -> str:
    return f"({signed(w.gain)} [{signed(w.low)}, {signed(w.high)}])"


def _votes(relation: Relation, known: dict[str, Finding], pro: Reasons, contra: Reasons) -> None:
    """A subject on which votes agree; votes that drew nearer or apart over ten years."""
    issues = known.get("identity.issues")
    if issues is not None and max(issues.years) >= relation.pair.as_of - FRESH:
        best = max(issues.evidence, key=lambda c: c.value)
        if best.value >= AGREED:
            pro["steps"].append(
                Reason(
                    issues.id,
                    f"votes agree on {ISSUES[str(dict(best.keys)['issue'])]} (pi "
                    f"{number(best.value)})",
                )
            )
    series = relation.identity.distance
    if "identity.distance" not in known or not series:
        return
    now, before = series.at(series.years[-1]), series.at(series.years[-1] - 10)
    if (
        now is None
        or before is None
        or series.years[-1] < relation.pair.as_of - FRESH
        or abs(now.value - before.value) < MOVED
    ):
        return
    moved = f"from {gap(before.value)} to {gap(now.value)} in ten years"
    if now.value < before.value:
        pro["patience"].append(
            Reason("identity.distance", f"votes drew nearer by themselves, {moved}")
        )
    else:
        contra["patience"].append(Reason("identity.distance", f"votes drew apart, {moved}"))


def _after(relation: Relation, known: dict[str, Finding], pro: Reasons, contra: Reasons) -> None:
    """What came after the nearest past pairs."""
    found = relation.analogues
    if found is None or "synthesis.analogues" not in known:
        return
    if found.nearer is not None and found.nearer.share - found.nearer.all >= LIKELIER:
        pro["patience"].append(
            Reason(
                "synthesis.analogues",
                f"votes of {found.nearer.count} of {found.nearer.known} like pairs drew nearer in five years "
                f"(of all, {found.nearer.all:.0%})",
            )
        )
    if found.farther is not None and found.farther.share - found.farther.all >= LIKELIER:
        contra["patience"].append(
            Reason(
                "synthesis.analogues",
                f"votes of {found.farther.count} of {found.farther.known} like pairs drew apart in five "
                f"years (of all, {found.farther.all:.0%})",
            )
        )
    if found.quiet is not None and found.quiet.all - found.quiet.share >= LIKELIER:
        contra["nothing"].append(
            Reason(
                "synthesis.analogues",
                f"a dispute began within five years in {found.quiet.known - found.quiet.count} of "
                f"{found.quiet.known} like pairs (of all, {1 - found.quiet.all:.0%})",
            )
        )


def _danger(relation: Relation, known: dict[str, Finding], pro: Reasons, contra: Reasons) -> None:
    """Whether a dispute is near enough to press."""
    risk = relation.risk
    if risk is None or "synthesis.risk" not in known:
        return
    if risk.high < SAFE and relation.windows.hostile == 0:
        pro["nothing"].append(
            Reason(
                "synthesis.risk",
                f"nothing presses: the chance of a dispute in {risk.year} is {chance(risk.risk)}, and no pair "
                "across the two sides is hostile",
            )
        )
    elif risk.low > GRAVE:
        contra["nothing"].append(
            Reason(
                "synthesis.risk", f"the chance of a dispute in {risk.year} is {chance(risk.risk)}"
            )
        )
