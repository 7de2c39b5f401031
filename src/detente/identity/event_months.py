"""Months of a pair from a user's own archive of events, with how far they may be trusted."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import polars as pl

from detente.actors.composition import actual
from detente.actors.relation_key import RelationKey
from detente.archive.accounts import read_accounts
from detente.archive.engines import Wanted
from detente.archive.series import shares
from detente.identity.event_trust import Agreement, Trust, agreements, repeated_rows, trust
from detente.store.catalog import Catalog

DIGITS = 12
"""Digits of the digest that tell an archive."""


@dataclass(frozen=True, slots=True, eq=False)
class PairMonths:
    """What an archive says of a pair, by month.

    Attributes
    ----------
    months : polars.DataFrame
        As `detente.archive.series.events` gives them of a pair: a row an archive and month.
    trust : tuple of Trust
        One for each archive.
    agreements : tuple of Agreement
        Of each two archives, by period.
    digest : str
        Tells the files that the archive was made from.
    """

    months: pl.DataFrame
    trust: tuple[Trust, ...]
    agreements: tuple[Agreement, ...]
    digest: str

    def of(self, source: str) -> pl.DataFrame:
        """Give the months of one archive, in their order.

        Parameters
        ----------
        source : str
            Whose events: ``"gdelt"``, ``"icews"``, ``"polecat"`` or ``"own"``.
        """
        return self.months.filter(pl.col("source") == source).sort("date")


def wanted_of_view(view: RelationKey) -> Wanted:
    """Ask for the months of a relation, to the day of its view.

    Parameters
    ----------
    view : RelationKey
        The parties and the view; a bloc counts with all that were ever its members.
    """
    first, second = (
        actual(party)["ccode"].unique().sort().to_list() for party in (view.first, view.second)
    )
    return Wanted(pairs=(first, second), as_of=view.day)


def pair_months(folder: Path, wanted: Wanted, catalog: Catalog) -> PairMonths:
    """Give the months of a pair, and how far they may be trusted.

    Parameters
    ----------
    folder : pathlib.Path
        Of a converted archive.
    wanted : Wanted
        Of a pair; months are counted whatever its grain.
    catalog : Catalog
        Disputes and armed conflicts; cut at the day until which is counted.

    Raises
    ------
    RequestError
        Where the folder is no converted archive.
    """
    assert wanted.pairs is not None, "months are those of a pair"
    monthly = replace(wanted, grain="dyad-months")
    accounts = read_accounts(folder)
    parts = [part.collect() for part in shares(folder, monthly, joined=True)]
    months = pl.concat(parts) if parts else pl.DataFrame(schema={"source": pl.String})
    known = catalog if wanted.as_of is None else catalog.as_of(wanted.as_of)
    lines: tuple[Trust, ...] = ()
    if months.height:
        lines = trust(months, repeated_rows(folder, monthly), known, wanted.pairs)
    two = tuple(agreements(months)) if months.height else ()
    digests = sorted(source.digest for account in accounts for source in account.sources)
    digest = hashlib.sha256("\n".join(digests).encode()).hexdigest()[:DIGITS]
    return PairMonths(months, lines, agreements=two, digest=digest)


def first_day(month: str) -> date:
    """Give the first day of a month.

    Examples
    --------
    >>> first_day("2015-03")
    datetime.date(2015, 3, 1)
    """
    return date.fromisoformat(f"{month}-01")
