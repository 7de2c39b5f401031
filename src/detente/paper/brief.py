"""A brief: everything that a paper on one relation says, before it is laid out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING

from detente.actors.names import NEWEST
from detente.actors.pairs import Pair
from detente.errors import RequestError
from detente.scenarios.accounting import Scenario, account, check_year, choose
from detente.scenarios.courses import Course, courses
from detente.scenarios.recommendations import Recommendation, recommend
from detente.store.world import World
from detente.synthesis import (
    identity_findings,
    institution_findings,
    methods,
    outlook_findings,
    power_findings,
)
from detente.synthesis.comparison import Standing, compare
from detente.synthesis.explanation import Explanation, explain
from detente.synthesis.finding import Finding, Method
from detente.synthesis.outlook import Outlook, look
from detente.synthesis.reading import Reading, read

if TYPE_CHECKING:
    from detente.synthesis.claims.check import Verdict
    from detente.synthesis.claims.language import Document

OWN = "blocs"
"""Id under which the hand-made tables of blocs are cited."""
STRUCTURES = ("power", "identity", "institutions")


@dataclass(frozen=True, slots=True)
class Options:
    """What a user asked for beside the two names.

    Attributes
    ----------
    scenario : str or None
        ``"accession"``, ``"association"``, ``"exit"``, ``"none"``; None lets the pair decide.
    year : int or None
        Year of the change; None for the year after the view.
    horizon : int
        Years of the forecasts.
    draws, seed : int
        Draws behind the intervals of distances, and their seed.
    """

    scenario: str | None = None
    year: int | None = None
    horizon: int = 20
    draws: int = 2000
    seed: int = 1

    def __post_init__(self) -> None:
        for name, low, high in (("horizon", 1, 25), ("draws", 100, 20000), ("seed", 0, 2**32 - 1)):
            value = getattr(self, name)
            if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
                raise RequestError(f"{name} {value!r} is no whole number from {low} to {high}")


@dataclass(frozen=True, slots=True)
class Brief:
    """What a paper on one relation says.

    Attributes
    ----------
    reading : Reading
        Three structures as measured.
    findings : tuple of Finding
        Sentences with their cells, in the order of the paper; the number of a finding's note is its place from 1.
    standings : tuple of Standing
        The relation and those beside it, on every scale.
    explanation : Explanation or None
        The synthesis; None where fewer than two structures have data.
    scenario : Scenario or None
        What a membership changes.
    recommendations : tuple of Recommendation
        By rule.
    report_card : tuple of Method
        Every method used, once.
    options : Options
        What was asked for.
    outlook : Outlook
        Risk, windows, analogues.
    courses : tuple of Course
        Courses held against the same evidence.
    claims : tuple of Verdict
        Claims held against the data, where a file was given.
    document : Document or None
        Whose claims they are.
    """

    reading: Reading
    findings: tuple[Finding, ...]
    standings: tuple[Standing, ...]
    explanation: Explanation | None
    scenario: Scenario | None
    recommendations: tuple[Recommendation, ...]
    report_card: tuple[Method, ...]
    options: Options
    outlook: Outlook
    courses: tuple[Course, ...] = ()
    claims: tuple[Verdict, ...] = ()
    document: Document | None = None

    @property
    def pair(self) -> Pair:
        """The relation."""
        return self.reading.pair

    def of(self, structure: str) -> tuple[Finding, ...]:
        """Give the findings of one structure."""
        return tuple(f for f in self.findings if f.structure == structure)

    def note(self, *ids: str) -> tuple[int, ...]:
        """Give the numbers of findings' evidence notes, of those that exist."""
        place = {f.id: i for i, f in enumerate(self.findings, start=1)}
        return tuple(place[i] for i in ids if i in place)

    def sources(self) -> tuple[str, ...]:
        """Name every source used by a finding, a measure, a comparison or the scenario, in alphabetical order."""
        return tuple(sorted(self.reach()))

    def reach(self) -> dict[str, int | None]:
        """Give the newest year not after the view that each source was used for; None where it has no year."""
        cells = [c for f in self.findings if f.verdict != "forecast" for c in f.evidence]
        cells += [c for d in self.scenario.differences for c in d.evidence] if self.scenario else []
        cells += [c for s in self.standings for c in s.cells.values()]
        newest: dict[str, int | None] = {}
        used = [(c.sources, c.year) for c in cells]
        used += [
            (s.sources, s.until(self.pair.as_of).years[-1])
            for s in self.reading.measures()
            if s.until(self.pair.as_of)
        ]
        for sources, year in used:
            known = year if year is not None and year <= self.pair.as_of else None
            for name in sources:
                newest[name] = max(
                    (y for y in (newest.get(name), known) if y is not None), default=None
                )
        return newest

    def data_to(self) -> int | None:
        """Give the newest year of any evidence not after the view."""
        years = [
            y
            for f in self.findings
            if f.verdict != "forecast"
            for y in f.years
            if y <= self.pair.as_of
        ]
        return max(years, default=None)


