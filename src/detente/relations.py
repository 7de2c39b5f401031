"""A relation as users hold it: two names, a day, and all that is measured, found and written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.actors.names import Actor, When, actor
from detente.actors.own_facts import read_own_facts
from detente.actors.own_rows import NO_FACTS, OwnFacts
from detente.actors.relation_key import RelationKey, pair
from detente.actors.view import view_day
from detente.analysis import relation as measured
from detente.analysis.options import Options
from detente.analysis.scan import Scanned
from detente.analysis.scan import scan as scan_relations
from detente.analysis.state.condition import RelationState
from detente.asked import of_kind
from detente.claims.document import read as read_claims
from detente.editions.write import write_editions
from detente.errors import RequestError
from detente.evidence.finding import Finding
from detente.identity.profile import IdentityProfile
from detente.institutions.profile import InstitutionsProfile
from detente.models.windows.read import Windows
from detente.paper.brief import Brief, brief_of, make
from detente.paper.layout import Layout
from detente.paper.signature import NAMES, Signature, read_signature, signature
from detente.paper.writers.notebook import page_one
from detente.power.profile import PowerProfile
from detente.scenarios.accounting import Scenario
from detente.scenarios.choice import choose
from detente.span import year_end
from detente.store.catalog import Catalog, default_catalog
from detente.store.home import default_store

if TYPE_CHECKING:
    from detente.scenarios.run import Simulated


@dataclass(frozen=True)
class Relation:
    """Two actors seen from a day: measured parts, findings, scenario and paper.

    Each part is made when it is first asked for, and never twice.

    Attributes
    ----------
    measured : detente.analysis.relation.Relation
        The measured parts.

    Examples
    --------
    >>> relation("NATO", "Russia", as_of=2013).institutions.rung
    'associate'
    """

    measured: measured.Relation

    @property
    def pair(self) -> RelationKey:
        """The parties and the view.

        Examples
        --------
        >>> relation("NATO", "Russia", as_of=2013).pair.label
        'NATO and Russia'
        """
        return self.measured.pair

    @property
    def state(self) -> RelationState:
        """How the two are related on the day of the view.

        Examples
        --------
        >>> relation("Russia", "Ukraine", as_of=2023).state.headline
        'war'
        """
        return self.measured.state

    @property
    def power(self) -> PowerProfile:
        """What the power structure measures.

        Examples
        --------
        >>> view = relation("NATO", "Russia", as_of=2013)
        >>> round(view.power.gap.series.last(2013).value, 1)
        2.8
        """
        return self.measured.power

    @property
    def identity(self) -> IdentityProfile:
        """What the identity structure measures.

        Examples
        --------
        >>> view = relation("NATO", "Russia", as_of=2013)
        >>> round(view.identity.distance.last(2013).value, 2)
        0.88
        """
        return self.measured.identity

    @property
    def institutions(self) -> InstitutionsProfile:
        """What the institutions structure measures.

        Examples
        --------
        >>> relation("NATO", "Russia", as_of=2013).institutions.rung
        'associate'
        """
        return self.measured.institutions

    @cached_property
    def _brief(self) -> Brief:
        return brief_of(self.measured)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Sentences with their cells, in the order of the paper.

        Examples
        --------
        >>> relation("NATO", "Russia", as_of=2013).findings[0].id
        'power.shares_cinc'
        """
        return self._brief.findings

    def _repr_html_(self) -> str:
        """Show question, answer, key findings and the first picture in a notebook."""
        return page_one(self._brief)

    def windows(self) -> Windows:
        """Date the windows of opportunity, with the record of their kinds.

        Examples
        --------
        >>> relation("NATO", "Russia", as_of=1993).windows().year
        1993
        """
        return self.measured.windows

    def accounting(self, kind: str | None = None, year: int | None = None) -> Scenario | None:
        """Account for a change of membership.

        Parameters
        ----------
        kind : {"accession", "association", "exit", "none"}, optional
            Chosen by the pair where it is not given.
        year : int, optional
            When; the year after the view by default.

        Returns
        -------
        Scenario or None
            None where nothing changes.

        Raises
        ------
        RequestError
            Where the change does not fit the pair.

        Examples
        --------
        >>> relation("NATO", "Russia", as_of=2013).accounting("accession").year
        2014
        """
        if kind is None and year is None:
            return self._brief.scenario
        return self.measured.account(choose(self.pair, kind), year)

    def scenario(
        self,
        verb: str | None = None,
        year: int | None = None,
        *,
        perspective: bool = False,
        **asked: Any,
    ) -> Simulated | None:
        """Simulate a change of membership between the state and the bloc of the relation.

        Parameters
        ----------
        verb : {"accession", "association", "suspension", "exit", "joint-body", "none"}, optional
            What happens; what the paper simulates where it is not given.
        year : int, optional
            When; the year after the view by default.
        perspective : bool
            Whether an association promises membership.
        **asked
            Fields of `detente.scenarios.verbs.Plan`: ``horizon``, ``draws``, ``seed``, ``priors``,
            ``even_at_war``.

        Returns
        -------
        Simulated or None
            Differences between paired futures, the same as ``detente scenario``; None where
            nothing was asked and nothing fits the pair.

        Raises
        ------
        RequestError
            Where the relation has no bloc and state, or the change cannot be.

        Examples
        --------
        >>> relation("Serbia", "EU").scenario("none", draws=50).moved
        ()
        """
        if verb is None:
            known = self._brief.simulation
            return None if known is None else known.found
        from detente.analysis.scenario import simulated
        from detente.scenarios.verbs import plan_of

        plan = plan_of(self.pair, verb, year, perspective=perspective, **asked)
        return simulated(self.measured.tables, plan, own=self.pair.own)

    def brief(
        self,
        out: str | Path | None = None,
        options: Options | None = None,
        *,
        formats: Sequence[str] = (),
        claims: str | Path | None = None,
        signed: str | Path | Mapping[str, str] | None = None,
        paper: str = "a4",
        pages: int | None = None,
        evidence: bool = False,
    ) -> Brief:
        """Make the paper, and write it where a folder is named.

        Parameters
        ----------
        out : path, optional
            Folder for ``brief.html``, ``brief.pdf``, ``brief.json``, ``brief.bib``, ``evidence/``.
        options : Options, optional
            Scenario, horizon, draws, seed; without them nothing is measured anew.
        formats : sequence of str
            Of ``"md"``, ``"docx"``, ``"text"`` and ``"slides"``: what is written beside these
            files; docs/editing.md describes them.
        claims : path, optional
            A file of claims that are tested with the data; docs/claims.md describes it.
        signed : path or mapping, optional
            Who signs the paper: a file as ``--signature`` reads it, or its texts by name
            (``{"author": ...}``).
        paper : {"a4", "letter"}
            Paper of the PDF.
        pages : int, optional
            2 for the two pages that stand alone.
        evidence : bool
            Whether the PDF prints the evidence too.

        Returns
        -------
        Brief
            What the paper says; its ``claims`` are the verdicts.

        Raises
        ------
        RequestError
            Where the scenario does not fit the pair, a file cannot be read, or the folder cannot
            be written.

        Examples
        --------
        >>> brief = relation("NATO", "Russia", as_of=2013).brief()
        >>> brief.pair.label
        'NATO and Russia'
        """
        asked = options or self.measured.options
        document = None if claims is None else read_claims(Path(of_kind(claims, PATHS, "claims")))
        layout, by = Layout(evidence=evidence, paper=paper, pages=pages), _signature(signed)
        made = self._brief
        if asked != self.measured.options:
            made = make(self.measured.tables, self.pair, asked, claims=document)
        elif document is not None:
            made = brief_of(self.measured, claims=document)
        if out is not None:
            write_editions(made, Path(out), formats, layout=layout, signed=by)
        return made


