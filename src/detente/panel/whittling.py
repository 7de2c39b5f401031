"""Whittling: several disputes of a unit and year reduced to one, by published rules in any order."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

import polars as pl

from detente.errors import PanelError
from detente.grain import Grain
from detente.panel.provenance import Origin
from detente.panel.rows import Rows
from detente.store.home import Store

UNKNOWN_FATALITY = -9
ROW = "_row"


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

    def origins(self, columns: list[str], store: Store) -> tuple[Origin, ...]:
        """Say of each column where it comes from."""
        known = store.provenance(self.table)
        return tuple(
            Origin(
                column=c,
                base=c,
                sources=known.sources,
                version=known.version,
                last_year=known.last_year,
                citations=known.citations,
                rule=known.rule,
                years=(1816, known.last_year or 0),
                system="cow",
                sides=("1", "2"),
            )
            for c in columns
        )


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

_FATAL = pl.when(pl.col("fatality") == UNKNOWN_FATALITY).then(0.5).otherwise(pl.col("fatality"))
RULES: dict[str, tuple[pl.Expr, bool]] = {
    "onsets": (pl.col("_onset"), True),
    "fatality": (_FATAL, True),
    "hostility": (pl.col("hostlev"), True),
    "mindur": (pl.col("mindur"), True),
    "maxdur": (pl.col("maxdur"), True),
    "reciprocation": (pl.col("recip"), True),
    "startmonth": (pl.col("stmon"), False),
    "first": (pl.col(ROW), False),
}
"""Rule to what is compared and whether the greatest stays.

Where fatalities are missing they rank between none and 1 to 25.
"""
ALSO = {"duration": ("mindur", "maxdur"), "jds": ("first",)}


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
    named = [r for given in rules or tuple(RULES) for r in ALSO.get(given, (given,))]
    for rule in named:
        if rule not in RULES:
            known = [*RULES, *ALSO]
            raise PanelError(
                f"no rule of whittling is called '{rule}'",
                near=difflib.get_close_matches(rule, known) or known,
            )
    found = next((d for d in DISPUTES.values() if d.onset in frame.columns), None)
    if rows.grain is not Grain.DISPUTE_DYAD_YEAR or found is None:
        raise PanelError(
            "only dispute-dyad-years can be whittled",
            where=rows.grain.name.lower().replace("_", "-") + "s",
            next_step="begin with dyadic_dispute_years()",
        )
    unit = [c for c in found.keys if c != "dispnum"]
    left = frame.with_row_index(ROW).with_columns(pl.col(found.onset).alias("_onset"))
    compared = ["fatality", "hostlev", "mindur", "maxdur", "recip", "stmon"]
    lacking = [c for c in compared if c not in frame.columns]
    if lacking:
        left = left.join(
            store.get(found.disputes).frame.select("dispnum", *lacking),
            on="dispnum",
            how="left",
            maintain_order="left",
        )
    for rule in named:
        value, greatest = RULES[rule]
        best = value.max().over(unit) if greatest else value.min().over(unit)
        left = left.filter((value == best) | best.is_null())
    return pl.select(
        pl.int_range(frame.height, dtype=pl.UInt32).is_in(left[ROW].implode())
    ).to_series()


def duplicates(frame: pl.DataFrame, rows: Rows) -> pl.DataFrame:
    """Give the rows whose unit and year occur more than once, sorted by these.

    Parameters
    ----------
    frame : polars.DataFrame
        The panel.
    rows : Rows
        Its keys.
    """
    unit = [
        c
        for c in rows.keys.columns
        if c.startswith(("ccode", "gwcode", "obsid")) or c in ("year", "date")
    ]
    return frame.filter(frame.select(unit).is_duplicated()).sort(unit, maintain_order=True)
