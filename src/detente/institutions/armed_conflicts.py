"""Armed conflicts between two parties, after UCDP: how severe, about what, since when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from detente.actors.composition import crossed
from detente.actors.relation_key import RelationKey
from detente.actors.systems import COMPLETE_TO
from detente.calendar import first_year, last_year
from detente.grain import Grain
from detente.sources.ucdp_sides import ISSUES, PRIMARY, SECONDARY, TYPES
from detente.store.catalog import Catalog
from detente.store.starter import DerivedTable

WAR = 2
"""Intensity from a thousand deaths in battle in a year."""
NEEDS = ("ucdp_pairs", "ucdp_pairs_recent")
COMPLETE, LATER = "ucdp_acd", "ucdp_more"
"""Sources of the complete edition, and of the rows of later years."""
TAKEN_OVER = (
    "intensity_level",
    "type_of_conflict",
    "incompatibility",
    "territory_name",
    "role1",
    "role2",
    "start_date",
    "start_prec",
    "start_date2",
    "start_prec2",
    "edition",
)
"""Columns that come unchanged from the source, which is open."""


def armed_conflicts(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Join the complete edition with the conflicts of later years, which are marked incomplete."""
    complete = tables["ucdp_pairs"].with_columns(pl.lit(False).alias("incomplete"))
    # the declared last year, or that of a newer edition
    newest = pl.max_horizontal(
        pl.lit(last_year("ucdp_acd")), pl.lit(complete["year"].max(), dtype=pl.Int64)
    )
    later = tables["ucdp_pairs_recent"].filter(pl.col("year") > newest)
    both = pl.concat([complete, later.select(complete.columns)])
    coded = _lower_first(both.drop_nulls(["ccode1", "ccode2"]))
    roles, types = pl.Enum([PRIMARY, SECONDARY]), pl.Enum(list(TYPES.values()))
    words = {"role1": roles, "role2": roles, "type_of_conflict": types}
    words["incompatibility"] = pl.Enum(list(ISSUES.values()))
    named = coded.with_columns(pl.col(name).cast(known) for name, known in words.items())
    typed = named.with_columns(
        pl.col("ccode1", "ccode2", "year").cast(pl.Int16),
        pl.col("start_date", "start_date2").cast(pl.String),
    )
    in_order = typed.select("conflict_id", "ccode1", "ccode2", "year", *TAKEN_OVER, "incomplete")
    return in_order.sort("year", "ccode1", "ccode2", "conflict_id")


def _lower_first(pairs: pl.DataFrame) -> pl.DataFrame:
    """Put the lower COW code first, and its role with it."""
    turned = pl.col("ccode1") > pl.col("ccode2")
    return pairs.with_columns(
        pl.when(turned).then(f"{name}{other}").otherwise(f"{name}{own}").alias(f"{name}{own}")
        for name in ("ccode", "role")
        for own, other in ((1, 2), (2, 1))
    )


@dataclass(frozen=True, slots=True)
class ArmedConflict:
    """One year of an armed conflict with the two parties, or members of them, on opposite sides.

    Attributes
    ----------
    conflict_id : int
        Number of the conflict.
    ccode1, ccode2 : int
        The two states, the lower code first.
    year : int
        The year.
    intensity_level : int
        1 from 25 deaths in battle in the whole conflict and year, 2 from a thousand.
    type_of_conflict : str
        ``interstate``, or ``II`` where one fights rebels and the other supports these with troops.
    incompatibility : str
        ``territory``, ``government`` or ``both``.
    territory_name : str
        The territory; empty where the issue is none.
    role1, role2 : str
        ``primary`` for a party to the incompatibility, ``secondary`` for one that joins it.
    start_date : datetime.date
        First death in battle; `start_prec` tells how exact it is, from 1 (the day) to 7.
    start_prec : int
        Precision of `start_date`.
    start_date2 : datetime.date
        Day on which this episode had 25 deaths in a year.
    start_prec2 : int
        Precision of `start_date2`.
    edition : str
        Edition of UCDP's data.
    incomplete : bool
        Whether only a part of that edition was read: a pair without a row may have a conflict too.
    """

    conflict_id: int
    ccode1: int
    ccode2: int
    year: int
    intensity_level: int
    type_of_conflict: str
    incompatibility: str
    territory_name: str
    role1: str
    role2: str
    start_date: date
    start_prec: int
    start_date2: date
    start_prec2: int
    edition: str
    incomplete: bool

    @property
    def is_war(self) -> bool:
        """Whether the year saw a thousand deaths in battle or more."""
        return self.intensity_level == WAR

    @property
    def source(self) -> str:
        """The data set that the row is of: years after the complete edition are another one's."""
        return LATER if self.incomplete else COMPLETE

    @property
    def between_principals(self) -> bool:
        """Whether both are parties to the incompatibility."""
        return self.role1 == self.role2 == PRIMARY


def conflicts_between(
    catalog: Catalog, pair: RelationKey, day: date | int | None = None
) -> tuple[ArmedConflict, ...] | None:
    """Give the armed conflicts of two parties, a row a year, as far as they were known on a day.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    pair : RelationKey
        The parties; of a bloc, its members of each year.
    day : datetime.date or int, optional
        The day of the view, or the year whose end it is; that of `catalog` by default.

    Returns
    -------
    tuple of ArmedConflict or None
        The newest first; None where neither the starter nor the store holds the data. An empty
        tuple says that there was none to `complete_to`.
    """
    known = catalog if day is None else catalog.as_of(day)
    return known.remember(_conflicts_between, pair)


def _conflicts_between(known: Catalog, pair: RelationKey) -> tuple[ArmedConflict, ...] | None:
    table = _table(known)
    if table is None:
        return None
    dyads = crossed(pair.first, pair.second, first_year("ucdp_acd"), COMPLETE_TO)
    found = table.join(dyads, on=["ccode1", "ccode2", "year"], how="semi")
    newest_first = found.sort("year", "ccode1", "ccode2", "conflict_id", descending=True)
    typed = newest_first.with_columns(
        pl.col("start_date", "start_date2").str.to_date("%Y-%m-%d"),
        pl.col("territory_name").fill_null(""),
    )
    return tuple(ArmedConflict(**row) for row in typed.iter_rows(named=True))


def fought_since(catalog: Catalog, pair: RelationKey, before: int) -> int | None:
    """Give the first of the years on end, to the one before a year, in which two parties fought.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    pair : RelationKey
        The parties.
    before : int
        The year in which a war began.

    Returns
    -------
    int or None
        None where the year before saw no armed conflict between the two.
    """
    fought = {one.year for one in conflicts_between(catalog, pair) or ()}
    first = before
    while first - 1 in fought:
        first -= 1
    return first if first < before else None


def complete_to(catalog: Catalog) -> int:
    """Give the last year of which every conflict is known, as far as the view allows.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    """
    return catalog.last_year("ucdp_acd")


def _table(catalog: Catalog) -> pl.DataFrame | None:
    """Take the table of the starter, or make it of those of the store."""
    if catalog.has("armed_conflicts"):
        return catalog.frame("armed_conflicts")
    if all(catalog.has(table) for table in NEEDS):
        return armed_conflicts({table: catalog.frame(table) for table in NEEDS})
    return None


DERIVED_TABLES = (
    DerivedTable(
        id="armed_conflicts",
        grain=Grain.PAIR_CONFLICT_YEAR,
        needs=NEEDS,
        make=armed_conflicts,
        rule=(
            "two governments on opposite sides of an armed conflict in a year, after UCDP; rows "
            "beyond the last complete edition are marked incomplete"
        ),
        raw=TAKEN_OVER,
    ),
)
