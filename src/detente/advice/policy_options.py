"""Policy options, compared on the same evidence by published rules.

Accession, association, small steps, patience and doing nothing: each finding that bears on an
option speaks for it or against it. An option is favoured where something speaks for it, nothing
against, and at least one of the findings is exact or comes from a method that was tested and did
well. It may be that none is favoured.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

from detente.analysis.guards.age import FRESH
from detente.analysis.guards.form import LeftOut, Subject
from detente.analysis.guards.shelf import silenced
from detente.analysis.relation import Relation
from detente.evidence.finding import Finding
from detente.identity.agreement import ISSUES
from detente.models.analogues.search import Share
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
MEMBERSHIPS = ("accession", "association")
"""Options of which only a scenario of membership speaks."""
TOPICS = {
    "accession": "accession",
    "association": "accession",
    "steps": "steps",
    "patience": "patience",
    "nothing": "patience",
}
"""What each option is about, as guards ask."""
WINDOWS_BEAR_ON = {
    "quiet": ("steps",),
    "rung": (),
    "pact": ("steps",),
    "rivalry": ("patience",),
    "trade": ("steps",),
}
"""Options that a window for an outcome bears on.

A rung may be climbed in any bloc of the other's, and says nothing of the one at issue.
"""
SAFE, GRAVE = 0.02, 0.10
"""Yearly risk of a dispute below which nothing presses, and above which something must be done."""
AGREED = 0.4
"""Agreement on an issue from which it is a common subject."""
DECADE, MOVED = 10, 0.3
"""Years, and ideal-point units over them from which votes drew nearer or apart."""
LIKELIER = 0.1
"""Part by which what came after analogues has to differ from what comes after all pairs."""
GOOD = ("tested and good", "exact")


@dataclass(frozen=True, slots=True)
class Reason:
    """Something that speaks for an option or against it.

    Attributes
    ----------
    finding, words : str
        Id of the finding, and what it says of the option.
    """

    finding: str
    words: str


@dataclass(frozen=True, slots=True)
class Bearing:
    """A reason, and where it counts.

    Attributes
    ----------
    option : str
        Key of `LABELS`.
    speaks_for : bool
        Whether it speaks for the option; else against.
    reason : Reason
        What says so.
    """

    option: str
    speaks_for: bool
    reason: Reason


@dataclass(frozen=True, slots=True)
class PolicyOption:
    """One option and what bears on it.

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
    relation: Relation,
    scenario: Scenario | None,
    known: dict[str, Finding],
    *,
    leading: Container[str] | None = None,
) -> tuple[PolicyOption, ...]:
    """Compare every option that fits the pair on the evidence.

    Parameters
    ----------
    relation : Relation
        What was measured.
    scenario : Scenario or None
        Whether a membership is at issue.
    known : dict
        Findings by id.
    leading : container of str, optional
        Ids of the findings that may be on page 1: only they can make an option favoured; all by
        default.

    Returns
    -------
    tuple of PolicyOption
        In the order of `LABELS`.
    """
    bearings = [
        *_studies(scenario, known),
        *_windows(relation, known),
        *_common_subject(relation, known),
        *_drift(relation, known),
        *_analogues(relation, known),
        *_danger(relation, known),
    ]
    at_issue = scenario is not None and scenario.kind in MEMBERSHIPS
    barred = {left.subject for left in barred_options(relation)}
    trusted = known if leading is None else {id: known[id] for id in known if id in leading}
    return tuple(
        _option(name, bearings, trusted)
        for name in LABELS
        if (at_issue or name not in MEMBERSHIPS) and f"course.{name}" not in barred
    )


def barred_options(relation: Relation) -> tuple[LeftOut, ...]:
    """Name the options that guards keep out for a relation, each with the reason.

    Parameters
    ----------
    relation : Relation
        What was measured.
    """
    subjects = [Subject(f"course.{name}", frozenset({TOPICS[name]})) for name in LABELS]
    found = (silenced(subject, relation.situation) for subject in subjects)
    return tuple(left for left in found if left is not None)


def _option(name: str, bearings: list[Bearing], trusted: dict[str, Finding]) -> PolicyOption:
    """Weigh what bears on one option; only trusted findings can make it favoured."""
    own = [bearing for bearing in bearings if bearing.option == name]
    pro = tuple(bearing.reason for bearing in own if bearing.speaks_for)
    contra = tuple(bearing.reason for bearing in own if not bearing.speaks_for)
    good = [_is_good(trusted.get(reason.finding)) for reason in pro]
    return PolicyOption(
        name,
        LABELS[name],
        pro=pro,
        contra=contra,
        favoured=any(good) and not contra,
        tested=bool(good) and all(good),
    )


def _is_good(finding: Finding | None) -> bool:
    return finding is not None and finding.method.mark in GOOD


