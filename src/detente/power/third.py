"""The third power: who else the two must reckon with, chosen by dated ties to both of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

import polars as pl

from detente.actors.blocs import Bloc, blocs
from detente.actors.names import Actor
from detente.actors.powers import in_force
from detente.actors.relation_key import RelationKey
from detente.actors.states import State, ccode_on, state_on
from detente.evidence.cell import Cell
from detente.power.threat import across
from detente.power.yardsticks import yardstick
from detente.span import year_end
from detente.store.catalog import Catalog

GREAT = 0.02
"""Share of the world's capability from which a state is a power that others reckon with."""
WEIGHTS = {
    "rivalry": 3.0,
    "candidate": 2.0,
    "alliance": 2.0,
    "troops": 2.0,
    "partnership": 2.0,
    "energy": 2.0,
    "treaty": 2.0,
    "neighbour": 1.0,
    "sea": 0.75,
}
"""Kinds of tie and what they weigh, in the order in which they are named as the reason."""
PRESENCE = frozenset(("alliance", "troops", "partnership", "energy"))
"""Ties by which a power is present in a state that a bloc also draws to itself."""
FURTHER = 0.5
"""What each further kind of tie to the same side adds."""
MOST_FURTHER = 2
"""Most further kinds that count."""
SEVERAL, PART = 2, 0.25
"""Members of a bloc that must have a tie for the bloc to have it: two rivals, else a quarter."""
LEADS = 1 / 3
"""Share of a bloc's capability from which a tie of the strongest member is one of the bloc."""
UNION = "EU"
"""The union that acts as one: its duty to aid does not make each member a third power."""
DEFENCE = ("NATO", "CSTO", "WP", "WEU", "ANZUS")
"""Blocs whose members must defend or aid each other: kept current by our own tables."""
OF_A_BLOC = "blocs"
"""Source of an alliance that a common bloc gives all its members."""
DISPUTES = 1
"""Disputes begun in ten years from which two states were rivals, before our table begins."""
HAND_MADE = 1946
"""First year for which our table of rivalries speaks."""

End = int | str
"""A COW code, or the id of a bloc."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie of a third power to one of the parties.

    Attributes
    ----------
    kind : str
        A key of `WEIGHTS`.
    since : int
        Year from which it holds; of several members the earliest.
    source : str
        The public document, or the id of the table.
    checked : bool
        Whether a page or a data set that states it was read.
    """

    kind: str
    since: int
    source: str
    checked: bool = True


@dataclass(frozen=True, slots=True)
class ThirdPower:
    """Who else matters to a relation, and why.

    Attributes
    ----------
    actor : State or Bloc
        The third power.
    first, second : tuple of Tie
        Its ties to either party, the strongest first.
    """

    actor: Actor
    first: tuple[Tie, ...]
    second: tuple[Tie, ...]

    def cell(self, party: Actor, tie: Tie, year: int) -> Cell:
        """Write a tie to a party as a cell.

        Parameters
        ----------
        party : State or Bloc
            The party.
        tie : Tie
            The tie.
        year : int
            The view.
        """
        return Cell(
            "powers",
            tie.kind,
            keys=(("a", self.actor.key), ("b", party.key), ("since", tie.since), ("year", year)),
            value=1.0,
            unit="tie in force",
            sources=("blocs",),
            rule=tie.source,
            checked=tie.checked,
        )


