"""A brief: everything that a paper on one relation says, before it is laid out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from typing import TYPE_CHECKING

from detente.actors.own_rows import OwnFacts
from detente.actors.relation_key import RelationKey
from detente.actors.rows_of_pair import own_facts_of
from detente.advice.policy_options import PolicyOption, policy_options
from detente.advice.recommendation import Recommendation
from detente.advice.recommendations import recommend
from detente.analysis.comparison import Placement
from detente.analysis.explanation import Explanation, explain
from detente.analysis.options import Options
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.finding import Finding
from detente.evidence.method import Method
from detente.findings.concept import Concept
from detente.findings.own_marks import with_marks
from detente.findings.shelf import SECTIONS, concept_of, concepts, for_summary
from detente.models import track_records as methods
from detente.scenarios.accounting import Scenario, account
from detente.scenarios.choice import check_year, choose
from detente.store.catalog import Catalog

if TYPE_CHECKING:
    from detente.claims.check import Verdict
    from detente.claims.document import Document

OWN = "blocs"
"""Id under which the hand-made tables of blocs are cited."""


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
    def _said(self) -> dict[str, tuple[Finding, ...]]:
        """Findings by the id of their concept, as far as they have been asked for."""
        return {}

    @cached_property
    def own_facts(self) -> OwnFacts:
        """What a user's file says of the relation; empty where none was given."""
        return own_facts_of(self.pair)

    def _of_concept(self, concept: Concept) -> tuple[Finding, ...]:
        if concept.id not in self._said:
            said = concept.say(self.relation)
            self._said[concept.id] = tuple(
                with_marks(said, self.own_facts) if self.pair.own else said
            )
        return self._said[concept.id]

    def each(self, section: str, *blocks: str) -> Iterator[Finding]:
        """Give the findings of a section one by one: what is not taken is not made.

        Parameters
        ----------
        section : str
            One of `detente.findings.shelf.SECTIONS`.
        *blocks : str
            Parts of the section, as the concepts declare them; all where none is named.

        Yields
        ------
        Finding
            In the order of the paper.
        """
        for concept in concepts(section, *blocks):
            yield from self._of_concept(concept)

    def of(self, section: str, *blocks: str) -> tuple[Finding, ...]:
        """Give the findings of a section; those of other sections and blocks are not made.

        Parameters
        ----------
        section : str
            One of `detente.findings.shelf.SECTIONS`.
        *blocks : str
            Parts of the section, as the concepts declare them; all where none is named.

        Returns
        -------
        tuple of Finding
            In the order of the paper.
        """
        return tuple(self.each(section, *blocks))

    def finding(self, name: str) -> Finding | None:
        """Give a finding by its id; None where data for it are missing.

        Parameters
        ----------
        name : str
            Such as ``"power.gap"``.

        Raises
        ------
        KeyError
            Where no concept has such findings.
        """
        findings = self._of_concept(concept_of(name))
        return next((finding for finding in findings if finding.id == name), None)

    @cached_property
    def for_summary(self) -> tuple[Finding, ...]:
        """The findings that may be in the summary, the most telling first."""
        return for_summary(self.findings)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Sentences with their cells, in the order of the paper; a note's number is its place."""
        return tuple(finding for section in SECTIONS for finding in self.of(section))

    @cached_property
    def _places(self) -> dict[str, int]:
        return {finding.id: place for place, finding in enumerate(self.findings, start=1)}

    @property
    def placements(self) -> tuple[Placement, ...]:
        """The relation and those beside it, on every scale."""
        return self.relation.placements

    @cached_property
    def explanation(self) -> Explanation | None:
        """What the structures together say; None where fewer than two of them have data."""
        placement = self.relation.placement
        return None if placement is None else explain(self.relation, placement)

    @cached_property
    def rests_on(self) -> tuple[str, ...]:
        """Ids of the findings that the explanation rests on."""
        wanted = self.explanation.rests_on if self.explanation else ()
        return tuple(name for name in wanted if name in self._places)

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

        return check(self.relation.tables, self.document, own=self.pair.own)

    @cached_property
    def report_card(self) -> tuple[Method, ...]:
        """Every method used, once."""
        used: dict[str, Method] = {}
        for finding in self.findings:
            used.setdefault(finding.method.id, finding.method)
        if self.scenario is not None:
            used.setdefault("accounting", methods.accounting())
        return tuple(used[name] for name in sorted(used))

    def note(self, *ids: str) -> tuple[int, ...]:
        """Give the numbers of findings' evidence notes, of those that exist.

        Parameters
        ----------
        *ids : str
            Ids of findings.
        """
        return tuple(self._places[name] for name in ids if name in self._places)

    def sources(self) -> tuple[str, ...]:
        """Name every source used by a finding, a measure, a comparison or the scenario, A to Z."""
        return tuple(sorted(self._reach))

    def reach(self) -> dict[str, int | None]:
        """Give the newest year not after the view of each source; None where it has no year."""
        return dict(self._reach)

    @cached_property
    def _reach(self) -> dict[str, int | None]:
        as_of = self.pair.as_of
        used = [
            (cell.sources, cell.year, cell.is_dated or (cell.year or 0) <= as_of)
            for cell in self._cells()
        ]
        measured = ((series.sources, series.years[-1]) for series in self.relation.measures())
        used += [(sources, year, year <= as_of) for sources, year in measured]
        newest: dict[str, int | None] = {}
        for sources, year, is_known in used:
            known = year is not None and is_known
            for name in sources:
                before = newest.get(name)
                newest[name] = before
                if known and (before is None or (year or 0) > before):
                    newest[name] = year
        return newest

    def _cells(self) -> Iterator[Cell]:
        """Every cell that the paper rests on; those of forecasts are not data."""
        for finding in self.findings:
            if finding.verdict != "forecast":
                yield from finding.evidence
        if self.scenario is not None:
            for difference in self.scenario.differences:
                yield from difference.evidence
        for placement in self.placements:
            yield from placement.cells.values()

    def data_to(self) -> int | None:
        """Give the newest year of any evidence not after the view."""
        measured = [finding for finding in self.findings if finding.verdict != "forecast"]
        years = [year for finding in measured for year in finding.years if year <= self.pair.as_of]
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
    asked = options or Options()
    return brief_of(Relation(catalog, pair, options=asked), claims=claims)


def brief_of(relation: Relation, *, claims: Document | None = None) -> Brief:
    """Begin the brief of a relation that may have been measured in part; nothing is measured twice.

    Parameters
    ----------
    relation : Relation
        The measured parts, with the options.
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
    choose(relation.pair, relation.options.scenario)
    check_year(relation.pair, relation.options.year)
    return Brief(relation, relation.options, document=claims)


def software() -> str:
    """Name the software and its version."""
    return f"détente {version('detente')}"


def source_entry(catalog: Catalog, name: str) -> dict[str, object]:
    """Give version, terms, licence and citations of a source, or of the project's own tables.

    Parameters
    ----------
    catalog : Catalog
        The tables, which know what they were made from.
    name : str
        Id of a source, or `OWN`.

    Returns
    -------
    dict
        ``version``, ``terms``, ``licence``, ``citations``.
    """
    if name == OWN:
        return {
            "version": version("detente"),
            "terms": "open",
            "licence": "Apache-2.0",
            "citations": ["blocs_table"],
        }
    return catalog.source(name)
