"""OUTLOOK: what came after the past cases most like today's pair."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, counted, dated, figure_id
from detente.evidence.sentence import Sentence
from detente.findings.outlook.analogues import SOURCES
from detente.models import track_records as methods
from detente.models.analogues.search import Analogue, Analogues, Share
from detente.models.features.outcomes import AHEAD
from detente.phrasing import listed
from detente.rules.line import Line, Reasons
from detente.rules.rule import Rule
from detente.rules.standing import Parts, Said, fact_line

ID = "outlook"
ABOUT = "what came after the past cases most like it"
FEWEST = 20
"""Cases in which it has to be known."""
TIMES = 3.0
"""Times the base rate from which like pairs dispute often."""
STRENGTH = 0.7
NAMED = 2
RULE_OF_CELL = "cases nearest in measures of three structures and the past, one a pair of states"


def say(relation: Relation) -> Iterator[Line]:
    """Say how many like cases saw a dispute, where that is far more than usual."""
    # the search is dear, and only hostile pairs have disputes to expect
    if not relation.windows.hostile:
        return
    found = relation.analogues
    if found is None or found.quiet is None or found.quiet.known < FEWEST:
        return
    often = 1 - found.quiet.share
    usual = 1 - found.quiet.all
    if usual and often >= TIMES * usual:
        yield _line(found, found.quiet)


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


def _line(found: Analogues, quiet: Share) -> Line:
    disputes = quiet.known - quiet.count
    known = counted(
        figure_id(ID, "known"), quiet.known, "cases", _cell("known", float(quiet.known), found)
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
    ahead = counted(figure_id(ID, "ahead"), AHEAD, "years", *known.cells)
    body = Sentence(
        "Of {known} past cases most like {names} in {year}, {saw} saw a new dispute soon.", parts
    )
    second = Sentence(
        "Among all pairs with a border or a major power {base:per_cent} did within {ahead} years.",
        {"base": base, "ahead": ahead},
    )
    cases = Sentence("The nearest were {cases}.", _nearest(found.nearest[:NAMED]))
    reasons = Reasons(unexpected=STRENGTH)
    return fact_line(
        ID,
        "unexpected.disputed",
        Said((body, second, cases)),
        reasons,
        about=ABOUT,
        newest=found.year,
        method=methods.analogues(),
    )


def _nearest(nearest: tuple[Analogue, ...]) -> Parts:
    """Name the nearest cases; their years are in the evidence."""
    return {"cases": " and ".join("-".join(_bare(name) for name in case.names) for case in nearest)}


def _bare(name: str) -> str:
    return name.removeprefix("the ")


RULE = Rule(
    id=ID,
    section="windows",
    place=26,
    paragraph="outlook",
    say=say,
    condition="of at least twenty known past cases most like the pair, the part that saw a dispute "
    "within five years is three times the usual one",
    topics=("risk", "following"),
    key=False,
)
"""The rule."""