def third_power(catalog: Catalog, pair: RelationKey) -> ThirdPower | None:
    """Find the power outside both parties that has a dated tie to each of them.

    It holds a fiftieth of the world's capability, or is a rival that outweighs both parties. A
    rivalry is part of the triangle, or the power is present in a state on its border with a bloc,
    or it is an ally of both by treaties of its own.
    Of several the one with the strongest ties is named; weight only decides between equals.

    Parameters
    ----------
    catalog : Catalog
        The tables, as they were known at the day of the view.
    pair : RelationKey
        The parties and the view.

    Returns
    -------
    ThirdPower or None
        None where no third power matters, as for most pairs of small states.

    Examples
    --------
    >>> from detente.actors.relation_key import pair
    >>> from detente.store.catalog import default_catalog
    >>> known = default_catalog().as_of(2020)
    >>> third_power(known, pair("Serbia", "EU", 2020)).actor.name
    'Russia'
    >>> third_power(known, pair("Ghana", "Togo", 2020)) is None
    True
    """
    year = pair.as_of
    sides = (pair.first, pair.second)
    first, second = (ties_of(catalog, side, year) for side in sides)
    shares = catalog.remember(_shares)
    own = [_sum(shares, side.members(year)) for side in sides]
    rivals = _at_odds(first, pair.second, year)
    ranked = []
    for end in first.keys() & second.keys():
        both = (first[end], second[end])
        weight = _sum(shares, _codes(end, year))
        is_power = weight >= GREAT or (weight > max(own) and _is_rival(both))
        matters = rivals or _is_rival(both) or _is_contested(end, pair, both) or _is_ally(both)
        if is_power and matters and _is_outside(end, pair):
            ranked.append((sum(map(_strength, both)), weight, str(end), end))
    if not ranked:
        return None
    chosen = max(ranked)[-1]
    actor = blocs()[chosen] if isinstance(chosen, str) else state_on(chosen, year_end(year))
    return ThirdPower(actor, first=_ordered(first[chosen]), second=_ordered(second[chosen]))


def _is_rival(both: tuple[dict[str, Tie], dict[str, Tie]]) -> bool:
    """Tell whether a power is a rival of either party."""
    return any("rivalry" in ties for ties in both)


def _is_ally(both: tuple[dict[str, Tie], dict[str, Tie]]) -> bool:
    """Tell whether a power has an alliance of its own with either party, not through a bloc."""
    held = [ties.get("alliance") for ties in both]
    return all(tie is not None and tie.source != OF_A_BLOC for tie in held)


def _is_contested(end: End, pair: RelationKey, both: tuple[dict[str, Tie], dict[str, Tie]]) -> bool:
    """Tell whether a neighbour of the bloc is present in the state, which is no member."""
    if pair.bloc_and_state is None or isinstance(end, str):
        return False
    bloc, state = pair.bloc_and_state
    of_bloc, of_state = both if pair.first is bloc else both[::-1]
    is_member = bool(set(state.members(pair.as_of)) & set(bloc.members(pair.as_of)))
    return not is_member and "neighbour" in of_bloc and bool(PRESENCE & of_state.keys())


def _strength(ties: dict[str, Tie]) -> float:
    """Weigh the ties to one side: the strongest, and a little for each further kind."""
    further = min(len(ties) - 1, MOST_FURTHER)
    return max(WEIGHTS[kind] for kind in ties) + FURTHER * further


def _ordered(ties: dict[str, Tie]) -> tuple[Tie, ...]:
    """Give the ties to one side, the strongest first."""
    return tuple(ties[kind] for kind in WEIGHTS if kind in ties)


def _shares(catalog: Catalog) -> dict[int, float]:
    """Give every state's share of capability in the newest year known."""
    column = yardstick("cinc").column
    known = catalog.frame("capability").filter(pl.col(column).is_not_null())
    newest = known.filter(pl.col("year") == pl.col("year").max())
    return dict(newest.select("ccode", column).iter_rows())


def _sum(shares: dict[int, float], codes: tuple[int, ...]) -> float:
    """Sum the shares of several states; a state without a value adds nothing."""
    return sum(shares.get(code, 0.0) for code in codes)


def _codes(end: End, year: int) -> tuple[int, ...]:
    """Give the codes of a state or of a bloc's members."""
    return blocs()[end].members(year) if isinstance(end, str) else (end,)


def _is_outside(end: End, pair: RelationKey) -> bool:
    """Tell whether a state or bloc has nobody in common with either party."""
    inside = {*pair.first.members(pair.as_of), *pair.second.members(pair.as_of)}
    return not inside & set(_codes(end, pair.as_of))


