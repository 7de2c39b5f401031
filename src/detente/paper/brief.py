"""A brief: everything that a paper on one relation says, before it is laid out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from typing import TYPE_CHECKING

from detente.actors.names import NEWEST
from detente.actors.relation_key import RelationKey
from detente.advice.policy_options import PolicyOption, policy_options
from detente.advice.recommendation import Recommendation
from detente.advice.recommendations import recommend
from detente.analysis.comparison import Standing
from detente.analysis.explanation import Explanation, explain
from detente.analysis.options import Options
from detente.analysis.relation import Relation
from detente.evidence.finding import Finding
from detente.evidence.method import Method
from detente.findings.identity import positions as identity_findings
from detente.findings.institutions import ties as institution_findings
from detente.findings.outlook import risk as outlook_findings
from detente.findings.power import balance as power_findings
from detente.models import track_records as methods
from detente.scenarios.accounting import Scenario, account
from detente.scenarios.choice import check_year, choose
from detente.store.catalog import Catalog

if TYPE_CHECKING:
    from detente.claims.check import Verdict
    from detente.claims.document import Document

OWN = "blocs"
"""Id under which the hand-made tables of blocs are cited."""
STRUCTURES = ("power", "identity", "institutions")
SECTIONS = (*STRUCTURES, "synthesis")


@dataclass(frozen=True)
class Brief:
    """What a paper on one relation says; each part is made when it is first asked for.

    Attributes
    ----------
    relation : Relation
        The relation as measured.
    options : Options
        What was asked for.
    document : Document or None
        Claims to be tested, where a file was given.
    """

    relation: Relation
    options: Options
    document: Document | None = None

    @property
    def pair(self) -> RelationKey:
        """The parties and the view."""
        return self.relation.pair

    @cached_property
    def _sections(self) -> dict[str, tuple[Finding, ...]]:
        return {}

    def of(self, section: str) -> tuple[Finding, ...]:
        """Give the findings of one structure, or of the synthesis."""
        if section not in self._sections:
            relation = self.relation
            made = {
                "power": lambda: power_findings.findings(relation),
                "identity": lambda: identity_findings.findings(relation),
                "institutions": lambda: institution_findings.findings(relation),
                "synthesis": lambda: outlook_findings.findings(relation),
            }
            self._sections[section] = tuple(made[section]())
        return self._sections[section]

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Sentences with their cells, in the order of the paper; the number of a note is its place from 1."""
        return tuple(finding for section in SECTIONS for finding in self.of(section))

    @property
    def standings(self) -> tuple[Standing, ...]:
        """The relation and those beside it, on every scale."""
        return self.relation.standings

    @cached_property
    def explanation(self) -> Explanation | None:
        """What the structures together say; None where fewer than two of them have data."""
        standing = self.relation.standing
        return None if standing is None else explain(self.relation, standing)

    @cached_property
    def rests_on(self) -> tuple[str, ...]:
        """Ids of the findings that the explanation rests on."""
        known = {finding.id for finding in self.findings}
        wanted = self.explanation.rests_on if self.explanation else ()
        return tuple(name for name in wanted if name in known)

    @cached_property
    def scenario(self) -> Scenario | None:
        """What a membership changes."""
        kind = choose(self.pair, self.options.scenario)
        return account(self.relation.power, kind, self.options.year)

    @cached_property
    def policy_options(self) -> tuple[PolicyOption, ...]:
        """Options for policy, each with what speaks for and against it."""
        known = {finding.id: finding for finding in self.findings}
        return policy_options(self.relation, self.scenario, known)

    @cached_property
    def recommendations(self) -> tuple[Recommendation, ...]:
        """Recommendations by rule."""
        return recommend(self.relation, self.scenario, self.findings, self.policy_options)

    @cached_property
    def claims(self) -> tuple[Verdict, ...]:
        """Verdicts on the claims of the document."""
        if self.document is None:
            return ()
        from detente.claims.check import check  # a page of the terminal has no claims

        return check(self.relation.tables, self.document, NEWEST)

    @cached_property
    def report_card(self) -> tuple[Method, ...]:
        """Every method used, once: CINC before GDP, accession before association."""
        used: dict[str, Method] = {}
        for finding in self.findings:
            used.setdefault(finding.method.id, finding.method)
        if self.scenario is not None:
            used.setdefault("accounting", methods.accounting())
        return tuple(used[name] for name in sorted(used))

    def note(self, *ids: str) -> tuple[int, ...]:
        """Give the numbers of findings' evidence notes, of those that exist."""
        place = {finding.id: i for i, finding in enumerate(self.findings, start=1)}
        return tuple(place[name] for name in ids if name in place)

    def sources(self) -> tuple[str, ...]:
        """Name every source used by a finding, a measure, a comparison or the scenario, in alphabetical order."""
        return tuple(sorted(self.reach()))

    def reach(self) -> dict[str, int | None]:
        """Give the newest year not after the view that each source was used for; None where it has no year."""
        cells = [c for f in self.findings if f.verdict != "forecast" for c in f.evidence]
        cells += [c for d in self.scenario.differences for c in d.evidence] if self.scenario else []
        cells += [c for s in self.standings for c in s.cells.values()]
        used = [(cell.sources, cell.year) for cell in cells]
        used += [(series.sources, series.years[-1]) for series in self.relation.measures()]
        newest: dict[str, int | None] = {}
        for sources, year in used:
            known = year if year is not None and year <= self.pair.as_of else None
            for name in sources:
                years = [y for y in (newest.get(name), known) if y is not None]
                newest[name] = max(years, default=None)
        return newest

    def data_to(self) -> int | None:
        """Give the newest year of any evidence not after the view."""
        measured = [f for f in self.findings if f.verdict != "forecast"]
        years = [year for f in measured for year in f.years if year <= self.pair.as_of]
        return max(years, default=None)


def make(
    catalog: Catalog,
    pair: RelationKey,
    options: Options | None = None,
    *,
    claims: Document | None = None,
) -> Brief:
    """Begin the brief of a relation; its parts are made when they are asked for.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    pair : RelationKey
        The parties and the view.
    options : Options, optional
        Scenario, horizon, draws, seed.
    claims : Document, optional
        Claims to be tested against the data.

    Returns
    -------
    Brief

    Raises
    ------
    RequestError
        Where the scenario does not fit the pair.
    """
    options = options or Options()
    choose(pair, options.scenario)
    check_year(pair, options.year)
    return Brief(Relation(catalog, pair, options), options, claims)


def software() -> str:
    """Name the software and its version."""
    return f"détente {version('detente')}"


def source_entry(catalog: Catalog, name: str) -> dict[str, object]:
    """Give version, terms, licence and citations of a source, or of the project's own tables of blocs."""
    if name == OWN:
        return {
            "version": version("detente"),
            "terms": "open",
            "licence": "Apache-2.0",
            "citations": ["blocs_table"],
        }
    return catalog.source(name)
