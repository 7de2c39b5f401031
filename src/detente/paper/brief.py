"""A brief: everything that a paper on one relation says, before it is laid out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from detente.actors.own_rows import OwnFacts
from detente.actors.relation_key import RelationKey
from detente.actors.rows_of_pair import own_facts_of
from detente.advice.advised import Advised
from detente.advice.option import Option
from detente.analysis.comparison import Placement
from detente.analysis.explanation import Explanation, explain
from detente.analysis.guards.form import LeftOut, Subject
from detente.analysis.guards.shelf import as_printed, off_first_page, silenced
from detente.analysis.options import Options
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.finding import Finding
from detente.evidence.method import Method
from detente.findings.concept import Concept
from detente.findings.own_marks import with_marks
from detente.findings.shelf import SECTIONS, concept_of, concepts, for_summary
from detente.models import track_records as methods
from detente.paper.fonts import check_letters
from detente.rules.argument import Argument
from detente.rules.line import Line, Printed
from detente.rules.membership.simulation import Simulation, plan_of_relation, simulation
from detente.scenarios.accounting import Scenario
from detente.scenarios.choice import COUNTED, check_year, choose
from detente.scenarios.futures_method import method as paired_futures
from detente.store.catalog import Catalog
from detente.store.memo import Memo

if TYPE_CHECKING:
    from detente.claims.check import Verdict
    from detente.claims.document import Document

Made = TypeVar("Made")


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
    def _made(self) -> Memo:
        return Memo()

    def once(self, make: Callable[[Brief], Made]) -> Made:
        """Call ``make(brief)`` once, and give the same whenever it is asked for again.

        Parameters
        ----------
        make : callable
            Makes a part of the paper that several places print or refer to.
        """
        return self._made.result(make, self)

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
            said = self._allowed(concept)
            self._said[concept.id] = tuple(
                with_marks(said, self.own_facts) if self.pair.own else said
            )
        return self._said[concept.id]

    def _allowed(self, concept: Concept) -> Iterator[Finding]:
        """Give what guards let a concept say; where they bar all of it, nothing is made."""
        known = self.relation.situation
        barred = silenced(concept.subject(), known)
        if barred is not None:
            self._left_out[barred.subject] = barred
            return
        for finding in concept.say(self.relation):
            subject = concept.subject(finding)
            barred = silenced(subject, known)
            printed = as_printed(subject, known)
            if barred is None and printed is not None:
                yield printed
            elif barred is not None:
                self._left_out[barred.subject] = barred

    @cached_property
    def _left_out(self) -> dict[str, LeftOut]:
        """What guards kept out, as far as it has been asked for."""
        return {}

    def reason(self, name: str) -> str:
        """Say why a finding is left out; empty where it is printed, or there is none to print.

        Parameters
        ----------
        name : str
            Such as ``"synthesis.risk"``.
        """
        self._of_concept(concept_of(name))
        barred = self._left_out.get(name)
        return "" if barred is None else barred.reason

    def silence(self, *topics: str) -> str:
        """Say why nothing is printed on some topics; empty where something may be.

        Parameters
        ----------
        *topics : str
            Of `detente.analysis.guards.form.TOPICS`.
        """
        barred = silenced(Subject("", frozenset(topics)), self.relation.situation)
        return "" if barred is None else barred.reason

    @cached_property
    def left_out(self) -> tuple[LeftOut, ...]:
        """What guards keep out of the paper or off page 1, each with its reason."""
        known = self.relation.situation
        said = self.findings
        kept_off = (
            off_first_page(concept_of(finding.id).subject(finding), known)
            for finding in for_summary(said)
        )
        advice = (*self.advised.left_out, *self._membership_left_out)
        first_page = (one for one in kept_off if one is not None)
        return (*self._left_out.values(), *advice, *first_page)

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
        # chosen first: a second opinion does not stand in for what guards keep off the page
        return tuple(one for one in for_summary(self.findings) if self.leads(one.id))

    def leads(self, name: str) -> bool:
        """Tell whether a finding may be on page 1.

        Parameters
        ----------
        name : str
            Id of a finding; one that was not made may not.
        """
        finding = self.finding(name)
        if finding is None:
            return False
        subject = concept_of(name).subject(finding)
        return off_first_page(subject, self.relation.situation) is None

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Sentences with their cells, in the order of the paper; a note's number is its place."""
        return tuple(finding for section in SECTIONS for finding in self.of(section))

    @cached_property
    def argument(self) -> Argument:
        """What the paper argues."""
        return Argument(self.relation)

    @cached_property
    def printed_lines(self) -> tuple[Line, ...]:
        """Every line that the paper prints, each once, in the order of the paper."""
        argument, advised = self.argument, self.advised
        leading = (one.line for one in argument.key_findings)
        advice = (*(one.line for one in advised.options), *(one.line for one in advised.watches))
        parts = (part for name in argument.sections for part in argument.section(name))
        in_sections = (one.line for part in parts for one in part)
        # a line that page 1 and a section print has one note: the first of both is kept
        found: dict[Printed, Line] = {}
        for line in (*leading, *in_sections, *advice):
            found.setdefault(line.printed, line)
        return tuple(found.values())

    @cached_property
    def _line_places(self) -> dict[Printed, int]:
        return {line.printed: place for place, line in enumerate(self.printed_lines, start=1)}

    def note_of(self, line: Line) -> tuple[int, ...]:
        """Give the number of a line's note; none where the line is not printed.

        Parameters
        ----------
        line : Line
            A line of the argument.
        """
        place = self._line_places.get(line.printed)
        return () if place is None else (place,)

    @property
    def numbered(self) -> Iterator[tuple[int, Finding]]:
        """Give everything that has a note: the lines that are printed, then every finding."""
        yield from enumerate((line.finding for line in self.printed_lines), start=1)
        for finding in self.findings:
            yield self._places[finding.id], finding

    @cached_property
    def _places(self) -> dict[str, int]:
        first = len(self.printed_lines) + 1
        return {finding.id: place for place, finding in enumerate(self.findings, start=first)}

    @property
    def placements(self) -> tuple[Placement, ...]:
        """The relation and those beside it, on every scale."""
        return self.relation.placements

    @cached_property
    def explanation(self) -> Explanation | None:
        """What the structures together say; None where fewer than two of them have data."""
        placement = self.relation.placement
        if placement is None or self.silence("explanation"):
            return None
        return explain(self.relation, placement)

    @cached_property
    def rests_on(self) -> tuple[str, ...]:
        """Ids of the findings that the explanation rests on."""
        wanted = self.explanation.rests_on if self.explanation else ()
        return tuple(name for name in wanted if name in self._places)

    @cached_property
    def scenario(self) -> Scenario | None:
        """What a membership changes; None too where guards bar it and nobody asked for it."""
        if self.options.scenario is None and self.why_not_offered:
            return None
        kind = choose(self.pair, self.options.scenario)
        if kind not in COUNTED:
            return None
        return self.relation.account(kind, self.options.year)

    @cached_property
    def simulation(self) -> Simulation | None:
        """What paired futures say of the change; None where none is asked for or fits."""
        return simulation(self.relation)

    @cached_property
    def why_not_offered(self) -> str:
        """Say why no membership is offered unless asked for; empty where one may be, or is none."""
        fitting = choose(self.pair, None)
        if "accession" not in (fitting, self.options.scenario):
            return ""
        return self.silence("accession")

    @property
    def _membership_left_out(self) -> Iterator[LeftOut]:
        if self.why_not_offered and self.scenario is None:
            yield LeftOut(
                subject="scenario.accession",
                guard="no membership unasked",
                reason=self.why_not_offered,
            )

    @cached_property
    def advised(self) -> Advised:
        """What the paper advises, and what is to be watched."""
        return Advised(self.argument)

    @property
    def recommendations(self) -> tuple[Option, ...]:
        """Recommendations, each of which rests on lines that may be on page 1."""
        return self.advised.recommended

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
        if self.simulation is not None and self.simulation.found is not None:
            used.setdefault("paired_futures", paired_futures(self.pair.day))
        if self.scenario is not None:
            used.setdefault("accounting", methods.accounting())
        return tuple(used[name] for name in sorted(used))

    @cached_property
    def printed_methods(self) -> tuple[Method, ...]:
        """Methods of the lines that the paper prints, and of what it advises, each once."""
        findings = [line.finding for line in self.printed_lines]
        findings += [line.finding for one in self.recommendations for line in one.rests_on]
        used = {finding.method.id: finding.method for finding in findings}
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
            yield from (cell for _, cell in self.scenario.evidence())
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
    return brief_of(Relation(catalog, pair, options=options or Options()), claims=claims)


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
        Where the scenario does not fit the pair, or a claim has letters without a font.
    """
    check_letters("document of claims", claims.texts if claims else ())
    choose(relation.pair, relation.options.scenario)
    check_year(relation.pair, relation.options.year)
    if relation.options.scenario is not None:
        # what was typed wrongly is said before anything is measured
        plan_of_relation(relation)
    return Brief(relation, relation.options, document=claims)