def _at_odds(ties: dict[End, dict[str, Tie]], other: Actor, year: int) -> bool:
    """Tell whether one side is a rival of the other, or of a member of it."""
    ends: set[End] = {*other.members(year), other.key}
    return any("rivalry" in held for end, held in ties.items() if end in ends)


def at_odds(catalog: Catalog, pair: RelationKey) -> bool:
    """Tell whether the two parties are rivals, or one is a rival of a member of the other.

    Parameters
    ----------
    catalog : Catalog
        The tables, as they were known at the day of the view.
    pair : RelationKey
        The parties and the view.

    Examples
    --------
    >>> from detente.actors.relation_key import pair
    >>> from detente.store.catalog import default_catalog
    >>> at_odds(default_catalog().as_of(2020), pair("India", "Pakistan", 2020))
    True
    """
    return _at_odds(ties_of(catalog, pair.first, pair.as_of), pair.second, pair.as_of)


def ties_of(catalog: Catalog, side: Actor, year: int) -> dict[End, dict[str, Tie]]:
    """Give the ties of everybody else to one party: kind to tie, by code or id of a bloc.

    Parameters
    ----------
    catalog : Catalog
        The tables, as they were known at the day of the view.
    side : State or Bloc
        The party.
    year : int
        The view.
    """
    return catalog.remember(_ties_of, side, year)


def _ties_of(catalog: Catalog, side: Actor, year: int) -> dict[End, dict[str, Tie]]:
    neighbours, across_water = _neighbours(catalog, side, year)
    only_water = across_water.keys() - neighbours.keys()
    dated = chain(
        _from_the_table(catalog, side, year, neighbours),
        _from_disputes(catalog, side, year),
        _from_the_ladder(side, year),
        _from_defence_blocs(side, year),
        _from_treaties(catalog, side, year),
    )
    standing = ((end, across_water[end]) for end in only_water)
    found: dict[End, dict[str, Tie]] = defaultdict(dict)
    for end, tie in chain(dated, neighbours.items(), standing):
        known = found[end].get(tie.kind)
        if known is None or tie.since < known.since:
            found[end][tie.kind] = tie
    for held in found.values():
        if "alliance" in held:
            held.pop("treaty", None)
    return found


def _from_the_table(
    catalog: Catalog, side: Actor, year: int, neighbours: dict[End, Tie]
) -> Iterator[tuple[End, Tie]]:
    """Read the table: ties to the party itself, or to enough members of a bloc."""
    day = year_end(year)
    members = side.members(year)
    by_member: dict[tuple[End, str], dict[int, Tie]] = defaultdict(dict)
    for row in in_force(day):
        for one, other in row.from_both_ends():
            power, end = _end(one, day), _end(other, day)
            since = row.span.start.year
            tie = Tie(row.kind, since, source=row.source, checked=row.checked)
            if power is None or end is None:
                continue
            if isinstance(end, int) and end in members:
                by_member[power, row.kind][end] = tie
            elif end == side.key or _borders_rival(end, side, tie, power in neighbours, year):
                yield power, tie
    leader = _leader(catalog, members)
    for (power, kind), held in by_member.items():
        enough = SEVERAL if kind == "rivalry" else max(SEVERAL, PART * len(members))
        if isinstance(side, State) or leader in held or len(held) >= enough:
            yield from ((power, tie) for tie in held.values())


def _leader(catalog: Catalog, members: tuple[int, ...]) -> int | None:
    """Give the member that holds a third of a bloc's capability or more, if there is one."""
    shares = catalog.remember(_shares)
    of_members = {code: shares.get(code, 0.0) for code in members}
    strongest = max(of_members, key=lambda code: of_members[code], default=None)
    leads = strongest is not None and of_members[strongest] >= LEADS * sum(of_members.values())
    return strongest if leads else None


def _end(name: str, day: date) -> End | None:
    """Give the code of a state on a day, or the id of a bloc; None for a state that was not."""
    return name if name in blocs() else ccode_on(name, day)


