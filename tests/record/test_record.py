"""No number moved: fourteen papers and every table of the starter are as they were stored."""

from __future__ import annotations

import json
import re
from typing import Any

import polars as pl
import pytest
import tomli

from detente.paper.brief import Brief
from detente.paper.writers.json import record
from detente.store.digest import content_of
from detente.store.starter import manifest, starter_folder
from tests.record.flatten import frame
from tests.record.store import DIGESTS, HERE, digests, stored

RULES: dict[str, Any] = tomli.loads((HERE / "renames.toml").read_text(encoding="utf-8"))
PAIRS = tuple(stored()["pair"].unique(maintain_order=True).to_list())


def renamed(place: str) -> str:
    for rule in RULES["rename"]:
        place = re.sub(rule["old"], rule["new"], place)
    return place


def meant(pair: str) -> pl.Expr:
    """Whether a difference of this place is listed with its reason."""
    listed = [rule["place"] for rule in RULES["differs"] if pair in rule.get("pair", [pair])]
    return pl.any_horizontal(
        pl.lit(value=False), *(pl.col("place").str.contains(place) for place in listed)
    )


@pytest.mark.parametrize("pair", PAIRS)
def test_every_number_of_a_paper_is_as_it_was(briefs: dict[str, Brief], pair: str) -> None:
    before = (
        stored()
        .filter(pl.col("pair") == pair)
        .with_columns(pl.col("place").map_elements(renamed, return_dtype=pl.String))
    )
    after = frame({pair: record(briefs[pair])})
    both = before.join(after, on="place", how="left", suffix="_now", coalesce=True).filter(
        ~meant(pair)
    )
    lost = both.filter(pl.col("pair_now").is_null())["place"].to_list()
    assert not lost, f"{len(lost)} places are gone, such as {lost[:5]}"
    moved = both.filter(
        pl.col("value").ne_missing(pl.col("value_now"))
        | (pl.col("figures") != pl.col("figures_now"))
    )
    shown = moved.select("place", "value", "value_now", "figures", "figures_now").head(5).rows()
    assert moved.is_empty(), f"{moved.height} numbers moved, such as {shown}"


def test_every_rule_of_the_map_has_a_reason_and_is_needed() -> None:
    places = "\n".join(stored()["place"].unique().to_list())
    for rule in (*RULES["rename"], *RULES["differs"], *RULES["table"]):
        assert len(rule["reason"]) > 10, rule
    for rule in RULES["rename"]:
        assert re.search(rule["old"], places, re.M), f"nothing is called {rule['old']}"


def test_every_table_of_the_starter_holds_the_same_values() -> None:
    names = {rule["old"]: rule["new"] for rule in RULES["table"]}
    before: dict[str, str] = json.loads(DIGESTS.read_text(encoding="utf-8"))
    expected = {names.get(name, name): digest for name, digest in before.items()}
    now = digests(manifest())
    assert {name: now.get(name) for name in expected} == expected


def test_the_digests_are_those_of_the_files() -> None:
    for name, digest in digests(manifest()).items():
        assert content_of(pl.read_parquet(starter_folder() / f"{name}.parquet")) == digest, name