def _studies(scenario: Scenario | None, known: dict[str, Finding]) -> Iterator[Bearing]:
    """What joining and being tied did elsewhere, where it is distinguishable from zero."""
    if scenario is None or scenario.kind not in MEMBERSHIPS:
        return
    for option in MEMBERSHIPS:
        finding = known.get(f"institutions.{option}_{scenario.bloc.id.lower()}")
        if finding is None or not _is_distinguishable(finding):
            continue
        nearer = finding.value < 0
        drew = "drew nearer to the core than their likes" if nearer else "drew away from the core"
        words = f"others {drew} after it ({signed(finding.value)})"
        yield Bearing(option, nearer, reason=Reason(finding.id, words))


def _is_distinguishable(finding: Finding) -> bool:
    """Whether the interval of a measured effect leaves zero out."""
    if finding.verdict != "measured" or finding.low is None or finding.high is None:
        return False
    return finding.high < 0 or finding.low > 0


def _windows(relation: Relation, known: dict[str, Finding]) -> Iterator[Bearing]:
    """Windows of a kind that has passed its test: open, or shut by an interval below zero."""
    if "synthesis.windows" not in known:
        return
    for window in relation.windows.now:
        record = relation.windows.records.get((window.outcome, window.structure))
        if record is None or record.trust != "earned":
            continue
        for option in WINDOWS_BEAR_ON[window.outcome]:
            if window.open:
                words = (
                    f"a window for {WORDS[window.outcome]} is open by {window.structure} "
                    f"{_gain(window)}"
                )
            elif _is_shut(window):
                words = f"{window.structure} makes {_less(window.outcome)} {_gain(window)}"
            else:
                continue
            yield Bearing(option, window.open, reason=Reason("synthesis.windows", words))


def _is_shut(window: Window) -> bool:
    """Whether a structure lowers the chance, and at most half of the pairs have it open."""
    return window.high < 0 and 2 * window.opened <= window.pairs


def _less(outcome: str) -> str:
    return "a new dispute likelier" if outcome == "quiet" else f"{WORDS[outcome]} less likely"


def _gain(window: Window) -> str:
    return f"({signed(window.gain)} [{signed(window.low)}, {signed(window.high)}])"


def _common_subject(relation: Relation, known: dict[str, Finding]) -> Iterator[Bearing]:
    """A subject on which votes agree."""
    issues = known.get("identity.issues")
    if issues is None or max(issues.years) < relation.pair.as_of - FRESH:
        return
    best = max(issues.evidence, key=lambda cell: cell.value)
    if best.value >= AGREED:
        subject = ISSUES[str(dict(best.keys)["issue"])]
        words = f"votes agree on {subject} (pi {number(best.value)})"
        yield Bearing("steps", True, reason=Reason(issues.id, words))


def _drift(relation: Relation, known: dict[str, Finding]) -> Iterator[Bearing]:
    """Votes that drew nearer or apart over ten years."""
    distance = relation.identity.distance
    if "identity.distance" not in known or not distance:
        return
    last = distance.years[-1]
    now, before = distance.at(last), distance.at(last - DECADE)
    if now is None or before is None or last < relation.pair.as_of - FRESH:
        return
    if abs(now.value - before.value) < MOVED:
        return
    nearer = now.value < before.value
    drew = "nearer by themselves" if nearer else "apart"
    words = f"votes drew {drew}, from {gap(before.value)} to {gap(now.value)} in ten years"
    yield Bearing("patience", nearer, reason=Reason("identity.distance", words))


def _analogues(relation: Relation, known: dict[str, Finding]) -> Iterator[Bearing]:
    """What came after the nearest past pairs, where it differs from what comes after all."""
    analogues = relation.analogues
    if analogues is None or "synthesis.analogues" not in known:
        return
    for share, moved in ((analogues.nearer, "nearer"), (analogues.farther, "apart")):
        if share is None or share.share - share.all < LIKELIER:
            continue
        words = (
            f"votes of {share.count} of {share.known} like pairs drew {moved} in five years "
            f"(of all, {share.all:.0%})"
        )
        reason = Reason("synthesis.analogues", words)
        yield Bearing("patience", moved == "nearer", reason=reason)
    if analogues.quiet is not None and analogues.quiet.all - analogues.quiet.share >= LIKELIER:
        reason = Reason("synthesis.analogues", _disputes_after(analogues.quiet))
        yield Bearing("nothing", False, reason=reason)


def _disputes_after(quiet: Share) -> str:
    """Say after how many analogues a dispute began, from how many stayed quiet."""
    return (
        f"a dispute began within five years in {quiet.known - quiet.count} of {quiet.known} like "
        f"pairs (of all, {1 - quiet.all:.0%})"
    )


def _danger(relation: Relation, known: dict[str, Finding]) -> Iterator[Bearing]:
    """Whether a dispute is near enough to press."""
    risk = relation.risk
    if risk is None or "synthesis.risk" not in known:
        return
    words = f"the chance of a dispute in {risk.year} is {chance(risk.risk)}"
    if risk.high < SAFE and relation.windows.hostile == 0:
        calm = f"nothing presses: {words}, and no pair across the two sides is hostile"
        yield Bearing("nothing", True, reason=Reason("synthesis.risk", calm))
    elif risk.low > GRAVE:
        yield Bearing("nothing", False, reason=Reason("synthesis.risk", words))