def _borders_rival(end: End, side: Actor, tie: Tie, is_neighbour: bool, year: int) -> bool:
    """Tell whether a bloc's rival borders one of its members by land: it is that state's too."""
    if tie.kind != "rivalry" or not is_neighbour or not isinstance(end, str):
        return False
    return isinstance(side, State) and bool(set(side.members(year)) & set(_codes(end, year)))


def _from_disputes(catalog: Catalog, side: Actor, year: int) -> Iterator[tuple[End, Tie]]:
    """Read rivals off the record of disputes for years before our table begins."""
    if year >= HAND_MADE:
        return
    begun = catalog.frame("disputes").filter(
        (pl.col("year") == year) & (pl.col("recent") >= DISPUTES)
    )
    spells = begun.with_columns(start=pl.col("year"), end=pl.col("year"))
    for other in across(spells, frozenset(side.members(year)), year)["other"]:
        yield other, Tie("rivalry", since=year - 9, source="gml_mid")


def _from_the_ladder(side: Actor, year: int) -> Iterator[tuple[End, Tie]]:
    """Name the blocs that hold a state as a candidate."""
    if isinstance(side, Bloc):
        return
    day = year_end(year)
    for bloc in blocs().values():
        for step in bloc.steps_of(side.letters):
            if step.rung == "candidate" and step.span.covers(day):
                since = step.span.start.year
                tie = Tie("candidate", since, source=step.address, checked=step.checked)
                yield bloc.id, tie


def _from_defence_blocs(side: Actor, year: int) -> Iterator[tuple[End, Tie]]:
    """Name the states that share a defence bloc with the state, or with half of the bloc."""
    members = set(side.members(year))
    for id in DEFENCE:
        joined = _joined(blocs()[id], year)
        shared = sorted(joined[code] for code in members & joined.keys())
        if shared and 2 * len(shared) >= len(members):
            yield from (
                (code, Tie("alliance", since=max(since, shared[0]), source=OF_A_BLOC))
                for code, since in joined.items()
            )


def _joined(bloc: Bloc, year: int) -> dict[int, int]:
    """Give the year in which each member of a year joined, by code."""
    day = year_end(year)
    steps = [step for step in bloc.steps if step.rung == "member" and step.span.covers(day)]
    codes = [(ccode_on(step.letters, day), step.span.start.year) for step in steps]
    return {code: since for code, since in codes if code is not None}


def _from_treaties(catalog: Catalog, side: Actor, year: int) -> Iterator[tuple[End, Tie]]:
    """Name the states bound by a duty to defend to the state, or to half of the bloc's members.

    After the last year of the data the treaties of that year are carried forward.
    """
    members = frozenset(side.members(year))
    on = min(year, catalog.last_year("atop"))
    duties = catalog.frame("obligations").filter(pl.col("strongest") == "defense")
    of_members = across(duties, members, on)
    is_member = pl.col("ccode1").is_in(list(members))
    member = pl.when(is_member).then("ccode1").otherwise("ccode2")
    bound = of_members.group_by("other").agg(
        member.n_unique().alias("members"), pl.col("start").min()
    )
    union = set(blocs()[UNION].members(year))
    in_union = isinstance(side, State) and bool(members & union)
    for other, count, start in bound.iter_rows():
        if 2 * count >= len(members) and not (in_union and other in union):
            yield other, Tie("treaty", since=start, source="atop")


def _neighbours(catalog: Catalog, side: Actor, year: int) -> tuple[dict[End, Tie], dict[End, Tie]]:
    """Name the neighbours by land, and those across water; of a bloc those of any member."""
    on = min(year, catalog.last_year("cow_contiguity"))
    touching = across(catalog.frame("borders"), frozenset(side.members(year)), on)
    by_land: dict[End, Tie] = {}
    by_water: dict[End, Tie] = {}
    latest_first = touching.sort("start", descending=True, maintain_order=True)
    for other, start, border in latest_first.select("other", "start", "border").iter_rows():
        found, kind = (by_land, "neighbour") if border == "land" else (by_water, "sea")
        found[other] = Tie(kind, since=start, source="cow_contiguity")
    return by_land, by_water
