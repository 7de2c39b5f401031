"""The message of the picture of shares: who gained and who lost on what the text speaks of."""

from __future__ import annotations

from collections.abc import Sequence

from detente.actors.blocs import Bloc
from detente.actors.names import Actor
from detente.actors.states import State
from detente.evidence.figure import Figure, dated, figure_id
from detente.evidence.sentence import PlainSentence, Sentence, length
from detente.evidence.series import Series, base_year
from detente.paper.brief import Brief
from detente.phrasing import listed, moved, share
from detente.rules.line import Line

MOST_WORDS = 15
"""Words of a message."""
PLAIN = "Shares of all states, past and to come"
WEIGHTS = {
    "cinc": "capability",
    "gdp": "weight in product",
    "spending": "weight in military spending",
}
"""What a party gains or loses, by the yardstick."""
SEEN, SEEN_POINT = 0.1, 0.01
"""Part of its share, and part of the world, of which one is the least change that a title names."""
IN_PEACE, IN_WAR = ("cinc", "gdp", "spending"), ("spending", "gdp", "cinc")
"""Order in which a yardstick that the text speaks of gives the message: budgets lead in a war."""


def fan_title(brief: Brief) -> Sentence | PlainSentence:
    """Say who lost and who gained on the yardstick of the text, in the years that the two share.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    """
    return brief.once(_fan_title)


def _fan_title(brief: Brief) -> Sentence | PlainSentence:
    power = brief.relation.power
    name = _yardstick(brief)
    group = at_one_membership(brief, name)
    if not all(group[:2]):
        return PlainSentence(PLAIN)
    last = min(series.years[-1] for series in group[:2])
    first = _first(brief, group, last)
    if first is None:
        return PlainSentence(PLAIN)
    parties = list(zip(power.parties, group, strict=True))
    years = {"first": _year(group[0], first), "last": _year(group[0], last)}
    both_only = not names_third(brief)
    for shown in (parties[:2],) if both_only else (parties, parties[:2]):
        who = _moves(shown, (first, last), WEIGHTS[name])
        said = Sentence("{who}, {first} to {last}", {"who": who, **years})
        if length(said) <= MOST_WORDS:
            break
    return said


def speaks_of_shares(brief: Brief) -> bool:
    """Tell whether a line on power, or of page 1, counts both parties on a yardstick that is drawn.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    """
    lines = [one.line for part in brief.argument.section("power") for one in part]
    lines += [one.line for one in brief.argument.key_findings]
    # of two of whom page 1 has nothing to say the shares are all that there is to see
    few = not brief.argument.key_findings
    return few or any(_counts_both(brief, line, name) for line in lines for name in WEIGHTS)


def _counts_both(brief: Brief, line: Line, name: str) -> bool:
    cells = [cell for cell in line.finding.evidence if cell.column.startswith(name)]
    keys = ({cell_key for _, cell_key in cell.keys} for cell in cells)
    counted = {str(key) for some in keys for key in some}
    return {brief.pair.first.key, brief.pair.second.key} <= counted


def _yardstick(brief: Brief) -> str:
    """Choose what the sentences on power count; the composite index where they count nothing."""
    lines = [one.line for part in brief.argument.section("power") for one in part]
    about_both = [line for line in lines if any(_counts_both(brief, line, by) for by in WEIGHTS)]
    evidence = (line.finding.evidence for line in about_both or lines)
    order = IN_WAR if brief.relation.state.at_war else IN_PEACE
    power = brief.relation.power
    known = [name for name in order if all(power.shares[name][:2])]
    # the line that leads the section decides: a picture beside it speaks of the same
    columns = ({cell.column for cell in cells} for cells in evidence)
    said = (
        name
        for of_line in columns
        for name in known
        if any(column.startswith(name) for column in of_line)
    )
    return next(said, "cinc")


def _first(brief: Brief, group: tuple[Series, ...], last: int) -> int | None:
    """Give the year from which a change is counted; in a war the last one before it."""
    relation = brief.relation
    leading = relation.state.leading
    if relation.state.at_war and leading is not None:
        eve = leading.start.year - 1
        if eve < last and all(eve in series.years for series in group[:2]):
            return eve
    return base_year(brief.pair.as_of, group[:2], last, since=max(relation.power.begun))


def names_third(brief: Brief) -> bool:
    """Tell whether the sentences on power name the third power: it is drawn where they do.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    """
    third = brief.relation.power.third
    return third is not None and _is_named(brief, third.label)


def _is_named(brief: Brief, name: str) -> bool:
    """Tell whether a sentence on power that counts the two names the third power beside them."""
    every = (one.line for part in brief.argument.section("power") for one in part)
    lines = (one for one in every if any(_counts_both(brief, one, by) for by in WEIGHTS))
    bare = name.removeprefix("the ")
    return any(bare in line.finding.text for line in lines)


def at_one_membership(brief: Brief, name: str) -> tuple[Series, ...]:
    """Give the share of every party; of a bloc that changed, at the members of the view.

    Joining is no gain and leaving no loss: a line that falls with a member that left says nothing.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    name : str
        Id of the yardstick.
    """
    power = brief.relation.power
    fixed = iter(power.fixed[name])
    chosen: list[Series] = []
    for party, known in zip(power.parties, power.shares[name], strict=True):
        own = next(fixed) if isinstance(party, Bloc) else known
        changed = bool(known) and not same_members(party, known.years[0], brief.pair.as_of)
        chosen.append(own if changed and own else known)
    return tuple(chosen)


def _year(series: Series, year: int) -> Figure:
    """Give a year of a series as a figure."""
    cell = series.at(year)
    assert cell is not None
    return dated(figure_id("shares.year", year), year, cell)


def same_members(party: Actor, first: int, last: int) -> bool:
    """Tell whether a party has the same members in two years: joining is no gain, leaving no loss.

    Parameters
    ----------
    party : State or Bloc
        The party.
    first, last : int
        The years.
    """
    if isinstance(party, State):
        return True
    return set(party.members(first)) == set(party.members(last))


def _moves(parties: Sequence[tuple[Actor, Series]], years: tuple[int, int], what: str) -> str:
    """Say who lost and who gained."""
    lost, gained = [], []
    for party, series in parties:
        then, now = (series.at(year) for year in years)
        # a change that does not show in the shares as printed is none
        if now is None or then is None or share(now.value) == share(then.value):
            continue
        # nor is one that nobody sees in the picture
        change = abs(now.value - then.value)
        if change < SEEN * max(now.value, then.value) and change < SEEN_POINT:
            continue
        move = moved(then.value, now.value)
        if move == "fell from":
            lost.append(party.label)
        elif move == "rose from":
            gained.append(party.label)
    if lost and gained:
        return f"{listed(gained)} gained {what}, {listed(lost)} lost it"
    if lost:
        return f"{listed(lost)} lost {what} against all other states"
    if gained:
        return f"{listed(gained)} gained {what} against all other states"
    return f"Shares of {what.removeprefix('weight in ')} hardly moved"
