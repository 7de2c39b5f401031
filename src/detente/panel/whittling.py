"""Whittling: of several disputes of a unit and year one is kept, by published rules."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace

import polars as pl

from detente.actors.systems import FIRST_YEAR
from detente.asked import of_kind
from detente.errors import PanelError
from detente.grain import Grain
from detente.panel.provenance import Origin
from detente.panel.rows import Rows
from detente.store.home import Store

UNKNOWN_FATALITY = -9
"""What the published cells hold where the number of the dead is not known."""
ROW = "_row"
"""Name of the column that numbers the rows of a panel while rules are applied."""


@dataclass(frozen=True, slots=True)
class Disputes:
    """A set of directed dyadic dispute-years.

    Attributes
    ----------
    table, disputes : str
        Tables of the dispute-years and of the disputes.
    onset : str
        Column that tells whether the dispute began in the year.
    keys : tuple of str
        What names a row.
    """

    table: str
    disputes: str
    onset: str
    keys: tuple[str, ...] = ("dispnum", "ccode1", "ccode2", "year")

    def published(self) -> Disputes:
        """Give the same disputes with their cells as published, -9 for missing ones."""
        return replace(self, table=f"{self.table}_published")

    def origins(self, columns: list[str], store: Store) -> tuple[Origin, ...]:
        """Say of each column where it comes from.

        Parameters
        ----------
        columns : list of str
            Names of the columns.
        store : Store
            Holds the table.
        """
        known = store.provenance(self.table)
        shared = Origin(
            column="",
            base="",
            sources=known.sources,
            version=known.version,
            last_year=known.last_year,
            citations=known.citations,
            rule=known.rule,
            years=(FIRST_YEAR, known.last_year or 0),
            sides=("1", "2"),
        )
        return tuple(replace(shared, column=name, base=name) for name in columns)


DISPUTES = {
    "gml": Disputes("gml_dirdisp", "gml_mid_disps", onset="midonset"),
    "cow": Disputes("cow_mid_dirdisps", "cow_mid_disps", onset="disponset"),
    "gml-leaders": Disputes(
        "gml_mid_dirleaderdisps",
        "gml_mid_disps",
        onset="gmlmidonset",
        keys=("dispnum", "ccode1", "ccode2", "obsid1", "obsid2", "year"),
    ),
}

GREATEST = {
    "onsets": "_onset",
    "fatality": "_fatality",
    "hostility": "hostlev",
    "mindur": "mindur",
    "maxdur": "maxdur",
    "reciprocation": "recip",
}
"""Rules that keep the greatest value, and the column that they compare."""
LEAST = {"startmonth": "stmon", "first": ROW}
"""Rules that keep the least."""
RULES = (*GREATEST, *LEAST)
"""Every rule, in the order in which they are applied where none is named."""
ALSO = {"duration": ("mindur", "maxdur"), "jds": ("first",)}
"""Other names, and the rules that they stand for."""
COMPARED = ("fatality", "hostlev", "mindur", "maxdur", "recip", "stmon")
"""Columns that rules compare; they are joined where a panel lacks them."""


def kept(frame: pl.DataFrame, rows: Rows, rules: tuple[str, ...], store: Store) -> pl.Series:
    """Tell which rows stay when the rules are applied one after the other.

    Parameters
    ----------
    frame : polars.DataFrame
        Dispute-dyad-years.
    rows : Rows
        Their keys.
    rules : tuple of str
        Names of rules; empty for all in their order.
    store : Store
        Holds the table of disputes, where the frame lacks what a rule compares.

    Returns
    -------
    polars.Series
        True for the rows that stay; ties stay too.

    Raises
    ------
    PanelError
        For a rule that is not known, or a panel of another grain.
    """
    named = _named(rules)
    disputes = next((kind for kind in DISPUTES.values() if kind.onset in frame.columns), None)
    if rows.grain is not Grain.DISPUTE_DYAD_YEAR or disputes is None:
        raise PanelError(
            "only dispute-dyad-years can be whittled",
            where=rows.title,
            next_step="begin with dyadic_dispute_years()",
        )
    unit = [key for key in disputes.keys if key != "dispnum"]
    left = frame.with_row_index(ROW).with_columns(pl.col(disputes.onset).alias("_onset"))
    lacking = [name for name in COMPARED if name not in frame.columns]
    if lacking:
        table = store.get(disputes.disputes).frame.select("dispnum", *lacking)
        left = left.join(table, on="dispnum", how="left", maintain_order="left")
    left = left.with_columns(_fatality())
    for rule in named:
        value = pl.col({**GREATEST, **LEAST}[rule])
        best = value.max().over(unit) if rule in GREATEST else value.min().over(unit)
        left = left.filter((value == best) | best.is_null())
    every = pl.int_range(frame.height, dtype=pl.UInt32)
    return pl.select(every.is_in(left[ROW].implode())).to_series()


def _fatality() -> pl.Expr:
    """Rank unknown fatalities between none (0) and 1 to 25 (1)."""
    known = pl.col("fatality").replace(UNKNOWN_FATALITY, None)
    return known.cast(pl.Float64).fill_null(0.5).alias("_fatality")


def _named(rules: tuple[str, ...]) -> list[str]:
    """Read the names of rules, some of which stand for several; all of them where none is named."""
    named = []
    for given in rules or RULES:
        for rule in ALSO.get(of_kind(given, str, "rule"), (given,)):
            if rule not in RULES:
                known = [*RULES, *ALSO]
                raise PanelError(
                    f"no rule of whittling is called '{rule}'",
                    near=difflib.get_close_matches(rule, known) or known,
                )
            named.append(rule)
    return named


def duplicates(frame: pl.DataFrame, rows: Rows) -> pl.DataFrame:
    """Give the rows whose unit and year occur more than once, sorted by these.

    Parameters
    ----------
    frame : polars.DataFrame
        The panel.
    rows : Rows
        Its keys.
    """
    codes = ("ccode", "gwcode", "obsid")
    unit = [
        name for name in rows.keys.columns if name.startswith(codes) or name in ("year", "date")
    ]
    return frame.filter(frame.select(unit).is_duplicated()).sort(unit, maintain_order=True)
