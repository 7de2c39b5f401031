"""Sources that were tried as features of the risk: what each adds, and what it adds to the rest.

Read by `benchmarks/risk.py --trials`. None of them is in the models that the starter holds.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
import polars as pl

from detente.estimators import boosting, logit, paired
from detente.models.dispute_risk.blocks import FEATURES, NOT_TENSION
from detente.models.dispute_risk.cases import Cases, cases_of, with_next_year
from detente.models.dispute_risk.gains import SPAN
from detente.models.features.dyad_years import newest_codes
from detente.models.features.pairs import beside_each_side, fading, pair_id

NEEDS = (
    "gsdb",
    "icb_dyads",
    "ucdp_pairs",
    "mie_events",
    "kgd_rivalries",
    "peace_scale",
    "icews_dyad_year",
    "terrthreat",
    "issue_claims",
    "trade_treaties",
    "defence_agreements",
    "territorial_changes",
)
"""Tables of the store that the trials read."""
SIGNED = (
    "trade agreements (DESTA)",
    "defence agreements (DCAD)",
    "changes of territory (Correlates of War)",
)
"""Sources of single acts, which are counted since they begin beside their fading."""
KEYS = ["pair", "year"]
JUDGED, LATER, LAST = 1971, 1981, 2010
ICEWS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")


def _by_pair(table: pl.DataFrame, *columns: pl.Expr) -> pl.DataFrame:
    """Number the pairs of a table by their newest codes and sum it up by pair and year."""
    coded = table.drop_nulls(["ccode1", "ccode2"]).with_columns(
        pl.col("ccode1", "ccode2", "year").cast(pl.Int64)
    )
    newest = newest_codes()
    for side in ("1", "2"):
        names = {"code": f"ccode{side}", "now": f"now{side}"}
        coded = coded.join(newest.rename(names), on=f"ccode{side}", how="inner")
    apart = coded.filter(pl.col("now1") != pl.col("now2"))
    return apart.group_by(pair_id("now1", "now2").alias("pair"), "year").agg(columns)


def _laid(
    frame: pl.DataFrame, yearly: pl.DataFrame, years: tuple[int, int], half_lives: tuple[int, ...]
) -> pl.DataFrame:
    """Join to every pair and year that a source covers, zero without a row, fading or as it is."""
    names = [name for name in yearly.columns if name not in KEYS]
    keys = frame.select(KEYS).filter(pl.col("year").is_between(*years))
    joined = keys.join(yearly, on=KEYS, how="left", maintain_order="left")
    known = joined.with_columns(pl.col(names).fill_null(0).cast(pl.Float64)).sort(KEYS)
    if not half_lives:
        return known
    faded = [
        fading(pl.col(name), years).alias(f"{name}_{years}")
        for name in names
        for years in half_lives
    ]
    return known.select(*KEYS, *faded)


def features(frame: pl.DataFrame, tables: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Make the features of each trial: keys, and one or more columns."""
    one = pl.lit(1.0).first()
    spells = tables["kgd_rivalries"].with_columns(
        year=pl.int_ranges(pl.col("start").dt.year(), pl.col("end").dt.year() + 1)
    )
    interstate = pl.col("type_of_conflict").cast(pl.String) == "interstate"
    sums = [pl.col(name).cast(pl.Float64).sum().log1p() for name in ICEWS]
    events = (pl.len().cast(pl.Float64).log1p().alias("events"), pl.col("hostlev").max())
    made = {
        "sanctions (GSDB)": (_by_pair(tables["gsdb"], one.alias("gsdb")), (1949, 2022), ()),
        "crises (ICB)": (_by_pair(tables["icb_dyads"], one.alias("icb")), (1918, 2021), (2, 10)),
        "armed conflicts (UCDP)": (
            _by_pair(tables["ucdp_pairs"].filter(interstate), one.alias("ucdp")),
            (1946, 2024),
            (2, 10),
        ),
        "militarized events (MIE)": (_by_pair(tables["mie_events"], *events), (1900, 2014), (1, 5)),
        "rivalries (Klein, Goertz and Diehl)": (
            _by_pair(spells.explode("year"), one.alias("kgd")),
            (1900, 2001),
            (5,),
        ),
        "events (ICEWS)": (_by_pair(tables["icews_dyad_year"], *sums), (2002, 2014), ()),
        **_agreements(tables),
    }
    found = {name: _laid(frame, *given) for name, given in made.items()}
    for name in SIGNED:
        yearly, years, _ = made[name]
        found[name] = found[name].join(_so_far(frame, yearly, years), on=KEYS)
    found["peace scale"] = _by_pair(tables["peace_scale"], pl.col("peace_scale").mean())
    found["latent territorial threat"] = _threat(frame, tables["terrthreat"])
    return found