PATHS = (str, Path)
"""What names a file."""


def _signature(given: str | Path | Mapping[str, str] | None) -> Signature:
    """Read who signs: a file, texts by name, or nobody."""
    if given is None:
        return Signature()
    known = of_kind(given, (*PATHS, Mapping), "signed")
    if not isinstance(known, Mapping):
        return read_signature(Path(known))
    for name in known:
        if name not in NAMES:
            raise RequestError(
                f"'{name}' is nothing that a paper is signed with",
                near=get_close_matches(name, NAMES),
            )
    return signature(**known)


def relation(
    first: str | int | Actor,
    second: str | int | Actor,
    as_of: When = None,
    catalog: Catalog | None = None,
    *,
    facts: str | Path | OwnFacts | None = None,
) -> Relation:
    """Name a relation.

    Parameters
    ----------
    first, second : str, int, State or Bloc
        Names, ISO letters, COW codes, or actors.
    as_of : int, str or datetime.date, optional
        The day from which it is looked at (``"2026-06-30"``, a date), or the year whose 31 December
        is meant; nothing after it enters. The day to which the facts are checked by default.
    catalog : Catalog, optional
        The tables; the starter and the user's own store by default.
    facts : path or OwnFacts, optional
        A file of own facts, which adds to the hand-made tables or contests rows of theirs;
        docs/own-facts.md describes it.

    Returns
    -------
    Relation
        Its parts are measured when they are first asked for.

    Raises
    ------
    UnknownActor, AmbiguousActor, SameActor, DateError
        Where a name means nothing, several things, the same, or nothing at that date.
    RequestError
        Where the file of own facts cannot be read, or a row in it breaks the rules.

    Examples
    --------
    >>> relation("India", "China").pair.label
    'India and China'
    """
    if catalog is None:
        tables = default_catalog(default_store())
    else:
        tables = of_kind(catalog, Catalog, "catalog")
    given = NO_FACTS if facts is None else of_kind(facts, (str, Path, OwnFacts), "facts")
    own = given if isinstance(given, OwnFacts) else read_own_facts(given)
    return Relation(measured.Relation(tables, pair(first, second, as_of, own=own)))


def scan(
    name: str | int | Actor | None, *, since: When = None, as_of: When = None
) -> tuple[Scanned, ...]:
    """Look at every relation of an actor on two days: which changed, and in what.

    Parameters
    ----------
    name : str, int, State, Bloc or None
        The actor; None for every pair of states, which takes minutes.
    since : int, str or datetime.date, optional
        The earlier day, or the year whose 31 December is meant; the end of the year before the
        view by default.
    as_of : int, str or datetime.date, optional
        The view: nothing observed later is used; the day to which facts are checked by default.

    Returns
    -------
    tuple of Scanned
        One a relation: `was`, `now`, `begun`, `ended`, `opened` (windows), `moved` (positions in
        votes); `changed` tells whether its state is another.

    Raises
    ------
    ActorError, DateError
        Where the name means nothing at that day, or the earlier day lies after the view.

    Examples
    --------
    >>> changed = [one for one in scan("Russia", since=2021, as_of=2022) if one.changed]
    >>> next(one.now for one in changed if one.relation == "Russia and Ukraine")
    'war'
    """
    day = view_day(as_of)
    begin = year_end(day.year - 1) if since is None else view_day(since)
    party = None if name is None else actor(name, day)
    return scan_relations(default_catalog(), party, begin, day)
