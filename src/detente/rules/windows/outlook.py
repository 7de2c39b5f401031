"""OUTLOOK: what came after the past cases most like today's pair."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, counted, dated, figure_id
from detente.evidence.sentence import Phrase, Sentence, listed_phrases
from detente.findings.outlook.analogues import SOURCES
from detente.models import track_records as methods
from detente.models.analogues.search import Analogue, Analogues, Share
from detente.phrasing import listed
from detente.rules.line import Line, Reasons
from detente.rules.readings import two_states
from detente.rules.rule import Rule
from detente.rules.standing import Parts, Said, fact_line

ID = "outlook"
ABOUT = "what came after the past cases most like it"
FEWEST, HALF = 20, 0.5
"""Cases in which it has to be known, and the part of the nearest: else the end of data chooses."""
TIMES = 3.0
"""Times the base rate from which like pairs dispute often."""
STRENGTH = 0.7
NAMED = 2
FIGHTS = ("war", "armed conflict")
WAITING = ("applicant", "candidate")
"""Rungs of a state that asks to come in."""
"""States beside which no dispute is expected."""
RULE_OF_CELL = "cases nearest in measures of three structures and the past, one a pair of states"


def say(relation: Relation) -> Iterator[Line]:
    """Say how many like cases saw a dispute, where that is far more than usual."""
    # beside a war nobody asks after disputes; a war of one side with somebody else counts too
    if relation.state.headline in FIGHTS or relation.state.other_wars:
        return
    # what a reader asks of a candidacy is how others came in, not how like quarrels went on
    if relation.state.rung in WAITING:
        return
    # the search is dear, and only hostile pairs have disputes to expect
    if not relation.windows.hostile:
        return
    found = relation.analogues
    if found is None or found.quiet is None:
        return
    cases = _others(found)
    if not _suffices(cases, found):
        return
    often = part_disputed(relation) or 0.0
    usual = 1 - found.quiet.all
    if usual and often >= TIMES * usual:
        yield _line(relation, found, found.quiet, cases)


def part_disputed(relation: Relation) -> float | None:
    """Give the part of the nearest known cases that saw a new dispute; None where it is not said.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    found = relation.analogues
    cases = () if found is None else _others(found)
    if found is None or not _suffices(cases, found):
        return None
    return sum(bool(case.disputes) for case in cases) / len(cases)


def _suffices(cases: tuple[Analogue, ...], found: Analogues) -> bool:
    """Tell whether what came after is known of enough of the nearest cases of other states."""
    own = set(found.codes)
    every = sum(set(case.codes) != own for case in found.nearest)
    return len(cases) >= FEWEST and len(cases) > HALF * every


def _others(found: Analogues) -> tuple[Analogue, ...]:
    """Give the nearest cases whose later disputes are known, without earlier years of the pair."""
    own = set(found.codes)
    return tuple(
        case for case in found.nearest if set(case.codes) != own and case.disputes is not None
    )


def _cell(name: str, value: float, found: Analogues) -> Cell:
    return Cell(
        "likeness",
        name,
        keys=(("ccode1", found.codes[0]), ("ccode2", found.codes[1]), ("year", found.year)),
        value=value,
        unit="cases",
        sources=SOURCES,
        rule=RULE_OF_CELL,
    )


def _proxy(relation: Relation, found: Analogues) -> tuple[Sentence, ...]:
    """Say which pair of states is compared in the place of a relation with a bloc, and why."""
    if two_states(relation) is not None:
        return ()
    said = "Cases are compared for {names}, the likeliest to dispute of all pairs across the two."
    return (Sentence(said, {"names": listed(found.names)}),)


def _line(relation: Relation, found: Analogues, quiet: Share, others: tuple[Analogue, ...]) -> Line:
    disputes = sum(bool(case.disputes) for case in others)
    known = counted(
        figure_id(ID, "known"), len(others), "cases", _cell("known", float(len(others)), found)
    )
    saw = counted(figure_id(ID, "saw"), disputes, "cases", _cell("saw", float(disputes), found))
    usual = 1 - quiet.all
    cell = _cell("usual", usual, found)
    base = Figure(
        figure_id(ID, "usual"), usual, unit="part of pairs", cells=(cell,), way="per_cent"
    )
    parts: Parts = {
        "names": listed(found.names),
        "year": dated(figure_id(ID, "year", found.year), found.year, *known.cells),
        "known": known,
        "saw": saw,
    }
    body = Sentence(
        "Of {known} past cases of other states most like {names} in {year}, {saw} saw a new "
        "dispute within five years.",
        parts,
    )
    second = Sentence(
        "Among all pairs with a border or a major power {base:per_cent} did.",
        {"base": base},
    )
    cases = Sentence("The nearest were {cases}.", {"cases": _nearest(found, others[:NAMED])})
    reasons = Reasons(unexpected=STRENGTH)
    return fact_line(
        ID,
        "unexpected.disputed",
        Said((*_proxy(relation, found), body, second, cases)),
        reasons,
        about=ABOUT,
        newest=found.year,
        method=methods.analogues(),
    )


def _nearest(found: Analogues, nearest: tuple[Analogue, ...]) -> Phrase:
    """Name the nearest cases, each with its year, and what followed."""
    alike = len({bool(case.disputes) for case in nearest}) == 1
    cases = listed_phrases([_case(found, case, alone=not alike) for case in nearest])
    if not alike:
        return cases
    after = AFTER_EACH[bool(nearest[0].disputes)]
    return Phrase(f"{{cases}}; {after}", {"cases": cases})


AFTER_EACH = {True: "a dispute followed each", False: "no dispute followed any of them"}
"""What followed the nearest cases, where the same did."""


def _case(found: Analogues, case: Analogue, *, alone: bool) -> Phrase:
    name = " and ".join(_bare(one) for one in case.names)
    cell = _cell(f"case {name}", float(case.disputes or 0), found)
    year = dated(figure_id(ID, "case", name), case.year, cell)
    if not alone:
        return Phrase("{name} in {year}", {"name": name, "year": year})
    after = "followed by a dispute" if case.disputes else "followed by none"
    return Phrase("{name} in {year} ({after})", {"name": name, "year": year, "after": after})


def _bare(name: str) -> str:
    return name.removeprefix("the ")


RULE = Rule(
    id=ID,
    section="windows",
    place=26,
    paragraph="outlook",
    say=say,
    condition="of at least twenty known past cases of other states most like the pair, the part "
    "that saw a dispute within five years is three times the usual one; never beside a war",
    topics=("risk", "following"),
    key=False,
)
"""The rule."""
