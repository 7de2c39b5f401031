"""WARCLOCK: how long a war has lasted, beside all wars between states since 1946."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.analysis.state.condition import Condition
from detente.errors import DetenteError
from detente.evidence.cell import Cell
from detente.evidence.figure import counted, dated, figure_id
from detente.evidence.sentence import Sentence
from detente.institutions.war_runs import Run, wars
from detente.phrasing import listed
from detente.rules.line import Line, Reasons
from detente.rules.rows import row_cell
from detente.rules.rule import Rule
from detente.rules.standing import Parts, Said, fact_line, name_of_code, rarity
from detente.span import year_end

ID = "war_clock"
ABOUT = "how long such wars run"
NAMED = 4
"""Longer wars that are named."""
FIRST = 1946
"""First year of the list of wars."""
SOURCES = ("ucdp_acd",)
HOW = "years in a row with a thousand deaths in battle in a conflict between states"


def say(relation: Relation) -> Iterator[Line]:
    """Say how many wars between states ran longer than this one."""
    pair = relation.pair
    states = isinstance(pair.first, State) and isinstance(pair.second, State)
    war = next((one for one in relation.state.conditions if one.headline == "war"), None)
    if not states or war is None or war.by_member:
        return
    years = pair.day.year - war.start.year + 1
    own = {code for party in (pair.first, pair.second) for code in party.members(pair.day)}
    others = [run for run in wars(relation.catalog) if set(run.codes) != own]
    if not others:
        return
    longer = [run for run in others if run.years > years]
    yield _line(relation, war, others, longer, years=years)


def _cell(name: str, value: float, last: int) -> Cell:
    return Cell(
        "armed_conflicts",
        "runs",
        keys=(("what", name), ("year", last)),
        value=value,
        unit="wars",
        sources=SOURCES,
        rule=HOW,
    )


def _start(war: Condition) -> Cell:
    """Give the beginning of the war as a cell."""
    if war.row:
        return row_cell(war.row, war.start, document=war.source, checked=war.checked)
    return war.cells[0]


def _line(
    relation: Relation,
    war: Condition,
    others: Sequence[Run],
    longer: Sequence[Run],
    *,
    years: int,
) -> Line:
    last = relation.catalog.last_year("ucdp_acd")
    all_wars = counted(
        figure_id(ID, "wars"), len(others), "wars", _cell("wars", float(len(others)), last)
    )
    count = counted(
        figure_id(ID, "longer"), len(longer), "wars", _cell("longer", float(len(longer)), last)
    )
    own = counted(figure_id(ID, "years"), years, "calendar years", _start(war))
    since = dated(figure_id(ID, "since", war.start.year), war.start.year, _start(war))
    parts: Parts = {"since": since, "years": own}
    of_all: Parts = {"wars": all_wars, "from": dated(figure_id(ID, "from"), FIRST, *all_wars.cells)}
    body = Sentence("The war has been fought in {years} calendar years, since {since}.", parts)
    if not longer:
        more = Sentence(
            "None of {wars} other wars between states since {from} ran so long.", of_all
        )
        headline = Sentence("No other war between states on record has run longer.", {})
        form = "unusual.longest"
    elif len(longer) <= NAMED and (names := _names(longer)):
        more = Sentence(
            "Only {names} had more years in a row with a thousand deaths, of {wars} wars between "
            "states since {from}.",
            {"names": names, **of_all},
        )
        headline = Sentence("Few wars between states on record have run longer.", {})
        form = "unusual.few_longer"
    else:
        more = Sentence(
            "Of {wars} other wars between states since {from} {count} had more years in a row with "
            "a thousand deaths.",
            {**of_all, "count": count},
        )
        headline = Sentence("Wars between states on record have seldom run longer.", {})
        form = "longer" if 2 * len(longer) > len(others) else "unusual.long"
    said = Said(
        (body, more),
        headline=headline,
        key=(more,),
        gist=Sentence("The war has been fought in {years} calendar years.", {"years": own}),
    )
    part = (len(longer) + 1) / (len(others) + 1)
    reasons = Reasons(unusual=rarity(part))
    cells = (*count.cells, *all_wars.cells)
    return fact_line(ID, form, said, reasons, about=ABOUT, cells=cells)


def _names(runs: Sequence[Run]) -> str:
    """Name wars by their two states; nothing where one is not between two alone."""
    names = []
    for run in runs:
        # the names of its first year: a state that won may have taken the other's
        pair = _pair(run, year_end(run.first))
        if not pair:
            return ""
        names.append(pair)
    return listed(names)


def _pair(run: Run, day: date) -> str:
    try:
        one, other = (name_of_code(code, day).removeprefix("the ") for code in run.codes)
    except (DetenteError, KeyError):
        return ""
    # two halves of one country read as such
    if other == f"South {one}":
        return f"North and {other}"
    return f"{one}-{other}"


RULE = Rule(
    id=ID,
    section="windows",
    place=10,
    paragraph="record of wars",
    say=say,
    condition="the two are at war: wars between states since 1946 by years in a row of a thousand "
    "deaths in battle",
    topics=("history",),
)
"""The rule."""
