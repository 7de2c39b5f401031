"""Trade of states and dyads: the Correlates of War, and after its last year another source."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from detente.actors.matching import match_states
from detente.calendar import last_year, years
from detente.panel.adders.base import Adder, Columns, Form, Frames, Option, Request
from detente.sources.dialects import dialect

AFTER, NOTHING = "after", "nothing"
SOURCES = {"imf": "imf_trade", "cepii": "cepii_gravity", "baci": "baci"}
"""What may continue the series: the option's word, and the source, which is its table too."""
COW = "cow_trade"
SEAM = last_year(COW)
"""Last year of the Correlates of War; from the next on the other source holds."""
OVERLAP = 10
"""Years before the seam over which the two sources are compared."""
FLOWS, WHOSE = ("flow1", "flow2"), ("flow_source1", "flow_source2")
KEYS = ["ccode1", "ccode2", "year"]
Make = Callable[[Frames, Request], Columns]


def states(tables: Frames, request: Request) -> Columns:
    """Give a state's imports and exports in millions of current dollars."""
    return Columns(_of_states(tables, request), ("imports", "exports"))


def _of_states(tables: Frames, request: Request) -> pl.DataFrame:
    """Give imports and exports by the state that a code means in the year.

    The national file keeps Germany's code for West Germany from 1960 to 1989.
    """
    table = tables["cow_trade_states"].select("ccode", "year", "imports", "exports")
    if request.options["edition"] == "reference":
        return table
    matched = match_states(table, "ccode", dialect=dialect(COW), table="cow_trade_states")
    # West Germany's own rows of these years are empty
    return matched.once(["ccode", "year"], order=["imports"]).frame


def pairs(tables: Frames, request: Request) -> Columns:
    """Give what each imports from the other, as reported and smoothed: flow1 is what the first
    imports.
    """
    return Columns(
        tables[COW],
        (*FLOWS, "smoothflow1", "smoothflow2"),
        both_ways=True,
        swap=(("flow1", "flow2"), ("smoothflow1", "smoothflow2")),
    )


def continued_pairs(source: str) -> Make:
    """Make the form of pairs whose series another source continues.

    Parameters
    ----------
    source : str
        Its id, and that of its table.
    """

    def make(tables: Frames, request: Request) -> Columns:
        """Give COW's flows to its last year, then the other's, each with the name of its source."""
        before, after = tables[COW].select(*KEYS, *FLOWS), tables[source]
        later = after.filter(pl.col("year") > SEAM)
        parts = [_named(before, COW), _named(later.select(before.columns), source)]
        return Columns(
            pl.concat(parts),
            (*FLOWS, *WHOSE),
            years=_both(source, request),
            both_ways=True,
            swap=(FLOWS, WHOSE),
            notes=(seam_of_pairs(before, after, source),),
        )

    return make


def continued_states(source: str) -> Make:
    """Make the form of states whose series another source continues.

    Parameters
    ----------
    source : str
        Its id, and that of its table.
    """

    def make(tables: Frames, request: Request) -> Columns:
        """Give COW's imports and exports to its last year, then the sums of the other's flows."""
        before = _of_states(tables, request)
        after = _totals(tables[source])
        label = pl.lit(COW).alias("trade_source"), pl.lit(source).alias("trade_source")
        later = after.filter(pl.col("year") > SEAM)
        frame = pl.concat([before.with_columns(label[0]), later.with_columns(label[1])])
        both = before.join(after, on=["ccode", "year"], suffix="_later")
        note = _note(both, source, pl.col("imports_later"), pl.col("imports"))
        names = ("imports", "exports", "trade_source")
        return Columns(frame, names, years=_both(source, request), notes=(note,))

    return make