def make(
    world: World,
    pair: Pair,
    options: Options | None = None,
    say: Callable[[str], None] = lambda line: None,
    *,
    others: bool = True,
    studies: bool = True,
    claims: Document | None = None,
) -> Brief:
    """Make the brief of a relation.

    Parameters
    ----------
    world : World
        The tables.
    pair : Pair
        The parties and the view.
    options : Options, optional
        Scenario, horizon, draws, seed.
    say : callable
        Told what is being done.
    others : bool
        Whether to place the pair's past and the reference relations beside it.
    studies : bool
        Whether to study what joining a bloc of the pair did, what windows were worth, and analogues; a page of the terminal has
        no room for it.
    claims : Document, optional
        Claims to be held against the data.

    Returns
    -------
    Brief

    Raises
    ------
    RequestError
        Where the scenario does not fit the pair.
    """
    options = options or Options()
    kind = choose(pair, options.scenario)
    check_year(pair, options.year)
    say("measuring power, identity, institutions")
    reading = read(world, pair, horizon=options.horizon, draws=options.draws, seed=options.seed)
    findings = (
        *power_findings.findings(reading),
        *identity_findings.findings(reading),
        *institution_findings.findings(reading, studies=studies),
    )
    say("risk, windows of opportunity, analogues")
    outlook = look(world, pair, records=studies)
    findings = (*findings, *outlook_findings.findings(world, pair, outlook))
    say("comparing with other relations")
    standings = compare(world, pair, others=others)
    scenario = account(reading, kind, options.year)
    held = courses(reading, scenario, outlook, {f.id: f for f in findings})
    checked = _checked(world, claims, say) if claims is not None else ()
    return Brief(
        reading=reading,
        findings=findings,
        standings=standings,
        explanation=explain(reading, standings[0], findings) if standings else None,
        scenario=scenario,
        recommendations=recommend(reading, scenario, findings, held),
        report_card=_report_card(findings, scenario),
        options=options,
        outlook=outlook,
        courses=held,
        claims=checked,
        document=claims,
    )


def _checked(world: World, claims: Document, say: Callable[[str], None]) -> tuple[Verdict, ...]:
    from detente.synthesis.claims.check import check  # a page of the terminal has no claims

    return check(world, claims, NEWEST, say)


def _report_card(findings: tuple[Finding, ...], scenario: Scenario | None) -> tuple[Method, ...]:
    used: dict[str, Method] = {}
    for f in (
        findings
    ):  # the first finding of a method stands for it: CINC before GDP, accession before association
        used.setdefault(f.method.id, f.method)
    if scenario is not None:
        used.setdefault("accounting", methods.accounting())
    return tuple(used[k] for k in sorted(used))


def software() -> str:
    """Name the software and its version."""
    return f"détente {version('detente')}"


def source_entry(world: World, name: str) -> dict[str, object]:
    """Give version, terms, licence and citations of a source, or of the project's own tables of blocs."""
    if name == OWN:
        return {
            "version": version("detente"),
            "terms": "open",
            "licence": "Apache-2.0",
            "citations": ["blocs_table"],
        }
    return world.source(name)
