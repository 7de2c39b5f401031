"""RELAPSE: how often fighting came back after wars between states, and between these two."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, counted, dated, figure_id, measured
from detente.evidence.sentence import Sentence
from detente.institutions.armed_conflicts import conflicts_between
from detente.institutions.war_runs import WITHIN, Returns, returns
from detente.rules.line import Line, Reasons
from detente.rules.rule import Rule
from detente.rules.standing import Parts, Said, fact_line
from detente.rules.windows.truces import ceasefire_within

ID = "relapse"
ABOUT = "how often fighting comes back"
FIGHTS = ("war", "armed conflict", "truce")
SOURCES = ("ucdp_acd",)
PRIMARY = "primary"
OFTEN, SELDOM = 0.9, 0.6
"""How unexpected it is that the two fought again, and that they did not."""
HOW = "wars between states after whose end the conflict was fought again within five years"


def say(relation: Relation) -> Iterator[Line]:
    """Say after how many wars fighting came back, and how often the two took arms up again."""
    pair = relation.pair
    if not (isinstance(pair.first, State) and isinstance(pair.second, State)):
        return
    fighting = relation.state.headline in FIGHTS
    if not fighting and not ceasefire_within(relation):
        return
    found = returns(relation.catalog)
    if found is not None:
        yield _line(relation, found, _spells(relation))


def _spells(relation: Relation) -> tuple[tuple[int, int], ...]:
    """Give the runs of years in which the two fought each other, the oldest first."""
    conflicts = conflicts_between(relation.catalog, relation.pair) or ()
    # two that both help others do not fight about anything of their own
    years = sorted({one.year for one in conflicts if PRIMARY in (one.role1, one.role2)})
    spells: list[tuple[int, int]] = []
    for year in years:
        if spells and year == spells[-1][1] + 1:
            spells[-1] = (spells[-1][0], year)
        else:
            spells.append((year, year))
    return tuple(spells)


def _count(name: str, value: int, found: Returns) -> Figure:
    cell = Cell(
        "armed_conflicts",
        "returns",
        keys=(("what", name), ("first", found.first), ("year", found.last)),
        value=float(value),
        unit="wars",
        sources=SOURCES,
        rule=HOW,
    )
    return counted(figure_id(ID, name), value, "wars", cell)


def _line(relation: Relation, found: Returns, spells: tuple[tuple[int, int], ...]) -> Line:
    wars, returned = (
        _count("wars", found.wars, found),
        _count("returned", found.returned, found),
    )
    base: Parts = {"returned": returned, "wars": wars}
    within = counted(figure_id(ID, "within"), WITHIN, "years", *wars.cells)
    years: Parts = {
        "within": within,
        "first": dated(figure_id(ID, "from", found.first), found.first, *wars.cells),
        "last": dated(figure_id(ID, "last", found.last), found.last, *wars.cells),
    }
    ended = {"first": years["first"], "last": years["last"]}
    body = (
        Sentence(
            "After {returned} of {wars} wars between states that ended from {first} to {last} "
            "fighting soon came back.",
            {**base, **ended},
        ),
        Sentence("Soon means within {within} years.", {"within": within}),
    )
    rate = Sentence(
        "After wars between states it soon came back in {returned} of {wars} cases.", base
    )
    if len(spells) > 1:
        form = "unexpected.again" if len(spells) == 2 else "unexpected.many_times"
        said = _own(relation, spells, body, rate)
        return fact_line(ID, form, said, Reasons(unexpected=OFTEN), about=ABOUT)
    said = Said(
        body,
        headline=Sentence(
            "Fighting soon came back after {part} of wars between states.", {"part": _part(found)}
        ),
        key=(rate,),
        gist=Sentence("Fighting soon came back after {returned} of {wars} wars.", base),
    )
    return fact_line(ID, "unexpected.base_rate", said, Reasons(unexpected=SELDOM), about=ABOUT)


def _part(found: Returns) -> Figure:
    cell = Cell(
        "armed_conflicts",
        "returns",
        keys=(("what", "part"), ("first", found.first), ("year", found.last)),
        value=found.returned / found.wars,
        unit="part of wars",
        sources=SOURCES,
        rule=HOW,
    )
    return measured(figure_id(ID, "part"), cell, way="per_cent")


def _own(
    relation: Relation,
    spells: tuple[tuple[int, int], ...],
    body: tuple[Sentence, ...],
    rate: Sentence,
) -> Said:
    """Put the spells of the two beside the base rate."""
    cell = _own_cell(relation, len(spells))
    first = spells[0][0]
    number: Parts = {"number": counted(figure_id(ID, "own"), len(spells), "spells", cell)}
    since: Parts = {"first": dated(figure_id(ID, "first", first), first, cell)}
    both: Parts = {"both": relation.pair.words}
    own = Sentence(
        "Between {both}, {number} spells of armed conflict are on record since {first}.",
        {**both, **number, **since},
    )
    short = Sentence("{number} spells of it are on record since {first}.", {**number, **since})
    return Said(
        (*body, own),
        headline=Sentence("Between {both} fighting keeps coming back.", both),
        key=(short, rate),
        gist=Sentence("{number} spells of fighting between them are on record.", number),
    )


def _own_cell(relation: Relation, times: int) -> Cell:
    pair = relation.pair
    return Cell(
        "armed_conflicts",
        "spells",
        keys=(("a", pair.first.key), ("b", pair.second.key), ("day", pair.day.isoformat())),
        value=float(times),
        unit="spells",
        sources=SOURCES,
        rule="runs of years with 25 deaths in battle in a conflict between the two",
    )


RULE = Rule(
    id=ID,
    section="windows",
    place=14,
    paragraph="record of wars",
    say=say,
    condition="the two are at war, fought in the last three years, or have a ceasefire of at most "
    "five years",
    topics=("history",),
)
"""The rule."""
