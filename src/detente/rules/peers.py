"""Peers: the pairs that a relation is compared with, and the kind of each.

A pair of states is compared with the relevant pairs of its year: those with a border or a major
power. A bloc is compared with all pairs of a bloc of at least five members and a state outside it,
its own pairs among them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import combinations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.blocs import Bloc, blocs
from detente.actors.relation_facts import facts
from detente.actors.relation_key import RelationKey
from detente.actors.states import identity_on
from detente.actors.systems import members_on
from detente.span import year_end
from detente.store.catalog import Catalog

LEAST_MEMBERS = 5
"""Fewest members of a bloc that others are compared with."""
CODES_OF_A_REGION = 100
"""COW codes are numbered by region: 200 to 395 is Europe."""
HOSTILE = ("fighting", "truce", "occupation", "rupture", "crisis")
TIED = ("alliance", "union")
"""Kinds of rows of the state table that make a pair hostile, or tie it, while they are open."""
STATES, WITH_BLOC = "states", "bloc"
"""Forms of a relation."""
OF_BLOCS = pl.Schema(
    {"bloc": pl.String, "outsider": pl.Int16, "member": pl.Int16, "unit": pl.UInt32}
)


@dataclass(frozen=True, slots=True, eq=False)
class Peers:
    """Pairs of one form in one year; a pair is a unit.

    Attributes
    ----------
    units : polars.DataFrame
        ``unit``, ``bloc`` (its id, empty for pairs of states), ``outsider`` (COW code), ``kind``.
    dyads : polars.DataFrame
        ``unit``, ``ccode1`` < ``ccode2``, ``member`` (the code that is not the outsider's): the
        pairs of states of which each unit is made.
    """

    units: pl.DataFrame
    dyads: pl.DataFrame


def form_of(pair: RelationKey) -> str:
    """Say with whom a relation is compared: ``"states"`` or ``"bloc"``.

    Parameters
    ----------
    pair : RelationKey
        The relation.
    """
    parties = (pair.first, pair.second)
    return WITH_BLOC if any(isinstance(party, Bloc) for party in parties) else STATES


def peers(catalog: Catalog, form: str, year: int) -> Peers:
    """Give the pairs of a form.

    Parameters
    ----------
    catalog : Catalog
        The tables, as known at the view.
    form : str
        As `form_of` gives it.
    year : int
        Year of the view.
    """
    return catalog.remember(_of_states if form == STATES else _of_blocs, year)


def _of_states(catalog: Catalog, year: int) -> Peers:
    risk = catalog.frame("risk").filter(pl.col("year") <= year)
    newest = risk.filter(pl.col("year") == pl.col("year").max())
    codes = newest.select(pl.col("ccode1", "ccode2").cast(pl.Int16)).sort("ccode1", "ccode2")
    dyads = codes.with_row_index("unit").with_columns(member=pl.col("ccode1"))
    lower, higher = dyads["ccode1"], dyads["ccode2"]
    same_region = _region_of_code(lower) == _region_of_code(higher)
    kinds = _kinds(_letters(lower, year), _letters(higher, year), same_region, year=year)
    none, outsider = pl.lit("").alias("bloc"), higher.alias("outsider")
    return Peers(dyads.select("unit", none, outsider, pl.Series("kind", kinds)), dyads)


def _of_blocs(_catalog: Catalog, year: int) -> Peers:
    large = _large_blocs(year_end(year))
    numbered = _pairs_of_blocs(large, year)
    ends = (
        pl.min_horizontal("outsider", "member").alias("ccode1"),
        pl.max_horizontal("outsider", "member").alias("ccode2"),
    )
    units = numbered.unique("unit", keep="first", maintain_order=True)
    homes = units["bloc"].replace_strict(
        {id: region(inside) for id, inside in large.items()}, return_dtype=pl.Int64
    )
    same_region = homes.to_numpy() == _region_of_code(units["outsider"])
    letters = _letters(units["outsider"], year)
    kinds = _kinds(units["bloc"].to_list(), letters, same_region, year=year)
    named = units.select("unit", "bloc", "outsider", pl.Series("kind", kinds))
    return Peers(named, numbered.select("unit", *ends, "member"))


def _large_blocs(day: date) -> dict[str, tuple[int, ...]]:
    """Give the codes of the members of every bloc that is large enough on a day."""
    living = {bloc.id: bloc.members(day) for bloc in blocs().values() if bloc.span.covers(day)}
    return {id: inside for id, inside in living.items() if len(inside) >= LEAST_MEMBERS}


def _pairs_of_blocs(large: dict[str, tuple[int, ...]], year: int) -> pl.DataFrame:
    """Pair every state outside a bloc with each of its members; number bloc and state."""
    everybody = np.array(members_on(year_end(year)), dtype=np.int16)
    inside = [np.array(codes, dtype=np.int16) for codes in large.values()]
    outside = [np.setdiff1d(everybody, codes) for codes in inside]
    none = [np.empty(0, dtype=np.int16)]
    sides = list(zip(outside, inside, strict=True))
    outsider = np.concatenate(none + [np.repeat(out, own.size) for out, own in sides])
    member = np.concatenate(none + [np.tile(own, out.size) for out, own in sides])
    # a unit is one state outside a bloc, with a row for each member
    bloc_of_unit = np.repeat(np.arange(len(sides)), [out.size for out in outside])
    sizes = np.array([own.size for own in inside], dtype=np.int64)[bloc_of_unit]
    unit = np.repeat(np.arange(bloc_of_unit.size), sizes)
    ids = pl.Series(list(large), dtype=pl.String).gather(bloc_of_unit[unit])
    columns = {"bloc": ids, "outsider": outsider, "member": member, "unit": unit}
    return pl.DataFrame(columns).cast(OF_BLOCS)


def _letters(codes: pl.Series, year: int) -> list[str]:
    """Give the letters of COW codes at the end of a year."""
    day = year_end(year)
    known = {code: identity_on(code, day).iso3 for code in codes.unique()}
    return [known[code] for code in codes]


def _region_of_code(codes: pl.Series) -> NDArray[np.int64]:
    regions: NDArray[np.int64] = codes.to_numpy() // CODES_OF_A_REGION
    return regions


def region(codes: tuple[int, ...]) -> int:
    """Give the region in which most of some states lie, as the first digit of their COW codes.

    Parameters
    ----------
    codes : tuple of int
        COW codes, one at least.

    Examples
    --------
    >>> region((200, 220, 365)), region((2,))
    (2, 0)
    """
    return int(np.median(np.array(codes) // CODES_OF_A_REGION))


def kind_of(pair: RelationKey) -> str:
    """Name the kind of a relation: hostile, tied or ordinary, in one region or across regions.

    Parameters
    ----------
    pair : RelationKey
        The relation.

    Examples
    --------
    >>> from detente.actors.relation_key import pair
    >>> kind_of(pair("Russia", "Ukraine", 2024)), kind_of(pair("Brazil", "Japan", 2024))
    ('hostile, one region', 'ordinary, across regions')
    """
    regions = {region(party.members(pair.as_of)) for party in (pair.first, pair.second)}
    same_region = np.array([len(regions) == 1])
    return _kinds([pair.first.key], [pair.second.key], same_region, year=pair.as_of)[0]


def _kinds(
    one: list[str], other: list[str], same_region: NDArray[np.bool_], *, year: int
) -> list[str]:
    """Name the kind of each of some pairs, given the keys of both sides."""
    open_rows = _open_rows(year)
    places = np.where(same_region, "one region", "across regions").tolist()
    words = (open_rows.get(frozenset(keys), "ordinary") for keys in zip(one, other, strict=True))
    return [f"{word}, {place}" for word, place in zip(words, places, strict=True)]


@lru_cache(maxsize=64)
def _open_rows(year: int) -> dict[frozenset[str], str]:
    """Say which pairs a row of the state table makes hostile, or ties, at the end of a year."""
    day = year_end(year)
    allies = (
        frozenset(two)
        for bloc in blocs().values()
        if bloc.obliges and bloc.span.covers(day)
        for two in combinations(bloc.member_letters(day), 2)
    )
    found = dict.fromkeys(allies, "tied")
    # hostile last: it outweighs a tie
    for kinds, word in ((TIED, "tied"), (HOSTILE, "hostile")):
        rows = (fact for fact in facts() if fact.kind in kinds and fact.open_on(day))
        found |= {fact.keys: word for fact in rows}
    return found
