"""Sanctions by sender and target, threatened or imposed, as spells of days, each source by itself.

Two sources are laid in one form. EUSANCT has threats and impositions of the EU, the USA and the UN;
IST has impositions, regional organisations as senders too, and goes three years further. Where they
disagree both are there.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from detente.actors.names import Actor
from detente.calendar import last_year
from detente.span import year_end
from detente.store.catalog import Catalog
from detente.store.starter import DerivedTable

SOURCES = ("eusanct", "ist")
STAGES = ("threatened", "imposed")
SENDERS = ("US", "EU", "UN", "AU", "OAS", "AL", "ECOWAS", "Commonwealth", "EAC", "SADC", "UNASUR")
"""The United States, the Union (before November 1993 the EEC) and organisations."""
UNITED_STATES = "US"
KEYS = ["source", "sender", "ccode2", "stage", "start"]


def last_day(source: str) -> date:
    """Give the last day of a source: a spell that ends then was in force when the data end.

    Parameters
    ----------
    source : {"eusanct", "ist"}
        The source.

    Examples
    --------
    >>> last_day("ist")
    datetime.date(2018, 12, 31)
    """
    return year_end(last_year(source))


def spells(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Merge the cases of each source, sender, target and stage into spells that do not overlap.

    A threat lasts until the sanction is imposed or the case ends. Where the end is not known the
    spell is its first day.
    """
    eusanct = _ended(tables["eusanct"], "eusanct")
    threats = eusanct.filter(pl.col("threatened") == 1).with_columns(
        pl.coalesce("imposed", "end").alias("end")
    )
    # a threat that is carried out at once is no spell of its own
    real_threats = threats.filter(
        pl.col("imposed").is_null() | (pl.col("imposed") > pl.col("start"))
    )
    imposed = eusanct.drop_nulls("imposed").with_columns(pl.col("imposed").alias("start"))
    stages = [
        _stage(real_threats, "eusanct", "threatened"),
        _stage(imposed, "eusanct", "imposed"),
        _stage(_ended(tables["ist"], "ist"), "ist", "imposed"),
    ]
    return _merged(pl.concat(stages))


def _ended(cases: pl.DataFrame, source: str) -> pl.DataFrame:
    """Give each case an end: as known, or the source's last day where it goes on."""
    goes_on = pl.when(pl.col("ongoing") == 1).then(pl.lit(last_day(source)))
    return cases.with_columns(pl.coalesce("end", goes_on))


def _stage(cases: pl.DataFrame, source: str, stage: str) -> pl.DataFrame:
    """Take the columns that all stages share."""
    end = pl.col("end").fill_null(pl.col("start"))
    whose = {
        "source": pl.lit(source, dtype=pl.Enum(SOURCES)),
        "sender": pl.col("sender").cast(pl.Enum(SENDERS)),
        "ccode2": pl.col("ccode2").cast(pl.Int16),
    }
    what = pl.lit(stage, dtype=pl.Enum(STAGES))
    # some cases begin in the months after the last year that their source covers in full
    last = pl.max_horizontal("start", end)
    return cases.select(**whose, stage=what, start=pl.col("start"), end=last)


def _merged(cases: pl.DataFrame) -> pl.DataFrame:
    """Join spells of the same key that touch each other."""
    same = KEYS[:-1]
    in_order = cases.sort(*same, "start", "end")
    until_now = pl.col("end").cum_max().shift(1).over(same)
    begins = (pl.col("start") > until_now.dt.offset_by("1d")).fill_null(value=True)
    numbered = in_order.with_columns(begins.cum_sum().over(same).alias("spell"))
    joined = numbered.group_by(*same, "spell").agg(pl.col("start").min(), pl.col("end").max())
    return joined.select(*KEYS, "end").sort(KEYS)


DERIVED_TABLES = (
    DerivedTable(
        id="sanctions",
        grain=None,
        needs=SOURCES,
        make=spells,
        rule="cases of each source, sender, target and stage merged into spells of days",
    ),
)


def sanctions(catalog: Catalog, sender: Actor, target: Actor, day: date) -> pl.DataFrame:
    """Give the sanctions of one actor against another that had begun by a day.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    sender : State or Bloc
        The United States, or an organisation that sends sanctions; of others nothing is known.
    target : State or Bloc
        A state, or a bloc of whose members any may be the target.
    day : datetime.date
        The day.

    Returns
    -------
    polars.DataFrame
        ``source``, ``ccode2``, ``stage``, ``start``, ``end``, and ``in_force``: true where the
        spell holds on the day, false where it is over, null where the day lies after the data.
    """
    name = UNITED_STATES if sender.key == "USA" else sender.key
    known = catalog.frame("sanctions").filter(
        pl.col("sender").cast(pl.String) == name,
        pl.col("ccode2").is_in(target.members(day)),
        pl.col("start") <= day,
    )
    ends = (
        pl.col("source")
        .cast(pl.String)
        .replace_strict({source: last_day(source) for source in SOURCES}, return_dtype=pl.Date)
    )
    lasts = pl.col("end") >= day
    beyond = (ends < day) & (pl.col("end") >= ends)
    in_force = pl.when(~beyond).then(lasts).alias("in_force")
    return known.select("source", "ccode2", "stage", "start", "end", in_force)