def seam_of_pairs(before: pl.DataFrame, after: pl.DataFrame, source: str) -> str:
    """Say how the two sources differ where both have a flow, in the years before the seam.

    Parameters
    ----------
    before, after : polars.DataFrame
        Flows of the Correlates of War and of the other source: ``ccode1``, ``ccode2``, ``year``,
        ``flow1``, ``flow2``.
    source : str
        Id of the other source.

    Examples
    --------
    >>> cow = pl.DataFrame(
    ...     {"ccode1": [2], "ccode2": [20], "year": [2014], "flow1": [10.0], "flow2": [4.0]}
    ... )
    >>> print(seam_of_pairs(cow, cow.with_columns(pl.col("flow1") * 1.1), "baci"))
    trade: from 2015 baci; in 2014 it has 1.07 times what cow_trade has (2 values, median 1.05)
    """
    both = before.join(after, on=KEYS, suffix="_later")
    flows = pl.concat(
        [both.select("year", cow=pl.col(flow), later=pl.col(f"{flow}_later")) for flow in FLOWS]
    )
    return _note(flows, source, pl.col("later"), pl.col("cow"))


def _note(both: pl.DataFrame, source: str, later: pl.Expr, cow: pl.Expr) -> str:
    """Write the ratio of the two sources over the years that both have."""
    shown = both.select("year", cow=cow, later=later).drop_nulls()
    in_overlap = pl.col("year").is_between(SEAM - OVERLAP + 1, SEAM)
    compared = shown.filter(in_overlap & (pl.col("cow") > 0))
    start = f"trade: from {SEAM + 1} {source}"
    if compared.is_empty():
        return f"{start}; no year before the seam is in both, so their levels are not compared"
    ratio = pl.col("later") / pl.col("cow")
    levels = {"in_all": pl.col("later").sum() / pl.col("cow").sum(), "median": ratio.median()}
    summary = compared.select(first=pl.col("year").min(), last=pl.col("year").max(), **levels)
    first, last, in_all, median = summary.row(0)
    span = f"{first}" if first == last else f"{first}-{last}"
    return (
        f"{start}; in {span} it has {in_all:.2f} times what {COW} has "
        f"({compared.height:,} values, median {median:.2f})"
    )


def _named(flows: pl.DataFrame, source: str) -> pl.DataFrame:
    """Say of each flow whose it is; null where there is none."""
    known = [pl.when(pl.col(flow).is_not_null()) for flow in FLOWS]
    labels = [when.then(pl.lit(source)) for when in known]
    return flows.with_columns(label.alias(name) for name, label in zip(WHOSE, labels, strict=True))


def _totals(flows: pl.DataFrame) -> pl.DataFrame:
    """Add up what each state imports from all others and what all others import from it."""
    first = flows.select("year", ccode="ccode1", imports="flow1", exports="flow2")
    second = flows.select("year", ccode="ccode2", imports="flow2", exports="flow1")
    by_state = pl.concat([first, second]).group_by("ccode", "year")
    known = [
        pl.when(pl.col(name).count() > 0).then(pl.col(name).sum()).alias(name)
        for name in ("imports", "exports")
    ]
    return by_state.agg(known).sort("ccode", "year")


def _both(source: str, request: Request) -> tuple[int, int]:
    """Give the first year of COW's series and the last of the other's."""
    return years(COW)[0], max(years(source)[1], request.years[1])


DIRECT = (AFTER, (NOTHING,))


def _continued(word: str, source: str) -> tuple[Form, Form]:
    """Give the two forms of a series that another source continues."""
    when = (AFTER, (word,))
    of_pairs = Form("pair", continued_pairs(source), tables=(COW, source), when=when)
    needs = ("cow_trade_states", source)
    of_states = Form("state", continued_states(source), tables=needs, dyads=False, when=when)
    return of_pairs, of_states


FORMS = (
    Form("pair", pairs, tables=(COW,), when=DIRECT),
    Form("state", states, tables=("cow_trade_states",), dyads=False, when=DIRECT),
    *(form for word, source in SOURCES.items() for form in _continued(word, source)),
)
CONTINUATION = Option(
    NOTHING,
    f"what continues the series after {SEAM}, with columns that name the source of each cell",
    choices=(NOTHING, *SOURCES),
)
EDITION = Option(
    "official",
    "states by the code of their time, or as in peacesciencer without West Germany's trade",
    choices=("official", "reference"),
)
ADDER = Adder("trade", "trade", forms=FORMS, options={AFTER: CONTINUATION, "edition": EDITION})