def _agreements(
    tables: Mapping[str, pl.DataFrame],
) -> dict[str, tuple[pl.DataFrame, tuple[int, int], tuple[int, ...]]]:
    """Give claims, agreements and changes of territory by pair and year of what dates them."""
    one = pl.lit(1.0).first()
    number = pl.len().cast(pl.Float64)
    sides = {"challenger": "ccode1", "target": "ccode2"}
    claims = tables["issue_claims"].rename(sides)
    joined = pl.col("entry_type").is_in(["base_treaty", "accession"])
    treaties = tables["trade_treaties"].filter(joined)
    moved = tables["territorial_changes"].rename({"gainer": "ccode1", "loser": "ccode2"})
    by_force = pl.col("conflict").cast(pl.Float64).fill_null(0).max().alias("moved_by_force")
    return {
        "claims (ICOW)": (
            _by_pair(claims, one.alias("claims"), pl.col("salience").max()),
            (1900, 2001),
            (),
        ),
        "claims to territory (ICOW)": (
            _by_pair(claims.filter(issue="territory"), pl.col("salience").max().alias("territory")),
            (1900, 2001),
            (),
        ),
        "trade agreements (DESTA)": (
            _by_pair(treaties, number.alias("treaties")),
            (1948, 2023),
            (10,),
        ),
        "defence agreements (DCAD)": (
            _by_pair(tables["defence_agreements"], number.alias("defence")),
            (1980, 2010),
            (5,),
        ),
        "changes of territory (Correlates of War)": (
            _by_pair(moved, one.alias("moved"), by_force),
            (1900, 2018),
            (10,),
        ),
    }


def _so_far(frame: pl.DataFrame, yearly: pl.DataFrame, years: tuple[int, int]) -> pl.DataFrame:
    """Count what a pair has had since a source begins."""
    known = _laid(frame, yearly, years, ())
    names = [name for name in known.columns if name not in KEYS]
    counted = [pl.col(name).cum_sum().over("pair").log1p().alias(f"{name}_all") for name in names]
    return known.select(*KEYS, *counted)


def _threat(frame: pl.DataFrame, table: pl.DataFrame) -> pl.DataFrame:
    """Give the latent territorial threat of the more and the less threatened side."""
    newest = newest_codes()
    coded = table.with_columns(pl.col("ccode", "year").cast(pl.Int64))
    joined = coded.join(newest.rename({"code": "ccode"}), on="ccode", how="inner")
    yearly = joined.group_by("now", "year").agg(threat=pl.col("lterrthreat").max())
    sides = beside_each_side(frame.select("pair", "year", "now1", "now2"), yearly, "now")
    high = pl.max_horizontal("threat1", "threat2").alias("threat_high")
    low = pl.min_horizontal("threat1", "threat2").alias("threat_low")
    return sides.select(*KEYS, high, low)


def forecasts(cases: Cases, features: np.ndarray, seed: int = 0) -> np.ndarray:
    """Forecast the years that are scored from some features, fitted every second year."""
    found = np.full(cases.onset.size, np.nan)
    weight = cases.thinned(seed)
    block = np.zeros(features.shape[1], dtype=int)
    for first in range(JUDGED, LAST + 1, SPAN):
        ahead = (cases.year >= first) & (cases.year < first + SPAN)
        rows = np.flatnonzero(cases.near & cases.seen & ahead)
        use = np.flatnonzero((weight > 0) & cases.known & (cases.year < first))
        given = (features[use], cases.onset[use], weight[use])
        plain, trees = logit.fit(*given), boosting.grow(*given, block, seed=seed)
        new = features[rows]
        found[rows] = (plain.log_odds(new) + trees.log_odds(new)) / 2
    return found


def trials(
    frame: pl.DataFrame, tables: Mapping[str, pl.DataFrame], only: Collection[str] = ()
) -> None:
    """Print what each source, or some, adds to the models without tension and to those with it."""
    every = features(frame, tables)
    made = {name: added for name, added in every.items() if not only or name in only}
    assert made, f"none of these is tried; there are {', '.join(every)}"
    wide = frame
    columns: dict[str, list[str]] = {}
    for name, added in made.items():
        columns[name] = [column for column in added.columns if column not in KEYS]
        wide = wide.join(added, on=KEYS, how="left", maintain_order="left")
    cases = cases_of(with_next_year(wide))
    starts = {
        "the models without tension": [FEATURES[place] for place in NOT_TENSION],
        "the models with tension": list(FEATURES),
    }
    for start, names in starts.items():
        base = forecasts(cases, cases.rows.select(names).to_numpy().astype(float))
        for name, more in columns.items():
            given = cases.rows.select(*names, *more).to_numpy().astype(float)
            _print(name, start, cases, (forecasts(cases, given), base))


def _print(name: str, start: str, cases: Cases, both: tuple[np.ndarray, np.ndarray]) -> None:
    """Print the gain in log loss and in average precision, with intervals."""
    for first in (JUDGED, LATER):
        use = ~np.isnan(both[0]) & (cases.year >= first)
        onset, unit = cases.onset[use], cases.unit[use]
        one, other = (odds[use] for odds in both)
        losses = [np.logaddexp(0.0, odds) - onset * odds for odds in (one, other)]
        loss = paired.mean(10_000 * (losses[1] - losses[0]), unit)
        precision = paired.precision((one, other), onset, unit)
        print(
            f"{name} added to {start}, {first}-{LAST}: log loss x 10,000 {loss.value:+.1f} "
            f"[{loss.low:+.1f}, {loss.high:+.1f}], average precision {precision.value:+.3f} "
            f"[{precision.low:+.3f}, {precision.high:+.3f}]",
            flush=True,
        )
