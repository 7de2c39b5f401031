"""Replication: the models of peacesciencer's paper on the same data, number for number."""

from __future__ import annotations

import csv
import warnings
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from detente.panel.create import dyad_years, leader_years, state_years
from detente.store.home import Store
from tests.parity.test_parity import truth_folder

sm = pytest.importorskip("statsmodels.api")
COEFFICIENT, LOG_LIKELIHOOD = 1e-4, 0.01


def weakest(a: pl.Expr, b: pl.Expr) -> pl.Expr:
    return pl.when(a.is_not_null() & b.is_not_null()).then(pl.min_horizontal(a, b))


def target(folder: Path, name: str) -> tuple[np.ndarray, int, int, float]:
    with (folder / "models" / f"{name}.coef.csv").open(encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    return (
        np.array([float(r["estimate"]) for r in rows]),
        int(rows[0]["n"]),
        int(rows[0]["events"]),
        float(rows[0]["logLik"]),
    )


def agrees(
    frame: pl.DataFrame, outcome: str, terms: list[pl.Expr], name: str, needed: list[str]
) -> None:
    """Fit a logit on the complete rows and hold it against the reference's."""
    estimate, n, events, loglik = target(truth_folder(), name)
    rows = frame.drop_nulls([outcome, *needed])
    assert (rows.height, rows[outcome].sum()) == (n, events)
    x = rows.select(term.cast(pl.Float64).alias(f"x{i}") for i, term in enumerate(terms)).to_numpy()
    size = np.abs(x).max(axis=0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fit = sm.Logit(rows[outcome].to_numpy(), sm.add_constant(x / size)).fit(
            disp=0, method="newton", maxiter=100, tol=1e-12
        )
    found = fit.params / np.append(1.0, size)
    assert np.abs(found - estimate).max() < COEFFICIENT, (found, estimate)
    assert abs(fit.llf - loglik) < LOG_LIKELIHOOD


def powers(name: str) -> list[pl.Expr]:
    return [pl.col(name).cast(pl.Float64).pow(k) for k in (1, 2, 3)]


@pytest.mark.mirror
def test_dangerous_dyads(mirrored: Store) -> None:
    panel = (
        dyad_years(years=(1816, 2010), store=mirrored)
        .add("contiguity", edition="reference")
        .relevant()
        .add("nmc", edition="reference")
        .add("democracy", edition="reference")
        .add("atop", "gdp_pop")
        .add("gml_mids", keep=[])
        .add("peace_years")
    )
    c, part = pl.col, lambda k: pl.col(f"milper{k}") / pl.col(f"tpop{k}")
    frame = panel.to_polars().with_columns(
        (c("conttype") == 1).alias("landcontig"),
        ((c("cowmaj1") == 1) | (c("cowmaj2") == 1)).alias("cowmajdyad"),
        (weakest(c("cinc1"), c("cinc2")) / pl.max_horizontal("cinc1", "cinc2")).alias("cincprop"),
        weakest(c("euds1"), c("euds2")).alias("mindemest"),
        weakest(c("mrgdppc1"), c("mrgdppc2")).alias("minlgdppc"),
        weakest(part(1), part(2)).alias("minmilit"),
    )
    scaled = ["cincprop", "mindemest", "minlgdppc", "minmilit"]
    frame = frame.with_columns((c(v) - c(v).mean()) / (2 * c(v).std()) for v in scaled)
    names = [
        "landcontig",
        "cincprop",
        "cowmajdyad",
        "atop_defense",
        "mindemest",
        "minlgdppc",
        "minmilit",
    ]
    agrees(
        frame,
        "gmlmidonset",
        [*map(pl.col, names), *powers("gmlmidspell")],
        "HEAD_DD",
        [*names, "gmlmidspell"],
    )


@pytest.mark.mirror
@pytest.mark.parametrize(("name", "wars"), [("HEAD_CW_all", False), ("HEAD_CW_wars", True)])
def test_civil_wars(name: str, wars: bool, mirrored: Store) -> None:
    panel = (
        state_years("gw", years=(1946, 2019), store=mirrored)
        .add("ucdp_acd", type="intrastate", only_wars=wars)
        .add("peace_years", "gdp_pop", "terrain")
        .add("fractionalization", edition="reference")
        .add("democracy", edition="reference")
    )
    before = [
        pl.col(old).shift(1).over("gwcode", order_by="year").alias(new)
        for old, new in (("mrgdppc", "l1_gdppc"), ("pwtpop", "l1_pop"), ("euds", "l1_euds"))
    ]
    names = ["l1_gdppc", "l1_pop", "l1_euds", "newlmtnest", "ethfrac", "relfrac"]
    terms = [
        *map(pl.col, names[:3]),
        pl.col("l1_euds") ** 2,
        *map(pl.col, names[3:]),
        *powers("ucdpspell"),
    ]
    agrees(panel.to_polars().with_columns(before), "ucdponset", terms, name, [*names, "ucdpspell"])


@pytest.mark.mirror
def test_leaders(mirrored: Store) -> None:
    """The same rows but one: Laos in 1953, which the reference loses (docs/parity.md)."""
    laos = (pl.col("obsid") == "LAO-1951") & (pl.col("year") == 1953)
    panel = (
        leader_years("cow", years=(1875, 2010), store=mirrored)
        .only(where=~laos)
        .add("gml_mids")
        .add("spells", edition="reference")
        .add("nmc", edition="reference")
        .add("democracy", edition="reference")
        .add("lead")
    )
    frame = panel.to_polars().with_columns(
        (pl.col("gender") == "M").alias("genderM"),
        ((pl.col("milservice") == 1) & (pl.col("combat") == 0)).alias("milservice_nocombat"),
    )
    names = [
        "genderM",
        "leaderage",
        "yrinoffice",
        "milservice_nocombat",
        "combat",
        "rebel",
        "warwin",
        "warloss",
        "rebelwin",
        "rebelloss",
        "euds",
        "cinc",
    ]
    agrees(
        frame,
        "gmlmidonset_init",
        [*map(pl.col, names), *powers("gmlmidinitspell")],
        "HEAD_LY",
        [*names, "gmlmidinitspell"],
    )
